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
    #[error("the folder holds no .txt, .text, .md, .html, .htm or .pdf file")]
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
    /// A PDF that gives no text.
    #[error(transparent)]
    Pdf(#[from] crate::pdf::PdfError),
    /// A text that the English pipeline would misread.
    #[error("it seems to be written in {0}, and only English is read")]
    OtherLanguage(&'static str),
    /// A packed file that cannot be opened.
    #[error("what is packed in it cannot be read: {0}")]
    Packed(String),
    /// An address that is not of the web.
    #[error("{0} addresses are not fetched")]
    Scheme(String),
    /// An address, and no way to the web.
    #[error("it is on the web, and nothing is fetched here")]
    NoWeb,
    /// The web did not give it.
    #[error(transparent)]
    Web(#[from] crate::web::WebError),
    /// Neither RSS, nor Atom, nor JSON Feed.
    #[error("it is no feed that can be read: {0}")]
    Feed(String),
    /// Not OPML.
    #[error("it is no list of feeds that can be read: {0}")]
    Outline(String),
    /// A line that is not a JSON object.
    #[error("it is no line of JSON: {0}")]
    Json(String),
    /// A JSON object without a text.
    #[error("no field of it holds a text")]
    NoTextField,
    /// A mapping that cannot be read.
    #[error("{0:?} maps no field")]
    Mapping(String),
    /// A list of documents where one is due.
    #[error("it is not one document but {0}")]
    NotADocument(&'static str),
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
                "save it as plain text (.txt), HTML or PDF; a text in any other file can be piped in: detente read - < FILE"
            }
            SourceError::TooLarge => "split it into documents and read those",
            SourceError::Empty | SourceError::Blank => {
                "check that the download or export finished; there is nothing to read"
            }
            SourceError::Binary(_) => "save or export it as plain text (UTF-8) or HTML and read that",
            SourceError::NoMainText => "copy the article's text into a .txt file, headline first, and read that",
            SourceError::Pdf(error) => error.advice(),
            SourceError::Packed(_) => "check that the download finished, or unpack it and name what is in it",
            SourceError::Scheme(_) => {
                "give an address that begins with https:// or http://, or fetch it by other means and name the file"
            }
            SourceError::NoWeb => "give its address to a command that fetches: detente add",
            SourceError::Web(error) => error.advice(),
            SourceError::Feed(_) => {
                "check the address in a browser: it may be a page about the feed, or say what it is with --kind"
            }
            SourceError::Outline(_) => "export the list from your reader again, as OPML",
            SourceError::Json(_) => "each line must be one JSON object; check the file, or say what it is with --kind",
            SourceError::NoTextField => "name the field that holds the text: --map text=FIELD",
            SourceError::Mapping(_) => {
                "write PART=FIELD with commas between, such as text=body,title=headline,date=pub,outlet=source.name,url=link; parts: text, html, title, date, outlet, url, id, author, language"
            }
            SourceError::NotADocument(_) => "name it by itself",
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
    /// The page could not be had for the reason given, and the feed's own text was taken.
    FeedsText(String),
    /// A PDF names no day of publication, and that on which the file was made was taken.
    DayOfMaking,
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
            Note::FeedsText(why) => write!(f, "only the text in the feed was read; of the page: {why}"),
            Note::DayOfMaking => {
                write!(f, "dated by the day on which the PDF was made; say --date if it was published on another")
            }
            Note::Replaced(1) => write!(f, "1 spot could not be decoded and stands as U+FFFD"),
            Note::Replaced(n) => write!(f, "{n} spots could not be decoded and stand as U+FFFD"),
        }
    }
}
