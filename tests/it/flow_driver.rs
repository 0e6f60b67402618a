//! A flow with a clock that the test turns: shared by the tests of single steps and of the whole machine.
#![expect(
    clippy::unnecessary_wraps,
    reason = "replies are outcomes, so that they can be handed over as they are"
)]

use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::{Wait, Waits};
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::domain::time::{BootId, Timestamp};
use zapi_onboard::flow::Flow;
use zapi_onboard::flow::bookmark::{Bookmark, Kept};
use zapi_onboard::flow::effect::{Call, Claim, Effect, Weight};
use zapi_onboard::flow::event::{
    Answer, AnswerWaits, AppealReply, AppealVerdict, AvailabilityReply, Block, CallId,
    CaptchaReply, CaptchaVerdict, ChangeReply, Claimed, CodeRequestReply, CodeRequestVerdict,
    ConfirmationReply, DeviceReply, EmailState, Event, InstanceKind, InstanceReply, InstanceRow,
    InstancesReply, Link, ListedInstance, Outcome, PartnerFields, Payment, RecoveryReply, Reply,
    ReplyFacts, SecureAnswer, SecurityReply, StatusReply, TransferReply, TransferVerdict,
};
use zapi_onboard::flow::prompt::{Ask, Choice, Prompt, PromptId};

pub(crate) const TOKEN: &str = "0F5D4E7A19B24C6D8E3F1A2B";
pub(crate) const CLIENT_TOKEN: &str = "F7a1c9e0b2d34f56879a0b1c2d3e4f506S";
pub(crate) const PARTNER_TOKEN: &str = "eyJwYXJ0bmVyIjoxfQ.q7Xw";
pub(crate) const LISTED_TOKEN: &str = "9A8B7C6D5E4F3A2B1C0D9E8F";
pub(crate) const NEW_PIN: &str = "246813";
pub(crate) const CODE: &str = "918273";
pub(crate) const PIN: &str = "564738";
pub(crate) const APPEAL_TOKEN: &str = "appeal-9d2c41";

/// The flow under test.
#[derive(Clone)]
pub(crate) struct Driver {
    pub(crate) flow: Flow,
    pub(crate) now: Timestamp,
    /// The call under way, as the effects told it.
    pub(crate) in_flight: Option<(CallId, Call)>,
    /// Where it stood, each time that changed.
    pub(crate) kept: Vec<Bookmark>,
}

pub(crate) fn start() -> Timestamp {
    Timestamp {
        wall_ms: 1_772_731_925_000,
        boot_ms: 1_000_000,
        boot: BootId(3),
    }
}

pub(crate) fn fields() -> CredentialFields {
    CredentialFields {
        instance_id: "3C67AB641C8AA0412F6A2242B4E23AC7".to_owned(),
        instance_token: Some(Secret::new(TOKEN)),
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    }
}

pub(crate) fn number() -> PhoneNumber {
    PhoneNumber::parse("55", "11987654321").expect("a number")
}

impl Driver {
    pub(crate) fn new() -> Self {
        Self {
            flow: Flow::new(&CredentialFields::default(), start()),
            now: start(),
            in_flight: None,
            kept: Vec::new(),
        }
    }

    /// A process that finds `bookmark` and is told to take it up.
    pub(crate) fn resuming(bookmark: Bookmark, now: Timestamp) -> Self {
        let kept = Kept {
            id: "0a1b2c3d".to_owned(),
            bookmark,
            last: now,
            operator: None,
            holder: None,
            handed_over: false,
        };
        let mut driver = Self {
            flow: Flow::welcome(vec![kept], &CredentialFields::default(), now),
            now,
            in_flight: None,
            kept: Vec::new(),
        };
        assert_eq!(driver.question(), "welcome");
        driver.choose(Choice::TakeUp(0));
        assert_eq!(driver.question(), "credentials");
        driver
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, seconds: u64) -> &mut Self {
        self.now = self.now.plus(Duration::from_secs(seconds));
        self
    }

    pub(crate) fn prompt(&self) -> Prompt {
        self.flow.prompt(self.now)
    }

