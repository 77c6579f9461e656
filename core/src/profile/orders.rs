//! What was bought, when, and what of it still stands?
//!
//! An order adds to its local day and to its products. `Order Cancelled` takes the whole order away again,
//! `Order Updated` replaces its contents, `Order Refunded` nets out the lines it names (or, without lines, the
//! amount it names, or all that is left). A return whose order is unknown, as in order files, nets out against
//! the latest purchase of that product before it; if there is none it is counted in `refunded_minor` and
//! touches no purchase, since what it undoes was bought before the records began.
//!
//! Revenue of an order is its `revenue` if stated (without tax and shipping), else its lines less its
//! `discount`, else `subtotal`, else `total`. An order without any amount still makes a purchase day.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::fold::FixedHasher;
use super::state::{CustomerState, PurchaseDay};
use crate::event::{Event, EventLine};

/// Lines of an order up to which looking through them is quicker than hashing their products.
const FEW_LINES: usize = 16;

/// The sums of one local day, purchases or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DayTotals {
    pub first_ms: i64,
    pub revenue_minor: i64,
    pub orders: u32,
    /// Orders whose value nobody stated.
    pub unpriced: u32,
    pub units: i64,
}

impl DayTotals {
    fn is_purchase(&self) -> bool {
        self.orders > 0 && (self.revenue_minor > 0 || self.unpriced > 0)
    }
}

/// What is left of one product of an order.
#[derive(Debug, Clone)]
pub(crate) struct OrderLine {
    pub product_id: String,
    pub bought: u32,
    pub returned: u32,
    /// What was paid for it at line prices and not given back.
    pub value_minor: i64,
}

/// What is left of one order.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    day: i32,
    pub at_ms: i64,
    pub lines: Vec<OrderLine>,
    pub revenue_minor: i64,
    priced: bool,
    pub discounted: bool,
    pub cancelled: bool,
}

/// A return that no order of its own ledger month answers for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LooseReturn {
    pub at_ms: i64,
    /// The product; nothing if only an amount was given back.
    pub product_id: Option<String>,
    pub quantity: u32,
    pub value_minor: Option<i64>,
}

/// Orders seen so far, by id, and the sums of their days.
#[derive(Debug, Clone, Default)]
pub(crate) struct OrderBook {
    orders: HashMap<String, Order, FixedHasher>,
    pub days: BTreeMap<i32, DayTotals>,
    /// Returns that found nothing to undo.
    pub loose: Vec<LooseReturn>,
}

impl OrderBook {
    /// Orders by their ids, in no order.
    pub fn orders(&self) -> impl Iterator<Item = (&str, &Order)> {
        self.orders.iter().map(|(id, order)| (id.as_str(), order))
    }

    pub fn knows(&self, order_id: &str) -> bool {
        self.orders.contains_key(order_id)
    }

    pub fn complete(&mut self, state: &mut CustomerState, event: &Event, day: i32) {
        // An order file names an order by its message only. One order may be reported twice, by the shop window
        // and by the till: the first report counts.
        let order_id = event.text("order_id").unwrap_or(&event.message_id);
        let Entry::Vacant(place) = self.orders.entry(order_id.to_owned()) else { return };
        let order = place.insert(Order::read(event, day, event.timestamp_ms));
        let sums = count_in(state, order);
        let day = order.day;
        self.add_day(state, day, &sums);
    }

    pub fn update(&mut self, state: &mut CustomerState, event: &Event) {
        let Some(id) = event.text("order_id") else { return };
        let Some(old) = self.orders.get(id).filter(|order| !order.cancelled).cloned() else { return };
        let stated = ["revenue", "subtotal", "total"].iter().any(|name| event.amount_minor(name).is_some());
        if event.lines.is_empty() && !stated {
            return;
        }
        let mut new = Order::read(event, old.day, old.at_ms);
        if event.lines.is_empty() {
            new.lines.clone_from(&old.lines);
        }
        self.remove(state, &old);
        self.add(state, &new);
        self.orders.insert(id.to_owned(), new);
    }

