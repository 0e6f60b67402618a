//! Each state of the machine and the events that matter in it, whole effects compared.

use crate::flow_driver::start;
use crate::flow_driver::{
    CODE, Driver, Flag, PIN, TOKEN, available, confirmed, device, fields, number, open, requested,
    sent, status, transferred, typed,
};
use std::time::Duration;
use zapi_onboard::domain::codes::{DigitsError, Pin, RegistrationCode};
use zapi_onboard::domain::credentials::{
    CredentialError, CredentialField, CredentialFields, Credentials,
};
use zapi_onboard::domain::method::{Lock, Method, Wait, Waits};
use zapi_onboard::domain::phone::{NumberError, PhoneNumber};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::{Deadline, ServerDate, Skew};
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect};
use zapi_onboard::flow::event::{
    Answer, AnswerWaits, AvailabilityReply, Block, CallId, Cause, CodeRequestReply,
    CodeRequestVerdict, Event, Failure, Link, Outcome, Refusal, RefusalCause, Reply, ReplyFacts,
    RetryAfter, TransferVerdict,
};
use zapi_onboard::flow::prompt::{
    Ask, Choice, Consequence, Finding, Halt, Leftover, Offer, Problem, Prompt,
};
use zapi_onboard::flow::{Flow, Standing};

const LOST: Outcome = Err(Failure::OutcomeUnknown(Cause::Broken));
const NOT_SENT: Outcome = Err(Failure::NotSent(Cause::Connect));

fn refused(cause: RefusalCause) -> Refusal {
    Refusal {
        cause,
        text: None,
        status: 400,
    }
}

fn offer(prompt: &Prompt, choice: Choice) -> Offer {
    let found = prompt.offers.iter().find(|offer| offer.choice == choice);
    *found.unwrap_or_else(|| panic!("{choice:?} is not offered: {prompt:?}"))
}

fn nothing_acts(prompt: &Prompt) -> bool {
    prompt
        .offers
        .iter()
        .all(|offer| offer.acts == Consequence::Harmless)
}

/// Whether nothing that acts can be chosen at present.
fn nothing_opens(driver: &Driver) -> bool {
    let acting = |offer: &Offer| offer.acts == Consequence::Acts;
    let prompt = driver.prompt();
    prompt
        .offers
        .iter()
        .all(|offer| !acting(offer) || !offer.lock.is_open(driver.now))
}

fn code(digits: &str) -> Answer {
    Answer::Code(Secret::new(digits))
}

fn halt_of(driver: &Driver) -> Halt {
    let Ask::Halted { halt, .. } = driver.prompt().ask else {
        panic!("not halted: {:?}", driver.prompt());
    };
    halt
}

#[test]
fn credentials_are_checked_by_reading_the_status() {
    let mut driver = Driver::new();
    let effects = driver.answer(Answer::Credentials(fields()));
    let credentials = Credentials::parse(&fields()).expect("credentials");
    let expected = [
        Effect::UseCredentials(credentials),
        Effect::Call(CallId(1), Call::Status),
    ];
    assert_eq!(effects, expected);
    assert!(driver.prompt().activity.is_some());
    let effects = driver.reply(status(Link::NotConnected));
    let accepted = Checkpoint::CredentialsAccepted {
        instance_id: fields().instance_id,
    };
    let expected = [
        Effect::Record(accepted),
        Effect::Call(CallId(2), Call::Instance),
    ];
    assert_eq!(effects, expected);
    assert_eq!(driver.question(), "number");
}

#[test]
fn a_missing_token_is_named_and_nothing_is_sent() {
    let mut driver = Driver::new();
    let given = CredentialFields {
        client_token: None,
        ..fields()
    };
    assert_eq!(driver.answer(Answer::Credentials(given)), []);
    let missing = CredentialError::Empty(CredentialField::ClientToken);
    assert_eq!(driver.prompt().problem, Some(Problem::Credentials(missing)));
}

#[test]
fn a_token_that_was_left_alone_is_kept() {
    let mut driver = Driver::new();
    driver.answer(Answer::Credentials(fields()));
    driver.reply(Ok(Reply::Refused(refused(RefusalCause::NoSuchInstance))));
    assert!(matches!(driver.prompt().problem, Some(Problem::Refused(_))));
    let only_id = CredentialFields {
        instance_id: "OTHER".to_owned(),
        ..CredentialFields::default()
    };
    let effects = driver.answer(Answer::Credentials(only_id));
    assert!(
        matches!(effects.first(), Some(Effect::UseCredentials(c)) if c.instance_id() == "OTHER"
            && Some(c.instance_token()) == fields().instance_token.as_ref())
    );
}

#[test]
fn a_status_that_does_not_tell_keeps_one_at_the_credentials() {
    let mut driver = Driver::new();
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::Unclear));
    assert_eq!(driver.prompt().problem, Some(Problem::StatusUnclear(None)));
    assert_eq!(driver.question(), "credentials");
}

#[test]
fn back_gives_a_check_up_and_its_late_reply_changes_nothing() {
    let mut driver = Driver::new();
    driver.answer(Answer::Credentials(fields()));
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(1))]);
    let before = driver.prompt();
    let late = Event::Replied {
        call: CallId(1),
        outcome: status(Link::NotConnected),
        waits: AnswerWaits::default(),
    };
    assert_eq!(driver.handle(late), []);
    assert_eq!(driver.prompt(), before);
}

#[test]
fn a_connected_instance_is_shown_and_offers_nothing_that_acts() {
    let mut driver = Driver::new();
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::Connected));
    assert_eq!(driver.call(), Some(&Call::Device));
    driver.reply(device(Some("5521912345678")));
    let prompt = driver.prompt();
    assert!(matches!(&prompt.ask, Ask::AlreadyConnected { device } if device.phone.is_some()));
    assert!(nothing_acts(&prompt));
    assert_eq!(driver.choose(Choice::Leave), [Effect::Close]);
    assert_eq!(driver.flow.standing(driver.now), Standing::AlreadyConnected);
}

#[test]
fn an_instance_that_got_connected_meanwhile_is_not_overwritten() {
    let mut driver = Driver::at_gate();
    driver.choose(Choice::UseNumber);
    driver.reply(status(Link::Connected));
    driver.reply(device(Some("5521912345678")));
    assert_eq!(driver.question(), "already_connected");
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Sms));
    driver.choose(Choice::Request(Method::Sms));
    driver.reply(status(Link::Connected));
    driver.reply(device(Some("551187654321")));
    assert_eq!(driver.question(), "connected");
}

#[test]
fn an_answer_to_a_former_prompt_changes_nothing() {
    let mut driver = Driver::at_board(open());
    let board = driver.id();
    driver.choose(Choice::Pick(Method::Sms));
    let gate = driver.prompt();
    let late = Event::Answered {
        prompt: board,
        answer: Answer::Choose(Choice::Request(Method::Sms)),
    };
    assert_eq!(driver.handle(late), []);
    assert_eq!(driver.prompt(), gate);
}

#[test]
fn an_impossible_number_stays_on_its_screen_with_what_was_typed() {
    let mut driver = Driver::at_number();
    assert_eq!(driver.answer(typed("119")), []);
    let prompt = driver.prompt();
    assert_eq!(prompt.problem, Some(Problem::Number(NumberError::TooShort)));
    assert!(matches!(prompt.ask, Ask::Number { national, .. } if national == "119"));
}

#[test]
fn availability_follows_a_free_status_and_its_own_record() {
    let mut driver = Driver::at_gate();
    let calls_status = [Effect::Call(CallId(3), Call::Status)];
    assert_eq!(driver.choose(Choice::UseNumber), calls_status);
    let effects = driver.reply(status(Link::NotConnected));
    let expected = [
        Effect::Record(Checkpoint::AvailabilityAsked { number: number() }),
        Effect::Call(CallId(4), Call::Availability(number())),
    ];
    assert_eq!(effects, expected);
}

