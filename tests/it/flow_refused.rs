//! What HTTP refuses before anything is done: other credentials first, or one more try later; and what is said where
//! something came that is no answer.

use crate::flow_driver::{
    CODE, Driver, Flag, appeal_said, confirmed, fields, open, sent, status, typed,
};
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::{Lock, Method};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::bookmark::Bookmark;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect, RecoveryRoute, Weight};
use zapi_onboard::flow::event::{
    Answer, AppealVerdict, Cause, Failure, Link, Outcome, Refusal, RefusalCause, Reply,
};
use zapi_onboard::flow::prompt::{Act, Ask, Came, Choice, PausedBy, Problem};

fn refusal(cause: RefusalCause, status: u16) -> Refusal {
    Refusal {
        cause,
        text: None,
        status,
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "an outcome, so that it can be handed over as it is"
)]
pub(crate) fn refused(cause: RefusalCause, status: u16) -> Outcome {
    Ok(Reply::Refused(refusal(cause, status)))
}

/// The steps from which a call that acts leaves, each with how it is sent.
pub(crate) fn every_acting_step() -> Vec<(&'static str, Driver, Answer)> {
    let choose = Answer::Choose;
    vec![
        (
            "captcha",
            Driver::at_captcha(),
            Answer::Captcha("H7K4P".to_owned()),
        ),
        ("code", Driver::at_code(), Answer::Code(Secret::new(CODE))),
        ("pin", Driver::at_pin(), Answer::Pin(Secret::new("246810"))),
        (
            "pin_recovery",
            Driver::at_recovery(),
            choose(Choice::RecoverPin),
        ),
        (
            "device",
            Driver::at_device(),
            choose(Choice::AcceptedOnPhone),
        ),
        (
            "appeal",
            Driver::at_appeal(),
            Answer::Appeal("It is a shop.".to_owned()),
        ),
    ]
}

pub(crate) fn acts(effects: &[Effect]) -> bool {
    let acts =
        |effect: &Effect| matches!(effect, Effect::Call(_, call) if call.weight() == Weight::Acts);
    effects.iter().any(acts)
}

/// What is kept, as it is written down and read again, for the next process or a colleague.
pub(crate) fn written(driver: &Driver) -> Bookmark {
    let kept = driver.kept.last().expect("something is kept");
    let text = serde_json::to_string(kept).expect("a bookmark is written down");
    let tokens = fields();
    for token in [tokens.instance_token, tokens.client_token]
        .into_iter()
        .flatten()
    {
        assert!(!text.contains(token.expose()), "{text}");
    }
    let read: Bookmark = serde_json::from_str(&text).expect("and read");
    let captcha = kept.captcha().present().cloned();
    let token = kept.appeal_token().present().cloned();
    read.with_kept(captcha.map(Ok), token.map(Ok))
}

fn other_fields() -> CredentialFields {
    CredentialFields {
        client_token: Some(Secret::new("F0000000000000000000000000000000aS")),
        ..fields()
    }
}

fn resumed(kept: Bookmark, fields: CredentialFields, now: Timestamp) -> Driver {
    let mut driver = Driver::resuming(kept, now);
    driver.answer(Answer::Credentials(fields));
    if driver.call() == Some(&Call::Status) {
        driver.reply(status(Link::NotConnected));
    }
    driver
}

#[test]
fn credentials_that_are_turned_away_come_next_and_nothing_is_sent_until_they_change() {
    for code in [401, 403] {
        for (step, mut driver, answer) in every_acting_step() {
            assert!(acts(&driver.answer(answer.clone())), "{step}");
            let refusal = refusal(RefusalCause::Unauthorized, code);
            let noted = driver.reply(Ok(Reply::Refused(refusal.clone())));
            let turned = Effect::Record(Checkpoint::TurnedAway { status: code });
            assert_eq!(noted, [turned], "{step}");
            assert_eq!(driver.question(), "credentials", "{step}");
            let problem = driver.prompt().problem;
            assert_eq!(problem, Some(Problem::Refused(refusal)), "{step}");
            let standing = driver.flow.standing(driver.now);
            assert_eq!(standing, Standing::CredentialsRefused, "{step}");

            let kept = written(&driver);
            driver.wait(100_000);
            let again = driver.answer(Answer::Credentials(fields()));
            assert_eq!(again, [], "{step}: the same ones are not even asked about");
            let mut colleague = resumed(kept.clone(), fields(), driver.now);
            assert_eq!(colleague.question(), "credentials", "{step}");
            assert!(!acts(&colleague.answer(answer.clone())), "{step}");

            for mut changed in [resumed(kept, other_fields(), driver.now), {
                driver.answer(Answer::Credentials(other_fields()));
                driver.reply(status(Link::NotConnected));
                driver
            }] {
                let expected = match step {
                    "pin_recovery" => "pin",
                    "appeal" => "halted",
                    other => other,
                };
                assert_eq!(changed.question(), expected, "{step}");
                if expected == step {
                    assert!(acts(&changed.answer(answer.clone())), "{step}");
                }
            }
        }
    }
}

