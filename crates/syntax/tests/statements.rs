//! How lines, blocks, declarations and classes are read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{body, class, parse_method, report, routine, shape};
use fourd_syntax::tree::{FunctionRole, LoopCondition, Scope, StatementKind};
use fourd_syntax::{attributes_line, needs_more};

fn kinds(text: &str) -> Vec<&'static str> {
    body(text)
        .iter()
        .map(|statement| match &statement.kind {
            StatementKind::Expression(_) => "expression",
            StatementKind::Assign(_) => "assign",
            StatementKind::Variables(_) => "variables",
            StatementKind::If(_) => "if",
            StatementKind::Case(_) => "case",
            StatementKind::For(_) => "for",
            StatementKind::ForEach(_) => "for each",
            StatementKind::While(_) => "while",
            StatementKind::Repeat(_) => "repeat",
            StatementKind::Use(_) => "use",
            StatementKind::Try(_) => "try",
            StatementKind::Return(_) => "return",
            StatementKind::Break => "break",
            StatementKind::Continue => "continue",
            StatementKind::Sql(_) => "sql",
            StatementKind::Invalid => "invalid",
        })
        .collect()
}

#[test]
fn blocks_in_english_french_and_any_case() {
    assert_eq!(
        kinds(
            "If ($a)\nElse \nEnd if \nCase of\n:($a=1)\n: $b=2\nElse\nEnd case\nFor($i;1;10)\nEnd for\nwhile(True)\n\
             end while\nREPEAT\nUNTIL (x=1) | (y=2)\nUse($o)\nEnd Use\nTry\nCatch\nEnd try\nFor each($x;$c)\nend for each"
        ),
        ["if", "case", "for", "while", "repeat", "use", "try", "for each"]
    );
    assert_eq!(
        kinds(
            "Si ($a)\nSinon\nFin de si\nAu cas ou\n: (b)\nFin de cas\nBoucle ($i;1;2)\nFin de boucle\nTant que (a)\n\
             Fin tant que\nRépéter\nJusque (a)\nUtiliser (a)\nFin utiliser\nPour chaque ($a;$b)\nFin de chaque"
        ),
        ["if", "case", "for", "while", "repeat", "use", "for each"]
    );
}

#[test]
fn a_keyword_counts_only_as_the_whole_run_of_words() {
    assert_eq!(
        kinds(
            "USE SET:C118(\"a\")\nUSE NAMED SELECTION(\"b\")\nFor all\ncontinue:=1\n$o.if:=2\nTry(Foo)\nvarious:=1\nreturned"
        ),
        ["expression", "expression", "expression", "assign", "assign", "expression", "assign", "expression"]
    );
    assert_eq!(
        kinds("return\nreturn Foo bar\nreturn -1\nreturn [1]\nbreak\ncontinue"),
        ["return", "return", "return", "return", "break", "continue"]
    );
}

#[test]
fn conditions_without_outer_parentheses() {
    let statements = body("If ($a=1) & ($b=2)\nEnd if");
    let StatementKind::If(block) = &statements[0].kind else { panic!() };
    assert_eq!(shape(&block.condition), "(<($a = 1)> & <($b = 2)>)");
}

#[test]
fn for_each_with_bounds_and_condition() {
    let statements = body(
        "For each ($x;$c.query(\"a\");0;3) Until ($x=3) | ($y)\nEnd for each\nFor each($n;$c)While($t<30)\nEnd for each",
    );
    let StatementKind::ForEach(block) = &statements[0].kind else { panic!() };
    assert_eq!(block.begin.as_ref().map(shape).as_deref(), Some("0"));
    assert_eq!(block.end_position.as_ref().map(shape).as_deref(), Some("3"));
    let Some((LoopCondition::Until, condition)) = &block.condition else { panic!() };
    assert_eq!(shape(condition), "(<($x = 3)> | <$y>)");
    let StatementKind::ForEach(block) = &statements[1].kind else { panic!() };
    assert!(matches!(block.condition, Some((LoopCondition::While, _))));
}

