//! Mail ([theme](https://developer.4d.com/docs/commands/theme/Mail)): messages as objects and as MIME. Nothing is sent or
//! fetched here.

mod addresses;
pub(crate) mod attachment;
pub(crate) mod common;
mod encode;
mod from_mime;
pub(crate) mod media_types;
mod to_mime;

use fourd_macros::{command, theme};
use fourd_runtime::Process;
use fourd_runtime::command::Arguments;
use fourd_value::{Error, Object};
use from_mime::MAIL_CONVERT_FROM_MIME;
use to_mime::MAIL_CONVERT_TO_MIME;

theme!("Mail": mail_convert_from_mime, mail_convert_to_mime, mail_new_attachment);

/// An attachment made of a file, a file in an archive, a Blob or the path of a file, in the syntax of the system; a name
/// alone stands for a file beside the structure. Further arguments are the name for the receiver, the identifier by
/// which HTML refers to it, its type (told by the extension where there is none), and `inline` or `attachment`.
#[command(1644, "MAIL New attachment", thread_safe, effects(files))]
fn mail_new_attachment(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Object, Error> {
    attachment::new(process, arguments)
}
