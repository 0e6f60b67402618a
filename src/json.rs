//! The conversation for a program: one JSON object a line, prompts, events and the outcome out, answers in.
//!
//! ```text
//! out  {"type":"hello","version":1,…}
//!      {"type":"prompt","prompt":7,"name":"request_gate","choices":[…],…}
//! in   {"prompt":7,"choose":"request_sms"}
//! out  {"type":"event","event":"calling","prompt":8,"doing":"requesting_code","acts":true,…}
//!      {"type":"prompt","prompt":9,"name":"code","fields":[{"name":"code",…}],…}
//! in   {"prompt":9,"code":"123456"}
//! out  {"type":"error","error":"stale_prompt","prompt":10}      nothing was changed
//!      {"type":"outcome","exit":0,"standing":"connected",…}     the last line
//! ```
//!
//! An answer names the prompt that it answers, so that one that comes late or twice changes nothing. Secrets only
//! go inwards: no object that is written has a field for one. A prompt is sent when it is asked, and again with the
//! same number when what it holds changes, other than by time going by. What the objects are made of is in
//! `assets/json.schema.json`, which a test makes from the types here.
//!
//! The version grows when a field or a name is taken away or changes its meaning; a reader skips what it does not
//! know.

mod answer;
mod details;
mod front;
mod list;
mod message;
mod names;
mod objects;
mod outcome;
#[cfg(test)]
mod schema;
mod shift;

pub use answer::{AnswerLine, NotTaken};
pub use details::Details;
pub use front::Json;
pub use list::{ListObject, RowObject, WarningObject};
pub use names::digits;
pub use objects::SessionObject;

pub use message::{
    CallingObject, ChoiceObject, ErrorObject, EventObject, FactObject, FieldObject, Hello, Message,
    NoteObject, PromptObject,
};
pub use outcome::{Connected, Outcome};
pub use shift::{Shift, StateObject};

/// The version of the objects.
pub const VERSION: u32 = 1;

/// The longest line that is read, in bytes.
pub const LONGEST_LINE: usize = 64 * 1024;