#[test]
fn a_form_that_is_refused_may_be_sent_once_more_after_a_minute_and_then_not_on_that_day() {
    for code in [405, 415] {
        for (step, mut driver, answer) in every_acting_step() {
            let once = driver.now;
            driver.answer(answer.clone());
            driver.reply(refused(RefusalCause::FormRefused, code));
            assert_eq!(driver.question(), step);
            let problem = driver.prompt().problem;
            let Some(Problem::TurnedAway { until, is_over, .. }) = problem else {
                panic!("{step}: {problem:?}");
            };
            assert!(!is_over);
            assert!(until.remaining(once).is_some());
            driver.wait(59);
            assert!(!acts(&driver.answer(answer.clone())), "{step}: too early");
            let mut colleague = at(step, written(&driver), driver.now);
            assert!(!acts(&colleague.answer(answer.clone())), "{step}: restart");
            driver.wait(1);
            assert!(acts(&driver.answer(answer.clone())), "{step}: once more");
            driver.reply(refused(RefusalCause::FormRefused, code));
            let problem = driver.prompt().problem;
            assert!(
                matches!(problem, Some(Problem::TurnedAway { is_over: true, .. })),
                "{step}: {problem:?}"
            );
            driver.wait(86_399);
            assert!(!acts(&driver.answer(answer.clone())), "{step}: that day");
            let mut colleague = at(step, written(&driver), driver.now);
            assert!(!acts(&colleague.answer(answer.clone())), "{step}: restart");
            driver.wait(1);
            assert!(acts(&driver.answer(answer)), "{step}: the next day");
        }
    }
}

/// The next process, led to the step.
fn at(step: &str, kept: Bookmark, now: Timestamp) -> Driver {
    let mut driver = resumed(kept, fields(), now);
    match step {
        "pin_recovery" => drop(driver.choose(Choice::PinForgotten)),
        "appeal" => drop(driver.choose(Choice::WriteAppeal)),
        _ => {}
    }
    assert_eq!(driver.question(), step);
    driver
}

#[test]
fn what_http_refuses_is_never_called_wrong_and_counts_for_no_pause() {
    for code in [405, 415] {
        let mut driver = Driver::at_code();
        for _ in 0..3 {
            driver.answer(Answer::Code(Secret::new(CODE)));
            driver.reply(refused(RefusalCause::FormRefused, code));
            let Ask::Code { wrong, pause, .. } = driver.prompt().ask else {
                panic!("{:?}", driver.prompt());
            };
            let is_ours = pause.is_some_and(|pause| pause.by == PausedBy::ThreeWrong);
            assert_eq!((wrong, is_ours), (0, false));
            assert_ne!(driver.flow.standing(driver.now), Standing::DigitsRefused);
            driver.wait(100_000);
        }
    }
}

/// What the board says of requests.
fn requests(driver: &Driver) -> (u32, bool, Option<u16>) {
    let Ask::Board {
        requests,
        last_request,
        turned_away,
        ..
    } = driver.prompt().ask
    else {
        panic!("{:?}", driver.prompt());
    };
    (
        requests,
        last_request.is_some(),
        turned_away.map(|refused| refused.status),
    )
}

