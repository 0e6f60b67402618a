//! Text that would draw on the person's screen, in every field of every answer: none of it reaches the screen,
//! the evidence or the line for the customer, whatever call is answered with it.

use crate::flow_driver::{
    Driver, NEW_PIN, PIN, device, email_code, email_state, fields, new_pin, partner, pin_state,
    set_email, status,
};
use crate::screens::{app, drawn};
use crate::wire::{Script, Tested, ask};
use serde_json::{Map, Value, json};
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::event::{Answer, Link};
use zapi_onboard::flow::prompt::Choice;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::runtime::front_end::{Card, DeskView, SessionId};
use zapi_onboard::tui::theme::GlyphSet;
use zapi_onboard::wording::{Masking, Wording};

/// Between words that may be read: a title, a clipboard, a cleared screen, 8-bit controls, directions, tags.
const POISON: &str = "SEEN\u{1b}]0;title\u{7}\u{1b}]52;c;eA==\u{1b}\\\u{1b}[2J\u{1b}[31m\u{9b}2J\u{90}q\u{9c}\u{9d}0;x\u{7}\
    \u{202e}\u{202a}\u{2066}\u{2069}\u{200f}\u{200e}\u{61c}\u{feff}\u{200b}\u{ad}\u{e0041}\r\n\t\u{8}\u{c}\u{0}\u{7f}\u{85}\u{2028}END";

/// Where the service puts texts, and where it never would.
const TEXTS: [&str; 20] = [
    "error",
    "message",
    "reason",
    "description",
    "details",
    "value",
    "name",
    "phone",
    "originalDevice",
    "paymentStatus",
    "email",
    "captcha",
    "method",
    "status",
    "id",
    "token",
    "middleware",
    "due",
    "appealToken",
    "retryAfter",
];

/// What an answer may say besides.
fn flags() -> [Value; 8] {
    [
        json!({}),
        json!({"success": true, "connected": true, "available": true, "captcha": null}),
        json!({"success": false, "connected": false, "available": false, "captcha": null}),
        json!({"blocked": true, "available": false}),
        json!({"blocked": true, "available": false, "appealToken": null}),
        json!({"confirmSecurityCode": true, "success": false, "captcha": null}),
        json!({"deviceConfirm": true, "success": false, "captcha": null}),
        json!({"success": null, "error": null, "status": "IN_REVIEW", "hasEmail": true, "hasCode": false}),
    ]
}

fn body(flags: &Value) -> String {
    let mut fields: Map<String, Value> = TEXTS
        .iter()
        .map(|name| ((*name).to_owned(), json!(POISON)))
        .collect();
    let row = Value::Object(fields.clone());
    fields.insert("device".to_owned(), json!({"device_model": POISON}));
    fields.insert("content".to_owned(), json!([
        row,
        {"id": "GOOD", "token": "0123456789ABCDEF01234567", "name": POISON, "middleware": "mobile",
         "paymentStatus": POISON},
    ]));
    fields.insert(POISON.to_owned(), json!(POISON));
    let flags = flags.as_object().into_iter().flatten();
    fields.extend(flags.map(|(name, value)| (name.clone(), value.clone())));
    Value::Object(fields).to_string()
}

