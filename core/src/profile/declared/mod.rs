//! Who does the customer say they are?
//!
//! Demographics, psychographics, lifestyle, career, style and wishes about contact, as typed fields (the table
//! of [`DECLARED_FIELDS`]) and free attributes. Each value carries its source, the time it was said, the one
//! purpose it may serve if it was given for one, and when it expires. The latest word on a name counts; an
//! expired value is not read, and no older one takes its place.
//!
//! *Completeness* of a group is the share of its fields that some part of the engine reads and that are known
//! now; *freshness* is the share of those known that are younger than the field's `fresh_days`.
//!
//! ```
//! use sartor::event::Event;
//! use sartor::profile::Profile;
//! let said = Event::from_json(
//!     r#"{"type":"identify","messageId":"m1","userId":"c_17","timestamp":"2026-06-01T08:00:00Z",
//!         "traits":{"fit":"slim","career":"attorney","age":41}}"#,
//!     None,
//! )?;
//! let mut profile = Profile::new("c_17")?;
//! profile.observe(&said, 1_780_300_800_000)?;
//! let view = profile.declared(1_780_300_800_000)?;
//! let career = view.groups.iter().find(|group| group.group == "career").unwrap();
//! assert_eq!(career.fields[0].value, "\"attorney\"");
//! assert_eq!((career.known, career.usable), (1, 1));
//! let style = view.groups.iter().find(|group| group.group == "style").unwrap();
//! assert!(style.missing.contains(&"size".to_string()));
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod door;
mod fields;

pub(super) use door::{check, whole};
pub use fields::{
    CHANNELS, DECLARED_FIELDS, DeclaredField, FieldGuard, FieldKind, FieldSpec, FieldType, TONES,
    declared_fields, field, guard_of,
};

use super::{CustomerState, DeclaredTrait, MAX_TRAITS, Profile};
use crate::Result;
use crate::consent::ConsentPurpose;
use crate::event::{Declaration, DeclaredSource, Event};
use crate::time::{DAY_MS, check_timestamp};

/// Everything a customer is said to be, at one time.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DeclaredView {
    /// The customer.
    pub customer_id: String,
    /// Milliseconds since the epoch, UTC: when the view was taken.
    pub as_of_ms: i64,
    /// `demographics`, `psychographics`, `lifestyle`, `career`, `style`, `contact`, in this order.
    pub groups: Vec<DeclaredGroup>,
    /// Values of names that are in no group, sorted by name.
    pub attributes: Vec<DeclaredValue>,
    /// Values of special categories, sorted by name; empty without the consent `sensitive`.
    pub sensitive: Vec<DeclaredValue>,
    /// Why `sensitive` is withheld: `no_consent`; absent where it is not, or where there is nothing.
    pub sensitive_withheld: Option<String>,
    /// Values that have expired and are not shown.
    pub expired: u32,
}

/// What is known of one group of fields.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DeclaredGroup {
    /// Its name.
    pub group: String,
    /// Values known now, in the order of the table.
    pub fields: Vec<DeclaredValue>,
    /// Fields of the group that some part of the engine reads.
    pub usable: u32,
    /// How many of those are known now.
    pub known: u32,
    /// How many of those are not yet stale.
    pub fresh: u32,
    /// `known / usable`, 0 to 1; absent where the engine reads nothing of the group.
    pub completeness: Option<f64>,
    /// `fresh / known`, 0 to 1; absent where nothing is known.
    pub freshness: Option<f64>,
    /// Fields that the engine reads and that are not known, in the order of the table.
    pub missing: Vec<String>,
}

