//! Does the engine's outlook come true?
//!
//! `SARTOR_DATA=folder cargo run --release -p sartor-benches --bin outlook_holdout` trains on the first part of two order
//! files, the CDNOW sample (181 days, a year held out) and Online Retail II (193 days, 180 held out), with BG/NBD, with
//! Pareto/NBD and with the kind that the trainer chooses, and compares every customer's outlook with what they did.
//! It also prints how long each fit took.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a stopwatch that speaks

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use sartor::consent::ConsentBasis;
use sartor::control::Control;
use sartor::engine::{EnginePolicy, LifetimePolicy, OrderCatalogFeed, Trainer};
use sartor::event::OrderOptions;
use sartor::lifetime::PurchaseModelKind;
use sartor::profile::Profile;
use sartor::time::{DAY_MS, parse_timestamp_ms};
use sartor::{Result, SartorError};

/// Days without a purchase that an outlook calls churn.
const CHURN_DAYS: i64 = 180;
/// Days ahead over which it counts value.
const VALUE_DAYS: i64 = 365;
/// Days ahead for the probability of a purchase.
const PURCHASE_DAYS: i64 = 30;

fn main() -> Result<()> {
    let folder =
        std::env::var_os("SARTOR_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let cdnow = read(&folder.join("cdnow_sample.txt"))?;
    let retail = read(&folder.join("online_retail_ii_2009_2010.csv.gz"))?;
    compare(
        "CDNOW sample",
        &orders_of_cdnow(&String::from_utf8_lossy(&cdnow)),
        "USD",
        "1997-07-01T00:00:00Z",
        365,
    )?;
    compare("Online Retail II", &retail, "GBP", "2010-06-12T00:00:00Z", 180)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    file.map_err(|error| SartorError::invalid("file", &path.display().to_string(), &error.to_string()))?;
    Ok(bytes)
}

/// Lines of customer, number in the sample, date, discs and dollars as order lines.
fn orders_of_cdnow(text: &str) -> Vec<u8> {
    let mut csv = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID\n".to_owned();
    for (number, line) in text.lines().enumerate() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [customer, _, date, _, dollars] = fields[..] else { continue };
        let (year, month, day) = (&date[..4], &date[4..6], &date[6..]);
        // Writing into a text cannot fail.
        let _ = writeln!(csv, "{number},disc,disc,1,{year}-{month}-{day} 12:00:00,{dollars},{customer}");
    }
    csv.into_bytes()
}

fn compare(name: &str, bytes: &[u8], currency: &str, as_of: &str, held_out: i64) -> Result<()> {
    let as_of_ms = parse_timestamp_ms(as_of)?;
    println!("\n{name}, fitted as of {as_of}, {held_out} days held out");
    let named = |kind| LifetimePolicy { purchase_model: kind };
    let policies =
        [named(Some(PurchaseModelKind::BgNbd)), named(Some(PurchaseModelKind::ParetoNbd)), named(None)];
    for lifetime in policies {
        let options = OrderOptions {
            currency: currency.to_owned(),
            consent_basis: Some(ConsentBasis::Consent),
            ..OrderOptions::default()
        };
        let mut products = OrderCatalogFeed::new(options.clone())?;
        bytes.chunks(1 << 20).try_for_each(|piece| products.feed(piece))?;
        let policy = EnginePolicy { lifetime, ..EnginePolicy::default() };
        let mut trainer = Trainer::new(products.finish()?.0, policy)?;
        let mut feed = trainer.order_feed(options)?;
        bytes.chunks(1 << 20).try_for_each(|piece| feed.feed(piece))?;
        feed.finish(&mut trainer)?;
        judge(&trainer, as_of_ms, held_out)?;
    }
    Ok(())
}

/// What was foretold of one customer, and what came.
struct Customer {
    one_time: bool,
    alive: f64,
    churn: f64,
    churned: bool,
    buys: f64,
    bought: bool,
    low_minor: f64,
    high_minor: f64,
    spent_minor: f64,
}

