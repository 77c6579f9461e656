//! What do learners say of rows that they were not fitted on, and what does it cost? The side of Sartor in
//! `make peers` and `make verify`; how good it is, is measured by the other side, for all alike.
//!
//!     learn_tables FOLDER ROUNDS
//!
//! The folder holds `columns.csv` (names, with `#` before those of categories, then rows; the last column is the label)
//! and `folds.txt`, the fold of each row. Every learner is fitted with its defaults on all folds but one and scores that one,
//! in turn; of so many rounds the quickest counts, on one thread when `RAYON_NUM_THREADS=1`. Prints as JSON the pooled
//! probabilities of each, means of its times over folds, the bytes it is stored in, and of the ensemble the sets at 90 %.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a stopwatch that speaks

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use sartor::control::Control;
use sartor::learn::{
    Ensemble, EnsembleOptions, Explanation, Explanations, Gbdt, GbdtOptions, Logistic, LogisticOptions,
    MISSING, MatchedColumn, Network, NetworkOptions, Schema, Table, TableColumn, Target,
};
use serde_json::{Value, json};

type Answer<T> = Result<T, Box<dyn Error>>;
/// Times that rows are scored, of which the quickest counts.
const SCORINGS: usize = 7;
/// The same of explanations, and how many rows are explained one at a time.
const EXPLANATIONS: usize = 3;
const EXPLAINED: usize = 500;
/// The coverage that sets of labels promise.
const COVERAGE: f64 = 0.9;

/// What all learners can do.
trait Learner: Sized {
    fn fit(table: &Table, labels: &[f64]) -> sartor::Result<Self>;
    fn scores(&self, table: &Table) -> sartor::Result<Vec<f64>>;
    fn score_row(&self, row: &[f64]) -> sartor::Result<f64>;
    fn predict(&self, table: &Table) -> sartor::Result<Vec<f64>>;
    fn bytes(&self) -> sartor::Result<usize>;
    fn schema(&self) -> &Schema;
    fn explain(&self, table: &Table) -> sartor::Result<Explanations>;
    fn explain_row(&self, row: &[f64]) -> sartor::Result<Explanation>;
    fn sets(&self, _table: &Table) -> sartor::Result<Vec<Vec<u32>>> {
        Ok(Vec::new())
    }
}

macro_rules! learner {
    ($model:ident, $options:ident $(, $sets:item)?) => {
        impl Learner for $model {
            fn fit(table: &Table, labels: &[f64]) -> sartor::Result<Self> {
                $model::fit(table, Target::of(labels), &$options::default(), Control::none())
            }
            fn scores(&self, table: &Table) -> sartor::Result<Vec<f64>> {
                $model::scores(self, table)
            }
            fn score_row(&self, row: &[f64]) -> sartor::Result<f64> {
                $model::score_row(self, row)
            }
            fn predict(&self, table: &Table) -> sartor::Result<Vec<f64>> {
                $model::predict(self, table)
            }
            fn bytes(&self) -> sartor::Result<usize> {
                Ok(self.to_bytes()?.len())
            }
            fn schema(&self) -> &Schema {
                $model::schema(self)
            }
            fn explain(&self, table: &Table) -> sartor::Result<Explanations> {
                $model::explain(self, table)
            }
            fn explain_row(&self, row: &[f64]) -> sartor::Result<Explanation> {
                $model::explain_row(self, row)
            }
            $($sets)?
        }
    };
}

learner!(Gbdt, GbdtOptions);
learner!(Logistic, LogisticOptions);
learner!(Network, NetworkOptions);
learner!(
    Ensemble,
    EnsembleOptions,
    fn sets(&self, table: &Table) -> sartor::Result<Vec<Vec<u32>>> {
        self.predict_set(table, COVERAGE)
    }
);

/// A table, what is to be learnt of it and the fold of each row.
struct Data {
    table: Table,
    labels: Vec<f64>,
    folds: Vec<usize>,
}

