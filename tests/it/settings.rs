//! Profiles and settings, as the command line has them: what is kept where, what counts before what, and what is
//! refused.

use crate::pty::{Start, Terminal};
use crate::terminal::{Service, fed, program};
use serde_json::Value;
use std::error::Error;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

const ID: &str = "3C67AB641C8AA0412F6A2242B4E23AC7";
const TOKEN: &str = "0123456789ABCDEF01234567";
const CLIENT: &str = "F0123456789abcdef0123456789abcdefS";

/// Somebody's home.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Self(tempfile::tempdir()?))
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(".config/zapi-onboard").join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> Result<(), Box<dyn Error>> {
        let path = self.file(name);
        std::fs::create_dir_all(path.parent().ok_or("a folder")?)?;
        Ok(std::fs::write(path, text)?)
    }

    /// Exit code, data, and what was said beside; no token is in either.
    pub(crate) fn run(
        &self,
        arguments: &[&str],
        environment: &[(&str, &str)],
        said: &str,
    ) -> Result<(Option<i32>, String, String), Box<dyn Error>> {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.0.path())
            .env("PATH", "/usr/bin:/bin")
            .envs(environment.iter().copied());
        let output = fed(&mut command, said)?;
        let (out, err) = (
            String::from_utf8(output.stdout)?,
            String::from_utf8(output.stderr)?,
        );
        for secret in [TOKEN, CLIENT] {
            assert!(!out.contains(secret) && !err.contains(secret), "{out}{err}");
        }
        Ok((output.status.code(), out, err))
    }

    /// A home with one profile, its tokens in the file.
    fn with_shop() -> Result<Self, Box<dyn Error>> {
        let home = Self::new()?;
        let address = format!("https://api.z-api.io/instances/{ID}/token/{TOKEN}/send-text");
        let (code, out, err) = home.run(
            &["profile", "add", "shop"],
            &[],
            &format!("{address}\n{CLIENT}\n"),
        )?;
        assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
        Ok(home)
    }
}

#[test]
fn a_profile_keeps_its_tokens_where_only_their_owner_reads_them() -> Result<(), Box<dyn Error>> {
    let home = Home::with_shop()?;
    let mode = |name: &str| -> Result<u32, Box<dyn Error>> {
        Ok(std::fs::metadata(home.file(name))?.permissions().mode() & 0o777)
    };
    assert_eq!((mode("secrets.toml")?, mode("")?), (0o600, 0o700));
    let secrets = std::fs::read_to_string(home.file("secrets.toml"))?;
    assert!(secrets.contains(TOKEN) && secrets.contains(CLIENT));
    let profiles = std::fs::read_to_string(home.file("profiles.toml"))?;
    assert!(profiles.contains(ID) && !profiles.contains(TOKEN) && !profiles.contains(CLIENT));
    let (_, listed, _) = home.run(&["profile", "list"], &[], "")?;
    assert_eq!(listed, format!("* shop  {ID}\n"));
    let (_, shown, _) = home.run(&["profile", "show", "shop", "--json"], &[], "")?;
    let shown: Value = serde_json::from_str(&shown)?;
    assert_eq!(shown["profile"]["instance_token"], true);
    assert_eq!(shown["profile"]["tokens"], "file");
    let (code, _, err) = home.run(&["profile", "add", "shop"], &[], "")?;
    assert_eq!(code, Some(2));
    assert!(err.contains("--force"), "{err}");
    let (code, _, _) = home.run(&["profile", "remove", "shop"], &[], "")?;
    assert_eq!(code, Some(0));
    let left =
        ["profiles.toml", "secrets.toml"].map(|name| std::fs::read_to_string(home.file(name)));
    assert!(
        left.into_iter()
            .flatten()
            .all(|text| !text.contains(TOKEN) && !text.contains(ID))
    );
    Ok(())
}

#[test]
fn tokens_that_others_can_read_are_not_used() -> Result<(), Box<dyn Error>> {
    let home = Home::with_shop()?;
    let path = home.file("secrets.toml");
    for mode in [0o640, 0o604, 0o666] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode))?;
        let (code, _, err) = home.run(&["status"], &[], "")?;
        assert_eq!(code, Some(2), "{err}");
        assert!(
            err.contains(&format!("chmod 600 {}", path.display())),
            "{err}"
        );
    }
    Ok(())
}

