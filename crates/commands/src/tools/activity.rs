//! What goes on with data: nothing, since there are no data.

use crate::arrays::{array_or_new, fill};
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_runtime::command::Star;
use fourd_runtime::location::Location;
use fourd_source::Span;
use fourd_value::{ElementType, Error};

/// Empties arrays that would get the operations on data that go on now: one array of objects, or arrays of their
/// identifiers, starts, durations, descriptions and details.
#[command(1277, "ACTIVITY SNAPSHOT", thread_safe)]
fn activity_snapshot(
    process: &mut Process<'_>,
    arr_activities: Location,
    arr_start: Option<Location>,
    arr_duration: Option<Location>,
    arr_info: Option<Location>,
    arr_details: Option<Location>,
    server: Star,
    span: Span,
) -> Result<(), Error> {
    let _ = server;
    let first = if arr_start.is_some() { ElementType::Text } else { ElementType::Object };
    let arrays = [
        (Some(arr_activities), first),
        (arr_start, ElementType::Text),
        (arr_duration, ElementType::Longint),
        (arr_info, ElementType::Text),
        (arr_details, ElementType::Object),
    ];
    for (place, element) in arrays {
        if let Some(place) = place {
            let array = array_or_new(process, &place, element, span)?;
            fill(&array, Vec::new())?;
        }
    }
    Ok(())
}
