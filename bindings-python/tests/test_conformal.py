"""Intervals that hold though the model is wrong, by what a holdout showed."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import sartor
from sartor import errors, lifetime

DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def summaries() -> lifetime.Summaries:
    """1,000 customers of BG/NBD over a year, half of it held out, who pay about 20 each time; simulated."""
    truth = lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.8, alpha=6.0, a=0.9, b=2.5))
    drawn = lifetime.simulate(truth, 1_000, 52.0, seed=1)
    customer = np.concatenate([np.arange(1_000), drawn["purchase_customer"]])
    weeks = np.concatenate([np.zeros(1_000), drawn["purchase_age"]])
    paid = np.random.default_rng(3).gamma(6.0, 20 / 6, len(weeks))
    time = (weeks * 7 * DAY_MS).astype("int64")
    return lifetime.summarize(customer, time, paid, calibration_end=181 * DAY_MS, as_of=363 * DAY_MS)


@pytest.fixture(scope="module")
def forecaster(summaries: lifetime.Summaries) -> lifetime.ConformalForecaster:
    """The model says that nobody leaves, which is wrong."""
    model = lifetime.Nbd.fit(summaries.frequency, summaries.last_purchase_age, summaries.age)
    spend = lifetime.GammaGamma.fit(summaries.paid_frequency, summaries.monetary)
    return lifetime.ConformalForecaster.calibrate(model, summaries, spend=spend, level=0.8)


def test_intervals_of_a_wrong_model_hold_what_came(
    forecaster: lifetime.ConformalForecaster, summaries: lifetime.Summaries
) -> None:
    found = forecaster.purchases(summaries.frequency, summaries.last_purchase_age, summaries.age)
    inside = (found.low <= summaries.holdout_frequency) & (summaries.holdout_frequency <= found.high)
    assert inside.mean() >= 0.8
    assert (found.level, found.periods, forecaster.level, forecaster.periods) == (0.8, 26.0, 0.8, 26.0)
    worth = forecaster.value(
        summaries.frequency, summaries.last_purchase_age, summaries.age, summaries.monetary,
        paid_frequency=summaries.paid_frequency,
    )  # fmt: skip
    inside = (worth.low <= summaries.holdout_value) & (summaries.holdout_value <= worth.high)
    assert inside.mean() >= 0.8
    groups = sartor.to_frame(forecaster.groups)
    assert groups["calibration_customers"].sum() == 1_000
    assert np.bincount(found.group).tolist() == groups["calibration_customers"].tolist()
    assert isinstance(forecaster.purchase_model, lifetime.Nbd)
    assert isinstance(forecaster.spend_model, lifetime.GammaGamma)


def test_intervals_come_in_the_form_of_the_columns(
    forecaster: lifetime.ConformalForecaster, summaries: lifetime.Summaries
) -> None:
    frame = summaries.to_frame()
    found = forecaster.purchases(frame["frequency"], frame["last_purchase_age"], frame["age"])
    assert isinstance(found.low, pd.Series) and found.low.name == "purchases_low"
    assert found.to_frame().index.equals(frame.index)
    table = summaries.to_polars()
    polars = forecaster.purchases(table["frequency"], table["last_purchase_age"], table["age"])
    assert isinstance(polars.high, pl.Series)
    assert polars.high.to_list() == found.high.tolist()
    assert isinstance(polars.to_frame(), pl.DataFrame)
    one = forecaster.purchases(5, 24.0, 26.0)
    assert isinstance(one, lifetime.ConformalInterval)
    assert one.low <= one.high and one.frequency_from <= 5
    assert forecaster.value(5, 24.0, 26.0, 20.0).high > one.high


def test_forecasters_and_their_answers_pickle(
    forecaster: lifetime.ConformalForecaster, summaries: lifetime.Summaries
) -> None:
    assert pickle.loads(pickle.dumps(forecaster)) == forecaster
    assert lifetime.ConformalForecaster.from_json(forecaster.to_json()) == forecaster
    assert repr(forecaster).startswith("ConformalForecaster(NBD, level=0.8, periods=26, groups=")
    found = forecaster.purchases(summaries.frequency, summaries.last_purchase_age, summaries.age)
    for again in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        pd.testing.assert_frame_equal(again.to_frame(), found.to_frame())
        assert repr(again) == repr(found)
        assert repr(found).startswith("ConformalIntervals(rows=1000, level=0.8, periods=26)\n")
    assert "<table" in found._repr_html_()


def test_what_cannot_be_calibrated_is_told(
    forecaster: lifetime.ConformalForecaster, summaries: lifetime.Summaries
) -> None:
    model: Any = forecaster.purchase_model
    without = lifetime.summarize([1, 1, 2], [0, 5 * DAY_MS, 9 * DAY_MS])
    with pytest.raises(errors.InputError, match="holdout"):
        lifetime.ConformalForecaster.calibrate(model, without)
    with pytest.raises(errors.TooFew):
        lifetime.ConformalForecaster.calibrate(model, summaries, level=0.9999)
    with pytest.raises(errors.NotAvailable):
        lifetime.ConformalForecaster.calibrate(model, summaries).value(5, 24.0, 26.0, 20.0)
    with pytest.raises(errors.OutOfRange, match="row 1: frequency"):
        forecaster.purchases([5.0, -1.0], [24.0, 0.0], [26.0, 26.0])
