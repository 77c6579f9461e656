//! One customer whose story is told by hand: the groom who asks for a wedding suit.

use sartor::rng::Rng;
use sartor::time::{HOUR_MS, MINUTE_MS};
use serde_json::{Value, json};

use super::catalogue::ShopProduct;
use super::customer::Customer;
use super::journal::{Journal, decimal, product, whole};
use super::truth::{Group, Truth};
use super::{before_end, consent};

/// Days before the end at which he ordered, and the categories he bought from.
const ORDERS: [(i64, &[&str]); 5] = [
    (402, &["shirts", "ties"]),
    (301, &["trousers", "shirts"]),
    (208, &["shoes"]),
    (140, &["knitwear", "shirts"]),
    (76, &["blazers"]),
];

/// His nature, in place of the one that was drawn.
pub(super) fn nature(drawn: &Customer) -> Customer {
    Customer {
        group: Group::ProfessionalAchiever,
        fit: "slim",
        colour: "navy",
        size: "40R",
        utc_offset_minutes: -240,
        orders_ms: ORDERS.iter().map(|&(days, _)| before_end(days, 10)).collect(),
        active: true,
        ..drawn.clone()
    }
}

/// His story: consent, traits, five orders of business wear, and a suit left in the cart two days ago.
pub(super) fn events(
    truth: &Truth,
    products: &[ShopProduct],
    customer: &Customer,
    journal: &mut Journal,
    rng: &mut Rng,
) {
    let arrived_ms = before_end(402, 14);
    for purpose in ["analytics", "personalization", "pricing", "marketing"] {
        consent(purpose, true, arrived_ms, journal);
    }
    let said = json!({"career": "attorney", "fit": "slim", "style": "classic", "priorities": "quality"});
    journal.identify(arrived_ms + MINUTE_MS, said);
    for (n, (&at_ms, (_, categories))) in customer.orders_ms.iter().zip(ORDERS).enumerate() {
        let bought: Vec<&ShopProduct> =
            categories.iter().filter_map(|category| choose(products, category)).collect();
        let revenue: i64 = bought.iter().map(|product| product.price_minor).sum();
        for (place, one) in (0..).zip(&bought) {
            let seen_ms = at_ms - MINUTE_MS * (10 - place);
            journal.track(seen_ms, "Product Viewed", priced(one, customer, truth));
            let mut added = priced(one, customer, truth);
            added["cart_id"] = json!(format!("cart_123_{n}"));
            journal.track(seen_ms + MINUTE_MS * 5, "Product Added", added);
        }
        let tax = revenue * 6 / 100;
        let lines: Vec<Value> = bought.iter().map(|one| product(one, customer.size)).collect();
        let order = json!({
            "order_id": format!("order_123_{n}"), "checkout_id": format!("cart_123_{n}"), "currency": truth.currency,
            "products": lines, "revenue": decimal(revenue), "tax": decimal(tax), "total": decimal(revenue + tax),
        });
        journal.track(at_ms, "Order Completed", order);
    }
    journal.track(
        before_end(70, 12),
        "Satisfaction Rated",
        json!({"score": 5, "scale": 5, "about": "order_123_4"}),
    );
    abandoned_cart(truth, products, customer, journal, rng);
}

fn abandoned_cart(
    truth: &Truth,
    products: &[ShopProduct],
    customer: &Customer,
    journal: &mut Journal,
    rng: &mut Rng,
) {
    let mut at_ms = before_end(2, 10);
    let suits: Vec<&ShopProduct> = products.iter().filter(|product| product.category == "suits").collect();
    let listed: Vec<Value> = suits
        .iter()
        .take(6)
        .zip(1..)
        .map(|(suit, position)| json!({"product_id": suit.product_id, "position": position}))
        .collect();
    let list = json!({"list_id": "suits", "category": "suits", "products": listed});
    journal.track(at_ms, "Product List Viewed", list);
    for suit in suits.iter().filter(|suit| suit.occasion == "wedding").take(3) {
        at_ms += MINUTE_MS * (1 + whole(3, rng));
        journal.track(at_ms, "Product Viewed", priced(suit, customer, truth));
    }
    if let Some(&suit) = suits.first() {
        at_ms += MINUTE_MS;
        let mut added = priced(suit, customer, truth);
        added["cart_id"] = json!("cart_123_open");
        journal.track(at_ms, "Product Added", added);
        let started = json!({
            "order_id": "order_123_open", "currency": truth.currency, "value": decimal(suit.price_minor),
            "products": [product(suit, customer.size)],
        });
        journal.track(at_ms + MINUTE_MS * 2, "Checkout Started", started);
    }
    let turn = json!({
        "session_id": "session_455", "intent": "product_inquiry", "message_length": 58, "sentiment": 0.3,
        "channel": "chat", "entities": {"occasion": "wedding"},
    });
    journal.track(at_ms + HOUR_MS / 2, "Conversation Turn", turn);
}

/// What a slim man in navy buys for the office: the best match of a category.
fn choose<'a>(products: &'a [ShopProduct], category: &str) -> Option<&'a ShopProduct> {
    let matches = |product: &ShopProduct| {
        [product.line == "business", product.fit.is_none_or(|fit| fit == "slim"), product.colour == "navy"]
            .into_iter()
            .zip([4, 2, 1])
            .map(|(holds, weight)| if holds { weight } else { 0 })
            .sum::<i32>()
    };
    let shelf = products.iter().filter(|product| product.category == category);
    shelf.rev().max_by_key(|product| matches(product))
}

fn priced(one: &ShopProduct, customer: &Customer, truth: &Truth) -> Value {
    let mut fields = product(one, customer.size);
    fields["currency"] = json!(truth.currency);
    fields
}
