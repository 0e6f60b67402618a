//! The simulated service with several instances, as a process of its own, and a list of them in a file. The benchmark
//! of the desk uses it too.

use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What to answer to a question that is asked until a number waits for its phone; `None` when it is none of them.
pub(crate) fn way_to_the_phone(question: &Value) -> Option<Value> {
    let mut answer = json!({"session": question["session"], "prompt": question["prompt"]});
    match question["name"].as_str().unwrap_or_default() {
        "number" => {}
        "number_gate" => answer["choose"] = "use_number".into(),
        "board" => answer["choose"] = "pick_sms".into(),
        "request_gate" => answer["choose"] = "request_sms".into(),
        "code" => answer["code"] = "123456".into(),
        _ => return None,
    }
    Some(answer)
}

/// Lines of what a client needs that are variables.
const VARIABLES: usize = 5;

/// The service, which ends with this.
pub(crate) struct Instances {
    process: Child,
    environment: Vec<(String, String)>,
}

impl Instances {
    /// Serves so many instances, and lists them in a file that is not there yet.
    pub(crate) fn serve(
        program: &Path,
        scenario: &str,
        count: u16,
        list: &Path,
    ) -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(program)
            .args(["simulate", scenario, "--instances", &count.to_string()])
            .arg("--list")
            .arg(list)
            .env_clear()
            .env("LANG", "en_US.UTF-8")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let out = process.stdout.take().ok_or("its words")?;
        let mut environment = Vec::new();
        for line in BufReader::new(out).lines() {
            let line = line?;
            let variable = line.split_once('=').filter(|_| line.starts_with("ZAPI_"));
            environment.extend(variable.map(|(name, value)| (name.to_owned(), value.to_owned())));
            if environment.len() == VARIABLES {
                break;
            }
        }
        Ok(Self {
            process,
            environment,
        })
    }

    /// Its address and its credentials, as the environment gives them.
    pub(crate) fn environment(&self) -> impl Iterator<Item = (&str, &str)> {
        let variables = self.environment.iter();
        variables.map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl Drop for Instances {
    fn drop(&mut self) {
        let _gone = self.process.kill();
        let _gone = self.process.wait();
    }
}
