//! What does each call about one customer cost, and what many together?
#![allow(clippy::expect_used, clippy::unwrap_used)] // a bench that cannot be set up has nothing to tell

use std::collections::BTreeMap;
use std::hint::black_box;
use std::iter::repeat;

use criterion::{BatchSize, Criterion, Throughput};
use sartor::control::Control;
use sartor::engine::{Engine, RecommendRequest};
use sartor::event::{Event, EventKind};
use sartor::pricing::QuoteContext;
use sartor::profile::{ErasureRequest, HistoryOptions, Profile, RetentionPolicy};
use sartor_benches::{NOW_MS, Store, wedding};

/// The one that the bindings for Node and Python bring along.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let store = Store::train(4_000).expect("the store");
    observe(&mut criterion, &store);
    one_customer(&mut criterion, &store);
    many_customers(&mut criterion, &store);
    saved(&mut criterion, &store);
    forgotten(&mut criterion);
    let large = Store::train(10_000).expect("the store");
    chat(&mut criterion, &store, "chat/4000 products");
    chat_as_json(&mut criterion, &store);
    chat(&mut criterion, &large, "chat/10000 products");
    criterion.final_summary();
}

/// Events a second: each into the profile of its customer, in the order of time, all customers mixed.
fn observe(criterion: &mut Criterion, store: &Store) {
    let is_order = |event: &&Event| {
        matches!(event.kind, EventKind::OrderCompleted | EventKind::OrderRefunded | EventKind::OrderCancelled)
    };
    let mut group = criterion.benchmark_group("observe");
    let orders: Vec<&Event> = store.events.iter().filter(is_order).collect();
    for (name, events) in [("all events", store.events.iter().collect()), ("orders alone", orders)] {
        let mut places = BTreeMap::new();
        for event in &events {
            let next = places.len();
            places.entry(event.customer_id().unwrap()).or_insert(next);
        }
        let stream: Vec<(usize, &Event)> =
            events.iter().map(|event| (places[event.customer_id().unwrap()], *event)).collect();
        let mut strangers: Vec<Profile> = places.keys().map(|id| Profile::new(id).unwrap()).collect();
        strangers.sort_by_key(|profile| places[profile.customer_id()]);
        group.throughput(Throughput::Elements(stream.len() as u64));
        group.sample_size(10);
        group.bench_function(format!("{name}, given away"), |bencher| {
            bencher.iter_batched(
                || {
                    let owned: Vec<(usize, Event)> =
                        stream.iter().map(|(place, event)| (*place, (*event).clone())).collect();
                    (strangers.clone(), owned)
                },
                |(mut profiles, owned)| {
                    for (place, event) in owned {
                        store.engine.observe_owned(&mut profiles[place], event, NOW_MS).unwrap();
                    }
                    profiles
                },
                BatchSize::LargeInput,
            );
        });
        group.bench_function(format!("{name}, by reference"), |bencher| {
            bencher.iter_batched_ref(
                || strangers.clone(),
                |profiles| {
                    for (place, event) in &stream {
                        store.engine.observe(&mut profiles[*place], event, NOW_MS).unwrap();
                    }
                },
                BatchSize::LargeInput,
            );
        });
    }
}

/// Forgetting in a profile of 5,000 events: half of them one by one, half as a range, all, and by age.
fn forgotten(criterion: &mut Criterion) {
    const HOUR_MS: i64 = 3_600_000;
    let begin_ms = NOW_MS - 5_000 * HOUR_MS;
    let mut profile = Profile::new("c").unwrap();
    for at in 0..5_000 {
        let time = sartor::time::to_rfc3339(begin_ms + at * HOUR_MS).unwrap();
        let event = Event::from_json(
            &format!(
                r#"{{"type":"track","messageId":"m{at}","userId":"c","event":"Product Viewed","timestamp":"{time}",
                    "properties":{{"product_id":"p{}","currency":"USD","price":{}}}}}"#,
                at % 300,
                at % 90 + 10,
            ),
            None,
        );
        profile.observe_owned(event.unwrap(), NOW_MS).unwrap();
    }
    let message_ids = (0..2_500).map(|at| format!("m{}", at * 2)).collect();
    let requests = [
        ("messages", ErasureRequest::Messages { message_ids }),
        ("range", ErasureRequest::Range { from_ms: begin_ms, to_ms: begin_ms + 2_500 * HOUR_MS }),
        ("all", ErasureRequest::All {}),
    ];
    for (name, request) in requests {
        criterion.bench_function(&format!("erase/{name} of 5000 events"), |bencher| {
            bencher.iter_batched_ref(
                || profile.clone(),
                |profile| profile.erase(&request, NOW_MS).unwrap(),
                BatchSize::LargeInput,
            );
        });
    }
    let policy = RetentionPolicy { browsing_days: Some(100), ..RetentionPolicy::default() };
    criterion.bench_function("retention_purge/half of 5000 events", |bencher| {
        bencher.iter_batched_ref(
            || profile.clone(),
            |profile| profile.retention_purge(&policy, NOW_MS).unwrap(),
            BatchSize::LargeInput,
        );
    });
    criterion
        .bench_function("export/5000 events", |bencher| bencher.iter(|| profile.export(NOW_MS).unwrap()));
}

