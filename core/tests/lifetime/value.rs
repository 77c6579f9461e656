//! The forecast of value: its quantiles against the exact distribution, its coverage in simulation.
#![cfg(feature = "train")]

use sartor::control::Control;
use sartor::lifetime::{
    BgNbd, BgNbdParams, CustomerSummary, GammaGamma, GammaGammaParams, PurchaseSummary, ValueOptions, value,
    value_forecast,
};
use sartor::math;
use sartor::rng::Rng;

fn cdnow_models() -> (BgNbd, GammaGamma) {
    let purchases = BgNbdParams { r: 0.242_595, alpha: 4.413_602, a: 0.792_922, b: 2.425_907 };
    let spend = GammaGammaParams { p: 6.249_572, q: 3.744_225, gamma: 15.443_521 };
    (BgNbd::with_params(purchases).unwrap(), GammaGamma::with_params(spend).unwrap())
}

/// Probability that the spend of the horizon is at most `amount`: a sum over the number of purchases of
/// beta distribution functions, since a ratio of gammas is one.
fn exact_cdf(models: &(BgNbd, GammaGamma), history: &PurchaseSummary, periods: f64, amount: f64) -> f64 {
    let PurchaseSummary { frequency: x, last_purchase_age: t_x, age, monetary } = *history;
    let GammaGammaParams { p, q, gamma } = *models.1.params();
    let (shape, rate) = (q + p * x, gamma + x * monetary);
    let counts = models.0.purchase_distribution(periods, 400, x, t_x, age).unwrap();
    let share = amount / (amount + rate);
    let mut sum = counts[0];
    for (n, probability) in counts.iter().enumerate().skip(1) {
        sum += probability * math::beta_inc(p * n as f64, shape, share);
    }
    sum
}

#[test]
fn free_purchases_are_purchases_but_say_nothing_of_spend() {
    let (purchases, spend) = cdnow_models();
    let summary = |frequency, paid_frequency, monetary| CustomerSummary {
        frequency,
        last_purchase_age: 30.43,
        age: 38.86,
        paid_frequency,
        monetary,
        log_interval_sum: 0.0,
    };
    let options = ValueOptions { periods: Some(52.0), discount_rate_per_period: 0.002, margin: None };
    let forecast = |summary: &CustomerSummary, options: &ValueOptions| {
        value_forecast(&purchases, &spend, summary, options, 0.9)
    };
    let paid = forecast(&summary(2.0, 2.0, 50.0), &options).unwrap();
    let history = PurchaseSummary { frequency: 2.0, last_purchase_age: 30.43, age: 38.86, monetary: 50.0 };
    assert_eq!(paid, value(&purchases, &spend, &history, 52.0, 0.002, 0.9).unwrap());
    let free = forecast(&summary(2.0, 0.0, 0.0), &options).unwrap();
    assert_eq!(free.purchases_expected, paid.purchases_expected);
    assert_eq!(free.spend_per_purchase, spend.expected_spend(0.0, 0.0).unwrap());
    let margin = forecast(&summary(2.0, 2.0, 50.0), &ValueOptions { margin: Some(0.3), ..options.clone() });
    assert_eq!(margin.unwrap(), paid.at_margin(0.3).unwrap());
    let for_ever = forecast(&summary(2.0, 2.0, 50.0), &ValueOptions { periods: None, ..options });
    assert!(for_ever.unwrap_err().to_string().contains("a horizon"));
}

/// The largest error of a tail of 5 % over histories and horizons.
fn worst_tail(models: &(BgNbd, GammaGamma)) -> f64 {
    let histories = [
        (0, 0.0, 0.0, 0.0),
        (0, 0.0, 38.0, 0.0),
        (1, 30.0, 35.0, 20.0),
        (2, 30.43, 38.86, 50.0),
        (7, 36.0, 39.0, 30.0),
        (29, 37.0, 39.0, 25.0),
        (26, 10.0, 39.0, 25.0),
        (120, 120.0, 122.0, 60.0),
    ];
    let mut worst = 0.0_f64;
    for (x, t_x, age, monetary) in histories {
        let history = PurchaseSummary { frequency: f64::from(x), last_purchase_age: t_x, age, monetary };
        for periods in [4.0, 13.0, 52.0, 156.0] {
            let forecast = value(&models.0, &models.1, &history, periods, 0.0, 0.9).unwrap();
            if forecast.low > 0.0 {
                worst = worst.max((exact_cdf(models, &history, periods, forecast.low) - 0.05).abs());
            }
            let above = 1.0 - exact_cdf(models, &history, periods, forecast.high);
            // An end that was raised to the expectation leaves less.
            let raised = forecast.high <= forecast.expected;
            worst = worst.max(if raised { (above - 0.05).max(0.0) } else { (above - 0.05).abs() });
        }
    }
    worst
}

