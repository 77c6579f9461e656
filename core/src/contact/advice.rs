//! What is preferred, by whose word, and how surely?

use crate::estimate::{Basis, Estimate, Unknown};
use crate::math;
use crate::time::{DAY_MS, check_timestamp, check_utc_offset};
use crate::{Result, SartorError};

use super::allowance::{Allowance, ContactPolicy, allowance};
use super::population::{ContactPopulation, GAPS, HOURS, RatePrior};
use super::rate::Rate;

/// Probability with which a preference must beat the next best to be called learned.
const LEARNED: f64 = 0.9;
/// Hours of the window that is proposed.
const WINDOW: usize = 3;
/// Visits below which nothing is said of a customer's hours.
const MIN_VISITS: u32 = 3;
/// Conversations that a customer began on a channel below which the channel is not proposed for them.
const MIN_SESSIONS: u32 = 3;
/// The most contacts looked at.
const MAX_CONTACTS: usize = 10_000;

/// One time the customer was spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// On which channel, such as `email`.
    pub channel: Option<String>,
    /// In which tone, such as `friendly`.
    pub tone: Option<String>,
    /// When.
    pub at_ms: i64,
    /// Whether the customer answered, clicked or accepted.
    pub answered: bool,
    /// Whether nobody had asked for it: an email, a push, a letter; not an answer in a conversation.
    pub unasked: bool,
}

/// What the customer stated, which stands before anything learned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatedContact {
    /// The channel.
    pub channel: Option<String>,
    /// The hour, 0 to 23.
    pub hour: Option<u32>,
    /// The tone.
    pub tone: Option<String>,
    /// Unasked contacts a week.
    pub per_week: Option<u32>,
    /// First quiet hour.
    pub quiet_from_hour: Option<u32>,
    /// First hour that is not quiet.
    pub quiet_to_hour: Option<u32>,
}

/// All that is known of one customer's contacts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContactFacts {
    /// Now.
    pub as_of_ms: i64,
    /// Minutes east of UTC of the customer's clock, if known.
    pub utc_offset_minutes: Option<i32>,
    /// Whether the customer may be written to unasked at all.
    pub marketing_consent: bool,
    /// Contacts up to now, in any order.
    pub contacts: Vec<Contact>,
    /// Visits and answers by hour of the customer's own day, 24 counts; empty where unknown.
    pub hours: Vec<u32>,
    /// Conversations that the customer began, by channel, each once.
    pub sessions: Vec<(String, u32)>,
    /// What the customer stated.
    pub stated: StatedContact,
}

/// How often contacts of one kind are answered.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ResponseRate {
    /// Channel, tone, or days since the last contact (`under_1_day`, `1_to_3_days`, `3_to_7_days`, `over_7_days`).
    pub name: String,
    /// Probability of an answer; the basis is `customer` where this customer was contacted so, else `prior`.
    pub answered: Estimate,
    /// Contacts of the kind.
    pub contacts: u32,
    /// How many of them were answered.
    pub answers: u32,
}

/// What to choose, by whose word.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ContactChoice {
    /// What to choose.
    pub value: String,
    /// `stated`, `learned`, `tentative`, `usage` (where the customer begins conversations) or `population`.
    pub basis: String,
    /// Probability that it is better than the next best; absent where it was not compared.
    pub confidence: Option<f64>,
    /// Why, in one sentence without figures.
    pub reason: String,
}

/// At which hours the customer is there.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct HourChoice {
    /// First hour of the window on the customer's own clock, 0 to 23.
    pub from_hour: u32,
    /// First hour after it, 0 to 23.
    pub to_hour: u32,
    /// `stated`, `learned` or `tentative`.
    pub basis: String,
    /// Share of this customer's visits that fall into the window; absent where it was stated.
    pub share: Option<Estimate>,
    /// The same share of all customers.
    pub usual_share: f64,
    /// Visits and answers it rests on.
    pub visits: u32,
}

/// How a customer is best spoken to.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactAdvice {
    /// On which channel.
    pub channel: Option<ContactChoice>,
    /// At what hour.
    pub hour: Option<HourChoice>,
    /// In which tone.
    pub tone: Option<ContactChoice>,
    /// How many unasked contacts a week.
    pub max_per_week: u32,
    /// By whose word: `stated`, `learned` or `policy`.
    pub max_per_week_basis: String,
    /// Channels with their rates, best first.
    pub channels: Vec<ResponseRate>,
    /// Tones with their rates, best first.
    pub tones: Vec<ResponseRate>,
    /// Rates by days since the last unasked contact, shortest first.
    pub gaps: Vec<ResponseRate>,
    /// Whether the customer may be written to unasked.
    pub allowance: Allowance,
    /// What is not known, and why.
    pub unknown: Vec<Unknown>,
}

