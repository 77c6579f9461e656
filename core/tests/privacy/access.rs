//! Roles and permissions: what is not allowed is denied, and a policy that makes no sense is refused.

use proptest::prelude::*;
use sartor::privacy::{
    AccessControl, AccessDecision, AccessPermission, AccessPolicy, AccessReason, AccessRequest, AccessRole,
    FieldClass, MAX_ROLES,
};

fn role(role: &str, inherits: &[&str], permissions: &[(&str, &str, FieldClass)]) -> AccessRole {
    let permission = |(resource, action, class): &(&str, &str, FieldClass)| AccessPermission {
        resource: (*resource).to_owned(),
        action: (*action).to_owned(),
        field_classes: vec![*class],
    };
    AccessRole {
        role: role.to_owned(),
        inherits: inherits.iter().map(|&parent| parent.to_owned()).collect(),
        permissions: permissions.iter().map(permission).collect(),
    }
}

fn control(roles: Vec<AccessRole>) -> sartor::Result<AccessControl> {
    AccessControl::new(AccessPolicy { roles })
}

fn ask(access: &AccessControl, roles: &[&str], what: (&str, &str, FieldClass)) -> AccessDecision {
    let request = AccessRequest {
        roles: roles.iter().map(|&role| role.to_owned()).collect(),
        resource: what.0.to_owned(),
        action: what.1.to_owned(),
        field_class: what.2,
    };
    access.decide(&request).unwrap()
}

const READ: (&str, &str, FieldClass) = ("profile", "read", FieldClass::Personal);

#[test]
fn what_nothing_allows_is_denied_with_the_reason() {
    let access = control(vec![role("agent", &[], &[READ])]).unwrap();
    assert!(ask(&access, &["agent"], READ).allowed);
    assert!(ask(&access, &["stranger", "agent"], READ).allowed);
    let reason = |roles: &[&str], what| {
        let decision = ask(&access, roles, what);
        assert!(!decision.allowed && decision.path.is_empty() && decision.permission.is_none());
        decision.reason
    };
    assert_eq!(reason(&[], READ), AccessReason::NoRole);
    assert_eq!(reason(&["stranger"], READ), AccessReason::NoRole);
    assert_eq!(reason(&["agent"], ("profile", "erase", FieldClass::Personal)), AccessReason::ActionDenied);
    assert_eq!(reason(&["agent"], ("engine", "read", FieldClass::Personal)), AccessReason::ActionDenied);
    assert_eq!(
        reason(&["agent"], ("profile", "read", FieldClass::ServerOnly)),
        AccessReason::FieldClassDenied
    );
    let nobody = AccessControl::new(AccessPolicy::default()).unwrap();
    assert_eq!(ask(&nobody, &["agent"], READ).reason, AccessReason::NoRole);
}

#[test]
fn permissions_are_inherited_over_any_number_of_roles() {
    let access = control(vec![
        role("c", &["b"], &[]),
        role("b", &["a", "other"], &[]),
        role("a", &[], &[READ]),
        role("other", &[], &[("*", "list", FieldClass::Aggregate)]),
    ])
    .unwrap();
    let decision = ask(&access, &["c"], READ);
    assert_eq!((decision.allowed, decision.path), (true, vec!["c".into(), "b".into(), "a".into()]));
    assert!(ask(&access, &["c"], ("anything", "list", FieldClass::Aggregate)).allowed);
    assert!(!ask(&access, &["a"], ("anything", "list", FieldClass::Aggregate)).allowed);
}

