//! The names that the columns of a list go by, in the languages of the program.

use crate::domain::typed::unmarked;
use crate::queue::Column;

/// Each column with its further names, in small letters without accents, words joined by `_`.
const NAMES: [(Column, &[&str]); 7] = [
    (Column::Profile, &["perfil"]),
    (
        Column::InstanceId,
        &[
            "id_da_instancia",
            "id_de_la_instancia",
            "id_instancia",
            "id_de_instancia",
            "instancia",
        ],
    ),
    (
        Column::InstanceToken,
        &[
            "token_da_instancia",
            "token_de_la_instancia",
            "token_instancia",
            "token_de_instancia",
        ],
    ),
    (
        Column::ClientToken,
        &[
            "account_security_token",
            "token_de_seguranca",
            "token_de_seguranca_da_conta",
            "token_de_seguridad",
            "token_de_seguridad_de_la_cuenta",
        ],
    ),
    (
        Column::CallingCode,
        &[
            "country_code",
            "ddi",
            "codigo_do_pais",
            "codigo_de_pais",
            "codigo_del_pais",
            "codigo_pais",
            "prefijo",
        ],
    ),
    (
        Column::Number,
        &[
            "phone",
            "phone_number",
            "mobile",
            "numero",
            "telefone",
            "numero_de_telefone",
            "celular",
            "telefono",
            "numero_de_telefono",
            "movil",
            "whatsapp",
        ],
    ),
    (
        Column::Note,
        &[
            "notes",
            "comment",
            "comments",
            "nota",
            "notas",
            "obs",
            "observacao",
            "observacoes",
            "comentario",
            "comentarios",
            "observacion",
            "observaciones",
        ],
    ),
];

/// The column of this name, however it is spelt in capitals, accents and spaces.
pub(super) fn column_of(header: &str) -> Option<Column> {
    let name = plain_name(header);
    let known = |(column, further): &&(Column, &[&str])| {
        column.name() == name || further.contains(&name.as_str())
    };
    NAMES.iter().find(known).map(|(column, _)| *column)
}

fn plain_name(header: &str) -> String {
    let lower = unmarked(header).to_lowercase();
    let letters = lower.chars().filter_map(|c| match c {
        'à'..='å' => Some('a'),
        'ç' => Some('c'),
        'è'..='ë' => Some('e'),
        'ì'..='ï' => Some('i'),
        'ñ' => Some('n'),
        'ò'..='ö' => Some('o'),
        'ù'..='ü' => Some('u'),
        // Accents that stand behind their letter.
        '\u{300}'..='\u{36f}' => None,
        ' ' | '-' | '.' | '/' | '\u{a0}' => Some('_'),
        c => Some(c),
    });
    let name: String = letters.collect();
    name.trim_matches(['_', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_in_three_languages() {
        for (header, column) in [
            ("profile", Column::Profile),
            (" Perfil ", Column::Profile),
            ("Client-Token", Column::ClientToken),
            ("Token de segurança da conta", Column::ClientToken),
            ("ID de la instancia", Column::InstanceId),
            ("Token da instância", Column::InstanceToken),
            ("DDI", Column::CallingCode),
            ("Código del país", Column::CallingCode),
            ("TELEFONE", Column::Number),
            ("Teléfono", Column::Number),
            ("Tele\u{301}fono:", Column::Number),
            ("Número", Column::Number),
            ("\u{feff}Observação", Column::Note),
            ("Obs.", Column::Note),
            ("Observaciones", Column::Note),
        ] {
            assert_eq!(column_of(header), Some(column), "{header}");
        }
        assert_eq!(column_of("cliente"), None);
        assert_eq!(column_of(""), None);
    }

    #[test]
    fn no_name_means_two_columns() {
        let names = NAMES
            .iter()
            .flat_map(|(column, further)| further.iter().copied().chain([column.name()]));
        let mut names: Vec<&str> = names.collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
