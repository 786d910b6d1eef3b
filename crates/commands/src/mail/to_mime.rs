//! `MAIL Convert to MIME`: a mail as an object becomes a text.

use super::addresses::addresses;
use super::attachment::{Attachment, attachment_of};
use super::common::MAX_DEPTH;
use super::encode::{Charset, base64_lines};
use crate::network::http::is_token;
use fourd_macros::command;
use fourd_runtime::{Process, clock};
use fourd_source::Span;
use fourd_value::{Error, Object, Text, Value, error};
use std::fmt::Write;

/// The texts of a message, piece by piece.
struct Writer<'w, 'y> {
    process: &'w mut Process<'y>,
    span: Span,
    mail: &'w Object,
    header: Charset,
    body: Charset,
    text: String,
}

/// A part of a message.
enum Part {
    /// A text of a type such as `plain`.
    Text(String, Text),
    /// An attachment.
    File(Value),
    /// Parts of a kind such as `mixed`.
    Several(String, Vec<Part>),
}

impl Writer<'_, '_> {
    fn property(&mut self, name: &str) -> Value {
        let mail = self.mail.clone();
        self.process.get_property(&mail, &Text::from(name), self.span)
    }

    fn text_of(&mut self, name: &str) -> Option<Text> {
        match self.property(name) {
            Value::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push_str("\r\n");
    }

    /// A header field; line breaks in its value cannot begin another one.
    fn field(&mut self, name: &str, value: &str) {
        let value = self.header.header(value);
        self.line(&format!("{name}: {value}"));
    }

    /// Each address has a line of its own, as 4D writes them.
    fn addresses(&mut self, name: &str, value: &Value) -> Result<bool, Error> {
        let found = addresses(name, value)?;
        for address in &found {
            let written = address.written(self.header);
            self.line(&format!("{name}: {written}"));
        }
        Ok(!found.is_empty())
    }

    fn identifiers(&mut self, name: &str, value: &Value) {
        let texts: Vec<Text> = match value {
            Value::Text(text) => vec![text.clone()],
            Value::Collection(all) => all.to_vec().iter().filter_map(|each| each.as_text().cloned()).collect(),
            _ => Vec::new(),
        };
        let all: Vec<String> =
            texts.iter().flat_map(|text| text.to_cow().split_whitespace().map(bracketed).collect::<Vec<_>>()).collect();
        if !all.is_empty() {
            self.field(name, &all.join(" "));
        }
    }

    fn boundary(&self) -> String {
        self.process.world().identifier().to_cow().into_owned()
    }

    /// The header fields of the whole message, up to the type of its content.
    fn begin(&mut self) -> Result<(), Error> {
        self.line("MIME-Version: 1.0");
        let date = self.text_of("sendAt").and_then(|text| sent_at(&text.to_cow()));
        let date = date.unwrap_or_else(|| clock::now(self.process.world()).seconds());
        self.line(&format!("Date: {}", written_date(date)));
        let identifier = match self.text_of("messageId") {
            Some(text) => bracketed(text.to_cow().trim()),
            None => bracketed(&self.boundary()),
        };
        self.field("Message-ID", &identifier);
        let (from, sender) = (self.property("from"), self.property("sender"));
        if !self.addresses("Sender", &sender)? {
            // The first one who writes is who sends.
            if let Some(first) = addresses("from", &from)?.first() {
                let written = first.written(self.header);
                self.line(&format!("Sender: {written}"));
            }
        }
        self.addresses("From", &from)?;
        for (name, key) in [("Reply-To", "replyTo"), ("To", "to"), ("Cc", "cc"), ("Bcc", "bcc")] {
            let value = self.property(key);
            self.addresses(name, &value)?;
        }
        for (name, key) in [("In-Reply-To", "inReplyTo"), ("References", "references")] {
            let value = self.property(key);
            self.identifiers(name, &value);
        }
        if let Some(comments) = self.text_of("comments") {
            self.field("Comments", &comments.to_cow());
        }
        if let Value::Object(keywords) = self.property("keywords") {
            let set: Vec<String> = keywords
                .entries()
                .into_iter()
                .filter(|(_, value)| value.as_boolean() == Some(true))
                .map(|(name, _)| name.to_cow().into_owned())
                .collect();
            if !set.is_empty() {
                self.field("Keywords", &set.join(", "));
            }
        }
        self.own_fields()
    }

    /// The header fields of the property `headers`; what stands at the level of the mail goes before.
    fn own_fields(&mut self) -> Result<(), Error> {
        const KNOWN: &[(&str, &str)] = &[
            ("from", "from"),
            ("sender", "sender"),
            ("to", "to"),
            ("cc", "cc"),
            ("bcc", "bcc"),
            ("reply-to", "replyTo"),
            ("subject", "subject"),
            ("in-reply-to", "inReplyTo"),
            ("references", "references"),
            ("comments", "comments"),
            ("keywords", "keywords"),
        ];
        const OURS: &[&str] = &["mime-version", "date", "message-id", "content-type", "content-transfer-encoding"];
        let Value::Collection(own) = self.property("headers") else { return Ok(()) };
        for each in own.to_vec() {
            let Value::Object(each) = each else { continue };
            let (Some(Value::Text(name)), value) = (each.get_str("name"), each.get_str("value")) else { continue };
            let name = name.to_cow().trim().to_owned();
            let folded = name.to_ascii_lowercase();
            let property = KNOWN.iter().find(|(known, _)| *known == folded).map(|(_, property)| *property);
            let set =
                property.is_some_and(|property| !matches!(self.property(property), Value::Undefined | Value::Null));
            if name.is_empty() || set || OURS.contains(&folded.as_str()) {
                continue;
            }
            if !is_token(&name) {
                let text = format!("`{}` is no name of a header field", name.escape_debug());
                return Err(Error::with(error::INDEX_OUT_OF_RANGE, text));
            }
            if let Some(Value::Text(value)) = value {
                self.field(&name, value.to_cow().trim());
            }
        }
        Ok(())
    }

    /// What the message consists of.
    fn parts(&mut self) -> Result<Part, Error> {
        let attachments: Vec<Value> = match self.property("attachments") {
            Value::Undefined | Value::Null => Vec::new(),
            Value::Collection(all) => all.to_vec(),
            single @ Value::Object(_) => vec![single],
            other => {
                let text = format!("`attachments`: expected a collection, found {}", other.type_name());
                return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
            }
        };
        let attachments: Vec<Value> =
            attachments.into_iter().filter(|value| !matches!(value, Value::Undefined | Value::Null)).collect();
        if let Some(other) = attachments.iter().find(|value| attachment_of(value).is_none()) {
            let text =
                format!("`attachments`: expected objects of class 4D.MailAttachment, found {}", other.type_name());
            return Err(Error::with(error::INCOMPATIBLE_TYPES, text));
        }
        let (structure, values) = (self.property("bodyStructure"), self.property("bodyValues"));
        let body = match (structure, values) {
            (Value::Object(structure), Value::Object(values)) => structured(&structure, &values, 0)?,
            _ => None,
        };
        let body = match body {
            Some(body) => body,
            None => {
                let plain = self.text_of("textBody").map(|text| Part::Text("plain".to_owned(), text));
                let html = self.text_of("htmlBody").map(|text| Part::Text("html".to_owned(), text));
                match (plain, html) {
                    (Some(plain), Some(html)) => Part::Several("alternative".to_owned(), vec![plain, html]),
                    (plain, html) => plain.or(html).unwrap_or(Part::Text("plain".to_owned(), Text::EMPTY)),
                }
            }
        };
        let (inside, beside): (Vec<Value>, Vec<Value>) = attachments
            .into_iter()
            .partition(|value| attachment_of(value).is_some_and(|attachment| attachment.identifier.is_some()));
        let with = |kind: &str, body: Part, files: Vec<Value>| {
            if files.is_empty() {
                return body;
            }
            let parts = std::iter::once(body).chain(files.into_iter().map(Part::File)).collect();
            Part::Several(kind.to_owned(), parts)
        };
        Ok(with("mixed", with("related", body, inside), beside))
    }

    /// The header fields of a part; `subject` stands among those of the whole message.
    fn part(&mut self, part: &Part, subject: Option<&str>) -> Result<(), Error> {
        let header = self.header;
        let end = |writer: &mut Self| {
            if let Some(subject) = subject {
                writer.line(&format!("Subject: {}", header.header(subject)));
            }
            writer.line("");
        };
        match part {
            Part::Text(kind, text) => {
                let body = self.body.body(&text.to_cow());
                self.line(&format!("Content-Type: text/{kind}; charset=\"{}\"", body.charset));
                self.line(&format!("Content-Transfer-Encoding: {}", body.encoding));
                end(self);
                self.text.push_str(&body.text.to_cow());
                if subject.is_none() {
                    // The line break belongs to the boundary that follows.
                    self.line("");
                }
            }
            Part::File(value) => {
                let Some(attachment) = attachment_of(value) else { return Ok(()) };
                self.file(attachment)?;
                end(self);
                let content = base64_lines(&attachment.content()?);
                self.line(&content);
            }
            Part::Several(kind, parts) => {
                let boundary = self.boundary();
                self.line(&format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\""));
                end(self);
                for part in parts {
                    self.line(&format!("--{boundary}"));
                    self.part(part, None)?;
                }
                self.line(&format!("--{boundary}--"));
            }
        }
        Ok(())
    }

