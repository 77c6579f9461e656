//! Whatever a catalogue file holds, the catalogue that comes of it is sound.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::catalog::{Catalog, CatalogFormat, CatalogReader};
use sartor::money::Currency;

fuzz_target!(|input: (bool, bool, &[u8])| {
    let (json_lines, with_header, bytes) = input;
    let format = if json_lines { CatalogFormat::JsonLines } else { CatalogFormat::Csv };
    let currency = Currency::parse("USD").expect("a currency");
    let mut reader = CatalogReader::new(format, currency);
    if with_header && !json_lines && reader.feed(b"id,name,price,category,colour\n").is_err() {
        return;
    }
    if reader.feed(bytes).is_ok()
        && let Ok((catalog, _)) = reader.finish()
    {
        Catalog::new(catalog.products().to_vec(), currency).expect("what was read is sound");
    }
});
