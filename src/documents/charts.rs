//! Charts as SVG to stand in a page. Every word comes from the caller, in the reader's language. Colours are classes
//! (`chart-1` … `chart-8`, `chart-text`, `chart-axis`, `chart-grid`), so that the stylesheet decides them, light and dark; without one everything
//! has the colour of the text around it. Nothing in it is an inline style.

use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// A chart that could not be drawn.
#[derive(Debug, thiserror::Error)]
#[error("the chart could not be drawn: {0}")]
pub struct ChartError(String);

impl<E: std::error::Error + Send + Sync> From<DrawingAreaErrorKind<E>> for ChartError {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        Self(error.to_string())
    }
}

/// What a chart is called and what it says, for who cannot see it.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The chart's id in the page: letters, digits and hyphens.
    pub id: &'a str,
    /// What it is.
    pub title: &'a str,
    /// What it says, in a sentence.
    pub description: &'a str,
}

/// A kind of thing that columns are stacked of.
#[derive(Clone, Debug)]
pub struct Stack {
    /// Its name.
    pub name: String,
    /// How much of it there is, one value a column.
    pub values: Vec<i64>,
}

/// A bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is about.
    pub label: String,
    /// How long it is.
    pub value: i64,
    /// Its length in words.
    pub text: String,
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

const WIDTH: u32 = 720;
const LEGEND_COLUMNS: usize = 3;
const LEGEND_ROW: u32 = 22;
const FONT_SIZE: u32 = 16;
/// Classes of stacks; after the last one they begin anew.
const INKS: usize = 8;

const TEXT: RGBColor = RGBColor(2, 0, 0);
const AXIS: RGBColor = RGBColor(3, 0, 0);
const GRID: RGBColor = RGBColor(4, 0, 0);

/// The stand-in for the class of a stack: no colour that is seen.
fn ink(nth: usize) -> RGBColor {
    RGBColor(1, 0, u8::try_from(nth % INKS + 1).unwrap_or(1))
}

fn letters() -> TextStyle<'static> {
    ("sans-serif", FONT_SIZE).into_font().color(&TEXT)
}

/// Places side by side, each 100 wide; labels stand in their middle.
struct Slots(usize);

impl Slots {
    fn width(&self) -> i32 {
        i32::try_from(self.0.max(1)).unwrap_or(i32::MAX / 100).saturating_mul(100)
    }

    /// Where a bar begins and ends.
    fn bar(nth: usize) -> Option<(i32, i32)> {
        let left = i32::try_from(nth).ok()?.checked_mul(100)?;
        Some((left + 16, left + 84))
    }

    fn label(at: i32, labels: &[&str]) -> String {
        usize::try_from(at / 100).ok().and_then(|nth| labels.get(nth)).map(|l| (*l).to_owned()).unwrap_or_default()
    }
}

impl Ranged for Slots {
    type FormatOption = DefaultFormatting;
    type ValueType = i32;

    fn map(&self, value: &i32, limit: (i32, i32)) -> i32 {
        let pixels = i64::from(limit.1 - limit.0) * i64::from(*value) / i64::from(self.width());
        limit.0 + i32::try_from(pixels).unwrap_or(0)
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<i32> {
        (0..self.width()).skip(50).step_by(100).collect()
    }

    fn range(&self) -> Range<i32> {
        0..self.width()
    }
}

/// Amounts from one to another, with lines at round ones. Whole numbers throughout: plotters' own scale overflows near their end.
struct Scale(Range<i64>);

impl Scale {
    /// The least of 1, 2, 5, 10, 20 … of which about five reach over the scale.
    fn step(&self) -> i128 {
        let fifth = (i128::from(self.0.end) - i128::from(self.0.start)) / 5;
        let mut power = 1;
        loop {
            match [1, 2, 5].into_iter().map(|n| n * power).find(|step| *step >= fifth) {
                Some(step) => return step,
                None => power *= 10,
            }
        }
    }
}

impl Ranged for Scale {
    type FormatOption = DefaultFormatting;
    type ValueType = i64;

