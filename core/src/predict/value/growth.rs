//! Where do customers of like spend buy more?
//!
//! Customers of the training are put into five groups by what they have spent, of about as many. Of each group and category
//! it is kept how many buy from it and the median of what they have spent there. A category is an opportunity for a
//! customer who has spent less in it than that median: the amount is the difference, and it counts by the share of the
//! group that buys there at all. It is what others do, not what an offer would change: that takes a trial.

use serde::{Deserialize, Serialize};

use super::{SUBJECT, Value, minor};
use crate::consent::ConsentPurpose;
use crate::predict::features::{FeatureExtra, FeatureReader};
use crate::profile::Profile;
use crate::{Result, SartorError};

/// Groups of customers.
#[cfg(feature = "train")]
const GROUPS: usize = 5;
/// Buyers of a group below which a category says nothing.
const FEWEST_BUYERS: u32 = 10;

/// What customers of like spend do, category by category.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Comparable {
    /// Spend from which each group but the first begins, ascending.
    from_minor: Vec<f64>,
    groups: Vec<ComparableGroup>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ComparableGroup {
    customers: u32,
    /// Sorted by category.
    categories: Vec<ComparableCategory>,
}

/// One category in a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ComparableCategory {
    category: String,
    buyers: u32,
    median_minor: i64,
}

/// A category in which customers of like spend buy more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor.predict"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct GrowthOpportunity {
    /// The category.
    pub category: String,
    /// What the customer has spent in it so far, in minor units.
    pub own_minor: i64,
    /// The median of what customers of like spend who buy from it have spent in it.
    pub comparable_minor: i64,
    /// The difference.
    pub amount_minor: i64,
    /// The share of customers of like spend who buy from it.
    pub comparable_share: f64,
    /// How many customers of like spend there are.
    pub comparable_customers: u32,
    /// The difference times that share, by which opportunities are ranked.
    pub weighted_minor: i64,
    /// The reason in words, amounts in minor units.
    pub reason: String,
}

impl Comparable {
    pub(super) fn check(&self) -> Result<()> {
        let ascending = self.from_minor.is_sorted_by(|left, right| left < right);
        let sound = |group: &ComparableGroup| {
            let within = |known: &ComparableCategory| {
                known.buyers <= group.customers && (0..=1_000_000_000_000_000).contains(&known.median_minor)
            };
            group.categories.iter().all(within)
                && group.categories.is_sorted_by(|left, right| left.category < right.category)
        };
        let counted = self.groups.is_empty() && self.from_minor.is_empty()
            || self.groups.len() == self.from_minor.len() + 1;
        if ascending && counted && self.groups.iter().all(sound) {
            return Ok(());
        }
        Err(SartorError::malformed(SUBJECT, "comparable customers that cannot be", 0))
    }

    fn group(&self, spend: f64) -> Option<&ComparableGroup> {
        self.groups.get(self.from_minor.partition_point(|from| *from <= spend))
    }

    /// Of each customer their spend in all, and by category in the order of the names.
    #[cfg(feature = "train")]
    pub(super) fn of(names: &[String], spends: &[(f64, Vec<i64>)]) -> Self {
        let mut all: Vec<f64> = spends.iter().map(|(spend, _)| *spend).collect();
        if all.is_empty() || names.is_empty() {
            return Self::default();
        }
        all.sort_unstable_by(f64::total_cmp);
        let mut from_minor: Vec<f64> =
            (1..GROUPS).filter_map(|group| all.get(all.len() * group / GROUPS).copied()).collect();
        from_minor.dedup();
        if from_minor.first() == all.first() {
            from_minor.remove(0);
        }
        let place = |spend: f64| from_minor.partition_point(|from| *from <= spend);
        let group = |group: usize| {
            let members: Vec<&Vec<i64>> =
                spends.iter().filter(|(spend, _)| place(*spend) == group).map(|(_, by)| by).collect();
            let category = |(at, name): (usize, &String)| {
                let mut paid: Vec<i64> =
                    members.iter().filter_map(|by| by.get(at).copied()).filter(|paid| *paid > 0).collect();
                paid.sort_unstable();
                let median_minor = paid.get(paid.len() / 2).copied()?;
                Some(ComparableCategory { category: name.clone(), buyers: paid.len() as u32, median_minor })
            };
            ComparableGroup {
                customers: members.len() as u32,
                categories: names.iter().enumerate().filter_map(category).collect(),
            }
        };
        let groups = (0..=from_minor.len()).map(group).collect();
        Self { from_minor, groups }
    }
}

