//! Numbers and ids as text. Whoever puts one of them into words does it here, and a test holds that: so what is to be
//! masked is masked wherever it is said.
//!
//! What is masked keeps its shape, so that nothing on the screen moves: each digit becomes a sign. A calling code stays,
//! since it names a country and nobody.

use crate::domain::phone::{PhoneNumber, international_from_digits};
use crate::flow::event::DeviceReply;
use crate::roster::Slip;
use crate::wording::Wording;
use crate::wording::account::shortened;

/// What stands for a digit.
const SIGN: char = '*';
/// How many digits of a masked number are to be read.
const READ: usize = 2;
/// How many of a number in a title, which everybody sees who passes by.
const READ_IN_TITLES: usize = 4;
/// The most characters of an instance's id in a list.
const ID_CHARS: usize = 8;
/// A text of the service or of a colleague may hold a number: so many digits in a row, whatever separates them.
const NUMBER_FROM: usize = 8;
/// It may hold an id: so many letters and digits in a row.
const ID_FROM: usize = 20;
/// The same of what stands in a field, which may be no more than a piece of one.
const TYPED_ID_FROM: usize = 4;

/// Whether numbers and ids are to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Masking {
    /// All of them.
    #[default]
    Off,
    /// Only their ends.
    On,
}

impl Masking {
    /// The other way.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Masking::Off => Masking::On,
            Masking::On => Masking::Off,
        }
    }

    /// Its name, as the messages know it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Masking::Off => "off",
            Masking::On => "on",
        }
    }

    /// A number as it is written internationally.
    #[must_use]
    pub fn international(self, number: &PhoneNumber) -> String {
        let text = number.international();
        match self {
            Masking::Off => text,
            Masking::On => behind_code(number, &text, READ),
        }
    }

    /// A number in the fewest columns: calling code and national number.
    #[must_use]
    pub fn short(self, number: &PhoneNumber) -> String {
        let text = format!("+{} {}", number.calling_code(), number.national());
        match self {
            Masking::Off => text,
            Masking::On => behind_code(number, &text, READ),
        }
    }

    /// A number in the title of a window: never the whole of it.
    #[must_use]
    pub fn in_title(self, number: &PhoneNumber) -> String {
        let text = Masking::Off.short(number);
        let read = match self {
            Masking::Off => READ_IN_TITLES,
            Masking::On => READ,
        };
        behind_code(number, &text, read)
    }

    /// A line as a server reports it: digits, calling code first.
    #[must_use]
    pub fn reported(self, digits: &str) -> String {
        let text = international_from_digits(digits);
        match self {
            Masking::Off => text,
            Masking::On => {
                let code = text.find(' ').unwrap_or_default();
                let (code, rest) = text.split_at_checked(code).unwrap_or(("", &text));
                format!("{code}{}", hidden(rest, READ, is_digit))
            }
        }
    }

    /// The id of an instance.
    #[must_use]
    pub fn instance(self, id: &str) -> String {
        match self {
            Masking::Off => id.to_owned(),
            Masking::On => hidden(id, READ, char::is_alphanumeric),
        }
    }

    /// The same in a few columns: its beginning, or its masked end.
    #[must_use]
    pub fn short_instance(self, id: &str) -> String {
        let end = id
            .char_indices()
            .rev()
            .nth(READ - 1)
            .map_or(0, |(at, _)| at);
        match self {
            Masking::Off => shortened(id, ID_CHARS),
            Masking::On => format!("…{}", id.get(end..).unwrap_or_default()),
        }
    }

    /// What somebody else wrote, in which a number or an id may stand: a server, or a colleague.
    #[must_use]
    pub fn text(self, text: &str) -> String {
        match self {
            Masking::Off => text.to_owned(),
            Masking::On => without_numbers(&without_ids(text, ID_FROM)),
        }
    }

    /// What stands in a field that nobody types into at the moment.
    #[must_use]
    pub fn field(self, text: &str) -> String {
        match self {
            Masking::Off => text.to_owned(),
            Masking::On => hidden(&without_ids(text, TYPED_ID_FROM), READ, is_digit),
        }
    }
}

impl Wording<'_> {
    /// A number.
    pub fn number(&self, number: &PhoneNumber) -> String {
        self.masking.international(number)
    }

    /// A number as it is given on a command line.
    #[must_use]
    pub fn as_argument(&self, number: &PhoneNumber) -> String {
        self.masking.short(number).replace(' ', "")
    }

    /// The line that the service reports.
    #[must_use]
    pub fn line_of(&self, device: &DeviceReply) -> String {
        let digits = device.phone.as_deref();
        digits.map_or_else(
            || self.catalog.not_said(),
            |digits| self.masking.reported(digits),
        )
    }

    /// The id of an instance.
    #[must_use]
    pub fn instance_id(&self, id: &str) -> String {
        self.masking.instance(id)
    }

    /// A line as a server reports it.
    #[must_use]
    pub fn reported(&self, digits: &str) -> String {
        self.masking.reported(digits)
    }

    /// What somebody else wrote.
    #[must_use]
    pub(super) fn others_words(&self, text: &str) -> String {
        self.masking.text(text)
    }

    /// What a demo says to type. What is masked in it is shown by `key`.
    #[must_use]
    pub fn demo_hint(&self, hint: &str, key: &str) -> String {
        let masked = self.masking.text(hint);
        if masked == hint {
            return masked;
        }
        self.catalog.demo_hint_masked(masked, key)
    }

    /// What somebody wrote about an onboarding.
    #[must_use]
    pub fn note_of(&self, slip: &Slip) -> String {
        self.masking.text(slip.note.as_deref().unwrap_or_default())
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A number of which only the last digits are to be read, and its calling code.
fn behind_code(number: &PhoneNumber, text: &str, read: usize) -> String {
    let code = format!("+{}", number.calling_code());
    match text.strip_prefix(&code) {
        Some(national) => format!("{code}{}", hidden(national, read, is_digit)),
        None => hidden(text, read, is_digit),
    }
}

/// The text with a sign for each character that `counts`, but the last ones.
fn hidden(text: &str, read: usize, counts: impl Fn(char) -> bool) -> String {
    let mut left = text.chars().filter(|c| counts(*c)).count();
    let mut hide = |c: char| {
        if !counts(c) {
            return c;
        }
        left -= 1;
        if left < read { c } else { SIGN }
    };
    text.chars().map(&mut hide).collect()
}

/// The text with every piece of it replaced that has a length to be hidden. A piece is a row of characters that
/// `belongs`.
fn pieces(text: &str, belongs: impl Fn(char) -> bool, replace: impl Fn(&str) -> String) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut piece = String::new();
    for c in text.chars() {
        if belongs(c) {
            piece.push(c);
            continue;
        }
        whole.push_str(&replace(&piece));
        piece.clear();
        whole.push(c);
    }
    whole.push_str(&replace(&piece));
    whole
}

