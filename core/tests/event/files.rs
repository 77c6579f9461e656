//! What becomes of files of events and orders, whole, broken or in pieces.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use proptest::prelude::*;
use sartor::consent::{ConsentBasis, ConsentChange, ConsentPurpose, ConsentState};
use sartor::event::{DateOrder, Event, EventKind, JsonLinesReader, OrderColumns, OrderOptions, OrderReader};
use sartor::money::Currency;
use sartor::read::ReadReport;
use sartor::time::{parse_timestamp_ms, to_rfc3339};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read_json(bytes: &[u8], step: usize) -> sartor::Result<(Vec<(u64, Event)>, ReadReport)> {
    let mut events = Vec::new();
    let mut reader = JsonLinesReader::with_max_line_bytes(Currency::parse("USD").ok(), 2_000);
    for piece in bytes.chunks(step.max(1)) {
        reader.feed(piece, &mut |line, event| events.push((line, event)))?;
    }
    let report = reader.finish(&mut |line, event| events.push((line, event)))?;
    assert_eq!(report.lines, report.accepted + report.without_customer + report.skipped + report.blank);
    assert_eq!(
        report.by_reason.iter().map(|one| one.count).sum::<i64>(),
        report.skipped + report.refused_fields
    );
    assert_eq!(report.produced, events.len() as i64);
    Ok((events, report))
}

fn orders_with(
    options: &OrderOptions,
    bytes: &[u8],
    step: usize,
) -> sartor::Result<(Vec<Event>, ReadReport)> {
    let mut reader = OrderReader::new(options.clone())?;
    let mut seen = 0;
    for piece in bytes.chunks(step.max(1)) {
        reader.feed_with(piece, &mut |_| seen += 1)?;
    }
    let mut events = Vec::new();
    let report = reader.finish_with(&mut |event| events.push(event), &mut |_| seen += 1)?;
    assert_eq!(report.lines, report.accepted + report.without_customer + report.skipped + report.blank);
    assert_eq!(seen, report.accepted + report.without_customer);
    assert_eq!(report.by_reason.iter().map(|one| one.count).sum::<i64>(), report.skipped);
    for event in &events {
        assert_eq!(event.check(), Ok(()));
    }
    Ok((events, report))
}

fn pounds() -> OrderOptions {
    OrderOptions { currency: "GBP".to_owned(), ..OrderOptions::default() }
}

fn orders(text: &str) -> (Vec<Event>, ReadReport) {
    orders_with(&pounds(), text.as_bytes(), 10).unwrap()
}

const HEADER: &str = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n";

fn good_line(id: usize) -> String {
    format!(
        r#"{{"type":"track","messageId":"m{id}","userId":"c","event":"Cart Viewed","timestamp":"2026-06-01T08:00:00Z"}}"#
    )
}

#[test]
fn every_line_of_events_is_accounted_for() {
    let mut file = Vec::new();
    let mut line = |bytes: &[u8]| {
        file.extend_from_slice(bytes);
        file.extend_from_slice(b"\r\n");
    };
    line(format!("\u{feff}{}", good_line(1)).as_bytes());
    line(b"");
    line(b"not json");
    line(b"{\"type\":\"track\xff\"}");
    line(&b"x".repeat(5_000));
    line(good_line(6).replace("userId", "other").as_bytes());
    line(good_line(7).replace("Cart Viewed", "Cart Stolen").as_bytes());
    line(br#"{"type":"identify","messageId":"i","userId":"c","timestamp":"2026-06-01T08:00:00Z","traits":{"a":{},"b":1}}"#);
    line(b"   ");
    file.extend_from_slice(good_line(10).as_bytes());
    let (events, report) = read_json(&file, 11).unwrap();
    assert_eq!(events.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 6, 8, 10]);
    let counts = (report.lines, report.accepted, report.without_customer, report.skipped, report.blank);
    assert_eq!(counts, (10, 3, 1, 4, 2));
    assert_eq!(report.refused_fields, 1);
    let reasons: BTreeMap<_, _> = report.by_reason.iter().map(|one| (one.code.as_str(), one.count)).collect();
    let expected = [("INVALID_VALUE", 1), ("LINE_TOO_LONG", 1), ("MALFORMED", 2), ("UNKNOWN_EVENT", 1)];
    assert_eq!(reasons, BTreeMap::from(expected));
    let problems: Vec<_> = report.problems.iter().map(|one| (one.line, one.field.as_deref())).collect();
    assert_eq!(problems, [(3, None), (4, None), (5, None), (7, Some("event")), (8, Some("traits.a"))]);
}

