//! Where in the catalogue are a customer's tastes, and what did the customer do with its products?
//!
//! Joins the profile's ledger and the catalogue for `taste`: products become numbers, attributes become values, the
//! newest events become encounters one by one, and what lies further back comes from the state's sums.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalog::Catalog;
use crate::event::EventKind;
#[cfg(feature = "train")]
use crate::math::sqrt;
use crate::math::{exp, ln};
use crate::profile::{
    ByKey, CustomerState, FieldGuard, Key, Profile, Step, StepLine, Trail, guard_of, older_than_newest,
};
#[cfg(feature = "train")]
use crate::taste::CategoryOffer;
use crate::taste::{
    Beliefs, Encounter, Encounters, HALF_LIFE_DAYS, LONG, PriceModel, PricePurchase, ProductValues, Stage,
    TasteModel, TasteValues,
};
use crate::time::DAY_MS;

use super::outlook::ALL_CATEGORIES;
use super::shelf::Shelf;

/// Products of events that are read one by one, newest first; what is older comes from sums.
pub(super) const MAX_TOUCHES: usize = 2_048;
/// The same within a turn of a conversation, which has microseconds.
pub(super) const MAX_TURN_TOUCHES: usize = 512;
/// Purchases of one product that are taken from sums.
const MAX_SUMMED: u32 = 20;
/// The number of a product that the catalogue has not.
const UNKNOWN: u32 = u32::MAX;
/// The number of an event that is known from sums only.
pub(super) const SUMMED: u32 = u32::MAX;
/// The attribute made of prices, and its values.
pub(super) const PRICE_BAND: &str = "price_band";
const BANDS: [&str; 3] = ["high", "low", "middle"];
/// Distinct prices of a category from which it has bands.
const FEWEST_PRICES: usize = 3;

/// The catalogue as taste sees it.
#[derive(Debug, Clone)]
pub(super) struct Tasting {
    pub values: TasteValues,
    pub products: ProductValues,
    /// Of each product the place of its category among the offers, with the logarithm of its price.
    prices: Vec<Option<(u32, f64)>>,
}

/// What is read of one customer.
pub(super) struct Met<'a> {
    pub encounters: Vec<Encounter>,
    /// Its steps are the events that encounters name by number.
    pub trail: Cow<'a, Trail>,
    /// Whether older events were read from sums.
    pub older_summed: bool,
}

