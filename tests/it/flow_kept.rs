//! The steps about what is written down: taking up what was left, somebody else at a number, and a journal that
//! cannot be used.

use crate::flow_driver::{
    CODE, Driver, available, banned, confirmed, device, fields, number, open, start, status, typed,
};
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::flow::Flow;
use zapi_onboard::flow::bookmark::{Bookmark, Kept, SecretState, Situation};
use zapi_onboard::flow::effect::{Aim, Call, Checkpoint, Claim, Effect, Taking, Weight};
use zapi_onboard::flow::event::{
    Answer, Cause, Claimed, Event, Failure, Holder, Link, Resource, Trouble, TroubleKind,
};
use zapi_onboard::flow::prompt::{Act, Ask, Awaiting, Choice, Consequence, Problem};

fn holder() -> Holder {
    Holder {
        what: Resource::Line,
        operator: ServerText::new("rui", &[]),
        since: start(),
    }
}

fn full() -> Event {
    Event::Unrecorded(Trouble {
        kind: TroubleKind::Full,
        path: "/tmp/journal.db".to_owned(),
    })
}

/// What the driver's onboarding would leave to the next process.
fn left_by(driver: &Driver) -> Bookmark {
    driver.kept.last().cloned().expect("something is kept")
}

/// What a process left at the question for the code.
fn left_at_code() -> Kept {
    Kept {
        id: "0a1b2c3d".to_owned(),
        bookmark: left_by(&Driver::at_code()),
        last: start(),
        operator: None,
        holder: None,
        handed_over: false,
    }
}

/// The next process, after its credentials were accepted.
fn resumed(kept: Bookmark) -> Driver {
    let mut driver = Driver::resuming(kept, start());
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::NotConnected));
    driver
}

fn acting(effects: &[Effect]) -> Vec<&Call> {
    let calls = effects.iter().filter_map(|effect| match effect {
        Effect::Call(_, call) if call.weight() == Weight::Acts => Some(call),
        Effect::UseCredentials(_)
        | Effect::Keep(_)
        | Effect::Record(_)
        | Effect::Claim(_)
        | Effect::TryRecords
        | Effect::GoUnrecorded
        | Effect::Call(..)
        | Effect::Abandon(_)
        | Effect::Close => None,
    });
    calls.collect()
}

#[test]
fn each_question_is_taken_up_where_it_was_left() {
    let left: Vec<(Driver, &str)> = vec![
        (Driver::at_board(open()), "board"),
        (Driver::at_captcha(), "captcha"),
        (Driver::at_code(), "code"),
        (Driver::at_pin(), "pin"),
        (Driver::at_recovery(), "pin"),
        (Driver::at_device(), "device"),
        (Driver::verifying(), "verifying"),
        (Driver::at_appeal(), "halted"),
    ];
    for (driver, question) in left {
        let next = resumed(left_by(&driver));
        assert_eq!(next.question(), question, "left at {}", driver.question());
    }
}

#[test]
fn a_call_that_nobody_heard_the_end_of_is_asked_about_and_not_repeated() {
    let mut transfer = Driver::at_device();
    transfer.choose(Choice::AcceptedOnPhone);
    let mut pin = Driver::at_pin();
    pin.answer(Answer::Pin(Secret::new("564738")));
    for (driver, act) in [
        (Driver::requesting(), Act::RequestCode),
        (Driver::sending_code(), Act::ConfirmCode),
        (pin, Act::ConfirmPin),
        (transfer, Act::Transfer),
    ] {
        let left = left_by(&driver);
        assert_eq!(left.situation(), Situation::InDoubt(act));
        let mut next = resumed(left);
        assert_eq!(next.call(), Some(&Call::Status), "it is read first");
        next.reply(status(Link::NotConnected));
        assert!(
            matches!(next.prompt().ask, Ask::Unknown { act: asked, .. } if asked == act),
            "{act:?}"
        );
    }
}

#[test]
fn a_look_that_nobody_heard_the_end_of_is_had_again_on_the_persons_word_a_minute_later() {
    let mut next = resumed(left_by(&Driver::looking()));
    assert_eq!(next.question(), "number_gate");
    let lost = Failure::OutcomeUnknown(Cause::Interrupted);
    assert_eq!(next.prompt().problem, Some(Problem::Failed(lost)));
    assert_eq!(next.choose(Choice::UseNumber), []);
    next.wait(60).choose(Choice::UseNumber);
    next.reply(status(Link::NotConnected));
    assert_eq!(next.call(), Some(&Call::Availability(number())));
}

