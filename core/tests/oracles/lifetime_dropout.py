"""Reference values of core/tests/lifetime/dropout.rs (mpmath 1.3.0, 50 digits).

    python3 -P core/tests/oracles/lifetime_dropout.py optima CDNOW_SAMPLE.txt
    python3 -P core/tests/oracles/lifetime_dropout.py points > core/tests/lifetime/data/dropout.csv
    python3 -P core/tests/oracles/lifetime_dropout.py random COUNT SEED > FILE

One family: purchases every k phases, phases at a gamma distributed rate, leaving after a purchase with a beta
distributed probability, from the first purchase on (MBG) or from the first repeat purchase on (BG). The formulae
are derived from the definition and not those of the Rust code: an active customer has passed fewer than k phases
since the last purchase, and of M phases from there to the horizon each was before now with the same probability,
so M is negative binomial, thinned by a binomial tail.
"""
import datetime
import itertools
import random
import sys
from collections import Counter, defaultdict

import mpmath as mp

mp.mp.dps = 50


def f(value):
    return mp.mpf(float(value))


def branches(k, first, p, x, t, age):
    """Likelihood of one history without the powers of its intervals: stayed, and left after the last purchase."""
    r, alpha, a, b = p
    n = x + first
    front = mp.rf(r, k * x) / mp.factorial(k - 1) ** x * alpha ** r
    s = r + k * x
    silent = mp.fsum(mp.rf(s, j) / mp.factorial(j) * (age - t) ** j * (alpha + age) ** -(s + j) for j in range(k))
    stayed = front * mp.rf(b, n) / mp.rf(a + b, n) * silent
    left = front * a * mp.rf(b, n - 1) / mp.rf(a + b, n) * (alpha + t) ** -s if n else mp.mpf(0)
    return stayed, left


def alive(k, first, p, x, t, age):
    """As `branches`, for frequencies whose powers have too many factors: by logarithms."""
    r, alpha, a, b = map(f, p)
    t, age = f(t), f(age)
    if not x + first:
        return mp.mpf(1)
    s = r + k * x
    silent = mp.fsum(mp.rf(s, j) / mp.factorial(j) * ((age - t) / (alpha + age)) ** j for j in range(k))
    return 1 / (1 + a / (b + x + first - 1) * ((alpha + age) / (alpha + t)) ** s / silent)


def phases(k, p, h, x, t, age, purchases=0):
    """Probabilities of M = 0, 1, 2, ... phases between the last purchase and the horizon, given active now, until
    nothing is left beside those of so many purchases."""
    r, alpha = f(p[0]), f(p[1])
    t, age, h = f(t), f(age), f(h)
    s, silence = r + k * x, age - t
    before = silence / (silence + h)
    z = (silence + h) / (alpha + age + h)
    start = alpha + age
    # P(fewer than k before now) in the same unit as the masses: ((alpha + t) / (alpha + age))^s sum of terms.
    base = (alpha + t) / start
    known = base ** s * mp.fsum(mp.rf(s, j) / mp.factorial(j) * (silence / start) ** j for j in range(k))
    mass = (1 - z) ** s / known
    mean = s * z / (1 - z)
    m, total, worth = 0, mp.mpf(0), mp.mpf(0)
    odds = before / (1 - before)
    rest = mp.mpf(1)  # (1 - before)^m
    while True:
        fewer, term = mp.mpf(0), rest
        for j in range(min(k - 1, m) + 1):
            fewer += term
            term *= odds * (m - j) / (j + 1)
        here = mass * fewer
        total += here
        yield here
        if m >= k * purchases:
            worth = max(worth, here)
        if m > max(mean, k * (purchases + 1)) and here < worth * mp.mpf(10) ** -25 and total > 1 - mp.mpf(10) ** -28:
            return
        mass *= (s + m) / (m + 1) * z
        rest *= 1 - before
        m += 1


def grouped(k, *arguments, purchases=0):
    group = mp.mpf(0)
    for m, mass in enumerate(phases(k, *arguments, purchases)):
        group += mass
        if m % k == k - 1:
            yield group
            group = mp.mpf(0)
    yield group


def expected(k, first, p, h, x, t, age):
    a, b = f(p[2]), f(p[3]) + x + first
    made, stay, value = mp.mpf(0), mp.mpf(1), mp.mpf(0)
    for n, mass in enumerate(grouped(k, p, h, x, t, age, purchases=1)):
        value += mass * made
        made += stay
        stay *= (b + n) / (a + b + n)
    return alive(k, first, p, x, t, age) * value


def count(k, first, p, h, n, x, t, age):
    a, b = f(p[2]), f(p[3]) + x + first
    masses = list(grouped(k, p, h, x, t, age, purchases=n))
    value = mp.rf(b, n) / mp.rf(a + b, n) * masses[n]
    if n:
        value += a * mp.rf(b, n - 1) / mp.rf(a + b, n) * mp.fsum(masses[n:])
    here = alive(k, first, p, x, t, age)
    return here * value + (1 - here if n == 0 else 0)


def cdnow(path):
    """Histories as in `lifetime.py`, and the logarithms of all intervals."""
    days = defaultdict(set)
    for line in open(path):
        customer, _, date, _, _ = line.split()
        days[customer].add(datetime.date(int(date[:4]), int(date[4:6]), int(date[6:])))
    end = datetime.date(1997, 9, 30)
    rows, intervals = Counter(), Counter()
    for purchases in days.values():
        dates = sorted(day for day in purchases if day <= end)
        rows[len(dates) - 1, (dates[-1] - dates[0]).days, (end - dates[0]).days] += 1
        intervals.update((later - earlier).days for earlier, later in zip(dates, dates[1:]))
    return rows, mp.fsum(n * mp.log(mp.mpf(days) / 7) for days, n in intervals.items())


