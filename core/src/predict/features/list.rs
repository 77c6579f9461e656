//! Which features are there, in which unit, and what do they mean?
//!
//! The one definition: what [`feature_list`] tells is what training and serving compute.

use serde::{Deserialize, Serialize};

use super::facts::{Facts, count, revenue, share};

/// The version of the list. It rises whenever a feature is added, taken out or computed otherwise; models keep it.
pub const FEATURES_VERSION: u32 = 1;

/// Whether a feature is a number or a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        hash,
        frozen,
        from_py_object,
        module = "sartor.predict",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum FeatureKind {
    /// A number.
    Number,
    /// One of several texts.
    Category,
}

/// What is said of a feature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct FeatureSpec {
    /// The name of its column.
    pub name: String,
    /// Number or category.
    pub kind: FeatureKind,
    /// The unit it is counted in.
    pub unit: String,
    /// What it means, and when it is missing.
    pub meaning: String,
}

/// Every feature, in the order of the columns.
pub fn feature_list() -> Vec<FeatureSpec> {
    let spec = |kind, name: &str, unit: &str, meaning: &str| FeatureSpec {
        name: name.to_owned(),
        kind,
        unit: unit.to_owned(),
        meaning: meaning.to_owned(),
    };
    let numbers =
        NUMBERS.iter().map(|known| spec(FeatureKind::Number, known.name, known.unit, known.meaning));
    let categories =
        CATEGORIES.iter().map(|known| spec(FeatureKind::Category, known.name, known.unit, known.meaning));
    numbers.chain(categories).collect()
}

