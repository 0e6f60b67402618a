//! The colours themselves.
//!
//! For a terminal's own ground, text keeps the terminal's own colour, which its owner reads all day. Where nobody knows
//! the ground, an ink has to be readable on black and on white: that leaves few of the 256, and of the sixteen, of which
//! everybody's are different, none; there weight tells what colour cannot.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where colours are made of red, green and blue"
)]

use crate::tui::theme::{Colours, Depth, Ink};
use ratatui::style::{Color, Modifier, Style};

/// What everything is drawn with.
#[derive(Debug)]
pub(super) struct Palette {
    /// What everything lies on; empty where that is the terminal's own.
    pub(super) ground: Style,
    title: Style,
    quiet: Style,
    accent: Style,
    bar: Style,
    button: Style,
    good: Style,
    warning: Style,
    error: Style,
    customer: Style,
}

impl Palette {
    pub(super) fn of(colours: Colours, depth: Depth) -> &'static Self {
        match (colours, depth) {
            (Colours::Dark, Depth::Sixteen) => &DARK_16,
            (Colours::Dark, Depth::Indexed) => &DARK_256,
            (Colours::Dark, Depth::Rgb) => &DARK_RGB,
            (Colours::Light, Depth::Sixteen) => &LIGHT_16,
            (Colours::Light, Depth::Indexed) => &LIGHT_256,
            (Colours::Light, Depth::Rgb) => &LIGHT_RGB,
            (Colours::Either, Depth::Sixteen) | (Colours::Mono, _) => &MONO,
            (Colours::Either, Depth::Indexed) => &EITHER_256,
            (Colours::Either, Depth::Rgb) => &EITHER_RGB,
            (Colours::Contrast, Depth::Sixteen) => &CONTRAST_16,
            (Colours::Contrast, Depth::Indexed) => &CONTRAST_256,
            (Colours::Contrast, Depth::Rgb) => &CONTRAST_RGB,
        }
    }

    pub(super) fn ink(&self, ink: Ink) -> Style {
        match ink {
            Ink::Text => Style::new(),
            Ink::Title => self.title,
            Ink::Quiet => self.quiet,
            Ink::Accent => self.accent,
            Ink::Bar => self.bar,
            Ink::Button => self.button,
            Ink::Good => self.good,
            Ink::Warning => self.warning,
            Ink::Error => self.error,
            Ink::Customer => self.customer,
        }
    }
}

const fn fg(colour: Color) -> Style {
    Style::new().fg(colour)
}

const fn bold(colour: Color) -> Style {
    fg(colour).add_modifier(Modifier::BOLD)
}

const fn on(ground: Color, colour: Color) -> Style {
    bold(colour).bg(ground)
}

const fn nth(colour: u8) -> Color {
    Color::Indexed(colour)
}

/// A colour as it is written everywhere: `0xRRGGBB`.
const fn rgb(colour: u32) -> Color {
    Color::from_u32(colour)
}

const PLAIN_BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
const REVERSED: Style = Style::new().add_modifier(Modifier::REVERSED);

/// Without colours, and where none of the sixteen is readable on every ground.
const MONO: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: Style::new(),
    accent: PLAIN_BOLD,
    bar: REVERSED,
    button: PLAIN_BOLD.add_modifier(Modifier::REVERSED),
    good: Style::new(),
    warning: PLAIN_BOLD,
    error: PLAIN_BOLD.add_modifier(Modifier::UNDERLINED),
    customer: Style::new(),
};

const DARK_16: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(Color::Gray),
    accent: bold(Color::LightCyan),
    bar: on(Color::Blue, Color::White),
    button: on(Color::Blue, Color::White),
    good: fg(Color::LightGreen),
    warning: fg(Color::LightYellow),
    error: bold(Color::LightRed),
    customer: fg(Color::LightMagenta),
};

const DARK_256: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(nth(249)),
    accent: bold(nth(81)),
    bar: on(nth(24), nth(255)),
    button: on(nth(81), nth(16)),
    good: fg(nth(78)),
    warning: fg(nth(221)),
    error: bold(nth(210)),
    customer: fg(nth(183)),
};

