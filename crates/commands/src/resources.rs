//! Resources ([theme](https://developer.4d.com/docs/commands/theme/Resources)): lists of texts, which projects keep as groups
//! in the XLIFF files of their folder Resources. Resource files of former systems are not read.

use crate::arrays::{array_or_new, fill};
use crate::string::localized;
use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{ElementType, Error, Text, Time, Value};

theme!("Resources": get_indexed_string, string_list_to_array);

/// Takes note in `OK` of whether something was found.
fn found(process: &mut Process<'_>, found: bool) {
    process.set_named("OK", Value::integer(i64::from(found)));
}

/// The text with the `id` *strID* in the group with the `id` *resID* of the project's XLIFF files, looked for in the same
/// languages as by `Localized string`. Where there is none it is the empty text and `OK` is 0, else `OK` is 1.
#[command(510, "Get indexed string", missing = "resource files", effects(files))]
fn get_indexed_string(
    process: &mut Process<'_>,
    res_id: f64,
    str_id: f64,
    res_file: Option<Time>,
) -> Result<Text, Error> {
    if res_file.is_some() {
        return Err(Error::not_implemented("Get indexed string with a resource file"));
    }
    let whole = fourd_runtime::convert::whole;
    let text = localized::in_group(process, whole(res_id), whole(str_id))?;
    found(process, text.is_some());
    Ok(text.unwrap_or_default())
}

/// Fills an array with all texts of the group with the `id` *resID* of the project's XLIFF files, in the order of the file and
/// in the first language that has the group. Where there is none the array stays as it is and `OK` is 0, else `OK` is 1.
#[command(511, "STRING LIST TO ARRAY", missing = "resource files", effects(files))]
fn string_list_to_array(
    process: &mut Process<'_>,
    res_id: f64,
    strings: Location,
    res_file: Option<Time>,
    span: Span,
) -> Result<(), Error> {
    if res_file.is_some() {
        return Err(Error::not_implemented("STRING LIST TO ARRAY with a resource file"));
    }
    let texts = localized::whole_group(process, fourd_runtime::convert::whole(res_id))?;
    found(process, texts.is_some());
    if let Some(texts) = texts {
        let array = array_or_new(process, &strings, ElementType::Text, span)?;
        fill(&array, texts.into_iter().map(Value::Text).collect())?;
    }
    Ok(())
}
