//! A simulated world of its own: the embedded simulator, and a desk that reaches nothing else.
//!
//! This is the only place where a player is put to the keys of a surface, and only for as long as this very desk runs on
//! it: nobody can play against any other service.

mod pilot;

pub(in crate::cli) use pilot::Pilot;

use crate::cli::state::own_address;
use crate::cli::surface::Surface;
use crate::demo::clock::{DemoClock, Pace};
use crate::demo::player::Player;
use crate::domain::credentials::CredentialFields;
use crate::domain::phone::PhoneNumber;
use crate::domain::secret::Secret;
use crate::journal::Journal;
use crate::runtime::clock::Clock;
use crate::runtime::desk::{Before, Desk, DeskError, Ending, Row};
use crate::runtime::records::Records;
use crate::runtime::signals::Signals;
use crate::sim::{Scenario, SimClock, Simulator};
use crate::zapi::{BaseUrl, Client};
use color_eyre::eyre::{self, WrapErr};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// The world.
pub(super) struct Stage {
    clock: DemoClock,
    desk: Desk<DemoClock>,
    _serving: Simulator,
}

/// Who plays, and how fast.
pub(super) struct Cast {
    pub(super) player: Player,
    pub(super) pace: Pace,
}

/// How a run came to its end.
pub(super) struct Played {
    pub(super) ending: Ending,
    /// Whether the player was at the keys to the end.
    pub(super) to_the_end: bool,
}

impl Stage {
    /// A fresh world of `scenario` with so many numbers, where what happens is written down in memory only. It answers
    /// no later than it should at `pace`.
    pub(super) async fn raise(
        scenario: Scenario,
        numbers: u16,
        (clock, pace): (&DemoClock, Pace),
    ) -> eyre::Result<Self> {
        let fields = fields_of(&scenario);
        let others = scenario.others(numbers);
        let queued: Vec<Row> = others.iter().filter_map(row_of).collect();
        let partner = Secret::new(scenario.partner_token());
        let simulator = simulate((scenario, others), (clock, pace)).await?;
        let base = BaseUrl::parse(simulator.base_url())?;
        let records = match Journal::in_memory(&own_address()) {
            Ok(journal) => Records::journal(journal, simulator.base_url()),
            Err(_no_memory) => Records::nowhere(),
        };
        let mut desk = Desk::new(clock.clone(), Client::when_needed(&base), records);
        let session = desk.open(&fields);
        desk.hold_partner_token(session, partner);
        for row in queued {
            desk.queue(row);
        }
        Ok(Self {
            clock: clock.clone(),
            desk,
            _serving: simulator,
        })
    }

    /// What is on the desk.
    pub(super) fn desk(&self) -> &Desk<DemoClock> {
        &self.desk
    }

    /// Runs it on `surface` until it ends; `cast` plays, else somebody at the surface.
    pub(super) async fn run(
        &mut self,
        surface: &mut Surface,
        signals: &mut Signals,
        cast: Option<Cast>,
    ) -> Result<Played, DeskError> {
        if let Some(Cast { player, pace }) = cast {
            surface.seat(Pilot::new(player, self.clock.clone(), pace));
        }
        let ending = self.desk.run(surface, signals).await;
        let to_the_end = surface.unseat().is_some();
        self.clock.run_at(Pace::REAL);
        Ok(Played {
            ending: ending?,
            to_the_end,
        })
    }
}

async fn simulate(
    (scenario, others): (Scenario, Vec<Scenario>),
    (clock, pace): (&DemoClock, Pace),
) -> eyre::Result<Simulator> {
    let start = clock.now();
    // Calls have their time limits by the machine's clock, however slowly somebody plays.
    let begin = |scenario: Scenario| {
        scenario
            .starting_at(start.wall_ms / 1_000)
            .answering_after(pace.thousandths().min(1_000))
    };
    let served = (begin(scenario), others.into_iter().map(begin).collect());
    let clock = clock.clone();
    let clock: SimClock = Arc::new(move || clock.now().since(start));
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Simulator::listen_many(served, clock, address, Arc::new(|_| {}))
        .await
        .wrap_err("the simulated service cannot be started")
}

/// A number that waits its turn.
fn row_of(scenario: &Scenario) -> Option<Row> {
    let number = PhoneNumber::parse(scenario.calling_code(), scenario.national_number());
    Some(Row {
        fields: fields_of(scenario),
        number: number.ok()?,
        note: None,
        before: Before::Nothing,
    })
}

fn fields_of(scenario: &Scenario) -> CredentialFields {
    CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    }
}
