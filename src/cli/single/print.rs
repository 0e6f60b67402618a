//! What is told of a single step: facts on standard output, or one object; everything else on standard error.

use crate::cli::out::{data, words};
use crate::cli::single::ending::{Words, connected};
use crate::cli::single::verdict;
use crate::cli::state::own_address;
use crate::domain::method::Lock;
use crate::domain::picture::Picture;
use crate::domain::time::Timestamp;
use crate::exit::Exit;
use crate::flow::Standing;
use crate::flow::prompt::{Ask, Choice, Consequence, Problem, Prompt};
use crate::json::{Outcome, PromptObject, WarningObject, digits};
use crate::locale::catalog::Catalog;
use crate::locale::moment::Zone;
use crate::picture::pixels::Pixels;
use crate::picture::{Look, text};
use crate::private_file::create_at;
use crate::runtime::clock::SystemClock;
use crate::runtime::desk::{Desk, Ending};
use crate::runtime::front_end::{Card, SessionId};
use crate::single::{Goal, Single};
use crate::wording::{Masking, Tone, Wording};
use color_eyre::eyre;
use std::io::{self, Write};
use std::path::Path;

/// The room of a drawn captcha: columns and rows.
const PICTURE_ROOM: (usize, usize) = (76, 24);

/// The word by which a request waits until its method opens.
const WAIT: &str = "--wait";

/// The end of a step.
pub(super) struct End<'d> {
    pub(super) command: &'static str,
    pub(super) json: bool,
    pub(super) desk: &'d Desk<SystemClock>,
    pub(super) session: SessionId,
    pub(super) single: &'d Single,
    pub(super) ending: Ending,
    pub(super) masking: Masking,
    /// What is unusual about the number that was named.
    pub(super) warnings: Vec<WarningObject>,
}

