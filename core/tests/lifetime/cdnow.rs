//! The CDNOW sample against the optimum in 50-digit arithmetic and the published figures.
//!
//! Constants come from `core/tests/oracles/lifetime.py`; standard errors are also held to those that
//! `CLVTools` 0.12.1 prints.
#![cfg(feature = "train")]
#![allow(clippy::approx_constant, clippy::excessive_precision, clippy::unreadable_literal)]

use crate::data::{cdnow, cdnow_summaries};
use sartor::control::Control;
use sartor::lifetime::{
    BgCnbd, BgNbd, ConvergenceVerdict, GammaGamma, MbgCnbd, MbgNbd, PurchaseProcess, Regularity,
};

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
fn mbg_nbd_finds_the_optimum_of_the_cdnow_sample_and_its_holdout_errs_as_published() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let model = MbgNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    let errors = [8.3268206579770696e-2, 6.956206425090194e-1, 1.5478992777774275e-1, 5.3749479823980511e-1];
    compare(
        &model.params().numbers(),
        &model.standard_errors(),
        &[5.2484315910629758e-1, 6.183085279576005, 8.9135939073221584e-1, 1.6140022401703439],
        &errors,
        &errors,
    );
    assert!((model.log_likelihood() + 9582.1357155537495).abs() < 1e-6);
    let convergence = model.convergence();
    assert_eq!(convergence.verdict, ConvergenceVerdict::Optimum);
    assert_eq!(convergence.starts_agreeing, convergence.starts);
    let forecasts: Vec<f64> =
        (0..x.len()).map(|i| model.expected_purchases(39.0, x[i], t_x[i], t[i]).unwrap()).collect();
    let errors = forecasts.iter().zip(&sample.held_out).map(|(forecast, truth)| (forecast - truth).abs());
    let mean_error = errors.sum::<f64>() / x.len() as f64;
    println!("39 weeks held out: mean absolute error {mean_error:.4}");
    assert!((mean_error - 0.7648).abs() < 5e-5, "{mean_error}");
}

#[test]
fn models_of_regular_buyers_find_the_optimum_of_the_cdnow_sample() {
    let Some(sample) = cdnow_summaries() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let (logs, two) = (&sample.log_interval_sum, Regularity::Given(2));
    let intervals: f64 = logs.iter().sum();
    assert!((intervals - 2909.5046685897278).abs() < 1e-6, "{intervals}");
    let plain = BgCnbd::fit(x, t_x, t, two, None, 0.0, Control::none()).unwrap();
    let errors = [1.061272121205686e-2, 1.1020075751739386e-1, 1.7125687178942081e-1, 4.665342460954839e-1];
    compare(
        &plain.params().numbers(),
        &plain.standard_errors(),
        &[2.26917214187227e-1, 1.4629196348653937, 9.4400225385351472e-1, 2.0743288701475251],
        &errors,
        &errors,
    );
    assert!((plain.log_likelihood() + intervals + 9855.326974093285).abs() < 1e-6);
    let modified = MbgCnbd::fit(x, t_x, t, two, None, 0.0, Control::none()).unwrap();
    let errors = [7.562088857411342e-2, 2.358790087732151e-1, 1.5532815802046907e-1, 3.8082048123946168e-1];
    compare(
        &modified.params().numbers(),
        &modified.standard_errors(),
        &[5.7989615950610042e-1, 2.2881488010646268, 1.134452695970596, 1.5849742245147485],
        &errors,
        &errors,
    );
    assert!((modified.log_likelihood() + intervals + 9853.2531285157033).abs() < 1e-6);
    // Buyers of music are not regular.
    let likeliest = MbgCnbd::fit(x, t_x, t, Regularity::Likeliest(logs), None, 0.0, Control::none()).unwrap();
    assert_eq!(likeliest.params().k, 1);
    assert!((likeliest.log_likelihood() + 9582.1357155537495).abs() < 1e-6);
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