#[test]
fn a_policy_that_makes_no_sense_is_refused() {
    let code = |roles| control(roles).unwrap_err().code();
    assert_eq!(code(vec![role("a", &["a"], &[])]), "INVALID_VALUE");
    assert_eq!(
        code(vec![role("a", &["b"], &[]), role("b", &["c"], &[]), role("c", &["a"], &[])]),
        "INVALID_VALUE"
    );
    assert_eq!(code(vec![role("a", &["nobody"], &[])]), "INVALID_VALUE");
    assert_eq!(code(vec![role("a", &[], &[]), role("a", &[], &[READ])]), "ALREADY_SET");
    assert_eq!(code(vec![role("*", &[], &[])]), "INVALID_VALUE");
    assert_eq!(code(vec![role("Sales Team", &[], &[])]), "INVALID_VALUE");
    assert_eq!(code(vec![role("a", &[], &[("", "read", FieldClass::Personal)])]), "INVALID_VALUE");
    let mut silent = role("a", &[], &[READ]);
    silent.permissions[0].field_classes.clear();
    assert_eq!(code(vec![silent]), "INVALID_VALUE");
    let many = (0..=MAX_ROLES).map(|number| role(&format!("r{number}"), &[], &[])).collect();
    assert_eq!(code(many), "TOO_LARGE");
    let access = control(vec![role("a", &[], &[READ])]).unwrap();
    let wild = AccessRequest {
        roles: vec!["a".into()],
        resource: "*".into(),
        action: "read".into(),
        field_class: FieldClass::Personal,
    };
    assert_eq!(access.decide(&wild).unwrap_err().code(), "INVALID_VALUE");
}

#[test]
fn the_standard_roles_keep_server_only_figures_and_erasing_apart() {
    let access = AccessControl::new(AccessPolicy::standard()).unwrap();
    let roles: Vec<String> = AccessPolicy::standard().roles.into_iter().map(|role| role.role).collect();
    let allowed = |resource, action, class| -> Vec<&str> {
        let may = |role: &&String| ask(&access, &[role], (resource, action, class)).allowed;
        roles.iter().filter(may).map(String::as_str).collect()
    };
    assert_eq!(allowed("profile", "read", FieldClass::ServerOnly), ["decision_service"]);
    assert_eq!(allowed("profile", "erase", FieldClass::Personal), ["privacy_officer"]);
    assert_eq!(allowed("profile", "read", FieldClass::Sensitive), ["privacy_officer"]);
    assert_eq!(allowed("report", "read", FieldClass::Aggregate), ["analyst"]);
    assert_eq!(allowed("audit_log", "verify", FieldClass::Aggregate), ["privacy_officer", "auditor"]);
}

#[test]
fn a_policy_is_data() {
    let policy = AccessPolicy::standard();
    let text = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<AccessPolicy>(&text).unwrap(), policy);
    assert!(serde_json::from_str::<AccessPolicy>(r#"{"roles":[],"allowAll":true}"#).is_err());
}

proptest! {
    /// Beside an independent reading: allowed exactly if some reachable role has a fitting permission.
    #[test]
    fn a_decision_is_what_reachability_says(
        edges in proptest::collection::vec((0..8_usize, 0..8_usize), 0..16),
        grants in proptest::collection::vec((0..8_usize, 0..3_usize), 0..8),
        asked in proptest::collection::vec(0..10_usize, 0..3),
        want in 0..3_usize,
    ) {
        const ACTIONS: [&str; 3] = ["read", "export", "erase"];
        let name = |number: usize| format!("r{number}");
        let roles: Vec<AccessRole> = (0..8).map(|number| AccessRole {
            role: name(number),
            inherits: edges.iter().filter(|(from, _)| *from == number).map(|(_, to)| name(*to)).collect(),
            permissions: grants.iter().filter(|(role, _)| *role == number).map(|(_, action)| AccessPermission {
                resource: "profile".into(),
                action: ACTIONS[*action].into(),
                field_classes: vec![FieldClass::Personal],
            }).collect(),
        }).collect();
        let mut reaches = [[false; 8]; 8];
        for (from, to) in &edges { reaches[*from][*to] = true; }
        for by in 0..8 { for from in 0..8 { for to in 0..8 {
            reaches[from][to] |= reaches[from][by] && reaches[by][to];
        } } }
        let circle = (0..8).any(|number| reaches[number][number]);
        match control(roles) {
            Err(error) => { prop_assert!(circle); prop_assert_eq!(error.code(), "INVALID_VALUE"); }
            Ok(access) => {
                prop_assert!(!circle);
                let names: Vec<String> = asked.iter().map(|number| name(*number)).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let decision = ask(&access, &names, ("profile", ACTIONS[want], FieldClass::Personal));
                let expected = grants.iter().any(|(role, action)| *action == want
                    && asked.iter().filter(|asked| **asked < 8).any(|asked| asked == role || reaches[*asked][*role]));
                prop_assert_eq!(decision.allowed, expected);
                prop_assert_eq!(decision.path.is_empty(), !expected);
            }
        }
    }
}
