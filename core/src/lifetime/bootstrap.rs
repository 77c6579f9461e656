//! How differently might the parameters have come out, had other customers of the same kind been observed?
//!
//! The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3): as many customers as were observed are
//! drawn from the fitted model, each followed to the age of one of them, and the model is fitted again; so many times
//! over. An interval lies between quantiles of the refits. It takes the model to be true, and needs no likelihood that
//! is curved like a parabola; it carries the bias of small samples, which upper ends of `a` and `b` show.
//!
//! Each replicate has a stream of random numbers of its own, so that the answer is the same on any number of threads
//! and the first hundred of a thousand are the hundred of a hundred.

use serde::{Deserialize, Serialize};

use super::interval::{ParameterInterval, check_level};
use super::model::PurchaseModel;
use super::process::PurchaseProcess;
use super::profile::FitData;
use crate::batch::map_chunks;
use crate::control::Control;
use crate::rng::Rng;
use crate::{Result, SartorError};

const SUBJECT: &str = "bootstrap";
/// The most customers of a replicate.
const MOST_CUSTOMERS: f64 = 1e8;
const LEAST_REPLICATES: u32 = 20;
const MOST_REPLICATES: u32 = 1_000_000;

/// A model with what it was when fitted to customers drawn from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bootstrap<M> {
    fitted: M,
    refits: Vec<M>,
    failed: u32,
}

impl<P: PurchaseProcess> PurchaseModel<P> {
    /// Draw the customers of `data` anew from this model, at the same ages, and fit again, `replicates` times.
    ///
    /// Weights must be whole numbers here, since so many customers are drawn. 200 replicates give a 90 % interval,
    /// 1,000 one of 99 %. Those that could not be fitted are counted; where that are more than a tenth, it is
    /// `NOT_CONVERGED`. `CANCELLED` when the caller stops it.
    ///
    /// ```
    /// use sartor::control::Control;
    /// use sartor::lifetime::{BgNbd, BgNbdParams, FitData, simulate};
    /// let truth = BgNbd::with_params(BgNbdParams { r: 0.8, alpha: 6.0, a: 0.9, b: 2.5 })?;
    /// let shop = simulate(&truth, 300, &[52.0], 7, Control::none())?;
    /// let (frequency, last_purchase_age, age) = (&shop.frequency[..], &shop.last_purchase_age[..], &shop.age[..]);
    /// let model = BgNbd::fit(frequency, last_purchase_age, age, None, 0.0, Control::none())?;
    /// let data = FitData { frequency, last_purchase_age, age, weights: None, penalty: 0.0 };
    /// let bootstrap = model.bootstrap(&data, 40, 1, Control::none())?;
    /// let year = bootstrap.interval_of(0.9, |model| model.expected_purchases_new_customer(52.0))?;
    /// assert!(year.low < year.value && year.value < year.high);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn bootstrap(
        &self,
        data: &FitData<'_>,
        replicates: u32,
        seed: u32,
        control: Control<'_>,
    ) -> Result<Bootstrap<Self>> {
        // The columns are checked by reading them.
        data.sample::<P>()?;
        let ages = whole(data.age, data.weights)?;
        let refit = |rng: &mut Rng| self.refit_to_drawn(&ages, data.penalty, rng);
        Bootstrap::of(P::SUBJECT, self, replicates, seed, control, refit)
    }

    /// The model fitted to customers drawn from it; nothing where that has no optimum or too few buyers.
    fn refit_to_drawn(&self, ages: &[f64], penalty: f64, rng: &mut Rng) -> Option<Self> {
        let mut frequency = Vec::with_capacity(ages.len());
        let mut last_purchase_age = Vec::with_capacity(ages.len());
        for age in ages {
            let purchases = self.params.draw(*age, rng);
            frequency.push(purchases.len() as f64);
            last_purchase_age.push(purchases.last().copied().unwrap_or(0.0));
        }
        let drawn = FitData {
            frequency: &frequency,
            last_purchase_age: &last_purchase_age,
            age: ages,
            weights: None,
            penalty,
        };
        let sample = drawn.sample::<P>().ok()?;
        sample.fit(&self.params, penalty, Some(&self.params), Control::none()).ok()
    }
}

