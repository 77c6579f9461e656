"""Reference values of core/tests/lifetime/pareto.rs (mpmath 1.3.0, 50 digits; numpy 2 for the counts).

    python3 -P core/tests/oracles/pareto_nbd.py                  the points of the predictions
    python3 -P core/tests/oracles/pareto_nbd.py random N SEED    N random ones of each kind
    python3 -P core/tests/oracles/pareto_nbd.py CDNOW_SAMPLE.txt the optimum of the sample, with its standard errors

(`-P`, since `math.py` beside it is not Python's.)

The formulae are those of the papers, written down again and not those of the Rust code: Fader and Hardie, "A note on
deriving the Pareto/NBD model" (2005), equations 22, 33 and 41; Fader, Hardie and Lee, "RFM and CLV" (2005), equation 4;
counts as the integral over the time of leaving.
"""
import os
import random
import sys
from collections import Counter

import mpmath as mp
import numpy as np

mp.mp.dps = 50


def f(value):
    return mp.mpf(float(value))


def a0(p, x, t, age):
    """The integral of the likelihood, from the two hypergeometric functions of the paper; where those would take
    long (many purchases, or rates far apart), from Euler's transform of them or by quadrature."""
    r, alpha, s, beta = p
    total = r + s + x

    def tail(y):
        a, b = alpha + y, beta + y
        z = (alpha - beta) / a if alpha >= beta else (beta - alpha) / b
        if x < 30 and z < .9:
            own = s + 1 if alpha >= beta else r + x
            return mp.hyp2f1(total, own, total + 1, z) / max(a, b) ** total * s / total
        if z < .95:
            own = r + x if alpha >= beta else s + 1
            term = value = mp.mpf(1)
            k = 0
            while term > value * mp.eps:
                term *= (own + k) / (total + 1 + k) * z
                value += term
                k += 1
            return value * (1 if alpha >= beta else a / b) / a ** (r + x) / b ** s * s / total
        return None

    ends = tail(t), tail(age)
    if None not in ends:
        return ends[0] - ends[1]
    # In the logarithm of time.
    young = min(alpha, beta)
    at = lambda y: s * (alpha + y) ** -(r + x) * (beta + y) ** -(s + 1)
    fall = (young + t) * ((r + x) / (alpha + t) + (s + 1) / (beta + t))
    return integral(lambda w: at(mp.exp(w) - young) * mp.exp(w), pieces(mp.log(young + t), mp.log(young + age), fall))


def integral(of, ends):
    """By quadrature on pieces, in units of the largest value at their ends: mpmath's accuracy is absolute."""
    unit = max(of(end) for end in ends)
    return unit * mp.fsum(mp.quad(lambda v: of(v) / unit, piece) for piece in zip(ends, ends[1:]))


def pieces(low, top, fall):
    """Pieces that grow from where an integrand falls fastest, to where nothing is left."""
    ends = [low]
    while ends[-1] < top and ends[-1] < low + 200 / fall + 2:
        ends.append(min(top, ends[-1] + min(2, max((ends[-1] - low) / 2, 4 / fall))))
    return ends


def alive(p, x, t, age):
    p, x, t, age = [f(v) for v in p], f(x), f(t), f(age)
    r, alpha, s, beta = p
    with mp.workdps(60):
        return 1 / (1 + a0(p, x, t, age) * (alpha + age) ** (r + x) * (beta + age) ** s)


def expected(p, h, x, t, age):
    r, alpha, s, beta = [f(v) for v in p]
    with mp.workdps(90):
        b, h = beta + f(age), f(h)
        shape = (1 - (b / (b + h)) ** (s - 1)) / (s - 1) if s != 1 else mp.log((b + h) / b)
        return alive(p, x, t, age) * (r + f(x)) / (alpha + f(age)) * b * shape


