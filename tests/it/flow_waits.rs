//! Waits that answers name: they hold for whatever is sent next, and none of them is shortened by what comes later.

use crate::flow_driver::{
    CODE, Driver, Flag, PIN, available, confirmed, open, sent, start, status,
};
use std::time::Duration;
use zapi_onboard::domain::method::{Lock, Method};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Deadline;
use zapi_onboard::flow::bookmark::Bookmark;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect};
use zapi_onboard::flow::event::{
    Answer, Cause, CodeRequestReply, ConfirmationReply, Event, Failure, Link, Outcome, Reason,
    Refusal, RefusalCause, Reply, ReplyFacts, RetryAfter, UnderWay,
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