    fn map(&self, value: &i64, limit: (i32, i32)) -> i32 {
        let (start, end) = (i128::from(self.0.start), i128::from(self.0.end));
        let pixels = i128::from(limit.1 - limit.0) * (i128::from(*value) - start) / (end - start).max(1);
        limit.0.saturating_add(i32::try_from(pixels).unwrap_or(0))
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<i64> {
        let step = self.step();
        let first = i128::from(self.0.start).div_euclid(step) * step;
        let points = (0..10).map(|nth| first + nth * step).filter_map(|at| i64::try_from(at).ok());
        points.filter(|at| (self.0.start..=self.0.end).contains(at)).collect()
    }

    fn range(&self) -> Range<i64> {
        self.0.clone()
    }
}

/// Columns beside one another, each stacked of several kinds, with a legend. What is less than nought hangs below the line. `tick`
/// says a value at the axis in words.
///
/// # Errors
/// A chart that cannot be drawn.
pub fn columns(
    words: Words<'_>,
    labels: &[&str],
    stacks: &[Stack],
    tick: &dyn Fn(i64) -> String,
) -> Result<String, ChartError> {
    let legend = u32::try_from(stacks.len().div_ceil(LEGEND_COLUMNS)).unwrap_or(0) * LEGEND_ROW;
    let size = (WIDTH, 300 + legend);
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        let (upper, lower) = root.split_vertically(legend);
        draw_legend(&upper, stacks)?;
        let (pieces, range) = pieces(labels.len(), stacks);
        let mut chart = ChartBuilder::on(&lower)
            .margin(10)
            .x_label_area_size(30)
            .y_label_area_size(120)
            .build_cartesian_2d(Slots(labels.len()), Scale(range))?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(AXIS)
            .label_style(letters())
            .x_label_formatter(&|at| Slots::label(*at, labels))
            .y_label_formatter(&|value| tick(*value))
            .draw()?;
        chart.draw_series(pieces.into_iter().map(|(points, nth)| Rectangle::new(points, ink(nth).filled())))?;
        root.present()?;
    }
    Ok(finished(&svg, words))
}

type Piece = ([(i32, i64); 2], usize);

/// The pieces of all columns, and from where to where they reach.
fn pieces(count: usize, stacks: &[Stack]) -> (Vec<Piece>, Range<i64>) {
    let (mut pieces, mut range) = (Vec::new(), 0..1);
    for column in 0..count {
        let Some((left, right)) = Slots::bar(column) else { continue };
        let (mut above, mut below) = (0_i64, 0_i64);
        for (nth, stack) in stacks.iter().enumerate() {
            let value = stack.values.get(column).copied().unwrap_or(0);
            let edge = if value < 0 { &mut below } else { &mut above };
            let from = *edge;
            *edge = edge.saturating_add(value);
            if value != 0 {
                pieces.push(([(left, from), (right, *edge)], nth));
            }
        }
        range = range.start.min(below)..range.end.max(above);
    }
    (pieces, range)
}

fn draw_legend(area: &Area<'_>, stacks: &[Stack]) -> Result<(), ChartError> {
    for (nth, stack) in stacks.iter().enumerate() {
        let place = |n: usize, by: u32| i32::try_from(n).ok().zip(i32::try_from(by).ok()).map_or(0, |(n, by)| n * by);
        let x = 10 + place(nth % LEGEND_COLUMNS, WIDTH / 3);
        let y = 6 + place(nth / LEGEND_COLUMNS, LEGEND_ROW);
        area.draw(&Rectangle::new([(x, y), (x + 12, y + 12)], ink(nth).filled()))?;
        let style = letters().pos(Pos::new(HPos::Left, VPos::Center));
        area.draw(&Text::new(stack.name.clone(), (x + 18, y + 6), style))?;
    }
    Ok(())
}

/// Bars below one another, the first on top, each with its label before it and its value behind it.
///
/// # Errors
/// A chart that cannot be drawn.
pub fn bars(words: Words<'_>, bars: &[Bar]) -> Result<String, ChartError> {
    let height = 20 + 34 * u32::try_from(bars.len().max(1)).unwrap_or(1);
    let longest = bars.iter().map(|b| b.value).fold(1, i64::max);
    // Room for the words behind the longest bar.
    let end = longest.saturating_add(longest / 3).saturating_add(1);
    let upwards: Vec<&Bar> = bars.iter().rev().collect();
    let labels: Vec<&str> = upwards.iter().map(|b| b.label.as_str()).collect();
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        let mut chart = ChartBuilder::on(&root)
            .margin(10)
            .y_label_area_size(190)
            .build_cartesian_2d(Scale(0..end), Slots(bars.len()))?;
        chart
            .configure_mesh()
            .disable_mesh()
            .disable_x_axis()
            .axis_style(AXIS)
            .label_style(letters())
            .y_label_formatter(&|at| Slots::label(*at, &labels))
            .draw()?;
        let places = || upwards.iter().enumerate().filter_map(|(nth, bar)| Slots::bar(nth).map(|at| (at, *bar)));
        chart.draw_series(
            places().map(|((low, high), bar)| Rectangle::new([(0, low), (bar.value.max(0), high)], ink(0).filled())),
        )?;
        let style = letters().pos(Pos::new(HPos::Left, VPos::Center));
        chart.draw_series(places().map(|((low, high), bar)| {
            let words = Text::new(bar.text.clone(), (6, 0), style.clone());
            EmptyElement::at((bar.value.max(0), low.midpoint(high))) + words
        }))?;
        root.present()?;
    }
    Ok(finished(&svg, words))
}

