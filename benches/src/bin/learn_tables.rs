//! How good and how quick is the booster on a table with a yes or no to learn? The side of Sartor in `make peers`.
//!
//!     learn_tables FOLDER [OPTIONS]
//!
//! The folder holds `columns.csv` (names, with `#` before those of categories, then rows; the last column is the label)
//! and `folds.txt`, the fold of each row. Fits on all folds but one and scores that one, in turn, on one thread when
//! `RAYON_NUM_THREADS=1`; prints fold means, calibration of the pooled scores and processor times as JSON. The options
//! are those of the booster as JSON.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a stopwatch that speaks

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use sartor::control::Control;
use sartor::learn::{Gbdt, GbdtOptions, Table, TableColumn, Target};

type Answer<T> = Result<T, Box<dyn Error>>;
/// Times that each fold is fitted, of which the quickest counts.
const ROUNDS: usize = 5;

fn main() -> Answer<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: learn_tables FOLDER [OPTIONS]")?;
    let options: GbdtOptions = match arguments.next() {
        Some(text) => serde_json::from_str(&text)?,
        None => GbdtOptions::default(),
    };
    let (table, labels) = read(&Path::new(&folder).join("columns.csv"))?;
    let folds = std::fs::read_to_string(Path::new(&folder).join("folds.txt"))?;
    let folds: Vec<usize> = folds.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let count = folds.iter().max().ok_or("no folds")? + 1;

    let mut pooled = vec![0.0; labels.len()];
    let mut means = [0.0; 6];
    let (mut bytes, mut row_seconds) = (0, 0.0);
    for fold in 0..count {
        let (held, kept): (Vec<usize>, Vec<usize>) = (0..labels.len()).partition(|row| folds[*row] == fold);
        let (train, test) = (table.take(&kept)?, table.take(&held)?);
        let train_labels: Vec<f64> = kept.iter().map(|row| labels[*row]).collect();
        let fit = || Gbdt::fit(&train, Target::of(&train_labels), &options, Control::none());
        let (seconds, model) = quickest(ROUNDS, fit)?;
        let (score_seconds, _) = quickest(20, || model.scores(&test))?;
        let probabilities = model.predict(&test)?;
        let outcomes: Vec<f64> = held.iter().map(|row| labels[*row]).collect();
        for (row, probability) in held.iter().zip(&probabilities) {
            pooled[*row] = *probability;
        }
        let figures = [
            accuracy(&probabilities, &outcomes),
            area(&probabilities, &outcomes),
            log_loss(&probabilities, &outcomes),
            brier(&probabilities, &outcomes),
            seconds,
            score_seconds / held.len() as f64,
        ];
        for (mean, figure) in means.iter_mut().zip(figures) {
            *mean += figure / count as f64;
        }
        bytes = model.to_bytes()?.len();
        let one = rows(&model, &test);
        let (one_seconds, _) =
            quickest(5, || one.iter().map(|row| model.score_row(row)).collect::<Result<Vec<_>, _>>())?;
        row_seconds += one_seconds / (one.len() * count) as f64;
    }
    let [accuracy, area, log_loss, brier, fit_seconds, score_seconds] = means;
    let answer = serde_json::json!({
        "accuracy": accuracy, "auc": area, "logLoss": log_loss, "brier": brier,
        "calibrationError": calibration_error(&pooled, &labels),
        "fitSeconds": fit_seconds, "scoreSecondsARow": score_seconds, "rowSeconds": row_seconds, "bytes": bytes,
    });
    println!("{answer}");
    Ok(())
}

fn quickest<T>(rounds: usize, mut work: impl FnMut() -> sartor::Result<T>) -> Answer<(f64, T)> {
    let began = Instant::now();
    let mut answer = work()?;
    let mut least = began.elapsed().as_secs_f64();
    for _ in 1..rounds {
        let began = Instant::now();
        answer = work()?;
        least = least.min(began.elapsed().as_secs_f64());
    }
    Ok((least, answer))
}

fn read(path: &Path) -> Answer<(Table, Vec<f64>)> {
    let text = std::fs::read_to_string(path)?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().ok_or("an empty file")?.split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let number = |text: &&str| if text.is_empty() { Ok(f64::NAN) } else { text.parse::<f64>() };
    let mut columns = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let cells = rows.iter().map(|row| row[place]);
        let (name, column) = if let Some(name) = name.strip_prefix('#') {
            (name, TableColumn::texts(cells.map(|cell| (!cell.is_empty()).then_some(cell)))?)
        } else {
            let values = cells.map(|cell| number(&cell)).collect::<Result<Vec<f64>, _>>()?;
            (*name, TableColumn::Numbers(values))
        };
        columns.push((name.to_owned(), column));
    }
    let Some((_, TableColumn::Numbers(labels))) = columns.pop() else {
        return Err("labels are 0 and 1".into());
    };
    Ok((Table::new(columns)?, labels))
}

/// The rows of a table as numbers in the model's order.
fn rows(model: &Gbdt, table: &Table) -> Vec<Vec<f64>> {
    let matched = model.schema().matched(table).map(|matched| matched.columns().to_vec()).unwrap_or_default();
    let cell = |row: usize| {
        move |column: &sartor::learn::MatchedColumn<'_>| match column {
            sartor::learn::MatchedColumn::Numbers(values) => values[row],
            sartor::learn::MatchedColumn::Codes(codes) if codes[row] == sartor::learn::MISSING => f64::NAN,
            sartor::learn::MatchedColumn::Codes(codes) => f64::from(codes[row]),
        }
    };
    (0..table.rows()).map(|row| matched.iter().map(cell(row)).collect()).collect()
}

fn accuracy(probabilities: &[f64], outcomes: &[f64]) -> f64 {
    let right = probabilities.iter().zip(outcomes).filter(|(p, y)| (**p >= 0.5) == (**y == 1.0)).count();
    right as f64 / outcomes.len() as f64
}

/// The probability that a row of 1 has more than one of 0 (Mann and Whitney 1947), ties counting half.
fn area(probabilities: &[f64], outcomes: &[f64]) -> f64 {
    let mut order: Vec<(f64, f64)> = probabilities.iter().copied().zip(outcomes.iter().copied()).collect();
    order.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in order.chunk_by(|left, right| left.0 == right.0) {
        let positives: f64 = tied.iter().map(|row| row.1).sum();
        let negatives = tied.len() as f64 - positives;
        wins += positives * (below + 0.5 * negatives);
        below += negatives;
    }
    wins / (below * (outcomes.len() as f64 - below))
}

fn log_loss(probabilities: &[f64], outcomes: &[f64]) -> f64 {
    let cost = |(p, y): (&f64, &f64)| -(if *y == 1.0 { *p } else { 1.0 - p }).max(1e-15).ln();
    probabilities.iter().zip(outcomes).map(cost).sum::<f64>() / outcomes.len() as f64
}

fn brier(probabilities: &[f64], outcomes: &[f64]) -> f64 {
    probabilities.iter().zip(outcomes).map(|(p, y)| (p - y) * (p - y)).sum::<f64>() / outcomes.len() as f64
}

/// Mean distance of what was foretold from what came true, over 15 bins of equal width.
fn calibration_error(probabilities: &[f64], outcomes: &[f64]) -> f64 {
    let mut bins = [(0.0, 0.0); 15];
    for (p, y) in probabilities.iter().zip(outcomes) {
        let bin = &mut bins[((p * 15.0) as usize).min(14)];
        *bin = (bin.0 + p, bin.1 + y);
    }
    bins.iter().map(|(foretold, came)| (foretold - came).abs()).sum::<f64>() / outcomes.len() as f64
}
