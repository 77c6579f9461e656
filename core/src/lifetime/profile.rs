//! Between which values can a parameter lie, given that the others follow it?
//!
//! The profile likelihood of a parameter is the likelihood made largest over all others at each of its values. An
//! interval holds the values whose profile is at most half a quantile of chi-squared with one degree of freedom below
//! the top (Venzon and Moolgavkar, Applied Statistics 37(1), 1988). Unlike an interval from standard errors it is not
//! symmetric and needs no curvature at the top: on a ridge an end is open, where no value up to the limit of the search
//! is excluded. The ends are found by a root search in the logarithm of the parameter, on the signed root of the
//! likelihood ratio, which is nearly straight; each step climbs again over the others from where they were.

use serde::{Deserialize, Serialize};

use super::columns::check_penalty;
use super::evaluation::Evaluation;
use super::fit::Sample;
use super::interval::check_level;
use super::maximum::{Coordinate, LIMIT, Search};
use super::model::PurchaseModel;
use super::process::PurchaseProcess;
use crate::control::Control;
use crate::{Result, SartorError, math};

/// What a model was fitted to, and how.
#[derive(Debug, Clone, Copy)]
pub struct FitData<'a> {
    /// Repeat purchases.
    pub frequency: &'a [f64],
    /// Age at the last of them.
    pub last_purchase_age: &'a [f64],
    /// Age now.
    pub age: &'a [f64],
    /// How many customers each row counts for; one each without them.
    pub weights: Option<&'a [f64]>,
    /// The penalty of the fit; see [`PurchaseModel::fit`].
    pub penalty: f64,
}

impl FitData<'_> {
    pub(super) fn sample<P: PurchaseProcess>(&self) -> Result<Sample> {
        check_penalty(P::SUBJECT, self.penalty)?;
        Sample::read::<P>(self.frequency, self.last_purchase_age, self.age, self.weights)
    }
}

/// The values of a parameter that the data do not exclude.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ProfileInterval {
    /// The parameter.
    pub parameter: String,
    /// Its most likely value.
    pub value: f64,
    /// The smallest value not excluded; none where nothing down to the limit of the search is.
    pub low: Option<f64>,
    /// The largest; none where nothing up to the limit of the search is excluded.
    pub high: Option<f64>,
    /// Nominal coverage, such as 0.9.
    pub level: f64,
}

impl<P: PurchaseProcess> PurchaseModel<P> {
    /// The profile-likelihood interval of a parameter, called by its name, from the data that the model was fitted to.
    ///
    /// ```
    /// use sartor::control::Control;
    /// use sartor::lifetime::{BgNbd, BgNbdParams, FitData, simulate};
    /// let truth = BgNbd::with_params(BgNbdParams { r: 0.8, alpha: 6.0, a: 0.9, b: 2.5 })?;
    /// let shop = simulate(&truth, 500, &[52.0], 7, Control::none())?;
    /// let (frequency, last_purchase_age, age) = (&shop.frequency[..], &shop.last_purchase_age[..], &shop.age[..]);
    /// let model = BgNbd::fit(frequency, last_purchase_age, age, None, 0.0, Control::none())?;
    /// let data = FitData { frequency, last_purchase_age, age, weights: None, penalty: 0.0 };
    /// let r = model.profile_interval(&data, "r", 0.9, Control::none())?;
    /// assert!(r.low.is_some_and(|low| low < 0.8) && r.high.is_some_and(|high| high > 0.8));
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn profile_interval(
        &self,
        data: &FitData<'_>,
        parameter: &str,
        level: f64,
        control: Control<'_>,
    ) -> Result<ProfileInterval> {
        check_level(level)?;
        let place = named(P::SUBJECT, P::PARAMETERS, parameter)?;
        let sample = data.sample::<P>()?;
        let top = sample.fit(&self.params, data.penalty, Some(&self.params), control.without_steps())?;
        let units: Vec<f64> = P::TIME_POWERS.iter().map(|power| math::powi(sample.unit(), *power)).collect();
        let numbers: Vec<f64> = top.params.numbers().iter().zip(&units).map(|(p, unit)| p / unit).collect();
        let unit = units.get(place).copied().unwrap_or(1.0);
        let customers = sample.totals().customers;
        let profile = Profile {
            subject: P::SUBJECT,
            weight: customers,
            place,
            control,
            evaluate: |numbers: &[f64]| {
                self.params
                    .log_likelihood(sample.histories(), numbers)
                    .scaled(1.0 / customers)
                    .penalised(numbers, data.penalty)
            },
        };
        profile.interval(parameter, &numbers, unit, top.standard_errors().get(place).copied(), level)
    }
}

/// The place of a parameter called by its name.
pub(super) fn named(subject: &str, parameters: &[&str], parameter: &str) -> Result<usize> {
    parameters.iter().position(|known| *known == parameter).ok_or_else(|| {
        let expected = format!("one of {}", parameters.join(", "));
        SartorError::out_of_range(subject, "parameter", parameter, &expected)
    })
}

