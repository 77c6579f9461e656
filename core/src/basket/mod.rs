//! Which products belong to this request and this customer?
