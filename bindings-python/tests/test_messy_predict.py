"""Whatever is handed to `sartor.predict`, there is an answer or a typed error, and the objects stay as they were."""

from __future__ import annotations

import copy
import math
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
FEW: dict[str, Any] = {"folds": 2, "trees": 3}
CATALOG: list[dict[str, Any]] = [
    {"productId": name, "name": name, "category": f"{name}s", "priceMinor": 5_000, "attributes": []}
    for name in ("suit", "shirt")
]


def shopper(number: int) -> sartor.Profile:
    """One who buys suits and shirts, made by rule."""
    name = f"s{number}"
    profile = sartor.Profile(name)

    def observe(event: str, days_ago: int, **properties: Any) -> None:
        at = (AS_OF - timedelta(days=days_ago)).isoformat()
        profile.observe(
            {
                "type": "track",
                "messageId": f"{event}{days_ago}",
                "userId": name,
                "event": event,
                "timestamp": at,
                "properties": properties,
            },
            AS_OF,
        )

    observe("Consent Changed", 400, purpose="analytics", state="granted")
    for days_ago in (300 - number, 100 - number % 30, 20 + number % 40):
        prices = {"suit": 20 + number, "shirt": 10 + number * 7 % 50}
        if days_ago > 40 or number % 3:
            bought = [{"product_id": product, "price": price, "quantity": 1} for product, price in prices.items()]
            observe("Order Completed", days_ago, revenue=sum(prices.values()), currency="USD", products=bought)
    return profile


@pytest.fixture(scope="module")
def profiles() -> list[sartor.Profile]:
    return [shopper(number) for number in range(60)]


@pytest.fixture(scope="module")
def reader() -> predict.FeatureReader:
    return predict.FeatureReader(sartor.Catalog(CATALOG))


@pytest.fixture(scope="module")
def models(reader: predict.FeatureReader, profiles: list[sartor.Profile]) -> dict[str, Any]:
    return {
        "churn": predict.Churn.fit(reader, profiles, AS_OF, horizon_days=60, periods=2, **FEW),
        "propensity": predict.Propensity.fit(reader, profiles, AS_OF, horizon_days=60, periods=2, **FEW),
        "value": predict.Value.fit(reader, profiles, AS_OF, horizon_days=90, **FEW),
    }


def test_features_tables_and_readers_survive_pickles_and_copies(
    reader: predict.FeatureReader, profiles: list[sartor.Profile], models: dict[str, Any]
) -> None:
    table = reader.table([*profiles, sartor.Profile("nobody")], AS_OF, extras=[{"probabilityAlive": 1 / 3}] * 61)
    for made in (table, table.rows()[3], table.rows()[-1]):
        for other in (pickle.loads(pickle.dumps(made)), copy.copy(made), copy.deepcopy(made)):
            assert other == made
            assert type(other) is type(made)
    again = pickle.loads(pickle.dumps(table))
    assert models["value"].predict_many(again) == models["value"].predict_many(table)
    assert again.rows()[-1].reason == "no_consent"
    other = pickle.loads(pickle.dumps(reader))
    assert other.row(profiles[3], AS_OF) == reader.row(profiles[3], AS_OF)
    assert repr(other) == repr(reader) == "FeatureReader(products=2)"
    bare = copy.deepcopy(predict.FeatureReader())
    assert bare.row(profiles[3], AS_OF) != reader.row(profiles[3], AS_OF)
    for model in models.values():
        assert copy.deepcopy(model) == copy.copy(model) == model
    html = table._repr_html_()
    assert "<table" in html
    assert "recency_days" in html
    assert "customers=0" in reader.table([], AS_OF)._repr_html_()


def test_pickles_of_other_features_are_refused() -> None:
    features = predict.FeatureReader().row(sartor.Profile("n"), AS_OF)
    restore, (text,) = features.__reduce__()
    for damaged in (
        text[:-1],
        "",
        "null",
        "[]",
        "{" * 100_000,
        text.replace('"featuresVersion":1', '"featuresVersion":2'),
        text.replace('"no_consent"', '"because"'),
        text.replace('"customerId":"n"', '"customerId":""'),
        text.replace('"numbers":[null,', '"numbers":['),
    ):
        assert damaged != text
        with pytest.raises(errors.SartorError):
            restore(damaged)


