//! What holds for any text: no panic, spans inside the text, and printed trees that parse to themselves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{file, report, without_spans};
use fourd_syntax::lexer::{Kind, tokens};
use fourd_syntax::tree::CodeKind;
use fourd_syntax::{attributes_line, needs_more, parse, parse_formula, print};
use proptest::prelude::*;

/// Parses the text in every way that there is and checks what must hold whatever it says.
fn survives(text: &str) {
    for kind in [CodeKind::Method, CodeKind::Class] {
        let parsed = parse(file(), text, kind);
        assert!(parsed.diagnostics.len() <= 101);
        for diagnostic in &parsed.diagnostics {
            for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
                assert!(text.get(label.span.range()).is_some(), "{text:?}\n{diagnostic:?}");
            }
        }
        let printed = print(&parsed.module);
        if parsed.diagnostics.is_empty() {
            let again = parse(file(), &printed, kind);
            assert!(again.diagnostics.is_empty(), "{text:?}\n{printed}\n{}", report(&printed, &again.diagnostics));
            assert_eq!(without_spans(&parsed.module), without_spans(&again.module), "{text:?}\n{printed}");
        }
    }
    let mut end = 0;
    for token in tokens(text) {
        assert!(token.range.start >= end && token.range.end >= token.range.start, "{text:?}\n{token:?}");
        assert!(text.get(token.range.start as usize..token.range.end as usize).is_some());
        // An SQL text may be empty; all others have a character.
        assert!(token.kind == Kind::Sql || token.range.end > token.range.start, "{text:?}\n{token:?}");
        end = token.range.end;
    }
    let _ = (parse_formula(file(), text), needs_more(text), attributes_line(text));
}

/// Pieces of code, thrown together.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "If",
        "Else",
        "End if",
        "Case of",
        "End case",
        "For",
        "For each",
        "End for",
        "End for each",
        "While",
        "End while",
        "Repeat",
        "Until",
        "Use",
        "End use",
        "Try",
        "Catch",
        "End try",
        "Begin SQL",
        "End SQL",
        "return",
        "break",
        "continue",
        "var ",
        "property ",
        "#DECLARE",
        "Function ",
        "Class constructor",
        "Class extends ",
        "Alias ",
        "shared ",
        "exposed ",
        "get ",
        "Si",
        "Fin de si",
        "Foo",
        "Foo bar",
        "$a",
        "$b c",
        "$1",
        "${",
        "<>x",
        "[T]",
        "[T:1]F:2",
        "Name:C12",
        "Null:K1:2",
        "1",
        "2.5",
        "0x1F",
        "1e+3",
        "\"text\"",
        "\"",
        "!2024-01-31!",
        "!",
        "?10:20:30?",
        "?",
        "??",
        "?+",
        "?-",
        "+",
        "-",
        "*",
        "/",
        "\\",
        "%",
        "^",
        "^|",
        "=",
        "#",
        "<",
        "<=",
        ">",
        ">=",
        "&",
        "|",
        "&&",
        "||",
        "<<",
        ">>",
        ":=",
        "+=",
        "->",
        ":",
        ";",
        ".",
        "...",
        "(",
        ")",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "//",
        "//%",
        "/*",
        "*/",
        "\\\n",
        "\n",
        "\n",
        "\n",
        "\r",
        "\r\n",
        " ",
        "\t",
        "\u{A0}",
        "\u{FEFF}",
        "é",
        "\u{1F600}",
        "'",
        "`",
        "@",
        "$",
        "\u{25CA}y",
        "Text",
        "cs.X",
    ])
}

