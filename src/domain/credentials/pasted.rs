//! What a text that was pasted holds of the three credentials: one of them, or several, each placed by its shape or by the
//! label in front of it.
//!
//! ```text
//! 3C67AB641C8AA0412F6A2242B4E23AC7                      a line each
//! Client-Token: F7a1c9e0b2d34f56879a0b1c2d3e4f506S      with a label, in quotes, broken over two lines
//! "https://api.z-api.io/instances/ID/token/TOKEN/send"  or the address from the panel
//! ```
//!
//! What fits none is kept apart: it is not known what it is, so it is not to be seen, and a person says which it is.

use crate::domain::credentials::{CredentialField, split_address};
use crate::domain::secret::Secret;
use crate::domain::typed::unmarked;

/// What one text holds.
pub enum PastedText {
    /// One value, or nothing, without what copying puts around it.
    One(Secret),
    /// Several values.
    Several(Box<PastedValues>),
}

/// The values of a text that holds several.
#[derive(Default)]
pub struct PastedValues {
    /// By the field that each belongs to.
    values: [Option<Secret>; 3],
    /// Fields for which two different values came: neither is taken.
    doubtful: [bool; 3],
    /// The values that fit no field, or one that has another value already, in the order of the text.
    unplaced: Vec<Secret>,
}

impl PastedText {
    /// The values by their fields, where they are several or an API address; `None` for a value that stands for itself.
    #[must_use]
    pub fn into_values(self) -> Option<PastedValues> {
        match self {
            PastedText::Several(values) => Some(*values),
            PastedText::One(one) => split_address(one.expose()).map(|found| {
                let mut values = PastedValues::default();
                values.put_address(found);
                values
            }),
        }
    }
}

impl PastedValues {
    /// Whether a field was found for any of them.
    #[must_use]
    pub fn has_place(&self) -> bool {
        self.values.iter().any(Option::is_some)
    }

    /// The value of a field.
    #[must_use]
    pub fn value(&self, field: CredentialField) -> Option<&Secret> {
        self.values.get(field as usize)?.as_ref()
    }

    /// The values that fit none of the fields.
    #[must_use]
    pub fn unplaced(&self) -> &[Secret] {
        &self.unplaced
    }

    fn put(&mut self, field: CredentialField, value: Secret) {
        let at = field as usize;
        let (Some(known), Some(doubtful)) = (self.values.get_mut(at), self.doubtful.get_mut(at))
        else {
            return;
        };
        if known.as_ref() == Some(&value) {
            return;
        }
        if let Some(other) = known.take() {
            *doubtful = true;
            self.unplaced.extend([other, value]);
        } else if *doubtful {
            self.unplaced.push(value);
        } else {
            *known = Some(value);
        }
    }

    fn put_address(&mut self, (id, token): (String, Secret)) {
        self.put(CredentialField::InstanceId, Secret::new(id));
        self.put(CredentialField::InstanceToken, token);
    }
}

/// Reads what was pasted into one field, or given for it.
#[must_use]
pub fn read_pasted(text: &str) -> PastedText {
    let text = unmarked(text);
    let pieces: Vec<&str> = text
        .split([
            '\n', '\r', '\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
        ])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let shaped = shaped_in(&text);
    if pieces.len() < 2 && shaped.len() < 2 {
        return PastedText::One(one(&text, &shaped));
    }
    let mut values = PastedValues::default();
    if !place_wrapped(&pieces, &mut values) {
        place_each(&pieces, &mut values);
    }
    PastedText::Several(Box::new(values))
}

/// One value: without quotes, and without a label when its shape shows where it begins.
fn one(text: &str, shaped: &[(CredentialField, &str)]) -> Secret {
    let bare = unquoted(text);
    let labelled = bare.contains([':', '=', ' ']) && split_address(bare).is_none();
    match shaped {
        [(_, word)] if labelled && !bare.contains("://") => Secret::new(*word),
        _ => Secret::new(bare),
    }
}

/// Places a single value that was broken over several lines.
fn place_wrapped(pieces: &[&str], values: &mut PastedValues) -> bool {
    let alone = |piece: &&str| shaped_in(piece).is_empty() && address_in(piece).is_none();
    if !pieces.iter().all(alone) {
        return false;
    }
    let joined = Secret::new(pieces.concat());
    let whole = unquoted(joined.expose());
    if let Some(found) = address_in(whole) {
        values.put_address(found);
        return true;
    }
    let field = CredentialField::ALL
        .into_iter()
        .find(|field| field.looks_usual(whole));
    if let Some(field) = field {
        values.put(field, Secret::new(whole));
    }
    field.is_some()
}

