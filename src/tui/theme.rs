//! Colours and signs. Meaning is never told by colour alone: every tone has its sign, and what is focused its pointer.
//!
//! A theme is for a ground that the terminal has (dark, light, or nobody knows which), paints its own (contrast), or uses
//! no colours at all (mono). Each is drawn in as many colours as the terminal has. Every ink can be read on every ground
//! that it comes on: a test computes the contrasts.

mod palette;
mod signs;

pub(crate) use signs::{Frame, Glyphs};

use crate::locale::seven_bit::seven_bit;
use crate::tui::theme::palette::Palette;
use crate::tui::theme::signs::{ASCII, UNICODE};
use crate::wording::Tone;
use ratatui::style::Style;

/// For which ground the colours are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The terminal's own ground is dark.
    Dark,
    /// The terminal's own ground is light.
    Light,
    /// The terminal's own ground is dark or light, nobody knows which.
    Either,
    /// A ground of its own, with the most contrast.
    Contrast,
    /// No colours, only bold, underlined and reversed.
    Mono,
}

impl Colours {
    /// All of them.
    pub const ALL: [Colours; 5] = [
        Colours::Dark,
        Colours::Light,
        Colours::Either,
        Colours::Contrast,
        Colours::Mono,
    ];
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The first sixteen.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// Red, green and blue of eight bits each.
    Rgb,
}

impl Depth {
    /// All of them.
    pub const ALL: [Depth; 3] = [Depth::Sixteen, Depth::Indexed, Depth::Rgb];
}

/// Which signs are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlyphSet {
    /// Unicode signs.
    Unicode,
    /// 7-bit signs only.
    Ascii,
}

/// What something is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// What is read.
    Text,
    /// The title of a page.
    Title,
    /// What is read when somebody looks for it: labels, hints, the line of a field.
    Quiet,
    /// What is focused, and where one is.
    Accent,
    /// The bar above a page.
    Bar,
    /// A button that is focused.
    Button,
    /// Something went right.
    Good,
    /// Something deserves care.
    Warning,
    /// Something went wrong.
    Error,
    /// What is said to the customer, and not to the person at the keys.
    Customer,
}

impl Ink {
    /// All of them.
    pub const ALL: [Ink; 10] = [
        Ink::Text,
        Ink::Title,
        Ink::Quiet,
        Ink::Accent,
        Ink::Bar,
        Ink::Button,
        Ink::Good,
        Ink::Warning,
        Ink::Error,
        Ink::Customer,
    ];
}

/// The looks.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    colours: Colours,
    depth: Depth,
    palette: &'static Palette,
    glyphs: GlyphSet,
}

impl Theme {
    /// Looks with these colours and signs.
    #[must_use]
    pub fn new(colours: Colours, depth: Depth, glyphs: GlyphSet) -> Self {
        let palette = Palette::of(colours, depth);
        Self {
            colours,
            depth,
            palette,
            glyphs,
        }
    }

    /// For which ground the colours are.
    #[must_use]
    pub fn colours(self) -> Colours {
        self.colours
    }

    /// How many colours are used.
    #[must_use]
    pub fn depth(self) -> Depth {
        self.depth
    }

    /// Which signs are drawn.
    #[must_use]
    pub fn glyph_set(self) -> GlyphSet {
        self.glyphs
    }

    /// What something is drawn with.
    #[must_use]
    pub fn ink(self, ink: Ink) -> Style {
        let Palette { ground, .. } = self.palette;
        ground.patch(self.palette.ink(ink))
    }

    /// What everything lies on; empty where that is the terminal's own.
    #[must_use]
    pub fn ground(self) -> Style {
        self.palette.ground
    }

    pub(crate) fn glyphs(self) -> &'static Glyphs {
        match self.glyphs {
            GlyphSet::Unicode => &UNICODE,
            GlyphSet::Ascii => &ASCII,
        }
    }

    /// Text as this glyph set can show it: dashes, dots and quotes of the messages in 7 bits where it must be.
    pub(crate) fn plain(self, text: &str) -> String {
        match self.glyphs {
            GlyphSet::Unicode => text.to_owned(),
            GlyphSet::Ascii => seven_bit(text),
        }
    }

    /// How something that can be focused looks, and the sign in front of it.
    pub(crate) fn marked(self, focused: bool) -> (Style, &'static str) {
        if focused {
            (self.ink(Ink::Accent), self.glyphs().pointer)
        } else {
            (self.ink(Ink::Text), " ")
        }
    }

    pub(crate) fn tone(self, tone: Tone) -> Style {
        self.ink(match tone {
            Tone::Error => Ink::Error,
            Tone::Warning => Ink::Warning,
            Tone::Good => Ink::Good,
            Tone::Info => Ink::Text,
            Tone::Raw => Ink::Quiet,
        })
    }

    /// The sign in front of a note.
    pub(crate) fn sign(self, tone: Tone) -> &'static str {
        let glyphs = self.glyphs();
        match tone {
            Tone::Error => glyphs.wrong,
            Tone::Warning => "!",
            Tone::Good => glyphs.right,
            Tone::Info => glyphs.info,
            Tone::Raw => glyphs.quoted,
        }
    }
}
