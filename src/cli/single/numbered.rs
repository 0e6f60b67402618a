//! The number that a single step is about, as the command line gives it.

use crate::domain::phone::PhoneNumber;
use crate::locale::catalog::Catalog;
use crate::single::Registered;
use crate::wording::number_error;
use clap::Args;

/// A number, new or known.
#[derive(Debug, Args)]
pub(in crate::cli) struct Numbered {
    /// The number: international with its +, or national with --calling-code
    #[arg(long, value_name = "NUMBER")]
    number: String,
    /// Calling code of a national number
    #[arg(
        long,
        value_name = "CODE",
        default_value = "",
        hide_default_value = true
    )]
    calling_code: String,
    /// Go on although something is left on the instance of a former connection, which this replaces
    #[arg(long)]
    replace: bool,
}

impl Numbered {
    /// The number, or the sentence that says why it is none.
    pub(super) fn read(self, catalog: &Catalog) -> Result<Registered, String> {
        if let Err(error) = PhoneNumber::parse(&self.calling_code, &self.number) {
            let why = number_error(error, catalog);
            return Err(format!("{} {why}", catalog.cli_single_number(self.number)));
        }
        Ok(Registered {
            calling_code: self.calling_code,
            national: self.number,
            replace: self.replace,
        })
    }
}
