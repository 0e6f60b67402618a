//! What a bookmark has beside it: the captcha's picture and the appeal token, which are never written in clear.

use crate::domain::keeper::Keeper;
use crate::domain::picture::{Picture, PictureError};
use crate::domain::secret::Secret;
use crate::flow::bookmark::Bookmark;
use crate::flow::event::Captcha;
use crate::flow::prompt::Awaiting;

/// What is to become of the file of one secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretState<T> {
    /// None is needed.
    Unneeded,
    /// This one is to be kept.
    Present(T),
    /// One is needed that this process does not have: what is kept of it, by whichever account, stays as it is.
    Elsewhere,
}

impl<T> SecretState<T> {
    /// The secret, where this process has it.
    #[must_use]
    pub fn present(self) -> Option<T> {
        match self {
            SecretState::Present(secret) => Some(secret),
            SecretState::Unneeded | SecretState::Elsewhere => None,
        }
    }
}

impl Bookmark {
    /// The captcha's picture that a resume needs.
    #[must_use]
    pub fn captcha(&self) -> SecretState<&Picture> {
        let progress = self.live.as_ref().or(self.dossier.progress.as_deref());
        let Some(progress) = progress.filter(|_| !self.is_finished()) else {
            return SecretState::Unneeded;
        };
        match &progress.captcha {
            Some(Ok(picture)) => SecretState::Present(picture),
            Some(Err(PictureError::KeptBy { .. })) => SecretState::Elsewhere,
            None if progress.live.awaiting == Awaiting::Captcha => SecretState::Elsewhere,
            Some(Err(_)) | None => SecretState::Unneeded,
        }
    }

    /// The token that a resume needs to file an appeal.
    #[must_use]
    pub fn appeal_token(&self) -> SecretState<&Secret> {
        if self.is_finished() {
            return SecretState::Unneeded;
        }
        let dossier = &self.dossier;
        match (&dossier.appeal_token, &dossier.appeal_kept_by) {
            (Some(token), _) => SecretState::Present(token),
            (None, Some(_)) => SecretState::Elsewhere,
            (None, None) => SecretState::Unneeded,
        }
    }

    /// The same bookmark with what was kept beside it: each secret, or whose account keeps it.
    #[must_use]
    pub fn with_kept(
        mut self,
        captcha: Option<Captcha>,
        appeal_token: Option<Result<Secret, Keeper>>,
    ) -> Self {
        let progress = self.live.as_mut().or(self.dossier.progress.as_deref_mut());
        if let Some(progress) = progress {
            progress.captcha = captcha;
        }
        let (token, keeper) = match appeal_token {
            Some(Ok(token)) => (Some(token), None),
            Some(Err(keeper)) => (None, Some(keeper)),
            None => (None, None),
        };
        self.dossier.appeal_token = token;
        self.dossier.appeal_kept_by = keeper;
        self
    }
}
