//! Which measures are there, what do they count, and how much of it do they need?

use super::interval::{own, share};
use super::rhythm::{Clumpiness, clumpiness, clumpiness_expected, regularity};
use super::search::SearchCounts;
use super::shopping::{Shopping, looks_at_product};
use super::survival::{Spell, kaplan_meier};
use super::visit_kind::{VisitCounts, VisitKind};
use crate::estimate::Estimate;
use crate::time::DAY_MS;

use std::collections::BTreeMap;

/// Days after which a search without a purchase is over.
pub const DECISION_HORIZON_DAYS: f64 = 90.0;
/// The most gaps between purchases that a rhythm is read from, newest.
const MAX_GAPS: usize = 400;
/// The shortest gap that is told apart, in days: a minute.
const SHORTEST_GAP_DAYS: f64 = 1.0 / 1_440.0;

/// What is measured of a customer's behaviour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Distinct products looked at in a visit.
    SearchDepth,
    /// Share of looks at products looked at before.
    RevisitShare,
    /// Option-wise against attribute-wise steps, -1 to 1.
    ComparisonIndex,
    /// Median days from the first look in a category to a purchase in it.
    DecisionDays,
    /// Effective number of categories.
    CategoryBreadth,
    /// Share of orders with a discount.
    DiscountShare,
    /// Share of visits to the till in which a coupon was tried.
    CouponShare,
    /// Share of what is ordered, after the first order, that was ordered before.
    RepeatShare,
    /// Regularity of purchases; 1 is random.
    Regularity,
    /// Clumpiness of purchases, 0 to 1.
    Clumpiness,
    /// Turns of a conversation.
    ConversationDepth,
    /// Share of visits that go straight to a product.
    DirectedBuying,
    /// Share of visits that compare.
    SearchDeliberation,
    /// Share of visits that wander.
    HedonicBrowsing,
    /// Share of visits that ask.
    KnowledgeBuilding,
}

impl Measure {
    /// Every measure, in the order of answers.
    pub const ALL: [Self; 15] = [
        Self::SearchDepth,
        Self::RevisitShare,
        Self::ComparisonIndex,
        Self::DecisionDays,
        Self::CategoryBreadth,
        Self::DiscountShare,
        Self::CouponShare,
        Self::RepeatShare,
        Self::Regularity,
        Self::Clumpiness,
        Self::ConversationDepth,
        Self::DirectedBuying,
        Self::SearchDeliberation,
        Self::HedonicBrowsing,
        Self::KnowledgeBuilding,
    ];

    /// The name in answers.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// What its evidence counts.
    pub const fn evidence_unit(self) -> &'static str {
        self.row().1
    }

    /// How its interval is made.
    pub const fn interval(self) -> &'static str {
        self.row().2
    }

    /// The evidence below which it is not given.
    pub const fn needs(self) -> u32 {
        self.row().3
    }

    /// Name, what evidence counts, interval, least evidence.
    const fn row(self) -> (&'static str, &'static str, &'static str, u32) {
        match self {
            Self::SearchDepth => ("search_depth", "visits", "wilson", 3),
            Self::RevisitShare => ("revisit_share", "product views", "wilson", 5),
            Self::ComparisonIndex => ("comparison_index", "steps", "wilson", 5),
            Self::DecisionDays => ("decision_days", "searches", "brookmeyer_crowley", 5),
            Self::CategoryBreadth => ("category_breadth", "categories visited", "harris", 5),
            Self::DiscountShare => ("discount_share", "orders", "wilson", 3),
            Self::CouponShare => ("coupon_share", "visits to the till", "wilson", 3),
            Self::RepeatShare => ("repeat_share", "products ordered", "wilson", 3),
            Self::Regularity => ("regularity", "gaps between purchases", "bain_engelhardt", 3),
            Self::Clumpiness => ("clumpiness", "gaps between purchases", "gamma_renewal", 3),
            Self::ConversationDepth => ("conversation_depth", "conversations", "wilson", 3),
            Self::DirectedBuying => (VisitKind::DirectedBuying.name(), "visits", "wilson", 3),
            Self::SearchDeliberation => (VisitKind::SearchDeliberation.name(), "visits", "wilson", 3),
            Self::HedonicBrowsing => (VisitKind::HedonicBrowsing.name(), "visits", "wilson", 3),
            Self::KnowledgeBuilding => (VisitKind::KnowledgeBuilding.name(), "visits", "wilson", 3),
        }
    }
}

