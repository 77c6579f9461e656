//! How well do uplift models choose, on a published trial and on simulated ones?
//!
//!     uplift_trial hillstrom FILE [PERMUTATIONS [OPTIONS]]
//!     uplift_trial simulate [REPEATS [OPTIONS]]
//!
//! `hillstrom` reads `hillstrom_womens.csv`, fits each learner on all folds but one of five and scores that one; folds
//! are those of scikit-learn's `StratifiedKFold(5, shuffle=True, random_state=42)` on treatment and outcome. It prints
//! the Qini coefficient and the uplift at 30 % of the pooled scores with 95 % intervals, then how often no heterogeneity
//! is found after treatments were permuted. `simulate` prints which part of the area that knowing the true effects would
//! reach is reached in trials with weak effects, and how often heterogeneity is found there. Options are those of
//! `UpliftOptions` as JSON.
#![allow(clippy::disallowed_methods, clippy::print_stdout)] // a program that speaks

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use sartor::control::Control;
use sartor::learn::{HeterogeneityVerdict, Table, TableColumn, Trial, Uplift, UpliftLearner, UpliftOptions};
use sartor::rng::Rng;

type Answer<T> = Result<T, Box<dyn Error>>;
const LEARNERS: [UpliftLearner; 4] =
    [UpliftLearner::S, UpliftLearner::T, UpliftLearner::X, UpliftLearner::Mean];
const USAGE: &str =
    "usage: uplift_trial hillstrom FILE [PERMUTATIONS [OPTIONS]] | simulate [REPEATS [OPTIONS]]";

fn main() -> Answer<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, default: u32| match arguments.get(place) {
        Some(text) => text.parse(),
        None => Ok(default),
    };
    let options = |place: usize| match arguments.get(place) {
        Some(text) => serde_json::from_str(text),
        None => Ok(UpliftOptions::default()),
    };
    match arguments.first().map(String::as_str) {
        Some("hillstrom") => {
            let file = arguments.get(1).ok_or(USAGE)?;
            hillstrom(Path::new(file), number(2, 0)?, &options(3)?)
        }
        Some("simulate") => simulate(number(1, 5)?, &options(2)?),
        _ => Err(USAGE.into()),
    }
}

fn hillstrom(file: &Path, permutations: u32, options: &UpliftOptions) -> Answer<()> {
    let (table, treatment, visit) = read(file)?;
    let kinds: Vec<usize> = treatment.iter().zip(&visit).map(|(t, y)| (*t * 2.0 + *y) as usize).collect();
    let fold_of = stratified(&kinds, 5, 42);
    let trial = Trial::new(&treatment, &visit)?;
    let tell = |who: &str, scores: &[f64]| -> Answer<()> {
        let qini = trial.qini(scores, 500, 1, 0.95, Control::none())?.coefficient.ok_or("not 0 and 1")?;
        let uplift = trial.uplift_at(scores, 0.3, 0.95)?.uplift;
        println!(
            "{who}, women's mail, visit: Qini {:.4} ({:.4} to {:.4}), uplift at 30 % {:.4} ({:.4} to {:.4})",
            qini.value, qini.low, qini.high, uplift.value, uplift.low, uplift.high
        );
        Ok(())
    };
    // What one column reaches by itself: those who bought women's things before, first.
    if let Some(TableColumn::Numbers(womens)) = table.column("womens") {
        tell("the column womens alone", womens)?;
    }
    for learner in LEARNERS {
        let options = UpliftOptions { learner, folds: 2, replicates: 2, ..options.clone() };
        let mut scores = vec![0.0; visit.len()];
        for fold in 0..5 {
            let (held, kept): (Vec<usize>, Vec<usize>) =
                (0..visit.len()).partition(|row| fold_of[*row] == fold);
            let of = |column: &[f64]| kept.iter().map(|row| column[*row]).collect::<Vec<f64>>();
            let train = table.take(&kept)?;
            let model = Uplift::fit(&train, &of(&treatment), &of(&visit), &options, Control::none())?;
            for (row, score) in held.iter().zip(model.predict(&table.take(&held)?)?) {
                scores[*row] = score;
            }
        }
        tell(&format!("{learner:?} learner"), &scores)?;
    }
    let model = Uplift::fit(&table, &treatment, &visit, options, Control::none())?;
    println!("as it is: {:?}", model.heterogeneity(0.95)?);
    let mut none = 0;
    for permutation in 0..permutations {
        let mut permuted = treatment.clone();
        Rng::with_stream(1, u64::from(permutation)).shuffle(&mut permuted);
        let options = UpliftOptions { replicates: 2, ..options.clone() };
        let model = Uplift::fit(&table, &permuted, &visit, &options, Control::none())?;
        none += u32::from(model.heterogeneity(0.95)?.verdict == HeterogeneityVerdict::NoneDetectable);
    }
    if permutations > 0 {
        println!("permuted treatment, at level 0.95: none detectable in {none} of {permutations} runs");
    }
    Ok(())
}