/// One declared value with where it comes from.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct DeclaredValue {
    /// The name under which it was declared.
    pub name: String,
    /// The field of the table; absent for a free attribute.
    pub field: Option<String>,
    /// The value as JSON: `"slim"`, `41`, `true` or `["navy","grey"]`.
    pub value: String,
    /// Who says so.
    pub source: DeclaredSource,
    /// The one purpose it may serve; absent for any that is consented to.
    pub purpose: Option<ConsentPurpose>,
    /// When it was said.
    pub at_ms: i64,
    /// Whole days since then.
    pub age_days: u32,
    /// When it expires.
    pub expires_at_ms: Option<i64>,
    /// Whether it is younger than its field's `fresh_days`; free attributes are fresh for two years.
    pub fresh: bool,
    /// What may be done with it.
    pub guard: FieldGuard,
    /// Whether the engine may let it choose anything now: open, consented to, and given for that purpose.
    pub in_use: bool,
}

/// Days for which a free attribute is taken as still true.
const FREE_FRESH_DAYS: u32 = 730;

const GROUPS: [&str; 6] = ["demographics", "psychographics", "lifestyle", "career", "style", "contact"];

impl Profile {
    /// Who the customer is said to be: fields by group with source, time and expiry, how complete and how
    /// fresh each group is, and which fields that the engine could use are missing.
    pub fn declared(&self, as_of_ms: i64) -> Result<DeclaredView> {
        check_timestamp("profile", "asOfMs", as_of_ms)?;
        let state = self.state_at(as_of_ms);
        let unexpired = |known: &&DeclaredTrait| !known.is_expired(as_of_ms);
        let values = state
            .traits
            .iter()
            .filter(unexpired)
            .map(|known| value(&state, known, as_of_ms))
            .collect::<Result<Vec<_>>>()?;
        let apart = state.sensitive();
        let sensitive = apart.iter().filter(unexpired).map(|known| value(&state, known, as_of_ms));
        let hidden = state.sensitive_kept() > 0 && apart.is_empty();
        let all = state.traits.iter().chain(apart);
        Ok(DeclaredView {
            customer_id: self.customer_id().to_owned(),
            as_of_ms,
            groups: GROUPS.iter().map(|group| grouped(group, &values)).collect(),
            sensitive: sensitive.collect::<Result<Vec<_>>>()?,
            sensitive_withheld: hidden.then(|| "no_consent".to_owned()),
            expired: all.filter(|known| known.is_expired(as_of_ms)).count() as u32,
            attributes: values.into_iter().filter(|known| known.field.is_none()).collect(),
        })
    }
}

fn grouped(group: &str, values: &[DeclaredValue]) -> DeclaredGroup {
    let mut of_group = DeclaredGroup {
        group: group.to_owned(),
        fields: Vec::new(),
        usable: 0,
        known: 0,
        fresh: 0,
        completeness: None,
        freshness: None,
        missing: Vec::new(),
    };
    for spec in DECLARED_FIELDS.iter().filter(|spec| spec.group == group) {
        let own = values.iter().filter(|known| known.field.as_deref() == Some(spec.name));
        let mut said: Vec<&DeclaredValue> = own.collect();
        // Of several spellings the latest comes first.
        said.sort_by(|one, other| other.at_ms.cmp(&one.at_ms).then_with(|| one.name.cmp(&other.name)));
        if !spec.used_by.is_empty() {
            of_group.usable += 1;
            match said.first() {
                Some(latest) => {
                    of_group.known += 1;
                    of_group.fresh += u32::from(latest.fresh);
                }
                None => of_group.missing.push(spec.name.to_owned()),
            }
        }
        of_group.fields.extend(said.into_iter().cloned());
    }
    let share = |part: u32, of: u32| (of > 0).then(|| f64::from(part) / f64::from(of));
    of_group.completeness = share(of_group.known, of_group.usable);
    of_group.freshness = share(of_group.fresh, of_group.known);
    of_group
}

