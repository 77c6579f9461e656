"""One page for the person who pays: what the customers are worth, and how far to trust it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import _sartor as lifetime
from ..errors import OutOfRange
from ..pictures.style import axes
from .findings import YEAR_DAYS, Asked, Findings, find
from .page import page

__all__ = ["Report", "report"]


@dataclass(frozen=True)
class Report:
    """A page, and the answers that it was written from."""

    html: str
    """The page: one file, no script, no network."""
    findings: Findings
    """What it says, as records of :mod:`sartor.lifetime`."""

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, in UTF-8."""
        file = Path(path)
        file.write_text(self.html, encoding="utf-8", newline="\n")
        return file

    def __repr__(self) -> str:
        return f"Report(customers={len(self.findings.summaries)}, model={type(self.findings.model).__name__})"


def report(
    customer: Any,
    timestamp: Any,
    value: Any = None,
    period: str | float = "week",
    *,
    periods: float | None = None,
    discount_rate_per_period: float = 0.0,
    margin: float | None = None,
    level: float = 0.9,
    currency: str = "",
    title: str = "What our customers will be worth",
    as_of: Any = None,
    utc_offset_minutes: int = 0,
    models: Sequence[lifetime.PurchaseModelKind] | None = None,
    origins: Sequence[Any] | None = None,
    horizon_days: int | None = None,
    show_customers: int = 0,
    path: str | os.PathLike[str] | None = None,
    progress: Callable[[str], object] | None = None,
) -> Report:
    """Read orders, look back, choose a model, value the customers, and say what it comes to on one HTML page.

    Parameters
    ----------
    customer, timestamp, value, period, as_of, utc_offset_minutes
        As of ``lifetime.summarize``: one row for each order line, negative values for returns. Without values the page
        is about purchases alone.
    periods : float, optional
        The horizon of the forecast in periods; about a year unless stated.
    discount_rate_per_period : float
        0.002 a week is about 0.11 a year; none unless stated.
    margin : float, optional
        The share of spend that is wanted, above 0 and at most 1; revenue without it.
    level : float
        Coverage of all intervals.
    currency : str
        What amounts are followed by, such as ``USD``.
    title : str
        The heading.
    models : sequence of PurchaseModelKind, optional
        Kinds to compare; all unless stated.
    origins, horizon_days
        As of ``lifetime.backtest``: three moments and a quarter of the known time unless stated.
    show_customers : int
        How many of the customers of highest value to list by name. None unless asked for: the page then holds no
        customer ids.
    path : path, optional
        Where to write the page too.
    progress : callable, optional
        Is told in words what is being done.

    Returns
    -------
    Report
        ``html`` and ``findings``. A shop with too little data gets a page that says so, and what it would take.

    Raises
    ------
    ImportError
        Where matplotlib is missing: ``pip install 'sartor[pictures]'``.
    InputError
        A row or an option that cannot be, named.
    """
    axes(None)  # Without matplotlib there is no page: say so before the work.
    if show_customers < 0:
        message = f"report: show_customers is {show_customers}, expected 0 or more"
        raise OutOfRange(message, "OUT_OF_RANGE", {"field": "show_customers", "value": str(show_customers)})
    if progress is not None:
        progress("reading")
    summaries = lifetime.summarize(customer, timestamp, value, period, as_of=as_of, utc_offset_minutes=utc_offset_minutes)
    if periods is None:
        periods = float(max(1, round(YEAR_DAYS / summaries.period_days)))
    asked = Asked(
        periods=periods,
        discount_rate_per_period=discount_rate_per_period,
        margin=margin,
        level=level,
        currency=currency,
        title=title,
        show_customers=show_customers,
    )
    findings = find(
        customer,
        timestamp,
        value,
        period,
        summaries,
        asked,
        utc_offset_minutes=utc_offset_minutes,
        models=models,
        origins=origins,
        horizon_days=horizon_days,
        progress=progress,
    )
    made = Report(page(findings), findings)
    if path is not None:
        made.save(path)
    return made
