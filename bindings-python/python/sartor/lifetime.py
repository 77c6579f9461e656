"""How often will a customer buy, for how long, and what is that worth?

Each model is fitted on columns (numpy, pandas, polars, Arrow or lists) and usable alone.

>>> from sartor.lifetime import BgNbd, BgNbdParams
>>> model = BgNbd.with_params(BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426))
>>> round(model.expected_purchases(39.0, frequency=2, last_purchase_age=30.43, age=38.86), 3)
1.226
"""

from ._sartor import (
    BgNbd,
    BgNbdParams,
    ConvergenceReport,
    ConvergenceVerdict,
    GammaGamma,
    GammaGammaParams,
    ParameterInterval,
    PurchaseSummary,
    ValueForecast,
    summarize,
    value,
)

__all__ = [
    "BgNbd",
    "BgNbdParams",
    "ConvergenceReport",
    "ConvergenceVerdict",
    "GammaGamma",
    "GammaGammaParams",
    "ParameterInterval",
    "PurchaseSummary",
    "ValueForecast",
    "summarize",
    "value",
]
