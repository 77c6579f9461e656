//! Draws what a customer of the synthetic menswear shop likes, and how it was learnt.
//!
//! `cargo run --release -p sartor-examples --bin taste_pictures -- docs/pictures` writes `taste.svg` and
//! `taste-path.svg`, of the customer whom the guide to profiles follows.
#![allow(clippy::print_stdout)] // it says what it wrote,
#![allow(clippy::disallowed_methods)] // and a picture may differ in a last digit

use std::fmt::Write as _;
use std::path::Path;

use sartor::engine::{Engine, EnginePolicy, EventOptions, Trainer};
use sartor::money::Currency;
use sartor::taste::{TastePath, TasteStatus, TasteView};
use sartor::time::{local_month, month_name};
use sartor::{Result, SartorError};
use sartor_examples::load;
use sartor_examples::menswear::{AS_OF_MS, FOLLOWED_CUSTOMER, Menswear};

const WIDTH: f64 = 760.0;
const LEFT: f64 = 190.0;
const ROW: f64 = 26.0;
const TOP: f64 = 64.0;
const ROWS: usize = 14;
const LINES: usize = 4;
const COLOURS: [&str; LINES] = ["#1b4f8f", "#b5482a", "#2e7d4f", "#7a4b9a"];
const MONTHS: u32 = 10;
/// Lifts beyond these are drawn at the edge.
const TICKS: [f64; 9] = [0.0625, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0];

fn main() -> Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "docs/pictures".to_owned());
    let (trainer, engine) = shop()?;
    let Some(profile) = trainer.profile(FOLLOWED_CUSTOMER) else { return Ok(()) };
    let view = engine.taste(profile, AS_OF_MS)?;
    write(&folder, "taste.svg", &preferences(&view))?;
    write(&folder, "taste-path.svg", &path(&engine.taste_path(profile, MONTHS, AS_OF_MS)?))?;
    let learned = view.preferences.iter().filter(|one| one.status == TasteStatus::Learned).count();
    println!("{}: {learned} of {} preferences learned", view.customer_id, view.preferences.len());
    Ok(())
}

fn shop() -> Result<(Trainer, Engine)> {
    let made = Menswear::generate(7, &|_, _| ());
    let catalog = load::catalogue(&made.catalogue_csv(), Currency::parse("USD")?)?;
    let mut trainer = Trainer::new(catalog, EnginePolicy::default())?;
    let mut feed = trainer.event_feed(&EventOptions::default())?;
    feed.feed(made.events_jsonl().as_bytes())?;
    feed.finish(&mut trainer)?;
    let engine = load::fit(&trainer, AS_OF_MS)?;
    Ok((trainer, engine))
}

fn write(folder: &str, name: &str, text: &str) -> Result<()> {
    let path = Path::new(folder).join(name);
    let failed = |error: std::io::Error| SartorError::Unreadable {
        path: path.display().to_string(),
        detail: error.to_string(),
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    std::fs::write(&path, text).map_err(failed)?;
    println!("wrote {}", path.display());
    Ok(())
}

/// The head of a picture with its title.
fn head(height: f64, title: &str, note: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="Helvetica, Arial, sans-serif" font-size="12">
<rect width="{WIDTH}" height="{height}" fill="white"/>
<text x="16" y="24" font-size="16" font-weight="bold">{title}</text>
<text x="16" y="42" fill="#555">{note}</text>
"##
    )
}

/// Where a lift stands on a logarithmic scale between two lifts.
fn place(lift: f64, (least, most): (f64, f64), (from, to): (f64, f64)) -> f64 {
    from + (lift.clamp(least, most) / least).ln() / (most / least).ln() * (to - from)
}

