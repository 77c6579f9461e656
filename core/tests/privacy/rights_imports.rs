//! Consent that others recorded: signals, tables and preferences become events, and say no more than they do.

use crate::engine_shop::{AS_OF_MS, as_json, catalog};
use proptest::prelude::*;
use sartor::consent::{
    ConsentCategory, ConsentModeKeys, ConsentPurpose, ConsentSignal, ConsentState, TcfKeys,
    global_privacy_control, google_consent_mode, iab_tcf,
};
use sartor::engine::{EnginePolicy, Trainer};
use sartor::event::{
    ConsentColumns, ConsentReader, ConsentTableOptions, Event, EventFormat, EventOptions, JsonLinesReader,
    consent_events,
};
use sartor::profile::{Observed, Profile};
use sartor::read::ReadReport;
use sartor::time::{DAY_MS, to_rfc3339};
use serde_json::json;

const USER: &str = "c_17";

fn told(profile: &mut Profile, changes: &[ConsentSignal], at_ms: i64) -> Vec<Observed> {
    let events = consent_events(USER, changes, at_ms).unwrap();
    events.iter().map(|event| profile.observe(event, AS_OF_MS).unwrap()).collect()
}

fn allowed(profile: &Profile) -> Vec<ConsentPurpose> {
    let state = profile.state_at(AS_OF_MS);
    ConsentPurpose::ALL.into_iter().filter(|purpose| state.allows(*purpose)).collect()
}

#[test]
fn signals_heard_twice_are_folded_once_and_the_latest_word_stands() {
    let granted = Some(ConsentState::Granted);
    let keys = ConsentModeKeys {
        analytics_storage: granted,
        personalization_storage: granted,
        ad_user_data: granted,
        ad_personalization: granted,
        ..ConsentModeKeys::default()
    };
    let mut profile = Profile::new(USER).unwrap();
    let banner = google_consent_mode(&keys).changes;
    assert_eq!(told(&mut profile, &banner, AS_OF_MS - 3 * DAY_MS), [Observed::Folded; 3]);
    assert_eq!(told(&mut profile, &banner, AS_OF_MS - 3 * DAY_MS), [Observed::Duplicate; 3]);
    let purposes = [ConsentPurpose::Analytics, ConsentPurpose::Personalization, ConsentPurpose::Sharing];
    assert_eq!(allowed(&profile), purposes);
    // Privacy control takes sharing back, and nothing that the shop does by itself.
    told(&mut profile, &global_privacy_control("1").changes, AS_OF_MS - 2 * DAY_MS);
    assert_eq!(allowed(&profile), purposes[..2]);
    // A framework string that grants nothing denies the three purposes it speaks of.
    let string = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA".to_owned();
    let heard = iab_tcf(&TcfKeys { tc_string: Some(string), ..TcfKeys::default() }).unwrap();
    told(&mut profile, &heard.changes, AS_OF_MS - DAY_MS);
    assert_eq!(allowed(&profile), []);
    let state = profile.state_at(AS_OF_MS);
    let said = state.consent_for(ConsentPurpose::Analytics).unwrap();
    assert_eq!((said.source.as_deref(), said.policy_version.as_deref()), (Some("tcf"), Some("tcf_policy_2")));
}

#[test]
fn of_two_answers_of_one_time_the_denial_stands_whichever_comes_first() {
    let answer = |state, source: &str| ConsentSignal {
        purpose: ConsentPurpose::Pricing,
        state,
        basis: None,
        policy_version: None,
        source: source.to_owned(),
    };
    for denier in ["a", "z"] {
        let mut answers = [answer(ConsentState::Granted, "m"), answer(ConsentState::Denied, denier)];
        for _ in 0..2 {
            let mut profile = Profile::new(USER).unwrap();
            told(&mut profile, &answers, AS_OF_MS - DAY_MS);
            assert_eq!(allowed(&profile), []);
            answers.reverse();
        }
    }
}

#[test]
fn an_answer_that_no_event_can_hold_is_refused() {
    let mut change = global_privacy_control("1").changes.remove(0);
    assert_eq!(
        consent_events("", std::slice::from_ref(&change), AS_OF_MS).unwrap_err().code(),
        "OUT_OF_RANGE"
    );
    assert_eq!(consent_events(USER, std::slice::from_ref(&change), -1).unwrap_err().code(), "OUT_OF_RANGE");
    change.source = "s".repeat(200);
    assert_eq!(consent_events(USER, &[change], AS_OF_MS).unwrap_err().code(), "TOO_LARGE");
}

const TABLE: &str = "Subject,Purpose,State,Basis,Policy Version,Source,Time
c_17,analytics,granted,legitimate_interest,2026-01,crm,2026-02-01T09:00:00Z
c_17,newsletter,Opt-In,,2026-01,,2026-02-01 09:00:00
c_17,everything,yes,,,,2026-02-02 09:00:00

