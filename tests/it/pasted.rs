//! What people paste, on every surface: whole messages, other scripts' digits, several credentials at once.

use crate::number_screen::Hand::{Paste, Press, Type};
use crate::number_screen::{Desk, answered};
use crossterm::event::KeyCode;
use zapi_onboard::domain::credentials::CredentialFields;
use zapi_onboard::domain::secret::Secret;
use zapi_onboard::flow::event::Answer;
use zapi_onboard::locale::catalog::Language;
use zapi_onboard::runtime::front_end::Heard;

const MESSAGE: &str =
    "<#> Your WhatsApp code: 123-456\nDon't share this code with others\n4sgLq1p5sV6";
const ID: &str = "3C67AB641C8AA0412F6A2242B4E23AC7";
const TOKEN: &str = "0F5D4E7A19B24C6D8E3F1A2B";
const CLIENT: &str = "F7a1c9e0b2d34f56879a0b1c2d3e4f506S";

fn answer(heard: Heard) -> Answer {
    let Heard::Answered { answer, .. } = heard else {
        panic!("nothing was handed in: {heard:?}");
    };
    answer
}

fn credentials(heard: Heard) -> CredentialFields {
    let answer = answer(heard);
    let Answer::Credentials(fields) = answer else {
        panic!("no credentials: {answer:?}");
    };
    fields
}

#[test]
fn the_screen_takes_the_code_out_of_its_message_and_digits_of_any_script() {
    for text in [
        MESSAGE,
        "١٢٣-٤٥٦",
        "１２３４５６",
        "\u{202a}123\u{2212}456\u{202c}",
    ] {
        let mut desk = Desk::at("code_sms", Language::English);
        desk.after(&[Type("9"), Paste(text)]);
        let given = answer(desk.does(&[Press(KeyCode::Enter)]));
        assert_eq!(given, Answer::Code(Secret::new("123456")), "{text}");
    }
    let mut desk = Desk::at("code_sms", Language::English);
    let given = answer(desk.does(&[Type("१२३४५६"), Press(KeyCode::Enter)]));
    assert_eq!(given, Answer::Code(Secret::new("123456")));
    let mut desk = Desk::at("pin", Language::English);
    let given = answer(desk.does(&[Paste("۱۳۵۷۹۰"), Press(KeyCode::Enter)]));
    assert_eq!(given, Answer::Pin(Secret::new("135790")));
}

#[test]
fn the_screen_names_what_it_cannot_take_and_leaves_the_field_as_it_was() {
    let mut desk = Desk::at("code_sms", Language::English);
    desk.after(&[Type("12O")]);
    assert!(desk.sees("The letter O at position 3 is not a digit."));
    desk.after(&[Type("3")]);
    assert!(!desk.sees("position 3"));
    desk.after(&[Paste("12345S")]);
    assert!(desk.sees("The letter S at position 6 is not a digit."));
    desk.after(&[Paste("old 123-456\nnew 654-321")]);
    assert!(desk.sees("more than one code in this text: 123456, 654321"));
    desk.after(&[Paste("your code is on its way")]);
    assert!(desk.sees("no six-digit code in this text"));
    let given = answer(desk.does(&[Type("456"), Press(KeyCode::Enter)]));
    assert_eq!(given, Answer::Code(Secret::new("123456")));
    let mut desk = Desk::at("pin", Language::English);
    desk.after(&[Paste("123456\n654321")]);
    assert!(desk.sees("more than one PIN") && !desk.sees("654321"));
}

#[test]
fn the_screen_places_credentials_that_are_pasted_at_once_and_shows_none_that_fits_none() {
    for text in [
        format!("{ID}\n{TOKEN}\n{CLIENT}\n"),
        format!("{CLIENT}\r\n{TOKEN}\r\n{ID}"),
        format!("\"https://api.z-api.io/instances/{ID}/token/{TOKEN}/send-text\"\n{CLIENT}"),
    ] {
        let mut desk = Desk::at("credentials_empty", Language::English);
        desk.after(&[Paste(&text)]);
        assert!(!desk.sees(TOKEN) && !desk.sees(CLIENT), "{text}");
        let fields = credentials(desk.does(&[Press(KeyCode::Enter)]));
        assert_eq!(fields.instance_id, ID, "{text}");
        assert_eq!(fields.instance_token, Some(Secret::new(TOKEN)), "{text}");
        assert_eq!(fields.client_token, Some(Secret::new(CLIENT)), "{text}");
    }
}

