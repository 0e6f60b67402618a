//! How a step ends: in its own words, and with the command that comes next.

use crate::cli::single::print::picture_of;
use crate::domain::phone::{LineMatch, PhoneNumber};
use crate::exit::Exit;
use crate::flow::Standing;
use crate::flow::event::DeviceReply;
use crate::flow::prompt::{Ask, Halt, Problem, Prompt, SecureStep};
use crate::json::Connected;
use crate::locale::catalog::Catalog;
use crate::picture::pixels::Pixels;
use crate::single::Goal;
use crate::wording::Wording;

/// The end of a step as it is told.
pub(super) struct Words<'e> {
    pub(super) catalog: &'e Catalog,
    pub(super) wording: &'e Wording<'e>,
    pub(super) goal: &'e Goal,
    pub(super) prompt: &'e Prompt,
    pub(super) exit: Exit,
    /// The file that the captcha's picture was saved in.
    pub(super) saved: Option<String>,
}

impl Words<'_> {
    /// What came of it, in one sentence.
    pub(super) fn sentence(&self, next: Option<&str>) -> String {
        let c = self.catalog;
        match self.exit {
            Exit::Done => self.of_done(),
            Exit::Usage => c.single_usage(),
            Exit::NumberBlocked => c.single_blocked(),
            Exit::CredentialsRefused => c.single_credentials(),
            Exit::Later if matches!(self.prompt.ask, Ask::Verifying { .. }) => {
                c.single_later_checking()
            }
            Exit::Later => c.single_later(),
            Exit::Refused => self.of_refusal(),
            Exit::HeldByOther => c.single_held(),
            Exit::StepNeeded => self.of_step(next.unwrap_or("zapi-onboard")),
            Exit::Unexpected | Exit::OutcomeUnknown => self.of_line(),
            Exit::HungUp | Exit::Interrupted | Exit::Terminated | Exit::BySignal(_) => {
                c.single_interrupted()
            }
        }
    }

    /// What was done.
    fn of_done(&self) -> String {
        let c = self.catalog;
        match (&self.prompt.ask, self.goal) {
            (Ask::Connected { .. }, _) => c.single_done_connected(),
            (_, Goal::Request { method, .. }) => {
                c.single_done_request(self.wording.method(*method))
            }
            (_, Goal::Check { .. }) => c.single_done_check(),
            _ => c.single_done(),
        }
    }

    /// What was refused, and whether as incorrect.
    fn of_refusal(&self) -> String {
        let c = self.catalog;
        match &self.prompt.problem {
            Some(Problem::WrongCode(_)) => c.single_refused_code(),
            Some(Problem::WrongPin(_)) => c.single_refused_pin(),
            Some(Problem::WrongCaptcha(_)) => c.single_refused_captcha(),
            Some(problem) if problem.says_wrong() => c.single_refused(),
            // It is too old or too early, and not incorrect.
            _ => c.single_not_accepted(),
        }
    }

    /// The step that comes next, and of a line that may be the right one the question that it answers.
    fn of_step(&self, next: &str) -> String {
        let c = self.catalog;
        let Ask::SameLine { number, device } = &self.prompt.ask else {
            return c.single_step_needed(next);
        };
        let shown = self.wording.line_of(device);
        if number.matches(device.phone.as_deref()) == LineMatch::Same {
            return c.single_same_line_already(next.to_owned(), shown);
        }
        c.single_same_line(self.wording.number(number), next.to_owned(), shown)
    }

    /// What is not as expected, or not known: a connected line with both numbers, or what a call came to.
    fn of_line(&self) -> String {
        let c = self.catalog;
        let lines = connected_line(self.prompt).zip(self.asked());
        match (lines, self.exit) {
            (Some((device, asked)), Exit::Unexpected) => {
                c.single_other_line(self.wording.number(&asked), self.wording.line_of(device))
            }
            (Some((device, asked)), _) => {
                c.single_line_unclear(self.wording.number(&asked), self.wording.line_of(device))
            }
            (None, Exit::Unexpected) => c.single_unexpected(),
            (None, _) => c.single_unknown(),
        }
    }

    /// The number that another line than its own was found for, or one that cannot be compared.
    pub(super) fn asked_instead(&self) -> Option<PhoneNumber> {
        let unsettled = matches!(self.exit, Exit::Unexpected | Exit::OutcomeUnknown)
            || matches!(self.prompt.ask, Ask::SameLine { .. });
        connected_line(self.prompt).filter(|_| unsettled)?;
        self.asked()
    }

    /// The number that the step is about.
    pub(super) fn asked(&self) -> Option<PhoneNumber> {
        self.prompt
            .ask
            .number()
            .cloned()
            .or_else(|| self.goal.line())
    }

    /// The command that comes next, where one more step is needed or a code was requested; `kept` is the onboarding's name,
    /// and `flag` says what the step did not say for the person.
    pub(super) fn next(&self, kept: Option<&str>, flag: Option<&str>) -> Option<String> {
        let asks_for_code = matches!(self.prompt.ask, Ask::Code { .. } | Ask::Captcha { .. });
        let is_checking = matches!(self.prompt.ask, Ask::Verifying { .. });
        let has_next = self.exit == Exit::StepNeeded
            || (self.exit == Exit::Done && asks_for_code)
            // The last step was taken, and only a look says what came of it.
            || (self.exit == Exit::Later && is_checking);
        if !has_next {
            return None;
        }
        let session = kept
            .map(|kept| format!(" --session {kept}"))
            .unwrap_or_default();
        let begun = |rest: &str| {
            let (command, flags) = rest.split_once(' ').unwrap_or((rest, ""));
            format!("{command}{session} {flags}").trim_end().to_owned()
        };
        let words = match (&self.prompt.ask, flag) {
            (Ask::Captcha { .. }, _) if self.has_seen_picture() => begun("captcha --answer TEXT"),
            (Ask::Captcha { .. }, _) => begun("captcha --save FILE"),
            (Ask::Code { .. } | Ask::NotArrived { .. }, _) => begun("confirm"),
            (Ask::Verifying { .. }, _) => begun("status"),
            (Ask::Pin { .. }, _) => begun("pin"),
            (Ask::Device { .. }, Some("--post")) => begun("transfer --accepted-on-phone --post"),
            (Ask::Device { .. }, _) => begun("transfer --accepted-on-phone"),
            (
                Ask::Halted {
                    halt: Halt::Banned(_),
                    ..
                }
                | Ask::Appeal { .. },
                _,
            ) => begun("appeal --text-file FILE"),
            (
                Ask::Secure {
                    step: SecureStep::EmailCode { .. },
                    ..
                },
                _,
            ) => "email --verify".to_owned(),
            (Ask::NumberGate { .. } | Ask::RequestGate { .. } | Ask::Board { .. }, flag) => {
                self.numbered(flag).unwrap_or_else(|| begun("resume"))
            }
            (Ask::SameLine { .. }, _) => begun("status --same-line"),
            (Ask::AlreadyConnected { .. }, _) => "status".to_owned(),
            _ => match kept {
                Some(kept) => format!("resume {kept}"),
                None => self.numbered(flag).unwrap_or_default(),
            },
        };
        Some(format!("zapi-onboard {words}").trim_end().to_owned())
    }

    /// Whether the captcha was looked at as far as it can be: it was drawn, or lies in a file.
    fn has_seen_picture(&self) -> bool {
        let can_be_drawn = || picture_of(self.prompt).is_none_or(|p| Pixels::decode(p).is_ok());
        matches!(self.goal, Goal::LookAtCaptcha) && (self.saved.is_some() || can_be_drawn())
    }

    /// The step that names its number, with the flag that it lacks.
    fn numbered(&self, flag: Option<&str>) -> Option<String> {
        let number = self.wording.as_argument(&self.asked()?);
        let flag = flag.map(|flag| format!(" {flag}")).unwrap_or_default();
        if let Goal::Request { method, .. } = self.goal {
            let method = method.name();
            return Some(format!("request --number {number} --method {method}{flag}"));
        }
        Some(format!("check --number {number}{flag}"))
    }
}

/// The line that is connected where another one may have been asked for.
fn connected_line(prompt: &Prompt) -> Option<&DeviceReply> {
    if let Ask::AlreadyConnected { device }
    | Ask::SameLine { device, .. }
    | Ask::Halted {
        halt: Halt::WrongNumber(device),
        ..
    } = &prompt.ask
    {
        return Some(device);
    }
    None
}

/// Whether the instance is connected, as far as that was answered.
pub(super) fn connected(prompt: &Prompt, standing: &Standing) -> Connected {
    // Where it was not told, or where somebody else was met on the way, nothing is known.
    let untold = matches!(
        prompt.ask,
        Ask::Credentials { .. } | Ask::Held { .. } | Ask::SameLine { .. }
    );
    match standing {
        Standing::Connected
        | Standing::AlreadyConnected
        | Standing::Halted(Halt::WrongNumber(_)) => Connected::Yes,
        Standing::CredentialsRefused => Connected::Unknown,
        _ if untold => Connected::Unknown,
        Standing::Halted(_)
        | Standing::DigitsRefused
        | Standing::StepNeeded
        | Standing::Waiting
        | Standing::OutcomeUnknown
        | Standing::HeldByOther
        | Standing::Unfinished => Connected::No,
    }
}
