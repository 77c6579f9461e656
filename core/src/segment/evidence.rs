//! What does each known fact say for or against each ready segment?
//!
//! A fact adds log odds to the segments it speaks about (Good, *Probability and the Weighing of Evidence*,
//! 1950); facts add up. The weights below are judgements, not estimates: they are to be replaced by data,
//! and until then every assignment that rests on them says what it rests on.
//!
//! | fact | Professional Achiever | Style Enthusiast | Value Conscious | in evidence as |
//! | --- | --- | --- | --- | --- |
//! | `career`, `occupation`, `profession` or `job_title` declared, with a word such as attorney, consultant, manager, banker, engineer | +2 | | | `declared:career` |
//! | the same, any other work | +1 | | | `declared:career` |
//! | `interests` or `lifestyle`: business, networking, leadership, craftsmanship, tailoring | +1 | | | `declared:interests` |
//! | `interests` or `lifestyle`: fashion, trends, streetwear, designer, runway, style | | +2 | | `declared:interests` |
//! | `interests` or `lifestyle`: deals, bargains, saving, thrift, coupons | | | +2 | `declared:interests` |
//! | `style`: classic, business, formal, tailored, elegant | +1 | | | `declared:style` |
//! | `style`: trendy, bold, streetwear, edgy, designer, fashionable | | +1.5 | | `declared:style` |
//! | `style`: basic, practical, functional, simple | | | +0.7 | `declared:style` |
//! | `influences`: friends, instagram, tiktok, influencers, celebrities, magazines | | +1.5 | | `declared:influences` |
//! | `priorities`: quality, durability, fit | +1 | | | `declared:priorities` |
//! | `priorities`: trend, novelty, looks | | +1 | | `declared:priorities` |
//! | `priorities`: price, value, comparison, research | | | +1.5 | `declared:priorities` |
//! | `price_sensitivity`: high | -0.7 | | +2 | `declared:price_sensitivity` |
//! | `price_sensitivity`: low | +0.7 | | -1.5 | `declared:price_sensitivity` |
//! | `budget`: low, tight, limited | -0.7 | | +1.5 | `declared:budget` |
//! | `budget`: high, flexible, unlimited | +0.7 | | -1 | `declared:budget` |
//! | share `s` of `n` units bought with `line`, `occasion` or `style` of business, formal, work, executive | `+3 s w(n)` | | | `bought:line=business` |
//! | the same of trend, fashion, streetwear, designer, statement, seasonal | | `+3 s w(n)` | | `bought:line=trend` |
//! | the same of basics, essentials, value, outlet | | | `+3 s w(n)` | `bought:line=basics` |
//! | price level `l`, cut to -1..1, of `n` units | `+2 l w(n)` | | `-2 l w(n)` | `price_level:+0.4` |
//! | share `d` of `n` orders bought at a discount | `-(d - 0.3) w(n)` | | `+3 (d - 0.3) w(n)` | `discount_share:0.80` |
//! | `c` coupons tried, up to 5 | | | `+0.3 c` | `coupon_tries:3` |
//! | `v` products viewed per order, above 10 | | | `+0.4 ln(v / 10)`, at most 0.8 | `search_depth:24` |
//!
//! `w(n) = n / (n + 3)` lets a single purchase say little. Facts of one name count once, by the
//! strongest for and the strongest against each segment, so three interests in fashion are not three times
//! the evidence.
//! The list is closed: a trait of any other name, such as age, gender, health, religion or origin, has no
//! weight, whatever its value. What was clicked never speaks of character: search depth is what it is
//! called, and alone it cannot assign anyone.

use crate::math;

/// What a segment asks of a declared trait: its name and value, without source and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraitEvidence<'a> {
    /// Its name, such as `career`.
    pub name: &'a str,
    /// Its value as text, such as `attorney`.
    pub value: &'a str,
}

/// How much of what was bought has one attribute value of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BoughtShare<'a> {
    /// The attribute, such as `line`.
    pub attribute: &'a str,
    /// Its value, such as `business`.
    pub value: &'a str,
    /// Share of the units bought that have it, 0 to 1.
    pub share: f64,
    /// Units bought that have any value of this attribute.
    pub units: u32,
}

