//! What each single step takes on the command line. No secret is ever among it.

use crate::cli::single::numbered::Numbered;
use crate::cli::single::secrets::{Open, SecretOf};
use crate::domain::instance::is_same_instance;
use crate::domain::method::Method;
use crate::domain::phone::PhoneNumber;
use crate::flow::event::SecureAnswer;
use crate::journal::Session as Written;
use crate::locale::catalog::Catalog;
use crate::single::{Goal, Patience, Secured, Session};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Step {
    /// Say how the instance is connected; with an onboarding, whether that one is finished
    Status(Status),
    /// Say whether and when a code can be asked for
    Check(Check),
    /// Request a code, once; what must be said first is refused unless it is said
    Request(Request),
    /// Look at the captcha that is asked for, or hand in what it shows
    Captcha(Captcha),
    /// Hand in the code, from standard input or `ZAPI_ONBOARD_CODE`
    Confirm(Confirm),
    /// Hand in the two-step PIN, from standard input or `ZAPI_ONBOARD_PIN`
    Pin(HandIn),
    /// Have WhatsApp mail the number's owner a link for a new PIN
    RecoverPin(Begun),
    /// Finish the transfer, once the customer has accepted on the phone
    Transfer(Transfer),
    /// Appeal against a ban
    Appeal(Appeal),
    /// Show or set the e-mail address of the connected account
    Email(Email),
    /// Show or set the two-step PIN of the connected account
    TwoStep(TwoStep),
}

