//! `4D.MailAttachment` ([API](https://developer.4d.com/docs/API/MailAttachmentClass)): a file that goes with a mail.

use crate::mail::attachment::{self, Attachment, Source, attachment_of};
use fourd_runtime::command::{Arguments, no_more};
use fourd_runtime::{ClassEntry, Process};
use fourd_value::{Blob, Error, Text, Value, error};

/// The class.
pub(super) static CLASS: ClassEntry = ClassEntry {
    name: "MailAttachment",
    superclass: None,
    functions: &[("getContent", get_content)],
    properties: &[
        ("cid", cid, None),
        ("disposition", disposition, None),
        ("name", name, None),
        ("path", path, None),
        ("platformPath", platform_path, None),
        ("size", size, None),
        ("type", kind, None),
    ],
    constructor: Some(new),
};

fn of(this: &Value) -> Result<&Attachment, Error> {
    attachment_of(this)
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.MailAttachment"))
}

/// Makes an attachment, as `MAIL New attachment` does.
fn new(process: &mut Process<'_>, _this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    attachment::new(process, arguments).map(Value::Object)
}

/// The content as a `4D.Blob`.
fn get_content(process: &mut Process<'_>, this: &Value, arguments: &mut Arguments) -> Result<Value, Error> {
    no_more(arguments)?;
    let content = of(this)?.content()?;
    Ok(process.blob_object(&Blob::new(content)))
}

/// The identifier by which HTML refers to the attachment; undefined without one.
fn cid(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(of(this)?.identifier.clone().map_or(Value::Undefined, Value::Text))
}

/// `inline` or `attachment`.
fn disposition(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Text(of(this)?.disposition.clone()))
}

/// The name for the receiver.
fn name(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Text(of(this)?.name.clone()))
}

fn path_of(this: &Value, platform: bool) -> Result<Value, Error> {
    let shown = match &of(this)?.source {
        Source::File(location) if platform => location.platform(false),
        Source::File(location) => location.posix(false),
        Source::ZipFile(member) => member.path(false),
        Source::Bytes(_) => return Ok(Value::Text(Text::EMPTY)),
    };
    Ok(Value::Text(shown))
}

/// The POSIX path of the file; empty where there is none.
fn path(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    path_of(this, false)
}

/// The path of the file in the syntax of the system; empty where there is none.
fn platform_path(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    path_of(this, true)
}

/// The size that a message says for the attachment; undefined where none does.
fn size(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(of(this)?.size.map_or(Value::Undefined, Value::Real))
}

/// The type of the content.
fn kind(_process: &mut Process<'_>, this: &Value, _arguments: &mut Arguments) -> Result<Value, Error> {
    Ok(Value::Text(of(this)?.content_type.clone()))
}
