//! Writes the synthetic menswear shop of a seed: `catalogue.csv`, `events.jsonl`, `orders.csv` and
//! `truth.json`.
#![allow(clippy::print_stdout)] // a program speaks

use std::fs;
use std::path::PathBuf;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use sartor_examples::menswear::{CHAT_CUSTOMER, CUSTOMERS, Menswear};

/// Make a menswear shop of 2,000 customers, 120 products and 18 months, whose truth is known.
#[derive(Parser)]
#[command(name = "menswear")]
struct Arguments {
    /// The shop is the same for the same seed.
    #[arg(long, default_value_t = 7)]
    seed: u32,
    /// Folder to write to; it is made if need be.
    #[arg(long)]
    out: PathBuf,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let bar = ProgressBar::new(u64::from(CUSTOMERS));
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} customers")?);
    let shop = Menswear::generate(arguments.seed, &|done, _| bar.set_position(done));
    bar.finish_and_clear();
    fs::create_dir_all(&arguments.out)?;
    let write = |name: &str, text: &str| {
        let path = arguments.out.join(name);
        fs::write(&path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
    };
    write("catalogue.csv", &shop.catalogue_csv())?;
    write("events.jsonl", &shop.events_jsonl())?;
    write("orders.csv", &shop.orders_csv())?;
    write("truth.json", &format!("{:#}\n", shop.truth_json()))?;
    let orders: usize = shop.customers.iter().map(|customer| customer.orders_ms.len()).sum();
    println!(
        "{} products, {} customers, {orders} orders, {} events (seed {}) in {}; the chat customer is {CHAT_CUSTOMER}",
        shop.products.len(),
        shop.customers.len(),
        shop.events.len(),
        arguments.seed,
        arguments.out.display()
    );
    Ok(())
}
