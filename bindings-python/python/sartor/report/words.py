"""What do the findings come to, in plain words?"""

from __future__ import annotations

from datetime import datetime, timezone
from math import comb

from .. import _sartor as lifetime
from ..pictures.style import plural
from .findings import DAY_MS, Findings

UNLIKELY = 0.05
ALL_ACTIVE = 0.995
"""Where customers are more active than this on average, hardly anybody is thought to have left."""
KIND = lifetime.PurchaseModelKind
SOURCES = {
    KIND.MBG_NBD: "MBG/NBD: Batislam, Denizel and Filiztekin (2007); Hoppe and Wagner (2007)",
    KIND.PARETO_NBD: "Pareto/NBD: Schmittlein, Morrison and Colombo (1987); Ma and Liu (2007)",
    KIND.MBG_CNBD: "MBG/CNBD-k: Platzer and Reutterer (2016); Reutterer, Platzer and Schröder (2021)",
    KIND.G_GOMPERTZ_NBD: "GGompertz/NBD: Bemmaor and Glady (2012)",
    KIND.BG_NBD: "BG/NBD: Fader, Hardie and Lee (2005)",
    KIND.BG_CNBD: "BG/CNBD-k: Platzer and Reutterer (2016)",
    KIND.NBD: "NBD: Ehrenberg (1959)",
    KIND.BG_BB: "BG/BB: Fader, Hardie and Shang (2010)",
}
NAMES = {
    KIND.MBG_NBD: "MBG/NBD",
    KIND.PARETO_NBD: "Pareto/NBD",
    KIND.MBG_CNBD: "MBG/CNBD-k",
    KIND.G_GOMPERTZ_NBD: "GGompertz/NBD",
    KIND.BG_NBD: "BG/NBD",
    KIND.BG_CNBD: "BG/CNBD-k",
    KIND.NBD: "NBD",
    KIND.BG_BB: "BG/BB",
}


def kind_name(kind: lifetime.PurchaseModelKind | None) -> str:
    """What the literature calls a kind of model."""
    return "none" if kind is None else NAMES[kind]


def source(kind: lifetime.PurchaseModelKind) -> str:
    """Where it comes from."""
    return SOURCES[kind]


def money(amount: float, currency: str) -> str:
    """An amount, without cents where they do not matter."""
    text = f"{amount:,.0f}" if abs(amount) >= 1000 else f"{amount:,.2f}"
    return f"{text} {currency}".strip()


def percent(share: float, digits: int = 0) -> str:
    """``12 %``."""
    return f"{100 * share:.{digits}f} %"


def off(bias: float | None) -> str:
    """``12 % too low``."""
    if bias is None:
        return "not known, since nobody bought"
    if abs(bias) < 0.005:
        return "right to half a percent"
    return f"{percent(abs(bias))} too {'low' if bias < 0 else 'high'}"


def signed(bias: float | None) -> str:
    """``+12 %``."""
    if bias is None:
        return "–"
    whole = round(100 * bias)
    return f"{whole:+d} %".replace("-", "−") if whole else "0 %"


def date(moment_ms: int) -> str:
    """``2010-12-09``."""
    return datetime.fromtimestamp(moment_ms / 1000, tz=timezone.utc).strftime("%Y-%m-%d")


def span(periods: float, period: str) -> str:
    """``39 weeks``."""
    if period[:1].isdigit():
        return f"{periods:g} × {period}"
    return f"{periods:g} {period if periods == 1 else plural(period)}"


def horizon(findings: Findings) -> str:
    """The time that is forecast."""
    return span(findings.asked.periods, findings.summaries.period)


def back(findings: Findings) -> str:
    """The time that each look back forecast."""
    looked = findings.backtest
    if looked is None:
        return ""
    periods = looked.horizon_days / looked.period_days
    whole = round(periods, 1)
    return span(int(whole) if whole == int(whole) else whole, findings.summaries.period)