/// An expression that 4D has.
fn expression() -> impl Strategy<Value = String> {
    let leaf = proptest::sample::select(vec![
        "1",
        "2.5",
        "0x1F",
        "1e+30",
        "\"a\\t\\\\\"",
        "!2024-01-31!",
        "!00-00-00!",
        "?10:20:30?",
        "$a",
        "$my var",
        "$1",
        "<>x",
        "Foo",
        "Foo bar:C12",
        "Is text:K8:3",
        "[T]",
        "[T:1]",
        "[T]F",
        "[T:1]F:2",
        "{}",
        "[]",
        "This",
        "$o.x",
        "$p->",
        "$t[[1]]",
    ])
    .prop_map(String::from);
    leaf.prop_recursive(5, 40, 4, |inner| {
        let operators = proptest::sample::select(vec![
            "+", "-", "*", "/", "\\", "%", "^", "^|", "=", "#", "<", "<=", ">", ">=", "&", "|", "&&", "||", "<<", ">>",
            "??", "?+", "?-",
        ]);
        let list = || prop::collection::vec(inner.clone(), 0..4).prop_map(|parts| parts.join("; "));
        prop_oneof![
            (inner.clone(), operators, inner.clone())
                .prop_map(|(left, sign, right)| format!("{left} {sign} ({right})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a}) ? {b} : {c}")),
            inner.clone().prop_map(|inner| format!("({inner})")),
            inner.clone().prop_map(|inner| format!("-({inner})")),
            inner.clone().prop_map(|inner| format!("Try({inner})")),
            inner.clone().prop_map(|inner| format!("${{{inner}}}")),
            inner.clone().prop_map(|inner| format!("$c[ {inner} ]")),
            inner.clone().prop_map(|inner| format!("$a{{{inner}}}->")),
            inner.clone().prop_map(|inner| format!("$t[[{inner}]]")),
            inner.clone().prop_map(|inner| format!("{{a: {inner}; \"b c\": 1}}")),
            inner.clone().prop_map(|inner| format!("Formula($o.a:={inner})")),
            inner.clone().prop_map(|inner| format!("Formula(return {inner})")),
            list().prop_map(|list| format!("[{list}; 1]").replace("[; ", "[")),
            list().prop_map(|list| format!("$o.f({list})")),
            list().prop_map(|list| format!("Query([T]; & ; *; >; {list})")),
        ]
    })
}

