"""Every error has its class, code and fields; files and interrupts are also what Python calls them."""

from __future__ import annotations

import copy
import gzip
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, REPOSITORY

import sartor
from sartor import errors


def test_every_code_of_core_has_its_own_class() -> None:
    source = (REPOSITORY / "core" / "src" / "error.rs").read_text()
    codes = set(re.findall(r'=> "([A-Z_]+)"', source))
    assert len(codes) > 20
    classes = {code: type(errors.of(code, "", {})) for code in codes}
    assert errors.SartorError not in classes.values()
    assert len(set(classes.values())) == len(codes)
    assert {cls.__name__ for cls in classes.values()} <= set(errors.__all__)


def test_a_code_of_a_newer_core_is_still_an_error_of_sartor() -> None:
    error = errors.of("NEW_KIND", "words", {"a": 1})
    assert (type(error), error.code, error.fields, str(error)) == (sartor.SartorError, "NEW_KIND", {"a": 1}, "words")


def test_an_error_carries_the_values_that_explain_it() -> None:
    with pytest.raises(errors.TooLarge) as caught:
        sartor.Profile("x" * 300)
    assert caught.value.fields["size"] == 300
    assert caught.value.fields["limit"] == 256
    assert "300" in str(caught.value)


def test_errors_can_be_pickled_between_processes() -> None:
    with pytest.raises(sartor.SartorError) as caught:
        sartor.Profile("")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), again.code, again.fields, str(again)) == (
        type(caught.value),
        caught.value.code,
        caught.value.fields,
        str(caught.value),
    )
    assert copy.copy(again).fields == again.fields


def test_a_missing_file_is_also_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:
        sartor.Catalog.from_csv(tmp_path / "none.csv", currency="USD")
    assert isinstance(caught.value, errors.Unreadable)
    assert caught.value.code == "UNREADABLE"
    assert "none.csv" in str(caught.value)


def test_a_cut_file_is_an_error_and_leaves_the_trainer_as_it_was(
    tmp_path: Path, catalog: sartor.Catalog, files: Path
) -> None:
    trainer = sartor.Trainer(catalog)
    whole = gzip.compress((files / "orders.csv").read_bytes())
    (tmp_path / "cut.csv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(errors.Truncated):
        trainer.read_orders(tmp_path / "cut.csv.gz", currency="USD", consent_basis="contract")
    assert trainer.customer_ids() == []


def test_a_bad_line_is_told_and_the_rest_goes_on(tmp_path: Path, catalog: sartor.Catalog) -> None:
    trainer = sartor.Trainer(catalog)
    lines = [
        "order_id,product_id,quantity,timestamp,price,customer_id",
        "o1,suit_001,1,2025-01-01T10:00:00Z,1150,c1",
        "o2,suit_001,1,2025-01-01T10:00:00Z,NaN,c1",
        "o3,suit_001,-1,2025-01-01T10:00:00Z,5,c1",
        "",
        "o4,suit_001,1,2025-01-01T10:00:00Z,1150,",
    ]
    (tmp_path / "orders.csv").write_text("\n".join(lines))
    report = trainer.read_orders(tmp_path / "orders.csv", consent_basis=sartor.ConsentBasis.CONTRACT)
    assert (report.accepted, report.skipped, report.without_customer) == (1, 2, 1)
    assert report.lines == report.accepted + report.without_customer + report.skipped + report.blank
    assert [problem.line for problem in report.problems] == [3, 4]
    assert trainer.customer_ids() == ["c1"]


def test_dates_in_figures_are_read_in_the_order_that_is_stated(tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "Invoice,StockCode,Quantity,InvoiceDate,Price,Customer ID\n1,A,2,12/1/2010 8:26,6.95,7\n"
    )
    trainer = sartor.Trainer(sartor.Catalog.from_orders(orders, date_order="month_day_year"))
    assert "dateOrder" in trainer.read_orders(orders).problems[0].reason
    report = trainer.read_orders(orders, date_order=sartor.DateOrder.MONTH_DAY_YEAR)
    assert (report.accepted, trainer.last_event_ms()) == (1, 1_291_191_960_000)


def test_a_file_of_another_kind_is_one_error(tmp_path: Path, catalog: sartor.Catalog, files: Path) -> None:
    trainer = sartor.Trainer(catalog)
    (tmp_path / "events.jsonl").write_text('{"type":"track"}\n')
    with pytest.raises(errors.Malformed, match="expected CSV"):
        trainer.read_orders(tmp_path / "events.jsonl")
    with pytest.raises(errors.Malformed, match="expected JSON Lines"):
        trainer.read_events(files / "orders.csv")
    with pytest.raises(sartor.SartorError, match=r"netto.*`columns`"):
        trainer.read_orders(files / "orders.csv", columns={"price": "netto"})


def test_two_currencies_are_refused(catalog: sartor.Catalog, files: Path) -> None:
    with pytest.raises(errors.CurrencyMismatch):
        sartor.Trainer(catalog, currency="EUR")
    with pytest.raises(errors.CurrencyMismatch):
        sartor.Trainer(catalog).read_orders(files / "orders.csv", currency="EUR")


def test_a_fit_on_nothing_is_refused(catalog: sartor.Catalog) -> None:
    with pytest.raises(errors.TooFew):
        sartor.Trainer(catalog).fit(AS_OF)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_cut_artefact_is_refused(part: float, engine: sartor.Engine, profile: sartor.Profile) -> None:
    for load, saved in ((sartor.Engine.load, engine.save()), (sartor.Profile.from_bytes, profile.to_bytes())):
        with pytest.raises(sartor.SartorError) as caught:
            load(saved[: int(len(saved) * part)])
        assert caught.value.code in {"MALFORMED", "TRUNCATED"}


def test_a_newer_or_foreign_artefact_is_refused(profile: sartor.Profile) -> None:
    newer = re.sub(r'"version":\d+', '"version":999', profile.to_json(), count=1)
    with pytest.raises(errors.NewerVersion):
        sartor.Profile.from_json(newer)
    for foreign in ("", "{}", "[]", "null", sartor.Shop().to_json()):
        with pytest.raises(sartor.SartorError):
            sartor.Profile.from_json(foreign)


def test_a_profile_of_another_customer_is_refused(
    engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop
) -> None:
    with pytest.raises(errors.WrongCustomer):
        engine.chat(profile, shop, {"customerId": "somebody else", "sessionId": "s"}, AS_OF)


def test_a_product_that_does_not_exist_is_refused(
    engine: sartor.Engine, profile: sartor.Profile, shop: sartor.Shop
) -> None:
    with pytest.raises(errors.UnknownProduct) as caught:
        engine.quote(profile, shop, ["nothing"], None, AS_OF)
    assert caught.value.fields == {"product_id": "nothing"}


def test_a_deadline_cannot_move(shop: sartor.Shop) -> None:
    shop.deadline("sale", AS_OF)
    shop.deadline("sale", AS_OF)
    with pytest.raises(errors.AlreadySet):
        shop.deadline("sale", 1_900_000_000_000)


@pytest.mark.parametrize("wrong", [(5, "x"), ("health", 5), (None, None)])
def test_an_argument_of_the_wrong_type_is_a_type_error(wrong: Any, engine: sartor.Engine) -> None:
    with pytest.raises(TypeError):
        engine.call(*wrong)
