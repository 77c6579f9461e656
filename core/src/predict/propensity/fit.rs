//! How is a model of purchases by category fitted?

use super::report::PropensityReport;
use super::rows::{CategoryRow, columns as category_columns};
use super::{CategoryLife, Propensity, PropensityOptions, SUBJECT, StoredPropensity};
use crate::batch::map_chunks;
use crate::consent::ConsentPurpose;
use crate::control::Control;
use crate::event::EventKind;
use crate::learn::Table;
use crate::predict::features::{FEATURES_VERSION, FeatureExtra, FeatureReader, Features, columns, today};
use crate::predict::hazard::{Hazard, HazardOptions, HeldOutLearner, Spell, check_cuts_within, life_table};
use crate::profile::{Keys, Profile, Step, is_act};
use crate::rng::Rng;
use crate::time::{DAY_MS, check_timestamp, local_day};
use crate::{Result, SartorError};

/// Customers that one thread takes at a time.
const CHUNK: usize = 64;

/// What a model of purchases by category is trained on.
#[derive(Debug, Clone, Copy)]
pub struct PropensityData<'a> {
    /// The customers. Of whoever does not allow analytics at the time of training nothing is read.
    pub profiles: &'a [Profile],
    /// The time of training: nothing dated later counts.
    pub as_of_ms: i64,
    /// What other models knew at each of [`PropensityOptions::cuts`]: for each cut one for each profile.
    pub extras: Option<&'a [Vec<FeatureExtra>]>,
}

impl<'a> PropensityData<'a> {
    /// Customers of whom nothing else is known.
    pub fn of(profiles: &'a [Profile], as_of_ms: i64) -> Self {
        Self { profiles, as_of_ms, extras: None }
    }

    fn check(&self, cuts: &[i64]) -> Result<()> {
        let Some(extras) = self.extras else { return Ok(()) };
        if extras.len() != cuts.len() || extras.iter().any(|extras| extras.len() != self.profiles.len()) {
            return Err(SartorError::invalid(
                SUBJECT,
                "extras",
                "one for each profile, for each of the cuts",
            ));
        }
        extras.iter().flatten().try_for_each(FeatureExtra::check)
    }
}

/// One customer at one cut: what was known, and in which period each category was bought from first.
struct Seen {
    features: Features,
    categories: Vec<CategoryRow>,
    followed: u32,
    events: Vec<Option<u32>>,
}

impl Propensity {
    /// Fit to what customers were known for at the cuts, and to what they bought since.
    ///
    /// The reader has to know a catalogue with categories; those in which nobody bought are left out. An order that was
    /// cancelled is none.
    pub fn fit(
        reader: &FeatureReader,
        data: &PropensityData<'_>,
        options: &PropensityOptions,
        control: Control<'_>,
    ) -> Result<Self> {
        options.check()?;
        check_timestamp(SUBJECT, "asOfMs", data.as_of_ms)?;
        let options = PropensityOptions { cuts_ms: options.cuts(data.as_of_ms), ..options.clone() };
        check_cuts_within(SUBJECT, &options.cuts_ms, options.horizon_days, data.as_of_ms)?;
        data.check(&options.cuts_ms)?;
        let too_few = |found: usize, needed: i64, unit: &str| SartorError::TooFew {
            subject: SUBJECT.to_owned(),
            found: found as i64,
            needed,
            unit: unit.to_owned(),
        };
        let names = reader.shelf().categories();
        if names.is_empty() {
            return Err(too_few(0, 1, "categories in the catalogue"));
        }
        let customers = drawn(data, &options, names.len());
        let within = control.without_steps();
        let seen = map_chunks(&customers, CHUNK, within, |place| Ok(look(reader, data, &options, *place)))?;
        let seen: Vec<(u32, Seen)> = customers
            .iter()
            .zip(seen)
            .flat_map(|(place, seen)| seen.into_iter().map(|one| (*place as u32, one)))
            .collect();
        let bought = |category: usize| {
            seen.iter().any(|(_, one)| one.events.get(category).is_some_and(Option::is_some))
        };
        let kept: Vec<usize> = (0..names.len()).filter(|category| bought(*category)).collect();
        if kept.is_empty() {
            return Err(too_few(0, 1, "categories that somebody bought from since"));
        }
        let (mut features, mut rows, mut spells, mut place) = (vec![], vec![], vec![], vec![]);
        for (subject, one) in &seen {
            for (number, category) in (0..).zip(&kept) {
                let (Some(row), Some(event)) = (one.categories.get(*category), one.events.get(*category))
                else {
                    continue;
                };
                features.push(&one.features);
                rows.push((*row, names.get(*category).map_or("", String::as_str)));
                spells.push(Spell { subject: *subject, followed: one.followed, event: *event });
                place.push(number);
            }
        }
        let mut all = columns(&features)?;
        all.extend(category_columns(&rows)?);
        let table = Table::new(all)?;
        let fitted = Hazard::fit(
            &table,
            &spells,
            &HazardOptions {
                period_days: f64::from(options.horizon_days) / f64::from(options.periods),
                periods: options.periods,
                folds: options.folds,
                trees: options.trees,
                members: options.members.clone(),
                seed: options.seed,
            },
            control,
        )?;
        let told: Vec<usize> =
            (0..spells.len()).filter(|at| spells[*at].happened_by(options.periods).is_some()).collect();
        let of_told = |values: &[f64]| -> Vec<f64> { told.iter().map(|at| values[*at]).collect() };
        let places: Vec<u32> = told.iter().map(|at| place[*at]).collect();
        let happened: Vec<bool> = told.iter().map(|at| spells[*at].event.is_some()).collect();
        let learners: Vec<HeldOutLearner> = fitted
            .learners
            .into_iter()
            .map(|one| HeldOutLearner { log_odds: of_told(&one.log_odds), ..one })
            .collect();
        let categories: Vec<String> = kept.iter().filter_map(|at| names.get(*at).cloned()).collect();
        let left_out = data.profiles.len() - customers.len();
        let mut subjects: Vec<u32> = spells.iter().map(|spell| spell.subject).collect();
        subjects.dedup();
        let report = PropensityReport::of(
            &categories,
            &places,
            &of_told(&fitted.held_out_log_odds),
            &happened,
            &learners,
            subjects.len() as u32,
            left_out as u32,
        )?;
        let life = |(number, category): (u32, &String)| {
            let own: Vec<Spell> = spells
                .iter()
                .zip(&place)
                .filter(|(_, place)| **place == number)
                .map(|(spell, _)| *spell)
                .collect();
            let life_table = life_table(&own, options.periods)?;
            Ok(CategoryLife { category: category.clone(), life_table })
        };
        let categories = (0..).zip(&categories).map(life).collect::<Result<_>>()?;
        Self::try_from(StoredPropensity {
            features_version: FEATURES_VERSION,
            options,
            hazard: fitted.hazard,
            categories,
            report,
        })
    }
}

