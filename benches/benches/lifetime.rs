//! What do the lifetime models cost a row, and a fit?
#![allow(clippy::expect_used, clippy::unwrap_used)] // a bench that cannot be set up has nothing to tell

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use sartor::control::Control;
use sartor::lifetime::{
    BgNbd, BgNbdParams, CustomerColumn, GammaGamma, GammaGammaParams, HistoryColumns, ParetoNbd,
    ParetoNbdParams, Period, PurchaseSummary, SummaryOptions, Transactions, ValueOptions, summarize, value,
    value_columns,
};
use sartor::rng::Rng;

/// Rows of one iteration.
const ROWS: usize = 10_000;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    predictions(&mut criterion);
    pareto(&mut criterion);
    fits(&mut criterion);
    values(&mut criterion);
    summaries(&mut criterion);
    criterion.final_summary();
}

/// A prediction of one of the models.
type Predict = fn(&BgNbd, &PurchaseSummary) -> f64;

fn predictions(criterion: &mut Criterion) {
    let purchases =
        BgNbd::with_params(BgNbdParams { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }).unwrap();
    let spend = GammaGamma::with_params(GammaGammaParams { p: 6.25, q: 3.744, gamma: 15.44 }).unwrap();
    let rows = histories(ROWS);
    let mut group = criterion.benchmark_group("lifetime, 10,000 distinct rows");
    group.throughput(Throughput::Elements(ROWS as u64));
    let predictions: [(&str, Predict); 5] = [
        ("probability alive", |model, h| {
            model.probability_alive(h.frequency, h.last_purchase_age, h.age).unwrap()
        }),
        ("expected purchases", |model, h| {
            model.expected_purchases(39.0, h.frequency, h.last_purchase_age, h.age).unwrap()
        }),
        ("any purchase", |model, h| {
            model.purchase_probability(4.0, 1.0, h.frequency, h.last_purchase_age, h.age).unwrap()
        }),
        ("purchase in a category", |model, h| {
            model.purchase_probability(4.0, 0.2, h.frequency, h.last_purchase_age, h.age).unwrap()
        }),
        ("interval of expected purchases", |model, h| {
            let (x, t_x, t) = (h.frequency, h.last_purchase_age, h.age);
            model.expected_purchases_interval(39.0, x, t_x, t, 0.9).unwrap().high
        }),
    ];
    for (name, predict) in predictions {
        group.bench_function(name, |bench| {
            bench.iter(|| rows.iter().map(|row| predict(&purchases, black_box(row))).fold(0.0, f64::max));
        });
    }
    group.bench_function("value with its interval", |bench| {
        bench.iter(|| {
            let high = |row| value(&purchases, &spend, black_box(row), 52.0, 0.002, 0.9).unwrap().high;
            rows.iter().map(high).fold(0.0, f64::max)
        });
    });
    group.finish();
}

fn fits(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("BG/NBD fit, simulated customers");
    group.sample_size(10);
    for customers in [2_357, 1_000_000] {
        let rows = histories(customers);
        let column = |of: fn(&PurchaseSummary) -> f64| -> Vec<f64> { rows.iter().map(of).collect() };
        let (x, t_x, t) = (column(|r| r.frequency), column(|r| r.last_purchase_age), column(|r| r.age));
        group.bench_function(format!("{customers} customers"), |bench| {
            bench.iter(|| BgNbd::fit(&x, &t_x, &t, None, 0.0, Control::none()).unwrap());
        });
    }
    group.finish();
}

/// A prediction of Pareto/NBD.
type ParetoPredict = fn(&ParetoNbd, &PurchaseSummary) -> f64;

fn pareto(criterion: &mut Criterion) {
    let params = ParetoNbdParams { r: 0.5533, alpha: 10.578, s: 0.6062, beta: 11.669 };
    let model = ParetoNbd::with_params(params).unwrap();
    let rows = histories(ROWS);
    let mut group = criterion.benchmark_group("Pareto/NBD, 10,000 distinct rows");
    group.throughput(Throughput::Elements(ROWS as u64));
    let predictions: [(&str, ParetoPredict); 4] = [
        ("probability alive", |model, h| {
            model.probability_alive(h.frequency, h.last_purchase_age, h.age).unwrap()
        }),
        ("expected purchases", |model, h| {
            model.expected_purchases(39.0, h.frequency, h.last_purchase_age, h.age).unwrap()
        }),
        ("probabilities of 0 to 10 purchases", |model, h| {
            let (x, t_x, t) = (h.frequency, h.last_purchase_age, h.age);
            model.purchase_distribution(39.0, 10, x, t_x, t).unwrap()[10]
        }),
        ("median time of the next purchase", |model, h| {
            let (x, t_x, t) = (h.frequency, h.last_purchase_age, h.age);
            model.next_purchase_quantile(0.5, x, t_x, t).unwrap().min(1e9)
        }),
    ];
    for (name, predict) in predictions {
        group.bench_function(name, |bench| {
            bench.iter(|| rows.iter().map(|row| predict(&model, black_box(row))).fold(0.0, f64::max));
        });
    }
    let column = |of: fn(&PurchaseSummary) -> f64| -> Vec<f64> { rows.iter().take(2_357).map(of).collect() };
    let (x, t_x, t) = (column(|r| r.frequency), column(|r| r.last_purchase_age), column(|r| r.age));
    group.throughput(Throughput::Elements(2_357)).sample_size(10);
    group.bench_function("fit of 2,357 customers", |bench| {
        bench.iter(|| ParetoNbd::fit(&x, &t_x, &t, None, 0.0, Control::none()).unwrap());
    });
    group.finish();
}

