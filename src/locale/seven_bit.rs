//! Texts in 7 bits, for terminals that show nothing else.

/// The text with a 7-bit stand-in for every character of the messages: letters lose their accents. What has none
/// becomes `?`.
#[must_use]
pub fn seven_bit(text: &str) -> String {
    text.chars().map(ascii).collect()
}

/// The 7-bit stand-in of a character of the messages: letters lose their accents.
fn ascii(c: char) -> char {
    const PAIRS: [(&str, char); 24] = [
        ("áàâãäå", 'a'),
        ("éèêë", 'e'),
        ("íìîï", 'i'),
        ("óòôõö", 'o'),
        ("úùûü", 'u'),
        ("ÁÀÂÃÄÅ", 'A'),
        ("ÉÈÊË", 'E'),
        ("ÍÌÎÏ", 'I'),
        ("ÓÒÔÕÖ", 'O'),
        ("ÚÙÛÜ", 'U'),
        ("ç", 'c'),
        ("Ç", 'C'),
        ("ñ", 'n'),
        ("Ñ", 'N'),
        ("¿", '?'),
        ("¡", '!'),
        ("’", '\''),
        ("…", '.'),
        ("·•", '-'),
        ("–—", '-'),
        ("×", 'x'),
        ("\u{a0}", ' '),
        ("↑", '^'),
        ("↓", 'v'),
    ];
    if c.is_ascii() {
        return c;
    }
    let found = PAIRS.iter().find(|(set, _)| set.contains(c));
    found.map_or('?', |(_, stand_in)| *stand_in)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phone::Region;
    use crate::locale::catalog::Language;
    use crate::locale::countries::country_name;

    #[test]
    fn every_country_has_a_name_in_seven_bits() {
        for language in Language::ALL {
            for region in Region::all() {
                let name = seven_bit(&country_name(region, language));
                assert!(name.is_ascii() && !name.contains('?'), "{name}");
            }
        }
    }

    #[test]
    fn every_letter_and_mark_of_the_messages_has_a_stand_in_of_seven_bits() {
        for language in Language::ALL {
            let messages = language.messages().flat_map(|text| text.lines());
            for line in messages.filter(|line| !line.starts_with('#')) {
                for c in line.chars().filter(|c| !c.is_ascii()) {
                    let known = c == '¿' || ascii(c) != '?';
                    assert!(known, "{c} in {line}");
                }
            }
        }
    }

    #[test]
    fn spanish_keeps_its_marks_in_seven_bits() {
        assert_eq!(
            seven_bit("¡Señor! ¿Así llegó el último código del pingüino?"),
            "!Senor! ?Asi llego el ultimo codigo del pinguino?"
        );
    }
}