def count(p, h, n, x, t, age):
    """Still active at h with n arrivals by then, or left at y after n arrivals, plus the mass of those who left. By
    quadrature in the logarithm of time on 24 nodes a piece, in extended precision (19 digits)."""
    r, alpha, s, beta = [f(v) for v in p]
    r, a, b, h = r + f(x), alpha + f(age), beta + f(age), f(h)
    front = mp.gamma(r + n) / mp.gamma(r) / mp.factorial(n)
    atom = front * (a / (a + h)) ** r * (h / (a + h)) ** n * (b / (b + h)) ** s
    wide = lambda v: np.longdouble(mp.nstr(v, 25))
    r_, a_, b_, s_ = map(wide, (r, a, b, s))

    def log(v):
        y = np.exp(v)
        return (v + n * (v - np.log(a_ + y)) - r_ * np.log1p(y / a_) - np.log(b_ + y) - s_ * np.log1p(y / b_))

    top = wide(mp.log(h))
    low = min(top, wide(mp.log(min(a, a / r, b / s)))) - np.longdouble(60) / (n + 1)
    ends = np.linspace(low, top, int((top - low) / min(.5, float(mp.sqrt(mp.mpf(1) / (n + 1) + 1 / r)))) + 2,
                       dtype=np.longdouble)
    middle, half = (ends[1:] + ends[:-1]) / 2, (ends[1:] - ends[:-1]) / 2
    logs = log((middle[:, None] + half[:, None] * NODES[None, :]).ravel())
    unit = logs.max()
    total = ((np.exp(logs - unit).reshape(len(middle), -1) * WEIGHTS[None, :]).sum(axis=1) * half).sum()
    left = front * s * mp.mpf(repr(total).split("'")[1]) * mp.exp(mp.mpf(repr(unit).split("'")[1]))
    seen = alive(p, x, t, age)
    return seen * (atom + left) + (1 - seen if n == 0 else 0)


def legendre(n):
    nodes, weights = [], []
    for v in map(f, np.polynomial.legendre.leggauss(n)[0]):
        for _ in range(3):
            slope = n * (v * mp.legendre(n, v) - mp.legendre(n - 1, v)) / (v * v - 1)
            v -= mp.legendre(n, v) / slope
        nodes.append(v)
        weights.append(2 / ((1 - v * v) * slope ** 2))
    return [np.array([np.longdouble(mp.nstr(v, 25)) for v in values]) for values in (nodes, weights)]


NODES, WEIGHTS = legendre(24)


def for_ever(p, force, x, t, age):
    r, alpha, s, beta = [f(v) for v in p]
    with mp.workdps(60):
        q = f(force) * (beta + f(age))
        value = (r + f(x)) / (alpha + f(age)) * (beta + f(age)) * q ** (s - 1) * mp.hyperu(s, s, q)
        return alive(p, x, t, age) * value


def any_purchase(p, h, x, age):
    """Probability of a purchase within h of one who is active: that of no purchase, from the likelihood, off one."""
    r, alpha, s, beta = [f(v) for v in p]
    a, b, h = alpha + f(age), beta + f(age), f(h)
    with mp.workdps(90):
        here = [r + f(x), a, s, b]
        none = a ** (r + f(x)) * b ** s * (a0(here, 0, mp.mpf(0), h) + (a + h) ** -(r + f(x)) * (b + h) ** -s)
        return 1 - none


CDNOW = (.553277, 10.57768, .606240, 11.6687)
HOSTILE = [CDNOW, (.55, 10, .6, 10), (.55, 10, .6, 10 + 1e-9), (.3, 5, 1, 40), (.3, 5, 1 + 1e-9, 2000), (2, 60, 1.7, 5),
           (.01, .5, 1e-3, 3), (40, 100, 30, 300), (1e-2, 900, 8, .2)]
HISTORIES = [(0, 0, 0), (0, 0, 31), (1, 3, 39), (2, 30.43, 38.86), (26, 30.857, 31), (26, 31, 31), (500, 300, 310),
             (500, 310, 310), (1000000, 1000, 1000), (1000000, 999.99, 1000)]


def quantiles(cases):
    """The probability of a purchase within a horizon and that horizon, where the one still tells the other."""
    for p, h, x, age in cases:
        q = any_purchase(p, h, x, age)
        slope = (any_purchase(p, h * 1.001, x, age) - q) / q * 1000
        if slope > .02 and 1e-12 < q < 1 - 1e-9:
            yield [*p, float(q), x, age, age], h


def seen(rows):
    """The distribution ends where what is left does not show beside 1."""
    return (row for row in rows if row[1] > 1e-15)


def points():
    yield "alive", [([*p, *h], alive(p, *h)) for p in HOSTILE for h in HISTORIES]
    yield "expected", [([*p, periods, *h], expected(p, periods, *h))
                       for p in HOSTILE for h in HISTORIES for periods in (.01, 39, 1000)]
    yield "count", seen(([*p, 39, n, *h], count(p, 39, n, *h))
                        for p in HOSTILE for h in HISTORIES[:8] for n in (0, 1, 7, 30))
    yield "for_ever", [([*p, force, *h], for_ever(p, force, *h))
                       for p in HOSTILE for h in HISTORIES[:7] for force in (1e-6, .0027, 2)]
    yield "quantile", quantiles((p, h, x, 31) for p in HOSTILE for x in (0, 1, 26) for h in (1e-3, 1, 40))


