//! The pictures on the screen: what is said of one, and where the terminal itself draws it.

use crate::flow::prompt::PromptId;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::picture;
use crate::tui::probe::{Hints, Means};
use crate::wording::{Note, Wording};
use ratatui::layout::Rect;

/// A picture that the terminal draws itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The window: one of another size forgets its pictures.
    pub window: Rect,
    /// The cells that it covers.
    pub area: Rect,
    /// How the person wants to see it.
    pub look: picture::Look,
    /// What it is drawn by.
    pub means: Means,
    /// The asking that it belongs to: another one may bring another picture.
    pub asking: PromptId,
}

impl App {
    /// What there is to say about a picture: that it cannot be decoded, and where it was saved.
    pub(super) fn picture_notes(&self, wording: &Wording<'_>, canvas: &Canvas) -> Vec<Note> {
        let error = canvas.error().map(|error| wording.picture_not_shown(error));
        let saved = canvas.saved().map(|saved| {
            let path = saved.ok().map(|path| path.display().to_string());
            wording.picture_saved(path.as_deref(), &self.look.address)
        });
        error.into_iter().chain(saved).collect()
    }

    /// Whether a picture is shown for which the terminal's own means would be better known.
    #[must_use]
    pub fn shows_picture(&self) -> bool {
        let shown = self.shown.as_ref();
        shown.is_some_and(|shown| shown.screen.canvas.is_some())
    }

    /// What the environment gives away about the terminal.
    #[must_use]
    pub fn terminal_hints(&self) -> Hints {
        self.look.terminal
    }

    /// Draws pictures by these means from here on.
    pub fn draw_pictures_by(&mut self, means: Means) {
        self.means = means;
    }

    /// Where the terminal itself is to draw a picture, how it is looked at, and by which of its means.
    #[must_use]
    pub fn placement(&self) -> Option<Placement> {
        let (window, area) = self.placed.get().filter(|_| self.means != Means::Cells)?;
        let shown = self.shown.as_ref()?;
        let canvas = shown.screen.canvas.as_ref()?;
        Some(Placement {
            window,
            area,
            look: canvas.look(),
            means: self.means,
            asking: shown.prompt.id,
        })
    }

    /// What the terminal draws a placed picture from.
    #[must_use]
    pub fn picture_sequence(&self, placement: &Placement) -> Option<Vec<u8>> {
        let canvas = self.shown.as_ref()?.screen.canvas.as_ref()?;
        let room = (
            usize::from(placement.area.width),
            usize::from(placement.area.height),
        );
        canvas.sequence(placement.means, room)
    }
}
