//! How do customers in general answer, and at what hours are they there?

use std::collections::BTreeMap;

use crate::math;
use crate::{Result, SartorError};

use super::advice::Contact;
use super::rate::{PRIOR_MEAN, PRIOR_STRENGTH, Rate, fit_prior};

/// Hours of a day.
pub(super) const HOURS: usize = 24;
/// Days since the last contact at which a gap begins, with its name and the contacts a week it stands for.
pub(super) const GAPS: [(f64, &str, u32); 4] =
    [(0.0, "under_1_day", 7), (1.0, "1_to_3_days", 3), (3.0, "3_to_7_days", 2), (7.0, "over_7_days", 1)];
/// Customers whose hours the strength of the population is fitted on.
const MAX_HOUR_CUSTOMERS: usize = 2_000;
/// Strength of the population's hours where too few customers show any, a judgement.
const HOUR_STRENGTH: f64 = 12.0;
const MIN_HOUR_CUSTOMERS: usize = 20;
const SUBJECT: &str = "contact population";
/// The most names of channels or tones.
const MAX_NAMES: usize = 64;

/// What one customer shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContactHistory {
    /// Contacts, in any order.
    pub contacts: Vec<Contact>,
    /// Visits and answers by hour of the customer's own day, 24 counts; empty where their clock is unknown.
    pub hours: Vec<u32>,
}

/// The rates of customers in general, as a beta distribution.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RatePrior {
    /// Channel, tone or gap.
    pub name: String,
    /// Answered contacts that the prior is worth.
    pub a: f64,
    /// Unanswered contacts that the prior is worth.
    pub b: f64,
    /// Customers it was fitted on.
    pub customers: u32,
}

/// What customers in general do.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactPopulation {
    /// By channel, sorted by name.
    pub channels: Vec<RatePrior>,
    /// By tone, sorted by name.
    pub tones: Vec<RatePrior>,
    /// By days since the last contact, sorted by name.
    pub gaps: Vec<RatePrior>,
    /// Share of visits in each hour of the customer's own day, 24 shares that sum to 1.
    pub hours: Vec<f64>,
    /// Visits that these shares are worth for one customer.
    pub hour_strength: f64,
    /// Customers whose hours were seen.
    pub hour_customers: u32,
}

impl Default for ContactPopulation {
    /// Nothing is known: every hour alike, and one answer in ten contacts assumed.
    fn default() -> Self {
        Self {
            channels: Vec::new(),
            tones: Vec::new(),
            gaps: Vec::new(),
            hours: vec![1.0 / HOURS as f64; HOURS],
            hour_strength: HOUR_STRENGTH,
            hour_customers: 0,
        }
    }
}

impl ContactPopulation {
    /// Fit on the histories of customers who allow it.
    pub fn fit(histories: &[ContactHistory]) -> Self {
        let by = |names: &dyn Fn(&ContactHistory) -> Vec<(String, bool)>| {
            let mut shown: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
            for history in histories {
                let mut own: BTreeMap<String, (f64, f64)> = BTreeMap::new();
                for (name, answered) in names(history) {
                    let counts = own.entry(name).or_default();
                    counts.0 += f64::from(u8::from(answered));
                    counts.1 += 1.0;
                }
                for (name, counts) in own {
                    shown.entry(name).or_default().push(counts);
                }
            }
            let priors = shown.into_iter().map(|(name, shown)| {
                let (rate, customers) = fit_prior(&shown);
                RatePrior { name, a: rate.a, b: rate.b, customers }
            });
            priors.take(MAX_NAMES).collect::<Vec<_>>()
        };
        let named = |pick: &dyn Fn(&Contact) -> Option<&String>| {
            by(&|history: &ContactHistory| {
                let contacts = history.contacts.iter();
                contacts.filter_map(|one| Some((pick(one)?.clone(), one.answered))).collect()
            })
        };
        let channels = named(&|one| one.channel.as_ref());
        let tones = named(&|one| one.tone.as_ref());
        let gaps = by(&|history| {
            let gaps = super::advice::gaps(&history.contacts);
            gaps.into_iter().map(|(gap, one)| (gap.to_owned(), one.answered)).collect()
        });
        let seen: Vec<&[u32]> = histories
            .iter()
            .map(|history| history.hours.as_slice())
            .filter(|hours| hours.len() == HOURS && hours.iter().any(|count| *count > 0))
            .collect();
        let hours = shares(&seen);
        let hour_strength = strength(&seen, &hours);
        Self { channels, tones, gaps, hours, hour_strength, hour_customers: seen.len() as u32 }
    }

