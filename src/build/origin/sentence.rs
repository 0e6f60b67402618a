//! The version in words, which depends on nothing but what it is given.

/// How much of a commit's name is told.
const DIGITS: usize = 7;

/// A commit that is checked out.
pub(crate) struct Commit {
    /// Its hexadecimal name.
    pub(crate) name: String,
    /// When it was made, in seconds since the Unix epoch.
    pub(crate) made: u64,
    /// Whether the sources differ from it.
    pub(crate) is_changed: bool,
}

/// The version with what is known of its origin.
pub(crate) fn sentence(version: &str, commit: Option<&Commit>, moment: Option<u64>) -> String {
    let Some(commit) = commit else {
        return version.to_owned();
    };
    let name: String = commit.name.chars().take(DIGITS).collect();
    let dirty = if commit.is_changed { "-dirty" } else { "" };
    let date = date(moment.unwrap_or(commit.made));
    format!("{version} ({name}{dirty} {date})")
}

/// The day of a moment in UTC, as in `2026-11-28`.
pub(crate) fn date(moment: u64) -> String {
    let is_leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let (mut year, mut day) = (1970, moment / 86_400);
    loop {
        let days = if is_leap(year) { 366 } else { 365 };
        if day < days {
            break;
        }
        day -= days;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if day < days {
            break;
        }
        day -= days;
        month += 1;
    }
    format!("{year}-{month:02}-{:02}", day + 1)
}
