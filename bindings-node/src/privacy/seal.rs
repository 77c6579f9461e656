//! Sealed bytes, and the keys that open them.

use std::cell::RefCell;

use napi::Env;
use napi::bindgen_prelude::{Buffer, Unknown};
use napi_derive::napi;
use sartor::SartorError;
use sartor::privacy as core;

use crate::host::{Outcome, answer, run};
use crate::input;

const RING: &str = "key ring";
const SEAL: &str = "seal";

fn customer(input: Unknown<'_>) -> Outcome<String> {
    input::text(SEAL, "customerId", input)
}

fn schema(input: Unknown<'_>) -> Outcome<String> {
    input::text(SEAL, "schema", input)
}

/// The host's keys: one that seals, and others that only open. Keys are wiped from memory when they leave the ring.
#[napi]
pub struct KeyRing {
    ring: RefCell<core::KeyRing>,
}

impl KeyRing {
    fn read<T>(&self, read: impl FnOnce(&core::KeyRing) -> sartor::Result<T>) -> Outcome<T> {
        let in_use = |_| SartorError::Internal { operation: "KeyRing.read".to_owned() };
        Ok(read(&*self.ring.try_borrow().map_err(in_use)?)?)
    }

    fn change<T>(&self, change: impl FnOnce(&mut core::KeyRing) -> sartor::Result<T>) -> Outcome<T> {
        let in_use = |_| SartorError::Internal { operation: "KeyRing.change".to_owned() };
        Ok(change(&mut *self.ring.try_borrow_mut().map_err(in_use)?)?)
    }
}

#[napi]
impl KeyRing {
    /// A ring with one key of 32 random bytes, which seals.
    #[napi(constructor, catch_unwind, ts_args_type = "activeKey: Uint8Array")]
    pub fn new(env: &Env, active_key: Unknown<'_>) -> napi::Result<Self> {
        run(env, "KeyRing", || {
            let key = input::borrowed(RING, "activeKey", active_key)?;
            Ok(Self { ring: RefCell::new(core::KeyRing::new(&key)?) })
        })
    }

    /// Add a key that only opens; its id.
    #[napi(catch_unwind, ts_args_type = "key: Uint8Array", ts_return_type = "string")]
    pub fn add_retired(&self, env: &Env, key: Unknown<'_>) -> napi::Result<String> {
        run(env, "KeyRing.addRetired", || {
            let key = input::borrowed(RING, "key", key)?;
            self.change(|ring| ring.add_retired(&key))
        })
    }

    /// Make a new key the one that seals and retire the one before; its id. A key that was in the ring before
    /// does not come back.
    #[napi(catch_unwind, ts_args_type = "newKey: Uint8Array", ts_return_type = "string")]
    pub fn rotate(&self, env: &Env, new_key: Unknown<'_>) -> napi::Result<String> {
        run(env, "KeyRing.rotate", || {
            let key = input::borrowed(RING, "newKey", new_key)?;
            self.change(|ring| ring.rotate(&key))
        })
    }

    /// Retire a key. Without an active key nothing can be sealed until the next rotation.
    #[napi(catch_unwind, ts_args_type = "keyId: string")]
    pub fn retire(&self, env: &Env, key_id: Unknown<'_>) -> napi::Result<()> {
        run(env, "KeyRing.retire", || {
            let key_id = input::text(RING, "keyId", key_id)?;
            self.change(|ring| ring.retire(&key_id))
        })
    }

    /// Take a key out. What it wrapped cannot be opened by this ring any more.
    #[napi(catch_unwind, ts_args_type = "keyId: string")]
    pub fn remove(&self, env: &Env, key_id: Unknown<'_>) -> napi::Result<()> {
        run(env, "KeyRing.remove", || {
            let key_id = input::text(RING, "keyId", key_id)?;
            self.change(|ring| ring.remove(&key_id))
        })
    }

