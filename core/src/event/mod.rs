//! What did a customer do? The Segment vocabulary, read from JSON Lines and order files.

mod decision;

pub use decision::{DecisionProperties, DecisionRecord};
