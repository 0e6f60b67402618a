//! Waits that answers name: they hold for whatever is sent next, and none of them is shortened by what comes later.

use crate::flow_driver::{
    CODE, Driver, Flag, PIN, appeal_said, available, captcha_said, confirmed, open, recovered,
    sent, start, status, transferred,
};
use crate::flow_refused::{acts, every_acting_step, written};
use std::time::Duration;
use zapi_onboard::domain::method::{Lock, Method, Wait, Waits};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Deadline;
use zapi_onboard::flow::bookmark::Bookmark;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect};
use zapi_onboard::flow::event::{
    Answer, AnswerWaits, AppealVerdict, CaptchaVerdict, Cause, CodeRequestReply,
    CodeRequestVerdict, ConfirmationReply, Event, Failure, Link, Outcome, Reason, Refusal,
    RefusalCause, Reply, ReplyFacts, RetryAfter, TransferVerdict, UnderWay,
};
use zapi_onboard::flow::prompt::{Ask, Attention, Choice, PausedBy, Problem};

const NOT_SENT: Outcome = Err(Failure::NotSent(Cause::Connect));

fn seconds(seconds: u64) -> RetryAfter {
    RetryAfter::After(Duration::from_secs(seconds))
}

fn limited(seconds: u64) -> Reply {
    Reply::Refused(Refusal {
        cause: RefusalCause::TooManyRequests(Some(Duration::from_secs(seconds))),
        text: None,
        status: 429,
    })
}

/// `outcome`, whose answer says this as well.
fn saying(outcome: Outcome, facts: ReplyFacts) -> Outcome {
    outcome.map(|reply| match reply {
        Reply::Confirmation(reply) => Reply::Confirmation(ConfirmationReply { facts, ..reply }),
        Reply::CodeRequest(reply) => Reply::CodeRequest(CodeRequestReply { facts, ..reply }),
        other @ (Reply::Status(_)
        | Reply::Device(_)
        | Reply::Instance(_)
        | Reply::Instances(_)
        | Reply::Availability(_)
        | Reply::Captcha(_)
        | Reply::Recovery(_)
        | Reply::Transfer(_)
        | Reply::Appeal(_)
        | Reply::Security(_)
        | Reply::Refused(_)) => panic!("not answered here: {other:?}"),
    })
}

fn waiting(wait: RetryAfter) -> ReplyFacts {
    ReplyFacts {
        retry_after: wait,
        ..ReplyFacts::default()
    }
}

fn shut(driver: &Driver) -> Option<u64> {
    let until = driver.prompt().ask.pause()?;
    until.remaining(driver.now).map(|left| left.as_secs())
}

fn lock_of(driver: &Driver, method: Method) -> Lock {
    let Ask::Board { locks, .. } = driver.prompt().ask else {
        panic!("not at the board: {:?}", driver.prompt());
    };
    let found = locks.iter().find(|(other, _)| *other == method);
    found.expect("every method").1
}

fn to_board(driver: &mut Driver) {
    driver.choose(Choice::Back);
    while driver.question() != "board" {
        driver.choose(Choice::Leave);
        driver.choose(Choice::Back);
    }
}

/// A later process that found where `driver` was left, up to the question that it asks.
fn restarted(driver: &Driver) -> Driver {
    let kept: Bookmark = driver.kept.last().expect("it was kept").clone();
    let text = serde_json::to_string(&kept).expect("a bookmark is JSON");
    let read = serde_json::from_str(&text).expect("and is read again");
    let mut later = Driver::resuming(read, driver.now);
    later.answer(Answer::Credentials(crate::flow_driver::fields()));
    later.reply(status(Link::NotConnected));
    later
}

#[test]
fn a_rate_limit_lengthens_a_running_wait_and_never_shortens_one() {
    let mut driver = Driver::at_board(open());
    for (wait, left) in [(120, 120), (900, 900), (30, 900)] {
        driver.now = start();
        driver.flow.heed_limit(
            Deadline::after(driver.now, Duration::from_secs(wait)),
            driver.now,
        );
        let Lock::Until(until) = lock_of(&driver, Method::Sms) else {
            panic!("open: {:?}", driver.prompt());
        };
        let expected = Some(Duration::from_secs(left));
        assert_eq!(until.remaining(driver.now), expected, "{wait}");
    }
}

