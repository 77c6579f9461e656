"""Reference values of core/tests/lifetime/{nbd,bg_bb,ggompertz}.rs (mpmath, 50 digits).

    python3 -P core/tests/oracles/lifetime_nbd_bgbb_ggompertz.py optima CDNOW_SAMPLE.txt DONATIONS.csv
    python3 -P core/tests/oracles/lifetime_nbd_bgbb_ggompertz.py shop > ggompertz_shop.csv
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


SHOP_START = ("1.6253092098476922", "4.305009160101546", "0.16091601384741594", "1.3759242356990846", "30.27626165994579")


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


# BG/BB: one minus the probability to leave is called the probability to stay, with parameters delta, gamma.

def moment(b, a, j):
    """E[q^j] of a beta variable with parameters b, a."""
    return mp.exp(mp.loggamma(b + j) - mp.loggamma(b) + mp.loggamma(a + b) - mp.loggamma(a + b + j))


def bg_bb_silence(alpha, beta, gamma, delta, m):
    """No purchase at m opportunities: the terms of equation 5 of the paper, one from the other."""
    total, kept = mp.mpf(0), mp.mpf(1)
    for j in range(m):
        total += kept * gamma / (gamma + delta + j)
        kept *= (beta + j) / (alpha + beta + j) * (delta + j) / (gamma + delta + j)
    return total + kept, kept


def bg_bb_value(counts):
    def value(p):
        alpha, beta, gamma, delta = p
        total = mp.mpf(0)
        for (x, t, n), weight in counts.items():
            seen = (mp.beta(alpha + x, beta + t - x) / mp.beta(alpha, beta) * mp.beta(gamma, delta + t) / mp.beta(gamma, delta))
            total += weight * mp.log(seen * bg_bb_silence(alpha + x, beta + t - x, gamma, delta + t, n - t)[0])
        return total
    return value


def bg_bb_history(rng):
    n = rng.choice([0, rng.randrange(1, 12), rng.randrange(1, 60), rng.randrange(1, 3000)])
    t = rng.choice([0, n, rng.randrange(0, n + 1)])
    return (0 if t == 0 else rng.choice([1, t, rng.randrange(1, t + 1)])), t, n


def bg_bb_points(rng, count):
    for _ in range(count):
        p = [10 ** rng.uniform(-2, 2) for _ in range(4)]
        if rng.random() < .2:
            p[2] = rng.choice([1, 1 + 1e-9, 2, 1e-6])
        if rng.random() < .1:
            p[rng.randrange(4)] = 10 ** rng.uniform(3, 6)
        alpha, beta, gamma, delta = map(f, p)
        x, t, n = bg_bb_history(rng)
        silence, kept = bg_bb_silence(alpha + x, beta + t - x, gamma, delta + t, n - t)
        alive = kept * (delta + n) / (gamma + delta + n) / silence
        yield "alive", (*p, x, t, n), alive
        a, b, g, d = alpha + x, beta + n - x, gamma, delta + n + 1
        h = rng.choice([1, rng.randrange(2, 60), rng.randrange(60, 3000), 10 ** 6])
        with mp.workdps(120):
            u = g - 1 if g != 1 else mp.mpf(10) ** -40
            # The sum of (d)_k / (g + d)_k telescopes.
            stays = (d + u) / u * (1 - mp.rf(d, h) / mp.rf(d + u, h)) if h < 10 ** 5 else (
                (d + u) / u * (1 - mp.exp(mp.loggamma(d + h) - mp.loggamma(d) + mp.loggamma(d + u) - mp.loggamma(d + u + h))))
            expected = alive * a / (a + b) * stays
        yield "expected", (*p, h, x, t, n), expected
        rate = 10 ** rng.uniform(-6, 0)
        z = 1 / (1 + f(rate))
        yield "for_ever", (*p, rate, x, t, n), alive * a / (a + b) * z * mp.hyp2f1(1, d, g + d, z)
        h = rng.choice([1, 2, rng.randrange(2, 30), rng.randrange(60, 400)])
        k = rng.choice([0, 1, h, rng.randrange(0, h + 1), int(h * a / (a + b))])
        mass = mp.mpf(0)
        for i in range(k, h + 1):
            there = (moment(d, g, h - 1) if i == h else moment(d, g, i - 1) * g / (g + d + i - 1)) if i else 0
            mass += there * mp.binomial(i, k) * mp.beta(a + k, b + i - k) / mp.beta(a, b)
        yield "count", (*p, h, k, x, t, n), alive * mass + (1 - alive if k == 0 else 0)
        # At least one purchase ever: the sum over the opportunity of the first, where it converges soon.
        ever, left = mp.mpf(0), mp.mpf(1)
        for j in range(6000):
            ever += left * a / (a + b + j)
            left *= (b + j) / (a + b + j) * (d + j) / (g + d + j)
        if left < mp.mpf("1e-25") and alive * ever > mp.mpf("1e-4"):
            yield "ever", (*p, x, t, n), alive * ever


# GGompertz/NBD: S(t) = (beta / (beta - 1 + e^(b t)))^s.

def survival(b, s, beta, t):
    return (beta / (beta - 1 + mp.exp(b * t))) ** s


def breaks(alpha, b, s, beta, end, power):
    """Points between which the integrands are of one scale, so that tanh-sinh quadrature sees every scale."""
    knee = mp.log(beta - 1) / b if beta > 1 else mp.mpf(0)
    scales = [alpha / power, alpha, beta / b if beta < 1 else 1 / b, 1 / (b * s), beta / (b * s)]
    points = {mp.mpf(0), end}
    for scale in scales:
        for factor in (.1, 1, 10):
            for point in (factor * scale, knee - factor * scale, knee + factor * scale):
                if 0 < point < end:
                    points.add(mp.mpf(point))
    return sorted(points)


def integral(function, points):
    """Tanh-sinh quadrature piece by piece; pieces of no weight are cheap to know."""
    return mp.quad(function, points)


def ggompertz_silence(r, alpha, b, s, beta, end):
    """The probability of nothing bought by `end`, and that of nothing bought and still active."""
    there = (alpha / (alpha + end)) ** r * survival(b, s, beta, end)
    density = lambda u: survival(b, s, beta, u) * s * b * mp.exp(b * u) / (beta - 1 + mp.exp(b * u)) * (alpha / (alpha + u)) ** r
    return there + (integral(density, breaks(alpha, b, s, beta, end, r + 1)) if end else 0), there


def legendre(n):
    """Nodes and weights of Gauss and Legendre's rule on 0 to 1."""
    for k in range(n):
        x = mp.cos(mp.pi * (k + mp.mpf(3) / 4) / (n + mp.mpf(1) / 2))
        for _ in range(10):
            slope = n * (x * mp.legendre(n, x) - mp.legendre(n - 1, x)) / (x * x - 1)
            x -= mp.legendre(n, x) / slope
        yield (1 + x) / 2, 1 / ((1 - x * x) * slope * slope)


