//! Customers to learn from: how do their profiles, and what else is known of them, reach core?

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyString;
use sartor::api::python::exception;
use sartor::predict::FeatureExtra;
use sartor::{Result, SartorError};

use crate::input::Given;
use crate::moment::{Moments, Zoneless, moment_ms};
use crate::profile::Profile;
use crate::work::Shared;

/// What other models knew of customers, one for each profile.
pub type Extras = Vec<Given<FeatureExtra>>;

/// The profiles, to be read while detached.
pub fn shared<'a>(profiles: &'a [PyRef<'_, Profile>]) -> Vec<&'a Shared<sartor::profile::Profile>> {
    profiles.iter().map(|profile| &profile.0).collect()
}

/// The profiles as they are now.
pub fn snapshots(
    shared: &[&Shared<sartor::profile::Profile>],
    operation: &str,
) -> Result<Vec<Arc<sartor::profile::Profile>>> {
    shared.iter().map(|profile| profile.now(operation)).collect()
}

/// The profiles as they are now, as a fit takes them.
pub fn owned(
    shared: &[&Shared<sartor::profile::Profile>],
    operation: &str,
) -> Result<Vec<sartor::profile::Profile>> {
    shared.iter().map(|profile| profile.now(operation).map(Arc::unwrap_or_clone)).collect()
}

/// What is known of one table of customers.
pub fn plain(extras: Extras) -> Vec<FeatureExtra> {
    extras.into_iter().map(|extra| extra.0).collect()
}

/// What is known of customers at each of several dates.
pub fn plain_by_cut(extras: Option<Vec<Extras>>) -> Option<Vec<Vec<FeatureExtra>>> {
    extras.map(|cuts| cuts.into_iter().map(plain).collect())
}

/// Past dates at which customers are looked at; none where core chooses.
pub fn cuts_ms(subject: &str, cuts: Option<&Moments<'_>>) -> PyResult<Vec<i64>> {
    cuts.map_or_else(|| Ok(Vec::new()), |cuts| cuts.named(subject, "cuts"))
}

/// A moment for each customer, or None, NaN or `NaT`: a list, or a column.
pub fn maybe_moments(subject: &str, field: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<Option<i64>>> {
    let refused = || exception(&SartorError::invalid(subject, field, "a list of dates or times and None"));
    if given.is_instance_of::<PyString>() {
        return Err(refused());
    }
    let mut moments = Vec::new();
    for (place, moment) in given.try_iter().map_err(|_| refused())?.enumerate() {
        let moment = moment?;
        // What is missing in a column is not itself.
        let missing = moment.is_none() || moment.ne(&moment)?;
        let read = || moment_ms(&moment, Zoneless::Utc, subject, &format!("{field}[{place}]"));
        moments.push(if missing { None } else { Some(read()?) });
    }
    Ok(moments)
}
