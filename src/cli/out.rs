//! Where the commands write: data on standard output, words on standard error. Whoever stops reading early has read
//! enough: what is written then goes nowhere, quietly, and the exit code stays what it is.

use std::io::{self, ErrorKind, Write};

/// A stream that takes everything when nobody reads any more.
struct Patient<W>(W);

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            flushed => flushed,
        }
    }
}

/// For data.
pub(super) fn data() -> impl Write {
    Patient(io::stdout().lock())
}

/// For words.
pub(super) fn words() -> impl Write {
    Patient(io::stderr().lock())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn nobody_reading_is_no_fault() -> io::Result<()> {
        let mut stream = Patient(Gone);
        writeln!(stream, "data")?;
        stream.flush()
    }
}