/// A value that looks like none of the three.
const ODD: &str = "neither-of-them-99";

#[test]
fn the_screen_keeps_a_value_that_fits_none_unseen_until_a_digit_says_which_it_is() {
    let pasted = format!("{ID}\n{ODD}\n{CLIENT}");
    for (digit, expected) in [("2", Some(ODD)), ("0", None)] {
        let mut desk = Desk::at("credentials_empty", Language::English);
        desk.after(&[Paste(&pasted)]);
        assert!(desk.sees("does not look like any of these three") && !desk.sees(ODD));
        assert!(desk.sees("18 characters") || desk.sees("of 18"));
        // Until then nothing is handed in, and nothing else is taken.
        desk.after(&[Press(KeyCode::Enter), Type("x9"), Paste(TOKEN)]);
        assert!(desk.sees("does not look like any of these three"));
        desk.after(&[Type(digit)]);
        assert!(!desk.sees("does not look like any of these three") && !desk.sees(ODD));
        if expected.is_none() {
            desk.after(&[Paste(TOKEN), Press(KeyCode::Tab), Press(KeyCode::Tab)]);
        }
        let fields = credentials(desk.does(&[Press(KeyCode::Enter)]));
        assert_eq!(fields.instance_id, ID);
        let token = Secret::new(expected.unwrap_or(TOKEN));
        assert_eq!(fields.instance_token, Some(token), "{digit}");
        assert_eq!(fields.client_token, Some(Secret::new(CLIENT)));
    }
}

#[test]
fn a_value_among_several_lines_that_a_person_calls_the_id_is_not_seen_either() {
    let mut desk = Desk::at("credentials_empty", Language::English);
    desk.after(&[Paste(&format!("{ODD}\n{TOKEN}\nanother-one"))]);
    assert!(desk.sees("2 pasted values"));
    desk.after(&[Type("1")]);
    assert!(desk.sees("A pasted value of 11 characters"));
    desk.after(&[Type("3")]);
    assert!(!desk.sees(ODD) && !desk.sees("another-one"));
    let fields = credentials(desk.does(&[Press(KeyCode::Enter)]));
    assert_eq!(fields.instance_id, ODD);
    assert_eq!(fields.instance_token, Some(Secret::new(TOKEN)));
    assert_eq!(fields.client_token, Some(Secret::new("another-one")));
}

#[test]
fn the_screen_takes_an_address_in_quotes_apart() {
    let mut desk = Desk::at("credentials_empty", Language::English);
    let address = format!("\"https://api.z-api.io/instances/{ID}/token/{TOKEN}/send-text\"");
    desk.after(&[Paste(&address)]);
    assert!(desk.sees(ID) && !desk.sees(TOKEN));
    // What is pasted next goes to the field that is still empty, and is not seen.
    desk.after(&[Paste(CLIENT)]);
    assert!(!desk.sees(CLIENT));
    let fields = credentials(desk.does(&[Press(KeyCode::Enter)]));
    assert_eq!(fields.client_token, Some(Secret::new(CLIENT)));
}

#[test]
fn the_screen_shows_nothing_that_was_pasted_as_several_lines() {
    for (name, secret) in [
        ("number_empty", CLIENT),
        ("captcha", CLIENT),
        ("email", CLIENT),
    ] {
        let mut desk = Desk::at(name, Language::English);
        desk.after(&[Paste(&format!("{ID}\n{secret}"))]);
        assert!(!desk.sees(secret) && !desk.sees(ID), "{name}");
        assert!(desk.sees("Several lines were pasted"), "{name}");
    }
}

#[test]
fn the_screen_reads_numbers_as_they_are_copied() {
    for text in [
        "\u{202a}+55 11 98765\u{2011}4321\u{202c}",
        "https://wa.me/5511987654321?text=123",
        "tel:+55-11-98765-4321",
        "+٥٥ ١١ ٩٨٧٦٥ ٤٣٢١",
        "11 98765\u{200b}-4321",
    ] {
        let mut desk = Desk::at("number_empty", Language::English);
        let handed_in = answered(desk.does(&[Paste(text), Press(KeyCode::Enter)]));
        assert_eq!(
            handed_in,
            ("55".to_owned(), "11987654321".to_owned()),
            "{text}"
        );
    }
}
