//! The lines of `logweb.txt` in its four formats
//! ([logweb.txt](https://developer.4d.com/docs/WebServer/webServerAdmin#logwebtxt)).

use crate::message::Request;
use jiff::Zoned;
use jiff::tz::TimeZone;
use std::time::Duration;

/// A format of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Common Log Format.
    Clf,
    /// Combined Log Format.
    Dlf,
    /// Extended Log Format.
    Elf,
    /// WebStar Log Format.
    Wlf,
}

/// A request with its answer.
pub(super) struct Entry<'a> {
    pub(super) request: &'a Request,
    /// Its target, without what is secret in it.
    pub(super) target: &'a str,
    pub(super) status: u16,
    /// How many bytes the body of the answer has.
    pub(super) length: usize,
    /// The name of the user; empty where it is not known.
    pub(super) user: String,
    /// The name of the cookie of sessions, whose value is secret.
    pub(super) cookie: &'a str,
    pub(super) connection: String,
    pub(super) now: &'a Zoned,
    pub(super) took: Duration,
}

/// The fields that `log@tokens` can name, and whether the format ELF has them too; settings also write `-` for `_`.
const FIELDS: &[(&str, bool)] = &[
    ("BYTES_RECEIVED", false),
    ("BYTES_SENT", true),
    ("C_DNS", true),
    ("C_IP", true),
    ("CONNECTION_ID", false),
    ("CS(COOKIE)", true),
    ("CS(HOST)", true),
    ("CS(REFERER)", true),
    ("CS(USER_AGENT)", true),
    ("CS_SIP", true),
    ("CS_URI", true),
    ("CS_URI_QUERY", true),
    ("CS_URI_STEM", true),
    ("DATE", true),
    ("METHOD", true),
    ("PATH_ARGS", false),
    ("STATUS", true),
    ("TIME", true),
    ("TRANSFER_TIME", true),
    ("USER", true),
    ("URL", false),
];

impl Format {
    /// The format with this number in `logRecording`.
    pub(super) fn numbered(number: i64) -> Option<Format> {
        match number {
            1 => Some(Format::Clf),
            2 => Some(Format::Dlf),
            3 => Some(Format::Elf),
            4 => Some(Format::Wlf),
            _ => None,
        }
    }

    /// The fields of the format among these, none of them twice.
    fn fields(self, tokens: &[String]) -> Vec<&'static str> {
        let mut fields = Vec::new();
        for token in tokens {
            let token = token.trim().to_ascii_uppercase().replace('-', "_");
            let known = FIELDS.iter().find(|(name, of_all)| *name == token && (*of_all || self == Format::Wlf));
            if let Some((name, _)) = known.filter(|(name, _)| !fields.contains(name)) {
                fields.push(*name);
            }
        }
        fields
    }

    /// What the file begins with.
    pub(super) fn head(self, tokens: &[String], now: &Zoned) -> String {
        match self {
            Format::Clf | Format::Dlf => String::new(),
            Format::Elf | Format::Wlf => {
                let time = now.with_time_zone(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S").to_string();
                format!("#Version: 1.0\r\n#Date: {time}\r\n#Fields: {}\r\n", self.fields(tokens).join("\t"))
            }
        }
    }

    /// A line with its end; nothing where the format has no fields.
    pub(super) fn line(self, entry: &Entry<'_>, tokens: &[String]) -> Option<String> {
        match self {
            Format::Clf => Some(entry.common() + "\r\n"),
            Format::Dlf => {
                let field = |name| shown(&entry.header(name));
                Some(format!("{} \"{}\" \"{}\"\r\n", entry.common(), field("referer"), field("user-agent")))
            }
            Format::Elf | Format::Wlf => {
                let fields = self.fields(tokens);
                let values: Vec<String> = fields.into_iter().map(|field| entry.field(field)).collect();
                (!values.is_empty()).then(|| values.join("\t") + "\r\n")
            }
        }
    }
}

