"""What to expect of each customer, learnt from a file of order lines.

    python quickstart.py orders.csv GBP              # as of now
    python quickstart.py orders.csv GBP 2011-12-10   # as of the start of a day, for an old file

The file is CSV or gzip of it with the columns Invoice, StockCode, Description, Quantity, InvoiceDate, Price and
Customer ID in any order; name others in COLUMNS. Needs pandas.
"""

import sys
from datetime import datetime, timezone

import sartor

COLUMNS = sartor.OrderColumns()  # such as sartor.OrderColumns(order_id="order_no", customer_id="buyer")

path, currency, *day = sys.argv[1:]
as_of = datetime.fromisoformat(day[0]).replace(tzinfo=timezone.utc) if day else datetime.now(timezone.utc)

catalog = sartor.Catalog.from_orders(path, currency=currency, columns=COLUMNS)
trainer = sartor.Trainer(catalog)
# State why you may use these orders: "consent", "legitimate_interest" or "contract". Nothing is used without it.
report = trainer.read_orders(path, consent_basis="legitimate_interest", columns=COLUMNS)
print(f"{report.lines} lines: {report.accepted} of customers, {report.without_customer} of nobody, {report.skipped} skipped")
for problem in report.problems[:5]:
    print(f"  line {problem.line}: {problem.reason}")

engine = trainer.fit(as_of)
profiles = [trainer.profile(customer_id) for customer_id in trainer.customer_ids()]
outlooks = engine.outlook_batch(profiles, as_of).to_pandas()

# Money is in minor units: cents, pence.
best = outlooks.sort_values("lifetime_value_minor", ascending=False).head(10)
columns = ["lifetime_value_minor", "lifetime_value_low_minor", "lifetime_value_high_minor", "probability_alive", "churn"]
print(best[columns].round(2).to_string())
