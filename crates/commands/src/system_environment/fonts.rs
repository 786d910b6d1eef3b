//! The fonts of the system. None are seen where the rules of the program do not let it read their files.

use crate::arrays::{array_or_new, fill};
use crate::classes::item::{self, Item};
use crate::file_system;
use crate::file_system::syntax::posix_of;
use fontdb::{Database, FaceInfo, Source, Style, Weight};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Argument;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{ElementType, Error, Text, Value, error};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// `Bold` and `Italic` of the theme Font Styles.
const BOLD: i64 = 1;
const ITALIC: i64 = 2;

/// All fonts, looked up once.
static FONTS: LazyLock<Database> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    fonts
});

fn file_of(face: &FaceInfo) -> Option<&Path> {
    match &face.source {
        Source::File(path) => Some(path),
        _ => None,
    }
}

/// The fonts whose files the program may read.
fn faces() -> impl Iterator<Item = &'static FaceInfo> {
    FONTS.faces().filter(|face| file_of(face).is_some_and(|path| file_system::metadata(path).is_ok()))
}

fn family_of(face: &FaceInfo) -> &str {
    face.families.first().map_or("", |(name, _)| name)
}

fn is_of_family(face: &FaceInfo, family: &Text) -> bool {
    face.families.iter().any(|(name, _)| fourd_value::text::equal(&Text::from(name.as_str()), family))
}

/// The name of a style.
fn style_of(face: &FaceInfo) -> String {
    let weight = match face.weight {
        Weight(0..=150) => "Thin",
        Weight(151..=250) => "Extra Light",
        Weight(251..=350) => "Light",
        Weight(351..=450) => "",
        Weight(451..=550) => "Medium",
        Weight(551..=650) => "Semi Bold",
        Weight(651..=750) => "Bold",
        Weight(751..=850) => "Extra Bold",
        _ => "Black",
    };
    let slant = match face.style {
        Style::Normal => "",
        Style::Italic => "Italic",
        Style::Oblique => "Oblique",
    };
    match (weight, slant) {
        ("", "") => "Normal".to_owned(),
        (weight, slant) => format!("{weight} {slant}").trim().to_owned(),
    }
}

/// A name with its style behind it, unless it is the plain one.
fn full_name(face: &FaceInfo) -> String {
    match style_of(face).as_str() {
        "Normal" => family_of(face).to_owned(),
        style => format!("{} {style}", family_of(face)),
    }
}

fn texts(mut names: Vec<String>) -> Vec<Value> {
    names.retain(|name| !name.is_empty());
    names.sort_by_cached_key(|name| name.to_lowercase());
    names.dedup();
    names.iter().map(|name| Value::text(name)).collect()
}

/// Fills an array with the names of the font families of the system, with `*` on macOS with those of the fonts. The lists of
/// favorite fonts (1) and recent fonts (2) are empty, since there is no interface that would keep them.
#[command(460, "FONT LIST", thread_safe, effects(files))]
fn font_list(process: &mut Process<'_>, fonts: Location, list_type: Option<Argument>, span: Span) -> Result<(), Error> {
    let (mut list, mut of_fonts) = (0, false);
    match list_type {
        None | Some(Argument::Omitted) => {}
        Some(Argument::Star) => of_fonts = cfg!(target_os = "macos"),
        Some(Argument::Value(Value::Real(number))) => list = number as i64,
        Some(Argument::Location(place)) => list = process.read(&place, span).as_real().unwrap_or_default() as i64,
        Some(_) => return Err(Error::with(error::INCOMPATIBLE_TYPES, "Argument 2: expected a number or `*`")),
    }
    let names = match list {
        0 if of_fonts => faces().map(full_name).collect(),
        0 => faces().map(|face| family_of(face).to_owned()).collect(),
        1 | 2 => Vec::new(),
        other => return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no list of fonts"))),
    };
    let array = array_or_new(process, &fonts, ElementType::Text, span)?;
    fill(&array, texts(names))
}

/// Fills arrays with the styles of a font family and with the names of its fonts; none for a family that is not there.
#[command(1362, "FONT STYLE LIST", thread_safe, effects(files))]
fn font_style_list(
    process: &mut Process<'_>,
    font_family: &Text,
    font_style_list: Location,
    font_name_list: Location,
    span: Span,
) -> Result<(), Error> {
    let mut found: Vec<&FaceInfo> = faces().filter(|face| is_of_family(face, font_family)).collect();
    found.sort_by_key(|face| (face.weight.0, face.style != Style::Normal, full_name(face)));
    let styles = found.iter().map(|face| Value::text(&style_of(face))).collect();
    let names = found.iter().map(|face| Value::text(&full_name(face))).collect();
    let array = array_or_new(process, &font_style_list, ElementType::Text, span)?;
    fill(&array, styles)?;
    let array = array_or_new(process, &font_name_list, ElementType::Text, span)?;
    fill(&array, names)
}

/// The file of a font family in a style (0 plain, 1 bold, 2 italic, 3 both); Null where there is none.
#[command(1700, "Font file", thread_safe, effects(files))]
fn font_file(process: &mut Process<'_>, font_family: &Text, font_style: Option<i64>) -> Value {
    let style = font_style.unwrap_or(0);
    let wanted = (style & BOLD != 0, style & ITALIC != 0);
    let of_family = || faces().filter(|face| is_of_family(face, font_family));
    let has = |face: &&FaceInfo| (face.weight >= Weight::SEMIBOLD, face.style != Style::Normal) == wanted;
    // Of several weights the one nearest to the usual one counts.
    let usual = i32::from(if wanted.0 { Weight::BOLD.0 } else { Weight::NORMAL.0 });
    let found = of_family().filter(has).min_by_key(|face| (i32::from(face.weight.0) - usual).abs());
    let path: Option<PathBuf> = found.and_then(file_of).map(Path::to_path_buf);
    match path.and_then(|path| file_system::location::Location::on_disk(&posix_of(&path))) {
        Some(location) => Value::Object(item::object(process, Item::File(location))),
        None => Value::Null,
    }
}