#[test]
fn a_ban_whose_appeal_token_did_not_come_along_is_looked_at_again() {
    let left = left_by(&Driver::at_appeal()).with_kept(None, None);
    let mut next = resumed(left);
    assert_eq!(next.question(), "number_gate");
    next.wait(60).choose(Choice::UseNumber);
    next.reply(status(Link::NotConnected));
    next.reply(banned());
    next.choose(Choice::WriteAppeal);
    assert_eq!(next.question(), "appeal");
}

#[test]
fn a_number_that_got_connected_meanwhile_is_found_connected() {
    let mut next = Driver::resuming(left_by(&Driver::at_device()), start());
    next.answer(Answer::Credentials(fields()));
    next.reply(status(Link::Connected));
    assert_eq!(next.call(), Some(&Call::Device));
    next.reply(device(Some("551187654321")));
    assert_eq!(next.question(), "connected");
}

#[test]
fn with_tokens_at_hand_nothing_is_asked_and_the_status_is_read() {
    let kept = left_at_code();
    let mut driver = Driver::new();
    driver.flow = Flow::welcome(vec![kept], &fields(), start());
    let effects = driver.choose(Choice::TakeUp(0));
    assert!(matches!(
        effects.as_slice(),
        [Effect::UseCredentials(_), Effect::Call(_, Call::Status)]
    ));
}

#[test]
fn what_was_left_is_not_taken_up_by_a_new_onboarding_nor_by_leaving() {
    let mut driver = Driver::new();
    driver.flow = Flow::welcome(vec![left_at_code()], &fields(), start());
    assert_eq!(driver.choose(Choice::Leave), [Effect::Close]);
    assert_eq!(driver.question(), "welcome");
    assert_eq!(driver.choose(Choice::StartNew), []);
    let Ask::Credentials { resuming, .. } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt());
    };
    assert_eq!(resuming, None);
}

#[test]
fn tokens_of_another_instance_are_not_used_for_what_is_taken_up() {
    let kept = left_at_code();
    let elsewhere = CredentialFields {
        instance_id: "0THER".to_owned(),
        ..fields()
    };
    let mut driver = Driver::new();
    driver.flow = Flow::welcome(vec![kept], &elsewhere, start());
    assert_eq!(driver.choose(Choice::TakeUp(0)), []);
    let Ask::Credentials {
        instance_id,
        instance_token,
        resuming,
        ..
    } = driver.prompt().ask
    else {
        panic!("{:?}", driver.prompt());
    };
    assert_eq!(instance_id, fields().instance_id);
    assert_eq!(instance_token, None);
    assert_eq!(resuming, Some(number()));
}

#[test]
fn other_credentials_lead_to_the_number_and_not_to_what_was_left() {
    let mut next = Driver::resuming(left_by(&Driver::at_code()), start());
    next.answer(Answer::Credentials(CredentialFields {
        instance_id: "0THER".to_owned(),
        ..fields()
    }));
    next.reply(status(Link::NotConnected));
    assert_eq!(next.question(), "number");
}

