//! Which rows does a network learn from, and which tell when to stop?

use super::super::objective::Objective;
use super::super::target::Target;
use super::options::NetworkOptions;
use crate::rng::Rng;
use crate::{Result, SartorError, math};

/// Rows of a weight above 0 without which nothing is learnt.
const FEWEST: usize = 10;

/// Rows to learn from and rows held out.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub kept: Vec<u32>,
    pub held: Vec<u32>,
}

impl Split {
    /// Every row that counts, none held out.
    pub(super) fn all(target: &Target<'_>) -> Self {
        let counts = |row: &u32| target.weight(*row as usize) > 0.0;
        Self { kept: (0..target.labels.len() as u32).filter(counts).collect(), held: Vec::new() }
    }

    /// One split for each network: the latest rows where there are times, otherwise rows drawn within each class.
    pub(super) fn draw(target: &Target<'_>, options: &NetworkOptions) -> Result<Vec<Self>> {
        let all = Self::all(target).kept;
        if all.len() < FEWEST {
            let (subject, unit) = ("labels".to_owned(), "rows of a weight above 0".to_owned());
            return Err(SartorError::TooFew {
                subject,
                found: all.len() as i64,
                needed: FEWEST as i64,
                unit,
            });
        }
        let count = |rows: usize| {
            let held = math::floor(rows as f64 * options.held_out_share + 0.5) as usize;
            held.max(1).min(rows - 1)
        };
        if let Some(times) = target.times_ms {
            let mut order = all;
            order.sort_by_key(|row| times[*row as usize]);
            let held = order.split_off(order.len() - count(order.len()));
            return Ok(vec![Self { kept: order, held }; options.networks as usize]);
        }
        let is_class = options.objective == Objective::Logistic;
        let draw = |network: u32| {
            let mut rng = Rng::with_stream(options.seed, u64::from(network) + (1 << 32));
            let mut split = Self { kept: Vec::new(), held: Vec::new() };
            let (ones, others): (Vec<u32>, Vec<u32>) =
                all.iter().partition(|row| is_class && target.labels[**row as usize] == 1.0);
            for mut class in [ones, others] {
                if class.is_empty() {
                    continue;
                }
                rng.shuffle(&mut class);
                let kept = class.split_off(count(class.len()));
                split.kept.extend(kept);
                split.held.extend(class);
            }
            split
        };
        Ok((0..options.networks).map(draw).collect())
    }
}
