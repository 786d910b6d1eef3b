//! Random code, printed from its tree and then spoiled: other blanks, other case of keywords, other line ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use fourd_format::{Endings, Options, Tokens, format};
use fourd_source::FileId;
use fourd_syntax::lexer::{Kind, tokens};
use fourd_syntax::tree::CodeKind;
use fourd_syntax::{parse, print};
use proptest::prelude::*;

fn expression() -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        Just("1".to_owned()),
        Just("2.5".to_owned()),
        Just("\"a  b\"".to_owned()),
        Just("!2024-01-31!".to_owned()),
        Just("$a".to_owned()),
        Just("$long name".to_owned()),
        Just("<>shared".to_owned()),
        Just("my method".to_owned()),
        Just("Is text".to_owned()),
        Just("Count parameters:C259".to_owned()),
        Just("[People:1]Name:2".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        Just("cs:C1710.Thing.new()".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let operators = ["+", "-", "*", "=", "#", "<=", "&", "|", "&&", "||", "<<", "??", "^|", "\\", "%"];
        prop_oneof![
            (inner.clone(), proptest::sample::select(operators.to_vec()), inner.clone())
                .prop_map(|(left, operator, right)| format!("({left}){operator}({right})")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a}) ? ({b}) : ({c})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("String:C10({a};{b};*)")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{{key:{a};\"other key\":{b}}}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("[({a});{b}]")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("$o.member[ {a}].call({b})")),
            inner.clone().prop_map(|a| format!("$text[[{a}]]")),
            inner.clone().prop_map(|a| format!("$array{{{a}}}")),
            inner.clone().prop_map(|a| format!("-({a})")),
            inner.prop_map(|a| format!("f(->$a;$b->;{a})")),
        ]
    })
    .boxed()
}

fn block() -> BoxedStrategy<String> {
    let simple = prop_oneof![
        expression().prop_map(|value| format!("$a:={value}\n")),
        expression().prop_map(|value| format!("$a.b+={value}\n")),
        expression().prop_map(|value| format!("ALERT({value})\n")),
        expression().prop_map(|value| format!("return {value}\n")),
        expression().prop_map(|value| format!("var $x;$y:Text:={value}\n")),
        Just("break\n".to_owned()),
    ];
    simple
        .prop_recursive(3, 16, 3, |inner| {
            let body = proptest::collection::vec(inner, 0..3).prop_map(|lines| lines.concat());
            prop_oneof![
                (expression(), body.clone(), body.clone())
                    .prop_map(|(c, a, b)| format!("If ({c})\n{a}Else\n{b}End if\n")),
                (expression(), expression(), body.clone(), body.clone())
                    .prop_map(|(c, d, a, b)| format!("Case of\n:({c})\n{a}:({d})\n{b}Else\n{a}End case\n")),
                (expression(), body.clone()).prop_map(|(c, a)| format!("For ($i;1;{c})\n{a}End for\n")),
                (expression(), body.clone())
                    .prop_map(|(c, a)| format!("For each ($i;{c}) While ($i)\n{a}End for each\n")),
                (expression(), body.clone()).prop_map(|(c, a)| format!("While ({c})\n{a}End while\n")),
                (expression(), body.clone()).prop_map(|(c, a)| format!("Repeat\n{a}Until ({c})\n")),
                (expression(), body.clone()).prop_map(|(c, a)| format!("Use ({c})\n{a}End use\n")),
                (body.clone(), body).prop_map(|(a, b)| format!("Try\n{a}Catch\n{b}End try\n")),
            ]
        })
        .boxed()
}

