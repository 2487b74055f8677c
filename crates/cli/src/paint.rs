//! Colours and widths of what is printed for people.
//!
//! A sign never rests on colour alone: +, −, ± stand beside it.

use std::fmt::Display;

use anstyle::{AnsiColor, Effects, Style};

/// How to print for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    colours: bool,
    width: usize,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// A headline.
    Title,
    /// The head of a section.
    Section,
    /// A name.
    Name,
    /// What matters less.
    Faint,
    /// Words of the text.
    Quote,
    /// Friendly.
    Friendly,
    /// Hostile.
    Hostile,
    /// Mixed or balancing.
    Mixed,
    /// Said not to be so.
    Denied,
}

impl Paint {
    /// For standard output: colours where it is a terminal and nothing forbids them; as wide as the terminal, at most 110 columns.
    pub fn for_stdout(to_file: bool) -> Self {
        let choice = anstream::AutoStream::choice(&std::io::stdout());
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = if to_file { None } else { columns.or(terminal) };
        Paint {
            colours: choice != anstream::ColorChoice::Never && !to_file,
            width: width.unwrap_or(100).clamp(40, 110),
        }
    }

    /// Without colours, of that width.
    #[cfg(test)]
    pub fn plain(width: usize) -> Self {
        Paint { colours: false, width }
    }

    /// A piece of text in its ink.
    pub fn ink(self, ink: Ink, text: impl Display) -> String {
        if !self.colours {
            return text.to_string();
        }
        let style = match ink {
            Ink::Title => Style::new().bold(),
            Ink::Section => Style::new().bold().underline(),
            Ink::Name => Style::new().bold(),
            Ink::Faint => Style::new().dimmed(),
            Ink::Quote => Style::new().italic(),
            Ink::Friendly => AnsiColor::Cyan.on_default(),
            Ink::Hostile => AnsiColor::Red.on_default(),
            Ink::Mixed => AnsiColor::Yellow.on_default(),
            Ink::Denied => Style::new().effects(Effects::STRIKETHROUGH),
        };
        format!("{style}{text}{style:#}")
    }

    /// The ink of a sign.
    pub fn of_sign(sign: i8) -> Ink {
        match sign {
            1 => Ink::Friendly,
            -1 => Ink::Hostile,
            _ => Ink::Faint,
        }
    }

    /// Breaks a line at the width, with `first` before its first row and `rest` before the others.
    pub fn wrap(self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_separator(textwrap::WordSeparator::Custom(words))
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(text, options)
    }
}

/// Words end at spaces, and behind the bars of the code book's lists.
fn words(line: &str) -> Box<dyn Iterator<Item = textwrap::core::Word<'_>> + '_> {
    let mut rest = line;
    Box::new(std::iter::from_fn(move || {
        let end = rest.find([' ', '|']).map_or(rest.len(), |at| {
            let after = &rest[at + 1..];
            rest.len() - if rest[at..].starts_with(' ') { after.trim_start_matches(' ').len() } else { after.len() }
        });
        let (word, later) = rest.split_at(end);
        rest = later;
        (!word.is_empty()).then(|| textwrap::core::Word::from(word))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_behind_bars() {
        let paint = Paint::plain(40);
        assert_eq!(paint.wrap("a|b|c", "", ""), "a|b|c");
        let list = ["travel"; 12].join("|");
        let wrapped = paint.wrap(&format!("verb  {list} end"), "  ", "    ");
        assert!(wrapped.lines().all(|line| line.len() <= 40 && !line.ends_with(' ')), "{wrapped}");
        assert!(wrapped.starts_with("  verb  travel|travel|"), "{wrapped}");
        assert_eq!(wrapped.split_whitespace().collect::<String>(), format!("verb{list}end"));
    }
}
