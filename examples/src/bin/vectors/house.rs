//! Who did what, who may, and what a report may show.

use sartor_examples::menswear::AS_OF_MS;
use serde_json::{Value, json};

use super::Cases;

const ANCHOR_KEY: &str = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf";

impl Cases {
    pub fn house(&mut self) {
        self.audit();
        let ask = |role: &str, resource: &str, action: &str, class: &str| json!({ "roles": [role], "resource": resource, "action": action, "fieldClass": class });
        let requests = [
            ("a chat reads what is safe", ask("chat", "profile", "read", "prompt_safe")),
            ("a chat reads what is not", ask("chat", "profile", "read", "server_only")),
            ("an officer erases", ask("privacy_officer", "profile", "erase", "personal")),
            ("somebody unknown", ask("intern", "profile", "read", "personal")),
            ("a class nobody knows", ask("chat", "profile", "read", "gossip")),
            ("everything at once", ask("chat", "*", "read", "personal")),
        ];
        for (what, request) in requests {
            self.add(&format!("access: {what}"), "access.decide", &json!({ "request": request }));
        }
        let role = |name: &str, of: &str| json!({ "role": name, "inherits": [of], "permissions": [] });
        let round = json!({ "roles": [role("a", "b"), role("b", "a")] });
        let request = ask("a", "profile", "read", "personal");
        self.add(
            "access: roles in a circle",
            "access.decide",
            &json!({ "policy": round, "request": request }),
        );
        self.reports();
    }

    fn audit(&mut self) {
        let mut named = |who: &str| {
            let asked = json!({ "key": ANCHOR_KEY, "customerId": who });
            self.add(&format!("the pseudonym of {who}"), "pseudonym", &asked)["pseudonym"].clone()
        };
        let (agent, customer) = (named("agent_4"), named("c_17"));
        let event = |minute: i64, action: &str, outcome: &str| {
            json!({
                "atMs": AS_OF_MS + 60_000 * minute, "actor": agent, "action": action, "subject": customer,
                "outcome": outcome,
            })
        };
        let events = json!([
            event(0, "profile.read", "allowed"),
            event(1, "profile.export", "denied"),
            event(2, "profile.erase", "allowed"),
        ]);
        let asked = json!({ "logId": "shop_1", "events": events, "anchorKey": ANCHOR_KEY });
        let log = self.add("begin a log", "audit.append", &asked);
        let lines = log["lines"].as_str().unwrap_or_default();
        let asked = json!({
            "logId": "shop_1", "lines": lines, "events": [event(3, "profile.read", "failed")],
            "anchors": [log["anchor"]], "anchorKey": ANCHOR_KEY,
        });
        self.add("go on with a log", "audit.append", &asked);
        let on = |lines: &str, log_id: &str| json!({ "logId": log_id, "lines": lines, "events": [] });
        self.add("go on with another log", "audit.append", &on(lines, "shop_2"));
        self.add(
            "go on with an edited log",
            "audit.append",
            &on(&lines.replace("denied", "failed"), "shop_1"),
        );
        let name = json!({ "atMs": AS_OF_MS, "actor": "Anna Tailor", "action": "profile.read", "outcome": "allowed" });
        self.add("log a name", "audit.append", &json!({ "logId": "shop_1", "events": [name] }));
        let mut turned: Vec<&str> = lines.split_inclusive('\n').collect();
        let shorter = turned.iter().take(2).copied().collect::<String>();
        turned.reverse();
        let logs = [
            ("whole", lines.to_owned(), "shop_1"),
            ("edited", lines.replace("denied", "failed"), "shop_1"),
            ("in another order", turned.concat(), "shop_1"),
            ("cut short", shorter, "shop_1"),
            ("of another shop", lines.to_owned(), "shop_2"),
            ("that is no log", "hello\n".to_owned(), "shop_1"),
        ];
        for (what, lines, log_id) in logs {
            let anchors = if log_id == "shop_1" { vec![&log["anchor"]] } else { Vec::new() };
            let asked =
                json!({ "logId": log_id, "lines": lines, "anchors": anchors, "anchorKey": ANCHOR_KEY });
            self.add(&format!("verify a log {what}"), "audit.verify", &asked);
        }
        let asked =
            json!({ "logId": "shop_2", "lines": "", "anchors": [log["anchor"]], "anchorKey": ANCHOR_KEY });
        self.add("verify by another log's anchor", "audit.verify", &asked);
        let mut forged = log["anchor"].clone();
        forged["mac"] = Value::Null;
        let asked =
            json!({ "logId": "shop_1", "lines": lines, "anchors": [forged], "anchorKey": ANCHOR_KEY });
        self.add("verify by an anchor that nobody signed", "audit.verify", &asked);
    }

    fn reports(&mut self) {
        let cell = |row: &str, column: &str, count: i64, revenue: i64| json!({ "row": row, "column": column, "count": count, "sumsMinor": [revenue] });
        let june = json!([
            cell("achiever", "app", 3, 30_000),
            cell("achiever", "web", 63, 700_000),
            cell("value", "app", 41, 120_000),
            cell("value", "web", 96, 200_000),
        ]);
        let first = self.add("a report of two by two", "report.release", &json!({ "cells": june }));
        let july = json!([
            cell("achiever", "app", 3, 30_000),
            cell("achiever", "web", 64, 710_000),
            cell("value", "app", 41, 120_000),
            cell("value", "web", 96, 200_000),
        ]);
        let again = json!({ "ledger": first["ledger"], "cells": july });
        self.add("the report again with one customer more", "report.release", &again);
        let kind = |row: &str, count: i64| json!({ "row": row, "count": count });
        let list = [kind("north", 120), kind("south", 4), kind("west", 11)];
        self.add("a list of which one is small", "report.release", &json!({ "k": 10, "cells": list }));
        self.add("a report of one and all", "report.release", &json!({ "k": 1, "cells": list }));
        let fewer = json!({ "cells": [kind("north", -1)] });
        self.add("a report of fewer than none", "report.release", &fewer);
        let both = json!({ "k": 5, "ledger": first["ledger"], "cells": july });
        self.add("a report by two measures", "report.release", &both);
    }
}
