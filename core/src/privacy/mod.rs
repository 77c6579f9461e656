//! What may be done with a customer's data, and how is it forgotten?
