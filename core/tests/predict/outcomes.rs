//! What came of what was foretold: when a model is looked after, how it is set right, and who takes its place.

use sartor::learn::{CalibrationMethod, ScoredLabels};
use sartor::math::{logistic, logit};
use sartor::predict::{
    ChallengerPrediction, ContestVerdict, OutcomeAdvice, OutcomePrediction, OutcomeSchedule, Outcomes,
};
use sartor::rng::Rng;

const DAY_MS: i64 = 86_400_000;
const START_MS: i64 = 1_780_300_800_000;

fn prediction(number: usize, customer: usize, probability: f64) -> OutcomePrediction {
    let made_ms = START_MS + number as i64 % 120 * DAY_MS;
    OutcomePrediction {
        prediction_id: format!("p{number}"),
        customer_id: format!("c{customer}"),
        model_id: "champion".to_owned(),
        made_ms,
        due_ms: made_ms + 30 * DAY_MS,
        probability,
        challenger: None,
    }
}

/// Outcomes of true log-odds drawn at random, told by a champion, and by a challenger, as these make of them.
fn world(
    rows: usize,
    seed: u32,
    champion: impl Fn(f64, &mut Rng) -> f64,
    challenger: impl Fn(f64, &mut Rng) -> f64,
) -> Outcomes {
    let mut rng = Rng::new(seed);
    let mut outcomes = Outcomes::new(100_000).unwrap();
    for number in 0..rows {
        let truth = -0.5 + 1.5 * rng.normal();
        let told = |score: f64| logistic(score);
        let mut one = prediction(number, number / 2, told(champion(truth, &mut rng)));
        let probability = told(challenger(truth, &mut rng));
        one.challenger = Some(ChallengerPrediction { model_id: "challenger".to_owned(), probability });
        outcomes.record(&one).unwrap();
        let happened = rng.bernoulli(logistic(truth));
        outcomes.close(&one.prediction_id, happened, one.due_ms).unwrap();
    }
    outcomes
}

fn same(truth: f64, _: &mut Rng) -> f64 {
    truth
}

fn late() -> i64 {
    START_MS + 400 * DAY_MS
}

#[test]
fn a_prediction_is_recorded_once_and_closed_once() {
    let mut outcomes = Outcomes::new(10).unwrap();
    let one = prediction(1, 1, 0.3);
    assert!(outcomes.record(&one).unwrap());
    assert!(!outcomes.record(&one).unwrap());
    let other = OutcomePrediction { probability: 0.4, ..one.clone() };
    assert_eq!(outcomes.record(&other).unwrap_err().code(), "ALREADY_SET");
    let early = outcomes.close("p1", true, one.made_ms - 1).unwrap_err();
    assert_eq!(early.code(), "OUT_OF_RANGE");
    assert!(outcomes.close("p1", true, one.made_ms).unwrap());
    assert!(!outcomes.close("p1", true, one.due_ms).unwrap());
    assert_eq!(outcomes.close("p1", false, one.due_ms).unwrap_err().code(), "ALREADY_SET");
    assert_eq!(outcomes.close("p2", true, one.due_ms).unwrap_err().code(), "INVALID_VALUE");
    assert_eq!((outcomes.counts().closed, outcomes.counts().open), (1, 0));
}

#[test]
fn what_is_due_and_silent_is_closed_as_the_host_says() {
    let mut outcomes = Outcomes::new(10).unwrap();
    let (early, late) = (prediction(0, 1, 0.3), prediction(50, 2, 0.3));
    outcomes.record(&early).unwrap();
    outcomes.record(&late).unwrap();
    assert_eq!(outcomes.close_due(true, early.due_ms - 1).unwrap(), 0);
    assert_eq!(outcomes.close_due(true, early.due_ms).unwrap(), 1);
    assert_eq!(outcomes.close_due(true, early.due_ms).unwrap(), 0);
    assert_eq!((outcomes.counts().closed, outcomes.counts().open), (1, 1));
}