#[test]
fn a_ten_megabyte_line_is_one_skipped_line() {
    let mut reader = JsonLinesReader::new(None);
    let mut events = 0;
    for _ in 0..160 {
        reader.feed(&vec![b'x'; 65_536], &mut |_, _| events += 1).unwrap();
    }
    reader.feed(format!("\n{}", good_line(1)).as_bytes(), &mut |_, _| events += 1).unwrap();
    let report = reader.finish(&mut |_, _| events += 1).unwrap();
    assert_eq!((events, report.lines, report.skipped), (1, 2, 1));
    assert_eq!(report.by_reason[0].code, "LINE_TOO_LONG");
}

#[test]
fn only_the_first_hundred_problems_are_spelt_out() {
    let (_, report) = read_json("{}\n".repeat(250).as_bytes(), 7).unwrap();
    assert_eq!((report.skipped, report.problems.len()), (250, 100));
}

#[test]
fn an_empty_file_a_blank_one_and_a_bare_header_are_alike_too_few_lines() {
    for nothing in ["", "\n \n"] {
        let error = read_json(nothing.as_bytes(), 1).unwrap_err();
        assert_eq!(error.to_string(), "event file: 0 lines of data, at least 1 needed");
    }
    for nothing in [String::new(), "\n\n".to_owned(), HEADER.to_owned(), format!("{HEADER}\n\n")] {
        let error = orders_with(&pounds(), nothing.as_bytes(), 3).unwrap_err();
        assert_eq!(error.to_string(), "order file: 0 lines of data, at least 1 needed");
        assert_eq!(error.code(), "TOO_FEW");
    }
}

#[test]
fn a_file_of_another_kind_is_one_error_and_not_a_report_of_skipped_lines() {
    for json in [good_line(1), format!("[{}]", good_line(1)), "{\n  \"type\": \"track\"\n}".to_owned()] {
        let error = orders_with(&pounds(), json.as_bytes(), 5).unwrap_err();
        assert_eq!(error.code(), "MALFORMED");
        assert!(error.to_string().contains("begins like JSON: expected CSV"), "{error}");
    }
    let csv = HEADER.to_owned() + &"489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085,UK\n".repeat(3);
    let list = format!("[\n{},\n{}\n]", good_line(1), good_line(2));
    for other in [csv, list] {
        let error = read_json(other.as_bytes(), 5).unwrap_err();
        assert_eq!(error.code(), "MALFORMED");
        assert!(error.to_string().contains("an object a line (not CSV, not a list"), "{error}");
    }
    // One line that is not JSON among others is that line's fault alone.
    assert_eq!(read_json(format!("oops\n{}", good_line(1)).as_bytes(), 5).unwrap().1.skipped, 1);
}

#[test]
fn a_file_without_a_header_is_told_so_and_nothing_of_a_customer_is_repeated() {
    let line = "489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,anna@example.com,UK\n";
    let error = orders_with(&pounds(), line.repeat(3).as_bytes(), 7).unwrap_err().to_string();
    let expected = "order file: Invoice is not a column of the header: the first line seems to hold values and not \
                    the names of columns";
    assert_eq!(error, expected);
}

