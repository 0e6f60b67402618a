//! Waits that answers name: they hold for whatever is sent next, and none of them is shortened by what comes later.

use crate::flow_driver::{
    CODE, Driver, Flag, PIN, appeal_said, available, banned, captcha_said, confirmed, open,
    recovered, sent, start, status, transferred,
};
use crate::flow_refused::{acts, every_acting_step, refused, written};
use std::time::Duration;
use zapi_onboard::domain::method::{Lock, Method, Wait, Waits};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::domain::time::{BootId, Deadline, ServerDate, Timestamp};
use zapi_onboard::flow::bookmark::Bookmark;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect};
use zapi_onboard::flow::event::{
    Answer, AnswerWaits, AppealVerdict, AvailabilityReply, CaptchaVerdict, Cause, CodeRequestReply,
    CodeRequestVerdict, ConfirmationReply, Event, Failure, Link, Outcome, Reason, Refusal,
    RefusalCause, Reply, ReplyFacts, RetryAfter, TransferVerdict, UnderWay,
};
use zapi_onboard::flow::prompt::{Advice, Ask, Attention, Choice, PausedBy, Problem};

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

fn offer(driver: &Driver, choice: Choice) -> Option<Lock> {
    let offers = driver.prompt().offers.into_iter();
    let mut offers = offers.filter(|offer| offer.choice == choice);
    offers.next().map(|offer| offer.lock.at(driver.now))
}

fn advice(driver: &Driver) -> Advice {
    let (Ask::Board { advice, .. } | Ask::NotArrived { advice, .. }) = driver.prompt().ask else {
        panic!("{:?}", driver.prompt());
    };
    advice
}

#[test]
fn a_code_field_that_is_shut_for_long_offers_another_code_as_soon_as_its_method_may_be_asked() {
    for (wait, offered) in [(599, false), (600, true), (43_200, true)] {
        let mut driver = Driver::sending_code();
        let facts = ReplyFacts {
            reason: Some(Reason::TooOften),
            ..waiting(seconds(wait))
        };
        driver.reply(saying(confirmed(Some(false), &[]), facts));
        for mut driver in [restarted(&driver), driver] {
            let sms = Choice::Pick(Method::Sms);
            let until = offer(&driver, sms);
            assert_eq!(until.is_some(), offered, "{wait}");
            let Some(Lock::Until(until)) = until else {
                assert!(!offered, "{until:?}");
                continue;
            };
            // A wait that any answer names holds for requests as well.
            assert_eq!(until.remaining(driver.now), Some(Duration::from_secs(wait)));
            driver.choose(sms);
            assert_eq!(driver.question(), "code");
            assert!(matches!(driver.prompt().problem, Some(Problem::Locked(_))));
            driver.wait(wait);
            driver.answer(Answer::Code(Secret::new(CODE)));
            assert!(matches!(driver.call(), Some(Call::ConfirmCode(_))));
        }
    }
}

#[test]
fn a_field_that_is_shut_for_longer_than_the_method_does_not_hide_the_way_to_another_code() {
    let mut driver = Driver::sending_code();
    // Too often, and no wait is named: a day for the field.
    let facts = ReplyFacts {
        reason: Some(Reason::TooOften),
        ..ReplyFacts::default()
    };
    driver.reply(saying(confirmed(Some(false), &[]), facts));
    assert_eq!(shut(&driver), Some(86_400));
    let minute = driver.prompt().attention(driver.now).until();
    let minute = minute.and_then(|until| until.remaining(driver.now));
    assert_eq!(minute, None, "voice may be asked at once");
    driver.wait(60);
    assert_eq!(offer(&driver, Choice::Pick(Method::Sms)), Some(Lock::Open));
    let mut board = restarted(&driver);
    to_board(&mut board);
    assert_eq!(advice(&board), Advice::Ask(Method::Voice));
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "request_gate");
    driver.choose(Choice::Request(Method::Sms));
    driver.reply(status(Link::NotConnected));
    assert!(matches!(driver.call(), Some(Call::RequestCode(..))));
}

