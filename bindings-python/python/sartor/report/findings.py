"""What is worked out of a file of orders for the report: all of it answers of :mod:`sartor.lifetime`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import _sartor as lifetime
from ..errors import NotAvailable, NotConverged, OutOfRange, TooFew
from ..pictures.style import Model

DAY_MS = 86_400_000
YEAR_DAYS = 365.25
PARTS = 3
"""Horizons of conformal intervals: so many parts of the time that each look back forecasts."""


@dataclass(frozen=True)
class Asked:
    """What the caller asked for, as given."""

    periods: float
    discount_rate_per_period: float
    margin: float | None
    level: float
    currency: str
    title: str
    show_customers: int


@dataclass(frozen=True)
class Held:
    """How conformal intervals did: calibrated on one stretch of time, asked of the customers of the stretch after it."""

    horizon_days: int
    level: float
    """Coverage that they were to have at least."""
    customers: int
    coverage: float
    """The share of these customers whose purchases were inside."""
    width: float
    """Mean width, in purchases."""
    spend_coverage: float | None
    spend_width: float | None
    """Mean width of the intervals of spend, in money."""


@dataclass(frozen=True)
class Findings:
    """What came out; what is ``None`` could not be worked out, and ``missing`` says why."""

    asked: Asked
    rows: int
    summaries: lifetime.Summaries
    first_ms: int
    as_of_ms: int
    backtest: lifetime.BacktestReport | None
    selection: lifetime.Selection | None
    split: lifetime.Summaries | None
    """The calibration and holdout by which the model was chosen."""
    trial: Model | None
    """The chosen model as fitted to that calibration."""
    model: Model | None
    """The chosen model as fitted to everything."""
    spend: lifetime.GammaGamma | None
    independence: lifetime.SpendIndependence | None
    total: lifetime.TotalValue | None
    own: lifetime.BacktestReport | None
    """The same look back with the chosen model alone: its verdict names where that one fails."""
    foretold: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]] | None
    """Value that the trial expected of each customer of the split, and what each spent in its holdout."""
    held: tuple[Held, ...]
    """Conformal intervals by horizon, the shortest first; empty where there were too few customers to calibrate."""
    values: npt.NDArray[np.float64] | None
    """Value expected of each customer, in the order of the summaries."""
    purchases: npt.NDArray[np.float64] | None
    """Purchases expected of each."""
    alive: npt.NDArray[np.float64] | None
    missing: dict[str, str]

    @property
    def chosen(self) -> lifetime.PurchaseModelKind | None:
        """The kind that was chosen."""
        return None if self.selection is None else self.selection.comparison.chosen

    def looks_back(self) -> list[tuple[lifetime.OriginReport, lifetime.ForecasterReport, lifetime.ForecasterReport]]:
        """Of each moment the chosen model and each customer's own rate, where both could forecast."""
        if self.backtest is None:
            return []
        found = []
        for origin in self.backtest.origins:
            own = [one for one in origin.forecasters if one.model == self.chosen and one.model is not None and one.score]
            rate = [one for one in origin.forecasters if one.forecaster == "own rate" and one.score]
            found += [(origin, own[0], rate[0])] if own and rate else []
        return found


def find(
    customer: Any,
    timestamp: Any,
    value: Any,
    period: str | float,
    summaries: lifetime.Summaries,
    asked: Asked,
    *,
    utc_offset_minutes: int,
    models: Sequence[lifetime.PurchaseModelKind] | None,
    origins: Sequence[Any] | None,
    horizon_days: int | None,
    progress: Callable[[str], object] | None,
) -> Findings:
    """Look back, choose, fit and value. What fails for want of data is left out with its reason."""
    tell = progress or (lambda _: None)
    missing: dict[str, str] = {}
    options: dict[str, Any] = {"period": period, "utc_offset_minutes": utc_offset_minutes}
    tell("looking back")
    looked = _or_reason(
        missing,
        "backtest",
        lambda: lifetime.backtest(
            summaries, models, origins=origins, horizon_days=horizon_days, level=asked.level
        ),
        (TooFew, NotAvailable) if horizon_days is not None or origins is not None else (TooFew, NotAvailable, OutOfRange),
    )
    as_of_ms = summaries.as_of_ms
    split = None
    if looked is not None:
        latest = looked.origins[-1].origin_ms
        end = latest + looked.horizon_days * DAY_MS
        split = lifetime.summarize(customer, timestamp, value, as_of=end, calibration_end=latest, **options)
    tell("choosing a model")
    by = split if split is not None else summaries
    selection = _or_reason(missing, "model", lambda: lifetime.select(by, models=models))
    model = spend = independence = total = values = purchases = alive = own = foretold = None
    if selection is not None:
        kind = selection.comparison.chosen
        fitted = _or_reason(missing, "model", lambda: lifetime.select(summaries, models=[kind]))
        model = None if fitted is None else fitted.model
    if model is not None:
        tell("valuing customers")
        columns = (summaries.frequency, summaries.last_purchase_age, summaries.age)
        alive = model.probability_alive(*columns)
        purchases = model.expected_purchases(asked.periods, *columns)
        if value is None:
            missing["spend"] = "what was paid was not given"
        else:
            spend = _or_reason(
                missing, "spend", lambda: lifetime.GammaGamma.fit(summaries.paid_frequency, summaries.monetary)
            )
    if model is not None and spend is not None:
        worth = _or_reason(missing, "spend", lambda: _value(model, spend, summaries, asked))
        if worth is not None:
            values, total = worth
        independence = _or_reason(
            {}, "", lambda: spend.spend_independence(summaries.paid_frequency, summaries.monetary)
        )
    if selection is not None and looked is not None:
        kinds = [selection.comparison.chosen]
        own = lifetime.backtest(summaries, kinds, origins=origins, horizon_days=horizon_days, level=asked.level)
    if selection is not None and split is not None and value is not None:
        foretold = _or_reason({}, "", lambda: _foretold(selection.model, split))
    held: list[Held] = []
    if selection is not None and looked is not None:

        def split_at(end: int, days: int) -> lifetime.Summaries:
            return lifetime.summarize(customer, timestamp, value, as_of=end + days * DAY_MS, calibration_end=end, **options)

        held = _held(split_at, looked, selection.comparison.chosen, asked.level, value is not None)
    first_ms = as_of_ms - round(float(summaries.age.max()) * summaries.period_days) * DAY_MS
    return Findings(
        asked=asked,
        rows=len(timestamp),
        summaries=summaries,
        first_ms=first_ms,
        as_of_ms=as_of_ms,
        backtest=looked,
        selection=selection,
        split=split,
        trial=None if selection is None or split is None else selection.model,
        model=model,
        spend=spend,
        independence=independence,
        total=total,
        own=own,
        foretold=foretold,
        held=tuple(held),
        values=values,
        purchases=purchases,
        alive=alive,
        missing=missing,
    )


