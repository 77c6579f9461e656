//! How are effects to be learnt?

use serde::{Deserialize, Serialize};

use super::super::gbdt::GbdtOptions;
use super::SUBJECT;
use crate::{Result, SartorError};

/// Which learner of effects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        from_py_object,
        rename_all = "SCREAMING_SNAKE_CASE",
        module = "sartor.learn"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum UpliftLearner {
    /// One model of the outcome, with the treatment among its columns; it is drawn to no effect at all.
    S,
    /// A model of each arm; what either gets wrong goes into the effect.
    T,
    /// Models of the effect itself, each on what the other arm's model leaves.
    X,
    /// The mean of the S learner's effects and of those of an X learner that starts from its outcomes: one finds effects
    /// that follow the outcome, the other those that do not.
    #[default]
    Mean,
}

/// How [`Uplift::fit`](super::Uplift::fit) learns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct UpliftOptions {
    /// Which learner.
    pub learner: UpliftLearner,
    /// The planned probability of treatment, 0.001 to 0.999; the treated share where none is given.
    pub propensity: Option<f64>,
    /// Whether to estimate the probability of treatment from the columns, for treatment that was not given by lot. What
    /// decided on treatment has to be among the columns then; nothing in the data can tell whether it is.
    pub estimate_propensity: bool,
    /// Folds whose rows are scored by a model that did not see them, 2 to 20.
    pub folds: u32,
    /// How outcomes are learnt; the objective is not asked.
    pub outcome_trees: GbdtOptions,
    /// How X and Mean learn effects; the objective is not asked.
    pub effect_trees: GbdtOptions,
    /// Bootstrap replicates behind the intervals of the Qini coefficient, 2 to 100,000.
    pub replicates: u32,
    /// The seed of folds, replicates and, with their own, of trees.
    pub seed: u32,
}

impl Default for UpliftOptions {
    fn default() -> Self {
        // Effects are small beside what comes anyway: an outcome of .1 or .2 on average scatters by .3 to .4 and an effect by
        // .02 or .03, so that a leaf of a hundred rows tells as much as was expected of it, and is moved half way. Three
        // leaves are the fewest that see two columns act together.
        let effect_trees = GbdtOptions {
            trees: 100,
            leaves: Some(3),
            l2: 100.0,
            min_child_weight: 50.0,
            column_share: 1.0,
            category_smoothing: 100.0,
            ..GbdtOptions::default()
        };
        let outcome_trees = GbdtOptions { trees: 400, leaves: Some(4), ..GbdtOptions::default() };
        Self {
            learner: UpliftLearner::Mean,
            propensity: None,
            estimate_propensity: false,
            folds: 5,
            outcome_trees,
            effect_trees,
            replicates: 500,
            seed: 0,
        }
    }
}

impl UpliftOptions {
    /// Refuse an option outside its range.
    pub fn check(&self) -> Result<()> {
        for (field, value, low, high) in
            [("folds", self.folds, 2, 20), ("replicates", self.replicates, 2, 100_000)]
        {
            if !(low..=high).contains(&value) {
                return Err(SartorError::out_of_range(SUBJECT, field, value, &format!("{low} to {high}")));
            }
        }
        if let Some(propensity) = self.propensity {
            if !(0.001..=0.999).contains(&propensity) {
                return Err(SartorError::out_of_range(SUBJECT, "propensity", propensity, "0.001 to 0.999"));
            }
            if self.estimate_propensity {
                let expected = "none where it is to be estimated";
                return Err(SartorError::out_of_range(SUBJECT, "propensity", propensity, expected));
            }
        }
        self.outcome_trees.check()?;
        self.effect_trees.check()
    }
}
