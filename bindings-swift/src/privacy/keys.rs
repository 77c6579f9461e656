//! The host's keys, and what is sealed under them.

use std::sync::RwLock;

use sartor::Result;
use sartor::privacy::{self as core, RingKey, SealInfo};

use crate::work::{internal, run};

/// The keys of the host: one seals and opens, those that are retired only open. Nothing that it does shows a key.
#[derive(Debug, uniffi::Object)]
pub struct KeyRing(RwLock<core::KeyRing>);

impl KeyRing {
    fn use_keys<T>(&self, operation: &str, using: impl FnOnce(&core::KeyRing) -> Result<T>) -> Result<T> {
        run(operation, || using(&*self.0.read().map_err(|_| internal(operation))?))
    }

    fn change<T>(&self, operation: &str, change: impl FnOnce(&mut core::KeyRing) -> Result<T>) -> Result<T> {
        run(operation, || change(&mut *self.0.write().map_err(|_| internal(operation))?))
    }
}

#[uniffi::export]
impl KeyRing {
    /// A ring with one key of 32 random bytes, which is active.
    #[uniffi::constructor]
    pub fn new(active_key: Vec<u8>) -> Result<Self> {
        run("KeyRing", || core::KeyRing::new(&active_key)).map(|ring| Self(RwLock::new(ring)))
    }

    /// Add a key that only opens. Its id.
    pub fn add_retired(&self, key: Vec<u8>) -> Result<String> {
        self.change("KeyRing.addRetired", |ring| ring.add_retired(&key))
    }

    /// Make a new key active and retire the one that was. The new key's id.
    pub fn rotate(&self, key: Vec<u8>) -> Result<String> {
        self.change("KeyRing.rotate", |ring| ring.rotate(&key))
    }

    /// Let a key only open from now on. Without an active key nothing can be sealed until the next `rotate`.
    pub fn retire(&self, key_id: &str) -> Result<()> {
        self.change("KeyRing.retire", |ring| ring.retire(key_id))
    }

    /// Take a key out: this ring cannot open any more what was sealed under it and not rewrapped.
    pub fn remove(&self, key_id: &str) -> Result<()> {
        self.change("KeyRing.remove", |ring| ring.remove(key_id))
    }

    /// Ids and states of all keys, in the order in which they came.
    pub fn keys(&self) -> Result<Vec<RingKey>> {
        self.use_keys("KeyRing.keys", |ring| Ok(ring.keys()))
    }

    /// Seal bytes for a customer under a data key of their own, which they hold. `schema` names what they are.
    pub fn seal(&self, plaintext: Vec<u8>, customer_id: &str, schema: &str) -> Result<Vec<u8>> {
        self.use_keys("KeyRing.seal", |ring| core::seal(&plaintext, customer_id, schema, ring))
    }

    /// Open what `seal` sealed for this customer and schema.
    pub fn open(&self, sealed: Vec<u8>, customer_id: &str, schema: &str) -> Result<Vec<u8>> {
        self.use_keys("KeyRing.open", |ring| core::open(&sealed, customer_id, schema, ring))
    }

    /// A customer's own data key, wrapped under the active key. Whoever deletes it has erased all that it sealed.
    pub fn create_data_key(&self, customer_id: &str) -> Result<Vec<u8>> {
        self.use_keys("KeyRing.createDataKey", |ring| core::create_data_key(customer_id, ring))
    }

    /// Seal bytes for a customer under their own key of `createDataKey`.
    pub fn seal_with(
        &self,
        plaintext: Vec<u8>,
        customer_id: &str,
        schema: &str,
        wrapped_key: Vec<u8>,
    ) -> Result<Vec<u8>> {
        self.use_keys("KeyRing.sealWith", |ring| {
            core::seal_with(&plaintext, customer_id, schema, &wrapped_key, ring)
        })
    }

    /// Open what `sealWith` sealed, with the same data key.
    pub fn open_with(
        &self,
        sealed: Vec<u8>,
        customer_id: &str,
        schema: &str,
        wrapped_key: Vec<u8>,
    ) -> Result<Vec<u8>> {
        self.use_keys("KeyRing.openWith", |ring| {
            core::open_with(&sealed, customer_id, schema, &wrapped_key, ring)
        })
    }

    /// Put a data key under the active key: of a wrapped key, or of sealed bytes that hold theirs. The payload
    /// stays as it is, to the byte.
    pub fn rewrap(&self, sealed_or_key: Vec<u8>) -> Result<Vec<u8>> {
        self.use_keys("KeyRing.rewrap", |ring| core::rewrap(&sealed_or_key, ring))
    }
}

/// What sealed bytes or a wrapped key say of themselves. No key is needed and nothing is proven.
#[uniffi::export]
pub fn seal_info(sealed_or_key: Vec<u8>) -> Result<SealInfo> {
    run("sealInfo", || core::seal_info(&sealed_or_key))
}
