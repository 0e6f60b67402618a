//! Each meaning of the field `reason` has its own sentence in each language, and at availability a word is only shown.

use crate::scripted::{CODE, LOOK, Scripted, Tested};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The words by their meaning.
const WORDS: [(&str, &str); 8] = [
    ("expired", "stale missing code_expired"),
    (
        "too often",
        "guessed_too_fast too_many_guesses too_many too_recent too_many_all_methods",
    ),
    (
        "no route",
        "no_routes next_method provider_timeout provider_unroutable",
    ),
    (
        "bad request",
        "bad_param missing_param format_wrong length_short length_long",
    ),
    ("service", "bad_token old_version"),
    (
        "later",
        "temporarily_unavailable reset_too_soon limited_release",
    ),
    ("not allowed", "biz_not_allowed not_allowed"),
    ("incorrect", "mismatch incorrect wrong_code"),
];

/// What a step says of an answer to a code in a language, without its times.
fn said(language: &str, answer: &Value) -> Result<String, Box<dyn std::error::Error>> {
    let here = Scripted::answering([(CODE, answer.clone())])?;
    here.request()?;
    let end = here.run_in(language, &["confirm", "--json"], "123456\n")?;
    let notes = end.object()?["last"]["notes"].clone();
    let first = notes[0]["text"].as_str().unwrap_or_default().to_owned();
    // A wait, and its end, stand behind the sentence.
    Ok(first
        .split(['(', '.'])
        .next()
        .unwrap_or_default()
        .to_owned())
}

#[test]
fn each_meaning_has_its_own_sentence_in_each_language() -> Tested {
    for language in ["en_US.UTF-8", "pt_BR.UTF-8", "es_ES.UTF-8"] {
        let mut sentences = BTreeMap::new();
        for (meaning, words) in WORDS {
            let word = words.split(' ').next().unwrap_or_default();
            let sentence = said(language, &json!({"success": false, "reason": word}))?;
            let other = sentences.insert(sentence.clone(), meaning);
            assert_eq!(other, None, "{language}: {meaning}: {sentence}");
            assert!(!sentence.contains(word), "{language}: {sentence}");
        }
    }
    Ok(())
}

#[test]
fn at_availability_a_word_is_only_shown() -> Tested {
    for word in [
        "incorrect",
        "blocked",
        "too_many_guesses",
        "temporarily_unavailable",
    ] {
        let waits = json!({
            "available": true, "smsWaitSeconds": 0, "voiceWaitSeconds": 0, "reason": word,
        });
        let here = Scripted::answering([(LOOK, waits)])?;
        let check = ["check", "--number", "+5511987654321", "--json"];
        let end = here.run(&check, "")?;
        let object = end.object()?;
        assert_eq!(
            (end.exit, &object["last"]["name"]),
            (Some(0), &json!("board")),
            "{word}"
        );
        assert!(
            object["last"]["notes"].to_string().contains(word),
            "{word}: {object:#}"
        );
        let sms = &object["last"]["choices"][0];
        assert_eq!(sms["lock"], "open", "{word}: {sms}");
    }
    Ok(())
}
