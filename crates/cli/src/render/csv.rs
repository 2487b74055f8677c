//! Answers as a table: one row a claim. The columns are a public interface; see `docs/reference/answer.md`.

use model::{Answer, Event, Evidence, Relation};

use super::words::{self, Names};

/// The columns.
pub const COLUMNS: [&str; 32] = [
    "document",
    "published",
    "outlet",
    "title",
    "claim",
    "id",
    "type",
    "mode",
    "role",
    "sign",
    "score",
    "cameo",
    "contexts",
    "actors",
    "actor_names",
    "recipients",
    "recipient_names",
    "companions",
    "place",
    "latitude",
    "longitude",
    "date_first",
    "date_last",
    "state",
    "source",
    "hedged",
    "amount",
    "killed",
    "injured",
    "confidence",
    "start",
    "evidence",
];

/// The row of names.
pub fn header() -> Vec<u8> {
    rows([COLUMNS.map(String::from)])
}

/// One row an event, then one row a relation.
pub fn render(answer: &Answer) -> Vec<u8> {
    let names = Names::of(answer);
    let events = answer.events.iter().map(|e| event(answer, e, &names));
    rows(events.chain(answer.relations.iter().map(|r| relation(answer, r, &names))))
}

fn event(answer: &Answer, e: &Event, names: &Names) -> [String; 32] {
    let [document, published, outlet, title] = document(answer);
    let toll = |number: fn(&model::Toll) -> Option<u64>| number_or_empty(e.toll.as_ref().and_then(number));
    let place = e.place.as_ref();
    let degrees = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    let (start, evidence) = evidence(&e.evidence);
    [
        document,
        published,
        outlet,
        title,
        "event".into(),
        e.id.clone(),
        e.kind.word().into(),
        e.mode.clone().unwrap_or_default(),
        String::new(),
        words::sign(e.score).to_string(),
        e.score.to_string(),
        e.cameo.clone(),
        e.contexts.join(";"),
        e.actors.join(";"),
        named(&e.actors, names),
        e.recipients.join(";"),
        named(&e.recipients, names),
        e.companions.join(";"),
        place.map(|p| p.name.clone()).unwrap_or_default(),
        degrees(place.and_then(|p| p.lat)),
        degrees(place.and_then(|p| p.lon)),
        e.date.as_ref().map(|d| d.first.to_string()).unwrap_or_default(),
        e.date.as_ref().map(|d| d.last.to_string()).unwrap_or_default(),
        e.reality.word().into(),
        e.source.clone().unwrap_or_default(),
        e.hedged.to_string(),
        amount(e),
        toll(|t| t.killed),
        toll(|t| t.injured),
        e.confidence.to_string(),
        start,
        evidence,
    ]
}

fn relation(answer: &Answer, r: &Relation, names: &Names) -> [String; 32] {
    let [document, published, outlet, title] = document(answer);
    let (start, evidence) = evidence(&r.evidence);
    let mut row = [(); 32].map(|()| String::new());
    let filled = [
        (0, document),
        (1, published),
        (2, outlet),
        (3, title),
        (4, "relation".into()),
        (5, r.id.clone()),
        (6, r.kind.word().into()),
        (8, r.role.clone().unwrap_or_default()),
        (9, r.sign.to_string()),
        (13, r.from.clone()),
        (14, names.name(&r.from).into()),
        (15, r.to.clone()),
        (16, names.name(&r.to).into()),
        (23, r.status.word().into()),
        (24, r.source.clone().unwrap_or_default()),
        (25, r.hedged.to_string()),
        (29, r.confidence.to_string()),
        (30, start),
        (31, evidence),
    ];
    for (column, value) in filled {
        row[column] = value;
    }
    row
}

fn document(answer: &Answer) -> [String; 4] {
    let document = &answer.document;
    let published = document.published.map(|d| d.to_string()).unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [document.id.clone(), published, text(&document.outlet), text(&document.title)]
}

fn named(ids: &[String], names: &Names) -> String {
    ids.iter().map(|id| names.name(id)).collect::<Vec<_>>().join(";")
}

/// Sums as `value currency bound`.
fn amount(e: &Event) -> String {
    let sums = e.amount.as_ref().map(words::sums).unwrap_or_default();
    let bound = |b: model::Bound| match b {
        model::Bound::Exact => "exact",
        model::Bound::AtLeast => "at_least",
        model::Bound::AtMost => "at_most",
        model::Bound::About => "about",
    };
    sums.iter().map(|a| format!("{} {} {}", a.value, a.currency, bound(a.bound))).collect::<Vec<_>>().join(";")
}

/// Where the first quote starts, and all quotes.
fn evidence(evidence: &Evidence) -> (String, String) {
    let quotes = evidence.quotes();
    let text = quotes.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" … ");
    (quotes.first().map(|q| q.start.to_string()).unwrap_or_default(), text)
}

fn number_or_empty(number: Option<u64>) -> String {
    number.map(|n| n.to_string()).unwrap_or_default()
}

fn rows(rows: impl IntoIterator<Item = [String; 32]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("rows have equal lengths, and memory takes them");
    }
    writer.into_inner().expect("memory takes them")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_a_claim_with_every_column() {
        let answer = serde_json::from_str(include_str!("../../tests/answers/visit.json")).unwrap();
        let table = String::from_utf8([header(), render(&answer)].concat()).unwrap();
        assert_eq!(table, include_str!("../../tests/answers/visit.csv"), "\n{table}");
    }
}
