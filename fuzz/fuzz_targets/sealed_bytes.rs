//! Bytes that nobody sealed open for nobody, and what can be rewrapped says whose key it has.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::privacy::{KeyRing, open, open_with, rewrap, seal_info, seal_with};

fuzz_target!(|bytes: &[u8]| {
    let key: Vec<u8> = (0..32).collect();
    let ring = KeyRing::new(&key).expect("a key");
    assert!(open(bytes, "c_17", "profile/1", &ring).is_err());
    assert!(open_with(bytes, "c_17", "profile/1", bytes, &ring).is_err());
    assert!(seal_with(bytes, "c_17", "profile/1", bytes, &ring).is_err());
    assert!(rewrap(bytes, &ring).is_err());
    let _ = seal_info(bytes);
});
