//! How is a file of products read?
//!
//! CSV: the columns `product_id` (or `id`, `sku`), `name` (or `title`, `description`) and `price` must be
//! there, `cost`, `category`, `brand` and `currency` may be, and every other column is a free attribute whose
//! values are separated by `|`. JSON Lines: objects with the same names, and the free attributes in
//! `attributes`, each a text, a number, a flag or a list of these. A file without a line of data, be it empty or
//! a header alone, is `TOO_FEW`; one of another kind is refused as a whole.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Catalog, MAX_PRODUCTS, Product, ProductAttribute};
use crate::artifact::from_serde_json;
use crate::money::{Currency, minor_from_f64, minor_from_text};
use crate::read::{Fields, Header, Line, Lines, MAX_LINE_BYTES, ReadReport, Record, Records, Tally};
use crate::{Result, SartorError};

const SUBJECT: &str = "product";
const ID: &[&str] = &["product_id", "id", "sku"];
const NAME: &[&str] = &["name", "title", "description"];
/// Understood, and no attributes even when another column takes their part.
const NOT_ATTRIBUTES: &[&str] = &[
    "product_id",
    "id",
    "sku",
    "name",
    "title",
    "description",
    "price",
    "cost",
    "category",
    "brand",
    "currency",
    "url",
    "image_url",
];

/// How a file of products is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum CatalogFormat {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// Reads a file of products, plain or gzip, as its bytes come.
pub struct CatalogReader {
    source: Source,
    gather: Gather,
}

enum Source {
    Csv(Box<Records>),
    JsonLines(Lines),
}

struct Gather {
    currency: Currency,
    columns: Option<Columns>,
    tally: Tally,
    ids: HashSet<String>,
    products: Vec<Product>,
}

struct Columns {
    product_id: usize,
    name: usize,
    price: usize,
    cost: Option<usize>,
    category: Option<usize>,
    brand: Option<usize>,
    currency: Option<usize>,
    attributes: Vec<(usize, String)>,
}

impl CatalogReader {
    /// A reader for a file whose prices and costs are in `currency`.
    pub fn new(format: CatalogFormat, currency: Currency) -> Self {
        let source = match format {
            CatalogFormat::Csv => Source::Csv(Box::new(Records::new("catalog file", MAX_LINE_BYTES))),
            CatalogFormat::JsonLines => Source::JsonLines(Lines::new("catalog file", MAX_LINE_BYTES)),
        };
        let gather = Gather {
            currency,
            columns: None,
            tally: Tally::default(),
            ids: HashSet::new(),
            products: Vec::new(),
        };
        Self { source, gather }
    }

    /// Take the next bytes of the file. An error is about the file as a whole and ends the reading.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        let gather = &mut self.gather;
        match &mut self.source {
            Source::Csv(records) => records.feed(bytes, &mut |line, record| gather.record(line, &record)),
            Source::JsonLines(lines) => lines.feed(bytes, &mut |line, text| gather.line(line, &text)),
        }
    }

    /// The file is over: the catalogue, and what became of every line.
    pub fn finish(mut self) -> Result<(Catalog, ReadReport)> {
        let gather = &mut self.gather;
        match &mut self.source {
            Source::Csv(records) => records.finish(&mut |line, record| gather.record(line, &record)),
            Source::JsonLines(lines) => lines.finish(&mut |line, text| gather.line(line, &text)),
        }?;
        Tally::need_data("catalog file", self.gather.tally.has_no_data())?;
        if matches!(self.source, Source::JsonLines(_)) {
            self.gather.tally.need_json_lines("catalog file")?;
        }
        let catalog = Catalog::new(self.gather.products, self.gather.currency)?;
        self.gather.tally.produced(catalog.products().len());
        Ok((catalog, self.gather.tally.finish()))
    }
}

impl std::fmt::Debug for CatalogReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CatalogReader")
    }
}

