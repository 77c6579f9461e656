//! Which weights make the best of several scores?
//!
//! Of `sum_i w_i cost(b + sum_m a_m s_im, y_i) + r / 2 sum_m (a_m - mean a)²` the minimum with every `a_m >= 0` (Breiman
//! 1996, section 3); the weights are `a` brought to a sum of one, since scale and level are what calibration decides. The
//! ridge draws to equal weights, which few rows cannot do better than (Claeskens and others 2016); it counts as much as
//! 25 rows do. The cost is convex: where a weight comes out below 0, the least over all choices of members without it is
//! the minimum. A member that would have less than a twentieth is left out.

use crate::Result;
use crate::learn::logistic::newton_step;
use crate::learn::objective::Objective;

/// How many rows the pull to equal weights counts.
const PRIOR_ROWS: f64 = 25.0;
/// The least weight of a member that is kept.
const LEAST_WEIGHT: f64 = 0.05;
const MOST_STEPS: usize = 100;

/// Rows that are blended: member by member their scores, and what they were to tell.
#[derive(Debug, Clone)]
pub(crate) struct BlendRows {
    pub objective: Objective,
    pub scores: Vec<Vec<f64>>,
    pub labels: Vec<f64>,
    pub weights: Vec<f64>,
}

/// The best blend of some members, in units of all scores' spread.
struct Best {
    cost: f64,
    /// One for each member asked for, then the level.
    at: Vec<f64>,
}

impl BlendRows {
    /// These rows of them.
    pub fn take(&self, rows: &[usize]) -> Self {
        let part = |column: &[f64]| rows.iter().map(|row| column[*row]).collect::<Vec<f64>>();
        Self {
            objective: self.objective,
            scores: self.scores.iter().map(|scores| part(scores)).collect(),
            labels: part(&self.labels),
            weights: part(&self.weights),
        }
    }

