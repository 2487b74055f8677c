//! JSON Lines: which field of an object is what.
//!
//! Comes in: `text=body,title=headline,date=pub.day`, as a user writes it, and lines. Goes out: documents' parts. Nested fields are named
//! with dots, members of lists by their number. Without a mapping the usual names are looked for.

use model::Date;
use serde_json::Value;

use crate::SourceError;
use crate::webdate::web_date;

/// Which field is what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    fields: Vec<(Part, Vec<String>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Text,
    Html,
    Title,
    Date,
    Outlet,
    Url,
    Id,
    Author,
    Language,
}

const PARTS: [(&str, Part, &[&str]); 9] = [
    ("text", Part::Text, &["text", "body", "content", "article"]),
    ("html", Part::Html, &["html", "body_html", "content_html"]),
    ("title", Part::Title, &["title", "headline"]),
    ("date", Part::Date, &["published", "date", "published_at", "date_published", "pub_date", "publication_date"]),
    ("outlet", Part::Outlet, &["outlet", "publisher", "source", "site_name"]),
    ("url", Part::Url, &["url", "link"]),
    ("id", Part::Id, &["id"]),
    ("author", Part::Author, &["author", "byline"]),
    ("language", Part::Language, &["language", "lang"]),
];

impl Default for Mapping {
    fn default() -> Self {
        let fields = PARTS.iter().map(|(_, part, names)| (*part, names.iter().map(ToString::to_string).collect()));
        Mapping { fields: fields.collect() }
    }
}

impl std::str::FromStr for Mapping {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        let mut mapping = Mapping::default();
        for pair in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let wrong = || SourceError::Mapping(pair.to_string());
            let (name, field) = pair.split_once('=').ok_or_else(wrong)?;
            let (_, part, _) = PARTS.iter().find(|(n, _, _)| *n == name.trim()).ok_or_else(wrong)?;
            if field.trim().is_empty() {
                return Err(wrong());
            }
            for (of, names) in &mut mapping.fields {
                if of == part {
                    *names = vec![field.trim().to_string()];
                }
                // Who names the field of the text means that one, and not another that looks like a page.
                if (*part, *of) == (Part::Text, Part::Html) || (*part, *of) == (Part::Html, Part::Text) {
                    names.clear();
                }
            }
        }
        Ok(mapping)
    }
}

/// What a line holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Mapped {
    pub id: Option<String>,
    pub text: Option<String>,
    pub html: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    pub url: Option<String>,
    pub author: Option<String>,
    pub language: Option<String>,
}

impl Mapping {
    /// Takes a line apart.
    pub(crate) fn read(&self, line: &str) -> Result<Mapped, SourceError> {
        let value: Value = serde_json::from_str(line).map_err(|e| SourceError::Json(e.to_string()))?;
        if !value.is_object() {
            return Err(SourceError::Json("it is no object".into()));
        }
        let find = |part: Part| {
            let names = self.fields.iter().find(|(p, _)| *p == part).map_or(&[][..], |(_, names)| names.as_slice());
            names.iter().find_map(|name| at(&value, name).and_then(words)).filter(|w| !w.trim().is_empty())
        };
        let mapped = Mapped {
            id: find(Part::Id),
            text: find(Part::Text),
            html: find(Part::Html),
            title: find(Part::Title),
            outlet: find(Part::Outlet),
            published: find(Part::Date).and_then(|d| day(&d)),
            url: find(Part::Url),
            author: find(Part::Author),
            language: find(Part::Language),
        };
        match mapped.text.is_none() && mapped.html.is_none() {
            true => Err(SourceError::NoTextField),
            false => Ok(mapped),
        }
    }
}

/// A field by name: as it stands, else by its steps.
fn at<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.get(name).or_else(|| {
        name.split('.').try_fold(value, |value, step| match value {
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            other => other.get(step),
        })
    })
}

/// A word; of an object its name, of a list of words all of them, one paragraph each.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(of) => of.get("name").and_then(Value::as_str).map(str::to_string),
        Value::Array(items) => {
            let all: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            (!all.is_empty()).then(|| all.join("\n\n"))
        }
        _ => None,
    }
}

/// A day as the web writes it, or a time in seconds or milliseconds since 1970.
fn day(text: &str) -> Option<Date> {
    match text.parse::<i64>() {
        Ok(figures) if text.len() >= 9 => {
            let seconds = if text.len() >= 12 { figures / 1000 } else { figures };
            let stamp = jiff::Timestamp::from_second(seconds).ok()?;
            Some(jiff::tz::Offset::UTC.to_datetime(stamp).date())
        }
        _ => web_date(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_name_by_steps_and_by_habit() {
        let mapping: Mapping = "text=data.body, title=data.heads.0,date=when,outlet=who,url=a.b".parse().unwrap();
        let line = r#"{"data":{"body":"The envoys met.","heads":["Envoys","x"]},"when":1772323200,"who":{"name":"Post"},"a.b":"https://post.example/","text":"other","html":"<p>"}"#;
        let got = mapping.read(line).unwrap();
        assert_eq!(
            (got.text.as_deref(), got.html.as_deref(), got.title.as_deref()),
            (Some("The envoys met."), None, Some("Envoys"))
        );
        assert_eq!((got.outlet.as_deref(), got.url.as_deref()), (Some("Post"), Some("https://post.example/")));
        assert_eq!(got.published.unwrap().to_string(), "2026-03-01");
        let usual = Mapping::default()
            .read(r#"{"id":7,"headline":"Envoys","body":["One.","Two."],"date":"1 March 2026","byline":"A. Writer"}"#)
            .unwrap();
        assert_eq!((usual.id.as_deref(), usual.text.as_deref()), (Some("7"), Some("One.\n\nTwo.")));
        assert_eq!(
            (usual.published.unwrap().to_string().as_str(), usual.author.as_deref()),
            ("2026-03-01", Some("A. Writer"))
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        for wrong in ["text", "body=text", "text="] {
            assert!(matches!(wrong.parse::<Mapping>(), Err(SourceError::Mapping(_))), "{wrong}");
        }
        assert!(matches!(Mapping::default().read("{\"title\":\"x\"}"), Err(SourceError::NoTextField)));
        assert!(matches!(Mapping::default().read("[]"), Err(SourceError::Json(_))));
        assert!(matches!(Mapping::default().read("{"), Err(SourceError::Json(_))));
    }

    proptest::proptest! {
        #[test]
        fn any_mapping_and_line_are_survived(mapping in "[a-z=.,0-9]{0,30}", line in "[\\[{\"a0:,.}\\]]{0,30}") {
            if let Ok(mapping) = mapping.parse::<Mapping>() {
                let _ = mapping.read(&line);
            }
        }
    }
}
