//! Whatever a table of consents holds, every line is accounted for and every event is sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::event::{ConsentReader, ConsentTableOptions};

fuzz_target!(|input: (bool, &[u8])| {
    let (with_header, bytes) = input;
    let mut reader = ConsentReader::new(ConsentTableOptions::default()).expect("the usual options");
    let mut on_event = |_, event: sartor::event::Event| event.check().expect("what was read is sound");
    if with_header && reader.feed(b"subject,purpose,state,time\n", &mut on_event).is_err() {
        return;
    }
    if reader.feed(bytes, &mut on_event).is_ok()
        && let Ok(report) = reader.finish(&mut on_event)
    {
        assert_eq!(report.lines, report.accepted + report.skipped + report.blank);
    }
});
