//! Addresses of mails: texts, objects and collections of them.

use super::encode::Charset;
use fourd_value::{Error, Object, Text, Value, error};

/// A name, which may be empty, and an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) name: String,
    pub(super) email: String,
}

/// Splits a list at its commas, those in quotation marks and brackets left aside.
fn split(list: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let (mut quoted, mut escaped, mut bracket) = (false, false, false);
    for character in list.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '<' if !quoted => bracket = true,
            '>' if !quoted => bracket = false,
            ',' if !quoted && !bracket => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = found.last_mut() {
            last.push(character);
        }
    }
    found
}

/// Reads `address`, `name <address>` or `name address`.
fn read(text: &str) -> Option<Address> {
    let text = text.trim();
    let (name, email) = match (text.rsplit_once('<'), text.rsplit_once(char::is_whitespace)) {
        (Some((name, rest)), _) => (name, rest.trim_end_matches('>')),
        (None, Some((name, email))) if email.contains('@') => (name, email),
        _ => ("", text),
    };
    let name = name.trim();
    let name = match name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        Some(quoted) => quoted.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => name.to_owned(),
    };
    let email = email.trim().to_owned();
    (!email.is_empty()).then_some(Address { name, email })
}

/// The addresses that a property has.
///
/// # Errors
/// It is of another type.
pub(super) fn addresses(property: &str, value: &Value) -> Result<Vec<Address>, Error> {
    let of_object = |object: &Object| {
        let text = |key: &str| match object.get_str(key) {
            Some(Value::Text(text)) => text.to_cow().trim().to_owned(),
            _ => String::new(),
        };
        let email = text("email");
        (!email.is_empty()).then(|| Address { name: text("name"), email })
    };
    let wrong = |found: &Value| {
        let text = format!("`{property}`: expected a text, an object or a collection, found {}", found.type_name());
        Error::with(error::INCOMPATIBLE_TYPES, text)
    };
    Ok(match value {
        Value::Undefined | Value::Null => Vec::new(),
        Value::Text(text) => split(&text.to_cow()).iter().filter_map(|each| read(each)).collect(),
        Value::Object(object) => of_object(object).into_iter().collect(),
        Value::Collection(all) => {
            let mut found = Vec::new();
            for each in all.to_vec() {
                match &each {
                    Value::Object(object) => found.extend(of_object(object)),
                    Value::Text(text) => found.extend(read(&text.to_cow())),
                    Value::Undefined | Value::Null => {}
                    other => return Err(wrong(other)),
                }
            }
            found
        }
        other => return Err(wrong(other)),
    })
}

impl Address {
    /// As a header field has it.
    pub(super) fn written(&self, charset: Charset) -> String {
        let email: String = self.email.chars().filter(|character| !character.is_control()).collect();
        if self.name.is_empty() {
            return email;
        }
        let plain = |character: char| character.is_ascii_alphanumeric() || " !#$%&'*+-/=?^_`{|}~".contains(character);
        let name = if self.name.chars().all(plain) {
            self.name.clone()
        } else if self.name.chars().all(|character| character.is_ascii() && !character.is_ascii_control()) {
            format!("\"{}\"", self.name.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            charset.header(&self.name)
        };
        format!("{name} <{email}>")
    }

    /// As an object.
    pub(super) fn object(name: Option<&str>, email: &str) -> Value {
        let object = Object::new();
        object.put("name", name.map_or(Value::Null, Value::text));
        object.put("email", Value::Text(Text::from(email)));
        Value::Object(object)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn texts() {
        let shown = |text: &str| {
            let found = addresses("to", &Value::text(text)).unwrap();
            found.into_iter().map(|address| format!("{}|{}", address.name, address.email)).collect::<Vec<_>>()
        };
        assert_eq!(shown("somebody@domain.com"), ["|somebody@domain.com"]);
        assert_eq!(shown("Somebody somebody@domain.com,me@home.org"), ["Somebody|somebody@domain.com", "|me@home.org"]);
        assert_eq!(shown("\"A, \\\"B\\\"\" <a@b.c>, <d@e.f>"), ["A, \"B\"|a@b.c", "|d@e.f"]);
        assert!(shown(" , ").is_empty());
    }

    #[test]
    fn written() {
        let written =
            |name: &str| Address { name: name.to_owned(), email: "a@b".to_owned() }.written(Charset::default());
        assert_eq!(written(""), "a@b");
        assert_eq!(written("A B"), "A B <a@b>");
        assert_eq!(written("A. \"B\""), "\"A. \\\"B\\\"\" <a@b>");
        assert_eq!(written("É"), "=?UTF-8?Q?=C3=89?= <a@b>");
        assert!(!written("a\r\nBcc: x").contains('\n'));
    }
}
