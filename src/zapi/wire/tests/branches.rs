//! The same for captcha, PIN recovery, appeal and a number that somebody else took.

use super::*;
use crate::domain::picture::{PictureError, PictureFormat};
use crate::flow::event::{
    AppealReply, AppealVerdict, CaptchaReply, CaptchaVerdict, CodeRequestVerdict, RecoveryReply,
};

/// The smallest picture: one pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn recover() -> Call {
    Call::RecoverPin(RecoveryRoute::Documented)
}

fn captcha_said(status: u16, body: &str) -> CaptchaReply {
    match said(&answer_captcha(), status, body) {
        Ok(Reply::Captcha(reply)) => reply,
        other => unreachable!("{body}: {other:?}"),
    }
}

#[test]
fn a_captcha_comes_raw_or_as_a_data_address_or_not_as_a_picture() {
    let picture = |captcha: &str| {
        let body = json!({"success": false, "captcha": captcha}).to_string();
        match said(&request_code(), 200, &body) {
            Ok(Reply::CodeRequest(reply)) => {
                assert_eq!(reply.verdict, CodeRequestVerdict::Captcha);
                reply.facts.captcha
            }
            other => unreachable!("{other:?}"),
        }
    };
    let data = format!("data:image/jpeg;base64,{PIXEL}");
    for text in [PIXEL, &data] {
        let Some(Ok(picture)) = picture(text) else {
            unreachable!("{text} is a picture");
        };
        assert_eq!(picture.format(), PictureFormat::Png, "the bytes say so");
        assert_eq!(picture.size(), Ok((1, 1)));
    }
    let bytes = |given: &str| picture(given).map(|picture| picture.map(|p| p.bytes().to_vec()));
    assert_eq!(bytes("AAAA"), Some(Ok(vec![0; 3])), "whatever they are");
    assert_eq!(bytes("§"), Some(Ok("§".as_bytes().to_vec())));
    let odd = |body| match said(&request_code(), 200, body) {
        Ok(Reply::CodeRequest(reply)) => reply.facts.captcha.map(|p| p.map(|p| p.bytes().to_vec())),
        other => unreachable!("{other:?}"),
    };
    assert_eq!(odd(r#"{"captcha":true}"#), Some(Err(PictureError::Empty)));
    let object = br#"{"url":"x"}"#.to_vec();
    assert_eq!(odd(r#"{"captcha":{"url":"x"}}"#), Some(Ok(object)));
}

#[test]
fn a_captchas_answer_is_solved_wrong_blocked_or_unclear() {
    use CaptchaVerdict::{Solved, Unclear, Wrong};
    for (status, body, verdict) in [
        (200, r#"{"success":true}"#, Solved),
        // One more picture.
        (200, r#"{"success":"true","captcha":"AAAA"}"#, Unclear),
        (200, "", Solved),
        (204, "", Solved),
        (200, r#"{"success":false}"#, Wrong),
        (400, r#"{"success":false}"#, Wrong),
        (200, r#"{"success":false,"captcha":"AAAA"}"#, Wrong),
        (200, r#"{"captcha":"AAAA"}"#, Wrong),
        (200, "{}", Unclear),
        (200, r#"{"success":null,"captcha":null}"#, Unclear),
    ] {
        assert_eq!(captcha_said(status, body).verdict, verdict, "{body}");
    }
    let body = json!({"success": false, "captcha": PIXEL}).to_string();
    assert!(matches!(
        captcha_said(200, &body).facts.captcha,
        Some(Ok(_))
    ));
    assert_eq!(
        captcha_said(200, r#"{"success":false}"#).facts.captcha,
        None
    );
    let blocked = captcha_said(200, r#"{"success":true,"blocked":true}"#);
    assert!(blocked.facts.blocked);
    let lost = said(&answer_captcha(), 500, "");
    assert!(matches!(lost, Err(Failure::OutcomeUnknown(_))));
}

#[test]
fn a_pin_recovery_is_sent_declined_or_unclear_and_a_missing_route_is_known() {
    for (body, success) in [
        (r#"{"success":true}"#, Some(true)),
        (r#"{"success":"false"}"#, Some(false)),
        ("{}", None),
    ] {
        let expected = Reply::Recovery(RecoveryReply {
            success,
            facts: ReplyFacts::default(),
        });
        assert_eq!(said(&recover(), 200, body), Ok(expected), "{body}");
    }
    let missing =
        r#"{"error":"NOT_FOUND","message":"Unable to find matching target resource method"}"#;
    for status in [200, 404] {
        let cause = cause_of(&said(&recover(), status, missing));
        assert_eq!(cause, Some(RefusalCause::NoSuchRoute));
    }
}

#[test]
fn an_appeal_is_in_review_lifted_declined_or_unclear() {
    use AppealVerdict::{Declined, InReview, Unbanned, Unclear};
    for (status, body, verdict) in [
        (200, r#"{"success":true,"status":"IN_REVIEW"}"#, InReview),
        (200, r#"{"success":false,"status":"in_review"}"#, InReview),
        (200, r#"{"success":true}"#, InReview),
        (200, r#"{"success":true,"status":"QUEUED"}"#, InReview),
        (200, r#"{"success":true,"status":"UNBANNED"}"#, Unbanned),
        (200, r#"{"success":false}"#, Declined),
        (400, r#"{"success":false,"status":null}"#, Declined),
        (200, r#"{"status":"QUEUED"}"#, Unclear),
    ] {
        let expected = Reply::Appeal(AppealReply {
            verdict,
            facts: ReplyFacts::default(),
        });
        assert_eq!(said(&appeal(), status, body), Ok(expected), "{body}");
    }
    let echoed = format!(r#"{{"success":false,"error":"bad token {APPEAL_TOKEN}"}}"#);
    let outcome = format!("{:?}", said(&appeal(), 400, &echoed));
    assert!(!outcome.contains(APPEAL_TOKEN), "{outcome}");
}

#[test]
fn a_number_that_somebody_else_took_is_known_by_what_is_said_of_it() {
    for words in [
        "Session conflict",
        "Another instance connected with this number",
        "The number was logged in on another device",
        "This session was replaced by another login",
        "O número foi conectado em outra instância",
    ] {
        let body = json!({"connected": false, "error": words}).to_string();
        let status = said(&Call::Status, 200, &body);
        assert_eq!(status, link(Link::TakenOver, words), "{words}");
        let refused = said(&request_code(), 409, &json!({"error": words}).to_string());
        let cause = cause_of(&refused);
        assert_eq!(cause, Some(RefusalCause::SessionConflict), "{words}");
    }
    for (words, kept) in [
        ("You are not connected.", ""),
        ("Another error", "Another error"),
        ("Connection lost", "Connection lost"),
        ("The device was replaced", "The device was replaced"),
        ("Another chat was opened", "Another chat was opened"),
        ("Another instance", "Another instance"),
    ] {
        let body = json!({"connected": false, "error": words}).to_string();
        let status = said(&Call::Status, 200, &body);
        assert_eq!(status, link(Link::NotConnected, kept), "{words}");
    }
}

#[test]
fn a_call_that_http_refuses_says_nothing_of_what_was_handed_in() {
    let calls = [
        request_code(),
        answer_captcha(),
        confirm_code(),
        confirm_pin(),
        recover(),
        Call::FinishTransfer,
        Call::PostTransfer,
        appeal(),
    ];
    for call in &calls {
        for (status, cause) in [
            (401, RefusalCause::Unauthorized),
            (403, RefusalCause::Unauthorized),
            (405, RefusalCause::FormRefused),
            (415, RefusalCause::FormRefused),
        ] {
            for body in [
                "",
                "<html><h1>no</h1></html>",
                r#"{"error":"no"}"#,
                r#"{"success":false}"#,
                r#"{"success":false,"smsWaitSeconds":30}"#,
                r#"{"success":false,"captcha":"AAAA"}"#,
            ] {
                // A picture is the next question, whatever brings it; at the captcha it is another try.
                if body.contains("captcha") && !matches!(call, Call::AnswerCaptcha(_)) {
                    continue;
                }
                let answer = said(call, status, body);
                assert_eq!(cause_of(&answer), Some(cause), "{call:?} {status} {body}");
            }
        }
    }
}

#[test]
fn only_the_services_own_words_say_that_a_path_does_not_exist() {
    let exact =
        r#"{"error":"NOT_FOUND","message":"Unable to find matching target resource method"}"#;
    for call in [recover(), Call::FinishTransfer] {
        for status in [200, 404] {
            let cause = cause_of(&said(&call, status, exact));
            assert_eq!(cause, Some(RefusalCause::NoSuchRoute));
        }
        for (status, body) in [
            (400, exact),
            (405, exact),
            (404, ""),
            (404, "<html><h1>404 Not Found</h1></html>"),
            (404, r#"{"error":"NOT_FOUND"}"#),
            (404, r#"{"error":"NOT_FOUND","message":"no such page"}"#),
            (
                404,
                r#"{"message":"Unable to find matching target resource method"}"#,
            ),
            (
                404,
                r#"{"error":"not_found","message":"Unable to find matching target resource method"}"#,
            ),
            (
                200,
                r#"{"error":{"code":"NOT_FOUND"},"message":"Unable to find matching target resource method"}"#,
            ),
            (405, ""),
        ] {
            let cause = cause_of(&said(&call, status, body));
            assert_ne!(cause, Some(RefusalCause::NoSuchRoute), "{status} {body}");
        }
    }
}

#[test]
fn an_answer_without_a_body_leaves_the_outcome_unknown_and_its_status_is_told() {
    for call in [
        request_code(),
        confirm_code(),
        confirm_pin(),
        recover(),
        Call::FinishTransfer,
        appeal(),
    ] {
        for status in [200, 204] {
            let cause = Cause::NotUnderstood(status, None);
            let expected = Err(Failure::OutcomeUnknown(cause));
            assert_eq!(said(&call, status, ""), expected, "{call:?}");
        }
    }
}