/// Calls about one customer with a full profile; the customer changes from call to call.
fn one_customer(criterion: &mut Criterion, store: &Store) {
    let profiles = store.full_profiles();
    let (engine, shop) = (&store.engine, &store.shop);
    let mut turn = repeat(&profiles).flatten().copied();
    let mut next = || turn.next().unwrap();
    criterion.bench_function("outlook", |bencher| {
        bencher.iter(|| engine.outlook(black_box(next()), NOW_MS).unwrap());
    });
    criterion.bench_function("segment", |bencher| {
        bencher.iter(|| engine.segment(black_box(next()), NOW_MS).unwrap());
    });
    criterion.bench_function("behaviour", |bencher| {
        bencher.iter(|| engine.behaviour(black_box(next()), NOW_MS).unwrap());
    });
    let recent = HistoryOptions::default();
    criterion.bench_function("history", |bencher| {
        bencher.iter(|| black_box(next()).history(NOW_MS, &recent).unwrap());
    });
    criterion.bench_function("next_actions", |bencher| {
        bencher.iter(|| engine.next_actions(black_box(next()), shop, NOW_MS).unwrap());
    });
    let context = QuoteContext { jurisdiction: Some("US-MI".to_owned()), ..QuoteContext::default() };
    let one = [store.product_ids[1].clone()];
    criterion.bench_function("quote/1 product", |bencher| {
        bencher.iter(|| engine.quote(black_box(next()), shop, &one, &context, NOW_MS).unwrap());
    });
    let request = RecommendRequest { occasion: Some("wedding".to_owned()), ..RecommendRequest::default() };
    criterion.bench_function("recommend/4000 products", |bencher| {
        bencher.iter(|| engine.recommend(black_box(next()), shop, &request, NOW_MS).unwrap());
    });
}

fn many_customers(criterion: &mut Criterion, store: &Store) {
    let profiles: Vec<&Profile> = store.profiles.iter().collect();
    let mut group = criterion.benchmark_group("outlook_batch");
    group.throughput(Throughput::Elements(profiles.len() as u64));
    group.bench_function("2000 customers", |bencher| {
        bencher.iter(|| store.engine.outlook_batch(black_box(&profiles), NOW_MS, Control::none()).unwrap());
    });
}

/// What it costs to store and to load.
fn saved(criterion: &mut Criterion, store: &Store) {
    let artefact = store.engine.save().unwrap();
    criterion.bench_function("engine load/4000 products", |bencher| {
        bencher.iter(|| Engine::load(black_box(&artefact)).unwrap());
    });
    let profiles = store.full_profiles();
    let packed: Vec<Vec<u8>> = profiles.iter().map(|profile| profile.to_bytes().unwrap()).collect();
    let mut turn = repeat(&profiles).flatten();
    criterion.bench_function("profile/to_bytes", |bencher| {
        bencher.iter(|| black_box(turn.next().unwrap()).to_bytes().unwrap());
    });
    let mut turn = repeat(&packed).flatten();
    criterion.bench_function("profile/from_bytes", |bencher| {
        bencher.iter(|| Profile::from_bytes(black_box(turn.next().unwrap())).unwrap());
    });
}

fn chat(criterion: &mut Criterion, store: &Store, name: &str) {
    let turns: Vec<_> =
        store.full_profiles().into_iter().map(|profile| (profile, wedding(profile))).collect();
    let mut turn = repeat(&turns).flatten();
    criterion.bench_function(name, |bencher| {
        bencher.iter(|| {
            let (profile, request) = turn.next().unwrap();
            store.engine.chat(black_box(profile), &store.shop, black_box(request), NOW_MS).unwrap()
        });
    });
}

/// What it costs to write an answer as the JSON that crosses to Node and over HTTP.
fn chat_as_json(criterion: &mut Criterion, store: &Store) {
    let full = store.full_profiles();
    let answer =
        |profile: &&Profile| store.engine.chat(profile, &store.shop, &wedding(profile), NOW_MS).unwrap();
    let answers: Vec<_> = full.iter().map(answer).collect();
    let mut turn = repeat(&answers).flatten();
    criterion.bench_function("chat answer/JSON", |bencher| {
        bencher.iter(|| serde_json::to_string(black_box(turn.next().unwrap())).unwrap());
    });
}