    fn file(&mut self, attachment: &Attachment) -> Result<(), Error> {
        let clean = |text: &Text| -> String {
            text.to_cow().chars().filter(|character| character.is_ascii() && !character.is_ascii_control()).collect()
        };
        let name = self.header.header(&attachment.name.to_cow()).replace('\\', "\\\\").replace('"', "\\\"");
        self.line(&format!("Content-Type: {}; name=\"{name}\"", clean(&attachment.content_type)));
        self.line(&format!("Content-Disposition: {}; filename=\"{name}\"", clean(&attachment.disposition)));
        if let Some(identifier) = &attachment.identifier {
            self.line(&format!("Content-ID: {}", bracketed(&clean(identifier))));
        }
        self.line("Content-Transfer-Encoding: base64");
        Ok(())
    }
}

/// The parts that `bodyStructure` and `bodyValues` describe; nothing where they hold none.
fn structured(structure: &Object, values: &Object, depth: usize) -> Result<Option<Part>, Error> {
    if depth > MAX_DEPTH {
        return Err(Error::with(error::STACK_OVERFLOW, "The parts of the mail nest too deep"));
    }
    let text = |key: &str| match structure.get_str(key) {
        Some(Value::Text(text)) => Some(text.to_cow().into_owned()),
        _ => None,
    };
    let kind = text("type").unwrap_or_else(|| "text/plain".to_owned()).to_ascii_lowercase();
    let (main, sub) = kind.split_once('/').unwrap_or((&kind, ""));
    if !is_token(main) || !is_token(sub) {
        return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("`{}` is no type of a part", kind.escape_debug())));
    }
    if let Some(Value::Collection(parts)) = structure.get_str("subParts") {
        let mut found = Vec::new();
        for part in parts.to_vec() {
            if let Value::Object(part) = part {
                found.extend(structured(&part, values, depth + 1)?);
            }
        }
        return Ok(match (main, found.len()) {
            (_, 0) => None,
            ("multipart", _) => Some(Part::Several(sub.to_owned(), found)),
            _ => found.pop(),
        });
    }
    let identifier = text("partID").or_else(|| text("partId")).unwrap_or_default();
    let value = match values.get_str(&identifier) {
        Some(Value::Object(value)) => value.get_str("value"),
        _ => None,
    };
    Ok(match (main, value) {
        ("text", Some(Value::Text(value))) => Some(Part::Text(sub.to_owned(), value)),
        _ => None,
    })
}

