"""Reference values of core/tests/lifetime/ (mpmath 1.3.0, 50 digits).

    python3 core/tests/oracles/lifetime.py CDNOW_SAMPLE.txt

prints the maximum-likelihood parameters of the CDNOW sample with their standard errors, and points of the
predictions. The formulae are those of the papers, written down again and not those of the Rust code:
Fader, Hardie and Lee 2005, equations 6, 8 and 10; Fader and Hardie 2013, equation 1a.
"""
import datetime
import sys
from collections import Counter, defaultdict

import mpmath as mp

mp.mp.dps = 50


def cdnow(path):
    days = defaultdict(lambda: defaultdict(float))
    for line in open(path):
        customer, _, date, _, dollars = line.split()
        days[customer][datetime.date(int(date[:4]), int(date[4:6]), int(date[6:]))] += float(dollars)
    end = datetime.date(1997, 9, 30)
    for purchases in days.values():
        dates = sorted(day for day in purchases if day <= end)
        repeat = [purchases[day] for day in dates[1:]]
        spent = [value for value in repeat if value > 0]
        yield (len(repeat), (dates[-1] - dates[0]).days, (end - dates[0]).days,
               len(spent), sum(round(100 * value) for value in spent))


def solve(gradient, start):
    """The root of a gradient, and the standard errors from its Jacobian."""
    point = mp.matrix(start)
    n = len(start)
    for _ in range(30):
        here = gradient(point)
        jacobian = mp.matrix(n, n)
        for j in range(n):
            step = point[j] * mp.mpf(10) ** -20
            moved = point.copy()
            moved[j] += step
            there = gradient(moved)
            for i in range(n):
                jacobian[i, j] = (there[i] - here[i]) / step
        move = mp.lu_solve(jacobian, -mp.matrix(here))
        point += move
        if max(abs(move[i] / point[i]) for i in range(n)) < mp.mpf(10) ** -30:
            covariance = (-jacobian) ** -1
            return point, [mp.sqrt(covariance[i, i]) for i in range(n)]
    raise SystemExit("no root")


def bg_nbd(rows):
    counts = Counter((x, t, age) for x, t, age, _, _ in rows)
    week = mp.mpf(7)

    def gradient(p):
        r, alpha, a, b = p
        g = [mp.mpf(0)] * 4
        by_x = {}
        for (x, t, age), n in counts.items():
            if x not in by_x:
                by_x[x] = (mp.digamma(r + x) - mp.digamma(r), mp.digamma(b + x) - mp.digamma(b),
                           mp.digamma(a + b) - mp.digamma(a + b + x))
            d_r, d_b, d_ab = by_x[x]
            alive = (alpha + age / week) ** -(r + x)
            gone = a / (b + x - 1) * (alpha + t / week) ** -(r + x) if x else mp.mpf(0)
            total = alive + gone
            g[0] += n * (d_r + mp.log(alpha) - (alive * mp.log(alpha + age / week) + gone * mp.log(alpha + t / week)) / total)
            g[1] += n * (r / alpha - (r + x) * (alive / (alpha + age / week) + gone / (alpha + t / week)) / total)
            g[2] += n * (d_ab + (gone / a / total if x else 0))
            g[3] += n * (d_ab + d_b - (gone / (b + x - 1) / total if x else 0))
        return g

    point, errors = solve(gradient, [mp.mpf(v) for v in (".2426", "4.4136", ".7929", "2.4259")])
    r, alpha, a, b = point
    value = mp.mpf(0)
    for (x, t, age), n in counts.items():
        front = mp.gamma(r + x) * alpha ** r / mp.gamma(r)
        alive = mp.beta(a, b + x) / mp.beta(a, b) * (alpha + age / week) ** -(r + x)
        gone = mp.beta(a + 1, b + x - 1) / mp.beta(a, b) * (alpha + t / week) ** -(r + x) if x else 0
        value += n * mp.log(front * (alive + gone))
    return point, errors, value


def gamma_gamma(rows):
    counts = Counter((x, cents) for _, _, _, x, cents in rows if x)

    def gradient(point):
        p, q, gamma = point
        g = [mp.mpf(0)] * 3
        for (x, cents), n in counts.items():
            total = mp.mpf(cents) / 100
            end = mp.log(gamma + total)
            g[0] += n * x * (mp.digamma(p * x + q) - mp.digamma(p * x) + mp.log(total) - end)
            g[1] += n * (mp.digamma(p * x + q) - mp.digamma(q) + mp.log(gamma) - end)
            g[2] += n * (q / gamma - (p * x + q) / (gamma + total))
        return g

    point, errors = solve(gradient, [mp.mpf(v) for v in ("6.2496", "3.7442", "15.4435")])
    p, q, gamma = point
    value = mp.mpf(0)
    for (x, cents), n in counts.items():
        total = mp.mpf(cents) / 100
        mean = total / x
        value += n * mp.log(mp.gamma(p * x + q) / (mp.gamma(p * x) * mp.gamma(q)) * gamma ** q * mean ** (p * x - 1)
                            * x ** (p * x) / (gamma + total) ** (p * x + q))
    return point, errors, value


def f(value):
    return mp.mpf(float(value))


def alive(p, x, t, age):
    r, alpha, a, b = map(f, p)
    x, t, age = f(x), f(t), f(age)
    if x == 0:
        return mp.mpf(1)
    return 1 / (1 + a / (b + x - 1) * ((alpha + age) / (alpha + t)) ** (r + x))


