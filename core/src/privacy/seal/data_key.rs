//! How does a customer's own key travel, and how does deleting it erase?
//!
//! A data key is 32 random bytes made for one customer. It leaves this module only wrapped: encrypted under
//! the host's active key together with a digest of the customer's id, so that it opens for nobody else.
//! Whoever deletes the wrapped key makes everything sealed under it unreadable, wherever copies of that lie.
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `SRTK` |
//! | 1 | version, 1 |
//! | 8 | id of the host's key |
//! | 12 | nonce |
//! | 48 | encrypted: data key (32), the first 16 bytes of `SHA-256("sartor sealed subject" ‖ customer id)` |
//! | 16 | tag; the 13 bytes at the beginning are associated data |

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::cipher::{Cipher, KEY_BYTES, NONCE_BYTES, Nonce, Secret, TAG_BYTES, entropy};
use super::keys::{HostKey, KeyId, KeyRing, key_id};
use super::reader::{Fields, check_version, malformed};
use crate::ids::check_id;
use crate::{Result, SartorError};

pub(super) const WRAPPED_BYTES: usize = 4 + 1 + 8 + NONCE_BYTES + KEY_BYTES + DIGEST_BYTES + TAG_BYTES;

const SUBJECT: &str = "wrapped key";
const MAGIC: &[u8; 4] = b"SRTK";
const DIGEST_BYTES: usize = 16;

/// A customer's key, in the clear as long as it is used.
pub(super) struct DataKey {
    key: Secret<KEY_BYTES>,
    digest: [u8; DIGEST_BYTES],
}

impl DataKey {
    pub(super) fn from_entropy(key: &[u8; KEY_BYTES], customer_id: &str) -> Result<Self> {
        check_id(SUBJECT, "customerId", customer_id)?;
        Ok(Self { key: Zeroizing::new(*key), digest: digest(customer_id) })
    }

    pub(super) fn cipher(&self) -> Cipher {
        Cipher::new(&self.key)
    }

    pub(super) fn id(&self) -> KeyId {
        key_id(b"sartor data key", &self.key)
    }

    /// The key under the host's, appended.
    pub(super) fn wrap(&self, under: &HostKey, nonce: &Nonce, into: &mut Vec<u8>) -> Result<()> {
        let start = into.len();
        into.extend_from_slice(MAGIC);
        into.push(super::SEALED_VERSION);
        into.extend_from_slice(&under.id);
        let associated = into.get(start..).unwrap_or_default().to_vec();
        into.extend_from_slice(nonce);
        let secret = into.len();
        into.extend_from_slice(self.key.as_slice());
        into.extend_from_slice(&self.digest);
        under.cipher.encrypt(nonce, &associated, into, secret)
    }

    /// The key that was wrapped, for the customer it was made for.
    pub(super) fn unwrap_for(wrapped: &[u8], customer_id: &str, ring: &KeyRing) -> Result<Self> {
        check_id(SUBJECT, "customerId", customer_id)?;
        let key = Self::unwrap(wrapped, ring)?;
        if key.digest != digest(customer_id) {
            return Err(SartorError::WrongOwner {
                subject: SUBJECT.to_owned(),
                owner: "customer".to_owned(),
            });
        }
        Ok(key)
    }

    fn unwrap(wrapped: &[u8], ring: &KeyRing) -> Result<Self> {
        let parts = Parts::read(wrapped)?;
        let host = ring.by_id(SUBJECT, parts.host_key)?;
        let opened = host.cipher.decrypt(&parts.nonce, parts.associated, parts.sealed).map(Zeroizing::new);
        let tampered = || SartorError::tampered(SUBJECT, "it does not fit its tag");
        let opened = opened.ok_or_else(tampered)?;
        let (key, digest) = opened.split_first_chunk().ok_or_else(tampered)?;
        let digest = digest.try_into().map_err(|_| tampered())?;
        Ok(Self { key: Zeroizing::new(*key), digest })
    }
}

/// A wrapped key, taken apart but not opened.
pub(super) struct Parts<'a> {
    pub(super) host_key: KeyId,
    associated: &'a [u8],
    nonce: Nonce,
    sealed: &'a [u8],
}

impl<'a> Parts<'a> {
    pub(super) fn read(wrapped: &'a [u8]) -> Result<Self> {
        let mut fields = Fields::new(SUBJECT, wrapped);
        if fields.take()? != *MAGIC {
            return Err(malformed(SUBJECT, "it is no wrapped key", 0));
        }
        check_version(SUBJECT, fields.byte()?)?;
        let host_key = fields.take()?;
        let associated = fields.so_far();
        let nonce = fields.take()?;
        let sealed = fields.slice(KEY_BYTES + DIGEST_BYTES + TAG_BYTES)?;
        fields.end()?;
        Ok(Self { host_key, associated, nonce, sealed })
    }
}

/// A fresh key for a customer, wrapped under the ring's active key: what a host stores apart from what is
/// sealed under it, in a place whose deletions are final.
///
/// ```
/// use sartor::privacy::{KeyRing, create_data_key, open_with, seal_with};
/// # let host_key: Vec<u8> = (0..32).collect();
/// let ring = KeyRing::new(&host_key)?;
/// let wrapped = create_data_key("c_17", &ring)?;
/// let sealed = seal_with(b"a profile", "c_17", "profile/1", &wrapped, &ring)?;
/// assert_eq!(open_with(&sealed, "c_17", "profile/1", &wrapped, &ring)?, b"a profile");
/// // Once every copy of `wrapped` is deleted, no copy of `sealed` can be opened by anybody.
/// let another = create_data_key("c_17", &ring)?;
/// assert_eq!(open_with(&sealed, "c_17", "profile/1", &another, &ring).unwrap_err().code(), "UNKNOWN_KEY");
/// # Ok::<(), sartor::SartorError>(())
/// ```
pub fn create_data_key(customer_id: &str, ring: &KeyRing) -> Result<Vec<u8>> {
    let under = ring.active()?;
    let random = entropy::<{ KEY_BYTES + NONCE_BYTES }>()?;
    let (key, nonce) = split(random.as_slice())?;
    let mut wrapped = Vec::with_capacity(WRAPPED_BYTES);
    DataKey::from_entropy(key, customer_id)?.wrap(under, nonce, &mut wrapped)?;
    Ok(wrapped)
}

/// The same data key under the ring's active key; nothing changes when it is already.
pub(super) fn rewrap_key(wrapped: &[u8], ring: &KeyRing) -> Result<Vec<u8>> {
    let under = ring.active()?;
    let key = DataKey::unwrap(wrapped, ring)?;
    if Parts::read(wrapped)?.host_key == under.id {
        return Ok(wrapped.to_vec());
    }
    let mut again = Vec::with_capacity(WRAPPED_BYTES);
    key.wrap(under, &*entropy()?, &mut again)?;
    Ok(again)
}

/// A key and what follows it.
pub(super) fn split(random: &[u8]) -> Result<(&[u8; KEY_BYTES], &Nonce)> {
    let parts = random.split_first_chunk().and_then(|(key, rest)| Some((key, rest.first_chunk()?)));
    parts.ok_or_else(|| SartorError::Internal { operation: "seal".to_owned() })
}

fn digest(customer_id: &str) -> [u8; DIGEST_BYTES] {
    let hash = Sha256::new_with_prefix(b"sartor sealed subject").chain_update(customer_id).finalize();
    let mut digest = [0; DIGEST_BYTES];
    digest.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    digest
}
