"""What real files, pools of workers and Ctrl-C do to the lifetime models."""

from __future__ import annotations

import copy
import multiprocessing
import os
import pickle
import subprocess
import sys
import textwrap
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from sartor import errors, lifetime

DAY_MS = 86_400_000
WHEN = ["2026-01-01", "2026-01-05", "2026-01-09", "2026-02-01"]
PAID = [10.0, 20.0, 30.0, 40.0]
ROWS = 200
TRUTH = lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.8, alpha=6.0, a=0.9, b=2.5))
DRAWN = lifetime.simulate(TRUTH, ROWS, 52.0, seed=2)
HISTORY: list[Any] = [np.asarray(DRAWN[name], dtype="float64") for name in ("frequency", "last_purchase_age", "age")]
EXPECTED: list[float] = TRUTH.expected_purchases(10.0, *HISTORY).tolist()


@pytest.fixture(scope="module")
def summaries() -> lifetime.Summaries:
    """A year of 200 customers in days since 1970, half of it held out; simulated."""
    customer = np.concatenate([np.arange(ROWS), DRAWN["purchase_customer"]])
    weeks = np.concatenate([np.zeros(ROWS), DRAWN["purchase_age"]])
    paid = np.random.default_rng(3).gamma(6.0, 20 / 6, len(weeks))
    time = (weeks * 7 * DAY_MS).astype("int64")
    return lifetime.summarize(customer, time, paid, calibration_end=181 * DAY_MS, as_of=363 * DAY_MS)


# Ids and times that cannot be.


@pytest.mark.parametrize("beyond", [2**63, 2**64, -(2**70), 10**5000], ids=["2^63", "2^64", "-2^70", "10^5000"])
@pytest.mark.parametrize("beside", [1, -1, None, "a"])
def test_an_id_beyond_64_bits_is_told_by_its_row_and_a_way_out(beyond: int, beside: Any) -> None:
    with pytest.raises(errors.OutOfRange, match="^row 2: customer is .*text") as caught:
        lifetime.summarize([1, beside, beyond, 1], WHEN)
    assert len(str(caught.value)) < 200


def test_an_id_that_is_no_text_is_told_by_its_row_and_kind_but_not_quoted() -> None:
    for ids in (["a", "b", b"ann@example.org", "c"], [1, 2, b"ann@example.org", 4], pd.Series(["a", "b", b"ann@example.org", "c"])):
        with pytest.raises(errors.InvalidValue, match="^row 2: customer is not a text .*but bytes: decode them") as caught:
            lifetime.summarize(ids, WHEN)
        assert "ann" not in str(caught.value)
    with pytest.raises(errors.InvalidValue, match="^row 0: customer .*bytes: decode"):
        lifetime.summarize(np.array([b"a", b"b", b"a", b"b"]), WHEN)
    for odd, kind in ((Decimal("1.5"), "Decimal"), (True, "bool"), ((1, 2), "tuple"), (1.5, "float")):
        ids = np.empty(4, dtype=object)
        ids[:] = ["a", odd, "b", "c"]
        with pytest.raises(errors.InvalidValue, match=f"^row 1: customer .*but {kind}: pass such ids as texts"):
            lifetime.summarize(ids, WHEN)
    with pytest.raises(errors.InvalidValue, match="^row 3: customer is not a text that UTF-8 can write"):
        lifetime.summarize(["a", "b", "c", "\ud800"], WHEN)
    with pytest.raises(errors.OutOfRange, match=r"^row 1: customer is 1\.5, expected a whole number"):
        lifetime.summarize([1.0, 1.5, 2.0, np.nan], WHEN)
    with pytest.raises(errors.InvalidValue, match="customer"):
        lifetime.summarize([True, False, True, False], WHEN)


def test_what_stands_in_a_list_beside_texts_is_not_made_a_text() -> None:
    found = lifetime.summarize([np.nan, "a", None, 7], WHEN, PAID)
    assert found.customer.tolist() == ["7", "a"]
    assert found.left_out.rows_without_customer == 2


def test_a_time_beyond_64_bits_is_quoted_as_it_stands() -> None:
    times = np.array([0, 2**63 + 5, DAY_MS, 0], dtype="uint64")
    for when in (times, pl.Series(times), pa.array(times), pd.Series(times)):
        with pytest.raises(errors.OutOfRange, match="^row 1: timestamp is 9223372036854775813, expected milliseconds"):
            lifetime.summarize([1, 1, 2, 2], when)


