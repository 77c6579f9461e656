"""Learners, what judges them, and what they say of themselves."""

from __future__ import annotations

import pickle
import threading
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sartor
from sartor import errors, learn

ROWS = 600


@pytest.fixture(scope="module")
def shop() -> tuple[pd.DataFrame, pd.Series]:
    """Customers who leave the sooner the newer they are and the more often they complain; simulated."""
    dice = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "tenure": dice.integers(0, 72, ROWS).astype(float),
            "contract": dice.choice(["monthly", "yearly", "two years"], ROWS),
            "complaints": dice.poisson(0.7, ROWS),
        }
    )
    frame.loc[::9, "tenure"] = np.nan
    odds = 1.0 - 0.05 * frame["tenure"].fillna(30) + 0.9 * frame["complaints"] + (frame["contract"] == "monthly")
    return frame, pd.Series(dice.random(ROWS) < 1 / (1 + np.exp(-odds)), name="left")


@pytest.fixture(scope="module")
def models(shop: tuple[pd.DataFrame, pd.Series]) -> dict[str, Any]:
    frame, left = shop
    return {
        "gbdt": learn.Gbdt.fit(frame, left, trees=60, monotone={"tenure": "falls"}),
        "logistic": learn.Logistic.fit(frame, left),
        "network": learn.Network.fit(frame, left, networks=1, epochs=15),
        "ensemble": learn.fit(frame, left, members=["gbdt", "logistic"]),
    }


