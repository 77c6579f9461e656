//! Which parameters make the histories of these customers most likely?
//!
//! Time is scaled by the mean age and equal histories are added up, so that a result depends neither on the unit
//! nor on the order of the rows, and a row of weight 2 is two rows; see [`super::maximum`] for the search.

use super::ConvergenceVerdict;
use super::columns::{Row, check_columns, check_penalty, check_row, compress, enough};
use super::curve::Curves;
use super::evaluation::Evaluation;
use super::maximum::{Coordinate, Maximum, Search};
use super::model::PurchaseModel;
use super::process::{Plain, PurchaseProcess, Totals};
use crate::batch::map_slices;
use crate::control::Control;
use crate::{Result, math};

/// The fewest customers a fit accepts (the sum of their weights).
const LEAST_CUSTOMERS: f64 = 10.0;
/// The fewest of them with a repeat purchase.
const LEAST_REPEAT_BUYERS: f64 = 3.0;
/// About how many histories the starts compete on, and how many their winner climbs on before it sees all of them.
const THIN_ROWS: [usize; 2] = [512, 32_768];

impl<P: Plain> PurchaseModel<P> {
    /// Fit by maximum likelihood to columns of repeat purchases, ages at the last of them, and ages, in any
    /// one unit of time.
    ///
    /// `weights` count each row that many times (all 1 when `None`). `penalty` times the sum of the squares
    /// of the parameters, those with a unit of time counted in mean ages, is taken off the mean log-likelihood: 0
    /// is plain maximum likelihood, 0.001 to 0.1 tames small samples. At least 10 customers are needed, 3 of them
    /// with a repeat purchase; fewer are `TOO_FEW`. The result does not depend on the order of the rows.
    ///
    /// ```
    /// use sartor::{control::Control, lifetime::BgNbd};
    /// let frequency = [0.0, 2.0, 5.0, 1.0, 0.0, 3.0, 0.0, 1.0, 0.0, 4.0, 2.0, 0.0];
    /// let last_age = [0.0, 20.0, 38.0, 3.0, 0.0, 30.0, 0.0, 25.0, 0.0, 12.0, 9.0, 0.0];
    /// let age = [39.0, 38.0, 39.0, 36.0, 30.0, 35.0, 39.0, 28.0, 33.0, 39.0, 31.0, 37.0];
    /// let model = BgNbd::fit(&frequency, &last_age, &age, None, 0.01, Control::none())?;
    /// assert!(model.convergence().gradient_norm < 1e-6);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn fit(
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        weights: Option<&[f64]>,
        penalty: f64,
        control: Control<'_>,
    ) -> Result<Self> {
        Sample::read::<P>(frequency, last_purchase_age, age, weights)?.fit(&P::any(), penalty, None, control)
    }

    /// Fit again, with more data, from where this model stands: the search begins at its parameters alone. Where
    /// that does not end at an optimum, it begins anew as [`Self::fit`] does.
    pub fn refit(
        &self,
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        weights: Option<&[f64]>,
        penalty: f64,
        control: Control<'_>,
    ) -> Result<Self> {
        let sample = Sample::read::<P>(frequency, last_purchase_age, age, weights)?;
        sample.fit(&self.params, penalty, Some(&self.params), control)
    }
}

/// The histories that a model is fitted to, equal ones added up and time in mean ages.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    histories: Vec<Row<3>>,
    totals: Totals,
    mean_age: f64,
}

impl Sample {
    /// Checked columns.
    pub fn read<P: PurchaseProcess>(
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        weights: Option<&[f64]>,
    ) -> Result<Self> {
        let others = [("last_purchase_age", last_purchase_age.len()), ("age", age.len())];
        check_columns(P::SUBJECT, frequency.len(), &others, weights)?;
        for (row, ((x, t_x), age)) in frequency.iter().zip(last_purchase_age).zip(age).enumerate() {
            check_row(row, |subject| P::check_history(subject, *x, *t_x, *age))?;
        }
        let rows = frequency.iter().zip(last_purchase_age).zip(age);
        let mut histories = compress(rows.map(|((x, t_x), age)| [*x, *t_x, *age]), weights);
        let sum = |of: fn(&Row<3>) -> f64| histories.iter().map(of).fold(0.0, |sum, v| sum + v);
        let totals = Totals {
            customers: sum(|h| h.weight),
            repeat_buyers: sum(|h| if h.values[0] > 0.0 { h.weight } else { 0.0 }),
            purchases: sum(|h| h.weight * h.values[0]),
        };
        enough(P::SUBJECT, "customers", totals.customers, LEAST_CUSTOMERS)?;
        enough(P::SUBJECT, "customers with a repeat purchase", totals.repeat_buyers, LEAST_REPEAT_BUYERS)?;
        // Periods that can only be counted have no unit to scale by.
        let scaled = P::TIME_POWERS.iter().any(|power| *power != 0);
        let mean_age = if scaled { sum(|h| h.weight * h.values[2]) / totals.customers } else { 1.0 };
        for history in &mut histories {
            history.values[1] /= mean_age;
            history.values[2] /= mean_age;
        }
        Ok(Self { histories, totals, mean_age })
    }

