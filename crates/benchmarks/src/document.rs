//! Where figures are written: to standard output, and into the project's documentation.

use crate::Options;
use std::path::PathBuf;

/// A file in the folder of documentation.
pub(crate) fn path(name: &str) -> PathBuf {
    crate::home().join("../../docs").join(name)
}

/// Shows text and, if that is asked for, puts it into `docs/performance.md` between the comments with the name of its
/// section.
pub(crate) fn show(section: &str, text: &str, options: &Options) -> Result<(), String> {
    println!("## {section}\n\n{text}");
    if !options.update {
        return Ok(());
    }
    if !options.only.is_empty() {
        return Err("Only all figures of a section are written into the documentation, so --only and --update do not go together".to_string());
    }
    let path = path("performance.md");
    let document = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let document = replaced(&document, section, text)
        .ok_or_else(|| format!("{} has no comments for the section {section}", path.display()))?;
    std::fs::write(&path, document).map_err(|error| format!("{}: {error}", path.display()))
}

/// The document with another text between `<!-- section -->` and `<!-- end of section -->`.
fn replaced(document: &str, section: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {section} -->\n"), format!("<!-- end of {section} -->"));
    let (before, rest) = document.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_section_changes() {
        let document = "a\n<!-- x -->\nold\n<!-- end of x -->\nb\n<!-- y -->\n<!-- end of y -->\n";
        let expected = "a\n<!-- x -->\n\nnew\n\n<!-- end of x -->\nb\n<!-- y -->\n<!-- end of y -->\n";
        assert_eq!(replaced(document, "x", "new\n").as_deref(), Some(expected));
        assert_eq!(replaced(expected, "x", "new").as_deref(), Some(expected));
        assert_eq!(replaced(document, "z", "new"), None);
    }
}