fn place_each(pieces: &[&str], values: &mut PastedValues) {
    let mut label = None;
    let mut rest = pieces.iter().copied().peekable();
    while let Some(piece) = rest.next() {
        if let Some(found) = address_in(piece) {
            let whole = rest.peek().and_then(|next| wrapped_address(piece, next));
            if whole.is_some() {
                rest.next();
            }
            values.put_address(whole.unwrap_or(found));
            continue;
        }
        let shaped = shaped_in(piece);
        if !shaped.is_empty() {
            for (field, word) in shaped {
                values.put(field, Secret::new(word));
            }
            label = None;
            continue;
        }
        let (own, value) = labelled(piece);
        if value.is_empty() {
            label = own;
        } else if let Some(field) = own.or(label.take()) {
            values.put(field, Secret::new(value));
        } else if value.contains(char::is_alphanumeric) {
            values.unplaced.push(Secret::new(value));
        }
    }
}

/// An address whose token goes on in the next line.
fn wrapped_address(piece: &str, next: &str) -> Option<(String, Secret)> {
    let usual = |token: &Secret| CredentialField::InstanceToken.looks_usual(token.expose());
    let (_, token) = address_in(piece)?;
    if usual(&token) {
        return None;
    }
    let joined = Secret::new([piece, next].concat());
    address_in(joined.expose()).filter(|(_, token)| usual(token))
}

/// The label of a line and what follows it; a line of several words, or one that ends with its label, has no value.
fn labelled(piece: &str) -> (Option<CredentialField>, &str) {
    let (label, value) = match piece.rsplit_once([':', '=']) {
        Some((label, value)) => (label, unquoted(value)),
        None => ("", unquoted(piece)),
    };
    if label.is_empty() && (named(value).is_some() || value.contains(char::is_whitespace)) {
        return (named(value), "");
    }
    let value = if value.contains(char::is_whitespace) {
        ""
    } else {
        value
    };
    (named(label), value)
}

/// The field that a label names, in the words of the vendor's pages and of this program.
fn named(label: &str) -> Option<CredentialField> {
    let label = label.to_lowercase();
    let words: Vec<&str> = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
    if has(&[
        "client",
        "clienttoken",
        "account",
        "security",
        "segurança",
        "conta",
        "seguridad",
        "cuenta",
    ]) {
        Some(CredentialField::ClientToken)
    } else if has(&["token", "instancetoken"]) {
        Some(CredentialField::InstanceToken)
    } else {
        has(&["id", "instanceid", "instance", "instância", "instancia"])
            .then_some(CredentialField::InstanceId)
    }
}

/// The words that have a credential's shape, in their order.
fn shaped_in(text: &str) -> Vec<(CredentialField, &str)> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let shaped = words.filter_map(|word| {
        let field = CredentialField::ALL
            .into_iter()
            .find(|field| field.looks_usual(word))?;
        Some((field, word))
    });
    // An address holds two of them, which belong together.
    if address_in(text).is_some() && !text.contains(char::is_whitespace) {
        return Vec::new();
    }
    shaped.collect()
}

fn address_in(text: &str) -> Option<(String, Secret)> {
    split_address(unquoted(text))
}