/// A mean log-likelihood, less any penalty, over all parameters but one.
pub(super) struct Profile<'a, E: Fn(&[f64]) -> Evaluation> {
    /// What messages call the model.
    pub subject: &'a str,
    /// Turns mean information into the sample's.
    pub weight: f64,
    /// The parameter that is held.
    pub place: usize,
    pub control: Control<'a>,
    pub evaluate: E,
}

/// The profile at a value.
struct Height {
    /// The logarithm of the value.
    at: f64,
    /// The root of twice the loss of log-likelihood.
    root: f64,
    /// All parameters there.
    numbers: Vec<f64>,
}

impl<E: Fn(&[f64]) -> Evaluation> Profile<'_, E> {
    /// The interval round the most likely numbers, a parameter being its number times `unit` and its standard error
    /// about `error`.
    pub fn interval(
        &self,
        parameter: &str,
        numbers: &[f64],
        unit: f64,
        error: Option<f64>,
        level: f64,
    ) -> Result<ProfileInterval> {
        let top = numbers.get(self.place).copied().unwrap_or(1.0);
        let (summit, here) = ((self.evaluate)(numbers).value, math::ln(top));
        let wanted = math::normal_quantile(0.5 + 0.5 * level);
        let reach = (wanted * error.unwrap_or(0.0) / (top * unit)).clamp(1e-4, 2.0);
        let end = |direction: f64| -> Result<Option<f64>> {
            let found = self.end(numbers, summit, here, direction * reach, wanted)?;
            Ok(found.map(|at| math::exp(at) * unit))
        };
        let (low, high) = (end(-1.0)?, end(1.0)?);
        Ok(ProfileInterval { parameter: parameter.to_owned(), value: top * unit, low, high, level })
    }

    /// The profile at the value whose logarithm is `at`, climbing from these parameters.
    fn height(&self, at: f64, from: &[f64], summit: f64) -> Result<Height> {
        let with = |others: &[f64]| {
            let mut numbers = others.to_vec();
            numbers.insert(self.place.min(others.len()), math::exp(at));
            numbers
        };
        let mut start = from.to_vec();
        start.remove(self.place);
        let coordinates = vec![Coordinate::Logarithm; start.len()];
        let search = Search {
            subject: self.subject,
            coordinates: &coordinates,
            total_weight: self.weight,
            control: self.control.without_steps(),
            evaluate: |others: &[f64]| (self.evaluate)(&with(others)).without(self.place),
        };
        let found = search.maximise(&[start])?;
        let loss = (2.0 * self.weight * (summit - found.value)).max(0.0);
        Ok(Height { at, root: math::sqrt(loss), numbers: with(&found.parameters) })
    }

    /// Where the root of twice the loss is as wanted, in the direction of the first step; nowhere if it stays below
    /// to the limit of the search.
    fn end(&self, numbers: &[f64], summit: f64, here: f64, step: f64, wanted: f64) -> Result<Option<f64>> {
        const STEPS: u64 = 60;
        const LEAST_STEP: f64 = 1e-3;
        let mut inside = Height { at: here, root: 0.0, numbers: numbers.to_vec() };
        let mut step = step;
        let mut outside = loop {
            if inside.at * step.signum() >= LIMIT {
                return Ok(None);
            }
            let at = (inside.at + step).clamp(-LIMIT, LIMIT);
            let next = match self.height(at, &inside.numbers, summit) {
                // Too far to climb from here: go there in smaller steps.
                Err(SartorError::NotConverged { .. }) if step.abs() > LEAST_STEP => {
                    step *= 0.25;
                    continue;
                }
                next => next?,
            };
            if next.root >= wanted {
                break next;
            }
            inside = next;
            step *= 1.6;
        };
        // Regula falsi; where one end stays, its height is halved (the Illinois rule of Dowell and Jarratt 1971).
        let (mut below, mut above) = (inside.root - wanted, outside.root - wanted);
        let mut last = 0;
        for done in 0..STEPS {
            self.control.step(done, STEPS)?;
            let at = (inside.at * above - outside.at * below) / (above - below);
            let next = match self.height(at, &inside.numbers, summit) {
                Err(SartorError::NotConverged { .. }) => self.height(at, &outside.numbers, summit)?,
                next => next?,
            };
            let left = next.root - wanted;
            if left.abs() < 1e-7 || (outside.at - inside.at).abs() < 1e-10 {
                return Ok(Some(at));
            }
            if left > 0.0 {
                (outside, above) = (next, left);
                below *= if last == 1 { 0.5 } else { 1.0 };
                last = 1;
            } else {
                (inside, below) = (next, left);
                above *= if last == -1 { 0.5 } else { 1.0 };
                last = -1;
            }
        }
        Ok(Some(inside.at))
    }
}