def _value(
    model: Model, spend: lifetime.GammaGamma, summaries: lifetime.Summaries, asked: Asked
) -> tuple[npt.NDArray[np.float64], lifetime.TotalValue]:
    values = lifetime.value(
        model,
        spend,
        asked.periods,
        asked.discount_rate_per_period,
        summaries.frequency,
        summaries.last_purchase_age,
        summaries.age,
        summaries.monetary,
        paid_frequency=summaries.paid_frequency,
        margin=asked.margin,
    )
    total = lifetime.total_value(
        model,
        spend,
        summaries,
        asked.periods,
        discount_rate_per_period=asked.discount_rate_per_period,
        margin=asked.margin,
        level=asked.level,
    )
    return np.asarray(values.expected), total


def _foretold(model: Model, split: lifetime.Summaries) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    spend = lifetime.GammaGamma.fit(split.paid_frequency, split.monetary)
    values = lifetime.value(
        model,
        spend,
        split.holdout_periods,
        0.0,
        split.frequency,
        split.last_purchase_age,
        split.age,
        split.monetary,
        paid_frequency=split.paid_frequency,
    )
    return np.asarray(values.expected), np.maximum(split.holdout_value, 0.0)


def _held(
    split_at: Callable[[int, int], lifetime.Summaries],
    looked: lifetime.BacktestReport,
    kind: lifetime.PurchaseModelKind,
    level: float,
    with_spend: bool,
) -> list[Held]:
    """By horizon, each calibrated on what came just before the latest moment and asked of what came after it."""
    latest = looked.origins[-1].origin_ms
    held = []
    for days in sorted({max(1, looked.horizon_days * part // PARTS) for part in range(1, PARTS + 1)}):
        # A horizon that the data cannot calibrate is left out.
        with suppress(TooFew, NotAvailable, NotConverged, OutOfRange):
            before, after = split_at(latest - days * DAY_MS, days), split_at(latest, days)
            held.append(_held_over(before, after, kind, level, with_spend))
    return held


def _held_over(
    before: lifetime.Summaries,
    after: lifetime.Summaries,
    kind: lifetime.PurchaseModelKind,
    level: float,
    with_spend: bool,
) -> Held:
    """Calibrate on what came just before a moment, and ask of what came after it."""
    model = lifetime.select(before, models=[kind]).model
    spend = None
    if with_spend:
        spend = _or_reason({}, "", lambda: lifetime.GammaGamma.fit(before.paid_frequency, before.monetary))
    forecaster = lifetime.ConformalForecaster.calibrate(model, before, spend=spend, level=level)
    history = (after.frequency, after.last_purchase_age, after.age)

    def inside(intervals: lifetime.ConformalIntervals, made: npt.NDArray[np.float64]) -> tuple[float, float]:
        low, high = np.asarray(intervals.low), np.asarray(intervals.high)
        return float(np.mean((low <= made) & (made <= high))), float(np.mean(high - low))

    coverage, width = inside(forecaster.purchases(*history), after.holdout_frequency)
    of_spend: tuple[float | None, float | None] = (None, None)
    if spend is not None:
        answer = forecaster.value(*history, after.monetary, paid_frequency=after.paid_frequency)
        of_spend = inside(answer, after.holdout_value)
    return Held(
        horizon_days=round(after.holdout_periods * after.period_days),
        level=level,
        customers=len(after),
        coverage=coverage,
        width=width,
        spend_coverage=of_spend[0],
        spend_width=of_spend[1],
    )


def _or_reason(
    missing: dict[str, str],
    what: str,
    work: Callable[[], Any],
    kinds: tuple[type[Exception], ...] = (TooFew, NotAvailable, NotConverged),
) -> Any:
    try:
        return work()
    except kinds as error:
        missing[what] = str(error)
        return None
