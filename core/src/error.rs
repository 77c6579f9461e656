//! What can go wrong, said so that the reader can mend it.
//!
//! One error type crosses every border. Each variant carries the values that explain it and has a stable
//! [`code`](SartorError::code) that hosts may match on; texts may improve between releases, codes do not
//! change. No variant carries what a customer wrote or declared: ids, numbers and field names only.
//!
//! ```
//! use sartor::SartorError;
//! let error = SartorError::out_of_range("order line", "quantity", "-3", "a whole number of at least 1");
//! assert_eq!(error.code(), "OUT_OF_RANGE");
//! assert_eq!(error.to_string(), "order line: quantity is -3, expected a whole number of at least 1");
//! ```

/// The result of everything in this crate that can fail.
pub type Result<T> = std::result::Result<T, SartorError>;

/// Why a call was refused. Nothing has changed when one is returned.
///
/// As JSON it is the fields alone; the kind is told by [`code`](SartorError::code).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[serde(untagged)]
#[cfg_attr(feature = "swift", derive(uniffi::Error))]
#[non_exhaustive]
pub enum SartorError {
    /// A number lies outside its documented range, or is not finite.
    #[error("{subject}: {field} is {value}, expected {expected}")]
    OutOfRange {
        /// What was being read, such as `order line` or `customer c_17`.
        subject: String,
        /// The field, as the caller spells it.
        field: String,
        /// The value found.
        value: String,
        /// The values allowed.
        expected: String,
    },
    /// A value is of the wrong kind, is missing, or cannot be parsed.
    #[error("{subject}: {field} is not {expected}")]
    InvalidValue {
        /// What was being read.
        subject: String,
        /// The path of the field.
        field: String,
        /// What belongs there.
        expected: String,
    },
    /// An option or request has a field that does not exist.
    #[error("{subject}: there is no field {field}; expected one of {expected}")]
    UnknownField {
        /// What was being read.
        subject: String,
        /// The path of the field.
        field: String,
        /// The fields that exist.
        expected: String,
    },
    /// An input is larger than its documented maximum.
    #[error("{subject}: {field} has {size} {unit}, the most is {limit}")]
    TooLarge {
        /// What was being read.
        subject: String,
        /// The field or input.
        field: String,
        /// The size found.
        size: i64,
        /// The largest size accepted.
        limit: i64,
        /// The unit of both sizes, such as `bytes`.
        unit: String,
    },
    /// An event is older than the watermark behind which a ledger was rolled up.
    #[error("event at {timestamp_ms} ms is before the watermark {watermark_ms} ms: its month is rolled up")]
    TooOld {
        /// Time of the event.
        timestamp_ms: i64,
        /// Time before which nothing is accepted.
        watermark_ms: i64,
    },
    /// An event or ledger belongs to another customer.
    #[error(
        "the profile is of customer {expected}, the event of {found}: observe it on that profile or merge the two"
    )]
    WrongCustomer {
        /// The customer whose profile it is.
        expected: String,
        /// The customer found.
        found: String,
    },
    /// Two currencies met where one is needed.
    #[error("{subject}: currency is {found}, expected {expected}: convert it before it is handed in")]
    CurrencyMismatch {
        /// What was being read.
        subject: String,
        /// The engine's or the ledger's currency.
        expected: String,
        /// The currency found.
        found: String,
    },
    /// A product is not in the catalogue.
    #[error("product {product_id} is not in the catalogue")]
    UnknownProduct {
        /// The product asked for.
        product_id: String,
    },
    /// An event name is not in the vocabulary.
    #[error("event {event} is not in the vocabulary of docs/data-model.md")]
    UnknownEvent {
        /// The event's name, shortened to 64 characters.
        event: String,
    },
    /// Bytes or text are not in the format they should be in.
    #[error("{subject}: {detail} (at byte {offset})")]
    Malformed {
        /// What was being read.
        subject: String,
        /// What is wrong with it.
        detail: String,
        /// Where, counted in bytes from the start.
        offset: i64,
    },
    /// Input ended before it was complete.
    #[error("{subject}: ends after {size} bytes, before it is complete")]
    Truncated {
        /// What was being read.
        subject: String,
        /// Bytes present.
        size: i64,
    },
    /// A file was written by a newer Sartor.
    #[error(
        "{subject}: written in format version {found}, this release reads up to {supported}: update Sartor"
    )]
    NewerVersion {
        /// What was being read.
        subject: String,
        /// The version found.
        found: i64,
        /// The newest version that can be read.
        supported: i64,
    },
    /// There is too little data for what was asked.
    #[error("{subject}: {found} {unit}, at least {needed} needed")]
    TooFew {
        /// What was to be made.
        subject: String,
        /// What there is.
        found: i64,
        /// What is needed.
        needed: i64,
        /// What is counted.
        unit: String,
    },
    /// A search for parameters ended without an optimum.
    #[error("{subject}: no optimum after {iterations} iterations, gradient norm {gradient_norm}")]
    NotConverged {
        /// The model.
        subject: String,
        /// Iterations made.
        iterations: i64,
        /// Gradient norm at the end, as text.
        gradient_norm: String,
    },
    /// Part of an engine is absent: not fitted, or left out of a device artefact.
    #[error("{subject} is not available: {reason}")]
    NotAvailable {
        /// The part.
        subject: String,
        /// Why.
        reason: String,
    },
    /// A fact that may be set once was set to something else.
    #[error("{subject} is already set: it cannot move later")]
    AlreadySet {
        /// The fact, such as `deadline summer_sale`.
        subject: String,
    },
    /// The law of the jurisdiction forbids what was asked.
    #[error("{rule} forbids this in {jurisdiction}")]
    Forbidden {
        /// The rule's id in the law table.
        rule: String,
        /// Where.
        jurisdiction: String,
    },
    /// A value of a special category was sent without the purpose for it.
    #[error(
        "{subject}: {field} is of a special category: leave it out, or ask for the consent `{purpose}` and send \
         it in a call of its own with context.declaration.purpose = \"{purpose}\""
    )]
    PurposeNeeded {
        /// What was being read.
        subject: String,
        /// The path of the field.
        field: String,
        /// The purpose that has to be stated.
        purpose: String,
    },
    /// Two identities contradict each other and are not one customer.
    #[error(
        "{left} and {right} are not merged ({reason}): keep them apart, or send an alias call if the customer \
         says that both are theirs"
    )]
    IdentityConflict {
        /// The identity that was to take the other in.
        left: String,
        /// The identity that was to be taken in.
        right: String,
        /// A word such as `contradictory_facts:birth_date`.
        reason: String,
    },
    /// A profile was merged with itself, or with a copy that equals it.
    #[error(
        "profile {customer_id} and what was to be merged into it are equal: nothing to merge; a copy that holds anything \
         more or less is merged"
    )]
    SelfMerge {
        /// The customer.
        customer_id: String,
    },
    /// Something that was to be undone was never done.
    #[error("{subject}: nothing to undo")]
    NothingToUndo {
        /// What was to be undone.
        subject: String,
    },
    /// A key that is needed is not among those given.
    #[error("{subject}: key {key_id} is not there")]
    UnknownKey {
        /// What was to be opened.
        subject: String,
        /// The key's id.
        key_id: String,
    },
    /// A key that only opens was to seal.
    #[error("key {key_id} is retired: it opens and does not seal; rotate, and rewrap what it wrapped")]
    RetiredKey {
        /// The key's id.
        key_id: String,
    },
    /// Something was changed after it was sealed or logged.
    #[error("{subject}: altered since it was written: {detail}")]
    Tampered {
        /// What was being read.
        subject: String,
        /// What shows it.
        detail: String,
    },
    /// Something is another customer's or belongs to another log than the one named.
    #[error("{subject}: belongs to another {owner}")]
    WrongOwner {
        /// What was being read.
        subject: String,
        /// What it belongs to, such as `customer`.
        owner: String,
    },
    /// Long work was stopped by its caller.
    #[error("cancelled after {done} of {total} steps")]
    Cancelled {
        /// Steps completed.
        done: i64,
        /// Steps there would have been.
        total: i64,
    },
    /// A file could not be read.
    #[error("cannot read {path}: {detail}")]
    Unreadable {
        /// The file.
        path: String,
        /// The operating system's reason.
        detail: String,
    },
    /// A defect in Sartor itself, caught at the border.
    #[error("internal error in {operation}: please report it")]
    Internal {
        /// The call in which it happened.
        operation: String,
    },
}

