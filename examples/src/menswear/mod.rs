//! What would a menswear shop's data look like if we knew what is true of it?
//!
//! A seed makes a shop of 120 products, 2,000 customers and 18 months of events in the Segment shape, the
//! same on every platform. Purchases follow BG/NBD and spend follows Gamma-Gamma with the parameters of
//! [`Truth`]; groups, tastes, seasons, coupons, returns, consent and an experiment on abandoned carts come on
//! top. Everything is made up, and figures computed from it are figures of a simulation.
//!
//! ```
//! use sartor_examples::menswear::{AS_OF_MS, CHAT_CUSTOMER, Menswear};
//! let shop = Menswear::generate(7, &|_, _| ());
//! assert_eq!((shop.products.len(), shop.customers.len()), (120, 2_000));
//! assert!(shop.events.iter().all(|event| event.timestamp_ms < AS_OF_MS));
//! assert!(shop.customers.iter().any(|customer| customer.customer_id == CHAT_CUSTOMER));
//! ```

mod catalogue;
mod customer;
mod groom;
mod journal;
mod truth;
mod visit;

pub use catalogue::ShopProduct;
pub use customer::Customer;
pub use journal::ShopEvent;
pub use truth::{BgNbd, GammaGamma, Group, Habits, Reminder, Season, Tastes, Truth};

use sartor::rng::Rng;
use sartor::time::{DAY_MS, HOUR_MS};
use serde_json::{Value, json};

use customer::{Draw, WEEK_MS, awake, stream};
use journal::Journal;
use visit::Visitor;

/// 1 June 2026, 08:00 UTC: no event is later.
pub const AS_OF_MS: i64 = 1_780_300_800_000;
/// 1 December 2024: no event is earlier.
pub const START_MS: i64 = 1_733_011_200_000;
/// Customers of the shop.
pub const CUSTOMERS: u32 = 2_000;
/// The customer who asks for a wedding suit: declared a career and a slim fit, bought business wear, and left
/// a cart behind two days before [`AS_OF_MS`].
pub const CHAT_CUSTOMER: &str = "customer_123";
/// The customer whom `docs/profiles.md` follows from first word to last: more of their tastes was learned than of
/// anybody else's in the shop of seed 7.
pub const FOLLOWED_CUSTOMER: &str = "customer_1970";

/// A shop and all that happened in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Menswear {
    /// What is true of it.
    pub truth: Truth,
    /// Its products, by id.
    pub products: Vec<ShopProduct>,
    /// Its customers, by number.
    pub customers: Vec<Customer>,
    /// What they did, by time and message id.
    pub events: Vec<ShopEvent>,
}

impl Menswear {
    /// The shop of a seed; `on_step` hears how many customers of how many are done.
    pub fn generate(seed: u32, on_step: &dyn Fn(u64, u64)) -> Self {
        let truth = Truth::new(seed, START_MS, AS_OF_MS);
        let products = catalogue::products(&mut stream(seed, 0, Draw::Catalogue));
        let mut customers = customer::customers(&truth, CUSTOMERS);
        let mut events = Vec::new();
        for (n, customer) in customers.iter_mut().enumerate() {
            let rng = &mut stream(seed, n as u32, Draw::Events);
            let groom = customer.customer_id == CHAT_CUSTOMER;
            if groom {
                *customer = groom::nature(customer);
            }
            let mut journal = Journal::new(n, &customer.customer_id, customer.utc_offset_minutes, AS_OF_MS);
            if groom {
                groom::events(&truth, &products, customer, &mut journal, rng);
            } else {
                live(&Visitor { truth: &truth, products: &products, customer }, &mut journal, rng);
            }
            events.extend(journal.into_events());
            on_step(n as u64 + 1, u64::from(CUSTOMERS));
        }
        events.sort_unstable();
        Self { truth, products, customers, events }
    }

    /// The catalogue as CSV with a header line.
    pub fn catalogue_csv(&self) -> String {
        catalogue::csv(&self.products)
    }

    /// The events as JSON Lines.
    pub fn events_jsonl(&self) -> String {
        let mut text = String::with_capacity(self.events.iter().map(|event| event.json.len() + 1).sum());
        for event in &self.events {
            text.push_str(&event.json);
            text.push('\n');
        }
        text
    }

