"""Reference values of core/tests/lifetime/expected_value.rs (mpmath 1.3.0, 30 digits).

    python3 core/tests/oracles/lifetime_expected_value.py

prints discounted purchases for ever under BG/NBD, by adaptive quadrature over equation 10 of Fader, Hardie and Lee (2005),
and a rank correlation with ties and its interval.
"""
import mpmath as mp

mp.mp.dps = 30


def for_ever(r, alpha, a, b, x, t_x, age, rate):
    r, alpha, a, b, x, t_x, age, rate = map(mp.mpf, (r, alpha, a, b, x, t_x, age, rate))
    odds = a / (b + x - 1) * ((alpha + age) / (alpha + t_x)) ** (r + x) if x > 0 else mp.mpf(0)
    shape, scale, leave, stay = r + x, alpha + age, a, b + x

    def mean(t):
        series = mp.hyp2f1(shape, stay, leave + stay - 1, t / (scale + t))
        return (leave + stay - 1) / (leave - 1) * (1 - (scale / (scale + t)) ** shape * series)

    force = mp.log(1 + rate)
    ends = [0] + [mp.mpf(10) ** k / force for k in range(-4, 2)] + [100 / force]
    return mp.quad(lambda t: force * mp.exp(-force * t) * mean(t), ends) / (1 + odds)


for point in [
    ("0.2426", "4.4136", "0.7929", "2.4259", 0, 0, "38.86", "0.002"),
    ("0.2426", "4.4136", "0.7929", "2.4259", 2, "30.43", "38.86", "0.002"),
    ("0.2426", "4.4136", "0.7929", "2.4259", 26, "30.857", 31, "0.0001"),
    ("0.2426", "4.4136", "0.7929", "2.4259", 0, 0, 0, "0.1"),
    ("1.7", "0.05", "0.3", "9.5", 4, "0.9", 1, "0.00001"),
]:
    print(", ".join(map(str, point)), mp.nstr(for_ever(*point), 17))


def ranks(values):
    return [mp.mpf(sum(v < w for v in values)) + mp.mpf(sum(v == w for v in values) + 1) / 2 for w in values]


x = [1 + (7 * i * i) % 5 for i in range(40)]
m = [10 + (13 * i) % 17 + 2 * (1 + (7 * i * i) % 5) for i in range(40)]
rx, rm = ranks(x), ranks(m)
centre = mp.mpf(41) / 2
dot = lambda a, b: sum((p - centre) * (q - centre) for p, q in zip(a, b))
rho = dot(rx, rm) / mp.sqrt(dot(rx, rx) * dot(rm, rm))
half = mp.sqrt(2) * mp.erfinv(mp.mpf("0.95")) * mp.sqrt((1 + rho**2 / 2) / 37)
print([mp.nstr(v, 17) for v in (rho, mp.tanh(mp.atanh(rho) - half), mp.tanh(mp.atanh(rho) + half))])
