//! Was treatment given by lot, as far as what was known before it can tell?
//!
//! By lot, the treated share is near the share that was planned, and no column known before treatment differs between the
//! arms by more than chance. A column's difference is told in standard deviations, `(mt - mc) / sqrt((vt + vc) / 2)`
//! (Austin 2009, section 2), and tested by the normal distribution of the difference of two means; missing values are
//! tested as a column of their own. All tests together find fault with a fair lot with probability at most `1 - level`
//! (Bonferroni).

use serde::{Deserialize, Serialize};

use super::Trial;
use crate::learn::metrics::{MetricInterval, WeightedMean};
use crate::learn::scored::{check_column, check_level, same_length};
use crate::learn::share::exact_share;
use crate::{Result, SartorError, math};

/// How one column differs between the arms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct BalanceColumn {
    /// Its place among the columns given.
    pub column: u32,
    /// Its name: `column 0` and so on, unless the caller has a better one.
    pub name: String,
    /// Mean of the treated less mean of the controls, in standard deviations; 0.1 is much, and 1e15 either way says that
    /// each arm has one value of its own.
    pub difference: f64,
    /// The share of missing values among the treated less that among the controls.
    pub missing_difference: f64,
    /// The smaller probability, of values and of missing ones, of such a difference by lot.
    pub p_value: f64,
    /// Is that more than chance explains, with all columns in view?
    pub departs: bool,
}

/// Whether treatment looks given by lot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.learn"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct TrialBalance {
    /// The share of rows treated, with an exact interval that a fair lot of the planned share is in, with all tests in view.
    pub treated_share: MetricInterval,
    /// Is the planned share outside of it?
    pub share_departs: bool,
    /// Each column.
    pub columns: Vec<BalanceColumn>,
    /// Whether anything departs; if not, nothing speaks against a lot.
    pub departs: bool,
    /// How often nothing is found of a fair lot, at least.
    pub level: f64,
}

impl Trial<'_> {
    /// Look for signs that treatment was not given by lot to the planned share of rows, in columns that were known before
    /// it: numbers, with NaN for missing.
    pub fn balance(&self, columns: &[&[f64]], planned_share: f64, level: f64) -> Result<TrialBalance> {
        check_level(level)?;
        if !(planned_share > 0.0 && planned_share < 1.0) {
            return Err(SartorError::out_of_range(
                "trial",
                "planned_share",
                planned_share,
                "between 0 and 1",
            ));
        }
        for (place, column) in columns.iter().enumerate() {
            let name = format!("column {place}");
            same_length(&name, column.len(), self.len())?;
            let known = |value: f64| value.is_nan() || value.abs() <= 1e15;
            check_column(&name, column, "a number within -1e15 to 1e15, or NaN", known)?;
        }
        // The share, and of each column values and missing ones.
        let limit = (1.0 - level) / (1 + 2 * columns.len()) as f64;
        let treated = self.rows().filter(|(treated, _)| *treated).count() as u32;
        let treated_share = exact_share(treated, self.len() as u32, 1.0 - limit)?;
        let share_departs = !treated_share.holds(planned_share);
        let compared: Vec<BalanceColumn> = columns
            .iter()
            .zip(0_u32..)
            .map(|(values, column)| {
                let missing: Vec<f64> =
                    values.iter().map(|value| f64::from(u8::from(value.is_nan()))).collect();
                let (difference, of_values) = self.difference(values);
                let (_, of_missing) = self.difference(&missing);
                let p_value = of_values.min(of_missing);
                let missing_difference = self.known(&missing, true).mean - self.known(&missing, false).mean;
                let (name, departs) = (format!("column {column}"), p_value <= limit);
                BalanceColumn { column, name, difference, missing_difference, p_value, departs }
            })
            .collect();
        let departs = share_departs || compared.iter().any(|column| column.departs);
        Ok(TrialBalance { treated_share, share_departs, columns: compared, departs, level })
    }

    /// Known values of one arm.
    fn known(&self, values: &[f64], treated: bool) -> WeightedMean {
        let rows = self.rows().zip(values).filter(|((arm, _), value)| *arm == treated && !value.is_nan());
        WeightedMean::of(rows.map(|(_, value)| (*value, 1.0)).collect::<Vec<_>>().into_iter())
    }

    /// The difference of known values between the arms, in standard deviations, and its probability by lot.
    fn difference(&self, values: &[f64]) -> (f64, f64) {
        let (with, without) = (self.known(values, true), self.known(values, false));
        if with.effective < 2.0 || without.effective < 2.0 {
            return (0.0, 1.0);
        }
        let variance = |mean: &WeightedMean| mean.standard_error * mean.standard_error;
        let spread = f64::midpoint(variance(&with) * with.effective, variance(&without) * without.effective);
        let distance = with.mean - without.mean;
        if spread <= 0.0 {
            // Each arm has one value of its own, or both the same.
            return if distance == 0.0 { (0.0, 1.0) } else { (1e15_f64.copysign(distance), 0.0) };
        }
        let z = distance.abs() / math::sqrt(variance(&with) + variance(&without));
        (distance / math::sqrt(spread), 2.0 * math::normal_cdf(-z))
    }
}
