//! Pages with tags.

use crate::site::{PUBLIC, with_site};

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
