//! The full screen: one frame for all prompts, drawn only when what it shows changes.
//!
//! It owns what lives on the screen only: half-typed text, the focus, the scroll position. What is asked comes
//! as a prompt, what is said comes from [`crate::wording`], and what the person means leaves as an answer.
//!
//! Against accidents: keys typed before a prompt that acts was first painted are dropped, an acting choice is
//! never focused on arrival, and an Enter that follows another within a moment (held down, or doubled) never
//! acts.

pub mod app;
mod aside;
pub mod backend;
mod canvas;
mod compose;
mod desk;
mod frame;
mod help;
mod keymap;
pub mod menu;
pub mod painter;
pub mod picture;
pub mod probe;
mod rows;
mod screen;
pub mod terminal;
pub mod theme;
mod widgets;
