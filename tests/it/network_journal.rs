//! A journal on a network file system: it is said at the start and before a code is requested, and a single step requests
//! one only on a word of its own. Which file system it is, is given to the library.

use crate::gallery::subjects;
use crate::journeys::plan_of;
use crate::player::{JumpingClock, Player};
use std::error::Error;
use std::time::Duration;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::method::Method;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::server_text::ServerText;
use zapi_onboard::flow::prompt::{Ask, Prompt};
use zapi_onboard::journal::{FileSystem, Journal};
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::runtime::desk::Desk;
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{Scenario, Simulator};
use zapi_onboard::single::{Goal, Patience, Registered, Single};
use zapi_onboard::wording::{Masking, Wording};
use zapi_onboard::zapi::{BaseUrl, Client};

/// A run takes a fraction of a second; one that hangs shall say so.
const WATCHDOG: Duration = Duration::from_mins(1);

fn on_nfs() -> FileSystem {
    FileSystem::Network(ServerText::new("nfs4", &[]).expect("a name"))
}

/// A desk at the happy scenario whose journal is on `file_system`, and the scenario's simulator.
async fn desk_on(
    file_system: &FileSystem,
    folder: &tempfile::TempDir,
) -> Result<(Desk<JumpingClock>, Simulator, Scenario), Box<dyn Error>> {
    let scenario = Scenario::named("happy")?.at_once();
    let clock = JumpingClock::default();
    let simulator = Simulator::start(scenario.clone(), clock.for_simulator()).await?;
    let base = BaseUrl::parse(simulator.base_url())?;
    let journal = Journal::open(folder.path(), "ana")
        .expect("a journal")
        .journal;
    let records = Records::journal(journal, &base.to_string()).on(file_system);
    let mut desk = Desk::new(clock, Client::new(&base)?, records);
    desk.open(&CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    });
    Ok((desk, simulator, scenario))
}

fn requests(simulator: &Simulator) -> usize {
    let calls = simulator.calls();
    let is_request = |path: &str| path.contains("request-registration-code");
    calls.iter().filter(|call| is_request(&call.route)).count()
}

/// Where `request` ends and how many codes it requested.
async fn requested(
    file_system: &FileSystem,
    network_journal: bool,
) -> Result<(Prompt, usize), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (mut desk, simulator, _) = desk_on(file_system, &folder).await?;
    let mut single = Single::new(Goal::Request {
        number: Registered {
            calling_code: "55".to_owned(),
            national: "11987654321".to_owned(),
            replace: false,
        },
        method: Method::Sms,
        patience: Patience::None,
        again: false,
        in_hand: false,
        network_journal,
    });
    let mut signals = Signals::none();
    tokio::time::timeout(WATCHDOG, desk.run(&mut single, &mut signals)).await??;
    let card = desk.cards().pop().ok_or("a card")?;
    Ok((card.prompt, requests(&simulator)))
}

#[tokio::test]
async fn a_single_step_requests_a_code_over_a_network_journal_only_on_its_word()
-> Result<(), Box<dyn Error>> {
    let (prompt, count) = requested(&on_nfs(), false).await?;
    assert_eq!((prompt.ask.name(), count), ("request_gate", 0));
    let (prompt, count) = requested(&on_nfs(), true).await?;
    assert_eq!((prompt.ask.name(), count), ("code", 1));
    let (prompt, count) = requested(&FileSystem::Local, false).await?;
    assert_eq!((prompt.ask.name(), count), ("code", 1));
    Ok(())
}

#[tokio::test]
async fn every_question_of_the_wizard_knows_that_the_journal_is_on_a_network()
-> Result<(), Box<dyn Error>> {
    for (file_system, kind) in [(on_nfs(), Some("nfs4")), (FileSystem::Local, None)] {
        let folder = tempfile::tempdir()?;
        let (mut desk, _simulator, scenario) = desk_on(&file_system, &folder).await?;
        let first = desk.cards().pop().ok_or("a card")?.prompt;
        let known = |prompt: &Prompt| {
            let known = prompt.network_journal.as_ref();
            assert_eq!(known.map(ServerText::as_str), kind, "{}", prompt.ask.name());
        };
        known(&first);
        let (mut player, diary) = Player::new(plan_of(&scenario));
        let mut signals = Signals::none();
        tokio::time::timeout(WATCHDOG, desk.run(&mut player, &mut signals)).await??;
        let diary = diary.borrow();
        assert!(
            diary.questions.contains(&"request_gate"),
            "{:?}",
            diary.questions
        );
    }
    Ok(())
}

/// What is noted at a question whose journal is on nfs4.
fn noted(mut prompt: Prompt, catalog: &Catalog) -> Vec<String> {
    prompt.network_journal = ServerText::new("nfs4", &[]);
    let zone = Zone::utc();
    let wording = Wording::new(catalog, &zone, crate::gallery::NOW, Masking::Off);
    let sheet = wording.sheet(&prompt);
    let notes = sheet.notes.into_iter().map(|note| note.text);
    notes.filter(|text| text.contains("nfs4")).collect()
}

#[test]
fn it_is_said_at_the_start_and_before_a_request_and_nowhere_else() {
    for language in [
        Language::English,
        Language::BrazilianPortuguese,
        Language::Spanish,
    ] {
        let catalog = Catalog::new(language);
        for subject in subjects() {
            let is_said = matches!(
                subject.prompt.ask,
                Ask::Welcome { .. }
                    | Ask::Credentials { .. }
                    | Ask::Number { .. }
                    | Ask::RequestGate { .. }
            );
            let notes = noted(subject.prompt, &catalog);
            assert_eq!(
                notes.len(),
                usize::from(is_said),
                "{}: {notes:?}",
                subject.name
            );
        }
    }
}
