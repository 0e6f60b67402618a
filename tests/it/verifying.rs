//! The final check has an end: one look at once after the last step, then one after the service had time to settle, and
//! after a minute it is said what may be wrong, while the looks go on.

use crate::flow_driver::{CODE, Driver, Flag, PIN, confirmed, device, status, transferred};
use std::time::Duration;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect};
use zapi_onboard::flow::event::{
    Answer, Cause, Failure, Link, Outcome, Reply, StatusReply, TransferVerdict,
};
use zapi_onboard::flow::prompt::{Ask, Attention, Choice, Finding};

const SETTLE: Duration = Duration::from_millis(2_500);
const OWN: &str = "5511987654321";
const OTHER: &str = "5511900000000";

/// Each way to the final check by the answer to a last step.
fn ways() -> [(&'static str, Driver); 3] {
    let mut by_pin = Driver::at_pin();
    by_pin.answer(Answer::Pin(Secret::new(PIN)));
    by_pin.reply(confirmed(Some(true), &[]));
    let mut by_phone = Driver::at_device();
    by_phone.wait(5).wake();
    by_phone.reply(status(Link::NotConnected));
    by_phone.wait(15);
    by_phone.choose(Choice::AcceptedOnPhone);
    by_phone.reply(transferred(TransferVerdict::Done));
    let all = [
        ("code", Driver::verifying()),
        ("pin", by_pin),
        ("phone", by_phone),
    ];
    for (way, driver) in &all {
        assert_eq!(driver.question(), "verifying", "{way}");
    }
    all
}

fn due_in(driver: &Driver) -> Option<Duration> {
    driver
        .flow
        .next_wakeup()
        .expect("a look")
        .due
        .remaining(driver.now)
}

/// Makes the look at once.
fn look_at_once(way: &str, driver: &mut Driver) {
    assert_eq!(due_in(driver), None, "{way}: at once");
    driver.wake();
    assert_eq!(driver.call(), Some(&Call::Status), "{way}");
}

#[test]
fn the_look_at_once_ends_the_wait_where_nothing_was_connected_before() {
    for (way, mut driver) in ways() {
        look_at_once(way, &mut driver);
        driver.reply(status(Link::Connected));
        assert_eq!(driver.call(), Some(&Call::Device), "{way}");
        let effects = driver.reply(device(Some(OWN)));
        assert!(
            effects.contains(&Effect::Record(Checkpoint::Connected)),
            "{way}"
        );
        assert_eq!(driver.question(), "connected", "{way}");
    }
}

#[test]
fn where_the_device_does_not_agree_at_once_the_look_after_the_pause_decides() {
    for shown in [Some(OTHER), None] {
        for (way, mut driver) in ways() {
            look_at_once(way, &mut driver);
            driver.reply(status(Link::Connected));
            driver.reply(device(shown));
            assert_eq!(driver.question(), "verifying", "{way}: {shown:?}");
            assert_eq!(due_in(&driver), Some(SETTLE), "{way}");
            driver.wait(3).wake();
            driver.reply(status(Link::Connected));
            driver.reply(device(Some(OTHER)));
            assert_eq!(driver.question(), "halted", "{way}: then it counts");
        }
    }
}

#[test]
fn a_look_at_once_that_shows_no_connection_is_followed_by_one_after_the_pause() {
    for (way, mut driver) in ways() {
        look_at_once(way, &mut driver);
        driver.reply(status(Link::NotConnected));
        assert_eq!(due_in(&driver), Some(SETTLE), "{way}");
        driver.wait(3).wake();
        assert_eq!(driver.call(), Some(&Call::Status), "{way}");
        driver.reply(status(Link::NotConnected));
        assert_eq!(
            due_in(&driver),
            Some(Duration::from_secs(5)),
            "{way}: then as ever"
        );
    }
}

#[test]
fn a_look_at_once_that_fails_is_not_made_again_sooner_for_it() {
    for (way, mut driver) in ways() {
        look_at_once(way, &mut driver);
        driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
        assert_eq!(due_in(&driver), Some(Duration::from_secs(5)), "{way}");
    }
}

/// What `/status` answers while it says something that is not known.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it stands where what came of a call is handed in"
)]
fn odd(words: &str) -> Outcome {
    Ok(Reply::Status(StatusReply {
        link: Link::NotConnected,
        text: ServerText::new(words, &[]),
    }))
}