c_17,newsletter,withdrawn,,,web,2026-03-01T09:00:00+02:00
c_18,pricing,true,consent,,,2026-02-01T09:00:00Z
c_17,telepathy,granted,,,,2026-02-01T09:00:00Z
c_17,analytics,maybe,,,,2026-02-01T09:00:00Z
c_17,analytics,granted,habit,,,2026-02-01T09:00:00Z
c_17,analytics,granted,,,,yesterday
,analytics,granted,,,,2026-02-01T09:00:00Z
";

fn options() -> ConsentTableOptions {
    let category = |name: &str, purposes: &[ConsentPurpose]| ConsentCategory {
        category: name.to_owned(),
        purposes: purposes.to_vec(),
    };
    ConsentTableOptions {
        utc_offset_minutes: 120,
        purposes: vec![
            category("newsletter", &[ConsentPurpose::Marketing]),
            category("everything", &[ConsentPurpose::Pricing, ConsentPurpose::Sharing]),
        ],
        ..ConsentTableOptions::default()
    }
}

fn read_table(table: &[u8], step: usize) -> (Vec<(u64, Event)>, ReadReport) {
    let mut events = Vec::new();
    let mut reader = ConsentReader::new(options()).unwrap();
    for piece in table.chunks(step) {
        reader.feed(piece, &mut |line, event| events.push((line, event))).unwrap();
    }
    let report = reader.finish(&mut |line, event| events.push((line, event))).unwrap();
    (events, report)
}

#[test]
fn every_row_of_a_table_is_an_answer_or_counted_with_its_reason() {
    let (events, report) = read_table(TABLE.as_bytes(), usize::MAX);
    for step in [1, 7, 100] {
        assert_eq!(read_table(TABLE.as_bytes(), step), (events.clone(), report.clone()));
    }
    assert_eq!((report.lines, report.accepted, report.skipped, report.blank), (11, 5, 5, 1));
    assert_eq!(report.produced, 6);
    let problems: Vec<_> =
        report.problems.iter().map(|one| (one.line, one.field.as_deref().unwrap())).collect();
    assert_eq!(problems, [(8, "purpose"), (9, "state"), (10, "basis"), (11, "time"), (12, "subject")]);
    // Times without a zone are of the options' offset.
    assert_eq!(to_rfc3339(events[1].1.timestamp_ms).unwrap(), "2026-02-01T07:00:00Z");
    assert_eq!(events[1].1.message_id, "consent:marketing:1769929200000:grant:import");
    assert_eq!(events[4].1.text("state"), Some("denied"));
}

#[test]
fn a_trainer_and_a_profile_read_the_same_of_a_table() {
    let mut trainer = Trainer::new(catalog(), EnginePolicy::default()).unwrap();
    let mut feed = trainer.consent_feed(options()).unwrap();
    feed.feed(TABLE.as_bytes()).unwrap();
    let report = feed.finish(&mut trainer).unwrap();
    assert_eq!(trainer.customer_ids(), ["c_17", "c_18"]);
    assert_eq!((report.accepted, report.skipped), (5, 5));

    let mut profile = Profile::new(USER).unwrap();
    let mut feed = profile.consent_feed(options()).unwrap();
    TABLE.as_bytes().chunks(5).for_each(|piece| feed.feed(piece).unwrap());
    let own = feed.finish(&mut profile, AS_OF_MS).unwrap();
    assert_eq!((own.accepted, own.skipped, own.produced), (4, 6, 5));
    assert_eq!(own.by_reason.iter().find(|one| one.code == "WRONG_CUSTOMER").unwrap().count, 1);
    assert_eq!(trainer.profile(USER), Some(&profile));
    let purposes = [ConsentPurpose::Analytics, ConsentPurpose::Pricing, ConsentPurpose::Sharing];
    assert_eq!(allowed(&profile), purposes);
}

#[test]
fn a_table_that_is_none_is_refused_whole() {
    let code = |text: &str, options: ConsentTableOptions| {
        let mut reader = ConsentReader::new(options).unwrap();
        let fed = reader.feed(text.as_bytes(), &mut |_, _| ());
        fed.and_then(|()| reader.finish(&mut |_, _| ()).map(|_| ())).unwrap_err().code()
    };
    assert_eq!(code("", ConsentTableOptions::default()), "TOO_FEW");
    assert_eq!(code("subject,purpose,state\n", ConsentTableOptions::default()), "INVALID_VALUE");
    let columns = ConsentColumns { source: Some("quelle".to_owned()), ..ConsentColumns::default() };
    let named = ConsentTableOptions { columns, ..ConsentTableOptions::default() };
    assert_eq!(code("subject,purpose,state,time\n", named), "INVALID_VALUE");
    let far = ConsentTableOptions { utc_offset_minutes: 5_000, ..ConsentTableOptions::default() };
    assert_eq!(ConsentReader::new(far).unwrap_err().code(), "OUT_OF_RANGE");
}