#[test]
fn a_session_that_got_lost_meanwhile_is_said_before_anything_acts() {
    let mut driver = Driver::at_gate();
    driver.choose(Choice::UseNumber);
    assert_eq!(driver.reply(status(Link::SessionLost)), []);
    let prompt = driver.prompt();
    assert!(matches!(
        prompt.ask,
        Ask::NumberGate {
            leftover: Some(Leftover::LostSession),
            ..
        }
    ));
    driver.choose(Choice::UseNumber);
    driver.reply(status(Link::SessionLost));
    assert_eq!(driver.call(), Some(&Call::Availability(number())));
}

#[test]
fn availability_is_asked_once_whatever_way_one_comes_back() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Back);
    driver.answer(typed("+55 11 98765 4321"));
    assert_eq!(driver.choose(Choice::UseNumber), []);
    assert_eq!(driver.question(), "board");
}

#[test]
fn another_spelling_of_the_line_owes_a_look_and_keeps_its_locks_until_then() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Back);
    driver.answer(typed("11 8765-4321"));
    assert!(
        !offer(&driver.prompt(), Choice::UseNumber)
            .lock
            .is_open(driver.now)
    );
    driver.wait(60);
    driver.choose(Choice::UseNumber);
    driver.reply(status(Link::NotConnected));
    let other = PhoneNumber::parse("55", "1187654321").expect("a number");
    assert_eq!(driver.call(), Some(&Call::Availability(other)));
}

#[test]
fn an_unanswered_look_can_be_asked_again_after_a_minute_only() {
    let mut driver = Driver::looking();
    driver.reply(LOST);
    assert_eq!(driver.question(), "number_gate");
    driver.wait(59);
    assert_eq!(driver.choose(Choice::UseNumber), []);
    driver.wait(1);
    assert_eq!(driver.choose(Choice::UseNumber).len(), 1);
}

#[test]
fn a_status_that_cannot_be_read_holds_the_acting_call_back() {
    for outcome in [
        status(Link::Unclear),
        Err(Failure::NoAnswer(Cause::Timeout)),
        NOT_SENT,
    ] {
        let mut driver = Driver::at_board(open());
        driver.choose(Choice::Pick(Method::Sms));
        driver.choose(Choice::Request(Method::Sms));
        assert_eq!(driver.reply(outcome), []);
        assert_eq!(driver.question(), "board");
        assert!(driver.prompt().problem.is_some());
    }
}

#[test]
fn an_unavailable_number_stops_and_offers_a_look_when_the_wait_is_over() {
    let mut driver = Driver::looking();
    driver.reply(Ok(Reply::Availability(AvailabilityReply {
        available: false,
        blocked: None,
        appeal_token: None,
        waits: Waits::UNKNOWN,
        facts: ReplyFacts {
            retry_after: RetryAfter::After(Duration::from_mins(15)),
            ..ReplyFacts::default()
        },
    })));
    assert!(matches!(halt_of(&driver), Halt::Unavailable { .. }));
    driver.wait(899);
    assert_eq!(driver.choose(Choice::LookAgain), []);
    driver.wait(1);
    assert_eq!(driver.choose(Choice::LookAgain).len(), 1);
    driver.reply(status(Link::NotConnected));
    driver.reply(available(open()));
    assert_eq!(driver.question(), "board");
}

#[test]
fn a_ban_and_a_block_stop_for_good_and_the_same_line_stops_again() {
    for (block, appealable) in [(Block::Appealable, true), (Block::Plain, false)] {
        let mut driver = Driver::looking();
        driver.reply(Ok(Reply::Availability(AvailabilityReply {
            available: true,
            blocked: Some(block),
            appeal_token: None,
            waits: open(),
            facts: ReplyFacts::default(),
        })));
        assert_eq!(matches!(halt_of(&driver), Halt::Banned(_)), appealable);
        assert!(nothing_opens(&driver));
        driver.choose(Choice::Back);
        driver.answer(typed("11 8765-4321"));
        assert_eq!(
            driver.choose(Choice::UseNumber),
            [Effect::Record(Checkpoint::Halted)]
        );
        assert_eq!(driver.question(), "halted");
    }
}

#[test]
fn a_locked_method_cannot_be_asked_and_says_when_it_opens() {
    let waits = Waits {
        sms: Wait::For(Duration::from_secs(90)),
        voice: Wait::Closed,
        popup: Some(Wait::Unknown),
    };
    let mut driver = Driver::at_board(waits);
    let until = Lock::Until(Deadline::after(driver.now, Duration::from_secs(90)));
    let cases = [
        (Method::Sms, until),
        (Method::Voice, Lock::Closed),
        (Method::Popup, until),
    ];
    for (method, lock) in cases {
        assert_eq!(driver.choose(Choice::Pick(method)), []);
        assert_eq!(driver.prompt().problem, Some(Problem::Locked(lock)));
        assert_eq!(driver.question(), "board");
    }
    driver.wait(89);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "board");
    driver.wait(1);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "request_gate");
}

#[test]
fn a_missing_wait_is_locked_until_a_fresh_look() {
    let mut driver = Driver::at_board(Waits::UNKNOWN);
    driver.wait(1_000_000);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(
        driver.prompt().problem,
        Some(Problem::Locked(Lock::Unknown))
    );
    assert_eq!(driver.choose(Choice::LookAgain).len(), 1);
}

#[test]
fn a_wall_clock_set_forward_opens_nothing() {
    let waits = Waits {
        sms: Wait::For(Duration::from_secs(90)),
        ..open()
    };
    let mut driver = Driver::at_board(waits);
    driver.now.wall_ms += 86_400_000;
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "board");
}

#[test]
fn the_record_precedes_the_code_request() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Sms));
    let gate = driver.prompt();
    assert_eq!(
        offer(&gate, Choice::Request(Method::Sms)).acts,
        Consequence::Acts
    );
    assert_eq!(offer(&gate, Choice::Back).acts, Consequence::Harmless);
    driver.choose(Choice::Request(Method::Sms));
    let effects = driver.reply(status(Link::NotConnected));
    let announced = Checkpoint::CodeRequested {
        number: number(),
        method: Method::Sms,
        nth: 1,
    };
    let expected = [
        Effect::Record(announced),
        Effect::Call(CallId(6), Call::RequestCode(number(), Method::Sms)),
    ];
    assert_eq!(effects, expected);
}

#[test]
fn a_request_under_way_cannot_be_left_or_doubled() {
    let mut driver = Driver::requesting();
    assert_eq!(driver.choose(Choice::Back), []);
    assert_eq!(driver.choose(Choice::Request(Method::Sms)), []);
    assert_eq!(driver.prompt().offers, []);
}

#[test]
fn leaving_while_a_call_acts_is_an_unknown_outcome() {
    let acting = [
        Driver::looking(),
        Driver::requesting(),
        Driver::sending_code(),
    ];
    for driver in acting {
        assert_eq!(driver.flow.standing(driver.now), Standing::OutcomeUnknown);
    }
    let reading = Driver::at_board(open());
    assert_eq!(reading.flow.standing(reading.now), Standing::Unfinished);
    let shut = Driver::at_board(Waits::UNKNOWN);
    assert_eq!(shut.flow.standing(shut.now), Standing::Waiting);
}

#[test]
fn the_method_that_was_really_used_is_shown() {
    let mut driver = Driver::requesting();
    driver.reply(requested(
        CodeRequestVerdict::Sent(Some(Method::Voice)),
        Wait::Now,
    ));
    let Ask::Code { live, .. } = driver.prompt().ask else {
        panic!("not at the code");
    };
    assert_eq!((live.asked, live.used), (Method::Sms, Method::Voice));
}

#[test]
fn a_block_and_a_bare_no_stop_where_nothing_can_be_requested() {
    let cases = [
        (
            requested(CodeRequestVerdict::Blocked, Wait::Unknown),
            Halt::Blocked {
                reason: None,
                until: None,
                look_again: Deadline::after(start(), Duration::from_hours(1)),
            },
        ),
        (
            requested(CodeRequestVerdict::NotSent, Wait::Unknown),
            Halt::declined(None, start()),
        ),
        (
            Ok(Reply::Refused(refused(RefusalCause::Other))),
            Halt::unknown_answer(refused(RefusalCause::Other), start()),
        ),
    ];
    for (outcome, halt) in cases {
        let mut driver = Driver::requesting();
        assert_eq!(driver.reply(outcome), [Effect::Record(Checkpoint::Halted)]);
        assert_eq!(halt_of(&driver), halt);
        assert!(nothing_opens(&driver));
    }
}

