//! Which model of purchases is it, when it is only known at run time?

use serde::{Deserialize, Serialize};

use super::process::PurchaseProcess;
use super::{
    BgBb, BgBbParams, BgCnbd, BgCnbdParams, BgNbd, BgNbdParams, ConvergenceReport, CustomerSummary,
    ExpectedValue, GGompertzNbd, GGompertzNbdParams, GammaGamma, HistoryColumns, MbgCnbd, MbgCnbdParams,
    MbgNbd, MbgNbdParams, Nbd, NbdParams, ParameterInterval, ParetoNbd, ParetoNbdParams, PurchaseSummary,
    SimulatedCustomers, ValueColumns, ValueForecast, ValueOptions, expected_value, simulate, value,
    value_columns, value_forecast,
};
#[cfg(feature = "train")]
use super::{FitData, ProfileInterval, PurchaseModel, Regularity, Summaries};
use crate::Result;
use crate::control::Control;

/// The table of all kinds: everything that lists them is made from it. `from purchases` are fitted to `x, t_x, T`
/// alone, `from intervals` also to how regularly customers buy.
macro_rules! kinds {
    ($d:tt
        $($(#[doc = $doc:literal])* $kind:ident($params:ident), fitted from $data:ident, one-time buyers $fate:ident;)*
    ) => {
        /// A kind of model of purchases.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[cfg_attr(feature = "swift", derive(uniffi::Enum))]
        #[cfg_attr(
            feature = "python",
            pyo3::pyclass(eq, eq_int, hash, frozen, from_py_object, rename_all = "SCREAMING_SNAKE_CASE")
        )]
        #[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
        pub enum PurchaseModelKind {
            $($(#[doc = $doc])* $kind,)*
        }

        impl PurchaseModelKind {
            /// Every kind, those of continuous time first.
            const EVERY: [Self; 8] = [$(Self::$kind),*];

            /// What the literature calls it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $params::SUBJECT,)*
                }
            }

            /// Whether a customer without a repeat purchase can have left.
            pub fn one_time_buyers_leave(self) -> bool {
                match self {
                    $(Self::$kind => kinds!(@ $fate),)*
                }
            }
        }

        /// A fitted model of purchases of any kind.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "model", content = "fit", rename_all = "snake_case")]
        pub enum AnyPurchaseModel {
            $(#[doc = concat!("See [`PurchaseModelKind::", stringify!($kind), "`].")] $kind($kind),)*
        }

        $(impl From<$kind> for AnyPurchaseModel {
            fn from(model: $kind) -> Self {
                Self::$kind(model)
            }
        })*

        /// The same expression for whichever model it is.
        macro_rules! each {
            ($d any:expr, $d model:ident => $d answer:expr) => {
                match $d any {
                    $($d crate::lifetime::AnyPurchaseModel::$kind($d model) => $d answer,)*
                }
            };
        }

        impl AnyPurchaseModel {
            /// Fit a model of this kind to columns; see [`PurchaseModel::fit`](super::PurchaseModel::fit). Only the
            /// models of regular buyers look at `regularity`.
            #[cfg(feature = "train")]
            pub fn fit_columns(
                kind: PurchaseModelKind,
                data: &FitData<'_>,
                regularity: Regularity<'_>,
                control: Control<'_>,
            ) -> Result<Self> {
                match kind {
                    $(PurchaseModelKind::$kind => kinds!(@ $data $kind data regularity control).map(Self::$kind),)*
                }
            }

            /// Which it is.
            pub fn kind(&self) -> PurchaseModelKind {
                match self {
                    $(Self::$kind(_) => PurchaseModelKind::$kind,)*
                }
            }
        }
    };
    (@ leave) => { true };
    (@ stay) => { false };
    (@ purchases $kind:ident $data:ident $regularity:ident $control:ident) => {{
        let FitData { frequency, last_purchase_age, age, weights, penalty } = *$data;
        $kind::fit(frequency, last_purchase_age, age, weights, penalty, $control)
    }};
    (@ intervals $kind:ident $data:ident $regularity:ident $control:ident) => {{
        let FitData { frequency, last_purchase_age, age, weights, penalty } = *$data;
        $kind::fit(frequency, last_purchase_age, age, $regularity, weights, penalty, $control)
    }};
}

// In the order of preference among equals: those under which a customer can leave after the first purchase come
// first, simpler ones before others; the one of counted periods is last.
kinds! { $
    /// [`MbgNbd`]: leaving after any purchase, the first included.
    MbgNbd(MbgNbdParams), fitted from purchases, one-time buyers leave;
    /// [`ParetoNbd`]: leaving at any time, bought or not.
    ParetoNbd(ParetoNbdParams), fitted from purchases, one-time buyers leave;
    /// [`MbgCnbd`]: buying regularly, leaving after any purchase.
    MbgCnbd(MbgCnbdParams), fitted from intervals, one-time buyers leave;
    /// [`GGompertzNbd`]: leaving at any time, the likelier the older or the younger a customer is.
    GGompertzNbd(GGompertzNbdParams), fitted from purchases, one-time buyers leave;
    /// [`BgNbd`]: leaving after a repeat purchase only.
    BgNbd(BgNbdParams), fitted from purchases, one-time buyers stay;
    /// [`BgCnbd`]: buying regularly, leaving after a repeat purchase only.
    BgCnbd(BgCnbdParams), fitted from intervals, one-time buyers stay;
    /// [`Nbd`]: nobody leaves.
    Nbd(NbdParams), fitted from purchases, one-time buyers stay;
    /// [`BgBb`]: buying or not at each of a number of opportunities, leaving before any of them.
    BgBb(BgBbParams), fitted from purchases, one-time buyers leave;
}
pub(crate) use each;

impl PurchaseModelKind {
    /// All kinds that purchases in continuous time are fitted to, in the order of preference among equals: those
    /// under which a customer can leave after the first purchase come first, simpler ones before others.
    pub const ALL: [Self; 7] = {
        let [continuous @ .., _] = Self::EVERY;
        continuous
    };
}

impl AnyPurchaseModel {
    /// Fit a model of this kind to what is known at the end of the calibration; see
    /// [`PurchaseModel::fit`](super::PurchaseModel::fit).
    #[cfg(feature = "train")]
    pub fn fit(kind: PurchaseModelKind, known: &Summaries, control: Control<'_>) -> Result<Self> {
        let data = FitData {
            frequency: &known.frequency,
            last_purchase_age: &known.last_purchase_age,
            age: &known.age,
            weights: None,
            penalty: 0.0,
        };
        Self::fit_columns(kind, &data, Regularity::Likeliest(&known.log_interval_sum), control)
    }

    /// Fit again, with more data, from where this model stands; see
    /// [`PurchaseModel::refit`](super::PurchaseModel::refit).
    #[cfg(feature = "train")]
    pub fn refit(&self, data: &FitData<'_>, control: Control<'_>) -> Result<Self> {
        let FitData { frequency, last_purchase_age, age, weights, penalty } = *data;
        each!(self, model => {
            model.refit(frequency, last_purchase_age, age, weights, penalty, control).map(Self::from)
        })
    }

    /// The profile-likelihood interval of every parameter; see
    /// [`PurchaseModel::profile_interval`](super::PurchaseModel::profile_interval).
    #[cfg(feature = "train")]
    pub fn profile_intervals(
        &self,
        data: &FitData<'_>,
        level: f64,
        control: Control<'_>,
    ) -> Result<Vec<ProfileInterval>> {
        fn of<P: PurchaseProcess>(
            model: &PurchaseModel<P>,
            data: &FitData<'_>,
            level: f64,
            control: Control<'_>,
        ) -> Result<Vec<ProfileInterval>> {
            P::PARAMETERS.iter().map(|name| model.profile_interval(data, name, level, control)).collect()
        }
        each!(self, model => of(model, data, level, control))
    }

    /// See [`PurchaseModel::aic`](super::PurchaseModel::aic).
    pub fn aic(&self) -> Option<f64> {
        each!(self, model => model.aic())
    }

    /// See [`PurchaseModel::bic`](super::PurchaseModel::bic).
    pub fn bic(&self) -> Option<f64> {
        each!(self, model => model.bic())
    }

    /// See [`PurchaseModel::log_likelihood`](super::PurchaseModel::log_likelihood).
    pub fn log_likelihood(&self) -> f64 {
        each!(self, model => model.log_likelihood())
    }

    /// See [`PurchaseModel::customers`](super::PurchaseModel::customers).
    pub fn customers(&self) -> f64 {
        each!(self, model => model.customers())
    }

    /// See [`PurchaseModel::convergence`](super::PurchaseModel::convergence).
    pub fn convergence(&self) -> &ConvergenceReport {
        each!(self, model => model.convergence())
    }

    /// See [`PurchaseModel::probability_alive`](super::PurchaseModel::probability_alive).
    pub fn probability_alive(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<f64> {
        each!(self, model => model.probability_alive(frequency, last_purchase_age, age))
    }

    /// See [`PurchaseModel::expected_purchases`](super::PurchaseModel::expected_purchases).
    pub fn expected_purchases(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        each!(self, model => model.expected_purchases(periods, frequency, last_purchase_age, age))
    }

    /// See [`PurchaseModel::purchase_probability`](super::PurchaseModel::purchase_probability).
    pub fn purchase_probability(
        &self,
        periods: f64,
        share: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        each!(self, model => model.purchase_probability(periods, share, frequency, last_purchase_age, age))
    }

    /// See [`PurchaseModel::purchase_probability_interval`](super::PurchaseModel::purchase_probability_interval).
    pub fn purchase_probability_interval(
        &self,
        periods: f64,
        share: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        each!(self, model => {
            model.purchase_probability_interval(periods, share, frequency, last_purchase_age, age, level)
        })
    }

    /// See [`value()`].
    pub fn value(
        &self,
        spend: &GammaGamma,
        history: &PurchaseSummary,
        periods: f64,
        discount_rate_per_period: f64,
        level: f64,
    ) -> Result<ValueForecast> {
        each!(self, model => value(model, spend, history, periods, discount_rate_per_period, level))
    }

    /// See [`value_forecast`].
    pub fn value_forecast(
        &self,
        spend: &GammaGamma,
        summary: &CustomerSummary,
        options: &ValueOptions,
        level: f64,
    ) -> Result<ValueForecast> {
        each!(self, model => value_forecast(model, spend, summary, options, level))
    }

    /// See [`expected_value`].
    pub fn expected_value(
        &self,
        spend: &GammaGamma,
        history: &PurchaseSummary,
        options: &ValueOptions,
    ) -> Result<ExpectedValue> {
        each!(self, model => expected_value(model, spend, history, options))
    }

    /// See [`value_columns`].
    pub fn value_columns(
        &self,
        spend: &GammaGamma,
        rows: &HistoryColumns<'_>,
        options: &ValueOptions,
        control: Control<'_>,
    ) -> Result<ValueColumns> {
        each!(self, model => value_columns(model, spend, rows, options, control))
    }

    /// See [`simulate()`].
    pub fn simulate(
        &self,
        customers: u32,
        ages: &[f64],
        seed: u32,
        control: Control<'_>,
    ) -> Result<SimulatedCustomers> {
        each!(self, model => simulate(model, customers, ages, seed, control))
    }
}