    pub fn cancel(&mut self, state: &mut CustomerState, event: &Event, day: i32) {
        let Some(id) = event.text("order_id") else {
            return self.refund_loose(state, event);
        };
        match self.orders.get_mut(id) {
            Some(order) if order.cancelled => (),
            Some(order) => {
                order.cancelled = true;
                let gone = order.clone();
                self.remove(state, &gone);
            }
            None if event.lines.is_empty() => {
                // The order may still come, dated later by another clock: it is cancelled already.
                let mut order = Order::read(event, day, event.timestamp_ms);
                order.cancelled = true;
                self.orders.insert(id.to_owned(), order);
            }
            None => self.refund_loose(state, event),
        }
    }

    pub fn refund(&mut self, state: &mut CustomerState, event: &Event) {
        let known = event.text("order_id").filter(|id| self.orders.contains_key(*id));
        let Some(order) = known.and_then(|id| self.orders.get_mut(id)) else {
            return self.refund_loose(state, event);
        };
        if order.cancelled {
            return;
        }
        let (mut value, mut units) = (0_i64, 0_i64);
        if event.lines.is_empty() {
            let stated = stated_amount(event);
            value = stated.unwrap_or(order.revenue_minor).min(order.revenue_minor);
            if value == order.revenue_minor {
                for line in &mut order.lines {
                    units += give_back(state, line, line.bought - line.returned, None).0;
                }
            }
        }
        for returned in &event.lines {
            let Some(line) = order.lines.iter_mut().find(|line| line.product_id == returned.product_id)
            else {
                continue;
            };
            let (back, worth) = give_back(state, line, returned.quantity, returned.price_minor);
            units += back;
            value = value.saturating_add(worth);
        }
        let value = value.min(order.revenue_minor);
        order.revenue_minor = order.revenue_minor.saturating_sub(value);
        let day = order.day;
        state.revenue_minor = state.revenue_minor.saturating_sub(value);
        state.refunded_minor = state.refunded_minor.saturating_add(value);
        self.change_day(state, day, |totals| {
            totals.revenue_minor = totals.revenue_minor.saturating_sub(value);
            totals.units = totals.units.saturating_sub(units);
        });
    }

    fn refund_loose(&mut self, state: &mut CustomerState, event: &Event) {
        if event.lines.is_empty() {
            let value_minor = stated_amount(event);
            let back = LooseReturn { at_ms: event.timestamp_ms, product_id: None, quantity: 0, value_minor };
            return self.take_back(state, back);
        }
        for line in &event.lines {
            let value_minor = line.price_minor.map(|price| price.saturating_mul(i64::from(line.quantity)));
            let product_id = Some(line.product_id.clone());
            let back =
                LooseReturn { at_ms: event.timestamp_ms, product_id, quantity: line.quantity, value_minor };
            self.take_back(state, back);
        }
    }

    /// Undo the latest purchase that a return can be about.
    pub fn take_back(&mut self, state: &mut CustomerState, back: LooseReturn) {
        let day = match &back.product_id {
            None => self.days.range(..).next_back().map(|(day, _)| *day),
            Some(id) => state.product(id).and_then(|product| product.last_purchase_day),
        };
        let Some(day) = day.filter(|day| self.days.contains_key(day)) else {
            state.refunded_minor = state.refunded_minor.saturating_add(back.value_minor.unwrap_or(0));
            self.loose.push(back);
            return;
        };
        let mut value = back.value_minor;
        if let Some(product) = back.product_id.as_deref().and_then(|id| product_mut(state, id)) {
            let units = i64::from(product.units_bought).max(1);
            let worth = value.unwrap_or_else(|| product.revenue_minor / units * i64::from(back.quantity));
            product.units_returned = product.units_returned.saturating_add(back.quantity);
            product.revenue_minor = product.revenue_minor.saturating_sub(worth);
            product.last_ms = product.last_ms.max(back.at_ms);
            value = Some(worth);
        }
        let value = value.unwrap_or(0);
        state.revenue_minor = state.revenue_minor.saturating_sub(value);
        state.refunded_minor = state.refunded_minor.saturating_add(value);
        self.change_day(state, day, |totals| {
            totals.revenue_minor = totals.revenue_minor.saturating_sub(value);
            totals.units = totals.units.saturating_sub(i64::from(back.quantity));
        });
    }

