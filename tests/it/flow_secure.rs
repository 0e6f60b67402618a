//! Protecting the account after the number is connected, whole effects compared.

use crate::flow_driver::{
    CODE, Driver, NEW_PIN, device, email_code, email_state, fields, new_pin, pin_state,
};
use crate::flow_driver::{change, set_email, status};
use std::time::Duration;
use zapi_onboard::domain::codes::{DigitsError, Pin};
use zapi_onboard::domain::email::{Email, EmailError, VerificationCode};
use zapi_onboard::domain::method::Lock;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect, SecurityCall, Weight};
use zapi_onboard::flow::event::{
    Answer, CallId, Cause, ChangeReply, Failure, Link, Outcome, Refusal, RefusalCause, Reply,
    SecureAnswer,
};
use zapi_onboard::flow::prompt::{Ask, Choice, Consequence, Problem, SecureStep, Shield};

const LOST: Outcome = Err(Failure::OutcomeUnknown(Cause::Broken));

#[expect(clippy::unnecessary_wraps, reason = "handed over as an outcome")]
fn refused(cause: RefusalCause) -> Outcome {
    Ok(Reply::Refused(Refusal {
        cause,
        text: None,
        status: 400,
    }))
}

fn read_email(id: u64) -> Effect {
    Effect::Call(CallId(id), Call::Security(SecurityCall::ReadEmail))
}

fn read_pin(id: u64) -> Effect {
    Effect::Call(CallId(id), Call::Security(SecurityCall::ReadPin))
}

fn connected() -> Driver {
    let mut driver = Driver::verifying();
    driver.wait(3);
    driver.wake();
    driver.reply(status(Link::Connected));
    driver.reply(device(Some("5511987654321")));
    assert_eq!(driver.question(), "connected");
    driver
}

/// At the overview, with an address that waits for its code and without a PIN.
fn overview() -> Driver {
    let mut driver = connected();
    driver.choose(Choice::Protect);
    driver.reply(email_state(Some("ana@example.com"), Some(false)));
    driver.reply(pin_state(Some(false)));
    assert_eq!((driver.question(), driver.call()), ("secure", None));
    driver
}

fn at(choice: Choice, question: &str) -> Driver {
    let mut driver = overview();
    assert_eq!(driver.choose(choice), []);
    assert_eq!(driver.question(), question);
    driver
}

fn shield(driver: &Driver) -> Shield {
    let Ask::Secure {
        step: SecureStep::Overview(shield),
        ..
    } = driver.prompt().ask
    else {
        panic!("{:?}", driver.prompt());
    };
    shield
}

fn last_id(driver: &Driver) -> u64 {
    driver.in_flight.as_ref().map_or(0, |(id, _)| id.0)
}

#[test]
fn what_protects_the_account_is_read_on_the_persons_word_and_shown() {
    let mut driver = connected();
    let effects = driver.choose(Choice::Protect);
    let first = last_id(&driver);
    assert_eq!(effects, [read_email(first)]);
    let effects = driver.reply(email_state(Some("ana@example.com"), Some(true)));
    assert_eq!(effects, [read_pin(first + 1)]);
    assert_eq!(driver.reply(pin_state(Some(true))), []);
    let shield = shield(&driver);
    assert_eq!(shield.pin, Some(true));
    assert!(
        shield
            .email
            .is_some_and(|email| email.verified == Some(true))
    );
    let prompt = driver.prompt();
    let acting = |acts| acts == Consequence::Acts;
    assert!(!prompt.offers.iter().any(|offer| acting(offer.acts)));
    let code = |choice| choice == Choice::TypeEmailCode;
    assert!(!prompt.offers.iter().any(|offer| code(offer.choice)));
    assert_eq!(driver.choose(Choice::TypeEmailCode), []);
    assert_eq!(driver.question(), "secure");
    assert_eq!(driver.flow.standing(driver.now), Standing::Connected);
    assert_eq!(driver.choose(Choice::Back), []);
    assert_eq!(driver.question(), "connected");
}

