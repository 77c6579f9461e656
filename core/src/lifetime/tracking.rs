//! Do the purchases of a shop go the way that a model says, week by week?
//!
//! The customers known at the end of the calibration are followed from the first purchase of all. Of one who began at
//! `s` a model expects `E[X(t - s)]` repeat purchases up to `t`, and of all of them the sum (Fader, Hardie and Lee
//! 2005, "Counting your customers the easy way", section 4.1): nothing of their histories but the day of the first
//! purchase goes in, so that both what was learnt from and what came after it are put to the test.
//!
//! The interval of each step and of each sum up to it joins two errors. The parameters' is by the delta method. That of
//! chance needs the variance of the purchases between two ages, which has no closed form that holds for all models: it
//! is taken from 10,000 customers drawn from the model with a fixed seed, which knows a standard deviation to some
//! two percent. Totals of many are about normal; where a handful of purchases is expected, low ends are cut at 0.
//!
//! ```
//! use sartor::control::Control;
//! use sartor::lifetime::{
//!     AnyPurchaseModel, CustomerColumn, Nbd, NbdParams, Period, SummaryOptions, Transactions, tracking,
//! };
//! const DAY: i64 = 86_400_000;
//! let rows = Transactions {
//!     customer: CustomerColumn::Text(&["ada", "ada", "zoe", "ada"]),
//!     timestamp_ms: &[0, 9 * DAY, 14 * DAY, 20 * DAY],
//!     value: None,
//! };
//! let model = AnyPurchaseModel::Nbd(Nbd::with_params(NbdParams { r: 1.0, alpha: 2.0 })?);
//! let options = SummaryOptions::new(Period::WEEK, 21 * DAY);
//! let tracking = tracking(&model, &rows, &options, 0.9, Control::none())?;
//! assert_eq!(tracking.observed, [0.0, 1.0, 1.0]);
//! // Half a purchase a week of ada, and of zoe from the third week on.
//! assert_eq!(tracking.cumulative_expected, [0.5, 1.0, 2.0]);
//! # Ok::<(), sartor::SartorError>(())
//! ```

use super::curve::Curves;
use super::history::History;
use super::holdout::{parameter_slopes, variance_of_slopes};
use super::interval::check_level;
use super::kind::{AnyPurchaseModel, each};
use super::model::PurchaseModel;
use super::period::Period;
use super::process::{ActiveCustomer, PurchaseProcess};
use super::simulate::simulate;
use super::summarize::{LeftOut, SummaryOptions, Transactions, each_customer};
use crate::control::Control;
use crate::{Result, SartorError, math};

const SUBJECT: &str = "tracking";
/// Customers drawn to know chance.
const DRAWN: u32 = 10_000;
/// Their seed.
const SEED: u32 = 1;
/// Days times customers that are drawn at most.
const MOST_DRAWN_DAYS: usize = 100_000_000;
/// The most steps.
const MOST_STEPS: usize = 5_000;

/// Repeat purchases by period, those that were made beside those expected. Columns have a row for each whole period.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracking {
    /// Ends of the periods, in periods since the day of the first purchase of all.
    pub end: Vec<f64>,
    /// Repeat purchases in the period.
    pub observed: Vec<f64>,
    /// Those expected.
    pub expected: Vec<f64>,
    /// Lower end of their interval.
    pub low: Vec<f64>,
    /// Upper end.
    pub high: Vec<f64>,
    /// Repeat purchases up to the end of the period.
    pub cumulative_observed: Vec<f64>,
    /// Those expected.
    pub cumulative_expected: Vec<f64>,
    /// Lower end of their interval.
    pub cumulative_low: Vec<f64>,
    /// Upper end.
    pub cumulative_high: Vec<f64>,
    /// Where the holdout begins, in periods since the day of the first purchase; `None` without one.
    pub calibration_end: Option<f64>,
    /// Customers followed: those known at the end of the calibration.
    pub customers: u32,
    /// The unit of time.
    pub period: Period,
    /// Nominal coverage of the intervals.
    pub level: f64,
}

