"""Consent, rights, identity, behaviour and contact: each call once through its types, and what it refuses."""

from __future__ import annotations

import builtins
import gzip
import json
import pickle
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import polars as pl
import pytest
from conftest import AS_OF, view_event

import sartor
from sartor import errors

DAY = timedelta(days=1)
TABLE = """\
subject,purpose,state,basis,policy version,source,time
{name},personalization,granted,consent,2026-01,crm,2026-02-01T09:00:00Z
{name},telepathy,granted,,,crm,2026-02-01T09:00:00Z
{name},Newsletter,denied,,,crm,2026-02-02 10:00
c_99,personalization,granted,consent,,crm,2026-02-01T09:00:00Z
"""
OPTIONS = sartor.ConsentTableOptions(
    utc_offset_minutes=60,
    purposes=[sartor.ConsentCategory(category="Newsletter", purposes=[sartor.ConsentPurpose.MARKETING])],
)


def identify(customer: str, message: str, traits: dict[str, Any], **context: Any) -> dict[str, Any]:
    return {
        "type": "identify",
        "messageId": message,
        "userId": customer,
        "timestamp": (AS_OF - DAY).isoformat(),
        "traits": traits,
        "context": context,
    }


def consent(customer: str, purpose: str, state: str = "granted") -> dict[str, Any]:
    return {
        "type": "track",
        "event": "Consent Changed",
        "messageId": f"consent_{purpose}_{state}",
        "userId": customer,
        "timestamp": (AS_OF - 2 * DAY).isoformat(),
        "properties": {"purpose": purpose, "state": state, "basis": "consent", "source": "test"},
    }


@pytest.fixture
def known() -> sartor.Profile:
    """A customer who said who they are, and allows its use."""
    profile = sartor.Profile("c1", "USD")
    profile.observe(consent("c1", "personalization"), AS_OF)
    profile.observe(
        identify("c1", "m1", {"fit": "slim", "shoe_laces": "waxed", "occupation": "architect"}), AS_OF
    )
    return profile


# Consent.
def test_tables_of_consents_reach_a_trainer_and_a_profile(
    tmp_path: Path, catalog: sartor.Catalog, profile: sartor.Profile
) -> None:
    table = tmp_path / "consents.csv.gz"
    table.write_bytes(gzip.compress(TABLE.format(name=profile.customer_id).encode()))
    trainer = sartor.Trainer(catalog)
    steps: list[tuple[int, int]] = []
    report = trainer.read_consents(table, OPTIONS, progress=lambda *step: steps.append(step))
    assert (report.accepted, report.skipped, report.problems[0].field) == (3, 1, "purpose")
    assert steps
    assert trainer.customer_ids() == sorted([profile.customer_id, "c_99"])
    before = {view.purpose: view.state for view in profile.view(AS_OF).consents}
    own = profile.read_consents(table, AS_OF, OPTIONS.to_dict())
    assert (own.accepted, own.skipped) == (2, 2)
    after = {view.purpose: view.state for view in profile.view(AS_OF).consents}
    assert after == {**before, "personalization": "granted", "marketing": "denied"}


def test_a_table_that_is_none_changes_nothing(tmp_path: Path, profile: sartor.Profile) -> None:
    table = tmp_path / "consents.csv"
    before = profile.to_bytes()
    for text in ("", "a,b\n1,2\n", '{"purpose":"analytics"}\n'):
        table.write_text(text)
        with pytest.raises(sartor.SartorError):
            profile.read_consents(table, AS_OF)
    with pytest.raises(errors.Unreadable):
        profile.read_consents(tmp_path / "none.csv", AS_OF)
    with pytest.raises(errors.UnknownField):
        profile.read_consents(table, AS_OF, {"zone": 60})
    assert profile.to_bytes() == before


