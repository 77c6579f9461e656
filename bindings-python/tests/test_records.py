"""Records and enums: what they show, what they are equal to, and that they survive a journey."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from conftest import AS_OF

import sartor


@pytest.fixture
def records(engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop, trainer: sartor.Trainer) -> list[Any]:
    chat = {"customerId": profile.customer_id, "sessionId": "s", "intent": {"entities": {"budget": "$1000-2000"}}}
    answer = engine.chat(profile, shop, chat, AS_OF)
    return [
        answer,
        engine.outlook(profile, AS_OF),
        engine.segment(profile, AS_OF),
        engine.quote(profile, shop, ["suit_001"], {"jurisdiction": "US-MI"}, AS_OF),
        engine.recommend(profile, shop, {}, AS_OF),
        engine.next_actions(profile, shop, AS_OF),
        engine.health(),
        profile.view(AS_OF),
        profile.events()[0],
        trainer.catalog.products[0],
        sartor.EnginePolicy(),
        sartor.ChatRequest(intent=sartor.ChatIntent(entities={letter: "1" for letter in "hgfedcba"})),
        sartor.ErasureRequest.Range(from_ms=1, to_ms=2),
    ]


def test_a_record_survives_pickle_copy_and_json(records: list[Any]) -> None:
    for record in records:
        assert pickle.loads(pickle.dumps(record)) == record
        assert copy.deepcopy(record) == record
        again = type(record).from_json(record.to_json())
        assert again == record
        assert hash(again) == hash(record)
        assert again.to_json() == record.to_json()


def test_a_dict_is_what_python_reads_from_the_json(records: list[Any]) -> None:
    for record in records:
        assert record.to_dict() == json.loads(record.to_json())


def test_repr_names_every_field_in_its_order(records: list[Any]) -> None:
    assert repr(sartor.QuoteContext(jurisdiction="DE")) == "QuoteContext(jurisdiction='DE', impersonal=False)"
    for record in records:
        text = repr(record)
        assert text.startswith(f"{type(record).__qualname__}("), text
        fields = [name for name in dir(record) if not name.startswith("_") and not callable(getattr(record, name))]
        assert fields
        assert all(f"{name}=" in text for name in fields), text


def test_a_notebook_shows_a_table_in_which_nothing_is_markup(records: list[Any]) -> None:
    for record in records:
        assert record._repr_html_().startswith(f"<b>{type(record).__qualname__.split('.')[0]}</b>")
    hostile = sartor.ProductAttribute("<script>", '"&')._repr_html_()
    assert "<script>" not in hostile
    assert "&lt;script&gt;" in hostile
    assert "&quot;&amp;" in hostile


def test_a_record_cannot_be_changed() -> None:
    context = sartor.QuoteContext()
    with pytest.raises(AttributeError):
        context.impersonal = True  # type: ignore[misc]


def test_options_are_keywords_with_defaults() -> None:
    assert sartor.QuoteContext() == sartor.QuoteContext(jurisdiction=None, impersonal=False)
    with pytest.raises(TypeError):
        sartor.QuoteContext("DE")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        sartor.QuoteContext(jurisdicton="DE")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"jurisdicton":"DE"}', "UNKNOWN_FIELD"),
        ('{"impersonal":1}', "INVALID_VALUE"),
        ('{"impersonal":true', "TRUNCATED"),
        ("{}{}", "MALFORMED"),
        ("nonsense", "MALFORMED"),
        ("[" * 100_000, "MALFORMED"),
    ],
)
def test_json_that_does_not_fit_is_refused(text: str, code: str) -> None:
    with pytest.raises(sartor.SartorError) as caught:
        sartor.QuoteContext.from_json(text)
    assert caught.value.code == code or (text.startswith("[") and caught.value.code == "INVALID_VALUE")


def test_an_enum_reads_as_its_json() -> None:
    for kind in (sartor.Basis, sartor.ConsentBasis, sartor.EventKind, sartor.Observed):
        members = [getattr(kind, name) for name in dir(kind) if name.isupper()]
        assert len({hash(member) for member in members}) == len(members)
        for member in members:
            assert pickle.loads(pickle.dumps(member)) == member
            assert repr(member) == f"{kind.__name__}.{str(member).upper()}"


def test_profile_and_shop_are_stored_as_bytes_and_as_json(profile: sartor.Profile, shop: sartor.Shop) -> None:
    shop.price_override("suit_001", 99_900, AS_OF, reason="sale")
    shop.deadline("sale", 1_790_000_000_000, ["suit_001"])
    for kept in (profile, shop):
        for again in (
            type(kept).from_bytes(kept.to_bytes()),
            type(kept).from_json(kept.to_json()),
            pickle.loads(pickle.dumps(kept)),
            copy.deepcopy(kept),
        ):
            assert again.to_bytes() == kept.to_bytes()
            assert again.to_json() == kept.to_json()


def test_a_saved_engine_answers_as_before(
    engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop
) -> None:
    again = sartor.Engine.load(engine.save())
    assert again.model_id == engine.model_id
    assert again.save() == engine.save()
    assert again.outlook(profile, AS_OF) == engine.outlook(profile, AS_OF)
    assert pickle.loads(pickle.dumps(engine)).health() == engine.health()


def test_a_device_engine_holds_no_costs_and_quotes_list_prices(
    engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop
) -> None:
    device = engine.for_device()
    assert device.health().for_device
    assert b"600" not in device.save() or len(device.save()) < len(engine.save())
    quote = device.quote(profile, shop, ["suit_001"], None, AS_OF).quotes[0]
    assert quote.adjusted_price_minor == quote.base_price_minor == 115_000
