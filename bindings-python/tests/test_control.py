"""Long work tells how far it is, stops at Ctrl-C, and leaves other threads alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from conftest import AS_OF, view_event

import sartor
from sartor import errors
from sartor.lifetime import BgNbd


def test_reading_and_fitting_tell_each_step(trainer: sartor.Trainer, files: Path) -> None:
    read: list[tuple[int, int]] = []
    sartor.Catalog.from_csv(files / "catalog.csv", currency="USD", progress=lambda *step: read.append(step))
    size = (files / "catalog.csv").stat().st_size
    assert read[-1] == (size, size)
    steps: list[tuple[int, int]] = []
    trainer.fit(AS_OF, progress=lambda *step: steps.append(step))
    done, total = steps[-1]
    assert 0 < done <= total


def test_what_the_progress_function_raises_stops_the_work_and_comes_back(trainer: sartor.Trainer) -> None:
    class Enough(Exception):
        pass

    calls = []

    def progress(done: int, total: int) -> None:
        calls.append(done)
        raise Enough

    with pytest.raises(Enough):
        trainer.fit(AS_OF, progress=progress)
    assert len(calls) == 1


def test_the_progress_function_may_use_what_is_at_work(trainer: sartor.Trainer) -> None:
    seen: list[int] = []
    trainer.fit(AS_OF, progress=lambda done, total: seen.append(len(trainer.customer_ids())))
    assert set(seen) == {80}


def test_a_progress_that_cannot_be_called_is_refused(trainer: sartor.Trainer) -> None:
    with pytest.raises(sartor.SartorError):
        trainer.fit(AS_OF, progress=5)  # type: ignore[arg-type]


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_ctrl_c_stops_a_fit() -> None:
    script = """
        import os, signal, numpy as np, sartor
        from sartor.lifetime import BgNbd
        dice = np.random.default_rng(1)
        x = dice.integers(1, 60, 20_000).astype(float)
        age = dice.uniform(30, 80, 20_000)
        def progress(done, total):
            os.kill(os.getpid(), signal.SIGINT)
        try:
            BgNbd.fit(x, age * dice.uniform(0.1, 1, 20_000), age, progress=progress)
        except KeyboardInterrupt as error:
            assert isinstance(error, sartor.SartorError), type(error)
            print(error.code)
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.stdout.strip() == "CANCELLED", ran.stderr


def test_eight_threads_share_an_engine_and_each_gets_the_same_bytes(
    engine: sartor.Engine, trainer: sartor.Trainer, shop: sartor.Shop
) -> None:
    names = trainer.customer_ids()[:40]
    profiles = [trainer.profile(name) for name in names]

    def ask(_: int) -> list[str]:
        answers = []
        for profile in profiles:
            assert profile is not None
            request = {"customerId": profile.customer_id, "sessionId": "s"}
            answers.append(engine.chat(profile, shop, request, AS_OF).to_json())
        return answers

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(ask, range(8)))
    assert all(result == results[0] for result in results)


def test_threads_that_observe_into_one_profile_lose_nothing(engine: sartor.Engine) -> None:
    profile = sartor.Profile("c1")

    def observe(thread: int) -> None:
        for number in range(50):
            engine.observe(profile, view_event("c1", f"m{thread}_{number}"), AS_OF)
            engine.outlook(profile, AS_OF)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(observe, range(8)))
    assert profile.event_count == 400


def test_a_batch_takes_a_profile_twice(engine: sartor.Engine, profile: sartor.Profile) -> None:
    columns = engine.outlook_batch([profile, profile], AS_OF)
    assert columns.customer_id == [profile.customer_id] * 2
    assert columns.churn[0] == columns.churn[1]


def test_a_profile_merged_with_itself_is_refused_and_unchanged(profile: sartor.Profile) -> None:
    before = profile.to_bytes()
    for merge in (profile.merge, profile.merge_stated):
        for same in (profile, sartor.Profile.from_bytes(before)):
            with pytest.raises(errors.SelfMerge, match="nothing to merge") as caught:
                merge(same)
            assert caught.value.code == "SELF_MERGE"
    assert profile.to_bytes() == before


def test_other_threads_run_while_a_column_is_scored() -> None:
    rows = 300_000
    model = BgNbd.with_params(sartor.BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426))
    x = np.full(rows, 3.0)
    ticks = 0
    over = threading.Event()

    def score() -> None:
        model.expected_purchases(39.0, x, x * 5, x * 10)
        over.set()

    thread = threading.Thread(target=score)
    thread.start()
    while not over.is_set():
        ticks += 1
    thread.join()
    assert ticks > 1_000
