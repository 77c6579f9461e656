"""The models of purchases from Python: columns in, columns out, one class each with the same members."""

import pickle
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pytest

from sartor import errors, lifetime

Model: TypeAlias = (
    lifetime.BgBb
    | lifetime.BgCnbd
    | lifetime.BgNbd
    | lifetime.GGompertzNbd
    | lifetime.MbgCnbd
    | lifetime.MbgNbd
    | lifetime.Nbd
    | lifetime.ParetoNbd
)
Rows: TypeAlias = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]

PARETO = lifetime.ParetoNbd.with_params(lifetime.ParetoNbdParams(r=0.55, alpha=10.6, s=0.6, beta=11.7))
MODELS: list[Model] = [
    lifetime.BgBb.with_params(lifetime.BgBbParams(alpha=1.2, beta=0.75, gamma=0.66, delta=2.8)),
    lifetime.BgCnbd.with_params(lifetime.BgCnbdParams(k=2, r=0.5, alpha=4.0, a=0.8, b=2.4)),
    lifetime.BgNbd.with_params(lifetime.BgNbdParams(r=0.243, alpha=4.414, a=0.793, b=2.426)),
    lifetime.GGompertzNbd.with_params(
        lifetime.GGompertzNbdParams(r=0.55, alpha=10.6, b=0.02, s=0.6, beta=1.2)
    ),
    lifetime.MbgCnbd.with_params(lifetime.MbgCnbdParams(k=3, r=0.5, alpha=4.0, a=0.8, b=2.4)),
    lifetime.MbgNbd.with_params(lifetime.MbgNbdParams(r=0.52, alpha=6.2, a=0.89, b=1.6)),
    lifetime.Nbd.with_params(lifetime.NbdParams(r=0.385, alpha=12.07)),
    PARETO,
]
NAMES = [type(model).__name__ for model in MODELS]
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def drawn() -> Rows:
    """Customers of Pareto/NBD as a file of transactions, in days."""
    columns = lifetime.simulate(PARETO, 400, 78.0, seed=3)
    customer = np.concatenate([np.arange(400), columns["purchase_customer"]])
    weeks = np.concatenate([np.zeros(400), columns["purchase_age"]])
    return customer, (weeks * 7 * DAY_MS).astype("int64")


@pytest.fixture(scope="module")
def summaries(drawn: Rows) -> lifetime.Summaries:
    return lifetime.summarize(*drawn, as_of=78 * 7 * DAY_MS, calibration_end=39 * 7 * DAY_MS)


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_a_column_gives_what_its_rows_give(model: Model) -> None:
    x, t_x, age = np.array([0.0, 2.0, 7.0]), np.array([0.0, 30.0, 36.0]), np.array([38.0, 38.0, 39.0])
    alive = model.probability_alive(x, t_x, age)
    expected = model.expected_purchases(10.0, x, t_x, age)
    for row in range(3):
        assert alive[row] == model.probability_alive(x[row], t_x[row], age[row])
        assert expected[row] == model.expected_purchases(10.0, x[row], t_x[row], age[row])
    assert np.all((alive >= 0) & (alive <= 1)) and np.all(expected >= 0)


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_the_distribution_has_the_mean_that_is_expected(model: Model) -> None:
    counts = model.purchase_distribution(10.0, 400, 2.0, 30.0, 38.0)
    assert counts.sum() == pytest.approx(1.0, abs=1e-8)
    expected = model.expected_purchases(10.0, 2.0, 30.0, 38.0)
    assert np.dot(counts, np.arange(401)) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_models_pickle_and_write_json(model: Model) -> None:
    assert pickle.loads(pickle.dumps(model)) == model
    assert type(model).from_json(model.to_json()) == model
    assert repr(model).startswith(type(model).__name__ + "(")
    assert "customers=0" in repr(model)


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
def test_the_next_purchase_has_quantiles_and_may_never_come(model: Model) -> None:
    soon = model.next_purchase(2.0, 30.0, 38.0, levels=[0.1, 0.2])
    first, second = soon.quantiles
    assert first.periods is not None and second.periods is not None
    assert 0 < first.periods < second.periods
    assert 0 <= soon.probability_never < 0.8


