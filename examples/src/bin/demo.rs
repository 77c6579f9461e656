//! Trains an engine and answers one chat turn: on the synthetic menswear shop, or on a file of your own.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)] // a stopwatch that speaks

use std::path::PathBuf;
use std::time::Instant;

use clap::{Parser, ValueEnum};
use sartor::consent::ConsentBasis;
use sartor::engine::{ChatAnswer, ChatRequest, Engine, EnginePolicy, EventOptions, Trainer};
use sartor::event::OrderOptions;
use sartor::input::from_text;
use sartor::money::Currency;
use sartor::pricing::{PriceQuote, QuoteContext};
use sartor::profile::Profile;
use sartor::shop::Shop;
use sartor::time::{DAY_MS, MINUTE_MS};
use sartor::{Result, SartorError};
use sartor_examples::menswear::{AS_OF_MS, CHAT_CUSTOMER, CUSTOMERS, Menswear};
use sartor_examples::{load, picture};

/// Train on a shop and answer one chat turn.
#[derive(Parser)]
#[command(name = "demo")]
struct Arguments {
    /// Order lines (.csv, .csv.gz) or events (.jsonl, .jsonl.gz); absent, a synthetic menswear shop.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The catalogue of an event file, in CSV.
    #[arg(long)]
    catalog: Option<PathBuf>,
    /// The customer who asks; absent, the one with the most to tell.
    #[arg(long)]
    customer: Option<String>,
    /// Currency of your prices.
    #[arg(long, default_value = "GBP")]
    currency: String,
    /// Why your orders may be used; decides what the answer may rest on.
    #[arg(long, default_value = "legitimate_interest")]
    consent_basis: String,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The synthetic shop is the same for the same seed.
    #[arg(long, default_value_t = 7)]
    seed: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A picture for a person.
    Text,
    /// The exact answer, and nothing else.
    Json,
}

/// The shop of a demonstration, trained and ready to answer.
struct Scene {
    trainer: Trainer,
    engine: Engine,
    shop: Shop,
    request: ChatRequest,
    as_of_ms: i64,
    notes: Vec<String>,
}

fn main() -> std::process::ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", error.code());
            std::process::ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let started = Instant::now();
    let mut scene = match &arguments.data {
        Some(_) => own_file(arguments)?,
        None => menswear(arguments)?,
    };
    let customer_id = scene.request.customer_id.clone();
    let Some(profile) = scene.trainer.profile(&customer_id) else {
        return Err(SartorError::invalid("demo", "customer", "a customer of the file"));
    };
    let answer = scene.engine.chat(profile, &scene.shop, &scene.request, scene.as_of_ms)?;
    if arguments.format == Format::Json {
        let text = serde_json::to_string(&answer)
            .map_err(|error| SartorError::malformed("answer", &error.to_string(), 0))?;
        println!("{text}");
        return Ok(());
    }
    scene.notes.push(format!("read, trained and answered in {:.1} s", started.elapsed().as_secs_f64()));
    let view = profile.view(scene.as_of_ms)?;
    let outlook = scene.engine.outlook(profile, scene.as_of_ms)?;
    let segment = scene.engine.segment(profile, scene.as_of_ms)?;
    let quotes = shown_quotes(&scene, profile, &answer)?;
    print!("{}", picture::draw(&view, &outlook, &segment, &quotes, &answer, &scene.notes));
    Ok(())
}

/// The quote of every product shown, for its reasons.
fn shown_quotes(scene: &Scene, profile: &Profile, answer: &ChatAnswer) -> Result<Vec<PriceQuote>> {
    let shown = &answer.phase3_enhancements.recommendations;
    let product_ids: Vec<String> = shown.iter().map(|one| one.product_id.clone()).collect();
    let context =
        QuoteContext { jurisdiction: scene.request.additional_data.jurisdiction.clone(), impersonal: false };
    Ok(scene.engine.quote(profile, &scene.shop, &product_ids, &context, scene.as_of_ms)?.quotes)
}