impl Gather {
    fn record(&mut self, line: i64, record: &Record<'_>) -> Result<()> {
        match (record, &self.columns) {
            (Record::Blank, _) => self.tally.blank(),
            (Record::Fields(fields), None) => self.columns = Some(Columns::find(*fields)?),
            (Record::TooLong, None) => {
                let size = MAX_LINE_BYTES + 1;
                return Err(SartorError::too_large("catalog file", "header", size, MAX_LINE_BYTES));
            }
            (Record::TooLong, Some(_)) => self.tally.skip_too_long(line, MAX_LINE_BYTES),
            (Record::Fields(fields), Some(columns)) => {
                let product = columns.read(*fields, self.currency);
                self.take(line, product);
            }
        }
        Ok(())
    }

    fn line(&mut self, number: i64, line: &Line<'_>) {
        match line {
            Line::TooLong => self.tally.skip_too_long(number, MAX_LINE_BYTES),
            Line::Bytes(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => self.tally.blank(),
            Line::Bytes(bytes) => {
                self.tally.note_json(bytes);
                let product = product_of_json(bytes, self.currency);
                self.take(number, product);
            }
        }
    }

    fn take(&mut self, line: i64, product: Result<Product>) {
        let checked = product.and_then(|mut product| {
            product.attributes.sort();
            product.attributes.dedup();
            product.check()?;
            if self.ids.contains(&product.product_id) {
                return Err(SartorError::invalid(
                    SUBJECT,
                    "product_id",
                    "given once: an earlier line has it",
                ));
            }
            if self.ids.len() >= MAX_PRODUCTS {
                let found = MAX_PRODUCTS + 1;
                return Err(SartorError::too_many("catalog", "products", found, MAX_PRODUCTS, "products"));
            }
            Ok(product)
        });
        match checked {
            Ok(product) => {
                self.ids.insert(product.product_id.clone());
                self.products.push(product);
                self.tally.accept();
            }
            Err(error) => self.tally.skip(line, &error),
        }
    }
}

impl Columns {
    fn find(fields: Fields<'_>) -> Result<Self> {
        let header = Header::read("catalog file", "rename it in the file's first line", fields)?;
        let attributes = header.columns(NOT_ATTRIBUTES);
        let attributes = attributes.filter(|(_, name, known)| !known && !name.is_empty());
        Ok(Self {
            product_id: header.need(ID)?,
            name: header.need(NAME)?,
            price: header.need(&["price"])?,
            cost: header.find(&["cost"]),
            category: header.find(&["category"]),
            brand: header.find(&["brand"]),
            currency: header.find(&["currency"]),
            attributes: attributes.map(|(at, name, _)| (at, name.to_lowercase())).collect(),
        })
    }

