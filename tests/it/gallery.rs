//! Every question that the screen can show, made by hand: the pictures of `screens` are taken of these.

mod account;
mod kept;
mod trust;

use account::instance;
use std::time::Duration;
use zapi_onboard::domain::codes::DigitsError;
use zapi_onboard::domain::credentials::{CredentialError, CredentialField, PartnerTokenError};
use zapi_onboard::domain::keeper::Keeper;
use zapi_onboard::domain::method::{Lock, Method};
use zapi_onboard::domain::phone::{NumberError, NumberWarning, PhoneNumber};
use zapi_onboard::domain::picture::{Picture, PictureError};
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::domain::time::{BootId, Deadline, Skew, Timestamp};
use zapi_onboard::flow::event::{
    Cause, DeviceReply, Failure, InstanceKind, InstanceReply, InstanceRow, Payment, Reason,
    Refusal, RefusalCause,
};
use zapi_onboard::flow::prompt::{
    About, Act, Activity, Advice, AfterPin, AppealError, Ask, Awaiting, Certainty, Checked, Choice,
    Consequence, Doing, Finding, Halt, Leftover, Live, Offer, Pause, PausedBy, PollView, Problem,
    Prompt, PromptId, Recovery,
};

/// 5 March 2026, 14:32:05 in São Paulo.
pub(crate) const NOW: Timestamp = Timestamp {
    wall_ms: 1_772_731_925_000,
    boot_ms: 9_000_000,
    boot: BootId(7),
};

/// The names of all questions.
pub(crate) const QUESTIONS: [&str; 28] = Ask::NAMES;

/// One picture's subject.
pub(crate) struct Subject {
    /// Its name, as of the snapshot.
    pub(crate) name: &'static str,
    /// The question.
    pub(crate) prompt: Prompt,
}

pub(crate) fn number() -> PhoneNumber {
    PhoneNumber::parse("55", "11987654321").expect("a number")
}

fn text(raw: &str) -> Option<ServerText> {
    ServerText::new(raw, &[])
}

fn ago(seconds: u64) -> Timestamp {
    Timestamp {
        wall_ms: NOW.wall_ms - i64::try_from(seconds).expect("small") * 1_000,
        boot_ms: NOW.boot_ms - seconds * 1_000,
        boot: NOW.boot,
    }
}

/// The pause after three wrong ones.
fn three_wrong() -> Pause {
    Pause {
        until: within(60),
        by: PausedBy::ThreeWrong,
    }
}

fn within(seconds: u64) -> Deadline {
    Deadline::after(NOW, Duration::from_secs(seconds))
}

fn harmless(choice: Choice) -> Offer {
    Offer {
        choice,
        lock: Lock::Open,
        acts: Consequence::Harmless,
    }
}

fn shut(choice: Choice, lock: Lock) -> Offer {
    Offer {
        choice,
        lock,
        acts: Consequence::Harmless,
    }
}

fn acting(choice: Choice, lock: Lock) -> Offer {
    Offer {
        choice,
        lock,
        acts: Consequence::Acts,
    }
}

fn live(awaiting: Awaiting, asked: Method, used: Method) -> Live {
    Live {
        number: number(),
        asked,
        used,
        requested: ago(95),
        awaiting,
        unknown: None,
    }
}

fn device(phone: &str) -> DeviceReply {
    DeviceReply {
        phone: Some(phone.to_owned()),
        name: text("Padaria do Bairro"),
        model: text("Z-API Mobile"),
    }
}

fn poll(finding: Option<Finding>) -> PollView {
    PollView {
        last: finding.map(|finding| Checked {
            at: ago(2),
            finding,
            text: None,
        }),
        next: Some(within(3)),
        asked: None,
    }
}

fn refusal(cause: RefusalCause, raw: &str, status: u16) -> Refusal {
    Refusal {
        cause,
        text: text(raw),
        status,
    }
}

fn subject(name: &'static str, ask: Ask, offers: &[Offer]) -> Subject {
    Subject {
        name,
        prompt: Prompt {
            id: PromptId(1),
            ask,
            offers: offers.to_vec(),
            problem: None,
            activity: None,
            skew: None,
            network_journal: None,
            under_way: None,
            late: None,
        },
    }
}

impl Subject {
    fn with(mut self, problem: Problem) -> Self {
        self.prompt.problem = Some(problem);
        self
    }

