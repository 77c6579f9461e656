//! Spend in Python: Gamma-Gamma.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use sartor::SartorError;
use sartor::api::python::{Argument, exception, from_json, to_json};
use sartor::lifetime::{
    ConvergenceReport, GammaGammaParams, ProfileInterval, SpendFitData, SpendIndependence,
};

use super::answers::intervals;
use super::uncertainty::{AnyBootstrap, Bootstrap, profiles, replicates_and_seed};
use crate::columns::{ArrayLike, Columns, Doubles, Real};
use crate::work::{Progress, run, run_long};

/// Gamma-Gamma: how much does a customer spend at a purchase?
///
/// Fader and Hardie (2013). Histories are `frequency` (repeat purchases) and `monetary`, the mean spend of
/// those; customers without one are passed over in the fit, and expected to spend the population's mean. The model
/// takes it that spend does not depend on frequency: `independence` tells whether it does.
#[pyclass(frozen, eq, module = "sartor.lifetime")]
pub struct GammaGamma(pub(super) sartor::lifetime::GammaGamma, Assumption);

/// What the assumption of a fit is tested on when somebody asks, and what came of it.
#[derive(Default)]
struct Assumption {
    /// Frequency and mean spend of the repeat buyers.
    fitted: Option<(Vec<f64>, Vec<f64>)>,
    tested: PyOnceLock<Option<SpendIndependence>>,
}

impl PartialEq for GammaGamma {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl From<sartor::lifetime::GammaGamma> for GammaGamma {
    fn from(model: sartor::lifetime::GammaGamma) -> Self {
        Self(model, Assumption::default())
    }
}

#[pymethods]
impl GammaGamma {
    /// Fit by maximum likelihood. `penalty` of 0.001 to 0.1 tames small samples (none unless
    /// stated); `weights` count rows.
    #[staticmethod]
    #[pyo3(signature = (frequency, monetary, *, weights = None, penalty = Real(0.0), progress = None))]
    fn fit(
        py: Python<'_>,
        frequency: ArrayLike<'_>,
        monetary: ArrayLike<'_>,
        weights: Option<ArrayLike<'_>>,
        penalty: Real,
        progress: Option<Progress>,
    ) -> PyResult<Self> {
        let columns = spending(frequency, monetary)?;
        let weights = weights.map(|weights| Columns::read([("weights", &weights)])).transpose()?;
        let [frequency, monetary] = &columns.vectors();
        let weights = weights.as_ref().map(Columns::vectors);
        let weights = weights.as_ref().map(|[weights]| weights.as_ref());
        run_long(py, "GammaGamma.fit", progress, |control| {
            let model = sartor::lifetime::GammaGamma::fit(frequency, monetary, weights, penalty.0, control)?;
            let repeat = frequency.iter().copied().zip(monetary.iter().copied()).filter(|(x, _)| *x > 0.0);
            let fitted = weights.is_none().then(|| repeat.unzip());
            Ok(Self(model, Assumption { fitted, tested: PyOnceLock::new() }))
        })
    }

    /// Whether spend depends on frequency among the repeat buyers of the fit, at a level of 0.95: see
    /// `spend_independence`. Worked out when first asked; `None` where it cannot be told, and for a model that was given,
    /// read, or fitted with weights.
    #[getter]
    fn independence(&self, py: Python<'_>) -> PyResult<Option<SpendIndependence>> {
        if let Some(tested) = self.1.tested.get(py) {
            return Ok(tested.clone());
        }
        let Some((frequency, monetary)) = &self.1.fitted else { return Ok(None) };
        let tested = run(py, "GammaGamma.independence", || {
            match self.0.spend_independence(frequency, monetary, 0.95) {
                Err(SartorError::TooFew { .. } | SartorError::NotAvailable { .. }) => Ok(None),
                tested => tested.map(Some),
            }
        })?;
        Ok(self.1.tested.get_or_init(py, || tested).clone())
    }

