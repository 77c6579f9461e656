//! What does a fitted model of purchases say of a customer?

use serde::{Deserialize, Serialize};

use super::convergence::{ConvergenceReport, ConvergenceVerdict};
use super::curve::Curves;
use super::customer::Customer;
use super::discount;
use super::history::History;
use super::interval::{ParameterInterval, check_level};
use super::process::{ActiveCustomer, Counts, MOST_PURCHASES, PurchaseProcess};
use crate::{Result, SartorError, math};

/// A process of purchases with parameters that were fitted, or given. It cannot hold parameters that are not
/// positive and finite.
///
/// Histories are given as the literature's `x, t_x, T`: repeat purchases, age at the last of them, age now
/// (see [`PurchaseSummary`](super::PurchaseSummary)); a history that cannot be is an `OUT_OF_RANGE` error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", try_from = "Record<P>", bound = "P: PurchaseProcess")]
pub struct PurchaseModel<P: PurchaseProcess> {
    pub(super) params: P,
    pub(super) log_likelihood: f64,
    pub(super) covariance: Vec<f64>,
    pub(super) customers: f64,
    pub(super) convergence: ConvergenceReport,
    /// Settings that were chosen by likelihood, such as the `k` of a regular buyer.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) settings_chosen: u32,
    #[serde(skip)]
    pub(super) curves: Curves,
}

/// Most models have no settings, and their files say nothing of them.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(settings: &u32) -> bool {
    *settings == 0
}

/// What is stored of a model, before it is checked.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "P: PurchaseProcess")]
struct Record<P: PurchaseProcess> {
    params: P,
    log_likelihood: f64,
    covariance: Vec<f64>,
    customers: f64,
    convergence: ConvergenceReport,
    #[serde(default)]
    settings_chosen: u32,
}

impl<P: PurchaseProcess> TryFrom<Record<P>> for PurchaseModel<P> {
    type Error = SartorError;

    fn try_from(record: Record<P>) -> Result<Self> {
        let Record { params, log_likelihood, covariance, customers, convergence, settings_chosen } = record;
        let curves = Curves::of_model();
        let model =
            Self { params, log_likelihood, covariance, customers, convergence, settings_chosen, curves };
        model.check()?;
        Ok(model)
    }
}

impl<P: PurchaseProcess> PurchaseModel<P> {
    /// A model with parameters from elsewhere, taken as exact: its parameter intervals have no width.
    pub fn with_params(params: P) -> Result<Self> {
        params.check()?;
        let parameters = P::PARAMETERS.len();
        Ok(Self {
            params,
            log_likelihood: 0.0,
            covariance: vec![0.0; parameters * parameters],
            customers: 0.0,
            convergence: ConvergenceReport::given(),
            settings_chosen: 0,
            curves: Curves::of_model(),
        })
    }

    /// Refuse a model that was stored damaged. Reading one by serde calls this.
    pub fn check(&self) -> Result<()> {
        self.params.check()?;
        let parameters = P::PARAMETERS.len();
        super::check_fit(P::SUBJECT, parameters, self.log_likelihood, &self.covariance, self.customers)
    }

    /// The parameters.
    pub fn params(&self) -> &P {
        &self.params
    }

    /// The log-likelihood of the data it was fitted to, in the data's unit of time, without any penalty;
    /// 0 for given parameters.
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Akaike's information criterion (1974), `2 k - 2 ln L`: the lower of two models on the same data is to be
    /// preferred. A number of phases that was found by likelihood counts as a parameter. None for given parameters.
    pub fn aic(&self) -> Option<f64> {
        self.criterion(2.0)
    }

    /// Schwarz's criterion (1978), `k ln n - 2 ln L` with `n` customers: the lower of two models on the same data is
    /// to be preferred. None for given parameters.
    pub fn bic(&self) -> Option<f64> {
        self.criterion(math::ln(self.customers))
    }

    fn criterion(&self, per_parameter: f64) -> Option<f64> {
        let fitted = self.convergence.verdict != ConvergenceVerdict::Given;
        let parameters = P::PARAMETERS.len() as f64 + f64::from(self.settings_chosen);
        fitted.then_some(per_parameter * parameters - 2.0 * self.log_likelihood)
    }

