//! On which channel, at what hour, in which tone and how often should this customer be spoken to?
//!
//! What the customer states wins. Otherwise it is learned from answers to earlier contacts. A customer has been
//! written to a dozen times at most, so each rate is shrunk towards that of all customers: of `n` contacts `k`
//! were answered, and with the prior `Beta(a, b)` of the channel fitted over all customers by maximum likelihood
//! of the beta-binomial distribution (Skellam 1948; the fixed point of Minka 2000, "Estimating a Dirichlet
//! distribution", equation 55), the customer's rate is `Beta(a + k, b + n - k)` (empirical Bayes: Efron and
//! Morris 1973). Hours are a Dirichlet-multinomial over the 24 hours of the customer's own day around the
//! population's, which is smoothed on the circle of the day.
//!
//! A preference is called `learned` when it beats the next best with 90 % probability, `tentative` otherwise.
//!
//! ```
//! use sartor::contact::{Contact, ContactFacts, ContactPolicy, ContactPopulation, advise};
//! let contact = |day: i64, channel: &str, answered| Contact {
//!     channel: Some(channel.into()), tone: None, at_ms: day * 86_400_000, answered, unasked: true,
//! };
//! let facts = ContactFacts {
//!     as_of_ms: 100 * 86_400_000 + 10 * 3_600_000,
//!     utc_offset_minutes: Some(0),
//!     marketing_consent: true,
//!     contacts: (0..24).map(|n| contact(3 * n, ["email", "push"][n as usize % 2], n % 2 == 0)).collect(),
//!     ..ContactFacts::default()
//! };
//! let advice = advise(&facts, &ContactPolicy::default(), &ContactPopulation::default())?;
//! let channel = advice.channel.unwrap();
//! assert_eq!((channel.value.as_str(), channel.basis.as_str()), ("email", "learned"));
//! assert!(advice.allowance.may_contact);
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod advice;
mod allowance;
mod experience;
mod population;
mod rate;

pub use advice::{
    Contact, ContactAdvice, ContactChoice, ContactFacts, HourChoice, ResponseRate, StatedContact, advise,
    preferred,
};
pub use allowance::{Allowance, ContactPolicy};
pub use experience::{
    ConditionOperator, ExperienceChoice, ExperienceCondition, ExperienceFact, ExperiencePolicy,
    ExperienceRule, LostRule, choose,
};
pub use population::{ContactHistory, ContactPopulation, RatePrior};
