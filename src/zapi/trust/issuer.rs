//! Whom a certificate names as its issuer.
//!
//! Only as much of X.509 is read as lies on the way there. Nothing is decided by it: it is shown to a person.
//! Source: RFC 5280, section 4.1; ITU-T X.690 for the encoding.

use crate::domain::server_text::ServerText;

/// The most characters of a name that are shown. Source: RFC 5280, `ub-common-name`.
const MAX_CHARS: usize = 64;

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT: u8 = 0x06;
const VERSION: u8 = 0xa0;
const BMP_STRING: u8 = 0x1e;

const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
const ORGANISATION: &[u8] = &[0x55, 0x04, 0x0a];

/// The names on a certificate.
pub(super) struct Names {
    /// Who issued it, made safe and short; `None` when nothing readable is there.
    pub(super) issuer: Option<ServerText>,
    /// Whether issuer and holder are the same.
    pub(super) vouches_for_itself: bool,
}

/// The names on a certificate in DER; `None` when it cannot be read.
pub(super) fn of(certificate: &[u8]) -> Option<Names> {
    let (whole, _) = inside(SEQUENCE, certificate)?;
    let (mut rest, _) = inside(SEQUENCE, whole)?;
    if let Some((_, after)) = inside(VERSION, rest) {
        rest = after;
    }
    // Serial number and signature algorithm.
    let (_, _, rest) = element(rest)?;
    let (_, _, rest) = element(rest)?;
    let (issuer, rest) = inside(SEQUENCE, rest)?;
    // Validity.
    let (_, _, rest) = element(rest)?;
    let (subject, _) = inside(SEQUENCE, rest)?;
    Some(Names {
        issuer: readable(issuer),
        vouches_for_itself: issuer == subject,
    })
}

/// A text of the other side, made safe, and cut to the length of a name.
pub(super) fn short(text: &str) -> Option<ServerText> {
    // Made safe first: what is cut must not leave half an escape sequence behind.
    let safe = ServerText::new(text, &[])?;
    let text = safe.as_str();
    if text.chars().count() <= MAX_CHARS {
        return Some(safe);
    }
    let cut: String = text.chars().take(MAX_CHARS).chain(['…']).collect();
    ServerText::new(&cut, &[])
}

/// The common name with the organisation, or whichever of them there is.
fn readable(name: &[u8]) -> Option<ServerText> {
    let (common, organisation) = (find(name, COMMON_NAME), find(name, ORGANISATION));
    let text = match (common, organisation) {
        (Some(common), Some(organisation)) if common != organisation => {
            format!("{common}, {organisation}")
        }
        (Some(one), _) | (None, Some(one)) => one,
        (None, None) => return None,
    };
    short(&text)
}

/// The first attribute of this kind.
fn find(mut name: &[u8], kind: &[u8]) -> Option<String> {
    while let Some((mut set, after)) = inside(SET, name) {
        while let Some((attribute, others)) = inside(SEQUENCE, set) {
            let (found, value) = inside(OBJECT, attribute)?;
            if found == kind {
                let (tag, text, _) = element(value)?;
                return Some(decoded(tag, text));
            }
            set = others;
        }
        name = after;
    }
    None
}

fn decoded(tag: u8, text: &[u8]) -> String {
    if tag == BMP_STRING {
        let (pairs, _) = text.as_chunks();
        let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
        return char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
    }
    String::from_utf8_lossy(text).into_owned()
}

/// The content of an element that bears this tag, and what follows it.
fn inside(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = element(bytes)?;
    (found == tag).then_some((content, rest))
}

