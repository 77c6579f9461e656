//! What does the shop sell?
