//! What was released before, so that the next report gives nothing away beside it?

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::network::Network;
use super::release::{Release, first, next};
use super::{ReportCell, ReportFigure, SegmentReport};
use crate::ids::check_id;
use crate::{Result, SartorError, input};

/// The most cells of a report, rows times columns.
pub const MAX_REPORT_CELLS: usize = 2_500;
/// The most sums of a cell.
pub const MAX_REPORT_SUMS: usize = 16;
/// The most different releases that a ledger holds.
pub const MAX_RELEASES: usize = 1_000;
/// The largest ledger in JSON, in bytes.
pub const MAX_LEDGER_JSON_BYTES: usize = 256 << 20;

pub(super) const SUBJECT: &str = "segment report";
const LEDGER: &str = "report ledger";
const MAX_COUNT: i64 = 1_000_000_000_000;
/// So that no sum of sums leaves 64 bits.
const MAX_SUM: i64 = i64::MAX / 4 / MAX_REPORT_CELLS as i64;

/// Everything that one report has told so far. It holds what is hidden, so it stays with the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportLedger {
    version: u32,
    k: u32,
    /// Whether it has columns; nothing before the first release.
    crosstab: Option<bool>,
    sums: usize,
    rows: Vec<String>,
    columns: Vec<String>,
    releases: Vec<Release>,
}

const VERSION: u32 = 1;

impl ReportLedger {
    /// A ledger without releases, for one report that is made again and again. `k` is 2 to 1,000.
    pub fn new(k: u32) -> Result<Self> {
        let ledger = Self {
            version: VERSION,
            k,
            crosstab: None,
            sums: 0,
            rows: Vec::new(),
            columns: Vec::new(),
            releases: Vec::new(),
        };
        ledger.check()?;
        Ok(ledger)
    }

    /// The report of these cells, as far as it may be shown beside everything this ledger released before. Cells
    /// that are not named are empty. The ledger has changed once this returns; store it before the report goes out.
    pub fn release(&mut self, cells: &[ReportCell]) -> Result<SegmentReport> {
        let (mut ledger, counted) = self.with_labels(cells)?;
        let network = ledger.network();
        let k = i64::from(self.k);
        let release = match ledger.releases.last() {
            None => first(&network, k, counted)?,
            Some(_) => next(&network, k, &counted, &ledger.releases)?,
        };
        if ledger.releases.last() != Some(&release) {
            if ledger.releases.len() == MAX_RELEASES {
                let found = MAX_RELEASES + 1;
                return Err(SartorError::too_many(LEDGER, "releases", found, MAX_RELEASES, "releases"));
            }
            ledger.releases.push(release.clone());
        }
        let report = ledger.report(&network, &release);
        *self = ledger;
        Ok(report)
    }

    /// How many different reports were released.
    pub fn release_count(&self) -> i64 {
        i64::try_from(self.releases.len()).unwrap_or(i64::MAX)
    }

