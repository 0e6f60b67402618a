//! What the sequences of a terminal's keys mean.
//!
//! Sources: xterm's control sequences, "PC-Style Function Keys", "VT220-Style Function Keys" and "Alternate Keypad Mode";
//! xterm's resource `modifyOtherKeys`; kitty, "Comprehensive keyboard handling in terminals"; rxvt-unicode's manual
//! rxvt(7), "Key Codes"; `console_codes(4)`.

use crossterm::event::{KeyCode, KeyModifiers};

/// What a sequence means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This key.
    Key(KeyCode, KeyModifiers),
    /// What follows is pasted.
    PasteBegins,
    /// What was pasted is over.
    PasteEnds,
}

/// What a whole sequence means; `None` for a reply, a report or a key that is of no use here.
pub(super) fn meaning(sequence: &[u8]) -> Option<Meaning> {
    let key = |(code, modifiers)| Meaning::Key(code, modifiers);
    match sequence {
        b"\x1b[200~" => Some(Meaning::PasteBegins),
        b"\x1b[201~" => Some(Meaning::PasteEnds),
        [_, b'O', parameters @ .., last] => {
            let parameters = Numbers::of(parameters)?;
            let code = single(*last)?;
            Some(key((code, parameters.modifiers()?)))
        }
        [_, b'[', b'[', last] => {
            let nth = last.checked_sub(b'A').filter(|nth| *nth < 5)?;
            Some(key((KeyCode::F(nth + 1), KeyModifiers::NONE)))
        }
        [_, b'[', parameters @ .., last] => control(Numbers::of(parameters)?, *last).map(key),
        _ => None,
    }
}

/// The parameters of a sequence: up to three numbers, each perhaps with another one behind a colon.
#[derive(Clone, Copy, Default)]
struct Numbers {
    first: Option<u32>,
    second: Option<u32>,
    third: Option<u32>,
    /// What stands behind the colon of the second one.
    kind: Option<u32>,
}

impl Numbers {
    /// `None` when there is anything else in them, as in replies.
    fn of(parameters: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(parameters).ok()?;
        let mut numbers = Self::default();
        for (at, part) in text.split(';').enumerate() {
            let mut parts = part.split(':').map(|number| match number {
                "" => Some(None),
                number => number.parse().ok().map(Some),
            });
            let value = parts.next()??;
            match at {
                0 => numbers.first = value,
                1 => {
                    numbers.second = value;
                    numbers.kind = parts.next().flatten().flatten();
                }
                2 => numbers.third = value,
                _ => return None,
            }
        }
        Some(numbers)
    }

    /// What is held down with the key: one more than a bit for each. `None` when the key is let go, or when something is
    /// held down that makes another key of it.
    fn modifiers(self) -> Option<KeyModifiers> {
        const LET_GO: u32 = 3;
        const OTHERS: u32 = 0b11_1000;
        let bits = self.second.unwrap_or(1).saturating_sub(1);
        if self.kind == Some(LET_GO) || bits & OTHERS != 0 {
            return None;
        }
        let held = [
            (1, KeyModifiers::SHIFT),
            (2, KeyModifiers::ALT),
            (4, KeyModifiers::CONTROL),
        ];
        let held = held.into_iter().filter(|(bit, _)| bits & bit != 0);
        Some(held.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier))
    }
}

/// The key of a control sequence.
fn control(numbers: Numbers, last: u8) -> Option<(KeyCode, KeyModifiers)> {
    let modifiers = numbers.modifiers()?;
    let first = numbers.first.unwrap_or(1);
    let code = match last {
        b'Z' => KeyCode::BackTab,
        b'u' => return character(first, modifiers),
        b'~' if first == 27 => return character(numbers.third?, modifiers),
        b'~' => numbered(first)?,
        b'$' => return Some((numbered(first)?, modifiers | KeyModifiers::SHIFT)),
        b'^' => return Some((numbered(first)?, modifiers | KeyModifiers::CONTROL)),
        // Otherwise it is a reply: where the cursor is.
        b'P'..=b'S' if first == 1 => KeyCode::F(last - b'P' + 1),
        _ if first == 1 => cursor(last)?,
        _ => return None,
    };
    Some((code, modifiers))
}

/// The key that follows `ESC O`: of the cursor, the first function keys, and the keypad.
fn single(last: u8) -> Option<KeyCode> {
    match last {
        b'P'..=b'S' => Some(KeyCode::F(last - b'P' + 1)),
        b'M' => Some(KeyCode::Enter),
        b'j'..=b'y' => Some(KeyCode::Char(char::from(last - b'j' + b'*'))),
        _ => cursor(last),
    }
}

fn cursor(letter: u8) -> Option<KeyCode> {
    match letter {
        b'A' => Some(KeyCode::Up),
        b'B' => Some(KeyCode::Down),
        b'C' => Some(KeyCode::Right),
        b'D' => Some(KeyCode::Left),
        b'H' => Some(KeyCode::Home),
        b'F' => Some(KeyCode::End),
        _ => None,
    }
}

fn numbered(nth: u32) -> Option<KeyCode> {
    match nth {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=24 => function(nth),
        _ => None,
    }
}

fn function(nth: u32) -> Option<KeyCode> {
    let number = match nth {
        11..=15 => nth - 10,
        17..=21 => nth - 11,
        23 | 24 => nth - 12,
        _ => return None,
    };
    u8::try_from(number).ok().map(KeyCode::F)
}

/// The key of a character's number, as a terminal sends it that was asked to tell all keys apart.
fn character(number: u32, modifiers: KeyModifiers) -> Option<(KeyCode, KeyModifiers)> {
    /// The keypad's digits, as kitty numbers them among the keys that are no characters.
    const PAD: u32 = 57_399;
    let shift = modifiers.contains(KeyModifiers::SHIFT);
    let code = match number {
        9 if shift => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 | 57_414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        PAD..=57_408 => KeyCode::Char(char::from_digit(number - PAD, 10)?),
        0xe000..=0xf8ff => return None,
        number => {
            let c = char::from_u32(number).filter(|c| !c.is_control())?;
            KeyCode::Char(if shift { c.to_ascii_uppercase() } else { c })
        }
    };
    Some((code, modifiers))
}