    /// Test the model's assumption that spend does not depend on frequency.
    ///
    /// Spearman's rank correlation over the repeat buyers of these columns, with an interval by Fisher's transformation
    /// (Bonett and Wright 2000), held against the correlation that the model itself brings about.
    ///
    /// Parameters
    /// ----------
    /// frequency, monetary
    ///     The columns that it was fitted to, with at least 10 repeat buyers.
    /// level
    ///     Nominal coverage of the interval, above 0 and below 1.
    ///
    /// Returns
    /// -------
    /// SpendIndependence
    ///     `dependent` where the assumption is refuted by more than chance and by enough to matter.
    #[pyo3(signature = (frequency, monetary, *, level = Real(0.95)))]
    fn spend_independence(
        &self,
        py: Python<'_>,
        frequency: ArrayLike<'_>,
        monetary: ArrayLike<'_>,
        level: Real,
    ) -> PyResult<SpendIndependence> {
        let columns = spending(frequency, monetary)?;
        let [frequency, monetary] = &columns.vectors();
        run(py, "GammaGamma.spend_independence", || self.0.spend_independence(frequency, monetary, level.0))
    }

    /// The values of each of `p, q, gamma`, or of those `parameters`, that the data do not exclude, by the profile of the
    /// likelihood.
    ///
    /// The columns, weights and penalty are those of the fit; an end is `None` where nothing up to the limit of the search
    /// is excluded (Venzon and Moolgavkar 1988).
    #[pyo3(signature = (
        frequency, monetary, *, parameters = None, level = Real(0.9), weights = None, penalty = Real(0.0),
        progress = None
    ))]
    fn profile_intervals(
        &self,
        py: Python<'_>,
        frequency: ArrayLike<'_>,
        monetary: ArrayLike<'_>,
        parameters: Option<Vec<String>>,
        level: Real,
        weights: Option<ArrayLike<'_>>,
        penalty: Real,
        progress: Option<Progress>,
    ) -> PyResult<Vec<ProfileInterval>> {
        let columns = spending(frequency, monetary)?;
        let weights = weights.map(|weights| Columns::read([("weights", &weights)])).transpose()?;
        let [frequency, monetary] = &columns.vectors();
        let weights = weights.as_ref().map(Columns::vectors);
        let weights = weights.as_ref().map(|[weights]| weights.as_ref());
        let data = SpendFitData { frequency, monetary, weights, penalty: penalty.0 };
        run_long(py, "GammaGamma.profile_intervals", progress, |control| {
            profiles(&["p", "q", "gamma"], parameters, control, |parameter, control| {
                self.0.profile_interval(&data, parameter, level.0, control)
            })
        })
    }

    /// Draw the mean spends of these customers anew from this model and fit again, `replicates` times.
    ///
    /// The parametric bootstrap (Efron and Tibshirani 1993, sections 6.5 and 13.3): 200 replicates (20 to 1,000,000) give
    /// intervals of 90 %. The same seed gives the same answer on any number of threads.
    #[pyo3(signature = (
        frequency, monetary, *, seed, replicates = Argument::of(200), weights = None, penalty = Real(0.0),
        progress = None
    ))]
    fn bootstrap(
        &self,
        py: Python<'_>,
        frequency: ArrayLike<'_>,
        monetary: ArrayLike<'_>,
        seed: Argument<u32>,
        replicates: Argument<u32>,
        weights: Option<ArrayLike<'_>>,
        penalty: Real,
        progress: Option<Progress>,
    ) -> PyResult<Bootstrap> {
        let (replicates, seed) = replicates_and_seed(replicates, seed)?;
        let columns = spending(frequency, monetary)?;
        let weights = weights.map(|weights| Columns::read([("weights", &weights)])).transpose()?;
        let [frequency, monetary] = &columns.vectors();
        let weights = weights.as_ref().map(Columns::vectors);
        let weights = weights.as_ref().map(|[weights]| weights.as_ref());
        let data = SpendFitData { frequency, monetary, weights, penalty: penalty.0 };
        run_long(py, "GammaGamma.bootstrap", progress, |control| {
            self.0.bootstrap(&data, replicates, seed, control)
        })
        .map(|found| Bootstrap(AnyBootstrap::GammaGamma(found)))
    }

    /// A model with parameters from elsewhere, taken as exact.
    #[staticmethod]
    fn with_params(params: GammaGammaParams) -> PyResult<Self> {
        sartor::lifetime::GammaGamma::with_params(params).map(Self::from).map_err(|error| exception(&error))
    }

    /// The parameters.
    #[getter]
    fn params(&self) -> GammaGammaParams {
        self.0.params().clone()
    }

    /// The log-likelihood of the data it was fitted to; 0 for given parameters.
    #[getter]
    fn log_likelihood(&self) -> f64 {
        self.0.log_likelihood()
    }

    /// Repeat buyers it was fitted to: the sum of their weights.
    #[getter]
    fn customers(&self) -> f64 {
        self.0.customers()
    }

    /// How the fit ended.
    #[getter]
    fn convergence(&self) -> ConvergenceReport {
        self.0.convergence().clone()
    }

    /// Covariance of `p, q, gamma`.
    #[getter]
    fn covariance<'py>(&self, py: Python<'py>) -> PyResult<Doubles<'py>> {
        Doubles::square(py, self.0.covariance())
    }

    /// Standard errors of `p, q, gamma`.
    #[getter]
    fn standard_errors<'py>(&self, py: Python<'py>) -> Doubles<'py> {
        Doubles::new(py, self.0.standard_errors())
    }

    /// Expected spend of a customer at a purchase.
    #[pyo3(signature = (frequency, monetary) -> "typing.Any")]
    fn expected_spend<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        monetary: ArrayLike<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        spending(frequency, monetary)?
            .map(py, "expected_spend", |[x, monetary]| self.0.expected_spend(x, monetary))
    }

    /// `expected_spend` with the interval that the parameters' uncertainty leaves it; `level` is 0.9 unless stated.
    ///
    /// Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
    #[pyo3(signature = (frequency, monetary, *, level = Real(0.9)) -> "typing.Any")]
    fn expected_spend_interval<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        monetary: ArrayLike<'py>,
        level: Real,
    ) -> PyResult<Bound<'py, PyAny>> {
        intervals(py, &spending(frequency, monetary)?, "expected_spend", level.0, |[x, monetary]| {
            self.0.expected_spend_interval(x, monetary, level.0)
        })
    }

    /// Standard deviation of what is believed of the customer's own mean spend; infinite of those of whom too little is
    /// known.
    #[pyo3(signature = (frequency, monetary) -> "typing.Any")]
    fn mean_spend_deviation<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        monetary: ArrayLike<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        spending(frequency, monetary)?.map(py, "mean_spend_deviation", |[x, monetary]| {
            Ok(self.0.mean_spend_deviation(x, monetary)?.unwrap_or(f64::INFINITY))
        })
    }

    /// The interval that holds the customer's own mean spend with probability `level`, 0.9 unless stated; its value is
    /// the median. Columns give `IntervalColumns`, the numbers of one customer a `ParameterInterval`.
    #[pyo3(signature = (frequency, monetary, *, level = Real(0.9)) -> "typing.Any")]
    fn mean_spend_interval<'py>(
        &self,
        py: Python<'py>,
        frequency: ArrayLike<'py>,
        monetary: ArrayLike<'py>,
        level: Real,
    ) -> PyResult<Bound<'py, PyAny>> {
        intervals(py, &spending(frequency, monetary)?, "mean_spend", level.0, |[x, monetary]| {
            self.0.mean_spend_interval(x, monetary, level.0)
        })
    }

    /// The model as canonical JSON.
    fn to_json(&self) -> PyResult<String> {
        to_json(&self.0)
    }

    /// The model that `to_json` wrote.
    #[staticmethod]
    fn from_json(text: &str) -> PyResult<Self> {
        from_json("Gamma-Gamma model", text).map(|model: sartor::lifetime::GammaGamma| model.into())
    }

    #[pyo3(signature = () -> "tuple[typing.Any, tuple[str]]")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.as_any().get_type().getattr("from_json")?, (slf.get().to_json()?,)))
    }

    fn __repr__(&self) -> String {
        let GammaGammaParams { p, q, gamma } = self.0.params();
        let customers = self.0.customers();
        format!(
            "GammaGamma(p={p}, q={q}, gamma={gamma}, customers={customers}), gamma in the unit of money of monetary"
        )
    }
}

pub fn spending<'py>(frequency: ArrayLike<'py>, monetary: ArrayLike<'py>) -> PyResult<Columns<'py, 2>> {
    Columns::read([("frequency", &frequency), ("monetary", &monetary)])
}
