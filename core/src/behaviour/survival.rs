//! How long does it take, when some are still waiting?
//!
//! The product-limit estimate of Kaplan and Meier (1958): `S(t)` is the product of `1 - d / n` over the times up
//! to `t` at which `d` of the `n` still under observation decided. Who has not decided yet counts for as long as
//! they were observed. The variance is Greenwood's (1926), `S² sum d / (n (n - d))`; intervals are symmetric in
//! `ln(-ln S)` (Kalbfleisch and Prentice 1980), so they stay within 0 and 1; the interval of the median holds the
//! times whose interval holds 1/2 (Brookmeyer and Crowley 1982).
//!
//! ```
//! use sartor::behaviour::{Spell, kaplan_meier};
//! let spell = |days, decided| Spell { days, decided };
//! let curve = kaplan_meier(&[spell(1.0, true), spell(2.0, false), spell(3.0, true), spell(3.0, true)]);
//! assert_eq!(curve.points[0].waiting, 0.75);
//! assert_eq!(curve.points[1].waiting, 0.0);
//! assert_eq!(curve.median_days, Some(3.0));
//! ```

use super::interval::Z;
use crate::math::{exp, ln, sqrt};

/// A stretch of time that ended in a decision, or is not over.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct Spell {
    /// How long it lasted, or was observed, in any unit of time.
    pub days: f64,
    /// Whether it ended in a decision; otherwise it is censored.
    pub decided: bool,
}

/// One step of a [`WaitingCurve`].
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct WaitingPoint {
    /// Time of the step.
    pub days: f64,
    /// Spells that lasted at least so long.
    pub at_risk: u32,
    /// Spells decided at this time.
    pub decided: u32,
    /// Share still waiting after it.
    pub waiting: f64,
    /// Greenwood's standard error of that share.
    pub standard_error: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
}

/// The product-limit estimate.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct WaitingCurve {
    /// The steps, by time.
    pub points: Vec<WaitingPoint>,
    /// The first time at which at most half are waiting; nothing while more than half are.
    pub median_days: Option<f64>,
    /// Lower end of the median's interval.
    pub median_low_days: Option<f64>,
    /// Upper end; nothing while it cannot be told.
    pub median_high_days: Option<f64>,
}

/// The curve of these spells at 90 %. Spells whose length is no number are left out.
pub fn kaplan_meier(spells: &[Spell]) -> WaitingCurve {
    kaplan_meier_at(spells, Z)
}

/// The curve with intervals of `z` standard errors.
pub(super) fn kaplan_meier_at(spells: &[Spell], z: f64) -> WaitingCurve {
    let mut ordered: Vec<Spell> = spells.iter().copied().filter(|spell| spell.days.is_finite()).collect();
    // At one time decisions come before what is censored: who was lost then was still at risk.
    ordered.sort_by(|a, b| a.days.total_cmp(&b.days).then(b.decided.cmp(&a.decided)));
    let mut at_risk = ordered.len();
    let (mut waiting, mut greenwood) = (1.0, 0.0);
    let mut points = Vec::new();
    for same in ordered.chunk_by(|a, b| a.days == b.days) {
        let decided = same.iter().filter(|spell| spell.decided).count();
        if decided > 0
            && let Some(first) = same.first()
        {
            let (n, d) = (at_risk as f64, decided as f64);
            waiting *= (n - d) / n;
            greenwood += d / (n * (n - d));
            points.push(point(first.days, (at_risk, decided), waiting, greenwood, z));
        }
        at_risk -= same.len();
    }
    let first = |reached: &dyn Fn(&WaitingPoint) -> bool| {
        points.iter().find(|point| reached(point)).map(|point| point.days)
    };
    let median_days = first(&|point| point.waiting <= 0.5);
    let median_low_days = first(&|point| point.low <= 0.5);
    let median_high_days = first(&|point| point.high <= 0.5);
    WaitingCurve { points, median_days, median_low_days, median_high_days }
}