    fn on_network(mut self, kind: &str) -> Self {
        self.prompt.network_journal = text(kind);
        self
    }

    fn doing(mut self, doing: Doing) -> Self {
        self.prompt.activity = Some(Activity {
            doing,
            until: within(12),
        });
        self
    }
}

/// All of them.
pub(crate) fn subjects() -> Vec<Subject> {
    let mut all = credentials();
    all.extend(account::subjects());
    all.extend(trust::subjects());
    all.extend(clocks());
    all.extend(numbers());
    all.extend(boards());
    all.extend(request_gates());
    all.extend(captchas());
    all.extend(codes());
    all.extend(missing_codes());
    all.extend(pins());
    all.extend(security());
    all.extend(unknowns());
    all.extend(halts());
    all.extend(kept::subjects());
    all.extend(appeals());
    all.extend(lines_in_question());
    all.extend(final_checks());
    all.extend(ends());
    all
}

/// Some questions again, at a clock that is off.
fn clocks() -> Vec<Subject> {
    let ahead = Skew::Ahead(Duration::from_mins(182));
    let behind = Skew::Behind(Duration::from_hours(30));
    let off = [
        ("clock_board", "board_days", boards(), ahead),
        ("clock_gate", "request_gate_sms", request_gates(), behind),
        ("clock_halted", "halted_blocked", halts(), ahead),
    ];
    off.into_iter()
        .map(|(name, like, of, skew)| {
            let found = of.into_iter().find(|subject| subject.name == like);
            let mut prompt = found.expect("a subject").prompt;
            prompt.skew = Some(skew);
            Subject { name, prompt }
        })
        .collect()
}

fn credentials_to_keep() -> Subject {
    let ask = Ask::Credentials {
        resuming: None,
        instance_id: String::new(),
        instance_token: None,
        client_token: None,
        unusual: Vec::new(),
        keep_as: Some("shop".to_owned()),
    };
    subject("credentials_keep", ask, &[harmless(Choice::Leave)])
}

fn credentials() -> Vec<Subject> {
    let ask = |id: &str, token, client| Ask::Credentials {
        resuming: None,
        instance_id: id.to_owned(),
        instance_token: token,
        client_token: client,
        unusual: Vec::new(),
        keep_as: None,
    };
    let id = "3C67AB641C8AA0412F6A2242B4E23AC7";
    let leave = [harmless(Choice::ListInstances), harmless(Choice::Leave)];
    let back = [harmless(Choice::Back)];
    let refused = refusal(
        RefusalCause::ClientTokenWrong,
        "Client-Token ••• not allowed",
        403,
    );
    let html = Failure::NoAnswer(Cause::NotUnderstood(200, text("Welcome to nginx!")));
    let empty = CredentialError::Empty(CredentialField::ClientToken);
    vec![
        subject("credentials_empty", ask("", None, None), &leave),
        subject("credentials_filled", ask(id, Some(24), Some(34)), &leave),
        credentials_to_keep(),
        subject("credentials_missing", ask(id, Some(24), None), &leave)
            .with(Problem::Credentials(empty)),
        subject("credentials_same", ask(id, Some(24), Some(24)), &leave)
            .with(Problem::Credentials(CredentialError::SameToken)),
        subject("credentials_refused", ask(id, Some(24), Some(34)), &leave)
            .with(Problem::Refused(refused)),
        subject("credentials_html", ask(id, Some(24), Some(34)), &leave)
            .with(Problem::Failed(html)),
        subject("credentials_checking", ask(id, Some(24), Some(34)), &back)
            .doing(Doing::ReadingStatus),
        subject(
            "already_connected",
            Ask::AlreadyConnected {
                device: device("5511987654321"),
            },
            &[
                harmless(Choice::Back),
                shut(Choice::CheckNow, Lock::Until(within(2))),
                harmless(Choice::Leave),
            ],
        ),
        subject(
            "already_connected_unread",
            Ask::AlreadyConnected {
                device: DeviceReply::default(),
            },
            &[
                harmless(Choice::Back),
                harmless(Choice::CheckNow),
                harmless(Choice::Leave),
            ],
        )
        .with(Problem::Failed(Failure::NoAnswer(Cause::Timeout))),
    ]
}