/// Follow the customers of a file of transactions under a fitted model.
///
/// Purchases, returns and days are those of [`summarize`](super::summarize()): what is observed sums to the frequencies
/// of the same file. `NOT_AVAILABLE` for BG/BB, whose opportunities a file of transactions does not name. The period is
/// a day or longer, and there is at least a whole one.
pub fn tracking(
    model: &AnyPurchaseModel,
    transactions: &Transactions<'_>,
    options: &SummaryOptions,
    level: f64,
    control: Control<'_>,
) -> Result<Tracking> {
    check_level(level)?;
    if matches!(model, AnyPurchaseModel::BgBb(_)) {
        return Err(SartorError::NotAvailable {
            subject: "tracking of BG/BB".to_owned(),
            reason: "a file of transactions does not say when there were opportunities to buy".to_owned(),
        });
    }
    let cohort = Cohort::read(transactions, options)?;
    each!(model, model => follow(model, &cohort, level, control))
}

/// Customers by the day of their first purchase, and the days of those after it.
struct Cohort {
    /// How many began on each day, the first of all being day 0.
    began: Vec<f64>,
    /// Repeat purchases on each day.
    repeats: Vec<f64>,
    /// The day that ends each whole period.
    ends: Vec<usize>,
    calibration_end: Option<f64>,
    customers: u32,
    period: Period,
}

impl Cohort {
    fn read(transactions: &Transactions<'_>, options: &SummaryOptions) -> Result<Self> {
        let period = options.period;
        if period.days() < 1.0 {
            let days = period.days();
            return Err(SartorError::out_of_range(SUBJECT, "period", days, "a day or longer"));
        }
        let (mut firsts, mut repeats) = (Vec::new(), Vec::new());
        let (_, days) = each_customer(transactions, options, &mut LeftOut::default(), |past| {
            let mut known = past.known.day_numbers();
            let Some(first) = known.next() else { return };
            firsts.push(first);
            repeats.extend(known);
            repeats.extend(past.later.into_iter().flat_map(super::CustomerPurchases::day_numbers));
        })?;
        let Some(start) = firsts.iter().copied().min() else {
            return Err(SartorError::TooFew {
                subject: SUBJECT.to_owned(),
                found: 0,
                needed: 1,
                unit: "customers with a purchase in the time to learn from".to_owned(),
            });
        };
        let length = (i64::from(days.now) - start).max(0) as usize;
        let ends: Vec<usize> = (1..=MOST_STEPS + 1)
            .map(|step| math::floor(step as f64 * period.days()) as usize)
            .take_while(|end| *end <= length)
            .collect();
        if ends.is_empty() || ends.len() > MOST_STEPS {
            let found = format!("{} days long", period.days());
            let expected = format!("1 to {MOST_STEPS} periods in the {length} days that are known");
            return Err(SartorError::out_of_range(SUBJECT, "period", found, &expected));
        }
        let by_day = |days: &[i64]| {
            let mut counts = vec![0.0; length + 1];
            for day in days {
                if let Some(count) = counts.get_mut((day - start).max(0) as usize) {
                    *count += 1.0;
                }
            }
            counts
        };
        Ok(Self {
            began: by_day(&firsts),
            repeats: by_day(&repeats),
            ends,
            calibration_end: days.holdout.then(|| (i64::from(days.end) - start) as f64 / period.days()),
            customers: firsts.len() as u32,
            period,
        })
    }

