//! What becomes of files of products, and of the products that orders tell of.

use std::io::Write as _;
use std::path::PathBuf;

use proptest::prelude::*;
use sartor::catalog::{Catalog, CatalogDeriver, CatalogFormat, CatalogReader};
use sartor::event::{OrderOptions, OrderReader};
use sartor::money::Currency;
use sartor::read::ReadReport;

fn usd() -> Currency {
    Currency::parse("USD").unwrap()
}

fn read(format: CatalogFormat, bytes: &[u8], step: usize) -> sartor::Result<(Catalog, ReadReport)> {
    let mut reader = CatalogReader::new(format, usd());
    for piece in bytes.chunks(step.max(1)) {
        reader.feed(piece)?;
    }
    let (catalog, report) = reader.finish()?;
    assert_eq!(report.lines, report.accepted + report.without_customer + report.skipped + report.blank);
    assert_eq!(catalog.products().len() as i64, report.produced);
    Ok((catalog, report))
}

fn csv(text: &str) -> (Catalog, ReadReport) {
    read(CatalogFormat::Csv, text.as_bytes(), 7).unwrap()
}

fn json(text: &str) -> (Catalog, ReadReport) {
    read(CatalogFormat::JsonLines, text.as_bytes(), 7).unwrap()
}

fn attributes(catalog: &Catalog, product_id: &str) -> Vec<(String, String)> {
    let product = catalog.product(product_id).unwrap();
    product.attributes.iter().map(|one| (one.name.clone(), one.value.clone())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn csv_and_json_lines_give_the_same_catalogue() {
    let (from_csv, _) = csv("SKU,Title,Description,Price,Cost,Category,Brand,Occasion,Colour,image_url\n\
                             b,Tie,Very long text,75.5,,ties,Silkworm, wedding | work |wedding,Red,http://x\n\
                             a,\"Suit, navy\",,1150,400.25,suits,,,navy,\n");
    let (from_json, _) = json(
        r#"{"product_id":"b","name":"Tie","price":"75.50","category":"ties","brand":"Silkworm","attributes":{"occasion":["work","wedding"],"Colour":"Red"},"rating":5}
           {"id":"a","name":"Suit, navy","price":1150,"cost":400.25,"category":"suits","attributes":{"colour":["navy",null,""]}}"#,
    );
    assert_eq!(from_csv, from_json);
    let ids: Vec<_> = from_csv.products().iter().map(|product| product.product_id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    let suit = from_csv.product("a").unwrap();
    assert_eq!((suit.price_minor, suit.cost_minor, suit.brand.as_deref()), (115_000, Some(40_025), None));
    let expected = pairs(&[("colour", "Red"), ("occasion", "wedding"), ("occasion", "work")]);
    assert_eq!(attributes(&from_csv, "b"), expected);
}

#[test]
fn a_catalogue_survives_its_json() {
    let (catalog, _) = csv("id,name,price,colour\na,Suit,1150,navy\nb,Tie,75.5,\n");
    let text = serde_json::to_string(&catalog).unwrap();
    assert_eq!(serde_json::from_str::<Catalog>(&text).unwrap(), catalog);
    let negative = text.replace("115000", "-1");
    assert!(serde_json::from_str::<Catalog>(&negative).is_err());
}

#[test]
fn broken_products_are_skipped_with_their_reason() {
    let long = "x".repeat(600);
    let cases = [
        ("a,,1,USD,", "name", "INVALID_VALUE"),
        (",A,1,USD,", "productId", "OUT_OF_RANGE"),
        ("a,A,,USD,", "price", "INVALID_VALUE"),
        ("a,A,-1,USD,", "priceMinor", "OUT_OF_RANGE"),
        ("a,A,NaN,USD,", "price", "INVALID_VALUE"),
        ("a,A,1e20,USD,", "price", "OUT_OF_RANGE"),
        ("a,A,1,EUR,", "currency", "CURRENCY_MISMATCH"),
        (&format!("a,{long},1,USD,"), "name", "TOO_LARGE"),
        (&format!("{long},A,1,USD,"), "productId", "TOO_LARGE"),
        (&format!("a,A,1,USD,{long}"), "attribute value", "TOO_LARGE"),
        (
            &format!("a,A,1,USD,{}", (0..65).map(|at| at.to_string()).collect::<Vec<_>>().join("|")),
            "attributes",
            "TOO_LARGE",
        ),
    ];
    for (line, field, code) in cases {
        let (catalog, report) = csv(&format!("id,name,price,currency,size\n{line}\nz,Z,1,USD,40|42\n"));
        assert_eq!(catalog.products().len(), 1, "{line}");
        let problem = &report.problems[0];
        assert_eq!(
            (problem.line, problem.field.as_deref(), problem.code.as_str()),
            (2, Some(field), code),
            "{line}"
        );
    }
    for (line, code) in [
        ("{", "TRUNCATED"),
        ("[]", "MALFORMED"),
        (r#"{"id":"a","name":"A"}"#, "INVALID_VALUE"),
        (r#"{"id":7,"name":"A","price":1}"#, "INVALID_VALUE"),
        (r#"{"id":"a","name":"A","price":-1}"#, "OUT_OF_RANGE"),
        (r#"{"id":"a","name":"A","price":true}"#, "INVALID_VALUE"),
        (r#"{"id":"a","name":"A","price":1,"attributes":[]}"#, "INVALID_VALUE"),
        (r#"{"id":"a","name":"A","price":1,"attributes":{"size":{"eu":50}}}"#, "INVALID_VALUE"),
    ] {
        let sound = r#"{"id":"z","name":"Z","price":1}"#;
        assert_eq!(json(&format!("{sound}\n{line}\n")).1.by_reason[0].code, code, "{line}");
    }
}

#[test]
fn the_first_of_two_products_with_one_id_stays() {
    let (catalog, report) = csv("id,name,price\na,First,1\n\na,Second,2\nb,B,3\n");
    assert_eq!(catalog.product("a").unwrap().name, "First");
    assert_eq!((report.accepted, report.skipped, report.blank), (2, 1, 1));
    let problem = &report.problems[0];
    assert_eq!((problem.line, problem.field.as_deref()), (4, Some("product_id")));
}

#[test]
fn a_missing_column_is_named() {
    for (header, missing) in [("id,name", "price"), ("name,price", "product_id"), ("id,price,colour", "name")]
    {
        let error = read(CatalogFormat::Csv, format!("{header}\n").as_bytes(), 3).unwrap_err();
        let found = header.replace(',', ", ");
        let expected = format!(
            "catalog file: {missing} is not a column of the header, which has {found}; if it is called otherwise, \
             rename it in the file's first line"
        );
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn an_empty_file_and_a_bare_header_are_alike_no_catalogue() {
    for (format, text) in [
        (CatalogFormat::Csv, ""),
        (CatalogFormat::Csv, "id,name,price\n"),
        (CatalogFormat::JsonLines, ""),
        (CatalogFormat::JsonLines, "\n"),
    ] {
        assert_eq!(read(format, text.as_bytes(), 1).unwrap_err().code(), "TOO_FEW", "{text}");
    }
}

#[test]
fn a_catalogue_in_the_other_format_is_one_error() {
    let json = b"{\"id\":\"suit_001\",\"name\":\"Suit\",\"price\":1150}\n";
    let error = read(CatalogFormat::Csv, json, 3).unwrap_err();
    assert!(error.to_string().contains("begins like JSON: expected CSV"), "{error}");
    let error = read(CatalogFormat::JsonLines, b"id,name,price\nsuit_001,Suit,1150\n", 3).unwrap_err();
    assert!(error.to_string().contains("expected JSON Lines"), "{error}");
}

#[test]
fn orders_tell_names_and_prices_by_majority() {
    let mut deriver = CatalogDeriver::new(usd());
    for (product, description, price_minor) in [
        ("tie", " RED TIE ", 500),
        ("tie", "tie?", 700),
        ("tie", "RED TIE", 700),
        ("tie", "", 500),
        ("hat", "b", 300),
        ("hat", "a", 200),
        ("gift", "never sold", 0),
        ("bare", "", 100),
    ] {
        deriver.observe(product, description, price_minor);
    }
    let catalog = deriver.finish().unwrap();
    let known: Vec<_> = catalog
        .products()
        .iter()
        .map(|product| (product.product_id.as_str(), product.name.as_str(), product.price_minor))
        .collect();
    assert_eq!(known, [("bare", "bare", 100), ("hat", "a", 200), ("tie", "RED TIE", 500)]);
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
fn the_real_order_file_gives_a_catalogue() {
    let Some(path) = data("online_retail_ii_2009_2010.csv.gz") else { return };
    let bytes = std::fs::read(path).unwrap();
    let options = OrderOptions { currency: "GBP".to_owned(), ..OrderOptions::default() };
    let mut reader = OrderReader::new(options).unwrap();
    let mut deriver = CatalogDeriver::new(Currency::parse("GBP").unwrap());
    for piece in bytes.chunks(65_536) {
        let mut observe = |line: &sartor::event::OrderLine<'_>| {
            deriver.observe(line.product_id, line.description, line.price_minor);
        };
        reader.feed_with(piece, &mut observe).unwrap();
    }
    let catalog = deriver.finish().unwrap();
    assert_eq!(catalog.products().len(), 4_264);
    let lights = catalog.product("85048").unwrap();
    assert_eq!(lights.name, "15CM CHRISTMAS GLASS BALL 20 LIGHTS");
    assert_eq!(lights.price_minor, 795);
}

fn file() -> impl Strategy<Value = String> {
    let field = prop_oneof!["[ab]{0,2}", "\"[a,\"\n|]{0,4}\"", "-?[0-9]{1,3}(\\.[0-9]{1,3})?", "é"];
    let line = proptest::collection::vec(field, 0..7).prop_map(|fields| fields.join(","));
    proptest::collection::vec(line, 0..8)
        .prop_map(|lines| "id,name,price,colour,cost\n".to_owned() + &lines.join("\n"))
}

proptest! {
    #[test]
    fn pieces_do_not_change_the_catalogue(file in file(), step in 1..200_usize) {
        let whole = read(CatalogFormat::Csv, file.as_bytes(), usize::MAX);
        prop_assert_eq!(&read(CatalogFormat::Csv, file.as_bytes(), step), &whole);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(file.as_bytes()).unwrap();
        prop_assert_eq!(&read(CatalogFormat::Csv, &packed.finish().unwrap(), step), &whole);
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), step in 1..300_usize) {
        for format in [CatalogFormat::Csv, CatalogFormat::JsonLines] {
            let _ = read(format, &bytes, step);
        }
        let _ = read(CatalogFormat::Csv, &[b"id,name,price\n", bytes.as_slice()].concat(), step);
    }

    #[test]
    fn a_damaged_product_never_panics(at: prop::sample::Index, to: u8) {
        let mut bytes = br#"{"id":"a","name":"Suit","price":1150.5,"attributes":{"colour":["navy","grey"]}}"#.to_vec();
        let at = at.index(bytes.len());
        bytes[at] = to;
        let _ = read(CatalogFormat::JsonLines, &bytes, 9);
    }
}
