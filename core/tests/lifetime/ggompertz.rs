//! GGompertz/NBD against 50-digit arithmetic and simulation.
//!
//! Constants come from `core/tests/oracles/lifetime_nbd_bgbb_ggompertz.py`.
#![cfg(feature = "train")]
#![allow(clippy::excessive_precision, clippy::unreadable_literal)]

use crate::data::cdnow;
use crate::data::points::check_points;
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
fn answers_hold_to_ten_digits() {
    check_points(include_str!("data/ggompertz.csv"), 1e-10, |question, v| {
        let model = ggompertz(v);
        match question {
            "alive" => model.probability_alive(v[5], v[6], v[7]).unwrap(),
            "expected" => model.expected_purchases(v[5], v[6], v[7], v[8]).unwrap(),
            "for_ever" => model.discounted_purchases_for_ever(v[5], v[6], v[7], v[8]).unwrap(),
            _ => model.purchase_distribution(v[5], v[6] as u32, v[7], v[8], v[9]).unwrap()[v[6] as usize],
        }
    });
}

/// Optimum and standard errors of the shop of `ggompertz_shop.csv`, by `r, alpha, b, s, beta`.
const SHOP: ([f64; 5], [f64; 5]) = (
    [1.6253092098476969, 4.3050091601015531, 1.6091601384741161e-1, 1.37592423569921, 30.276261659947012],
    [
        1.5436226980428031e-1,
        4.1984452506985285e-1,
        2.3262125845158731e-2,
        4.400277664231771e-1,
        6.4816268110114671,
    ],
);
const SHOP_LOG_LIKELIHOOD: f64 = -8646.6639291472678;

/// The same of the CDNOW sample without `beta`, which stands at the boundary of the search, 1e-4.
const CDNOW: ([f64; 4], [f64; 4]) = (
    [5.5327661312931773e-1, 10.577677097914681, 8.5714866883094922e-6, 6.0613501552494374e-1],
    [4.7627990685862626e-2, 8.42721779545417e-1, 4.562961181960769e-6, 1.8727246478337642e-1],
);
const CDNOW_LOG_LIKELIHOOD: f64 = -9594.9762409796853;

/// The five parameters lie within 1e-8 standard errors of the optimum in 30 digits, as far as these are
/// given.
fn compare(model: &GGompertzNbd, optimum: &[f64], errors: &[f64]) {
    for (i, (optimum, error)) in optimum.iter().zip(errors).enumerate() {
        let distance = (numbers(model)[i] - optimum).abs() / error;
        println!("{} is {distance:.1e} standard errors from the optimum", numbers(model)[i]);
        assert!(distance < 1e-8, "{} against {optimum}", numbers(model)[i]);
    }
}

#[test]
fn the_optimum_of_a_shop_with_lifetimes_of_one_length_is_found() {
    let mut columns: [Vec<f64>; 4] = Default::default();
    for line in include_str!("data/ggompertz_shop.csv").lines() {
        for (column, number) in columns.iter_mut().zip(line.split(',')) {
            column.push(number.parse().unwrap());
        }
    }
    let [x, t_x, t, weights] = columns;
    let model = GGompertzNbd::fit(&x, &t_x, &t, Some(&weights), 0.0, Control::none()).unwrap();
    compare(&model, &SHOP.0, &SHOP.1);
    for (found, expected) in model.standard_errors().iter().zip(SHOP.1) {
        assert!((found / expected - 1.0).abs() < 1e-6, "{found} against {expected}");
    }
    assert!((model.log_likelihood() - SHOP_LOG_LIKELIHOOD).abs() < 1e-6, "{}", model.log_likelihood());
    let convergence = model.convergence();
    assert_eq!(convergence.verdict, ConvergenceVerdict::Optimum);
    assert_eq!(convergence.starts_agreeing, convergence.starts);
}

#[test]
fn the_cdnow_sample_does_not_tell_it_from_pareto_nbd() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let model = GGompertzNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    compare(&model, &CDNOW.0, &CDNOW.1);
    assert!((model.log_likelihood() - CDNOW_LOG_LIKELIHOOD).abs() < 1e-6, "{}", model.log_likelihood());
    // The likelihood of Pareto/NBD, to which the model tends at the boundary.
    assert!((model.log_likelihood() + 9594.976).abs() < 1e-3);
    assert_eq!(model.convergence().verdict, ConvergenceVerdict::Boundary);
    let [r, alpha, b, s, beta] = numbers(&model);
    assert!((beta - 1e-4).abs() < 1e-12 && (r - 0.553277).abs() < 1e-3 && (alpha - 10.57768).abs() < 1e-2);
    assert!((s - 0.606240).abs() < 1e-2 && (beta / b - 11.6687).abs() < 0.01);
}