#[test]
fn a_method_that_waits_waits_longer_when_the_service_is_limited_for_longer() {
    let mut waits = open();
    waits.sms = zapi_onboard::domain::method::Wait::For(Duration::from_mins(1));
    let mut driver = Driver::at_board(waits);
    driver.flow.heed_limit(
        Deadline::after(driver.now, Duration::from_mins(5)),
        driver.now,
    );
    let Lock::Until(until) = lock_of(&driver, Method::Sms) else {
        panic!("open: {:?}", driver.prompt());
    };
    assert_eq!(until.remaining(driver.now), Some(Duration::from_mins(5)));
    driver.wait(60);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "board");
    driver.wait(240);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "request_gate");
}

#[test]
fn a_wait_beside_a_success_shuts_the_method_whatever_a_later_look_says() {
    let mut driver = Driver::requesting();
    driver.reply(saying(sent(), waiting(seconds(1_805))));
    assert_eq!(driver.question(), "code");
    driver.choose(Choice::NotArrived);
    driver.wait(60);
    driver.choose(Choice::LookAgain);
    driver.reply(status(Link::NotConnected));
    driver.reply(available(open()));
    assert!(matches!(lock_of(&driver, Method::Sms), Lock::Until(_)));
    driver.wait(1_744);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "board");
    driver.wait(1);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "request_gate");
}

#[test]
fn a_code_that_was_sent_too_fast_shuts_the_field_also_for_a_later_process() {
    let mut driver = Driver::sending_code();
    let facts = ReplyFacts {
        reason: Some(Reason::TooOften),
        ..waiting(seconds(88))
    };
    driver.reply(saying(confirmed(Some(false), &[]), facts));
    let problem = driver.prompt().problem;
    assert!(
        matches!(
            problem,
            Some(Problem::Declined {
                reason: Some(Reason::TooOften),
                ..
            })
        ),
        "{problem:?}"
    );
    for mut driver in [restarted(&driver), driver] {
        assert_eq!(driver.question(), "code");
        assert_eq!(shut(&driver), Some(88));
        driver.wait(87);
        assert_eq!(driver.answer(Answer::Code(Secret::new(CODE))), []);
        driver.wait(1);
        let effects = driver.answer(Answer::Code(Secret::new(CODE)));
        assert_eq!(effects.len(), 2, "{effects:?}");
    }
}

#[test]
fn a_pin_that_is_shut_stays_shut_after_another_code() {
    let mut driver = Driver::at_pin();
    driver.answer(Answer::Pin(Secret::new(PIN)));
    // Too often, and no wait is named: a day.
    let facts = ReplyFacts {
        reason: Some(Reason::TooOften),
        ..ReplyFacts::default()
    };
    driver.reply(saying(confirmed(Some(false), &[]), facts));
    assert_eq!(driver.question(), "pin");
    let day = 24 * 3_600;
    assert_eq!(shut(&driver), Some(day));
    to_board(&mut driver);
    driver.wait(3_600);
    driver.choose(Choice::Pick(Method::Voice));
    driver.choose(Choice::Request(Method::Voice));
    driver.reply(status(Link::NotConnected));
    driver.reply(sent());
    driver.answer(Answer::Code(Secret::new(CODE)));
    driver.reply(confirmed(Some(false), &[Flag::Pin]));
    assert_eq!(driver.question(), "pin");
    assert_eq!(shut(&driver), Some(day - 3_600));
    assert_eq!(driver.answer(Answer::Pin(Secret::new(PIN))), []);
    let Ask::Pin { pause, .. } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt());
    };
    assert_eq!(pause.map(|pause| pause.by), Some(PausedBy::Service));
}

