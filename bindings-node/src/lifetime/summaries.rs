//! What do the models need of every customer in a file of transactions, as JavaScript holds it?

use std::sync::Arc;

use napi::bindgen_prelude::{
    Float64Array, FromNapiValue, JsObjectValue, Object, ObjectFinalize, ToNapiValue, Unknown,
};
use napi::{Env, JsValue, ValueType};
use napi_derive::napi;
use sartor::SartorError;
use sartor::lifetime::{self as core, CustomerColumn, CustomerIds, Period, SummaryOptions, Transactions};

use crate::host::{Outcome, answer};
use crate::input;
use crate::memory::{Held, Once};
use crate::work::{Follow, promise};

const SUBJECT: &str = "transactions";

/// What the models need of each customer, as columns of one length in the order of `customer`. The columns are copies of
/// what the summaries hold: to change them changes no summary.
#[napi(namespace = "lifetime", custom_finalize)]
pub struct Summaries {
    /// Repeat purchases: days with a purchase after the first such day.
    #[napi(readonly)]
    pub frequency: Float64Array,
    /// Age at the last purchase, in periods since the first; 0 without repeat purchases.
    #[napi(readonly)]
    pub last_purchase_age: Float64Array,
    /// Age, in periods.
    #[napi(readonly)]
    pub age: Float64Array,
    /// Repeat purchases that cost something: what `GammaGamma` is fitted to.
    #[napi(readonly)]
    pub paid_frequency: Float64Array,
    /// Mean spend of those; 0 without any.
    #[napi(readonly)]
    pub monetary: Float64Array,
    /// Sum of the logarithms of the intervals between purchases, in periods: how regularly they buy, for `BgCnbd` and
    /// `MbgCnbd`.
    #[napi(readonly)]
    pub log_interval_sum: Float64Array,
    /// Days with a purchase in the holdout; empty without one, as are the two columns below.
    #[napi(readonly)]
    pub holdout_frequency: Float64Array,
    /// Spend in the holdout, less returns of what was bought in it.
    #[napi(readonly)]
    pub holdout_value: Float64Array,
    /// Mean spend of those of its purchases that cost something; 0 without any.
    #[napi(readonly)]
    pub holdout_monetary: Float64Array,
    /// Length of the holdout in periods; 0 without one.
    #[napi(readonly)]
    pub holdout_periods: f64,
    /// The unit of time: `day`, `week`, `month`, `year`, or a number of days.
    #[napi(readonly)]
    pub period: String,
    /// Days in a period.
    #[napi(readonly)]
    pub period_days: f64,
    known: Arc<core::Summaries>,
    rows: Arc<Rows>,
    options: SummaryOptions,
    customer: Once,
    held: Held,
}

impl ObjectFinalize for Summaries {
    fn finalize(self, env: Env) -> napi::Result<()> {
        self.held.release(&env)?;
        self.customer.release(&env)
    }
}

impl Summaries {
    /// What is summarised in an argument, if it is of this class.
    pub fn given(input: Unknown<'_>) -> Outcome<Option<Arc<core::Summaries>>> {
        if input.get_type()? != ValueType::Object {
            return Ok(None);
        }
        let summaries = input::instance::<Self>(SUBJECT, "summaries", "Summaries", input).ok();
        Ok(summaries.map(|summaries| Arc::clone(&summaries.known)))
    }

    /// An argument that has to be of this class, with the rows behind it.
    pub fn read(
        subject: &str,
        input: Unknown<'_>,
    ) -> Outcome<(Arc<core::Summaries>, Arc<Rows>, SummaryOptions)> {
        let given = input::instance::<Self>(subject, "summaries", "what summarize answers", input)?;
        Ok((Arc::clone(&given.known), Arc::clone(&given.rows), given.options.clone()))
    }

    fn make(env: &Env, rows: Rows, options: SummaryOptions, known: core::Summaries) -> Outcome<Self> {
        let columns = if known.calibration_end_ms.is_some() { 9 } else { 6 };
        let held = Held::new(env, 8 * columns * known.len() + rows.bytes())?;
        let column = |values: &Vec<f64>| Float64Array::new(values.clone());
        Ok(Self {
            frequency: column(&known.frequency),
            last_purchase_age: column(&known.last_purchase_age),
            age: column(&known.age),
            paid_frequency: column(&known.paid_frequency),
            monetary: column(&known.monetary),
            log_interval_sum: column(&known.log_interval_sum),
            holdout_frequency: column(&known.holdout_frequency),
            holdout_value: column(&known.holdout_value),
            holdout_monetary: column(&known.holdout_monetary),
            holdout_periods: known.holdout_periods,
            period: known.period.to_string(),
            period_days: known.period.days(),
            known: Arc::new(known),
            rows: Arc::new(rows),
            options,
            customer: Once::default(),
            held,
        })
    }
}

