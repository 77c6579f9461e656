"""Models whose customers differ by what is known of them from the start."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import sartor
from sartor import errors, lifetime

Covariate: TypeAlias = (
    lifetime.CovariateBgNbd | lifetime.CovariateMbgNbd | lifetime.CovariateNbd | lifetime.CovariateParetoNbd
)
EFFECT = math.log(2)


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Customers who came by recommendation (1) buy twice as often as the others; simulated."""
    def shop(alpha: float, seed: int) -> pd.DataFrame:
        model = lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.8, alpha=alpha, a=0.9, b=2.5))
        drawn = lifetime.simulate(model, 600, 52.0, seed=seed)
        return pd.DataFrame({name: drawn[name] for name in ("frequency", "last_purchase_age", "age")})

    both = pd.concat([shop(12.0, 1), shop(6.0, 2)], ignore_index=True)
    both["recommended"] = np.repeat([0.0, 1.0], 600)
    both["basket"] = np.random.default_rng(4).normal(50.0, 10.0, 1_200)
    return both.set_index(pd.Index([f"c{row}" for row in range(1_200)]))




def histories(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    return frame["frequency"], frame["last_purchase_age"], frame["age"]


@pytest.fixture(scope="module")
def fitted(frame: pd.DataFrame) -> lifetime.CovariateBgNbd:
    history = histories(frame)
    return lifetime.CovariateBgNbd.fit(*history, frame[["recommended", "basket"]], acts_on={"recommended": ["alpha"], "basket": ["alpha"]})


def test_effects_are_records_with_standard_errors(fitted: lifetime.CovariateBgNbd) -> None:
    recommended, basket = fitted.effects
    assert (recommended.parameter, recommended.covariate, recommended.sign) == ("alpha", "recommended", -1.0)
    assert abs(recommended.coefficient - EFFECT) < 3 * recommended.standard_error
    assert abs(basket.coefficient) < 4 * basket.standard_error
    table = sartor.to_frame(fitted.effects)
    assert table["covariate"].tolist() == fitted.covariates == ["recommended", "basket"]
    assert fitted.averages[0] == 0.5
    assert fitted.covariance.shape == (6, 6)
    assert math.sqrt(fitted.covariance[4, 4]) == pytest.approx(recommended.standard_error)
    assert fitted.convergence.verdict == lifetime.ConvergenceVerdict.OPTIMUM
    assert fitted.customers == 1_200
    assert "recommended" in fitted._repr_html_()


FORMS: list[Callable[[pd.DataFrame], Any]] = [
    lambda frame: frame,
    lambda frame: {name: frame[name].to_numpy() for name in frame},
    lambda frame: {"basket": frame["basket"], "recommended": frame["recommended"] == 1.0},
    lambda frame: pl.DataFrame({name: frame[name].to_numpy() for name in frame}),
    lambda frame: pa.table({name: frame[name].to_numpy() for name in frame}),
]


@pytest.mark.parametrize("form", FORMS)
def test_covariates_come_as_frames_and_dicts(
    form: Callable[[pd.DataFrame], Any], frame: pd.DataFrame, fitted: lifetime.CovariateBgNbd
) -> None:
    given = form(frame[["recommended", "basket"]])
    history = histories(frame)
    acts_on = {"recommended": ["alpha"], "basket": ["alpha"]}
    again = lifetime.CovariateBgNbd.fit(*history, given, acts_on=acts_on)
    assert again.log_likelihood == pytest.approx(fitted.log_likelihood, abs=1e-6)
    alive = fitted.probability_alive(*history, given)
    assert isinstance(alive, pd.Series) and alive.name == "probability_alive"
    assert alive.index.equals(frame.index)
    assert alive.iloc[700] == fitted.for_customer(frame[["recommended", "basket"]].iloc[700].tolist()).probability_alive(*histories(frame.iloc[[700]])).iloc[0]


def test_a_matrix_has_names(frame: pd.DataFrame, fitted: lifetime.CovariateBgNbd) -> None:
    x, t_x, age = (column.to_numpy() for column in histories(frame))
    history = (x, t_x, age)
    matrix = frame[["recommended", "basket"]].to_numpy()
    acts_on = {"recommended": ["alpha"], "basket": ["alpha"]}
    again = lifetime.CovariateBgNbd.fit(*history, matrix, names=["recommended", "basket"], acts_on=acts_on)
    assert again == fitted
    expected = fitted.expected_purchases(39.0, *history, matrix)
    assert isinstance(expected, np.ndarray)
    by_name = fitted.expected_purchases(39.0, *history, {"recommended": matrix[:, 0], "basket": matrix[:, 1]})
    assert expected.tolist() == by_name.tolist()
    for wrong in (matrix[:, :1], matrix[:, 0], "recommended", None):
        with pytest.raises(errors.InputError, match="covariates"):
            fitted.expected_purchases(39.0, *history, wrong)
    with pytest.raises(errors.InputError, match="names"):
        lifetime.CovariateBgNbd.fit(*history, matrix)


def test_one_customer_is_a_plain_model_with_the_covariance_of_its_parameters(fitted: lifetime.CovariateBgNbd) -> None:
    recommended = fitted.for_customer({"basket": 50.0, "recommended": 1})
    other = fitted.for_customer([0, 50.0])
    assert isinstance(recommended, lifetime.BgNbd)
    assert recommended.params.alpha < other.params.alpha
    assert recommended.params.r == other.params.r == fitted.baseline.r
    spread = recommended.expected_purchases_interval(39.0, 2, 30.0, 38.0)
    assert spread.low < spread.value < spread.high
    assert fitted.expected_purchases(39.0, 2, 30.0, 38.0, {"recommended": 1, "basket": 50.0}) == spread.value
    assert fitted.discounted_purchases_for_ever(0.01, 2, 30.0, 38.0, {"recommended": 1, "basket": 50.0}) > 0
    few: list[Any] = [{"recommended": 1}, {"recommended": 1, "basket": 50.0, "age": 3}, [1], [1, 2, 3]]
    for wrong in [*few, {"recommended": math.nan, "basket": 1.0}]:
        with pytest.raises(errors.InputError):
            fitted.for_customer(wrong)


@pytest.mark.parametrize(
    "kind", [lifetime.CovariateBgNbd, lifetime.CovariateMbgNbd, lifetime.CovariateNbd, lifetime.CovariateParetoNbd]
)
def test_every_model_takes_covariates(kind: type[Covariate], frame: pd.DataFrame) -> None:
    history = histories(frame)
    told: list[int] = []
    model = kind.fit(*history, frame[["recommended"]], progress=lambda done, total: told.append(done))
    assert told
    effect = next(effect for effect in model.effects if effect.parameter == "alpha")
    assert effect.coefficient > 2 * effect.standard_error
    expected = model.expected_purchases(39.0, *history, frame[["recommended"]])
    plain = model.for_customer([1]).expected_purchases(39.0, *histories(frame.iloc[600:]))
    assert expected.iloc[600:].tolist() == plain.tolist()
    for again in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model), kind.from_json(model.to_json())):
        assert again == model
    assert kind.__name__ in repr(model) and "recommended" in repr(model)