fn without_numbers(text: &str) -> String {
    let belongs = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '/');
    pieces(text, belongs, |piece| {
        if piece.chars().filter(char::is_ascii_digit).count() < NUMBER_FROM || is_date(piece) {
            return piece.to_owned();
        }
        hidden(piece, READ, is_digit)
    })
}

fn without_ids(text: &str, from: usize) -> String {
    pieces(
        text,
        |c| c.is_ascii_alphanumeric(),
        |piece| {
            if piece.len() < from || !piece.contains(is_digit) {
                return piece.to_owned();
            }
            hidden(piece, READ, char::is_alphanumeric)
        },
    )
}

/// Whether a piece is a day such as 2026-03-05, which tells when something opens and nobody's number.
fn is_date(piece: &str) -> bool {
    let parts: Vec<&str> = piece
        .trim_matches(|c| !is_digit(c))
        .split(['-', '/', '.'])
        .collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [4, 2, 2] || lengths == [2, 2, 4]
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn number(code: &str, national: &str) -> PhoneNumber {
        PhoneNumber::parse(code, national).unwrap()
    }

    #[test]
    fn of_a_masked_number_its_last_two_digits_are_read() {
        let table = [
            (
                number("55", "11987654321"),
                "+55 ** *****-**21",
                "+55 *********21",
            ),
            (
                number("1", "2025550143"),
                "+1 ***-***-**43",
                "+1 ********43",
            ),
            (
                number("351", "912345678"),
                "+351 *** *** *78",
                "+351 *******78",
            ),
        ];
        for (number, international, short) in table {
            assert_eq!(Masking::On.international(&number), international);
            assert_eq!(Masking::On.short(&number), short);
            assert_eq!(Masking::Off.international(&number), number.international());
        }
        let number = number("55", "11987654321");
        assert_eq!(Masking::Off.short(&number), "+55 11987654321");
        assert_eq!(Masking::Off.in_title(&number), "+55 *******4321");
        assert_eq!(Masking::On.in_title(&number), "+55 *********21");
    }

    #[test]
    fn what_the_service_reports_is_masked_as_well() {
        assert_eq!(Masking::On.reported("5511987654321"), "+55 ** *****-**21");
        assert_eq!(Masking::On.reported("987"), "*87");
        assert_eq!(Masking::Off.reported("5511987654321"), "+55 11 98765-4321");
        assert_eq!(Masking::On.instance("3C67AB641C8AA041"), "**************41");
        assert_eq!(Masking::Off.instance("3C67"), "3C67");
        assert_eq!(Masking::Off.short_instance("3C67AB641C8A"), "3C67AB64…");
        assert_eq!(Masking::On.short_instance("3C67AB641C8A"), "…8A");
        assert_eq!(Masking::On.short_instance("3"), "…3");
    }

    #[test]
    fn numbers_and_ids_are_found_in_what_others_wrote() {
        for (text, masked) in [
            (
                "the number 5511987654321 is blocked",
                "the number ***********21 is blocked",
            ),
            ("call +55 (11) 98765-4321!", "call +** (**) *****-**21!"),
            ("Padaria 11 98765.4321", "Padaria ** *****.**21"),
            (
                "try again in 3600 seconds, code 429",
                "try again in 3600 seconds, code 429",
            ),
            ("not before 2026-03-05", "not before 2026-03-05"),
            ("not before 05/03/2026.", "not before 05/03/2026."),
            (
                "no instance 3C67AB641C8AA0412F6A2242B4E23AC7",
                "no instance ******************************C7",
            ),
            ("internationalization", "internationalization"),
            ("", ""),
        ] {
            assert_eq!(Masking::On.text(text), masked);
            assert_eq!(Masking::Off.text(text), text);
        }
    }

    #[test]
    fn a_field_that_is_left_shows_the_end_of_what_was_typed() {
        for (text, masked) in [
            ("11987", "***87"),
            ("(11) 98765-4321", "(**) *****-**21"),
            ("55", "55"),
            (
                "3C67AB641C8AA0412F6A2242B4E23AC7",
                "******************************C7",
            ),
            ("ana@example.com", "ana@example.com"),
        ] {
            assert_eq!(Masking::On.field(text), masked);
        }
    }

    #[test]
    fn turned_twice_it_is_as_it_was() {
        assert_eq!(Masking::default().turned(), Masking::On);
        assert_eq!(Masking::On.turned().turned(), Masking::On);
    }
}
