//! Writes Kotlin from the metadata in the built library: `scripts/uniffi-bindgen kotlin`.

fn main() {
    uniffi::uniffi_bindgen_main();
}