    /// The blend of every row.
    pub fn blend(&self, weights: &[f64]) -> Vec<f64> {
        let mut blend = vec![0.0; self.labels.len()];
        for (scores, weight) in self.scores.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
            blend.iter_mut().zip(scores).for_each(|(blend, score)| *blend += weight * score);
        }
        blend
    }

    /// The cost of scores for each row.
    pub fn costs(&self, scores: &[f64]) -> Vec<f64> {
        scores.iter().zip(&self.labels).map(|(score, label)| self.objective.cost(*score, *label)).collect()
    }

    /// The weight of each member: at least 0, with a sum of one.
    pub fn weights_of_members(&self) -> Result<Vec<f64>> {
        let mut kept: Vec<usize> = (0..self.scores.len()).collect();
        let standard = self.standardised();
        loop {
            let weights = match &standard {
                Some((rows, _)) if kept.len() > 1 => rows.best_weights(&kept)?,
                _ => vec![1.0; kept.len()],
            };
            let total: f64 = weights.iter().sum();
            let share = |weight: &f64| if total > 0.0 { weight / total } else { 1.0 / kept.len() as f64 };
            let shares: Vec<f64> = weights.iter().map(share).collect();
            if shares.iter().all(|share| *share >= LEAST_WEIGHT) {
                let mut found = vec![0.0; self.scores.len()];
                kept.iter().zip(shares).for_each(|(member, share)| found[*member] = share);
                return Ok(found);
            }
            let mut places = shares.iter();
            kept.retain(|_| places.next().is_some_and(|share| *share >= LEAST_WEIGHT));
        }
    }

    /// Slope and level of the line through these rows' one score that costs least, where scores differ.
    pub fn line(&self) -> Result<Option<(f64, f64)>> {
        let Some((rows, unit)) = self.standardised() else { return Ok(None) };
        let best = rows.minimise(&[0])?;
        let (Some(slope), Some(level), Some(mean)) =
            (best.at.first(), best.at.last(), self.means().first().copied())
        else {
            return Ok(None);
        };
        let slope = slope / unit;
        Ok((slope > 0.0).then(|| (slope, level - slope * mean)))
    }

    fn means(&self) -> Vec<f64> {
        let total: f64 = self.weights.iter().sum();
        let mean =
            |scores: &Vec<f64>| scores.iter().zip(&self.weights).map(|(s, w)| s * w).sum::<f64>() / total;
        self.scores.iter().map(mean).collect()
    }

    /// Scores less their means in units of their common spread; none where they do not differ.
    fn standardised(&self) -> Option<(Self, f64)> {
        let means = self.means();
        let total: f64 = self.weights.iter().sum();
        let mut square = 0.0;
        for (scores, mean) in self.scores.iter().zip(&means) {
            let squares = scores.iter().zip(&self.weights).map(|(s, w)| w * (s - mean) * (s - mean));
            square += squares.sum::<f64>() / (total * self.scores.len() as f64);
        }
        let unit = crate::math::sqrt(square);
        if !(unit.is_finite() && unit > 0.0) {
            return None;
        }
        let standard = |(scores, mean): (&Vec<f64>, &f64)| scores.iter().map(|s| (s - mean) / unit).collect();
        Some((Self { scores: self.scores.iter().zip(&means).map(standard).collect(), ..self.clone() }, unit))
    }

    /// The weights of these members, none below 0.
    fn best_weights(&self, members: &[usize]) -> Result<Vec<f64>> {
        let all = self.minimise(members)?;
        let (_, weights) = all.at.split_last().unwrap_or((&0.0, &[]));
        if weights.iter().all(|weight| *weight >= 0.0) {
            return Ok(weights.to_vec());
        }
        let mut least: Option<(f64, Vec<f64>)> = None;
        // Every choice of members but none and all.
        for choice in 1..(1_usize << members.len()) - 1 {
            let places: Vec<usize> = (0..members.len()).filter(|place| choice >> place & 1 == 1).collect();
            let chosen: Vec<usize> = places.iter().map(|place| members[*place]).collect();
            let best = self.minimise(&chosen)?;
            let mut weights = vec![0.0; members.len()];
            places.iter().zip(&best.at).for_each(|(place, weight)| weights[*place] = *weight);
            let is_best = least.as_ref().is_none_or(|(cost, _)| best.cost < *cost);
            if is_best && weights.iter().all(|weight| *weight >= 0.0) {
                least = Some((best.cost, weights));
            }
        }
        Ok(least.map_or_else(|| vec![0.0; members.len()], |(_, weights)| weights))
    }

    /// The least cost with weights of any sign of these members and a level.
    fn minimise(&self, members: &[usize]) -> Result<Best> {
        let count = members.len();
        let mut at = vec![1.0 / count.max(1) as f64; count + 1];
        at[count] = self.objective.initial_score(&self.labels, Some(&self.weights));
        let curvature_at_first = |label: &f64| self.objective.derivatives(at[count], *label).1;
        let bent: f64 = self.labels.iter().zip(&self.weights).map(|(l, w)| w * curvature_at_first(l)).sum();
        let ridge = PRIOR_ROWS * bent / self.labels.len().max(1) as f64;
        let (mut now, mut gradient, mut curvature) = self.sums(members, &at, ridge);
        for _ in 0..MOST_STEPS {
            let step = newton_step("weights of an ensemble", &curvature, &gradient)?;
            let decrement: f64 = step.iter().zip(&gradient).map(|(s, g)| s * g).sum();
            let mut length = 1.0;
            let next = loop {
                let next: Vec<f64> = at.iter().zip(&step).map(|(at, by)| at - length * by).collect();
                let then = self.sums(members, &next, ridge);
                if then.0 < now {
                    break Some((next, then));
                }
                length *= 0.5;
                if length < 1e-6 {
                    break None;
                }
            };
            let Some((next, then)) = next else { break };
            at = next;
            (now, gradient, curvature) = then;
            if decrement.abs() <= 1e-12 * now.abs() {
                break;
            }
        }
        Ok(Best { cost: now, at })
    }

    /// Cost, gradient and curvature, row by row of the matrix.
    fn sums(&self, members: &[usize], at: &[f64], ridge: f64) -> (f64, Vec<f64>, Vec<f64>) {
        let (count, size) = (members.len(), at.len());
        let (mut cost, mut gradient, mut curvature) = (0.0, vec![0.0; size], vec![0.0; size * size]);
        let mut x = vec![1.0; size];
        for (row, (label, weight)) in self.labels.iter().zip(&self.weights).enumerate() {
            for (x, member) in x.iter_mut().zip(members) {
                *x = self.scores[*member][row];
            }
            let score = at.iter().zip(&x).map(|(at, x)| at * x).sum();
            let (slope, bend) = self.objective.derivatives(score, *label);
            cost += weight * self.objective.cost(score, *label);
            for i in 0..size {
                gradient[i] += weight * slope * x[i];
                for j in 0..=i {
                    curvature[i * size + j] += weight * bend * x[i] * x[j];
                }
            }
        }
        // All members share the mean, also those that are left out at a weight of 0.
        let all = self.scores.len() as f64;
        let mean = at.iter().take(count).sum::<f64>() / all;
        let left_out = (all - count as f64) * mean * mean;
        let distances = at.iter().take(count).map(|a| (a - mean) * (a - mean)).sum::<f64>();
        cost += 0.5 * ridge * (distances + left_out);
        for i in 0..count {
            gradient[i] += ridge * (at[i] - mean);
            for j in 0..=i {
                curvature[i * size + j] += ridge * (f64::from(u8::from(i == j)) - 1.0 / all);
            }
        }
        (cost, gradient, curvature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    fn rows(objective: Objective, scores: Vec<Vec<f64>>, labels: Vec<f64>) -> BlendRows {
        let weights = vec![1.0; labels.len()];
        BlendRows { objective, scores, labels, weights }
    }

    /// Two noisy views of a truth and one that is turned round.
    fn world(noise: [f64; 2]) -> BlendRows {
        let mut rng = Rng::new(1);
        let truth: Vec<f64> = (0..4_000).map(|_| 1.5 * rng.normal()).collect();
        let labels =
            truth.iter().map(|s| f64::from(u8::from(rng.bernoulli(crate::math::logistic(*s))))).collect();
        let mut view =
            |noise: f64, sign: f64| truth.iter().map(|s| sign * s + noise * rng.normal()).collect();
        let scores = vec![view(noise[0], 1.0), view(noise[1], 1.0), view(0.5, -1.0)];
        rows(Objective::Logistic, scores, labels)
    }

    #[test]
    fn the_better_view_has_the_larger_part_and_one_that_misleads_none() {
        let weights = world([0.5, 1.0]).weights_of_members().unwrap();
        // Parts of views with independent noise are as the inverse of its variance.
        assert!(weights[2] == 0.0 && (weights[0] - 0.8).abs() < 0.08, "{weights:?}");
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let equal = world([0.7, 0.7]).weights_of_members().unwrap();
        assert!((equal[0] - 0.5).abs() < 0.06, "{equal:?}");
    }

    #[test]
    fn few_rows_get_weights_that_are_nearly_equal() {
        let world = world([0.7, 0.7]);
        let few =
            BlendRows { scores: world.scores[..2].to_vec(), ..world }.take(&(0..12).collect::<Vec<_>>());
        let weights = few.weights_of_members().unwrap();
        assert!((weights[0] - 0.5).abs() < 0.25, "{weights:?}");
    }

    #[test]
    fn units_of_labels_do_not_matter() {
        let mut rng = Rng::new(2);
        let truth: Vec<f64> = (0..500).map(|_| rng.normal()).collect();
        let view =
            |noise: f64, rng: &mut Rng| truth.iter().map(|s| s + noise * rng.normal()).collect::<Vec<f64>>();
        let views = [view(0.3, &mut rng), view(0.6, &mut rng)];
        let weights = [1.0, 1e-9, 1e14].map(|unit| {
            let scaled = |values: &Vec<f64>| values.iter().map(|value| 3.0 * unit + value * unit).collect();
            let scores = views.iter().map(scaled).collect();
            rows(Objective::Squared, scores, scaled(&truth)).weights_of_members().unwrap()[0]
        });
        assert!(
            weights[0] > 0.7 && weights.iter().all(|weight| (weight - weights[0]).abs() < 1e-6),
            "{weights:?}"
        );
    }

    #[test]
    fn scores_that_do_not_differ_have_equal_weights_and_no_line() {
        let flat = rows(Objective::Logistic, vec![vec![1.0; 4]; 2], vec![0.0, 1.0, 0.0, 1.0]);
        assert_eq!(flat.weights_of_members().unwrap(), [0.5, 0.5]);
        assert_eq!(flat.line().unwrap(), None);
    }

    #[test]
    fn a_line_finds_slope_and_level() {
        let scores: Vec<f64> = (0..100).map(|row| f64::from(row) / 10.0).collect();
        let labels: Vec<f64> = scores.iter().map(|score| 2.0 + 0.5 * score).collect();
        let (slope, level) = rows(Objective::Squared, vec![scores.clone()], labels).line().unwrap().unwrap();
        assert!((slope - 0.5).abs() < 1e-9 && (level - 2.0).abs() < 1e-9, "{slope} {level}");
        let labels: Vec<f64> = scores.iter().map(|score| crate::math::exp(0.3 * score - 1.0)).collect();
        let (slope, level) = rows(Objective::Poisson, vec![scores], labels).line().unwrap().unwrap();
        assert!((slope - 0.3).abs() < 1e-6 && (level + 1.0).abs() < 1e-6, "{slope} {level}");
    }
}