#[test]
fn a_request_that_http_refuses_is_none_but_is_remembered() {
    for code in [405, 415] {
        let mut driver = Driver::requesting();
        driver.reply(refused(RefusalCause::FormRefused, code));
        assert_eq!(requests(&driver), (0, false, Some(code)));
        let locks = crate::flow_driver::locks_of(&driver.prompt());
        assert!(locks.iter().all(|lock| *lock != Lock::Open), "{locks:?}");
        let kept = written(&driver);
        assert_eq!(kept.requests(), []);
        let colleague = resumed(kept.clone(), fields(), driver.now);
        assert_eq!(requests(&colleague), (0, false, Some(code)));
        assert!(
            kept.locks(driver.now)
                .iter()
                .all(|(_, lock)| *lock != Lock::Open)
        );

        driver.wait(60);
        assert_eq!(driver.choose(Choice::Pick(Method::Sms)), []);
        let Ask::RequestGate { turned_away, .. } = driver.prompt().ask else {
            panic!("{:?}", driver.prompt());
        };
        assert_eq!(turned_away.map(|refused| refused.status), Some(code));
        driver.choose(Choice::Request(Method::Sms));
        let effects = driver.reply(status(Link::NotConnected));
        let nth = |effect: &Effect| {
            if let Effect::Record(Checkpoint::CodeRequested { nth, .. }) = effect {
                return Some(*nth);
            }
            None
        };
        assert_eq!(
            effects.iter().find_map(nth),
            Some(2),
            "the journal has both"
        );
        driver.reply(sent());
        driver.choose(Choice::Back);
        driver.choose(Choice::Back);
        assert_eq!(requests(&driver), (1, true, None), "one went through");
    }
}

#[test]
fn a_request_with_credentials_that_are_turned_away_is_none_and_wants_others_and_its_gate() {
    let mut driver = Driver::requesting();
    driver.reply(refused(RefusalCause::Unauthorized, 403));
    assert_eq!(driver.question(), "credentials");
    let kept = written(&driver);
    assert_eq!(kept.requests(), []);

    // A new process that is given the number, with the same credentials.
    let mut fresh = Driver::at_number();
    fresh.kept.push(kept.clone());
    fresh.answer(typed("11 98765-4321"));
    fresh.choose(Choice::UseNumber);
    assert_eq!(fresh.question(), "credentials");

    fresh.answer(Answer::Credentials(other_fields()));
    fresh.reply(status(Link::NotConnected));
    assert_eq!(requests(&fresh), (0, false, Some(403)));
    fresh.choose(Choice::Pick(Method::Sms));
    assert_eq!(fresh.question(), "request_gate");
    assert!(!acts(&fresh.choose(Choice::Request(Method::Voice))));
    fresh.choose(Choice::Request(Method::Sms));
    assert!(acts(&fresh.reply(status(Link::NotConnected))));
}

#[test]
fn the_check_before_a_request_leads_to_the_credentials_as_well() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Sms));
    driver.choose(Choice::Request(Method::Sms));
    assert_eq!(driver.reply(refused(RefusalCause::Unauthorized, 401)), []);
    assert_eq!(driver.question(), "credentials");
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::NotConnected));
    assert_eq!(requests(&driver), (0, false, None));
}

#[test]
fn a_request_twice_refused_is_shut_for_the_day_by_every_method() {
    let mut driver = Driver::requesting();
    driver.reply(refused(RefusalCause::FormRefused, 405));
    driver.wait(60);
    driver.choose(Choice::Pick(Method::Voice));
    driver.choose(Choice::Request(Method::Voice));
    driver.reply(status(Link::NotConnected));
    driver.reply(refused(RefusalCause::FormRefused, 415));
    driver.wait(86_399);
    for method in Method::ALL {
        driver.choose(Choice::Pick(method));
        assert_eq!(driver.question(), "board", "{method:?}");
    }
    driver.wait(1);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "request_gate");
}

