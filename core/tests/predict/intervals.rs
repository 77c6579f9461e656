//! Intervals of single probabilities in simulated shops: how often do they hold what all that is known of somebody tells?
//!
//! Habits are drawn, and a record tells them only in part: what an interval is to hold is the mean over all habits that the
//! record allows, which is known exactly where the shop is. How often it holds the habit itself is told beside it. None of
//! these shops was looked at while the method was chosen.

use crate::shop::{DAY_MS, START_MS, noon, order, profile, search};
use sartor::catalog::{CatalogFormat, CatalogReader};
use sartor::control::Control;
use sartor::estimate::Estimate;
use sartor::math::{exp, ln, ln_1p, pow};
use sartor::money::Currency;
use sartor::predict::{
    Churn, ChurnData, ChurnOptions, FeatureReader, Propensity, PropensityData, PropensityOptions,
};
use sartor::profile::Profile;
use sartor::rng::Rng;

const TODAY: i64 = 700;

/// The mean of values by weights of these logarithms.
fn mean(weighted: &[(f64, f64)]) -> f64 {
    let most = weighted.iter().map(|(weight, _)| *weight).fold(f64::NEG_INFINITY, f64::max);
    let parts = weighted.iter().map(|(weight, value)| (exp(weight - most), value));
    let (sum, total) =
        parts.fold((0.0, 0.0), |(sum, total), (part, value)| (sum + part * value, total + part));
    sum / total
}

/// What was told, what the record tells, and what the habit is.
struct Held {
    told: Estimate,
    by_record: f64,
    by_habit: f64,
}

/// The share of intervals that hold what the record tells.
fn share(shop: &str, held: &[Held]) -> f64 {
    let holds = |told: &Estimate, truth: f64| (told.low..=told.high).contains(&truth);
    let count = |is_held: &dyn Fn(&Held) -> bool| {
        held.iter().filter(|held| is_held(held)).count() as f64 / held.len() as f64
    };
    let by_record = count(&|held| holds(&held.told, held.by_record));
    let by_habit = count(&|held| holds(&held.told, held.by_habit));
    let width = held.iter().map(|held| held.told.high - held.told.low).sum::<f64>() / held.len() as f64;
    println!(
        "{shop}: 90 % intervals hold what the record tells {by_record:.3} of {} times, the habit {by_habit:.3}, \
         mean width {width:.3}",
        held.len()
    );
    by_record
}

fn churn(profiles: &[Profile], horizon_days: u32) -> Vec<Estimate> {
    let reader = FeatureReader::new(None);
    let options = ChurnOptions { horizon_days, periods: 3, ..ChurnOptions::default() };
    let data = ChurnData::of(profiles, noon(TODAY));
    let model = Churn::fit(&reader, &data, &options, Control::none()).unwrap();
    let table = reader.table(profiles, noon(TODAY), None, Control::none()).unwrap();
    let risks = model.predict_many(&table, &[], Control::none()).unwrap();
    assert!(risks.iter().all(|risk| risk.reason.is_none()));
    risks.into_iter().map(|risk| risk.churn).collect()
}

/// Purchases after the first, days from it to the last of them, and to today.
fn record(profile: &Profile) -> (f64, f64, f64) {
    let state = profile.state_at(noon(TODAY));
    let days: Vec<f64> =
        state.purchase_days.iter().map(|day| f64::from(day.day) - (START_MS / DAY_MS) as f64).collect();
    (days.len() as f64 - 1.0, days[days.len() - 1] - days[0], TODAY as f64 - days[0])
}

#[test]
fn of_customers_with_rates_of_every_size_churn_is_as_sure_as_said() {
    let (mean_rate, horizon) = (1.0 / 40.0, 90.0);
    let mut rates = Vec::new();
    let shop: Vec<Profile> = (0..1_200_u64)
        .map(|number| {
            let mut rng = Rng::with_stream(811, number);
            let (rate, first) = (rng.exponential(1.0 / mean_rate).min(0.9), 1 + rng.below(600) as i64);
            rates.push(rate);
            let id = format!("c{number}");
            let later = (first + 1..=TODAY).filter(|_| rng.bernoulli(rate)).collect::<Vec<_>>();
            profile(&id, [first].into_iter().chain(later).map(|day| order(&id, day, &[("p", 4_000)])))
        })
        .collect();
    let grid: Vec<f64> = (0..2_000).map(|at| 0.9 * pow((f64::from(at) + 0.5) / 2_000.0, 2.0)).collect();
    let told = churn(&shop, horizon as u32);
    let held: Vec<Held> = shop
        .iter()
        .zip(told)
        .zip(&rates)
        .map(|((profile, told), rate)| {
            let (purchases, _, days) = record(profile);
            // The grid lies as the root of the rate does: its steps are as long as that.
            let weight = |rate: f64| {
                purchases * ln(rate) + (days - purchases) * ln_1p(-rate) - rate / mean_rate + 0.5 * ln(rate)
            };
            let none = |rate: f64| pow(1.0 - rate, horizon);
            let by_record = mean(&grid.iter().map(|rate| (weight(*rate), none(*rate))).collect::<Vec<_>>());
            Held { told, by_record, by_habit: none(*rate) }
        })
        .collect();
    let share = share("rates of every size", &held);
    assert!((0.85..=0.98).contains(&share), "{share}");
}

