//! Expected value for one customer and for many, for ever and at a margin, and the test of Gamma-Gamma's assumption.
//!
//! Constants come from `core/tests/oracles/lifetime_expected_value.py`.
#![allow(clippy::excessive_precision, clippy::unreadable_literal)]

use crate::data::cdnow_summaries;
use sartor::control::Control;
use sartor::lifetime::{
    BgNbd, BgNbdParams, GammaGamma, GammaGammaParams, HistoryColumns, Nbd, NbdParams, PurchaseSummary,
    ValueOptions, expected_value, value, value_columns,
};
use sartor::math;
use sartor::rng::Rng;

const CDNOW: BgNbdParams = BgNbdParams { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };

fn spend() -> GammaGamma {
    GammaGamma::with_params(GammaGammaParams { p: 6.249_572, q: 3.744_225, gamma: 15.443_521 }).unwrap()
}

fn options(periods: Option<f64>, discount_rate_per_period: f64) -> ValueOptions {
    ValueOptions { periods, discount_rate_per_period, margin: None }
}

fn histories(count: usize) -> Vec<PurchaseSummary> {
    let mut rng = Rng::new(3);
    let mut rows = Vec::new();
    for _ in 0..count {
        let age = 10.0 + 90.0 * rng.uniform();
        let frequency = rng.poisson(2.0) as f64;
        let bought = frequency > 0.0;
        let last_purchase_age = if bought { age * (0.01 + 0.99 * rng.uniform()) } else { 0.0 };
        let monetary = if bought { rng.gamma(6.0, 0.17) } else { 0.0 };
        rows.push(PurchaseSummary { frequency, last_purchase_age, age, monetary });
    }
    rows
}

#[test]
fn purchases_for_ever_hold_to_ten_digits() {
    let points = [
        (CDNOW, 0.0, 0.0, 38.86, 0.002, 1.2310426369823338),
        (CDNOW, 2.0, 30.43, 38.86, 0.002, 6.0776673979365628),
        (CDNOW, 26.0, 30.857, 31.0, 0.0001, 252.3942738582695),
        (CDNOW, 0.0, 0.0, 0.0, 0.1, 0.40403625293965277),
        (BgNbdParams { r: 1.7, alpha: 0.05, a: 0.3, b: 9.5 }, 4.0, 0.9, 1.0, 0.00001, 27356.197007494892),
    ];
    for (params, frequency, last_purchase_age, age, rate, expected) in points {
        let model = BgNbd::with_params(params).unwrap();
        let monetary = if frequency > 0.0 { 30.0 } else { 0.0 };
        let history = PurchaseSummary { frequency, last_purchase_age, age, monetary };
        let found = expected_value(&model, &spend(), &history, &options(None, rate)).unwrap();
        let error = found.purchases_discounted / expected - 1.0;
        assert!(error.abs() < 1e-10, "{error:e} of {expected}");
        assert_eq!(found.expected, found.purchases_discounted * found.spend_per_purchase);
    }
}

#[test]
fn those_who_never_leave_buy_for_ever_at_their_rate() {
    let model = Nbd::with_params(NbdParams { r: 0.4, alpha: 12.0 }).unwrap();
    let history = PurchaseSummary { frequency: 2.0, last_purchase_age: 5.0, age: 38.0, monetary: 30.0 };
    let found = expected_value(&model, &spend(), &history, &options(None, 0.01)).unwrap();
    assert!((found.purchases_discounted / (2.4 / 50.0 / math::ln_1p(0.01)) - 1.0).abs() < 1e-12);
}

#[test]
fn for_ever_is_the_limit_of_longer_and_longer_horizons() {
    let model = BgNbd::with_params(CDNOW).unwrap();
    for history in histories(50) {
        let at =
            |periods| expected_value(&model, &spend(), &history, &options(periods, 0.01)).unwrap().expected;
        let (year, century, ever) = (at(Some(52.0)), at(Some(5_200.0)), at(None));
        assert!(year < century && (century / ever - 1.0).abs() < 1e-4, "{year} {century} {ever}");
    }
}

