//! Which few reasons does a row's score have, in words?
//!
//! What a column adds to the log-odds multiplies the odds by its exponential, what it adds to the logarithm of a mean
//! changes the mean by a percentage, and what it adds to a mean is an amount. All columns beyond the strongest are
//! one last reason, so that nothing is left out.
//!
//! ```
//! use sartor::learn::{Explanation, Objective, ReasonMethod, Schema, Table, TableColumn, reason_codes};
//! let table = Table::new(vec![
//!     ("tenure".to_owned(), TableColumn::Numbers(vec![1.0, 34.0])),
//!     ("contract".to_owned(), TableColumn::texts([Some("monthly"), Some("yearly")])?),
//!     ("visits".to_owned(), TableColumn::Numbers(vec![f64::NAN, 8.0])),
//! ])?;
//! let explanation = Explanation::new(-1.2, vec![0.7, 0.47, -0.1], ReasonMethod::TreeShap);
//! let row = [1.0, 0.0, f64::NAN];
//! let codes = reason_codes(&explanation, &Schema::of(&table), Objective::Logistic, &row, 2)?;
//! let texts: Vec<&str> = codes.iter().map(|code| code.text.as_str()).collect();
//! assert_eq!(texts, [
//!     "tenure is 1: raises the odds by a factor of 2.01",
//!     "contract is monthly: raises the odds by a factor of 1.6",
//!     "1 other column: lowers the odds by a factor of 1.11",
//! ]);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::super::objective::Objective;
use super::super::schema::Schema;
use super::{Explanation, ReasonCode, SUBJECT, words};
use crate::{Result, SartorError, math};

/// Logarithms stay within these, so that a factor stays finite.
const MOST_LOG: f64 = 200.0;

/// The strongest `count` reasons of a row, strongest first, then one for all others together where they say anything.
///
/// The row is one of numbers, as [`Schema::row`] makes it. A column that contributes nothing is no reason; of equal ones
/// the earlier in the schema comes first.
pub fn reason_codes(
    explanation: &Explanation,
    schema: &Schema,
    objective: Objective,
    row: &[f64],
    count: u32,
) -> Result<Vec<ReasonCode>> {
    let (columns, contributions) = (schema.columns(), &explanation.contributions);
    for (field, found) in [("contributions", contributions.len()), ("length of the row", row.len())] {
        if found != columns.len() {
            let expected = format!("{} as the schema has columns", columns.len());
            return Err(SartorError::out_of_range(SUBJECT, field, found, &expected));
        }
    }
    if let Some(odd) = contributions.iter().find(|part| !part.is_finite()) {
        return Err(SartorError::out_of_range(SUBJECT, "contribution", odd, "a finite number"));
    }
    let mut order: Vec<usize> = (0..columns.len()).filter(|column| contributions[*column] != 0.0).collect();
    order.sort_by(|left, right| contributions[*right].abs().total_cmp(&contributions[*left].abs()));
    let (told, others) = order.split_at(order.len().min(count as usize));
    let mut codes: Vec<ReasonCode> = (1..)
        .zip(told)
        .map(|(rank, column)| {
            let (named, contribution) = (&columns[*column], contributions[*column]);
            let value = words::value(named, row[*column]);
            let text =
                format!("{} is {value}: {}", words::name(&named.name), effect(objective, contribution));
            ReasonCode { column: Some(named.name.clone()), value, contribution, rank, text }
        })
        .collect();
    if !others.is_empty() {
        let contribution = others.iter().fold(0.0, |sum, column| sum + contributions[*column]);
        let noun = if others.len() == 1 { "column" } else { "columns together" };
        codes.push(ReasonCode {
            column: None,
            value: String::new(),
            contribution,
            rank: told.len() as u32 + 1,
            text: format!("{} other {noun}: {}", others.len(), effect(objective, contribution)),
        });
    }
    Ok(codes)
}

