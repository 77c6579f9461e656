//! What a prediction and a fit cost, on one thread. Not part of the ordinary run:
//! `cargo test --release -p sartor --test lifetime_speed -- --ignored --nocapture`
#![allow(clippy::unwrap_used, clippy::print_stdout)] // tests
#![cfg(feature = "train")]
#![allow(clippy::disallowed_methods)] // a stopwatch needs the clock

mod lifetime_data;

use std::hint::black_box;
use std::time::Instant;

use sartor::control::Control;
use sartor::lifetime::{BgNbd, BgNbdParams, GammaGamma, GammaGammaParams, PurchaseSummary, value};
use sartor::rng::Rng;

/// Distinct histories of simulated customers, in weeks.
fn histories(count: usize) -> Vec<PurchaseSummary> {
    let mut rng = Rng::new(1);
    let mut rows = Vec::with_capacity(count);
    while rows.len() < count {
        let age = 10.0 + 90.0 * rng.uniform();
        let (rate, leaving) = (rng.gamma(0.243, 4.414), rng.beta(0.793, 2.426));
        let (mut frequency, mut last_purchase_age, mut time) = (0.0, 0.0, 0.0);
        loop {
            time += rng.exponential(rate);
            if time > age {
                break;
            }
            frequency += 1.0;
            last_purchase_age = time;
            if rng.bernoulli(leaving) {
                break;
            }
        }
        let monetary = if frequency > 0.0 { rng.gamma(6.0 * frequency, 0.17 * frequency) } else { 0.0 };
        rows.push(PurchaseSummary { frequency, last_purchase_age, age, monetary });
    }
    rows
}

/// Nanoseconds a row; the best of three rounds.
fn nanoseconds(rows: &[PurchaseSummary], predict: impl Fn(&PurchaseSummary) -> f64) -> f64 {
    (0..3).fold(f64::INFINITY, |best, _| {
        let started = Instant::now();
        for row in rows {
            black_box(predict(black_box(row)));
        }
        best.min(started.elapsed().as_nanos() as f64 / rows.len() as f64)
    })
}

#[test]
#[ignore = "a stopwatch, for release builds"]
fn predictions_take_less_than_a_microsecond() {
    let purchases =
        BgNbd::with_params(BgNbdParams { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }).unwrap();
    let spend = GammaGamma::with_params(GammaGammaParams { p: 6.25, q: 3.744, gamma: 15.44 }).unwrap();
    let all = histories(200_000);
    let repeat: Vec<PurchaseSummary> = all.iter().filter(|row| row.frequency > 0.0).cloned().collect();
    for (name, rows) in [("all customers", &all), ("repeat buyers", &repeat)] {
        let unpack = |h: &PurchaseSummary| (h.frequency, h.last_purchase_age, h.age);
        let alive = nanoseconds(rows, |h| {
            let (x, t_x, t) = unpack(h);
            purchases.probability_alive(x, t_x, t).unwrap()
        });
        let expected = nanoseconds(rows, |h| {
            let (x, t_x, t) = unpack(h);
            purchases.expected_purchases(39.0, x, t_x, t).unwrap()
        });
        let any = nanoseconds(rows, |h| {
            let (x, t_x, t) = unpack(h);
            purchases.purchase_probability(4.0, 1.0, x, t_x, t).unwrap()
        });
        let kind = nanoseconds(rows, |h| {
            let (x, t_x, t) = unpack(h);
            purchases.purchase_probability(4.0, 0.2, x, t_x, t).unwrap()
        });
        let interval = nanoseconds(rows, |h| {
            let (x, t_x, t) = unpack(h);
            purchases.expected_purchases_interval(39.0, x, t_x, t, 0.9).unwrap().high
        });
        let worth = nanoseconds(rows, |h| value(&purchases, &spend, h, 52.0, 0.002, 0.9).unwrap().high);
        println!(
            "{name}, ns a row: probability alive {alive:.0}, expected purchases {expected:.0}, any purchase \
             {any:.0}, of a kind {kind:.0}, interval of expected purchases {interval:.0}, value {worth:.0}"
        );
        assert!(alive < 1_000.0 && expected < 1_000.0 && any < 1_000.0 && kind < 1_000.0);
        assert!(worth < 20_000.0);
    }
}

#[test]
#[ignore = "a stopwatch, for release builds"]
fn a_fit_of_the_cdnow_sample_takes_milliseconds() {
    let Some(sample) = lifetime_data::cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let best = (0..10).fold(f64::INFINITY, |best: f64, _| {
        let started = Instant::now();
        black_box(BgNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap());
        best.min(started.elapsed().as_secs_f64() * 1e3)
    });
    println!("BG/NBD fit of the CDNOW sample: {best:.2} ms");
    let rows = histories(1_000_000);
    let column = |of: fn(&PurchaseSummary) -> f64| -> Vec<f64> { rows.iter().map(of).collect() };
    let (x, t_x, t) = (column(|r| r.frequency), column(|r| r.last_purchase_age), column(|r| r.age));
    let started = Instant::now();
    let model = BgNbd::fit(&x, &t_x, &t, None, 0.0, Control::none()).unwrap();
    println!("BG/NBD fit of a million simulated customers: {:.2} s", started.elapsed().as_secs_f64());
    assert!((model.params().r - 0.243).abs() < 5.0 * model.standard_errors()[0]);
    assert!(best < 100.0);
}
