//! BG/BB against the published fit of the donors, 50-digit arithmetic and simulation.
//!
//! Constants come from `core/tests/oracles/lifetime_nbd_bgbb_ggompertz.py`.
#![cfg(feature = "train")]
#![allow(clippy::excessive_precision, clippy::unreadable_literal)]

use std::path::PathBuf;

use crate::data::points::check_points;
use sartor::control::Control;
use sartor::lifetime::{BgBb, BgBbParams, ConvergenceVerdict, simulate};
use sartor::rng::Rng;

fn bg_bb(p: &[f64]) -> BgBb {
    BgBb::with_params(BgBbParams { alpha: p[0], beta: p[1], gamma: p[2], delta: p[3] }).unwrap()
}

fn numbers(model: &BgBb) -> [f64; 4] {
    let p = model.params();
    [p.alpha, p.beta, p.gamma, p.delta]
}

/// Columns of the donors: frequency, number of the last opportunity, opportunities, weight.
fn donors() -> Option<[Vec<f64>; 4]> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("SARTOR_DATA").map_or(beside, PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("donations.csv")) else {
        assert!(std::env::var_os("CI").is_none(), "no data at {}", folder.display());
        println!("skipped: no data at {}", folder.display());
        return None;
    };
    let mut columns: [Vec<f64>; 4] = Default::default();
    for line in text.lines().skip(1) {
        for (column, number) in columns.iter_mut().zip(line.split(',')) {
            column.push(number.parse().unwrap());
        }
    }
    Some(columns)
}

#[test]
fn the_published_fit_of_the_donors_comes_out() {
    let Some([x, t_x, n, weights]) = donors() else { return };
    let model = BgBb::fit(&x, &t_x, &n, Some(&weights), 0.0, Control::none()).unwrap();
    let optimum = [1.2035223516019139, 0.74971635817293889, 0.65671820844183243, 2.7834422325773807];
    let errors = [6.9391362388881561e-2, 2.9447716660385764e-2, 5.1009858956413186e-2, 3.2081900304326848e-1];
    for i in 0..4 {
        let distance = (numbers(&model)[i] - optimum[i]).abs() / errors[i];
        assert!(distance < 1e-8, "{} is {distance} standard errors from {}", numbers(&model)[i], optimum[i]);
        assert!((model.standard_errors()[i] / errors[i] - 1.0).abs() < 1e-6, "{:?}", model.standard_errors());
    }
    assert!((model.log_likelihood() + 33225.581274347007).abs() < 1e-6, "{}", model.log_likelihood());
    assert_eq!(model.convergence().verdict, ConvergenceVerdict::Optimum);
    assert_eq!(model.convergence().starts_agreeing, model.convergence().starts);
}

#[test]
fn answers_hold_to_ten_digits() {
    check_points(include_str!("data/bg_bb.csv"), 1e-10, |question, v| {
        let model = bg_bb(v);
        match question {
            "alive" => model.probability_alive(v[4], v[5], v[6]).unwrap(),
            "expected" => model.expected_purchases(v[4], v[5], v[6], v[7]).unwrap(),
            "for_ever" => model.discounted_purchases_for_ever(v[4], v[5], v[6], v[7]).unwrap(),
            "ever" => 1.0 - model.next_purchase(v[4], v[5], v[6], &[]).unwrap().probability_never,
            _ => model.purchase_distribution(v[4], v[5] as u32, v[6], v[7], v[8]).unwrap()[v[5] as usize],
        }
    });
}

#[test]
fn what_no_donor_can_have_done_is_refused() {
    let model = bg_bb(&[1.2, 0.75, 0.66, 2.8]);
    for (x, t_x, n, field) in [
        (1.0, 0.0, 6.0, "last_purchase_age"),
        (3.0, 2.0, 6.0, "last_purchase_age"),
        (1.0, 1.5, 6.0, "last_purchase_age"),
        (1.0, 7.0, 6.0, "last_purchase_age"),
        (0.0, 1.0, 6.0, "last_purchase_age"),
        (1.0, 1.0, 6.5, "age"),
        (1.0, 1.0, f64::NAN, "age"),
        (0.5, 1.0, 6.0, "frequency"),
    ] {
        let error = model.probability_alive(x, t_x, n).unwrap_err();
        assert!(error.to_string().contains(&format!("{field} is")), "{error}");
    }
    assert_eq!(model.expected_purchases(1.5, 1.0, 1.0, 6.0).unwrap_err().code(), "OUT_OF_RANGE");
    assert_eq!(model.purchase_distribution(1e6, 3, 1.0, 1.0, 6.0).unwrap_err().code(), "OUT_OF_RANGE");
    let columns = [vec![0.0; 20], vec![0.0; 20], vec![6.0; 20]];
    let error = BgBb::fit(&columns[0], &columns[1], &columns[2], None, 0.0, Control::none()).unwrap_err();
    assert_eq!(error.code(), "TOO_FEW");
}

#[test]
fn the_next_opportunity_of_a_purchase_is_a_whole_number_that_is_reached_in_time() {
    let model = bg_bb(&[1.2, 0.75, 0.66, 2.8]);
    let next = model.next_purchase(2.0, 5.0, 6.0, &[0.0, 0.3, 0.6, 0.99]).unwrap();
    let times: Vec<Option<f64>> = next.quantiles.iter().map(|q| q.periods).collect();
    assert_eq!((times[0], times[3]), (Some(0.0), None));
    for (level, time) in [(0.3, times[1].unwrap()), (0.6, times[2].unwrap())] {
        let any = |h: f64| 1.0 - model.purchase_distribution(h, 0, 2.0, 5.0, 6.0).unwrap()[0];
        assert!(any(time) >= level && (time == 1.0 || any(time - 1.0) < level), "{level} {time}");
    }
}