fn visit(at_ms: i64, id: &str, preferences: &serde_json::Value) -> String {
    let call = json!({
        "type": "track", "event": "Products Searched", "messageId": id, "userId": USER,
        "timestamp": to_rfc3339(at_ms).unwrap(), "properties": {"query": "suit"},
        "context": {"consent": {"categoryPreferences": preferences}},
    });
    format!("{call}\n")
}

fn preferences() -> EventOptions {
    let category =
        |name: &str, purpose| ConsentCategory { category: name.to_owned(), purposes: vec![purpose] };
    let consent_categories =
        vec![category("Ads", ConsentPurpose::Sharing), category("Stats", ConsentPurpose::Analytics)];
    EventOptions { consent_categories, ..EventOptions::default() }
}

fn read_events(text: &str, options: &EventOptions) -> (Profile, ReadReport) {
    let mut profile = Profile::new(USER).unwrap();
    let mut take = |_, event: Event| {
        profile.observe(&event, AS_OF_MS).unwrap();
    };
    let mut reader = JsonLinesReader::with_options(options).unwrap();
    reader.feed(text.as_bytes(), &mut take).unwrap();
    let report = reader.finish(&mut take).unwrap();
    (profile, report)
}

#[test]
fn preferences_of_every_call_become_events_only_where_they_change() {
    let at = |days: i64| AS_OF_MS - days * DAY_MS;
    let text = [
        visit(at(9), "m1", &json!({"Ads": true, "Stats": true, "Unheard": true})),
        visit(at(8), "m2", &json!({"Ads": true, "Stats": true})),
        visit(at(7), "m3", &json!({"Ads": false, "Stats": true})),
        visit(at(6), "m4", &json!({})),
        visit(at(5), "m5", &json!("yes")),
    ]
    .concat();
    let (profile, report) = read_events(&text, &preferences());
    // Five searches and three changes; what is no map is told of, and its call kept.
    assert_eq!((report.accepted, report.produced, report.refused_fields), (5, 8, 1));
    assert_eq!(allowed(&profile), [ConsentPurpose::Analytics]);
    assert!(profile.state_at(at(8)).allows(ConsentPurpose::Sharing));
    // Without the option they are passed over.
    let (profile, report) = read_events(&text, &EventOptions::default());
    assert_eq!((report.produced, allowed(&profile)), (5, vec![]));
    let ga4 = EventOptions { format: Some(EventFormat::Ga4), ..preferences() };
    assert_eq!(JsonLinesReader::with_options(&ga4).unwrap_err().code(), "INVALID_VALUE");
}

#[test]
fn a_trainer_hears_preferences_too() {
    let mut trainer = Trainer::new(catalog(), EnginePolicy::default()).unwrap();
    let mut feed = trainer.event_feed(&preferences()).unwrap();
    feed.feed(visit(AS_OF_MS - DAY_MS, "m1", &json!({"Stats": true})).as_bytes()).unwrap();
    let report = feed.finish(&mut trainer).unwrap();
    assert_eq!((report.accepted, report.produced), (1, 2), "{}", as_json(&report));
    assert_eq!(allowed(trainer.profile(USER).unwrap()), [ConsentPurpose::Analytics]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the order of lines, what stands at the end is what was said last by time.
    #[test]
    fn the_last_preference_by_time_stands(said in proptest::collection::vec((0..12_i64, any::<bool>()), 1..12)) {
        let text: String = said
            .iter()
            .enumerate()
            .map(|(number, (days, agreed))| {
                visit(AS_OF_MS - days * DAY_MS, &format!("m{number}"), &json!({"Ads": agreed}))
            })
            .collect();
        let (profile, _) = read_events(&text, &preferences());
        let last = said.iter().map(|(days, _)| days).min().unwrap();
        let agreed = said.iter().filter(|(days, _)| days == last).all(|(_, agreed)| *agreed);
        prop_assert_eq!(profile.state_at(AS_OF_MS).allows(ConsentPurpose::Sharing), agreed);
    }

    #[test]
    fn any_bytes_are_a_table_or_refused(bytes: Vec<u8>, header: bool, step in 1..40_usize) {
        let mut text = if header { b"subject,purpose,state,time\n".to_vec() } else { Vec::new() };
        text.extend(bytes);
        let mut reader = ConsentReader::new(ConsentTableOptions::default()).unwrap();
        for piece in text.chunks(step) {
            if reader.feed(piece, &mut |_, event| event.check().unwrap()).is_err() {
                return Ok(());
            }
        }
        if let Ok(report) = reader.finish(&mut |_, event| event.check().unwrap()) {
            prop_assert_eq!(report.lines, report.accepted + report.skipped + report.blank);
        }
    }
}