def test_signals_of_consent_become_events_of_a_profile() -> None:
    purpose, state = sartor.ConsentPurpose, sartor.ConsentState
    mode = sartor.google_consent_mode({"ad_user_data": "denied", "analytics_storage": "granted", "ad_storage": "granted"})
    said = {change.purpose: change.state for change in mode.changes}
    assert said == {purpose.ANALYTICS: state.GRANTED, purpose.SHARING: state.DENIED}
    assert mode.without_equivalent == ["ad_storage"]
    gpc = sartor.global_privacy_control("1")
    assert [(change.purpose, change.state, change.source) for change in gpc.changes] == [
        (purpose.SHARING, state.DENIED, "gpc")
    ]
    assert sartor.global_privacy_control("0").changes == []
    tcf = sartor.iab_tcf(sartor.TcfKeys(gdpr_applies=1, purpose_consents="1111111111"))
    assert purpose.ANALYTICS in {change.purpose for change in tcf.changes}
    segment = sartor.segment_preferences(
        {"Advertising": True, "Unheard": False}, [{"category": "Advertising", "purposes": ["marketing"]}]
    )
    assert segment.without_equivalent == ["Unheard"]
    profile = sartor.Profile("c1")
    for event in sartor.consent_events("c1", [*mode.changes, *segment.changes], AS_OF):
        assert profile.observe(event, AS_OF) == sartor.Observed.FOLDED
    consents = {view.purpose: view.state for view in profile.view(AS_OF).consents}
    assert (consents["marketing"], consents["sharing"]) == ("granted", "denied")


def test_signals_that_are_none_are_refused() -> None:
    for wrong in (
        lambda: sartor.google_consent_mode({"ad_user_data": "perhaps"}),
        lambda: sartor.google_consent_mode({"colour": "granted"}),
        lambda: sartor.iab_tcf({"purposeConsents": "1x"}),
        lambda: sartor.iab_tcf({"tcString": "nonsense"}),
        lambda: sartor.parse_tc_string(""),
        lambda: sartor.segment_preferences({}, [{"category": "a"}, {"category": "a"}]),
        lambda: sartor.segment_preferences({}, [{"category": "a", "purposes": ["telepathy"]}]),
        lambda: sartor.consent_events("", sartor.global_privacy_control("1").changes, AS_OF),
        lambda: sartor.consent_events("c", [{"purpose": "telepathy"}], AS_OF),
    ):
        with pytest.raises(sartor.SartorError):
            wrong()


def test_a_consent_for_an_unknown_purpose_is_refused() -> None:
    profile = sartor.Profile("c1")
    before = profile.to_bytes()
    with pytest.raises(sartor.SartorError):
        profile.observe(consent("c1", "telepathy"), AS_OF)
    assert profile.to_bytes() == before


def test_a_consent_string_is_read_whole() -> None:
    # The example of the framework's own documentation of its strings.
    text = sartor.parse_tc_string("COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA")
    assert (text.policy_version, text.consent_language) == (2, "EN")
    assert text.purpose_consents == [1, 2, 3]


# Google Analytics.
PAYLOAD = {
    "client_id": "v_9",
    "user_id": "c1",
    "timestamp_micros": 1_777_500_000_000_000,
    "events": [
        {"name": "purchase", "params": {"transaction_id": "T1", "currency": "USD", "value": 1150,
                                        "items": [{"item_id": "suit_001", "price": 1150, "quantity": 1}]}}
    ],
}  # fmt: skip


def test_google_analytics_comes_in_by_file_and_by_line(tmp_path: Path, catalog: sartor.Catalog) -> None:
    (event,) = sartor.events_from_ga4(json.dumps(PAYLOAD), "USD")
    assert event.kind == sartor.EventKind.ORDER_COMPLETED
    assert event.lines[0].product_id == "suit_001"
    (tmp_path / "ga4.jsonl").write_text(json.dumps(PAYLOAD) + "\n")
    trainer = sartor.Trainer(catalog)
    report = trainer.read_events(tmp_path / "ga4.jsonl", format=sartor.EventFormat.GA4)
    assert (report.produced, trainer.customer_ids()) == (1, ["c1"])
    assert trainer.read_events(tmp_path / "ga4.jsonl", format="ga4").accepted == 1
    with pytest.raises(sartor.SartorError):
        trainer.read_events(tmp_path / "ga4.jsonl", format="ga5")
    with pytest.raises(sartor.SartorError):
        sartor.events_from_ga4("{}")


def test_segments_consent_preferences_are_read_where_they_are_mapped(tmp_path: Path, catalog: sartor.Catalog) -> None:
    event = view_event("c1", "m1") | {"context": {"consent": {"categoryPreferences": {"Functional": True}}}}
    (tmp_path / "events.jsonl").write_text(json.dumps(event))
    trainer = sartor.Trainer(catalog)
    mapped = {"category": "Functional", "purposes": ["analytics"]}
    trainer.read_events(tmp_path / "events.jsonl", consent_categories=[mapped])
    read = trainer.profile("c1")
    assert read is not None
    assert [view.state for view in read.view(AS_OF).consents if view.purpose == "analytics"] == ["granted"]


