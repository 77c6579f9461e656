//! Which tables does each view have?
//!
//! How a list and a column are written stands in `table.rs`.

use super::table::Table;

pub const BACKTEST: [Table; 1] = [Table {
    name: "forecasters",
    lists: &["origins.forecasters"],
    columns: &[
        "origin_ms=^origin_ms",
        "customers=^customers",
        "forecaster",
        "expected_total=score.expected_total",
        "expected_total_low=score.expected_total_low",
        "expected_total_high=score.expected_total_high",
        "observed_total=score.observed_total",
        "bias=score.bias",
        "mean_absolute_error=score.mean_absolute_error",
        "mean_log_score=score.mean_log_score",
        "interval_coverage=score.interval_coverage",
        "spend_expected_total=spend.expected_total",
        "spend_observed_total=spend.observed_total",
        "spend_bias=spend.bias",
        "spend_mean_absolute_error=spend.mean_absolute_error",
        "one_time_expected",
        "problem",
    ],
}];

pub const COMPARISON: [Table; 1] = [Table {
    name: "candidates",
    lists: &["candidates"],
    columns: &[
        "model",
        "log_likelihood",
        "aic",
        "bic",
        "verdict",
        "one_time_buyers_alive",
        "bias=holdout.bias",
        "mean_absolute_error=holdout.mean_absolute_error",
        "mean_log_score=holdout.mean_log_score",
        "interval_coverage=holdout.interval_coverage",
        "behind_best",
        "behind_best_error",
        "level_with_best",
        "problem",
    ],
}];

pub const BEHAVIOUR: [Table; 3] = [
    Table {
        name: "measures",
        lists: &["measures"],
        columns: &[
            "measure",
            "value=estimate.value",
            "low=estimate.low",
            "high=estimate.high",
            "evidence",
            "evidence_unit",
            "interval",
            "percentile",
        ],
    },
    Table {
        name: "antecedents",
        lists: &["antecedents"],
        columns: &[
            "event",
            "rate_ratio=rate_ratio.value",
            "low=rate_ratio.low",
            "high=rate_ratio.high",
            "weeks_seen",
        ],
    },
    Table { name: "loyalty", lists: &["loyalty"], columns: &["indicator", "state", "evidence"] },
];

pub const DECLARED: [Table; 2] = [
    Table {
        name: "values",
        lists: &["groups.fields", "attributes", "sensitive"],
        columns: &[
            "group=^group",
            "name",
            "field",
            "value",
            "source",
            "purpose",
            "at_ms",
            "age_days",
            "expires_at_ms",
            "fresh",
            "guard",
            "in_use",
        ],
    },
    Table {
        name: "groups",
        lists: &["groups"],
        columns: &["group", "usable", "known", "fresh", "completeness", "freshness", "missing"],
    },
];

pub const HISTORY: [Table; 6] = [
    Table {
        name: "purchases",
        lists: &["purchases"],
        columns: &["order_id", "at_ms", "state", "revenue_minor", "discounted", "lines_left_out"],
    },
    Table {
        name: "lines",
        lists: &["purchases.lines"],
        columns: &["order_id=^order_id", "at_ms=^at_ms", "product_id", "bought", "returned", "value_minor"],
    },
    Table {
        name: "loose_returns",
        lists: &["loose_returns"],
        columns: &["at_ms", "product_ids", "units", "value_minor"],
    },
    Table {
        name: "visits",
        lists: &["visits"],
        columns: &[
            "first_ms",
            "duration_seconds",
            "searches=pages.searches",
            "lists=pages.lists",
            "product_pages=pages.products",
            "cart=pages.cart",
            "checkout=pages.checkout",
            "promotions=pages.promotions",
            "conversation=pages.conversation",
            "other=pages.other",
            "products",
            "product_ids",
            "added",
            "ordered",
        ],
    },
    Table {
        name: "conversations",
        lists: &["conversations"],
        columns: &[
            "session_id",
            "channel",
            "first_ms",
            "last_ms",
            "turns",
            "mean_message_length",
            "mean_sentiment",
            "last_sentiment",
            "satisfaction",
            "satisfaction_scale",
            "summary_count",
        ],
    },
    Table {
        name: "months",
        lists: &["months"],
        columns: &[
            "month",
            "rolled_up",
            "events",
            "visits",
            "conversations",
            "turns",
            "searches",
            "product_views",
            "orders",
            "returns",
            "revenue_minor",
        ],
    },
];

pub const TASTE: [Table; 2] = [
    Table {
        name: "preferences",
        lists: &["preferences"],
        columns: &[
            "dimension",
            "value",
            "lift",
            "low",
            "high",
            "recent_lift",
            "recent_low",
            "recent_high",
            "divergence",
            "drifting",
            "engagements",
            "confidence",
            "status",
            "basis",
            "events",
        ],
    },
    Table {
        name: "prices",
        lists: &["prices"],
        columns: &[
            "category",
            "low_minor",
            "centre_minor",
            "high_minor",
            "centre_low_minor",
            "centre_high_minor",
            "offer_centre_minor",
            "level",
            "purchases",
            "status",
            "doubt",
        ],
    },
];

pub const TASTE_PATH: [Table; 1] = [Table {
    name: "points",
    lists: &["snapshots.points"],
    columns: &["as_of_ms=^as_of_ms", "dimension", "value", "lift", "low", "high", "divergence", "status"],
}];

pub const TASTE_SCORES: [Table; 2] = [
    Table { name: "scores", lists: &["scores"], columns: &["product_id", "score"] },
    Table {
        name: "terms",
        lists: &["scores.terms"],
        columns: &["product_id=^product_id", "dimension", "value", "lift", "score"],
    },
];

