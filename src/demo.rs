//! The demo that plays itself: somebody made of rules sits at the keys of the screen.
//!
//! ```text
//!  scenario ──► plan ──► mind ──► answer ──► hands ──► next key ──► player ──► when it is pressed
//!                         ▲                    ▲                                      │
//!                         └──── prompt ────────┴── what stands on the screen ◄────────┘
//! ```
//!
//! All of it is pure: it is handed what is shown, what has been typed and what time it is, and says which key comes next
//! and when. Whoever runs it feeds the keys to the screen as those of a terminal, so that everything that holds for a
//! person holds for it. It plays against the embedded simulator and against nothing else: a player is made from one of
//! its scenarios, and the only clock that it can hurry, [`clock::DemoClock`], is the simulator's too.
//!
//! Not responsible for terminals, for starting a simulator, and for what the onboarding does.

pub mod caption;
pub mod clock;
mod hands;
pub mod mind;
pub mod plan;
pub mod player;