def expected(p, periods, x, t, age):
    """Equation 10; a = 1 is a removable singularity, so a is moved by 1e-40 there."""
    r, alpha, a, b = map(f, p)
    h, x_, age_ = f(periods), f(x), f(age)
    with mp.workdps(120):
        if a == 1:
            a = 1 + mp.mpf(10) ** -40
        z = h / (alpha + age_ + h)
        c = a + b + x_ - 1
        # DLMF 15.8.1 for large arguments; both forms are the same function.
        series = mp.hyp2f1(c - (r + x_), a - 1, c, z) * (1 - z) ** (a - 1 - r - x_)
        value = c / (a - 1) * (1 - ((alpha + age_) / (alpha + age_ + h)) ** (r + x_) * series)
    return alive(p, x, t, age) * value


def count(p, periods, n, x, t, age):
    """Equation 8 with updated parameters, plus the mass of those who left."""
    r, alpha, a, b = map(f, p)
    r, b, alpha, h = r + x, b + x, alpha + f(age), f(periods)
    z = h / (alpha + h)
    nb = lambda k: mp.rf(r, k) / mp.factorial(k) * (1 - z) ** r * z ** k
    value = mp.beta(a, b + n) / mp.beta(a, b) * nb(n)
    if n:
        value += mp.beta(a + 1, b + n - 1) / mp.beta(a, b) * (1 - mp.fsum(nb(k) for k in range(n)))
    here = alive(p, x, t, age)
    return here * value + (1 - here if n == 0 else 0)


def kind(p, periods, share, x, t, age):
    """At least one purchase of a kind, as the mean over the probability to leave, by quadrature."""
    r, alpha, a, b = map(f, p)
    r, b, alpha, h, share = r + x, b + x, alpha + f(age), f(periods), f(share)
    rate = lambda v: share + (1 - share) * v
    chance = lambda v: share / rate(v) * (1 - (alpha / (alpha + rate(v) * h)) ** r)
    # The density's poles at 0 and 1 are taken out by v = u^(1/a) and 1 - v = u^(1/b).
    low = mp.quad(lambda u: chance(u ** (1 / a)) * (1 - u ** (1 / a)) ** (b - 1) / a, mp.linspace(0, f(.5) ** a, 9))
    high = mp.quad(lambda u: chance(1 - u ** (1 / b)) * (1 - u ** (1 / b)) ** (a - 1) / b, mp.linspace(0, f(.5) ** b, 9))
    return alive(p, x, t, age) * (low + high) / mp.beta(a, b)


show = lambda v: mp.nstr(v, 17, min_fixed=0, max_fixed=0)


def table(name, doc, rows):
    print(f"/// {doc}\nconst {name}: &[&[f64]] = &[")
    for args, value in rows:
        print("    &[" + ", ".join(repr(float(a)) for a in args) + f", {show(value)}],")
    print("];")


CDNOW = (.2425945, 4.4136019, .7929199, 2.4258881)
HOSTILE = [CDNOW, (.2425945, 4.4136019, 1, 2.4258881), (.2425945, 4.4136019, 1 + 1e-9, 2.4258881), (.9, 60, .05, .2),
           (5, 5, 2, .7), (.01, .5, 1e-3, 1), (40, 100, 30, 300)]
# Far smaller than a rounding of 1.
TINY = [(.7, .23, 1.7e-9, 2.8e-9), (.086, 42, .0128, 1.3e-9), (3e-9, 5, .8, 2.4), (2e-9, .4, 3e-8, 5)]
HISTORIES = [(0, 0, 0), (0, 0, 31), (1, 3, 39), (2, 30.43, 38.86), (26, 30.857, 31), (26, 31, 31), (500, 300, 310),
             (1000000, 1000, 1000), (1000000, 999.99, 1000)]


def points():
    table("ALIVE", "`r, alpha, a, b, x, t_x, T` and the probability alive.",
          [((*p, *h), alive(p, *h)) for p in HOSTILE for h in HISTORIES])
    table("EXPECTED", "`r, alpha, a, b, periods, x, t_x, T` and the expected purchases.",
          [((*p, periods, *h), expected(p, periods, *h))
           for p in HOSTILE for h in HISTORIES for periods in (.01, 39, 1000)])
    table("COUNT", "`r, alpha, a, b, periods, n, x, t_x, T` and the probability of n purchases.",
          [((*p, 39, n, *h), count(p, 39, n, *h)) for p in HOSTILE[:5] for h in HISTORIES[:6] for n in (0, 1, 2, 7, 30)])
    table("KIND", "`r, alpha, a, b, periods, share, x, t_x, T` and the probability of a purchase of the kind.",
          [((*p, periods, share, *h), kind(p, periods, share, *h))
           for p in HOSTILE[:5] for h in HISTORIES[1:6] for periods, share in ((39, .3), (5, .01), (400, .9))])
    table("TINY_EXPECTED", "As `EXPECTED`, with parameters far smaller than a rounding of 1.",
          [((*p, periods, *h), expected(p, periods, *h)) for p in TINY for h in HISTORIES[:3] for periods in (.01, 39, 1000)])
    table("TINY_COUNT", "As `COUNT`, with such parameters.",
          [((*p, 39, n, *h), count(p, 39, n, *h)) for p in TINY for h in HISTORIES[:3] for n in (0, 1, 2, 7)])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        rows = list(cdnow(sys.argv[1]))
        for name, (point, errors, value) in (("BG/NBD", bg_nbd(rows)), ("Gamma-Gamma", gamma_gamma(rows))):
            print(f"// {name}: log-likelihood {show(value)}")
            print("// parameters", ", ".join(show(v) for v in point))
            print("// standard errors", ", ".join(show(v) for v in errors))
    points()