#[test]
fn what_cannot_be_a_setting_is_named_with_its_file_and_its_line() -> Result<(), Box<dyn Error>> {
    let home = Home::new()?;
    for (text, word) in [
        ("# a comment\nlnag = \"en\"\n", "line 2"),
        ("heartbeat = \"often\"\n", "line 1"),
        ("lang = \"en\"\nversion = 0\n", "line 2"),
        ("version = -1\n", "line 1"),
        ("version = \"1\"\n", "line 1"),
        ("heartbeat = 4000\n", "heartbeat cannot be 4000"),
        ("color = \"blue\"\n", "color cannot be blue"),
        ("lang = \"tlh\"\n", "lang cannot be tlh"),
        ("profile = \"nobody\"\n", "no profile named \"nobody\""),
        (&format!("client_token = \"{CLIENT}\"\n"), "token"),
        (&format!("= \"{CLIENT}\"\n"), "line 1"),
    ] {
        home.write("config.toml", text)?;
        let (code, out, err) = home.run(&["sessions"], &[], "")?;
        assert_eq!((code, out.as_str()), (Some(2), ""), "{text}");
        assert!(err.contains(word), "{text}: {err}");
        let (code, out, _) = home.run(&["doctor", "--offline"], &[], "")?;
        assert_eq!(code, Some(2), "{text}");
        assert!(out.contains("problem  settings: "), "{out}");
    }
    let (_, template, _) = home.run(&["config", "template"], &[], "")?;
    home.write("config.toml", &template)?;
    assert_eq!(home.run(&["sessions"], &[], "")?.0, Some(0));
    Ok(())
}

/// Which language a command of this surroundings speaks.
fn speaks(
    home: &Home,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> Result<String, Box<dyn Error>> {
    let arguments = [&["doctor", "--offline", "--json"], arguments].concat();
    let (_, out, err) = home.run(&arguments, environment, "")?;
    let seen: Value = serde_json::from_str(&out).map_err(|error| format!("{error}: {out}{err}"))?;
    let lines = seen["lines"].as_array().ok_or("lines")?;
    let language = lines.iter().find(|line| line["name"] == "language");
    Ok(language.ok_or("a line")?["text"]
        .as_str()
        .ok_or("a text")?
        .to_owned())
}

#[test]
fn a_profile_is_typed_into_a_form_on_the_screen_and_nothing_of_it_is_seen()
-> Result<(), Box<dyn Error>> {
    let home = Home::new()?;
    let folder = home.0.path().to_string_lossy().into_owned();
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["profile", "add", "shop"],
        environment: &[("HOME", &folder), ("XDG_CONFIG_HOME", "")],
        size: (80, 24),
    });
    terminal.wait_for("Credentials to keep");
    let address = format!("https://api.z-api.io/instances/{ID}/token/{TOKEN}/send-text");
    terminal.send(&format!("\x1b[200~{address}\x1b[201~"));
    // What is still empty has the focus after a pasted address.
    terminal.wait_for(ID).send(&format!("{TOKEN}\r"));
    terminal.wait_for("always a mix-up");
    terminal.settle();
    assert!(!home.file("profiles.toml").exists(), "nothing is kept yet");
    terminal.send("\x15").send(&format!("{CLIENT}\r"));
    terminal.wait_for("shop is kept");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_as_found());
    let written = String::from_utf8_lossy(&terminal.written).into_owned();
    assert!(!written.contains(CLIENT), "{written}");
    let profiles = std::fs::read_to_string(home.file("profiles.toml"))?;
    assert!(profiles.contains(ID) && !profiles.contains(TOKEN) && !profiles.contains(CLIENT));
    let secrets = std::fs::read_to_string(home.file("secrets.toml"))?;
    assert!(secrets.contains(TOKEN) && secrets.contains(CLIENT));
    Ok(())
}

#[test]
fn whoever_leaves_the_form_of_a_profile_keeps_nothing() -> Result<(), Box<dyn Error>> {
    let home = Home::new()?;
    let folder = home.0.path().to_string_lossy().into_owned();
    let mut terminal = Terminal::start(&Start {
        program: program(),
        arguments: &["profile", "add", "shop"],
        environment: &[("HOME", &folder), ("XDG_CONFIG_HOME", "")],
        size: (60, 18),
    });
    terminal.wait_for("Credentials to keep").send(ID);
    terminal
        .wait_for(ID)
        .send("\x03")
        .wait_for("once more")
        .send("\x03");
    assert_eq!(terminal.end(), 130);
    assert!(terminal.is_as_found());
    assert!(!home.file("profiles.toml").exists());
    Ok(())
}

#[test]
fn the_command_line_counts_before_the_profile_the_file_and_the_locale() -> Result<(), Box<dyn Error>>
{
    let home = Home::with_shop()?;
    let spanish = ("LANG", "es_ES.UTF-8");
    assert_eq!(speaks(&home, &[], &[spanish])?, "es");
    home.write("config.toml", "lang = \"pt-BR\"\n")?;
    assert_eq!(speaks(&home, &[], &[spanish])?, "pt-BR");
    let profiles = std::fs::read_to_string(home.file("profiles.toml"))?;
    home.write(
        "profiles.toml",
        &profiles.replace("tokens =", "lang = \"en\"\ntokens ="),
    )?;
    assert_eq!(speaks(&home, &[], &[spanish])?, "en");
    assert_eq!(speaks(&home, &["--lang", "es"], &[])?, "es");
    Ok(())
}

