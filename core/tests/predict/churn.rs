//! Churn: who leaves, by when, how surely that is known, since when they are at risk and why.

use std::sync::LazyLock;

use crate::shop::{DAY_MS, END_MS, consent, noon, order, profile, search, steady};
use sartor::control::Control;
use sartor::estimate::Basis;
use sartor::event::Event;
use sartor::learn::{Calibration, MemberKind, ReliabilityBins, ScoredLabels};
use sartor::math::{exp, ln, ln_1p, logistic, logit, pow};
use sartor::predict::{
    Churn, ChurnData, ChurnOptions, ChurnSetting, FeatureExtra, FeatureReader, FeatureTable, Features,
    WatchlistOptions,
};
use sartor::profile::Profile;
use sartor::rng::Rng;

/// The last day of the records that a model is trained on.
const TODAY: i64 = 800;
/// Probabilities of a purchase on any day.
const HABITS: [f64; 4] = [1.0 / 8.0, 1.0 / 30.0, 1.0 / 90.0, 1.0 / 300.0];

fn reader() -> FeatureReader {
    FeatureReader::new(None)
}

fn options() -> ChurnOptions {
    ChurnOptions { horizon_days: 60, periods: 4, trees: 80, ..ChurnOptions::default() }
}

fn habit(number: usize) -> f64 {
    HABITS[number % HABITS.len()]
}

/// Customers with one habit each for life, and what they do in a horizon after today as well.
fn steady_shop(customers: usize, seed: u32) -> Vec<Profile> {
    (0..customers)
        .map(|number| {
            let mut rng = Rng::with_stream(seed, number as u64);
            steady(&format!("c{number:05}"), habit(number), TODAY + 100, &mut rng)
        })
        .collect()
}

static SHOP: LazyLock<Vec<Profile>> = LazyLock::new(|| steady_shop(1_600, 3));
static MODEL: LazyLock<Churn> = LazyLock::new(|| {
    Churn::fit(&reader(), &ChurnData::of(&SHOP, noon(TODAY)), &options(), Control::none()).unwrap()
});

fn look(profiles: &[Profile], day: i64) -> FeatureTable {
    reader().table(profiles, noon(day), None, Control::none()).unwrap()
}

fn row(profile: &Profile, day: i64) -> Features {
    reader().row(profile, noon(day), &FeatureExtra::default()).unwrap()
}

/// Log-odds of churn within the horizon, and whether it came so, of everybody today.
fn foretold(model: &Churn) -> (Vec<f64>, Vec<f64>) {
    let risks = model.predict_many(&look(&SHOP, TODAY), &[], Control::none()).unwrap();
    let bought = |profile: &Profile| {
        let state = profile.state_at(noon(TODAY + 60));
        state.purchase_days.iter().any(|day| i64::from(day.day) > (noon(TODAY) / DAY_MS))
    };
    let scores = risks.iter().map(|risk| logit(risk.churn.value)).collect();
    (scores, SHOP.iter().map(|profile| f64::from(u8::from(!bought(profile)))).collect())
}

#[test]
fn what_is_foretold_of_the_next_months_comes_true_as_often_as_said() {
    let (scores, labels) = foretold(&MODEL);
    let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
    let error = scored.calibration_error(ReliabilityBins::EqualRows { bins: 10 }, 0.99).unwrap();
    let (auc, loss) = (scored.auc(0.9).unwrap(), scored.log_loss(0.9).unwrap());
    println!("{error:?}\nauc {auc:?}\nlog loss {loss:?}, of the base rate {}", scored.base_log_loss());
    println!("{:?}", MODEL.report());
    assert!(error.value <= error.chance_limit, "{error:?}");
    assert!(auc.value > 0.8 && loss.high < scored.base_log_loss());
}

#[test]
fn the_report_is_of_customers_the_model_had_not_seen() {
    let report = MODEL.report();
    let (scores, labels) = foretold(&MODEL);
    let later = ScoredLabels::new(&scores, &labels, None).unwrap().auc(0.99).unwrap();
    assert!((later.low..=later.high).contains(&report.auc.value), "{later:?} {report:?}");
    assert!(report.auc.low > report.auc_of_recency.unwrap(), "{report:?}");
    assert!(report.log_loss.high < report.base_log_loss);
    assert_eq!((report.customers, report.rows), (1_600, 3 * 1_600));
}

