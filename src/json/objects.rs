//! The objects inside of the details of a question.

use crate::domain::picture::Picture;
use crate::domain::time::Timestamp;
use crate::flow::bookmark::Unfinished;
use crate::flow::event::{DeviceReply, Holder, InstanceRow, Trouble};
use crate::json::names::{digits, seconds, tag};
use serde::Serialize;

/// A picture.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PictureObject {
    /// `image/png`, `image/jpeg`, `image/gif`, `image/webp`, `image/bmp`, `image/svg+xml` or `application/octet-stream`, by
    /// its bytes.
    pub media_type: &'static str,
    /// The bytes that came, in base64, whatever they are.
    pub base64: String,
}

/// A line that is connected.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DeviceObject {
    /// Calling code and national number, digits only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The name that the account shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The device model that the service reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

/// Somebody else.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HolderObject {
    /// What they have: `line` or `instance`.
    pub what: String,
    /// Their name, as they wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// Since when, in milliseconds since the Unix epoch.
    pub since_ms: i64,
}

/// Something that cannot be written down.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TroubleObject {
    /// What is the matter.
    pub kind: String,
    /// The file or folder.
    pub path: String,
}

/// An onboarding that was left.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SessionObject {
    /// Its name.
    pub id: String,
    /// The same name, which is called so wherever it stands.
    pub onboarding: String,
    /// The number, as digits behind a `+`.
    pub number: String,
    /// In which situation it is.
    pub situation: String,
    /// Seconds of the wait that holds it up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_s: Option<u64>,
    /// When it was last gone on with, in milliseconds since the Unix epoch.
    pub last_ms: i64,
    /// Who went on with it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
    /// Whether somebody is at it at this moment.
    pub in_use: bool,
}

/// An instance of the account.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InstanceObject {
    /// Its id.
    pub id: String,
    /// `mobile`, `unknown` or `web`.
    pub kind: String,
    /// The name that the panel shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether a number is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connected: Option<bool>,
}

pub(super) fn picture_object(picture: &Picture) -> PictureObject {
    PictureObject {
        media_type: picture.format().media_type(),
        base64: picture.base64(),
    }
}

impl SessionObject {
    /// The object of an onboarding at `now`.
    #[must_use]
    pub fn of(row: &Unfinished, now: Timestamp) -> Self {
        Self {
            id: row.id.clone(),
            onboarding: row.id.clone(),
            number: digits(&row.number),
            situation: tag(&row.situation),
            wait_s: row.wait.map(|wait| seconds(wait, now)),
            last_ms: row.last.wall_ms,
            operator: row.operator.as_ref().map(|name| name.as_str().to_owned()),
            in_use: row.holder.is_some(),
        }
    }
}

pub(super) fn instance(row: &InstanceRow) -> InstanceObject {
    InstanceObject {
        id: row.id.clone(),
        kind: tag(&row.kind),
        name: row.about.name.as_ref().map(|name| name.as_str().to_owned()),
        connected: row.connected,
    }
}

pub(super) fn device_object(device: &DeviceReply) -> DeviceObject {
    DeviceObject {
        phone: device.phone.clone(),
        name: device.name.as_ref().map(|name| name.as_str().to_owned()),
        model: device.model.as_ref().map(|model| model.as_str().to_owned()),
    }
}

pub(super) fn holder_object(holder: &Holder) -> HolderObject {
    HolderObject {
        what: tag(&holder.what),
        operator: holder
            .operator
            .as_ref()
            .map(|name| name.as_str().to_owned()),
        since_ms: holder.since.wall_ms,
    }
}

pub(super) fn trouble_object(trouble: &Trouble) -> TroubleObject {
    TroubleObject {
        kind: tag(&trouble.kind),
        path: trouble.path.clone(),
    }
}
