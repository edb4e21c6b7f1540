//! What can be printed. PDF/A refuses a page with a letter that no font has, and an invoice must not fail over a name.

use serde::Serialize;
use serde_json::Value;
use typst::text::{Coverage, FontBook, FontVariant, FontWeight};

/// The family that documents are set in.
const FAMILY: &str = "libertinus serif";

/// Runs without a space up to this length are left alone (a payment line has 28 signs); longer ones may be broken.
const RUN_MAX: usize = 32;

/// After so many signs of a longer run the line may break.
const RUN_BREAK: usize = 20;

/// A place where the line may break, without a sign of its own.
const BREAK: char = '\u{200b}';

/// Which letters are let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those that any of the fonts has. Letters of two fonts cannot always be put together, as an accent from one on a
    /// letter from the other; then there is [`Reach::Sure`].
    Wide,
    /// Those that the family of the document has in each of its weights, which can always be set.
    Sure,
}

/// The letters that the fonts have between them.
pub(super) struct Print {
    all: Vec<Coverage>,
    family: Vec<Coverage>,
}

impl Print {
    pub(super) fn of(book: &FontBook) -> Self {
        let coverage = |index| book.info(index).map(|info| info.coverage.clone());
        let all = (0..).map_while(coverage).collect();
        let weights = [FontWeight::REGULAR, FontWeight::BOLD];
        let face = |weight| book.select(FAMILY, FontVariant { weight, ..FontVariant::default() });
        let family = weights.into_iter().filter_map(face).filter_map(coverage).collect();
        Self { all, family }
    }

    /// The data as JSON, every text of it printable.
    pub(super) fn clean(&self, data: &impl Serialize, reach: Reach) -> Result<Vec<u8>, serde_json::Error> {
        let mut value = serde_json::to_value(data)?;
        self.clean_value(&mut value, reach);
        serde_json::to_vec(&value)
    }

    fn clean_value(&self, value: &mut Value, reach: Reach) {
        match value {
            Value::String(text) => *text = self.clean_text(text, reach),
            Value::Array(items) => items.iter_mut().for_each(|item| self.clean_value(item, reach)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.clean_value(field, reach)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Controls become a space, marks that turn the direction of writing go, letters without a glyph become a sign for
    /// something missing, and a run without a space that would leave the page gets places to break.
    pub(super) fn clean_text(&self, text: &str, reach: Reach) -> String {
        let mut clean = String::with_capacity(text.len());
        let mut run = 0;
        let longest = text.split(char::is_whitespace).map(|word| word.chars().count()).max().unwrap_or(0);
        for letter in text.chars() {
            let letter = match letter {
                c if c.is_control() => ' ',
                c if is_invisible(c) => continue,
                c => self.printed(c, reach),
            };
            run = if letter.is_whitespace() { 0 } else { run + 1 };
            if longest > RUN_MAX && run > RUN_BREAK {
                clean.push(BREAK);
                run = 1;
            }
            clean.push(letter);
        }
        clean
    }

    fn printed(&self, letter: char, reach: Reach) -> char {
        let in_font = |font: &Coverage| font.contains(u32::from(letter));
        match reach {
            _ if letter.is_ascii() || letter == '\u{a0}' => letter,
            Reach::Wide if self.all.iter().any(in_font) => letter,
            Reach::Wide => '□',
            Reach::Sure if self.family.iter().all(in_font) => letter,
            Reach::Sure => '?',
        }
    }
}

/// Marks that show nothing by themselves: joiners, direction marks, variation selectors, tags, private letters.
const fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}'
        | '\u{e0000}'..='\u{10ffff}')
}
