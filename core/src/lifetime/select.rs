//! Which model of purchases fits these customers, and forecasts them?
//!
//! Every kind is fitted. With a holdout in time they compete by the mean log score there, since what is asked of
//! them is the future; without one by Akaike's criterion. Models whose scores differ by less than two standard
//! errors of the difference over the customers (Vuong 1989) are level. Of the models under which a customer can
//! leave after the first purchase, the simplest is taken that is level with the best of them. One whose fit ended on
//! a ridge or at a boundary, where parameters mean little though forecasts may be good, is taken only where no other is
//! level.

use super::ConvergenceVerdict;
use super::comparison::{ModelCandidate, ModelComparison};
use super::holdout::{Forecast, Holdout, forecasts, score_model};
use super::kind::{AnyPurchaseModel, PurchaseModelKind};
use super::score::ForecastScore;
use super::summarize::Summaries;
use crate::control::Control;
use crate::estimate::LEVEL;
use crate::{Result, SartorError, math};

/// Differences below so many of their standard errors are none.
const LEVEL_ERRORS: f64 = 2.0;
/// Differences of Akaike's criterion below this are none (Burnham and Anderson 2002, section 2.6).
const LEVEL_AIC: f64 = 2.0;

/// Merits that differ by this part are equal.
const ROUNDING: f64 = 1e-9;

/// Fit every kind to summaries and choose, by their holdout where they have one; no `kinds` are all.
///
/// A kind whose fit fails stands among the candidates with its problem. Where all fail, it is the first one's error.
pub fn select(
    summaries: &Summaries,
    kinds: &[PurchaseModelKind],
    control: Control<'_>,
) -> Result<(ModelComparison, AnyPurchaseModel)> {
    let holdout = (summaries.holdout_periods > 0.0).then(|| Holdout::of(summaries));
    if let Some(holdout) = &holdout {
        holdout.check()?;
    }
    let mut contest = Vec::new();
    let mut failure = None;
    let kinds: Vec<PurchaseModelKind> =
        PurchaseModelKind::ALL.into_iter().filter(|kind| kinds.is_empty() || kinds.contains(kind)).collect();
    for (done, kind) in kinds.iter().enumerate() {
        control.step(done as u64, kinds.len() as u64)?;
        let within = control.without_steps();
        let entry = AnyPurchaseModel::fit(*kind, summaries, within).and_then(|model| {
            let forecasts = match &holdout {
                Some(holdout) => Some(forecasts(&model, holdout, LEVEL, within)?),
                None => None,
            };
            let score = match (&holdout, &forecasts) {
                (Some(holdout), Some(forecasts)) => Some(score_model(&model, holdout, forecasts, LEVEL)),
                _ => None,
            };
            let alive = one_time_buyers_alive(&model, summaries)?;
            Ok((model, forecasts, score, alive))
        });
        match entry {
            Ok((model, forecasts, score, alive)) => {
                contest.push(Entry {
                    candidate: candidate(&model, score, alive),
                    model: Some(model),
                    forecasts,
                });
            }
            Err(error @ SartorError::Cancelled { .. }) => return Err(error),
            Err(error) => {
                contest.push(Entry { candidate: failed(*kind, &error), model: None, forecasts: None });
                failure = failure.or(Some(error));
            }
        }
    }
    control.step(kinds.len() as u64, kinds.len() as u64)?;
    judge(contest, failure)
}

/// What one kind brought.
struct Entry {
    candidate: ModelCandidate,
    model: Option<AnyPurchaseModel>,
    forecasts: Option<Vec<Forecast>>,
}

impl Entry {
    /// Higher is better.
    fn merit(&self) -> Option<f64> {
        let by_holdout = self.candidate.holdout.as_ref().and_then(|score| score.mean_log_score);
        by_holdout.or(self.candidate.aic.map(|aic| -aic))
    }

    fn is_sound(&self) -> bool {
        self.candidate.verdict == Some(ConvergenceVerdict::Optimum)
    }
}

