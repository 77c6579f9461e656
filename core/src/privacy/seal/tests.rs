use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;

fn key(seed: u8) -> Vec<u8> {
    (0..32).map(|at| at ^ seed).collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn both_forms(plaintext: &[u8], ring: &KeyRing) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let wrapped = create_data_key("c_17", ring).unwrap();
    let within = seal(plaintext, "c_17", "profile/1", ring).unwrap();
    let elsewhere = seal_with(plaintext, "c_17", "profile/1", &wrapped, ring).unwrap();
    (within, elsewhere, wrapped)
}

/// Made by another implementation from the same keys and nonces: Python's `cryptography` (OpenSSL), by the
/// layout of `docs/privacy.md`.
#[test]
fn another_implementation_seals_the_same_bytes() {
    let ring = KeyRing::new(&key(0)).unwrap();
    let random: WithinEntropy = std::array::from_fn(|at| 100 + at as u8);
    let within = seal_within(b"a profile", "c_17", "profile/1", &ring, &random).unwrap();
    assert_eq!(hex(&within), WITHIN);
    let data_key = DataKey::from_entropy(&key(7).try_into().unwrap(), "c_17").unwrap();
    let mut wrapped = Vec::new();
    data_key.wrap(ring.active().unwrap(), &[5; 12], &mut wrapped).unwrap();
    assert_eq!(hex(&wrapped), WRAPPED);
    let elsewhere = seal_elsewhere(b"a profile", "c_17", "profile/1", &data_key, &[9; 12]).unwrap();
    assert_eq!(hex(&elsewhere), ELSEWHERE);
    assert_eq!(open(&bytes(WITHIN), "c_17", "profile/1", &ring).unwrap(), b"a profile");
    let opened = open_with(&bytes(ELSEWHERE), "c_17", "profile/1", &bytes(WRAPPED), &ring);
    assert_eq!(opened.unwrap(), b"a profile");
}

const WITHIN: &str = "535254530100090900000070726f66696c652f315352544b0180aa9ac1699d5fc58485868788898a8b8c8d8e8f\
    8eb7f3a840b1a39ed929399743ea5159419f3528dadb529de767358e376d08f95d253df46da0e9a72f8d8f871e\
    fcd0aa4f90bd74e12eba896de5a498bfed5d04909192939495969798999a9b5665293d7a7c019daf16ed3d2345\
    67861549681e53b4ab0755";
const WRAPPED: &str = "5352544b0180aa9ac1699d5fc50505050505050505050505054b30dd75a33f9bea308006ec02190fdd426181cb\
    f7c8849b2d3fcf3fc52509457c9921414476256ccb0c0f7b3e1dd8684eb089c100bde9b955b562ad35fdd744";
const ELSEWHERE: &str = "535254530101090900000070726f66696c652f316395e8b8c813d34909090909090909090909090913688f6538\
    8801ca3bed21748ae77029c629932dcfe4ca313a";

#[test]
fn every_flipped_bit_is_found_and_named() {
    let ring = KeyRing::new(&key(1)).unwrap();
    let (within, elsewhere, wrapped) = both_forms(b"what the customer bought", &ring);
    let open_within = |blob: &[u8]| open(blob, "c_17", "profile/1", &ring);
    let open_elsewhere = |blob: &[u8]| open_with(blob, "c_17", "profile/1", &wrapped, &ring);
    let open_wrapped = |blob: &[u8]| open_with(&elsewhere, "c_17", "profile/1", blob, &ring);
    // What the first bytes say decides how the rest is read: magic, version, form, sizes, and ids of keys.
    let steering = |blob: &[u8], at: usize| match blob {
        blob if *blob == wrapped => at < 13,
        blob if *blob == within => at < 11 || (20..20 + 13).contains(&at),
        _ => at < 11 || (20..20 + 8).contains(&at),
    };
    let mut tampered = 0;
    for (blob, open) in [
        (&within, &open_within as &dyn Fn(&[u8]) -> Result<Vec<u8>>),
        (&elsewhere, &open_elsewhere),
        (&wrapped, &open_wrapped),
    ] {
        assert!(open(blob).is_ok());
        for at in 0..blob.len() {
            for bit in 0..8 {
                let mut altered = blob.clone();
                altered[at] ^= 1 << bit;
                let code = open(&altered).unwrap_err().code();
                if steering(blob, at) {
                    let named = ["MALFORMED", "NEWER_VERSION", "TRUNCATED", "TOO_LARGE", "INVALID_VALUE"];
                    assert!(named.contains(&code) || code == "UNKNOWN_KEY", "byte {at}: {code}");
                } else {
                    let schema = code == "MALFORMED" && (11..20).contains(&at);
                    assert!(code == "TAMPERED" || schema, "byte {at} bit {bit}: {code}");
                    tampered += i32::from(code == "TAMPERED");
                }
            }
        }
    }
    assert!(tampered > 2_000, "{tampered}");
}