/// The same in every header that is read, and in some that are not, as far as HTTP lets it through.
fn written(status: &str, body: &str) -> Script {
    let header: String = POISON.chars().filter(|c| !c.is_ascii_control()).collect();
    let head = format!(
        "HTTP/1.1 {status} {header}\r\nContent-Type: {header}\r\nRetry-After: {header}\r\nDate: {header}\r\n\
         Server: {header}\r\nLocation: {header}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    Script::Write([head.as_bytes(), body.as_bytes()].concat())
}

/// The flow with each kind of call under way.
fn under_way() -> Vec<Driver> {
    let after = |mut driver: Driver, answer: Answer| {
        driver.answer(answer);
        driver
    };
    let secret = |digits: &str| Secret::new(digits);
    let recovering = after(Driver::at_recovery(), Answer::Choose(Choice::RecoverPin));
    let mut reading = after(Driver::new(), Answer::Credentials(fields()));
    let checking = reading.clone();
    reading.reply(status(Link::NotConnected));
    let mut listing = Driver::new();
    listing.choose(Choice::ListInstances);
    let listing = after(listing, partner());
    let mut verifying = Driver::verifying();
    verifying.wait(10);
    verifying.wake();
    let mut asking = verifying.clone();
    asking.reply(status(Link::Connected));
    let mut connected = asking.clone();
    connected.reply(device(Some("5511987654321")));
    let protecting = after(connected, Answer::Choose(Choice::Protect));
    let mut shielded = protecting.clone();
    shielded.reply(email_state(Some("ana@example.com"), Some(false)));
    let reading_pin = shielded.clone();
    shielded.reply(pin_state(Some(false)));
    let securing = |choice, answer| after(after(shielded.clone(), Answer::Choose(choice)), answer);
    vec![
        checking,
        reading,
        listing,
        Driver::looking(),
        Driver::requesting(),
        after(Driver::at_captcha(), Answer::Captcha("7K4W".to_owned())),
        Driver::sending_code(),
        after(Driver::at_pin(), Answer::Pin(secret(PIN))),
        recovering,
        after(Driver::at_device(), Answer::Choose(Choice::AcceptedOnPhone)),
        after(Driver::at_appeal(), Answer::Appeal("Why.".to_owned())),
        verifying,
        asking,
        protecting,
        reading_pin,
        securing(Choice::SetEmail, set_email("ana@example.com")),
        securing(Choice::TypeEmailCode, email_code()),
        securing(Choice::SetPin, new_pin(NEW_PIN, NEW_PIN)),
    ]
}

/// Whether a terminal or a reader could be fooled by it.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Everything that a person gets to see of the question; each line by itself.
fn seen(driver: &Driver, language: Language) -> Vec<String> {
    let prompt = driver.prompt();
    let (catalog, zone) = (Catalog::new(language), Zone::utc());
    let wording = Wording::new(&catalog, &zone, driver.now, Masking::Off);
    let sheet = wording.sheet(&prompt);
    let mut lines = vec![sheet.title, sheet.lead, wording.for_customer(&prompt)];
    lines.extend(sheet.notes.into_iter().map(|note| note.text));
    lines.extend(sheet.facts.into_iter().map(|fact| fact.value));
    lines.extend(sheet.fields.into_iter().filter_map(|field| field.warning));
    lines.extend(sheet.choices.into_iter().map(|choice| choice.label));
    lines.extend(wording.evidence(&prompt).lines().map(ToOwned::to_owned));
    let standing = driver.flow.standing(driver.now);
    lines.push(wording.farewell(&standing, None));
    let mut app = app(language, GlyphSet::Unicode);
    let session = SessionId(0);
    app.show(&DeskView::alone(&Card { session, prompt }), driver.now);
    lines.extend(drawn(&app, (80, 24)).rows);
    lines
}

#[tokio::test]
async fn no_text_of_a_server_draws_on_the_screen() -> Tested {
    let page = format!("<html><title>{POISON}</title><body>{POISON}&lt;{POISON}</body></html>");
    let plain = [POISON.to_owned(), page, json!(POISON).to_string()];
    let mut answers = Vec::new();
    for status in ["200", "400", "403", "429", "500"] {
        let bodies = flags().map(|flags| body(&flags));
        let bodies = bodies.iter().chain(&plain);
        answers.extend(bodies.map(|body| (status, body.clone())));
    }
    let mut shown = 0;
    for driver in under_way() {
        for (nth, (status, body)) in answers.iter().enumerate() {
            let mut driver = driver.clone();
            // What follows upon the answer is answered like it.
            for _ in 0..3 {
                let Some(call) = driver.call().cloned() else {
                    break;
                };
                let (outcome, _) = ask(&call, written(status, body)).await?;
                driver.reply(outcome);
            }
            let language = Language::ALL[nth % Language::ALL.len()];
            let lines = seen(&driver, language);
            for line in &lines {
                let found = line.chars().find(|c| is_harmful(*c));
                assert_eq!(found, None, "{:?}: {line:?}", driver.question());
                assert!(!line.contains("eA=="), "{line}");
            }
            shown += usize::from(lines.iter().any(|line| line.contains("SEEN")));
        }
    }
    assert!(shown > 300, "hardly anything was shown: {shown}");
    Ok(())
}