/// Statements that 4D has.
fn block() -> impl Strategy<Value = String> {
    let simple = prop_oneof![
        expression().prop_map(|value| format!("$x:={value}\n")),
        expression().prop_map(|value| format!("[T]F+={value}\n")),
        expression().prop_map(|value| format!("var $x; $y : cs.Foo:={value}\n")),
        expression().prop_map(|value| format!("return {value}\n")),
        expression().prop_map(|value| format!("Foo bar({value})\n")),
        Just("var ${2}; $1; $0 : Text\n".to_string()),
        Just("break\n".to_string()),
        Just("Begin SQL\nSELECT 1\nEnd SQL\n".to_string()),
    ];
    simple.prop_recursive(4, 24, 4, |inner| {
        let body = || prop::collection::vec(inner.clone(), 0..4).prop_map(|lines| lines.concat());
        prop_oneof![
            (expression(), body(), body()).prop_map(|(a, b, c)| format!("If ({a})\n{b}Else\n{c}End if\n")),
            (expression(), body(), body()).prop_map(|(a, b, c)| format!("Case of\n: ({a})\n{b}Else\n{c}End case\n")),
            (expression(), body()).prop_map(|(a, b)| format!("For ($i; 1; {a}; -1)\n{b}End for\n")),
            (expression(), body()).prop_map(|(a, b)| format!("For each ($i; $c; 0) Until ({a})\n{b}End for each\n")),
            (expression(), body()).prop_map(|(a, b)| format!("While ({a}) & ($b)\n{b}End while\n")),
            (expression(), body()).prop_map(|(a, b)| format!("Repeat\n{b}Until ({a})\n")),
            (expression(), body()).prop_map(|(a, b)| format!("Use ({a})\n{b}End use\n")),
            (body(), body()).prop_map(|(a, b)| format!("Try\n{a}Catch\n{b}End try\n")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn token_soup_is_survived(pieces in prop::collection::vec(piece(), 0..60)) {
        survives(&pieces.concat());
    }

    #[test]
    fn spaced_token_soup_is_survived(pieces in prop::collection::vec(piece(), 0..60)) {
        survives(&pieces.join(" "));
    }

    #[test]
    fn random_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_text_is_survived(text in "\\PC{0,80}") {
        survives(&text);
    }

    #[test]
    fn printed_statements_parse_to_themselves(text in block()) {
        let parsed = parse(file(), &text, CodeKind::Method);
        prop_assert!(parsed.diagnostics.is_empty(), "{}\n{}", text, report(&text, &parsed.diagnostics));
        survives(&text);
    }
}

#[test]
fn unfinished_nesting_does_not_double_the_work() {
    for piece in [
        "return(",
        "return -(",
        "f(",
        "[",
        "{a:",
        "$a ? (",
        "$a ? 1 : (",
        "-(",
        "->(",
        "x:=(",
        "f(x:=",
        "$a{",
        "$t[[",
        "Try(",
        "${",
        "f(; & ",
        "f(*;",
        "$a[",
        "$p->(",
        "[T]F(",
        "f(return ",
        "($a.b(",
        "#DECLARE($a : (",
        "If (",
        "For (",
        "For each (",
    ] {
        for repeated in [20, 30, 60] {
            let started = std::time::Instant::now();
            let text = piece.repeat(repeated);
            survives_once(&text);
            survives_once(&format!("x:={text}"));
            survives_once(&format!("f({text}1)"));
            assert!(started.elapsed().as_secs() < 5, "{piece:?}");
        }
    }
}

#[test]
fn long_repetitions_take_linear_time() {
    for piece in [
        "[",
        "]",
        "[[",
        "]]",
        "(",
        "/*",
        "\"",
        "a ",
        "$a ",
        "<",
        "?",
        ":C1",
        "//\\\n",
        "If (a)\n",
        "End if\n",
        "Begin SQL\n",
        "1;",
        "'",
    ] {
        let started = std::time::Instant::now();
        survives_once(&piece.repeat(200_000 / piece.len()));
        assert!(started.elapsed().as_secs() < 20, "{piece:?}");
    }
}

#[test]
fn tokens_never_overlap_a_line_end() {
    for text in
        ["#\\\nDECLARE(", "[\\\nT]F", "Class\\\nconstructor", "Foo\\\nbar", "$a\\\nb", "[T]F\\\n:3", "Foo:\\\nC12"]
    {
        survives(text);
    }
}

/// Most operators are printed without blanks: no sign may merge with its neighbour.
#[test]
fn operators_stay_apart_from_their_operands() {
    let operands = [
        "1",
        "-1",
        "+1",
        "0x1F",
        "\"a\"",
        "!2024-01-31!",
        "?10:20:30?",
        "$a",
        "<>x",
        "->$a",
        "->[T]F",
        "Foo",
        "[T]",
        "[1]",
        "{}",
        "($a)",
        "-$a",
        "+$a",
        "--$a",
        "$p->",
        "${1}",
        "Is text:K8:3",
        "[T]F",
    ];
    let operators = [
        "+", "-", "*", "/", "\\", "%", "^", "^|", "=", "#", "<", "<=", ">", ">=", "&", "|", "&&", "||", "<<", ">>",
        "??", "?+", "?-",
    ];
    for left in operands {
        for operator in operators {
            for right in operands {
                survives(&format!("$x:={left} {operator} {right} {operator} {right}\n"));
            }
        }
        for sign in [":=", "+=", "-=", "*=", "/="] {
            survives(&format!("$x {sign} {left}\n"));
        }
    }
}

#[test]
fn a_file_of_mistakes_is_counted() {
    for line in ["x:=)\n", "x:=\u{FFFD}\n", "If ($a==3)\n", "End if\n", "\"\n", "x:=!99-99-99!\n"] {
        let parsed = parse(file(), &line.repeat(5_000), CodeKind::Method);
        assert_eq!(parsed.diagnostics.len(), 101, "{line:?}");
        assert!(parsed.diagnostics[100].title.ends_with("more problems in this file"), "{line:?}");
    }
}

fn survives_once(text: &str) {
    let parsed = parse(file(), text, CodeKind::Method);
    assert!(parsed.diagnostics.len() <= 101);
}