/// All that may speak for a segment: what was declared and what was bought, never who someone is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SegmentEvidence<'a> {
    /// Declared traits; names outside the table are ignored.
    pub declared: Vec<TraitEvidence<'a>>,
    /// Shares of units bought by attribute value.
    pub bought: Vec<BoughtShare<'a>>,
    /// Mean of `ln(price paid / median price of the category)` over units bought.
    pub price_level_log: f64,
    /// Units that this mean is of; 0 when there is none.
    pub price_level_units: u32,
    /// Orders completed.
    pub orders: u32,
    /// Orders of them with a discount or coupon.
    pub discounted_orders: u32,
    /// Coupons entered, accepted or not.
    pub coupon_tries: u32,
    /// Products viewed.
    pub products_viewed: u32,
}

/// One fact, weighed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// As it appears in the answer; made of words of this module only.
    pub(super) label: String,
    /// Log odds for each ready segment, in the order Professional Achiever, Style Enthusiast, Value Conscious.
    pub(super) log_odds: [f64; 3],
}

/// Words in a declared trait and what they say; rules of one label stand together.
struct DeclaredRule {
    names: &'static [&'static str],
    label: &'static str,
    words: &'static [&'static str],
    log_odds: [f64; 3],
}

const WORK_LABEL: &str = "declared:career";
const WORK: &[&str] = &["career", "occupation", "profession", "job_title"];
const INTERESTS: &[&str] = &["interests", "interest", "lifestyle"];
const STYLE: &[&str] = &["style", "style_preference"];
const INFLUENCES: &[&str] = &["influences", "influence", "social_influence"];
const PRIORITIES: &[&str] = &["priorities", "priority"];
const SENSITIVITY: &[&str] = &["price_sensitivity"];
const BUDGET: &[&str] = &["budget"];

#[rustfmt::skip]
const CAREER_WORDS: &[&str] = &[
    "attorney", "lawyer", "solicitor", "barrister", "judge", "law", "consultant", "consulting", "manager",
    "management", "director", "executive", "partner", "banker", "banking", "finance", "investor", "analyst",
    "accountant", "auditor", "engineer", "architect", "scientist", "professor", "doctor", "physician", "surgeon",
    "dentist", "founder", "entrepreneur", "president", "officer", "ceo", "cfo", "cto", "coo", "vp",
];
/// Answers to the question about work that name none.
const NO_CAREER_WORDS: &[&str] = &["none", "no", "unknown", "unemployed", "student", "retired", "na"];

#[rustfmt::skip]
const DECLARED: &[DeclaredRule] = &[
    DeclaredRule { names: INTERESTS, label: "declared:interests", log_odds: [1.0, 0.0, 0.0],
        words: &["business", "networking", "leadership", "craftsmanship", "tailoring"] },
    DeclaredRule { names: INTERESTS, label: "declared:interests", log_odds: [0.0, 2.0, 0.0],
        words: &["fashion", "trend", "trends", "streetwear", "designer", "runway", "style"] },
    DeclaredRule { names: INTERESTS, label: "declared:interests", log_odds: [0.0, 0.0, 2.0],
        words: &["deals", "bargains", "saving", "savings", "thrift", "coupons"] },
    DeclaredRule { names: STYLE, label: "declared:style", log_odds: [1.0, 0.0, 0.0],
        words: &["classic", "business", "formal", "tailored", "elegant"] },
    DeclaredRule { names: STYLE, label: "declared:style", log_odds: [0.0, 1.5, 0.0],
        words: &["trendy", "bold", "streetwear", "edgy", "designer", "fashionable"] },
    DeclaredRule { names: STYLE, label: "declared:style", log_odds: [0.0, 0.0, 0.7],
        words: &["basic", "practical", "functional", "simple"] },
    DeclaredRule { names: INFLUENCES, label: "declared:influences", log_odds: [0.0, 1.5, 0.0],
        words: &["friends", "instagram", "tiktok", "influencers", "celebrities", "magazines"] },
    DeclaredRule { names: PRIORITIES, label: "declared:priorities", log_odds: [1.0, 0.0, 0.0],
        words: &["quality", "durability", "fit"] },
    DeclaredRule { names: PRIORITIES, label: "declared:priorities", log_odds: [0.0, 1.0, 0.0],
        words: &["trend", "trends", "novelty", "looks"] },
    DeclaredRule { names: PRIORITIES, label: "declared:priorities", log_odds: [0.0, 0.0, 1.5],
        words: &["price", "value", "comparison", "research"] },
    DeclaredRule { names: SENSITIVITY, label: "declared:price_sensitivity", log_odds: [-0.7, 0.0, 2.0],
        words: &["high"] },
    DeclaredRule { names: SENSITIVITY, label: "declared:price_sensitivity", log_odds: [0.7, 0.0, -1.5],
        words: &["low"] },
    DeclaredRule { names: BUDGET, label: "declared:budget", log_odds: [-0.7, 0.0, 1.5],
        words: &["low", "tight", "limited"] },
    DeclaredRule { names: BUDGET, label: "declared:budget", log_odds: [0.7, 0.0, -1.0],
        words: &["high", "flexible", "unlimited"] },
];

