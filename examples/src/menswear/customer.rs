//! Who the customers are: what they are by nature, drawn once, that their events only hint at.

use sartor::math;
use sartor::rng::Rng;
use sartor::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use serde::Serialize;

use super::truth::{Group, Truth};

/// Milliseconds of a week.
pub(super) const WEEK_MS: f64 = 7.0 * DAY_MS as f64;

/// One customer's nature and fate.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// `customer_1` to `customer_2000`.
    pub customer_id: String,
    /// The group that shapes what is bought.
    pub group: Group,
    /// Orders a week while active.
    pub purchase_rate: f64,
    /// Probability to leave after each repeat purchase.
    pub dropout: f64,
    /// Mean spend of an order, in major units.
    pub mean_spend: f64,
    /// Preferred fit.
    pub fit: &'static str,
    /// Preferred colour.
    pub colour: &'static str,
    /// Size, the variant of what is bought.
    pub size: &'static str,
    /// Minutes east of UTC.
    pub utc_offset_minutes: i32,
    /// Times of orders, ascending; the first makes the customer.
    pub orders_ms: Vec<i64>,
    /// Whether the customer would still buy at the end.
    pub active: bool,
}

/// Sizes of jackets.
const SIZES: [&str; 6] = ["38R", "40R", "40L", "42R", "42L", "44R"];
const OFFSETS: [i32; 4] = [-240, -300, -360, -420];

/// The 2,000 customers of a shop. Each has a stream of random numbers of their own, so that changing one
/// changes no other.
pub(super) fn customers(truth: &Truth, count: u32) -> Vec<Customer> {
    let mut customers: Vec<Customer> = (0..count).map(|n| nature(truth, n)).collect();
    assign_groups(truth, &mut customers);
    customers
}

fn nature(truth: &Truth, n: u32) -> Customer {
    let rng = &mut stream(truth.seed, n, Draw::Nature);
    let (buying, spending) = (truth.bg_nbd, truth.gamma_gamma);
    let purchase_rate = rng.gamma(buying.r, buying.alpha);
    let dropout = rng.beta(buying.a, buying.b);
    let mean_spend = spending.p / rng.gamma(spending.q, spending.gamma);
    let utc_offset_minutes = OFFSETS[rng.below(OFFSETS.len() as u64) as usize];
    // The last ten weeks bring no new customers, so that everyone can be observed for a while.
    let (opens_ms, closes_ms) = (truth.start_ms + DAY_MS, truth.as_of_ms - DAY_MS / 2);
    let mut at = opens_ms + (((closes_ms - opens_ms) as f64 - 10.0 * WEEK_MS) * rng.uniform()) as i64;
    let mut orders_ms = vec![awake(at, utc_offset_minutes)];
    let mut active = true;
    loop {
        let wait = rng.exponential(purchase_rate) * WEEK_MS;
        if wait >= (closes_ms - at) as f64 {
            break;
        }
        at += wait as i64;
        orders_ms.push(awake(at, utc_offset_minutes));
        if rng.bernoulli(dropout) {
            active = false;
            break;
        }
    }
    Customer {
        customer_id: format!("customer_{}", n + 1),
        group: Group::Other,
        purchase_rate,
        dropout,
        mean_spend,
        fit: draw(&truth.fits, rng),
        colour: draw(&truth.colours, rng),
        size: SIZES[rng.below(SIZES.len() as u64) as usize],
        utc_offset_minutes,
        orders_ms,
        active,
    }
}

/// The same local day at a waking hour, 8 to 22 o'clock, keeping the order of times.
pub(super) fn awake(at_ms: i64, utc_offset_minutes: i32) -> i64 {
    let time_of_day_ms = (at_ms + i64::from(utc_offset_minutes) * MINUTE_MS).rem_euclid(DAY_MS);
    at_ms - time_of_day_ms + 8 * HOUR_MS + time_of_day_ms * 14 / 24
}

/// Groups by mean spend with noise: the exact shares of the truth, business wear where most is spent, and
/// the distribution of spend over all customers stays Gamma-Gamma.
fn assign_groups(truth: &Truth, customers: &mut [Customer]) {
    let rng = &mut stream(truth.seed, u32::MAX, Draw::Nature);
    let mut ranked: Vec<(f64, usize)> = customers
        .iter()
        .enumerate()
        .map(|(n, customer)| (math::ln(customer.mean_spend) + 0.4 * rng.normal(), n))
        .collect();
    rng.shuffle(&mut ranked);
    let count = |group: Group| (group.habits().share * customers.len() as f64) as usize;
    let (others, achievers, enthusiasts) =
        (count(Group::Other), count(Group::ProfessionalAchiever), count(Group::StyleEnthusiast));
    let mut rest = ranked.split_off(others.min(ranked.len()));
    rest.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (place, (_, n)) in rest.into_iter().enumerate() {
        customers[n].group = match place {
            place if place < achievers => Group::ProfessionalAchiever,
            place if place < achievers + enthusiasts => Group::StyleEnthusiast,
            _ => Group::ValueConscious,
        };
    }
}

fn draw(shares: &[(&'static str, f64)], rng: &mut Rng) -> &'static str {
    let weights: Vec<f64> = shares.iter().map(|(_, share)| *share).collect();
    shares[rng.weighted(&weights).unwrap_or(0)].0
}

/// What a stream of random numbers is drawn for.
#[derive(Clone, Copy)]
pub(super) enum Draw {
    Nature = 0,
    Events = 1,
    Catalogue = 2,
}

pub(super) fn stream(seed: u32, customer: u32, draw: Draw) -> Rng {
    Rng::with_stream(seed, u64::from(customer) << 8 | draw as u64)
}
