//! Identifiers of sessions and whatever else needs one.

use fourd_value::Text;

/// 32 uppercase hexadecimal digits (rule 2.7).
pub fn new() -> Text {
    Text::from(format!("{:X}", uuid::Uuid::new_v4().simple()))
}
