//! How likely are the histories of these customers if they buy in phases?
//!
//! Given the rate, the intervals are Erlang and the phases since the last purchase fewer than `k`; over the gamma
//! and beta distributions of the customers that is, with `s = r + k x` and `w = (T - t_x) / (alpha + T)`,
//!
//! `(r)_(k x) alpha^r / Gamma(k)^x (stay (alpha + T)^-s sum over j < k of (s)_j / j! w^j + leave (alpha + t_x)^-s)`
//!
//! times the product of all intervals to the power `k - 1`, which no parameter moves and
//! [`Regularity`](super::Regularity) adds. It is a sum of `k + 1` branches, each an exponential of something
//! with simple derivatives, so gradient and Hessian are means and covariances over the branches.

use super::MOST_PHASES;
use crate::lifetime::columns::Row;
use crate::lifetime::evaluation::Evaluation;
use crate::math;

/// What depends on the frequency alone: for each number of phases passed, the derivatives of `ln (s)_j` by `s`.
struct Slopes([(f64, f64); MOST_PHASES as usize]);

impl Slopes {
    fn new(s: f64) -> Self {
        let (mut first, mut second) = (0.0, 0.0);
        let mut slopes = [(0.0, 0.0); MOST_PHASES as usize];
        for (j, slope) in slopes.iter_mut().enumerate() {
            *slope = (first, second);
            let step = 1.0 / (s + j as f64);
            first += step;
            second -= step * step;
        }
        Self(slopes)
    }
}

/// The branch of one who is still active: its logarithm less `-s ln(alpha + T)`, and the moments of its parts.
#[derive(Default)]
struct Stayed {
    sum: f64,
    /// Means over the phases passed of the derivatives of each part by `s`, of `j`, and of their products.
    slope: f64,
    phases: f64,
    slope_slope: f64,
    slope_phases: f64,
    phases_phases: f64,
}

impl Stayed {
    fn new(k: u32, s: f64, w: f64, slopes: &Slopes) -> Self {
        let mut stayed = Self::default();
        let mut part = 1.0;
        for (j, (first, second)) in (0..k).zip(slopes.0) {
            let j = f64::from(j);
            stayed.sum += part;
            stayed.slope += part * first;
            stayed.phases += part * j;
            stayed.slope_slope += part * (first * first + second);
            stayed.slope_phases += part * first * j;
            stayed.phases_phases += part * j * (j + 1.0);
            part *= (s + j) / (j + 1.0) * w;
        }
        let of = 1.0 / stayed.sum;
        stayed.slope *= of;
        stayed.phases *= of;
        // From second moments to derivatives of the logarithm of the sum.
        stayed.slope_slope = stayed.slope_slope * of - stayed.slope * stayed.slope;
        stayed.slope_phases = stayed.slope_phases * of - stayed.slope * stayed.phases;
        stayed.phases_phases = stayed.phases_phases * of - stayed.phases * stayed.phases;
        stayed
    }
}