#[test]
fn a_wait_that_has_run_out_on_the_code_screen_is_told_and_what_it_locked_is_forgotten() {
    let mut driver = Driver::sending_code();
    driver.reply(Ok(limited(40)));
    assert!(matches!(
        driver.prompt().problem,
        Some(Problem::Limited(..))
    ));
    assert_eq!(
        driver.prompt().changes_in(driver.now),
        Some(Duration::from_secs(40))
    );
    driver.answer(Answer::Code(Secret::new(CODE)));
    assert!(matches!(driver.prompt().problem, Some(Problem::Locked(_))));
    driver.wait(40);
    assert_eq!(driver.prompt().problem, None);
    let effects = driver.answer(Answer::Code(Secret::new(CODE)));
    assert!(
        matches!(effects.last(), Some(Effect::Call(_, Call::ConfirmCode(_)))),
        "{effects:?}"
    );
}

#[test]
fn a_transfer_that_never_left_is_not_counted() {
    let mut driver = Driver::at_device();
    driver.choose(Choice::AcceptedOnPhone);
    let nothing = [Effect::Record(Checkpoint::NothingSent)];
    assert_eq!(driver.reply(NOT_SENT), nothing);
    let Ask::Device { transfers, .. } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt());
    };
    assert_eq!(transfers, 0);
    driver.wait(15);
    let effects = driver.choose(Choice::AcceptedOnPhone);
    let first_again = Effect::Record(Checkpoint::TransferCalled { nth: 1 });
    assert_eq!(effects.first(), Some(&first_again));
}

#[test]
fn a_request_that_is_shut_is_waited_for_and_its_moment_is_known() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "request_gate");
    let attention = driver.prompt().attention(driver.now);
    assert_eq!((attention, attention.until()), (Attention::Person, None));
    let until = Deadline::after(driver.now, Duration::from_mins(2));
    driver.handle(Event::CallUnderWay(UnderWay {
        until,
        operator: None,
    }));
    assert_eq!(driver.question(), "request_gate");
    let attention = driver.prompt().attention(driver.now);
    assert_eq!(attention, Attention::Wait(until));
    assert_eq!(attention.until(), Some(until));
    driver.wait(120);
    let attention = driver.prompt().attention(driver.now);
    assert_eq!((attention, attention.until()), (Attention::Person, None));
}

/// The board of what `driver` left, as a later process shows it.
fn board_after(driver: &Driver) -> Driver {
    let mut later = restarted(driver);
    if later.question() != "board" {
        to_board(&mut later);
    }
    later
}

fn left(driver: &Driver, method: Method) -> Option<u64> {
    let Lock::Until(until) = lock_of(driver, method) else {
        return None;
    };
    until.remaining(driver.now).map(|left| left.as_secs())
}

#[test]
fn a_wait_that_cannot_be_read_is_not_known_and_only_a_missing_one_of_the_popup_is_the_longest() {
    let hour = Wait::For(Duration::from_hours(1));
    let look = |sms, voice, popup| {
        let driver = Driver::at_board(Waits {
            sms,
            voice,
            popup: Some(popup),
        });
        (driver.clone(), restarted(&driver))
    };
    for method in Method::ALL {
        let wait = |of| if of == method { Wait::Unreadable } else { hour };
        let (here, later) = look(wait(Method::Sms), wait(Method::Voice), wait(Method::Popup));
        for mut driver in [here, later] {
            assert_eq!(lock_of(&driver, method), Lock::Unknown, "{method:?}");
            driver.wait(100_000);
            assert_eq!(lock_of(&driver, method), Lock::Unknown, "{method:?}");
            let again = driver.prompt().offers.into_iter();
            let mut again = again.filter(|offer| offer.choice == Choice::LookAgain);
            assert!(again.any(|offer| offer.lock.is_open(driver.now)));
            assert!(!acts(&driver.choose(Choice::Pick(method))));
            assert_eq!(driver.question(), "board");
        }
    }
    let (missing, later) = look(hour, Wait::Now, Wait::Unknown);
    assert_eq!(left(&missing, Method::Popup), Some(3_600));
    assert_eq!(left(&later, Method::Popup), Some(3_600));
}

