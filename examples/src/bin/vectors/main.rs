//! Writes the vectors that hold every language to the same bits: `core/tests/vectors/`.
//!
//! Run it when an answer is meant to change, and read the difference before committing it.
#![allow(clippy::print_stdout)] // a program speaks

mod figures;
mod house;
mod learn;
mod lifetime;
mod predict;
mod rights;
mod signals;
mod vault;

use std::fs;
use std::path::PathBuf;

use sartor::Result;
use sartor::api::call;
use sartor::consent::ConsentPurpose;
use sartor::contact::{ConditionOperator, ExperienceCondition, ExperiencePolicy, ExperienceRule};
use sartor::control::Control;
use sartor::engine::{Engine, EnginePolicy, EventOptions, Trainer};
use sartor::money::Currency;
use sartor::profile::Profile;
use sartor::shop::Shop;
use sartor::time::{DAY_MS, MINUTE_MS};
use sartor_examples::load;
use sartor_examples::menswear::{AS_OF_MS, CHAT_CUSTOMER, Menswear};
use serde_json::{Value, json};

/// The seed of the shop behind the vectors.
const SEED: u32 = 7;
/// Profiles in vectors have at most this many events, to keep the file readable.
const MAX_EVENTS: usize = 40;

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../core/tests/vectors");
    fs::create_dir_all(&folder)?;
    let trainer = trainer()?;
    let engine = trainer.fit(AS_OF_MS, Control::none())?;
    let artifact = engine.save()?;
    // What is tested is the artefact as stored, not the engine that wrote it.
    let engine = Engine::load(&artifact)?;
    fs::write(folder.join("menswear.sartor"), &artifact)?;
    let cases = Cases { engine, cases: Vec::new() }.all(&trainer)?;
    let count = cases.len();
    let index = json!({ "artifacts": { "menswear": "menswear.sartor" }, "cases": cases });
    fs::write(folder.join("index.json"), format!("{index:#}\n"))?;
    println!("{count} cases, artefact of {} bytes", artifact.len());
    Ok(())
}

fn trainer() -> Result<Trainer> {
    let made = Menswear::generate(SEED, &|_, _| ());
    let catalog = load::catalogue(&made.catalogue_csv(), Currency::parse("USD")?)?;
    let mut trainer =
        Trainer::new(catalog, EnginePolicy { experience: experience(), ..EnginePolicy::default() })?;
    let mut feed = trainer.event_feed(&EventOptions::default())?;
    feed.feed(made.events_jsonl().as_bytes())?;
    feed.finish(&mut trainer)?;
    Ok(trainer)
}

/// Variants of one slot by segment, stage and declared taste, and one of another for everybody.
fn experience() -> ExperiencePolicy {
    let rule = |id: &str, slot: &str, variant: &str, asks: &[(&str, &[&str])]| ExperienceRule {
        id: id.to_owned(),
        slot: slot.to_owned(),
        variant: variant.to_owned(),
        priority: 0,
        conditions: asks
            .iter()
            .map(|(field, values)| ExperienceCondition {
                field: (*field).to_owned(),
                operator: if values.is_empty() { ConditionOperator::Known } else { ConditionOperator::Is },
                values: values.iter().map(|value| (*value).to_owned()).collect(),
                number: None,
            })
            .collect(),
    };
    ExperiencePolicy {
        rules: vec![
            rule("everybody", "hero", "new_season", &[]),
            rule("suits", "hero", "tailoring", &[("segment", &["Professional Achiever"])]),
            rule(
                "hurry",
                "hero",
                "one_click",
                &[("stage", &["checkout"]), ("device", &["mobile", "tablet"])],
            ),
            rule("fitted", "size_guide", "own_fit", &[("declared.fit", &[])]),
        ],
    }
}

struct Cases {
    engine: Engine,
    cases: Vec<Value>,
}

impl Cases {
    /// Add a case, and give what it answers: nothing for a refusal.
    fn add(&mut self, name: &str, operation: &str, input: &Value) -> Value {
        self.add_text(name, operation, &input.to_string())
    }

