"""Moments of lifetime are taken as columns of times are: dates, texts, naive times; and what is none is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from test_models import DAY_MS, NAMES, Rows, drawn

import sartor
from sartor import errors, lifetime

__all__ = ["NAMES", "drawn"]  # a fixture
CUSTOMER = ["a", "a", "b", "a", "b"]
WHEN = ["2010-05-01", "2010-06-20T12:00", "2010-06-30 23:59:59Z", "2010-07-01T00:00:00+00:00", "2010-09-01"]
JULY_MS = 1_277_942_400_000
SAME: list[Any] = [
    "2010-07-01",
    " 2010-07-01 ",
    "20100701",
    "2010-07-01T08:30",
    "2010-07-01 08:30:00.250",
    "2010-07-01T02:00:00+02:00",
    date(2010, 7, 1),
    datetime(2010, 7, 1, 8),
    datetime(2010, 7, 1, 8, tzinfo=timezone.utc),
    datetime(2010, 7, 1, 9, tzinfo=timezone(timedelta(hours=2))),
    pd.Timestamp("2010-07-01"),
    pd.Timestamp("2010-07-01", tz="UTC"),
    np.datetime64("2010-07-01"),
    np.datetime64("2010-07-01T08", "ns"),
    np.array("2010-07-01", dtype="datetime64[ns]"),
    pa.scalar(datetime(2010, 7, 1, 3)),
    JULY_MS,
    np.int64(JULY_MS),
]
NO_DATES: list[Any] = [
    "1st of July",
    "2010-07-32",
    "2010",
    "now",
    "",
    "1850-01-01",
    "x" * 1000,
    12.5,
    float("nan"),
    True,
    pd.NaT,
    pd.NA,
    np.datetime64("NaT"),
    2**70,
    [2010, 7, 1],
    b"2010-07-01",
]


@pytest.mark.parametrize("moment", SAME, ids=repr)
def test_every_way_to_say_a_day_splits_a_file_alike(moment: Any) -> None:
    expected = lifetime.summarize(CUSTOMER, WHEN, as_of="2010-12-09", calibration_end=JULY_MS)
    split = lifetime.summarize(CUSTOMER, WHEN, as_of=date(2010, 12, 9), calibration_end=moment)
    assert split.age.tolist() == expected.age.tolist() and split.holdout_frequency.tolist() == [0.0, 1.0]
    assert lifetime.summarize(CUSTOMER, WHEN, as_of=moment).left_out.rows_after_as_of == 1


@pytest.mark.parametrize("moment", NO_DATES, ids=lambda moment: repr(moment)[:20])
def test_what_is_no_date_is_refused_by_argument_value_and_remedy(moment: Any) -> None:
    for name in ("as_of", "calibration_end"):
        with pytest.raises(errors.OutOfRange, match=rf"{name} is .{{1,60}}, expected .*1970"):
            lifetime.summarize(CUSTOMER, WHEN, **{name: moment})
    if isinstance(moment, list | bytes):
        return  # to numpy neither is a cell among texts
    when: list[Any] = [*WHEN[:3], moment, WHEN[4]]
    with pytest.raises(errors.OutOfRange, match="row 3: timestamp is"):
        lifetime.summarize(CUSTOMER, when)


def test_origins_of_a_look_back_are_moments_too(drawn: Rows) -> None:
    whole = lifetime.summarize(*drawn, as_of=78 * 7 * DAY_MS)
    kinds = [lifetime.PurchaseModelKind.NBD]
    origins = [30 * 7, 40 * 7]
    texts = [str(np.datetime64(day, "D")) for day in origins]
    expected = lifetime.backtest(whole, kinds, origins=[day * DAY_MS for day in origins], horizon_days=90)
    given: list[Any] = [texts, pd.Series(pd.to_datetime(texts)), pd.to_datetime(texts), np.array(texts, dtype="datetime64[D]"), pl.Series(texts)]
    for same in given:
        assert lifetime.backtest(whole, kinds, origins=same, horizon_days=90) == expected
    with pytest.raises(errors.OutOfRange, match=r"backtest: origins\[1\] is soon, expected a date"):
        lifetime.backtest(whole, kinds, origins=[texts[0], "soon"])
    for no_list in ("1970-07-01", date(1970, 7, 1)):
        with pytest.raises(errors.InvalidValue, match="origins is not a list"):
            lifetime.backtest(whole, kinds, origins=no_list)  # type: ignore[arg-type]


def test_a_report_takes_dates_as_texts() -> None:
    made = lifetime.report(["ann", "bob", "ann"], ["2026-01-05", "2026-01-06", "2026-02-01"], as_of="2026-03-01")
    assert made.findings.as_of_ms == 1_772_323_200_000


def test_days_of_purchases_are_dates_of_any_kind() -> None:
    days: list[Any] = [20_605, date(2026, 6, 1), "2026-06-01", datetime(2026, 6, 1, 23, 59), pd.Timestamp("2026-06-01"), np.datetime64("2026-06-01")]
    for day in days:
        purchases = lifetime.CustomerPurchases()
        purchases.fold(day, 10.0)
        assert purchases.summary("2026-06-15", "week").age == 2.0
        assert lifetime.summarize_customer([(day, 10.0)], "2026-06-15", period_days=7.0).age == 2.0
    refused: list[tuple[Any, str]] = [(datetime(2026, 6, 1, tzinfo=timezone.utc), "shop"), ("soon", "soon"), (1.5, "1.5"), (True, "True"), (None, "None")]
    for moment, said in refused:
        with pytest.raises(errors.OutOfRange, match=f"day is .*{said}|day is a time.*{said}"):
            lifetime.CustomerPurchases().fold(moment, 10.0)


@pytest.mark.parametrize("naive", ["2026-06-01T08:00:00", "2026-06-01", datetime(2026, 6, 1), date(2026, 6, 1), pd.Timestamp("2026-06-01")])
def test_an_engine_refuses_a_time_without_its_zone_and_takes_a_text_with_one(naive: Any) -> None:
    profile = sartor.Profile("c")
    assert profile.view("2026-06-01T10:00:00+02:00").as_of_ms == 1_780_300_800_000
    with pytest.raises(errors.InputError, match="as_of is 2026-06-01.*expected a time with its zone"):
        profile.view(naive)


def test_a_line_of_a_notebook_or_terminal_is_short_and_says_its_units(drawn: Rows) -> None:
    whole = lifetime.summarize(*drawn, as_of=78 * 7 * DAY_MS)
    split = lifetime.summarize(*drawn, as_of=78 * 7 * DAY_MS, calibration_end=39 * 7 * DAY_MS)
    chosen = lifetime.select(split)
    report = lifetime.backtest(whole, [lifetime.PurchaseModelKind.NBD, lifetime.PurchaseModelKind.MBG_NBD])
    model = chosen.model
    history = (split.frequency, split.last_purchase_age, split.age)
    shown: list[Any] = [
        whole,
        chosen,
        chosen.comparison,
        chosen.comparison.candidates[0],
        report,
        report.origins[0],
        report.origins[0].forecasters[0],
        report.verdict,
        model,
        model.convergence,
        model.next_purchase(*history),
        model.next_purchase(2.0, 20.0, 39.0),
        model.expected_purchases_interval(10.0, *history),
        lifetime.score_holdout(model, split),
        lifetime.ConformalForecaster.calibrate(model, split),
        lifetime.ConformalForecaster.calibrate(model, split).purchases(*history),
        lifetime.tracking(model, split),
        lifetime.mixing(model)[0],
    ]
    for one in shown:
        text = repr(one)
        assert text.startswith(type(one).__name__ + "("), text
        assert text.count("\n") < 25 and len(text) < 3000, text
    lines = repr(chosen.comparison).splitlines()
    assert sum(line.startswith("> ") for line in lines) == 1
    assert len(lines) == 3 + len(chosen.comparison.candidates) and all(len(line) < 110 for line in lines[2:])
    table = repr(report)
    assert report.verdict.summary in table and "own rate" in table
    assert "in periods from now" in repr(model.next_purchase(*history))


def test_values_are_shown_as_a_frame_shows_its_first_rows() -> None:
    purchases = lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426))
    spend = lifetime.GammaGamma.with_params(lifetime.GammaGammaParams(p=6.25, q=3.74, gamma=15.44))
    make: list[Callable[[Any], Any]] = [np.asarray, pd.Series, pl.Series]
    for column in make:
        x, t_x, t, paid = (column([value] * 40) for value in (2.0, 30.0, 38.0, 25.0))
        text = repr(lifetime.value(purchases, spend, 39.0, 0.0, x, t_x, t, paid, level=0.9))
        assert text.startswith("CustomerValues(customers=40, measure='revenue', periods=39, discount_rate_per_period=0, level=0.9)")
        assert "unit of money" in text and "expected_revenue" in text and text.count("\n") < 15
