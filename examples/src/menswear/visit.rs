//! What happens on a visit to the shop: searching, looking, carts, orders, returns and reminders.

use sartor::rng::Rng;
use sartor::time::{DAY_MS, HOUR_MS, MINUTE_MS, local_month};
use serde_json::{Value, json};

use super::catalogue::ShopProduct;
use super::customer::Customer;
use super::journal::{Clock, Journal, decimal, product, whole};
use super::truth::Truth;

/// Who visits, what there is and what is true.
pub(super) struct Visitor<'a> {
    pub(super) truth: &'a Truth,
    pub(super) products: &'a [ShopProduct],
    pub(super) customer: &'a Customer,
}

/// A coupon's code and what it takes off.
const COUPONS: [(&str, f64); 3] = [("WELCOME10", 0.10), ("SEASON15", 0.15), ("CLUB20", 0.20)];
/// The most products in one order.
const MOST_LINES: usize = 12;

impl Visitor<'_> {
    /// How much a product appeals in a month.
    fn appeal(&self, product: &ShopProduct, month: i32) -> f64 {
        let tastes = self.truth.tastes;
        let mut weight = self.truth.season(product.category, month);
        if product.line == self.customer.group.habits().line {
            weight *= tastes.line;
        }
        if product.fit == Some(self.customer.fit) {
            weight *= tastes.fit;
        }
        if product.colour == self.customer.colour {
            weight *= tastes.colour;
        }
        weight
    }

    /// A product by appeal alone.
    fn fancy(&self, month: i32, rng: &mut Rng) -> &ShopProduct {
        let weights: Vec<f64> = self.products.iter().map(|product| self.appeal(product, month)).collect();
        &self.products[rng.weighted(&weights).unwrap_or(0)]
    }

    /// Products whose prices together come nearest to an amount: by appeal, the dear ones first.
    fn basket(&self, spend_minor: f64, month: i32, rng: &mut Rng) -> Vec<&ShopProduct> {
        let cheapest = self.products.iter().map(|product| product.price_minor).min().unwrap_or(0) as f64;
        let mut basket: Vec<&ShopProduct> = Vec::new();
        let mut left = spend_minor;
        while basket.len() < MOST_LINES && (basket.is_empty() || left > cheapest / 2.0) {
            let weights: Vec<f64> = self
                .products
                .iter()
                .map(|product| {
                    let share = product.price_minor as f64 / left.max(cheapest);
                    // What overshoots by more than the cheapest product could mend is out of the question.
                    let fits = product.price_minor as f64 <= left.max(cheapest) + cheapest / 2.0;
                    if fits { self.appeal(product, month) * share * share } else { 0.0 }
                })
                .collect();
            let Some(chosen) = rng.weighted(&weights) else { break };
            basket.push(&self.products[chosen]);
            left -= self.products[chosen].price_minor as f64;
        }
        basket
    }

    fn month(&self, at_ms: i64) -> i32 {
        local_month(at_ms, self.customer.utc_offset_minutes)
    }

    /// A list seen, and products looked at, those of the basket among them.
    fn look(&self, clock: &mut Clock, basket: &[&ShopProduct], journal: &mut Journal, rng: &mut Rng) {
        let month = self.month(clock.0);
        let first = basket.first().copied().unwrap_or_else(|| self.fancy(month, rng));
        if rng.bernoulli(0.3) {
            let query = format!("{} {}", first.colour, first.category);
            journal.track(clock.next(rng), "Products Searched", json!({"query": query}));
        }
        let mut shelf: Vec<&ShopProduct> =
            self.products.iter().filter(|product| product.category == first.category).collect();
        rng.shuffle(&mut shelf);
        shelf.truncate(5);
        shelf.retain(|product| product.product_id != first.product_id);
        shelf.insert(rng.below(shelf.len() as u64 + 1) as usize, first);
        let listed: Vec<Value> = shelf
            .iter()
            .zip(1..)
            .map(|(product, position)| json!({"product_id": product.product_id, "position": position}))
            .collect();
        journal.track(
            clock.next(rng),
            "Product List Viewed",
            json!({"list_id": first.category, "category": first.category, "products": listed}),
        );
        if rng.bernoulli(0.5) {
            let position = shelf.iter().position(|product| product.product_id == first.product_id);
            journal.track(
                clock.next(rng),
                "Product Clicked",
                json!({"product_id": first.product_id, "position": position.map(|at| at + 1)}),
            );
        }
        for _ in 0..rng.poisson(self.customer.group.habits().views_per_visit) {
            let seen = self.fancy(month, rng);
            self.view(seen, clock, journal, rng);
            if rng.bernoulli(0.02) {
                let wish = json!({"wishlist_id": "wishes", "product_id": seen.product_id});
                journal.track(clock.next(rng), "Product Added to Wishlist", wish);
            }
        }
    }

    fn view(&self, seen: &ShopProduct, clock: &mut Clock, journal: &mut Journal, rng: &mut Rng) {
        let mut properties = product(seen, self.customer.size);
        properties["currency"] = json!(self.truth.currency);
        journal.track(clock.next(rng), "Product Viewed", properties);
    }

    fn add(&self, chosen: &ShopProduct, cart: &str, clock: &mut Clock, journal: &mut Journal, rng: &mut Rng) {
        self.view(chosen, clock, journal, rng);
        let mut properties = product(chosen, self.customer.size);
        properties["currency"] = json!(self.truth.currency);
        properties["cart_id"] = json!(cart);
        journal.track(clock.next(rng), "Product Added", properties);
    }

    /// A visit that ends in order number `n`. Returns what was spent.
    pub(super) fn order(&self, at_ms: i64, n: usize, journal: &mut Journal, rng: &mut Rng) -> i64 {
        let shape = self.truth.gamma_gamma.p;
        let spend = rng.gamma(shape, shape / self.customer.mean_spend) * 100.0;
        let coupon = rng
            .bernoulli(self.customer.group.habits().discount_share)
            .then(|| COUPONS[rng.below(COUPONS.len() as u64) as usize]);
        let off = coupon.map_or(0.0, |(_, off)| off);
        let basket = self.basket(spend / (1.0 - off), self.month(at_ms), rng);
        let id = self.customer.customer_id.trim_start_matches("customer_");
        let (cart, order) = (format!("cart_{id}_{n}"), format!("order_{id}_{n}"));
        // The order itself stands at its own time; the visit that led to it lies before.
        let mut clock = Clock(basket.iter().fold(at_ms - 45 * MINUTE_MS, |at_ms, _| at_ms - 4 * MINUTE_MS));
        self.look(&mut clock, &basket, journal, rng);
        for &chosen in &basket {
            self.add(chosen, &cart, &mut clock, journal, rng);
        }
        if rng.bernoulli(0.1) {
            let dropped = self.fancy(self.month(at_ms), rng);
            // Taking out what is also bought would leave it in doubt which was meant.
            if basket.iter().all(|held| held.product_id != dropped.product_id) {
                self.add(dropped, &cart, &mut clock, journal, rng);
                let removed = json!({"product_id": dropped.product_id, "quantity": 1, "cart_id": cart});
                journal.track(clock.next(rng), "Product Removed", removed);
            }
        }
        let subtotal: i64 = basket.iter().map(|product| product.price_minor).sum();
        let discount = (subtotal as f64 * off) as i64;
        let revenue = subtotal - discount;
        let shipping = if revenue >= 20_000 { 0 } else { 995 };
        let tax = revenue * 6 / 100;
        let products: Vec<Value> = basket.iter().map(|bought| product(bought, self.customer.size)).collect();
        let mut properties = json!({
            "order_id": order, "checkout_id": cart, "currency": self.truth.currency, "products": products,
            "revenue": decimal(revenue), "shipping": decimal(shipping), "tax": decimal(tax),
            "total": decimal(revenue + shipping + tax),
        });
        if let Some((code, _)) = coupon {
            properties["coupon"] = json!(code);
            properties["discount"] = json!(decimal(discount));
            journal.track(clock.next(rng), "Coupon Entered", json!({"coupon_id": code, "cart_id": cart}));
            let applied = json!({
                "coupon_id": code, "cart_id": cart, "discount": decimal(discount), "currency": self.truth.currency,
            });
            journal.track(clock.next(rng), "Coupon Applied", applied);
        }
        journal.track(clock.next(rng), "Checkout Started", properties.clone());
        journal.track(at_ms, "Order Completed", properties);
        self.after_order(at_ms, &order, &basket, off, journal, rng);
        revenue
    }

    fn after_order(
        &self,
        at_ms: i64,
        order: &str,
        basket: &[&ShopProduct],
        off: f64,
        journal: &mut Journal,
        rng: &mut Rng,
    ) {
        if basket.len() > 1 && rng.bernoulli(self.truth.refund_share) {
            let back = basket[rng.below(basket.len() as u64) as usize];
            let value = (back.price_minor as f64 * (1.0 - off)) as i64;
            let properties = json!({
                "order_id": order, "currency": self.truth.currency, "value": decimal(value),
                "products": [product(back, self.customer.size)],
            });
            journal.track(at_ms + DAY_MS * (3 + whole(18, rng)), "Order Refunded", properties);
        }
        if rng.bernoulli(0.15) {
            let score = [3, 4, 4, 5, 5, 5][rng.below(6) as usize];
            let rated = json!({"score": score, "scale": 5, "about": order});
            journal.track(at_ms + DAY_MS * (4 + whole(6, rng)), "Satisfaction Rated", rated);
        }
    }

    /// A visit without an order; some leave a cart behind, and then chance decides who is reminded.
    pub(super) fn browse(&self, at_ms: i64, n: usize, journal: &mut Journal, rng: &mut Rng) {
        let mut clock = Clock(at_ms);
        let month = self.month(at_ms);
        if rng.bernoulli(self.truth.abandon_share) {
            let left: Vec<&ShopProduct> = (0..=rng.below(2)).map(|_| self.fancy(month, rng)).collect();
            self.look(&mut clock, &left, journal, rng);
            let id = self.customer.customer_id.trim_start_matches("customer_");
            let cart = format!("cart_{id}_b{n}");
            for &chosen in &left {
                self.add(chosen, &cart, &mut clock, journal, rng);
            }
            self.remind(clock.0, &format!("reminder_{id}_{n}"), left.first().copied(), journal, rng);
        } else {
            self.look(&mut clock, &[], journal, rng);
        }
        if rng.bernoulli(0.06) {
            self.talk(&mut clock, n, journal, rng);
        }
    }

    /// One decision of the cart experiment: made, shown, and whether the customer came back.
    fn remind(
        &self,
        at_ms: i64,
        decision: &str,
        left: Option<&ShopProduct>,
        journal: &mut Journal,
        rng: &mut Rng,
    ) {
        let reminder = self.truth.reminder;
        let on = rng.bernoulli(reminder.propensity);
        let made_ms = at_ms + DAY_MS + HOUR_MS * whole(24, rng);
        let (arm, propensity) =
            if on { ("on", reminder.propensity) } else { ("off", 1.0 - reminder.propensity) };
        let made = json!({
            "decision_id": decision, "kind": "action", "chosen": if on { "cart_reminder" } else { "nothing" },
            "propensity": propensity, "experiment_id": "cart_reminder_v1", "experiment_arm": arm,
            "model_id": "synthetic-1",
        });
        journal.track(made_ms, "Decision Made", made);
        if on {
            journal.track(
                made_ms + MINUTE_MS,
                "Decision Shown",
                json!({"decision_id": decision, "position": 1}),
            );
        }
        let returned = rng.bernoulli(if on { reminder.return_on } else { reminder.return_off });
        let back_ms = made_ms + HOUR_MS * (2 + whole(60, rng));
        if let Some(left) = left.filter(|_| returned) {
            self.view(left, &mut Clock(back_ms), journal, rng);
        }
        let outcome = json!({"decision_id": decision, "accepted": returned});
        journal.track(made_ms + 3 * DAY_MS, "Decision Outcome", outcome);
    }

    /// A few turns of conversation.
    fn talk(&self, clock: &mut Clock, n: usize, journal: &mut Journal, rng: &mut Rng) {
        const INTENTS: [&str; 4] = ["product_inquiry", "sizing_help", "compare_products", "order_status"];
        let wanted = self.fancy(self.month(clock.0), rng);
        for _ in 0..=rng.below(3) {
            let intent = INTENTS[rng.weighted(&[5.0, 2.0, 1.0, 1.0]).unwrap_or(0)];
            let sentiment = ((0.2 + 0.3 * rng.normal()).clamp(-1.0, 1.0) * 100.0) as i64;
            let turn = json!({
                "session_id": format!("chat_{n}"), "intent": intent, "message_length": 20 + rng.below(200),
                "sentiment": decimal(sentiment), "channel": "chat",
                "entities": {"occasion": wanted.occasion, "category": wanted.category},
            });
            journal.track(clock.next(rng), "Conversation Turn", turn);
        }
    }
}
