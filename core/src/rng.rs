//! Randomness from a seed, the same on every platform.
