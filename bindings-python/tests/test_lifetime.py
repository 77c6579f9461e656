"""The lifetime models take the columns that analysts have, and give back what they expect."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sartor import SartorError
from sartor.errors import InvalidValue, OutOfRange, TooFew
from sartor.lifetime import (
    BgNbd,
    BgNbdParams,
    ConvergenceVerdict,
    GammaGamma,
    GammaGammaParams,
    summarize_customer,
)

# Fader, Hardie and Lee (2005), table 2; Fader and Hardie (2013).
PURCHASES = BgNbd.with_params(BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426))
SPEND = GammaGamma.with_params(GammaGammaParams(p=6.25, q=3.74, gamma=15.44))
FREQUENCY = [2.0, 0.0, 1.0]
LAST_AGE = [30.43, 0.0, 1.71]
AGE = [38.86, 38.86, 38.86]
EXPECTED = [PURCHASES.expected_purchases(39.0, *row) for row in zip(FREQUENCY, LAST_AGE, AGE, strict=True)]


def test_the_worked_example_of_the_paper() -> None:
    assert EXPECTED[0] == pytest.approx(1.226, abs=1e-3)


@pytest.mark.parametrize(
    "column",
    [
        list,
        tuple,
        np.array,
        lambda values: np.array(values, dtype="float32").astype("float64"),
        lambda values: np.array([[v, 0.0] for v in values])[:, 0],  # strided
        lambda values: np.array([Decimal(str(v)) for v in values]),
        pl.Series,
        pa.array,
        lambda values: pa.chunked_array([values[:1], values[1:]]),
    ],
)
def test_columns_of_any_library_give_the_same_figures(column: Callable[[list[float]], Any]) -> None:
    figures = PURCHASES.expected_purchases(39.0, column(FREQUENCY), column(LAST_AGE), column(AGE))
    assert isinstance(figures, (np.ndarray, pl.Series))
    assert list(figures) == pytest.approx(EXPECTED, rel=1e-6)


def test_a_series_comes_back_with_its_index_and_a_name() -> None:
    frame = pd.DataFrame({"x": [2, 0, 1], "t_x": LAST_AGE, "T": AGE}, index=["ann", "bob", "cid"])
    alive = PURCHASES.probability_alive(frame["x"], frame["t_x"], frame["T"])
    assert isinstance(alive, pd.Series)
    assert alive.name == "probability_alive"
    assert alive.index.tolist() == ["ann", "bob", "cid"]
    assert alive["bob"] == 1.0


def test_nullable_integers_are_numbers() -> None:
    frame = pd.DataFrame({"x": pd.array([2, 0, 1], dtype="Int64"), "t_x": LAST_AGE})
    figures = PURCHASES.expected_purchases(39.0, frame["x"], frame["t_x"], 38.86)
    assert figures.tolist() == EXPECTED


def test_numbers_give_a_number_and_one_number_holds_for_every_row() -> None:
    assert isinstance(EXPECTED[0], float)
    assert PURCHASES.expected_purchases(39.0, FREQUENCY, LAST_AGE, 38.86).tolist() == EXPECTED
    assert PURCHASES.expected_purchases(39.0, np.float32(0), 0, np.int64(10)) > 0


def test_no_rows_give_no_rows() -> None:
    assert PURCHASES.expected_purchases(39.0, [], [], []).shape == (0,)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ((["2", "0", "1"], LAST_AGE, AGE), "INVALID_VALUE"),
        ((np.array(["2", 0, 1], dtype=object), LAST_AGE, AGE), "INVALID_VALUE"),
        ((pd.Series(["2", "0", "1"]), LAST_AGE, AGE), "INVALID_VALUE"),
        (([True, False, True], LAST_AGE, AGE), "INVALID_VALUE"),
        ((True, 1, 2), "INVALID_VALUE"),
        (([date(2026, 1, 1)], [1.0], [2.0]), "INVALID_VALUE"),
        (([[2.0], [0.0], [1.0]], LAST_AGE, AGE), "INVALID_VALUE"),
        (([2.0, None, 1.0], LAST_AGE, AGE), "OUT_OF_RANGE"),
        ((pd.array([2, None, 1], dtype="Int64"), LAST_AGE, AGE), "OUT_OF_RANGE"),
        ((pl.Series([2, None, 1]), LAST_AGE, AGE), "OUT_OF_RANGE"),
        (([2.0, float("inf"), 1.0], LAST_AGE, AGE), "OUT_OF_RANGE"),
        (([2.0, -1.0, 1.0], LAST_AGE, AGE), "OUT_OF_RANGE"),
        (([2.5, 0.0, 1.0], LAST_AGE, AGE), "OUT_OF_RANGE"),
        ((FREQUENCY, [50.0, 0.0, 1.0], AGE), "OUT_OF_RANGE"),
        ((FREQUENCY, LAST_AGE[:2], AGE), "OUT_OF_RANGE"),
        ((object(), LAST_AGE, AGE), "INVALID_VALUE"),
        ((None, LAST_AGE, AGE), "INVALID_VALUE"),
        (({"a": 1}, LAST_AGE, AGE), "INVALID_VALUE"),
    ],
)
def test_a_messy_column_is_refused(columns: tuple[Any, Any, Any], code: str) -> None:
    with pytest.raises(SartorError) as caught:
        PURCHASES.expected_purchases(39.0, *columns)
    assert caught.value.code == code, str(caught.value)


def test_the_row_that_does_not_fit_is_named() -> None:
    x = np.zeros(10_000)
    x[7_777] = -1
    with pytest.raises(OutOfRange, match="row 7777"):
        PURCHASES.probability_alive(x, 0.0, 10.0)
    with pytest.raises(OutOfRange, match="row 7777"):
        BgNbd.fit(x, np.zeros(10_000), np.full(10_000, 10.0))


def test_series_of_different_indexes_are_not_mixed() -> None:
    x = pd.Series(FREQUENCY, index=[0, 1, 2])
    with pytest.raises(InvalidValue, match="index"):
        PURCHASES.probability_alive(x, pd.Series(LAST_AGE, index=[2, 1, 0]), 38.86)


def simulated(customers: int) -> pd.DataFrame:
    """Histories drawn from the model itself, in weeks over a year."""
    dice = np.random.default_rng(11)
    rows = []
    for _ in range(customers):
        rate, leave = dice.gamma(0.8, 1 / 6), dice.beta(0.8, 2.5)
        now, count, age = 0.0, 0, float(dice.uniform(20, 52))
        last = 0.0
        while True:
            now += dice.exponential(1 / rate)
            if now > age:
                break
            count, last = count + 1, now
            if dice.random() < leave:
                break
        spend = float(dice.gamma(6.0 * max(count, 1), 1 / dice.gamma(4.0, 1 / 15.0)) / max(count, 1))
        rows.append((count, last, age, spend if count else 0.0))
    return pd.DataFrame(rows, columns=["x", "t_x", "T", "m"], index=[f"c{n}" for n in range(customers)])


def test_a_frame_is_fitted_whatever_its_order_and_missing_columns_are_told() -> None:
    frame = simulated(600)
    model = BgNbd.fit(frame["x"], frame["t_x"], frame["T"])
    assert model.convergence.verdict == ConvergenceVerdict.OPTIMUM
    assert model.customers == 600
    assert model.covariance.shape == (4, 4)
    assert np.sqrt(np.diag(model.covariance)) == pytest.approx(model.standard_errors)
    shuffled = frame.sample(frac=1.0, random_state=3)
    assert BgNbd.fit(shuffled["x"], shuffled["t_x"], shuffled["T"]) == model
    grouped = BgNbd.fit(frame["x"], frame["t_x"], frame["T"], weights=np.ones(600))
    assert grouped == model
    spend = GammaGamma.fit(frame["x"], frame["m"])
    assert spend.customers == (frame["x"] > 0).sum()
    assert (spend.expected_spend(frame["x"], frame["m"]) > 0).all()
    with pytest.raises(OutOfRange):
        GammaGamma.fit(frame["x"], frame["m"].where(frame["x"] > 0))  # NaN instead of 0


def test_too_few_customers_are_told() -> None:
    with pytest.raises(TooFew) as caught:
        BgNbd.fit([1.0, 0.0], [1.0, 0.0], [2.0, 2.0])
    assert caught.value.fields["needed"] == 10


def test_an_impossible_option_is_refused() -> None:
    frame = simulated(60)
    with pytest.raises(SartorError):
        BgNbd.fit(frame["x"], frame["t_x"], frame["T"], penalty=-1.0)
    with pytest.raises(SartorError):
        BgNbd.fit(frame["x"], frame["t_x"], frame["T"], weights=-np.ones(60))
    with pytest.raises(SartorError):
        PURCHASES.expected_purchases_interval(39.0, 2, 30.0, 38.0, level=1.5)


def test_a_model_is_pickled_copied_and_written() -> None:
    for model in (PURCHASES, SPEND):
        assert pickle.loads(pickle.dumps(model)) == model
        assert copy.deepcopy(model) == model
        assert type(model).from_json(model.to_json()) == model
        assert str(model.params.to_dict()["p" if model is SPEND else "r"]) in repr(model)


def test_intervals_hold_their_estimate() -> None:
    interval = PURCHASES.probability_alive_interval(2, 30.43, 38.86, level=0.9)
    assert interval.low <= interval.value <= interval.high
    own = SPEND.mean_spend_interval(2, 50.0)
    assert SPEND.mean_spend_deviation(2, 50.0) is not None
    assert SPEND.mean_spend_deviation(0, 0) is not None
    assert own.low < own.value < own.high
    assert SPEND.expected_spend_interval(2, 50.0).value == SPEND.expected_spend(2, 50.0)
    assert PURCHASES.expected_purchases_interval(39.0, 2, 30.43, 38.86).value == EXPECTED[0]


def test_the_distribution_and_the_quantiles_of_purchases() -> None:
    distribution = PURCHASES.purchase_distribution(39.0, 200, 2, 30.43, 38.86)
    assert distribution.sum() == pytest.approx(1.0, abs=1e-6)
    assert distribution @ np.arange(201) == pytest.approx(EXPECTED[0], rel=1e-3)
    quartiles = [PURCHASES.next_purchase_quantile(q, 2, 30.43, 38.86) for q in (0.25, 0.5, 0.75)]
    assert quartiles == sorted(quartiles)
    assert PURCHASES.purchase_quantiles(39.0, 2, 30.43, 38.86, [0.0, 0.5, 0.9]).tolist()[0] == 0
    interval = PURCHASES.purchase_probability_interval(39.0, 2, 30.43, 38.86, share=0.5)
    assert interval.value == PURCHASES.purchase_probability(39.0, 2, 30.43, 38.86, share=0.5)
    probability = PURCHASES.purchase_probability(39.0, 2, 30.43, 38.86)
    assert probability == pytest.approx(1 - distribution[0], rel=1e-9)
    assert PURCHASES.purchase_probability(39.0, 2, 30.43, 38.86, share=0.5) < probability
    assert PURCHASES.expected_purchases_new_customer(39.0) > 0


def test_purchases_on_one_day_count_once() -> None:
    summary = summarize_customer([(10, 40.0), (24, 30.0), (24, 5.0), (59, 25.0)], 80, period_days=7.0)
    assert (summary.frequency, summary.last_purchase_age, summary.age, summary.monetary) == (2, 7.0, 10.0, 30.0)


def test_cdnow_gives_the_published_parameters(data: Callable[[str], Path]) -> None:
    """The sample of Fader, Hardie and Lee (2005): log-likelihood -9582.429."""
    lines = [line.split() for line in data("cdnow_sample.txt").read_text().splitlines()]
    frame = pd.DataFrame(
        [(row[1], date(int(row[2][:4]), int(row[2][4:6]), int(row[2][6:8])).toordinal()) for row in lines],
        columns=["customer", "day"],
    ).drop_duplicates()
    end = date(1997, 9, 30).toordinal()
    days = frame[frame["day"] <= end].groupby("customer")["day"]
    model = BgNbd.fit(days.count() - 1, (days.max() - days.min()) / 7, (end - days.min()) / 7)
    assert model.log_likelihood == pytest.approx(-9582.429, abs=1e-3)
    for name, published in {"r": 0.2425945, "alpha": 4.4136019, "a": 0.7929199, "b": 2.4258881}.items():
        assert getattr(model.params, name) == pytest.approx(published, rel=1e-4)
