//! An engine that was loaded can be saved and asked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::engine::{ChatRequest, Engine};
use sartor::profile::Profile;
use sartor::shop::Shop;

const AS_OF_MS: i64 = 1_780_300_800_000;

fuzz_target!(|bytes: &[u8]| {
    let _ = Engine::load(bytes);
    // The JSON in its frame: of what is compressed hardly a change could be unpacked.
    if let Ok(engine) = Engine::load(&[b"SARTOR\x01j", bytes].concat()) {
        engine.save().expect("what was loaded can be saved");
        let stranger = Profile::new("stranger").expect("an id");
        let _ = engine.outlook(&stranger, AS_OF_MS);
        let _ = engine.taste(&stranger, AS_OF_MS);
        let _ = engine.behaviour(&stranger, AS_OF_MS);
        let _ = engine.contact(&stranger, AS_OF_MS);
        let _ = engine.next_actions(&stranger, &Shop::new(), AS_OF_MS);
        let request =
            ChatRequest { customer_id: "stranger".into(), session_id: "s".into(), ..ChatRequest::default() };
        let _ = engine.chat(&stranger, &Shop::new(), &request, AS_OF_MS);
    }
});
