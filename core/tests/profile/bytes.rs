//! Packed and readable profiles: they round trip, they are small, and hostile ones are refused.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::profile_pool::{DAY_MS, Dice, NOW_MS, START_MS, pool};
use proptest::prelude::*;
use sartor::artifact;
use sartor::consent::ConsentBasis;
use sartor::event::{OrderOptions, OrderReader};
use sartor::profile::{CompactPolicy, ErasureRequest, Profile};

/// A profile with everything in it: two identities, versions, rolled-up months, tombstones.
fn full(seed: u64) -> Profile {
    let mut dice = Dice(seed);
    let mut profile = Profile::new("c").unwrap();
    for event in pool(&mut dice, 40, false) {
        profile.observe(&event, NOW_MS).unwrap();
    }
    let mut visitor = Profile::new("v").unwrap();
    for event in pool(&mut dice, 10, true) {
        visitor.observe(&event, NOW_MS).unwrap();
    }
    profile.compact(&CompactPolicy { keep_days: 300, max_events: 10_000 }, NOW_MS).unwrap();
    let from_ms = START_MS + 140 * DAY_MS;
    // One that would bring back a consent is refused, and changes nothing.
    let _ = profile.erase(&ErasureRequest::Range { from_ms, to_ms: from_ms + 5 * DAY_MS }, NOW_MS);
    let last = visitor.events().last().map(|event| event.message_id.clone()).into_iter().collect();
    let _ = visitor.erase(&ErasureRequest::Messages { message_ids: last }, NOW_MS);
    profile.merge(&visitor).unwrap();
    profile
}

#[test]
fn bytes_and_json_give_the_same_profile_back() {
    for seed in 0..100 {
        let profile = full(seed);
        let (bytes, json) = (profile.to_bytes().unwrap(), profile.to_json().unwrap());
        let (packed, read) = (Profile::from_bytes(&bytes).unwrap(), Profile::from_json(&json).unwrap());
        assert_eq!((&packed, &read), (&profile, &profile));
        assert_eq!(read.to_bytes().unwrap(), bytes);
        assert_eq!(packed.to_json().unwrap(), json);
        assert_eq!(*packed.state_at(NOW_MS), *profile.state_at(NOW_MS));
        assert_eq!(packed.currency(), profile.currency());
    }
}

#[test]
fn the_readable_form_holds_events_in_the_segment_shape() {
    let json: serde_json::Value = serde_json::from_str(&full(1).to_json().unwrap()).unwrap();
    assert_eq!((&json["engine"], &json["body"]["customerId"]), (&"profile".into(), &"c".into()));
    let event = &json["body"]["ledgers"][0]["events"][0];
    for field in ["type", "messageId", "timestamp"] {
        assert!(event[field].is_string(), "{field}");
    }
}

#[test]
fn every_flipped_bit_and_every_cut_is_a_typed_error() {
    let bytes = full(2).to_bytes().unwrap();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut altered = bytes.clone();
            altered[at] ^= 1 << bit;
            assert!(Profile::from_bytes(&altered).is_err(), "bit {bit} of byte {at}");
        }
        assert!(Profile::from_bytes(&bytes[..at]).is_err(), "cut at {at}");
    }
    assert!(Profile::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
}

#[test]
fn what_is_no_profile_says_what_it_is() {
    let profile = full(3);
    let bytes = profile.to_bytes().unwrap();
    let code = |bytes: &[u8]| Profile::from_bytes(bytes).unwrap_err().code();
    assert_eq!(code(b""), "TRUNCATED");
    assert_eq!(code(b"PK\x03\x04 something else"), "MALFORMED");
    assert_eq!(code(&vec![0; 17 << 20]), "TOO_LARGE");
    let mut newer = bytes.clone();
    newer[8] = 2;
    assert_eq!(code(&newer), "NEWER_VERSION");
    assert_eq!(code(&artifact::to_packed("shop", &bytes[20..]).unwrap()), "MALFORMED");

    let json = profile.to_json().unwrap();
    let code = |text: &str| Profile::from_json(text).unwrap_err().code();
    assert_eq!(code(&json.replacen("\"version\":1", "\"version\":2", 1)), "NEWER_VERSION");
    assert_eq!(code(&json[..json.len() - 9]), "TRUNCATED");
    assert_eq!(
        code(&json.replace("\"userId\":\"c\"", "\"userId\":\"x\"").replace("\"anonymousId\":\"v\",", "")),
        "WRONG_CUSTOMER"
    );
    assert!(Profile::from_json(&json).unwrap().check_customer("c").is_ok());
    assert_eq!(profile.check_customer("somebody").unwrap_err().code(), "WRONG_CUSTOMER");
}

