//! How central was what customers did in a holdout, group by group?

use super::super::gamma_gamma::GammaGamma;
use super::super::holdout::Holdout;
use super::super::interval::check_level;
use super::super::kind::{AnyPurchaseModel, each};
use super::super::model::PurchaseModel;
use super::super::process::PurchaseProcess;
use super::super::summarize::Summaries;
use super::super::summary::MAX_FREQUENCY;
use super::super::value_columns::HistoryColumns;
use super::{CHUNK, ConformalForecaster, ConformalGroup, Row, amount_tails, count_tails};
use crate::batch::map_chunks;
use crate::conformal::{fewest, threshold};
use crate::control::Control;
use crate::{Result, SartorError};

const SUBJECT: &str = "conformal calibration";
/// A group has so many times the customers that an interval takes at least, where there are as many. The coverage that
/// a calibration happens to have spreads about the level by the root of `level (1 - level) / n`: at 0.9 and 90
/// customers, 3 points.
const AMPLE: u64 = 10;

impl ConformalForecaster {
    /// Calibrate a model to what customers did in the holdout of summaries; with a model of spend, spend as well.
    ///
    /// Neither model may have been fitted to that holdout: fit them to the columns of these summaries that end with
    /// the calibration, or to other customers. Customers stand in groups by repeat purchases, 0, 1, 2 to 3, 4 to 7 and
    /// so on, of which the heaviest are put together until each has ten times the customers that the level takes at
    /// least. That is `ceil(1 / (1 - level)) - 1` in all, 9 at 0.9; fewer are `TOO_FEW`.
    pub fn calibrate(
        purchases: impl Into<AnyPurchaseModel>,
        spend: Option<GammaGamma>,
        summaries: &Summaries,
        level: f64,
        control: Control<'_>,
    ) -> Result<Self> {
        let purchases = purchases.into();
        check_level(level)?;
        if summaries.holdout_periods == 0.0 {
            let expected = "summaries with a holdout: state the end of the calibration";
            return Err(SartorError::invalid(SUBJECT, "summaries", expected));
        }
        Holdout::of(summaries).check()?;
        let columns = HistoryColumns::from(summaries);
        columns.check(SUBJECT)?;
        check_spend(summaries)?;
        let needed = fewest(level);
        if (summaries.len() as u64) < needed {
            return Err(SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: summaries.len() as i64,
                needed: i64::try_from(needed).unwrap_or(i64::MAX),
                unit: "customers with a holdout".to_owned(),
            });
        }
        let rows: Vec<usize> = (0..summaries.len()).collect();
        let scored = map_chunks(
            &rows,
            CHUNK,
            control,
            |row| each!(&purchases, model => score(model, spend.as_ref(), summaries, &columns, *row)),
        )?;
        let groups = group(&scored, needed.saturating_mul(AMPLE), level);
        let forecaster = Self { purchases, spend, level, periods: summaries.holdout_periods, groups };
        forecaster.check()?;
        Ok(forecaster)
    }
}

/// How central what one customer did was.
struct Scored {
    band: usize,
    purchases: f64,
    value: Option<f64>,
}

fn score<P: PurchaseProcess>(
    model: &PurchaseModel<P>,
    spend: Option<&GammaGamma>,
    summaries: &Summaries,
    columns: &HistoryColumns<'_>,
    place: usize,
) -> Result<Scored> {
    let at = |column: &[f64]| column.get(place).copied().unwrap_or_default();
    let (subject, row) = (format!("row {place}"), Row::at(columns, place));
    let periods = summaries.holdout_periods;
    let counts = count_tails(&subject, model, periods, &row)?;
    let amounts = spend.map(|spend| amount_tails(&subject, model, spend, periods, &row)).transpose()?;
    Ok(Scored {
        band: band(row.x),
        purchases: counts.centrality(at(&summaries.holdout_frequency)),
        value: amounts.map(|amounts| amounts.centrality(at(&summaries.holdout_value))),
    })
}

/// 0, 1, 2 to 3, 4 to 7 and so on repeat purchases, numbered from 0.
fn band(frequency: f64) -> usize {
    (u64::BITS - (frequency as u64).leading_zeros()) as usize
}

/// The fewest repeat purchases in a band.
fn band_from(band: usize) -> f64 {
    band.checked_sub(1).map_or(0.0, |power| (1_u64 << power.min(62)) as f64)
}

/// Bands put together from the heaviest on until each group is ample; what is left over joins the lightest group.
/// Only numbers of customers decide, never what they did.
fn group(scored: &[Scored], ample: u64, level: f64) -> Vec<ConformalGroup> {
    let mut sizes = vec![0_u64; band(MAX_FREQUENCY) + 1];
    for customer in scored {
        if let Some(size) = sizes.get_mut(customer.band) {
            *size += 1;
        }
    }
    let (mut begins, mut size) = (Vec::new(), 0);
    for (band, customers) in sizes.iter().enumerate().rev() {
        size += customers;
        if size >= ample {
            begins.push(band);
            size = 0;
        }
    }
    match begins.last_mut() {
        Some(lightest) => *lightest = 0,
        None => begins.push(0),
    }
    begins.reverse();
    let ends = begins.iter().skip(1).map(|next| Some(*next)).chain([None]);
    begins.iter().zip(ends).map(|(begin, end)| of_bands(scored, *begin, end, level)).collect()
}

/// The group of the bands from `begin` up to below `end`.
fn of_bands(scored: &[Scored], begin: usize, end: Option<usize>, level: f64) -> ConformalGroup {
    let members = || scored.iter().filter(|s| s.band >= begin && end.is_none_or(|end| s.band < end));
    ConformalGroup {
        frequency_from: band_from(begin),
        frequency_to: end.map(|end| band_from(end) - 1.0),
        calibration_customers: members().count() as u32,
        purchases_centrality: threshold(members().map(|s| s.purchases).collect(), level).unwrap_or(f64::NAN),
        value_centrality: threshold(members().filter_map(|s| s.value).collect(), level),
    }
}

/// Refuse amounts that no holdout can have.
fn check_spend(summaries: &Summaries) -> Result<()> {
    let (rows, found) = (summaries.len(), summaries.holdout_value.len());
    if found != rows {
        let expected = format!("as long as frequency, {rows} rows");
        return Err(SartorError::out_of_range(
            SUBJECT,
            "holdout_value",
            format!("{found} rows long"),
            &expected,
        ));
    }
    let wrong = summaries.holdout_value.iter().enumerate().find(|(_, value)| !(0.0..=1e15).contains(*value));
    wrong.map_or(Ok(()), |(row, value)| {
        Err(SartorError::out_of_range(&format!("row {row}"), "holdout_value", value, "0 to 1e15"))
    })
}
