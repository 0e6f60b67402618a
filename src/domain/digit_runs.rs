//! Runs of digits in a text that may be a code or a PIN, whatever their script and grouping.
//!
//! A text that came after a code was requested may echo it: as `918273`, `918-273`, `918 273`, or in the digits of another
//! script. What looks like that is replaced by dots. Longer runs are no codes and stay, such as telephone numbers.

use std::ops::{Range, RangeInclusive};

/// Digits of what may be a code or a PIN.
const CODE_LIKE: RangeInclusive<usize> = 6..=8;

/// Digits of a telephone number that is written with its `+`.
const INTERNATIONAL: RangeInclusive<usize> = 9..=15;

/// The most characters between two groups of one run.
const MAX_BETWEEN: usize = 3;

/// What stands for what was taken out.
pub const DOTS: &str = "•••";

/// What is known of the digits in a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownDigits<'k> {
    /// Digits that were handed in and are taken out wherever they stand, also in groups.
    pub handed_in: Option<&'k str>,
    /// Spellings of the number at hand, digits only; parts of them stay.
    pub number: &'k [String],
    /// Whether every run of six to eight digits is taken out too.
    pub all_code_like: bool,
}

/// `text` with dots for what may be a code or a PIN.
#[must_use]
pub fn without_codes(text: &str, known: KnownDigits<'_>) -> String {
    let mut hidden: Vec<Range<usize>> = Vec::new();
    for chain in chains(text) {
        hidden.extend(chain.hidden(known));
    }
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for range in merged(hidden) {
        kept.push_str(text.get(at..range.start).unwrap_or_default());
        kept.push_str(DOTS);
        at = range.end;
    }
    kept.push_str(text.get(at..).unwrap_or_default());
    kept
}

/// The value of a decimal digit of any script, 0 to 9.
#[must_use]
pub fn digit_value(c: char) -> Option<u32> {
    let code = u32::from(c);
    let zero = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    let value = code - ZEROS.get(zero)?;
    (value <= 9).then_some(value)
}

/// Digits without anything between them.
struct Group {
    /// Where they stand in the text.
    range: Range<usize>,
    /// The digits, in ASCII.
    digits: String,
    /// What separates them from the group before.
    separator: String,
}

impl Group {
    fn is(&self, length: usize, range: RangeInclusive<u32>) -> bool {
        let value = self.digits.parse();
        self.digits.len() == length && value.is_ok_and(|value| range.contains(&value))
    }
}

/// Groups with no more than separators between them.
struct Chain {
    groups: Vec<Group>,
    /// Whether a `+` stands right before it.
    plus: bool,
}

impl Chain {
    /// What of it is replaced by dots.
    fn hidden(&self, known: KnownDigits<'_>) -> Vec<Range<usize>> {
        let spares_all = self.is_address() || self.is_international();
        let mut hidden = Vec::new();
        for (at, first) in self.groups.iter().enumerate() {
            let mut digits = String::new();
            let mut touches_date = false;
            for (further, last) in self.groups.iter().skip(at).enumerate() {
                digits.push_str(&last.digits);
                if digits.len() > MAX_LOOKED_AT {
                    break;
                }
                touches_date |= self.is_of_date(at + further);
                let is_spared = further > 0 && (spares_all || touches_date);
                let is_handed_in = known.handed_in.is_some_and(|secret| secret == digits);
                let looks_like_one = known.all_code_like
                    && CODE_LIKE.contains(&digits.len())
                    && !is_spared
                    && !known.number.iter().any(|number| number.contains(&digits));
                if is_handed_in || looks_like_one {
                    hidden.push(first.range.start..last.range.end);
                }
            }
        }
        hidden
    }

    /// Whether it is an IPv4 address: the service names the one that it does not let in.
    fn is_address(&self) -> bool {
        let is_byte = |group: &Group| group.digits.parse::<u8>().is_ok();
        let dotted = self
            .groups
            .iter()
            .skip(1)
            .all(|group| group.separator == ".");
        dotted && self.groups.len() == 4 && self.groups.iter().all(is_byte)
    }

    /// Whether the group at `at` belongs to a date as `2026-12-01`.
    fn is_of_date(&self, at: usize) -> bool {
        let is_date = |groups: &[Group]| match groups {
            [year, month, day] => {
                let hyphened = month.separator == "-" && day.separator == "-";
                hyphened && year.is(4, 2000..=2199) && month.is(2, 1..=12) && day.is(2, 1..=31)
            }
            _ => false,
        };
        let mut dates = self.groups.windows(3).enumerate();
        dates.any(|(from, groups)| (from..from + 3).contains(&at) && is_date(groups))
    }

    /// Whether it is a telephone number with its `+`, of whichever line.
    fn is_international(&self) -> bool {
        let count: usize = self.groups.iter().map(|group| group.digits.len()).sum();
        self.plus && INTERNATIONAL.contains(&count)
    }
}

/// No secret that is handed in has more digits.
const MAX_LOOKED_AT: usize = 16;

