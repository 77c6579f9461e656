//! Which rules on prices hold in a place on a day?
//!
//! The rules are dated data, collected from law-firm and press summaries; they are **not advice**. A shop's
//! counsel checks them and replaces the list in [`PricingPolicy::rules`](super::PricingPolicy). A day
//! begins at midnight UTC. What is not known is taken strictly: without a jurisdiction every rule in force
//! anywhere holds and personal data may not move a price; a country without its region (`US`) is bound by the
//! rules of all its regions. `EU` stands for the 27 members and for Iceland, Liechtenstein and Norway, since
//! the directives in the list have relevance for the European Economic Area.
//!
//! ```
//! use sartor::pricing::{LawInForce, default_rules};
//! let rules = default_rules();
//! let as_of_ms = 1_780_300_800_000; // 1 June 2026
//! let new_york = LawInForce::at(&rules, Some("US-NY"), "general", as_of_ms)?;
//! assert_eq!(new_york.disclosure().as_deref(), Some("THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA."));
//! assert_eq!(new_york.forbids_personal_price(), None);
//! let unknown = LawInForce::at(&rules, None, "general", as_of_ms)?;
//! assert_eq!(unknown.forbids_personal_price(), Some("unknown_jurisdiction"));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use crate::{Result, SartorError, ids::check_id};
use serde::{Deserialize, Serialize};

/// The most rules that a policy may hold.
pub const MAX_RULES: usize = 1_000;
/// The longest text of a rule, in bytes.
pub const MAX_RULE_TEXT_BYTES: usize = 2_000;

/// What a rule demands of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(eq, eq_int, hash, frozen, from_py_object, rename_all = "SCREAMING_SNAKE_CASE")
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum RuleEffect {
    /// A price that personal data entered carries the rule's text near it, verbatim.
    Disclose,
    /// Personal data may not move a price at all.
    ForbidPersonalPrice,
    /// A reduction names the lowest price of the last 30 days and is computed from it.
    ShowPriorLow,
    /// The advertised price holds all mandatory fees; the host's base prices must.
    AllFeesIncluded,
    /// Scarcity and deadlines are said only with the fact they rest on.
    NoFalseUrgency,
    /// A score that is relied on strongly is itself an automated decision: consent is needed, and a way to contest.
    AutomatedDecision,
    /// Protected classes and special categories never enter; no input of a quote holds them.
    NoProtectedData,
}

/// One rule on prices, as dated data that a shop's counsel can replace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct PriceRule {
    /// Short name by which quotes cite it, such as `us-ny-disclosure`.
    pub id: String,
    /// `EU`, a country (`GB`) or a country and region (`US-NY`).
    pub jurisdiction: String,
    /// The law and what it governs, in a few words.
    pub governs: String,
    /// First moment in force, milliseconds since the epoch.
    pub in_force_from_ms: i64,
    /// First moment no longer in force; absent while no end is known.
    pub in_force_to_ms: Option<i64>,
    /// What it demands.
    pub effect: RuleEffect,
    /// The exact words of a disclosure; present exactly when the effect is `disclose`.
    pub text: Option<String>,
    /// The sector of trade it binds, such as `food`; absent, every sector.
    pub sector: Option<String>,
    /// Where it was found.
    pub source: String,
}

/// Refuse what is not `EU`, a country such as `DE`, or a country and region such as `US-NY`.
pub fn check_jurisdiction(jurisdiction: &str) -> Result<()> {
    Place::read(jurisdiction).map(|_| ())
}

impl PriceRule {
    /// Refuse a rule that could never be applied as it is meant.
    pub fn check(&self) -> Result<()> {
        check_id("price rule", "id", &self.id)?;
        Place::read(&self.jurisdiction)?;
        if self.in_force_to_ms.is_some_and(|to_ms| to_ms <= self.in_force_from_ms) {
            let expected = "later than inForceFromMs";
            let value = self.in_force_to_ms.unwrap_or_default();
            return Err(SartorError::out_of_range("price rule", "inForceToMs", value, expected));
        }
        match (&self.text, self.effect) {
            (Some(text), RuleEffect::Disclose) if text.len() > MAX_RULE_TEXT_BYTES => {
                Err(SartorError::too_large("price rule", "text", text.len(), MAX_RULE_TEXT_BYTES))
            }
            (Some(text), RuleEffect::Disclose) if !text.trim().is_empty() => Ok(()),
            (_, RuleEffect::Disclose) | (Some(_), _) => Err(SartorError::invalid(
                "price rule",
                "text",
                "present exactly when the effect is disclose, and not blank",
            )),
            (None, _) => Ok(()),
        }
    }

    fn in_force(&self, place: Place<'_>, sector: &str, as_of_ms: i64) -> bool {
        self.in_force_from_ms <= as_of_ms
            && self.in_force_to_ms.is_none_or(|to_ms| as_of_ms < to_ms)
            && self.sector.as_deref().is_none_or(|bound| bound == sector)
            && Place::read(&self.jurisdiction).is_ok_and(|of_rule| of_rule.touches(place))
    }
}