    /// Add the sums of a day that was rolled up.
    pub fn add_day(&mut self, state: &mut CustomerState, day: i32, sums: &DayTotals) {
        self.days.entry(day).or_insert(DayTotals {
            revenue_minor: 0,
            orders: 0,
            unpriced: 0,
            units: 0,
            ..*sums
        });
        self.change_day(state, day, |totals| {
            totals.first_ms = totals.first_ms.min(sums.first_ms);
            totals.revenue_minor = totals.revenue_minor.saturating_add(sums.revenue_minor);
            totals.orders = totals.orders.saturating_add(sums.orders);
            totals.unpriced = totals.unpriced.saturating_add(sums.unpriced);
            totals.units = totals.units.saturating_add(sums.units);
        });
    }

    fn add(&mut self, state: &mut CustomerState, order: &Order) {
        let sums = count_in(state, order);
        self.add_day(state, order.day, &sums);
    }

    fn remove(&mut self, state: &mut CustomerState, order: &Order) {
        let mut units = 0_i64;
        for line in &order.lines {
            units += i64::from(line.bought) - i64::from(line.returned);
            let Some(product) = product_mut(state, &line.product_id) else { continue };
            product.orders = product.orders.saturating_sub(1);
            product.units_bought = product.units_bought.saturating_sub(line.bought);
            product.units_returned = product.units_returned.saturating_sub(line.returned);
            product.revenue_minor = product.revenue_minor.saturating_sub(line.value_minor);
            if product.orders == 0 {
                product.last_purchase_ms = None;
                product.last_purchase_day = None;
            }
        }
        state.orders = state.orders.saturating_sub(1);
        state.discounted_orders = state.discounted_orders.saturating_sub(u32::from(order.discounted));
        state.revenue_minor = state.revenue_minor.saturating_sub(order.revenue_minor);
        self.change_day(state, order.day, |totals| {
            totals.revenue_minor = totals.revenue_minor.saturating_sub(order.revenue_minor);
            totals.orders = totals.orders.saturating_sub(1);
            totals.unpriced = totals.unpriced.saturating_sub(u32::from(!order.priced));
            totals.units = totals.units.saturating_sub(units);
        });
    }

    fn change_day(&mut self, state: &mut CustomerState, day: i32, change: impl FnOnce(&mut DayTotals)) {
        let Some(totals) = self.days.get_mut(&day) else { return };
        change(totals);
        let public = PurchaseDay {
            day,
            first_ms: totals.first_ms,
            revenue_minor: totals.revenue_minor,
            orders: totals.orders,
            units: totals.units,
        };
        match (state.purchase_days.binary_search_by_key(&day, |known| known.day), totals.is_purchase()) {
            (Ok(at), true) => {
                if let Some(known) = state.purchase_days.get_mut(at) {
                    *known = public;
                }
            }
            (Ok(at), false) => {
                state.purchase_days.remove(at);
            }
            (Err(at), true) => state.purchase_days.insert(at, public),
            (Err(_), false) => (),
        }
    }
}

impl Order {
    fn read(event: &Event, day: i32, at_ms: i64) -> Self {
        let lines = gather(&event.lines);
        let discount = event.amount_minor("discount").unwrap_or(0);
        let by_lines = event.lines.iter().any(|line| line.price_minor.is_some()).then(|| {
            (lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.value_minor)) - discount).max(0)
        });
        let revenue = event
            .amount_minor("revenue")
            .or(by_lines)
            .or_else(|| event.amount_minor("subtotal"))
            .or_else(|| event.amount_minor("total"));
        let coupon = event.text("coupon").is_some() || event.lines.iter().any(|line| line.coupon.is_some());
        Self {
            day,
            at_ms,
            lines,
            revenue_minor: revenue.unwrap_or(0),
            priced: revenue.is_some(),
            discounted: discount > 0 || coupon,
            cancelled: false,
        }
    }
}