#[test]
fn what_is_cut_off_or_lengthened_is_told_from_what_is_altered() {
    let ring = KeyRing::new(&key(1)).unwrap();
    let (within, elsewhere, wrapped) = both_forms(b"what the customer bought", &ring);
    for length in 0..within.len() {
        assert_eq!(open(&within[..length], "c_17", "profile/1", &ring).unwrap_err().code(), "TRUNCATED");
    }
    for length in 0..elsewhere.len() {
        let cut = &elsewhere[..length];
        assert_eq!(open_with(cut, "c_17", "profile/1", &wrapped, &ring).unwrap_err().code(), "TRUNCATED");
    }
    for length in 0..wrapped.len() {
        assert_eq!(rewrap(&wrapped[..length], &ring).unwrap_err().code(), "TRUNCATED");
    }
    for blob in [within, wrapped] {
        assert_eq!(rewrap(&[&blob[..], &[0]].concat(), &ring).unwrap_err().code(), "MALFORMED");
    }
}

#[test]
fn another_customer_another_schema_and_the_other_form_are_refused() {
    let ring = KeyRing::new(&key(1)).unwrap();
    let (within, elsewhere, wrapped) = both_forms(b"p", &ring);
    let code = |opened: Result<Vec<u8>>| opened.unwrap_err().code();
    assert_eq!(code(open(&within, "c_18", "profile/1", &ring)), "WRONG_OWNER");
    assert_eq!(code(open_with(&elsewhere, "c_18", "profile/1", &wrapped, &ring)), "WRONG_OWNER");
    assert_eq!(code(seal_with(b"p", "c_18", "profile/1", &wrapped, &ring)), "WRONG_OWNER");
    assert_eq!(code(open(&within, "c_17", "profile/2", &ring)), "INVALID_VALUE");
    assert_eq!(code(open(&elsewhere, "c_17", "profile/1", &ring)), "INVALID_VALUE");
    assert_eq!(code(open_with(&within, "c_17", "profile/1", &wrapped, &ring)), "INVALID_VALUE");
    assert_eq!(code(rewrap(&elsewhere, &ring)), "INVALID_VALUE");
    assert_eq!(code(seal(b"p", "", "profile/1", &ring)), "OUT_OF_RANGE");
    assert_eq!(code(seal(b"p", "c_17", "", &ring)), "OUT_OF_RANGE");
    assert_eq!(code(seal(b"p", "c_17", &"s".repeat(65), &ring)), "TOO_LARGE");
    // One customer's payload beside another one's key.
    let other = create_data_key("c_18", &ring).unwrap();
    assert_eq!(code(open_with(&elsewhere, "c_18", "profile/1", &other, &ring)), "UNKNOWN_KEY");
    let foreign = seal(b"p", "c_18", "profile/1", &ring).unwrap();
    let spliced = [&within[..20], &foreign[20..]].concat();
    assert_eq!(code(open(&spliced, "c_17", "profile/1", &ring)), "WRONG_OWNER");
    // The wrapped key of one blob before the payload of another, both of the same customer.
    let again = seal(b"p", "c_17", "profile/1", &ring).unwrap();
    let spliced = [&within[..20 + WRAPPED_BYTES], &again[20 + WRAPPED_BYTES..]].concat();
    assert_eq!(code(open(&spliced, "c_17", "profile/1", &ring)), "TAMPERED");
}

