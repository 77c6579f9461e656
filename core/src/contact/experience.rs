//! Which variant of content and experience does this customer get, and why not another?
//!
//! Rules given as data. A rule fills a slot (`hero`, `layout`, `tone` ...) with a variant where all of its conditions
//! hold. In each slot the rule with the highest priority wins; among equals the one with more conditions, then
//! the first by id. Every rule that lost is named with its reason, and a condition on something unknown does not
//! hold: nothing is guessed.
//!
//! ```
//! use sartor::contact::{ConditionOperator, ExperienceCondition, ExperienceFact, ExperienceRule, choose};
//! let when = |field: &str, value: &str| ExperienceCondition {
//!     field: field.into(), operator: ConditionOperator::Is, values: vec![value.into()], number: None,
//! };
//! let rule = |id: &str, variant: &str, conditions| ExperienceRule {
//!     id: id.into(), slot: "hero".into(), variant: variant.into(), priority: 0, conditions,
//! };
//! let rules = [
//!     rule("usual", "new_arrivals", vec![]),
//!     rule("work", "office", vec![when("segment", "Professional Achiever"), when("device", "desktop")]),
//! ];
//! let facts = [ExperienceFact::text("segment", "Professional Achiever"), ExperienceFact::text("device", "desktop")];
//! let chosen = &choose(&rules, &facts)[0];
//! assert_eq!(chosen.variant.as_deref(), Some("office"));
//! assert_eq!(chosen.lost[0].reason, "less_specific_than:work");
//! assert_eq!(choose(&rules, &[])[0].lost[0].reason, "unknown:segment");
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::check_id;
use crate::profile::{FieldGuard, guard_of};
use crate::{Result, SartorError};

const SUBJECT: &str = "experience policy";
/// The most rules of a policy.
const MAX_RULES: usize = 500;
/// The most conditions of a rule, and values of a condition.
const MAX_CONDITIONS: usize = 20;
const MAX_VALUES: usize = 50;
/// The longest name of a slot or a variant, and value, in characters.
const MAX_CHARS: usize = 128;
/// Fields that a condition may ask for as they are.
const FIELDS: [&str; 7] = ["channel", "device", "intent", "local_hour", "persona", "segment", "stage"];
/// Fields of which a name follows.
const FAMILIES: [&str; 2] = ["declared.", "taste."];

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum ConditionOperator {
    /// One of `values` is among the field's, whatever the case of letters.
    Is,
    /// The field is known and none of `values` is among its.
    IsNot,
    /// The field is a number of at least `number`.
    AtLeast,
    /// The field is a number of at most `number`.
    AtMost,
    /// The field is known.
    Known,
}

/// Something that must hold.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperienceCondition {
    /// `segment`, `persona`, `stage`, `device`, `intent`, `channel`, `local_hour`, `declared.NAME` or `taste.NAME`.
    pub field: String,
    /// How to compare.
    pub operator: ConditionOperator,
    /// Words to compare with, for `is` and `is_not`.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub values: Vec<String>,
    /// Number to compare with, for `at_least` and `at_most`.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub number: Option<f64>,
}

/// A variant and when it is shown.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperienceRule {
    /// Its id, unique.
    pub id: String,
    /// What it fills, such as `hero`. The slots `tone` and `max_sentences` shape the answers of `chat`.
    pub slot: String,
    /// With what.
    pub variant: String,
    /// The highest wins; 0 unless stated.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub priority: i32,
    /// All must hold; none for a rule that always does.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub conditions: Vec<ExperienceCondition>,
}

/// The rules of a shop.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperiencePolicy {
    /// At most 500.
    pub rules: Vec<ExperienceRule>,
}

