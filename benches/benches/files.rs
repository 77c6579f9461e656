//! How fast are files read?
#![allow(clippy::expect_used, clippy::unwrap_used)] // a bench that cannot be set up has nothing to tell

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput};
use sartor::event::{JsonLinesReader, OrderOptions, OrderReader};
use sartor::money::Currency;
use sartor_examples::menswear::Menswear;

const ORDER_LINES: usize = 100_000;
const PIECE_BYTES: usize = 64 * 1024;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("read");
    group.sample_size(20);

    let orders = order_file();
    group.throughput(Throughput::Bytes(orders.len() as u64));
    group.bench_function("100000 order lines", |bencher| {
        bencher.iter(|| {
            let mut reader = OrderReader::new(OrderOptions::default()).unwrap();
            for piece in black_box(orders.as_bytes()).chunks(PIECE_BYTES) {
                reader.feed(piece).unwrap();
            }
            let mut events = 0;
            let report = reader.finish(&mut |_| events += 1).unwrap();
            assert_eq!(report.accepted, ORDER_LINES as i64, "every line is sound");
            events
        });
    });

    let shop = Menswear::generate(7, &|_, _| ());
    let events = shop.events_jsonl();
    group.throughput(Throughput::Bytes(events.len() as u64));
    group.bench_function("142472 event lines", |bencher| {
        bencher.iter(|| {
            let mut reader = JsonLinesReader::new(Some(Currency::parse("USD").unwrap()));
            let mut read = 0;
            for piece in black_box(events.as_bytes()).chunks(PIECE_BYTES) {
                reader.feed(piece, &mut |_, _| read += 1).unwrap();
            }
            reader.finish(&mut |_, _| read += 1).unwrap();
            assert_eq!(read, shop.events.len(), "every line is sound");
            read
        });
    });
    group.finish();
    criterion.final_summary();
}

/// Orders of five lines, of 2,000 customers, with the columns that shops export.
fn order_file() -> String {
    let mut text =
        String::from("Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n");
    for n in 0..ORDER_LINES {
        let order = n / 5;
        let (day, hour) = (1 + order % 28, 8 + order % 12);
        let (product, customer) = (n * 7_919 % 4_000, 10_000 + order * 31 % 2_000);
        let (quantity, cents) = (1 + n % 3, n % 100);
        writeln!(
            text,
            "{},P{product},WHITE SHIRT NO {product},{quantity},2026-03-{day:02} {hour:02}:26:00,{}.{cents:02},{customer}.0,United Kingdom",
            500_000 + order,
            5 + n % 90,
        )
        .expect("a string takes any text");
    }
    text
}