#[test]
fn a_part_that_cannot_be_read_is_told_and_the_other_is_read_all_the_same() {
    let mut driver = connected();
    driver.choose(Choice::Protect);
    driver.reply(refused(RefusalCause::NoSuchRoute));
    assert_eq!(driver.call(), Some(&Call::Security(SecurityCall::ReadPin)));
    driver.reply(pin_state(Some(true)));
    let expected = Shield {
        email: None,
        pin: Some(true),
    };
    assert_eq!(shield(&driver), expected);
    assert!(matches!(driver.prompt().problem, Some(Problem::Refused(_))));
}

#[test]
fn the_reading_can_be_given_up_and_is_made_again_two_seconds_apart() {
    let mut driver = connected();
    driver.choose(Choice::Protect);
    let first = last_id(&driver);
    assert_eq!(driver.choose(Choice::CheckNow), [], "it is under way");
    assert_eq!(
        driver.choose(Choice::Back),
        [Effect::Abandon(CallId(first))]
    );
    assert_eq!(driver.question(), "secure");
    driver.wait(1);
    assert_eq!(driver.choose(Choice::CheckNow), []);
    driver.wait(1);
    assert_eq!(driver.choose(Choice::CheckNow), [read_email(first + 1)]);
}

#[test]
fn an_address_is_recorded_without_itself_and_then_its_code_is_asked() {
    let mut driver = at(Choice::SetEmail, "email");
    let effects = driver.answer(set_email("ana@example.com"));
    let email = Email::parse("ana@example.com").expect("an address");
    let call = Call::Security(SecurityCall::SetEmail(email));
    assert_eq!(call.weight(), Weight::Acts);
    let expected = [
        Effect::Record(Checkpoint::EmailSubmitted { nth: 1 }),
        Effect::Call(CallId(last_id(&driver)), call),
    ];
    assert_eq!(effects, expected);
    assert!(!format!("{effects:?}").contains("ana"));
    assert_eq!(driver.choose(Choice::Back), [], "it is under way");
    assert_eq!(driver.flow.standing(driver.now), Standing::OutcomeUnknown);
    assert_eq!(driver.reply(change(ChangeReply::CodeWanted)), []);
    assert_eq!(driver.question(), "email_code");
    let effects = driver.answer(email_code());
    let code = VerificationCode::parse(CODE).expect("a code");
    let expected = [
        Effect::Record(Checkpoint::EmailCodeSubmitted { nth: 1 }),
        Effect::Call(
            CallId(last_id(&driver)),
            Call::Security(SecurityCall::VerifyEmail(code)),
        ),
    ];
    assert_eq!(effects, expected);
    let id = last_id(&driver);
    let effects = driver.reply(change(ChangeReply::Done));
    assert_eq!(effects, [read_email(id + 1)], "what is set is shown");
}

#[test]
fn a_pin_is_set_when_both_agree_and_recorded_without_its_digits() {
    let mut driver = at(Choice::SetPin, "new_pin");
    let effects = driver.answer(new_pin(NEW_PIN, NEW_PIN));
    let pin = Pin::parse(NEW_PIN).expect("a PIN");
    let expected = [
        Effect::Record(Checkpoint::NewPinSubmitted { nth: 1 }),
        Effect::Call(
            CallId(last_id(&driver)),
            Call::Security(SecurityCall::SetPin(pin)),
        ),
    ];
    assert_eq!(effects, expected);
    let id = last_id(&driver);
    assert_eq!(
        driver.reply(change(ChangeReply::Done)),
        [read_email(id + 1)]
    );
}

