//! A shop whose customers' tastes are known: it shows lists, and chance decides by taste and position what is clicked
//! and bought. Nothing here is taken from the estimator: rates are products of a rate by position and one true factor
//! for each attribute of the product.
#![allow(dead_code)] // each test file uses its part

use sartor::catalog::{Catalog, Product, ProductAttribute};
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, EventOptions, Trainer};
use sartor::event::Event;
use sartor::math;
use sartor::money::Currency;
use sartor::profile::Profile;
use sartor::rng::Rng;
use sartor::time::{DAY_MS, MINUTE_MS, to_rfc3339};
use serde_json::{Value, json};

pub const AS_OF_MS: i64 = 1_780_300_800_000; // 2026-06-01T08:00:00Z
/// Attributes with how many values each has.
pub const DIMENSIONS: [(&str, usize); 3] = [("colour", 8), ("fabric", 5), ("fit", 4)];
const PRODUCTS: usize = 160;
const LISTED: usize = 10;

/// True factors of one customer, by attribute and value; they may change once.
#[derive(Debug, Clone)]
pub struct Tastes {
    pub lifts: Vec<Vec<f64>>,
    pub later: Option<(i64, Vec<Vec<f64>>)>,
    /// How much more the customer engages with everything.
    pub activity: f64,
}

/// How a customer is shown things and behaves.
#[derive(Debug, Clone)]
pub struct Habits {
    /// Lists seen.
    pub lists: usize,
    /// Days over which they are spread.
    pub days: i64,
    /// How uneven the colours in this customer's lists are: 0 is even.
    pub uneven: f64,
    /// Shape of the gamma factor that all products of one visit share; infinite for none.
    pub visit_shape: f64,
    /// Lists of one visit.
    pub lists_a_visit: usize,
    /// Share of lists that the customer filters by a colour, chosen by taste.
    pub filtered: f64,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            lists: 60,
            days: 360,
            uneven: 0.0,
            visit_shape: f64::INFINITY,
            lists_a_visit: 2,
            filtered: 0.0,
        }
    }
}

/// What one customer lived through.
pub struct Life {
    pub profile: Profile,
    pub lines: Vec<String>,
    /// Of each attribute and value: expected clicks of what was shown at the rates of all, and at the true ones.
    pub expected: Vec<Vec<f64>>,
    pub true_expected: Vec<Vec<f64>>,
    /// Clicks counted.
    pub clicks: Vec<Vec<f64>>,
    pub events: usize,
}

impl Life {
    /// True lifts where anything was expected.
    pub fn truth(&self, dimension: usize, value: usize) -> Option<f64> {
        let expected = self.expected[dimension][value];
        (expected > 0.0).then(|| self.true_expected[dimension][value] / expected)
    }

    pub fn engagements(&self) -> f64 {
        self.clicks[0].iter().sum()
    }
}

pub fn value_name(dimension: usize, value: usize) -> String {
    format!("{}{value}", DIMENSIONS[dimension].0)
}

/// The values of each product, spread so that attributes are independent of each other.
fn values_of(product: usize) -> [usize; 3] {
    [product % 8, (product / 8) % 5, (product / 40) % 4]
}

pub fn catalog() -> Catalog {
    let products = (0..PRODUCTS).map(|number| {
        let attributes = values_of(number).into_iter().enumerate().map(|(dimension, value)| {
            ProductAttribute { name: DIMENSIONS[dimension].0.into(), value: value_name(dimension, value) }
        });
        Product {
            product_id: format!("p{number:03}"),
            name: format!("Product {number}"),
            category: None,
            brand: None,
            price_minor: 5_000,
            cost_minor: None,
            attributes: attributes.collect(),
        }
    });
    Catalog::new(products.collect(), Currency::parse("USD").unwrap()).unwrap()
}

/// Tastes of mean 1 and this shape in the first attributes, none in the others.
pub fn tastes(shape: f64, tasted: usize, rng: &mut Rng) -> Tastes {
    let lifts = DIMENSIONS.iter().enumerate().map(|(dimension, (_, count))| {
        (0..*count).map(|_| if dimension < tasted { rng.gamma(shape, shape) } else { 1.0 }).collect()
    });
    Tastes { lifts: lifts.collect(), later: None, activity: 1.0 }
}

/// Clicks per product shown at a position, of all customers.
fn rate(position: usize) -> f64 {
    [0.16, 0.13, 0.11, 0.095, 0.085, 0.075, 0.07, 0.065, 0.06, 0.055][position]
}

/// Purchases per click.
const BOUGHT: f64 = 0.15;