#[test]
fn the_second_spelling_of_the_recovery_follows_only_the_services_own_not_found() {
    for (cause, code) in [
        (RefusalCause::FormRefused, 405),
        (RefusalCause::FormRefused, 415),
        (RefusalCause::NoSuchInstance, 404),
        (RefusalCause::PathUnknown, 404),
        (RefusalCause::PathUnknown, 200),
        (RefusalCause::Other, 400),
    ] {
        let mut driver = Driver::at_recovery();
        driver.choose(Choice::RecoverPin);
        let effects = driver.reply(refused(cause, code));
        assert!(!acts(&effects), "{cause:?} {code}: {effects:?}");
        assert_eq!(driver.question(), "pin_recovery", "{cause:?} {code}");
    }
    for code in [200, 404] {
        let mut driver = Driver::at_recovery();
        driver.choose(Choice::RecoverPin);
        let route = RecoveryRoute::Collection;
        let effects = driver.reply(refused(RefusalCause::NoSuchRoute, code));
        let record = Effect::Record(Checkpoint::PinRecoveryAsked { route, nth: 2 });
        assert_eq!(effects.first(), Some(&record));
        assert!(acts(&effects));
        assert!(!acts(
            &driver.reply(refused(RefusalCause::NoSuchRoute, code))
        ));
    }
}

fn offers_post(driver: &Driver) -> bool {
    let offers = driver.prompt().offers;
    offers
        .iter()
        .any(|offer| offer.choice == Choice::TransferByPost)
}

#[test]
fn the_transfer_by_post_is_offered_only_after_the_services_own_not_found_and_made_on_its_own_word()
{
    for (cause, code) in [
        (RefusalCause::FormRefused, 405),
        (RefusalCause::NoSuchInstance, 404),
        (RefusalCause::PathUnknown, 404),
        (RefusalCause::Other, 400),
    ] {
        let mut driver = Driver::at_device();
        driver.choose(Choice::AcceptedOnPhone);
        driver.reply(refused(cause, code));
        assert!(!offers_post(&driver), "{cause:?} {code}");
        driver.wait(100_000);
        assert_eq!(driver.choose(Choice::TransferByPost), []);
    }
    let mut driver = Driver::at_device();
    assert!(!offers_post(&driver));
    driver.choose(Choice::AcceptedOnPhone);
    let effects = driver.reply(refused(RefusalCause::NoSuchRoute, 200));
    assert!(!acts(&effects), "never by itself");
    assert_eq!(driver.question(), "device");
    assert!(offers_post(&driver));
    assert!(offers_post(&resumed(
        written(&driver),
        fields(),
        driver.now
    )));
    driver.wait(14);
    assert!(!acts(&driver.choose(Choice::TransferByPost)), "15 s apart");
    driver.wait(1);
    let effects = driver.choose(Choice::TransferByPost);
    let record = Effect::Record(Checkpoint::TransferPosted { nth: 2 });
    assert!(effects.contains(&record), "{effects:?}");
    assert_eq!(driver.call(), Some(&Call::PostTransfer));
}

fn limited(wait: Option<u64>) -> Outcome {
    let wait = wait.map(std::time::Duration::from_secs);
    refused(RefusalCause::TooManyRequests(wait), 429)
}

#[test]
fn a_check_of_credentials_that_comes_too_often_is_shut_with_a_growing_floor() {
    let mut driver = Driver::new();
    let ask = || Answer::Credentials(fields());
    for (named, shut) in [
        (None, 60),
        (Some(10), 120),
        (Some(1_000), 1_000),
        (None, 480),
    ] {
        assert_ne!(driver.answer(ask()), []);
        driver.reply(limited(named));
        let until = match driver.prompt().problem {
            Some(Problem::Limited(_, until)) => until,
            other => panic!("{other:?}"),
        };
        let left = until.remaining(driver.now).expect("it is shut");
        assert_eq!(left.as_secs(), shut, "{named:?}");
        driver.wait(shut - 1);
        assert_eq!(driver.answer(ask()), [], "Enter does nothing but say when");
        let problem = driver.prompt().problem;
        assert_eq!(problem, Some(Problem::Locked(Lock::Until(until))));
        assert_eq!(driver.flow.standing(driver.now), Standing::Waiting);
        driver.wait(1);
        assert_eq!(driver.prompt().problem, None, "it may be tried now");
    }
    driver.answer(ask());
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.question(), "number");
    // What answered as it should has the floor begin again.
    driver.choose(Choice::Back);
    driver.answer(ask());
    driver.reply(limited(None));
    let limit = driver.flow.limited(driver.now).expect("it is shut");
    let left = limit.remaining(driver.now).expect("it is shut");
    assert_eq!(left.as_secs(), 60);
}

