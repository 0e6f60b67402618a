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
    /// The shortest way to `to`.
    ///
    /// A line feed keeps the column, since the terminal is in raw mode.
    pub(super) fn way_to(self, to: Position) -> Way {
        let absolute = Way::of([Step::To(to)]);
        let by_return = |row: u16| Way::of([Step::Return, vertical(row, to.y), Step::Right(to.x)]);
        let others = match self {
            Place::Unknown => [None, None],
            Place::Edge(row) => [Some(by_return(row)), None],
            Place::At(from) => {
                let across = if to.x >= from.x {
                    Step::Right(to.x - from.x)
                } else {
                    Step::Left(from.x - to.x)
                };
                let direct = Way::of([across, vertical(from.y, to.y)]);
                [Some(direct), Some(by_return(from.y))]
            }
        };
        others.into_iter().flatten().fold(absolute, |best, way| {
            if way.len() <= best.len() { way } else { best }
        })
    }
}

/// Steps that lead from one place to another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Way([Option<Step>; 3]);

impl Way {
    fn of<const N: usize>(steps: [Step; N]) -> Self {
        let mut way = Self::default();
        for (place, step) in way.0.iter_mut().zip(steps) {
            *place = Some(step);
        }
        way
    }

    /// Its bytes, counted.
    pub(super) fn len(self) -> usize {
        self.0.into_iter().flatten().map(Step::len).sum()
    }

    pub(super) fn write(self, bytes: &mut Vec<u8>) {
        self.0
            .into_iter()
            .flatten()
            .for_each(|step| step.write(bytes));
    }
}

/// Something that the terminal does by one sequence, or by none when it is zero times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    To(Position),
    Return,
    Right(u16),
    Left(u16),
    Up(u16),
    Down(u16),
    Erase(u16),
    EraseToEdge,
}

fn vertical(from: u16, to: u16) -> Step {
    if to > from {
        Step::Down(to - from)
    } else {
        Step::Up(from - to)
    }
}

/// How a step is written.
enum Written {
    /// A byte, so many times.
    Repeated(u8, u16),
    /// A sequence with a number, which is left out where it is 1, and its letter.
    Counted(u16, u8),
    /// A sequence with two numbers from 1 on, of which the second is left out where it is 1, and both where they are.
    Placed(u16, u16),
}

impl Step {
    fn written(self) -> Written {
        match self {
            Step::To(to) => Written::Placed(to.y.saturating_add(1), to.x.saturating_add(1)),
            Step::Return => Written::Repeated(b'\r', 1),
            Step::Right(count) => Written::Counted(count, b'C'),
            Step::Left(count) => repeated_or_counted(count, b'\x08', b'D'),
            Step::Up(count) => Written::Counted(count, b'A'),
            Step::Down(count) => repeated_or_counted(count, b'\n', b'B'),
            Step::Erase(count) => Written::Counted(count, b'X'),
            Step::EraseToEdge => Written::Counted(1, b'K'),
        }
    }

    /// Its bytes, counted.
    pub(super) fn len(self) -> usize {
        match self.written() {
            Written::Repeated(_, count) => usize::from(count),
            Written::Counted(count, _) => counted_len(count),
            Written::Placed(1, 1) => 3,
            Written::Placed(row, 1) => 3 + digits(row),
            Written::Placed(row, column) => 4 + digits(row) + digits(column),
        }
    }

    pub(super) fn write(self, bytes: &mut Vec<u8>) {
        match self.written() {
            Written::Repeated(byte, count) => {
                bytes.extend(std::iter::repeat_n(byte, usize::from(count)));
            }
            Written::Counted(0, _) => {}
            Written::Counted(count, letter) => {
                bytes.extend(b"\x1b[");
                if count > 1 {
                    number(count, bytes);
                }
                bytes.push(letter);
            }
            Written::Placed(row, column) => {
                bytes.extend(b"\x1b[");
                if (row, column) != (1, 1) {
                    number(row, bytes);
                }
                if column > 1 {
                    bytes.push(b';');
                    number(column, bytes);
                }
                bytes.push(b'H');
            }
        }
    }
}

/// A byte as often as it takes, or the sequence that counts, whichever is shorter.
fn repeated_or_counted(count: u16, byte: u8, letter: u8) -> Written {
    if usize::from(count) <= counted_len(count) {
        Written::Repeated(byte, count)
    } else {
        Written::Counted(count, letter)
    }
}

fn counted_len(count: u16) -> usize {
    match count {
        0 => 0,
        1 => 3,
        _ => 3 + digits(count),
    }
}

fn digits(number: u16) -> usize {
    match number {
        0..10 => 1,
        10..100 => 2,
        100..1_000 => 3,
        1_000..10_000 => 4,
        10_000.. => 5,
    }
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
        let (way, mut bytes) = (from.way_to(to.into()), Vec::new());
        way.write(&mut bytes);
        assert_eq!(bytes.len(), way.len());
        String::from_utf8_lossy(&bytes).into_owned()
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
