//! A reader for the msgpack files of a spaCy model, and for the numpy arrays inside them.
//!
//! In: bytes. Out: a borrowed tree. Depth and lengths are checked, so that no input makes it panic.

/// One value; strings and byte strings are borrowed from the input.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Nil,
    Bool(bool),
    Unsigned(u64),
    Negative(i64),
    Float(f64),
    /// A string or a byte string: the models use both for the same keys.
    Text(&'a [u8]),
    List(Vec<Value<'a>>),
    Map(Vec<(Value<'a>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The value under a string key of a map.
    pub(super) fn get(&self, key: &str) -> Option<&Value<'a>> {
        let Value::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| *name == Value::Text(key.as_bytes())).map(|(_, value)| value)
    }

    pub(super) fn entries(&self) -> Option<&[(Value<'a>, Value<'a>)]> {
        if let Value::Map(entries) = self { Some(entries) } else { None }
    }

    pub(super) fn list(&self) -> Option<&[Value<'a>]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    pub(super) fn bytes(&self) -> Option<&'a [u8]> {
        if let Value::Text(bytes) = self { Some(bytes) } else { None }
    }

    pub(super) fn str(&self) -> Option<&'a str> {
        self.bytes().and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    pub(super) fn unsigned(&self) -> Option<u64> {
        if let Value::Unsigned(number) = self { Some(*number) } else { None }
    }

    /// A whole number of either sign, if it is small.
    pub(super) fn signed(&self) -> Option<i64> {
        match self {
            Value::Unsigned(number) => i64::try_from(*number).ok(),
            Value::Negative(number) => Some(*number),
            _ => None,
        }
    }
}

/// Reads one value that fills the whole input.
pub(super) fn read(bytes: &[u8]) -> Option<Value<'_>> {
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.value(0)?;
    (reader.at == bytes.len()).then_some(value)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(count)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    fn number(&mut self, count: usize) -> Option<u64> {
        Some(self.take(count)?.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    fn length(&mut self, count: usize) -> Option<usize> {
        usize::try_from(self.number(count)?).ok()
    }

    fn value(&mut self, depth: usize) -> Option<Value<'a>> {
        if depth > 64 {
            return None;
        }
        let head = self.number(1)? as u8;
        Some(match head {
            0x00..=0x7f => Value::Unsigned(u64::from(head)),
            0x80..=0x8f => self.map(usize::from(head & 0x0f), depth)?,
            0x90..=0x9f => self.list(usize::from(head & 0x0f), depth)?,
            0xa0..=0xbf => Value::Text(self.take(usize::from(head & 0x1f))?),
            0xc0 => Value::Nil,
            0xc2 => Value::Bool(false),
            0xc3 => Value::Bool(true),
            0xc4 | 0xd9 => self.text(1)?,
            0xc5 | 0xda => self.text(2)?,
            0xc6 | 0xdb => self.text(4)?,
            0xca => Value::Float(f64::from(f32::from_bits(self.number(4)? as u32))),
            0xcb => Value::Float(f64::from_bits(self.number(8)?)),
            0xcc..=0xcf => Value::Unsigned(self.number(1 << (head - 0xcc))?),
            0xd0..=0xd3 => self.signed(1 << (head - 0xd0))?,
            0xdc => self.length(2).and_then(|count| self.list(count, depth))?,
            0xdd => self.length(4).and_then(|count| self.list(count, depth))?,
            0xde => self.length(2).and_then(|count| self.map(count, depth))?,
            0xdf => self.length(4).and_then(|count| self.map(count, depth))?,
            0xe0..=0xff => Value::Negative(i64::from(head as i8)),
            _ => return None,
        })
    }

    fn text(&mut self, width: usize) -> Option<Value<'a>> {
        let length = self.length(width)?;
        self.take(length).map(Value::Text)
    }

    fn signed(&mut self, width: usize) -> Option<Value<'a>> {
        let shift = 64 - 8 * width as u32;
        let number = (self.number(width)? << shift) as i64 >> shift;
        Some(u64::try_from(number).map_or(Value::Negative(number), Value::Unsigned))
    }

    fn list(&mut self, count: usize, depth: usize) -> Option<Value<'a>> {
        (0..count).map(|_| self.value(depth + 1)).collect::<Option<_>>().map(Value::List)
    }

    fn map(&mut self, count: usize, depth: usize) -> Option<Value<'a>> {
        (0..count)
            .map(|_| Some((self.value(depth + 1)?, self.value(depth + 1)?)))
            .collect::<Option<_>>()
            .map(Value::Map)
    }
}

/// A numpy array of 32-bit floats.
#[derive(Debug, Clone)]
pub(super) struct Array {
    pub(super) shape: Vec<usize>,
    pub(super) data: Vec<f32>,
}

impl Array {
    /// Decodes the map that msgpack-numpy writes for an array.
    pub(super) fn from_value(value: &Value<'_>) -> Option<Self> {
        if value.get("type")?.str()? != "<f4" {
            return None;
        }
        let shape: Vec<usize> =
            value.get("shape")?.list()?.iter().map(|n| n.unsigned()?.try_into().ok()).collect::<Option<_>>()?;
        Self::new(shape, value.get("data")?.bytes()?)
    }

    /// Decodes a `.npy` file of little-endian floats in C order.
    pub(super) fn from_npy(bytes: &[u8]) -> Option<Self> {
        if bytes.get(..6)? != b"\x93NUMPY" || *bytes.get(6)? != 1 {
            return None;
        }
        let end = 10 + usize::from(u16::from_le_bytes([*bytes.get(8)?, *bytes.get(9)?]));
        let header = std::str::from_utf8(bytes.get(10..end)?).ok()?;
        if !header.contains("'descr': '<f4'") || !header.contains("'fortran_order': False") {
            return None;
        }
        let shape = header.split_once("'shape': (")?.1.split_once(')')?.0;
        let shape: Vec<usize> =
            shape.split(',').map(str::trim).filter(|n| !n.is_empty()).map(|n| n.parse().ok()).collect::<Option<_>>()?;
        Self::new(shape, &bytes[end..])
    }

    fn new(shape: Vec<usize>, bytes: &[u8]) -> Option<Self> {
        let count = shape.iter().try_fold(1usize, |product, &n| product.checked_mul(n))?;
        if bytes.len() != count.checked_mul(4)? {
            return None;
        }
        let data = bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        Some(Self { shape, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_every_kind() {
        let bytes = b"\x86\xa1a\xcd\x01\x00\xa1b\xff\xa1c\xc4\x02xy\xa1d\x92\xc0\xc3\xa1e\xd1\xff\x00\xa1f\xcb\x3f\xf0\0\0\0\0\0\0";
        let value = read(bytes).unwrap();
        assert_eq!(value.get("a").unwrap().unsigned(), Some(256));
        assert_eq!(value.get("b").unwrap().signed(), Some(-1));
        assert_eq!(value.get("c").unwrap().str(), Some("xy"));
        assert_eq!(value.get("d").unwrap().list().unwrap(), [Value::Nil, Value::Bool(true)]);
        assert_eq!(value.get("e").unwrap().signed(), Some(-256));
        assert_eq!(value.get("f").unwrap(), &Value::Float(1.0));
    }

    #[test]
    fn damage_is_refused() {
        assert_eq!(read(b"\xdd\xff\xff\xff\xff"), None);
        assert_eq!(read(b"\xa5ab"), None);
        assert_eq!(read(b"\xc0\xc0"), None);
        assert_eq!(read(&[0x91; 200]), None);
        assert!(Array::from_npy(b"\x93NUMPY\x01\x00\xff\xff").is_none());
    }
}
