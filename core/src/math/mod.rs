//! The one door to transcendental functions, equal to the bit on every platform.