#[test]
fn a_retired_key_opens_and_does_not_seal_and_a_removed_one_does_neither() {
    let mut ring = KeyRing::new(&key(1)).unwrap();
    let first = ring.keys()[0].key_id.clone();
    let (within, elsewhere, wrapped) = both_forms(b"p", &ring);
    let second = ring.rotate(&key(2)).unwrap();
    assert_eq!(open(&within, "c_17", "profile/1", &ring).unwrap(), b"p");
    assert_eq!(open_with(&elsewhere, "c_17", "profile/1", &wrapped, &ring).unwrap(), b"p");
    let retired = SartorError::RetiredKey { key_id: first.clone() };
    assert_eq!(seal_with(b"p", "c_17", "profile/1", &wrapped, &ring).unwrap_err(), retired);
    let sealed = seal(b"p", "c_17", "profile/1", &ring).unwrap();
    assert_eq!(seal_info(&sealed).unwrap().host_key_id, Some(second.clone()));

    let rewrapped = rewrap(&wrapped, &ring).unwrap();
    let within_again = rewrap(&within, &ring).unwrap();
    let payload = within.len() - 1 - TAG_BYTES - NONCE_BYTES;
    assert_eq!(within_again[payload..], within[payload..], "the payload is not touched");
    assert_eq!(within_again[..20], within[..20]);
    assert_eq!(rewrap(&rewrapped, &ring).unwrap(), rewrapped, "nothing to do is done");
    ring.remove(&first).unwrap();
    let unknown = |subject: &str| SartorError::UnknownKey { subject: subject.into(), key_id: first.clone() };
    assert_eq!(open(&within, "c_17", "profile/1", &ring).unwrap_err(), unknown("wrapped key"));
    assert_eq!(rewrap(&wrapped, &ring).unwrap_err(), unknown("wrapped key"));
    assert_eq!(open(&within_again, "c_17", "profile/1", &ring).unwrap(), b"p");
    assert_eq!(open_with(&elsewhere, "c_17", "profile/1", &rewrapped, &ring).unwrap(), b"p");
    assert!(seal_with(b"p", "c_17", "profile/1", &rewrapped, &ring).is_ok());

    ring.retire(&second).unwrap();
    let retired = SartorError::RetiredKey { key_id: second };
    assert_eq!(seal(b"p", "c_17", "profile/1", &ring).unwrap_err(), retired);
    assert_eq!(create_data_key("c_17", &ring).unwrap_err(), retired);
    assert_eq!(rewrap(&rewrapped, &ring).unwrap_err(), retired);
    // Another host's ring.
    let other = KeyRing::new(&key(9)).unwrap();
    assert_eq!(open(&sealed, "c_17", "profile/1", &other).unwrap_err().code(), "UNKNOWN_KEY");
}

#[test]
fn nothing_sealed_repeats_or_shows_its_content() {
    let ring = KeyRing::new(&key(1)).unwrap();
    let plaintext = b"anna@example.org anna@example.org";
    let (one, elsewhere, wrapped) = both_forms(plaintext, &ring);
    let (two, again, _) = both_forms(plaintext, &ring);
    assert_ne!(one[20..], two[20..]);
    assert_ne!(elsewhere, again);
    for blob in [one, elsewhere, wrapped] {
        let text = String::from_utf8_lossy(&blob);
        assert!(!text.contains("anna") && !text.contains("c_17"), "{text}");
    }
}