#[test]
fn far_horizons_and_long_histories_give_possible_values() {
    for p in
        [[1.2, 0.75, 0.66, 2.8], [1e-3, 1e4, 1.0, 1e-3], [50.0, 1.0, 1e-6, 1e6], [1e-4, 1e-4, 1e-4, 1e-4]]
    {
        let model = bg_bb(&p);
        for (x, t_x, n) in
            [(0.0, 0.0, 0.0), (0.0, 0.0, 1e6), (1e6, 1e6, 1e6), (1.0, 1.0, 1e6), (5e5, 5e5, 1e6)]
        {
            let alive = model.probability_alive(x, t_x, n).unwrap();
            assert!((0.0..=1.0).contains(&alive), "{p:?} {alive}");
            let mut before = 0.0;
            for h in [0.0, 1.0, 63.0, 64.0, 65.0, 1e3, 1e6, 1e9] {
                let expected = model.expected_purchases(h, x, t_x, n).unwrap();
                assert!(expected >= before && expected <= h, "{p:?} {x} {t_x} {n} {h}: {expected}");
                before = expected;
            }
            let ever = model.discounted_purchases_for_ever(1e-9, x, t_x, n).unwrap();
            assert!(ever.is_finite() && ever >= 0.0);
            let next = model.next_purchase(x, t_x, n, &[0.01, 0.9]).unwrap();
            assert!((0.0..=1.0).contains(&next.probability_never), "{next:?}");
        }
    }
}

/// Counts of `shops` fits: optimum, ridge, boundary, too few; each optimum has a small gradient.
fn verdicts(shops: u64) -> [u32; 4] {
    let mut verdicts = [0; 4];
    for shop in 0..shops {
        let mut rng = Rng::with_stream(41, shop);
        let p: Vec<f64> = (0..4).map(|_| sartor::math::pow(10.0, 2.0 * rng.uniform() - 1.0)).collect();
        let (customers, n) = (50 + rng.below(950) as u32, 3.0 + rng.below(22) as f64);
        let drawn = simulate(&bg_bb(&p), customers, &[n], shop as u32, Control::none()).unwrap();
        match BgBb::fit(&drawn.frequency, &drawn.last_purchase_age, &drawn.age, None, 0.0, Control::none()) {
            Ok(model) => {
                let convergence = model.convergence();
                assert!(convergence.gradient_norm < 0.01 / f64::from(customers), "{p:?} {convergence:?}");
                let at = match convergence.verdict {
                    ConvergenceVerdict::Optimum => 0,
                    ConvergenceVerdict::Ridge => 1,
                    _ => 2,
                };
                let definite = convergence.smallest_information > 0.0 && convergence.gradient_norm < 1e-6;
                assert!(at > 0 || definite);
                verdicts[at] += 1;
            }
            Err(error) => {
                assert_eq!(error.code(), "TOO_FEW", "{p:?} {error}");
                verdicts[3] += 1;
            }
        }
    }
    println!("BG/BB, {shops} shops: optimum, ridge, boundary, too few {verdicts:?}");
    verdicts
}

#[test]
fn every_simulated_shop_ends_at_an_optimum_or_with_a_verdict() {
    assert!(verdicts(300)[0] > 100);
}

#[test]
#[ignore = "long: make verify"]
fn ten_thousand_simulated_shops_end_at_an_optimum_or_with_a_verdict() {
    verdicts(10_000);
}

#[test]
fn forecasts_with_fitted_parameters_are_as_uncertain_as_the_truth_is() {
    let truth = [1.2, 0.75, 0.66, 2.8];
    let mut bins = [0_u32; 10];
    let (mut covered, mut rng) = (0, Rng::new(5));
    for seed in 0..20 {
        let drawn = simulate(&bg_bb(&truth), 1_000, &[14.0], seed, Control::none()).unwrap();
        let mut ages: Vec<Vec<f64>> = vec![Vec::new(); 1_000];
        for (customer, age) in drawn.purchase_customer.iter().zip(&drawn.purchase_age) {
            ages[*customer as usize].push(*age);
        }
        // The first 8 opportunities are known, the other 6 are to be forecast.
        let known: Vec<usize> =
            ages.iter().map(|ages| ages.iter().filter(|age| **age <= 8.0).count()).collect();
        let x: Vec<f64> = known.iter().map(|k| *k as f64).collect();
        let t_x: Vec<f64> =
            ages.iter().zip(&known).map(|(a, k)| if *k == 0 { 0.0 } else { a[k - 1] }).collect();
        let fitted = BgBb::fit(&x, &t_x, &vec![8.0; 1_000], None, 0.0, Control::none()).unwrap();
        let errors = fitted.standard_errors();
        covered += (0..4).filter(|i| (numbers(&fitted)[*i] - truth[*i]).abs() <= 1.6449 * errors[*i]).count();
        for (customer, ages) in ages.iter().enumerate() {
            let later = ages.len() - known[customer];
            let masses = fitted.purchase_distribution(6.0, 6, x[customer], t_x[customer], 8.0).unwrap();
            let below: f64 = masses[..later].iter().sum();
            let place = below + rng.uniform() * masses[later];
            bins[((10.0 * place) as usize).min(9)] += 1;
        }
    }
    let chi_square: f64 = bins.iter().map(|b| sartor::math::powi(f64::from(*b) - 2_000.0, 2) / 2_000.0).sum();
    println!(
        "chi-square of ten bins {chi_square:.1}, {bins:?}; 90 % intervals of parameters cover {covered} of 80"
    );
    // The 99.9 % point of nine degrees of freedom.
    assert!(chi_square < 27.9, "{bins:?}");
    assert!((61..=80).contains(&covered), "{covered}");
}