    fn add_text(&mut self, name: &str, operation: &str, input: &str) -> Value {
        let mut case = json!({ "name": name, "engine": "menswear", "operation": operation, "input": input });
        match call(Some(&self.engine), operation, input) {
            Ok(answer) => case["expect"] = Value::String(answer),
            Err(error) => case["error"] = json!({ "code": error.code(), "message": error.to_string() }),
        }
        let answer = case["expect"].as_str().map(parsed).unwrap_or_default();
        self.cases.push(case);
        answer
    }

    fn all(mut self, trainer: &Trainer) -> Result<Vec<Value>> {
        let customers = customers(trainer)?;
        let shop = shop(trainer)?;
        self.single(&customers);
        self.prices(&customers, &shop);
        self.products(&customers, &shop);
        self.turns(&customers, &shop);
        self.ledgers(&customers);
        self.files();
        self.rights(&customers);
        self.consents(&customers[0].1);
        self.identities();
        self.vault();
        self.house();
        self.figures();
        self.lifetime();
        self.learn();
        self.predict();
        self.refusals(&customers);
        Ok(self.cases)
    }

    fn single(&mut self, customers: &[(String, Value)]) {
        self.add("health", "health", &json!({}));
        for (who, profile) in customers {
            let asked = json!({ "profile": profile, "asOf": AS_OF_MS });
            self.add(&format!("outlook of {who}"), "outlook", &asked);
            self.add(&format!("segment of {who}"), "segment", &asked);
            self.add(&format!("view of {who}"), "profile.view", &asked);
            self.add(&format!("taste of {who}"), "taste", &asked);
            self.add(&format!("behaviour of {who}"), "behaviour", &asked);
            self.add(&format!("how to write to {who}"), "contact", &asked);
            self.add(&format!("what to ask {who}"), "nextQuestion", &asked);
            self.add(&format!("what {who} declared"), "profile.declared", &asked);
            self.add(&format!("history of {who}"), "profile.history", &asked);
            self.add(&format!("what {who} is told of their data"), "profile.explain", &asked);
        }
        let (who, profile) = &customers[0];
        let earlier = json!({ "profile": profile, "asOf": AS_OF_MS - 200 * DAY_MS });
        self.add(&format!("outlook of {who} as it was 200 days ago"), "outlook", &earlier);
        let profiles: Vec<&Value> = customers.iter().map(|(_, profile)| profile).collect();
        self.add(
            "outlooks of all as columns",
            "outlookBatch",
            &json!({ "profiles": profiles, "asOf": AS_OF_MS }),
        );
    }

    fn prices(&mut self, customers: &[(String, Value)], shop: &Value) {
        let (_, profile) = &customers[0];
        for jurisdiction in ["US-MI", "US-NY", "DE", "GB"] {
            let asked = json!({
                "profile": profile, "shop": shop, "productIds": ["suit_001", "suit_009"],
                "context": { "jurisdiction": jurisdiction }, "asOf": AS_OF_MS,
            });
            self.add(&format!("quote in {jurisdiction}"), "quote", &asked);
        }
        let nowhere = json!({ "profile": profile, "productIds": ["suit_001"], "asOf": AS_OF_MS });
        self.add("quote where the jurisdiction is unknown", "quote", &nowhere);
        let impersonal = json!({
            "profile": profile, "productIds": ["suit_001"],
            "context": { "jurisdiction": "US-MI", "impersonal": true }, "asOf": AS_OF_MS,
        });
        self.add("impersonal quote", "quote", &impersonal);
    }

