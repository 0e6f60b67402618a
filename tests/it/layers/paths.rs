//! The paths that one file names, resolved to what they point at: something of ours or another crate.
//!
//! Read are `use` trees, `extern crate`, paths in code, in macros and in attributes, and attributes that a
//! crate's derive reads (`#[serde(…)]`). Names that a `use` brings in are followed, so an alias hides nothing.
//! Not read: what is inside strings, what a macro glues together, and files moved by `#[path]`.

use super::tokens::{Kind, Token, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// The name under which the binary and the tests know the library.
const OWN_NAME: &str = "zapi_onboard";

/// Words that can stand right before a path that begins with `::`.
const KEYWORDS: &[&str] = &[
    "as", "break", "const", "dyn", "else", "for", "if", "impl", "in", "let", "match", "move",
    "mut", "pub", "ref", "return", "static", "unsafe", "where", "while", "yield",
];

/// What a file names.
pub(super) struct Reading {
    pub(super) mentions: Vec<Mention>,
    /// First and last line of each `#[cfg(test)] mod … { … }`.
    pub(super) test_blocks: Vec<(usize, usize)>,
    /// The modules, from the crate's root, that `#[cfg(test)] mod …;` puts into other files.
    pub(super) test_files: Vec<Vec<String>>,
}

/// One path in the text.
pub(super) struct Mention {
    pub(super) line: usize,
    /// The path as written.
    pub(super) seen: String,
    pub(super) target: Target,
    /// Ends in `*`.
    pub(super) glob: bool,
    /// Stands inside `#[cfg(test)] mod … { … }`.
    pub(super) in_tests: bool,
    /// What the import points at through which the path goes.
    pub(super) through: Option<Target>,
}

/// What a path points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Something of this crate, from its root.
    Ours(Vec<String>),
    /// Something of another crate, whose name comes first.
    Outside(Vec<String>),
}

/// Reads the file of the module `home`; `crates` are the names that a path to another crate can start with.
pub(super) fn read(text: &str, home: &[String], crates: &BTreeSet<String>) -> Reading {
    let mut reader = Reader::new(tokens(text), home, crates);
    reader.walk();
    let mentions = reader
        .paths
        .iter()
        .filter_map(|path| reader.mention(path))
        .collect();
    Reading {
        mentions,
        test_blocks: reader.test_blocks,
        test_files: reader.test_files,
    }
}

/// A path as written, with the place where it stands.
#[derive(Clone)]
struct Path {
    segments: Vec<String>,
    /// Starts with `::`.
    absolute: bool,
    glob: bool,
    /// Stands in a `use` or an `extern crate`.
    import: bool,
    line: usize,
    scope: usize,
}

/// The file itself or a module written out inside it.
struct Scope {
    parent: Option<usize>,
    module: Vec<String>,
    in_tests: bool,
    /// The line of the `#[cfg(test)]`, and how many braces were open around the module.
    opened: (usize, usize),
    modules: BTreeSet<String>,
    imports: BTreeMap<String, Path>,
}

struct Reader<'a> {
    tokens: Vec<Token>,
    crates: &'a BTreeSet<String>,
    at: usize,
    depth: usize,
    scope: usize,
    scopes: Vec<Scope>,
    /// The line of a `#[cfg(test)]` whose item has not come yet.
    cfg_test: Option<usize>,
    paths: Vec<Path>,
    test_blocks: Vec<(usize, usize)>,
    test_files: Vec<Vec<String>>,
}

impl<'a> Reader<'a> {
    fn new(tokens: Vec<Token>, home: &[String], crates: &'a BTreeSet<String>) -> Self {
        let file = Scope {
            parent: None,
            module: home.to_vec(),
            in_tests: false,
            opened: (0, 0),
            modules: BTreeSet::new(),
            imports: BTreeMap::new(),
        };
        Self {
            tokens,
            crates,
            at: 0,
            depth: 0,
            scope: 0,
            scopes: vec![file],
            cfg_test: None,
            paths: Vec::new(),
            test_blocks: Vec::new(),
            test_files: Vec::new(),
        }
    }

    fn walk(&mut self) {
        while let Some(kind) = self.kind(0).cloned() {
            match kind {
                Kind::Word(word) => self.word(&word),
                Kind::Mark('#') => self.attribute(),
                Kind::Mark('{') => {
                    self.cfg_test = None;
                    self.depth += 1;
                    self.at += 1;
                }
                Kind::Mark('}') => self.close(),
                Kind::Mark(';') => {
                    self.cfg_test = None;
                    self.at += 1;
                }
                Kind::PathSeparator | Kind::Range | Kind::Mark(_) | Kind::Literal => self.at += 1,
            }
        }
    }

    /// The token `ahead` of the current one.
    fn kind(&self, ahead: usize) -> Option<&Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    /// The token before the current one.
    fn before(&self) -> Option<&Kind> {
        let at = self.at.checked_sub(1)?;
        self.tokens.get(at).map(|token| &token.kind)
    }

    fn word_at(&self, ahead: usize) -> Option<String> {
        match self.kind(ahead) {
            Some(Kind::Word(word)) => Some(word.clone()),
            _ => None,
        }
    }