def optimum(k, first, rows, start):
    """Newton's method on differences of the likelihood, so that no derivative is anybody's algebra."""
    def likelihood(p):
        return mp.fsum(n * mp.log(mp.fsum(branches(k, first, p, x, mp.mpf(t) / 7, mp.mpf(age) / 7)))
                       for (x, t, age), n in rows.items())

    step = mp.mpf(10) ** -20
    point = [mp.mpf(v) for v in start]

    def at(*moves):
        moved = list(point)
        for i, direction in moves:
            moved[i] *= 1 + direction * step
        return likelihood(moved)

    with mp.workdps(90):
        for _ in range(30):
            middle = likelihood(point)
            ups, downs = [at((i, 1)) for i in range(4)], [at((i, -1)) for i in range(4)]
            gradient = mp.matrix([(up - down) / (2 * step) for up, down in zip(ups, downs)])
            hessian = mp.matrix(4, 4)
            for i in range(4):
                hessian[i, i] = (ups[i] + downs[i] - 2 * middle) / step ** 2
                for j in range(i):
                    mixed = at((i, 1), (j, 1)) - ups[i] - ups[j] + 2 * middle - downs[i] - downs[j] + at((i, -1), (j, -1))
                    hessian[i, j] = hessian[j, i] = mixed / (2 * step ** 2)
            move = mp.lu_solve(hessian, -gradient)
            point = [p * mp.exp(max(-1, min(1, m))) for p, m in zip(point, move)]
            if max(map(abs, move)) < mp.mpf(10) ** -18:
                information = (-hessian) ** -1
                return point, [p * mp.sqrt(information[i, i]) for i, p in enumerate(point)], likelihood(point)
    raise SystemExit("no optimum")


show = lambda v: mp.nstr(v, 17, min_fixed=0, max_fixed=0)


def line(name, arguments, value):
    print(name, *(repr(float(a)) for a in arguments), show(value), sep=",")


PARAMETERS = [(.5248, 6.1831, .8914, 1.614), (.2426, 4.4136, 1, 2.4259), (.9, 60, .05, .2), (5, 5, 2, .7), (.01, .5, 1e-3, 1),
              (40, 100, 30, 300), (1.5, 2, 1 + 1e-9, 1e-6)]
HISTORIES = [(0, 0, 0), (0, 0, 31), (1, 3, 39), (2, 30.43, 38.86), (26, 30.857, 31), (26, 31, 31), (500, 300, 310),
             (1000000, 1000, 1000), (1000000, 999.99, 1000)]


def points():
    for index, (p, history) in enumerate(itertools.product(PARAMETERS, HISTORIES)):
        first, k = index % 2, (1, 2, 3, 8, 16)[index % 5]
        line("alive", (first, k, *p, *history), alive(k, first, p, *history))
        for h in (.01, 39, 1000):
            if (history[0] + p[0]) / (history[2] + p[1]) * h < 2500 and h / (history[2] + p[1]) < 250:
                line("expected", (first, k, *p, h, *history), expected(k, first, p, h, *history))
        if history[0] < 100:
            for n in (0, 1, 30):
                line("count", (first, k, *p, 39, n, *history), count(k, first, p, 39, n, *history))
    # Tens of thousands of purchases.
    for k, first in ((2, 1), (3, 0)):
        line("expected", (first, k, *PARAMETERS[0], 39, *HISTORIES[7]), expected(k, first, PARAMETERS[0], 39, *HISTORIES[7]))


def random_points(count_, seed):
    rng = random.Random(seed)
    decade = lambda low, high: 10 ** rng.uniform(low, high)
    for _ in range(count_):
        first, k = rng.randrange(2), rng.randint(1, 8)
        p = (decade(-2, 1.3), decade(-1, 2.5), rng.choice((decade(-3, 1.5), 1.0)), decade(-2, 2))
        x = rng.choice((0, rng.randrange(30), rng.randrange(30), int(decade(0, 3))))
        age = decade(0, 2.5)
        t = 0 if x == 0 else age * rng.choice((1, rng.random(), 1 - rng.random() / (x + 1)))
        h = decade(-2, 2)
        t, age, h = float(t), float(age), float(h)
        line("alive", (first, k, *p, x, t, age), alive(k, first, p, x, t, age))
        line("expected", (first, k, *p, h, x, t, age), expected(k, first, p, h, x, t, age))
        n = rng.randrange(12)
        line("count", (first, k, *p, h, n, x, t, age), count(k, first, p, h, n, x, t, age))


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "points":
        points()
    elif what == "random":
        random_points(int(rest[0]), int(rest[1]))
    else:
        rows, intervals = cdnow(rest[0])
        print("// sum of the logarithms of the intervals", show(intervals))
        for name, k, first, start in (("BG/NBD", 1, 0, (.2426, 4.4136, .7929, 2.4259)), ("MBG/NBD", 1, 1, (.5248, 6.1831, .8914, 1.614)),
                                      ("BG/CNBD-2", 2, 0, (.22, 1.6, .6, 1.7)), ("MBG/CNBD-2", 2, 1, (.45, 2.3, .7, 1.1))):
            point, errors, value = optimum(k, first, rows, start)
            print(f"// {name}: log-likelihood {show(value + (k - 1) * intervals)}")
            print("// parameters", ", ".join(show(v) for v in point))
            print("// standard errors", ", ".join(show(v) for v in errors))