    /// Whether anything was seen at all.
    pub fn is_empty(&self) -> bool {
        self.channels.is_empty() && self.tones.is_empty() && self.hour_customers == 0
    }

    /// Refuse what no fit could have made.
    pub fn check(&self) -> Result<()> {
        for prior in self.channels.iter().chain(&self.tones).chain(&self.gaps) {
            for (field, value) in [("a", prior.a), ("b", prior.b)] {
                if !(value > 0.0 && value <= 1e6) {
                    return Err(SartorError::out_of_range(SUBJECT, field, value, "above 0, at most 10^6"));
                }
            }
        }
        let sum: f64 = self.hours.iter().sum();
        let positive = self.hours.iter().all(|share| *share > 0.0 && *share <= 1.0);
        if self.hours.len() != HOURS || !positive || (sum - 1.0).abs() > 1e-6 {
            return Err(SartorError::invalid(SUBJECT, "hours", "24 shares above 0 that sum to 1"));
        }
        if !(self.hour_strength > 0.0 && self.hour_strength <= 1e6) {
            let expected = "above 0, at most 10^6";
            return Err(SartorError::out_of_range(SUBJECT, "hourStrength", self.hour_strength, expected));
        }
        Ok(())
    }

    pub(super) fn channel(&self, name: &str) -> Rate {
        prior(&self.channels, name)
    }

    pub(super) fn tone(&self, name: &str) -> Rate {
        prior(&self.tones, name)
    }

    pub(super) fn gap(&self, name: &str) -> Rate {
        prior(&self.gaps, name)
    }
}

fn prior(priors: &[RatePrior], name: &str) -> Rate {
    let assumed = Rate { a: PRIOR_MEAN * PRIOR_STRENGTH, b: (1.0 - PRIOR_MEAN) * PRIOR_STRENGTH };
    priors.iter().find(|known| known.name == name).map_or(assumed, |known| Rate { a: known.a, b: known.b })
}

/// Mean shares over customers, one visit for each hour added, smoothed on the circle by the binomial kernel
/// `(1/4, 1/2, 1/4)`.
fn shares(seen: &[&[u32]]) -> Vec<f64> {
    let mut sums = [1.0 / HOURS as f64; HOURS];
    for hours in seen {
        let total: f64 = hours.iter().map(|count| f64::from(*count)).sum();
        for (sum, count) in sums.iter_mut().zip(*hours) {
            *sum += f64::from(*count) / total;
        }
    }
    let total: f64 = sums.iter().sum();
    let at = |hour: usize| sums.get(hour % HOURS).copied().unwrap_or(0.0);
    (0..HOURS)
        .map(|hour| (0.25 * at(hour + HOURS - 1) + 0.5 * at(hour) + 0.25 * at(hour + 1)) / total)
        .collect()
}

/// The precision of the Dirichlet-multinomial at these shares: maximum likelihood by golden section on its
/// logarithm.
fn strength(seen: &[&[u32]], shares: &[f64]) -> f64 {
    if seen.len() < MIN_HOUR_CUSTOMERS {
        return HOUR_STRENGTH;
    }
    let likelihood = |log_strength: f64| {
        let strength = math::exp(log_strength);
        let mut sum = 0.0;
        for hours in seen.iter().take(MAX_HOUR_CUSTOMERS) {
            let total: f64 = hours.iter().map(|count| f64::from(*count)).sum();
            sum -= math::lgamma_ratio(strength, total);
            for (share, count) in shares.iter().zip(*hours).filter(|(_, count)| **count > 0) {
                sum += math::lgamma_ratio(strength * share, f64::from(*count));
            }
        }
        sum
    };
    let golden = 0.5 * (math::sqrt(5.0) - 1.0);
    let (mut low, mut high) = (0.0, math::ln(1_000.0));
    let (mut left, mut right) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_left, mut at_right) = (likelihood(left), likelihood(right));
    for _ in 0..40 {
        if at_left < at_right {
            (low, left, at_left) = (left, right, at_right);
            right = low + golden * (high - low);
            at_right = likelihood(right);
        } else {
            (high, right, at_right) = (right, left, at_left);
            left = high - golden * (high - low);
            at_left = likelihood(left);
        }
    }
    math::exp(0.5 * (low + high))
}