impl SartorError {
    /// The stable name of this kind of error, for programs to match on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutOfRange { .. } => "OUT_OF_RANGE",
            Self::InvalidValue { .. } => "INVALID_VALUE",
            Self::UnknownField { .. } => "UNKNOWN_FIELD",
            Self::TooLarge { .. } => "TOO_LARGE",
            Self::TooOld { .. } => "TOO_OLD",
            Self::WrongCustomer { .. } => "WRONG_CUSTOMER",
            Self::CurrencyMismatch { .. } => "CURRENCY_MISMATCH",
            Self::UnknownProduct { .. } => "UNKNOWN_PRODUCT",
            Self::UnknownEvent { .. } => "UNKNOWN_EVENT",
            Self::Malformed { .. } => "MALFORMED",
            Self::Truncated { .. } => "TRUNCATED",
            Self::NewerVersion { .. } => "NEWER_VERSION",
            Self::TooFew { .. } => "TOO_FEW",
            Self::NotConverged { .. } => "NOT_CONVERGED",
            Self::NotAvailable { .. } => "NOT_AVAILABLE",
            Self::AlreadySet { .. } => "ALREADY_SET",
            Self::Forbidden { .. } => "FORBIDDEN",
            Self::PurposeNeeded { .. } => "PURPOSE_NEEDED",
            Self::IdentityConflict { .. } => "IDENTITY_CONFLICT",
            Self::SelfMerge { .. } => "SELF_MERGE",
            Self::NothingToUndo { .. } => "NOTHING_TO_UNDO",
            Self::UnknownKey { .. } => "UNKNOWN_KEY",
            Self::RetiredKey { .. } => "RETIRED_KEY",
            Self::Tampered { .. } => "TAMPERED",
            Self::WrongOwner { .. } => "WRONG_OWNER",
            Self::Cancelled { .. } => "CANCELLED",
            Self::Unreadable { .. } => "UNREADABLE",
            Self::Internal { .. } => "INTERNAL",
        }
    }

    /// A number outside its range.
    #[allow(clippy::needless_pass_by_value)] // callers hand in literals and numbers alike
    pub fn out_of_range(subject: &str, field: &str, value: impl ToString, expected: &str) -> Self {
        Self::OutOfRange {
            subject: subject.to_owned(),
            field: field.to_owned(),
            value: value.to_string(),
            expected: expected.to_owned(),
        }
    }

    /// A value of the wrong kind; the value itself is not repeated, since it may be personal.
    pub fn invalid(subject: &str, field: &str, expected: &str) -> Self {
        Self::InvalidValue {
            subject: subject.to_owned(),
            field: field.to_owned(),
            expected: expected.to_owned(),
        }
    }

    /// An input over its maximum size in bytes.
    pub fn too_large(subject: &str, field: &str, size: usize, limit: usize) -> Self {
        Self::too_many(subject, field, size, limit, "bytes")
    }

    /// An input over its maximum, in any unit.
    pub fn too_many(subject: &str, field: &str, size: usize, limit: usize, unit: &str) -> Self {
        Self::TooLarge {
            subject: subject.to_owned(),
            field: field.to_owned(),
            size: i64::try_from(size).unwrap_or(i64::MAX),
            limit: i64::try_from(limit).unwrap_or(i64::MAX),
            unit: unit.to_owned(),
        }
    }

    /// Bytes that do not parse.
    pub fn malformed(subject: &str, detail: &str, offset: usize) -> Self {
        Self::Malformed {
            subject: subject.to_owned(),
            detail: detail.to_owned(),
            offset: i64::try_from(offset).unwrap_or(i64::MAX),
        }
    }

    /// Something altered after it was written.
    pub(crate) fn tampered(subject: &str, detail: &str) -> Self {
        Self::Tampered { subject: subject.to_owned(), detail: detail.to_owned() }
    }
}
