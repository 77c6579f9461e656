"""Reference values of core/tests/learn/trial.rs.

    python3 -P core/tests/oracles/learn_trial.py > core/tests/learn/data/trial.csv

Rows `treatment, outcome, score` with ties, and figures from their definitions in exact fractions, cut by cut: the Qini
curve of Radcliffe (2007), its area by trapezoids between distinct scores, and the best curve by sorting outcomes; inverse
probability weighting by summing rows.
"""
import random
from fractions import Fraction as F

random.seed(11)
rows = []
for _ in range(60):
    treated = int(random.random() < 0.5)
    score = round(random.random(), 1)
    outcome = int(random.random() < 0.3 + 0.4 * treated * score)
    rows.append((treated, outcome, score))
for row in rows:
    print("row," + ",".join(map(str, row)))


def figure(name, value):
    print(f"figure,{name},{float(value)!r}")


def curve(scores):
    points = [(0, F(0))]
    for cut in sorted(set(scores), reverse=True):
        above = [(t, y) for (t, y, _), s in zip(rows, scores) if s >= cut]
        treated, controls = [y for t, y in above if t], [y for t, y in above if not t]
        scaled = F(sum(controls) * len(treated), len(controls)) if controls else 0
        points.append((len(above), F(sum(treated)) - scaled))
    return points


def above_lot(points):
    area = sum((b - a) * (f + g) / 2 for (a, f), (b, g) in zip(points, points[1:]))
    return area - F(points[-1][0]) * points[-1][1] / 2


n = len(rows)
actual = above_lot(curve([s for *_, s in rows]))
best = above_lot(curve([y * t - y * (1 - t) for t, y, _ in rows]))
figure("area", actual / n ** 2)
figure("coefficient", actual / best)
figure("gain_at_the_end", curve([s for *_, s in rows])[-1][1] / n)
# Ordered so that equal scores are split in proportion.
cut, left = {}, F(3, 10) * n
for score in sorted({s for *_, s in rows}, reverse=True):
    count = sum(s == score for *_, s in rows)
    cut[score] = max(F(0), min(F(1), left / count))
    left -= count
mean = lambda arm: (sum(cut[s] * y for t, y, s in rows if t == arm) / sum(cut[s] for t, _, s in rows if t == arm))
figure("uplift_at", mean(1) - mean(0))
# A rule: treat from a score of 0.5 on; probabilities of treatment 0.4 or 0.6; centred on the midpoint of weighted means.
e = [F(2, 5) if s < 0.3 else F(3, 5) for *_, s in rows]
arm = lambda a: (sum(y / (p if a else 1 - p) for (t, y, _), p in zip(rows, e) if t == a)
                 / sum(1 / (p if a else 1 - p) for (t, *_), p in zip(rows, e) if t == a))
middle = (arm(1) + arm(0)) / 2
worth = lambda treat: middle + sum((y - middle) / (p if t else 1 - p) for (t, y, s), p in zip(rows, e) if t == treat(s)) / n
figure("policy_value", worth(lambda s: s >= 0.5))
figure("policy_gain_over_none", worth(lambda s: s >= 0.5) - worth(lambda s: False))
figure("policy_gain_over_all", worth(lambda s: s >= 0.5) - worth(lambda s: True))
