//! Pareto/NBD on simulated customers: what was put in comes out, and what holds for every history and every fit.
#![cfg(feature = "train")]

use proptest::prelude::*;
use sartor::control::Control;
use sartor::lifetime::{ConvergenceVerdict, ParetoNbd, ParetoNbdParams, PurchaseProcess, simulate};
use sartor::math;
use sartor::rng::Rng;

const CDNOW: ParetoNbdParams = ParetoNbdParams { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 };

fn model(p: ParetoNbdParams) -> ParetoNbd {
    ParetoNbd::with_params(p).unwrap()
}

/// Customers of 10 to 50 periods of age.
fn shop(seed: u32, customers: usize, truth: &ParetoNbdParams) -> [Vec<f64>; 3] {
    let mut rng = Rng::with_stream(seed, 1 << 40);
    let ages: Vec<f64> = (0..customers).map(|_| 10.0 + 40.0 * rng.uniform()).collect();
    let drawn = simulate(&model(truth.clone()), customers as u32, &ages, seed, Control::none()).unwrap();
    [drawn.frequency, drawn.last_purchase_age, drawn.age]
}

fn fit([x, t_x, age]: &[Vec<f64>; 3]) -> sartor::Result<ParetoNbd> {
    ParetoNbd::fit(x, t_x, age, None, 0.0, Control::none())
}

fn params() -> impl Strategy<Value = ParetoNbdParams> {
    let decades = |low: f64, high: f64| (low..high).prop_map(|e: f64| math::pow(10.0, e));
    (decades(-2.0, 1.5), decades(-2.0, 3.0), decades(-3.0, 1.5), decades(-2.0, 3.0)).prop_map(
        |(r, alpha, s, beta)| {
            // Some of the cases stand on the removable singularities.
            let beta = if beta > 1.0 && beta < 3.0 { alpha } else { beta };
            ParetoNbdParams { r, alpha, s: if s > 0.5 && s < 1.0 { 1.0 } else { s }, beta }
        },
    )
}

fn history() -> impl Strategy<Value = (f64, f64, f64)> {
    let frequency =
        prop_oneof![Just(0.0), (1_u32..40).prop_map(f64::from), (1_u32..1_000_000).prop_map(f64::from)];
    let share = prop_oneof![Just(1.0), 0.001_f64..1.0];
    (frequency, share, 0.01_f64..2_000.0)
        .prop_map(|(x, share, age)| (x, if x == 0.0 { 0.0 } else { age * share }, age))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn predictions_are_possible_values(p in params(), (x, t_x, age) in history(), periods in 0.0_f64..5_000.0) {
        let model = model(p);
        let alive = model.probability_alive(x, t_x, age).unwrap();
        prop_assert!((0.0..=1.0).contains(&alive));
        let expected = model.expected_purchases(periods, x, t_x, age).unwrap();
        prop_assert!(expected.is_finite() && expected >= 0.0, "{}", expected);
        let longer = model.expected_purchases(1.1 * periods, x, t_x, age).unwrap();
        prop_assert!(longer >= expected * (1.0 - 1e-14), "{} {}", expected, longer);
    }

    #[test]
    fn silence_lowers_the_probability_alive(p in params(), (x, t_x, age) in history(), more in 0.1_f64..100.0) {
        let model = model(p);
        let now = model.probability_alive(x, t_x, age).unwrap();
        let later = model.probability_alive(x, t_x, age + more).unwrap();
        prop_assert!(later <= now * (1.0 + 1e-12), "{} {}", now, later);
    }

    #[test]
    fn the_distribution_of_purchases_sums_to_one_with_the_expected_mean(
        p in params(), (x, t_x, age) in history(), periods in 0.1_f64..50.0,
    ) {
        let model = model(p);
        let mean = model.expected_purchases(periods, x, t_x, age).unwrap();
        if mean > 3_000.0 {
            return Ok(());
        }
        let Ok(counts) = model.purchase_distribution(periods, 20_000, x, t_x, age) else { return Ok(()) };
        let sum: f64 = counts.iter().sum();
        prop_assert!(counts.iter().all(|c| (0.0..=1.0 + 1e-12).contains(c)));
        prop_assert!(sum <= 1.0 + 1e-10, "{}", sum);
        if counts[20_000] == 0.0 {
            prop_assert!((sum - 1.0).abs() < 1e-10, "{}", sum);
            let found: f64 = counts.iter().enumerate().map(|(n, c)| n as f64 * c).sum();
            prop_assert!((found - mean).abs() <= 1e-8 * mean.max(1e-8), "{} {}", found, mean);
        }
    }

    #[test]
    fn the_next_purchase_is_the_end_of_none(p in params(), (x, t_x, age) in history(), q in 0.001_f64..0.99) {
        let model = model(p);
        let periods = model.next_purchase_quantile(q, x, t_x, age).unwrap();
        let alive = model.probability_alive(x, t_x, age).unwrap();
        // Where a customer who is active leaves without one too often there is no such time.
        if periods > 1e9 || alive < 1e-3 {
            return Ok(());
        }
        if let Ok(counts) = model.purchase_distribution(periods, 0, x, t_x, age) {
            prop_assert!((1.0 - counts[0] - alive * q).abs() < 1e-10, "{} {} {}", counts[0], alive, q);
        }
    }
}

/// The law that p-values drawn under the truth are uniform, by Kolmogorov and Smirnov at one in a thousand.
fn assert_uniform(mut p_values: Vec<f64>) {
    p_values.sort_by(f64::total_cmp);
    let n = p_values.len() as f64;
    let gap = p_values.iter().enumerate().map(|(i, p)| (p - (i as f64 + 0.5) / n).abs()).fold(0.0, f64::max);
    println!("{n} customers, largest distance {gap:.4}");
    assert!(gap < 1.95 / n.sqrt(), "{gap}");
}

