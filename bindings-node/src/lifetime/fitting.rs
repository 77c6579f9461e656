//! What is a model fitted to, and how, as JavaScript says it?

use std::sync::Arc;

use napi::bindgen_prelude::{JsObjectValue, Unknown};
use sartor::SartorError;
use sartor::batch::fill_rows;
use sartor::control::Control;
use sartor::lifetime as core;

use super::summaries::Summaries;
use crate::host::Outcome;
use crate::input;

/// What is said to be wrong when an argument is.
pub const HISTORY: &str = "purchase history";
/// Options of a fit, besides those of following it.
pub const FIT_OPTIONS: [&str; 2] = ["weights", "penalty"];

/// Columns of purchase histories, one row a customer.
pub enum Histories {
    Columns { frequency: Vec<f64>, last_purchase_age: Vec<f64>, age: Vec<f64> },
    Summarised(Arc<core::Summaries>),
}

impl Histories {
    pub fn read(input: Unknown<'_>) -> Outcome<Self> {
        if let Some(summaries) = Summaries::given(input)? {
            return Ok(Self::Summarised(summaries));
        }
        let columns = input::fields(HISTORY, input, &["frequency", "lastPurchaseAge", "age"])?;
        let column = |name: &str| input::column(HISTORY, name, columns.get_named_property_unchecked(name)?);
        let (frequency, last_purchase_age, age) =
            (column("frequency")?, column("lastPurchaseAge")?, column("age")?);
        equally_long(frequency.len(), &[("lastPurchaseAge", last_purchase_age.len()), ("age", age.len())])?;
        Ok(Self::Columns { frequency, last_purchase_age, age })
    }

    /// Frequency, age at the last purchase, age.
    pub fn columns(&self) -> [&[f64]; 3] {
        match self {
            Self::Columns { frequency, last_purchase_age, age } => [frequency, last_purchase_age, age],
            Self::Summarised(known) => [&known.frequency, &known.last_purchase_age, &known.age],
        }
    }

    /// One answer a row.
    pub fn map(
        &self,
        control: Control<'_>,
        of: impl Fn(f64, f64, f64) -> sartor::Result<f64> + Sync,
    ) -> sartor::Result<Vec<f64>> {
        map_rows(self.columns(), control, |[x, t_x, age]| of(x, t_x, age))
    }

    /// `width` figures for each row, one row after the other.
    pub fn fill(
        &self,
        width: usize,
        control: Control<'_>,
        of: impl Fn([f64; 3], &mut [f64]) -> sartor::Result<()> + Sync,
    ) -> sartor::Result<Vec<f64>> {
        fill(self.columns(), width, control, of)
    }
}

/// Columns of spend, one row a customer.
pub enum Spend {
    Columns { frequency: Vec<f64>, monetary: Vec<f64> },
    Summarised(Arc<core::Summaries>),
}

impl Spend {
    pub fn read(input: Unknown<'_>) -> Outcome<Self> {
        if let Some(summaries) = Summaries::given(input)? {
            return Ok(Self::Summarised(summaries));
        }
        let columns = input::fields(HISTORY, input, &["frequency", "monetary"])?;
        let column = |name: &str| input::column(HISTORY, name, columns.get_named_property_unchecked(name)?);
        let (frequency, monetary) = (column("frequency")?, column("monetary")?);
        equally_long(frequency.len(), &[("monetary", monetary.len())])?;
        Ok(Self::Columns { frequency, monetary })
    }

    /// Purchases that cost something, and their mean.
    pub fn columns(&self) -> [&[f64]; 2] {
        match self {
            Self::Columns { frequency, monetary } => [frequency, monetary],
            Self::Summarised(known) => [&known.paid_frequency, &known.monetary],
        }
    }

    /// One answer a row.
    pub fn map(
        &self,
        control: Control<'_>,
        of: impl Fn(f64, f64) -> sartor::Result<f64> + Sync,
    ) -> sartor::Result<Vec<f64>> {
        map_rows(self.columns(), control, |[x, monetary]| of(x, monetary))
    }
}

/// `weights` and `penalty` of a fit.
pub struct Terms {
    pub weights: Option<Vec<f64>>,
    pub penalty: f64,
}

impl Terms {
    pub fn read(subject: &str, options: Unknown<'_>) -> Outcome<Self> {
        let weights = input::option(options, "weights")?;
        let weights = weights.map(|weights| input::column(subject, "weights", weights)).transpose()?;
        Ok(Self { weights, penalty: input::number_or(subject, "penalty", options, 0.0)? })
    }