pub const WAITING: [Table; 1] = [Table {
    name: "points",
    lists: &["points"],
    columns: &["days", "at_risk", "decided", "waiting", "standard_error", "low", "high"],
}];

pub const ACTIONS: [Table; 2] = [
    Table {
        name: "actions",
        lists: &["actions"],
        columns: &[
            "action",
            "product_id",
            "success_probability=success_probability.value",
            "success_probability_low=success_probability.low",
            "success_probability_high=success_probability.high",
            "reason",
            "say",
        ],
    },
    Table { name: "rejected", lists: &["rejected"], columns: &["action", "gate", "detail"] },
];

pub const CONSENT_SIGNALS: [Table; 1] = [Table {
    name: "changes",
    lists: &["changes"],
    columns: &["purpose", "state", "basis", "policy_version", "source"],
}];

pub const CONTACT: [Table; 3] = [
    Table {
        name: "channels",
        lists: &["channels"],
        columns: &[
            "name",
            "answered=answered.value",
            "low=answered.low",
            "high=answered.high",
            "contacts",
            "answers",
        ],
    },
    Table {
        name: "tones",
        lists: &["tones"],
        columns: &[
            "name",
            "answered=answered.value",
            "low=answered.low",
            "high=answered.high",
            "contacts",
            "answers",
        ],
    },
    Table {
        name: "gaps",
        lists: &["gaps"],
        columns: &[
            "name",
            "answered=answered.value",
            "low=answered.low",
            "high=answered.high",
            "contacts",
            "answers",
        ],
    },
];

pub const EXPERIENCE: [Table; 2] = [
    Table { name: "choices", lists: &["choices"], columns: &["slot", "variant", "rule_id", "reason"] },
    Table {
        name: "lost",
        lists: &["choices.lost"],
        columns: &["slot=^slot", "rule_id", "variant", "reason"],
    },
];

pub const EXPORT: [Table; 1] =
    [Table { name: "sections", lists: &["sections"], columns: &["title", "lines"] }];

pub const HEALTH: [Table; 1] =
    [Table { name: "parts", lists: &["parts"], columns: &["part", "status", "detail"] }];

pub const OUTLOOK: [Table; 1] = [Table {
    name: "categories",
    lists: &["purchase_probability"],
    columns: &[
        "category",
        "probability=probability.value",
        "low=probability.low",
        "high=probability.high",
        "horizon_days",
    ],
}];

pub const PROFILE: [Table; 5] = [
    Table {
        name: "purchases",
        lists: &["purchases"],
        columns: &["first_ms", "orders", "units", "revenue_minor", "product_ids"],
    },
    Table { name: "cart", lists: &["cart"], columns: &["product_id", "quantity", "price_minor"] },
    Table {
        name: "consents",
        lists: &["consents"],
        columns: &["purpose", "state", "basis", "policy_version", "source", "at_ms"],
    },
    Table {
        name: "decisions",
        lists: &["decisions"],
        columns: &[
            "decision_id",
            "kind",
            "chosen",
            "made_ms",
            "shown_ms",
            "outcome_ms",
            "accepted",
            "value_minor",
        ],
    },
    Table { name: "traits", lists: &["traits"], columns: &["name", "value", "at_ms"] },
];

pub const QUESTIONS: [Table; 1] = [Table {
    name: "alternatives",
    lists: &["alternatives"],
    columns: &["field", "group", "text", "value_of_information", "change_probability", "reason"],
}];

pub const QUOTES: [Table; 2] = [
    Table {
        name: "quotes",
        lists: &["quotes"],
        columns: &[
            "product_id",
            "currency",
            "base_price_minor",
            "adjusted_price_minor",
            "savings",
            "confidence",
            "strategy",
            "floor_minor",
            "ceiling_minor",
            "prior_low_30d_minor",
            "disclosure",
            "personalised",
            "experiment",
            "arm",
            "propensity",
            "audit_id",
            "as_of_ms",
            "expires_at_ms",
        ],
    },
    Table {
        name: "factors",
        lists: &["quotes.adjustment_factors"],
        columns: &["product_id=^product_id", "factor", "impact", "amount_minor", "reasoning", "personal"],
    },
];

pub const READ: [Table; 2] = [
    Table { name: "problems", lists: &["problems"], columns: &["line", "field", "code", "reason"] },
    Table { name: "by_reason", lists: &["by_reason"], columns: &["code", "count"] },
];

pub const RECOMMENDATIONS: [Table; 2] = [
    Table {
        name: "recommendations",
        lists: &["recommendations"],
        columns: &["product_id", "name", "category", "price_minor", "score", "say"],
    },
    Table {
        name: "terms",
        lists: &["recommendations.terms"],
        columns: &["product_id=^product_id", "term", "value"],
    },
];

pub const REPORT: [Table; 3] = [
    Table { name: "cells", lists: &["cells"], columns: &["row", "column", "count", "sums_minor"] },
    Table { name: "row_totals", lists: &["row_totals"], columns: &["row", "column", "count", "sums_minor"] },
    Table {
        name: "column_totals",
        lists: &["column_totals"],
        columns: &["row", "column", "count", "sums_minor"],
    },
];

pub const RETENTION: [Table; 2] = [
    Table { name: "removed", lists: &["removed"], columns: &["category", "events"] },
    Table {
        name: "remaining_elsewhere",
        lists: &["remaining_elsewhere"],
        columns: &["place", "model_id", "ended_by"],
    },
];
