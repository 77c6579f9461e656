//! Do the price bands of a customer hold what the customer truly pays, and is nothing learned where all pay alike?
//!
//! The simulator shares no code with the estimator: a customer has a point of their own on the price ladder of each
//! category, and chance decides which product near it is bought. What is true of a customer follows from the chances
//! of all products, not from any model.

use sartor::catalog::{Catalog, Product};
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, EventOptions, Trainer};
use sartor::event::Event;
use sartor::math;
use sartor::money::Currency;
use sartor::profile::Profile;
use sartor::rng::Rng;
use sartor::taste::{PriceTaste, TasteStatus};
use sartor::time::{DAY_MS, to_rfc3339};
use serde_json::{Value, json};

const AS_OF_MS: i64 = 1_780_300_800_000; // 2026-06-01T08:00:00Z
/// Categories with the price in the middle of their ladder, in minor units, and the width of its steps.
const LADDERS: [(&str, f64, f64); 3] =
    [("shirts", 6_000.0, 0.05), ("shoes", 14_000.0, 0.04), ("suits", 70_000.0, 0.06)];
/// Products of a category.
const STEPS: usize = 61;
/// Steps that one customer's purchases lie around their point, as a standard deviation.
const WITHIN: f64 = 7.0;

/// How far from the middle a customer's point lies, in steps; and the days over which purchases are spread.
struct World {
    point: fn(&mut Rng) -> f64,
    days: u64,
}

fn price_minor(ladder: usize, step: usize) -> i64 {
    let (_, middle, width) = LADDERS[ladder];
    (middle * math::exp(width * (step as f64 - 30.0))).round() as i64
}

fn catalog() -> Catalog {
    let products = (0..LADDERS.len() * STEPS).map(|number| Product {
        product_id: format!("p{number:03}"),
        name: format!("Product {number}"),
        category: Some(LADDERS[number / STEPS].0.into()),
        brand: None,
        price_minor: price_minor(number / STEPS, number % STEPS),
        cost_minor: None,
        attributes: Vec::new(),
    });
    Catalog::new(products.collect(), Currency::parse("USD").unwrap()).unwrap()
}

/// One customer: what they bought, and for each category what they truly pay on average (of the logarithm) and the
/// price of a purchase still to come.
struct Buyer {
    profile: Profile,
    lines: Vec<String>,
    truth: Vec<(f64, f64)>,
}

impl Buyer {
    fn new(customer: &str, world: &World, rng: &mut Rng) -> Self {
        let mut buyer =
            Self { profile: Profile::new(customer).unwrap(), lines: Vec::new(), truth: Vec::new() };
        for purpose in ["analytics", "personalization"] {
            buyer.tell(
                customer,
                "Consent Changed",
                AS_OF_MS - 500 * DAY_MS,
                &json!({"purpose": purpose, "state": "granted", "basis": "consent"}),
            );
        }
        for ladder in 0..LADDERS.len() {
            let point = 30.0 + (world.point)(rng);
            let chances: Vec<f64> = (0..STEPS)
                .map(|step| {
                    math::exp(-0.5 * ((step as f64 - point) / WITHIN) * ((step as f64 - point) / WITHIN))
                })
                .collect();
            let all: f64 = chances.iter().sum();
            let mean = (0..STEPS)
                .map(|step| chances[step] / all * math::ln(price_minor(ladder, step) as f64))
                .sum::<f64>();
            // From one purchase to a dozen, the fewer the likelier.
            for _ in 0..math::pow(12.9, rng.uniform()) as usize {
                let product = ladder * STEPS + rng.weighted(&chances).unwrap();
                let at_ms = AS_OF_MS - 1 - rng.below(world.days * DAY_MS as u64) as i64;
                buyer.buy(customer, product, at_ms);
            }
            let next = rng.weighted(&chances).unwrap();
            buyer.truth.push((mean, price_minor(ladder, next) as f64));
        }
        buyer
    }

    fn buy(&mut self, customer: &str, product: usize, at_ms: i64) {
        let price = price_minor(product / STEPS, product % STEPS) as f64 / 100.0;
        let order = json!({
            "order_id": format!("{customer}_o{}", self.lines.len()), "currency": "USD",
            "products": [{"product_id": format!("p{product:03}"), "quantity": 1, "price": price}],
        });
        self.tell(customer, "Order Completed", at_ms, &order);
    }

    fn tell(&mut self, customer: &str, event: &str, at_ms: i64, properties: &Value) {
        let line = json!({
            "type": "track", "event": event, "messageId": format!("{customer}_{}", self.lines.len()),
            "userId": customer, "timestamp": to_rfc3339(at_ms).unwrap(), "properties": properties,
        })
        .to_string();
        self.profile.observe_owned(Event::from_json(&line, None).unwrap(), AS_OF_MS).unwrap();
        self.lines.push(line);
    }
}

fn buyers(count: usize, seed: u32, world: &World) -> impl Iterator<Item = Buyer> {
    (0..count).map(move |number| {
        let mut rng = Rng::with_stream(seed, number as u64);
        Buyer::new(&format!("c{seed}_{number}"), world, &mut rng)
    })
}

