"""What customers are worth by column, and answers in the form of the columns that were asked with."""

from __future__ import annotations

import copy
import math
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from test_models import MODELS, NAMES, Model

from sartor import errors, lifetime

PURCHASES = lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426))
SPEND = lifetime.GammaGamma.with_params(lifetime.GammaGammaParams(p=6.25, q=3.74, gamma=15.44))
COLUMNS: dict[str, list[float]] = {
    "frequency": [2.0, 0.0, 7.0],
    "last_purchase_age": [30.43, 0.0, 36.0],
    "age": [38.86, 38.0, 39.0],
    "monetary": [50.0, 0.0, 31.5],
}
ROWS = list(zip(*COLUMNS.values(), strict=True))


def columns(form: Callable[[list[float]], Any]) -> list[Any]:
    return [form(values) for values in COLUMNS.values()]


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_value_of_a_column_is_that_of_its_rows_for_every_model(model: Model) -> None:
    rows = [(2.0, 30.0, 38.0, 50.0), (0.0, 0.0, 38.0, 0.0), (7.0, 36.0, 39.0, 31.5)]
    for periods in (52.0, None):
        worth = lifetime.value(model, SPEND, periods, 0.002, *np.array(rows).T)
        alone = [lifetime.value(model, SPEND, periods, 0.002, *row).expected for row in rows]
        assert worth.expected.tolist() == alone
        assert (worth.periods, worth.measure, worth.level, worth.low) == (periods, "revenue", None, None)
    spread = lifetime.value(model, SPEND, 52, 0.002, *np.array(rows).T, level=0.8)
    assert spread.expected.tolist() == lifetime.value(model, SPEND, 52, 0.002, *np.array(rows).T).expected.tolist()
    assert np.all((spread.low >= 0) & (spread.low <= spread.expected) & (spread.expected <= spread.high))
    assert np.all((spread.probability_of_none > 0) & (spread.probability_of_none < 1))


def test_value_is_discounted_purchases_times_spend() -> None:
    frequency, last, age, monetary = columns(np.array)
    for_ever = lifetime.value(PURCHASES, SPEND, None, 0.01, frequency, last, age, monetary)
    purchases = PURCHASES.discounted_purchases_for_ever(0.01, frequency, last, age)
    assert for_ever.expected == pytest.approx(purchases * SPEND.expected_spend(frequency, monetary), rel=1e-12)
    same = lifetime.value(PURCHASES, SPEND, math.inf, 0.01, frequency, last, age, monetary)
    assert (same.periods, same.expected.tolist()) == (None, for_ever.expected.tolist())
    year = lifetime.value(PURCHASES, SPEND, 52, 0.0, frequency, last, age, monetary)
    count = PURCHASES.expected_purchases(52, frequency, last, age)
    assert year.expected == pytest.approx(count * SPEND.expected_spend(frequency, monetary), rel=1e-12)


def test_a_margin_is_a_share_of_revenue_and_the_answer_says_so() -> None:
    index = ["ann", "bob", "cid"]
    frequency, last, age, monetary = columns(lambda values: pd.Series(values, index=index))
    revenue = lifetime.value(PURCHASES, SPEND, 52, 0.002, frequency, last, age, monetary, level=0.9)
    margin = lifetime.value(PURCHASES, SPEND, 52, 0.002, frequency, last, age, monetary, margin=0.3, level=0.9)
    assert (revenue.measure, revenue.margin, revenue.expected.name) == ("revenue", None, "expected_revenue")
    assert (margin.measure, margin.margin, margin.expected.name) == ("margin", 0.3, "expected_margin")
    assert margin.expected.to_numpy() == pytest.approx(0.3 * revenue.expected.to_numpy())
    assert margin.high.to_numpy() == pytest.approx(0.3 * revenue.high.to_numpy())
    frame = margin.to_frame()
    assert frame.columns.tolist() == ["expected_margin", "low", "high", "probability_of_none"]
    assert frame.index.tolist() == index
    assert "margin=0.3" in repr(margin) and "customers=3" in repr(margin)
    assert "expected_margin" in margin._repr_html_()