/// The wedding-suit turn of the synthetic shop.
fn menswear(arguments: &Arguments) -> Result<Scene> {
    let bar = load::bar(u64::from(CUSTOMERS), "making");
    let made = Menswear::generate(arguments.seed, &|done, _| bar.set_position(done));
    bar.finish_and_clear();
    let catalog = load::catalogue(&made.catalogue_csv(), Currency::parse("USD")?)?;
    let mut policy = EnginePolicy::default();
    // This shop writes whole dollars on its labels.
    policy.pricing.round_to_minor = 100;
    let mut trainer = Trainer::new(catalog, policy)?;
    let mut feed = trainer.event_feed(&EventOptions::default())?;
    let text = made.events_jsonl();
    let bar = load::bar(text.len() as u64, "events");
    for piece in text.as_bytes().chunks(256 * 1024) {
        feed.feed(piece)?;
        bar.inc(piece.len() as u64);
    }
    bar.finish_and_clear();
    let report = feed.finish(&mut trainer)?;
    let engine = load::fit(&trainer, AS_OF_MS)?;
    let mut shop = Shop::new();
    // Someone counts the suits every morning.
    for (product, count) in trainer
        .catalog()
        .products()
        .iter()
        .filter(|one| one.category.as_deref() == Some("suits"))
        .zip((4..13).cycle())
    {
        shop.stock(&product.product_id, count % 9, AS_OF_MS - 5 * MINUTE_MS)?;
    }
    let mut request: ChatRequest = from_text("demo", WEDDING_TURN)?;
    request.customer_id = arguments.customer.clone().unwrap_or_else(|| CHAT_CUSTOMER.to_owned());
    let notes = vec![format!(
        "a simulated shop, seed {}: {} events of {} customers, {} lines skipped",
        arguments.seed, report.accepted, CUSTOMERS, report.skipped
    )];
    Ok(Scene { trainer, engine, shop, request, as_of_ms: AS_OF_MS, notes })
}

/// The chat turn that the running example of the documentation asks.
const WEDDING_TURN: &str = r#"{
  "sessionId": "session_456",
  "intent": {"category": "product_inquiry", "entities": {"occasion": "wedding", "budget": "$1000-2000"}},
  "conversationContext": {"conversationHistory": [], "customerPreferences": {}},
  "additionalData": {"imageUrls": ["product_image.jpg"], "location": "Detroit", "deviceType": "mobile", "jurisdiction": "US-MI"}
}"#;

/// The same on a file of the user's own.
fn own_file(arguments: &Arguments) -> Result<Scene> {
    let path = arguments.data.clone().unwrap_or_default();
    let currency = Currency::parse(&arguments.currency)?;
    let basis = ConsentBasis::parse(&arguments.consent_basis)?;
    let (trainer, report) = if load::holds_orders(&path) {
        let options = OrderOptions {
            currency: currency.code().to_owned(),
            consent_basis: Some(basis),
            ..OrderOptions::default()
        };
        load::orders(&path, &options)?
    } else {
        let Some(catalog) = &arguments.catalog else {
            return Err(SartorError::invalid(
                "demo",
                "catalog",
                "given: an event file names products by id only",
            ));
        };
        load::events(&path, catalog, currency)?
    };
    // The morning after the last thing that happened.
    let as_of_ms = trainer.last_event_ms().map_or(0, |last| (last.div_euclid(DAY_MS) + 1) * DAY_MS);
    let engine = load::fit(&trainer, as_of_ms)?;
    let mut request: ChatRequest =
        from_text("demo", r#"{"sessionId": "session_1", "intent": {"category": "product_inquiry"}}"#)?;
    request.customer_id = match &arguments.customer {
        Some(customer_id) => customer_id.clone(),
        None => busiest(&trainer)?,
    };
    let notes = vec![
        format!(
            "{} lines: {} of customers, {} of nobody, {} skipped, {} blank",
            report.lines, report.accepted, report.without_customer, report.skipped, report.blank
        ),
        format!("prices read as {}, used on the basis of {}", currency.code(), arguments.consent_basis),
    ];
    Ok(Scene { trainer, engine, shop: Shop::new(), request, as_of_ms, notes })
}

fn busiest(trainer: &Trainer) -> Result<String> {
    let events = |id: &String| trainer.profile(id).map_or(0, Profile::event_count);
    trainer
        .customer_ids()
        .into_iter()
        .max_by_key(events)
        .ok_or_else(|| SartorError::invalid("demo", "data", "a file with customers"))
}
