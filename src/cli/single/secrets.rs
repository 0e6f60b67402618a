//! What a single step is not told on the command line: from the environment, from standard input, or asked for on
//! the terminal without being seen.

use crate::cli::ask::{Extent, Said, ask};
use crate::cli::environment;
use crate::domain::secret::Secret;
use crate::flow::event::SecureAnswer;
use crate::flow::prompt::AppealError;
use crate::locale::catalog::Catalog;
use crate::runtime::lines::{Lines, Typed};
use crate::runtime::signals::{EndSignal, Request, Signals, stop_until_continued};
use crate::single::{Goal, Secured};
use color_eyre::eyre;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most bytes of an appeal that are read.
const MOST_BYTES: u64 = 4 * AppealError::MAX_CHARS as u64 + 4;

/// What is wanted, perhaps without a secret that it takes.
#[derive(Debug)]
pub(super) enum Open {
    /// All is there.
    Goal(Goal),
    /// This is lacking.
    Lacks(SecretOf),
}

/// What is lacking.
#[derive(Debug)]
pub(super) enum SecretOf {
    /// The registration code.
    Code {
        /// Whether it may be of any length.
        any_length: bool,
    },
    /// The two-step PIN.
    Pin {
        /// Whether it may have more than six digits.
        any_length: bool,
    },
    /// What a captcha shows.
    Captcha,
    /// The reason of an appeal, perhaps in a file.
    Appeal(Option<PathBuf>),
    /// The code that was mailed.
    EmailCode,
    /// The PIN to be set.
    NewPin {
        /// Whether it may have more than six digits.
        any_length: bool,
    },
}

/// What came of asking.
pub(super) enum Asked {
    /// All is there.
    Goal(Goal),
    /// It is lacking; the sentence says how to give it.
    Missing(String),
    /// A signal came first.
    Interrupted(EndSignal),
}

/// Completes what is wanted.
pub(super) async fn goal(
    open: Open,
    catalog: &Catalog,
    signals: &mut Signals,
) -> eyre::Result<Asked> {
    let secret = match open {
        Open::Goal(goal) => return Ok(Asked::Goal(goal)),
        Open::Lacks(SecretOf::Appeal(file)) => {
            return appeal(file.as_deref(), catalog, signals).await;
        }
        Open::Lacks(secret) => secret,
    };
    let (variable, label) = match &secret {
        SecretOf::Code { .. } => ("ZAPI_ONBOARD_CODE", catalog.field_code()),
        SecretOf::Pin { .. } => ("ZAPI_ONBOARD_PIN", catalog.field_pin()),
        SecretOf::NewPin { .. } => ("ZAPI_ONBOARD_PIN", catalog.field_new_pin()),
        SecretOf::EmailCode => ("ZAPI_ONBOARD_EMAIL_CODE", catalog.field_email_code()),
        SecretOf::Captcha | SecretOf::Appeal(_) => ("", catalog.field_captcha()),
    };
    let given = environment(variable).filter(|value| !value.is_empty());
    let typed = if let Some(value) = given {
        Ok((Secret::new(value.clone()), Secret::new(value)))
    } else {
        let is_code = matches!(secret, SecretOf::Code { .. } | SecretOf::Pin { .. });
        let extent = if is_code {
            Extent::Message
        } else {
            Extent::Line
        };
        let twice =
            matches!(secret, SecretOf::NewPin { .. }).then(|| catalog.field_new_pin_again());
        from_input(&label, twice.as_deref(), extent, signals).await?
    };
    let (first, second) = match typed {
        Ok(typed) => typed,
        Err(Said::Interrupted(signal)) => return Ok(Asked::Interrupted(signal)),
        Err(Said::Nothing | Said::Text(_)) => {
            return Ok(Asked::Missing(catalog.cli_single_secret(variable, label)));
        }
    };
    Ok(Asked::Goal(match secret {
        SecretOf::Code { any_length } => Goal::Confirm {
            code: first,
            any_length,
        },
        SecretOf::Pin { any_length } => Goal::Pin {
            pin: first,
            any_length,
        },
        SecretOf::Captcha | SecretOf::Appeal(_) => Goal::AnswerCaptcha(first.expose().to_owned()),
        SecretOf::EmailCode => Goal::Secure(Secured::Set {
            answer: SecureAnswer::EmailCode(first),
            any_length: false,
        }),
        SecretOf::NewPin { any_length } => Goal::Secure(Secured::Set {
            answer: SecureAnswer::NewPin {
                pin: first,
                again: second,
            },
            any_length,
        }),
    }))
}

/// Asks once, or twice; what was not said twice is taken as said.
async fn from_input(
    label: &str,
    again: Option<&str>,
    extent: Extent,
    signals: &mut Signals,
) -> eyre::Result<Result<(Secret, Secret), Said>> {
    let mut lines = Lines::stdin()?;
    let first = match ask(&mut lines, label, extent, signals).await? {
        Said::Text(text) => text,
        other @ (Said::Nothing | Said::Interrupted(_)) => return Ok(Err(other)),
    };
    let Some(again) = again else {
        return Ok(Ok((first.clone(), first)));
    };
    Ok(match ask(&mut lines, again, extent, signals).await? {
        Said::Text(second) => Ok((first, second)),
        other @ (Said::Nothing | Said::Interrupted(_)) => Err(other),
    })
}

async fn appeal(
    file: Option<&Path>,
    catalog: &Catalog,
    signals: &mut Signals,
) -> eyre::Result<Asked> {
    let mut text = String::new();
    let is_read = match file {
        Some(path) => {
            let file = File::open(path);
            let read = file.and_then(|file| file.take(MOST_BYTES).read_to_string(&mut text));
            read.is_ok()
        }
        None => match all_lines(signals).await? {
            Ok(lines) => {
                text = lines;
                true
            }
            Err(signal) => return Ok(Asked::Interrupted(signal)),
        },
    };
    if !is_read || text.trim().is_empty() {
        let path = file.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        return Ok(Asked::Missing(catalog.cli_single_appeal(path)));
    }
    Ok(Asked::Goal(Goal::Appeal(text)))
}

/// All of standard input, up to what is too long in any case; or the signal that came first.
async fn all_lines(signals: &mut Signals) -> eyre::Result<Result<String, EndSignal>> {
    let mut lines = Lines::stdin()?;
    let mut text = String::new();
    let most = usize::try_from(MOST_BYTES)?;
    while text.len() < most {
        match lines.take_next() {
            Some(Typed::Line { text: line, .. }) => {
                text.push_str(&line);
                text.push('\n');
            }
            // Longer than any appeal may be, which its check says.
            Some(Typed::TooLong) => text.push_str(&".".repeat(most)),
            Some(Typed::End) => break,
            None => tokio::select! {
                biased;
                request = signals.next() => match request {
                    Request::End(signal) => return Ok(Err(signal)),
                    Request::Stop => stop_until_continued()?,
                },
                ready = lines.ready() => ready?,
            },
        }
    }
    Ok(Ok(text))
}
