"""What customers will do: features, churn, purchases by category, spend, and what came of it."""

from __future__ import annotations

import pickle
import random
from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sartor
from sartor import errors, learn, predict

AS_OF = datetime(2026, 6, 1, 8, tzinfo=timezone.utc)
AS_OF_MS = 1_780_300_800_000
DAY_MS = 86_400_000
CUSTOMERS = 160
CATALOG = "id,name,price,category\ncoffee,Coffee,9,food\nchair,Chair,90,home\n"


def event(name: str, customer: str, at: datetime, **properties: Any) -> dict[str, Any]:
    return {
        "type": "track",
        "messageId": f"{name}{at.isoformat()}",
        "userId": customer,
        "event": name,
        "timestamp": at.isoformat(),
        "properties": properties,
    }


def customer(number: int) -> sartor.Profile:
    """One who buys coffee about every 20 days, or a chair about every 200; simulated."""
    dice, name = random.Random(number), f"c{number:03}"
    product, price, pause = [("coffee", 9, 20), ("chair", 90, 200)][number % 2]
    profile = sartor.Profile(name)
    granted = {"purpose": "analytics", "state": "granted"}
    profile.observe(event("Consent Changed", name, AS_OF - timedelta(days=700), **granted), AS_OF)
    at = AS_OF - timedelta(days=dice.randint(400, 600))
    while at < AS_OF:
        bought = [{"product_id": product, "price": price}]
        profile.observe(event("Order Completed", name, at, revenue=price, currency="USD", products=bought), AS_OF)
        at += timedelta(days=1 + int(dice.expovariate(1 / pause)))
    return profile


@pytest.fixture(scope="module")
def profiles() -> list[sartor.Profile]:
    return [customer(number) for number in range(CUSTOMERS)]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> predict.FeatureReader:
    path = tmp_path_factory.mktemp("predict") / "catalog.csv"
    path.write_text(CATALOG)
    return predict.FeatureReader(sartor.Catalog.from_csv(path, currency="USD"))


@pytest.fixture(scope="module")
def churn(reader: predict.FeatureReader, profiles: list[sartor.Profile]) -> predict.Churn:
    return predict.Churn.fit(reader, profiles, AS_OF, horizon_days=90, periods=3, trees=40)


def test_features_of_a_customer_are_named_and_withheld_without_consent(
    reader: predict.FeatureReader, profiles: list[sartor.Profile]
) -> None:
    features = reader.row(profiles[0], AS_OF, {"probabilityAlive": 0.9})
    row = features.to_dict()
    assert (features.customer_id, features.as_of_ms, features.reason) == ("c000", AS_OF_MS, None)
    assert list(row) == [spec.name for spec in predict.feature_list()] == [value.name for value in features.values]
    assert isinstance(row["recency_days"], float)
    assert row["probability_alive"] == 0.9
    assert features == reader.row(profiles[0], AS_OF_MS, predict.FeatureExtra(probability_alive=0.9))
    assert features != reader.row(profiles[0], AS_OF)
    withheld = reader.row(sartor.Profile("nobody"), AS_OF)
    assert withheld.reason == "no_consent"
    assert set(withheld.to_dict().values()) == {None}
    assert predict.feature_list()[0].kind == predict.FeatureKind.NUMBER
    with pytest.raises(errors.SartorError) as caught:
        reader.row(profiles[0], AS_OF, {"probabilityAlive": 2})
    assert caught.value.code == "OUT_OF_RANGE"
    with pytest.raises(errors.SartorError):
        reader.row(profiles[0], "2026-06-01T08:00:00")  # without its zone


