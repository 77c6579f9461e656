//! How likely are the histories of these customers under BG/NBD, or under MBG/NBD?
//!
//! The likelihood of one history is equation 6 of the 2005 paper; where customers may leave after the first
//! purchase too, each had one chance more to do so. What depends on the frequency alone is computed once per
//! frequency, and first and second derivatives are in closed form.

use crate::lifetime::columns::Row;
use crate::lifetime::evaluation::Evaluation;
use crate::lifetime::process::Totals;
use crate::math;

/// Where a search begins.
pub fn starts(totals: &Totals) -> Vec<Vec<f64>> {
    // Rates above the mean rate of purchase, since leaving has already lowered that.
    let rate = totals.purchases / totals.customers;
    let shapes = [[0.3, 0.8, 2.5], [1.0, 1.0, 3.0], [3.0, 0.3, 5.0]];
    shapes.map(|[r, a, b]| vec![r, r / (1.5 * rate), a, b]).to_vec()
}

/// The log-likelihood of sorted histories with its derivatives by `r, alpha, a, b`, where customers may leave
/// after each repeat purchase or, `from_first`, after every purchase.
pub fn log_likelihood(histories: &[Row<3>], parameters: &[f64; 4], from_first: bool) -> Evaluation {
    let [r, alpha, a, b] = *parameters;
    // Chances to leave: one for each repeat purchase and `more`; all but the last, `x - less` of them, were let pass.
    let (more, less) = if from_first { (1.0, 0.0) } else { (0.0, 1.0) };
    let ln_alpha = math::ln(alpha);
    let mut value = 0.0;
    let mut g = [0.0; 4];
    // Upper triangle: rr ra_ ra rb, αα αa αb, aa ab, bb; those that stay zero are left out.
    let (mut h_rr, mut h_rl, mut h_ll, mut h_aa, mut h_ab, mut h_bb) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    let (mut h_ra, mut h_rb, mut h_la, mut h_lb) = (0.0, 0.0, 0.0, 0.0);
    for group in histories.chunk_by(|one, other| one.values[0] == other.values[0]) {
        let Some(x) = group.first().map(|h| h.values[0]) else { continue };
        let shape = r + x;
        let chances = x + more;
        let stayed = b + x - less;
        let mut group_weight = 0.0;
        for Row { values: [_, t_x, age], weight } in group {
            group_weight += weight;
            let active_rate = 1.0 / (alpha + age);
            let log_active = math::ln(alpha + age);
            if chances == 0.0 {
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
            let odds = a / stayed * math::exp(shape * silence);
            let gone = if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 };
            let sum = if odds < 1e15 { math::ln_1p(odds) } else { math::ln(a / stayed) + shape * silence };
            value += weight * (sum - shape * log_active);
            // Differences of the derivatives of v and u: by r, alpha, a, b.
            let d = [silence, shape * (active_rate - gone_rate), 1.0 / a, -1.0 / stayed];
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
        if chances > 0.0 {
            let stay = math::lgamma_ratio(b, chances);
            value += w * (math::lgamma_ratio(r, x) + stay - math::lgamma_ratio(a + b, chances));
            g[0] += w * (math::digamma(shape) - math::digamma(r));
            h_rr += w * (math::trigamma(shape) - math::trigamma(r));
            let both = math::digamma(a + b) - math::digamma(a + b + chances);
            g[2] += w * both;
            g[3] += w * (both + math::digamma(b + chances) - math::digamma(b));
            let both = math::trigamma(a + b) - math::trigamma(a + b + chances);
            h_aa += w * both;
            h_ab += w * both;
            h_bb += w * (both + math::trigamma(b + chances) - math::trigamma(b));
        }
    }
    let hessian = [
        [h_rr, h_rl, h_ra, h_rb],
        [h_rl, h_ll, h_la, h_lb],
        [h_ra, h_la, h_aa, h_ab],
        [h_rb, h_lb, h_ab, h_bb],
    ];
    Evaluation::new(value, g, hessian)
}
