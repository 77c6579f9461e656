"""How do customers differ in buying and in leaving, as a model has it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import _sartor as lifetime
from ..errors import NotAvailable
from .style import BAND_ALPHA, EXPECTED, NOTE, OBSERVED, Model, axes, legend, per, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS = 400


def rate_distribution(model: Model, *, period: str = "period", ax: Axes | None = None) -> Axes:
    """How many customers buy how often while they are active.

    Parameters
    ----------
    model : a fitted model of purchases
        Any of the eight; of BG/BB it is the probability to buy at an opportunity.
    period : str
        The name of the model's unit of time, for the axis: ``period`` of the summaries that it was fitted to.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        The density of :func:`sartor.lifetime.mixing`, to what 99 % of the customers are below.
    """
    rate, _ = lifetime.mixing(model, points=POINTS)
    return _density(rate, "How often customers buy", period, axes(ax))


def dropout_distribution(model: Model, *, period: str = "period", ax: Axes | None = None) -> Axes:
    """How many customers leave how readily.

    Parameters
    ----------
    model : a fitted model of purchases
        Any but NBD, under which nobody leaves.
    period : str
        The name of the model's unit of time, for the axis: ``period`` of the summaries that it was fitted to.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        The density of :func:`sartor.lifetime.mixing`.
    """
    _, dropout = lifetime.mixing(model, points=POINTS)
    if dropout is None:
        reason = "nobody leaves under it"
        message = f"the distribution of leaving of NBD is not available: {reason}"
        raise NotAvailable(message, "NOT_AVAILABLE", {"subject": "dropout distribution", "reason": reason})
    return _density(dropout, "How readily customers leave", period, axes(ax))


def _density(of: lifetime.MixingDistribution, title: str, period: str, ax: Axes) -> Axes:
    points, density = of.points, of.density
    ax.fill_between(points, density, color=EXPECTED, alpha=BAND_ALPHA, linewidth=0)
    ax.plot(points, density, color=EXPECTED, linewidth=1.8)
    ax.axvline(of.mean, color=OBSERVED, linewidth=1.2, label=f"mean {of.mean:.3g}")
    ax.axvline(of.median, color=NOTE, linewidth=1.2, linestyle="--", label=f"median {of.median:.3g}")
    # A density may grow without bound at its ends: what is next to them would hide all else.
    edge = max(2, len(points) // 50)
    ax.set_ylim(0, 1.15 * float(density[edge:-edge].max()))
    ax.set_xlim(0, 1 if of.family == "beta" else float(points[-1]))
    ax.set_yticks([])
    first, second = of.parameters
    family = f"{of.family}({first:.3g}, {second:.3g})"
    quantity = of.quantity.replace("per period", per(period))
    words(ax, f"{title}: {family}", quantity, "share of customers (density)")
    legend(ax, "upper right")
    return ax