#[test]
fn words_that_are_not_known_stay_with_the_look_that_brought_them() {
    let words = "Aguardando o aparelho";
    for (name, mut driver) in [
        ("verifying", Driver::verifying()),
        ("device", Driver::at_device()),
    ] {
        driver.wait(5).wake();
        driver.reply(odd(words));
        assert_eq!(driver.question(), name);
        let prompt = driver.prompt();
        let last = prompt
            .ask
            .poll()
            .and_then(|poll| poll.last.clone())
            .expect("a look");
        assert_eq!(last.finding, Finding::Pending, "{name}");
        assert_eq!(
            last.text.as_ref().map(ServerText::as_str),
            Some(words),
            "{name}"
        );
        driver.wait(5).wake();
        driver.reply(status(Link::NotConnected));
        let prompt = driver.prompt();
        let last = prompt
            .ask
            .poll()
            .and_then(|poll| poll.last.clone())
            .expect("a look");
        assert_eq!(last.text, None, "{name}: it is said no more");
    }
}

#[test]
fn after_a_minute_it_is_said_and_the_looks_go_on() {
    let is_overdue = |driver: &Driver| {
        let Ask::Verifying { is_overdue, .. } = driver.prompt().ask else {
            panic!("{:?}", driver.prompt());
        };
        is_overdue
    };
    let mut driver = Driver::verifying();
    let began = driver.now;
    let (mut looks, mut woken) = (0, Vec::new());
    while driver.now.since(began) < Duration::from_mins(3) {
        let due = driver.flow.next_wakeup().expect("a wake-up").due;
        let left = due.remaining(driver.now).unwrap_or_default();
        driver.now = driver.now.plus(left);
        driver.wake();
        let spent = driver.now.since(began);
        woken.push(spent.as_secs());
        assert_eq!(
            is_overdue(&driver),
            spent >= Duration::from_mins(1),
            "{spent:?}"
        );
        if driver.call() == Some(&Call::Status) {
            looks += 1;
            // Looks that fail come less and less often, and it is said on time all the same.
            driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
        }
        let waits_for = driver.prompt().attention(driver.now);
        assert_eq!(waits_for == Attention::Person, is_overdue(&driver));
    }
    assert!((6..15).contains(&looks), "{looks}");
    assert!(woken.contains(&60), "{woken:?}");
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "leave_gate");
}

#[test]
fn it_is_said_at_the_minute_although_no_look_is_due_then() {
    let mut driver = Driver::verifying();
    let began = driver.now;
    driver.wake();
    driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
    for _ in 0..20 {
        let left = due_in(&driver).unwrap_or_default();
        driver.now = driver.now.plus(left);
        driver.wake();
        if driver.call().is_none() {
            break;
        }
        driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
    }
    assert!(matches!(
        driver.prompt().ask,
        Ask::Verifying {
            is_overdue: true,
            ..
        }
    ));
    assert_eq!(driver.now.since(began), Duration::from_mins(1));
    assert!(
        due_in(&driver).is_some(),
        "and no wake-up is due over and over"
    );
}

#[test]
fn a_code_that_a_flag_follows_has_no_look_at_once() {
    let mut driver = Driver::at_code();
    driver.answer(Answer::Code(Secret::new(CODE)));
    driver.reply(confirmed(Some(true), &[Flag::Device]));
    assert_eq!(driver.question(), "device");
    assert!(due_in(&driver).is_some());
}
