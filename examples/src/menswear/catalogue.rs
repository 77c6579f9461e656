//! The 120 products of the shop.

use std::fmt::Write as _;

use sartor::rng::Rng;

/// One product; prices are minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopProduct {
    /// Such as `suit_001`.
    pub product_id: String,
    /// Such as `Navy wool suit`.
    pub name: String,
    /// List price.
    pub price_minor: i64,
    /// What it costs the shop.
    pub cost_minor: i64,
    /// Such as `suits`.
    pub category: &'static str,
    /// A made-up brand.
    pub brand: &'static str,
    /// Main colour.
    pub colour: &'static str,
    /// `slim`, `regular` or `relaxed`; ties and accessories have none.
    pub fit: Option<&'static str>,
    /// Main fabric.
    pub fabric: &'static str,
    /// What it is made for.
    pub occasion: &'static str,
    /// `business`, `trend`, `classic` or `basics`.
    pub line: &'static str,
}

struct Kind {
    category: &'static str,
    id: &'static str,
    nouns: &'static [&'static str],
    count: usize,
    /// Range of prices in dollars before the line's multiple.
    price: (f64, f64),
    fitted: bool,
    fabrics: &'static [&'static str],
    occasions: &'static [&'static str],
}

#[rustfmt::skip]
const KINDS: [Kind; 9] = [
    Kind { category: "suits", id: "suit", nouns: &["suit"], count: 18, price: (520.0, 1_350.0), fitted: true,
        fabrics: &["wool", "linen", "flannel", "mohair"], occasions: &["wedding", "work", "wedding", "formal"] },
    Kind { category: "blazers", id: "blazer", nouns: &["blazer"], count: 12, price: (240.0, 620.0), fitted: true,
        fabrics: &["wool", "linen", "hopsack", "velvet"], occasions: &["work", "wedding", "everyday"] },
    Kind { category: "shirts", id: "shirt", nouns: &["shirt"], count: 24, price: (55.0, 160.0), fitted: true,
        fabrics: &["poplin", "oxford cotton", "twill", "linen"], occasions: &["work", "everyday", "wedding", "leisure"] },
    Kind { category: "trousers", id: "trousers", nouns: &["trousers", "chinos"], count: 16, price: (80.0, 220.0), fitted: true,
        fabrics: &["wool", "cotton", "linen", "corduroy"], occasions: &["work", "everyday", "leisure"] },
    Kind { category: "knitwear", id: "knit", nouns: &["jumper", "cardigan"], count: 12, price: (90.0, 280.0), fitted: true,
        fabrics: &["merino", "cashmere", "lambswool"], occasions: &["everyday", "leisure", "work"] },
    Kind { category: "coats", id: "coat", nouns: &["overcoat", "raincoat"], count: 10, price: (280.0, 850.0), fitted: true,
        fabrics: &["wool", "cashmere", "cotton"], occasions: &["work", "everyday", "travel"] },
    Kind { category: "shoes", id: "shoe", nouns: &["oxfords", "loafers", "derbies"], count: 12, price: (140.0, 420.0), fitted: false,
        fabrics: &["calfskin", "suede", "patent leather"], occasions: &["work", "wedding", "everyday"] },
    Kind { category: "ties", id: "tie", nouns: &["tie"], count: 8, price: (35.0, 95.0), fitted: false,
        fabrics: &["silk", "knitted silk", "wool"], occasions: &["work", "wedding"] },
    Kind { category: "accessories", id: "acc", nouns: &["belt", "scarf", "socks", "pocket square"], count: 8, price: (15.0, 85.0), fitted: false,
        fabrics: &["leather", "wool", "cotton", "silk"], occasions: &["everyday", "work", "wedding"] },
];

const BRANDS: [&str; 6] = ["Hartwell", "Northgate", "Lindqvist", "Marlowe", "Old Quay", "Fable"];
/// Colours with how often each is made.
const COLOURS: [(&str, f64); 7] = [
    ("navy", 0.26),
    ("grey", 0.20),
    ("black", 0.16),
    ("white", 0.12),
    ("brown", 0.11),
    ("green", 0.08),
    ("burgundy", 0.07),
];
/// Lines with their multiple of the price.
const LINES: [(&str, f64); 4] = [("business", 1.15), ("trend", 1.10), ("classic", 1.0), ("basics", 0.65)];
const FITS: [&str; 3] = ["slim", "regular", "relaxed"];

