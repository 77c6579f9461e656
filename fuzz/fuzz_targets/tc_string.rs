//! Whatever a TC string holds, it is read or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::consent::{TcString, TcfKeys, iab_tcf};

fuzz_target!(|text: &str| {
    if let Ok(read) = TcString::parse(text) {
        assert!(read.last_updated_ms >= read.created_ms && read.policy_version >= 2);
        let keys = TcfKeys { tc_string: Some(text.to_owned()), ..TcfKeys::default() };
        iab_tcf(&keys).expect("a string that was read says something");
    }
});