#[test]
fn after_a_code_has_expired_another_one_is_recommended_and_never_a_method_that_is_shut() {
    let expired = ReplyFacts {
        reason: Some(Reason::Expired),
        ..ReplyFacts::default()
    };
    let mut at_code = Driver::sending_code();
    at_code.reply(saying(confirmed(Some(false), &[]), expired.clone()));
    let mut at_pin = Driver::at_pin();
    at_pin.answer(Answer::Pin(Secret::new(PIN)));
    at_pin.reply(saying(confirmed(Some(false), &[]), expired));
    for driver in [at_code, at_pin] {
        let problem = driver.prompt().problem;
        assert!(
            matches!(
                problem,
                Some(Problem::Declined {
                    reason: Some(Reason::Expired),
                    until: None,
                    ..
                })
            ),
            "{problem:?}"
        );
        for driver in [restarted(&driver), driver] {
            let Some(Lock::Until(sms)) = offer(&driver, Choice::Pick(Method::Sms)) else {
                panic!("{:?}", driver.prompt().offers);
            };
            assert_eq!(sms.remaining(driver.now), Some(Duration::from_mins(1)));
            assert_eq!(
                offer(&driver, Choice::Pick(Method::Voice)),
                Some(Lock::Open)
            );
            let mut driver = driver;
            to_board(&mut driver);
            assert_eq!(advice(&driver), Advice::Ask(Method::Voice));
        }
    }
}

#[test]
fn a_pin_field_that_is_shut_for_long_leaves_the_reset_of_the_pin_open() {
    let mut driver = Driver::at_pin();
    driver.answer(Answer::Pin(Secret::new(PIN)));
    let wanted = confirmed(Some(false), &[Flag::Pin]);
    let facts = ReplyFacts {
        pin_required: true,
        ..waiting(seconds(43_200))
    };
    driver.reply(saying(wanted, facts));
    for mut driver in [restarted(&driver), driver] {
        assert_eq!(shut(&driver), Some(43_200));
        assert_eq!(offer(&driver, Choice::PinForgotten), Some(Lock::Open));
        driver.choose(Choice::PinForgotten);
        assert_eq!(offer(&driver, Choice::RecoverPin), Some(Lock::Open));
    }
}

const TWO_DAYS: u64 = 48 * 3_600;

/// The board after a code request that named a wait of ten days for SMS.
fn shut_for_ten_days() -> Driver {
    let mut driver = Driver::requesting();
    driver.reply(saying(sent(), waiting(seconds(10 * 24 * 3_600))));
    to_board(&mut driver);
    driver
}

fn look(driver: &mut Driver, waits: Waits) {
    driver.choose(Choice::LookAgain);
    driver.reply(status(Link::NotConnected));
    driver.reply(available(waits));
    assert_eq!(driver.question(), "board");
}

#[test]
fn the_rest_of_a_wait_of_days_is_overridden_by_a_gate_of_its_own_after_48_hours_and_a_fresh_look() {
    let (pick, word) = (
        Choice::PickEarly(Method::Sms),
        Choice::RequestEarly(Method::Sms),
    );
    let mut driver = shut_for_ten_days();
    driver.wait(TWO_DAYS - 1);
    look(&mut driver, open());
    driver.wait(1);
    assert_eq!(offer(&driver, pick), None, "the look was before");
    driver.choose(pick);
    assert_eq!(driver.question(), "board");
    driver.wait(60);
    let mut hour = open();
    hour.sms = Wait::For(Duration::from_hours(1));
    look(&mut driver, hour);
    driver.wait(3_600);
    assert_eq!(offer(&driver, pick), None, "it did not say 0");
    look(&mut driver, open());
    for mut driver in [restarted(&driver), driver] {
        assert!(matches!(
            offer(&driver, Choice::Pick(Method::Sms)),
            Some(Lock::Until(_))
        ));
        assert_eq!(offer(&driver, Choice::PickEarly(Method::Voice)), None);
        assert_eq!(offer(&driver, pick), Some(Lock::Open));
        driver.choose(pick);
        let Ask::RequestGate {
            wait_ends: Some(_), ..
        } = driver.prompt().ask
        else {
            panic!("{:?}", driver.prompt());
        };
        assert_eq!(
            driver.choose(Choice::Request(Method::Sms)),
            [],
            "another word"
        );
        driver.choose(word);
        let effects = driver.reply(status(Link::NotConnected));
        let method = Method::Sms;
        assert_eq!(
            effects.first(),
            Some(&Effect::Record(Checkpoint::WaitOverridden { method }))
        );
        assert!(matches!(
            effects.last(),
            Some(Effect::Call(_, Call::RequestCode(..)))
        ));
        // What the next answer names holds again, from its own beginning.
        driver.reply(saying(sent(), waiting(seconds(3 * 24 * 3_600))));
        to_board(&mut driver);
        driver.wait(60);
        look(&mut driver, open());
        assert_eq!(offer(&driver, pick), None);
        assert!(matches!(
            offer(&driver, Choice::Pick(Method::Sms)),
            Some(Lock::Until(_))
        ));
    }
}

