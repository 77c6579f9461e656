//! How likely is a purchase of a kind, under every model, against reference values, and does that hang together?

use crate::data::points::check_points;
use proptest::prelude::*;
use sartor::control::Control;
use sartor::lifetime::*;

fn model<P: PurchaseProcess>(params: P) -> PurchaseModel<P> {
    PurchaseModel::with_params(params).unwrap()
}

fn new_customer<P: PurchaseProcess>(params: P, v: &[f64]) -> f64 {
    model(params).purchase_probability(v[0], v[1], 0.0, 0.0, 0.0).unwrap()
}

/// `core/tests/oracles/lifetime_kind.py` in 40 digits; `SARTOR_KIND_POINTS` names a longer table of it.
#[test]
fn the_probability_of_a_kind_holds_to_ten_digits_under_every_model() {
    let given = std::env::var_os("SARTOR_KIND_POINTS").map(|path| std::fs::read_to_string(path).unwrap());
    let table = given.as_deref().unwrap_or(include_str!("data/kind.csv"));
    check_points(table, 1e-10, |question, v| match (question, v) {
        ("nbd", &[r, alpha, ..]) => new_customer(NbdParams { r, alpha }, &v[2..]),
        ("mbg", &[r, alpha, a, b, ..]) => new_customer(MbgNbdParams { r, alpha, a, b }, &v[4..]),
        ("pareto", &[r, alpha, s, beta, ..]) => new_customer(ParetoNbdParams { r, alpha, s, beta }, &v[4..]),
        ("ggompertz", &[r, alpha, b, s, beta, ..]) => {
            new_customer(GGompertzNbdParams { r, alpha, b, s, beta }, &v[5..])
        }
        ("bg_bb", &[alpha, beta, gamma, delta, ..]) => {
            new_customer(BgBbParams { alpha, beta, gamma, delta }, &v[4..])
        }
        ("regular", &[k, first, r, alpha, a, b, h, share, x, t_x, age]) => {
            let k = k as u32;
            let answer = if first == 0.0 {
                model(BgCnbdParams { k, r, alpha, a, b }).purchase_probability(h, share, x, t_x, age)
            } else {
                model(MbgCnbdParams { k, r, alpha, a, b }).purchase_probability(h, share, x, t_x, age)
            };
            answer.unwrap()
        }
        _ => panic!("{question} {v:?}"),
    });
}

/// One model of each kind, with time in days.
fn models() -> Vec<AnyPurchaseModel> {
    let (r, alpha, a, b, s, beta, k) = (0.6, 70.0, 0.7, 2.0, 0.6, 80.0, 3);
    vec![
        AnyPurchaseModel::MbgNbd(model(MbgNbdParams { r, alpha, a, b })),
        AnyPurchaseModel::ParetoNbd(model(ParetoNbdParams { r, alpha, s, beta })),
        AnyPurchaseModel::MbgCnbd(model(MbgCnbdParams { k, r, alpha, a, b })),
        AnyPurchaseModel::GGompertzNbd(model(GGompertzNbdParams { r, alpha, b: 0.01, s, beta: 2.0 })),
        AnyPurchaseModel::BgNbd(model(BgNbdParams { r, alpha, a, b })),
        AnyPurchaseModel::BgCnbd(model(BgCnbdParams { k, r, alpha, a, b })),
        AnyPurchaseModel::Nbd(model(NbdParams { r, alpha })),
        AnyPurchaseModel::BgBb(model(BgBbParams { alpha: 1.2, beta: 2.0, gamma: 0.6, delta: 9.0 })),
    ]
}

