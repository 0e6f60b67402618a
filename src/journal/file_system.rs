//! Whether a folder is on a disk of this machine or reaches it over a network. Over a network, locks and shared memory
//! do not keep the programs of several machines apart: two of them could take the same number and request two codes.
//!
//! Source: `statfs(2)` and `proc_pid_mountinfo(5)` of the Linux manual; `SQLite`'s documentation on its write-ahead log,
//! which does not work over a network file system.

use crate::domain::server_text::ServerText;
use std::path::Path;

/// Where a folder is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileSystem {
    /// On a disk of this machine.
    Local,
    /// Reached over a network, as far as is known; the kind's name, as `mount` shows it.
    Network(ServerText),
}

/// The kinds that reach other machines, as `/proc/self/mountinfo` names them.
const NETWORK: &[&str] = &[
    "9p",
    "acfs",
    "afs",
    "afpfs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "gfs",
    "gfs2",
    "glusterfs",
    "gpfs",
    "lustre",
    "mmfs",
    "ncpfs",
    "nfs",
    "nfs3",
    "nfs4",
    "ocfs2",
    "orangefs",
    "panfs",
    "pvfs2",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "vboxsf",
    "virtiofs",
    "vmhgfs",
];

/// The kinds in user space that are known to be of this machine.
const LOCAL_FUSE: &[&str] = &[
    "fuse.encfs",
    "fuse.exfat",
    "fuse.ext2",
    "fuse.fuse-overlayfs",
    "fuse.gocryptfs",
    "fuse.lxcfs",
    "fuse.ntfs",
    "fuse.ntfs-3g",
    "fuseblk",
];

/// The kinds that reach other machines, by the number that `statfs` gives; `fuse` is told by its name alone.
const NETWORK_NUMBERS: &[(u32, &str)] = &[
    (0x6969, "nfs"),
    (0x517b, "smb"),
    (0xff53_4d42, "cifs"),
    (0xfe53_4d42, "smb3"),
    (0x0102_1997, "9p"),
    (0x5346_414f, "afs"),
    (0x6b41_4653, "afs"),
    (0x00c3_6400, "ceph"),
    (0x7375_7245, "coda"),
    (0x0bd0_0bd0, "lustre"),
    (0x564c, "ncpfs"),
    (0x0116_1970, "gfs2"),
    (0x7461_636f, "ocfs2"),
    (0x4750_4653, "gpfs"),
    (0x1983_0326, "beegfs"),
    (0x2003_0528, "orangefs"),
    (0x786f_4256, "vboxsf"),
    (0xbacb_acbc, "vmhgfs"),
    (0xaad7_aaea, "panfs"),
];
const FUSE_NUMBER: u32 = 0x6573_5546;

impl FileSystem {
    /// Where `folder` is, or the nearest one above it that is there. What cannot be found out counts as local.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let Some(present) = folder
            .ancestors()
            .find_map(|above| above.canonicalize().ok())
        else {
            return Self::Local;
        };
        of_present(&present)
    }

    /// The kind's name, when it is a network's.
    #[must_use]
    pub fn network(&self) -> Option<&ServerText> {
        match self {
            Self::Local => None,
            Self::Network(kind) => Some(kind),
        }
    }

    fn on_network(kind: &str) -> Self {
        ServerText::new(kind, &[]).map_or(Self::Local, Self::Network)
    }
}

#[cfg(target_os = "linux")]
fn of_present(folder: &Path) -> FileSystem {
    let number = rustix::fs::statfs(folder).ok().map(|known| {
        // The type of the field differs from machine to machine; the number has 32 bits on all of them.
        let bits = i128::from(known.f_type) & i128::from(u32::MAX);
        u32::try_from(bits).unwrap_or_default()
    });
    let mounts = std::fs::read("/proc/self/mountinfo").unwrap_or_default();
    let mounts = String::from_utf8_lossy(&mounts);
    classify(number, kind_at(&mounts, folder).as_deref())
}

/// Elsewhere the system says itself which of its mounts are local.
#[cfg(not(target_os = "linux"))]
fn of_present(folder: &Path) -> FileSystem {
    /// Source: `sys/mount.h` of macOS.
    const MNT_LOCAL: u32 = 0x1000;
    match rustix::fs::statfs(folder) {
        Ok(known) if known.f_flags & MNT_LOCAL == 0 => FileSystem::on_network("network"),
        Ok(_) | Err(_) => FileSystem::Local,
    }
}