def test_a_file_of_transactions_is_summarised_as_it_was_known(summaries: lifetime.Summaries) -> None:
    assert len(summaries) == 400
    assert summaries.holdout_periods == 39.0
    frame = summaries.to_frame()
    assert frame.index.name == "customer"
    assert (frame["last_purchase_age"] <= frame["age"]).all()
    assert summaries.holdout_frequency.sum() > 0


def test_customers_and_times_of_a_messy_frame() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(
        {
            "customer": [13085.0, None, 13085.0, 12346.0, 13085.0],
            "when": pandas.to_datetime(["2010-01-04", "2010-01-05", "2010-02-01", "2010-03-01", "2010-02-01"]),
            "paid": [10.0, 5.0, 20.0, 7.0, -20.0],
        }
    )
    result = lifetime.summarize(frame["customer"], frame["when"], frame["paid"])
    assert list(result.customer) == [12346, 13085]
    assert list(result.frequency) == [0.0, 0.0]
    assert result.left_out.rows_without_customer == 1
    assert result.returns.purchases_undone == 1
    zoned = frame["when"].dt.tz_localize("Europe/London")
    assert lifetime.summarize(frame["customer"], zoned, frame["paid"]).to_frame().equals(result.to_frame())
    texts = lifetime.summarize(["b", "a", None], ["2010-01-04", "2010-01-05", "2010-01-06"])
    assert texts.customer.tolist() == ["a", "b"]


def test_what_is_no_customer_or_time_is_named() -> None:
    with pytest.raises(errors.InputError, match="customer is 1.5"):
        lifetime.summarize([1.5, 2.0], [0, DAY_MS])
    with pytest.raises(errors.InputError, match="timestamp"):
        lifetime.summarize([1, 2], ["yesterday", "today"])
    with pytest.raises(errors.InputError, match="row 1: timestamp is"):
        lifetime.summarize([1, 2], np.array(["2010-01-01", "NaT"], dtype="datetime64[ms]"))
    with pytest.raises(errors.InputError, match="row 1: value"):
        lifetime.summarize([1, 2], [0, DAY_MS], [1.0, float("nan")])


def test_a_choice_is_a_model_that_lets_one_time_buyers_go(summaries: lifetime.Summaries) -> None:
    selection = lifetime.select(summaries)
    assert selection.model.log_likelihood < 0
    alone = selection.model.probability_alive(0.0, 0.0, 39.0)
    assert alone < 1.0, selection.reason
    assert {candidate.model for candidate in selection.comparison.candidates} >= {
        lifetime.PurchaseModelKind.PARETO_NBD,
        lifetime.PurchaseModelKind.BG_NBD,
    }


def test_looking_back_judges_models_and_spreadsheets(summaries: lifetime.Summaries) -> None:
    report = lifetime.backtest(summaries, [lifetime.PurchaseModelKind.MBG_NBD], origins=[39 * 7 * DAY_MS])
    names = [forecaster.forecaster for forecaster in report.origins[0].forecasters]
    assert names == ["MBG/NBD", "own rate", "segment mean"]
    assert report.verdict.summary.startswith("MBG/NBD")


def test_a_fit_can_begin_where_another_ended(summaries: lifetime.Summaries) -> None:
    columns = summaries.frequency, summaries.last_purchase_age, summaries.age
    model = lifetime.ParetoNbd.fit(*columns)
    again = model.refit(*columns)
    assert again.log_likelihood == pytest.approx(model.log_likelihood, abs=1e-6)
    assert model.aic is not None and model.bic is not None and model.aic < model.bic


def test_regular_buyers_need_a_number_of_phases_or_their_intervals(summaries: lifetime.Summaries) -> None:
    columns = summaries.frequency, summaries.last_purchase_age, summaries.age
    with pytest.raises(errors.InputError, match="k is not given"):
        lifetime.MbgCnbd.fit(*columns)
    assert lifetime.MbgCnbd.fit(*columns, k=2).params.k == 2
    likeliest = lifetime.MbgCnbd.fit(*columns, log_interval_sum=summaries.log_interval_sum)
    assert likeliest.params.k == 1  # drawn from a model that buys at random


def test_value_takes_nothing_but_a_model() -> None:
    spend = lifetime.GammaGamma.with_params(lifetime.GammaGammaParams(p=6.25, q=3.74, gamma=15.44))
    with pytest.raises(errors.InputError, match="model"):
        lifetime.value(3, spend, 52.0, 0.002, 2.0, 30.0, 38.0, 25.0)  # type: ignore[arg-type]
