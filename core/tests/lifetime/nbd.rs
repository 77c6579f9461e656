//! NBD against 50-digit arithmetic and simulation, and what every model answers from it: simulated customers, the
//! time to the next purchase, information criteria.
//!
//! Constants come from `core/tests/oracles/lifetime_nbd_bgbb_ggompertz.py`.
#![cfg(feature = "train")]
#![allow(clippy::excessive_precision, clippy::unreadable_literal)]

use crate::data::cdnow;
use crate::data::points::check_points;
use sartor::control::Control;
use sartor::lifetime::{BgNbd, BgNbdParams, ConvergenceVerdict, Nbd, NbdParams, simulate};
use sartor::rng::Rng;

fn nbd(r: f64, alpha: f64) -> Nbd {
    Nbd::with_params(NbdParams { r, alpha }).unwrap()
}

fn middle(x: f64, age: f64) -> f64 {
    if x == 0.0 { 0.0 } else { 0.5 * age }
}

#[test]
fn answers_hold_to_ten_digits() {
    check_points(include_str!("data/nbd.csv"), 1e-10, |question, v| {
        let model = nbd(v[0], v[1]);
        if question == "expected" {
            return model.expected_purchases(v[2], v[3], middle(v[3], v[4]), v[4]).unwrap();
        }
        let (n, x, age) = (v[3] as usize, v[4], v[5]);
        model.purchase_distribution(v[2], n as u32, x, middle(x, age), age).unwrap()[n]
    });
}

#[test]
fn nbd_finds_the_optimum_of_the_cdnow_sample() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let model = Nbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    let (optimum, errors) =
        ([3.8476613576878486e-1, 12.072022844836905], [2.0985376163156517e-2, 0.80872318177677961]);
    for (index, found) in [model.params().r, model.params().alpha].iter().enumerate() {
        let distance = (found - optimum[index]).abs() / errors[index];
        assert!(distance < 1e-8, "{found} is {distance} standard errors from {}", optimum[index]);
        assert!((model.standard_errors()[index] / errors[index] - 1.0).abs() < 1e-6);
    }
    assert!((model.log_likelihood() + 9763.6576146726152).abs() < 1e-6);
    assert!((model.aic().unwrap() - 2.0 * (9763.6576146726152 + 2.0)).abs() < 1e-5);
    assert!((model.bic().unwrap() - 2.0 * (9763.6576146726152 + sartor::math::ln(2357.0))).abs() < 1e-5);
    assert_eq!(model.convergence().verdict, ConvergenceVerdict::Optimum);
    // Leaving explains what this model cannot.
    let leaving = BgNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    assert!(leaving.bic().unwrap() < model.bic().unwrap());
    assert_eq!(nbd(1.0, 1.0).aic(), None);
}

#[test]
fn drawn_customers_lead_back_to_the_parameters() {
    let truth = [0.7, 9.0];
    let mut covered = 0;
    for seed in 0..60 {
        let shop = simulate(&nbd(truth[0], truth[1]), 400, &[30.0], seed, Control::none()).unwrap();
        let fitted =
            Nbd::fit(&shop.frequency, &shop.last_purchase_age, &shop.age, None, 0.0, Control::none())
                .unwrap();
        let found = [fitted.params().r, fitted.params().alpha];
        let errors = fitted.standard_errors();
        covered += (0..2).filter(|i| (found[*i] - truth[*i]).abs() <= 1.6449 * errors[*i]).count();
    }
    // 120 intervals at 90 %: 108 expected, four deviations either way.
    println!("90 % intervals of NBD's parameters cover {covered} of 120");
    assert!((95..=120).contains(&covered), "{covered}");
}

#[test]
fn every_simulated_shop_ends_at_an_optimum_or_with_a_verdict() {
    let shops = std::env::var("SARTOR_SHOPS").map_or(300, |n| n.parse().unwrap());
    let mut verdicts = [0; 4];
    for shop in 0..shops {
        let mut rng = Rng::with_stream(31, shop);
        let r = sartor::math::pow(10.0, 2.0 * rng.uniform() - 1.0);
        let alpha = sartor::math::pow(10.0, 2.0 * rng.uniform());
        let customers = 50 + rng.below(950) as u32;
        let drawn = simulate(&nbd(r, alpha), customers, &[40.0], shop as u32, Control::none()).unwrap();
        match Nbd::fit(&drawn.frequency, &drawn.last_purchase_age, &drawn.age, None, 0.0, Control::none()) {
            Ok(model) => {
                assert!(model.convergence().gradient_norm < 1e-6, "{:?}", model.convergence());
                let at = match model.convergence().verdict {
                    ConvergenceVerdict::Optimum => 0,
                    ConvergenceVerdict::Ridge => 1,
                    _ => 2,
                };
                verdicts[at] += 1;
            }
            Err(error) => {
                assert_eq!(error.code(), "TOO_FEW");
                verdicts[3] += 1;
            }
        }
    }
    println!("NBD, {shops} shops: optimum, ridge, boundary, too few {verdicts:?}");
}