    /// Covariance of the parameters, row by row: the inverse of the observed information.
    pub fn covariance(&self) -> &[f64] {
        &self.covariance
    }

    /// Standard errors of the parameters.
    pub fn standard_errors(&self) -> Vec<f64> {
        super::standard_errors(P::PARAMETERS.len(), &self.covariance)
    }

    /// Customers it was fitted to: the sum of their weights.
    pub fn customers(&self) -> f64 {
        self.customers
    }

    /// How the fit ended.
    pub fn convergence(&self) -> &ConvergenceReport {
        &self.convergence
    }

    /// Probability that the customer is still active.
    pub fn probability_alive(&self, frequency: f64, last_purchase_age: f64, age: f64) -> Result<f64> {
        Ok(self.posterior(frequency, last_purchase_age, age)?.0)
    }

    /// [`Self::probability_alive`] with the interval that the parameters' uncertainty leaves it.
    pub fn probability_alive_interval(
        &self,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        check_level(level)?;
        Ok(self.customer(frequency, last_purchase_age, age)?.probability_alive(level).interval(level))
    }

    /// Purchases expected in the next `periods`.
    pub fn expected_purchases(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        let (alive, active) = self.posterior(frequency, last_purchase_age, age)?;
        P::check_periods(periods)?;
        Ok(alive * active.expected_purchases(periods))
    }

    /// [`Self::expected_purchases`] with the interval that the parameters' uncertainty leaves it.
    pub fn expected_purchases_interval(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        check_level(level)?;
        P::check_periods(periods)?;
        let customer = self.customer(frequency, last_purchase_age, age)?;
        Ok(customer.expected_purchases(periods, level).interval(level))
    }

    /// Purchases expected of a new customer in the `periods` after their first purchase.
    pub fn expected_purchases_new_customer(&self, periods: f64) -> Result<f64> {
        self.expected_purchases(periods, 0.0, 0.0, 0.0)
    }

    /// Probability of at least one purchase in the next `periods` of the kind that makes up `share` of all
    /// purchases (1 for any purchase).
    ///
    /// Each purchase is of that kind with probability `share`, whatever the others are, and the customer may leave
    /// after one that is not. Where purchases come at random and leaving does not wait for one, those of the kind come
    /// at `share` times the rate; otherwise the probability is `share` times the sum over n of `(1 - share)^n` and the
    /// probability of more than n purchases.
    pub fn purchase_probability(
        &self,
        periods: f64,
        share: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        let (alive, active) = self.posterior(frequency, last_purchase_age, age)?;
        P::check_periods(periods)?;
        check_share::<P>(share)?;
        let [of_kind] = active.probabilities_of_kinds(periods, [share]);
        Ok(alive * of_kind)
    }

    /// [`Self::purchase_probability`] with the interval that the parameters' uncertainty leaves it; the
    /// share is taken as exact.
    pub fn purchase_probability_interval(
        &self,
        periods: f64,
        share: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        level: f64,
    ) -> Result<ParameterInterval> {
        check_level(level)?;
        P::check_periods(periods)?;
        check_share::<P>(share)?;
        let customer = self.customer(frequency, last_purchase_age, age)?;
        let [spread] = customer.purchase_probabilities(periods, [share], level);
        Ok(spread.interval(level))
    }

    /// Purchases expected for ever, those at time `t` counted `(1 + rate)^-t`: the discounted expected residual
    /// transactions of Fader, Hardie and Shang (2010). The rate is per period, 1e-9 to 1,000.
    pub fn discounted_purchases_for_ever(
        &self,
        discount_rate_per_period: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        let (alive, active) = self.posterior(frequency, last_purchase_age, age)?;
        discount::check_rate_for_ever(P::SUBJECT, discount_rate_per_period)?;
        Ok(alive * discount::purchases_for_ever(&active, discount::force(discount_rate_per_period)))
    }

