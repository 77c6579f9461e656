//! What does each product cost this customer now? Joins catalogue, shop, demand and consent for `pricing`.

use crate::consent::ConsentPurpose;
use crate::estimate::Estimate;
use crate::pricing::{Demand, OfferFacts, PriceFacts, PriceQuote, QuoteTerms};
use crate::shop::Shop;
use crate::{Result, SartorError};

use super::draw::draw;
use super::fitted::Fitted;
use super::person::Person;

/// The most products in one call.
pub(super) const MAX_PRODUCTS_PRICED: usize = 1_000;

/// What lowers prices for this customer; read once for all products of a call.
pub(super) fn offer_facts(fitted: &Fitted, person: &Person<'_>, alive: Option<Estimate>) -> OfferFacts {
    // A device has no costs and no policy to make offers from.
    let consented = person.allows(ConsentPurpose::Pricing) && !fitted.for_device;
    OfferFacts {
        consented,
        returning: consented && !person.state.purchase_days.is_empty(),
        probability_alive: alive.filter(|_| consented),
        holdout_draw: draw(&fitted.policy.pricing.experiment, person.customer_id),
    }
}

/// The price of one product of the catalogue.
pub(super) fn price(
    fitted: &Fitted,
    shop: &Shop,
    product_id: &str,
    offer: &OfferFacts,
    terms: &QuoteTerms<'_>,
    as_of_ms: i64,
) -> Result<PriceQuote> {
    let product = fitted
        .product(product_id)
        .ok_or_else(|| SartorError::UnknownProduct { product_id: product_id.to_owned() })?;
    let set = shop.price_at(product_id, as_of_ms);
    let facts = PriceFacts {
        cost_minor: product.cost_minor,
        override_minor: set.map(|price| price.price_minor),
        override_reason: set.map(|price| price.reason.clone()),
        lowest_30d_minor: Some(shop.lowest_price_30d(product_id, product.price_minor, as_of_ms)),
        demand: demand(fitted, product_id)?,
        ..PriceFacts::new(product_id, fitted.currency.code(), product.price_minor)
    };
    terms.quote(&facts, offer)
}

fn demand(fitted: &Fitted, product_id: &str) -> Result<Option<Demand>> {
    let Ok(at) = fitted.demand.binary_search_by(|known| known.product_id.as_str().cmp(product_id)) else {
        return Ok(None);
    };
    fitted.demand.get(at).map(|known| Demand::from_sales(known.sold, known.expected)).transpose()
}
