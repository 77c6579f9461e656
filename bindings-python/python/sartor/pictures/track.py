"""Do purchases go the way that a model says, period by period?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _sartor as lifetime
from .style import BAND_ALPHA, EXPECTED, OBSERVED, QUIET, Model, axes, grid, legend, refuse_opportunities, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def tracking(
    model: Model,
    summaries: lifetime.Summaries,
    *,
    cumulative: bool = False,
    level: float = 0.9,
    ax: Axes | None = None,
) -> Axes:
    """Repeat purchases in each period, or up to it, beside those expected and their interval.

    Parameters
    ----------
    model : a fitted model of purchases
        Any but BG/BB, in the unit of time of the summaries.
    summaries : Summaries
        Of transactions; with a calibration end the holdout is marked.
    cumulative : bool
        Draw sums rather than periods.
    level : float
        Coverage that the intervals are to have.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        Of :func:`sartor.lifetime.tracking`, whose documentation has the formula.
    """
    refuse_opportunities(model, "tracking")
    return draw_tracking(lifetime.tracking(model, summaries, level=level), cumulative=cumulative, ax=ax)


def draw_tracking(tracked: lifetime.Tracking, *, cumulative: bool, ax: Axes | None = None) -> Axes:
    """The picture of what was followed already."""
    ax = axes(ax)
    period = tracked.period
    of = "up to each" if cumulative else "in each"
    if cumulative:
        observed, expected = tracked.cumulative_observed, tracked.cumulative_expected
        low, high = tracked.cumulative_low, tracked.cumulative_high
    else:
        observed, expected, low, high = tracked.observed, tracked.expected, tracked.low, tracked.high
    band = f"{100 * tracked.level:g} % interval"
    ax.fill_between(tracked.end, low, high, color=EXPECTED, alpha=BAND_ALPHA, linewidth=0, label=band)
    ax.plot(tracked.end, expected, color=EXPECTED, linewidth=1.8, linestyle="--", label="expected")
    ax.plot(tracked.end, observed, color=OBSERVED, linewidth=1.5, label="observed")
    ax.set_xlim(0, float(tracked.end[-1]))
    ax.set_ylim(bottom=0)
    grid(ax)
    name = period if period[:1].isalpha() else "period"
    title = f"Repeat purchases {of} {name}, {tracked.customers:,} customers"
    words(ax, title, f"{name}s since the first purchase of all" + _of(period), "repeat purchases")
    if tracked.calibration_end is not None:
        ax.axvline(tracked.calibration_end, color=QUIET, linewidth=1, linestyle=":")
        ax.annotate(
            "holdout ",
            (tracked.calibration_end, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(4, -2),
            textcoords="offset points",
            va="top",
            fontsize=9,
            color=QUIET,
        )
    legend(ax, "lower right" if cumulative else "best")
    return ax


def _of(period: str) -> str:
    return "" if period[:1].isalpha() else f" (a period is {period})"
