//! `query` and `indices`: the query language on the elements of a collection.

mod evaluate;
mod parse;
mod values;

use super::order::sort_by_criteria;
use super::{alike, required_text};
use fourd_macros::members;
use fourd_runtime::Process;
use fourd_runtime::command::Arguments;
use fourd_value::{Collection, Error, Value};
use parse::Query;

/// Reads the query of the arguments and gives the positions of the elements that match.
fn matching(
    process: &mut Process<'_>,
    collection: &Collection,
    arguments: &mut Arguments,
) -> Result<(Query, Vec<(usize, Value)>), Error> {
    let text = required_text(process, arguments)?;
    let values = values::Values::new(arguments.rest(process));
    let query = parse::parse(&text, &values)?;
    let mut found = Vec::new();
    for index in 0..collection.len() {
        let Some(item) = collection.get(index) else { break };
        let matches = match &query.condition {
            Some(condition) => evaluate::matches(process, condition, &item, arguments.span),
            None => true,
        };
        if process.attention {
            break;
        }
        if matches {
            found.push((index, item));
        }
    }
    Ok((query, found))
}

/// Members of the class.
pub(super) struct Querying;

#[members]
impl Querying {
    /// The positions of the elements that match a query.
    #[function]
    fn indices(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Collection, Error> {
        let (_, found) = matching(process, this, arguments)?;
        let positions = found.into_iter().map(|(index, _)| Value::from(index)).collect();
        Ok(Collection::new(positions))
    }

    /// The elements that match a query.
    #[function]
    fn query(this: &Collection, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let (query, found) = matching(process, this, arguments)?;
        let mut items = found.into_iter().map(|(_, item)| item).collect::<Vec<_>>();
        if !query.order.is_empty() {
            items = sort_by_criteria(process, items, &query.order, arguments.span);
        }
        if process.attention {
            return Ok(Value::Undefined);
        }
        Ok(Value::Collection(alike(process, this, items, arguments.span)?))
    }
}
