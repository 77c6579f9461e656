//! When may an action be taken, and how many at a time?
//!
//! ```
//! use sartor::action::ActionPolicy;
//! assert_eq!(ActionPolicy::default().cooldown_days, 7);
//! let refused = ActionPolicy { max_actions: 0, ..ActionPolicy::default() }.check();
//! assert_eq!(refused.unwrap_err().to_string(), "action policy: maxActions is 0, expected 1 to 10");
//! ```

use crate::{Result, SartorError, ids::check_id};
use serde::{Deserialize, Serialize};

/// The most words that a list of the policy may hold.
pub const MAX_WORDS: usize = 1_000;

/// The shop's bounds on actions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct ActionPolicy {
    /// A cart rests at least this long before it is mentioned, 1 to 720 hours; default 24. Reminders after 30
    /// to 60 minutes lowered purchases, after one to three days they raised them (Li, Luo, Lu and Moriguchi 2021).
    pub cart_rest_hours: u32,
    /// A cart untouched for longer is forgotten, 1 to 365 days; default 14.
    pub cart_forgotten_days: u32,
    /// An action made is not made again for this many days, 0 to 365; default 7.
    pub cooldown_days: u32,
    /// Occasions for which clothes must fit; default `wedding`, `black_tie`, `formal`, `graduation`, `interview`.
    pub fitting_occasions: Vec<String>,
    /// Categories whose fit matters; default `suits`, `tuxedos`, `blazers`, `trousers`, `dress_shirts`.
    pub fitting_categories: Vec<String>,
    /// Probability of being alive from which a customer is worth welcoming back, 0 to 1; default 0.2.
    pub welcome_back_alive_low: f64,
    /// Probability of being alive above which nobody needs to be welcomed back, 0 to 1; default 0.7.
    pub welcome_back_alive_high: f64,
    /// Expected purchases over the outlook's horizon below which it is not worth while, 0 to 1,000; default 0.1.
    pub welcome_back_min_purchases: f64,
    /// The most actions proposed at a time, 1 to 10; default 3.
    pub max_actions: u32,
    /// Share of customers to whom no action is proposed, so that their effect can be measured, 0 to 0.5; default 0.1.
    pub holdout_share: f64,
    /// Id of the experiment that holds out; a new id draws new arms. Default `actions_v1`.
    pub experiment: String,
}

impl Default for ActionPolicy {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            cart_rest_hours: 24,
            cart_forgotten_days: 14,
            cooldown_days: 7,
            fitting_occasions: words(&["wedding", "black_tie", "formal", "graduation", "interview"]),
            fitting_categories: words(&["suits", "tuxedos", "blazers", "trousers", "dress_shirts"]),
            welcome_back_alive_low: 0.2,
            welcome_back_alive_high: 0.7,
            welcome_back_min_purchases: 0.1,
            max_actions: 3,
            holdout_share: 0.1,
            experiment: "actions_v1".to_owned(),
        }
    }
}

impl ActionPolicy {
    /// Refuse a policy that cannot be meant, naming the first field that does not fit.
    pub fn check(&self) -> Result<()> {
        let range = |field: &str, value: &dyn ToString, fits: bool, expected: &str| {
            if fits {
                Ok(())
            } else {
                Err(SartorError::out_of_range("action policy", field, value.to_string(), expected))
            }
        };
        let rest_hours = self.cart_rest_hours;
        range("cartRestHours", &rest_hours, (1..=720).contains(&rest_hours), "1 to 720")?;
        let forgotten_days = self.cart_forgotten_days;
        let fits = (1..=365).contains(&forgotten_days) && forgotten_days * 24 > rest_hours;
        range("cartForgottenDays", &forgotten_days, fits, "1 to 365, and longer than cartRestHours")?;
        range("cooldownDays", &self.cooldown_days, self.cooldown_days <= 365, "0 to 365")?;
        let (low, high) = (self.welcome_back_alive_low, self.welcome_back_alive_high);
        range("welcomeBackAliveLow", &low, (0.0..=1.0).contains(&low), "0 to 1")?;
        let fits = (0.0..=1.0).contains(&high) && high > low;
        range("welcomeBackAliveHigh", &high, fits, "0 to 1, and above welcomeBackAliveLow")?;
        let purchases = self.welcome_back_min_purchases;
        range("welcomeBackMinPurchases", &purchases, (0.0..=1000.0).contains(&purchases), "0 to 1000")?;
        range("maxActions", &self.max_actions, (1..=10).contains(&self.max_actions), "1 to 10")?;
        let share = self.holdout_share;
        range("holdoutShare", &share, (0.0..=0.5).contains(&share), "0 to 0.5")?;
        check_id("action policy", "experiment", &self.experiment)?;
        let lists =
            [("fittingOccasions", &self.fitting_occasions), ("fittingCategories", &self.fitting_categories)];
        for (field, words) in lists {
            if words.len() > MAX_WORDS {
                return Err(SartorError::too_many("action policy", field, words.len(), MAX_WORDS, "words"));
            }
            words.iter().try_for_each(|word| check_id("action policy", field, word))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(change: impl FnOnce(&mut ActionPolicy)) -> String {
        let mut policy = ActionPolicy::default();
        change(&mut policy);
        policy.check().unwrap_err().to_string()
    }

    #[test]
    fn the_defaults_are_possible() {
        assert_eq!(ActionPolicy::default().check(), Ok(()));
        assert_eq!(serde_json::from_str::<ActionPolicy>("{}").unwrap(), ActionPolicy::default());
    }

    #[test]
    fn each_impossible_value_is_refused_by_name() {
        assert!(refused(|p| p.cart_rest_hours = 0).contains("cartRestHours is 0"));
        assert!(refused(|p| p.cart_rest_hours = 721).contains("cartRestHours is 721"));
        assert!(refused(|p| p.cart_forgotten_days = 1).contains("cartForgottenDays is 1"));
        assert!(refused(|p| p.cart_forgotten_days = u32::MAX).contains("cartForgottenDays is 4294967295"));
        assert!(refused(|p| p.cooldown_days = 366).contains("cooldownDays is 366"));
        assert!(refused(|p| p.welcome_back_alive_low = f64::NAN).contains("welcomeBackAliveLow is NaN"));
        assert!(refused(|p| p.welcome_back_alive_low = 0.7).contains("welcomeBackAliveHigh is 0.7"));
        assert!(refused(|p| p.welcome_back_alive_high = 1.1).contains("welcomeBackAliveHigh is 1.1"));
        assert!(refused(|p| p.welcome_back_min_purchases = -1.0).contains("welcomeBackMinPurchases is -1"));
        assert!(refused(|p| p.max_actions = 11).contains("maxActions is 11"));
        assert!(refused(|p| p.holdout_share = 0.6).contains("holdoutShare is 0.6"));
        assert!(refused(|p| p.experiment.clear()).contains("experiment is empty"));
        assert!(refused(|p| p.fitting_occasions.push(String::new())).contains("fittingOccasions is empty"));
        let many = vec!["suits".to_owned(); 1_001];
        assert!(refused(|p| p.fitting_categories = many).contains("fittingCategories has 1001 words"));
    }

    #[test]
    fn an_option_that_does_not_exist_is_refused() {
        assert!(serde_json::from_str::<ActionPolicy>(r#"{"cooldownHours":1}"#).is_err());
    }
}
