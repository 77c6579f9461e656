//! An event that was read is written and read again as the same event.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::event::Event;

fuzz_target!(|text: &str| {
    if let Ok(event) = Event::from_json(text, None) {
        event.check().expect("what was read is sound");
        let written = event.to_json().expect("what was read can be written");
        assert_eq!(Event::from_json(&written, None).expect("what was written can be read"), event);
    }
});
