"""Are there as many customers who never came back, came back once, twice, ..., as a model says?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .. import _sartor as lifetime
from .style import BAND_ALPHA, EXPECTED, OBSERVED, Model, axes, grid, legend, refuse_opportunities, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def customers_by_frequency(
    model: Model, summaries: lifetime.Summaries, *, max_frequency: int = 7, ax: Axes | None = None
) -> Axes:
    """How many customers made 0, 1, 2, ... repeat purchases, beside how many are expected to have.

    Parameters
    ----------
    model : a fitted model of purchases
        Any but BG/BB, fitted to the summaries.
    summaries : Summaries
        What it was fitted to.
    max_frequency : int
        Customers with as many repeat purchases or more stand together.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        Bars of those observed, squares of those expected: ``purchase_distribution`` of a new customer over each
        customer's age.
    """
    refuse_opportunities(model, "customers by frequency")
    ax = axes(ax)
    places = np.arange(max_frequency + 1)
    observed = np.bincount(np.minimum(summaries.frequency, max_frequency).astype(int), minlength=max_frequency + 1)
    expected = np.zeros(max_frequency + 1)
    for age, customers in zip(*np.unique(summaries.age, return_counts=True), strict=True):
        below = model.purchase_distribution(float(age), max_frequency - 1, 0.0, 0.0, 0.0)
        expected += customers * np.append(below, 1.0 - below.sum())
    ax.bar(places, observed, color=OBSERVED, alpha=2 * BAND_ALPHA, width=0.7, label="observed")
    ax.plot(places, expected, "s--", color=EXPECTED, markersize=6, linewidth=1.2, label="expected")
    ax.set_xticks(places, [*map(str, places[:-1]), f"{max_frequency}+"])
    grid(ax)
    words(ax, "Customers by repeat purchases", "repeat purchases (frequency)", "customers")
    legend(ax, "upper right")
    return ax
