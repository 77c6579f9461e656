"""A small shop, made here and trained once, and the development data where it is."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

import sartor

REPOSITORY = Path(__file__).resolve().parents[2]
AS_OF = datetime(2026, 5, 1, tzinfo=timezone.utc)
CATALOG = """\
id,name,price,cost,category,colour,occasion,fit
suit_001,Navy wool suit,1150,600,suits,navy,wedding|work,slim
suit_002,Grey flannel suit,980,500,suits,grey,work,regular
suit_003,Black dinner suit,1400,800,suits,black,wedding,slim
shirt_01,White poplin shirt,95,30,shirts,white,wedding|work,slim
shirt_02,Blue oxford shirt,85,28,shirts,blue,work,regular
tie_12,Red silk tie,75.50,20,ties,red,wedding,
tie_13,Navy silk tie,75.50,20,ties,navy,work,
shoe_03,Brown brogues,260,120,shoes,brown,work,
"""


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `catalog.csv` and `orders.csv`: 80 customers over two years, seeded."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "catalog.csv").write_text(CATALOG)
    dice = random.Random(7)
    products = [line.split(",")[0] for line in CATALOG.splitlines()[1:]]
    with open(folder / "orders.csv", "w", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["order_id", "product_id", "name", "quantity", "timestamp", "price", "customer_id"])
        for customer in range(80):
            day = AS_OF - timedelta(days=dice.randint(60, 700))
            number = 0
            while day < AS_OF:
                product = dice.choice(products)
                price = dice.choice(["95.00", "1150.00", "75.50"])
                lines.writerow([f"o{customer}_{number}", product, product, 1, day.isoformat(), price, f"c{customer:02}"])
                number += 1
                if dice.random() < 0.25:
                    break
                day += timedelta(days=dice.expovariate(1 / 70))
    return folder


@pytest.fixture(scope="session")
def catalog(files: Path) -> sartor.Catalog:
    return sartor.Catalog.from_csv(files / "catalog.csv", currency="USD")


@pytest.fixture(scope="session")
def trainer(files: Path, catalog: sartor.Catalog) -> sartor.Trainer:
    trainer = sartor.Trainer(catalog, currency="USD")
    trainer.read_orders(files / "orders.csv", currency="USD", utc_offset_minutes=0, consent_basis="consent")
    return trainer


@pytest.fixture(scope="session")
def engine(trainer: sartor.Trainer) -> sartor.Engine:
    return trainer.fit(AS_OF)


@pytest.fixture
def profile(trainer: sartor.Trainer) -> sartor.Profile:
    """A customer with several orders; a copy, so each test has its own."""
    read = [trainer.profile(name) for name in trainer.customer_ids()]
    found = max((one for one in read if one is not None), key=lambda one: one.view(AS_OF).orders)
    assert found.view(AS_OF).orders > 3
    return found


@pytest.fixture
def shop() -> sartor.Shop:
    shop = sartor.Shop()
    shop.stock("suit_001", 4, AS_OF)
    return shop


@pytest.fixture(scope="session")
def data() -> Callable[[str], Path]:
    """The path of a development dataset; skips where there is none, and fails there in CI."""

    def find(name: str) -> Path:
        for folder in (os.environ.get("SARTOR_DATA"), REPOSITORY.parent / "shared" / "data"):
            if folder and (Path(folder) / name).exists():
                return Path(folder) / name
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is neither in $SARTOR_DATA nor in ../shared/data, and CI has it")
        pytest.skip(f"{name} is neither in $SARTOR_DATA nor in ../shared/data")

    return find


def view_event(customer: str, message: str, when: datetime = AS_OF) -> dict[str, object]:
    """A `Product Viewed` in the Segment shape."""
    return {
        "type": "track",
        "event": "Product Viewed",
        "messageId": message,
        "userId": customer,
        "timestamp": when.isoformat(),
        "properties": {"product_id": "suit_001", "price": 1150, "currency": "USD"},
    }