#[test]
fn what_came_instead_of_an_answer_is_told() {
    let page = ServerText::new("502 Bad Gateway", &[]);
    let gateway = Err(Failure::OutcomeUnknown(Cause::ServerError(502, page)));
    let empty = Err(Failure::OutcomeUnknown(Cause::NotUnderstood(200, None)));
    let broken = Err(Failure::OutcomeUnknown(Cause::Broken));
    for (outcome, came) in [
        (gateway, Some(Came::Status(502))),
        (empty, Some(Came::Status(200))),
        (broken, None),
    ] {
        let mut driver = Driver::requesting();
        driver.reply(outcome);
        driver.reply(status(Link::NotConnected));
        for driver in [&driver, &resumed(written(&driver), fields(), driver.now)] {
            let Ask::Unknown {
                act, came: told, ..
            } = driver.prompt().ask
            else {
                panic!("{:?}", driver.prompt());
            };
            assert_eq!((act, told), (Act::RequestCode, came));
        }
    }
    let mut driver = Driver::sending_code();
    driver.reply(confirmed(None, &[] as &[Flag]));
    driver.reply(status(Link::NotConnected));
    let came = |driver: &Driver| {
        let Ask::Unknown { came, .. } = driver.prompt().ask else {
            panic!("{:?}", driver.prompt());
        };
        came
    };
    assert_eq!(came(&driver), Some(Came::Vague));
    // Of the next code nothing came at all: the program ended before.
    driver.choose(Choice::TypeAgain);
    driver.answer(Answer::Code(Secret::new("654321")));
    let next = resumed(written(&driver), fields(), driver.now);
    assert_eq!(came(&next), None);
}

#[test]
fn once_a_ban_is_lifted_the_board_says_nothing_of_its_reason() {
    let mut driver = Driver::at_appeal();
    driver.answer(Answer::Appeal("It is a shop.".to_owned()));
    driver.reply(appeal_said(AppealVerdict::Unbanned));
    let Ask::Board { reason, .. } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt());
    };
    assert_eq!(reason, None);
}

/// `/status` was refused right before a call, so that the call did not leave.
fn held_back(cause: RefusalCause, code: u16) -> Outcome {
    let refusal = refusal(cause, code);
    Err(Failure::NotSent(Cause::StatusRefused(refusal)))
}

#[test]
fn a_rate_limit_right_before_a_call_holds_every_call_back_until_it_is_over() {
    for named in [None, Some(90)] {
        for (step, mut driver, answer) in every_acting_step() {
            let first = driver.answer(answer.clone());
            let wait = named.map(Duration::from_secs);
            let effects = driver.reply(held_back(RefusalCause::TooManyRequests(wait), 429));
            let nothing = Effect::Record(Checkpoint::NothingSent);
            assert!(effects.contains(&nothing), "{step}: {effects:?}");
            let question = driver.question();
            assert_eq!(question, step);
            let problem = driver.prompt().problem;
            let seconds = named.unwrap_or(60);
            assert!(
                matches!(&problem, Some(Problem::Limited(_, until)) if until.remaining(driver.now) == Some(Duration::from_secs(seconds))),
                "{step}: {problem:?}"
            );
            assert!(
                driver.flow.limited(driver.now).is_some(),
                "for all others too"
            );
            driver.wait(seconds - 1);
            assert!(!acts(&driver.answer(answer.clone())), "{step}: too early");
            let mut colleague = at(step, written(&driver), driver.now);
            assert!(!acts(&colleague.answer(answer.clone())), "{step}: restart");
            driver.wait(15);
            let again = driver.answer(answer);
            let record = |effects: &[Effect]| {
                let record = |effect: &&Effect| matches!(effect, Effect::Record(_));
                effects.iter().find(record).cloned()
            };
            assert_eq!(record(&again), record(&first), "{step}: it did not count");
        }
    }
}

