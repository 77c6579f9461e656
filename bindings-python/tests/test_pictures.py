"""The pictures draw the models' answers, of every model where they make sense, and leave no trace."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from conftest import REPOSITORY
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from test_models import DAY_MS, MODELS, NAMES, PARETO, Model, Rows, drawn

from sartor import errors, lifetime, pictures
from sartor.pictures.matrices import matrix_of
from sartor.pictures.worth import decile_shares

__all__ = ["drawn"]  # a fixture
DATES = ["2026-01-05", "2026-02-02", "2026-02-23", "2026-02-02"]


@pytest.fixture(scope="module")
def split(drawn: Rows) -> lifetime.Summaries:
    return lifetime.summarize(*drawn, as_of=78 * 7 * DAY_MS, calibration_end=39 * 7 * DAY_MS)


def lines(ax: Axes) -> dict[str, np.ndarray]:
    """What is drawn as lines, by its label."""
    return {str(line.get_label()): np.asarray(line.get_ydata(), dtype=float) for line in ax.get_lines()}


def image(ax: Axes) -> np.ndarray:
    drawn = ax.get_images()[0].get_array()
    assert drawn is not None
    return np.ma.filled(np.ma.masked_invalid(drawn), np.nan)


def points(ax: Axes, place: int = 0) -> np.ndarray:
    """The points of an error bar."""
    container = ax.containers[place]
    return np.asarray(container.lines[0].get_ydata(), dtype=float)  # type: ignore[attr-defined]


OF_A_MODEL: dict[str, Callable[[Model], Axes]] = {
    "frequency_recency_matrix": lambda model: pictures.frequency_recency_matrix(model, 10.0, 39.0, max_frequency=8),
    "probability_alive_matrix": lambda model: pictures.probability_alive_matrix(model, 39.0, max_frequency=8),
    "rate_distribution": lambda model: pictures.rate_distribution(model),
    "dropout_distribution": lambda model: pictures.dropout_distribution(model),
    "probability_alive_history": lambda model: pictures.probability_alive_history(model, DATES, "2026-06-30"),
}
OF_A_FILE: dict[str, Callable[[Model, lifetime.Summaries], Axes]] = {
    "tracking": lambda model, split: pictures.tracking(model, split),
    "customers_by_frequency": lambda model, split: pictures.customers_by_frequency(model, split),
    "calibration_against_holdout": lambda model, split: pictures.calibration_against_holdout(model, split),
    "holdout_purchases_by_frequency": lambda model, split: pictures.holdout_purchases_by_frequency(model, split),
    "interval_coverage": lambda model, split: pictures.interval_coverage(model, split, levels=(0.5, 0.9)),
}
REFUSED = {("dropout_distribution", "Nbd"), ("probability_alive_history", "BgBb")}


@pytest.mark.parametrize("picture", OF_A_MODEL)
@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_every_picture_of_a_model_is_drawn_or_refused_plainly(model: Model, picture: str) -> None:
    if (picture, type(model).__name__) in REFUSED:
        with pytest.raises(errors.NotAvailable, match="is not available"):
            OF_A_MODEL[picture](model)
        return
    ax = OF_A_MODEL[picture](model)
    assert ax.get_ylabel() and ax.get_title(loc="left")
    assert ax.get_xlabel() or picture == "probability_alive_history"  # dates say what they are


@pytest.mark.parametrize("picture", OF_A_FILE)
@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_every_picture_of_a_file_is_drawn_or_refused_plainly(
    model: Model, picture: str, split: lifetime.Summaries
) -> None:
    if isinstance(model, lifetime.BgBb):
        with pytest.raises(errors.NotAvailable, match="opportunities"):
            OF_A_FILE[picture](model, split)
        return
    ax = OF_A_FILE[picture](model, split)
    assert ax.get_xlabel() and ax.get_ylabel() and ax.get_title(loc="left")


@pytest.mark.parametrize("picture", [*OF_A_MODEL, *OF_A_FILE])
def test_every_picture_becomes_svg(picture: str, split: lifetime.Summaries) -> None:
    ax = OF_A_MODEL[picture](PARETO) if picture in OF_A_MODEL else OF_A_FILE[picture](PARETO, split)
    svg = pictures.to_svg(ax, picture)
    assert svg.startswith("<svg") and svg.endswith("</svg>\n")


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_matrices_hold_the_models_answers(model: Model) -> None:
    expected = image(OF_A_MODEL["frequency_recency_matrix"](model))
    alive = image(OF_A_MODEL["probability_alive_matrix"](model))
    rows = expected.shape[0]
    assert expected.shape == alive.shape == (rows, 9)
    for row, frequency in ((0, 0), (rows - 1, 0), (rows // 2, 3), (rows - 1, 8)):
        of_rows = (row + 1.0) if isinstance(model, lifetime.BgBb) else (row + 0.5) / rows * 39.0
        last = of_rows if frequency else 0.0
        assert expected[row, frequency] == model.expected_purchases(10.0, float(frequency), last, 39.0)
        assert alive[row, frequency] == model.probability_alive(float(frequency), last, 39.0)


def test_opportunities_before_which_so_many_purchases_cannot_be_are_left_blank() -> None:
    matrix = matrix_of(MODELS[0].probability_alive, MODELS[0], 6.0, 6)
    assert matrix.shape == (6, 7)
    assert np.isnan(matrix[1, 3]) and not np.isnan(matrix[2, 3])


def test_a_history_is_what_was_known_on_each_day() -> None:
    ax = OF_A_MODEL["probability_alive_history"](PARETO)
    line = ax.get_lines()[0]
    days, alive = np.asarray(line.get_xdata(), dtype="datetime64[D]"), np.asarray(line.get_ydata())
    known = {str(day): one for day, one in zip(days, alive, strict=True)}
    assert known["2026-01-05"] == PARETO.probability_alive(0.0, 0.0, 0.0)
    assert known["2026-02-02"] == PARETO.probability_alive(1.0, 4.0, 4.0)
    assert known["2026-06-30"] == PARETO.probability_alive(2.0, 7.0, 176 / 7)
    assert known["2026-02-22"] < known["2026-02-23"]
    with pytest.raises(errors.TooFew):
        pictures.probability_alive_history(PARETO, [])


def test_tracking_draws_what_was_tracked(split: lifetime.Summaries) -> None:
    tracked = lifetime.tracking(PARETO, split)
    weekly, sums = lines(pictures.tracking(PARETO, split)), lines(pictures.tracking(PARETO, split, cumulative=True))
    assert weekly["observed"].tolist() == tracked.observed.tolist()
    assert weekly["expected"].tolist() == tracked.expected.tolist()
    assert sums["observed"].tolist() == tracked.cumulative_observed.tolist()
    assert sums["expected"].tolist() == tracked.cumulative_expected.tolist()
    assert tracked.calibration_end == 39.0
    assert tracked.cumulative_observed[-1] == split.frequency.sum() + split.holdout_frequency.sum()
    assert np.all(tracked.low <= tracked.expected) and np.all(tracked.expected <= tracked.high)


def test_distributions_are_those_of_the_parameters(split: lifetime.Summaries) -> None:
    rate, dropout = lifetime.mixing(PARETO, points=400)
    assert dropout is not None
    assert rate.parameters == (0.55, 10.6) and dropout.parameters == (0.6, 11.7)
    ax = pictures.rate_distribution(PARETO)
    assert ax.get_lines()[0].get_ydata() is not None
    assert np.array_equal(np.asarray(ax.get_lines()[0].get_ydata()), rate.density)
    assert np.array_equal(np.asarray(pictures.dropout_distribution(PARETO).get_lines()[0].get_ydata()), dropout.density)


def test_pictures_of_the_holdout_draw_its_score(split: lifetime.Summaries) -> None:
    score = lifetime.score_holdout(PARETO, split)
    assert points(pictures.calibration_against_holdout(PARETO, split)).tolist() == [
        group.observed for group in score.deciles
    ]
    coverage = points(pictures.interval_coverage(PARETO, split, levels=(0.5, 0.9)))
    assert coverage[1] == score.interval_coverage
    ax = pictures.holdout_purchases_by_frequency(PARETO, split, max_frequency=3)
    columns = (split.frequency, split.last_purchase_age, split.age)
    forecast = PARETO.expected_purchases(39.0, *columns)
    once = split.frequency == 1
    assert lines(ax)["expected"][1] == forecast[once].mean()
    assert points(ax)[1] == split.holdout_frequency[once].mean()
    assert points(ax)[3] == split.holdout_frequency[split.frequency >= 3].mean()


def test_customers_by_frequency_are_all_of_them(split: lifetime.Summaries) -> None:
    ax = pictures.customers_by_frequency(PARETO, split, max_frequency=4)
    bars = [bar.get_height() for bar in ax.patches]  # type: ignore[attr-defined]
    expected = lines(ax)["expected"]
    assert sum(bars) == len(split) and bars[2] == (split.frequency == 2).sum()
    assert expected.sum() == pytest.approx(len(split))
    never = sum(PARETO.purchase_distribution(float(age), 0, 0.0, 0.0, 0.0)[0] for age in split.age)
    assert expected[0] == pytest.approx(never)


def test_value_is_shared_out_over_tenths() -> None:
    expected = np.arange(100.0)
    shares = decile_shares(expected, expected)
    assert shares.sum() == pytest.approx(1.0)
    assert shares[0] == pytest.approx(np.arange(90.0, 100.0).sum() / expected.sum())
    ax = pictures.value_by_decile(expected, expected[::-1])
    assert lines(ax)["gain, observed"][-1] == pytest.approx(100.0)
    assert lines(ax)["gain, observed"][1] == pytest.approx(100 * np.arange(10.0).sum() / expected.sum())
    for bad in (expected[:5], np.zeros(20), np.full(20, np.nan)):
        with pytest.raises(errors.InputError if len(bad) == 20 else errors.TooFew):
            pictures.value_by_decile(bad)
    with pytest.raises(errors.InputError, match="observed"):
        pictures.value_by_decile(expected, expected[:50])


def test_a_file_without_a_holdout_is_tracked_and_not_judged(drawn: Rows) -> None:
    whole = lifetime.summarize(*drawn, as_of=78 * 7 * DAY_MS)
    assert not any("holdout" in text.get_text() for text in pictures.tracking(PARETO, whole).texts)
    for picture in ("calibration_against_holdout", "holdout_purchases_by_frequency", "interval_coverage"):
        with pytest.raises(errors.NotAvailable, match="calibration_end"):
            OF_A_FILE[picture](PARETO, whole)


def test_axes_of_the_caller_are_drawn_on_and_nothing_global_changes(split: lifetime.Summaries) -> None:
    before = dict(matplotlib.rcParams)
    ax = Figure().add_subplot()
    assert pictures.tracking(PARETO, split, ax=ax) is ax
    assert pictures.to_svg(ax)
    assert dict(matplotlib.rcParams) == before
    assert "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()


def test_a_picture_is_the_same_every_time_and_names_nothing_outside(split: lifetime.Summaries) -> None:
    first, again, other = (
        pictures.to_svg(pictures.calibration_against_holdout(PARETO, split), name) for name in ("a", "a", "b")
    )
    assert first == again
    assert not set(re.findall(r'\bid="([^"]+)"', first)) & set(re.findall(r'\bid="([^"]+)"', other))
    links = re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)', first)
    assert links and all(link.startswith("#") for pair in links for link in pair if link)
    assert "<metadata" not in first


def test_the_pictures_of_the_guide_are_those_that_its_program_draws(
    data: Callable[[str], Path], tmp_path: Path
) -> None:
    program = REPOSITORY / "examples" / "python" / "lifetime_pictures.py"
    environment = {**os.environ, "SARTOR_DATA": str(data("cdnow_sample.txt").parent)}
    subprocess.run([sys.executable, program, tmp_path], env=environment, check=True)
    drawn = sorted(path.name for path in tmp_path.iterdir())
    shown = set(re.findall(r"pictures/(lifetime-[a-z]+\.svg)", (REPOSITORY / "docs" / "lifetime.md").read_text()))
    assert drawn and set(drawn) == shown
    for name in drawn:
        assert (tmp_path / name).read_text() == (REPOSITORY / "docs" / "pictures" / name).read_text(), name


def test_without_matplotlib_the_extra_is_named() -> None:
    program = (
        "import sys; sys.modules['matplotlib'] = sys.modules['matplotlib.figure'] = None\n"
        "from sartor import lifetime, pictures\n"
        "model = lifetime.Nbd.with_params(lifetime.NbdParams(r=0.385, alpha=12.07))\n"
        "for call in (lambda: pictures.rate_distribution(model), lambda: lifetime.report([1], [0])):\n"
        "    try: call()\n"
        "    except ImportError as error: assert \"pip install 'sartor[pictures]'\" in str(error), error\n"
        "    else: raise SystemExit('drawn')\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