/// The log-likelihood of sorted histories with its derivatives by `r, alpha, a, b`.
pub(super) fn log_likelihood(
    histories: &[Row<3>],
    k: u32,
    parameters: &[f64; 4],
    from_first: bool,
) -> Evaluation {
    let [r, alpha, a, b] = *parameters;
    let phases = f64::from(k);
    // Chances to leave: one for each repeat purchase and `more`; all but the last, `x - less` of them, were let pass.
    let (more, less) = if from_first { (1.0, 0.0) } else { (0.0, 1.0) };
    let (ln_alpha, ln_gamma_k) = (math::ln(alpha), math::lgamma(phases));
    let mut value = 0.0;
    let mut g = [0.0; 4];
    let mut h = [[0.0; 4]; 4];
    for group in histories.chunk_by(|one, other| one.values[0] == other.values[0]) {
        let Some(x) = group.first().map(|row| row.values[0]) else { continue };
        let s = r + phases * x;
        let (chances, passed) = (x + more, b + (x - less));
        let slopes = Slopes::new(s);
        let mut group_weight = 0.0;
        for Row { values: [_, t_x, age], weight } in group {
            group_weight += weight;
            let rate = 1.0 / (alpha + age);
            let silence = age - t_x;
            let ln_total = math::ln(alpha + age);
            let stayed = Stayed::new(k, s, silence * rate, &slopes);
            let ln_stayed = math::ln(stayed.sum);
            // The derivatives of the branch of one who stayed, by r and alpha.
            let first = [stayed.slope - ln_total, -(s + stayed.phases) * rate];
            let rr = stayed.slope_slope;
            let rl = -(1.0 + stayed.slope_phases) * rate;
            let ll = (s + stayed.phases_phases) * rate * rate;
            if chances == 0.0 {
                value += weight * (ln_stayed - s * ln_total);
                g[0] += weight * first[0];
                g[1] += weight * first[1];
                h[0][0] += weight * rr;
                h[0][1] += weight * rl;
                h[1][1] += weight * ll;
                continue;
            }
            let gone_rate = 1.0 / (alpha + t_x);
            let decay = math::ln_1p(silence * gone_rate);
            let odds = a / passed * math::exp(s * decay - ln_stayed);
            let gone = if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 };
            value += weight
                * if odds < 1e15 {
                    math::ln_1p(odds) + ln_stayed - s * ln_total
                } else {
                    math::ln(a / passed) + s * (decay - ln_total)
                };
            // What the derivatives of the branch of one who left have more, by r, alpha, a, b.
            let d =
                [decay - stayed.slope, stayed.phases * rate + s * (rate - gone_rate), 1.0 / a, -1.0 / passed];
            g[0] += weight * (first[0] + gone * d[0]);
            g[1] += weight * (first[1] + gone * d[1]);
            g[2] += weight * gone * d[2];
            g[3] += weight * gone * d[3];
            let (left, split) = (weight * gone, weight * gone * (1.0 - gone));
            for (i, row) in h.iter_mut().enumerate() {
                for (j, cell) in row.iter_mut().enumerate().skip(i) {
                    *cell += split * d[i] * d[j];
                }
            }
            h[0][0] += (weight - left) * rr;
            h[0][1] += weight * rl + left * (-gone_rate - rl);
            h[1][1] += weight * ll + left * (s * gone_rate * gone_rate - ll);
            h[2][2] -= left * d[2] * d[2];
            h[3][3] += left * d[3] * d[3];
        }
        let w = group_weight;
        value += w * (r * ln_alpha - x * ln_gamma_k);
        g[0] += w * ln_alpha;
        g[1] += w * r / alpha;
        h[0][1] += w / alpha;
        h[1][1] -= w * r / (alpha * alpha);
        if chances > 0.0 {
            let stay = math::lgamma_ratio(b, chances);
            value += w * (math::lgamma_ratio(r, phases * x) + stay - math::lgamma_ratio(a + b, chances));
            g[0] += w * (math::digamma(s) - math::digamma(r));
            h[0][0] += w * (math::trigamma(s) - math::trigamma(r));
            let both = math::digamma(a + b) - math::digamma(a + b + chances);
            g[2] += w * both;
            g[3] += w * (both + math::digamma(b + chances) - math::digamma(b));
            let both = math::trigamma(a + b) - math::trigamma(a + b + chances);
            h[2][2] += w * both;
            h[2][3] += w * both;
            h[3][3] += w * (both + math::trigamma(b + chances) - math::trigamma(b));
        }
    }
    // The upper triangle is filled in.
    let hessian = std::array::from_fn(|i| std::array::from_fn(|j| h[i.min(j)][i.max(j)]));
    Evaluation::new(value, g, hessian)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HISTORIES: [[f64; 3]; 7] = [
        [0.0, 0.0, 30.0],
        [0.0, 0.0, 0.0],
        [1.0, 3.0, 39.0],
        [2.0, 30.43, 38.86],
        [26.0, 31.0, 31.0],
        [40.0, 20.0, 33.0],
        [60.0, 38.0, 39.0],
    ];

    fn at(k: u32, p: &[f64; 4], from_first: bool) -> Evaluation {
        let rows = HISTORIES.map(|values| Row { values, weight: 1.5 });
        log_likelihood(&rows, k, p, from_first)
    }

    #[test]
    fn derivatives_are_those_of_the_likelihood() {
        const STEP: f64 = 1e-5;
        for (k, from_first, p) in [
            (1, true, [0.52, 6.2, 0.9, 1.6]),
            (2, false, [0.52, 3.1, 0.9, 1.6]),
            (3, true, [1.7, 2.2, 0.3, 4.0]),
            (8, false, [5.0, 0.7, 2.0, 0.4]),
            (16, true, [0.3, 1.2, 0.01, 1.0]),
        ] {
            let here = at(k, &p, from_first);
            for i in 0..4 {
                let moved = |by: f64| {
                    let mut moved = p;
                    moved[i] *= 1.0 + by;
                    at(k, &moved, from_first)
                };
                let (up, down, width) = (moved(STEP), moved(-STEP), 2.0 * STEP * p[i]);
                let near = |found: f64, exact: f64, what: &str| {
                    let error = (found - exact).abs();
                    assert!(error <= 1e-6 * exact.abs().max(1.0), "{k} {what} {i}: {found} against {exact}");
                };
                near((up.value - down.value) / width, here.gradient[i], "slope");
                for j in 0..4 {
                    let bend = (up.gradient[j] - down.gradient[j]) / width;
                    near(bend, here.hessian[4 * i + j], "bend");
                }
            }
        }
    }
}
