//! A disk that is full while an onboarding is under way: nothing that counts leaves unless the person agrees.

use crate::journeys::{acts, plan_of};
use crate::player::{JumpingClock, Player};
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::prompt::Choice;
use zapi_onboard::journal::Journal;
use zapi_onboard::runtime::desk::Desk;
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{Scenario, Simulator};
use zapi_onboard::zapi::{BaseUrl, Client};

/// Plays the happy scenario with a journal that takes nothing, and this decision about it.
async fn played(decision: Choice) -> (Standing, Vec<String>, Vec<&'static str>) {
    let scenario = Scenario::named("happy").expect("a scenario").at_once();
    let clock = JumpingClock::default();
    let simulator = Simulator::start(scenario.clone(), clock.for_simulator())
        .await
        .expect("a free port");
    let base = BaseUrl::parse(simulator.base_url()).expect("a loopback address");
    let folder = tempfile::tempdir().expect("a folder");
    let journal = Journal::open(folder.path(), "ana")
        .expect("a journal")
        .journal;
    journal.refuse_growth().expect("a limit");
    let records = Records::journal(journal, &base.to_string());
    let mut desk = Desk::new(clock, Client::new(&base).expect("a client"), records);
    desk.open(&CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    });
    let mut plan = plan_of(&scenario);
    plan.about_trouble = Some(decision);
    let (mut player, diary) = Player::new(plan);
    desk.run(&mut player, &mut Signals::none())
        .await
        .expect("the desk keeps going");
    let standing = desk.standings().into_iter().next().expect("one").1;
    let questions = diary.borrow().questions.clone();
    (standing, acts(&simulator.calls()), questions)
}

#[tokio::test]
async fn nothing_that_counts_leaves_when_it_cannot_be_written_down() {
    let (standing, acts, questions) = played(Choice::Leave).await;
    assert!(questions.contains(&"unrecorded"), "{questions:?}");
    assert_eq!(acts, [""; 0]);
    assert_ne!(standing, Standing::Connected);
}

#[tokio::test]
async fn the_person_can_agree_to_go_on_without() {
    let (standing, acts, questions) = played(Choice::GoUnrecorded).await;
    assert_eq!(standing, Standing::Connected);
    assert_eq!(acts.len(), 3, "{acts:?}");
    let asked = questions.iter().filter(|name| **name == "unrecorded");
    assert_eq!(asked.count(), 1, "it is asked once: {questions:?}");
}
