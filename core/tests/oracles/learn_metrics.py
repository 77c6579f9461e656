"""Reference values of core/tests/learn/metrics.rs (mpmath 1.3.0, 30 digits).

    python3 -P core/tests/oracles/learn_metrics.py > core/tests/learn/data/metrics.csv

Rows with ties and weights, and the figures of them from their definitions, pair by pair and cut by cut; never by the
formulae of the Rust code. The same figures came from scikit-learn 1.7.2 (roc_auc_score, average_precision_score,
log_loss, brier_score_loss, LogisticRegression without penalty) and SciPy 1.17.1 (spearmanr).
"""
import random

import mpmath as mp

mp.mp.dps = 30
random.seed(5)
rows = []
for i in range(80):
    label = int(random.random() < 0.4)
    score = round(random.gauss(0.9 if label else -0.7, 1.1), 1)
    other = round(random.gauss(0.4 if label else -0.4, 1.0), 1)
    weight = random.choice([0.0, 0.5, 1.0, 1.0, 2.5])
    outcome = round(max(0.0, 3.0 + 2.0 * score + random.gauss(0, 2)), 1)
    rows.append((score, label, weight, other, outcome))
for row in rows:
    print("row," + ",".join(map(str, row)))

F = lambda x: mp.mpf(x)
sigma = lambda x: 1 / (1 + mp.exp(-F(x)))


def figure(name, value):
    print(f"figure,{name},{mp.nstr(value, 17, min_fixed=0, max_fixed=0)}")


def kernel(a, b):
    return F(1) if a > b else F(1) / 2 if a == b else F(0)


def auc(scored):
    pairs = [(kernel(s, t), F(w) * F(v)) for s, y, w in scored if y for t, z, v in scored if not z]
    return sum(k * w for k, w in pairs) / sum(w for _, w in pairs)


def delong(first, second=None):
    """Variance of AUC, or of a difference of two, from the structural components."""
    def components(scored):
        up = [s for s, y, _ in scored if y]
        down = [s for s, y, _ in scored if not y]
        return ([sum(kernel(s, t) for t in down) / len(down) for s in up],
                [sum(kernel(s, t) for s in up) / len(up) for t in down])
    tens, ones = components(first)
    if second:
        other = components(second)
        tens = [a - b for a, b in zip(tens, other[0])]
        ones = [a - b for a, b in zip(ones, other[1])]
    variance = lambda v: sum((x - sum(v) / len(v)) ** 2 for x in v) / (len(v) - 1) / len(v)
    return variance(tens) + variance(ones)


def precision_area(scored):
    total = sum(F(w) for _, y, w in scored if y)
    area, recall = F(0), F(0)
    for cut in sorted({s for s, _, w in scored if w}, reverse=True):
        taken = sum(F(w) for s, _, w in scored if s >= cut)
        found = sum(F(w) for s, y, w in scored if s >= cut and y)
        area += (found / total - recall) * (found / taken)
        recall = found / total
    return area


def weighted_mean(pairs):
    return sum(F(w) * v for v, w in pairs) / sum(F(w) for _, w in pairs)


def log_loss(scored):
    return weighted_mean([(-mp.log(sigma(s) if y else 1 - sigma(s)), w) for s, y, w in scored])


def brier(scored):
    return weighted_mean([((sigma(s) - y) ** 2, w) for s, y, w in scored])


def binned(scored, count):
    bins = {}
    for s, y, w in scored:
        if w:
            bins.setdefault(min(int(sigma(s) * count), count - 1), []).append((sigma(s), y, F(w)))
    return [(sum(w for *_, w in b), weighted_mean([(p, w) for p, _, w in b]), weighted_mean([(F(y), w) for _, y, w in b]))
            for b in bins.values()]


def cox(scored):
    score_equations = [
        lambda a, b: sum(w * (sigma(a + b * s) - y) for s, y, w in scored),
        lambda a, b: sum(w * s * (sigma(a + b * s) - y) for s, y, w in scored),
    ]
    a, b = mp.findroot(lambda a, b: [f(a, b) for f in score_equations], (0, 1))
    bend = [w * sigma(a + b * s) * (1 - sigma(a + b * s)) for s, _, w in scored]
    information = mp.matrix([[sum(bend), sum(h * s for h, (s, *_) in zip(bend, scored))],
                             [sum(h * s for h, (s, *_) in zip(bend, scored)), sum(h * F(s) ** 2 for h, (s, *_) in zip(bend, scored))]])
    covariance = information ** -1
    return a, b, mp.sqrt(covariance[0, 0]), mp.sqrt(covariance[1, 1])


def gini(by):
    """From the mean absolute distances: the share of outcomes before each row, over all orders of ties."""
    total = sum(F(y) for y in outcomes)
    area = F(0)
    for i, p in enumerate(by):
        before = sum(F(outcomes[j]) * (1 if q < p else F(1) / 2 if q == p and j != i else 0) for j, q in enumerate(by))
        area += before + F(outcomes[i]) / 2
    return 1 - 2 * area / total / len(by)


def ranks(values):
    return [sum(F(1) for v in values if v < x) + (sum(F(1) for v in values if v == x) + 1) / 2 for x in values]


def pearson(x, y):
    mx, my = sum(x) / len(x), sum(y) / len(y)
    cross = sum((a - mx) * (b - my) for a, b in zip(x, y))
    return cross / mp.sqrt(sum((a - mx) ** 2 for a in x) * sum((b - my) ** 2 for b in y))


weighted = [(s, y, w) for s, y, w, *_ in rows]
plain = [(s, y, 1) for s, y, *_ in rows]
others = [(o, y, 1) for _, y, _, o, _ in rows]
scores, outcomes = [r[0] for r in rows], [r[4] for r in rows]
figure("auc", auc(plain))
figure("auc_error", mp.sqrt(delong(plain)))
figure("auc_gain", auc(plain) - auc(others))
figure("auc_gain_error", mp.sqrt(delong(plain, others)))
figure("auc_weighted", auc(weighted))
figure("average_precision", precision_area(plain))
figure("average_precision_weighted", precision_area(weighted))
figure("log_loss", log_loss(plain))
figure("log_loss_weighted", log_loss(weighted))
figure("brier", brier(plain))
figure("brier_weighted", brier(weighted))
bins = binned(weighted, 5)
total = sum(w for w, *_ in bins)
rate = sum(w * o for w, _, o in bins) / total
figure("reliability", sum(w * (p - o) ** 2 for w, p, o in bins) / total)
figure("resolution", sum(w * (o - rate) ** 2 for w, _, o in bins) / total)
figure("uncertainty", rate * (1 - rate))
figure("ece_weighted", sum(w * abs(p - o) for w, p, o in bins) / total)
for name, value in zip(("cox_intercept", "cox_slope", "cox_intercept_error", "cox_slope_error"), cox(plain)):
    figure(name, value)
large = mp.findroot(lambda a: sum(sigma(a + F(s)) - y for s, y, _ in plain), 0)
figure("in_the_large", large)
figure("gini", gini(scores) / gini(outcomes))
figure("spearman", pearson(ranks(scores), ranks(outcomes)))
figure("rmse", mp.sqrt(sum((F(s) - F(y)) ** 2 for s, y in zip(scores, outcomes)) / len(rows)))
figure("mae", sum(abs(F(s) - F(y)) for s, y in zip(scores, outcomes)) / len(rows))
