//! From the command line, the environment, the profile and the file of settings to what counts.

use crate::cli::options::{Said, ThemeName};
use crate::cli::{Color, Options, complain, environment};
use crate::locale::catalog::{Catalog, Language};
use crate::settings::{Fault, FileTrouble, Folder, Layer, Profile, Profiles, read_config};
use color_eyre::eyre;
use etcetera::BaseStrategy;
use std::path::PathBuf;

/// The folder inside the system's folder for settings.
const FOLDER: &str = "zapi-onboard";

/// The profile that counts.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// Its name.
    pub(super) name: String,
    /// What it says.
    pub(super) profile: Profile,
}

/// Why the settings cannot be used, in words.
pub(super) enum Trouble {
    /// A file is not what it should be.
    File(FileTrouble),
    /// A setting has a value that it cannot have: the file, the key, the value.
    Value(PathBuf, &'static str, String),
    /// There is no such profile; these are known.
    NoProfile(String, Vec<String>),
}

impl Trouble {
    /// What to say.
    pub(super) fn sentence(&self, catalog: &Catalog) -> String {
        match self {
            Trouble::File(trouble) => file_sentence(trouble, catalog),
            Trouble::Value(path, key, value) => {
                catalog.cli_config_value(*key, path.display().to_string(), value.as_str())
            }
            Trouble::NoProfile(name, known) if known.is_empty() => {
                catalog.cli_profile_none(name.as_str())
            }
            Trouble::NoProfile(name, known) => {
                catalog.cli_profile_unknown(known.join(", "), name.as_str())
            }
        }
    }
}

/// What to say of a file.
pub(super) fn file_sentence(trouble: &FileTrouble, catalog: &Catalog) -> String {
    let path = trouble.path.display().to_string();
    match &trouble.fault {
        Fault::Unreadable => catalog.cli_cannot_read(path),
        Fault::Unwritable => catalog.cli_file_unwritable(path),
        Fault::Exposed => catalog.cli_file_exposed(path),
        Fault::Wrong { line, what } => catalog.cli_file_wrong(*line, path, what.as_str()),
        Fault::Token(line) => catalog.cli_file_token(*line, path),
        Fault::Newer { found, known } => catalog.cli_file_newer(*found, *known, path),
    }
}

/// The folder of settings and profiles; `None` when there is no home to keep anything in.
pub(super) fn folder() -> Option<Folder> {
    let strategy = etcetera::base_strategy::Xdg::new().ok()?;
    Some(Folder::at(strategy.config_dir().join(FOLDER)))
}

impl Options {
    /// Fills in what the profile and the file of settings say.
    pub(super) fn set_up(mut self) -> Result<Self, Trouble> {
        let folder = folder();
        let named = self
            .config
            .clone()
            .filter(|path| !path.as_os_str().is_empty());
        if let Some(named) = named.as_ref().filter(|path| !path.exists()) {
            // Other settings than those that were named would lead to another journal.
            return Err(Trouble::File(FileTrouble {
                path: named.clone(),
                fault: Fault::Unreadable,
            }));
        }
        let path = named.or_else(|| folder.as_ref().map(Folder::config));
        let (path, layer) = match path {
            Some(path) => {
                let layer = read_config(&path).map_err(Trouble::File)?;
                (path, layer)
            }
            None => (PathBuf::new(), Layer::default()),
        };
        let wanted = self.profile.clone().filter(|name| !name.is_empty());
        let wanted = wanted.or_else(|| layer.profile.clone());
        self.chosen = chosen(wanted)?;
        if let (Some(chosen), Some(folder)) = (&self.chosen, &folder) {
            let own = chosen.profile.layer();
            self.fill(&own)
                .map_err(|(key, value)| Trouble::Value(folder.profiles(), key, value))?;
        }
        let filled = self.fill(&layer);
        filled.map_err(|(key, value)| Trouble::Value(path, key, value))?;
        Ok(self)
    }

