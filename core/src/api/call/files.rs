//! What do the lines of files and the payloads of analytics say?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `readOrders` | `text`, `options` | `{report, events}` |
//! | `readEvents` | `text`, `options` | `{report, events}` |
//! | `readConsents` | `text`, `options` | `{report, events}` |
//! | `readGa4` | `text`, `currency` | `{events}` |

use serde::Deserialize;
use serde_json::{Value, json};

use super::{shapes, with};
use crate::Result;
use crate::engine::EventOptions;
use crate::event::{
    ConsentReader, ConsentTableOptions, JsonLinesReader, OrderOptions, OrderReader, events_from_ga4,
};
use crate::money::Currency;

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "readOrders" => with(operation, input, read_orders),
        "readEvents" => with(operation, input, |asked| read_events(&asked)),
        "readConsents" => with(operation, input, read_consents),
        "readGa4" => with(operation, input, |asked: Payload| {
            let currency = asked.currency.as_deref().map(Currency::parse).transpose()?;
            Ok(json!({ "events": shapes(&events_from_ga4(&asked.text, currency)?)? }))
        }),
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Table<O: Default> {
    text: String,
    #[serde(default)]
    options: O,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Payload {
    text: String,
    currency: Option<String>,
}

fn read_orders(asked: Table<OrderOptions>) -> Result<Value> {
    let mut reader = OrderReader::new(asked.options)?;
    reader.feed(asked.text.as_bytes())?;
    let mut events = Vec::new();
    let report = reader.finish(&mut |event| events.push(event))?;
    Ok(json!({ "report": report, "events": shapes(&events)? }))
}

fn read_events(asked: &Table<EventOptions>) -> Result<Value> {
    let mut reader = JsonLinesReader::with_options(&asked.options)?;
    let mut events = Vec::new();
    reader.feed(asked.text.as_bytes(), &mut |_, event| events.push(event))?;
    let report = reader.finish(&mut |_, event| events.push(event))?;
    Ok(json!({ "report": report, "events": shapes(&events)? }))
}

fn read_consents(asked: Table<ConsentTableOptions>) -> Result<Value> {
    let mut reader = ConsentReader::new(asked.options)?;
    let mut events = Vec::new();
    reader.feed(asked.text.as_bytes(), &mut |_, event| events.push(event))?;
    let report = reader.finish(&mut |_, event| events.push(event))?;
    Ok(json!({ "report": report, "events": shapes(&events)? }))
}
