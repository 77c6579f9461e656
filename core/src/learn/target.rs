//! What is a learner to learn of each row?
//!
//! ```
//! use sartor::learn::{Objective, Target};
//! let target = Target { weights: Some(&[1.0, -1.0]), ..Target::of(&[0.0, 1.0]) };
//! let error = target.check(2, &Objective::Logistic).unwrap_err();
//! assert_eq!(error.to_string(), "labels: weight of row 1 is -1, expected 0 to 1e9");
//! ```

use super::objective::Objective;
use crate::{Result, SartorError};

const SUBJECT: &str = "labels";

/// Labels, and what is known beside them of the rows of a training table.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// What is to be learnt of each row.
    pub labels: &'a [f64],
    /// How much each row counts; once where there are none. A row of weight 2 counts as two rows.
    pub weights: Option<&'a [f64]>,
    /// When each row was, so that what is held out can be the latest.
    pub times_ms: Option<&'a [i64]>,
}

impl<'a> Target<'a> {
    /// Labels of rows that count alike.
    pub fn of(labels: &'a [f64]) -> Self {
        Self { labels, weights: None, times_ms: None }
    }

    /// Refuse labels that the objective does not know, weights that are negative, not finite or all 0, and columns of
    /// another length than the table.
    pub fn check(&self, rows: usize, objective: &Objective) -> Result<()> {
        let lengths = [
            ("labels", Some(self.labels.len())),
            ("weights", self.weights.map(<[f64]>::len)),
            ("times_ms", self.times_ms.map(<[i64]>::len)),
        ];
        for (field, length) in lengths {
            if let Some(length) = length.filter(|length| *length != rows) {
                let expected = format!("{rows} as of the table");
                return Err(SartorError::out_of_range(
                    SUBJECT,
                    &format!("length of {field}"),
                    length,
                    &expected,
                ));
            }
        }
        objective.check_labels(self.labels)?;
        let Some(weights) = self.weights else { return Ok(()) };
        if let Some((row, weight)) =
            weights.iter().enumerate().find(|(_, weight)| !(0.0..=1e9).contains(*weight))
        {
            return Err(SartorError::out_of_range(
                SUBJECT,
                &format!("weight of row {row}"),
                weight,
                "0 to 1e9",
            ));
        }
        let counting = |label: &f64| {
            self.labels.iter().zip(weights).any(|(other, weight)| *weight > 0.0 && (other == label))
        };
        let classes = if *objective == Objective::Logistic { &[0.0, 1.0][..] } else { &[] };
        if weights.iter().all(|weight| *weight == 0.0) || !classes.iter().all(counting) {
            let (subject, unit) = (SUBJECT.to_owned(), "classes with a weight above 0".to_owned());
            return Err(SartorError::TooFew { subject, found: 1, needed: 2, unit });
        }
        Ok(())
    }

    /// The weight of a row.
    #[cfg(feature = "train")]
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weights.and_then(|weights| weights.get(row)).copied().unwrap_or(1.0)
    }
}
