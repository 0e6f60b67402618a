//! What the service must say so that a number counts as connected, over HTTP and through the machine.

use crate::flow_driver::Driver;
use crate::wire::{answer, ask};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use std::cell::Cell;
use zapi_onboard::flow::effect::Call;

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Bool(true)),
        Just(Value::Bool(false)),
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        Just(json!("true")),
        Just(json!(1)),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(Value::from)
    })
}

fn any_phone() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!("5511987654321")),
        Just(json!("551187654321")),
        Just(json!(5_511_987_654_321_u64)),
        Just(json!("5511987654320")),
        Just(json!("11987654321")),
        Just(json!("55119876543210")),
        Just(json!("")),
        any_value(),
    ]
}

/// Whether the digits are those of the number asked for, with or without its ninth digit.
fn is_ours(phone: &Value) -> bool {
    let text = phone.as_str().map(|text| text.trim().to_owned());
    let digits = text.unwrap_or_else(|| phone.to_string());
    ["5511987654321", "551187654321"].contains(&digits.as_str())
}

#[test]
fn connected_is_only_what_says_so_by_a_json_true_and_names_the_number() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let config = Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let connected = Cell::new(0);
    let link = prop_oneof![2 => Just(Value::Bool(true)), 3 => any_value()];
    let bodies = (link, any_value(), any_phone(), any_value());
    let outcome =
        TestRunner::new_with_rng(config, rng).run(&bodies, |(link, error, phone, name)| {
            let status = json!({"connected": link, "error": error}).to_string();
            let device = json!({"phone": phone, "name": name}).to_string();
            let mut driver = Driver::verifying();
            driver.wait(10);
            driver.wake();
            let mut bodies = [status, device].into_iter();
            while let (Some(call), Some(body)) = (driver.call().cloned(), bodies.next()) {
                let script = answer("200 OK", "", &body);
                let (outcome, _) = runtime.block_on(ask(&call, script)).expect("an exchange");
                driver.reply(outcome);
            }
            let is_connected = driver.question() == "connected";
            let may_be = link == Value::Bool(true) && is_ours(&phone);
            prop_assert_eq!(is_connected, may_be, "{} {}", link, phone);
            connected.set(connected.get() + u32::from(is_connected));
            prop_assert_ne!(driver.call(), Some(&Call::FinishTransfer));
            Ok(())
        });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    assert!(connected.get() > 10, "hardly ever connected");
}
