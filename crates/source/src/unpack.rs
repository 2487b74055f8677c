//! A file, packed or not, as a stream of bytes.
//!
//! Comes in: a path. Goes out: a reader of what is in it: the file itself, what is packed by gzip (several members run together), or the
//! one table within a ZIP archive. Promises: nothing is unpacked ahead of the reader, so that a small file that unpacks to terabytes
//! costs no memory.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use zip::{CompressionMethod, ZipArchive};

use crate::SourceError;

const BUFFER: usize = 1 << 16;

/// Opens a file that may be packed. Of a ZIP archive the first file is taken whose name is not hidden and ends with one of `endings`,
/// else the first of all.
pub(crate) fn open(path: &Path, endings: &[&str]) -> Result<Box<dyn BufRead + Send>, SourceError> {
    let refuse = |error| SourceError::Unreadable(path.into(), error);
    match path.try_exists() {
        Err(error) => return Err(refuse(error)),
        Ok(false) => return Err(SourceError::NotFound(path.into())),
        Ok(true) => {}
    }
    let mut file = File::open(path).map_err(refuse)?;
    let mut magic = [0; 4];
    let held = read_up_to(&mut file, &mut magic).map_err(refuse)?;
    file.seek(SeekFrom::Start(0)).map_err(refuse)?;
    match &magic[..held] {
        [0x1F, 0x8B, ..] => Ok(gunzip(BufReader::with_capacity(BUFFER, file))),
        b"PK\x03\x04" | b"PK\x05\x06" => unzip(file, path, endings),
        _ => Ok(Box::new(BufReader::with_capacity(BUFFER, file))),
    }
}

/// Opens a document or a list of them: as it is, or what is packed by gzip. A ZIP archive is left as it is, since many kinds of documents are one.
pub(crate) fn open_single(path: &Path) -> Result<Box<dyn BufRead + Send>, SourceError> {
    let refuse = |error| SourceError::Unreadable(path.into(), error);
    if !path.try_exists().map_err(refuse)? {
        return Err(SourceError::NotFound(path.into()));
    }
    let mut file = BufReader::with_capacity(BUFFER, File::open(path).map_err(refuse)?);
    match file.fill_buf().map_err(refuse)?.starts_with(b"\x1F\x8B") {
        true => Ok(gunzip(file)),
        false => Ok(Box::new(file)),
    }
}

/// What is packed by gzip.
pub(crate) fn gunzip(packed: impl BufRead + Send + 'static) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(packed)))
}

fn unzip(file: File, path: &Path, endings: &[&str]) -> Result<Box<dyn BufRead + Send>, SourceError> {
    let broken = |why: &dyn std::fmt::Display| SourceError::Packed(why.to_string());
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|e| broken(&e))?;
    let plain = |name: &str| !name.ends_with('/') && !name.starts_with("__MACOSX") && !name.contains("/.");
    let names: Vec<String> =
        archive.file_names().flatten().filter(|n| plain(n)).map(std::borrow::Cow::into_owned).collect();
    let fits = |name: &&String| endings.iter().any(|e| name.to_lowercase().ends_with(e));
    let name = names.iter().find(fits).or(names.first()).ok_or_else(|| broken(&"there is no file in it"))?;
    let member = archive.by_name(name).map_err(|e| broken(&e))?;
    let start = member.data_start().ok_or_else(|| broken(&"it does not say where its file starts"))?;
    let (length, method) = (member.compressed_size(), member.compression());
    drop(member);
    let refuse = |error| SourceError::Unreadable(path.into(), error);
    let mut file = File::open(path).map_err(refuse)?;
    file.seek(SeekFrom::Start(start)).map_err(refuse)?;
    let packed = BufReader::with_capacity(BUFFER, file.take(length));
    match method {
        CompressionMethod::Stored => Ok(Box::new(packed)),
        CompressionMethod::Deflated => Ok(Box::new(BufReader::with_capacity(BUFFER, DeflateDecoder::new(packed)))),
        other => Err(broken(&format_args!("it is packed by {other}, which is not read"))),
    }
}

fn read_up_to(file: &mut File, into: &mut [u8]) -> std::io::Result<usize> {
    let mut held = 0;
    while held < into.len() {
        match file.read(&mut into[held..])? {
            0 => break,
            n => held += n,
        }
    }
    Ok(held)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(bytes: &[u8]) -> Result<String, SourceError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, bytes).unwrap();
        let mut text = String::new();
        open(&path, &[".csv"])?.read_to_string(&mut text).map_err(|e| SourceError::Packed(e.to_string()))?;
        Ok(text)
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    }

    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let mut packer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in files {
            packer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            packer.write_all(text.as_bytes()).unwrap();
        }
        packer.finish().unwrap().into_inner()
    }

    #[test]
    fn packed_and_plain_files_give_the_same_text() {
        assert_eq!(read(b"a,b\n").unwrap(), "a,b\n");
        assert_eq!(read(&[gzip("a,b\n"), gzip("c,d\n")].concat()).unwrap(), "a,b\nc,d\n");
        assert_eq!(read(&zip(&[("readme.txt", "no"), ("__MACOSX/x.csv", "no"), ("x.CSV", "a,b\n")])).unwrap(), "a,b\n");
        assert_eq!(read(&zip(&[("table.tsv", "a\tb\n")])).unwrap(), "a\tb\n");
        assert_eq!(read(b"").unwrap(), "");
    }

    #[test]
    fn broken_archives_are_errors() {
        assert!(matches!(read(&zip(&[])), Err(SourceError::Packed(_))));
        let mut cut = zip(&[("x.csv", "a,b\n")]);
        cut.truncate(20);
        assert!(matches!(read(&cut), Err(SourceError::Packed(_))));
        let mut cut = gzip("a,b\n");
        cut.truncate(12);
        assert!(matches!(read(&cut), Err(SourceError::Packed(_))));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_behind_a_mark_give_a_text_or_an_error(which in 0..3usize, rest in proptest::collection::vec(0u8.., 0..200)) {
            let mark: &[u8] = [&b"PK\x03\x04"[..], &b"PK\x05\x06"[..], &b"\x1F\x8B\x08"[..]][which];
            let _ = read(&[mark, &rest].concat());
        }
    }
}
