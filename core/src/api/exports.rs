//! What does every language offer?
//!
//! Records and enums reach every language by their derives. Objects and functions are written once in each
//! binding; this table is what each must have, in its own spelling. `core/tests/exports.rs` reads the typed
//! interfaces that the bindings commit and fails for whatever is missing.

/// An object of the public interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportedObject {
    /// Its name, the same in every language.
    pub name: &'static str,
    /// Its members in snake case, sorted.
    pub members: &'static [&'static str],
}

/// Every object, with what each language must offer of it.
pub const OBJECTS: [ExportedObject; 7] = [
    ExportedObject {
        name: "BgNbd",
        members: &[
            "convergence",
            "covariance",
            "customers",
            "expected_purchases",
            "expected_purchases_interval",
            "expected_purchases_new_customer",
            "fit",
            "log_likelihood",
            "next_purchase_quantile",
            "params",
            "probability_alive",
            "probability_alive_interval",
            "purchase_distribution",
            "purchase_probability",
            "purchase_probability_interval",
            "purchase_quantiles",
            "standard_errors",
            "with_params",
        ],
    },
    ExportedObject {
        name: "Catalog",
        members: &["currency", "from_csv", "from_json_lines", "from_orders", "product", "products", "report"],
    },
    ExportedObject {
        name: "Engine",
        members: &[
            "call",
            "chat",
            "currency",
            "for_device",
            "health",
            "load",
            "model_id",
            "next_actions",
            "observe",
            "outlook",
            "outlook_batch",
            "quote",
            "recommend",
            "save",
            "segment",
            "trained_on",
        ],
    },
    ExportedObject {
        name: "GammaGamma",
        members: &[
            "convergence",
            "covariance",
            "customers",
            "expected_spend",
            "expected_spend_interval",
            "fit",
            "log_likelihood",
            "mean_spend_interval",
            "params",
            "standard_errors",
            "with_params",
        ],
    },
    ExportedObject {
        name: "Profile",
        members: &[
            "compact",
            "currency",
            "customer_id",
            "erase",
            "event_count",
            "events",
            "from_bytes",
            "from_json",
            "identities",
            "merge",
            "pending_events",
            "to_bytes",
            "to_json",
            "unmerge",
            "view",
        ],
    },
    ExportedObject {
        name: "Shop",
        members: &[
            "deadline",
            "from_bytes",
            "from_json",
            "lowest_price_30d",
            "next_deadline",
            "price_at",
            "price_override",
            "sold_out",
            "stock",
            "stock_at",
            "to_bytes",
            "to_json",
        ],
    },
    ExportedObject {
        name: "Trainer",
        members: &[
            "catalog",
            "customer_ids",
            "fit",
            "profile",
            "read_events",
            "read_orders",
            "set_pseudonym_key",
        ],
    },
];

/// Functions that belong to no object, in snake case.
pub const FUNCTIONS: [&str; 4] = ["call", "pseudonym", "summarize", "value"];