    /// Fills in what `layer` says and nothing said before; otherwise the key and its wrong value.
    fn fill(&mut self, layer: &Layer) -> Result<(), (&'static str, String)> {
        if let (None, Some(tag)) = (self.lang, &layer.lang) {
            let known = Language::from_tag(tag);
            self.lang = Some(known.ok_or_else(|| ("lang", tag.clone()))?);
        }
        if let (None, Some(name)) = (self.color_set, &layer.color) {
            let known = <Color as clap::ValueEnum>::from_str(name, false);
            self.color_set = Some(known.map_err(|_unknown| ("color", name.clone()))?);
        }
        if let (None, Some(name)) = (self.theme, &layer.theme) {
            let known = <ThemeName as clap::ValueEnum>::from_str(name, false);
            self.theme = Some(known.map_err(|_unknown| ("theme", name.clone()))?);
        }
        if let (None, Some(seconds)) = (self.heartbeat, layer.heartbeat) {
            if seconds > 3600 {
                return Err(("heartbeat", seconds.to_string()));
            }
            self.heartbeat = Some(seconds);
        }
        let empty = |text: &Option<String>| text.as_ref().is_none_or(String::is_empty);
        for (ours, theirs) in [
            (&mut self.base_url, &layer.base_url),
            (&mut self.tz, &layer.tz),
            (&mut self.operator, &layer.operator),
        ] {
            if empty(ours) {
                ours.clone_from(theirs);
            }
        }
        if self
            .state_dir
            .as_ref()
            .is_none_or(|path| path.as_os_str().is_empty())
        {
            self.state_dir.clone_from(&layer.state_dir);
        }
        if self.masking_said().is_none() {
            self.mask = layer.mask.map(Said::of);
        }
        self.ascii |= layer.ascii.unwrap_or(false);
        self.plain |= layer.plain.unwrap_or(false) && !self.json;
        Ok(())
    }
}

/// Every profile; none where there is no home to keep any in.
pub(super) fn read_profiles() -> Result<Profiles, Trouble> {
    match folder() {
        Some(folder) => Profiles::read(&folder.profiles()).map_err(Trouble::File),
        None => Ok(Profiles::default()),
    }
}

/// The profile of this name.
pub(super) fn named(profiles: &Profiles, name: &str) -> Result<Chosen, Trouble> {
    let name = name.to_owned();
    match profiles.all.get(&name).cloned() {
        Some(profile) => Ok(Chosen { name, profile }),
        None => Err(Trouble::NoProfile(
            name,
            profiles.all.keys().cloned().collect(),
        )),
    }
}

/// The profile of this name, else the default one.
fn chosen(wanted: Option<String>) -> Result<Option<Chosen>, Trouble> {
    let profiles = read_profiles()?;
    let wanted = wanted.or_else(|| profiles.default.clone());
    wanted.map(|name| named(&profiles, &name)).transpose()
}

/// Whether colours are used: the command line, `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, the settings.
pub(super) fn color(options: &Options) -> Color {
    color_of(options.color, options.color_set, environment)
}

fn color_of(
    flag: Option<Color>,
    set: Option<Color>,
    environment: impl Fn(&str) -> Option<String>,
) -> Color {
    let said = |name: &str| environment(name).filter(|value| !value.is_empty());
    let by_environment = if said("NO_COLOR").is_some() {
        Some(Color::Never)
    } else if said("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        Some(Color::Always)
    } else if said("CLICOLOR").is_some_and(|value| value == "0") {
        Some(Color::Never)
    } else {
        None
    };
    flag.or(by_environment).or(set).unwrap_or(Color::Auto)
}

/// Says what is wrong with the settings.
pub(super) fn say(trouble: &Trouble, catalog: &Catalog) -> eyre::Result<crate::exit::Exit> {
    complain(&trouble.sentence(catalog))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn for_colours_the_flag_counts_first_and_the_settings_last() {
        let colour = |flag, set, given: &[(&str, &str)]| {
            color_of(flag, set, |name| {
                let found = given.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        let (always, never) = (Some(Color::Always), Some(Color::Never));
        let no = ("NO_COLOR", "1");
        let force = ("CLICOLOR_FORCE", "1");
        let off = ("CLICOLOR", "0");
        assert_eq!(colour(always, never, &[no]), Color::Always);
        assert_eq!(colour(None, always, &[no, force]), Color::Never);
        assert_eq!(colour(None, never, &[force, off]), Color::Always);
        assert_eq!(colour(None, always, &[off]), Color::Never);
        assert_eq!(
            colour(None, never, &[("NO_COLOR", ""), ("CLICOLOR", "1")]),
            Color::Never
        );
        assert_eq!(colour(None, None, &[]), Color::Auto);
    }
}