fn history() -> impl Strategy<Value = (f64, f64, f64)> {
    (0_u32..300, 0_u32..700, 0.0_f64..=1.0).prop_map(|(x, age, share)| {
        let age = age.max(x);
        let last = x + (f64::from(age - x) * share) as u32;
        (f64::from(x), if x == 0 { 0.0 } else { f64::from(last) }, f64::from(age))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_kind_is_rarer_than_all_kinds_and_no_rarer_than_its_share_of_them(
        (x, t_x, age) in history(), periods in 1_u32..2_000, share in 1e-4_f64..1.0,
    ) {
        let periods = f64::from(periods);
        for model in models() {
            let at = |share: f64| model.purchase_probability(periods, share, x, t_x, age).unwrap();
            let (some, any) = (at(share), at(1.0));
            prop_assert!(some <= any * (1.0 + 1e-9), "{:?} {} {}", model.kind(), some, any);
            // The first purchase is of the kind with that probability, and more may come.
            prop_assert!(some >= share * any * (1.0 - 1e-9), "{:?} {} {}", model.kind(), some, any);
            prop_assert_eq!(at(0.0), 0.0);
            let distribution = model.clone();
            let alive = distribution.probability_alive(x, t_x, age).unwrap();
            prop_assert!(any <= alive * (1.0 + 1e-9), "{:?} {} {}", model.kind(), any, alive);
        }
    }
}

/// Each purchase is made one of the kind by a toss of its own.
#[test]
fn customers_buy_a_kind_as_often_as_foretold_in_simulation() {
    let (share, horizon, customers) = (0.3, 60.0, 40_000);
    let mut rng = sartor::rng::Rng::new(11);
    // Of BG/BB customers there is nothing to simulate between opportunities; its reference values stand above.
    for model in models().into_iter().filter(|model| model.kind() != PurchaseModelKind::BgBb) {
        let foretold = model.purchase_probability(horizon, share, 0.0, 0.0, 0.0).unwrap();
        let drawn = model.simulate(customers, &[horizon], 5, Control::none()).unwrap();
        let bought = drawn.frequency.iter().filter(|purchases| {
            (0..**purchases as u32).fold(false, |bought, _| rng.bernoulli(share) || bought)
        });
        let seen = bought.count() as f64 / f64::from(customers);
        let error = (foretold * (1.0 - foretold) / f64::from(customers)).sqrt();
        assert!((seen - foretold).abs() < 4.0 * error, "{:?}: {foretold}, but {seen}", model.kind());
    }
}

#[test]
fn what_no_share_and_no_horizon_can_be_is_refused() {
    for model in models() {
        for (periods, share) in
            [(30.0, 1.1), (30.0, -0.1), (30.0, f64::NAN), (-1.0, 0.5), (f64::INFINITY, 0.5)]
        {
            let refused = model.purchase_probability(periods, share, 2.0, 30.0, 40.0).unwrap_err();
            assert_eq!(refused.code(), "OUT_OF_RANGE", "{:?}", model.kind());
            model.purchase_probability_interval(periods, share, 2.0, 30.0, 40.0, 0.9).unwrap_err();
        }
        let refused = model.purchase_probability_interval(30.0, 0.5, 2.0, 30.0, 40.0, 1.0).unwrap_err();
        assert_eq!(refused.code(), "OUT_OF_RANGE");
    }
}

#[test]
fn the_interval_of_a_kind_is_that_of_the_fitted_parameters() {
    for model in models() {
        let exact = model.purchase_probability_interval(30.0, 0.4, 2.0, 30.0, 40.0, 0.9).unwrap();
        assert_eq!(
            (exact.low, exact.high),
            (exact.value, exact.value),
            "{:?}: parameters are given",
            model.kind()
        );
        assert_eq!(exact.value, model.purchase_probability(30.0, 0.4, 2.0, 30.0, 40.0).unwrap());
    }
    let drawn = model(ParetoNbdParams { r: 0.6, alpha: 70.0, s: 0.6, beta: 80.0 });
    let drawn = simulate(&drawn, 3_000, &[400.0], 3, Control::none()).unwrap();
    let ages = vec![400.0; drawn.frequency.len()];
    let fitted =
        ParetoNbd::fit(&drawn.frequency, &drawn.last_purchase_age, &ages, None, 0.0, Control::none())
            .unwrap();
    let interval = |level| fitted.purchase_probability_interval(30.0, 0.4, 2.0, 300.0, 400.0, level).unwrap();
    let (narrow, wide) = (interval(0.5), interval(0.9));
    assert!(wide.low < narrow.low && narrow.low < narrow.value && narrow.value < narrow.high);
    assert!(narrow.high < wide.high && wide.high < 1.5 * wide.value, "{wide:?}");
}

/// With one phase a regular buyer is none; very many purchases are not counted one by one but integrated over the
/// probability to leave.
#[test]
fn very_many_purchases_of_a_regular_buyer_are_those_of_a_random_one() {
    let (r, alpha, a, b) = (0.6, 70.0, 0.7, 2.0);
    let (one, none) = (model(MbgCnbdParams { k: 1, r, alpha, a, b }), model(MbgNbdParams { r, alpha, a, b }));
    for share in [1e-5, 1e-3, 0.004] {
        for (x, periods) in [(1e5, 300.0), (1e6, 1000.0)] {
            let [regular, random] = [
                one.purchase_probability(periods, share, x, 1000.0, 1000.0).unwrap(),
                none.purchase_probability(periods, share, x, 1000.0, 1000.0).unwrap(),
            ];
            assert!((regular / random - 1.0).abs() < 1e-10, "{share} {x}: {regular} {random}");
        }
    }
}

/// Horizons and shares at the ends of what is allowed.
#[test]
fn extremes_give_finite_numbers() {
    for model in models() {
        for (x, t_x, age) in [(0.0, 0.0, 0.0), (0.0, 0.0, 1e6), (500.0, 600.0, 600.0), (1e6, 1e6, 1e6)] {
            for periods in [0.0, 1.0, 1e4, 1e9] {
                for share in [1e-300, 1e-9, 0.5, 1.0 - 1e-16, 1.0] {
                    let probability = model.purchase_probability(periods, share, x, t_x, age).unwrap();
                    let place = (model.kind(), x, age, periods, share);
                    assert!((0.0..=1.0).contains(&probability), "{place:?}: {probability}");
                }
            }
        }
    }
}
