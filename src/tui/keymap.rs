//! What a terminal event means on this screen. A printable key is always text.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use zeroize::Zeroizing;

/// What the person pressed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// Text.
    Char(char),
    /// Text that was pasted. It may be a secret.
    Paste(Zeroizing<String>),
    /// A part of a paste whose end got lost. It may be a secret.
    TornPaste(Zeroizing<String>),
    /// Remove what stands before the caret.
    Backspace,
    /// Remove what stands behind the caret.
    Delete,
    /// Empty the field.
    ClearLine,
    /// The caret to the left.
    Left,
    /// The caret to the right.
    Right,
    /// The caret to the start.
    Home,
    /// The caret to the end.
    End,
    /// The next thing to focus.
    Next,
    /// The one before.
    Previous,
    /// Further up: in an open list, else the thing before.
    Up,
    /// Further down: in an open list, else the next thing.
    Down,
    /// Take what is focused.
    Enter,
    /// Back.
    Escape,
    /// Further up.
    PageUp,
    /// Further down.
    PageDown,
    /// Leave, after asking once.
    Interrupt,
    /// Draw everything anew.
    Redraw,
    /// Suspend the program.
    Suspend,
    /// Show or hide secrets.
    Reveal,
    /// Another view of what the question shows.
    View(View),
    /// Something beside the question.
    Aside(Aside),
    /// To line mode.
    Switch,
    /// Something about the onboardings at hand.
    Desk(DeskKey),
}

/// What can be done with the onboardings at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeskKey {
    /// List them, or shut the list.
    List,
    /// Look at the one that has needed a person for the longest time.
    Next,
    /// Put another number on the desk.
    New,
}

/// What can be done with the view of a question: its picture or its ready-made texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// The next ready-made text, or the picture in two tones.
    Variant,
    /// The picture nearer.
    Zoom,
    /// Another part of the picture: steps to the right and down.
    Pan(i16, i16),
    /// Light and dark of the picture the other way round.
    Invert,
    /// The picture or the evidence into a file.
    Save,
}

/// What can be done beside the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    /// The evidence to the clipboard.
    Copy,
    /// The sentence for the customer: shown, hidden, in another language.
    Customer,
    /// The next language.
    Language,
    /// Numbers and ids masked, or shown.
    Mask,
    /// Help about the question.
    Help,
}

/// The key of an event; `None` for releases and for everything that means nothing here.
pub(crate) fn key_of(event: Event) -> Option<Key> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => of_key(key),
        Event::Paste(text) => Some(Key::Paste(Zeroizing::new(text))),
        Event::Key(_)
        | Event::FocusGained
        | Event::FocusLost
        | Event::Mouse(_)
        | Event::Resize(..) => None,
    }
}

fn of_key(key: KeyEvent) -> Option<Key> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    if let KeyCode::Char(c) = key.code {
        return match (control, alt, c.to_ascii_lowercase()) {
            (false, false, _) => Some(Key::Char(c)),
            (true, false, 'c') => Some(Key::Interrupt),
            (true, false, 'l') => Some(Key::Redraw),
            (true, false, 'z') => Some(Key::Suspend),
            (true, false, 'r') => Some(Key::Reveal),
            (true, false, 't') => Some(Key::View(View::Variant)),
            (true, false, 'o') => Some(Key::View(View::Zoom)),
            (true, false, 'y') => Some(Key::View(View::Invert)),
            (true, false, 's') => Some(Key::View(View::Save)),
            (true, false, 'e') => Some(Key::Aside(Aside::Copy)),
            (true, false, 'k') => Some(Key::Aside(Aside::Customer)),
            (true, false, 'x') => Some(Key::Aside(Aside::Language)),
            // Of the letters, only those are left that a terminal or what it runs in takes for itself.
            (true, false, ' ') => Some(Key::Aside(Aside::Mask)),
            // One byte, whichever of these it is typed as.
            (true, false, '7' | '_' | '/') => Some(Key::Aside(Aside::Help)),
            (true, false, 'g') => Some(Key::Switch),
            (true, false, 'd') => Some(Key::Desk(DeskKey::List)),
            (true, false, 'f') => Some(Key::Desk(DeskKey::Next)),
            (true, false, 'w') => Some(Key::Desk(DeskKey::New)),
            (true, false, 'u') => Some(Key::ClearLine),
            (true, false, 'n') => Some(Key::Down),
            (true, false, 'p') => Some(Key::Up),
            // AltGr arrives as Ctrl+Alt on some terminals, and what it makes is text.
            (true, true, _) if !c.is_ascii_alphabetic() => Some(Key::Char(c)),
            _ => None,
        };
    }
    let moved = KeyModifiers::SHIFT | KeyModifiers::ALT | KeyModifiers::CONTROL;
    let panned = key.modifiers.intersects(moved).then(|| panned(key.code));
    panned.flatten().or_else(|| named(key.code))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a foreign enum: only arrows move a picture"
)]
fn panned(code: KeyCode) -> Option<Key> {
    match code {
        KeyCode::Left => Some(Key::View(View::Pan(-1, 0))),
        KeyCode::Right => Some(Key::View(View::Pan(1, 0))),
        KeyCode::Up => Some(Key::View(View::Pan(0, -1))),
        KeyCode::Down => Some(Key::View(View::Pan(0, 1))),
        _ => None,
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "a foreign enum: keys that are not named here mean nothing"
)]
fn named(code: KeyCode) -> Option<Key> {
    match code {
        KeyCode::Backspace => Some(Key::Backspace),
        KeyCode::Delete => Some(Key::Delete),
        KeyCode::Left => Some(Key::Left),
        KeyCode::Right => Some(Key::Right),
        KeyCode::Home => Some(Key::Home),
        KeyCode::End => Some(Key::End),
        KeyCode::Tab => Some(Key::Next),
        KeyCode::BackTab => Some(Key::Previous),
        KeyCode::Up => Some(Key::Up),
        KeyCode::Down => Some(Key::Down),
        KeyCode::Enter => Some(Key::Enter),
        KeyCode::Esc => Some(Key::Escape),
        KeyCode::F(1) => Some(Key::Aside(Aside::Help)),
        KeyCode::F(2) => Some(Key::Aside(Aside::Customer)),
        KeyCode::F(3) => Some(Key::Aside(Aside::Language)),
        KeyCode::F(4) => Some(Key::Switch),
        KeyCode::F(5) => Some(Key::Aside(Aside::Copy)),
        KeyCode::F(6) => Some(Key::Aside(Aside::Mask)),
        KeyCode::F(7) => Some(Key::Desk(DeskKey::List)),
        KeyCode::F(8) => Some(Key::Desk(DeskKey::Next)),
        KeyCode::F(9) => Some(Key::Desk(DeskKey::New)),
        KeyCode::PageUp => Some(Key::PageUp),
        KeyCode::PageDown => Some(Key::PageDown),
        _ => None,
    }
}