#[test]
fn no_error_names_a_customer_a_content_or_a_key() {
    let ring = KeyRing::new(&key(1)).unwrap();
    let (customer, content) = ("anna@example.org", b"suit for Anna's wedding");
    let mut sealed = seal(content, customer, "profile/1", &ring).unwrap();
    let wrapped = create_data_key(customer, &ring).unwrap();
    let elsewhere = seal_with(content, customer, "profile/1", &wrapped, &ring).unwrap();
    *sealed.last_mut().unwrap() ^= 1;
    let other = create_data_key(customer, &ring).unwrap();
    let errors = [
        open(&sealed, customer, "profile/1", &ring).unwrap_err(),
        open(&sealed, "ben@example.org", "profile/1", &ring).unwrap_err(),
        open_with(&elsewhere, customer, "profile/1", &other, &ring).unwrap_err(),
        open_with(&elsewhere, customer, "profile/2", &wrapped, &ring).unwrap_err(),
        open(&sealed, customer, "profile/1", &KeyRing::new(&key(2)).unwrap()).unwrap_err(),
        seal(content, "anna\n@example.org", "profile/1", &ring).unwrap_err(),
        KeyRing::new(b"not 32 bytes: anna").unwrap_err(),
        ring.clone().remove("anna's key").unwrap_err(),
    ];
    for error in errors {
        let text = format!("{error} {error:?} {}", serde_json::to_string(&error).unwrap()).to_lowercase();
        assert!(!text.contains("anna") && !text.contains("ben@") && !text.contains("wedding"), "{text}");
        assert!(!text.contains(&hex(&key(1))[..8]), "{text}");
    }
}

#[test]
fn a_newer_version_is_named() {
    let ring = KeyRing::new(&key(1)).unwrap();
    let (mut within, _, mut wrapped) = both_forms(b"p", &ring);
    within[4] = 2;
    wrapped[4] = 9;
    assert_eq!(open(&within, "c_17", "profile/1", &ring).unwrap_err().code(), "NEWER_VERSION");
    assert_eq!(rewrap(&wrapped, &ring).unwrap_err().code(), "NEWER_VERSION");
}

#[test]
fn ids_of_keys_are_the_first_of_their_hashes() {
    let ring = KeyRing::new(&key(0)).unwrap();
    let hash = Sha256::digest([b"sartor host key".as_slice(), &key(0)].concat());
    assert_eq!(ring.keys()[0].key_id, hex(&hash[..8]));
}

proptest! {
    #[test]
    fn what_was_sealed_opens_to_the_byte(
        plaintext in proptest::collection::vec(any::<u8>(), 0..600),
        customer in "[a-z0-9_@.äö]{1,40}",
        schema in "[a-z/0-9]{1,64}",
    ) {
        let ring = KeyRing::new(&key(3)).unwrap();
        let sealed = seal(&plaintext, &customer, &schema, &ring).unwrap();
        prop_assert_eq!(&open(&sealed, &customer, &schema, &ring).unwrap(), &plaintext);
        let wrapped = create_data_key(&customer, &ring).unwrap();
        let sealed = seal_with(&plaintext, &customer, &schema, &wrapped, &ring).unwrap();
        prop_assert_eq!(&open_with(&sealed, &customer, &schema, &wrapped, &ring).unwrap(), &plaintext);
        let info = seal_info(&sealed).unwrap();
        prop_assert_eq!((info.schema, info.payload_bytes), (Some(schema), plaintext.len() as i64));
    }

    #[test]
    fn bytes_that_nobody_sealed_are_typed_errors(
        mut blob in proptest::collection::vec(any::<u8>(), 0..300),
        magic in 0..3,
    ) {
        let ring = KeyRing::new(&key(3)).unwrap();
        for (to, from) in blob.iter_mut().zip([b"SRTS\x01\x00\x03", b"SRTK\x01\x00\x00", b"????\x01\x01\x01"][magic as usize]) {
            *to = *from;
        }
        prop_assert!(open(&blob, "c", "s", &ring).is_err());
        prop_assert!(open_with(&blob, "c", "s", &blob, &ring).is_err());
        prop_assert!(rewrap(&blob, &ring).is_err());
        let _ = seal_info(&blob);
    }
}