def ggompertz_gradient(counts, rule):
    """Log-likelihood and gradient by r, alpha, b, s, beta: panels no wider than half the distance of a singularity."""
    def slopes(p, shape, u):
        r, alpha, b, s, beta = p
        e = mp.exp(b * u)
        y = beta - 1 + e
        log = -shape * mp.log(alpha + u) + s * (mp.log(beta) - mp.log(y))
        first = [-mp.log(alpha + u), -shape / (alpha + u), -s * u * e / y, mp.log(beta) - mp.log(y), s / beta - s / y]
        return log, first, e, y

    def value(p):
        r, alpha, b, s, beta = p
        total, gradient = mp.mpf(0), [mp.mpf(0)] * 5
        for (x, t, age), n in counts.items():
            shape = r + x
            log, first, _, _ = slopes(p, shape, age)
            mass = mp.exp(log)
            likelihood, slope = mass, [mass * v for v in first]
            at = t
            while at < age:
                knee = (mp.sqrt((at - mp.log(beta - 1) / b) ** 2 + (mp.pi / b) ** 2) if beta > 1
                        else at - mp.log(1 - beta) / b if beta < 1 else mp.inf)
                width = min(age - at, (alpha + at) / 2, knee / 2)
                for node, weight in rule:
                    u = at + width * node
                    log, first, e, y = slopes(p, shape, u)
                    mass = width * weight * mp.exp(log) * s * b * e / y
                    first[2] += 1 / b + u - u * e / y
                    first[3] += 1 / s
                    first[4] -= 1 / y
                    likelihood += mass
                    slope = [a + mass * v for a, v in zip(slope, first)]
                at = age if width == age - at else at + width
            total += n * (mp.log(likelihood) + mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha))
            front = [mp.digamma(r + x) - mp.digamma(r) + mp.log(alpha), r / alpha, 0, 0, 0]
            gradient = [g + n * (a / likelihood + v) for g, a, v in zip(gradient, slope, front)]
        return total, gradient
    return value