fn judge(
    mut contest: Vec<Entry>,
    failure: Option<SartorError>,
) -> Result<(ModelComparison, AnyPurchaseModel)> {
    let Some(best) = best(&contest, |_| true) else {
        return Err(failure.unwrap_or_else(|| SartorError::TooFew {
            subject: "select".to_owned(),
            found: 0,
            needed: 1,
            unit: "kinds of model".to_owned(),
        }));
    };
    let behind: Vec<Option<Behind>> =
        contest.iter().map(|entry| contest.get(best).and_then(|best| Behind::of(entry, best))).collect();
    for (entry, behind) in contest.iter_mut().zip(&behind) {
        let Some(behind) = behind else { continue };
        entry.candidate.behind_best = behind.mean;
        entry.candidate.behind_best_error = behind.error;
        entry.candidate.level_with_best = behind.level;
    }
    // Who lets one-time buyers leave, or anybody where nobody does; of those level with the best of them the first
    // whose fit is sound, or the first. The order of the contest is the order of preference.
    let leaves = |entry: &Entry| entry.candidate.model.one_time_buyers_leave();
    let leader = self::best(&contest, leaves).unwrap_or(best);
    let allowed = contest.get(leader).is_some_and(leaves);
    let level: Vec<usize> = (0..contest.len())
        .filter(|place| {
            contest.get(*place).zip(contest.get(leader)).is_some_and(|(entry, leader)| {
                (!allowed || leaves(entry)) && Behind::of(entry, leader).is_some_and(|behind| behind.level)
            })
        })
        .collect();
    let sound = level.iter().find(|place| contest.get(**place).is_some_and(Entry::is_sound));
    let chosen = sound.or(level.first()).copied();
    let chosen = chosen.unwrap_or(best);
    let reason = reason(&contest, best, chosen);
    let model = contest.get_mut(chosen).and_then(|entry| entry.model.take());
    let candidates: Vec<ModelCandidate> = contest.into_iter().map(|entry| entry.candidate).collect();
    match (model, candidates.get(chosen).map(|candidate| candidate.model)) {
        (Some(model), Some(chosen)) => Ok((ModelComparison { chosen, reason, candidates }, model)),
        _ => Err(SartorError::Internal { operation: "select".to_owned() }),
    }
}

/// The place of the one with the highest merit among those that a wish allows; of equals the first, as BG/NBD and
/// BG/CNBD-1 are to all but rounding.
fn best(contest: &[Entry], wish: impl Fn(&Entry) -> bool) -> Option<usize> {
    let merits = contest.iter().enumerate().filter(|(_, entry)| wish(entry));
    let merits = merits.filter_map(|(place, entry)| Some((place, entry.merit()?)));
    merits
        .reduce(|best, next| if next.1 - best.1 > ROUNDING * best.1.abs() { next } else { best })
        .map(|(place, _)| place)
}

/// How far one is behind another.
struct Behind {
    mean: Option<f64>,
    error: Option<f64>,
    level: bool,
}

impl Behind {
    fn of(entry: &Entry, best: &Entry) -> Option<Self> {
        let (own, merit) = (entry.merit()?, best.merit()?);
        let (Some(own_forecasts), Some(best_forecasts)) = (&entry.forecasts, &best.forecasts) else {
            return Some(Self { mean: None, error: None, level: merit - own <= LEVEL_AIC });
        };
        let (mean, error) = paired(own_forecasts, best_forecasts);
        Some(Self { mean: Some(mean), error: Some(error), level: mean >= -LEVEL_ERRORS * error })
    }
}

fn reason(contest: &[Entry], best: usize, chosen: usize) -> String {
    let Some((best, chosen)) = contest.get(best).zip(contest.get(chosen)) else { return String::new() };
    let measure = if best.forecasts.is_some() { "log score in the holdout" } else { "Akaike's criterion" };
    let name = |entry: &Entry| entry.candidate.model.name();
    if best.candidate.model == chosen.candidate.model {
        return format!("{} has the best {measure}", name(best));
    }
    let why =
        if !best.candidate.model.one_time_buyers_leave() && chosen.candidate.model.one_time_buyers_leave() {
            format!("under {} every one-time buyer stays active for ever", name(best))
        } else if !best.is_sound() && chosen.is_sound() {
            format!("the fit of {} ended on a ridge or at a boundary", name(best))
        } else {
            format!("{} is simpler", name(chosen))
        };
    let distance = if chosen.candidate.level_with_best { "is level with" } else { "is behind" };
    format!("{} {distance} {} by {measure}, and {why}", name(chosen), name(best))
}

/// Mean of the differences of the log scores, and its standard error.
pub(super) fn paired(own: &[Forecast], best: &[Forecast]) -> (f64, f64) {
    let n = own.len().max(1) as f64;
    let differences: Vec<f64> =
        own.iter().zip(best).map(|(own, best)| own.log_score - best.log_score).collect();
    let mean = differences.iter().fold(0.0, |sum, d| sum + d) / n;
    let squares = differences.iter().fold(0.0, |sum, d| sum + (d - mean) * (d - mean));
    (mean, math::sqrt(squares / (n * (n - 1.0).max(1.0))))
}

fn one_time_buyers_alive(model: &AnyPurchaseModel, summaries: &Summaries) -> Result<Option<f64>> {
    let (mut sum, mut customers) = (0.0, 0.0);
    for (_, age) in summaries.frequency.iter().zip(&summaries.age).filter(|(x, _)| **x == 0.0) {
        sum += model.probability_alive(0.0, 0.0, *age)?;
        customers += 1.0;
    }
    Ok((customers > 0.0).then(|| sum / customers))
}

