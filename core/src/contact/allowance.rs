//! May this customer be written to now, and if not, when?
//!
//! Three gates, each with its name: consent to marketing, quiet hours on the customer's own clock, and a cap on
//! unasked contacts in any seven days. They hold for what nobody asked for; an answer in a conversation needs none.

use crate::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::{Result, SartorError};

use super::advice::ContactFacts;

const SUBJECT: &str = "contact policy";
const WEEK_MS: i64 = 7 * DAY_MS;
/// Steps after which the search for a time ends; each passes a quiet night or a contact.
const MAX_STEPS: usize = 128;

/// What a shop allows itself.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ContactPolicy {
    /// Unasked contacts in any seven days, 0 to 50; 2. A customer may ask for fewer, and for more up to this.
    pub max_per_week: u32,
    /// Hour at which nobody is written to any more, 0 to 23; 20.
    pub quiet_from_hour: u32,
    /// Hour from which on customers are written to again, 0 to 23; 9. Equal hours mean no quiet time.
    pub quiet_to_hour: u32,
    /// Minutes east of UTC where a customer's clock is unknown, -840 to 840; absent, such customers are not
    /// written to unasked.
    pub assumed_utc_offset_minutes: Option<i32>,
    /// Days after which an answer counts half, 7 to 3,650; 365.
    pub half_life_days: u32,
}

impl Default for ContactPolicy {
    fn default() -> Self {
        Self {
            max_per_week: 2,
            quiet_from_hour: 20,
            quiet_to_hour: 9,
            assumed_utc_offset_minutes: None,
            half_life_days: 365,
        }
    }
}

impl ContactPolicy {
    /// Refuse options outside their documented ranges.
    pub fn check(&self) -> Result<()> {
        let offset = i64::from(self.assumed_utc_offset_minutes.unwrap_or(0));
        for (field, value, low, high) in [
            ("maxPerWeek", i64::from(self.max_per_week), 0, 50),
            ("quietFromHour", i64::from(self.quiet_from_hour), 0, 23),
            ("quietToHour", i64::from(self.quiet_to_hour), 0, 23),
            ("assumedUtcOffsetMinutes", offset, -840, 840),
            ("halfLifeDays", i64::from(self.half_life_days), 7, 3_650),
        ] {
            if !(low..=high).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, &format!("{low} to {high}")));
            }
        }
        Ok(())
    }
}

/// Whether the customer may be written to unasked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Allowance {
    /// Whether now.
    pub may_contact: bool,
    /// Why not now: `no_marketing_consent`, `clock_unknown`, `quiet_hours`, `frequency_cap`.
    pub blocked_by: Vec<String>,
    /// The first time at which nothing stands against it any more; absent where only the customer can change it.
    pub next_allowed_ms: Option<i64>,
}

/// Judge the three gates.
pub(super) fn allowance(facts: &ContactFacts, policy: &ContactPolicy, max_per_week: u32) -> Allowance {
    let mut blocked = Vec::new();
    if !facts.marketing_consent {
        blocked.push("no_marketing_consent");
    }
    let offset = facts.utc_offset_minutes.or(policy.assumed_utc_offset_minutes);
    let quiet = Quiet {
        from: facts.stated.quiet_from_hour.unwrap_or(policy.quiet_from_hour),
        to: facts.stated.quiet_to_hour.unwrap_or(policy.quiet_to_hour),
        offset_minutes: offset.unwrap_or(0),
    };
    if offset.is_none() {
        blocked.push("clock_unknown");
    }
    let mut sent: Vec<i64> = facts.contacts.iter().filter(|one| one.unasked).map(|one| one.at_ms).collect();
    sent.sort_unstable();
    let now_ms = facts.as_of_ms;
    if offset.is_some() && quiet.end(now_ms).is_some() {
        blocked.push("quiet_hours");
    }
    if full_until(&sent, now_ms, max_per_week).is_some() {
        blocked.push("frequency_cap");
    }
    let final_word = !facts.marketing_consent || offset.is_none() || max_per_week == 0;
    let next_allowed_ms = if final_word { None } else { first_free(&sent, quiet, now_ms, max_per_week) };
    Allowance {
        may_contact: blocked.is_empty(),
        blocked_by: blocked.into_iter().map(str::to_owned).collect(),
        next_allowed_ms,
    }
}

/// The earliest time that is neither quiet nor beyond the cap.
fn first_free(sent: &[i64], quiet: Quiet, now_ms: i64, max_per_week: u32) -> Option<i64> {
    let mut at_ms = now_ms;
    for _ in 0..MAX_STEPS {
        match full_until(sent, at_ms, max_per_week).or_else(|| quiet.end(at_ms)) {
            Some(later_ms) => at_ms = later_ms,
            None => return Some(at_ms),
        }
    }
    None
}

/// Until when the cap is reached, if it is at `at_ms`.
fn full_until(sent: &[i64], at_ms: i64, max_per_week: u32) -> Option<i64> {
    let within: Vec<i64> =
        sent.iter().copied().filter(|sent_ms| *sent_ms > at_ms - WEEK_MS && *sent_ms <= at_ms).collect();
    let over = within.len().checked_sub(max_per_week as usize)?;
    // The newest of those that have to leave the window.
    within.get(over).map(|sent_ms| sent_ms + WEEK_MS).or(Some(at_ms + WEEK_MS))
}

