//! What can be chosen at a prompt.

use crate::domain::method::{Lock, Method};
use serde::Serialize;
use std::borrow::Cow;

/// Something that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// What.
    pub choice: Choice,
    /// Whether it can be chosen at a moment.
    pub lock: Lock,
    /// Whether choosing it does something that cannot be taken back.
    pub acts: Consequence,
}

/// What choosing an offer leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// Nothing that counts.
    Harmless,
    /// A call that acts. It is never the default.
    Acts,
}

/// The choices of all prompts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// One step back, keeping what was typed.
    Back,
    /// End this onboarding here.
    Leave,
    /// List the account's instances with a partner token.
    ListInstances,
    /// Take the instance in this place of the list, from 0.
    TakeInstance(u16),
    /// The next page of the list.
    NextPage,
    /// The page before.
    PreviousPage,
    /// Ask the service about this number.
    UseNumber,
    /// Go to the gate of this method.
    Pick(Method),
    /// Request a code by this method.
    Request(Method),
    /// Go to the gate of this method before the end of its wait, whose rest may be overridden.
    PickEarly(Method),
    /// Request a code by this method before the end of its wait.
    RequestEarly(Method),
    /// Ask for fresh waits.
    LookAgain,
    /// Take up the registration under way.
    Resume,
    /// Read `/status` at once.
    CheckNow,
    /// The customer accepted on the phone: finish the transfer.
    AcceptedOnPhone,
    /// The same by the other verb, after the service did not know the documented call.
    TransferByPost,
    /// The owner does not know the PIN.
    PinForgotten,
    /// Have WhatsApp mail the owner a link for a new PIN.
    RecoverPin,
    /// No code has come to the phone.
    NotArrived,
    /// A code is at hand although the captcha was not answered here.
    HaveCode,
    /// Write an appeal against the ban.
    WriteAppeal,
    /// A code arrived.
    CodeArrived,
    /// No code arrived.
    NothingArrived,
    /// Type the code or the PIN again.
    TypeAgain,
    /// The phone or the app asks for the two-step PIN.
    PinAsked,
    /// The phone asks for a confirmation.
    PhoneAsks,
    /// The line that is shown is the number.
    SameLine,
    /// The line that is shown is another one.
    OtherLine,
    /// Read and change what protects the account.
    Protect,
    /// Set the account's e-mail address.
    SetEmail,
    /// Hand in the code that was mailed to it.
    TypeEmailCode,
    /// Set the account's two-step PIN.
    SetPin,
    /// Stay where one is.
    Stay,
    /// Take up the onboarding in this place of the list, from 0.
    TakeUp(u16),
    /// Begin with another number.
    StartNew,
    /// Try once more what could not be done.
    TryAgain,
    /// Go on with what there is.
    GoOn,
    /// Go on although nothing can be written down.
    GoUnrecorded,
    /// Take the number over from whoever is at it.
    TakeOver,
}

impl Choice {
    /// Whether it is the word that the customer accepted on the phone.
    #[must_use]
    pub fn says_accepted(self) -> bool {
        matches!(self, Choice::AcceptedOnPhone | Choice::TransferByPost)
    }

    /// A name for it, the same in every language and version.
    #[must_use]
    pub fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Choice::Back => "back",
            Choice::Leave => "leave",
            Choice::ListInstances => "list_instances",
            Choice::TakeInstance(at) => return format!("take_instance_{at}").into(),
            Choice::NextPage => "next_page",
            Choice::PreviousPage => "previous_page",
            Choice::UseNumber => "use_number",
            Choice::Pick(method) => return format!("pick_{}", method.name()).into(),
            Choice::Request(method) => return format!("request_{}", method.name()).into(),
            Choice::PickEarly(method) => return format!("pick_early_{}", method.name()).into(),
            Choice::RequestEarly(method) => {
                return format!("request_early_{}", method.name()).into();
            }
            Choice::LookAgain => "look_again",
            Choice::Resume => "resume",
            Choice::CheckNow => "check_now",
            Choice::AcceptedOnPhone => "accepted_on_phone",
            Choice::TransferByPost => "transfer_by_post",
            Choice::PinForgotten => "pin_forgotten",
            Choice::RecoverPin => "recover_pin",
            Choice::NotArrived => "not_arrived",
            Choice::HaveCode => "have_code",
            Choice::WriteAppeal => "write_appeal",
            Choice::CodeArrived => "code_arrived",
            Choice::NothingArrived => "nothing_arrived",
            Choice::TypeAgain => "type_again",
            Choice::PinAsked => "pin_asked",
            Choice::PhoneAsks => "phone_asks",
            Choice::SameLine => "same_line",
            Choice::OtherLine => "other_line",
            Choice::Protect => "protect",
            Choice::SetEmail => "set_email",
            Choice::TypeEmailCode => "type_email_code",
            Choice::SetPin => "set_pin",
            Choice::Stay => "stay",
            Choice::TakeUp(at) => return format!("take_up_{at}").into(),
            Choice::StartNew => "start_new",
            Choice::TryAgain => "try_again",
            Choice::GoOn => "go_on",
            Choice::GoUnrecorded => "go_unrecorded",
            Choice::TakeOver => "take_over",
        })
    }
}