/// Count an order and its products; what it adds to its day.
fn count_in(state: &mut CustomerState, order: &Order) -> DayTotals {
    let mut units = 0_i64;
    for line in &order.lines {
        units += i64::from(line.bought);
        let product = super::fold::touch(state, &line.product_id, order.at_ms);
        product.orders = product.orders.saturating_add(1);
        product.units_bought = product.units_bought.saturating_add(line.bought);
        product.revenue_minor = product.revenue_minor.saturating_add(line.value_minor);
        if product.last_purchase_ms.is_none_or(|last| last <= order.at_ms) {
            product.last_purchase_ms = Some(order.at_ms);
            product.last_purchase_day = Some(order.day);
        }
    }
    state.orders = state.orders.saturating_add(1);
    state.discounted_orders = state.discounted_orders.saturating_add(u32::from(order.discounted));
    state.revenue_minor = state.revenue_minor.saturating_add(order.revenue_minor);
    DayTotals {
        first_ms: order.at_ms,
        revenue_minor: order.revenue_minor,
        orders: 1,
        unpriced: u32::from(!order.priced),
        units,
    }
}

/// The lines of an order with each product once, in the order of their first mention.
fn gather(lines: &[EventLine]) -> Vec<OrderLine> {
    let mut gathered: Vec<OrderLine> = Vec::with_capacity(lines.len());
    let mut places: HashMap<&str, usize, FixedHasher> = HashMap::default();
    for line in lines {
        let value = line.price_minor.unwrap_or(0).saturating_mul(i64::from(line.quantity));
        let place = if lines.len() <= FEW_LINES {
            let known = gathered.iter().position(|known| known.product_id == line.product_id);
            known.unwrap_or(gathered.len())
        } else {
            *places.entry(&line.product_id).or_insert(gathered.len())
        };
        if let Some(known) = gathered.get_mut(place) {
            known.bought = known.bought.saturating_add(line.quantity);
            known.value_minor = known.value_minor.saturating_add(value);
        } else {
            gathered.push(OrderLine {
                product_id: line.product_id.clone(),
                bought: line.quantity,
                returned: 0,
                value_minor: value,
            });
        }
    }
    gathered
}

/// Return up to `quantity` of what is left of a line: units and value that went back.
fn give_back(
    state: &mut CustomerState,
    line: &mut OrderLine,
    quantity: u32,
    price_minor: Option<i64>,
) -> (i64, i64) {
    let left = line.bought - line.returned;
    let back = quantity.min(left);
    let stated = price_minor.map(|price| price.saturating_mul(i64::from(back)));
    let worth = if back == left && stated.is_none() {
        line.value_minor
    } else {
        stated
            .unwrap_or_else(|| line.value_minor / i64::from(left.max(1)) * i64::from(back))
            .min(line.value_minor)
    };
    line.returned += back;
    line.value_minor = line.value_minor.saturating_sub(worth);
    if let Some(product) = product_mut(state, &line.product_id) {
        product.units_returned = product.units_returned.saturating_add(back);
        product.revenue_minor = product.revenue_minor.saturating_sub(worth);
    }
    (i64::from(back), worth)
}

fn stated_amount(event: &Event) -> Option<i64> {
    ["value", "revenue", "total", "subtotal"].iter().find_map(|name| event.amount_minor(name))
}

fn product_mut<'a>(
    state: &'a mut CustomerState,
    product_id: &str,
) -> Option<&'a mut super::state::ProductHistory> {
    let at = state.products.binary_search_by(|known| known.product_id.as_str().cmp(product_id)).ok()?;
    state.products.get_mut(at)
}
