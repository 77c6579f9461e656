//! Parameters and histories at the ends of what is accepted: every answer is a possible number or a typed error, soon.
#![allow(clippy::disallowed_methods)] // a test that looks at the clock

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sartor::lifetime::{
    BgBbParams, BgCnbdParams, BgNbdParams, GGompertzNbdParams, GammaGamma, GammaGammaParams, MbgCnbdParams,
    MbgNbdParams, NbdParams, ParetoNbdParams, PurchaseModel, PurchaseProcess, PurchaseSummary, ValueOptions,
    expected_value, value,
};
use sartor::rng::Rng;
use sartor::{Result, math};

/// No answer of one customer may take longer, in a build that is hardly optimised on a busy machine: counting out a
/// million purchases takes seconds there.
const SOON: Duration = Duration::from_secs(20);

#[derive(Default)]
struct Seen {
    wrong: Vec<String>,
    slowest: BTreeMap<&'static str, (Duration, String)>,
    answered: u32,
    refused: u32,
}

impl Seen {
    fn ask(
        &mut self,
        what: &'static str,
        of: &str,
        possible: impl Fn(f64) -> bool,
        ask: impl FnOnce() -> Result<Vec<f64>>,
    ) {
        let begun = Instant::now();
        let answer = ask();
        let took = begun.elapsed();
        let slowest = self.slowest.entry(what).or_default();
        if took > slowest.0 {
            *slowest = (took, of.to_owned());
        }
        match answer {
            Ok(numbers) => {
                self.answered += 1;
                if let Some(bad) = numbers.iter().find(|number| !possible(**number)) {
                    self.wrong.push(format!("{what} {bad:e} of {of}"));
                }
            }
            Err(error) => {
                self.refused += 1;
                if error.code() == "INTERNAL" {
                    self.wrong.push(format!("{what} {error} of {of}"));
                }
            }
        }
    }
}

fn pick<T: Copy>(rng: &mut Rng, of: &[T]) -> T {
    of[(rng.uniform() * of.len() as f64) as usize]
}

fn parameter(rng: &mut Rng) -> f64 {
    if rng.uniform() < 0.4 {
        return pick(rng, &[1e-9, 1e-6, 1e-3, 0.5, 1.0, 1.0 + 1e-12, 2.0, 30.0, 1e3, 1e6, 1e9, 1e12]);
    }
    math::exp(math::ln(10.0) * (rng.uniform() * 21.0 - 9.0))
}

fn history(rng: &mut Rng, whole: bool) -> [f64; 3] {
    let age: f64 = pick(rng, &[0.0, 1e-9, 1e-3, 1.0, 40.0, 1e3, 1e6, 1e9]);
    let age = if whole { math::floor(age.max(1.0)) } else { age };
    let x: f64 = pick(rng, &[0.0, 1.0, 2.0, 30.0, 127.0, 500.0, 1e4, 1e6]);
    let last: f64 = age * pick(rng, &[1e-6, 0.3, 0.999_999, 1.0]);
    let last = if whole { last.ceil().max(x).min(age) } else { last };
    let x = if whole { x.min(last) } else { x };
    if x == 0.0 || last == 0.0 { [0.0, 0.0, age] } else { [x, last, age] }
}