#[test]
fn the_first_customers_of_a_simulation_are_those_of_a_smaller_one() {
    let model = BgNbd::with_params(BgNbdParams { r: 0.8, alpha: 6.0, a: 0.9, b: 2.5 }).unwrap();
    let many = simulate(&model, 50, &[40.0], 3, Control::none()).unwrap();
    let few = simulate(&model, 20, &[40.0], 3, Control::none()).unwrap();
    assert_eq!(many.frequency[..20], few.frequency);
    assert_eq!(many.purchase_age[..few.purchase_age.len()], few.purchase_age);
    assert_ne!(simulate(&model, 20, &[40.0], 4, Control::none()).unwrap(), few);
    let total: f64 = many.frequency.iter().sum();
    assert_eq!(many.purchase_customer.len(), total as usize);
    assert!(many.purchase_customer.is_sorted());
    let last = many.purchase_customer.iter().rposition(|c| *c == many.purchase_customer[0]).unwrap();
    assert_eq!(many.purchase_age[last], many.last_purchase_age[many.purchase_customer[0] as usize]);
}

#[test]
fn a_simulation_that_cannot_be_is_refused_and_stops_when_asked() {
    let code = |ages: &[f64]| simulate(&nbd(1.0, 1.0), 3, ages, 1, Control::none()).unwrap_err().code();
    assert_eq!(code(&[1.0, 2.0]), "OUT_OF_RANGE");
    assert_eq!(code(&[f64::NAN]), "OUT_OF_RANGE");
    assert_eq!(code(&[]), "OUT_OF_RANGE");
    let many = simulate(&nbd(1.0, 1.0), u32::MAX, &[1.0], 1, Control::none());
    assert_eq!(many.unwrap_err().code(), "TOO_LARGE");
    let stopped = simulate(&nbd(1.0, 1.0), 3, &[1.0], 1, Control::new(&|| true, &|_, _| ()));
    assert_eq!(stopped.unwrap_err().code(), "CANCELLED");
}

#[test]
fn the_next_purchase_comes_as_often_as_its_quantiles_say() {
    let model = BgNbd::with_params(BgNbdParams { r: 0.8, alpha: 6.0, a: 0.9, b: 2.5 }).unwrap();
    // Customers drawn up to 80; the past is what had happened at 40.
    let drawn = simulate(&model, 4_000, &[1e6], 9, Control::none()).unwrap();
    let mut purchases: Vec<Vec<f64>> = vec![Vec::new(); 4_000];
    for (customer, age) in drawn.purchase_customer.iter().zip(&drawn.purchase_age) {
        purchases[*customer as usize].push(*age);
    }
    let (mut never_said, mut never_seen, mut within) = (0.0, 0.0, [0.0; 2]);
    let levels = [0.1, 0.4];
    let mut due = [0.0; 2];
    for ages in &purchases {
        let known = ages.iter().filter(|age| **age <= 40.0).count();
        let last = if known == 0 { 0.0 } else { ages[known - 1] };
        let next = model.next_purchase(known as f64, last, 40.0, &levels).unwrap();
        never_said += next.probability_never;
        let seen = ages.get(known).map(|age| age - 40.0);
        never_seen += f64::from(u8::from(seen.is_none()));
        for (i, quantile) in next.quantiles.iter().enumerate() {
            if let Some(periods) = quantile.periods {
                due[i] += quantile.level;
                within[i] += f64::from(u8::from(seen.is_some_and(|s| s <= periods)));
            }
        }
    }
    println!("never: {never_said} said, {never_seen} seen; within quantiles {within:?} of {due:?}");
    assert!((never_said - never_seen).abs() < 4.0 * never_said.sqrt());
    for i in 0..2 {
        assert!(due[i] > 50.0 && (within[i] - due[i]).abs() < 4.0 * due[i].sqrt());
    }
    assert_eq!(model.next_purchase(0.0, 0.0, 1.0, &[1.0]).unwrap_err().code(), "OUT_OF_RANGE");
}
