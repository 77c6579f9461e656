//! How long do the lifetime models take over columns? The side of Sartor in `make peers`.
//!
//!     lifetime_columns TASK ROUNDS FOLDER
//!
//! Reads the columns of the task from the folder (`NAME.0.f64` and so on: little-endian doubles), does the task
//! as often as told and prints the mean processor time, the peak memory of the process and what the peer's answer is compared with, as JSON.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a stopwatch that speaks

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use sartor::control::Control;
use sartor::lifetime::{
    BgNbd, BgNbdParams, CustomerColumn, GammaGamma, GammaGammaParams, HistoryColumns, ParetoNbd,
    ParetoNbdParams, Period, SummaryOptions, Transactions, ValueOptions, summarize, value_columns,
};

/// Of the CDNOW sample.
const BG: BgNbdParams = BgNbdParams { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };
const PARETO: ParetoNbdParams = ParetoNbdParams { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 };
const SPEND: GammaGammaParams = GammaGammaParams { p: 6.25, q: 3.744, gamma: 15.44 };
/// Weeks.
const HORIZON: f64 = 39.0;
/// Twelve months of 4.345 weeks, discounted by 1 % a month, as the peer counts.
const YEAR: f64 = 12.0 * 4.345;
const DISCOUNT_A_WEEK: f64 = 0.002_292_7;

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    let [task, rounds, folder] = std::env::args()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "usage: lifetime_columns TASK ROUNDS FOLDER")?;
    let rounds: usize = rounds.parse()?;
    let folder = Path::new(&folder);
    let (seconds, answer) = match task.as_str() {
        "fit bg cdnow" => fit_bg(rounds, &columns(folder, "cdnow")?)?,
        "fit bg million" => fit_bg(rounds, &columns(folder, "million")?)?,
        "fit bg million days" => fit_bg(rounds, &columns(folder, "million_days")?)?,
        "fit pareto cdnow" => {
            let [x, t_x, age, _] = columns(folder, "cdnow")?;
            let fit = || ParetoNbd::fit(&x, &t_x, &age, None, 0.0, Control::none());
            let (seconds, model) = mean(rounds, || Ok(fit()?))?;
            (seconds, model.log_likelihood())
        }
        "expected bg" => {
            let model = BgNbd::with_params(BG)?;
            rows(rounds, folder, |x, t_x, age| model.expected_purchases(HORIZON, x, t_x, age))?
        }
        "expected pareto" => {
            let model = ParetoNbd::with_params(PARETO)?;
            rows(rounds, folder, |x, t_x, age| model.expected_purchases(HORIZON, x, t_x, age))?
        }
        "alive bg" => {
            let model = BgNbd::with_params(BG)?;
            rows(rounds, folder, |x, t_x, age| model.probability_alive(x, t_x, age))?
        }
        "alive pareto" => {
            let model = ParetoNbd::with_params(PARETO)?;
            rows(rounds, folder, |x, t_x, age| model.probability_alive(x, t_x, age))?
        }
        "value" => value(rounds, &columns(folder, "million")?)?,
        "summarize" => summaries(rounds, &columns(folder, "transactions")?)?,
        _ => return Err(format!("no task {task}").into()),
    };
    let line = serde_json::json!({ "seconds": seconds, "peakMegabytes": peak_megabytes(), "answer": answer });
    println!("{line}");
    Ok(())
}

/// The mean processor time of some rounds, with the last answer. The first round does not count.
fn mean<T>(rounds: usize, mut work: impl FnMut() -> Answer<T>) -> Answer<(f64, T)> {
    let mut answer = work()?;
    let (began, before) = (Instant::now(), processor_seconds());
    for _ in 0..rounds {
        answer = work()?;
    }
    let elapsed = began.elapsed().as_secs_f64();
    let seconds = before.zip(processor_seconds()).map_or(elapsed, |(before, after)| after - before);
    Ok((seconds / rounds.max(1) as f64, answer))
}

fn fit_bg(rounds: usize, [x, t_x, age, _]: &[Vec<f64>; 4]) -> Answer<(f64, f64)> {
    let (seconds, model) = mean(rounds, || Ok(BgNbd::fit(x, t_x, age, None, 0.0, Control::none())?))?;
    Ok((seconds, model.log_likelihood()))
}

/// One prediction for each row, and their sum.
fn rows(
    rounds: usize,
    folder: &Path,
    of: impl Fn(f64, f64, f64) -> sartor::Result<f64>,
) -> Answer<(f64, f64)> {
    let [x, t_x, age, _] = columns(folder, "million")?;
    let histories = || x.iter().zip(&t_x).zip(&age);
    let all = || histories().map(|((x, t_x), age)| of(*x, *t_x, *age)).collect::<sartor::Result<Vec<f64>>>();
    let (seconds, predictions) = mean(rounds, || Ok(all()?))?;
    Ok((seconds, sum(&predictions)))
}

fn value(rounds: usize, [x, t_x, age, monetary]: &[Vec<f64>; 4]) -> Answer<(f64, f64)> {
    let (purchases, spend) = (BgNbd::with_params(BG)?, GammaGamma::with_params(SPEND)?);
    let rows = HistoryColumns { frequency: x, last_purchase_age: t_x, age, paid_frequency: x, monetary };
    let options =
        ValueOptions { periods: Some(YEAR), discount_rate_per_period: DISCOUNT_A_WEEK, margin: None };
    let values = || value_columns(&purchases, &spend, &rows, &options, Control::none());
    let (seconds, values) = mean(rounds, || Ok(values()?))?;
    Ok((seconds, sum(&values.expected)))
}

fn summaries(rounds: usize, [customer, time, value, _]: &[Vec<f64>; 4]) -> Answer<(f64, f64)> {
    let customer: Vec<i64> = customer.iter().map(|id| *id as i64).collect();
    let timestamp_ms: Vec<i64> = time.iter().map(|time| *time as i64).collect();
    let last = timestamp_ms.iter().max().copied().unwrap_or_default();
    let rows = Transactions {
        customer: CustomerColumn::Integer(&customer),
        timestamp_ms: &timestamp_ms,
        value: Some(value),
    };
    let (seconds, summaries) =
        mean(rounds, || Ok(summarize(&rows, &SummaryOptions::new(Period::DAY, last))?))?;
    Ok((seconds, sum(&summaries.frequency)))
}

fn sum(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |sum, value| sum + value)
}

/// Four columns; one that a file lacks is empty.
fn columns(folder: &Path, name: &str) -> Answer<[Vec<f64>; 4]> {
    let of = |number: usize| -> Answer<Vec<f64>> {
        let path = folder.join(format!("{name}.{number}.f64"));
        if !path.exists() {
            return Ok(Vec::new());
        }
        let bytes = std::fs::read(path)?;
        let doubles = bytes.chunks_exact(8).map(|eight| eight.try_into().map(f64::from_le_bytes));
        Ok(doubles.collect::<Result<_, _>>()?)
    };
    Ok([of(0)?, of(1)?, of(2)?, of(3)?])
}

/// What all threads have computed so far, as Linux counts it: other work on the machine delays it but hardly adds to it.
fn processor_seconds() -> Option<f64> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?;
    threads.flatten().try_fold(0.0, |sum, thread| {
        let line = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        Some(sum + line.split(' ').next()?.parse::<f64>().ok()? * 1e-9)
    })
}

/// The most memory that the process ever held, as Linux counts it.
fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1024.0)
}
