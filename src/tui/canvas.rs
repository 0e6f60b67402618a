//! A captcha on the screen: its picture, how the person wants to see it, and the file that it was saved to.

use crate::domain::picture::{Picture, PictureError};
use crate::picture::SavedPicture;
use crate::picture::pixels::Pixels;
use crate::tui::keymap::View;
use crate::tui::picture::protocols::{iterm, kitty};
use crate::tui::picture::{Brush, Look, draw, fitted};
use crate::tui::probe::Means;
use ratatui::text::Line;
use std::io;
use std::path::Path;

/// The number by which the terminal knows the picture.
pub(crate) const PICTURE_ID: u32 = 1;

/// The picture and its looks.
pub(crate) struct Canvas {
    picture: Picture,
    pixels: Result<Pixels, PictureError>,
    look: Look,
    saved: Option<io::Result<SavedPicture>>,
}

impl Canvas {
    /// Opens a picture.
    pub(crate) fn open(picture: &Picture) -> Self {
        Self {
            picture: picture.clone(),
            pixels: Pixels::decode(picture),
            look: Look::default(),
            saved: None,
        }
    }

    /// Whether it shows this very picture.
    pub(crate) fn shows(&self, picture: &Picture) -> bool {
        self.picture == *picture
    }

    /// Why it cannot be shown, where only decoding showed that.
    pub(crate) fn error(&self) -> Option<&PictureError> {
        let error = self.pixels.as_ref().err();
        error.filter(|_| self.picture.size().is_ok())
    }

    /// Whether it can be drawn.
    pub(crate) fn is_drawn(&self) -> bool {
        self.pixels.is_ok()
    }

    /// How it is looked at.
    pub(crate) fn look(&self) -> Look {
        self.look
    }

    /// The file that it was saved to, or why it could not be.
    pub(crate) fn saved(&self) -> Option<Result<&Path, &io::Error>> {
        let saved = self.saved.as_ref()?;
        Some(saved.as_ref().map(SavedPicture::path))
    }

    /// Shows the picture in another way, or saves it.
    pub(crate) fn change(&mut self, view: View) {
        match view {
            View::Zoom => self.zoom(),
            View::Pan(right, down) => self.look.pan(right, down),
            View::Invert => self.look.invert = !self.look.invert,
            View::Variant => {
                if let Ok(pixels) = &self.pixels {
                    self.look.toggle_threshold(pixels);
                }
            }
            View::Save => self.save(),
        }
    }

    /// Nearer, and after the nearest back to all of it.
    fn zoom(&mut self) {
        const NEAREST: u8 = 4;
        if self.look.zoom < NEAREST {
            self.look.zoom_in();
        } else {
            self.look.zoom = 0;
            self.look.pan(0, 0);
        }
    }

    /// Once: the file stays as long as the picture is asked about.
    fn save(&mut self) {
        if !matches!(self.saved, Some(Ok(_))) {
            self.saved = Some(SavedPicture::create(&self.picture));
        }
    }

    /// The picture in at most `room` columns and rows; no line where the terminal draws it itself, and none
    /// when it cannot be shown. Also how much room it takes.
    pub(crate) fn lines(
        &self,
        means: Means,
        brush: Brush,
        room: (usize, usize),
    ) -> (Vec<Line<'static>>, (usize, usize)) {
        let Ok(pixels) = &self.pixels else {
            return (Vec::new(), (0, 0));
        };
        let lines = match means {
            Means::Cells => draw(pixels, self.look, brush, room),
            Means::Kitty | Means::Iterm => Vec::new(),
        };
        (lines, fitted(pixels, self.look, room))
    }

    /// What the terminal draws it from, by its own means; `None` where it has none or the picture cannot be shown.
    pub(crate) fn sequence(&self, means: Means, room: (usize, usize)) -> Option<Vec<u8>> {
        let pixels = self.pixels.as_ref().ok()?;
        let both = (&self.picture, pixels);
        match means {
            Means::Cells => None,
            Means::Kitty => kitty(both, self.look, PICTURE_ID, room).ok(),
            Means::Iterm => iterm(both, self.look, room).ok(),
        }
    }
}
