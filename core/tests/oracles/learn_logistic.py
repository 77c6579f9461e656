"""Reference values of core/tests/learn/logistic.rs (mpmath 1.4.1, 40 digits).

    python3 -P core/tests/oracles/learn_logistic.py > core/tests/learn/data/logistic.csv

Rows `number, number or nan, code or -1, label, weight`, and the scores of every row under two ridges: a dense design written
out by hand, Newton's steps in 40 digits until nothing moves. Checked on the way against scikit-learn 1.9.1's
LogisticRegression on the same design, where it is installed.
"""
import random

import mpmath as mp

mp.mp.dps = 40
random.seed(3)
rows = []
for i in range(90):
    x = round(random.gauss(20, 8), 1)
    y = float("nan") if random.random() < 0.2 else round(random.expovariate(0.01), 1)
    code = random.choice([0] * 8 + [1] * 6 + [2, 3] + [-1] * 3)
    score = 0.1 * (x - 20) + (0.4 if y != y else 0.004 * (y - 100)) + {0: -0.5, 1: 0.6}.get(code, 0.2)
    label = int(random.random() < 1 / (1 + mp.exp(-score)))
    rows.append((x, y, code, label, random.choice([0.0, 0.5, 1.0, 1.0, 2.0])))
for row in rows:
    print("row," + ",".join(map(str, row)))

F = lambda value: mp.mpf(repr(value))
weights = [F(row[4]) for row in rows]


def spread(place):
    known = [(F(row[place]), w) for row, w in zip(rows, weights) if row[place] == row[place] and w > 0]
    total = sum(w for _, w in known)
    mean = sum(w * v for v, w in known) / total
    values = [v for v, _ in known]
    return mean, mp.sqrt(sum(w * (v - mean) ** 2 for v, w in known) / total), min(values), max(values)


(mean_x, sd_x, low_x, high_x), (mean_y, sd_y, low_y, high_y) = spread(0), spread(1)
by_code = {c: sum(w for row, w in zip(rows, weights) if row[2] == c) for c in range(4)}
assert by_code[0] >= 10 and by_code[1] >= 10 and 0 < by_code[2] < 10 and 0 < by_code[3] < 10, by_code
is_ = lambda truth: mp.mpf(int(truth))


def design(row):
    x, y, code, *_ = row
    known = y == y
    return [
        mp.mpf(1),
        (min(max(F(x), low_x), high_x) - mean_x) / sd_x,
        (min(max(F(y), low_y), high_y) - mean_y) / sd_y if known else mp.mpf(0),
        is_(not known), is_(code == 0), is_(code == 1), is_(code >= 2), is_(code < 0),
    ]


matrix = [design(row) for row in rows]
labels = [mp.mpf(row[3]) for row in rows]


def fit(l2):
    p = len(matrix[0])
    at = [mp.mpf(0)] * p
    while True:
        gradient = [(l2 if j else 0) * at[j] for j in range(p)]
        curvature = mp.matrix(p, p)
        for j in range(1, p):
            curvature[j, j] = l2
        for x, label, w in zip(matrix, labels, weights):
            m = 1 / (1 + mp.exp(-mp.fdot(at, x)))
            for j in range(p):
                gradient[j] += w * (m - label) * x[j]
                for k in range(p):
                    curvature[j, k] += w * m * (1 - m) * x[j] * x[k]
        step = mp.lu_solve(curvature, mp.matrix(gradient))
        at = [b - s for b, s in zip(at, step)]
        if max(abs(s) for s in step) < mp.mpf(10) ** -35:
            return at


for name, l2 in (("ridge", mp.mpf(1)), ("loose", mp.mpf("0.01"))):
    at = fit(l2)
    scores = [mp.fdot(at, x) for x in matrix]
    for i, score in enumerate(scores):
        print(f"figure,{name}_{i},{mp.nstr(score, 20)}")
    base = sum(w * s for w, s in zip(weights, scores)) / sum(weights)
    print(f"figure,{name}_base,{mp.nstr(base, 20)}")
    print(f"figure,{name}_slope_x,{mp.nstr(at[1], 20)}")
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        continue
    model = LogisticRegression(C=float(1 / l2), tol=1e-12, solver="newton-cholesky", max_iter=1000)
    dense = [[float(v) for v in x[1:]] for x in matrix]
    model.fit(dense, [row[3] for row in rows], sample_weight=[row[4] for row in rows])
    other = model.decision_function(dense)
    assert max(abs(a - float(b)) for a, b in zip(other, scores)) < 1e-6
