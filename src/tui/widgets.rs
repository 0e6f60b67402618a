//! The pieces that screens are made of.

pub(crate) mod area;
pub(crate) mod digits;
pub(crate) mod field;
pub(crate) mod picker;
pub(crate) mod text;
