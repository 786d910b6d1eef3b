//! Search in tables that are sorted by folded name.

use fourd_source::fold_name;
use std::cmp::Ordering;

/// The place in `table` of the entry whose folded name is `name`, which need not be folded. Allocates only when `name`
/// is not ASCII.
pub(crate) fn position<T>(table: &[T], folded: impl Fn(&T) -> &str, name: &str) -> Option<usize> {
    if name.is_ascii() {
        table.binary_search_by(|entry| compare(folded(entry), name)).ok()
    } else {
        let name = fold_name(name);
        table.binary_search_by(|entry| folded(entry).cmp(&name)).ok()
    }
}

/// Orders a folded name and an ASCII one as if the second were folded too.
fn compare(folded: &str, name: &str) -> Ordering {
    folded.bytes().cmp(fold_ascii(name))
}

/// What `fold_name` gives for an ASCII name, byte by byte.
fn fold_ascii(name: &str) -> impl Iterator<Item = u8> {
    let is_blank = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let mut bytes = name.bytes().skip_while(move |byte| is_blank(*byte)).peekable();
    std::iter::from_fn(move || {
        let byte = bytes.next()?;
        if !is_blank(byte) {
            return Some(byte.to_ascii_lowercase());
        }
        while bytes.next_if(|byte| is_blank(*byte)).is_some() {}
        bytes.peek().map(|_| b' ')
    })
}

#[cfg(test)]
mod tests {
    use super::fold_ascii;
    use fourd_source::fold_name;

    #[test]
    fn folds_ascii_like_fold_name() {
        for name in ["", " ", "Session  storage", "\tWP New ", "a\u{b}b\u{c}\r\nC", "OB Get", "é", "x\u{1f}y"] {
            if name.is_ascii() {
                let folded: Vec<u8> = fold_ascii(name).collect();
                assert_eq!(String::from_utf8_lossy(&folded), fold_name(name), "{name:?}");
            }
        }
    }
}
