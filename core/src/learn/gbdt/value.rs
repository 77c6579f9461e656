//! How much will a row bring, when most bring nothing and a few bring much?
//!
//! Nothing with probability `1 - p`, otherwise a lognormal amount: the zero-inflated lognormal likelihood of Wang, Liu and
//! Miao (2019, "A deep probabilistic model for customer lifetime value prediction", equation 5),
//!
//! ```text
//! -ln L = -ln(1 - p)                                                       where y = 0
//!         -ln p + ln y + ln σ + ln(2π) / 2 + (ln y - μ)² / (2 σ²)          where y > 0
//! E y = p exp(μ + σ² / 2)
//! ```
//!
//! With one `σ` for all rows it falls into two costs that know nothing of each other: the logistic one of `p` over all
//! rows, and the squared one of `μ` over the rows that bring something. Each gets a booster of its own. `σ` is the spread
//! around `μ` of rows that were held out, since the rows that trees were grown on lie too close to them.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::learn::{GbdtOptions, Table, TableColumn, Target, ValueGbdt};
//! let visits: Vec<f64> = (0..600).map(|row| f64::from(row % 30)).collect();
//! let spent: Vec<f64> = (0..600).map(|row| if row % 3 == 0 { f64::from(10 + row % 7 + row % 30) } else { 0.0 }).collect();
//! let table = Table::new(vec![("visits".to_owned(), TableColumn::Numbers(visits))])?;
//! let model = ValueGbdt::fit(&table, Target::of(&spent), &GbdtOptions::default(), Control::none())?;
//! let total: f64 = model.predict(&table)?.iter().sum();
//! assert!((total / spent.iter().sum::<f64>() - 1.0).abs() < 0.05);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::super::objective::Objective;
use super::super::schema::Schema;
use super::super::table::Table;
use super::Gbdt;
use crate::{Result, SartorError, artifact, math};

const SUBJECT: &str = "value_gbdt";
/// The largest artefact that is read, in bytes of its JSON.
const MAX_VALUE_GBDT_BYTES: usize = 1 << 29;
/// Log-amounts stay within these, so that a mean stays finite.
const MOST_LOG: f64 = 200.0;

/// Whether a row brings something, and how much then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredValueGbdt", rename_all = "camelCase")]
pub struct ValueGbdt {
    occurrence: Gbdt,
    log_amount: Gbdt,
    log_variance: f64,
}

/// What is stored of a model, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredValueGbdt {
    occurrence: Gbdt,
    log_amount: Gbdt,
    log_variance: f64,
}

impl TryFrom<StoredValueGbdt> for ValueGbdt {
    type Error = SartorError;

    fn try_from(stored: StoredValueGbdt) -> Result<Self> {
        let StoredValueGbdt { occurrence, log_amount, log_variance } = stored;
        let of_its_kind =
            occurrence.objective() == Objective::Logistic && log_amount.objective() == Objective::Squared;
        if !of_its_kind || occurrence.schema() != log_amount.schema() {
            return Err(SartorError::malformed(SUBJECT, "the two parts are not of one model", 0));
        }
        if !(0.0..=MOST_LOG).contains(&log_variance) {
            return Err(SartorError::out_of_range(SUBJECT, "logVariance", log_variance, "0 to 200"));
        }
        Ok(Self { occurrence, log_amount, log_variance })
    }
}

impl ValueGbdt {
    /// Fit both parts; of the options the objective is not asked. Labels are amounts of at least 0; some have to be 0 and
    /// at least ten above it.
    #[cfg(feature = "train")]
    pub fn fit(
        table: &Table,
        target: super::super::Target<'_>,
        options: &super::GbdtOptions,
        control: crate::control::Control<'_>,
    ) -> Result<Self> {
        fit::fit(table, target, options, control)
    }

    /// The columns it was trained on.
    pub fn schema(&self) -> &Schema {
        self.occurrence.schema()
    }

    /// Whether a row brings something: its score is the log-odds.
    pub fn occurrence(&self) -> &Gbdt {
        &self.occurrence
    }

    /// How much it brings then: its score is the mean of the logarithm.
    pub fn log_amount(&self) -> &Gbdt {
        &self.log_amount
    }

    /// The variance of the logarithm of an amount around its mean.
    pub fn log_variance(&self) -> f64 {
        self.log_variance
    }

    /// The mean amount of every row.
    pub fn predict(&self, table: &Table) -> Result<Vec<f64>> {
        let (chances, logs) = (self.occurrence.predict(table)?, self.log_amount.scores(table)?);
        Ok(chances.into_iter().zip(logs).map(|(chance, log)| self.mean(chance, log)).collect())
    }