#[test]
fn a_full_ring_lets_the_oldest_go_and_counts_them() {
    let mut outcomes = Outcomes::new(3).unwrap();
    for number in 0..5 {
        outcomes.record(&prediction(number, number, 0.5)).unwrap();
        if number == 0 {
            outcomes.close("p0", true, late()).unwrap();
        }
    }
    let counts = outcomes.counts();
    assert_eq!((counts.open, counts.dropped_closed, counts.dropped_open), (3, 1, 1));
    assert!(outcomes.close("p1", true, late()).is_err());
    assert!(outcomes.close("p4", true, late()).unwrap());
    // Let go is forgotten: it may come again.
    assert!(outcomes.record(&prediction(0, 0, 0.5)).unwrap());
}

#[test]
fn a_customer_who_is_erased_leaves_nothing_and_the_others_stay_reachable() {
    let mut outcomes = Outcomes::new(8).unwrap();
    for number in 0..10 {
        outcomes.record(&prediction(number, number % 3, 0.5)).unwrap();
    }
    assert_eq!(outcomes.erase("c1"), 2);
    assert_eq!(outcomes.erase("c1"), 0);
    assert!(!String::from_utf8(serde_json::to_vec(&outcomes).unwrap()).unwrap().contains("\"c1\""));
    for number in [2, 3, 5, 6, 8, 9] {
        assert!(outcomes.close(&format!("p{number}"), true, late()).unwrap(), "{number}");
    }
    assert!(outcomes.record(&prediction(20, 2, 0.5)).unwrap());
    assert!(outcomes.close("p20", false, late()).unwrap());
}

#[test]
fn a_model_that_is_right_is_kept_and_one_that_drifts_is_recalibrated() {
    let schedule = OutcomeSchedule::default();
    let review =
        |outcomes: &Outcomes| outcomes.review("champion", START_MS, None, &schedule, late()).unwrap();
    let right = review(&world(4_000, 1, same, same));
    assert_eq!((right.advice, right.reasons.len()), (OutcomeAdvice::Keep, 0));
    assert!(right.log_loss.unwrap().high < right.base_log_loss.unwrap());
    let drifted = review(&world(4_000, 2, |truth, _| truth + 0.6, same));
    assert_eq!(drifted.advice, OutcomeAdvice::Recalibrate);
    assert!(drifted.reasons.contains(&"departs".to_owned()) && drifted.over_time.unwrap().departs);
    let unheard_of = world(4_000, 2, same, same).review("other", START_MS, None, &schedule, late()).unwrap();
    assert_eq!((unheard_of.advice, unheard_of.closed), (OutcomeAdvice::TooFew, 0));
}

#[test]
fn a_right_model_is_told_to_recalibrate_as_rarely_as_promised() {
    let schedule = OutcomeSchedule { level: 0.95, ..OutcomeSchedule::default() };
    let alarms = (0..200)
        .map(|seed| world(400, 100 + seed, same, same))
        .filter(|outcomes| {
            outcomes.review("champion", START_MS, None, &schedule, late()).unwrap().advice
                != OutcomeAdvice::Keep
        })
        .count();
    println!("{alarms} false alarms of 200 at a level of .95");
    // Three standard errors above 10 of 200.
    assert!(alarms <= 19, "{alarms}");
}

