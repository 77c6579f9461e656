//! Do two identities say of themselves what cannot both be true of one person?
//!
//! Few facts can tell: the day of birth, the age, and the first name under which people know themselves. Two
//! addresses, sizes or even genders may well be one person's words on two days. Nicknames are the price: `Bob`
//! and `Robert` contradict each other until the host says that both are the same customer's.

use std::collections::BTreeMap;

use crate::event::{AttributeValue, Event, EventKind};
use crate::profile::declared::{field, whole};
use crate::time::local_day;

/// Fields whose values tell people apart.
const TELLING: [&str; 3] = ["age", "birth_date", "first_name"];
/// Two ages that differ by no more may have been said a birthday apart, or rounded.
const AGE_TOLERANCE_YEARS: f64 = 2.0;
const DAYS_A_YEAR: f64 = 365.25;
/// The longest value kept.
const MAX_VALUE_CHARS: usize = 80;

/// The latest telling facts of one identity: when they were said, and what.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Facts(BTreeMap<String, (i64, String)>);

impl Facts {
    /// Take note of what an event declares.
    pub(super) fn note(&mut self, event: &Event) {
        if event.kind != EventKind::Identify {
            return;
        }
        for attribute in &event.attributes {
            let Some(name) =
                field(&attribute.name).map(|spec| spec.name).filter(|name| TELLING.contains(name))
            else {
                continue;
            };
            let said = match (&attribute.value, whole(&attribute.value)) {
                (_, Some(number)) if name == "age" => number.to_string(),
                (AttributeValue::Text { text }, _) => text.trim().to_lowercase(),
                _ => continue,
            };
            let said = said.chars().take(MAX_VALUE_CHARS).collect();
            self.take(name, event.timestamp_ms, said);
        }
    }

    /// Take over what was noted elsewhere.
    pub(super) fn join(&mut self, other: &Self) {
        for (name, (at_ms, said)) in &other.0 {
            self.take(name, *at_ms, said.clone());
        }
    }

    /// Of two words on one name the later counts; of the same time the greater, so that order does not matter.
    fn take(&mut self, name: &str, at_ms: i64, said: String) {
        let latest = self.0.entry(name.to_owned()).or_default();
        if (at_ms, &said) > (latest.0, &latest.1) {
            *latest = (at_ms, said);
        }
    }

    /// Fields in which two identities contradict each other, sorted.
    pub(super) fn contradictions(&self, other: &Self) -> Vec<&'static str> {
        let contradict = |name: &&'static str| match (self.0.get(*name), other.0.get(*name)) {
            (Some(own), Some(others)) if *name == "age" => !same_age(own, others),
            (Some((_, own)), Some((_, others))) => own != others,
            _ => false,
        };
        TELLING.iter().filter(|name| contradict(name)).copied().collect()
    }
}

/// Whether two ages, each said on its day, can be one person's.
fn same_age(one: &(i64, String), other: &(i64, String)) -> bool {
    let born = |(at_ms, said): &(i64, String)| {
        let years: f64 = said.parse().ok()?;
        Some(f64::from(local_day(*at_ms, 0)) / DAYS_A_YEAR - years)
    };
    match (born(one), born(other)) {
        (Some(one), Some(other)) => (one - other).abs() <= AGE_TOLERANCE_YEARS,
        _ => true,
    }
}
