//! Purchases by category: how likely, when, and what is said of whom nothing is known.

use std::sync::LazyLock;

use crate::shop;
use crate::shop::{DAY_MS, END_MS, consent, event, noon, order, profile, search};
use sartor::catalog::{Catalog, CatalogFormat, CatalogReader};
use sartor::control::Control;
use sartor::estimate::Basis;
use sartor::event::EventKind;
use sartor::learn::{MemberKind, ReliabilityBins, ScoredLabels};
use sartor::math::{logit, pow};
use sartor::money::Currency;
use sartor::predict::{
    CategoryPropensity, FeatureExtra, FeatureReader, Propensity, PropensityData, PropensityOptions,
};
use sartor::profile::Profile;
use sartor::rng::Rng;

const TODAY: i64 = 420;
const CATEGORIES: [&str; 4] = ["coats", "shirts", "socks", "ties"];
/// How likely a customer is to buy in a category on any day: it depends on the customer's kind and the category.
const HABITS: [[f64; 4]; 3] =
    [[0.002, 0.05, 0.1, 0.0], [0.004, 0.01, 0.01, 0.06], [0.0005, 0.004, 0.02, 0.001]];

fn catalog() -> Catalog {
    let mut reader = CatalogReader::new(CatalogFormat::Csv, Currency::parse("USD").unwrap());
    let file = "id,name,price,category\nc1,Coat,300,coats\nc2,Coat two,500,coats\nh1,Shirt,60,shirts
h2,Shirt two,80,shirts\ns1,Socks,9,socks\nt1,Tie,30,ties\nx1,Scarf,40,scarves\n";
    reader.feed(file.as_bytes()).unwrap();
    reader.finish().unwrap().0
}

fn product(category: usize) -> (&'static str, i64) {
    [("c1", 30_000), ("h1", 6_000), ("s1", 900), ("t1", 3_000)][category]
}

fn habit(number: usize) -> [f64; 4] {
    HABITS[number % HABITS.len()]
}

/// Customers with one habit each for life, also after today.
static SHOP: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    (0..900)
        .map(|number| {
            let mut rng = Rng::with_stream(41, number as u64);
            let id = format!("c{number:04}");
            let mut events = vec![search(&id, 1)];
            for day in 2..TODAY + 60 {
                let bought: Vec<(&str, i64)> =
                    (0..4).filter(|category| rng.bernoulli(habit(number)[*category])).map(product).collect();
                if !bought.is_empty() {
                    events.push(order(&id, day, &bought));
                }
            }
            profile(&id, events)
        })
        .collect()
});

static READER: LazyLock<FeatureReader> = LazyLock::new(|| FeatureReader::new(Some(&catalog())));

fn options() -> PropensityOptions {
    PropensityOptions { trees: 80, ..PropensityOptions::default() }
}

static MODEL: LazyLock<Propensity> = LazyLock::new(|| {
    Propensity::fit(&READER, &PropensityData::of(&SHOP, noon(TODAY)), &options(), Control::none()).unwrap()
});

/// What is said of a customer in a category.
fn told(number: usize, category: &str) -> CategoryPropensity {
    let told = MODEL.predict(&READER, &SHOP[number], noon(TODAY), &FeatureExtra::default()).unwrap();
    told.categories.into_iter().find(|known| known.category == category).unwrap()
}

/// Days after today of the first purchase in a category.
fn first_purchase(number: usize, category: usize) -> Option<i64> {
    let (product, _) = product(category);
    let events = SHOP[number].events();
    let bought = events.into_iter().filter(|event| event.kind == EventKind::OrderCompleted);
    let days = bought
        .filter(|event| event.lines.iter().any(|line| line.product_id == product))
        .map(|event| (event.timestamp_ms - noon(TODAY)) / DAY_MS);
    days.filter(|days| *days > 0).min()
}

