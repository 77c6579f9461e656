//! An engine that was loaded can be saved and asked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sartor::engine::Engine;
use sartor::profile::Profile;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(engine) = Engine::load(bytes) {
        engine.save().expect("what was loaded can be saved");
        let stranger = Profile::new("stranger").expect("an id");
        let _ = engine.outlook(&stranger, 1_780_300_800_000);
    }
});