#[test]
fn a_no_with_a_wait_leads_back_to_the_board() {
    let mut driver = Driver::requesting();
    let minute = Wait::For(Duration::from_mins(1));
    driver.reply(requested(CodeRequestVerdict::NotSent, minute));
    assert_eq!(driver.question(), "board");
    assert_eq!(driver.prompt().problem, Some(Problem::NotSentYet(None)));
    driver.wait(59);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "board");
}

#[test]
fn too_many_requests_shut_every_method() {
    let mut driver = Driver::requesting();
    let wait = Some(Duration::from_secs(10));
    driver.reply(Ok(Reply::Refused(refused(RefusalCause::TooManyRequests(
        wait,
    )))));
    assert_eq!(driver.question(), "board");
    driver.wait(59);
    for method in Method::ALL {
        driver.choose(Choice::Pick(method));
        assert_eq!(driver.question(), "board", "{method:?}");
    }
    driver.wait(1);
    driver.choose(Choice::Pick(Method::Voice));
    assert_eq!(driver.question(), "request_gate");
}

#[test]
fn a_request_that_never_left_is_said_so_and_not_counted() {
    let mut driver = Driver::requesting();
    assert_eq!(
        driver.reply(NOT_SENT),
        [Effect::Record(Checkpoint::NothingSent)]
    );
    let prompt = driver.prompt();
    assert!(matches!(prompt.ask, Ask::Board { requests: 0, .. }));
    assert!(matches!(
        prompt.problem,
        Some(Problem::Failed(Failure::NotSent(_)))
    ));
}

#[test]
fn a_lost_code_request_reads_the_status_asks_the_person_and_is_never_sent_again() {
    for outcome in [LOST, requested(CodeRequestVerdict::Unclear, Wait::Now)] {
        let mut driver = Driver::requesting();
        let expected = [
            Effect::Record(Checkpoint::OutcomeUnknown),
            Effect::Call(CallId(7), Call::Status),
        ];
        assert_eq!(driver.reply(outcome), expected);
        assert_eq!(driver.reply(status(Link::NotConnected)), []);
        assert_eq!(driver.question(), "unknown");
        assert!(nothing_acts(&driver.prompt()));
        assert_eq!(driver.choose(Choice::NothingArrived), []);
        assert_eq!(driver.flow.standing(driver.now), Standing::OutcomeUnknown);
        driver.wait(1_000_000);
        for method in Method::ALL {
            driver.choose(Choice::Pick(method));
            assert_eq!(
                driver.question(),
                "board",
                "{method:?} after a lost request"
            );
        }
    }
}

#[test]
fn a_code_that_arrived_all_the_same_can_be_typed() {
    let mut driver = Driver::requesting();
    driver.reply(LOST);
    driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
    driver.choose(Choice::CodeArrived);
    assert_eq!(driver.question(), "code");
    assert_eq!(driver.answer(code(CODE)).len(), 2);
}

#[test]
fn a_code_is_recorded_without_its_digits_and_sent_once() {
    let mut driver = Driver::at_code();
    let effects = driver.answer(code(" 918-273 "));
    let parsed = RegistrationCode::parse(CODE).expect("a code");
    let expected = [
        Effect::Record(Checkpoint::CodeSubmitted { nth: 1 }),
        Effect::Call(CallId(7), Call::ConfirmCode(parsed)),
    ];
    assert_eq!(effects, expected);
    assert_eq!(driver.answer(code(CODE)), []);
}

#[test]
fn a_code_of_another_length_is_warned_about_and_sent_when_repeated() {
    let mut driver = Driver::at_code();
    assert_eq!(driver.answer(code("12345")), []);
    assert_eq!(driver.prompt().problem, Some(Problem::UnusualLength(5)));
    assert_eq!(driver.answer(code("1234")), []);
    assert_eq!(driver.prompt().problem, Some(Problem::UnusualLength(4)));
    assert_eq!(driver.answer(code("1234")).len(), 2);
}

#[test]
fn no_code_at_all_is_named() {
    let mut driver = Driver::at_code();
    assert_eq!(driver.answer(code("")), []);
    assert_eq!(
        driver.prompt().problem,
        Some(Problem::Digits(DigitsError::Empty))
    );
}

#[test]
fn a_wrong_code_stays_and_the_third_one_pauses() {
    let mut driver = Driver::at_code();
    for nth in 1..=3 {
        driver.answer(code("111111"));
        driver.reply(confirmed(Some(false), &[]));
        let prompt = driver.prompt();
        assert_eq!(prompt.problem, Some(Problem::WrongCode(None)));
        assert!(matches!(prompt.ask, Ask::Code { wrong, .. } if wrong == nth));
    }
    driver.wait(59);
    assert_eq!(driver.answer(code(CODE)), []);
    driver.wait(1);
    assert_eq!(driver.answer(code(CODE)).len(), 2);
}

#[test]
fn all_three_flags_lead_to_the_pin_and_then_to_the_phone() {
    let mut driver = Driver::sending_code();
    let effects = driver.reply(confirmed(Some(true), &[Flag::Pin, Flag::Device]));
    assert_eq!(effects, [Effect::Record(Checkpoint::PinRequired)]);
    assert_eq!(driver.question(), "pin");
    let effects = driver.answer(Answer::Pin(Secret::new(PIN)));
    let pin = Pin::parse(PIN).expect("a PIN");
    let expected = [
        Effect::Record(Checkpoint::PinSubmitted { nth: 1 }),
        Effect::Call(CallId(8), Call::ConfirmPin(pin)),
    ];
    assert_eq!(effects, expected);
    let effects = driver.reply(confirmed(Some(true), &[]));
    assert_eq!(effects, [Effect::Record(Checkpoint::DeviceRequired)]);
    assert_eq!(driver.question(), "device");
}

#[test]
fn an_empty_answer_to_code_or_pin_is_an_unknown_outcome() {
    let mut driver = Driver::sending_code();
    driver.reply(confirmed(None, &[]));
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.question(), "unknown");
    driver.choose(Choice::PinAsked);
    driver.answer(Answer::Pin(Secret::new(PIN)));
    driver.reply(confirmed(None, &[]));
    driver.reply(status(Link::NotConnected));
    let prompt = driver.prompt();
    assert!(nothing_acts(&prompt));
    driver.choose(Choice::PhoneAsks);
    assert_eq!(driver.question(), "device");
}

#[test]
fn a_lost_code_that_connected_goes_on_to_the_check() {
    let mut driver = Driver::sending_code();
    driver.reply(LOST);
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn a_wrong_pin_stays_says_so_and_pauses_at_the_third() {
    let mut driver = Driver::at_pin();
    for _ in 0..3 {
        driver.answer(Answer::Pin(Secret::new("000000")));
        driver.reply(confirmed(Some(false), &[Flag::Pin]));
        assert_eq!(driver.prompt().problem, Some(Problem::WrongPin(None)));
    }
    assert_eq!(driver.answer(Answer::Pin(Secret::new(PIN))), []);
    driver.wait(60);
    assert_eq!(driver.answer(Answer::Pin(Secret::new(PIN))).len(), 2);
}

#[test]
fn the_popup_is_watched_and_connects_without_a_code() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Popup));
    driver.choose(Choice::Request(Method::Popup));
    driver.reply(status(Link::NotConnected));
    driver.reply(sent());
    assert_eq!(driver.question(), "code");
    assert_eq!(driver.wake(), [], "woken too early");
    driver.wait(5);
    assert_eq!(driver.wake(), [Effect::Call(CallId(7), Call::Status)]);
    let id = driver.id();
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.id(), id, "a poll asks nothing anew");
    driver.wait(5);
    driver.wake();
    let effects = driver.answer(code(CODE));
    assert_eq!(effects.first(), Some(&Effect::Abandon(CallId(8))));
    driver.reply(confirmed(Some(false), &[]));
    driver.wait(5);
    driver.wake();
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn the_device_panel_polls_every_five_seconds_and_slows_down_when_it_fails() {
    let mut driver = Driver::at_device();
    for expected in [5, 5, 10, 20, 40, 60, 60] {
        let due = driver.flow.next_wakeup().expect("a poll is due").due;
        let left = due.remaining(driver.now).expect("in the future");
        assert_eq!(left.as_secs(), expected);
        driver.wait(expected);
        driver.wake();
        driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
    }
    let Ask::Device { poll, .. } = driver.prompt().ask else {
        panic!("not at the device");
    };
    let finding = poll.last.map(|checked| checked.finding);
    assert!(matches!(finding, Some(Finding::Unreachable(_))));
}

