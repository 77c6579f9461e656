//! How is a file of order lines read, as shops export it?
//!
//! A header row names the columns, in any case and with any spaces. The lines of an invoice may stand apart
//! and may differ in time (the earliest counts), so events come when the file is over: one `Order Completed`
//! for each invoice, or `Order Refunded` for one whose number begins with C. A line that cannot be an order
//! line (a negative quantity that nothing cancels, a negative price, no product) is counted and reported.
//! A file without a line of data, be it empty or a header alone, is `TOO_FEW`; one whose header lacks a column,
//! or that is no CSV at all, is refused as a whole with what was expected and the columns found.
//! Other columns, such as the country, are passed over. An order of more than 500 lines becomes several
//! events at the same time, numbered `#2`, `#3` ... after its id.
//!
//! ```
//! use sartor::event::{EventKind, OrderOptions, OrderReader};
//! let file = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
//! 489434,85048,CHRISTMAS LIGHTS,12,2009-12-01 07:45:00,6.95,13085,United Kingdom
//! C489435,85048,CHRISTMAS LIGHTS,-2,2009-12-02 09:00:00,6.95,13085,United Kingdom\n";
//! let mut reader = OrderReader::new(OrderOptions { currency: "GBP".into(), ..OrderOptions::default() })?;
//! reader.feed(file.as_bytes())?;
//! let mut events = Vec::new();
//! let report = reader.finish(&mut |event| events.push(event))?;
//! assert_eq!(report.accepted, 2);
//! assert_eq!(events[0].kind, EventKind::OrderCompleted);
//! assert_eq!(events[0].lines[0].price_minor, Some(695));
//! assert_eq!((events[1].kind, events[1].lines[0].quantity), (EventKind::OrderRefunded, 2));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::Event;
use super::gather::Gather;
use super::order_date::DateOrder;
use super::order_line::OrderLine;
use crate::Result;
use crate::consent::ConsentBasis;
use crate::money::Currency;
use crate::read::{MAX_LINE_BYTES, ReadReport, Records, Tally};
use crate::time::check_utc_offset;

/// How an order file is to be understood.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OrderOptions {
    /// ISO 4217 code of every price in the file; `USD` unless said.
    pub currency: String,
    /// Minutes east of UTC of times without a zone, -840 to 840; 0 unless said.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub utc_offset_minutes: i32,
    /// In which order dates such as `12/1/2010 8:26` are written; absent, times are ISO 8601
    /// (`2010-12-01 08:26:00`) and a date in figures is skipped, never guessed.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub date_order: Option<DateOrder>,
    /// Why the orders may be held. With it, each customer's first order is preceded by a `Consent Changed`
    /// event for every purpose that the basis supports; without it, every purpose stays denied.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub consent_basis: Option<ConsentBasis>,
    /// The names of the columns, where they are none of the usual ones.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub columns: OrderColumns,
}

/// The header of each column; nothing looks for the usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct OrderColumns {
    /// The order: `Invoice`, `InvoiceNo` or `order_id`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub order_id: Option<String>,
    /// The product: `StockCode`, `product_id` or `sku`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub product_id: Option<String>,
    /// What the product is called: `Description` or `name`; may be missing.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub description: Option<String>,
    /// How many: `Quantity`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub quantity: Option<String>,
    /// When: `InvoiceDate`, `timestamp` or `order_date`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub timestamp: Option<String>,
    /// Price of one: `Price` or `UnitPrice`.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub price: Option<String>,
    /// Who: `Customer ID` (however spelt); its values may be blank.
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub customer_id: Option<String>,
}

impl Default for OrderOptions {
    fn default() -> Self {
        Self {
            currency: "USD".to_owned(),
            utc_offset_minutes: 0,
            date_order: None,
            consent_basis: None,
            columns: OrderColumns::default(),
        }
    }
}

/// Reads a CSV file of order lines, plain or gzip, as its bytes come.
pub struct OrderReader {
    records: Records,
    gather: Gather,
}

impl std::fmt::Debug for OrderReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrderReader")
    }
}

impl OrderReader {
    /// A reader for files that `options` describe.
    pub fn new(options: OrderOptions) -> Result<Self> {
        let currency = Currency::parse(&options.currency)?;
        check_utc_offset("order options", "utcOffsetMinutes", options.utc_offset_minutes)?;
        Ok(Self {
            records: Records::new("order file", MAX_LINE_BYTES),
            gather: Gather::new(currency, options),
        })
    }

    /// Take the next bytes of the file. An error is about the file as a whole and ends the reading.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        self.feed_with(bytes, &mut |_| ())
    }

    /// As [`OrderReader::feed`], handing each sound line to `on_line` as it is read: a catalogue is derived
    /// from these.
    pub fn feed_with(&mut self, bytes: &[u8], on_line: &mut dyn FnMut(&OrderLine<'_>)) -> Result<()> {
        let gather = &mut self.gather;
        self.records.feed(bytes, &mut |line, record| gather.record(line, &record, on_line))
    }

    /// The file is over: every order goes to `on_event`, customer by customer in the order of their ids, in
    /// time within each; those that name no customer come last.
    pub fn finish(self, on_event: &mut dyn FnMut(Event)) -> Result<ReadReport> {
        self.finish_with(on_event, &mut |_| ())
    }

    /// As [`OrderReader::finish`], handing over a last line that lacks its end as `feed_with` does.
    pub fn finish_with(
        mut self,
        on_event: &mut dyn FnMut(Event),
        on_line: &mut dyn FnMut(&OrderLine<'_>),
    ) -> Result<ReadReport> {
        let gather = &mut self.gather;
        self.records.finish(&mut |line, record| gather.record(line, &record, on_line))?;
        Tally::need_data("order file", self.gather.has_no_data())?;
        Ok(self.gather.deliver(on_event))
    }
}
