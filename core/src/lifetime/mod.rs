//! How often will a customer buy again, for how much, and is the customer still one?