def headline(findings: Findings) -> list[str]:
    """What the customers will be worth, and how far to trust it."""
    asked, total = findings.asked, findings.total
    if findings.model is None:
        return _too_few(findings)
    ahead = horizon(findings)
    customers = f"{len(findings.summaries):,} customers"
    measure = "bring in" if asked.margin is None else f"leave, at a margin of {percent(asked.margin, 1)},"
    said = []
    if total is not None:
        worth = f"The {customers} you have are expected to {measure} {money(total.expected, asked.currency)} in the next {ahead}"
        if total.low is not None and total.high is not None:
            worth += (
                f": with {percent(total.level)} probability between {money(total.low, asked.currency)} and "
                f"{money(total.high, asked.currency)}, if they go on to behave as the model says"
            )
        else:
            worth += "; what they spend varies too much for an interval of it"
        said.append(worth + ".")
        said.append(
            f"That is from about {total.purchases_expected:,.0f} purchases "
            f"({total.purchases_low:,.0f} to {total.purchases_high:,.0f})."
        )
    elif findings.purchases is not None:
        said.append(
            f"The {customers} you have are expected to buy {findings.purchases.sum():,.0f} times in the next {ahead}. "
            f"What that is worth cannot be said: {findings.missing.get('spend', 'spend is not known')}."
        )
    return said + _fit(findings) + _past(findings)


def _fit(findings: Findings) -> list[str]:
    """What its verdict says against the model."""
    model = findings.model
    if model is None:
        return []
    said = []
    verdict = model.convergence.verdict
    if verdict is lifetime.ConvergenceVerdict.RIDGE:
        said.append(
            "Other parameters would fit these customers as well: the forecast of all together may be good, but do not lean on "
            "what it says of a single customer far ahead."
        )
    if verdict is lifetime.ConvergenceVerdict.BOUNDARY:
        said.append(
            "The fit ended at an extreme: part of what the model could tell apart, these customers do not show."
        )
    if findings.alive is not None and len(findings.alive) and findings.alive.mean() > ALL_ACTIVE:
        said.append("It sees nobody leave: silence so far counts as a slow customer, not as one who has gone.")
    return said


def _past(findings: Findings) -> list[str]:
    looks = findings.looks_back()
    if not looks:
        reason = findings.missing.get("backtest") or findings.missing.get("model", "no model could be judged")
        return [f"How far off this would have been in the past is not known: {reason}."]
    spend = [(own.spend, rate.spend) for _, own, rate in looks]
    of_spend = all(own is not None and own.bias is not None and rate is not None for own, rate in spend)
    what = "spend" if of_spend else "purchases"
    if of_spend:
        own_biases = [own.bias for own, _ in spend if own is not None]
        rate_biases = [rate.bias for _, rate in spend if rate is not None]
    else:
        own_biases = [own.score.bias for _, own, _ in looks if own.score is not None]
        rate_biases = [rate.score.bias for _, _, rate in looks if rate.score is not None]
    times = f"Looking back from {_count(len(looks), 'moment')}, {back(findings)} ahead each time, "
    said = [
        times + f"this method's forecast of the customers' total {what} was {_list(own_biases)}; continuing each "
        f"customer's own rate, as a spreadsheet would, was {_list(rate_biases)}."
    ]
    known = [bias for bias in own_biases if bias is not None and bias > -1]
    if findings.total is not None and of_spend and known:
        ends = sorted(findings.total.expected / (1 + bias) for bias in known)
        if ends[-1] > ends[0]:
            currency = findings.asked.currency
            said.append(
                f"Were the coming forecast as far off as those were, the truth would be between "
                f"{money(ends[0], currency)} and {money(ends[-1], currency)}."
            )
    scores = [own.score for _, own, _ in looks if own.score is not None]
    held = [
        score
        for score in scores
        if score.expected_total_low is not None
        and score.expected_total_high is not None
        and score.expected_total_low <= score.observed_total <= score.expected_total_high
    ]
    level = findings.asked.level
    interval = (
        f"The {percent(level)} interval of the total number of purchases held what happened in "
        f"{len(held)} of {_count(len(scores), 'look')} back"
    )
    if _as_few(len(held), len(scores), level) < UNLIKELY:
        interval += ", too few to be chance: it is too sure of itself, so trust the past errors rather than the interval"
    said.append(interval + ".")
    own_errors = sum(own.score.mean_absolute_error for _, own, _ in looks if own.score) / len(looks)
    rate_errors = sum(rate.score.mean_absolute_error for _, _, rate in looks if rate.score) / len(looks)
    better = "nearer than" if own_errors < rate_errors else "no nearer than"
    said.append(
        f"Customer by customer it was {better} their own rate: {own_errors:.2f} purchases off on average, "
        f"against {rate_errors:.2f}."
    )
    return said


def _as_few(held: int, of: int, level: float) -> float:
    """The probability that so few intervals of this level, or fewer, hold by chance."""
    return sum(comb(of, k) * level**k * (1 - level) ** (of - k) for k in range(held + 1))