    /// The purchases as order lines, in CSV: what a shop has that keeps no events.
    pub fn orders_csv(&self) -> String {
        let mut text = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID\n".to_owned();
        for event in &self.events {
            text.push_str(&journal::order_lines(event));
        }
        text
    }

    /// The truth and every customer's nature, as JSON.
    pub fn truth_json(&self) -> Value {
        json!({"truth": self.truth, "customers": self.customers})
    }
}

/// All that one customer does.
fn live(visitor: &Visitor<'_>, journal: &mut Journal, rng: &mut Rng) {
    let customer = visitor.customer;
    let Some((&first_ms, &last_ms)) = customer.orders_ms.first().zip(customer.orders_ms.last()) else {
        return;
    };
    arrive(visitor, first_ms - HOUR_MS * 6, journal, rng);
    for (n, &at_ms) in customer.orders_ms.iter().enumerate() {
        visitor.order(at_ms, n, journal, rng);
    }
    let active_until_ms = if customer.active { visitor.truth.as_of_ms } else { last_ms };
    let mut at_ms = first_ms;
    for n in 0.. {
        let lively = if at_ms < active_until_ms { 1.0 } else { 1.0 / 7.0 };
        at_ms += (rng.exponential(visitor.truth.visits_per_week * lively) * WEEK_MS) as i64;
        if at_ms >= visitor.truth.as_of_ms {
            break;
        }
        visitor.browse(awake(at_ms, customer.utc_offset_minutes), n, journal, rng);
    }
}

/// Consent asked and traits declared, before the first order.
fn arrive(visitor: &Visitor<'_>, at_ms: i64, journal: &mut Journal, rng: &mut Rng) {
    let at_ms = at_ms.max(visitor.truth.start_ms);
    let asked = rng.uniform();
    let agreed = asked < visitor.truth.consent_share;
    if agreed {
        for (purpose, share) in
            [("analytics", 1.0), ("personalization", 1.0), ("pricing", 0.7), ("marketing", 0.5)]
        {
            consent(purpose, rng.bernoulli(share), at_ms, journal);
        }
    } else if asked < f64::midpoint(1.0, visitor.truth.consent_share) {
        consent("personalization", false, at_ms, journal);
    }
    if rng.bernoulli(visitor.truth.declared_share) {
        journal.identify(at_ms + HOUR_MS, traits(visitor.customer, rng));
    }
}

fn consent(purpose: &str, granted: bool, at_ms: i64, journal: &mut Journal) {
    let state = if granted { "granted" } else { "denied" };
    let change = json!({
        "purpose": purpose, "state": state, "basis": "consent", "policy_version": "2024-11",
        "source": "banner",
    });
    journal.track(at_ms, "Consent Changed", change);
}

/// What a customer says of themselves, by group and with gaps.
fn traits(customer: &Customer, rng: &mut Rng) -> Value {
    let one = |list: &[&'static str], rng: &mut Rng| list[rng.below(list.len() as u64) as usize];
    let mut said = json!({});
    match customer.group {
        Group::ProfessionalAchiever => {
            let careers = ["attorney", "management consultant", "banker", "engineering manager", "architect"];
            said["career"] = json!(one(&careers, rng));
            if rng.bernoulli(0.4) {
                said["priorities"] = json!("quality");
            }
        }
        Group::StyleEnthusiast => {
            said["interests"] = json!(["fashion", one(&["music", "travel", "design"], rng)]);
            if rng.bernoulli(0.4) {
                said["influences"] = json!(one(&["instagram", "friends", "magazines"], rng));
            }
        }
        Group::ValueConscious => {
            said["price_sensitivity"] = json!("high");
            if rng.bernoulli(0.4) {
                said["interests"] = json!(["deals"]);
            }
        }
        Group::Other => {
            said["interests"] = json!([one(&["running", "cooking", "football", "gardening"], rng)]);
        }
    }
    if rng.bernoulli(0.4) {
        said["fit"] = json!(customer.fit);
    }
    if rng.bernoulli(0.3) {
        said["colour"] = json!(customer.colour);
    }
    said
}

/// Days and hours before the end of the data, as a time.
fn before_end(days: i64, hours: i64) -> i64 {
    AS_OF_MS - days * DAY_MS - hours * HOUR_MS
}
