//! A disk that is full while an onboarding is under way: nothing that counts leaves unless the person agrees.

use crate::journeys::{acts, plan_of};
use crate::limits::WATCHDOG;
use crate::player::{JumpingClock, Player};
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::phone::PhoneNumber;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::Standing;
use zapi_onboard::flow::effect::{Aim, Claim, Taking};
use zapi_onboard::flow::event::TroubleKind;
use zapi_onboard::flow::prompt::Choice;
use zapi_onboard::journal::{Entry, Journal, Verdict};
use zapi_onboard::runtime::clock::Clock;
use zapi_onboard::runtime::desk::Desk;
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{Scenario, Simulator};
use zapi_onboard::zapi::{BaseUrl, Client};

/// Plays the happy scenario with a journal that takes nothing, and this decision about it.
async fn played(room: u32, decision: Choice) -> (Standing, Vec<String>, Vec<&'static str>) {
    let scenario = Scenario::named("happy").expect("a scenario").at_once();
    let clock = JumpingClock::default();
    let simulator = Simulator::start(scenario.clone(), clock.for_simulator())
        .await
        .expect("a free port");
    let base = BaseUrl::parse(simulator.base_url()).expect("a loopback address");
    let folder = tempfile::tempdir().expect("a folder");
    let opened = Journal::open(folder.path(), "ana").expect("a journal");
    let mut journal = opened.journal;
    fill(&mut journal, room, clock.now());
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
    let mut signals = Signals::none();
    let run = desk.run(&mut player, &mut signals);
    let Ok(ended) = tokio::time::timeout(WATCHDOG, run).await else {
        panic!("it hangs at {:?}", diary.borrow().shown.last());
    };
    ended.expect("the desk keeps going");
    let standing = desk.standings().into_iter().next().expect("one").1;
    let questions = diary.borrow().questions.clone();
    (standing, acts(&simulator.calls()), questions)
}

/// Uses up the room that there is, but for so many pages.
fn fill(journal: &mut Journal, room: u32, now: Timestamp) {
    let other = Claim {
        number: PhoneNumber::parse("55", "21912345678").expect("a number"),
        instance_id: "0THER".to_owned(),
        taking: Taking::IfFree,
        aim: Aim::Onboard,
    };
    let Ok(Verdict::Granted(grant)) = journal.claim(&other, "elsewhere", None, now) else {
        panic!("nobody else is here");
    };
    journal.limit_growth(0).expect("a limit");
    let mut notes = (0..10_000).map(|_| journal.note(&grant.session, &Entry::Exported, now));
    let full = notes.find_map(Result::err).expect("it gets full");
    assert_eq!(full.kind, TroubleKind::Full);
    journal.limit_growth(room).expect("a limit");
}

#[tokio::test]
async fn nothing_that_counts_leaves_when_it_cannot_be_written_down() {
    let (standing, acts, questions) = played(0, Choice::Leave).await;
    assert!(questions.contains(&"unrecorded"), "{questions:?}");
    assert_eq!(acts, [""; 0]);
    assert_ne!(standing, Standing::Connected);
}

#[tokio::test]
async fn the_person_can_agree_to_go_on_without() {
    let (standing, acts, questions) = played(0, Choice::GoUnrecorded).await;
    assert_eq!(standing, Standing::Connected);
    assert_eq!(acts.len(), 3, "{acts:?}");
    let asked = questions.iter().filter(|name| **name == "unrecorded");
    assert_eq!(asked.count(), 1, "it is asked once: {questions:?}");
}

#[tokio::test]
async fn wherever_the_room_ends_the_person_is_asked_once_and_nothing_is_sent_twice() {
    for room in 1..24 {
        let (standing, acts, questions) = played(room, Choice::GoUnrecorded).await;
        assert_eq!(standing, Standing::Connected, "{room}: {questions:?}");
        let requests = acts
            .iter()
            .filter(|act| act.contains("request-registration"));
        assert_eq!(requests.count(), 1, "{room}: {acts:?}");
        let asked = questions.iter().filter(|name| **name == "unrecorded");
        assert!(asked.count() <= 1, "{room}: {questions:?}");
    }
}
