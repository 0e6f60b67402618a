//! The wizard: what the environment gives, what was left unfinished, and the end of a run in words.

use crate::cli::conversation::{
    Setting, end_of_json, prepare, say_farewell, say_how_to_go_on, telling,
};
use crate::cli::credentials::{Given, given};
use crate::cli::state::State;
use crate::cli::surface::Surface;
use crate::cli::surroundings::Kind;
use crate::cli::{Options, base_url, complain, in_runtime};
use crate::domain::credentials::CredentialFields;
use crate::domain::secret::Secret;
use crate::exit::Exit;
use crate::flow::bookmark::Kept;
use crate::flow::event::Trouble;
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::runtime::clock::SystemClock;
use crate::runtime::desk::Desk;
use crate::runtime::front_end::Acceptance;
use crate::runtime::records::Records;
use crate::runtime::signals::Signals;
use crate::zapi::{BaseUrl, Client};
use color_eyre::eyre::{self, WrapErr};
use std::rc::Rc;

/// The most onboardings that are offered at the start; the list of all is a command of its own.
const OFFERED: usize = 8;

/// What the wizard is started for.
pub(super) enum Purpose {
    /// An onboarding, new or left unfinished.
    Onboard,
    /// This one.
    TakeUp(Box<Kept>),
}

/// What a run begins with.
struct Start {
    fields: CredentialFields,
    partner: Option<Secret>,
    base: BaseUrl,
    records: Records,
    kept: Vec<Kept>,
    trouble: Option<Trouble>,
    /// Whether one onboarding was named, so that nothing has to be picked.
    is_named: bool,
}

pub(super) fn wizard(options: &Options, catalog: Catalog, purpose: Purpose) -> eyre::Result<Exit> {
    let Some((kind, zone)) = prepare(options, &catalog)? else {
        return Ok(Exit::Usage);
    };
    in_runtime(|| run(options, kind, (Rc::new(catalog), zone), purpose))
}

async fn run(
    options: &Options,
    kind: Kind,
    (catalog, zone): (Rc<Catalog>, Zone),
    purpose: Purpose,
) -> eyre::Result<Exit> {
    let clock = SystemClock::new();
    let start = match purpose {
        Purpose::Onboard => Start::real(options, &catalog, None)?,
        Purpose::TakeUp(kept) => Start::real(options, &catalog, Some(*kept))?,
    };
    let Some(start) = start else {
        return Ok(Exit::Usage);
    };
    // The machine's certificates are read at the first call; what is wrong with them is told then.
    let client = Client::when_needed(&start.base);
    let setting = Setting {
        options,
        zone: zone.clone(),
        hints: Rc::default(),
        acceptance: Acceptance::AfterAsked,
        masking: options.masking(),
        clock: telling(&clock),
    };
    let mut desk = start.desk(clock, client)?;
    let mut signals = Signals::listen().wrap_err("signals cannot be listened to")?;
    let mut surface = setting
        .surface(kind, &catalog)
        .wrap_err("the terminal cannot be taken")?;
    let ending = desk.run(&mut surface, &mut signals).await;
    let (catalog, masking) = (surface.catalog().unwrap_or(catalog), surface.masking());
    let ended = ending.wrap_err("the wizard broke down")?;
    let Surface::Json(mut json) = surface else {
        drop(surface);
        let exit = say_farewell(&desk, ended, (&catalog, masking), &zone);
        say_how_to_go_on(&desk, &catalog);
        return Ok(exit);
    };
    end_of_json(&mut json, &desk, ended, (&catalog, &zone))
}

impl Start {
    /// The desk with its one onboarding.
    fn desk(self, clock: SystemClock, client: Client) -> eyre::Result<Desk<SystemClock>> {
        let mut desk = Desk::new(clock, client, self.records);
        let session = match self.kept.first() {
            Some(kept) if self.is_named => desk.take_up(kept.clone(), &self.fields)?,
            Some(_) => desk.welcome(self.kept, &self.fields),
            None => desk.open(&self.fields),
        };
        if let Some(token) = self.partner {
            desk.hold_partner_token(session, token);
        }
        if let Some(trouble) = self.trouble {
            desk.report(session, trouble)?;
        }
        Ok(desk)
    }

    /// The service itself; `None` after saying what is wrong with how the program was started.
    fn real(
        options: &Options,
        catalog: &Catalog,
        named: Option<Kept>,
    ) -> eyre::Result<Option<Self>> {
        let Some(base) = base_url(options, catalog)? else {
            return Ok(None);
        };
        let Some(Given { fields, partner }) = given(options, catalog)? else {
            return Ok(None);
        };
        let Some(state) = State::of(options) else {
            complain(&catalog.cli_no_state())?;
            return Ok(None);
        };
        let service = base.to_string();
        let is_named = named.is_some();
        let (records, unfinished, trouble) =
            state.records_if_begun(&service, |journal| journal.unfinished(&service));
        let kept = match named {
            Some(named) => vec![named],
            None => unfinished.into_iter().take(OFFERED).collect(),
        };
        Ok(Some(Self {
            fields,
            partner,
            base,
            records,
            kept,
            trouble,
            is_named,
        }))
    }
}
