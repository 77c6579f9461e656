//! What to do about a customer: by what trials found of customers like this one, and never by a wish.
#![cfg(feature = "train")]

use sartor::control::Control;
use sartor::estimate::Basis;
use sartor::learn::{Cell, Table, TableColumn, Uplift, UpliftOptions};
use sartor::predict::{InterventionVerdict, RankedIntervention, TriedIntervention, rank_tried_interventions};
use sartor::rng::Rng;

/// A trial by lot in which half of the customers, those who came lately, gain `effect` and the others nothing.
fn trial(seed: u32, effect: f64, is_value: bool) -> Uplift {
    let mut rng = Rng::new(seed);
    let (mut months, mut treatment, mut outcome) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..6_000 {
        let (month, treated) = (24.0 * rng.uniform(), f64::from(u8::from(rng.bernoulli(0.5))));
        let gain = if month < 12.0 { effect * treated } else { 0.0 };
        let stays = f64::from(u8::from(rng.bernoulli(0.5 + gain)));
        months.push(month);
        treatment.push(treated);
        outcome.push(if is_value { 30.0 * stays } else { stays });
    }
    let table = Table::new(vec![("months".to_owned(), TableColumn::Numbers(months))]).unwrap();
    let options = UpliftOptions { replicates: 2, ..UpliftOptions::default() };
    Uplift::fit(&table, &treatment, &outcome, &options, Control::none()).unwrap()
}

fn one<'a>(intervention: &'a str, trial: Option<&'a Uplift>) -> TriedIntervention<'a> {
    TriedIntervention { intervention, trial, value_minor: 20_000, cost_minor: 300 }
}

fn of<'a>(ranked: &'a [RankedIntervention], name: &str) -> &'a RankedIntervention {
    ranked.iter().find(|one| one.intervention == name).unwrap()
}

#[test]
fn each_customer_gets_what_the_trial_found_of_customers_like_it() {
    let (letter, voucher) = (trial(1, 0.25, false), trial(2, 0.0, false));
    let list = [one("call", None), one("voucher", Some(&voucher)), one("letter", Some(&letter))];
    let rank = |months: f64| rank_tried_interventions(&[("months", Cell::Number(months))], &list).unwrap();
    let lately = rank(5.0);
    let names: Vec<&str> = lately.iter().map(|one| one.intervention.as_str()).collect();
    assert_eq!(names, ["letter", "call", "voucher"]);
    let helped = of(&lately, "letter");
    let uplift = helped.uplift.unwrap();
    assert_eq!((helped.verdict, uplift.basis), (InterventionVerdict::Helps, Basis::Segment));
    assert!(uplift.low < 0.25 && uplift.high > 0.25 && uplift.high - uplift.low < 0.2, "{uplift:?}");
    assert_eq!(helped.gain_minor, Some((uplift.value * 20_000.0).round() as i64 - 300));
    // The same letter does nothing that can be seen for those who came long ago.
    let long_ago = rank(20.0);
    let letter_then = of(&long_ago, "letter");
    assert_eq!(letter_then.verdict, InterventionVerdict::NoDetectableEffect);
    assert!(letter_then.uplift.unwrap().low < 0.0 && letter_then.uplift.unwrap().high < 0.15);
    assert_eq!(long_ago[0].intervention, "call");
    assert_eq!((long_ago[0].verdict, long_ago[0].uplift), (InterventionVerdict::Untested, None));
}

#[test]
fn where_effects_do_not_differ_every_customer_gets_the_average() {
    let voucher = trial(2, 0.0, false);
    let rank = |months: f64| {
        let ranked =
            rank_tried_interventions(&[("months", Cell::Number(months))], &[one("voucher", Some(&voucher))]);
        ranked.unwrap()[0].clone()
    };
    assert_eq!(rank(1.0), rank(23.0));
    let (found, average) = (rank(1.0).uplift.unwrap(), voucher.uplift_at(1.0, 0.9).unwrap().uplift);
    assert_eq!(
        (found.value, found.low, found.high, found.basis),
        (average.value, average.low, average.high, Basis::Prior)
    );
    assert_eq!(rank(1.0).verdict, InterventionVerdict::NoDetectableEffect);
}

#[test]
fn a_trial_of_values_and_a_customer_who_is_not_described_are_refused() {
    let (spend, letter) = (trial(3, 0.2, true), trial(1, 0.25, false));
    let months = [("months", Cell::Number(5.0))];
    let text = |found: sartor::Result<Vec<RankedIntervention>>| found.unwrap_err().to_string();
    assert_eq!(
        text(rank_tried_interventions(&months, &[one("letter", Some(&spend))])),
        "interventions: trial is not one whose outcomes are 0 and 1"
    );
    assert!(text(rank_tried_interventions(&[], &[one("letter", Some(&letter))])).contains("months"));
    assert!(text(rank_tried_interventions(&months, &[one("", None)])).contains("intervention"));
    let dear = TriedIntervention { cost_minor: -1, ..one("letter", Some(&letter)) };
    assert!(text(rank_tried_interventions(&months, &[dear])).contains("costMinor"));
    let missing = [("months", Cell::Missing)];
    assert_eq!(rank_tried_interventions(&missing, &[one("letter", Some(&letter))]).unwrap().len(), 1);
}
