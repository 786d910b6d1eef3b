//! How expressions are read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{body, shape, shape_of};
use fourd_syntax::tree::StatementKind;

/// Each source with its shape.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(shape_of(text), *expected, "{text}");
    }
}

#[test]
fn operators_go_strictly_from_left_to_right() {
    check(&[
        ("3+4*5", "((3 + 4) * 5)"),
        ("3+(4*5)", "(3 + <(4 * 5)>)"),
        ("$a=1 & $b#2", "((($a = 1) & $b) # 2)"),
        ("$a || $b && $c", "(($a || $b) && $c)"),
        ("2^3^4", "((2 ^ 3) ^ 4)"),
        ("$a<<2>>3", "(($a << 2) >> 3)"),
        ("$a ?? 3 ?+ 4 ?- 5", "((($a ?? 3) ?+ 4) ?- 5)"),
        ("$a ^| $b", "($a ^| $b)"),
        ("$a\\2%3/4", "((($a \\ 2) % 3) / 4)"),
        ("$a<=1>=2<3>4", "(((($a <= 1) >= 2) < 3) > 4)"),
        ("$a<<>b", "($a < <>b)"),
        ("$a><>b", "($a > <>b)"),
        ("5<-3", "(5 < (Minus 3))"),
        ("\"ab\"*3", "(\"ab\" * 3)"),
    ]);
}

#[test]
fn signs_belong_to_their_operand() {
    check(&[
        ("-3+4", "((Minus 3) + 4)"),
        ("- -$a.b", "(Minus (Minus ($a.b)))"),
        ("+$a-+1", "((Plus $a) - (Plus 1))"),
        ("-(1+2)", "(Minus <(1 + 2)>)"),
    ]);
}

#[test]
fn a_ternary_takes_the_whole_chain_as_its_condition() {
    check(&[
        ("$a=1 ? 2 : 3+4", "(($a = 1) ? 2 : (3 + 4))"),
        ("($a && $b) ? ($a+$b) : ($b || $a) || \"\"", "(<($a && $b)> ? <($a + $b)> : (<($b || $a)> || \"\"))"),
        ("$a ? 1 : $b ? 2 : 3", "($a ? 1 : ($b ? 2 : 3))"),
        ("$a ? $b ? 1 : 2 : 3", "($a ? ($b ? 1 : 2) : 3)"),
        ("$a ? True:C214 : False:C215", "($a ? True:Command(214) : False:Command(215))"),
        ("$a ?1:2", "($a ? 1 : 2)"),
        ("$a ? Is text:K8:3 : Is real:K8:4", "($a ? Is text:Constant(8, 3) : Is real:Constant(8, 4))"),
        ("$a ? ?10:20:30? : ?00:00:00?", "($a ? time 37230 : time 0)"),
        ("$a ? [T]F : 1", "($a ? field T None F None : 1)"),
        ("$a ? return 1 : 2", "($a ? return(1) : 2)"),
    ]);
}