/// Without quotes, brackets and commas of the text that it was copied from.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let bare = text.trim_end_matches([',', ';']).trim_end();
    let quotes = ['"', '\'', '`', '“', '”', '‘', '’', '«', '»', '<', '>'];
    let inner = bare.trim_matches(quotes).trim();
    // A comma is dropped with the quotes in front of it only: by itself it may belong to a value.
    if inner.len() < bare.len() {
        inner
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::unnecessary_wraps,
        reason = "a test fails by panicking, and reads like what it compares"
    )]

    use super::*;
    use CredentialField::{ClientToken, InstanceId, InstanceToken};
    use proptest::prelude::*;

    const ID: &str = "3C67AB641C8AA0412F6A2242B4E23AC7";
    const TOKEN: &str = "0F5D4E7A19B24C6D8E3F1A2B";
    const CLIENT: &str = "F7a1c9e0b2d34f56879a0b1c2d3e4f506S";

    type Read = (Option<String>, Option<String>, Option<String>, usize);

    fn several(text: &str) -> Option<Read> {
        let PastedText::Several(values) = read_pasted(text) else {
            return None;
        };
        let value = |field| values.value(field).map(|secret| secret.expose().to_owned());
        Some((
            value(InstanceId),
            value(InstanceToken),
            value(ClientToken),
            values.unplaced().len(),
        ))
    }

    fn one_of(text: &str) -> Option<String> {
        match read_pasted(text) {
            PastedText::One(value) => Some(value.expose().to_owned()),
            PastedText::Several(_) => None,
        }
    }

    fn all(unplaced: usize) -> Option<Read> {
        let some = |text: &str| Some(text.to_owned());
        Some((some(ID), some(TOKEN), some(CLIENT), unplaced))
    }

    #[test]
    fn three_that_are_pasted_at_once_are_placed_by_their_shape() {
        for text in [
            format!("{ID}\n{TOKEN}\n{CLIENT}"),
            format!("\u{feff}{CLIENT}\r\n\r\n\u{200b}{ID}\r\n  {TOKEN}\t\r\n"),
            format!("{ID}\t{TOKEN}\t{CLIENT}"),
            format!("{ID} {TOKEN} {CLIENT}"),
            format!("ID da instância: {ID}\nToken da instância: {TOKEN}\nClient-Token: {CLIENT}"),
            format!("Instance ID\n{ID}\nInstance token\n{TOKEN}\nAccount security token\n{CLIENT}"),
            format!(
                "export ZAPI_INSTANCE_ID=\"{ID}\"\nZAPI_INSTANCE_TOKEN='{TOKEN}'\nZAPI_CLIENT_TOKEN={CLIENT}"
            ),
            format!(
                "{{\n  \"id\": \"{ID}\",\n  \"token\": \"{TOKEN}\",\n  \"clientToken\": \"{CLIENT}\"\n}}"
            ),
            format!("\"https://api.z-api.io/instances/{ID}/token/{TOKEN}/send-text\"\n{CLIENT}"),
            format!(
                "https://api.z-api.io/instances/{ID}/token/{}\n{}\n{CLIENT}",
                &TOKEN[..9],
                &TOKEN[9..]
            ),
        ] {
            assert_eq!(several(&text), all(0), "{text}");
        }
    }

    #[test]
    fn labels_place_what_no_shape_does() {
        let some = |text: &str| Some(text.to_owned());
        let text = "ZAPI_INSTANCE_ID=demo\nZAPI_INSTANCE_TOKEN=abc\nZAPI_CLIENT_TOKEN=def";
        assert_eq!(
            several(text),
            Some((some("demo"), some("abc"), some("def"), 0))
        );
    }

    #[test]
    fn what_fits_none_is_kept_apart_and_placed_nowhere() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            several(&format!("{ID}\nwhat-is-this\n{CLIENT}")),
            Some((some(ID), None, some(CLIENT), 1))
        );
        let other = ID.replace('3', "4");
        assert_eq!(
            several(&format!("{ID}\n{other}\n{TOKEN}")),
            Some((None, some(TOKEN), None, 2))
        );
        assert_eq!(several("abc\ndef"), Some((None, None, None, 2)));
    }

    #[test]
    fn one_that_was_broken_over_two_lines_is_whole_again() {
        let (left, right) = CLIENT.split_at(20);
        assert_eq!(
            several(&format!("{left}\n  {right}\n")),
            Some((None, None, Some(CLIENT.to_owned()), 0))
        );
    }

    #[test]
    fn one_value_loses_its_quotes_and_its_label_and_nothing_else() {
        for (text, value) in [
            (format!("\"{TOKEN}\""), TOKEN),
            (format!("“{TOKEN}”,\n"), TOKEN),
            (format!("`{TOKEN}`"), TOKEN),
            (format!("Client-Token: {CLIENT}"), CLIENT),
            (format!("\u{200b}{ID}\u{feff}\n"), ID),
            ("demo-token".to_owned(), "demo-token"),
            ("a b".to_owned(), "a b"),
            ("abc,".to_owned(), "abc,"),
            (String::new(), ""),
        ] {
            assert_eq!(one_of(&text).as_deref(), Some(value), "{text}");
        }
        let address = format!("https://api.z-api.io/instances/{ID}/token/{TOKEN}/send-text");
        assert_eq!(one_of(&format!("\"{address}\"")), Some(address));
    }

    proptest! {
        /// Three values in any order and with any of the usual separators are placed by their shape.
        #[test]
        fn order_and_separators_do_not_matter(
            id in "[0-9A-F]{32}",
            token in "[0-9A-Fa-f]{24}",
            client in "F[0-9a-f]{32}S",
            order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
            between in prop::sample::select(vec!["\n", "\r\n", "\n\n", "\t", " ", "\n\u{200b}"]),
        ) {
            let three = [&id, &token, &client];
            let text: Vec<&str> = order.iter().map(|at| three[*at].as_str()).collect();
            let read = several(&text.join(between));
            prop_assert_eq!(read, Some((Some(id), Some(token), Some(client), 0)));
        }

        /// No text makes it break down, and a value that is placed was in the text.
        #[test]
        fn any_text_is_read(text in "[ -~\\n\\tçé“”\u{200b}]{0,60}") {
            if let PastedText::Several(values) = read_pasted(&text) {
                let joined: String = text.split_whitespace().collect();
                for field in CredentialField::ALL {
                    if let Some(value) = values.value(field) {
                        let marked = text.contains('\u{200b}');
                        prop_assert!(marked || joined.contains(value.expose()), "{text:?}");
                    }
                }
            }
        }
    }
}