    pub(crate) fn question(&self) -> &'static str {
        self.prompt().ask.name()
    }

    pub(crate) fn id(&self) -> PromptId {
        self.prompt().id
    }

    /// Hands an event over and follows the calls in what comes back.
    pub(crate) fn handle(&mut self, event: Event) -> Vec<Effect> {
        if let Event::Replied { call, .. } = &event
            && self.in_flight.as_ref().is_some_and(|(id, _)| id == call)
        {
            self.in_flight = None;
        }
        let dispossessed = matches!(event, Event::Dispossessed(_));
        let mut effects = self.flow.handle(event, self.now);
        // Nobody else is there, and what is known of the number is what was kept of it here.
        let claim = effects.iter().find_map(claimed);
        if let Some(claim) = claim {
            let about = |kept: &&Bookmark| kept.number().same_line(&claim.number);
            let known = self.kept.iter().rev().find(about).cloned();
            let granted = Event::Claimed(Claimed::Granted(known.map(Box::new)));
            effects.extend(self.flow.handle(granted, self.now));
        }
        self.kept.extend(effects.iter().filter_map(kept));
        effects.retain(|effect| !matches!(effect, Effect::Keep(_) | Effect::Claim(_)));
        for effect in &effects {
            match effect {
                Effect::Keep(_) | Effect::Claim(_) => unreachable!("taken out"),
                Effect::Call(id, call) => {
                    assert_eq!(self.in_flight, None, "two calls under way");
                    self.in_flight = Some((*id, call.clone()));
                }
                // What was to be sent when somebody took over never left.
                Effect::Abandon(_) if dispossessed => self.in_flight = None,
                Effect::Abandon(id) => {
                    let (known, call) = self.in_flight.take().expect("something to abandon");
                    assert_eq!(known, *id);
                    assert!(call.weight() == Weight::Reads, "{call:?} abandoned");
                }
                Effect::UseCredentials(_)
                | Effect::Record(_)
                | Effect::TryRecords
                | Effect::GoUnrecorded
                | Effect::Close => {}
            }
        }
        effects
    }

    pub(crate) fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        let prompt = self.id();
        self.handle(Event::Answered { prompt, answer })
    }

    pub(crate) fn choose(&mut self, choice: Choice) -> Vec<Effect> {
        self.answer(Answer::Choose(choice))
    }

    /// Ends the call under way.
    pub(crate) fn reply(&mut self, outcome: Outcome) -> Vec<Effect> {
        self.reply_naming(outcome, AnswerWaits::default())
    }

    /// Ends the call under way with an answer that names these waits.
    pub(crate) fn reply_naming(&mut self, outcome: Outcome, waits: AnswerWaits) -> Vec<Effect> {
        let (call, _) = self.in_flight.clone().expect("a call under way");
        self.handle(Event::Replied {
            call,
            outcome,
            waits,
        })
    }

    pub(crate) fn wake(&mut self) -> Vec<Effect> {
        self.handle(Event::Woken)
    }

    pub(crate) fn call(&self) -> Option<&Call> {
        self.in_flight.as_ref().map(|(_, call)| call)
    }
}

fn claimed(effect: &Effect) -> Option<Claim> {
    if let Effect::Claim(claim) = effect {
        return Some(claim.clone());
    }
    None
}

fn kept(effect: &Effect) -> Option<Bookmark> {
    if let Effect::Keep(bookmark) = effect {
        return Some(bookmark.as_ref().clone());
    }
    None
}

/// Moves to the questions of the way, each from the one before.
impl Driver {
    pub(crate) fn at_number() -> Self {
        let mut driver = Self::new();
        driver.answer(Answer::Credentials(fields()));
        driver.reply(status(Link::NotConnected));
        driver.reply(instance());
        assert_eq!(driver.question(), "number");
        driver
    }

    pub(crate) fn at_gate() -> Self {
        let mut driver = Self::at_number();
        driver.answer(typed("11 98765-4321"));
        assert_eq!(driver.question(), "number_gate");
        driver
    }

    pub(crate) fn looking() -> Self {
        let mut driver = Self::at_gate();
        driver.choose(Choice::UseNumber);
        driver.reply(status(Link::NotConnected));
        assert_eq!(driver.call(), Some(&Call::Availability(number())));
        driver
    }

