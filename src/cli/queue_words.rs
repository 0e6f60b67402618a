//! What is wrong with a list of numbers, in words.

use crate::locale::catalog::Catalog;
use crate::queue::{Column, Fault, Problem};
use crate::wording::number_error;

/// What is wrong, and what to do.
pub(super) fn sentence(problem: &Problem, c: &Catalog) -> String {
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