fn read(file: &Path) -> Answer<(Table, Vec<f64>, Vec<f64>)> {
    let text = std::fs::read_to_string(file)?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().ok_or("an empty file")?.split(',').collect();
    // A comma within quotes belongs to its cell.
    let unquoted = |line: &str| {
        line.split('"').enumerate().fold(String::new(), |line, (place, part)| {
            line + &if place % 2 == 1 { part.replace(',', "") } else { part.to_owned() }
        })
    };
    let rows: Vec<String> = lines.map(unquoted).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|line| line.split(',').collect()).collect();
    let cells = |name: &str| -> Answer<Vec<&str>> {
        let place = names.iter().position(|other| *other == name).ok_or("a column lacks")?;
        Ok(rows.iter().map(|row| row[place]).collect())
    };
    let numbers = |name: &str| -> Answer<Vec<f64>> {
        Ok(cells(name)?.into_iter().map(str::parse).collect::<Result<_, _>>()?)
    };
    let mut columns = Vec::new();
    for name in ["recency", "history_segment", "history", "mens", "womens", "zip_code", "newbie", "channel"] {
        let column = if matches!(name, "history_segment" | "zip_code" | "channel") {
            TableColumn::texts(cells(name)?.into_iter().map(Some))?
        } else {
            TableColumn::Numbers(numbers(name)?)
        };
        columns.push((name.to_owned(), column));
    }
    let treatment =
        cells("segment")?.iter().map(|cell| f64::from(u8::from(cell.starts_with("Womens")))).collect();
    Ok((Table::new(columns)?, treatment, numbers("visit")?))
}

/// Folds as scikit-learn deals them: for each kind in the order in which it comes first, its shares of the folds shuffled.
fn stratified(kinds: &[usize], folds: usize, seed: u32) -> Vec<usize> {
    let mut known: Vec<usize> = Vec::new();
    for kind in kinds {
        if !known.contains(kind) {
            known.push(*kind);
        }
    }
    let places: Vec<usize> =
        kinds.iter().map(|kind| known.iter().position(|other| other == kind).unwrap_or(0)).collect();
    let mut sorted = places.clone();
    sorted.sort_unstable();
    let mut twister = Twister::new(seed);
    let mut fold_of = vec![0; kinds.len()];
    for kind in 0..known.len() {
        let mut dealt: Vec<usize> = (0..folds)
            .flat_map(|fold| {
                let count = sorted.iter().skip(fold).step_by(folds).filter(|other| **other == kind).count();
                vec![fold; count]
            })
            .collect();
        for last in (1..dealt.len()).rev() {
            dealt.swap(last, twister.up_to(last as u32) as usize);
        }
        let rows = (0..kinds.len()).filter(|row| places[*row] == kind);
        rows.zip(dealt).for_each(|(row, fold)| fold_of[row] = fold);
    }
    fold_of
}

/// The generator of Matsumoto and Nishimura (1998), MT19937, as numpy's `RandomState` seeds and reads it.
struct Twister {
    state: Vec<u32>,
    next: usize,
}

impl Twister {
    fn new(seed: u32) -> Self {
        let mut state = vec![seed];
        for place in 1..624_u32 {
            let last = state[place as usize - 1];
            state.push(1_812_433_253_u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(place));
        }
        Self { state, next: 624 }
    }

    fn bits(&mut self) -> u32 {
        if self.next == 624 {
            for place in 0..624 {
                let mixed = (self.state[place] & 0x8000_0000) | (self.state[(place + 1) % 624] & 0x7fff_ffff);
                let odd = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
                self.state[place] = self.state[(place + 397) % 624] ^ (mixed >> 1) ^ odd;
            }
            self.next = 0;
        }
        let mut bits = self.state[self.next];
        self.next += 1;
        bits ^= bits >> 11;
        bits ^= (bits << 7) & 0x9d2c_5680;
        bits ^= (bits << 15) & 0xefc6_0000;
        bits ^ (bits >> 18)
    }

    /// A number from 0 to `most`, by refusing what is beyond it.
    fn up_to(&mut self, most: u32) -> u32 {
        let mask = u32::MAX >> most.leading_zeros();
        loop {
            let drawn = self.bits() & mask;
            if drawn <= most {
                return drawn;
            }
        }
    }
}

/// A trial whose effects are known.
struct Simulated {
    table: Table,
    treatment: Vec<f64>,
    outcome: Vec<f64>,
    effects: Vec<f64>,
}

const WORLDS: [&str; 6] = ["threshold", "interaction", "line", "level", "odds", "value"];