/// Catalogue attributes whose values may speak for a segment.
const BOUGHT_ATTRIBUTES: &[&str] = &["line", "occasion", "style"];
/// What those values are, by segment in the order of [`Piece::log_odds`].
const BOUGHT_VALUES: [&[&str]; 3] = [
    &["business", "formal", "work", "executive"],
    &["trend", "fashion", "streetwear", "designer", "statement", "seasonal"],
    &["basics", "essentials", "value", "outlet"],
];

const BOUGHT_WEIGHT: f64 = 3.0;
const PRICE_LEVEL_WEIGHT: f64 = 2.0;
const DISCOUNT_WEIGHT: f64 = 3.0;
const USUAL_DISCOUNT_SHARE: f64 = 0.3;
const COUPON_WEIGHT: f64 = 0.3;
const MOST_COUPONS: u32 = 5;
const SEARCH_WEIGHT: f64 = 0.4;
const SEARCH_MOST: f64 = 0.8;
const USUAL_VIEWS_PER_ORDER: f64 = 10.0;
/// Units or orders that count as much as not having seen any.
const SHRINKAGE: f64 = 3.0;
/// Words read of one declared value; the rest is not looked at.
const MOST_WORDS: usize = 64;

/// Every fact that has weight, each name once, in the order of the table above.
pub(super) fn weigh(evidence: &SegmentEvidence<'_>) -> Vec<Piece> {
    let mut pieces = declared(&evidence.declared);
    pieces.extend(bought(&evidence.bought));
    let mut add = |label: std::fmt::Arguments<'_>, log_odds: [f64; 3]| {
        if log_odds.iter().any(|weight| *weight != 0.0) {
            pieces.push(Piece { label: label.to_string(), log_odds });
        }
    };
    if evidence.price_level_units > 0 && evidence.price_level_log.is_finite() {
        let level = evidence.price_level_log.clamp(-1.0, 1.0);
        let weight = PRICE_LEVEL_WEIGHT * level * trust(evidence.price_level_units);
        add(format_args!("price_level:{level:+.1}"), [weight, 0.0, -weight]);
    }
    if evidence.orders > 0 {
        let orders = f64::from(evidence.orders);
        let share = f64::from(evidence.discounted_orders.min(evidence.orders)) / orders;
        let excess = (share - USUAL_DISCOUNT_SHARE) * trust(evidence.orders);
        add(format_args!("discount_share:{share:.2}"), [-excess, 0.0, DISCOUNT_WEIGHT * excess]);
    }
    let tries = evidence.coupon_tries.min(MOST_COUPONS);
    add(format_args!("coupon_tries:{}", evidence.coupon_tries), [0.0, 0.0, COUPON_WEIGHT * f64::from(tries)]);
    let depth = f64::from(evidence.products_viewed) / f64::from(evidence.orders.max(1));
    if depth > USUAL_VIEWS_PER_ORDER {
        let weight = (SEARCH_WEIGHT * math::ln(depth / USUAL_VIEWS_PER_ORDER)).min(SEARCH_MOST);
        add(format_args!("search_depth:{depth:.0}"), [0.0, 0.0, weight]);
    }
    pieces
}