impl Tasting {
    /// The dimensions of a catalogue: its attributes, category, brand and price band, without what is protected by
    /// law. Values that differ in case alone are one.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let bands = price_bands(catalog);
        let all: BTreeSet<&str> = catalog
            .products()
            .iter()
            .flat_map(|known| &known.attributes)
            .map(|known| known.name.as_str())
            .collect();
        // What the law protects is no matter of taste.
        let guarded: BTreeSet<&str> =
            all.iter().copied().filter(|name| guard_of(name) != FieldGuard::Open).collect();
        let mut tables: BTreeMap<&str, BTreeMap<String, u32>> = BTreeMap::new();
        let of_products: Vec<Vec<(&str, String)>> = catalog
            .products()
            .iter()
            .zip(bands)
            .map(|(product, band)| {
                let own =
                    product.attributes.iter().map(|known| (known.name.as_str(), known.value.to_lowercase()));
                let built = [
                    ("category", product.category.as_ref().map(|name| name.to_lowercase())),
                    ("brand", product.brand.as_ref().map(|name| name.to_lowercase())),
                    (PRICE_BAND, band.map(str::to_owned)),
                ];
                // A catalogue's own attribute of such a name means what the catalogue says.
                let built = built.into_iter().filter(|(name, _)| !all.contains(name));
                let built = built.filter_map(|(name, value)| Some((name, value?)));
                let mut has: Vec<_> = own.chain(built).filter(|(name, _)| !guarded.contains(name)).collect();
                has.sort();
                has.dedup();
                has
            })
            .collect();
        for (name, value) in of_products.iter().flatten() {
            tables.entry(name).or_default().insert(value.clone(), 0);
        }
        let (mut number, mut products) = (0, ProductValues { offsets: vec![0], ..ProductValues::default() });
        let mut values = TasteValues::default();
        for ((name, table), dimension) in tables.iter_mut().zip(0..) {
            for place in table.values_mut() {
                *place = number;
                number += 1;
                products.dimension_of.push(dimension);
            }
            values.dimensions.push(((*name).to_owned(), table.keys().cloned().collect()));
        }
        for of_product in &of_products {
            let numbers = of_product.iter().filter_map(|(name, value)| tables.get(name)?.get(value).copied());
            products.values.extend(numbers);
            products.offsets.push(products.values.len() as u32);
        }
        let names: BTreeSet<&str> = categories(catalog).collect();
        let places: BTreeMap<&str, u32> = names.into_iter().zip(0..).collect();
        let prices = catalog.products().iter().zip(categories(catalog)).map(|(product, category)| {
            let place = *places.get(category)?;
            (product.price_minor > 0).then(|| (place, ln(product.price_minor as f64)))
        });
        Self { values, products, prices: prices.collect() }
    }

    /// The offers of each category: prices with each product counted once, and once for each of its `sales`.
    #[cfg(feature = "train")]
    pub(super) fn offers(&self, catalog: &Catalog, sales: impl Fn(&str) -> u32) -> PriceModel {
        let names: BTreeSet<&str> = categories(catalog).collect();
        let mut sums = vec![[0.0_f64; 3]; names.len()];
        for (product, price) in catalog.products().iter().zip(&self.prices) {
            let Some((category, log)) = price else { continue };
            let weight = 1.0 + f64::from(sales(&product.product_id));
            if let Some(sum) = sums.get_mut(*category as usize) {
                for (sum, part) in sum.iter_mut().zip([weight, weight * log, weight * log * log]) {
                    *sum += part;
                }
            }
        }
        let categories = names.into_iter().zip(sums).map(|(name, [weight, sum, square])| {
            let mean_log = if weight > 0.0 { sum / weight } else { 0.0 };
            let variance = if weight > 0.0 { square / weight - mean_log * mean_log } else { 0.0 };
            // One price only: a deviation of 1 % lets it stand without saying anything of taste.
            CategoryOffer { category: name.to_owned(), mean_log, deviation_log: sqrt(variance.max(1e-4)) }
        });
        PriceModel { categories: categories.collect(), between: 0.0, within: 1.0 }
    }

    /// Whether a model was fitted on a catalogue of these attributes and values.
    pub(super) fn fits(&self, model: &TasteModel) -> bool {
        model.dimensions.len() == self.values.dimensions.len()
            && model.dimensions.iter().zip(&self.values.dimensions).all(|(known, (name, values))| {
                known.name == *name && known.values.iter().map(|value| &value.value).eq(values)
            })
    }

    /// What the customer did with the catalogue's products up to a time, the newest so many one by one.
    pub(super) fn read<'a>(
        shelf: &Shelf,
        profile: &'a Profile,
        as_of_ms: i64,
        most_touches: usize,
    ) -> Met<'a> {
        let trail = profile.trail_at(as_of_ms);
        let known = trail.until(as_of_ms);
        let start = older_than_newest(known, most_touches);
        let steps = known.get(start..).unwrap_or_default();
        let products: usize = steps.iter().map(Step::product_count).sum();
        // The catalogue is larger than what memory has at hand, so everything is looked up in it in one go.
        let mut numbers = Vec::with_capacity(products);
        let keys = steps.iter().flat_map(|step| trail.products(step));
        numbers.extend(keys.map(|key| shelf.number_of(key).unwrap_or(UNKNOWN)));
        let met = Encounters::with_room(products);
        let mut reader = Reader { trail: &trail, met, orders: ByKey::default(), order_count: 0 };
        let mut numbers = numbers.as_slice();
        for (step, source) in steps.iter().zip(start as u32..) {
            let (own, rest) = numbers.split_at_checked(step.product_count()).unwrap_or_default();
            reader.step(step, own, source);
            numbers = rest;
        }
        let mut encounters = reader.met.into_all();
        let mut older_summed = false;
        if start > 0 || profile.is_rolled_up(as_of_ms) {
            let state = profile.state_at(as_of_ms);
            // Sums hold no exposures: where lists are known, what is older would look like liking what was shown.
            older_summed = state.count(EventKind::ProductListViewed) == 0;
            if older_summed {
                let from_ms = steps.first().map_or(as_of_ms, |step| step.at_ms);
                let older = older(shelf, &state, &encounters, from_ms);
                encounters.splice(0..0, older);
            }
        }
        Met { encounters, trail, older_summed }
    }

    /// Purchases with a price.
    pub(super) fn purchases(
        &self,
        offers: &PriceModel,
        met: &[Encounter],
        as_of_ms: i64,
    ) -> Vec<PricePurchase> {
        let per_ms = -std::f64::consts::LN_2 / (HALF_LIFE_DAYS[LONG] * DAY_MS as f64);
        let bought = met.iter().filter(|met| met.stage() == Some(Stage::Bought));
        bought
            .filter_map(|met| {
                let (category, log) = (*self.prices.get(met.product as usize)?)?;
                let age_ms = (as_of_ms - met.last_ms).max(0) as f64;
                Some(PricePurchase {
                    category,
                    level: offers.level(category, log)?,
                    weight: exp(per_ms * age_ms),
                })
            })
            .collect()
    }

    /// What is believed of the customer.
    pub(super) fn beliefs(&self, model: &TasteModel, met: &[Encounter], as_of_ms: i64) -> Beliefs {
        Beliefs::of(model, &self.products, met, as_of_ms)
    }
}