    /// The mean amount of one row of numbers, as [`Schema::row`] makes it.
    pub fn predict_row(&self, row: &[f64]) -> Result<f64> {
        Ok(self.mean(self.occurrence.predict_row(row)?, self.log_amount.score_row(row)?))
    }

    /// What a row's amount costs: the negative logarithm of its likelihood.
    pub fn costs(&self, table: &Table, amounts: &[f64]) -> Result<Vec<f64>> {
        let (scores, logs) = (self.occurrence.scores(table)?, self.log_amount.scores(table)?);
        if amounts.len() != scores.len() {
            let expected = format!("{} as of the table", scores.len());
            return Err(SartorError::out_of_range("labels", "length of labels", amounts.len(), &expected));
        }
        Objective::Poisson.check_each(amounts)?;
        let variance = self.log_variance.max(1e-12);
        let cost = |((score, log), amount): ((&f64, &f64), &f64)| {
            let brings = *amount > 0.0;
            let whether = Objective::Logistic.cost(*score, f64::from(u8::from(brings)));
            if !brings {
                return whether;
            }
            let off = math::ln(*amount) - log;
            whether
                + math::ln(*amount)
                + 0.5 * (math::ln(std::f64::consts::TAU * variance) + off * off / variance)
        };
        Ok(scores.iter().zip(&logs).zip(amounts).map(cost).collect())
    }

    fn mean(&self, chance: f64, log: f64) -> f64 {
        chance * math::exp((log + 0.5 * self.log_variance).clamp(-MOST_LOG, MOST_LOG))
    }

    /// The model as bytes of an artefact.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        artifact::to_bytes(SUBJECT, None, self)
    }

    /// Read a model from bytes. Bytes that are damaged, cut off, of a newer release or no model are an error.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        Ok(artifact::from_bytes::<Self>(SUBJECT, bytes, MAX_VALUE_GBDT_BYTES)?.body)
    }
}

#[cfg(feature = "train")]
mod fit {
    use super::super::super::target::Target;
    use super::super::GbdtOptions;
    use super::{Gbdt, MOST_LOG, Objective, Result, SartorError, Table, ValueGbdt, math};
    use crate::control::Control;
    use crate::rng::Rng;

    /// Rows that bring something of which one is held out to learn how far amounts spread.
    const ONE_IN: usize = 5;
    const FEWEST: usize = 2 * ONE_IN;

    pub(super) fn fit(
        table: &Table,
        target: Target<'_>,
        options: &GbdtOptions,
        control: Control<'_>,
    ) -> Result<ValueGbdt> {
        options.check()?;
        Objective::Poisson.check_each(target.labels)?;
        let brings: Vec<f64> =
            target.labels.iter().map(|amount| f64::from(u8::from(*amount > 0.0))).collect();
        let with = |objective: Objective| GbdtOptions { objective, ..options.clone() };
        let occurrence =
            Gbdt::fit(table, Target { labels: &brings, ..target }, &with(Objective::Logistic), control)?;

        let counts = |row: &usize| target.labels[*row] > 0.0 && target.weight(*row) > 0.0;
        let bringing: Vec<usize> = (0..table.rows()).filter(counts).collect();
        if bringing.len() < FEWEST {
            let (subject, unit) = ("labels".to_owned(), "rows with an amount above 0".to_owned());
            let (found, needed) = (bringing.len() as i64, FEWEST as i64);
            return Err(SartorError::TooFew { subject, found, needed, unit });
        }
        let mut order = bringing.clone();
        Rng::new(options.seed).shuffle(&mut order);
        let (held, kept) = order.split_at(bringing.len() / ONE_IN);
        let fit = |rows: &[usize]| -> Result<Gbdt> {
            let logs: Vec<f64> = rows.iter().map(|row| math::ln(target.labels[*row])).collect();
            let weights: Vec<f64> = rows.iter().map(|row| target.weight(*row)).collect();
            let times: Option<Vec<i64>> =
                target.times_ms.map(|times| rows.iter().map(|row| times[*row]).collect());
            let target = Target { labels: &logs, weights: Some(&weights), times_ms: times.as_deref() };
            Gbdt::fit(&table.take(rows)?, target, &with(Objective::Squared), control.without_steps())
        };
        let scores = fit(kept)?.scores(&table.take(held)?)?;
        let (mut sum, mut total) = (0.0, 0.0);
        for (row, score) in held.iter().zip(scores) {
            let off = math::ln(target.labels[*row]) - score;
            sum += target.weight(*row) * off * off;
            total += target.weight(*row);
        }
        Ok(ValueGbdt { occurrence, log_amount: fit(&bringing)?, log_variance: (sum / total).min(MOST_LOG) })
    }
}
