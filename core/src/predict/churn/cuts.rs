//! Who was a customer at a past date, what was known of them then, and what have they done since?

use super::{ChurnOptions, ChurnSetting, SUBJECT};
use crate::batch::map_chunks;
use crate::consent::ConsentPurpose;
use crate::control::Control;
use crate::predict::features::{FeatureExtra, FeatureReader, Features, today};
use crate::predict::hazard::{Spell, check_cuts_within};
use crate::profile::Profile;
use crate::time::{DAY_MS, check_timestamp};
use crate::{Result, SartorError};

/// Customers that one thread takes at a time.
const CHUNK: usize = 64;

/// What a model of churn is trained on.
#[derive(Debug, Clone, Copy)]
pub struct ChurnData<'a> {
    /// The customers. Of whoever does not allow analytics at the time of training nothing is read.
    pub profiles: &'a [Profile],
    /// The time of training: nothing dated later counts.
    pub as_of_ms: i64,
    /// Where customers cancel: when each did, if they have. One for each profile.
    pub cancelled_ms: Option<&'a [Option<i64>]>,
    /// What other models knew at each of [`ChurnOptions::cuts`]: for each cut one for each profile.
    pub extras: Option<&'a [Vec<FeatureExtra>]>,
}

impl<'a> ChurnData<'a> {
    /// Customers who do not say that they leave, and of whom nothing else is known.
    pub fn of(profiles: &'a [Profile], as_of_ms: i64) -> Self {
        Self { profiles, as_of_ms, cancelled_ms: None, extras: None }
    }

    fn check(&self, options: &ChurnOptions, cuts: &[i64]) -> Result<()> {
        check_timestamp(SUBJECT, "asOfMs", self.as_of_ms)?;
        let contractual = options.setting == ChurnSetting::Contractual;
        if contractual != self.cancelled_ms.is_some() {
            let expected = if contractual {
                "there, and the setting is contractual"
            } else {
                "left out where the setting is non_contractual"
            };
            return Err(SartorError::invalid(SUBJECT, "cancelledMs", expected));
        }
        let as_profiles = |field: &str, found: usize| {
            if found == self.profiles.len() {
                return Ok(());
            }
            let expected = format!("{} as of the profiles", self.profiles.len());
            Err(SartorError::out_of_range(SUBJECT, field, found, &expected))
        };
        if let Some(cancelled_ms) = self.cancelled_ms {
            as_profiles("length of cancelledMs", cancelled_ms.len())?;
            for at_ms in cancelled_ms.iter().flatten() {
                check_timestamp(SUBJECT, "cancelledMs", *at_ms)?;
            }
        }
        if let Some(extras) = self.extras {
            if extras.len() != cuts.len() {
                let expected = format!("{} as of the cuts", cuts.len());
                return Err(SartorError::out_of_range(SUBJECT, "length of extras", extras.len(), &expected));
            }
            for extras in extras {
                as_profiles("length of extras of a cut", extras.len())?;
                extras.iter().try_for_each(FeatureExtra::check)?;
            }
        }
        check_cuts_within(SUBJECT, cuts, options.horizon_days, self.as_of_ms)
    }
}

/// Customers as they were at a cut, and what followed.
pub(super) struct Followed {
    pub features: Vec<Features>,
    pub spells: Vec<Spell>,
}

pub(super) fn follow(
    reader: &FeatureReader,
    data: &ChurnData<'_>,
    options: &ChurnOptions,
    cuts: &[i64],
    control: Control<'_>,
) -> Result<Followed> {
    data.check(options, cuts)?;
    let places: Vec<usize> = (0..data.profiles.len()).collect();
    let all = map_chunks(&places, CHUNK, control, |place| Ok(one(reader, data, options, cuts, *place)))?;
    let (features, spells) = all.into_iter().flatten().unzip();
    Ok(Followed { features, spells })
}

/// One customer at every cut at which they were one.
fn one(
    reader: &FeatureReader,
    data: &ChurnData<'_>,
    options: &ChurnOptions,
    cuts: &[i64],
    place: usize,
) -> Vec<(Features, Spell)> {
    let Some(profile) = data.profiles.get(place) else { return Vec::new() };
    let now = profile.state_at(data.as_of_ms);
    if !now.allows(ConsentPurpose::Analytics) {
        return Vec::new();
    }
    let period_days = f64::from(options.horizon_days) / f64::from(options.periods);
    let cancelled_ms = data.cancelled_ms.and_then(|cancelled| cancelled.get(place)).copied().flatten();
    let mut followed = Vec::new();
    for (number, cut_ms) in cuts.iter().copied().enumerate() {
        let then = profile.state_at(cut_ms);
        // Where the customer's local day is counted, both ends are; where an instant is, so is the other.
        let (days_known, days_until) = match options.setting {
            ChurnSetting::NonContractual => {
                if then.purchase_days.is_empty() {
                    continue;
                }
                let cut_day = today(&then, cut_ms);
                let later = now.purchase_days.iter().find(|day| day.day > cut_day);
                let days = |day: i32| f64::from(day) - f64::from(cut_day);
                (days(today(&now, data.as_of_ms)), later.map(|day| days(day.day)))
            }
            ChurnSetting::Contractual => {
                let was_there = then.first_event_ms.is_some();
                if !was_there || cancelled_ms.is_some_and(|at_ms| at_ms <= cut_ms) {
                    continue;
                }
                let days = |at_ms: i64| (at_ms - cut_ms) as f64 / DAY_MS as f64;
                (days(data.as_of_ms), cancelled_ms.filter(|at_ms| *at_ms <= data.as_of_ms).map(days))
            }
        };
        let periods = crate::math::floor(days_known / period_days).min(f64::from(options.periods));
        if periods < 1.0 {
            continue;
        }
        let event = days_until.map(|days| (days / period_days).ceil().max(1.0)).filter(|at| *at <= periods);
        let spell = Spell {
            subject: place as u32,
            followed: periods as u32,
            event: event.map(|period| period as u32),
        };
        let nothing = FeatureExtra::default();
        let extra = data.extras.and_then(|extras| extras.get(number)?.get(place)).unwrap_or(&nothing);
        followed.push((reader.read(profile, cut_ms, extra), spell));
    }
    followed
}