/// A flow whose claim is about to be answered, without the driver's own answer.
fn claiming() -> (Driver, Claim) {
    let mut driver = Driver::at_gate();
    let prompt = driver.id();
    let answer = Answer::Choose(Choice::UseNumber);
    let effects = driver
        .flow
        .handle(Event::Answered { prompt, answer }, driver.now);
    let [Effect::Claim(claim)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    (driver, claim.clone())
}

#[test]
fn a_number_is_claimed_before_anything_acts_on_it() {
    let (mut driver, claim) = claiming();
    let expected = Claim {
        number: number(),
        instance_id: fields().instance_id,
        taking: Taking::IfFree,
        aim: Aim::Onboard,
    };
    assert_eq!(claim, expected);
    driver.handle(Event::Claimed(Claimed::Granted(None)));
    assert_eq!(driver.call(), Some(&Call::Status));
}

#[test]
fn what_others_know_of_a_free_number_is_believed_where_nothing_of_theirs_is_under_way() {
    let (mut driver, _) = claiming();
    let theirs = left_by(&Driver::at_board(open()));
    let effects = driver.handle(Event::Claimed(Claimed::Granted(Some(Box::new(theirs)))));
    assert_eq!(driver.question(), "board");
    assert_eq!(driver.call(), None, "{effects:?}");
}

#[test]
fn a_look_that_others_had_in_vain_is_not_had_again_before_its_minute_is_over() {
    let (mut driver, _) = claiming();
    let mut before = Driver::looking();
    before.reply(Err(Failure::NoAnswer(Cause::Timeout)));
    let theirs = left_by(&before);
    driver.wait(59);
    driver.handle(Event::Claimed(Claimed::Granted(Some(Box::new(theirs)))));
    assert_eq!(driver.question(), "number_gate");
    assert_eq!(driver.call(), None);
    assert_eq!(driver.choose(Choice::UseNumber), []);
    driver.wait(1);
    driver.choose(Choice::UseNumber);
    assert_eq!(driver.call(), Some(&Call::Status));
}

#[test]
fn a_captchas_picture_that_this_process_lacks_stays_where_it_is_kept() {
    let left = left_by(&Driver::at_captcha());
    assert_eq!(left.with_kept(None, None).captcha(), SecretState::Elsewhere);
    let left = left_by(&Driver::at_code());
    assert_eq!(left.with_kept(None, None).captcha(), SecretState::Unneeded);
}

#[test]
fn somebody_elses_number_is_left_alone_until_the_person_takes_it_over() {
    let (mut driver, _) = claiming();
    assert_eq!(driver.handle(Event::Claimed(Claimed::Held(holder()))), []);
    let prompt = driver.prompt();
    assert!(matches!(&prompt.ask, Ask::Held { holder: shown, .. } if *shown == holder()));
    let over = prompt.offers.iter().find(|o| o.choice == Choice::TakeOver);
    assert_eq!(over.map(|offer| offer.acts), Some(Consequence::Acts));
    assert_ne!(
        prompt.offers.first().map(|o| o.choice),
        Some(Choice::TakeOver)
    );
    let answer = Answer::Choose(Choice::TakeOver);
    let effects = driver.flow.handle(
        Event::Answered {
            prompt: prompt.id,
            answer,
        },
        driver.now,
    );
    assert!(
        matches!(effects.as_slice(), [Effect::Claim(claim)] if claim.taking == Taking::Over),
        "{effects:?}"
    );
    // Where they were is where we go on, after a look at the status.
    let theirs = left_by(&Driver::at_code());
    driver.handle(Event::Claimed(Claimed::Granted(Some(Box::new(theirs)))));
    assert_eq!(driver.call(), Some(&Call::Status));
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.question(), "code");
}

#[test]
fn the_way_back_from_a_held_number_leads_to_its_gate() {
    let (mut driver, _) = claiming();
    driver.handle(Event::Claimed(Claimed::Held(holder())));
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "number_gate");
}

#[test]
fn whoever_lost_the_number_is_told_and_sends_nothing_more() {
    let mut driver = Driver::at_code();
    driver.handle(Event::Dispossessed(holder()));
    assert_eq!(driver.question(), "held");
    let effects = driver.answer(Answer::Code(Secret::new(CODE)));
    assert_eq!(effects, []);
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "credentials");
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::NotConnected));
    driver.reply(crate::flow_driver::instance());
    driver.answer(typed("11 98765-4321"));
    // It is claimed anew before anything else.
    let prompt = driver.id();
    let answer = Answer::Choose(Choice::UseNumber);
    let effects = driver
        .flow
        .handle(Event::Answered { prompt, answer }, driver.now);
    assert!(
        matches!(effects.as_slice(), [Effect::Claim(_)]),
        "{effects:?}"
    );
}

