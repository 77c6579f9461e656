//! A profile that was loaded is saved as bytes that load as the same profile.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::profile::Profile;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(profile) = Profile::from_bytes(bytes) {
        let saved = profile.to_bytes().expect("what was loaded can be saved");
        let again = Profile::from_bytes(&saved).expect("what was saved can be loaded");
        assert_eq!(again.to_bytes().expect("as before"), saved);
    }
});