def test_free_purchases_count_as_purchases_and_not_as_spend() -> None:
    free = lifetime.value(PURCHASES, SPEND, 52, 0.0, 2, 30.43, 38.86, 0, paid_frequency=0, level=0.9)
    assert free.expected == pytest.approx(
        PURCHASES.expected_purchases(52, 2, 30.43, 38.86) * SPEND.expected_spend(0, 0)
    )
    with pytest.raises(errors.OutOfRange, match="monetary"):
        lifetime.value(PURCHASES, SPEND, 52, 0.0, 2, 30.43, 38.86, 0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"periods": -1.0}, "periods"),
        ({"periods": math.nan}, "periods"),
        ({"periods": None, "discount_rate_per_period": 0.0}, "discount_rate_per_period"),
        ({"discount_rate_per_period": -0.1}, "discount_rate_per_period"),
        ({"margin": 0.0}, "margin"),
        ({"margin": 1.5, "level": 0.9}, "margin"),
        ({"level": 1.0}, "level"),
        ({"periods": None, "level": 0.9}, "periods"),
        ({"frequency": [2.0, 1.5, 7.0]}, "row 1: frequency"),
        ({"monetary": [50.0, 0.0, -3.0]}, "row 2: monetary"),
        ({"monetary": [50.0, 10.0, 31.5]}, "row 1: monetary"),
        ({"last_purchase_age": [50.0, 0.0, 36.0], "level": 0.9}, "row 0: last_purchase_age"),
        ({"age": [38.86, 38.0]}, "age"),
        ({"paid_frequency": [2.0, 0.0]}, "paid_frequency"),
    ],
)
def test_what_has_no_value_is_told(change: dict[str, Any], field: str) -> None:
    with pytest.raises(errors.OutOfRange, match=field):
        lifetime.value(PURCHASES, SPEND, **{"periods": 52, "discount_rate_per_period": 0.002, **COLUMNS, **change})


def test_spend_without_an_expectation_has_no_value() -> None:
    wild = lifetime.GammaGamma.with_params(lifetime.GammaGammaParams(p=6.0, q=0.5, gamma=15.0))
    with pytest.raises(errors.NotAvailable):
        lifetime.value(PURCHASES, wild, 52, 0.002, 0, 0, 38, 0)


FORMS: list[tuple[Callable[[list[float]], Any], type[Any]]] = [
    (list, np.ndarray),
    (np.array, np.ndarray),
    (pa.array, np.ndarray),
    (lambda values: pa.chunked_array([values]), np.ndarray),
    (pl.Series, pl.Series),
    (lambda values: pd.Series(values, index=["ann", "bob", "cid"]), pd.Series),
    (lambda values: pd.Series(values, index=["ann", "ann", "cid"], dtype="Float64"), pd.Series),
    (lambda values: pd.Series(values, dtype="double[pyarrow]"), pd.Series),
]


