//! Draws `docs/pictures/contact.svg`: how few answers of one customer become rates with intervals, and few visits an
//! hour. The customers are simulated, and their true rates are drawn beside what was learned of them.
#![allow(clippy::print_stdout)] // a program speaks

use std::fmt::Write;
use std::path::PathBuf;

use sartor::contact::{
    Contact, ContactFacts, ContactHistory, ContactPolicy, ContactPopulation, HourChoice, ResponseRate, advise,
};
use sartor::rng::Rng;
use sartor::time::{DAY_MS, HOUR_MS};

const NOW_MS: i64 = 1_000 * DAY_MS + 12 * HOUR_MS;
/// Channels with the beta distribution of customers' rates, and the true rate of the one who is drawn.
const CHANNELS: [(&str, f64, f64, f64); 4] = [
    ("email", 1.2, 8.8, 0.08),
    ("post", 0.6, 11.4, 0.03),
    ("push", 0.8, 11.2, 0.15),
    ("sms", 2.0, 8.0, 0.42),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut rng = Rng::new(12);
    let histories: Vec<ContactHistory> = (0..2_000)
        .map(|_| {
            let rates = CHANNELS.map(|(name, a, b, _)| (name, rng.beta(a, b)));
            let peak = if rng.bernoulli(0.7) { 20 } else { rng.below(24) as i64 };
            ContactHistory { contacts: contacts(&mut rng, &rates, 12), hours: visits(&mut rng, peak, 14) }
        })
        .collect();
    let population = ContactPopulation::fit(&histories);
    let facts = ContactFacts {
        as_of_ms: NOW_MS,
        utc_offset_minutes: Some(0),
        marketing_consent: true,
        contacts: contacts(&mut rng, &CHANNELS.map(|(name, .., rate)| (name, rate)), 14),
        hours: visits(&mut rng, 7, 16),
        ..ContactFacts::default()
    };
    let advice = advise(&facts, &ContactPolicy::default(), &population)?;
    let hour = advice.hour.ok_or("a customer with visits has hours")?;
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures/contact.svg");
    std::fs::write(&path, picture(&advice.channels, &hour, &facts.hours, &population)?)?;
    println!("{} written", path.display());
    Ok(())
}

fn contacts(rng: &mut Rng, rates: &[(&str, f64)], most: u64) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for (name, rate) in rates {
        for _ in 0..=rng.below(most) {
            contacts.push(Contact {
                channel: Some((*name).to_owned()),
                tone: None,
                at_ms: NOW_MS - rng.below(60) as i64 * DAY_MS,
                answered: rng.bernoulli(*rate),
                unasked: true,
            });
        }
    }
    contacts
}

/// Visits that gather around an hour of the day.
fn visits(rng: &mut Rng, peak: i64, count: u64) -> Vec<u32> {
    let mut hours = vec![0; 24];
    for _ in 0..count {
        let hour = if rng.bernoulli(0.3) {
            rng.below(24) as i64
        } else {
            peak + (2.0 * rng.normal()).round() as i64
        };
        if let Some(visits) = hours.get_mut(hour.rem_euclid(24) as usize) {
            *visits += 1;
        }
    }
    hours
}

fn picture(
    channels: &[ResponseRate],
    hour: &HourChoice,
    visits: &[u32],
    population: &ContactPopulation,
) -> Result<String, std::fmt::Error> {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 330\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"900\" height=\"330\" fill=\"white\"/>\n\
         <text x=\"20\" y=\"28\" font-size=\"15\">Answers by channel: learned rate with its 90 % interval</text>\n\
         <text x=\"480\" y=\"28\" font-size=\"15\">Visits by hour of the customer's own day</text>\n",
    );
    let x = |rate: f64| 150.0 + 270.0 * rate / 0.8;
    for tick in [0.0, 0.2, 0.4, 0.6, 0.8] {
        let at = x(tick);
        writeln!(svg, "<line x1=\"{at:.1}\" y1=\"50\" x2=\"{at:.1}\" y2=\"270\" stroke=\"#ddd\"/>")?;
        writeln!(svg, "<text x=\"{at:.1}\" y=\"288\" text-anchor=\"middle\" fill=\"#555\">{tick}</text>")?;
    }
    for (row, rate) in channels.iter().enumerate() {
        let y = 80.0 + 52.0 * row as f64;
        let (low, mean, high) = (x(rate.answered.low), x(rate.answered.value), x(rate.answered.high));
        let label = format!("{}  {} of {}", rate.name, rate.answers, rate.contacts);
        writeln!(svg, "<text x=\"20\" y=\"{:.1}\">{label}</text>", y + 4.0)?;
        writeln!(
            svg,
            "<line x1=\"{low:.1}\" y1=\"{y}\" x2=\"{high:.1}\" y2=\"{y}\" stroke=\"#1f5a94\" stroke-width=\"3\"/>"
        )?;
        writeln!(svg, "<circle cx=\"{mean:.1}\" cy=\"{y}\" r=\"6\" fill=\"#1f5a94\"/>")?;
        let raw = x(f64::from(rate.answers) / f64::from(rate.contacts.max(1)));
        writeln!(
            svg,
            "<circle cx=\"{raw:.1}\" cy=\"{y}\" r=\"5\" fill=\"none\" stroke=\"#888\" stroke-width=\"2\"/>"
        )?;
        let truth = CHANNELS.iter().find(|(name, ..)| *name == rate.name).map_or(0.0, |known| known.3);
        let at = x(truth);
        let (top, bottom) = (y - 14.0, y + 14.0);
        writeln!(
            svg,
            "<line x1=\"{at:.1}\" y1=\"{top}\" x2=\"{at:.1}\" y2=\"{bottom}\" stroke=\"#c0392b\" stroke-width=\"2\"/>"
        )?;
    }
    svg.push_str(
        "<text x=\"20\" y=\"316\" font-size=\"12\" fill=\"#555\">dot: learned; ring: own share; red: the truth of the simulation</text>\n",
    );
    let total: f64 = visits.iter().map(|count| f64::from(*count)).sum();
    let strength = population.hour_strength;
    let height = |share: f64| 220.0 * share / 0.25;
    let at = |hour: usize| 480.0 + 16.5 * hour as f64;
    let width = 16.5 * 3.0;
    let from = at(hour.from_hour as usize);
    writeln!(svg, "<rect x=\"{from:.1}\" y=\"50\" width=\"{width}\" height=\"220\" fill=\"#fdf1d3\"/>")?;
    let mut line = String::new();
    for (number, (usual, own)) in population.hours.iter().zip(visits).enumerate() {
        let share = (strength * usual + f64::from(*own)) / (strength + total);
        let tall = height(share);
        writeln!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"13\" height=\"{tall:.1}\" fill=\"#1f5a94\" opacity=\"0.75\"/>",
            at(number) + 1.7,
            270.0 - tall
        )?;
        write!(line, "{:.1},{:.1} ", at(number) + 8.2, 270.0 - height(*usual))?;
        if number % 3 == 0 {
            writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"288\" text-anchor=\"middle\" fill=\"#555\">{number}</text>",
                at(number) + 8.2
            )?;
        }
    }
    writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#888\" stroke-width=\"2\"/>",
        line.trim_end()
    )?;
    svg.push_str(
        "<text x=\"480\" y=\"316\" font-size=\"12\" fill=\"#555\">bars: this customer; grey: all customers; yellow: the hours proposed</text>\n</svg>\n",
    );
    Ok(svg)
}
