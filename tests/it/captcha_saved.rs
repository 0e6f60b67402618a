//! A captcha that cannot be drawn is saved byte for byte, whatever it is, and every surface says where and how.

use crate::pty::{Start, Terminal};
use crate::scripted::{CAPTCHA, CODE, PIN, RECOVER, REQUEST, Scripted, TRANSFER, Tested};
use crate::terminal::program;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use zapi_onboard::domain::picture::Picture;
use zapi_onboard::picture::SavedPicture;

const JPEG: &[u8] = include_bytes!("../fixtures/captcha.jpg");
const SVG: &[u8] = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>";

/// Pictures of every kind that cannot be drawn: what came, its bytes, how its file ends, and what is said of it.
fn undrawable() -> Vec<(String, Vec<u8>, &'static str, &'static str)> {
    let drawn = crate::captcha::captcha().0.bytes().to_vec();
    let half = drawn[..drawn.len() / 2].to_vec();
    let kinds = [
        (b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), "gif", "GIF"),
        (b"RIFF\x1a\0\0\0WEBPVP8 \x0e\0\0\0".to_vec(), "webp", "WebP"),
        (b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), "bmp", "BMP"),
        (SVG.to_vec(), "svg", "SVG"),
        (half, "png", "damaged"),
        (JPEG[..JPEG.len() / 3].to_vec(), "jpg", "damaged"),
        (b"\0\x01\x02 whatever".to_vec(), "bin", "no known kind"),
    ];
    let mut all: Vec<_> = kinds
        .into_iter()
        .map(|(bytes, ending, said)| (STANDARD.encode(&bytes), bytes, ending, said))
        .collect();
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;".to_vec();
    let breaks_off = format!("{}\u{a7}\u{a7}", STANDARD.encode(&gif[..12]));
    all.push((breaks_off, gif[..12].to_vec(), "gif", "GIF"));
    let labelled = format!("data:video/x-odd;base64,{}", STANDARD.encode(&gif));
    all.push((labelled, gif, "gif", "GIF"));
    all
}

fn wanting(captcha: &str) -> Result<Scripted, Box<dyn std::error::Error>> {
    Scripted::answering([(REQUEST, json!({"success": false, "captcha": captcha}))])
}

fn is_owners_alone(path: &Path) -> Result<bool, std::io::Error> {
    Ok(path.metadata()?.permissions().mode() & 0o777 == 0o600)
}

#[test]
fn a_single_step_saves_any_captcha_byte_for_byte_and_says_where() -> Tested {
    for (captcha, bytes, _, said) in undrawable() {
        let here = wanting(&captcha)?;
        let asked = here.request()?;
        assert_eq!(asked.exit, Some(8), "{}", asked.all());
        assert!(asked.out.contains(said), "{said}: {}", asked.out);
        assert!(asked.out.contains("captcha --session"), "{}", asked.out);
        let looked = here.run(&["captcha"], "")?;
        assert!(looked.out.contains(said), "{said}: {}", looked.out);
        assert!(looked.out.contains("--save FILE"), "{}", looked.out);
        let file = here.folder().join("picture");
        let path = file.to_str().ok_or("a path")?;
        let saved = here.run(&["captcha", "--save", path], "")?;
        assert_eq!(std::fs::read(&file)?, bytes, "{said}");
        assert!(is_owners_alone(&file)?);
        assert_eq!(saved.exit, Some(8), "{}", saved.all());
        assert!(saved.err.contains("scp "), "{}", saved.err);
        assert!(saved.err.contains(path), "{}", saved.err);
        assert!(saved.out.contains("--answer TEXT"), "{}", saved.out);
        assert!(!saved.all().contains("another session"), "{}", saved.all());
        assert_eq!(here.count(REQUEST), 1);
    }
    Ok(())
}

#[test]
fn a_single_step_says_as_data_where_the_captcha_is_and_what_its_bytes_are() -> Tested {
    for (captcha, bytes, ending, _) in undrawable() {
        let here = wanting(&captcha)?;
        let asked = here.request()?;
        assert_eq!(asked.exit, Some(8));
        let file = here.folder().join("picture");
        let path = file.to_str().ok_or("a path")?;
        let saved = here
            .run(&["captcha", "--json", "--save", path], "")?
            .object()?;
        assert_eq!(saved["saved"].as_str(), Some(path));
        let picture = &saved["last"]["details"]["picture"];
        assert_eq!(picture["base64"], STANDARD.encode(&bytes));
        let media_type = match ending {
            "bin" => "application/octet-stream".to_owned(),
            "svg" => "image/svg+xml".to_owned(),
            "jpg" => "image/jpeg".to_owned(),
            other => format!("image/{other}"),
        };
        assert_eq!(picture["media_type"], media_type);
    }
    Ok(())
}