/// What the number of `statfs` and the name of the mount say.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "tests alone use it there")
)]
fn classify(number: Option<u32>, kind: Option<&str>) -> FileSystem {
    if let Some(kind) = kind {
        let is_fuse = kind == "fuse" || kind.starts_with("fuse.");
        if NETWORK.contains(&kind) || (is_fuse && !LOCAL_FUSE.contains(&kind)) {
            return FileSystem::on_network(kind);
        }
    }
    let known = NETWORK_NUMBERS
        .iter()
        .find(|(known, _)| Some(*known) == number);
    match (known, kind) {
        (Some((_, name)), _) => FileSystem::on_network(name),
        (None, None) if number == Some(FUSE_NUMBER) => FileSystem::on_network("fuse"),
        (None, _) => FileSystem::Local,
    }
}

/// The kind of the mount that `path` is on: the last of the longest mount points that it is under.
#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "tests alone use it there")
)]
fn kind_at(mounts: &str, path: &Path) -> Option<String> {
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        // "36 35 98:0 /mnt1 /mnt/parent rw,noatime master:1 - ext3 /dev/root rw"
        let Some((mount, kind)) = line.split_once(" - ") else {
            continue;
        };
        let point = mount.split(' ').nth(4).map(unescaped);
        let kind = kind.split(' ').next().unwrap_or_default();
        let Some(point) = point.filter(|point| path.starts_with(point)) else {
            continue;
        };
        let depth = Path::new(&point).components().count();
        if best.is_none_or(|(known, _)| depth >= known) {
            best = Some((depth, kind));
        }
    }
    best.map(|(_, kind)| kind.to_owned())
}

/// A mount point as it is: blanks and the like are written as three octal digits behind a backslash.
fn unescaped(point: &str) -> String {
    [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ]
    .iter()
    .fold(point.to_owned(), |point, (octal, sign)| {
        point.replace(octal, sign)
    })
}

#[cfg(test)]
mod tests {
    use super::{FUSE_NUMBER, FileSystem, classify, kind_at};
    use std::path::Path;

    const EXT4: u32 = 0xef53;

    fn name(found: &FileSystem) -> &str {
        found.network().map_or("local", |kind| kind.as_str())
    }

    #[test]
    fn a_file_system_is_known_by_its_number_or_its_name() {
        for (number, kind, found) in [
            (Some(EXT4), Some("ext4"), "local"),
            (Some(0x9123_683e), Some("btrfs"), "local"),
            (Some(0x0102_1994), Some("tmpfs"), "local"),
            (Some(0x794c_7630), Some("overlay"), "local"),
            (Some(0x6969), Some("nfs4"), "nfs4"),
            (Some(0x6969), None, "nfs"),
            (Some(0xff53_4d42), Some("cifs"), "cifs"),
            (Some(0xfe53_4d42), Some("smb3"), "smb3"),
            (Some(0x0102_1997), Some("9p"), "9p"),
            (Some(FUSE_NUMBER), Some("fuse.sshfs"), "fuse.sshfs"),
            (Some(FUSE_NUMBER), Some("fuse.rclone"), "fuse.rclone"),
            (Some(FUSE_NUMBER), Some("fuse.glusterfs"), "fuse.glusterfs"),
            (
                Some(FUSE_NUMBER),
                Some("fuse.something-new"),
                "fuse.something-new",
            ),
            (Some(FUSE_NUMBER), Some("fuse"), "fuse"),
            (Some(FUSE_NUMBER), None, "fuse"),
            (Some(FUSE_NUMBER), Some("fuse.gocryptfs"), "local"),
            (Some(FUSE_NUMBER), Some("fuseblk"), "local"),
            (None, Some("ceph"), "ceph"),
            (None, Some("lustre"), "lustre"),
            (None, None, "local"),
        ] {
            assert_eq!(name(&classify(number, kind)), found, "{number:?} {kind:?}");
        }
    }

    #[test]
    fn the_mount_of_a_folder_is_the_innermost_and_the_last_of_those() {
        let mounts = "\
            22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
            30 22 0:40 / /home rw shared:2 - nfs4 files:/home rw\n\
            31 30 0:41 / /home/ana/my\\040disk rw - fuse.sshfs ana@host: rw\n\
            32 22 0:42 / /home rw - cifs //files/home rw\n\
            a line that is none\n";
        for (path, kind) in [
            ("/srv/onboard", "ext4"),
            ("/homework", "ext4"),
            ("/home/ana", "cifs"),
            ("/home/ana/my disk/state", "fuse.sshfs"),
        ] {
            assert_eq!(
                kind_at(mounts, Path::new(path)).as_deref(),
                Some(kind),
                "{path}"
            );
        }
        assert_eq!(kind_at("", Path::new("/")), None);
    }

    #[test]
    fn a_folder_that_is_not_there_yet_is_where_it_will_be_made() {
        let folder = std::env::temp_dir();
        let deep = folder.join("not-there/nor-this");
        assert_eq!(FileSystem::of(&deep), FileSystem::of(&folder));
    }
}