fn numbers() -> Vec<Subject> {
    let ask = |national: &str, instance| Ask::Number {
        calling_code: "55".to_owned(),
        national: national.to_owned(),
        instance,
    };
    let no_country = Ask::Number {
        calling_code: "999".to_owned(),
        national: "11987654321".to_owned(),
        instance: About::Unknown,
    };
    let gate = |warnings: &[NumberWarning], leftover| Ask::NumberGate {
        number: number(),
        warnings: warnings.to_vec(),
        leftover,
        instance: Some(instance(40, Some(Payment::Paid))),
    };
    let back = [harmless(Choice::Back)];
    let offers = [
        harmless(Choice::Back),
        acting(Choice::UseNumber, Lock::Open),
    ];
    let later = [
        harmless(Choice::Back),
        acting(Choice::UseNumber, Lock::Until(within(41))),
    ];
    let lost = Failure::OutcomeUnknown(Cause::Broken);
    vec![
        subject("number_impossible", ask("119", About::Unknown), &back)
            .with(Problem::Number(NumberError::TooShort)),
        subject("number_no_area", ask("987654321", About::Unknown), &back)
            .with(Problem::Number(NumberError::NoAreaCode)),
        subject("number_no_country", no_country, &back)
            .with(Problem::Number(NumberError::UnknownCallingCode)),
        subject("number_gate", gate(&[], None), &offers),
        subject(
            "number_gate_warned",
            gate(
                &[NumberWarning::LacksNinthDigit],
                Some(Leftover::LostSession),
            ),
            &offers,
        ),
        subject(
            "number_gate_taken",
            gate(&[NumberWarning::Landline], Some(Leftover::TakenOver)),
            &offers,
        ),
        subject("number_gate_lost", gate(&[], None), &later).with(Problem::Failed(lost)),
        subject("number_gate_asking", gate(&[], None), &[]).doing(Doing::AskingAvailability),
    ]
}

#[expect(clippy::too_many_lines, reason = "it is a list of questions")]
fn boards() -> Vec<Subject> {
    let board = |locks: [Lock; 3], requests, advice, live| Ask::Board {
        turned_away: None,
        number: number(),
        locks: Method::ALL.into_iter().zip(locks).collect(),
        requests,
        last_request: (requests > 0).then_some((Method::Sms, ago(400))),
        advice,
        live,
        reason: None,
    };
    let picks = |locks: [Lock; 3]| {
        Method::ALL
            .into_iter()
            .zip(locks)
            .map(|(method, lock)| shut(Choice::Pick(method), lock))
    };
    let offers = |locks: [Lock; 3]| -> Vec<Offer> {
        picks(locks)
            .chain([
                acting(Choice::LookAgain, Lock::Until(within(48))),
                harmless(Choice::Back),
            ])
            .collect()
    };
    let ready = [Lock::Open, Lock::Open, Lock::NotEligible];
    let shut_all = [Lock::Until(within(90)), Lock::Closed, Lock::Unknown];
    let days = [
        Lock::Until(within(169_282)),
        Lock::Until(within(5_400)),
        Lock::Until(within(169_282)),
    ];
    let held = live(Awaiting::Code, Method::Sms, Method::Sms);
    let with_live: Vec<Offer> = std::iter::once(harmless(Choice::Resume))
        .chain(offers(days))
        .collect();
    let with_early: Vec<Offer> = picks(days)
        .chain([
            harmless(Choice::PickEarly(Method::Sms)),
            acting(Choice::LookAgain, Lock::Open),
            harmless(Choice::Back),
        ])
        .collect();
    let limited = refusal(
        RefusalCause::TooManyRequests(Some(Duration::from_mins(1))),
        "Too many requests",
        429,
    );
    let unknown = [Lock::Unknown; 3];
    let closed = [Lock::Closed; 3];
    let one = |name, locks, requests, advice| {
        subject(name, board(locks, requests, advice, None), &offers(locks))
    };
    let wait = Advice::Wait(Method::Sms, within(90));
    vec![
        one("board_ready", ready, 0, Advice::Ask(Method::Sms)),
        one("board_shut", shut_all, 1, wait).with(Problem::Locked(Lock::Until(within(90)))),
        subject(
            "board_days",
            board(days, 2, Advice::StayWithIt, Some(held)),
            &with_live,
        ),
        one("board_limited", shut_all, 1, Advice::Refresh)
            .with(Problem::Limited(limited, within(60))),
        one("board_unbanned", unknown, 0, Advice::Refresh).with(Problem::Unbanned(None)),
        one("board_closed", closed, 3, Advice::Nothing),
        subject(
            "board_early",
            board(days, 1, Advice::Wait(Method::Voice, within(5_400)), None),
            &with_early,
        ),
    ]
}

