//! Reads the shop's files into a trainer, with a progress bar for each.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use sartor::Result;
use sartor::SartorError;
use sartor::catalog::{Catalog, CatalogFormat, CatalogReader};
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, EventOptions, OrderCatalogFeed, Trainer};
use sartor::event::OrderOptions;
use sartor::money::Currency;
use sartor::read::ReadReport;

/// Bytes handed to a feed at a time.
const PIECE: usize = 256 * 1024;

/// Whether a file holds order lines rather than events, by its name.
pub fn holds_orders(path: &Path) -> bool {
    let named =
        |path: &Path, ending| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    named(path, "csv") || named(path, "gz") && named(Path::new(path.file_stem().unwrap_or_default()), "csv")
}

/// A trainer that has read a file of order lines; the catalogue is derived from it.
pub fn orders(path: &Path, options: &OrderOptions) -> Result<(Trainer, ReadReport)> {
    let mut catalog_feed = OrderCatalogFeed::new(options.clone())?;
    pieces(path, "products", |bytes| catalog_feed.feed(bytes))?;
    let (catalog, _) = catalog_feed.finish()?;
    let mut trainer = Trainer::new(catalog, EnginePolicy::default())?;
    let mut feed = trainer.order_feed(options.clone())?;
    pieces(path, "orders", |bytes| feed.feed(bytes))?;
    let report = feed.finish(&mut trainer)?;
    Ok((trainer, report))
}

/// A trainer that has read a file of events, with a catalogue in CSV.
pub fn events(path: &Path, catalog_path: &Path, currency: Currency) -> Result<(Trainer, ReadReport)> {
    let mut reader = CatalogReader::new(CatalogFormat::Csv, currency);
    pieces(catalog_path, "catalogue", |bytes| reader.feed(bytes))?;
    let mut trainer = Trainer::new(reader.finish()?.0, EnginePolicy::default())?;
    let mut feed = trainer.event_feed(&EventOptions::default())?;
    pieces(path, "events", |bytes| feed.feed(bytes))?;
    let report = feed.finish(&mut trainer)?;
    Ok((trainer, report))
}

/// A catalogue from CSV text.
pub fn catalogue(text: &str, currency: Currency) -> Result<Catalog> {
    let mut reader = CatalogReader::new(CatalogFormat::Csv, currency);
    reader.feed(text.as_bytes())?;
    Ok(reader.finish()?.0)
}

/// Fit, with a bar of its stages.
pub fn fit(trainer: &Trainer, as_of_ms: i64) -> Result<Engine> {
    let bar = bar(0, "training");
    let on_step = |done, total| {
        bar.set_length(total);
        bar.set_position(done);
    };
    let engine = trainer.fit(as_of_ms, Control::new(&|| false, &on_step))?;
    bar.finish_and_clear();
    Ok(engine)
}

/// A bar on standard error; nothing where that is not a terminal.
pub fn bar(length: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template("{msg:>10} {bar:40} {percent:>3} %") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}

fn pieces(path: &Path, what: &'static str, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let unreadable = |error: std::io::Error| SartorError::Unreadable {
        path: path.display().to_string(),
        detail: error.to_string(),
    };
    let mut file = File::open(path).map_err(unreadable)?;
    let bar = bar(file.metadata().map_err(unreadable)?.len(), what);
    let mut buffer = vec![0; PIECE];
    loop {
        let count = file.read(&mut buffer).map_err(unreadable)?;
        if count == 0 {
            break;
        }
        take(buffer.get(..count).unwrap_or_default())?;
        bar.inc(count as u64);
    }
    bar.finish_and_clear();
    Ok(())
}
