"""Reference values of core/tests/lifetime_{nbd,bg_bb,ggompertz}.rs (mpmath, 50 digits).

    python3 -P core/tests/oracles/lifetime_nbd_bgbb_ggompertz.py optima CDNOW_SAMPLE.txt DONATIONS.csv
    python3 -P core/tests/oracles/lifetime_nbd_bgbb_ggompertz.py points MODEL COUNT SEED > MODEL.csv

`optima` prints maximum-likelihood parameters with their standard errors; `points` prints answers at random
parameters and histories, one a line: the question, the numbers it is asked with, and the answer. The formulae are
those of the papers (Ehrenberg 1959; Fader, Hardie and Shang 2010; Bemmaor and Glady 2012, with integrals where the
paper has hypergeometric functions), written down again and not those of the Rust code.
"""
import datetime
import random
import sys
from collections import Counter, defaultdict

import mpmath as mp

mp.mp.dps = 50
show = lambda v: mp.nstr(v, 17, min_fixed=0, max_fixed=0)
f = lambda v: mp.mpf(float(v))


def cdnow(path):
    days = defaultdict(set)
    for line in open(path):
        customer, _, date, *_ = line.split()
        days[customer].add(datetime.date(int(date[:4]), int(date[4:6]), int(date[6:])))
    end = datetime.date(1997, 9, 30)
    for dates in days.values():
        dates = sorted(day for day in dates if day <= end)
        yield len(dates) - 1, (dates[-1] - dates[0]).days, (end - dates[0]).days


def derivatives(value, point, free):
    """Gradient and Hessian by central differences, so fine that 25 digits remain of 80."""
    n = len(free)
    step = [point[i] * mp.mpf(10) ** -20 for i in free]

    def at(*moves):
        p = list(point)
        for k, sign in moves:
            p[free[k]] += sign * step[k]
        return value(p)

    here = at()
    gradient, hessian = [None] * n, mp.matrix(n, n)
    for i in range(n):
        up, down = at((i, 1)), at((i, -1))
        gradient[i] = (up - down) / (2 * step[i])
        hessian[i, i] = (up - 2 * here + down) / step[i] ** 2
        for j in range(i):
            cross = at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))
            hessian[i, j] = hessian[j, i] = cross / (4 * step[i] * step[j])
    return here, mp.matrix(gradient), hessian


def maximise(value, start, free=None):
    """Newton's method from a start near the optimum."""
    point = [mp.mpf(v) for v in start]
    free = free or list(range(len(point)))
    with mp.workdps(90):
        for _ in range(12):
            here, gradient, hessian = derivatives(value, point, free)
            move = mp.lu_solve(hessian, -gradient)
            for k, i in enumerate(free):
                point[i] += move[k]
            if max(abs(move[k] / point[i]) for k, i in enumerate(free)) < mp.mpf(10) ** -20:
                covariance = (-hessian) ** -1
                return point, [mp.sqrt(covariance[k, k]) for k in range(len(free))], value(point)
    raise SystemExit("no root")


# NBD

def nbd_value(counts):
    def value(p):
        r, alpha = p
        shapes = {x: mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) for x, _ in counts}
        return mp.fsum(n * (shapes[x] - (r + x) * mp.log(alpha + mp.mpf(age) / 7)) for (x, age), n in counts.items())
    return value


def nbd_points(rng, count):
    for _ in range(count):
        r, alpha = 10 ** rng.uniform(-2, 2), 10 ** rng.uniform(-2, 3)
        x = rng.choice([0, rng.randrange(1, 40), rng.randrange(1, 1_000_000)])
        age, h = 10 ** rng.uniform(-2, 3), 10 ** rng.uniform(-2, 3)
        shape, rate, t = f(r) + x, f(alpha) + f(age), f(h)
        yield "expected", (r, alpha, h, x, age), shape * t / rate
        n = rng.choice([0, 1, 2, 7, int(min(2000, shape * t / rate))])
        mass = mp.exp(mp.loggamma(shape + n) - mp.loggamma(shape) - mp.loggamma(n + 1)
                      + shape * mp.log(rate / (rate + t)) + n * mp.log(t / (rate + t)))
        if shape * t / rate < 20_000:
            yield "count", (r, alpha, h, n, x, age), mass


if __name__ == "__main__":
    if sys.argv[1] == "optima":
        sample, donors = list(cdnow(sys.argv[2])), sys.argv[3]
        fits = {"NBD": lambda: maximise(nbd_value(Counter((x, age) for x, _, age in sample)), (".3848", "12.072"))}
        for name, fit in fits.items():
            if sys.argv[4:] and name not in sys.argv[4:]:
                continue
            point, errors, value = fit()
            print(f"// {name}: log-likelihood {show(value)}")
            print("// parameters", ", ".join(show(v) for v in point))
            print("// standard errors", ", ".join(show(v) for v in errors), flush=True)
    else:
        points = {"nbd": nbd_points}[sys.argv[2]]
        for name, args, value in points(random.Random(int(sys.argv[4])), int(sys.argv[3])):
            print(",".join([name, *(repr(float(a)) for a in args), show(value)]), flush=True)
