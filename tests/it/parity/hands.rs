//! Hands: how an answer is said on each surface.

use crate::json_lines::Paper;
use crate::screens::{app, drawn_at};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use serde_json::{Map, Value, json};
use std::collections::VecDeque;
use std::error::Error;
use std::fs::File;
use std::future::Future;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::rc::Rc;
use std::time::Duration;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::domain::time::Timestamp;
use zapi_onboard::flow::event::{Answer, SecureAnswer};
use zapi_onboard::flow::prompt::{Choice, Prompt};
use zapi_onboard::json::Json;
use zapi_onboard::locale::catalog::{Catalog, Language};
use zapi_onboard::locale::moment::Zone;
use zapi_onboard::plain::{Look, OtherSurface, Pictures, Plain, Signs};
use zapi_onboard::runtime::front_end::{Acceptance, Card, DeskView, FrontEnd, Heard};
use zapi_onboard::runtime::lines::Lines;
use zapi_onboard::tui::app::App;
use zapi_onboard::tui::theme::GlyphSet;
use zapi_onboard::wording::{Masking, Wording};

type Fault = io::Error;

/// A surface that somebody uses.
pub(crate) trait Hands {
    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> Result<Option<Duration>, Fault>;
    fn input(&mut self) -> impl Future<Output = Result<(), Fault>>;
    fn hear(&mut self, now: Timestamp) -> Heard;
    /// Says an answer to the question that is shown.
    fn say(&mut self, prompt: &Prompt, answer: &Answer, now: Timestamp) -> Result<(), Fault>;
    /// Leaves.
    fn leave(&mut self) -> Result<(), Fault>;
    /// What the surface has said since it was last asked, or shows at `now`.
    fn said(&mut self, _now: Timestamp) -> String {
        String::new()
    }
}

/// No surface: what is said is heard as it is.
#[derive(Default)]
pub(super) struct Mouth {
    card: Option<Card>,
    said: VecDeque<Heard>,
}

impl Hands for Mouth {
    fn show(&mut self, desk: &DeskView<'_>, _now: Timestamp) -> Result<Option<Duration>, Fault> {
        self.card = desk.first().cloned();
        Ok(None)
    }

