//! Whole onboardings: the real client, the runtime and the simulator over HTTP on this machine, with injected
//! time. Each built-in scenario has its row: the questions that a person meets, in order, and the calls that
//! act, in order, as the simulator judged them.

use crate::player::{Diary, JumpingClock, Plan, Player};
use std::collections::BTreeSet;
use std::time::Duration;
use zapi_onboard::demo;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::Standing;
use zapi_onboard::runtime::desk::{Desk, Ending};
use zapi_onboard::runtime::records::Records;
use zapi_onboard::runtime::signals::Signals;
use zapi_onboard::sim::{LoggedCall, Scenario, Simulator};
use zapi_onboard::zapi::{BaseUrl, Client};

/// What came of a journey.
struct Journey {
    diary: Diary,
    ending: Ending,
    standing: Standing,
    history: String,
    calls: Vec<LoggedCall>,
}

impl Journey {
    /// The acting calls as `route: verdict`.
    fn acts(&self) -> Vec<String> {
        acts(&self.calls)
    }

    /// The routes of all calls, in order.
    fn routes(&self) -> Vec<&str> {
        self.calls.iter().map(|call| call.route.as_str()).collect()
    }
}

/// The acting calls among these, as `route: verdict`.
pub(crate) fn acts(calls: &[LoggedCall]) -> Vec<String> {
    let acts = |call: &&LoggedCall| {
        let changes = call.route.starts_with("/security/") && call.verb == "POST";
        call.route.starts_with("/mobile/") || changes
    };
    let acts = calls.iter().filter(acts);
    acts.map(|call| {
        let route = call.route.trim_start_matches("/mobile/");
        format!("{}: {}", route.trim_start_matches('/'), call.verdict)
    })
    .collect()
}

async fn travel(scenario: &str, change: impl FnOnce(&mut Plan)) -> Journey {
    let scenario = Scenario::named(scenario).expect("a built-in scenario");
    travel_in(scenario, change).await
}

async fn travel_in(scenario: Scenario, change: impl FnOnce(&mut Plan)) -> Journey {
    let scenario = scenario.at_once();
    let mut plan = plan_of(&scenario);
    change(&mut plan);
    let fields = CredentialFields {
        instance_id: scenario.instance_id().to_owned(),
        instance_token: Some(Secret::new(scenario.instance_token())),
        client_token: Some(Secret::new(scenario.client_token())),
    };
    let clock = JumpingClock::default();
    let simulator = Simulator::start(scenario, clock.for_simulator())
        .await
        .expect("a free port");
    let base = BaseUrl::parse(simulator.base_url()).expect("a loopback address");
    let mut desk = Desk::new(
        clock,
        Client::new(&base).expect("a client"),
        Records::nowhere(),
    );
    let session = desk.open(&fields);
    let (mut player, diary) = Player::new(plan);
    let ending = desk
        .run(&mut player, &mut Signals::none())
        .await
        .expect("the desk keeps going");
    let standing = desk.standings().into_iter().next().expect("one session").1;
    Journey {
        diary: diary.borrow().clone(),
        ending,
        standing,
        history: format!("{:?}", desk.history(session)),
        calls: simulator.calls(),
    }
}

/// The plan of whoever plays this scenario without any patience: they say that the customer accepted as soon as it can
/// be said.
pub(crate) fn plan_of(scenario: &Scenario) -> Plan {
    let mut own = demo::plan::Plan::of(scenario, "It is a bakery.");
    own.patience = Duration::ZERO;
    Plan {
        own,
        persists: false,
        about_trouble: None,
        eyes: None,
    }
}

/// One scenario and what is to come of it.
pub(crate) struct Row {
    pub(crate) scenario: &'static str,
    questions: &'static str,
    pub(crate) acts: &'static [&'static str],
}

/// The scenarios' own.
const NEW_PIN: &str = "246813";

const UP_TO_CODE: &str = "credentials number number_gate board request_gate code";
const LOOK: &str = "registration-available: ok";
const SENT: &str = "request-registration-code: sent";
const CODE: &str = "confirm-registration-code: accepted";
const PIN: &str = "confirm-pin-code: accepted";
const TRANSFER: &str = "device-transfer-confirmed: accepted";
const TURNED_DOWN: &str = "confirm-registration-code: turned down";
const EARLY: &str = "device-transfer-confirmed: too early";

fn row(scenario: &'static str, questions: &'static str, acts: &'static [&'static str]) -> Row {
    Row {
        scenario,
        questions,
        acts,
    }
}

impl Row {
    /// Whether the scenario ends with the right number connected.
    pub(crate) fn is_to_connect(&self) -> bool {
        self.questions.contains(" connected")
    }

