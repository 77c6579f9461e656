//! Which parameters make the spend of these customers most likely?
//!
//! The likelihood is equation 1a of Fader and Hardie (2013). Money is scaled by the mean spend, equal rows
//! are added up, and first and second derivatives are in closed form.

use super::{GammaGamma, GammaGammaParams, SUBJECT};
use crate::control::Control;
use crate::lifetime::columns::{Row, check_columns, check_penalty, check_row, compress, enough};
use crate::lifetime::evaluation::Evaluation;
use crate::lifetime::maximum::{Coordinate, Search};
use crate::lifetime::summary::{check_count, check_monetary};
use crate::{Result, math};

/// The fewest repeat buyers a fit accepts (the sum of their weights).
const LEAST_REPEAT_BUYERS: f64 = 10.0;

impl GammaGamma {
    /// Fit by maximum likelihood to columns of repeat purchases and their mean spend, in any one unit of
    /// money.
    ///
    /// Customers without a repeat purchase say nothing here and are passed over; their `monetary` is 0.
    /// `weights` and `penalty` are as in [`BgNbd::fit`](crate::lifetime::BgNbd::fit), with `gamma` counted
    /// in mean spends. At least 10 repeat buyers are needed.
    pub fn fit(
        frequency: &[f64],
        monetary: &[f64],
        weights: Option<&[f64]>,
        penalty: f64,
        control: Control<'_>,
    ) -> Result<Self> {
        SpendSample::read(frequency, monetary, weights)?.fit(penalty, None, control)
    }
}

/// The mean spends that a model is fitted to, equal ones added up and money in mean spends.
#[derive(Debug)]
pub(super) struct SpendSample {
    pub rows: Vec<Row<2>>,
    pub customers: f64,
    pub mean_spend: f64,
}

impl SpendSample {
    /// Checked columns.
    pub fn read(frequency: &[f64], monetary: &[f64], weights: Option<&[f64]>) -> Result<Self> {
        check_columns(SUBJECT, frequency.len(), &[("monetary", monetary.len())], weights)?;
        for (row, (x, spend)) in frequency.iter().zip(monetary).enumerate() {
            check_row(row, |subject| {
                check_count(subject, *x)?;
                check_monetary(subject, *x, *spend)
            })?;
        }
        let mut rows = compress(frequency.iter().zip(monetary).map(|(x, m)| [*x, *m]), weights);
        rows.retain(|row| row.values[0] > 0.0);
        let sum = |of: fn(&Row<2>) -> f64| rows.iter().map(of).fold(0.0, |sum, v| sum + v);
        let customers = sum(|row| row.weight);
        enough(SUBJECT, "repeat buyers", customers, LEAST_REPEAT_BUYERS)?;
        let mean_spend = sum(|row| row.weight * row.values[1]) / customers;
        for row in &mut rows {
            row.values[1] /= mean_spend;
        }
        Ok(Self { rows, customers, mean_spend })
    }

    /// The mean log-likelihood, less the penalty.
    pub fn evaluate(&self, numbers: &[f64], penalty: f64) -> Evaluation {
        let parameters = numbers.try_into().unwrap_or([f64::NAN; 3]);
        log_likelihood(&self.rows, &parameters).scaled(1.0 / self.customers).penalised(numbers, penalty)
    }

    /// The model that makes them most likely, searched from a model alone where one is given.
    pub fn fit(
        &self,
        penalty: f64,
        warm: Option<&GammaGammaParams>,
        control: Control<'_>,
    ) -> Result<GammaGamma> {
        check_penalty(SUBJECT, penalty)?;
        let Self { customers, mean_spend, .. } = *self;
        // Each start has the mean spend of the data: p gamma / (q - 1) = 1.
        let cold = [[1.0, 4.0], [6.0, 3.0], [2.0, 12.0]].map(|[p, q]| vec![p, q, (q - 1.0) / p]);
        let starts = warm.map_or_else(|| cold.to_vec(), |at| vec![vec![at.p, at.q, at.gamma / mean_spend]]);
        let coordinates = &[Coordinate::Logarithm; 3];
        let evaluate = |numbers: &[f64]| self.evaluate(numbers, penalty);
        let search = Search { subject: SUBJECT, coordinates, total_weight: customers, control, evaluate };
        let maximum = search.maximise(&starts)?;
        let [p, q, gamma] = maximum.parameters.as_slice().try_into().unwrap_or([f64::NAN; 3]);
        let squares = maximum.parameters.iter().fold(0.0, |sum, v| sum + v * v);
        let log_likelihood =
            (maximum.value + penalty * squares) * customers - customers * math::ln(mean_spend);
        let params = GammaGammaParams { p, q, gamma: gamma * mean_spend };
        params.check()?;
        let mut covariance = maximum.covariance;
        for (place, value) in covariance.iter_mut().enumerate() {
            for index in [place / 3, place % 3] {
                if index == 2 {
                    *value *= mean_spend;
                }
            }
        }
        Ok(GammaGamma { params, log_likelihood, covariance, customers, convergence: maximum.convergence })
    }
}

/// The log-likelihood of sorted rows with its derivatives by `p, q, gamma`.
pub(in crate::lifetime) fn log_likelihood(rows: &[Row<2>], parameters: &[f64; 3]) -> Evaluation {
    let [p, q, gamma] = *parameters;
    let ln_gamma = math::ln(gamma);
    let (digamma_q, trigamma_q) = (math::digamma(q), math::trigamma(q));
    let mut value = 0.0;
    let mut g = [0.0; 3];
    let mut h = [[0.0; 3]; 3];
    for group in rows.chunk_by(|one, other| one.values[0] == other.values[0]) {
        let Some(x) = group.first().map(|row| row.values[0]) else { continue };
        let shape = p * x + q;
        let front = math::lgamma_ratio(p * x, q) - math::lgamma(q) + q * ln_gamma;
        let (digamma_shape, digamma_px) = (math::digamma(shape), math::digamma(p * x));
        let (trigamma_shape, trigamma_px) = (math::trigamma(shape), math::trigamma(p * x));
        for Row { values: [_, spend], weight } in group {
            let total = x * spend;
            // Where p is large gamma is small beside the total: the difference of their logarithms keeps its digits.
            let (above, ln_end) = (math::ln_1p(gamma / total), math::ln(gamma + total));
            let rate = 1.0 / (gamma + total);
            value += weight * (front - math::ln(*spend) - p * x * above - q * ln_end);
            g[0] += weight * x * (digamma_shape - digamma_px - above);
            g[1] += weight * (digamma_shape - digamma_q + ln_gamma - ln_end);
            g[2] += weight * (q / gamma - shape * rate);
            h[0][0] += weight * x * x * (trigamma_shape - trigamma_px);
            h[0][1] += weight * x * trigamma_shape;
            h[0][2] -= weight * x * rate;
            h[1][1] += weight * (trigamma_shape - trigamma_q);
            h[1][2] += weight * (1.0 / gamma - rate);
            h[2][2] += weight * (shape * rate * rate - q / (gamma * gamma));
        }
    }
    h[1][0] = h[0][1];
    h[2][0] = h[0][2];
    h[2][1] = h[1][2];
    Evaluation::new(value, g, h)
}
