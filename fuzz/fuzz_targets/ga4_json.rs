//! Whatever a Google Analytics event holds, the events that come of it are sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::event::events_from_ga4;
use sartor::money::Currency;

fuzz_target!(|text: &str| {
    for event in events_from_ga4(text, Currency::parse("USD").ok()).unwrap_or_default() {
        event.check().expect("what was read is sound");
    }
});
