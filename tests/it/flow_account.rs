//! What is read of the instance and of the account beside the way to a connection, whole effects compared.

use crate::flow_driver::{Driver, fields, instance, status, typed};
use std::time::Duration;
use zapi_onboard::flow::effect::{Call, Effect};
use zapi_onboard::flow::event::{
    Answer, CallId, Cause, Failure, Link, Outcome, Refusal, RefusalCause, Reply,
};
use zapi_onboard::flow::prompt::{About, Ask, Choice};

/// At the question for the number, with `/me` still being read.
fn reading() -> Driver {
    let mut driver = Driver::new();
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.call(), Some(&Call::Instance));
    driver
}

fn about(driver: &Driver) -> About {
    match driver.prompt().ask {
        Ask::Number { instance, .. } => instance,
        other => panic!("{other:?}"),
    }
}

fn refused(cause: RefusalCause) -> Outcome {
    Ok(Reply::Refused(Refusal {
        cause,
        text: None,
        status: 400,
    }))
}

#[test]
fn the_instance_is_read_once_while_the_number_is_typed() {
    let mut driver = reading();
    let asking = driver.id();
    assert_eq!(about(&driver), About::Reading);
    assert_eq!(driver.answer(typed("119")), []);
    assert_eq!(driver.reply(instance()), []);
    assert!(matches!(about(&driver), About::Known(_)));
    assert!(driver.id() > asking, "the mistake was told");
    driver.answer(typed("11 98765-4321"));
    let known = matches!(
        driver.prompt().ask,
        Ask::NumberGate {
            instance: Some(_),
            ..
        }
    );
    assert!(known, "{:?}", driver.prompt());
    assert_eq!(driver.choose(Choice::Back), []);
    assert!(matches!(about(&driver), About::Known(_)));
}

#[test]
fn the_answer_of_the_instance_asks_nothing_anew() {
    let mut driver = reading();
    let asking = driver.id();
    driver.reply(instance());
    assert_eq!(driver.id(), asking);
}

#[test]
fn an_instance_that_cannot_be_read_is_not_shown_and_stops_nothing() {
    for outcome in [
        Err(Failure::NoAnswer(Cause::Timeout)),
        Err(Failure::NotSent(Cause::Connect)),
        refused(RefusalCause::NoSuchRoute),
        status(Link::NotConnected),
    ] {
        let mut driver = reading();
        assert_eq!(driver.reply(outcome), []);
        assert_eq!(about(&driver), About::Unknown);
        assert_eq!(driver.prompt().problem, None);
        assert_eq!(driver.answer(typed("11 98765-4321")), []);
        assert_eq!(driver.question(), "number_gate");
    }
}

#[test]
fn whoever_goes_on_before_the_instance_answered_gives_the_reading_up_and_owes_it() {
    let mut driver = reading();
    assert_eq!(
        driver.answer(typed("11 98765-4321")),
        [Effect::Abandon(CallId(2))]
    );
    let back = driver.choose(Choice::Back);
    assert_eq!(back, [Effect::Call(CallId(3), Call::Instance)]);
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(3))]);
    assert_eq!(driver.question(), "credentials");
}

#[test]
fn the_instance_is_not_read_while_the_service_wants_fewer_requests() {
    let mut driver = reading();
    let minute = Some(Duration::from_mins(1));
    driver.reply(refused(RefusalCause::TooManyRequests(minute)));
    driver.choose(Choice::Back);
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::NotConnected));
    assert_eq!((driver.call(), about(&driver)), (None, About::Unknown));
    driver.answer(typed("11 98765-4321"));
    driver.wait(60);
    let back = driver.choose(Choice::Back);
    assert_eq!(back, [Effect::Call(CallId(4), Call::Instance)]);
}