/// The probability that a customer with this many purchases so far makes none in so many days: the mean over the habits
/// that there are, by how likely each made such a record.
fn none_by_record(profile: &Profile, days: f64) -> f64 {
    let known = (TODAY - 1) as f64;
    let purchases = profile.state_at(noon(TODAY)).purchase_days.len() as f64 - 1.0;
    let likely = |each_day: f64| exp(purchases * ln(each_day) + (known - purchases) * ln_1p(-each_day));
    let total: f64 = HABITS.iter().map(|each_day| likely(*each_day)).sum();
    HABITS.iter().map(|each_day| likely(*each_day) / total * pow(1.0 - each_day, days)).sum()
}

#[test]
fn intervals_hold_what_a_record_tells_as_often_as_they_say() {
    let risks = MODEL.predict_many(&look(&SHOP, TODAY), &[15.0, 37.5], Control::none()).unwrap();
    let (mut by_record, mut by_habit, mut width, mut all) = (0, 0, 0.0, 0);
    for (number, risk) in risks.iter().enumerate() {
        let told = [(risk.churn, 60.0), (risk.curve[0].survival, 15.0), (risk.curve[1].survival, 37.5)];
        for (estimate, days) in told {
            assert_eq!((estimate.basis, estimate.level), (Basis::Customer, 0.9));
            assert!(estimate.low <= estimate.value && estimate.value <= estimate.high);
            let holds = |truth: f64| u32::from((estimate.low..=estimate.high).contains(&truth));
            by_record += holds(none_by_record(&SHOP[number], days));
            by_habit += holds(pow(1.0 - habit(number), days));
            width += estimate.high - estimate.low;
            all += 1;
        }
    }
    let share = |count: u32| f64::from(count) / f64::from(all);
    println!(
        "90 % intervals hold what the record tells {:.3} of {all} times, the habit {:.3}, mean width {:.3}",
        share(by_record),
        share(by_habit),
        width / f64::from(all)
    );
    // A fit draws all intervals at once, so their share moves more than that of as many alone would.
    assert!(share(by_record) >= 0.87, "{}", share(by_record));
    assert!(width / f64::from(all) < 0.3);
}

#[test]
fn each_learner_is_seen_beside_the_blend_and_the_base_rate() {
    let report = MODEL.report();
    let kinds: Vec<MemberKind> = report.members.iter().map(|one| one.member).collect();
    assert_eq!(kinds, [MemberKind::Gbdt, MemberKind::Logistic, MemberKind::Network]);
    let weights: Vec<f64> = report.members.iter().map(|one| one.weight).collect();
    assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{weights:?}");
    assert!(weights.iter().all(|weight| *weight == 0.0 || *weight >= 0.05), "{weights:?}");
    for one in &report.members {
        let alone = one.figures.labels.as_ref().unwrap();
        assert!(alone.auc.low > report.auc_of_recency.unwrap(), "{one:?}");
        assert!(alone.log_loss.value < report.base_log_loss, "{one:?}");
        // Weights and calibration of what the blend is reported with never saw the customer; chance alone puts it behind.
        assert!(report.log_loss.value < alone.log_loss.value + 0.005, "{one:?} {:?}", report.log_loss);
    }
}

#[test]
fn learners_that_are_named_are_the_only_ones() {
    let some = &SHOP[..400];
    let fit = |members: &[MemberKind]| {
        let options = ChurnOptions { trees: 20, members: members.to_vec(), ..options() };
        Churn::fit(&reader(), &ChurnData::of(some, noon(TODAY)), &options, Control::none())
    };
    let one = fit(&[MemberKind::Logistic]).unwrap();
    assert_eq!(one.report().members.len(), 1);
    assert_eq!((one.report().members[0].member, one.report().members[0].weight), (MemberKind::Logistic, 1.0));
    assert_ne!(one.model_id(), fit(&[MemberKind::Gbdt]).unwrap().model_id());
    let error = fit(&[MemberKind::Gbdt, MemberKind::Gbdt]).unwrap_err();
    assert_eq!(error.to_string(), "churn: members[1] is not named once only");
}