fn main() -> Answer<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, rounds] = &arguments[..] else { return Err("usage: learn_tables FOLDER ROUNDS".into()) };
    let (folder, rounds) = (Path::new(folder), rounds.parse()?);
    let (table, labels) = read(&folder.join("columns.csv"))?;
    let folds = std::fs::read_to_string(folder.join("folds.txt"))?;
    let folds = folds.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let data = Data { table, labels, folds };
    let answer = json!({
        "booster": told::<Gbdt>(&data, rounds)?,
        "logistic": told::<Logistic>(&data, rounds)?,
        "network": told::<Network>(&data, rounds)?,
        "ensemble": told::<Ensemble>(&data, rounds)?,
    });
    println!("{answer}");
    Ok(())
}

/// What one learner says of every row when it was not fitted on it.
fn told<L: Learner>(data: &Data, rounds: usize) -> Answer<Value> {
    let rows = data.labels.len();
    let count = data.folds.iter().max().ok_or("no folds")? + 1;
    let (mut pooled, mut sets) = (vec![0.0; rows], vec![Vec::new(); rows]);
    let (mut fit_seconds, mut score_seconds, mut row_seconds, mut bytes) = (0.0, 0.0, 0.0, 0.0);
    let (mut explain_seconds, mut explain_row_seconds) = (0.0, 0.0);
    for fold in 0..count {
        let (held, kept): (Vec<usize>, Vec<usize>) = (0..rows).partition(|row| data.folds[*row] == fold);
        let (train, test) = (data.table.take(&kept)?, data.table.take(&held)?);
        let labels: Vec<f64> = kept.iter().map(|row| data.labels[*row]).collect();
        let (seconds, model) = quickest(rounds, || L::fit(&train, &labels))?;
        fit_seconds += seconds;
        score_seconds += quickest(SCORINGS, || model.scores(&test))?.0 / held.len() as f64;
        let alone = rows_of(model.schema(), &test)?;
        let each = || alone.iter().map(|row| model.score_row(row)).collect::<Result<Vec<_>, _>>();
        row_seconds += quickest(SCORINGS, each)?.0 / held.len() as f64;
        explain_seconds += quickest(EXPLANATIONS, || model.explain(&test))?.0 / held.len() as f64;
        let some = &alone[..alone.len().min(EXPLAINED)];
        let each = || some.iter().map(|row| model.explain_row(row)).collect::<Result<Vec<_>, _>>();
        explain_row_seconds += quickest(EXPLANATIONS, each)?.0 / some.len() as f64;
        bytes += model.bytes()? as f64;
        for (row, probability) in held.iter().zip(model.predict(&test)?) {
            pooled[*row] = probability;
        }
        for (row, set) in held.iter().zip(model.sets(&test)?) {
            sets[*row] = set;
        }
    }
    let mean = |sum: f64| sum / count as f64;
    Ok(json!({
        "probabilities": pooled, "sets": sets, "fitSeconds": mean(fit_seconds),
        "scoreSecondsARow": mean(score_seconds), "rowSeconds": mean(row_seconds), "bytes": mean(bytes),
        "explainSecondsARow": mean(explain_seconds), "explainRowSeconds": mean(explain_row_seconds),
    }))
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

/// The rows of a table as numbers in a model's order.
fn rows_of(schema: &Schema, table: &Table) -> sartor::Result<Vec<Vec<f64>>> {
    let matched = schema.matched(table)?;
    let cell = |row: usize| {
        move |column: &MatchedColumn<'_>| match column {
            MatchedColumn::Numbers(values) => values[row],
            MatchedColumn::Codes(codes) if codes[row] == MISSING => f64::NAN,
            MatchedColumn::Codes(codes) => f64::from(codes[row]),
        }
    };
    Ok((0..table.rows()).map(|row| matched.columns().iter().map(cell(row)).collect()).collect())
}
