//! What others recorded of consent, and Google's own events.

use sartor::time::HOUR_MS;
use sartor_examples::menswear::{AS_OF_MS, CHAT_CUSTOMER};
use serde_json::{Value, json};

use super::Cases;

/// A string that grants nothing.
const TC_STRING: &str = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA";

impl Cases {
    pub fn consents(&mut self, profile: &Value) {
        let mode = json!({
            "analytics_storage": "granted", "personalization_storage": "granted",
            "ad_user_data": "granted", "ad_personalization": "denied", "security_storage": "granted",
        });
        let heard = self.add("a banner of Google's", "consent.googleConsentMode", &mode);
        self.add("a banner that says nothing", "consent.googleConsentMode", &json!({}));
        self.add("a banner that says maybe", "consent.googleConsentMode", &json!({ "ad_storage": "maybe" }));
        for header in ["1", "0", "yes"] {
            let name = format!("privacy control {header}");
            self.add(&name, "consent.globalPrivacyControl", &json!({ "secGpc": header }));
        }
        let keys = [
            ("a string", json!({ "tcString": TC_STRING })),
            (
                "bits of purposes",
                json!({ "purposeConsents": "111", "purposeLegitimateInterests": "00000001110" }),
            ),
            ("a law that does not apply", json!({ "gdprApplies": 0, "purposeConsents": "111" })),
            (
                "a string and bits that disagree",
                json!({ "tcString": TC_STRING, "purposeConsents": "11111111111" }),
            ),
            ("bits that are none", json!({ "purposeConsents": "1x" })),
            ("half a string", json!({ "tcString": "COvFyGBOvFyG" })),
        ];
        for (what, keys) in keys {
            self.add(&format!("framework with {what}"), "consent.iabTcf", &keys);
        }
        self.add("a consent string", "consent.parseTcString", &json!({ "text": TC_STRING }));
        self.add(
            "a consent string of version 1",
            "consent.parseTcString",
            &json!({ "text": "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA" }),
        );
        let categories = json!([
            { "category": "Advertising", "purposes": ["sharing", "marketing"] },
            { "category": "Analytics", "purposes": ["analytics"] },
        ]);
        let preferences = json!({ "Advertising": false, "Analytics": true, "Functional": true });
        self.add(
            "preferences of Segment's",
            "consent.segmentPreferences",
            &json!({ "preferences": preferences, "categories": categories }),
        );
        self.add(
            "preferences with a category twice",
            "consent.segmentPreferences",
            &json!({ "preferences": preferences, "categories": [categories[0], categories[0]] }),
        );
        let at = AS_OF_MS - HOUR_MS;
        let asked = json!({ "customerId": CHAT_CUSTOMER, "changes": heard["changes"], "at": at });
        let made = self.add("events of a banner", "consent.events", &asked);
        self.add(
            "events of a banner of nobody",
            "consent.events",
            &json!({ "customerId": "", "changes": heard["changes"], "at": at }),
        );
        let observed = json!({ "profile": profile, "event": made["events"][0], "asOf": AS_OF_MS });
        self.add("observe what the banner said", "observe", &observed);
        let unknown = json!({
            "type": "track", "event": "Consent Changed", "messageId": "n4", "userId": CHAT_CUSTOMER,
            "timestamp": "2026-06-01T07:00:00Z",
            "properties": { "purpose": "telepathy", "state": "granted" },
        });
        let observed = json!({ "profile": profile, "event": unknown, "asOf": AS_OF_MS });
        self.add("observe consent for a purpose nobody knows", "observe", &observed);
        self.tables(profile);
        self.google();
    }

    fn tables(&mut self, profile: &Value) {
        let table = format!(
            "subject,purpose,state,basis,version,source,time\n\
             {CHAT_CUSTOMER},marketing,granted,consent,p7,banner,2026-05-01T10:00:00Z\n\
             {CHAT_CUSTOMER},Newsletter,denied,,,letter,2026-05-03 10:00:00\n\
             {CHAT_CUSTOMER},telepathy,granted,,,,2026-05-03T10:00:00Z\n\
             somebody_else,analytics,granted,consent,p7,banner,2026-05-01T10:00:00Z\n\
             {CHAT_CUSTOMER},analytics,perhaps,,,,2026-05-03T10:00:00Z\n"
        );
        let options = json!({
            "utcOffsetMinutes": 120, "purposes": [{ "category": "Newsletter", "purposes": ["marketing"] }],
        });
        let asked = json!({ "text": table, "options": options });
        self.add("a table of consents", "readConsents", &asked);
        let asked = json!({ "profile": profile, "text": table, "options": options, "asOf": AS_OF_MS });
        self.add("a table of consents for one customer", "profile.readConsents", &asked);
        let missing = "subject,state,time\nc1,granted,2026-05-01T10:00:00Z\n";
        self.add("a table of consents without purposes", "readConsents", &json!({ "text": missing }));
        let asked = json!({ "text": table, "options": { "utcOffsetMinutes": 100_000 } });
        self.add("a table of consents far from any clock", "readConsents", &asked);
    }

    fn google(&mut self) {
        let items = json!([{ "item_id": "suit_001", "price": 1150, "quantity": 1, "index": 0 }]);
        let purchase = json!({
            "client_id": "v_9", "user_id": "c_17", "timestamp_micros": 1_780_300_800_000_000_i64,
            "events": [
                { "name": "view_item_list", "params": { "item_list_id": "suits", "items": items } },
                { "name": "purchase", "params": {
                    "transaction_id": "T1", "currency": "USD", "value": 1150, "tax": 69, "items": items,
                } },
            ],
        });
        let export = json!({
            "event_name": "add_to_cart", "event_timestamp": 1_780_300_800_000_000_i64, "user_pseudo_id": "v_9",
            "event_params": [{ "key": "currency", "value": { "string_value": "USD" } }],
            "items": [{ "item_id": "suit_001", "price": 1150.0, "quantity": 2 }],
        });
        let payloads = [
            ("a payload", purchase.to_string()),
            ("a row of the export", export.to_string()),
            (
                "a payload without time",
                r#"{"client_id":"v","events":[{"name":"page_view","params":{}}]}"#.to_owned(),
            ),
            ("a price below nothing", purchase.to_string().replace("\"price\":1150", "\"price\":-1150")),
            ("half a payload", "{".to_owned()),
        ];
        for (what, text) in payloads {
            self.add(
                &format!("Google's events: {what}"),
                "readGa4",
                &json!({ "text": text, "currency": "USD" }),
            );
        }
        self.add(
            "Google's events in no currency",
            "readGa4",
            &json!({ "text": "{}", "currency": "dollars" }),
        );
    }
}
