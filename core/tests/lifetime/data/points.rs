//! How tests of `lifetime` hold answers to a table of reference values.

use std::collections::BTreeMap;

/// Answers against a table of reference values, one a line: the question, the numbers it is asked with, and the
/// answer, which has to be met to `most` relative or 1e-300 absolute.
pub fn check_points(table: &str, most: f64, answer: impl Fn(&str, &[f64]) -> f64) {
    let mut worst: BTreeMap<&str, (u32, f64)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for line in table.lines() {
        let (question, numbers) = line.split_once(',').unwrap();
        let numbers: Vec<f64> = numbers.split(',').map(|number| number.parse().unwrap()).collect();
        let (expected, arguments) = numbers.split_last().unwrap();
        let got = answer(question, arguments);
        let error = (got - expected).abs();
        let relative = if error <= 1e-300 { 0.0 } else { error / expected.abs() };
        let so_far = worst.entry(question).or_default();
        *so_far = (so_far.0 + 1, so_far.1.max(relative));
        if !got.is_finite() || relative > most {
            wrong.push(format!(
                "{question} {arguments:?} = {got:e}, expected {expected:e}, off by {relative:e}"
            ));
        }
    }
    println!("points and worst relative error: {worst:?}");
    assert!(!worst.is_empty() && wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