/// How much `n` observations are to be trusted, 0 to 1.
fn trust(n: u32) -> f64 {
    f64::from(n) / (f64::from(n) + SHRINKAGE)
}

/// Facts of one label count once: for each segment the strongest for it and the strongest against it.
fn declared(traits: &[TraitEvidence<'_>]) -> Vec<Piece> {
    let mut labels: Vec<(&str, [f64; 3], [f64; 3])> = Vec::new();
    let mut count = |label: &'static str, log_odds: [f64; 3]| {
        let at = labels.iter().position(|(listed, ..)| *listed == label).unwrap_or_else(|| {
            labels.push((label, [0.0; 3], [0.0; 3]));
            labels.len() - 1
        });
        let Some((_, speaking_for, against)) = labels.get_mut(at) else { return };
        for ((most, least), weight) in speaking_for.iter_mut().zip(against).zip(log_odds) {
            *most = most.max(weight);
            *least = least.min(weight);
        }
    };
    // By rule, so that labels stand in the order of the table.
    for declared in traits.iter().filter(|declared| is_one_of(declared.name, WORK)) {
        count(WORK_LABEL, [career(declared.value), 0.0, 0.0]);
    }
    for rule in DECLARED {
        let speaks = |declared: &&TraitEvidence<'_>| is_one_of(declared.name, rule.names);
        for declared in traits.iter().filter(speaks) {
            if words(declared.value).any(|word| is_one_of(word, rule.words)) {
                count(rule.label, rule.log_odds);
            }
        }
    }
    let pieces = labels.into_iter().filter_map(|(label, speaking_for, against)| {
        let [p, s, v] = speaking_for;
        let [not_p, not_s, not_v] = against;
        let log_odds = [p + not_p, s + not_s, v + not_v];
        let found = log_odds.iter().any(|weight| *weight != 0.0);
        found.then(|| Piece { label: label.to_owned(), log_odds })
    });
    pieces.collect()
}

fn career(value: &str) -> f64 {
    if words(value).any(|word| is_one_of(word, CAREER_WORDS)) {
        2.0
    } else if words(value).all(|word| word.len() < 2)
        || words(value).any(|word| is_one_of(word, NO_CAREER_WORDS))
    {
        // Nothing, `-`, `n/a`: an answer, and no work named in it.
        0.0
    } else {
        1.0
    }
}

/// The strongest share for each segment: attributes of one product overlap, so they do not add up.
fn bought(shares: &[BoughtShare<'_>]) -> Vec<Piece> {
    let mut strongest: [Option<(f64, &str, &str)>; 3] = [None; 3];
    for bought in shares {
        let attribute = BOUGHT_ATTRIBUTES.iter().find(|name| name.eq_ignore_ascii_case(bought.attribute));
        let Some(attribute) = attribute else { continue };
        // A share that is not a number is no evidence.
        let weight = BOUGHT_WEIGHT * bought.share.clamp(0.0, 1.0) * trust(bought.units);
        for (held, values) in strongest.iter_mut().zip(BOUGHT_VALUES) {
            if let Some(value) = values.iter().find(|value| value.eq_ignore_ascii_case(bought.value))
                && weight > held.map_or(0.0, |(held, ..)| held)
            {
                *held = Some((weight, attribute, value));
            }
        }
    }
    let piece = |(segment, strongest): (usize, Option<(f64, &str, &str)>)| {
        let (weight, attribute, value) = strongest?;
        let mut log_odds = [0.0; 3];
        if let Some(place) = log_odds.get_mut(segment) {
            *place = weight;
        }
        Some(Piece { label: format!("bought:{attribute}={value}"), log_odds })
    };
    strongest.into_iter().enumerate().filter_map(piece).collect()
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MOST_WORDS)
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|listed| listed.eq_ignore_ascii_case(word))
}