#[test]
#[cfg(feature = "parallel")]
fn the_same_bytes_at_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let options = ChurnOptions { trees: 20, ..options() };
            let data = ChurnData::of(&SHOP[..800], noon(TODAY));
            let model = Churn::fit(&reader(), &data, &options, Control::none()).unwrap();
            let risks = model.predict_many(&look(&SHOP[..800], TODAY), &[30.0], Control::none()).unwrap();
            (model.to_bytes().unwrap(), risks)
        })
    };
    let one = on(1);
    assert!(on(3) == one);
}

#[test]
fn a_curve_falls_from_date_to_date_and_ends_at_the_horizon() {
    let days: Vec<f64> = (1..=24).map(|n| 2.5 * f64::from(n)).collect();
    for profile in SHOP.iter().take(8) {
        let risk = MODEL.predict(&row(profile, TODAY), &days).unwrap();
        assert!(risk.curve.windows(2).all(|pair| pair[0].survival.value > pair[1].survival.value));
        assert_eq!(risk.curve[23].survival.value, risk.churn.value);
        if let Some(days) = risk.median_days {
            let point = MODEL.predict(&row(profile, TODAY), &[days]).unwrap().curve.remove(0);
            assert!((point.survival.value - 0.5).abs() < 1e-9);
        }
        assert_eq!(risk.median_days.is_some(), risk.churn.value < 0.5);
        assert_eq!((risk.by_ms, risk.curve[3].by_ms), (noon(TODAY + 60), noon(TODAY + 10)));
    }
}

/// The probability of a cancellation on any day, as another model knows it.
fn cancels(number: usize) -> f64 {
    [0.0005, 0.002, 0.008][number % 3]
}

#[test]
fn a_contract_is_cancelled_by_a_date_as_often_as_said() {
    let customers = 1_500;
    let mut cancelled: Vec<Option<i64>> = Vec::new();
    let profiles: Vec<Profile> = (0..customers)
        .map(|number| {
            let mut rng = Rng::with_stream(17, number as u64);
            let day = (2..TODAY + 100).find(|day| *day > 400 && rng.bernoulli(cancels(number)));
            cancelled.push(day.map(noon));
            {
                let id = format!("c{number}");
                profile(&id, [search(&id, 1)])
            }
        })
        .collect();
    let known = |number: usize| FeatureExtra {
        probability_alive: Some(1.0 - cancels(number) * 50.0),
        ..FeatureExtra::default()
    };
    let extras: Vec<FeatureExtra> = (0..customers).map(known).collect();
    let options = ChurnOptions { setting: ChurnSetting::Contractual, ..options() };
    let data = ChurnData {
        profiles: &profiles,
        as_of_ms: noon(TODAY),
        cancelled_ms: Some(&cancelled),
        extras: Some(&[extras.clone(), extras.clone(), extras.clone()]),
    };
    let model = Churn::fit(&reader(), &data, &options, Control::none()).unwrap();
    println!("{:?}", model.report());
    let mut inside = 0;
    for (number, profile) in profiles.iter().enumerate().take(3) {
        let row = reader().row(profile, noon(TODAY), &known(number)).unwrap();
        let risk = model.predict(&row, &[30.0, 60.0]).unwrap();
        let stays = |days: f64| pow(1.0 - cancels(number), days);
        println!("{:?}, truth {}", risk.churn, 1.0 - stays(60.0));
        for (estimate, truth) in [
            (risk.churn, 1.0 - stays(60.0)),
            (risk.curve[0].survival, stays(30.0)),
            (risk.curve[1].survival, stays(60.0)),
        ] {
            inside += u32::from((estimate.low..=estimate.high).contains(&truth));
            assert!((estimate.value - truth).abs() < 0.08, "{estimate:?}, truth {truth}");
        }
        assert_eq!(risk.curve[1].survival.value, 1.0 - risk.churn.value);
    }
    assert!(inside >= 7, "{inside} of 9");
    let wrong = ChurnData { cancelled_ms: None, ..data };
    let error = Churn::fit(&reader(), &wrong, &options, Control::none()).unwrap_err();
    assert_eq!(error.to_string(), "churn: cancelledMs is not there, and the setting is contractual");
}