#[test]
fn literals() {
    check(&[
        ("0x1F", "31"),
        ("1e+3", "1000"),
        ("1.5E-3", "0.0015"),
        ("!2024-01-31!", "date 2024/1/31"),
        ("!00-00-00!", "date 0/0/0"),
        ("?10:20:30?", "time 37230"),
        ("\u{2020}00:00:30\u{2020}", "time 30"),
        (r#""a\n\t\r\"\\ \s""#, r#""a\n\t\r\"\\ \\s""#),
        (r#""C:\\new\\""#, r#""C:\\new\\""#),
        ("{}", "object()"),
        (
            "{a: 1; \"b c\": 2; long name: {d: []}}",
            "object(\"a\"=1;\"b c\"=2;\"long name\"=object(\"d\"=collection()))",
        ),
        ("{a:2 ; b:$col}", "object(\"a\"=2;\"b\"=$col)"),
        ("{is: 1; return: 2; if: 3}", "object(\"is\"=1;\"return\"=2;\"if\"=3)"),
        ("[1; \"a\"; [2]]", "collection(1;\"a\";collection(2))"),
        ("[[1; 2]; [3]]", "collection(collection(1;2);collection(3))"),
        ("[$a]", "collection($a)"),
        ("[Name]", "bracketed Name None"),
        ("[Some table:12]", "bracketed Some table Some(Number(12))"),
        ("[True:C214]", "bracketed True Some(Command(214))"),
    ]);
}

#[test]
fn names_and_their_tokens() {
    check(&[
        ("Session  storage", "Session storage"),
        ("Form event code:C388", "Form event code:Command(388)"),
        ("Date RFC 1123:K1:11", "Date RFC 1123:Constant(1, 11)"),
        ("VP Get:P1:2", "VP Get:Plugin(1, 2)"),
        ("Äpfel_\u{1F600} x", "Äpfel_\u{1F600} x"),
        ("4D.File", "(4D.File)"),
        ("4D:C1709.File.new()", "call(((4D:Command(1709).File).new): )"),
        ("cs:C1710.x:C12", "(cs:Command(1710).x)"),
        ("1st method", "1st method"),
        ("0  VALUE 1", "0 VALUE 1"),
        ("$my var+1", "($my var + 1)"),
        ("<>inter process", "<>inter process"),
        ("\u{25CA}old", "<>old"),
        ("$1+$0", "(parameter 1 + parameter 0)"),
        ("${$i+1}", "parameter(($i + 1))"),
        ("[T:1]F:2", "field T Some(Number(1)) F Some(Number(2))"),
        ("[My table]My field=1", "(field My table None My field None = 1)"),
        ("Choose /* a */ (1)", "call(Choose: 1)"),
    ]);
}

#[test]
fn what_stands_behind_an_operand() {
    check(&[
        ("$a{1}{$i}", "element(element($a: 1): $i)"),
        ("$t[[1]]", "character($t: 1)"),
        ("$t[[$u[[1]]]]", "character($t: character($u: 1))"),
        ("$t[[$c[0]]]", "character($t: index($c: 0))"),
        ("$c[[1;2][0]]", "index($c: index(collection(1;2): 0))"),
        ("$c[ [1][0] ]", "index($c: index(collection(1): 0))"),
        ("$o[\"a b\"].c[$k]", "index((index($o: \"a b\").c): $k)"),
        ("$o[\"\"]", "index($o: \"\")"),
        ("$p->", "($p->)"),
        ("$p->name", "(($p->).name)"),
        ("$p->[\"name\"]", "index(($p->): \"name\")"),
        ("$p->{3}", "element(($p->): 3)"),
        ("$p->+1", "(($p->) + 1)"),
        ("->$a", "(->$a)"),
        ("->[T]F", "(->field T None F None)"),
        ("->$a{2}", "(->element($a: 2))"),
        ("->$p->", "(->($p->))"),
        ("$o.a.b(1).c", "(call((($o.a).b): 1).c)"),
        ("$o.$", "($o.$)"),
        ("$o.is.with", "(($o.is).with)"),
        ("cs .X .new (1)", "call(((cs.X).new): 1)"),
        ("Form:C1466[wk optimized for:K81:317]", "index(Form:Command(1466): wk optimized for:Constant(81, 317))"),
    ]);
}

#[test]
fn arguments() {
    check(&[
        ("Foo()", "call(Foo: )"),
        ("Foo(;2)", "call(Foo: omitted;2)"),
        ("Foo(1;;3;)", "call(Foo: 1;omitted;3;omitted)"),
        ("Foo(*; \"a\")", "call(Foo: star;\"a\")"),
        ("Foo([T]F; >; <)", "call(Foo: field T None F None;greater;less)"),
        ("Query([T]; & ; [T]F=1; *)", "call(Query: bracketed T None;operator &;(field T None F None = 1);star)"),
        ("Query([T]; | [T]F=1)", "call(Query: bracketed T None;operator |;(field T None F None = 1))"),
        ("Query([T]; [T]F; #; 3)", "call(Query: bracketed T None;field T None F None;operator #;3)"),
        ("Formula($1.a:=0)", "call(Formula: ((parameter 1.a) := 0))"),
        ("Formula($1.a+=2)", "call(Formula: ((parameter 1.a) :+= 2))"),
        ("Formula(return $1+1)", "call(Formula: return((parameter 1 + 1)))"),
        ("Try($o.save())", "try(call(($o.save): ))"),
        ("Try($a) || 3", "(try($a) || 3)"),
        ("Super(1; 2)", "call(Super: 1;2)"),
        ("Super.f(1)", "call((Super.f): 1)"),
        ("$f(1)", "call($f: 1)"),
    ]);
}

#[test]
fn a_line_goes_on_behind_a_backslash() {
    check(&[
        ("1+\\\n2", "(1 + 2)"),
        ("1+\\ \t// why\r\n2", "(1 + 2)"),
        ("New object:C1471(\\\r\"a\"; \\\r1)", "call(New object:Command(1471): \"a\";1)"),
        ("7\\2", "(7 \\ 2)"),
        ("7 /* a /* nested */ \n comment */ +2", "(7 + 2)"),
    ]);
}

#[test]
fn long_chains_and_deep_nesting_stay_within_the_stack() {
    let sum = vec!["1"; 1_900].join("+");
    assert!(matches!(body(&format!("x:={sum}"))[0].kind, StatementKind::Assign(_)));
    let members = ".a".repeat(1_900);
    assert!(shape_of(&format!("$o{members}")).len() > 1_900);
    let nested = format!("{}1{}", "(".repeat(60), ")".repeat(60));
    assert!(shape_of(&nested).starts_with("<<<"));
    for text in [
        format!("x:={}", vec!["1"; 5_000].join("+")),
        format!("x:=$o{}", ".a".repeat(5_000)),
        format!("x:={}1{}", "(".repeat(5_000), ")".repeat(5_000)),
        format!("x:={}1", "(".repeat(5_000)),
        format!("x:={}1", "-".repeat(5_000)),
        format!("x:={}$a", "->".repeat(5_000)),
        format!("x:={}1", "$a ? 1 : ".repeat(5_000)),
        format!("x:={}1{}", "[".repeat(5_000), "]".repeat(5_000)),
        format!("x:={}1", "return ".repeat(5_000)),
        format!("x:={}1", "{a:".repeat(5_000)),
    ] {
        let parsed = common::parse_method(&text);
        assert_eq!(parsed.diagnostics.len(), 1, "{:.40}: {:?}", text, parsed.diagnostics);
    }
}

#[test]
fn formulas() {
    let (statement, problems) = fourd_syntax::parse_formula(common::file(), "$a=3");
    assert!(problems.is_empty());
    match statement.kind {
        StatementKind::Expression(expression) => assert_eq!(shape(&expression), "($a = 3)"),
        other => panic!("{other:?}"),
    }
    let (statement, problems) = fourd_syntax::parse_formula(common::file(), "[T:1]F:2:=Uppercase:C13([T:1]F:2)");
    assert!(problems.is_empty());
    assert!(matches!(statement.kind, StatementKind::Assign(_)));
    let (statement, problems) = fourd_syntax::parse_formula(common::file(), "");
    assert!(problems.is_empty());
    assert!(matches!(statement.kind, StatementKind::Invalid));
    assert_eq!(fourd_syntax::parse_formula(common::file(), "1+").1.len(), 1);
    assert_eq!(fourd_syntax::parse_formula(common::file(), "1\n2").1.len(), 1);
}
