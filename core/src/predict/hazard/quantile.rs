//! How much wider is an interval when its width rests on few groups?

use crate::math::normal_quantile;

/// The quantile of Student's t with so many degrees of freedom, at a level above a half: the expansion of Fisher and
/// Cornish (Abramowitz and Stegun 1964, equation 26.7.5), good to .01 from three degrees on.
pub(super) fn student_quantile(level: f64, degrees: f64) -> f64 {
    let z = normal_quantile(level);
    let square = z * z;
    let terms = [
        z,
        z * (square + 1.0) / 4.0,
        z * ((5.0 * square + 16.0) * square + 3.0) / 96.0,
        z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0,
        z * ((((79.0 * square + 776.0) * square + 1_482.0) * square - 1_920.0) * square - 945.0) / 92_160.0,
    ];
    terms.iter().rev().fold(0.0, |sum, term| sum / degrees + term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        // Abramowitz and Stegun, table 26.10.
        for (degrees, expected) in [(3.0, 2.353), (4.0, 2.132), (9.0, 1.833), (19.0, 1.729), (120.0, 1.658)] {
            let found = student_quantile(0.95, degrees);
            assert!((found - expected).abs() < 0.01, "{degrees}: {found}");
        }
    }
}
