//! Writes `messages.rs`.

use super::{Locale, Signatures};
use fluent_syntax::ast::{Entry, Message, PatternElement, Resource};
use std::fmt::Write as _;

/// The texts of one language, as the program holds them.
pub(crate) struct Texts {
    pub(crate) tag: String,
    /// What messages refer to.
    pub(crate) shared: String,
    /// Every message by itself, in the order of the keys.
    pub(crate) own: Vec<Text>,
}

/// One message, as the program holds it.
pub(crate) enum Text {
    /// What is said, as it is.
    Plain(String),
    /// What is to be parsed, since what is said depends on something.
    Source(String),
}

/// The text of `messages.rs`.
pub(crate) fn generate(
    reference: &Locale<'_>,
    signatures: &Signatures<'_>,
    tags: &[&str],
    texts: &[Texts],
) -> String {
    let mut methods = String::new();
    let mut table = String::new();
    for (nth, (key, message)) in reference.messages.iter().enumerate() {
        let Some(variables) = signatures.get(key) else {
            continue;
        };
        let (mut parameters, mut arguments) = (String::new(), Vec::new());
        for variable in variables {
            let name = variable.replace('-', "_");
            let _ = write!(parameters, ", {name}: impl Into<FluentValue<'a>>");
            arguments.push(format!("({variable:?}, {name}.into())"));
        }
        let (name, arguments) = (key.replace('-', "_"), arguments.join(", "));
        let lifetime = if variables.is_empty() { "" } else { "<'a>" };
        let _ = write!(
            methods,
            "\n{}    #[must_use]\n    pub fn {name}{lifetime}(&self{parameters}) -> String {{\n        \
             self.format(({nth}, {key:?}), [{arguments}])\n    }}\n",
            documentation(message),
        );
        let variables: Vec<_> = variables.iter().collect();
        let _ = writeln!(table, "    ({key:?}, &{variables:?}),");
    }
    let sources: String = texts.iter().map(source).collect();
    format!(
        "impl Catalog {{{methods}}}\n\n{sources}\
         /// Every message with its variables.\n#[cfg(test)]\nconst MESSAGES: &[(&str, &[&str])] = &[\n{table}];\n\n\
         /// The languages that have a file.\n#[cfg(test)]\nconst TAGS: &[&str] = &{tags:?};\n"
    )
}

/// The texts of a language, one after the other with where each ends: a slice of strings would be adjusted by the loader
/// at every start.
fn source(Texts { tag, shared, own }: &Texts) -> String {
    let (mut all, mut ends) = (String::new(), Vec::new());
    for text in own {
        let (text, kind) = match text {
            Text::Plain(text) => (text, "Plain"),
            Text::Source(text) => (text, "Source"),
        };
        all.push_str(text);
        ends.push(format!("({}, Kind::{kind})", all.len()));
    }
    let ends = ends.join(", ");
    format!(
        "/// The texts of a language.\nconst TEXTS_{}: Texts = Texts {{ shared: {shared:?}, all: {all:?}, ends: &[{ends}] }};\n",
        tag.replace('-', "_").to_uppercase(),
    )
}

/// The doc comment of a message's method: the message as the reference has it.
fn documentation(message: &Message<&str>) -> String {
    let resource = Resource {
        body: vec![Entry::Message(message.clone())],
    };
    let mut text = String::from("    /// In English:\n    ///\n    /// ````text\n");
    let message = fluent_syntax::serializer::serialize(&resource);
    for line in message.trim_end().lines() {
        let _ = writeln!(text, "    /// {line}");
    }
    text.push_str("    /// ````\n");
    text
}

/// What a message says, when that depends on nothing.
pub(crate) fn plain(message: &Message<&str>) -> Option<String> {
    let elements = message.value.iter().flat_map(|value| &value.elements);
    let texts = elements.map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { .. } => None,
    });
    texts.collect()
}
