//! Pareto/NBD against 50-digit arithmetic, ordinary and hostile points alike, and on the CDNOW sample.
//!
//! The points in `core/tests/lifetime/data/pareto_nbd.csv` and the optimum come from `core/tests/oracles/pareto_nbd.py`;
//! `PARETO_POINTS` names a file with others.
#![cfg(feature = "train")]
#![allow(clippy::excessive_precision, clippy::unreadable_literal)]

use crate::data::cdnow;
use crate::data::points::check_points;
use sartor::control::Control;
use sartor::lifetime::{ConvergenceVerdict, ParetoNbd, ParetoNbdParams};

fn model(p: &[f64]) -> ParetoNbd {
    ParetoNbd::with_params(ParetoNbdParams { r: p[0], alpha: p[1], s: p[2], beta: p[3] }).unwrap()
}

#[test]
fn answers_hold_to_ten_digits() {
    let points = std::env::var_os("PARETO_POINTS").map(|path| std::fs::read_to_string(path).unwrap());
    let points = points.as_deref().unwrap_or(include_str!("data/pareto_nbd.csv"));
    // Purchases for ever are held to it where they are worked out.
    let here: Vec<&str> = points.lines().filter(|line| !line.starts_with("for_ever")).collect();
    check_points(&here.join("\n"), 1e-10, |question, v| {
        let (model, v) = (model(v), &v[4..]);
        match question {
            "alive" => model.probability_alive(v[0], v[1], v[2]).unwrap(),
            "expected" => model.expected_purchases(v[0], v[1], v[2], v[3]).unwrap(),
            "quantile" => {
                model.next_purchase_quantile(v[0], v[1], if v[1] == 0.0 { 0.0 } else { v[2] }, v[3]).unwrap()
            }
            _ => {
                let n = v[1] as u32;
                model.purchase_distribution(v[0], n, v[2], v[3], v[4]).unwrap()[n as usize]
            }
        }
    });
}

#[test]
fn the_fit_finds_the_optimum_of_the_cdnow_sample() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let model = ParetoNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    let params = model.params();
    let found = [params.r, params.alpha, params.s, params.beta];
    let optimum = [0.5532770468531796, 10.577683463302315, 0.6062399891278263, 11.668735288855011];
    let exact = [0.047627926500176019, 0.84272253852255938, 0.18728134796674803, 6.2111137882632859];
    // As CLVTools 0.12.1 prints them.
    let printed = [0.0476, 0.843, 0.187, 6.21];
    for i in 0..4 {
        let distance = (found[i] - optimum[i]).abs() / exact[i];
        println!("{} is {distance:.1e} standard errors from the optimum", found[i]);
        assert!(distance < 0.01, "{} against {}", found[i], optimum[i]);
        let error = model.standard_errors()[i];
        assert!((error / exact[i] - 1.0).abs() < 1e-6, "{error} against {}", exact[i]);
        assert!((error / printed[i] - 1.0).abs() < 0.01, "{error} against {}", printed[i]);
    }
    assert!((model.log_likelihood() + 9594.9761789395431).abs() < 1e-6, "{}", model.log_likelihood());
    assert_eq!(model.convergence().verdict, ConvergenceVerdict::Optimum);
    assert_eq!(model.convergence().starts_agreeing, model.convergence().starts);
    // As published: over 52 weeks with t_x as 30.86, and on the day itself.
    assert!((model.expected_purchases(52.0, 26.0, 30.86, 31.0).unwrap() - 25.45647).abs() < 2e-4);
    assert!((model.probability_alive(26.0, 216.0 / 7.0, 31.0).unwrap() - 0.997874).abs() < 1e-6);
}

#[test]
fn the_holdout_of_the_cdnow_sample_errs_as_published() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let model = ParetoNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    let forecasts: Vec<f64> =
        (0..x.len()).map(|i| model.expected_purchases(39.0, x[i], t_x[i], t[i]).unwrap()).collect();
    let errors = forecasts.iter().zip(&sample.held_out).map(|(forecast, truth)| (forecast - truth).abs());
    let mean_error = errors.sum::<f64>() / x.len() as f64;
    let bias = forecasts.iter().sum::<f64>() / sample.held_out.iter().sum::<f64>() - 1.0;
    println!("39 weeks held out: mean absolute error {mean_error:.4}, bias of the total {bias:.3}");
    assert!((mean_error - 0.7545).abs() < 5e-4, "{mean_error}");
    assert!((-0.16..-0.11).contains(&bias), "{bias}");
}
