"""How sure a fit is: profile intervals, the bootstrap, the assumption of Gamma-Gamma; and purchases folded one by one."""

from __future__ import annotations

import copy
import pickle
import signal
import threading
from datetime import date, datetime, timezone
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from test_models import MODELS

from sartor import errors, lifetime

History: TypeAlias = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]

TRUTH = lifetime.BgNbdParams(r=0.8, alpha=6.0, a=0.9, b=2.5)
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def shop() -> dict[str, npt.NDArray[np.float64]]:
    """Histories drawn from BG/NBD, and spend that does not depend on them."""
    drawn = lifetime.simulate(lifetime.BgNbd.with_params(TRUTH), 800, 52.0, seed=7)
    dice = np.random.default_rng(5)
    often = np.maximum(drawn["frequency"], 1)
    spend = dice.gamma(6.0 * often) / often * 15.0 / dice.gamma(4.0, 1.0, 800)
    return {**drawn, "monetary": np.where(drawn["frequency"] > 0, spend, 0.0)}


@pytest.fixture(scope="module")
def history(shop: dict[str, npt.NDArray[np.float64]]) -> History:
    return shop["frequency"], shop["last_purchase_age"], shop["age"]


@pytest.fixture(scope="module")
def model(history: History) -> lifetime.BgNbd:
    return lifetime.BgNbd.fit(*history)


def test_a_profile_interval_holds_the_truth_and_is_not_symmetric(model: lifetime.BgNbd, history: History) -> None:
    told: list[tuple[int, int]] = []
    found, = model.profile_intervals(*history, parameters=["r"], level=0.95, progress=lambda *step: told.append(step))
    assert told == [(1, 1)]
    assert (found.parameter, found.level) == ("r", 0.95)
    assert found.low is not None and found.high is not None
    assert found.low < TRUTH.r < found.high
    assert found.value == pytest.approx(model.params.r, rel=1e-6)
    assert found.high - found.value > 1.05 * (found.value - found.low)
    with pytest.raises(errors.OutOfRange, match="one of r, alpha, a, b"):
        model.profile_intervals(*history, parameters=["rate"])
    assert [one.parameter for one in model.profile_intervals(*history)] == ["r", "alpha", "a", "b"]