impl End<'_> {
    /// Tells it, and gives the exit code.
    pub(super) fn tell(
        &self,
        catalog: &Catalog,
        zone: &Zone,
        save: Option<&Path>,
    ) -> eyre::Result<Exit> {
        let now = self.desk.now();
        // Objects are data, and stay whole.
        let masking = if self.json {
            Masking::Off
        } else {
            self.masking
        };
        let wording = Wording::new(catalog, zone, now, masking);
        let cards = self.desk.cards();
        let standings = self.desk.standings();
        let (Some(card), Some((_, standing))) = (cards.first(), standings.first()) else {
            return Ok(Exit::Unexpected);
        };
        let prompt = &card.prompt;
        let said = Words {
            catalog,
            wording: &wording,
            goal: self.single.goal(),
            prompt,
            exit: self.exit(prompt, standing),
            saved: match save.map(|path| keep_picture(prompt, path)).transpose()? {
                Some(Kept::CannotWrite(path)) => {
                    writeln!(words(), "{}", catalog.cli_cannot_write(path))?;
                    return Ok(Exit::Usage);
                }
                Some(Kept::At(path)) => Some(path),
                Some(Kept::NoPicture) | None => None,
            },
        };
        if self.json {
            self.print_object(&said, card, standing, now)?;
        } else {
            self.print_facts(&said, standing, save.is_none())?;
        }
        if let Some(path) = &said.saved {
            let kept = wording.picture_kept(path, &own_address());
            writeln!(words(), "{}", catalog.cli_farewell(kept))?;
        }
        // The step that comes next says how by itself where something was sent.
        let unsent = !self.single.is_done() || is_warned(prompt);
        if let Some(flag) = self.missing_word(prompt).filter(|_| unsent) {
            let sentence = match flag {
                WAIT => catalog.cli_single_wait(),
                flag => catalog.cli_single_flag(flag),
            };
            writeln!(words(), "{sentence}")?;
        }
        if let Some(command) = self.early_command(prompt) {
            writeln!(words(), "{}", catalog.cli_single_early(command))?;
        }
        Ok(said.exit)
    }

    /// Where a person can request before the end of a wait, which no step does.
    fn early_command(&self, prompt: &Prompt) -> Option<String> {
        let Goal::Request { method, .. } = self.single.goal() else {
            return None;
        };
        let early = Choice::PickEarly(*method);
        let is_offered = prompt.offers.iter().any(|offer| offer.choice == early);
        let kept = self.kept().filter(|_| is_offered)?;
        Some(format!("zapi-onboard resume {kept}"))
    }

    /// The name that the onboarding is kept under.
    fn kept(&self) -> Option<String> {
        let kept = self.desk.kept_as(self.session);
        kept.map(|key| key.as_str().to_owned())
    }

    /// Whether it is a look at the instance.
    fn is_status(&self) -> bool {
        matches!(self.single.goal(), Goal::Status(_))
    }

    fn print_object(
        &self,
        said: &Words<'_>,
        card: &Card,
        standing: &Standing,
        now: Timestamp,
    ) -> eyre::Result<()> {
        let kept = self.kept();
        let flag = self.missing_word(said.prompt);
        let next = said.next(kept.as_deref(), flag);
        let sentence = said.sentence(next.as_deref());
        let outcome = Outcome {
            command: Some(self.command.to_owned()),
            number: said.asked().as_ref().map(digits),
            connected: self.is_status().then(|| connected(said.prompt, standing)),
            next,
            warnings: self.warnings.clone(),
            flag,
            saved: said.saved.clone(),
            last: Some(PromptObject::of(
                (card, kept.clone()),
                &said.wording.sheet(said.prompt),
                now,
            )),
            ..Outcome::new(said.exit.code(), standing, sentence).of_onboarding(kept)
        };
        writeln!(data(), "{}", serde_json::to_string(&outcome)?)?;
        Ok(())
    }

    fn print_facts(&self, said: &Words<'_>, standing: &Standing, draws: bool) -> eyre::Result<()> {
        let (prompt, kept) = (said.prompt, self.kept());
        if self.is_status() {
            let connected = connected(prompt, standing).name();
            writeln!(data(), "connected: {connected}")?;
        }
        // Where nothing is connected a look has nothing more to tell.
        if !self.is_status() || !matches!(prompt.ask, Ask::Number { .. }) {
            print(prompt, kept.as_deref(), said.wording, draws)?;
        }
        if let Some(asked) = said.asked_instead() {
            let label = said.catalog.fact_asked_number();
            writeln!(data(), "{label}: {}", said.wording.number(&asked))?;
        }
        let next = said.next(kept.as_deref(), self.missing_word(prompt));
        if let Some(next) = &next {
            writeln!(data(), "next: {next}")?;
        }
        // A look that found nothing connected has said so.
        let is_told = self.is_status() && said.exit == Exit::Later;
        if said.exit != Exit::Done && !is_told {
            let sentence = said.sentence(next.as_deref());
            writeln!(words(), "{}", said.catalog.cli_farewell(sentence))?;
        }
        Ok(())
    }

    fn exit(&self, prompt: &Prompt, standing: &Standing) -> Exit {
        match self.ending {
            Ending::Signal(_) => Exit::of(self.ending, standing),
            Ending::Closed | Ending::Left => {
                let (goal, done) = (self.single.goal(), self.single.is_done());
                Exit::from(verdict(goal, prompt, standing, done))
            }
        }
    }

    /// The flag by which a person says what the step could not say for them.
    fn missing_word(&self, prompt: &Prompt) -> Option<&'static str> {
        let may_post = |prompt: &Prompt| {
            prompt
                .offers
                .iter()
                .any(|o| o.choice == Choice::TransferByPost)
        };
        if matches!(self.single.goal(), Goal::Transfer { by_post: false, .. }) && may_post(prompt) {
            return Some("--post");
        }
        if is_warned(prompt) {
            return Some("--any-length");
        }
        if self.single.is_done() {
            return None;
        }
        match (self.single.goal(), &prompt.ask) {
            (Goal::Check { .. } | Goal::Request { .. }, Ask::NumberGate { leftover, .. })
                if leftover.is_some() && prompt.problem.is_none() =>
            {
                Some("--replace")
            }
            (
                Goal::Check {
                    nothing_arrived: false,
                    ..
                },
                Ask::Unknown { .. },
            ) => Some("--nothing-arrived"),
            (
                Goal::Request { again: false, .. },
                Ask::Board { live: Some(_), .. }
                | Ask::Board {
                    turned_away: Some(_),
                    ..
                },
            ) => Some("--again"),
            (Goal::Request { .. }, Ask::Board { .. })
                if prompt.problem.is_none() && waits(prompt) =>
            {
                Some(WAIT)
            }
            (
                Goal::Request {
                    network_journal: false,
                    ..
                },
                Ask::RequestGate { .. },
            ) if prompt.network_journal.is_some() => Some("--network-journal"),
            (Goal::Request { .. }, Ask::RequestGate { .. }) => Some("--phone-in-hand"),
            (Goal::Confirm { .. }, Ask::Code { pause: None, .. })
                if !matches!(prompt.problem, Some(Problem::WrongCode(_))) =>
            {
                Some("--any-length")
            }
            _ => None,
        }
    }
}

