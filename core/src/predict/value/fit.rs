//! How is a model of spend fitted, and how much of it is the lifetime model?

use super::growth::Comparable;
use super::options::ValueReport;
use super::{
    Everybody, SUBJECT, StoredValue, Told, Value, ValueFitOptions, ValueMember, blended, lifetime_value,
};
use crate::batch::map_chunks;
use crate::consent::ConsentPurpose;
use crate::control::Control;
use crate::estimate::LEVEL;
use crate::learn::{
    ConformalMargin, Gbdt, GbdtOptions, Objective, PredictedEnds, ScoredValues, Table, Target, ValueGbdt,
};
use crate::math::{ln, ln_1p};
use crate::predict::features::{FEATURES_VERSION, FeatureExtra, FeatureReader, Features, columns, today};
use crate::predict::hazard::{check_cuts_within, draw_folds, table_row};
use crate::profile::Profile;
use crate::time::check_timestamp;
use crate::{Result, SartorError};

/// Customers that one thread takes at a time.
const CHUNK: usize = 64;
/// Steps of the weight that are tried.
const WEIGHTS: u32 = 40;
/// The power of the deviance by which weights are judged.
const POWER: f64 = 1.5;
/// Means below this, in minor units, count as this.
const LEAST_MEAN: f64 = 1.0;

/// What a model of spend is trained on.
#[derive(Debug, Clone, Copy)]
pub struct ValueData<'a> {
    /// The customers. Of whoever does not allow analytics at the time of training nothing is read.
    pub profiles: &'a [Profile],
    /// The time of training: nothing dated later counts.
    pub as_of_ms: i64,
    /// What other models knew at each of [`ValueFitOptions::cuts`]: for each cut one for each profile. Of it
    /// `expected_value_minor` is blended.
    pub extras: Option<&'a [Vec<FeatureExtra>]>,
}

impl<'a> ValueData<'a> {
    /// Customers of whom nothing else is known.
    pub fn of(profiles: &'a [Profile], as_of_ms: i64) -> Self {
        Self { profiles, as_of_ms, extras: None }
    }
}

impl Value {
    /// Fit to what customers were known for at the cuts, and to what they spent in the horizon after each.
    pub fn fit(
        reader: &FeatureReader,
        data: &ValueData<'_>,
        options: &ValueFitOptions,
        control: Control<'_>,
    ) -> Result<Self> {
        options.check()?;
        check_timestamp(SUBJECT, "asOfMs", data.as_of_ms)?;
        let options = ValueFitOptions { cuts_ms: options.cuts(data.as_of_ms), ..options.clone() };
        check_data(data, &options)?;
        let places: Vec<usize> = (0..data.profiles.len()).collect();
        let within = control.without_steps();
        let rows = map_chunks(&places, CHUNK, within, |place| Ok(look(reader, data, &options, *place)))?;
        let (mut features, mut spends, mut subjects) = (Vec::new(), Vec::new(), Vec::new());
        for (place, row) in (0..).zip(rows) {
            for (known, spend) in row {
                features.push(known);
                spends.push(spend);
                subjects.push(place);
            }
        }
        let fold = draw_folds(&subjects, options.folds, options.seed)?;
        let known: Vec<&Features> = features.iter().collect();
        let table = Table::new(columns(&known)?)?;
        let logs: Vec<f64> = spends.iter().map(|spend| ln_1p(*spend)).collect();
        let mut members = Vec::new();
        let steps = u64::from(options.folds);
        for left_out in 0..options.folds {
            control.step(u64::from(left_out), steps)?;
            let kept: Vec<usize> = (0..fold.len()).filter(|row| fold.get(*row) != Some(&left_out)).collect();
            members.push(member(&table.take(&kept)?, &kept, &spends, &logs, &options, within)?);
        }
        control.step(steps, steps)?;
        let held_out = |(row, fold): (usize, &u32)| -> Result<Told> {
            let own = members.get(*fold as usize..).and_then(|rest| rest.get(..1)).unwrap_or(&members);
            Told::of(own, &table_row(&table, row))
        };
        let mut told = fold.iter().enumerate().map(held_out).collect::<Result<Vec<Told>>>()?;
        let trees_scale = scale(&told, &spends);
        for told in &mut told {
            told.trees *= trees_scale;
        }
        let lifetime: Vec<Option<f64>> =
            features.iter().map(|known| lifetime_value(known, options.horizon_days)).collect();
        let lifetime_weight = weight(&told, &lifetime, &spends);
        let (low, high): (Vec<f64>, Vec<f64>) = told.iter().map(|told| (told.low, told.high)).unzip();
        let margin =
            ConformalMargin::calibrate(&PredictedEnds::quantiles(&low, &high)?, &logs, options.level)?;
        let report = report(&told, &lifetime, &spends, &subjects, lifetime_weight)?;
        Self::try_from(StoredValue {
            features_version: FEATURES_VERSION,
            members,
            trees_scale,
            lifetime_weight,
            margin,
            everybody: everybody(&spends, options.level),
            comparable: comparable(reader, data),
            report,
            options,
        })
    }
}

