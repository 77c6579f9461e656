//! Which facts about a customer are known by name, what may they hold, and what may be done with them?
//!
//! One table. A trait whose name stands here (in any spelling: `birthDate`, `Birth Date`) must fit its type, or
//! the event is refused at the door. Any other trait is a free attribute: text, number, flag or list of texts.
//!
//! Three guards stand over traits. What is *open* may choose what a customer sees. What is *protected* (classes
//! that law forbids to discriminate by: age, sex, marital status, nationality ...) is kept and shown to the
//! customer, and chooses nothing. What is *sensitive* (GDPR article 9; CCPA 1798.140(ae)) is refused unless it
//! is declared for the purpose `sensitive`, is kept apart, and is read only under that consent.
//!
//! A sensitive matter may come under any name, so free attributes are also searched for words such as
//! `religion` or `diagnosis`. A name that hides what it holds cannot be recognised: that stays with the host.
//!
//! ```
//! use sartor::profile::{DECLARED_FIELDS, FieldGuard, field, guard_of};
//! assert_eq!(field("jobTitle").unwrap().name, "career");
//! assert_eq!(guard_of("Birth Date"), FieldGuard::Protected);
//! assert_eq!(guard_of("religious_views"), FieldGuard::Sensitive);
//! assert_eq!(guard_of("favourite_tailor"), FieldGuard::Open);
//! assert!(DECLARED_FIELDS.iter().all(|spec| spec.guard == guard_of(spec.name)));
//! ```

use FieldType::{Choice, Code, Date, Hour, Number, Text, Words};

/// What may be done with a declared value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
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
pub enum FieldGuard {
    /// It may choose what the customer is shown and told.
    Open,
    /// It is kept, and chooses nothing: a class protected by law, or a sign of one.
    Protected,
    /// A special category: taken in for the purpose `sensitive` alone, kept apart, read under its own consent.
    Sensitive,
}

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldType {
    /// Text of at most so many characters.
    Text(usize),
    /// One text or several, of at most 80 characters each; a number, such as a size, is one.
    Words,
    /// A whole number from the first to the second.
    Number(u32, u32),
    /// An hour of the customer's own day, 0 to 23.
    Hour,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A calendar day such as `1985-04-12`.
    Date,
    /// A code: so many capital letters at least and at most, then optionally more after hyphens.
    Code(usize, usize),
}

/// What kind of value a field holds.
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
pub enum FieldKind {
    /// Text; `most` characters.
    Text,
    /// One text or several; `most` of them.
    Words,
    /// A whole number from `least` to `most`.
    Number,
    /// An hour of the customer's own day, from `least` to `most`.
    Hour,
    /// One of `choices`.
    Choice,
    /// A calendar day such as `1985-04-12`.
    Date,
    /// A code of `least` to `most` capital letters, longer ones after hyphens.
    Code,
}

/// One row of the table as every language has it, for forms and questions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DeclaredField {
    /// Its name; other spellings of the same words are the same field.
    pub name: String,
    /// Other names that mean the same.
    pub aliases: Vec<String>,
    /// `demographics`, `psychographics`, `lifestyle`, `career`, `style`, `contact` or `sensitive`.
    pub group: String,
    /// What kind of value it holds.
    pub kind: FieldKind,
    /// The same in words, such as `a whole number from 0 to 130`.
    pub holds: String,
    /// The words one of which it must be; empty unless it is a choice.
    pub choices: Vec<String>,
    /// The least number, hour or count of letters.
    pub least: Option<u32>,
    /// The largest number or hour, or the most characters, texts or letters.
    pub most: Option<u32>,
    /// What may be done with it.
    pub guard: FieldGuard,
    /// Days for which a value is taken as still true.
    pub fresh_days: u32,
    /// Which parts of the engine read it: words out of `recommend`, `segment`, `contact`, `chat`; empty if none.
    pub used_by: Vec<String>,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// Its name; other spellings of the same words are the same field.
    pub name: &'static str,
    /// Other names that mean the same.
    pub aliases: &'static [&'static str],
    /// `demographics`, `psychographics`, `lifestyle`, `career`, `style`, `contact` or `sensitive`.
    pub group: &'static str,
    /// What it may hold.
    pub holds: FieldType,
    /// What may be done with it.
    pub guard: FieldGuard,
    /// Days for which a value is taken as still true; afterwards it is stale and worth asking again.
    pub fresh_days: u32,
    /// Which parts of the engine read it: words out of `recommend`, `segment`, `contact`, `chat`; empty if none.
    pub used_by: &'static [&'static str],
}

