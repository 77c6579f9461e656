//! What does a customer like more than what they were shown explains?
//!
//! A preference is a *lift* for one value of one catalogue attribute, such as `fit` = `slim`: how often the
//! customer engages with it, over how often the same exposures would have been engaged with at the rates of all
//! customers. 1 means "as expected".
//!
//! ```text
//! n = sum of w(stage) 2^(-age/h)             engagement, over encounters with products that have the value
//! E = sum of r(kind, position) 2^(-age/h)    what those exposures earn at the rates of all customers
//! lift ~ Gamma(a + n / k, a + E / k)         k: variance of n over its mean where the lift is 1
//! ```
//!
//! The gamma prior has mean 1 and a strength `a` fitted by the marginal negative-binomial likelihood (empirical
//! Bayes; `DuMouchel` 1999, "Bayesian data mining in large frequency tables", *American Statistician* 53:177, for
//! the model of observed over expected counts). `k` makes a weighted sum of counts comparable to a count (Fay and
//! Feuer 1997, *Statistics in Medicine* 16:791). Without impressions the shares of values are Dirichlet around
//! those of all customers, and such preferences are labelled as unadjusted for exposure.
//!
//! The room knows products and events by number only; `engine` joins the profile and the catalogue.
//!
//! ```
//! use sartor::taste::LiftPosterior;
//! // 12 engagements where 5 were expected, under a prior that is worth 4.
//! let lift = LiftPosterior::new(4.0 + 12.0, 4.0 + 5.0);
//! let (low, high) = lift.interval();
//! assert!((lift.mean() - 16.0 / 9.0).abs() < 1e-12);
//! assert!(low > 1.0 && high < 2.7); // all of the 90 % interval lies above "as expected"
//! ```

mod belief;
mod discovery;
mod encounter;
#[cfg(feature = "train")]
mod fit;
mod lift;
mod model;
mod price;
mod quantile;
mod tally;
mod view;

pub use belief::{Belief, Beliefs};
pub use discovery::discoveries;
pub use encounter::{
    DIRECT, ENCOUNTER_MS, EXPOSURES, Encounter, Encounters, NO_ORDER, REMOVED, STAGES, Stage, position_bucket,
};
#[cfg(feature = "train")]
pub use fit::{TasteHistory, fit};
pub use lift::LiftPosterior;
pub use model::{
    ActivityModel, DimensionModel, ExposureRate, ProductValues, Strength, TasteModel, TasteValues, ValueModel,
};
pub use price::{CategoryOffer, PriceModel, PricePurchase};
pub use tally::Tally;
pub use view::{
    PriceTaste, TasteBasis, TastePath, TastePoint, TastePreference, TasteScore, TasteScores, TasteSnapshot,
    TasteStatus, TasteTerm, TasteView,
};

/// Half-lives of the two horizons in days: a year, and four weeks.
pub const HALF_LIFE_DAYS: [f64; 2] = [365.0, 28.0];
/// Place of the year's horizon.
pub const LONG: usize = 0;
/// Place of the four weeks' horizon.
pub const RECENT: usize = 1;
/// Share of false discoveries that "learned" allows.
pub const FALSE_DISCOVERY_RATE: f64 = 0.05;
