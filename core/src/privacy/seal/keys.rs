//! Which keys of the host wrap, and which only unwrap?
//!
//! One key is active and wraps. Retired keys still unwrap what they wrapped, until it has been rewrapped and
//! they are removed. A key's id is the first 64 bits of its hash, so that it need not be named by hand:
//! `SHA-256("sartor host key" ‖ key)`.

use std::fmt;

use sha2::{Digest, Sha256};

use super::cipher::{Cipher, KEY_BYTES};
use crate::privacy::hex;
use crate::{Result, SartorError};

/// The most keys in a ring.
pub const MAX_RING_KEYS: usize = 64;

const SUBJECT: &str = "key ring";
const KEY_EXPECTED: &str = "32 random bytes";

pub(super) type KeyId = [u8; 8];

/// The host's keys, under which the data keys of customers are wrapped.
///
/// A host keeps them in its own vault and makes a ring of them when it starts. They are not stored by Sartor,
/// appear in no text and no error, and are wiped when the ring goes; wiping the bytes handed in is the host's.
#[derive(Clone)]
pub struct KeyRing {
    keys: Vec<HostKey>,
}

#[derive(Clone)]
pub(super) struct HostKey {
    pub(super) id: KeyId,
    pub(super) cipher: Cipher,
    active: bool,
}

/// What may be done with a key of the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum KeyState {
    /// It wraps and unwraps.
    Active,
    /// It only unwraps what it wrapped before.
    Retired,
}

/// A key of a ring, without the key.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct RingKey {
    /// 16 hexadecimal digits of the key's hash.
    pub key_id: String,
    /// What may be done with it.
    pub state: KeyState,
}

impl KeyRing {
    /// A ring with one key of 32 random bytes, which is active.
    pub fn new(active_key: &[u8]) -> Result<Self> {
        Ok(Self { keys: vec![HostKey::new(active_key, true)?] })
    }

    /// Add a key that only unwraps; its id.
    pub fn add_retired(&mut self, key: &[u8]) -> Result<String> {
        self.add(HostKey::new(key, false)?)
    }

    /// Make a new key the active one and retire the one before; its id. A key that was in the ring before
    /// does not come back.
    pub fn rotate(&mut self, new_key: &[u8]) -> Result<String> {
        let key = HostKey::new(new_key, true)?;
        let before = self.keys.iter().position(|key| key.active);
        let added = self.add(key)?;
        if let Some(key) = before.and_then(|place| self.keys.get_mut(place)) {
            key.active = false;
        }
        Ok(added)
    }

    /// Retire a key. Without an active key nothing can be sealed until the next rotation.
    pub fn retire(&mut self, key_id: &str) -> Result<()> {
        let place = self.place(key_id)?;
        self.keys.iter_mut().skip(place).take(1).for_each(|key| key.active = false);
        Ok(())
    }

    /// Take a key out. What it wrapped cannot be opened by this ring any more.
    pub fn remove(&mut self, key_id: &str) -> Result<()> {
        let place = self.place(key_id)?;
        self.keys.remove(place);
        Ok(())
    }

    /// The keys in the order in which they came.
    pub fn keys(&self) -> Vec<RingKey> {
        let state = |active| if active { KeyState::Active } else { KeyState::Retired };
        self.keys.iter().map(|key| RingKey { key_id: hex(&key.id), state: state(key.active) }).collect()
    }

    /// The key that wraps.
    pub(super) fn active(&self) -> Result<&HostKey> {
        let retired = || {
            let key_id = self.keys.last().map(|key| hex(&key.id)).unwrap_or_default();
            SartorError::RetiredKey { key_id }
        };
        self.keys.iter().find(|key| key.active).ok_or_else(retired)
    }

    /// The key that wrapped something.
    pub(super) fn by_id(&self, subject: &str, id: KeyId) -> Result<&HostKey> {
        let unknown = || SartorError::UnknownKey { subject: subject.to_owned(), key_id: hex(&id) };
        self.keys.iter().find(|key| key.id == id).ok_or_else(unknown)
    }

