//! What is wrong and what is unusual in a list of numbers, in words.

use crate::cli::surface::Surface;
use crate::json::{ListObject, RowObject};
use crate::locale::catalog::Catalog;
use crate::queue::{Column, Fault, Problem, Reading};
use crate::wording::{number_error, number_warning};
use std::io;
use std::path::Path;

/// What was noticed while a list was read.
#[derive(Default)]
pub(super) struct Noticed {
    /// In lines.
    pub(super) lines: Vec<String>,
    /// Rows with something wrong.
    pub(super) problems: Vec<RowObject>,
    /// Rows that are taken although something is unusual.
    warnings: Vec<RowObject>,
}

impl Noticed {
    /// Something that is about no row.
    pub(super) fn sentence(sentence: String) -> Self {
        Self {
            lines: vec![sentence],
            ..Self::default()
        }
    }

    /// Tells a program of the rows, when there is something to tell.
    pub(super) fn tell(&self, surface: &mut Surface, begun: bool) -> io::Result<()> {
        let (problems, warnings) = (self.problems.clone(), self.warnings.clone());
        match surface {
            Surface::Json(json) if !problems.is_empty() || !warnings.is_empty() => {
                json.list(ListObject::new(begun, problems, warnings))
            }
            Surface::Json(_) | Surface::Terminal(_) => Ok(()),
        }
    }
}

/// What is wrong and what is unusual in a list.
pub(super) fn noticed(file: &Path, reading: &Reading, catalog: &Catalog) -> Noticed {
    let rows = |problems: &[Problem]| -> Vec<RowObject> {
        problems
            .iter()
            .map(|problem| row(problem, catalog))
            .collect()
    };
    let (problems, warnings) = (rows(&reading.problems), rows(&reading.warnings));
    let name = file.display();
    let faults = reading.problems.iter().chain(&reading.warnings);
    let lines = faults.map(|problem| {
        let text = sentence(problem, catalog);
        let header = |column| reading.header_of(column);
        match (problem.column, problem.column.and_then(header)) {
            (_, Some((nth, header))) => {
                format!("{name}:{}:{nth}: {}: {text}", problem.line, shown(header))
            }
            (Some(column), None) => format!("{name}:{}: {}: {text}", problem.line, column.name()),
            (None, None) => format!("{name}:{}: {text}", problem.line),
        }
    });
    Noticed {
        lines: lines.collect(),
        problems,
        warnings,
    }
}

fn row(problem: &Problem, catalog: &Catalog) -> RowObject {
    let mut warning = None;
    if let Fault::Unusual(known) = problem.fault {
        warning = Some(known);
    }
    let place = (problem.line, problem.column.map(Column::name));
    RowObject::new(place, warning, sentence(problem, catalog))
}

/// Whether a row is wrong only because nobody has said that its unusual number is meant.
pub(super) fn wants_word(reading: &Reading) -> bool {
    let is_unusual = |problem: &Problem| matches!(problem.fault, Fault::Unusual(_));
    reading.problems.iter().any(is_unusual)
}

/// What is wrong, and what to do.
fn sentence(problem: &Problem, c: &Catalog) -> String {
    match &problem.fault {
        Fault::NoHeader => c.queue_no_header(),
        Fault::NoRows => c.queue_no_rows(),
        Fault::NotText => c.queue_not_text(),
        Fault::UnknownColumn(name) => {
            let known = Column::ALL.map(Column::name).join(", ");
            c.queue_unknown_column(known, shown(name))
        }
        Fault::ColumnTwice => c.queue_column_twice(),
        Fault::ColumnMissing => c.queue_column_missing(),
        Fault::FieldCount(found, wanted) => c.queue_field_count(*found, *wanted),
        Fault::Quotes(field) => c.queue_quotes(*field),
        Fault::Empty => c.queue_empty(),
        Fault::Number(error) => number_error(*error, c),
        Fault::Unusual(warning) => number_warning(*warning, c),
        Fault::Profile(sentence) => sentence.clone(),
        Fault::ProfileAndInstance => c.queue_profile_and_instance(),
        Fault::NotAReference => c.queue_not_a_reference(),
        Fault::NoVariable(name) => c.queue_no_variable(name.as_str()),
        Fault::Credentials => c.queue_credentials(),
        Fault::SameNumber(line) => c.queue_same_number(*line),
        Fault::SameInstance(line) => c.queue_same_instance(*line),
    }
}

/// A name out of the file, without what a terminal would take for a command.
fn shown(name: &str) -> String {
    let shown = name.chars().filter(|c| !c.is_control());
    shown.take(40).collect()
}