#[test]
fn a_date_in_figures_is_read_only_in_the_order_that_is_stated() {
    let file = HEADER.to_owned() + "1,85048,LIGHTS,1,12/1/2010 8:26,6.95,13085,UK\n";
    let (events, report) = orders_with(&pounds(), file.as_bytes(), 7).unwrap();
    assert_eq!((events.len(), report.skipped), (0, 1));
    assert_eq!(
        report.problems[0].reason,
        "order line: InvoiceDate is not a date and time such as 2009-12-01 07:45:00; state by dateOrder whether its \
         first figure is the month (month_day_year) or the day (day_month_year)"
    );
    for (order, iso) in
        [(DateOrder::MonthDayYear, "2010-12-01T08:26:00Z"), (DateOrder::DayMonthYear, "2010-01-12T08:26:00Z")]
    {
        let options = OrderOptions { date_order: Some(order), ..pounds() };
        let (events, report) = orders_with(&options, file.as_bytes(), 7).unwrap();
        assert_eq!((report.accepted, events[0].timestamp_ms), (1, parse_timestamp_ms(iso).unwrap()));
    }
}

#[test]
fn a_cut_or_damaged_gzip_file_is_an_error_and_stays_one() {
    let text = (0..500).map(|id| good_line(id) + "\n").collect::<String>();
    let packed = gzip(text.as_bytes());
    assert_eq!(read_json(&packed, 100).unwrap().1.accepted, 500);
    assert_eq!(read_json(&packed[..packed.len() / 2], 100).unwrap_err().code(), "TRUNCATED");
    let mut damaged = packed.clone();
    for byte in damaged.iter_mut().skip(20).take(40) {
        *byte = 0xff;
    }
    let mut reader = JsonLinesReader::new(None);
    let first = reader.feed(&damaged, &mut |_, _| ()).unwrap_err();
    assert_eq!(first.code(), "MALFORMED");
    assert_eq!(reader.feed(b"more", &mut |_, _| ()).unwrap_err(), first);
    assert_eq!(reader.finish(&mut |_, _| ()).unwrap_err(), first);

    let lines = "489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085,UK\n".repeat(500);
    let packed = gzip((HEADER.to_owned() + &lines).as_bytes());
    assert_eq!(orders_with(&pounds(), &packed, 33).unwrap().1.accepted, 500);
    let cut = orders_with(&pounds(), &packed[..packed.len() - 3], 33);
    assert_eq!(cut.unwrap_err().code(), "TRUNCATED");
}

#[test]
fn a_missing_column_is_named_and_ends_the_reading() {
    let mut reader = OrderReader::new(pounds()).unwrap();
    let error = reader.feed(b"Invoice,StockCode,Quantity,Price,Customer ID\n1,2,3,4,5\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "order file: InvoiceDate is not a column of the header, which has Invoice, StockCode, Quantity, Price, Customer \
         ID; if it is called otherwise, state what your columns are called in `columns`"
    );
    assert_eq!(reader.feed(b"x").unwrap_err(), error);
    let columns = OrderColumns { price: Some("netto".to_owned()), ..OrderColumns::default() };
    let options = OrderOptions { columns, ..pounds() };
    assert!(orders_with(&options, HEADER.as_bytes(), 9).unwrap_err().to_string().contains("netto"));
    assert_eq!(
        OrderReader::new(OrderOptions { currency: "pounds".into(), ..pounds() }).unwrap_err().code(),
        "INVALID_VALUE"
    );
    assert_eq!(
        OrderReader::new(OrderOptions { utc_offset_minutes: 900, ..pounds() }).unwrap_err().code(),
        "OUT_OF_RANGE"
    );
}

#[test]
fn columns_may_stand_anywhere_and_be_spelt_otherwise() {
    let text = "customer_id;x,unit price,INVOICEDATE,qty,invoice_no,sku\n7,1.5,2010-01-01T00:00:00Z,2,9,a\n";
    let columns = OrderColumns {
        customer_id: Some("Customer_ID;X".to_owned()),
        quantity: Some("qty".to_owned()),
        ..OrderColumns::default()
    };
    let (events, _) = orders_with(&OrderOptions { columns, ..pounds() }, text.as_bytes(), 5).unwrap();
    assert_eq!(events[0].lines[0].price_minor, Some(150));
    assert_eq!(events[0].message_id, "9");
}