#[test]
fn of_whoever_may_not_be_read_or_never_bought_everybodys_figures_are_told() {
    let report = MODEL.report();
    let visitor = profile("v", [search("v", 10)]);
    let mut denied = SHOP[0].clone();
    denied.observe_owned(consent("c00000", "denied", TODAY - 1), END_MS).unwrap();
    for (profile, reason) in [(&visitor, "no_purchases"), (&denied, "no_consent")] {
        let risk = MODEL.predict(&row(profile, TODAY), &[60.0]).unwrap();
        assert_eq!((risk.reason.as_deref(), risk.churn.basis), (Some(reason), Basis::Prior));
        assert!((risk.churn.value - report.base_rate).abs() < 0.01, "{risk:?} {report:?}");
        assert!(risk.churn.low < report.base_rate && report.base_rate < risk.churn.high);
        assert!(MODEL.reasons(&row(profile, TODAY)).unwrap().is_empty());
    }
}

#[test]
fn nothing_later_and_nobody_who_denies_enters_a_training() {
    let shop: Vec<Profile> = SHOP.iter().take(240).cloned().collect();
    let options = ChurnOptions { trees: 10, ..options() };
    let fit = |profiles: &[Profile]| {
        let data = ChurnData::of(profiles, noon(TODAY));
        Churn::fit(&reader(), &data, &options, Control::none()).unwrap()
    };
    let model = fit(&shop);
    let cut: Vec<Profile> = shop
        .iter()
        .map(|known| {
            let id = known.customer_id().to_owned();
            let until = known.events().into_iter().filter(|event| event.timestamp_ms <= noon(TODAY));
            profile(&id, until.skip(1).cloned().collect::<Vec<Event>>())
        })
        .collect();
    assert_eq!(fit(&cut).model_id(), model.model_id());
    let mut more = shop.clone();
    for number in 0..60 {
        let mut denied = steady(&format!("x{number}"), 0.5, TODAY, &mut Rng::new(number));
        denied.observe_owned(consent(&format!("x{number}"), "denied", TODAY - 2), END_MS).unwrap();
        more.push(denied);
    }
    assert_eq!(fit(&more).model_id(), model.model_id());
}

#[test]
fn reasons_add_up_to_the_difference_they_explain() {
    let log_odds = |features: &Features| logit(MODEL.predict(features, &[]).unwrap().churn.value);
    for profile in SHOP.iter().take(12) {
        let (before, now) = (row(profile, TODAY - 100), row(profile, TODAY));
        let reasons = MODEL.reasons_of_change(&before, &now).unwrap();
        let sum: f64 = reasons.iter().map(|reason| reason.contribution).sum();
        assert!((sum - (log_odds(&now) - log_odds(&before))).abs() < 1e-9, "{reasons:?}");
        assert!(reasons.windows(2).all(|pair| pair[0].contribution.abs() >= pair[1].contribution.abs()));
        let differences: Vec<f64> = [&before, &now]
            .map(|row| {
                log_odds(row) - MODEL.reasons(row).unwrap().iter().map(|one| one.contribution).sum::<f64>()
            })
            .to_vec();
        // Both are told against the same typical customer.
        assert!((differences[0] - differences[1]).abs() < 1e-9);
    }
    let error = MODEL.reasons_of_change(&row(&SHOP[0], TODAY), &row(&SHOP[1], TODAY)).unwrap_err();
    assert_eq!(error.code(), "WRONG_CUSTOMER");
}

