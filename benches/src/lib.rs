//! What is measured: the synthetic menswear shop, with as many products as asked for.
//!
//! Every product of the shop comes in numbered variants, and each customer deals in one variant of all of them, so
//! that popularity spreads over the whole catalogue as it would in a shop of that size.

use sartor::Result;
use sartor::catalog::{Catalog, Product, ProductAttribute};
use sartor::consent::ConsentPurpose;
use sartor::control::Control;
use sartor::engine::{ChatIntent, ChatRequest, Engine, EnginePolicy, EventOptions, Trainer};
use sartor::event::Event;
use sartor::money::Currency;
use sartor::profile::Profile;
use sartor::shop::Shop;
use sartor::time::HOUR_MS;
use sartor_examples::menswear::{AS_OF_MS, Menswear, ShopProduct};

/// When everything is asked.
pub const NOW_MS: i64 = AS_OF_MS;
/// Customers whose profiles count as full.
const FULL: usize = 200;

/// A trained engine with its shop and customers.
#[derive(Debug)]
pub struct Store {
    /// Fitted on everything below.
    pub engine: Engine,
    /// Everything that happened, by time.
    pub events: Vec<Event>,
    /// Every customer.
    pub profiles: Vec<Profile>,
    /// Stock of every tenth product.
    pub shop: Shop,
    /// Ids of all products.
    pub product_ids: Vec<String>,
}

impl Store {
    /// Make and train a shop of `products` products, a multiple of 120 or a little less.
    pub fn train(products: usize) -> Result<Self> {
        Self::train_under(products, EnginePolicy::default())
    }

    /// [`Store::train`] under a policy of one's own.
    pub fn train_under(products: usize, policy: EnginePolicy) -> Result<Self> {
        let shop = Menswear::generate(7, &|_, _| ());
        let variants = products.div_ceil(shop.products.len());
        let currency = Currency::parse("USD")?;

        let all =
            (0..variants).flat_map(|variant| shop.products.iter().map(move |of| variant_of(of, variant)));
        let catalog = Catalog::new(all.take(products).collect(), currency)?;
        let product_ids: Vec<String> = catalog.products().iter().map(|one| one.product_id.clone()).collect();

        let mut trainer = Trainer::new(catalog, policy)?;
        let mut feed = trainer.event_feed(&EventOptions::default())?;
        let mut events = Vec::with_capacity(shop.events.len());
        for event in &shop.events {
            let mut line = in_variant(&event.json, event.customer % variants);
            events.push(Event::from_json(&line, Some(currency))?);
            line.push('\n');
            feed.feed(line.as_bytes())?;
        }
        feed.finish(&mut trainer)?;
        let profiles: Vec<Profile> =
            trainer.customer_ids().iter().filter_map(|id| trainer.profile(id)).cloned().collect();
        let engine = trainer.fit(NOW_MS, Control::none())?;

        let mut stock = Shop::new();
        for (n, id) in product_ids.iter().step_by(10).enumerate() {
            stock.stock(id, n as i64 % 7, NOW_MS - HOUR_MS)?;
        }
        Ok(Self { engine, events, profiles, shop: stock, product_ids })
    }

    /// The customers with most events among those whose data may be used.
    pub fn full_profiles(&self) -> Vec<&Profile> {
        let mut known: Vec<&Profile> = self
            .profiles
            .iter()
            .filter(|profile| profile.state_at(NOW_MS).allows(ConsentPurpose::Personalization))
            .collect();
        known.sort_by_key(|profile| std::cmp::Reverse(profile.event_count()));
        known.truncate(FULL);
        known
    }
}

/// A customer asks for a wedding suit.
pub fn wedding(profile: &Profile) -> ChatRequest {
    let entities = [("occasion", "wedding"), ("budget", "$1000-2000")];
    ChatRequest {
        customer_id: profile.customer_id().to_owned(),
        session_id: "session_456".to_owned(),
        intent: ChatIntent {
            category: "product_inquiry".to_owned(),
            entities: entities.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        },
        ..ChatRequest::default()
    }
}

fn variant_of(product: &ShopProduct, variant: usize) -> Product {
    let attributes = [
        ("colour", Some(product.colour)),
        ("fabric", Some(product.fabric)),
        ("fit", product.fit),
        ("occasion", Some(product.occasion)),
    ];
    let attribute = |(name, value): (&str, Option<&str>)| {
        value.map(|value| ProductAttribute { name: name.to_owned(), value: value.to_owned() })
    };
    Product {
        product_id: id_of(&product.product_id, variant),
        name: product.name.clone(),
        category: Some(product.category.to_owned()),
        brand: Some(product.brand.to_owned()),
        price_minor: product.price_minor + variant as i64 * 100,
        cost_minor: Some(product.cost_minor),
        attributes: attributes.into_iter().filter_map(attribute).collect(),
    }
}

fn id_of(product_id: &str, variant: usize) -> String {
    format!("{product_id}_v{variant:02}")
}

/// The same event on another variant of its products.
fn in_variant(json: &str, variant: usize) -> String {
    const KEY: &str = "\"product_id\":\"";
    let mut moved = String::with_capacity(json.len() + 8);
    let mut rest = json;
    while let Some((before, after)) = rest.split_once(KEY) {
        let (product_id, after) = after.split_once('"').unwrap_or((after, ""));
        moved.push_str(before);
        moved.push_str(KEY);
        moved.push_str(&id_of(product_id, variant));
        moved.push('"');
        rest = after;
    }
    moved.push_str(rest);
    moved
}
