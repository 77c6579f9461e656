"""How did the belief that one customer is active come and go?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _sartor as lifetime
from ..errors import TooFew
from .style import EXPECTED, OBSERVED, Model, axes, grid, refuse_opportunities, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_POINTS = 800


def probability_alive_history(
    model: Model,
    purchases: Any,
    as_of: Any = None,
    *,
    period_days: float = 7.0,
    ax: Axes | None = None,
) -> Axes:
    """Probability that one customer is active, on every day since the first purchase.

    Parameters
    ----------
    model : a fitted model of purchases
        Any but BG/BB.
    purchases : sequence of dates
        The customer's purchases, in any order: dates, datetimes, ``numpy.datetime64`` or ISO 8601 texts.
    as_of : date, optional
        The last day shown; that of the last purchase otherwise.
    period_days : float
        Days in the model's unit of time.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        The probability as a line, purchases as ticks at the bottom.

    Notes
    -----
    What a line says of a day is what was known on that day: later purchases do not change it.
    """
    refuse_opportunities(model, "the history of probability alive")
    ax = axes(ax)
    days = np.unique(np.asarray(purchases, dtype="datetime64[D]"))
    if not days.size or np.isnat(days).any():
        message = "probability alive history: 0 days with a purchase, at least 1 needed"
        raise TooFew(message, "TOO_FEW", {"found": 0, "needed": 1})
    end = days[-1] if as_of is None else np.datetime64(as_of, "D")
    step = max(1, int((end - days[0]).astype(int)) // MOST_POINTS)
    shown = np.arange(days[0], end + np.timedelta64(1, "D"), step)
    # Both sides of each jump.
    shown = np.unique(np.concatenate([shown, days, days[1:] - np.timedelta64(1, "D"), [end]]))
    shown = shown[shown <= end]
    rows = [((day - days[0]).astype(int).item(), 1.0) for day in days]
    summaries = []
    for day in (shown - days[0]).astype(int):
        known = [row for row in rows if row[0] <= day]
        summaries.append(lifetime.summarize_customer(known, int(day), period_days=period_days))
    alive = model.probability_alive(
        np.array([summary.frequency for summary in summaries]),
        np.array([summary.last_purchase_age for summary in summaries]),
        np.array([summary.age for summary in summaries]),
    )
    ax.plot(shown, alive, color=EXPECTED, linewidth=1.8, label="probability to be active")
    bought = days[days <= end]
    ax.plot(
        bought, np.full(len(bought), -0.035), marker="|", linestyle="none", markersize=9, color=OBSERVED, label="purchase"
    )
    ax.set_ylim(-0.07, 1.03)
    grid(ax)
    words(ax, "Is this customer still active?", "", "probability to be active")
    _dates(ax)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2, frameon=False, fontsize=9)
    return ax


def _dates(ax: Axes) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator()  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
