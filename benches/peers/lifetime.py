"""Fits BG/NBD to the CDNOW sample with lifetimes and with ours, on the same columns, and compares.

    PYTHON lifetime.py OURS CDNOW_SAMPLE OUTPUT

OURS is the program `fit_columns` of sartor-benches. Each side fits seven times; the median counts.
"""

import json
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
from lifetimes import BetaGeoFitter

ROUNDS = 7
END = date(1997, 9, 30)  # of the 39 weeks that models are fitted to


def columns(sample: Path) -> np.ndarray:
    """Repeat purchases, age at the last of them, and age, in weeks; purchases of one day count once."""
    days: dict[str, set[date]] = {}
    for line in sample.read_text().splitlines():
        customer, _, day = line.split()[:3]
        when = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        if when <= END:
            days.setdefault(customer, set()).add(when)
    rows = [(len(d) - 1, (max(d) - min(d)).days / 7, (END - min(d)).days / 7) for _, d in sorted(days.items())]
    return np.array(rows, dtype=float).T


def main(ours: str, sample: str, output: str) -> None:
    """Run both sides, print the table and write it."""
    x, t_x, age = columns(Path(sample))
    text = "\n".join(f"{a!r} {b!r} {c!r}" for a, b, c in zip(x.tolist(), t_x.tolist(), age.tolist()))
    mine = json.loads(subprocess.run([ours, str(ROUNDS)], input=text, capture_output=True, text=True, check=True).stdout)

    seconds = []
    for _ in range(ROUNDS):
        model = BetaGeoFitter()
        began = time.perf_counter()
        model.fit(x, t_x, age)
        seconds.append(time.perf_counter() - began)
    peer_ms = statistics.median(seconds) * 1e3
    # lifetimes rescales time while it fits, so its own figure is of another unit.
    log_params = np.log(model.params_[["r", "alpha", "a", "b"]].to_numpy())
    peer_log_likelihood = -len(x) * model._negative_log_likelihood(log_params, x, t_x, age, np.ones_like(x), 0.0)
    if mine["logLikelihood"] < peer_log_likelihood - 1e-3:
        sys.exit(f"ours ends at {mine['logLikelihood']}, lifetimes at {peer_log_likelihood}: not the same optimum")

    result = [
        {"name": "BG/NBD fit, CDNOW sample", "ours": mine["milliseconds"], "peer": peer_ms, "peer_name": "lifetimes 0.11.3",
         "unit": "ms", "ratio": peer_ms / mine["milliseconds"], "better": "lower"},
    ]
    Path(output).parent.mkdir(parents=True, exist_ok=True)
    Path(output).write_text(json.dumps(result, indent=1) + "\n")
    print(f"log-likelihood: ours {mine['logLikelihood']:.4f}, lifetimes {peer_log_likelihood:.4f}")
    for row in result:
        print(f"{row['name']:<40}{row['ours']:>14.4f}{row['peer']:>14.4f} {row['unit']:<6}{row['ratio']:>10.1f} times  {row['peer_name']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
