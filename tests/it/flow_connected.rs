//! `/status` says connected right before a code, a PIN or a captcha's answer: nothing was sent, a second look decides, and
//! a connection that may be left over from before is never taken for the one that is waited for.

use crate::flow_driver::{CODE, Driver, PIN, device, status};
use std::time::Duration;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect};
use zapi_onboard::flow::event::{Answer, Cause, Failure, Link};
use zapi_onboard::flow::prompt::{Choice, Problem};

const ALREADY: Failure = Failure::NotSent(Cause::AlreadyConnected);

/// The three questions, and what is handed in there.
fn places() -> [(Driver, Answer, &'static str); 3] {
    let code = Answer::Code(Secret::new(CODE));
    let pin = Answer::Pin(Secret::new(PIN));
    let read = Answer::Captcha("7K4W".into());
    [
        (Driver::at_code(), code, "code"),
        (Driver::at_pin(), pin, "pin"),
        (Driver::at_captcha(), read, "captcha"),
    ]
}

/// Hands it in while the instance says that it is connected.
fn handed_in((mut driver, answer, name): (Driver, Answer, &'static str)) -> Driver {
    driver.answer(answer);
    let effects = driver.reply(Err(ALREADY));
    assert!(
        effects.contains(&Effect::Record(Checkpoint::NothingSent)),
        "{name}: {effects:?}"
    );
    assert_eq!(driver.question(), name);
    assert_eq!(driver.prompt().problem, Some(Problem::Failed(ALREADY)));
    assert_eq!(driver.call(), None, "{name}: not at once");
    driver
}

/// Lets the time of the second look come.
fn look(driver: &mut Driver) {
    let due = driver.flow.next_wakeup().expect("a look").due;
    let left = due.remaining(driver.now);
    assert_eq!(left, Some(Duration::from_millis(2_500)));
    driver.wait(2);
    driver.wake();
    assert_eq!(driver.call(), None, "too early");
    driver.wait(1);
    driver.wake();
    assert_eq!(driver.call(), Some(&Call::Status));
}

#[test]
fn a_second_look_without_a_connection_lets_it_be_handed_in_again() {
    for place in places() {
        let (_, answer, name) = place.clone();
        let mut driver = handed_in(place);
        look(&mut driver);
        let asked = driver.id();
        driver.reply(status(Link::NotConnected));
        assert_eq!(driver.question(), name);
        assert_eq!(driver.id(), asked, "{name}: what is being typed counts");
        assert_eq!(driver.prompt().problem, None, "{name}");
        driver.answer(answer);
        let again = driver.call().expect("a call");
        assert!(again.hands_in(), "{name}: {again:?}");
    }
}

#[test]
fn a_look_that_shows_nothing_for_certain_is_made_again() {
    for place in places() {
        let (_, _, name) = place.clone();
        for failed in [
            status(Link::Unclear),
            Err(Failure::NoAnswer(Cause::Timeout)),
        ] {
            let mut driver = handed_in(place.clone());
            look(&mut driver);
            driver.reply(failed);
            assert_eq!(driver.question(), name);
            assert!(driver.flow.next_wakeup().is_some(), "{name}: another look");
        }
    }
}

#[test]
fn a_connection_that_was_never_seen_to_be_away_is_asked_about() {
    for place in [0, 2] {
        let [code, pin, captcha] = places();
        let place = [code, pin, captcha].into_iter().nth(place).expect("one");
        let (_, _, name) = place.clone();
        let mut driver = handed_in(place);
        look(&mut driver);
        driver.reply(status(Link::Connected));
        assert_eq!(driver.call(), Some(&Call::Device), "{name}");
        let effects = driver.reply(device(Some("5511987654321")));
        assert!(
            !effects.contains(&Effect::Record(Checkpoint::Connected)),
            "{name}: {effects:?}"
        );
        assert_eq!(driver.question(), "same_line", "{name}");
        assert_eq!(driver.flow.standing(driver.now), Standing::StepNeeded);
        let offered = driver.prompt().offers;
        let offers = |choice| offered.iter().any(|offer| offer.choice == choice);
        assert!(offers(Choice::SameLine) && offers(Choice::CheckNow) && offers(Choice::Back));
        assert!(!offers(Choice::OtherLine), "no other line is in question");

        // A look on the person's word asks again as long as it shows the same.
        let mut looking = driver.clone();
        looking.wait(2);
        looking.choose(Choice::CheckNow);
        assert_eq!(looking.question(), name);
        looking.wake();
        looking.reply(status(Link::Connected));
        looking.reply(device(Some("5511987654321")));
        assert_eq!(looking.question(), "same_line", "{name}");

        let effects = driver.choose(Choice::SameLine);
        assert!(effects.contains(&Effect::Record(Checkpoint::Connected)));
        assert_eq!(driver.question(), "connected");
    }
}

#[test]
fn a_connection_that_came_since_the_code_was_requested_leads_to_the_final_check() {
    // The code was taken before: right before that `/status` said that no number is connected.
    let [_, pin, _] = places();
    let mut driver = handed_in(pin);
    look(&mut driver);
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");

    // The same after a look that showed none.
    let [code, ..] = places();
    let (_, answer, _) = code.clone();
    let mut driver = handed_in(code);
    look(&mut driver);
    driver.reply(status(Link::NotConnected));
    driver.answer(answer);
    driver.reply(Err(ALREADY));
    look(&mut driver);
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn another_number_that_is_connected_is_a_stop_and_an_unread_one_is_looked_at_again() {
    let [code, ..] = places();
    let mut driver = handed_in(code);
    look(&mut driver);
    driver.reply(status(Link::Connected));
    let mut other = driver.clone();
    other.reply(device(Some("5521912345678")));
    assert_eq!(other.question(), "halted");
    driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
    assert_eq!(driver.question(), "code");
    assert!(driver.flow.next_wakeup().is_some(), "another look");
}

#[test]
fn what_was_not_sent_does_not_count_as_a_try() {
    let [code, ..] = places();
    let (_, answer, _) = code.clone();
    let mut driver = handed_in(code);
    let effects = driver.answer(answer);
    let is_first = |effect: &Effect| {
        matches!(
            effect,
            Effect::Record(Checkpoint::CodeSubmitted { nth: 1, .. })
        )
    };
    assert!(effects.iter().any(is_first), "{effects:?}");
}
