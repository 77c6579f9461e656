//! How does a file, handed in piece by piece, become lines that are all accounted for?
//!
//! Readers are push parsers: the host opens the file and feeds its bytes in pieces of any size; the pieces
//! do not change the result. Gzip (with several members, too) is known by its first two bytes, and a byte
//! order mark is passed over. A broken line is counted and reported in a [`ReadReport`], and the rest goes
//! on; a file that is broken as a whole (damaged or cut gzip, a missing column) is an error, and stays one.
//! No line or record over its limit is ever held in memory.

mod lines;
mod records;
mod report;
mod source;

pub(crate) use lines::{Line, Lines};
pub(crate) use records::{Fields, Header, Record, Records};
pub(crate) use report::Tally;
pub use report::{LINE_TOO_LONG, LineProblem, MAX_PROBLEMS, ReadReport, ReasonCount};

/// The longest line or CSV record read, in bytes, unless a reader says otherwise.
pub const MAX_LINE_BYTES: usize = 1 << 20;
