//! What does each kind of model of purchases cost an outlook?
//!
//! `cargo run --release -p sartor-benches --bin outlook_cost` trains the synthetic shop with each kind that purchases
//! in continuous time are fitted to, and prints microseconds an outlook at the median over all customers.
//! `outlook_cost mbg_nbd 20000` answers so many outlooks under that kind and prints nothing, for a profiler that
//! counts instructions.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a stopwatch that speaks

use std::hint::black_box;
use std::time::Instant;

use sartor::engine::{EnginePolicy, LifetimePolicy};
use sartor::lifetime::PurchaseModelKind;
use sartor_benches::{NOW_MS, Store};

/// The one that the bindings for Node and Python bring along.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CALLS: usize = 20_000;
const PRODUCTS: usize = 1_200;

fn main() -> sartor::Result<()> {
    let mut asked = std::env::args().skip(1);
    if let (Some(kind), Some(Ok(calls))) = (asked.next(), asked.next().map(|calls| calls.parse())) {
        let kind = sartor::input::from_text("kind", &format!("\"{kind}\""))?;
        let store = train(Some(kind))?;
        for profile in store.profiles.iter().cycle().take(calls) {
            black_box(store.engine.outlook(profile, NOW_MS)?);
        }
        return Ok(());
    }
    println!("{:<24}{:>16}", "", "outlook p50, us");
    let kinds = PurchaseModelKind::ALL.into_iter().map(Some);
    for kind in std::iter::once(None).chain(kinds) {
        let store = train(kind)?;
        let mut microseconds = Vec::with_capacity(CALLS);
        for profile in store.profiles.iter().cycle().take(CALLS) {
            let began = Instant::now();
            black_box(store.engine.outlook(profile, NOW_MS)?);
            microseconds.push(began.elapsed().as_secs_f64() * 1e6);
        }
        microseconds.sort_by(f64::total_cmp);
        let taken = store.engine.health().purchase_model.map_or("none", PurchaseModelKind::name);
        let label = if kind.is_some() { taken.to_owned() } else { format!("chosen: {taken}") };
        println!("{label:<24}{:>16.1}", microseconds[CALLS / 2]);
    }
    Ok(())
}

fn train(purchase_model: Option<PurchaseModelKind>) -> sartor::Result<Store> {
    let lifetime = LifetimePolicy { purchase_model };
    Store::train_under(PRODUCTS, EnginePolicy { lifetime, ..EnginePolicy::default() })
}
