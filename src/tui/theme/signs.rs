//! The signs of each glyph set.

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
    /// The bar along something that is said aside.
    pub(crate) bar: &'static str,
    /// The way between two stations that is gone, and the one that lies ahead.
    pub(crate) way: [&'static str; 2],
    /// A cell of a large digit.
    pub(crate) block: &'static str,
    pub(crate) arrow: &'static str,
    pub(crate) star: &'static str,
    pub(crate) wrong: &'static str,
    pub(crate) right: &'static str,
    pub(crate) info: &'static str,
    pub(crate) quoted: &'static str,
    pub(crate) frame: Frame,
    /// The frame of what is focused.
    pub(crate) heavy: Frame,
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

pub(super) const UNICODE: Glyphs = Glyphs {
    done: "✓",
    current: "●",
    ahead: "○",
    pointer: "›",
    dot: "•",
    rule: "─",
    busy: "…",
    bar: "▌",
    way: ["│", "╎"],
    block: "█",
    arrow: "▸",
    star: "★",
    wrong: "✗",
    right: "✓",
    info: "·",
    quoted: "»",
    frame: Frame {
        top_left: "╭",
        top_right: "╮",
        bottom_left: "╰",
        bottom_right: "╯",
        horizontal: "─",
        vertical: "│",
    },
    heavy: Frame {
        top_left: "┏",
        top_right: "┓",
        bottom_left: "┗",
        bottom_right: "┛",
        horizontal: "━",
        vertical: "┃",
    },
};

pub(super) const ASCII: Glyphs = Glyphs {
    done: "+",
    current: "*",
    ahead: ".",
    pointer: ">",
    dot: "*",
    rule: "-",
    busy: "~",
    bar: "|",
    way: ["|", ":"],
    block: "#",
    arrow: ">",
    star: "*",
    wrong: "X",
    right: "+",
    info: "-",
    quoted: ":",
    frame: Frame {
        top_left: ".",
        top_right: ".",
        bottom_left: "'",
        bottom_right: "'",
        horizontal: "-",
        vertical: "|",
    },
    heavy: Frame {
        top_left: "#",
        top_right: "#",
        bottom_left: "#",
        bottom_right: "#",
        horizontal: "=",
        vertical: "#",
    },
};