fn preferences(view: &TasteView) -> String {
    let shown: Vec<_> = view.preferences.iter().take(ROWS).collect();
    let height = TOP + ROW * shown.len() as f64 + 46.0;
    let scale = (0.2, 8.0);
    let x = |lift: f64| place(lift, scale, (LEFT, WIDTH - 24.0));
    let mut text = head(
        height,
        &format!("What {} likes", view.customer_id),
        "Lift with its 90 % interval: dark is learned, light is tentative; the tick is the recent lift, of half-life 28 days.",
    );
    let bottom = height - 34.0;
    for lift in [0.25, 0.5, 1.0, 2.0, 4.0, 8.0] {
        let (at, colour) = (x(lift), if lift == 1.0 { "#333" } else { "#ddd" });
        let _ =
            writeln!(text, r#"<line x1="{at:.1}" y1="{TOP}" x2="{at:.1}" y2="{bottom}" stroke="{colour}"/>"#);
        let _ = writeln!(
            text,
            r##"<text x="{at:.1}" y="{}" text-anchor="middle" fill="#555">{lift}</text>"##,
            bottom + 16.0
        );
    }
    for (row, one) in shown.iter().enumerate() {
        let y = TOP + ROW * (row as f64 + 0.5);
        let colour = if one.status == TasteStatus::Learned { "#1b4f8f" } else { "#9db7d5" };
        let _ = writeln!(
            text,
            r##"<text x="16" y="{:.1}" fill="#777">{}</text>
<text x="{}" y="{:.1}" text-anchor="end">{}</text>
<line x1="{:.1}" y1="{y:.1}" x2="{:.1}" y2="{y:.1}" stroke="{colour}" stroke-width="5" stroke-linecap="round"/>
<circle cx="{:.1}" cy="{y:.1}" r="5" fill="{colour}" stroke="white"/>
<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" stroke="#b5482a" stroke-width="2"/>"##,
            y + 4.0,
            one.dimension.replace('_', " "),
            LEFT - 12.0,
            y + 4.0,
            one.value,
            x(one.low),
            x(one.high),
            x(one.lift),
            x(one.recent_lift),
            y - 8.0,
            x(one.recent_lift),
            y + 8.0,
        );
    }
    text + "</svg>\n"
}

/// From the tick below all bands that are drawn to the one above.
fn path_scale(path: &TastePath) -> (f64, f64) {
    let shown = || path.snapshots.iter().flat_map(|one| one.points.iter().take(LINES));
    let low = shown().map(|point| point.low).fold(0.5, f64::min);
    let high = shown().map(|point| point.high).fold(2.0, f64::max);
    let least = TICKS.into_iter().rev().find(|tick| *tick <= low);
    let most = TICKS.into_iter().find(|tick| *tick >= high);
    (least.unwrap_or(TICKS[0]), most.unwrap_or(TICKS[TICKS.len() - 1]))
}

fn path(path: &TastePath) -> String {
    let (height, scale) = (400.0, path_scale(path));
    let (bottom, right) = (height - 40.0, WIDTH - 130.0);
    let times: Vec<i64> = path.snapshots.iter().map(|one| one.as_of_ms).collect();
    let (Some(&first), Some(&last)) = (times.first(), times.last()) else { return String::new() };
    let x = |at_ms: i64| 60.0 + (at_ms - first) as f64 / (last - first).max(1) as f64 * (right - 60.0);
    let y = |lift: f64| place(lift, scale, (bottom, TOP));
    let mut text = head(
        height,
        &format!("How the tastes of {} were learnt", path.customer_id),
        "Lift at the ends of months, as it would have been told then; bands are 90 % intervals, full dots are learned.",
    );
    for lift in TICKS.into_iter().filter(|lift| (scale.0..=scale.1).contains(lift)) {
        let (at, colour) = (y(lift), if lift == 1.0 { "#333" } else { "#ddd" });
        let _ = writeln!(text, r#"<line x1="60" y1="{at:.1}" x2="{right}" y2="{at:.1}" stroke="{colour}"/>"#);
        let _ = writeln!(
            text,
            r##"<text x="50" y="{:.1}" text-anchor="end" fill="#555">{lift}</text>"##,
            at + 4.0
        );
    }
    for at_ms in times.iter().step_by(2) {
        let name: String = month_name(local_month(*at_ms, 0)).chars().take(3).collect();
        let _ = writeln!(
            text,
            r##"<text x="{:.1}" y="{:.1}" text-anchor="middle" fill="#555">{name}</text>"##,
            x(*at_ms),
            bottom + 18.0
        );
    }
    let mut labels: Vec<(f64, f64, &str, String)> = Vec::new();
    let count = path.snapshots.last().map_or(0, |one| one.points.len()).min(LINES);
    for (line, colour) in COLOURS.iter().enumerate().take(count) {
        let points: Vec<_> =
            path.snapshots.iter().filter_map(|one| Some((one.as_of_ms, one.points.get(line)?))).collect();
        let upper = points.iter().map(|(at, point)| format!("{:.1},{:.1}", x(*at), y(point.high)));
        let lower = points.iter().rev().map(|(at, point)| format!("{:.1},{:.1}", x(*at), y(point.low)));
        let band: Vec<String> = upper.chain(lower).collect();
        let middle: Vec<String> =
            points.iter().map(|(at, point)| format!("{:.1},{:.1}", x(*at), y(point.lift))).collect();
        let _ = writeln!(text, r#"<polygon points="{}" fill="{colour}" opacity="0.10"/>"#, band.join(" "));
        let _ = writeln!(
            text,
            r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="2"/>"#,
            middle.join(" ")
        );
        for (at, point) in &points {
            let fill = if point.status == TasteStatus::Learned { colour } else { "white" };
            let _ = writeln!(
                text,
                r#"<circle cx="{:.1}" cy="{:.1}" r="4" fill="{fill}" stroke="{colour}"/>"#,
                x(*at),
                y(point.lift)
            );
        }
        if let Some((at, point)) = points.last() {
            labels.push((
                y(point.lift),
                x(*at) + 10.0,
                *colour,
                format!("{} {}", point.value, point.dimension),
            ));
        }
    }
    // Names that would stand on each other are moved down.
    labels.sort_by(|left, right| left.0.total_cmp(&right.0));
    let mut free = f64::NEG_INFINITY;
    for (y, x, colour, name) in labels {
        let at = y.max(free);
        free = at + 15.0;
        let _ = writeln!(text, r#"<text x="{x:.1}" y="{:.1}" fill="{colour}">{name}</text>"#, at + 4.0);
    }
    text + "</svg>\n"
}
