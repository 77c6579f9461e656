"""The wedding-suit turn of the synthetic shop, asked from Python: the same text as `make -s demo FORMAT=json`.

    cargo run --release -p sartor-examples --bin menswear -- --out shop && python wedding_suit.py shop
"""

import sys
from pathlib import Path

import sartor

AS_OF = 1_780_300_800_000  # 1 June 2026, 08:00 UTC

folder = Path(sys.argv[1])
catalog = sartor.Catalog.from_csv(folder / "catalogue.csv", currency="USD")
# This shop writes whole dollars on its labels.
trainer = sartor.Trainer(catalog, policy={"pricing": {"roundToMinor": 100}})
trainer.read_events(folder / "events.jsonl")
engine = trainer.fit(AS_OF)

shop = sartor.Shop()
# Someone counts the suits every morning.
suits = [product for product in catalog.products if product.category == "suits"]
for place, suit in enumerate(suits):
    shop.stock(suit.product_id, (place + 4) % 9, AS_OF - 5 * 60_000)

request = {
    "customerId": "customer_123",
    "sessionId": "session_456",
    "intent": {"category": "product_inquiry", "entities": {"occasion": "wedding", "budget": "$1000-2000"}},
    "conversationContext": {"conversationHistory": [], "customerPreferences": {}},
    "additionalData": {
        "imageUrls": ["product_image.jpg"],
        "location": "Detroit",
        "deviceType": "mobile",
        "jurisdiction": "US-MI",
    },
}
profile = trainer.profile(request["customerId"])
print(engine.chat(profile, shop, request, AS_OF).to_json())