@pytest.mark.parametrize("value", [2e15, -2e15, float("inf"), float("nan")])
@pytest.mark.parametrize(
    "customer", [[np.nan, 1.0, 2.0, np.nan], [None, 1, 2, None], pd.array([None, 1, 2, None], dtype="Int64"), [None, "a", "b", None]]
)
def test_a_row_behind_rows_of_nobody_is_named_by_its_number_in_the_file(customer: Any, value: float) -> None:
    with pytest.raises(errors.OutOfRange, match="^row 2: value"):
        lifetime.summarize(customer, WHEN, [1.0, 2.0, value, 1.0])
    with pytest.raises(errors.OutOfRange, match="^row 2: timestamp"):
        lifetime.summarize(customer, [0, 0, -5, 0], PAID)


def test_columns_of_unequal_length_are_refused_though_rows_of_nobody_would_even_them_out() -> None:
    with pytest.raises(errors.OutOfRange, match="timestamp is 3 rows long, expected as long as customer, 4 rows"):
        lifetime.summarize([1.0, np.nan, 2.0, 2.0], WHEN[:3])
    with pytest.raises(errors.OutOfRange, match="value is 3 rows long"):
        lifetime.summarize([1.0, np.nan, 2.0, 2.0], WHEN, PAID[:3])


def test_no_rows_are_too_few_whatever_holds_them() -> None:
    empty = pd.DataFrame({"customer": [], "when": [], "paid": []})
    typed = empty.astype({"customer": "int64", "when": "datetime64[ns]"})
    texts = empty.astype({"customer": "str", "when": "datetime64[ns]"})
    for frame in (empty, typed, texts, pl.from_pandas(typed), pa.Table.from_pandas(typed)):
        with pytest.raises(errors.TooFew, match="transactions: 0 rows, at least 1 needed"):
            lifetime.summarize(frame["customer"], frame["when"], frame["paid"])
    with pytest.raises(errors.TooFew, match="0 rows, at least 1 needed"):
        lifetime.summarize([], [], calibration_end="2026-01-01")
    with pytest.raises(errors.TooFew, match="0 rows with a customer, at least 1"):
        lifetime.summarize([np.nan] * 4, WHEN, PAID)
    with pytest.raises(errors.TooFew, match="customers with a purchase"):
        lifetime.summarize([None] * 4, WHEN, PAID)
    with pytest.raises(errors.OutOfRange, match="timestamp is 4 rows long"):
        lifetime.summarize([], WHEN)


# Columns as they lie about.


def strided(values: Any) -> Any:
    wide = np.full((len(values), 3), -7.0)
    wide[:, 1] = values
    return wide[:, 1]