#[test]
fn a_clock_that_is_ahead_of_the_service_overrides_nothing_after_a_new_boot() {
    let later_boot = |driver: &Driver| Timestamp {
        wall_ms: driver.now.wall_ms + i64::try_from(TWO_DAYS).expect("small") * 1_000,
        boot_ms: 5_000,
        boot: BootId(9),
    };
    let date = |wall_ms| ServerDate { wall_ms };
    for (ahead_by, is_offered) in [(None, false), (Some(0), true), (Some(180_000), false)] {
        let shut = shut_for_ten_days();
        let kept: Bookmark = shut.kept.last().expect("it was kept").clone();
        let mut driver = Driver::resuming(kept, later_boot(&shut));
        driver.answer(Answer::Credentials(crate::flow_driver::fields()));
        driver.reply(status(Link::NotConnected));
        if let Some(ahead_by) = ahead_by {
            let now = driver.now;
            driver
                .flow
                .compare_clocks(date(now.wall_ms - ahead_by), now);
        }
        if driver.question() != "board" {
            to_board(&mut driver);
        }
        look(&mut driver, open());
        let offered = offer(&driver, Choice::PickEarly(Method::Sms)).is_some();
        assert_eq!(offered, is_offered, "{ahead_by:?}");
    }
}

#[test]
fn a_lifted_ban_leaves_no_reason_behind_and_recommends_a_fresh_look() {
    let mut driver = Driver::looking();
    let Ok(Reply::Availability(ban)) = banned() else {
        panic!("a ban");
    };
    let facts = ReplyFacts {
        text: ServerText::new("spam", &[]),
        ..ReplyFacts::default()
    };
    driver.reply(Ok(Reply::Availability(AvailabilityReply { facts, ..ban })));
    driver.choose(Choice::WriteAppeal);
    driver.answer(Answer::Appeal("It is a shop.".to_owned()));
    driver.reply(appeal_said(AppealVerdict::Unbanned));
    for driver in [restarted(&driver), driver] {
        let Ask::Board { reason, locks, .. } = driver.prompt().ask else {
            panic!("{:?}", driver.prompt());
        };
        assert_eq!(reason, None);
        assert!(
            locks.iter().all(|(_, lock)| *lock == Lock::Unknown),
            "{locks:?}"
        );
        assert_eq!(advice(&driver), Advice::Refresh);
    }
}

#[test]
fn every_word_of_a_reason_has_its_meaning_in_any_case_and_others_have_none() {
    for (words, meaning) in [
        ("mismatch incorrect wrong_code", Reason::Incorrect),
        ("stale missing code_expired", Reason::Expired),
        (
            "guessed_too_fast too_many_guesses too_many too_recent too_many_all_methods",
            Reason::TooOften,
        ),
        (
            "no_routes next_method provider_timeout provider_unroutable",
            Reason::NoRoute,
        ),
        ("security_code second_code", Reason::PinWanted),
        (
            "bad_param missing_param format_wrong length_short length_long",
            Reason::BadRequest,
        ),
        ("bad_token old_version", Reason::ServiceFault),
        ("blocked", Reason::Blocked),
        (
            "temporarily_unavailable reset_too_soon limited_release",
            Reason::Later,
        ),
        ("biz_not_allowed not_allowed", Reason::NotAllowed),
        ("too_manys blocke d pin_wanted", Reason::Other),
    ] {
        for word in words.split(' ') {
            let shouted = format!(" {} ", word.to_uppercase());
            for word in [word, shouted.as_str()] {
                assert_eq!(Reason::of_word(word), meaning, "{word}");
            }
        }
    }
    assert_eq!(Reason::of_word(""), Reason::Other);
}