#[test]
fn of_customers_who_leave_without_a_word_churn_is_as_sure_as_said() {
    // Share, purchases a day, and the probability to leave on any day.
    let kinds = [(0.7, 1.0 / 15.0, 1.0 / 200.0), (0.3, 1.0 / 60.0, 1.0 / 1_000.0)];
    let horizon = 45.0;
    let mut lives = Vec::new();
    let shop: Vec<Profile> = (0..2_000_u64)
        .map(|number| {
            let mut rng = Rng::with_stream(812, number);
            let kind = usize::from(!rng.bernoulli(kinds[0].0));
            let (_, rate, leaves) = kinds[kind];
            let first = 1 + rng.below(650) as i64;
            let mut days = vec![first];
            let mut stays = true;
            for day in first + 1..=TODAY {
                stays &= !rng.bernoulli(leaves);
                if stays && rng.bernoulli(rate) {
                    days.push(day);
                }
            }
            lives.push((kind, stays));
            let id = format!("c{number}");
            profile(&id, days.into_iter().map(|day| order(&id, day, &[("p", 4_000)])))
        })
        .collect();
    // Nothing within the horizon, of somebody who is there today: until they leave, or to its end.
    let none = |rate: f64, leaves: f64| {
        let quiet = (1.0 - leaves) * (1.0 - rate);
        pow(quiet, horizon) + leaves * (1.0 - pow(quiet, horizon)) / (1.0 - quiet)
    };
    let told = churn(&shop, horizon as u32);
    let held: Vec<Held> = shop
        .iter()
        .zip(told)
        .zip(&lives)
        .map(|((profile, told), (kind, stays))| {
            let (purchases, until_last, days) = record(profile);
            let mut allowed = Vec::new();
            for (share, rate, leaves) in kinds {
                let seen = ln(share)
                    + purchases * ln(rate)
                    + (until_last - purchases) * ln_1p(-rate)
                    + until_last * ln_1p(-leaves);
                let (quiet, since) = ((1.0 - leaves) * (1.0 - rate), days - until_last);
                allowed.push((seen + since * ln(quiet), none(rate, leaves)));
                if since > 0.0 {
                    allowed.push((seen + ln(leaves * (1.0 - pow(quiet, since)) / (1.0 - quiet)), 1.0));
                }
            }
            let (_, rate, leaves) = kinds[*kind];
            let by_habit = if *stays { none(rate, leaves) } else { 1.0 };
            Held { told, by_record: mean(&allowed), by_habit }
        })
        .collect();
    let share = share("leaving without a word", &held);
    // Where customers are of two kinds and one day decides, learners smooth over the step: fewer than said, and told so.
    assert!((0.68..=0.98).contains(&share), "{share}");
}

#[test]
fn purchases_by_category_are_as_sure_as_said() {
    const NAMES: [&str; 5] = ["belts", "boots", "coats", "shirts", "socks"];
    const MULTIPLES: [f64; 5] = [0.2, 0.1, 0.3, 1.5, 2.5];
    let (mean_activity, horizon) = (0.01, 30.0);
    let mut reader = CatalogReader::new(CatalogFormat::Csv, Currency::parse("USD").unwrap());
    reader.feed(b"id,name,price,category\n").unwrap();
    for name in NAMES {
        reader.feed(format!("{name},{name},50,{name}\n").as_bytes()).unwrap();
    }
    let reader = FeatureReader::new(Some(&reader.finish().unwrap().0));
    let mut activities = Vec::new();
    let mut counts = Vec::new();
    let shop: Vec<Profile> = (0..700_u64)
        .map(|number| {
            let mut rng = Rng::with_stream(813, number);
            // Gamma of shape 2: the sum of two exponential ones.
            let half = 2.0 / mean_activity;
            let activity = (rng.exponential(half) + rng.exponential(half)).min(0.3);
            activities.push(activity);
            let id = format!("c{number}");
            let first = 1 + rng.below(600) as i64;
            let mut count = [0.0; 5];
            let mut events = vec![search(&id, first)];
            for day in first + 1..=TODAY {
                let mut bought = Vec::new();
                for (place, name) in NAMES.iter().enumerate() {
                    if rng.bernoulli(activity * MULTIPLES[place]) {
                        count[place] += 1.0;
                        bought.push((*name, 5_000));
                    }
                }
                if !bought.is_empty() {
                    events.push(order(&id, day, &bought));
                }
            }
            counts.push((count, (TODAY - first) as f64));
            profile(&id, events)
        })
        .collect();
    let data = PropensityData::of(&shop, noon(TODAY));
    let model = Propensity::fit(&reader, &data, &PropensityOptions::default(), Control::none()).unwrap();
    let many = model.predict_many(&reader, &shop, noon(TODAY), None, Control::none()).unwrap();
    let grid: Vec<f64> = (1..=600).map(|at| f64::from(at) * 0.0005).collect();
    let mut held = Vec::new();
    for ((told, activity), (count, days)) in many.iter().zip(&activities).zip(&counts) {
        let weight = |activity: f64| {
            let of_category = |(count, multiple): (&f64, &f64)| {
                let rate = activity * multiple;
                count * ln(rate) + (days - count) * ln_1p(-rate)
            };
            let seen: f64 = count.iter().zip(&MULTIPLES).map(of_category).sum();
            seen + ln(activity) - 2.0 * activity / mean_activity
        };
        for known in &told.categories {
            let place = NAMES.iter().position(|name| *name == known.category).unwrap();
            let some = |activity: f64| 1.0 - pow(1.0 - activity * MULTIPLES[place], horizon);
            let allowed: Vec<(f64, f64)> = grid.iter().map(|at| (weight(*at), some(*at))).collect();
            held.push(Held { told: known.probability, by_record: mean(&allowed), by_habit: some(*activity) });
        }
    }
    let share = share("purchases by category", &held);
    assert!((0.87..=0.98).contains(&share), "{share}");
}