impl ExperiencePolicy {
    /// Refuse rules that cannot be meant, and those that would choose by a protected or sensitive trait.
    pub fn check(&self) -> Result<()> {
        let too_many = |field: &str, size: usize, most: usize| {
            if size > most {
                Err(SartorError::too_many(SUBJECT, field, size, most, "entries"))
            } else {
                Ok(())
            }
        };
        too_many("rules", self.rules.len(), MAX_RULES)?;
        let mut ids = BTreeSet::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let path = |field: &str| format!("rules[{number}].{field}");
            check_id(SUBJECT, &path("id"), &rule.id)?;
            if !ids.insert(&rule.id) {
                return Err(SartorError::invalid(SUBJECT, &path("id"), "an id that no other rule has"));
            }
            for (field, text) in [("slot", &rule.slot), ("variant", &rule.variant)] {
                if text.is_empty() || text.chars().count() > MAX_CHARS {
                    return Err(SartorError::invalid(SUBJECT, &path(field), "1 to 128 characters"));
                }
            }
            if rule.slot == "max_sentences" && !rule.variant.parse().is_ok_and(|n: u32| (1..=20).contains(&n))
            {
                return Err(SartorError::invalid(SUBJECT, &path("variant"), "a whole number from 1 to 20"));
            }
            if rule.slot == "tone" && !crate::profile::TONES.contains(&rule.variant.as_str()) {
                let expected = format!("one of {}", crate::profile::TONES.join(", "));
                return Err(SartorError::invalid(SUBJECT, &path("variant"), &expected));
            }
            too_many(&path("conditions"), rule.conditions.len(), MAX_CONDITIONS)?;
            for (place, condition) in rule.conditions.iter().enumerate() {
                let at = |field: &str| path(&format!("conditions[{place}].{field}"));
                condition.check(&at)?;
            }
        }
        Ok(())
    }
}

impl ExperienceCondition {
    fn check(&self, at: &dyn Fn(&str) -> String) -> Result<()> {
        let named = FAMILIES.iter().find_map(|family| self.field.strip_prefix(family));
        if !FIELDS.contains(&self.field.as_str()) && named.is_none_or(str::is_empty) {
            return Err(SartorError::UnknownField {
                subject: SUBJECT.to_owned(),
                field: at("field"),
                expected: format!("{}, declared.NAME, taste.NAME", FIELDS.join(", ")),
            });
        }
        if named.is_some_and(|name| guard_of(name) != FieldGuard::Open) {
            let expected = "a field that may choose what a customer sees: this one is protected or sensitive";
            return Err(SartorError::invalid(SUBJECT, &at("field"), expected));
        }
        let (takes_values, takes_number) = match self.operator {
            ConditionOperator::Is | ConditionOperator::IsNot => (true, false),
            ConditionOperator::AtLeast | ConditionOperator::AtMost => (false, true),
            ConditionOperator::Known => (false, false),
        };
        let long = self.values.iter().any(|value| value.is_empty() || value.chars().count() > MAX_CHARS);
        if takes_values == self.values.is_empty() || self.values.len() > MAX_VALUES || long {
            let expected = "1 to 50 words for is and is_not, none for other operators";
            return Err(SartorError::invalid(SUBJECT, &at("values"), expected));
        }
        if takes_number != self.number.is_some_and(f64::is_finite) || !takes_number && self.number.is_some() {
            let expected = "a finite number for at_least and at_most, absent for other operators";
            return Err(SartorError::invalid(SUBJECT, &at("number"), expected));
        }
        Ok(())
    }

    /// Why it does not hold, if it does not.
    fn fails(&self, facts: &BTreeMap<&str, &ExperienceFact>) -> Option<String> {
        let Some(fact) = facts.get(self.field.as_str()) else {
            return Some(format!("unknown:{}", self.field));
        };
        let among = || {
            let same =
                |value: &String| fact.texts.iter().any(|text| text.to_lowercase() == value.to_lowercase());
            self.values.iter().any(same)
        };
        let number = self.number.unwrap_or(f64::NAN);
        let holds = match self.operator {
            ConditionOperator::Is => among(),
            ConditionOperator::IsNot => !among(),
            ConditionOperator::AtLeast => fact.number.is_some_and(|own| own >= number),
            ConditionOperator::AtMost => fact.number.is_some_and(|own| own <= number),
            ConditionOperator::Known => true,
        };
        (!holds).then(|| format!("condition:{}", self.field))
    }
}