fn candidate(model: &AnyPurchaseModel, holdout: Option<ForecastScore>, alive: Option<f64>) -> ModelCandidate {
    ModelCandidate {
        model: model.kind(),
        log_likelihood: Some(model.log_likelihood()),
        aic: model.aic(),
        bic: model.bic(),
        verdict: Some(model.convergence().verdict),
        one_time_buyers_alive: alive,
        holdout,
        behind_best: None,
        behind_best_error: None,
        level_with_best: false,
        problem: None,
    }
}

fn failed(model: PurchaseModelKind, error: &SartorError) -> ModelCandidate {
    ModelCandidate {
        model,
        log_likelihood: None,
        aic: None,
        bic: None,
        verdict: None,
        one_time_buyers_alive: None,
        holdout: None,
        behind_best: None,
        behind_best_error: None,
        level_with_best: false,
        problem: Some(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetime::{BgNbd, BgNbdParams, MbgNbd, MbgNbdParams, ParetoNbd, ParetoNbdParams};

    fn entry(model: AnyPurchaseModel, verdict: ConvergenceVerdict, aic: f64) -> Entry {
        let mut candidate = candidate(&model, None, None);
        candidate.verdict = Some(verdict);
        candidate.aic = Some(aic);
        Entry { candidate, model: Some(model), forecasts: None }
    }

    fn mbg(verdict: ConvergenceVerdict, aic: f64) -> Entry {
        let params = MbgNbdParams { r: 1.0, alpha: 1.0, a: 1.0, b: 1.0 };
        entry(AnyPurchaseModel::MbgNbd(MbgNbd::with_params(params).unwrap()), verdict, aic)
    }

    fn pareto(verdict: ConvergenceVerdict, aic: f64) -> Entry {
        let params = ParetoNbdParams { r: 1.0, alpha: 1.0, s: 1.0, beta: 1.0 };
        entry(AnyPurchaseModel::ParetoNbd(ParetoNbd::with_params(params).unwrap()), verdict, aic)
    }

    fn bg(verdict: ConvergenceVerdict, aic: f64) -> Entry {
        let params = BgNbdParams { r: 1.0, alpha: 1.0, a: 1.0, b: 1.0 };
        entry(AnyPurchaseModel::BgNbd(BgNbd::with_params(params).unwrap()), verdict, aic)
    }

    fn chosen(contest: Vec<Entry>) -> (PurchaseModelKind, String) {
        let (comparison, model) = judge(contest, None).unwrap();
        assert_eq!(comparison.chosen, model.kind());
        (comparison.chosen, comparison.reason)
    }

    #[test]
    fn a_ridge_gives_way_to_a_model_that_is_level_and_to_no_worse_one() {
        use ConvergenceVerdict::{Optimum, Ridge};
        let (kind, reason) = chosen(vec![mbg(Ridge, 100.0), pareto(Optimum, 101.0)]);
        assert_eq!(kind, PurchaseModelKind::ParetoNbd);
        assert!(reason.contains("ended on a ridge"), "{reason}");
        let (kind, reason) = chosen(vec![mbg(Ridge, 100.0), pareto(Optimum, 110.0)]);
        assert_eq!(kind, PurchaseModelKind::MbgNbd, "{reason}");
    }

    #[test]
    fn of_models_that_are_level_the_first_is_taken() {
        use ConvergenceVerdict::Optimum;
        let (kind, reason) = chosen(vec![mbg(Optimum, 101.0), pareto(Optimum, 100.0)]);
        assert_eq!(kind, PurchaseModelKind::MbgNbd);
        assert!(reason.contains("is simpler"), "{reason}");
    }

    #[test]
    fn what_rounding_makes_of_the_same_model_is_no_better() {
        use ConvergenceVerdict::Optimum;
        let (_, reason) = chosen(vec![mbg(Optimum, 100.0), pareto(Optimum, 100.0 - 1e-11)]);
        assert!(reason.contains("has the best"), "{reason}");
    }

    #[test]
    fn one_time_buyers_leave_even_under_a_worse_score_and_a_ridge() {
        use ConvergenceVerdict::{Optimum, Ridge};
        let (kind, reason) = chosen(vec![mbg(Ridge, 150.0), bg(Optimum, 100.0)]);
        assert_eq!(kind, PurchaseModelKind::MbgNbd);
        assert!(reason.contains("is behind") && reason.contains("stays active for ever"), "{reason}");
        let (kind, _) = chosen(vec![bg(Optimum, 100.0)]);
        assert_eq!(kind, PurchaseModelKind::BgNbd, "where nobody lets them leave, the best");
    }
}