#[test]
fn line_mode_saves_any_captcha_and_json_hands_its_bytes_over() -> Tested {
    for (captcha, bytes, ending, said) in undrawable() {
        let here = wanting(&captcha)?;
        here.request()?;
        // The saved progress is taken up, and the picture is saved and looked for while the program still runs.
        let kept = here.run(&["--plain"], "1\n\n\n\nsave\n")?;
        let text = kept.all();
        assert!(text.contains(said), "{said}: {text}");
        let path = text
            .split_whitespace()
            .find(|word| word.contains("zapi-onboard-captcha-"));
        let path = path.map(|path| path.trim_end_matches(','));
        assert!(
            path.is_some_and(|path| path.ends_with(&format!(".{ending}"))),
            "{path:?}: {text}"
        );
        assert!(text.contains("scp "), "{text}");
        let events = here.run(&["--json"], "{\"prompt\":1,\"choose\":\"take_up_0\"}\n")?;
        let of_captcha = |event: &Value| event["details"]["picture"]["base64"].is_string();
        let events: Vec<Value> = events
            .out
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()?;
        let event = events.iter().find(|event| of_captcha(event));
        let event = event.ok_or_else(|| format!("{said}: {events:#?}"))?;
        assert_eq!(
            event["details"]["picture"]["base64"],
            STANDARD.encode(&bytes)
        );
    }
    Ok(())
}

#[test]
fn the_screen_saves_a_captcha_that_it_cannot_draw_and_says_why_and_where() -> Tested {
    // One that its first bytes give away, and one that only decoding does.
    let all = undrawable();
    for (captcha, bytes, ending, said) in [all.first(), all.get(5)].into_iter().flatten() {
        let here = wanting(captcha)?;
        here.request()?;
        let state = here.folder().join(".local/state");
        let state = state.to_str().ok_or("a path")?;
        let saved = here.folder().join("saved");
        std::fs::create_dir(&saved)?;
        let place = saved.to_str().ok_or("a path")?;
        let mut environment = here.environment().to_vec();
        environment.extend([
            ("XDG_STATE_HOME", state),
            ("TMPDIR", place),
            ("LANG", "en_US.UTF-8"),
        ]);
        let mut terminal = Terminal::start(&Start {
            program: program(),
            arguments: &[],
            environment: &environment,
            size: (132, 43),
        });
        terminal.wait_for("Welcome back").settle().send("\r");
        terminal
            .wait_for("Read the picture")
            .wait_for(said)
            .settle();
        terminal.send("\x13").wait_for("Saved as").wait_for("scp");
        let file = std::fs::read_dir(&saved)?.next().ok_or("a file")??.path();
        assert_eq!(std::fs::read(&file)?, *bytes);
        assert!(is_owners_alone(&file)?);
        assert!(
            file.extension().is_some_and(|known| known == *ending),
            "{file:?}"
        );
        assert!(terminal.text().contains(said), "still: {}", terminal.text());
    }
    Ok(())
}

#[test]
fn what_is_saved_for_a_while_has_the_bytes_that_came_and_goes_with_the_picture() -> Tested {
    for (captcha, bytes, ending, _) in undrawable() {
        let saved = SavedPicture::create(&Picture::parse(&captcha)?)?;
        let path = saved.path().to_owned();
        assert_eq!(std::fs::read(&path)?, bytes);
        assert!(is_owners_alone(&path)?);
        assert!(
            path.extension().is_some_and(|known| known == ending),
            "{path:?}"
        );
        drop(saved);
        assert!(!path.exists());
    }
    Ok(())
}

#[test]
fn a_captcha_in_any_answer_leads_to_its_screen() -> Tested {
    let captcha = STANDARD.encode(crate::captcha::captcha().0.bytes());
    let wants_pin = (CODE, json!({"success": false, "confirmSecurityCode": true}));
    let wants_phone = (CODE, json!({"success": false, "deviceConfirm": true}));
    let answers = [
        (json!({"success": true, "captcha": captcha}), true),
        (json!({"success": false, "captcha": captcha}), false),
        (
            json!({"captcha": format!("data:image/gif;base64,{captcha}")}),
            false,
        ),
    ];
    for (answer, is_yes) in answers {
        let first = (REQUEST, json!({"success": false, "captcha": captcha}));
        for (before, route, steps) in [
            (None, REQUEST, vec![]),
            (
                Some(first),
                CAPTCHA,
                vec![(&["captcha", "--answer", "ABCDE"][..], "")],
            ),
            (None, CODE, vec![(&["confirm"][..], "123456\n")]),
            (
                Some(wants_pin.clone()),
                PIN,
                vec![(&["confirm"][..], "123456\n"), (&["pin"][..], "123456\n")],
            ),
            (
                Some(wants_pin.clone()),
                RECOVER,
                vec![(&["confirm"][..], "123456\n"), (&["recover-pin"][..], "")],
            ),
            (
                Some(wants_phone.clone()),
                TRANSFER,
                vec![
                    (&["confirm"][..], "123456\n"),
                    (&["transfer", "--accepted-on-phone"][..], ""),
                ],
            ),
        ] {
            if !is_yes && ![REQUEST, CODE, TRANSFER].contains(&route) {
                continue;
            }
            let here = Scripted::answering(before)?;
            here.answers(route, [answer.clone()]);
            let mut last = here.request()?;
            for (arguments, typed) in steps {
                last = here.run(arguments, typed)?;
            }
            assert!(
                last.out.starts_with("step: captcha"),
                "{route} {answer}: {}",
                last.all()
            );
            assert_eq!(here.count(route), 1, "{route}");
        }
    }
    Ok(())
}
