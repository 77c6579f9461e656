//! Between which values can the parameters of spend lie?

use super::fit::SpendSample;
use super::{GammaGamma, GammaGammaParams, SUBJECT};
use crate::Result;
use crate::control::Control;
use crate::lifetime::bootstrap::{Bootstrap, whole};
use crate::lifetime::interval::{ParameterInterval, check_level};
use crate::lifetime::profile::{Profile, ProfileInterval, named};
use crate::rng::Rng;

/// What a Gamma-Gamma model was fitted to, and how.
#[derive(Debug, Clone, Copy)]
pub struct SpendFitData<'a> {
    /// Repeat purchases that cost something.
    pub frequency: &'a [f64],
    /// Mean spend of those.
    pub monetary: &'a [f64],
    /// How many customers each row counts for; one each without them.
    pub weights: Option<&'a [f64]>,
    /// The penalty of the fit; see [`GammaGamma::fit`].
    pub penalty: f64,
}

impl SpendFitData<'_> {
    fn sample(&self) -> Result<SpendSample> {
        SpendSample::read(self.frequency, self.monetary, self.weights)
    }
}

impl GammaGamma {
    /// The profile-likelihood interval of a parameter, called by its name, from the data that the model was fitted to;
    /// see [`PurchaseModel::profile_interval`](crate::lifetime::PurchaseModel::profile_interval).
    pub fn profile_interval(
        &self,
        data: &SpendFitData<'_>,
        parameter: &str,
        level: f64,
        control: Control<'_>,
    ) -> Result<ProfileInterval> {
        check_level(level)?;
        let place = named(SUBJECT, &["p", "q", "gamma"], parameter)?;
        let sample = data.sample()?;
        let top = sample.fit(data.penalty, Some(&self.params), control.without_steps())?;
        let GammaGammaParams { p, q, gamma } = top.params;
        let unit = if place == 2 { sample.mean_spend } else { 1.0 };
        let profile = Profile {
            subject: SUBJECT,
            weight: sample.customers,
            place,
            control,
            evaluate: |numbers: &[f64]| sample.evaluate(numbers, data.penalty),
        };
        let numbers = [p, q, gamma / sample.mean_spend];
        profile.interval(parameter, &numbers, unit, top.standard_errors().get(place).copied(), level)
    }

    /// Draw the mean spends of `data` anew from this model, at the same frequencies, and fit again, `replicates` times;
    /// see [`PurchaseModel::bootstrap`](crate::lifetime::PurchaseModel::bootstrap).
    pub fn bootstrap(
        &self,
        data: &SpendFitData<'_>,
        replicates: u32,
        seed: u32,
        control: Control<'_>,
    ) -> Result<Bootstrap<Self>> {
        data.sample()?;
        let frequency: Vec<f64> =
            whole(data.frequency, data.weights)?.into_iter().filter(|x| *x > 0.0).collect();
        let GammaGammaParams { p, q, gamma } = self.params;
        let refit = |rng: &mut Rng| {
            let draw = |x: &f64| {
                let rate = rng.gamma(q, gamma);
                rng.gamma(p * x, x * rate)
            };
            let monetary: Vec<f64> = frequency.iter().map(draw).collect();
            let sample = SpendSample::read(&frequency, &monetary, None).ok()?;
            let warm = sample.fit(data.penalty, Some(&self.params), Control::none());
            warm.or_else(|_| sample.fit(data.penalty, None, Control::none())).ok()
        };
        Bootstrap::of(SUBJECT, self, replicates, seed, control, refit)
    }
}

impl Bootstrap<GammaGamma> {
    /// The intervals of `p, q, gamma`.
    pub fn intervals(&self, level: f64) -> Result<Vec<ParameterInterval>> {
        self.intervals_of(level, |model| vec![model.params.p, model.params.q, model.params.gamma])
    }
}
