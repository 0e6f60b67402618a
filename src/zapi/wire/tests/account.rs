//! Bodies about the instance and the account.

use super::*;
use crate::flow::event::{InstanceReply, Payment};

#[expect(clippy::unnecessary_wraps, reason = "compared with what a call yields")]
fn instance(name: &str, due_unix_ms: Option<i64>, payment: Option<Payment>) -> Outcome {
    Ok(Reply::Instance(InstanceReply {
        name: text(name),
        due_unix_ms,
        payment,
    }))
}

fn other(word: &str) -> Option<Payment> {
    text(word).map(Payment::Other)
}

#[test]
fn an_instance_is_read_as_documented_and_in_odd_shapes() {
    let paid = Some(Payment::Paid);
    let due = Some(1_776_000_000_000);
    for (body, expected) in [
        (
            r#"{"id":"3C01","token":"T","name":"Loja 1","due":1776000000000,"connected":false,
                "paymentStatus":"PAID","created":"2024-01-01T00:00:00Z","callRejectAuto":true}"#,
            instance("Loja 1", due, paid.clone()),
        ),
        (
            r#"{"name":"Loja 1","due":1776000000,"paymentStatus":"paid"}"#,
            instance("Loja 1", due, paid.clone()),
        ),
        (
            r#"{"name":"Loja 1","due":"1776000000000","paymentStatus":" TRIAL "}"#,
            instance("Loja 1", due, other("TRIAL")),
        ),
        (r#"{"due":"1776000000"}"#, instance("", due, None)),
        (r#"{"due":1.776e9}"#, instance("", due, None)),
        (
            r#"{"name":null,"due":0,"paymentStatus":"CANCELED"}"#,
            instance("", None, other("CANCELED")),
        ),
        (
            r#"{"name":"\u001b[31mA\u202eB","due":17,"paymentStatus":"\u001b]0;x\u0007ODD"}"#,
            instance("AB", None, other("ODD")),
        ),
        (
            r#"{"name":7,"due":"soon","paymentStatus":[]}"#,
            instance("", None, None),
        ),
        (
            r#"{"due":-1776000000,"connected":true}"#,
            instance("", None, None),
        ),
        (r#"{"due":99999999999999999999}"#, instance("", None, None)),
        ("{}", instance("", None, None)),
    ] {
        assert_eq!(said(&Call::Instance, 200, body), expected, "{body}");
    }
}

#[test]
fn an_instance_that_cannot_be_read_is_no_answer_or_a_refusal() {
    let empty = Cause::NotUnderstood(200, None);
    assert_eq!(
        said(&Call::Instance, 200, ""),
        Err(Failure::NoAnswer(empty))
    );
    assert_eq!(
        said(&Call::Instance, 200, r#"{"error":"odd"}"#),
        refused(RefusalCause::Other, 200, "odd")
    );
    assert_eq!(
        cause_of(&said(
            &Call::Instance,
            400,
            r#"{"name":"x","error":"Instance not found"}"#
        )),
        Some(RefusalCause::NoSuchInstance)
    );
}

#[test]
fn the_token_of_an_instance_is_not_read_and_not_repeated() {
    let body = format!(
        r#"{{"token":"{INSTANCE_TOKEN}","name":"shop {INSTANCE_TOKEN}","paymentStatus":"PAID"}}"#
    );
    let shown = format!("{:?}", said(&Call::Instance, 200, &body));
    assert!(shown.contains("shop •••") && !shown.contains(INSTANCE_TOKEN));
    let body = r#"{"token":"ANOTHER-TOKEN","name":"shop"}"#;
    let shown = format!("{:?}", said(&Call::Instance, 200, body));
    assert!(!shown.contains("ANOTHER"), "{shown}");
}
