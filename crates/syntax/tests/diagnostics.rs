//! What is said about mistakes: the source, then the report.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{file, report};
use fourd_syntax::parse;
use fourd_syntax::tree::CodeKind;

/// Name, kind of file, source.
const CASES: &[(&str, CodeKind, &str)] = &[
    ("double_equal", CodeKind::Method, "If ($a==3)\n\tALERT(\"x\")\nEnd if\n"),
    ("not_equal", CodeKind::Method, "If ($a!=3)\nEnd if\nIf ($a<> 3)\nEnd if\n"),
    (
        "word_operators",
        CodeKind::Method,
        "If (($a=1) and ($b=2))\nEnd if\nIf ($a or $b)\nEnd if\nx:=$a mod 3\nx:=(1) xor (2)",
    ),
    ("equal_as_assignment", CodeKind::Method, "$a=3\n$o.b{2}=4\n"),
    ("assignment_in_condition", CodeKind::Method, "If ($a:=3)\nEnd if\nWhile (x:=1)\nEnd while\n"),
    ("assignment_target", CodeKind::Method, "3:=$x\nFoo($a):=1\n\"a\":=\"b\"\n"),
    ("unclosed_if", CodeKind::Method, "If ($a)\n\t$b:=1\n"),
    ("unclosed_inner_block", CodeKind::Method, "If ($a)\n\tFor ($i;1;3)\n\t\t$b:=1\nEnd if\n$c:=2\n"),
    ("swapped_ends", CodeKind::Method, "If ($a)\n\tFor ($i;1;3)\n\tEnd if\nEnd for\n"),
    ("wrong_end", CodeKind::Method, "While ($a)\n\t$b:=1\nEnd if\n$c:=2\n"),
    ("end_without_start", CodeKind::Method, "$a:=1\nEnd if\nUntil ($a)\nElse\nCatch\n: ($a=1)\n"),
    ("second_else", CodeKind::Method, "If ($a)\nElse\nElse\nEnd if\n"),
    ("case_of", CodeKind::Method, "Case of\n\t$x:=1\n\t: ($a=1)\n\tElse\n\t: ($a=2)\nEnd case\n"),
    ("else_if", CodeKind::Method, "If ($a)\nElse if ($b)\nElseIf ($c)\nEndif\nEnd if\n"),
    ("text_after_keyword", CodeKind::Method, "If ($a)\nElse $b:=1\nEnd if $c\n"),
    ("unclosed_parenthesis", CodeKind::Method, "ALERT(\"a\"\nx:=(1+2\n"),
    ("mismatched_brackets", CodeKind::Method, "x:=$a{1)\nx:=1)\nx:=$c[(1]\n"),
    ("unknown_characters", CodeKind::Method, "x:='a'\nx:=1,03\nx:=@@ + ~3\nx:=\u{201C}a\u{201D}\nx:=1 \u{2260} 2\n"),
    ("unclosed_text", CodeKind::Method, "ALERT(\"hello)\n$a:=1\n"),
    ("unclosed_comment", CodeKind::Method, "$a:=1\n/* never /* ending */\n$b:=1\n"),
    ("invalid_date", CodeKind::Method, "$d:=!2023-02-30!\n"),
    ("missing_operator", CodeKind::Method, "x:=$a $b\nx:=3 4\nALERT(\"a\" \"b\")\nx:=(1)(2)\n"),
    ("missing_operand", CodeKind::Method, "x:=3+\nx:=\nx:=*3\n"),
    ("trailing", CodeKind::Method, "x:=3;4\nx:=3:4\nFoo(1;2;3}\n"),
    ("for_head", CodeKind::Method, "For ($i;1)\nEnd for\nFor $i;1;3\nEnd for\nFor each ($x)\nEnd for each\n"),
    ("for_in", CodeKind::Method, "For each ($x in $c)\nEnd for each\nFor ($i:=1;10)\nEnd for\n"),
    ("condition_without_parentheses", CodeKind::Method, "If Foo=3\n\tx:=1\nEnd if\nWhile Foo\nEnd while\n"),
    ("seeds_declare", CodeKind::Method, "#DECLARE($id Text;$text Text)\n"),
    ("declare_result", CodeKind::Method, "#DECLARE($id : Text)->$r Object\n"),
    ("late_declare", CodeKind::Method, "// a comment\n\n$a:=1\n#DECLARE($b : Text)\n"),
    ("declare_in_block", CodeKind::Method, "If (True)\n#DECLARE($b : Text)\nEnd if\n"),
    ("second_parameter", CodeKind::Method, "#DECLARE($a : Text; $B; $b : Date)->$A : Text\n"),
    ("second_declare", CodeKind::Method, "#DECLARE($a : Text)\n#DECLARE($b : Text)\n"),
    ("var_without_colon", CodeKind::Method, "var $a Text\nvar $b; $c cs.Person\nvar\n"),
    ("unfinished_line", CodeKind::Method, "x:=1+\\"),
    ("unclosed_sql", CodeKind::Method, "Begin SQL\nSELECT 1\n"),
    ("class_keyword_in_method", CodeKind::Method, "Function foo($a : Text)\nClass constructor\nClass extends Bar\n"),
    ("class_statement_outside", CodeKind::Class, "$a:=1\n$b:=2\nFunction foo\n$c:=3\n"),
    ("class_function_without_colon", CodeKind::Class, "Function foo($a Text; $b : Text)\n"),
    ("class_function_name", CodeKind::Class, "Function foo bar($a : Text)\nFunction (x)\n"),
    ("class_second_constructor", CodeKind::Class, "Class constructor\nClass constructor($a : Text)\n"),
    ("class_property_in_function", CodeKind::Class, "Function a\nproperty b : Text\nAlias c d\nClass extends E\n"),
    ("class_unclosed_block", CodeKind::Class, "Function a\nIf (True)\nFunction b\nx:=1\n"),
    ("class_singleton_function", CodeKind::Class, "singleton Function a\n"),
    ("class_second_parameter", CodeKind::Class, "Function f($x : Integer) -> $x : Integer\n"),
    (
        "class_member_twice",
        CodeKind::Class,
        "property a; b : Text\nFunction b\nFunction A\nFunction get c : Text\nFunction c\n",
    ),
    ("class_declare", CodeKind::Class, "Function a\n#DECLARE($a : Text)\n"),
    ("increments", CodeKind::Method, "$n++\n$o.count--\n$a{2}++\n$x:=$n++\n--$n\nx:=--1\n"),
    (
        "comparisons_as_statements",
        CodeKind::Method,
        "$a = $a + 1\n$name = \"a\"+\"b\"\nThis.total = 5*2\nOK=0\n<>x=1\n$a{3}=4\n$t[[2]]=\"a\"\n$p->=3\n[T]F=5\n\
         $a=$b & $c\n$x=$a ? 1 : 2\n$a:=$b=1\nfoo(1)=2\n",
    ),
    (
        "lines_without_effect",
        CodeKind::Method,
        "$name\n$x+1\n\"text\"\n($x)\n[1;2]\n$o.a\n$c[0]\n$p->\n<>x\n-- a comment\nfoo\ncs.A.me\n$ok && foo()\n\
         $a ? foo : 2\nForm.x\n",
    ),
    (
        "arrow_functions",
        CodeKind::Method,
        "x:=$c.map(($x) => $x*2)\nx:=$c.map(function($x) { return $x })\nIf ($a=>3)\nEnd if\n",
    ),
    (
        "callbacks",
        CodeKind::Method,
        "$c.forEach(($x) => {\n\tALERT($x)\n})\n$c.map(function ($x) {\n\treturn 1;\n});\n$a:=1\n",
    ),
    ("backquotes", CodeKind::Method, "$t:=`hello`\nALERT(`a ${$b} c`)\nALERT(\"a\" `old comment\n"),
    ("comments", CodeKind::Method, "# one\nALERT(\"a\"; // two\n\"b\")\nx:=1+ // three\n"),
    ("commas_are_one_mistake", CodeKind::Method, "x:=[1, 2, 3]\nFoo(1, 2)\n"),
    (
        "braces",
        CodeKind::Method,
        "If ($a=1) {\n\tALERT(\"x\")\n} else {\n\tALERT(\"y\")\n}\nwhile ($a<3)\n{\n\t$a+=1;\n}\ntry {\n} catch (e) {\n} \
         finally {\n}\n$o:={\n",
    ),
    ("do_while", CodeKind::Method, "do {\n\t$a+=1;\n} while ($a<3);\n$b:=1\n"),
    ("function_in_a_method", CodeKind::Method, "$a:=1\nfunction f($x) {\n\treturn $x*2;\n}\nALERT(f(2));\n"),
    ("class_with_braces", CodeKind::Class, "Function f($x) {\n\tif ($x) {\n\t}\n}\nFunction g\n{\n}\n"),
    (
        "case_with_value",
        CodeKind::Method,
        "Case $x\n\t: 1\n\t\t$a:=1\n\tElse\n\t\t$a:=2\nEnd case\nCase of $x\n\t: 2\nEnd case\nswitch ($x) {\n\tcase 1:\n\t\
         \tbreak;\n\tdefault:\n}\nSelect Case $x\nCase 1\nCase Else\nEnd Select\n",
    ),
    (
        "loop_heads",
        CodeKind::Method,
        "For each $n in $c\nEnd for each\nFor each ($n in $o.list)\nEnd for each\nfor (let $i = 0; $i < $n; $i++) {\n}\n\
         For $i = 1 To 10\nNext $i\nFor ($i; 1 to 10)\nEnd for\nfor (let $n of $c) {\n}\n",
    ),
    (
        "foreign_declarations",
        CodeKind::Method,
        "const $k:=4\nlet $t = \"a\"\nDim $x As Integer\nText $t\n$x : Integer:=3\nvar $x = [1]\nlet k = 1.5\nvar k = True\n",
    ),
    (
        "ends_of_other_languages",
        CodeKind::Method,
        "If ($a)\n\tFor ($i;1;3)\n\tNext\nEndIf\nWhile ($a)\nWend\nIf ($a)\nEnd\n$b:=1\n",
    ),
    ("word_that_fits_as_a_method", CodeKind::Method, "For ($i;1;3)\n\tNext\nEnd for\n"),
    ("end_twice", CodeKind::Method, "If ($a)\nEndif\nEnd if\n"),
    (
        "text_behind_condition",
        CodeKind::Method,
        "If ($a=1) Then\nEnd if\nWhile ($a) do\nEnd while\nIf ($a=1) ALERT(\"x\")\n$b:=1\n",
    ),
    ("signs_behind_keywords", CodeKind::Method, "If ($a)\n\tbreak;\nElse:\nEnd If;\nTry\nCatch ($e)\nEnd try;\n"),
    (
        "other_operators",
        CodeKind::Method,
        "x:=2**3\nx:=\"a\" . \"b\"\nx:=not $a\nx:=f\"a {b}\"\nIf ($a<>4)\nEnd if\nIf ($a===4)\nEnd if\n",
    ),
    (
        "french_loop",
        CodeKind::Method,
        "Pour chaque ($e;$c) Tant que ($e<2)\nFin de chaque\nPour chaque ($e;$c) Jusque ($e<2)\nFin de chaque\n",
    ),
    ("comment_for_division", CodeKind::Method, "$a:=7//2\n$a:=7//$b\n$a:=7 //2\n$a:=7//2nd try\n$a:=7//two\n"),
    ("nameless_last_function", CodeKind::Class, "Function a\n\nFunction\n// the end\n"),
    ("nameless_function", CodeKind::Class, "Function\n\t$a:=1\n"),
    ("nameless_token", CodeKind::Method, "$a:=:C1776\nFoo(:C1776; 1+:C1776(2))\n"),
    ("independent_mistakes", CodeKind::Method, "x:=(1\ny:=2==3\nIf ($a) )\nz:=1\nEnd if\nFoo(1;;)\nw:=1+\n"),
];

#[test]
fn mistakes_are_explained() {
    for (name, kind, text) in CASES {
        let parsed = parse(file(), text, *kind);
        insta::assert_snapshot!(*name, format!("{text}\n---\n{}", report(text, &parsed.diagnostics)));
    }
}

#[test]
fn a_hundred_problems_are_shown() {
    let text = "x:=)\n".repeat(150);
    let parsed = parse(file(), &text, CodeKind::Method);
    assert_eq!(parsed.diagnostics.len(), 101);
    assert_eq!(parsed.diagnostics[100].title, "50 more problems in this file");
}
