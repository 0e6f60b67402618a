//! What is read of the instance and of the account beside the way to a connection, whole effects compared.

use crate::flow_driver::{
    CLIENT_TOKEN, Driver, LISTED_TOKEN, PARTNER_TOKEN, TOKEN, fields, instance, listed, page,
    partner, start, status, typed,
};
use std::time::Duration;
use zapi_onboard::domain::credentials::{
    CredentialError, CredentialField, CredentialFields, Credentials, PartnerToken,
    PartnerTokenError,
};
use zapi_onboard::domain::method::Lock;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Deadline;
use zapi_onboard::flow::effect::{Call, Effect, INSTANCES_PER_PAGE};
use zapi_onboard::flow::event::{
    Answer, CallId, Cause, Failure, InstanceKind, InstancesReply, Link, Outcome, PartnerFields,
    Refusal, RefusalCause, Reply,
};
use zapi_onboard::flow::prompt::{About, Ask, Choice, Problem};
use zapi_onboard::flow::{Flow, Standing};

/// At the question for the number, with `/me` still being read.
fn reading() -> Driver {
    let mut driver = Driver::new();
    driver.answer(Answer::Credentials(fields()));
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.call(), Some(&Call::Instance));
    driver
}

fn about(driver: &Driver) -> About {
    let Ask::Number { instance, .. } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt());
    };
    instance
}

#[expect(clippy::unnecessary_wraps, reason = "handed over as an outcome")]
fn refused(cause: RefusalCause) -> Outcome {
    Ok(Reply::Refused(Refusal {
        cause,
        text: None,
        status: 400,
    }))
}

#[test]
fn the_instance_is_read_once_while_the_number_is_typed() {
    let mut driver = reading();
    let asking = driver.id();
    assert_eq!(about(&driver), About::Reading);
    assert_eq!(driver.answer(typed("119")), []);
    assert_eq!(driver.reply(instance()), []);
    assert!(matches!(about(&driver), About::Known(_)));
    assert!(driver.id() > asking, "the mistake was told");
    driver.answer(typed("11 98765-4321"));
    let known = matches!(
        driver.prompt().ask,
        Ask::NumberGate {
            instance: Some(_),
            ..
        }
    );
    assert!(known, "{:?}", driver.prompt());
    assert_eq!(driver.choose(Choice::Back), []);
    assert!(matches!(about(&driver), About::Known(_)));
}

#[test]
fn the_answer_of_the_instance_asks_nothing_anew() {
    let mut driver = reading();
    let asking = driver.id();
    driver.reply(instance());
    assert_eq!(driver.id(), asking);
}

#[test]
fn an_instance_that_cannot_be_read_is_not_shown_and_stops_nothing() {
    for outcome in [
        Err(Failure::NoAnswer(Cause::Timeout)),
        Err(Failure::NotSent(Cause::Connect)),
        refused(RefusalCause::NoSuchRoute),
        status(Link::NotConnected),
    ] {
        let mut driver = reading();
        assert_eq!(driver.reply(outcome), []);
        assert_eq!(about(&driver), About::Unknown);
        assert_eq!(driver.prompt().problem, None);
        assert_eq!(driver.answer(typed("11 98765-4321")), []);
        assert_eq!(driver.question(), "number_gate");
    }
}

#[test]
fn whoever_goes_on_before_the_instance_answered_gives_the_reading_up_and_owes_it() {
    let mut driver = reading();
    assert_eq!(
        driver.answer(typed("11 98765-4321")),
        [Effect::Abandon(CallId(2))]
    );
    let back = driver.choose(Choice::Back);
    assert_eq!(back, [Effect::Call(CallId(3), Call::Instance)]);
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(3))]);
    assert_eq!(driver.question(), "credentials");
}

#[test]
fn the_instance_is_not_read_while_the_service_wants_fewer_requests() {
    let mut driver = Driver::new();
    driver.answer(Answer::Credentials(fields()));
    let minute = Deadline::after(driver.now, Duration::from_mins(1));
    driver.flow.heed_limit(minute, driver.now);
    driver.reply(status(Link::NotConnected));
    assert_eq!((driver.call(), about(&driver)), (None, About::Unknown));
    driver.answer(typed("11 98765-4321"));
    driver.wait(60);
    let back = driver.choose(Choice::Back);
    assert_eq!(back, [Effect::Call(CallId(2), Call::Instance)]);
}

/// At the form for the partner token.
fn at_partner() -> Driver {
    let mut driver = Driver::new();
    assert_eq!(driver.choose(Choice::ListInstances), []);
    assert_eq!(driver.question(), "partner");
    driver
}

/// At the first of so many pages of the list.
fn at_list(pages: Option<u32>) -> Driver {
    let mut driver = at_partner();
    driver.answer(partner());
    assert_eq!(driver.reply(page(pages)), []);
    assert_eq!(driver.question(), "instances");
    driver
}

fn list(page: u32) -> Call {
    Call::Instances {
        partner: PartnerToken::parse(Some(&Secret::new(PARTNER_TOKEN))).expect("a token"),
        page,
    }
}

