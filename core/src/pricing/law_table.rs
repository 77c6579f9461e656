//! Which rules on prices were known when this release was made?
//!
//! Collected from law-firm and press summaries: data, not advice. A shop's counsel checks the list and may
//! replace it whole in the policy.
//!
//! ```
//! let rules = sartor::pricing::default_rules();
//! assert!(rules.iter().all(|rule| rule.check().is_ok()));
//! ```

use super::law::{PriceRule, RuleEffect};

/// One line of the table; a day begins at midnight UTC.
struct Row {
    id: &'static str,
    jurisdiction: &'static str,
    from: (i16, i8, i8),
    effect: RuleEffect,
    sector: Option<&'static str>,
    text: Option<&'static str>,
    governs: &'static str,
    source: &'static str,
}

const NEW_YORK: &str = "New York Algorithmic Pricing Disclosure Act";
const UNITED_KINGDOM: &str = "Digital Markets, Competition and Consumers Act 2024";

const ROWS: [Row; 11] = [
    Row {
        id: "us-ny-disclosure",
        jurisdiction: "US-NY",
        from: (2025, 11, 10),
        effect: RuleEffect::Disclose,
        sector: None,
        text: Some("THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA."),
        governs: "Prices set by an algorithm using personal data",
        source: NEW_YORK,
    },
    Row {
        id: "us-ny-protected-class",
        jurisdiction: "US-NY",
        from: (2025, 11, 10),
        effect: RuleEffect::NoProtectedData,
        sector: None,
        text: None,
        governs: "Prices by protected class",
        source: NEW_YORK,
    },
    Row {
        id: "us-md-food",
        jurisdiction: "US-MD",
        from: (2026, 10, 1),
        effect: RuleEffect::ForbidPersonalPrice,
        sector: Some("food"),
        text: None,
        governs: "Personal prices of food retailers of 15,000 square feet and over and of delivery apps",
        source: "Maryland HB 895",
    },
    Row {
        id: "us-ca-fees",
        jurisdiction: "US-CA",
        from: (2024, 7, 1),
        effect: RuleEffect::AllFeesIncluded,
        sector: None,
        text: None,
        governs: "Mandatory fees in advertised prices",
        source: "California SB 478",
    },
    Row {
        id: "eu-disclosure",
        jurisdiction: "EU",
        from: (2022, 5, 28),
        effect: RuleEffect::Disclose,
        sector: None,
        text: Some("This price was personalised on the basis of automated decision-making."),
        governs: "Prices personalised on the basis of automated decision-making",
        source: "Consumer Rights Directive 2011/83/EU, article 6(1)(ea)",
    },
    Row {
        id: "eu-prior-low",
        jurisdiction: "EU",
        from: (2022, 5, 28),
        effect: RuleEffect::ShowPriorLow,
        sector: None,
        text: None,
        governs: "Announced reductions",
        source: "Price Indication Directive 98/6/EC, article 6a; Court of Justice C-330/23",
    },
    Row {
        id: "eu-automated-decision",
        jurisdiction: "EU",
        from: (2018, 5, 25),
        effect: RuleEffect::AutomatedDecision,
        sector: None,
        text: None,
        governs: "Decisions based on automated processing, and scores relied on strongly",
        source: "GDPR article 22; Court of Justice C-634/21",
    },
    Row {
        id: "eu-special-categories",
        jurisdiction: "EU",
        from: (2018, 5, 25),
        effect: RuleEffect::NoProtectedData,
        sector: None,
        text: None,
        governs: "Special categories of personal data",
        source: "GDPR article 9",
    },
    Row {
        id: "eu-false-urgency",
        jurisdiction: "EU",
        from: (2007, 12, 12),
        effect: RuleEffect::NoFalseUrgency,
        sector: None,
        text: None,
        governs: "False statements of limited availability",
        source: "Unfair Commercial Practices Directive 2005/29/EC, annex I no. 7",
    },
    Row {
        id: "gb-fees",
        jurisdiction: "GB",
        from: (2025, 4, 6),
        effect: RuleEffect::AllFeesIncluded,
        sector: None,
        text: None,
        governs: "Mandatory charges in headline prices",
        source: UNITED_KINGDOM,
    },
    Row {
        id: "gb-false-urgency",
        jurisdiction: "GB",
        from: (2025, 4, 6),
        effect: RuleEffect::NoFalseUrgency,
        sector: None,
        text: None,
        governs: "False urgency and resetting timers",
        source: UNITED_KINGDOM,
    },
];

/// The rules as known when this release was made. Data, not advice.
pub fn default_rules() -> Vec<PriceRule> {
    ROWS.iter().map(Row::rule).collect()
}

impl Row {
    fn rule(&self) -> PriceRule {
        let (year, month, day) = self.from;
        let since_epoch = jiff::civil::date(year, month, day).duration_since(jiff::civil::date(1970, 1, 1));
        PriceRule {
            id: self.id.to_owned(),
            jurisdiction: self.jurisdiction.to_owned(),
            governs: self.governs.to_owned(),
            in_force_from_ms: since_epoch.as_secs() * 1_000,
            in_force_to_ms: None,
            effect: self.effect,
            text: self.text.map(str::to_owned),
            sector: self.sector.map(str::to_owned),
            source: self.source.to_owned(),
        }
    }
}
