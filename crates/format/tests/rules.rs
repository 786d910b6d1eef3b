//! A test for each rule of the layout.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use fourd_format::{Alone, Endings, Options, Surroundings, Tokens, format};
use fourd_source::FileId;
use fourd_syntax::tree::CodeKind;

fn formatted(text: &str, options: Options<'_>) -> String {
    let once = format(FileId(0), text, CodeKind::Method, options).unwrap();
    assert_eq!(format(FileId(0), &once, CodeKind::Method, options).unwrap(), once, "formatted twice");
    once
}

/// Formats a method.
fn method(text: &str) -> String {
    formatted(text, Options::default())
}

/// Formats a class.
fn class(text: &str) -> String {
    let once = format(FileId(0), text, CodeKind::Class, Options::default()).unwrap();
    assert_eq!(format(FileId(0), &once, CodeKind::Class, Options::default()).unwrap(), once, "formatted twice");
    once
}

fn tokens(tokens: Tokens) -> Options<'static> {
    Options { tokens, ..Options::default() }
}

fn endings(endings: Endings) -> Options<'static> {
    Options { endings, ..Options::default() }
}

/// A project with the method `Is text`, the table `People` (3) and its field `Name` (2).
struct Project;

impl Surroundings for Project {
    fn has_method(&self, name: &str) -> bool {
        name == "is text"
    }

    fn table(&self, name: &str) -> Option<u32> {
        (name == "people").then_some(3)
    }

    fn field(&self, table: &str, name: &str) -> Option<u32> {
        (table == "people" && name == "name").then_some(2)
    }
}

#[test]
fn each_level_is_a_tab() {
    assert_eq!(
        method("If (a)\nb\n  Repeat\nc\nUntil (d)\nElse\ne\nEnd if"),
        "If (a)\n\tb\n\tRepeat\n\t\tc\n\tUntil (d)\nElse\n\te\nEnd if"
    );
    assert_eq!(method("Try\na\nCatch\nb\nEnd try"), "Try\n\ta\nCatch\n\tb\nEnd try");
    assert_eq!(
        method("Use (a)\nWhile (b)\nc\nEnd while\nEnd use"),
        "Use (a)\n\tWhile (b)\n\t\tc\n\tEnd while\nEnd use"
    );
}

#[test]
fn cases_stand_between_two_levels() {
    let written = "Case of\n// first\n:(a)\nb\nElse\nc\nEnd case";
    assert_eq!(method(written), "Case of\n\t\t// first\n\t: (a)\n\t\tb\n\tElse\n\t\tc\nEnd case");
}

#[test]
fn operators_of_words_and_bits_have_blanks() {
    assert_eq!(method("a:=b + c*-d"), "a:=b+c*-d");
    assert_eq!(method("a := b<=c"), "a:=b<=c");
    assert_eq!(method("a+=b\\c%d^2"), "a+=b\\c%d^2");
    assert_eq!(method("a:=(b)&(c)|(d)"), "a:=(b) & (c) | (d)");
    assert_eq!(method("a:=b&&c||d"), "a:=b && c || d");
    assert_eq!(method("a:=b<<1>>2??3?+4?-5^|6"), "a:=b << 1 >> 2 ?? 3 ?+ 4 ?- 5 ^| 6");
    assert_eq!(method("a:=b?c:d"), "a:=b ? c : d");
}

#[test]
fn brackets_have_none_inside() {
    assert_eq!(method("a:=f ( b ;c ){ 1 }[[ 2 ]][ \"x\" ]"), "a:=f(b; c){1}[[2]][\"x\"]");
    assert_eq!(method("a:={ b :1;\"c d\":[ 1;2 ] }"), "a:={b: 1; \"c d\": [1; 2]}");
    assert_eq!(method("a:={b:c?d:e;f:g}"), "a:={b: c ? d : e; f: g}");
    assert_eq!(method("f ( * ;-> a ;$b -> ;;>)"), "f(*; ->a; $b->; ; >)");
}

