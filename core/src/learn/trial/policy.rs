//! What would have come if another rule had decided whom to treat?
//!
//! With known probabilities `e` of treatment, a row whose treatment agrees with the rule stands for `1 / e` rows, or
//! `1 / (1 - e)` (inverse probability weighting: Horvitz and Thompson 1952; of policies: Dudik, Langford and Li 2011,
//! section 2). What is weighted are distances from the mean outcome, which leaves the estimate without bias but for terms of
//! `1 / n`, and spares it the noise of the outcomes' level. Gains over treating all or none are means of row-wise
//! differences, so that their intervals hold what both sides share.

use serde::{Deserialize, Serialize};

use super::Trial;
use crate::Result;
use crate::learn::metrics::{MetricInterval, Symmetric, WeightedMean};
use crate::learn::scored::{check_column, check_values, same_length};

/// What a rule is worth, a row, after the cost of treatment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PolicyValue {
    /// The mean outcome under the rule.
    pub value: MetricInterval,
    /// That less the mean outcome of treating no one.
    pub gain_over_none: MetricInterval,
    /// That less the mean outcome of treating everyone.
    pub gain_over_all: MetricInterval,
    /// The share of rows that the rule treats.
    pub treated_share: f64,
}

impl Trial<'_> {
    /// The value of treating those rows that `treat` marks with 1, where each row was treated with the probability
    /// `propensity` (0.001 to 0.999) and a treatment costs `cost`, in units of the outcome.
    ///
    /// ```
    /// use sartor::learn::Trial;
    /// let trial = Trial::new(&[1.0, 0.0, 1.0, 0.0], &[3.0, 1.0, 2.0, 2.0])?;
    /// // Treat the first pair, not the second.
    /// let worth = trial.policy_value(&[1.0, 1.0, 0.0, 0.0], &[0.5; 4], 0.5, 0.9)?;
    /// assert_eq!(worth.value.value, 2.25); // (3 + 2) / 2, less half of the cost
    /// assert_eq!(worth.gain_over_none.value, 0.75); // (3 - 1) / 2, less the same
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn policy_value(
        &self,
        treat: &[f64],
        propensity: &[f64],
        cost: f64,
        level: f64,
    ) -> Result<PolicyValue> {
        same_length("treat", treat.len(), self.len())?;
        same_length("propensity", propensity.len(), self.len())?;
        check_column("treat", treat, "0 or 1", |value| value == 0.0 || value == 1.0)?;
        check_column("propensity", propensity, "0.001 to 0.999", |e| (0.001..=0.999).contains(&e))?;
        check_values("cost", &[cost])?;
        // Either arm's mean, weighted to all rows; the level that distances are taken from is midway.
        let arm = |treated: bool| {
            let rows = self.rows().zip(propensity).filter(|((arm, _), _)| *arm == treated);
            let weighted = rows.map(|((_, outcome), e)| (outcome, 1.0 / if treated { *e } else { 1.0 - e }));
            WeightedMean::of(weighted.collect::<Vec<_>>().into_iter()).mean
        };
        let middle = f64::midpoint(arm(true), arm(false));
        let effects = self.rows().zip(propensity).zip(treat).map(|(((treated, outcome), e), treat)| {
            let distance = outcome - middle;
            let with = if treated { distance / e } else { 0.0 } - cost;
            let without = if treated { 0.0 } else { distance / (1.0 - e) };
            (with, without, *treat == 1.0)
        });
        let effects: Vec<(f64, f64, bool)> = effects.collect();
        let mean = |of: &dyn Fn(&(f64, f64, bool)) -> f64, level_added: f64| {
            let mean = WeightedMean::of(effects.iter().map(|row| (of(row), 1.0)));
            MetricInterval::normal(mean.mean + level_added, mean.standard_error, level, Symmetric::Plain)
        };
        Ok(PolicyValue {
            value: mean(&|(with, without, treat)| if *treat { *with } else { *without }, middle)?,
            gain_over_none: mean(&|(with, without, treat)| if *treat { with - without } else { 0.0 }, 0.0)?,
            gain_over_all: mean(&|(with, without, treat)| if *treat { 0.0 } else { without - with }, 0.0)?,
            treated_share: treat.iter().sum::<f64>() / treat.len() as f64,
        })
    }
}
