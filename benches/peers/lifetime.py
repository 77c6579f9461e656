"""Does with lifetimes and with ours what the speed lines of the lifetime engine name, and compares, one thread each.

    PYTHON lifetime.py OURS CDNOW_SAMPLE OUTPUT

OURS is the program `lifetime_columns` of sartor-benches. Both sides get the same columns; each task runs in a process
of its own, so that its peak memory can be told. Processor time counts, since other work on the machine delays that
less than the clock; what takes lifetimes seconds runs once.
"""

import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import numpy as np
import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ParetoNBDFitter
from lifetimes.utils import summary_data_from_transaction_data

warnings.filterwarnings("ignore")
PEER = "lifetimes 0.11.3"
END = date(1997, 9, 30)  # of the 39 weeks that models are fitted to
MILLION = 1_000_000
HORIZON = 39.0
BG = {"r": 0.2426, "alpha": 4.4136, "a": 0.7929, "b": 2.4259}
PARETO = {"r": 0.5533, "alpha": 10.578, "s": 0.6062, "beta": 11.669}
SPEND = {"p": 6.25, "q": 3.744, "v": 15.44}
Columns = list[np.ndarray]


def cdnow(sample: Path) -> Columns:
    """Repeat purchases, age at the last of them, and age, in weeks; purchases of one day count once."""
    days: dict[str, set[date]] = {}
    for line in sample.read_text().splitlines():
        customer, _, day = line.split()[:3]
        when = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        if when <= END:
            days.setdefault(customer, set()).add(when)
    rows = [(len(d) - 1, (max(d) - min(d)).days / 7, (END - min(d)).days / 7) for _, d in sorted(days.items())]
    return list(np.array(rows, dtype=float).T)


def simulated(rng: np.random.Generator) -> Columns:
    """A million customers of BG/NBD with the parameters of CDNOW, in weeks, no two alike who bought again; mean spend."""
    age = rng.uniform(10, 100, MILLION)
    rate, leaving = rng.gamma(BG["r"], 1 / BG["alpha"], MILLION), rng.beta(BG["a"], BG["b"], MILLION)
    x, last, now = np.zeros(MILLION), np.zeros(MILLION), np.zeros(MILLION)
    active = np.arange(MILLION)
    while active.size:
        now[active] += rng.exponential(1 / np.maximum(rate[active], 1e-300))
        active = active[now[active] <= age[active]]
        x[active] += 1
        last[active] = now[active]
        active = active[rng.random(active.size) >= leaving[active]]
    spend = np.where(x > 0, rng.gamma(6 * np.maximum(x, 1)) / (0.17 * np.maximum(x, 1)), 0)
    return [x, last, age, spend]


def in_days(columns: Columns) -> Columns:
    """The same to the day, so that many customers are alike."""
    return [columns[0], np.ceil(columns[1] * 7) / 7, np.ceil(columns[2] * 7) / 7]


def transactions(rng: np.random.Generator) -> Columns:
    """A million purchases of 100,000 customers in two years: customer, milliseconds, amount."""
    seconds = 1_600_000_000 + rng.integers(0, 730 * 86_400, MILLION)
    return [rng.integers(0, 100_000, MILLION).astype(float), seconds * 1e3, rng.gamma(2.0, 10.0, MILLION)]


def fitted(kind: type, parameters: dict[str, float]) -> object:
    """A model of lifetimes with these parameters."""
    model = kind()
    model.params_ = pd.Series(parameters)
    model.predict = getattr(model, "conditional_expected_number_of_purchases_up_to_time", None)
    return model


def fit(kind: type, columns: Columns) -> float:
    """The log-likelihood that a fit ends at."""
    x, t_x, age = columns[:3]
    model = kind()
    model.fit(x, t_x, age)
    # lifetimes rescales time while it fits, so its own figure is of another unit.
    log_params = np.log(model.params_.to_numpy())
    return float(-len(x) * model._negative_log_likelihood(log_params, x, t_x, age, np.ones_like(x), 0.0))


def expected(model: object, columns: Columns) -> float:
    """Sum of the expected purchases of all."""
    return float(np.sum(model.conditional_expected_number_of_purchases_up_to_time(HORIZON, *columns[:3])))


def alive(model: object, columns: Columns) -> float:
    """Sum of the probabilities to be active."""
    return float(np.sum(model.conditional_probability_alive(*columns[:3])))


def value(columns: Columns) -> float:
    """Sum of the values of twelve months."""
    series = [pd.Series(column) for column in columns]
    spend = fitted(GammaGammaFitter, SPEND)
    return float(spend.customer_lifetime_value(fitted(BetaGeoFitter, BG), *series, time=12, discount_rate=0.01, freq="W").sum())


def summarize(columns: Columns) -> float:
    """Sum of the frequencies."""
    customer, milliseconds, amount = columns
    frame = pd.DataFrame({"id": customer.astype(int), "at": pd.to_datetime(milliseconds, unit="ms"), "value": amount})
    return float(summary_data_from_transaction_data(frame, "id", "at", "value")["frequency"].sum())


