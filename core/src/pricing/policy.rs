//! What does the shop allow its prices to do?
//!
//! There is deliberately no option by which personal data raises a price. One price for everyone in the same
//! context is the safe default of every law in [`super::law`]; an offer below it can be explained to the
//! customer who gets it and to the one who does not, a surcharge to neither. A shop that wants a higher price
//! sets it for everyone, as a price override.
//!
//! ```
//! use sartor::pricing::PricingPolicy;
//! let policy = PricingPolicy { max_discount: 0.3, ..PricingPolicy::default() };
//! assert!(policy.check().is_ok());
//! let refused = PricingPolicy { max_discount: 1.5, ..PricingPolicy::default() }.check();
//! assert_eq!(refused.unwrap_err().to_string(), "pricing policy: maxDiscount is 1.5, expected 0 to 0.9");
//! ```

use super::law::{MAX_RULES, PriceRule};
use super::law_table::default_rules;
use crate::{Result, SartorError, ids::check_id};
use serde::{Deserialize, Serialize};

/// The shop's bounds on prices and offers. Fractions are read to the millionth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PricingPolicy {
    /// Least share of a price that must remain above cost, 0 to 0.95; default 0.1. The floor is
    /// `cost / (1 - min_margin)`, rounded up.
    pub min_margin: f64,
    /// Most that market and offer together take off the shop's price, as a fraction of it, 0 to 0.9; default 0.2.
    pub max_discount: f64,
    /// Most that demand moves the price, the same for all, as a fraction, 0 to 0.5; default 0.05.
    pub max_market_move: f64,
    /// Offer to a customer who bought before, as a fraction of the price, 0 to 0.5; default 0.02.
    pub returning_offer: f64,
    /// Offer to a customer who bought before and may be lost, as a fraction, 0 to 0.5; default 0.05.
    pub win_back_offer: f64,
    /// Probability of being alive below which a customer may be lost, 0 to 1; default 0.5.
    pub win_back_below_alive: f64,
    /// Share of eligible customers who get no offer, so that its effect can be measured, 0 to 0.5; default 0.1.
    pub holdout_share: f64,
    /// Id of the experiment that holds out; a new id draws new arms. Default `offer_v1`.
    pub experiment: String,
    /// Sector of trade, by which rules are chosen: `general` (default) or `food`.
    pub sector: String,
    /// How long a quote holds, 1 to 10,080 minutes; default 30.
    pub quote_valid_minutes: u32,
    /// Moved prices are whole multiples of this many minor units, 1 to 1,000,000; default 1.
    pub round_to_minor: i64,
    /// The rules on prices; default [`default_rules`], to be checked by the shop's counsel.
    pub rules: Vec<PriceRule>,
}

impl Default for PricingPolicy {
    fn default() -> Self {
        Self {
            min_margin: 0.10,
            max_discount: 0.20,
            max_market_move: 0.05,
            returning_offer: 0.02,
            win_back_offer: 0.05,
            win_back_below_alive: 0.5,
            holdout_share: 0.1,
            experiment: "offer_v1".to_owned(),
            sector: "general".to_owned(),
            quote_valid_minutes: 30,
            round_to_minor: 1,
            rules: default_rules(),
        }
    }
}

impl PricingPolicy {
    /// Refuse a policy that cannot be meant, naming the first field that does not fit.
    pub fn check(&self) -> Result<()> {
        self.check_numbers()?;
        check_id("pricing policy", "experiment", &self.experiment)?;
        if !matches!(self.sector.as_str(), "general" | "food") {
            return Err(SartorError::invalid("pricing policy", "sector", "general or food"));
        }
        if self.rules.len() > MAX_RULES {
            let found = self.rules.len();
            return Err(SartorError::too_many("pricing policy", "rules", found, MAX_RULES, "rules"));
        }
        self.rules.iter().try_for_each(PriceRule::check)
    }