# Rights.
def test_use_is_restricted_and_allowed_again(engine: sartor.Engine, profile: sartor.Profile) -> None:
    assert engine.outlook(profile, AS_OF).personalised
    event = profile.restrict(AS_OF, "accuracy_contested")
    assert event.kind == sartor.EventKind.PROCESSING_RESTRICTED
    assert not engine.outlook(profile, AS_OF).personalised
    profile.lift_restriction(AS_OF + timedelta(seconds=1))
    assert engine.outlook(profile, AS_OF + timedelta(seconds=1)).personalised
    with pytest.raises(errors.NothingToUndo):
        profile.lift_restriction(AS_OF + timedelta(seconds=2))
    before = profile.to_bytes()
    with pytest.raises(errors.TooLarge):
        profile.restrict(AS_OF, "x" * 300)
    assert profile.to_bytes() == before


def test_sale_and_sensitive_use_are_denied_by_events(profile: sartor.Profile) -> None:
    for event, purpose in (
        (profile.opt_out_of_sale(AS_OF), "sharing"),
        (profile.limit_sensitive(AS_OF), "sensitive"),
    ):
        assert event.kind == sartor.EventKind.CONSENT_CHANGED
        states = {view.purpose: view.state for view in profile.view(AS_OF).consents}
        assert states[purpose] == "denied"


def test_everything_kept_is_exported_and_explained(profile: sartor.Profile) -> None:
    export = profile.export(AS_OF)
    assert sartor.Profile.from_json(export.machine) == profile
    assert export.events == profile.event_count
    assert profile.customer_id in export.person
    assert all(section.title in export.person for section in export.sections)
    explained = profile.explain_to_customer(AS_OF)
    assert explained.parts[-1].topic == "rights"
    assert all(part.text in explained.text for part in explained.parts)
    assert profile.explain_to_customer(AS_OF, "en-GB").language.startswith("en")
    with pytest.raises(sartor.SartorError):
        profile.explain_to_customer(AS_OF, "tlh")


def test_what_is_too_old_is_purged_and_receipts_name_what_remains(
    engine: sartor.Engine, trainer: sartor.Trainer, catalog: sartor.Catalog, profile: sartor.Profile
) -> None:
    receipt = profile.retention_purge(sartor.RetentionPolicy(purchases_days=365), AS_OF)
    assert [(count.category, count.events > 0) for count in receipt.removed] == [(sartor.DataCategory.PURCHASES, True)]
    assert receipt.remaining_elsewhere
    assert profile.retention_purge({"purchasesDays": 365}, AS_OF).removed == []
    for policy in ({"purchasesDays": -1}, {"dreamsDays": 1}, {"purchasesDays": 1.5}):
        with pytest.raises(sartor.SartorError):
            profile.retention_purge(policy, AS_OF)
    erased = profile.erase({"what": "all"}, AS_OF)
    places = {one.place for one in erased.remaining_elsewhere}
    assert engine.add_to_receipt(erased, "0" * 64) == erased
    named = engine.add_to_receipt(erased.to_dict(), sartor.pseudonym(b"0123456789abcdef", "c00"))
    assert {one.place for one in named.remaining_elsewhere} == places  # trained without a key


def test_a_fitted_model_that_knows_the_customer_is_named_in_the_receipt(
    files: Path, catalog: sartor.Catalog, profile: sartor.Profile
) -> None:
    keyed = sartor.Trainer(catalog)
    keyed.read_orders(files / "orders.csv", consent_basis="consent")
    keyed.set_pseudonym_key(b"0123456789abcdef")
    name = sartor.pseudonym(b"0123456789abcdef", profile.customer_id)
    receipt = profile.erase({"what": "all"}, AS_OF)
    told = keyed.fit(AS_OF).add_to_receipt(receipt, name)
    assert len(told.remaining_elsewhere) == len(receipt.remaining_elsewhere) + 1
    assert "fitted_models" in {one.place for one in told.remaining_elsewhere}


