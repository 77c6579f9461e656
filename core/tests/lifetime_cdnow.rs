//! The CDNOW sample against the optimum in 50-digit arithmetic and the published figures.
//!
//! Constants come from `core/tests/oracles/lifetime.py`; standard errors are also held to those that
//! `CLVTools` 0.12.1 prints.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // tests
#![cfg(feature = "train")]
#![allow(clippy::unreadable_literal, clippy::excessive_precision, clippy::approx_constant)]

mod lifetime_data;

use lifetime_data::cdnow;
use sartor::control::Control;
use sartor::lifetime::{BgNbd, ConvergenceVerdict, GammaGamma};

/// Parameters lie within a hundredth of a standard error of the optimum, standard errors within 1 % of a
/// reference.
fn compare(found: &[f64], errors: &[f64], optimum: &[f64], exact_errors: &[f64], printed_errors: &[f64]) {
    for (index, name) in ["first", "second", "third", "fourth"].iter().enumerate().take(found.len()) {
        let distance = (found[index] - optimum[index]).abs() / exact_errors[index];
        println!("{name}: {} is {distance:.1e} standard errors from the optimum", found[index]);
        assert!(distance < 0.01, "{name}: {} against {}", found[index], optimum[index]);
        assert!((errors[index] / exact_errors[index] - 1.0).abs() < 1e-6, "{name}: {}", errors[index]);
        assert!((errors[index] / printed_errors[index] - 1.0).abs() < 0.01, "{name}: {}", errors[index]);
    }
}

#[test]
fn bg_nbd_finds_the_optimum_of_the_cdnow_sample() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    assert_eq!(x.len(), 2_357);
    let model = BgNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    let params = model.params();
    compare(
        &[params.r, params.alpha, params.a, params.b],
        &model.standard_errors(),
        &[2.4259452243015708e-1, 4.4136020190135038, 7.9292201722559757e-1, 2.425906776826332],
        &[1.2557378067872243e-2, 3.7822405985380597e-1, 1.8573382137218181e-1, 7.0541425979483373e-1],
        &[0.01256, 0.37822, 0.18573, 0.70541],
    );
    assert!((model.log_likelihood() + 9582.4292066739306).abs() < 1e-3);
    assert_eq!(model.customers(), 2_357.0);
    let convergence = model.convergence();
    assert_eq!(convergence.verdict, ConvergenceVerdict::Optimum);
    assert_eq!(convergence.starts_agreeing, convergence.starts);
}

#[test]
fn gamma_gamma_finds_the_optimum_of_the_cdnow_repeat_buyers() {
    let Some(sample) = cdnow() else { return };
    let model =
        GammaGamma::fit(&sample.paid_frequency, &sample.monetary, None, 0.0, Control::none()).unwrap();
    let params = model.params();
    compare(
        &[params.p, params.q, params.gamma],
        &model.standard_errors(),
        &[6.249572271323756, 3.7442246671320245, 1.5443520962589239e+1],
        &[1.1900553359638537, 2.9013306527618518e-1, 4.1594227519677242],
        &[1.190, 0.290, 4.160],
    );
    assert!((model.log_likelihood() + 4055.917694801874).abs() < 1e-3);
    assert_eq!(model.customers(), 946.0);
    assert_eq!(model.convergence().verdict, ConvergenceVerdict::Optimum);
}

#[test]
fn the_published_points_of_the_cdnow_fit_come_out() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let model = BgNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    let (x, t_x, t) = (26.0, 30.857, 31.0);
    // Published over 52 weeks, with parameters that stop a little before the optimum.
    assert!((model.expected_purchases(52.0, x, t_x, t).unwrap() - 25.75659).abs() < 1e-3);
    assert!((model.probability_alive(x, t_x, t).unwrap() - 0.9688523).abs() < 2e-6);
}

#[test]
fn the_holdout_of_the_cdnow_sample_errs_as_published() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let model = BgNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    let forecasts: Vec<f64> =
        (0..x.len()).map(|i| model.expected_purchases(39.0, x[i], t_x[i], t[i]).unwrap()).collect();
    let errors = forecasts.iter().zip(&sample.held_out).map(|(forecast, truth)| (forecast - truth).abs());
    let mean_error = errors.sum::<f64>() / x.len() as f64;
    let bias = forecasts.iter().sum::<f64>() / sample.held_out.iter().sum::<f64>() - 1.0;
    println!("39 weeks held out: mean absolute error {mean_error:.4}, bias of the total {bias:.3}");
    assert!((mean_error - 0.7855).abs() < 5e-4, "{mean_error}");
    assert!((-0.16..-0.11).contains(&bias), "{bias}");
}
