//! What is known of one customer: a ledger of events and the state folded from it.

mod state;

pub use state::{
    CartLine, ConsentEntry, ConversationTurn, CustomerState, DecisionState, DeclaredTrait, KindCount,
    LedgerPurchases, MAX_CART_LINES, MAX_DECISIONS, MAX_PRODUCTS, MAX_RATINGS, MAX_TRAITS, MAX_TURNS,
    ProductHistory, PurchaseDay, SatisfactionRating,
};