/// Counts of fits: optimum, ridge, boundary, too few; each found has a small gradient.
fn verdicts(shops: u64) -> [u32; 4] {
    let mut verdicts = [0; 4];
    for shop in 0..shops {
        let mut rng = Rng::with_stream(53, shop);
        let mut decades = |low: f64, high: f64| sartor::math::pow(10.0, low + (high - low) * rng.uniform());
        let p = [
            decades(-0.7, 0.7),
            decades(0.0, 1.3),
            decades(-2.0, 0.0),
            decades(-1.0, 0.5),
            decades(-1.5, 2.5),
        ];
        let customers = 50 + rng.below(450) as u32;
        let drawn = simulate(&ggompertz(&p), customers, &[40.0], shop as u32, Control::none()).unwrap();
        let (x, t_x, t) = (&drawn.frequency, &drawn.last_purchase_age, &drawn.age);
        match GGompertzNbd::fit(x, t_x, t, None, 0.0, Control::none()) {
            Ok(model) => {
                let convergence = model.convergence();
                assert!(convergence.gradient_norm < 0.01 / f64::from(customers), "{p:?} {convergence:?}");
                let at = match convergence.verdict {
                    ConvergenceVerdict::Optimum => 0,
                    ConvergenceVerdict::Ridge => 1,
                    _ => 2,
                };
                let definite = convergence.smallest_information > 0.0 && convergence.gradient_norm < 1e-6;
                assert!(at > 0 || definite, "{p:?} {convergence:?}");
                verdicts[at] += 1;
            }
            Err(error) => {
                assert_eq!(error.code(), "TOO_FEW", "shop {shop} {p:?} {error}");
                verdicts[3] += 1;
            }
        }
    }
    println!("GGompertz/NBD, {shops} shops: optimum, ridge, boundary, too few {verdicts:?}");
    verdicts
}

#[test]
fn every_simulated_shop_ends_at_an_optimum_or_with_a_verdict() {
    let [optimum, ridge, boundary, _] = verdicts(12);
    assert!(optimum + ridge + boundary > 6);
}

#[test]
#[ignore = "long: make verify"]
fn a_thousand_simulated_shops_end_at_an_optimum_or_with_a_verdict() {
    verdicts(std::env::var("SARTOR_SHOPS").map_or(1_000, |n| n.parse().unwrap()));
}

#[test]
fn forecasts_of_drawn_customers_are_as_uncertain_as_what_they_do() {
    let mut bins = [0_u32; 10];
    let mut rng = Rng::new(5);
    for (world, p) in [[1.5, 4.0, 0.15, 2.0, 40.0], [0.6, 10.0, 0.02, 0.6, 0.2]].iter().enumerate() {
        let model = ggompertz(p);
        let drawn = simulate(&model, 3_000, &[45.0], 70 + world as u32, Control::none()).unwrap();
        let mut ages: Vec<Vec<f64>> = vec![Vec::new(); 3_000];
        for (customer, age) in drawn.purchase_customer.iter().zip(&drawn.purchase_age) {
            ages[*customer as usize].push(*age);
        }
        let (mut expected, mut seen, mut squares) = (0.0, 0.0, 0.0);
        for ages in &ages {
            // 25 weeks are known, 20 are to be forecast.
            let known = ages.iter().filter(|age| **age <= 25.0).count();
            let t_x = if known == 0 { 0.0 } else { ages[known - 1] };
            let later = ages.len() - known;
            let masses = model.purchase_distribution(20.0, later as u32, known as f64, t_x, 25.0).unwrap();
            let below: f64 = masses[..later].iter().sum();
            let place = below + rng.uniform() * masses[later];
            bins[((10.0 * place) as usize).min(9)] += 1;
            let mean = model.expected_purchases(20.0, known as f64, t_x, 25.0).unwrap();
            expected += mean;
            seen += later as f64;
            squares += (later as f64 - mean) * (later as f64 - mean);
        }
        println!("purchases expected {expected:.0}, seen {seen}");
        assert!((expected - seen).abs() < 3.5 * sartor::math::sqrt(squares), "{expected} {seen}");
    }
    let chi_square: f64 = bins.iter().map(|b| sartor::math::powi(f64::from(*b) - 600.0, 2) / 600.0).sum();
    println!("chi-square of ten bins {chi_square:.1}, {bins:?}");
    // The 99.9 % point of nine degrees of freedom.
    assert!(chi_square < 27.9, "{bins:?}");
}

