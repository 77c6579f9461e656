//! Every line of an event file is accounted for, wherever the file is cut into pieces.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::event::{Event, JsonLinesReader};
use sartor::read::ReadReport;

fn read(pieces: &[&[u8]]) -> sartor::Result<(Vec<Event>, ReadReport)> {
    let mut events = Vec::new();
    let mut reader = JsonLinesReader::new(None);
    for piece in pieces {
        reader.feed(piece, &mut |_, event| events.push(event))?;
    }
    let report = reader.finish(&mut |_, event| events.push(event))?;
    Ok((events, report))
}

fuzz_target!(|input: (u16, &[u8])| {
    let (cut, bytes) = input;
    let (left, right) = bytes.split_at(usize::from(cut).min(bytes.len()));
    let (whole, parts) = (read(&[bytes]), read(&[left, right]));
    match (whole, parts) {
        (Ok((events, report)), Ok(other)) => {
            assert_eq!(report.accepted, i64::try_from(events.len()).expect("few"));
            assert_eq!((events, report), other, "a cut at {cut} changed what was read");
        }
        (Err(_), Err(_)) => {}
        (whole, parts) => panic!("in one piece {whole:?}, cut at {cut} {parts:?}"),
    }
});
