//! How does a file, handed in piece by piece, become lines that are all accounted for?

mod report;

pub use report::{LineProblem, MAX_PROBLEMS, ReadReport, ReasonCount};
