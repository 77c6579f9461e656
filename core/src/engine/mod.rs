//! The only place where all rooms meet: train, observe, understand, decide, answer.