/// Something known that conditions may ask for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExperienceFact {
    /// The field.
    pub field: String,
    /// Its words.
    pub texts: Vec<String>,
    /// Its number, where it is one.
    pub number: Option<f64>,
}

impl ExperienceFact {
    /// A fact of one word.
    pub fn text(field: &str, text: &str) -> Self {
        Self { field: field.to_owned(), texts: vec![text.to_owned()], number: text.trim().parse().ok() }
    }
}

/// What fills a slot.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ExperienceChoice {
    /// The slot.
    pub slot: String,
    /// The variant; absent where no rule holds.
    pub variant: Option<String>,
    /// The rule that won.
    pub rule_id: Option<String>,
    /// The fields that the rule asked for, or `always`; absent where no rule holds.
    pub reason: Option<String>,
    /// The other rules of the slot, by id.
    pub lost: Vec<LostRule>,
}

/// A rule that did not win.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct LostRule {
    /// The rule.
    pub rule_id: String,
    /// What it would have shown.
    pub variant: String,
    /// `unknown:FIELD`, `condition:FIELD`, `lower_priority_than:ID`, `less_specific_than:ID` or `after:ID`.
    pub reason: String,
}

/// The variant of each slot, sorted by slot, with the rules that lost.
pub fn choose(rules: &[ExperienceRule], facts: &[ExperienceFact]) -> Vec<ExperienceChoice> {
    let facts: BTreeMap<&str, &ExperienceFact> =
        facts.iter().map(|fact| (fact.field.as_str(), fact)).collect();
    let mut slots: BTreeMap<&str, Vec<&ExperienceRule>> = BTreeMap::new();
    for rule in rules {
        slots.entry(&rule.slot).or_default().push(rule);
    }
    let filled = slots.into_iter().map(|(slot, mut rules)| {
        rules.sort_by(|one, other| {
            let weight = |rule: &ExperienceRule| (rule.priority, rule.conditions.len());
            weight(other).cmp(&weight(one)).then_with(|| one.id.cmp(&other.id))
        });
        let failing =
            |rule: &ExperienceRule| rule.conditions.iter().find_map(|condition| condition.fails(&facts));
        let winner = rules.iter().copied().find(|rule| failing(rule).is_none());
        let lost = rules.iter().filter(|rule| winner.is_none_or(|winner| winner.id != rule.id)).map(|rule| {
            let reason =
                failing(rule).unwrap_or_else(|| winner.map_or_else(String::new, |over| beaten(rule, over)));
            LostRule { rule_id: rule.id.clone(), variant: rule.variant.clone(), reason }
        });
        let mut lost: Vec<LostRule> = lost.collect();
        lost.sort_by(|one, other| one.rule_id.cmp(&other.rule_id));
        ExperienceChoice {
            slot: slot.to_owned(),
            variant: winner.map(|rule| rule.variant.clone()),
            rule_id: winner.map(|rule| rule.id.clone()),
            reason: winner.map(why),
            lost,
        }
    });
    filled.collect()
}

fn why(rule: &ExperienceRule) -> String {
    let fields: Vec<&str> = rule.conditions.iter().map(|condition| condition.field.as_str()).collect();
    if fields.is_empty() { "always".to_owned() } else { fields.join(", ") }
}

fn beaten(rule: &ExperienceRule, winner: &ExperienceRule) -> String {
    let by = if rule.priority < winner.priority {
        "lower_priority_than"
    } else if rule.conditions.len() < winner.conditions.len() {
        "less_specific_than"
    } else {
        "after"
    };
    format!("{by}:{}", winner.id)
}
