//! Under which name may a customer appear where nobody should know who it is?
//!
//! HMAC-SHA-256 of the customer's id (RFC 2104; FIPS 180-4) cut to 128 bits, in hexadecimal, behind the first 32
//! bits of the key's own hash: so it shows which key was used, and pseudonyms of different keys never meet.
//! Whoever holds the key can tell whether a pseudonym is a given customer's, and nobody else can; without the
//! key the pseudonym is still personal data (GDPR, article 4(5)).
//!
//! ```
//! use sartor::privacy::pseudonym;
//! let name = pseudonym(b"sixteen bytes or more", "c_17")?;
//! assert_eq!(name.len(), 8 + 1 + 32);
//! assert_eq!(name, pseudonym(b"sixteen bytes or more", "c_17")?);
//! assert_eq!(pseudonym(b"too short", "c_17").unwrap_err().code(), "OUT_OF_RANGE");
//! # Ok::<(), sartor::SartorError>(())
//! ```

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::hex;
use crate::ids::check_id;
use crate::{Result, SartorError};

/// The shortest key accepted, in bytes.
pub const MIN_PSEUDONYM_KEY_BYTES: usize = 16;

/// The pseudonym of a customer under a key: `<key id>-<128 bits>`.
pub fn pseudonym(key: &[u8], customer_id: &str) -> Result<String> {
    check_id("pseudonym", "customerId", customer_id)?;
    let expected = "at least 16 bytes";
    if key.len() < MIN_PSEUDONYM_KEY_BYTES {
        return Err(SartorError::out_of_range("pseudonym", "key", format!("{} bytes", key.len()), expected));
    }
    let mut keyed = Hmac::<Sha256>::new_from_slice(key)
        .map_err(|_| SartorError::Internal { operation: "pseudonym".to_owned() })?;
    keyed.update(customer_id.as_bytes());
    let mut named_key = Sha256::new_with_prefix(b"sartor key id");
    named_key.update(key);
    let first = |hash: &[u8], count| hex(hash.get(..count).unwrap_or(hash));
    Ok(format!("{}-{}", first(&named_key.finalize(), 4), first(&keyed.finalize().into_bytes(), 16)))
}

/// Accept only what [`pseudonym`] makes, so that nobody is named by accident.
pub(super) fn check_pseudonym(subject: &str, field: &str, name: &str) -> Result<()> {
    let is_hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    match name.split_once('-') {
        Some((key, code)) if key.len() == 8 && code.len() == 32 && is_hex(key) && is_hex(code) => Ok(()),
        _ => Err(SartorError::invalid(subject, field, "a pseudonym as `pseudonym` makes it")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_hmac_sha_256_cut_to_128_bits() {
        // Python: hmac.new(b"0123456789abcdef", b"customer_123", "sha256").hexdigest()[:32]
        let name = pseudonym(b"0123456789abcdef", "customer_123").unwrap();
        assert_eq!(&name[9..], "6a749c59e9ef2af13bf77ead93f4afdc");
    }

    #[test]
    fn another_key_shows_and_gives_another_name() {
        let (a, b) = (pseudonym(&[1; 16], "c").unwrap(), pseudonym(&[2; 16], "c").unwrap());
        assert_ne!(a[..8], b[..8]);
        assert_ne!(a[9..], b[9..]);
    }
}
