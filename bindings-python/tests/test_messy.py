"""What a data scientist's messy frame does: a typed error that names the row, or a fit that says what it is worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sartor import errors, lifetime

KINDS: list[Any] = [
    lifetime.BgBb,
    lifetime.BgNbd,
    lifetime.GGompertzNbd,
    lifetime.MbgNbd,
    lifetime.Nbd,
    lifetime.ParetoNbd,
]
DAY_MS = 86_400_000


@pytest.fixture
def frame() -> pd.DataFrame:
    drawn = lifetime.simulate(
        lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.8, alpha=6.0, a=0.9, b=2.5)), 60, 52.0, seed=2
    )
    columns = {name: drawn[name] for name in ("frequency", "last_purchase_age", "age")}
    columns["monetary"] = np.where(drawn["frequency"] > 0, 20.0 + np.arange(60), 0.0)
    return pd.DataFrame(columns)


def set_to(column: str, value: object) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        frame[column] = frame[column].astype(object)
        frame.loc[7, column] = value
        return frame

    return change


def repeat_buyer(**values: float) -> Callable[[pd.DataFrame], pd.DataFrame]:
    def change(frame: pd.DataFrame) -> pd.DataFrame:
        for column, value in {"frequency": 2.0, "last_purchase_age": 30.0, "age": 52.0, "monetary": 25.0, **values}.items():
            frame.loc[7, column] = value
        return frame

    return change


MESS: list[tuple[str, Callable[[pd.DataFrame], pd.DataFrame], str]] = [
    ("frequency without an age at the last", repeat_buyer(last_purchase_age=0.0), "row 7: last_purchase_age"),
    ("an age at the last without frequency", repeat_buyer(frequency=0.0), "row 7: last_purchase_age"),
    ("last purchase beyond the age", repeat_buyer(last_purchase_age=53.0), "row 7: last_purchase_age"),
    ("negative frequency", repeat_buyer(frequency=-1.0), "row 7: frequency"),
    ("negative age", repeat_buyer(age=-3.0), "row 7: age"),
    ("a count that is not whole", repeat_buyer(frequency=1.5), "row 7: frequency"),
    ("NaN", repeat_buyer(frequency=float("nan")), "row 7: frequency"),
    ("infinity", repeat_buyer(age=float("inf")), "row 7: age"),
    ("None", set_to("frequency", None), "row 7: frequency"),
    ("pandas.NA", set_to("age", pd.NA), "row 7: age"),
    ("NA of a nullable column", lambda frame: frame.assign(frequency=frame["frequency"].astype("Int64").mask(frame.index == 7)), "row 7: frequency"),
    ("NA of a nullable double", lambda frame: frame.assign(age=frame["age"].astype("Float64").mask(frame.index == 7)), "row 7: age"),
    ("null of an Arrow column", lambda frame: frame.assign(age=frame["age"].astype("double[pyarrow]").mask(frame.index == 7)), "row 7: age"),
    ("text", set_to("frequency", "two"), "frequency"),
    ("text that looks like a number", set_to("frequency", "2"), "frequency"),
    ("a list", set_to("frequency", [2]), "frequency"),
    ("a date", set_to("age", pd.Timestamp("2026-01-01")), "age"),
    ("a category", lambda frame: frame.assign(frequency=pd.Categorical(frame["frequency"].astype(str))), "frequency"),
    ("times for ages", lambda frame: frame.assign(age=pd.to_datetime(frame["age"], unit="D")), "age"),
    ("durations for ages", lambda frame: frame.assign(age=pd.to_timedelta(frame["age"], unit="D")), "age"),
    ("yes and no", lambda frame: frame.assign(frequency=frame["frequency"] > 0), "frequency"),
]


@pytest.mark.parametrize(("mess", "change", "message"), MESS, ids=[mess for mess, _, _ in MESS])
def test_a_messy_history_is_named_by_fits_and_forecasts(
    mess: str, change: Callable[[pd.DataFrame], pd.DataFrame], message: str, frame: pd.DataFrame
) -> None:
    messy = change(frame)
    history = (messy["frequency"], messy["last_purchase_age"], messy["age"])
    given = lifetime.MbgNbd.with_params(lifetime.MbgNbdParams(r=0.5, alpha=6.0, a=0.9, b=1.6))
    calls: list[Callable[[], object]] = [
        lambda: lifetime.MbgNbd.fit(*history),
        lambda: given.expected_purchases(10, *history),
        lambda: given.probability_alive(*history),
        lambda: given.next_purchase(*history),
        lambda: given.expected_purchases_interval(10, *history),
    ]
    for call in calls:
        with pytest.raises(errors.InputError, match=message):
            call()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (repeat_buyer(monetary=0.0), "row 7: monetary"),
        (repeat_buyer(monetary=-4.0), "row 7: monetary"),
        (repeat_buyer(monetary=float("nan")), "row 7: monetary"),
        (set_to("monetary", pd.NA), "row 7: monetary"),
        (repeat_buyer(frequency=0.0, last_purchase_age=0.0), "row 7: monetary"),
        (set_to("monetary", "12.50"), "monetary"),
    ],
)
def test_spend_of_nothing_or_less_is_named(
    change: Callable[[pd.DataFrame], pd.DataFrame], message: str, frame: pd.DataFrame
) -> None:
    messy = change(frame)
    given = lifetime.GammaGamma.with_params(lifetime.GammaGammaParams(p=6.25, q=3.74, gamma=15.44))
    for call in (lifetime.GammaGamma.fit, given.expected_spend, given.mean_spend_interval, given.spend_independence):
        with pytest.raises(errors.InputError, match=message):
            call(messy["frequency"], messy["monetary"])


def test_columns_of_unequal_length_are_told_by_both_names(frame: pd.DataFrame) -> None:
    with pytest.raises(errors.OutOfRange, match="age is 59.*60 rows, as frequency has"):
        lifetime.BgNbd.fit(frame["frequency"].to_numpy(), frame["last_purchase_age"].to_numpy(), frame["age"].to_numpy()[:59])
    with pytest.raises(errors.InputError, match="weights"):
        lifetime.BgNbd.fit(frame["frequency"], frame["last_purchase_age"], frame["age"], weights=np.ones(59))


def test_an_index_with_doubles_is_kept(frame: pd.DataFrame) -> None:
    doubled = frame.set_axis(["same"] * 60, axis=0)
    model = lifetime.BgNbd.fit(doubled["frequency"], doubled["last_purchase_age"], doubled["age"])
    doubled["alive"] = model.probability_alive(doubled["frequency"], doubled["last_purchase_age"], doubled["age"])
    alone = model.probability_alive(frame["frequency"], frame["last_purchase_age"], frame["age"])
    assert doubled["alive"].tolist() == alone.tolist()


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_what_tells_nothing_is_not_called_an_optimum(kind: Any) -> None:
    """Nobody came back, and ten who are the same: an error, or a verdict that says what the fit is worth."""
    whole = kind is lifetime.BgBb
    cases: list[tuple[list[float], list[float], list[float]]] = [
        ([0.0] * 40, [0.0] * 40, [38.0] * 40),
        ([2.0] * 10, [30.0] * 10, [38.0] * 10),
    ]
    for columns in cases:
        try:
            model = kind.fit(*columns)
        except errors.SartorError as refused:
            assert refused.code in {"TOO_FEW", "NOT_CONVERGED", "NOT_AVAILABLE", "OUT_OF_RANGE"}, (whole, refused)
        else:
            assert model.convergence.verdict != lifetime.ConvergenceVerdict.OPTIMUM, model.convergence
    with pytest.raises(errors.TooFew):
        kind.fit([2.0], [30.0], [38.0])
    with pytest.raises(errors.TooFew):
        kind.fit(2.0, 30.0, 38.0)
    with pytest.raises(errors.TooFew):
        kind.fit([], [], [])


ROWS = {
    "customer": ["b", "a", "b", "b"],
    "when": pd.to_datetime(["2026-01-01 10:00", "2026-01-05 12:00", "2026-01-09 23:30", "2026-02-01 08:00"]),
    "paid": [10.0, 20.0, 30.0, 40.0],
}


@pytest.mark.parametrize(
    "customer",
    [
        ["b", "a", "b", "b"],
        np.array(["b", "a", "b", "b"]),
        pd.Series(["b", "a", "b", "b"]),
        pd.Series(["b", "a", "b", "b"], dtype="category"),
        pd.Series(["b", "a", "b", "b"], dtype="string"),
        pd.Series(["b", "a", "b", "b"], dtype="string[pyarrow]"),
        pl.Series(["b", "a", "b", "b"]),
        pl.Series(["b", "a", "b", "b"], dtype=pl.Categorical),
        pa.array(["b", "a", "b", "b"]),
        pa.array(["b", "a", "b", "b"]).dictionary_encode(),
    ],
)
def test_customers_are_texts_of_any_library(customer: Any) -> None:
    summaries = lifetime.summarize(customer, ROWS["when"], ROWS["paid"])
    assert summaries.customer.tolist() == ["a", "b"]
    assert summaries.frequency.tolist() == [0.0, 2.0]


@pytest.mark.parametrize(
    "customer",
    [
        [2, 1, 2, 2],
        pd.Series([2, 1, 2, 2], dtype="Int64"),
        pd.Series([2, 1, 2, 2], dtype="category"),
        pd.Series([2, 1, 2, 2], dtype="int64[pyarrow]"),
        pd.Series([2, 1, 2, 2], dtype=object),
        pl.Series([2, 1, 2, 2], dtype=pl.UInt32),
        pa.array([2, 1, 2, 2]),
    ],
)
def test_customers_are_whole_numbers_of_any_library(customer: Any) -> None:
    summaries = lifetime.summarize(customer, ROWS["when"], ROWS["paid"])
    assert summaries.customer.dtype == np.int64
    assert summaries.to_frame().index.tolist() == [1, 2]


def test_a_row_of_nobody_is_counted_whatever_holds_the_numbers() -> None:
    missing: list[Any] = [
        pd.Series([2, None, 2, 2], dtype="Int64"),
        pd.Series([2, None, 2, 2]),
        pl.Series([2, None, 2, 2]),
        pa.array([2, None, 2, 2]),
        pd.Series([2, None, 2, 2], dtype="int64[pyarrow]"),
        [2, None, 2, 2],
    ]
    for customer in missing:
        summaries = lifetime.summarize(customer, ROWS["when"], ROWS["paid"])
        assert summaries.customer.tolist() == [2], customer
        assert summaries.left_out.rows_without_customer == 1
        assert summaries.frequency.tolist() == [2.0]


@pytest.mark.parametrize(
    "when",
    [
        pd.Series(ROWS["when"]),
        pd.Series(ROWS["when"]).dt.tz_localize("UTC"),
        pd.Series(ROWS["when"]).dt.tz_localize("UTC").dt.tz_convert("Asia/Tokyo"),
        pd.Series(ROWS["when"]).astype("timestamp[ms][pyarrow]"),
        ROWS["when"],
        ROWS["when"].to_numpy(),
        [one.to_pydatetime() for one in ROWS["when"]],
        [str(one) for one in ROWS["when"]],
        pl.Series([one.to_pydatetime() for one in ROWS["when"]]),
        pl.Series([one.to_pydatetime() for one in ROWS["when"]]).dt.replace_time_zone("UTC"),
        pa.array([one.to_pydatetime() for one in ROWS["when"]]),
        pd.Series(ROWS["when"]).astype("int64") // (10**6 if pd.Series(ROWS["when"]).dtype == "datetime64[ns]" else 10**3),
    ],
)
def test_times_of_any_library_mean_the_same_moments(when: Any) -> None:
    summaries = lifetime.summarize(ROWS["customer"], when, ROWS["paid"], "day")
    assert summaries.last_purchase_age.tolist() == [0.0, 31.0]
    assert summaries.frequency.tolist() == [0.0, 2.0]


def test_what_is_no_time_or_value_is_named() -> None:
    for when in ([1.5, 2.5, 3.5, 4.5], ["soon"] * 4, [None] * 4, pd.Series([pd.NaT, *ROWS["when"][1:]])):
        with pytest.raises(errors.InputError, match="timestamp"):
            lifetime.summarize(ROWS["customer"], when, ROWS["paid"])
    for paid in ([1.0, float("nan"), 3.0, 4.0], ["1", "2", "3", "4"], pd.array([1.0, None, 3.0, 4.0], dtype="Float64"), [1e16, 1, 1, 1]):
        with pytest.raises(errors.InputError, match="value"):
            lifetime.summarize(ROWS["customer"], ROWS["when"], paid)
    with pytest.raises(errors.InputError, match="timestamp|customer"):
        lifetime.summarize(ROWS["customer"], ROWS["when"][:3], ROWS["paid"])


def test_ids_beyond_the_gapless_doubles_stay_apart_and_those_beyond_64_bits_are_refused() -> None:
    when = ["2026-01-01"] * 2
    assert lifetime.summarize([2**53 + 1, 2**53], when).customer.tolist() == [2**53, 2**53 + 1]
    with pytest.raises(errors.OutOfRange, match="customer is 9223372036854775813.*texts"):
        lifetime.summarize(np.array([2**63 + 5, 1], dtype="uint64"), when)


def test_a_row_behind_rows_of_nobody_keeps_its_number() -> None:
    with pytest.raises(errors.OutOfRange, match="row 2: value"):
        lifetime.summarize([np.nan, 1.0, 2.0], ["2026-01-01"] * 3, [1.0, 2.0, np.nan])
