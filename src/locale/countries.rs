//! The names of countries, and how a person finds one: by a name, by a part of it, or by its calling code.

use crate::domain::phone::Region;
use crate::locale::catalog::Language;
use std::sync::LazyLock;

/// The names, by the code of the region and the tag of the language.
static NAMES: LazyLock<toml::Table> = LazyLock::new(|| {
    let names = include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/countries.toml"
    ));
    // That it can be read is excluded from being otherwise by a test.
    names.parse().unwrap_or_default()
});

/// The key of the names by which a country is found besides those that are shown.
const ALSO: &str = "also";

/// Brazil's neighbours, the most people first; they stand behind it where nothing was typed.
const NEIGHBOURS: [&str; 10] = ["AR", "UY", "PY", "BO", "PE", "CO", "VE", "GY", "SR", "GF"];

/// Every country with its name in one language.
pub struct Countries {
    /// In the order in which they are offered.
    all: Vec<Country>,
}

struct Country {
    region: Region,
    name: String,
    /// The name as it is compared.
    own: String,
    /// The English name and others, as they are compared.
    others: Vec<String>,
}

impl Countries {
    /// The countries in `language`: Brazil first, then its neighbours, then the rest by their names.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let mut all: Vec<Country> = Region::all()
            .into_iter()
            .map(|region| Country::new(region, language))
            .collect();
        all.sort_by_cached_key(|country| (country.distance(), country.own.clone()));
        Self { all }
    }

    /// The name of a country.
    #[must_use]
    pub fn name(&self, region: Region) -> String {
        let country = self.all.iter().find(|country| country.region == region);
        country.map_or_else(|| region.code(), |country| country.name.clone())
    }

    /// The countries that `typed` means, the likeliest first; all when nothing was typed.
    ///
    /// Digits, with or without `+`, are a calling code or its beginning. Letters are the beginning of any word
    /// of a name, in this language or in English, whatever their case and accents, or a code of two letters.
    #[must_use]
    pub fn find(&self, typed: &str) -> Vec<Region> {
        let wanted = folded(typed);
        if wanted.is_empty() {
            return self.all.iter().map(|country| country.region).collect();
        }
        let digits: String = wanted.split(' ').collect();
        if digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.with_calling_code(&digits);
        }
        let mut found: Vec<(u8, Region)> = self
            .all
            .iter()
            .filter_map(|country| Some((country.rank(&wanted)?, country.region)))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, region)| region).collect()
    }

    fn with_calling_code(&self, digits: &str) -> Vec<Region> {
        let rank = |region: Region| {
            let code = region.calling_code();
            let main = Region::main_of(code) == Some(region);
            let text = code.to_string();
            if text == digits {
                Some(u8::from(!main))
            } else if text.starts_with(digits) {
                Some(2)
            } else {
                // More was typed than the calling code.
                digits.starts_with(&text).then_some(3 + u8::from(!main))
            }
        };
        let regions = self.all.iter().map(|country| country.region);
        let mut found: Vec<(u8, Region)> = regions
            .filter_map(|region| Some((rank(region)?, region)))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, region)| region).collect()
    }
}

/// The name of a country; its code of two letters when it has none.
#[must_use]
pub fn country_name(region: Region, language: Language) -> String {
    let code = region.code();
    let name = NAMES.get(&code).and_then(|names| names.get(language.tag()));
    let name = name.and_then(toml::Value::as_str);
    name.map_or(code, str::to_owned)
}

impl Country {
    fn new(region: Region, language: Language) -> Self {
        let code = region.code();
        let names = NAMES.get(&code);
        let text = |key| names?.get(key)?.as_str();
        let name = country_name(region, language);
        let also = text(ALSO).into_iter().flat_map(|also| also.split(','));
        let others = text(Language::English.tag()).into_iter().chain(also);
        Self {
            region,
            own: folded(&name),
            others: others.chain([code.as_str()]).map(folded).collect(),
            name,
        }
    }

    /// How far back it stands when nothing was typed.
    fn distance(&self) -> usize {
        if self.region == Region::BRAZIL {
            return 0;
        }
        let code = self.region.code();
        let neighbour = NEIGHBOURS.iter().position(|neighbour| *neighbour == code);
        neighbour.map_or(NEIGHBOURS.len() + 1, |at| at + 1)
    }

    /// How well it fits, 0 best; `None` when it does not.
    fn rank(&self, wanted: &str) -> Option<u8> {
        if self.own.starts_with(wanted) {
            return Some(0);
        }
        if begins_word(&self.own, wanted) {
            return Some(1);
        }
        let other = self.others.iter().any(|name| begins_word(name, wanted));
        other.then_some(2)
    }
}

/// Whether a word of `name`, and what follows it, begins with `wanted`.
fn begins_word(name: &str, wanted: &str) -> bool {
    let mut starts = name.match_indices(' ').map(|(at, _)| at + 1).chain([0]);
    starts.any(|at| name.get(at..).is_some_and(|rest| rest.starts_with(wanted)))
}

