//! What does an engine know? The body of its artefact.

use serde::{Deserialize, Deserializer, Serialize};

use crate::action::OutcomeCounts;
use crate::basket::Popularity;
use crate::behaviour::BehaviourPopulation;
use crate::catalog::{Catalog, Product};
use crate::contact::ContactPopulation;
use crate::lifetime::{AnyPurchaseModel, BgNbd, GammaGamma, ModelComparison, each_model};
use crate::money::{Currency, MAX_PRICE_MINOR};
use crate::pricing::Demand;
use crate::segment::RfmCuts;
use crate::taste::TasteModel;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

use super::outlook::Figures;
use super::policy::{EnginePolicy, check_continuous};

/// Everything that a fit finds out; nothing here changes afterwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fitted {
    /// The currency of every amount.
    pub currency: Currency,
    /// Time up to which events were seen.
    pub fitted_as_of_ms: i64,
    /// Whether cost, floors, margins and policy were left out.
    #[serde(default)]
    pub for_device: bool,
    /// What the shop sells.
    pub catalog: Catalog,
    /// What the engine may do.
    pub policy: EnginePolicy,
    /// Purchases over a lifetime.
    #[serde(default, deserialize_with = "named_or_bg_nbd")]
    pub lifetime: Option<AnyPurchaseModel>,
    /// Why there is no lifetime model.
    pub lifetime_reason: Option<String>,
    /// How the kind of the lifetime model was chosen; nothing where the host named it, and on a device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifetime_choice: Option<ModelComparison>,
    /// Spend a purchase.
    pub spend: Option<GammaGamma>,
    /// Why there is no spend model.
    pub spend_reason: Option<String>,
    /// What is expected of a customer of whom nothing may be used.
    pub population: Option<Figures>,
    /// Limits of the recency, frequency and monetary scores.
    pub rfm: Option<RfmCuts>,
    /// Orders of each product.
    pub popularity: Popularity,
    /// Recent against usual sales, sorted by product id.
    pub demand: Vec<ProductDemand>,
    /// The catalogue's categories, sorted by name; empty where it names none.
    pub categories: Vec<CategoryFacts>,
    /// How customers behave; nothing where too few could be measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<BehaviourPopulation>,
    /// What became of actions taken.
    pub outcomes: Vec<OutcomeCounts>,
    /// How customers in general answer and when they are there; nothing where no contact was ever seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactPopulation>,
    /// Tastes; absent in engines of before they were learnt.
    #[serde(default)]
    pub taste: Option<TasteModel>,
    /// Customers trained on.
    pub customers: u32,
    /// Customers left out because they did not allow analytics.
    pub customers_without_consent: u32,
    /// Pseudonyms of the customers trained on, sorted; empty when no key was given.
    pub subjects: Vec<String>,
}

/// Sales of one product in a recent window, against what its usual rate would have sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProductDemand {
    /// The product.
    pub product_id: String,
    /// Units sold in the window.
    pub sold: f64,
    /// Units that the usual rate would have sold in it.
    pub expected: f64,
}

/// What is usual in one category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CategoryFacts {
    /// The category.
    pub category: String,
    /// Its share of all order lines, smoothed, 0 to 1.
    pub share: f64,
    /// Geometric mean of its list prices above 0, in minor units; 0 when it has none.
    pub usual_price_minor: f64,
}

/// Engines of before kinds could be chosen hold BG/NBD without its name.
fn named_or_bg_nbd<'de, D>(stored: D) -> std::result::Result<Option<AnyPurchaseModel>, D::Error>
where
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Stored {
        Named(AnyPurchaseModel),
        BgNbd(BgNbd),
    }
    let stored: Option<Stored> = Option::deserialize(stored)?;
    Ok(stored.map(|stored| match stored {
        Stored::Named(model) => model,
        Stored::BgNbd(model) => AnyPurchaseModel::BgNbd(model),
    }))
}

impl Fitted {
    /// Refuse a body that no fit could have made: artefacts come from outside.
    pub(super) fn check(&self) -> Result<()> {
        self.policy.check()?;
        if self.catalog.currency() != self.currency {
            return Err(SartorError::CurrencyMismatch {
                subject: "engine artefact".to_owned(),
                expected: self.currency.code().to_owned(),
                found: self.catalog.currency().code().to_owned(),
            });
        }
        if let Some(model) = &self.lifetime {
            check_continuous("engine artefact", model.kind())?;
            each_model!(model, model => model.check())?;
        }
        if let Some(model) = &self.spend {
            model.check()?;
        }
        if let Some(population) = &self.contact {
            population.check()?;
        }
        if let Some(cuts) = &self.rfm {
            cuts.check()?;
        }
        if let Some(taste) = &self.taste {
            taste.check()?;
        }
        check_timestamp("engine artefact", "fittedAsOfMs", self.fitted_as_of_ms)?;
        self.popularity.check()?;
        self.outcomes.iter().try_for_each(OutcomeCounts::check)?;
        if let Some(figures) = &self.population {
            figures.check()?;
        }
        if let Some(behaviour) = &self.behaviour {
            behaviour.check()?;
        }
        for known in &self.demand {
            Demand::from_sales(known.sold, known.expected)?;
        }
        if !self.subjects.is_sorted_by(|left, right| left < right) {
            return Err(SartorError::invalid("engine artefact", "subjects", "sorted, each once"));
        }
        let sorted = self.categories.is_sorted_by(|left, right| left.category < right.category)
            && self.demand.is_sorted_by(|left, right| left.product_id < right.product_id);
        if !sorted {
            return Err(SartorError::invalid(
                "engine artefact",
                "categories and demand",
                "sorted, each once",
            ));
        }
        for category in &self.categories {
            if !(0.0..=1.0).contains(&category.share) {
                return Err(SartorError::out_of_range("engine artefact", "share", category.share, "0 to 1"));
            }
            let usual_minor = category.usual_price_minor;
            if !(0.0..=MAX_PRICE_MINOR as f64).contains(&usual_minor) {
                let field = "usualPriceMinor";
                return Err(SartorError::out_of_range("engine artefact", field, usual_minor, "0 to 10^12"));
            }
        }
        Ok(())
    }

    /// The place of a category among [`Self::categories`].
    pub(super) fn category_place(&self, category: &str) -> Option<usize> {
        self.categories.binary_search_by(|known| known.category.as_str().cmp(category)).ok()
    }

    /// A product of the catalogue.
    pub(super) fn product(&self, product_id: &str) -> Option<&Product> {
        self.catalog.product(product_id)
    }
}