impl Entry<'_> {
    fn common(&self) -> String {
        let (request, time) = (self.request, self.now.strftime("%d/%b/%Y:%H:%M:%S"));
        format!(
            "{} - {} [{time}] \"{} {} {}\" {} {}",
            request.client.ip(),
            self.user(),
            request.method,
            self.target,
            request.version,
            self.status,
            self.length
        )
    }

    fn user(&self) -> String {
        if self.user.is_empty() { "-".to_owned() } else { shown(&self.user.replace(char::is_whitespace, "_")) }
    }

    fn header(&self, name: &str) -> String {
        // A page that was reached with a token is the referrer of what it shows.
        without_token(self.request.header(name).unwrap_or("-"))
    }

    /// The cookies of the request; that of a session without its value.
    fn cookies(&self) -> String {
        let shown = |part: &str| match part.trim().split_once('=') {
            Some((name, _)) if name == self.cookie => format!("{name}=***"),
            _ => part.trim().to_owned(),
        };
        self.request.header("cookie").unwrap_or("-").split(';').map(shown).collect::<Vec<_>>().join("; ")
    }

    fn field(&self, name: &str) -> String {
        let request = self.request;
        let (stem, query) = self.target.split_once('?').unwrap_or((self.target, ""));
        let in_utc = |format| self.now.with_time_zone(TimeZone::UTC).strftime(format).to_string();
        let value = match name {
            "BYTES_RECEIVED" => (request.head().len() + 2 + request.body.len()).to_string(),
            "BYTES_SENT" => self.length.to_string(),
            "C_DNS" | "C_IP" => request.client.ip().to_string(),
            "CONNECTION_ID" => self.connection.clone(),
            "CS(COOKIE)" => self.cookies(),
            "CS(HOST)" => self.header("host"),
            "CS(REFERER)" => self.header("referer"),
            "CS(USER_AGENT)" => self.header("user-agent"),
            "CS_SIP" => request.server.ip().to_string(),
            "CS_URI" | "URL" => self.target.to_owned(),
            "CS_URI_QUERY" => query.to_owned(),
            "CS_URI_STEM" => stem.to_owned(),
            "DATE" => in_utc("%d/%b/%Y"),
            "METHOD" => request.method.clone(),
            "PATH_ARGS" => self.target.split_once('$').map_or("", |(_, arguments)| arguments).to_owned(),
            "STATUS" => self.status.to_string(),
            "TIME" => in_utc("%H:%M:%S"),
            "TRANSFER_TIME" => self.took.as_millis().to_string(),
            _ => self.user(),
        };
        // A tab would be the end of the field.
        if value.is_empty() { "-".to_owned() } else { value.replace(char::is_control, " ") }
    }
}

/// A text of a request as a line can have it: nothing in it ends the line or a text in quotes.
pub(super) fn shown(text: &str) -> String {
    if !text.contains(|each: char| each.is_control() || each == '"') {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for each in text.chars() {
        if each.is_control() || each == '"' {
            let mut bytes = [0; 4];
            each.encode_utf8(&mut bytes).bytes().for_each(|byte| shown.push_str(&format!("%{byte:02X}")));
        } else {
            shown.push(each);
        }
    }
    shown
}

/// A URL without the token of a session.
pub(super) fn without_token(target: &str) -> String {
    let Some((path, query)) = target.split_once('?').filter(|(_, query)| query.contains("4DSID")) else {
        return target.to_owned();
    };
    let shown = query.split('&').map(|part| if part.contains("4DSID=") { "$4DSID=***" } else { part });
    format!("{path}?{}", shown.collect::<Vec<_>>().join("&"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use jiff::Timestamp;
    use jiff::tz::Offset;

    fn line(format: Format, tokens: &str) -> Option<String> {
        let request = Request::new("GET", "/a.html?b=c$d")
            .with("Cookie", "color=red; 4DSID_a=SECRET")
            .with("User-Agent", "a \"browser\"");
        let zone = TimeZone::fixed(Offset::from_hours(2).unwrap());
        let now = Timestamp::from_second(1_767_225_600).unwrap().to_zoned(zone);
        let entry = Entry {
            request: &request,
            target: &request.target,
            status: 200,
            length: 12,
            user: "Ada King".to_owned(),
            cookie: "4DSID_a",
            connection: "C1".to_owned(),
            now: &now,
            took: Duration::from_millis(3),
        };
        let tokens: Vec<String> = tokens.split(';').map(str::to_owned).collect();
        format.line(&entry, &tokens)
    }

    #[test]
    fn tokens_are_in_no_log() {
        assert_eq!(without_token("/a?b=1&$4DSID=ABC"), "/a?b=1&$4DSID=***");
        assert_eq!(without_token("/a?b=1"), "/a?b=1");
        assert_eq!(shown("/a\"b\u{85}\nc"), "/a%22b%C2%85%0Ac");
    }

    #[test]
    fn common_and_combined_lines_have_local_times() {
        let common = "127.0.0.1 - Ada_King [01/Jan/2026:02:00:00] \"GET /a.html?b=c$d HTTP/1.1\" 200 12";
        assert_eq!(line(Format::Clf, "").unwrap(), format!("{common}\r\n"));
        assert_eq!(line(Format::Dlf, "").unwrap(), format!("{common} \"-\" \"a %22browser%22\"\r\n"));
    }

    #[test]
    fn extended_lines_have_the_fields_of_the_settings() {
        let tokens = "C-IP;CS(COOKIE);DATE;TIME;CS_URI_STEM;CS-URI-QUERY;C-IP;NONE;BYTES-SENT;URL";
        let expected = "127.0.0.1\tcolor=red; 4DSID_a=***\t01/Jan/2026\t00:00:00\t/a.html\tb=c$d\t12";
        assert_eq!(line(Format::Elf, tokens).unwrap(), format!("{expected}\r\n"));
        assert_eq!(line(Format::Wlf, tokens).unwrap(), format!("{expected}\t/a.html?b=c$d\r\n"));
        assert_eq!(line(Format::Wlf, "PATH_ARGS;CONNECTION_ID").unwrap(), "d\tC1\r\n");
        assert_eq!(line(Format::Elf, ""), None);
    }
}
