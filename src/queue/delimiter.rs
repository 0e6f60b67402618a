//! How the lines of a list are parted, and their fields.

/// What parts the fields, by the first line that has something in it, and how many bytes before the header belong to no
/// row. Spreadsheets of many countries write a semicolon, and `sep=;` in front of it; what is copied out of one has tabs.
pub(super) fn delimiter_of(bytes: &[u8]) -> (u8, usize) {
    let first = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    if let Some([delimiter]) = first.trim_ascii_end().strip_prefix(b"sep=") {
        return (*delimiter, first.len());
    }
    let header = bytes.trim_ascii_start();
    let header = header
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let count = |delimiter: u8| header.split(|byte| *byte == delimiter).count();
    let most = [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|delimiter| count(*delimiter));
    (most.unwrap_or(b','), 0)
}

/// How many lines end in `bytes`.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let ends = bytes.iter().filter(|byte| **byte == b'\n');
    u64::try_from(ends.count()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_that_parts_the_names_of_the_columns_parts_the_fields() {
        for (text, delimiter) in [
            ("profile,number\n1;2,3", b','),
            ("perfil;telefone;nota, obs\n", b';'),
            ("\nperfil\ttelefone\n", b'\t'),
            ("number\n", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter_of(text.as_bytes()), (delimiter, 0), "{text}");
        }
        assert_eq!(delimiter_of(b"sep=;\r\na,b;c\n"), (b';', 7));
    }
}
