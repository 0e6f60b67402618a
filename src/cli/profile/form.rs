//! The credentials of a profile, typed into the form that an onboarding begins with too: an address can be pasted, tokens
//! are dots, and what cannot be right is told beside its field. Nothing is sent.

use crate::cli::Options;
use crate::cli::conversation::{Setting, telling};
use crate::cli::profile::known::Known;
use crate::cli::surroundings::Kind;
use crate::domain::credentials::{CredentialFields, Credentials};
use crate::domain::method::Lock;
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::flow::Standing;
use crate::flow::event::Answer;
use crate::flow::prompt::{Ask, Choice, Consequence, Offer, Problem};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::runtime::clock::SystemClock;
use crate::runtime::front_end::Acceptance;
use crate::runtime::question::{Asked, ask};
use crate::runtime::signals::Signals;
use color_eyre::eyre::{self, WrapErr};
use std::rc::Rc;

impl Known {
    /// Has what is missing typed on the screen; `Err` when the person left.
    pub(super) async fn fill_in(
        &mut self,
        name: &str,
        options: &Options,
        (catalog, zone): (&Catalog, Zone),
    ) -> eyre::Result<Result<(), Exit>> {
        let clock = SystemClock::new();
        let setting = Setting {
            options,
            zone,
            hints: Rc::default(),
            acceptance: Acceptance::AfterAsked,
            masking: options.masking(),
            clock: telling(&clock),
        };
        let mut signals = Signals::listen().wrap_err("signals cannot be listened to")?;
        let mut surface = setting
            .surface(Kind::Screen, &Rc::new(Catalog::new(catalog.language())))
            .wrap_err("the terminal cannot be taken")?;
        let mut held = self.fields();
        let question = (form(&held, name), vec![leave()]);
        let answered = ask(question, (&mut surface, &mut signals), &clock, |answer| {
            if let Answer::Credentials(typed) = answer {
                held = typed.or_held(&held);
            }
            Credentials::parse(&held)
                .map_err(|error| Box::new((form(&held, name), Problem::Credentials(error))))
        });
        let asked = answered.await.wrap_err("the form broke down")?;
        drop(surface);
        Ok(match asked {
            Asked::Answered(credentials) => {
                self.adopt(&credentials);
                Ok(())
            }
            Asked::Ended(ending) => Err(Exit::of(ending, &Standing::Unfinished)),
        })
    }

    fn fields(&self) -> CredentialFields {
        CredentialFields {
            instance_id: self.instance_id.clone(),
            instance_token: self.tokens.instance_token.clone(),
            client_token: self.tokens.client_token.clone(),
        }
    }

    fn adopt(&mut self, credentials: &Credentials) {
        credentials.instance_id().clone_into(&mut self.instance_id);
        self.tokens.instance_token = Some(credentials.instance_token().clone());
        self.tokens.client_token = Some(credentials.client_token().clone());
    }
}

fn form(held: &CredentialFields, name: &str) -> Ask {
    let chars = |secret: &Option<Secret>| secret.as_ref().map(Secret::char_count);
    let chars = |secret| chars(secret).filter(|count| *count > 0);
    Ask::Credentials {
        resuming: None,
        instance_id: held.instance_id.clone(),
        instance_token: chars(&held.instance_token),
        client_token: chars(&held.client_token),
        unusual: held.unusual(),
        keep_as: Some(name.to_owned()),
    }
}

fn leave() -> Offer {
    Offer {
        choice: Choice::Leave,
        lock: Lock::Open,
        acts: Consequence::Harmless,
    }
}