/// Whether a PIN of unusual length is held back until it is handed in once more.
fn is_warned(prompt: &Prompt) -> bool {
    matches!(prompt.problem, Some(Problem::UnusualPin(_)))
}

/// The facts, a line each; the first is the same in every language.
fn print(
    prompt: &Prompt,
    kept: Option<&str>,
    wording: &Wording<'_>,
    draws: bool,
) -> io::Result<()> {
    let sheet = wording.sheet(prompt);
    let mut out = data();
    writeln!(out, "step: {}", prompt.ask.name())?;
    if let Some(session) = kept {
        writeln!(out, "session: {session}")?;
    }
    writeln!(out, "{}", sheet.title)?;
    if let Ask::Held { .. } | Ask::Unknown { .. } = &prompt.ask {
        // Who, and since when; or what came instead of an answer.
        writeln!(out, "{}", sheet.lead)?;
    }
    for note in &sheet.notes {
        let lead = if note.tone == Tone::Raw { "» " } else { "" };
        writeln!(out, "{lead}{}", note.text)?;
    }
    for fact in &sheet.facts {
        writeln!(out, "{}: {}", fact.label, fact.value)?;
    }
    for (offer, choice) in prompt.offers.iter().zip(&sheet.choices) {
        // Each method, and what else acts where it is shut for a time.
        let is_told = matches!(offer.choice, Choice::Pick(_))
            || (offer.acts != Consequence::Harmless && matches!(offer.lock, Lock::Until(_)));
        if let Some(state) = choice.state.as_ref().filter(|_| is_told) {
            writeln!(out, "{}: {state}", choice.label)?;
        }
    }
    if let Some(picture) = picture_of(prompt) {
        match Pixels::decode(picture) {
            Ok(pixels) if draws => {
                for row in text(&pixels, Look::default(), PICTURE_ROOM) {
                    writeln!(out, "{row}")?;
                }
            }
            // What its header says of it is among the notes.
            Err(error) if picture.size().is_ok() => {
                writeln!(out, "{}", wording.picture_not_shown(&error).text)?;
            }
            Ok(_) | Err(_) => {}
        }
    }
    out.flush()
}

/// The picture of the captcha that is asked for.
pub(super) fn picture_of(prompt: &Prompt) -> Option<&Picture> {
    let Ask::Captcha { picture, .. } = &prompt.ask else {
        return None;
    };
    picture.as_ref().ok()
}

/// Whether something is shut for a time.
fn waits(prompt: &Prompt) -> bool {
    let shut = |lock| matches!(lock, Lock::Until(_));
    let harmless = |acts| acts == Consequence::Harmless;
    prompt
        .offers
        .iter()
        .any(|offer| shut(offer.lock) && harmless(offer.acts))
}

/// What became of the picture that was to be kept.
enum Kept {
    /// It is in this file.
    At(String),
    /// There is none.
    NoPicture,
    /// This file cannot be made.
    CannotWrite(String),
}

/// Writes the picture of a captcha to a new file, byte for byte.
fn keep_picture(prompt: &Prompt, path: &Path) -> io::Result<Kept> {
    let Some(picture) = picture_of(prompt) else {
        return Ok(Kept::NoPicture);
    };
    let Ok(mut file) = create_at(path) else {
        return Ok(Kept::CannotWrite(path.display().to_string()));
    };
    file.write_all(picture.bytes())?;
    let path = std::path::absolute(path)?;
    Ok(Kept::At(path.display().to_string()))
}
