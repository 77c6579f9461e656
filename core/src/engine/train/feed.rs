//! How do files reach the trainer? In pieces, and all or nothing.
//!
//! A feed keeps what it read apart until it is finished; dropped half-way, or ended by an error, it leaves
//! the trainer as it was.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, CatalogDeriver};
use crate::event::{
    ConsentReader, ConsentTableOptions, Event, EventOptions, JsonLinesReader, OrderLine, OrderOptions,
    OrderReader,
};
use crate::money::Currency;
use crate::profile::Profile;
use crate::read::ReadReport;
use crate::{Result, SartorError};

use super::Trainer;
use super::anonymous::AnonymousOrders;
use super::identity::Identities;

/// A file of events, JSON Lines in the shape of Segment or GA4, on its way to a trainer.
#[derive(Debug)]
pub struct EventFeed {
    reader: JsonLinesReader,
    staged: Staged,
}

/// A table of consents on its way to a trainer.
#[derive(Debug)]
pub struct ConsentFeed {
    reader: ConsentReader,
    staged: Staged,
}

/// A file of order lines on its way to a trainer.
#[derive(Debug)]
pub struct OrderFeed {
    reader: OrderReader,
    staged: Staged,
}

impl Trainer {
    /// Begin to read a file of events. What a customer allows is what their own `Consent Changed` events say.
    pub fn event_feed(&self, options: &EventOptions) -> Result<EventFeed> {
        let currency = self.checked_currency(options.currency.as_deref())?;
        let options = EventOptions { currency: Some(currency.code().to_owned()), ..options.clone() };
        Ok(EventFeed { reader: JsonLinesReader::with_options(&options)?, staged: Staged::new(currency) })
    }

    /// Begin to read a table of consents.
    pub fn consent_feed(&self, options: ConsentTableOptions) -> Result<ConsentFeed> {
        let staged = Staged::new(self.catalog.currency());
        Ok(ConsentFeed { reader: ConsentReader::new(options)?, staged })
    }

    /// Begin to read a file of order lines, in the trainer's currency.
    pub fn order_feed(&self, options: OrderOptions) -> Result<OrderFeed> {
        let currency = self.checked_currency(Some(&options.currency))?;
        Ok(OrderFeed { reader: OrderReader::new(options)?, staged: Staged::new(currency) })
    }

    fn checked_currency(&self, asked: Option<&str>) -> Result<Currency> {
        let own = self.catalog.currency();
        let asked = asked.map_or(Ok(own), Currency::parse)?;
        if asked == own {
            return Ok(own);
        }
        Err(SartorError::CurrencyMismatch {
            subject: "file".to_owned(),
            expected: own.code().to_owned(),
            found: asked.code().to_owned(),
        })
    }
}

impl EventFeed {
    /// Take the next bytes of the file, plain or gzip.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        let staged = &mut self.staged;
        self.reader.feed(bytes, &mut |line, event| staged.take(line, event))
    }

    /// The file is over: hand everything to the trainer.
    pub fn finish(mut self, trainer: &mut Trainer) -> Result<ReadReport> {
        let staged = &mut self.staged;
        let report = self.reader.finish(&mut |line, event| staged.take(line, event))?;
        self.staged.hand_over(trainer, report)
    }
}

impl ConsentFeed {
    /// Take the next bytes of the file, plain or gzip.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        let staged = &mut self.staged;
        self.reader.feed(bytes, &mut |line, event| staged.take(line, event))
    }

    /// The file is over: hand everything to the trainer.
    pub fn finish(mut self, trainer: &mut Trainer) -> Result<ReadReport> {
        let staged = &mut self.staged;
        let report = self.reader.finish(&mut |line, event| staged.take(line, event))?;
        self.staged.hand_over(trainer, report)
    }
}

impl OrderFeed {
    /// Take the next bytes of the file, plain or gzip.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        self.reader.feed(bytes)
    }

    /// The file is over: hand everything to the trainer.
    pub fn finish(mut self, trainer: &mut Trainer) -> Result<ReadReport> {
        let staged = &mut self.staged;
        let report = self.reader.finish(&mut |event| staged.take(0, event))?;
        let (changes, refused) = self.staged.prepare(trainer)?;
        // An order is of many lines, so one that does not fit cannot be told of by its line.
        if let Some(refused) = refused.into_iter().next() {
            return Err(refused.error);
        }
        changes.apply(trainer);
        Ok(report)
    }
}

/// A file of order lines on its way to a catalogue: names, prices and nothing else can be learnt from it.
#[derive(Debug)]
pub struct OrderCatalogFeed {
    reader: OrderReader,
    products: CatalogDeriver,
}

