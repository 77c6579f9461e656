//! How many purchases does a customer make whose probability to leave is known, when they are too many to count?
//!
//! With `M` phases since the last purchase and `q = 1 - p` the probability to stay after each purchase, those made
//! are `E[N | q] = (1 - E[q^floor(M / k)]) / (1 - q)`. With `v = q^(1 / k)`, `G` the generating function of `M`
//! and `w` the k-th roots of one, the sum over residues of `M` gives
//!
//! `E[q^floor(M / k)] = sum over w of G(v w) (1 - 1 / q) / (k (1 - 1 / (v w)))`,
//!
//! of which the root 1 is what it would be without rounding and the others correct that; each is proportional to
//! `1 - q`, so nothing cancels as `q` goes to 1. Where `q` is small the sum over the first few purchases is short.

use super::active::{GroupedWalk, RegularActive};
use crate::math;

/// Purchases whose logarithm of the probability to have stayed, `q` below a half, is beyond a double.
const FEW: usize = 60;
/// `ln` of a half.
const HALF: f64 = -std::f64::consts::LN_2;

/// `ln` of a probability to leave that is as good as none.
const LEAST: f64 = -600.0;

/// One customer and horizon.
pub(super) struct Grouped<'a> {
    active: &'a RegularActive,
    odds: f64,
    /// Probabilities of more than 0, 1, 2, ... purchases if nobody left.
    tails: Vec<f64>,
}

impl<'a> Grouped<'a> {
    /// Of this customer within `t`.
    pub fn new(active: &'a RegularActive, t: f64) -> Self {
        let mut walk = GroupedWalk::new(active, t);
        let more = || {
            walk.advance();
            walk.tail()
        };
        let tails = std::iter::repeat_with(more).take(FEW).collect();
        Self { active, odds: t / active.alpha, tails }
    }

    /// Purchases made by one who leaves after each with probability `p`, given by `ln p` and `ln(1 - p)`.
    pub fn purchases(&self, ln_p: f64, ln_q: f64) -> f64 {
        if ln_q <= HALF {
            let q = math::exp(ln_q);
            return self.tails.iter().rev().fold(0.0, |sum, tail| sum * q + tail);
        }
        // Below that nobody leaves within any horizon.
        let (ln_p, ln_q) = (ln_p.max(LEAST), ln_q.min(-math::exp(LEAST)));
        let k = f64::from(self.active.k);
        let root = ln_q / k;
        let (v, less) = (math::exp(root), -math::exp_m1(root));
        let gap = math::exp_m1(-ln_q);
        // The root 1: 1 - A G(v), by logarithms since both are near 1.
        let ln_a = ln_growth(-ln_q) - ln_growth(-root);
        let decay = math::ln_1p(self.odds * less);
        let mut made = self.active.phases().fold(0.0, |sum, (j, probability, shape)| {
            sum - probability * math::exp_m1(f64::from(j) * root - shape * decay + ln_a)
        });
        // The others come in conjugate pairs, save -1 where k is even.
        for l in 1..=self.active.k / 2 {
            let angle = 2.0 * std::f64::consts::PI * f64::from(l) / k;
            let (sin, cos) = (math::sin(angle), math::cos(angle));
            let real = 1.0 + self.odds * (1.0 - v * cos);
            let imaginary = self.odds * v * sin;
            let shrink = 0.5 * math::ln(real * real + imaginary * imaginary);
            if self.active.s * shrink > 80.0 {
                continue;
            }
            let turn = math::atan2(imaginary, real);
            let (mut re, mut im) = (0.0, 0.0);
            for (j, probability, shape) in self.active.phases() {
                let size = probability * math::exp(f64::from(j) * root - shape * shrink);
                let direction = f64::from(j) * angle + shape * turn;
                re += size * math::cos(direction);
                im += size * math::sin(direction);
            }
            // Times y / (y - 1) of y = v w.
            let (y_re, y_im) = (v * cos - 1.0, v * sin);
            let square = y_re * y_re + y_im * y_im;
            let (f_re, f_im) = (1.0 + y_re / square, -y_im / square);
            let both = if 2 * l == self.active.k { 1.0 } else { 2.0 };
            made += both * gap / k * (re * f_re - im * f_im);
        }
        made / math::exp(ln_p)
    }
}

/// `ln((e^x - 1) / x)` with its digits near 0.
fn ln_growth(x: f64) -> f64 {
    if x > 0.1 {
        return math::ln(math::exp_m1(x) / x);
    }
    let y = x * x;
    x / 2.0 + y * (1.0 / 24.0 - y * (1.0 / 2880.0 - y * (1.0 / 181_440.0 - y / 9_676_800.0)))
}