#[test]
fn for_with_step_and_any_counter() {
    let statements = body("For ([T]F;10;$a{1};-1)\n$b:=1\nEnd for");
    let StatementKind::For(block) = &statements[0].kind else { panic!() };
    assert_eq!(shape(&block.counter), "field T None F None");
    assert_eq!(block.step.as_ref().map(shape).as_deref(), Some("(Minus 1)"));
    assert_eq!(block.body.len(), 1);
}

#[test]
fn declarations_of_variables() {
    let statements = body(
        "var $a; $b; name; <>shared : Text\nvar $c:=3\nvar $d : cs.Some.Person:=cs.Some.Person.new()\nvar $e : 4D:C1709.File\nvar $f\nvar $now : Date:=Current date\nvar \\\n $g; \\\n $h : Real",
    );
    let declarations: Vec<_> = statements
        .iter()
        .map(|statement| match &statement.kind {
            StatementKind::Variables(declaration) => declaration,
            other => panic!("{other:?}"),
        })
        .collect();
    let scopes: Vec<_> = declarations[0].names.iter().map(|variable| variable.scope).collect();
    assert_eq!(scopes, [Scope::Local, Scope::Local, Scope::Process, Scope::Interprocess]);
    let statements = body("var ${2}; $1; $0 : Text\n");
    let StatementKind::Variables(numbered) = &statements[0].kind else { panic!() };
    let scopes: Vec<_> = numbered.names.iter().map(|variable| variable.scope).collect();
    assert_eq!(scopes, [Scope::Parameters, Scope::Parameter, Scope::Parameter]);
    assert_eq!(&*numbered.names[0].name.text, "2");
    assert_eq!(&*declarations[0].names[3].name.text, "shared");
    assert_eq!(declarations[1].value.as_ref().map(shape).as_deref(), Some("3"));
    let path: Vec<_> =
        declarations[2].declared.as_ref().unwrap().path.iter().map(|part| part.text.to_string()).collect();
    assert_eq!(path, ["cs", "Some", "Person"]);
    assert_eq!(declarations[3].declared.as_ref().unwrap().path.len(), 2);
    assert!(declarations[4].declared.is_none() && declarations[4].value.is_none());
    assert_eq!(declarations[5].value.as_ref().map(shape).as_deref(), Some("Current date"));
    assert_eq!(declarations[6].names.len(), 2);
}

#[test]
fn parameters() {
    for (text, parameters, variadic, result) in [
        ("#DECLARE($a : Text; $b)", 2, false, None),
        ("#declare ( $a : Text ; $b : cs.X )->$r : Object", 2, false, Some(true)),
        ("#DECLARE -> $o : Object", 0, false, Some(true)),
        ("#DECLARE : Text", 0, false, Some(false)),
        ("#DECLARE $a : Text; $b : Real", 2, false, None),
        ("#DECLARE()", 0, false, None),
        ("#DECLARE", 0, false, None),
        ("#DECLARE($a : Text;  ...  : Pointer) : Real", 1, true, Some(false)),
        ("#DECLARE(...)", 0, true, None),
        ("#DECLARE ($param : Text) -> ($result : Text)", 1, false, Some(true)),
        ("#DECLARE ($url : Text; $header : Text; \\\n$a : Text)->$r", 3, false, Some(true)),
    ] {
        let signature = routine(text).signature.unwrap();
        assert_eq!(signature.parameters.len(), parameters, "{text}");
        assert_eq!(signature.variadic.is_some(), variadic, "{text}");
        assert_eq!(signature.result.as_ref().map(|result| result.name.is_some()), result, "{text}");
    }
}

#[test]
fn the_spelling_without_colon_is_a_warning() {
    let text = "#DECLARE($id Text;$text Text)\nvar $obj : Object\n";
    let parsed = parse_method(text);
    assert_eq!(parsed.diagnostics.len(), 1);
    assert_eq!(parsed.diagnostics[0].severity, fourd_source::Severity::Warning);
    assert_eq!(parsed.diagnostics[0].hint.as_deref(), Some("write `#DECLARE($id : Text; $text : Text)`"));
    let fourd_syntax::tree::Code::Method(routine) = parsed.module.code else { panic!() };
    let signature = routine.signature.unwrap();
    assert_eq!(&*signature.parameters[1].name.text, "text");
    assert_eq!(&*signature.parameters[1].declared.as_ref().unwrap().path[0].text, "Text");
    assert!(signature.parameters[0].colon_missing);
}

