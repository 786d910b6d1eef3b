//! Programs by chance: every kind of statement, expressions of all types, mostly of the right one, and calls of the
//! implemented commands with arguments of the documented types, sometimes of others.

use fourd_catalog::{Command, Direction};
use std::sync::LazyLock;

/// The types that expressions are made for.
const TYPES: &[&str] =
    &["Integer", "Real", "Text", "Boolean", "Date", "Time", "Object", "Collection", "Pointer", "Blob", "any"];

/// The methods of the program.
const METHODS: &[&str] = &["method1", "method2", "method3"];

/// Themes whose commands change nothing outside of the program.
const THEMES: &[&str] = &[
    "Arrays",
    "BLOB",
    "Boolean",
    "Collections",
    "Date and Time",
    "Formulas",
    "Interruptions",
    "JSON",
    "Language",
    "Math",
    "Objects (Language)",
    "On a Series",
    "Process (Communications)",
    "Processes",
    "String",
    "Tools",
    "XML",
];

/// Commands that wait, start programs, or use so much time or memory that they tell nothing.
const LEFT_OUT: &[&str] = &[
    "LAUNCH EXTERNAL PROCESS",
    "SET ENVIRONMENT VARIABLE",
    "OPEN URL",
    "Generate password hash",
    "Verify password hash",
    "GENERATE CERTIFICATE REQUEST",
    "GENERATE ENCRYPTION KEYPAIR",
    "Call chain",
    "SET BLOB SIZE",
    "INSERT IN BLOB",
    "DELAY PROCESS",
    "New process",
    "Execute on server",
    "CALL WORKER",
    "EXECUTE METHOD",
    "EXECUTE FORMULA",
    "ON ERR CALL",
    "TRACE",
    "Formula",
    "This",
    "Super",
];

static COMMANDS: LazyLock<Vec<&'static Command>> = LazyLock::new(|| {
    let table = fourd_commands::commands();
    let usable = |command: &&Command| {
        table.get(command.number).is_some()
            && THEMES.contains(&command.theme)
            && !LEFT_OUT.contains(&command.name)
            && !command.name.contains(" DOCUMENT")
    };
    fourd_catalog::commands().iter().filter(usable).collect()
});

/// Functions of collections, with the types of their arguments; `F` is a callback.
const COLLECTION_FUNCTIONS: &[&str] = &[
    "push(any;any)",
    "pop()",
    "shift()",
    "unshift(any)",
    "insert(Integer;any)",
    "remove(Integer;Integer)",
    "clear()",
    "slice(Integer;Integer)",
    "concat(Collection)",
    "copy()",
    "reverse()",
    "sort()",
    "sort(F)",
    "orderBy()",
    "orderBy(Text)",
    "orderByMethod(F)",
    "map(F)",
    "filter(F)",
    "find(F)",
    "findIndex(F)",
    "some(F)",
    "every(F)",
    "reduce(F;any)",
    "reduceRight(F;any)",
    "indexOf(any)",
    "lastIndexOf(any)",
    "includes(any)",
    "join(Text)",
    "sum()",
    "sum(Text)",
    "average()",
    "min()",
    "max()",
    "count()",
    "countValues(any)",
    "distinct()",
    "extract(Text)",
    "extract(Text;Text)",
    "fill(any)",
    "resize(Integer)",
    "flat(Integer)",
    "flatMap(F)",
    "first()",
    "last()",
    "at(Integer)",
    "query(Text)",
    "equal(Collection)",
    "indices(Text)",
    "multiSort()",
];

/// Texts that some command reads as its own language.
const TEXTS: &[&str] = &[
    "",
    "a",
    "hello world",
    "é",
    "\\\"quoted\\\"",
    "12.5",
    "-3",
    "2024-02-29",
    "10:20:30",
    "a;b;;c",
    "@",
    "a@",
    "n",
    "value desc",
    "n = 1",
    "n > :1 and t = 'x'",
    "^(a+)b$",
    "[a-z]*",
    "{\\\"a\\\":[1,2,{\\\"b\\\":null}]}",
    "[1,2",
    "<a><b/></a>",
    "1+2",
    "$1",
    "###,##0.00",
    "<!--#4DEVAL 1+1-->",
    "UTF-8",
    "\\u{1F600}",
    "Abc;Def",
    "yyyy-MM-dd",
    "handler",
    "method1",
    "vText",
    "\\t\\r\\n",
    "zzzzzzzzzzzzzzzzzzzz",
];

const INTEGERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "5",
    "-1",
    "-2",
    "10",
    "31",
    "32",
    "64",
    "100",
    "255",
    "1000",
    "65536",
    "-100",
    "0x7F",
    "2147483647",
    "-2147483648",
    "4294967296",
];

const REALS: &[&str] =
    &["0.5", "-2.25", "3.14159", "1e10", "1e-7", "1e300", "-1e300", "0.1", "9007199254740993", "1e15"];

/// Makes the program of a seed.
pub struct Generator {
    state: u64,
    out: String,
    indent: usize,
    loops: usize,
    /// Methods from this one on may be called without recursion.
    unit: usize,
}

impl Generator {
    /// The generator of this seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed, out: String::new(), indent: 0, loops: 0, unit: 0 }
    }

    /// The files of the program: names and texts.
    pub fn program(mut self) -> Vec<(String, String)> {
        let mut files = vec![("Methods/handler.4dm".to_owned(), "vHandled:=Num(vHandled)+1\n".to_owned())];
        for (unit, (name, head)) in [
            ("method1", "#DECLARE($1a : Variant; $b : Integer) : Variant\n"),
            ("method2", "C_TEXT($1)\nC_LONGINT($2; $0)\n"),
            ("method3", "//%attributes = {\"preemptive\":\"capable\"}\n#DECLARE( ... ) -> $r : Text\n"),
        ]
        .into_iter()
        .enumerate()
        {
            self.unit = unit + 1;
            let body = self.method(4);
            files.push((format!("Methods/{name}.4dm"), format!("{}{body}", head.replace("$1a", "$a"))));
        }
        let first = self.class("First", None);
        files.push(("Classes/First.4dm".to_owned(), first));
        let second = self.class("Second", Some("First"));
        files.push(("Classes/Second.4dm".to_owned(), second));
        let common = "property n : Integer:=1\nproperty list:=[1; {a: 2}]\nshared singleton Class constructor\n\tThis.t:=\"x\"\n\
                      shared Function add($n : Integer) : Integer\n\tThis.n+=$n\n\treturn This.n\n";
        files.push(("Classes/Common.4dm".to_owned(), common.to_owned()));
        self.unit = 0;
        // Without a handler a program ends at its first error.
        let handled = self.percent(70);
        let begin = if handled { "ON ERR CALL(\"handler\"; ek global)\n" } else { "" };
        let main = self.method(9);
        files.push(("main.4dm".to_owned(), format!("{begin}{main}")));
        files
    }

    /// The next number of the sequence (SplitMix64).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn one<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let index = self.below(choices.len());
        choices.get(index).copied().unwrap_or_default()
    }

    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push('\t');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn class(&mut self, name: &str, parent: Option<&str>) -> String {
        let mut text = parent.map_or(String::new(), |parent| format!("Class extends {parent}\n"));
        text.push_str("property a : Integer:=1\nproperty t : Text\nproperty o:={n: 1}\n");
        text.push_str("Class constructor($n : Variant)\n");
        if parent.is_some() {
            text.push_str("\tSuper($n)\n");
        }
        text.push_str(&format!("\tThis.name{name}:=$n\n"));
        for function in ["run", "get computed", "set computed"] {
            let parameters = if function == "set computed" { "($v : Variant)" } else { "() : Variant" };
            let body = self.method(3);
            text.push_str(&format!("Function {function}{parameters}\n{body}"));
        }
        text
    }

    /// A method's statements, with the declarations of its variables.
    fn method(&mut self, statements: usize) -> String {
        self.out.clear();
        self.indent = 1;
        self.line("var $i; $j; $k : Integer");
        self.line("var $r : Real");
        self.line("var $t; $u : Text");
        self.line("var $f : Boolean");
        self.line("var $d : Date");
        self.line("var $h : Time");
        self.line("var $o; $q : Object");
        self.line("var $c; $e : Collection");
        self.line("var $p : Pointer");
        self.line("var $x : Blob");
        self.line("var $v; $w : Variant");
        self.line("$c:=[1; \"a\"; {n: 1; t: \"x\"}; [2]; Null]");
        self.line("$o:={n: 1; t: \"text\"; o: {n: 2}; c: [3; 4]; f: Formula(This.n)}");
        for array in ["ARRAY TEXT($at; 3)", "ARRAY LONGINT($al; 3)", "ARRAY OBJECT($ao; 2)", "ARRAY REAL($ar; 2; 2)"] {
            self.line(array);
        }
        let count = 2 + self.below(statements);
        self.statements(count, 3);
        std::mem::take(&mut self.out)
    }

    fn statements(&mut self, count: usize, depth: usize) {
        for _ in 0..count {
            self.statement(depth);
        }
    }

    fn block(&mut self, depth: usize) {
        self.indent += 1;
        let count = 1 + self.below(3);
        self.statements(count, depth.saturating_sub(1));
        self.indent -= 1;
    }

    fn looped(&mut self, depth: usize) {
        self.loops += 1;
        // What grows with each round of a loop would fill the memory instead of testing anything.
        for line in [
            "$t:=Substring($t; 1; 300)",
            "$u:=Substring($u; 1; 300)",
            "vText:=Substring(String(vText); 1; 300)",
            "$x:=(BLOB size($x)>5000) ? $x.slice(0; 100) : $x",
            "$c:=($c=Null) ? [] : $c.slice(0; 100)",
        ] {
            self.line(line);
        }
        self.block(depth);
        if self.percent(15) {
            self.indent += 1;
            let word = self.one(&["break", "continue"]);
            self.line(word);
            self.indent -= 1;
        }
        self.loops -= 1;
    }

    fn statement(&mut self, depth: usize) {
        match self.below(if depth == 0 { 16 } else { 26 }) {
            0..=5 => self.assignment(),
            6 => {
                let place = self.place("any");
                let operator = self.one(&["+=", "-=", "*=", "/="]);
                let small = self.one(&["1", "2", "-1", "\"x\"", "0.5", "Null", "$o.none"]);
                self.line(&format!("{place}{operator}{small}"));
            }
            7..=9 => {
                let call = self.command_statement();
                self.line(&call);
            }
            10 => {
                let call = self.member_call("any", 2);
                self.line(&call);
            }
            11 => {
                let call = self.method_call(2);
                self.line(&call);
            }
            12 => {
                let line = self.rare_statement();
                self.line(&line);
            }
            13 => {
                let value = self.expression("any", 1);
                let line = match self.below(if self.loops > 0 { 4 } else { 2 }) {
                    0 if self.percent(10) => format!("return {value}"),
                    2 => "break".to_owned(),
                    3 => "continue".to_owned(),
                    _ => format!("$v:={value}"),
                };
                self.line(&line);
            }
            14 | 15 => {
                let (kind, value) = (self.one(TYPES), self.below(2));
                let target = self.place(kind);
                let value = self.expression(kind, 1 + value);
                self.line(&format!("{target}:={value}"));
            }
            16 | 17 => {
                let condition = self.expression("Boolean", 2);
                self.line(&format!("If ({condition})"));
                self.block(depth);
                if self.percent(50) {
                    self.line("Else");
                    self.block(depth);
                }
                self.line("End if");
            }
            18 => {
                self.line("Case of");
                for _ in 0..1 + self.below(3) {
                    let condition = self.expression("Boolean", 1);
                    self.line(&format!("\t: ({condition})"));
                    self.block(depth);
                }
                self.line("Else");
                self.block(depth);
                self.line("End case");
            }
            19 | 20 => {
                let counter = self.one(&["$i", "$j", "$k", "$r", "vCounter"]);
                let (first, last) = (self.one(&["1", "0", "-3", "5"]), self.one(&["3", "6", "$i+2", "-5"]));
                let step = self.one(&["", "; 2", "; -1", "; 0.5"]);
                self.line(&format!("For ({counter}; {first}; {last}{step})"));
                self.looped(depth);
                self.line("End for");
            }
            21 => {
                let (item, source) = match self.below(3) {
                    0 => ("$v", self.expression("Collection", 1)),
                    1 => ("$t", self.expression("Object", 1)),
                    _ => ("$w", self.one(&["$c", "$e", "$o.c", "$o"]).to_owned()),
                };
                let bounds = self.one(&["", "", "; 1", "; -2; -1", "; 0; 2"]);
                let condition = self.one(&["", "", " While ($i<3)", " Until ($v=Null)"]);
                self.line(&format!("For each ({item}; {source}{bounds}){condition}"));
                self.looped(depth);
                self.line("End for each");
            }
            22 => {
                let condition = self.expression("Boolean", 1);
                self.line(&format!("While (({condition}) && ($k<50))"));
                self.line("\t$k+=1");
                self.looped(depth);
                self.line("End while");
            }
            23 => {
                self.line("Repeat");
                self.line("\t$k+=1");
                self.looped(depth);
                let condition = self.expression("Boolean", 1);
                self.line(&format!("Until (({condition}) || ($k>50))"));
            }
            24 => {
                let object = self.one(&["Storage", "cs.Common.me", "$q", "$o.shared"]);
                self.line(&format!("Use ({object})"));
                self.block(depth);
                self.line("End use");
            }
            _ => {
                self.line("Try");
                self.block(depth);
                self.line("Catch");
                self.block(depth);
                self.line("End try");
            }
        }
    }

    fn assignment(&mut self) {
        let kind = self.one(TYPES);
        let place = self.place(kind);
        let value = self.expression(kind, 3);
        let line = match kind {
            "Text" => format!("{place}:=Substring({value}; 1; 300)"),
            "Collection" if self.percent(10) => format!("{place}.combine(({value}).slice(0; 5); $i)"),
            "Collection" => format!("{place}:=({value}).slice(0; 40)"),
            _ => format!("{place}:={value}"),
        };
        self.line(&line);
    }

    fn rare_statement(&mut self) -> String {
        let value = self.expression("any", 2);
        match self.below(16) {
            0 => format!("throw({}; \"by chance\")", self.one(INTEGERS)),
            1 => format!("throw({{errCode: 5; message: \"n {{n}}\"; n: {value}; deferred: True}})"),
            2 => format!("defer($o.d:={value})"),
            3 => format!("ON ERR CALL(\"{}\")", self.one(&["handler", "", "nobody"])),
            4 => "$i:=New process(\"method3\"; 0; \"p\"; $t)".to_owned(),
            5 => format!("CALL WORKER(\"w\"; \"{}\"; 1)", self.one(&["method1", "method3", "nobody"])),
            6 => format!("EXECUTE FORMULA(\"vText:={}\")", self.one(&["1+1", "String(5)", "(", "method1"])),
            7 => format!("EXECUTE METHOD(\"method1\"; $v; {value})"),
            8 => "DELAY PROCESS(Current process; 3)".to_owned(),
            9 => "$q:=New shared object(\"n\"; 1; \"c\"; New shared collection(1; 2))".to_owned(),
            10 => format!("$p:=->{}", self.place("any")),
            11 => "$p->:=1".to_owned(),
            12 => format!("<>inter:={value}"),
            13 => format!("$f:=Try({value})=Null"),
            14 => format!("ASSERT({}; \"holds\")", self.expression("Boolean", 1)),
            _ => format!("$o:=cs.{}.new({value})", self.one(&["First", "Second", "Common"])),
        }
    }

    /// Something that can be assigned to.
    fn place(&mut self, kind: &str) -> String {
        let places: &[&str] = match kind {
            "Integer" => &["$i", "$j", "$o.n", "$al{1}", "vInteger"],
            "Real" => &["$r", "$o.r", "$ar{1}{2}"],
            "Text" => &["$t", "$u", "$o.t", "$at{2}", "$t[[1]]", "vText"],
            "Boolean" => &["$f", "$o.f"],
            "Date" => &["$d", "$o.d"],
            "Time" => &["$h", "$o.h"],
            "Object" => &["$o", "$o.o", "$c[2]", "$ao{1}"],
            "Collection" => &["$c", "$e", "$o.c"],
            "Pointer" => &["$p"],
            "Blob" => &["$x"],
            _ => &[
                "$v",
                "$w",
                "$o.v",
                "$c[0]",
                "$c[7]",
                "vAny",
                "<>any",
                "$p->",
                "$o[\"two words\"]",
                "$al{0}",
                "$at{9}",
                "$x{0}",
            ],
        };
        self.one(places).to_owned()
    }

    fn literal(&mut self, kind: &str) -> String {
        match kind {
            "Integer" => self.one(INTEGERS).to_owned(),
            "Real" => self.one(REALS).to_owned(),
            "Text" => format!("\"{}\"", self.one(TEXTS).replace("\\u{1F600}", "\u{1F600}")),
            "Boolean" => self.one(&["True", "False"]).to_owned(),
            "Date" => {
                self.one(&["!2024-02-29!", "!00-00-00!", "!1999-12-31!", "!32767-12-31!", "!0100-01-01!"]).to_owned()
            }
            "Time" => self.one(&["?00:00:00?", "?10:20:30?", "?99:59:59?", "?596000:00:00?"]).to_owned(),
            "Object" => {
                self.one(&["{}", "{n: 1; t: \"a\"}", "{o: {o: {}}; c: []}", "cs.First", "New signal"]).to_owned()
            }
            "Collection" => self
                .one(&["[]", "[1; 2; 3]", "[\"b\"; \"a\"; 1; Null]", "[{n: 2}; {n: 1}]", "[[1]; [2; [3]]]"])
                .to_owned(),
            "Pointer" => self.one(&["->$i", "->$t", "->$c", "->$at", "->$al{1}", "->vAny", "->$o.n"]).to_owned(),
            "Blob" => "$x".to_owned(),
            _ => self
                .one(&[
                    "Null",
                    "1",
                    "\"a\"",
                    "True",
                    "$o.none",
                    "{}",
                    "[]",
                    "!2024-01-01!",
                    "?01:00:00?",
                    "Formula($1)",
                ])
                .to_owned(),
        }
    }

    fn expression(&mut self, kind: &str, depth: usize) -> String {
        let kind = if self.percent(8) { self.one(TYPES) } else { kind };
        if depth == 0 || self.percent(25) {
            return if self.percent(50) { self.literal(kind) } else { self.place(kind) };
        }
        let below = depth - 1;
        match self.below(12) {
            0..=2 => self.operation(kind, below),
            3..=5 => self.command_expression(kind, below),
            6 => self.member_call(kind, below),
            7 => self.method_call(below),
            8 => {
                let (condition, then) = (self.expression("Boolean", below), self.expression(kind, below));
                let otherwise = self.expression(kind, below);
                format!("(({condition}) ? {then} : {otherwise})")
            }
            9 => {
                let (left, right) = (self.expression(kind, below), self.expression(kind, below));
                let operator = self.one(&["&&", "||"]);
                format!("({left} {operator} {right})")
            }
            10 => {
                let inner = self.expression(kind, below);
                format!("Try({inner})")
            }
            _ => {
                let inner = self.expression("any", below);
                let key = self.one(&["n", "t", "o", "c", "none", "length"]);
                match self.below(3) {
                    0 => format!("({inner}).{key}"),
                    1 => format!("$o[\"{key}\"]"),
                    _ => format!("$c[{}]", self.one(&["0", "1", "2", "9", "-1", "$i"])),
                }
            }
        }
    }

    fn operation(&mut self, kind: &str, depth: usize) -> String {
        let (left_kind, operators, right_kind): (&str, &[&str], &str) = match kind {
            "Integer" => ("Integer", &["+", "-", "*", "\\", "%", "&", "|", "^|", "<<", ">>", "?+", "?-"], "Integer"),
            "Real" => ("Real", &["+", "-", "*", "/", "^"], "Real"),
            "Text" => ("Text", &["+"], "Text"),
            "Boolean" if self.percent(50) => ("any", &["=", "#", "<", ">", "<=", ">="], "any"),
            "Boolean" => ("Boolean", &["&", "|", "=", "#"], "Boolean"),
            "Date" => ("Date", &["+", "-"], "Integer"),
            "Time" => ("Time", &["+", "-", "%"], "Time"),
            _ => ("any", &["+", "=", "-", "*", "%"], "any"),
        };
        let (left, right) = (self.expression(left_kind, depth), self.expression(right_kind, depth));
        let operator = self.one(operators);
        if self.percent(10) { format!("-({left}{operator}{right})") } else { format!("({left}{operator}{right})") }
    }

    fn command_expression(&mut self, kind: &str, depth: usize) -> String {
        let all: &[&Command] = &COMMANDS;
        for _ in 0..40 {
            let index = self.below(all.len());
            let fits =
                all[index].result.is_some_and(|result| kind == "any" || result.split(", ").any(|each| each == kind));
            if fits {
                return self.call(all[index], depth);
            }
        }
        self.literal(kind)
    }

    fn command_statement(&mut self) -> String {
        let all: &[&Command] = &COMMANDS;
        for _ in 0..200 {
            let index = self.below(all.len());
            if all[index].result.is_none() {
                return self.call(all[index], 2);
            }
        }
        "IDLE".to_owned()
    }

    fn call(&mut self, command: &Command, depth: usize) -> String {
        let mut arguments = Vec::new();
        for parameter in command.parameters {
            if parameter.optional && self.percent(50) {
                break;
            }
            let times = if parameter.variadic { 1 + self.below(3) } else { 1 };
            for _ in 0..times {
                arguments.push(match parameter.name {
                    "*" | ">" | "<" => parameter.name.to_owned(),
                    // Large arrays in each call of a deep recursion would fill the memory.
                    _ if command.name.contains("ARRAY") && parameter.types == ["Integer"] => {
                        self.one(&["0", "1", "5", "40", "-1", "$i"]).to_owned()
                    }
                    _ => self.argument(parameter.types, parameter.direction, depth),
                });
            }
        }
        if self.percent(4) {
            arguments.pop();
        }
        if arguments.is_empty() {
            command.name.to_owned()
        } else {
            format!("{}({})", command.name, arguments.join("; "))
        }
    }

    fn argument(&mut self, types: &[&str], direction: Direction, depth: usize) -> String {
        let index = self.below(types.len());
        let kind = types.get(index).copied().unwrap_or("any");
        let array = match kind {
            "Text array" => Some("$at"),
            "Integer array" => Some("$al"),
            "Object array" => Some("$ao"),
            "Real array" => Some("$ar{1}"),
            "Array" => Some(self.one(&["$at", "$al", "$ao", "$ar"])),
            kind if kind.ends_with("array") => Some(self.one(&["$at", "$al"])),
            _ => None,
        };
        match (array, direction) {
            (Some(array), _) => array.to_owned(),
            (None, Direction::In) if TYPES.contains(&kind) => self.expression(kind, depth.min(2)),
            (None, Direction::In) => self.expression("any", depth.min(1)),
            (None, _) => self.place(kind),
        }
    }

    fn member_call(&mut self, kind: &str, depth: usize) -> String {
        match self.below(8) {
            0 => "$o.f()".to_owned(),
            1 => format!("cs.Common.me.add({})", self.expression("Integer", depth)),
            2 => format!("cs.{}.new(1).run()", self.one(&["First", "Second"])),
            3 => format!("$o.{}", self.one(&["run()", "computed", "f.call($o)", "f.apply()", "none()"])),
            4 => format!("Formula({}).call($o; 1; 2)", self.expression(kind, depth.min(1))),
            _ => {
                let source = if self.percent(60) { "$c".to_owned() } else { self.expression("Collection", depth) };
                let function = self.one(COLLECTION_FUNCTIONS);
                let Some((name, rest)) = function.split_once('(') else { return source };
                let types: Vec<&str> = rest.trim_end_matches(')').split(';').filter(|each| !each.is_empty()).collect();
                let arguments: Vec<String> = types
                    .into_iter()
                    .map(|each| match each {
                        "F" => self.callback(),
                        "Integer" => self.one(&["0", "1", "2", "-1", "5", "40", "$i"]).to_owned(),
                        each => self.expression(each, depth.min(1)),
                    })
                    .collect();
                format!("({source}).{name}({})", arguments.join("; "))
            }
        }
    }

    fn callback(&mut self) -> String {
        self.one(&[
            "Formula($1.value)",
            "Formula($1.result:=$1.value)",
            "Formula($1.value>1)",
            "Formula($1.result:=($1.value<$1.value2))",
            "Formula($1.accumulator:=$1.value)",
            "Formula($1.stop:=True)",
            "Formula($c.push(1))",
            "Formula($c.clear())",
            "Formula(method1($1.value))",
            "\"method1\"",
            "Formula(throw(1; \"x\"))",
        ])
        .to_owned()
    }

    fn method_call(&mut self, depth: usize) -> String {
        // Recursion would only fill the steps: mostly later methods are called.
        let callable = if self.percent(5) { 0 } else { self.unit };
        let method = self.one(METHODS.get(callable..).unwrap_or_default());
        if method.is_empty() {
            return "$o.f()".to_owned();
        }
        let arguments: Vec<String> = (0..self.below(4)).map(|_| self.expression("any", depth.min(1))).collect();
        if arguments.is_empty() { method.to_owned() } else { format!("{method}({})", arguments.join("; ")) }
    }
}