/// A body of a packed profile with the checksum that belongs to it.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(body);
    artifact::to_packed("profile", &[body, &crc.sum().to_le_bytes()].concat()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Behind a sound checksum, so that the reader itself is met.
    #[test]
    fn any_body_is_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(profile) = Profile::from_bytes(&sealed(&body)) {
            prop_assert_eq!(profile.to_bytes().unwrap(), sealed(&body));
        }
    }

    #[test]
    fn an_altered_body_is_read_as_itself_or_refused(
        seed in 0..20_u64,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        cut in proptest::option::of(any::<proptest::sample::Index>()),
    ) {
        let (_, body) = (0, full(seed).to_bytes().unwrap());
        let mut body = body[17..body.len() - 4].to_vec();
        for (at, byte) in &changes {
            let at = at.index(body.len());
            body[at] = *byte;
        }
        if let Some(cut) = cut {
            body.truncate(cut.index(body.len()) + 1);
        }
        if let Ok(profile) = Profile::from_bytes(&sealed(&body)) {
            prop_assert_eq!(profile.to_bytes().unwrap(), sealed(&body));
            profile.view(NOW_MS).unwrap();
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}") {
        prop_assert!(Profile::from_json(&text).is_err());
    }
}

/// Where the development datasets are, if anywhere; their absence fails the build machine.
fn data(name: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = [std::env::var_os("SARTOR_DATA").map(PathBuf::from), Some(root.join("../shared/data"))];
    let found = folders.into_iter().flatten().map(|folder| folder.join(name)).find(|path| path.exists());
    if found.is_none() {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{name} is missing");
        eprintln!("skipped: {name} is neither in SARTOR_DATA nor in ../shared/data");
    }
    found
}

#[test]
fn the_median_customer_of_the_real_order_file_fits_in_512_bytes() {
    let Some(path) = data("online_retail_ii_2009_2010.csv.gz") else { return };
    let options = OrderOptions {
        currency: "GBP".into(),
        consent_basis: Some(ConsentBasis::LegitimateInterest),
        ..OrderOptions::default()
    };
    let mut reader = OrderReader::new(options).unwrap();
    for piece in std::fs::read(path).unwrap().chunks(65_536) {
        reader.feed(piece).unwrap();
    }
    let mut profiles: BTreeMap<String, Profile> = BTreeMap::new();
    reader
        .finish(&mut |event| {
            let Some(id) = event.customer_id() else { return };
            let profile = profiles.entry(id.to_owned()).or_insert_with(|| Profile::new(id).unwrap());
            profile.observe(&event, NOW_MS).unwrap();
        })
        .unwrap();
    assert_eq!(profiles.len(), 4_383);
    let mut sizes = Vec::new();
    for profile in profiles.values() {
        let bytes = profile.to_bytes().unwrap();
        assert_eq!(Profile::from_bytes(&bytes).unwrap(), *profile);
        sizes.push(bytes.len());
    }
    sizes.sort_unstable();
    let (median, p99) = (sizes[sizes.len() / 2], sizes[sizes.len() * 99 / 100]);
    let total: usize = sizes.iter().sum();
    println!(
        "packed: median {median}, p99 {p99}, largest {}, mean {} bytes",
        sizes[sizes.len() - 1],
        total / sizes.len()
    );
    assert!(median <= 512, "median {median}");
}