/// One customer's life in the shop.
pub fn live(customer: &str, tastes: &Tastes, habits: &Habits, rng: &mut Rng) -> Life {
    let zero = || -> Vec<Vec<f64>> { DIMENSIONS.iter().map(|(_, count)| vec![0.0; *count]).collect() };
    let mut life = Life {
        profile: Profile::new(customer).unwrap(),
        lines: Vec::new(),
        expected: zero(),
        true_expected: zero(),
        clicks: zero(),
        events: 0,
    };
    life.tell(&json!({
        "type": "track", "event": "Consent Changed", "messageId": format!("{customer}_c1"), "userId": customer,
        "timestamp": to_rfc3339(AS_OF_MS - 500 * DAY_MS).unwrap(),
        "properties": {"purpose": "analytics", "state": "granted", "basis": "consent"},
    }));
    life.tell(&json!({
        "type": "track", "event": "Consent Changed", "messageId": format!("{customer}_c2"), "userId": customer,
        "timestamp": to_rfc3339(AS_OF_MS - 500 * DAY_MS).unwrap(),
        "properties": {"purpose": "personalization", "state": "granted", "basis": "consent"},
    }));
    let shown: Vec<f64> = (0..8).map(|_| math::exp(habits.uneven * rng.normal())).collect();
    let visits = habits.lists.div_ceil(habits.lists_a_visit);
    let mut starts: Vec<i64> =
        (0..visits).map(|_| AS_OF_MS - 1 - rng.below((habits.days * DAY_MS) as u64) as i64).collect();
    starts.sort_unstable();
    let mut number = 0;
    for start_ms in starts {
        let lifts = match &tastes.later {
            Some((from_ms, later)) if start_ms >= *from_ms => later,
            _ => &tastes.lifts,
        };
        let visit = if habits.visit_shape.is_finite() {
            rng.gamma(habits.visit_shape, habits.visit_shape)
        } else {
            1.0
        };
        for list in 0..habits.lists_a_visit {
            let at_ms = start_ms - (habits.lists_a_visit - list) as i64 * 10 * MINUTE_MS;
            let weights: Vec<f64> = if rng.bernoulli(habits.filtered) {
                let chosen = rng.weighted(&lifts[0]).unwrap();
                (0..PRODUCTS).map(|product| f64::from(u8::from(values_of(product)[0] == chosen))).collect()
            } else {
                (0..PRODUCTS).map(|product| shown[values_of(product)[0]]).collect()
            };
            let mut left = weights;
            let mut listed = Vec::with_capacity(LISTED);
            for _ in 0..LISTED {
                let product = rng.weighted(&left).unwrap();
                left[product] = 0.0;
                listed.push(product);
            }
            number += 1;
            life.list(customer, number, at_ms, &listed);
            for (position, product) in listed.into_iter().enumerate() {
                let factor: f64 =
                    values_of(product).into_iter().enumerate().map(|(at, value)| lifts[at][value]).product();
                let p = rate(position);
                let truly = (p * factor * visit * tastes.activity).min(1.0);
                for (at, value) in values_of(product).into_iter().enumerate() {
                    life.expected[at][value] += p;
                    life.true_expected[at][value] += (p * factor * tastes.activity).min(1.0);
                }
                if rng.bernoulli(truly) {
                    life.click(customer, number, position, at_ms, product, rng.bernoulli(BOUGHT));
                }
            }
        }
    }
    life
}

impl Life {
    fn tell(&mut self, event: &Value) {
        let line = event.to_string();
        self.profile.observe_owned(Event::from_json(&line, None).unwrap(), AS_OF_MS).unwrap();
        self.lines.push(line);
        self.events += 1;
    }

    fn list(&mut self, customer: &str, number: usize, at_ms: i64, listed: &[usize]) {
        let products: Vec<Value> = listed
            .iter()
            .zip(1..)
            .map(|(product, position)| json!({"product_id": format!("p{product:03}"), "position": position}))
            .collect();
        self.tell(&json!({
            "type": "track", "event": "Product List Viewed", "messageId": format!("{customer}_l{number}"),
            "userId": customer, "timestamp": to_rfc3339(at_ms).unwrap(),
            "properties": {"list_id": "all", "products": products},
        }));
    }

    fn click(
        &mut self,
        customer: &str,
        list: usize,
        position: usize,
        at_ms: i64,
        product: usize,
        bought: bool,
    ) {
        for (at, value) in values_of(product).into_iter().enumerate() {
            self.clicks[at][value] += 1.0;
        }
        let product_id = format!("p{product:03}");
        let at = |minutes: i64| to_rfc3339(at_ms + minutes * MINUTE_MS).unwrap();
        self.tell(&json!({
            "type": "track", "event": "Product Clicked", "messageId": format!("{customer}_k{list}_{position}"),
            "userId": customer, "timestamp": at(1), "properties": {"product_id": product_id},
        }));
        if bought {
            let order_id = format!("{customer}_o{list}_{position}");
            self.tell(&json!({
                "type": "track", "event": "Order Completed", "messageId": order_id, "userId": customer,
                "timestamp": at(2), "properties": {
                    "order_id": order_id, "currency": "USD",
                    "products": [{"product_id": product_id, "quantity": 1, "price": 50.0}],
                },
            }));
        }
    }
}

/// An engine that has learnt from these customers.
pub fn train(lives: &[Life]) -> Engine {
    train_by(lives, EnginePolicy::default())
}

/// The same under another policy.
pub fn train_by(lives: &[Life], policy: EnginePolicy) -> Engine {
    let mut trainer = Trainer::new(catalog(), policy).unwrap();
    let mut feed = trainer.event_feed(&EventOptions::default()).unwrap();
    for line in lives.iter().flat_map(|life| &life.lines) {
        feed.feed(line.as_bytes()).unwrap();
        feed.feed(b"\n").unwrap();
    }
    feed.finish(&mut trainer).unwrap();
    trainer.fit(AS_OF_MS, Control::none()).unwrap()
}
