//! Which tables does each view have?
//!
//! How a list and a column are written stands in `table.rs`.

use super::table::ViewTable;

pub const BACKTEST: [ViewTable; 1] = [ViewTable {
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

pub const COMPARISON: [ViewTable; 1] = [ViewTable {
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

pub const BEHAVIOUR: [ViewTable; 3] = [
    ViewTable {
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
    ViewTable {
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
    ViewTable { name: "loyalty", lists: &["loyalty"], columns: &["indicator", "state", "evidence"] },
];

pub const DECLARED: [ViewTable; 2] = [
    ViewTable {
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
    ViewTable {
        name: "groups",
        lists: &["groups"],
        columns: &["group", "usable", "known", "fresh", "completeness", "freshness", "missing"],
    },
];

pub const HISTORY: [ViewTable; 6] = [
    ViewTable {
        name: "purchases",
        lists: &["purchases"],
        columns: &["order_id", "at_ms", "state", "revenue_minor", "discounted", "lines_left_out"],
    },
    ViewTable {
        name: "lines",
        lists: &["purchases.lines"],
        columns: &["order_id=^order_id", "at_ms=^at_ms", "product_id", "bought", "returned", "value_minor"],
    },
    ViewTable {
        name: "loose_returns",
        lists: &["loose_returns"],
        columns: &["at_ms", "product_ids", "units", "value_minor"],
    },
    ViewTable {
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
    ViewTable {
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
    ViewTable {
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

pub const TASTE: [ViewTable; 2] = [
    ViewTable {
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
    ViewTable {
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

pub const TASTE_PATH: [ViewTable; 1] = [ViewTable {
    name: "points",
    lists: &["snapshots.points"],
    columns: &["as_of_ms=^as_of_ms", "dimension", "value", "lift", "low", "high", "divergence", "status"],
}];

pub const TASTE_SCORES: [ViewTable; 2] = [
    ViewTable { name: "scores", lists: &["scores"], columns: &["product_id", "score"] },
    ViewTable {
        name: "terms",
        lists: &["scores.terms"],
        columns: &["product_id=^product_id", "dimension", "value", "lift", "score"],
    },
];

pub const WAITING: [ViewTable; 1] = [ViewTable {
    name: "points",
    lists: &["points"],
    columns: &["days", "at_risk", "decided", "waiting", "standard_error", "low", "high"],
}];

pub const ACTIONS: [ViewTable; 2] = [
    ViewTable {
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
    ViewTable { name: "rejected", lists: &["rejected"], columns: &["action", "gate", "detail"] },
];

pub const CONSENT_SIGNALS: [ViewTable; 1] = [ViewTable {
    name: "changes",
    lists: &["changes"],
    columns: &["purpose", "state", "basis", "policy_version", "source"],
}];

pub const CONTACT: [ViewTable; 3] = [
    ViewTable {
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
    ViewTable {
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
    ViewTable {
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

pub const EXPERIENCE: [ViewTable; 2] = [
    ViewTable { name: "choices", lists: &["choices"], columns: &["slot", "variant", "rule_id", "reason"] },
    ViewTable {
        name: "lost",
        lists: &["choices.lost"],
        columns: &["slot=^slot", "rule_id", "variant", "reason"],
    },
];

pub const EXPORT: [ViewTable; 1] =
    [ViewTable { name: "sections", lists: &["sections"], columns: &["title", "lines"] }];

pub const HEALTH: [ViewTable; 1] =
    [ViewTable { name: "parts", lists: &["parts"], columns: &["part", "status", "detail"] }];

pub const OUTLOOK: [ViewTable; 1] = [ViewTable {
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

pub const PROFILE: [ViewTable; 5] = [
    ViewTable {
        name: "purchases",
        lists: &["purchases"],
        columns: &["first_ms", "orders", "units", "revenue_minor", "product_ids"],
    },
    ViewTable { name: "cart", lists: &["cart"], columns: &["product_id", "quantity", "price_minor"] },
    ViewTable {
        name: "consents",
        lists: &["consents"],
        columns: &["purpose", "state", "basis", "policy_version", "source", "at_ms"],
    },
    ViewTable {
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
    ViewTable { name: "traits", lists: &["traits"], columns: &["name", "value", "at_ms"] },
];

pub const QUESTIONS: [ViewTable; 1] = [ViewTable {
    name: "alternatives",
    lists: &["alternatives"],
    columns: &["field", "group", "text", "value_of_information", "change_probability", "reason"],
}];

pub const QUOTES: [ViewTable; 2] = [
    ViewTable {
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
    ViewTable {
        name: "factors",
        lists: &["quotes.adjustment_factors"],
        columns: &["product_id=^product_id", "factor", "impact", "amount_minor", "reasoning", "personal"],
    },
];

pub const READ: [ViewTable; 2] = [
    ViewTable { name: "problems", lists: &["problems"], columns: &["line", "field", "code", "reason"] },
    ViewTable { name: "by_reason", lists: &["by_reason"], columns: &["code", "count"] },
];

pub const RECOMMENDATIONS: [ViewTable; 2] = [
    ViewTable {
        name: "recommendations",
        lists: &["recommendations"],
        columns: &["product_id", "name", "category", "price_minor", "score", "say"],
    },
    ViewTable {
        name: "terms",
        lists: &["recommendations.terms"],
        columns: &["product_id=^product_id", "term", "value"],
    },
];

pub const REPORT: [ViewTable; 3] = [
    ViewTable { name: "cells", lists: &["cells"], columns: &["row", "column", "count", "sums_minor"] },
    ViewTable {
        name: "row_totals",
        lists: &["row_totals"],
        columns: &["row", "column", "count", "sums_minor"],
    },
    ViewTable {
        name: "column_totals",
        lists: &["column_totals"],
        columns: &["row", "column", "count", "sums_minor"],
    },
];

pub const RETENTION: [ViewTable; 2] = [
    ViewTable { name: "removed", lists: &["removed"], columns: &["category", "events"] },
    ViewTable {
        name: "remaining_elsewhere",
        lists: &["remaining_elsewhere"],
        columns: &["place", "model_id", "ended_by"],
    },
];
