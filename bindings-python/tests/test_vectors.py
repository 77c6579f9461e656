"""The cases that hold every language to the same bits, walked through the JSON door."""

from __future__ import annotations

import functools
import json
from typing import Any

import pytest
from conftest import REPOSITORY

import sartor

VECTORS = REPOSITORY / "core" / "tests" / "vectors"
INDEX: dict[str, Any] = json.loads((VECTORS / "index.json").read_text())


@functools.cache
def engine(name: str) -> sartor.Engine:
    return sartor.Engine.load((VECTORS / INDEX["artifacts"][name]).read_bytes())


def call(case: dict[str, Any]) -> str:
    if case.get("engine") is None:
        return sartor.call(case["operation"], case["input"])
    return engine(case["engine"]).call(case["operation"], case["input"])


@pytest.mark.parametrize("case", INDEX["cases"], ids=lambda case: str(case["name"]))
def test_a_case_gives_exactly_the_recorded_answer(case: dict[str, Any]) -> None:
    if "error" not in case:
        assert call(case) == case["expect"]
        return
    with pytest.raises(sartor.SartorError) as caught:
        call(case)
    assert {"code": caught.value.code, "message": str(caught.value)} == case["error"]


def test_there_are_sixty_cases() -> None:
    assert len(INDEX["cases"]) >= 60