fn lock(driver: &Driver, choice: Choice) -> Option<Lock> {
    let offers = driver.prompt().offers;
    let offer = offers.iter().find(|offer| offer.choice == choice);
    offer.map(|offer| offer.lock)
}

fn ids(driver: &Driver) -> Vec<String> {
    let Ask::Instances { rows, .. } = driver.prompt().ask else {
        panic!("{:?}", driver.prompt());
    };
    rows.into_iter().map(|row| row.id).collect()
}

#[test]
fn a_partner_token_lists_the_instances_and_takes_no_credentials() {
    let mut driver = at_partner();
    let effects = driver.answer(partner());
    assert_eq!(effects, [Effect::Call(CallId(1), list(1))]);
    assert!(!list(1).needs_credentials() && Call::Status.needs_credentials());
    assert_eq!(list(1).announcement(1), None);
    driver.reply(page(Some(2)));
    assert_eq!(ids(&driver), ["BARE", "MOBILE", "ODD", "WEB"]);
    let locks = [0, 1, 2, 3].map(|at| lock(&driver, Choice::TakeInstance(at)));
    let expected = [Lock::Unknown, Lock::Open, Lock::Open, Lock::NotEligible];
    assert_eq!(locks, expected.map(Some));
}

#[test]
fn an_instance_of_the_list_is_checked_like_one_that_was_typed() {
    let mut driver = at_list(None);
    let credentials = Credentials::parse(&CredentialFields {
        instance_id: "MOBILE".to_owned(),
        instance_token: Some(Secret::new(LISTED_TOKEN)),
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    });
    let expected = [
        Effect::UseCredentials(credentials.expect("credentials")),
        Effect::Call(CallId(2), Call::Status),
    ];
    assert_eq!(driver.choose(Choice::TakeInstance(1)), expected);
    driver.reply(status(Link::NotConnected));
    assert_eq!(driver.question(), "number");
}

#[test]
fn what_cannot_register_or_has_no_token_is_not_taken() {
    let mut driver = at_list(None);
    for at in [0, 3, 4, u16::MAX] {
        assert_eq!(driver.choose(Choice::TakeInstance(at)), []);
        assert_eq!(driver.question(), "instances");
    }
}

#[test]
fn an_instance_taken_without_the_account_security_token_asks_for_that() {
    let mut driver = at_partner();
    let only = PartnerFields {
        partner_token: Some(Secret::new(PARTNER_TOKEN)),
        client_token: None,
    };
    driver.answer(Answer::Partner(only));
    driver.reply(page(None));
    assert_eq!(driver.choose(Choice::TakeInstance(1)), []);
    let prompt = driver.prompt();
    let missing = CredentialError::Empty(CredentialField::ClientToken);
    assert_eq!(prompt.problem, Some(Problem::Credentials(missing)));
    let filled = matches!(&prompt.ask, Ask::Credentials { instance_id, instance_token: Some(24), .. }
        if instance_id == "MOBILE");
    assert!(filled, "{prompt:?}");
}

#[test]
fn the_list_is_turned_page_by_page_and_a_failure_keeps_the_page() {
    let mut driver = at_list(Some(2));
    assert_eq!(lock(&driver, Choice::PreviousPage), None);
    assert_eq!(driver.choose(Choice::PreviousPage), []);
    let next = [Effect::Call(CallId(2), list(2))];
    assert_eq!(driver.choose(Choice::NextPage), next);
    assert_eq!(driver.choose(Choice::Back), [Effect::Abandon(CallId(2))]);
    driver.choose(Choice::NextPage);
    driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
    assert_eq!(driver.question(), "instances");
    assert!(matches!(driver.prompt().problem, Some(Problem::Failed(_))));
    driver.choose(Choice::NextPage);
    driver.reply(page(Some(2)));
    assert_eq!(lock(&driver, Choice::NextPage), None);
    assert_eq!(driver.choose(Choice::NextPage), []);
    let previous = [Effect::Call(CallId(5), list(1))];
    assert_eq!(driver.choose(Choice::PreviousPage), previous);
}

#[test]
fn without_a_number_of_pages_a_short_page_is_the_last() {
    let driver = at_list(None);
    assert_eq!(lock(&driver, Choice::NextPage), None);
    for (count, next) in [
        (INSTANCES_PER_PAGE - 1, None),
        (INSTANCES_PER_PAGE, Some(Lock::Open)),
    ] {
        let one = |nth| listed(&format!("M{nth}"), InstanceKind::Mobile, Some(LISTED_TOKEN));
        let mut driver = at_partner();
        driver.answer(partner());
        driver.reply(Ok(Reply::Instances(InstancesReply {
            instances: (0..count).map(one).collect(),
            total: None,
            pages: None,
        })));
        assert_eq!(lock(&driver, Choice::NextPage), next, "{count}");
    }
}

