//! How is a customer's taste shown in a notebook?
//!
//! A picture of lifts with their intervals on a logarithmic scale, drawn as SVG in the colours of the page, above
//! the table of all fields.

use std::fmt::Write as _;

use pyo3::PyResult;

use super::{escape, html};
use crate::math::ln;
use crate::taste::{TastePreference, TasteStatus, TasteView};

const WIDTH: f64 = 720.0;
const LEFT: f64 = 220.0;
const RIGHT: f64 = 700.0;
const ROW: f64 = 22.0;
const TOP: f64 = 24.0;
/// The scale reaches at least from half to twice as expected, and at most to 16; what lies beyond is drawn at its end.
const LEAST: (f64, f64) = (1.0 / 16.0, 0.5);
const MOST: (f64, f64) = (2.0, 16.0);
const TICKS: [f64; 9] = [0.0625, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0];

/// The picture and the table.
pub fn taste_html(title: &str, view: &TasteView) -> PyResult<String> {
    let table = html(title, view)?;
    if view.preferences.is_empty() { Ok(table) } else { Ok(picture(view) + &table) }
}

fn picture(view: &TasteView) -> String {
    let low = view.preferences.iter().map(|one| one.low).fold(LEAST.1, f64::min);
    let high = view.preferences.iter().map(|one| one.high).fold(MOST.0, f64::max);
    let scale = Scale { least: low.clamp(LEAST.0, LEAST.1), most: high.clamp(MOST.0, MOST.1) };
    let bottom = TOP + ROW * view.preferences.len() as f64;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {}\" width=\"{WIDTH}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\" stroke=\"currentColor\">\
         <title>Lifts of {} with their 90 % intervals: filled is learned, hollow is tentative, 1 is as expected</title>",
        bottom + 20.0,
        escape(&view.customer_id),
    );
    for tick in TICKS.into_iter().filter(|tick| (scale.least..=scale.most).contains(tick)) {
        let x = scale.place(tick);
        let opacity = if tick == 1.0 { 0.8 } else { 0.15 };
        let _ = write!(
            svg,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{bottom}\" stroke-opacity=\"{opacity}\"/>\
             <text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\" stroke=\"none\">{tick}</text>",
            bottom + 14.0,
        );
    }
    for (row, preference) in view.preferences.iter().enumerate() {
        draw(&mut svg, preference, &scale, TOP + ROW * (row as f64 + 0.5));
    }
    svg + "</svg>"
}

fn draw(svg: &mut String, preference: &TastePreference, scale: &Scale, y: f64) {
    let TastePreference { dimension, value, lift, low, high, .. } = preference;
    let fill = if preference.status == TasteStatus::Learned { "currentColor" } else { "none" };
    let label = format!("{}: {}", shortened(dimension), shortened(value));
    let _ = write!(
        svg,
        "<g><title>{} {lift:.2} ({low:.2} to {high:.2})</title>\
         <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\" stroke=\"none\">{}</text>\
         <line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke-width=\"2\"/>\
         <circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{fill}\"/></g>",
        escape(&format!("{dimension}: {value}")),
        LEFT - 12.0,
        y + 4.0,
        escape(&label),
        scale.place(*low),
        scale.place(*high),
        scale.place(*lift),
    );
}

/// Text that has room on its side of the picture; the whole of it is in the title.
fn shortened(text: &str) -> String {
    let short: String = text.chars().take(16).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

struct Scale {
    least: f64,
    most: f64,
}

impl Scale {
    /// Where a lift stands.
    fn place(&self, lift: f64) -> f64 {
        let share = ln(lift.clamp(self.least, self.most) / self.least) / ln(self.most / self.least);
        LEFT + (RIGHT - LEFT) * share
    }
}
