//! Who may do what with which part of whose data?
//!
//! Role-based access control with a hierarchy of roles (Sandhu, Coyne, Feinstein, Youman 1996, RBAC1), as data: a
//! role has permissions and inherits those of other roles. A permission names resource, action and the classes of
//! fields it reaches, so that whoever may read a profile for a prompt does not see what is server-only. What no
//! permission allows is denied; there are no prohibitions, so the order of roles decides nothing. A policy whose
//! roles inherit in a circle, or from nobody, is refused.
//!
//! ```
//! use sartor::privacy::{AccessControl, AccessPolicy, AccessReason, AccessRequest, FieldClass};
//! let access = AccessControl::new(AccessPolicy::standard())?;
//! let ask = |role: &str, field_class| access.decide(&AccessRequest {
//!     roles: vec![role.to_owned()],
//!     resource: "profile".to_owned(),
//!     action: "read".to_owned(),
//!     field_class,
//! });
//! let decision = ask("service_agent", FieldClass::PromptSafe)?;
//! assert!(decision.allowed);
//! assert_eq!(decision.path, ["service_agent", "chat"]); // inherited
//! let decision = ask("chat", FieldClass::ServerOnly)?;
//! assert_eq!((decision.allowed, decision.reason), (false, AccessReason::FieldClassDenied));
//! # Ok::<(), sartor::SartorError>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Result, SartorError};

/// The most roles of a policy.
pub const MAX_ROLES: usize = 200;
/// The most permissions of a role, and the most roles it inherits from.
pub const MAX_ROLE_PERMISSIONS: usize = 200;
/// The longest name of a role, resource or action, in bytes.
pub const MAX_ACCESS_NAME_BYTES: usize = 64;

const SUBJECT: &str = "access policy";
const ANY: &str = "*";

/// How far a field may travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum FieldClass {
    /// It may reach a customer or a language model.
    PromptSafe,
    /// It tells of one customer, such as events and declared traits.
    Personal,
    /// It is of a special category (GDPR, article 9).
    Sensitive,
    /// Value, churn, cost, floors, margins, price reasons.
    ServerOnly,
    /// It tells of many customers and of none.
    Aggregate,
}

/// Something a role may do. `*` as resource or action stands for any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AccessPermission {
    /// What it concerns, such as `profile`, `audit_log`, `engine`, or a resource of the host's own.
    pub resource: String,
    /// What may be done, such as `read`, `export`, `erase`.
    pub action: String,
    /// The fields it reaches; at least one class.
    pub field_classes: Vec<FieldClass>,
}

/// A role of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AccessRole {
    /// Its name: 1 to 64 of `a-z 0-9 _ . : -`.
    pub role: String,
    /// Roles whose permissions it has as well.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub inherits: Vec<String>,
    /// What it may do itself.
    #[serde(default)]
    #[cfg_attr(feature = "swift", uniffi(default))]
    pub permissions: Vec<AccessPermission>,
}

/// Who may do what; an empty one allows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AccessPolicy {
    /// Its roles, each name once.
    pub roles: Vec<AccessRole>,
}

/// Somebody wants to do something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AccessRequest {
    /// The roles that the host has established for whoever asks.
    pub roles: Vec<String>,
    /// What it concerns; `*` is no resource.
    pub resource: String,
    /// What is to be done.
    pub action: String,
    /// The fields it needs. Whoever needs several classes asks for each.
    pub field_class: FieldClass,
}

/// Why a request was allowed or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "swift", derive(uniffi::Enum))]
#[cfg_attr(
    feature = "python",
    pyo3::pyclass(
        eq,
        eq_int,
        frozen,
        from_py_object,
        module = "sartor",
        rename_all = "SCREAMING_SNAKE_CASE"
    )
)]
#[cfg_attr(feature = "node", napi_derive::napi(string_enum = "snake_case"))]
pub enum AccessReason {
    /// A permission allows it.
    Permitted,
    /// Whoever asks has no role that the policy knows.
    NoRole,
    /// No permission of the roles covers this action on this resource.
    ActionDenied,
    /// A permission covers the action, but not these fields.
    FieldClassDenied,
}

