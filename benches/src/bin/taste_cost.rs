//! What does a customer's taste cost? Microseconds of [`sartor::engine::Engine::taste`] and its fellows, over the
//! customers of the synthetic shop; `taste_cost one` asks once for each of 200 full profiles, to be counted by
//! callgrind.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a stopwatch that speaks

use std::hint::black_box;
use std::time::Instant;

use sartor::consent::ConsentPurpose;
use sartor::profile::Profile;
use sartor_benches::{NOW_MS, Store};

/// The one that the bindings for Node and Python bring along.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CALLS: usize = 20_000;

fn main() -> sartor::Result<()> {
    let store = Store::train(4_000)?;
    let allows = |profile: &&Profile| profile.state_at(NOW_MS).allows(ConsentPurpose::Personalization);
    let everyone: Vec<&Profile> = store.profiles.iter().filter(allows).collect();
    if std::env::args().nth(1).as_deref() == Some("one") {
        for profile in store.full_profiles() {
            black_box(store.engine.taste(black_box(profile), NOW_MS)?);
        }
        return Ok(());
    }
    println!("{:<44}{:>10}{:>10}{:>10}{:>10}", "taste, microseconds", "events", "p50", "p99", "slowest");
    for (who, profiles) in [("full profiles", store.full_profiles()), ("all who allow it", everyone)] {
        let mut events: Vec<usize> = profiles.iter().map(|profile| profile.event_count()).collect();
        events.sort_unstable();
        for (call, path) in [("taste", None), ("taste_path, 12 months", Some(12))] {
            let mut microseconds = Vec::with_capacity(CALLS);
            for profile in profiles.iter().cycle().take(CALLS) {
                let began = Instant::now();
                match path {
                    None => drop(black_box(store.engine.taste(black_box(profile), NOW_MS)?)),
                    Some(months) => {
                        drop(black_box(store.engine.taste_path(black_box(profile), months, NOW_MS)?));
                    }
                }
                microseconds.push(began.elapsed().as_secs_f64() * 1e6);
            }
            microseconds.sort_by(f64::total_cmp);
            let at = |share: usize| microseconds[(CALLS - 1) * share / 100];
            let label = format!("{call}, {who}");
            println!(
                "{label:<44}{:>10}{:>10.1}{:>10.1}{:>10.1}",
                events[events.len() / 2],
                at(50),
                at(99),
                at(100)
            );
        }
    }
    Ok(())
}