    fn products(&mut self, customers: &[(String, Value)], shop: &Value) {
        let requests = [
            ("nothing in particular", json!({})),
            (
                "a wedding within a budget",
                json!({ "occasion": "wedding", "budgetLowMinor": 100_000, "budgetHighMinor": 200_000, "limit": 5 }),
            ),
            ("a navy shirt", json!({ "category": "shirts", "colour": "navy", "limit": 3 })),
            ("a slim fit", json!({ "preferences": { "fit": "slim" }, "limit": 4 })),
            ("what nobody sells", json!({ "category": "boats" })),
        ];
        for (what, request) in requests {
            let asked =
                json!({ "profile": customers[0].1, "shop": shop, "request": request, "asOf": AS_OF_MS });
            self.add(&format!("recommend {what}"), "recommend", &asked);
        }
        let ids = ["suit_001", "suit_002", "suit_009"];
        for (who, profile) in customers {
            let asked = json!({ "profile": profile, "shop": shop, "asOf": AS_OF_MS });
            self.add(&format!("next actions for {who}"), "nextActions", &asked);
            let asked = json!({ "profile": profile, "months": 3, "asOf": AS_OF_MS });
            self.add(&format!("how the taste of {who} was learnt"), "tastePath", &asked);
            let asked = json!({ "profile": profile, "productIds": ids, "asOf": AS_OF_MS });
            self.add(&format!("how three suits meet the taste of {who}"), "tasteScores", &asked);
            let request = json!({ "stage": "checkout", "device": "mobile" });
            let asked = json!({ "profile": profile, "request": request, "asOf": AS_OF_MS });
            self.add(&format!("what {who} sees at the checkout"), "experience", &asked);
        }
    }

    fn turns(&mut self, customers: &[(String, Value)], shop: &Value) {
        for (who, profile) in customers {
            let request = turn(
                profile,
                "product_inquiry",
                &json!({ "occasion": "wedding", "budget": "$1000-2000" }),
                "US-MI",
            );
            let asked = json!({ "profile": profile, "shop": shop, "request": request, "asOf": AS_OF_MS });
            self.add(&format!("wedding turn of {who}"), "chat", &asked);
        }
        let (_, profile) = &customers[0];
        let turns = [
            ("a complaint", "complaint", json!({}), "US-MI"),
            ("a question about the cart", "cart_help", json!({}), "US-NY"),
            ("a budget in another currency", "product_inquiry", json!({ "budget": "€500" }), "DE"),
            (
                "words nobody knows",
                "product_inquiry",
                json!({ "mood": "<b>happy</b>", "colour": "navy" }),
                "GB",
            ),
            (
                "a dated wedding",
                "product_inquiry",
                json!({ "occasion": "wedding", "eventDate": "2026-08-01" }),
                "US-MI",
            ),
        ];
        for (what, intent, entities, jurisdiction) in turns {
            let asked = json!({
                "profile": profile, "shop": shop, "asOf": AS_OF_MS,
                "request": turn(profile, intent, &entities, jurisdiction),
            });
            self.add(&format!("turn with {what}"), "chat", &asked);
        }
        let mut safe = turn(profile, "product_inquiry", &json!({ "occasion": "wedding" }), "US-MI");
        safe["promptSafeOnly"] = json!(true);
        self.add(
            "turn for a phone",
            "chat",
            &json!({ "profile": profile, "request": safe, "asOf": AS_OF_MS }),
        );
    }

    fn ledgers(&mut self, customers: &[(String, Value)]) {
        let (_, profile) = &customers[0];
        let at = |extra: Value| {
            let mut asked = json!({ "profile": profile, "asOf": AS_OF_MS });
            if let (Some(into), Value::Object(extra)) = (asked.as_object_mut(), extra) {
                into.extend(extra);
            }
            asked
        };
        let short = json!({ "customerId": "visitor_7", "currency": "USD", "events": [
            view("m1", "visitor_7", "suit_001", "2026-05-01T10:00:00Z"),
            view("m2", "visitor_7", "suit_002", "2026-05-01T10:01:00.250+02:00"),
        ]});
        self.add("profile as JSON", "profile.json", &at(json!({})));
        self.add("profile as bytes", "profile.bytes", &at(json!({})));
        self.add("merge of a visitor", "profile.merge", &at(json!({ "other": short })));
        self.add("merge with itself is refused", "profile.merge", &at(json!({ "other": profile })));
        self.add(
            "unmerge of what was not merged",
            "profile.unmerge",
            &at(json!({ "identity": "visitor_7" })),
        );
        self.add("erase a year", "profile.erase", &at(json!({ "request": { "what": "range", "fromMs": AS_OF_MS - 365 * DAY_MS, "toMs": AS_OF_MS } })));
        self.add("erase everything", "profile.erase", &at(json!({ "request": { "what": "all" } })));
        self.add(
            "compact to a quarter",
            "profile.compact",
            &at(json!({ "policy": { "keepDays": 90, "maxEvents": 1000 } })),
        );
        self.add(
            "purge what was looked at",
            "profile.purge",
            &at(json!({ "policy": { "browsingDays": 30 } })),
        );
        let event = view("n1", CHAT_CUSTOMER, "suit_001", "2026-06-01T07:59:00Z");
        self.add("observe a view", "observe", &at(json!({ "event": event })));
        let later = view("n2", CHAT_CUSTOMER, "suit_001", "2026-06-02T07:59:00Z");
        self.add("observe an event of tomorrow", "observe", &at(json!({ "event": later })));
        let other = view("n3", "somebody_else", "suit_001", "2026-06-01T07:59:00Z");
        self.add("observe an event of somebody else", "observe", &at(json!({ "event": other })));
    }