#[test]
fn a_class_with_everything() {
    let class = class(
        "property a; b : Text\nproperty c : Integer:=3\nClass extends cs.Parent\nproperty d:=[]\nexposed Alias e f.g.h\n\
         shared singleton Class constructor($x : Text)\n\tThis.x:=$x\nFunction plain\nFunction get\nFunction is($a) : Boolean\n\
         Function get size : Real\nFunction set size($v : Real)\nFunction query size($e : Object)->$r : Text\n\
         Function orderBy size($e : Object) : Text\nFunction event touched attribute($e : Object)\nFunction event($m : Text)\n\
         exposed Function return()\nlocal Function with($a : Text; ... : Real)\nserver Function not\n\
         exposed onHTTPGet Function page() : 4D.OutgoingMessage\nshared function add($o:object)\n\tIf (True)\n\tEnd if\n",
    );
    assert_eq!(class.extends.as_ref().map(|parent| parent.path.len()), Some(2));
    assert_eq!(class.properties.len(), 3);
    assert_eq!((&*class.aliases[0].name.text, &*class.aliases[0].target.text), ("e", "f.g.h"));
    assert!(class.aliases[0].exposed);
    assert!(class.modifiers.shared && class.modifiers.singleton && !class.modifiers.session);
    assert_eq!(class.constructor.as_ref().map(|function| function.routine.body.len()), Some(1));
    let functions: Vec<_> = class.functions.iter().map(|function| (&*function.name.text, function.role)).collect();
    assert_eq!(
        functions,
        [
            ("plain", FunctionRole::Plain),
            ("get", FunctionRole::Plain),
            ("is", FunctionRole::Plain),
            ("size", FunctionRole::Get),
            ("size", FunctionRole::Set),
            ("size", FunctionRole::Query),
            ("size", FunctionRole::OrderBy),
            ("touched attribute", FunctionRole::Event),
            ("event", FunctionRole::Plain),
            ("return", FunctionRole::Plain),
            ("with", FunctionRole::Plain),
            ("not", FunctionRole::Plain),
            ("page", FunctionRole::Plain),
            ("add", FunctionRole::Plain),
        ]
    );
    assert!(class.functions[0].routine.signature.is_none());
    assert!(class.functions[9].modifiers.exposed);
    assert!(class.functions[10].modifiers.local);
    assert!(class.functions[11].modifiers.server);
    assert!(class.functions[12].modifiers.exposed && class.functions[12].modifiers.on_http_get);
    assert!(class.functions[13].modifiers.shared);
    assert_eq!(class.functions[13].routine.body.len(), 1);
}

#[test]
fn session_singletons() {
    let class = class("session singleton Class constructor()\n");
    assert!(class.modifiers.session && class.modifiers.singleton);
}

#[test]
fn sql_is_kept_as_text() {
    let text = "Begin SQL\n\tSELECT a, 'b' FROM c; -- \"\n\n  end sql // done\n$a:=1\n";
    let statements = body(text);
    assert_eq!(statements.len(), 2);
    let StatementKind::Sql(sql) = &statements[0].kind else { panic!() };
    assert_eq!(&**sql, "\tSELECT a, 'b' FROM c; -- \"\n\n");
    assert_eq!(kinds("Begin SQL\rSELECT 1\rEnd SQL\r$a:=1"), ["sql", "assign"]);
    assert_eq!(kinds("Begin SQL\r\nEnd SQL\r\n$a:=1"), ["sql", "assign"]);
}

