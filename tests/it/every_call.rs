//! Every call that acts against everything that may come instead of its answer: nothing is sent twice by the program, what
//! came is said as what it is, and the journal says what happened. Each call is made by its single step.

use crate::steps::Machine;
use rusqlite::Connection;
use std::error::Error;

type Tested = Result<(), Box<dyn Error>>;

const NUMBER: &str = "+5511987654321";
const CHECK: &[&str] = &["check", "--number", NUMBER];
const REQUEST: &[&str] = &["request", "--number", NUMBER, "--method", "sms"];
const CODE: &str = "123456\n";

/// A call that acts, and the way to it.
struct Place {
    route: &'static str,
    /// What the service does before it, as keys of a scenario.
    keys: &'static str,
    /// The steps that lead there, each with what is typed.
    way: &'static [(&'static [&'static str], &'static str)],
    step: (&'static [&'static str], &'static str),
    /// How the journal announces it.
    announced: &'static str,
}

const PLACES: &[Place] = &[
    Place {
        route: "/mobile/registration-available",
        keys: "",
        way: &[],
        step: (CHECK, ""),
        announced: "availability_asked",
    },
    Place {
        route: "/mobile/request-registration-code",
        keys: "",
        way: &[(CHECK, "")],
        step: (REQUEST, ""),
        announced: "code_requested",
    },
    Place {
        route: "/mobile/respond-captcha",
        keys: "request.answer = 'captcha'",
        way: &[(REQUEST, "")],
        step: (&["captcha", "--answer", "7K4W"], ""),
        announced: "captcha_answered",
    },
    Place {
        route: "/mobile/confirm-registration-code",
        keys: "",
        way: &[(REQUEST, "")],
        step: (&["confirm"], CODE),
        announced: "code_submitted",
    },
    Place {
        route: "/mobile/confirm-pin-code",
        keys: "code.confirm_security_code = true",
        way: &[(REQUEST, ""), (&["confirm"], CODE)],
        step: (&["pin"], "246810\n"),
        announced: "pin_submitted",
    },
    Place {
        route: "/mobile/recovery-pin-code",
        keys: "code.confirm_security_code = true",
        way: &[(REQUEST, ""), (&["confirm"], CODE)],
        step: (&["recover-pin"], ""),
        announced: "pin_recovery_asked",
    },
    Place {
        route: "/mobile/device-transfer-confirmed",
        keys: "code.device_confirm = true\ndevice.accepted_after = 0",
        way: &[(REQUEST, ""), (&["confirm"], CODE)],
        step: (&["transfer", "--accepted-on-phone"], ""),
        announced: "transfer_called",
    },
    Place {
        route: "/mobile/request-unbanning",
        keys: "availability.available = false\navailability.blocked = true\n\
            availability.appeal_token = 'AT-0001'\navailability.reason = 'spam'",
        way: &[(CHECK, "")],
        step: (&["appeal"], "Please review this ban.\n"),
        announced: "appeal_filed",
    },
];

/// What comes instead of an answer.
struct Came {
    /// The fault of the simulated service.
    fault: &'static str,
    /// What follows.
    then: Then,
}

/// What follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    /// The credentials are next, and nothing is sent with the same ones.
    Credentials(u16),
    /// Nothing of the kind is sent before a time.
    Shut(u16),
    /// It is not known whether it counted; holds the HTTP status that came.
    Unknown(Option<u16>),
    /// The service itself says that there is no such instance.
    NoInstance,
    /// The service does not know the call.
    NoRoute,
}

const CAME: &[Came] = &[
    came("kind = 'refused'\nstatus = 401", Then::Credentials(401)),
    came("kind = 'refused'\nstatus = 403", Then::Credentials(403)),
    came("kind = 'gateway'\nstatus = 401", Then::Credentials(401)),
    came("kind = 'gateway'\nstatus = 403", Then::Credentials(403)),
    came("kind = 'refused'\nstatus = 405", Then::Shut(405)),
    came("kind = 'gateway'\nstatus = 405", Then::Shut(405)),
    came("kind = 'refused'\nstatus = 415", Then::Shut(415)),
    came("kind = 'rate_limited'", Then::Shut(429)),
    came("kind = 'rate_limited'\nretry_after = 90", Then::Shut(429)),
    came("kind = 'gateway'\nstatus = 404", Then::Unknown(Some(404))),
    came("kind = 'refused'\nstatus = 404", Then::NoInstance),
    came("kind = 'gateway'\nstatus = 410", Then::Unknown(Some(410))),
    came("kind = 'refused'\nstatus = 500", Then::Unknown(Some(500))),
    came("kind = 'html_502'", Then::Unknown(Some(502))),
    came("kind = 'plain_503'", Then::Unknown(Some(503))),
    came("kind = 'html_200'", Then::Unknown(Some(200))),
    came("kind = 'empty_200'", Then::Unknown(Some(200))),
    came("kind = 'truncated'", Then::Unknown(Some(200))),
    came("kind = 'reset_before'", Then::Unknown(None)),
    came("kind = 'reset_after'", Then::Unknown(None)),
    came("kind = 'not_found_200'", Then::NoRoute),
    came("kind = 'not_found_404'", Then::NoRoute),
];

const fn came(fault: &'static str, then: Then) -> Came {
    Came { fault, then }
}