#[napi(namespace = "lifetime")]
impl Summaries {
    /// How many customers.
    #[napi(getter, catch_unwind)]
    pub fn length(&self) -> u32 {
        self.known.len() as u32
    }

    /// The customers, ascending: texts, or whole numbers.
    #[napi(getter, catch_unwind, ts_return_type = "Array<string> | Float64Array")]
    pub fn customer<'env>(&self, env: &'env Env) -> napi::Result<Object<'env>> {
        self.customer.get(env, || match &self.known.customer {
            CustomerIds::Text(ids) => {
                let mut texts = env.create_array(ids.len() as u32)?;
                for (place, id) in (0..).zip(ids) {
                    texts.set(place, id.as_str())?;
                }
                texts.coerce_to_object()
            }
            CustomerIds::Integer(ids) => {
                let numbers: Vec<f64> = ids.iter().map(|id| *id as f64).collect();
                Float64Array::new(numbers).into_unknown(env)?.coerce_to_object()
            }
        })
    }

    /// What returns took off, up to the end of the calibration.
    #[napi(getter, catch_unwind, ts_return_type = "ReturnTotals")]
    pub fn returns<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Summaries.returns", || Ok(&self.known.returns))
    }

    /// What returns took off in the holdout.
    #[napi(getter, catch_unwind, ts_return_type = "ReturnTotals")]
    pub fn holdout_returns<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Summaries.holdoutReturns", || Ok(&self.known.holdout_returns))
    }

    /// What is not in the columns.
    #[napi(getter, catch_unwind, ts_return_type = "LeftOut")]
    pub fn left_out<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "Summaries.leftOut", || {
            let mut left_out = self.known.left_out.clone();
            left_out.rows_without_customer += self.rows.without_customer;
            Ok(left_out)
        })
    }
}

/// Rows of transactions as they were read, kept to look back on.
pub struct Rows {
    customer: Customers,
    timestamp_ms: Vec<i64>,
    value: Option<Vec<f64>>,
    /// Rows whose customer was missing among numbers.
    without_customer: i64,
}

enum Customers {
    Text(Vec<String>),
    Integer(Vec<i64>),
}