fn values(criterion: &mut Criterion) {
    const CUSTOMERS: usize = 1_000_000;
    /// For ever takes a BG/NBD row a hundred microseconds.
    const FOR_EVER: usize = 10_000;
    let purchases =
        BgNbd::with_params(BgNbdParams { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }).unwrap();
    let spend = GammaGamma::with_params(GammaGammaParams { p: 6.25, q: 3.744, gamma: 15.44 }).unwrap();
    let rows = histories(CUSTOMERS);
    let column = |of: fn(&PurchaseSummary) -> f64| -> Vec<f64> { rows.iter().map(of).collect() };
    let (x, t_x, age) = (column(|r| r.frequency), column(|r| r.last_purchase_age), column(|r| r.age));
    let monetary = column(|r| r.monetary);
    for (name, periods, rows) in [("of a year", Some(52.0), CUSTOMERS), ("for ever", None, FOR_EVER)] {
        let columns = HistoryColumns {
            frequency: &x[..rows],
            last_purchase_age: &t_x[..rows],
            age: &age[..rows],
            paid_frequency: &x[..rows],
            monetary: &monetary[..rows],
        };
        let options = ValueOptions { periods, discount_rate_per_period: 0.002, margin: None };
        let mut group =
            criterion.benchmark_group(format!("discounted value of {rows} customers, all threads"));
        group.sample_size(10).throughput(Throughput::Elements(rows as u64));
        group.bench_function(name, |bench| {
            let values = || value_columns(&purchases, &spend, &columns, &options, Control::none()).unwrap();
            bench.iter(|| values().expected.len());
        });
        group.finish();
    }
}

fn summaries(criterion: &mut Criterion) {
    const TRANSACTIONS: u64 = 1_000_000;
    let mut rng = Rng::new(2);
    let (mut customer, mut timestamp_ms, mut value) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TRANSACTIONS {
        customer.push(rng.below(100_000) as i64);
        timestamp_ms.push(1_600_000_000_000 + 1_000 * rng.below(730 * 86_400) as i64);
        let amount = rng.gamma(2.0, 0.1);
        value.push(if rng.bernoulli(0.05) { -amount } else { amount });
    }
    let texts: Vec<String> = customer.iter().map(|id| format!("customer-{id}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let options = SummaryOptions {
        calibration_end_ms: Some(1_640_000_000_000),
        ..SummaryOptions::new(Period::WEEK, 1_700_000_000_000)
    };
    let mut group = criterion.benchmark_group("summaries of 1,000,000 transactions of 100,000 customers");
    group.sample_size(10).throughput(Throughput::Elements(TRANSACTIONS));
    for (name, customer) in
        [("whole numbers", CustomerColumn::Integer(&customer)), ("texts", CustomerColumn::Text(&texts))]
    {
        group.bench_function(name, |bench| {
            let rows = Transactions { customer, timestamp_ms: &timestamp_ms, value: Some(&value) };
            bench.iter(|| summarize(black_box(&rows), &options).unwrap().len());
        });
    }
    group.finish();
}

/// Distinct histories of simulated customers, in weeks.
fn histories(count: usize) -> Vec<PurchaseSummary> {
    let mut rng = Rng::new(1);
    let mut rows = Vec::with_capacity(count);
    while rows.len() < count {
        let age = 10.0 + 90.0 * rng.uniform();
        let (rate, leaving) = (rng.gamma(0.243, 4.414), rng.beta(0.793, 2.426));
        let (mut frequency, mut last_purchase_age, mut time) = (0.0, 0.0, 0.0);
        loop {
            time += rng.exponential(rate);
            if time > age {
                break;
            }
            frequency += 1.0;
            last_purchase_age = time;
            if rng.bernoulli(leaving) {
                break;
            }
        }
        let monetary = if frequency > 0.0 { rng.gamma(6.0 * frequency, 0.17 * frequency) } else { 0.0 };
        rows.push(PurchaseSummary { frequency, last_purchase_age, age, monetary });
    }
    rows
}