    fn check_numbers(&self) -> Result<()> {
        let fractions = [
            ("minMargin", self.min_margin, 0.95, "0 to 0.95"),
            ("maxDiscount", self.max_discount, 0.9, "0 to 0.9"),
            ("maxMarketMove", self.max_market_move, 0.5, "0 to 0.5"),
            ("returningOffer", self.returning_offer, 0.5, "0 to 0.5"),
            ("winBackOffer", self.win_back_offer, 0.5, "0 to 0.5"),
            ("winBackBelowAlive", self.win_back_below_alive, 1.0, "0 to 1"),
            ("holdoutShare", self.holdout_share, 0.5, "0 to 0.5"),
        ];
        for (field, value, most, expected) in fractions {
            if !(0.0..=most).contains(&value) {
                return Err(SartorError::out_of_range("pricing policy", field, value, expected));
            }
        }
        if !(1..=10_080).contains(&self.quote_valid_minutes) {
            let value = self.quote_valid_minutes;
            return Err(SartorError::out_of_range(
                "pricing policy",
                "quoteValidMinutes",
                value,
                "1 to 10080",
            ));
        }
        if !(1..=1_000_000).contains(&self.round_to_minor) {
            let value = self.round_to_minor;
            return Err(SartorError::out_of_range("pricing policy", "roundToMinor", value, "1 to 1000000"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(change: impl FnOnce(&mut PricingPolicy)) -> String {
        let mut policy = PricingPolicy::default();
        change(&mut policy);
        let error = policy.check().unwrap_err();
        format!("{} {error}", error.code())
    }

    #[test]
    fn the_defaults_are_possible() {
        assert_eq!(PricingPolicy::default().check(), Ok(()));
        assert_eq!(serde_json::from_str::<PricingPolicy>("{}").unwrap(), PricingPolicy::default());
    }

    #[test]
    fn fractions_outside_their_range_are_refused_by_name() {
        assert!(refused(|p| p.min_margin = 0.96).contains("minMargin is 0.96"));
        assert!(refused(|p| p.max_discount = -0.1).contains("maxDiscount is -0.1"));
        assert!(refused(|p| p.max_market_move = f64::NAN).contains("maxMarketMove is NaN"));
        assert!(refused(|p| p.returning_offer = f64::INFINITY).contains("returningOffer is inf"));
        assert!(refused(|p| p.win_back_offer = 0.6).contains("winBackOffer is 0.6"));
        assert!(refused(|p| p.win_back_below_alive = 1.1).contains("winBackBelowAlive is 1.1"));
        assert!(refused(|p| p.holdout_share = 0.51).contains("holdoutShare is 0.51"));
    }

    #[test]
    fn a_quote_must_hold_for_some_time_and_rounding_must_have_a_step() {
        assert!(refused(|p| p.quote_valid_minutes = 0).contains("quoteValidMinutes is 0"));
        assert!(refused(|p| p.quote_valid_minutes = 10_081).contains("quoteValidMinutes is 10081"));
        assert!(refused(|p| p.round_to_minor = 0).contains("roundToMinor is 0"));
        assert!(refused(|p| p.round_to_minor = 1_000_001).contains("roundToMinor is 1000001"));
    }

    #[test]
    fn words_that_mean_nothing_are_refused() {
        assert!(refused(|p| p.experiment.clear()).starts_with("OUT_OF_RANGE"));
        assert!(refused(|p| p.sector = "groceries".to_owned()).contains("sector"));
        assert!(serde_json::from_str::<PricingPolicy>(r#"{"allowPersonalSurcharge":true}"#).is_err());
    }

    #[test]
    fn a_rule_that_could_never_apply_as_meant_is_refused() {
        let first = |p: &mut PricingPolicy, change: fn(&mut PriceRule)| change(&mut p.rules[0]);
        assert!(refused(|p| first(p, |r| r.id.clear())).contains("id"));
        assert!(refused(|p| first(p, |r| r.jurisdiction = "us-ny".to_owned())).contains("jurisdiction"));
        assert!(refused(|p| first(p, |r| r.text = None)).contains("text"));
        assert!(refused(|p| first(p, |r| r.text = Some(" ".to_owned()))).contains("text"));
        assert!(refused(|p| first(p, |r| r.text = Some("x".repeat(2_001)))).starts_with("TOO_LARGE"));
        assert!(refused(|p| p.rules[1].text = Some("words".to_owned())).contains("text"));
        assert!(refused(|p| first(p, |r| r.in_force_to_ms = Some(0))).contains("inForceToMs is 0"));
        assert!(refused(|p| p.rules = vec![p.rules[0].clone(); 1_001]).starts_with("TOO_LARGE"));
    }
}
