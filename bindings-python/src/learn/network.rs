//! Small networks in Python.
#![allow(clippy::too_many_arguments)] // they are the arguments of a Python call, most of them with defaults

use pyo3::prelude::*;
use sartor::api::python::Argument;
use sartor::learn::NetworkOptions;

use super::learner::learner;
use super::objective::AnyObjective;
use super::table::Table;
use super::target::Labels;
use crate::columns::Real;
use crate::work::{Progress, run_long};

learner! {
    /// Small networks over embedded categories, averaged: they err elsewhere than trees, which is what an ensemble is after.
    ///
    /// Examples
    /// --------
    /// >>> from sartor.learn import Network
    /// >>> months = [float(row % 40) for row in range(400)]
    /// >>> model = Network.fit({"tenure": months}, [month < 10 for month in months], networks=1, epochs=30)
    /// >>> model.predict_row({"tenure": 3}) > model.predict_row({"tenure": 30})
    /// True
    Network, "Network", {
        /// Train on a table.
        ///
        /// Parameters
        /// ----------
        /// table, labels
        ///     As for `Gbdt.fit`.
        /// objective
        ///     `logistic` (the default), `squared` or `poisson`.
        /// networks
        ///     Networks that begin at other weights and whose scores are averaged, 1 to 32.
        /// epochs
        ///     The most passes over the rows.
        /// learning_rate, weight_decay
        ///     The length of Adam's steps, and the share by which weights shrink at a step of length 1.
        /// held_out_share, patience
        ///     The share of rows held out, and the epochs without an improvement on them after which training ends.
        /// seed, weights, times, progress
        ///     As for `Gbdt.fit`.
        #[staticmethod]
        #[pyo3(signature = (
            table: "typing.Any", labels: "typing.Any", *,
            objective = AnyObjective(NetworkOptions::default().objective),
            networks = Argument::of(NetworkOptions::default().networks),
            epochs = Argument::of(NetworkOptions::default().epochs),
            learning_rate = Real(NetworkOptions::default().learning_rate),
            weight_decay = Real(NetworkOptions::default().weight_decay),
            held_out_share = Real(NetworkOptions::default().held_out_share),
            patience = Argument::of(NetworkOptions::default().patience),
            seed = Argument::of(0),
            weights: "typing.Any" = None,
            times: "typing.Any" = None,
            progress = None
        ))]
        fn fit(
            table: &Bound<'_, PyAny>,
            labels: &Bound<'_, PyAny>,
            objective: AnyObjective,
            networks: Argument<u32>,
            epochs: Argument<u32>,
            learning_rate: Real,
            weight_decay: Real,
            held_out_share: Real,
            patience: Argument<u32>,
            seed: Argument<u32>,
            weights: Option<&Bound<'_, PyAny>>,
            times: Option<&Bound<'_, PyAny>>,
            progress: Option<Progress>,
        ) -> PyResult<Self> {
            const SUBJECT: &str = "options";
            let options = NetworkOptions {
                objective: objective.0,
                networks: networks.named(SUBJECT, "networks")?,
                epochs: epochs.named(SUBJECT, "epochs")?,
                learning_rate: learning_rate.0,
                weight_decay: weight_decay.0,
                held_out_share: held_out_share.0,
                patience: patience.named(SUBJECT, "patience")?,
                seed: seed.named(SUBJECT, "seed")?,
            };
            let (core, form) = Table::given(table)?;
            let labels = Labels::read(&form, labels, weights, times)?;
            run_long(table.py(), "Network.fit", progress, |control| {
                sartor::learn::Network::fit(&core, labels.target(), &options, control)
            })
            .map(Self::from)
        }

        /// The number of networks whose scores are averaged.
        #[getter]
        fn network_count(&self) -> usize {
            self.0.network_count()
        }

        fn __repr__(&self) -> String {
            let objective = crate::learn::Objective(self.0.objective()).__repr__();
            let (networks, columns) = (self.0.network_count(), self.0.schema().columns().len());
            format!("Network(objective={objective}, networks={networks}, columns={columns})")
        }
    }
}
