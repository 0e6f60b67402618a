//! Reading the rows.

use super::decoding::decode;
use super::delimiter::{delimiter_of, line_ends};
use super::names::column_of;
use super::problem::{Column, Fault, Problem};
use super::quoting::misquoted;
use crate::domain::credentials::{CredentialFields, Credentials};
use crate::domain::instance::InstanceKey;
use crate::domain::phone::{NumberError, PhoneNumber, Region, split_international, typed_number};
use crate::domain::secret::Secret;
use csv::{ByteRecord, ReaderBuilder, Trim};
use std::char::REPLACEMENT_CHARACTER;
use std::collections::HashMap;

/// A row that can be begun.
#[derive(Clone, Debug)]
pub struct QueuedNumber {
    /// The line in the file, from 1.
    pub line: u64,
    /// The credentials of its instance.
    pub fields: CredentialFields,
    /// The number.
    pub number: PhoneNumber,
    /// What somebody wrote about it.
    pub note: Option<String>,
}

/// What is done with a row whose number is not valid by its plan or lacks its ninth digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnusualNumbers {
    /// It counts as wrong.
    Refused,
    /// It is taken, with a warning.
    Taken,
}

/// Where credentials come from.
pub trait Sources {
    /// Those of a profile.
    ///
    /// # Errors
    /// The sentence that says why they are not to be had.
    fn profile(&mut self, name: &str) -> Result<CredentialFields, String>;

    /// The value of a variable; `None` when it is not set.
    fn variable(&mut self, name: &str) -> Option<Secret>;
}

/// What a file says.
#[derive(Debug, Default)]
pub struct Reading {
    /// The rows that can be begun, in their order.
    pub rows: Vec<QueuedNumber>,
    /// Everything that is wrong, in the order of the lines.
    pub problems: Vec<Problem>,
    /// What is unusual in rows that are not wrong for it, in the order of the lines.
    pub warnings: Vec<Problem>,
    /// How many rows there are, right or wrong.
    pub count: usize,
    /// The columns as the first line calls them.
    headers: Vec<(Column, String)>,
}

impl Reading {
    /// The place of a column, from 1, and what the first line calls it; `None` where it is not there.
    #[must_use]
    pub fn header_of(&self, column: Column) -> Option<(usize, &str)> {
        let at = self
            .headers
            .iter()
            .position(|(known, _)| *known == column)?;
        let (_, name) = self.headers.get(at)?;
        Some((at + 1, name))
    }
}

/// Reads a whole file.
#[must_use]
pub fn read(bytes: &[u8], sources: &mut dyn Sources, unusual: UnusualNumbers) -> Reading {
    let text = decode(bytes);
    let mut reader = Reader {
        sources,
        unusual,
        columns: Vec::new(),
        named: false,
        lines: HashMap::new(),
        instances: HashMap::new(),
        profiles: HashMap::new(),
        reading: Reading::default(),
    };
    reader.read(text.as_bytes());
    reader.reading
}

struct Reader<'s> {
    sources: &'s mut dyn Sources,
    unusual: UnusualNumbers,
    columns: Vec<Column>,
    /// Whether the first line was read.
    named: bool,
    /// The line of each number, and of each instance.
    lines: HashMap<String, u64>,
    instances: HashMap<InstanceKey, u64>,
    /// What each profile came to, so that each is asked once.
    profiles: HashMap<String, Result<CredentialFields, String>>,
    reading: Reading,
}

/// A fault with its column.
type At = (Option<Column>, Fault);

/// The cells of a row.
struct Cells<'r> {
    columns: &'r [Column],
    texts: Vec<&'r str>,
}

impl Cells<'_> {
    fn get(&self, column: Column) -> &str {
        let at = self.columns.iter().position(|known| *known == column);
        let text = at.and_then(|at| self.texts.get(at));
        text.map_or("", |text| text.trim())
    }
}

