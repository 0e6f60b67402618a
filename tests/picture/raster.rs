//! An SVG as PNG, to look at. It is not committed: what is in the repository is text, of which a difference can be read.

use crate::drawing::window::{BOLD, REGULAR};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::Arc;

/// Makes PNGs.
pub(crate) struct Raster {
    options: Options<'static>,
}

impl Raster {
    /// With the letters that pictures bring, and those of the machine for signs that they do not bring.
    pub(crate) fn new() -> Self {
        let mut letters = own_letters();
        letters.load_system_fonts();
        Self::with(letters)
    }

    /// With these letters.
    pub(crate) fn with(letters: fontdb::Database) -> Self {
        let options = Options {
            fontdb: Arc::new(letters),
            ..Options::default()
        };
        Self { options }
    }

    /// The picture as a PNG, `scale` times as large as its SVG says.
    pub(crate) fn png(&self, svg: &str, scale: u16) -> Vec<u8> {
        let pixels = self.pixels(&without_fonts(svg), scale);
        pixels.encode_png().expect("pixels become a PNG")
    }

    /// The dots of any SVG.
    pub(crate) fn pixels(&self, svg: &str, scale: u16) -> Pixmap {
        let tree = Tree::from_str(svg, &self.options).expect("it is an SVG");
        let scale = f32::from(scale);
        let size = tree.size().to_int_size().scale_by(scale);
        let size = size.expect("a picture with dots");
        let mut pixels = Pixmap::new(size.width(), size.height()).expect("room for the dots");
        let transform = Transform::from_scale(scale, scale);
        resvg::render(&tree, transform, &mut pixels.as_mut());
        pixels
    }
}

/// The letters that pictures bring.
pub(crate) fn own_letters() -> fontdb::Database {
    let mut letters = fontdb::Database::new();
    letters.load_font_data(REGULAR.to_vec());
    letters.load_font_data(BOLD.to_vec());
    letters
}

/// The picture without its own font, which is here already.
fn without_fonts(svg: &str) -> String {
    let (before, rest) = svg.split_once("<style>").expect("a picture has a style");
    let (_, after) = rest.split_once("</style>").expect("which ends");
    [before, after].concat()
}