#[test]
#[ignore = "long: make verify"]
fn intervals_of_fitted_parameters_hold_the_truth() {
    let truth = [1.5, 4.0, 0.15, 2.0, 40.0];
    let mut covered = [0; 5];
    for seed in 0..200 {
        let drawn = simulate(&ggompertz(&truth), 1_500, &[52.0], seed, Control::none()).unwrap();
        let (x, t_x, t) = (&drawn.frequency, &drawn.last_purchase_age, &drawn.age);
        let fitted = GGompertzNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
        for (i, error) in fitted.standard_errors().iter().enumerate() {
            // Errors of the logarithms: those of the parameters are skewed.
            let distance = sartor::math::ln(numbers(&fitted)[i] / truth[i]) / (error / numbers(&fitted)[i]);
            covered[i] += u32::from(distance.abs() <= 1.6449);
        }
    }
    println!("90 % intervals of r, alpha, b, s, beta cover {covered:?} of 200");
    assert!(covered.iter().all(|c| (162..=196).contains(c)), "{covered:?}");
}

#[test]
fn within_a_quantile_of_the_next_purchase_it_comes_as_often_as_said() {
    let histories = [(0.0, 0.0, 0.0), (2.0, 20.0, 30.0), (40.0, 9.0, 10.0), (0.0, 0.0, 80.0)];
    for p in [[1.5, 4.0, 0.15, 2.0, 40.0], [0.6, 10.0, 0.02, 0.6, 0.2], [0.1, 30.0, 1e-3, 0.3, 1.0]] {
        let model = ggompertz(&p);
        for (x, t_x, t) in histories {
            let alive = model.probability_alive(x, t_x, t).unwrap();
            let next = model.next_purchase(x, t_x, t, &[1e-9, 0.01, 0.2, 0.6, 0.999]).unwrap();
            let comes = 1.0 - next.probability_never;
            assert!(comes <= alive);
            for quantile in &next.quantiles {
                let Some(periods) = quantile.periods else {
                    assert!(quantile.level > 0.999 * comes, "{p:?} {quantile:?} {comes}");
                    continue;
                };
                let none = model.purchase_distribution(periods, 0, x, t_x, t).unwrap()[0];
                assert!((1.0 - none - quantile.level).abs() < 1e-11, "{p:?} {quantile:?}: {none}");
            }
        }
    }
}

#[test]
fn hostile_parameters_and_histories_give_possible_values() {
    let ends = [1e-6, 1.0, 1e6];
    let mut rng = Rng::new(8);
    for _ in 0..150 {
        let mut pick = || ends[rng.below(3) as usize] * sartor::math::pow(10.0, rng.uniform() - 0.5);
        let p = [pick(), pick(), pick(), pick(), pick()];
        let model = ggompertz(&p);
        for (x, t_x, t) in
            [(0.0, 0.0, 0.0), (0.0, 0.0, 1e5), (1e6, 40.0, 40.0), (1e6, 39.0, 40.0), (3.0, 1e-6, 1e6)]
        {
            let alive = model.probability_alive(x, t_x, t).unwrap();
            assert!((0.0..=1.0).contains(&alive), "{p:?} {x} {t_x} {t}: {alive}");
            for h in [0.0, 1e-6, 10.0, 1e9] {
                let expected = model.expected_purchases(h, x, t_x, t).unwrap();
                assert!(expected.is_finite() && expected >= 0.0, "{p:?} {x} {t_x} {t} {h}: {expected}");
            }
            let ever = model.discounted_purchases_for_ever(1e-6, x, t_x, t).unwrap();
            assert!(ever.is_finite() && ever >= 0.0, "{p:?} {x} {t_x} {t}: {ever}");
            let next = model.next_purchase(x, t_x, t, &[0.5]).unwrap();
            assert!((0.0..=1.0).contains(&next.probability_never), "{p:?} {x} {t_x} {t} {next:?}");
        }
    }
}
