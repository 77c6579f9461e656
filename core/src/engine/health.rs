//! Can each part of the engine answer, and what does it rest on?

use crate::lifetime::AnyPurchaseModel;

use super::Engine;
use super::views::{Health, PartHealth};

/// Tastes can be told once they are fitted and the catalogue has attributes.
fn taste(engine: &Engine) -> PartHealth {
    let (status, detail) = match &engine.fitted.taste {
        Some(model) if !model.dimensions.is_empty() => (
            "ready",
            format!("{} dimensions, fitted on {} customers", model.dimensions.len(), model.customers),
        ),
        Some(_) => ("not_fitted", "the catalogue has no attributes".to_owned()),
        None => ("not_fitted", "fitted before tastes were learnt".to_owned()),
    };
    PartHealth { part: "taste".to_owned(), status: status.to_owned(), detail }
}

/// Behaviour is measured in any case; its place among all customers takes a population.
fn behaviour(engine: &Engine) -> PartHealth {
    let population = engine.fitted.behaviour.as_ref();
    let spreads = population.map_or(&[][..], |known| &known.spreads);
    let (status, detail) = match spreads.iter().map(|spread| spread.customers).max() {
        Some(most) => {
            ("ready", format!("{} measures of up to {most} customers to compare with", spreads.len()))
        }
        None => ("not_fitted", "too few customers to compare with".to_owned()),
    };
    PartHealth { part: "behaviour".to_owned(), status: status.to_owned(), detail }
}

/// Advice is given in any case; what is said of those who never answered takes a population.
fn contact(engine: &Engine) -> PartHealth {
    let (status, detail) = match &engine.fitted.contact {
        Some(known) => {
            let (channels, hours) = (known.channels.len(), known.hour_customers);
            ("ready", format!("{channels} channels, hours of {hours} customers"))
        }
        None => ("not_fitted", "no contact was ever seen: rates are assumed".to_owned()),
    };
    PartHealth { part: "contact".to_owned(), status: status.to_owned(), detail }
}

pub(super) fn health(engine: &Engine) -> Health {
    let fitted = &engine.fitted;
    let part = |part: &str, status: &str, detail: String| PartHealth {
        part: part.to_owned(),
        status: status.to_owned(),
        detail,
    };
    let model = |name: &str, is_fitted: bool, reason: &Option<String>| {
        if is_fitted {
            part(name, "ready", format!("fitted on {} customers", fitted.customers))
        } else {
            part(name, "not_fitted", reason.clone().unwrap_or_default())
        }
    };
    let purchase_model = fitted.lifetime.as_ref().map(AnyPurchaseModel::kind);
    let lifetime = match (purchase_model, &fitted.lifetime_choice) {
        (Some(kind), Some(choice)) => {
            let why = &choice.reason;
            part(
                "lifetime",
                "ready",
                format!("{}, fitted on {} customers: {why}", kind.name(), fitted.customers),
            )
        }
        (Some(kind), None) => {
            part("lifetime", "ready", format!("{}, fitted on {} customers", kind.name(), fitted.customers))
        }
        (None, _) => model("lifetime", false, &fitted.lifetime_reason),
    };
    let products = fitted.catalog.products().len();
    let mut parts = vec![
        part("catalog", "ready", format!("{products} products")),
        lifetime,
        model("spend", fitted.spend.is_some(), &fitted.spend_reason),
        model("segment", fitted.rfm.is_some(), &Some("too few buyers for quintiles".to_owned())),
        part("pricing", "ready", format!("{} rules of law", fitted.policy.pricing.rules.len())),
        part("recommend", "ready", format!("{products} products")),
        part("action", "ready", "3 rules".to_owned()),
    ];
    if fitted.for_device {
        for absent in parts.iter_mut().filter(|known| known.part == "pricing") {
            "not_available".clone_into(&mut absent.status);
            "costs and policy stay with the server".clone_into(&mut absent.detail);
        }
    }
    let ready = parts.iter().all(|known| known.status == "ready");
    parts.extend([taste(engine), behaviour(engine), contact(engine)]);
    for not_built in ["bundles", "crossSell", "uplift", "season"] {
        parts.push(part(not_built, "not_built", "comes with a later release".to_owned()));
    }
    Health {
        status: if ready { "ready" } else { "degraded" }.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model_id: engine.model_id.clone(),
        fitted_as_of_ms: fitted.fitted_as_of_ms,
        currency: fitted.currency.code().to_owned(),
        for_device: fitted.for_device,
        products: u32::try_from(products).unwrap_or(u32::MAX),
        customers: fitted.customers,
        purchase_model,
        purchase_model_comparison: fitted.lifetime_choice.clone(),
        parts,
    }
}
