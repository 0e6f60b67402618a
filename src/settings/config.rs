//! The settings.

use crate::settings::file::{FileTrouble, Form, Whose, parse, read};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// What one source says; what it leaves out is said by the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Layer {
    /// The form of the file.
    pub version: Form,
    /// Language of what is said to the person.
    pub lang: Option<String>,
    /// Address of the service.
    pub base_url: Option<String>,
    /// Time zone of clock times.
    pub tz: Option<String>,
    /// Whether to use colours: `auto`, `always` or `never`.
    pub color: Option<String>,
    /// For which ground the colours are: `auto`, `dark`, `light`, `contrast` or `mono`.
    pub theme: Option<String>,
    /// Whether to write 7-bit signs only.
    pub ascii: Option<bool>,
    /// Whether to mask phone numbers and instance ids.
    pub mask: Option<bool>,
    /// Whether to begin in line mode.
    pub plain: Option<bool>,
    /// Seconds after which line mode says that something is still waited for, 0 to 3600; 0 for never.
    pub heartbeat: Option<u32>,
    /// Folder of the journal.
    pub state_dir: Option<PathBuf>,
    /// The person's name, as colleagues shall read it.
    pub operator: Option<String>,
    /// The profile that is used when none is named.
    pub profile: Option<String>,
}

/// A setting, for whoever writes the file.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// The option of the command line that counts before it.
    pub option: &'static str,
    /// The variable of the environment that counts before it.
    pub variable: &'static str,
    /// A value as it is written, which is the default where there is one.
    pub value: &'static str,
    /// What it is.
    pub about: &'static str,
}

impl Key {
    /// Every setting, in the order of the template.
    pub const ALL: [Key; 12] = [
        key(
            "profile",
            "--profile",
            "ZAPI_ONBOARD_PROFILE",
            "\"shop\"",
            "Profile whose credentials are used when none is named; without it, the default of `profile default`.",
        ),
        key(
            "lang",
            "--lang",
            "LC_ALL, LC_MESSAGES, LANG",
            "\"pt-BR\"",
            "Language: en, pt-BR or es; without it, the locale decides.",
        ),
        key(
            "base_url",
            "--base-url",
            "ZAPI_BASE_URL",
            "\"https://api.z-api.io\"",
            "Address of the service; plain http only to this machine.",
        ),
        key(
            "tz",
            "--tz",
            "TZ",
            "\"America/Sao_Paulo\"",
            "Time zone of clock times; without it, the machine's.",
        ),
        key(
            "color",
            "--color",
            "NO_COLOR, CLICOLOR_FORCE, CLICOLOR",
            "\"auto\"",
            "Colours: auto, always or never.",
        ),
        key(
            "theme",
            "--theme",
            "ZAPI_ONBOARD_THEME",
            "\"auto\"",
            "Colours for a dark or a light ground, with the most contrast, or none: auto, dark, light, contrast or mono.",
        ),
        key(
            "ascii",
            "--ascii",
            "ZAPI_ONBOARD_ASCII",
            "false",
            "Whether to write 7-bit signs only.",
        ),
        key(
            "mask",
            "--mask",
            "ZAPI_ONBOARD_MASK",
            "false",
            "Whether to show no more of phone numbers and instance ids than their last two characters.",
        ),
        key(
            "plain",
            "--plain",
            "ZAPI_ONBOARD_PLAIN, ACCESSIBLE",
            "false",
            "Whether to begin in line mode.",
        ),
        key(
            "heartbeat",
            "--heartbeat",
            "ZAPI_ONBOARD_HEARTBEAT",
            "30",
            "Seconds after which line mode says that something is still waited for, 0 to 3600; 0 for never.",
        ),
        key(
            "state_dir",
            "--state-dir",
            "ZAPI_ONBOARD_STATE_DIR",
            "\"/srv/onboarding\"",
            "Folder of the journal; without it, the system's folder for state.",
        ),
        key(
            "operator",
            "--operator",
            "ZAPI_ONBOARD_OPERATOR",
            "\"Ana\"",
            "Your name, as colleagues shall read it; without it, account and machine.",
        ),
    ];
}

const fn key(
    name: &'static str,
    option: &'static str,
    variable: &'static str,
    value: &'static str,
    about: &'static str,
) -> Key {
    Key {
        name,
        option,
        variable,
        value,
        about,
    }
}

/// Reads the file of settings; nothing is set when it is not there.
///
/// # Errors
/// It cannot be read, or is not what it should be.
pub fn read_config(path: &Path) -> Result<Layer, FileTrouble> {
    match read(path, Whose::Anybodys)? {
        Some(text) => parse(&text, path),
        None => Ok(Layer::default()),
    }
}

/// A file of settings with every key, nothing in it set.
#[must_use]
pub fn config_template() -> String {
    let mut text = format!(
        "# Settings of zapi-onboard. The command line counts before the environment, the environment before the\n\
         # profile, the profile before this file. Tokens do not belong here: see `zapi-onboard profile add`.\n\
         \n# The form of this file; one that a program does not know is refused by it.\nversion = {}\n",
        Form::LATEST
    );
    for key in Key::ALL {
        let Key {
            name,
            option,
            variable,
            value,
            about,
        } = key;
        for line in [
            "",
            about,
            &format!("{option}; {variable}"),
            &format!("{name} = {value}"),
        ] {
            let mark = if line.is_empty() { "" } else { "# " };
            text.extend([mark, line, "\n"]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error;

    #[test]
    fn the_template_sets_nothing_and_every_line_of_it_can_be_set() -> Result<(), Box<dyn Error>> {
        let template = config_template();
        assert_eq!(toml::from_str::<Layer>(&template)?, Layer::default());
        let is_setting = |line: &&str| {
            Key::ALL
                .iter()
                .any(|key| line.starts_with(&format!("# {} = ", key.name)))
        };
        let set: Vec<&str> = template
            .lines()
            .filter(is_setting)
            .map(|line| line.trim_start_matches("# "))
            .collect();
        assert_eq!(set.len(), Key::ALL.len());
        let layer: Layer = toml::from_str(&set.join("\n"))?;
        let Layer {
            version: Form,
            lang: Some(_),
            base_url: Some(_),
            tz: Some(_),
            color: Some(_),
            theme: Some(_),
            ascii: Some(_),
            mask: Some(_),
            plain: Some(_),
            heartbeat: Some(_),
            state_dir: Some(_),
            operator: Some(_),
            profile: Some(_),
        } = layer
        else {
            return Err("a key has no line in the template".into());
        };
        Ok(())
    }
}
