//! Claims as a Parquet file: one row a claim, lists as lists, days as days.
//!
//! Written a group of [`GROUP`] rows at a time with the plain column writers: values, and for optional columns and lists the definition
//! and repetition levels of the Dremel encoding (Melnik et al. 2010). Compressed with Snappy.

use std::io::Write;
use std::sync::Arc;

use model::Date;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::csv_rows::bound;
use crate::holding::Index;
use crate::row::Row;
use crate::{ExportError, Holding, Tally};

/// Rows that are held in memory before they are written.
const GROUP: usize = 32_768;

/// The columns; leaves are filled in this order by [`Group::push`].
const SCHEMA: &str = "message claims {
  required binary key (STRING);
  required binary claim (STRING);
  required binary document (STRING);
  required binary document_key (STRING);
  optional int32 published (DATE);
  optional binary outlet (STRING);
  optional binary title (STRING);
  optional binary url (STRING);
  required binary id (STRING);
  required binary type (STRING);
  optional binary mode (STRING);
  optional binary role (STRING);
  required int32 sign;
  optional double score;
  optional binary cameo (STRING);
  required group contexts (LIST) { repeated group list { required binary element (STRING); } }
  required group actors (LIST) { repeated group list { required binary element (STRING); } }
  required group actor_names (LIST) { repeated group list { required binary element (STRING); } }
  required group recipients (LIST) { repeated group list { required binary element (STRING); } }
  required group recipient_names (LIST) { repeated group list { required binary element (STRING); } }
  required group companions (LIST) { repeated group list { required binary element (STRING); } }
  optional binary place (STRING);
  optional binary place_id (STRING);
  optional double latitude;
  optional double longitude;
  optional int32 date_first (DATE);
  optional int32 date_last (DATE);
  required binary state (STRING);
  optional binary source (STRING);
  optional binary source_name (STRING);
  required boolean hedged;
  required group amounts (LIST) { repeated group list { required group element {
    required double value;
    required binary currency (STRING);
    required binary bound (STRING);
  } } }
  optional int64 killed;
  optional int64 injured;
  required double confidence;
  required group evidence (LIST) { repeated group list { required group element {
    required int64 start;
    required int64 end;
    required binary text (STRING);
  } } }
  optional binary incident (STRING);
  optional int64 recorded (TIMESTAMP(MICROS,true));
  optional binary author (STRING);
  optional binary outlet_grade (STRING);
  optional binary source_grade (STRING);
  optional int32 credibility;
  optional binary credibility_by (STRING);
}";

pub(crate) fn write(holding: &dyn Holding, out: &mut (dyn Write + Send)) -> Result<Tally, ExportError> {
    let index = Index::of(holding)?;
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("detente".into());
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties.build()))?;
    let mut group = Group::default();
    let mut tally = Tally::default();
    holding.claims(&mut |claim| {
        group.push(&Row::of(claim, &index));
        tally.written += 1;
        if group.rows == GROUP { group.write(&mut file) } else { Ok(()) }
    })?;
    if group.rows > 0 {
        group.write(&mut file)?;
    }
    file.close()?;
    Ok(tally)
}

/// Values of one leaf column, with their levels.
#[derive(Debug)]
enum Values {
    Text(Vec<ByteArray>),
    Double(Vec<f64>),
    Small(Vec<i32>),
    Large(Vec<i64>),
    Truth(Vec<bool>),
}

#[derive(Debug)]
struct Leaf {
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

/// Rows on their way into a row group: leaves in the order of the schema.
#[derive(Debug, Default)]
struct Group {
    rows: usize,
    leaves: Vec<Leaf>,
    /// The leaf that the next value goes to.
    at: usize,
}

impl Group {
    fn push(&mut self, row: &Row<'_>) {
        self.at = 0;
        self.text(row.key);
        self.text(row.claim);
        self.text(row.document);
        self.text(row.document_key);
        self.maybe_day(row.published);
        self.maybe_text(row.outlet);
        self.maybe_text(row.title);
        self.maybe_text(row.url);
        self.text(row.id);
        self.text(row.kind);
        self.maybe_text(row.mode);
        self.maybe_text(row.role);
        self.one(Values::Small(vec![i32::from(row.sign)]), None);
        self.maybe_double(row.score);
        self.maybe_text(row.cameo);
        self.texts(row.contexts.iter().map(String::as_str));
        self.texts(row.actors.iter().map(String::as_str));
        self.texts(row.actor_names.iter().map(String::as_str));
        self.texts(row.recipients.iter().map(String::as_str));
        self.texts(row.recipient_names.iter().map(String::as_str));
        self.texts(row.companions.iter().map(String::as_str));
        self.maybe_text(row.place);
        self.maybe_text(row.place_id);
        self.maybe_double(row.latitude);
        self.maybe_double(row.longitude);
        self.maybe_day(row.date_first);
        self.maybe_day(row.date_last);
        self.text(row.state);
        self.maybe_text(row.source);
        self.maybe_text(row.source_name);
        self.one(Values::Truth(vec![row.hedged]), None);
        self.list(Values::Double(row.amounts.iter().map(|a| a.value).collect()), row.amounts.len());
        self.texts(row.amounts.iter().map(|a| a.currency.as_str()));
        self.texts(row.amounts.iter().map(|a| bound(a.bound)));
        self.maybe_number(row.killed.map(signed));
        self.maybe_number(row.injured.map(signed));
        self.one(Values::Double(vec![row.confidence]), None);
        self.list(Values::Large(row.evidence.iter().map(|q| signed(q.start as u64)).collect()), row.evidence.len());
        self.list(Values::Large(row.evidence.iter().map(|q| signed(q.end as u64)).collect()), row.evidence.len());
        self.texts(row.evidence.iter().map(|q| q.text.as_str()));
        self.maybe_text(row.incident);
        self.maybe_number(row.recorded);
        self.maybe_text(row.author);
        self.maybe_text(row.outlet_grade);
        self.maybe_text(row.source_grade);
        self.one(Values::Small(row.credibility.into_iter().map(i32::from).collect()), Some(row.credibility.is_some()));
        self.maybe_text(row.credibility_by);
        self.rows += 1;
    }