/// What is the same in every shop, whatever its seed.
struct Fixed {
    name: &'static str,
    price_minor: i64,
    cost_minor: i64,
    brand: &'static str,
    colour: &'static str,
    fabric: &'static str,
    occasion: &'static str,
}

/// Slim business wear that examples may name.
#[rustfmt::skip]
const FIXED: [(&str, Fixed); 3] = [
    ("suit_001", Fixed { name: "Navy wool suit", price_minor: 120_000, cost_minor: 56_000, brand: "Hartwell",
        colour: "navy", fabric: "wool", occasion: "wedding" }),
    ("blazer_001", Fixed { name: "Navy wool blazer", price_minor: 42_000, cost_minor: 19_000, brand: "Hartwell",
        colour: "navy", fabric: "wool", occasion: "work" }),
    ("shirt_001", Fixed { name: "White poplin shirt", price_minor: 11_000, cost_minor: 4_500, brand: "Marlowe",
        colour: "white", fabric: "poplin", occasion: "work" }),
];

/// The products of a seed, by id.
pub(super) fn products(rng: &mut Rng) -> Vec<ShopProduct> {
    let mut products: Vec<ShopProduct> = Vec::new();
    for kind in &KINDS {
        for n in 0..kind.count {
            let mut product = draw(kind, n, rng);
            for _ in 0..50 {
                if products.iter().all(|held| held.name != product.name || held.fit != product.fit) {
                    break;
                }
                product = draw(kind, n, rng);
            }
            products.push(product);
        }
    }
    for (id, fixed) in FIXED {
        if let Some(product) = products.iter_mut().find(|product| product.product_id == id) {
            fixed.name.clone_into(&mut product.name);
            product.price_minor = fixed.price_minor;
            product.cost_minor = fixed.cost_minor;
            product.brand = fixed.brand;
            product.colour = fixed.colour;
            product.fabric = fixed.fabric;
            product.occasion = fixed.occasion;
            product.fit = Some("slim");
            product.line = "business";
        }
    }
    products.sort_by(|a, b| a.product_id.cmp(&b.product_id));
    products
}

fn draw(kind: &Kind, n: usize, rng: &mut Rng) -> ShopProduct {
    let made = COLOURS.map(|(colour, share)| if suits(kind.category, colour) { share } else { 0.0 });
    let colour = COLOURS[rng.weighted(&made).unwrap_or(0)].0;
    let noun = kind.nouns[n % kind.nouns.len()];
    let fabric = match noun {
        "belt" => "leather",
        "socks" => "cotton",
        "scarf" => "wool",
        "pocket square" => "silk",
        _ => pick(kind.fabrics, rng),
    };
    // Each line in turn, so that every line has products of every category.
    let (line, multiple) = LINES[n % LINES.len()];
    let (low, high) = kind.price;
    let dollars = (low + (high - low) * rng.uniform()) * multiple;
    let price_minor = ((dollars / 5.0) as i64).max(3) * 500;
    let mut name = format!("{colour} {fabric} {noun}");
    if let Some(first) = name.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    ShopProduct {
        product_id: format!("{}_{:03}", kind.id, n + 1),
        name,
        price_minor,
        cost_minor: (price_minor as f64 * (0.38 + 0.16 * rng.uniform())) as i64,
        category: kind.category,
        brand: pick(&BRANDS, rng),
        colour,
        fit: kind.fitted.then(|| pick(&FITS, rng)),
        fabric,
        occasion: kind.occasions[n % kind.occasions.len()],
        line,
    }
}

/// Is anything of a category made in a colour?
fn suits(category: &str, colour: &str) -> bool {
    match category {
        "shirts" => !matches!(colour, "brown" | "burgundy"),
        "shoes" => matches!(colour, "black" | "brown" | "burgundy"),
        "knitwear" | "accessories" => true,
        _ => colour != "white",
    }
}

fn pick(list: &[&'static str], rng: &mut Rng) -> &'static str {
    list[rng.below(list.len() as u64) as usize]
}

/// The catalogue as CSV.
pub(super) fn csv(products: &[ShopProduct]) -> String {
    let mut text = "product_id,name,price,cost,category,brand,colour,fit,fabric,occasion,line\n".to_owned();
    let decimal = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
    for product in products {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{},{},{},{},{},{},{},{},{},{},{}",
            product.product_id,
            product.name,
            decimal(product.price_minor),
            decimal(product.cost_minor),
            product.category,
            product.brand,
            product.colour,
            product.fit.unwrap_or_default(),
            product.fabric,
            product.occasion,
            product.line
        );
    }
    text
}
