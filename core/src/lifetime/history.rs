//! What of a customer's past does a model of purchases look at?

/// One customer's past in the literature's `x, t_x, T`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// Repeat purchases.
    pub x: f64,
    /// Age at the last of them, 0 without one.
    pub t_x: f64,
    /// Age now.
    pub age: f64,
}