/// Whether a request is allowed, and by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "swift", derive(uniffi::Record))]
#[cfg_attr(feature = "python", pyo3::pyclass(get_all, frozen, eq, from_py_object, module = "sartor"))]
#[cfg_attr(feature = "node", napi_derive::napi(object, object_from_js = false, use_nullable = true))]
pub struct AccessDecision {
    /// Whether it may be done.
    pub allowed: bool,
    /// Why.
    pub reason: AccessReason,
    /// From the role asked with to the one whose permission decided, through those that inherit; empty if denied.
    pub path: Vec<String>,
    /// The permission that decided.
    pub permission: Option<AccessPermission>,
}

/// A policy that was found sound, ready to decide.
#[derive(Debug, Clone)]
pub struct AccessControl {
    roles: BTreeMap<String, AccessRole>,
}

impl AccessControl {
    /// Check a policy: names, sizes, roles that inherit from nobody or in a circle.
    pub fn new(policy: AccessPolicy) -> Result<Self> {
        let many = |field: &str, found, most, unit| {
            if found > most {
                return Err(SartorError::too_many(SUBJECT, field, found, most, unit));
            }
            Ok(())
        };
        many("roles", policy.roles.len(), MAX_ROLES, "roles")?;
        let mut roles = BTreeMap::new();
        for role in policy.roles {
            check_name("role", &role.role, false)?;
            many("permissions", role.permissions.len(), MAX_ROLE_PERMISSIONS, "permissions")?;
            many("inherits", role.inherits.len(), MAX_ROLE_PERMISSIONS, "roles")?;
            for permission in &role.permissions {
                check_name("resource", &permission.resource, true)?;
                check_name("action", &permission.action, true)?;
                if permission.field_classes.is_empty() {
                    return Err(SartorError::invalid(
                        SUBJECT,
                        "fieldClasses",
                        "at least one class of fields",
                    ));
                }
            }
            if let Some(twice) = roles.insert(role.role.clone(), role) {
                let subject = format!("role {}", twice.role);
                return Err(SartorError::AlreadySet { subject });
            }
        }
        let access = Self { roles };
        access.check_hierarchy()?;
        Ok(access)
    }

    /// Whether a request is allowed. The first permission found decides: roles in the order asked with, each
    /// before those it inherits from.
    pub fn decide(&self, request: &AccessRequest) -> Result<AccessDecision> {
        check_name("resource", &request.resource, false)?;
        check_name("action", &request.action, false)?;
        if request.roles.len() > MAX_ROLES {
            return Err(SartorError::too_many(SUBJECT, "roles", request.roles.len(), MAX_ROLES, "roles"));
        }
        let mut reason = AccessReason::NoRole;
        let mut seen = BTreeSet::new();
        let mut ahead: Vec<Vec<&AccessRole>> =
            request.roles.iter().rev().filter_map(|role| Some(vec![self.roles.get(role)?])).collect();
        while let Some(path) = ahead.pop() {
            let Some(role) = path.last().filter(|role| seen.insert(&role.role)) else { continue };
            if reason == AccessReason::NoRole {
                reason = AccessReason::ActionDenied;
            }
            let covers = |permission: &&AccessPermission| {
                [(&permission.resource, &request.resource), (&permission.action, &request.action)]
                    .iter()
                    .all(|(allowed, asked)| *allowed == ANY || allowed == asked)
            };
            for permission in role.permissions.iter().filter(covers) {
                if permission.field_classes.contains(&request.field_class) {
                    return Ok(AccessDecision {
                        allowed: true,
                        reason: AccessReason::Permitted,
                        path: path.iter().map(|role| role.role.clone()).collect(),
                        permission: Some(permission.clone()),
                    });
                }
                reason = AccessReason::FieldClassDenied;
            }
            for parent in role.inherits.iter().rev().filter_map(|parent| self.roles.get(parent)) {
                ahead.push(path.iter().copied().chain([parent]).collect());
            }
        }
        Ok(AccessDecision { allowed: false, reason, path: Vec::new(), permission: None })
    }

