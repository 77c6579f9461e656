"""Reference values of core/tests/lifetime/kind.rs (mpmath 1.3.0, 40 digits).

    python3 core/tests/oracles/lifetime_kind.py COUNT SEED > core/tests/lifetime/data/kind.csv

The probability of at least one purchase, within a horizon, of a kind that each purchase is of with probability
`share`. Never by the formulae of the Rust code: of MBG/NBD as the mean over the probability to leave, by quadrature;
of regular buyers and of BG/BB as the mean of 1 - (1 - share)^n over the number of purchases, or of opportunities
attended; of Pareto/NBD and GGompertz/NBD as the integral over time of buying the kind first while still there, which
for NBD is the integral over the rate. But for regular buyers all are of new customers, whose parameters stand for
those that a history leaves.
"""
import random
import sys

import mpmath as mp

from lifetime import kind as bg_kind
from lifetime_dropout import alive, grouped
from lifetime_nbd_bgbb_ggompertz import breaks, integral, survival

mp.mp.dps = 40
show = lambda v: mp.nstr(v, 17, min_fixed=0, max_fixed=0)
f = lambda value: mp.mpf(float(value))


def nbd(p, h, share):
    r, alpha = map(f, p)
    # With u = v^(1/r) the density has no pole.
    smooth = lambda v: mp.exp(-v ** (1 / r) * (f(share) * f(h) + alpha)) * alpha ** r / mp.gamma(r + 1)
    far = ((80 + 8 * r) / (alpha + f(share) * f(h))) ** r
    return 1 - mp.quad(smooth, [0, *(far * mp.mpf(2) ** -k for k in range(40, -1, -1))])


def mbg(p, h, share):
    r, alpha, a, b = map(f, p)
    return b / (a + b) * bg_kind((r, alpha, a, b + 1), h, share, 0, 0, 0)


def first_while_there(r, alpha, h, share, there, points):
    """Of a customer there with probability `there(u)`: to buy the kind first at u."""
    alpha = alpha / f(share)
    return integral(lambda u: r / (alpha + u) * (alpha / (alpha + u)) ** r * there(u), points)


def pareto(p, h, share):
    r, alpha, s, beta = map(f, p)
    there = lambda u: (beta / (beta + u)) ** s
    points = sorted({mp.mpf(0), f(h), *(f(h) * mp.mpf(4) ** -k for k in range(1, 12))})
    return first_while_there(r, alpha, h, share, there, points)


def ggompertz(p, h, share):
    r, alpha, b, s, beta = map(f, p)
    points = breaks(alpha / f(share), b, s, beta, f(h), r + 1)
    return first_while_there(r, alpha, h, share, lambda u: survival(b, s, beta, u), points)


def regular(k, first, p, h, share, x, t, age):
    a, b = f(p[2]), f(p[3]) + x + first
    none, stay, before = mp.mpf(0), mp.mpf(1), mp.mpf(1)
    masses = list(grouped(k, p, h, x, t, age, purchases=1))
    tail = mp.fsum(masses)
    # Of n purchases none is of the kind: n made and stayed through all, or left after the n-th of more.
    for n, mass in enumerate(masses):
        here = stay * mass + ((before - stay) * tail if n else 0)
        none += (1 - f(share)) ** n * here
        tail -= mass
        before, stay = stay, stay * (b + n) / (a + b + n)
    return alive(k, first, p, x, t, age) * (1 - none / mp.fsum(masses))


def bg_bb(p, h, share):
    alpha, beta, gamma, delta = map(f, p)
    # To be there for j more than the next one.
    moment = lambda j: mp.rf(delta + 1, j) / mp.rf(gamma + delta + 1, j)
    none = lambda i: mp.hyp2f1(-i, alpha, alpha + beta, f(share))
    # There for the next and for i of h: left right before opportunity i + 1, or there for all.
    left = mp.fsum((moment(i - 1) - moment(i)) * none(i) for i in range(1, h))
    return delta / (gamma + delta) * (1 - left - moment(h - 1) * none(h))


def line(name, arguments, value):
    print(name, *(repr(float(a)) for a in arguments), show(value), sep=",")


def main(count_, seed):
    rng = random.Random(seed)
    decade = lambda low, high: 10 ** rng.uniform(low, high)
    for _ in range(count_):
        share = rng.choice((1.0, decade(-3, 0), rng.random()))
        h = decade(-1, 3)
        p = decade(-1.5, 1.5), decade(0, 3)
        line("nbd", (*p, h, share), nbd(p, h, share))
        p = decade(-1.5, 1.5), decade(0, 3), decade(-1.5, 1.5), decade(-1, 2)
        line("mbg", (*p, h, share), mbg(p, h, share))
        p = decade(-1.5, 1.5), decade(0, 3), rng.choice((1.0, decade(-1.5, 1.5))), decade(0, 3)
        line("pareto", (*p, h, share), pareto(p, h, share))
        p = decade(-1, 1), decade(0, 3), decade(-3, 0), decade(-1, 1), decade(-1.5, 3)
        line("ggompertz", (*p, h, share), ggompertz(p, h, share))
        p = decade(-1, 1), decade(-1, 1), decade(-1, 1), decade(-1, 1)
        h = int(decade(0, 3))
        line("bg_bb", (*p, h, share), bg_bb(p, h, share))
        k, first = rng.randint(2, 6), rng.randrange(2)
        p = decade(-1, 1), decade(0, 2), decade(-1, 1), decade(-1, 1.5)
        x, age = rng.choice((0, rng.randrange(20))), decade(0, 2)
        t = 0 if x == 0 else age * rng.random()
        h = decade(-1, 2)
        line("regular", (k, first, *p, h, share, x, t, age), regular(k, first, p, h, share, x, t, age))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