/// The category of each product.
fn categories(catalog: &Catalog) -> impl Iterator<Item = &str> {
    catalog.products().iter().map(|known| known.category.as_deref().unwrap_or(ALL_CATEGORIES))
}

/// The third of its category's prices that each product is in.
fn price_bands(catalog: &Catalog) -> Vec<Option<&'static str>> {
    let mut prices: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for (product, category) in catalog.products().iter().zip(categories(catalog)) {
        prices.entry(category).or_default().push(product.price_minor);
    }
    let cuts: BTreeMap<&str, (i64, i64)> = prices
        .into_iter()
        .filter_map(|(category, mut own)| {
            own.sort_unstable();
            let third = |k: usize| own.get(own.len() * k / 3).copied();
            let (first, second) = (third(1)?, third(2)?);
            own.dedup();
            (own.len() >= FEWEST_PRICES).then_some((category, (first, second)))
        })
        .collect();
    let [high, low, middle] = BANDS;
    let band = |price: i64, (first, second): (i64, i64)| {
        if price < first {
            low
        } else if price < second {
            middle
        } else {
            high
        }
    };
    let of = catalog.products().iter().zip(categories(catalog));
    of.map(|(product, category)| cuts.get(category).map(|cuts| band(product.price_minor, *cuts))).collect()
}

/// Turns steps into encounters.
struct Reader<'a> {
    trail: &'a Trail,
    met: Encounters,
    /// Orders with their number; nothing of one that was cancelled.
    orders: ByKey<Option<u32>>,
    order_count: u32,
}

impl<'a> Reader<'a> {
    /// Enter a step whose products have these numbers.
    fn step(&mut self, step: &Step, products: &'a [u32], source: u32) {
        match step.kind {
            EventKind::ProductListViewed => {
                for (product, line) in self.known_lines(step, products) {
                    self.met.listed(product, step.at_ms, line.position());
                }
            }
            EventKind::ProductViewed | EventKind::ProductClicked => {
                self.engaged(step, products, Stage::Viewed, source);
            }
            EventKind::ProductAddedToWishlist | EventKind::ProductShared => {
                self.engaged(step, products, Stage::Wished, source);
            }
            EventKind::ProductAdded | EventKind::CheckoutStarted => {
                self.engaged(step, products, Stage::Added, source);
            }
            EventKind::ProductRemoved | EventKind::ProductRemovedFromWishlist => {
                for product in known(products) {
                    self.met.removed(product, step.at_ms);
                }
            }
            EventKind::OrderCompleted => {
                // As in the profile, the first report of an order counts.
                if let Some(id) = step.key().filter(|id| !self.orders.contains_key(id)) {
                    self.order(id, step, products, source);
                }
            }
            EventKind::OrderUpdated => {
                let known = step.key().and_then(|id| Some((id, (*self.orders.get(&id)?)?)));
                if let Some((id, order)) = known.filter(|_| step.product_count() > 0) {
                    self.met.undone(order);
                    self.order(id, step, products, source);
                }
            }
            EventKind::OrderCancelled => self.cancelled(step, products),
            EventKind::OrderRefunded => self.refunded(step, products),
            _ => (),
        }
    }

