//! Weights cut out of the mapped file, checked for length once.

use super::layout::{COLUMNS, DEPTH, HIDDEN, LANES, MIXED, STATE_PIECES, WIDTH};
use crate::error::LanguageError;
use crate::model_file::{ModelFile, Section};

/// A cursor over a section of floats.
struct Cursor<'m> {
    rest: &'m [f32],
    section: Section,
    file: &'m ModelFile,
}

impl<'m> Cursor<'m> {
    fn new(file: &'m ModelFile, section: Section) -> Result<Self, LanguageError> {
        Ok(Self { rest: file.get(section)?, section, file })
    }

    fn take(&mut self, count: usize) -> Result<&'m [f32], LanguageError> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or_else(|| self.short())?;
        self.rest = rest;
        Ok(taken)
    }

    fn short(&self) -> LanguageError {
        LanguageError::damaged(self.file.path(), format!("section {:?} has the wrong length", self.section))
    }

    fn end(self) -> Result<(), LanguageError> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.short()) }
    }
}

/// Gain and shift of a layer normalisation.
#[derive(Clone, Copy)]
pub(crate) struct Norm<'m> {
    pub(crate) gain: &'m [f32],
    pub(crate) shift: &'m [f32],
}

/// A window layer: maxout over three rows, normalised.
#[derive(Clone, Copy)]
pub(crate) struct Window<'m> {
    pub(crate) weights: &'m [f32],
    pub(crate) bias: &'m [f32],
    pub(crate) norm: Norm<'m>,
}

/// All of an encoder.
#[derive(Clone, Copy)]
pub(crate) struct EncoderWeights<'m> {
    /// Rows of all tables, one table after the other.
    pub(crate) tables: &'m [f32],
    /// Projected vectors, possibly none.
    pub(crate) vectors: &'m [f32],
    pub(crate) mixing_bias: &'m [f32],
    pub(crate) mixing_norm: Norm<'m>,
    /// The mixing layer's weights for the projected vectors, possibly none.
    pub(crate) mixing_vectors: &'m [f32],
    pub(crate) windows: [Window<'m>; DEPTH],
}

impl<'m> EncoderWeights<'m> {
    /// Cuts up the three sections of an encoder whose tables have `rows` rows together.
    pub(crate) fn new(
        file: &'m ModelFile,
        [tables, vectors, layers]: [Section; 3],
        rows: usize,
    ) -> Result<Self, LanguageError> {
        let mut cursor = Cursor::new(file, tables)?;
        let tables = cursor.take(rows * MIXED)?;
        cursor.end()?;
        let vectors: &[f32] = file.get(vectors)?;
        let mut cursor = Cursor::new(file, layers)?;
        let mixing_bias = cursor.take(MIXED)?;
        let mixing_norm = Norm { gain: cursor.take(WIDTH)?, shift: cursor.take(WIDTH)? };
        let mixing_vectors = if vectors.is_empty() { &[] } else { cursor.take(WIDTH * MIXED)? };
        let mut window = || {
            Ok(Window {
                weights: cursor.take(3 * WIDTH * MIXED)?,
                bias: cursor.take(MIXED)?,
                norm: Norm { gain: cursor.take(WIDTH)?, shift: cursor.take(WIDTH)? },
            })
        };
        let windows = [window()?, window()?, window()?, window()?];
        cursor.end()?;
        Ok(Self { tables, vectors, mixing_bias, mixing_norm, mixing_vectors, windows })
    }
}

/// A linear layer in blocks of [`COLUMNS`] outputs.
#[derive(Clone, Copy)]
pub(crate) struct Linear<'m> {
    pub(crate) weights: &'m [f32],
    /// Empty for no bias.
    pub(crate) bias: &'m [f32],
    pub(crate) inputs: usize,
    /// Outputs, filled up to whole blocks.
    pub(crate) outputs: usize,
}

/// The tagger's output layer.
pub(crate) fn tagger(file: &ModelFile, labels: usize) -> Result<Linear<'_>, LanguageError> {
    let outputs = labels.next_multiple_of(COLUMNS);
    let mut cursor = Cursor::new(file, Section::Tagger)?;
    let linear = Linear { weights: cursor.take(outputs * WIDTH)?, bias: cursor.take(outputs)?, inputs: WIDTH, outputs };
    cursor.end()?;
    Ok(linear)
}

/// A transition system's layers above the encoder.
#[derive(Clone, Copy)]
pub(crate) struct StateWeights<'m> {
    /// From the encoder's vectors to the states' width.
    pub(crate) input: Linear<'m>,
    /// From there to what a token adds to a state in each role: (feature, piece, output).
    pub(crate) features: Linear<'m>,
    /// What a missing token adds: (feature, piece, output).
    pub(crate) missing: &'m [f32],
    /// (piece, output)
    pub(crate) bias: &'m [f32],
    /// From states to moves: for each input all moves, filled up.
    pub(crate) scores: &'m [f32],
    pub(crate) scores_bias: &'m [f32],
}

impl<'m> StateWeights<'m> {
    /// Cuts up the section of a transition system.
    pub(crate) fn new(
        file: &'m ModelFile,
        section: Section,
        features: usize,
        moves: usize,
    ) -> Result<Self, LanguageError> {
        const STATE: usize = HIDDEN * STATE_PIECES;
        let mut cursor = Cursor::new(file, section)?;
        let input = Linear {
            weights: cursor.take(HIDDEN * WIDTH)?,
            bias: cursor.take(HIDDEN)?,
            inputs: WIDTH,
            outputs: HIDDEN,
        };
        let outputs = features * STATE;
        let features = Linear { weights: cursor.take(outputs * HIDDEN)?, bias: &[], inputs: HIDDEN, outputs };
        let missing = cursor.take(outputs)?;
        let bias = cursor.take(STATE)?;
        let moves = moves.next_multiple_of(LANES);
        let scores = cursor.take(moves * HIDDEN)?;
        let scores_bias = cursor.take(moves)?;
        cursor.end()?;
        Ok(Self { input, features, missing, bias, scores, scores_bias })
    }
}
