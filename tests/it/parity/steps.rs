//! The same person with nothing but single steps: each is a run of its own over the same journal, as each would be a
//! process of its own.

use super::{End, name};
use crate::journeys::{Row, acts, plan_of};
use crate::limits::WATCHDOG;
use crate::player::{JumpingClock, Player};
use std::collections::VecDeque;
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::event::{Answer, SecureAnswer};
use zapi_onboard::flow::prompt::{Ask, Choice, Problem, Prompt};
use zapi_onboard::flow::{Standing, bookmark::Kept};
use zapi_onboard::journal::Journal;
use zapi_onboard::runtime::clock::Clock;
use zapi_onboard::runtime::desk::Desk;
use zapi_onboard::runtime::front_end::{Card, DeskView, FrontEnd};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{Scenario, Simulator};
use zapi_onboard::single::{Goal, Patience, Registered, Secured, Single};
use zapi_onboard::zapi::{BaseUrl, Client};

const SERVICE: &str = "the service";

/// What every step runs in.
struct Place<'p> {
    folder: &'p Path,
    clock: JumpingClock,
    base: BaseUrl,
    fields: CredentialFields,
}

impl Place<'_> {
    fn journal(&self) -> Result<Journal, Box<dyn Error>> {
        let opened = Journal::open(self.folder, "ana");
        Ok(opened.map_err(|trouble| format!("{trouble:?}"))?.journal)
    }

    /// The onboarding that is gone on with.
    fn kept(&self) -> Result<Option<Kept>, Box<dyn Error>> {
        let kept = self.journal()?.unfinished(SERVICE);
        Ok(kept.map_err(|trouble| format!("{trouble:?}"))?.pop())
    }

    /// Runs one step, on the onboarding that was begun if it goes on with one.
    async fn step(&self, goal: Goal, begun: bool) -> Result<(Card, Standing), Box<dyn Error>> {
        let kept = if begun { self.kept()? } else { None };
        let records = Records::journal(self.journal()?, SERVICE);
        let mut desk = Desk::new(self.clock.clone(), Client::new(&self.base)?, records);
        match kept {
            Some(kept) => desk.take_up(kept, &self.fields)?,
            None => desk.open(&self.fields),
        };
        let mut signals = Signals::none();
        let mut single = Single::new(goal);
        let run = desk.run(&mut single, &mut signals);
        tokio::time::timeout(WATCHDOG, run).await??;
        let card = desk.cards().pop().ok_or("a card")?;
        let (_, standing) = desk.standings().pop().ok_or("a standing")?;
        Ok((card, standing))
    }
}

/// The person, who takes one step after another.
struct Stepper {
    number: Registered,
    secures: VecDeque<SecureAnswer>,
    appeal: Option<String>,
    codes: Vec<String>,
}

impl Stepper {
    /// The step for what the person would say to `prompt`; whether it goes on with what was begun.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what is not planned is a fault"
    )]
    fn goal(&mut self, answer: Option<Answer>, prompt: &Prompt) -> Option<(Goal, bool)> {
        if matches!(prompt.ask, Ask::Connected { .. } | Ask::Secure { .. }) {
            let next = self.secures.pop_front()?;
            return Some((
                Goal::Secure(Secured::Set {
                    answer: next,
                    any_length: false,
                }),
                false,
            ));
        }
        let number = || self.number.clone();
        let check = |again, nothing_arrived| Goal::Check {
            number: number(),
            again,
            nothing_arrived,
        };
        let again = |method| Goal::Request {
            number: number(),
            method,
            patience: Patience::Wait,
            again: true,
            in_hand: true,
            network_journal: false,
        };
        let Some(answer) = answer else {
            return Some((Goal::Status(None), true));
        };
        Some(match answer {
            Answer::Code(code) => (confirm(code), true),
            Answer::Pin(pin) => {
                let any_length = false;
                (Goal::Pin { pin, any_length }, true)
            }
            Answer::Captcha(read) => (Goal::AnswerCaptcha(read), true),
            Answer::Appeal(_) => (Goal::Appeal(self.appeal.take()?), true),
            Answer::Choose(choice) => match choice {
                Choice::Pick(method) | Choice::Request(method) => (again(method), false),
                // The code is gone.
                Choice::NotArrived => (again(Method::Sms), false),
                Choice::UseNumber => (check(false, false), false),
                Choice::LookAgain => (check(true, false), false),
                Choice::AcceptedOnPhone | Choice::TransferByPost => {
                    let goal = Goal::Transfer {
                        patience: Patience::None,
                        by_post: choice == Choice::TransferByPost,
                    };
                    (goal, true)
                }
                Choice::PinForgotten => (Goal::RecoverPin, true),
                Choice::WriteAppeal => (Goal::Appeal(self.appeal.take()?), true),
                Choice::CodeArrived => (confirm(Secret::new(self.codes.pop()?)), true),
                Choice::NothingArrived => (check(true, true), false),
                Choice::CheckNow => (Goal::Status(None), true),
                Choice::SameLine => (Goal::SameLine, true),
                Choice::Leave | Choice::Back => return None,
                other => panic!("{other:?} at {prompt:?}"),
            },
            other => panic!("{other:?} at {prompt:?}"),
        })
    }
}

