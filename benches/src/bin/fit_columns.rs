//! How long does a BG/NBD fit take? The side of Sartor in `make peers`.
//!
//! Reads rows of `frequency last_purchase_age age` from standard input, fits as often as the argument says, and
//! prints the median time, the parameters and the log-likelihood as JSON.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a stopwatch that speaks

use std::error::Error;
use std::time::Instant;

use sartor::control::Control;
use sartor::lifetime::BgNbd;

fn main() -> Result<(), Box<dyn Error>> {
    let rounds: usize = std::env::args().nth(1).ok_or("usage: fit_columns ROUNDS <rows")?.parse()?;
    let mut columns: [Vec<f64>; 3] = Default::default();
    for line in std::io::read_to_string(std::io::stdin())?.lines() {
        for (column, field) in columns.iter_mut().zip(line.split(' ')) {
            column.push(field.parse()?);
        }
    }
    let [frequency, last_purchase_age, age] = &columns;
    let fit = || BgNbd::fit(frequency, last_purchase_age, age, None, 0.0, Control::none());
    let model = fit()?;
    let mut milliseconds = Vec::new();
    for _ in 0..rounds.max(1) {
        let began = Instant::now();
        fit()?;
        milliseconds.push(began.elapsed().as_secs_f64() * 1e3);
    }
    milliseconds.sort_by(f64::total_cmp);
    let answer = serde_json::json!({
        "milliseconds": milliseconds[milliseconds.len() / 2],
        "params": model.params(),
        "logLikelihood": model.log_likelihood(),
    });
    println!("{answer}");
    Ok(())
}
