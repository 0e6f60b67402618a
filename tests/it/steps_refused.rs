//! The single steps where HTTP refuses a call before anything is done.

use crate::steps::Machine;
use serde_json::Value;
use std::error::Error;

type Tested = Result<(), Box<dyn Error>>;

const REQUEST: [&str; 5] = ["request", "--number", "+5511987654321", "--method", "sms"];
const REQUEST_ROUTE: &str = "/mobile/request-registration-code";
const TRANSFER_ROUTE: &str = "/mobile/device-transfer-confirmed";

/// A service whose first call of `route` is refused.
fn refusing(route: &str, kind: &str, status: u16, more: &str) -> Result<Machine, Box<dyn Error>> {
    Machine::of(&format!(
        "{more}\n[[faults]]\nroute = '{route}'\nnth = 1\nkind = '{kind}'\nstatus = {status}"
    ))
}

fn again(here: &Machine) -> Result<(Option<i32>, String), Box<dyn Error>> {
    let (exit, out, err) = here.step(&[&REQUEST[..], &["--again"]].concat(), "")?;
    Ok((exit, format!("{out}{err}")))
}

#[test]
fn after_401_and_403_no_step_sends_anything_with_the_same_credentials() -> Tested {
    for (status, kind) in [(401, "refused"), (403, "refused"), (403, "gateway")] {
        let here = refusing(REQUEST_ROUTE, kind, status, "")?;
        let (exit, out, _) = here.step(&REQUEST, "")?;
        assert_eq!(exit, Some(4), "{out}");
        assert!(out.contains(&format!("HTTP {status}")), "{out}");
        for _ in 0..2 {
            let (exit, out, _) = here.step(&REQUEST, "")?;
            assert_eq!((exit, here.requests()), (Some(4), 1), "{out}");
        }
        assert_eq!((again(&here)?.0, here.requests()), (Some(4), 1));
        let (_, out, _) = here.step(&["sessions", "--json"], "")?;
        assert!(!out.contains("\"requests_in_24_hours\":1"), "{out}");
    }
    Ok(())
}

#[test]
fn after_405_and_415_another_request_wants_its_word_and_its_time() -> Tested {
    for (status, kind) in [(405, "gateway"), (415, "refused")] {
        let here = refusing(REQUEST_ROUTE, kind, status, "")?;
        let (exit, out, _) = here.step(&REQUEST, "")?;
        assert_eq!(exit, Some(5), "{out}");
        assert!(out.contains(&format!("HTTP {status}")), "{out}");
        let (exit, out, err) = here.step(&REQUEST, "")?;
        assert_eq!((exit, here.requests()), (Some(5), 1), "{out}");
        assert!(err.contains("--again"), "{err}");
        let (exit, out) = again(&here)?;
        assert_eq!((exit, here.requests()), (Some(5), 1), "{out}");
        let (exit, out, _) = here.step(&[&REQUEST[..], &["--json"]].concat(), "")?;
        let end: Value = serde_json::from_str(&out)?;
        assert_eq!(
            (exit, end["last"]["details"]["requests"].as_u64()),
            (Some(5), Some(0))
        );
    }
    Ok(())
}

#[test]
fn a_code_that_http_refuses_is_not_called_wrong_and_not_sent_again_at_once() -> Tested {
    let here = refusing("/mobile/confirm-registration-code", "refused", 415, "")?;
    here.step(&REQUEST, "")?;
    for _ in 0..2 {
        let (exit, out, err) = here.step(&["confirm"], "123456\n")?;
        assert_eq!(exit, Some(5), "{out}{err}");
        assert!(!out.contains("as wrong"), "{out}");
        assert_eq!(here.service.count("/mobile/confirm-registration-code"), 1);
    }
    Ok(())
}

#[test]
fn a_step_that_is_shut_for_a_time_says_until_when() -> Tested {
    let here = refusing(
        "/mobile/recovery-pin-code",
        "refused",
        405,
        "code.confirm_security_code = true",
    )?;
    here.step(&REQUEST, "")?;
    here.step(&["confirm"], "123456\n")?;
    for _ in 0..2 {
        let (exit, out, err) = here.step(&["recover-pin"], "")?;
        assert_eq!(exit, Some(5), "{out}{err}");
        assert!(
            out.contains("Yes, have WhatsApp send the mail: "),
            "{out}{err}"
        );
        assert_eq!(here.service.count("/mobile/recovery-pin-code"), 1);
    }
    Ok(())
}

#[test]
fn the_transfer_by_post_is_a_step_of_its_own_after_the_services_own_not_found() -> Tested {
    let here = Machine::of(
        "code.device_confirm = true\ndevice.wants_post = true\ndevice.accepted_after = 0",
    )?;
    let call = ["transfer", "--accepted-on-phone"];
    let by_post = ["transfer", "--accepted-on-phone", "--post"];
    here.step(&REQUEST, "")?;
    here.step(&["confirm"], "123456\n")?;
    let (_, out, _) = here.step(&by_post, "")?;
    assert_eq!(here.service.count(TRANSFER_ROUTE), 0, "{out}");
    let (exit, out, err) = here.step(&call, "")?;
    assert_eq!(
        (exit, here.service.count(TRANSFER_ROUTE)),
        (Some(8), 1),
        "{out}"
    );
    assert!(err.contains("--post"), "{err}");
    let (_, out, _) = here.step(&by_post, "")?;
    assert_eq!(here.service.count(TRANSFER_ROUTE), 2, "{out}");
    assert!(
        out.starts_with("step: verifying") || out.starts_with("step: connected"),
        "{out}"
    );
    Ok(())
}

#[test]
fn a_transfer_that_a_gateway_refuses_offers_no_post() -> Tested {
    for status in [404, 405] {
        let more = "code.device_confirm = true\ndevice.accepted_after = 0";
        let here = refusing(TRANSFER_ROUTE, "gateway", status, more)?;
        here.step(&REQUEST, "")?;
        here.step(&["confirm"], "123456\n")?;
        let (_, out, err) = here.step(&["transfer", "--accepted-on-phone"], "")?;
        assert!(
            !err.contains("--post") && !out.contains("has not accepted"),
            "{out}{err}"
        );
        here.step(&["transfer", "--accepted-on-phone", "--post"], "")?;
        assert_eq!(here.service.count(TRANSFER_ROUTE), 1);
    }
    Ok(())
}

#[test]
fn what_came_instead_of_an_answer_is_told() -> Tested {
    let here = refusing(REQUEST_ROUTE, "gateway", 502, "")?;
    let (exit, out, _) = here.step(&REQUEST, "")?;
    assert_eq!(exit, Some(9), "{out}");
    assert!(
        out.contains("HTTP 502") && !out.contains("no answer came"),
        "{out}"
    );
    Ok(())
}

#[test]
fn a_code_that_has_expired_is_not_called_incorrect_and_leads_to_another_one() -> Tested {
    let here = Machine::with("code-expired")?;
    let (code, _) = here.service.digits();
    here.step(&REQUEST, "")?;
    let (exit, out, err) = here.step(&["confirm"], &format!("{code}\n"))?;
    assert_eq!(exit, Some(6), "{out}{err}");
    assert!(out.contains("expired") && out.contains("SMS: "), "{out}");
    assert!(!err.contains("incorrect"), "{err}");
    let here = Machine::with("happy")?;
    here.step(&REQUEST, "")?;
    let (exit, out, err) = here.step(&["confirm"], "111111\n")?;
    assert_eq!(exit, Some(6), "{out}{err}");
    assert!(err.contains("The code is incorrect"), "{err}");
    Ok(())
}