/// Puts classes for colours, and what a reader is told in place of the picture.
fn finished(svg: &str, words: Words<'_>) -> String {
    let mut out = svg.to_owned();
    for nth in 0..INKS {
        let RGBColor(r, g, b) = ink(nth);
        let class = format!(" class=\"chart-{}\" fill=\"currentColor\"", nth + 1);
        out = out.replace(&format!(" fill=\"#{r:02X}{g:02X}{b:02X}\""), &class);
    }
    out = out.replace(" fill=\"#020000\"", " class=\"chart-text\" fill=\"currentColor\"");
    out = out.replace(" stroke=\"#030000\"", " class=\"chart-axis\" stroke=\"currentColor\"");
    out = out.replace(" stroke=\"#040000\"", " class=\"chart-grid\" stroke=\"currentColor\"");
    // plotters divides by 1.24 what it is given.
    out = out.replace(&format!(" font-size=\"{}\"", f64::from(FONT_SIZE) / 1.24), " font-size=\"13\"");
    for plain in [" opacity=\"1\"", " stroke=\"none\"", " font-family=\"sans-serif\""] {
        out = out.replace(plain, "");
    }
    let Words { id, title, description } = words;
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    // Its width and height are the page's.
    let picture = out.find("viewBox").map_or(out.as_str(), |at| &out[at..]);
    let (head, rest) = picture.split_once('>').unwrap_or(("", picture));
    format!(
        "<svg class=\"chart\" role=\"img\" aria-labelledby=\"{id}-title {id}-description\" {head}>\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-description\">{}</desc>{rest}",
        escaped(title),
        escaped(description)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const WORDS: Words<'static> = Words { id: "revenue", title: "Omsætning & <mere>", description: "Stiger." };

    fn sound(svg: &str) {
        let mut reader = quick_xml::Reader::from_str(svg);
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(e) | quick_xml::events::Event::Empty(e) => {
                    let mut names: Vec<String> = e.attributes().map(|a| a.unwrap().key.as_ref().to_owned()).collect();
                    let count = names.len();
                    names.sort();
                    names.dedup();
                    assert_eq!(names.len(), count, "an attribute is there once");
                    assert!(!names.iter().any(|n| n == "style"), "no inline style");
                }
                _ => {}
            }
        }
        assert!(!svg.contains('#'), "every colour is a class: {svg}");
        assert!(svg.starts_with("<svg class=\"chart\" role=\"img\""), "{svg}");
        assert!(svg.ends_with("</svg>\n"), "{svg}");
    }

    #[test]
    fn columns_are_stacked_and_told() {
        let stacks = [
            Stack { name: "Leje".into(), values: vec![10_000, 12_000, 0] },
            Stack { name: "Licens <x>".into(), values: vec![5_000, -2_000] },
        ];
        let tick = |value: i64| format!("{} kr.", value / 100);
        let svg = columns(WORDS, &["2026 K1", "K2", "K3"], &stacks, &tick).unwrap();
        sound(&svg);
        assert!(svg.contains("Omsætning &amp; &lt;mere&gt;") && svg.contains("Licens &lt;x&gt;"), "{svg}");
        assert!(svg.contains("2026 K1") && svg.contains("kr."), "{svg}");
        assert_eq!(svg.matches("class=\"chart-1\"").count(), 3, "two pieces and the legend: {svg}");
        assert_eq!(svg.matches("class=\"chart-2\"").count(), 3, "{svg}");
        assert_eq!(svg, columns(WORDS, &["2026 K1", "K2", "K3"], &stacks, &tick).unwrap());
        // Largest and least.
        for values in [vec![i64::MAX], vec![i64::MIN], vec![i64::MAX, i64::MIN], vec![]] {
            sound(&columns(WORDS, &["x", "y"], &[Stack { name: "y".into(), values }], &tick).unwrap());
        }
        sound(&columns(WORDS, &[], &[], &tick).unwrap());
    }

    #[test]
    fn bars_have_label_and_value() {
        let bar = |label: &str, value: i64| Bar { label: label.into(), value, text: format!("{value} stk.") };
        let svg = bars(WORDS, &[bar("Opstillet", 900), bar("Lager", 12), bar("Tabt", 0)]).unwrap();
        sound(&svg);
        for word in ["Opstillet", "Lager", "Tabt", "900 stk.", "12 stk.", "0 stk."] {
            assert!(svg.contains(word), "{word}: {svg}");
        }
        sound(&bars(WORDS, &[]).unwrap());
        sound(&bars(WORDS, &[bar("x", i64::MAX), bar("y", i64::MIN)]).unwrap());
    }

    #[test]
    fn lines_stand_at_round_amounts() {
        let points = |from, to| Scale(from..to).key_points(5_usize);
        assert_eq!(points(0, 1_234_567), [0, 500_000, 1_000_000]);
        assert_eq!(points(0, 100), [0, 20, 40, 60, 80, 100]);
        assert_eq!(points(-300, 1_000), [0, 500, 1_000]);
        assert_eq!(points(0, 1), [0, 1]);
        assert!(points(i64::MIN, i64::MAX).len() > 2);
    }
}
