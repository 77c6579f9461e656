//! Sealed bytes, keys and pseudonyms.
//!
//! Sealing draws entropy, so what is opened here was sealed once: by another implementation, Python's
//! `cryptography`, from the layout of `docs/privacy.md`.

use serde_json::{Value, json};

use super::Cases;

/// The host's key that wrapped both below, and another.
const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
const OTHER_KEY: &str = "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100";
/// `a profile` of `c_17`, of schema `profile/1`, with its data key within.
const WITHIN: &str = "535254530100090900000070726f66696c652f315352544b0180aa9ac1699d5fc58485868788898a8b8c8d8e8f\
    8eb7f3a840b1a39ed929399743ea5159419f3528dadb529de767358e376d08f95d253df46da0e9a72f8d8f871e\
    fcd0aa4f90bd74e12eba896de5a498bfed5d04909192939495969798999a9b5665293d7a7c019daf16ed3d2345\
    67861549681e53b4ab0755";
/// A data key of `c_17`, and what it sealed.
const DATA_KEY: &str = "5352544b0180aa9ac1699d5fc50505050505050505050505054b30dd75a33f9bea308006ec02190fdd426181cb\
    f7c8849b2d3fcf3fc52509457c9921414476256ccb0c0f7b3e1dd8684eb089c100bde9b955b562ad35fdd744";
const ELSEWHERE: &str = "535254530101090900000070726f66696c652f316395e8b8c813d34909090909090909090909090913688f6538\
    8801ca3bed21748ae77029c629932dcfe4ca313a";

impl Cases {
    pub fn vault(&mut self) {
        let active = json!({ "active": KEY });
        let retired = json!({ "active": OTHER_KEY, "retired": [KEY] });
        let none_active = json!({ "retired": [KEY] });
        let removed = json!({ "active": OTHER_KEY });
        let open = |keys: &Value, customer_id: &str, schema: &str, hex: &str| json!({ "keys": keys, "customerId": customer_id, "schema": schema, "hex": hex });
        let flipped = flip(WITHIN);
        let openings = [
            ("what is sealed", open(&active, "c_17", "profile/1", WITHIN)),
            ("what a retired key wrapped", open(&retired, "c_17", "profile/1", WITHIN)),
            ("what a removed key wrapped", open(&removed, "c_17", "profile/1", WITHIN)),
            ("a flipped bit", open(&active, "c_17", "profile/1", &flipped)),
            ("as another customer's", open(&active, "c_18", "profile/1", WITHIN)),
            ("as something else", open(&active, "c_17", "shop/1", WITHIN)),
            ("half of it", open(&active, "c_17", "profile/1", &WITHIN[..80])),
            ("what needs a key from elsewhere", open(&active, "c_17", "profile/1", ELSEWHERE)),
            ("what is no hexadecimal", open(&active, "c_17", "profile/1", "xyz")),
            ("with a key that is too short", open(&json!({ "active": "00" }), "c_17", "profile/1", WITHIN)),
        ];
        for (what, asked) in openings {
            self.add(&format!("open {what}"), "vault.open", &asked);
        }
        let under = |keys: &Value, customer_id: &str, data_key: &str, hex: &str| {
            let mut asked = open(keys, customer_id, "profile/1", hex);
            asked["dataKey"] = json!(data_key);
            asked
        };
        let openings = [
            ("what is sealed", under(&active, "c_17", DATA_KEY, ELSEWHERE)),
            ("a flipped bit", under(&active, "c_17", DATA_KEY, &flip(ELSEWHERE))),
            ("a flipped bit of the key", under(&active, "c_17", &flip(DATA_KEY), ELSEWHERE)),
            ("as another customer's", under(&active, "c_18", DATA_KEY, ELSEWHERE)),
            ("what holds its own key", under(&active, "c_17", DATA_KEY, WITHIN)),
        ];
        for (what, asked) in openings {
            self.add(&format!("open with a data key {what}"), "vault.openWith", &asked);
        }
        self.add("seal with no active key", "vault.seal", &open(&none_active, "c_17", "profile/1", "00"));
        self.add("seal with no key", "vault.seal", &open(&json!({}), "c_17", "profile/1", "00"));
        self.add("seal under a long schema", "vault.seal", &open(&active, "c_17", &"x".repeat(65), "00"));
        self.add("seal under a retired key", "vault.sealWith", &under(&retired, "c_17", DATA_KEY, "00"));
        self.add(
            "a data key under a retired key",
            "vault.createDataKey",
            &json!({ "keys": none_active, "customerId": "c_17" }),
        );
        self.add(
            "rewrap what is under the active key",
            "vault.rewrap",
            &json!({ "keys": active, "hex": WITHIN }),
        );
        self.add(
            "rewrap what a removed key wrapped",
            "vault.rewrap",
            &json!({ "keys": removed, "hex": DATA_KEY }),
        );
        for (what, hex) in [
            ("sealed bytes", WITHIN),
            ("a data key", DATA_KEY),
            ("what a data key sealed", ELSEWHERE),
            ("nothing at all", ""),
        ] {
            self.add(&format!("said of themselves, unproven: {what}"), "vault.info", &json!({ "hex": hex }));
        }
        self.add("a pseudonym", "pseudonym", &json!({ "key": KEY, "customerId": "c_17" }));
        self.add("a pseudonym under a short key", "pseudonym", &json!({ "key": "00", "customerId": "c_17" }));
    }
}

/// The last bit, flipped.
fn flip(hex: &str) -> String {
    let (rest, last) = hex.split_at(hex.len() - 1);
    let digit = u32::from_str_radix(last, 16).unwrap_or_default() ^ 1;
    format!("{rest}{digit:x}")
}