def test_a_table_of_features_becomes_columns_a_frame_and_what_learners_take(
    reader: predict.FeatureReader, profiles: list[sartor.Profile]
) -> None:
    steps: list[tuple[int, int]] = []
    table = reader.table(profiles, AS_OF, progress=lambda done, total: steps.append((done, total)))
    assert len(table) == CUSTOMERS
    assert steps
    assert table.rows()[3] == reader.row(profiles[3], AS_OF)
    names = [spec.name for spec in predict.feature_list()]
    columns = table.to_columns()
    assert list(columns) == ["customer_id", *names]
    assert columns["recency_days"].dtype == np.float64
    frame = table.to_frame()
    assert isinstance(frame, pd.DataFrame)
    assert frame.index[5] == "c005"
    assert table.to_table().columns == list(frame.columns) == names
    rarely = [number % 2 == 1 for number in range(CUSTOMERS)]
    model = learn.Gbdt.fit(table.to_table(), rarely, trees=20)
    assert learn.ScoredLabels(rarely, model.scores(frame)).auc().value > 0.9
    with pytest.raises(errors.SartorError) as caught:
        reader.table(profiles, AS_OF, extras=[{}])
    assert caught.value.code == "OUT_OF_RANGE"
    with pytest.raises(errors.SartorError):
        reader.table([], AS_OF).to_columns()


def test_churn_tells_who_leaves_by_when_and_why(
    churn: predict.Churn, reader: predict.FeatureReader, profiles: list[sartor.Profile]
) -> None:
    often, rarely = (reader.row(profile, AS_OF) for profile in profiles[:2])
    risk = churn.predict(often, [30.0, 90.0])
    assert risk.churn.low <= risk.churn.value <= risk.churn.high
    assert risk.churn.value < churn.predict(rarely).churn.value
    assert risk.curve[0].survival.value > risk.curve[1].survival.value
    assert risk.by_ms == AS_OF_MS + 90 * DAY_MS
    assert (risk.model_id, churn.parent_model_id) == (churn.model_id, None)
    assert risk.to_frame()["horizon_days"].tolist() == [30.0, 90.0]
    assert predict.ChurnRisk.from_json(risk.to_json()) == risk
    assert churn.report().auc.value > 0.7
    assert churn.options.setting == predict.ChurnSetting.NON_CONTRACTUAL
    assert len(churn.options.cuts_ms) == 3
    many = churn.predict_many(reader.table(profiles, AS_OF), np.array([30.0, 90.0]))
    assert many[0] == risk
    assert sartor.to_frame(many)["customer_id"].tolist() == [profile.customer_id for profile in profiles]
    why = churn.reasons(rarely)
    assert abs(why[0].contribution) >= abs(why[-1].contribution)
    assert "from_=" in repr(why[0])
    assert predict.ChurnReason.from_json(why[0].to_json()) == why[0]
    before = reader.row(profiles[1], AS_OF - timedelta(days=60))
    assert isinstance(churn.reasons_of_change(before, rarely), list)
    with pytest.raises(errors.SartorError) as caught:
        churn.reasons_of_change(often, rarely)
    assert caught.value.code == "WRONG_CUSTOMER"
    with pytest.raises(errors.SartorError):
        churn.predict(often, [91.0])


def test_churn_survives_a_journey_and_the_same_fit_gives_the_same_model(
    churn: predict.Churn, reader: predict.FeatureReader, profiles: list[sartor.Profile]
) -> None:
    assert predict.Churn.from_bytes(churn.to_bytes()) == churn == pickle.loads(pickle.dumps(churn))
    assert repr(churn).startswith("Churn(horizon_days=90, ")
    again = predict.Churn.fit(reader, profiles, AS_OF_MS, cuts=churn.options.cuts_ms, periods=3, trees=40)
    assert again.model_id == churn.model_id
    with pytest.raises(errors.SartorError):
        predict.Churn.from_bytes(churn.to_bytes()[:-9])
    with pytest.raises(errors.SartorError):
        predict.Propensity.from_bytes(churn.to_bytes())


