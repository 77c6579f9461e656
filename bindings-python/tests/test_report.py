"""The report says what the module answers, kindly where there is too little, and gives nothing away."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from sartor import errors, lifetime
from sartor.report.page import page

KINDS = [lifetime.PurchaseModelKind.MBG_NBD, lifetime.PurchaseModelKind.NBD]
DAY_MS = 86_400_000
HOSTILE = '<script>alert("x")</script>&\'"><img src=//evil.example onerror=alert(1)>'


@pytest.fixture(scope="module")
def cdnow(data: Callable[[str], Path]) -> tuple[list[str], np.ndarray, list[float]]:
    rows = [line.split() for line in data("cdnow_sample.txt").read_text().splitlines()]
    times = np.array([f"{row[2][:4]}-{row[2][4:6]}-{row[2][6:]}" for row in rows], dtype="datetime64[ms]")
    return [f"shopper-{row[0]}" for row in rows], times, [float(row[4]) for row in rows]


@pytest.fixture(scope="module")
def made(cdnow: tuple[list[str], np.ndarray, list[float]]) -> lifetime.Report:
    return lifetime.report(*cdnow, currency="USD", models=KINDS)


def messy(customers: int) -> tuple[list[str | None], np.ndarray, list[float]]:
    """A shop of hostile names with returns, gifts, nobody's rows and unsorted lines, drawn from MBG/NBD."""
    model = lifetime.MbgNbd.with_params(lifetime.MbgNbdParams(r=1.0, alpha=6.0, a=0.8, b=2.5))
    drawn = lifetime.simulate(model, customers, 70.0, seed=5)
    number = np.concatenate([np.arange(customers), drawn["purchase_customer"]])
    weeks = np.concatenate([np.zeros(customers), drawn["purchase_age"]])
    began = number % 40
    dice = np.random.default_rng(3)
    names: list[str | None] = [f"{HOSTILE} {customer}" for customer in number]
    days = began + np.ceil(weeks * 7)
    paid = dice.gamma(4.0, 10.0, len(number)) * dice.gamma(5.0, 0.2, customers)[number]
    paid[::50] = 0.0
    returned = list(range(0, len(number), 17))
    names += [names[row] for row in returned] + [None, ""]
    days = np.concatenate([days, days[returned] + 2, [5, 6]])
    paid = np.concatenate([paid, -paid[returned], [9.0, 9.0]])
    order = dice.permutation(len(days))
    return [names[row] for row in order], (days[order] * DAY_MS).astype("int64"), paid[order].tolist()


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<(svg|style).*?</\1>", "", html, flags=re.S)))