#[test]
fn a_watchlist_tells_who_crossed_between_which_looks_and_what_changed() {
    // A shop of which customers buy often until they leave for good, some every day.
    let shop: Vec<Profile> = (0..600_u64)
        .map(|number| {
            let mut rng = Rng::with_stream(29, number);
            let last = (100.0 + rng.exponential(1.0 / 400.0)).min(TODAY as f64) as i64;
            steady(&format!("c{number}"), 0.15, last, &mut rng)
        })
        .collect();
    let data = ChurnData::of(&shop, noon(TODAY));
    let model = Churn::fit(&reader(), &data, &options(), Control::none()).unwrap();
    println!("{:?}", model.report());
    // Ann buys every five days and stops on day 600; Bea goes on; Cyn stops and comes back; Dee is a new customer.
    let until = |id: &str, days: &[i64]| profile(id, days.iter().map(|day| order(id, *day, &[("p", 5_000)])));
    let every_fifth = |from: i64, to: i64| (from..to).step_by(5).collect::<Vec<i64>>();
    let cyn: Vec<i64> = every_fifth(1, 500).into_iter().chain(every_fifth(745, 800)).collect();
    let people = [
        until("ann", &every_fifth(1, 600)),
        until("bea", &every_fifth(1, 800)),
        until("cyn", &cyn),
        profile("dee", [search("dee", 20)]),
    ];
    let looks: Vec<FeatureTable> = [590, 640, 740, 750].map(|day| look(&people, day)).to_vec();
    let risk = |at: usize, who: usize| model.predict(&looks[at].rows()[who], &[]).unwrap().churn.value;
    let threshold = 0.5 * (risk(0, 0).max(risk(3, 2)) + risk(1, 0).min(risk(2, 0)).min(risk(2, 2)));
    println!("ann {:?}", [0, 1, 2, 3].map(|at| risk(at, 0)));
    println!("cyn {:?}", [0, 1, 2, 3].map(|at| risk(at, 2)));
    let looks: Vec<&FeatureTable> = looks.iter().collect();
    let options = WatchlistOptions { threshold, ..WatchlistOptions::default() };
    let list = model.watchlist(&looks, &options, Control::none()).unwrap();
    println!("{list:#?}");
    let names: Vec<&str> = list.entries.iter().map(|entry| entry.customer_id.as_str()).collect();
    assert_eq!((names, list.recovered.as_slice(), list.unknown), (vec!["ann"], &["cyn".to_owned()][..], 1));
    let ann = &list.entries[0];
    assert_eq!((ann.since_ms, ann.crossed_after_ms), (noon(640), Some(noon(590))));
    assert_eq!(ann.before, Some(risk(0, 0)));
    assert!((ann.rise.unwrap() - (ann.churn.value - risk(0, 0))).abs() < 1e-12 && ann.rise.unwrap() > 0.3);
    assert!(ann.reasons.len() == 3 && ann.reasons[0].contribution > 0.0, "{:?}", ann.reasons);
    let without = WatchlistOptions { standing: false, ..options.clone() };
    assert!(model.watchlist(&looks[1..], &without, Control::none()).unwrap().entries.is_empty());
    let standing = model.watchlist(&looks[1..], &options, Control::none()).unwrap();
    assert_eq!((standing.entries[0].since_ms, standing.entries[0].crossed_after_ms), (noon(640), None));
    for wrong in [&[looks[1], looks[0]][..], &[], &[looks[0], looks[0]]] {
        assert!(model.watchlist(wrong, &options, Control::none()).is_err());
    }
    for threshold in [0.0, 1.0, f64::NAN] {
        let options = WatchlistOptions { threshold, ..WatchlistOptions::default() };
        let error = model.watchlist(&looks, &options, Control::none()).unwrap_err();
        assert_eq!(error.code(), "OUT_OF_RANGE");
    }
}

#[test]
fn a_recalibrated_model_is_another_one_and_the_first_stays() {
    let before = MODEL.to_bytes().unwrap();
    let curve = Calibration::Platt { slope: 0.8, intercept: 0.5 };
    let moved = MODEL.recalibrated(&curve).unwrap();
    assert_ne!(moved.model_id(), MODEL.model_id());
    assert_eq!(moved.parent_model_id(), Some(MODEL.model_id()));
    assert_eq!(MODEL.to_bytes().unwrap(), before);
    for profile in SHOP.iter().take(20) {
        let row = row(profile, TODAY);
        let (old, new) = (MODEL.predict(&row, &[30.0]).unwrap(), moved.predict(&row, &[30.0]).unwrap());
        let expected = logistic(curve.log_odds(logit(old.churn.value)));
        assert!((new.churn.value - expected).abs() < 1e-9, "{new:?} {expected}");
        assert!(new.curve[0].survival.value > new.churn.value);
    }
    let twice = moved.recalibrated(&Calibration::Platt { slope: 1.25, intercept: -0.625 }).unwrap();
    let (first, last) = (row(&SHOP[2], TODAY), row(&SHOP[2], TODAY));
    let (first, last) = (MODEL.predict(&first, &[]).unwrap().churn, twice.predict(&last, &[]).unwrap().churn);
    assert!((first.value - last.value).abs() < 1e-9, "the second takes the first back");
}