/// Places of the customers that are looked at, ascending: of those who allow it all, or as many as give the rows asked for.
fn drawn(data: &PropensityData<'_>, options: &PropensityOptions, categories: usize) -> Vec<usize> {
    let allows = |place: &usize| {
        let profile = data.profiles.get(*place);
        profile.is_some_and(|known| known.state_at(data.as_of_ms).allows(ConsentPurpose::Analytics))
    };
    let mut customers: Vec<usize> = (0..data.profiles.len()).filter(allows).collect();
    let rows_each = categories * options.cuts_ms.len();
    let most = (options.rows as usize / rows_each.max(1)).max(1);
    if customers.len() > most {
        Rng::new(options.seed).shuffle(&mut customers);
        customers.truncate(most);
        customers.sort_unstable();
    }
    customers
}

/// One customer at every cut at which something was known of them.
fn look(
    reader: &FeatureReader,
    data: &PropensityData<'_>,
    options: &PropensityOptions,
    place: usize,
) -> Vec<Seen> {
    let Some(profile) = data.profiles.get(place) else { return Vec::new() };
    let trail = profile.trail_at(data.as_of_ms);
    let steps = trail.until(data.as_of_ms);
    let first_act_ms = steps.iter().find(|step| is_act(step.kind)).map_or(i64::MAX, |step| step.at_ms);
    let rolled_up = profile.is_rolled_up(data.as_of_ms);
    let cancelled: Keys =
        steps.iter().filter(|step| step.kind == EventKind::OrderCancelled).filter_map(Step::key).collect();
    let stands = |step: &&Step| {
        step.kind == EventKind::OrderCompleted && step.key().is_none_or(|key| !cancelled.contains(&key))
    };
    let period_days = f64::from(options.horizon_days) / f64::from(options.periods);
    let mut seen = Vec::new();
    for (number, cut_ms) in options.cuts_ms.iter().copied().enumerate() {
        let then = profile.state_at(cut_ms);
        if then.first_event_ms.is_none() || (rolled_up && first_act_ms > cut_ms) {
            continue;
        }
        let days_known = (data.as_of_ms - cut_ms) as f64 / DAY_MS as f64;
        let followed = crate::math::floor(days_known / period_days).min(f64::from(options.periods)) as u32;
        let cut_day = today(&then, cut_ms);
        let mut events = vec![None; reader.shelf().categories().len()];
        for step in steps.iter().filter(|step| step.at_ms > cut_ms).filter(stands) {
            let day = local_day(step.at_ms, step.utc_offset_minutes().unwrap_or(0));
            let days = f64::from(day) - f64::from(cut_day);
            let period = (days / period_days).ceil();
            if days < 1.0 || period > f64::from(followed) {
                continue;
            }
            for product in trail.products(step) {
                let category = reader.shelf().category(product);
                if let Some(first) = category.and_then(|category| events.get_mut(category)) {
                    first.get_or_insert(period as u32);
                }
            }
        }
        let nothing = FeatureExtra::default();
        let extra = data.extras.and_then(|extras| extras.get(number)?.get(place)).unwrap_or(&nothing);
        seen.push(Seen {
            features: reader.read(profile, cut_ms, extra),
            categories: CategoryRow::of(reader, profile, cut_ms),
            followed,
            events,
        });
    }
    seen
}