    fn engaged(&mut self, step: &Step, products: &'a [u32], stage: Stage, source: u32) {
        for product in known(products) {
            self.met.engaged(product, step.at_ms, stage, source);
        }
    }

    fn order(&mut self, id: Key, step: &Step, products: &'a [u32], source: u32) {
        let number = self.order_count;
        self.order_count += 1;
        self.orders.insert(id, Some(number));
        let mut units: BTreeMap<u32, u32> = BTreeMap::new();
        for (product, line) in self.known_lines(step, products) {
            let bought = units.entry(product).or_default();
            *bought = bought.saturating_add(line.quantity);
        }
        for (product, units) in units {
            self.met.bought(product, step.at_ms, units, number, source);
        }
    }

    fn cancelled(&mut self, step: &Step, products: &'a [u32]) {
        match step.key().map(|id| (id, self.orders.get(&id).copied())) {
            Some((id, Some(order))) => {
                if let Some(order) = order {
                    self.met.undone(order);
                }
                self.orders.insert(id, None);
            }
            // The order may still come, dated later by another clock: it is cancelled already.
            Some((id, None)) if step.product_count() == 0 => {
                self.orders.insert(id, None);
            }
            _ => self.back(step, products, None),
        }
    }

    fn refunded(&mut self, step: &Step, products: &'a [u32]) {
        match step.key().and_then(|id| self.orders.get(&id).copied()) {
            Some(Some(order)) if step.product_count() == 0 => {
                // An amount alone does not say which products came back; none stated means all.
                if step.flag {
                    self.met.undone(order);
                }
            }
            Some(Some(order)) => self.back(step, products, Some(order)),
            Some(None) => (),
            None => self.back(step, products, None),
        }
    }

    fn back(&mut self, step: &Step, products: &'a [u32], order: Option<u32>) {
        for (product, line) in self.known_lines(step, products) {
            self.met.returned(product, order, line.quantity);
        }
    }

    /// The lines of a step with the numbers of their products, where the catalogue has them.
    fn known_lines(
        &self,
        step: &Step,
        products: &'a [u32],
    ) -> impl Iterator<Item = (u32, &'a StepLine)> + use<'a> {
        let trail: &'a Trail = self.trail;
        products.iter().copied().zip(trail.lines(step)).filter(|(product, _)| *product != UNKNOWN)
    }
}

/// The numbers of products that the catalogue has.
fn known(products: &[u32]) -> impl Iterator<Item = u32> {
    products.iter().copied().filter(|product| *product != UNKNOWN)
}

/// Encounters from before the newest events, as far as the sums of the state tell: purchases that are not among
/// `newest`, else the furthest stage reached with a product that is not among them at all.
fn older(shelf: &Shelf, state: &CustomerState, newest: &[Encounter], from_ms: i64) -> Vec<Encounter> {
    let mut known: HashMap<u32, u32> = HashMap::new();
    for met in newest {
        *known.entry(met.product).or_default() += u32::from(met.stage() == Some(Stage::Bought));
    }
    let mut met = Encounters::default();
    for history in &state.products {
        let Some(product) = shelf.number(&history.product_id) else { continue };
        let seen = known.get(&product).copied();
        let kept = history.units_bought > history.units_returned;
        let orders = if kept { history.orders.saturating_sub(seen.unwrap_or(0)).min(MAX_SUMMED) } else { 0 };
        let before = |at_ms: Option<i64>| at_ms.filter(|at_ms| *at_ms < from_ms).unwrap_or(from_ms);
        for _ in 0..orders {
            met.bought(product, before(history.last_purchase_ms), 1, crate::taste::NO_ORDER, SUMMED);
        }
        if orders == 0 && seen.is_none() {
            let at_ms = before(Some(history.last_ms));
            if history.additions > 0 {
                met.engaged(product, at_ms, Stage::Added, SUMMED);
            } else if history.views > 0 {
                met.engaged(product, at_ms, Stage::Viewed, SUMMED);
            }
        }
    }
    met.all().to_vec()
}
