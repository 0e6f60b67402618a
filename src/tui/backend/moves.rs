//! Where the cursor stands, and the shortest way to where it is to stand.

use ratatui::layout::Position;

/// Where the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nobody knows.
    Unknown,
    /// Here.
    At(Position),
    /// Something was written into the last column of this row: terminals differ on where the cursor is, but a carriage
    /// return leads to the row's begin on all of them.
    Edge(u16),
}

impl Place {
    /// The bytes that move the cursor to `to`; none when it is there.
    ///
    /// A line feed keeps the column, since the terminal is in raw mode.
    pub(super) fn way_to(self, to: Position) -> Vec<u8> {
        let mut best = absolute(to);
        let mut offer = |way: Vec<u8>| {
            if way.len() <= best.len() {
                best = way;
            }
        };
        let by_return = |row: u16| {
            let mut way = vec![b'\r'];
            vertical(row, to.y, &mut way);
            forward(to.x, &mut way);
            way
        };
        match self {
            Place::Unknown => {}
            Place::Edge(row) => offer(by_return(row)),
            Place::At(from) => {
                let mut direct = Vec::new();
                if to.x >= from.x {
                    forward(to.x - from.x, &mut direct);
                } else {
                    backward(from.x - to.x, &mut direct);
                }
                vertical(from.y, to.y, &mut direct);
                offer(direct);
                offer(by_return(from.y));
            }
        }
        best
    }
}

fn absolute(to: Position) -> Vec<u8> {
    let mut way = b"\x1b[".to_vec();
    if to != Position::ORIGIN {
        number(to.y.saturating_add(1), &mut way);
    }
    if to.x > 0 {
        way.push(b';');
        number(to.x.saturating_add(1), &mut way);
    }
    way.push(b'H');
    way
}

/// So many columns to the right.
pub(super) fn forward(columns: u16, way: &mut Vec<u8>) {
    counted(columns, b'C', way);
}

fn backward(columns: u16, way: &mut Vec<u8>) {
    repeated_or_counted(columns, (b'\x08', b'D'), way);
}

fn vertical(from: u16, to: u16, way: &mut Vec<u8>) {
    if to > from {
        repeated_or_counted(to - from, (b'\n', b'B'), way);
    } else {
        counted(from - to, b'A', way);
    }
}

/// A byte as often as it takes, or the sequence that counts, whichever is shorter.
fn repeated_or_counted(count: u16, (byte, letter): (u8, u8), way: &mut Vec<u8>) {
    let before = way.len();
    counted(count, letter, way);
    if usize::from(count) <= way.len() - before {
        way.truncate(before);
        way.resize(before + usize::from(count), byte);
    }
}

fn counted(count: u16, letter: u8, way: &mut Vec<u8>) {
    if count == 0 {
        return;
    }
    way.extend(b"\x1b[");
    if count > 1 {
        number(count, way);
    }
    way.push(letter);
}

fn number(number: u16, way: &mut Vec<u8>) {
    if number >= 10 {
        self::number(number / 10, way);
    }
    way.push(b'0' + u8::try_from(number % 10).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: Place, to: (u16, u16)) -> String {
        String::from_utf8_lossy(&from.way_to(to.into())).into_owned()
    }

    #[test]
    fn the_shortest_way_is_taken() {
        for (from, to, expected) in [
            ((5, 5), (5, 5), ""),
            ((5, 5), (4, 5), "\x08"),
            ((5, 5), (0, 5), "\r"),
            ((5, 5), (6, 5), "\x1b[C"),
            ((5, 5), (0, 6), "\r\n"),
            ((0, 5), (0, 7), "\n\n"),
            ((70, 5), (0, 0), "\x1b[H"),
            ((40, 5), (40, 15), "\x1b[10B"),
            ((40, 5), (3, 12), "\x1b[13;4H"),
        ] {
            let at = Place::At(from.into());
            assert_eq!(way(at, to), expected, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn from_the_edge_only_ways_that_all_terminals_agree_on() {
        assert_eq!(way(Place::Edge(3), (0, 4)), "\r\n");
        assert_eq!(way(Place::Edge(3), (2, 4)), "\r\n\x1b[2C");
        assert_eq!(way(Place::Edge(3), (78, 3)), "\r\x1b[78C");
        assert_eq!(way(Place::Unknown, (2, 4)), "\x1b[5;3H");
    }
}