#[test]
fn the_interval_leaves_what_it_says_outside() {
    // Spend from nearly constant to very uneven, within a customer and between customers.
    for (p, q, gamma, tolerance) in
        [(6.25, 3.74, 15.4, 0.003), (2.0, 4.0, 60.0, 0.003), (30.0, 2.2, 2.0, 0.008), (0.8, 1.5, 20.0, 0.02)]
    {
        let spend = GammaGamma::with_params(GammaGammaParams { p, q, gamma }).unwrap();
        let worst = worst_tail(&(cdnow_models().0, spend));
        println!("p {p}, q {q}: worst error of a tail of 5 %: {:.2} points", 100.0 * worst);
        assert!(worst < tolerance, "p {p}, q {q}: {worst}");
    }
}

#[test]
fn discounting_equals_the_sum_over_short_steps() {
    let models = cdnow_models();
    let history = PurchaseSummary { frequency: 7.0, last_purchase_age: 36.0, age: 39.0, monetary: 30.0 };
    let rate: f64 = 0.01;
    let spend = models.1.expected_spend(7.0, 30.0).unwrap();
    let (mut sum, mut before) = (0.0, 0.0);
    for step in 1..=5_200 {
        let time = f64::from(step) * 0.03;
        let now = models.0.expected_purchases(time, 7.0, 36.0, 39.0).unwrap();
        sum += (now - before) * math::pow(1.0 + rate, -(time - 0.015));
        before = now;
    }
    let forecast = value(&models.0, &models.1, &history, 156.0, rate, 0.9).unwrap();
    assert!((forecast.expected / (sum * spend) - 1.0).abs() < 1e-6, "{} {}", forecast.expected, sum * spend);
}

/// One simulated customer: what is seen to `age`, and what is spent in the `horizon` after.
fn simulate(rng: &mut Rng, truth: &(BgNbd, GammaGamma), age: f64, horizon: f64) -> (PurchaseSummary, f64) {
    let BgNbdParams { r, alpha, a, b } = *truth.0.params();
    let GammaGammaParams { p, q, gamma } = *truth.1.params();
    let (rate, leaving, scale) = (rng.gamma(r, alpha), rng.beta(a, b), rng.gamma(q, gamma));
    let mut seen = PurchaseSummary { frequency: 0.0, last_purchase_age: 0.0, age, monetary: 0.0 };
    let (mut time, mut spent_seen, mut spent_later) = (0.0, 0.0, 0.0);
    loop {
        time += rng.exponential(rate);
        if time > age + horizon {
            break;
        }
        let amount = rng.gamma(p, scale);
        if time <= age {
            seen.frequency += 1.0;
            seen.last_purchase_age = time;
            spent_seen += amount;
        } else {
            spent_later += amount;
        }
        if rng.bernoulli(leaving) {
            break;
        }
    }
    if seen.frequency > 0.0 {
        seen.monetary = spent_seen / seen.frequency;
    }
    (seen, spent_later)
}

#[test]
fn intervals_of_fitted_models_cover_simulated_customers() {
    let truths = [
        cdnow_models(),
        (
            BgNbd::with_params(BgNbdParams { r: 1.5, alpha: 12.0, a: 0.4, b: 4.0 }).unwrap(),
            GammaGamma::with_params(GammaGammaParams { p: 2.0, q: 4.0, gamma: 150.0 }).unwrap(),
        ),
    ];
    for (index, truth) in truths.iter().enumerate() {
        let mut rng = Rng::new(20 + index as u32);
        let (mut covered, mut open, mut open_covered, mut width, mut total) = (0, 0, 0, 0.0, 0);
        let (mut promised, mut spent) = (0.0, 0.0);
        for _ in 0..5 {
            let customers: Vec<_> = (0..1_000)
                .map(|_| {
                    let age = 20.0 + 32.0 * rng.uniform();
                    simulate(&mut rng, truth, age, 52.0)
                })
                .collect();
            let column = |of: fn(&PurchaseSummary) -> f64| -> Vec<f64> {
                customers.iter().map(|(seen, _)| of(seen)).collect()
            };
            let frequency = column(|s| s.frequency);
            let purchases = BgNbd::fit(
                &frequency,
                &column(|s| s.last_purchase_age),
                &column(|s| s.age),
                None,
                0.0,
                Control::none(),
            )
            .unwrap();
            let spend =
                GammaGamma::fit(&frequency, &column(|s| s.monetary), None, 0.0, Control::none()).unwrap();
            for (seen, later) in &customers {
                let forecast = value(&purchases, &spend, seen, 52.0, 0.0, 0.9).unwrap();
                let inside = (forecast.low..=forecast.high).contains(later);
                covered += u32::from(inside);
                total += 1;
                width += forecast.high - forecast.low;
                promised += forecast.expected;
                spent += later;
                if forecast.probability_of_none < 0.05 {
                    open += 1;
                    open_covered += u32::from(inside);
                }
            }
        }
        let coverage = f64::from(covered) / f64::from(total);
        let open_coverage = f64::from(open_covered) / f64::from(open.max(1));
        println!(
            "world {index} (simulated): coverage {coverage:.4} of {total}, mean width {:.1}, mean spend {:.1}; \
             where nothing is unlikely {open_coverage:.4} of {open}; total forecast / true {:.3}",
            width / f64::from(total),
            spent / f64::from(total),
            promised / spent
        );
        assert!(coverage >= 0.88, "{coverage}");
        assert!(open < 300 || (0.87..0.93).contains(&open_coverage), "{open_coverage} of {open}");
    }
}
