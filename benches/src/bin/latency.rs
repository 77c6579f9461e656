//! How long does a chat turn take, at the median and at the slowest of a hundred?
//!
//! `cargo run --release -p sartor-benches --bin latency` asks one thread 20,000 times, customer after customer, and
//! prints microseconds. For a profiler that counts instructions, `latency 4000 1000` answers exactly 1,000 turns of a
//! shop of 4,000 products instead, and prints nothing.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a stopwatch that speaks

use std::hint::black_box;
use std::time::Instant;

use sartor_benches::{NOW_MS, Store, wedding};

/// The one that the bindings for Node and Python bring along.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CALLS: usize = 20_000;

fn main() -> sartor::Result<()> {
    let counts: Vec<usize> = std::env::args().skip(1).filter_map(|count| count.parse().ok()).collect();
    match counts[..] {
        [products, turns] => answer(products, turns),
        _ => time(),
    }
}

/// Answer a number of turns of the customers with full profiles.
fn answer(products: usize, turns: usize) -> sartor::Result<()> {
    let store = Store::train(products)?;
    let profiles = store.full_profiles();
    for profile in profiles.iter().cycle().take(turns) {
        black_box(store.engine.chat(profile, &store.shop, &wedding(profile), NOW_MS)?);
    }
    Ok(())
}

fn time() -> sartor::Result<()> {
    println!("{:<36}{:>10}{:>10}{:>10}", "chat turn, microseconds", "p50", "p99", "slowest");
    for products in [4_000, 10_000] {
        let store = Store::train(products)?;
        let everyone: Vec<_> = store.profiles.iter().collect();
        for (who, profiles) in [("full profiles", store.full_profiles()), ("all customers", everyone)] {
            let turns: Vec<_> = profiles.iter().map(|profile| (*profile, wedding(profile))).collect();
            let mut microseconds = Vec::with_capacity(CALLS);
            for (profile, request) in turns.iter().cycle().take(CALLS) {
                let began = Instant::now();
                black_box(store.engine.chat(profile, &store.shop, black_box(request), NOW_MS)?);
                microseconds.push(began.elapsed().as_secs_f64() * 1e6);
            }
            microseconds.sort_by(f64::total_cmp);
            let at = |share: usize| microseconds[(CALLS - 1) * share / 100];
            let label = format!("{products} products, {who}");
            println!("{label:<36}{:>10.1}{:>10.1}{:>10.1}", at(50), at(99), at(100));
        }
    }
    Ok(())
}