    pub(crate) fn at_board(waits: Waits) -> Self {
        let mut driver = Self::looking();
        driver.reply(available(waits));
        assert_eq!(driver.question(), "board");
        driver
    }

    pub(crate) fn requesting() -> Self {
        use zapi_onboard::domain::method::Method;
        let mut driver = Self::at_board(open());
        driver.choose(Choice::Pick(Method::Sms));
        driver.choose(Choice::Request(Method::Sms));
        driver.reply(status(Link::NotConnected));
        assert_eq!(
            driver.call(),
            Some(&Call::RequestCode(number(), Method::Sms))
        );
        driver
    }

    pub(crate) fn at_code() -> Self {
        let mut driver = Self::requesting();
        driver.reply(sent());
        assert_eq!(driver.question(), "code");
        driver
    }

    pub(crate) fn sending_code() -> Self {
        let mut driver = Self::at_code();
        driver.answer(Answer::Code(Secret::new(CODE)));
        driver
    }

    pub(crate) fn at_pin() -> Self {
        let mut driver = Self::sending_code();
        driver.reply(confirmed(Some(false), &[Flag::Pin]));
        assert_eq!(driver.question(), "pin");
        driver
    }

    pub(crate) fn at_device() -> Self {
        let mut driver = Self::sending_code();
        driver.reply(confirmed(Some(false), &[Flag::Device]));
        assert_eq!(driver.question(), "device");
        driver
    }

    pub(crate) fn at_captcha() -> Self {
        let mut driver = Self::requesting();
        driver.reply(requested(CodeRequestVerdict::Captcha, Wait::Unknown));
        assert_eq!(driver.question(), "captcha");
        driver
    }

    pub(crate) fn at_recovery() -> Self {
        let mut driver = Self::at_pin();
        driver.choose(Choice::PinForgotten);
        assert_eq!(driver.question(), "pin_recovery");
        driver
    }

    pub(crate) fn at_appeal() -> Self {
        let mut driver = Self::looking();
        driver.reply(banned());
        driver.choose(Choice::WriteAppeal);
        assert_eq!(driver.question(), "appeal");
        driver
    }