/// The value of every customer, one by one, where weights count customers.
pub(super) fn whole(values: &[f64], weights: Option<&[f64]>) -> Result<Vec<f64>> {
    let Some(weights) = weights else { return Ok(values.to_vec()) };
    if let Some((row, weight)) = weights.iter().enumerate().find(|(_, weight)| weight.fract() != 0.0) {
        let expected = "a whole number: so many customers are drawn";
        return Err(SartorError::out_of_range(&format!("row {row}"), "weights", weight, expected));
    }
    let total = weights.iter().fold(0.0, |sum, weight| sum + weight);
    if total > MOST_CUSTOMERS {
        let (size, most) = (total as usize, MOST_CUSTOMERS as usize);
        return Err(SartorError::too_many(SUBJECT, "weights", size, most, "customers"));
    }
    let repeated = values.iter().zip(weights);
    Ok(repeated.flat_map(|(value, weight)| std::iter::repeat_n(*value, *weight as usize)).collect())
}

impl<P: PurchaseProcess> Bootstrap<PurchaseModel<P>> {
    /// The interval of each parameter, in their order.
    pub fn intervals(&self, level: f64) -> Result<Vec<ParameterInterval>> {
        self.intervals_of(level, |model| model.params.numbers())
    }
}

impl<M: Clone + Sync + Send> Bootstrap<M> {
    /// The model and its refits, one for each stream of the seed.
    pub(super) fn of(
        subject: &str,
        fitted: &M,
        replicates: u32,
        seed: u32,
        control: Control<'_>,
        refit: impl Fn(&mut Rng) -> Option<M> + Sync,
    ) -> Result<Self> {
        if !(LEAST_REPLICATES..=MOST_REPLICATES).contains(&replicates) {
            return Err(SartorError::out_of_range(SUBJECT, "replicates", replicates, "20 to 1,000,000"));
        }
        let streams: Vec<u32> = (0..replicates).collect();
        let refits = map_chunks(&streams, 1, control, |stream| {
            Ok(refit(&mut Rng::with_stream(seed, u64::from(*stream))))
        })?;
        let refits: Vec<M> = refits.into_iter().flatten().collect();
        let failed = replicates - refits.len() as u32;
        if failed > replicates / 10 {
            return Err(SartorError::NotConverged {
                subject: format!("{SUBJECT} of {subject}: {failed} of {replicates} replicates"),
                iterations: i64::from(replicates),
                gradient_norm: "not small".to_owned(),
            });
        }
        Ok(Self { fitted: fitted.clone(), refits, failed })
    }

    /// The model that customers were drawn from.
    pub fn fitted(&self) -> &M {
        &self.fitted
    }

    /// The refits, in the order of their streams.
    pub fn refits(&self) -> &[M] {
        &self.refits
    }

    /// Replicates that could not be fitted.
    pub fn failed(&self) -> u32 {
        self.failed
    }

    /// The interval of whatever is worked out from a model, such as the purchases of a customer or of all of them.
    pub fn interval_of(&self, level: f64, estimate: impl Fn(&M) -> Result<f64>) -> Result<ParameterInterval> {
        let values = self.refits.iter().map(&estimate).collect::<Result<Vec<f64>>>()?;
        between(estimate(&self.fitted)?, values, level)
    }

    pub(super) fn intervals_of(
        &self,
        level: f64,
        numbers: impl Fn(&M) -> Vec<f64>,
    ) -> Result<Vec<ParameterInterval>> {
        let refits: Vec<Vec<f64>> = self.refits.iter().map(&numbers).collect();
        let of = |(place, value): (usize, f64)| {
            let values = refits.iter().filter_map(|numbers| numbers.get(place).copied()).collect();
            between(value, values, level)
        };
        numbers(&self.fitted).into_iter().enumerate().map(of).collect()
    }
}

/// The interval between quantiles: the `(n + 1) q`-th of `n` ordered values, between neighbours in proportion.
fn between(value: f64, mut values: Vec<f64>, level: f64) -> Result<ParameterInterval> {
    check_level(level)?;
    let needed = 2.0 / (1.0 - level) - 1.0;
    if (values.len() as f64) < needed - 1e-9 {
        return Err(SartorError::TooFew {
            subject: format!("{SUBJECT} at level {level}"),
            found: values.len() as i64,
            needed: needed.ceil() as i64,
            unit: "replicates".to_owned(),
        });
    }
    values.sort_unstable_by(f64::total_cmp);
    let quantile = |q: f64| {
        let place = ((values.len() as f64 + 1.0) * q - 1.0).clamp(0.0, values.len() as f64 - 1.0);
        let below = crate::math::floor(place);
        let at = |index: usize| values.get(index.min(values.len() - 1)).copied().unwrap_or(value);
        let (low, high) = (at(below as usize), at(below as usize + 1));
        low + (place - below) * (high - low)
    };
    let outside = 0.5 * (1.0 - level);
    Ok(ParameterInterval { value, low: quantile(outside), high: quantile(1.0 - outside), level })
}