fn request_gates() -> Vec<Subject> {
    let gate = |method| Ask::RequestGate {
        turned_away: None,
        wait_ends: None,
        number: number(),
        method,
        requests: 1,
    };
    let early = Ask::RequestGate {
        turned_away: None,
        wait_ends: Some(within(700_000)),
        number: number(),
        method: Method::Sms,
        requests: 1,
    };
    let early_offers = [
        harmless(Choice::Back),
        acting(Choice::RequestEarly(Method::Sms), Lock::Open),
    ];
    let gate_offers = |method| {
        [
            harmless(Choice::Back),
            acting(Choice::Request(method), Lock::Open),
        ]
    };
    vec![
        subject(
            "request_gate_sms",
            gate(Method::Sms),
            &gate_offers(Method::Sms),
        ),
        subject(
            "request_gate_voice",
            gate(Method::Voice),
            &gate_offers(Method::Voice),
        ),
        subject(
            "request_gate_popup",
            gate(Method::Popup),
            &gate_offers(Method::Popup),
        ),
        subject(
            "request_gate_network_journal",
            gate(Method::Sms),
            &gate_offers(Method::Sms),
        )
        .on_network("nfs4"),
        subject("request_gate_early", early, &early_offers),
        subject("request_gate_requesting", gate(Method::Sms), &[]).doing(Doing::RequestingCode),
    ]
}

#[expect(clippy::too_many_lines, reason = "it is a list of questions")]
fn codes() -> Vec<Subject> {
    let code = |asked, used, wrong, pause, watch| Ask::Code {
        live: live(Awaiting::Code, asked, used),
        wrong,
        pause,
        locks: vec![
            (Method::Sms, Lock::Until(within(25))),
            (Method::Voice, Lock::Open),
            (Method::Popup, Lock::NotEligible),
        ],
        watch,
    };
    let sms = Method::Sms;
    let back = [harmless(Choice::NotArrived), harmless(Choice::Back)];
    let shut_for_hours = Pause {
        until: within(43_200),
        by: PausedBy::Service,
    };
    let another = [
        shut(Choice::Pick(Method::Sms), Lock::Until(within(25))),
        shut(Choice::Pick(Method::Voice), Lock::Open),
        shut(Choice::Pick(Method::Popup), Lock::NotEligible),
        harmless(Choice::NotArrived),
        harmless(Choice::Back),
    ];
    let watch = Some(poll(Some(Finding::Pending)));
    vec![
        subject("code_sms", code(sms, sms, 0, None, None), &back),
        subject(
            "code_other_method",
            code(sms, Method::Voice, 0, None, None),
            &back,
        ),
        subject(
            "code_popup",
            code(Method::Popup, Method::Popup, 0, None, watch),
            &back,
        ),
        subject("code_wrong", code(sms, sms, 1, None, None), &back)
            .with(Problem::WrongCode(text("code invalid"))),
        subject(
            "code_pause",
            code(sms, sms, 3, Some(three_wrong()), None),
            &back,
        )
        .with(Problem::WrongCode(None)),
        subject(
            "code_shut",
            code(sms, sms, 0, Some(shut_for_hours), None),
            &another,
        )
        .with(Problem::Declined {
            reason: Some(Reason::TooOften),
            text: None,
            until: Some(within(43_200)),
        }),
        subject("code_unusual", code(sms, sms, 0, None, None), &back)
            .with(Problem::UnusualLength(5)),
        subject("code_empty", code(sms, sms, 0, None, None), &back)
            .with(Problem::Digits(DigitsError::Empty)),
        subject("code_sending", code(sms, sms, 0, None, None), &[]).doing(Doing::SendingCode),
    ]
}

