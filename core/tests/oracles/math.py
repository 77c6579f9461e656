"""Reference values of core/tests/math/reference.rs: `python3 core/tests/oracles/math.py` (mpmath 1.3.0).

Arguments are taken as the nearest doubles, results are computed with 50 digits and printed with 17.
"""
import mpmath as mp

mp.mp.dps = 50
f = lambda x: mp.mpf(float(x))
show = lambda v: mp.nstr(v, 17, strip_zeros=False, min_fixed=0, max_fixed=0)


def table(name, rows):
    print(f"const {name}: &[&[f64]] = &[")
    for args, value in rows:
        print("    &[" + ", ".join(repr(float(a)) for a in args) + f", {show(value)}],")
    print("];")


table("LGAMMA", [((x,), mp.loggamma(f(x))) for x in (1e-8, .1, .5, 1.5, 3.7, 10, 123.4, 1e6)])
table("LGAMMA_RATIO", [((x, d), mp.loggamma(f(x) + f(d)) - mp.loggamma(f(x)))
                       for x, d in ((.3, 2), (12, .25), (1e3, .7), (1e6, .24), (1e6, 5e5), (50, 1e6))])
table("DIGAMMA", [((x,), mp.digamma(f(x))) for x in (1e-6, .1, .5, 1.4, 2, 9.99, 25, 1e6)])
table("TRIGAMMA", [((x,), mp.psi(1, f(x))) for x in (1e-6, .1, .5, 1.4, 2, 9.99, 25, 1e6)])
table("TETRAGAMMA", [((x,), mp.psi(2, f(x))) for x in (1e-3, .1, .5, 1.4, 2, 9.99, 25, 1e6)])
table("LN_BETA", [((a, b), mp.log(mp.beta(f(a), f(b))))
                  for a, b in ((.8, 2.4), (.01, .01), (2, 1e6), (1e5, 3e5), (7, .1))])
table("GAMMA_P", [((a, x), mp.gammainc(f(a), 0, f(x), regularized=True))
                  for a, x in ((.2, .01), (.5, 3), (3, 2), (10, 14), (100, 90), (1000, 1050))])
table("BETA_INC", [((a, b, x), mp.betainc(f(a), f(b), 0, f(x), regularized=True))
                   for a, b, x in ((.5, .5, .3), (.8, 2.4, .05), (2, 3, .9), (30, 5, .8), (500, 700, .41), (6.25, 3.7, 1e-4))])
table("NORMAL_CDF", [((x,), mp.ncdf(f(x))) for x in (-30, -5, -1.3, 0, .7, 4)])


def quantile(p):
    p = f(p)
    return mp.findroot(lambda x: mp.log(mp.ncdf(x)) - mp.log(p), -mp.sqrt(-2 * mp.log(p)) + mp.mpf(1) if p < .5 else mp.mpf(.5))


table("NORMAL_QUANTILE", [((p,), quantile(p)) for p in (1e-200, 1e-10, .01, .024, .3, .6, .95)])


def gamma_quantile(shape, p):
    shape, p = f(shape), f(p)
    inside = lambda x: mp.gammainc(shape, 0, x, regularized=True) - p
    high = shape + 1
    while inside(high) < 0:
        high *= 2
    low = high
    while inside(low) > 0:
        low /= 2
    return mp.findroot(inside, (low, 2 * low), solver="bisect", maxsteps=400, tol=1e-60, verify=False)


table("GAMMA_QUANTILE", [((a, p), gamma_quantile(a, p))
                         for a, p in ((.2, .3), (.5, .01), (1, .5), (4, .05), (4, .95), (30, .5), (1000, .99))])