impl Value {
    /// Where a customer spends less than customers of like spend who buy there, what weighs most first; the reader has to
    /// know the catalogue, and a category it does not know is left out. Of a customer who may not be read, or has not bought
    /// yet, there is none.
    pub fn growth(
        &self,
        reader: &FeatureReader,
        profile: &Profile,
        as_of_ms: i64,
        most: u32,
    ) -> Result<Vec<GrowthOpportunity>> {
        // The same gate, and the same checks, as every other reading of a profile.
        let features = reader.row(profile, as_of_ms, &FeatureExtra::default())?;
        let state = profile.state_at(as_of_ms);
        let spend = features.number("spend_minor");
        let (Some(spend), true) = (spend, state.allows(ConsentPurpose::Analytics)) else {
            return Ok(Vec::new());
        };
        let Some(group) = self.stored.comparable.group(spend) else { return Ok(Vec::new()) };
        let bought = reader.shelf().bought(&state.products);
        let mut found = Vec::new();
        for known in group.categories.iter().filter(|known| known.buyers >= FEWEST_BUYERS) {
            // Of a category that the reader does not know it is not known what the customer has spent.
            let place = reader.shelf().categories().binary_search(&known.category).ok();
            let Some(sums) = place.and_then(|place| bought.get(place)) else { continue };
            let own = sums.revenue_minor.max(0);
            let amount_minor = known.median_minor - own;
            if amount_minor <= 0 {
                continue;
            }
            let share = f64::from(known.buyers) / f64::from(group.customers.max(1));
            found.push(GrowthOpportunity {
                category: known.category.clone(),
                own_minor: own,
                comparable_minor: known.median_minor,
                amount_minor,
                comparable_share: share,
                comparable_customers: group.customers,
                weighted_minor: minor(share * amount_minor as f64),
                reason: format!(
                    "{:.0} % of {} customers of like spend buy {}, half of them for {} or more; this one for {own}",
                    100.0 * share, group.customers, known.category, known.median_minor
                ),
            });
        }
        found.sort_by(|left, right| {
            right.weighted_minor.cmp(&left.weighted_minor).then_with(|| left.category.cmp(&right.category))
        });
        found.truncate(most as usize);
        Ok(found)
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {
    use super::*;

    #[test]
    fn groups_are_of_about_as_many_and_know_what_their_members_paid() {
        let names = ["a".to_owned(), "b".to_owned()];
        let spends: Vec<(f64, Vec<i64>)> =
            (0..100).map(|n| (f64::from(n), vec![i64::from(n), if n % 2 == 0 { 10 } else { 0 }])).collect();
        let comparable = Comparable::of(&names, &spends);
        assert!(comparable.check().is_ok());
        assert_eq!(comparable.from_minor, [20.0, 40.0, 60.0, 80.0]);
        let last = comparable.group(99.0).unwrap();
        assert_eq!(
            (last.customers, last.categories[0].median_minor, last.categories[1].buyers),
            (20, 90, 10)
        );
        assert_eq!(comparable.group(0.0).unwrap().categories[0].buyers, 19);
        let alike = Comparable::of(&names, &vec![(5.0, vec![1, 1]); 30]);
        assert!(alike.check().is_ok());
        assert_eq!(alike.group(5.0).unwrap().customers, 30);
    }
}
