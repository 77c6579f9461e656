"""Everything that core exports is here, and each export works once through its typed interface."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import AS_OF, REPOSITORY, view_event

import sartor
from sartor import lifetime

CORE = REPOSITORY / "core" / "src"


def test_every_record_and_enum_of_core_is_exported_with_what_records_offer() -> None:
    declared = set()
    for path in CORE.rglob("*.rs"):
        text = path.read_text()
        for found in re.finditer(r'feature = "python",\s*pyo3::pyclass(?:.*\n)*?pub (?:struct|enum) (\w+)', text):
            declared.add(found[1])
    assert len(declared) > 90
    exported = {name for name in declared if hasattr(sartor, name)}
    assert declared == exported
    for name in declared:
        kind = getattr(sartor, name)
        assert kind.__module__ in ("sartor", "sartor.learn", "sartor.lifetime", "sartor.predict")
        assert (kind.__doc__ or "").strip(), name
        assert hasattr(kind, "from_json") or any(member.isupper() for member in dir(kind)), name


def test_the_methods_of_the_objects_are_those_of_core() -> None:
    """A method added to core's engine, trainer, shop or profile and forgotten here is found."""
    sources = "".join(path.read_text() for path in sorted(CORE.rglob("*.rs")))
    for kind, left_out in (
        (sartor.AccessControl, set()),
        (sartor.AuditLog, set()),
        (sartor.AuditVerifier, set()),
        (sartor.Engine, {"observe_owned"}),  # what observe calls here
        (sartor.IdentityGraph, set()),
        (sartor.KeyRing, set()),
        (sartor.Profile, {"with_currency", "check_customer", "state_at", "observe_owned", "consent_feed"}),
        (sartor.ReportLedger, set()),
        (sartor.Shop, set()),
        (sartor.Trainer, {"consent_feed", "event_feed", "order_feed"}),  # read_consents, read_events, read_orders
    ):  # fmt: skip
        own = re.findall(rf"^impl {kind.__name__} \{{\n(.*?)^\}}", sources, re.M | re.S)
        methods = set(re.findall(r"^    pub fn (\w+)", "".join(own), re.M))
        assert methods, kind
        assert {name for name in methods - left_out - {"new"} if not hasattr(kind, name)} == set(), kind


def test_every_operation_answers_by_name(engine: sartor.Engine) -> None:
    listed = re.search(r"OPERATIONS: \[&str; \d+\] = \[(.*?)\]", (CORE / "api" / "call" / "mod.rs").read_text(), re.S)
    assert listed
    for operation in re.findall(r'"([\w.]+)"', listed[1]):
        with pytest.raises(sartor.SartorError) as caught:
            engine.call(operation, '{"nothing":1}')
        assert caught.value.code == "UNKNOWN_FIELD"
        assert operation in str(caught.value)
    assert json.loads(engine.call("health", "{}")) == engine.health().to_dict()
    with pytest.raises(sartor.errors.NotAvailable):
        sartor.call("health", "{}")