/// The first moment after `as_of_ms` at which any of the `rules` begins or ceases to hold.
pub fn next_change_ms(rules: &[PriceRule], as_of_ms: i64) -> Option<i64> {
    rules
        .iter()
        .flat_map(|rule| [Some(rule.in_force_from_ms), rule.in_force_to_ms])
        .flatten()
        .filter(|&change_ms| change_ms > as_of_ms)
        .min()
}

/// A jurisdiction, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place<'a> {
    /// Nobody knows where.
    Unknown,
    /// The European Union as a whole.
    Union,
    /// A country and perhaps its region.
    Country { code: &'a str, region: Option<&'a str> },
}

impl<'a> Place<'a> {
    fn read(text: &'a str) -> Result<Self> {
        let (code, region) = match text.split_once('-') {
            Some((code, region)) => (code, Some(region)),
            None => (text, None),
        };
        let code_fits = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        let region_fits = region.is_none_or(|region| {
            (1..=3).contains(&region.len())
                && region.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        });
        if !code_fits || !region_fits {
            let expected =
                "EU, a country such as DE, or a country and region such as US-NY (ISO 3166, upper case)";
            return Err(SartorError::invalid("price", "jurisdiction", expected));
        }
        Ok(match code {
            // What services that look up a visitor's country answer when they do not know it.
            "AA" | "XX" | "ZZ" => Self::Unknown,
            "EU" => Self::Union,
            "UK" => Self::Country { code: "GB", region },
            "EL" => Self::Country { code: "GR", region },
            _ => Self::Country { code, region },
        })
    }

    /// Whether a rule of one place binds in the other: one holds the other, or it cannot be told.
    fn touches(self, other: Place<'_>) -> bool {
        match (self, other) {
            (Self::Unknown, _) | (_, Place::Unknown) | (Self::Union, Place::Union) => true,
            (Self::Union, Place::Country { code, .. }) | (Self::Country { code, .. }, Place::Union) => {
                in_european_economic_area(code)
            }
            (Self::Country { code, region }, Place::Country { code: other_code, region: other_region }) => {
                code == other_code
                    && match (region, other_region) {
                        (Some(one), Some(other)) => one == other,
                        _ => true,
                    }
            }
        }
    }
}

/// The 27 members of the Union, and Iceland, Liechtenstein and Norway.
fn in_european_economic_area(code: &str) -> bool {
    matches!(
        code,
        "AT" | "BE"
            | "BG"
            | "CY"
            | "CZ"
            | "DE"
            | "DK"
            | "EE"
            | "ES"
            | "FI"
            | "FR"
            | "GR"
            | "HR"
            | "HU"
            | "IE"
            | "IT"
            | "LT"
            | "LU"
            | "LV"
            | "MT"
            | "NL"
            | "PL"
            | "PT"
            | "RO"
            | "SE"
            | "SI"
            | "SK"
            | "IS"
            | "LI"
            | "NO"
    )
}

/// The rules that hold for one sector of trade in one place at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawInForce<'a> {
    rules: Vec<&'a PriceRule>,
    place_known: bool,
}

impl<'a> LawInForce<'a> {
    /// The `rules` that hold in `jurisdiction` (absent: the strictest) for a `sector` at `as_of_ms`.
    pub fn at(
        rules: &'a [PriceRule],
        jurisdiction: Option<&str>,
        sector: &str,
        as_of_ms: i64,
    ) -> Result<Self> {
        let place = jurisdiction.map_or(Ok(Place::Unknown), Place::read)?;
        let rules = rules.iter().filter(|rule| rule.in_force(place, sector, as_of_ms)).collect();
        Ok(Self { rules, place_known: place != Place::Unknown })
    }

    /// The rules themselves, in the order of the policy's list.
    pub fn rules(&self) -> &[&'a PriceRule] {
        &self.rules
    }

    /// The first rule that demands `effect`.
    pub fn demanding(&self, effect: RuleEffect) -> Option<&'a PriceRule> {
        self.rules.iter().copied().find(|rule| rule.effect == effect)
    }

    /// The id of the rule by which personal data may not move a price; `unknown_jurisdiction` where nobody
    /// knows which rules hold.
    pub fn forbids_personal_price(&self) -> Option<&'a str> {
        match self.demanding(RuleEffect::ForbidPersonalPrice) {
            Some(rule) => Some(&rule.id),
            None if !self.place_known => Some("unknown_jurisdiction"),
            None => None,
        }
    }

    /// What must stand near a price that personal data entered: every text demanded, each once.
    pub fn disclosure(&self) -> Option<String> {
        let mut texts: Vec<&str> = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.effect == RuleEffect::Disclose) {
            if let Some(text) = rule.text.as_deref()
                && !texts.contains(&text)
            {
                texts.push(text);
            }
        }
        (!texts.is_empty()).then(|| texts.join(" "))
    }
}