fn chains(text: &str) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut before: Option<char> = None;
    let mut separator = String::new();
    let mut in_group = false;
    let mut linked = false;
    for (at, c) in text.char_indices() {
        let Some(value) = digit_value(c) else {
            if in_group {
                separator.clear();
            }
            linked &= separates(c) && separator.chars().count() < MAX_BETWEEN;
            separator.push(c);
            in_group = false;
            before = Some(c);
            continue;
        };
        if !linked {
            chains.push(Chain {
                groups: Vec::new(),
                plus: matches!(before, Some('+' | '\u{ff0b}')),
            });
        }
        if let Some(chain) = chains.last_mut() {
            if !in_group {
                chain.groups.push(Group {
                    range: at..at,
                    digits: String::new(),
                    separator: separator.clone(),
                });
            }
            if let Some(group) = chain.groups.last_mut() {
                group.range.end = at + c.len_utf8();
                group.digits.extend(char::from_digit(value, 10));
            }
        }
        in_group = true;
        linked = true;
    }
    chains
}

/// What stands between the groups of one code. A colon is none: it separates hours and minutes.
fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '.' | ',' | '_' | '*' | '~' | '\'' | '\u{b7}' | '\u{2010}'
                ..='\u{2015}'
                    | '\u{2022}'
                    | '\u{2212}'
                    | '\u{20e3}'
                    | '\u{fe58}'
                    | '\u{fe63}'
                    | '\u{ff0d}'
                    | '\u{30fb}'
        )
}

/// The ranges in their order, those that overlap as one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            Some(_) | None => merged.push(range),
        }
    }
    merged
}

/// The zero of every script that has decimal digits; nine more follow each.
/// Source: the Unicode Character Database, general category Nd.
#[rustfmt::skip]
const ZEROS: [u32; 76] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0,
    0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn after_request(text: &str) -> String {
        let number = ["5511987654321".to_owned(), "551187654321".to_owned()];
        without_codes(
            text,
            KnownDigits {
                handed_in: None,
                number: &number,
                all_code_like: true,
            },
        )
    }

    #[test]
    fn a_code_is_taken_out_in_every_spelling() {
        for echoed in [
            "918273",
            "918-273",
            "918 273",
            "918\u{2011}273",
            "918\u{a0}273",
            "918 - 273",
            "9 1 8 2 7 3",
            "91 82 73",
            "9.1.8.2.7.3",
            "9\u{20e3}1\u{20e3}8\u{20e3}2\u{20e3}7\u{20e3}3",
            "\u{ff19}\u{ff11}\u{ff18}\u{ff12}\u{ff17}\u{ff13}",
            "\u{669}\u{661}\u{668}-\u{662}\u{667}\u{663}",
            "\u{96f}\u{967}\u{96e}\u{968}\u{96d}\u{969}",
            "9182735",
            "9182-7354",
            "+918273",
        ] {
            for (before, after) in [
                ("The code ", " is wrong"),
                ("code:", "."),
                ("x", "y"),
                ("", ""),
            ] {
                let shown = after_request(&format!("{before}{echoed}{after}"));
                assert!(
                    !shown.chars().any(|c| digit_value(c).is_some()),
                    "{echoed}: {shown}"
                );
                assert!(shown.contains(DOTS) && shown.starts_with(before));
            }
        }
    }

    #[test]
    fn a_code_beside_other_digits_is_taken_out() {
        assert_eq!(after_request("12345 918 273"), "•••");
        assert_eq!(after_request("5 918273 1"), "•••");
        assert_eq!(after_request("try 2: 918273"), "try 2: •••");
        assert_eq!(
            after_request("+5511987654321 918-273"),
            "+5511987654321 •••"
        );
        assert_eq!(after_request("918273/918 273"), "•••/•••");
    }

    #[test]
    fn the_number_at_hand_and_what_is_no_code_stay() {
        for text in [
            "+55 11 98765-4321 is busy",
            "5511987654321",
            "551187654321",
            "(11) 98765-4321",
            "8765-4321",
            "987654321 and 87654321",
            "203.0.113.45 not allowed",
            "10.0.0.12 not allowed",
            "wait 3600 seconds, until 2026-12-01 09:46:10",
            "+44 20 7946 0958",
            "1733055000000",
            "HTTP 502, 3 of 5",
            "",
        ] {
            assert_eq!(after_request(text), text);
        }
    }

    #[test]
    fn what_was_handed_in_is_taken_out_of_the_number_too_and_at_any_length() {
        let number = ["5511987654321".to_owned()];
        let known = |handed_in| KnownDigits {
            handed_in: Some(handed_in),
            number: &number,
            all_code_like: false,
        };
        assert_eq!(
            without_codes("not 98 765-4, wait 169282", known("987654")),
            "not •••, wait 169282"
        );
        assert_eq!(without_codes("12-34 or 1234", known("1234")), "••• or •••");
        assert_eq!(
            without_codes("123 456 789 012", known("123456789012")),
            "•••"
        );
    }

    #[test]
    fn digits_of_every_script_have_their_value() {
        assert!(ZEROS.is_sorted());
        for (value, digits) in [
            (0, "0\u{660}\u{ff10}\u{1d7ce}"),
            (9, "9\u{669}\u{ff19}\u{1d7ff}"),
        ] {
            assert!(digits.chars().all(|c| digit_value(c) == Some(value)));
        }
        for c in ['a', '/', ':', '\u{65f}', '\u{66a}', '\u{2460}', '\u{0}'] {
            assert_eq!(digit_value(c), None);
        }
        for zero in ZEROS {
            let digits = (zero..zero + 10).filter_map(char::from_u32);
            assert_eq!(
                digits.filter(|c| digit_value(*c).is_some()).count(),
                10,
                "{zero:x}"
            );
        }
    }
}