#[test]
fn file_forms() {
    let parsed = parse_method("\u{FEFF}//%attributes = {\"invisible\":true}\r//%W-518.1\r$a:=1\r\r$b:=2\r//%R+");
    assert!(parsed.diagnostics.is_empty());
    assert_eq!(parsed.module.attributes.as_ref().map(|(json, _)| json.as_str()), Some("{\"invisible\":true}"));
    let pragmas: Vec<_> = parsed.module.pragmas.iter().map(|pragma| pragma.text.as_str()).collect();
    assert_eq!(pragmas, ["W-518.1", "R+"]);
    let fourd_syntax::tree::Code::Method(routine) = parsed.module.code else { panic!() };
    assert_eq!(routine.body.len(), 2);
    assert_eq!(attributes_line("//%attributes = {}\n"), Some("{}"));
    assert_eq!(attributes_line("$a:=1\n//%attributes = {}\n"), None);
}

#[test]
fn a_comment_may_follow_the_attributes() {
    for (line, json) in [
        (r#"//%attributes = {"invisible":true} comment added and reserved by 4D."#, r#"{"invisible":true}"#),
        (r#"//%attributes = {"folder":"a}\"b","x":{}}  // {"#, r#"{"folder":"a}\"b","x":{}}"#),
        (r#"//%attributes = {"folder":"a"#, r#"{"folder":"a"#),
        ("//%attributes = none {}", "none {}"),
    ] {
        assert_eq!(attributes_line(line), Some(json));
    }
}

#[test]
fn a_comment_goes_on_behind_a_backslash() {
    assert_eq!(kinds("//If (a)\\\n & (b)\n$a:=1 // x \\\n y(\n$b:=2"), ["assign", "assign"]);
    assert_eq!(kinds("If ($a)  // C:\\ \nEnd if // C:\\\t\n$b:=2"), ["if", "assign"]);
}

#[test]
fn a_statement_may_end_with_a_semicolon() {
    assert_eq!(kinds("$a:=Foo(1);\nFoo(2) ; // x\nreturn $a;"), ["assign", "expression", "return"]);
    for wrong in ["$a:=1;;", "Foo(1;", "If ($a);\nEnd if", ";", "$a:=;", "return ;"] {
        assert!(!parse_method(wrong).diagnostics.is_empty(), "{wrong}");
    }
}

#[test]
fn comments_nest_and_may_stand_anywhere() {
    assert_eq!(kinds("`old (\n$a:=1 ` old"), ["assign"]);
    assert_eq!(kinds("For /* a /* b */ c */ ($i;1;2) // d\n/* e\n\n f */ End for\n/**/$a:=1"), ["for", "assign"]);
}

#[test]
fn the_prompt_waits_for_what_is_open() {
    for text in
        ["If ($a)", "For each ($a;$b)\n$c:=1", "Foo(1;", "x:=1+\\", "x:=1+\\\n", "/* a", "Begin SQL\nSELECT", "Repeat"]
    {
        assert!(needs_more(text), "{text}");
    }
    for text in [
        "",
        "$a:=1",
        "If ($a)\nEnd if",
        "Foo(1)",
        "x:=1+\\\n2",
        "Try(Foo)",
        "Repeat\nUntil (a)",
        "Begin SQL\nEnd SQL",
        "x:=)",
    ] {
        assert!(!needs_more(text), "{text}");
    }
}

#[test]
fn too_many_nested_blocks_are_refused_once() {
    let text = format!("{}{}", "If (True)\n".repeat(600), "End if\n".repeat(600));
    let parsed = parse_method(&text);
    assert_eq!(parsed.diagnostics.len(), 1, "{}", report(&text, &parsed.diagnostics));
    let text = format!("{}{}", "If (True)\n".repeat(512), "End if\n".repeat(512));
    assert!(parse_method(&text).diagnostics.is_empty());
}

#[test]
fn a_broken_head_still_opens_its_block() {
    let text = "If ($a==1)\nFor ($i;1)\nCase of\n: ($a=)\nEnd case\nEnd for\nElse\nEnd if\n";
    let parsed = parse_method(text);
    assert_eq!(parsed.diagnostics.len(), 3, "{}", report(text, &parsed.diagnostics));
}
