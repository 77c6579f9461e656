"""What does a call from Python cost, and what of it is the border?

Prints a table of medians; the engine is that of the vectors. Run by scripts/bench python.
"""

from __future__ import annotations

import json
import statistics
import timeit
from collections.abc import Callable
from pathlib import Path

import numpy as np

import sartor
from sartor.lifetime import BgNbd, BgNbdParams

VECTORS = Path(__file__).resolve().parents[2] / "core" / "tests" / "vectors"
ROWS = 1_000_000


def nanoseconds(call: Callable[[], object], number: int) -> float:
    """Median of seven rounds, the fastest and slowest of which do not count."""
    return statistics.median(timeit.repeat(call, number=number, repeat=7)) / number * 1e9


def main() -> None:
    index = json.loads((VECTORS / "index.json").read_text())
    turn = next(case for case in index["cases"] if case["operation"] == "chat")
    asked = json.loads(turn["input"])
    engine = sartor.Engine.load((VECTORS / index["artifacts"][turn["engine"]]).read_bytes())
    profile, as_of = sartor.Profile.from_json(json.dumps(asked["profile"])), asked["asOf"]
    shop = sartor.Shop.from_json(json.dumps(asked["shop"])) if asked.get("shop") else sartor.Shop()
    request = sartor.ChatRequest.from_json(json.dumps(asked["request"]))
    answer = engine.chat(profile, shop, request, as_of)
    outlook = engine.outlook(profile, as_of)
    forecast = answer.business_intelligence
    assert forecast is not None
    report = sartor.ReadReport.from_json(
        '{"lines":1,"accepted":1,"withoutCustomer":0,"skipped":0,"blank":0,"produced":1,"refusedFields":0,'
        '"byReason":[],"problems":[]}'
    )
    event = profile.events()[0]
    dice = np.random.default_rng(5)
    age = dice.uniform(1, 80, ROWS)
    frequency = dice.integers(1, 30, ROWS).astype(float)
    last = age * dice.uniform(0.01, 1, ROWS)
    model = BgNbd.with_params(BgNbdParams(r=0.2425945, alpha=4.4136019, a=0.7929199, b=2.4258881))
    rows = [
        ("no-op: a method that returns a bool", nanoseconds(lambda: engine.trained_on(""), 200_000)),
        ("record of 5 fields, by attribute", nanoseconds(lambda: outlook.churn, 200_000)),
        ("record of 7 fields with 2 strings, by attribute", nanoseconds(lambda: outlook.lifetime_value, 200_000)),
        ("record of 13 fields with strings and lists, copied", nanoseconds(lambda: report.by_reason, 200_000)),
        ("a small number: profile.event_count", nanoseconds(lambda: profile.event_count, 200_000)),
        ("engine.health()", nanoseconds(engine.health, 20_000)),
        ("engine.outlook()", nanoseconds(lambda: engine.outlook(profile, as_of), 500)),
        ("engine.chat()", nanoseconds(lambda: engine.chat(profile, shop, request, as_of), 500)),
        ("engine.chat(), request as a dict", nanoseconds(lambda: engine.chat(profile, shop, asked["request"], as_of), 500)),
        ("engine.call('chat'), JSON in and out", nanoseconds(lambda: engine.call("chat", turn["input"]), 200)),
        ("answer.to_json()", nanoseconds(answer.to_json, 2_000)),
        ("answer.to_dict()", nanoseconds(answer.to_dict, 1_000)),
        ("engine.observe() of an event known already", nanoseconds(lambda: engine.observe(profile, event, as_of), 20_000)),
        ("expected_purchases, a row of a million", nanoseconds(lambda: model.expected_purchases(39.0, frequency, last, age), 1) / ROWS),
        ("probability_alive, a row of a million", nanoseconds(lambda: model.probability_alive(frequency, last, age), 1) / ROWS),
    ]  # fmt: skip
    for name, cost in rows:
        print(f"{name:55} {cost:12,.0f} ns")


main()
