//! Pages with tags.

use crate::site::{PUBLIC, with_site};
use fourd_web::Request;

/// Loops with a mistake say which one, in the words of the documentation.
#[test]
fn loops_with_mistakes() {
    let failing = format!("{PUBLIC}#DECLARE($number : Integer) -> $goes : Boolean\nJSON Parse(\"{{\")\n$goes:=False\n");
    let page = "<!--#4DLOOP 12-->a<!--#4DENDLOOP-->|<!--#4DLOOP [None]-->a<!--#4DENDLOOP-->|\
                <!--#4DLOOP failing-->a<!--#4DENDLOOP-->|<!--#4DLOOP $x-->a<!--#4DENDLOOP-->|<!--#4DLOOP ($x=1)-->a";
    let files = [("Project/Sources/Methods/failing.4dm", &*failing), ("WebFolder/page.shtml", page)];
    with_site(&files, |site| {
        let (_, body) = site.get("/page.shtml");
        let problems: Vec<&str> = body.split('|').map(|part| part.split("-->: ").nth(1).unwrap_or_default()).collect();
        let expected = [
            "Unexpected expression type",
            "Incorrect table name",
            "Syntax error",
            "An array was expected",
            "4DENDLOOP expected",
        ];
        assert_eq!(problems, expected, "{body}");
    });
}

/// What a page may not call, a template of web code may not call either.
#[test]
fn hidden_methods_in_templates_of_web_code() {
    let hidden = "#DECLARE -> $text : Text\n$text:=\"hidden\"\n";
    let shown = format!("{PUBLIC}{hidden}");
    let template = format!(
        "{PUBLIC}var $out : Text\nPROCESS 4D TAGS(\"<!--#4DTEXT hidden-->,<!--#4DTEXT shown-->\"; $out)\n\
         WEB SEND TEXT($out; \"text/plain\")\n"
    );
    let files = [
        ("Project/Sources/Methods/hidden.4dm", hidden),
        ("Project/Sources/Methods/shown.4dm", &shown),
        ("Project/Sources/Methods/template.4dm", &template),
    ];
    with_site(&files, |site| {
        let (_, body) = site.get("/4DACTION/template");
        assert!(body.starts_with("<!--#4DTEXT hidden--> : ## error # ") && body.ends_with(",hidden"), "{body}");
    });
}

/// A page, and what it includes, is read in the character set that it names, and sent in it.
#[test]
fn pages_in_other_character_sets() {
    let latin = |text: &str| text.chars().map(|each| each as u8).collect::<Vec<u8>>();
    let send = format!("{PUBLIC}WEB SEND FILE(\"page.html\")\n");
    let say = format!("{PUBLIC}#DECLARE($type : Text)\nWEB SEND TEXT(\"\u{e9}\u{2603}\"; $type)\n");
    let files = [("Project/Sources/Methods/send.4dm", &*send), ("Project/Sources/Methods/say.4dm", &*say)];
    with_site(&files, |site| {
        let write = |name: &str, text: &str| {
            std::fs::create_dir_all(site.folder.join("WebFolder")).unwrap();
            std::fs::write(site.folder.join("WebFolder").join(name), latin(text)).unwrap();
        };
        let page = "<meta charset=\"iso-8859-1\">\u{e9}<!--#4DTEXT Char(233)--><!--#4DINCLUDE part.html-->";
        write("page.shtml", page);
        write("page.html", page);
        write("part.html", "\u{e8}");
        let get = |target: &str| {
            let response = site.handle(Request::new("GET", target));
            (response.header("content-type").unwrap().to_owned(), response.bytes().to_vec())
        };
        let expected =
            ("text/html; charset=windows-1252".to_owned(), latin("<meta charset=\"iso-8859-1\">\u{e9}\u{e9}\u{e8}"));
        assert_eq!(get("/page.shtml"), expected);
        assert_eq!(get("/4DACTION/send"), expected);
        assert_eq!(get("/4DACTION/say/text%2Fplain%3Bcharset%3Diso-8859-1").1, latin("\u{e9}&#9731;"));
        assert_eq!(get("/4DACTION/say/text%2Fplain").1, "\u{e9}\u{2603}".as_bytes());
        site.run("WEB SET OPTION(Web character set; 4)");
        assert_eq!(get("/4DACTION/say/text%2Fplain").1, latin("\u{e9}&#9731;"));
        assert_eq!(get("/4DACTION/say/application%2Fjson").1, "\u{e9}\u{2603}".as_bytes(), "data stay in UTF-8");
    });
}
