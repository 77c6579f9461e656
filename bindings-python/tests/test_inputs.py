"""Plain Python data is read as strictly as JSON, and times only when they are unambiguous."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from conftest import AS_OF, view_event

import sartor
import sartor.lifetime

if TYPE_CHECKING:
    from collections.abc import Callable

MS = 1_777_593_600_000


@pytest.mark.parametrize(
    "moment",
    [
        MS,
        np.int64(MS),
        AS_OF,
        AS_OF.astimezone(timezone(timedelta(hours=-5))),
        np.datetime64(MS, "ms"),
        np.datetime64("2026-05-01"),
        np.datetime64("2026-05-01T00:00:00.000000999"),
        pd.Timestamp("2026-05-01", tz="UTC"),
        pd.Timestamp("2026-05-01 02:00:00.000000999", tz="Europe/Berlin"),
    ],
)
def test_a_moment_is_the_same_however_it_is_given(moment: Any) -> None:
    assert sartor.Profile("c").view(moment).as_of_ms == MS


@pytest.mark.parametrize("moment", [datetime(2026, 5, 1), pd.Timestamp("2026-05-01")])
def test_a_time_without_its_zone_is_refused_and_told_how_to_mend_it(moment: Any) -> None:
    with pytest.raises(sartor.SartorError, match="tzinfo") as caught:
        sartor.Profile("c").view(moment)
    assert caught.value.code == "OUT_OF_RANGE"
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "moment", [True, 1.5, "2026-05-01", date(2026, 5, 1), pd.NaT, np.datetime64("NaT"), None, 10**30, -1, object()]
)
def test_what_is_not_a_moment_is_refused(moment: Any) -> None:
    with pytest.raises(sartor.SartorError):
        sartor.Profile("c").view(moment)


def refused(request: Any, engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop) -> sartor.SartorError:
    with pytest.raises(sartor.SartorError) as caught:
        engine.recommend(profile, shop, request, AS_OF)
    return caught.value


CYCLE: dict[str, Any] = {}
CYCLE["preferences"] = CYCLE
DEEP: Any = "bottom"
for _ in range(100_000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("request_", "code", "words"),
    [
        ({"ocasion": "wedding"}, "UNKNOWN_FIELD", "ocasion"),
        ({"limit": -1}, "INVALID_VALUE", "limit"),
        ({"limit": 2.7}, "INVALID_VALUE", "limit"),
        ({"limit": True}, "INVALID_VALUE", "limit"),
        ({"limit": 1e300}, "INVALID_VALUE", "limit"),
        ({"limit": float("nan")}, "OUT_OF_RANGE", "limit"),
        ({"budgetLowMinor": 10**30}, "OUT_OF_RANGE", "budgetLowMinor"),
        ({"occasion": 5}, "INVALID_VALUE", "occasion"),
        ({"preferences": {"fit": 1}}, "INVALID_VALUE", "preferences.fit"),
        ({"preferences": [1]}, "INVALID_VALUE", "preferences"),
        ({"preferences": {"fit": object()}}, "INVALID_VALUE", "preferences.fit"),
        ({1: 2}, "INVALID_VALUE", "keys are text"),
        ({"occasion": "\ud800"}, "INVALID_VALUE", "occasion"),
        ([], "INVALID_VALUE", "RecommendRequest"),
        ("wedding", "INVALID_VALUE", "RecommendRequest"),
        (CYCLE, "TOO_LARGE", "levels"),
        ({"preferences": DEEP}, "TOO_LARGE", "levels"),
        ({"preferences": {str(n): "" for n in range(200_000)}}, "TOO_LARGE", "values"),
    ],
)
def test_a_request_that_does_not_fit_is_refused_by_its_path(
    request_: Any, code: str, words: str, engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop
) -> None:
    error = refused(request_, engine, profile, shop)
    assert (error.code, words in str(error)) == (code, True), str(error)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: sartor.Shop().stock("suit_001", 2**70, AS_OF), "count"),
        (lambda: sartor.Shop().price_override("suit_001", -(2**70), AS_OF), "price_minor"),
        (lambda: sartor.Shop().lowest_price_30d("suit_001", 10**30, AS_OF), "base_minor"),
        (lambda: sartor.Shop().stock("suit_001", 1, 2**70), "as_of"),
        (lambda: sartor.lifetime.summarize_customer([(2**70, 1.0)], 5), "purchases[0]"),
        (lambda: sartor.lifetime.summarize_customer([(1, 1.0)], 2**70), "as_of_day"),
        (lambda: sartor.RecommendRequest(limit=-1), "limit"),
        (lambda: sartor.RecommendRequest(budget_low_minor=10**5000), "budget_low_minor"),
        (lambda: sartor.PricingPolicy(min_margin=10**400), "min_margin"),
        (lambda: sartor.OrderOptions(utc_offset_minutes=2**40), "utc_offset_minutes"),
    ],
)
def test_a_number_that_does_not_fit_is_refused_by_the_arguments_name(
    call: Callable[[], object], name: str
) -> None:
    with pytest.raises(sartor.SartorError) as caught:
        call()
    assert isinstance(caught.value, ValueError)
    assert caught.value.code == "OUT_OF_RANGE"
    assert f": {name} is " in str(caught.value)


def test_a_list_is_no_record_however_deep_it_stands(
    engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop
) -> None:
    history: list[Any] = [{"role": "user"}, ["user", "hi"]]
    request: dict[str, Any] = {"customerId": "c1", "conversationContext": {"conversationHistory": history}}
    with pytest.raises(sartor.SartorError) as caught:
        engine.chat(profile, shop, request, AS_OF)
    assert caught.value.code == "INVALID_VALUE"
    assert "conversationContext.conversationHistory[1] is not an object" in str(caught.value)


def test_a_dict_and_a_record_ask_for_the_same(
    engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop
) -> None:
    record = sartor.RecommendRequest(occasion="wedding", preferences={"fit": "slim"}, limit=3)
    fields = {"occasion": "wedding", "preferences": {"fit": "slim"}, "limit": np.int64(3)}
    assert engine.recommend(profile, shop, record, AS_OF) == engine.recommend(profile, shop, fields, AS_OF)
    assert engine.recommend(profile, shop, None, AS_OF) == engine.recommend(profile, shop, {}, AS_OF)


def test_an_event_is_a_dict_an_event_or_a_decision(engine: sartor.Engine, shop: sartor.Shop) -> None:
    profile = sartor.Profile("c1")
    assert engine.observe(profile, view_event("c1", "m1"), AS_OF) == sartor.Observed.FOLDED
    event = profile.events()[0]
    assert engine.observe(profile, event, AS_OF) == sartor.Observed.DUPLICATE
    decision = engine.next_actions(profile, shop, AS_OF).record[0]
    assert engine.observe(profile, decision, AS_OF) == sartor.Observed.FOLDED
    with_time = {**view_event("c1", "m2"), "timestamp": AS_OF}
    assert engine.observe(profile, with_time, AS_OF) == sartor.Observed.FOLDED
    assert profile.event_count == 3


def test_an_event_dated_later_waits(engine: sartor.Engine) -> None:
    profile = sartor.Profile("c1")
    late = view_event("c1", "m1", AS_OF + timedelta(days=1))
    assert engine.observe(profile, late, AS_OF) == sartor.Observed.QUARANTINED


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"userId": "somebody else"}, "WRONG_CUSTOMER"),
        ({"event": "Product Licked"}, "UNKNOWN_EVENT"),
        ({"messageId": "x" * 1_000_000}, "TOO_LARGE"),
        ({"messageId": ""}, "OUT_OF_RANGE"),
        ({"properties": {"product_id": "suit_001", "price": float("inf")}}, "OUT_OF_RANGE"),
        ({"properties": {"product_id": "suit_001", "price": 5, "currency": "EUR"}}, "CURRENCY_MISMATCH"),
        ({"timestamp": datetime(2026, 5, 1)}, "INVALID_VALUE"),
        ({"timestamp": "yesterday"}, "INVALID_VALUE"),
    ],
)
def test_a_refused_event_changes_nothing(change: dict[str, Any], code: str, engine: sartor.Engine) -> None:
    profile = sartor.Profile("c1")
    engine.observe(profile, view_event("c1", "m0"), AS_OF)
    before = profile.to_bytes()
    with pytest.raises(sartor.SartorError) as caught:
        engine.observe(profile, {**view_event("c1", "m1"), **change}, AS_OF)
    assert caught.value.code == code
    assert profile.to_bytes() == before


@pytest.mark.parametrize("name", ["", "x" * 1_000_000, "a\nb"])
def test_an_id_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(sartor.SartorError):
        sartor.Profile(name)
