//! Keywords that pictures carry as IPTC data
//! ([GET PICTURE KEYWORDS](https://developer.4d.com/docs/commands/get-picture-keywords)).

use fourd_value::Picture;

/// The header of the resources of Photoshop in a JPEG file.
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
/// The resource that holds IPTC data.
const IPTC_RESOURCE: [u8; 2] = [0x04, 0x04];
/// Record and number of a keyword in IPTC data.
const KEYWORD: [u8; 2] = [2, 25];
/// The record that says that texts are UTF-8.
const CHARACTER_SET: [u8; 2] = [1, 90];
const UTF_8: &[u8] = b"\x1b%G";

/// The keywords of a JPEG picture in their order; none for other formats.
pub fn keywords(picture: &Picture) -> Vec<String> {
    let Some(content) = picture.content().filter(|content| *content.codec.to_cow() == *".jpg") else {
        return Vec::new();
    };
    segments(&content.bytes).filter_map(|segment| segment.strip_prefix(PHOTOSHOP)).flat_map(resources).collect()
}

/// The contents of the `APP13` segments of a JPEG file.
fn segments(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        loop {
            let [0xff, marker, high, low, content @ ..] = rest else { return None };
            // The picture itself begins.
            if *marker == 0xda {
                return None;
            }
            let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2)?;
            let segment = content.get(..length)?;
            rest = content.get(length..)?;
            if *marker == 0xed {
                return Some(segment);
            }
        }
    })
}

/// The keywords in resources of Photoshop.
fn resources(mut rest: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(after) = rest.strip_prefix(b"8BIM") {
        let Some((identifier, after)) = after.split_at_checked(2) else { break };
        // The name is a Pascal string whose length with its first byte is even, as is that of the content.
        let Some(name) = after.first() else { break };
        let Some(after) = after.get((usize::from(*name) + 2) & !1..) else { break };
        let Some(([a, b, c, d], after)) = after.split_first_chunk() else { break };
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let Some(content) = after.get(..length) else { break };
        if identifier == IPTC_RESOURCE {
            found.extend(records(content));
        }
        let Some(after) = length.checked_add(length % 2).and_then(|length| after.get(length..)) else { break };
        rest = after;
    }
    found
}

/// The keywords in IPTC data.
fn records(mut rest: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    let mut utf_8 = false;
    while let [0x1c, record, number, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(content) = after.get(..length) else { break };
        match [*record, *number] {
            CHARACTER_SET => utf_8 = content == UTF_8,
            KEYWORD => found.push(match std::str::from_utf8(content) {
                Ok(text) if utf_8 || text.is_ascii() => text.to_owned(),
                _ => content.iter().map(|byte| char::from(*byte)).collect(),
            }),
            _ => {}
        }
        rest = after.get(length..).unwrap_or_default();
    }
    found
}
