//! All tests that look at the crate from outside, in one binary.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod backend;
mod believed;
mod captcha;
mod captcha_saved;
mod consequences;
mod desk;
mod doctor;
mod drawn;
mod enters;
mod every_call;
mod fake_service;
mod fixtures;
mod flow_account;
mod flow_branches;
mod flow_connected;
mod flow_driver;
mod flow_kept;
mod flow_lines;
mod flow_property;
mod flow_refused;
mod flow_secure;
mod flow_steps;
mod flow_waits;
mod gallery;
mod graphics;
mod help;
mod help_page;
mod hostile;
mod instances;
mod journal;
mod journeys;
mod json_lines;
mod kept_cli;
mod killed;
mod layers;
mod limits;
mod line_cost;
mod lines;
mod masks;
mod moved_journal;
mod network_journal;
mod number_screen;
mod one_line;
mod one_name;
mod parity;
mod pasted;
mod pasted_everywhere;
mod pictures;
mod player;
mod plays;
mod probe;
mod pty;
mod queue;
#[cfg(target_os = "linux")]
mod race;
mod raw_input;
mod readme;
mod reason_words;
mod resumed;
mod screens;
mod scripted;
mod secret_files;
mod secrets;
mod settings;
#[cfg(target_os = "linux")]
mod signals;
mod simulate;
#[cfg(target_os = "linux")]
mod spellings;
mod ssh;
#[cfg(target_os = "linux")]
mod ssh_server;
mod steps;
mod steps_lines;
mod steps_refused;
mod switches;
mod takeover;
mod terminal;
mod themes;
mod tunnel;
#[cfg(target_os = "linux")]
mod unread;
mod unrecorded;
mod upgrade;
mod verifying;
mod version;
mod warm_line;
mod watched;
mod wire;

// What draws the pictures of the screen.
#[path = "../picture"]
mod picture {
    pub(crate) mod drawing;
    pub(crate) mod keys;
    #[expect(dead_code, reason = "nobody looks at the tests' pictures")]
    pub(crate) mod raster;
}
use picture::drawing;
