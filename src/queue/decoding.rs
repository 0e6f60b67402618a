//! The text of a list, in the encodings that spreadsheets save it in.
//!
//! UTF-8 and UTF-16 are known by their marks or by what they look like; what is neither is Windows-1252, which Excel writes
//! in Western languages. One table of 32 characters is all of it, so no library of every encoding is in the program for it.
//!
//! Source: the WHATWG Encoding Standard's index of windows-1252, without its five undefined bytes.

use std::borrow::Cow;
use std::char::{REPLACEMENT_CHARACTER, decode_utf16};

/// Windows-1252 from 0x80 to 0x9f; above, it is Latin-1.
#[rustfmt::skip]
const HIGH: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text of `bytes`. What is no character of its encoding becomes U+FFFD.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Cow::Owned(utf16(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Cow::Owned(utf16(rest, u16::from_be_bytes));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match bytes {
        // The first line names the columns, and their names begin with a letter of ASCII.
        [first, 0, ..] if *first != 0 => Cow::Owned(utf16(bytes, u16::from_le_bytes)),
        [0, first, ..] if *first != 0 => Cow::Owned(utf16(bytes, u16::from_be_bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(bytes.iter().copied().map(windows_1252).collect()),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().copied().map(unit);
    let signs = decode_utf16(units).map(|sign| sign.unwrap_or(REPLACEMENT_CHARACTER));
    let torn = (!rest.is_empty()).then_some(REPLACEMENT_CHARACTER);
    signs.chain(torn).collect()
}

fn windows_1252(byte: u8) -> char {
    let high = byte.checked_sub(0x80).map(usize::from);
    let known = high.and_then(|high| HIGH.get(high).copied());
    known.unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "perfil;telefone;observação\r\nloja;+5511987654321;€ 10 – “já”";

    fn utf16_of(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        let high = |c: char| HIGH.iter().position(|known| *known == c);
        let latin: Vec<u8> = TEXT
            .chars()
            .filter_map(|c| match high(c) {
                Some(at) => u8::try_from(at + 0x80).ok(),
                None => u8::try_from(u32::from(c)).ok(),
            })
            .collect();
        assert_eq!(latin.len(), TEXT.chars().count());
        let (little, big) = (
            utf16_of(TEXT, u16::to_le_bytes),
            utf16_of(TEXT, u16::to_be_bytes),
        );
        for bytes in [
            TEXT.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", TEXT.as_bytes()].concat(),
            latin,
            [b"\xff\xfe".to_vec(), little.clone()].concat(),
            [b"\xfe\xff".to_vec(), big.clone()].concat(),
            little,
            big,
        ] {
            assert_eq!(decode(&bytes), TEXT);
        }
        assert_eq!(decode(b""), "");
    }

    #[test]
    fn what_is_no_character_is_seen_as_such() {
        assert_eq!(decode(b"a\x81\xe7"), "a\u{fffd}ç");
        assert_eq!(decode(b"\xff\xfea\0\x00\xd8b\0c"), "a\u{fffd}b\u{fffd}");
    }
}
