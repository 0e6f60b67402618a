//! The columns of a list, and what can be wrong in it.

use crate::domain::phone::{NumberError, NumberWarning};

/// A column by its name in the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The name of a profile.
    Profile,
    /// The id of an instance, where no profile is named.
    InstanceId,
    /// The variable that holds the instance's token, as `env:NAME`.
    InstanceToken,
    /// The variable that holds the account security token, as `env:NAME`.
    ClientToken,
    /// The calling code; 55 when the cell is empty.
    CallingCode,
    /// The national number, or an international one with its `+`.
    Number,
    /// Whatever somebody wants to read beside the number.
    Note,
}

impl Column {
    /// All columns.
    pub const ALL: [Column; 7] = [
        Column::Profile,
        Column::InstanceId,
        Column::InstanceToken,
        Column::ClientToken,
        Column::CallingCode,
        Column::Number,
        Column::Note,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Column::Profile => "profile",
            Column::InstanceId => "instance_id",
            Column::InstanceToken => "instance_token",
            Column::ClientToken => "client_token",
            Column::CallingCode => "calling_code",
            Column::Number => "number",
            Column::Note => "note",
        }
    }
}

/// Something that is wrong in the file. Whatever stands in a cell for a token is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u64,
    /// The column, where it is about one.
    pub column: Option<Column>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no line with the names of the columns.
    NoHeader,
    /// There is no row.
    NoRows,
    /// It is not UTF-8 text.
    NotText,
    /// No column has this name.
    UnknownColumn(String),
    /// A column stands there twice.
    ColumnTwice,
    /// A column that is needed is missing.
    ColumnMissing,
    /// The row has so many fields, and the first line another count.
    FieldCount(usize, usize),
    /// A quote is out of place in the field of this place, from 1.
    Quotes(usize),
    /// A field that is needed is empty.
    Empty,
    /// It cannot be a number.
    Number(NumberError),
    /// It can be a number, and is an unusual one.
    Unusual(NumberWarning),
    /// The profile cannot be used; the sentence says why.
    Profile(String),
    /// A profile is named, and an instance too.
    ProfileAndInstance,
    /// It is to be the name of a variable behind `env:`; no secret belongs in the file.
    NotAReference,
    /// No such variable is set.
    NoVariable(String),
    /// Its credentials are incomplete, or cannot be right.
    Credentials,
    /// The same number stands in this line.
    SameNumber(u64),
    /// The same instance stands in this line.
    SameInstance(u64),
}
