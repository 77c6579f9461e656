//! How many purchases does a customer make who is active now?
//!
//! With `K(y)` negative binomial arrivals by `y`, and leaving at `y` with density `g` and survival `G`,
//! `P(N = n) = G(h) P(K(h) = n) + Q_n` with `Q_n = integral over 0 to h of g(y) P(K(y) = n)` (Fader and Hardie,
//! "Deriving an expression for P(X(t) = x) under the Pareto/NBD model", 2006). Integration by parts makes of it a
//! recurrence: with `c = 1 - a / b`, `z = h / (a + h)`,
//!
//! `Q_n = s a z G(h) / (b (n + 1)) P(K(h) = n) + ((n + 1)(1 + c) + R + s - s c) / (R + n) Q_(n + 1) - c (n + 2) / (R + n) Q_(n + 2)`,
//!
//! which run from above settles wherever it begins while `-c z` is below 1. Beyond that (purchases vary much slower
//! than leaving) the integral is taken by Gauss and Legendre, and the negative binomial probabilities of all nodes are
//! walked upward together.

use super::race::{LEGENDRE, Wait};
use crate::math;

/// `-ln` of the relative weight below which a tail is dropped.
const NEGLIGIBLE: f64 = 38.0;

/// About how many arrivals within `h` carry all but e^-`rest` of the probability: the mean, some standard
/// deviations, and the length of the geometric tail.
pub(super) fn arrivals(purchase: Wait, h: f64, rest: f64) -> f64 {
    let odds = h / purchase.rate;
    let mean = purchase.shape * odds;
    mean + math::sqrt(2.0 * rest * mean * (1.0 + odds)) + rest / math::ln_1p(1.0 / odds)
}

/// The number beyond which there is nothing worth counting.
pub(super) fn most(purchase: Wait, h: f64) -> f64 {
    arrivals(purchase, h, NEGLIGIBLE).ceil()
}

/// Probabilities of 0, 1, 2, ... purchases within `h`.
pub(super) fn probabilities(purchase: Wait, leave: Wait, h: f64) -> Box<dyn Iterator<Item = f64>> {
    if h <= 0.0 {
        return Box::new(std::iter::once(1.0));
    }
    // Twice the tail above, so that the beginning from nothing has faded where the answer begins ...
    let top = arrivals(purchase, h, 2.0 * NEGLIGIBLE).ceil();
    // ... also what fades by this from each number to the one below.
    let slowest = (purchase.rate / leave.rate - 1.0) * (h / (purchase.rate + h));
    if slowest <= 0.9 {
        let faded = most(purchase, h) - NEGLIGIBLE / math::ln(slowest.max(1e-9));
        return Box::new(recurrence(purchase, leave, h, top.max(faded.ceil())).into_iter());
    }
    Box::new(Walk::new(purchase, leave, h))
}

fn recurrence(purchase: Wait, leave: Wait, h: f64, top: f64) -> Vec<f64> {
    let Wait { shape, rate } = purchase;
    let odds = h / rate;
    let z = h / (rate + h);
    let c = (leave.rate - rate) / leave.rate;
    let still = math::exp(-leave.hazard(h));
    let front = leave.shape * (rate / leave.rate) * z * still;
    let rest = shape + leave.shape * (rate / leave.rate);
    let length = most(purchase, h);
    let mut listed = Vec::with_capacity(length as usize + 1);
    let mut n = top;
    let mut mass = math::negative_binomial(n, shape, odds);
    let (mut next, mut after) = (0.0, 0.0);
    loop {
        let over = 1.0 / (shape + n);
        let here =
            front / (n + 1.0) * mass + (((n + 1.0) * (1.0 + c) + rest) * next - c * (n + 2.0) * after) * over;
        if n <= length {
            listed.push((still * mass + here).max(0.0));
        }
        if n <= 0.0 {
            break;
        }
        (next, after) = (here, next);
        mass *= n / ((shape + (n - 1.0)) * z);
        n -= 1.0;
    }
    listed.reverse();
    listed
}

/// A time to have left at, or to be still active at.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The time over the rate of arrivals.
    odds: f64,
    weight: f64,
    /// `P(K = n)` by that time.
    mass: f64,
}