#[test]
fn the_service_decides_how_long_a_limited_poll_waits() {
    let mut driver = Driver::at_device();
    driver.wait(5).wake();
    let wait = Some(Duration::from_secs(33));
    driver.reply(Ok(Reply::Refused(refused(RefusalCause::TooManyRequests(
        wait,
    )))));
    let due = driver.flow.next_wakeup().expect("a poll is due").due;
    assert_eq!(due.remaining(driver.now), wait);
    assert_eq!(
        driver.choose(Choice::CheckNow),
        [],
        "checked against the limit"
    );
}

#[test]
fn the_transfer_leaves_on_the_word_only_and_fifteen_seconds_apart() {
    let mut driver = Driver::at_device();
    let prompt = driver.prompt();
    assert_eq!(
        offer(&prompt, Choice::AcceptedOnPhone).acts,
        Consequence::Acts
    );
    assert_eq!(
        prompt.offers.first().map(|offer| offer.choice),
        Some(Choice::CheckNow)
    );
    let expected = [
        Effect::Record(Checkpoint::TransferCalled { nth: 1 }),
        Effect::Call(CallId(8), Call::FinishTransfer),
    ];
    assert_eq!(driver.choose(Choice::AcceptedOnPhone), expected);
    driver.reply(transferred(TransferVerdict::NotAccepted));
    assert_eq!(
        driver.prompt().problem,
        Some(Problem::TransferTooEarly(None))
    );
    driver.wait(14);
    assert_eq!(driver.choose(Choice::AcceptedOnPhone), []);
    driver.choose(Choice::Back);
    driver.choose(Choice::Stay);
    assert_eq!(
        driver.choose(Choice::AcceptedOnPhone),
        [],
        "leaving shortens nothing"
    );
    driver.wait(1);
    driver.choose(Choice::AcceptedOnPhone);
    driver.reply(transferred(TransferVerdict::Done));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn a_lost_transfer_is_not_repeated() {
    let mut driver = Driver::at_device();
    driver.choose(Choice::AcceptedOnPhone);
    driver.reply(LOST);
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.question(), "unknown");
    assert!(nothing_acts(&driver.prompt()));
    driver.choose(Choice::PhoneAsks);
    assert_eq!(driver.question(), "device");
    assert_eq!(
        driver.choose(Choice::AcceptedOnPhone),
        [],
        "fifteen seconds apart"
    );
}

#[test]
fn a_phone_that_connects_by_itself_moves_the_panel_on() {
    let mut driver = Driver::at_device();
    driver.wait(5).wake();
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn the_check_waits_for_the_service_to_settle_and_compares_modulo_the_ninth_digit() {
    let mut driver = Driver::verifying();
    driver.wake();
    driver.reply(status(Link::NotConnected));
    driver.wait(2);
    assert_eq!(driver.wake(), []);
    driver.wait(1);
    driver.wake();
    driver.reply(status(Link::Connected));
    assert_eq!(driver.call(), Some(&Call::Device));
    let effects = driver.reply(device(Some("551187654321")));
    assert_eq!(effects, [Effect::Record(Checkpoint::Connected)]);
    assert_eq!(driver.flow.standing(driver.now), Standing::Connected);
}

#[test]
fn another_number_connected_is_loud() {
    let mut driver = Driver::verifying();
    driver.wait(3).wake();
    driver.reply(status(Link::Connected));
    driver.reply(device(Some("5521912345678")));
    assert!(matches!(halt_of(&driver), Halt::WrongNumber(_)));
}

#[test]
fn a_line_that_cannot_be_read_is_never_called_connected() {
    let mut driver = Driver::verifying();
    for outcome in [device(None), Err(Failure::NoAnswer(Cause::Timeout))] {
        driver.wait(5).wake();
        driver.reply(status(Link::Connected));
        driver.reply(outcome);
        assert_eq!(driver.question(), "verifying");
    }
}

#[test]
fn leaving_a_live_registration_asks_first_and_it_can_be_taken_up_again() {
    for make in [
        Driver::at_code,
        Driver::at_pin,
        Driver::at_device,
        Driver::verifying,
    ] {
        let mut driver = make();
        let question = driver.question();
        driver.choose(Choice::Back);
        assert_eq!(driver.question(), "leave_gate");
        driver.choose(Choice::Back);
        assert_eq!(driver.question(), "board");
        driver.choose(Choice::Resume);
        assert_eq!(driver.question(), question);
        driver.choose(Choice::Back);
        driver.choose(Choice::Stay);
        assert_eq!(driver.question(), question);
    }
}

#[test]
fn back_leads_from_every_question_to_the_credentials_and_keeps_what_was_typed() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Sms));
    for expected in ["board", "number", "credentials"] {
        driver.choose(Choice::Back);
        assert_eq!(driver.question(), expected);
    }
    let Ask::Credentials {
        instance_id,
        instance_token,
        client_token,
        ..
    } = driver.prompt().ask
    else {
        panic!("not at the credentials");
    };
    assert_eq!(instance_id, fields().instance_id);
    assert_eq!((instance_token, client_token), (Some(24), Some(34)));
}

#[test]
fn a_refusal_of_an_acting_call_shows_on_the_screen_where_one_is() {
    let refusal = Reply::Refused(refused(RefusalCause::SubscriptionEnded));
    let mut driver = Driver::looking();
    driver.reply(Ok(refusal.clone()));
    assert_eq!(driver.question(), "number_gate");
    let mut at_code = Driver::sending_code();
    at_code.reply(Ok(refusal));
    assert_eq!(at_code.question(), "code");
    for driver in [driver, at_code] {
        assert!(matches!(driver.prompt().problem, Some(Problem::Refused(_))));
    }
}

#[test]
fn a_bare_no_stops_whatever_older_wait_is_running() {
    let mut driver = Driver::at_board(Waits {
        voice: Wait::For(Duration::from_secs(90)),
        ..open()
    });
    driver.choose(Choice::Pick(Method::Sms));
    driver.choose(Choice::Request(Method::Sms));
    driver.reply(status(Link::NotConnected));
    driver.reply(requested(CodeRequestVerdict::NotSent, Wait::Unknown));
    assert_eq!(halt_of(&driver), Halt::declined(None, start()));
}

#[test]
fn a_no_with_a_retry_after_shuts_every_method_for_that_long() {
    let mut driver = Driver::requesting();
    driver.reply(Ok(Reply::CodeRequest(CodeRequestReply {
        verdict: CodeRequestVerdict::NotSent,
        waits: Waits::UNKNOWN,
        facts: ReplyFacts {
            retry_after: RetryAfter::After(Duration::from_hours(1)),
            ..ReplyFacts::default()
        },
    })));
    assert_eq!(driver.question(), "board");
    driver.wait(3_599);
    for method in Method::ALL {
        driver.choose(Choice::Pick(method));
        assert_eq!(driver.question(), "board", "{method:?}");
    }
}

#[test]
fn a_request_answer_makes_no_number_eligible_for_the_popup() {
    let mut driver = Driver::at_board(Waits {
        popup: None,
        ..open()
    });
    driver.choose(Choice::Pick(Method::Sms));
    driver.choose(Choice::Request(Method::Sms));
    driver.reply(status(Link::NotConnected));
    driver.reply(Ok(Reply::CodeRequest(CodeRequestReply {
        verdict: CodeRequestVerdict::Sent(None),
        waits: open(),
        facts: ReplyFacts::default(),
    })));
    driver.choose(Choice::Back);
    driver.choose(Choice::Back);
    driver.choose(Choice::Pick(Method::Popup));
    assert_eq!(
        driver.prompt().problem,
        Some(Problem::Locked(Lock::NotEligible))
    );
}