#[test]
fn an_order_that_is_lost_or_a_schedule_that_is_over_calls_for_a_new_fit() {
    let noise = |truth: f64, rng: &mut Rng| 0.3 * truth + 1.2 * rng.normal();
    let outcomes = world(3_000, 3, noise, same);
    let auc_at_fit = Some(0.8);
    let schedule = OutcomeSchedule { auc_at_fit, ..OutcomeSchedule::default() };
    let review = outcomes.review("champion", START_MS, None, &schedule, late()).unwrap();
    assert_eq!(review.advice, OutcomeAdvice::Refit);
    assert_eq!(review.reasons[0], "order_lost");
    assert!(review.auc.unwrap().high < 0.8);
    let right = world(4_000, 1, same, same);
    let on = |recalibrate, refit, recalibrated_ms| {
        let schedule = OutcomeSchedule {
            recalibrate_after_days: recalibrate,
            refit_after_days: refit,
            ..OutcomeSchedule::default()
        };
        right.review("champion", START_MS, recalibrated_ms, &schedule, late()).unwrap().advice
    };
    assert_eq!(on(None, Some(401), None), OutcomeAdvice::Keep);
    assert_eq!(on(None, Some(400), None), OutcomeAdvice::Refit);
    assert_eq!(on(Some(90), None, None), OutcomeAdvice::Recalibrate);
    assert_eq!(on(Some(90), Some(400), None), OutcomeAdvice::Refit);
    assert_eq!(on(Some(90), None, Some(late() - 10 * DAY_MS)), OutcomeAdvice::Keep);
}

#[test]
fn overdue_predictions_are_told_since_what_is_known_is_then_one_sided() {
    let mut outcomes = Outcomes::new(10).unwrap();
    outcomes.record(&prediction(0, 1, 0.3)).unwrap();
    let review = outcomes.review("champion", START_MS, None, &OutcomeSchedule::default(), late()).unwrap();
    assert_eq!((review.open, review.overdue, review.reasons), (1, 1, vec!["overdue".to_owned()]));
}

#[test]
fn the_curve_that_is_found_undoes_the_distortion() {
    let outcomes = world(6_000, 5, |truth, _| 1.8 * truth + 0.7, same);
    let found = outcomes.recalibration("champion", 1).unwrap();
    assert!(found.is_worth_it() && found.rows == 6_000);
    assert_eq!((found.from_ms, found.until_ms), (START_MS + 30 * DAY_MS, START_MS + 149 * DAY_MS));
    for truth in [-2.0, -0.5, 1.0] {
        let told = 1.8 * truth + 0.7;
        let (mended, distorted) = (found.calibration.log_odds(told), told);
        assert!((mended - truth).abs() < 0.25, "{mended}, truth {truth}, told {distorted}");
    }
    let none = world(3_000, 6, same, same).recalibration("champion", 1).unwrap();
    assert_eq!((none.calibration.method(), none.is_worth_it()), (CalibrationMethod::None, false));
    assert_eq!(world(49, 6, same, same).recalibration("champion", 1).unwrap_err().code(), "TOO_FEW");
}

#[test]
fn the_better_model_wins_and_equals_are_undecided() {
    let noisy = |truth: f64, rng: &mut Rng| 0.8 * truth + 0.6 * rng.normal();
    let contest = |outcomes: &Outcomes| outcomes.contest("champion", "challenger", 0.95).unwrap();
    let better = contest(&world(4_000, 7, noisy, same));
    assert_eq!((better.verdict, better.rows, better.customers), (ContestVerdict::Replace, 4_000, 2_000));
    assert!((better.champion_log_loss - better.challenger_log_loss - better.difference.value).abs() < 1e-12);
    assert_eq!(contest(&world(4_000, 7, same, noisy)).verdict, ContestVerdict::Keep);
    let equals = contest(&world(4_000, 7, same, same));
    assert_eq!((equals.verdict, equals.difference.value), (ContestVerdict::Undecided, 0.0));
    let error = world(40, 7, same, same).contest("champion", "challenger", 0.95).unwrap_err();
    assert_eq!(
        error.to_string(),
        "outcomes: 20 customers of whom both models foretold what is known now, at least 30 needed"
    );
}

#[test]
fn two_models_that_err_alike_are_told_apart_as_rarely_as_promised() {
    let noisy = |truth: f64, rng: &mut Rng| truth + 0.5 * rng.normal();
    let decided = (0..200)
        .map(|seed| world(600, 500 + seed, noisy, noisy).contest("champion", "challenger", 0.9).unwrap())
        .filter(|contest| contest.verdict != ContestVerdict::Undecided)
        .count();
    println!("{decided} of 200 pairs that err alike were told apart at a level of .9");
    // Three standard errors about 20 of 200.
    assert!((7..=33).contains(&decided), "{decided}");
}

