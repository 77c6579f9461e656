//! Whether covariates are found where they act, and only there.
#![cfg(feature = "train")]

use crate::data::cdnow_summaries;
use sartor::control::Control;
use sartor::lifetime::{
    BgNbd, BgNbdParams, ConvergenceVerdict, Covariate, CovariateGammaGamma, CovariateModel, CovariateProcess,
    GammaGamma, GammaGammaParams, MbgNbdParams, Nbd, NbdParams, ParetoNbdParams, Plain,
};
use sartor::math;
use sartor::rng::Rng;

/// Customers with a covariate of 0 and 1 and one that is normal.
struct Shop {
    frequency: Vec<f64>,
    last_purchase_age: Vec<f64>,
    age: Vec<f64>,
    monetary: Vec<f64>,
    channel: Vec<f64>,
    income: Vec<f64>,
}

/// A shop whose customers have the parameters that `own` gives to their covariates.
fn shop<P: CovariateProcess>(customers: usize, seed: u32, own: impl Fn(f64, f64) -> P) -> Shop {
    let mut rng = Rng::new(seed);
    let mut shop = Shop {
        frequency: Vec::new(),
        last_purchase_age: Vec::new(),
        age: Vec::new(),
        monetary: Vec::new(),
        channel: Vec::new(),
        income: Vec::new(),
    };
    for _ in 0..customers {
        let (channel, income) = (f64::from(u8::from(rng.bernoulli(0.4))), 50.0 + 10.0 * rng.normal());
        let age = 30.0 + 60.0 * rng.uniform();
        let purchases = own(channel, income).draw(age, &mut rng);
        let x = purchases.len() as f64;
        shop.frequency.push(x);
        shop.last_purchase_age.push(purchases.last().copied().unwrap_or(0.0));
        shop.age.push(age);
        let rate = rng.gamma(3.7, 15.4 * math::exp(0.4 * channel));
        shop.monetary.push(if x > 0.0 { rng.gamma(6.2 * x, x * rate) } else { 0.0 });
        shop.channel.push(channel);
        shop.income.push(income);
    }
    shop
}

fn covariates(shop: &Shop) -> [Covariate<'_>; 2] {
    [
        Covariate { name: "channel", values: &shop.channel, acts_on: None },
        Covariate { name: "income", values: &shop.income, acts_on: Some(&["alpha"]) },
    ]
}

