//! The keyword `format`.

use fourd_value::{Text, date};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a text has a format; formats that are not known are no restriction.
pub(super) fn fits(text: &str, format: &str) -> bool {
    match format {
        "date-time" => text.split_once(['T', 't', ' ']).is_some_and(|(date, time)| is_date(date) && is_time(time)),
        "date" => is_date(text),
        "time" => is_time(text),
        "email" | "idn-email" => is_email(text),
        "hostname" | "idn-hostname" => is_host_name(text, format == "idn-hostname"),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "uri" | "iri" => has_scheme(text) && is_reference(text, format == "iri"),
        "uri-reference" | "iri-reference" => is_reference(text, format == "iri-reference"),
        "uuid" => text.len() == 36 && uuid::Uuid::try_parse(text).is_ok(),
        "json-pointer" => text.is_empty() || (text.starts_with('/') && escapes_hold(text)),
        "regex" => fancy_regex::Regex::new(text).is_ok(),
        _ => true,
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && date::from_iso_parts(&Text::from(text)).is_some_and(|parts| !parts.date.is_blank())
}

/// `HH:MM:SS` with decimals and a time zone.
fn is_time(text: &str) -> bool {
    let number = |text: Option<&str>, largest: u8| {
        text.filter(|text| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|text| text.parse::<u8>().ok())
            .is_some_and(|number| number <= largest)
    };
    let is_clock = |text: &str, seconds: bool| {
        let mut parts = text.split(':');
        let holds = number(parts.next(), 23) && number(parts.next(), 59) && (!seconds || number(parts.next(), 60));
        holds && parts.next().is_none()
    };
    let (clock, zone) = match text.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, None),
        None => match text.rfind(['+', '-']).map(|at| text.split_at(at)) {
            Some((clock, zone)) => (clock, zone.get(1..)),
            None => return false,
        },
    };
    let (clock, decimals) = clock.split_once('.').unwrap_or((clock, "0"));
    let decimals_hold = !decimals.is_empty() && decimals.bytes().all(|byte| byte.is_ascii_digit());
    is_clock(clock, true) && decimals_hold && zone.is_none_or(|zone| is_clock(zone, false))
}

fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(name, host)| {
        let quoted = name.len() > 1 && name.starts_with('"') && name.ends_with('"');
        let plain = !name.is_empty()
            && !name.starts_with('.')
            && !name.ends_with('.')
            && !name.contains("..")
            && !name.contains(|character: char| character.is_whitespace() || "()<>[]:;@\\,\"".contains(character));
        let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let address = literal.is_some_and(|address| {
            address.parse::<Ipv4Addr>().is_ok()
                || address.strip_prefix("IPv6:").is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
        });
        (quoted || plain) && (address || is_host_name(host, true))
    })
}

fn is_host_name(text: &str, international: bool) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|character| {
                character.is_ascii_alphanumeric() || character == '-' || (international && !character.is_ascii())
            })
    };
    !text.is_empty() && text.len() <= 253 && text.split('.').all(is_label)
}

fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|character: char| character.is_ascii_alphabetic())
            && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
    })
}

fn is_reference(text: &str, international: bool) -> bool {
    let allowed = |character: char| {
        character.is_ascii_alphanumeric()
            || "-._~:/?#[]@!$&'()*+,;=%".contains(character)
            || (international && !character.is_ascii() && !character.is_control())
    };
    let percent_holds = text.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes();
        digits.first().is_some_and(u8::is_ascii_hexdigit) && digits.get(1).is_some_and(u8::is_ascii_hexdigit)
    });
    text.chars().all(allowed) && percent_holds
}

/// Whether each `~` is followed by 0 or 1.
fn escapes_hold(text: &str) -> bool {
    text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn formats_accept_and_refuse() {
        let accepted = [
            ("2024-02-29T10:20:30Z", "date-time"),
            ("2024-02-29T10:20:30.25+02:00", "date-time"),
            ("a.b@example.com", "email"),
            ("example.com", "hostname"),
            ("::1", "ipv6"),
            ("https://a.b/c?d=%20", "uri"),
            ("/a/b", "uri-reference"),
            ("anything", "unknown"),
        ];
        for (text, format) in accepted {
            assert!(fits(text, format), "{text} as {format}");
        }
        let refused = [
            ("2023-02-29T10:20:30Z", "date-time"),
            ("2024-02-29T25:20:30Z", "date-time"),
            ("2024-02-29", "date-time"),
            ("a@b@c d", "email"),
            ("-a.com", "hostname"),
            ("256.1.1.1", "ipv4"),
            ("/a/b", "uri"),
            ("https://a b", "uri"),
        ];
        for (text, format) in refused {
            assert!(!fits(text, format), "{text} as {format}");
        }
    }
}
