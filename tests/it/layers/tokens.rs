//! Rust source as the words and marks that matter for paths: comments are gone, literals are one opaque token.

/// One token and the line it starts on, counted from 1.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) line: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or a keyword; a raw identifier comes without its `r#`.
    Word(String),
    /// `::`
    PathSeparator,
    /// `..`, so that a range's end is not taken for a field.
    Range,
    /// Any other single mark.
    Mark(char),
    /// A string, a character, a number or a lifetime.
    Literal,
}

/// The tokens of a file. Text that is not Rust gives some tokens too, never a panic.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut cursor = Cursor {
        chars: text.chars().collect(),
        at: 0,
        line: 1,
    };
    let mut tokens = Vec::new();
    while let Some(first) = cursor.peek(0) {
        let line = cursor.line;
        if let Some(kind) = cursor.token(first) {
            tokens.push(Token { kind, line });
        }
    }
    tokens
}

struct Cursor {
    chars: Vec<char>,
    at: usize,
    line: usize,
}

impl Cursor {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            if self.peek(0) == Some('\n') {
                self.line += 1;
            }
            self.at += 1;
        }
    }

    /// Takes what starts with `first`; `None` for white space and comments.
    fn token(&mut self, first: char) -> Option<Kind> {
        match (first, self.peek(1)) {
            ('/', Some('/')) => {
                while self.peek(0).is_some_and(|next| next != '\n') {
                    self.skip(1);
                }
                None
            }
            ('/', Some('*')) => {
                self.block_comment();
                None
            }
            ('"', _) => Some(self.string()),
            ('\'', _) => Some(self.quote()),
            (':', Some(':')) => Some(self.take(2, Kind::PathSeparator)),
            ('.', Some('.')) => Some(self.take(2, Kind::Range)),
            _ if first.is_whitespace() => {
                self.skip(1);
                None
            }
            _ if first.is_ascii_digit() => {
                self.word();
                Some(Kind::Literal)
            }
            _ if is_word(first) => Some(self.word_or_prefixed_literal()),
            _ => Some(self.take(1, Kind::Mark(first))),
        }
    }

    fn take(&mut self, count: usize, kind: Kind) -> Kind {
        self.skip(count);
        kind
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(next) = self.peek(0).filter(|next| is_word(*next)) {
            word.push(next);
            self.skip(1);
        }
        word
    }

    /// A word, unless it is the prefix of a literal (`r"…"`, `br#"…"#`, `b'x'`) or of a raw identifier.
    fn word_or_prefixed_literal(&mut self) -> Kind {
        let word = self.word();
        let raw = matches!(word.as_str(), "r" | "br" | "cr");
        let ahead = self.chars.iter().skip(self.at);
        let hashes = ahead.take_while(|next| **next == '#').count();
        match (word.as_str(), self.peek(hashes)) {
            (_, Some('"')) if raw => self.raw_string(hashes),
            ("r", Some(next)) if hashes == 1 && is_word(next) => {
                self.skip(1);
                Kind::Word(self.word())
            }
            ("b" | "c", Some('"')) if hashes == 0 => self.string(),
            ("b", Some('\'')) if hashes == 0 => self.quote(),
            _ => Kind::Word(word),
        }
    }

    fn string(&mut self) -> Kind {
        self.skip(1);
        while let Some(next) = self.peek(0) {
            self.skip(if next == '\\' { 2 } else { 1 });
            if next == '"' {
                break;
            }
        }
        Kind::Literal
    }

    fn raw_string(&mut self, hashes: usize) -> Kind {
        self.skip(hashes + 1);
        while let Some(next) = self.peek(0) {
            self.skip(1);
            if next == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                self.skip(hashes);
                break;
            }
        }
        Kind::Literal
    }

    /// A character (`'x'`, `'\''`, `'\u{1f}'`) or a lifetime (`'x`).
    fn quote(&mut self) -> Kind {
        if self.peek(1) == Some('\\') {
            self.skip(3);
            while self.peek(0).is_some_and(|next| next != '\'') {
                self.skip(1);
            }
            self.skip(1);
        } else if self.peek(2) == Some('\'') {
            self.skip(3);
        } else {
            self.skip(1);
            self.word();
        }
        Kind::Literal
    }

    /// Block comments nest.
    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        while let Some(next) = self.peek(0) {
            match (next, self.peek(1)) {
                ('/', Some('*')) => {
                    depth += 1;
                    self.skip(2);
                }
                ('*', Some('/')) => {
                    depth -= 1;
                    self.skip(2);
                    if depth == 0 {
                        break;
                    }
                }
                _ => self.skip(1),
            }
        }
    }
}

fn is_word(character: char) -> bool {
    character == '_' || character.is_alphanumeric()
}
