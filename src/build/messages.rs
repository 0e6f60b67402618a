//! The messages: the files in `assets/locales` are read, the build is refused when they do not agree with each
//! other, and one typed method per message goes to `$OUT_DIR/messages.rs`, with the text of every message by
//! itself: the program parses what it says, and not everything that it could say.
//!
//! `en.ftl` is the reference. Every other file must hold the same messages with the same variables, so no
//! message can be missing, misspelt or short of an argument when the program runs. Terms (`-name`) are each
//! language's own business; by Fluent's rules they see only what a reference hands them, never the variables
//! of the message that refers to them.

#[path = "messages/generate.rs"]
mod generate;
#[path = "messages/reader.rs"]
mod reader;

use fluent_syntax::ast::{Entry, Message, Resource, Term};
use generate::{Text, Texts, generate, plain};
use reader::{Reader, Sight};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where the message files lie, seen from the package's folder.
const FOLDER: &str = "assets/locales";

/// The language that the others are measured by.
const REFERENCE: &str = "en";

/// Words that cannot name a Rust function or argument.
const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum \
    extern false final fn for gen if impl in let loop macro match mod move mut \
    override priv pub ref return self static struct super trait true try type typeof \
    unsafe unsized use virtual where while yield";

/// Checks all the files and writes the methods; otherwise says everything that is wrong, one sentence each.
pub(crate) fn write() -> Result<(), Vec<String>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let files = read_files().map_err(|error| vec![format!("{FOLDER} cannot be read: {error}")])?;
    let mut problems = Vec::new();
    let locales: Vec<Locale<'_>> = files
        .iter()
        .map(|(tag, text)| Locale::parse(tag, text, &mut problems))
        .collect();
    let Some(reference) = locales.iter().find(|locale| locale.tag == REFERENCE) else {
        return Err(vec![format!(
            "{FOLDER}/{REFERENCE}.ftl is missing; it is the reference"
        )]);
    };
    let wanted = reference.signatures(&mut problems);
    for locale in locales.iter().filter(|locale| locale.tag != REFERENCE) {
        let found = locale.signatures(&mut problems);
        compare(&wanted, &found, &locale.file(), &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let tags: Vec<&str> = locales.iter().map(|locale| locale.tag).collect();
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("messages.rs");
    let texts: Vec<Texts> = locales.iter().map(|locale| locale.texts(&wanted)).collect();
    fs::write(&target, generate(reference, &wanted, &tags, &texts))
        .map_err(|error| vec![format!("{} cannot be written: {error}", target.display())])
}

/// The tag and the text of every message file, in the order of the tags.
fn read_files() -> io::Result<BTreeMap<String, String>> {
    let root = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(Path::new(&root).join(FOLDER))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            let tag = path.file_stem().unwrap_or_default().to_string_lossy();
            files.insert(tag.into_owned(), fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

/// The variables of each message, by the message's key.
type Signatures<'s> = BTreeMap<&'s str, BTreeSet<&'s str>>;

/// One message file.
struct Locale<'s> {
    tag: &'s str,
    messages: BTreeMap<&'s str, Message<&'s str>>,
    terms: BTreeMap<&'s str, Term<&'s str>>,
}

impl<'s> Locale<'s> {
    fn parse(tag: &'s str, text: &'s str, problems: &mut Vec<String>) -> Self {
        let mut locale = Locale {
            tag,
            messages: BTreeMap::new(),
            terms: BTreeMap::new(),
        };
        let file = locale.file();
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, errors)| {
            for error in errors {
                let before = text.bytes().take(error.pos.start);
                let line = 1 + before.filter(|byte| *byte == b'\n').count();
                problems.push(format!("{file}:{line}: {error}"));
            }
            resource
        });
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let key = message.id.name;
                check_name(&file, key, key, problems);
                if locale.messages.insert(key, message).is_some() {
                    problems.push(format!("{file}: the message `{key}` is there twice"));
                }
            } else if let Entry::Term(term) = entry {
                let key = term.id.name;
                if locale.terms.insert(key, term).is_some() {
                    problems.push(format!("{file}: the term `-{key}` is there twice"));
                }
            }
        }
        locale
    }

    /// The file's path, as it is told to people.
    fn file(&self) -> String {
        format!("{FOLDER}/{}.ftl", self.tag)
    }

    /// The text of every message of `wanted`, and of all that messages refer to.
    fn texts(&self, wanted: &Signatures<'_>) -> Texts {
        let alone = |entry: Entry<&str>| {
            fluent_syntax::serializer::serialize(&Resource { body: vec![entry] })
        };
        let message = |message: &Message<&'s str>| {
            let comment = None;
            alone(Entry::Message(Message {
                comment,
                ..message.clone()
            }))
        };
        let mut problems = Vec::new();
        let mut shared: BTreeSet<&str> = BTreeSet::new();
        for key in self.messages.keys() {
            let mut reader = self.reader(key, &mut problems);
            if let Some(value) = self.messages.get(key).and_then(|m| m.value.as_ref()) {
                reader.pattern(value, Sight::Message);
            }
            let referred = reader.referred.clone();
            shared.extend(self.messages.keys().filter(|key| referred.contains(**key)));
        }
        let terms = self
            .terms
            .values()
            .cloned()
            .map(|term| alone(Entry::Term(term)));
        let messages = shared.iter().filter_map(|key| self.messages.get(key));
        Texts {
            tag: self.tag.to_owned(),
            shared: messages.map(message).chain(terms).collect(),
            own: wanted
                .keys()
                .filter_map(|key| self.messages.get(key))
                .map(|found| plain(found).map_or_else(|| Text::Source(message(found)), Text::Plain))
                .collect(),
        }
    }

    fn reader<'a>(&'a self, key: &str, problems: &'a mut Vec<String>) -> Reader<'a, 's> {
        Reader {
            locale: self,
            at: format!("{}: in the message `{key}`", self.file()),
            trail: vec![key.to_owned()],
            referred: BTreeSet::new(),
            variables: BTreeSet::new(),
            problems,
        }
    }

    /// The variables of every message, found through all that the message refers to.
    fn signatures(&self, problems: &mut Vec<String>) -> Signatures<'s> {
        let file = self.file();
        let mut signatures = Signatures::new();
        for (key, message) in &self.messages {
            let mut reader = self.reader(key, problems);
            match &message.value {
                Some(value) => reader.pattern(value, Sight::Message),
                None => reader
                    .problems
                    .push(format!("{file}: the message `{key}` has no value")),
            }
            for attribute in &message.attributes {
                reader.pattern(&attribute.value, Sight::Message);
            }
            for variable in &reader.variables {
                check_name(&file, key, variable, reader.problems);
            }
            signatures.insert(key, reader.variables);
        }
        signatures
    }
}

