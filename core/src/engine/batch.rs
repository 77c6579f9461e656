//! The outlook of many customers at once, as columns.

use crate::Result;
use crate::batch::map_chunks;
use crate::control::Control;
use crate::estimate::Estimate;
use crate::profile::Profile;

use super::fitted::Fitted;
use super::outlook::figures;
use super::person::Person;
use super::shelf::Shelf;
use super::views::OutlookColumns;

/// Customers that one thread takes at a time.
const CHUNK: usize = 256;

/// Columns in the order of `profiles`; the figures of [`super::Engine::outlook`] without its words.
pub(super) fn outlook_batch(
    fitted: &Fitted,
    shelf: &Shelf,
    profiles: &[&Profile],
    as_of_ms: i64,
    control: Control<'_>,
) -> Result<OutlookColumns> {
    let rows = map_chunks(profiles, CHUNK, control, |profile| {
        let person = Person::read(profile, shelf, fitted.currency, as_of_ms)?;
        figures(fitted, &person)
    })?;
    let mut columns = OutlookColumns::default();
    for (profile, own) in profiles.iter().zip(rows) {
        columns.customer_id.push(profile.customer_id().to_owned());
        columns.personalised.push(f64::from(u8::from(own.is_some())));
        let known = own.as_ref().or(fitted.population.as_ref());
        let value = known.and_then(|figures| figures.lifetime_value.as_ref());
        let number =
            |pick: fn(&Estimate) -> f64, estimate: Option<&Estimate>| estimate.map_or(f64::NAN, pick);
        let alive = known.map(|figures| &figures.probability_alive);
        columns.lifetime_value_minor.push(value.map_or(f64::NAN, |value| value.value_minor));
        columns.lifetime_value_low_minor.push(value.map_or(f64::NAN, |value| value.low_minor));
        columns.lifetime_value_high_minor.push(value.map_or(f64::NAN, |value| value.high_minor));
        columns
            .expected_purchases
            .push(number(|e| e.value, known.map(|figures| &figures.expected_purchases)));
        columns.probability_alive.push(number(|e| e.value, alive));
        columns.probability_alive_low.push(number(|e| e.low, alive));
        columns.probability_alive_high.push(number(|e| e.high, alive));
        columns.churn.push(number(|e| e.value, known.map(|figures| &figures.churn)));
        columns
            .next_purchase_days
            .push(number(|e| e.value, known.map(|figures| &figures.next_purchase_days)));
    }
    Ok(columns)
}