#[test]
fn what_is_foretold_of_each_category_comes_true_as_often_as_said() {
    let (mut scores, mut labels) = (Vec::new(), Vec::new());
    for number in 0..SHOP.len() {
        for (place, category) in CATEGORIES.iter().enumerate() {
            scores.push(logit(told(number, category).probability.value));
            let bought = first_purchase(number, place).is_some_and(|days| days <= 30);
            labels.push(f64::from(u8::from(bought)));
        }
    }
    let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
    let error = scored.calibration_error(ReliabilityBins::EqualRows { bins: 10 }, 0.99).unwrap();
    let (auc, loss) = (scored.auc(0.9).unwrap(), scored.log_loss(0.9).unwrap());
    println!("{error:?}\nauc {auc:?}\nlog loss {loss:?}, of the base rate {}", scored.base_log_loss());
    println!("{:?}", MODEL.report());
    assert!(error.value <= error.chance_limit, "{error:?}");
    assert!(auc.value > 0.85 && loss.high < scored.base_log_loss());
    let report = MODEL.report();
    assert!(report.auc.low > report.auc_of_rates && report.log_loss.high < report.log_loss_of_rates);
}

/// The probability of a purchase in a category within 30 days, as all that a customer bought so far tells it.
fn some_by_record(number: usize, category: usize) -> f64 {
    let (known, mut bought) = ((TODAY - 1) as f64, [0.0; 4]);
    for event in SHOP[number].events().iter().filter(|event| event.timestamp_ms <= noon(TODAY)) {
        for line in &event.lines {
            let place = (0..4).find(|place| product(*place).0 == line.product_id).unwrap();
            bought[place] += 1.0;
        }
    }
    let likely = |habit: &[f64; 4]| -> f64 {
        habit.iter().zip(&bought).map(|(p, n)| pow(*p, *n) * pow(1.0 - p, known - n)).product()
    };
    let total: f64 = HABITS.iter().map(likely).sum();
    HABITS.iter().map(|habit| likely(habit) / total * (1.0 - pow(1.0 - habit[category], 30.0))).sum()
}

#[test]
fn intervals_hold_what_a_record_tells_as_often_as_they_say() {
    let (mut by_record, mut by_habit, mut all) = (0, 0, 0);
    for number in 0..300 {
        for (place, category) in CATEGORIES.iter().enumerate() {
            let truth = 1.0 - pow(1.0 - habit(number)[place], 30.0);
            let estimate = told(number, category).probability;
            assert!(estimate.low <= estimate.value && estimate.value <= estimate.high);
            assert_eq!(estimate.basis, Basis::Customer);
            if truth > 0.0 {
                let holds = |truth: f64| u32::from((estimate.low..=estimate.high).contains(&truth));
                by_record += holds(some_by_record(number, place));
                by_habit += holds(truth);
                all += 1;
            }
        }
    }
    let (by_record, by_habit) = (f64::from(by_record) / f64::from(all), f64::from(by_habit) / f64::from(all));
    println!(
        "90 % intervals hold what the record tells {by_record:.3} of {all} times, the habit {by_habit:.3}"
    );
    assert!(by_record >= 0.84, "{by_record}");
}

#[test]
fn each_learner_is_seen_beside_the_blend() {
    let report = MODEL.report();
    let kinds: Vec<MemberKind> = report.members.iter().map(|one| one.member).collect();
    assert_eq!(kinds, [MemberKind::Gbdt, MemberKind::Logistic, MemberKind::Network]);
    assert!((report.members.iter().map(|one| one.weight).sum::<f64>() - 1.0).abs() < 1e-9);
    for one in &report.members {
        let alone = one.figures.labels.as_ref().unwrap();
        assert!(alone.auc.value > report.auc_of_rates && alone.log_loss.value < report.log_loss_of_rates);
        assert!(report.log_loss.value < alone.log_loss.value + 0.003, "{one:?} {:?}", report.log_loss);
    }
}