def random_points(n, seed):
    rng = random.Random(seed)
    decade = lambda low, high: float(f"{10 ** rng.uniform(low, high):.6g}")

    def params():
        r, alpha, s, beta = decade(-2, 1.5), decade(-2, 3), decade(-2, 1.5), decade(-2, 3)
        near = rng.random()
        return (r, alpha, 1.0 if near > .9 else s, alpha if near < .1 else alpha * (1 + 1e-12) if near < .15 else beta)

    def history(most=6):
        x = 0 if rng.random() < .2 else int(10 ** rng.uniform(0, most))
        age = decade(-1, 3.5)
        share = 1 if rng.random() < .2 else 1 - 10 ** rng.uniform(-7, 0) if rng.random() < .5 else rng.random()
        return (x, age * share if x else 0.0, age)

    case = lambda of, *arguments: (list(flat(arguments)), of(*arguments[:-1], *arguments[-1]))

    def flat(arguments):
        for argument in arguments:
            yield from argument if isinstance(argument, tuple) else (argument,)

    yield "alive", (case(alive, params(), history()) for _ in range(n))
    yield "expected", (case(expected, params(), decade(-2, 3.5), history()) for _ in range(n))
    yield "for_ever", (case(for_ever, params(), decade(-7, 1), history()) for _ in range(n))

    def counts():
        while True:
            p, h, k = params(), decade(-2, 2.5), history(3)
            mean = (p[0] + k[0]) * h / (p[1] + k[2])
            if mean < 300:
                yield p, h, int(10 ** rng.uniform(0, 2)) - 1 if rng.random() < .5 else int(rng.uniform(0, 3) * mean), k

    source = counts()
    yield "count", seen(case(count, *next(source)) for _ in range(n))
    yield "quantile", quantiles((params(), decade(-2, 3), int(decade(0, 4)) - 1, decade(-1, 3)) for _ in range(n))


def show(value):
    return value if isinstance(value, int) else float(value) if isinstance(value, float) else float(mp.nstr(value, 20))


def write(tables):
    """One point a line: the question, its arguments, the answer."""
    for name, rows in tables:
        for arguments, value in rows:
            print(",".join([name, *(repr(float(a)) for a in arguments), repr(show(value))]), flush=True)


def optimum(path):
    sys.path.append(os.path.dirname(os.path.abspath(__file__)))
    from lifetime import cdnow

    counts = Counter((x, t, age) for x, t, age, _, _ in cdnow(path))
    week = mp.mpf(7)

    def log_likelihood(p):
        r, alpha, s, beta = p
        value = mp.mpf(0)
        for (x, t, age), n in counts.items():
            t, age = t / week, age / week
            braces = (alpha + age) ** -(r + x) * (beta + age) ** -s + a0(p, x, t, age)
            value += n * (mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) + s * mp.log(beta) + mp.log(braces))
        return value

    def gradient(p):
        """Central differences with a step that leaves 25 digits."""
        slopes = []
        for i in range(4):
            ends = []
            for sign in (1, -1):
                moved = list(p)
                moved[i] += sign * p[i] * mp.mpf(10) ** -15
                ends.append(log_likelihood(moved))
            slopes.append((ends[0] - ends[1]) / (2 * p[i] * mp.mpf(10) ** -15))
        return slopes

    return solve_by(gradient, [mp.mpf(repr(v)) for v in CDNOW]), log_likelihood


def solve_by(gradient, point):
    """Newton's steps on a gradient that is right to 25 digits."""
    for _ in range(6):
        here = gradient(point)
        jacobian = mp.matrix(4, 4)
        for j in range(4):
            step = point[j] * mp.mpf(10) ** -9
            moved = list(point)
            moved[j] += step
            there = gradient(moved)
            for i in range(4):
                jacobian[i, j] = (there[i] - here[i]) / step
        move = mp.lu_solve(jacobian, -mp.matrix(here))
        point = [p + m for p, m in zip(point, move)]
        covariance = (-jacobian) ** -1
        if max(abs(m / p) for m, p in zip(move, point)) < mp.mpf(10) ** -18:
            break
    return point, [mp.sqrt(covariance[i, i]) for i in range(4)]


if __name__ == "__main__":
    if len(sys.argv) == 2:
        (point, errors), log_likelihood = optimum(sys.argv[1])
        print("parameters", *(mp.nstr(v, 17) for v in point))
        print("standard errors", *(mp.nstr(v, 17) for v in errors))
        print("log-likelihood", mp.nstr(log_likelihood(point), 17))
    elif len(sys.argv) == 4:
        write(random_points(int(sys.argv[2]), int(sys.argv[3])))
    else:
        write(points())