/// What a contribution does to what the score stands for.
fn effect(objective: Objective, contribution: f64) -> String {
    let factor = math::exp(contribution.abs().min(MOST_LOG));
    let rises = contribution > 0.0;
    let moves = if rises { "raises" } else { "lowers" };
    match objective {
        Objective::Logistic if factor < 1.005 => "hardly changes the odds".to_owned(),
        Objective::Logistic => format!("{moves} the odds by a factor of {}", words::effect(factor)),
        Objective::Squared | Objective::Quantile { .. } => {
            let verb = if rises { "adds" } else { "takes off" };
            format!("{verb} {}", words::effect(contribution.abs()))
        }
        Objective::Poisson | Objective::Gamma | Objective::Tweedie { .. } => {
            let share = if rises { factor - 1.0 } else { 1.0 - 1.0 / factor };
            if share < 0.0005 {
                return "hardly changes the mean".to_owned();
            }
            format!("{moves} the mean by {} %", words::effect(100.0 * share))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::{ReasonMethod, Table, TableColumn};

    fn schema() -> Schema {
        let numbers = |name: &str| (name.to_owned(), TableColumn::Numbers(vec![1.0, 2.0]));
        let plan = TableColumn::texts([Some("gold\u{202e}"), Some("<b>base</b>")]).unwrap();
        let columns = vec![numbers("age"), ("plan`".to_owned(), plan), numbers("spend"), numbers("visits")];
        Schema::of(&Table::new(columns).unwrap())
    }

    fn codes(objective: Objective, parts: [f64; 4], count: u32) -> Vec<ReasonCode> {
        let explanation = Explanation::new(0.0, parts.to_vec(), ReasonMethod::TreeShap);
        reason_codes(&explanation, &schema(), objective, &[30.0, 1.0, f64::NAN, 0.1 + 0.2], count).unwrap()
    }

    #[test]
    fn the_strongest_come_first_and_the_others_are_summed_up() {
        let codes = codes(Objective::Squared, [1.0, -12.345, 2.0, 0.0], 1);
        let texts: Vec<&str> = codes.iter().map(|code| code.text.as_str()).collect();
        assert_eq!(texts, ["plan' is gold: takes off 12.3", "2 other columns together: adds 3"]);
        assert_eq!(codes[0].column.as_deref(), Some("plan`"));
        assert_eq!((codes[1].column.as_deref(), codes[1].rank, codes[1].contribution), (None, 2, 3.0));
    }

    #[test]
    fn a_logarithm_is_told_as_a_factor_or_a_percentage() {
        let text = |objective, part| codes(objective, [part, 0.0, 0.0, 0.0], 3)[0].text.clone();
        assert_eq!(text(Objective::Logistic, -0.5), "age is 30: lowers the odds by a factor of 1.65");
        assert_eq!(text(Objective::Logistic, 0.001), "age is 30: hardly changes the odds");
        assert_eq!(text(Objective::Poisson, 0.1), "age is 30: raises the mean by 10.5 %");
        assert_eq!(text(Objective::Gamma, -1.0), "age is 30: lowers the mean by 63.2 %");
        assert_eq!(text(Objective::Gamma, -1e-9), "age is 30: hardly changes the mean");
        assert!(text(Objective::Logistic, 1e9).ends_with("a factor of 7.23e86"));
    }

    #[test]
    fn contributions_of_all_reasons_add_up_to_those_of_all_columns() {
        for count in 0..6 {
            let codes = codes(Objective::Squared, [1.0, -4.0, 2.0, 8.0], count);
            assert_eq!(codes.iter().map(|code| code.contribution).sum::<f64>(), 7.0);
            assert_eq!(codes.len(), 4.min(count as usize + 1));
        }
        assert!(codes(Objective::Squared, [0.0; 4], 3).is_empty());
    }

    #[test]
    fn a_row_that_is_not_the_schemas_is_refused() {
        let explain = |parts: Vec<f64>| Explanation::new(0.0, parts, ReasonMethod::TreeShap);
        let refused = |parts: Vec<f64>, row: &[f64]| {
            reason_codes(&explain(parts), &schema(), Objective::Squared, row, 1).unwrap_err().to_string()
        };
        assert_eq!(
            refused(vec![0.0; 3], &[0.0; 4]),
            "explanation: contributions is 3, expected 4 as the schema has columns"
        );
        assert_eq!(
            refused(vec![0.0; 4], &[0.0; 5]),
            "explanation: length of the row is 5, expected 4 as the schema has columns"
        );
        assert_eq!(
            refused(vec![f64::NAN; 4], &[0.0; 4]),
            "explanation: contribution is NaN, expected a finite number"
        );
    }
}