/// The mixture over the times of leaving, walked upward. What is too small for a double at the number of now is
/// not begun yet, and what no longer shows is left behind.
#[derive(Debug, Clone)]
struct Walk {
    shape: f64,
    nodes: Vec<Node>,
    first: usize,
    end: usize,
    n: f64,
    most: f64,
}

impl Walk {
    fn new(purchase: Wait, leave: Wait, h: f64) -> Self {
        let mut nodes = Vec::new();
        let mut panel = |middle: f64, width: f64, logarithm: bool| {
            for sign in [-0.5, 0.5] {
                let mut ordered = LEGENDRE;
                if sign < 0.0 {
                    ordered.reverse();
                }
                for (offset, weight) in ordered {
                    let place = middle + sign * offset * width;
                    let y = if logarithm { purchase.rate * math::exp(place) } else { place };
                    let step = 0.5 * width * weight * if logarithm { y } else { 1.0 };
                    let density = leave.shape / (leave.rate + y) * math::exp(-leave.hazard(y));
                    nodes.push(Node { odds: y / purchase.rate, weight: step * density, mass: 0.0 });
                }
            }
        };
        // At first everything is a polynomial of time ...
        let slow = (purchase.rate / (purchase.shape + 1.0)).min(leave.rate / (leave.shape + 1.0));
        let begin = (0.5 * slow).min(h);
        panel(0.5 * begin, begin, false);
        // ... then smooth in its logarithm, to the width of the peak of the arrivals.
        let (mut place, end) = (math::ln(begin / purchase.rate), math::ln(h / purchase.rate));
        while place < end {
            let odds = math::exp(place);
            let y = purchase.rate * odds;
            let peak = 3.0 * math::sqrt((1.0 + 1.0 / odds) / purchase.shape);
            let slope = (leave.shape + 1.0) * (y / (leave.rate + y));
            let width = peak.min(6.0 / slope).min(1.0).min(end - place);
            if leave.hazard(y) > 740.0 || place + width <= place {
                break;
            }
            panel(place + 0.5 * width, width, true);
            place += width;
        }
        nodes.push(Node { odds: h / purchase.rate, weight: math::exp(-leave.hazard(h)), mass: 0.0 });
        Self { shape: purchase.shape, nodes, first: 0, end: 0, n: 0.0, most: most(purchase, h) }
    }
}

impl Iterator for Walk {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        let n = self.n;
        if n > self.most {
            return None;
        }
        while let Some(node) = self.nodes.get_mut(self.end) {
            node.mass = math::negative_binomial(n, self.shape, node.odds);
            // Beyond the peak, later nodes have less still.
            if node.mass < 1e-305 && node.odds * self.shape > n {
                break;
            }
            self.end += 1;
        }
        let active = self.nodes.get_mut(self.first..self.end).unwrap_or_default();
        let step = (self.shape + n) / (n + 1.0);
        let mut sum = 0.0;
        for node in active.iter_mut() {
            sum += node.weight * node.mass;
            node.mass *= step * (node.odds / (1.0 + node.odds));
        }
        let faded = |node: &&Node| node.weight * node.mass <= sum * 1e-20 && node.odds * self.shape < n;
        self.first += active.iter().take_while(faded).count();
        self.n += 1.0;
        Some(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recurrence_and_the_walk_agree() {
        for (a, b) in [(10.0, 11.0), (11.0, 11.0), (3.0, 40.0), (20.0, 10.1), (1e-3, 1e3)] {
            for (r, s) in [(0.5, 0.6), (27.0, 0.1), (400.0, 30.0)] {
                let (purchase, leave) = (Wait { shape: r, rate: a }, Wait { shape: s, rate: b });
                for h in [0.01, 1.0, 30.0] {
                    let top = arrivals(purchase, h, 2.0 * NEGLIGIBLE).ceil();
                    if top > 1e5 {
                        continue;
                    }
                    let walked: Vec<f64> = Walk::new(purchase, leave, h).collect();
                    let worst = recurrence(purchase, leave, h, top)
                        .iter()
                        .zip(&walked)
                        .filter(|(one, _)| **one > 1e-280)
                        .map(|(one, other)| (one / other - 1.0).abs())
                        .fold(0.0, f64::max);
                    assert!(worst < 1e-10, "{a} {b} {r} {s} {h}: {worst}");
                }
            }
        }
    }
}