#[test]
fn a_new_pin_of_seven_or_eight_digits_is_warned_about_and_set_when_repeated() {
    let mut driver = at(Choice::SetPin, "new_pin");
    assert_eq!(driver.answer(new_pin("1234567", "1234567")), []);
    assert_eq!(driver.prompt().problem, Some(Problem::UnusualPin(7)));
    assert_eq!(driver.answer(new_pin("1234567", "12345678")), []);
    assert_eq!(driver.prompt().problem, Some(Problem::PinsDiffer));
    assert_eq!(driver.answer(new_pin("12345678", "12345678")), []);
    assert_eq!(driver.prompt().problem, Some(Problem::UnusualPin(8)));
    let effects = driver.answer(new_pin("12345678", "12345678"));
    let set = SecurityCall::SetPin(Pin::parse("12345678").expect("a PIN"));
    assert!(
        matches!(&effects[..], [_, Effect::Call(_, Call::Security(call))] if *call == set),
        "{effects:?}"
    );
}

#[test]
fn what_cannot_be_right_is_told_on_its_form_and_nothing_is_sent() {
    let digits = |error| Problem::Digits(error);
    let cases = [
        (
            Choice::SetEmail,
            set_email(" "),
            Problem::Email(EmailError::Empty),
        ),
        (
            Choice::SetEmail,
            set_email("ana"),
            Problem::Email(EmailError::NoAt),
        ),
        (Choice::SetPin, new_pin("", ""), digits(DigitsError::Empty)),
        (
            Choice::SetPin,
            new_pin("12345", "12345"),
            digits(DigitsError::Length(5)),
        ),
        (
            Choice::SetPin,
            new_pin(NEW_PIN, "111111"),
            Problem::PinsDiffer,
        ),
        (Choice::SetPin, new_pin(NEW_PIN, ""), Problem::PinsDiffer),
        (
            Choice::TypeEmailCode,
            Answer::Secure(SecureAnswer::EmailCode(Secret::new(" "))),
            digits(DigitsError::Empty),
        ),
    ];
    for (choice, answer, problem) in cases {
        let mut driver = overview();
        driver.choose(choice);
        let (asking, question) = (driver.id(), driver.question());
        assert_eq!(driver.answer(answer), []);
        assert_eq!(driver.prompt().problem, Some(problem));
        assert_eq!(driver.question(), question);
        assert!(driver.id() > asking, "a second answer to the same asking");
        assert_eq!(driver.choose(Choice::Back), []);
        assert_eq!(driver.question(), "secure");
    }
}

#[test]
fn an_answer_to_another_form_changes_nothing() {
    let mut driver = at(Choice::SetEmail, "email");
    assert_eq!(driver.answer(new_pin(NEW_PIN, NEW_PIN)), []);
    assert_eq!(driver.answer(email_code()), []);
    assert_eq!(
        (driver.question(), driver.prompt().problem),
        ("email", None)
    );
}

#[test]
fn a_lost_change_is_read_again_and_shown_and_never_made_again() {
    let forms = [
        (Choice::SetEmail, set_email("ana@example.com")),
        (Choice::TypeEmailCode, email_code()),
        (Choice::SetPin, new_pin(NEW_PIN, NEW_PIN)),
    ];
    for (choice, answer) in forms {
        for lost in [LOST, change(ChangeReply::Unclear), status(Link::Connected)] {
            let mut driver = overview();
            driver.choose(choice);
            driver.answer(answer.clone());
            let id = last_id(&driver);
            let expected = [
                Effect::Record(Checkpoint::OutcomeUnknown),
                read_email(id + 1),
            ];
            assert_eq!(driver.reply(lost), expected);
            assert_eq!(
                driver.reply(email_state(Some("ana@example.com"), Some(true))),
                [read_pin(id + 2)]
            );
            assert_eq!(driver.reply(pin_state(Some(true))), []);
            let told = driver.prompt().problem;
            let unknown = matches!(told, Some(Problem::Failed(Failure::OutcomeUnknown(_))));
            assert!(unknown, "{told:?}");
            assert_eq!(shield(&driver).pin, Some(true));
        }
    }
}

