//! The single steps about a line that WhatsApp spells in its own way, and an instance that is written in another case.

use crate::steps::Machine;
use serde_json::Value;
use std::error::Error;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;

type Tested = Result<(), Box<dyn Error>>;

fn first(out: &str) -> &str {
    out.lines().next().unwrap_or_default()
}

/// Requests a code for `number` and hands it in.
fn confirmed(
    here: &Machine,
    number: &str,
    more: &[&str],
) -> Result<(Option<i32>, String), Box<dyn Error>> {
    let ask = [
        "request",
        "--number",
        number,
        "--method",
        "sms",
        "--unusual-number",
    ];
    let (exit, out, err) = here.step(&ask, "")?;
    assert_eq!(exit, Some(0), "{out}{err}");
    let (code, _) = here.service.digits();
    let (exit, out, _) = here.step(&[&["confirm"], more].concat(), &format!("{code}\n"))?;
    Ok((exit, out))
}

#[test]
fn whatsapps_spelling_of_a_line_is_connected_with_both_spellings() -> Tested {
    for (scenario, number, both) in [
        (
            "mexico",
            "+522222345678",
            ["+52 222 234 5678", "+52 12222345678"],
        ),
        (
            "argentina",
            "+541145678901",
            ["+54 11 4567-8901", "+54 9 11 4567-8901"],
        ),
        (
            "ninth-digit",
            "+5511987654321",
            ["+55 11 98765-4321", "+55 1187654321"],
        ),
    ] {
        let here = Machine::with(scenario)?;
        let (exit, out) = confirmed(&here, number, &[])?;
        assert_eq!((exit, first(&out)), (Some(0), "step: connected"), "{out}");
        let (_, listed, _) = here.step(&["sessions", "--all"], "")?;
        let id = listed.split(' ').next().ok_or("a session")?;
        let (_, report, _) = here.step(&["report", id], "")?;
        for spelling in both {
            assert!(report.contains(spelling), "{scenario}: {report}");
        }
        let (_, report, _) = here.step(&["report", id, "--json"], "")?;
        let report: Value = serde_json::from_str(&report)?;
        assert!(report["connected_as"].is_string(), "{report}");
    }
    Ok(())
}

#[test]
fn a_line_that_is_not_certain_needs_one_more_step_and_a_persons_word() -> Tested {
    for (scenario, number) in [
        ("spelling-unsure", "+2250769345678"),
        ("no-number", "+5511987654321"),
    ] {
        let here = Machine::with(scenario)?;
        let (exit, out) = confirmed(&here, number, &["--json"])?;
        let said: Value = serde_json::from_str(&out)?;
        assert_eq!(exit, Some(8), "{said}");
        assert_eq!(said["last"]["name"], "same_line", "{said}");
        let next = said["next"].as_str().ok_or("the next command")?;
        assert!(next.contains(" status --session "), "{next}");
        assert!(next.ends_with("--same-line"), "{next}");
        // Looking alone says nothing for the person.
        let (exit, out, err) = here.step(&["status", "--number", number], "")?;
        assert_eq!(
            (exit, first(&out)),
            (Some(8), "connected: unknown"),
            "{out}"
        );
        assert!(out.contains("Number asked for: +"), "{out}");
        assert!(
            err.contains("You asked for +") && err.contains("--same-line"),
            "{err}"
        );
        let (exit, out, err) = here.step(&["status", "--number", number, "--same-line"], "")?;
        assert_eq!(
            (exit, first(&out)),
            (Some(0), "step: connected"),
            "{out}{err}"
        );
        let (_, listed, _) = here.step(&["sessions", "--all"], "")?;
        assert!(listed.contains("connected"), "{listed}");
        assert_eq!(here.requests(), 1);
    }
    Ok(())
}

#[test]
fn an_onboarding_goes_on_with_the_instance_in_small_letters() -> Tested {
    let here = Machine::with("happy")?;
    let ask = ["request", "--number", "+5511987654321", "--method", "sms"];
    let (exit, out, err) = here.step(&ask, "")?;
    assert_eq!(exit, Some(0), "{out}{err}");
    let typed = here.service.environment()[1].1.to_lowercase();
    let (code, _) = here.service.digits();
    let typed = [("ZAPI_INSTANCE_ID", typed.as_str())];
    let (exit, out, err) = here.step_with(&typed, &["confirm"], &format!("{code}\n"))?;
    assert_eq!(
        (exit, first(&out)),
        (Some(0), "step: connected"),
        "{out}{err}"
    );
    let (_, listed, _) = here.step(&["sessions", "--all"], "")?;
    assert_eq!(listed.lines().count(), 1, "{listed}");
    Ok(())
}

#[test]
fn a_call_carries_the_instances_id_as_it_was_typed() -> Tested {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    let server = std::thread::Builder::new().spawn(move || -> std::io::Result<String> {
        let (stream, _) = listener.accept()?;
        let mut asked = String::new();
        BufReader::new(&stream).read_line(&mut asked)?;
        let body = r#"{"error":"Instance not found"}"#;
        let length = body.len();
        write!(
            &stream,
            "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
            Connection: close\r\n\r\n{body}"
        )?;
        Ok(asked)
    })?;
    let here = Machine::with("happy")?;
    let typed = [
        ("ZAPI_BASE_URL", address.as_str()),
        ("ZAPI_INSTANCE_ID", "3c67Ab641C"),
    ];
    let (exit, out, err) = here.step_with(&typed, &["status"], "")?;
    assert_eq!(exit, Some(4), "{out}{err}");
    let asked = server.join().map_err(|_panic| "the server broke down")??;
    assert!(
        asked.starts_with("GET /instances/3c67Ab641C/token/"),
        "{asked}"
    );
    Ok(())
}
