"""The estimators keep scikit-learn's rules, and take frames with categories besides."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import estimator_checks_generator

from sartor.sklearn import SartorClassifier, SartorRegressor

# What is not promised. Rows are drawn for folds and trees by their place, so that a row of weight 2 is not the same as two
# rows; what is handed over are arrays of numpy, frames and Arrow, not arrays of other devices.
NOT_PROMISED = {
    "check_sample_weight_equivalence_on_dense_data",
    "check_sample_weight_equivalence_on_sparse_data",
    "check_array_api_input",
}


def checks() -> list[Any]:
    estimators = [SartorClassifier(), SartorRegressor(), SartorClassifier(learner="gbdt"), SartorClassifier(learner="logistic")]
    found = []
    for estimator in estimators:
        for one, check in estimator_checks_generator(estimator):
            name = getattr(check, "func", check).__name__
            if name not in NOT_PROMISED:
                label = f"{type(estimator).__name__}-{estimator.learner}-{name}"
                found.append(pytest.param(one, check, id=label))
    assert len(found) > 40 * len(estimators)
    return found


@pytest.mark.parametrize(("estimator", "check"), checks())
@pytest.mark.filterwarnings("ignore")
def test_scikit_learns_own_checks(estimator: Any, check: Any) -> None:
    check(estimator)


@pytest.fixture(scope="module")
def shop() -> tuple[pd.DataFrame, np.ndarray]:
    dice = np.random.default_rng(4)
    frame = pd.DataFrame(
        {
            "tenure": dice.uniform(0, 72, 400),
            "contract": pd.Categorical(dice.choice(["monthly", "yearly"], 400)),
            "city": pd.Series(dice.choice(["a", "b", "?"], 400), dtype=object).replace("?", None),
        }
    )
    odds = 2 - 0.08 * frame["tenure"] + 2 * (frame["contract"] == "monthly")
    return frame, np.where(dice.random(400) < 1 / (1 + np.exp(-odds)), "leaves", "stays")


def test_frames_with_text_and_gaps_need_no_preparation(shop: tuple[pd.DataFrame, np.ndarray]) -> None:
    frame, answers = shop
    model = SartorClassifier(members=["gbdt", "logistic"]).fit(frame, answers)
    assert model.classes_.tolist() == ["leaves", "stays"]
    assert model.feature_names_in_.tolist() == list(frame.columns)
    shares = model.predict_proba(frame)
    assert np.allclose(shares.sum(axis=1), 1)
    assert roc_auc_score(answers == "stays", shares[:, 1]) > 0.75
    assert set(model.predict(frame)) <= {"leaves", "stays"}
    assert model.predict_set(frame).shape == (400, 2)
    assert model.report().rows == 400
    assert model.explain(frame).values.shape == (400, 3)
    by_polars = model.predict_proba(pl.from_pandas(frame.astype({"contract": str})))
    assert (by_polars == shares).all()
    with pytest.raises(ValueError, match="feature names should match"):
        model.predict(frame.rename(columns={"city": "town"}))


def test_a_pipeline_and_a_search_go_round_it(shop: tuple[pd.DataFrame, np.ndarray]) -> None:
    frame, answers = shop
    scaled = make_column_transformer((StandardScaler(), ["tenure"]), remainder="passthrough")
    scaled.set_output(transform="pandas")
    pipeline = make_pipeline(scaled, SartorClassifier(learner="gbdt", options={"trees": 40}))
    assert cross_val_score(pipeline, frame, answers, cv=3, scoring="roc_auc").min() > 0.65
    search = GridSearchCV(
        SartorClassifier(learner="gbdt"), {"options": [{"trees": 10}, {"trees": 60}]}, cv=3, scoring="neg_log_loss"
    )
    assert search.fit(frame, answers).best_params_ == {"options": {"trees": 60}}
    assert clone(search.best_estimator_).get_params() == search.best_estimator_.get_params()


def test_few_rows_are_learnt_from_by_one_learner() -> None:
    model = SartorClassifier().fit(np.arange(40.0)[:, None], np.arange(40) > 15)
    assert type(model.model_).__name__ == "Logistic"
    with pytest.raises(AttributeError, match="enough rows"):
        model.report()


def test_a_regressor_gives_intervals_and_learns_amounts() -> None:
    dice = np.random.default_rng(5)
    X = dice.uniform(0, 1, (300, 2))
    y = 10 * X[:, 0] + dice.normal(size=300)
    model = SartorRegressor(members=["gbdt"]).fit(X, y)
    low, high = model.predict_interval(X).T
    assert 0.85 < ((low <= y) & (y <= high)).mean()
    amounts = SartorRegressor(task="amount", learner="gbdt").fit(X, np.where(X[:, 1] < 0.5, 0.0, 10 * X[:, 0]))
    assert (amounts.predict(X) >= 0).all()
    with pytest.raises(ValueError, match="none of a regression task"):
        SartorRegressor(learner="logistic").fit(X, y)


def test_what_it_cannot_learn_is_refused(shop: tuple[pd.DataFrame, np.ndarray]) -> None:
    frame, answers = shop
    with pytest.raises(ValueError, match="Only binary classification is supported"):
        SartorClassifier().fit(frame, np.arange(400) % 3)
    with pytest.raises(ValueError, match="single class"):
        SartorClassifier().fit(frame, ["a"] * 400)
    with pytest.raises(ValueError, match="times"):
        SartorClassifier().fit(frame.assign(day=pd.Timestamp("2026-01-01")), answers)
