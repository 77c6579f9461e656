"""Histories that no customer can have, and those that tell nothing of a model: every model says which and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sartor import SartorError, lifetime
from sartor.errors import NotConverged, OutOfRange, TooFew
from sartor.lifetime import ConvergenceVerdict, GammaGamma

# Twelve customers in whole numbers, so that BG/BB takes them too.
FREQUENCY = [0, 2, 5, 1, 0, 3, 0, 1, 0, 4, 2, 0]
LAST_AGE = [0, 20, 38, 3, 0, 30, 0, 25, 0, 12, 9, 0]
AGE = [39, 38, 39, 36, 30, 35, 39, 28, 33, 39, 31, 37]

Fit = Callable[[Any, Any, Any], Any]

FITS: dict[str, Fit] = {
    "BgNbd": lifetime.BgNbd.fit,
    "MbgNbd": lifetime.MbgNbd.fit,
    "ParetoNbd": lifetime.ParetoNbd.fit,
    "Nbd": lifetime.Nbd.fit,
    "GGompertzNbd": lifetime.GGompertzNbd.fit,
    "BgBb": lifetime.BgBb.fit,
    "BgCnbd": lambda x, t_x, age: lifetime.BgCnbd.fit(x, t_x, age, k=2),
    "MbgCnbd": lambda x, t_x, age: lifetime.MbgCnbd.fit(x, t_x, age, k=2),
}


def changed(column: int, value: float) -> list[np.ndarray[Any, Any]]:
    """The columns with one value of the fourth customer in another's place."""
    columns = [np.array(column, dtype=float) for column in (FREQUENCY, LAST_AGE, AGE)]
    columns[column][3] = value
    return columns


@pytest.mark.parametrize("fit", FITS.values(), ids=FITS)
@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        pytest.param(1, 0.0, "last_purchase_age", id="frequency without recency"),
        pytest.param(0, 0.0, "last_purchase_age", id="recency without frequency"),
        pytest.param(1, 37.0, "last_purchase_age", id="recency beyond age"),
        (0, -1.0, "frequency"),
        (1, -3.0, "last_purchase_age"),
        (2, -36.0, "age"),
        (0, np.nan, "frequency"),
        (1, np.nan, "last_purchase_age"),
        (2, np.nan, "age"),
        (2, np.inf, "age"),
        (0, 1.5, "frequency"),
        (0, 1e300, "frequency"),
    ],
)
def test_a_history_that_cannot_be_is_refused_by_row_and_field(
    fit: Fit, column: int, value: float, field: str
) -> None:
    with pytest.raises(OutOfRange, match=f"row 3: {field} is") as caught:
        fit(*changed(column, value))
    assert caught.value.fields["field"] == field


@pytest.mark.parametrize("fit", FITS.values(), ids=FITS)
def test_columns_of_other_lengths_are_refused(fit: Fit) -> None:
    for columns in ((FREQUENCY[:-1], LAST_AGE, AGE), (FREQUENCY, LAST_AGE[:-1], AGE), (FREQUENCY, LAST_AGE, AGE[:-1])):
        with pytest.raises(OutOfRange):
            fit(*columns)


@pytest.mark.parametrize("fit", FITS.values(), ids=FITS)
def test_too_few_customers_are_told(fit: Fit) -> None:
    for columns in (([], [], []), ([1], [1], [2]), ([0] * 20, [0] * 20, [30] * 20)):
        with pytest.raises(TooFew):
            fit(*columns)


@pytest.mark.parametrize("fit", FITS.values(), ids=FITS)
def test_ten_customers_who_are_alike_identify_no_model(fit: Fit) -> None:
    try:
        model = fit([3] * 10, [20] * 10, [30] * 10)
    except NotConverged:
        return
    assert model.convergence.verdict in (ConvergenceVerdict.RIDGE, ConvergenceVerdict.BOUNDARY)


@pytest.mark.parametrize("amount", [0.0, -5.0, np.nan, np.inf])
def test_spend_that_cannot_be_is_refused_by_its_row(amount: float) -> None:
    with pytest.raises(OutOfRange, match="row 5: monetary is"):
        GammaGamma.fit([2] * 12, [30.0] * 5 + [amount] + [31.0] * 6)


@pytest.mark.parametrize("count", [-1.0, 1.5, np.nan])
def test_a_number_of_purchases_that_cannot_be_is_refused_by_its_row(count: float) -> None:
    with pytest.raises(OutOfRange, match="row 5: frequency is"):
        GammaGamma.fit([2.0] * 5 + [count] + [2.0] * 6, [30.0] * 12)


def test_spend_of_nobody_of_one_and_of_ten_alike() -> None:
    for columns in (([], []), ([0] * 12, [0] * 12), ([2], [30.0])):
        with pytest.raises(TooFew):
            GammaGamma.fit(*columns)
    try:
        verdict = GammaGamma.fit([2] * 10, [30.0] * 10).convergence.verdict
    except SartorError as error:
        assert error.code == "NOT_CONVERGED"
    else:
        assert verdict != ConvergenceVerdict.OPTIMUM
