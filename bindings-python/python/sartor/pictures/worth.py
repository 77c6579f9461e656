"""How is value spread over customers, and would it have been found where it was looked for?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import OutOfRange, TooFew
from .style import BAND_ALPHA, EXPECTED, OBSERVED, QUIET, axes, grid, legend, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TENTHS = 10


def value_by_decile(expected: Any, observed: Any = None, *, ax: Axes | None = None) -> Axes:
    """The share of all value that each tenth of the customers has, those with the highest forecast first, and the gain.

    Parameters
    ----------
    expected : array of float
        Value forecast of each customer, such as ``value`` of columns gives; 0 or above.
    observed : array of float, optional
        What each came to spend. Bars and gain are then of what was observed, and the dashed line of what was forecast.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        Bars are tenths; the line is the gain, the share that the tenths so far have together. On the dotted line it
        would be no better than chance.
    """
    forecast = np.asarray(expected, dtype=float)
    made = None if observed is None else np.asarray(observed, dtype=float)
    for name, column in (("expected", forecast), ("observed", made)):
        if column is None:
            continue
        if column.ndim != 1 or column.shape != forecast.shape or not np.isfinite(column).all():
            message = f"value by decile: {name} is not one finite number for each customer"
            raise OutOfRange(message, "OUT_OF_RANGE", {"field": name})
        if not column.sum() > 0:
            message = f"value by decile: {name} is 0 in all, expected above 0"
            raise OutOfRange(message, "OUT_OF_RANGE", {"field": name})
    if len(forecast) < TENTHS:
        message = f"value by decile: {len(forecast)} customers, at least {TENTHS} needed"
        raise TooFew(message, "TOO_FEW", {"found": len(forecast), "needed": TENTHS})
    ax = axes(ax)
    places = np.arange(1, TENTHS + 1)
    forecast_share = decile_shares(forecast, forecast)
    shown = forecast_share if made is None else decile_shares(forecast, made)
    word = "forecast" if made is None else "observed"
    ax.bar(places, 100 * shown, color=EXPECTED, alpha=2.5 * BAND_ALPHA, width=0.8, label=f"tenth, {word}")
    gain = np.concatenate([[0.0], np.cumsum(shown)])
    at = np.concatenate([[0.5], places + 0.5])
    ax.plot(at, 100 * gain, "o-", color=OBSERVED, markersize=4, linewidth=1.5, label=f"gain, {word}")
    if made is not None:
        promised = np.concatenate([[0.0], np.cumsum(forecast_share)])
        ax.plot(at, 100 * promised, "--", color=EXPECTED, linewidth=1.8, label="gain, forecast")
    ax.plot([0.5, 10.5], [0, 100], ":", color=QUIET, linewidth=1, label="gain by chance")
    for place in (0, 1):
        label = f"{100 * gain[place + 1]:.0f} %"
        ax.annotate(label, (at[place + 1], 100 * gain[place + 1]), xytext=(6, -10), textcoords="offset points", fontsize=9)
    ax.set_xticks(places)
    ax.set_xlim(0.4, 10.7)
    ax.set_ylim(0, 104)
    grid(ax)
    words(
        ax,
        f"Value by tenth of the {len(forecast):,} customers",
        "tenth of the customers, highest forecast first",
        "share of all value (%)",
    )
    legend(ax, "center right")
    return ax


def decile_shares(ranked_by: Any, of: Any) -> Any:
    """The share of all of ``of`` that each tenth has when the highest of ``ranked_by`` come first."""
    # Equal forecasts stand in the order of the rows.
    order = np.argsort(-np.asarray(ranked_by, dtype=float), kind="stable")
    sums = [part.sum() for part in np.array_split(np.asarray(of, dtype=float)[order], TENTHS)]
    return np.array(sums) / np.sum(sums)