#[test]
fn a_wait_of_a_code_request_that_cannot_be_read_shuts_its_method_until_a_fresh_look() {
    for method in Method::ALL {
        let wait = |of| {
            if of == method {
                Wait::Unreadable
            } else {
                Wait::Now
            }
        };
        let mut driver = Driver::requesting();
        driver.reply(Ok(Reply::CodeRequest(CodeRequestReply {
            verdict: CodeRequestVerdict::Sent(None),
            waits: Waits {
                sms: wait(Method::Sms),
                voice: wait(Method::Voice),
                popup: Some(wait(Method::Popup)),
            },
            facts: ReplyFacts::default(),
        })));
        assert_eq!(lock_of(&board_after(&driver), method), Lock::Unknown);
    }
    let mut driver = Driver::requesting();
    driver.reply(saying(sent(), waiting(RetryAfter::Unreadable)));
    let mut later = board_after(&driver);
    later.wait(1_000_000);
    assert_eq!(lock_of(&later, Method::Sms), Lock::Unknown);
    assert_eq!(lock_of(&later, Method::Voice), Lock::Open);
}

#[test]
fn a_code_request_that_leaves_the_popups_wait_out_during_a_cooldown_shuts_it_as_long_as_the_others()
{
    let mut driver = Driver::requesting();
    driver.reply(Ok(Reply::CodeRequest(CodeRequestReply {
        verdict: CodeRequestVerdict::Sent(None),
        waits: Waits {
            sms: Wait::For(Duration::from_secs(125)),
            voice: Wait::For(Duration::from_mins(30)),
            popup: Some(Wait::Unknown),
        },
        facts: ReplyFacts::default(),
    })));
    assert_eq!(left(&board_after(&driver), Method::Popup), Some(1_800));
}

/// An answer that says no to each call.
fn no(step: &str) -> Outcome {
    match step {
        "captcha" => captcha_said(CaptchaVerdict::Wrong),
        "code" | "pin" => confirmed(Some(false), &[]),
        "pin_recovery" => recovered(Some(false)),
        "device" => transferred(TransferVerdict::NotAccepted),
        "appeal" => appeal_said(AppealVerdict::Declined),
        other => panic!("{other}"),
    }
}

#[test]
fn the_waits_of_the_methods_count_in_the_answer_to_any_call_and_no_later_look_shortens_them() {
    let methods = Waits {
        sms: Wait::For(Duration::from_hours(2)),
        voice: Wait::Closed,
        popup: Some(Wait::Unreadable),
    };
    let named = AnswerWaits {
        methods,
        ..AnswerWaits::default()
    };
    for outcome in [
        None,
        Some(refused(RefusalCause::Other, 400)),
        Some(Err(Failure::OutcomeUnknown(Cause::ServerError(503, None)))),
    ] {
        for (step, mut driver, answer) in every_acting_step() {
            assert!(acts(&driver.answer(answer)), "{step}");
            driver.reply_naming(outcome.clone().unwrap_or_else(|| no(step)), named);
            let dossier = written(&driver);
            let locks = dossier.locks(driver.now);
            let [(_, sms), (_, voice), (_, popup)] = locks;
            let Lock::Until(until) = sms else {
                // The ban was found before any wait was.
                panic!("{step}: {sms:?}");
            };
            assert_eq!(
                until.remaining(driver.now),
                Some(Duration::from_hours(2)),
                "{step}"
            );
            assert_eq!(voice, Lock::Closed, "{step}");
            assert!(matches!(popup, Lock::Unknown | Lock::NotEligible), "{step}");
        }
    }
    let (_, mut driver, answer) = every_acting_step().remove(1);
    driver.answer(answer);
    driver.reply_naming(no("code"), named);
    let mut later = board_after(&driver);
    later.wait(60);
    later.choose(Choice::LookAgain);
    later.reply(status(Link::NotConnected));
    later.reply(available(open()));
    assert_eq!(left(&later, Method::Sms), Some(7_140));
    assert_eq!(lock_of(&later, Method::Voice), Lock::Open);
}