def test_bytes_of_others_and_cut_or_changed_bytes_are_refused(models: dict[str, Any]) -> None:
    dice = random.Random(3)
    for name, model in models.items():
        whole = model.to_bytes()
        for other in models.values():
            if other is not model:
                with pytest.raises(errors.SartorError) as caught:
                    type(model).from_bytes(other.to_bytes())
                assert caught.value.code == "MALFORMED"
        for length in (0, 1, 20, len(whole) // 2, len(whole) - 1):
            with pytest.raises(errors.SartorError) as caught:
                type(model).from_bytes(whole[:length])
            assert caught.value.code == "TRUNCATED", name
        for _ in range(60):
            damaged = bytearray(whole)
            damaged[dice.randrange(len(whole))] ^= 1 << dice.randrange(8)
            try:
                assert type(model).from_bytes(bytes(damaged)).model_id
            except errors.SartorError as error:
                assert error.code != "INTERNAL"
        with pytest.raises(errors.SartorError):
            learn.load(whole)
        for wrong in ("text", None, 5, [1, 2]):
            with pytest.raises((errors.SartorError, TypeError)):
                type(model).from_bytes(wrong)


ANYTHING: list[Any] = [
    None,
    True,
    -1,
    0,
    2**70,
    0.5,
    math.nan,
    math.inf,
    "x",
    "",
    "\ud800",
    b"x",
    [],
    [None],
    [math.nan],
    [[]],
    {},
    {"a": 1},
    range(10**6),
    [0] * 10**5,
    np.array([math.nan]),
    np.array(["x"]),
    np.zeros((3, 3)),
    pd.Series([1.0], index=["z"]),
    pd.DataFrame({"a": [1]}),
    datetime(2026, 6, 1),
    datetime.max,
    pd.NaT,
    object(),
    lambda: 1,
    int,
]


def test_every_call_of_predict_takes_anything(
    reader: predict.FeatureReader, profiles: list[sartor.Profile], models: dict[str, Any]
) -> None:
    table = reader.table(profiles, AS_OF)
    features = table.rows()[1]
    outcomes = predict.Outcomes(10)
    anything = [*ANYTHING, reader, table, features, profiles, profiles[0], outcomes, *models.values(), predict.Churn]
    told = {name: model.to_bytes() for name, model in models.items()}
    options = ["horizon_days", "periods", "cuts", "folds", "seed", "level", "extras", "cancelled", "threshold", "most", "as_of"]
    dice = random.Random(17)
    calls = [
        (f"{type(made).__name__}.{name}", getattr(made, name))
        for made in (reader, table, features, outcomes, *models.values())
        for name in dir(type(made))
        if not name.startswith("__") and callable(getattr(made, name))
    ]
    calls += [(name, getattr(predict, name)) for name in dir(predict) if not name.startswith("_")]
    answered = refused = 0
    for _ in range(40):
        for name, call in calls:
            if not callable(call):
                continue
            given = [dice.choice(anything) for _ in range(dice.randrange(5))]
            named = {dice.choice(options): dice.choice(anything) for _ in range(dice.choice([0, 0, 1]))}
            if name.endswith(".fit"):
                named["trees"] = 2  # small, lest it take long
            try:
                call(*given, **named)
                answered += 1
            except errors.SartorError as error:
                assert error.code != "INTERNAL", (name, given, named, error)
                refused += 1
            except (TypeError, OverflowError, AttributeError, ValueError):
                refused += 1
    assert answered > 20
    assert refused > 1_000
    assert {name: model.to_bytes() for name, model in models.items()} == told


def test_what_cannot_be_is_refused_by_its_name(
    reader: predict.FeatureReader, profiles: list[sartor.Profile], models: dict[str, Any]
) -> None:
    fit = predict.Value.fit
    options: dict[str, Any]
    for options, field in (
        ({"horizon_days": 0}, "horizonDays"),
        ({"folds": 1}, "folds"),
        ({"level": math.nan}, "level"),
        ({"level": 1.0}, "level"),
        ({"trees": 0}, "trees"),
        ({"cuts": [AS_OF]}, "cutsMs"),
    ):
        with pytest.raises(errors.OutOfRange, match=field):
            fit(reader, profiles, AS_OF, **options)
    for options in ({"trees": 1.5}, {"seed": -1}, {"folds": "3"}, {"cuts": "2026-01-01"}, {"extras": [[]]}):
        with pytest.raises((errors.SartorError, TypeError)):
            fit(reader, profiles, AS_OF, **options)
    with pytest.raises(errors.SartorError) as caught:
        fit(reader, [], AS_OF)
    assert caught.value.code == "TOO_FEW"
    with pytest.raises(TypeError):
        fit(reader, [profiles[0], None], AS_OF)  # type: ignore[list-item]
    with pytest.raises(errors.SartorError):
        reader.row(profiles[0], AS_OF, {"expectedValueMinor": math.nan})
    with pytest.raises(errors.SartorError):
        models["churn"].predict(reader.row(profiles[0], AS_OF), [math.nan])
    with pytest.raises(errors.SartorError):
        models["churn"].predict(reader.row(profiles[0], AS_OF), np.full(10, 1e9))
    huge = [0.5] * 1_000_000
    try:
        assert len(models["churn"].predict(reader.row(profiles[0], AS_OF), huge).curve) == len(huge)
    except errors.SartorError as error:
        assert error.code in ("OUT_OF_RANGE", "TOO_MANY", "TOO_LARGE")


def test_room_for_more_needs_a_reader_that_knows_what_was_bought(
    reader: predict.FeatureReader, profiles: list[sartor.Profile], models: dict[str, Any]
) -> None:
    found = [one for profile in profiles for one in models["value"].growth(reader, profile, AS_OF)]
    assert found
    assert all(one.amount_minor == one.comparable_minor - one.own_minor > 0 for one in found)
    assert models["value"].growth(predict.FeatureReader(), profiles[1], AS_OF) == []
    assert models["value"].growth(reader, profiles[1], AS_OF, most=0) == []
