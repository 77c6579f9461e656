//! Draws the behaviour of one customer of the synthetic menswear shop among all: `docs/pictures/behaviour.svg`.
#![allow(clippy::print_stdout)] // a program speaks

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use sartor::engine::{BehaviourView, EnginePolicy, EventOptions, Trainer};
use sartor::estimate::Estimate;
use sartor::money::Currency;
use sartor::profile::Profile;
use sartor_examples::load;
use sartor_examples::menswear::{AS_OF_MS, FOLLOWED_CUSTOMER, Menswear};

/// Draw how a customer behaves: each measure with its interval, among all customers.
#[derive(Parser)]
#[command(name = "behaviour")]
struct Arguments {
    /// Where to.
    #[arg(long, default_value = "docs/pictures/behaviour.svg")]
    out: PathBuf,
    /// The customer; by default the one whom the guide to profiles follows.
    #[arg(long, default_value = FOLLOWED_CUSTOMER)]
    customer: String,
    /// The synthetic shop is the same for the same seed.
    #[arg(long, default_value_t = 7)]
    seed: u32,
}

/// Where the scale of a measure begins and ends on the page.
const SCALE: (f64, f64) = (230.0, 640.0);
/// Height of a row.
const ROW: f64 = 34.0;
/// Height of what stands above the rows.
const HEAD: f64 = 66.0;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let shop = Menswear::generate(arguments.seed, &|_, _| ());
    let catalog = load::catalogue(&shop.catalogue_csv(), Currency::parse("USD")?)?;
    let mut trainer = Trainer::new(catalog, EnginePolicy::default())?;
    let mut feed = trainer.event_feed(&EventOptions::default())?;
    feed.feed(shop.events_jsonl().as_bytes())?;
    feed.finish(&mut trainer)?;
    let engine = load::fit(&trainer, AS_OF_MS)?;
    let everybody = engine.behaviour(&Profile::new("nobody")?, AS_OF_MS)?;
    let profile = trainer.profile(&arguments.customer).ok_or("no such customer")?;
    let view = engine.behaviour(profile, AS_OF_MS)?;
    if let Some(folder) = arguments.out.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&arguments.out, draw(&view, &everybody))?;
    println!("{} of {} events in {}", view.customer_id, profile.event_count(), arguments.out.display());
    println!("decides: {} {:?}", view.decision_style.style, view.decision_style.evidence);
    for sign in &view.loyalty {
        println!("{}: {} {:?}", sign.indicator, sign.state, sign.evidence);
    }
    for known in everybody.antecedents.iter().take(5) {
        let Estimate { value, low, high, .. } = known.rate_ratio;
        println!("before a purchase: {} {value:.2} ({low:.2} to {high:.2}) times as often", known.event);
    }
    Ok(())
}

fn draw(view: &BehaviourView, everybody: &BehaviourView) -> String {
    let height = HEAD + ROW * view.measures.len() as f64 + 12.0;
    let mut page = String::new();
    let _ = writeln!(
        page,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 940 {height}\" width=\"940\" \
         font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"940\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"16\" y=\"26\" font-size=\"16\" font-weight=\"bold\">How {} behaves, among all</text>\n\
         <text x=\"16\" y=\"46\" fill=\"#555555\">dot and bar: this customer with a 90 % interval; band and line: \
         the middle 90 % of all and their median; above: share of all below this value</text>",
        view.customer_id
    );
    for (place, known) in view.measures.iter().enumerate() {
        let y = HEAD + ROW * place as f64 + ROW / 2.0;
        let all = everybody.measures.iter().find(|all| all.measure == known.measure).map(|all| all.estimate);
        row(&mut page, y, &known.measure, &known.estimate, all.as_ref());
        let percentile = known.percentile.map_or_else(String::new, |at| format!(", above {at:.0} %"));
        let _ = writeln!(
            page,
            "<text x=\"655\" y=\"{:.1}\" fill=\"#222222\">{:.2}<tspan dx=\"4\" fill=\"#777777\">of {} {}{percentile}</tspan></text>",
            y + 4.5,
            known.estimate.value,
            known.evidence,
            short(&known.evidence_unit),
        );
    }
    page.push_str("</svg>\n");
    page
}

fn short(unit: &str) -> &str {
    match unit {
        "gaps between purchases" => "gaps",
        "products ordered" | "product views" => "products",
        "visits to the till" | "categories visited" => "visits",
        other => other,
    }
}

fn row(page: &mut String, y: f64, name: &str, own: &Estimate, all: Option<&Estimate>) {
    let _ = writeln!(page, "<text x=\"16\" y=\"{:.1}\">{}</text>", y + 4.5, name.replace('_', " "));
    // Where customers do not differ there is no scale among them, and any interval would fill the width.
    if let Some(all) = all.filter(|all| all.high - all.low < 1e-9) {
        let _ = writeln!(
            page,
            "<text x=\"{}\" y=\"{:.1}\" fill=\"#777777\">the middle 90 % of all: {:.2}; interval here {:.2} to {:.2}</text>",
            SCALE.0,
            y + 4.5,
            all.value,
            own.low,
            own.high
        );
        return;
    }
    let low = all.map_or(own.low, |all| all.low.min(own.low));
    let high = all.map_or(own.high, |all| all.high.max(own.high));
    let width = (high - low).max(1e-9);
    let x = |value: f64| SCALE.0 + (value - low) / width * (SCALE.1 - SCALE.0);
    let _ = writeln!(
        page,
        "<line x1=\"{}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#e3e3e3\"/>",
        SCALE.0, SCALE.1
    );
    if let Some(all) = all {
        let _ = writeln!(
            page,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"20\" fill=\"#e6ebf2\"/>\n\
             <line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{:.1}\" y2=\"{:.1}\" stroke=\"#8b9bb4\" stroke-width=\"2\"/>",
            x(all.low),
            y - 10.0,
            (x(all.high) - x(all.low)).max(1.0),
            x(all.value),
            x(all.value),
            y - 10.0,
            y + 10.0
        );
    }
    let _ = writeln!(
        page,
        "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#1f4e79\" stroke-width=\"5\" \
         stroke-opacity=\"0.55\"/>\n<circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"5\" fill=\"#1f4e79\"/>",
        x(own.low),
        x(own.high),
        x(own.value)
    );
}