    async fn input(&mut self) -> Result<(), Fault> {
        if self.said.is_empty() {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    fn hear(&mut self, _now: Timestamp) -> Heard {
        self.said.pop_front().unwrap_or(Heard::Nothing)
    }

    fn say(&mut self, prompt: &Prompt, answer: &Answer, _now: Timestamp) -> Result<(), Fault> {
        let card = self
            .card
            .as_ref()
            .ok_or_else(|| io::Error::other("nothing is asked"))?;
        self.said.push_back(Heard::Answered {
            session: card.session,
            prompt: prompt.id,
            answer: answer.clone(),
        });
        Ok(())
    }

    fn leave(&mut self) -> Result<(), Fault> {
        self.said.push_back(Heard::Leave);
        Ok(())
    }
}

/// Lines of an input that a test writes.
pub(crate) fn pipe() -> io::Result<(Lines, File)> {
    let (reader, writer) = io::pipe()?;
    let lines = Lines::of(OwnedFd::from(reader))?;
    Ok((lines, File::from(OwnedFd::from(writer))))
}

/// Somebody who writes lines.
pub(crate) struct LineHands {
    plain: Plain,
    pen: File,
    paper: Paper,
}

impl LineHands {
    pub(super) fn new() -> Result<Self, Box<dyn Error>> {
        Self::on(Paper::default())
    }

    /// What is said is written on `paper`.
    pub(crate) fn on(paper: Paper) -> Result<Self, Box<dyn Error>> {
        let (lines, pen) = pipe()?;
        let look = Look {
            catalog: Rc::new(Catalog::new(Language::English)),
            zone: Zone::utc(),
            signs: Signs::SevenBit,
            width: None,
            heartbeat: Duration::from_secs(30),
            hints: None,
            address: String::new(),
            pictures: Pictures::Drawn,
            acceptance: Acceptance::Anytime,
            masking: Masking::Off,
            screen: OtherSurface::None,
        };
        let plain = Plain::new(look, lines, Box::new(paper.clone()));
        Ok(Self { plain, pen, paper })
    }
}

impl Hands for LineHands {
    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> Result<Option<Duration>, Fault> {
        self.plain.show(desk, now)
    }

    async fn input(&mut self) -> Result<(), Fault> {
        self.plain.input().await
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        self.plain.hear(now)
    }

    fn say(&mut self, prompt: &Prompt, answer: &Answer, _now: Timestamp) -> Result<(), Fault> {
        let shown = |secret: &Option<Secret>| {
            let secret = secret.as_ref();
            secret.map_or_else(String::new, |secret| secret.expose().to_owned())
        };
        let lines = match answer {
            Answer::Choose(choice) => {
                let at = place(prompt, *choice)?;
                let slash = if prompt.ask.form().is_empty() {
                    ""
                } else {
                    "/"
                };
                vec![format!("{slash}{}", at + 1)]
            }
            Answer::Credentials(fields) => vec![
                fields.instance_id.clone(),
                shown(&fields.instance_token),
                shown(&fields.client_token),
            ],
            Answer::Partner(fields) => {
                vec![shown(&fields.partner_token), shown(&fields.client_token)]
            }
            Answer::Number {
                calling_code,
                national,
            } => vec![calling_code.clone(), national.clone()],
            Answer::Code(code) => vec![code.expose().to_owned()],
            Answer::Pin(pin) => vec![pin.expose().to_owned()],
            Answer::Captcha(read) => vec![read.clone()],
            Answer::Appeal(text) => vec![text.clone(), ".".to_owned(), "send".to_owned()],
            Answer::Secure(secure) => typed(secure),
        };
        for line in lines {
            writeln!(self.pen, "{line}")?;
        }
        Ok(())
    }

    fn leave(&mut self) -> Result<(), Fault> {
        writeln!(self.pen, "quit")
    }

    fn said(&mut self, _now: Timestamp) -> String {
        self.paper.take()
    }
}

/// A program.
pub(crate) struct JsonHands {
    json: Json,
    pen: File,
    paper: Paper,
}

impl JsonHands {
    pub(super) fn new() -> Result<Self, Box<dyn Error>> {
        Self::on(Paper::default())
    }

    /// What is said is written on `paper`.
    pub(crate) fn on(paper: Paper) -> Result<Self, Box<dyn Error>> {
        let (lines, pen) = pipe()?;
        let words = (Rc::new(Catalog::new(Language::English)), Zone::utc());
        let json = Json::new(lines, Box::new(paper.clone()), words, Acceptance::Anytime);
        Ok(Self { json, pen, paper })
    }
}

impl Hands for JsonHands {
    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> Result<Option<Duration>, Fault> {
        self.json.show(desk, now)
    }

    async fn input(&mut self) -> Result<(), Fault> {
        self.json.input().await
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        self.json.hear(now)
    }

    fn say(&mut self, prompt: &Prompt, answer: &Answer, _now: Timestamp) -> Result<(), Fault> {
        let mut object = Map::from_iter([("prompt".to_owned(), json!(prompt.id.0))]);
        let mut put = |name: &str, text: &str| {
            object.insert(name.to_owned(), Value::from(text));
        };
        match answer {
            Answer::Choose(choice) => put("choose", &choice.name()),
            Answer::Credentials(fields) => {
                put("instance_id", &fields.instance_id);
                if let Some(token) = &fields.instance_token {
                    put("instance_token", token.expose());
                }
                if let Some(token) = &fields.client_token {
                    put("client_token", token.expose());
                }
            }
            Answer::Partner(fields) => {
                if let Some(token) = &fields.partner_token {
                    put("partner_token", token.expose());
                }
            }
            Answer::Number {
                calling_code,
                national,
            } => {
                put("calling_code", calling_code);
                put("national", national);
            }
            Answer::Code(code) => put("code", code.expose()),
            Answer::Pin(pin) => put("pin", pin.expose()),
            Answer::Captcha(read) => put("captcha", read),
            Answer::Appeal(text) => put("appeal", text),
            Answer::Secure(SecureAnswer::Email(address)) => put("email", address),
            Answer::Secure(SecureAnswer::EmailCode(code)) => put("email_code", code.expose()),
            Answer::Secure(SecureAnswer::NewPin { pin, again }) => {
                put("new_pin", pin.expose());
                put("new_pin_again", again.expose());
            }
        }
        writeln!(self.pen, "{}", Value::Object(object))
    }

    fn leave(&mut self) -> Result<(), Fault> {
        writeln!(self.pen, "{}", json!({"leave": true}))
    }

    fn said(&mut self, _now: Timestamp) -> String {
        self.paper.take()
    }
}

/// Somebody at the keys.
pub(crate) struct ScreenHands {
    app: App,
}

impl ScreenHands {
    pub(crate) fn new() -> Self {
        Self {
            app: app(Language::English, GlyphSet::Unicode),
        }
    }

    /// Presses a key that only moves or edits.
    fn press(&mut self, code: KeyCode, modifiers: KeyModifiers, now: Timestamp) {
        self.app.take(Event::Key(KeyEvent::new(code, modifiers)));
        assert_eq!(self.app.hear(now), Heard::Nothing);
    }

    /// Empties the field and pastes.
    fn paste(&mut self, text: &str, now: Timestamp) {
        self.press(KeyCode::Char('u'), KeyModifiers::CONTROL, now);
        self.app.take(Event::Paste(text.to_owned()));
        assert_eq!(self.app.hear(now), Heard::Nothing);
    }

    /// An Enter that is not held down: something else came in between.
    fn enter(&mut self, now: Timestamp) {
        self.press(KeyCode::Char('l'), KeyModifiers::CONTROL, now);
        let key = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
        self.app.take(Event::Key(key));
    }

    fn focuses(&self, label: &str, now: Timestamp) -> bool {
        let start: String = label.chars().take(30).collect();
        let page = drawn_at(&self.app, (132, 43), now);
        let mut focused = page.rows.iter().filter_map(|row| row.split_once("› "));
        focused.any(|(_, text)| text.starts_with(&start))
    }

    fn choose(&mut self, label: &str, now: Timestamp) -> Result<(), Fault> {
        for key in [KeyCode::BackTab, KeyCode::Tab] {
            for _ in 0..20 {
                if self.focuses(label, now) {
                    self.enter(now);
                    return Ok(());
                }
                self.press(key, KeyModifiers::NONE, now);
            }
        }
        let rows = drawn_at(&self.app, (132, 43), now).rows;
        Err(io::Error::other(format!(
            "{label} cannot be focused: {rows:#?}"
        )))
    }
}

impl Hands for ScreenHands {
    fn show(&mut self, desk: &DeskView<'_>, now: Timestamp) -> Result<Option<Duration>, Fault> {
        self.app.show(desk, now);
        Ok(None)
    }

    async fn input(&mut self) -> Result<(), Fault> {
        if !self.app.has_pending() {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    fn hear(&mut self, now: Timestamp) -> Heard {
        self.app.hear(now)
    }

    fn say(&mut self, prompt: &Prompt, answer: &Answer, now: Timestamp) -> Result<(), Fault> {
        let texts = match answer {
            Answer::Choose(choice) => {
                let (catalog, zone) = (Catalog::new(Language::English), Zone::utc());
                let sheet = Wording::new(&catalog, &zone, now, Masking::Off).sheet(prompt);
                let label = sheet.choices[place(prompt, *choice)?].label.clone();
                return self.choose(&label, now);
            }
            // What is filled in is only handed in.
            Answer::Credentials(_) => {
                self.enter(now);
                return Ok(());
            }
            Answer::Partner(fields) => {
                let token = fields
                    .partner_token
                    .as_ref()
                    .ok_or_else(|| io::Error::other("no token"))?;
                self.paste(token.expose(), now);
                self.press(KeyCode::Tab, KeyModifiers::NONE, now);
                self.press(KeyCode::Tab, KeyModifiers::NONE, now);
                self.enter(now);
                return Ok(());
            }
            Answer::Number {
                calling_code,
                national,
            } => vec![format!("+{calling_code}{national}")],
            Answer::Code(code) => vec![code.expose().to_owned()],
            Answer::Pin(pin) => vec![pin.expose().to_owned()],
            Answer::Captcha(read) => vec![read.clone()],
            Answer::Appeal(text) => {
                self.paste(text, now);
                self.press(KeyCode::Tab, KeyModifiers::NONE, now);
                self.enter(now);
                return Ok(());
            }
            Answer::Secure(secure) => typed(secure),
        };
        let last = texts.len() - 1;
        for (at, text) in texts.iter().enumerate() {
            self.paste(text, now);
            if at < last {
                self.press(KeyCode::Tab, KeyModifiers::NONE, now);
            }
        }
        self.enter(now);
        Ok(())
    }

    fn leave(&mut self) -> Result<(), Fault> {
        for _ in 0..2 {
            let key = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
            self.app.take(Event::Key(key));
        }
        Ok(())
    }

    fn said(&mut self, now: Timestamp) -> String {
        drawn_at(&self.app, (80, 43), now).rows.join("\n")
    }
}

/// Which of the offers a choice is.
fn place(prompt: &Prompt, choice: Choice) -> Result<usize, Fault> {
    let at = prompt
        .offers
        .iter()
        .position(|offer| offer.choice == choice);
    at.ok_or_else(|| io::Error::other(format!("{choice:?} is not offered: {prompt:?}")))
}

fn typed(secure: &SecureAnswer) -> Vec<String> {
    match secure {
        SecureAnswer::Email(address) => vec![address.clone()],
        SecureAnswer::EmailCode(code) => vec![code.expose().to_owned()],
        SecureAnswer::NewPin { pin, again } => {
            vec![pin.expose().to_owned(), again.expose().to_owned()]
        }
    }
}
