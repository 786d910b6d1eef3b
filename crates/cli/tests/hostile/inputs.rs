//! Files with hostile content, made here byte by byte. Each function gives how many bytes the input has.

use crate::Scale;
use std::path::Path;

fn write(folder: &Path, name: &str, bytes: &[u8]) -> u64 {
    std::fs::write(folder.join(name), bytes).expect("a file can be written");
    bytes.len() as u64
}

/// Multiparts in one another, each with a boundary of its own.
pub fn nested_multiparts(folder: &Path, scale: Scale) -> u64 {
    let parts = (0..3_000 * scale.0)
        .map(|number| format!("Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n"));
    write(folder, "input.eml", parts.collect::<String>().as_bytes())
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (number, piece) in bytes.chunks(3).enumerate() {
        let word = piece.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - piece.len()));
        for digit in 0..4 {
            let is_there = digit <= piece.len();
            text.push(if is_there { char::from(DIGITS[(word >> (18 - 6 * digit) & 63) as usize]) } else { '=' });
        }
        if number % 19 == 18 {
            text.push('\n');
        }
    }
    text
}

/// Messages in one another that only appear when an attached message is decoded.
pub fn encoded_messages(folder: &Path, scale: Scale) -> u64 {
    let inner = "Content-Type: message/rfc822\n\n".repeat(10_000 * scale.0);
    let text = format!(
        "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\
         Content-Transfer-Encoding: base64\n\n{}\n--a--\n",
        base64(inner.as_bytes())
    );
    write(folder, "input.eml", text.as_bytes())
}

/// An XML document with deep elements and a large text.
pub fn deep_xml(folder: &Path, scale: Scale) -> u64 {
    let deep = 4_000;
    let text = format!("{}{}{}", "<a>".repeat(deep), "x".repeat(10_000 * scale.0), "</a>".repeat(deep));
    write(folder, "input.xml", text.as_bytes())
}

/// Classes that extend one another.
pub fn classes(folder: &Path, _scale: Scale) -> u64 {
    let classes = folder.join("Project/Sources/Classes");
    std::fs::create_dir_all(&classes).expect("a folder can be made");
    (1..2_000usize)
        .map(|number| write(&classes, &format!("C{number}.4dm"), format!("Class extends C{}\n", number - 1).as_bytes()))
        .sum()
}

/// A ZIP archive of empty files with these paths.
fn zip(paths: &[String]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for path in paths {
        let at = archive.len() as u32;
        let length = (path.len() as u16).to_le_bytes();
        let common = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &[0; 12], &length, &[0, 0]].concat();
        archive.extend([&b"PK\x03\x04"[..], &common, path.as_bytes()].concat());
        directory.extend([&b"PK\x01\x02\x14\x00"[..], &common, &[0; 10], &at.to_le_bytes(), path.as_bytes()].concat());
    }
    let count = (paths.len() as u16).to_le_bytes();
    let (size, at) = (directory.len() as u32, archive.len() as u32);
    archive.extend(directory);
    archive
        .extend([&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &size.to_le_bytes(), &at.to_le_bytes(), &[0, 0]].concat());
    archive
}

/// A ZIP archive with paths of 30,000 folders.
pub fn zip_of_folders(folder: &Path, scale: Scale) -> u64 {
    let paths: Vec<String> = (0..scale.0).map(|number| format!("f{number}/{}", "a/".repeat(30_000))).collect();
    write(folder, "input.zip", &zip(&paths))
}

/// A ZIP archive whose directory leads astray.
pub fn damaged_zip(folder: &Path, scale: Scale) -> u64 {
    let paths: Vec<String> = (0..1_000 * scale.0).map(|number| format!("a{number}")).collect();
    let mut bytes = zip(&paths);
    let end = bytes.len();
    bytes[end - 6..end - 2].copy_from_slice(&[1, 0, 0, 0]);
    write(folder, "input.zip", &bytes)
}

/// Pictures that say they are enormous, or that lead in circles.
pub fn pictures(folder: &Path, _scale: Scale) -> u64 {
    let pictures = folder.join("pictures");
    std::fs::create_dir_all(&pictures).expect("a folder can be made");
    let crc = |bytes: &[u8]| {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 })
        })
    };
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let body = [&kind[..], data].concat();
        [&(data.len() as u32).to_be_bytes()[..], &body, &crc(&body).to_be_bytes()].concat()
    };
    let png = |width: u32, height: u32| {
        let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        let signature = b"\x89PNG\r\n\x1a\n";
        [&signature[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]), &chunk(b"IEND", b"")]
            .concat()
    };
    let mut gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    gif.extend(b",\0\0\0\0\xff\xff\xff\xff\0\x02\x02L\x01\0".repeat(50));
    gif.push(b';');
    // A directory of a TIFF file that is its own successor.
    let tiff = b"II*\0\x08\0\0\0\x01\0\0\x01\x03\0\x01\0\0\0\xff\xff\0\0\x08\0\0\0".to_vec();
    let bmp = [&b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xff\xff\0\0\xff\xff\0\0\x01\0\x20\0"[..], &[0; 24]].concat();
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}{}</svg>", "<g>".repeat(5_000), "</g>".repeat(5_000));
    let files: [(&str, Vec<u8>); 7] = [
        ("a.png", png(0x7fff_ffff, 0x7fff_ffff)),
        ("b.png", png(60_000, 60_000)),
        ("c.png", png(1, 1)),
        ("d.gif", gif),
        ("e.tif", tiff),
        ("f.bmp", bmp),
        ("g.svg", svg.into_bytes()),
    ];
    files.iter().map(|(name, bytes)| write(&pictures, name, bytes)).sum()
}

/// Property lists with deep dictionaries, as XML and as binary.
pub fn property_list(folder: &Path, scale: Scale) -> u64 {
    let deep = 20_000 * scale.0;
    let xml = format!("<plist><dict>{}{}</dict></plist>", "<key>a</key><dict>".repeat(deep), "</dict>".repeat(deep));
    // An array that holds itself.
    let binary = b"bplist00\xa1\x00\x08\0\0\0\0\0\0\x01\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0a";
    write(folder, "input.plist", xml.as_bytes()) + write(folder, "Info.plist", binary)
}

/// Files of a project with deep content.
pub fn project_files(folder: &Path, scale: Scale) -> u64 {
    let deep = 20_000 * scale.0;
    let (sources, resources) = (folder.join("Project/Sources"), folder.join("Resources"));
    std::fs::create_dir_all(&resources).expect("a folder can be made");
    let (open, close) = ("<a>".repeat(deep), "</a>".repeat(deep));
    let settings = folder.join("Settings");
    std::fs::create_dir_all(&settings).expect("a folder can be made");
    write(&sources, "folders.json", "{\"a\":".repeat(deep).as_bytes())
        + write(&settings, "settings.4DSettings", format!("<preferences>{open}{close}</preferences>").as_bytes())
        + write(&resources, "en.xlf", format!("<xliff>{open}{close}</xliff>").as_bytes())
        + write(&resources, "constants.xlf", format!("<xliff>{open}").as_bytes())
        + write(&sources, "warnings.json", "[".repeat(deep).as_bytes())
}
