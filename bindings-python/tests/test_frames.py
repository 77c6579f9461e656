"""Every view and every list of records is a table in one call."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sized

import numpy as np
import pandas as pd
import polars as pl
import pytest
from test_vectors import INDEX, engine

import sartor
from sartor import errors, lifetime

AS_OF = next(json.loads(case["input"])["asOf"] for case in INDEX["cases"] if case["operation"] == "outlook")
GROOM = next(json.loads(case["input"])["profile"] for case in INDEX["cases"] if case["operation"] == "outlook")


@pytest.fixture
def groom() -> sartor.Profile:
    return sartor.Profile.from_json(json.dumps(GROOM))


def test_every_table_of_every_view_is_a_frame_with_a_row_for_each_record(groom: sartor.Profile) -> None:
    shop, goods = engine("menswear"), sartor.Shop()
    plan = shop.next_actions(groom, goods, AS_OF)
    found = shop.recommend(groom, goods, None, AS_OF)
    quotes = shop.quote(groom, goods, ["suit_001", "suit_009"], None, AS_OF)
    contact = shop.contact(groom, AS_OF)
    seen = shop.experience(groom, {"stage": "checkout"}, AS_OF)
    view = groom.view(AS_OF)
    report = sartor.ReportLedger(10).release([{"row": "a", "count": 40}, {"row": "b", "count": 50}])
    heard = sartor.google_consent_mode({"analytics_storage": "granted"})
    tables: list[tuple[pd.DataFrame, Sized]] = [
        (plan.to_frame(), plan.actions),
        (plan.to_frame("rejected"), plan.rejected),
        (found.to_frame(), found.recommendations),
        (found.to_frame("terms"), [term for one in found.recommendations for term in one.terms]),
        (quotes.to_frame(), quotes.quotes),
        (quotes.to_frame("factors"), [factor for one in quotes.quotes for factor in one.adjustment_factors]),
        (contact.to_frame(), contact.channels),
        (contact.to_frame("tones"), contact.tones),
        (contact.to_frame("gaps"), contact.gaps),
        (seen.to_frame(), seen.choices),
        (seen.to_frame("lost"), [rule for one in seen.choices for rule in one.lost]),
        (shop.outlook(groom, AS_OF).to_frame(), shop.outlook(groom, AS_OF).purchase_probability),
        (shop.next_question(groom, AS_OF).to_frame(), shop.next_question(groom, AS_OF).alternatives),
        (shop.health().to_frame(), shop.health().parts),
        (view.to_frame(), view.purchases),
        (view.to_frame("cart"), view.cart),
        (view.to_frame("consents"), view.consents),
        (view.to_frame("decisions"), view.decisions),
        (view.to_frame("traits"), view.traits),
        (groom.export(AS_OF).to_frame(), groom.export(AS_OF).sections),
        (report.to_frame(), report.cells),
        (heard.to_frame(), heard.changes),
    ]
    for frame, records in tables:
        assert isinstance(frame, pd.DataFrame)
        assert len(frame) == len(records)
        assert len(frame.columns) > 1
    assert found.to_frame("terms").groupby("product_id")["value"].sum().to_dict() == pytest.approx(
        {one.product_id: one.score for one in found.recommendations}
    )


def test_a_list_of_records_is_a_frame_with_a_column_for_each_field(groom: sartor.Profile) -> None:
    events = groom.events()
    frame = sartor.to_frame(events)
    assert frame["message_id"].tolist() == [event.message_id for event in events]
    graph = sartor.IdentityGraph()
    graph.note({
        "type": "identify", "messageId": "m1", "userId": "anna", "anonymousId": "phone",
        "timestamp": "2026-06-01T08:00:00Z", "traits": {},
    })
    verdicts = sartor.to_frame(graph.verdicts())
    assert verdicts.loc[0, "evidence.login_days"] == 1
    assert verdicts.loc[0, "decision"] == "merge"
    fields = sartor.to_frame(sartor.declared_fields()).set_index("name")
    assert fields.loc["age", "guard"] == "protected"
    assert fields.loc["preferred_hour", "most"] == 23
    assert sartor.to_frame([]).empty
    with pytest.raises(errors.InvalidValue):
        sartor.to_frame([1, 2])


def test_outlooks_of_many_are_a_frame_of_whichever_library_is_installed(
    groom: sartor.Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = engine("menswear").outlook_batch([groom], AS_OF)
    pd.testing.assert_frame_equal(columns.to_frame(), columns.to_pandas())
    monkeypatch.setitem(sys.modules, "pandas", None)
    frame = columns.to_frame()
    assert isinstance(frame, pl.DataFrame)
    assert frame["customer_id"].to_list() == [groom.customer_id]


def test_columns_of_numpy_and_pandas_go_into_plain_figures() -> None:
    gaps = [30.0, 31.0, 28.0, 35.0]
    expected = sartor.regularity(gaps)
    assert expected is not None
    assert expected.value > 1
    assert sartor.regularity(np.array(gaps)) == sartor.regularity(pd.Series(gaps)) == expected
    assert sartor.regularity([1.0]) is None
    waits = pd.DataFrame({"days": [1.0, 2.0, 3.0, 3.0], "decided": [True, False, True, True]})
    curve = sartor.kaplan_meier(waits.to_dict("records"))
    assert curve.to_frame()["waiting"].tolist() == [0.75, 0.0]
    assert curve.median_days == 3.0
    assert sartor.kaplan_meier([sartor.Spell(2.0, False)]).median_days is None


def test_a_number_beyond_every_double_is_refused_by_name() -> None:
    model = lifetime.BgNbd.with_params(lifetime.BgNbdParams(0.243, 4.414, 0.793, 2.426))
    spend = lifetime.GammaGamma.with_params(lifetime.GammaGammaParams(6.25, 3.74, 15.45))
    vast = 10**400
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: model.expected_purchases(vast, 2, 30.0, 38.0), "periods"),
        (lambda: model.expected_purchases(39, vast, 30.0, 38.0), "frequency"),
        (lambda: model.expected_purchases_new_customer(-vast), "periods"),
        (lambda: model.probability_alive_interval(2, 30.0, 38.0, level=vast), "level"),
        (lambda: model.purchase_quantiles(39, 2, 30.0, 38.0, [vast]), "level"),
        (lambda: spend.mean_spend_deviation(2, vast), "monetary"),
    ]
    for call, field in calls:
        with pytest.raises(errors.InputError) as caught:
            call()
        assert field in str(caught.value)
