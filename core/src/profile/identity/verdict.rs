//! What is said of one visitor's id and one customer, and what it rests on.

/// What to do with a visitor's id and a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        hash,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum MergeDecision {
    /// Merge: everything seen agrees with one person.
    Merge,
    /// Do not merge: something seen does not agree with one person.
    Refuse,
    /// Ask again later: too little was seen.
    Wait,
}

/// What a verdict rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct IdentityEvidence {
    /// Customers seen on the visitor's device.
    pub customers_on_device: u32,
    /// Days on which the device was in use, by anyone.
    pub active_days: u32,
    /// Days on which this customer was logged in on it.
    pub login_days: u32,
    /// Days on which it was in use without a login.
    pub anonymous_days: u32,
    /// How often one customer's use of the device was followed by another's.
    pub switches: u32,
    /// Days on which the device was in use without a login in a minute in which the customer was active on
    /// another device.
    pub concurrent_days: u32,
    /// Declared fields in which the two contradict each other.
    pub contradictory_fields: Vec<String>,
    /// Whether an alias call names the customer for this id.
    pub stated: bool,
}

/// Whether a visitor's id is one customer's, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct IdentityVerdict {
    /// The visitor's id.
    pub anonymous_id: String,
    /// The customer.
    pub customer_id: String,
    /// What to do.
    pub decision: MergeDecision,
    /// Codes of the reasons, the weightiest first: `stated`, `seen_together`; `several_aliases`,
    /// `is_a_customer`, `several_customers`, `interleaved_logins`, `contradictory_facts`,
    /// `impossible_concurrency`; `never_seen_together`, `too_few_logins`, `rarely_logged_in`.
    pub reasons: Vec<String>,
    /// What was seen.
    pub evidence: IdentityEvidence,
}

/// How much has to be seen.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct IdentityPolicy {
    /// Days with a login before an id is merged, 1 to 30; 1.
    #[cfg_attr(feature = "swift", uniffi(default = 1))]
    pub min_login_days: u32,
    /// Days with impossible concurrency from which on a merge is refused, 1 to 30; 3, because one person may
    /// well have a phone in one hand and a laptop before them.
    #[cfg_attr(feature = "swift", uniffi(default = 3))]
    pub concurrent_days: u32,
    /// Share of the days in use without a login that must be such days besides, 0 to 1; 0.1.
    #[cfg_attr(feature = "swift", uniffi(default = 0.1))]
    pub concurrent_share: f64,
    /// Share of its active days on which a device must be logged in, 0 to 1; 0.2.
    #[cfg_attr(feature = "swift", uniffi(default = 0.2))]
    pub min_login_share: f64,
    /// Active days from which on that share is asked for, 1 to 365; 5.
    #[cfg_attr(feature = "swift", uniffi(default = 5))]
    pub share_from_days: u32,
}

impl Default for IdentityPolicy {
    fn default() -> Self {
        Self {
            min_login_days: 1,
            concurrent_days: 3,
            concurrent_share: 0.1,
            min_login_share: 0.2,
            share_from_days: 5,
        }
    }
}

impl IdentityPolicy {
    /// Refuse options outside their documented ranges.
    pub fn check(&self) -> crate::Result<()> {
        let wrong = |field: &str, value: String, expected: &str| {
            Err(crate::SartorError::out_of_range("identity policy", field, value, expected))
        };
        for (field, days, most) in [
            ("minLoginDays", self.min_login_days, 30),
            ("concurrentDays", self.concurrent_days, 30),
            ("shareFromDays", self.share_from_days, 365),
        ] {
            if !(1..=most).contains(&days) {
                return wrong(field, days.to_string(), &format!("1 to {most}"));
            }
        }
        for (field, share) in
            [("minLoginShare", self.min_login_share), ("concurrentShare", self.concurrent_share)]
        {
            if !(0.0..=1.0).contains(&share) {
                return wrong(field, share.to_string(), "0 to 1");
            }
        }
        Ok(())
    }

    fn is_concurrent(&self, evidence: &IdentityEvidence) -> bool {
        let share = f64::from(evidence.concurrent_days) / f64::from(evidence.anonymous_days.max(1));
        evidence.concurrent_days >= self.concurrent_days && share >= self.concurrent_share
    }

    /// The decision and its reasons.
    pub(super) fn decide(
        &self,
        evidence: &IdentityEvidence,
        is_a_customer: bool,
        several_aliases: bool,
    ) -> (MergeDecision, Vec<&'static str>) {
        let told = |reasons: &[(bool, &'static str)]| -> Vec<&'static str> {
            reasons.iter().filter(|(holds, _)| *holds).map(|(_, reason)| *reason).collect()
        };
        if several_aliases {
            return (MergeDecision::Refuse, vec!["several_aliases"]);
        }
        if evidence.stated {
            return (MergeDecision::Merge, vec!["stated"]);
        }
        let against = told(&[
            (is_a_customer, "is_a_customer"),
            (evidence.customers_on_device > 1, "several_customers"),
            (evidence.switches > 1, "interleaved_logins"),
            (!evidence.contradictory_fields.is_empty(), "contradictory_facts"),
            (self.is_concurrent(evidence), "impossible_concurrency"),
        ]);
        if !against.is_empty() {
            return (MergeDecision::Refuse, against);
        }
        let share = f64::from(evidence.login_days) / f64::from(evidence.active_days.max(1));
        let rare = evidence.active_days >= self.share_from_days && share < self.min_login_share;
        let missing = told(&[
            (evidence.login_days == 0, "never_seen_together"),
            (evidence.login_days > 0 && evidence.login_days < self.min_login_days, "too_few_logins"),
            (evidence.login_days > 0 && rare, "rarely_logged_in"),
        ]);
        if missing.is_empty() {
            (MergeDecision::Merge, vec!["seen_together"])
        } else {
            (MergeDecision::Wait, missing)
        }
    }
}
