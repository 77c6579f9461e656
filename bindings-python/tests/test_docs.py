"""The guide's first example runs as it stands."""

from __future__ import annotations

import doctest
import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from conftest import AS_OF, REPOSITORY, view_event

import sartor
import sartor.sklearn
from sartor import errors, learn, lifetime, pictures, predict


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
    views, sealing = (block for block in blocks if "engine.taste" in block or "KeyRing" in block)
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


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    """Three hundred simulated customers of half a year and more, as a file of transactions."""
    truth = lifetime.ParetoNbd.with_params(lifetime.ParetoNbdParams(r=0.8, alpha=6.0, s=0.6, beta=12.0))
    drawn = lifetime.simulate(truth, 300, 60.0, seed=5)
    customer = np.concatenate([np.arange(300), drawn["purchase_customer"]])
    weeks = np.concatenate([np.zeros(300), drawn["purchase_age"]])
    paid = np.random.default_rng(1).gamma(6.0, 4.0, len(weeks))
    when = pd.Timestamp("2025-01-01", tz="UTC") + pd.to_timedelta(weeks * 7, unit="D")
    frame = pd.DataFrame({"Customer ID": customer, "InvoiceDate": when, "paid": paid})
    return frame.assign(customer=frame["Customer ID"], time=frame["InvoiceDate"])


def test_the_examples_of_lifetime_run(orders: pd.DataFrame) -> None:
    names: dict[str, Any] = {"orders": orders, "end": pd.Timestamp("2025-09-01", tz="UTC"), "sartor": sartor}
    blocks = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs" / "python.md").read_text(), re.S)
    notebook, covariates = (block for block in blocks if "lifetime.summarize" in block or "CovariateBgNbd" in block)
    exec(notebook, names)
    assert names["worth"].measure == "margin"
    assert names["worth"].expected.index.equals(names["frame"].index)
    assert (names["for_ever"].expected > names["worth"].expected).all()
    dice = np.random.default_rng(2)
    names["customers"] = pd.DataFrame({"recommended": dice.random(300) < 0.4, "first_basket": dice.gamma(6.0, 4.0, 300)})
    exec(covariates, names)
    assert len(names["c"].effects) == 6
    table = (REPOSITORY / "docs" / "python.md").read_text()
    for cell in re.findall(r"\| `((?:m|lifetime)\.[^`]*\(.*?\))` \|", table):
        if "rate" not in cell:
            assert eval(cell, names) is not None, cell


def test_the_examples_of_the_guide_of_lifetime_run(orders: pd.DataFrame) -> None:
    names: dict[str, Any] = {"orders": orders, "end": pd.Timestamp("2025-09-01", tz="UTC")}
    blocks = re.findall(r"```python\n(.*?)```", (REPOSITORY / "docs" / "lifetime.md").read_text(), re.S)
    choosing = next(block for block in blocks if "lifetime.select" in block)
    exec(choosing, names)
    assert names["chosen"].reason and names["report"].verdict.summary


@pytest.mark.parametrize("module", [sartor, errors, learn, lifetime, pictures, predict, sartor.sklearn])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
