"""Draws the pictures of docs/learn.md: churn of Telco's customers, and whom Hillstrom's e-mail made buy.

    python examples/python/learn_pictures.py [FOLDER]

It reads `telco_churn.csv` and `hillstrom_womens.csv` from $SARTOR_DATA and writes to docs/pictures unless told otherwise.
The same data give the same bytes. Needs `pip install sartor[pictures] pandas`.
"""

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sartor import learn, pictures

ROOT = Path(__file__).resolve().parents[2]


def telco(file: Path) -> tuple[pd.DataFrame, pd.Series]:
    """What is known of each customer, and who left."""
    frame = pd.read_csv(file).drop(columns="customerID", errors="ignore")
    frame["TotalCharges"] = pd.to_numeric(frame["TotalCharges"], errors="coerce")
    return frame.drop(columns="Churn"), frame["Churn"] == "Yes"


def pair(width: float = 10.0, height: float = 4.4) -> tuple[Figure, list]:
    """A figure with two pictures side by side."""
    figure = Figure(figsize=(width, height), layout=ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.08))
    return figure, [figure.add_subplot(1, 2, place) for place in (1, 2)]


def main() -> None:
    data = Path(os.environ.get("SARTOR_DATA", ROOT.parent / "shared" / "data"))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    for name in ("telco_churn.csv", "hillstrom_womens.csv"):
        if not (data / name).exists():
            sys.exit(f"{name} is not there: name its folder in $SARTOR_DATA")

    def save(name: str, ax) -> None:
        (folder / f"learn-{name}.svg").write_text(pictures.to_svg(ax, f"learn {name}"), encoding="utf-8", newline="\n")

    frame, left = telco(data / "telco_churn.csv")
    held_out = np.random.default_rng(0).random(len(frame)) < 0.3
    model = learn.fit(frame[~held_out], left[~held_out])
    scored = learn.ScoredLabels(left[held_out], model.scores(frame[held_out]))
    _, (first, second) = pair()
    pictures.reliability_curve(scored, ax=first)
    save("quality", pictures.gain_curve(scored, ax=second))

    # The customer held out who is likeliest to leave.
    row = frame[held_out].iloc[int(np.argmax(np.asarray(model.predict(frame[held_out]))))]
    names = [f"{column.name} = {row[column.name]}" for column in model.schema]
    save("reasons", pictures.reason_bars(model.explain_row(row), names))

    # Those who came in the last year, as if they were all there is now.
    then = learn.DriftReference.of_numbers(frame["MonthlyCharges"])
    now = then.compare_numbers(frame["MonthlyCharges"][frame["tenure"] <= 12])
    save("drift", pictures.drift_bars(now, then, title="Monthly charges of new customers"))

    mail = pd.read_csv(data / "hillstrom_womens.csv")
    treated = mail["segment"] == "Womens E-Mail"
    known = mail.drop(columns=["segment", "visit", "conversion", "spend"])
    half = np.random.default_rng(1).random(len(mail)) < 0.5
    uplift = learn.Uplift.fit(known[~half], treated[~half], mail["visit"][~half])
    trial = learn.Trial(treated[half], mail["visit"][half])
    save("qini", pictures.qini_curve(trial, uplift.predict(known[half])))


if __name__ == "__main__":
    main()