#[test]
fn staying_at_an_unknown_outcome_stays_there() {
    let mut driver = Driver::sending_code();
    driver.reply(LOST);
    driver.reply(status(Link::NotConnected));
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "leave_gate");
    assert_eq!(driver.flow.standing(driver.now), Standing::OutcomeUnknown);
    driver.choose(Choice::Stay);
    assert_eq!(driver.question(), "unknown");
    driver.choose(Choice::TypeAgain);
    assert_eq!(driver.question(), "code");
    driver.choose(Choice::Back);
    driver.choose(Choice::Stay);
    assert_eq!(driver.question(), "code", "what was seen settles the doubt");
}

#[test]
fn a_code_that_comes_late_can_still_be_typed() {
    let mut driver = Driver::requesting();
    driver.reply(LOST);
    driver.reply(status(Link::NotConnected));
    driver.choose(Choice::NothingArrived);
    driver.choose(Choice::Resume);
    assert_eq!(driver.question(), "unknown");
    driver.choose(Choice::CodeArrived);
    assert_eq!(driver.question(), "code");
}

#[test]
fn a_stop_keeps_the_registration_that_was_under_way() {
    let mut driver = Driver::at_code();
    driver.choose(Choice::Back);
    driver.choose(Choice::Back);
    driver.choose(Choice::Pick(Method::Voice));
    driver.choose(Choice::Request(Method::Voice));
    driver.reply(status(Link::NotConnected));
    driver.reply(requested(CodeRequestVerdict::NotSent, Wait::Unknown));
    assert_eq!(halt_of(&driver), Halt::declined(None, start()));
    driver.choose(Choice::Resume);
    assert_eq!(driver.question(), "code");
}

#[test]
fn refusals_of_unknown_cause_count_towards_the_pause() {
    let mut driver = Driver::at_code();
    for _ in 0..3 {
        driver.answer(code("111111"));
        driver.reply(Ok(Reply::Refused(refused(RefusalCause::Other))));
    }
    assert_eq!(driver.answer(code(CODE)), []);
}

#[test]
fn the_service_decides_how_long_it_wants_quiet_before_a_look_or_a_request() {
    let limited = |seconds| {
        let wait = Some(Duration::from_secs(seconds));
        Ok(Reply::Refused(refused(RefusalCause::TooManyRequests(wait))))
    };
    let mut driver = Driver::looking();
    driver.reply(limited(1_800));
    driver.wait(1_799);
    assert_eq!(driver.choose(Choice::UseNumber), []);
    driver.wait(1);
    assert_eq!(driver.choose(Choice::UseNumber).len(), 1);
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Sms));
    driver.choose(Choice::Request(Method::Sms));
    driver.reply(limited(120));
    driver.wait(119);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "board");
}

#[test]
fn a_phone_that_asks_after_all_is_reached_from_the_check() {
    let mut driver = Driver::verifying();
    assert_eq!(
        driver.choose(Choice::CheckNow),
        [],
        "the service has not settled"
    );
    driver.choose(Choice::PhoneAsks);
    assert_eq!(driver.question(), "device");
}

#[test]
fn a_wrong_number_that_was_disconnected_can_be_looked_at_again() {
    let mut driver = Driver::verifying();
    driver.wait(60).wake();
    driver.reply(status(Link::Connected));
    driver.reply(device(Some("5521912345678")));
    driver.choose(Choice::LookAgain);
    driver.reply(status(Link::Connected));
    driver.reply(device(Some("5521912345678")));
    assert_eq!(driver.question(), "already_connected");
    driver.wait(60);
    driver.choose(Choice::CheckNow);
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.question(), "number_gate");
}

#[test]
fn an_address_in_the_environment_is_split_before_it_is_shown() {
    let address = format!("https://api.z-api.io/instances/AB12/token/{TOKEN}/status");
    let given = CredentialFields {
        instance_id: address,
        ..CredentialFields::default()
    };
    let flow = Flow::new(&given, start());
    let shown = format!("{:?}{flow:?}", flow.prompt(start()));
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn not_yet_is_no_longer_said_once_the_method_is_open() {
    let mut driver = Driver::at_board(Waits {
        sms: Wait::For(Duration::from_secs(9)),
        ..open()
    });
    driver.choose(Choice::Pick(Method::Sms));
    assert!(driver.prompt().problem.is_some());
    driver.wait(9);
    assert_eq!(driver.prompt().problem, None);
}

#[test]
fn giving_a_look_up_returns_to_where_it_was_asked_for() {
    let mut driver = Driver::at_board(Waits::UNKNOWN);
    driver.wait(60);
    driver.choose(Choice::LookAgain);
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "board");
}

#[test]
fn equal_tokens_are_told_before_anything_is_sent() {
    let mut driver = Driver::new();
    let given = CredentialFields {
        client_token: fields().instance_token,
        ..fields()
    };
    assert_eq!(driver.answer(Answer::Credentials(given)), []);
    let problem = Some(Problem::Credentials(CredentialError::SameToken));
    assert_eq!(driver.prompt().problem, problem);
    // The same mistake once more is another asking, so a doubled key cannot answer it.
    let before = driver.id();
    driver.answer(Answer::Credentials(CredentialFields {
        instance_id: "OTHER".to_owned(),
        ..CredentialFields::default()
    }));
    assert!(driver.id() > before);
}

#[test]
fn a_pasted_address_fills_two_fields_and_shows_no_token() {
    let mut driver = Driver::new();
    let address = "https://api.z-api.io/instances/AB12/token/SECRETSECRET/status";
    let given = CredentialFields {
        instance_id: address.to_owned(),
        instance_token: None,
        client_token: fields().client_token,
    };
    let effects = driver.answer(Answer::Credentials(given));
    assert!(
        matches!(effects.first(), Some(Effect::UseCredentials(c)) if c.instance_id() == "AB12")
    );
    let prompt = driver.prompt();
    assert!(matches!(&prompt.ask, Ask::Credentials { instance_id, .. } if instance_id == "AB12"));
    assert!(!format!("{prompt:?}{effects:?}").contains("SECRETSECRET"));
}

#[test]
fn refused_credentials_say_why_and_nothing_is_remembered() {
    for cause in [
        RefusalCause::ClientTokenMissing,
        RefusalCause::ClientTokenWrong,
        RefusalCause::AddressNotAllowed,
        RefusalCause::NoSuchInstance,
        RefusalCause::SubscriptionEnded,
        RefusalCause::Unauthorized,
        RefusalCause::FormRefused,
    ] {
        let mut driver = Driver::new();
        driver.answer(Answer::Credentials(fields()));
        assert_eq!(driver.reply(Ok(Reply::Refused(refused(cause)))), []);
        let problem = driver.prompt().problem;
        assert_eq!(problem, Some(Problem::Refused(refused(cause))));
        let standing = driver.flow.standing(driver.now);
        assert_eq!(standing, Standing::CredentialsRefused);
    }
}

#[test]
fn a_lost_session_is_told_at_the_gate_because_it_would_be_replaced() {
    for (link, left) in [
        (Link::SessionLost, Some(Leftover::LostSession)),
        (Link::TakenOver, Some(Leftover::TakenOver)),
        (Link::NotConnected, None),
    ] {
        let mut driver = Driver::new();
        driver.answer(Answer::Credentials(fields()));
        driver.reply(status(link));
        driver.answer(typed("11 98765-4321"));
        let ask = driver.prompt().ask;
        assert!(matches!(ask, Ask::NumberGate { leftover, .. } if leftover == left));
    }
}