fn code() -> impl Strategy<Value = (String, CodeKind)> {
    let body = || proptest::collection::vec(block(), 0..4).prop_map(|lines| lines.concat());
    prop_oneof![
        body().prop_map(|body| (format!("#DECLARE($p:Text;...:Real)->$r:Integer\n{body}"), CodeKind::Method)),
        (body(), body()).prop_map(|(a, b)| {
            let text = format!(
                "Class extends Base\nproperty x;y:Text:=\"\"\nshared Class constructor($a:Text)\n{a}exposed Function get z:Real\n{b}"
            );
            (text, CodeKind::Class)
        }),
    ]
}

/// The same code with other blanks, other case of keywords and other line ends, as `noise` decides.
fn spoiled(text: &str, noise: &[u8]) -> String {
    let mut noise = noise.iter().copied().cycle();
    let mut next = move || noise.next().unwrap_or(0);
    let mut out = String::new();
    let mut end = 0;
    for token in tokens(text) {
        let gap = &text[end..token.range.start as usize];
        end = token.range.end as usize;
        let joined = matches!(token.kind, Kind::Mark) || (gap.is_empty() && out.ends_with('['));
        for letter in gap.chars().filter(|letter| *letter != '\t') {
            match (letter, next() % 4) {
                ('\n', 0) => out.push_str("\r\n"),
                ('\n', 1) => out.push_str(" \n"),
                (letter, _) => out.push(letter),
            }
        }
        if !joined && token.kind != Kind::OpenBracket && token.kind != Kind::CloseBracket {
            out.push_str(["", " ", "  ", "\t"][usize::from(next() % 4)]);
        }
        let written = token.range.text(text);
        match token.kind {
            Kind::Keyword(_) if next() % 2 == 0 => out.push_str(&written.to_uppercase()),
            _ => out.push_str(written),
        }
    }
    out + &text[end..]
}

fn tree(text: &str, kind: CodeKind) -> String {
    let parsed = parse(FileId(0), text, kind);
    assert!(parsed.diagnostics.is_empty(), "{text}\n{:?}", parsed.diagnostics);
    print(&parsed.module)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spoiled_code_gets_the_same_layout((text, kind) in code(), noise in proptest::collection::vec(any::<u8>(), 64)) {
        let clean = tree(&text, kind);
        let spoiled = spoiled(&clean, &noise);
        prop_assert_eq!(tree(&spoiled, kind), clean.clone());
        let formatted = format(FileId(0), &spoiled, kind, Options::default()).unwrap();
        prop_assert_eq!(tree(&formatted, kind), clean.clone());
        let again = format(FileId(0), &formatted, kind, Options::default()).unwrap();
        prop_assert_eq!(&again, &formatted);
        let bare = Options { endings: Endings::Remove, ..Options::default() };
        let layout = |text: &str| format(FileId(0), text, kind, bare).unwrap().replace("\r\n", "\n");
        prop_assert_eq!(layout(&spoiled), layout(&clean));
    }

    #[test]
    fn tokens_come_and_go((text, kind) in code()) {
        let with = |tokens| Options { tokens, ..Options::default() };
        let added = format(FileId(0), &text, kind, with(Tokens::Add)).unwrap();
        let removed = format(FileId(0), &added, kind, with(Tokens::Remove)).unwrap();
        prop_assert_eq!(format(FileId(0), &removed, kind, with(Tokens::Add)).unwrap(), added);
    }

    #[test]
    fn any_text_is_refused_or_keeps_its_layout(text in "([a-z$ ();:\"/*\\\\\n\t\\[\\]{}=?.0-9&|-]|If |End if|Else|//|:C41|:K8:3){0,60}") {
        for kind in [CodeKind::Method, CodeKind::Class] {
            for tokens in [Tokens::Keep, Tokens::Add, Tokens::Remove] {
                let options = Options { tokens, ..Options::default() };
                match format(FileId(0), &text, kind, options) {
                    Ok(once) => prop_assert_eq!(format(FileId(0), &once, kind, options).unwrap(), once),
                    Err(problems) => prop_assert!(problems.iter().all(|problem| problem.name != "format::changed"), "{:?}", text),
                }
            }
        }
    }
}
