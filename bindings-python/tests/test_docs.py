"""The guide's first example runs as it stands."""

from __future__ import annotations

import doctest
import gzip
import io
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from conftest import AS_OF, REPOSITORY, view_event

import sartor
from sartor import errors, lifetime, pictures


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


def test_the_examples_of_views_and_sealing_run(engine: sartor.Engine, profile: sartor.Profile) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs" / "python.md").read_text(), re.S)
    views, sealing = (block for block in blocks if "to_frame" in block or "KeyRing" in block)
    names: dict[str, object] = {"engine": engine, "profile": profile, "as_of": AS_OF}
    exec(views, names)
    assert isinstance(names["months"], pd.DataFrame)
    before = profile.to_bytes()
    pseudonym = sartor.pseudonym(b"0123456789abcdef", profile.customer_id)
    file = io.StringIO()
    entries = sealing.split("sartor.verify_audit")
    names |= {"sartor": sartor, "host_key": bytes(range(32)), "anchor_key": b"0123456789abcdef", "at_ms": 5}
    names |= {"actor": pseudonym, "subject": pseudonym, "file": file}
    exec(entries[0], names)
    exec("sartor.verify_audit" + entries[1], names | {"lines": file.getvalue().encode()})
    assert isinstance(names["profile"], sartor.Profile)
    assert names["profile"].to_bytes() == before


@pytest.mark.parametrize("module", [sartor, errors, lifetime, pictures])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
