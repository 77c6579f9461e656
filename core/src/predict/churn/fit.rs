//! How is a model of churn fitted?

use super::cuts::{ChurnData, Followed, follow};
use super::report::ChurnReport;
use super::{Churn, ChurnOptions, ChurnSetting, StoredChurn};
use crate::Result;
use crate::control::Control;
use crate::learn::{MISSING, Table, TableColumn};
use crate::predict::features::{FEATURES_VERSION, FeatureReader, Features, columns};
use crate::predict::hazard::{Hazard, HazardOptions};

impl Churn {
    /// Fit to what customers were known for at the cuts, and to what they did since.
    ///
    /// Refused are options outside their range, cuts of which the earliest leaves less than a horizon, fewer than ten
    /// customers a fold, and a past in which nobody, or everybody, churned.
    pub fn fit(
        reader: &FeatureReader,
        data: &ChurnData<'_>,
        options: &ChurnOptions,
        control: Control<'_>,
    ) -> Result<Self> {
        options.check()?;
        let options = ChurnOptions { cuts_ms: options.cuts(data.as_of_ms), ..options.clone() };
        let within = control.without_steps();
        let Followed { features, spells } = follow(reader, data, &options, &options.cuts_ms, within)?;
        let rows: Vec<&Features> = features.iter().collect();
        if rows.is_empty() {
            return Err(crate::SartorError::TooFew {
                subject: super::SUBJECT.to_owned(),
                found: 0,
                needed: i64::from(10 * options.folds),
                unit: "customers who were followed".to_owned(),
            });
        }
        let table = Table::new(columns(&rows)?)?;
        let fitted = Hazard::fit(
            &table,
            &spells,
            &HazardOptions {
                period_days: f64::from(options.horizon_days) / f64::from(options.periods),
                periods: options.periods,
                folds: options.folds,
                trees: options.trees,
                members: options.members.clone(),
                seed: options.seed,
            },
            control,
        )?;
        let churns_if_it_happens = options.setting == ChurnSetting::Contractual;
        let report = ChurnReport::of(&features, &spells, &fitted, churns_if_it_happens, &options)?;
        Self::try_from(StoredChurn {
            features_version: FEATURES_VERSION,
            options,
            hazard: fitted.hazard,
            typical: typical(&table),
            report,
            parent_model_id: None,
        })
    }
}

/// The median of each column of numbers, and the most frequent level of each of categories; nothing where more than half
/// is missing.
fn typical(table: &Table) -> Vec<Option<f64>> {
    let half = table.rows() / 2;
    let column = |column: &TableColumn| match column {
        TableColumn::Numbers(values) => {
            let mut known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
            known.sort_unstable_by(f64::total_cmp);
            known.get(known.len() / 2).copied().filter(|_| known.len() > half)
        }
        TableColumn::Categories(column) => {
            let mut counts = vec![0_usize; column.levels().len()];
            let known = column.codes().iter().filter(|code| **code != MISSING);
            known.clone().for_each(|code| counts[*code as usize] += 1);
            let most = counts.iter().max().copied()?;
            let place = counts.iter().position(|count| *count == most)?;
            (known.count() > half).then_some(place as f64)
        }
    };
    table.columns().iter().map(column).collect()
}
