//! Covariates made ready for a search: centred, scaled, and customers with equal ones together.

use super::super::columns::{Row, compress};
use super::Covariate;
use crate::{Result, SartorError, math};

/// The most covariates of a model.
const MOST_COVARIATES: usize = 32;
/// A column of which less than this share of the variance is its own is a combination of others.
const OWN_VARIANCE: f64 = 1e-9;

/// Customers with equal covariates.
#[derive(Debug)]
pub(super) struct Group<const N: usize> {
    /// Their covariates, centred and scaled.
    pub covariates: Vec<f64>,
    /// Their distinct histories.
    pub rows: Vec<Row<N>>,
}

/// Which coefficient multiplies which covariate in which parameter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    pub parameter: usize,
    pub covariate: usize,
    /// Of the exponent.
    pub sign: f64,
}

/// Covariates and what they act on.
#[derive(Debug)]
pub(super) struct Design {
    pub terms: Vec<Term>,
    pub averages: Vec<f64>,
    pub deviations: Vec<f64>,
}

impl Design {
    /// Checked covariates of so many customers, `rows`, of whom those count that weigh more than nothing.
    pub fn read(
        subject: &str,
        parameters: &[&str],
        act_on: &[(&str, f64)],
        covariates: &[Covariate<'_>],
        weights: &[f64],
    ) -> Result<Self> {
        if covariates.len() > MOST_COVARIATES {
            return Err(SartorError::too_many(
                subject,
                "covariates",
                covariates.len(),
                MOST_COVARIATES,
                "columns",
            ));
        }
        for covariate in covariates {
            if covariate.values.len() != weights.len() {
                let expected = format!("as long as the histories, {} rows", weights.len());
                let found = format!("{} rows long", covariate.values.len());
                return Err(SartorError::out_of_range(subject, covariate.name, found, &expected));
            }
            if let Some(row) = covariate.values.iter().position(|value| value.abs() > 1e15 || value.is_nan())
            {
                let value = covariate.values.get(row).copied().unwrap_or(f64::NAN);
                let expected =
                    "a number within 1e15 of 0; fill in what is missing, or leave the customer out";
                return Err(SartorError::out_of_range(
                    &format!("row {row}"),
                    covariate.name,
                    value,
                    expected,
                ));
            }
        }
        let terms = terms(subject, parameters, act_on, covariates)?;
        let (mut averages, mut deviations) = (Vec::new(), Vec::new());
        // Each column less what those before it say of it; their lengths squared.
        let mut own: Vec<(Vec<f64>, f64)> = Vec::new();
        let total = weights.iter().fold(0.0, |sum, w| sum + w);
        for covariate in covariates {
            let weighted = covariate.values.iter().zip(weights);
            let average = weighted.clone().fold(0.0, |sum, (v, w)| sum + w * v) / total;
            let variance = weighted.fold(0.0, |sum, (v, w)| sum + w * (v - average) * (v - average)) / total;
            let deviation = math::sqrt(variance);
            // Rounding of the average of equal values leaves a little.
            if deviation <= 1e-12 * average.abs() || deviation.is_nan() {
                let expected = "different for some customers: a constant says nothing, leave it out";
                return Err(SartorError::invalid(subject, covariate.name, expected));
            }
            let mut left: Vec<f64> = covariate.values.iter().map(|v| (v - average) / deviation).collect();
            for (before, square) in &own {
                let product =
                    left.iter().zip(before).zip(weights).fold(0.0, |sum, ((a, b), w)| sum + w * a * b);
                for (value, other) in left.iter_mut().zip(before) {
                    *value -= product / square * other;
                }
            }
            let square = left.iter().zip(weights).fold(0.0, |sum, (a, w)| sum + w * a * a);
            if square < OWN_VARIANCE * total {
                let expected =
                    "a thing of its own: it is a combination of the covariates before it, leave one out";
                return Err(SartorError::invalid(subject, covariate.name, expected));
            }
            own.push((left, square));
            averages.push(average);
            deviations.push(deviation);
        }
        Ok(Self { terms, averages, deviations })
    }

    /// Customers by their covariates; those who weigh nothing are left out.
    pub fn groups<const N: usize>(
        &self,
        covariates: &[Covariate<'_>],
        rows: &[[f64; N]],
        weights: &[f64],
    ) -> Vec<Group<N>> {
        let at = |row: usize| covariates.iter().map(move |c| c.values.get(row).copied().unwrap_or(0.0));
        let mut order: Vec<usize> =
            weights.iter().enumerate().filter(|(_, w)| **w > 0.0).map(|(row, _)| row).collect();
        let compare = |one: usize, other: usize| {
            at(one)
                .zip(at(other))
                .fold(std::cmp::Ordering::Equal, |order, (a, b)| order.then(a.total_cmp(&b)))
        };
        order.sort_by(|one, other| compare(*one, *other));
        let same = |one: &usize, other: &usize| compare(*one, *other).is_eq();
        let group = |members: &[usize]| {
            let values = members.iter().filter_map(|row| rows.get(*row).copied());
            let weights: Vec<f64> = members.iter().filter_map(|row| weights.get(*row).copied()).collect();
            let scales = self.averages.iter().zip(&self.deviations);
            let covariates = members.first().map_or_else(Vec::new, |row| {
                at(*row)
                    .zip(scales)
                    .map(|(value, (average, deviation))| (value - average) / deviation)
                    .collect()
            });
            Group { covariates, rows: compress(values, Some(&weights)) }
        };
        order.chunk_by(same).map(group).collect()
    }
}

fn terms(
    subject: &str,
    parameters: &[&str],
    act_on: &[(&str, f64)],
    covariates: &[Covariate<'_>],
) -> Result<Vec<Term>> {
    let mut terms = Vec::new();
    for covariate in covariates {
        for name in covariate.acts_on.unwrap_or_default() {
            if !act_on.iter().any(|(parameter, _)| parameter == name) {
                let possible: Vec<&str> = act_on.iter().map(|(parameter, _)| *parameter).collect();
                let field = format!("acts_on of {}", covariate.name);
                let expected = format!("one of {}", possible.join(", "));
                return Err(SartorError::out_of_range(subject, &field, name, &expected));
            }
        }
    }
    for (name, sign) in act_on {
        let Some(parameter) = parameters.iter().position(|known| known == name) else { continue };
        for (place, covariate) in covariates.iter().enumerate() {
            if covariate.acts_on.is_none_or(|names| names.contains(name)) {
                terms.push(Term { parameter, covariate: place, sign: *sign });
            }
        }
    }
    Ok(terms)
}
