//! `MAIL Convert from MIME`: a MIME text becomes a mail as an object.

use super::addresses::Address;
use super::attachment::{Attachment, Source};
use super::common::MAX_DEPTH;
use crate::classes::blob::bytes_of;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_value::{Collection, Error, Object, Text, Value, error};
use mail_parser::parsers::MessageStream;
use mail_parser::{
    Address as Parsed, ContentType, Encoding, Header, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders,
    PartType,
};

/// How many parts are taken.
const MAX_PARTS: usize = 10_000;

/// Addresses as a collection of objects with `name` and `email`.
fn addresses(lists: &[&Parsed<'_>]) -> Value {
    let all = lists.iter().flat_map(|list| list.iter());
    let all = all.map(|each| Address::object(each.name(), each.address().unwrap_or_default()));
    Value::Collection(Collection::new(all.collect()))
}

/// The value of a header field as text: what was encoded is decoded, lines are joined.
fn field_text(raw: &[u8], header: &Header<'_>) -> String {
    let range = header.offset_start as usize..header.offset_end as usize;
    let bytes = raw.get(range).unwrap_or_default();
    match MessageStream::new(bytes).parse_unstructured() {
        HeaderValue::Text(text) => text.trim().to_owned(),
        _ => String::new(),
    }
}

fn fields(raw: &[u8], headers: &[Header<'_>]) -> Value {
    let all = headers.iter().map(|header| {
        let field = Object::new();
        field.put("name", Value::text(header.name.as_str()));
        field.put("value", Value::text(&field_text(raw, header)));
        Value::Object(field)
    });
    Value::Collection(Collection::new(all.collect()))
}

fn texts(value: &HeaderValue<'_>) -> Vec<Value> {
    match value {
        HeaderValue::Text(text) => vec![Value::text(text)],
        HeaderValue::TextList(list) => list.iter().map(|text| Value::text(text)).collect(),
        _ => Vec::new(),
    }
}

fn type_of(content: &ContentType<'_>) -> String {
    match content.subtype() {
        Some(sub) => format!("{}/{sub}", content.ctype()).to_ascii_lowercase(),
        None => content.ctype().to_ascii_lowercase(),
    }
}

/// What is found while the parts are gone through.
struct Reader<'r> {
    message: &'r Message<'r>,
    raw: &'r [u8],
    values: Object,
    attachments: Vec<Value>,
    parts: usize,
    /// How many parts were numbered: those that hold no others.
    number: usize,
}

impl Reader<'_> {
    /// The type of a part.
    fn kind(part: &MessagePart<'_>) -> String {
        match (part.content_type(), &part.body) {
            (Some(content), _) => type_of(content),
            (None, PartType::Multipart(_)) => "multipart/mixed".to_owned(),
            (None, PartType::Message(_)) => "message/rfc822".to_owned(),
            (None, _) => "text/plain".to_owned(),
        }
    }

    /// A part as an object, with those in it.
    fn part(&mut self, process: &mut Process<'_>, index: usize, depth: usize) -> Result<Value, Error> {
        let too_many = || Error::with(error::STACK_OVERFLOW, "The mail has too many parts, or they nest too deep");
        let Some(part) = self.message.parts.get(index).filter(|_| depth <= MAX_DEPTH && self.parts < MAX_PARTS) else {
            return Err(too_many());
        };
        self.parts += 1;
        let object = Object::new();
        let kind = Self::kind(part);
        let content = part.content_type();
        if let PartType::Multipart(children) = &part.body {
            object.put("type", Value::text(&kind));
            self.describe(&object, part);
            let mut found = Vec::with_capacity(children.len().min(MAX_PARTS));
            for child in children {
                found.push(self.part(process, *child as usize, depth + 1)?);
            }
            object.put("subParts", Value::Collection(Collection::new(found)));
            return Ok(Value::Object(object));
        }
        self.number += 1;
        let identifier = Value::text(&format!("p{:04}", self.number));
        // The page spells the name in both ways.
        object.put("partID", identifier.clone());
        object.put("partId", identifier.clone());
        object.put("type", Value::text(&kind));
        if let Some(charset) = content.and_then(|content| content.attribute("charset")) {
            object.put("charset", Value::text(charset));
        }
        if part.is_encoding_problem {
            let encoding = match part.encoding {
                Encoding::None => part.content_transfer_encoding().unwrap_or("8bit").to_owned(),
                Encoding::QuotedPrintable => "quoted-printable".to_owned(),
                Encoding::Base64 => "base64".to_owned(),
            };
            object.put("encoding", Value::text(&encoding));
        }
        self.describe(&object, part);
        let attached = part.content_disposition().is_some_and(ContentType::is_attachment);
        match &part.body {
            PartType::Text(text) | PartType::Html(text) if !attached => {
                let value = Object::new();
                value.put("value", Value::text(text));
                value.put("isEncodingProblem", Value::Boolean(part.is_encoding_problem));
                if let Value::Text(identifier) = identifier {
                    self.values.put(identifier, Value::Object(value));
                }
            }
            _ => {
                let attachment = self.attachment(process, part, kind, attached);
                self.attachments.push(Value::Object(attachment.into_object(process)));
            }
        }
        Ok(Value::Object(object))
    }

    fn describe(&self, object: &Object, part: &MessagePart<'_>) {
        if let Some(disposition) = part.content_disposition() {
            object.put("disposition", Value::text(disposition.ctype()));
        }
        let languages = texts(part.content_language());
        if !languages.is_empty() {
            object.put("language", Value::Collection(Collection::new(languages)));
        }
        if let Some(location) = part.content_location() {
            object.put("location", Value::text(location));
        }
        object.put("headers", fields(self.raw, &part.headers));
    }

    fn attachment(&self, process: &Process<'_>, part: &MessagePart<'_>, kind: String, attached: bool) -> Attachment {
        let bytes: Vec<u8> = match &part.body {
            PartType::Message(_) => {
                let range = part.offset_body as usize..part.offset_end as usize;
                self.raw.get(range).unwrap_or_default().to_vec()
            }
            _ => part.contents().to_vec(),
        };
        let identifier = part.content_id().map(Text::from);
        let size = part.content_disposition().and_then(|disposition| disposition.attribute("size"));
        let inline = !attached && (identifier.is_some() || part.content_disposition().is_some());
        let name = match part.attachment_name() {
            Some(name) => Text::from(name),
            None => process.world().identifier(),
        };
        Attachment {
            name,
            identifier,
            content_type: Text::from(kind),
            disposition: Text::from(if inline { "inline" } else { "attachment" }),
            size: size.and_then(|size| size.trim().parse::<u64>().ok()).map(|size| size as f64),
            source: Source::Bytes(bytes.into()),
        }
    }
}

