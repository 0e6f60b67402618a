//! What the service echoes: tokens in any case, codes and PINs in any spelling. None of it is in a text that is shown.

use super::*;
use crate::domain::digit_runs::digit_value;

/// Spellings of a code that is not what the call hands in.
const ECHOED: [&str; 6] = [
    "918273",
    "918-273",
    "918 273",
    "9 1 8 2 7 3",
    "\u{669}\u{661}\u{668}\u{662}\u{667}\u{663}",
    "\u{ff19}\u{ff11}\u{ff18}-\u{ff12}\u{ff17}\u{ff13}",
];

fn at(code_requested: bool) -> AtHand {
    AtHand {
        number: Some(number()),
        code_requested,
    }
}

/// What is shown of the answer to `call` whose only word is `text`.
fn shown(call: &Call, hand: &AtHand, status: u16, text: &str) -> String {
    let body = json!({"success": false, "available": false, "error": text}).to_string();
    let answer = Answer {
        status,
        retry_after: None,
        date: None,
        body: body.into_bytes(),
    };
    format!("{:?}", read((Some(&credentials()), hand), call, &answer).0)
}

#[test]
fn an_upper_case_echo_of_a_token_is_not_shown() {
    for token in [INSTANCE_TOKEN, CLIENT_TOKEN] {
        let mixed: String = token
            .chars()
            .zip([true, false].into_iter().cycle())
            .map(|(c, up)| {
                if up {
                    c.to_ascii_uppercase()
                } else {
                    c.to_ascii_lowercase()
                }
            })
            .collect();
        for echo in [token.to_uppercase(), token.to_lowercase(), mixed] {
            for call in every_call() {
                for status in [200, 400, 403, 502] {
                    let shown = shown(&call, &at(false), status, &format!("{echo} not allowed"));
                    assert!(!shown.contains(&echo), "{call:?}: {shown}");
                    assert!(
                        !shown.to_lowercase().contains(&token.to_lowercase()),
                        "{shown}"
                    );
                }
            }
        }
    }
}

#[test]
fn no_answer_after_a_code_request_shows_what_may_be_a_code() {
    for call in every_call() {
        for status in [200, 400, 404, 502] {
            for echo in ECHOED {
                let shown = shown(
                    &call,
                    &at(true),
                    status,
                    &format!("the code {echo} was used"),
                );
                assert!(!shown.contains(echo), "{call:?}: {shown}");
                assert!(
                    !shown.contains("273") && !shown.contains("9 1 8"),
                    "{shown}"
                );
            }
        }
    }
}

#[test]
fn answers_that_follow_a_request_by_themselves_show_no_code_either() {
    for call in [
        request_code(),
        answer_captcha(),
        confirm_code(),
        confirm_pin(),
        Call::FinishTransfer,
    ] {
        let shown = shown(&call, &AtHand::default(), 400, "used: 918-273");
        assert!(!shown.contains("918"), "{call:?}: {shown}");
    }
}

#[test]
fn texts_before_a_code_request_keep_their_digits() {
    for call in [Call::Status, availability()] {
        let shown = shown(&call, &at(false), 200, "wait 169282 s");
        assert!(shown.contains("wait 169282 s"), "{call:?}: {shown}");
    }
}

#[test]
fn the_number_at_hand_stays_readable_after_a_code_request() {
    for spelt in [
        "5511987654321",
        "+55 11 98765-4321",
        "551187654321",
        "11 98765-4321",
    ] {
        for call in [Call::Status, availability(), confirm_code(), request_code()] {
            let shown = shown(&call, &at(true), 200, &format!("{spelt} is busy"));
            assert!(shown.contains(spelt), "{call:?}: {shown}");
        }
    }
}

#[test]
fn the_code_that_is_handed_in_is_not_shown_in_groups_and_not_as_part_of_the_number() {
    let part = Call::ConfirmCode(known(RegistrationCode::parse("987654")));
    let long = Call::ConfirmCode(known(RegistrationCode::parse("123456789012")));
    for (call, echo) in [
        (&part, "987654"),
        (&part, "98 76 54"),
        (&part, "\u{669}\u{668}\u{667}\u{666}\u{665}\u{664}"),
        (&long, "1234 5678 9012"),
        (&confirm_code(), "012-345"),
        (&confirm_pin(), "987 654"),
    ] {
        let shown = shown(call, &at(true), 400, &format!("not {echo}!"));
        let text = shown
            .split("not ")
            .nth(1)
            .and_then(|rest| rest.split('!').next());
        assert!(
            text.is_some_and(|text| !text.chars().any(|c| digit_value(c).is_some())),
            "{echo}: {shown}"
        );
    }
}

#[test]
fn the_address_that_is_not_let_in_stays_readable() {
    let shown = shown(&request_code(), &at(true), 403, "203.0.113.45 not allowed");
    assert!(shown.contains("203.0.113.45"), "{shown}");
}