/// Which onboarding is gone on with.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Begun {
    /// Which onboarding, as `sessions` names it; the beginning suffices
    #[arg(long, value_name = "ID", conflicts_with = "number")]
    session: Option<String>,
    /// Which number, as +CALLINGCODE…; without either, the only onboarding of the instance
    #[arg(long, value_name = "NUMBER")]
    number: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Status {
    #[command(flatten)]
    begun: Begun,
    /// The connected line is the number of the onboarding, although WhatsApp shows it differently
    #[arg(long)]
    same_line: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Check {
    #[command(flatten)]
    number: Numbered,
    /// Ask the service although its answer is known; a minute apart
    #[arg(long)]
    fresh: bool,
    /// No code came to the phone of a request whose answer was lost
    #[arg(long)]
    nothing_arrived: bool,
}

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(in crate::cli) struct Request {
    #[command(flatten)]
    number: Numbered,
    /// How the code shall come
    #[arg(long, value_enum)]
    method: By,
    /// Wait until the method opens, and send then
    #[arg(long)]
    wait: bool,
    /// Give up a registration under way, whose code may still come; or request again after HTTP refused the last request
    #[arg(long)]
    again: bool,
    /// Go on although the number is not valid by its country's plan, lacks its ninth digit, or is a landline, which no SMS
    /// reaches
    #[arg(long, alias = "unusual-numbers")]
    unusual_number: bool,
    /// The phone that shows the pop-up is in somebody's hand
    #[arg(long)]
    phone_in_hand: bool,
    /// Go on although the journal is on a network file system: nobody works on this number from another machine
    #[arg(long)]
    network_journal: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Sms,
    Voice,
    Popup,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Captcha {
    #[command(flatten)]
    begun: Begun,
    /// What the picture shows; - for a line of standard input
    #[arg(long, value_name = "TEXT")]
    answer: Option<String>,
    /// File for the picture, which must not be there yet
    #[arg(long, value_name = "FILE", conflicts_with = "answer")]
    save: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Confirm {
    #[command(flatten)]
    begun: Begun,
    /// Hand the code in although it has not six digits
    #[arg(long)]
    any_length: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct HandIn {
    #[command(flatten)]
    begun: Begun,
    /// Hand the PIN in although it has seven or eight digits
    #[arg(long)]
    any_length: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Transfer {
    #[command(flatten)]
    begun: Begun,
    /// The customer has accepted on the phone: said for each call
    #[arg(long)]
    accepted_on_phone: bool,
    /// Make the call by POST; only after the service said that it does not know the documented call
    #[arg(long)]
    post: bool,
    /// Then look at the instance's status until it is connected; no second transfer call is made
    #[arg(long)]
    wait: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Appeal {
    #[command(flatten)]
    begun: Begun,
    /// File with the reason; without it, standard input
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Email {
    /// Set this address; WhatsApp mails a code to it
    #[arg(long, value_name = "ADDRESS")]
    set: Option<String>,
    /// Hand in the mailed code, from standard input or `ZAPI_ONBOARD_EMAIL_CODE`
    #[arg(long, conflicts_with = "set")]
    verify: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TwoStep {
    /// Set the PIN: twice from standard input, or once from `ZAPI_ONBOARD_PIN`
    #[arg(long)]
    set: bool,
    /// Set it although it has seven or eight digits
    #[arg(long, requires = "set")]
    any_length: bool,
}

/// What is wanted, before secrets are asked for.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) goal: Open,
    pub(super) begun: Begun,
    pub(super) save: Option<PathBuf>,
    /// Whether a number is taken although it is unusual.
    pub(super) unusual: bool,
}

impl Wanted {
    fn begun(goal: Open, begun: Begun) -> Self {
        Self {
            goal,
            begun,
            save: None,
            unusual: false,
        }
    }

    fn status(status: Status, catalog: &Catalog) -> Result<Self, String> {
        let number = status.begun.read(catalog)?;
        let goal = if status.same_line {
            Goal::SameLine
        } else {
            Goal::Status(number)
        };
        Ok(Self::begun(Open::Goal(goal), status.begun))
    }

    fn alone(goal: Goal) -> Self {
        Self::begun(Open::Goal(goal), Begun::default())
    }

    /// On what it works.
    pub(super) fn session(&self) -> Session {
        match &self.goal {
            Open::Goal(goal) => goal.session(),
            Open::Lacks(SecretOf::EmailCode | SecretOf::NewPin { .. }) => Session::Instance,
            Open::Lacks(
                SecretOf::Code { .. }
                | SecretOf::Pin { .. }
                | SecretOf::Captcha
                | SecretOf::Appeal(_),
            ) => Session::Begun,
        }
    }
}

impl Begun {
    /// Whether one is named.
    pub(super) fn is_named(&self) -> bool {
        self.session.is_some() || self.number.is_some()
    }

    /// The number that is named, or the sentence that says why it is none.
    fn read(&self, catalog: &Catalog) -> Result<Option<PhoneNumber>, String> {
        let read = |number: &String| {
            let parsed = PhoneNumber::parse("", number);
            parsed.map_err(|_none| catalog.cli_single_number(number.as_str()))
        };
        self.number.as_ref().map(read).transpose()
    }

    /// Whether an onboarding is named by its ID.
    pub(super) fn names_session(&self) -> bool {
        self.session.is_some()
    }

    /// Whether this one is meant.
    pub(super) fn means(&self, written: &Written, instance: &str) -> bool {
        let bookmark = &written.kept.bookmark;
        if let Some(name) = &self.session {
            return !name.is_empty() && written.key.as_str().starts_with(name.as_str());
        }
        if let Some(number) = &self.number {
            let number = PhoneNumber::parse("", number);
            return number.is_ok_and(|number| bookmark.number().same_line(&number));
        }
        is_same_instance(bookmark.instance_id(), instance)
    }
}

impl Transfer {
    fn wanted(self) -> (Goal, Begun) {
        let goal = Goal::Transfer {
            patience: patience(self.wait),
            by_post: self.post,
        };
        (goal, self.begun)
    }
}

impl Email {
    fn wanted(self) -> Wanted {
        if let Some(address) = self.set {
            return Wanted::alone(Goal::Secure(Secured::Set {
                answer: SecureAnswer::Email(address),
                any_length: false,
            }));
        }
        if self.verify {
            return Wanted::begun(Open::Lacks(SecretOf::EmailCode), Begun::default());
        }
        Wanted::alone(Goal::Secure(Secured::Show))
    }
}

impl TwoStep {
    fn wanted(self) -> Wanted {
        if !self.set {
            return Wanted::alone(Goal::Secure(Secured::Show));
        }
        let any_length = self.any_length;
        Wanted::begun(
            Open::Lacks(SecretOf::NewPin { any_length }),
            Begun::default(),
        )
    }
}

fn patience(wait: bool) -> Patience {
    if wait { Patience::Wait } else { Patience::None }
}

impl Step {
    /// Its name on the command line.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Step::Status(_) => "status",
            Step::Check(_) => "check",
            Step::Request(_) => "request",
            Step::Captcha(_) => "captcha",
            Step::Confirm(_) => "confirm",
            Step::Pin(_) => "pin",
            Step::RecoverPin(_) => "recover-pin",
            Step::Transfer(_) => "transfer",
            Step::Appeal(_) => "appeal",
            Step::Email(_) => "email",
            Step::TwoStep(_) => "two-step",
        }
    }

    /// What it wants, or the sentence that says what is wrong.
    pub(super) fn wanted(self, catalog: &Catalog) -> Result<Wanted, String> {
        Ok(match self {
            Step::Status(status) => Wanted::status(status, catalog)?,
            Step::Check(check) => Wanted::alone(Goal::Check {
                number: check.number.read(catalog)?,
                again: check.fresh,
                nothing_arrived: check.nothing_arrived,
            }),
            Step::Request(request) => Wanted {
                unusual: request.unusual_number,
                ..Wanted::alone(Goal::Request {
                    number: request.number.read(catalog)?,
                    method: match request.method {
                        By::Sms => Method::Sms,
                        By::Voice => Method::Voice,
                        By::Popup => Method::Popup,
                    },
                    patience: patience(request.wait),
                    again: request.again,
                    in_hand: request.phone_in_hand,
                    network_journal: request.network_journal,
                })
            },
            Step::Captcha(captcha) => Wanted {
                goal: match captcha.answer.as_deref() {
                    None => Open::Goal(Goal::LookAtCaptcha),
                    Some("-") => Open::Lacks(SecretOf::Captcha),
                    Some(read) => Open::Goal(Goal::AnswerCaptcha(read.to_owned())),
                },
                begun: captcha.begun,
                save: captcha.save,
                unusual: false,
            },
            Step::Confirm(confirm) => {
                let any_length = confirm.any_length;
                Wanted::begun(Open::Lacks(SecretOf::Code { any_length }), confirm.begun)
            }
            Step::Pin(HandIn { begun, any_length }) => {
                Wanted::begun(Open::Lacks(SecretOf::Pin { any_length }), begun)
            }
            Step::RecoverPin(begun) => Wanted::begun(Open::Goal(Goal::RecoverPin), begun),
            Step::Transfer(transfer) if !transfer.accepted_on_phone => {
                return Err(catalog.cli_single_transfer());
            }
            Step::Transfer(transfer) => {
                let (goal, begun) = transfer.wanted();
                Wanted::begun(Open::Goal(goal), begun)
            }
            Step::Appeal(appeal) => Wanted::begun(
                Open::Lacks(SecretOf::Appeal(appeal.text_file)),
                appeal.begun,
            ),
            Step::Email(email) => email.wanted(),
            Step::TwoStep(two_step) => two_step.wanted(),
        })
    }
}
