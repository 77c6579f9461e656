"""What does a call from Python cost, and what of it is the border?

Prints a table of medians; the engine is that of the vectors. Run by scripts/bench python.
"""

from __future__ import annotations

import json
import statistics
import timeit
from pathlib import Path

import numpy as np

import sartor
from sartor.lifetime import BgNbd, BgNbdParams

VECTORS = Path(__file__).resolve().parents[2] / "core" / "tests" / "vectors"
ROWS = 1_000_000


def nanoseconds(statement: str, names: dict[str, object], number: int) -> float:
    """Median of seven rounds."""
    return statistics.median(timeit.repeat(statement, globals=names, number=number, repeat=7)) / number * 1e9


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
    event = profile.events()[0]
    fields, text = asked["request"], turn["input"]
    dice = np.random.default_rng(5)
    age = dice.uniform(1, 80, ROWS)
    frequency = dice.integers(1, 30, ROWS).astype(float)
    last = age * dice.uniform(0.01, 1, ROWS)
    model = BgNbd.with_params(BgNbdParams(r=0.2425945, alpha=4.4136019, a=0.7929199, b=2.4258881))
    names = locals()
    rows = [
        ("a method that returns a bool", nanoseconds("engine.trained_on('')", names, 200_000)),
        ("a method that leaves the interpreter", nanoseconds("profile.event_count", names, 200_000)),
        ("a record of 5 fields", nanoseconds("outlook.churn", names, 200_000)),
        ("a record of 7 fields, 2 of them text", nanoseconds("outlook.lifetime_value", names, 200_000)),
        ("engine.observe, an event it has already", nanoseconds("engine.observe(profile, event, as_of)", names, 20_000)),
        ("engine.outlook", nanoseconds("engine.outlook(profile, as_of)", names, 500)),
        ("engine.chat", nanoseconds("engine.chat(profile, shop, request, as_of)", names, 500)),
        ("engine.chat, the request as a dict", nanoseconds("engine.chat(profile, shop, fields, as_of)", names, 500)),
        ("engine.call('chat'), the profile as JSON", nanoseconds("engine.call('chat', text)", names, 100)),
        ("answer.to_json", nanoseconds("answer.to_json()", names, 1_000)),
        ("answer.to_dict", nanoseconds("answer.to_dict()", names, 500)),
        ("expected_purchases, a row of a million",
         nanoseconds("model.expected_purchases(39.0, frequency, last, age)", names, 1) / ROWS),
        ("probability_alive, a row of a million",
         nanoseconds("model.probability_alive(frequency, last, age)", names, 1) / ROWS),
    ]  # fmt: skip
    for name, cost in rows:
        print(f"{name:45} {cost:12,.0f} ns")


main()