#[test]
fn the_lines_of_an_invoice_become_one_event_at_its_earliest_time() {
    let text = HEADER.to_owned()
        + "2,b,B,1,2010-01-02 10:00:00,1,c2,UK\n1,a,A,1,2010-01-01 10:01:00,1.005,c1,UK\n\
           2,b,B,3,2010-01-02 09:59:00,2,c2,UK\n1,b,B,1,2010-01-01 10:00:00,0.001,c1,UK\n\
           0,a,A,1,2010-01-01 10:00:00,1,c1,UK\n3,a,A,1,2010-01-01 10:00:00,1,,UK\n";
    let (events, report) = orders(&text);
    let ids: Vec<_> = events.iter().map(|event| event.message_id.as_str()).collect();
    assert_eq!(ids, ["0", "1", "2", "3"]);
    assert_eq!(events[1].timestamp_ms, parse_timestamp_ms("2010-01-01T10:00:00Z").unwrap());
    let prices: Vec<_> = events[1].lines.iter().map(|line| line.price_minor).collect();
    assert_eq!(prices, [Some(100), Some(0)]);
    let kept: Vec<_> = events[2].lines.iter().map(|line| (line.product_id.as_str(), line.quantity)).collect();
    assert_eq!(kept, [("b", 1), ("b", 3)]);
    assert_eq!(events[3].customer_id(), None);
    assert_eq!((report.accepted, report.without_customer, report.produced), (5, 1, 4));
}

#[test]
fn lines_that_are_no_order_lines_are_skipped_with_their_reason() {
    let cases = [
        ("1,a,A,-1,2010-01-01 10:00:00,1,c,UK", "Quantity", "OUT_OF_RANGE"),
        ("1,a,A,0,2010-01-01 10:00:00,1,c,UK", "Quantity", "OUT_OF_RANGE"),
        ("C1,a,A,0,2010-01-01 10:00:00,1,c,UK", "Quantity", "OUT_OF_RANGE"),
        ("1,a,A,two,2010-01-01 10:00:00,1,c,UK", "Quantity", "INVALID_VALUE"),
        ("1,a,A,1.5,2010-01-01 10:00:00,1,c,UK", "Quantity", "INVALID_VALUE"),
        ("1,a,A,99999999999,2010-01-01 10:00:00,1,c,UK", "Quantity", "OUT_OF_RANGE"),
        ("A1,B,Adjust bad debt,1,2010-01-01 10:00:00,-53594.36,c,UK", "Price", "OUT_OF_RANGE"),
        ("1,a,A,1,2010-01-01 10:00:00,-0.001,c,UK", "Price", "OUT_OF_RANGE"),
        ("1,a,A,1,2010-01-01 10:00:00,NaN,c,UK", "Price", "INVALID_VALUE"),
        ("1,a,A,1,2010-01-01 10:00:00,inf,c,UK", "Price", "INVALID_VALUE"),
        ("1,a,A,1,2010-01-01 10:00:00,,c,UK", "Price", "INVALID_VALUE"),
        ("1,a,A,1,01/02/2010 10:00,1,c,UK", "InvoiceDate", "INVALID_VALUE"),
        ("1,a,A,1,1960-01-01 10:00:00,1,c,UK", "InvoiceDate", "OUT_OF_RANGE"),
        ("1,,A,1,2010-01-01 10:00:00,1,c,UK", "StockCode", "OUT_OF_RANGE"),
        (",a,A,1,2010-01-01 10:00:00,1,c,UK", "Invoice", "OUT_OF_RANGE"),
        ("1,a", "Quantity", "INVALID_VALUE"),
    ];
    for (line, field, code) in cases {
        let (events, report) = orders(&format!("{HEADER}{line}\n"));
        assert!(events.is_empty(), "{line}");
        let problem = &report.problems[0];
        assert_eq!(
            (problem.line, problem.field.as_deref(), problem.code.as_str()),
            (2, Some(field), code),
            "{line}"
        );
    }
    let (_, report) = orders(&format!("{HEADER}{},a,A,1,2010-01-01 10:00:00,1,c,UK\n", "1".repeat(1 << 20)));
    assert_eq!(report.by_reason[0].code, "LINE_TOO_LONG");
    let long_id = "c".repeat(300);
    let (_, report) = orders(&format!("{HEADER}1,a,A,1,2010-01-01 10:00:00,1,{long_id},UK\n"));
    assert_eq!(report.by_reason[0].code, "TOO_LARGE");
}

