//! `/status` says connected right before a call that acts: nothing was sent, a second look decides, and a connection that
//! may be left over from before, or that another person made, is never taken for the one that is waited for.

use crate::flow_driver::{CODE, Driver, PIN, device, fields, open, sent, status};
use std::time::Duration;
use zapi_onboard::domain::method::{Method, Waits};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect};
use zapi_onboard::flow::event::{
    Answer, AvailabilityReply, Block, Cause, Failure, Link, Reply, ReplyFacts,
};
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
        assert!(again.needs_unconnected(), "{name}: {again:?}");
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

const OURS: &str = "5511987654321";

fn records(effects: &[Effect], checkpoint: &Checkpoint) -> bool {
    effects.contains(&Effect::Record(checkpoint.clone()))
}

#[test]
fn availability_and_a_code_request_that_found_a_connection_name_the_line_instead() {
    let looks = [Driver::looking(), Driver::requesting()];
    for mut driver in looks {
        let effects = driver.reply(Err(ALREADY));
        assert!(records(&effects, &Checkpoint::NothingSent), "{effects:?}");
        assert_eq!(driver.call(), Some(&Call::Device));
        driver.reply(device(Some("5521912345678")));
        assert_eq!(driver.question(), "already_connected");
    }
}

#[test]
fn a_transfer_that_found_a_connection_is_looked_at_once_more() {
    let mut driver = Driver::at_device();
    driver.choose(Choice::AcceptedOnPhone);
    let effects = driver.reply(Err(ALREADY));
    assert!(records(&effects, &Checkpoint::NothingSent), "{effects:?}");
    assert_eq!(driver.question(), "device");
    assert_eq!(driver.prompt().problem, Some(Problem::Failed(ALREADY)));
    look(&mut driver);
    let mut away = driver.clone();
    away.reply(status(Link::NotConnected));
    assert_eq!((away.question(), away.prompt().problem), ("device", None));
    // The code was taken before, so `/status` had said that no number is connected.
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn a_wish_for_a_pin_mail_that_found_a_connection_leads_back_to_the_pin_and_a_second_look() {
    let mut driver = Driver::at_recovery();
    driver.choose(Choice::RecoverPin);
    let effects = driver.reply(Err(ALREADY));
    assert!(records(&effects, &Checkpoint::NothingSent), "{effects:?}");
    assert_eq!(driver.question(), "pin");
    assert_eq!(driver.prompt().problem, Some(Problem::Failed(ALREADY)));
    look(&mut driver);
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn an_appeal_that_found_a_connection_asks_about_it_and_calls_no_banned_number_connected() {
    let mut driver = Driver::at_appeal();
    driver.answer(Answer::Appeal("We ask for a review.".into()));
    let effects = driver.reply(Err(ALREADY));
    assert!(records(&effects, &Checkpoint::NothingSent), "{effects:?}");
    assert_eq!(driver.call(), Some(&Call::Device));
    let mut other = driver.clone();
    other.reply(device(Some("5521912345678")));
    assert_eq!(other.question(), "already_connected");
    let effects = driver.reply(device(Some(OURS)));
    assert!(!records(&effects, &Checkpoint::Connected), "{effects:?}");
    assert_eq!(driver.question(), "same_line");
    // Another look that shows the same asks again.
    driver.wait(2);
    driver.choose(Choice::CheckNow);
    driver.reply(status(Link::Connected));
    driver.reply(device(Some(OURS)));
    assert_eq!(driver.question(), "same_line");
}

/// A code that was requested by the pop-up in the app, before the first look.
fn at_popup() -> Driver {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Popup));
    driver.choose(Choice::Request(Method::Popup));
    driver.reply(status(Link::NotConnected));
    driver.reply(sent());
    driver.wait(5);
    driver.wake();
    assert_eq!(driver.call(), Some(&Call::Status));
    driver
}