/// Says so when `name`, a key or a variable of the message `key`, cannot become a Rust name.
fn check_name(file: &str, key: &str, name: &str, problems: &mut Vec<String>) {
    let is_word = |word: &str| {
        let mut bytes = word.bytes();
        !word.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) || !name.split('-').all(is_word)
    {
        problems.push(format!(
            "{file}: in the message `{key}`: `{name}` is not in kebab-case"
        ));
    } else if KEYWORDS.split(' ').any(|keyword| keyword == name) {
        problems.push(format!(
            "{file}: in the message `{key}`: `{name}` is a word of Rust"
        ));
    }
}

/// Says where the messages of `file` differ from the reference.
fn compare(
    wanted: &Signatures<'_>,
    found: &Signatures<'_>,
    file: &str,
    problems: &mut Vec<String>,
) {
    for (key, variables) in wanted {
        match found.get(key) {
            None => problems.push(format!("{file}: the message `{key}` is missing")),
            Some(others) if others != variables => problems.push(format!(
                "{file}: the message `{key}` has {}, but {REFERENCE}.ftl has {}",
                list(others),
                list(variables)
            )),
            Some(_) => {}
        }
    }
    for key in found.keys().filter(|key| !wanted.contains_key(*key)) {
        problems.push(format!(
            "{file}: the message `{key}` is not in {REFERENCE}.ftl"
        ));
    }
}

fn list(variables: &BTreeSet<&str>) -> String {
    if variables.is_empty() {
        return "no variables".to_owned();
    }
    let names: Vec<String> = variables.iter().map(|name| format!("${name}")).collect();
    format!("the variables {}", names.join(", "))
}
