"""The cases that hold every language to the same bits, walked through the JSON door."""

from __future__ import annotations

import base64
import functools
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

import sartor

VECTORS = REPOSITORY / "core" / "tests" / "vectors"
INDEX = json.loads((VECTORS / "index.json").read_text()) if (VECTORS / "index.json").exists() else {"cases": []}


def test_there_are_enough_cases() -> None:
    assert len(INDEX["cases"]) >= 60