    /// What is so much of one customer from one age in days to another, summed over all, for each period.
    fn of_periods(&self, between: impl Fn(usize, usize) -> f64) -> Vec<f64> {
        let began: Vec<(usize, f64)> =
            self.began.iter().copied().enumerate().filter(|(_, customers)| *customers > 0.0).collect();
        let sum = |from: usize, to: usize| {
            let of_day = |(day, customers): &(usize, f64)| {
                customers * between(from.saturating_sub(*day), to.saturating_sub(*day))
            };
            began.iter().take_while(|(day, _)| *day < to).map(of_day).fold(0.0, |sum, v| sum + v)
        };
        let begins = std::iter::once(&0).chain(&self.ends);
        begins.zip(&self.ends).map(|(from, to)| sum(*from, *to)).collect()
    }

    /// The same from the beginning to the end of each period.
    fn up_to(&self, by: impl Fn(usize) -> f64) -> Vec<f64> {
        let began: Vec<(usize, f64)> =
            self.began.iter().copied().enumerate().filter(|(_, customers)| *customers > 0.0).collect();
        let sum = |to: usize| {
            let before = began.iter().take_while(|(day, _)| *day < to);
            before.map(|(day, customers)| customers * by(to - day)).fold(0.0, |sum, v| sum + v)
        };
        self.ends.iter().map(|to| sum(*to)).collect()
    }

    fn last_day(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }
}

fn follow<P: PurchaseProcess>(
    model: &PurchaseModel<P>,
    cohort: &Cohort,
    level: f64,
    control: Control<'_>,
) -> Result<Tracking> {
    let expected_up_to = |process: &P| {
        let by_age = expected_by_age(process, cohort);
        cohort.up_to(|age| by_age.get(age).copied().unwrap_or(0.0))
    };
    let cumulative_expected = expected_up_to(model.params());
    let slopes = parameter_slopes(&model.params().numbers(), |numbers| {
        expected_up_to(&model.params().with_numbers(numbers))
    });
    let chance = Chance::draw(model, cohort, control)?;
    let normal = math::normal_quantile(0.5 + 0.5 * level);
    let spread = |expected: &[f64], slopes: &[Vec<f64>], chance: &[f64]| {
        let half = |(step, (expected, chance)): (usize, (&f64, &f64))| {
            let slopes: Vec<f64> = slopes.iter().map(|of| of.get(step).copied().unwrap_or(0.0)).collect();
            normal * math::sqrt(chance + variance_of_slopes(&slopes, model.covariance(), *expected))
        };
        let halves: Vec<f64> = expected.iter().zip(chance).enumerate().map(half).collect();
        let low: Vec<f64> = expected.iter().zip(&halves).map(|(e, half)| (e - half).max(0.0)).collect();
        let high: Vec<f64> = expected.iter().zip(&halves).map(|(e, half)| e + half).collect();
        (low, high)
    };
    let (cumulative_low, cumulative_high) =
        spread(&cumulative_expected, &slopes, &cohort.up_to(|age| chance.up_to(age)));
    let expected = differences(&cumulative_expected);
    let step_slopes: Vec<Vec<f64>> = slopes.iter().map(|slopes| differences(slopes)).collect();
    let (low, high) =
        spread(&expected, &step_slopes, &cohort.of_periods(|from, to| chance.between(from, to)));
    let mut repeats = 0.0;
    let by_day: Vec<f64> = cohort
        .repeats
        .iter()
        .map(|of_day| {
            repeats += of_day;
            repeats
        })
        .collect();
    let cumulative_observed: Vec<f64> =
        cohort.ends.iter().map(|end| by_day.get(*end).copied().unwrap_or(repeats)).collect();
    Ok(Tracking {
        end: cohort.ends.iter().map(|end| *end as f64 / cohort.period.days()).collect(),
        observed: differences(&cumulative_observed),
        expected,
        low,
        high,
        cumulative_observed,
        cumulative_expected,
        cumulative_low,
        cumulative_high,
        calibration_end: cohort.calibration_end,
        customers: cohort.customers,
        period: cohort.period,
        level,
    })
}