#[test]
fn columns_are_the_single_forecasts_to_the_bit() {
    let (model, spend) = (BgNbd::with_params(CDNOW).unwrap(), spend());
    let histories = histories(5_000);
    let column = |of: fn(&PurchaseSummary) -> f64| -> Vec<f64> { histories.iter().map(of).collect() };
    let (x, t_x, age) = (column(|h| h.frequency), column(|h| h.last_purchase_age), column(|h| h.age));
    let monetary = column(|h| h.monetary);
    let rows = HistoryColumns {
        frequency: &x,
        last_purchase_age: &t_x,
        age: &age,
        paid_frequency: &x,
        monetary: &monetary,
    };
    for periods in [Some(52.0), None] {
        let options = ValueOptions { margin: Some(0.25), ..options(periods, 0.002) };
        let columns = value_columns(&model, &spend, &rows, &options, Control::none()).unwrap();
        assert_eq!((columns.periods, columns.margin), (periods, Some(0.25)));
        for (history, found) in histories.iter().zip(&columns.expected) {
            let one = expected_value(&model, &spend, history, &options).unwrap();
            assert_eq!(one.expected.to_bits(), found.to_bits());
            if let Some(periods) = periods {
                let forecast = value(&model, &spend, history, periods, 0.002, 0.9).unwrap();
                assert_eq!(forecast.margin, None);
                let margin = forecast.clone().at_margin(0.25).unwrap();
                assert_eq!(margin.margin, Some(0.25));
                assert!((margin.expected / found - 1.0).abs() < 1e-14);
                assert_eq!(margin.high, forecast.high * 0.25);
                assert_eq!(margin.spend_per_purchase, forecast.spend_per_purchase);
            }
        }
    }
}