    pub(crate) fn verifying() -> Self {
        let mut driver = Self::sending_code();
        driver.reply(confirmed(Some(true), &[]));
        assert_eq!(driver.question(), "verifying");
        driver
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flag {
    Pin,
    Device,
}

pub(crate) fn typed(national: &str) -> Answer {
    Answer::Number {
        calling_code: "55".to_owned(),
        national: national.to_owned(),
    }
}

pub(crate) fn status(link: Link) -> Outcome {
    Ok(Reply::Status(StatusReply { link, text: None }))
}

pub(crate) fn device(phone: Option<&str>) -> Outcome {
    Ok(Reply::Device(DeviceReply {
        phone: phone.map(ToOwned::to_owned),
        name: None,
        model: None,
    }))
}

/// An instance that is paid for a month to come.
pub(crate) fn instance() -> Outcome {
    Ok(Reply::Instance(InstanceReply {
        name: ServerText::new("Loja 1", &[]),
        due_unix_ms: Some(start().wall_ms + 30 * 24 * 3_600_000),
        payment: Some(Payment::Paid),
    }))
}

/// The account's address.
pub(crate) fn email_state(address: Option<&str>, verified: Option<bool>) -> Outcome {
    Ok(Reply::Security(SecurityReply::Email(EmailState {
        is_set: Some(address.is_some()),
        address: address.and_then(|address| ServerText::new(address, &[])),
        verified,
    })))
}

pub(crate) fn pin_state(set: Option<bool>) -> Outcome {
    Ok(Reply::Security(SecurityReply::Pin(set)))
}

pub(crate) fn change(reply: ChangeReply) -> Outcome {
    Ok(Reply::Security(SecurityReply::Change(reply)))
}

pub(crate) fn set_email(typed: &str) -> Answer {
    Answer::Secure(SecureAnswer::Email(typed.to_owned()))
}

/// The code that was mailed.
pub(crate) fn email_code() -> Answer {
    Answer::Secure(SecureAnswer::EmailCode(Secret::new(CODE)))
}

pub(crate) fn new_pin(pin: &str, again: &str) -> Answer {
    Answer::Secure(SecureAnswer::NewPin {
        pin: Secret::new(pin),
        again: Secret::new(again),
    })
}

/// An instance of the account's list.
pub(crate) fn listed(id: &str, kind: InstanceKind, token: Option<&str>) -> ListedInstance {
    ListedInstance {
        row: InstanceRow {
            id: id.to_owned(),
            kind,
            about: InstanceReply::default(),
            connected: None,
        },
        token: token.map(Secret::new),
    }
}

/// A page of the account's list: web instances first, as the service may order them.
pub(crate) fn page(pages: Option<u32>) -> Outcome {
    Ok(Reply::Instances(InstancesReply {
        instances: vec![
            listed("WEB", InstanceKind::Web, Some(LISTED_TOKEN)),
            listed("BARE", InstanceKind::Mobile, None),
            listed("ODD", InstanceKind::Unknown, Some(LISTED_TOKEN)),
            listed("MOBILE", InstanceKind::Mobile, Some(LISTED_TOKEN)),
        ],
        total: Some(11),
        pages,
    }))
}

pub(crate) fn partner() -> Answer {
    Answer::Partner(PartnerFields {
        partner_token: Some(Secret::new(PARTNER_TOKEN)),
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    })
}

pub(crate) fn open() -> Waits {
    Waits {
        sms: Wait::Now,
        voice: Wait::Now,
        popup: Some(Wait::Now),
    }
}

pub(crate) fn available(waits: Waits) -> Outcome {
    Ok(Reply::Availability(AvailabilityReply {
        available: true,
        blocked: None,
        appeal_token: None,
        waits,
        facts: ReplyFacts::default(),
    }))
}

pub(crate) fn requested(verdict: CodeRequestVerdict, sms: Wait) -> Outcome {
    Ok(Reply::CodeRequest(CodeRequestReply {
        verdict,
        waits: Waits {
            sms,
            ..Waits::UNKNOWN
        },
        facts: ReplyFacts::default(),
    }))
}

pub(crate) fn sent() -> Outcome {
    let minute = Wait::For(Duration::from_mins(1));
    requested(CodeRequestVerdict::Sent(None), minute)
}

/// A ban that can be appealed.
pub(crate) fn banned() -> Outcome {
    Ok(Reply::Availability(AvailabilityReply {
        available: false,
        blocked: Some(Block::Appealable),
        appeal_token: Some(Secret::new(APPEAL_TOKEN)),
        waits: Waits::UNKNOWN,
        facts: ReplyFacts::default(),
    }))
}

pub(crate) fn captcha_said(verdict: CaptchaVerdict) -> Outcome {
    Ok(Reply::Captcha(CaptchaReply {
        verdict,
        facts: ReplyFacts::default(),
    }))
}

pub(crate) fn recovered(success: Option<bool>) -> Outcome {
    Ok(Reply::Recovery(RecoveryReply {
        success,
        facts: ReplyFacts::default(),
    }))
}

pub(crate) fn appeal_said(verdict: AppealVerdict) -> Outcome {
    Ok(Reply::Appeal(AppealReply {
        verdict,
        facts: ReplyFacts::default(),
    }))
}

pub(crate) fn transferred(verdict: TransferVerdict) -> Outcome {
    let facts = ReplyFacts::default();
    Ok(Reply::Transfer(TransferReply { verdict, facts }))
}

pub(crate) fn confirmed(success: Option<bool>, flags: &[Flag]) -> Outcome {
    Ok(Reply::Confirmation(ConfirmationReply {
        success,
        facts: ReplyFacts {
            pin_required: flags.contains(&Flag::Pin),
            device_required: flags.contains(&Flag::Device),
            ..ReplyFacts::default()
        },
    }))
}

/// The lock-free look at what a prompt asks.
pub(crate) fn locks_of(prompt: &Prompt) -> Vec<zapi_onboard::domain::method::Lock> {
    if let Ask::Board { locks, .. } = &prompt.ask {
        return locks.iter().map(|(_, lock)| *lock).collect();
    }
    Vec::new()
}
