//! Which parameters make the histories of these customers most likely?
//!
//! The likelihood of one history is equation 6 of the 2005 paper. Time is scaled by the mean age, equal
//! histories are added up, what depends on the frequency alone is computed once per frequency, and first
//! and second derivatives are in closed form; see [`super::super::maximum`] for the search.

use super::{BgNbd, BgNbdParams, SUBJECT};
use crate::control::Control;
use crate::lifetime::ConvergenceVerdict;
use crate::lifetime::columns::{Row, check_columns, check_penalty, check_row, compress, enough};
use crate::lifetime::maximum::{Evaluation, maximise};
use crate::lifetime::summary::check_history;
use crate::{Result, math};

/// The fewest customers a fit accepts (the sum of their weights).
const LEAST_CUSTOMERS: f64 = 10.0;
/// The fewest of them with a repeat purchase.
const LEAST_REPEAT_BUYERS: f64 = 3.0;

/// About how many histories the starts compete on.
const THIN_ROWS: usize = 512;

/// One distinct history with the customers who have it; time scaled.
type History = Row<3>;

impl BgNbd {
    /// Fit by maximum likelihood to columns of repeat purchases, ages at the last of them, and ages, in any
    /// one unit of time.
    ///
    /// `weights` count each row that many times (all 1 when `None`). `penalty` times the sum of the squares
    /// of the parameters, `alpha` counted in mean ages, is taken off the mean log-likelihood: 0 is plain
    /// maximum likelihood, 0.001 to 0.1 tames small samples. At least 10 customers are needed, 3 of them
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
        check_penalty(SUBJECT, penalty)?;
        check_columns(
            SUBJECT,
            frequency.len(),
            &[("last_purchase_age", last_purchase_age.len()), ("age", age.len())],
            weights,
        )?;
        for (row, ((x, t_x), age)) in frequency.iter().zip(last_purchase_age).zip(age).enumerate() {
            check_row(row, |subject| check_history(subject, *x, *t_x, *age))?;
        }
        let rows = frequency.iter().zip(last_purchase_age).zip(age);
        let mut histories = compress(rows.map(|((x, t_x), age)| [*x, *t_x, *age]), weights);
        let sum = |of: fn(&History) -> f64| histories.iter().map(of).fold(0.0, |sum, v| sum + v);
        let customers = sum(|h| h.weight);
        let repeat_buyers = sum(|h| if h.values[0] > 0.0 { h.weight } else { 0.0 });
        let purchases = sum(|h| h.weight * h.values[0]);
        let mean_age = sum(|h| h.weight * h.values[2]) / customers;
        enough(SUBJECT, "customers", customers, LEAST_CUSTOMERS)?;
        enough(SUBJECT, "customers with a repeat purchase", repeat_buyers, LEAST_REPEAT_BUYERS)?;
        for history in &mut histories {
            history.values[1] /= mean_age;
            history.values[2] /= mean_age;
        }
        // Rates above the mean rate of purchase, since leaving has already lowered that.
        let rate = purchases / customers;
        let starts =
            [[0.3, 0.8, 2.5], [1.0, 1.0, 3.0], [3.0, 0.3, 5.0]].map(|[r, a, b]| [r, r / (1.5 * rate), a, b]);
        let search = |rows: &[History], starts: &[[f64; 4]]| {
            let weight = rows.iter().fold(0.0, |sum, row| sum + row.weight);
            maximise(SUBJECT, starts, weight, control, |parameters| {
                mean_log_likelihood(rows, weight, parameters).penalised(parameters, penalty)
            })
        };
        let mut maximum = None;
        if histories.len() > 2 * THIN_ROWS {
            // The starts compete on every n-th of the sorted histories; the winner climbs on all of them.
            let every = histories.len() / THIN_ROWS;
            let thin: Vec<History> = histories.iter().step_by(every).cloned().collect();
            let winner = search(&thin, &starts)
                .ok()
                .filter(|winner| winner.convergence.verdict == ConvergenceVerdict::Optimum);
            if let Some(winner) = winner {
                let mut found = search(&histories, &[winner.parameters])?;
                found.convergence.starts = winner.convergence.starts;
                found.convergence.starts_agreeing = winner.convergence.starts_agreeing;
                maximum = Some(found);
            }
        }
        let maximum = match maximum {
            Some(maximum) => maximum,
            None => search(&histories, &starts)?,
        };
        let [r, alpha, a, b] = maximum.parameters;
        let squares = maximum.parameters.iter().fold(0.0, |sum, p| sum + p * p);
        let log_likelihood = (maximum.value + penalty * squares) * customers - purchases * math::ln(mean_age);
        let params = BgNbdParams { r, alpha: alpha * mean_age, a, b };
        params.check()?;
        let mut covariance = maximum.covariance;
        for (place, value) in covariance.iter_mut().enumerate() {
            for index in [place / 4, place % 4] {
                if index == 1 {
                    *value *= mean_age;
                }
            }
        }
        let convergence = maximum.convergence;
        Ok(Self { params, log_likelihood, covariance, customers, convergence })
    }
}

