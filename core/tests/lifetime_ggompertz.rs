//! GGompertz/NBD against 50-digit arithmetic and simulation.
//!
//! Constants come from `core/tests/oracles/lifetime_nbd_bgbb_ggompertz.py`.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // tests
#![cfg(feature = "train")]
#![allow(clippy::unreadable_literal, clippy::excessive_precision)]

mod lifetime_data;
#[path = "lifetime_data/points.rs"]
mod points;

use lifetime_data::cdnow;
use points::check_points;
use sartor::control::Control;
use sartor::lifetime::{ConvergenceVerdict, GGompertzNbd, GGompertzNbdParams, simulate};
use sartor::rng::Rng;

fn ggompertz(p: &[f64]) -> GGompertzNbd {
    let params = GGompertzNbdParams { r: p[0], alpha: p[1], b: p[2], s: p[3], beta: p[4] };
    GGompertzNbd::with_params(params).unwrap()
}

fn numbers(model: &GGompertzNbd) -> [f64; 5] {
    let p = model.params();
    [p.r, p.alpha, p.b, p.s, p.beta]
}

#[test]
fn the_cdnow_sample() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let start = std::time::Instant::now();
    let model = GGompertzNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    println!("{:?} {:?}", model, start.elapsed());
}

#[test]
fn answers_hold_to_ten_digits() {
    check_points(include_str!("lifetime_data/ggompertz.csv"), 1e-10, |question, v| {
        let model = ggompertz(v);
        match question {
            "alive" => model.probability_alive(v[5], v[6], v[7]).unwrap(),
            "expected" => model.expected_purchases(v[5], v[6], v[7], v[8]).unwrap(),
            "for_ever" => model.discounted_purchases_for_ever(v[5], v[6], v[7], v[8]).unwrap(),
            _ => model.purchase_distribution(v[5], v[6] as u32, v[7], v[8], v[9]).unwrap()[v[6] as usize],
        }
    });
}
