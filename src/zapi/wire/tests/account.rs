//! Bodies about the instance and the account.

use super::*;
use crate::domain::credentials::PartnerToken;
use crate::domain::email::{Email, VerificationCode};
use crate::flow::effect::{SecurityCall, Weight};
use crate::flow::event::{
    ChangeReply, EmailState, InstanceKind, InstanceReply, InstanceRow, InstancesReply,
    ListedInstance, Payment, SecurityReply,
};

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
    for odd in [r#"{"error":"odd"}"#, r#"{"error":["odd"]}"#] {
        assert_eq!(
            said(&Call::Instance, 200, odd),
            refused(RefusalCause::Other, 200, "odd"),
            "{odd}"
        );
    }
    for nothing in ["[]", "{}", "false", "0", "\"\"", "null"] {
        let body = format!(r#"{{"name":"shop","error":{nothing}}}"#);
        let read = said(&Call::Instance, 200, &body);
        assert_eq!(cause_of(&read), None, "{body}");
    }
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

const PARTNER_TOKEN: &str = "eyJhbGciOi.J9_x-y";

fn list() -> Call {
    Call::Instances {
        partner: known(PartnerToken::parse(Some(&Secret::new(PARTNER_TOKEN)))),
        page: 2,
    }
}

/// What came of the list, read without the credentials of an instance.
fn list_said(status: u16, body: &str) -> Outcome {
    let answer = Answer {
        status,
        retry_after: None,
        date: None,
        body: body.as_bytes().to_vec(),
    };
    read((None, &AtHand::default()), &list(), &answer).0
}

fn row(id: &str, kind: InstanceKind, about: InstanceReply) -> ListedInstance {
    ListedInstance {
        row: InstanceRow {
            id: id.to_owned(),
            kind,
            about,
            connected: None,
        },
        token: None,
    }
}

#[test]
fn the_list_of_instances_is_read_as_documented() {
    let body = r#"{"total":17,"totalPage":3,"pageSize":8,"page":2,"content":[
        {"id":"3C01","token":"A1","name":"Loja 1","due":1776000000000,"paymentStatus":"PAID",
         "phoneConnected":false,"whatsappConnected":true,"middleware":"mobile","created":"x"},
        {"id":"3C02","token":"B2","name":"Loja 2","due":1776000000,"paymentStatus":"TRIAL",
         "phoneConnected":true,"whatsappConnected":false,"middleware":"web"}]}"#;
    let about = |name, payment| InstanceReply {
        name: text(name),
        due_unix_ms: Some(1_776_000_000_000),
        payment,
    };
    let mut mobile = row(
        "3C01",
        InstanceKind::Mobile,
        about("Loja 1", Some(Payment::Paid)),
    );
    mobile.row.connected = Some(true);
    mobile.token = Some(Secret::new("A1"));
    let mut web = row("3C02", InstanceKind::Web, about("Loja 2", other("TRIAL")));
    web.row.connected = Some(false);
    web.token = Some(Secret::new("B2"));
    let expected = InstancesReply {
        instances: vec![mobile, web],
        total: Some(17),
        pages: Some(3),
    };
    assert_eq!(list_said(200, body), Ok(Reply::Instances(expected)));
}

