//! Whether quotes stand where RFC 4180 has them. The library that takes the fields apart is more lenient.

/// The field, from 0, in which a quote is out of place; `None` when none is. `record` are the bytes of one record as
/// they stand in the file.
pub(super) fn misquoted(record: &[u8], delimiter: u8) -> Option<usize> {
    let mut field = 0;
    let mut place = Place::Start;
    for byte in record {
        place = match (place, *byte) {
            (Place::Start | Place::Bare | Place::Closed, byte)
                if byte == delimiter || matches!(byte, b'\r' | b'\n') =>
            {
                field += usize::from(byte == delimiter);
                Place::Start
            }
            (Place::Start | Place::Closed, b'"') => Place::Quoted,
            (Place::Bare, b'"') | (Place::Closed, _) => return Some(field),
            (Place::Start | Place::Bare, _) => Place::Bare,
            (Place::Quoted, b'"') => Place::Closed,
            (Place::Quoted, _) => Place::Quoted,
        };
    }
    (place == Place::Quoted).then_some(field)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where a field begins.
    Start,
    /// In a field without quotes.
    Bare,
    /// Between quotes.
    Quoted,
    /// Behind a quote that ends a field, or is the first of two that stand for one.
    Closed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_enclose_a_field_and_are_doubled_inside() {
        let fault = |text: &str| misquoted(text.as_bytes(), b',');
        for right in [
            "",
            "a,b\r\n",
            "\"a\",\"\"",
            "\"a \"\"b\"\"\",c",
            "\"a,\nb\",c\n",
        ] {
            assert_eq!(fault(right), None, "{right}");
        }
        assert_eq!(fault("a,b\"c\",d"), Some(1));
        assert_eq!(fault("\"a\"b,c"), Some(0));
        assert_eq!(fault("a,\"b\n"), Some(1));
    }
}