/// Repeat purchases that a new customer makes up to each age in days.
fn expected_by_age<P: PurchaseProcess>(process: &P, cohort: &Cohort) -> Vec<f64> {
    let (alive, active) = process.posterior(&History { x: 0.0, t_x: 0.0, age: 0.0 }, Curves::NONE);
    let periods = |day: usize| day as f64 / cohort.period.days();
    (0..=cohort.last_day()).map(|day| alive * active.expected_purchases(periods(day))).collect()
}

/// Each step of a series that begins at 0.
fn differences(sums: &[f64]) -> Vec<f64> {
    let before = std::iter::once(&0.0).chain(sums);
    before.zip(sums).map(|(before, sum)| sum - before).collect()
}

/// How the purchases of one customer between two ages vary, by drawn customers.
struct Chance {
    /// Variance up to each age in days.
    cumulative: Vec<f64>,
    /// Variance of so many days up to each age.
    windows: Vec<(usize, Vec<f64>)>,
}

impl Chance {
    fn draw<P: PurchaseProcess>(
        model: &PurchaseModel<P>,
        cohort: &Cohort,
        control: Control<'_>,
    ) -> Result<Self> {
        let days = cohort.last_day();
        let customers = DRAWN.min((MOST_DRAWN_DAYS / days.max(1)).max(100) as u32);
        let drawn = simulate(model, customers, &[days as f64 / cohort.period.days()], SEED, control)?;
        let mut lengths: Vec<usize> =
            std::iter::once(&0).chain(&cohort.ends).zip(&cohort.ends).map(|(from, to)| to - from).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let mut cumulative = Moments::new(days);
        let mut windows: Vec<(usize, Moments)> =
            lengths.into_iter().map(|length| (length, Moments::new(days))).collect();
        let mut purchases = drawn.purchase_customer.iter().zip(&drawn.purchase_age).peekable();
        for customer in 0..customers {
            // Purchases up to each day.
            let mut counts = vec![0.0; days + 1];
            while let Some((_, age)) = purchases.next_if(|(whose, _)| **whose == customer) {
                let day = math::floor(age * cohort.period.days()) as usize + 1;
                if let Some(count) = counts.get_mut(day.min(days)) {
                    *count += 1.0;
                }
            }
            let mut sum = 0.0;
            for count in &mut counts {
                sum += *count;
                *count = sum;
            }
            if sum == 0.0 {
                continue;
            }
            cumulative.add(counts.iter().copied());
            for (length, moments) in &mut windows {
                let before = std::iter::repeat_n(&0.0, *length).chain(&counts);
                moments.add(counts.iter().zip(before).map(|(to, from)| to - from));
            }
        }
        let n = f64::from(customers);
        Ok(Self {
            cumulative: cumulative.variances(n),
            windows: windows.into_iter().map(|(length, moments)| (length, moments.variances(n))).collect(),
        })
    }

    fn up_to(&self, age: usize) -> f64 {
        self.cumulative.get(age).copied().unwrap_or(0.0)
    }

    fn between(&self, from: usize, to: usize) -> f64 {
        if from == 0 {
            return self.up_to(to);
        }
        let window = self.windows.iter().find(|(length, _)| *length == to - from);
        window.and_then(|(_, variances)| variances.get(to)).copied().unwrap_or(0.0)
    }
}

/// Sums of counts and of their squares at each age in days.
struct Moments(Vec<(f64, f64)>);

impl Moments {
    fn new(days: usize) -> Self {
        Self(vec![(0.0, 0.0); days + 1])
    }

    fn add(&mut self, counts: impl Iterator<Item = f64>) {
        for ((sum, squares), count) in self.0.iter_mut().zip(counts) {
            *sum += count;
            *squares += count * count;
        }
    }

    fn variances(self, n: f64) -> Vec<f64> {
        self.0.into_iter().map(|(sum, squares)| (squares / n - (sum / n) * (sum / n)).max(0.0)).collect()
    }
}
