//! What a customer may ask for, and who is who.

use sartor_examples::menswear::{AS_OF_MS, CHAT_CUSTOMER};
use serde_json::{Value, json};

use super::{Cases, view};

impl Cases {
    pub fn rights(&mut self, customers: &[(String, Value)]) {
        let (_, profile) = &customers[0];
        let ask = |profile: &Value| json!({ "profile": profile, "asOf": AS_OF_MS });
        let with = |name: &str, value: Value| {
            let mut asked = ask(profile);
            asked[name] = value;
            asked
        };
        for (who, profile) in customers.iter().take(3) {
            self.add(&format!("export of {who}"), "profile.export", &ask(profile));
        }
        let restricted = self.add(
            "restrict, with a reason",
            "profile.restrict",
            &with("reason", json!("accuracy_contested")),
        );
        let restricted = &restricted["profile"];
        for operation in ["outlook", "taste", "behaviour", "contact", "profile.explain"] {
            self.add(&format!("{operation} of a restricted customer"), operation, &ask(restricted));
        }
        self.add("lift a restriction", "profile.liftRestriction", &ask(restricted));
        self.add("lift a restriction that never was", "profile.liftRestriction", &ask(profile));
        self.add("restrict with a long reason", "profile.restrict", &with("reason", json!("x".repeat(257))));
        let limited = self.add("limit what is sensitive", "profile.limitSensitive", &ask(profile));
        self.add("what is declared once that is limited", "profile.declared", &ask(&limited["profile"]));
        let opted = self.add("opt out of sale", "profile.optOutOfSale", &ask(profile));
        self.add("the data of who opted out", "profile.explain", &ask(&opted["profile"]));
        self.add("explain in British English", "profile.explain", &with("language", json!("en-GB")));
        self.add("explain in Klingon", "profile.explain", &with("language", json!("tlh")));
        self.add(
            "history of ten days, with texts",
            "profile.history",
            &with("options", json!({ "recentDays": 10, "includeText": true })),
        );
        self.add("history of no days", "profile.history", &with("options", json!({ "recentDays": 0 })));
        let policy =
            json!({ "browsingDays": 20, "conversationsDays": 10, "purchasesDays": 60, "decisionsDays": 5 });
        self.add("purge by several ages", "profile.purge", &with("policy", policy));
        self.add("purge by no age", "profile.purge", &with("policy", json!({})));
        self.add(
            "purge by a category nobody knows",
            "profile.purge",
            &with("policy", json!({ "dreamsDays": 1 })),
        );
        self.merges(profile, &ask(profile));
        self.add("every field known by name", "declaredFields", &json!({}));
        for name in ["Birth Date", "religiousViews", "favourite_tailor", "jobTitle", ""] {
            self.add(&format!("what may be done with {name:?}"), "guardOf", &json!({ "name": name }));
        }
    }

    fn merges(&mut self, profile: &Value, asked: &Value) {
        let with = |name: &str, value: Value| {
            let mut asked = asked.clone();
            asked[name] = value;
            asked
        };
        let visitor = json!({ "customerId": "visitor_7", "currency": "USD", "events": [
            view("m1", "visitor_7", "suit_001", "2026-05-01T10:00:00Z"),
        ]});
        let merged = self.add("merge that the host states", "profile.mergeStated", &with("other", visitor));
        let mut undo = json!({ "profile": merged["profile"], "asOf": AS_OF_MS, "identity": "visitor_7" });
        self.add("unmerge of what was merged", "profile.unmerge", &undo);
        undo["identity"] = json!(CHAT_CUSTOMER);
        self.add("unmerge of oneself", "profile.unmerge", &undo);
        let order = json!({
            "type": "track", "event": "Order Completed", "messageId": "o1", "userId": "visitor_8",
            "timestamp": "2026-05-02T10:00:00Z",
            "properties": { "order_id": "o1", "currency": "EUR", "revenue": 70.0, "products": [] },
        });
        let foreign = json!({ "customerId": "visitor_8", "events": [order] });
        self.add("merge of another currency", "profile.merge", &with("other", foreign));
        let unknown = json!({ "what": "messages", "messageIds": ["never_seen"] });
        self.add("erase an event nobody saw", "profile.erase", &with("request", unknown));
        let some = profile["body"]["ledgers"][0]["events"].as_array().map(Vec::as_slice).unwrap_or_default();
        let ids: Vec<&Value> = some.iter().take(2).map(|event| &event["messageId"]).collect();
        let two = json!({ "what": "messages", "messageIds": ids });
        self.add("erase two events", "profile.erase", &with("request", two));
    }

    pub fn identities(&mut self) {
        let mut events = Vec::new();
        let mut seen = |device: &str, customer: Option<&str>, day: u32, hour: u32| {
            let at = format!("2026-05-{:02}T{hour:02}:00:00Z", day + 1);
            let mut event = view(&format!("e{}", events.len()), "", "suit_001", &at);
            event["anonymousId"] = json!(device);
            event["userId"] = json!(customer);
            events.push(event);
        };
        for day in 0..6 {
            seen("phone_1", Some("anna"), day, 8);
            seen("tablet", Some("anna"), day, 18);
            seen("tablet", Some("boris"), day, 20);
            seen("kiosk", None, day, 8);
        }
        seen("kiosk", Some("anna"), 7, 12);
        let asked = json!({ "events": events });
        self.add("who is who among three devices", "identity.verdicts", &asked);
        let pairs = [
            ("a phone of one", "phone_1", "anna", json!({})),
            ("a tablet of two", "tablet", "anna", json!({})),
            ("a kiosk used while the customer was elsewhere", "kiosk", "anna", json!({})),
            ("a phone when ten days are asked for", "phone_1", "anna", json!({ "minLoginDays": 10 })),
            ("two who were never seen together", "phone_1", "boris", json!({})),
            ("a policy that asks for no day", "phone_1", "anna", json!({ "minLoginDays": 0 })),
            ("an empty id", "", "anna", json!({})),
        ];
        for (what, anonymous_id, customer_id, policy) in pairs {
            let asked = json!({
                "events": events, "policy": policy, "anonymousId": anonymous_id, "customerId": customer_id,
            });
            self.add(&format!("may they be merged: {what}"), "identity.mergeVerdict", &asked);
        }
    }
}
