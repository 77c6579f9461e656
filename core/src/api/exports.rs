//! What does every language offer?
//!
//! Records and enums reach every language by their derives. Objects and functions are written once in each
//! binding; this table is what each must have, in its own spelling. `core/tests/exports.rs` reads the typed
//! interfaces that the bindings commit and fails for whatever is missing.
//!
//! Not in it, since only Python draws pictures and Rust computes them: `tracking`, `mixing`, `score_holdout` and
//! `total_value` of `lifetime`.

/// An object of the public interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportedObject {
    /// Its name, the same in every language.
    pub name: &'static str,
    /// Its members in snake case, sorted.
    pub members: &'static [&'static str],
}

/// Every object, with what each language must offer of it.
pub const OBJECTS: [ExportedObject; 13] = [
    ExportedObject { name: "AccessControl", members: &["decide"] },
    ExportedObject {
        name: "AuditLog",
        members: &["anchor", "append", "entry_count", "log_id", "resume", "resume_at"],
    },
    ExportedObject { name: "AuditVerifier", members: &["feed", "finish"] },
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
            "add_to_receipt",
            "behaviour",
            "call",
            "chat",
            "contact",
            "currency",
            "experience",
            "for_device",
            "health",
            "load",
            "model_id",
            "next_actions",
            "next_question",
            "observe",
            "outlook",
            "outlook_batch",
            "quote",
            "recommend",
            "save",
            "segment",
            "taste",
            "taste_path",
            "taste_scores",
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
        name: "IdentityGraph",
        members: &["forget", "from_bytes", "join", "merge_verdict", "note", "to_bytes", "verdicts"],
    },
    ExportedObject {
        name: "KeyRing",
        members: &[
            "add_retired",
            "create_data_key",
            "keys",
            "open",
            "open_with",
            "remove",
            "retire",
            "rewrap",
            "rotate",
            "seal",
            "seal_with",
        ],
    },
    ExportedObject {
        name: "Profile",
        members: &[
            "compact",
            "currency",
            "customer_id",
            "declared",
            "erase",
            "event_count",
            "events",
            "explain_to_customer",
            "export",
            "from_bytes",
            "from_json",
            "history",
            "identities",
            "lift_restriction",
            "limit_sensitive",
            "merge",
            "merge_stated",
            "opt_out_of_sale",
            "pending_events",
            "read_consents",
            "restrict",
            "retention_purge",
            "to_bytes",
            "to_json",
            "unmerge",
            "view",
        ],
    },
    ExportedObject { name: "ReportLedger", members: &["from_json", "release", "release_count", "to_json"] },
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
            "read_consents",
            "read_events",
            "read_orders",
            "set_pseudonym_key",
        ],
    },
];

/// Functions that belong to no object, in snake case.
pub const FUNCTIONS: [&str; 19] = [
    "call",
    "clumpiness",
    "consent_events",
    "declared_fields",
    "events_from_ga4",
    "global_privacy_control",
    "google_consent_mode",
    "guard_of",
    "iab_tcf",
    "kaplan_meier",
    "narrowing",
    "parse_tc_string",
    "pseudonym",
    "regularity",
    "seal_info",
    "segment_preferences",
    "summarize_customer",
    "value",
    "verify_audit",
];