/// An identifier of a message in its brackets.
fn bracketed(text: &str) -> String {
    format!("<{}>", text.trim_start_matches('<').trim_end_matches('>'))
}

/// A date in ISO 8601 as seconds since 1970.
fn sent_at(text: &str) -> Option<i64> {
    mail_parser::DateTime::parse_rfc3339(text).map(|date| date.to_timestamp())
}

/// Seconds since 1970 as a header field has them.
fn written_date(seconds: i64) -> String {
    const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = mail_parser::DateTime::from_timestamp(seconds);
    let day = DAYS.get(usize::from(date.day_of_week())).copied().unwrap_or_default();
    let month = MONTHS.get(usize::from(date.month).wrapping_sub(1)).copied().unwrap_or_default();
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "{day}, {:02} {month} {:04} {:02}:{:02}:{:02} GMT",
        date.day, date.year, date.hour, date.minute, date.second
    );
    text
}

fn mode(options: Option<&Object>, name: &str) -> Result<Charset, Error> {
    match options.and_then(|options| options.get_str(name)) {
        None | Some(Value::Undefined | Value::Null) => Ok(Charset::default()),
        Some(Value::Text(found)) => Charset::named(&found.to_cow())
            .ok_or_else(|| Error::with(error::INDEX_OUT_OF_RANGE, format!("`{name}`: `{found}` is no mode of mails"))),
        Some(other) => {
            let text = format!("`{name}`: expected a text, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

/// A mail as a MIME text. Texts are written in UTF-8 and quoted-printable, unless `headerCharset` and `bodyCharset` of the
/// options name another mode. Attachments with an identifier belong to the HTML, others follow the text. Without
/// `sendAt` the date is the present, without `messageId` an identifier is made.
#[command(1604, "MAIL Convert to MIME", thread_safe, effects(files))]
fn mail_convert_to_mime(
    process: &mut Process<'_>,
    mail: Object,
    options: Option<Object>,
    span: Span,
) -> Result<Text, Error> {
    let (header, body) = (mode(options.as_ref(), "headerCharset")?, mode(options.as_ref(), "bodyCharset")?);
    let mut writer = Writer { process, span, mail: &mail, header, body, text: String::new() };
    writer.begin()?;
    let subject = writer.text_of("subject").unwrap_or_default();
    let parts = writer.parts()?;
    writer.part(&parts, Some(&subject.to_cow()))?;
    Ok(Text::from(writer.text))
}
