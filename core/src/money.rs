//! How much, in whole minor units of one currency.