    fn text(&mut self, value: &str) {
        self.one(Values::Text(vec![value.into()]), None);
    }

    fn maybe_text(&mut self, value: Option<&str>) {
        self.one(Values::Text(value.into_iter().map(ByteArray::from).collect()), Some(value.is_some()));
    }

    fn maybe_double(&mut self, value: Option<f64>) {
        self.one(Values::Double(value.into_iter().collect()), Some(value.is_some()));
    }

    fn maybe_number(&mut self, value: Option<i64>) {
        self.one(Values::Large(value.into_iter().collect()), Some(value.is_some()));
    }

    fn maybe_day(&mut self, value: Option<Date>) {
        self.one(Values::Small(value.into_iter().map(days).collect()), Some(value.is_some()));
    }

    fn texts<'t>(&mut self, values: impl Iterator<Item = &'t str>) {
        let values: Vec<ByteArray> = values.map(ByteArray::from).collect();
        let length = values.len();
        self.list(Values::Text(values), length);
    }

    /// A value, or none in an optional column; `there` is none in a required one.
    fn one(&mut self, values: Values, there: Option<bool>) {
        let leaf = self.leaf(values);
        leaf.definition.extend(there.map(i16::from));
    }

    /// A list. One without elements stands for itself with a definition level of 0.
    fn list(&mut self, values: Values, length: usize) {
        let leaf = self.leaf(values);
        for n in 0..length.max(1) {
            leaf.definition.push(i16::from(length > 0));
            leaf.repetition.push(i16::from(n > 0));
        }
    }

    /// Adds the values to the leaf whose turn it is.
    fn leaf(&mut self, values: Values) -> &mut Leaf {
        let at = self.at;
        self.at += 1;
        match self.leaves.get_mut(at).map(|leaf| &mut leaf.values) {
            None => self.leaves.push(Leaf { values, definition: Vec::new(), repetition: Vec::new() }),
            Some(held) => match (held, values) {
                (Values::Text(held), Values::Text(new)) => held.extend(new),
                (Values::Double(held), Values::Double(new)) => held.extend(new),
                (Values::Small(held), Values::Small(new)) => held.extend(new),
                (Values::Large(held), Values::Large(new)) => held.extend(new),
                (Values::Truth(held), Values::Truth(new)) => held.extend(new),
                _ => unreachable!("each row fills the leaves in the same order"),
            },
        }
        &mut self.leaves[at]
    }

    /// Writes the rows as a row group and forgets them.
    fn write<W: Write + Send>(&mut self, file: &mut SerializedFileWriter<W>) -> Result<(), ExportError> {
        let mut rows = file.next_row_group()?;
        for leaf in std::mem::take(&mut self.leaves) {
            let mut column = rows.next_column()?.expect("the schema has a column for each leaf");
            let levels = |levels: Vec<i16>| (!levels.is_empty()).then_some(levels);
            let (d, r) = (levels(leaf.definition), levels(leaf.repetition));
            let (d, r) = (d.as_deref(), r.as_deref());
            match leaf.values {
                Values::Text(values) => column.typed::<ByteArrayType>().write_batch(&values, d, r),
                Values::Double(values) => column.typed::<DoubleType>().write_batch(&values, d, r),
                Values::Small(values) => column.typed::<Int32Type>().write_batch(&values, d, r),
                Values::Large(values) => column.typed::<Int64Type>().write_batch(&values, d, r),
                Values::Truth(values) => column.typed::<BoolType>().write_batch(&values, d, r),
            }?;
            column.close()?;
        }
        rows.close()?;
        *self = Group::default();
        Ok(())
    }
}

/// Days since 1970-01-01.
fn days(day: Date) -> i32 {
    (day - Date::constant(1970, 1, 1)).get_days()
}

/// Numbers of people and places in a text fit.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