@pytest.mark.parametrize(("form", "kind"), FORMS)
def test_answers_come_in_the_form_of_the_columns(form: Callable[[list[float]], Any], kind: type[Any]) -> None:
    frequency, last, age, monetary = columns(form)
    history = (frequency, last, age)
    plain = columns(np.array)[:3]
    worth = lifetime.value(PURCHASES, SPEND, 52, 0.002, frequency, last, age, monetary, level=0.9)
    spread = PURCHASES.expected_purchases_interval(52, *history)
    soon = PURCHASES.next_purchase(*history, levels=[0.1, 0.5])
    answers: dict[str, Any] = {
        "expected_revenue": worth.expected,
        "low": worth.low,
        "probability_alive": PURCHASES.probability_alive(*history),
        "discounted_purchases_for_ever": PURCHASES.discounted_purchases_for_ever(0.01, *history),
        "expected_purchases_low": spread.low,
        "probability_never": soon.probability_never,
        "expected_spend": SPEND.expected_spend(frequency, monetary),
    }
    for name, answer in answers.items():
        assert isinstance(answer, kind), name
        if kind is not np.ndarray:
            assert answer.name == name
        if isinstance(answer, pd.Series):
            assert answer.index.equals(frequency.index)
    assert list(answers["probability_alive"]) == PURCHASES.probability_alive(*plain).tolist()
    tables = [
        PURCHASES.purchase_quantiles(52, *history, [0.025, 0.975]), soon.periods, soon.to_frame(),
        spread.to_frame(), worth.to_frame(),
    ]
    for table in tables:
        assert len(table) == 3
    assert np.asarray(tables[0]).tolist() == [
        PURCHASES.purchase_quantiles(52, x, t_x, t, [0.025, 0.975]).tolist() for x, t_x, t, _ in ROWS
    ]
    frames = tables[2:]
    assert all(isinstance(frame, pl.DataFrame if kind is pl.Series else pd.DataFrame) for frame in frames)


def test_the_next_purchases_of_a_column_are_those_of_its_rows() -> None:
    frequency, last, age, _ = columns(np.array)
    soon = PURCHASES.next_purchase(frequency, last, age, levels=[0.1, 0.99])
    assert soon.periods.shape == (3, 2)
    for row, (x, t_x, t, _m) in enumerate(ROWS):
        alone = PURCHASES.next_purchase(x, t_x, t, levels=[0.1, 0.99])
        assert soon.probability_never[row] == alone.probability_never
        for place, quantile in enumerate(alone.quantiles):
            expected = math.inf if quantile.periods is None else quantile.periods
            assert soon.periods[row, place] == expected
    assert math.isinf(soon.periods[0, 1])
    with pytest.raises(errors.OutOfRange, match="levels"):
        PURCHASES.next_purchase(frequency, last, age, levels=[1.0])


def test_intervals_of_a_column_are_those_of_its_rows() -> None:
    drawn = lifetime.simulate(PURCHASES, 2_000, 52.0, seed=4)
    model = lifetime.BgNbd.fit(drawn["frequency"], drawn["last_purchase_age"], drawn["age"])
    frequency, last, age, monetary = columns(np.array)
    pairs: list[tuple[Any, Callable[[float, float, float, float], Any]]] = [
        (model.expected_purchases_interval(39, frequency, last, age), lambda x, t_x, t, _: model.expected_purchases_interval(39, x, t_x, t)),
        (model.probability_alive_interval(frequency, last, age), lambda x, t_x, t, _: model.probability_alive_interval(x, t_x, t)),
        (model.purchase_probability_interval(39, frequency, last, age), lambda x, t_x, t, _: model.purchase_probability_interval(39, x, t_x, t)),
        (SPEND.mean_spend_interval(frequency, monetary), lambda x, t_x, t, m: SPEND.mean_spend_interval(x, m)),
        (SPEND.expected_spend_interval(frequency, monetary), lambda x, t_x, t, m: SPEND.expected_spend_interval(x, m)),
    ]
    for spread, of_row in pairs:
        assert spread.level == 0.9
        for row, numbers in enumerate(ROWS):
            alone = of_row(*numbers)
            assert (spread.value[row], spread.low[row], spread.high[row]) == (alone.value, alone.low, alone.high)
    with pytest.raises(errors.OutOfRange, match="row 2: frequency"):
        model.probability_alive_interval([2.0, 0.0, -1.0], last, age)
    with pytest.raises(errors.OutOfRange, match="^interval: level"):
        model.probability_alive_interval(frequency, last, age, level=2.0)