fn confirm(code: Secret) -> Goal {
    Goal::Confirm {
        code,
        any_length: false,
    }
}

/// What is written down of the way itself, without what tells that processes came and went.
fn is_of_the_way(entry: &str) -> bool {
    let of_process = ["CredentialsAccepted", "Resumed", "TakenUp", "Begun"];
    of_process.iter().all(|word| !entry.contains(word))
}

/// The same without what only counts in one process.
pub(super) fn way(entries: &[String]) -> Vec<String> {
    let kept = entries.iter().filter(|entry| is_of_the_way(entry));
    let mut way: Vec<String> = kept.cloned().collect();
    for entry in &mut way {
        let counts = ["EmailSubmitted", "EmailCodeSubmitted", "NewPinSubmitted"];
        if counts.iter().any(|word| entry.contains(word)) {
            *entry = name(entry);
        }
    }
    // Whoever comes back to a stop stops there once more.
    way.dedup_by(|next, before| next == before && next.contains("Halted"));
    way
}

/// Whether a step came no further than the door, although the credentials are right.
fn is_at_the_door(prompt: &Prompt) -> bool {
    let problem = matches!(
        prompt.problem,
        Some(Problem::StatusUnclear(_) | Problem::Failed(_) | Problem::Limited(..))
    );
    matches!(prompt.ask, Ask::Credentials { .. }) && problem
}

/// What the person would say to a question, once it can be said; `None` when they only watch.
async fn said(player: &mut Player, card: &Card, clock: &JumpingClock) -> Option<Answer> {
    let desk = DeskView::alone(card);
    // Each step asks its question anew.
    player.forget();
    let Ok(wait) = player.show(&desk, clock.now());
    let answer = player.take_answer();
    if answer.is_some() {
        return answer;
    }
    clock.sleep(wait.unwrap_or(Duration::from_secs(5))).await;
    wait?;
    player.forget();
    let Ok(_) = player.show(&desk, clock.now());
    player.take_answer()
}

pub(super) async fn end_by_steps(row: &Row) -> Result<End, Box<dyn Error>> {
    let scenario = Scenario::named(row.scenario)?.at_once();
    let mut plan = plan_of(&scenario);
    // The instance is named by its tokens here, and not picked from a list.
    plan.partner = None;
    let mut stepper = Stepper {
        number: Registered {
            calling_code: plan.number.0.clone(),
            national: plan.number.1.clone(),
            replace: true,
        },
        secures: std::mem::take(&mut plan.secures),
        appeal: plan.appeal.clone(),
        codes: vec![scenario.right_code().to_owned()],
    };
    let fields = CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    };
    let folder = tempfile::tempdir()?;
    let clock = JumpingClock::default();
    let simulator = Simulator::start(scenario, clock.for_simulator()).await?;
    let place = Place {
        folder: folder.path(),
        clock: clock.clone(),
        base: BaseUrl::parse(simulator.base_url())?,
        fields,
    };
    let (mut player, _diary) = Player::new(plan);
    let first = Goal::Check {
        number: stepper.number.clone(),
        again: false,
        nothing_arrived: false,
    };
    let mut last = (first.clone(), false);
    let (mut card, mut standing) = place.step(first, false).await?;
    for _ in 0..100 {
        if is_at_the_door(&card.prompt) {
            // The service could not be asked how the instance is: the same step once more, later.
            clock.sleep(Duration::from_mins(1)).await;
            let (goal, begun) = last.clone();
            (card, standing) = place.step(goal, begun).await?;
            continue;
        }
        let answer = said(&mut player, &card, &clock).await;
        let Some((goal, begun)) = stepper.goal(answer, &card.prompt) else {
            break;
        };
        last = (goal.clone(), begun);
        (card, standing) = place.step(goal, begun).await?;
    }
    let (situation, journal) = super::written(folder.path())?;
    Ok(End {
        standing: name(&format!("{standing:?}")),
        situation,
        journal: way(&journal),
        acts: acts(&simulator.calls()),
    })
}
