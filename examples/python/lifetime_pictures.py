"""Draws the pictures of docs/lifetime.md: MBG/NBD and Gamma-Gamma on the CDNOW sample, fitted to 39 weeks of 78.

    python examples/python/lifetime_pictures.py [FOLDER]

It reads `cdnow_sample.txt` from $SARTOR_DATA and writes to docs/pictures unless told otherwise. The same data give the
same bytes. Needs `pip install sartor[pictures]`.
"""

import os
import sys
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sartor import lifetime, pictures

ROOT = Path(__file__).resolve().parents[2]
WEEKS = 39.0


def read(file: Path) -> tuple[list[int], np.ndarray, list[float]]:
    """Customer, day and dollars of each purchase."""
    rows = [line.split() for line in file.read_text().splitlines()]
    days = [f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows]
    return [int(row[0]) for row in rows], np.array(days, dtype="datetime64[ms]"), [float(row[4]) for row in rows]


def pair() -> tuple[Figure, list]:
    """A figure with two pictures side by side."""
    figure = Figure(figsize=(11.0, 3.9), layout=ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.08))
    return figure, [figure.add_subplot(1, 2, place) for place in (1, 2)]


def main() -> None:
    data = Path(os.environ.get("SARTOR_DATA", ROOT.parent / "shared" / "data")) / "cdnow_sample.txt"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    if not data.exists():
        sys.exit(f"{data.name} is not there: name its folder in $SARTOR_DATA")
    end, now = np.datetime64("1997-09-30"), np.datetime64("1998-06-30")
    s = lifetime.summarize(*read(data), as_of=now, calibration_end=end)
    model = lifetime.MbgNbd.fit(s.frequency, s.last_purchase_age, s.age)
    spend = lifetime.GammaGamma.fit(s.paid_frequency, s.monetary)
    worth = lifetime.value(
        model, spend, WEEKS, 0.0, s.frequency, s.last_purchase_age, s.age, s.monetary, paid_frequency=s.paid_frequency
    )

    def save(name: str, ax) -> None:
        (folder / f"lifetime-{name}.svg").write_text(pictures.to_svg(ax, name), encoding="utf-8", newline="\n")

    _, (left, right) = pair()
    pictures.frequency_recency_matrix(model, WEEKS, WEEKS, period=s.period, ax=left)
    save("matrices", pictures.probability_alive_matrix(model, WEEKS, period=s.period, ax=right))

    # Nobody's days: a customer who came every other week, stayed away in summer and came back.
    days = ["2026-01-12", "2026-01-24", "2026-02-09", "2026-02-20", "2026-03-08", "2026-08-17", "2026-08-31"]
    save("history", pictures.probability_alive_history(model, days, "2026-12-31"))

    _, (left, right) = pair()
    pictures.tracking(model, s, ax=left)
    save("tracking", pictures.tracking(model, s, cumulative=True, ax=right))

    save("counts", pictures.customers_by_frequency(model, s))

    _, (left, right) = pair()
    pictures.rate_distribution(model, period=s.period, ax=left)
    save("differences", pictures.dropout_distribution(model, period=s.period, ax=right))

    _, (left, right) = pair()
    pictures.calibration_against_holdout(model, s, ax=left)
    save("holdout", pictures.holdout_purchases_by_frequency(model, s, ax=right))

    save("coverage", pictures.interval_coverage(model, s))
    save("value", pictures.value_by_decile(worth.expected, s.holdout_value))


if __name__ == "__main__":
    main()
