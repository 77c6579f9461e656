//! What changes by the minute for all customers: stock, deadlines, price overrides.
