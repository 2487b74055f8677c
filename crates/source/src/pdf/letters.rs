//! The pages of a PDF → letters with their places.
//!
//! Comes in: a file that was opened. Goes out: a page, its letters in the order in which they are drawn, in points from the page's upper
//! left corner as a reader holds it. Promises: only letters are asked for, no picture, pattern or outline is made; what is drawn twice at
//! one spot (bold without a bold font) is taken once; lines that run up or down the page are left out, unless most of it does.

use std::collections::HashSet;
use std::panic::resume_unwind;
use std::time::Instant;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, RenderContent, SoftMask, TransformExt, interpret_page,
};

use super::PdfError;

/// Letters that are read of a file.
const MAX_LETTERS: usize = 4_000_000;
/// A file in which a larger part of the shapes has no letter is not text.
const UNNAMED: f64 = 0.25;
/// The height of a font in the units of its shapes.
const EM: f64 = 1000.0;

/// A letter on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letter {
    pub sign: char,
    /// Where it starts, and where the next one is due.
    pub start: f64,
    pub end: f64,
    /// Its base line, from the top.
    pub base: f64,
    /// Size of its font.
    pub size: f64,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub letters: Vec<Letter>,
    pub height: f64,
}

/// Reads all pages.
pub(super) fn pages(pdf: &Pdf, until: Instant) -> Result<Vec<Page>, PdfError> {
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..InterpreterSettings::default() };
    let (mut pages, mut left, mut unnamed, mut named) = (Vec::new(), MAX_LETTERS, 0, 0);
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let (width, height) = (f64::from(width), f64::from(height));
        let whole = Rect::new(0.0, 0.0, width, height);
        let start = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(start, whole, &cache, pdf.xref(), settings.clone());
        let mut pen = Pen { turned: Default::default(), seen: HashSet::new(), unnamed: 0, left, steps: 0, until };
        interpret_page(page, &mut context, &mut pen);
        left = pen.left;
        unnamed += pen.unnamed;
        let page = pen.page(width, height);
        named += page.letters.len();
        pages.push(page);
    }
    if unnamed > 0 && unnamed as f64 > UNNAMED * (named + unnamed) as f64 {
        return Err(PdfError::Unnamed);
    }
    if named == 0 { Err(PdfError::NoLetters) } else { Ok(pages) }
}

/// Takes letters off a page as it is drawn.
struct Pen {
    /// By the way their line runs: to the right, down, to the left, up.
    turned: [Vec<Letter>; 4],
    seen: HashSet<(char, i64, i64)>,
    unnamed: usize,
    /// How many more may come.
    left: usize,
    steps: u32,
    until: Instant,
}

impl Pen {
    /// Gives the file up when its time is over. The library has no way out of a page but this; whoever started the thread catches it.
    fn step(&mut self) {
        self.steps = self.steps.wrapping_add(1);
        if self.steps.is_multiple_of(256) && Instant::now() > self.until {
            resume_unwind(Box::new(PdfError::Slow));
        }
    }

    fn put(&mut self, at: Affine, signs: &str, advance: f64) {
        let [a, b, c, d, ..] = at.as_coeffs();
        let (run, size) = (a.hypot(b) * advance, c.hypot(d) * EM);
        let Point { x, y } = at * Point::ORIGIN;
        if ![x, y, run, size].into_iter().all(|v| v.is_finite() && v.abs() < 1e6) || size < 0.5 {
            return;
        }
        // Places as they are when the page is turned so that the line runs to the right.
        let (way, along, base) = match a.abs() >= b.abs() {
            true if a >= 0.0 => (0, x, y),
            true => (2, -x, -y),
            false if b >= 0.0 => (1, y, -x),
            false => (3, -y, x),
        };
        let count = signs.chars().count().max(1) as f64;
        for (nth, sign) in signs.chars().enumerate() {
            let start = along + run * nth as f64 / count;
            if self.left == 0 {
                resume_unwind(Box::new(PdfError::Heavy));
            }
            self.left -= 1;
            if self.again(sign, start, base, size) {
                continue;
            }
            self.turned[way].push(Letter { sign, start, end: start + run / count, base, size });
        }
    }

    /// Whether the same letter stands there already, within a sixteenth of its size.
    fn again(&mut self, sign: char, start: f64, base: f64, size: f64) -> bool {
        #[expect(clippy::cast_possible_truncation, reason = "bounded by the page")]
        let cell = |v: f64| (v / (size / 16.0)).round() as i64;
        let (x, y) = (cell(start), cell(base));
        let there = (-1..=1).any(|dx| (-1..=1).any(|dy| self.seen.contains(&(sign, x + dx, y + dy))));
        self.seen.insert((sign, x, y));
        there && !sign.is_whitespace()
    }

    /// The letters of the way that most lines run, from the upper left corner of the page turned that way.
    fn page(self, width: f64, height: f64) -> Page {
        let way = (0..4).rev().max_by_key(|way| self.turned[*way].len()).expect("four ways");
        let (right, down, tall) = match way {
            0 => (0.0, 0.0, height),
            1 => (0.0, width, width),
            2 => (width, height, height),
            _ => (height, 0.0, width),
        };
        let [mut a, mut b, mut c, mut d] = self.turned;
        let mut letters = std::mem::take([&mut a, &mut b, &mut c, &mut d][way]);
        for letter in &mut letters {
            letter.start += right;
            letter.end += right;
            letter.base += down;
        }
        Page { letters, height: tall }
    }
}

impl<'a> Device<'a> for Pen {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.step();
            let advance = match &**glyph {
                Glyph::Outline(shape) => shape.advance_width(),
                Glyph::Type3(shape) => shape.advance_width(),
            };
            let at = props.transform * glyph.transform();
            let advance = f64::from(advance.unwrap_or(500.0));
            match glyph.as_unicode() {
                Some(BfString::Char(sign)) => self.put(at, sign.encode_utf8(&mut [0; 4]), advance),
                Some(BfString::String(signs)) => self.put(at, &signs, advance),
                None => self.unnamed += 1,
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.step();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