    /// What a unit of its time is in the caller's.
    pub fn unit(&self) -> f64 {
        self.mean_age
    }

    /// The distinct histories, sorted.
    pub fn histories(&self) -> &[Row<3>] {
        &self.histories
    }

    /// What the histories sum to.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The process among those with these settings that makes the histories most likely.
    pub fn fit<P: PurchaseProcess>(
        &self,
        settings: &P,
        penalty: f64,
        warm: Option<&P>,
        control: Control<'_>,
    ) -> Result<PurchaseModel<P>> {
        check_penalty(P::SUBJECT, penalty)?;
        let coordinates = vec![Coordinate::Logarithm; P::PARAMETERS.len()];
        let search = |rows: &[Row<3>], starts: &[Vec<f64>]| {
            let weight = rows.iter().fold(0.0, |sum, row| sum + row.weight);
            let evaluate = |numbers: &[f64]| {
                log_likelihood(settings, rows, numbers).scaled(1.0 / weight).penalised(numbers, penalty)
            };
            let coordinates = &coordinates;
            Search { subject: P::SUBJECT, coordinates, total_weight: weight, control, evaluate }
                .maximise(starts)
        };
        let maximum = self.climb(settings, warm, search)?;
        let customers = self.totals.customers;
        let squares = maximum.parameters.iter().fold(0.0, |sum, p| sum + p * p);
        let unit =
            self.histories.iter().fold(0.0, |sum, row| sum + row.weight * settings.time_power(row.values[0]));
        let log_likelihood = (maximum.value + penalty * squares) * customers - unit * math::ln(self.mean_age);
        let units: Vec<f64> = P::TIME_POWERS.iter().map(|power| math::powi(self.mean_age, *power)).collect();
        let numbers: Vec<f64> = maximum.parameters.iter().zip(&units).map(|(p, unit)| p * unit).collect();
        let params = settings.with_numbers(&numbers);
        params.check()?;
        let mut covariance = maximum.covariance;
        for (row, unit) in covariance.chunks_exact_mut(units.len()).zip(&units) {
            for (value, other) in row.iter_mut().zip(&units) {
                *value *= unit * other;
            }
        }
        let (convergence, curves) = (maximum.convergence, Curves::of_model());
        Ok(PurchaseModel {
            params,
            log_likelihood,
            covariance,
            customers,
            convergence,
            settings_chosen: 0,
            curves,
        })
    }

    fn climb<P: PurchaseProcess>(
        &self,
        settings: &P,
        warm: Option<&P>,
        search: impl Fn(&[Row<3>], &[Vec<f64>]) -> Result<Maximum>,
    ) -> Result<Maximum> {
        let optimum = |found: &Maximum| found.convergence.verdict == ConvergenceVerdict::Optimum;
        if let Some(process) = warm {
            let units = P::TIME_POWERS.iter().map(|power| math::powi(self.mean_age, -power));
            let start = process.numbers().into_iter().zip(units).map(|(p, unit)| p * unit).collect();
            if let Some(found) = search(&self.histories, &[start]).ok().filter(optimum) {
                return Ok(found);
            }
        }
        let mut starts = settings.starts(&self.totals);
        let mut contest = None;
        for rows in THIN_ROWS {
            if self.histories.len() <= 2 * rows {
                break;
            }
            // The starts compete on every n-th of the sorted histories; the winner climbs on, at last on all of them.
            let every = self.histories.len() / rows;
            let thin: Vec<Row<3>> = self.histories.iter().step_by(every).cloned().collect();
            let Some(winner) = search(&thin, &starts).ok().filter(optimum) else { break };
            starts = vec![winner.parameters];
            contest.get_or_insert(winner.convergence);
        }
        let mut found = search(&self.histories, &starts)?;
        if let Some(contest) = contest {
            found.convergence.starts = contest.starts;
            found.convergence.starts_agreeing = contest.starts_agreeing;
        }
        Ok(found)
    }
}

/// The log-likelihood of many histories, by parts of a fixed size and on several threads.
fn log_likelihood<P: PurchaseProcess>(settings: &P, rows: &[Row<3>], numbers: &[f64]) -> Evaluation {
    if rows.len() <= P::PART_ROWS {
        return settings.log_likelihood(rows, numbers);
    }
    let parts = map_slices(rows, P::PART_ROWS, |part| settings.log_likelihood(part, numbers));
    let n = numbers.len();
    let nothing = Evaluation { value: 0.0, gradient: vec![0.0; n], hessian: vec![0.0; n * n] };
    parts.iter().fold(nothing, Evaluation::plus)
}