    fn files(&mut self) {
        let header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n";
        let orders = [
            (
                "two orders",
                "1,A,Shirt,2,2026-01-02 10:00:00,19.99,c1,US\n2,B,Tie,1,2026-01-03 11:30:00,5,c1,US\n",
            ),
            (
                "a cancellation",
                "1,A,Shirt,2,2026-01-02 10:00:00,19.99,c1,US\nC2,A,Shirt,-1,2026-01-04 10:00:00,19.99,c1,US\n",
            ),
            (
                "dirt",
                "1,A,Shirt,-2,2026-01-02 10:00:00,1,c1,US\n2,,x,1,2026-01-02 10:00:00,1,c1,US\n3,A,x,1,2026-01-02 10:00:00,NaN,c1,US\n4,A,x,1,yesterday,1,c1,US\n5,A,x,1,2026-01-02 10:00:00,-5,,US\n6,A,x,1,2026-01-02 10:00:00,.001,,US\n",
            ),
            (
                "two times of one invoice",
                "1,A,Shirt,1,2026-01-02 10:05:00,3,c1,US\n1,B,Tie,1,2026-01-02 10:00:00,4,c1,US\n",
            ),
        ];
        for (what, lines) in orders {
            let asked = json!({ "text": format!("{header}{lines}"), "options": { "currency": "USD", "consentBasis": "consent" } });
            self.add(&format!("order file with {what}"), "readOrders", &asked);
        }
        self.add(
            "order file without a price column",
            "readOrders",
            &json!({ "text": "Invoice,StockCode,Quantity\n1,A,1\n" }),
        );
        let good = view("m1", "c1", "suit_001", "2026-05-01T10:00:00Z").to_string();
        let priced = r#"{"type":"track","event":"Order Completed","messageId":"o1","userId":"c1","timestamp":"2026-05-02T10:00:00+01:00","properties":{"order_id":"o1","currency":"USD","revenue":70.1,"products":[{"product_id":"a","price":0.1,"quantity":1},{"product_id":"b","price":35,"quantity":2}]}}"#;
        let events = [
            ("a view and an order", format!("{good}\n{priced}\n")),
            ("broken lines", format!("{good}\nnot json\n\n{{\"event\":\"Unheard Of\"}}\n")),
            ("a negative price", priced.replace("35", "-35")),
        ];
        for (what, text) in events {
            self.add(&format!("event file with {what}"), "readEvents", &json!({ "text": text }));
        }
    }