def test_those_at_risk_are_listed_with_reasons(
    churn: predict.Churn, reader: predict.FeatureReader, profiles: list[sartor.Profile]
) -> None:
    looks = [reader.table(profiles, AS_OF - timedelta(days=days)) for days in (60, 30, 0)]
    risks = churn.predict_many(looks[-1])
    watchlist = churn.watchlist(looks, threshold=0.4, reasons=2)
    at_risk = {risk.customer_id for risk in risks if risk.reason is None and risk.churn.value >= 0.4}
    assert at_risk
    assert {entry.customer_id for entry in watchlist.entries} == at_risk
    assert all(len(entry.reasons) <= 2 for entry in watchlist.entries)
    assert watchlist.to_frame()["churn"].tolist() == [entry.churn.value for entry in watchlist.entries]
    assert len(churn.watchlist(looks, threshold=0.4, standing=False).entries) <= len(watchlist.entries)
    with pytest.raises(errors.SartorError):
        churn.watchlist(looks[::-1])
    with pytest.raises(errors.SartorError):
        churn.watchlist([])


def test_a_recalibrated_model_names_its_parent(
    churn: predict.Churn, reader: predict.FeatureReader, profiles: list[sartor.Profile]
) -> None:
    outcomes = predict.Outcomes(10_000)
    table = reader.table(profiles, AS_OF - timedelta(days=90))
    dice = random.Random(5)
    for risk in churn.predict_many(table):
        told = predict.OutcomePrediction(
            prediction_id=f"p:{risk.customer_id}",
            customer_id=risk.customer_id,
            model_id=churn.model_id,
            made_ms=risk.as_of_ms,
            due_ms=risk.by_ms,
            probability=risk.churn.value,
            challenger=predict.ChallengerPrediction(model_id="half", probability=0.5),
        )
        assert outcomes.record(told)
        assert not outcomes.record(told.to_dict())
        if dice.random() < 0.5:
            # Half as likely as was told.
            assert outcomes.close(told.prediction_id, dice.random() < risk.churn.value / 2, AS_OF)
    still_open = outcomes.counts.open
    assert 0 < still_open == outcomes.close_due(False, AS_OF)
    assert (outcomes.counts.closed, outcomes.counts.open) == (CUSTOMERS, 0)
    found = outcomes.recalibration(churn.model_id)
    assert (found.model_id, found.rows) == (churn.model_id, CUSTOMERS)
    assert found.is_worth_it
    assert pickle.loads(pickle.dumps(found)) == found
    other = churn.recalibrated(found.calibration)
    assert other.parent_model_id == churn.model_id != other.model_id
    features = reader.row(profiles[1], AS_OF)
    assert other.predict(features).churn.value < churn.predict(features).churn.value
    review = outcomes.review(churn.model_id, AS_OF - timedelta(days=90), AS_OF, schedule={"leastRows": 50})
    assert review.advice in (predict.OutcomeAdvice.RECALIBRATE, predict.OutcomeAdvice.REFIT)
    contest = outcomes.contest(churn.model_id, "half")
    assert contest.rows == CUSTOMERS
    assert predict.Outcomes.from_bytes(outcomes.to_bytes()) == outcomes == pickle.loads(pickle.dumps(outcomes))
    assert repr(outcomes) == f"Outcomes(closed={CUSTOMERS}, open=0)"
    assert outcomes.erase("c000") == 1
    with pytest.raises(errors.SartorError) as caught:
        outcomes.close("p:c001", True, AS_OF)
        outcomes.close("p:c001", False, AS_OF)
    assert caught.value.code == "ALREADY_SET"
    with pytest.raises(errors.SartorError) as caught:
        predict.Outcomes(10).recalibration("none")
    assert caught.value.code == "TOO_FEW"