class Tags(HTMLParser):
    """Every tag is closed, and every name on the page is given once."""

    VOID = frozenset({"meta", "br", "img"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.ids: list[str] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]


def test_the_first_screen_says_what_the_module_answers(made: lifetime.Report) -> None:
    findings = made.findings
    total, looked = findings.total, findings.backtest
    assert total is not None and total.low is not None and total.high is not None and looked is not None
    assert findings.values is not None
    assert findings.values.sum() == pytest.approx(total.expected, rel=1e-12)
    first = text_of(made.html.split("</header>")[0])
    assert f"The 2,357 customers you have are expected to bring in {total.expected:,.0f} USD in the next 52 weeks" in first
    assert f"between {total.low:,.0f} USD and {total.high:,.0f} USD" in first
    for origin in looked.origins:
        chosen, rate = (
            next(one for one in origin.forecasters if one.forecaster == name) for name in ("MBG/NBD", "own rate")
        )
        assert chosen.spend is not None and chosen.spend.bias is not None and rate.spend is not None
        assert f"{100 * abs(chosen.spend.bias):.0f} % too low" in first
        assert rate.spend.bias is not None and f"{100 * rate.spend.bias:.0f} % too high" in first
        score = chosen.score
        assert score is not None and f"{score.expected_total:,.0f}" in made.html
    assert looked.verdict.summary[1:] in made.html


def test_the_page_stands_alone(made: lifetime.Report) -> None:
    tags = Tags(made.html)
    assert not tags.seen & {"script", "link", "iframe", "object", "embed", "form"}
    assert len(tags.ids) == len(set(tags.ids))
    outside = re.findall(r'(?:href|src)="(?!#|data:image/png;base64,)[^"]*"|url\((?!#)[^)]*\)|@import', made.html)
    assert outside == []
    assert made.html.count("<svg") == 11 and "prefers-color-scheme:dark" in made.html and "@media print" in made.html


def test_no_customer_is_named_unless_asked_for(made: lifetime.Report) -> None:
    assert "shopper" not in made.html


def test_the_same_answers_give_the_same_page_and_say_who_could_not_forecast(tmp_path: Path) -> None:
    # Before the first moment hardly anybody had come back.
    origins, file = [3 * DAY_MS, 300 * DAY_MS], tmp_path / "report.html"
    made = lifetime.report(*messy(60), models=KINDS[:1], origins=origins, horizon_days=100, path=file)
    assert file.read_text(encoding="utf-8") == made.html == page(made.findings)
    looked = made.findings.backtest
    assert looked is not None
    problems = [one.problem for origin in looked.origins for one in origin.forecasters if one.problem]
    assert problems
    assert all(f"could not forecast: {problem}" in unescape(text_of(made.html)) for problem in problems)


def test_a_messy_file_is_netted_and_hostile_names_are_escaped() -> None:
    orders = messy(150)
    title = f"Ours {HOSTILE}"
    told: list[str] = []
    made = lifetime.report(
        *orders, currency=HOSTILE, title=title, margin=0.3, show_customers=5, models=KINDS[:1], progress=told.append
    )
    tags = Tags(made.html)
    assert not tags.seen & {"script", "img"}
    assert "<script" not in made.html and "<img" not in made.html
    named = re.findall(r'<td class="text">(&lt;script&gt;[^<]*)</td>', made.html)
    values = made.findings.values
    assert values is not None and len(named) == 5
    assert unescape(named[0]) == made.findings.summaries.customer[int(np.argmax(values))]
    said = text_of(made.html)
    returns, left_out = made.findings.summaries.returns, made.findings.summaries.left_out
    assert left_out.rows_without_customer == 2 and returns.purchases_undone > 0
    assert f"they undid {returns.purchases_undone:,} days of purchases" in said
    assert "rows of nobody, left out 2" in said and "at a margin of 30.0 %" in said
    assert told == ["reading", "looking back", "choosing a model", "valuing customers"]


def test_a_tiny_shop_is_told_so_kindly() -> None:
    made = lifetime.report(["ann", "bob", "ann"], ["2026-01-05", "2026-01-06", "2026-02-01"], [10.0, 20.0, 30.0])
    said = text_of(made.html)
    assert "There is not enough here yet" in said and "2 customers" in said and "1 bought again" in said
    assert made.findings.model is None and made.findings.total is None
    Tags(made.html)
    one_day = lifetime.report(["ann", "bob"], ["2026-01-05", "2026-01-05"])
    assert "There is not enough here yet" in text_of(one_day.html)


def test_without_values_the_page_is_about_purchases() -> None:
    customer, times, _ = messy(120)
    made = lifetime.report(customer, times, period=30, models=KINDS[:1])
    said = text_of(made.html)
    assert "times in the next 12 × 30 days" in said and "what was paid was not given" in said
    assert made.findings.values is None and made.findings.purchases is not None


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(errors.InputError, match="show_customers"):
        lifetime.report(["a"], [0], show_customers=-1)
    with pytest.raises(errors.InputError, match="row 1"):
        lifetime.report(["a", "b"], [0, DAY_MS], [1.0, float("nan")])
    with pytest.raises(errors.InputError, match="period"):
        lifetime.report(["a", "b"], [0, DAY_MS], period="fortnight")


def test_conformal_intervals_are_put_to_the_test_at_each_horizon(made: lifetime.Report) -> None:
    held = made.findings.held
    assert [one.horizon_days for one in held] == sorted({one.horizon_days for one in held}) and len(held) == 3
    said = text_of(made.html)
    for one in held:
        # The least of 2,357 customers at 90 % with three standard errors of chance, and not everybody either.
        assert 0.88 < one.coverage < 1.0 and one.width > 0
        assert one.spend_coverage is not None and one.spend_coverage > 0.88 and one.spend_width is not None
        assert f"{one.horizon_days} days {one.customers:,} {100 * one.coverage:.1f} % {one.width:.2f}" in said
    assert "they held what they promise" in said