#[test]
fn a_connected_line_that_cannot_be_read_can_be_read_again_after_two_seconds() {
    let mut driver = Driver::new();
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::Connected));
    let lost = Failure::NoAnswer(Cause::Timeout);
    assert_eq!(driver.reply(Err(lost.clone())), []);
    assert_eq!(driver.question(), "already_connected");
    assert_eq!(driver.prompt().problem, Some(Problem::Failed(lost)));
    driver.wait(1);
    assert_eq!(driver.choose(Choice::CheckNow), []);
    driver.wait(1);
    let reads = [Effect::Call(CallId(3), Call::Status)];
    assert_eq!(driver.choose(Choice::CheckNow), reads);
    assert_eq!(driver.choose(Choice::CheckNow), [], "it is under way");
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(3))]);
    assert_eq!(driver.question(), "credentials");
}

#[test]
fn a_number_is_kept_when_one_goes_back_from_its_gate() {
    let mut driver = Driver::at_gate();
    assert_eq!(driver.choose(Choice::Back), []);
    let ask = driver.prompt().ask;
    let kept = matches!(&ask, Ask::Number { calling_code, national, .. }
        if calling_code == "55" && national == "11987654321");
    assert!(kept, "{ask:?}");
}

#[test]
fn the_status_before_a_look_can_be_given_up_but_the_look_cannot() {
    let mut driver = Driver::at_gate();
    driver.choose(Choice::UseNumber);
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(3))]);
    let mut driver = Driver::looking();
    let before = driver.prompt();
    assert_eq!(before.offers, []);
    assert_eq!(driver.choose(Choice::Back), []);
    assert_eq!(driver.prompt(), before);
}

#[test]
fn a_look_that_never_left_may_be_tried_at_once() {
    let mut driver = Driver::looking();
    let nothing = [Effect::Record(Checkpoint::NothingSent)];
    assert_eq!(driver.reply(NOT_SENT), nothing);
    assert_eq!(driver.question(), "number_gate");
    let reads = [Effect::Call(CallId(5), Call::Status)];
    assert_eq!(driver.choose(Choice::UseNumber), reads);
}

#[test]
fn a_lost_look_stays_locked_whatever_way_one_comes_back_to_it() {
    for spelling in ["11 98765-4321", "11 8765-4321"] {
        let mut driver = Driver::looking();
        driver.reply(LOST);
        driver.choose(Choice::Back);
        driver.wait(59);
        driver.answer(typed(spelling));
        let gate = driver.prompt();
        assert!(
            !offer(&gate, Choice::UseNumber).lock.is_open(driver.now),
            "{spelling}"
        );
        assert_eq!(offer(&gate, Choice::UseNumber).acts, Consequence::Acts);
        assert_eq!(driver.choose(Choice::UseNumber), []);
        driver.wait(1);
        assert_eq!(driver.choose(Choice::UseNumber).len(), 1);
    }
}

#[test]
fn fresh_waits_are_had_a_minute_apart_and_after_the_status() {
    let mut driver = Driver::at_board(Waits::UNKNOWN);
    driver.wait(59);
    assert_eq!(driver.choose(Choice::LookAgain), []);
    driver.wait(1);
    let reads = [Effect::Call(CallId(5), Call::Status)];
    assert_eq!(driver.choose(Choice::LookAgain), reads);
    let expected = [
        Effect::Record(Checkpoint::AvailabilityAsked { number: number() }),
        Effect::Call(CallId(6), Call::Availability(number())),
    ];
    assert_eq!(driver.reply(status(Link::NotConnected)), expected);
    driver.reply(available(open()));
    driver.choose(Choice::Pick(Method::Voice));
    assert_eq!(driver.question(), "request_gate");
}

#[test]
fn a_number_without_the_popup_says_so() {
    let waits = Waits {
        popup: None,
        ..open()
    };
    let mut driver = Driver::at_board(waits);
    driver.choose(Choice::Pick(Method::Popup));
    let problem = Some(Problem::Locked(Lock::NotEligible));
    assert_eq!(driver.prompt().problem, problem);
    assert_eq!(driver.question(), "board");
}

#[test]
fn only_the_method_of_the_gate_can_be_requested_there() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.choose(Choice::Request(Method::Voice)), []);
    assert_eq!(driver.choose(Choice::Pick(Method::Voice)), []);
    assert_eq!(driver.question(), "request_gate");
    let reads = [Effect::Call(CallId(5), Call::Status)];
    assert_eq!(driver.choose(Choice::Request(Method::Sms)), reads);
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(5))]);
    assert_eq!(driver.question(), "board");
    let late = Event::Replied {
        call: CallId(5),
        outcome: status(Link::NotConnected),
        waits: AnswerWaits::default(),
    };
    assert_eq!(driver.handle(late), [], "a request given up is not made");
}

#[test]
fn a_refusal_that_names_its_cause_leads_back_to_the_board() {
    let noted = vec![Effect::Record(Checkpoint::TurnedAway { status: 400 })];
    for (cause, written) in [
        (RefusalCause::SubscriptionEnded, noted),
        (RefusalCause::NoSuchRoute, Vec::new()),
    ] {
        let mut driver = Driver::requesting();
        assert_eq!(driver.reply(Ok(Reply::Refused(refused(cause)))), written);
        assert_eq!(driver.question(), "board");
        let problem = driver.prompt().problem;
        assert_eq!(problem, Some(Problem::Refused(refused(cause))));
    }
}

#[test]
fn too_many_requests_without_a_wait_shut_every_method_until_a_fresh_look() {
    let mut driver = Driver::requesting();
    let limited = refused(RefusalCause::TooManyRequests(None));
    driver.reply(Ok(Reply::Refused(limited)));
    driver.wait(1_000_000);
    for method in Method::ALL {
        driver.choose(Choice::Pick(method));
        let problem = driver.prompt().problem;
        assert_eq!(problem, Some(Problem::Locked(Lock::Unknown)), "{method:?}");
    }
}

#[test]
fn a_bare_no_stops_the_line_for_this_session() {
    let mut driver = Driver::requesting();
    driver.reply(requested(CodeRequestVerdict::NotSent, Wait::Unknown));
    let halt = Halt::declined(None, start());
    driver.choose(Choice::Back);
    driver.answer(typed("11 8765-4321"));
    let again = [Effect::Record(Checkpoint::Halted)];
    assert_eq!(driver.choose(Choice::UseNumber), again);
    assert_eq!(halt_of(&driver), halt);
    assert_eq!(driver.choose(Choice::Leave), [Effect::Close]);
    let standing = driver.flow.standing(driver.now);
    assert_eq!(standing, Standing::Halted(halt));
    // Another line is not stopped by it.
    driver.choose(Choice::Back);
    driver.answer(typed("21 91234-5678"));
    assert_eq!(driver.choose(Choice::UseNumber).len(), 1);
}

#[test]
fn a_code_that_never_left_does_not_count() {
    let mut driver = Driver::sending_code();
    let nothing = [Effect::Record(Checkpoint::NothingSent)];
    assert_eq!(driver.reply(NOT_SENT), nothing);
    assert_eq!(driver.question(), "code");
    let effects = driver.answer(code(CODE));
    let first_again = Effect::Record(Checkpoint::CodeSubmitted { nth: 1 });
    assert_eq!(effects.first(), Some(&first_again));
}

#[test]
fn a_flag_beside_a_no_is_not_a_wrong_code() {
    for (flags, question) in [
        (&[Flag::Pin][..], "pin"),
        (&[Flag::Device][..], "device"),
        (&[Flag::Pin, Flag::Device][..], "pin"),
    ] {
        for success in [None, Some(false), Some(true)] {
            let mut driver = Driver::sending_code();
            driver.reply(confirmed(success, flags));
            assert_eq!(driver.question(), question, "{success:?}");
            assert_eq!(driver.prompt().problem, None);
        }
    }
}

#[test]
fn a_pause_holds_while_one_leaves_and_comes_back() {
    let mut driver = Driver::at_code();
    for _ in 0..3 {
        driver.answer(code("111111"));
        driver.reply(confirmed(Some(false), &[]));
    }
    driver.choose(Choice::Back);
    driver.choose(Choice::Back);
    driver.choose(Choice::Resume);
    let ask = driver.prompt().ask;
    let paused = matches!(
        ask,
        Ask::Code {
            pause: Some(_),
            wrong: 3,
            ..
        }
    );
    assert!(paused, "{ask:?}");
    assert_eq!(driver.answer(code(CODE)), []);
}

