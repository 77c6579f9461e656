"""The findings as one HTML page: no script, no network, readable by day, by night and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .. import _sartor as lifetime
from ..pictures.holdout import draw_calibration, holdout_purchases_by_frequency, interval_coverage
from ..pictures.differences import dropout_distribution, rate_distribution
from ..pictures.matrices import frequency_recency_matrix, probability_alive_matrix
from ..pictures.style import plural, to_svg
from ..pictures.track import draw_tracking
from ..pictures.worth import TENTHS, decile_shares, value_by_decile
from . import words
from .findings import Findings

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--quiet:#5c5c5c;--paper:#fff;--line:#d9d9d9;--mark:#eef4f8}
@media (prefers-color-scheme:dark){:root{--ink:#ececec;--quiet:#a8a8a8;--paper:#161616;--line:#3a3a3a;--mark:#1d2a33}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.5rem;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
h1{font-size:1.7rem;line-height:1.2;margin:.2rem 0 1rem}h2{font-size:1.2rem;margin:2.2rem 0 .5rem}
h3{font-size:1rem;margin:1.4rem 0 .3rem}
.answer{background:var(--mark);border-left:.35rem solid #0072b2;padding:1rem 1.2rem;font-size:1.12rem}
.answer p{margin:.45rem 0}.answer p:first-child{font-size:1.3rem;font-weight:600;line-height:1.35}
p.quiet,figcaption,caption{color:var(--quiet);font-size:.9rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.88rem;margin:.6rem 0;font-variant-numeric:tabular-nums}
caption{text-align:left;padding-bottom:.3rem}
.beside .wide{width:min-content;min-width:20rem}
th,td{padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--line);text-align:right;vertical-align:top}
td{white-space:nowrap}td.text{white-space:normal}td.text:first-child{white-space:nowrap}th{font-weight:600}th:first-child,td:first-child,td.text,th.text{text-align:left}
tr.chosen td{font-weight:600;background:var(--mark)}
.beside{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:flex-start}.beside figure{flex:1 1 22rem;max-width:34rem}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:1.2rem}
figure{margin:0;break-inside:avoid}
figure svg{width:100%;height:auto;background:#fff;border-radius:4px}
figcaption{margin-top:.3rem}
@media print{:root{--ink:#000;--quiet:#444;--paper:#fff;--line:#bbb;--mark:#f4f4f4}
body{max-width:none;padding:0;font-size:11pt}table{font-size:8pt}th,td{padding-right:.4rem}.pictures{grid-template-columns:1fr 1fr}.wide{overflow:visible}
h2{break-after:avoid}table,tr{break-inside:avoid}}
"""


