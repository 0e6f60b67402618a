//! Whether the line that is connected is the one that was asked for: what is certain, what a person is asked, and what is
//! never said of a line that may be right.

use crate::flow_driver::{Driver, device, fields, status};
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::bookmark::Situation;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect};
use zapi_onboard::flow::event::{Answer, Cause, Failure, Link};
use zapi_onboard::flow::prompt::{Ask, Awaiting, Choice, Halt, Problem};

/// Without its calling code, the number of the tests is not certain to be it.
const UNSURE: &str = "11987654321";
/// The digits of a name that is no number.
const NO_NUMBER: &str = "182880134910105";

/// The final check, answered by `/status` and then by `/device` with this line.
fn verified(phone: Option<&str>) -> Driver {
    let mut driver = Driver::verifying();
    driver.wait(3).wake();
    look(&mut driver, phone);
    driver
}

fn look(driver: &mut Driver, phone: Option<&str>) {
    driver.reply(status(Link::Connected));
    assert_eq!(driver.call(), Some(&Call::Device));
    driver.reply(device(phone));
}

fn awaits_verification(driver: &Driver) -> bool {
    let kept = driver.kept.last().expect("it is kept").situation();
    kept == Situation::Live(Awaiting::Verification)
}

#[test]
fn a_line_that_is_not_certain_is_asked_about_and_neither_connected_nor_another_number() {
    let driver = verified(Some(UNSURE));
    let Ask::SameLine { number, device } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt().ask);
    };
    assert_eq!(number.e164(), "+5511987654321");
    assert_eq!(device.phone.as_deref(), Some(UNSURE));
    assert_eq!(driver.flow.standing(driver.now), Standing::StepNeeded);
    assert!(
        awaits_verification(&driver),
        "the registration is kept as it was"
    );
    assert_eq!(driver.flow.next_wakeup(), None, "nothing goes on by itself");
}

#[test]
fn the_persons_yes_connects_and_is_written_down() {
    let mut driver = verified(Some(UNSURE));
    let effects = driver.choose(Choice::SameLine);
    assert_eq!(effects, [Effect::Record(Checkpoint::Connected)]);
    assert_eq!(driver.flow.standing(driver.now), Standing::Connected);
    let Ask::Connected { number, device, .. } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt().ask);
    };
    assert_eq!(number.e164(), "+5511987654321");
    assert_eq!(device.phone.as_deref(), Some(UNSURE), "both are shown");
    assert!(driver.kept.last().expect("it is kept").is_finished());
}

#[test]
fn the_persons_no_is_another_number() {
    let mut driver = verified(Some(UNSURE));
    let effects = driver.choose(Choice::OtherLine);
    assert_eq!(effects, [Effect::Record(Checkpoint::Halted)]);
    let standing = driver.flow.standing(driver.now);
    assert!(matches!(standing, Standing::Halted(Halt::WrongNumber(_))));
}

#[test]
fn a_line_without_a_readable_number_is_looked_at_again_and_then_asked_about() {
    for shown in [None, Some(NO_NUMBER)] {
        let mut driver = verified(shown);
        assert_eq!(driver.question(), "verifying", "{shown:?}");
        driver.wait(5).wake();
        // An answer that did not come says nothing about the line.
        driver.reply(status(Link::Connected));
        driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
        assert_eq!(driver.question(), "verifying", "{shown:?}");
        driver.wait(60).wake();
        look(&mut driver, shown);
        assert_eq!(driver.question(), "same_line", "{shown:?}");
        driver.choose(Choice::SameLine);
        assert_eq!(driver.question(), "connected");
    }
}

#[test]
fn a_second_look_that_shows_the_number_asks_nothing() {
    let mut driver = verified(None);
    driver.wait(5).wake();
    look(&mut driver, Some("551187654321"));
    assert_eq!(driver.question(), "connected");
}

#[test]
fn another_look_may_be_asked_for_and_the_registration_may_be_left_and_taken_up() {
    let mut driver = verified(Some(UNSURE));
    assert_eq!(driver.choose(Choice::CheckNow), [], "two seconds apart");
    driver.wait(2);
    driver.choose(Choice::CheckNow);
    assert_eq!(driver.question(), "verifying");
    driver.wait(3).wake();
    look(&mut driver, Some(UNSURE));
    assert_eq!(driver.question(), "same_line");
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "leave_gate");
    driver.choose(Choice::Stay);
    driver.wait(3).wake();
    look(&mut driver, Some("5511987654321"));
    assert_eq!(driver.question(), "connected");
}

#[test]
fn an_onboarding_that_is_taken_up_asks_again() {
    let driver = verified(Some(UNSURE));
    let kept = driver.kept.last().expect("it is kept").clone();
    let mut driver = Driver::resuming(kept, driver.now);
    driver.answer(Answer::Choose(Choice::TakeUp(0)));
    driver.answer(Answer::Credentials(fields()));
    look(&mut driver, Some(UNSURE));
    assert_eq!(driver.question(), "same_line");
    assert_eq!(driver.choose(Choice::SameLine).len(), 1);
    assert_eq!(driver.question(), "connected");
}

/// A number that was accepted while the instance got connected.
fn found_connected(phone: Option<&str>) -> Driver {
    let mut driver = Driver::at_gate();
    driver.choose(Choice::UseNumber);
    look(&mut driver, phone);
    driver
}

#[test]
fn a_number_that_was_only_typed_is_compared_in_the_same_way() {
    assert_eq!(
        found_connected(Some("551187654321")).question(),
        "connected"
    );
    let other = found_connected(Some("5521912345678"));
    assert_eq!(other.question(), "already_connected");
    for shown in [Some(UNSURE), Some(NO_NUMBER), None] {
        let mut driver = found_connected(shown);
        assert_eq!(driver.question(), "same_line", "{shown:?}");
        driver.choose(Choice::OtherLine);
        assert_eq!(driver.question(), "already_connected", "{shown:?}");
        let mut driver = found_connected(shown);
        driver.wait(2);
        driver.choose(Choice::CheckNow);
        driver.reply(status(Link::NotConnected));
        assert_eq!(driver.question(), "number_gate", "{shown:?}");
        let mut driver = found_connected(shown);
        driver.choose(Choice::Back);
        assert_eq!(driver.question(), "number", "{shown:?}");
    }
}

#[test]
fn the_question_names_both_spellings_and_no_problem() {
    let prompt = verified(Some(UNSURE)).prompt();
    assert_eq!(prompt.problem, None::<Problem>);
    assert!(prompt.is_delicate(), "nothing typed before it counts");
    let choices: Vec<Choice> = prompt.offers.iter().map(|offer| offer.choice).collect();
    assert_eq!(
        choices,
        [
            Choice::CheckNow,
            Choice::SameLine,
            Choice::OtherLine,
            Choice::Back
        ]
    );
    assert_eq!(
        prompt.ask.number().map(PhoneNumber::e164),
        Some("+5511987654321".to_owned())
    );
}