#[test]
fn a_change_that_was_refused_or_never_left_is_told_on_its_form() {
    let forms = [
        (Choice::SetEmail, set_email("ana@example.com"), "email"),
        (Choice::SetPin, new_pin(NEW_PIN, NEW_PIN), "new_pin"),
    ];
    for (choice, answer, question) in forms {
        let mut driver = at(choice, question);
        driver.answer(answer.clone());
        assert_eq!(driver.reply(change(ChangeReply::Declined(None))), []);
        assert_eq!(driver.prompt().problem, Some(Problem::ChangeDeclined(None)));
        driver.answer(answer.clone());
        assert_eq!(driver.reply(refused(RefusalCause::Other)), []);
        assert!(matches!(driver.prompt().problem, Some(Problem::Refused(_))));
        driver.answer(answer.clone());
        let not_sent = driver.reply(Err(Failure::NotSent(Cause::Connect)));
        assert_eq!(not_sent, [Effect::Record(Checkpoint::NothingSent)]);
        assert_eq!(driver.question(), question);
        let effects = driver.answer(answer);
        let third = matches!(
            effects.first(),
            Some(Effect::Record(
                Checkpoint::EmailSubmitted { nth: 3 } | Checkpoint::NewPinSubmitted { nth: 3 }
            ))
        );
        assert!(third, "{effects:?}");
    }
}

#[test]
fn three_wrong_codes_from_the_mail_pause() {
    let mut driver = at(Choice::TypeEmailCode, "email_code");
    for nth in 1..=3 {
        assert_eq!(driver.answer(email_code()).len(), 2, "{nth}");
        driver.reply(change(ChangeReply::Declined(None)));
        assert_eq!(driver.prompt().problem, Some(Problem::WrongEmailCode(None)));
    }
    assert_eq!(driver.answer(email_code()), []);
    driver.choose(Choice::Back);
    driver.choose(Choice::TypeEmailCode);
    assert_eq!(driver.answer(email_code()), [], "the pause holds");
    driver.wait(60);
    assert_eq!(driver.answer(email_code()).len(), 2);
}

#[test]
fn nothing_is_read_or_changed_before_the_service_wants_it() {
    let minute = Some(Duration::from_mins(1));
    let mut driver = at(Choice::SetPin, "new_pin");
    driver.answer(new_pin(NEW_PIN, NEW_PIN));
    driver.reply(refused(RefusalCause::TooManyRequests(minute)));
    assert_eq!(driver.answer(new_pin(NEW_PIN, NEW_PIN)), []);
    assert!(matches!(
        driver.prompt().problem,
        Some(Problem::Locked(Lock::Until(_)))
    ));
    driver.choose(Choice::Back);
    driver.wait(5);
    assert_eq!(driver.choose(Choice::CheckNow), []);
    driver.choose(Choice::Back);
    assert_eq!(driver.choose(Choice::Protect), []);
    assert_eq!(driver.question(), "connected");
    driver.wait(55);
    assert_eq!(driver.choose(Choice::Protect).len(), 1);
}

#[test]
fn the_end_can_still_be_left_at_once() {
    let mut driver = connected();
    let first = driver.prompt().offers.first().map(|offer| offer.choice);
    assert_eq!(first, Some(Choice::Leave));
    assert_eq!(driver.choose(Choice::Leave), [Effect::Close]);
}

#[test]
fn what_was_typed_before_a_field_was_shown_does_not_count_there() {
    let start = overview().prompt();
    assert_eq!(
        (start.ask.takes_text(), start.is_delicate()),
        (false, false)
    );
    for (choice, question) in [
        (Choice::SetEmail, "email"),
        (Choice::TypeEmailCode, "email_code"),
        (Choice::SetPin, "new_pin"),
    ] {
        let field = at(choice, question).prompt();
        assert!(field.ask.takes_text() && field.is_delicate(), "{question}");
    }
}

