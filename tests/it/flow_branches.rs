//! The branches off the straight way: captcha, a code that does not come, a forgotten PIN, an appeal.

use crate::flow_driver::{
    APPEAL_TOKEN, Driver, appeal_said, available, banned, captcha_said, number, open, recovered,
    requested, start, status,
};
use std::time::Duration;
use zapi_onboard::domain::method::{Lock, Method, Wait, Waits};
use zapi_onboard::domain::picture::PictureError;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Deadline;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::bookmark::SecretState;
use zapi_onboard::flow::effect::{Call, Checkpoint, Effect, RecoveryRoute};
use zapi_onboard::flow::event::{
    Answer, AppealVerdict, CallId, CaptchaReply, CaptchaVerdict, Cause, CodeRequestVerdict,
    Failure, Link, Outcome, Refusal, RefusalCause, Reply, ReplyFacts,
};
use zapi_onboard::flow::prompt::{
    Act, Advice, AppealError, Ask, Came, Certainty, Choice, Consequence, Halt, Problem, Recovery,
};

const LOST: Outcome = Err(Failure::OutcomeUnknown(Cause::Broken));
const NOT_SENT: Outcome = Err(Failure::NotSent(Cause::Connect));
const MINUTE: Duration = Duration::from_mins(1);

fn read(text: &str) -> Answer {
    Answer::Captcha(text.to_owned())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "an outcome, so that it can be handed over as it is"
)]
fn refused(cause: RefusalCause, status: u16) -> Outcome {
    Ok(Reply::Refused(Refusal {
        cause,
        text: None,
        status,
    }))
}

fn halt_of(driver: &Driver) -> Halt {
    let Ask::Halted { halt, .. } = driver.prompt().ask else {
        panic!("not stopped: {:?}", driver.prompt());
    };
    halt
}

fn advice_of(driver: &Driver) -> Advice {
    let (Ask::Board { advice, .. } | Ask::NotArrived { advice, .. }) = driver.prompt().ask else {
        panic!("no advice: {:?}", driver.prompt());
    };
    advice
}

fn lock_of(driver: &Driver, choice: Choice) -> Lock {
    let offers = driver.prompt().offers;
    let offer = offers.iter().find(|offer| offer.choice == choice);
    offer.expect("an offer").lock.at(driver.now)
}

#[test]
fn a_captcha_is_answered_without_a_second_request() {
    let mut driver = Driver::requesting();
    assert_eq!(
        driver.reply(requested(CodeRequestVerdict::Captcha, Wait::Unknown)),
        [Effect::Record(Checkpoint::CaptchaRequired)]
    );
    assert_eq!(driver.flow.standing(driver.now), Standing::StepNeeded);
    assert_eq!(
        driver.answer(read("  7K4W ")),
        [
            Effect::Record(Checkpoint::CaptchaAnswered { nth: 1 }),
            Effect::Call(CallId(7), Call::AnswerCaptcha("7K4W".to_owned())),
        ]
    );
    driver.wait(3);
    assert_eq!(driver.reply(captcha_said(CaptchaVerdict::Solved)), []);
    let Ask::Code { live, .. } = driver.prompt().ask else {
        panic!("not at the code");
    };
    assert_eq!(live.requested, driver.now, "the code's age begins here");
}

#[test]
fn a_captcha_read_wrong_is_asked_again_with_the_picture_that_came() {
    let mut driver = Driver::at_captcha();
    let picture = |driver: &Driver| {
        let Ask::Captcha { picture, wrong, .. } = driver.prompt().ask else {
            panic!("no captcha: {:?}", driver.prompt());
        };
        (picture, wrong)
    };
    assert_eq!(picture(&driver), (Err(PictureError::Empty), 0));
    driver.answer(read("1"));
    driver.reply(captcha_said(CaptchaVerdict::Wrong));
    assert_eq!(picture(&driver), (Err(PictureError::Empty), 1));
    assert_eq!(driver.prompt().problem, Some(Problem::WrongCaptcha(None)));
    driver.answer(read("2"));
    driver.reply(Ok(Reply::Captcha(CaptchaReply {
        verdict: CaptchaVerdict::Wrong,
        facts: ReplyFacts {
            captcha: Some(Err(PictureError::NotKept)),
            ..ReplyFacts::default()
        },
    })));
    assert_eq!(picture(&driver), (Err(PictureError::NotKept), 2));
    assert_eq!(driver.flow.standing(driver.now), Standing::DigitsRefused);
}

#[test]
fn nothing_read_is_not_handed_in_and_three_wrong_readings_pause() {
    let mut driver = Driver::at_captcha();
    assert_eq!(driver.answer(read("  ")), []);
    assert_eq!(driver.prompt().problem, Some(Problem::EmptyCaptcha));
    for _ in 0..3 {
        driver.answer(read("x"));
        driver.reply(captcha_said(CaptchaVerdict::Wrong));
    }
    assert_eq!(driver.answer(read("y")), []);
    driver.wait(60);
    assert_eq!(driver.answer(read("y")).len(), 2);
}