fn captchas() -> Vec<Subject> {
    let captcha = |picture, wrong, pause| Ask::Captcha {
        live: live(Awaiting::Captcha, Method::Sms, Method::Sms),
        picture,
        wrong,
        pause,
    };
    let offers = [harmless(Choice::HaveCode), harmless(Choice::Back)];
    let owner = Keeper::new(Some("alice"), 1001);
    let kept = PictureError::KeptBy { owner };
    let (picture, _) = crate::captcha::captcha();
    let of_bytes = |bytes: &[u8]| Picture::from_bytes(bytes).expect("some bytes");
    // The header of a PNG, 5,000 pixels wide.
    let large = of_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x13\x88\0\0\0\x28");
    let (unreadable, gif) = (of_bytes(b"whatever"), of_bytes(b"GIF89a"));
    vec![
        subject("captcha", captcha(Ok(picture.clone()), 0, None), &offers),
        subject("captcha_again", captcha(Ok(picture), 1, None), &offers)
            .with(Problem::WrongCaptcha(None)),
        subject(
            "captcha_unreadable",
            captcha(Ok(unreadable), 0, None),
            &offers,
        ),
        subject("captcha_gif", captcha(Ok(gif), 0, None), &offers),
        subject(
            "captcha_kept_by_colleague",
            captcha(Err(kept), 0, None),
            &offers,
        ),
        subject(
            "captcha_large",
            captcha(Ok(large), 3, Some(three_wrong())),
            &offers,
        )
        .with(Problem::WrongCaptcha(None)),
        subject(
            "captcha_sending",
            captcha(Err(PictureError::Empty), 0, None),
            &[],
        )
        .doing(Doing::AnsweringCaptcha),
    ]
}

fn missing_codes() -> Vec<Subject> {
    let ask = |used, advice| Ask::NotArrived {
        live: live(Awaiting::Code, Method::Sms, used),
        requests: 1,
        advice,
    };
    let offers = [
        harmless(Choice::Stay),
        shut(Choice::Pick(Method::Sms), Lock::Until(within(25))),
        shut(Choice::Pick(Method::Voice), Lock::Open),
        shut(Choice::Pick(Method::Popup), Lock::NotEligible),
        acting(Choice::LookAgain, Lock::Open),
    ];
    vec![
        subject(
            "not_arrived_early",
            ask(Method::Sms, Advice::StayWithIt),
            &offers,
        ),
        subject(
            "not_arrived_voice",
            ask(Method::Voice, Advice::Ask(Method::Sms)),
            &offers,
        ),
        subject(
            "not_arrived_popup",
            ask(Method::Popup, Advice::Wait(Method::Sms, within(25))),
            &offers,
        )
        .with(Problem::Locked(Lock::Until(within(25)))),
    ]
}

fn pins() -> Vec<Subject> {
    let then = AfterPin::Device;
    let pin = |wrong, pause| Ask::Pin {
        live: live(Awaiting::Pin { then }, Method::Sms, Method::Sms),
        wrong,
        pause,
        recovery: (wrong == 1).then_some(Recovery {
            at: ago(70),
            certainty: Certainty::Confirmed,
            came: None,
        }),
    };
    let recovery = |recovery| Ask::PinRecovery {
        live: live(Awaiting::Pin { then }, Method::Sms, Method::Sms),
        recovery,
    };
    let recovery_offers = |lock| [harmless(Choice::Back), acting(Choice::RecoverPin, lock)];
    let lost = Recovery {
        at: ago(70),
        certainty: Certainty::Lost,
        came: None,
    };
    let pin_offers = [harmless(Choice::PinForgotten), harmless(Choice::Back)];
    vec![
        subject("pin", pin(0, None), &pin_offers),
        subject("pin_mailed", pin(1, None), &pin_offers),
        subject("recovery", recovery(None), &recovery_offers(Lock::Open)),
        subject(
            "recovery_lost",
            recovery(Some(lost)),
            &recovery_offers(Lock::Until(within(230))),
        )
        .with(Problem::RecoveryDeclined(text("no e-mail"))),
        subject("pin_wrong", pin(2, None), &pin_offers).with(Problem::WrongPin(None)),
        subject("pin_unusual", pin(0, None), &pin_offers).with(Problem::UnusualPin(8)),
    ]
}

