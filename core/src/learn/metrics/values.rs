//! How far are predicted values from what came, and do they at least stand in the right order?
//!
//! Mean absolute error and the root of the mean squared error carry the normal interval of their means. The normalised
//! Gini coefficient is twice the area between the diagonal and the Lorenz curve of the outcomes in the order of the
//! predictions, over the same in the order of the outcomes themselves (Frees, Meyers and Cummings 2011). Spearman's
//! correlation is Pearson's of mid-ranks, with the interval of Bonett and Wright (2000): Fisher's transform with variance
//! `(1 + r^2 / 2) / (n - 3)`.

use super::interval::{MetricInterval, Symmetric, WeightedMean};
use super::probability::mean_interval;
use crate::learn::scored::{ScoredValues, check_column, check_level, order, ties};
use crate::{Result, SartorError, math};

impl ScoredValues<'_> {
    /// The mean absolute error, with its interval.
    pub fn mean_absolute_error(&self, level: f64) -> Result<MetricInterval> {
        let rows = self.rows().map(|(prediction, outcome, weight)| ((prediction - outcome).abs(), weight));
        mean_interval(rows.collect(), level)
    }

    /// The mean of prediction less outcome, with its interval: above 0, too much was foretold.
    pub fn bias(&self, level: f64) -> Result<MetricInterval> {
        mean_interval(self.rows().map(|(p, outcome, weight)| (p - outcome, weight)).collect(), level)
    }

    /// The root of the mean squared error, with an interval symmetric in its logarithm.
    pub fn root_mean_squared_error(&self, level: f64) -> Result<MetricInterval> {
        let rows = self.rows().map(|(p, outcome, weight)| ((p - outcome) * (p - outcome), weight));
        let square = mean_interval(rows.collect(), level)?;
        let root = math::sqrt(square.value);
        let error = if root > 0.0 { square.standard_error / (2.0 * root) } else { 0.0 };
        MetricInterval::normal(root, error, level, Symmetric::Log)
    }

    /// The normalised Gini coefficient: 1 in the best order there is, 0 without knowledge, -1 in the worst.
    ///
    /// Outcomes of equal predictions count as if mixed. Outcomes must not be negative, and some must differ.
    ///
    /// ```
    /// use sartor::learn::ScoredValues;
    /// let gini = |p: &[f64]| ScoredValues::new(p, &[0.0, 1.0, 5.0], None)?.normalized_gini();
    /// assert!((gini(&[2.0, 3.0, 9.0])? - 1.0).abs() < 1e-15);
    /// assert!((gini(&[9.0, 3.0, 2.0])? + 1.0).abs() < 1e-15);
    /// assert_eq!(gini(&[4.0, 4.0, 4.0])?, 0.0);
    /// # Ok::<(), sartor::SartorError>(())
    /// ```
    pub fn normalized_gini(&self) -> Result<f64> {
        check_column("outcome", self.outcomes, "0 or more", |outcome| outcome >= 0.0)?;
        let best = self.gini(self.outcomes);
        if best <= 0.0 {
            return Err(constant("normalised Gini coefficient", "outcome"));
        }
        Ok((self.gini(self.predictions) / best).clamp(-1.0, 1.0))
    }

    /// One less twice the area under the Lorenz curve of the outcomes in the order of `by`.
    fn gini(&self, by: &[f64]) -> f64 {
        let order = order(by);
        let at = |row: usize| self.outcomes.get(row).copied().unwrap_or_default();
        let (mut weight, mut sum, mut area) = (0.0, 0.0, 0.0);
        for tie in ties(&order, by) {
            let here: f64 = tie.iter().map(|row| self.weight(*row)).sum();
            let worth: f64 = tie.iter().map(|row| self.weight(*row) * at(*row)).sum();
            area += here * (2.0 * sum + worth);
            weight += here;
            sum += worth;
        }
        if sum > 0.0 { 1.0 - area / (weight * sum) } else { 0.0 }
    }

    /// Spearman's rank correlation, with its interval; values that do not differ have none: `NOT_AVAILABLE`.
    ///
    /// With fewer than four rows' worth of weight the interval is everything, -1 to 1.
    pub fn spearman(&self, level: f64) -> Result<MetricInterval> {
        const SUBJECT: &str = "rank correlation";
        check_level(level)?;
        let (predicted, came) = (self.mid_ranks(self.predictions), self.mid_ranks(self.outcomes));
        let mean = |ranks: &[f64]| {
            let rows = ranks.iter().enumerate().map(|(row, rank)| (*rank, self.weight(row)));
            WeightedMean::of(rows)
        };
        let (x, y) = (mean(&predicted), mean(&came));
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (row, (p, c)) in predicted.iter().zip(&came).enumerate() {
            let (dx, dy, weight) = (p - x.mean, c - y.mean, self.weight(row));
            xx += weight * dx * dx;
            xy += weight * dx * dy;
            yy += weight * dy * dy;
        }
        if xx <= 0.0 {
            return Err(constant(SUBJECT, "prediction"));
        }
        if yy <= 0.0 {
            return Err(constant(SUBJECT, "outcome"));
        }
        let value = (xy / math::sqrt(xx) / math::sqrt(yy)).clamp(-1.0, 1.0);
        let rows = x.effective;
        if rows <= 3.0 {
            return Ok(MetricInterval { value, standard_error: 1.0, low: -1.0, high: 1.0, level });
        }
        let error = math::sqrt((1.0 + 0.5 * value * value) / (rows - 3.0));
        let half = math::normal_quantile(f64::midpoint(1.0, level)) * error;
        let fisher = 0.5 * (math::ln_1p(value) - math::ln_1p(-value));
        let standard_error = (1.0 - value * value) * error;
        let (low, high) = (math::tanh(fisher - half), math::tanh(fisher + half));
        Ok(MetricInterval { value, standard_error, low, high, level })
    }

    /// The weight below each row and half of that at it.
    fn mid_ranks(&self, values: &[f64]) -> Vec<f64> {
        let order = order(values);
        let mut ranks = vec![0.0; values.len()];
        let mut below = 0.0;
        for tie in ties(&order, values) {
            let here: f64 = tie.iter().map(|row| self.weight(*row)).sum();
            for row in tie {
                if let Some(rank) = ranks.get_mut(*row) {
                    *rank = below + 0.5 * here;
                }
            }
            below += here;
        }
        ranks
    }
}

fn constant(subject: &str, field: &str) -> SartorError {
    let reason = format!("every {field} with weight is the same");
    SartorError::NotAvailable { subject: subject.to_owned(), reason }
}
