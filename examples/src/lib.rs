//! A synthetic menswear shop whose truth is known, for examples, demonstrations and tests.

pub mod load;
pub mod menswear;
pub mod picture;