    /// The ledger as JSON, hidden figures and all.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|_| SartorError::Internal { operation: LEDGER.to_owned() })
    }

    /// A ledger of [`ReportLedger::to_json`].
    pub fn from_json(text: &str) -> Result<Self> {
        if text.len() > MAX_LEDGER_JSON_BYTES {
            return Err(SartorError::too_large(LEDGER, "bytes", text.len(), MAX_LEDGER_JSON_BYTES));
        }
        let ledger: Self = input::from_text(LEDGER, text)?;
        ledger.check()?;
        Ok(ledger)
    }

    fn network(&self) -> Network {
        if self.crosstab == Some(true) {
            Network::of_crosstab(self.rows.len(), self.columns.len())
        } else {
            Network::of_list(self.rows.len())
        }
    }

    /// The ledger with all labels of before and now, and the counts in their places.
    fn with_labels(&self, cells: &[ReportCell]) -> Result<(Self, Release)> {
        let known = self.crosstab.map(|crosstab| (crosstab, self.sums));
        let shape = |cell: &ReportCell| (cell.column.is_some(), cell.sums_minor.len());
        let Some((crosstab, sums)) = known.or_else(|| cells.first().map(shape)) else {
            let subject = SUBJECT.to_owned();
            return Err(SartorError::TooFew { subject, found: 0, needed: 1, unit: "cells".to_owned() });
        };
        if sums > MAX_REPORT_SUMS {
            return Err(SartorError::too_many(SUBJECT, "sumsMinor", sums, MAX_REPORT_SUMS, "sums"));
        }
        let mut counted: BTreeMap<(&str, &str), &ReportCell> = BTreeMap::new();
        for cell in cells {
            check_id(SUBJECT, "row", &cell.row)?;
            let column = cell.column.as_deref();
            column.map_or(Ok(()), |column| check_id(SUBJECT, "column", column))?;
            if column.is_some() != crosstab {
                return Err(SartorError::invalid(SUBJECT, "column", "in every cell or in none"));
            }
            if cell.sums_minor.len() != sums {
                return Err(SartorError::invalid(SUBJECT, "sumsMinor", "as many in every cell"));
            }
            if !(0..=MAX_COUNT).contains(&cell.count) {
                return Err(SartorError::out_of_range(SUBJECT, "count", cell.count, "0 to 10^12"));
            }
            if let Some(sum) = cell.sums_minor.iter().find(|sum| !(-MAX_SUM..=MAX_SUM).contains(*sum)) {
                return Err(SartorError::out_of_range(SUBJECT, "sumsMinor", sum, "at most 9 * 10^14"));
            }
            if counted.insert((&cell.row, column.unwrap_or_default()), cell).is_some() {
                return Err(SartorError::invalid(SUBJECT, "cells", "each row and column at most once"));
            }
        }
        let labels = |known: &[String], named: BTreeSet<&str>| -> Vec<String> {
            let known = known.iter().map(String::as_str);
            named.into_iter().chain(known).collect::<BTreeSet<_>>().into_iter().map(str::to_owned).collect()
        };
        let rows = labels(&self.rows, counted.keys().map(|(row, _)| *row).collect());
        let columns = labels(&self.columns, counted.keys().map(|(_, column)| *column).collect());
        let size = rows.len() * columns.len();
        if size > MAX_REPORT_CELLS {
            return Err(SartorError::too_many(SUBJECT, "cells", size, MAX_REPORT_CELLS, "cells"));
        }
        let mut ledger =
            Self { crosstab: Some(crosstab), sums, rows, columns, releases: Vec::new(), ..self.clone() };
        let network = ledger.network();
        let cell = |row: &String, column: &String| counted.get(&(row.as_str(), column.as_str())).copied();
        let places =
            || ledger.rows.iter().flat_map(|row| ledger.columns.iter().map(move |column| (row, column)));
        let now = Release {
            counts: places().map(|(row, column)| cell(row, column).map_or(0, |cell| cell.count)).collect(),
            sums: places()
                .map(|(row, column)| {
                    Some(cell(row, column).map_or_else(|| vec![0; sums], |cell| cell.sums_minor.clone()))
                })
                .collect(),
            hidden: vec![false; network.figures()],
        };
        ledger.releases =
            self.releases.iter().map(|release| self.widened(&ledger, &network, release)).collect();
        Ok((ledger, now))
    }

    /// A release of before, as it would have been with labels that came later: they were empty then, and seen to be.
    fn widened(&self, wide: &Self, network: &Network, release: &Release) -> Release {
        if self.rows == wide.rows && self.columns == wide.columns {
            return release.clone();
        }
        let place = |known: &[String], label: &String| known.binary_search(label).ok();
        let rows: Vec<_> = wide.rows.iter().map(|row| place(&self.rows, row)).collect();
        let columns: Vec<_> = wide.columns.iter().map(|column| place(&self.columns, column)).collect();
        let was: Vec<Option<usize>> = rows
            .iter()
            .flat_map(|row| columns.iter().map(|column| Some((*row)? * self.columns.len() + (*column)?)))
            .collect();
        let hidden = |figure: Option<usize>| {
            figure.and_then(|at| release.hidden.get(at)).is_some_and(|hidden| *hidden)
        };
        let cells = self.rows.len() * self.columns.len();
        let mut hides: Vec<bool> = was.iter().map(|cell| hidden(*cell)).collect();
        if self.crosstab == Some(true) {
            hides.extend(rows.iter().map(|row| hidden(row.map(|row| cells + row))));
            hides.extend(columns.iter().map(|column| hidden(column.map(|at| cells + self.rows.len() + at))));
        }
        hides.push(release.hidden.last() == Some(&true));
        hides.resize(network.figures(), false);
        let empty = || Some(vec![0; self.sums]);
        Release {
            counts: was
                .iter()
                .map(|at| at.and_then(|at| release.counts.get(at)).copied().unwrap_or(0))
                .collect(),
            sums: was
                .iter()
                .map(|at| at.and_then(|at| release.sums.get(at)).map_or_else(empty, Clone::clone))
                .collect(),
            hidden: hides,
        }
    }

    fn report(&self, network: &Network, release: &Release) -> SegmentReport {
        let counts = network.with_totals(&release.counts);
        let of_sum = |place: usize| -> Vec<i64> {
            let of_cell = |sums: &Option<Vec<i64>>| sums.as_ref().and_then(|sums| sums.get(place)).copied();
            network
                .with_totals(&release.sums.iter().map(|sums| of_cell(sums).unwrap_or(0)).collect::<Vec<_>>())
        };
        let sums: Vec<Vec<i64>> = (0..self.sums).map(of_sum).collect();
        // A total has sums if every cell in it has.
        let lacks = release.sums.iter().map(|sums| i64::from(sums.is_none())).collect::<Vec<_>>();
        let lacks = network.with_totals(&lacks);
        let figure = |at: usize, row: Option<&String>, column: Option<&String>| {
            let shown = release.hidden.get(at) == Some(&false);
            let sums = sums.iter().filter_map(|sums| sums.get(at).copied());
            let sums = sums.filter(|_| shown && lacks.get(at) == Some(&0)).collect();
            let column = column.filter(|_| self.crosstab == Some(true));
            let count = counts.get(at).copied().filter(|_| shown);
            ReportFigure { row: row.cloned(), column: column.cloned(), count, sums_minor: sums }
        };
        let width = self.columns.len();
        let cells: Vec<ReportFigure> = (0..network.cells())
            .map(|at| figure(at, self.rows.get(at / width.max(1)), self.columns.get(at % width.max(1))))
            .collect();
        let (mut row_totals, mut column_totals) = (Vec::new(), Vec::new());
        if self.crosstab == Some(true) {
            let first = network.cells();
            row_totals
                .extend(self.rows.iter().enumerate().map(|(at, row)| figure(first + at, Some(row), None)));
            let first = first + self.rows.len();
            column_totals.extend(
                self.columns.iter().enumerate().map(|(at, column)| figure(first + at, None, Some(column))),
            );
        }
        let hidden_cells = cells.iter().filter(|cell| cell.count.is_none()).count();
        let total = figure(network.figures() - 1, None, None);
        let hidden_cells = u32::try_from(hidden_cells).unwrap_or(u32::MAX);
        SegmentReport { k: self.k, cells, row_totals, column_totals, total, hidden_cells }
    }

    /// What was read must be what could have been written.
    fn check(&self) -> Result<()> {
        if self.version > VERSION {
            return Err(SartorError::NewerVersion {
                subject: LEDGER.to_owned(),
                found: i64::from(self.version),
                supported: i64::from(VERSION),
            });
        }
        if !(2..=1_000).contains(&self.k) {
            return Err(SartorError::out_of_range(LEDGER, "k", self.k, "2 to 1000"));
        }
        let bad = |field: &str, expected: &str| Err(SartorError::invalid(LEDGER, field, expected));
        let sorted = |labels: &[String]| labels.is_sorted_by(|one, two| one < two);
        if !sorted(&self.rows) || !sorted(&self.columns) {
            return bad("rows", "labels in their order, each once");
        }
        let (cells, figures) = match self.crosstab {
            None => (0, 0),
            Some(_) if self.rows.len().saturating_mul(self.columns.len()) > MAX_REPORT_CELLS => {
                return bad("rows", "within the most cells of a report");
            }
            Some(false) if self.columns != [""] => return bad("columns", "one without a name, in a list"),
            Some(_) => (self.rows.len() * self.columns.len(), self.network().figures()),
        };
        if self.releases.len() > MAX_RELEASES || self.sums > MAX_REPORT_SUMS {
            return bad("releases", "within the limits of a ledger");
        }
        let sound = |release: &Release| {
            release.counts.len() == cells
                && release.sums.len() == cells
                && release.hidden.len() == figures
                && release.counts.iter().all(|count| (0..=MAX_COUNT).contains(count))
                && release.sums.iter().flatten().all(|sums| {
                    sums.len() == self.sums && sums.iter().all(|sum| (-MAX_SUM..=MAX_SUM).contains(sum))
                })
        };
        if !self.releases.iter().all(sound) || self.releases.is_empty() != self.crosstab.is_none() {
            return bad("releases", "of the size of its labels");
        }
        let network = self.network();
        let shows_small = |release: &Release| {
            let figures = network.with_totals(&release.counts);
            let small = |(count, hidden): (&i64, &bool)| !hidden && (1..i64::from(self.k)).contains(count);
            figures.iter().zip(&release.hidden).any(small)
        };
        if self.releases.iter().any(shows_small) {
            return bad("releases", "without small figures that are shown");
        }
        Ok(())
    }
}