/// The mean log-likelihood of sorted histories with its derivatives by `r, alpha, a, b`.
fn mean_log_likelihood(histories: &[History], customers: f64, parameters: &[f64; 4]) -> Evaluation<4> {
    let [r, alpha, a, b] = *parameters;
    let ln_alpha = math::ln(alpha);
    let mut value = 0.0;
    let mut g = [0.0; 4];
    // Upper triangle: rr ra_ ra rb, αα αa αb, aa ab, bb; those that stay zero are left out.
    let (mut h_rr, mut h_rl, mut h_ll, mut h_aa, mut h_ab, mut h_bb) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut h_ra, mut h_rb, mut h_la, mut h_lb) = (0.0, 0.0, 0.0, 0.0);
    for group in histories.chunk_by(|one, other| one.values[0] == other.values[0]) {
        let Some(x) = group.first().map(|h| h.values[0]) else { continue };
        let shape = r + x;
        let mut group_weight = 0.0;
        for History { values: [_, t_x, age], weight } in group {
            group_weight += weight;
            let active_rate = 1.0 / (alpha + age);
            let log_active = math::ln(alpha + age);
            if x == 0.0 {
                value -= weight * shape * log_active;
                g[0] -= weight * log_active;
                g[1] -= weight * shape * active_rate;
                h_rl -= weight * active_rate;
                h_ll += weight * shape * active_rate * active_rate;
                continue;
            }
            // ln of e^u (still active) + e^v (left after the last purchase), and the share of v.
            let gone_rate = 1.0 / (alpha + t_x);
            let silence = math::ln_1p((age - t_x) * gone_rate);
            let odds = a / (b + x - 1.0) * math::exp(shape * silence);
            let gone = if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 };
            let sum =
                if odds < 1e15 { math::ln_1p(odds) } else { math::ln(a / (b + x - 1.0)) + shape * silence };
            value += weight * (sum - shape * log_active);
            // Differences of the derivatives of v and u: by r, alpha, a, b.
            let d = [silence, shape * (active_rate - gone_rate), 1.0 / a, -1.0 / (b + x - 1.0)];
            g[0] += weight * (gone * d[0] - log_active);
            g[1] += weight * (gone * d[1] - shape * active_rate);
            g[2] += weight * gone * d[2];
            g[3] += weight * gone * d[3];
            let split = weight * gone * (1.0 - gone);
            let left = weight * gone;
            h_rr += split * d[0] * d[0];
            h_rl += split * d[0] * d[1] + left * (active_rate - gone_rate) - weight * active_rate;
            h_ll += split * d[1] * d[1]
                + shape * (weight * active_rate * active_rate)
                + left * shape * (gone_rate * gone_rate - active_rate * active_rate);
            h_ra += split * d[0] * d[2];
            h_rb += split * d[0] * d[3];
            h_la += split * d[1] * d[2];
            h_lb += split * d[1] * d[3];
            h_aa += split * d[2] * d[2] - left * d[2] * d[2];
            h_ab += split * d[2] * d[3];
            h_bb += split * d[3] * d[3] + left * d[3] * d[3];
        }
        let w = group_weight;
        value += w * r * ln_alpha;
        g[0] += w * ln_alpha;
        g[1] += w * r / alpha;
        h_rl += w / alpha;
        h_ll -= w * r / (alpha * alpha);
        if x > 0.0 {
            value += w * (math::lgamma_ratio(r, x) + math::lgamma_ratio(b, x) - math::lgamma_ratio(a + b, x));
            g[0] += w * (math::digamma(shape) - math::digamma(r));
            h_rr += w * (math::trigamma(shape) - math::trigamma(r));
            let both = math::digamma(a + b) - math::digamma(a + b + x);
            g[2] += w * both;
            g[3] += w * (both + math::digamma(b + x) - math::digamma(b));
            let both = math::trigamma(a + b) - math::trigamma(a + b + x);
            h_aa += w * both;
            h_ab += w * both;
            h_bb += w * (both + math::trigamma(b + x) - math::trigamma(b));
        }
    }
    let scale = 1.0 / customers;
    let hessian = [
        [h_rr, h_rl, h_ra, h_rb],
        [h_rl, h_ll, h_la, h_lb],
        [h_ra, h_la, h_aa, h_ab],
        [h_rb, h_lb, h_ab, h_bb],
    ];
    Evaluation {
        value: value * scale,
        gradient: g.map(|v| v * scale),
        hessian: hessian.map(|row| row.map(|v| v * scale)),
    }
}
