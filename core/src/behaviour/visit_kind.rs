//! What was a visit for, by the mix of its pages?
//!
//! Moe (2003) told four kinds of visit apart by their pages: directed buying, search and deliberation, hedonic
//! browsing and knowledge building. She clustered the visits of one shop; here the kinds are stated rules over the
//! same mix, so that everybody can check why a visit is called what it is. The first rule that holds decides;
//! where none does, the kind is `unknown`. Her information pages come to a shop with a chat as questions asked in
//! it.
//!
//! | kind | rule |
//! | --- | --- |
//! | `unknown` | fewer than two acts |
//! | `directed_buying` | something put into the cart, checked out or bought, with at most 3 products looked at |
//! | `knowledge_building` | nothing of that, at least 2 turns of conversation, and at least half of all acts |
//! | `search_deliberation` | at least 2 looks or lists, in 1 or 2 categories, and a search, a filter or a second look |
//! | `hedonic_browsing` | at least 4 products in at least 3 categories, without a search or a filter |

use super::interval::share;
use super::shopping::{Act, Shopping, looks_at_product};
use crate::estimate::Estimate;
use crate::event::EventKind;

/// Products up to which a visit that buys went straight to them.
const FEW_PRODUCTS: usize = 3;
/// Categories up to which a visit keeps to its subject.
const FEW_CATEGORIES: usize = 2;
/// Products from which a visit wanders.
const MANY_PRODUCTS: usize = 4;

/// What a visit was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VisitKind {
    /// Went straight to few products, and towards the till.
    DirectedBuying,
    /// Compared within one or two categories.
    SearchDeliberation,
    /// Wandered over products of many categories.
    HedonicBrowsing,
    /// Asked rather than looked.
    KnowledgeBuilding,
    /// None of these.
    Unknown,
}

impl VisitKind {
    /// The kinds that can be told, in order.
    pub const TOLD: [Self; 4] =
        [Self::DirectedBuying, Self::SearchDeliberation, Self::HedonicBrowsing, Self::KnowledgeBuilding];

    /// The name in answers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DirectedBuying => "directed_buying",
            Self::SearchDeliberation => "search_deliberation",
            Self::HedonicBrowsing => "hedonic_browsing",
            Self::KnowledgeBuilding => "knowledge_building",
            Self::Unknown => "unknown",
        }
    }
}

/// The products and categories of one visit, each once: few, so they are looked for in a list.
#[derive(Default)]
struct Met {
    products: Vec<u32>,
    categories: Vec<u32>,
}

/// The kind of one visit; `met` is room for what it meets.
fn visit_kind(shopping: &Shopping<'_>, acts: &[Act], met: &mut Met) -> VisitKind {
    let Met { products, categories } = met;
    products.clear();
    categories.clear();
    let (mut looks, mut lists, mut narrowed, mut again) = (0, 0, false, false);
    let (mut bought, mut turns) = (false, 0);
    for act in acts {
        match act.kind {
            EventKind::ProductsSearched | EventKind::ProductListFiltered => {
                (lists, narrowed) = (lists + 1, true);
            }
            EventKind::ProductListViewed => lists += 1,
            EventKind::ProductAdded
            | EventKind::CheckoutStarted
            | EventKind::CheckoutStepViewed
            | EventKind::CheckoutStepCompleted
            | EventKind::PaymentInfoEntered
            | EventKind::OrderCompleted => bought = true,
            EventKind::ConversationTurn => turns += 1,
            kind if looks_at_product(kind) => {
                looks += 1;
                let Some((place, product)) = shopping.product(act) else { continue };
                if products.contains(&place) {
                    again = true;
                } else if products.len() <= MAX_TOLD {
                    products.push(place);
                }
                if let Some(category) = product.category
                    && !categories.contains(&category)
                    && categories.len() <= MAX_TOLD
                {
                    categories.push(category);
                }
            }
            _ => {}
        }
    }
    if acts.len() < 2 {
        VisitKind::Unknown
    } else if bought && products.len() <= FEW_PRODUCTS {
        VisitKind::DirectedBuying
    } else if !bought && turns >= 2 && 2 * turns >= acts.len() {
        VisitKind::KnowledgeBuilding
    } else if looks + lists >= 2 && (1..=FEW_CATEGORIES).contains(&categories.len()) && (narrowed || again) {
        VisitKind::SearchDeliberation
    } else if products.len() >= MANY_PRODUCTS && categories.len() > FEW_CATEGORIES && !narrowed {
        VisitKind::HedonicBrowsing
    } else {
        VisitKind::Unknown
    }
}

/// Products of one visit that are told apart: more change no rule.
const MAX_TOLD: usize = 16;

/// Visits of each kind that can be told, in the order of [`VisitKind::TOLD`], and those of which it cannot.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct VisitCounts {
    pub told: [u32; 4],
    pub unknown: u32,
}

impl VisitCounts {
    pub fn of(shopping: &Shopping<'_>) -> Self {
        let mut counts = Self::default();
        let mut met = Met::default();
        for acts in shopping.visits() {
            let kind = visit_kind(shopping, acts, &mut met);
            match VisitKind::TOLD.iter().position(|told| *told == kind).and_then(|at| counts.told.get_mut(at))
            {
                Some(count) => *count += 1,
                None => counts.unknown += 1,
            }
        }
        counts
    }

    pub fn total(&self) -> u32 {
        self.told.iter().sum()
    }

    /// The share of a kind among visits whose kind can be told.
    pub fn share(&self, at: usize) -> Option<Estimate> {
        share(self.told.get(at).copied()?, self.total())
    }
}