/// Six numbers and two categories; half treated; of a hundred some ten to twenty answer. Effects differ by a standard
/// deviation of two in a hundred or so.
fn world(kind: &str, rows: usize, rng: &mut Rng) -> Answer<Simulated> {
    let mut numbers: [Vec<f64>; 6] = Default::default();
    let mut levels: [Vec<u64>; 2] = Default::default();
    let (mut treatment, mut outcome, mut effects) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rows {
        let x: [f64; 6] = std::array::from_fn(|place| match place {
            0 | 1 => rng.normal(),
            2 => rng.exponential(1.0),
            3 => f64::from(u8::from(rng.bernoulli(0.5))),
            _ => rng.uniform(),
        });
        let c = [rng.below(3), rng.below(12)];
        let is = |condition: bool| f64::from(u8::from(condition));
        let logit = -2.0 + 0.4 * x[0] + 0.3 * x[2].min(3.0) - 0.5 * x[3] + 0.2 * (c[0] as f64 - 1.0);
        let base = 1.0 / (1.0 + (-logit).exp());
        let effect = match kind {
            "threshold" => 0.05 * is(x[1] > 0.3) + 0.01,
            "interaction" => 0.08 * is(x[3] == 1.0 && x[4] > 0.5) + 0.01,
            "line" => 0.03 + 0.05 * (x[5] - 0.5) + 0.03 * (x[4] - 0.5),
            "level" => 0.02 + 0.06 * is(c[1].is_multiple_of(4)),
            "odds" => 1.0 / (1.0 + (-logit - 0.35).exp()) - base,
            _ => 0.4 * is(x[3] == 1.0) + 0.4 * (x[5] - 0.5),
        };
        let treated = is(rng.bernoulli(0.5));
        let came = if kind == "value" {
            let spread = (0.8 * rng.normal()).exp();
            4.0 * base * spread + effect * treated + rng.normal()
        } else {
            is(rng.bernoulli((base + effect * treated).clamp(0.0, 1.0)))
        };
        numbers.iter_mut().zip(x).for_each(|(column, value)| column.push(value));
        levels.iter_mut().zip(c).for_each(|(column, value)| column.push(value));
        treatment.push(treated);
        outcome.push(came);
        effects.push(effect);
    }
    let numbers = numbers.into_iter().enumerate();
    let mut columns: Vec<(String, TableColumn)> =
        numbers.map(|(place, values)| (format!("x{place}"), TableColumn::Numbers(values))).collect();
    for (place, levels) in levels.iter().enumerate() {
        let texts: Vec<String> = levels.iter().map(|level| format!("l{level}")).collect();
        columns
            .push((format!("c{place}"), TableColumn::texts(texts.iter().map(|text| Some(text.as_str())))?));
    }
    Ok(Simulated { table: Table::new(columns)?, treatment, outcome, effects })
}

/// The covariance of effects with the rank of a score.
fn with_rank(scores: &[f64], effects: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|left, right| scores[*left].total_cmp(&scores[*right]));
    let (mut sum, mut before) = (0.0, 0.0);
    for tie in order.chunk_by(|left, right| scores[*left] == scores[*right]) {
        let rank = before + 0.5 * tie.len() as f64 - 0.5 * scores.len() as f64;
        sum += tie.iter().map(|row| effects[*row] * rank).sum::<f64>();
        before += tie.len() as f64;
    }
    sum
}

fn simulate(repeats: u32, options: &UpliftOptions) -> Answer<()> {
    for rows in [5_000, 20_000, 40_000] {
        let mut totals = [0.0; 4];
        for kind in WORLDS {
            let mut line = format!("{rows} rows, {kind}:");
            let test = world(kind, 20_000, &mut Rng::with_stream(9, 1_000_000))?;
            let best = with_rank(&test.effects, &test.effects);
            for (total, learner) in totals.iter_mut().zip(LEARNERS) {
                let options = UpliftOptions { learner, replicates: 2, ..options.clone() };
                let (mut reached, mut found) = (0.0, 0);
                for repeat in 0..repeats {
                    let train = world(kind, rows, &mut Rng::with_stream(9, u64::from(repeat)))?;
                    let model = Uplift::fit(
                        &train.table,
                        &train.treatment,
                        &train.outcome,
                        &options,
                        Control::none(),
                    )?;
                    reached += with_rank(&model.predict(&test.table)?, &test.effects) / best;
                    let verdict = model.heterogeneity(0.95)?.verdict;
                    found += u32::from(verdict == HeterogeneityVerdict::Detected);
                }
                reached /= f64::from(repeats);
                *total += reached / WORLDS.len() as f64;
                write!(line, "  {learner:?} {reached:.3} (found {found} of {repeats})")?;
            }
            println!("{line}");
        }
        let [s, t, x, mean] = totals;
        println!("{rows} rows, mean: S {s:.4}  T {t:.4}  X {x:.4}  Mean {mean:.4} (simulated)");
    }
    Ok(())
}