#[test]
fn a_pin_of_another_length_is_named_and_not_sent() {
    let mut driver = Driver::at_pin();
    assert_eq!(driver.answer(Answer::Pin(Secret::new("12345"))), []);
    let problem = Some(Problem::Digits(DigitsError::Length(5)));
    assert_eq!(driver.prompt().problem, problem);
}

#[test]
fn a_pin_of_seven_or_eight_digits_is_warned_about_and_sent_when_repeated() {
    let mut driver = Driver::at_pin();
    let pin = |digits: &str| Answer::Pin(Secret::new(digits));
    assert_eq!(driver.answer(pin("1234567")), []);
    assert_eq!(driver.prompt().problem, Some(Problem::UnusualPin(7)));
    assert_eq!(driver.answer(pin("12345678")), []);
    assert_eq!(driver.prompt().problem, Some(Problem::UnusualPin(8)));
    let effects = driver.answer(pin("1234 5678"));
    let sent = Pin::parse("12345678").expect("a PIN");
    assert!(
        matches!(&effects[..], [_, Effect::Call(_, Call::ConfirmPin(pin))] if *pin == sent),
        "{effects:?}"
    );
}

#[test]
fn a_pin_that_never_left_or_was_refused_as_a_call_is_not_a_wrong_one() {
    let ended = refused(RefusalCause::SubscriptionEnded);
    for outcome in [NOT_SENT, Ok(Reply::Refused(ended))] {
        let mut driver = Driver::at_pin();
        driver.answer(Answer::Pin(Secret::new(PIN)));
        driver.reply(outcome);
        let prompt = driver.prompt();
        assert!(matches!(prompt.ask, Ask::Pin { wrong: 0, .. }));
        let problem = prompt.problem;
        assert!(matches!(
            problem,
            Some(Problem::Failed(_) | Problem::Refused(_))
        ));
    }
}

#[test]
fn a_confirmation_asked_for_after_the_pin_leads_to_the_phone() {
    let mut driver = Driver::at_pin();
    driver.answer(Answer::Pin(Secret::new(PIN)));
    let effects = driver.reply(confirmed(Some(false), &[Flag::Device]));
    assert_eq!(effects, [Effect::Record(Checkpoint::DeviceRequired)]);
    assert_eq!(driver.question(), "device");
}

#[test]
fn a_poll_that_succeeds_again_goes_back_to_five_seconds() {
    let mut driver = Driver::at_device();
    for seconds in [5, 5, 10] {
        driver.wait(seconds).wake();
        driver.reply(status(Link::Unclear));
    }
    driver.wait(20).wake();
    driver.reply(status(Link::NotConnected));
    let due = driver.flow.next_wakeup().expect("a poll is due").due;
    let five = Duration::from_secs(5);
    assert_eq!(due.remaining(driver.now), Some(five));
}

#[test]
fn a_check_that_the_person_asks_for_is_made_two_seconds_apart_and_one_at_a_time() {
    let mut driver = Driver::at_device();
    driver.wait(5);
    let checks = |id| [Effect::Call(CallId(id), Call::Status)];
    assert_eq!(driver.choose(Choice::CheckNow), checks(8));
    assert_eq!(driver.choose(Choice::CheckNow), []);
    assert_eq!(driver.wake(), []);
    driver.reply(status(Link::NotConnected));
    driver.wait(1);
    assert_eq!(driver.choose(Choice::CheckNow), [], "it comes when it may");
    assert_eq!(driver.wake(), []);
    driver.wait(1);
    assert_eq!(driver.wake(), checks(9));
    let leaves = [Effect::Abandon(CallId(9))];
    assert_eq!(driver.choose(Choice::Back), leaves);
}

#[test]
fn a_check_under_way_makes_room_for_the_transfer() {
    let mut driver = Driver::at_device();
    driver.wait(5).wake();
    let expected = [
        Effect::Abandon(CallId(8)),
        Effect::Record(Checkpoint::TransferCalled { nth: 1 }),
        Effect::Call(CallId(9), Call::FinishTransfer),
    ];
    assert_eq!(driver.choose(Choice::AcceptedOnPhone), expected);
    assert_eq!(driver.flow.next_wakeup(), None);
    assert_eq!(
        driver.choose(Choice::AcceptedOnPhone),
        [],
        "doubled, sent once"
    );
}

#[test]
fn a_transfer_that_does_not_tell_is_an_unknown_outcome() {
    let mut driver = Driver::at_device();
    driver.choose(Choice::AcceptedOnPhone);
    let expected = [
        Effect::Record(Checkpoint::OutcomeUnknown),
        Effect::Call(CallId(9), Call::Status),
    ];
    let unclear = transferred(TransferVerdict::Unclear);
    assert_eq!(driver.reply(unclear), expected);
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
}

#[test]
fn a_transfer_that_never_left_or_was_refused_is_still_spaced() {
    let other = Ok(Reply::Refused(refused(RefusalCause::Other)));
    for outcome in [NOT_SENT, other] {
        let mut driver = Driver::at_device();
        driver.choose(Choice::AcceptedOnPhone);
        driver.reply(outcome);
        assert_eq!(driver.question(), "device");
        driver.wait(14);
        assert_eq!(driver.choose(Choice::AcceptedOnPhone), []);
        driver.wait(1);
        assert_eq!(driver.choose(Choice::AcceptedOnPhone).len(), 2);
    }
}

#[test]
fn the_panel_remembers_since_when_the_phone_is_awaited() {
    let mut driver = Driver::at_device();
    let since = driver.now;
    driver.wait(40);
    driver.choose(Choice::Back);
    driver.choose(Choice::Back);
    driver.choose(Choice::Resume);
    let ask = driver.prompt().ask;
    assert!(matches!(ask, Ask::Device { since: kept, .. } if kept == since));
}

#[test]
fn what_the_person_sees_leads_on_from_each_lost_call() {
    let answer_of = |driver: &mut Driver, choice, question| {
        driver.reply(LOST);
        driver.reply(status(Link::NotConnected));
        assert_eq!(driver.choose(choice), [], "{choice:?} sends nothing");
        assert_eq!(driver.question(), question);
    };
    let pin = || {
        let mut driver = Driver::at_pin();
        driver.answer(Answer::Pin(Secret::new(PIN)));
        driver
    };
    answer_of(&mut Driver::requesting(), Choice::CodeArrived, "code");
    answer_of(&mut Driver::requesting(), Choice::NothingArrived, "board");
    answer_of(&mut Driver::sending_code(), Choice::TypeAgain, "code");
    answer_of(&mut Driver::sending_code(), Choice::PinAsked, "pin");
    answer_of(&mut Driver::sending_code(), Choice::PhoneAsks, "device");
    answer_of(&mut pin(), Choice::TypeAgain, "pin");
    answer_of(&mut pin(), Choice::PhoneAsks, "device");
}

#[test]
fn an_unknown_outcome_is_checked_again_two_seconds_apart() {
    let mut driver = Driver::sending_code();
    driver.reply(LOST);
    driver.reply(status(Link::NotConnected));
    driver.wait(1);
    assert_eq!(driver.choose(Choice::CheckNow), []);
    driver.wait(1);
    let reads = [Effect::Call(CallId(9), Call::Status)];
    assert_eq!(driver.choose(Choice::CheckNow), reads);
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(9))]);
    assert_eq!(driver.question(), "unknown");
    let standing = driver.flow.standing(driver.now);
    assert_eq!(standing, Standing::OutcomeUnknown);
}

#[test]
fn a_check_that_is_left_is_given_up() {
    let mut driver = Driver::verifying();
    driver.wait(3);
    assert_eq!(driver.wake(), [Effect::Call(CallId(8), Call::Status)]);
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(8))]);
    driver.choose(Choice::Stay);
    driver.wait(3).wake();
    let reads = [Effect::Call(CallId(10), Call::Device)];
    assert_eq!(driver.reply(status(Link::Connected)), reads);
    assert_eq!(driver.choose(Choice::CheckNow), [], "one call at a time");
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(10))]);
}

