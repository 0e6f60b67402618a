//! Where onboardings are written down on this machine, and under whose name.

use crate::cli::{Options, environment};
use crate::flow::event::Trouble;
use crate::journal::{FileSystem, Journal, Opened};
use crate::runtime::records::Records;
use etcetera::BaseStrategy;
use std::path::PathBuf;

/// The folder inside the system's folder for state.
const FOLDER: &str = "zapi-onboard";

/// Where and under whose name things are written down.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) folder: PathBuf,
    pub(super) operator: String,
}

impl State {
    /// As the command line and the environment say; `None` when there is no home to keep anything in.
    pub(super) fn of(options: &Options) -> Option<Self> {
        let named = options
            .state_dir
            .clone()
            .filter(|path| !path.as_os_str().is_empty());
        let folder = match named {
            Some(folder) => folder,
            None => home_for_state()?.join(FOLDER),
        };
        let operator = options
            .operator
            .clone()
            .filter(|name| !name.trim().is_empty());
        Some(Self {
            folder,
            operator: operator.unwrap_or_else(own_address),
        })
    }

    /// Opens the journal.
    pub(super) fn open(&self) -> Result<Opened, Trouble> {
        Journal::open(&self.folder, &self.operator)
    }

    /// On what the folder is, or will be made.
    pub(super) fn file_system(&self) -> FileSystem {
        FileSystem::of(&self.folder)
    }

    /// The same as [`State::records`], without the file where nothing was ever written down: it is begun when there is
    /// something to write.
    pub(super) fn records_if_begun<T>(
        self,
        service: &str,
        read: impl FnOnce(&Journal) -> Result<Vec<T>, Trouble>,
    ) -> (Records, Vec<T>, Option<Trouble>) {
        match Journal::is_begun(&self.folder) {
            Ok(false) => {
                let file_system = self.file_system();
                let records = Records::opening(Box::new(move || self.open()), service);
                let records = records.on(&file_system);
                (records, Vec::new(), None)
            }
            Ok(true) | Err(_) => self.records(service, read),
        }
    }

    /// Where onboardings at `service` are written down, what `read` finds there, and what the person must know of it.
    pub(super) fn records<T>(
        self,
        service: &str,
        read: impl FnOnce(&Journal) -> Result<Vec<T>, Trouble>,
    ) -> (Records, Vec<T>, Option<Trouble>) {
        let file_system = self.file_system();
        let records = Records::opening(Box::new(move || self.open()), service);
        let mut records = records.on(&file_system);
        let found = records
            .open()
            .and_then(|journal| journal.map_or_else(|| Ok(Vec::new()), |journal| read(journal)));
        match found {
            Ok(found) => (records, found, None),
            Err(trouble) => (records, Vec::new(), Some(trouble)),
        }
    }
}

fn home_for_state() -> Option<PathBuf> {
    let strategy = etcetera::base_strategy::Xdg::new().ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
}

/// Who and where this runs, as somebody at the other end of an SSH line would write it.
pub(super) fn own_address() -> String {
    let user = environment("USER").or_else(|| environment("LOGNAME"));
    let line = environment("SSH_CONNECTION").unwrap_or_default();
    let host = line.split(' ').nth(2).map(ToOwned::to_owned);
    let name = || {
        rustix::system::uname()
            .nodename()
            .to_string_lossy()
            .into_owned()
    };
    let host = host.unwrap_or_else(name);
    let host = if host.contains(':') {
        format!("[{host}]")
    } else {
        host
    };
    user.map_or_else(|| host.clone(), |user| format!("{user}@{host}"))
}