    /// The questions in order, as one text.
    pub(crate) fn way(&self) -> String {
        self.questions.replace('…', UP_TO_CODE)
    }
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = straight_rows();
    rows.extend(answered_rows());
    rows.extend(spelling_rows());
    rows.extend(account_rows());
    rows.extend(captcha_rows());
    rows.extend(appeal_rows());
    rows.extend(recovery_rows());
    rows.extend(stopped_rows());
    rows.extend(refused_rows());
    rows.extend(lossy_rows());
    rows
}

fn spelling_rows() -> Vec<Row> {
    vec![
        row("mexico", "… verifying connected", &[LOOK, SENT, CODE]),
        row("argentina", "… verifying connected", &[LOOK, SENT, CODE]),
        row(
            "spelling-unsure",
            "… verifying same_line connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "no-number",
            "… verifying same_line connected",
            &[LOOK, SENT, CODE],
        ),
    ]
}

fn straight_rows() -> Vec<Row> {
    vec![
        row("happy", "… verifying connected", &[LOOK, SENT, CODE]),
        row(
            "wrong-code",
            "… verifying connected",
            &[LOOK, SENT, "confirm-registration-code: wrong", CODE],
        ),
        row("pin", "… pin verifying connected", &[LOOK, SENT, CODE, PIN]),
        row(
            "device",
            "… device verifying connected",
            &[LOOK, SENT, CODE, EARLY, TRANSFER],
        ),
        row(
            "pin-then-device",
            "… pin device verifying connected",
            &[LOOK, SENT, CODE, PIN, EARLY, TRANSFER],
        ),
        row(
            "all-flags",
            "… pin device verifying connected",
            &[LOOK, SENT, CODE, PIN, EARLY, TRANSFER],
        ),
        row("cooldown", "… verifying connected", &[LOOK, SENT, CODE]),
        row("long-wait", "… verifying connected", &[LOOK, SENT, CODE]),
        row("popup-connects", "… verifying connected", &[LOOK, SENT]),
        row("popup-code", "… verifying connected", &[LOOK, SENT, CODE]),
        row(
            "method-changed",
            "… verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row("ninth-digit", "… verifying connected", &[LOOK, SENT, CODE]),
        row("odd-numbers", "… verifying connected", &[LOOK, SENT, CODE]),
        row("sparse", "… verifying connected", &[LOOK, SENT, CODE]),
        row("slow", "… verifying connected", &[LOOK, SENT, CODE]),
        row("trial-ending", "… verifying connected", &[LOOK, SENT, CODE]),
        row("session-lost", "… verifying connected", &[LOOK, SENT, CODE]),
        row(
            "session-conflict",
            "… verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "flaky-status",
            "… device verifying connected",
            &[LOOK, SENT, CODE],
        ),
    ]
}

/// A code, a PIN or the transfer is answered otherwise than by what it is.
fn answered_rows() -> Vec<Row> {
    vec![
        row(
            "code-too-fast",
            "… verifying connected",
            &[LOOK, SENT, TURNED_DOWN, CODE],
        ),
        row(
            "code-expired",
            "… not_arrived request_gate code verifying connected",
            &[LOOK, SENT, TURNED_DOWN, SENT, CODE],
        ),
        row("code-blocked", "… halted", &[LOOK, SENT, TURNED_DOWN]),
        row(
            "pin-shut",
            "… pin verifying connected",
            &[LOOK, SENT, CODE, "confirm-pin-code: turned down", PIN],
        ),
        row(
            "transfer-asks-pin",
            "… device pin verifying connected",
            &[
                LOOK,
                SENT,
                CODE,
                EARLY,
                "device-transfer-confirmed: turned down",
                PIN,
            ],
        ),
    ]
}

fn captcha_rows() -> Vec<Row> {
    const CAPTCHA: &str = "request-registration-code: captcha";
    const WRONG: &str = "respond-captcha: wrong";
    const RIGHT: &str = "respond-captcha: sent";
    let way = "credentials number number_gate board request_gate captcha code verifying connected";
    let twice = &[LOOK, CAPTCHA, WRONG, RIGHT, CODE];
    vec![
        row("captcha", way, &[LOOK, CAPTCHA, RIGHT, CODE]),
        row("captcha-wrong", way, twice),
        row("captcha-jpeg", way, twice),
        row("captcha-empty", way, twice),
    ]
}

fn appeal_rows() -> Vec<Row> {
    const REVIEW: &str = "request-unbanning: in review";
    const FREED: &str = "request-unbanning: unbanned";
    const REFUSED: &str = "request-unbanning: refused";
    let in_review = "credentials number number_gate halted appeal halted";
    vec![
        row("banned", in_review, &[LOOK, REVIEW]),
        row(
            "unbanned",
            "credentials number number_gate halted appeal board request_gate code verifying connected",
            &[LOOK, FREED, LOOK, SENT, CODE],
        ),
        row(
            "unbanned-later",
            "credentials number number_gate halted appeal halted board request_gate code verifying connected",
            &[LOOK, REVIEW, LOOK, SENT, CODE],
        ),
        row(
            "appeal-refused",
            "credentials number number_gate halted appeal",
            &[LOOK, REFUSED],
        ),
    ]
}

fn account_rows() -> Vec<Row> {
    vec![
        row(
            "partner",
            "credentials partner instances credentials number number_gate board request_gate code verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "secure",
            "… verifying connected secure email email_code secure new_pin secure",
            &[
                LOOK,
                SENT,
                CODE,
                "security/email: e-mail set",
                "security/verify-email: wrong",
                "security/verify-email: accepted",
                "security/two-fa-code: PIN set",
            ],
        ),
    ]
}

fn recovery_rows() -> Vec<Row> {
    let way = "… pin pin_recovery pin verifying connected";
    let acts: &[&str] = &[
        LOOK,
        SENT,
        CODE,
        "recovery-pin-code: no such route",
        "recover-pin-code: mailed",
        PIN,
    ];
    ["pin-forgotten", "pin-forgotten-404"]
        .map(|name| row(name, way, acts))
        .into()
}

fn stopped_rows() -> Vec<Row> {
    let at_request = "credentials number number_gate board request_gate halted";
    let at_look = "credentials number number_gate halted";
    vec![
        row("already-connected", "credentials already_connected", &[]),
        row("wrong-number", "… verifying halted", &[LOOK, SENT, CODE]),
        row(
            "blocked-at-request",
            at_request,
            &[LOOK, "request-registration-code: blocked"],
        ),
        row(
            "declined",
            at_request,
            &[LOOK, "request-registration-code: declined"],
        ),
        row("blocked", at_look, &[LOOK]),
        row("unavailable", at_look, &[LOOK]),
        row(
            "web-instance",
            "credentials number number_gate credentials",
            &["registration-available: web instance"],
        ),
    ]
}

fn refused_rows() -> Vec<Row> {
    vec![
        row("broken-gateway", "credentials", &[]),
        row("subscription-ended", "credentials", &[]),
        row("rate-limited", "credentials", &[]),
        row("redirect", "credentials", &[]),
        row("payment-required", "credentials", &[]),
        row("token-refused", "credentials", &[]),
        row("token-inactive", "credentials", &[]),
        row("address-refused", "credentials", &[]),
        row("instance-gone", "credentials", &[]),
    ]
}

fn lossy_rows() -> Vec<Row> {
    vec![
        row(
            "lost-request",
            "credentials number number_gate board request_gate unknown code verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "empty-request",
            "credentials number number_gate board request_gate unknown code verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "truncated-request",
            "credentials number number_gate board request_gate unknown code verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "busy-request",
            "credentials number number_gate board request_gate unknown board request_gate code verifying connected",
            &[LOOK, "request-registration-code: lost", LOOK, SENT, CODE],
        ),
        row(
            "cut-request",
            "credentials number number_gate board request_gate unknown board request_gate code verifying connected",
            &[LOOK, "request-registration-code: lost", LOOK, SENT, CODE],
        ),
        row(
            "no-success",
            "credentials number number_gate board request_gate unknown code unknown verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "endless-code",
            "… unknown verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "lost-code",
            "… unknown verifying connected",
            &[LOOK, SENT, CODE],
        ),
        row(
            "empty-code",
            "… unknown verifying connected",
            &[LOOK, SENT, CODE],
        ),
    ]
}

#[tokio::test]
async fn every_scenario_goes_its_way() {
    for row in rows() {
        let journey = travel(row.scenario, |_| ()).await;
        let expected = row.way();
        let questions = journey.diary.questions.join(" ");
        assert_eq!(questions, expected, "{}", row.scenario);
        assert_eq!(journey.acts(), row.acts, "{}", row.scenario);
        let connected = expected.contains(" connected");
        assert_eq!(
            journey.standing == Standing::Connected,
            connected,
            "{}",
            row.scenario
        );
        let left = matches!(journey.ending, Ending::Closed | Ending::Left);
        assert!(left, "{}: {:?}", row.scenario, journey.ending);
    }
}

#[test]
fn every_scenario_has_its_row() {
    let played: BTreeSet<&str> = rows().iter().map(|row| row.scenario).collect();
    let built_in: BTreeSet<&str> = Scenario::names().collect();
    assert_eq!(played, built_in);
}

#[tokio::test]
async fn status_is_read_right_before_availability_and_code_request() {
    let journey = travel("happy", |_| ()).await;
    let routes = journey.routes();
    for acting in [
        "/mobile/registration-available",
        "/mobile/request-registration-code",
    ] {
        let at = routes
            .iter()
            .position(|route| *route == acting)
            .expect(acting);
        assert_eq!(routes.get(at - 1), Some(&"/status"), "{routes:?}");
    }
}

/// When each call of this route arrived, in seconds.
fn arrivals(journey: &Journey, route: &str) -> Vec<u64> {
    let calls = journey.calls.iter().filter(|call| call.route == route);
    calls.map(|call| call.at.as_secs()).collect()
}

/// A call before its time would come back as "too early", and none does.
#[tokio::test]
async fn a_wait_that_an_answer_names_is_kept_to_the_second() {
    for (scenario, route, wait) in [
        ("code-too-fast", "/mobile/confirm-registration-code", 88),
        ("code-expired", "/mobile/request-registration-code", 165),
        ("pin-shut", "/mobile/confirm-pin-code", 43_200),
    ] {
        let journey = travel(scenario, |_| ()).await;
        let [first, second] = arrivals(&journey, route)[..] else {
            panic!("{scenario}: {:?}", journey.routes());
        };
        assert!(second - first >= wait, "{scenario}: {first} and {second}");
        assert!(
            second - first <= wait + 2,
            "{scenario}: {first} and {second}"
        );
    }
}

/// The code is gone, and another one is requested as soon as the client thinks that it may. The methods themselves
/// would be open after ten seconds.
#[tokio::test]
async fn a_wait_that_counts_on_a_success_holds_whatever_the_methods_say() {
    let gone = "[[code.answers]]\nreason = 'stale'\nexpires = true\n[waits]\nafter_sms = 10\n";
    for wait in [
        "retry_after = 1805",
        "retry_after = '1805'",
        "retry_after_header = 1805",
    ] {
        let toml = format!("title.en = 'x'\n{gone}[request]\n{wait}");
        let scenario = Scenario::parse(&toml).expect("a scenario");
        let journey = travel_in(scenario, |_| ()).await;
        assert_eq!(journey.standing, Standing::Connected, "{wait}");
        let expected = [LOOK, SENT, TURNED_DOWN, SENT, CODE];
        assert_eq!(journey.acts(), expected, "{wait}");
        let requests = arrivals(&journey, "/mobile/request-registration-code");
        assert_eq!(requests.len(), 2, "{wait}");
        assert!(requests[1] - requests[0] >= 1805, "{wait}: {requests:?}");
    }
}

#[tokio::test]
async fn three_wrong_codes_pause_and_nothing_is_sent_meanwhile() {
    let journey = travel("happy", |plan| {
        for wrong in ["111111", "222222", "333333"] {
            plan.codes.push_front(wrong.to_owned());
        }
    })
    .await;
    assert_eq!(journey.standing, Standing::Connected);
    let codes: Vec<_> = journey
        .calls
        .iter()
        .filter(|call| call.route.ends_with("confirm-registration-code"))
        .collect();
    assert_eq!(codes.len(), 4);
    assert_eq!(codes[3].at.as_secs() - codes[2].at.as_secs(), 60);
}

#[tokio::test]
async fn transfers_are_at_least_fifteen_seconds_apart_and_polls_five() {
    let journey = travel("device", |_| ()).await;
    let at = |route: &str| -> Vec<u64> {
        let calls = journey
            .calls
            .iter()
            .filter(|call| call.route.ends_with(route));
        calls.map(|call| call.at.as_secs()).collect()
    };
    let transfers = at("device-transfer-confirmed");
    assert_eq!(transfers.len(), 2);
    assert!(transfers[1] - transfers[0] >= 15, "{transfers:?}");
    let polls: Vec<u64> = at("/status").into_iter().filter(|at| *at > 0).collect();
    // The last three are the look right before the transfer, the one right after it, and the one after the service's
    // settling.
    let panel = polls
        .split_last_chunk::<3>()
        .map_or(&[][..], |(panel, _)| panel);
    let spaced = panel.windows(2).all(|pair| pair[1] - pair[0] >= 5);
    assert!(spaced && panel.len() > 1, "{polls:?}");
}

#[tokio::test]
async fn no_journey_gives_a_secret_away() {
    for name in Scenario::names() {
        let journey = travel(name, |_| ()).await;
        let scenario = Scenario::named(name).expect("a built-in scenario");
        let everything = format!(
            "{:?}{}{:?}",
            journey.diary.shown, journey.history, journey.standing
        );
        let secrets = [
            scenario.instance_token(),
            scenario.client_token(),
            scenario.right_code(),
            scenario.right_pin(),
            scenario.partner_token(),
            NEW_PIN,
        ];
        for secret in secrets {
            assert!(!everything.contains(secret), "{name} shows {secret}");
        }
    }
}