fn security() -> Vec<Subject> {
    let panel = |finding, transfers| Ask::Device {
        live: live(Awaiting::Device, Method::Sms, Method::Sms),
        since: ago(31),
        poll: poll(finding),
        transfers,
    };
    let panel_offers = |lock| {
        [
            harmless(Choice::CheckNow),
            acting(Choice::AcceptedOnPhone, lock),
            harmless(Choice::Back),
        ]
    };
    let unreachable = Finding::Unreachable(Failure::NoAnswer(Cause::Timeout));
    let early = Problem::TransferTooEarly(text("device transfer not confirmed"));
    vec![
        subject(
            "device",
            panel(Some(Finding::Pending), 0),
            &panel_offers(Lock::Open),
        ),
        subject("device_first", panel(None, 0), &panel_offers(Lock::Open)),
        subject(
            "device_unreachable",
            panel(Some(unreachable), 0),
            &panel_offers(Lock::Open),
        ),
        subject(
            "device_taken",
            panel(Some(Finding::TakenOver), 0),
            &panel_offers(Lock::Open),
        ),
        subject(
            "device_limited",
            panel(Some(Finding::Limited), 0),
            &panel_offers(Lock::Open),
        ),
        subject(
            "device_too_early",
            panel(Some(Finding::Pending), 1),
            &panel_offers(Lock::Until(within(14))),
        )
        .with(early),
        subject("device_finishing", panel(Some(Finding::Pending), 1), &[])
            .doing(Doing::FinishingTransfer),
    ]
}

fn unknowns() -> Vec<Subject> {
    let ask = |act| Ask::Unknown {
        came: None,
        number: number(),
        act,
        check: Some(Checked {
            at: ago(4),
            finding: Finding::Pending,
            text: None,
        }),
    };
    let offers = |choices: &[Choice]| -> Vec<Offer> {
        std::iter::once(Choice::CheckNow)
            .chain(choices.iter().copied())
            .chain([Choice::Back])
            .map(harmless)
            .collect()
    };
    let request = [Choice::CodeArrived, Choice::NothingArrived];
    let captcha = [
        Choice::CodeArrived,
        Choice::TypeAgain,
        Choice::NothingArrived,
    ];
    let code = [Choice::TypeAgain, Choice::PinAsked, Choice::PhoneAsks];
    let pin = [Choice::TypeAgain, Choice::PhoneAsks];
    vec![
        subject("unknown_request", ask(Act::RequestCode), &offers(&request)),
        subject(
            "unknown_captcha",
            ask(Act::AnswerCaptcha),
            &offers(&captcha),
        ),
        subject("unknown_code", ask(Act::ConfirmCode), &offers(&code)),
        subject("unknown_pin", ask(Act::ConfirmPin), &offers(&pin)),
        subject(
            "unknown_transfer",
            ask(Act::Transfer),
            &offers(&[Choice::PhoneAsks]),
        ),
    ]
}

fn halts() -> Vec<Subject> {
    let halted = |name, halt, look: Option<Lock>| {
        let number = number();
        let look = look.map(|lock| acting(Choice::LookAgain, lock));
        let appeal = matches!(
            halt,
            Halt::Banned(_)
                | Halt::InReview {
                    certainty: Certainty::Lost,
                    ..
                }
        );
        let appeal = appeal.then(|| harmless(Choice::WriteAppeal));
        let offers: Vec<Offer> = std::iter::once(harmless(Choice::Back))
            .chain(appeal)
            .chain(look)
            .chain([harmless(Choice::Leave)])
            .collect();
        subject(name, Ask::Halted { number, halt }, &offers)
    };
    let until = |seconds| Some(Lock::Until(within(seconds)));
    let unavailable = Halt::Unavailable {
        reason: text("temporarily_unavailable"),
        look_again: within(900),
    };
    let blocked = Halt::Blocked {
        reason: text("too_many_attempts"),
        until: Some(within(10_800)),
        look_again: within(10_800),
    };
    let odd = refusal(RefusalCause::Other, "unexpected state 17", 418);
    let wrong = Halt::WrongNumber(device("5521912345678"));
    let declined = Halt::declined(None, NOW);
    let odd = Halt::unknown_answer(odd, NOW);
    let review = Halt::in_review(None, Certainty::Confirmed, ago(60));
    let maybe = Halt::in_review(text("queued"), Certainty::Lost, ago(60));
    let keeper = Keeper::new(Some("alice"), 1001);
    let banned = Ask::Halted {
        number: number(),
        halt: Halt::Banned(text("spam")),
    };
    let without_appeal = [
        harmless(Choice::Back),
        acting(Choice::LookAgain, Lock::Open),
        harmless(Choice::Leave),
    ];
    vec![
        halted("halted_unavailable", unavailable, until(900)),
        halted("halted_banned", Halt::Banned(text("spam")), None),
        subject("halted_banned_kept_by_colleague", banned, &without_appeal)
            .with(Problem::AppealKeptBy(keeper)),
        halted("halted_blocked", blocked, until(10_800)),
        halted("halted_review", review, until(3_540)),
        halted("halted_review_lost", maybe, until(3_540)),
        halted("halted_declined", declined, until(3_600)),
        halted("halted_unknown_answer", odd, until(3_600)),
        halted("halted_wrong_number", wrong, Some(Lock::Open)),
    ]
}