fn interrogate<P: PurchaseProcess>(seen: &mut Seen, model: &PurchaseModel<P>, rng: &mut Rng, whole: bool) {
    let [x, t_x, age] = history(rng, whole);
    let periods: f64 = pick(rng, &[0.0, 1e-300, 1e-9, 1e-3, 1.0, 52.0, 1e4, 1e9]);
    let periods = if whole { periods.ceil() } else { periods };
    let rate = pick(rng, &[0.0, 1e-9, 0.002, 1.0, 1e3]);
    let share = pick(rng, &[0.0, 1e-300, 1e-9, 0.3, 1.0 - 1e-12, 1.0]);
    let of = format!("{:?} {x:e} {t_x:e} {age:e} in {periods:e} at {rate:e} share {share:e}", model.params());
    let of = of.as_str();
    let probability = |p: f64| (0.0..=1.0).contains(&p);
    let amount = |n: f64| n.is_finite() && n >= 0.0;
    seen.ask("alive", of, probability, || Ok(vec![model.probability_alive(x, t_x, age)?]));
    seen.ask("alive interval", of, probability, || {
        let interval = model.probability_alive_interval(x, t_x, age, 0.9)?;
        Ok(vec![interval.low, interval.value, interval.high])
    });
    seen.ask("expected", of, amount, || Ok(vec![model.expected_purchases(periods, x, t_x, age)?]));
    seen.ask("expected interval", of, amount, || {
        let interval = model.expected_purchases_interval(periods, x, t_x, age, 0.9)?;
        Ok(vec![interval.low, interval.value, interval.high])
    });
    seen.ask("kind", of, probability, || Ok(vec![model.purchase_probability(periods, share, x, t_x, age)?]));
    seen.ask("kind interval", of, probability, || {
        let interval = model.purchase_probability_interval(periods, share, x, t_x, age, 0.9)?;
        Ok(vec![interval.low, interval.value, interval.high])
    });
    seen.ask("for ever", of, amount, || Ok(vec![model.discounted_purchases_for_ever(rate, x, t_x, age)?]));
    seen.ask("next", of, |t| t >= 0.0, || Ok(vec![model.next_purchase_quantile(0.5, x, t_x, age)?]));
    seen.ask("never", of, probability, || {
        Ok(vec![model.next_purchase(x, t_x, age, &[0.01, 0.9])?.probability_never])
    });
    seen.ask(
        "distribution",
        of,
        |p| (0.0..=1.0 + 1e-9).contains(&p),
        || {
            let counts = model.purchase_distribution(periods, 40, x, t_x, age)?;
            let sum = counts.iter().fold(0.0, |sum, p| sum + p);
            Ok([counts, vec![sum]].concat())
        },
    );
    seen.ask("quantiles", of, amount, || model.purchase_quantiles(periods, x, t_x, age, &[0.025, 0.975]));
    let Ok(spend) = GammaGamma::with_params(GammaGammaParams {
        p: parameter(rng),
        q: parameter(rng),
        gamma: parameter(rng),
    }) else {
        return;
    };
    let monetary = if x == 0.0 { 0.0 } else { pick(rng, &[1e-300, 1e-9, 35.0, 1e15]) };
    let history = PurchaseSummary { frequency: x, last_purchase_age: t_x, age, monetary };
    let of = format!("{of} with {:?} spent {monetary:e}", spend.params());
    seen.ask("spend", &of, amount, || Ok(vec![spend.expected_spend(x, monetary)?]));
    seen.ask("value", &of, amount, || {
        let forecast = value(model, &spend, &history, periods, rate, 0.9)?;
        Ok(vec![forecast.low, forecast.expected, forecast.high])
    });
    seen.ask("value for ever", &of, amount, || {
        let options =
            ValueOptions { periods: None, discount_rate_per_period: rate, ..ValueOptions::default() };
        Ok(vec![expected_value(model, &spend, &history, &options)?.expected])
    });
}

fn everywhere<P: PurchaseProcess>(
    count: u32,
    seed: u32,
    whole: bool,
    of: impl Fn(&mut dyn FnMut() -> f64) -> P,
) {
    let mut rng = Rng::new(seed);
    let mut seen = Seen::default();
    for _ in 0..count {
        let params = of(&mut || parameter(&mut rng));
        let model = PurchaseModel::with_params(params).unwrap();
        interrogate(&mut seen, &model, &mut rng, whole);
    }
    println!("{}: {} answered, {} refused", P::SUBJECT, seen.answered, seen.refused);
    for (what, (took, of)) in &seen.slowest {
        println!("  {what}: {took:?} {}", if took.as_millis() > 20 { of.as_str() } else { "" });
        if *took > SOON {
            seen.wrong.push(format!("{what} took {took:?} of {of}"));
        }
    }
    assert!(
        seen.wrong.is_empty(),
        "{} wrong of {}\n{}",
        seen.wrong.len(),
        P::SUBJECT,
        seen.wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n")
    );
}

fn cases() -> u32 {
    std::env::var("SARTOR_EXTREMES").ok().and_then(|text| text.parse().ok()).unwrap_or(150)
}

#[test]
fn bg_nbd_answers_at_every_extreme() {
    everywhere(cases(), 1, false, |p| BgNbdParams { r: p(), alpha: p(), a: p(), b: p() });
}

#[test]
fn mbg_nbd_answers_at_every_extreme() {
    everywhere(cases(), 2, false, |p| MbgNbdParams { r: p(), alpha: p(), a: p(), b: p() });
}

#[test]
fn pareto_nbd_answers_at_every_extreme() {
    everywhere(cases(), 3, false, |p| ParetoNbdParams { r: p(), alpha: p(), s: p(), beta: p() });
}

#[test]
fn nbd_answers_at_every_extreme() {
    everywhere(cases(), 4, false, |p| NbdParams { r: p(), alpha: p() });
}

#[test]
fn bg_cnbd_answers_at_every_extreme() {
    everywhere(cases(), 5, false, |p| BgCnbdParams {
        k: 1 + (p() as u32).min(11),
        r: p(),
        alpha: p(),
        a: p(),
        b: p(),
    });
}

#[test]
fn mbg_cnbd_answers_at_every_extreme() {
    everywhere(cases(), 6, false, |p| MbgCnbdParams {
        k: 1 + (p() as u32).min(11),
        r: p(),
        alpha: p(),
        a: p(),
        b: p(),
    });
}

#[test]
fn ggompertz_nbd_answers_at_every_extreme() {
    everywhere(cases(), 7, false, |p| GGompertzNbdParams { r: p(), alpha: p(), b: p(), s: p(), beta: p() });
}

#[test]
fn bg_bb_answers_at_every_extreme() {
    everywhere(cases(), 8, true, |p| BgBbParams { alpha: p(), beta: p(), gamma: p(), delta: p() });
}