    /// The time from now within which the next purchase falls with probability `q`, given that the customer
    /// is still active; infinite where one who is active leaves before that with a probability above `1 - q`.
    pub fn next_purchase_quantile(
        &self,
        q: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<f64> {
        let (_, active) = self.posterior(frequency, last_purchase_age, age)?;
        if !(0.0..1.0).contains(&q) {
            return Err(SartorError::out_of_range(P::SUBJECT, "q", q, "0 to below 1"));
        }
        Ok(active.next_purchase_quantile(q))
    }

    /// Probabilities of 0, 1, ... `most` purchases in the next `periods`.
    pub fn purchase_distribution(
        &self,
        periods: f64,
        most: u32,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<Vec<f64>> {
        if most > MOST_PURCHASES {
            return Err(SartorError::out_of_range(P::SUBJECT, "most", most, "0 to 1,000,000"));
        }
        let (alive, active) = self.countable(periods, frequency, last_purchase_age, age)?;
        let counts = active.counts(alive, periods);
        Ok(counts.chain(std::iter::repeat(0.0)).take(most as usize + 1).collect())
    }

    /// For each of `levels`, the smallest number of purchases in the next `periods` that is not exceeded
    /// with at least that probability.
    pub fn purchase_quantiles(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
        levels: &[f64],
    ) -> Result<Vec<f64>> {
        if let Some(level) = levels.iter().find(|level| !(0.0..1.0).contains(*level)) {
            return Err(SartorError::out_of_range(P::SUBJECT, "levels", level, "0 to below 1"));
        }
        let (alive, active) = self.countable(periods, frequency, last_purchase_age, age)?;
        Ok(quantiles(active.counts(alive, periods), levels))
    }

    /// Probability to be active and what is believed if so, where the purchases of the next `periods` can be
    /// counted out.
    pub(super) fn countable(
        &self,
        periods: f64,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<(f64, P::Active<'_>)> {
        let (alive, active) = self.posterior(frequency, last_purchase_age, age)?;
        P::check_periods(periods)?;
        if active.most_purchases(periods) > f64::from(MOST_PURCHASES) {
            let expected = "a horizon whose purchases can be counted out, fewer than 1,000,000";
            return Err(SartorError::out_of_range(P::SUBJECT, "periods", periods, expected));
        }
        Ok((alive, active))
    }

    /// Probability to be active now, and what is believed if so.
    pub(super) fn posterior(
        &self,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<(f64, P::Active<'_>)> {
        Ok(self.params.posterior(&history::<P>(frequency, last_purchase_age, age)?, &self.curves))
    }

    /// A customer by their history, for all that is asked about them at once.
    pub(crate) fn customer(
        &self,
        frequency: f64,
        last_purchase_age: f64,
        age: f64,
    ) -> Result<Customer<'_, P>> {
        Ok(Customer::new(self, &history::<P>(frequency, last_purchase_age, age)?))
    }
}

fn check_share<P: PurchaseProcess>(share: f64) -> Result<()> {
    if (0.0..=1.0).contains(&share) {
        return Ok(());
    }
    Err(SartorError::out_of_range(P::SUBJECT, "share", share, "0 to 1"))
}

fn history<P: PurchaseProcess>(x: f64, t_x: f64, age: f64) -> Result<History> {
    P::check_history("purchase summary", x, t_x, age)?;
    Ok(History { x, t_x, age })
}

/// Accept a horizon.
pub(super) fn check_periods(subject: &str, periods: f64) -> Result<()> {
    if (0.0..=super::summary::MAX_AGE).contains(&periods) {
        return Ok(());
    }
    Err(SartorError::out_of_range(subject, "periods", periods, "0 to 1e9"))
}

/// For each level the smallest number that is not exceeded with at least that probability.
fn quantiles(counts: Counts<'_>, levels: &[f64]) -> Vec<f64> {
    let highest = levels.iter().copied().fold(0.0, f64::max);
    let mut quantiles = vec![None; levels.len()];
    let mut below = 0.0;
    let mut last = 0.0;
    for (n, probability) in counts.enumerate() {
        below += probability;
        last = n as f64;
        for (quantile, level) in quantiles.iter_mut().zip(levels) {
            if quantile.is_none() && below >= *level {
                *quantile = Some(last);
            }
        }
        if below >= highest {
            break;
        }
    }
    quantiles.into_iter().map(|quantile| quantile.unwrap_or(last)).collect()
}
