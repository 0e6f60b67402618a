//! What the service says to the credentials that are given.

use super::{Level, Report};
use crate::cli::credentials::{Given, from_environment_and_profile};
use crate::cli::options::Options;
use crate::exit::Exit;
use crate::flow::Standing;
use crate::flow::prompt::{Ask, Problem, Prompt};
use crate::locale::moment::Zone;
use crate::runtime::clock::SystemClock;
use crate::runtime::desk::Desk;
use crate::runtime::records::Records;
use crate::runtime::signals::Signals;
use crate::single::{Goal, Single, Verdict, verdict};
use crate::wording::{Tone, Wording};
use crate::zapi::{BaseUrl, Client};
use color_eyre::eyre;

impl Report<'_> {
    /// Which credentials there are, and what the service says to them. Only `/status` and `/device` are read.
    pub(super) async fn service(
        &mut self,
        options: &Options,
        (zone, base): (&Zone, &BaseUrl),
        offline: bool,
    ) -> eyre::Result<()> {
        let c = self.catalog;
        let Given { fields, .. } = match from_environment_and_profile(options, c) {
            Ok(given) => given,
            Err(sentence) => {
                self.add(
                    "credentials",
                    Level::Problem,
                    c.doctor_credentials(),
                    sentence.trim_start_matches("zapi-onboard: "),
                );
                return Ok(());
            }
        };
        let given = [
            (!fields.instance_id.is_empty(), c.field_instance_id()),
            (fields.instance_token.is_some(), c.field_instance_token()),
            (fields.client_token.is_some(), c.field_client_token()),
        ];
        let missing = given.iter().filter(|(is_given, _)| !is_given);
        let missing: Vec<&str> = missing.map(|(_, label)| label.as_str()).collect();
        let (level, text) = match missing.len() {
            0 => (Level::Ok, c.doctor_credentials_all()),
            3 => (Level::Note, c.doctor_credentials_none()),
            _ => (
                Level::Warning,
                c.doctor_credentials_some(missing.join(", ")),
            ),
        };
        self.add("credentials", level, c.doctor_credentials(), text);
        if offline || !missing.is_empty() {
            let text = c.doctor_service_skipped(base.to_string());
            self.add("service", Level::Note, c.doctor_service(), text);
            return Ok(());
        }
        let client = Client::new(base)?;
        let mut desk = Desk::new(SystemClock::new(), client, Records::nowhere());
        desk.open(&fields);
        let mut single = Single::new(Goal::Status(None));
        desk.run(&mut single, &mut Signals::none()).await?;
        let now = desk.now();
        let wording = Wording::new(c, zone, now, options.masking());
        if let (Some(card), Some((_, standing))) = (desk.cards().first(), desk.standings().first())
        {
            self.answered(&card.prompt, standing, &wording, base);
        }
        Ok(())
    }

    fn answered(
        &mut self,
        prompt: &Prompt,
        standing: &Standing,
        wording: &Wording<'_>,
        base: &BaseUrl,
    ) {
        let c = self.catalog;
        if let (Ask::Credentials { .. }, Some(problem)) = (&prompt.ask, &prompt.problem) {
            let notes = wording.sheet(prompt).notes;
            let notes = notes.into_iter().filter(|note| note.tone != Tone::Info);
            let text: Vec<String> = notes.map(|note| note.text).collect();
            self.add(
                "service",
                Level::Problem,
                c.doctor_service(),
                text.join(" "),
            );
            let found = verdict(&Goal::Status(None), prompt, standing, false);
            let refused =
                found == Verdict::Credentials || matches!(problem, Problem::Credentials(_));
            self.exit = if refused {
                Exit::CredentialsRefused
            } else {
                Exit::Later
            };
            return;
        }
        let connected = matches!(standing, Standing::AlreadyConnected | Standing::Connected);
        let word = if connected { "connected" } else { "not" };
        let text = c.doctor_service_reached(base.to_string(), word);
        self.add("service", Level::Ok, c.doctor_service(), text);
        let off = prompt.skew.map(|skew| wording.skew(skew));
        match off {
            Some(text) => self.add("clock", Level::Warning, c.doctor_clock(), text),
            None => self.add("clock", Level::Ok, c.doctor_clock(), c.doctor_clock_right()),
        }
    }
}
