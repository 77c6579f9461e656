//! Histories that no customer can have, and those that tell nothing of a model: every model says which and where.
#![cfg(feature = "train")]

use sartor::SartorError;
use sartor::control::Control;
use sartor::lifetime::{
    AnyPurchaseModel, ConvergenceVerdict, FitData, GammaGamma, PurchaseModelKind, Regularity,
};

fn every_kind() -> Vec<PurchaseModelKind> {
    PurchaseModelKind::ALL.into_iter().chain([PurchaseModelKind::BgBb]).collect()
}

/// Frequency, age at the last purchase, and age of twelve customers; whole numbers, so that BG/BB takes them too.
type Columns = [Vec<f64>; 3];

fn twelve() -> Columns {
    [
        vec![0.0, 2.0, 5.0, 1.0, 0.0, 3.0, 0.0, 1.0, 0.0, 4.0, 2.0, 0.0],
        vec![0.0, 20.0, 38.0, 3.0, 0.0, 30.0, 0.0, 25.0, 0.0, 12.0, 9.0, 0.0],
        vec![39.0, 38.0, 39.0, 36.0, 30.0, 35.0, 39.0, 28.0, 33.0, 39.0, 31.0, 37.0],
    ]
}

fn fit(
    kind: PurchaseModelKind,
    [frequency, last_purchase_age, age]: &Columns,
) -> sartor::Result<AnyPurchaseModel> {
    let data = FitData { frequency, last_purchase_age, age, weights: None, penalty: 0.0 };
    AnyPurchaseModel::fit_columns(kind, &data, Regularity::Given(2), Control::none())
}

#[test]
fn a_history_that_cannot_be_is_refused_by_row_and_field_under_every_model() {
    const FIELDS: [&str; 3] = ["frequency", "last_purchase_age", "age"];
    // The fourth customer, who bought again once, at the age of 3, and is 36 now: the column changed, the value, and
    // the field at fault.
    let wrong = [
        (1, 0.0, "last_purchase_age"), // bought again, but when?
        (0, 0.0, "last_purchase_age"), // did not buy again, but at some age
        (1, 37.0, "last_purchase_age"),
        (0, -1.0, "frequency"),
        (1, -3.0, "last_purchase_age"),
        (2, -36.0, "age"),
        (0, f64::NAN, "frequency"),
        (1, f64::NAN, "last_purchase_age"),
        (2, f64::NAN, "age"),
        (0, f64::INFINITY, "frequency"),
        (2, f64::INFINITY, "age"),
        (0, 1.5, "frequency"),
        (0, 1e300, "frequency"),
        (2, 1e300, "age"),
    ];
    for kind in every_kind() {
        for (column, value, at_fault) in wrong {
            let mut columns = twelve();
            columns[column][3] = value;
            let error = fit(kind, &columns).unwrap_err();
            let SartorError::OutOfRange { subject, field, .. } = &error else {
                panic!("{} with {} of {value}: {error}", kind.name(), FIELDS[column]);
            };
            assert_eq!(
                (subject.as_str(), field.as_str()),
                ("row 3", at_fault),
                "{} {value}: {error}",
                kind.name()
            );
        }
        for column in 0..3 {
            let mut columns = twelve();
            columns[column].pop();
            assert_eq!(fit(kind, &columns).unwrap_err().code(), "OUT_OF_RANGE", "{}", kind.name());
        }
    }
}

#[test]
fn too_few_customers_are_said_so_under_every_model() {
    for kind in every_kind() {
        let nobody = [vec![], vec![], vec![]];
        let one = [vec![1.0], vec![1.0], vec![2.0]];
        let none_came_back = [vec![0.0; 20], vec![0.0; 20], vec![30.0; 20]];
        for columns in [nobody, one, none_came_back] {
            let error = fit(kind, &columns).unwrap_err();
            assert_eq!(error.code(), "TOO_FEW", "{} of {}: {error}", kind.name(), columns[0].len());
        }
    }
}

#[test]
fn ten_customers_who_are_alike_identify_no_model() {
    for kind in every_kind() {
        match fit(kind, &[vec![3.0; 10], vec![20.0; 10], vec![30.0; 10]]) {
            Ok(model) => {
                let convergence = model.convergence();
                assert_ne!(
                    convergence.verdict,
                    ConvergenceVerdict::Optimum,
                    "{}: {convergence:?}",
                    kind.name()
                );
            }
            Err(error) => assert_eq!(error.code(), "NOT_CONVERGED", "{}: {error}", kind.name()),
        }
    }
}

#[test]
fn spend_that_cannot_be_is_refused_by_its_row() {
    let frequency = [0.0, 2.0, 5.0, 1.0, 0.0, 3.0, 1.0, 1.0, 6.0, 4.0, 2.0, 1.0];
    let monetary = frequency.map(|x| if x == 0.0 { 0.0 } else { 20.0 + 3.0 * x });
    let fit = |frequency: &[f64], monetary: &[f64]| {
        GammaGamma::fit(frequency, monetary, None, 0.0, Control::none())
    };
    for amount in [0.0, -5.0, f64::NAN, f64::INFINITY, 1e300] {
        let mut wrong = monetary;
        wrong[5] = amount;
        let text = fit(&frequency, &wrong).unwrap_err().to_string();
        assert!(text.starts_with("row 5: monetary is"), "{amount}: {text}");
    }
    for count in [-1.0, 1.5, f64::NAN] {
        let mut wrong = frequency;
        wrong[5] = count;
        let text = fit(&wrong, &monetary).unwrap_err().to_string();
        assert!(text.starts_with("row 5: frequency is"), "{count}: {text}");
    }
    assert_eq!(fit(&[0.0; 12], &[0.0; 12]).unwrap_err().code(), "TOO_FEW");
    assert_eq!(fit(&[2.0], &[30.0]).unwrap_err().code(), "TOO_FEW");
    assert_eq!(fit(&frequency, &[30.0]).unwrap_err().code(), "OUT_OF_RANGE");
    match fit(&[2.0; 10], &[30.0; 10]) {
        Ok(model) => assert_ne!(model.convergence().verdict, ConvergenceVerdict::Optimum),
        Err(error) => assert_eq!(error.code(), "NOT_CONVERGED"),
    }
}