/// What is to be said of one customer.
pub fn advise(
    facts: &ContactFacts,
    policy: &ContactPolicy,
    population: &ContactPopulation,
) -> Result<ContactAdvice> {
    policy.check()?;
    check(facts)?;
    let mut unknown = Vec::new();
    let by_channel = counted(facts, policy, &population.channels, |one| one.channel.as_deref());
    let by_tone = counted(facts, policy, &population.tones, |one| one.tone.as_deref());
    let channel =
        facts.stated.channel.as_deref().map(stated).or_else(|| channel(facts, &by_channel, population));
    if channel.is_none() {
        unknown.push(Unknown::new("channel", "never_contacted"));
    }
    let tone = facts
        .stated
        .tone
        .as_deref()
        .map(stated)
        .or_else(|| chosen(&by_tone, |name| population.tone(name), "tone"));
    if tone.is_none() {
        unknown.push(Unknown::new("tone", "never_tried"));
    }
    let hour = match facts.stated.hour {
        Some(hour) => Some(HourChoice {
            from_hour: hour,
            to_hour: (hour + 1) % HOURS as u32,
            basis: "stated".to_owned(),
            share: None,
            usual_share: population.hours.get(hour as usize).copied().unwrap_or(0.0),
            visits: facts.hours.iter().sum(),
        }),
        None => hours(facts, population),
    };
    if hour.is_none() {
        let reason = if facts.hours.is_empty() { "clock_unknown" } else { "too_few_visits" };
        unknown.push(Unknown::new("hour", reason));
    }
    let by_gap = gap_counts(facts, policy);
    let learned = weekly(&by_gap, population);
    let (max_per_week, max_per_week_basis) = match (facts.stated.per_week, learned) {
        (Some(stated), _) => (stated.min(policy.max_per_week), "stated"),
        (None, Some(learned)) if learned < policy.max_per_week => (learned, "learned"),
        _ => (policy.max_per_week, "policy"),
    };
    Ok(ContactAdvice {
        channel,
        hour,
        tone,
        max_per_week,
        max_per_week_basis: max_per_week_basis.to_owned(),
        channels: rates(&by_channel, |name| population.channel(name), true),
        tones: rates(&by_tone, |name| population.tone(name), true),
        gaps: rates(&by_gap, |name| population.gap(name), false),
        allowance: allowance(facts, policy, max_per_week),
        unknown,
    })
}

/// Channel and tone alone, without intervals: what one turn of a conversation needs.
pub fn preferred(
    facts: &ContactFacts,
    policy: &ContactPolicy,
    population: &ContactPopulation,
) -> (Option<ContactChoice>, Option<ContactChoice>) {
    let channel = facts.stated.channel.as_deref().map(stated).or_else(|| {
        channel(
            facts,
            &counted(facts, policy, &population.channels, |one| one.channel.as_deref()),
            population,
        )
    });
    let tone = facts.stated.tone.as_deref().map(stated).or_else(|| {
        chosen(
            &counted(facts, policy, &population.tones, |one| one.tone.as_deref()),
            |name| population.tone(name),
            "tone",
        )
    });
    (channel, tone)
}

fn check(facts: &ContactFacts) -> Result<()> {
    let subject = "contact facts";
    check_timestamp(subject, "asOfMs", facts.as_of_ms)?;
    if let Some(minutes) = facts.utc_offset_minutes {
        check_utc_offset(subject, "utcOffsetMinutes", minutes)?;
    }
    if facts.contacts.len() > MAX_CONTACTS {
        let size = facts.contacts.len();
        return Err(SartorError::too_many(subject, "contacts", size, MAX_CONTACTS, "contacts"));
    }
    if !(facts.hours.is_empty() || facts.hours.len() == HOURS) {
        return Err(SartorError::out_of_range(subject, "hours", facts.hours.len(), "24 counts, or none"));
    }
    let stated = &facts.stated;
    for (field, hour) in [
        ("hour", stated.hour),
        ("quietFromHour", stated.quiet_from_hour),
        ("quietToHour", stated.quiet_to_hour),
    ] {
        if let Some(hour) = hour.filter(|hour| *hour as usize >= HOURS) {
            return Err(SartorError::out_of_range(subject, field, hour, "0 to 23"));
        }
    }
    Ok(())
}

