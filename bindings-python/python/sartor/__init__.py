"""Sartor: customer intelligence, in process.

It watches what each customer of a shop does, understands them, and decides what to say, offer and charge,
with reasons, intervals, consent and law built in. No server, no network, no clock: plain data in, plain data
out, the same bytes in every language.
"""

from . import _sartor, errors, learn, lifetime, predict
from ._sartor import *  # noqa: F403
from ._sartor import __version__ as __version__
from .errors import SartorError as SartorError

# The native module defines every class; these are where users import them from.
for _name, _class in vars(_sartor).items():
    if isinstance(_class, type):
        _rooms = (room for room in (learn, lifetime, predict) if _name in room.__all__)
        _class.__module__ = next((room.__name__ for room in _rooms), "sartor")

# Functions of a submodule are called by its name.
del auc_standard_error, calibration_over_time, check_columns, feature_list, fit, load, mixing, rank_interventions, score_holdout, summarize, total_value, tracking, value  # noqa: F821