#[test]
fn what_cannot_be_asked_is_refused_by_its_name() {
    let (model, spend) = (BgNbd::with_params(CDNOW).unwrap(), spend());
    let text = |x: &[f64], t_x: &[f64], monetary: &[f64], options: &ValueOptions| {
        let age = vec![40.0; x.len()];
        let rows =
            HistoryColumns { frequency: x, last_purchase_age: t_x, age: &age, paid_frequency: x, monetary };
        value_columns(&model, &spend, &rows, options, Control::none()).unwrap_err().to_string()
    };
    let year = options(Some(52.0), 0.002);
    let cases = [
        (text(&[0.0, 1.0], &[0.0, 50.0], &[0.0, 9.0], &year), "row 1: last_purchase_age is 50"),
        (text(&[0.0, 1.0], &[0.0, 20.0], &[0.0, 0.0], &year), "row 1: monetary is 0"),
        (text(&[0.0, 1.0], &[0.0], &[0.0, 1.0], &year), "value: last_purchase_age is 1 rows long"),
        (text(&[], &[], &[], &options(None, 0.0)), "value: discount_rate_per_period is 0, expected 1e-9"),
        (text(&[], &[], &[], &options(Some(f64::NAN), 0.1)), "BG/NBD: periods is NaN"),
        (text(&[], &[], &[], &options(Some(1.0), -0.1)), "value: discount_rate_per_period is -0.1"),
        (
            text(&[], &[], &[], &ValueOptions { margin: Some(30.0), ..year }),
            "value: margin is 30, expected a share",
        ),
    ];
    for (found, expected) in cases {
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn a_rank_correlation_with_ties_is_the_reference() {
    let x: Vec<f64> = (0..40).map(|i| f64::from(1 + (7 * i * i) % 5)).collect();
    let m: Vec<f64> = (0..40).zip(&x).map(|(i, x)| f64::from(10 + (13 * i) % 17) + 2.0 * x).collect();
    let found = spend().spend_independence(&x, &m, 0.95).unwrap();
    let numbers = [found.rank_correlation, found.low, found.high];
    let expected = [0.23905513772531177, -0.082825202957081212, 0.51576959063743273];
    for (number, expected) in numbers.iter().zip(expected) {
        assert!((number / expected - 1.0).abs() < 1e-10, "{number} {expected}");
    }
    assert_eq!((found.repeat_buyers, found.dependent), (40, false));
    // Those without a repeat purchase say nothing.
    let (mut more, mut money) = (x.clone(), m.clone());
    more.extend([0.0; 30]);
    money.extend([0.0; 30]);
    assert_eq!(spend().spend_independence(&more, &money, 0.95).unwrap(), found);
}

/// Repeat buyers with geometric frequencies, and their mean spend.
fn repeat_buyers(count: usize, rng: &mut Rng, own: impl Fn(f64, &mut Rng) -> f64) -> (Vec<f64>, Vec<f64>) {
    let mut columns = (Vec::new(), Vec::new());
    for _ in 0..count {
        let rate = rng.gamma(0.6, 0.3);
        let x = 1.0 + rng.poisson(rate) as f64;
        columns.0.push(x);
        columns.1.push(own(x, rng));
    }
    columns
}

/// A mean spend of `x` purchases under Gamma-Gamma.
fn mean_spend(x: f64, rng: &mut Rng) -> f64 {
    let GammaGammaParams { p, q, gamma } = *spend().params();
    let rate = rng.gamma(q, gamma);
    rng.gamma(p * x, rate * x)
}

#[test]
fn the_model_refutes_itself_as_often_as_the_p_value_says() {
    let mut rng = Rng::new(11);
    let (mut small, mut held) = (0, 0);
    for _ in 0..60 {
        let (x, m) = repeat_buyers(400, &mut rng, mean_spend);
        let fitted = GammaGamma::fit(&x, &m, None, 0.0, Control::none()).unwrap();
        let found = fitted.spend_independence(&x, &m, 0.9).unwrap();
        small += u32::from(found.p_value < 0.1);
        held +=
            u32::from(found.low <= found.expected_correlation && found.high >= found.expected_correlation);
        assert!(!found.dependent, "{found:?}");
    }
    println!("of 60 simulated shops: p below .1 {small}, 90 % intervals that hold the expected {held}");
    // Three standard deviations from 6 and 54.
    assert!(small <= 13 && held >= 47, "{small} {held}");
}

#[test]
fn gamma_gamma_itself_correlates_ranks_and_is_not_blamed_for_it() {
    let mut rng = Rng::new(12);
    let (x, m) = repeat_buyers(100_000, &mut rng, mean_spend);
    let found = spend().spend_independence(&x, &m, 0.95).unwrap();
    println!("under the model itself: {found:?}");
    assert!(
        found.rank_correlation > 0.02 && (found.rank_correlation - found.expected_correlation).abs() < 0.01
    );
    assert!(!found.dependent && found.p_value > 0.001);
}

#[test]
fn those_who_spend_more_the_oftener_they_buy_are_noticed() {
    let mut rng = Rng::new(13);
    let (x, m) = repeat_buyers(2_000, &mut rng, |x, rng| mean_spend(x, rng) * (1.0 + 0.15 * x));
    let fitted = GammaGamma::fit(&x, &m, None, 0.0, Control::none()).unwrap();
    let found = fitted.spend_independence(&x, &m, 0.95).unwrap();
    assert!(found.dependent && found.p_value < 1e-6, "{found:?}");
}

#[test]
fn the_cdnow_sample_is_tested() {
    let Some(sample) = cdnow_summaries() else { return };
    let fitted =
        GammaGamma::fit(&sample.paid_frequency, &sample.monetary, None, 0.0, Control::none()).unwrap();
    let found = fitted.spend_independence(&sample.paid_frequency, &sample.monetary, 0.95).unwrap();
    println!("{found:?}");
    assert_eq!(found.repeat_buyers, 946);
    assert!(found.low < found.rank_correlation && found.rank_correlation < found.high);
}

#[test]
fn no_correlation_without_differences() {
    let same = [2.0; 20];
    let other: Vec<f64> = (0..20).map(|i| f64::from(i + 1)).collect();
    assert_eq!(spend().spend_independence(&same, &other, 0.9).unwrap_err().code(), "NOT_AVAILABLE");
    assert_eq!(spend().spend_independence(&same[..9], &other[..9], 0.9).unwrap_err().code(), "TOO_FEW");
    assert_eq!(spend().spend_independence(&same, &other[..9], 0.9).unwrap_err().code(), "OUT_OF_RANGE");
    let perfect = spend().spend_independence(&other, &other, 0.9).unwrap();
    assert_eq!(
        (perfect.rank_correlation, perfect.low, perfect.high, perfect.dependent),
        (1.0, 1.0, 1.0, true)
    );
}
