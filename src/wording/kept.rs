//! The words about what is written down: onboardings left unfinished, somebody else at a number, and a journal
//! that cannot be used.

use crate::domain::phone::PhoneNumber;
use crate::flow::bookmark::{Situation, Unfinished};
use crate::flow::event::{Holder, Resource, Trouble, TroubleKind};
use crate::flow::prompt::{Ask, Awaiting, Prompt};
use crate::wording::notes::warning;
use crate::wording::{Note, Wording};

impl Wording<'_> {
    /// Title and lead when somebody else is at a number.
    pub(super) fn held_heading(&self, number: &PhoneNumber, holder: &Holder) -> (String, String) {
        let c = self.catalog;
        let number = self.number(number);
        let time = self.clock(holder.since);
        let who = self.name_of(holder);
        let lead = match holder.what {
            Resource::Line => c.held_lead_line(number, time, who),
            Resource::Instance => c.held_lead_instance(time, who),
        };
        (c.held_title(), lead)
    }

    /// Title and lead when things cannot be written down.
    pub(super) fn trouble_heading(&self, trouble: &Trouble) -> (String, String) {
        let c = self.catalog;
        let path = trouble.path.clone();
        let lead = match &trouble.kind {
            TroubleKind::SetAside(aside) => {
                return (
                    c.trouble_set_aside_title(),
                    c.trouble_set_aside_lead(aside.clone(), path),
                );
            }
            TroubleKind::Newer => c.trouble_newer(path),
            TroubleKind::NotWritable => c.trouble_not_writable(path),
            TroubleKind::Full => c.trouble_full(path),
            TroubleKind::Exposed => c.trouble_exposed(path),
            TroubleKind::Replaced => c.trouble_replaced(path),
            TroubleKind::Busy => c.trouble_busy(path),
            TroubleKind::OpenElsewhere(Some(who)) => {
                c.trouble_open_elsewhere(path, who.as_str().to_owned())
            }
            TroubleKind::OpenElsewhere(None) => c.trouble_open_elsewhere_unnamed(path),
            TroubleKind::Broken => c.trouble_broken(path),
        };
        (c.trouble_title(), lead)
    }

    /// That the journal is on a network file system: at the start, and before a code is requested.
    pub(super) fn network_note(&self, prompt: &Prompt) -> Option<Note> {
        let c = self.catalog;
        let kind = self.others_words(prompt.network_journal.as_ref()?.as_str());
        let text = match &prompt.ask {
            Ask::RequestGate { .. } => c.request_on_network(kind),
            Ask::Welcome { .. } | Ask::Credentials { .. } | Ask::Number { .. } => {
                c.journal_on_network(kind)
            }
            Ask::Unrecorded { .. }
            | Ask::Held { .. }
            | Ask::Partner { .. }
            | Ask::Instances { .. }
            | Ask::AlreadyConnected { .. }
            | Ask::NumberGate { .. }
            | Ask::Board { .. }
            | Ask::Captcha { .. }
            | Ask::Code { .. }
            | Ask::NotArrived { .. }
            | Ask::Pin { .. }
            | Ask::PinRecovery { .. }
            | Ask::Device { .. }
            | Ask::Verifying { .. }
            | Ask::SameLine { .. }
            | Ask::Unknown { .. }
            | Ask::Halted { .. }
            | Ask::Appeal { .. }
            | Ask::LeaveGate { .. }
            | Ask::Secure { .. }
            | Ask::Connected { .. } => return None,
        };
        Some(warning(text))
    }

    /// What is the matter with the journal, in one line.
    #[must_use]
    pub fn trouble(&self, trouble: &Trouble) -> String {
        self.trouble_heading(trouble).1
    }

    /// What follows from going on.
    pub(super) fn kept_notes(&self, ask: &Ask) -> Vec<Note> {
        let c = self.catalog;
        if let Ask::Unrecorded { trouble } = ask {
            let is_over = trouble.is_over();
            let lacking = (!is_over).then(|| warning(c.trouble_warning()));
            return lacking.into_iter().collect();
        }
        vec![warning(c.held_warning())]
    }

    /// One line of an onboarding that can be taken up: number and situation.
    #[must_use]
    pub fn unfinished_label(&self, session: &Unfinished) -> String {
        let situation = self.situation(&session.situation);
        self.catalog
            .unfinished_label(self.number(&session.number), situation)
    }

    /// What holds it up, or who is at it, or since when it lies.
    #[must_use]
    pub fn unfinished_state(&self, session: &Unfinished) -> String {
        let c = self.catalog;
        if let Some(holder) = &session.holder {
            return c.unfinished_held(self.name_of(holder));
        }
        if session.handed_over {
            return c.unfinished_handed_over();
        }
        if let Some(wait) = session.wait {
            return c.choice_in(self.at_end(wait), self.left(wait));
        }
        c.unfinished_last(self.clock(session.last))
    }

    /// A situation in a few words.
    #[must_use]
    pub fn situation(&self, situation: &Situation) -> String {
        let c = self.catalog;
        match situation {
            Situation::NumberAccepted => c.situation_number(),
            Situation::Board => c.situation_board(),
            Situation::Live(Awaiting::Captcha) => c.situation_captcha(),
            Situation::Live(Awaiting::Code) => c.situation_code(),
            Situation::Live(Awaiting::Pin { .. }) => c.situation_pin(),
            Situation::Live(Awaiting::Device) => c.situation_device(),
            Situation::Live(Awaiting::Verification) => c.situation_verification(),
            Situation::InDoubt(_) => c.situation_in_doubt(),
            Situation::Halted(halt) => self.halt_title(halt),
            Situation::Connected => c.situation_connected(),
        }
    }

    fn name_of(&self, holder: &Holder) -> String {
        let name = holder.operator.as_ref();
        name.map_or_else(
            || self.catalog.not_said(),
            |name| self.others_words(name.as_str()),
        )
    }
}