impl Reader<'_> {
    fn read(&mut self, bytes: &[u8]) {
        let (delimiter, skipped) = delimiter_of(bytes);
        let bytes = bytes.get(skipped..).unwrap_or_default();
        let mut csv = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(Trim::None)
            .from_reader(bytes);
        let mut record = ByteRecord::new();
        let mut begins = 0;
        let mut ended = u64::from(skipped > 0);
        // Reading from memory cannot fail, and rows of any length are let through.
        while matches!(csv.read_byte_record(&mut record), Ok(true)) {
            let ends = usize::try_from(csv.position().byte()).unwrap_or(usize::MAX);
            let raw = bytes.get(begins..ends).unwrap_or_default();
            begins = ends;
            // Empty lines, and a line's second end, come before what they are read with.
            let text = raw.trim_ascii_start();
            let blank = raw.get(..raw.len() - text.len()).unwrap_or_default();
            let line = ended + line_ends(blank) + 1;
            ended += line_ends(raw);
            let found = if !std::mem::replace(&mut self.named, true) {
                self.take_header(&record)
            } else if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                // A spreadsheet writes the rows behind the last one, too.
                Vec::new()
            } else {
                self.reading.count += 1;
                self.take_row(&record, (raw, delimiter), line)
            };
            let problem = |(column, fault)| Problem {
                line,
                column,
                fault,
            };
            self.reading.problems.extend(found.into_iter().map(problem));
            if self.columns.is_empty() {
                return;
            }
        }
        if self.reading.count == 0 {
            let fault = if self.named {
                Fault::NoRows
            } else {
                Fault::NoHeader
            };
            self.reading.problems.push(Problem {
                line: 1,
                column: None,
                fault,
            });
        }
    }

    /// Takes the names of the columns in. After a fault in them no row can be read.
    fn take_header(&mut self, record: &ByteRecord) -> Vec<At> {
        let mut faults = Vec::new();
        let mut columns = Vec::new();
        let names: Vec<String> = record
            .iter()
            .map(|name| String::from_utf8_lossy(name).trim().to_owned())
            .collect();
        let last = names.iter().rposition(|name| !name.is_empty());
        for name in names.into_iter().take(last.map_or(0, |last| last + 1)) {
            match column_of(&name) {
                Some(column) if columns.contains(&column) => {
                    faults.push((Some(column), Fault::ColumnTwice));
                }
                Some(column) => {
                    columns.push(column);
                    self.reading.headers.push((column, name));
                }
                None => faults.push((None, Fault::UnknownColumn(name.to_lowercase()))),
            }
        }
        let by_profile = columns.contains(&Column::Profile);
        let needed: &[Column] = if by_profile {
            &[Column::Number]
        } else {
            &[
                Column::InstanceId,
                Column::InstanceToken,
                Column::ClientToken,
                Column::Number,
            ]
        };
        for column in needed.iter().filter(|column| !columns.contains(column)) {
            faults.push((Some(*column), Fault::ColumnMissing));
        }
        if faults.is_empty() {
            self.columns = columns;
        }
        faults
    }

    fn take_row(
        &mut self,
        record: &ByteRecord,
        (raw, delimiter): (&[u8], u8),
        line: u64,
    ) -> Vec<At> {
        if let Some(field) = misquoted(raw, delimiter) {
            let column = self.columns.get(field).copied();
            return vec![(column, Fault::Quotes(field + 1))];
        }
        // Empty cells behind the last named column are no fields of the row.
        let spare = record.iter().skip(self.columns.len());
        let is_spare = spare.into_iter().all(|cell| cell.trim_ascii().is_empty());
        if record.len() < self.columns.len() || !is_spare {
            let fault = Fault::FieldCount(record.len(), self.columns.len());
            return vec![(None, fault)];
        }
        let texts: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
        let is_text = |text: &&str| !text.contains(REPLACEMENT_CHARACTER);
        let Some(texts) = texts.ok().filter(|texts| texts.iter().all(is_text)) else {
            return vec![(None, Fault::NotText)];
        };
        let columns = self.columns.clone();
        let cells = Cells {
            columns: &columns,
            texts,
        };
        let number = self.number(&cells, line);
        let fields = self.credentials(&cells, line);
        match (number, fields) {
            (Ok(number), Ok(fields)) => {
                let note = cells.get(Column::Note);
                let note: String = note.chars().filter(|c| !c.is_control()).collect();
                self.reading.rows.push(QueuedNumber {
                    line,
                    fields,
                    number,
                    note: Some(note).filter(|note| !note.is_empty()),
                });
                Vec::new()
            }
            (number, fields) => number.err().into_iter().chain(fields.err()).collect(),
        }
    }

    fn number(&mut self, cells: &Cells<'_>, line: u64) -> Result<PhoneNumber, At> {
        let code = Some(cells.get(Column::CallingCode)).filter(|code| !code.is_empty());
        let at = |fault| (Some(Column::Number), fault);
        let national = cells.get(Column::Number);
        if national.is_empty() {
            return Err(at(Fault::Empty));
        }
        let parsed = PhoneNumber::parse(code.unwrap_or("55"), national);
        let whole = || {
            // A spreadsheet takes the + for arithmetic and drops it.
            let region = code.is_none().then_some(Region::BRAZIL);
            split_international(region, &typed_number(national))
        };
        let parsed = match parsed {
            Err(NumberError::RepeatsCallingCode) => whole().ok_or(NumberError::RepeatsCallingCode),
            parsed => parsed,
        };
        let number = parsed.map_err(|error| {
            let of_code = matches!(
                error,
                NumberError::NoCallingCode | NumberError::UnknownCallingCode
            );
            let column = if of_code && code.is_some() {
                Column::CallingCode
            } else {
                Column::Number
            };
            (Some(column), Fault::Number(error))
        })?;
        match self.lines.insert(number.line(), line) {
            Some(first) => {
                self.lines.insert(number.line(), first);
                Err(at(Fault::SameNumber(first)))
            }
            None => self.usual(number, line),
        }
    }

    /// The number, after its warnings were noted; one that wants a person's word is a fault where it was not given.
    fn usual(&mut self, number: PhoneNumber, line: u64) -> Result<PhoneNumber, At> {
        let column = Some(Column::Number);
        for warning in number.warnings() {
            let fault = Fault::Unusual(warning);
            if self.unusual == UnusualNumbers::Refused && warning.wants_word(None) {
                return Err((column, fault));
            }
            self.reading.warnings.push(Problem {
                line,
                column,
                fault,
            });
        }
        Ok(number)
    }

    fn credentials(&mut self, cells: &Cells<'_>, line: u64) -> Result<CredentialFields, At> {
        let profile = cells.get(Column::Profile);
        let (column, fields) = if profile.is_empty() {
            (Column::InstanceId, self.by_reference(cells)?)
        } else if cells.get(Column::InstanceId).is_empty() {
            (Column::Profile, self.of_profile(profile)?)
        } else {
            return Err((Some(Column::InstanceId), Fault::ProfileAndInstance));
        };
        let Ok(credentials) = Credentials::parse(&fields) else {
            return Err((Some(column), Fault::Credentials));
        };
        let instance = InstanceKey::of(credentials.instance_id());
        match self.instances.insert(instance.clone(), line) {
            Some(first) => {
                self.instances.insert(instance, first);
                Err((Some(column), Fault::SameInstance(first)))
            }
            None => Ok(fields),
        }
    }

    fn of_profile(&mut self, name: &str) -> Result<CredentialFields, At> {
        let known = if let Some(known) = self.profiles.get(name) {
            known.clone()
        } else {
            let asked = self.sources.profile(name);
            self.profiles.insert(name.to_owned(), asked.clone());
            asked
        };
        known.map_err(|sentence| (Some(Column::Profile), Fault::Profile(sentence)))
    }

    fn by_reference(&mut self, cells: &Cells<'_>) -> Result<CredentialFields, At> {
        let instance_id = cells.get(Column::InstanceId);
        if instance_id.is_empty() {
            let by_profile = self.columns.contains(&Column::Profile);
            let column = if by_profile {
                Column::Profile
            } else {
                Column::InstanceId
            };
            return Err((Some(column), Fault::Empty));
        }
        Ok(CredentialFields {
            instance_id: instance_id.to_owned(),
            instance_token: Some(self.variable(cells, Column::InstanceToken)?),
            client_token: Some(self.variable(cells, Column::ClientToken)?),
        })
    }

    fn variable(&mut self, cells: &Cells<'_>, column: Column) -> Result<Secret, At> {
        let text = cells.get(column);
        let at = |fault| (Some(column), fault);
        if text.is_empty() {
            return Err(at(Fault::Empty));
        }
        let name = text.strip_prefix("env:").filter(|name| is_variable(name));
        let Some(name) = name else {
            return Err(at(Fault::NotAReference));
        };
        let value = self
            .sources
            .variable(name)
            .filter(|value| !value.is_empty());
        value.ok_or_else(|| at(Fault::NoVariable(name.to_owned())))
    }
}

/// Whether this can be the name of a variable: letters, digits and `_` of ASCII.
fn is_variable(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    (1..=128).contains(&name.len()) && name.bytes().all(fits)
}
