//! Which parameters and coefficients make the histories of these customers most likely?

use super::super::columns::{Row, check_penalty};
use super::super::convergence::ConvergenceReport;
use super::super::evaluation::Evaluation;
use super::super::fit::Sample;
use super::super::maximum::{Coordinate, Search};
use super::super::process::Plain;
use super::design::{Design, Group};
use super::likelihood::evaluate;
use super::{Covariate, CovariateEffect, CovariateModel, CovariateProcess, Effects};
use crate::control::Control;
use crate::{Result, SartorError, math};

/// With more groups than this only the plain model's parameters are a start.
const FEW_GROUPS: usize = 512;

impl<P: CovariateProcess + Plain> CovariateModel<P> {
    /// Fit by maximum likelihood to columns of histories, as
    /// [`PurchaseModel::fit`](crate::lifetime::PurchaseModel::fit) does, and of covariates.
    ///
    /// `penalty` is taken off for the squares of the coefficients too, those of covariates in standard deviations. A
    /// covariate that is the same for all, or that the ones before it add up to, is an `INVALID_VALUE` error that names
    /// it.
    pub fn fit(
        frequency: &[f64],
        last_purchase_age: &[f64],
        age: &[f64],
        covariates: &[Covariate<'_>],
        weights: Option<&[f64]>,
        penalty: f64,
        control: Control<'_>,
    ) -> Result<Self> {
        check_penalty(P::SUBJECT, penalty)?;
        let settings = P::any();
        let sample = Sample::read::<P>(frequency, last_purchase_age, age, weights)?;
        let weights = weights.map_or_else(|| vec![1.0; frequency.len()], <[f64]>::to_vec);
        let design = Design::read(P::SUBJECT, P::PARAMETERS, P::COVARIATES_ACT_ON, covariates, &weights)?;
        let unit = sample.unit();
        let histories = frequency.iter().zip(last_purchase_age).zip(age);
        let rows: Vec<[f64; 3]> = histories.map(|((x, t_x), age)| [*x, t_x / unit, age / unit]).collect();
        let groups = design.groups(covariates, &rows, &weights);
        let plain = sample.fit(&settings, penalty, None, control.without_steps())?;
        let units: Vec<f64> = P::TIME_POWERS.iter().map(|power| math::powi(unit, *power)).collect();
        let start = plain.params.numbers().iter().zip(&units).map(|(p, unit)| p / unit).collect();
        let mut starts = vec![start];
        if groups.len() <= FEW_GROUPS {
            starts.extend(settings.starts(sample.totals()));
        }
        let problem = Problem {
            subject: P::SUBJECT,
            groups: &groups,
            design: &design,
            units: &units,
            penalty,
            control,
            plain: &|rows: &[Row<3>], numbers: &[f64]| settings.log_likelihood(rows, numbers),
        };
        let found = problem.solve(&starts, P::PARAMETERS, covariates)?;
        let baseline = settings.with_numbers(&found.baseline);
        baseline.check()?;
        let power =
            rows.iter().zip(&weights).fold(0.0, |sum, (row, w)| sum + w * settings.time_power(row[0]));
        Ok(Self {
            baseline,
            effects: found.effects,
            log_likelihood: found.log_likelihood - power * math::ln(unit),
            customers: found.weight,
            convergence: found.convergence,
        })
    }
}

/// A likelihood with covariates, to be made largest.
pub(super) struct Problem<'a, const N: usize, L: Fn(&[Row<N>], &[f64]) -> Evaluation + Sync> {
    pub subject: &'a str,
    pub groups: &'a [Group<N>],
    pub design: &'a Design,
    /// What each parameter is multiplied by to be in the caller's units.
    pub units: &'a [f64],
    pub penalty: f64,
    pub control: Control<'a>,
    /// The plain model's.
    pub plain: &'a L,
}

/// Where it is largest, in the caller's units.
pub(super) struct Found {
    pub baseline: Vec<f64>,
    pub effects: Effects,
    /// In scaled units.
    pub log_likelihood: f64,
    pub weight: f64,
    pub convergence: ConvergenceReport,
}

impl<const N: usize, L: Fn(&[Row<N>], &[f64]) -> Evaluation + Sync> Problem<'_, N, L> {
    pub fn solve(
        &self,
        starts: &[Vec<f64>],
        parameters: &[&str],
        covariates: &[Covariate<'_>],
    ) -> Result<Found> {
        let Design { terms, averages, deviations } = self.design;
        let weights = self.groups.iter().flat_map(|group| &group.rows).map(|row| row.weight);
        let weight = weights.fold(0.0, |sum, w| sum + w);
        let mut coordinates = vec![Coordinate::Logarithm; parameters.len()];
        coordinates.extend(terms.iter().map(|_| Coordinate::Plain));
        let starts: Vec<Vec<f64>> = starts
            .iter()
            .map(|start| start.iter().copied().chain(terms.iter().map(|_| 0.0)).collect())
            .collect();
        let search = Search {
            subject: self.subject,
            coordinates: &coordinates,
            total_weight: weight,
            control: self.control,
            evaluate: |numbers: &[f64]| {
                evaluate(self.groups, terms, numbers, self.plain)
                    .scaled(1.0 / weight)
                    .penalised(numbers, self.penalty)
            },
        };
        let maximum = search.maximise(&starts)?;
        let squares = maximum.parameters.iter().fold(0.0, |sum, p| sum + p * p);
        let deviation = |place: usize| deviations.get(place).copied().unwrap_or(1.0);
        let scales: Vec<f64> = self
            .units
            .iter()
            .copied()
            .chain(terms.iter().map(|term| 1.0 / deviation(term.covariate)))
            .collect();
        let mut covariance = maximum.covariance;
        for (row, own) in covariance.chunks_exact_mut(scales.len()).zip(&scales) {
            for (value, other) in row.iter_mut().zip(&scales) {
                *value *= own * other;
            }
        }
        let numbers: Vec<f64> = maximum.parameters.iter().zip(&scales).map(|(p, scale)| p * scale).collect();
        let (baseline, coefficients) = numbers.split_at(parameters.len());
        let errors = super::super::standard_errors(scales.len(), &covariance);
        let errors = errors.iter().skip(parameters.len());
        let mut effects = Vec::with_capacity(terms.len());
        for ((term, coefficient), standard_error) in terms.iter().zip(coefficients).zip(errors) {
            let (Some(parameter), Some(covariate)) =
                (parameters.get(term.parameter), covariates.get(term.covariate))
            else {
                return Err(SartorError::Internal { operation: format!("covariates of {}", self.subject) });
            };
            effects.push(CovariateEffect {
                parameter: (*parameter).to_owned(),
                covariate: covariate.name.to_owned(),
                coefficient: *coefficient,
                standard_error: *standard_error,
                sign: term.sign,
            });
        }
        Ok(Found {
            baseline: baseline.to_vec(),
            effects: Effects {
                names: covariates.iter().map(|covariate| covariate.name.to_owned()).collect(),
                averages: averages.clone(),
                effects,
                places: terms.iter().map(|term| [term.parameter as u32, term.covariate as u32]).collect(),
                covariance,
            },
            log_likelihood: (maximum.value + self.penalty * squares) * weight,
            weight,
            convergence: maximum.convergence,
        })
    }
}
