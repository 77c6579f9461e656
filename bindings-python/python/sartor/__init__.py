"""Sartor: customer intelligence, in process.

It watches what each customer of a shop does, understands them, and decides what to say, offer and charge,
with reasons, intervals, consent and law built in. No server, no network, no clock: plain data in, plain data
out, the same bytes in every language.
"""

from . import _sartor, errors, lifetime
from ._sartor import *  # noqa: F403
from ._sartor import __version__ as __version__
from .errors import SartorError as SartorError

# The native module defines every class; these are where users import them from.
for _name, _class in vars(_sartor).items():
    if isinstance(_class, type):
        _class.__module__ = "sartor.lifetime" if _name in lifetime.__all__ else "sartor"

# Functions of a submodule are called by its name.
del mixing, score_holdout, summarize, total_value, tracking, value  # noqa: F821
