//! Whatever an order file holds, its events are sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::event::{OrderOptions, OrderReader};

const HEADER: &[u8] = b"Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n";

fuzz_target!(|input: (bool, &[u8])| {
    let (with_header, bytes) = input;
    let mut reader = OrderReader::new(OrderOptions::default()).expect("defaults are sound");
    if with_header && reader.feed(HEADER).is_err() {
        return;
    }
    if reader.feed(bytes).is_ok() {
        let _ = reader.finish(&mut |event| event.check().expect("what was read is sound"));
    }
});