def test_spend_depends_on_covariates_too() -> None:
    dice = np.random.default_rng(9)
    often = dice.poisson(3.0, 1_500).astype(float)
    dear = dice.integers(0, 2, 1_500)
    scale = dice.gamma(4.0, 1.0, 1_500)
    spend = np.where(often > 0, dice.gamma(6.0 * np.maximum(often, 1)) / np.maximum(often, 1) * 15.0 * 2.0**dear / scale, 0.0)
    model = lifetime.CovariateGammaGamma.fit(often, spend, {"dear": dear})
    effect, = model.effects
    assert abs(effect.coefficient - EFFECT) < 3 * effect.standard_error
    expected = model.expected_spend(often, spend, {"dear": dear})
    assert expected[0] == model.for_customer([dear[0]]).expected_spend(often[0], spend[0])
    assert model.expected_spend(0, 0, {"dear": 1}) == pytest.approx(2 * model.expected_spend(0, 0, {"dear": 0}), rel=0.2)
    assert pickle.loads(pickle.dumps(model)) == model


@pytest.mark.parametrize(
    ("covariates", "message"),
    [
        ({"a": "text"}, "a"),
        ({"channel": ["web", "shop"] * 600}, "channel"),
        ({"channel": pd.Series(["web", "shop"] * 600, dtype="category")}, "channel"),
        ({"gap": [math.nan] + [1.0] * 1_199}, "row 0: gap"),
        ({"same": np.ones(1_200)}, "same"),
        ({"one": np.arange(1_200.0), "two": 2 * np.arange(1_200.0)}, "two"),
        ({"short": [1.0, 2.0]}, "short"),
        ({"moved": pd.Series(np.arange(1_200.0))}, "moved"),
    ],
)
def test_what_is_no_covariate_is_named(covariates: dict[str, Any], message: str, frame: pd.DataFrame) -> None:
    with pytest.raises(errors.InputError, match=message):
        lifetime.CovariateBgNbd.fit(*histories(frame), covariates)


def test_a_covariate_acts_on_what_it_may(frame: pd.DataFrame) -> None:
    history = histories(frame)
    wrong: list[dict[str, list[str]]] = [{"recommended": ["r"]}, {"nothing": ["alpha"]}]
    for acts_on in wrong:
        with pytest.raises(errors.OutOfRange, match="acts_on"):
            lifetime.CovariateBgNbd.fit(*history, frame[["recommended"]], acts_on=acts_on)