fn train(count: usize, world: &World) -> Engine {
    let mut trainer = Trainer::new(catalog(), EnginePolicy::default()).unwrap();
    let mut feed = trainer.event_feed(&EventOptions::default()).unwrap();
    for line in buyers(count, 1, world).flat_map(|buyer| buyer.lines) {
        feed.feed(line.as_bytes()).unwrap();
        feed.feed(b"\n").unwrap();
    }
    feed.finish(&mut trainer).unwrap();
    trainer.fit(AS_OF_MS, Control::none()).unwrap()
}

#[derive(Default, Debug)]
struct Held {
    bands: f64,
    /// Intervals of the centre that hold what is truly paid on average, all and by the number of purchases.
    centres: f64,
    by_count: [(f64, f64); 3],
    /// Bands that hold the next purchase.
    next: f64,
    learned: f64,
    /// Of those, the ones that are on the other side of what all pay.
    wrong: f64,
    /// Widths of the centre's interval, as a ratio of prices.
    widths: [f64; 3],
}

fn judge(engine: &Engine, usual: &[f64], buyers: impl Iterator<Item = Buyer>) -> Held {
    let mut held = Held::default();
    for buyer in buyers {
        let view = engine.taste(&buyer.profile, AS_OF_MS).unwrap();
        assert_eq!(view.prices.len(), LADDERS.len());
        for (ladder, (name, ..)) in LADDERS.iter().enumerate() {
            let band: &PriceTaste = view.prices.iter().find(|one| one.category == *name).unwrap();
            let (mean, next) = buyer.truth[ladder];
            let centre = math::exp(mean);
            let within = |low: f64, value: f64, high: f64| f64::from(u8::from(low <= value && value <= high));
            let bucket = [2, 5, u32::MAX].iter().position(|most| band.purchases <= *most).unwrap();
            let holds = within(band.centre_low_minor, centre, band.centre_high_minor);
            held.bands += 1.0;
            held.centres += holds;
            held.by_count[bucket].0 += holds;
            held.by_count[bucket].1 += 1.0;
            held.widths[bucket] += band.centre_high_minor / band.centre_low_minor;
            held.next += within(band.low_minor, next, band.high_minor);
            if band.status == TasteStatus::Learned {
                held.learned += 1.0;
                held.wrong += f64::from(u8::from((mean > usual[ladder]) != (band.level > 0.0)));
            }
        }
    }
    held
}

/// What all customers pay on average, of the logarithm: the level against which a customer's is told.
fn usual(count: usize, world: &World) -> Vec<f64> {
    let mut sums = vec![0.0; LADDERS.len()];
    for buyer in buyers(count, 1, world) {
        for (sum, (mean, _)) in sums.iter_mut().zip(&buyer.truth) {
            *sum += mean / count as f64;
        }
    }
    sums
}

fn told(name: &str, held: &Held) -> (f64, f64) {
    let (centres, next) = (held.centres / held.bands, held.next / held.bands);
    let parts = held.by_count.map(|(held, all)| held / all);
    let widths: Vec<f64> =
        held.widths.iter().zip(held.by_count).map(|(width, (_, all))| width / all).collect();
    println!(
        "{name}: of {} intervals of the centre {centres:.4} hold, up to 2, 5 purchases and more {parts:.3?}, \
         high over low {widths:.2?}; bands of 80 % hold the next purchase in {next:.4}; learned {:.4}, of these wrong {:.4}",
        held.bands,
        held.learned / held.bands,
        held.wrong / held.learned.max(1.0)
    );
    (centres, next)
}

fn judged(name: &str, trained: usize, judged: usize, world: &World) -> (Held, f64, f64) {
    let held = judge(&train(trained, world), &usual(trained, world), buyers(judged, 2, world));
    let (centres, next) = told(name, &held);
    (held, centres, next)
}

fn bands_hold(trained: usize, count: usize) {
    let normal: fn(&mut Rng) -> f64 = |rng| 2.0 + 6.0 * rng.normal();
    // Some hunt for bargains and most do not, which no bell describes.
    let kinds: fn(&mut Rng) -> f64 = |rng| if rng.bernoulli(0.3) { -9.0 } else { 5.0 } + 2.0 * rng.normal();
    for (name, point) in [("points normal", normal), ("two kinds of customers", kinds)] {
        let (held, centres, next) = judged(name, trained, count, &World { point, days: 60 });
        assert!((0.87..=0.93).contains(&centres), "{name}: {held:?}");
        assert!((0.77..=0.83).contains(&next), "{name}: {held:?}");
        assert!(held.learned / held.bands > 0.1, "{name}: {held:?}");
        assert!(held.wrong / held.learned <= 0.05, "{name}: {held:?}");
    }

    // Prices that were paid long ago count as less than they say here, where nobody changes.
    let (held, centres, next) = judged("over a year", trained, count, &World { point: normal, days: 365 });
    assert!((0.87..=0.96).contains(&centres) && (0.77..=0.86).contains(&next), "{held:?}");

    // Where all pay alike, whatever a customer seems to pay is chance.
    let (held, ..) = judged("all alike", trained, count, &World { point: |_| 0.0, days: 60 });
    assert!(held.learned / held.bands <= 0.005, "{held:?}");
}

#[test]
fn bands_hold_what_is_paid_and_nothing_is_learned_where_all_pay_alike() {
    bands_hold(300, 400);
}

#[test]
#[ignore = "long: make verify"]
fn bands_hold_what_ten_thousand_customers_pay() {
    bands_hold(2_000, 10_000);
}
