//! What does an error offer in Swift and Kotlin beside its fields?

use crate::SartorError;

#[uniffi::export]
impl SartorError {
    /// The stable name of this kind of error, for programs to match on, such as `OUT_OF_RANGE`.
    #[uniffi::method(name = "code")]
    pub fn code_text(&self) -> String {
        self.code().to_owned()
    }

    /// What went wrong, in words.
    pub fn message(&self) -> String {
        self.to_string()
    }
}