const DARK_RGB: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(rgb(0x009a_a5b1)),
    accent: bold(rgb(0x007c_c7ff)),
    bar: on(rgb(0x000b_5c8a), rgb(0x00ff_ffff)),
    button: on(rgb(0x007c_c7ff), rgb(0x0008_1820)),
    good: fg(rgb(0x006e_e7a8)),
    warning: fg(rgb(0x00ff_d166)),
    error: bold(rgb(0x00ff_8f8f)),
    customer: fg(rgb(0x00d6_a8ff)),
};

const LIGHT_16: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: Style::new(),
    accent: bold(Color::Blue),
    bar: on(Color::Blue, Color::White),
    button: on(Color::Blue, Color::White),
    good: fg(Color::Blue),
    warning: bold(Color::Magenta),
    error: bold(Color::Red),
    customer: fg(Color::Magenta),
};

const LIGHT_256: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(nth(59)),
    accent: bold(nth(24)),
    bar: on(nth(24), nth(231)),
    button: on(nth(24), nth(231)),
    good: fg(nth(22)),
    warning: fg(nth(94)),
    error: bold(nth(124)),
    customer: fg(nth(55)),
};

const LIGHT_RGB: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(rgb(0x005b_6470)),
    accent: bold(rgb(0x0000_578a)),
    bar: on(rgb(0x0000_578a), rgb(0x00ff_ffff)),
    button: on(rgb(0x0000_578a), rgb(0x00ff_ffff)),
    good: fg(rgb(0x000a_6b3d)),
    warning: fg(rgb(0x007a_5200)),
    error: bold(rgb(0x00b3_261e)),
    customer: fg(rgb(0x006b_2fb3)),
};

const EITHER_256: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    quiet: fg(nth(243)),
    accent: bold(nth(63)),
    bar: on(nth(24), nth(231)),
    button: on(nth(24), nth(231)),
    good: fg(nth(29)),
    warning: PLAIN_BOLD,
    error: bold(nth(131)),
    customer: fg(nth(98)),
};

const EITHER_RGB: Palette = Palette {
    ground: Style::new(),
    title: PLAIN_BOLD,
    // As short as they go: these two are in every frame.
    quiet: fg(nth(243)),
    accent: bold(nth(63)),
    bar: on(nth(24), nth(231)),
    button: on(nth(24), nth(231)),
    good: fg(rgb(0x0000_8744)),
    warning: fg(rgb(0x00a1_6b00)),
    error: bold(rgb(0x00e0_2f28)),
    customer: fg(rgb(0x008c_5dcf)),
};

/// Of black and white alone: some terminals' sixteen make the others dark.
const CONTRAST_16: Palette = Palette {
    ground: fg(Color::White).bg(Color::Black),
    title: bold(Color::White),
    quiet: fg(Color::White),
    accent: on(Color::White, Color::Black),
    bar: on(Color::White, Color::Black),
    button: on(Color::White, Color::Black),
    good: bold(Color::White),
    warning: bold(Color::White).add_modifier(Modifier::UNDERLINED),
    error: on(Color::White, Color::Black),
    customer: bold(Color::White),
};

const CONTRAST_256: Palette = Palette {
    ground: fg(nth(231)).bg(nth(16)),
    title: bold(nth(231)),
    quiet: fg(nth(231)),
    accent: bold(nth(226)),
    bar: on(nth(226), nth(16)),
    button: on(nth(226), nth(16)),
    good: bold(nth(120)),
    warning: bold(nth(226)),
    error: on(nth(217), nth(16)),
    customer: bold(nth(123)),
};

const CONTRAST_RGB: Palette = Palette {
    ground: fg(rgb(0x00ff_ffff)).bg(rgb(0x0000_0000)),
    title: bold(rgb(0x00ff_ffff)),
    quiet: fg(rgb(0x00ff_ffff)),
    accent: bold(rgb(0x00ff_ff00)),
    bar: on(rgb(0x00ff_ff00), rgb(0x0000_0000)),
    button: on(rgb(0x00ff_ff00), rgb(0x0000_0000)),
    good: bold(rgb(0x0080_ff9e)),
    warning: bold(rgb(0x00ff_ff00)),
    error: on(rgb(0x00ff_c2c2), rgb(0x0000_0000)),
    customer: bold(rgb(0x0080_ffff)),
};
