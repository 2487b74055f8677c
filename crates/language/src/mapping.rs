//! The one place that maps a file into memory.
#![allow(unsafe_code)]

use std::fs::File;

/// A file mapped for reading, for as long as the value lives.
pub(crate) struct Mapping(memmap2::Mmap);

impl Mapping {
    /// Maps a whole file.
    pub(crate) fn new(file: &File) -> std::io::Result<Self> {
        // SAFETY: the map is read-only and private to this value. Installed models are written to a temporary name and
        // renamed into place, never changed where they lie; whoever truncates the file of a running process can make
        // it fault, as with any mapped file.
        unsafe { memmap2::Mmap::map(file) }.map(Self)
    }

    /// The file's bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}