def test_cancellations_are_told_by_dates_and_blanks(
    reader: predict.FeatureReader, profiles: list[sartor.Profile]
) -> None:
    gone = [AS_OF - timedelta(days=20 + number % 60) if number % 4 == 1 else None for number in range(CUSTOMERS)]
    options: dict[str, Any] = {"setting": "contractual", "periods": 3, "trees": 20}
    model = predict.Churn.fit(reader, profiles, AS_OF, cancelled=gone, **options)
    same = predict.Churn.fit(reader, profiles, AS_OF, cancelled=pd.Series(pd.to_datetime(gone)), **options)
    assert model.model_id == same.model_id
    assert 0.05 < model.report().base_rate < 0.5
    for cancelled in (None, gone[:-1], "2026-06-01", [*gone[:-1], "soon"]):
        with pytest.raises(errors.SartorError):
            predict.Churn.fit(reader, profiles, AS_OF, cancelled=cancelled, **options)


def test_purchases_are_foretold_by_category(reader: predict.FeatureReader, profiles: list[sartor.Profile]) -> None:
    model = predict.Propensity.fit(reader, profiles, AS_OF, trees=30)
    told = model.predict(reader, profiles[0], AS_OF)
    assert [one.category for one in told.categories] == ["food", "home"]
    assert told.categories[0].probability.value > 0.4 > told.categories[1].probability.value
    days = told.categories[0].days
    assert days is not None
    assert days.low < days.median < days.high <= 30
    assert told.to_frame()["category"].tolist() == ["food", "home"]
    assert model.predict_many(reader, profiles[:2], AS_OF)[0] == told
    assert {one.category for one in model.report().categories} == {"food", "home"}
    assert predict.Propensity.from_bytes(model.to_bytes()) == model == pickle.loads(pickle.dumps(model))
    with pytest.raises(errors.SartorError):
        predict.Propensity.fit(predict.FeatureReader(), profiles, AS_OF)


def test_spend_is_foretold_with_an_interval(reader: predict.FeatureReader, profiles: list[sartor.Profile]) -> None:
    model = predict.Value.fit(reader, profiles, AS_OF, horizon_days=90, trees=30)
    told = model.predict(reader.row(profiles[0], AS_OF))
    assert 0 <= told.low_minor <= told.high_minor
    assert (told.level, told.basis) == (0.9, sartor.Basis.CUSTOMER)
    assert model.predict_many(reader.table(profiles, AS_OF))[0] == told
    assert all(one.amount_minor > 0 for one in model.growth(reader, profiles[0], AS_OF))
    assert model.report().customers == CUSTOMERS
    assert predict.Value.from_bytes(model.to_bytes()) == model == pickle.loads(pickle.dumps(model))


def test_a_fit_is_told_of_its_steps_and_stops_when_told(
    reader: predict.FeatureReader, profiles: list[sartor.Profile]
) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        predict.Churn.fit(reader, profiles, AS_OF, periods=3, trees=40, progress=stop)
    for options in ({"horizon_days": 0}, {"trees": -1}, {"cuts": [AS_OF]}, {"cuts": "2026-01-01"}, {"setting": "maybe"}):
        with pytest.raises(errors.SartorError):
            predict.Churn.fit(reader, profiles, AS_OF, **options)


def test_interventions_are_ranked_by_the_difference_they_make() -> None:
    def effect(name: str, uplift: tuple[float, float, float] | None) -> dict[str, Any]:
        known = uplift and {"value": uplift[0], "low": uplift[1], "high": uplift[2], "level": 0.9, "basis": "segment"}
        return {"intervention": name, "uplift": known, "valueMinor": 20_000, "costMinor": 300}

    ranked = predict.rank_interventions(
        [
            effect("voucher", (0.01, -0.02, 0.04)),
            predict.InterventionEffect("call", value_minor=20_000),
            effect("letter", (0.05, 0.02, 0.08)),
        ]
    )
    verdicts = predict.InterventionVerdict
    assert [(one.intervention, one.verdict) for one in ranked] == [
        ("letter", verdicts.HELPS),
        ("call", verdicts.UNTESTED),
        ("voucher", verdicts.NO_DETECTABLE_EFFECT),
    ]
    assert ranked[0].gain_minor == 700
    with pytest.raises(errors.SartorError):
        predict.rank_interventions([predict.InterventionEffect("call", cost_minor=-1)])
