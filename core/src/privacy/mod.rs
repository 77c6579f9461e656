//! What may be done with a customer's data, and how is it forgotten?
//!
//! Use is gated by consent when a profile is read, erasing is [`Profile::erase`](crate::profile::Profile::erase);
//! here are the pseudonyms under which customers are counted.

mod pseudonym;

pub use pseudonym::{MIN_PSEUDONYM_KEY_BYTES, pseudonym};