/// Answers that fail, each with whether it says that nothing was done.
fn failures() -> Vec<Outcome> {
    vec![
        refused(RefusalCause::FormRefused, 405),
        refused(RefusalCause::FormRefused, 415),
        refused(RefusalCause::Other, 400),
        refused(RefusalCause::NoSuchInstance, 404),
        Ok(limited(1_200)),
        Err(Failure::OutcomeUnknown(Cause::ServerError(503, None))),
        Err(Failure::OutcomeUnknown(Cause::ServerError(500, None))),
        Err(Failure::OutcomeUnknown(Cause::NotUnderstood(200, None))),
    ]
}

fn refused(cause: RefusalCause, status: u16) -> Outcome {
    Ok(Reply::Refused(Refusal {
        cause,
        text: None,
        status,
    }))
}

/// Says that what was sent is to be sent again.
fn type_again(driver: &mut Driver) {
    if driver.call() == Some(&Call::Status) {
        driver.reply(status(Link::NotConnected));
    }
    if driver.question() == "unknown" {
        driver.choose(Choice::TypeAgain);
        driver.choose(Choice::PhoneAsks);
    }
    if driver.question() == "halted" {
        driver.choose(Choice::WriteAppeal);
    }
    if driver.question() == "pin" {
        driver.choose(Choice::PinForgotten);
    }
}

#[test]
fn a_wait_beside_a_failure_shuts_what_was_sent_also_for_a_later_process() {
    let named = AnswerWaits {
        retry_after: seconds(1_200),
        ..AnswerWaits::default()
    };
    for failure in failures() {
        for (step, mut driver, answer) in every_acting_step() {
            driver.answer(answer.clone());
            driver.reply_naming(failure.clone(), named);
            let reached = |driver: &mut Driver| {
                if driver.question() != step {
                    type_again(driver);
                }
                if driver.question() != step && step == "pin" {
                    driver.choose(Choice::Back);
                }
                assert_eq!(driver.question(), step, "{failure:?}");
            };
            let mut later = restarted_with_secrets(&driver);
            for driver in [&mut driver, &mut later] {
                reached(driver);
                let start = driver.now;
                driver.wait(1_199);
                assert!(!acts(&driver.answer(answer.clone())), "{step}: {failure:?}");
                assert!(
                    driver
                        .prompt()
                        .changes_in(driver.now)
                        .is_some_and(|left| left.as_secs() <= 1)
                );
                driver.now = start;
                driver.wait(1_200);
                assert!(acts(&driver.answer(answer.clone())), "{step}: {failure:?}");
            }
        }
    }
}

/// The same as [`restarted`], with what is kept beside it.
fn restarted_with_secrets(driver: &Driver) -> Driver {
    let mut later = Driver::resuming(written(driver), driver.now);
    later.answer(Answer::Credentials(crate::flow_driver::fields()));
    later.reply(status(Link::NotConnected));
    later
}

#[test]
fn a_wait_beside_a_failed_code_request_shuts_every_method_and_one_beside_a_failed_look_the_look() {
    let named = AnswerWaits {
        retry_after: seconds(1_200),
        ..AnswerWaits::default()
    };
    for failure in failures() {
        let mut driver = Driver::requesting();
        driver.reply_naming(failure.clone(), named);
        for method in Method::ALL {
            let [(_, sms), (_, voice), (_, popup)] = written(&driver).locks(driver.now);
            for lock in [sms, voice, popup] {
                let opens = match lock {
                    Lock::Until(until) => until.remaining(driver.now),
                    Lock::Unknown => Some(Duration::MAX),
                    Lock::Open | Lock::Closed | Lock::NotEligible => None,
                };
                let shut = opens.is_some_and(|left| left >= Duration::from_mins(20));
                assert!(shut, "{method:?} {lock:?} {failure:?}");
            }
        }
        let mut driver = Driver::at_board(open());
        driver.wait(60);
        driver.choose(Choice::LookAgain);
        driver.reply(status(Link::NotConnected));
        driver.reply_naming(failure.clone(), named);
        for mut driver in [board_after(&driver), driver] {
            driver.wait(1_199);
            driver.choose(Choice::LookAgain);
            assert_eq!(driver.call(), None, "{failure:?}");
            driver.wait(1);
            driver.choose(Choice::LookAgain);
            assert_eq!(driver.call(), Some(&Call::Status), "{failure:?}");
        }
    }
}