def page(findings: Findings) -> str:
    """The whole page; everything that came from outside is escaped."""
    title = escape(findings.asked.title)
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{title}</title><style>{STYLE}</style></head><body>",
        f"<header><h1>{title}</h1>",
        '<section class="answer">',
        *(f"<p>{escape(line)}</p>" for line in words.headline(findings)),
        "</section></header><main>",
        _verdict(findings),
        _by_decile(findings),
        _customers(findings),
        _looking_back(findings),
        _calibration(findings),
        _held(findings),
        _model(findings),
        _pictures(findings),
        _reading(findings),
        _formulas(findings),
        _unknown(findings),
        "</main>",
        f'<footer><p class="quiet">Made by Sartor {escape(lifetime.__version__)} on the machine that holds the orders. '
        "The same orders give the same page.</p></footer></body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _table(
    caption: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    chosen: Iterable[bool] = (),
    text: Sequence[int] = (0,),
) -> str:
    marks = list(chosen)
    body = []
    for place, row in enumerate(rows):
        mark = ' class="chosen"' if place < len(marks) and marks[place] else ""
        cells = "".join(_cell(cell, k in text) for k, cell in enumerate(row))
        body.append(f"<tr{mark}>{cells}</tr>")
    head = "".join(
        f'<th scope="col" class="text">{escape(name)}</th>' if k in text else f'<th scope="col">{escape(name)}</th>'
        for k, name in enumerate(heads)
    )
    return (
        f'<div class="wide"><table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(text: str, is_text: bool) -> str:
    return f'<td class="text">{escape(text)}</td>' if is_text else f"<td>{escape(text)}</td>"


def _items(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else text + "."


def _verdict(findings: Findings) -> str:
    looked = findings.backtest
    if looked is None:
        return ""
    verdict = looked.verdict
    said = f"<h2>What looking back says</h2><p>{escape(_sentence(verdict.summary))}</p>"
    if findings.own is None or findings.chosen is None:
        return said
    chosen = words.kind_name(findings.chosen)
    if chosen != verdict.best:
        said += f"<p>What is forecast on this page is forecast by {escape(chosen)}, for the reason given below.</p>"
    failures = findings.own.verdict.failures
    if failures:
        return said + f"<p>Where {escape(chosen)} failed:</p>" + _items(_sentence(failure) for failure in failures)
    return said + f"<p>No failure of {escape(chosen)} stood out.</p>"


def _by_decile(findings: Findings) -> str:
    values, alive, purchases = findings.values, findings.alive, findings.purchases
    if values is None or alive is None or purchases is None or not _spreads(values):
        return ""
    order = np.argsort(-values, kind="stable")
    shares = decile_shares(values, values)
    rows = []
    so_far = 0.0
    for place, (part, share) in enumerate(zip(np.array_split(order, TENTHS), shares, strict=True)):
        so_far += share
        rows.append(
            (
                f"{place + 1}",
                f"{len(part):,}",
                words.money(float(values[part].mean()), findings.asked.currency),
                words.percent(share),
                words.percent(so_far),
                f"{purchases[part].mean():.2f}",
                words.percent(float(alive[part].mean())),
            )
        )
    table = _table(
        "Tenths of the customers, highest expected value first. Means; no tenth's interval is a sum of customers'.",
        ("tenth", "customers", "value each", "share of all", "so far", "purchases each", "active"),
        rows,
    )
    picture = _figure(value_by_decile(values), "value", "The bars are tenths, the line what they have together so far.")
    return f"<h2>Who the value is expected from, in the next {escape(words.horizon(findings))}</h2>{_beside(table, picture)}"


def _spreads(values: npt.NDArray[np.float64]) -> bool:
    """Whether there is a value to share out over tenths."""
    return len(values) >= TENTHS and float(values.sum()) > 0


def _customers(findings: Findings) -> str:
    most = findings.asked.show_customers
    values, alive = findings.values, findings.alive
    if most <= 0 or values is None or alive is None:
        return ""
    names = list(findings.summaries.customer)
    order = np.argsort(-values, kind="stable")[:most]
    rows = [
        (str(names[row]), words.money(float(values[row]), findings.asked.currency), words.percent(float(alive[row])))
        for row in order
    ]
    return _table(
        "Customers of the highest expected value, as asked for", ("customer", "expected value", "active"), rows
    )


def _looking_back(findings: Findings) -> str:
    looked = findings.backtest
    if looked is None:
        return ""
    currency = findings.asked.currency
    said = [f"<h2>How each method would have done, {escape(words.back(findings))} ahead</h2>"]
    for origin in looked.origins:
        rows, chosen, unable = [], [], []
        for one in origin.forecasters:
            score = one.score
            if score is None:
                unable.append(f"{one.forecaster} could not forecast: {one.problem}")
                continue
            chosen.append(one.model is not None and one.model == findings.chosen)
            interval = "–"
            if score.expected_total_low is not None and score.expected_total_high is not None:
                interval = f"{score.expected_total_low:,.0f} to {score.expected_total_high:,.0f}"
            rows.append(
                (
                    one.forecaster,
                    f"{score.mean_absolute_error:.3f}",
                    f"{score.expected_total:,.0f}",
                    interval,
                    words.signed(score.bias),
                    "–" if score.interval_coverage is None else words.percent(score.interval_coverage),
                    words.percent(score.top_tenth_share),
                    words.signed(None if one.spend is None else one.spend.bias),
                    "–" if one.spend is None else words.money(one.spend.mean_absolute_error, currency),
                )
            )
        observed = next((one.score.observed_total for one in origin.forecasters if one.score), 0.0)
        caption = (
            f"{words.after(origin, looked.horizon_days)}: {origin.customers:,} customers, of whom "
            f"{origin.one_time_buyers:,} without a repeat purchase; they made {observed:,.0f} purchases"
        )
        heads = (
            "method",
            "error each",
            "total",
            f"{100 * findings.asked.level:g} % interval",
            "total off",
            "inside own interval",
            "top tenth made",
            "spend off",
            "spend error each",
        )
        said.append(_table(caption, heads, rows, chosen=chosen))
        said += [f'<p class="quiet">{escape(_sentence(line))}</p>' for line in unable]
    said.append(
        '<p class="quiet">Errors are mean distances between what was forecast of a customer and what the customer did. '
        "The top tenth are those with the highest forecasts, and how much of all purchases they went on to make is the "
        "gain. Own rate: each customer goes on as before. Segment mean: each does what customers with as many purchases "
        "and as long a silence did in the time before. The method chosen is set off.</p>"
    )
    return "".join(said)


def _calibration(findings: Findings) -> str:
    looks = findings.looks_back()
    if not looks or findings.backtest is None:
        return ""
    origin, own, _ = looks[-1]
    if own.score is None or not own.score.deciles:
        return ""
    when = words.after(origin, findings.backtest.horizon_days)
    rows = [
        (f"{place}", f"{group.customers:,}", f"{group.expected:.2f}", f"{group.observed:.2f}", f"{group.standard_error:.2f}")
        for place, group in enumerate(own.score.deciles, 1)
    ]
    table = _table(
        f"{own.forecaster}, {when}: purchases of each customer, by tenth of the forecast, lowest first",
        ("tenth", "customers", "forecast", "made", "standard error"),
        rows,
    )
    picture = _figure(
        draw_calibration(own.score.deciles, words.back(findings)),
        "calibration",
        "On the dotted line forecasts are right on average.",
    )
    judged = [(one.forecaster, one.score.deciles) for one in origin.forecasters if one.score and one.score.deciles]
    others = _table(
        f"All methods, {when}: purchases forecast and made of each customer, by tenth of each method's own forecast",
        ("tenth", *(name for name, _ in judged)),
        [
            (f"{place + 1}", *(f"{tenths[place].expected:.2f} / {tenths[place].observed:.2f}" for _, tenths in judged))
            for place in range(min(len(tenths) for _, tenths in judged))
        ],
    )
    return f"<h2>Are its forecasts right for those it ranks low and high?</h2>{_beside(table, picture)}{others}"


def _held(findings: Findings) -> str:
    if not findings.held:
        return ""
    currency = findings.asked.currency
    spend = any(one.spend_coverage is not None for one in findings.held)
    rows = []
    for one in findings.held:
        row = [f"{one.horizon_days} days", f"{one.customers:,}", words.percent(one.coverage, 1), f"{one.width:.2f}"]
        if spend and one.spend_coverage is not None and one.spend_width is not None:
            row += [words.percent(one.spend_coverage, 1), words.money(one.spend_width, currency)]
        elif spend:
            row += ["–", "–"]
        rows.append(row)
    heads = ["ahead", "customers", "purchases inside", "mean width, purchases"]
    heads += ["spend inside", "mean width, spend"] if spend else []
    level = f"{100 * findings.asked.level:g} %"
    table = _table(f"Conformal intervals of {level} for each customer, put to the test", heads, rows)
    said = (
        f"These intervals are widened or narrowed until {level} of the customers of a stretch of time are inside theirs, "
        "whatever the model got wrong, and are then asked of the stretch after it, which they have not seen: "
        f"{words.after_held(findings)}"
    )
    return f"<h2>Intervals that do not lean on the model</h2><p>{escape(said)}</p>{table}"


def _beside(table: str, picture: str) -> str:
    return f'<div class="beside">{table}{picture}</div>'


def _model(findings: Findings) -> str:
    selection = findings.selection
    if selection is None:
        return ""
    rows, chosen = [], []
    for one in selection.comparison.candidates:
        chosen.append(one.model == findings.chosen)
        behind = "–"
        if one.behind_best is not None and one.behind_best_error is not None:
            behind = f"{one.behind_best:.4f} ± {one.behind_best_error:.4f}"
        rows.append(
            (
                words.kind_name(one.model),
                "–" if one.log_likelihood is None else f"{one.log_likelihood:,.1f}",
                "–" if one.aic is None else f"{one.aic:,.1f}",
                behind,
                "yes" if one.level_with_best else "no",
                "–" if one.one_time_buyers_alive is None else words.percent(one.one_time_buyers_alive),
                one.problem or ("" if one.verdict is None else str(one.verdict)),
            )
        )
    table = _table(
        "Models compared",
        (
            "model",
            "log-likelihood",
            "Akaike's criterion",
            "log score behind the best",
            "level with it",
            "one-time buyers active",
            "how the fit ended",
        ),
        rows,
        chosen=chosen,
        text=(0, 6),
    )
    return f"<h2>Which model, and why</h2><p>{escape(_sentence(selection.reason))}</p>{table}"


def _figure(ax: Axes, name: str, caption: str) -> str:
    svg = to_svg(ax, name)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(caption)}" ', 1)
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _pictures(findings: Findings) -> str:
    model, summaries = findings.model, findings.summaries
    if model is None:
        return ""
    drawn = []
    by, shown = (findings.split, findings.trial) if findings.trial is not None else (summaries, model)
    if by is not None and shown is not None and by.period_days >= 1:
        tracked = lifetime.tracking(shown, by, level=findings.asked.level)
        for cumulative in (False, True):
            caption = (
                "Purchases of the customers known at the dotted line, beside those that a model fitted up to it expects."
                if by.holdout_periods
                else "Purchases of the customers, beside those that the model fitted to them expects."
            )
            drawn.append(_figure(draw_tracking(tracked, cumulative=cumulative), f"tracking {cumulative}", caption))
    if findings.trial is not None and findings.split is not None:
        trial, split = findings.trial, findings.split
        drawn.append(
            _figure(
                holdout_purchases_by_frequency(trial, split),
                "frequency",
                "What customers went on to do, by how often they had come back before.",
            )
        )
        drawn.append(
            _figure(
                interval_coverage(trial, split),
                "coverage",
                "On or above the dotted line customers' own intervals hold what they say.",
            )
        )
    if findings.foretold is not None and _spreads(findings.foretold[0]) and _spreads(findings.foretold[1]):
        drawn.append(
            _figure(
                value_by_decile(*findings.foretold),
                "value foretold",
                "What the customers spent in the holdout, by tenth of the value that was expected of them before it.",
            )
        )
    age = float(np.quantile(summaries.age, 0.75))
    if age > 0:
        most = int(max(5, np.quantile(summaries.frequency, 0.99)))
        of = round(age, 1)
        period = summaries.period if summaries.period[:1].isalpha() else "period"
        drawn.append(
            _figure(
                frequency_recency_matrix(model, findings.asked.periods, of, max_frequency=most, period=period),
                "expected matrix",
                "Many purchases promise more, unless the last is long ago.",
            )
        )
        drawn.append(
            _figure(
                probability_alive_matrix(model, of, max_frequency=most, period=period),
                "alive matrix",
                "The more often customers bought, the more a silence says.",
            )
        )
    drawn.append(_figure(rate_distribution(model, period=summaries.period), "rate", "How different customers are in how often they buy."))
    if not isinstance(model, lifetime.Nbd):
        drawn.append(_figure(dropout_distribution(model, period=summaries.period), "dropout", "And in how readily they leave."))
    return f'<h2>Pictures</h2><div class="pictures">{"".join(drawn)}</div>'


def _reading(findings: Findings) -> str:
    rows = [(label, figure) for label, figure in words.reading(findings)]
    return "<h2>What was read</h2>" + _table("The file as it was understood", ("", ""), rows, text=(0, 1))


def _formulas(findings: Findings) -> str:
    kind, model = findings.chosen, findings.model
    if kind is None or model is None:
        return ""
    numbers = ", ".join(f"{name} {value:.4g}" for name, value in model.params.to_dict().items())
    lines = [f"Purchases, and whether a customer is still one: {words.source(kind)}; {numbers}."]
    if findings.spend is not None:
        params = ", ".join(f"{name} {value:.4g}" for name, value in findings.spend.params.to_dict().items())
        lines.append(f"Spend at a purchase: Gamma-Gamma, Fader and Hardie (2013); {params}.")
    rate = findings.asked.discount_rate_per_period
    if findings.total is not None:
        period = findings.summaries.period
        discount = f"discounted by {rate:g} per {period}" if rate else "not discounted"
        lines.append(f"Value: expected purchases times expected spend, {discount}.")
        lines.append("Interval of the total: chance, customers being independent, and the parameters by the delta method.")
    lines.append("Models compared by the mean log score (Gneiting and Raftery 2007) and the test of Vuong (1989).")
    lines.append("Parameters by maximum likelihood; time in " + plural(findings.summaries.period) + ".")
    return "<h2>Formulas</h2>" + _items(lines)


def _unknown(findings: Findings) -> str:
    return "<h2>What this cannot know</h2>" + _items(words.unknown(findings))