#[test]
fn a_captcha_whose_answer_is_lost_is_asked_about_and_not_sent_again() {
    let mut driver = Driver::at_captcha();
    driver.answer(read("7K4W"));
    assert_eq!(
        driver.reply(LOST),
        [
            Effect::Record(Checkpoint::OutcomeUnknown),
            Effect::Call(CallId(8), Call::Status),
        ]
    );
    driver.reply(status(Link::NotConnected));
    let Ask::Unknown { act, .. } = driver.prompt().ask else {
        panic!("not asked");
    };
    assert_eq!(act, Act::AnswerCaptcha);
    let mut again = driver.clone();
    assert_eq!(again.choose(Choice::TypeAgain), []);
    assert_eq!(again.question(), "captcha");
    driver.choose(Choice::CodeArrived);
    assert_eq!(driver.question(), "code");
}

#[test]
fn a_captcha_can_be_refused_blocked_or_never_leave() {
    let mut driver = Driver::at_captcha();
    driver.answer(read("1"));
    assert_eq!(
        driver.reply(NOT_SENT),
        [Effect::Record(Checkpoint::NothingSent)]
    );
    assert_eq!(driver.question(), "captcha");
    driver.answer(read("1"));
    driver.reply(refused(RefusalCause::SessionConflict, 400));
    let problem = driver.prompt().problem;
    assert!(
        matches!(problem, Some(Problem::Refused(r)) if r.cause == RefusalCause::SessionConflict)
    );
    driver.answer(read("1"));
    let effects = driver.reply(Ok(Reply::Captcha(CaptchaReply {
        verdict: CaptchaVerdict::Wrong,
        facts: ReplyFacts {
            blocked: true,
            ..ReplyFacts::default()
        },
    })));
    assert_eq!(effects, [Effect::Record(Checkpoint::Halted)]);
    assert_eq!(halt_of(&driver), Halt::blocked(None, None, start()));
}

#[test]
fn a_code_from_a_captcha_that_was_read_elsewhere_can_be_typed() {
    let mut driver = Driver::at_captcha();
    assert_eq!(driver.choose(Choice::HaveCode), []);
    assert_eq!(driver.question(), "code");
    let mut driver = Driver::at_captcha();
    driver.choose(Choice::Back);
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "board");
    driver.choose(Choice::Resume);
    assert_eq!(driver.question(), "captcha", "the board keeps the picture");
}

#[test]
fn a_code_that_does_not_come_leads_to_the_methods_and_back_without_a_call() {
    let mut driver = Driver::at_code();
    assert_eq!(driver.choose(Choice::NotArrived), []);
    assert_eq!(driver.question(), "not_arrived");
    assert_eq!(advice_of(&driver), Advice::StayWithIt);
    assert_eq!(driver.choose(Choice::Pick(Method::Sms)), []);
    let locked = Lock::Until(Deadline::after(driver.now, MINUTE));
    assert_eq!(driver.prompt().problem, Some(Problem::Locked(locked)));
    assert_eq!(driver.choose(Choice::Stay), []);
    assert_eq!(driver.question(), "code");
    driver.wait(240);
    driver.choose(Choice::NotArrived);
    assert_eq!(advice_of(&driver), Advice::Ask(Method::Voice));
    assert_eq!(driver.choose(Choice::Pick(Method::Voice)), []);
    assert_eq!(driver.question(), "request_gate");
    driver.choose(Choice::Back);
    assert_eq!(lock_of(&driver, Choice::Resume), Lock::Open);
}

#[test]
fn the_advice_prefers_what_is_open_and_was_not_tried_last() {
    let waits = |sms, voice| Waits {
        sms,
        voice,
        popup: None,
    };
    let advice = |waits| advice_of(&Driver::at_board(waits));
    assert_eq!(advice(open()), Advice::Ask(Method::Sms));
    let later = Wait::For(MINUTE);
    assert_eq!(advice(waits(later, Wait::Now)), Advice::Ask(Method::Voice));
    let opens = Deadline::after(start(), MINUTE);
    let hour = Wait::For(Duration::from_hours(1));
    assert_eq!(
        advice(waits(hour, later)),
        Advice::Wait(Method::Voice, opens)
    );
    assert_eq!(advice(waits(Wait::Unknown, Wait::Closed)), Advice::Refresh);
    assert_eq!(advice(waits(Wait::Closed, Wait::Closed)), Advice::Nothing);
}

