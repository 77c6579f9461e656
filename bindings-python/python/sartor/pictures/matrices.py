"""What do a model's answers look like over all histories that customers of one age can have?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .. import _sartor as lifetime
from .style import COLOURS, Model, axes, plural, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

STEPS = 60


def frequency_recency_matrix(
    model: Model,
    periods: float,
    age: float,
    *,
    max_frequency: int = 20,
    period: str = "period",
    ax: Axes | None = None,
) -> Axes:
    """Purchases expected next, by how often and how recently customers of one age have bought.

    Parameters
    ----------
    model : a fitted model of purchases
        Any of the eight.
    periods : float
        The horizon.
    age : float
        Time since the first purchase, in the model's unit; of BG/BB the number of opportunities.
    max_frequency : int
        Repeat purchases shown at most.
    period : str
        The name of the model's unit of time, for the axes.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        With the matrix as its image. The column of 0 repeat purchases has one value.

    Notes
    -----
    ``expected_purchases`` of the model at each history; the plot of Fader, Hardie and Lee, "RFM and CLV" (Journal of
    Marketing Research 42(4), 2005), figure 2, as an image.
    """
    title = f"Purchases expected in {periods:.4g} {plural(period)}"
    return _matrix(
        lambda x, t_x, t: model.expected_purchases(periods, x, t_x, t), model, age, max_frequency, period, title, None, ax
    )


def probability_alive_matrix(
    model: Model,
    age: float,
    *,
    max_frequency: int = 20,
    period: str = "period",
    ax: Axes | None = None,
) -> Axes:
    """Probability to be active, by how often and how recently customers of one age have bought.

    Parameters
    ----------
    model : a fitted model of purchases
        Any of the eight; under NBD nobody leaves, and it is 1 everywhere.
    age : float
        Time since the first purchase, in the model's unit; of BG/BB the number of opportunities.
    max_frequency : int
        Repeat purchases shown at most.
    period : str
        The name of the model's unit of time, for the axes.
    ax : Axes, optional
        Where to draw; a figure of its own otherwise.

    Returns
    -------
    Axes
        With the matrix as its image. The column of 0 repeat purchases has one value.
    """
    return _matrix(
        model.probability_alive, model, age, max_frequency, period, "Probability to be active", (0.0, 1.0), ax
    )


def _matrix(
    answer: Callable[[Any, Any, Any], Any],
    model: Model,
    age: float,
    max_frequency: int,
    period: str,
    title: str,
    limits: tuple[float, float] | None,
    ax: Axes | None,
) -> Axes:
    ax = axes(ax)
    from matplotlib.ticker import MaxNLocator

    ages, height = _ages(model, age)
    most = min(max_frequency, int(age)) if isinstance(model, lifetime.BgBb) else max_frequency
    values = matrix_of(answer, model, age, most)
    image = ax.imshow(
        values,
        origin="lower",
        aspect="auto",
        cmap=COLOURS,
        interpolation="nearest",
        extent=(-0.5, most + 0.5, ages[0] - height / 2, ages[-1] + height / 2),
        vmin=limits[0] if limits else 0.0,
        vmax=limits[1] if limits else None,
    )
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.colorbar(image, ax=ax).outline.set_visible(False)  # type: ignore[operator]
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    unit = "opportunities" if isinstance(model, lifetime.BgBb) else plural(period)
    of = f"customers after {age:.4g} {unit}"
    words(ax, f"{title}:\n{of}", "repeat purchases (frequency)", f"age at the last purchase ({unit})")
    return ax


def matrix_of(
    answer: Callable[[Any, Any, Any], Any], model: Model, age: float, max_frequency: int
) -> npt.NDArray[np.float64]:
    """Answers for each age at the last purchase (rows) and frequency (columns); NaN where no history can be."""
    ages, _ = _ages(model, age)
    frequency, last = np.meshgrid(np.arange(max_frequency + 1.0), ages)
    last = np.where(frequency == 0, 0.0, last)
    possible = frequency <= last if isinstance(model, lifetime.BgBb) else np.ones_like(last, dtype=bool)
    values = np.full(last.shape, np.nan)
    now = np.full(int(possible.sum()), float(age))
    values[possible] = answer(frequency[possible], last[possible], now)
    return values


def _ages(model: Model, age: float) -> tuple[npt.NDArray[np.float64], float]:
    """Ages at the last purchase that are shown, and the distance between them."""
    if isinstance(model, lifetime.BgBb):
        return np.arange(1.0, age + 1.0), 1.0
    return (np.arange(STEPS) + 0.5) / STEPS * age, age / STEPS
