//! Onboarding of phone numbers at Z-API mobile instances, in a terminal.
//!
//! ```text
//!           answers                      effects (data, in order)
//!  tui ────┐                         ┌──────────────► zapi     (HTTP)
//!  plain ──┼─► runtime ─► flow ──────┤
//!  json ───┤      ▲  ▲     pure      └──────────────► journal  (SQLite)
//!  single ─┘      │  └─ next_wakeup (derived from state)
//!          prompt │
//!                 └──── replies, clock, signals       sim ◄── HTTP only, knows none of us
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
//! | 1 | [`roster`] | how many onboardings are doing, in the order in which they want to be seen | domain, flow |
//! | 2 | [`wording`] | a prompt's words, the same for every front end | domain, flow, locale, roster |
//! | 2 | [`zapi`] | the vendor's HTTP API | domain, flow |
//! | 2 | [`journal`] | what is written down, and who is at what | domain, flow |
//! | 3 | [`runtime`] | the one loop, the clock, the calls, the signals | domain, flow, journal, roster, zapi |
//! | 4 | [`tui`] | the full screen | domain, flow, locale, wording, the front-end trait |
//! | 4 | [`plain`] | line mode: the same, one line after the other | domain, flow, locale, picture, wording, the front-end trait and the lines |
//! | 4 | [`json`] | the conversation for a program | domain, flow, locale, wording, the front-end trait and the lines |
//! | 4 | [`single`] | one step towards one goal, for scripts | domain, flow, the front-end trait |
//! | 4 | [`demo`] | somebody made of rules at the keys of the screen | domain, flow, locale, the simulator, the front-end trait, the clock, where one stands on the screen |
//! | – | [`settings`] | profiles, settings, tokens that are kept | domain |
//! | – | [`picture`] | a captcha as greys, and what is seen of it | domain |
//! | – | [`queue`] | a list of numbers in a file, and what came of them | domain |
//! | – | [`sim`] | a small Z-API for demos and tests | nothing |
//! | 5 | [`cli`], [`exit`] | command line and exit codes | everything |

pub mod cli;
pub mod demo;
pub mod domain;
pub mod exit;
pub mod flow;
pub mod journal;
pub mod json;
pub mod locale;
pub mod picture;
pub mod plain;
mod private_file;
pub mod queue;
pub mod report;
pub mod roster;
pub mod runtime;
pub mod settings;
pub mod sim;
pub mod single;
pub mod tui;
pub mod wording;
pub mod zapi;