impl Rows {
    /// Do something with them as core sees them.
    pub fn with<T>(&self, work: impl FnOnce(&Transactions<'_>) -> T) -> T {
        let texts: Vec<&str>;
        let customer = match &self.customer {
            Customers::Text(ids) => {
                texts = ids.iter().map(String::as_str).collect();
                CustomerColumn::Text(&texts)
            }
            Customers::Integer(ids) => CustomerColumn::Integer(ids),
        };
        work(&Transactions { customer, timestamp_ms: &self.timestamp_ms, value: self.value.as_deref() })
    }

    fn bytes(&self) -> usize {
        let ids = match &self.customer {
            Customers::Text(ids) => ids.iter().map(|id| 24 + id.capacity()).sum(),
            Customers::Integer(ids) => 8 * ids.len(),
        };
        ids + 8 * self.timestamp_ms.len() + self.value.as_ref().map_or(0, |value| 8 * value.len())
    }

    fn read(input: Unknown<'_>) -> Outcome<Self> {
        let columns = input::fields(SUBJECT, input, &["customer", "timestamp", "value"])?;
        let column = |name: &str| columns.get_named_property_unchecked::<Unknown<'_>>(name);
        let mut timestamp_ms = input::times(SUBJECT, "timestamp", column("timestamp")?)?;
        let value = column("value")?;
        let mut value =
            if input::is_absent(value)? { None } else { Some(input::column(SUBJECT, "value", value)?) };
        let (customer, missing) = customers(column("customer")?)?;
        let rows = match &customer {
            Customers::Text(ids) => ids.len(),
            Customers::Integer(ids) => ids.len() + missing.iter().filter(|missing| **missing).count(),
        };
        let lengths = [("timestamp", timestamp_ms.len()), ("value", value.as_ref().map_or(rows, Vec::len))];
        for (name, length) in lengths {
            if length != rows {
                let expected = format!("a column of {rows} rows, as customer is");
                return Err(SartorError::invalid(SUBJECT, name, &expected).into());
            }
        }
        let without_customer = missing.iter().filter(|missing| **missing).count() as i64;
        if without_customer > 0 {
            keep(&mut timestamp_ms, &missing);
            if let Some(value) = &mut value {
                keep(value, &missing);
            }
        }
        Ok(Self { customer, timestamp_ms, value, without_customer })
    }

    fn last_ms(&self) -> i64 {
        self.timestamp_ms.iter().copied().max().unwrap_or(0)
    }
}

fn keep<T>(rows: &mut Vec<T>, missing: &[bool]) {
    let mut missing = missing.iter();
    rows.retain(|_| missing.next() == Some(&false));
}

/// Customers, and which rows had none among numbers and are left out.
fn customers(input: Unknown<'_>) -> Outcome<(Customers, Vec<bool>)> {
    let refused = || SartorError::invalid(SUBJECT, "customer", "a list of texts, or of whole numbers");
    if input.get_type()? != ValueType::Object {
        return Err(refused().into());
    }
    if input.is_array()? && holds_texts(input)? {
        return Ok((Customers::Text(input::texts_or_blank(SUBJECT, "customer", input)?), Vec::new()));
    }
    let numbers = input::column_or_nan(SUBJECT, "customer", input)?;
    let missing: Vec<bool> = numbers.iter().map(|number| number.is_nan()).collect();
    let known = numbers.iter().enumerate().filter(|(_, number)| !number.is_nan());
    let known = known.map(|(row, number)| input::whole(SUBJECT, || format!("customer[{row}]"), *number));
    Ok((Customers::Integer(known.collect::<Outcome<_>>()?), missing))
}

/// Whether the first of a list that is there is a text, or none is there.
fn holds_texts(input: Unknown<'_>) -> Outcome<bool> {
    let list = Object::from_unknown(input)?;
    for row in 0..list.get_array_length_unchecked()? {
        let first: Unknown<'_> = list.get_element(row)?;
        if !input::is_absent(first)? {
            return Ok(first.get_type()? == ValueType::String);
        }
    }
    Ok(true)
}

/// The length of a period: a name or a number of days.
pub fn period(input: Unknown<'_>) -> Outcome<Period> {
    match input.get_type()? {
        ValueType::String => Ok(Period::named(&input::text("period", "name", input)?)?),
        ValueType::Number => Ok(Period::of_days(f64::from_unknown(input)?)?),
        _ => {
            let expected = "day, week, month or year, or else a number of days";
            Err(SartorError::invalid("period", "name", expected).into())
        }
    }
}

/// Summarise a file of transactions: one row each, in any order. Purchases of one day, on the clock of
/// `utcOffsetMinutes`, count once; what was returned is taken off.
///
/// Figures are as of the end of the day `asOf` (the last of the rows unless stated), or of `calibrationEnd` with the rest
/// as holdout.
#[napi(
    namespace = "lifetime",
    catch_unwind,
    ts_args_type = "transactions: TransactionColumns, options?: SummarizeOptions | null",
    ts_return_type = "Promise<Summaries>"
)]
pub fn summarize<'env>(
    env: &'env Env,
    transactions: Unknown<'_>,
    options: Unknown<'_>,
) -> napi::Result<Object<'env>> {
    let operation = "summarize";
    let known = ["period", "asOf", "calibrationEnd", "utcOffsetMinutes"];
    promise(
        env,
        operation,
        || {
            let rows = Rows::read(transactions)?;
            let time = |name: &str| {
                let given = input::option(options, name)?;
                given.map(|given| input::time(operation, name, given)).transpose()
            };
            let offset = input::option(options, "utcOffsetMinutes")?;
            let options_read = SummaryOptions {
                period: input::option(options, "period")?.map_or(Ok(Period::WEEK), period)?,
                as_of_ms: time("asOf")?.unwrap_or_else(|| rows.last_ms()),
                calibration_end_ms: time("calibrationEnd")?,
                utc_offset_minutes: offset
                    .map_or(Ok(0), |offset| input::minutes(operation, "utcOffsetMinutes", offset))?,
            };
            Ok(((rows, options_read), Follow::read_with(env, operation, options, &known)?))
        },
        |(rows, options), control| {
            control.step(0, 1)?;
            let known = rows.with(|rows| core::summarize(rows, &options))?;
            control.step(1, 1)?;
            Ok((rows, options, known))
        },
        |env, (rows, options, known)| Summaries::make(env, rows, options, known),
    )
}
