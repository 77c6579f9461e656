//! What is known of one customer: a ledger of events and the state folded from it.
