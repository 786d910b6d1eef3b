//! Mail ([theme](https://developer.4d.com/docs/commands/theme/Mail)): messages as objects and as MIME. Nothing is sent or
//! fetched here.

pub(crate) mod media_types;
