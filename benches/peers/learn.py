"""Fits boosted trees to two public tables with LightGBM and with ours, and compares accuracy and speed, one thread each.

    PYTHON learn.py OURS DATA OUTPUT

OURS is the program `learn_tables` of sartor-benches, DATA the folder with `telco_churn.csv` and
`online_shoppers_intention.csv`. Folds are five, stratified, drawn with seed 42 in the order of the file; figures are
means over folds. LightGBM has the settings that were found for it by hand; ours has none. Of each fold the quickest of
five fits counts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import lightgbm
import numpy as np
import pandas as pd
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold

ROUNDS = 5
BY_HAND = {
    "n_estimators": 500, "num_leaves": 4, "learning_rate": 0.03, "subsample": 0.8, "subsample_freq": 1,
    "colsample_bytree": 0.5, "reg_lambda": 5.0, "cat_smooth": 20.0, "n_jobs": 1, "verbose": -1, "random_state": 0,
}
Folds = list[tuple[np.ndarray, np.ndarray]]


def telco(data: Path) -> tuple[pd.DataFrame, pd.Series]:
    frame = pd.read_csv(data / "telco_churn.csv").drop(columns="customerID")
    frame["TotalCharges"] = pd.to_numeric(frame["TotalCharges"].replace(" ", "0"))
    label = (frame.pop("Churn") == "Yes").astype(int)
    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    return frame.astype({name: "category" for name in texts}), label


def shoppers(data: Path) -> tuple[pd.DataFrame, pd.Series]:
    frame = pd.read_csv(data / "online_shoppers_intention.csv")
    frame.columns = [name.replace(",", " ") for name in frame]
    label = frame.pop("Revenue").astype(int)
    return frame.astype({name: "category" for name in frame.columns[10:]}), label


def quickest(rounds: int, work: Callable[[], object]) -> float:
    def once() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return min(once() for _ in range(rounds))


def peer(frame: pd.DataFrame, label: pd.Series, folds: Folds) -> dict[str, float]:
    figures = []
    for train, test in folds:
        model = lightgbm.LGBMClassifier(**BY_HAND)
        fit_seconds = quickest(ROUNDS, lambda: model.fit(frame.iloc[train], label.iloc[train]))
        # Without the frame, whose conversion is not the booster's work.
        codes = frame.iloc[test].apply(lambda c: c.cat.codes if c.dtype == "category" else c).to_numpy(dtype=float)
        booster = model.booster_
        score_seconds = quickest(5, lambda: booster.predict(codes, raw_score=True, num_threads=1)) / len(test)
        told = model.predict_proba(frame.iloc[test])[:, 1]
        figures.append({
            "auc": roc_auc_score(label.iloc[test], told), "logLoss": log_loss(label.iloc[test], told),
            "fitSeconds": fit_seconds, "scoreSecondsARow": score_seconds,
            "bytes": len(booster.model_to_string().encode()),
        })
    return pd.DataFrame(figures).mean().to_dict()


def ours(program: Path, frame: pd.DataFrame, label: pd.Series, folds: Folds) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        marked = frame.assign(label=label)
        marked.columns = [f"#{name}" if frame.get(name, label).dtype == "category" else name for name in marked]
        marked.to_csv(Path(folder) / "columns.csv", index=False)
        of_row = np.zeros(len(label), dtype=int)
        for fold, (_, test) in enumerate(folds):
            of_row[test] = fold
        (Path(folder) / "folds.txt").write_text("\n".join(map(str, of_row)))
        environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
        run = subprocess.run([program, folder], check=True, capture_output=True, text=True, env=environment)
        return json.loads(run.stdout)


def compare(program: Path, data: Path) -> Iterator[dict[str, object]]:
    measures = [("auc", "", "higher"), ("logLoss", "nats", "lower"), ("fitSeconds", "s", "lower"),
                ("scoreSecondsARow", "s", "lower"), ("bytes", "bytes", "lower")]
    for name, read in (("Telco", telco), ("Shoppers", shoppers)):
        frame, label = read(data)
        folds = list(StratifiedKFold(5, shuffle=True, random_state=42).split(frame, label))
        mine, theirs = ours(program, frame, label, folds), peer(frame, label, folds)
        for measure, unit, better in measures:
            yield {
                "name": f"{name}: {measure}", "ours": mine[measure], "peer": theirs[measure],
                "peer_name": f"LightGBM {lightgbm.__version__}", "unit": unit,
                "ratio": theirs[measure] / mine[measure], "better": better,
            }


def main() -> None:
    program, data, output = map(Path, sys.argv[1:])
    rows = list(compare(program.resolve(), data))
    for row in rows:
        print(f"{row['name']:<28} {row['ours']:>12.5g} {row['peer']:>12.5g} {row['ratio']:>8.3g}  {row['unit']}")
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
