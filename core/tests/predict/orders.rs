//! Churn on a real file of orders: what was foretold of the last three months, beside simpler answers.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sartor::consent::ConsentBasis;
use sartor::control::Control;
use sartor::event::{OrderOptions, OrderReader};
use sartor::learn::{ReliabilityBins, ScoredLabels};
use sartor::math::logit;
use sartor::predict::{Churn, ChurnData, ChurnOptions, FeatureReader};
use sartor::profile::Profile;
use sartor::time::parse_timestamp_ms;

/// The path of a file of the development data; nothing where there is none.
fn data(name: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let places = [std::env::var_os("SARTOR_DATA").map(PathBuf::from), Some(root.join("../shared/data"))];
    let found = places.into_iter().flatten().map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{name} is missing");
        println!("SKIPPED: {name} is neither in $SARTOR_DATA nor in ../shared/data");
    }
    found
}

fn orders() -> Option<Vec<Profile>> {
    let path = data("online_retail_ii_2009_2010.csv.gz")?;
    let mut reader = OrderReader::new(OrderOptions {
        currency: "GBP".into(),
        consent_basis: Some(ConsentBasis::LegitimateInterest),
        ..OrderOptions::default()
    })
    .unwrap();
    for piece in std::fs::read(path).unwrap().chunks(65_536) {
        reader.feed(piece).unwrap();
    }
    let end_ms = parse_timestamp_ms("2011-01-01T00:00:00Z").unwrap();
    let mut profiles: BTreeMap<String, Profile> = BTreeMap::new();
    reader
        .finish(&mut |event| {
            let Some(id) = event.customer_id().map(str::to_owned) else { return };
            let profile = profiles.entry(id.clone()).or_insert_with(|| Profile::new(&id).unwrap());
            profile.observe_owned(event, end_ms).unwrap();
        })
        .unwrap();
    Some(profiles.into_values().collect())
}

#[test]
fn the_last_three_months_of_a_real_shop_are_foretold_better_than_by_recency() {
    let Some(profiles) = orders() else { return };
    let today_ms = parse_timestamp_ms("2010-09-01T00:00:00Z").unwrap();
    let options =
        ChurnOptions { horizon_days: 90, periods: 3, trees: 150, folds: 3, ..ChurnOptions::default() };
    let reader = FeatureReader::new(None);
    let data = ChurnData::of(&profiles, today_ms);
    let model = Churn::fit(&reader, &data, &options, Control::none()).unwrap();
    let table = reader.table(&profiles, today_ms, None, Control::none()).unwrap();
    let risks = model.predict_many(&table, &[], Control::none()).unwrap();
    let (mut scores, mut labels, mut recency) = (Vec::new(), Vec::new(), Vec::new());
    for ((profile, risk), features) in profiles.iter().zip(&risks).zip(table.rows()) {
        if risk.reason.is_some() {
            continue;
        }
        let state = profile.state_at(risk.by_ms);
        let bought = state.purchase_days.iter().any(|day| day.first_ms >= today_ms);
        scores.push(logit(risk.churn.value));
        labels.push(f64::from(u8::from(!bought)));
        recency.push(features.number("recency_days").unwrap());
    }
    let scored = ScoredLabels::new(&scores, &labels, None).unwrap();
    let of_recency = ScoredLabels::new(&recency, &labels, None).unwrap().auc(0.9).unwrap();
    let (auc, loss) = (scored.auc(0.9).unwrap(), scored.log_loss(0.9).unwrap());
    let gain = scored.auc_gain(&recency, 0.9).unwrap();
    let error = scored.calibration_error(ReliabilityBins::default(), 0.95).unwrap();
    println!("{} customers, {:.3} of them churned", labels.len(), scored.base_rate());
    println!("AUC {:.3} ({:.3} to {:.3}), of recency {:.3}", auc.value, auc.low, auc.high, of_recency.value);
    println!("log loss {:.3}, of the base rate {:.3}; {error:?}", loss.value, scored.base_log_loss());
    println!("out of fold before: {:?}", model.report());
    assert!(gain.low > 0.0, "{gain:?}");
    assert!(loss.high < scored.base_log_loss());
}
