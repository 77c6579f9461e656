"""The pictures that analysts expect, of models of :mod:`sartor.lifetime` and of learners of :mod:`sartor.learn`.

``pip install sartor[pictures]`` brings matplotlib. Each function draws on the ``ax`` it is given, or makes a figure of its
own, and returns the axes; ``.figure`` of them is what a notebook shows, :func:`to_svg` what a page takes. No global state
is changed, and what is drawn are the answers of those modules.

>>> from sartor import lifetime, pictures
>>> model = lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426))
>>> ax = pictures.probability_alive_history(model, ["2026-01-05", "2026-02-02", "2026-02-23"], "2026-06-30")
>>> ax.get_ylabel()
'probability to be active'
"""

from .counts import customers_by_frequency
from .customer import probability_alive_history
from .differences import dropout_distribution, rate_distribution
from .holdout import calibration_against_holdout, holdout_purchases_by_frequency, interval_coverage
from .learn import drift_bars, gain_curve, qini_curve, reason_bars, reliability_curve
from .matrices import frequency_recency_matrix, probability_alive_matrix
from .style import to_svg
from .track import tracking
from .worth import value_by_decile

__all__ = [
    "calibration_against_holdout",
    "customers_by_frequency",
    "drift_bars",
    "dropout_distribution",
    "frequency_recency_matrix",
    "gain_curve",
    "holdout_purchases_by_frequency",
    "interval_coverage",
    "probability_alive_history",
    "probability_alive_matrix",
    "qini_curve",
    "rate_distribution",
    "reason_bars",
    "reliability_curve",
    "to_svg",
    "tracking",
    "value_by_decile",
]