    fn refusals(&mut self, customers: &[(String, Value)]) {
        let (_, profile) = &customers[0];
        let ask = |extra: &str, value: Value| {
            let mut asked = json!({ "profile": profile, "asOf": AS_OF_MS });
            asked[extra] = value;
            asked
        };
        self.add("a path of no month", "tastePath", &ask("months", json!(0)));
        self.add("a path of a hundred years", "tastePath", &ask("months", json!(1200)));
        self.add("a score of what nobody sells", "tasteScores", &ask("productIds", json!(["boat_1"])));
        self.add("a stage nobody knows", "experience", &ask("request", json!({ "stage": "<b>dream</b>" })));
        self.add("an operation nobody knows", "predict", &json!({}));
        self.add("a field nobody knows", "outlook", &ask("horizon", json!(7)));
        self.add("a time before all time", "outlook", &json!({ "profile": profile, "asOf": -1 }));
        self.add("a product nobody sells", "quote", &ask("productIds", json!(["boat_1"])));
        self.add("a negative limit", "recommend", &ask("request", json!({ "limit": -1 })));
        self.add("a limit of a thousand", "recommend", &ask("request", json!({ "limit": 1000 })));
        self.add(
            "a turn of somebody else",
            "chat",
            &ask("request", json!({ "customerId": "c9", "sessionId": "s" })),
        );
        self.add(
            "an id of 257 bytes",
            "outlook",
            &json!({ "profile": { "customerId": "x".repeat(257) }, "asOf": AS_OF_MS }),
        );
        self.add_text("half a request", "outlook", r#"{"profile":"#);
        self.add_text("no JSON at all", "outlook", "hello");
    }
}

/// The groom, and the first customers of several kinds, as profiles in JSON.
fn customers(trainer: &Trainer) -> Result<Vec<(String, Value)>> {
    let small = |profile: &Profile| (3..=MAX_EVENTS).contains(&profile.event_count());
    let find = |wanted: &dyn Fn(&Profile) -> bool| {
        let ids = trainer.customer_ids();
        ids.iter()
            .filter_map(|id| trainer.profile(id))
            .find(|profile| small(profile) && wanted(profile))
            .cloned()
    };
    let buys = |profile: &Profile, least: usize| profile.state_at(AS_OF_MS).purchase_days.len() >= least;
    let allows = |profile: &Profile, purpose| profile.state_at(AS_OF_MS).allows(purpose);
    let kinds = [
        ("the groom", trainer.profile(CHAT_CUSTOMER).cloned()),
        ("a loyal customer", find(&|one| buys(one, 3) && allows(one, ConsentPurpose::Pricing))),
        (
            "a one-time buyer",
            find(&|one| {
                one.state_at(AS_OF_MS).purchase_days.len() == 1 && allows(one, ConsentPurpose::Analytics)
            }),
        ),
        ("somebody who only looks", find(&|one| !buys(one, 1) && allows(one, ConsentPurpose::Analytics))),
        (
            "somebody who allows nothing",
            find(&|one| {
                buys(one, 1)
                    && !allows(one, ConsentPurpose::Analytics)
                    && !allows(one, ConsentPurpose::Personalization)
            }),
        ),
    ];
    let mut customers = Vec::new();
    for (who, profile) in kinds {
        if let Some(profile) = profile {
            customers.push((who.to_owned(), parsed(&profile.to_json()?)));
        }
    }
    customers.push(("somebody new".to_owned(), parsed(&Profile::new("newcomer_1")?.to_json()?)));
    Ok(customers)
}

/// Counted stock, a deadline and two prices set by the shop.
fn shop(trainer: &Trainer) -> Result<Value> {
    let mut shop = Shop::new();
    let suits = trainer.catalog().products().iter().filter(|one| one.category.as_deref() == Some("suits"));
    for (product, count) in suits.zip((1..10).cycle()) {
        shop.stock(&product.product_id, count % 9, AS_OF_MS - 5 * MINUTE_MS)?;
    }
    shop.deadline("wedding_week", AS_OF_MS + DAY_MS, &["suit_005"])?;
    shop.price_override("suit_001", 99_000, AS_OF_MS - 10 * DAY_MS, Some(AS_OF_MS + DAY_MS), "summer sale")?;
    shop.price_override(
        "suit_009",
        90_000,
        AS_OF_MS - 25 * DAY_MS,
        Some(AS_OF_MS - 20 * DAY_MS),
        "flash sale",
    )?;
    Ok(parsed(&shop.to_json()?))
}

fn turn(profile: &Value, intent: &str, entities: &Value, jurisdiction: &str) -> Value {
    json!({
        "customerId": profile["body"]["customerId"], "sessionId": "session_456",
        "intent": { "category": intent, "entities": entities },
        "conversationContext": { "conversationHistory": [], "customerPreferences": { "fabric": "wool" } },
        "additionalData": { "imageUrls": ["product_image.jpg"], "location": "Detroit", "deviceType": "mobile", "jurisdiction": jurisdiction },
    })
}

fn view(message_id: &str, customer_id: &str, product_id: &str, timestamp: &str) -> Value {
    json!({
        "type": "track", "event": "Product Viewed", "messageId": message_id, "userId": customer_id,
        "timestamp": timestamp, "properties": { "product_id": product_id },
    })
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}