fn value(state: &CustomerState, known: &DeclaredTrait, as_of_ms: i64) -> Result<DeclaredValue> {
    let spec = field(&known.name);
    let age_days = (as_of_ms - known.at_ms).div_euclid(DAY_MS).clamp(0, i64::from(u32::MAX)) as u32;
    let purpose = known.purpose.unwrap_or(ConsentPurpose::Personalization);
    Ok(DeclaredValue {
        name: known.name.clone(),
        field: spec.map(|spec| spec.name.to_owned()),
        value: super::view::value_text(&known.value)?,
        source: known.source,
        purpose: known.purpose,
        at_ms: known.at_ms,
        age_days,
        expires_at_ms: known.expires_at_ms,
        fresh: age_days <= spec.map_or(FREE_FRESH_DAYS, |spec| spec.fresh_days),
        guard: known.guard,
        in_use: state.allows(purpose) && known.may_serve(purpose, as_of_ms),
    })
}

impl DeclaredTrait {
    /// Whether its time is over.
    pub fn is_expired(&self, as_of_ms: i64) -> bool {
        self.expires_at_ms.is_some_and(|expires_ms| expires_ms <= as_of_ms)
    }

    /// Whether it may choose anything for a purpose; whether that purpose is consented to is asked elsewhere.
    pub fn may_serve(&self, purpose: ConsentPurpose, as_of_ms: i64) -> bool {
        self.guard == FieldGuard::Open
            && !self.is_expired(as_of_ms)
            && self.purpose.is_none_or(|given_for| given_for == purpose)
    }
}

impl CustomerState {
    /// Traits that may choose something now for a purpose: consented to, open, given for it, not expired.
    pub fn usable_traits(
        &self,
        purpose: ConsentPurpose,
        as_of_ms: i64,
    ) -> impl Iterator<Item = &DeclaredTrait> {
        let allowed = self.allows(purpose);
        self.traits.iter().filter(move |known| allowed && known.may_serve(purpose, as_of_ms))
    }

    /// The usable value of one field of the table, whatever it was called; the latest if it came under several
    /// names.
    pub fn usable_field(&self, name: &str, purpose: ConsentPurpose, as_of_ms: i64) -> Option<&DeclaredTrait> {
        let same = |known: &&DeclaredTrait| known.field == Some(name);
        self.usable_traits(purpose, as_of_ms).filter(same).max_by_key(|known| known.at_ms)
    }

    /// Traits of special categories, sorted by name: none without the consent `sensitive`.
    pub fn sensitive(&self) -> &[DeclaredTrait] {
        if self.allows(ConsentPurpose::Sensitive) { &self.apart } else { &[] }
    }

    /// How many traits of special categories are kept, whether they may be read or not.
    pub fn sensitive_kept(&self) -> usize {
        self.apart.len()
    }
}

/// Fold what an event declares.
pub(super) fn declare(state: &mut CustomerState, event: &Event) {
    let Declaration { source, purpose, expires_at_ms } = Declaration::of(event);
    // Whatever is given for this purpose is kept apart, also what no name betrays.
    let is_apart = purpose == Some(ConsentPurpose::Sensitive);
    for attribute in &event.attributes {
        if Declaration::reserves(&attribute.name) {
            continue;
        }
        let named = guard_of(&attribute.name);
        // The door does not let it in; a ledger from elsewhere is not believed.
        if named == FieldGuard::Sensitive && !is_apart {
            continue;
        }
        let guard = if is_apart { FieldGuard::Sensitive } else { named };
        let declared = DeclaredTrait {
            name: attribute.name.clone(),
            value: attribute.value.clone(),
            at_ms: event.timestamp_ms,
            message_id: event.message_id.clone(),
            source,
            purpose,
            expires_at_ms,
            field: field(&attribute.name).map(|spec| spec.name),
            guard,
        };
        let traits = if is_apart { &mut state.apart } else { &mut state.traits };
        match traits.binary_search_by(|known| known.name.cmp(&attribute.name)) {
            Ok(at) => {
                if let Some(known) = traits.get_mut(at) {
                    *known = declared;
                }
            }
            Err(at) if traits.len() < MAX_TRAITS => traits.insert(at, declared),
            Err(_) => (),
        }
    }
}
