//! `sartor::math` against 50-digit arithmetic: the constants come from `core/tests/oracles/math.py`.
#![allow(clippy::approx_constant, clippy::excessive_precision, clippy::unreadable_literal)]

use sartor::math;

/// Each row holds the arguments and then the value.
fn check(name: &str, rows: &[&[f64]], tolerance: f64, function: impl Fn(&[f64]) -> f64) {
    for row in rows {
        let (expected, arguments) = row.split_last().unwrap();
        let got = function(arguments);
        let error = (got - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
        assert!(error <= tolerance, "{name}{arguments:?} = {got:e}, expected {expected:e}, off by {error:e}");
    }
}

#[test]
fn the_gamma_family_holds_to_fourteen_digits() {
    check("lgamma", LGAMMA, 2e-15, |a| math::lgamma(a[0]));
    check("lgamma_ratio", LGAMMA_RATIO, 2e-15, |a| math::lgamma_ratio(a[0], a[1]));
    check("digamma", DIGAMMA, 2e-14, |a| math::digamma(a[0]));
    check("trigamma", TRIGAMMA, 2e-14, |a| math::trigamma(a[0]));
    check("tetragamma", TETRAGAMMA, 2e-14, |a| math::tetragamma(a[0]));
    check("ln_beta", LN_BETA, 2e-15, |a| math::ln_beta(a[0], a[1]));
}

#[test]
fn distribution_functions_hold_to_twelve_digits() {
    check("gamma_p", GAMMA_P, 1e-12, |a| math::gamma_p(a[0], a[1]));
    check("gamma_quantile", GAMMA_QUANTILE, 1e-12, |a| math::gamma_quantile(a[0], a[1]));
    check("beta_inc", BETA_INC, 1e-12, |a| math::beta_inc(a[0], a[1], a[2]));
    check("normal_cdf", NORMAL_CDF, 1e-13, |a| math::normal_cdf(a[0]));
    check("normal_quantile", NORMAL_QUANTILE, 1e-14, |a| math::normal_quantile(a[0]));
}

#[test]
fn outside_its_domain_a_function_is_nan() {
    for value in [
        math::lgamma(-1.0),
        math::digamma(0.0),
        math::trigamma(f64::NAN),
        math::ln_beta(0.0, 1.0),
        math::gamma_p(-1.0, 1.0),
        math::beta_inc(1.0, f64::NAN, 0.5),
        math::normal_quantile(1.5),
    ] {
        assert!(value.is_nan(), "{value}");
    }
}

const LGAMMA: &[&[f64]] = &[
    &[1e-08, 1.8420680738180209e+1],
    &[0.1, 2.2527126517342059],
    &[0.5, 5.7236494292470009e-1],
    &[1.5, -1.2078223763524522e-1],
    &[3.7, 1.4280723266653881],
    &[10.0, 1.2801827480081470e+1],
    &[123.4, 4.6933609744219059e+2],
    &[1000000.0, 1.2815504569147612e+7],
];
const LGAMMA_RATIO: &[&[f64]] = &[
    &[0.3, 2.0, -9.4160853985844499e-1],
    &[12.0, 0.25, 6.1336165983700678e-1],
    &[1000.0, 0.7, 4.8353237022911695],
    &[1000000.0, 0.24, 3.3157224427114178],
    &[1000000.0, 500000.0, 7.0159527384118018e+6],
    &[50.0, 1000000.0, 1.2816050780156543e+7],
];
const DIGAMMA: &[&[f64]] = &[
    &[1e-06, -1.0000005772140200e+6],
    &[0.1, -1.0423754940411076e+1],
    &[0.5, -1.9635100260214235],
    &[1.4, -6.1384544585116237e-2],
    &[2.0, 4.2278433509846714e-1],
    &[9.99, 2.2507003728312011],
    &[25.0, 3.1987425128519740],
    &[1000000.0, 1.3815510057964191e+1],
];
const TRIGAMMA: &[&[f64]] = &[
    &[1e-06, 1.0000000000016450e+12],
    &[0.1, 1.0143329915079275e+2],
    &[0.5, 4.9348022005446793],
    &[1.4, 1.0253565905295975],
    &[2.0, 6.4493406684822644e-1],
    &[9.99, 1.0527695014824178e-1],
    &[25.0, 4.0810663257225579e-2],
    &[1000000.0, 1.0000005000001667e-6],
];
const TETRAGAMMA: &[&[f64]] = &[
    &[0.001, -2.0000000023976322e+9],
    &[0.1, -2.0018614573783437e+3],
    &[0.5, -1.6828796644234320e+1],
    &[1.4, -9.8912862357835711e-1],
    &[2.0, -4.0411380631918857e-1],
    &[9.99, -1.1073070531461051e-2],
    &[25.0, -1.6652793184224682e-3],
    &[1000000.0, -1.0000010000005000e-12],
];
const LN_BETA: &[&[f64]] = &[
    &[0.8, 2.4, -5.1648582630622978e-1],
    &[0.01, 0.01, 5.2981552399856675],
    &[2.0, 1000000.0, -2.7631022115928048e+1],
    &[100000.0, 300000.0, -2.2493875152978362e+5],
    &[7.0, 0.1, 2.0646703843595361],
];
const GAMMA_P: &[&[f64]] = &[
    &[0.2, 0.01, 4.3286756092652501e-1],
    &[0.5, 3.0, 9.8569412156457036e-1],
    &[3.0, 2.0, 3.2332358381693654e-1],
    &[10.0, 14.0, 8.9060063035726100e-1],
    &[100.0, 90.0, 1.5822098918643017e-1],
    &[1000.0, 1050.0, 9.4132888862268192e-1],
];
const BETA_INC: &[&[f64]] = &[
    &[0.5, 0.5, 0.3, 3.6901011956554538e-1],
    &[0.8, 2.4, 0.05, 1.8482352379304375e-1],
    &[2.0, 3.0, 0.9, 9.9630000000000000e-1],
    &[30.0, 5.0, 0.8, 1.6186313601664219e-1],
    &[500.0, 700.0, 0.41, 3.2067327266140160e-1],
    &[6.25, 3.7, 0.0001, 6.7281209568487657e-24],
];
const NORMAL_CDF: &[&[f64]] = &[
    &[-30.0, 4.9067139271481871e-198],
    &[-5.0, 2.8665157187919391e-7],
    &[-1.3, 9.6800484585610326e-2],
    &[0.0, 5.0000000000000000e-1],
    &[0.7, 7.5803634777692697e-1],
    &[4.0, 9.9996832875816688e-1],
];
const NORMAL_QUANTILE: &[&[f64]] = &[
    &[1e-200, -3.0205594179579643e+1],
    &[1e-10, -6.3613409024040562],
    &[0.01, -2.3263478740408411],
    &[0.024, -1.9773684281819467],
    &[0.3, -5.2440051270804082e-1],
    &[0.6, 2.5334710313579974e-1],
    &[0.95, 1.6448536269514723],
];
const GAMMA_QUANTILE: &[&[f64]] = &[
    &[0.2, 0.3, 1.5877907243441152e-3],
    &[0.5, 0.01, 7.8543928954850992e-5],
    &[1.0, 0.5, 6.9314718055994531e-1],
    &[4.0, 0.05, 1.3663183967498310],
    &[4.0, 0.95, 7.7536565279327256],
    &[30.0, 0.5, 2.9667333138221231e+1],
    &[1000.0, 0.99, 1.0750328320864350e+3],
];
