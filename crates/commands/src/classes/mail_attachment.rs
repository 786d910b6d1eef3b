//! `4D.MailAttachment` ([API](https://developer.4d.com/docs/API/MailAttachmentClass)): a file that goes with a mail.

use crate::mail::attachment::{self, Attachment, Source, attachment_of};
use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::class::Receiver;
use fourd_runtime::class::wrong_receiver;
use fourd_runtime::command::Arguments;
use fourd_source::Span;
use fourd_value::{Blob, Error, Text, Value};

impl<'v> Receiver<'v> for &'v Attachment {
    fn receive(_process: &mut Process<'_>, this: &'v Value, _span: Span) -> Result<Self, Error> {
        attachment_of(this).ok_or_else(|| wrong_receiver("an object of class 4D.MailAttachment"))
    }
}

fn path_of(attachment: &Attachment, platform: bool) -> Text {
    match &attachment.source {
        Source::File(location) if platform => location.platform(false),
        Source::File(location) => location.posix(false),
        Source::ZipFile(member) => member.path(false),
        Source::Bytes(_) => Text::EMPTY,
    }
}

/// The members of the class.
struct Members;

/// A file that goes with a mail.
#[class("MailAttachment", effects(files))]
impl Members {
    /// Makes an attachment, as `MAIL New attachment` does.
    #[constructor]
    fn new(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        attachment::new(process, arguments).map(Value::Object)
    }

    /// The content as a `4D.Blob`.
    #[function]
    fn get_content(this: &Attachment, process: &mut Process<'_>) -> Result<Value, Error> {
        let content = this.content()?;
        Ok(process.blob_object(&Blob::new(content)))
    }

    /// The identifier by which HTML refers to the attachment; undefined without one.
    #[getter]
    fn cid(this: &Attachment) -> Value {
        this.identifier.clone().map_or(Value::Undefined, Value::Text)
    }

    /// `inline` or `attachment`.
    #[getter]
    fn disposition(this: &Attachment) -> Text {
        this.disposition.clone()
    }

    /// The name for the receiver.
    #[getter]
    fn name(this: &Attachment) -> Text {
        this.name.clone()
    }

    /// The POSIX path of the file; empty where there is none.
    #[getter]
    fn path(this: &Attachment) -> Text {
        path_of(this, false)
    }

    /// The path of the file in the syntax of the system; empty where there is none.
    #[getter]
    fn platform_path(this: &Attachment) -> Text {
        path_of(this, true)
    }

    /// The size that a message says for the attachment; undefined where none does.
    #[getter]
    fn size(this: &Attachment) -> Value {
        this.size.map_or(Value::Undefined, Value::Real)
    }

    /// The type of the content.
    #[getter("type")]
    fn kind(this: &Attachment) -> Text {
        this.content_type.clone()
    }
}
