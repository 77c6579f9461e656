"""Reference values of core/tests/learn/uplift.rs.

    python3 -P core/tests/oracles/learn_uplift.py > core/tests/learn/data/uplift.csv

A simulated trial and, for rows that are not part of it, the true effect and the effects that S, T and X learners (Künzel
and others 2019) over LightGBM's trees tell, written down here with none of Sartor's code. Rows of the trial are
`0, a, b, c, treatment, outcome`, those to be scored `1, a, b, c, effect, s, t, x`. Figures are the rank correlations of the
three with the true effect.
"""
import lightgbm
import numpy as np

rng = np.random.default_rng(5)
TRAIN, TEST = 4_000, 500


def draw(rows):
    x = np.column_stack([rng.normal(size=rows), rng.uniform(size=rows), rng.integers(0, 4, size=rows)]).round(2)
    effect = 0.35 * (x[:, 1] - 0.3) + 0.2 * (x[:, 2] == 1)
    return x, effect


def trees(kind=lightgbm.LGBMRegressor):
    return kind(
        n_estimators=100, learning_rate=0.05, num_leaves=6, min_child_samples=30, reg_lambda=10, verbose=-1, n_jobs=1
    )


def outcome_model(rows, labels):
    model = trees(lightgbm.LGBMClassifier).fit(rows, labels)
    return lambda fresh: model.predict_proba(fresh)[:, 1]


x, effect = draw(TRAIN)
treated = rng.uniform(size=TRAIN) < 0.4
outcome = (rng.uniform(size=TRAIN) < 0.25 + 0.1 * np.tanh(x[:, 0]) + effect * treated).astype(float)
fresh, true_effect = draw(TEST)

of_both = outcome_model(np.column_stack([x, treated]), outcome)
arm = lambda value: np.column_stack([fresh, np.full(TEST, value)])
s = of_both(arm(1.0)) - of_both(arm(0.0))

with_it, without = outcome_model(x[treated], outcome[treated]), outcome_model(x[~treated], outcome[~treated])
t = with_it(fresh) - without(fresh)

of_treated = trees().fit(x[treated], outcome[treated] - without(x[treated]))
of_controls = trees().fit(x[~treated], with_it(x[~treated]) - outcome[~treated])
share = treated.mean()
told = share * of_controls.predict(fresh) + (1 - share) * of_treated.predict(fresh)

for row, *rest in zip(x, treated, outcome):
    print("row,0," + ",".join(f"{value:g}" for value in (*row, *rest)))
for row, *rest in zip(fresh, true_effect, s, t, told):
    print("row,1," + ",".join(f"{value:.6g}" for value in (*row, *rest)))
rank = lambda values: np.argsort(np.argsort(values))
for name, values in (("s", s), ("t", t), ("x", told)):
    print(f"figure,{name},{float(np.corrcoef(rank(true_effect), rank(values))[0, 1])!r}")
