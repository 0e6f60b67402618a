//! One flow, several surfaces: every scenario of the simulator, played by the same person through the keys of the
//! screen, the lines of line mode and the objects of JSON, ends in the same state, with the same journal and the
//! same acting calls in the same order.

pub(crate) mod hands;
mod steps;

use crate::journeys::{Row, acts, plan_of, rows};
use crate::limits::WATCHDOG;
use crate::player::{JumpingClock, Player};
use hands::{Hands, JsonHands, LineHands, ScreenHands};
use std::error::Error;
use std::io;
use std::path::Path;
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::event::Answer;
use zapi_onboard::flow::prompt::{Choice, PromptId};
use zapi_onboard::journal::Journal;
use zapi_onboard::runtime::desk::Desk;
use zapi_onboard::runtime::front_end::{DeskView, FrontEnd, Heard};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{Scenario, Simulator};
use zapi_onboard::zapi::{BaseUrl, Client};

/// What is the same on every surface.
#[derive(Debug, PartialEq, Eq)]
struct End {
    standing: String,
    situation: Vec<String>,
    journal: Vec<String>,
    acts: Vec<String>,
}

/// The player's mind behind a pair of hands on a surface.
struct Person<H> {
    player: Player,
    hands: H,
    /// What the hands have begun to say, until the surface has understood it.
    saying: Option<PromptId>,
}

impl<H: Hands> FrontEnd for Person<H> {
    type Error = io::Error;

    fn show(
        &mut self,
        desk: &DeskView<'_>,
        now: Timestamp,
    ) -> Result<Option<Duration>, Self::Error> {
        let _own_pace = self.hands.show(desk, now)?;
        let card = desk.first().ok_or_else(|| io::Error::other("no card"))?;
        if self.saying.is_some_and(|asked| asked == card.prompt.id) {
            return Ok(None);
        }
        self.saying = None;
        let Ok(wait) = self.player.show(desk, now);
        if let Some(answer) = self.player.take_answer() {
            self.saying = Some(card.prompt.id);
            if answer == Answer::Choose(Choice::Back) {
                self.hands.leave()?;
            } else {
                self.hands.say(&card.prompt, &answer, now)?;
            }
            return Ok(None);
        }
        Ok(wait)
    }

    async fn input(&mut self) -> Result<(), Self::Error> {
        if self.saying.is_none() {
            std::future::pending::<()>().await;
        }
        self.hands.input().await
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        let heard = self.hands.hear(now);
        if heard != Heard::Nothing {
            self.saying = None;
        }
        heard
    }

    fn suspend(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn resume(&mut self) -> Result<(), Self::Error> {
        Ok(())
    }
}

async fn end_of<H: Hands>(row: &Row, hands: H) -> Result<End, Box<dyn Error>> {
    let scenario = Scenario::named(row.scenario)?.at_once();
    let plan = plan_of(&scenario);
    let fields = CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    };
    let folder = tempfile::tempdir()?;
    let journal = |operator| Journal::open(folder.path(), operator);
    let opened = journal("ana").map_err(|trouble| format!("{trouble:?}"))?;
    let clock = JumpingClock::default();
    let simulator = Simulator::start(scenario, clock.for_simulator()).await?;
    let base = BaseUrl::parse(simulator.base_url())?;
    let records = Records::journal(opened.journal, "the service");
    let mut desk = Desk::new(clock, Client::new(&base)?, records);
    desk.open(&fields);
    let (player, _diary) = Player::new(plan);
    let mut person = Person {
        player,
        hands,
        saying: None,
    };
    let mut signals = Signals::none();
    let run = desk.run(&mut person, &mut signals);
    let ending = tokio::time::timeout(WATCHDOG, run).await;
    let cards = desk.cards();
    ending.map_err(|_elapsed| format!("{} hangs at {cards:?}", row.scenario))??;
    let standings = desk.standings();
    let (_, standing) = standings.first().ok_or("a standing")?;
    let standing = name(&format!("{standing:?}"));
    drop(desk);
    let (situation, entries) = written(folder.path())?;
    Ok(End {
        standing,
        situation,
        journal: entries,
        acts: acts(&simulator.calls()),
    })
}

/// The situations of all onboardings, and what happened in them.
fn written(folder: &Path) -> Result<(Vec<String>, Vec<String>), Box<dyn Error>> {
    let fault = |trouble| format!("{trouble:?}");
    let journal = Journal::open(folder, "bia").map_err(fault)?.journal;
    let (mut situation, mut entries) = (Vec::new(), Vec::new());
    for session in journal.sessions().map_err(fault)? {
        situation.push(name(&format!("{:?}", session.kept.bookmark.situation())));
        let history = journal.history(session.key.as_str()).map_err(fault)?;
        entries.extend(history.iter().map(|row| format!("{:?}", row.entry)));
    }
    Ok((situation, entries))
}

/// What something is, without the moments in it.
fn name(debug: &str) -> String {
    let end = debug.find(" {").unwrap_or(debug.len());
    debug.chars().take(end).collect()
}

async fn holds<H: Hands>(
    make: impl Fn() -> Result<H, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    for row in rows() {
        let plainly = end_of(&row, hands::Mouth::default()).await?;
        assert_eq!(plainly.acts, row.acts, "{}", row.scenario);
        let written = !plainly.journal.is_empty();
        assert_eq!(written, !row.acts.is_empty(), "{}", row.scenario);
        let here = end_of(&row, make()?).await?;
        assert_eq!(here, plainly, "{}", row.scenario);
    }
    Ok(())
}

#[tokio::test]
async fn every_scenario_ends_on_the_screen_as_it_does_without_any() -> Result<(), Box<dyn Error>> {
    holds(|| Ok(ScreenHands::new())).await
}

#[tokio::test]
async fn every_scenario_ends_in_line_mode_as_it_does_without_any() -> Result<(), Box<dyn Error>> {
    holds(LineHands::new).await
}

#[tokio::test]
async fn every_scenario_ends_in_json_as_it_does_without_any() -> Result<(), Box<dyn Error>> {
    holds(JsonHands::new).await
}

#[tokio::test]
async fn every_scenario_ends_by_single_steps_as_it_does_in_one_go() -> Result<(), Box<dyn Error>> {
    let mut apart = Vec::new();
    for row in rows() {
        let mut in_one_go = end_of(&row, hands::Mouth::default()).await?;
        in_one_go.journal = steps::way(&in_one_go.journal);
        let by_steps = steps::end_by_steps(&row).await?;
        if by_steps != in_one_go {
            let name = row.scenario;
            apart.push(format!("{name}: {by_steps:#?} instead of {in_one_go:#?}"));
        }
    }
    assert!(apart.is_empty(), "{}", apart.join("\n"));
    Ok(())
}