/// Tag and content of the first element, and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, first], rest) = bytes.split_first_chunk()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        // No certificate is so large that its length takes more than three bytes.
        if digits.is_empty() || digits.len() > 3 {
            return None;
        }
        let length = digits
            .iter()
            .fold(0, |length, digit| length * 256 + usize::from(*digit));
        (length, rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Attribute<'a> = (&'a [u8], u8, &'a [u8]);

    fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        let [.., high, low] = content.len().to_be_bytes();
        let mut bytes = if content.len() < 0x80 {
            vec![tag, low]
        } else {
            vec![tag, 0x82, high, low]
        };
        bytes.extend(content);
        bytes
    }

    fn name(attributes: &[Attribute<'_>]) -> Vec<u8> {
        let sets = attributes.iter().map(|(kind, tag, text)| {
            let attribute = der(SEQUENCE, &[&der(OBJECT, &[kind]), &der(*tag, &[text])]);
            der(SET, &[&attribute])
        });
        der(SEQUENCE, &[&sets.collect::<Vec<_>>().concat()])
    }

    fn certificate(version: &[u8], issuer: &[u8], subject: &[u8]) -> Vec<u8> {
        let (number, nothing) = (der(0x02, &[&[7]]), der(SEQUENCE, &[]));
        let content = der(
            SEQUENCE,
            &[version, &number, &nothing, issuer, &nothing, subject],
        );
        der(SEQUENCE, &[&content, &nothing])
    }

    fn issuer_of(attributes: &[Attribute<'_>]) -> Option<String> {
        let names = of(&certificate(&[], &name(attributes), &name(&[])))?;
        names.issuer.map(|issuer| issuer.as_str().to_owned())
    }

    #[test]
    fn an_issuer_is_told_by_common_name_and_organisation() {
        const COUNTRY: &[u8] = &[0x55, 0x04, 0x06];
        let country: Attribute<'_> = (COUNTRY, 0x13, b"BR");
        let common: Attribute<'_> = (COMMON_NAME, 0x0c, "Raiz São".as_bytes());
        let organisation: Attribute<'_> = (ORGANISATION, 0x13, b"Example Ltd");
        let same: Attribute<'_> = (ORGANISATION, 0x0c, "Raiz São".as_bytes());
        let wide: Attribute<'_> = (COMMON_NAME, BMP_STRING, b"\0O\0K\0");
        let odd: Attribute<'_> = (COMMON_NAME, 0x0c, b"\xffa\x1b[2Jb\xe2\x80\xaec");
        let nothing: Attribute<'_> = (COMMON_NAME, 0x0c, b"\x1b[2J");
        let cases: [(&[Attribute<'_>], Option<&str>); 9] = [
            (
                &[country, organisation, common],
                Some("Raiz São, Example Ltd"),
            ),
            (&[country, organisation], Some("Example Ltd")),
            (&[common], Some("Raiz São")),
            (&[common, same], Some("Raiz São")),
            (&[wide], Some("OK")),
            (&[odd], Some("\u{fffd}abc")),
            (&[nothing], None),
            (&[country], None),
            (&[], None),
        ];
        for (attributes, told) in cases {
            assert_eq!(issuer_of(attributes).as_deref(), told);
        }
    }

    #[test]
    fn a_long_name_is_cut() {
        let long = "n".repeat(5_000);
        let told = issuer_of(&[(COMMON_NAME, 0x0c, long.as_bytes())]).unwrap_or_default();
        assert_eq!(told, format!("{}…", "n".repeat(MAX_CHARS)));
    }

    #[test]
    fn holder_and_issuer_are_compared_with_and_without_a_version() {
        let one = name(&[(COMMON_NAME, 0x0c, b"one")]);
        let other = name(&[(COMMON_NAME, 0x0c, b"other")]);
        let version = der(VERSION, &[&der(0x02, &[&[2]])]);
        for version in [version.as_slice(), &[]] {
            for subject in [&one, &other] {
                let names = of(&certificate(version, &one, subject));
                let alone = names.map(|names| names.vouches_for_itself);
                assert_eq!(alone, Some(subject == &one));
            }
        }
    }

    #[test]
    fn whatever_is_broken_is_read_to_an_end_or_not_at_all() {
        let whole = certificate(&[], &name(&[(COMMON_NAME, 0x0c, b"x")]), &name(&[]));
        for cut in 0..whole.len() {
            let part: Vec<u8> = whole.iter().take(cut).copied().collect();
            assert!(of(&part).is_none(), "{cut}");
        }
        for changed in 0..whole.len() {
            for byte in [0x00, 0x1f, 0x30, 0x7f, 0x80, 0x84, 0xff] {
                let mut broken = whole.clone();
                if let Some(at) = broken.get_mut(changed) {
                    *at = byte;
                }
                // It may still be readable.
                let _names = of(&broken);
            }
        }
    }
}