    fn read(&self, fields: Fields<'_>, currency: Currency) -> Result<Product> {
        let text = |name, column| fields.text(SUBJECT, name, column);
        let optional = |name, column: Option<usize>| {
            let text = column.map(|column| text(name, column)).transpose()?;
            Ok::<_, SartorError>(text.filter(|text| !text.is_empty()))
        };
        if let Some(found) = optional("currency", self.currency)? {
            check_currency(found, currency)?;
        }
        let mut attributes = Vec::new();
        for (column, name) in &self.attributes {
            for value in text(name, *column)?.split('|').map(str::trim).filter(|value| !value.is_empty()) {
                attributes.push(ProductAttribute { name: name.clone(), value: value.to_owned() });
            }
        }
        let cost = optional("cost", self.cost)?;
        Ok(Product {
            product_id: text("product_id", self.product_id)?.to_owned(),
            name: text("name", self.name)?.to_owned(),
            category: optional("category", self.category)?.map(str::to_owned),
            brand: optional("brand", self.brand)?.map(str::to_owned),
            price_minor: amount_of_text("price", text("price", self.price)?, currency)?,
            cost_minor: cost.map(|cost| amount_of_text("cost", cost, currency)).transpose()?,
            attributes,
        })
    }
}

fn product_of_json(bytes: &[u8], currency: Currency) -> Result<Product> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| SartorError::malformed(SUBJECT, "not UTF-8", error.valid_up_to()))?;
    let object: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| from_serde_json(SUBJECT, "", text, &error))?;
    if let Some(found) = text_of(&object, "currency")? {
        check_currency(found, currency)?;
    }
    let first = |names: &[&str]| {
        names.iter().map(|name| text_of(&object, name)).find(|found| !matches!(found, Ok(None))).transpose()
    };
    let missing = |field| SartorError::invalid(SUBJECT, field, "given");
    let mut attributes = Vec::new();
    match object.get("attributes") {
        None | Some(Value::Null) => {}
        Some(Value::Object(given)) => {
            for (name, value) in given {
                let values = match value {
                    Value::Array(values) => values.as_slice(),
                    one => std::slice::from_ref(one),
                };
                for value in values {
                    if let Some(value) = attribute_value(name, value)? {
                        attributes.push(ProductAttribute { name: name.to_lowercase(), value });
                    }
                }
            }
        }
        Some(_) => return Err(SartorError::invalid(SUBJECT, "attributes", "an object")),
    }
    Ok(Product {
        product_id: first(ID)?.flatten().ok_or_else(|| missing("product_id"))?.to_owned(),
        name: first(NAME)?.flatten().ok_or_else(|| missing("name"))?.to_owned(),
        category: text_of(&object, "category")?.map(str::to_owned),
        brand: text_of(&object, "brand")?.map(str::to_owned),
        price_minor: amount_of_json(&object, "price", currency)?.ok_or_else(|| missing("price"))?,
        cost_minor: amount_of_json(&object, "cost", currency)?,
        attributes,
    })
}

fn attribute_value(name: &str, value: &Value) -> Result<Option<String>> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Bool(flag) => Ok(Some(flag.to_string())),
        Value::Array(_) | Value::Object(_) => {
            let field = format!("attributes.{}", name.chars().take(64).collect::<String>());
            Err(SartorError::invalid(SUBJECT, &field, "text, a number, a flag or a list of these"))
        }
    }
}

/// Text of a member without white space around it; empty counts as absent.
fn text_of<'a>(object: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
        Some(_) => Err(SartorError::invalid(SUBJECT, name, "text")),
    }
}

fn amount_of_json(object: &Map<String, Value>, field: &str, currency: Currency) -> Result<Option<i64>> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => amount_of_text(field, text, currency).map(Some),
        Some(value) => {
            let number = value.as_f64().ok_or_else(|| SartorError::invalid(SUBJECT, field, "an amount"))?;
            let minor = minor_from_f64(number, currency).map_err(|error| said_of(field, error))?;
            if number < 0.0 {
                return Err(SartorError::out_of_range(SUBJECT, field, number, "at least 0"));
            }
            Ok(Some(minor))
        }
    }
}

fn amount_of_text(field: &str, text: &str, currency: Currency) -> Result<i64> {
    minor_from_text(text, currency).map_err(|error| said_of(field, error))
}

fn said_of(field: &str, error: SartorError) -> SartorError {
    let (subject, field) = (SUBJECT.to_owned(), field.to_owned());
    match error {
        SartorError::OutOfRange { value, expected, .. } => {
            SartorError::OutOfRange { subject, field, value, expected }
        }
        SartorError::InvalidValue { expected, .. } => SartorError::InvalidValue { subject, field, expected },
        SartorError::TooLarge { size, limit, unit, .. } => {
            SartorError::TooLarge { subject, field, size, limit, unit }
        }
        other => other,
    }
}

fn check_currency(found: &str, currency: Currency) -> Result<()> {
    if found == currency.code() {
        return Ok(());
    }
    Err(SartorError::CurrencyMismatch {
        subject: SUBJECT.to_owned(),
        expected: currency.code().to_owned(),
        found: found.chars().take(16).collect(),
    })
}