/// The longest word of a list, in characters.
pub(super) const MAX_WORD_CHARS: usize = 80;
/// The most words of one value.
pub(super) const MAX_WORDS: usize = 32;

const EVER: u32 = 36_500;
const YEARS_5: u32 = 1_826;
const YEARS_2: u32 = 730;
const YEAR: u32 = 365;
const HALF: u32 = 183;

const PRICE: &[&str] = &["low", "medium", "high"];
const EDUCATION: &[&str] = &["school", "vocational", "bachelor", "master", "doctorate", "other"];
const SENIORITY: &[&str] =
    &["student", "junior", "mid", "senior", "manager", "executive", "owner", "retired"];
const DRESS: &[&str] = &["formal", "business", "business_casual", "casual", "uniform", "none"];
const OFTEN: &[&str] = &["never", "rarely", "sometimes", "often"];
const CLIMATE: &[&str] = &["hot", "warm", "temperate", "cold", "varied"];
/// Channels on which a customer may be spoken to.
pub const CHANNELS: &[&str] = &["chat", "email", "phone", "post", "push", "sms", "store", "web"];
/// Tones in which a customer may be spoken to.
pub const TONES: &[&str] = &["friendly", "plain", "professional"];

const NONE: &[&str] = &[];
const SEGMENT: &[&str] = &["segment"];
const RECOMMEND: &[&str] = &["recommend"];
const CONTACT: &[&str] = &["contact"];

const fn row(
    group: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    holds: FieldType,
    fresh_days: u32,
    used_by: &'static [&'static str],
) -> FieldSpec {
    FieldSpec { name, aliases, group, holds, guard: FieldGuard::Open, fresh_days, used_by }
}

const fn kept(
    name: &'static str,
    aliases: &'static [&'static str],
    holds: FieldType,
    days: u32,
) -> FieldSpec {
    FieldSpec { guard: FieldGuard::Protected, ..row("demographics", name, aliases, holds, days, NONE) }
}