/// A feature and how it is taken from what is known; nothing where it is not.
pub(super) struct Feature<T> {
    pub name: &'static str,
    pub unit: &'static str,
    pub meaning: &'static str,
    pub read: fn(&Facts<'_>) -> Option<T>,
}

const fn feature<T>(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
    read: fn(&Facts<'_>) -> Option<T>,
) -> Feature<T> {
    Feature { name, unit, meaning, read }
}

// A method's own path is a function of one lifetime only, a closure of any.
#[allow(clippy::redundant_closure_for_method_calls)]
pub(super) static NUMBERS: [Feature<f64>; 52] = [
    feature("age_days", "days", "since the first purchase", |f| f.age()),
    feature("recency_days", "days", "since the last purchase", |f| f.recency()),
    feature("tenure_days", "days", "since the first event", |f| f.days_ago(f.state.first_event_ms)),
    feature("last_event_days", "days", "since the last event of any kind", |f| {
        f.days_ago(f.state.last_event_ms)
    }),
    feature("purchase_days", "days", "days with a net purchase; returns undo them", |f| {
        Some(count(&f.state.purchase_days))
    }),
    feature("orders", "orders", "completed and not cancelled", |f| Some(f64::from(f.state.orders))),
    feature("purchase_days_30d", "days", "with a net purchase, of the last 30", |f| f.purchase_days(30)),
    feature("purchase_days_90d", "days", "with a net purchase, of the last 90", |f| f.purchase_days(90)),
    feature("purchase_days_365d", "days", "with a net purchase, of the last 365", |f| f.purchase_days(365)),
    feature("spend_30d_minor", "minor units", "spent in the last 30 days, net of returns", |f| f.spend(30)),
    feature("spend_90d_minor", "minor units", "spent in the last 90 days, net of returns", |f| f.spend(90)),
    feature("spend_365d_minor", "minor units", "spent in the last 365 days, net of returns", |f| {
        f.spend(365)
    }),
    feature(
        "spend_minor",
        "minor units",
        "spent in all, net of returns; missing before the first purchase",
        |f| f.age().map(|_| revenue(&f.state.purchase_days)),
    ),
    feature("spend_mean_minor", "minor units", "spent on a purchase day", |f| {
        share(revenue(&f.state.purchase_days), count(&f.state.purchase_days))
    }),
    feature(
        "spend_spread",
        "ratio",
        "standard deviation over mean of the spend of a purchase day; from the second",
        |f| f.spend_spread(),
    ),
    feature("units_per_purchase_day", "units", "bought on a purchase day", |f| {
        share(f.units(), count(&f.state.purchase_days))
    }),
    feature("unit_price_minor", "minor units", "paid for one unit", |f| {
        share(revenue(&f.state.purchase_days), f.units())
    }),
    feature("interval_mean_days", "days", "between purchase days; from the second purchase", |f| {
        f.interval_mean()
    }),
    feature("interval_last_days", "days", "between the last two purchase days", |f| f.interval_last()),
    feature(
        "interval_spread",
        "ratio",
        "standard deviation over mean of days between purchases; from the third",
        |f| f.interval_spread(),
    ),
    feature("overdue", "ratio", "days since the last purchase over the mean days between purchases", |f| {
        share(f.recency()?, f.interval_mean()?)
    }),
    feature(
        "purchase_trend_180d",
        "-1 to 1",
        "purchase days of the last 90 days against the 90 before",
        |f| f.trend(180, count),
    ),
    feature("spend_trend_180d", "-1 to 1", "spend of the last 90 days against the 90 before", |f| {
        f.trend(180, revenue)
    }),
    feature(
        "purchase_trend_730d",
        "-1 to 1",
        "purchase days of the last year against the year before",
        |f| f.trend(730, count),
    ),
    feature("returned_share", "share", "of units bought, given back", |f| f.returned_share()),
    feature("refunded_share", "share", "of what was paid, given back", |f| {
        let (kept, refunded) = (f.state.revenue_minor.max(0) as f64, f.state.refunded_minor.max(0) as f64);
        share(refunded, kept + refunded)
    }),
    feature("discounted_share", "share", "of orders, with a discount or a coupon", |f| {
        share(f64::from(f.state.discounted_orders), f64::from(f.state.orders))
    }),
    feature(
        "price_level",
        "0 to 1",
        "mean rank of the products bought among the list prices of their category",
        |f| f.shelf.price_level(&f.state.products),
    ),
    feature("products", "products", "different ones bought", |f| Some(f.products().0)),
    feature(
        "repeated_product_share",
        "share",
        "of products bought, those bought in more than one order",
        |f| share(f.products().1, f.products().0),
    ),
    feature("categories", "categories", "different ones bought from", |f| {
        f.ordered_categories().map(|orders| orders.len() as f64)
    }),
    feature(
        "category_concentration",
        "0 to 1",
        "sum of squared shares of orders by category (Herfindahl 1950)",
        |f| {
            let orders = f.ordered_categories()?;
            let total = orders.iter().fold(0.0, |sum, orders| sum + orders);
            Some(orders.iter().fold(0.0, |sum, orders| sum + (orders / total) * (orders / total)))
        },
    ),
    feature("visits_30d", "visits", "of the last 30 days; missing where none was ever recorded", |f| {
        f.browsing.visits(30)
    }),
    feature("visits_90d", "visits", "of the last 90 days", |f| f.browsing.visits(90)),
    feature("last_visit_days", "days", "since the last visit", |f| f.browsing.days_since_visit()),
    feature("looks_30d", "events", "products viewed or clicked in the last 30 days", |f| {
        f.browsing.looks(30)
    }),
    feature("looks_90d", "events", "products viewed or clicked in the last 90 days", |f| {
        f.browsing.looks(90)
    }),
    feature("searches_90d", "events", "searches of the last 90 days", |f| f.browsing.searches(90)),
    feature("additions_90d", "events", "put into the cart in the last 90 days", |f| f.browsing.additions(90)),
    feature("removals_90d", "events", "taken out of the cart in the last 90 days", |f| {
        f.browsing.removals(90)
    }),
    feature(
        "abandoned_carts_90d",
        "visits",
        "of the last 90 days with something put into the cart and no order within a day",
        |f| f.browsing.abandoned(90),
    ),
    feature("coupons_90d", "events", "coupons entered or applied in the last 90 days", |f| {
        f.browsing.coupons(90)
    }),
    feature("cart_lines", "products", "in the cart now; missing where no cart was ever seen", |f| {
        f.state.cart_changed_ms.map(|_| f.state.cart.len() as f64)
    }),
    feature("cart_changed_days", "days", "since the cart was changed", |f| {
        f.days_ago(f.state.cart_changed_ms)
    }),
    feature("wishlist_lines", "products", "on the wishlist; missing where there is none", |f| {
        (!f.state.wishlist.is_empty()).then_some(f.state.wishlist.len() as f64)
    }),
    feature("contacts_90d", "contacts", "made in the last 90 days; missing where none ever was", |f| {
        f.browsing.contacts(90).map(|(made, _)| made)
    }),
    feature("contact_answers_90d", "share", "of the contacts of the last 90 days, answered", |f| {
        f.browsing.contacts(90).and_then(|(made, answered)| share(answered, made))
    }),
    feature(
        "conversation_turns_90d",
        "events",
        "of the last 90 days; missing where there never was one",
        |f| f.browsing.turns(90),
    ),
    feature("satisfaction", "0 to 1", "mean of the last ratings, each over its scale", |f| f.satisfaction()),
    feature("probability_alive", "probability", "of being active still, from a model of purchases", |f| {
        f.extra.probability_alive
    }),
    feature("expected_purchases", "purchases", "over the next year, from a model of purchases", |f| {
        f.extra.expected_purchases
    }),
    feature(
        "expected_value_minor",
        "minor units",
        "over the next year, from a model of purchases and spend",
        |f| f.extra.expected_value_minor,
    ),
];

#[allow(clippy::redundant_closure_for_method_calls)]
pub(super) static CATEGORIES: [Feature<String>; 2] = [
    feature("top_category", "category", "bought from most often", |f| f.top_category()),
    feature("last_channel", "channel", "on which the customer last answered or spoke", |f| {
        f.browsing.last_channel.clone()
    }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_one_name_a_unit_and_a_meaning() {
        let list = feature_list();
        let mut names: Vec<&str> = list.iter().map(|spec| spec.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), list.len());
        assert!(list.iter().all(|spec| !spec.unit.is_empty() && spec.meaning.len() > 5));
    }
}
