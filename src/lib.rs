//! Onboarding of phone numbers at Z-API mobile instances, in a terminal.
//!
//! ```text
//!           answers                     effects (data, in order)
//!  tui ───┬─► runtime ─► flow ─────────────────────► zapi     (HTTP)
//!  json ──┘      ▲  ▲     pure                        sim ◄── HTTP only, knows none of us
//!         prompt │  └─ next_wakeup (derived from state)
//!                └──── replies, clock, signals
//! ```
//!
//! The [`flow`] is a state machine without input or output: one [`flow::Flow`] is one number's onboarding.
//! Everything else is a shell around it. A test reads the sources and holds these layers:
//!
//! | layer | module | what it is | may name of ours |
//! | ---: | --- | --- | --- |
//! | 0 | [`domain`] | the words of the trade as types | – |
//! | 1 | [`flow`] | the machine: no IO, no clock, no text | domain |
//! | 1 | [`locale`] | typed text in each language, and how moments are said | domain |
//! | 2 | [`wording`] | a prompt's words, the same for every front end | domain, flow, locale |
//! | 2 | [`zapi`] | the vendor's HTTP API | domain, flow |
//! | 3 | [`runtime`] | the one loop, the clock, the calls, the signals | domain, flow, zapi |
//! | 4 | [`tui`] | the full screen | domain, flow, locale, wording, the front-end trait |
//! | 4 | [`json`] | the conversation for a program | domain, flow, locale, wording, the front-end trait and the lines |
//! | – | [`sim`] | a small Z-API for demos and tests | nothing |
//! | 5 | [`cli`], [`exit`] | command line and exit codes | everything |

pub mod cli;
pub mod domain;
pub mod exit;
pub mod flow;
pub mod journal;
pub mod json;
pub mod locale;
pub mod picture;
pub mod plain;
mod private_file;
pub mod report;
pub mod runtime;
pub mod settings;
pub mod sim;
pub mod single;
pub mod tui;
pub mod wording;
pub mod zapi;