#[test]
fn an_import_states_its_basis_before_the_first_order() {
    let text = HEADER.to_owned()
        + "2,a,A,1,2010-01-02 10:00:00,1,c1,UK\n1,a,A,1,2010-01-01 10:00:00,1,c1,UK\n3,a,A,1,2010-01-01 10:00:00,1,,UK\n";
    for basis in ConsentBasis::ALL {
        let options = OrderOptions { consent_basis: Some(basis), utc_offset_minutes: 60, ..pounds() };
        let (events, report) = orders_with(&options, text.as_bytes(), 100).unwrap();
        let consents = basis.purposes().len();
        assert_eq!((events.len(), report.produced), (3 + consents, 3));
        for (event, purpose) in events.iter().zip(basis.purposes()) {
            assert_eq!((event.kind, event.customer_id()), (EventKind::ConsentChanged, Some("c1")));
            assert_eq!(event.timestamp_ms, events[consents].timestamp_ms);
            let change =
                ConsentChange::parse(event.text("purpose"), event.text("state"), event.text("basis"));
            let expected =
                ConsentChange { purpose: *purpose, state: ConsentState::Granted, basis: Some(basis) };
            assert_eq!(change.unwrap(), expected);
        }
        assert_eq!(events[0].message_id, "consent:analytics");
        assert_eq!(to_rfc3339(events[consents].timestamp_ms).unwrap(), "2010-01-01T09:00:00Z");
    }
    assert!(!ConsentBasis::Contract.purposes().contains(&ConsentPurpose::Personalization));
}

#[test]
fn an_order_over_the_limit_of_an_event_becomes_several() {
    let lines = "1,a,A,1,2010-01-01 10:00:00,1,c,UK\n".repeat(1_100);
    let (events, report) = orders(&(HEADER.to_owned() + &lines));
    let parts: Vec<_> = events.iter().map(|event| (event.message_id.as_str(), event.lines.len())).collect();
    assert_eq!(parts, [("1", 500), ("1#2", 500), ("1#3", 100)]);
    assert_eq!(report.produced, 1);
}

/// Where the development datasets are, if anywhere; their absence fails the build machine.
fn data(name: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = [std::env::var_os("SARTOR_DATA").map(PathBuf::from), Some(root.join("../shared/data"))];
    let found = folders.into_iter().flatten().map(|folder| folder.join(name)).find(|path| path.exists());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{name} is missing");
        eprintln!("skipped: {name} is neither in SARTOR_DATA nor in ../shared/data");
    }
    found
}

#[test]
fn the_real_order_file_is_read_to_the_line() {
    let Some(path) = data("online_retail_ii_2009_2010.csv.gz") else { return };
    let bytes = std::fs::read(path).unwrap();
    let mut reader = OrderReader::new(pounds()).unwrap();
    let (mut units_free, mut bad_debt, mut products) = (0, 0, std::collections::BTreeSet::new());
    for piece in bytes.chunks(65_536) {
        reader
            .feed_with(piece, &mut |line| {
                units_free += i64::from(line.price_minor == 0);
                bad_debt += i64::from(line.order_id.starts_with('A'));
                products.insert(line.product_id.to_owned());
            })
            .unwrap();
    }
    let mut events = Vec::new();
    let report = reader.finish(&mut |event| events.push(event)).unwrap();
    assert_eq!(report.lines, 525_461);
    assert_eq!(report.accepted, 417_534);
    assert_eq!(report.without_customer, 105_803);
    assert_eq!((report.skipped, report.blank), (2_124, 0));
    // None of the skipped lines names a customer: 107,927 lines without one in all.
    assert_eq!(report.without_customer + report.skipped, 107_927);
    let out_of_range = &report.by_reason[0];
    assert_eq!((out_of_range.code.as_str(), out_of_range.count), ("OUT_OF_RANGE", 2_121 + 3));
    assert_eq!(bad_debt, 0);
    // 1,566 lines at nothing and 14 at a tenth of a penny.
    assert_eq!(units_free, 1_566 + 14);
    // One code is written with and without a space after it.
    assert_eq!(products.len(), 4_326);
    assert_eq!(report.produced, 26_692);
    let named = events.iter().filter(|event| event.customer_id().is_some());
    let customers: std::collections::BTreeSet<_> = named.clone().filter_map(Event::customer_id).collect();
    assert_eq!((named.clone().count(), customers.len()), (23_587, 4_383));
    assert_eq!(named.clone().map(|event| event.lines.len()).sum::<usize>(), 417_534);
    assert_eq!(named.filter(|event| event.kind == EventKind::OrderRefunded).count(), 4_372);
    for pair in events.windows(2).filter(|pair| pair[0].customer_id() == pair[1].customer_id()) {
        assert!(pair[0].timestamp_ms <= pair[1].timestamp_ms);
    }
    for event in &events {
        assert_eq!(event.check(), Ok(()));
    }
}