/// The forms of what protects the account, each with what is typed there.
fn forms() -> [(Choice, &'static str, Answer); 3] {
    [
        (Choice::SetEmail, "email", set_email("rui@example.com")),
        (Choice::TypeEmailCode, "email_code", email_code()),
        (Choice::SetPin, "new_pin", new_pin(NEW_PIN, NEW_PIN)),
    ]
}

#[expect(clippy::unnecessary_wraps, reason = "handed over as an outcome")]
fn turned_away(cause: RefusalCause, status: u16) -> Outcome {
    Ok(Reply::Refused(Refusal {
        cause,
        text: None,
        status,
    }))
}

fn acts(effects: &[Effect]) -> bool {
    let acts =
        |effect: &Effect| matches!(effect, Effect::Call(_, call) if call.weight() == Weight::Acts);
    effects.iter().any(acts)
}

#[test]
fn credentials_that_are_turned_away_at_a_change_come_next_and_the_same_ones_change_nothing() {
    for status_code in [401, 403] {
        for (choice, question, answer) in forms() {
            let mut driver = at(choice, question);
            driver.answer(answer.clone());
            let effects = driver.reply(turned_away(RefusalCause::Unauthorized, status_code));
            let turned = Effect::Record(Checkpoint::TurnedAway {
                status: status_code,
            });
            assert_eq!(effects, [turned], "{question}");
            assert_eq!(driver.question(), "credentials");
            driver.answer(Answer::Credentials(fields()));
            driver.reply(status(Link::Connected));
            driver.reply(device(Some("5511987654321")));
            assert_eq!(driver.question(), "already_connected");
            driver.choose(Choice::Protect);
            driver.reply(email_state(Some("ana@example.com"), Some(false)));
            driver.reply(pin_state(Some(false)));
            driver.choose(choice);
            assert_eq!(driver.question(), question);
            assert!(!acts(&driver.answer(answer)), "{question}");
            let problem = driver.prompt().problem;
            assert!(
                matches!(problem, Some(Problem::Refused(_))),
                "{question}: {problem:?}"
            );
        }
    }
}

#[test]
fn what_is_set_cannot_be_read_with_credentials_that_are_turned_away() {
    let mut driver = connected();
    driver.choose(Choice::Protect);
    driver.reply(turned_away(RefusalCause::Unauthorized, 403));
    assert_eq!(driver.question(), "credentials");
}

#[test]
fn a_change_whose_form_is_refused_may_be_sent_once_more_and_then_not_on_that_day() {
    for status_code in [405, 415] {
        for (choice, question, answer) in forms() {
            let mut driver = at(choice, question);
            driver.answer(answer.clone());
            driver.reply(turned_away(RefusalCause::FormRefused, status_code));
            assert_eq!(driver.question(), question);
            let problem = driver.prompt().problem;
            assert!(
                matches!(problem, Some(Problem::TurnedAway { is_over: false, .. })),
                "{question}: {problem:?}"
            );
            driver.wait(59);
            assert!(!acts(&driver.answer(answer.clone())), "{question}: early");
            driver.wait(1);
            assert!(acts(&driver.answer(answer.clone())), "{question}");
            driver.reply(turned_away(RefusalCause::FormRefused, status_code));
            driver.wait(86_399);
            assert!(
                !acts(&driver.answer(answer.clone())),
                "{question}: that day"
            );
            // So it stays for the next process.
            let kept = driver.kept.last().expect("kept");
            let text = serde_json::to_string(kept).expect("written");
            assert!(text.contains("\"times\":2"), "{question}: {text}");
            let mut next = Driver::new();
            next.now = driver.now;
            next.kept.push(serde_json::from_str(&text).expect("read"));
            next.answer(Answer::Credentials(fields()));
            next.reply(status(Link::Connected));
            next.reply(device(Some("5511987654321")));
            next.choose(Choice::Protect);
            next.reply(email_state(Some("ana@example.com"), Some(false)));
            next.reply(pin_state(Some(false)));
            next.choose(choice);
            assert!(!acts(&next.answer(answer.clone())), "{question}: restart");
            driver.wait(1);
            assert!(acts(&driver.answer(answer)), "{question}: the next day");
        }
    }
}
