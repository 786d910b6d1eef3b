//! Trees out of texts and bytes.

use super::parser::{Event, Parser, Problem};
use super::tree::{Kind, NodeId, Tree};
use crate::string::character_set::CharacterSet;
use fourd_value::Text;

/// Reads a document.
pub(crate) fn document(text: &str) -> Result<Tree, Problem> {
    let mut parser = Parser::new(text)?;
    let mut tree = Tree::new(parser.declaration.clone());
    content(&mut parser, &mut tree, Tree::DOCUMENT)?;
    Ok(tree)
}

/// Reads a piece of content and puts it behind the children of a node; nothing is changed where it is not well-formed.
pub(crate) fn fragment(text: &str, tree: &mut Tree, parent: NodeId) -> Result<(), Problem> {
    let last = tree.last(parent);
    let result = content(&mut Parser::of_fragment(text), tree, parent);
    if result.is_err() {
        while let Some(child) = tree.last(parent).filter(|child| Some(*child) != last) {
            tree.remove(child);
        }
    }
    result
}

fn content(parser: &mut Parser, tree: &mut Tree, parent: NodeId) -> Result<(), Problem> {
    let base = tree.depth(parent);
    let mut path = vec![parent];
    while let Some(event) = parser.next()? {
        let at = path.last().copied().unwrap_or(parent);
        match event {
            Event::Start(name, attributes) => {
                if base + path.len() > super::parser::MAX_DEPTH {
                    return parser.problem("elements nest too deep");
                }
                path.push(tree.append(at, Kind::Element(name, attributes)));
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Text(text) | Event::Entity(_, text) => {
                let last = tree.last(at);
                match last.and_then(|last| tree.kind_mut(last)) {
                    Some(Kind::Text(before)) => before.push_str(&text),
                    _ => {
                        tree.append(at, Kind::Text(text));
                    }
                }
            }
            Event::CData(text) => {
                tree.append(at, Kind::CData(text));
            }
            Event::Comment(text) => {
                tree.append(at, Kind::Comment(text));
            }
            Event::Instruction(target, data) => {
                tree.append(at, Kind::Instruction(target, data));
            }
            Event::Doctype(doctype) => {
                tree.append(at, Kind::Doctype(doctype));
            }
        }
    }
    Ok(())
}

/// The text that the bytes of a document are: by the mark of the byte order, or by the character set that the document
/// names, or UTF-8.
pub(crate) fn text_of_bytes(bytes: &[u8]) -> Result<String, Problem> {
    let marks: &[(&[u8], CharacterSet)] = &[
        (&[0xEF, 0xBB, 0xBF], CharacterSet::Utf8),
        (&[0xFF, 0xFE], CharacterSet::Utf16(false)),
        (&[0xFE, 0xFF], CharacterSet::Utf16(true)),
        (&[b'<', 0], CharacterSet::Utf16(false)),
        (&[0, b'<'], CharacterSet::Utf16(true)),
    ];
    let wrong = |message: String| Problem { message, line: 1, column: 1 };
    let set = match marks.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        Some((_, set)) => *set,
        None => {
            let name = declared_encoding(bytes).unwrap_or("UTF-8");
            match CharacterSet::named(name) {
                Some(CharacterSet::Utf16(_) | CharacterSet::Utf32(_)) => {
                    return Err(wrong(format!("the document is not in the character set `{name}` that it names")));
                }
                Some(set) => set,
                None => return Err(wrong(format!("the character set `{name}` is not known"))),
            }
        }
    };
    if matches!(set, CharacterSet::Utf8) {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(failure) => {
                let before = bytes.get(..failure.valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                Err(Problem { message: "the document is not valid UTF-8".to_owned(), line, column: 1 })
            }
        };
    }
    Ok(set.decode(bytes).to_cow().into_owned())
}

/// The character set that `<?xml … ?>` names, in bytes whose first 128 characters are those of ASCII.
fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(200))?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let head = std::str::from_utf8(head.get(..end)?).ok()?.strip_prefix("<?xml")?;
    let (_, value) = head.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// A text that XML may hold: what UTF-16 cannot pair, or XML does not allow, is left out.
pub(crate) fn allowed(text: &Text) -> String {
    let whole = text.to_cow();
    let text = if whole.contains('\r') { whole.replace("\r\n", "\n").replace('\r', "\n").into() } else { whole };
    if text.chars().all(super::names::is_xml_character) {
        return text.into_owned();
    }
    text.chars().filter(|character| super::names::is_xml_character(*character)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn sets() {
        assert_eq!(
            text_of_bytes(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>").unwrap().chars().nth(46),
            Some('é')
        );
        assert_eq!(text_of_bytes(b"<\0a\0/\0>\0").unwrap(), "<a/>");
        assert!(text_of_bytes(b"<a>\xFF</a>").is_err());
        assert!(text_of_bytes(b"<?xml version='1.0' encoding='klingon'?><a/>").is_err());
    }

    #[test]
    fn a_fragment_that_is_wrong_changes_nothing() {
        let mut tree = document("<a><b/></a>").unwrap();
        let root = tree.root().unwrap();
        assert!(fragment("x<c/><d>", &mut tree, root).is_err());
        assert_eq!(tree.children(root).count(), 1);
        fragment("x<c/>", &mut tree, root).unwrap();
        assert_eq!(tree.children(root).count(), 3);
        assert_eq!(tree.height(Tree::DOCUMENT), 3);
    }
}
