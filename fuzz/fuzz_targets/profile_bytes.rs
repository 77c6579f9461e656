//! A profile that was loaded is saved as bytes that load as the same profile.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::artifact::from_packed;
use sartor::profile::Profile;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(profile) = Profile::from_bytes(&summed(bytes)) {
        let saved = profile.to_bytes().expect("what was loaded can be saved");
        let again = Profile::from_bytes(&saved).expect("what was saved can be loaded");
        assert_eq!(again.to_bytes().expect("as before"), saved);
        profile.view(1_780_300_800_000).expect("what was loaded can be looked at");
        profile.export(1_780_300_800_000).expect("what was loaded can be taken along");
    }
});

/// The same with the sum at its end put right, since nothing that was changed would be read otherwise.
fn summed(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let body = from_packed("profile", &bytes).map_or(0, |(_, body)| body.len());
    let end = bytes.len().saturating_sub(4);
    if body > 4 {
        let mut crc = flate2::Crc::new();
        crc.update(&bytes[bytes.len() - body..end]);
        bytes[end..].copy_from_slice(&crc.sum().to_le_bytes());
    }
    bytes
}