/// Text as it is compared: small letters without accents, one space for everything that is no letter or digit.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| kept(*c))
    {
        let c = bare(c);
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Everything but accents that stand behind their letter as characters of their own.
fn kept(c: char) -> bool {
    !('\u{300}'..='\u{36f}').contains(&c)
}

fn bare(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::expect_used,
        clippy::indexing_slicing,
        reason = "a test fails by panicking"
    )]

    use super::*;
    use std::collections::BTreeMap;

    fn found(language: Language, typed: &str) -> Vec<String> {
        let found = Countries::new(language).find(typed);
        found.into_iter().map(Region::code).collect()
    }

    fn first(language: Language, typed: &str) -> String {
        found(language, typed)
            .into_iter()
            .next()
            .unwrap_or_default()
    }

    #[test]
    fn every_region_has_a_name_of_its_own_in_every_language() {
        let tags = NAMES["BR"].as_table().expect("a table").keys();
        let mut tags: Vec<&String> = tags.filter(|key| *key != ALSO).collect();
        tags.sort();
        for language in Language::ALL {
            assert!(tags.iter().any(|tag| *tag == language.tag()));
        }
        for tag in tags {
            let mut taken = BTreeMap::new();
            for region in Region::all() {
                let code = region.code();
                let name = NAMES.get(&code).and_then(|names| names.get(tag)?.as_str());
                let name = name.unwrap_or_default();
                assert!(!name.trim().is_empty(), "{code} has no name in {tag}");
                assert!(folded(name).is_ascii(), "{code}: {name} cannot be typed");
                let other = taken.insert(folded(name), code.clone());
                assert_eq!(other, None, "{code} is called {name} in {tag} too");
            }
        }
    }

    #[test]
    fn every_name_is_of_a_region_that_has_numbers() {
        let known: Vec<String> = Region::all().into_iter().map(Region::code).collect();
        let listed: Vec<String> = NAMES.keys().cloned().collect();
        assert_eq!(listed.len(), known.len());
        assert!(listed.iter().all(|code| known.contains(code)));
    }

    #[test]
    fn brazil_stands_first_and_its_neighbours_behind_it() {
        for language in Language::ALL {
            let all = found(language, "");
            assert_eq!(all.len(), Region::all().len());
            assert_eq!(all.first().map(String::as_str), Some("BR"));
            assert_eq!(all[1..=10], NEIGHBOURS);
        }
        let rest = &found(Language::BrazilianPortuguese, "  ")[11..14];
        assert_eq!(rest, ["AF", "ZA", "AL"]);
    }

    #[test]
    fn a_country_is_found_by_the_start_of_any_word_whatever_its_case_and_accents() {
        let portuguese = Language::BrazilianPortuguese;
        for (language, typed, code) in [
            (Language::English, "por", "PT"),
            (Language::English, "GERM", "DE"),
            (Language::English, "afr", "CF"),
            (Language::English, "cote d'iv", "CI"),
            (Language::English, "ivory", "CI"),
            (Language::English, "south k", "KR"),
            (Language::English, "burma", "MM"),
            (portuguese, "alem", "DE"),
            (portuguese, "germany", "DE"),
            (portuguese, "SUICA", "CH"),
            (portuguese, "sui\u{301}c\u{327}a", "CH"),
            (portuguese, "estados u", "US"),
            (portuguese, "eua", "US"),
            (portuguese, "holanda", "NL"),
            (portuguese, "de", "DE"),
        ] {
            assert!(
                found(language, typed).contains(&code.to_owned()),
                "{typed}: {:?}",
                found(language, typed)
            );
        }
        assert_eq!(first(portuguese, "índia"), "IN");
        assert_eq!(first(Language::English, "ni"), "NI");
        assert_eq!(found(portuguese, "zzz"), Vec::<String>::new());
    }

    #[test]
    fn a_country_is_found_by_its_calling_code_or_its_beginning() {
        let english = Language::English;
        for typed in ["55", "+55", " +55 "] {
            assert_eq!(found(english, typed), ["BR"]);
        }
        assert_eq!(found(english, "44"), ["GB", "GG", "IM", "JE"]);
        assert_eq!(found(english, "47"), ["NO", "SJ"]);
        assert_eq!(found(english, "7")[..2], ["RU", "KZ"]);
        assert_eq!(found(english, "1")[..3], ["US", "AS", "AI"]);
        assert_eq!(first(english, "5"), "BR");
        assert_eq!(found(english, "35")[..2], ["AX", "AL"]);
        assert_eq!(first(english, "1 876"), "US");
        assert_eq!(first(english, "+5511"), "BR");
        assert_eq!(found(english, "999"), Vec::<String>::new());
    }
}