/// Of each customer the place of the purchases of the next 26 periods in their predicted distribution, at
/// random within the step of the number that came.
fn places(truth: &ParetoNbdParams, model: &ParetoNbd, customers: u32) -> Vec<f64> {
    let mut rng = Rng::new(12);
    (0..customers)
        .map(|_| {
            let ages = truth.draw(52.0, &mut rng);
            let known: Vec<f64> = ages.iter().copied().filter(|age| *age <= 26.0).collect();
            let later = ages.len() - known.len();
            let (x, t_x) = (known.len() as f64, known.last().copied().unwrap_or(0.0));
            let counts = model.purchase_distribution(26.0, later as u32, x, t_x, 26.0).unwrap();
            let below: f64 = counts[..later].iter().sum();
            below + rng.uniform() * counts[later]
        })
        .collect()
}

#[test]
fn what_comes_is_spread_as_forecast() {
    assert_uniform(places(&CDNOW, &model(CDNOW), 4_000));
}

#[test]
fn what_comes_is_spread_as_a_fit_forecasts() {
    let fitted = fit(&shop(5, 10_000, &CDNOW)).unwrap();
    assert_uniform(places(&CDNOW, &fitted, 4_000));
}

fn coverage(shops: u32, customers: usize) {
    let truth = model(CDNOW);
    let (x, t_x, age) = (4.0, 25.0, 33.0);
    let expected = truth.expected_purchases(39.0, x, t_x, age).unwrap();
    let alive = truth.probability_alive(x, t_x, age).unwrap();
    let numbers = [CDNOW.r, CDNOW.alpha, CDNOW.s, CDNOW.beta];
    let mut covered = [0_u32; 6];
    for seed in 0..shops {
        let model = fit(&shop(1_000 + seed, customers, &CDNOW)).unwrap();
        let within = |interval: sartor::lifetime::ParameterInterval, truth: f64| {
            u32::from((interval.low..=interval.high).contains(&truth))
        };
        covered[0] += within(model.expected_purchases_interval(39.0, x, t_x, age, 0.9).unwrap(), expected);
        covered[1] += within(model.probability_alive_interval(x, t_x, age, 0.9).unwrap(), alive);
        let found = model.params();
        let found = [found.r, found.alpha, found.s, found.beta];
        let errors = model.standard_errors();
        for i in 0..4 {
            // On the logarithm, where the search has its shape.
            let distance = (math::ln(found[i] / numbers[i]) * found[i] / errors[i]).abs();
            covered[i + 2] += u32::from(distance < 1.6449);
        }
    }
    println!(
        "of {shops} shops of {customers} customers, 90 % intervals cover the truth of expected purchases, probability alive, r, alpha, s, beta in {covered:?}"
    );
    // Three standard errors of the count below nominal, and a point for the delta method.
    let least = 0.89 * f64::from(shops) - 3.0 * math::sqrt(0.09 * f64::from(shops));
    assert!(covered.iter().all(|count| f64::from(*count) >= least), "{covered:?}");
}

#[test]
fn intervals_cover_the_truth_of_simulated_shops() {
    coverage(40, 600);
}

#[test]
#[ignore = "long: make verify"]
fn intervals_cover_the_truth_of_many_simulated_shops() {
    coverage(1_000, 3_000);
}

/// Truths drawn over up to two decades each, shops of 50 to 1,000 customers.
fn convergence(shops: u32) {
    let mut verdicts = [0; 4];
    for seed in 0..shops {
        let mut rng = Rng::with_stream(78, u64::from(seed));
        let mut decade = |low: f64, high: f64| math::pow(10.0, low + (high - low) * rng.uniform());
        let truth = ParetoNbdParams {
            r: decade(-1.0, 0.7),
            alpha: decade(0.0, 1.5),
            s: decade(-1.0, 0.7),
            beta: decade(0.0, 2.0),
        };
        let customers = decade(1.7, 3.0) as usize;
        match fit(&shop(seed, customers, &truth)) {
            Ok(model) => {
                let end = model.convergence();
                // A ridge may be too curved to be walked along to its end.
                assert!(
                    end.gradient_norm < 1e-6 || end.verdict == ConvergenceVerdict::Ridge,
                    "{truth:?} {end:?}"
                );
                assert!(model.covariance().iter().all(|c| c.is_finite()));
                match end.verdict {
                    ConvergenceVerdict::Optimum => {
                        assert!(end.smallest_information > 0.0);
                        verdicts[0] += 1;
                    }
                    ConvergenceVerdict::Ridge => verdicts[1] += 1,
                    ConvergenceVerdict::Boundary => verdicts[2] += 1,
                    ConvergenceVerdict::Given => panic!("a fit is not given"),
                }
            }
            Err(error) => {
                assert_eq!(error.code(), "TOO_FEW", "seed {seed} {customers} {truth:?} {error}");
                verdicts[3] += 1;
            }
        }
    }
    println!("of {shops} simulated shops: optimum, ridge, boundary, too few {verdicts:?}");
    assert!(verdicts[0] > 0 && verdicts[1] + verdicts[2] > 0, "{verdicts:?}");
}

#[test]
fn every_simulated_shop_ends_at_an_optimum_or_with_a_verdict() {
    convergence(30);
}

#[test]
#[ignore = "long: make verify"]
fn every_one_of_many_simulated_shops_ends_at_an_optimum_or_with_a_verdict() {
    convergence(10_000);
}
