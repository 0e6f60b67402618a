//! What is unusual about the number that a step names: told before anything is sent, and for a code request only gone on with
//! on a person's word.

use crate::cli::complain;
use crate::cli::out::{data, words};
use crate::cli::single::secrets::Open;
use crate::cli::single::steps::Wanted;
use crate::exit::Exit;
use crate::flow::Standing;
use crate::json::{Outcome, WarningObject};
use crate::locale::catalog::Catalog;
use crate::wording::number_warning;
use color_eyre::eyre;
use std::io::{self, Write};

/// The flag that says that an unusual number is meant.
const FLAG: &str = "--unusual-number";

/// What was noticed about a number.
pub(super) struct Unusual {
    pub(super) warnings: Vec<WarningObject>,
    /// Whether the step goes on only with the flag, which is lacking.
    pub(super) wants_word: bool,
}

impl Unusual {
    /// What is unusual about the number that `wanted` names.
    pub(super) fn of(wanted: &Wanted, catalog: &Catalog) -> Self {
        let noticed = match &wanted.goal {
            Open::Goal(goal) => goal.number_warnings(),
            Open::Lacks(_) => Vec::new(),
        };
        let warning = |(known, _)| WarningObject::new(known, number_warning(known, catalog));
        Self {
            wants_word: !wanted.unusual && noticed.iter().any(|(_, wants_word)| *wants_word),
            warnings: noticed.into_iter().map(warning).collect(),
        }
    }

    /// Tells it to people.
    pub(super) fn tell(&self, catalog: &Catalog) -> io::Result<()> {
        for warning in &self.warnings {
            writeln!(words(), "{}", catalog.cli_farewell(warning.text.as_str()))?;
        }
        Ok(())
    }

    /// Ends the step before anything is sent.
    pub(super) fn refuse(self, command: &str, json: bool, catalog: &Catalog) -> eyre::Result<Exit> {
        let sentence = catalog.cli_single_flag(FLAG);
        if json {
            let exit = Exit::Usage;
            let mut outcome = Outcome::new(exit.code(), &Standing::Unfinished, sentence.clone());
            outcome.command = Some(command.to_owned());
            outcome.warnings = self.warnings;
            outcome.flag = Some(FLAG);
            writeln!(data(), "{}", serde_json::to_string(&outcome)?)?;
        }
        complain(&sentence)
    }
}