impl OrderCatalogFeed {
    /// Begin to read a file of order lines.
    pub fn new(options: OrderOptions) -> Result<Self> {
        let products = CatalogDeriver::new(Currency::parse(&options.currency)?);
        Ok(Self { reader: OrderReader::new(options)?, products })
    }

    /// Take the next bytes of the file, plain or gzip.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        let products = &mut self.products;
        self.reader.feed_with(bytes, &mut |line| observe(products, line))
    }

    /// The file is over: the products, each under its most frequent name and price.
    pub fn finish(self) -> Result<(Catalog, ReadReport)> {
        let mut products = self.products;
        let report = self.reader.finish_with(&mut |_| (), &mut |line| observe(&mut products, line))?;
        Ok((products.finish()?, report))
    }
}

fn observe(products: &mut CatalogDeriver, line: &OrderLine<'_>) {
    products.observe(line.product_id, line.description, line.price_minor);
}

/// What was read and is not yet the trainer's.
#[derive(Debug)]
struct Staged {
    currency: Currency,
    /// Events of each customer with their lines, as they came.
    events: BTreeMap<String, Vec<(u64, Event)>>,
    anonymous_orders: AnonymousOrders,
    refused: Vec<Refused>,
    identities: Identities,
}

/// A line that was sound by itself and does not fit the trainer.
#[derive(Debug)]
struct Refused {
    line: u64,
    had_customer: bool,
    error: SartorError,
}

impl Staged {
    fn new(currency: Currency) -> Self {
        Self {
            currency,
            events: BTreeMap::new(),
            anonymous_orders: AnonymousOrders::default(),
            refused: Vec::new(),
            identities: Identities::default(),
        }
    }

    fn take(&mut self, line: u64, event: Event) {
        if let Some(found) = event.currency.as_deref().filter(|&found| found != self.currency.code()) {
            let error = SartorError::CurrencyMismatch {
                subject: "event".to_owned(),
                expected: self.currency.code().to_owned(),
                found: found.to_owned(),
            };
            self.refused.push(Refused { line, had_customer: event.customer_id().is_some(), error });
            return;
        }
        let Some(customer_id) = event.customer_id() else {
            self.anonymous_orders.take(&event);
            return;
        };
        self.identities.note(&event);
        match self.events.get_mut(customer_id) {
            Some(known) => known.push((line, event)),
            None => {
                self.events.insert(customer_id.to_owned(), vec![(line, event)]);
            }
        }
    }

    /// Hand everything to the trainer; lines that do not fit it are told of in the report.
    fn hand_over(self, trainer: &mut Trainer, mut report: ReadReport) -> Result<ReadReport> {
        let (changes, refused) = self.prepare(trainer)?;
        changes.apply(trainer);
        let refused = refused.into_iter().map(|one| {
            let line = i64::try_from(one.line).unwrap_or(i64::MAX);
            (line, one.had_customer, one.error)
        });
        report.refuse_all(refused);
        Ok(report)
    }

    /// Join what was staged with what the trainer has; the refused lines are returned in their order.
    fn prepare(self, trainer: &Trainer) -> Result<(Changes, Vec<Refused>)> {
        let mut refused = self.refused;
        let mut changed: BTreeMap<String, Profile> = BTreeMap::new();
        for (customer_id, events) in self.events {
            let mut profile = match trainer.own.get(&customer_id) {
                Some(known) => known.clone(),
                None => Profile::new(&customer_id)?,
            };
            let mut taken = false;
            for (line, event) in events {
                // An event's own time is late enough for it to count; each reading asks for its own `as_of`.
                let now_ms = event.timestamp_ms;
                match profile.observe_owned(event, now_ms) {
                    Ok(_) => taken = true,
                    Err(error) => refused.push(Refused { line, had_customer: true, error }),
                }
            }
            if taken {
                changed.insert(customer_id, profile);
            }
        }
        refused.sort_by_key(|known| known.line);
        let (anonymous_orders, identities) = (self.anonymous_orders, self.identities);
        Ok((Changes { own: changed, anonymous_orders, identities }, refused))
    }
}

/// What a file changes in a trainer; nothing of it can fail any more.
struct Changes {
    own: BTreeMap<String, Profile>,
    anonymous_orders: AnonymousOrders,
    identities: Identities,
}

impl Changes {
    fn apply(self, trainer: &mut Trainer) {
        trainer.own.extend(self.own);
        trainer.anonymous_orders.join(self.anonymous_orders);
        trainer.identities.join(self.identities);
        trainer.join_identities();
    }
}