def with_repeated_index(values: Any) -> Any:
    return pd.Series(values, index=["ann", "bob"] * (len(values) // 2))


COLUMNS: dict[str, Callable[[Any], Any]] = {
    "strided": strided,
    "backwards twice": lambda values: np.array(values[::-1])[::-1],
    "of the other byte order": lambda values: values.astype(">f8" if sys.byteorder == "little" else "<f8"),
    "read-only": lambda values: np.frombuffer(values.tobytes()),
    "chunked Arrow": lambda values: pa.chunked_array([values[:7], values[7:7], values[7:]]),
    "a slice of Arrow": lambda values: pa.array(np.concatenate([[-7.0] * 3, values]))[3:],
    "nullable pandas": lambda values: pd.Series(values, dtype="Float64"),
    "pandas of Arrow": lambda values: pd.Series(values, dtype="double[pyarrow]"),
    "chunked polars": lambda values: pl.concat([pl.Series(values[:9]), pl.Series(values[9:])], rechunk=False),
    "pandas with a repeated index": with_repeated_index,
    "decimals": lambda values: [Decimal(float(value)) for value in values],
}


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS.keys())
def test_a_column_gives_the_same_answers_however_it_lies(column: Callable[[Any], Any]) -> None:
    given = [column(values) for values in HISTORY]
    answer = TRUTH.expected_purchases(10.0, *given)
    assert list(answer) == EXPECTED
    if isinstance(given[0], pd.Series):
        assert answer.index.equals(given[0].index)
    assert lifetime.BgNbd.fit(*given) == lifetime.BgNbd.fit(*HISTORY)


@pytest.mark.parametrize(
    "gap",
    [
        lambda values: pd.Series(values, dtype="Float64").mask(np.arange(ROWS) == 5),
        lambda values: pd.Series(values).astype("int64").astype("Int64").mask(np.arange(ROWS) == 5),
        lambda values: pl.Series([None if row == 5 else value for row, value in enumerate(values)]),
        lambda values: pa.array([None if row == 5 else value for row, value in enumerate(values)]),
        lambda values: pa.chunked_array([values[:5], pa.nulls(1, pa.float64()), values[6:]]),
    ],
    ids=["Float64", "Int64", "polars", "Arrow", "chunked Arrow"],
)
def test_a_gap_is_named_by_its_row(gap: Callable[[Any], Any]) -> None:
    frequency, last, age = HISTORY
    for call in (lifetime.BgNbd.fit, TRUTH.probability_alive):
        with pytest.raises(errors.OutOfRange, match="row 5: frequency"):
            call(gap(frequency), last, age)


def test_yes_and_no_are_no_numbers() -> None:
    frequency, last, age = HISTORY
    flags = frequency > 0
    for column in (flags, flags.tolist(), pd.Series(flags), pd.Series(flags, dtype="boolean"), pl.Series(flags), pa.array(flags), True):
        with pytest.raises(errors.InvalidValue, match="frequency"):
            TRUTH.probability_alive(column, last, age)
        with pytest.raises(errors.InputError, match="value"):
            lifetime.summarize([1, 2], ["2026-01-01"] * 2, column)


def test_categories_stand_for_their_ids_and_missing_ones_for_nobody() -> None:
    ids = ["b", None, "b", "a"]
    categories = pd.Series(ids, dtype=pd.CategoricalDtype(["unused", "b", "a"]))
    for customer in (categories, pl.Series(ids, dtype=pl.Categorical), pa.array(ids).dictionary_encode()):
        found = lifetime.summarize(customer, WHEN, PAID, "day")
        assert found.customer.tolist() == ["a", "b"]
        assert found.last_purchase_age.tolist() == [0.0, 8.0]
        assert found.left_out.rows_without_customer == 1


def test_what_was_returned_nets_out_whoever_holds_the_amounts() -> None:
    amounts = [100.0, 50.0, 30.0, -30.0, -20.0]
    days = ["2026-01-01", "2026-01-08", "2026-01-15", "2026-01-16", "2026-01-17"]
    texts = [str(amount) for amount in amounts]
    holders: list[Any] = [
        amounts,
        [Decimal(text) for text in texts],
        pd.Series(amounts, dtype="Float64"),
        pd.Series(amounts, dtype="int64"),
        pl.Series(texts).cast(pl.Decimal(10, 2)),
        pa.array([Decimal(text) for text in texts], pa.decimal128(10, 2)),
    ]
    for paid in holders:
        found = lifetime.summarize(["a"] * 5, days, paid, "day")
        assert (found.frequency.tolist(), found.monetary.tolist()) == ([1.0], [30.0]), paid
        assert found.last_purchase_age.tolist() == [7.0]
        assert found.returns.rows == 2


# Copies, workers and Ctrl-C.


def test_every_model_is_the_same_after_pickle_and_copy(summaries: lifetime.Summaries) -> None:
    weeks = (summaries.frequency, summaries.last_purchase_age, summaries.age)
    # BG/BB counts opportunities to buy: days.
    days = (weeks[0], np.rint(weeks[1] * 7), np.rint(weeks[2] * 7))
    flags = {"flag": np.arange(len(summaries)) % 2}
    kinds: list[Any] = [lifetime.BgNbd, lifetime.GGompertzNbd, lifetime.MbgNbd, lifetime.Nbd, lifetime.ParetoNbd]
    models = [kind.fit(*weeks) for kind in kinds]
    models.append(lifetime.BgBb.fit(*days))
    models += [kind.fit(*weeks, log_interval_sum=summaries.log_interval_sum) for kind in (lifetime.BgCnbd, lifetime.MbgCnbd)]
    covariate: list[Any] = [lifetime.CovariateBgNbd, lifetime.CovariateMbgNbd, lifetime.CovariateNbd, lifetime.CovariateParetoNbd]
    for model in models + [kind.fit(*weeks, flags) for kind in covariate]:
        more = (flags,) if type(model) in covariate else ()
        history = days if isinstance(model, lifetime.BgBb) else weeks
        expected = model.expected_purchases(10.0, *history, *more)
        for again in (pickle.loads(pickle.dumps(model)), copy.copy(model), copy.deepcopy(model)):
            assert again == model
            assert again.expected_purchases(10.0, *history, *more).tolist() == expected.tolist()
    spend = (summaries.paid_frequency, summaries.monetary)
    for model, more in ((lifetime.GammaGamma.fit(*spend), ()), (lifetime.CovariateGammaGamma.fit(*spend, flags), (flags,))):
        again = pickle.loads(pickle.dumps(copy.deepcopy(model)))
        assert again == model
        assert again.expected_spend(*spend, *more).tolist() == model.expected_spend(*spend, *more).tolist()


def test_summaries_and_what_stands_on_them_answer_the_same_after_pickle(summaries: lifetime.Summaries) -> None:
    again = pickle.loads(pickle.dumps(copy.deepcopy(summaries)))
    pd.testing.assert_frame_equal(again.to_frame(), summaries.to_frame())
    history = (summaries.frequency, summaries.last_purchase_age, summaries.age)
    model = lifetime.BgNbd.fit(*history)
    forecaster = lifetime.ConformalForecaster.calibrate(model, summaries, level=0.8)
    assert lifetime.ConformalForecaster.calibrate(model, again, level=0.8) == forecaster
    found = pickle.loads(pickle.dumps(copy.deepcopy(forecaster))).purchases(*history)
    pd.testing.assert_frame_equal(found.to_frame(), forecaster.purchases(*history).to_frame())
    drawn = model.bootstrap(*history, seed=4, replicates=20)
    assert pickle.loads(pickle.dumps(copy.deepcopy(drawn))).parameters.tolist() == drawn.parameters.tolist()


def score(part: tuple[lifetime.BgNbd, Any]) -> list[float]:
    model, history = part
    answer: list[float] = model.expected_purchases(10.0, *history).tolist()
    return answer


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_pool_of_workers_scores_with_a_model_that_was_sent_to_it(method: str) -> None:
    many = [np.tile(column, 100) for column in HISTORY]
    score((TRUTH, many))  # the threads of this process are at work before it is forked
    with multiprocessing.get_context(method).Pool(2) as pool:
        scored = pool.map_async(score, [(TRUTH, many)] * 4).get(timeout=180)
    assert scored == [EXPECTED * 100] * 4


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_ctrl_c_stops_a_fit_of_a_million_rows_long_before_its_end() -> None:
    script = """
        import os, signal, threading, time, numpy as np
        from sartor.lifetime import ParetoNbd
        dice = np.random.default_rng(1)
        rows = 1_000_000
        frequency = dice.integers(1, 60, rows).astype(float)
        age = dice.uniform(30, 80, rows)
        begun, sent = threading.Event(), []
        def send():
            begun.wait()
            sent.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)
        threading.Thread(target=send, daemon=True).start()
        try:
            ParetoNbd.fit(frequency, age * dice.uniform(0.1, 1, rows), age, progress=lambda done, total: begun.set())
        except KeyboardInterrupt:
            print("stopped", time.monotonic() - sent[0])
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    said, seconds = ran.stdout.split()
    assert said == "stopped", ran.stderr
    assert float(seconds) < 60.0


WORTH = """
import resource
import numpy as np
from sartor import lifetime
purchases = lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426))
spend = lifetime.GammaGamma.with_params(lifetime.GammaGammaParams(p=6.25, q=3.74, gamma=15.44))
rows = 2_000_000
columns = [np.full(rows, value) for value in (2.0, 30.0, 38.0, 20.0)]
lifetime.value(purchases, spend, 52, 0.002, *[column[:10] for column in columns])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
answer = lifetime.value(purchases, spend, 52, 0.002, *columns)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / columns[0].nbytes)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the unit of ru_maxrss is that of Linux")
def test_the_worth_of_many_customers_copies_none_of_their_columns() -> None:
    """The answer is one column and what is worked out on the way less than two; copies would be four more."""
    ran = subprocess.run([sys.executable, "-c", WORTH], capture_output=True, text=True, check=True)
    assert float(ran.stdout) < 3.0