def test_erasing_what_is_not_there_changes_nothing(profile: sartor.Profile) -> None:
    before = profile.to_bytes()
    with pytest.raises(sartor.SartorError):
        profile.erase({"what": "messages", "messageIds": ["never_seen"]}, AS_OF)
    assert profile.to_bytes() == before


# Identity.
def test_a_device_that_a_family_shares_is_not_merged() -> None:
    graph = sartor.IdentityGraph(sartor.IdentityPolicy(min_login_days=1))

    def login(number: int, customer: str) -> None:
        graph.note(identify(customer, f"m{number}", {}) | {
            "anonymousId": "tablet", "timestamp": (AS_OF - number * DAY).isoformat()
        })  # fmt: skip

    login(1, "father")
    assert graph.merge_verdict("tablet", "father").decision == sartor.MergeDecision.MERGE
    again = sartor.IdentityGraph.from_bytes(graph.to_bytes())
    login(2, "son")
    verdict = graph.merge_verdict("tablet", "father")
    assert (verdict.decision, verdict.reasons[0]) == (sartor.MergeDecision.REFUSE, "several_customers")
    assert verdict.evidence.customers_on_device == 2
    assert again != graph
    again.join(graph)
    again.join(again)
    assert again == graph == pickle.loads(pickle.dumps(graph))
    assert len(graph.verdicts()) == 2
    graph.forget("son")
    assert graph.merge_verdict("tablet", "father").evidence.customers_on_device == 1


def test_an_identity_graph_that_is_none_is_refused() -> None:
    with pytest.raises(sartor.SartorError):
        sartor.IdentityGraph({"minLoginDays": 0})
    with pytest.raises(sartor.SartorError):
        sartor.IdentityGraph.from_bytes(b"nonsense")
    graph = sartor.IdentityGraph()
    with pytest.raises(sartor.SartorError):
        graph.note({"type": "identify"})
    assert graph == sartor.IdentityGraph()


def test_profiles_that_contradict_each_other_merge_only_on_the_hosts_word() -> None:
    one, other = sartor.Profile("c1"), sartor.Profile("visitor")
    one.observe(identify("c1", "m1", {"birth_date": "1980-01-01"}), AS_OF)
    other.observe(identify("visitor", "m2", {"birth_date": "2010-01-01"}), AS_OF)
    before = one.to_bytes()
    with pytest.raises(errors.IdentityConflict) as caught:
        one.merge(other)
    assert caught.value.fields["reason"] == "contradictory_facts:birth_date"
    assert one.to_bytes() == before
    assert one.merge_stated(other).identities_added == ["visitor"]
    assert one.unmerge("visitor") == other
    with pytest.raises(errors.NothingToUndo):
        one.unmerge("visitor")
    dollars, euros = sartor.Profile("c1", "USD"), sartor.Profile("c2", "EUR")
    for merge in (dollars.merge, dollars.merge_stated):
        with pytest.raises(errors.CurrencyMismatch):
            merge(euros)


def test_a_special_category_needs_its_purpose() -> None:
    profile = sartor.Profile("c1")
    with pytest.raises(errors.PurposeNeeded) as caught:
        profile.observe(identify("c1", "m1", {"religion": "private"}), AS_OF)
    assert caught.value.fields["purpose"] == "sensitive"
    assert "private" not in str(caught.value)
    assert profile.event_count == 0


# Views as tables.
def test_what_was_declared_becomes_a_table(known: sartor.Profile) -> None:
    view = known.declared(AS_OF)
    columns = view.to_columns()
    assert dict(zip(columns["name"], columns["group"], strict=True)) == {
        value.name: group.group for group in view.groups for value in group.fields
    } | {value.name: "attributes" for value in view.attributes}
    assert "shoe_laces" in columns["name"]
    assert set(columns["source"]) == {"declared"}
    frame = view.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert frame.set_index("name")["value"].to_dict()["fit"] == '"slim"'
    assert view.to_columns("groups")["group"] == [group.group for group in view.groups]


