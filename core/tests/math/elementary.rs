//! `exp`, `exp_m1`, `ln` and `ln_1p` against 200-bit arithmetic: the values come from `core/tests/oracles/elementary.py`.

use sartor::math::{exp, exp_m1, ln, ln_1p};

/// How far from one another doubles of this size are.
fn unit(value: f64) -> f64 {
    f64::from_bits(value.abs().to_bits() + 1) - value.abs()
}

#[test]
fn elementary_functions_are_all_but_correctly_rounded() {
    let mut rows = 0;
    for line in include_str!("data/elementary.csv").lines() {
        let (name, numbers) = line.split_once(',').unwrap();
        let numbers: Vec<f64> = numbers.split(',').map(|number| number.parse().unwrap()).collect();
        let &[x, high, low] = numbers.as_slice() else { panic!("{line}") };
        let found = match name {
            "exp" => exp(x),
            "exp_m1" => exp_m1(x),
            "ln" => ln(x),
            _ => ln_1p(x),
        };
        let error = ((found - high) - low).abs() / unit(high);
        // Where libm still answers it promises one unit.
        let by_libm = x > 1e300 || (name == "ln" && x < f64::MIN_POSITIVE);
        let most = if by_libm { 1.0 } else { 0.51 };
        assert!(error <= most, "{line}: {found:e} is off by {error} units in the last place");
        rows += 1;
    }
    assert!(rows > 400);
}

#[test]
fn the_ends_of_the_range_are_those_of_ieee_754() {
    assert_eq!(
        [exp(0.0), exp(f64::NEG_INFINITY), exp(f64::INFINITY), exp(710.0)],
        [1.0, 0.0, f64::INFINITY, f64::INFINITY]
    );
    assert_eq!([exp(-746.0), exp(-745.0), exp_m1(-1e9), exp_m1(0.0)], [0.0, 5e-324, -1.0, 0.0]);
    assert_eq!([ln(0.0), ln(1.0), ln(f64::INFINITY)], [f64::NEG_INFINITY, 0.0, f64::INFINITY]);
    assert_eq!([ln_1p(-1.0), ln_1p(0.0), ln_1p(f64::INFINITY)], [f64::NEG_INFINITY, 0.0, f64::INFINITY]);
    assert!(
        [exp(f64::NAN), exp_m1(f64::NAN), ln(-1.0), ln(f64::NAN), ln_1p(-1.5), ln_1p(f64::NAN)]
            .iter()
            .all(|v| v.is_nan())
    );
}

#[test]
fn neighbours_keep_their_order_where_one_table_entry_follows_another() {
    for k in -2_000..2_000 {
        let at = (f64::from(k) + 0.5) * std::f64::consts::LN_2 / 128.0;
        for (low, high) in [(at - 1e-13, at), (at, at + 1e-13)] {
            assert!(exp(low) <= exp(high) && exp_m1(low) <= exp_m1(high), "{low}");
        }
    }
    for k in 0..512 {
        let at = 0.5 + f64::from(k) / 256.0;
        for (low, high) in [(at.next_down(), at), (at, at.next_up())] {
            assert!(ln(low) <= ln(high) && ln_1p(low) <= ln_1p(high), "{low}");
        }
    }
}
