//! How is a customer's data kept so that a stolen disk shows nothing, and a deleted key erases?
//!
//! AES-256-GCM (NIST SP 800-38D) under a data key, and the data key under the host's key (envelope encryption,
//! NIST SP 800-57 part 1, section 6.2). Customer and schema are associated data, so nothing opens as another
//! customer's or as something else. There are two forms:
//!
//! * [`seal`] makes a fresh data key each time and keeps it, wrapped, in the sealed bytes. Nothing else is to be
//!   stored. Deleting the sealed bytes erases; a backup of them does not forget.
//! * [`create_data_key`] makes a key for one customer, which the host stores elsewhere, and [`seal_with`] seals
//!   under it again and again. Deleting that one key erases every copy of what it sealed, backups included
//!   (crypto-shredding, NIST SP 800-88, section 2.5).
//!
//! Keys rotate: [`rewrap`] puts a data key under the ring's active key without touching the payload. The layout
//! byte by byte is in `docs/privacy.md`.
//!
//! ```
//! use sartor::privacy::{KeyRing, open, rewrap, seal};
//! # let host_key: Vec<u8> = (0..32).collect();
//! # let next_key: Vec<u8> = (1..33).collect();
//! let mut ring = KeyRing::new(&host_key)?;
//! let sealed = seal(b"a profile", "c_17", "profile/1", &ring)?;
//! assert_eq!(open(&sealed, "c_17", "profile/1", &ring)?, b"a profile");
//! assert_eq!(open(&sealed, "c_18", "profile/1", &ring).unwrap_err().code(), "WRONG_OWNER");
//!
//! let first = ring.keys()[0].key_id.clone();
//! ring.rotate(&next_key)?;
//! let sealed = rewrap(&sealed, &ring)?;
//! ring.remove(&first)?;
//! assert_eq!(open(&sealed, "c_17", "profile/1", &ring)?, b"a profile");
//! # Ok::<(), sartor::SartorError>(())
//! ```

mod cipher;
mod data_key;
mod keys;
mod reader;

pub use data_key::create_data_key;
pub use keys::{KeyRing, KeyState, MAX_RING_KEYS, RingKey};

use cipher::{KEY_BYTES, NONCE_BYTES, Nonce, TAG_BYTES, entropy};
use data_key::{DataKey, Parts, WRAPPED_BYTES, rewrap_key, split};
use keys::KeyId;
use reader::{Fields, check_version, malformed};

use super::hex;
use crate::ids::check_id;
use crate::{Result, SartorError};

/// The most that is sealed at once, in bytes.
pub const MAX_SEAL_BYTES: usize = 256 << 20;
/// The longest name of a schema, in bytes.
pub const MAX_SCHEMA_BYTES: usize = 64;
/// The version of the format that is written.
pub const SEALED_VERSION: u8 = 1;

const SUBJECT: &str = "sealed bytes";
const MAGIC: &[u8; 4] = b"SRTS";
/// The wrapped data key stands within.
const KEY_WITHIN: u8 = 0;
/// The data key is stored elsewhere; its id stands within.
const KEY_ELSEWHERE: u8 = 1;
const MOST_BEFORE_PAYLOAD: usize = 4 + 1 + 1 + 1 + 4 + MAX_SCHEMA_BYTES + WRAPPED_BYTES + NONCE_BYTES;

/// What sealed bytes or a wrapped key say of themselves. Nothing of it is proven until they are opened.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct SealInfo {
    /// Version of the format.
    pub version: u32,
    /// What is said to be sealed, such as `profile/1`; nothing for a wrapped key.
    pub schema: Option<String>,
    /// Id of the host's key that wraps the data key; nothing where that is stored elsewhere.
    pub host_key_id: Option<String>,
    /// Id of the data key, where that is stored elsewhere.
    pub data_key_id: Option<String>,
    /// Size of what is sealed, in bytes; 0 for a wrapped key.
    pub payload_bytes: i64,
}

/// Seal bytes for a customer under a fresh data key, which travels with them, wrapped under the ring's active
/// key.
///
/// `schema` says what the bytes are, such as `profile/1`: 1 to 64 bytes, readable in what is sealed.
pub fn seal(plaintext: &[u8], customer_id: &str, schema: &str, ring: &KeyRing) -> Result<Vec<u8>> {
    seal_within(plaintext, customer_id, schema, ring, &*entropy()?)
}

/// Open what [`seal`] sealed, for the customer and the schema it was sealed for.
pub fn open(sealed: &[u8], customer_id: &str, schema: &str, ring: &KeyRing) -> Result<Vec<u8>> {
    let sealed = Sealed::read(sealed)?;
    let KeyBlock::Within(wrapped) = sealed.key else {
        return Err(SartorError::invalid(SUBJECT, "key", "within: it is stored elsewhere, see open_with"));
    };
    sealed.open(&DataKey::unwrap_for(wrapped, customer_id, ring)?, customer_id, schema)
}

