//! A command that is run for credentials, such as a password manager's. What it writes is read as JSON or as lines of
//! `KEY=VALUE`, and never shown.

use crate::domain::credentials::CredentialFields;
use crate::domain::secret::Secret;
use crate::settings::secrets::Tokens;
use serde::Deserialize;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;
use zeroize::Zeroizing;

/// The longest that it is waited for.
pub const COMMAND_PATIENCE: Duration = Duration::from_secs(30);

/// The most that it may write, in bytes.
const MOST: u64 = 64 * 1024;

/// Why a command was of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandTrouble {
    /// It could not be started.
    #[error("the command could not be started")]
    NotStarted,
    /// It ended with a fault of its own.
    #[error("the command failed")]
    Failed,
    /// It did not end in time.
    #[error("the command did not end in time")]
    Slow,
    /// It wrote something else than credentials.
    #[error("the command wrote no credentials")]
    NotUnderstood,
}

/// What it may say, in either spelling.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    #[serde(alias = "ZAPI_INSTANCE_ID")]
    instance_id: Option<Zeroizing<String>>,
    #[serde(alias = "ZAPI_INSTANCE_TOKEN")]
    instance_token: Option<Zeroizing<String>>,
    #[serde(alias = "ZAPI_CLIENT_TOKEN")]
    client_token: Option<Zeroizing<String>>,
    #[serde(alias = "ZAPI_PARTNER_TOKEN")]
    partner_token: Option<Zeroizing<String>>,
}

/// Runs `command` by the shell and reads what it writes; what it says beside goes to standard error.
///
/// # Errors
/// It was of no use.
pub fn run_for_credentials(
    command: &str,
    patience: Duration,
) -> Result<(CredentialFields, Tokens), CommandTrouble> {
    let child = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|_error| CommandTrouble::NotStarted)?;
    let read = read_within(&mut child, patience);
    if read.is_err() {
        // It may have ended by now; its place in the table of processes is freed either way.
        let _ended = child.kill();
    }
    let status = child.wait().map_err(|_error| CommandTrouble::Failed)?;
    let text = read?;
    if !status.success() {
        return Err(CommandTrouble::Failed);
    }
    understand(&text)
}

fn read_within(child: &mut Child, patience: Duration) -> Result<Zeroizing<String>, CommandTrouble> {
    let output = child.stdout.take().ok_or(CommandTrouble::NotStarted)?;
    let (send, receive) = channel();
    let reader = move || {
        let mut text = Zeroizing::new(String::new());
        let read = output.take(MOST).read_to_string(&mut text);
        // Nobody may be waiting any more.
        let _unheard = send.send(read.map(|_count| text));
    };
    let begun = std::thread::Builder::new()
        .name("credentials".to_owned())
        .spawn(reader);
    begun.map_err(|_error| CommandTrouble::NotStarted)?;
    match receive.recv_timeout(patience) {
        Ok(Ok(text)) => Ok(text),
        Ok(Err(_not_text)) => Err(CommandTrouble::NotUnderstood),
        Err(_) => Err(CommandTrouble::Slow),
    }
}

fn understand(text: &str) -> Result<(CredentialFields, Tokens), CommandTrouble> {
    let not_understood = CommandTrouble::NotUnderstood;
    let said: Said = if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|_error| not_understood)?
    } else {
        lines(text)
    };
    let secret = |text: &Option<Zeroizing<String>>| text.as_ref().map(|t| Secret::new(t.as_str()));
    let tokens = Tokens {
        instance_token: secret(&said.instance_token),
        client_token: secret(&said.client_token),
        partner_token: secret(&said.partner_token),
    };
    if tokens == Tokens::default() {
        return Err(not_understood);
    }
    let fields = CredentialFields {
        instance_id: said.instance_id.as_deref().cloned().unwrap_or_default(),
        instance_token: tokens.instance_token.clone(),
        client_token: tokens.client_token.clone(),
    };
    Ok((fields, tokens))
}

/// Lines of `KEY=VALUE`, with or without `export` and quotes. Others are not meant for us.
fn lines(text: &str) -> Said {
    let mut said = Said::default();
    for line in text.lines() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']).to_owned();
        let place = match key.trim().to_ascii_lowercase().trim_start_matches("zapi_") {
            "instance_id" => &mut said.instance_id,
            "instance_token" => &mut said.instance_token,
            "client_token" => &mut said.client_token,
            "partner_token" => &mut said.partner_token,
            _ => continue,
        };
        *place = Some(Zeroizing::new(value));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(command: &str) -> Result<(String, Tokens), CommandTrouble> {
        let patience = Duration::from_secs(20);
        run_for_credentials(command, patience).map(|(fields, tokens)| (fields.instance_id, tokens))
    }

    #[test]
    fn json_and_lines_are_understood_in_either_spelling() {
        let tokens = Tokens {
            instance_token: Some(Secret::new("TOKEN")),
            client_token: Some(Secret::new("CLIENT")),
            partner_token: None,
        };
        let json =
            r#"echo '{"instance_id":"ID","instance_token":"TOKEN","ZAPI_CLIENT_TOKEN":"CLIENT"}'"#;
        let lines = "echo ID=x; echo ZAPI_INSTANCE_ID=ID; echo instance_token=TOKEN; echo 'export ZAPI_CLIENT_TOKEN=\"CLIENT\"'";
        for command in [json, lines] {
            assert_eq!(
                run(command),
                Ok(("ID".to_owned(), tokens.clone())),
                "{command}"
            );
        }
    }

    #[test]
    fn what_is_of_no_use_is_told_apart() {
        assert_eq!(run("exit 3"), Err(CommandTrouble::Failed));
        assert_eq!(run("echo hello"), Err(CommandTrouble::NotUnderstood));
        assert_eq!(run("echo '{broken'"), Err(CommandTrouble::NotUnderstood));
        let slow = run_for_credentials(
            "read never < /dev/zero; sleep 600",
            Duration::from_millis(20),
        );
        assert_eq!(slow.err(), Some(CommandTrouble::Slow));
    }
}
