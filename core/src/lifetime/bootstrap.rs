//! How differently might the parameters have come out, had other customers of the same kind been observed?
//!
//! The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3): as many customers as were observed are
//! drawn from the fitted model, each followed to the age of one of them, and the model is fitted again; so many times
//! over. An interval lies between quantiles of the refits. It takes the model to be true, and needs no likelihood that
//! is curved like a parabola; it carries the bias of small samples, which upper ends of `a` and `b` show.
//!
//! Each replicate has a stream of random numbers of its own, so that the answer is the same on any number of threads and
//! the first hundred of a thousand are the hundred of a hundred.

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
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap<P: PurchaseProcess> {
    fitted: P,
    refits: Vec<P>,
    failed: u32,
}

impl<P: PurchaseProcess> PurchaseModel<P> {
    /// Draw the customers of `data` anew from this model, at the same ages, and fit again, `replicates` times.
    ///
    /// Weights must be whole numbers here, since so many customers are drawn. 200 replicates give a 90 % interval, 1,000
    /// one of 99 %. Those that could not be fitted are counted; where that are more than a tenth, it is
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
    ) -> Result<Bootstrap<P>> {
        if !(LEAST_REPLICATES..=MOST_REPLICATES).contains(&replicates) {
            return Err(SartorError::out_of_range(SUBJECT, "replicates", replicates, "20 to 1,000,000"));
        }
        // The columns are checked by reading them.
        data.sample::<P>()?;
        let ages = each_age(data)?;
        let streams: Vec<u32> = (0..replicates).collect();
        let refits = map_chunks(&streams, 1, control, |stream| {
            Ok(self.refit_to_drawn(&ages, data.penalty, seed, *stream))
        })?;
        let refits: Vec<P> = refits.into_iter().flatten().collect();
        let failed = replicates - refits.len() as u32;
        if failed > replicates / 10 {
            return Err(SartorError::NotConverged {
                subject: format!("{SUBJECT} of {}: {failed} of {replicates} replicates", P::SUBJECT),
                iterations: i64::from(replicates),
                gradient_norm: "not small".to_owned(),
            });
        }
        Ok(Bootstrap { fitted: self.params.clone(), refits, failed })
    }

    /// The process fitted to customers drawn from it; nothing where that has no optimum or too few buyers.
    fn refit_to_drawn(&self, ages: &[f64], penalty: f64, seed: u32, stream: u32) -> Option<P> {
        let mut rng = Rng::with_stream(seed, u64::from(stream));
        let mut frequency = Vec::with_capacity(ages.len());
        let mut last_purchase_age = Vec::with_capacity(ages.len());
        for age in ages {
            let purchases = self.params.draw(*age, &mut rng);
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
        let model = sample.fit(&self.params, penalty, Some(&self.params), Control::none()).ok()?;
        Some(model.params)
    }
}

/// The age of every customer, one by one.
fn each_age(data: &FitData<'_>) -> Result<Vec<f64>> {
    let Some(weights) = data.weights else { return Ok(data.age.to_vec()) };
    if let Some(row) = weights.iter().position(|weight| weight.fract() != 0.0) {
        let weight = weights.get(row).copied().unwrap_or(f64::NAN);
        let expected = "a whole number: so many customers are drawn";
        return Err(SartorError::out_of_range(&format!("row {row}"), "weights", weight, expected));
    }
    let total = weights.iter().fold(0.0, |sum, weight| sum + weight);
    if total > MOST_CUSTOMERS {
        return Err(SartorError::too_many(
            SUBJECT,
            "weights",
            total as usize,
            MOST_CUSTOMERS as usize,
            "customers",
        ));
    }
    let repeated = data.age.iter().zip(weights);
    Ok(repeated.flat_map(|(age, weight)| std::iter::repeat_n(*age, *weight as usize)).collect())
}

impl<P: PurchaseProcess> Bootstrap<P> {
    /// The refits, in the order of their streams.
    pub fn refits(&self) -> &[P] {
        &self.refits
    }

    /// Replicates that could not be fitted.
    pub fn failed(&self) -> u32 {
        self.failed
    }

    /// The interval of each parameter, in their order.
    pub fn intervals(&self, level: f64) -> Result<Vec<ParameterInterval>> {
        let fitted = self.fitted.numbers();
        let refits: Vec<Vec<f64>> = self.refits.iter().map(P::numbers).collect();
        let of = |(place, value): (usize, &f64)| {
            let values = refits.iter().filter_map(|numbers| numbers.get(place).copied()).collect();
            between(*value, values, level)
        };
        fitted.iter().enumerate().map(of).collect()
    }

    /// The interval of whatever is worked out from a model, such as the purchases of a customer or of all of them.
    pub fn interval_of(
        &self,
        level: f64,
        estimate: impl Fn(&PurchaseModel<P>) -> Result<f64>,
    ) -> Result<ParameterInterval> {
        let at = |params: &P| estimate(&PurchaseModel::with_params(params.clone())?);
        let values = self.refits.iter().map(at).collect::<Result<Vec<f64>>>()?;
        between(at(&self.fitted)?, values, level)
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
