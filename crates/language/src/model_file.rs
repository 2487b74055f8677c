//! The converted model: one file of aligned sections, read through mmap.
//!
//! Layout (little-endian): a header of 64 bytes (magic, format, number of sections, length of the file, checksum of
//! all that follows the header), the table of sections (number, offset, length; 24 bytes each), then the sections,
//! each at a multiple of 64 bytes. Numbers are stored as the arithmetic wants them, so that nothing is copied on opening.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::error::LanguageError;
use crate::hashing::Checksum;
use crate::mapping::Mapping;

const MAGIC: [u8; 8] = *b"DETLANG\n";
/// The number of the format; raised whenever the meaning of a section changes.
const FORMAT: u32 = 1;
const HEADER: usize = 64;
const ENTRY: usize = 24;
const ALIGN: usize = 64;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Section {
    /// Labels, moves, rules, patterns and exceptions as JSON.
    Settings = 1,
    /// Ids of the words with a norm of their own, ascending.
    NormWords = 2,
    /// The ids of these norms.
    NormIds = 3,
    /// For each leading 16 bits of a word's id, where its vectors begin in the next two sections.
    VectorBuckets = 4,
    /// Ids of the words with a vector, ascending.
    VectorWords = 5,
    /// The rows of these vectors.
    VectorRows = 6,
    /// Where each string of the lemma tables ends in the next section, after a leading 0.
    LemmaOffsets = 7,
    /// The strings of the lemma tables.
    LemmaText = 8,
    /// The shared encoder: tables, vectors, layers.
    SharedTables = 20,
    /// Vectors, projected for the shared encoder.
    SharedVectors = 21,
    /// Mixing and window layers of the shared encoder.
    SharedLayers = 22,
    /// The entity recogniser's encoder: tables.
    EntityTables = 30,
    /// Vectors, projected for the entity recogniser's encoder.
    EntityVectors = 31,
    /// Mixing and window layers of the entity recogniser's encoder.
    EntityLayers = 32,
    /// The tagger's output layer.
    Tagger = 40,
    /// The parser's layers above the encoder.
    Parser = 41,
    /// The entity recogniser's layers above the encoder.
    Entities = 42,
}

/// Collects sections and writes the file.
#[derive(Default)]
pub(crate) struct ModelWriter {
    sections: Vec<(Section, Vec<u8>)>,
}

impl ModelWriter {
    /// Adds a section of plain numbers or bytes.
    pub(crate) fn add<T: bytemuck::NoUninit>(&mut self, section: Section, values: &[T]) {
        self.sections.push((section, bytemuck::cast_slice(values).to_vec()));
    }

    /// Writes everything.
    pub(crate) fn write(&self, out: &mut impl Write) -> Result<(), LanguageError> {
        let mut table = Vec::new();
        let mut body = Vec::new();
        let first = (HEADER + self.sections.len() * ENTRY).next_multiple_of(ALIGN);
        for (section, bytes) in &self.sections {
            let offset = first + body.len();
            table.extend_from_slice(&(*section as u32).to_le_bytes());
            table.extend_from_slice(&0u32.to_le_bytes());
            table.extend_from_slice(&(offset as u64).to_le_bytes());
            table.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            body.extend_from_slice(bytes);
            body.resize(body.len().next_multiple_of(ALIGN), 0);
        }
        table.resize(first - HEADER, 0);
        let mut checksum = Checksum::new();
        checksum.update(&table);
        checksum.update(&body);
        let mut header = Vec::with_capacity(HEADER);
        header.extend_from_slice(&MAGIC);
        header.extend_from_slice(&FORMAT.to_le_bytes());
        header.extend_from_slice(&(self.sections.len() as u32).to_le_bytes());
        header.extend_from_slice(&((first + body.len()) as u64).to_le_bytes());
        header.extend_from_slice(&checksum.finish().to_le_bytes());
        header.resize(HEADER, 0);
        [&header, &table, &body].into_iter().try_for_each(|part| out.write_all(part)).map_err(LanguageError::Write)?;
        out.flush().map_err(LanguageError::Write)
    }
}

/// A model file that has been checked and mapped.
pub(crate) struct ModelFile {
    path: PathBuf,
    mapping: Mapping,
    sections: Vec<(u32, usize, usize)>,
}

impl ModelFile {
    /// Maps the file after checking header, length and checksum.
    ///
    /// The checksum is taken through ordinary reads, so that the pages do not count as the process's own memory.
    pub(crate) fn open(path: &Path) -> Result<Self, LanguageError> {
        let io = |source| LanguageError::Io { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(io)?;
        let length = file.metadata().map_err(io)?.len();
        let not_a_model = || LanguageError::NotAModel { path: path.to_owned() };
        if length < HEADER as u64 {
            return Err(if length == 0 { LanguageError::damaged(path, "empty") } else { not_a_model() });
        }
        let mut header = [0; HEADER];
        file.read_exact(&mut header).map_err(io)?;
        if header[..8] != MAGIC {
            return Err(not_a_model());
        }
        let found = u32_at(&header, 8);
        if found != FORMAT {
            return Err(LanguageError::Version { path: path.to_owned(), found, wanted: FORMAT });
        }
        if u64_at(&header, 16) != length {
            let what = format!("{length} bytes instead of {}", u64_at(&header, 16));
            return Err(LanguageError::damaged(path, what));
        }
        let mut checksum = Checksum::new();
        let mut buffer = vec![0; 1 << 18];
        loop {
            let filled = fill(&mut file, &mut buffer).map_err(io)?;
            checksum.update(&buffer[..filled]);
            if filled < buffer.len() {
                break;
            }
        }
        if checksum.finish() != u64_at(&header, 24) {
            return Err(LanguageError::damaged(path, "its checksum is wrong"));
        }
        let mapping = Mapping::new(&file).map_err(io)?;
        let sections = read_table(mapping.bytes(), u32_at(&header, 12))
            .ok_or_else(|| LanguageError::damaged(path, "its table of sections is wrong"))?;
        Ok(Self { path: path.to_owned(), mapping, sections })
    }

    /// The file's path, for messages.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A section as numbers; empty where the file has no such section.
    pub(crate) fn get<T: bytemuck::AnyBitPattern>(&self, section: Section) -> Result<&[T], LanguageError> {
        let Some(&(_, start, end)) = self.sections.iter().find(|(number, ..)| *number == section as u32) else {
            return Ok(&[]);
        };
        bytemuck::try_cast_slice(&self.mapping.bytes()[start..end])
            .map_err(|_| LanguageError::damaged(&self.path, format!("section {section:?} has an odd length")))
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

fn read_table(bytes: &[u8], count: u32) -> Option<Vec<(u32, usize, usize)>> {
    let mut sections = Vec::new();
    for index in 0..usize::try_from(count).ok()? {
        let at = HEADER.checked_add(index.checked_mul(ENTRY)?)?;
        let entry = bytes.get(at..at.checked_add(ENTRY)?)?;
        let start = usize::try_from(u64_at(entry, 8)).ok()?;
        let end = start.checked_add(usize::try_from(u64_at(entry, 16)).ok()?)?;
        if end > bytes.len() || start % ALIGN != 0 {
            return None;
        }
        sections.push((u32_at(entry, 0), start, end));
    }
    Some(sections)
}