#[test]
#[cfg(feature = "parallel")]
fn the_same_bytes_at_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let options = PropensityOptions { trees: 10, ..options() };
            let data = PropensityData::of(&SHOP[..300], noon(TODAY));
            Propensity::fit(&READER, &data, &options, Control::none()).unwrap().to_bytes().unwrap()
        })
    };
    let one = on(1);
    assert!(on(3) == one);
}

#[test]
fn if_a_purchase_comes_it_comes_between_the_days_told() {
    let (mut inside, mut below_median, mut all) = (0, 0, 0);
    for number in 0..SHOP.len() {
        for (place, category) in CATEGORIES.iter().enumerate() {
            let Some(days) = first_purchase(number, place).filter(|days| *days <= 30) else { continue };
            let told = told(number, category).days.unwrap();
            assert!(0.0 < told.low && told.low < told.median && told.median < told.high && told.high <= 30.0);
            // A purchase of day n comes between n - 1 and n days from now: it lies in the middle.
            let at = days as f64 - 0.5;
            inside += u32::from((told.low..=told.high).contains(&at));
            below_median += u32::from(at < told.median);
            all += 1;
        }
    }
    let (inside, below) = (f64::from(inside) / f64::from(all), f64::from(below_median) / f64::from(all));
    println!("of {all} purchases {inside:.3} came between the days told, {below:.3} before the median");
    assert!((0.86..=0.94).contains(&inside), "{inside}");
    assert!((0.45..=0.55).contains(&below), "{below}");
}

#[test]
fn the_most_likely_category_comes_first_and_one_nobody_buys_is_left_out() {
    let told = MODEL.predict(&READER, &SHOP[0], noon(TODAY), &FeatureExtra::default()).unwrap();
    assert!(told.categories.windows(2).all(|pair| pair[0].probability.value >= pair[1].probability.value));
    assert_eq!((told.categories[0].category.as_str(), told.categories.len()), ("socks", 4));
    assert_eq!((told.horizon_days, told.by_ms), (30, noon(TODAY + 30)));
    let names: Vec<&str> = MODEL.report().categories.iter().map(|known| known.category.as_str()).collect();
    assert_eq!(names, CATEGORIES);
}

#[test]
fn of_whom_nothing_is_known_every_category_has_the_rate_of_all() {
    let mut denied = SHOP[0].clone();
    denied.observe_owned(consent("c0000", "denied", TODAY - 1), END_MS).unwrap();
    let mut stranger = Profile::new("s").unwrap();
    stranger.observe_owned(consent("s", "granted", TODAY + 1), END_MS).unwrap();
    for (profile, reason) in [(&denied, "no_consent"), (&stranger, "no_consent")] {
        let told = MODEL.predict(&READER, profile, noon(TODAY), &FeatureExtra::default()).unwrap();
        assert_eq!(told.reason.as_deref(), Some(reason));
        for known in &told.categories {
            let report = MODEL.report().categories.iter().find(|one| one.category == known.category).unwrap();
            assert_eq!(known.probability.basis, Basis::Prior);
            assert!((known.probability.value - report.rate).abs() < 0.01, "{known:?} {report:?}");
            assert!(known.probability.low < report.rate && report.rate < known.probability.high);
            assert!(known.days.is_some());
        }
    }
}

#[test]
fn an_order_that_was_cancelled_is_none() {
    let fit = |profiles: &[Profile]| {
        let options = PropensityOptions { trees: 5, ..options() };
        Propensity::fit(&READER, &PropensityData::of(profiles, noon(TODAY)), &options, Control::none())
            .unwrap()
    };
    let some: Vec<Profile> = SHOP.iter().take(120).cloned().collect();
    let coats = |model: &Propensity| {
        model.report().categories.iter().find(|one| one.category == "coats").map_or(0, |one| one.purchases)
    };
    let before = coats(&fit(&some));
    let with = |cancel: bool| -> Vec<Profile> {
        let mut shop = some.clone();
        for (number, profile) in shop.iter_mut().enumerate().take(40) {
            let id = format!("c{number:04}");
            let mut bought = order(&id, TODAY - 3, &[("c2", 50_000)]);
            bought.message_id = "coat".to_owned();
            bought.attributes = vec![shop::text("order_id", "coat")];
            profile.observe_owned(bought, END_MS).unwrap();
            if cancel {
                let mut back = event(EventKind::OrderCancelled, "back", &id, noon(TODAY - 2));
                back.attributes = vec![shop::text("order_id", "coat")];
                profile.observe_owned(back, END_MS).unwrap();
            }
        }
        shop
    };
    assert!(coats(&fit(&with(false))) >= before + 30);
    assert_eq!(coats(&fit(&with(true))), before);
}