fn fit<P: CovariateProcess + Plain>(
    shop: &Shop,
    covariates: &[Covariate<'_>],
) -> sartor::Result<CovariateModel<P>> {
    let (x, t_x, age) = (&shop.frequency, &shop.last_purchase_age, &shop.age);
    CovariateModel::fit(x, t_x, age, covariates, None, 0.0, Control::none())
}

/// The coefficients of `bg_shop`.
const EFFECTS: [(&str, &str, f64); 4] =
    [("alpha", "channel", 0.6), ("alpha", "income", -0.03), ("a", "channel", 0.5), ("b", "channel", -0.3)];

fn bg_shop(customers: usize, seed: u32) -> Shop {
    shop(customers, seed, |channel, income| BgNbdParams {
        r: 0.9,
        alpha: 6.0 * math::exp(-0.6 * channel + 0.03 * (income - 50.0)),
        a: 0.8 * math::exp(0.5 * channel),
        b: 2.5 * math::exp(-0.3 * channel),
    })
}

/// How many of the true effects and of a customer's expected purchases lie within 90 % intervals of simulated shops.
fn coverage(shops: u32, customers: usize) -> ([u32; 4], u32) {
    let mut held = ([0; 4], 0);
    for seed in 0..shops {
        let shop = bg_shop(customers, 1_000 + seed);
        let model: CovariateModel<BgNbdParams> = fit(&shop, &covariates(&shop)).unwrap();
        for (place, (parameter, covariate, truth)) in EFFECTS.iter().enumerate() {
            let effect = &model.effects()[place];
            assert_eq!((effect.parameter.as_str(), effect.covariate.as_str()), (*parameter, *covariate));
            held.0[place] += u32::from((effect.coefficient - truth).abs() < 1.645 * effect.standard_error);
        }
        let params = BgNbdParams {
            r: 0.9,
            alpha: 6.0 * math::exp(-0.6 + 0.3),
            a: 0.8 * math::exp(0.5),
            b: 2.5 * math::exp(-0.3),
        };
        let truth = BgNbd::with_params(params).unwrap().expected_purchases(26.0, 3.0, 20.0, 30.0).unwrap();
        let own = model.for_customer(&[1.0, 60.0]).unwrap();
        let interval = own.expected_purchases_interval(26.0, 3.0, 20.0, 30.0, 0.9).unwrap();
        held.1 += u32::from(interval.low <= truth && truth <= interval.high);
    }
    println!(
        "of {shops} shops of {customers}: 90 % intervals hold {:?}, expected purchases {}",
        held.0, held.1
    );
    held
}

#[test]
fn effects_on_each_parameter_are_found_within_their_intervals() {
    let (effects, expected) = coverage(24, 800);
    // 90 % of 24 less three standard deviations.
    assert!(effects.iter().chain([&expected]).all(|held| *held >= 17), "{effects:?} {expected}");
}

#[test]
#[ignore = "long: make verify"]
fn intervals_of_effects_cover_what_they_say() {
    let (effects, expected) = coverage(600, 1_500);
    // 90 % of 600 within three and a half standard deviations.
    assert!(
        effects.iter().chain([&expected]).all(|held| (514..=566).contains(held)),
        "{effects:?} {expected}"
    );
}

#[test]
fn without_covariates_it_is_the_plain_model() {
    let shop = bg_shop(500, 1);
    let plain =
        BgNbd::fit(&shop.frequency, &shop.last_purchase_age, &shop.age, None, 0.0, Control::none()).unwrap();
    let model: CovariateModel<BgNbdParams> = fit(&shop, &[]).unwrap();
    let own = model.for_customer(&[]).unwrap();
    assert!((own.params().a / plain.params().a - 1.0).abs() < 1e-8);
    assert!((model.log_likelihood() - plain.log_likelihood()).abs() < 1e-8);
    for (found, expected) in own.covariance().iter().zip(plain.covariance()) {
        assert!((found / expected - 1.0).abs() < 1e-6, "{found} {expected}");
    }
}

#[test]
fn two_kinds_of_customers_are_two_plain_models_that_share_r() {
    let shop = bg_shop(1_500, 2);
    let channel = [Covariate { name: "channel", values: &shop.channel, acts_on: None }];
    let together: CovariateModel<BgNbdParams> = fit(&shop, &channel).unwrap();
    let mut apart = 0.0;
    for kind in [0.0, 1.0] {
        let weights: Vec<f64> =
            shop.channel.iter().map(|channel| f64::from(u8::from(*channel == kind))).collect();
        let (x, t_x, age) = (&shop.frequency, &shop.last_purchase_age, &shop.age);
        let alone = BgNbd::fit(x, t_x, age, Some(&weights), 0.0, Control::none()).unwrap();
        apart += alone.log_likelihood();
        let own = together.for_customer(&[kind]).unwrap();
        // Only r is shared, so that the two agree within their errors.
        for (index, error) in alone.standard_errors().iter().enumerate().skip(1) {
            let numbers = |p: &BgNbdParams| [p.r, p.alpha, p.a, p.b][index];
            assert!((numbers(own.params()) - numbers(alone.params())).abs() < 2.0 * error, "{index}");
        }
    }
    // One parameter fewer.
    let lost = apart - together.log_likelihood();
    assert!((0.0..5.0).contains(&lost), "{lost}");
}

#[test]
fn what_does_nothing_is_found_to_do_nothing() {
    let mut shop = shop(1_000, 3, |_, _| NbdParams { r: 0.8, alpha: 9.0 });
    let plain =
        Nbd::fit(&shop.frequency, &shop.last_purchase_age, &shop.age, None, 0.0, Control::none()).unwrap();
    // Years: a long way from 0, and hardly different.
    shop.income = shop.income.iter().map(|income| 2_000.0 + math::floor(income / 10.0)).collect();
    let model: CovariateModel<NbdParams> = fit(&shop, &covariates(&shop)).unwrap();
    let gained = model.log_likelihood() - plain.log_likelihood();
    assert!((0.0..8.0).contains(&gained), "{gained}");
    assert_eq!(model.convergence().verdict, ConvergenceVerdict::Optimum);
    for effect in model.effects() {
        assert!(effect.coefficient.abs() < 3.5 * effect.standard_error, "{effect:?}");
    }
    let average = model.for_customer(model.averages()).unwrap();
    assert!((average.params().alpha / plain.params().alpha - 1.0).abs() < 0.05);
}

#[test]
fn effects_are_found_in_customers_who_leave_at_once() {
    let shop = shop(1_500, 9, |channel, _| MbgNbdParams {
        r: 0.9,
        alpha: 6.0 * math::exp(-0.6 * channel),
        a: 0.8 * math::exp(0.5 * channel),
        b: 2.5,
    });
    let channel = [Covariate { name: "channel", values: &shop.channel, acts_on: Some(&["alpha", "a"]) }];
    let model: CovariateModel<MbgNbdParams> = fit(&shop, &channel).unwrap();
    for (effect, truth) in model.effects().iter().zip([0.6, 0.5]) {
        assert!((effect.coefficient - truth).abs() < 3.0 * effect.standard_error, "{effect:?}");
        assert!(effect.standard_error < 0.3, "{effect:?}");
    }
    assert_eq!(model.convergence().verdict, ConvergenceVerdict::Optimum);
}

#[test]
fn effects_are_found_in_customers_who_leave_at_any_time() {
    let shop = shop(1_500, 10, |channel, _| ParetoNbdParams {
        r: 0.9,
        alpha: 6.0 * math::exp(-0.6 * channel),
        s: 0.7,
        beta: 12.0 * math::exp(-0.8 * channel),
    });
    let channel = [Covariate { name: "channel", values: &shop.channel, acts_on: None }];
    let model: CovariateModel<ParetoNbdParams> = fit(&shop, &channel).unwrap();
    for (effect, truth) in model.effects().iter().zip([0.6, 0.8]) {
        assert!((effect.coefficient - truth).abs() < 3.0 * effect.standard_error, "{effect:?}");
        assert!(effect.standard_error < 0.4, "{effect:?}");
    }
    let own = model.for_customer(&[1.0]).unwrap();
    assert!(own.probability_alive_interval(2.0, 20.0, 40.0, 0.9).unwrap().low > 0.0);
}

#[test]
fn dearer_customers_are_found_to_be_dearer() {
    let shop = bg_shop(2_000, 4);
    let channel = [Covariate { name: "channel", values: &shop.channel, acts_on: None }];
    let (x, m) = (&shop.frequency, &shop.monetary);
    let model = CovariateGammaGamma::fit(x, m, &channel, None, 0.0, Control::none()).unwrap();
    let effect = &model.effects()[0];
    assert!((effect.coefficient - 0.4).abs() < 3.0 * effect.standard_error, "{effect:?}");
    assert!(effect.standard_error < 0.1);
    let mean = |kind: f64| model.for_customer(&[kind]).unwrap().expected_spend(0.0, 0.0).unwrap();
    assert!((mean(1.0) / mean(0.0) - math::exp(effect.coefficient)).abs() < 1e-12);
    let plain = GammaGamma::fit(x, m, None, 0.0, Control::none()).unwrap();
    assert!(model.log_likelihood() > plain.log_likelihood() + 10.0);
    let nothing = CovariateGammaGamma::fit(x, m, &[], None, 0.0, Control::none()).unwrap();
    let GammaGammaParams { gamma, .. } = *plain.params();
    assert!((nothing.baseline().gamma / gamma - 1.0).abs() < 1e-8);
    assert!((nothing.log_likelihood() - plain.log_likelihood()).abs() < 1e-7);
}

#[test]
fn the_unit_of_a_covariate_does_not_matter() {
    let shop = bg_shop(600, 5);
    let cents: Vec<f64> = shop.income.iter().map(|income| 100.0 * income + 7.0).collect();
    let of = |values: &[f64]| -> CovariateModel<BgNbdParams> {
        fit(&shop, &[Covariate { name: "income", values, acts_on: Some(&["alpha"]) }]).unwrap()
    };
    let (one, other) = (of(&shop.income), of(&cents));
    assert!((one.log_likelihood() - other.log_likelihood()).abs() < 1e-7);
    assert!((one.effects()[0].coefficient / other.effects()[0].coefficient - 100.0).abs() < 1e-3);
    let at = |model: &CovariateModel<BgNbdParams>, income: f64| model.for_customer(&[income]).unwrap();
    let (here, there) = (at(&one, 61.0), at(&other, 6_107.0));
    assert!((here.params().alpha / there.params().alpha - 1.0).abs() < 1e-6);
    assert!((here.covariance()[5] / there.covariance()[5] - 1.0).abs() < 1e-5);
}

#[test]
fn a_weight_of_two_is_two_customers() {
    let shop = bg_shop(400, 6);
    let (x, t_x, age) = (&shop.frequency, &shop.last_purchase_age, &shop.age);
    let twice = |column: &[f64]| [column, column].concat();
    let (channel, channels) = (&shop.channel, twice(&shop.channel));
    let of = |values| [Covariate { name: "channel", values, acts_on: None }];
    let weights = vec![2.0; x.len()];
    let none = Control::none();
    let one: CovariateModel<BgNbdParams> =
        CovariateModel::fit(x, t_x, age, &of(channel), Some(&weights), 0.0, none).unwrap();
    let other: CovariateModel<BgNbdParams> =
        CovariateModel::fit(&twice(x), &twice(t_x), &twice(age), &of(&channels), None, 0.0, none).unwrap();
    for (found, expected) in one.effects().iter().zip(other.effects()) {
        assert!((found.coefficient / expected.coefficient - 1.0).abs() < 1e-9);
        assert!((found.standard_error / expected.standard_error - 1.0).abs() < 1e-9);
    }
    assert_eq!((one.customers(), other.customers()), (800.0, 800.0));
}

#[test]
fn what_says_nothing_of_its_own_is_refused_by_its_name() {
    let shop = bg_shop(100, 7);
    let sum: Vec<f64> = shop.channel.iter().zip(&shop.income).map(|(a, b)| 3.0 * a - 0.1 * b + 8.0).collect();
    let (constant, missing) = (vec![0.1; 100], [vec![1.0; 50], vec![f64::NAN], vec![2.0; 49]].concat());
    let known = covariates(&shop);
    let text = |name, values, acts_on| {
        let more = Covariate { name, values, acts_on };
        fit::<BgNbdParams>(&shop, &[known[0], known[1], more]).unwrap_err().to_string()
    };
    let cases = [
        (text("constant", &constant, None), "BG/NBD: constant is not different for some customers"),
        (text("sum", &sum, None), "BG/NBD: sum is not a thing of its own"),
        (text("again", &shop.income, None), "BG/NBD: again is not a thing of its own"),
        (text("missing", &missing, None), "row 50: missing is NaN, expected a number"),
        (text("short", &constant[..99], None), "BG/NBD: short is 99 rows long, expected as long as"),
        (
            text("income", &shop.age, Some(&["alpha", "r"])),
            "BG/NBD: acts_on of income is r, expected one of alpha, a, b",
        ),
    ];
    for (found, expected) in cases {
        assert!(found.starts_with(expected), "{found}");
    }
    let model: CovariateModel<BgNbdParams> = fit(&shop, &known).unwrap();
    for wrong in [&[1.0][..], &[1.0, f64::NAN], &[1.0, 1e9]] {
        assert_eq!(model.for_customer(wrong).unwrap_err().code(), "OUT_OF_RANGE");
    }
}

#[test]
fn what_is_stored_comes_back_to_the_bit_and_what_is_damaged_does_not() {
    let shop = bg_shop(300, 8);
    let model: CovariateModel<BgNbdParams> = fit(&shop, &covariates(&shop)).unwrap();
    let text = serde_json::to_string(&model).unwrap();
    assert_eq!(serde_json::from_str::<CovariateModel<BgNbdParams>>(&text).unwrap(), model);
    let damaged = text.replace("\"places\":[[1,0]", "\"places\":[[9,0]");
    assert_ne!(damaged, text);
    serde_json::from_str::<CovariateModel<BgNbdParams>>(&damaged).unwrap_err();
    let channel = [Covariate { name: "channel", values: &shop.channel, acts_on: None }];
    let (x, m) = (&shop.frequency, &shop.monetary);
    let spend = CovariateGammaGamma::fit(x, m, &channel, None, 0.0, Control::none()).unwrap();
    let text = serde_json::to_string(&spend).unwrap();
    assert_eq!(serde_json::from_str::<CovariateGammaGamma>(&text).unwrap(), spend);
}

#[test]
fn the_cdnow_sample_takes_a_covariate_and_loses_nothing() {
    let Some(sample) = cdnow_summaries() else { return };
    // The week of the first purchase, as a covariate that any file has.
    let (x, t_x, age) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    let plain = BgNbd::fit(x, t_x, age, None, 0.0, Control::none()).unwrap();
    let week = [Covariate { name: "weeks since the first purchase", values: age, acts_on: Some(&["alpha"]) }];
    let model: CovariateModel<BgNbdParams> =
        CovariateModel::fit(x, t_x, age, &week, None, 0.0, Control::none()).unwrap();
    println!("{:?}: {} against {}", model.effects(), model.log_likelihood(), plain.log_likelihood());
    assert!(model.log_likelihood() >= plain.log_likelihood());
}