    fn line(&self) -> usize {
        let token = self.tokens.get(self.at).or(self.tokens.last());
        token.map_or(0, |token| token.line)
    }

    fn word(&mut self, word: &str) {
        let next = self.kind(1).cloned();
        match (word, next) {
            ("mod", Some(Kind::Word(name))) => self.module(&name),
            ("use", Some(Kind::Word(_) | Kind::PathSeparator | Kind::Mark('{' | '*'))) => {
                self.at += 1;
                let absolute = self.kind(0) == Some(&Kind::PathSeparator);
                self.use_tree(&[], absolute);
            }
            ("extern", Some(Kind::Word(next))) if next == "crate" => {
                self.at += 2;
                let absolute = self.word_at(0).is_some_and(|name| name != "self");
                self.use_tree(&[], absolute);
            }
            (_, Some(Kind::PathSeparator)) if self.starts_path(word) => self.path(),
            _ => self.at += 1,
        }
    }

    /// Not after a dot (`text.parse::<u8>()`) and not a keyword (`return ::std::mem::take(…)`).
    fn starts_path(&self, word: &str) -> bool {
        self.before() != Some(&Kind::Mark('.')) && !KEYWORDS.contains(&word)
    }

    /// `mod name;` or `mod name {`.
    fn module(&mut self, name: &str) {
        let cfg_test = self.cfg_test.take();
        let parent = self.scope;
        let Some(scope) = self.scopes.get_mut(parent) else {
            return;
        };
        scope.modules.insert(name.to_owned());
        let mut module = scope.module.clone();
        module.push(name.to_owned());
        let in_tests = scope.in_tests || cfg_test.is_some();
        self.at += 2;
        if self.kind(0) == Some(&Kind::Mark('{')) {
            self.scopes.push(Scope {
                parent: Some(parent),
                module,
                in_tests,
                opened: (cfg_test.unwrap_or(0), self.depth),
                modules: BTreeSet::new(),
                imports: BTreeMap::new(),
            });
            self.scope = self.scopes.len() - 1;
        } else if in_tests {
            self.test_files.push(module);
        }
    }

    /// `}`, which may end a module.
    fn close(&mut self) {
        self.cfg_test = None;
        self.depth = self.depth.saturating_sub(1);
        let line = self.line();
        if let Some(scope) = self.scopes.get(self.scope) {
            let (first, depth) = scope.opened;
            if let Some(parent) = scope.parent.filter(|_| depth == self.depth) {
                if first > 0 && !self.scopes.get(parent).is_some_and(|outer| outer.in_tests) {
                    self.test_blocks.push((first, line));
                }
                self.scope = parent;
            }
        }
        self.at += 1;
    }

    /// `#[…]` or `#![…]`: looks for `cfg(test)` and for attributes named like a crate; paths inside are read
    /// by the walk, which goes on right behind the `#`.
    fn attribute(&mut self) {
        let line = self.line();
        let start = self.at
            + if self.kind(1) == Some(&Kind::Mark('!')) {
                2
            } else {
                1
            };
        self.at += 1;
        if self.tokens.get(start).map(|token| &token.kind) != Some(&Kind::Mark('[')) {
            return;
        }
        let inside = attribute_tokens(self.tokens.get(start..).unwrap_or_default());
        let words: Vec<&str> = inside
            .iter()
            .filter_map(|token| word_of(&token.kind))
            .collect();
        if words.first() == Some(&"cfg") && words.contains(&"test") && !words.contains(&"not") {
            self.cfg_test = Some(line);
        }
        for window in inside.windows(3) {
            let [before, name, after] = window else {
                continue;
            };
            let starts = matches!(before.kind, Kind::Mark('[' | ','));
            let Some(word) = word_of(&name.kind).filter(|word| self.crates.contains(*word)) else {
                continue;
            };
            if starts && after.kind == Kind::Mark('(') {
                self.paths.push(Path {
                    segments: vec![word.to_owned()],
                    absolute: true,
                    glob: false,
                    import: false,
                    line: name.line,
                    scope: self.scope,
                });
            }
        }
    }

    /// A path in code, the current token being its first word.
    fn path(&mut self) {
        let absolute = self.before() == Some(&Kind::PathSeparator);
        let line = self.line();
        let mut segments = Vec::new();
        while let Some(word) = self.word_at(0) {
            segments.push(word);
            self.at += 1;
            if self.kind(0) != Some(&Kind::PathSeparator) || self.word_at(1).is_none() {
                break;
            }
            self.at += 1;
        }
        self.paths.push(Path {
            segments,
            absolute,
            glob: false,
            import: false,
            line,
            scope: self.scope,
        });
    }

