//! The colours of a terminal: its ground, its text, the sixteen, the 256, and any other.

use std::fmt;

/// A colour as the screen has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rgb(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Rgb {
    /// Whether it can hardly be told from `other`.
    pub(crate) fn is_like(self, other: Rgb) -> bool {
        let parts = [(self.0, other.0), (self.1, other.1), (self.2, other.2)];
        let apart = parts.map(|(one, other)| u16::from(one.abs_diff(other)));
        apart.iter().sum::<u16>() < 150
    }

    /// So many hundredths of this colour on `ground`.
    pub(crate) fn on(self, ground: Rgb, percent: u8) -> Rgb {
        let mixed = |ink: u8, ground: u8| {
            let part = u16::from(ink) * u16::from(percent);
            let rest = u16::from(ground) * (100 - u16::from(percent));
            u8::try_from((part + rest) / 100).unwrap_or(u8::MAX)
        };
        Rgb(
            mixed(self.0, ground.0),
            mixed(self.1, ground.1),
            mixed(self.2, ground.2),
        )
    }
}

/// What a terminal is set to.
#[derive(Debug)]
pub(crate) struct Palette {
    pub(crate) ground: Rgb,
    pub(crate) text: Rgb,
    pub(crate) caret: Rgb,
    /// The bar above the screen, the line around it, and the title.
    pub(crate) bar: Rgb,
    pub(crate) edge: Rgb,
    pub(crate) title: Rgb,
    sixteen: [Rgb; 16],
}

/// A dark terminal.
pub(crate) static DARK: Palette = Palette {
    ground: Rgb(0x16, 0x18, 0x1d),
    text: Rgb(0xd7, 0xda, 0xe0),
    caret: Rgb(0xe6, 0xe9, 0xef),
    bar: Rgb(0x22, 0x25, 0x2c),
    edge: Rgb(0x3b, 0x40, 0x4a),
    title: Rgb(0x9a, 0xa1, 0xad),
    sixteen: [
        Rgb(0x3b, 0x40, 0x48),
        Rgb(0xf4, 0x70, 0x67),
        Rgb(0x7e, 0xc9, 0x7e),
        Rgb(0xe0, 0xb5, 0x57),
        Rgb(0x31, 0x6d, 0xca),
        Rgb(0xc2, 0x97, 0xff),
        Rgb(0x56, 0xd4, 0xdd),
        Rgb(0xb4, 0xbc, 0xc8),
        Rgb(0x7d, 0x84, 0x94),
        Rgb(0xff, 0x93, 0x8a),
        Rgb(0x98, 0xe0, 0x98),
        Rgb(0xf0, 0xcc, 0x75),
        Rgb(0x6c, 0xb6, 0xff),
        Rgb(0xdc, 0xbd, 0xfb),
        Rgb(0x7e, 0xe7, 0xee),
        Rgb(0xff, 0xff, 0xff),
    ],
};

/// A light terminal.
pub(crate) static LIGHT: Palette = Palette {
    ground: Rgb(0xff, 0xff, 0xff),
    text: Rgb(0x24, 0x29, 0x2f),
    caret: Rgb(0x24, 0x29, 0x2f),
    bar: Rgb(0xec, 0xee, 0xf1),
    edge: Rgb(0xc8, 0xcd, 0xd4),
    title: Rgb(0x5f, 0x67, 0x71),
    sixteen: [
        Rgb(0x24, 0x29, 0x2f),
        Rgb(0xc2, 0x1e, 0x2d),
        Rgb(0x16, 0x6b, 0x2f),
        Rgb(0x86, 0x5c, 0x00),
        Rgb(0x08, 0x5f, 0xce),
        Rgb(0x7b, 0x43, 0xc7),
        Rgb(0x0c, 0x6e, 0x78),
        Rgb(0x6e, 0x77, 0x81),
        Rgb(0x57, 0x60, 0x6a),
        Rgb(0xa4, 0x0e, 0x26),
        Rgb(0x1a, 0x7f, 0x37),
        Rgb(0x6b, 0x48, 0x00),
        Rgb(0x21, 0x8b, 0xff),
        Rgb(0xa4, 0x75, 0xf9),
        Rgb(0x31, 0x92, 0xaa),
        Rgb(0xff, 0xff, 0xff),
    ],
};

/// A black terminal, in the colours of the Linux console. Source: Linux, `drivers/tty/vt/vt.c`, `default_red` and its like.
pub(crate) static BLACK: Palette = Palette {
    ground: Rgb(0, 0, 0),
    text: Rgb(0xaa, 0xaa, 0xaa),
    caret: Rgb(0xff, 0xff, 0xff),
    bar: Rgb(0x1c, 0x1c, 0x1c),
    edge: Rgb(0x5a, 0x5a, 0x5a),
    title: Rgb(0xc0, 0xc0, 0xc0),
    sixteen: [
        Rgb(0x00, 0x00, 0x00),
        Rgb(0xaa, 0x00, 0x00),
        Rgb(0x00, 0xaa, 0x00),
        Rgb(0xaa, 0x55, 0x00),
        Rgb(0x00, 0x00, 0xaa),
        Rgb(0xaa, 0x00, 0xaa),
        Rgb(0x00, 0xaa, 0xaa),
        Rgb(0xaa, 0xaa, 0xaa),
        Rgb(0x55, 0x55, 0x55),
        Rgb(0xff, 0x55, 0x55),
        Rgb(0x55, 0xff, 0x55),
        Rgb(0xff, 0xff, 0x55),
        Rgb(0x55, 0x55, 0xff),
        Rgb(0xff, 0x55, 0xff),
        Rgb(0x55, 0xff, 0xff),
        Rgb(0xff, 0xff, 0xff),
    ],
};

impl Palette {
    /// A terminal's colour; `default` where it leaves the choice to the terminal.
    pub(crate) fn colour(&self, colour: vt100::Color, default: Rgb) -> Rgb {
        match colour {
            vt100::Color::Default => default,
            vt100::Color::Idx(index) => self.indexed(index),
            vt100::Color::Rgb(red, green, blue) => Rgb(red, green, blue),
        }
    }

    /// One of the 256: the sixteen, a cube of six steps, and 24 greys. Source: xterm's 256colres.
    fn indexed(&self, index: u8) -> Rgb {
        let step = |nth: u8| if nth == 0 { 0 } else { 55 + nth * 40 };
        match index {
            0..=15 => self.sixteen[usize::from(index)],
            16..=231 => {
                let cube = index - 16;
                Rgb(step(cube / 36), step(cube / 6 % 6), step(cube % 6))
            }
            232..=255 => {
                let grey = 8 + (index - 232) * 10;
                Rgb(grey, grey, grey)
            }
        }
    }
}
