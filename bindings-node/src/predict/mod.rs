//! What will a customer do, as far as what is known of them tells?

mod churn;
mod features;
mod outcomes;
mod propensity;
mod value;
