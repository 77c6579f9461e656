//! What does a row's label come to, as a smooth curve over all columns at once?
//!
//! Small neural networks over learnt numbers for categories and standardised numbers; what they say is averaged
//! (Hansen and Salamon 1990). They see what trees see as steps as slopes, and err elsewhere, which is what an ensemble
//! needs of a member. The same rows, options and seed give the same bytes at any number of threads.
//!
//! ```
//! # #[cfg(feature = "train")] {
//! use sartor::control::Control;
//! use sartor::learn::{Cell, Network, NetworkOptions, Table, TableColumn, Target};
//! let tenure: Vec<f64> = (0..400).map(|row| f64::from(row % 40)).collect();
//! let labels: Vec<f64> = tenure.iter().map(|months| f64::from(u8::from(*months < 10.0))).collect();
//! let table = Table::new(vec![("tenure".to_owned(), TableColumn::Numbers(tenure))])?;
//! let model = Network::fit(&table, Target::of(&labels), &NetworkOptions::default(), Control::none())?;
//! let young = model.schema().row(&[("tenure", Cell::Number(3.0))])?;
//! assert!(model.predict_row(&young)? > 0.9);
//! assert_eq!(Network::from_bytes(&model.to_bytes()?)?, model);
//! # }
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod explain;
#[cfg(feature = "train")]
mod gradient;
#[cfg(feature = "train")]
mod held_out;
mod inputs;
mod layers;
mod options;
mod score;
mod stored;
#[cfg(feature = "train")]
mod train;

pub use options::NetworkOptions;

use serde::{Deserialize, Serialize};

use super::objective::Objective;
use super::schema::Schema;
use inputs::Inputs;
use stored::StoredNetwork;

/// Small networks whose scores are averaged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredNetwork", into = "StoredNetwork")]
pub struct Network {
    schema: Schema,
    objective: Objective,
    /// The score of an average of nought.
    base: f64,
    /// What an average of one adds to the score.
    scale: f64,
    inputs: Inputs,
    /// The weights of each network, all of sixteen bits.
    networks: Vec<Vec<f64>>,
}

impl Network {
    /// Train networks on a table. Refused are labels that the objective does not know, options outside their range and
    /// fewer than ten rows that count; a column of one value, or of none, tells nothing and is not seen.
    #[cfg(feature = "train")]
    pub fn fit(
        table: &super::Table,
        target: super::Target<'_>,
        options: &NetworkOptions,
        control: crate::control::Control<'_>,
    ) -> crate::Result<Self> {
        train::fit(table, target, options, control)
    }

    /// The columns it was trained on.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// What it minimised.
    pub fn objective(&self) -> Objective {
        self.objective
    }

    /// The number of networks whose scores are averaged.
    pub fn network_count(&self) -> usize {
        self.networks.len()
    }
}