    fn place(&self, key_id: &str) -> Result<usize> {
        let place = self.keys.iter().position(|key| hex(&key.id) == key_id);
        // What was asked for is not repeated: somebody may have handed in the key itself.
        place.ok_or_else(|| SartorError::invalid(SUBJECT, "keyId", "the id of one of its keys"))
    }

    fn add(&mut self, key: HostKey) -> Result<String> {
        if self.keys.iter().any(|known| known.id == key.id) {
            return Err(SartorError::AlreadySet { subject: format!("key {}", hex(&key.id)) });
        }
        if self.keys.len() == MAX_RING_KEYS {
            return Err(SartorError::too_many(SUBJECT, "keys", MAX_RING_KEYS + 1, MAX_RING_KEYS, "keys"));
        }
        let id = hex(&key.id);
        self.keys.push(key);
        Ok(id)
    }
}

/// Ids and states, never a key.
impl fmt::Debug for KeyRing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeyRing").field("keys", &self.keys()).finish()
    }
}

impl HostKey {
    fn new(key: &[u8], active: bool) -> Result<Self> {
        let Ok(bytes) = <&[u8; KEY_BYTES]>::try_from(key) else {
            let found = format!("{} bytes", key.len());
            return Err(SartorError::out_of_range(SUBJECT, "key", found, KEY_EXPECTED));
        };
        // A key that was never filled in.
        if bytes.iter().all(|byte| Some(byte) == bytes.first()) {
            return Err(SartorError::invalid(SUBJECT, "key", KEY_EXPECTED));
        }
        Ok(Self { id: key_id(b"sartor host key", bytes), cipher: Cipher::new(bytes), active })
    }

    pub(super) fn is_active(&self) -> bool {
        self.active
    }
}

/// The first 64 bits of a key's hash, of the hash of its use and itself.
pub(super) fn key_id(usage: &[u8], key: &[u8; KEY_BYTES]) -> KeyId {
    let hash = Sha256::new_with_prefix(usage).chain_update(key).finalize();
    let mut id = KeyId::default();
    id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> Vec<u8> {
        (0..32).map(|at| at ^ seed).collect()
    }

    #[test]
    fn rotating_retires_the_key_before() {
        let mut ring = KeyRing::new(&key(1)).unwrap();
        let second = ring.rotate(&key(2)).unwrap();
        let states: Vec<_> = ring.keys().iter().map(|key| key.state).collect();
        assert_eq!(states, [KeyState::Retired, KeyState::Active]);
        assert_eq!(ring.keys()[1].key_id, second);
        assert_eq!(ring.rotate(&key(1)).unwrap_err().code(), "ALREADY_SET");
        assert_eq!(ring.keys()[1].state, KeyState::Active);
        ring.retire(&second).unwrap();
        assert_eq!(ring.active().err().unwrap(), SartorError::RetiredKey { key_id: second });
    }

    #[test]
    fn what_is_no_key_is_refused() {
        assert_eq!(KeyRing::new(&[7; 31]).unwrap_err().code(), "OUT_OF_RANGE");
        assert_eq!(KeyRing::new(&[0; 32]).unwrap_err().code(), "INVALID_VALUE");
        let mut ring = KeyRing::new(&key(1)).unwrap();
        assert_eq!(ring.remove("0123456789abcdef").unwrap_err().code(), "INVALID_VALUE");
        assert_eq!(ring.retire("").unwrap_err().code(), "INVALID_VALUE");
        for seed in 2..=MAX_RING_KEYS as u8 {
            ring.add_retired(&key(seed)).unwrap();
        }
        assert_eq!(ring.rotate(&key(0)).unwrap_err().code(), "TOO_LARGE");
        assert_eq!(ring.keys()[0].state, KeyState::Active);
    }

    #[test]
    fn a_ring_shows_ids_and_no_keys() {
        let ring = KeyRing::new(&[b'K', 2].repeat(16)).unwrap();
        let shown = format!("{ring:?}");
        assert!(shown.contains(&ring.keys()[0].key_id), "{shown}");
        assert!(!shown.contains("75, 2") && !shown.contains("4b02"), "{shown}");
    }
}