def climb(value, start, free):
    """Newton's method with the Jacobian of a gradient by differences, over the free parameters."""
    point = [mp.mpf(v) for v in start]
    for _ in range(8):
        total, here = value(point)
        hessian = mp.matrix(len(free), len(free))
        for k, i in enumerate(free):
            step = point[i] * mp.mpf(10) ** -12
            moved = list(point)
            moved[i] += step
            there = value(moved)[1]
            for m, j in enumerate(free):
                hessian[m, k] = (there[j] - here[j]) / step
        move = mp.lu_solve(hessian, -mp.matrix([here[i] for i in free]))
        covariance = (-hessian) ** -1
        errors = [mp.sqrt(covariance[k, k]) for k in range(len(free))]
        print("//   step in standard errors", mp.nstr(max(abs(m / e) for m, e in zip(move, errors)), 3), file=sys.stderr)
        for k, i in enumerate(free):
            point[i] += move[k]
        if max(abs(m / e) for m, e in zip(move, errors)) < mp.mpf(10) ** -12:
            return point, errors, value(point)[0], here
    raise SystemExit("no root")


def ggompertz_optimum(counts, start, free=range(5)):
    with mp.workdps(30):
        point, errors, value, _ = climb(ggompertz_gradient(counts, list(legendre(20))), start, list(free))
        return point, errors, value


def ggompertz_shop():
    """A shop whose lifetimes gather round 25 weeks, ages in whole weeks."""
    rng = random.Random(4)
    for _ in range(600):
        age = rng.choice([40, 52])
        rate, level = rng.gammavariate(1.5, 1 / 4), rng.gammavariate(2, 1 / 40)
        life = float(mp.log(1 + rng.expovariate(1) / level)) / .15
        purchases, now = [], rng.expovariate(rate)
        while now < min(age, life):
            purchases.append(now)
            now += rng.expovariate(rate)
        yield len(purchases), max(1, round(purchases[-1])) if purchases else 0, age


