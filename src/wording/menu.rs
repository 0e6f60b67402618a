//! Things to choose one from, in parts with a heading each, and how they are searched.

use crate::locale::seven_bit::seven_bit;

/// The whole of it, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu {
    /// Its parts, in order.
    pub parts: Vec<MenuPart>,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuPart {
    /// What its rows have in common.
    pub heading: String,
    /// What can be chosen.
    pub rows: Vec<MenuRow>,
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuRow {
    /// Its name, the same in every language.
    pub name: String,
    /// What it is.
    pub title: String,
}

impl Menu {
    /// All rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = &MenuRow> {
        self.parts.iter().flat_map(|part| &part.rows)
    }

    /// The same of those rows alone in which every word of `text` is found: in their name, their title or their heading,
    /// in capitals or not, with accents or without. Parts without any are left out.
    #[must_use]
    pub fn searched(&self, text: &str) -> Menu {
        let text = folded(text);
        let words: Vec<&str> = text.split_whitespace().collect();
        let parts = self.parts.iter().map(|part| {
            let heading = folded(&part.heading);
            let holds = |row: &&MenuRow| {
                let whole = format!("{} {} {heading}", folded(&row.name), folded(&row.title));
                words.iter().all(|word| whole.contains(word))
            };
            MenuPart {
                heading: part.heading.clone(),
                rows: part.rows.iter().filter(holds).cloned().collect(),
            }
        });
        Menu {
            parts: parts.filter(|part| !part.rows.is_empty()).collect(),
        }
    }
}

fn folded(text: &str) -> String {
    seven_bit(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu() -> Menu {
        let row = |name: &str, title: &str| MenuRow {
            name: name.to_owned(),
            title: title.to_owned(),
        };
        Menu {
            parts: vec![
                MenuPart {
                    heading: "O caminho".to_owned(),
                    rows: vec![row("happy", "SMS, código, conectado")],
                },
                MenuPart {
                    heading: "Segurança".to_owned(),
                    rows: vec![
                        row("pin", "O número tem PIN"),
                        row("device", "O celular confirma"),
                    ],
                },
            ],
        }
    }

    fn found(text: &str) -> Vec<String> {
        menu()
            .searched(text)
            .rows()
            .map(|row| row.name.clone())
            .collect()
    }

    #[test]
    fn every_word_is_looked_for_in_name_title_and_heading() {
        assert_eq!(found(""), ["happy", "pin", "device"]);
        assert_eq!(found("codigo"), ["happy"]);
        assert_eq!(found("SEGURANCA o"), ["pin", "device"]);
        assert_eq!(found("número pin"), ["pin"]);
        assert_eq!(found("pin celular"), [""; 0]);
        assert_eq!(menu().searched("device").parts.len(), 1);
    }
}
