//! How is a rolled-up month packed?
//!
//! Every sum of it in turn, times since the month's first event. How many erasures it knew is packed with the
//! tombstones, so that a ledger from which nothing was erased does not show that something could have been.

use super::month::{CartChange, MonthSummary};
use super::orders::{DayTotals, LooseReturn};
use super::pack::{Packer, Unpacker};
use super::state::{KindCount, ProductHistory};
use crate::Result;
use crate::event::EventKind;
use crate::money::Currency;

/// The content of a summary by itself, for choosing between two.
pub(crate) fn month_bytes(month: &MonthSummary) -> Vec<u8> {
    let mut packer = Packer::default();
    pack_month(&mut packer, month);
    packer.bytes
}

pub(crate) fn pack_month(packer: &mut Packer, month: &MonthSummary) {
    packer.signed(i64::from(month.month));
    packer.number(u64::from(month.event_count));
    packer.signed(month.first_ms);
    packer.signed(month.last_ms.saturating_sub(month.first_ms));
    packer.signed(month.utc_offset_minutes.map_or(i64::from(i32::MIN), i64::from));
    let flags = u8::from(month.currency.is_some())
        | u8::from(month.cart_cleared) << 1
        | u8::from(month.cart_changed_ms.is_some()) << 2;
    packer.byte(flags);
    if let Some(changed) = month.cart_changed_ms {
        packer.signed(changed.saturating_sub(month.first_ms));
    }
    packer.number(u64::from(month.orders));
    packer.number(u64::from(month.discounted_orders));
    packer.signed(month.revenue_minor);
    packer.signed(month.refunded_minor);
    packer.count(month.kinds.len());
    for known in &month.kinds {
        packer.byte(known.kind.code());
        packer.number(u64::from(known.count));
    }
    packer.count(month.days.len());
    for (day, sums) in &month.days {
        packer.signed(i64::from(*day));
        packer.signed(sums.first_ms.saturating_sub(month.first_ms));
        packer.signed(sums.revenue_minor);
        packer.number(u64::from(sums.orders));
        packer.number(u64::from(sums.unpriced));
        packer.signed(sums.units);
    }
    packer.count(month.products.len());
    month.products.iter().for_each(|product| pack_product(packer, product, month.first_ms));
    packer.count(month.cart.len());
    for change in &month.cart {
        packer.word(&change.product_id);
        packer.signed(change.change);
        packer.signed(change.floor);
        packer.byte(u8::from(change.price_minor.is_some()));
        change.price_minor.iter().for_each(|price| packer.signed(*price));
    }
    packer.count(month.loose_returns.len());
    for back in &month.loose_returns {
        packer.signed(back.at_ms.saturating_sub(month.first_ms));
        packer.number(u64::from(back.quantity));
        packer.byte(u8::from(back.product_id.is_some()) | u8::from(back.value_minor.is_some()) << 1);
        back.product_id.iter().for_each(|id| packer.word(id));
        back.value_minor.iter().for_each(|value| packer.signed(*value));
    }
}

fn pack_product(packer: &mut Packer, product: &ProductHistory, first_ms: i64) {
    packer.word(&product.product_id);
    packer.byte(
        u8::from(product.last_purchase_ms.is_some()) | u8::from(product.last_purchase_day.is_some()) << 1,
    );
    for count in [
        product.orders,
        product.units_bought,
        product.units_returned,
        product.views,
        product.additions,
        product.removals,
    ] {
        packer.number(u64::from(count));
    }
    packer.signed(product.revenue_minor);
    packer.signed(product.last_ms.saturating_sub(first_ms));
    product.last_purchase_ms.iter().for_each(|at| packer.signed(at.saturating_sub(first_ms)));
    product.last_purchase_day.iter().for_each(|day| packer.signed(i64::from(*day)));
}

pub(crate) fn unpack_month(unpacker: &mut Unpacker<'_>, currency: Option<Currency>) -> Result<MonthSummary> {
    let mut month = MonthSummary {
        month: unpacker.signed_small()?,
        event_count: unpacker.small()?,
        first_ms: unpacker.signed()?,
        ..MonthSummary::default()
    };
    let first_ms = month.first_ms;
    let after = move |since: i64| first_ms.saturating_add(since);
    month.last_ms = after(unpacker.signed()?);
    let minutes = unpacker.signed_small()?;
    month.utc_offset_minutes = (minutes != i32::MIN).then_some(minutes);
    let flags = unpacker.byte()?;
    month.currency = currency.filter(|_| flags & 1 != 0);
    month.cart_cleared = flags & 2 != 0;
    month.cart_changed_ms = if flags & 4 != 0 { Some(after(unpacker.signed()?)) } else { None };
    month.orders = unpacker.small()?;
    month.discounted_orders = unpacker.small()?;
    month.revenue_minor = unpacker.signed()?;
    month.refunded_minor = unpacker.signed()?;
    for _ in 0..unpacker.count()? {
        let kind = EventKind::from_code(unpacker.byte()?);
        let kind = kind.ok_or_else(|| unpacker.malformed("an event is of no known kind"))?;
        month.kinds.push(KindCount { kind, count: unpacker.small()? });
    }
    for _ in 0..unpacker.count()? {
        let day = unpacker.signed_small()?;
        let sums = DayTotals {
            first_ms: after(unpacker.signed()?),
            revenue_minor: unpacker.signed()?,
            orders: unpacker.small()?,
            unpriced: unpacker.small()?,
            units: unpacker.signed()?,
        };
        month.days.push((day, sums));
    }
    for _ in 0..unpacker.count()? {
        month.products.push(unpack_product(unpacker, first_ms)?);
    }
    for _ in 0..unpacker.count()? {
        month.cart.push(CartChange {
            product_id: unpacker.word()?,
            change: unpacker.signed()?,
            floor: unpacker.signed()?,
            price_minor: if unpacker.byte()? != 0 { Some(unpacker.signed()?) } else { None },
        });
    }
    for _ in 0..unpacker.count()? {
        let (at_ms, quantity) = (after(unpacker.signed()?), unpacker.small()?);
        let flags = unpacker.byte()?;
        let product_id = if flags & 1 != 0 { Some(unpacker.word()?) } else { None };
        let value_minor = if flags & 2 != 0 { Some(unpacker.signed()?) } else { None };
        month.loose_returns.push(LooseReturn { at_ms, product_id, quantity, value_minor });
    }
    Ok(month)
}

fn unpack_product(unpacker: &mut Unpacker<'_>, first_ms: i64) -> Result<ProductHistory> {
    let product_id = unpacker.word()?;
    let flags = unpacker.byte()?;
    Ok(ProductHistory {
        product_id,
        orders: unpacker.small()?,
        units_bought: unpacker.small()?,
        units_returned: unpacker.small()?,
        views: unpacker.small()?,
        additions: unpacker.small()?,
        removals: unpacker.small()?,
        revenue_minor: unpacker.signed()?,
        last_ms: first_ms.saturating_add(unpacker.signed()?),
        last_purchase_ms: match flags & 1 {
            0 => None,
            _ => Some(first_ms.saturating_add(unpacker.signed()?)),
        },
        last_purchase_day: if flags & 2 != 0 { Some(unpacker.signed_small()?) } else { None },
    })
}