#[test]
fn credentials_that_are_turned_away_right_before_a_call_come_next_and_nothing_was_sent() {
    for code in [401, 403] {
        for (step, mut driver, answer) in every_acting_step() {
            driver.answer(answer);
            let effects = driver.reply(held_back(RefusalCause::Unauthorized, code));
            let nothing = Effect::Record(Checkpoint::NothingSent);
            assert!(effects.contains(&nothing), "{step}: {effects:?}");
            assert_eq!(driver.question(), "credentials", "{step}");
            // The call itself was not turned away: a check of the same ones is free, and shows.
            driver.answer(Answer::Credentials(fields()));
            assert_eq!(driver.call(), Some(&Call::Status), "{step}");
        }
    }
}

/// The states that look at `/status` by themselves, with a look under way.
fn every_look() -> Vec<(&'static str, Driver)> {
    let looking = |mut driver: Driver| {
        driver.wait(5);
        driver.wake();
        driver
    };
    let mut popup = Driver::at_board(open());
    popup.choose(Choice::Pick(Method::Popup));
    popup.choose(Choice::Request(Method::Popup));
    popup.reply(status(Link::NotConnected));
    popup.reply(sent());
    let mut second = Driver::at_pin();
    second.answer(Answer::Pin(Secret::new("246810")));
    second.reply(Err(Failure::NotSent(Cause::AlreadyConnected)));
    let mut lost = Driver::sending_code();
    lost.reply(Err(Failure::OutcomeUnknown(Cause::Timeout)));
    let mut line = looking(Driver::verifying());
    line.reply(status(Link::Connected));
    vec![
        ("device", looking(Driver::at_device())),
        ("verifying", looking(Driver::verifying())),
        ("verifying", line),
        ("code", looking(popup)),
        ("pin", looking(second)),
        ("unknown", lost),
    ]
}

#[test]
fn a_look_while_waiting_that_is_turned_away_leads_to_the_credentials_and_back() {
    for code in [401, 403] {
        for (step, mut driver) in every_look() {
            assert_eq!(driver.question(), step);
            assert_eq!(
                driver.call().map(Call::weight),
                Some(Weight::Reads),
                "{step}"
            );
            driver.reply(refused(RefusalCause::Unauthorized, code));
            assert_eq!(driver.question(), "credentials", "{step}");
            let standing = driver.flow.standing(driver.now);
            assert_eq!(standing, Standing::CredentialsRefused, "{step}");
            let mut colleague = resumed(written(&driver), other_fields(), driver.now);
            assert_eq!(colleague.question(), step);
            colleague.wait(1);
            driver.answer(Answer::Credentials(other_fields()));
            driver.reply(status(Link::NotConnected));
            assert_eq!(driver.question(), step);
        }
    }
}

#[test]
fn a_line_that_is_read_with_credentials_that_are_turned_away_leads_to_them() {
    let mut driver = Driver::at_number();
    driver.answer(typed("11 98765-4321"));
    driver.choose(Choice::UseNumber);
    driver.reply(status(Link::Connected));
    assert_eq!(driver.call(), Some(&Call::Device));
    driver.reply(refused(RefusalCause::Unauthorized, 403));
    assert_eq!(driver.question(), "credentials");
}

#[test]
fn a_rate_limit_on_the_check_before_a_look_or_a_request_shuts_both_for_as_long() {
    for (named, seconds) in [(None, 60), (Some(90), 90)] {
        let limited = || {
            let wait = named.map(Duration::from_secs);
            refused(RefusalCause::TooManyRequests(wait), 429)
        };
        let mut look = Driver::at_gate();
        look.choose(Choice::UseNumber);
        look.reply(limited());
        let mut request = Driver::at_board(open());
        request.choose(Choice::Pick(Method::Sms));
        request.choose(Choice::Request(Method::Sms));
        request.reply(limited());
        let (again, gate) = (Choice::UseNumber, Choice::Pick(Method::Sms));
        for (mut driver, choice) in [(look, again), (request, gate)] {
            let problem = driver.prompt().problem;
            let Some(Problem::Limited(_, until)) = problem else {
                panic!("{choice:?}: {problem:?}");
            };
            let left = until.remaining(driver.now);
            assert_eq!(left, Some(Duration::from_secs(seconds)));
            let at = driver.question();
            driver.wait(seconds - 1);
            driver.choose(choice);
            assert_eq!((driver.question(), driver.call()), (at, None));
            driver.wait(1);
            driver.choose(choice);
            assert!(driver.question() != at || driver.call().is_some(), "{at}");
        }
    }
}