    /// The keys in the order in which they came, by id and state; the keys themselves do not come back.
    #[napi(catch_unwind, ts_return_type = "Array<RingKey>")]
    pub fn keys<'env>(&self, env: &'env Env) -> napi::Result<Unknown<'env>> {
        answer(env, "KeyRing.keys", || self.read(|ring| Ok(ring.keys())))
    }

    /// Seal bytes for a customer under a fresh data key, which travels with them. `schema` says what the bytes are,
    /// such as `profile/1`: 1 to 64 bytes, readable in what is sealed.
    #[napi(
        catch_unwind,
        ts_args_type = "plaintext: Uint8Array, customerId: string, schema: string",
        ts_return_type = "Buffer"
    )]
    pub fn seal(
        &self,
        env: &Env,
        plaintext: Unknown<'_>,
        customer_id: Unknown<'_>,
        schema: Unknown<'_>,
    ) -> napi::Result<Buffer> {
        run(env, "KeyRing.seal", || {
            let (customer_id, schema) = (customer(customer_id)?, self::schema(schema)?);
            let plaintext = input::borrowed(SEAL, "plaintext", plaintext)?;
            Ok(self.read(|ring| core::seal(&plaintext, &customer_id, &schema, ring))?.into())
        })
    }

    /// Open what `seal` sealed, for the customer and the schema it was sealed for.
    #[napi(
        catch_unwind,
        ts_args_type = "sealed: Uint8Array, customerId: string, schema: string",
        ts_return_type = "Buffer"
    )]
    pub fn open(
        &self,
        env: &Env,
        sealed: Unknown<'_>,
        customer_id: Unknown<'_>,
        schema: Unknown<'_>,
    ) -> napi::Result<Buffer> {
        run(env, "KeyRing.open", || {
            let (customer_id, schema) = (customer(customer_id)?, self::schema(schema)?);
            let sealed = input::borrowed(SEAL, "sealed", sealed)?;
            Ok(self.read(|ring| core::open(&sealed, &customer_id, &schema, ring))?.into())
        })
    }

    /// A customer's own data key, wrapped, to be stored apart from what it seals: deleting it makes everything
    /// sealed with it unreadable, in backups too.
    #[napi(catch_unwind, ts_args_type = "customerId: string", ts_return_type = "Buffer")]
    pub fn create_data_key(&self, env: &Env, customer_id: Unknown<'_>) -> napi::Result<Buffer> {
        run(env, "KeyRing.createDataKey", || {
            let customer_id = customer(customer_id)?;
            Ok(self.read(|ring| core::create_data_key(&customer_id, ring))?.into())
        })
    }

    /// Seal bytes for a customer under the customer's own key of `createDataKey`.
    #[napi(
        catch_unwind,
        ts_args_type = "plaintext: Uint8Array, customerId: string, schema: string, wrappedKey: Uint8Array",
        ts_return_type = "Buffer"
    )]
    pub fn seal_with(
        &self,
        env: &Env,
        plaintext: Unknown<'_>,
        customer_id: Unknown<'_>,
        schema: Unknown<'_>,
        wrapped_key: Unknown<'_>,
    ) -> napi::Result<Buffer> {
        run(env, "KeyRing.sealWith", || {
            let (customer_id, schema) = (customer(customer_id)?, self::schema(schema)?);
            let plaintext = input::borrowed(SEAL, "plaintext", plaintext)?;
            let key = input::borrowed(SEAL, "wrappedKey", wrapped_key)?;
            Ok(self.read(|ring| core::seal_with(&plaintext, &customer_id, &schema, &key, ring))?.into())
        })
    }

    /// Open what `sealWith` sealed, with the same data key.
    #[napi(
        catch_unwind,
        ts_args_type = "sealed: Uint8Array, customerId: string, schema: string, wrappedKey: Uint8Array",
        ts_return_type = "Buffer"
    )]
    pub fn open_with(
        &self,
        env: &Env,
        sealed: Unknown<'_>,
        customer_id: Unknown<'_>,
        schema: Unknown<'_>,
        wrapped_key: Unknown<'_>,
    ) -> napi::Result<Buffer> {
        run(env, "KeyRing.openWith", || {
            let (customer_id, schema) = (customer(customer_id)?, self::schema(schema)?);
            let sealed = input::borrowed(SEAL, "sealed", sealed)?;
            let key = input::borrowed(SEAL, "wrappedKey", wrapped_key)?;
            Ok(self.read(|ring| core::open_with(&sealed, &customer_id, &schema, &key, ring))?.into())
        })
    }

    /// Put a data key under the ring's active key: of a wrapped key, or of sealed bytes that hold theirs. The
    /// payload stays as it is, to the byte. What is under the active key already comes back unchanged.
    #[napi(catch_unwind, ts_args_type = "sealedOrKey: Uint8Array", ts_return_type = "Buffer")]
    pub fn rewrap(&self, env: &Env, sealed_or_key: Unknown<'_>) -> napi::Result<Buffer> {
        run(env, "KeyRing.rewrap", || {
            let sealed_or_key = input::borrowed(SEAL, "sealedOrKey", sealed_or_key)?;
            Ok(self.read(|ring| core::rewrap(&sealed_or_key, ring))?.into())
        })
    }
}

/// What sealed bytes or a wrapped key say of themselves, so that a host finds what is to be rewrapped. No key is
/// needed and nothing is proven.
#[napi(catch_unwind, ts_args_type = "sealedOrKey: Uint8Array", ts_return_type = "SealInfo")]
pub fn seal_info<'env>(env: &'env Env, sealed_or_key: Unknown<'_>) -> napi::Result<Unknown<'env>> {
    answer(env, "sealInfo", || Ok(core::seal_info(&input::borrowed(SEAL, "sealedOrKey", sealed_or_key)?)?))
}