#[test]
fn a_journal_that_cannot_be_used_stands_before_every_question() {
    let mut driver = Driver::at_board(open());
    let board = driver.prompt();
    driver.handle(full());
    assert_eq!(driver.question(), "unrecorded");
    // What was typed for the board is no answer.
    let answer = Answer::Choose(Choice::Pick(Method::Sms));
    let prompt = board.id;
    assert_eq!(driver.handle(Event::Answered { prompt, answer }), []);
    assert_eq!(driver.choose(Choice::Pick(Method::Sms)), []);
    assert_eq!(driver.question(), "unrecorded");
    let consent = driver.prompt().offers;
    let consent = consent.iter().find(|o| o.choice == Choice::GoUnrecorded);
    assert_eq!(consent.map(|offer| offer.acts), Some(Consequence::Acts));
    assert_eq!(driver.choose(Choice::GoUnrecorded), [Effect::GoUnrecorded]);
    assert_eq!(driver.prompt().ask, board.ask);
}

#[test]
fn trouble_takes_back_a_word_that_was_not_sent_yet() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Sms));
    driver.choose(Choice::Request(Method::Sms));
    assert_eq!(driver.call(), Some(&Call::Status));
    let effects = driver.handle(full());
    assert!(acting(&effects).is_empty());
    assert_eq!(driver.call(), None, "the check is given up");
    // What is to be kept is told again, which the driver notes for itself, and nothing else.
    let effects = driver.choose(Choice::TryAgain);
    assert_eq!(effects, [Effect::TryRecords]);
    assert_eq!(driver.question(), "board");
}

#[test]
fn what_could_not_be_recorded_was_not_sent_and_does_not_count() {
    let mut driver = Driver::requesting();
    let effects = driver.reply(Err(Failure::NotSent(Cause::NotRecorded)));
    assert_eq!(effects, [Effect::Record(Checkpoint::NothingSent)]);
    assert_eq!(driver.question(), "board");
    assert_eq!(left_by(&driver).requests_lately(driver.now), 0);
}

#[test]
fn what_is_kept_says_in_which_situation_it_is_and_what_it_waits_for() {
    let code = left_by(&Driver::at_code());
    assert_eq!(code.situation(), Situation::Live(Awaiting::Code));
    assert_eq!(code.wait(start()), None);
    let minute = zapi_onboard::domain::method::Wait::For(std::time::Duration::from_mins(1));
    let shut = zapi_onboard::domain::method::Waits {
        sms: minute,
        voice: zapi_onboard::domain::method::Wait::Closed,
        popup: None,
    };
    let mut driver = Driver::looking();
    driver.reply(available(shut));
    let board = left_by(&driver);
    assert_eq!(board.situation(), Situation::Board);
    let wait = board.wait(start()).expect("a wait");
    assert_eq!(
        wait.remaining(start()),
        Some(std::time::Duration::from_mins(1))
    );
    assert_eq!(board.wait(driver.wait(60).now), None);
    let mut done = Driver::sending_code();
    done.reply(confirmed(Some(true), &[]));
    done.wait(10).wake();
    done.reply(status(Link::Connected));
    done.reply(device(Some("5511987654321")));
    assert_eq!(left_by(&done).situation(), Situation::Connected);
}

/// The same, on another instance.
fn elsewhere(kept: &Bookmark) -> Bookmark {
    let written = serde_json::to_string(kept).expect("plain data");
    let moved = written.replace(&fields().instance_id, "0THER");
    serde_json::from_str(&moved).expect("it can be read")
}

#[test]
fn a_line_that_was_taken_elsewhere_since_waits_for_a_word_before_anything_acts() {
    let left = left_by(&Driver::at_code());
    let mut next = Driver::resuming(left.clone(), start());
    next.kept.push(elsewhere(&left));
    next.wait(3_600).answer(Answer::Credentials(fields()));
    next.reply(status(Link::NotConnected));
    assert_eq!(next.question(), "number_gate");
    assert_eq!(next.call(), None, "a look would act");
    assert_eq!(
        left_by(&next).requests_lately(next.now),
        1,
        "it is not forgotten"
    );
}

#[test]
fn a_lost_request_stays_in_doubt_when_the_instance_turns_out_to_be_connected() {
    let left = left_by(&Driver::requesting());
    let mut next = Driver::resuming(left, start());
    next.answer(Answer::Credentials(fields()));
    next.reply(status(Link::Connected));
    let kept = left_by(&next);
    let shut = zapi_onboard::domain::method::Lock::Unknown;
    assert!(kept.locks(next.now).iter().all(|(_, lock)| *lock == shut));
    next.reply(device(Some("5521912345678")));
    assert_eq!(next.question(), "halted");
}
