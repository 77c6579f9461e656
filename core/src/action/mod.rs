//! What should be done next, and what was rejected by which gate?