#[test]
fn a_landline_is_advised_the_voice_call_only() {
    let mut driver = Driver::at_number();
    driver.answer(crate::flow_driver::typed("11 3333-4444"));
    driver.choose(Choice::UseNumber);
    driver.reply(status(Link::NotConnected));
    driver.reply(available(open()));
    assert_eq!(advice_of(&driver), Advice::Ask(Method::Voice));
}

#[test]
fn a_forgotten_pin_is_reset_by_mail_on_the_persons_word() {
    let mut driver = Driver::at_recovery();
    assert_eq!(driver.prompt().offers[0].acts, Consequence::Harmless);
    let route = RecoveryRoute::Documented;
    assert_eq!(
        driver.choose(Choice::RecoverPin),
        [
            Effect::Record(Checkpoint::PinRecoveryAsked { route, nth: 1 }),
            Effect::Call(CallId(8), Call::RecoverPin(route)),
        ]
    );
    assert_eq!(driver.reply(recovered(Some(true))), []);
    let Ask::Pin { recovery, .. } = driver.prompt().ask else {
        panic!("not at the PIN");
    };
    let certainty = Certainty::Confirmed;
    let at = driver.now;
    let came = None;
    let confirmed = Recovery {
        at,
        certainty,
        came,
    };
    assert_eq!(recovery, Some(confirmed));
    driver.choose(Choice::PinForgotten);
    assert_eq!(driver.choose(Choice::RecoverPin), [], "one mail at a time");
    driver.wait(300);
    assert_eq!(driver.choose(Choice::RecoverPin).len(), 2);
}

#[test]
fn the_second_spelling_of_the_route_is_tried_once() {
    for unknown in [
        refused(RefusalCause::NoSuchRoute, 200),
        refused(RefusalCause::NoSuchRoute, 404),
    ] {
        let mut driver = Driver::at_recovery();
        driver.choose(Choice::RecoverPin);
        let route = RecoveryRoute::Collection;
        assert_eq!(
            driver.reply(unknown.clone()),
            [
                Effect::Record(Checkpoint::PinRecoveryAsked { route, nth: 2 }),
                Effect::Call(CallId(9), Call::RecoverPin(route)),
            ]
        );
        assert_eq!(driver.reply(unknown), []);
        assert_eq!(driver.question(), "pin_recovery");
        assert!(driver.prompt().problem.is_some());
    }
}

#[test]
fn a_mail_that_is_refused_lost_or_never_asked_for_says_so() {
    let mut driver = Driver::at_recovery();
    driver.choose(Choice::RecoverPin);
    driver.reply(recovered(Some(false)));
    let problem = driver.prompt().problem;
    assert_eq!(problem, Some(Problem::RecoveryDeclined(None)));
    driver.choose(Choice::RecoverPin);
    assert_eq!(
        driver.reply(NOT_SENT),
        [Effect::Record(Checkpoint::NothingSent)]
    );
    driver.choose(Choice::RecoverPin);
    assert_eq!(
        driver.reply(LOST),
        [Effect::Record(Checkpoint::OutcomeUnknown)]
    );
    let Ask::Pin {
        recovery: Some(recovery),
        ..
    } = driver.prompt().ask
    else {
        panic!("not at the PIN");
    };
    assert_eq!(recovery.certainty, Certainty::Lost);
}

#[test]
fn an_appeal_is_filed_once_and_its_review_is_kept() {
    let mut driver = Driver::at_appeal();
    let text = "It is our number.\nPlease look again.";
    let call = Call::Appeal {
        token: Secret::new(APPEAL_TOKEN),
        description: text.to_owned(),
    };
    assert_eq!(
        driver.answer(Answer::Appeal(format!(" {text}\n"))),
        [
            Effect::Record(Checkpoint::AppealFiled { nth: 1 }),
            Effect::Call(CallId(5), call),
        ]
    );
    assert_eq!(
        driver.reply(appeal_said(AppealVerdict::InReview)),
        [
            Effect::Record(Checkpoint::InReview),
            Effect::Record(Checkpoint::Halted),
        ]
    );
    let filed = driver.now;
    let review = |heard| Halt::in_review(None, Certainty::Confirmed, heard).filed_at(filed);
    assert_eq!(halt_of(&driver), review(filed));
    let offers = driver.prompt().offers;
    assert!(
        offers
            .iter()
            .all(|offer| offer.choice != Choice::WriteAppeal)
    );
    // A look before its time is not made, and one that finds the ban unchanged changes nothing.
    assert_eq!(driver.choose(Choice::LookAgain), []);
    driver.wait(3_600);
    driver.choose(Choice::LookAgain);
    driver.reply(status(Link::NotConnected));
    driver.reply(banned());
    assert_eq!(halt_of(&driver), review(driver.now));
    driver.wait(3_600);
    driver.choose(Choice::LookAgain);
    driver.reply(status(Link::NotConnected));
    driver.reply(available(open()));
    assert_eq!(driver.question(), "board");
}

