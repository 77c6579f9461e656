"""The guide's first example runs as it stands."""

from __future__ import annotations

import doctest
import gzip
import json
import re
from pathlib import Path

import pytest
from conftest import REPOSITORY, view_event

import sartor
from sartor import errors, lifetime


def test_the_example_of_the_guide_runs(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = re.search(r"```python\n(.*?)```", (REPOSITORY / "docs" / "python.md").read_text(), re.S)
    assert block
    (tmp_path / "catalog.csv").write_bytes((files / "catalog.csv").read_bytes())
    (tmp_path / "orders.csv.gz").write_bytes(gzip.compress((files / "orders.csv").read_bytes()))
    (tmp_path / "events.jsonl").write_text(json.dumps(view_event("customer_123", "m0")))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(block[1], names)
    answer = names["answer"]
    assert isinstance(answer, sartor.ChatAnswer)
    assert answer.response_modifiers.fallback_text in capsys.readouterr().out


@pytest.mark.parametrize("module", [sartor, errors, lifetime])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