def ggompertz_points(rng, count):
    for _ in range(count):
        p = [10 ** rng.uniform(-1, 1), 10 ** rng.uniform(-1, 2), 10 ** rng.uniform(-3, 1), 10 ** rng.uniform(-2, 1),
             rng.choice([1, 1 + 1e-9, 10 ** rng.uniform(-4, 0), 10 ** rng.uniform(0, 4)])]
        r, alpha, b, s, beta = map(f, p)
        x = rng.choice([0, 1, rng.randrange(1, 40), rng.randrange(1, 1000)])
        age = 10 ** rng.uniform(-1, 2)
        t = 0 if x == 0 else rng.choice([age, age * rng.random()])
        aged = lambda u: 1 + (beta - 1) * mp.exp(-b * f(u))
        with mp.workdps(30):
            silence, there = ggompertz_silence(r + x, alpha + f(t), b, s, aged(t), f(age) - f(t))
            alive = there / silence
            yield "alive", (*p, x, t, age), alive
            shape, rate, old = r + x, alpha + f(age), aged(age)
            h = 10 ** rng.uniform(-1, 3)
            time = integral(lambda u: survival(b, s, old, u), breaks(rate, b, s, old, f(h), 1))
            yield "expected", (*p, h, x, t, age), alive * shape / rate * time
            d = 10 ** rng.uniform(-4, -1)
            force = mp.log(1 + f(d))
            end = 90 / force
            time = integral(lambda u: mp.exp(-force * u) * survival(b, s, old, u),
                            sorted({*breaks(rate, b, s, old, end, 1), 1 / force, 10 / force}))
            yield "for_ever", (*p, d, x, t, age), alive * shape / rate * time
            n = rng.choice([0, 1, 2, int(min(200, shape * h / rate))])
            choose = mp.exp(mp.loggamma(shape + n) - mp.loggamma(shape) - mp.loggamma(n + 1))
            count = lambda u: choose * (rate / (rate + u)) ** shape * (u / (rate + u)) ** n
            density = lambda u: survival(b, s, old, u) * s * b * mp.exp(b * u) / (old - 1 + mp.exp(b * u))
            peak = rate * n / shape
            points = {*breaks(rate, b, s, old, f(h), shape + n + 1)}
            points |= {point for k in range(-9, 10) if 0 < (point := peak + k * mp.sqrt(peak * (1 + peak / rate) * rate / shape) / 2) < h}
            mass = count(f(h)) * survival(b, s, old, f(h)) + integral(lambda u: count(u) * density(u), sorted(points))
            if shape * h / rate < 20_000 and mass > 1e-12:
                yield "count", (*p, h, n, x, t, age), alive * mass + (1 - alive if n == 0 else 0)


if __name__ == "__main__":
    if sys.argv[1] == "optima":
        sample = list(cdnow(sys.argv[2]))
        donors = [tuple(map(int, line.split(","))) for line in open(sys.argv[3]).readlines()[1:]]
        fits = {"NBD": lambda: maximise(nbd_value(Counter((x, age) for x, _, age in sample)), (".3848", "12.072")),
                "BG/BB": lambda: maximise(bg_bb_value({row[:3]: row[3] for row in donors}),
                                          ("1.203523", ".749716", ".656718", "2.783442")),
                # The likelihood rises up to the boundary of the search, beta = 1e-4.
                "GGompertz/NBD on CDNOW": lambda: ggompertz_optimum(
                    Counter((x, mp.mpf(t) / 7, mp.mpf(age) / 7) for x, t, age in sample),
                    ("0.5532766131293094", "10.577677097914673", "8.571486688307246e-6", "0.6061350155250333", "1e-4"), range(4)),
                "GGompertz/NBD on the shop": lambda: ggompertz_optimum(Counter(ggompertz_shop()), SHOP_START)}
        for name, fit in fits.items():
            if sys.argv[4:] and name not in sys.argv[4:]:
                continue
            point, errors, value = fit()
            print(f"// {name}: log-likelihood {show(value)}")
            print("// parameters", ", ".join(show(v) for v in point))
            print("// standard errors", ", ".join(show(v) for v in errors), flush=True)
    elif sys.argv[1] == "shop":
        for (x, t, age), weight in sorted(Counter(ggompertz_shop()).items()):
            print(x, t, age, weight, sep=",")
    else:
        points = {"nbd": nbd_points, "bg_bb": bg_bb_points, "ggompertz": ggompertz_points}[sys.argv[2]]
        for name, args, value in points(random.Random(int(sys.argv[4])), int(sys.argv[3])):
            print(",".join([name, *(repr(float(a)) for a in args), show(value)]), flush=True)
