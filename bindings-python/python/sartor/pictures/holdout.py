"""Did customers go on to do what a model had said of them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .. import _sartor as lifetime
from ..errors import NotAvailable
from .style import EXPECTED, OBSERVED, QUIET, Model, axes, grid, legend, plural, refuse_opportunities, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def calibration_against_holdout(
    model: Model, summaries: lifetime.Summaries, *, ax: Axes | None = None
) -> Axes:
    """Purchases forecast from the calibration against those in the holdout, by tenths of the customers.

    Parameters
    ----------
    model : a fitted model of purchases
        Any but BG/BB, fitted to the calibration of the summaries.
    summaries : Summaries
        With a holdout.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        The tenths of :func:`sartor.lifetime.score_holdout` with two standard errors; on the line the forecast is right.
    """
    _refuse(model, summaries, "calibration against holdout")
    score = lifetime.score_holdout(model, summaries)
    horizon = f"{summaries.holdout_periods:.3g} {plural(summaries.period)}"
    return draw_calibration(score.deciles, horizon, ax=ax)


def draw_calibration(
    groups: Sequence[lifetime.ForecastGroup], horizon: str, *, ax: Axes | None = None
) -> Axes:
    """The picture of tenths that were scored already."""
    ax = axes(ax)
    expected = np.array([group.expected for group in groups])
    observed = np.array([group.observed for group in groups])
    errors = 2 * np.array([group.standard_error for group in groups])
    most = 1.08 * float(np.max(np.concatenate([expected, observed + errors]), initial=1e-9))
    ax.plot([0, most], [0, most], color=QUIET, linewidth=1, linestyle=":", label="right on average")
    low = np.minimum(errors, observed)
    ax.errorbar(
        expected,
        observed,
        yerr=np.vstack([low, errors]),
        fmt="o",
        color=EXPECTED,
        ecolor=OBSERVED,
        elinewidth=1,
        capsize=2,
        markersize=5,
        label="a tenth of the customers, 2 standard errors",
    )
    ax.set_xlim(0, most)
    ax.set_ylim(0, most)
    grid(ax, "both")
    words(
        ax,
        "Forecasts against what happened, by tenth",
        f"purchases forecast per customer in {horizon}",
        "purchases made per customer",
    )
    legend(ax, "upper left")
    return ax


def holdout_purchases_by_frequency(
    model: Model, summaries: lifetime.Summaries, *, max_frequency: int = 7, ax: Axes | None = None
) -> Axes:
    """Mean purchases in the holdout of customers with 0, 1, 2, ... repeat purchases before it, beside those expected.

    Parameters
    ----------
    model : a fitted model of purchases
        Any but BG/BB, fitted to the calibration of the summaries.
    summaries : Summaries
        With a holdout.
    max_frequency : int
        Customers with as many repeat purchases or more stand together.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        Observed means with two standard errors, expected means, and the number of customers below each.

    Notes
    -----
    The plot of conditional expectations of Fader, Hardie and Lee, "Counting your customers the easy way" (2005),
    figure 4.
    """
    _refuse(model, summaries, "holdout purchases by frequency")
    ax = axes(ax)
    columns = (summaries.frequency, summaries.last_purchase_age, summaries.age)
    forecast = model.expected_purchases(summaries.holdout_periods, *columns)
    group = np.minimum(summaries.frequency, max_frequency).astype(int)
    places, labels, observed, errors, expected = [], [], [], [], []
    for frequency in np.unique(group):
        own = group == frequency
        made = summaries.holdout_frequency[own]
        places.append(int(frequency))
        labels.append(f"{frequency}{'+' if frequency == max_frequency else ''}\n({int(own.sum()):,})")
        observed.append(float(made.mean()))
        errors.append(2 * float(made.std(ddof=1)) / len(made) ** 0.5 if len(made) > 1 else 0.0)
        expected.append(float(forecast[own].mean()))
    ax.errorbar(
        places,
        observed,
        yerr=np.vstack([np.minimum(errors, observed), errors]),
        fmt="o-",
        color=OBSERVED,
        elinewidth=1,
        capsize=2,
        markersize=5,
        linewidth=1.5,
        label="observed, 2 standard errors",
    )
    ax.plot(places, expected, "s--", color=EXPECTED, markersize=5, linewidth=1.8, label="expected")
    ax.set_xticks(places, labels)
    ax.set_ylim(bottom=0)
    grid(ax)
    horizon = f"{summaries.holdout_periods:.3g} {plural(summaries.period)}"
    words(
        ax,
        f"Purchases in the holdout of {horizon}, by frequency before it",
        "repeat purchases before the holdout (customers)",
        "mean purchases in the holdout",
    )
    legend(ax, "upper left")
    return ax


def interval_coverage(
    model: Model,
    summaries: lifetime.Summaries,
    *,
    levels: Sequence[float] = LEVELS,
    ax: Axes | None = None,
) -> Axes:
    """How many customers were inside their own interval in the holdout, for intervals of several levels.

    Parameters
    ----------
    model : a fitted model of purchases
        Any but BG/BB, fitted to the calibration of the summaries.
    summaries : Summaries
        With a holdout.
    levels : sequence of float
        Levels of the intervals.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        On or above the line an interval holds what it says. Counts are whole, so that intervals of many who buy little
        hold more.
    """
    _refuse(model, summaries, "interval coverage")
    ax = axes(ax)
    scores = [lifetime.score_holdout(model, summaries, level=level) for level in levels]
    coverage = np.array([score.interval_coverage for score in scores], dtype=float)
    errors = 2 * np.sqrt(coverage * (1 - coverage) / max(1, len(summaries)))
    low = float(min(*levels, *(coverage - errors))) - 0.05
    ax.plot([low, 1], [low, 1], color=QUIET, linewidth=1, linestyle=":", label="holds what it says")
    ax.errorbar(
        list(levels),
        coverage,
        yerr=errors,
        fmt="o-",
        color=EXPECTED,
        ecolor=OBSERVED,
        elinewidth=1,
        capsize=2,
        markersize=5,
        label="share of customers, 2 standard errors",
    )
    for level, share, score in zip(levels, coverage, scores, strict=True):
        ax.annotate(
            f"{score.interval_width:.2g}",
            (level, share),
            xytext=(0, 9),
            textcoords="offset points",
            ha="center",
            fontsize=8,
            color=QUIET,
        )
    ax.set_xlim(low, 1)
    ax.set_ylim(low, 1.04)
    grid(ax, "both")
    words(
        ax,
        "Customers inside their interval (number: its mean width in purchases)",
        "level of the interval",
        "share of customers inside",
    )
    legend(ax, "lower right")
    return ax


def _refuse(model: Model, summaries: lifetime.Summaries, picture: str) -> None:
    refuse_opportunities(model, picture)
    if not summaries.holdout_periods > 0:
        reason = "the summaries have no holdout: summarise with a calibration_end"
        raise NotAvailable(
            f"{picture} is not available: {reason}", "NOT_AVAILABLE", {"subject": picture, "reason": reason}
        )
