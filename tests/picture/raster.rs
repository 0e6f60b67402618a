//! An SVG as PNG, to look at. It is not committed: what is in the repository is text, of which a difference can be read.

use crate::drawing::window::{BOLD, REGULAR};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use std::sync::Arc;

/// Makes PNGs. Signs that the picture's own font lacks come from the machine's fonts.
pub(crate) struct Raster {
    options: Options<'static>,
}

impl Raster {
    pub(crate) fn new() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(BOLD.to_vec());
        fonts.load_system_fonts();
        let options = Options {
            fontdb: Arc::new(fonts),
            ..Options::default()
        };
        Self { options }
    }

    /// The picture, `scale` times as large as its SVG says.
    pub(crate) fn png(&self, svg: &str, scale: u16) -> Vec<u8> {
        let svg = &without_fonts(svg);
        let tree = Tree::from_str(svg, &self.options).expect("a picture of ours can be read");
        let large = |length: f32| length * f32::from(scale);
        let size = tree.size().to_int_size();
        let scaled = size
            .scale_by(f32::from(scale))
            .expect("a picture with pixels");
        let mut pixels = Pixmap::new(scaled.width(), scaled.height()).expect("room for the pixels");
        let transform = Transform::from_scale(large(1.0), large(1.0));
        resvg::render(&tree, transform, &mut pixels.as_mut());
        pixels.encode_png().expect("pixels become a PNG")
    }
}

/// The picture without its own font, which is here already.
fn without_fonts(svg: &str) -> String {
    let (before, rest) = svg.split_once("<style>").expect("a picture has a style");
    let (_, after) = rest.split_once("</style>").expect("which ends");
    [before, after].concat()
}
