//! How are bytes sealed and opened, and customers named without a name?
//!
//! | operation | input | answer |
//! | --- | --- | --- |
//! | `vault.seal` | `keys`, `customerId`, `schema`, `hex` | `{hex}` |
//! | `vault.open` | `keys`, `customerId`, `schema`, `hex` | `{hex}` |
//! | `vault.createDataKey` | `keys`, `customerId` | `{hex}` |
//! | `vault.sealWith`, `vault.openWith` | as `seal` and `open`, and `dataKey` | `{hex}` |
//! | `vault.rewrap` | `keys`, `hex` | `{hex}` |
//! | `vault.info` | `hex` | `SealInfo` |
//! | `pseudonym` | `key`, `customerId` | `{pseudonym}` |
//!
//! `keys` are `{active, retired}`, each key as `hex`. What is handed over as text is not wiped: a host that keeps
//! its keys in memory uses [`KeyRing`]. Sealing, a new data key and a change of its wrapping draw the operating
//! system's entropy, so that their answers differ from call to call.

use serde::Deserialize;
use serde_json::{Value, json};

use super::with;
use crate::privacy::{
    KeyRing, create_data_key, hex, open, open_with, pseudonym, rewrap, seal, seal_info, seal_with,
};
use crate::{Result, SartorError};

pub(super) fn run(operation: &str, input: &str) -> Option<Result<String>> {
    Some(match operation {
        "vault.seal" => with(operation, input, |asked: Sealing| {
            let (bytes, ring) = (unhex("hex", &asked.hex)?, asked.keys.ring()?);
            Ok(written(&seal(&bytes, &asked.customer_id, &asked.schema, &ring)?))
        }),
        "vault.open" => with(operation, input, |asked: Sealing| {
            let (bytes, ring) = (unhex("hex", &asked.hex)?, asked.keys.ring()?);
            Ok(written(&open(&bytes, &asked.customer_id, &asked.schema, &ring)?))
        }),
        "vault.createDataKey" => with(operation, input, |asked: Owner| {
            Ok(written(&create_data_key(&asked.customer_id, &asked.keys.ring()?)?))
        }),
        "vault.sealWith" => with(operation, input, |asked: SealingWith| {
            let (bytes, key, ring) = asked.read()?;
            Ok(written(&seal_with(&bytes, &asked.customer_id, &asked.schema, &key, &ring)?))
        }),
        "vault.openWith" => with(operation, input, |asked: SealingWith| {
            let (bytes, key, ring) = asked.read()?;
            Ok(written(&open_with(&bytes, &asked.customer_id, &asked.schema, &key, &ring)?))
        }),
        "vault.rewrap" => with(operation, input, |asked: Rewrap| {
            Ok(written(&rewrap(&unhex("hex", &asked.hex)?, &asked.keys.ring()?)?))
        }),
        "vault.info" => with(operation, input, |asked: Bytes| seal_info(&unhex("hex", &asked.hex)?)),
        "pseudonym" => with(operation, input, |asked: Pseudonym| {
            let name = pseudonym(&unhex("key", &asked.key)?, &asked.customer_id)?;
            Ok(json!({ "pseudonym": name }))
        }),
        _ => return None,
    })
}

/// The host's keys; without an active one nothing can be sealed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Keys {
    active: Option<String>,
    #[serde(default)]
    retired: Vec<String>,
}

impl Keys {
    fn ring(&self) -> Result<KeyRing> {
        let mut retired = self.retired.iter();
        let mut ring = if let Some(active) = &self.active {
            KeyRing::new(&unhex("keys.active", active)?)?
        } else {
            let first = retired
                .next()
                .ok_or_else(|| SartorError::invalid("vault", "keys", "an active key, or a retired one"))?;
            let mut ring = KeyRing::new(&unhex("keys.retired", first)?)?;
            for key in ring.keys() {
                ring.retire(&key.key_id)?;
            }
            ring
        };
        for key in retired {
            ring.add_retired(&unhex("keys.retired", key)?)?;
        }
        Ok(ring)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Sealing {
    keys: Keys,
    customer_id: String,
    schema: String,
    hex: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SealingWith {
    keys: Keys,
    customer_id: String,
    schema: String,
    data_key: String,
    hex: String,
}

impl SealingWith {
    fn read(&self) -> Result<(Vec<u8>, Vec<u8>, KeyRing)> {
        Ok((unhex("hex", &self.hex)?, unhex("dataKey", &self.data_key)?, self.keys.ring()?))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Owner {
    keys: Keys,
    customer_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Rewrap {
    keys: Keys,
    hex: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bytes {
    hex: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Pseudonym {
    key: String,
    customer_id: String,
}

fn written(bytes: &[u8]) -> Value {
    json!({ "hex": hex(bytes) })
}

/// Bytes of hexadecimal digits. What does not fit is not repeated: it may be a key.
pub(super) fn unhex(field: &str, text: &str) -> Result<Vec<u8>> {
    let wrong = || SartorError::invalid("vault", field, "pairs of hexadecimal digits");
    let digits =
        text.chars().map(|digit| digit.to_digit(16)).collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
    if digits.len() % 2 != 0 {
        return Err(wrong());
    }
    let byte = |pair: &[u32]| pair.iter().fold(0_u32, |byte, digit| byte * 16 + digit) as u8;
    Ok(digits.chunks(2).map(byte).collect())
}

#[cfg(test)]
mod tests {
    use super::super::call;
    use serde_json::{Value, json};

    fn asked(operation: &str, input: &Value) -> Value {
        serde_json::from_str(&call(None, operation, &input.to_string()).unwrap()).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_again_under_either_kind_of_key() {
        let keys = json!({ "active": "0123456789abcdef".repeat(4) });
        let mut input = json!({ "keys": keys, "customerId": "c_17", "schema": "profile/1", "hex": "00ff10" });
        let sealed = asked("vault.seal", &input);
        input["hex"] = sealed["hex"].clone();
        assert_eq!(asked("vault.open", &input), json!({ "hex": "00ff10" }));

        let data_key = asked("vault.createDataKey", &json!({ "keys": keys, "customerId": "c_17" }));
        input["dataKey"] = data_key["hex"].clone();
        input["hex"] = json!("c0ffee");
        let sealed = asked("vault.sealWith", &input);
        input["hex"] = sealed["hex"].clone();
        assert_eq!(asked("vault.openWith", &input), json!({ "hex": "c0ffee" }));
    }

    #[test]
    fn a_key_that_is_no_key_is_not_repeated() {
        let input =
            json!({ "keys": { "active": "correct horse" }, "customerId": "c", "schema": "s", "hex": "" });
        let error = call(None, "vault.seal", &input.to_string()).unwrap_err();
        assert_eq!(error.to_string(), "vault: keys.active is not pairs of hexadecimal digits");
    }
}
