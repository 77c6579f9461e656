"""The pictures of learners draw what the learners say, and leave no trace."""

from __future__ import annotations

import matplotlib
import numpy as np
import pytest
from matplotlib.axes import Axes

from sartor import learn, pictures


def rows(count: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Scores that are right, and what came; simulated."""
    dice = np.random.default_rng(8)
    scores = dice.normal(size=count)
    return scores, dice.random(count) < 1 / (1 + np.exp(-scores))


def line(ax: Axes, label: str) -> np.ndarray:
    (found,) = (line for line in ax.get_lines() if line.get_label() == label)
    return np.asarray(found.get_ydata(), dtype=float)


def test_the_reliability_curve_shows_what_came_true() -> None:
    scores, came = rows()
    scored = learn.ScoredLabels(came, scores)
    ax = pictures.reliability_curve(scored, bins=5)
    assert line(ax, "what came true").tolist() == [one.observed_rate for one in scored.reliability(bins=5, equal_rows=True)]
    assert "Calibration error" in ax.get_title(loc="left")


def test_the_gain_curve_ends_where_all_are_found() -> None:
    scores, came = rows()
    found = line(pictures.gain_curve(learn.ScoredLabels(came, scores)), "by this score")
    assert found[0] == 0
    assert found[-1] == pytest.approx(100)
    assert (np.diff(found) >= -1e-9).all()


def test_the_qini_curve_shows_the_gain_over_lot() -> None:
    scores, came = rows()
    treated = np.arange(400) % 2 == 0
    trial = learn.Trial(treated, came & treated)
    ax = pictures.qini_curve(trial, scores, points=20)
    curve = trial.qini_curve(scores, points=20)
    assert line(ax, "highest scores first").tolist() == [point.gain for point in curve]
    assert line(ax, "by lot").tolist() == [point.gain_by_lot for point in curve]


def test_bars_of_reasons_add_up_to_the_score() -> None:
    explanation = learn.Explanation.from_json(
        '{"base":-1.0,"score":0.5,"contributions":[1.0,0.75,-0.25,0.0],"methods":["tree_shap"]}'
    )
    ax = pictures.reason_bars(explanation, ["tenure", "contract", "age", "city"], count=2)
    widths = [bar.get_width() for bar in ax.patches]  # type: ignore[attr-defined]
    assert widths == [1.0, 0.75, -0.25]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["tenure", "contract", "2 others"]
    assert explanation.base + sum(widths) == explanation.score


def test_drift_is_drawn_beside_training_and_in_the_same_bytes() -> None:
    before = dict(matplotlib.rcParams)
    then = learn.DriftReference.of_numbers(np.arange(500.0) % 50)
    report = then.compare_numbers(np.arange(500.0) % 50 + 10)
    ax = pictures.drift_bars(report, title="tenure")
    heights = [bar.get_height() for bar in ax.patches]  # type: ignore[attr-defined]
    assert heights == pytest.approx([100 * b.reference_share for b in report.bins] + [100 * b.share for b in report.bins])
    assert "tenure: drift large" in ax.get_title(loc="left")
    assert pictures.to_svg(ax) == pictures.to_svg(pictures.drift_bars(report, title="tenure"))
    named = [label.get_text() for label in pictures.drift_bars(report, then).get_xticklabels()]
    assert len(named) == len(report.bins) and named[0].startswith("below ") != (named[0].count(" to ") == 1)
    assert named[-1].startswith("from ") and len(set(named)) == len(named)
    plans = learn.DriftReference.of_categories(np.array(["free", "paid", "trial"] * 50))
    moved = plans.compare_categories(np.array(["free", "paid", "new"] * 50))
    names = {label.get_text() for label in pictures.drift_bars(moved, plans).get_xticklabels()}
    assert names == {"free", "paid", "trial", "other"}
    assert dict(matplotlib.rcParams) == before