#[test]
fn a_collection_as_an_index_stays_apart() {
    assert_eq!(method("a:=b[ [1;2] ]+[ [1] ]"), "a:=b[ [1; 2]]+[[1]]");
    assert_eq!(method("a:=b[[1][0]]"), "a:=b[[1][0]]");
}

#[test]
fn each_token_brings_its_own_blanks() {
    assert_eq!(method("QUERY([T];&;[T]F=1)"), "QUERY([T];  & ; [T]F=1)");
    assert_eq!(method("#DECLARE(...:Text)"), "#DECLARE( ...  : Text)");
}

#[test]
fn declarations_have_blanks_around_the_colon() {
    assert_eq!(method("var $a;$b:Text"), "var $a; $b : Text");
    assert_eq!(method("var $a:cs.A.B:=cs.A.B.new()"), "var $a : cs.A.B:=cs.A.B.new()");
    assert_eq!(method("#declare($a:Text;$b)->$c:Real"), "#DECLARE($a : Text; $b)->$c : Real");
    assert_eq!(class("property a;b:Text"), "property a; b : Text");
    assert_eq!(class("class extends  A"), "Class extends A");
}

#[test]
fn functions_stand_at_the_margin() {
    let written =
        "  shared singleton class constructor($a:Text)\nThis.a:=$a\n\nexposed   function get b:Text\nreturn \"\"";
    let expected =
        "shared singleton Class constructor($a : Text)\n\tThis.a:=$a\n\nexposed Function get b : Text\n\treturn \"\"";
    assert_eq!(class(written), expected);
}

#[test]
fn line_comments_stand_two_blanks_behind_code() {
    assert_eq!(method("a:=1// b  "), "a:=1  // b  ");
    assert_eq!(method("If (a)    // b\n   // c\nEnd if"), "If (a)  // b\n\t// c\nEnd if");
}

#[test]
fn comments_behind_keywords_stay() {
    assert_eq!(method("If (a)\nElse   // b\nEnd if // c"), "If (a)\nElse   // b\nEnd if // c");
    assert_eq!(method("If (a)\nElse// b\nEnd if"), "If (a)\nElse  // b\nEnd if");
}

#[test]
fn block_comments_stay() {
    assert_eq!(method("If (a)\n  /* b\n c */\nEnd if"), "If (a)\n  /* b\n c */\nEnd if");
    assert_eq!(method("f(a/*1*/;/*2*/ b )"), "f(a/*1*/;/*2*/ b)");
}

#[test]
fn comments_before_functions_may_stand_at_the_margin() {
    let written = "Function a\n\tb\n// one\n\nFunction c\n// two\n\td\n\t// three\nFunction e";
    assert_eq!(class(written), "Function a\n\tb\n// one\n\nFunction c\n\t// two\n\td\n\t// three\nFunction e");
}

#[test]
fn continued_lines_stand_one_level_in_except_at_the_margin() {
    assert_eq!(method("f(a;\\\n\t\tb)"), "f(a; \\\nb)");
    assert_eq!(method("If (a)\nf(a;\\\nb)\nEnd if"), "If (a)\n\tf(a; \\\n\t\tb)\nEnd if");
    assert_eq!(
        method("If (a)\nIf ((b) \\\n|(c))\nEnd if\nEnd if"),
        "If (a)\n\tIf ((b)\\\n\t\t | (c))\n\tEnd if\nEnd if"
    );
}

#[test]
fn a_continued_line_may_be_the_last_of_its_statement() {
    assert_eq!(method("f(a)\\\n\n  b"), "f(a)\\\n\nb");
}

#[test]
fn names_keep_their_spelling_unless_careless() {
    assert_eq!(method("alert(string(a))"), "ALERT(String(a))");
    assert_eq!(method("a:=Is boolean+is text"), "a:=Is boolean+Is text");
    assert_eq!(method("a.length:=true"), "a.length:=True");
    assert_eq!(method("a:={string:1}.string"), "a:={string: 1}.string");
    assert_eq!(method("WP GET ATTRIBUTES($a)"), "WP GET ATTRIBUTES($a)");
    assert_eq!(method("$String:=My  Method"), "$String:=My Method");
    assert_eq!(method("a:=[Table 1]length"), "a:=[Table 1]length");
}

