//! How does a host make an event? By its fields, from the Segment JSON it sends anyway, or from a decision.

use sartor::event::{DecisionRecord, Event};
use sartor::money::Currency;
use sartor::{Result, SartorError};

use crate::work::run;

/// An event from its Segment JSON. `currency` is the ISO 4217 code of amounts that name none.
#[uniffi::export(default(currency = None))]
pub fn event_from_json(text: &str, currency: Option<String>) -> Result<Event> {
    run("eventFromJson", || {
        let currency = currency.as_deref().map(Currency::parse).transpose()?;
        Event::from_json(text, currency)
    })
}

/// The events that a Google Analytics 4 event tells of: a row of the `BigQuery` export, or a Measurement Protocol
/// payload. `currency` is the ISO 4217 code of amounts that name none.
#[uniffi::export(default(currency = None))]
pub fn events_from_ga4(text: &str, currency: Option<String>) -> Result<Vec<Event>> {
    run("eventsFromGa4", || {
        let currency = currency.as_deref().map(Currency::parse).transpose()?;
        sartor::event::events_from_ga4(text, currency)
    })
}

/// The event as Segment JSON.
#[uniffi::export]
pub fn event_to_json(event: &Event) -> Result<String> {
    run("eventToJson", || event.to_json())
}

/// The event that a host appends for a decision: an element of `record` in quotes, plans and chat answers.
#[uniffi::export]
pub fn event_from_decision(record: &DecisionRecord) -> Result<Event> {
    run("eventFromDecision", || {
        let value = serde_json::to_value(record)
            .map_err(|_| SartorError::invalid("decision", "propensity", "a finite number"))?;
        Event::from_value(&value, None)
    })
}