def test_what_happened_becomes_tables(profile: sartor.Profile) -> None:
    view = profile.history(AS_OF, {"recentDays": 3000})
    frame = view.to_frame()
    assert frame["order_id"].tolist() == [order.order_id for order in view.purchases]
    assert len(view.to_frame("lines")) == sum(len(order.lines) for order in view.purchases)
    assert sum(view.to_columns("months")["orders"]) == profile.view(AS_OF).orders
    for table in ("visits", "conversations", "loose_returns"):
        lengths = {len(cells) for cells in view.to_columns(table).values()}
        assert lengths == {len(getattr(view, table))}
    assert profile.history(AS_OF, sartor.HistoryOptions(max_purchases=1)).to_frame().shape[0] <= 1
    with pytest.raises(sartor.SartorError):
        profile.history(AS_OF, {"maxPurchases": 100_000})


def test_behaviour_becomes_tables(engine: sartor.Engine, profile: sartor.Profile) -> None:
    view = engine.behaviour(profile, AS_OF)
    assert view.personalised
    assert view.decision_style.style in ("direct", "deliberate", "exploring", "unclear")
    frame = view.to_frame()
    assert frame["measure"].tolist() == [one.measure for one in view.measures]
    assert len(frame) > 0
    assert ((frame["low"] <= frame["value"]) & (frame["value"] <= frame["high"])).all()
    assert view.to_columns("loyalty")["indicator"] == [one.indicator for one in view.loyalty]
    assert list(view.to_columns("antecedents")) == ["event", "rate_ratio", "low", "high", "weeks_seen"]


def test_a_table_that_a_view_does_not_have_is_refused_by_name(known: sartor.Profile) -> None:
    with pytest.raises(errors.InvalidValue, match="values, groups"):
        known.declared(AS_OF).to_columns("orders")
    with pytest.raises(errors.InvalidValue):
        known.history(AS_OF).to_frame("")