/// Contacts of one name, as counted and as they weigh today.
#[derive(Debug, Clone, Default)]
struct Tried {
    name: String,
    contacts: u32,
    answers: u32,
    weight: f64,
    answered_weight: f64,
}

impl Tried {
    fn take(&mut self, one: &Contact, weight: f64) {
        self.contacts += 1;
        self.weight += weight;
        if one.answered {
            self.answers += 1;
            self.answered_weight += weight;
        }
    }

    fn rate(&self, prior: Rate) -> Rate {
        Rate { a: prior.a + self.answered_weight, b: prior.b + self.weight - self.answered_weight }
    }
}

/// An answer counts half after each half-life.
fn weight(facts: &ContactFacts, policy: &ContactPolicy, at_ms: i64) -> f64 {
    let age_days = (facts.as_of_ms - at_ms).max(0) as f64 / DAY_MS as f64;
    math::exp(-core::f64::consts::LN_2 * age_days / f64::from(policy.half_life_days))
}

fn counted<'a>(
    facts: &'a ContactFacts,
    policy: &ContactPolicy,
    usual: &[RatePrior],
    name_of: impl Fn(&'a Contact) -> Option<&'a str>,
) -> Vec<Tried> {
    // What was never tried on this customer rests on all others.
    let mut counted: Vec<Tried> =
        usual.iter().map(|known| Tried { name: known.name.clone(), ..Tried::default() }).collect();
    for one in facts.contacts.iter().filter(|one| one.at_ms <= facts.as_of_ms) {
        let Some(name) = name_of(one) else { continue };
        let at = counted.binary_search_by(|known| known.name.as_str().cmp(name)).unwrap_or_else(|at| {
            counted.insert(at, Tried { name: name.to_owned(), ..Tried::default() });
            at
        });
        let weight = weight(facts, policy, one.at_ms);
        if let Some(known) = counted.get_mut(at) {
            known.take(one, weight);
        }
    }
    counted
}

fn stated(value: &str) -> ContactChoice {
    ContactChoice {
        value: value.to_owned(),
        basis: "stated".to_owned(),
        confidence: None,
        reason: "The customer said so.".to_owned(),
    }
}

/// The best of what was tried on this customer.
fn chosen(tried: &[Tried], prior: impl Fn(&str) -> Rate, what: &str) -> Option<ContactChoice> {
    let mut ranked: Vec<(Rate, &Tried)> = tried.iter().map(|one| (one.rate(prior(&one.name)), one)).collect();
    ranked.sort_by(|one, other| {
        other.0.mean().total_cmp(&one.0.mean()).then_with(|| one.1.name.cmp(&other.1.name))
    });
    let (best, first) = ranked.first()?;
    let confidence = ranked.get(1).map(|(next, _)| best.beats(*next));
    let (basis, reason) = match confidence {
        Some(sure) if sure >= LEARNED && first.contacts > 0 => {
            ("learned", format!("Contacts in this {what} are answered more often."))
        }
        _ if first.answers > 0 => {
            ("tentative", format!("The {what} answered most so far; too few to be sure."))
        }
        _ => ("population", format!("Customers in general answer most in this {what}.")),
    };
    Some(ContactChoice { value: first.name.clone(), basis: basis.to_owned(), confidence, reason })
}

/// The best channel tried; where none ever found an answer, the one on which the customer comes by themselves.
fn channel(facts: &ContactFacts, tried: &[Tried], population: &ContactPopulation) -> Option<ContactChoice> {
    let learned = chosen(tried, |name| population.channel(name), "channel");
    if learned.as_ref().is_some_and(|known| known.basis != "population") {
        return learned;
    }
    let mut sessions: Vec<&(String, u32)> =
        facts.sessions.iter().filter(|(_, count)| *count >= MIN_SESSIONS).collect();
    sessions.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let by_use = sessions.first().map(|(name, _)| ContactChoice {
        value: name.clone(),
        basis: "usage".to_owned(),
        confidence: None,
        reason: "The customer begins conversations there.".to_owned(),
    });
    by_use.or(learned)
}

