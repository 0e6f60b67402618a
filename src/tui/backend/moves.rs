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
    pub(super) fn way_to(self, to: Position) -> String {
        let absolute = absolute(to);
        let by_return = |row: u16| Some(format!("\r{}{}", vertical(row, to.y), forward(to.x)));
        let (direct, returning) = match self {
            Place::Unknown => (None, None),
            Place::Edge(row) => (None, by_return(row)),
            Place::At(from) => {
                let horizontal = if to.x >= from.x {
                    forward(to.x - from.x)
                } else {
                    backward(from.x - to.x)
                };
                let direct = format!("{horizontal}{}", vertical(from.y, to.y));
                (Some(direct), by_return(from.y))
            }
        };
        [direct, returning]
            .into_iter()
            .flatten()
            .fold(
                absolute,
                |best, way| {
                    if way.len() <= best.len() { way } else { best }
                },
            )
    }
}

fn absolute(to: Position) -> String {
    let (row, column) = (u32::from(to.y) + 1, u32::from(to.x) + 1);
    match (row, column) {
        (1, 1) => "\x1b[H".to_owned(),
        (row, 1) => format!("\x1b[{row}H"),
        (row, column) => format!("\x1b[{row};{column}H"),
    }
}

/// So many columns to the right.
pub(super) fn forward(columns: u16) -> String {
    counted(columns, 'C')
}

fn backward(columns: u16) -> String {
    let sequence = counted(columns, 'D');
    if usize::from(columns) <= sequence.len() {
        "\x08".repeat(usize::from(columns))
    } else {
        sequence
    }
}

fn vertical(from: u16, to: u16) -> String {
    if to <= from {
        return counted(from - to, 'A');
    }
    let rows = to - from;
    let sequence = counted(rows, 'B');
    if usize::from(rows) <= sequence.len() {
        "\n".repeat(usize::from(rows))
    } else {
        sequence
    }
}

fn counted(count: u16, letter: char) -> String {
    match count {
        0 => String::new(),
        1 => format!("\x1b[{letter}"),
        count => format!("\x1b[{count}{letter}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: (u16, u16), to: (u16, u16)) -> String {
        Place::At(from.into()).way_to(to.into())
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
            assert_eq!(way(from, to), expected, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn from_the_edge_only_ways_that_all_terminals_agree_on() {
        assert_eq!(Place::Edge(3).way_to((0, 4).into()), "\r\n");
        assert_eq!(Place::Edge(3).way_to((2, 4).into()), "\r\n\x1b[2C");
        assert_eq!(Place::Edge(3).way_to((78, 3).into()), "\r\x1b[78C");
        assert_eq!(Place::Unknown.way_to((2, 4).into()), "\x1b[5;3H");
    }
}