#[test]
fn the_log_loss_of_a_contest_is_that_of_the_metrics() {
    let outcomes = world(500, 8, |truth, _| 0.5 * truth, same);
    let contest = outcomes.contest("champion", "challenger", 0.9).unwrap();
    let schedule = OutcomeSchedule::default();
    let review = outcomes.review("champion", START_MS, None, &schedule, late()).unwrap();
    assert!((contest.champion_log_loss - review.log_loss.unwrap().value).abs() < 1e-12);
    let certain = prediction(9_999, 1, 1.0);
    let mut ring = Outcomes::new(5).unwrap();
    ring.record(&certain).unwrap();
    ring.close("p9999", false, late()).unwrap();
    assert!(ScoredLabels::new(&[logit(0.2)], &[0.0], None).is_ok());
    assert!(ring.review("champion", START_MS, None, &schedule, late()).is_ok());
}

#[test]
fn a_ring_survives_its_bytes_and_hostile_ones_are_refused() {
    let mut outcomes = world(300, 9, same, same);
    outcomes.record(&prediction(1_000, 1, 0.5)).unwrap();
    let bytes = outcomes.to_bytes().unwrap();
    let mut read = Outcomes::from_bytes(&bytes).unwrap();
    assert_eq!((&read, read.to_bytes().unwrap()), (&outcomes, bytes.clone()));
    assert!(read.close("p1000", true, late()).unwrap());
    for cut in [0, 7, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Outcomes::from_bytes(&bytes[..cut]).unwrap_err().code(), "TRUNCATED");
    }
    let text = serde_json::to_string(&outcomes).unwrap();
    for (from, to) in [
        ("\"capacity\":100000", "\"capacity\":0"),
        ("\"capacity\":100000", "\"capacity\":3"),
        ("\"predictionId\":\"p1\"", "\"predictionId\":\"p0\""),
        ("\"predictionId\":\"p1\"", "\"predictionId\":\"\""),
        ("\"madeMs\":", "\"madeMs\":9"),
        ("\"probability\":", "\"probability\":7"),
        ("\"modelId\":\"challenger\"", "\"modelId\":\"champion\""),
    ] {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text);
        assert!(serde_json::from_str::<Outcomes>(&damaged).is_err(), "{from}");
    }
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    assert!(Outcomes::new(0).is_err() && Outcomes::new(1_000_001).is_err());
    let mut outcomes = Outcomes::new(10).unwrap();
    let one = prediction(1, 1, 0.3);
    for wrong in [
        OutcomePrediction { probability: 1.1, ..one.clone() },
        OutcomePrediction { probability: f64::NAN, ..one.clone() },
        OutcomePrediction { due_ms: one.made_ms - 1, ..one.clone() },
        OutcomePrediction { prediction_id: String::new(), ..one.clone() },
        OutcomePrediction { made_ms: -1, ..one.clone() },
    ] {
        assert_eq!(outcomes.record(&wrong).unwrap_err().code(), "OUT_OF_RANGE", "{wrong:?}");
    }
    assert_eq!(outcomes.counts().open, 0);
    for wrong in [
        OutcomeSchedule { least_rows: 0, ..OutcomeSchedule::default() },
        OutcomeSchedule { level: 1.0, ..OutcomeSchedule::default() },
        OutcomeSchedule { window_days: 0, ..OutcomeSchedule::default() },
        OutcomeSchedule { auc_at_fit: Some(2.0), ..OutcomeSchedule::default() },
    ] {
        assert_eq!(outcomes.review("m", START_MS, None, &wrong, late()).unwrap_err().code(), "OUT_OF_RANGE");
    }
    assert!(serde_json::from_str::<OutcomeSchedule>(r#"{"rows":3}"#).is_err());
    assert_eq!(outcomes.contest("a", "b", 1.0).unwrap_err().code(), "OUT_OF_RANGE");
}