#[test]
fn the_end_offers_to_leave_or_to_protect_the_account() {
    let mut driver = Driver::verifying();
    driver.wait(3).wake();
    driver.reply(status(Link::Connected));
    driver.reply(device(Some("5511987654321")));
    let choices: Vec<Choice> = driver.prompt().offers.iter().map(|o| o.choice).collect();
    assert_eq!(choices, [Choice::Leave, Choice::Protect]);
    assert_eq!(driver.flow.next_wakeup(), None);
    assert_eq!(driver.choose(Choice::Leave), [Effect::Close]);
}

#[test]
fn a_stale_reply_changes_nothing_wherever_one_is() {
    let everywhere = vec![
        Driver::at_number(),
        Driver::at_gate(),
        Driver::at_board(open()),
        Driver::requesting(),
        Driver::at_code(),
        Driver::sending_code(),
        Driver::at_pin(),
        Driver::at_device(),
        Driver::verifying(),
    ];
    for mut driver in everywhere {
        let before = driver.prompt();
        for outcome in [sent(), status(Link::Connected), confirmed(Some(true), &[])] {
            let late = Event::Replied {
                call: CallId(1),
                outcome,
                waits: AnswerWaits::default(),
            };
            assert_eq!(driver.handle(late), []);
        }
        let stale = Event::Answered {
            prompt: zapi_onboard::flow::prompt::PromptId(before.id.0 - 1),
            answer: Answer::Choose(Choice::Back),
        };
        assert_eq!(driver.handle(stale), []);
        assert_eq!(driver.prompt(), before);
    }
}

#[test]
fn what_enter_does_on_arrival_is_harmless_everywhere() {
    let everywhere = [
        Driver::at_gate(),
        Driver::at_board(open()),
        Driver::at_device(),
        Driver::verifying(),
    ];
    for driver in everywhere {
        let prompt = driver.prompt();
        let open = prompt.offers.iter().find(|o| o.lock.is_open(driver.now));
        let first = open.expect("something is open");
        assert_eq!(first.acts, Consequence::Harmless, "{prompt:?}");
    }
}

#[test]
fn another_spelling_that_was_typed_and_dropped_owes_no_second_look() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Back);
    driver.answer(typed("11 8765-4321"));
    driver.choose(Choice::Back);
    driver.answer(typed("11 98765-4321"));
    assert_eq!(driver.choose(Choice::UseNumber), []);
    assert_eq!(driver.question(), "board");
}

#[test]
fn a_wrong_number_on_one_instance_does_not_stop_the_line_on_another() {
    let mut driver = Driver::verifying();
    driver.wait(3).wake();
    driver.reply(status(Link::Connected));
    driver.reply(device(Some("5521912345678")));
    driver.choose(Choice::Back);
    driver.choose(Choice::Back);
    driver.answer(Answer::Credentials(CredentialFields {
        instance_id: "OTHER".to_owned(),
        ..CredentialFields::default()
    }));
    driver.reply(status(Link::NotConnected));
    driver.answer(typed("11 98765-4321"));
    driver.wait(60);
    driver.choose(Choice::UseNumber);
    assert_eq!(driver.call(), Some(&Call::Status));
}

#[test]
fn a_connection_that_showed_and_vanished_leaves_the_code_a_place_to_be_typed() {
    let mut driver = Driver::at_board(open());
    driver.choose(Choice::Pick(Method::Popup));
    driver.choose(Choice::Request(Method::Popup));
    driver.reply(status(Link::NotConnected));
    driver.reply(sent());
    driver.wait(5).wake();
    driver.reply(status(Link::NotConnected));
    driver.wait(5).wake();
    driver.reply(status(Link::Connected));
    assert_eq!(driver.question(), "verifying");
    driver.wait(3).wake();
    driver.reply(status(Link::NotConnected));
    driver.choose(Choice::Back);
    driver.choose(Choice::Stay);
    assert_eq!(driver.question(), "code");
}

#[test]
fn a_part_of_the_address_shows_no_token_either() {
    let mut driver = Driver::new();
    let given = CredentialFields {
        instance_id: "instances/AB12/token/SECRETSECRET".to_owned(),
        ..CredentialFields::default()
    };
    driver.answer(Answer::Credentials(given));
    let prompt = driver.prompt();
    assert!(!format!("{prompt:?}").contains("SECRETSECRET"));
    assert!(matches!(prompt.ask, Ask::Credentials { instance_id, .. } if instance_id == "AB12"));
}

/// A refusal because of too many requests, with the wait that the service named.
fn limited(seconds: u64) -> Reply {
    let wait = Some(Duration::from_secs(seconds));
    Reply::Refused(refused(RefusalCause::TooManyRequests(wait)))
}

#[test]
fn a_code_or_pin_is_not_handed_in_before_the_service_wants_it() {
    let mut at_code = Driver::sending_code();
    at_code.reply(Ok(limited(300)));
    let mut at_pin = Driver::at_pin();
    at_pin.answer(Answer::Pin(Secret::new(PIN)));
    at_pin.reply(Ok(limited(300)));
    for (mut driver, answer) in [
        (at_code, code(CODE)),
        (at_pin, Answer::Pin(Secret::new(PIN))),
    ] {
        let until = Deadline::after(driver.now, Duration::from_mins(5));
        driver.wait(299);
        assert_eq!(driver.answer(answer.clone()), []);
        let problem = Some(Problem::Locked(Lock::Until(until)));
        assert_eq!(driver.prompt().problem, problem);
        driver.wait(1);
        assert_eq!(driver.answer(answer).len(), 2);
    }
}

#[test]
fn a_transfer_is_not_repeated_before_the_service_wants_it() {
    let mut driver = Driver::at_device();
    driver.choose(Choice::AcceptedOnPhone);
    driver.reply(Ok(limited(300)));
    driver.wait(299);
    assert_eq!(driver.choose(Choice::AcceptedOnPhone), []);
    driver.wait(1);
    assert_eq!(driver.choose(Choice::AcceptedOnPhone).len(), 2);
}

#[test]
fn leaving_and_coming_back_does_not_shorten_the_wait_of_a_limited_poll() {
    let mut driver = Driver::at_device();
    driver.wait(5).wake();
    driver.reply(Ok(limited(300)));
    driver.choose(Choice::Back);
    driver.choose(Choice::Stay);
    assert_eq!(driver.choose(Choice::CheckNow), []);
    let due = driver.flow.next_wakeup().expect("a poll is due").due;
    assert_eq!(due.remaining(driver.now), Some(Duration::from_mins(5)));
}

#[test]
fn a_line_that_cannot_be_read_is_read_more_and_more_slowly() {
    let mut driver = Driver::verifying();
    driver.wait(3);
    for expected in [5, 10, 20, 40, 60, 60] {
        driver.wake();
        driver.reply(status(Link::Connected));
        driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
        let next = driver.prompt().ask.poll().and_then(|poll| poll.next);
        let left = next.expect("a check is due").remaining(driver.now);
        assert_eq!(left, Some(Duration::from_secs(expected)));
        driver.wait(expected);
    }
    driver.wake();
    driver.reply(status(Link::Connected));
    driver.reply(Ok(limited(300)));
    let due = driver.flow.next_wakeup().expect("a check is due").due;
    assert_eq!(due.remaining(driver.now), Some(Duration::from_mins(5)));
}

#[test]
fn a_clock_that_is_off_is_told_and_neither_ends_nor_begins_a_wait() {
    let mut driver = Driver::at_code();
    let (prompt, wakeup) = (driver.prompt(), driver.flow.next_wakeup());
    let server = |off_ms: i64| ServerDate {
        wall_ms: driver.now.wall_ms - off_ms,
    };
    let (hours, seconds) = (server(-7_200_000), server(30_000));
    driver.flow.compare_clocks(hours, driver.now);
    let behind = Some(Skew::Behind(Duration::from_hours(2)));
    assert_eq!(
        driver.prompt(),
        Prompt {
            skew: behind,
            ..prompt.clone()
        }
    );
    assert_eq!(driver.flow.next_wakeup(), wakeup);
    driver.flow.compare_clocks(seconds, driver.now);
    assert_eq!(driver.prompt(), prompt);
}