const fn apart(name: &'static str, aliases: &'static [&'static str]) -> FieldSpec {
    FieldSpec { guard: FieldGuard::Sensitive, ..row("sensitive", name, aliases, Words, YEARS_2, NONE) }
}

/// Every field known by name, group by group.
pub const DECLARED_FIELDS: &[FieldSpec] = &[
    kept("age", &[], Number(0, 130), YEAR),
    kept("birth_date", &["birthdate", "birthday", "date_of_birth", "dob"], Date, EVER),
    kept("first_name", &["firstname", "given_name"], Text(80), EVER),
    kept("gender", &["sex"], Text(40), EVER),
    kept("marital_status", &["civil_status"], Text(40), YEARS_2),
    kept("nationality", &[], Text(80), EVER),
    kept("children", &["number_of_children", "parental_status"], Number(0, 30), YEARS_2),
    row("demographics", "country", &[], Code(2, 2), YEARS_5, NONE),
    row("demographics", "region", &["state", "province"], Text(80), YEARS_5, NONE),
    row("demographics", "city", &["town"], Text(80), YEARS_2, NONE),
    row("demographics", "language", &["locale"], Code(2, 3), YEARS_5, NONE),
    row("demographics", "education", &[], Choice(EDUCATION), YEARS_5, NONE),
    row("psychographics", "priorities", &["priority"], Words, YEARS_2, SEGMENT),
    row("psychographics", "influences", &["influence", "social_influence"], Words, YEARS_2, SEGMENT),
    row("psychographics", "price_sensitivity", &[], Choice(PRICE), YEARS_2, SEGMENT),
    row("psychographics", "values", &[], Words, YEARS_5, NONE),
    row("psychographics", "shopping_goal", &[], Text(200), HALF, NONE),
    row("lifestyle", "interests", &["interest", "hobbies"], Words, YEARS_2, SEGMENT),
    row("lifestyle", "lifestyle", &[], Words, YEARS_2, SEGMENT),
    row("lifestyle", "travel", &[], Choice(OFTEN), YEARS_2, NONE),
    row("lifestyle", "events_attended", &["goes_out"], Choice(OFTEN), YEARS_2, NONE),
    row("lifestyle", "climate", &[], Choice(CLIMATE), YEARS_5, NONE),
    row("career", "career", &["occupation", "profession", "job_title"], Text(120), YEARS_2, SEGMENT),
    row("career", "industry", &[], Text(80), YEARS_2, NONE),
    row("career", "seniority", &[], Choice(SENIORITY), YEARS_2, NONE),
    row("career", "employer", &["company"], Text(120), YEARS_2, NONE),
    row("career", "dress_code", &[], Choice(DRESS), YEARS_2, NONE),
    row("style", "fit", &[], Words, YEARS_2, RECOMMEND),
    row("style", "size", &["sizes"], Words, YEARS_2, RECOMMEND),
    row("style", "color", &["colour", "colors", "colours"], Words, YEARS_2, RECOMMEND),
    row("style", "fabric", &["material"], Words, YEARS_2, RECOMMEND),
    row("style", "brand", &["brands"], Words, YEARS_2, RECOMMEND),
    row("style", "occasion", &["occasions"], Words, HALF, RECOMMEND),
    row("style", "style", &["style_preference"], Words, YEARS_2, &["recommend", "segment"]),
    row("style", "budget", &[], Text(80), HALF, SEGMENT),
    row("contact", "preferred_channel", &["contact_channel"], Choice(CHANNELS), YEARS_2, CONTACT),
    row("contact", "preferred_hour", &["contact_hour"], Hour, YEARS_2, CONTACT),
    row("contact", "preferred_tone", &["tone"], Choice(TONES), YEARS_2, &["contact", "chat"]),
    row("contact", "messages_per_week", &["max_messages_per_week"], Number(0, 50), YEARS_2, CONTACT),
    row("contact", "quiet_from_hour", &[], Hour, YEARS_2, CONTACT),
    row("contact", "quiet_to_hour", &[], Hour, YEARS_2, CONTACT),
    apart("ethnicity", &["race", "ethnic_origin", "ancestry", "caste", "color_of_skin", "colour_of_skin"]),
    apart("citizenship", &["immigration_status"]),
    apart("religion", &["faith", "belief", "beliefs", "philosophy"]),
    apart("politics", &["political_opinion", "party_membership"]),
    apart("trade_union", &["union_membership"]),
    apart("health", &["medical_history", "illness", "disability", "pregnancy", "pregnant", "allergies"]),
    apart("sexual_orientation", &["sexuality", "sex_life", "gender_identity"]),
    apart("genetics", &["dna"]),
    apart("biometrics", &["fingerprint", "faceprint", "voiceprint"]),
    apart("identity_document", &["ssn", "social_security_number", "passport_number", "driving_licence"]),
    apart("account_access", &["password", "pin", "card_number", "account_number", "security_code"]),
    apart("precise_location", &["latitude", "longitude", "geolocation", "gps"]),
    apart("criminal_record", &["convictions"]),
];

/// Words that make a free attribute sensitive wherever they stand in its name.
#[rustfmt::skip]
const SENSITIVE_WORDS: &[&str] = &[
    "biometric", "biometrics", "diagnosis", "disability", "disabled", "ethnic", "ethnicity", "genetic", "genome",
    "health", "hiv", "illness", "medical", "medication", "pregnancy", "pregnant", "political", "politics",
    "racial", "religion", "religious", "sexual", "sexuality", "ssn",
];

/// Words that make a free attribute protected wherever they stand in its name.
const PROTECTED_WORDS: &[&str] = &[
    "age",
    "birthdate",
    "birthday",
    "birth",
    "gender",
    "marital",
    "nationality",
    "origin",
    "sex",
    "veteran",
];

/// The table as records, row by row.
///
/// ```
/// let fields = sartor::profile::declared_fields();
/// let hour = fields.iter().find(|field| field.name == "preferred_hour").unwrap();
/// assert_eq!((hour.least, hour.most, hour.holds.as_str()), (Some(0), Some(23), "an hour from 0 to 23"));
/// ```
pub fn declared_fields() -> Vec<DeclaredField> {
    let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let count = |most: usize| u32::try_from(most).ok();
    let of = |spec: &FieldSpec| {
        let (kind, least, most) = match spec.holds {
            Text(most) => (FieldKind::Text, None, count(most)),
            Words => (FieldKind::Words, None, count(MAX_WORDS)),
            Number(least, most) => (FieldKind::Number, Some(least), Some(most)),
            Hour => (FieldKind::Hour, Some(0), Some(23)),
            Choice(_) => (FieldKind::Choice, None, None),
            Date => (FieldKind::Date, None, None),
            Code(least, most) => (FieldKind::Code, count(least), count(most)),
        };
        DeclaredField {
            name: spec.name.to_owned(),
            aliases: texts(spec.aliases),
            group: spec.group.to_owned(),
            kind,
            holds: spec.holds.says(),
            choices: if let Choice(words) = spec.holds { texts(words) } else { Vec::new() },
            least,
            most,
            guard: spec.guard,
            fresh_days: spec.fresh_days,
            used_by: texts(spec.used_by),
        }
    };
    DECLARED_FIELDS.iter().map(of).collect()
}

/// The field of a name, in any spelling.
pub fn field(name: &str) -> Option<&'static FieldSpec> {
    let plain = plain_name(name);
    DECLARED_FIELDS.iter().find(|spec| spec.name == plain || spec.aliases.contains(&plain.as_str()))
}