/// One measure of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// What is measured.
    pub measure: Measure,
    /// Its value with a 90 % interval.
    pub estimate: Estimate,
    /// How much of its unit it rests on.
    pub evidence: u32,
}

/// All that could be measured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measurements {
    /// The measures with enough evidence, in the order of [`Measure::ALL`].
    pub measured: Vec<Measured>,
    /// Visits.
    pub visits: u32,
    /// Visits whose kind could not be told, among them.
    pub visits_of_unknown_kind: u32,
    /// Purchases beyond chance in bursts: the test of clumpiness.
    pub clumpiness: Option<Clumpiness>,
}

impl Measurements {
    /// One measure, if it has enough evidence.
    pub fn get(&self, measure: Measure) -> Option<&Measured> {
        self.measured.iter().find(|known| known.measure == measure)
    }
}

/// Measure one customer.
pub fn measure(shopping: &Shopping<'_>) -> Measurements {
    let search = SearchCounts::of(shopping);
    let kinds = VisitCounts::of(shopping);
    let spells = spells(shopping);
    let (again, ordered) = reordered(shopping);
    let gaps = gaps_days(shopping);
    let closed = gaps.get(..gaps.len().saturating_sub(1)).unwrap_or_default();
    let clumpiness = clumpiness(&gaps);
    let turns = shopping.conversation_turns.iter().fold(0_u32, |sum, turns| sum.saturating_add(*turns));
    let conversations = count(shopping.conversation_turns.len());
    let met: u32 = search.by_category.iter().sum();
    let mut measurements = Measurements {
        measured: Vec::with_capacity(Measure::ALL.len()),
        visits: kinds.total() + kinds.unknown,
        visits_of_unknown_kind: kinds.unknown,
        clumpiness,
    };
    let rhythm = regularity(closed);
    for measure in Measure::ALL {
        let (estimate, evidence) = match measure {
            Measure::SearchDepth => (search.depth(), search.visits),
            Measure::RevisitShare => (search.revisits(), search.looks),
            Measure::ComparisonIndex => (search.comparison(), search.option_wise + search.attribute_wise),
            Measure::DecisionDays => (decision_days(&spells), count(spells.len())),
            Measure::CategoryBreadth => (search.breadth(shopping.categories), met),
            Measure::DiscountShare => {
                (share(shopping.discounted_orders, shopping.order_count), shopping.order_count)
            }
            Measure::CouponShare => (search.coupons(), search.checkouts),
            Measure::RepeatShare => (share(again, ordered), ordered),
            Measure::Regularity => (rhythm, count(closed.len())),
            Measure::Clumpiness => {
                let between = clumpiness.zip(rhythm).map(|(clumpy, rhythm)| {
                    let expected = |shape: f64| clumpiness_expected(shape, gaps.len() as f64);
                    own(clumpy.value, expected(rhythm.high), expected(rhythm.low))
                });
                (between, count(closed.len()))
            }
            Measure::ConversationDepth => (super::depth(conversations, turns), conversations),
            Measure::DirectedBuying => (kinds.share(0), kinds.total()),
            Measure::SearchDeliberation => (kinds.share(1), kinds.total()),
            Measure::HedonicBrowsing => (kinds.share(2), kinds.total()),
            Measure::KnowledgeBuilding => (kinds.share(3), kinds.total()),
        };
        if let Some(estimate) = estimate.filter(|_| evidence >= measure.needs()) {
            measurements.measured.push(Measured { measure, estimate, evidence });
        }
    }
    measurements
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Days between purchases, oldest first, and the days since the last, which are still open.
fn gaps_days(shopping: &Shopping<'_>) -> Vec<f64> {
    let skip = shopping.purchases_ms.len().saturating_sub(MAX_GAPS);
    let purchases = shopping.purchases_ms.get(skip..).unwrap_or_default();
    let Some(last) = purchases.last() else { return Vec::new() };
    let days = |ms: i64| ms as f64 / DAY_MS as f64;
    let mut gaps: Vec<f64> = purchases
        .windows(2)
        .filter_map(|pair| Some(days(pair.last()?.saturating_sub(*pair.first()?)).max(SHORTEST_GAP_DAYS)))
        .collect();
    gaps.push(days(shopping.as_of_ms.saturating_sub(*last)).max(0.0));
    gaps
}

/// Searches: from the first look in a category to the first purchase in it, or to now, or for 90 days.
fn spells(shopping: &Shopping<'_>) -> Vec<Spell> {
    let days = |ms: i64| ms as f64 / DAY_MS as f64;
    let mut open: BTreeMap<u32, i64> = BTreeMap::new();
    let mut spells = Vec::new();
    let mut orders = shopping.orders.iter().peekable();
    let mut decide = |open: &mut BTreeMap<u32, i64>, spells: &mut Vec<Spell>, until_ms: i64| {
        while let Some(order) = orders.next_if(|order| order.at_ms < until_ms) {
            let bought = order.products.iter().filter_map(|&place| shopping.products.get(place as usize));
            for category in bought.filter_map(|product| product.category) {
                if let Some(start_ms) = open.remove(&category) {
                    spells.push(spell(days(order.at_ms.saturating_sub(start_ms)), true));
                }
            }
        }
    };
    for act in shopping.acts.iter().filter(|act| looks_at_product(act.kind)) {
        let Some(category) = shopping.product(act).and_then(|(_, product)| product.category) else {
            continue;
        };
        decide(&mut open, &mut spells, act.at_ms);
        let start_ms = *open.entry(category).or_insert(act.at_ms);
        if days(act.at_ms.saturating_sub(start_ms)) > DECISION_HORIZON_DAYS {
            spells.push(spell(DECISION_HORIZON_DAYS, false));
            open.insert(category, act.at_ms);
        }
    }
    decide(&mut open, &mut spells, i64::MAX);
    let left = open.values().map(|start_ms| spell(days(shopping.as_of_ms.saturating_sub(*start_ms)), false));
    spells.extend(left);
    spells
}

/// A search of so many days; beyond the horizon it is over without a decision.
fn spell(days: f64, decided: bool) -> Spell {
    let within = days <= DECISION_HORIZON_DAYS;
    Spell { days: days.clamp(0.0, DECISION_HORIZON_DAYS), decided: decided && within }
}

/// The median of these searches; where it lies beyond the horizon, the horizon, which means as long or longer.
fn decision_days(spells: &[Spell]) -> Option<Estimate> {
    let curve = kaplan_meier(spells);
    let longest = spells.iter().map(|spell| spell.days).fold(0.0, f64::max);
    let beyond = (longest >= DECISION_HORIZON_DAYS).then_some(DECISION_HORIZON_DAYS);
    let value = curve.median_days.or(beyond)?;
    let low = curve.median_low_days.unwrap_or(value);
    Some(own(value, low, curve.median_high_days.unwrap_or(DECISION_HORIZON_DAYS)))
}

/// Of the products in orders after the first, those ordered before; and all of them.
fn reordered(shopping: &Shopping<'_>) -> (u32, u32) {
    let mut known = vec![false; shopping.products.len()];
    let (mut again, mut ordered) = (0, 0);
    for (number, order) in shopping.orders.iter().enumerate() {
        if number > 0 {
            for &place in &order.products {
                ordered += 1;
                again += u32::from(known.get(place as usize).copied().unwrap_or(false));
            }
        }
        for &place in &order.products {
            if let Some(known) = known.get_mut(place as usize) {
                *known = true;
            }
        }
    }
    (again, ordered)
}