/// A MIME text, or its bytes, as a mail: its addresses, `subject`, dates and identifiers, `headers`, `bodyStructure` with
/// `bodyValues`, and `attachments`. What is no mail gives an object with what can be made of it.
#[command(1681, "MAIL Convert from MIME", thread_safe)]
fn mail_convert_from_mime(process: &mut Process<'_>, mime: Value) -> Result<Object, Error> {
    let bytes = match (&mime, bytes_of(&mime)) {
        (Value::Text(text), _) => text.to_cow().into_owned().into_bytes(),
        (Value::Undefined, _) => Vec::new(),
        (_, Some(blob)) => blob.to_vec(),
        (other, None) => {
            let text = format!("Argument 1: expected a text or a Blob, found {}", other.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
    };
    let stack = stack_for(&bytes)?;
    process.with_stack_of(stack, |process| mail_of(process, &bytes))?
}

/// Messages in one another, in a part that is encoded: as many as nobody sends. Whoever reads mails copies the content of an
/// encoded part once for each of them.
const MOST_HIDDEN: usize = 32;

fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|it| it.eq_ignore_ascii_case(word)).count()
}

/// How many messages there may be in one another, as far as a part tells without being read.
fn nested(bytes: &[u8]) -> usize {
    count(bytes, b"message/") + count(bytes, b"digest")
}

/// The native stack that a mail may need, in bytes: messages in one another are dropped by recursion.
///
/// # Errors
/// An encoded part hides too many messages.
fn stack_for(bytes: &[u8]) -> Result<usize, Error> {
    // What a message in a message takes of the stack at most.
    const FRAMES: usize = if cfg!(debug_assertions) { 6 << 10 } else { 1 << 10 };
    let found = nested(bytes);
    if found > 0 && count(bytes, b"base64") + count(bytes, b"printable") > 0 {
        check_hidden(bytes, 0)?;
    }
    if found <= MOST_HIDDEN { Ok(0) } else { Ok((found + 4 * MOST_HIDDEN).saturating_mul(FRAMES)) }
}