def test_answers_pickle_and_copy() -> None:
    frequency, last, age, monetary = columns(lambda values: pd.Series(values, index=["ann", "bob", "cid"]))
    answers: list[Any] = [
        lifetime.value(PURCHASES, SPEND, 52, 0.002, frequency, last, age, monetary, margin=0.4, level=0.9),
        lifetime.value(PURCHASES, SPEND, None, 0.002, frequency, last, age, monetary),
        PURCHASES.expected_purchases_interval(52, frequency, last, age),
        PURCHASES.next_purchase(frequency, last, age),
    ]
    for answer in answers:
        for again in (pickle.loads(pickle.dumps(answer)), copy.copy(answer), copy.deepcopy(answer)):
            pd.testing.assert_frame_equal(again.to_frame(), answer.to_frame())
            assert repr(again) == repr(answer)
            assert len(again) == 3
        assert "<table" in answer._repr_html_()


def test_numbers_of_one_customer_give_numbers() -> None:
    worth = lifetime.value(PURCHASES, SPEND, 52, 0.002, *ROWS[0], level=0.9)
    assert isinstance(worth.expected, float) and isinstance(worth.low, float)
    assert worth.low <= worth.expected <= worth.high
    assert len(worth) == 1 and len(worth.to_frame()) == 1
    assert f"expected={worth.expected}" in repr(worth)


MEMORY = """
import resource, sys
import numpy as np
from sartor import lifetime
model = lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426))
rows = 4_000_000
columns = [np.full(rows, value) for value in (2.0, 30.0, 38.0)]
if sys.argv[1] == "polars":
    import polars
    columns = [polars.Series(column) for column in columns]
elif sys.argv[1] == "arrow":
    import pyarrow
    columns = [pyarrow.array(column) for column in columns]
elif sys.argv[1] == "pandas":
    import pandas
    columns = [pandas.Series(column) for column in columns]
model.probability_alive(*[column[:10] for column in columns])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
answer = model.probability_alive(*columns)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the unit of ru_maxrss is that of Linux")
@pytest.mark.parametrize("library", ["numpy", "pandas", "polars", "arrow"])
def test_columns_of_doubles_are_read_where_they_lie(library: str) -> None:
    """A column is 30.5 MiB: the answer is allowed one, a copy of the three asked with would be 92 more."""
    ran = subprocess.run([sys.executable, "-c", MEMORY, library], capture_output=True, text=True, check=True)
    assert float(ran.stdout) < 1.6 * 30.5


def test_columns_of_summaries_are_views_that_outlive_them() -> None:
    summaries = lifetime.summarize(["b", "a", "b", "a"], [0, 86_400_000, 864_000_000, 86_400_000 * 5], [1.0, 2.0, 3.0, 4.0])
    age = summaries.age
    assert np.shares_memory(age, summaries.age)
    assert np.shares_memory(summaries.monetary, summaries.monetary)
    for column in (age, summaries.customer):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = column[1]
    with pytest.raises(ValueError, match="WRITEABLE"):
        age.setflags(write=True)
    expected = age.tolist()
    del summaries
    assert age.tolist() == expected
    numbers = lifetime.summarize([2, 1, 2], [0, 86_400_000, 864_000_000])
    assert np.shares_memory(numbers.customer, numbers.customer)
    assert numbers.customer.dtype == np.int64


def test_summaries_pickle_and_make_frames_that_know_their_period() -> None:
    summaries = lifetime.summarize(
        ["b", None, "a", "b", "a"], [0, 5, 86_400_000, 864_000_000, 86_400_000 * 5], [1.0, 2.0, 2.0, 3.0, 4.0], "day", calibration_end=86_400_000 * 7
    )
    for again in (pickle.loads(pickle.dumps(summaries)), copy.copy(summaries), copy.deepcopy(summaries)):
        pd.testing.assert_frame_equal(again.to_frame(), summaries.to_frame())
        assert again.left_out == summaries.left_out
        assert again.period == "day"
    assert summaries.to_frame().attrs == {"period": "day", "period_days": 1.0, "holdout_periods": 3.0}
    assert summaries.to_polars()["customer"].to_list() == ["a", "b"]
    assert summaries.to_arrow()["customer"].to_pylist() == ["a", "b"]
    assert "<table" in summaries._repr_html_()