#[test]
fn keywords_have_their_own_case() {
    assert_eq!(method("FOR EACH($a;$b)until($c)\nEND  FOR EACH"), "For each ($a; $b) Until ($c)\nEnd for each");
    assert_eq!(method("Si(a)\nSinon\nFin  de si"), "Si (a)\nSinon\nFin de si");
}

#[test]
fn endings_are_kept_added_or_removed() {
    let written = "If (a) \n\n  \nElse\nEnd if ";
    assert_eq!(method(written), "If (a)\n\n\t\nElse\nEnd if ");
    assert_eq!(formatted(written, endings(Endings::Add)), "If (a)\n\t\n\t\nElse \nEnd if ");
    assert_eq!(formatted(written, endings(Endings::Remove)), "If (a)\n\n\nElse\nEnd if");
}

#[test]
fn line_ends_and_sql_are_kept() {
    assert_eq!(method("If (a)\r\nb\rEnd if\n"), "If (a)\r\n\tb\rEnd if\n");
    assert_eq!(
        method("If (a)\nbegin sql\n SELECT ;x\n  end sql\nEnd if"),
        "If (a)\n\tBegin SQL\n SELECT ;x\n\tEnd SQL\nEnd if"
    );
}

#[test]
fn attributes_are_kept() {
    assert_eq!(
        method("//%attributes = {\"lang\" :\"en\"}\n//%W-518.1\na"),
        "//%attributes = {\"lang\" :\"en\"}\n//%W-518.1\na"
    );
}

#[test]
fn tokens_are_added() {
    let add = |text| formatted(text, tokens(Tokens::Add));
    assert_eq!(add("alert(String(a))"), "ALERT:C41(String:C10(a))");
    assert_eq!(add("a:=Is text"), "a:=Is text:K8:3");
    assert_eq!(add("var $a : cs.A"), "var $a : cs:C1710.A");
    assert_eq!(add("var $a : Date:=Date(\"\")"), "var $a : Date:=Date:C102(\"\")");
    assert_eq!(add("a:={Date: This.Date}"), "a:={Date: This:C1470.Date}");
    assert_eq!(add("Super(a)"), "Super:C1705(a)");
    assert_eq!(add("Super.a()"), "Super:C1706.a()");
    assert_eq!(add("a:=[Is text]"), "a:=[Is text]");
    assert_eq!(add("a:=[People]Name"), "a:=[People]Name");
}

#[test]
fn tokens_are_removed_where_the_name_alone_means_the_same() {
    let remove = |text| formatted(text, tokens(Tokens::Remove));
    assert_eq!(remove("ALERT:C41(\"x\"; Is text:K8:3)"), "ALERT(\"x\"; Is text)");
    assert_eq!(remove("a:=[Is text:K8:3]"), "a:=[Is text]");
    assert_eq!(remove("Something else:C41(1)"), "Something else:C41(1)");
    assert_eq!(remove("Plug:P1:2(1)"), "Plug:P1:2(1)");
    assert_eq!(remove("a:=[People:3]Name:2"), "a:=[People:3]Name:2");
}

#[test]
fn tokens_follow_the_project() {
    let with = |tokens| Options { tokens, surroundings: &Project, ..Options::default() };
    assert_eq!(formatted("a:=Is text+[People]Name", with(Tokens::Add)), "a:=Is text+[People:3]Name:2");
    let written = "a:=Is text:K8:3+[People:3]Name:2+[People:4]Name:7";
    assert_eq!(formatted(written, with(Tokens::Remove)), "a:=Is text:K8:3+[People]Name+[People:4]Name:7");
    assert!(!Alone.has_method("is text"));
}

#[test]
fn mistakes_are_reported() {
    assert!(format(FileId(0), "If (a)\nb", CodeKind::Method, Options::default()).is_err());
    assert!(format(FileId(0), "a:=(1", CodeKind::Method, Options::default()).is_err());
}
