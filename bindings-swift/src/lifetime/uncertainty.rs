//! How uncertain are the parameters of a model?

use std::sync::Arc;

use sartor::Result;
use sartor::control::Control;
use sartor::lifetime::{self as core, ParameterInterval, ProfileInterval};

use super::any_model::AnyPurchaseModel;
use super::gamma_gamma::GammaGamma;
use crate::work::run;

/// The profile of each parameter that is wanted, all of those known when none is named.
pub fn profiles(
    known: &[&str],
    wanted: &[String],
    control: Control<'_>,
    profile: impl Fn(&str, Control<'_>) -> Result<ProfileInterval>,
) -> Result<Vec<ProfileInterval>> {
    let wanted: Vec<&str> =
        if wanted.is_empty() { known.to_vec() } else { wanted.iter().map(String::as_str).collect() };
    let total = wanted.len() as u64;
    let mut intervals = Vec::with_capacity(wanted.len());
    for (done, parameter) in (0..).zip(wanted) {
        control.step(done, total)?;
        intervals.push(profile(parameter, control.without_steps())?);
    }
    control.step(total, total)?;
    Ok(intervals)
}

/// Between quantiles of refits, for any level.
pub type Intervals = Box<dyn Fn(f64) -> Result<Vec<ParameterInterval>> + Send + Sync>;

/// A model of purchases fitted again to customers who were drawn from it.
#[derive(uniffi::Object)]
pub struct Bootstrap {
    pub(super) refits: Vec<AnyPurchaseModel>,
    pub(super) failed: u32,
    pub(super) intervals: Intervals,
}

#[uniffi::export]
impl Bootstrap {
    /// The interval of each parameter that was fitted, in the order in which `params` lists them.
    #[uniffi::method(default(level = 0.9))]
    pub fn intervals(&self, level: f64) -> Result<Vec<ParameterInterval>> {
        run("Bootstrap.intervals", || (self.intervals)(level))
    }

    /// The refits: whatever is worked out from each of them is uncertain by as much as they differ.
    pub fn refits(&self) -> Vec<AnyPurchaseModel> {
        self.refits.clone()
    }

    /// Replicates that could not be fitted.
    pub fn failed(&self) -> u32 {
        self.failed
    }
}

/// A model of spend fitted again to spend that was drawn from it.
#[derive(uniffi::Object)]
pub struct SpendBootstrap(core::Bootstrap<core::GammaGamma>);

impl SpendBootstrap {
    pub(super) fn of(drawn: core::Bootstrap<core::GammaGamma>) -> Self {
        Self(drawn)
    }
}

#[uniffi::export]
impl SpendBootstrap {
    /// The intervals of `p, q, gamma`.
    #[uniffi::method(default(level = 0.9))]
    pub fn intervals(&self, level: f64) -> Result<Vec<ParameterInterval>> {
        run("SpendBootstrap.intervals", || self.0.intervals(level))
    }

    /// The refits.
    pub fn refits(&self) -> Vec<Arc<GammaGamma>> {
        self.0.refits().iter().map(|model| Arc::new(GammaGamma(model.clone()))).collect()
    }

    /// Replicates that could not be fitted.
    pub fn failed(&self) -> u32 {
        self.0.failed()
    }
}