fn json_file() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        4 => (0..50_usize).prop_map(|id| good_line(id).into_bytes()),
        1 => Just(b"".to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
        1 => (1_900..2_100_usize).prop_map(|length| vec![b' '; length]),
    ];
    proptest::collection::vec((line, prop_oneof![Just("\n"), Just("\r\n")]), 0..8).prop_map(|lines| {
        lines.into_iter().flat_map(|(line, end)| [line, end.as_bytes().to_vec()].concat()).collect()
    })
}

fn order_file() -> impl Strategy<Value = Vec<u8>> {
    let field = prop_oneof![
        "[0-9C]{0,3}",
        "\"[ab,\"\n]{0,4}\"",
        "[-0-9.eN]{0,4}",
        Just("2010-01-01 10:00:00".to_owned())
    ];
    let sound = ("C?[0-9]", "[ab]", "-?[0-9]{1,2}", "0?[0-9]\\.[0-9]", "[cd]?").prop_map(
        |(order, product, count, price, customer)| {
            format!("{order},{product},x,{count},2010-01-0{} 10:00:00,{price},{customer},UK", count.len())
        },
    );
    let line = prop_oneof![4 => sound, 1 => proptest::collection::vec(field, 0..9).prop_map(|fields| fields.join(","))];
    proptest::collection::vec((line, prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n")]), 0..10).prop_map(
        |lines| {
            let rest: String = lines.into_iter().map(|(line, end)| line + end).collect();
            (HEADER.to_owned() + &rest).into_bytes()
        },
    )
}

proptest! {
    #[test]
    fn pieces_do_not_change_what_is_read(file in json_file(), step in 1..400_usize) {
        // What begins like a packed file is read as one.
        prop_assume!(!file.starts_with(&[0x1f, 0x8b]));
        let whole = read_json(&file, usize::MAX);
        prop_assert_eq!(&read_json(&file, step), &whole);
        prop_assert_eq!(&read_json(&gzip(&file), step), &whole);
    }

    #[test]
    fn pieces_do_not_change_the_orders(file in order_file(), step in 1..400_usize) {
        let whole = orders_with(&pounds(), &file, usize::MAX);
        prop_assert_eq!(&orders_with(&pounds(), &file, step), &whole);
        prop_assert_eq!(&orders_with(&pounds(), &gzip(&file), step), &whole);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), step in 1..400_usize) {
        let _ = read_json(&bytes, step);
        let _ = orders_with(&pounds(), &bytes, step);
        let _ = orders_with(&pounds(), &[HEADER.as_bytes(), &bytes].concat(), step);
    }

    #[test]
    fn damaged_files_never_panic(file in order_file(), json in json_file(), at: prop::sample::Index, to: u8, step in 1..400_usize) {
        let mut file = file;
        let place = at.index(file.len());
        file[place] = to;
        let _ = orders_with(&pounds(), &file, step);
        let mut packed = gzip(&json);
        let place = at.index(packed.len());
        packed[place] = to;
        let _ = read_json(&packed, step);
    }
}