fn appeals() -> Vec<Subject> {
    let ask = |description: &str| Ask::Appeal {
        number: number(),
        description: description.to_owned(),
        reason: text("spam"),
    };
    let back = [harmless(Choice::Back)];
    let long = "It is our own number.\n\n".repeat(4) + &"word ".repeat(40);
    let too_long = Problem::Appeal(AppealError::TooLong(2_300));
    vec![
        subject("appeal_empty", ask(""), &back).with(Problem::Appeal(AppealError::Empty)),
        subject("appeal_written", ask("It is our own number."), &back),
        subject("appeal_long", ask(&long), &back).with(too_long),
        subject("appeal_declined", ask("Please."), &back)
            .with(Problem::AppealDeclined(text("invalid token"))),
        subject("appeal_sending", ask("Please."), &[]).doing(Doing::Appealing),
    ]
}

/// A line that may be the right one, and what a person said of it.
fn lines_in_question() -> Vec<Subject> {
    let same = [
        harmless(Choice::CheckNow),
        harmless(Choice::SameLine),
        harmless(Choice::OtherLine),
        harmless(Choice::Back),
    ];
    let confirmed = Ask::Connected {
        number: PhoneNumber::parse("225", "0769123456").expect("a number"),
        device: device("22569123456"),
        started: ago(184),
        finished: NOW,
    };
    vec![
        subject(
            "connected_confirmed",
            confirmed,
            &[harmless(Choice::Leave), harmless(Choice::Protect)],
        ),
        subject(
            "same_line",
            Ask::SameLine {
                number: PhoneNumber::parse("225", "0769123456").expect("a number"),
                device: device("22569123456"),
            },
            &same,
        ),
        subject(
            "same_line_unreadable",
            Ask::SameLine {
                number: number(),
                device: DeviceReply {
                    phone: None,
                    ..device("")
                },
            },
            &same,
        ),
    ]
}

fn final_checks() -> Vec<Subject> {
    let verifying = |finding| Ask::Verifying {
        number: number(),
        since: ago(8),
        poll: poll(finding),
        is_overdue: false,
    };
    let mut odd = poll(Some(Finding::Pending));
    if let Some(last) = &mut odd.last {
        last.text = text("Sessão aguardando sincronização do aparelho");
    }
    let overdue = Ask::Verifying {
        number: number(),
        since: ago(61),
        poll: odd,
        is_overdue: true,
    };
    let offers = [
        harmless(Choice::CheckNow),
        harmless(Choice::PhoneAsks),
        harmless(Choice::Back),
    ];
    vec![
        subject("verifying", verifying(None), &offers),
        subject("verifying_overdue", overdue, &offers),
        subject(
            "verifying_unclear",
            verifying(Some(Finding::LineUnclear)),
            &offers,
        ),
    ]
}

fn ends() -> Vec<Subject> {
    let leave = |awaiting| Ask::LeaveGate {
        live: live(awaiting, Method::Sms, Method::Sms),
    };
    let gate = [harmless(Choice::Stay), harmless(Choice::Back)];
    let then = AfterPin::Verification;
    let connected = Ask::Connected {
        number: number(),
        device: device("551187654321"),
        started: ago(184),
        finished: NOW,
    };
    vec![
        subject("leave_captcha", leave(Awaiting::Captcha), &gate),
        subject("leave_code", leave(Awaiting::Code), &gate),
        subject(
            "leave_unknown",
            Ask::LeaveGate {
                live: Live {
                    unknown: Some(Act::ConfirmCode),
                    ..live(Awaiting::Code, Method::Sms, Method::Sms)
                },
            },
            &gate,
        ),
        subject("leave_pin", leave(Awaiting::Pin { then }), &gate),
        subject("leave_device", leave(Awaiting::Device), &gate),
        subject("leave_verification", leave(Awaiting::Verification), &gate),
        subject(
            "connected",
            connected,
            &[harmless(Choice::Leave), harmless(Choice::Protect)],
        ),
    ]
}
