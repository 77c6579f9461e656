//! Writes Swift, headers and the module map from the metadata in the built library: `scripts/uniffi-bindgen swift`.

fn main() {
    uniffi::uniffi_bindgen_swift();
}
