//! Colours and glyphs. Meaning is never told by colour alone: every tone has its sign.

use crate::locale::seven_bit::seven_bit;
use crate::wording::Tone;
use ratatui::style::{Color, Modifier, Style};

/// Whether colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The terminal's own sixteen, legible on light and dark grounds.
    Terminal,
    /// None.
    None,
}

/// Which signs are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlyphSet {
    /// Unicode signs.
    Unicode,
    /// 7-bit signs only.
    Ascii,
}

/// The looks.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    colours: Colours,
    glyphs: GlyphSet,
}

/// The signs of a glyph set, each one column wide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyphs {
    pub(crate) done: &'static str,
    pub(crate) current: &'static str,
    pub(crate) ahead: &'static str,
    pub(crate) pointer: &'static str,
    pub(crate) dot: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) busy: &'static str,
    pub(crate) frame: Frame,
}

/// The signs of a box.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) top_left: &'static str,
    pub(crate) top_right: &'static str,
    pub(crate) bottom_left: &'static str,
    pub(crate) bottom_right: &'static str,
    pub(crate) horizontal: &'static str,
    pub(crate) vertical: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    done: "✓",
    current: "●",
    ahead: "○",
    pointer: "›",
    dot: "•",
    rule: "─",
    busy: "…",
    frame: Frame {
        top_left: "┌",
        top_right: "┐",
        bottom_left: "└",
        bottom_right: "┘",
        horizontal: "─",
        vertical: "│",
    },
};

const ASCII: Glyphs = Glyphs {
    done: "x",
    current: "*",
    ahead: ".",
    pointer: ">",
    dot: "*",
    rule: "-",
    busy: "~",
    frame: Frame {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        horizontal: "-",
        vertical: "|",
    },
};

impl Theme {
    /// Looks with these colours and signs.
    #[must_use]
    pub fn new(colours: Colours, glyphs: GlyphSet) -> Self {
        Self { colours, glyphs }
    }

    /// Whether colours are used.
    #[must_use]
    pub fn colours(self) -> Colours {
        self.colours
    }

    /// Which signs are drawn.
    #[must_use]
    pub fn glyph_set(self) -> GlyphSet {
        self.glyphs
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

    pub(crate) fn title() -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(crate) fn quiet() -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    pub(crate) fn focused(self) -> Style {
        self.coloured(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// How something that can be focused looks, and the sign in front of it.
    pub(crate) fn marked(self, focused: bool) -> (Style, &'static str) {
        if focused {
            (self.focused(), self.glyphs().pointer)
        } else {
            (Style::new(), " ")
        }
    }

    /// What is said to the customer, and not to the person at the keys.
    pub(crate) fn customer(self) -> Style {
        self.coloured(Color::Magenta)
    }

    pub(crate) fn rail_current(self) -> Style {
        self.focused()
    }

    pub(crate) fn tone(self, tone: Tone) -> Style {
        match tone {
            Tone::Error => self.coloured(Color::Red).add_modifier(Modifier::BOLD),
            Tone::Warning => self.coloured(Color::Yellow),
            Tone::Good => self.coloured(Color::Green),
            Tone::Info => Style::new(),
            Tone::Raw => Self::quiet(),
        }
    }

    /// The sign in front of a note.
    pub(crate) fn sign(self, tone: Tone) -> &'static str {
        match (tone, self.glyphs) {
            (Tone::Error, GlyphSet::Unicode) => "✗",
            (Tone::Error, GlyphSet::Ascii) => "X",
            (Tone::Warning, _) => "!",
            (Tone::Good, GlyphSet::Unicode) => "✓",
            (Tone::Good, GlyphSet::Ascii) => "+",
            (Tone::Info, GlyphSet::Unicode) => "·",
            (Tone::Info, GlyphSet::Ascii) => "-",
            (Tone::Raw, GlyphSet::Unicode) => "»",
            (Tone::Raw, GlyphSet::Ascii) => ":",
        }
    }

    fn coloured(self, colour: Color) -> Style {
        match self.colours {
            Colours::Terminal => Style::new().fg(colour),
            Colours::None => Style::new(),
        }
    }
}
