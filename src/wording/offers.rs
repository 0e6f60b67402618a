//! What each choice says, and why it is shut when it is.

use crate::domain::method::Lock;
use crate::domain::time::Deadline;
use crate::flow::bookmark::Unfinished;
use crate::flow::prompt::{Act, Ask, Choice, Offer, Prompt};
use crate::locale::catalog::Catalog;
use crate::wording::{ChoiceText, Wording};
use std::time::Duration;

/// Less than this is a moment.
const MOMENT: Duration = Duration::from_secs(10);

impl Wording<'_> {
    /// The words of one offer of `prompt`.
    pub(super) fn choice(&self, prompt: &Prompt, offer: &Offer) -> ChoiceText {
        let state = match (offer.choice, offer.lock) {
            (Choice::Pick(_), lock) => Some(self.lock(lock)),
            (Choice::TakeUp(at), _) => {
                unfinished(&prompt.ask, at).map(|session| self.unfinished_state(session))
            }
            (Choice::TakeInstance(at), lock) => self.row_state(&prompt.ask, at, lock),
            (_, Lock::Open) => None,
            (_, Lock::Until(deadline)) => Some(self.ready_in(deadline)),
            (_, lock) => Some(self.lock(lock)),
        };
        ChoiceText {
            label: self.choice_label(prompt, offer.choice),
            state,
        }
    }

    /// When it opens. Of a moment, nobody wants to know at what time it ends.
    fn ready_in(&self, deadline: Deadline) -> String {
        let left = deadline.remaining(self.now).unwrap_or_default();
        if left < MOMENT {
            return self.catalog.choice_in_a_moment(self.left(deadline));
        }
        self.catalog
            .choice_in(self.at_end(deadline), self.left(deadline))
    }

    fn choice_label(&self, prompt: &Prompt, choice: Choice) -> String {
        let c = self.catalog;
        match choice {
            Choice::Back => self.back_label(prompt),
            Choice::Leave => c.choice_leave(),
            Choice::ListInstances => c.choice_list_instances(),
            Choice::TakeInstance(at) => self.row_label(&prompt.ask, at),
            Choice::NextPage => c.choice_next_page(),
            Choice::PreviousPage => c.choice_previous_page(),
            Choice::UseNumber => c.choice_use_number(),
            Choice::Pick(method) => self.method(method),
            Choice::Request(_) => c.choice_request(),
            Choice::PickEarly(method) => c.choice_pick_early(self.method(method)),
            Choice::RequestEarly(_) => c.choice_request_early(),
            Choice::LookAgain if matches!(prompt.ask, Ask::Halted { .. }) => c.choice_ask_again(),
            Choice::LookAgain => c.choice_look_again(),
            Choice::Resume => c.choice_resume(),
            Choice::CheckNow => c.choice_check_now(),
            Choice::AcceptedOnPhone => c.choice_accepted(),
            Choice::TransferByPost => c.choice_transfer_by_post(),
            Choice::PinForgotten => c.choice_pin_forgotten(),
            Choice::RecoverPin => c.choice_recover_pin(),
            Choice::NotArrived => c.choice_not_arrived(),
            Choice::HaveCode => c.choice_have_code(),
            Choice::WriteAppeal => c.choice_write_appeal(),
            Choice::CodeArrived => c.choice_code_arrived(),
            Choice::NothingArrived => c.choice_nothing_arrived(),
            Choice::TypeAgain => type_again_label(c, &prompt.ask),
            Choice::PinAsked => c.choice_pin_asked(),
            Choice::PhoneAsks => c.choice_phone_asks(),
            Choice::SameLine => c.choice_same_line(),
            Choice::OtherLine => c.choice_other_line(),
            Choice::Stay if matches!(prompt.ask, Ask::NotArrived { .. }) => c.choice_keep_waiting(),
            Choice::Protect => c.choice_protect(),
            Choice::SetEmail => c.choice_set_email(),
            Choice::TypeEmailCode => c.choice_type_email_code(),
            Choice::SetPin => c.choice_set_pin(),
            Choice::Stay => c.choice_stay(),
            Choice::TakeUp(at) => self.take_up_label(&prompt.ask, at),
            Choice::StartNew => c.choice_start_new(),
            Choice::TryAgain => c.choice_try_again(),
            Choice::GoOn => c.choice_go_on(),
            Choice::GoUnrecorded => c.choice_go_unrecorded(),
            Choice::TakeOver => c.choice_take_over(),
        }
    }

    fn take_up_label(&self, ask: &Ask, at: u16) -> String {
        let session = unfinished(ask, at);
        session.map_or_else(String::new, |session| self.unfinished_label(session))
    }

    fn back_label(&self, prompt: &Prompt) -> String {
        let c = self.catalog;
        if prompt.activity.is_some() {
            return c.choice_stop_waiting();
        }
        match prompt.ask {
            Ask::NumberGate { .. } | Ask::RequestGate { .. } | Ask::PinRecovery { .. } => {
                c.choice_back_change()
            }
            Ask::LeaveGate { .. } => c.choice_leave_registration(),
            Ask::Unrecorded { .. }
            | Ask::Welcome { .. }
            | Ask::Held { .. }
            | Ask::Credentials { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::Number { .. }
            | Ask::Board { .. }
            | Ask::Captcha { .. }
            | Ask::Code { .. }
            | Ask::NotArrived { .. }
            | Ask::Appeal { .. }
            | Ask::Pin { .. }
            | Ask::Device { .. }
            | Ask::Verifying { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::Secure { .. }
            | Ask::Connected { .. } => c.choice_back(),
        }
    }
}

/// The onboarding in this place of the list.
fn unfinished(ask: &Ask, at: u16) -> Option<&Unfinished> {
    if let Ask::Welcome { sessions } = ask {
        return sessions.get(usize::from(at));
    }
    None
}

fn type_again_label(c: &Catalog, ask: &Ask) -> String {
    let lost = |lost: Act| matches!(ask, Ask::Unknown { act, .. } if *act == lost);
    if lost(Act::ConfirmPin) {
        c.choice_type_again_pin()
    } else if lost(Act::AnswerCaptcha) {
        c.choice_type_again_captcha()
    } else {
        c.choice_type_again_code()
    }
}