fn check_data(data: &ValueData<'_>, options: &ValueFitOptions) -> Result<()> {
    let cuts = &options.cuts_ms;
    check_cuts_within(SUBJECT, cuts, options.horizon_days, data.as_of_ms)?;
    if let Some(last) = cuts.last() {
        check_cuts_within(SUBJECT, &[*last], options.horizon_days, data.as_of_ms)?;
    }
    let Some(extras) = data.extras else { return Ok(()) };
    if extras.len() != cuts.len() || extras.iter().any(|extras| extras.len() != data.profiles.len()) {
        return Err(SartorError::invalid(SUBJECT, "extras", "one for each profile, for each of the cuts"));
    }
    extras.iter().flatten().try_for_each(FeatureExtra::check)
}

/// One customer at every cut at which they had bought, with what they spent in the horizon after it.
fn look(
    reader: &FeatureReader,
    data: &ValueData<'_>,
    options: &ValueFitOptions,
    place: usize,
) -> Vec<(Features, f64)> {
    let Some(profile) = data.profiles.get(place) else { return Vec::new() };
    let now = profile.state_at(data.as_of_ms);
    if !now.allows(ConsentPurpose::Analytics) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (number, cut_ms) in options.cuts_ms.iter().copied().enumerate() {
        let then = profile.state_at(cut_ms);
        if then.purchase_days.is_empty() {
            continue;
        }
        let cut_day = i64::from(today(&then, cut_ms));
        let last_day = cut_day + i64::from(options.horizon_days);
        let within = now
            .purchase_days
            .iter()
            .filter(|day| i64::from(day.day) > cut_day && i64::from(day.day) <= last_day);
        let spend = within.map(|day| day.revenue_minor).fold(0, i64::saturating_add).max(0) as f64;
        let nothing = FeatureExtra::default();
        let extra = data.extras.and_then(|extras| extras.get(number)?.get(place)).unwrap_or(&nothing);
        rows.push((reader.read(profile, cut_ms, extra), spend));
    }
    rows
}

fn member(
    table: &Table,
    kept: &[usize],
    spends: &[f64],
    logs: &[f64],
    options: &ValueFitOptions,
    control: Control<'_>,
) -> Result<ValueMember> {
    let of =
        |values: &[f64]| -> Vec<f64> { kept.iter().filter_map(|row| values.get(*row).copied()).collect() };
    let (spends, logs) = (of(spends), of(logs));
    let booster = GbdtOptions { trees: options.trees, seed: options.seed, ..GbdtOptions::default() };
    let quantile = |level: f64| {
        let objective = Objective::Quantile { level };
        Gbdt::fit(table, Target::of(&logs), &GbdtOptions { objective, ..booster.clone() }, control)
    };
    let tail = 0.5 - 0.5 * options.level;
    Ok(ValueMember {
        mean: ValueGbdt::fit(table, Target::of(&spends), &booster, control)?,
        low: quantile(tail)?,
        high: quantile(1.0 - tail)?,
    })
}

fn deviance(mean: f64, spend: f64) -> f64 {
    Objective::Tweedie { power: POWER }.cost(ln(mean.max(LEAST_MEAN)), spend)
}

