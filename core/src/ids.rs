//! What may name a customer, a product or a message?
//!
//! An id is 1 to 256 bytes of UTF-8 without control characters. It is the host's own and means nothing to
//! Sartor; numbers that stand for ids in memory are never stored.
//!
//! ```
//! use sartor::ids::check_id;
//! assert!(check_id("event", "messageId", "m-1").is_ok());
//! assert_eq!(check_id("event", "messageId", "").unwrap_err().code(), "OUT_OF_RANGE");
//! assert_eq!(check_id("event", "messageId", &"x".repeat(257)).unwrap_err().code(), "TOO_LARGE");
//! ```

use crate::{Result, SartorError};

/// The longest id accepted, in bytes.
pub const MAX_ID_BYTES: usize = 256;

/// Accept `id` as the `field` of a `subject`, or say what is wrong with it without repeating it.
pub fn check_id(subject: &str, field: &str, id: &str) -> Result<()> {
    if id.is_empty() {
        return Err(SartorError::out_of_range(subject, field, "empty", "1 to 256 bytes"));
    }
    if id.len() > MAX_ID_BYTES {
        return Err(SartorError::too_large(subject, field, id.len(), MAX_ID_BYTES));
    }
    // Nearly all ids are of printable ASCII, which is told without decoding them.
    let plain = id.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    if !plain && id.chars().any(char::is_control) {
        return Err(SartorError::invalid(subject, field, "text without control characters"));
    }
    Ok(())
}