/// What the journal says of the only onboarding, in order.
fn history(here: &Machine) -> Result<Vec<String>, Box<dyn Error>> {
    let store = Connection::open(here.journal().join("journal.db"))?;
    let mut query = store.prepare("SELECT entry FROM history ORDER BY id")?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One step that went wrong.
struct Played {
    here: Machine,
    exit: Option<i32>,
    /// All that it said.
    said: String,
    /// What it wrote down.
    written: Vec<String>,
}

fn played(place: &Place, came: &Came) -> Result<Played, Box<dyn Error>> {
    let fault = format!("route = '{}'\nnth = 1\n{}", place.route, came.fault);
    let here = Machine::of(&format!("{}\n[[faults]]\n{fault}", place.keys))?;
    for (step, typed) in place.way {
        here.step(step, typed)?;
    }
    let before = if place.way.is_empty() {
        0
    } else {
        history(&here)?.len()
    };
    let (exit, out, err) = here.step(place.step.0, place.step.1)?;
    let written = history(&here)?.split_off(before);
    Ok(Played {
        here,
        exit,
        said: format!("{out}{err}"),
        written,
    })
}

/// A captcha without an answer in its body is a right one.
fn is_an_answer(place: &Place, came: &Came) -> bool {
    place.announced == "captcha_answered" && came.fault == "kind = 'empty_200'"
}

fn check(place: &Place, came: &Came) -> Tested {
    let Played {
        here,
        exit,
        said,
        written,
    } = played(place, came)?;
    let what = format!("{} {:?}: {said}\n{written:?}", place.route, came.fault);
    let sent = here.service.count(place.route);
    assert!(sent <= 1, "sent {sent} times: {what}");
    let announced =
        |entry: &&String| entry.contains(place.announced) && !entry.contains("\"ended\"");
    let announcements = written.iter().filter(announced).count();
    assert_eq!(announcements, expected_announcements(place, came), "{what}");
    for untrue in [
        "incorrect",
        "nothing was sent",
        "not accepted",
        "no instance with",
    ] {
        let is_true = untrue.starts_with("no instance") && came.then == Then::NoInstance;
        let is_said = said.to_lowercase().contains(untrue);
        assert!(!is_said || is_true, "{untrue}: {what}");
    }
    let has = |words: &str| written.iter().any(|entry| entry.contains(words));
    // A transfer that took effect shows by itself, whatever came instead of its answer.
    let shows = place.announced == "transfer_called"
        && matches!(came.then, Then::Unknown(_))
        && said.contains("step: connected");
    let (exits, status): (&[i32], _) = match came.then {
        Then::Unknown(_) if shows => (&[0], None),
        Then::Credentials(status) => (&[4], Some(status)),
        Then::Shut(429) => (&[5], None),
        Then::Shut(status) => (&[5], Some(status)),
        Then::Unknown(status) => (&[9], status),
        Then::NoInstance => (&[4], Some(404)),
        Then::NoRoute => (&[1, 8], None),
    };
    assert!(
        exit.is_some_and(|exit| exits.contains(&exit)),
        "{exit:?} {what}"
    );
    if let Some(status) = status {
        let forms = [format!("HTTP {status}"), format!("HTTP status: {status}")];
        assert!(forms.iter().any(|form| said.contains(form)), "{what}");
    }
    match came.then {
        Then::Credentials(status) | Then::Shut(status) => {
            assert!(has("turned_away") && has(&status.to_string()), "{what}");
        }
        Then::Unknown(_) => assert!(has("outcome_unknown"), "{what}"),
        Then::NoInstance => assert!(has("turned_away") && has("404"), "{what}"),
        Then::NoRoute => {}
    }
    again(place, came.then, &here, sent)
}

/// Only the recovery has a second spelling, which is sent, once, with a record of its own, after just those words.
fn expected_announcements(place: &Place, came: &Came) -> usize {
    let has_second = place.announced == "pin_recovery_asked" && came.then == Then::NoRoute;
    1 + usize::from(has_second)
}

/// The same step once more.
fn again(place: &Place, then: Then, here: &Machine, sent: usize) -> Tested {
    let may_not = match then {
        Then::Credentials(_) | Then::Shut(_) => true,
        // What a person may say again by the same step: that they look at it, or type it, once more.
        Then::Unknown(_) => matches!(place.announced, "code_requested" | "appeal_filed"),
        Then::NoInstance | Then::NoRoute => false,
    };
    if may_not {
        let (_, out, err) = here.step(place.step.0, place.step.1)?;
        let now_sent = here.service.count(place.route);
        assert_eq!(now_sent, sent, "{} {then:?}: {out}{err}", place.route);
    }
    Ok(())
}

/// Plays one call against everything that may come.
fn against_everything(announced: &str) -> Tested {
    let place = PLACES.iter().find(|place| place.announced == announced);
    let place = place.ok_or("a place")?;
    for came in CAME.iter().filter(|came| !is_an_answer(place, came)) {
        check(place, came)?;
    }
    Ok(())
}

#[test]
fn a_look_at_availability_without_its_answer() -> Tested {
    against_everything("availability_asked")
}

#[test]
fn a_code_request_without_its_answer() -> Tested {
    against_everything("code_requested")
}

#[test]
fn a_captchas_answer_without_its_answer() -> Tested {
    against_everything("captcha_answered")
}

#[test]
fn a_code_without_its_answer() -> Tested {
    against_everything("code_submitted")
}

#[test]
fn a_pin_without_its_answer() -> Tested {
    against_everything("pin_submitted")
}

#[test]
fn a_wish_for_a_pin_mail_without_its_answer() -> Tested {
    against_everything("pin_recovery_asked")
}

#[test]
fn a_transfer_without_its_answer() -> Tested {
    against_everything("transfer_called")
}

#[test]
fn an_appeal_without_its_answer() -> Tested {
    against_everything("appeal_filed")
}
