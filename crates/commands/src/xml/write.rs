//! Documents as texts.

use super::parser::Declaration;
use super::tree::{Kind, NodeId, Tree};

/// How a document is written.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// Whether each element begins a line of its own.
    pub(crate) indented: bool,
    /// The last character that needs no reference in the character set of the document.
    pub(crate) last_character: u32,
}

/// The white space of one level.
pub(crate) const INDENT: &str = "  ";

/// Writes characters of a text or, between quotes, of an attribute.
pub(crate) fn escape_into(text: &str, in_attribute: bool, last_character: u32, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' if !in_attribute => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' | '\t' if in_attribute => out.push_str(if character == '\n' { "&#10;" } else { "&#9;" }),
            '\r' => out.push_str("&#13;"),
            character if u32::from(character) > last_character => {
                out.push_str(&format!("&#{};", u32::from(character)));
            }
            character => out.push(character),
        }
    }
}

/// Writes `<?xml … ?>`. A document that was read with a declaration without encoding keeps it so.
pub(crate) fn declaration_into(declaration: &Declaration, out: &mut String) {
    let version = if declaration.version.is_empty() { "1.0" } else { &declaration.version };
    let encoding = match (&declaration.encoding, declaration.version.is_empty()) {
        (Some(encoding), _) => format!(" encoding=\"{encoding}\""),
        (None, true) => " encoding=\"UTF-8\"".to_owned(),
        (None, false) => String::new(),
    };
    let standalone = if declaration.standalone { "yes" } else { "no" };
    out.push_str(&format!("<?xml version=\"{version}\"{encoding} standalone=\"{standalone}\" ?>"));
}

/// Writes a CDATA section; an end sign in it is divided between two.
pub(crate) fn cdata_into(text: &str, out: &mut String) {
    out.push_str("<![CDATA[");
    out.push_str(&text.replace("]]>", "]]]]><![CDATA[>"));
    out.push_str("]]>");
}

/// Writes a start tag without the sign that ends it.
pub(crate) fn tag_into(name: &str, attributes: &[(String, String)], last_character: u32, out: &mut String) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape_into(value, true, last_character, out);
        out.push('"');
    }
}

/// Writes a processing instruction.
pub(crate) fn instruction_into(target: &str, data: &str, out: &mut String) {
    out.push_str("<?");
    out.push_str(target);
    if !data.is_empty() {
        out.push(' ');
        out.push_str(data);
    }
    out.push_str("?>");
}

struct Writer<'a> {
    tree: &'a Tree,
    layout: Layout,
    out: String,
}

impl Writer<'_> {
    /// Whether what an element holds may get lines of its own: no text but white space stands in it.
    fn is_structured(&self, element: NodeId) -> bool {
        let mut children = false;
        for child in self.tree.children(element) {
            match self.tree.kind(child) {
                Kind::Text(text) if text.trim().is_empty() => {}
                Kind::Text(_) | Kind::CData(_) => return false,
                _ => children = true,
            }
        }
        children
    }

    fn line(&mut self, depth: usize) {
        self.out.push('\n');
        // Very deep levels would make the text grow without bound.
        (0..depth.min(100)).for_each(|_| self.out.push_str(INDENT));
    }

    /// Writes a node, and the start of an element.
    fn open(&mut self, node: NodeId) {
        match self.tree.kind(node) {
            Kind::Element(name, attributes) => {
                tag_into(name, attributes, self.layout.last_character, &mut self.out);
                self.out.push_str(if self.tree.first(node).is_some() { ">" } else { "/>" });
            }
            Kind::Text(text) => escape_into(text, false, self.layout.last_character, &mut self.out),
            Kind::CData(text) => cdata_into(text, &mut self.out),
            Kind::Comment(text) => self.out.push_str(&format!("<!--{text}-->")),
            Kind::Instruction(target, data) => instruction_into(target, data, &mut self.out),
            Kind::Doctype(doctype) => self.out.push_str(&format!("<!DOCTYPE {}>", doctype.source)),
            Kind::Document | Kind::Attribute(_) => {}
        }
    }

    fn below(&mut self, top: NodeId) {
        // Whether each open element is structured, from the outside to the inside.
        let mut structured = vec![self.layout.indented];
        let Some(mut at) = self.tree.first(top) else { return };
        loop {
            let inside = structured.last().copied().unwrap_or(false);
            let skipped = inside && matches!(self.tree.kind(at), Kind::Text(_));
            if !skipped {
                if inside {
                    self.line(structured.len() - 1);
                }
                self.open(at);
            }
            if let Some(first) = self.tree.first(at) {
                structured.push(inside && self.is_structured(at));
                at = first;
                continue;
            }
            loop {
                if let Some(next) = self.tree.next(at) {
                    at = next;
                    break;
                }
                match self.tree.parent(at).filter(|parent| *parent != top) {
                    Some(parent) => {
                        if structured.pop().unwrap_or(false) {
                            self.line(structured.len() - 1);
                        }
                        self.out.push_str(&format!("</{}>", self.tree.name(parent)));
                        at = parent;
                    }
                    None => return,
                }
            }
        }
    }
}

/// A document as a text, with line feeds at line ends.
pub(crate) fn document(tree: &Tree, layout: Layout) -> String {
    let mut writer = Writer { tree, layout, out: String::new() };
    declaration_into(&tree.declaration, &mut writer.out);
    writer.below(Tree::DOCUMENT);
    if layout.indented {
        writer.out.push('\n');
    }
    writer.out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::build;
    use super::*;

    fn written(text: &str, indented: bool) -> String {
        document(&build::document(text).unwrap(), Layout { indented, last_character: u32::MAX })
    }

    #[test]
    fn layout() {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>";
        assert_eq!(written("<a><b>x</b><c/></a>", false), format!("{head}<a><b>x</b><c/></a>"));
        let lines = "\n<a>\n  <b>x</b>\n  <c>\n    <d/>\n  </c>\n  <e>1<f/></e>\n</a>\n";
        assert_eq!(written("<a><b>x</b> <c><d/></c><e>1<f/></e></a>", true), format!("{head}{lines}"));
        assert_eq!(written(lines, true), format!("{head}{lines}"));
        assert_eq!(
            written("<a x='\"&#10;&lt;'>&gt;<![CDATA[<]]></a>", false),
            format!("{head}<a x=\"&quot;&#10;&lt;\">&gt;<![CDATA[<]]></a>")
        );
    }
}
