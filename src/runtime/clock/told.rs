//! Time that somebody else tells: it stands in a file, and goes on when the file says so.
//!
//! Whoever draws pictures of the demo, or plays it in a test, turns this clock, so that the same keys lead to the same
//! screens. Nothing but the demo ever goes by it: at the service's, time is nobody's to turn.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// How often a sleeper looks whether its time has come.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// The file, with what was read there last.
#[derive(Debug)]
pub(super) struct Told {
    file: PathBuf,
    ms: AtomicI64,
}

impl Told {
    /// Goes by `file`: milliseconds since the Unix epoch, as a decimal number.
    pub(super) fn by(file: PathBuf) -> Self {
        let ms = AtomicI64::new(0);
        Self { file, ms }
    }

    /// Milliseconds since the Unix epoch. Time stands still while the file cannot be read, and never goes back.
    pub(super) fn ms(&self) -> i64 {
        let text = std::fs::read_to_string(&self.file).unwrap_or_default();
        let told = text.trim().parse().unwrap_or_default();
        self.ms.fetch_max(told, Ordering::SeqCst).max(told)
    }

    /// Waits until the file tells `ms`, or later.
    pub(super) async fn wait_for(&self, ms: i64) {
        while self.ms() < ms {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use std::fs;
    use std::sync::Arc;

    #[test]
    fn time_is_what_the_file_tells_and_never_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock");
        let told = Told::by(file.clone());
        for (text, ms) in [
            ("1772731925000\n", 1_772_731_925_000),
            ("", 1_772_731_925_000),
            ("soon", 1_772_731_925_000),
            ("5", 1_772_731_925_000),
            ("1772731925001", 1_772_731_925_001),
        ] {
            fs::write(&file, text).unwrap();
            assert_eq!(told.ms(), ms, "{text:?}");
        }
        fs::remove_file(&file).unwrap();
        assert_eq!(told.ms(), 1_772_731_925_001);
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_its_time_was_told_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clock");
        fs::write(&file, "1000").unwrap();
        let told = Arc::new(Told::by(file.clone()));
        let mut asleep = Box::pin(told.wait_for(2_000));
        let look = LOOK_AGAIN * 3;
        assert!(tokio::time::timeout(look, &mut asleep).await.is_err());
        fs::write(&file, "1999").unwrap();
        assert!(tokio::time::timeout(look, &mut asleep).await.is_err());
        fs::write(&file, "2000").unwrap();
        asleep.await;
    }
}
