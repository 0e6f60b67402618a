//! Bodies that the service documents or was seen to send, and the odd shapes of each.

mod account;
mod branches;
mod echoes;

use super::*;
use crate::domain::codes::{Pin, RegistrationCode};
use crate::domain::credentials::CredentialFields;
use crate::domain::method::{Wait, Waits};
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::flow::effect::Weight;
use crate::flow::event::{
    AvailabilityReply, Block, CodeRequestReply, CodeRequestVerdict, ConfirmationReply, DeviceReply,
    Failure, Link, Reason, StatusReply, TransferReply, TransferVerdict,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::Duration;

const INSTANCE_TOKEN: &str = "A1B2C3+4D5E6F";
const CLIENT_TOKEN: &str = "F0a1b2c3d4e5S";
const APPEAL_TOKEN: &str = "eyJhcHBlYWwi";

fn credentials() -> Credentials {
    known(Credentials::parse(&CredentialFields {
        instance_id: "3C01".to_owned(),
        instance_token: Some(Secret::new(INSTANCE_TOKEN)),
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    }))
}

fn known<T, E: std::fmt::Debug>(parsed: Result<T, E>) -> T {
    match parsed {
        Ok(parsed) => parsed,
        Err(error) => unreachable!("{error:?}"),
    }
}

fn number() -> PhoneNumber {
    known(PhoneNumber::parse("55", "11987654321"))
}

fn availability() -> Call {
    Call::Availability(number())
}

fn request_code() -> Call {
    Call::RequestCode(number(), Method::Sms)
}

fn confirm_code() -> Call {
    Call::ConfirmCode(known(RegistrationCode::parse("012345")))
}

fn confirm_pin() -> Call {
    Call::ConfirmPin(known(Pin::parse("987654")))
}

fn answer_captcha() -> Call {
    Call::AnswerCaptcha("7K4 w".to_owned())
}

fn appeal() -> Call {
    Call::Appeal {
        token: Secret::new(APPEAL_TOKEN),
        description: "Please.".to_owned(),
    }
}

fn every_call() -> [Call; 12] {
    [
        Call::Status,
        Call::Device,
        Call::Instance,
        availability(),
        request_code(),
        confirm_code(),
        confirm_pin(),
        Call::FinishTransfer,
        answer_captcha(),
        Call::RecoverPin(RecoveryRoute::Documented),
        Call::RecoverPin(RecoveryRoute::Collection),
        appeal(),
    ]
}

fn said(call: &Call, status: u16, body: &str) -> Outcome {
    said_after(call, status, None, body)
}

fn said_after(call: &Call, status: u16, retry_after: Option<u64>, body: &str) -> Outcome {
    let answer = Answer {
        status,
        retry_after: retry_after.map(|seconds| seconds.to_string()),
        date: None,
        body: body.as_bytes().to_vec(),
    };
    read((Some(&credentials()), &AtHand::default()), call, &answer).0
}

/// Facts of which only the words are there.
fn worded(words: &str) -> ReplyFacts {
    ReplyFacts {
        text: text(words),
        ..ReplyFacts::default()
    }
}

fn text(words: &str) -> Option<ServerText> {
    ServerText::new(words, &[])
}

fn seconds(seconds: u64) -> Wait {
    Wait::For(Duration::from_secs(seconds))
}

#[expect(clippy::unnecessary_wraps, reason = "compared with what a call yields")]
fn link(link: Link, words: &str) -> Outcome {
    Ok(Reply::Status(StatusReply {
        link,
        text: text(words),
    }))
}

#[expect(clippy::unnecessary_wraps, reason = "compared with what a call yields")]
fn refused(cause: RefusalCause, status: u16, words: &str) -> Outcome {
    Ok(Reply::Refused(Refusal {
        cause,
        text: text(words),
        status,
    }))
}

fn request_said(verdict: CodeRequestVerdict, waits: Waits) -> CodeRequestReply {
    CodeRequestReply {
        verdict,
        waits,
        facts: ReplyFacts::default(),
    }
}

fn confirmed(success: Option<bool>) -> ConfirmationReply {
    ConfirmationReply {
        success,
        facts: ReplyFacts {
            pin_required: false,
            device_required: false,
            ..ReplyFacts::default()
        },
    }
}

fn cause_of(outcome: &Outcome) -> Option<RefusalCause> {
    match outcome {
        Ok(Reply::Refused(refusal)) => Some(refusal.cause),
        _ => None,
    }
}

#[test]
fn every_call_has_its_documented_verb_path_and_body() {
    let shown = every_call().map(|call| {
        let Request { verb, path, body } = request(&call);
        let body = body.and_then(|body| serde_json::to_value(&body).ok());
        (verb, path.join("/"), body)
    });
    let digits = |code: &str| Some(json!({"code": code}));
    let path = |end: &str| format!("mobile/{end}");
    let expected = [
        (Verb::Get, "status".to_owned(), None),
        (Verb::Get, "device".to_owned(), None),
        (Verb::Get, "me".to_owned(), None),
        (
            Verb::Post,
            path("registration-available"),
            Some(json!({"ddi": "55", "phone": "11987654321"})),
        ),
        (
            Verb::Post,
            path("request-registration-code"),
            Some(json!({"ddi": "55", "phone": "11987654321", "method": "sms"})),
        ),
        (
            Verb::Post,
            path("confirm-registration-code"),
            digits("012345"),
        ),
        (Verb::Post, path("confirm-pin-code"), digits("987654")),
        (Verb::Get, path("device-transfer-confirmed"), None),
        (
            Verb::Post,
            path("respond-captcha"),
            Some(json!({"captcha": "7K4 w"})),
        ),
        (Verb::Post, path("recovery-pin-code"), None),
        (Verb::Post, path("recover-pin-code"), None),
        (
            Verb::Post,
            path("request-unbanning"),
            Some(json!({"appealToken": APPEAL_TOKEN, "description": "Please."})),
        ),
    ];
    assert_eq!(shown, expected);
    assert_eq!(Method::ALL.map(name_of), ["sms", "voice", "wa_old"]);
}

#[test]
fn status_tells_the_three_links_apart() {
    for (body, expected) in [
        (r#"{"connected":true}"#, link(Link::Connected, "")),
        (
            r#"{"connected":true,"session":true,"smartphoneConnected":false,"error":"You are already connected."}"#,
            link(Link::Connected, ""),
        ),
        (
            r#"{"connected":true,"error":null,"error":null}"#,
            link(Link::Connected, ""),
        ),
        (
            r#"{"connected":false,"smartphoneConnected":true,"error":"You are not connected."}"#,
            link(Link::NotConnected, ""),
        ),
        (
            r#"{"connected":false,"error":"YOU NEED to restore the session"}"#,
            link(Link::SessionLost, ""),
        ),
        // What is not known is kept, in any language and beside what is known.
        (
            r#"{"connected":false,"error":"Sessão aguardando o aparelho"}"#,
            link(Link::NotConnected, "Sessão aguardando o aparelho"),
        ),
        (
            r#"{"connected":false,"error":"You are not connected","message":{"code":"E42"}}"#,
            link(Link::NotConnected, "E42"),
        ),
        (
            r#"{"connected":true,"error":"phone is asleep"}"#,
            link(Link::Connected, "phone is asleep"),
        ),
        (r#"{"connected":false}"#, link(Link::NotConnected, "")),
        (r#"{"connected":"true"}"#, link(Link::Unclear, "")),
        (r#"{"connected":1}"#, link(Link::Unclear, "")),
        (r#"{"connected":null}"#, link(Link::Unclear, "")),
        ("{}", link(Link::Unclear, "")),
        (
            r#"{"error":"You are not connected."}"#,
            link(Link::Unclear, "You are not connected."),
        ),
        (r#"{"error":"odd"}"#, link(Link::Unclear, "odd")),
    ] {
        assert_eq!(said(&Call::Status, 200, body), expected, "{body}");
    }
    assert_eq!(
        said(
            &Call::Status,
            400,
            r#"{"connected":true,"error":"You are not connected."}"#
        ),
        link(Link::Unclear, "You are not connected.")
    );
}

#[test]
fn an_ended_subscription_shows_on_status() {
    let words = "To continue sending a message, you must subscribe to this instance again";
    for (connected, status) in [("false", 200), ("null", 200), ("true", 400)] {
        let body = format!(r#"{{"connected":{connected},"error":"{words}"}}"#);
        assert_eq!(
            said(&Call::Status, status, &body),
            refused(RefusalCause::SubscriptionEnded, status, words)
        );
    }
    let body = format!(r#"{{"connected":true,"error":"{words}"}}"#);
    assert_eq!(
        said(&Call::Status, 200, &body),
        link(Link::Connected, words)
    );
}

#[test]
fn a_device_is_read_as_documented_and_in_odd_shapes() {
    let full = r#"{"phone":"5511987654321","imgUrl":"x","about":"","name":" Ana ",
        "device":{"sessionName":"Z-API","device_model":"Z-API"},"originalDevice":"iphone","sessionId":1,"isBusiness":false}"#;
    let reply = DeviceReply {
        phone: Some("5511987654321".to_owned()),
        name: text("Ana"),
        model: text("Z-API"),
    };
    assert_eq!(said(&Call::Device, 200, full), Ok(Reply::Device(reply)));
    for (phone, expected) in [
        ("5511987654321", Some("5511987654321")),
        ("5511987654321.0", Some("5511987654321")),
        (r#""+55 (11) 98765-4321""#, Some("5511987654321")),
        (
            r#""5511987654321:12@s.whatsapp.net""#,
            Some("5511987654321"),
        ),
        (r#""5511987654321@c.us""#, Some("5511987654321")),
        (r#""182880134910105@lid""#, None),
        (r#""182880134910105:3@lid""#, None),
        (r#""120363025246125486@g.us""#, None),
        (r#""55119****4321""#, None),
        (r#""null""#, None),
        (r#""""#, None),
        ("null", None),
        ("true", None),
        ("-1", None),
        ("1e300", None),
        (r#""123456789012345678901""#, None),
    ] {
        let body = format!(r#"{{"name":"Ana","phone":{phone}}}"#);
        let reply = DeviceReply {
            phone: expected.map(str::to_owned),
            name: text("Ana"),
            model: None,
        };
        assert_eq!(
            said(&Call::Device, 200, &body),
            Ok(Reply::Device(reply)),
            "{phone}"
        );
    }
    for body in [
        r#"{"device":{},"originalDevice":"iphone"}"#,
        r#"{"device":"x","originalDevice":{"device_model":"iphone"}}"#,
    ] {
        let reply = DeviceReply {
            model: text("iphone"),
            ..DeviceReply::default()
        };
        assert_eq!(
            said(&Call::Device, 200, body),
            Ok(Reply::Device(reply)),
            "{body}"
        );
    }
}

#[test]
fn a_device_that_is_not_connected_is_an_empty_answer() {
    let none = Ok(Reply::Device(DeviceReply::default()));
    let words = r#"{"error":"You are not connected."}"#;
    assert_eq!(said(&Call::Device, 200, words), none);
    assert_eq!(said(&Call::Device, 400, words), none);
    assert_eq!(said(&Call::Device, 200, "{}"), none);
    assert_eq!(
        said(&Call::Device, 200, r#"{"error":"odd"}"#),
        refused(RefusalCause::Other, 200, "odd")
    );
}

#[test]
fn waits_are_read_in_every_shape_and_never_as_now_by_mistake() {
    for (given, expected) in [
        ("0", Wait::Now),
        ("0.0", Wait::Now),
        ("-0.0", Wait::Now),
        (r#""0""#, Wait::Now),
        ("165", seconds(165)),
        (r#"" 165 ""#, seconds(165)),
        ("165.0", seconds(165)),
        ("0.2", seconds(1)),
        ("1e-300", seconds(1)),
        ("169282", seconds(169_282)),
        ("-1", Wait::Closed),
        ("-1.0", Wait::Closed),
        (r#""-1""#, Wait::Closed),
        ("-2", Wait::Unreadable),
        ("-0.5", Wait::Unreadable),
        ("31536000", seconds(31_536_000)),
        ("31536001", Wait::Unreadable),
        ("1e15", Wait::Unreadable),
        ("1e300", Wait::Unreadable),
        ("18446744073709551615", Wait::Unreadable),
        (r#""NaN""#, Wait::Unreadable),
        (r#""inf""#, Wait::Unreadable),
        (r#""1e999""#, Wait::Unreadable),
        (r#""""#, Wait::Unreadable),
        (r#""soon""#, Wait::Unreadable),
        ("false", Wait::Unreadable),
        ("null", Wait::Unknown),
        ("[0]", Wait::Unreadable),
        (r#"{"seconds":0}"#, Wait::Unreadable),
    ] {
        let body = format!(
            r#"{{"available":true,"smsWaitSeconds":{given},"voiceWaitSeconds":{given},"waOldEligible":true,"waOldWaitSeconds":{given}}}"#
        );
        let reply = AvailabilityReply {
            available: true,
            blocked: None,
            appeal_token: None,
            waits: Waits {
                sms: expected,
                voice: expected,
                popup: Some(expected),
            },
            facts: ReplyFacts::default(),
        };
        assert_eq!(
            said(&availability(), 200, &body),
            Ok(Reply::Availability(reply)),
            "{given}"
        );
    }
}

fn available(body: &str) -> AvailabilityReply {
    match said(&availability(), 200, body) {
        Ok(Reply::Availability(reply)) => reply,
        other => unreachable!("{body}: {other:?}"),
    }
}

#[test]
fn availability_tells_blocks_apart_and_keeps_the_appeal_token_secret() {
    let banned = available(
        r#"{"available":false,"blocked":true,"appealToken":"SECRET","reason":"blocked","retryAfter":"3600"}"#,
    );
    assert_eq!(
        banned,
        AvailabilityReply {
            available: false,
            blocked: Some(Block::Appealable),
            appeal_token: Some(Secret::new("SECRET")),
            waits: Waits::UNKNOWN,
            facts: ReplyFacts {
                blocked: true,
                retry_after: RetryAfter::After(Duration::from_hours(1)),
                reason: Some(Reason::Blocked),
                text: text("blocked"),
                ..ReplyFacts::default()
            },
        }
    );
    for body in [
        r#"{"blocked":true}"#,
        r#"{"blocked":"true","appealToken":null}"#,
        r#"{"blocked":true,"appealToken":"  "}"#,
    ] {
        assert_eq!(available(body).blocked, Some(Block::Plain), "{body}");
    }
    for body in [
        r#"{"available":true,"blocked":false,"appealToken":"x"}"#,
        r#"{"available":"true","blocked":null}"#,
    ] {
        assert_eq!(available(body).blocked, None, "{body}");
        assert!(available(body).available, "{body}");
    }
    for body in [
        r#"{"available":1}"#,
        r#"{"available":"yes"}"#,
        r#"{"smsWaitSeconds":5}"#,
    ] {
        assert!(!available(body).available, "{body}");
    }
    let none = available(r#"{"available":true,"retryAfter":0}"#);
    assert_eq!(none.facts.retry_after, RetryAfter::Absent);
}

#[test]
fn the_popup_is_eligible_only_when_availability_says_so() {
    for (body, expected) in [
        (r#"{"available":true,"waOldWaitSeconds":0}"#, None),
        (
            r#"{"available":true,"waOldEligible":false,"waOldWaitSeconds":0}"#,
            None,
        ),
        (
            r#"{"available":true,"waOldEligible":null,"waOldWaitSeconds":0}"#,
            None,
        ),
        (
            r#"{"available":true,"waOldEligible":true}"#,
            Some(Wait::Unknown),
        ),
        (
            r#"{"available":true,"waOldEligible":true,"waOldWaitSeconds":1e15}"#,
            Some(Wait::Unreadable),
        ),
        (
            r#"{"available":true,"waOldEligible":"true","waOldWaitSeconds":"7"}"#,
            Some(seconds(7)),
        ),
    ] {
        assert_eq!(available(body).waits.popup, expected, "{body}");
    }
}

#[test]
fn an_availability_answer_without_its_fields_is_an_unknown_outcome() {
    for body in [
        "{}",
        "",
        r#"{"other":1}"#,
        r#"{"available":null}"#,
        "[]",
        "true",
        "ok",
    ] {
        let outcome = said(&availability(), 200, body);
        assert!(
            matches!(
                outcome,
                Err(Failure::OutcomeUnknown(Cause::NotUnderstood(200, _)))
            ),
            "{body}: {outcome:?}"
        );
    }
    assert_eq!(
        said(&availability(), 200, r#"{"error":"odd"}"#),
        refused(RefusalCause::Other, 200, "odd")
    );
}

#[test]
fn a_code_request_is_judged_by_block_then_captcha_then_success() {
    use CodeRequestVerdict::{Blocked, Captcha, NotSent, Sent, Unclear};
    for (status, body, verdict) in [
        (
            200,
            r#"{"success":true,"blocked":true,"captcha":"x"}"#,
            Blocked,
        ),
        (403, r#"{"blocked":"true"}"#, Blocked),
        (200, r#"{"success":true,"captcha":"iVBORw0"}"#, Captcha),
        (
            200,
            r#"{"success":false,"captcha":"data:image/png;base64,iVBORw0"}"#,
            Captcha,
        ),
        (
            200,
            r#"{"success":true,"captcha":"","method":"sms"}"#,
            Sent(Some(Method::Sms)),
        ),
        (
            200,
            r#"{"success":true,"captcha":null,"method":"VOICE"}"#,
            Sent(Some(Method::Voice)),
        ),
        (
            200,
            r#"{"success":"true","method":"wa_old"}"#,
            Sent(Some(Method::Popup)),
        ),
        (200, r#"{"success":true,"method":"pigeon"}"#, Sent(None)),
        (500, r#"{"success":true}"#, Sent(None)),
        (200, r#"{"success":false}"#, NotSent),
        (400, r#"{"success":false}"#, NotSent),
        (200, r#"{"success":null}"#, Unclear),
        (200, r#"{"blocked":false}"#, Unclear),
        (200, r#"{"success":1}"#, Unclear),
        (200, "{}", Unclear),
    ] {
        let waits = Waits {
            popup: Some(Wait::Unknown),
            ..Waits::UNKNOWN
        };
        let mut expected = request_said(verdict, waits);
        // What stands in the field is a captcha, whether or not it can be drawn.
        expected.facts = match said(&request_code(), status, body) {
            Ok(Reply::CodeRequest(reply)) => reply.facts,
            other => unreachable!("{other:?}"),
        };
        let is_captcha = verdict == CodeRequestVerdict::Captcha;
        let is_shown = expected.facts.captcha.is_some();
        assert_eq!(is_shown && !expected.facts.blocked, is_captcha, "{body}");
        let expected = Reply::CodeRequest(expected);
        assert_eq!(said(&request_code(), status, body), Ok(expected), "{body}");
    }
}

#[test]
fn the_waits_of_a_code_request_are_kept() {
    let waits = |popup| Waits {
        sms: seconds(60),
        voice: Wait::Closed,
        popup,
    };
    let body = |more: &str| format!(r#"{{"smsWaitSeconds":"60","voiceWaitSeconds":-1{more}}}"#);
    for (status, more, verdict, popup) in [
        (
            200,
            r#","success":true"#,
            CodeRequestVerdict::Sent(None),
            Some(Wait::Unknown),
        ),
        (
            200,
            r#","waOldWaitSeconds":9"#,
            CodeRequestVerdict::Unclear,
            Some(seconds(9)),
        ),
        (
            200,
            r#","waOldEligible":false,"waOldWaitSeconds":9"#,
            CodeRequestVerdict::Unclear,
            None,
        ),
        (
            200,
            r#","success":false,"waOldEligible":true"#,
            CodeRequestVerdict::NotSent,
            Some(Wait::Unknown),
        ),
        (
            429,
            r#","success":false"#,
            CodeRequestVerdict::NotSent,
            Some(Wait::Unknown),
        ),
        (400, "", CodeRequestVerdict::NotSent, Some(Wait::Unknown)),
        (
            200,
            r#","success":true,"waOldWaitSeconds":"soon""#,
            CodeRequestVerdict::Sent(None),
            Some(Wait::Unreadable),
        ),
    ] {
        let expected = Reply::CodeRequest(request_said(verdict, waits(popup)));
        assert_eq!(
            said(&request_code(), status, &body(more)),
            Ok(expected),
            "{more}"
        );
    }
    assert_eq!(
        said(&request_code(), 503, &body("")),
        Err(Failure::OutcomeUnknown(Cause::ServerError(503, None)))
    );
}

/// Status and body; whether a PIN and the phone are wanted; success.
const CONFIRMATIONS: &[(u16, &str, bool, bool, Option<bool>)] = &[
    (
        200,
        r#"{"success":false,"confirmSecurityCode":true}"#,
        true,
        false,
        Some(false),
    ),
    (
        200,
        r#"{"success":false,"deviceConfirm":"true"}"#,
        false,
        true,
        Some(false),
    ),
    (
        200,
        r#"{"success":true,"confirmSecurityCode":true,"deviceConfirm":true}"#,
        true,
        true,
        Some(true),
    ),
    (400, r#"{"confirmSecurityCode":true}"#, true, false, None),
    (502, r#"{"deviceConfirm":true}"#, false, true, None),
    (
        403,
        r#"{"deviceConfirm":true,"error":"null not allowed"}"#,
        false,
        true,
        None,
    ),
    (200, r#"{"success":true}"#, false, false, Some(true)),
    (
        200,
        r#"{"success":false,"deviceConfirm":null}"#,
        false,
        false,
        Some(false),
    ),
    (400, r#"{"success":false}"#, false, false, Some(false)),
    (500, r#"{"success":false}"#, false, false, Some(false)),
    (200, r#"{"deviceConfirm":false}"#, false, false, None),
    (200, r#"{"success":null}"#, false, false, None),
    (200, "{}", false, false, None),
];

#[test]
fn flags_come_before_success_and_success_before_the_status() {
    for call in [confirm_code(), confirm_pin()] {
        for (status, body, pin, device, success) in CONFIRMATIONS {
            let reply = ConfirmationReply {
                success: *success,
                facts: ReplyFacts {
                    pin_required: *pin,
                    device_required: *device,
                    ..ReplyFacts::default()
                },
            };
            let outcome = said(&call, *status, body);
            let same = match &outcome {
                Ok(Reply::Confirmation(said)) => {
                    let facts = ReplyFacts {
                        text: said.facts.text.clone(),
                        ..reply.facts
                    };
                    *said == ConfirmationReply { facts, ..reply }
                }
                _ => false,
            };
            assert!(same, "{status} {body}: {outcome:?}");
        }
    }
}

#[test]
fn a_refusal_of_the_call_is_no_wrong_code() {
    for (status, body, cause) in [
        (400, r#"{"error":"Invalid code"}"#, RefusalCause::Other),
        (400, "{}", RefusalCause::Other),
        (400, "", RefusalCause::Other),
        (200, r#"{"error":"odd"}"#, RefusalCause::Other),
        (
            200,
            r#"{"success":false,"message":"Instance not found"}"#,
            RefusalCause::NoSuchInstance,
        ),
        (402, r#"{"success":false}"#, RefusalCause::SubscriptionEnded),
        (
            429,
            r#"{"success":false}"#,
            RefusalCause::TooManyRequests(None),
        ),
        (404, r#"{"error":"odd"}"#, RefusalCause::NoSuchInstance),
    ] {
        let outcome = said(&confirm_code(), status, body);
        assert_eq!(cause_of(&outcome), Some(cause), "{status} {body}");
    }
    let wrong = ConfirmationReply {
        facts: worded("odd"),
        ..confirmed(Some(false))
    };
    assert_eq!(
        said(&confirm_code(), 404, r#"{"success":false,"error":"odd"}"#),
        Ok(Reply::Confirmation(wrong))
    );
}

#[test]
fn a_transfer_is_done_not_accepted_or_unclear() {
    let transfer = |verdict, words| {
        let facts = worded(words);
        Ok(Reply::Transfer(TransferReply { verdict, facts }))
    };
    let not_accepted = |words| transfer(TransferVerdict::NotAccepted, words);
    for (status, body, expected) in [
        (
            200,
            r#"{"success":true}"#,
            transfer(TransferVerdict::Done, ""),
        ),
        (200, r#"{"success":false}"#, not_accepted("")),
        (200, r#"{"error":"not yet"}"#, not_accepted("not yet")),
        (400, r#"{"error":"not yet"}"#, not_accepted("not yet")),
        (400, "", not_accepted("")),
        (409, "not yet", not_accepted("not yet")),
        (200, "{}", transfer(TransferVerdict::Unclear, "")),
        (
            400,
            r#"{"error":"Instance not found"}"#,
            refused(RefusalCause::NoSuchInstance, 400, "Instance not found"),
        ),
    ] {
        assert_eq!(
            said(&Call::FinishTransfer, status, body),
            expected,
            "{status} {body}"
        );
    }
}

const REFUSALS: &[(u16, &str, RefusalCause)] = &[
    (
        200,
        r#"{"error":"null not allowed"}"#,
        RefusalCause::ClientTokenMissing,
    ),
    (
        400,
        r#"{"error":"your client-token is not configured"}"#,
        RefusalCause::ClientTokenMissing,
    ),
    (
        403,
        r#"{"error":"Client-Token null not allowed"}"#,
        RefusalCause::ClientTokenMissing,
    ),
    (
        403,
        r#"{"error":"Client-Token F0 not allowed"}"#,
        RefusalCause::ClientTokenWrong,
    ),
    (
        403,
        "Client-Token F0 not allowed",
        RefusalCause::ClientTokenWrong,
    ),
    (
        200,
        r#"{"error":"203.0.113.7 not allowed"}"#,
        RefusalCause::AddressNotAllowed,
    ),
    (
        200,
        r#"{"error":"[2001:db8::1] not allowed"}"#,
        RefusalCause::AddressNotAllowed,
    ),
    (
        403,
        r#"{"value":{"ip":"203.0.113.7:443 not allowed"}}"#,
        RefusalCause::AddressNotAllowed,
    ),
    (
        400,
        r#"{"error":"Instance not found"}"#,
        RefusalCause::NoSuchInstance,
    ),
    (400, r#""Instance not found""#, RefusalCause::NoSuchInstance),
    (404, r#"{"error":"odd"}"#, RefusalCause::NoSuchInstance),
    (404, "Instance not found", RefusalCause::NoSuchInstance),
    (
        200,
        r#"{"error":"NOT_FOUND","message":"Unable to find matching target resource method"}"#,
        RefusalCause::NoSuchRoute,
    ),
    (404, r#"{"error":"NOT_FOUND"}"#, RefusalCause::PathUnknown),
    (401, "", RefusalCause::Unauthorized),
    (403, "<html>no</html>", RefusalCause::Unauthorized),
    (403, r#"{"success":false}"#, RefusalCause::Unauthorized),
    (405, "", RefusalCause::FormRefused),
    (405, r#"{"success":false}"#, RefusalCause::FormRefused),
    (415, "<html>no</html>", RefusalCause::FormRefused),
    (402, "", RefusalCause::SubscriptionEnded),
    (
        200,
        r#"{"details":[{"description":"you must subscribe to this instance again"}]}"#,
        RefusalCause::SubscriptionEnded,
    ),
    (
        200,
        r#"{"error":"Too many requests"}"#,
        RefusalCause::TooManyRequests(None),
    ),
];

#[test]
fn known_refusals_are_recognised_wherever_their_words_are() {
    for (status, body, cause) in REFUSALS {
        for call in every_call() {
            let outcome = said(&call, *status, body);
            assert_eq!(cause_of(&outcome), Some(*cause), "{status} {body} {call:?}");
        }
    }
    // What is not allowed is no address, and no header either.
    let number = r#"{"error":"this number is not allowed"}"#;
    let outcome = said(&availability(), 400, number);
    assert_eq!(cause_of(&outcome), Some(RefusalCause::Other));
    let web = r#"{"message":"This is only for a Mobile Instance"}"#;
    let causes = every_call().map(|call| cause_of(&said(&call, 400, web)));
    let [status, device, instance, mobile @ ..] = causes;
    assert_eq!([status, device, instance], [Some(RefusalCause::Other); 3]);
    assert_eq!(mobile, [Some(RefusalCause::NotMobile); 9]);
}

#[test]
fn a_404_that_is_not_the_services_leaves_open_what_became_of_a_call_that_acts() {
    for (body, words) in [
        ("", ""),
        ("<html><h1>404 Not Found</h1></html>", "404 Not Found"),
        ("NOT_FOUND", "NOT_FOUND"),
        ("[]", ""),
    ] {
        for call in every_call() {
            let outcome = said(&call, 404, body);
            if call.weight() == Weight::Acts {
                let cause = Cause::NotUnderstood(404, text(words));
                assert_eq!(outcome, Err(Failure::OutcomeUnknown(cause)), "{call:?}");
            } else if body != "NOT_FOUND" {
                assert_eq!(cause_of(&outcome), Some(RefusalCause::NoSuchInstance));
            }
        }
    }
}

#[test]
fn of_an_endless_list_of_words_the_first_twelve_are_read() {
    let words: Vec<String> = (0..20).map(|nth| format!("word {nth}")).collect();
    let Value::Object(object) = json!({ "error": &words }) else {
        unreachable!("an object");
    };
    let first: Vec<String> = words.into_iter().take(12).collect();
    assert_eq!(Fields(object).texts(), first);
}

#[test]
fn too_many_requests_hold_the_longer_of_the_named_waits() {
    for (header, body, expected) in [
        (None, "", None),
        (Some(30), "", Some(30)),
        (None, r#"{"retryAfter":60.0}"#, Some(60)),
        (Some(90), r#"{"retryAfter":"60"}"#, Some(90)),
    ] {
        for call in every_call() {
            let wait = expected.map(Duration::from_secs);
            assert_eq!(
                said_after(&call, 429, header, body),
                refused(RefusalCause::TooManyRequests(wait), 429, "")
            );
        }
    }
}

#[test]
fn a_failing_server_tells_nothing_of_what_it_did() {
    for (status, body, words) in [
        (
            502,
            "<html><h1>502 Bad Gateway</h1></html>",
            "502 Bad Gateway",
        ),
        (503, "upstream connect error", "upstream connect error"),
        (500, "", ""),
        (504, "[]", ""),
        (408, "", ""),
        (
            500,
            r#"{"error":"Instance not found"}"#,
            "Instance not found",
        ),
    ] {
        for call in every_call() {
            let cause = Cause::ServerError(status, text(words));
            assert_eq!(
                said(&call, status, body),
                Err(left(call.weight(), cause)),
                "{status}"
            );
        }
    }
}

#[test]
fn what_is_no_object_is_not_understood_though_the_status_is_fine() {
    for (body, words) in [
        ("<p>hello</p>", "hello"),
        ("OK", "OK"),
        (r#""Instance not found""#, "Instance not found"),
        (r#"[{"connected":true}]"#, ""),
        ("true", ""),
        ("0", ""),
        (r#"{"success":tr"#, ""),
        (r#"{"success":true} trailing"#, ""),
    ] {
        for call in every_call() {
            let cause = Cause::NotUnderstood(200, text(words));
            assert_eq!(
                said(&call, 200, body),
                Err(left(call.weight(), cause)),
                "{body}"
            );
        }
    }
    let marked = said(&Call::Status, 200, "\u{feff}{\"connected\":true}");
    assert_eq!(marked, link(Link::Connected, ""));
}

#[test]
fn redirects_and_odd_statuses_are_failures() {
    for call in every_call() {
        assert_eq!(
            said(&call, 302, r#"{"success":true,"connected":true}"#),
            Err(left(call.weight(), Cause::Redirected))
        );
        assert_eq!(
            said(&call, 700, r#"{"success":true,"connected":true}"#),
            Err(left(call.weight(), Cause::NotUnderstood(700, None)))
        );
    }
}

#[test]
fn echoed_secrets_are_taken_out_in_every_spelling() {
    let encoded = "A1B2C3%2B4D5E6F";
    for status in [200, 400, 500] {
        for call in [confirm_code(), confirm_pin()] {
            let lower = INSTANCE_TOKEN.to_lowercase();
            let body = json!({
                "error": format!("{CLIENT_TOKEN} {INSTANCE_TOKEN}"),
                "details": [{"url": format!("/token/{encoded}"), "t": lower}, "012345", "987654"],
            });
            let outcome = format!("{:?}", said(&call, status, &body.to_string()));
            let typed = if call == confirm_code() {
                "012345"
            } else {
                "987654"
            };
            for secret in [CLIENT_TOKEN, INSTANCE_TOKEN, encoded, &lower, typed] {
                assert!(!outcome.contains(secret), "{outcome}");
            }
            assert!(outcome.contains("•••"), "{outcome}");
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-2_i64..3).prop_map(Value::from),
        prop_oneof![
            Just("true".to_owned()),
            Just("-1".to_owned()),
            Just("not_found".to_owned()),
            ".{0,12}".prop_map(String::from),
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("error|message|x", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn any_body() -> impl Strategy<Value = Value> {
    let name = prop::sample::select(vec![
        "connected",
        "error",
        "message",
        "reason",
        "success",
        "available",
        "blocked",
        "appealToken",
        "captcha",
        "method",
        "retryAfter",
        "smsWaitSeconds",
        "voiceWaitSeconds",
        "waOldEligible",
        "waOldWaitSeconds",
        "confirmSecurityCode",
        "deviceConfirm",
        "phone",
        "name",
        "device",
        "originalDevice",
    ]);
    prop::collection::hash_map(name, any_value(), 0..8).prop_map(|fields| {
        Value::Object(
            fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    })
}

proptest! {
    #[test]
    fn any_value_in_any_field_is_read_without_inventing_a_connection(
        body in any_body(),
        status in prop_oneof![Just(200_u16), Just(400), 100_u16..1000],
    ) {
        for call in every_call() {
            let outcome = said(&call, status, &body.to_string());
            let connected = matches!(
                &outcome,
                Ok(Reply::Status(StatusReply { link: Link::Connected, .. }))
            );
            if connected {
                prop_assert_eq!(body.get("connected"), Some(&Value::Bool(true)));
            }
            let reads_with_unknown_outcome = call.weight() == crate::flow::effect::Weight::Reads
                && matches!(outcome, Err(Failure::OutcomeUnknown(_)));
            prop_assert!(!reads_with_unknown_outcome);
            prop_assert!(!matches!(outcome, Err(Failure::NotSent(_))));
        }
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(body in prop::collection::vec(any::<u8>(), 0..64)) {
        for call in every_call() {
            for status in [200, 404, 502] {
                let answer = Answer { status, retry_after: None, date: None, body: body.clone() };
                let _ = read((Some(&credentials()), &AtHand::default()), &call, &answer);
            }
        }
    }
}

#[test]
fn every_answer_names_its_waits_whatever_else_it_is() {
    let after = |seconds| RetryAfter::After(Duration::from_secs(seconds));
    let named = |call: &Call, status, header: Option<&str>, body: &str| {
        let answer = Answer {
            status,
            retry_after: header.map(str::to_owned),
            date: None,
            body: body.as_bytes().to_vec(),
        };
        read((Some(&credentials()), &AtHand::default()), call, &answer).1
    };
    let page = "<html><h1>Bad gateway</h1></html>";
    for call in acting_calls() {
        for status in [
            200, 302, 400, 401, 403, 404, 405, 408, 415, 429, 500, 502, 503,
        ] {
            for body in [page, "", "{}", "{\"error\":\"no\"}"] {
                let waits = named(&call, status, Some("600"), body);
                assert_eq!(waits.retry_after, after(600), "{call:?} {status} {body}");
            }
            let body =
                r#"{"error":"no","retryAfter":"900","smsWaitSeconds":7200,"voiceWaitSeconds":-1}"#;
            let waits = named(&call, status, Some("600"), body);
            let expected = Waits {
                sms: seconds(7_200),
                voice: Wait::Closed,
                popup: Some(Wait::Unknown),
            };
            assert_eq!((waits.retry_after, waits.methods), (after(900), expected));
        }
    }
    let nothing = named(&confirm_code(), 200, None, "{}");
    assert_eq!(nothing.retry_after, RetryAfter::Absent);
}

fn acting_calls() -> [Call; 9] {
    [
        availability(),
        request_code(),
        answer_captcha(),
        confirm_code(),
        confirm_pin(),
        Call::RecoverPin(RecoveryRoute::Documented),
        Call::FinishTransfer,
        Call::PostTransfer,
        Call::Appeal {
            token: Secret::new(APPEAL_TOKEN),
            description: "It is a shop.".to_owned(),
        },
    ]
}