#[test]
fn a_refused_partner_token_is_said_on_its_form() {
    let mut driver = at_partner();
    driver.answer(partner());
    driver.reply(refused(RefusalCause::PartnerTokenWrong));
    let prompt = driver.prompt();
    assert!(matches!(prompt.problem, Some(Problem::Refused(_))));
    let held = matches!(
        prompt.ask,
        Ask::Partner {
            partner_token: Some(_),
            client_token: Some(34)
        }
    );
    assert!(held, "{prompt:?}");
    let standing = driver.flow.standing(driver.now);
    assert_eq!(standing, Standing::CredentialsRefused);
    driver.choose(Choice::Back);
    assert_eq!(driver.question(), "credentials");
}

#[test]
fn a_partner_token_that_cannot_be_one_is_told_before_anything_is_sent() {
    let given = |token: &str| PartnerFields {
        partner_token: Some(Secret::new(token)),
        client_token: Some(Secret::new(CLIENT_TOKEN)),
    };
    for (token, error) in [
        ("", PartnerTokenError::Empty),
        ("two words", PartnerTokenError::Unusable),
        (CLIENT_TOKEN, PartnerTokenError::OtherToken),
    ] {
        let mut driver = at_partner();
        let before = driver.id();
        assert_eq!(driver.answer(Answer::Partner(given(token))), []);
        let prompt = driver.prompt();
        assert_eq!(prompt.problem, Some(Problem::Partner(error)));
        assert!(prompt.id > before, "a second answer to the same asking");
    }
}

#[test]
fn an_address_pasted_into_the_partner_form_fills_the_credentials() {
    let mut driver = at_partner();
    let address = format!("https://api.z-api.io/instances/AB12/token/{TOKEN}/");
    let pasted = PartnerFields {
        partner_token: Some(Secret::new(address)),
        client_token: None,
    };
    assert_eq!(driver.answer(Answer::Partner(pasted)), []);
    let filled = matches!(driver.prompt().ask, Ask::Credentials { instance_id, instance_token: Some(24), .. }
        if instance_id == "AB12");
    assert!(filled, "{:?}", driver.prompt());
}

#[test]
fn a_partner_token_of_the_environment_is_held_and_not_shown() {
    let mut flow = Flow::new(&fields(), start());
    flow.hold_partner_token(Secret::new(PARTNER_TOKEN));
    let mut driver = Driver {
        flow,
        ..Driver::new()
    };
    driver.choose(Choice::ListInstances);
    let shown = format!("{:?}", driver.prompt());
    assert!(shown.contains("partner_token: Some(23)"), "{shown}");
    let as_held = driver.answer(Answer::Partner(PartnerFields::default()));
    assert_eq!(as_held, [Effect::Call(CallId(1), list(1))]);
}

#[test]
fn the_list_is_not_read_while_the_service_wants_fewer_requests() {
    let mut driver = at_list(Some(9));
    driver.choose(Choice::NextPage);
    let minute = Some(Duration::from_mins(1));
    driver.reply(refused(RefusalCause::TooManyRequests(minute)));
    assert_eq!(driver.choose(Choice::NextPage), []);
    driver.choose(Choice::Back);
    assert_eq!(driver.answer(partner()), []);
    assert!(matches!(driver.prompt().problem, Some(Problem::Locked(_))));
    driver.wait(60);
    assert_eq!(driver.answer(partner()).len(), 1);
}

#[test]
fn what_looks_unusual_is_pointed_out_once_it_was_not_accepted_and_never_stops_a_check() {
    let unusual = |driver: &Driver| {
        let Ask::Credentials { unusual, .. } = driver.prompt().ask else {
            panic!("{:?}", driver.prompt());
        };
        unusual
    };
    let odd = CredentialFields {
        instance_id: "AB12".to_owned(),
        ..fields()
    };
    let mut driver = Driver::new();
    let effects = driver.answer(Answer::Credentials(odd.clone()));
    assert_eq!(effects.len(), 2, "it is checked all the same");
    assert_eq!(unusual(&driver), []);
    driver.reply(Err(Failure::NoAnswer(Cause::Timeout)));
    assert_eq!(unusual(&driver), [], "the network is no fault of theirs");
    driver.answer(Answer::Credentials(odd));
    driver.reply(refused(RefusalCause::NoSuchInstance));
    assert_eq!(unusual(&driver), [CredentialField::InstanceId]);
    driver.answer(Answer::Credentials(fields()));
    driver.reply(refused(RefusalCause::NoSuchInstance));
    assert_eq!(unusual(&driver), []);
}

#[test]
fn a_token_without_a_character_is_not_shown_as_one_that_is_held() {
    let mut driver = Driver::new();
    let blank = CredentialFields {
        instance_token: Some(Secret::new("")),
        ..fields()
    };
    driver.flow = Flow::new(&blank, start());
    let Ask::Credentials {
        instance_token,
        client_token,
        ..
    } = driver.prompt().ask
    else {
        panic!("{:?}", driver.prompt());
    };
    assert_eq!(instance_token, None);
    assert!(client_token.is_some_and(|characters| characters > 0));
}