#[test]
fn a_connection_at_the_first_look_after_a_pop_up_is_asked_about() {
    let mut driver = at_popup();
    driver.reply(status(Link::Connected));
    assert_eq!(driver.call(), Some(&Call::Device));
    let effects = driver.reply(device(Some(OURS)));
    assert!(!records(&effects, &Checkpoint::Connected), "{effects:?}");
    assert_eq!(driver.question(), "same_line");
    // A look that showed none in between is enough.
    let mut driver = at_popup();
    driver.reply(status(Link::NotConnected));
    driver.wait(5);
    driver.wake();
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

/// The next process, whose check of the credentials finds the instance connected.
fn resumed_connected(left: &Driver) -> Driver {
    let kept = left.kept.last().cloned().expect("something is kept");
    let mut driver = Driver::resuming(kept, left.now);
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::Connected));
    assert_eq!(driver.call(), Some(&Call::Device));
    driver
}

#[test]
fn an_onboarding_resumed_on_a_connected_instance_is_asked_about_unless_it_was_seen_unconnected() {
    // Nothing was read between the code request and the end of the former process.
    for left in [
        Driver::at_code(),
        Driver::at_captcha(),
        Driver::requesting(),
    ] {
        let mut driver = resumed_connected(&left);
        let effects = driver.reply(device(Some(OURS)));
        assert!(!records(&effects, &Checkpoint::Connected), "{effects:?}");
        assert_eq!(driver.question(), "same_line");
        // Neither does a look on the person's word, nor what is made of it later, call it connected.
        driver.wait(2);
        driver.choose(Choice::CheckNow);
        assert_ne!(driver.question(), "connected");
    }
    // The former process wrote down that it had been seen.
    let mut watched = at_popup();
    watched.reply(status(Link::NotConnected));
    for left in [
        Driver::at_pin(),
        Driver::at_device(),
        Driver::verifying(),
        watched,
    ] {
        let mut driver = resumed_connected(&left);
        let effects = driver.reply(device(Some(OURS)));
        assert!(records(&effects, &Checkpoint::Connected), "{effects:?}");
        assert_eq!(driver.question(), "connected");
    }
}

#[test]
fn a_request_whose_answer_was_lost_and_a_connection_right_after_it_is_asked_about() {
    let lost = || Err(Failure::OutcomeUnknown(Cause::Timeout));
    let mut driver = Driver::requesting();
    driver.reply(lost());
    driver.reply(status(Link::Connected));
    driver.reply(device(Some(OURS)));
    assert_eq!(driver.question(), "same_line");
    driver.wait(2);
    driver.choose(Choice::CheckNow);
    assert_eq!(driver.question(), "unknown", "the request stays in doubt");
    // Right before a code `/status` said that no number is connected; else the code had not left.
    let mut driver = Driver::sending_code();
    driver.reply(lost());
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn another_code_request_begins_the_proof_anew() {
    let mut driver = Driver::at_pin();
    driver.choose(Choice::Back);
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "board");
    driver.choose(Choice::Pick(Method::Voice));
    driver.choose(Choice::Request(Method::Voice));
    driver.reply(status(Link::NotConnected));
    driver.reply(sent());
    let mut driver = resumed_connected(&driver);
    driver.reply(device(Some(OURS)));
    assert_eq!(driver.question(), "same_line");
}

#[test]
fn a_stopped_number_that_is_found_connected_is_asked_about() {
    let mut driver = Driver::looking();
    driver.reply(Ok(Reply::Availability(AvailabilityReply {
        available: false,
        blocked: Some(Block::Plain),
        appeal_token: None,
        waits: Waits::UNKNOWN,
        facts: ReplyFacts::default(),
    })));
    driver.wait(3_600);
    driver.choose(Choice::LookAgain);
    driver.reply(status(Link::Connected));
    driver.reply(device(Some(OURS)));
    assert_eq!(driver.question(), "same_line");
}