def test_one_typed_call_of_each_export(
    engine: sartor.Engine, trainer: sartor.Trainer, profile: sartor.Profile, shop: sartor.Shop, tmp_path: Path
) -> None:
    name = profile.customer_id
    # Catalogue.
    catalog = trainer.catalog
    assert (len(catalog), "suit_001" in catalog, catalog.currency) == (8, True, "USD")
    product = catalog.product("suit_001")
    assert product is not None
    assert product.price_minor == 115_000
    lines = "\n".join(json.dumps({"id": p.product_id, "name": p.name, "price": p.price_minor / 100}) for p in catalog.products)
    (tmp_path / "catalog.jsonl").write_text(lines)
    from_lines = sartor.Catalog.from_json_lines(tmp_path / "catalog.jsonl", currency="USD")
    assert from_lines.report is not None
    assert (len(from_lines), from_lines.report.accepted) == (8, 8)
    assert sartor.Catalog.from_json(catalog.to_json()) == catalog
    assert sartor.Catalog(catalog.products, "USD") == catalog
    assert len(sartor.Catalog([{"productId": "a", "name": "A", "priceMinor": 1, "attributes": []}])) == 1
    # Trainer.
    (tmp_path / "events.jsonl").write_text("\n".join(json.dumps(view_event("v1", f"m{n}")) for n in range(3)))
    other = sartor.Trainer(catalog, "USD", {"segment": {"threshold": 0.7}})
    other.set_pseudonym_key(b"0123456789abcdef")
    assert other.read_events(tmp_path / "events.jsonl").produced == 3
    assert other.customer_ids() == ["v1"]
    read = other.profile("v1")
    assert read is not None
    assert read.event_count == 3
    assert other.profile("nobody") is None
    # Shop.
    assert shop.stock_at("suit_001") is not None
    assert not shop.stock("suit_001", 9, 1_700_000_000_000)  # an older count
    assert shop.stock("tie_12", 0, AS_OF)
    assert shop.sold_out() == ["tie_12"]
    shop.deadline("sale", 1_790_000_000_000)
    assert shop.next_deadline("suit_001", AS_OF) == 1_790_000_000_000
    shop.price_override("suit_002", 90_000, AS_OF, None, reason="sale")
    price = shop.price_at("suit_002", AS_OF)
    assert price is not None
    assert price.price_minor == 90_000
    assert shop.lowest_price_30d("suit_002", 98_000, AS_OF) == 98_000
    # Engine.
    assert engine.currency == "USD"
    assert not engine.trained_on(sartor.pseudonym(b"0123456789abcdef", name))
    outlook = engine.outlook(profile, AS_OF)
    assert outlook.personalised
    assert outlook.churn is not None
    assert outlook.churn.low <= outlook.churn.value <= outlook.churn.high
    columns = engine.outlook_batch([profile], AS_OF, progress=lambda done, total: None)
    assert len(columns) == 1
    assert columns.churn[0] == outlook.churn.value
    assert columns.personalised.dtype == np.bool_
    assert engine.segment(profile, AS_OF).customer_id == name
    quotes = engine.quote(profile, shop, ["suit_001", "suit_002"], sartor.QuoteContext(jurisdiction="US-MI"), AS_OF)
    for quote in quotes.quotes:
        moved = sum(factor.amount_minor for factor in quote.adjustment_factors)
        assert quote.adjusted_price_minor == quote.base_price_minor + moved
    recommended = engine.recommend(profile, shop, {"occasion": "wedding", "limit": 2}, AS_OF).recommendations
    assert len(recommended) == 2
    assert recommended[0].score == pytest.approx(sum(term.value for term in recommended[0].terms))
    assert engine.next_actions(profile, shop, AS_OF).record
    answer = engine.chat(
        profile,
        shop,
        {
            "customerId": name,
            "sessionId": "session_456",
            "intent": {"category": "product_inquiry", "entities": {"occasion": "wedding", "budget": "$1000-2000"}},
            "conversationContext": {"conversationHistory": [], "customerPreferences": {}},
            "additionalData": {"imageUrls": ["product_image.jpg"], "location": "Detroit", "deviceType": "mobile"},
        },
        AS_OF,
    )
    assert answer.to_dict()["phase3_enhancements"]["recommendations"]
    assert len(answer.response_modifiers.prompt_context) <= 1200
    # Profile.
    fresh = sartor.Profile("c1", "USD")
    assert fresh.observe(view_event("c1", "m1", AS_OF + timedelta(days=1)), AS_OF) == sartor.Observed.QUARANTINED
    assert (fresh.pending_events(AS_OF), fresh.currency, sartor.Profile("c1").currency) == (1, "USD", None)
    visitor = sartor.Profile("visitor")
    assert engine.observe(visitor, view_event("visitor", "w1"), AS_OF) == sartor.Observed.FOLDED
    before = profile.to_bytes()
    assert profile.merge(visitor).identities_added == ["visitor"]
    assert profile.identities == sorted([name, "visitor"])
    assert profile.unmerge("visitor") == visitor
    assert profile.to_bytes() == before
    assert visitor.erase(sartor.ErasureRequest.Messages(message_ids=["w1"]), AS_OF).events_erased == 1
    assert profile.compact(AS_OF, {"keepDays": 90}).events_rolled > 0
    assert profile.erase({"what": "all"}, AS_OF).remaining_elsewhere


def test_columns_become_tables(engine: sartor.Engine, trainer: sartor.Trainer) -> None:
    profiles = [trainer.profile(name) for name in trainer.customer_ids()]
    columns = engine.outlook_batch([one for one in profiles if one is not None], AS_OF)
    frame = columns.to_pandas()
    assert frame.index.tolist() == trainer.customer_ids()
    assert frame["churn"].tolist() == columns.churn.tolist()
    assert columns.to_polars()["customer_id"].to_list() == trainer.customer_ids()
    assert columns.to_arrow().num_rows == 80
    assert repr(columns) == "OutlookColumns(customers=80)"


def test_the_version_is_that_of_the_workspace() -> None:
    cargo = (REPOSITORY / "Cargo.toml").read_text()
    version = re.search(r'\[workspace\.package\]\nversion = "([^"]+)"', cargo)
    assert version
    assert sartor.__version__ == version[1]


def test_the_functions_of_a_submodule_are_called_by_its_name() -> None:
    assert not hasattr(sartor, "value")
    assert callable(lifetime.value)
    assert set(lifetime.__all__) <= set(dir(lifetime))


@pytest.mark.parametrize("command", [["scripts/python-stubs", "--check"], ["-m", "mypy", "--config-file", "bindings-python/pyproject.toml", "bindings-python/python", "bindings-python/tests"]])
def test_stubs_are_fresh_and_what_is_written_here_keeps_to_them(command: list[str]) -> None:
    ran = subprocess.run([sys.executable, *command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]


