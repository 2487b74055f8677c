//! thinc's model files: layers found by their name and shape, weights laid out as the kernels read them.

use std::path::{Path, PathBuf};

use super::msgpack::{self, Array, Value};
use crate::error::LanguageError;
use crate::network::layout::{self, PIECES, WIDTH};

type Result<T> = std::result::Result<T, LanguageError>;

/// One parsed `model` file.
pub(super) struct Network<'a> {
    path: PathBuf,
    names: Vec<String>,
    attrs: Vec<Value<'a>>,
    params: Vec<Value<'a>>,
}

impl<'a> Network<'a> {
    pub(super) fn read(path: &Path, bytes: &'a [u8]) -> Result<Self> {
        let broken = || LanguageError::malformed(path, "not a thinc model");
        let root = msgpack::read(bytes).ok_or_else(broken)?;
        let list = |key| root.get(key).and_then(Value::list).map(<[_]>::to_vec).ok_or_else(broken);
        let names = list("nodes")?
            .iter()
            .map(|node| node.get("name").and_then(Value::str).map(str::to_owned).ok_or_else(broken))
            .collect::<Result<Vec<_>>>()?;
        let (attrs, params) = (list("attrs")?, list("params")?);
        if attrs.len() != names.len() || params.len() != names.len() {
            return Err(broken());
        }
        Ok(Self { path: path.to_owned(), names, attrs, params })
    }

    fn missing(&self, what: &str) -> LanguageError {
        LanguageError::malformed(&self.path, format!("no {what} of the expected shape"))
    }

    /// All nodes of a name, in file order.
    fn nodes(&self, name: &str) -> Vec<usize> {
        (0..self.names.len()).filter(|&index| self.names[index] == name).collect()
    }

    fn array(&self, node: usize, name: &str) -> Option<Array> {
        self.params[node].get(name).and_then(Array::from_value)
    }

    /// A small whole number among a node's attributes; these are msgpack inside msgpack.
    fn attr(&self, node: usize, name: &str) -> Option<u64> {
        msgpack::read(self.attrs[node].get(name)?.bytes()?)?.unsigned()
    }

    /// The only array of this shape among the nodes of this name, with its node.
    fn shaped(&self, name: &str, param: &str, shape: &[usize]) -> Result<(usize, Array)> {
        self.nodes(name)
            .into_iter()
            .find_map(|node| self.array(node, param).filter(|array| array.shape == shape).map(|array| (node, array)))
            .ok_or_else(|| self.missing(name))
    }

    /// A layer `name` with weights of this shape and the bias beside them.
    pub(super) fn layer(&self, name: &str, shape: &[usize]) -> Result<(Array, Array)> {
        let (node, weights) = self.shaped(name, "W", shape)?;
        let bias = self.array(node, "b").ok_or_else(|| self.missing(name))?;
        Ok((weights, bias))
    }

    /// One more parameter of the only node of this name.
    pub(super) fn param(&self, name: &str, param: &str) -> Result<Array> {
        self.nodes(name).first().and_then(|&node| self.array(node, param)).ok_or_else(|| self.missing(name))
    }

    /// The rows of the output layer of this name, whatever its width.
    pub(super) fn outputs(&self, name: &str, inputs: usize) -> Result<usize> {
        self.nodes(name)
            .into_iter()
            .filter_map(|node| self.array(node, "W"))
            .find(|array| array.shape.len() == 2 && array.shape[1] == inputs)
            .map(|array| array.shape[0])
            .ok_or_else(|| self.missing(name))
    }

    /// The encoder, with everything before the mixing layer's maximum multiplied through.
    ///
    /// `vectors` are the model's static vectors, possibly none.
    pub(super) fn encoder(&self, vectors: &Array) -> Result<Encoder> {
        let mut tables = Vec::new();
        for node in self.nodes("hashembed") {
            let table = self.array(node, "E").filter(|e| e.shape.len() == 2 && e.shape[1] == WIDTH);
            let table = table.ok_or_else(|| self.missing("hashembed"))?;
            let seed = self.attr(node, "seed").and_then(|seed| u32::try_from(seed).ok());
            tables.push((table, seed.ok_or_else(|| self.missing("seed"))?));
        }
        let projection = match self.nodes("static_vectors").first() {
            Some(&node) => Some(self.array(node, "W").ok_or_else(|| self.missing("static_vectors"))?),
            None => None,
        };
        let blocks = tables.len() + usize::from(projection.is_some());
        let maxouts = self.nodes("maxout");
        let norms = self.nodes("layernorm");
        if maxouts.len() != norms.len() || maxouts.len() != layout::DEPTH + 1 {
            return Err(self.missing("maxout"));
        }
        let layers = maxouts
            .iter()
            .zip(&norms)
            .map(|(&maxout, &norm)| {
                let [w, b, g, beta] =
                    [(maxout, "W"), (maxout, "b"), (norm, "G"), (norm, "b")].map(|(n, p)| self.array(n, p));
                w.zip(b).zip(g.zip(beta)).map(|((w, b), (g, beta))| (w, b, g, beta))
            })
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| self.missing("maxout"))?;
        // The mixing layer need not come first in the file: it is the one whose input is not a window.
        let is_window = |w: &Array| w.shape == [WIDTH, PIECES, 3 * WIDTH];
        let mixing =
            layers.iter().find(|(w, ..)| w.shape == [WIDTH, PIECES, blocks * WIDTH] && (blocks != 3 || !is_window(w)));
        let (w, b, g, beta) = mixing.ok_or_else(|| self.missing("mixing maxout"))?;
        let mut out = Encoder::default();
        for (block, (table, seed)) in tables.iter().enumerate() {
            out.tables.push((table.shape[0], *seed));
            out.table_rows.extend(layout::multiply_through(&table.data, &w.data, blocks * WIDTH, block));
        }
        out.layers.extend(layout::pack_maxout_bias(&b.data));
        out.layers.extend_from_slice(&g.data);
        out.layers.extend_from_slice(&beta.data);
        if let Some(projection) = projection {
            out.vectors = layout::project(&vectors.data, &projection.data, projection.shape[1]);
            out.layers.extend(layout::pack_maxout(&layout::block_of(&w.data, blocks * WIDTH, tables.len()), WIDTH));
        }
        for (w, b, g, beta) in layers.iter().filter(|(w, ..)| is_window(w)) {
            out.layers.extend(layout::pack_maxout(&w.data, 3 * WIDTH));
            out.layers.extend(layout::pack_maxout_bias(&b.data));
            out.layers.extend_from_slice(&g.data);
            out.layers.extend_from_slice(&beta.data);
        }
        Ok(out)
    }
}

/// An encoder's numbers as the model file keeps them.
#[derive(Default)]
pub(super) struct Encoder {
    /// Rows and seed of each table.
    pub(super) tables: Vec<(usize, u32)>,
    /// All tables, multiplied through the mixing layer.
    pub(super) table_rows: Vec<f32>,
    /// The static vectors, projected to the encoder's width.
    pub(super) vectors: Vec<f32>,
    /// Mixing layer (bias, gain, shift, weights of the vectors), then the window layers.
    pub(super) layers: Vec<f32>,
}
