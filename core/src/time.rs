//! When, in milliseconds since the epoch, UTC.
