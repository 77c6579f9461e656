//! Which lines make an order, and in what order do orders come out?

use std::collections::HashMap;
use std::sync::Arc;

use super::order_line::{Columns, OrderLine};
use super::orders::OrderOptions;
use super::{AttributeValue, Event, EventAttribute, EventKind, EventLine, MAX_EVENT_LINES};
use crate::consent::{ConsentBasis, ConsentPurpose, ConsentState};
use crate::money::Currency;
use crate::read::{MAX_LINE_BYTES, ReadReport, Record, Tally};
use crate::{Result, SartorError};

/// Everything held of a file until it is over.
pub(super) struct Gather {
    currency: Currency,
    options: OrderOptions,
    columns: Option<Columns>,
    tally: Tally,
    texts: Texts,
    /// Orders by the numbers of their id and customer.
    known: HashMap<(u32, Option<u32>), u32>,
    orders: Vec<Order>,
    lines: Vec<Line>,
}

/// A line, in as few bytes as a file of millions needs.
struct Line {
    order: u32,
    product: u32,
    quantity: u32,
    price_minor: i64,
}

struct Order {
    id: u32,
    customer: Option<u32>,
    timestamp_ms: i64,
    cancelled: bool,
}

/// Texts held once each and known by a number while the file is read.
#[derive(Default)]
struct Texts {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        let text: Arc<str> = text.into();
        self.numbers.insert(text.clone(), number);
        self.texts.push(text);
        number
    }

    fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", AsRef::as_ref)
    }
}

impl Gather {
    pub(super) fn new(currency: Currency, options: OrderOptions) -> Self {
        Self {
            currency,
            options,
            columns: None,
            tally: Tally::default(),
            texts: Texts::default(),
            known: HashMap::new(),
            orders: Vec::new(),
            lines: Vec::new(),
        }
    }

    pub(super) fn record(
        &mut self,
        line: i64,
        record: &Record<'_>,
        on_line: &mut dyn FnMut(&OrderLine<'_>),
    ) -> Result<()> {
        let fields = match record {
            Record::Blank => {
                self.tally.blank();
                return Ok(());
            }
            Record::TooLong if self.columns.is_none() => {
                let size = MAX_LINE_BYTES + 1;
                return Err(SartorError::too_large("order file", "header", size, MAX_LINE_BYTES));
            }
            Record::TooLong => {
                self.tally.skip_too_long(line, MAX_LINE_BYTES);
                return Ok(());
            }
            Record::Fields(fields) => *fields,
        };
        let Some(columns) = &self.columns else {
            self.columns = Some(Columns::find(fields, &self.options.columns)?);
            return Ok(());
        };
        match columns.read(line, fields, self.currency, &self.options) {
            Ok(read) => {
                match read.customer_id {
                    Some(_) => self.tally.accept(),
                    None => self.tally.without_customer(),
                }
                self.keep(&read);
                on_line(&read);
            }
            Err(error) => self.tally.skip(line, &error),
        }
        Ok(())
    }

    fn keep(&mut self, line: &OrderLine<'_>) {
        let id = self.texts.number(line.order_id);
        let customer = line.customer_id.map(|id| self.texts.number(id));
        let next = self.orders.len() as u32;
        let order = *self.known.entry((id, customer)).or_insert(next);
        match self.orders.get_mut(order as usize) {
            // An invoice whose lines differ in time happened at the earliest.
            Some(known) => known.timestamp_ms = known.timestamp_ms.min(line.timestamp_ms),
            None => self.orders.push(Order {
                id,
                customer,
                timestamp_ms: line.timestamp_ms,
                cancelled: line.cancelled,
            }),
        }
        let product = self.texts.number(line.product_id);
        let (quantity, price_minor) = (line.quantity, line.price_minor);
        self.lines.push(Line { order, product, quantity, price_minor });
    }

    /// Whether the file ended before its first line after the header.
    pub(super) fn has_no_data(&self) -> bool {
        self.tally.has_no_data()
    }

    pub(super) fn deliver(mut self, on_event: &mut dyn FnMut(Event)) -> ReadReport {
        // A stable sort keeps the lines of an order as they stood in the file.
        self.lines.sort_by_key(|line| line.order);
        let mut starts = vec![0_usize; self.orders.len() + 1];
        for line in &self.lines {
            if let Some(after) = starts.get_mut(line.order as usize + 1) {
                *after += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut sequence: Vec<usize> = (0..self.orders.len()).collect();
        sequence.sort_by(|&one, &other| self.place(one).cmp(&self.place(other)));
        let mut last_customer = None;
        for at in sequence {
            let Some(order) = self.orders.get(at) else { continue };
            if order.customer.is_some() && order.customer != last_customer {
                last_customer = order.customer;
                if let Some(basis) = self.options.consent_basis {
                    for purpose in basis.purposes() {
                        on_event(self.consent(order, basis, *purpose));
                    }
                }
            }
            let range = (starts.get(at).copied().unwrap_or(0))..(starts.get(at + 1).copied().unwrap_or(0));
            let lines = self.lines.get(range).unwrap_or_default();
            for (part, lines) in lines.chunks(MAX_EVENT_LINES).enumerate() {
                on_event(self.event(order, part, lines));
            }
        }
        self.tally.produced(self.orders.len());
        self.tally.finish()
    }

    /// Customers by their ids, nobody last; within each by time, then by order.
    fn place(&self, order: usize) -> Option<(bool, &str, i64, &str)> {
        let order = self.orders.get(order)?;
        let customer = order.customer.map_or("", |number| self.texts.text(number));
        Some((order.customer.is_none(), customer, order.timestamp_ms, self.texts.text(order.id)))
    }

    fn event(&self, order: &Order, part: usize, lines: &[Line]) -> Event {
        let id = self.texts.text(order.id);
        let line = |line: &Line| EventLine {
            product_id: self.texts.text(line.product).to_owned(),
            quantity: line.quantity,
            price_minor: Some(line.price_minor),
            position: None,
            variant: None,
            coupon: None,
        };
        Event {
            message_id: if part == 0 { id.to_owned() } else { format!("{id}#{}", part + 1) },
            kind: if order.cancelled { EventKind::OrderRefunded } else { EventKind::OrderCompleted },
            currency: Some(self.currency.code().to_owned()),
            lines: lines.iter().map(line).collect(),
            ..self.bare(order)
        }
    }

    fn consent(&self, order: &Order, basis: ConsentBasis, purpose: ConsentPurpose) -> Event {
        let text = |name: &str, text: &str| EventAttribute {
            name: name.to_owned(),
            value: AttributeValue::Text { text: text.to_owned() },
        };
        Event {
            message_id: format!("consent:{}", purpose.name()),
            attributes: vec![
                text("basis", basis.name()),
                text("purpose", purpose.name()),
                text("source", "import"),
                text("state", ConsentState::Granted.name()),
            ],
            ..self.bare(order)
        }
    }

    /// Who and when; all else is filled in.
    fn bare(&self, order: &Order) -> Event {
        Event {
            message_id: String::new(),
            kind: EventKind::ConsentChanged,
            timestamp_ms: order.timestamp_ms,
            utc_offset_minutes: Some(self.options.utc_offset_minutes),
            user_id: order.customer.map(|number| self.texts.text(number).to_owned()),
            anonymous_id: None,
            currency: None,
            lines: Vec::new(),
            attributes: Vec::new(),
        }
    }
}