#[test]
fn odd_lists_are_read_as_far_as_they_go() {
    let plain = |id| row(id, InstanceKind::Unknown, InstanceReply::default());
    for (body, instances, total, pages) in [
        (r#"{"content":[]}"#, vec![], None, None),
        (
            r#"{"total":"2","totalPage":"1","content":[]}"#,
            vec![],
            Some(2),
            Some(1),
        ),
        (
            r#"{"total":-1,"totalPage":1.5,"content":[null,7,[],{}]}"#,
            vec![],
            None,
            None,
        ),
        (
            r#"{"total":null,"content":[{"id":"3C01"},{"id":"a b"},{"id":"../x"},{"id":7}]}"#,
            vec![plain("3C01")],
            None,
            None,
        ),
        (
            r#"{"content":[{"id":" 3C01 ","token":"a/b","middleware":"MOBILE","due":null}]}"#,
            vec![row("3C01", InstanceKind::Mobile, InstanceReply::default())],
            None,
            None,
        ),
        (
            r#"{"content":[{"id":"3C01","token":null,"middleware":"desktop"}]}"#,
            vec![plain("3C01")],
            None,
            None,
        ),
    ] {
        let expected = InstancesReply {
            instances,
            total,
            pages,
        };
        assert_eq!(
            list_said(200, body),
            Ok(Reply::Instances(expected)),
            "{body}"
        );
    }
}

#[test]
fn a_list_that_cannot_be_had_names_the_cause() {
    for (status, body, cause) in [
        (401, "", RefusalCause::PartnerTokenWrong),
        (
            403,
            "<html>Forbidden</html>",
            RefusalCause::PartnerTokenWrong,
        ),
        (
            401,
            r#"{"error":"Unauthorized"}"#,
            RefusalCause::PartnerTokenWrong,
        ),
        (
            200,
            r#"{"error":"null not allowed"}"#,
            RefusalCause::PartnerTokenWrong,
        ),
        (
            403,
            r#"{"error":"203.0.113.7 not allowed"}"#,
            RefusalCause::AddressNotAllowed,
        ),
        (404, "", RefusalCause::PathUnknown),
        (
            200,
            r#"{"error":"NOT_FOUND","message":"Unable to find matching target resource method"}"#,
            RefusalCause::NoSuchRoute,
        ),
        (429, "", RefusalCause::TooManyRequests(None)),
        (200, r#"{"error":"odd"}"#, RefusalCause::Other),
        (400, r#"{"content":[]}"#, RefusalCause::Other),
    ] {
        assert_eq!(
            cause_of(&list_said(status, body)),
            Some(cause),
            "{status} {body}"
        );
    }
    for body in ["", "{}", "<p>hello</p>", "[]", r#"{"content":{}}"#] {
        let said = list_said(200, body);
        let not_understood = matches!(said, Err(Failure::NoAnswer(Cause::NotUnderstood(200, _))));
        assert!(not_understood, "{body}: {said:?}");
    }
    let said = list_said(502, "<h1>Bad Gateway</h1>");
    assert!(matches!(
        said,
        Err(Failure::NoAnswer(Cause::ServerError(502, _)))
    ));
}

#[test]
fn no_token_of_the_list_shows_in_its_reply_or_its_errors() {
    let body = r#"{"content":[{"id":"3C01","token":"A1B2C3D4","name":"shop A1B2C3D4"}]}"#;
    let shown = format!("{:?}", list_said(200, body));
    assert!(
        shown.contains("shop •••") && !shown.contains("A1B2C3D4"),
        "{shown}"
    );
    let body = format!(r#"{{"error":"Bearer {PARTNER_TOKEN} is wrong"}}"#);
    let shown = format!("{:?} {:?}", list_said(401, &body), list());
    assert!(!shown.contains(PARTNER_TOKEN), "{shown}");
}

fn set_email() -> Call {
    Call::Security(SecurityCall::SetEmail(known(Email::parse(
        "ana@example.com",
    ))))
}

fn verify_email() -> Call {
    let code = VerificationCode::parse("40-41");
    Call::Security(SecurityCall::VerifyEmail(known(code.ok_or("empty"))))
}

fn set_pin() -> Call {
    Call::Security(SecurityCall::SetPin(known(Pin::parse("135790"))))
}

const READ_EMAIL: Call = Call::Security(SecurityCall::ReadEmail);
const READ_PIN: Call = Call::Security(SecurityCall::ReadPin);

fn every_security_call() -> [Call; 5] {
    [READ_EMAIL, READ_PIN, set_email(), verify_email(), set_pin()]
}

#[expect(clippy::unnecessary_wraps, reason = "compared with what a call yields")]
fn security(reply: SecurityReply) -> Outcome {
    Ok(Reply::Security(reply))
}

fn changed(reply: ChangeReply) -> Outcome {
    security(SecurityReply::Change(reply))
}

fn email(is_set: Option<bool>, address: &str, verified: Option<bool>) -> Outcome {
    security(SecurityReply::Email(EmailState {
        is_set,
        address: text(address),
        verified,
    }))
}

#[test]
fn security_calls_have_their_documented_verb_path_and_body() {
    let shown = every_security_call().map(|call| {
        let Request { verb, path, body } = request(&call);
        let body = body.and_then(|body| serde_json::to_value(&body).ok());
        (verb, path.join("/"), body)
    });
    let path = |end: &str| format!("security/{end}");
    let expected = [
        (Verb::Get, path("email"), None),
        (Verb::Get, path("two-fa-code"), None),
        (
            Verb::Post,
            path("email"),
            Some(json!({"email": "ana@example.com"})),
        ),
        (
            Verb::Post,
            path("verify-email"),
            Some(json!({"verificationCode": "40-41"})),
        ),
        (
            Verb::Post,
            path("two-fa-code"),
            Some(json!({"code": "135790"})),
        ),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn the_accounts_address_is_read_in_every_shape() {
    for (body, expected) in [
        (
            r#"{"success":true,"hasEmail":true,"email":"a@example.com","verified":true}"#,
            email(Some(true), "a@example.com", Some(true)),
        ),
        (
            r#"{"success":true,"hasEmail":false,"email":null,"verified":false}"#,
            email(Some(false), "", Some(false)),
        ),
        (
            r#"{"hasEmail":"true","verified":"false"}"#,
            email(Some(true), "", Some(false)),
        ),
        (
            r#"{"email":" a@example.com "}"#,
            email(Some(true), "a@example.com", None),
        ),
        (
            r#"{"hasEmail":true,"email":7}"#,
            email(Some(true), "", None),
        ),
        (
            r#"{"email":"a\u001b[2J@\u202eexample.com"}"#,
            email(Some(true), "a@example.com", None),
        ),
        (r#"{"success":true}"#, email(None, "", None)),
        ("{}", email(None, "", None)),
    ] {
        assert_eq!(said(&READ_EMAIL, 200, body), expected, "{body}");
    }
}

#[test]
fn whether_a_pin_is_set_is_read_in_every_shape() {
    for (body, set) in [
        (r#"{"success":true,"hasCode":true}"#, Some(true)),
        (r#"{"success":true,"hasCode":"false"}"#, Some(false)),
        (r#"{"success":true,"hasCode":null}"#, None),
        (r#"{"hasCode":1}"#, None),
        ("{}", None),
    ] {
        let expected = security(SecurityReply::Pin(set));
        assert_eq!(said(&READ_PIN, 200, body), expected, "{body}");
    }
}

#[test]
fn a_change_is_made_wants_a_code_was_declined_or_does_not_tell() {
    for call in [set_email(), verify_email(), set_pin()] {
        for (body, reply) in [
            (r#"{"success":true}"#, ChangeReply::Done),
            (r#"{"success":"true","message":null}"#, ChangeReply::Done),
            (r#"{"success":false}"#, ChangeReply::Declined(None)),
            (
                r#"{"success":false,"message":"not like that"}"#,
                ChangeReply::Declined(text("not like that")),
            ),
            (r#"{"success":null}"#, ChangeReply::Unclear),
            ("{}", ChangeReply::Unclear),
            ("", ChangeReply::Unclear),
        ] {
            assert_eq!(said(&call, 200, body), changed(reply), "{body} {call:?}");
        }
    }
    for body in [
        r#"{"success":true,"message":"VERIFY_EMAIL"}"#,
        r#"{"message":"verify_email"}"#,
    ] {
        let wanted = changed(ChangeReply::CodeWanted);
        assert_eq!(said(&set_email(), 200, body), wanted, "{body}");
    }
    let body = r#"{"success":true,"message":"VERIFY_EMAIL"}"#;
    assert_eq!(said(&set_pin(), 200, body), changed(ChangeReply::Done));
}

#[test]
fn what_is_refused_about_the_account_names_its_cause_and_the_rest_is_no_answer() {
    for call in every_security_call() {
        for (status, body, cause) in [
            (
                200,
                r#"{"error":"NOT_FOUND","message":"Unable to find matching target resource method"}"#,
                RefusalCause::NoSuchRoute,
            ),
            (404, r#"{"error":"NOT_FOUND"}"#, RefusalCause::PathUnknown),
            (
                200,
                r#"{"error":"You are not connected."}"#,
                RefusalCause::Other,
            ),
            (400, r#"{"error":"Invalid email"}"#, RefusalCause::Other),
            (
                400,
                r#"{"error":"for a Mobile Instance"}"#,
                RefusalCause::NotMobile,
            ),
            (429, "", RefusalCause::TooManyRequests(None)),
            (402, "", RefusalCause::SubscriptionEnded),
        ] {
            let outcome = said(&call, status, body);
            assert_eq!(cause_of(&outcome), Some(cause), "{status} {body} {call:?}");
        }
        for (status, body) in [
            (200, "<p>hello</p>"),
            (200, "[]"),
            (502, "<h1>Bad Gateway</h1>"),
        ] {
            let lost = match said(&call, status, body) {
                Err(Failure::NoAnswer(_)) => call.weight() == Weight::Reads,
                Err(Failure::OutcomeUnknown(_)) => call.weight() == Weight::Acts,
                other => unreachable!("{other:?}"),
            };
            assert!(lost, "{status} {body} {call:?}");
        }
    }
    for call in [READ_EMAIL, READ_PIN] {
        let empty = Cause::NotUnderstood(200, None);
        assert_eq!(said(&call, 200, ""), Err(Failure::NoAnswer(empty)));
    }
}

#[test]
fn codes_and_pins_of_the_account_are_not_repeated() {
    let body = r#"{"success":false,"message":"40-41 and 135790 are wrong"}"#;
    for (call, secret) in [(verify_email(), "40-41"), (set_pin(), "135790")] {
        let shown = format!("{:?} {call:?}", said(&call, 200, body));
        assert!(!shown.contains(secret), "{shown}");
    }
}