    /// One tree of a `use`, behind `prefix`; ends at the `,`, `}` or `;` behind it.
    fn use_tree(&mut self, prefix: &[String], absolute: bool) {
        let mut segments = prefix.to_vec();
        let mut line = self.line();
        loop {
            match self.kind(0).cloned() {
                Some(Kind::PathSeparator) => self.at += 1,
                Some(Kind::Word(word)) if word == "as" => break,
                Some(Kind::Word(word)) => {
                    line = self.line();
                    segments.push(word);
                    self.at += 1;
                }
                Some(Kind::Mark('*')) => {
                    self.at += 1;
                    self.imported(segments, absolute, None, line);
                    return;
                }
                Some(Kind::Mark('{')) => {
                    self.use_group(&segments, absolute);
                    return;
                }
                _ => break,
            }
        }
        if segments.len() > 1 && segments.last().is_some_and(|last| last == "self") {
            segments.pop();
        }
        let mut name = segments.last().cloned().unwrap_or_default();
        if let (Some("as"), Some(alias)) = (self.word_at(0).as_deref(), self.word_at(1)) {
            name = alias;
            self.at += 2;
        }
        self.imported(segments, absolute, Some(name), line);
    }

    fn use_group(&mut self, prefix: &[String], absolute: bool) {
        self.at += 1;
        while self.kind(0).is_some_and(|kind| *kind != Kind::Mark('}')) {
            let before = self.at;
            if self.kind(0) == Some(&Kind::Mark(',')) {
                self.at += 1;
            } else {
                let absolute =
                    absolute || prefix.is_empty() && self.kind(0) == Some(&Kind::PathSeparator);
                self.use_tree(prefix, absolute);
            }
            if self.at == before {
                return;
            }
        }
        self.at += 1;
    }

    /// Notes one leaf of a `use`; `name` is what it is called from here on, `None` for a glob.
    fn imported(
        &mut self,
        segments: Vec<String>,
        absolute: bool,
        name: Option<String>,
        line: usize,
    ) {
        let path = Path {
            segments,
            absolute,
            glob: name.is_none(),
            import: true,
            line,
            scope: self.scope,
        };
        if let (Some(name), Some(scope)) = (name, self.scopes.get_mut(self.scope)) {
            scope.imports.insert(name, path.clone());
        }
        self.paths.push(path);
    }

    fn mention(&self, path: &Path) -> Option<Mention> {
        let (target, through) = self.resolve(path, 0)?;
        let scope = self.scopes.get(path.scope)?;
        Some(Mention {
            line: path.line,
            seen: path.written(),
            target,
            glob: path.glob,
            in_tests: scope.in_tests,
            through,
        })
    }

    /// What a path points at, and what the import points at that it goes through. `None` for local names.
    fn resolve(&self, path: &Path, steps: usize) -> Option<(Target, Option<Target>)> {
        let (head, rest) = path.segments.split_first()?;
        let outside = || Some((Target::Outside(path.segments.clone()), None));
        if head == OWN_NAME || head == "crate" {
            return Some((Target::Ours(rest.to_vec()), None));
        }
        if path.absolute {
            return self.crates.contains(head).then(outside)?;
        }
        let home = self.scopes.get(path.scope)?;
        if head == "self" || head == "super" {
            let mut module = home.module.clone();
            let mut rest = path.segments.as_slice();
            while let Some((word, behind)) = rest
                .split_first()
                .filter(|(word, _)| *word == "self" || *word == "super")
            {
                if word == "super" {
                    module.pop();
                }
                rest = behind;
            }
            module.extend_from_slice(rest);
            return Some((Target::Ours(module), None));
        }
        let mut next = Some(home);
        while let Some(scope) = next {
            if scope.modules.contains(head) {
                let target = [scope.module.as_slice(), path.segments.as_slice()].concat();
                return Some((Target::Ours(target), None));
            }
            let import = scope
                .imports
                .get(head)
                .filter(|import| import.segments.first() != Some(head));
            if let Some(import) = import.filter(|_| steps < 8) {
                let (through, _) = self.resolve(import, steps + 1)?;
                let mut target = through.clone();
                let (Target::Ours(segments) | Target::Outside(segments)) = &mut target;
                segments.extend_from_slice(rest);
                return Some((target, Some(through)));
            }
            next = scope.parent.and_then(|parent| self.scopes.get(parent));
        }
        self.crates.contains(head).then(outside)?
    }
}

impl Path {
    fn written(&self) -> String {
        let mut text = self.segments.join("::");
        if self.glob {
            text.push_str("::*");
        }
        if self.absolute && (self.import || self.segments.len() > 1) {
            text.insert_str(0, "::");
        }
        text
    }
}

/// The tokens from `[` to the `]` that closes it.
fn attribute_tokens(tokens: &[Token]) -> &[Token] {
    let mut depth = 0_usize;
    let end = tokens.iter().position(|token| {
        match token.kind {
            Kind::Mark('[') => depth += 1,
            Kind::Mark(']') => depth = depth.saturating_sub(1),
            Kind::Word(_) | Kind::PathSeparator | Kind::Range | Kind::Mark(_) | Kind::Literal => {}
        }
        depth == 0
    });
    tokens
        .get(..end.unwrap_or(tokens.len()))
        .unwrap_or_default()
}

fn word_of(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Word(word) => Some(word),
        Kind::PathSeparator | Kind::Range | Kind::Mark(_) | Kind::Literal => None,
    }
}
