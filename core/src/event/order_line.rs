//! What does one line of an order file say?

use super::order_date::order_time;
use super::orders::{OrderColumns, OrderOptions};
use crate::ids::{MAX_ID_BYTES, check_id};
use crate::money::{Currency, minor_from_text};
use crate::read::{Fields, Header};
use crate::{Result, SartorError};

const SUBJECT: &str = "order line";
/// What the numbering of an order's parts may add to its id.
const PART_BYTES: usize = 16;

/// One sound line of an order file, as it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderLine<'a> {
    /// The line of the file, counted from 1 with the header.
    pub line: i64,
    /// The order.
    pub order_id: &'a str,
    /// Whether the order is a cancellation.
    pub cancelled: bool,
    /// The product.
    pub product_id: &'a str,
    /// Its description on this line, trimmed; may be empty.
    pub description: &'a str,
    /// How many, at least 1.
    pub quantity: u32,
    /// Price of one, in minor units.
    pub price_minor: i64,
    /// When, in milliseconds since the epoch, UTC.
    pub timestamp_ms: i64,
    /// Who, if the line says so.
    pub customer_id: Option<&'a str>,
}

/// Where each column stands.
pub(super) struct Columns {
    order_id: usize,
    product_id: usize,
    quantity: usize,
    timestamp: usize,
    price: usize,
    customer_id: usize,
    description: Option<usize>,
}

impl Columns {
    /// The columns that a header names, or an error for the first that is missing.
    pub(super) fn find(fields: Fields<'_>, given: &OrderColumns) -> Result<Self> {
        let remedy = "state what your columns are called in `columns`";
        let header = Header::read("order file", remedy, fields)?;
        let need = |given: &Option<String>, usual: &[&str]| match given {
            Some(name) => header.need(&[name]),
            None => header.need(usual),
        };
        Ok(Self {
            order_id: need(&given.order_id, &["Invoice", "InvoiceNo", "order_id"])?,
            product_id: need(&given.product_id, &["StockCode", "product_id", "sku"])?,
            quantity: need(&given.quantity, &["Quantity"])?,
            timestamp: need(&given.timestamp, &["InvoiceDate", "timestamp", "order_date"])?,
            price: need(&given.price, &["Price", "UnitPrice"])?,
            customer_id: need(&given.customer_id, &["Customer ID"])?,
            description: match &given.description {
                Some(name) => Some(header.need(&[name])?),
                None => header.find(&["Description", "name"]),
            },
        })
    }

    /// The line of these fields, or the reason why it is none.
    pub(super) fn read<'a>(
        &self,
        line: i64,
        fields: Fields<'a>,
        currency: Currency,
        options: &OrderOptions,
    ) -> Result<OrderLine<'a>> {
        let text = |name, column| fields.text(SUBJECT, name, column);
        let order_id = text("Invoice", self.order_id)?;
        check_id(SUBJECT, "Invoice", order_id)?;
        if order_id.len() + PART_BYTES > MAX_ID_BYTES {
            let limit = MAX_ID_BYTES - PART_BYTES;
            return Err(SartorError::too_large(SUBJECT, "Invoice", order_id.len(), limit));
        }
        let product_id = text("StockCode", self.product_id)?;
        check_id(SUBJECT, "StockCode", product_id)?;
        let customer_id = Some(text("Customer ID", self.customer_id)?).filter(|id| !id.is_empty());
        if let Some(id) = customer_id {
            check_id(SUBJECT, "Customer ID", id)?;
        }
        let cancelled = order_id.starts_with(['C', 'c']);
        Ok(OrderLine {
            line,
            order_id,
            cancelled,
            product_id,
            description: self.description.map_or(Ok(""), |column| text("Description", column))?,
            quantity: quantity_of(text("Quantity", self.quantity)?, cancelled)?,
            price_minor: price_of(text("Price", self.price)?, currency)?,
            timestamp_ms: time_of(text("InvoiceDate", self.timestamp)?, options)?,
            customer_id,
        })
    }
}

/// A cancellation counts what comes back, with either sign; anything else must be positive.
fn quantity_of(text: &str, cancelled: bool) -> Result<u32> {
    let whole = text.parse::<i64>().or_else(|_| {
        // `12.0` is how some tools write 12.
        let number = text.parse::<f64>().ok().filter(|number| number.fract() == 0.0);
        number
            .map(|number| number as i64)
            .ok_or_else(|| SartorError::invalid(SUBJECT, "Quantity", "a whole number"))
    })?;
    let counted = if cancelled { whole.saturating_abs() } else { whole };
    u32::try_from(counted).ok().filter(|count| *count > 0).ok_or_else(|| {
        let expected = "at least 1, or negative where the invoice begins with C";
        SartorError::out_of_range(SUBJECT, "Quantity", whole, expected)
    })
}

fn price_of(text: &str, currency: Currency) -> Result<i64> {
    let price_minor = minor_from_text(text, currency).map_err(|error| in_column(error, "Price"))?;
    // A price that rounds to nothing may still be negative.
    let digits = text.split(['e', 'E']).next().unwrap_or_default();
    let negative = text.starts_with('-') && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    if negative {
        return Err(SartorError::out_of_range(SUBJECT, "Price", text, "at least 0"));
    }
    Ok(price_minor)
}

fn time_of(text: &str, options: &OrderOptions) -> Result<i64> {
    order_time(text, options.date_order, options.utc_offset_minutes)
        .map_err(|error| in_column(error, "InvoiceDate"))
}

fn in_column(error: SartorError, column: &str) -> SartorError {
    let (subject, field) = (SUBJECT.to_owned(), column.to_owned());
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