def _too_few(findings: Findings) -> list[str]:
    summaries = findings.summaries
    repeat = int((summaries.frequency > 0).sum())
    return [
        "There is not enough here yet to say what your customers will be worth.",
        f"{_count(findings.rows, 'row')} of {_count(len(summaries), 'customer')} "
        f"were read, of whom {repeat:,} bought again on another day. A model learns from those who come back: "
        "with some tens of repeat buyers it can begin to, with some hundreds its intervals become useful.",
        f"What stood in the way: {findings.missing.get('model', 'no model could be fitted')}.",
    ]


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _list(biases: list[float | None]) -> str:
    said = [off(bias) for bias in biases]
    if len(said) == 1:
        return said[0]
    return ", ".join(said[:-1]) + " and " + said[-1]


def reading(findings: Findings) -> list[tuple[str, str]]:
    """What was read, netted and left out."""
    summaries = findings.summaries
    repeat = int((summaries.frequency > 0).sum())
    returns, left_out = summaries.returns, summaries.left_out
    currency = findings.asked.currency
    lines = [
        ("rows read", f"{findings.rows:,}"),
        ("customers", f"{len(summaries):,}"),
        ("of these bought again on another day", f"{repeat:,} ({percent(repeat / len(summaries))})"),
        ("repeat purchases", f"{int(summaries.frequency.sum()):,}"),
        ("unit of time", summaries.period),
    ]
    lines.insert(1, ("from the first purchase to today", f"{date(findings.first_ms)} to {date(findings.as_of_ms)}"))
    if returns.rows:
        lines.append(
            (
                "returns and cancellations",
                f"{returns.rows:,}, of {money(returns.value, currency)} in all; they undid {returns.purchases_undone:,} "
                f"days of purchases. {returns.unmatched_rows:,} of them "
                f"({money(returns.unmatched_value, currency)}) matched nothing bought before",
            )
        )
    for label, number in (
        ("rows of nobody, left out", left_out.rows_without_customer),
        ("rows after today, left out", left_out.rows_after_as_of),
        ("customers who returned everything, left out", left_out.customers_all_returned),
    ):
        if number:
            lines.append((label, f"{number:,}"))
    lines.append(("several purchases on one day", "count as one, with their spend together"))
    return lines


def unknown(findings: Findings) -> list[str]:
    """What none of this can know."""
    said = [
        "Customers who have not bought yet: the total is of those you have.",
        "Seasons, campaigns, prices and competitors. What was true of the past is taken to go on; a season that the "
        "history does not hold twice cannot be told from a trend.",
        "Why a customer buys or leaves, and what an offer would change.",
        "Whether a silent customer has left: nobody says so. The probability to be active is the model's belief.",
        "Returns yet to come of what was bought already.",
    ]
    if findings.spend is not None:
        said.append(_independence(findings))
    if findings.asked.margin is None and findings.total is not None:
        said.append("Costs: value here is revenue.")
    if findings.backtest is not None:
        said.append(
            "How it would have done over longer than "
            + back(findings)
            + f": forecasts of {horizon(findings)} were not put to the test over their whole length."
            if findings.asked.periods * findings.summaries.period_days > findings.backtest.horizon_days
            else "The model was chosen by the same past that it is judged by, which flatters it a little."
        )
    return said


def _independence(findings: Findings) -> str:
    taken = "Spend at a purchase is taken to be independent of how often a customer buys"
    test = findings.independence
    if test is None:
        return f"{taken}; whether it is could not be tested."
    found = f"the rank correlation is {test.rank_correlation:.2f}, {test.expected_correlation:.2f} being what the model brings about"
    if test.dependent:
        return f"{taken}, and here it is not: {found}. The value of frequent buyers is misjudged accordingly."
    return f"{taken}; nothing here speaks against it: {found}."


def after(origin: lifetime.OriginReport, horizon_days: int) -> str:
    """The time that one look back forecast."""
    return f"{date(origin.origin_ms)} to {date(origin.origin_ms + horizon_days * DAY_MS)}"


def after_held(findings: Findings) -> str:
    """Whether the conformal intervals held what they were to."""
    short = [
        f"{one.horizon_days} days for {what}"
        for one in findings.held
        for what, coverage in (("purchases", one.coverage), ("spend", one.spend_coverage))
        if coverage is not None and coverage < one.level - 2 * (one.level * (1 - one.level) / one.customers) ** 0.5
    ]
    if not short:
        return "they held what they promise at every horizon."
    return (
        f"they held less than they promise at {', '.join(short)}. They promise it for customers and times like those that "
        "they were calibrated on: the later stretch was not like the earlier."
    )