#[test]
fn a_model_survives_its_bytes_and_hostile_ones_are_refused() {
    let bytes = MODEL.to_bytes().unwrap();
    println!("{} bytes", bytes.len());
    let read = Churn::from_bytes(&bytes).unwrap();
    assert_eq!((&read, read.model_id()), (&*MODEL, MODEL.model_id()));
    assert_eq!(read.to_bytes().unwrap(), bytes);
    let features = row(&SHOP[5], TODAY);
    assert_eq!(read.predict(&features, &[7.0]).unwrap(), MODEL.predict(&features, &[7.0]).unwrap());
    for cut in [0, 5, 20, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Churn::from_bytes(&bytes[..cut]).unwrap_err().code(), "TRUNCATED");
    }
    let text = serde_json::to_string(&*MODEL).unwrap();
    let refused = |from: &str, to: &str| {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text, "{from}");
        assert!(serde_json::from_str::<Churn>(&damaged).is_err(), "{from}");
    };
    refused("\"featuresVersion\":1", "\"featuresVersion\":2");
    refused("\"horizonDays\":60", "\"horizonDays\":61");
    refused("\"periods\":4", "\"periods\":5");
    refused("\"periodDays\":15.0", "\"periodDays\":-15.0");
    refused("\"typical\":[", "\"typical\":[0.0,");
    refused("\"events\":", "\"events\":4000000000,\"was\":");
    refused("\"learners\":[", "\"learners\":[],\"others\":[");
    refused("\"weight\":", "\"weight\":-0.5,\"was\":");
    refused("\"designEffect\":", "\"designEffect\":0.0,\"was\":");
}

#[test]
fn what_cannot_be_fitted_or_asked_is_refused_by_name() {
    let fit = |options: &ChurnOptions, profiles: &[Profile]| {
        let data = ChurnData::of(profiles, noon(TODAY));
        Churn::fit(&reader(), &data, options, Control::none()).unwrap_err().to_string()
    };
    for wrong in [
        ChurnOptions { horizon_days: 0, ..options() },
        ChurnOptions { periods: 0, ..options() },
        ChurnOptions { folds: 1, ..options() },
        ChurnOptions { trees: 0, ..options() },
        ChurnOptions { cuts_ms: vec![5, 5], ..options() },
        ChurnOptions { cuts_ms: vec![noon(TODAY - 59)], ..options() },
    ] {
        let text = fit(&wrong, &SHOP[..40]);
        assert!(text.starts_with("churn: "), "{text}");
    }
    assert_eq!(fit(&options(), &SHOP[..40]), "training: 40 customers who were followed, at least 50 needed");
    assert_eq!(fit(&options(), &[]), "churn: 0 customers who were followed, at least 50 needed");
    let everybody: Vec<Profile> = (0..60)
        .map(|n| format!("c{n}"))
        .map(|id| profile(&id, (1..TODAY).map(|day| order(&id, day, &[("p", 100)]))))
        .collect();
    assert!(fit(&ChurnOptions { periods: 1, ..options() }, &everybody).contains("classes"));
    let features = row(&SHOP[0], TODAY);
    for days in [0.0, -1.0, 60.1, f64::NAN, f64::INFINITY] {
        assert_eq!(MODEL.predict(&features, &[days]).unwrap_err().code(), "OUT_OF_RANGE", "{days}");
    }
    assert!(serde_json::from_str::<ChurnOptions>(r#"{"horizon":3}"#).is_err());
    let stopped = Control::new(&|| true, &|_, _| ());
    let data = ChurnData::of(&SHOP, noon(TODAY));
    assert_eq!(Churn::fit(&reader(), &data, &options(), stopped).unwrap_err().code(), "CANCELLED");
}