fn point(
    days: f64,
    (at_risk, decided): (usize, usize),
    waiting: f64,
    greenwood: f64,
    z: f64,
) -> WaitingPoint {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let (at_risk, decided) = (count(at_risk), count(decided));
    if waiting <= 0.0 {
        // Everybody has decided: Greenwood's variance is not defined, and nobody waits longer.
        return WaitingPoint {
            days,
            at_risk,
            decided,
            waiting: 0.0,
            standard_error: 0.0,
            low: 0.0,
            high: 0.0,
        };
    }
    let spread = sqrt(greenwood);
    // On the scale ln(-ln S) the standard error is that of ln S over ln S.
    let bend = z * spread / ln(waiting);
    let (low, high) = (exp(ln(waiting) * exp(-bend)), exp(ln(waiting) * exp(bend)));
    WaitingPoint { days, at_risk, decided, waiting, standard_error: waiting * spread, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Remission of 21 children given 6-mercaptopurine, in weeks (Freireich and others 1963, Blood 21, 699).
    const REMISSION: [(f64, bool); 21] = [
        (6.0, true),
        (6.0, true),
        (6.0, true),
        (6.0, false),
        (7.0, true),
        (9.0, false),
        (10.0, true),
        (10.0, false),
        (11.0, false),
        (13.0, true),
        (16.0, true),
        (17.0, false),
        (19.0, false),
        (20.0, false),
        (22.0, true),
        (23.0, true),
        (25.0, false),
        (32.0, false),
        (32.0, false),
        (34.0, false),
        (35.0, false),
    ];

    fn remission() -> Vec<Spell> {
        REMISSION.iter().map(|&(days, decided)| Spell { days, decided }).collect()
    }

    #[test]
    fn the_curve_is_that_of_the_published_remission_data() {
        let curve = kaplan_meier_at(&remission(), 1.959_963_984_540_054);
        // Time, at risk, S(t) and Greenwood's standard error as printed in textbooks, such as Collett (2015).
        let published = [
            (6.0, 21, 0.857, 0.0764),
            (7.0, 17, 0.807, 0.0869),
            (10.0, 15, 0.753, 0.0963),
            (13.0, 12, 0.690, 0.1068),
            (16.0, 11, 0.627, 0.1141),
            (22.0, 7, 0.538, 0.1282),
            (23.0, 6, 0.448, 0.1346),
        ];
        assert_eq!(curve.points.len(), published.len());
        for (point, (time, at_risk, waiting, error)) in curve.points.iter().zip(published) {
            assert_eq!((point.days, point.at_risk), (time, at_risk));
            assert!((point.waiting - waiting).abs() < 5e-4, "{point:?}");
            assert!((point.standard_error - error).abs() < 5e-5, "{point:?}");
        }
        // Median 23 weeks from 13 on, without an upper end, on the scale ln(-ln S).
        assert_eq!((curve.median_days, curve.median_low_days), (Some(23.0), Some(13.0)));
        assert_eq!(curve.median_high_days, None);
    }

    #[test]
    fn nobody_observed_gives_an_empty_curve() {
        let nothing = kaplan_meier(&[Spell { days: f64::NAN, decided: true }]);
        assert_eq!((nothing.points.len(), nothing.median_days), (0, None));
        let waiting = kaplan_meier(&[Spell { days: 4.0, decided: false }]);
        assert_eq!((waiting.points.len(), waiting.median_days), (0, None));
    }

    proptest! {
        #[test]
        fn a_curve_falls_and_stays_within_its_interval(
            spells in prop::collection::vec((0_u32..40, any::<bool>()), 0..60),
        ) {
            let mut spells: Vec<Spell> =
                spells.iter().map(|&(days, decided)| Spell { days: f64::from(days), decided }).collect();
            let curve = kaplan_meier(&spells);
            for point in &curve.points {
                prop_assert!(point.low <= point.waiting + 1e-12 && point.waiting <= point.high + 1e-12);
                prop_assert!((0.0..=1.0).contains(&point.waiting));
            }
            prop_assert!(curve.points.is_sorted_by(|a, b| a.waiting > b.waiting && a.days < b.days));
            spells.reverse();
            prop_assert_eq!(curve, kaplan_meier(&spells));
        }

        #[test]
        fn without_censoring_the_curve_is_the_plain_share(days in prop::collection::vec(0_u32..20, 1..40)) {
            let spells: Vec<Spell> =
                days.iter().map(|&days| Spell { days: f64::from(days), decided: true }).collect();
            for point in kaplan_meier(&spells).points {
                let longer = days.iter().filter(|&&days| f64::from(days) > point.days).count();
                prop_assert!((point.waiting - longer as f64 / days.len() as f64).abs() < 1e-12);
            }
        }
    }
}