/// Seal bytes for a customer under the customer's own key of [`create_data_key`].
///
/// A data key wrapped under a retired key seals nothing more until it is rewrapped. One data key may seal 2^32
/// times (NIST SP 800-38D, section 8.3, for nonces drawn at random).
pub fn seal_with(
    plaintext: &[u8],
    customer_id: &str,
    schema: &str,
    wrapped_key: &[u8],
    ring: &KeyRing,
) -> Result<Vec<u8>> {
    let wrapped_by = ring.by_id(SUBJECT, Parts::read(wrapped_key)?.host_key)?;
    let key = DataKey::unwrap_for(wrapped_key, customer_id, ring)?;
    if !wrapped_by.is_active() {
        return Err(SartorError::RetiredKey { key_id: hex(&wrapped_by.id) });
    }
    seal_elsewhere(plaintext, customer_id, schema, &key, &*entropy()?)
}

/// Open what [`seal_with`] sealed, with the same data key.
pub fn open_with(
    sealed: &[u8],
    customer_id: &str,
    schema: &str,
    wrapped_key: &[u8],
    ring: &KeyRing,
) -> Result<Vec<u8>> {
    let sealed = Sealed::read(sealed)?;
    let KeyBlock::Elsewhere(id) = sealed.key else {
        return Err(SartorError::invalid(SUBJECT, "key", "stored elsewhere: it is within, see open"));
    };
    let key = DataKey::unwrap_for(wrapped_key, customer_id, ring)?;
    if key.id() != id {
        return Err(SartorError::UnknownKey { subject: SUBJECT.to_owned(), key_id: hex(&id) });
    }
    sealed.open(&key, customer_id, schema)
}

/// Put a data key under the ring's active key: of a wrapped key, or of sealed bytes that hold theirs. The payload
/// stays as it is, to the byte. What is under the active key already comes back unchanged.
pub fn rewrap(sealed_or_key: &[u8], ring: &KeyRing) -> Result<Vec<u8>> {
    if !sealed_or_key.starts_with(MAGIC) {
        return rewrap_key(sealed_or_key, ring);
    }
    let sealed = Sealed::read(sealed_or_key)?;
    let KeyBlock::Within(wrapped) = sealed.key else {
        return Err(SartorError::invalid(SUBJECT, "key", "within: it is stored elsewhere, rewrap it there"));
    };
    let mut again = Vec::with_capacity(sealed_or_key.len());
    again.extend_from_slice(sealed.header);
    again.extend(rewrap_key(wrapped, ring)?);
    again.extend_from_slice(&sealed.nonce);
    again.extend_from_slice(sealed.payload);
    Ok(again)
}

/// What sealed bytes or a wrapped key say of themselves, so that a host finds what is to be rewrapped. No key is
/// needed and nothing is proven.
pub fn seal_info(sealed_or_key: &[u8]) -> Result<SealInfo> {
    let version = u32::from(SEALED_VERSION);
    if !sealed_or_key.starts_with(MAGIC) {
        let host_key_id = Some(hex(&Parts::read(sealed_or_key)?.host_key));
        return Ok(SealInfo { version, schema: None, host_key_id, data_key_id: None, payload_bytes: 0 });
    }
    let sealed = Sealed::read(sealed_or_key)?;
    let (host_key_id, data_key_id) = match sealed.key {
        KeyBlock::Within(wrapped) => (Some(hex(&Parts::read(wrapped)?.host_key)), None),
        KeyBlock::Elsewhere(id) => (None, Some(hex(&id))),
    };
    let payload_bytes = i64::try_from(sealed.payload.len() - TAG_BYTES).unwrap_or(i64::MAX);
    Ok(SealInfo { version, schema: Some(sealed.schema.to_owned()), host_key_id, data_key_id, payload_bytes })
}

/// Data key, nonce of its wrapping, nonce of the payload.
type WithinEntropy = [u8; KEY_BYTES + 2 * NONCE_BYTES];

fn seal_within(
    plaintext: &[u8],
    customer_id: &str,
    schema: &str,
    ring: &KeyRing,
    random: &WithinEntropy,
) -> Result<Vec<u8>> {
    let under = ring.active()?;
    let (key, wrap_nonce) = split(random)?;
    let Some(nonce) = random.last_chunk() else { return Err(internal()) };
    let key = DataKey::from_entropy(key, customer_id)?;
    let mut sealed = header(KEY_WITHIN, plaintext.len(), schema)?;
    let associated = [sealed.as_slice(), customer_id.as_bytes()].concat();
    key.wrap(under, wrap_nonce, &mut sealed)?;
    push_payload(sealed, plaintext, &key, nonce, &associated)
}