def test_polars_makes_the_frame_where_pandas_is_not_installed(
    known: sartor.Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = known.declared(AS_OF)
    monkeypatch.setitem(sys.modules, "pandas", None)
    frame = view.to_frame()
    assert isinstance(frame, pl.DataFrame)
    assert frame["name"].to_list() == view.to_columns()["name"]
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(errors.NotAvailable, match="to_columns"):
        view.to_frame()


def test_a_library_that_cannot_be_loaded_is_not_passed_over_in_silence(
    known: sartor.Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = known.declared(AS_OF)
    original = builtins.__import__

    def broken(name: str, *rest: Any, **options: Any) -> Any:
        if name == "pandas":
            raise RuntimeError("broken")
        return original(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", broken)
    monkeypatch.delitem(sys.modules, "pandas")
    with pytest.raises(RuntimeError, match="broken"):
        view.to_frame()


def test_a_profile_shows_itself_in_a_notebook_with_nothing_as_markup() -> None:
    profile = sartor.Profile("<script>alert(1)</script>")
    assert "<script>" not in profile._repr_html_()
    profile.observe(identify("<script>alert(1)</script>", "m1", {"nickname": '<img src="x">'}), AS_OF)
    shown = profile._repr_html_()
    assert shown.startswith("<b>Profile</b><table>")
    assert "&lt;script&gt;" in shown
    assert "<img" not in shown
    assert "<script" not in shown


# Contact, experience, questions, choice.
def test_contact_experience_and_the_next_question_answer(
    engine: sartor.Engine, known: sartor.Profile, profile: sartor.Profile
) -> None:
    contact = engine.contact(known, AS_OF)
    assert contact.customer_id == "c1"
    assert contact.to_dict()["modelId"] == engine.model_id
    for request in (None, {"stage": "compare"}, sartor.ExperienceRequest(device="mobile")):
        experience = engine.experience(known, request, AS_OF)
        assert experience.personalised
    question = engine.next_question(profile, AS_OF)
    assert question.customer_id == profile.customer_id
    with pytest.raises(errors.UnknownField):
        engine.experience(known, {"mood": "good"}, AS_OF)
    with pytest.raises(sartor.SartorError):
        engine.experience(known, {"stage": "x" * 1_000}, AS_OF)


def test_the_variant_of_a_rule_is_chosen_with_its_reason(
    files: Path, catalog: sartor.Catalog, known: sartor.Profile
) -> None:
    policy = sartor.EnginePolicy(
        experience=sartor.ExperiencePolicy(
            rules=[
                sartor.ExperienceRule(
                    "r1", "banner", "short", 1,
                    [sartor.ExperienceCondition("device", sartor.ConditionOperator.IS, ["mobile"], None)],
                ),
                sartor.ExperienceRule("r2", "banner", "long", 0, []),
            ]
        )
    )  # fmt: skip
    trainer = sartor.Trainer(catalog, policy=policy)
    trainer.read_orders(files / "orders.csv", consent_basis="consent")
    engine = trainer.fit(AS_OF)
    for device, variant, rule in (("mobile", "short", "r1"), ("desktop", "long", "r2")):
        (choice,) = engine.experience(known, {"device": device}, AS_OF).choices
        assert (choice.slot, choice.variant, choice.rule_id) == ("banner", variant, rule)


def test_choice_is_narrowed_where_one_option_stands_out() -> None:
    clear = sartor.narrowing([0.9, 0.2, 0.1, 0.1, 0.05])
    assert (clear.from_, clear.to, clear.reason) == (5, 1, "clear_favourite")
    assert "from_=5" in repr(clear)
    close = sartor.narrowing([0.5] * 10, sartor.NarrowingOptions(most=4))
    assert close.open_options == pytest.approx(10)
    assert sartor.ChoiceNarrowing.from_json(close.to_json()) == close
    for scores, options in (([float("nan")], None), ([1.0, float("inf")], None), ([1.0], {"most": 0}), ([1.0], {"mode": 1})):
        with pytest.raises(sartor.SartorError):
            sartor.narrowing(scores, options)


# Taste.
def test_taste_is_told_as_a_table_a_path_and_scores(engine: sartor.Engine, profile: sartor.Profile) -> None:
    view = engine.taste(profile, AS_OF)
    assert view.personalised
    assert view.preferences
    frame = view.to_frame()
    assert ((frame["low"] <= frame["lift"]) & (frame["lift"] <= frame["high"])).all()
    assert set(frame["status"]) <= {"learned", "tentative"}
    assert view.to_columns("prices")["category"] == [one.category for one in view.prices]
    path = engine.taste_path(profile, 3, AS_OF)
    assert len(path.snapshots) == 4
    points = path.to_frame()
    assert points["as_of_ms"].nunique() == 4
    assert len(points) == sum(len(snapshot.points) for snapshot in path.snapshots)
    scores = engine.taste_scores(profile, ["suit_001", "tie_12"], AS_OF)
    by_terms = scores.to_frame("terms").groupby("product_id")["score"].sum()
    for one in scores.scores:
        assert by_terms[one.product_id] == pytest.approx(one.score)
    assert scores.to_columns()["product_id"] == ["suit_001", "tie_12"]
    with pytest.raises(errors.UnknownProduct):
        engine.taste_scores(profile, ["nothing"], AS_OF)
    for months in (61, -1, 2**40):
        with pytest.raises(errors.OutOfRange):
            engine.taste_path(profile, months, AS_OF)
    profile.restrict(AS_OF)
    assert engine.taste(profile, AS_OF).to_columns()["lift"] == []


def test_taste_shows_itself_as_a_picture_in_which_nothing_is_markup(
    engine: sartor.Engine, profile: sartor.Profile
) -> None:
    view = engine.taste(profile, AS_OF)
    shown = view._repr_html_()
    svg = ElementTree.fromstring(shown[: shown.index("</svg>") + 6])
    space = "{http://www.w3.org/2000/svg}"
    circles = svg.findall(f"{space}g/{space}circle")
    assert len(circles) == len(view.preferences)
    filled = [circle.get("fill") != "none" for circle in circles]
    assert filled == [one.status == sartor.TasteStatus.LEARNED for one in view.preferences]
    places = [float(circle.get("cx", "nan")) for circle in circles]
    by_lift = sorted(range(len(places)), key=lambda at: view.preferences[at].lift)
    assert [places[at] for at in by_lift] == sorted(places)
    plain = view.to_dict()
    plain["customerId"] = '"><script>'
    plain["preferences"][0] |= {"dimension": "<script>alert(1)</script>", "value": '"&<b>', "lift": 1e9, "high": 1e9}
    hostile = sartor.TasteView.from_json(json.dumps(plain))._repr_html_()
    ElementTree.fromstring(hostile[: hostile.index("</svg>") + 6])
    assert "<script" not in hostile
    assert "<b>&quot;" not in hostile
    plain["preferences"] = []
    assert "<svg" not in sartor.TasteView.from_json(json.dumps(plain))._repr_html_()
