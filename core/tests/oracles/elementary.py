"""Writes core/tests/math/data/elementary.csv: `python3 core/tests/oracles/elementary.py` (mpmath 1.3.0).

Each line: function, argument, value as the nearest double, what that leaves of the value.
"""
import random
from pathlib import Path

import mpmath as mp

mp.mp.prec = 200
random.seed(1)
U = random.uniform


def lines():
    ends = [1e-300, 1e-17, 1e-9, 0.0026, 0.0028, 1 / 256, 1 / 128]
    powers = {
        "exp": [s * x for x in [*ends, 707.9] for s in (-1, 1)] + [U(-708, 708) for _ in range(60)] + [U(-1, 1) for _ in range(40)],
        "exp_m1": [s * x for x in [*ends, 36.0] for s in (-1, 1)] + [U(-40, 708) for _ in range(40)] + [U(-1, 1) for _ in range(40)]
        + [U(-.02, .02) for _ in range(30)],
        "ln": [5e-324, 2.3e-308, 1.7e308, 0.6875, 1 - 2**-53, 1 - 1 / 256, 1 + 2**-52, 1 + 1 / 128, 1.375]
        + [mp.exp(U(-700, 700)) for _ in range(60)] + [U(.5, 2) for _ in range(60)] + [U(.98, 1.02) for _ in range(30)],
        "ln_1p": [s * x for x in ends for s in (-1, 1)] + [-1 + 2**-53, 1.7e308] + [mp.exp(U(-30, 300)) for _ in range(50)]
        + [-U(0, 1) for _ in range(40)] + [U(0, 2) for _ in range(40)] + [U(-.02, .02) for _ in range(30)],
    }
    of = {"exp": mp.exp, "exp_m1": mp.expm1, "ln": mp.log, "ln_1p": mp.log1p}
    for name, arguments in powers.items():
        for x in map(float, arguments):
            exact = of[name](mp.mpf(x))
            high = float(exact)
            yield f"{name},{x!r},{high!r},{float(exact - mp.mpf(high))!r}\n"


Path(__file__).parents[1].joinpath("math_data").mkdir(exist_ok=True)
Path(__file__).parents[1].joinpath("math/data/elementary.csv").write_text("".join(lines()))
