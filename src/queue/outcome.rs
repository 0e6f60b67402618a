//! Writing what came of a list.

use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::path::Path;

/// What came of a number. No secret is part of it. `W` holds the names of warnings: a list, or in CSV one text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeRow<W = Vec<String>> {
    /// The line in the file, from 1.
    pub line: u64,
    /// The number, as digits behind a `+`.
    pub number: String,
    /// What somebody wrote about it.
    pub note: String,
    /// The instance.
    pub instance_id: String,
    /// How it is doing, by a name that is the same in every language.
    pub condition: String,
    /// The step that it is at, by a name that is the same in every language.
    pub step: String,
    /// Seconds that the onboarding took, once it is connected.
    pub took_s: Option<u64>,
    /// When it can go on, in milliseconds since the Unix epoch.
    pub due_ms: Option<i64>,
    /// The name under which it can be gone on with.
    pub session: Option<String>,
    /// What is unusual about the number, by names that are the same in every language: `not_valid`, `lacks_ninth_digit` or
    /// `landline`. In CSV they are parted by a space. Rows of a release before this column have none.
    #[serde(default)]
    pub warnings: W,
    /// The same name as in `session`, which is called so wherever it stands. Rows of a release before this column have none.
    #[serde(default)]
    pub onboarding: Option<String>,
}

/// How many columns a row has, in a file of a release without warnings, in one with them, and in one with `onboarding` too.
const COLUMNS: [usize; 3] = [9, 10, 11];

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a line of names.
    Csv,
    /// An array of objects.
    Json,
}

impl Format {
    /// The format by the ending of a file's name: `.csv` or `.json`.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        if ending.eq_ignore_ascii_case("csv") {
            Some(Format::Csv)
        } else {
            ending.eq_ignore_ascii_case("json").then_some(Format::Json)
        }
    }
}

/// Writes rows.
///
/// # Errors
/// They cannot be written.
pub fn write_outcome(rows: &[OutcomeRow], format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, rows)?;
            writeln!(out)
        }
        Format::Csv => {
            let mut csv = csv::Writer::from_writer(out);
            for row in rows {
                csv.serialize(as_text(row)).map_err(io::Error::other)?;
            }
            csv.flush()
        }
    }
}

/// Whether `text` is what came of a list before, and nothing that somebody would miss.
#[must_use]
pub fn is_outcome(text: &[u8], format: Format) -> bool {
    match format {
        Format::Json => serde_json::from_slice::<Vec<OutcomeRow>>(text).is_ok(),
        Format::Csv => {
            let mut csv = csv::Reader::from_reader(text);
            csv.deserialize::<OutcomeRow<String>>()
                .all(|row| row.is_ok())
                && csv
                    .headers()
                    .is_ok_and(|names| COLUMNS.contains(&names.len()))
        }
    }
}

/// The row for CSV. Its note is marked as text, since a spreadsheet takes what begins with one of these signs for a formula.
fn as_text(row: &OutcomeRow) -> OutcomeRow<String> {
    let row = row.clone();
    let quote = if row.note.starts_with(['=', '+', '-', '@']) {
        "'"
    } else {
        ""
    };
    OutcomeRow {
        line: row.line,
        number: row.number,
        note: format!("{quote}{}", row.note),
        instance_id: row.instance_id,
        condition: row.condition,
        step: row.step,
        took_s: row.took_s,
        due_ms: row.due_ms,
        session: row.session,
        warnings: row.warnings.join(" "),
        onboarding: row.onboarding,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn what_was_written_is_known_again_and_nothing_else_is() {
        let row = OutcomeRow {
            line: 2,
            number: "+5511987654321".to_owned(),
            note: "=1+1".to_owned(),
            took_s: Some(8),
            warnings: vec!["not_valid".to_owned(), "landline".to_owned()],
            ..OutcomeRow::default()
        };
        for format in [Format::Csv, Format::Json] {
            let mut written = Vec::new();
            write_outcome(&[row.clone(), OutcomeRow::default()], format, &mut written).unwrap();
            assert!(is_outcome(&written, format), "{format:?}");
            for other in ["", "hello", "line,number\n2,+5511\n", "[{}]", "{}"] {
                assert!(!is_outcome(other.as_bytes(), format), "{format:?}: {other}");
            }
        }
    }

    #[test]
    fn a_file_of_a_release_without_warnings_is_known_again() {
        let csv = "line,number,note,instance_id,condition,step,took_s,due_ms,session\n\
            2,+5511987654321,,AA,connected,connected,8,,4f\n";
        assert!(is_outcome(csv.as_bytes(), Format::Csv));
        let json = r#"[{"line":2,"number":"+55","note":"","instance_id":"AA","condition":"waiting",
            "step":"code","took_s":null,"due_ms":null,"session":null}]"#;
        assert!(is_outcome(json.as_bytes(), Format::Json));
    }

    #[test]
    fn a_file_of_a_release_without_the_name_of_the_onboarding_is_known_again() {
        let csv = "line,number,note,instance_id,condition,step,took_s,due_ms,session,warnings\n\
            2,+5511987654321,,AA,connected,connected,8,,4f,landline\n";
        assert!(is_outcome(csv.as_bytes(), Format::Csv));
    }

    #[test]
    fn warnings_are_a_list_in_json_and_one_cell_in_csv() {
        let row = OutcomeRow {
            warnings: vec!["not_valid".to_owned(), "landline".to_owned()],
            onboarding: Some("4f2a".to_owned()),
            ..OutcomeRow::default()
        };
        let written = |format| {
            let mut written = Vec::new();
            write_outcome(std::slice::from_ref(&row), format, &mut written).unwrap();
            String::from_utf8(written).unwrap()
        };
        assert!(written(Format::Csv).ends_with(",not_valid landline,4f2a\n"));
        let json: serde_json::Value = serde_json::from_str(&written(Format::Json)).unwrap();
        assert_eq!(
            json.pointer("/0/warnings"),
            Some(&serde_json::json!(["not_valid", "landline"]))
        );
    }
}