/// Mean deviance of what the blend expects; of rows with a lifetime value alone where `only` says so.
fn mean_deviance(
    told: &[Told],
    lifetime: &[Option<f64>],
    spends: &[f64],
    weight: f64,
    only: bool,
) -> Option<f64> {
    let (mut sum, mut rows) = (0.0, 0.0);
    for ((told, lifetime), spend) in told.iter().zip(lifetime).zip(spends) {
        if lifetime.is_some() || !only {
            sum += deviance(blended(told.trees, *lifetime, weight), *spend);
            rows += 1.0;
        }
    }
    (rows > 0.0).then(|| sum / rows)
}

/// What the trees' total falls short by.
fn scale(told: &[Told], spends: &[f64]) -> f64 {
    let expected = told.iter().fold(0.0, |sum, told| sum + told.trees);
    let came = spends.iter().fold(0.0, |sum, spend| sum + spend);
    if expected > 0.0 { (came / expected).clamp(0.01, 100.0) } else { 1.0 }
}

/// The weight of the lifetime model at which held-out rows come out best; the smallest of equals.
fn weight(told: &[Told], lifetime: &[Option<f64>], spends: &[f64]) -> f64 {
    let tried = (0..=WEIGHTS).map(|step| f64::from(step) / f64::from(WEIGHTS));
    let judged =
        tried.filter_map(|weight| Some((weight, mean_deviance(told, lifetime, spends, weight, true)?)));
    judged.fold((0.0, f64::INFINITY), |best, one| if one.1 < best.1 { one } else { best }).0
}

fn report(
    told: &[Told],
    lifetime: &[Option<f64>],
    spends: &[f64],
    subjects: &[u32],
    weight: f64,
) -> Result<ValueReport> {
    let expected: Vec<f64> =
        told.iter().zip(lifetime).map(|(told, lifetime)| blended(told.trees, *lifetime, weight)).collect();
    let scored = ScoredValues::new(&expected, spends, None)?;
    let mean = spends.iter().fold(0.0, |sum, spend| sum + spend) / spends.len() as f64;
    let base = spends.iter().fold(0.0, |sum, spend| sum + deviance(mean, *spend)) / spends.len() as f64;
    let mut customers = subjects.to_vec();
    customers.dedup();
    let of = |weight: f64, only: bool| mean_deviance(told, lifetime, spends, weight, only);
    let no_lifetime = vec![None; told.len()];
    Ok(ValueReport {
        customers: customers.len() as u32,
        rows: spends.len() as u32,
        rows_with_lifetime: lifetime.iter().flatten().count() as u32,
        mean_minor: mean,
        mean_absolute_error: scored.mean_absolute_error(LEVEL)?,
        bias: scored.bias(LEVEL)?,
        spearman: scored.spearman(LEVEL)?,
        deviance: of(weight, false).unwrap_or(base),
        deviance_of_trees: mean_deviance(told, &no_lifetime, spends, 0.0, false).unwrap_or(base),
        deviance_of_lifetime: of(1.0, true),
        base_deviance: base,
        lifetime_weight: weight,
    })
}

/// The mean, and quantiles between which at least the share of customers lies.
fn everybody(spends: &[f64], level: f64) -> Everybody {
    let mut sorted = spends.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let tail = 0.5 - 0.5 * level;
    let last = sorted.len().saturating_sub(1);
    let at = |place: f64| sorted.get((place as usize).min(last)).copied().unwrap_or_default();
    let count = sorted.len() as f64;
    Everybody {
        mean: sorted.iter().fold(0.0, |sum, spend| sum + spend) / count.max(1.0),
        low: at(crate::math::floor(tail * count)),
        high: at((1.0 - tail) * count),
    }
}

/// What customers who allow it have spent by category, at the time of training.
fn comparable(reader: &FeatureReader, data: &ValueData<'_>) -> Comparable {
    let spend = |profile: &Profile| {
        let state = profile.state_at(data.as_of_ms);
        if !state.allows(ConsentPurpose::Analytics) || state.purchase_days.is_empty() {
            return None;
        }
        let all = state.purchase_days.iter().map(|day| day.revenue_minor).fold(0, i64::saturating_add);
        let by = reader.shelf().bought(&state.products).iter().map(|sums| sums.revenue_minor).collect();
        Some((all as f64, by))
    };
    let spends: Vec<(f64, Vec<i64>)> = data.profiles.iter().filter_map(spend).collect();
    Comparable::of(reader.shelf().categories(), &spends)
}
