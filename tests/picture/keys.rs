//! Keys as somebody writes them: text, and names between angle brackets.
//!
//! `12345<Enter>`, `<Down><Down>`, `<F2>`, `<C-r>`, `<lt>` for a `<`.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The terminal events of what is written.
///
/// # Errors
/// A name that is none, in words.
pub(crate) fn events(written: &str) -> Result<Vec<Event>, String> {
    let mut events = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let name = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (key, left) = if let Some((name, left)) = name {
            (named(name)?, left)
        } else {
            let left = rest.strip_prefix(first).unwrap_or_default();
            (KeyEvent::from(KeyCode::Char(first)), left)
        };
        events.push(Event::Key(key));
        rest = left;
    }
    Ok(events)
}

fn named(name: &str) -> Result<KeyEvent, String> {
    if let Some(sign) = name.strip_prefix("C-") {
        let mut signs = sign.chars();
        if let (Some(sign), None) = (signs.next(), signs.next()) {
            return Ok(KeyEvent::new(KeyCode::Char(sign), KeyModifiers::CONTROL));
        }
    }
    let number = name.strip_prefix('F').and_then(|nth| nth.parse().ok());
    let code = match (name, number) {
        (_, Some(nth)) => KeyCode::F(nth),
        ("lt", None) => KeyCode::Char('<'),
        ("Enter", None) => KeyCode::Enter,
        ("Esc", None) => KeyCode::Esc,
        ("Tab", None) => KeyCode::Tab,
        ("BackTab", None) => KeyCode::BackTab,
        ("Backspace", None) => KeyCode::Backspace,
        ("Up", None) => KeyCode::Up,
        ("Down", None) => KeyCode::Down,
        ("Left", None) => KeyCode::Left,
        ("Right", None) => KeyCode::Right,
        ("PageUp", None) => KeyCode::PageUp,
        ("PageDown", None) => KeyCode::PageDown,
        _ => return Err(format!("<{name}> is no key")),
    };
    Ok(KeyEvent::from(code))
}