def test_a_bootstrap_refits_customers_drawn_from_the_model(model: lifetime.BgNbd, history: History) -> None:
    told: list[tuple[int, int]] = []
    found = model.bootstrap(*history, seed=3, replicates=40, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (40, 40)
    assert len(found) + found.failed == 40
    assert found.fitted == model
    intervals = found.intervals(level=0.9)
    assert list(intervals) == ["r", "alpha", "a", "b"]
    assert intervals["r"].low < TRUTH.r < intervals["r"].high
    assert found.parameters.shape == (len(found), 4)
    assert found.to_frame()["alpha"].tolist() == found.parameters[:, 1].tolist() == [one.params.alpha for one in found.refits]
    year = found.interval_of(lambda one: one.expected_purchases_new_customer(52.0))
    assert year.low < year.value < year.high
    assert year.value == model.expected_purchases_new_customer(52.0)
    assert model.bootstrap(*history, seed=3, replicates=40) == found
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert again == found
    assert repr(found) == f"Bootstrap(BgNbd, refits={len(found)}, failed={found.failed})"
    assert "<table" in found._repr_html_()
    with pytest.raises(ZeroDivisionError):
        found.interval_of(lambda one: 1 / 0)
    with pytest.raises(errors.TooFew):
        found.intervals(level=0.99)
    with pytest.raises(errors.OutOfRange, match="replicates"):
        model.bootstrap(*history, seed=3, replicates=2)
    with pytest.raises(errors.OutOfRange, match="row 0: weights"):
        model.bootstrap(*history, seed=3, replicates=20, weights=np.full(800, 0.5))


def test_ctrl_c_stops_a_bootstrap(model: lifetime.BgNbd, history: History) -> None:
    threading.Timer(0.2, lambda: signal.raise_signal(signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        model.bootstrap(*history, seed=3, replicates=1_000_000)


def test_gamma_gamma_has_the_same_uncertainty(shop: dict[str, Any]) -> None:
    spend = lifetime.GammaGamma.fit(shop["frequency"], shop["monetary"])
    found = spend.profile_intervals(shop["frequency"], shop["monetary"])[1]
    assert found.low is not None and found.high is not None
    assert found.low < 4.0 < found.high
    drawn = spend.bootstrap(shop["frequency"], shop["monetary"], seed=1, replicates=30)
    assert list(drawn.intervals()) == ["p", "q", "gamma"]
    assert isinstance(drawn.fitted, lifetime.GammaGamma)
    assert pickle.loads(pickle.dumps(drawn)) == drawn


def test_the_assumption_of_gamma_gamma_is_told_of_a_fit(shop: dict[str, Any]) -> None:
    spend = lifetime.GammaGamma.fit(shop["frequency"], shop["monetary"])
    assert spend.independence is not None
    assert not spend.independence.dependent
    assert spend.independence == spend.spend_independence(shop["frequency"], shop["monetary"])
    assert spend.independence.repeat_buyers == (shop["frequency"] > 0).sum()
    dearer = shop["monetary"] + np.where(shop["frequency"] > 0, 40.0 * shop["frequency"], 0.0)
    assert lifetime.GammaGamma.fit(shop["frequency"], dearer).independence.dependent  # type: ignore[union-attr]
    assert lifetime.GammaGamma.with_params(spend.params).independence is None
    same = pickle.loads(pickle.dumps(spend))
    assert same == spend and same.independence is None
    with pytest.raises(errors.TooFew):
        spend.spend_independence([1.0, 2.0], [3.0, 4.0])


def test_purchases_folded_one_by_one_are_what_the_batch_makes_of_them() -> None:
    rows = [(10, 40.0), (24, 30.0), (24, 5.0), (59, 25.0), (61, -25.0), (70, 0.0)]
    folded = lifetime.CustomerPurchases()
    for day, paid in rows:
        folded.fold(day, paid)
    one = folded.summary(80, "day")
    batch = lifetime.summarize(
        ["c"] * len(rows), [day * DAY_MS for day, _ in rows], [paid for _, paid in rows], "day", as_of=80 * DAY_MS
    )
    for name in ("frequency", "last_purchase_age", "age", "paid_frequency", "monetary", "log_interval_sum"):
        assert getattr(one, name) == getattr(batch, name)[0], name
    assert folded.returns == batch.returns
    assert folded.summary(80).age == 10.0
    assert folded.summary(date(1970, 3, 22), 7) == folded.summary(80, "week")
    by_date = lifetime.CustomerPurchases()
    for day, paid in rows:
        by_date.fold((pd.Timestamp(0) + pd.Timedelta(days=day)).date(), paid)
    assert by_date == folded
    for again in (pickle.loads(pickle.dumps(folded)), copy.copy(folded), copy.deepcopy(folded)):
        assert again == folded
        again.fold(90, 3.0)
        assert again != folded
    assert repr(folded) == "CustomerPurchases(days=3, returns=1)"


@pytest.mark.parametrize(
    ("day", "paid"),
    [(9, 1.0), (10**15, 1.0), (11, float("nan")), (11, 1e16), (11.5, 1.0), ("11", 1.0), (True, 1.0), (datetime(2026, 1, 1, tzinfo=timezone.utc), 1.0)],
)
def test_a_row_that_cannot_be_folded_changes_nothing(day: Any, paid: float) -> None:
    folded = lifetime.CustomerPurchases()
    folded.fold(10, 4.0)
    before = folded.to_json()
    with pytest.raises(errors.InputError):
        folded.fold(day, paid)
    assert folded.to_json() == before
    with pytest.raises(errors.InputError):
        folded.summary(9)
    with pytest.raises(errors.TooFew):
        lifetime.CustomerPurchases().summary(9)


def test_a_choice_and_a_look_back_are_tables_that_pickle(shop: dict[str, Any]) -> None:
    customer = np.concatenate([np.arange(800), shop["purchase_customer"]])
    weeks = np.concatenate([np.zeros(800), shop["purchase_age"]])
    rows = (customer, (weeks * 7 * DAY_MS).astype("int64"))
    summaries = lifetime.summarize(*rows, as_of=52 * 7 * DAY_MS, calibration_end=30 * 7 * DAY_MS)
    kinds = [lifetime.PurchaseModelKind.MBG_NBD, lifetime.PurchaseModelKind.NBD]
    chosen = lifetime.select(summaries, models=kinds)
    table = chosen.to_frame()
    assert table["model"].tolist() == ["mbg_nbd", "nbd"]
    assert table["mean_absolute_error"].notna().all()
    again = pickle.loads(pickle.dumps(chosen))
    assert again == chosen and copy.deepcopy(chosen) == chosen
    assert type(again.model) is type(chosen.model)
    page = chosen._repr_html_()
    assert "MBG/NBD" in page and chosen.reason in page
    report = lifetime.backtest(summaries, kinds)
    forecasters = report.to_frame()
    assert set(forecasters["forecaster"]) == {"MBG/NBD", "NBD", "own rate", "segment mean"}
    assert len(forecasters) == sum(len(origin.forecasters) for origin in report.origins)
    assert pickle.loads(pickle.dumps(report)) == report
    assert "own rate" in report._repr_html_() and "<table" in report._repr_html_()


def test_every_model_tells_the_probability_of_a_purchase() -> None:
    for model in MODELS:
        whole = (np.array([2.0, 0.0]), np.array([30.0, 0.0]), np.array([38.0, 38.0]))
        some = model.purchase_probability(10.0, *whole)
        assert some[0] == pytest.approx(1 - model.purchase_distribution(10.0, 0, 2.0, 30.0, 38.0)[0], rel=1e-9)
        assert (model.purchase_probability(10.0, *whole, share=0.3) < some).all()
        assert model.purchase_probability_interval(10.0, *whole).value.tolist() == some.tolist()