    pub fn weights(&self) -> Option<&[f64]> {
        self.weights.as_deref()
    }
}

/// Histories with the terms of their fit.
pub struct Fitting {
    pub histories: Histories,
    pub terms: Terms,
}

impl Fitting {
    pub fn read(subject: &str, histories: Unknown<'_>, options: Unknown<'_>) -> Outcome<Self> {
        Ok(Self { histories: Histories::read(histories)?, terms: Terms::read(subject, options)? })
    }

    pub fn data(&self) -> core::FitData<'_> {
        let [frequency, last_purchase_age, age] = self.histories.columns();
        let Terms { weights, penalty } = &self.terms;
        core::FitData { frequency, last_purchase_age, age, weights: weights.as_deref(), penalty: *penalty }
    }
}

/// The phases between two purchases of a regular buyer: given, or to be found.
pub enum Phases {
    Given(u32),
    Likeliest(Vec<f64>),
}

impl Phases {
    pub const OPTIONS: [&str; 4] = ["k", "logIntervalSum", "weights", "penalty"];

    pub fn read(subject: &str, options: Unknown<'_>) -> Outcome<Self> {
        match (input::option(options, "k")?, input::option(options, "logIntervalSum")?) {
            (Some(k), None) => Ok(Self::Given(input::count(subject, "k", k)?)),
            (None, Some(sums)) => Ok(Self::Likeliest(input::column(subject, "logIntervalSum", sums)?)),
            _ => Err(SartorError::invalid(subject, "k", "given, or logIntervalSum in its stead").into()),
        }
    }

    pub fn regularity(&self) -> core::Regularity<'_> {
        match self {
            Self::Given(k) => core::Regularity::Given(*k),
            Self::Likeliest(sums) => core::Regularity::Likeliest(sums),
        }
    }
}

/// One history, as numbers.
pub fn history(
    frequency: Unknown<'_>,
    last_purchase_age: Unknown<'_>,
    age: Unknown<'_>,
) -> Outcome<[f64; 3]> {
    Ok([
        input::number(HISTORY, "frequency", frequency)?,
        input::number(HISTORY, "lastPurchaseAge", last_purchase_age)?,
        input::number(HISTORY, "age", age)?,
    ])
}

/// The level of an interval, 0.9 when absent.
pub fn level(input: Unknown<'_>) -> Outcome<f64> {
    if input::is_absent(input)? { Ok(0.9) } else { input::number(HISTORY, "level", input) }
}

/// The share of all purchases that is asked about, all when absent.
pub fn share(input: Unknown<'_>) -> Outcome<f64> {
    if input::is_absent(input)? { Ok(1.0) } else { input::number(HISTORY, "share", input) }
}

pub fn equally_long(rows: usize, others: &[(&str, usize)]) -> Outcome<()> {
    for (name, length) in others {
        if *length != rows {
            let expected = format!("a column of {rows} rows, as frequency is");
            return Err(SartorError::invalid(HISTORY, name, &expected).into());
        }
    }
    Ok(())
}

fn map_rows<const N: usize>(
    columns: [&[f64]; N],
    control: Control<'_>,
    of: impl Fn([f64; N]) -> sartor::Result<f64> + Sync,
) -> sartor::Result<Vec<f64>> {
    fill(columns, 1, control, |values, answer| {
        answer.fill(of(values)?);
        Ok(())
    })
}

/// `width` figures for each row, one row after the other.
fn fill<const N: usize>(
    columns: [&[f64]; N],
    width: usize,
    control: Control<'_>,
    of: impl Fn([f64; N], &mut [f64]) -> sartor::Result<()> + Sync,
) -> sartor::Result<Vec<f64>> {
    let mut figures = vec![0.0; width * columns.first().map_or(0, |first| first.len())];
    fill_rows(&mut figures, width, control, |row, figures| {
        let values = columns.map(|column| column.get(row).copied().unwrap_or(f64::NAN));
        of(values, figures).map_err(|error| in_row(error, row))
    })?;
    Ok(figures)
}

/// Of figures that were filled so, those of one place in each row.
pub fn place(figures: &[f64], width: usize, place: usize) -> Vec<f64> {
    figures.iter().skip(place).step_by(width.max(1)).copied().collect()
}

/// An error of core says which row it is about.
pub fn in_row(error: SartorError, row: usize) -> SartorError {
    match error {
        SartorError::OutOfRange { subject, field, value, expected } if subject == "purchase summary" => {
            SartorError::OutOfRange { subject: format!("row {row}"), field, value, expected }
        }
        other => other,
    }
}