#[test]
fn many_are_told_what_each_is_told_alone() {
    let some = &SHOP[..7];
    let many = MODEL.predict_many(&READER, some, noon(TODAY), None, Control::none()).unwrap();
    for (profile, told) in some.iter().zip(&many) {
        let alone = MODEL.predict(&READER, profile, noon(TODAY), &FeatureExtra::default()).unwrap();
        assert_eq!(&alone, told);
    }
    let error = MODEL.predict_many(&READER, some, noon(TODAY), Some(&[]), Control::none()).unwrap_err();
    assert_eq!(error.code(), "OUT_OF_RANGE");
}

#[test]
fn rows_beyond_those_asked_for_leave_customers_out() {
    let options = PropensityOptions { rows: 1_500, trees: 5, ..options() };
    let model =
        Propensity::fit(&READER, &PropensityData::of(&SHOP, noon(TODAY)), &options, Control::none()).unwrap();
    // 5 categories of the catalogue at 3 cuts: 100 customers.
    assert_eq!((model.report().customers, model.report().customers_left_out), (100, 800));
}

#[test]
fn a_model_survives_its_bytes_and_hostile_ones_are_refused() {
    let bytes = MODEL.to_bytes().unwrap();
    let read = Propensity::from_bytes(&bytes).unwrap();
    assert_eq!((&read, read.model_id()), (&*MODEL, MODEL.model_id()));
    for cut in [0, 9, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(Propensity::from_bytes(&bytes[..cut]).unwrap_err().code(), "TRUNCATED");
    }
    let text = serde_json::to_string(&*MODEL).unwrap();
    for (from, to) in [
        ("\"featuresVersion\":1", "\"featuresVersion\":0"),
        ("\"horizonDays\":30", "\"horizonDays\":31"),
        ("\"periods\":3", "\"periods\":2"),
        ("\"category\":\"coats\"", "\"category\":\"zoats\""),
        ("\"categories\":[", "\"categories\":[],\"were\":["),
    ] {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text, "{from}");
        assert!(serde_json::from_str::<Propensity>(&damaged).is_err(), "{from}");
    }
}

#[test]
fn what_cannot_be_fitted_is_refused_by_name() {
    let fit = |reader: &FeatureReader, profiles: &[Profile], options: &PropensityOptions| {
        let data = PropensityData::of(profiles, noon(TODAY));
        Propensity::fit(reader, &data, options, Control::none()).unwrap_err().to_string()
    };
    assert_eq!(
        fit(&FeatureReader::new(None), &SHOP, &options()),
        "propensity: 0 categories in the catalogue, at least 1 needed"
    );
    assert_eq!(
        fit(&READER, &[], &options()),
        "propensity: 0 categories that somebody bought from since, at least 1 needed"
    );
    assert!(fit(&READER, &SHOP[..20], &options()).starts_with("training: 20 customers"));
    for wrong in [
        PropensityOptions { horizon_days: 0, ..options() },
        PropensityOptions { rows: 10, ..options() },
        PropensityOptions { folds: 21, ..options() },
        PropensityOptions { cuts_ms: vec![noon(TODAY - 10)], ..options() },
    ] {
        assert!(fit(&READER, &SHOP, &wrong).starts_with("propensity: "));
    }
    assert!(serde_json::from_str::<PropensityOptions>(r#"{"days":3}"#).is_err());
}
