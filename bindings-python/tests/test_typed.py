"""The typed calls give what the vectors say, refusals included."""

from __future__ import annotations

import json
from typing import Any

import pytest
from test_vectors import INDEX, engine

import sartor
from sartor import errors


def profile_of(case: dict[str, Any]) -> sartor.Profile:
    given = case["profile"]
    if "format" in given:
        return sartor.Profile.from_json(json.dumps(given))
    profile = sartor.Profile(given["customerId"])
    shop = engine("menswear")
    for event in given.get("events", []):
        shop.observe(profile, event, case["asOf"])
    return profile


def ring(keys: dict[str, Any]) -> sartor.KeyRing:
    retired = [bytes.fromhex(key) for key in keys.get("retired", [])]
    if "active" in keys:
        made = sartor.KeyRing(bytes.fromhex(keys["active"]))
    else:
        made = sartor.KeyRing(retired.pop(0))
        made.retire(made.keys()[0].key_id)
    for key in retired:
        made.add_retired(key)
    return made


def graph(case: dict[str, Any]) -> sartor.IdentityGraph:
    made = sartor.IdentityGraph(case.get("policy", {}))
    for event in case["events"]:
        made.note(event)
    return made


def released(case: dict[str, Any]) -> dict[str, Any]:
    given = case.get("ledger")
    ledger = sartor.ReportLedger.from_json(json.dumps(given)) if given else sartor.ReportLedger(case.get("k", 10))
    report = ledger.release(case["cells"])
    return {"report": report.to_dict(), "ledger": json.loads(ledger.to_json())}


def key(case: dict[str, Any]) -> bytes | None:
    return bytes.fromhex(case["anchorKey"]) if case.get("anchorKey") else None


def sealed(case: dict[str, Any]) -> tuple[bytes, str, str]:
    return bytes.fromhex(case["hex"]), case["customerId"], case["schema"]


def shapes(events: list[sartor.Event]) -> dict[str, Any]:
    return {"events": [event.to_dict() for event in events]}


def plain(answer: Any) -> Any:
    return answer.to_dict() if hasattr(answer, "to_dict") else answer


SHOP = engine("menswear")
TYPED: dict[str, Any] = {
    "tastePath": lambda case: SHOP.taste_path(profile_of(case), case["months"], case["asOf"]),
    "tasteScores": lambda case: SHOP.taste_scores(profile_of(case), case["productIds"], case["asOf"]),
    "experience": lambda case: SHOP.experience(profile_of(case), case["request"], case["asOf"]),
    "profile.export": lambda case: profile_of(case).export(case["asOf"]),
    "profile.explain": lambda case: profile_of(case).explain_to_customer(case["asOf"], case.get("language", "en")),
    "profile.restrict": lambda case: {"event": profile_of(case).restrict(case["asOf"], case["reason"]).to_dict()},
    "profile.liftRestriction": lambda case: {"event": profile_of(case).lift_restriction(case["asOf"]).to_dict()},
    "profile.limitSensitive": lambda case: {"event": profile_of(case).limit_sensitive(case["asOf"]).to_dict()},
    "profile.optOutOfSale": lambda case: {"event": profile_of(case).opt_out_of_sale(case["asOf"]).to_dict()},
    "profile.purge": lambda case: {"receipt": profile_of(case).retention_purge(case["policy"], case["asOf"]).to_dict()},
    "identity.verdicts": lambda case: [one.to_dict() for one in graph(case).verdicts()],
    "identity.mergeVerdict": lambda case: graph(case).merge_verdict(case["anonymousId"], case["customerId"]),
    "declaredFields": lambda _: [one.to_dict() for one in sartor.declared_fields()],
    "guardOf": lambda case: {"guard": str(sartor.guard_of(case["name"]))},
    "consent.googleConsentMode": sartor.google_consent_mode,
    "consent.globalPrivacyControl": lambda case: sartor.global_privacy_control(case["secGpc"]),
    "consent.iabTcf": sartor.iab_tcf,
    "consent.parseTcString": lambda case: sartor.parse_tc_string(case["text"]),
    "consent.segmentPreferences": lambda case: sartor.segment_preferences(case["preferences"], case["categories"]),
    "consent.events": lambda case: shapes(sartor.consent_events(case["customerId"], case["changes"], case["at"])),
    "readGa4": lambda case: shapes(sartor.events_from_ga4(case["text"], case["currency"])),
    "vault.open": lambda case: {"hex": ring(case["keys"]).open(*sealed(case)).hex()},
    "vault.openWith": lambda case: {
        "hex": ring(case["keys"]).open_with(*sealed(case), bytes.fromhex(case["dataKey"])).hex()
    },
    "vault.rewrap": lambda case: {"hex": ring(case["keys"]).rewrap(bytes.fromhex(case["hex"])).hex()},
    "vault.info": lambda case: sartor.seal_info(bytes.fromhex(case["hex"])),
    "pseudonym": lambda case: {"pseudonym": sartor.pseudonym(bytes.fromhex(case["key"]), case["customerId"])},
    "audit.verify": lambda case: sartor.verify_audit(
        case["logId"], case["lines"].encode(), case["anchors"], key(case)
    ),
    "access.decide": lambda case: sartor.AccessControl(
        case.get("policy", sartor.AccessPolicy.standard())
    ).decide(case["request"]),
    "report.release": released,
    "kaplanMeier": lambda case: sartor.kaplan_meier(case["spells"]),
    "regularity": lambda case: sartor.regularity(case["gaps"]),
    "clumpiness": lambda case: sartor.clumpiness(case["gaps"]),
    "narrowing": lambda case: sartor.narrowing(case["scores"], case.get("options")),
}
# What a typed call cannot be asked: a text that is no key, no key at all, and two measures at once.
UNTYPED = {"open what is no hexadecimal", "a report by two measures"}
CASES = [case for case in INDEX["cases"] if case["operation"] in TYPED and case["name"] not in UNTYPED]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_typed_call_gives_what_the_vector_says(case: dict[str, Any]) -> None:
    ask = TYPED[case["operation"]]
    given = json.loads(case["input"])
    if "error" in case:
        with pytest.raises(errors.SartorError) as caught:
            ask(given)
        assert caught.value.code == case["error"]["code"]
        return
    expected = json.loads(case["expect"])
    answer = plain(ask(given))
    if isinstance(answer, dict) and answer.keys() < expected.keys():
        expected = {name: expected[name] for name in answer}
    assert answer == expected


def test_every_typed_operation_has_a_case() -> None:
    assert {case["operation"] for case in CASES} == set(TYPED)
