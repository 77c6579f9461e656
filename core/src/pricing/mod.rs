//! What does a product cost this customer, why, and which rule bound it?