#[test]
fn an_appeal_that_lifts_the_ban_leads_to_the_board() {
    let mut driver = Driver::at_appeal();
    driver.answer(Answer::Appeal("Please.".to_owned()));
    assert_eq!(
        driver.reply(appeal_said(AppealVerdict::Unbanned)),
        [Effect::Record(Checkpoint::Unbanned)]
    );
    assert_eq!(driver.question(), "board");
    assert_eq!(driver.prompt().problem, Some(Problem::Unbanned(None)));
    assert_eq!(advice_of(&driver), Advice::Refresh);
    let kept = driver.kept.last().expect("something is kept");
    assert_eq!(kept.appeal_token(), SecretState::Unneeded);
    driver.choose(Choice::Pick(Method::Sms));
    assert_eq!(driver.question(), "board", "nothing is known to be open");
}

#[test]
fn an_appeal_that_cannot_be_filed_keeps_its_text() {
    let mut driver = Driver::at_appeal();
    assert_eq!(driver.answer(Answer::Appeal(" \n".to_owned())), []);
    let problem = Some(Problem::Appeal(AppealError::Empty));
    assert_eq!(driver.prompt().problem, problem);
    assert_eq!(driver.answer(Answer::Appeal("x".repeat(2_001))), []);
    let problem = Some(Problem::Appeal(AppealError::TooLong(2_001)));
    assert_eq!(driver.prompt().problem, problem);
    let kept = |driver: &Driver| {
        let Ask::Appeal { description, .. } = driver.prompt().ask else {
            panic!("no appeal: {:?}", driver.prompt());
        };
        description
    };
    for (outcome, problem) in [
        (
            appeal_said(AppealVerdict::Declined),
            Problem::AppealDeclined(None),
        ),
        (NOT_SENT, Problem::Failed(Failure::NotSent(Cause::Connect))),
    ] {
        driver.answer(Answer::Appeal("Please.".to_owned()));
        driver.reply(outcome);
        assert_eq!(driver.prompt().problem, Some(problem));
        assert_eq!(kept(&driver), "Please.");
    }
    driver.choose(Choice::Back);
    assert_eq!(halt_of(&driver), Halt::Banned(None));
    driver.choose(Choice::WriteAppeal);
    assert_eq!(kept(&driver), "Please.");
}

#[test]
fn an_appeal_whose_answer_is_lost_is_filed_again_only_on_the_persons_word() {
    let vague = (appeal_said(AppealVerdict::Unclear), Some(Came::Vague));
    for (outcome, expected) in [(LOST, None), vague] {
        let mut driver = Driver::at_appeal();
        driver.answer(Answer::Appeal("Please.".to_owned()));
        assert_eq!(
            driver.reply(outcome),
            [
                Effect::Record(Checkpoint::OutcomeUnknown),
                Effect::Record(Checkpoint::Halted),
            ]
        );
        let Halt::InReview {
            certainty, came, ..
        } = halt_of(&driver)
        else {
            panic!("{:?}", driver.prompt());
        };
        assert_eq!((certainty, came), (Certainty::Lost, expected));
        assert_eq!(driver.choose(Choice::WriteAppeal), []);
        assert_eq!(driver.question(), "appeal");
    }
}

#[test]
fn a_web_instance_leads_back_to_the_credentials_and_costs_no_look() {
    let mut driver = Driver::looking();
    driver.reply(refused(RefusalCause::NotMobile, 400));
    assert_eq!(driver.question(), "credentials");
    assert!(driver.prompt().problem.is_some());
    driver.answer(Answer::Credentials(crate::flow_driver::fields()));
    driver.reply(status(Link::NotConnected));
    driver.answer(crate::flow_driver::typed("11 98765-4321"));
    assert_eq!(lock_of(&driver, Choice::UseNumber), Lock::Open);
}

#[test]
fn what_is_at_hand_names_the_number_and_whether_a_code_was_requested() {
    let at_hand = |driver: &Driver| {
        let hand = driver.flow.at_hand();
        (hand.number, hand.code_requested)
    };
    assert_eq!(at_hand(&Driver::at_number()), (None, false));
    assert_eq!(at_hand(&Driver::at_board(open())), (Some(number()), false));
    let after_request = [
        Driver::requesting,
        Driver::at_code,
        Driver::sending_code,
        Driver::at_pin,
        Driver::at_device,
        Driver::at_captcha,
        Driver::verifying,
    ];
    for driver in after_request.map(|reach| Box::new(reach())) {
        assert_eq!(
            at_hand(&driver),
            (Some(number()), true),
            "{}",
            driver.question()
        );
    }
}