/// What may be done with a value of this name, known or not.
pub fn guard_of(name: &str) -> FieldGuard {
    if let Some(spec) = field(name) {
        return spec.guard;
    }
    let plain = plain_name(name);
    let any_of = |words: &[&str]| plain.split('_').any(|word| words.contains(&word));
    if any_of(SENSITIVE_WORDS) {
        FieldGuard::Sensitive
    } else if any_of(PROTECTED_WORDS) {
        FieldGuard::Protected
    } else {
        FieldGuard::Open
    }
}

/// Lower-case words joined by `_`, however they were written: `birthDate`, `Birth-Date`, `BIRTH DATE`.
fn plain_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len() + 4);
    let mut last_lower = false;
    for character in name.chars() {
        if character.is_alphanumeric() {
            if character.is_uppercase() && last_lower {
                plain.push('_');
            }
            plain.extend(character.to_lowercase());
            last_lower = character.is_lowercase() || character.is_numeric();
        } else {
            if !plain.is_empty() && !plain.ends_with('_') {
                plain.push('_');
            }
            last_lower = false;
        }
    }
    while plain.ends_with('_') {
        plain.pop();
    }
    plain
}

impl FieldType {
    /// What belongs there, in words for an error and for the guide.
    pub fn says(&self) -> String {
        match self {
            Text(most) => format!("text of at most {most} characters"),
            Words => format!("text, a number, or at most {MAX_WORDS} texts of {MAX_WORD_CHARS} characters"),
            Number(least, most) => format!("a whole number from {least} to {most}"),
            Hour => "an hour from 0 to 23".to_owned(),
            Choice(words) => format!("one of {}", words.join(", ")),
            Date => "a day such as 1985-04-12".to_owned(),
            Code(2, 2) => "two capital letters (ISO 3166-1) such as US".to_owned(),
            Code(..) => "a BCP 47 tag such as en or en-US".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldGuard::{Open, Protected, Sensitive};
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_name_stands_twice() {
        let names: Vec<&str> = DECLARED_FIELDS
            .iter()
            .flat_map(|spec| [spec.name].into_iter().chain(spec.aliases.iter().copied()))
            .collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for name in names {
            assert_eq!(plain_name(name), name, "is spelt plainly");
        }
    }

    #[test]
    fn spelling_does_not_hide_a_guard() {
        for name in ["religion", "Religion", "RELIGION", "religious-belief", "myReligion", " religion "] {
            assert_eq!(guard_of(name), Sensitive, "{name}");
        }
        for name in ["age", "Age", "dateOfBirth", "Marital Status", "age_group", "country_of_origin"] {
            assert_eq!(guard_of(name), Protected, "{name}");
        }
        for name in ["fit", "page", "agenda", "language", "sextant", "brace", "traces"] {
            assert_eq!(guard_of(name), Open, "{name}");
        }
    }

    #[test]
    fn nothing_guarded_is_read_by_an_engine() {
        for spec in DECLARED_FIELDS.iter().filter(|spec| spec.guard != Open) {
            assert!(spec.used_by.is_empty(), "{}", spec.name);
        }
    }
}