fn seal_elsewhere(
    plaintext: &[u8],
    customer_id: &str,
    schema: &str,
    key: &DataKey,
    nonce: &Nonce,
) -> Result<Vec<u8>> {
    let mut sealed = header(KEY_ELSEWHERE, plaintext.len(), schema)?;
    let associated = [sealed.as_slice(), customer_id.as_bytes()].concat();
    sealed.extend_from_slice(&key.id());
    push_payload(sealed, plaintext, key, nonce, &associated)
}

fn header(form: u8, payload_bytes: usize, schema: &str) -> Result<Vec<u8>> {
    check_id(SUBJECT, "schema", schema)?;
    if schema.len() > MAX_SCHEMA_BYTES {
        return Err(SartorError::too_large(SUBJECT, "schema", schema.len(), MAX_SCHEMA_BYTES));
    }
    if payload_bytes > MAX_SEAL_BYTES {
        return Err(SartorError::too_large(SUBJECT, "plaintext", payload_bytes, MAX_SEAL_BYTES));
    }
    let schema_bytes = u8::try_from(schema.len()).map_err(|_| internal())?;
    let size = u32::try_from(payload_bytes).map_err(|_| internal())?;
    let mut header = Vec::with_capacity(MOST_BEFORE_PAYLOAD + payload_bytes + TAG_BYTES);
    header.extend_from_slice(MAGIC);
    header.extend_from_slice(&[SEALED_VERSION, form, schema_bytes]);
    header.extend_from_slice(&size.to_le_bytes());
    header.extend_from_slice(schema.as_bytes());
    Ok(header)
}

fn push_payload(
    mut sealed: Vec<u8>,
    plaintext: &[u8],
    key: &DataKey,
    nonce: &Nonce,
    associated: &[u8],
) -> Result<Vec<u8>> {
    sealed.extend_from_slice(nonce);
    let start = sealed.len();
    sealed.extend_from_slice(plaintext);
    key.cipher().encrypt(nonce, associated, &mut sealed, start)?;
    Ok(sealed)
}

fn internal() -> SartorError {
    SartorError::Internal { operation: "seal".to_owned() }
}

/// Sealed bytes, taken apart but not opened.
struct Sealed<'a> {
    /// From the magic to the schema.
    header: &'a [u8],
    schema: &'a str,
    key: KeyBlock<'a>,
    nonce: Nonce,
    /// With its tag.
    payload: &'a [u8],
}

enum KeyBlock<'a> {
    Within(&'a [u8]),
    Elsewhere(KeyId),
}

impl<'a> Sealed<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut fields = Fields::new(SUBJECT, bytes);
        if fields.take()? != *MAGIC {
            return Err(malformed(SUBJECT, "they are not sealed bytes", 0));
        }
        check_version(SUBJECT, fields.byte()?)?;
        let form = fields.byte()?;
        let schema_bytes = usize::from(fields.byte()?);
        let payload_bytes = usize::try_from(u32::from_le_bytes(fields.take()?)).unwrap_or(usize::MAX);
        if payload_bytes > MAX_SEAL_BYTES {
            return Err(SartorError::too_large(SUBJECT, "payload", payload_bytes, MAX_SEAL_BYTES));
        }
        let schema_at = fields.at();
        let schema = std::str::from_utf8(fields.slice(schema_bytes)?);
        let schema = schema.map_err(|_| malformed(SUBJECT, "their schema is no text", schema_at))?;
        let header = fields.so_far();
        let key = match form {
            KEY_WITHIN => KeyBlock::Within(fields.slice(WRAPPED_BYTES)?),
            KEY_ELSEWHERE => KeyBlock::Elsewhere(fields.take()?),
            _ => return Err(malformed(SUBJECT, "their form is unknown", 5)),
        };
        let nonce = fields.take()?;
        let payload = fields.slice(payload_bytes + TAG_BYTES)?;
        fields.end()?;
        Ok(Self { header, schema, key, nonce, payload })
    }

    fn open(&self, key: &DataKey, customer_id: &str, schema: &str) -> Result<Vec<u8>> {
        let associated = [self.header, customer_id.as_bytes()].concat();
        let opened = key.cipher().decrypt(&self.nonce, &associated, self.payload);
        let opened = opened.ok_or_else(|| SartorError::tampered(SUBJECT, "they do not fit their tag"))?;
        // Only now is the schema that they name their own.
        if self.schema != schema {
            return Err(SartorError::invalid(SUBJECT, "schema", "the one asked for"));
        }
        Ok(opened)
    }
}

#[cfg(test)]
mod tests;
