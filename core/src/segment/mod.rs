//! Which group does a customer belong to, on what evidence?
