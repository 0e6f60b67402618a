//! What is written of a list of numbers before any of them is begun.

use crate::domain::phone::NumberWarning;
use crate::json::VERSION;
use crate::json::names::tag;
use serde::Serialize;

/// What is wrong or unusual in a list.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ListObject {
    /// The version of these objects.
    pub version: u32,
    /// Whether the numbers are begun all the same; otherwise this is the last line.
    pub begun: bool,
    /// What is wrong; rows with something wrong are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<RowObject>,
    /// What is unusual in rows that are taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<RowObject>,
}

impl ListObject {
    /// Of rows with something wrong, and rows with something unusual.
    #[must_use]
    pub fn new(begun: bool, problems: Vec<RowObject>, warnings: Vec<RowObject>) -> Self {
        Self {
            version: VERSION,
            begun,
            problems,
            warnings,
        }
    }
}

/// Something about a row.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowObject {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<&'static str>,
    /// The unusual thing about the number: `not_valid`, `lacks_ninth_digit` or `landline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// What it is, for people.
    pub text: String,
}

/// Something unusual about a number.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WarningObject {
    /// `not_valid`, `lacks_ninth_digit` or `landline`.
    pub warning: String,
    /// What it is, for people.
    pub text: String,
}

impl RowObject {
    /// Of a line, and of a column where it is about one.
    #[must_use]
    pub fn new(
        (line, column): (u64, Option<&'static str>),
        warning: Option<NumberWarning>,
        text: String,
    ) -> Self {
        Self {
            line,
            column,
            warning: warning.as_ref().map(tag),
            text,
        }
    }
}

impl WarningObject {
    /// Of a warning and its words.
    #[must_use]
    pub fn new(warning: NumberWarning, text: String) -> Self {
        Self {
            warning: tag(&warning),
            text,
        }
    }
}
