//! Prints the tree of a `.4dm` file and what is wrong in it. Files below a folder `Classes` are read as classes.

use fourd_source::FileId;
use fourd_syntax::tree::CodeKind;

fn main() {
    for path in std::env::args().skip(1) {
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) => {
                println!("{path}: {error}");
                continue;
            }
        };
        let kind = if path.contains("Classes") { CodeKind::Class } else { CodeKind::Method };
        let parsed = fourd_syntax::parse(FileId(0), &text, kind);
        println!("{:#?}\n{:#?}", parsed.module.code, parsed.diagnostics);
        println!("{}", fourd_syntax::print(&parsed.module));
    }
}
