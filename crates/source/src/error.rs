//! What can be wrong with an input, and what to do about it.

use std::path::PathBuf;

/// Why an input gave no document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// Nothing under that name.
    #[error("there is no such file or folder")]
    NotFound(PathBuf),
    /// The system refuses to hand it over.
    #[error("it cannot be read: {1}")]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// A folder without a single text.
    #[error("the folder holds no .txt, .text, .md, .html or .htm file")]
    EmptyFolder(PathBuf),
    /// A file that a user names though its ending says that it is no text.
    #[error(".{0} files are not read")]
    UnknownEnding(String),
    /// More than [`crate::MAX_BYTES`].
    #[error("it is larger than {} MB", crate::MAX_BYTES / 1_000_000)]
    TooLarge,
    /// Zero bytes, or a byte order mark alone.
    #[error("it is empty")]
    Empty,
    /// White space alone.
    #[error("it holds nothing but white space")]
    Blank,
    /// Bytes that are no text in any encoding.
    #[error("it is not a text but {0}")]
    Binary(&'static str),
    /// A web page in which no main text is found.
    #[error("no main text is found in the web page")]
    NoMainText,
    /// A text that the English pipeline would misread.
    #[error("it seems to be written in {0}, and only English is read")]
    OtherLanguage(&'static str),
    /// A packed file that cannot be opened.
    #[error("what is packed in it cannot be read: {0}")]
    Packed(String),
    /// Quadruples whose hours begin in a year that nobody names.
    #[error("it does not say in which year its hours begin")]
    WhichYear,
}

impl SourceError {
    /// What the user can do.
    pub fn advice(&self) -> &'static str {
        match self {
            SourceError::NotFound(_) => "check the spelling of the path, and the folder in which you are",
            SourceError::Unreadable(..) => "check the permissions of the file and of its folder",
            SourceError::EmptyFolder(_) => "name the files one by one, or a folder that holds texts",
            SourceError::UnknownEnding(_) => {
                "save it as plain text (.txt) or HTML; a text in any other file can be piped in: detente read - < FILE"
            }
            SourceError::TooLarge => "split it into documents and read those",
            SourceError::Empty | SourceError::Blank => {
                "check that the download or export finished; there is nothing to read"
            }
            SourceError::Binary(_) => "save or export it as plain text (UTF-8) or HTML and read that",
            SourceError::NoMainText => "copy the article's text into a .txt file, headline first, and read that",
            SourceError::Packed(_) => "check that the download finished, or unpack it and name what is in it",
            SourceError::WhichYear => "name it: --year 2014",
            SourceError::OtherLanguage(_) => "translate it first, or read it all the same with --any-language",
        }
    }
}

/// Something worth knowing about a document that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// The file is not UTF-8 and carries no mark of its encoding.
    GuessedEncoding(&'static str),
    /// That many spots could not be decoded.
    Replaced(usize),
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Note::GuessedEncoding(name) => {
                write!(
                    f,
                    "not UTF-8 and without a mark of its encoding: read as {name}; convert it to UTF-8 if that is wrong"
                )
            }
            Note::Replaced(1) => write!(f, "1 spot could not be decoded and stands as U+FFFD"),
            Note::Replaced(n) => write!(f, "{n} spots could not be decoded and stand as U+FFFD"),
        }
    }
}
