//! A model, a forecaster or a choice that was read from JSON answers possible numbers, and is written as it was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::control::Control;
use sartor::input::from_text;
use sartor::lifetime::{
    AnyPurchaseModel, ConformalForecaster, CovariateGammaGamma, CovariateModel, CustomerPurchases,
    GammaGamma, ModelComparison, ParetoNbdParams, Period, PurchaseSummary, Summaries,
};

/// Repeat purchases, age at the last of them, and age; whole numbers, so that every model takes them.
const HISTORIES: [[f64; 3]; 4] =
    [[0.0, 0.0, 9.0], [2.0, 5.0, 9.0], [7.0, 9.0, 9.0], [500.0, 3_000.0, 10_000.0]];

fn possible(number: f64) {
    assert!(number.is_finite() && number >= 0.0, "{number}");
}

fn ask(model: &AnyPurchaseModel) {
    for [x, t_x, age] in HISTORIES {
        let alive = model.probability_alive(x, t_x, age).expect("a history that can be");
        assert!((0.0..=1.0).contains(&alive), "{alive}");
        possible(model.expected_purchases(39.0, x, t_x, age).expect("a history that can be"));
        for share in [1e-9, 0.3, 1.0] {
            let some = model.purchase_probability(39.0, share, x, t_x, age).expect("a history that can be");
            assert!((0.0..=1.0).contains(&some), "{some}");
        }
        let interval = model.purchase_probability_interval(39.0, 0.3, x, t_x, age, 0.9).expect("a level");
        assert!(interval.low <= interval.value && interval.value <= interval.high, "{interval:?}");
    }
    let _ = model.simulate(3, &[39.0], 1, Control::none());
    let text = serde_json::to_string(model).expect("what was read can be written");
    assert_eq!(&from_text::<AnyPurchaseModel>("model", &text).expect("what was written can be read"), model);
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(model) = from_text::<AnyPurchaseModel>("model", text) {
        ask(&model);
    }
    if let Ok(spend) = from_text::<GammaGamma>("spend", text) {
        for (x, monetary) in [(0.0, 0.0), (1.0, 1e-9), (30.0, 40.0)] {
            if let Ok(expected) = spend.expected_spend(x, monetary) {
                possible(expected);
            }
        }
    }
    if let Ok(forecaster) = from_text::<ConformalForecaster>("forecaster", text) {
        for [x, t_x, age] in HISTORIES {
            if let Ok(interval) = forecaster.purchases(x, t_x, age) {
                assert!(interval.low <= interval.high, "{interval:?}");
            }
            let monetary = if x == 0.0 { 0.0 } else { 40.0 };
            let history = PurchaseSummary { frequency: x, last_purchase_age: t_x, age, monetary };
            if let Ok(interval) = forecaster.value(&history) {
                assert!(interval.low <= interval.high, "{interval:?}");
            }
        }
    }
    if let Ok(model) = from_text::<CovariateModel<ParetoNbdParams>>("model", text) {
        let _ = model.for_customer(model.averages());
        let _ = model.for_customer(&[1e308]);
    }
    if let Ok(spend) = from_text::<CovariateGammaGamma>("spend", text) {
        let _ = spend.for_customer(&[1e308]);
    }
    if let Ok(purchases) = from_text::<CustomerPurchases>("purchases", text) {
        let _ = purchases.summary(20_000, Period::WEEK);
    }
    let _ = from_text::<ModelComparison>("comparison", text);
    let _ = from_text::<Summaries>("summaries", text);
});