/// Every kind with its rate and interval.
fn rates(tried: &[Tried], prior: impl Fn(&str) -> Rate, best_first: bool) -> Vec<ResponseRate> {
    let mut rates: Vec<ResponseRate> = tried
        .iter()
        .map(|one| {
            let basis = if one.contacts > 0 { Basis::Customer } else { Basis::Prior };
            let answered = one.rate(prior(&one.name)).estimate(basis);
            ResponseRate { name: one.name.clone(), answered, contacts: one.contacts, answers: one.answers }
        })
        .collect();
    if best_first {
        rates.sort_by(|one, other| {
            other.answered.value.total_cmp(&one.answered.value).then_with(|| one.name.cmp(&other.name))
        });
    }
    rates
}

/// The window with the greatest share of the customer's visits.
///
/// The window is the best of 24 and its interval does not know that, so its share is on average a little
/// overstated where visits are few.
fn hours(facts: &ContactFacts, population: &ContactPopulation) -> Option<HourChoice> {
    let visits: u32 = facts.hours.iter().sum();
    if visits < MIN_VISITS {
        return None;
    }
    let strength = population.hour_strength;
    let window = |of: &dyn Fn(usize) -> f64, from: usize| -> f64 {
        (from..from + WINDOW).map(|hour| of(hour % HOURS)).sum()
    };
    let usual = |hour: usize| population.hours.get(hour).copied().unwrap_or(0.0);
    let own = |hour: usize| strength * usual(hour) + f64::from(facts.hours.get(hour).copied().unwrap_or(0));
    let mut best = 0;
    for from in 1..HOURS {
        if window(&own, from) > window(&own, best) {
            best = from;
        }
    }
    let a = window(&own, best);
    // Sums of a Dirichlet's parts are beta distributed.
    let share = Rate { a, b: strength + f64::from(visits) - a }.estimate(Basis::Customer);
    let usual_share = window(&usual, best);
    // Where nobody's hours were seen, more than an even share of the day is everybody's: people sleep.
    let learned = population.hour_customers > 0 && share.low > usual_share;
    let basis = if learned { "learned" } else { "tentative" };
    Some(HourChoice {
        from_hour: best as u32,
        to_hour: ((best + WINDOW) % HOURS) as u32,
        basis: basis.to_owned(),
        share: Some(share),
        usual_share,
        visits,
    })
}

/// Unasked contacts with the time since the one before.
pub(super) fn gaps(contacts: &[Contact]) -> Vec<(&'static str, &Contact)> {
    let mut sent: Vec<&Contact> = contacts.iter().filter(|one| one.unasked).collect();
    sent.sort_by(|one, other| {
        one.at_ms
            .cmp(&other.at_ms)
            .then_with(|| one.channel.cmp(&other.channel))
            .then(one.answered.cmp(&other.answered))
    });
    let pairs = sent.windows(2).filter_map(|pair| match pair {
        [before, after] => {
            let days = (after.at_ms - before.at_ms) as f64 / DAY_MS as f64;
            let (_, name, _) = GAPS.iter().rev().find(|(from, ..)| days >= *from)?;
            Some((*name, *after))
        }
        _ => None,
    });
    pairs.collect()
}

fn gap_counts(facts: &ContactFacts, policy: &ContactPolicy) -> Vec<Tried> {
    let own = gaps(&facts.contacts);
    let counted = GAPS.iter().map(|(_, name, _)| {
        let mut tried = Tried { name: (*name).to_owned(), ..Tried::default() };
        for (_, one) in own.iter().filter(|(gap, one)| gap == name && one.at_ms <= facts.as_of_ms) {
            tried.take(one, weight(facts, policy, one.at_ms));
        }
        tried
    });
    counted.filter(|tried| tried.contacts > 0).collect()
}

/// Contacts a week at the shortest gap that is not surely worse than the best; nothing without two gaps tried.
fn weekly(by_gap: &[Tried], population: &ContactPopulation) -> Option<u32> {
    let rates: Vec<(u32, Rate)> = GAPS
        .iter()
        .filter_map(|(_, name, weekly)| {
            let tried = by_gap.iter().find(|tried| tried.name == *name)?;
            Some((*weekly, tried.rate(population.gap(name))))
        })
        .collect();
    let best = rates.iter().max_by(|one, other| one.1.mean().total_cmp(&other.1.mean()))?.1;
    let bearable = rates.iter().find(|(_, rate)| best.beats(*rate) < LEARNED || *rate == best)?;
    (rates.len() > 1 && bearable.0 < rates.first()?.0).then_some(bearable.0)
}