fn judge(trainer: &Trainer, as_of_ms: i64, held_out: i64) -> Result<()> {
    let mut milliseconds = Vec::new();
    let mut fitted = None;
    for _ in 0..5 {
        let began = Instant::now();
        fitted = Some(trainer.fit(as_of_ms, Control::none())?);
        milliseconds.push(began.elapsed().as_secs_f64() * 1e3);
    }
    milliseconds.sort_by(f64::total_cmp);
    let Some(engine) = fitted else { return Ok(()) };
    let health = engine.health();
    let lifetime = health.parts.iter().find(|part| part.part == "lifetime");
    println!("  {}; fit {:.0} ms", lifetime.map_or("", |part| &part.detail), milliseconds[2]);
    let mut customers = Vec::new();
    for id in trainer.customer_ids() {
        let Some(profile) = trainer.profile(&id) else { continue };
        let outlook = engine.outlook(profile, as_of_ms)?;
        let (true, Some(churn), Some(alive), Some(value)) =
            (outlook.personalised, outlook.churn, outlook.probability_alive, outlook.lifetime_value)
        else {
            continue;
        };
        let later = later(profile, as_of_ms, held_out);
        let within = |days: i64| later.iter().any(|(after, _)| *after < days);
        customers.push(Customer {
            one_time: outlook.purchase_days == 1,
            alive: alive.value,
            churn: churn.value,
            churned: !within(CHURN_DAYS),
            // Of the shop's categories the likeliest; with one only it is any purchase.
            buys: outlook.purchase_probability.first().map_or(0.0, |known| known.probability.value),
            bought: within(PURCHASE_DAYS),
            low_minor: value.low_minor,
            high_minor: value.high_minor,
            // Discounted as the forecast is, at a tenth a year.
            spent_minor: later
                .iter()
                .map(|(after, minor)| minor * 1.1_f64.powf(-(*after as f64) / VALUE_DAYS as f64))
                .sum(),
        });
    }
    let (once, more): (Vec<&Customer>, Vec<&Customer>) = customers.iter().partition(|one| one.one_time);
    for (who, group) in [("all", customers.iter().collect()), ("bought once", once), ("bought again", more)] {
        report(who, &group, held_out);
    }
    Ok(())
}

/// Days after `as_of_ms` and revenue of each later day with a purchase.
fn later(profile: &Profile, as_of_ms: i64, held_out: i64) -> Vec<(i64, f64)> {
    let state = profile.state_at(as_of_ms + held_out * DAY_MS);
    let days = state.purchase_days.iter().filter(|day| day.first_ms > as_of_ms);
    days.map(|day| ((day.first_ms - as_of_ms) / DAY_MS, day.revenue_minor as f64)).collect()
}

fn report(who: &str, customers: &[&Customer], held_out: i64) {
    let mean = |of: &dyn Fn(&Customer) -> f64| {
        customers.iter().map(|one| of(one)).sum::<f64>() / customers.len().max(1) as f64
    };
    let truth = |one: &Customer| f64::from(u8::from(one.churned));
    print!(
        "    {who:<13}{:>6}  alive {:.3}  churn {:.3}, came true {:.3}, Brier {:.4}, off by {:.3} a tenth",
        customers.len(),
        mean(&|one| one.alive),
        mean(&|one| one.churn),
        mean(&truth),
        mean(&|one| (one.churn - truth(one)).powi(2)),
        by_tenths(customers, |one| one.churn, truth),
    );
    let bought = |one: &Customer| f64::from(u8::from(one.bought));
    print!("  buys in 30 days {:.3}, came true {:.3}", mean(&|one| one.buys), mean(&bought));
    if held_out >= VALUE_DAYS {
        let inside = |one: &Customer| one.low_minor <= one.spent_minor && one.spent_minor <= one.high_minor;
        print!("  value within its 90 % interval {:.3}", mean(&|one| f64::from(u8::from(inside(one)))));
    }
    println!();
}

/// Mean distance of forecast and truth over ten groups of customers by forecast.
fn by_tenths(
    customers: &[&Customer],
    forecast: fn(&Customer) -> f64,
    truth: impl Fn(&Customer) -> f64,
) -> f64 {
    let mut pairs: Vec<(f64, f64)> = customers.iter().map(|one| (forecast(one), truth(one))).collect();
    pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
    let groups = pairs.chunks(pairs.len().div_ceil(10).max(1));
    let distance = |group: &[(f64, f64)]| group.iter().map(|(f, t)| f - t).sum::<f64>().abs();
    groups.map(distance).sum::<f64>() / pairs.len().max(1) as f64
}
