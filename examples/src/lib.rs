//! A synthetic menswear shop whose truth is known, for examples, demonstrations and tests.

pub mod menswear;