KINDS = ["gbdt", "logistic", "network", "ensemble"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_learner_tells_rows_apart_and_survives_a_journey(
    shop: tuple[pd.DataFrame, pd.Series], models: dict[str, Any], kind: str
) -> None:
    (frame, left), model = shop, models[kind]
    assert learn.ScoredLabels(left, model.scores(frame)).auc().low > 0.7
    assert learn.load(model.to_bytes()) == model == pickle.loads(pickle.dumps(model))
    assert (learn.load(model.to_bytes()).predict(frame) == model.predict(frame)).all()
    assert [column.name for column in model.schema] == list(frame.columns)
    assert model.objective == learn.Objective("logistic")
    assert repr(model).startswith(type(model).__name__ + "(")
    row = frame.iloc[5]
    assert model.predict_row(row) == model.predict(frame)[5]
    assert model.score_row(row.to_dict()) == model.scores(frame)[5]


@pytest.mark.parametrize("kind", KINDS)
def test_reasons_add_up_to_the_score(
    shop: tuple[pd.DataFrame, pd.Series], models: dict[str, Any], kind: str
) -> None:
    frame, model = shop[0].iloc[10:40], models[kind]
    reasons = model.explain(frame)
    assert reasons.values.shape == (30, 3)
    assert np.allclose(reasons.base + reasons.values.sum(axis=1), reasons.scores)
    assert reasons.to_frame().index.equals(frame.index)
    assert reasons.columns == list(frame.columns)
    assert reasons.row(4).contributions == reasons.values[4].tolist()
    one = model.explain_row(frame.iloc[4])
    assert np.allclose(one.contributions, reasons.values[4], atol=1e-12)
    again = pickle.loads(pickle.dumps(reasons))
    assert (again.values == reasons.values).all()
    with pytest.raises(errors.OutOfRange, match="row is 30"):
        reasons.row(30)


def test_a_monotone_column_only_falls(models: dict[str, Any]) -> None:
    months = np.arange(0.0, 72.0)
    scores = models["gbdt"].scores({"tenure": months, "contract": ["monthly"] * 72, "complaints": np.ones(72)})
    assert (np.diff(scores) <= 0).all()


def test_the_ensemble_reports_on_rows_that_it_had_not_seen(
    shop: tuple[pd.DataFrame, pd.Series], models: dict[str, Any]
) -> None:
    (frame, left), model = shop, models["ensemble"]
    report = model.report()
    assert report.rows == ROWS
    assert report.ensemble.labels.log_loss.value < report.base_rate.labels.log_loss.value
    table = report.to_frame()
    assert table["learner"].tolist() == ["gbdt", "logistic", "ensemble", "base rate"]
    assert table["weight"].sum() == pytest.approx(1.0)
    assert "calibration" in repr(report)
    assert "<table>" in report._repr_html_()
    sets = model.predict_set(frame, coverage=0.9)
    assert sets.shape == (ROWS, 2)
    held = sets[np.arange(ROWS), left.to_numpy().astype(int)].mean()
    assert held > 0.85
    assert model.predict_set_row(frame.iloc[0]) == np.flatnonzero(sets[0]).tolist()
    with pytest.raises(errors.SartorError):
        model.predict_interval(frame)


def test_values_have_intervals(shop: tuple[pd.DataFrame, pd.Series]) -> None:
    frame, _ = shop
    spend = 20.0 + 3.0 * frame["complaints"] + np.random.default_rng(2).normal(size=ROWS)
    model = learn.fit(frame, spend, task="regression", members=["gbdt"])
    ends = model.predict_interval(frame, coverage=0.9)
    assert 0.85 < ((spend >= ends.low) & (spend <= ends.high)).mean()
    assert ends.to_frame().index.equals(frame.index)
    assert pickle.loads(pickle.dumps(ends)).level == 0.9
    with pytest.raises(errors.SartorError):
        model.predict_set(frame)


def test_options_are_refused_by_name(shop: tuple[pd.DataFrame, pd.Series]) -> None:
    frame, left = shop
    wrong: dict[str, dict[str, Any]] = {
        "trees is 0": {"trees": 0},
        "trees is 1099511627776": {"trees": 2**40},
        "monotone.tenure": {"monotone": {"tenure": "up"}},
        "nope": {"monotone": {"nope": "falls"}},
        "objective": {"objective": "nope"},
        "earlyStopping.heldOutShare": {"early_stopping": learn.EarlyStopping(held_out_share=2.0)},
        "weight of row 0": {"weights": [-1.0] * ROWS},
        "times": {"times": ["yesterday"] * ROWS},
    }
    for refused, options in wrong.items():
        with pytest.raises(errors.InputError) as raised:
            learn.Gbdt.fit(frame, left, **options)
        assert refused in str(raised.value)
    more: list[dict[str, Any]] = [{"folds": 1}, {"task": "guess"}, {"members": ["oracle"]}, {"calibration": "magic"}]
    for options in more:
        with pytest.raises(errors.InputError):
            learn.fit(frame, left, **options)


def test_weights_and_times_are_heard(shop: tuple[pd.DataFrame, pd.Series]) -> None:
    frame, left = shop
    twice = learn.Logistic.fit(pd.concat([frame, frame], ignore_index=True), pd.concat([left, left], ignore_index=True))
    weighted = learn.Logistic.fit(frame, left, weights=[2.0] * ROWS)
    assert np.allclose(twice.scores(frame), weighted.scores(frame), atol=1e-6)
    days = pd.date_range("2024-01-01", periods=ROWS)
    by_time = learn.Gbdt.fit(frame, left, times=days, early_stopping=True)
    by_ms = learn.Gbdt.fit(frame, left, times=days.astype("datetime64[ms]").astype("int64"), early_stopping=True)
    assert by_time == by_ms != learn.Gbdt.fit(frame, left, early_stopping=True)


def test_progress_is_told_and_can_stop(shop: tuple[pd.DataFrame, pd.Series]) -> None:
    told: list[tuple[int, int]] = []
    learn.Gbdt.fit(*shop, trees=30, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]

    def stop(done: int, total: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        learn.Gbdt.fit(*shop, progress=stop)


def test_other_threads_run_while_a_learner_is_fitted(shop: tuple[pd.DataFrame, pd.Series]) -> None:
    counted = 0
    done = threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.is_set():
            counted += 1

    thread = threading.Thread(target=count)
    thread.start()
    before = counted
    learn.Gbdt.fit(*shop, trees=300)
    during = counted - before
    done.set()
    thread.join()
    assert during > 1000


def test_damaged_and_foreign_bytes_are_refused(models: dict[str, Any]) -> None:
    good = models["gbdt"].to_bytes()
    for bad in (b"", b"no model", good[:-9], good[:200], sartor.Profile("c").to_bytes()):
        with pytest.raises(errors.SartorError):
            learn.load(bad)
    with pytest.raises(errors.SartorError):
        learn.Logistic.from_bytes(good)


def test_objectives_are_words_and_objects() -> None:
    assert learn.Objective.tweedie(1.3).power == 1.3
    assert repr(learn.Objective.quantile(0.9)) == "Objective.quantile(0.9)"
    assert len({learn.Objective("squared"), learn.Objective("squared")}) == 1
    assert pickle.loads(pickle.dumps(learn.Objective.tweedie())) == learn.Objective.tweedie(1.5)
    spend = [0.0, 5.0, 9.0, 2.0] * 50
    model = learn.Gbdt.fit({"x": [0, 1, 2, 3] * 50}, spend, objective=learn.Objective.quantile(0.5), trees=50)
    assert model.objective.level == 0.5
    with pytest.raises(errors.OutOfRange, match="power is 3"):
        learn.Objective.tweedie(3.0)


def test_figures_come_with_intervals(shop: tuple[pd.DataFrame, pd.Series], models: dict[str, Any]) -> None:
    frame, left = shop
    scored = learn.ScoredLabels(left, models["logistic"].scores(frame))
    by_chance = learn.ScoredLabels.of_probabilities(left, models["logistic"].predict(frame))
    assert scored.auc().value == pytest.approx(by_chance.auc().value)
    assert scored.log_loss().value == pytest.approx(by_chance.log_loss().value)
    assert scored.log_loss().value < scored.base_log_loss
    assert scored.auc(level=0.99).low < scored.auc().low < scored.auc().value
    assert scored.auc_gain(-models["logistic"].scores(frame)).low > 0
    assert len(scored.reliability(bins=5, equal_rows=True)) == 5
    assert sartor.to_frame(scored.gain()).iloc[-1]["captured"] == 1.0
    assert scored.cox_calibration().slope.value == pytest.approx(1.0, abs=0.25)
    assert pickle.loads(pickle.dumps(scored)) == scored
    for wrong in (["Yes"] * ROWS, [2] * ROWS, [0]):
        with pytest.raises(errors.InputError):
            learn.ScoredLabels(wrong, models["logistic"].scores(frame))
    values = learn.ScoredValues([1.0, 2.0, 4.0, 8.0], [1.5, 2.0, 3.5, 8.0])
    assert values.bias().value == 0.0
    assert values.mean_absolute_error().value == 0.25
    assert values.normalized_gini() == 1.0


def test_what_stands_after_a_learner_takes_any_columns(
    shop: tuple[pd.DataFrame, pd.Series], models: dict[str, Any]
) -> None:
    frame, left = shop
    scores = models["gbdt"].scores(frame)
    chosen = learn.Calibration.choose(left, scores)
    assert len(chosen.candidates) == 4
    assert chosen.probability(scores).index.equals(frame.index)
    assert isinstance(chosen.log_odds(0.3), float)
    assert learn.Calibration.from_json(chosen.to_json()).method == chosen.method
    assert pickle.loads(pickle.dumps(chosen)) == chosen
    sets = learn.LabelSets.calibrate_binary(left, scores)
    assert sets.binary_set(scores).shape == (ROWS, 2)
    assert sets.measure_binary(left, scores).to_frame()["covered"].min() >= 0.9
    assert learn.LabelSets.from_json(sets.to_json()) == sets == pickle.loads(pickle.dumps(sets))
    many = learn.LabelSets.calibrate([0, 1, 2] * 40, np.tile(np.eye(3), (40, 1)), level=0.8)
    assert many.set(np.eye(3)).tolist() == (np.eye(3) > 0).tolist()
    margin = learn.ConformalMargin.calibrate(np.arange(50.0), np.arange(50.0) + 1, level=0.8)
    assert margin.interval(10.0).high == 11.0
    assert margin.intervals([1.0, 2.0]).low.tolist() == [0.0, 1.0]
    with pytest.raises(errors.InvalidValue, match="means, means with a scale, or low and high"):
        learn.ConformalMargin.calibrate([1.0], low=[1.0])


def test_drift_knows_numbers_and_text() -> None:
    then = learn.DriftReference.of_numbers([float(day % 50) for day in range(1000)])
    assert then.compare_numbers([float(day % 50) for day in range(500)]).verdict == learn.DriftVerdict.NONE_DETECTABLE
    text = learn.DriftReference.of_categories(pd.Series(["a", "b", None] * 300))
    assert text.compare_categories(["b", "a"] * 300).verdict == learn.DriftVerdict.LARGE
    assert text.compare_categories(pd.Series(["a", "b", None] * 100)).verdict == learn.DriftVerdict.NONE_DETECTABLE
    assert pickle.loads(pickle.dumps(text)) == text
    assert learn.DriftReference.from_json(text.to_json(), text.levels) == text
    with pytest.raises(errors.InvalidValue, match="text where the reference is of text"):
        text.compare_categories([0, 1])


def test_calibration_is_followed_over_time() -> None:
    labels = [row >= 40 or row % 2 == 0 for row in range(60)]
    days = pd.to_datetime("2026-01-01") + pd.to_timedelta([row // 20 for row in range(60)], unit="D")
    found = learn.calibration_over_time(labels, [0.0] * 60, days, window_days=1.0)
    assert [window.departs for window in found.windows] == [False, False, True]
    assert found.to_frame().shape[0] == 3


def test_checks_name_the_columns(shop: tuple[pd.DataFrame, pd.Series]) -> None:
    frame, left = shop
    checks = learn.check_columns(frame.assign(refund=left.where(left).astype("float")), left)
    table = checks.to_frame().set_index("name")
    assert table.loc["refund", "leakage"] == "knows"
    assert table.loc["contract", "leakage"] == "none_detectable"


def trial(effect: float) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    dice = np.random.default_rng(3)
    frame = pd.DataFrame({"age": dice.uniform(20, 70, 2000), "region": dice.choice(["north", "south"], 2000)})
    treated = dice.random(2000) < 0.5
    gain = effect * (frame["region"] == "north")
    return frame, treated, (dice.random(2000) < 0.2 + gain * treated).to_numpy()


def test_a_trial_says_what_treatment_added() -> None:
    frame, treated, came = trial(0.4)
    lot = learn.Trial(treated, came)
    north = (frame["region"] == "north").astype(float)
    assert lot.uplift_at(north, 0.4).uplift.low > 0.2
    coefficient = lot.qini(north, replicates=50).coefficient
    assert coefficient is not None
    assert coefficient.low > 0
    assert len(lot.qini_curve(north, points=10)) == 11
    assert lot.policy_value(north, 0.5).gain_over_none.low > 0
    assert not lot.balance(frame).departs
    assert {column.name for column in lot.balance(frame).columns} == {"age", "region = north", "region = south"}
    assert pickle.loads(pickle.dumps(lot)) == lot


def test_uplift_finds_whom_a_treatment_changes_and_says_when_it_does_not() -> None:
    trees = {"trees": 60}
    frame, treated, came = trial(0.4)
    model = learn.Uplift.fit(frame, treated, came, outcome_trees=trees, replicates=50)
    effects = model.predict(frame).groupby(frame["region"]).mean()
    assert effects["north"] > effects["south"] + 0.15
    assert model.heterogeneity().verdict == learn.HeterogeneityVerdict.DETECTED
    assert model.predict_row(frame.iloc[0]) == model.predict(frame)[0]
    assert model.uplift_at(0.4).uplift.low > 0.1
    assert model.policy_value(cost=0.1).gain_over_none.value > 0
    assert learn.load(model.to_bytes()) == model == pickle.loads(pickle.dumps(model))
    assert model.is_of_probability
    assert model.uplift_near(0.4).uplift.low > model.uplift_near(0.0).uplift.value
    reasons = model.explain(frame.iloc[:50])
    assert np.allclose(reasons.base + reasons.values.sum(axis=1), model.predict(frame.iloc[:50]), atol=1e-9)
    one = model.explain_row(frame.iloc[5])
    assert np.allclose(one.contributions, reasons.values[5], atol=1e-12)
    assert reasons.codes(5)[0].column == "region"
    tried = [
        sartor.predict.TriedIntervention("call"),
        sartor.predict.TriedIntervention("letter", model, value_minor=20_000, cost_minor=300),
    ]
    ranked = sartor.predict.rank_tried_interventions({"age": 30, "region": "north"}, tried)
    verdicts = sartor.predict.InterventionVerdict
    found = [(one.intervention, one.verdict) for one in ranked]
    assert found == [("letter", verdicts.HELPS), ("call", verdicts.UNTESTED)]
    assert repr(tried[1]) == 'TriedIntervention("letter", tried, value_minor=20000, cost_minor=300)'
    for customer in ({"age": 30}, None, 5, {"age": "x", "region": "north"}):
        with pytest.raises(errors.SartorError):
            sartor.predict.rank_tried_interventions(customer, tried)
    same = learn.Uplift.fit(*trial(0.0), learner="t", outcome_trees=trees, replicates=50)
    assert same.heterogeneity(level=0.999).verdict == learn.HeterogeneityVerdict.NONE_DETECTABLE
    with pytest.raises(errors.InputError, match="outcome_trees"):
        learn.Uplift.fit(frame, treated, came, outcome_trees={"forest": 1})
    with pytest.raises(errors.InputError):
        learn.Uplift.fit(frame, ["a"] * 2000, came)


def test_amounts_of_which_most_are_nothing_are_learnt(shop: tuple[pd.DataFrame, pd.Series]) -> None:
    frame, left = shop
    spent = np.where(left, 0.0, np.exp(2 + frame["complaints"] / 4 + np.arange(ROWS) % 5 / 10))
    steps: list[tuple[int, int]] = []
    model = learn.ValueGbdt.fit(frame, spent, trees=60, progress=lambda done, total: steps.append((done, total)))
    assert steps
    means, chances, logs = model.predict(frame), model.occurrence().predict(frame), model.log_amount().predict(frame)
    assert means.index.equals(frame.index)
    assert np.allclose(means, chances * np.exp(logs + model.log_variance / 2), rtol=1e-12)
    assert model.predict_row(frame.iloc[5]) == means[5]
    assert means.sum() / spent.sum() == pytest.approx(1, abs=0.1)
    # The likelihood, written out.
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.log(spent) - logs
        cost = -np.log(chances) + np.log(spent) + 0.5 * (np.log(2 * np.pi * model.log_variance) + off**2 / model.log_variance)
    assert np.allclose(model.costs(frame, spent), np.where(spent > 0, cost, -np.log1p(-chances)), atol=1e-9)
    assert [column.name for column in model.schema] == list(frame.columns)
    assert learn.load(model.to_bytes()) == model == pickle.loads(pickle.dumps(model))
    assert repr(model) == "ValueGbdt(trees=60 and 60, columns=3)"
    for wrong, code in ((-spent - 1, "OUT_OF_RANGE"), (spent * 0, "TOO_FEW"), (spent[:-1], "OUT_OF_RANGE")):
        with pytest.raises(errors.SartorError) as caught:
            learn.ValueGbdt.fit(frame, wrong, trees=3)
        assert caught.value.code == code
    with pytest.raises(errors.SartorError) as caught:
        model.costs(frame, spent[1:])
    assert caught.value.code == "OUT_OF_RANGE"
    with pytest.raises(errors.SartorError) as caught:
        learn.ValueGbdt.from_bytes(model.occurrence().to_bytes())
    assert caught.value.code == "MALFORMED"


def test_an_ensemble_knows_itself_what_a_column_could_be_instead(
    shop: tuple[pd.DataFrame, pd.Series], models: dict[str, Any]
) -> None:
    row = {"tenure": 1.0, "contract": "monthly", "complaints": 2}
    for kind in ("gbdt", "ensemble"):
        change = models[kind].smallest_change(row, fixed=["contract"])
        assert change is not None
        assert change.score_before >= 0.5 > change.score_after
        again = type(models[kind]).from_bytes(models[kind].to_bytes())
        assert again.smallest_change(row, fixed=["contract"]) == change
    with pytest.raises(errors.SartorError):
        models["logistic"].smallest_change(row)