/// Looks into the parts that are encoded and hold messages. They are read as if they held something else.
fn check_hidden(bytes: &[u8], level: usize) -> Result<(), Error> {
    const DEEPEST: usize = 3;
    let mut harmless = bytes.to_vec();
    for word in [&b"message/"[..], b"digest"] {
        let found: Vec<usize> = bytes
            .windows(word.len())
            .enumerate()
            .filter(|(_, it)| it.eq_ignore_ascii_case(word))
            .map(|(at, _)| at)
            .collect();
        for at in found {
            if let Some(letter) = harmless.get_mut(at) {
                *letter = b'x';
            }
        }
    }
    let Some(message) = MessageParser::default().parse(&harmless) else { return Ok(()) };
    for part in message.parts.iter().filter(|part| part.encoding != Encoding::None) {
        let content = match &part.body {
            PartType::Text(text) | PartType::Html(text) => text.as_bytes(),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes,
            _ => continue,
        };
        let is_message = part.content_type().is_none_or(|content| content.ctype().eq_ignore_ascii_case("xessage"));
        if !is_message {
            continue;
        }
        let hidden = nested(content);
        if hidden > MOST_HIDDEN {
            let text = format!("An encoded part of the mail holds more than {MOST_HIDDEN} messages");
            return Err(Error::with(error::STACK_OVERFLOW, text));
        }
        if hidden > 0 && level < DEEPEST {
            check_hidden(content, level + 1)?;
        }
    }
    Ok(())
}

fn mail_of(process: &mut Process<'_>, bytes: &[u8]) -> Result<Object, Error> {
    let mail = Object::new();
    let Some(message) = MessageParser::default().parse(bytes) else { return Ok(mail) };
    let lists = [
        ("sender", Vec::from_iter(message.sender())),
        ("from", Vec::from_iter(message.from())),
        ("replyTo", Vec::from_iter(message.reply_to())),
        // Receivers may stand in several lines.
        ("to", message.all_to().collect()),
        ("cc", message.all_cc().collect()),
        ("bcc", message.all_bcc().collect()),
    ];
    for (name, lists) in lists {
        if !lists.is_empty() {
            mail.put(name, addresses(&lists));
        }
    }
    if let Some(subject) = message.subject() {
        mail.put("subject", Value::text(subject));
    }
    if let Some(identifier) = message.message_id() {
        mail.put("messageId", Value::text(identifier));
    }
    let replied = texts(message.in_reply_to());
    if !replied.is_empty() {
        let all: Vec<String> =
            replied.iter().filter_map(Value::as_text).map(|text| text.to_cow().into_owned()).collect();
        mail.put("inReplyTo", Value::text(&all.join(" ")));
    }
    let references = texts(message.references());
    if !references.is_empty() {
        mail.put("references", Value::Collection(Collection::new(references)));
    }
    if let Some(date) = message.date() {
        let date = mail_parser::DateTime::from_timestamp(date.to_timestamp());
        mail.put("sendAt", Value::text(&date.to_rfc3339()));
    }
    if let Some(comments) = message.comments().as_text() {
        mail.put("comments", Value::text(comments));
    }
    let words = texts(message.keywords());
    if !words.is_empty() {
        let keywords = Object::new();
        for word in words.iter().filter_map(Value::as_text) {
            for word in word.to_cow().split(',').map(str::trim).filter(|word| !word.is_empty()) {
                keywords.put(word, Value::Boolean(true));
            }
        }
        mail.put("keywords", Value::Object(keywords));
    }
    mail.put("headers", fields(bytes, message.headers()));
    let (values, attachments) = (Object::new(), Vec::new());
    let mut reader = Reader { message: &message, raw: bytes, values, attachments, parts: 0, number: 0 };
    let structure = reader.part(process, 0, 0)?;
    let Reader { values, attachments, .. } = reader;
    mail.put("bodyStructure", structure);
    mail.put("bodyValues", Value::Object(values));
    if !attachments.is_empty() {
        mail.put("attachments", Value::Collection(Collection::new(attachments)));
    }
    Ok(mail)
}
