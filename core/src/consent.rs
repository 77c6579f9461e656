//! For which purposes may a customer's data be used, on what basis?
