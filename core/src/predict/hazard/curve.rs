//! What is expected of one row, period by period?

use super::{Hazard, LEAST_HAZARD, LifePeriod, MOST_LOG, life};
use crate::Result;
use crate::math::{exp, exp_m1, ln, ln_1p, logistic};

/// Sums of `-ln(1 - h)` up to the end of each period: of the mean score, and of each member's.
#[derive(Debug, Clone)]
pub(in crate::predict) struct RowCurve {
    period_days: f64,
    mean: Vec<f64>,
    members: Vec<Vec<f64>>,
}

impl RowCurve {
    pub(super) fn new(hazard: &Hazard, row: &[f64]) -> Result<Self> {
        let mut asked = row.to_vec();
        asked.push(0.0);
        let mut members: Vec<Vec<f64>> = vec![Vec::with_capacity(hazard.periods()); hazard.folds()];
        let mut mean = Vec::with_capacity(hazard.periods());
        let count = hazard.folds() as f64;
        for period in 1..=hazard.periods() {
            if let Some(place) = asked.last_mut() {
                *place = period as f64;
            }
            let mut sum = 0.0;
            for (fold, cumulated) in members.iter_mut().enumerate() {
                let score = hazard.score(fold, &asked)?;
                sum += score;
                add(cumulated, hazard.calibration.log_odds(score));
            }
            add(&mut mean, hazard.calibration.log_odds(sum / count));
        }
        for cumulated in members.iter_mut().chain([&mut mean]) {
            let factor = hazard.factor(cumulated.last().copied().unwrap_or_default());
            for sum in cumulated {
                *sum *= factor;
            }
        }
        Ok(Self { period_days: hazard.period_days, mean, members })
    }

    pub(super) fn of_everybody(hazard: &Hazard, life_table: &[LifePeriod]) -> Self {
        let periods = (1..=life_table.len()).map(|period| life::until(life_table, period as f64).0);
        let mut mean: Vec<f64> = periods.collect();
        let factor = hazard.factor(mean.last().copied().unwrap_or_default());
        for sum in &mut mean {
            *sum *= factor;
        }
        Self { period_days: hazard.period_days, mean, members: Vec::new() }
    }

    /// Probability that it has happened by then.
    pub fn probability(&self, days: f64) -> f64 {
        logistic(self.log_odds(days))
    }

    /// The place of the period in which so many days end.
    pub(super) fn period_of(&self, days: f64) -> usize {
        let whole = (days / self.period_days).max(0.0);
        let begun = if whole > whole.trunc() { whole.trunc() } else { whole.trunc() - 1.0 };
        (begun.max(0.0) as usize).min(self.mean.len().saturating_sub(1))
    }

    /// Log-odds that it has happened by then.
    pub fn log_odds(&self, days: f64) -> f64 {
        log_odds_of(self.cumulated(&self.mean, days))
    }

    pub(super) fn member_log_odds(&self, days: f64) -> Vec<f64> {
        self.members.iter().map(|member| log_odds_of(self.cumulated(member, days))).collect()
    }

    /// The days by which it has happened with this probability; nothing where that is later than is told of.
    pub fn days_until(&self, probability: f64) -> Option<f64> {
        let wanted = -ln_1p(-probability);
        let place = self.mean.iter().position(|cumulated| *cumulated >= wanted)?;
        let before = place.checked_sub(1).and_then(|place| self.mean.get(place)).copied().unwrap_or(0.0);
        let until = self.mean.get(place).copied()?;
        let part = if until > before { (wanted - before) / (until - before) } else { 1.0 };
        Some((place as f64 + part) * self.period_days)
    }

    fn cumulated(&self, sums: &[f64], days: f64) -> f64 {
        let place = self.period_of(days);
        let before = place.checked_sub(1).and_then(|place| sums.get(place)).copied().unwrap_or(0.0);
        let until = sums.get(place).copied().unwrap_or(before);
        let part = (days / self.period_days - place as f64).clamp(0.0, 1.0);
        before + part * (until - before)
    }
}

/// Add a period with these log-odds of its hazard.
pub(super) fn add(cumulated: &mut Vec<f64>, hazard_log_odds: f64) {
    let before = cumulated.last().copied().unwrap_or(0.0);
    cumulated.push(before + spared(hazard_log_odds).clamp(LEAST_HAZARD, MOST_LOG));
}

/// `-ln(1 - h)` of the log-odds of `h`, for any size of them.
pub(super) fn spared(log_odds: f64) -> f64 {
    log_odds.max(0.0) + ln_1p(exp(-log_odds.abs()))
}

/// Log-odds that it has happened, of the sum of `-ln(1 - h)`.
pub(super) fn log_odds_of(cumulated: f64) -> f64 {
    ln(exp_m1(cumulated.clamp(LEAST_HAZARD, MOST_LOG)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_hazard_is_geometric_and_between_its_periods_too() {
        let mut mean = Vec::new();
        (0..4).for_each(|_| add(&mut mean, 0.0)); // a half each period of ten days
        let curve = RowCurve { period_days: 10.0, members: vec![mean.clone()], mean };
        let probability = |days: f64| curve.probability(days);
        for (days, expected) in [(10.0, 0.5), (20.0, 0.75), (40.0, 0.9375), (5.0, 1.0 - 0.5_f64.sqrt())] {
            assert!((probability(days) - expected).abs() < 1e-12, "{days}");
        }
        assert!((curve.days_until(0.5).unwrap() - 10.0).abs() < 1e-9);
        assert!((curve.days_until(0.875).unwrap() - 30.0).abs() < 1e-9);
        assert_eq!(curve.days_until(0.95), None);
    }

    #[test]
    fn extreme_scores_stay_finite() {
        for score in [-1e6, -800.0, 0.0, 800.0, 1e6] {
            let mut mean = Vec::new();
            (0..60).for_each(|_| add(&mut mean, score));
            let curve = RowCurve { period_days: 1.0, members: vec![], mean };
            assert!(curve.log_odds(60.0).is_finite() && curve.log_odds(0.5).is_finite(), "{score}");
        }
    }
}