#[test]
fn the_environment_counts_before_the_profile_and_tokens_of_two_instances_are_not_mixed()
-> Result<(), Box<dyn Error>> {
    let service = Service::start("happy");
    let home = Home::new()?;
    let [base, id, token, client] = service.environment();
    let add = [
        "profile",
        "add",
        "demo",
        "--base-url",
        base.1,
        "--instance-id",
        id.1,
    ];
    let (code, _, err) = home.run(&add, &[token, client], "")?;
    assert_eq!(code, Some(0), "{err}");
    let (code, _, err) = home.run(&["status"], &[], "")?;
    assert_eq!(code, Some(5), "all of it comes from the profile: {err}");
    let wrong = ("ZAPI_CLIENT_TOKEN", CLIENT);
    assert_eq!(
        home.run(&["status"], &[wrong], "")?.0,
        Some(4),
        "the environment counts"
    );
    let other = ("ZAPI_INSTANCE_ID", "00000000000000000000000000000000");
    let (code, _, err) = home.run(&["status"], &[other], "")?;
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("credentials are missing"), "{err}");
    Ok(())
}

#[test]
fn a_command_is_run_for_credentials_and_never_quoted() -> Result<(), Box<dyn Error>> {
    let service = Service::start("happy");
    let home = Home::new()?;
    let [base, id, token, client] = service.environment();
    let command = format!(
        "printf '%s\\n' ZAPI_INSTANCE_ID={} ZAPI_INSTANCE_TOKEN={} ZAPI_CLIENT_TOKEN={}",
        id.1, token.1, client.1
    );
    let given = ("ZAPI_ONBOARD_CREDENTIAL_COMMAND", command.as_str());
    assert_eq!(home.run(&["status"], &[base, given], "")?.0, Some(5));
    for (command, word) in [
        (format!("echo {TOKEN}; exit 1"), "failed"),
        (format!("echo {TOKEN}"), "wrote none"),
    ] {
        let given = ("ZAPI_ONBOARD_CREDENTIAL_COMMAND", command.as_str());
        let (code, _, err) = home.run(&["status"], &[base, given], "")?;
        assert_eq!(code, Some(2));
        assert!(err.contains(word), "{err}");
    }
    let add = [
        "profile",
        "add",
        "vault",
        "--tokens",
        "command",
        "--instance-id",
        id.1,
        "--base-url",
        base.1,
    ];
    assert_eq!(home.run(&add, &[given], "")?.0, Some(0));
    assert_eq!(home.run(&["status"], &[], "")?.0, Some(5));
    assert!(
        !std::fs::read_to_string(home.file("secrets.toml"))
            .unwrap_or_default()
            .contains(token.1)
    );
    Ok(())
}

#[test]
fn a_keyring_that_cannot_be_used_says_what_to_do_instead() -> Result<(), Box<dyn Error>> {
    let home = Home::new()?;
    let tokens = [
        ("ZAPI_INSTANCE_TOKEN", TOKEN),
        ("ZAPI_CLIENT_TOKEN", CLIENT),
    ];
    let add = [
        "profile",
        "add",
        "ring",
        "--tokens",
        "keyring",
        "--instance-id",
        ID,
    ];
    let (code, _, err) = home.run(&add, &tokens, "")?;
    if code == Some(0) {
        // Where there is one, it has what was put there, and forgets it.
        let (_, shown, _) = home.run(&["profile", "show", "ring"], &[], "")?;
        assert!(shown.contains("instance_token: true"), "{shown}");
        assert_eq!(
            home.run(&["profile", "remove", "ring"], &[], "")?.0,
            Some(0)
        );
    } else {
        assert_eq!(code, Some(2));
        assert!(err.contains("profile add ring --force"), "{err}");
        assert!(!home.file("profiles.toml").exists(), "nothing was kept");
    }
    Ok(())
}

#[test]
fn a_profile_that_the_command_line_names_counts_before_the_environment()
-> Result<(), Box<dyn Error>> {
    let home = Home::with_shop()?;
    let service = Service::start("happy");
    let environment = service.environment();
    let (code, _, err) = home.run(&["status"], &environment, "")?;
    assert_eq!(code, Some(5), "{err}");
    let (code, _, err) = home.run(&["status", "--profile", "shop"], &environment, "")?;
    assert_eq!(
        code,
        Some(4),
        "the service knows nothing of that one: {err}"
    );
    Ok(())
}

#[test]
fn a_profile_takes_neither_an_address_with_a_token_nor_what_no_command_could_use()
-> Result<(), Box<dyn Error>> {
    let home = Home::new()?;
    let address = format!("https://api.z-api.io/instances/{ID}/token/{TOKEN}/send-text");
    for (option, value) in [
        ("--instance-id", address.as_str()),
        ("--base-url", address.as_str()),
        ("--tz", "Nowhere/Land"),
    ] {
        let arguments = ["profile", "add", "shop", option, value];
        let (code, _, err) = home.run(&arguments, &[], &format!("{ID}\n{TOKEN}\n{CLIENT}\n"))?;
        assert_eq!(code, Some(2), "{option}: {err}");
        assert!(!home.file("profiles.toml").exists(), "{option}");
    }
    Ok(())
}

#[test]
fn a_file_of_settings_that_is_named_has_to_be_there() -> Result<(), Box<dyn Error>> {
    let home = Home::new()?;
    let (code, _, err) = home.run(&["sessions", "--config", "/nowhere/config.toml"], &[], "")?;
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("/nowhere/config.toml"), "{err}");
    Ok(())
}
