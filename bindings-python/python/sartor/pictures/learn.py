"""How good is a learner, why does it say what it says, and has the world moved since?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from .. import _sartor as learn
from .style import BAND_ALPHA, EXPECTED, NOTE, OBSERVED, QUIET, axes, grid, legend, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

_LEVEL = 0.9


def reliability_curve(
    scored: learn.ScoredLabels, *, bins: int = 10, equal_rows: bool = True, ax: Axes | None = None
) -> Axes:
    """What was told against what came true, by bins of the probability.

    Parameters
    ----------
    scored : ScoredLabels
        Of rows that the learner was not fitted to.
    bins : int
        At most so many.
    equal_rows : bool
        Whether bins hold equally many rows; otherwise they are of equal width.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        A point for each bin of :meth:`sartor.learn.ScoredLabels.reliability`; the bars are where 90 % of what comes true
        would lie if the probabilities were right.
    """
    ax = axes(ax, width=4.6, height=4.4)
    points = scored.reliability(bins=bins, equal_rows=equal_rows)
    told = np.array([point.mean_probability for point in points])
    came = np.array([point.observed_rate for point in points])
    chance = 1.645 * np.array([point.chance_error for point in points])
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=1, linestyle=":", label="probabilities as they should be")
    ax.vlines(
        told, np.maximum(told - chance, 0), np.minimum(told + chance, 1), color=EXPECTED, linewidth=5,
        alpha=BAND_ALPHA, label="where 90 % would lie by chance",
    )  # fmt: skip
    ax.plot(told, came, color=OBSERVED, marker="o", markersize=4.5, linewidth=1, label="what came true")
    error = scored.calibration_error()
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    ax.set_aspect("equal")
    grid(ax, "both")
    words(
        ax, f"Calibration error {error.value:.3f}, by chance {error.by_chance:.3f}", "probability told",
        "share that came true",
    )  # fmt: skip
    legend(ax, "upper left")
    return ax


def gain_curve(scored: learn.ScoredLabels, *, ax: Axes | None = None) -> Axes:
    """How many of those who come true are found among so many of the highest scores.

    Parameters
    ----------
    scored : ScoredLabels
        Of rows that the learner was not fitted to.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        The points of :meth:`sartor.learn.ScoredLabels.gain`, beside what lots and what perfect knowledge would find.
    """
    ax = axes(ax)
    shares = np.linspace(0, 1, 101)
    captured = np.array([point.captured for point in scored.gain(shares)])
    rate = scored.base_rate
    ax.plot(100 * shares, 100 * np.minimum(shares / rate, 1), color=QUIET, linewidth=1, linestyle="--", label="if it were known")
    ax.plot(100 * shares, 100 * captured, color=EXPECTED, linewidth=2, label="by this score")
    ax.plot([0, 100], [0, 100], color=QUIET, linewidth=1, linestyle=":", label="by lot")
    tenth = captured[10]
    ax.plot([10], [100 * tenth], color=NOTE, marker="o", linestyle="none")
    ax.annotate(
        f"the first tenth holds {100 * tenth:.0f} %", (10, 100 * tenth), xytext=(10, -4), textcoords="offset points",
        fontsize=9, color=NOTE, va="top",
    )  # fmt: skip
    ax.set_xlim(0, 100)
    ax.set_ylim(0, 102)
    grid(ax, "both")
    words(ax, "Found among the highest scores", "contacted, % of customers", "found, % of those who come true")
    legend(ax, "lower right")
    return ax


def qini_curve(trial: learn.Trial, scores: ArrayLike, *, points: int = 100, ax: Axes | None = None) -> Axes:
    """What a treatment gains when those with the highest scores are treated first.

    Parameters
    ----------
    trial : Trial
        Rows that were treated or not by lot, and what came of each.
    scores : array
        What a model of uplift says of the same rows, to which it was not fitted.
    points : int
        Shares of the rows at which the curve is drawn.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        The curve of :meth:`sartor.learn.Trial.qini_curve` beside that of treating by lot.
    """
    curve = trial.qini_curve(scores, points=points)
    coefficient = trial.qini(scores, level=_LEVEL).coefficient
    title = "Gain of treating the highest scores first"
    if coefficient is not None:
        title = f"Qini coefficient {coefficient.value:.3f} ({coefficient.low:.3f} to {coefficient.high:.3f})"
    return draw_qini(curve, title, ax=ax)


def draw_qini(curve: Sequence[learn.QiniPoint], title: str, *, ax: Axes | None = None) -> Axes:
    """The picture of a curve that was worked out already."""
    ax = axes(ax)
    shares = 100 * np.array([point.share for point in curve])
    ax.plot(shares, [point.gain for point in curve], color=EXPECTED, linewidth=2, label="highest scores first")
    ax.plot(
        shares, [point.gain_by_lot for point in curve], color=QUIET, linewidth=1, linestyle=":", label="by lot"
    )
    ax.axhline(0, color=QUIET, linewidth=0.8)
    ax.set_xlim(0, 100)
    grid(ax, "both")
    words(ax, title, "treated, % of customers", "gained, a customer of all")
    legend(ax)
    return ax


def reason_bars(
    explanation: learn.Explanation,
    columns: Sequence[str],
    *,
    count: int = 8,
    unit: str = "log-odds",
    ax: Axes | None = None,
) -> Axes:
    """What each column adds to the score of one row, the strongest first.

    Parameters
    ----------
    explanation : Explanation
        Such as ``model.explain_row(row)``.
    columns : list of str
        The columns in the order of the model's schema, perhaps with their values: ``"contract = monthly"``.
    count : int
        Columns that stand alone; the others are put together.
    unit : str
        The unit of the score.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        A bar for each reason; together with the base they add up to the score.
    """
    parts = np.array(explanation.contributions)
    order = np.argsort(-np.abs(parts), kind="stable")
    shown = [place for place in order[:count] if parts[place] != 0]
    names, values = [columns[place] for place in shown], [float(parts[place]) for place in shown]
    rest = [place for place in order if place not in shown]
    if rest:
        names.append(f"{len(rest)} others")
        values.append(float(parts[rest].sum()))
    ax = axes(ax, height=0.42 * len(names) + 1.2)
    places = np.arange(len(names))[::-1]
    ax.barh(places, values, color=[NOTE if value > 0 else EXPECTED for value in values], height=0.7)
    reach = max((abs(value) for value in values), default=1.0) or 1.0
    for place, value in zip(places, values):
        side = "left" if value > 0 else "right"
        ax.text(value + np.sign(value) * 0.02 * reach, place, f"{value:+.2f}", va="center", ha=side, fontsize=9)
    ax.axvline(0, color=QUIET, linewidth=0.8)
    ax.set_yticks(places, names, parse_math=False)
    room = [0.22 * reach if any(sign * value > 0 for value in values) else 0.03 * reach for sign in (-1, 1)]
    ax.set_xlim(min(0, *values) - room[0], max(0, *values) + room[1])
    words(ax, f"{explanation.base:.2f} before anything is known, {explanation.score:.2f} in the end", unit, "")
    return ax


def drift_bars(
    report: learn.DriftReport,
    reference: learn.DriftReference | None = None,
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """How a column was spread at training, and how it is now.

    Parameters
    ----------
    report : DriftReport
        Such as ``reference.compare_numbers(values)``.
    reference : DriftReference, optional
        What was compared with, which knows the values of each bin; otherwise bins have their numbers.
    title : str, optional
        The column's name.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        The bins that were compared; below them the index, and what it stays below by chance.
    """
    ax = axes(ax)
    places = np.arange(len(report.bins))
    then = 100 * np.array([one.reference_share for one in report.bins])
    now = 100 * np.array([one.share for one in report.bins])
    ax.bar(places - 0.21, then, width=0.4, color=QUIET, label="at training")
    ax.bar(places + 0.21, now, width=0.4, color=EXPECTED, label="now", hatch="//", edgecolor="white", linewidth=0)
    if reference is None:
        ax.set_xticks(places, [_numbers_of(one.bins) for one in report.bins])
    else:
        ax.set_xticks(places, [_values_of(one.bins, reference) for one in report.bins], rotation=30, ha="right")
    verdict = str(report.verdict).replace("_", " ")
    head = f"{title}: drift" if title else "Drift"
    grid(ax)
    index = f"bin (stability index {report.psi:.3f}, by chance up to {report.limit:.3f})"
    words(ax, f"{head} {verdict}", index, "share of rows, %")
    legend(ax)
    return ax


def _numbers_of(bins: Sequence[int]) -> str:
    return " ".join(str(one + 1) for one in bins[:3])


def _values_of(bins: Sequence[int], reference: learn.DriftReference) -> str:
    """Which values are in bins that were compared as one: of numbers from the first below the last, else names."""
    stored = json.loads(reference.to_json())
    bounds, missing = stored["bounds"], len(stored["counts"]) - 1
    if bounds is None:
        levels = reference.levels
        names = [str(one) for one in range(missing)] if levels is None else levels
        return ", ".join([*names, "other"][one] for one in bins[:3])
    ends = [one for one in bins if one != missing]
    if not ends:
        return "missing"
    low = bounds[min(ends) - 1] if min(ends) > 0 else None
    high = bounds[max(ends)] if max(ends) < len(bounds) else None
    if low is None or high is None:
        values = "any" if low is high else f"from {low:.4g}" if high is None else f"below {high:.4g}"
    else:
        values = f"{low:.4g} to {high:.4g}"
    return values if len(ends) == len(bins) else f"{values}, missing"