    /// Take away the roles that inherit from none that is left, until nothing is left.
    fn check_hierarchy(&self) -> Result<()> {
        let unknown = |parent: &&String| !self.roles.contains_key(*parent);
        if self.roles.values().flat_map(|role| &role.inherits).any(|parent| unknown(&parent)) {
            return Err(SartorError::invalid(SUBJECT, "inherits", "a role of this policy"));
        }
        let mut left: BTreeSet<&String> = self.roles.keys().collect();
        while !left.is_empty() {
            let rests = |name: &&&String| {
                self.roles
                    .get(**name)
                    .is_some_and(|role| role.inherits.iter().any(|parent| left.contains(parent)))
            };
            let still: BTreeSet<&String> = left.iter().filter(rests).copied().collect();
            if still.len() == left.len() {
                return Err(SartorError::invalid(SUBJECT, "inherits", "free of circles"));
            }
            left = still;
        }
        Ok(())
    }
}

impl AccessPolicy {
    /// Roles to begin with: `chat`, `service_agent`, `analyst`, `decision_service`, `privacy_officer`, `auditor`,
    /// `operator`. Nobody among them may both erase and change the audit log; none may do everything.
    pub fn standard() -> Self {
        use FieldClass::{Aggregate, Personal, PromptSafe, Sensitive, ServerOnly};
        let role = |role: &str, inherits: &[&str], permissions: &[(&str, &[&str], &[FieldClass])]| {
            let permission = |resource: &str, action: &str, classes: &[FieldClass]| AccessPermission {
                resource: resource.to_owned(),
                action: action.to_owned(),
                field_classes: classes.to_vec(),
            };
            AccessRole {
                role: role.to_owned(),
                inherits: inherits.iter().map(|&parent| parent.to_owned()).collect(),
                permissions: permissions
                    .iter()
                    .flat_map(|(resource, actions, classes)| {
                        actions.iter().map(|action| permission(resource, action, classes))
                    })
                    .collect(),
            }
        };
        Self {
            roles: vec![
                role(
                    "chat",
                    &[],
                    &[("profile", &["read"], &[PromptSafe]), ("chat", &["answer"], &[PromptSafe])],
                ),
                role("service_agent", &["chat"], &[("profile", &["read", "observe"], &[Personal])]),
                role("analyst", &[], &[("report", &["read"], &[Aggregate])]),
                role(
                    "decision_service",
                    &["chat"],
                    &[
                        ("profile", &["read", "observe"], &[Personal, ServerOnly]),
                        ("quote", &["make"], &[ServerOnly]),
                        ("outlook", &["read"], &[ServerOnly]),
                    ],
                ),
                role(
                    "privacy_officer",
                    &[],
                    &[
                        ("profile", &["read", "export", "erase", "restrict"], &[Personal, Sensitive]),
                        ("consent", &["read", "import"], &[Personal]),
                        ("data_key", &["delete"], &[Personal]),
                        ("audit_log", &["read", "verify"], &[Aggregate]),
                    ],
                ),
                role("auditor", &[], &[("audit_log", &["read", "verify", "anchor"], &[Aggregate])]),
                role(
                    "operator",
                    &[],
                    &[
                        ("engine", &["load", "fit"], &[Aggregate]),
                        ("health", &["read"], &[Aggregate]),
                        ("host_key", &["rotate", "retire"], &[Aggregate]),
                    ],
                ),
            ],
        }
    }
}

fn check_name(field: &str, name: &str, any: bool) -> Result<()> {
    let known = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b':' | b'-');
    let plain = !name.is_empty() && name.len() <= MAX_ACCESS_NAME_BYTES && name.bytes().all(known);
    if plain || any && name == ANY {
        return Ok(());
    }
    Err(SartorError::invalid(SUBJECT, field, "1 to 64 of a-z, 0-9, _ . : -"))
}
