//! Types of contents by the extensions of their files
//! ([MAIL New attachment](https://developer.4d.com/docs/commands/mail-new-attachment)).

use fourd_value::Text;

/// The type of bytes of which nothing is known.
pub(crate) const BINARY: &str = "application/octet-stream";

/// Extensions and types that are known.
const TYPES: &[(&str, &str)] = &[
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("pdf", "application/pdf"),
    ("doc", "application/msword"),
    ("xls", "application/vnd.ms-excel"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("zip", "application/zip"),
    ("gz", "application/gzip"),
    ("json", "application/json"),
    ("js", "application/javascript"),
    ("ps", "application/postscript"),
    ("xml", "application/xml"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("mp3", "audio/mpeg"),
];

/// Types of pictures that stand in no mail by their extension.
const PICTURES: &[(&str, &str)] =
    &[("bmp", "image/bmp"), ("svg", "image/svg+xml"), ("tif", "image/tiff"), ("tiff", "image/tiff")];

/// The type for the extension of a file name.
pub(crate) fn of_name(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == extension).map_or(BINARY, |(_, kind)| kind)
}

/// The type for the identifier of a picture's format, such as `.png`.
pub(crate) fn of_codec(codec: &str) -> String {
    if codec.starts_with("image/") {
        return codec.to_owned();
    }
    let extension = codec.trim_start_matches('.').to_ascii_lowercase();
    let found = TYPES.iter().chain(PICTURES).find(|(known, kind)| *known == extension && kind.starts_with("image/"));
    found.map_or(BINARY, |(_, kind)| kind).to_owned()
}

/// The identifier of a picture's format for its type.
pub(crate) fn codec_of(media_type: &str) -> Option<Text> {
    let rest = media_type.strip_prefix("image/")?;
    let found = TYPES.iter().chain(PICTURES).find(|(_, kind)| *kind == media_type);
    Some(found.map_or_else(|| Text::from(media_type), |(extension, _)| Text::from(format!(".{extension}"))))
        .filter(|_| !rest.is_empty())
}