#[derive(Debug, Clone, Copy)]
struct Quiet {
    from: u32,
    to: u32,
    offset_minutes: i32,
}

impl Quiet {
    /// When the quiet time that holds at `at_ms` ends; nothing where none does.
    fn end(self, at_ms: i64) -> Option<i64> {
        let local_ms = at_ms + i64::from(self.offset_minutes) * MINUTE_MS;
        let into_day = local_ms.rem_euclid(DAY_MS);
        let (from, to) = (i64::from(self.from) * HOUR_MS, i64::from(self.to) * HOUR_MS);
        let quiet =
            if from <= to { (from..to).contains(&into_day) } else { into_day >= from || into_day < to };
        quiet.then(|| at_ms + (to - into_day).rem_euclid(DAY_MS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{Contact, StatedContact};
    use proptest::prelude::*;

    fn facts(as_of_ms: i64, sent: &[i64]) -> ContactFacts {
        let contacts = sent.iter().map(|&at_ms| Contact {
            channel: Some("email".into()),
            tone: None,
            at_ms,
            answered: false,
            unasked: true,
        });
        ContactFacts {
            as_of_ms,
            utc_offset_minutes: Some(0),
            marketing_consent: true,
            contacts: contacts.collect(),
            ..ContactFacts::default()
        }
    }

    const NOON: i64 = 100 * DAY_MS + 12 * HOUR_MS;

    #[test]
    fn the_night_is_quiet_until_the_morning_of_the_customers_own_day() {
        let policy = ContactPolicy::default();
        let late = NOON + 9 * HOUR_MS;
        let judged = allowance(&facts(late, &[]), &policy, 2);
        assert_eq!((judged.may_contact, judged.blocked_by), (false, vec!["quiet_hours".to_owned()]));
        assert_eq!(judged.next_allowed_ms, Some(NOON + 21 * HOUR_MS));
        let elsewhere = ContactFacts { utc_offset_minutes: Some(-300), ..facts(late, &[]) };
        assert!(allowance(&elsewhere, &policy, 2).may_contact, "it is four in the afternoon there");
    }

    #[test]
    fn a_full_week_frees_itself_and_then_the_night_is_asked() {
        let policy = ContactPolicy::default();
        let sent = [NOON - 3 * DAY_MS + 10 * HOUR_MS, NOON - DAY_MS];
        let judged = allowance(&facts(NOON, &sent), &policy, 2);
        assert_eq!(judged.blocked_by, ["frequency_cap"]);
        // The first falls out of the week at ten in the evening, so the next morning it is.
        assert_eq!(judged.next_allowed_ms, Some(NOON + 4 * DAY_MS + 21 * HOUR_MS));
    }

    #[test]
    fn consent_and_clock_are_only_the_customers_to_change() {
        let policy = ContactPolicy::default();
        let silent = ContactFacts { marketing_consent: false, utc_offset_minutes: None, ..facts(NOON, &[]) };
        let judged = allowance(&silent, &policy, 2);
        assert_eq!(judged.blocked_by, ["no_marketing_consent", "clock_unknown"]);
        assert_eq!(judged.next_allowed_ms, None);
        let assumed = ContactPolicy { assumed_utc_offset_minutes: Some(60), ..policy };
        let known = ContactFacts { marketing_consent: true, ..silent };
        assert!(allowance(&known, &assumed, 2).may_contact);
        assert_eq!(allowance(&known, &assumed, 0).next_allowed_ms, None, "who asked for none gets none");
    }

    #[test]
    fn stated_quiet_hours_stand_before_the_shops() {
        let stated =
            StatedContact { quiet_from_hour: Some(11), quiet_to_hour: Some(13), ..StatedContact::default() };
        let facts = ContactFacts { stated, ..facts(NOON, &[]) };
        assert_eq!(allowance(&facts, &ContactPolicy::default(), 2).next_allowed_ms, Some(NOON + HOUR_MS));
    }

    proptest! {
        #[test]
        fn the_time_proposed_is_free_and_no_earlier_one_is(
            sent in proptest::collection::vec(-200..0_i64, 0..12), now in 0..48_i64, from in 0..24_u32, to in 0..24_u32,
            offset in -14..=14_i32, cap in 1..6_u32,
        ) {
            let now_ms = NOON + now * HOUR_MS;
            let sent: Vec<i64> = sent.iter().map(|hours| now_ms + hours * HOUR_MS).collect();
            let policy = ContactPolicy { quiet_from_hour: from, quiet_to_hour: to, ..ContactPolicy::default() };
            let at = |at_ms: i64| {
                let facts = ContactFacts { utc_offset_minutes: Some(offset * 60), ..facts(at_ms, &sent) };
                allowance(&facts, &policy, cap)
            };
            let first = at(now_ms).next_allowed_ms.unwrap();
            prop_assert!(at(first).may_contact);
            let mut earlier = now_ms;
            while earlier < first {
                prop_assert!(!at(earlier).may_contact, "{} before {}", earlier, first);
                earlier += HOUR_MS;
            }
        }
    }
}