def measured(work: Callable[[], float], rounds: int) -> dict[str, float]:
    """Seconds a round, peak memory and answer of some work, in a process of its own."""

    def run(pipe) -> None:
        began = time.process_time()
        for _ in range(rounds):
            answer = work()
        seconds = (time.process_time() - began) / rounds
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pipe.send({"seconds": seconds, "peakMegabytes": peak, "answer": answer})

    receiver, sender = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=run, args=(sender,))
    child.start()
    sender.close()
    try:
        return receiver.recv()
    except EOFError:
        sys.exit(f"{PEER} ended without an answer")
    finally:
        child.join()


def main(ours: str, sample: str, output: str) -> None:
    """Run both sides of each task, print the table and write it."""
    rng = np.random.default_rng(1)
    million = simulated(rng)
    data = {"cdnow": cdnow(Path(sample)), "million": million, "million_days": in_days(million), "transactions": transactions(rng)}
    bg, pareto = fitted(BetaGeoFitter, BG), fitted(ParetoNBDFitter, PARETO)
    # Task, what it is, unit and units in a second, rounds of ours and the peer's, the peer's work, how far the answers
    # may differ, and what to reach: so many times faster, or so little time.
    ms, ns = ("ms", 1e3), ("ns/row", 1e9 / MILLION)
    tasks = [
        ("fit bg cdnow", "BG/NBD fit, CDNOW", ms, 200, 7, lambda: fit(BetaGeoFitter, data["cdnow"]), 1e-7, "35 times"),
        ("fit pareto cdnow", "Pareto/NBD fit, CDNOW", ms, 40, 2, lambda: fit(ParetoNBDFitter, data["cdnow"]), 1e-4, "25 times"),
        ("fit bg million", "BG/NBD fit, 1 million distinct", ms, 3, 1, lambda: fit(BetaGeoFitter, million), 1e-7, "50 times"),
        ("fit bg million days", "BG/NBD fit, 1 million by the day", ms, 3, 1, lambda: fit(BetaGeoFitter, data["million_days"]), 1e-7, "50 times"),
        ("expected bg", "expected purchases, BG/NBD", ns, 10, 1, lambda: expected(bg, million), 1e-6, "70 ns, 10 times"),
        ("expected pareto", "expected purchases, Pareto/NBD", ns, 10, 1, lambda: expected(pareto, million), 1e-6, "70 ns, 10 times"),
        ("alive bg", "probability alive, BG/NBD", ns, 10, 3, lambda: alive(bg, million), 1e-9, "25 ns"),
        ("alive pareto", "probability alive, Pareto/NBD", ns, 10, 1, lambda: alive(pareto, million), 1e-6, "25 ns"),
        ("value", "value of 12 months, 1 million", ms, 5, 1, lambda: value(million), 0.02, "600 ms, 100 MB"),
        ("summarize", "summaries of 1 million purchases", ms, 5, 1, lambda: summarize(data["transactions"]), 1e-12, "1000 ms"),
    ]
    result = []
    print(f"{'':<36}{'ours':>12}{'peer':>12}{'':8}{'times':>8}{'ours':>9}{'peer':>9}   {'reach'}")
    with tempfile.TemporaryDirectory() as folder:
        for name, columns in data.items():
            for number, column in enumerate(columns):
                column.astype("<f8").tofile(Path(folder) / f"{name}.{number}.f64")
        alone = {**os.environ, "RAYON_NUM_THREADS": "1"}
        for task, name, (unit, scale), rounds, peer_rounds, work, tolerance, reach in tasks:
            command = [ours, task, str(rounds), folder]
            mine = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout)
            theirs = measured(work, peer_rounds)
            note = ""
            if not abs(mine["answer"] - theirs["answer"]) <= tolerance * abs(mine["answer"]):
                if task.startswith("fit") and not mine["answer"] < theirs["answer"]:
                    note = "lifetimes ends below the optimum"
                elif theirs["answer"] == theirs["answer"]:
                    sys.exit(f"{name}: ours answers {mine['answer']}, {PEER} {theirs['answer']}")
                else:
                    note = "lifetimes answers NaN for some"
            row = {"name": name, "ours": mine["seconds"] * scale, "peer": theirs["seconds"] * scale, "peer_name": PEER, "unit": unit,
                   "ratio": theirs["seconds"] / mine["seconds"], "better": "lower", "reach": reach,
                   "peakMegabytes": mine["peakMegabytes"], "peerPeakMegabytes": theirs["peakMegabytes"]}
            result.append(row)
            print(f"{name:<36}{row['ours']:>12.2f}{row['peer']:>12.2f} {unit:<7}{row['ratio']:>8.1f}{row['peakMegabytes'] or 0:>6.0f} MB"
                  f"{row['peerPeakMegabytes']:>6.0f} MB   {reach}{'; ' + note if note else ''}", flush=True)
    Path(output).parent.mkdir(parents=True, exist_ok=True)
    Path(output).write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
