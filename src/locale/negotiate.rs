//! Which language a person reads, and whether their terminal takes more than ASCII.
//!
//! The environment is read through a function that the caller gives, so nothing here touches it.
//!
//! Source: POSIX.1-2024, Base Definitions, 8.2 "Internationalization Variables".

use crate::locale::catalog::Language;

/// The language to speak: the one that the person asked for, else the one of the environment, else English.
///
/// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set decides, even when it names a language that we do
/// not speak; a variable that is empty counts as not set.
#[must_use]
pub fn negotiate(flag: Option<Language>, environment: impl Fn(&str) -> Option<String>) -> Language {
    flag.or_else(|| Language::from_tag(&first_set(["LC_ALL", "LC_MESSAGES", "LANG"], environment)?))
        .unwrap_or(Language::English)
}

/// Whether the environment says that text is UTF-8: by the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set.
///
/// False when none is set, for that is the POSIX locale, which promises no more than ASCII.
#[must_use]
pub fn codeset_is_utf8(environment: impl Fn(&str) -> Option<String>) -> bool {
    let Some(locale) = first_set(["LC_ALL", "LC_CTYPE", "LANG"], environment) else {
        return false;
    };
    let unmodified = before(&locale, &['@']);
    // macOS names a codeset alone: `LC_CTYPE=UTF-8`.
    let codeset = unmodified
        .split_once('.')
        .map_or(unmodified, |(_, codeset)| codeset);
    codeset.eq_ignore_ascii_case("utf-8") || codeset.eq_ignore_ascii_case("utf8")
}

impl Language {
    /// The language that a tag or a locale's name means, in any case: `pt`, `pt-BR`, `pt_BR.UTF-8`, `en_US@euro`.
    ///
    /// A region that we have no language for falls to the same language elsewhere: `pt_PT` is answered in
    /// Brazilian Portuguese. `None` when we do not speak it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Language> {
        let wanted = before(tag, &['.', '@']).replace('_', "-");
        let find = |same: &dyn Fn(&str) -> bool| {
            Language::ALL
                .into_iter()
                .find(|language| same(language.tag()))
        };
        find(&|tag| tag.eq_ignore_ascii_case(&wanted)).or_else(|| {
            find(&|tag| before(tag, &['-']).eq_ignore_ascii_case(before(&wanted, &['-'])))
        })
    }
}

/// The first of the variables that is set and not empty.
fn first_set<const N: usize>(
    names: [&str; N],
    environment: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    names
        .into_iter()
        .find_map(|name| environment(name).filter(|value| !value.is_empty()))
}

/// What stands before the first of `ends`; all of it when there is none.
fn before<'t>(text: &'t str, ends: &[char]) -> &'t str {
    text.split_once(ends).map_or(text, |(start, _)| start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{BrazilianPortuguese, English, Spanish};

    fn environment<'e>(variables: &'e [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'e {
        |name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        }
    }

    #[test]
    fn a_language_is_known_by_every_spelling_of_its_tag() {
        for tag in [
            "pt",
            "PT",
            "pt-BR",
            "pt-br",
            "pt_BR",
            "pt_BR.UTF-8",
            "pt_PT",
            "pt_BR@euro",
            "pt-Latn-BR",
        ] {
            assert_eq!(Language::from_tag(tag), Some(BrazilianPortuguese), "{tag}");
        }
        for tag in [
            "es",
            "ES",
            "es-MX",
            "es_AR.UTF-8",
            "es_ES@euro",
            "es-419",
            "es_CO.utf8",
        ] {
            assert_eq!(Language::from_tag(tag), Some(Spanish), "{tag}");
        }
        for tag in ["en", "EN", "en_US", "en_US.UTF-8", "en-GB", "en_IN@x"] {
            assert_eq!(Language::from_tag(tag), Some(English), "{tag}");
        }
        for tag in [
            "", "C", "POSIX", "C.UTF-8", "fr_FR", "ptx", "est", "english", "-", "é",
        ] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn every_language_is_found_by_its_own_tag() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
    }

    #[test]
    fn the_flag_decides_over_the_environment() {
        let environment = environment(&[("LC_ALL", "pt_BR.UTF-8")]);
        assert_eq!(negotiate(Some(English), environment), English);
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let cases: &[(&[(&str, &str)], Language)] = &[
            (
                &[("LC_ALL", "pt_BR"), ("LANG", "en_US")],
                BrazilianPortuguese,
            ),
            (
                &[("LC_ALL", ""), ("LC_MESSAGES", "pt_BR"), ("LANG", "en_US")],
                BrazilianPortuguese,
            ),
            (&[("LANG", "pt_BR.UTF-8")], BrazilianPortuguese),
            (&[("LANG", "es_AR.UTF-8")], Spanish),
            (
                &[("LC_MESSAGES", "es_MX.UTF-8"), ("LANG", "en_US.UTF-8")],
                Spanish,
            ),
            (&[("LC_CTYPE", "pt_BR.UTF-8")], English),
            (&[("LC_ALL", "C"), ("LANG", "pt_BR")], English),
            (
                &[("LC_MESSAGES", "fr_FR.UTF-8"), ("LANG", "pt_BR")],
                English,
            ),
            (&[("LANG", "POSIX")], English),
            (&[], English),
        ];
        for (variables, language) in cases {
            assert_eq!(
                negotiate(None, environment(variables)),
                *language,
                "{variables:?}"
            );
        }
    }

    #[test]
    fn the_codeset_is_read_from_the_first_variable_that_is_set() {
        let cases: &[(&[(&str, &str)], bool)] = &[
            (&[("LANG", "pt_BR.UTF-8")], true),
            (&[("LANG", "pt_BR.utf8")], true),
            (&[("LANG", "C.UTF-8")], true),
            (&[("LANG", "de_DE.UTF-8@euro")], true),
            (&[("LC_CTYPE", "UTF-8"), ("LANG", "C")], true),
            (
                &[("LC_ALL", ""), ("LC_CTYPE", "en_US.UTF-8"), ("LANG", "C")],
                true,
            ),
            (&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")], false),
            (&[("LC_MESSAGES", "en_US.UTF-8")], false),
            (&[("LANG", "pt_BR")], false),
            (&[("LANG", "pt_BR.ISO-8859-1")], false),
            (&[], false),
        ];
        for (variables, utf8) in cases {
            assert_eq!(
                codeset_is_utf8(environment(variables)),
                *utf8,
                "{variables:?}"
            );
        }
    }
}
