//! What does one column add to the log-odds?

use serde::{Deserialize, Serialize};

use crate::learn::binned::ColumnBins;
use crate::{Result, SartorError};

/// The largest part or score either way.
const MOST: f64 = 1e12;
/// Parts of a number's range that a change is looked for in.
const STEPS: u32 = 32;

/// What a column adds to the score, over the average row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ColumnEffect {
    /// Nothing: it told nothing.
    None,
    /// A line.
    Number(NumberEffect),
    /// A value for each level of the schema.
    Levels {
        /// Of each level.
        levels: Vec<f64>,
        /// Where it is missing.
        missing: f64,
    },
}

/// A line within the range that training saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NumberEffect {
    /// The mean.
    pub center: f64,
    /// The standard deviation.
    pub scale: f64,
    /// The least value seen.
    pub low: f64,
    /// The largest.
    pub high: f64,
    /// For a standard deviation.
    pub slope: f64,
    /// At the mean.
    pub at_center: f64,
    /// Where it is missing.
    pub missing: f64,
}

/// The distance of a number from the mean, in standard deviations; of no two finite numbers does it overflow on the way.
pub(super) fn standardised(value: f64, center: f64, scale: f64) -> f64 {
    (0.5 * value - 0.5 * center) / scale * 2.0
}

pub(super) fn is_moderate(part: f64) -> bool {
    part.abs() <= MOST
}

impl ColumnEffect {
    /// Of a column of numbers.
    pub fn of_number(&self, value: f64) -> f64 {
        match self {
            Self::Number(number) if value.is_nan() => number.missing,
            Self::Number(number) => number.at(value),
            _ => 0.0,
        }
    }

    /// Of a column of categories.
    pub fn of_code(&self, code: u32) -> f64 {
        match self {
            Self::Levels { levels, missing } => levels.get(code as usize).copied().unwrap_or(*missing),
            _ => 0.0,
        }
    }

    /// Of either, as rows of numbers have it.
    pub fn of_value(&self, value: f64) -> Result<f64> {
        match self {
            // A negative number or NaN is no level.
            Self::Levels { .. } => Ok(self.of_code(if value >= 0.0 { value as u32 } else { u32::MAX })),
            _ if value.is_infinite() => {
                Err(SartorError::out_of_range("row", "value", value, "a finite number, or NaN"))
            }
            _ => Ok(self.of_number(value)),
        }
    }

    /// Steps along the range of a number.
    pub fn steps(&self) -> ColumnBins {
        let mut cuts = Vec::new();
        if let Self::Number(NumberEffect { low, high, .. }) = self {
            let share = |step: u32| f64::from(step) / f64::from(STEPS);
            cuts = (1..STEPS).map(|step| low * (1.0 - share(step)) + high * share(step)).collect();
            cuts.dedup_by(|later, earlier| *later <= *earlier);
        }
        ColumnBins::Cuts(cuts)
    }

    /// Refuse an effect that was stored damaged.
    pub fn check(&self, subject: &str, name: &str, levels: Option<usize>) -> Result<()> {
        let fits = match (self, levels) {
            (Self::None, _) => true,
            (Self::Number(number), None) => number.is_sound(),
            (Self::Levels { levels: values, missing }, Some(levels)) => {
                values.len() == levels && values.iter().chain([missing]).all(|value| is_moderate(*value))
            }
            _ => false,
        };
        if fits {
            return Ok(());
        }
        Err(SartorError::invalid(subject, name, "a column with an effect of its kind, within -1e12 to 1e12"))
    }
}

impl NumberEffect {
    fn at(&self, value: f64) -> f64 {
        let within = value.max(self.low).min(self.high);
        self.slope * standardised(within, self.center, self.scale) + self.at_center
    }

    fn is_sound(&self) -> bool {
        let Self { center, scale, low, high, slope, at_center, missing } = *self;
        let finite = [center, scale, low, high, slope, at_center].iter().all(|value| value.is_finite());
        let parts = [self.at(low), self.at(high), missing];
        finite && scale > 0.0 && low <= high && parts.iter().all(|part| is_moderate(*part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beyond_the_range_counts_as_the_nearest_in_it() {
        let number = NumberEffect {
            center: 1.0,
            scale: 2.0,
            low: -3.0,
            high: 5.0,
            slope: 0.5,
            at_center: 0.25,
            missing: -1.0,
        };
        let effect = ColumnEffect::Number(number.clone());
        assert_eq!(effect.of_number(3.0), 0.75);
        assert_eq!(effect.of_number(f64::MAX), 1.25);
        assert_eq!(effect.of_number(-1e300), -0.75);
        assert_eq!(effect.of_number(f64::NAN), -1.0);
        assert_eq!(effect.of_value(f64::INFINITY).unwrap_err().code(), "OUT_OF_RANGE");
        let levels = ColumnEffect::Levels { levels: vec![0.5, 0.25], missing: 2.0 };
        for (value, part) in [(0.0, 0.5), (1.0, 0.25), (2.0, 2.0), (-1.0, 2.0), (f64::NAN, 2.0), (1e300, 2.0)]
        {
            assert_eq!(levels.of_value(value).unwrap(), part);
        }
        for damage in [
            NumberEffect { scale: 0.0, ..number.clone() },
            NumberEffect { scale: 1e-320, ..number.clone() },
            NumberEffect { low: 6.0, ..number.clone() },
            NumberEffect { slope: f64::NAN, ..number.clone() },
            NumberEffect { missing: f64::INFINITY, ..number.clone() },
        ] {
            assert!(ColumnEffect::Number(damage).check("logistic", "n", None).is_err());
        }
        assert!(effect.check("logistic", "n", Some(2)).is_err());
        assert!(levels.check("logistic", "n", Some(3)).is_err());
    }
}
