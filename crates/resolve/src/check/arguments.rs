//! Arguments of methods, functions and commands: how many, and of which types.

use crate::check::conversions::{accepts, with_article};
use crate::check::facts::CallableFacts;
use crate::check::routine::Checker;
use crate::check::syntax_lines::{self, Count};
use crate::typed::{Expression, Kind};
use crate::types::Type;
use fourd_catalog::{Direction, Member, Parameter, Role};
use fourd_project::MethodId;
use fourd_source::{Diagnostic, Severity, Span};

/// A command or function as the documentation has it.
struct Documented {
    /// What it is, with its name.
    what: String,
    syntax: &'static [&'static str],
    parameters: &'static [Parameter],
    count: Count,
    is_function: bool,
}

impl Checker<'_> {
    /// `method(arguments)`.
    pub(crate) fn method_call(&mut self, method: &MethodId, arguments: &[Expression]) {
        let Some(method) = self.world.methods.get(method) else { return };
        self.callable("method", &method.name, method, arguments);
    }

    /// A method or function whose declaration is known.
    pub(crate) fn callable(&mut self, what: &str, name: &str, callee: &CallableFacts, arguments: &[Expression]) {
        let parameters = &callee.signature.parameters;
        if let Some(surplus) = arguments.get(parameters.len()).filter(|_| callee.closed) {
            let count = Count { least: 0, most: Some(parameters.len()) };
            let most =
                if parameters.is_empty() { count.shown() } else { format!("at most {}", with_noun(parameters.len())) };
            self.findings.push(
                Diagnostic::warning(
                    "check::argument-count",
                    format!("The {what} `{name}` is called with {}", with_noun(arguments.len())),
                )
                .at(surplus.span, format!("expected {most}, found {}", arguments.len()))
                .also(callee.span, format!("`{name}` is declared here"))
                .hint("leave it out, or declare a parameter for it"),
            );
            return;
        }
        if !callee.closed {
            return;
        }
        for (index, (argument, declared)) in arguments.iter().zip(parameters).enumerate() {
            let Some(found) = self.misfit(declared, argument) else { continue };
            let finding = Diagnostic::error(
                "check::argument-type",
                format!("Argument {} of the {what} `{name}` has the wrong type", index + 1),
            )
            .at(argument.span, format!("expected {}, found {}", with_article(declared), with_article(&found)))
            .also(callee.span, format!("`{name}` is declared here"))
            .hint(conversion(declared, &found));
            let finding = self.with_declaration(finding, argument);
            self.push(finding, argument);
        }
    }

    /// A command with its arguments.
    pub(crate) fn command_arguments(&mut self, command: &fourd_catalog::Command, arguments: &[Expression], span: Span) {
        if command.role == Some(Role::OpenSyntax) {
            return;
        }
        // Commands of the interface took further arguments in older editions, whose code still runs.
        if !command.thread_safe && !self.world.available.command(command.number) {
            return;
        }
        let Some(count) = syntax_lines::of_command(command.number) else { return };
        // `nil` and `undefined` were names of commands, or are.
        if arguments.is_empty() && command.role == Some(Role::FormerValue) {
            self.findings.push(
                Diagnostic::error("check::argument-count", format!("The command `{}` needs an argument", command.name))
                    .at(span, "expected an argument in parentheses, found none")
                    .hint("write `Null` where no value is meant"),
            );
            return;
        }
        let what = format!("the command `{}`", command.name);
        let (syntax, parameters) = (command.syntax, command.parameters);
        self.documented(&Documented { what, syntax, parameters, count, is_function: false }, arguments, span);
    }

    /// A function of a built-in class, or its constructor.
    pub(crate) fn function_arguments(&mut self, name: &str, member: &Member, arguments: &[Expression], span: Span) {
        let (syntax, parameters) = (member.syntax, member.parameters);
        let Some(count) = syntax_lines::of_lines(syntax, parameters) else { return };
        let what = format!("the function `{name}`");
        self.documented(&Documented { what, syntax, parameters, count, is_function: true }, arguments, span);
    }

    fn documented(&mut self, callee: &Documented, arguments: &[Expression], span: Span) {
        let Documented { what, syntax, parameters, count, is_function } = callee;
        let sign = arguments.iter().find_map(|argument| Some((argument, sign(&argument.kind)?)));
        if let Some((argument, sign)) = sign.filter(|_| *is_function && !takes_signs(syntax, parameters)) {
            let finding =
                Diagnostic::error("check::argument-type", format!("The sign `{sign}` is no argument of {what}"))
                    .at(argument.span, format!("expected a value, found `{sign}`"))
                    .hint("leave it out");
            self.findings.push(syntax.iter().fold(finding, |finding, line| finding.note(format!("syntax: {line}"))));
            return;
        }
        // Conditions of queries and sorts take any number of operators between their arguments.
        let is_operator =
            |argument: &Expression| matches!(argument.kind, Kind::Operator(_) | Kind::Less | Kind::Greater);
        if arguments.iter().any(is_operator) {
            return;
        }
        if !count.allows(arguments.len()) {
            let surplus = count.most.and_then(|most| arguments.get(most));
            // Functions ignore what is too much.
            let severity = match (is_function, surplus) {
                (true, Some(_)) => Severity::Hint,
                (true, None) => Severity::Warning,
                (false, _) => Severity::Error,
            };
            let mut finding =
                Diagnostic::new(severity, "check::argument-count", format!("Wrong number of arguments for {what}")).at(
                    surplus.map_or(span, |argument| argument.span),
                    format!("expected {}, found {}", count.shown(), arguments.len()),
                );
            for line in *syntax {
                finding = finding.note(format!("syntax: {line}"));
            }
            let missing = parameters.get(arguments.len()).filter(|next| !next.optional && syntax.len() == 1);
            self.findings.push(finding.hint(match (surplus, missing) {
                (Some(_), _) if *is_function => "leave it out; it is ignored".to_owned(),
                (Some(_), _) => "leave it out".to_owned(),
                (None, Some(next)) => format!("add `{}` ({})", next.name, next.types.join(" or ")),
                (None, None) => "add what is missing".to_owned(),
            }));
            return;
        }
        let [line] = syntax else { return };
        for (index, (argument, parameter)) in arguments.iter().zip(*parameters).enumerate() {
            let sign = |kind: &Kind| matches!(kind, Kind::Star | Kind::Omitted);
            if parameter.variadic || parameter.direction != Direction::In || sign(&argument.kind) {
                return;
            }
            if parameter.optional && parameters.iter().skip(index + 1).any(|later| !later.optional) {
                return;
            }
            let Some(found) = self.known(argument).plain() else { continue };
            // What is optional may be skipped where the types show which argument is meant.
            let candidates = if parameter.optional { parameters.len() } else { index + 1 };
            let mut candidates = parameters.iter().take(candidates).skip(index).flat_map(|each| each.types);
            if candidates.any(|name| takes(name, &found)) {
                continue;
            }
            let expected = parameter.types.join(" or ");
            let finding = Diagnostic::error(
                "check::argument-type",
                format!("Argument {} of {what} has the wrong type", index + 1),
            )
            .at(argument.span, format!("expected {expected}, found {}", with_article(&found)))
            .note(format!("syntax: {line}"))
            .hint(
                Type::named(&expected)
                    .map_or_else(|| "pass a value of that type".to_owned(), |declared| conversion(&declared, &found)),
            );
            let finding = self.with_declaration(finding, argument);
            self.push(finding, argument);
        }
    }
}

/// A sign in the place of an argument, as code writes it.
fn sign(argument: &Kind) -> Option<&'static str> {
    match argument {
        Kind::Star => Some("*"),
        Kind::Less => Some("<"),
        Kind::Greater => Some(">"),
        _ => None,
    }
}

/// Whether the documentation has a sign among the parameters.
fn takes_signs(syntax: &[&str], parameters: &[Parameter]) -> bool {
    let is_sign = |name: &&str| matches!(*name, "*" | "<" | ">" | "Operator");
    syntax.iter().any(|line| line.contains('*')) || parameters.iter().any(|each| each.types.iter().any(is_sign))
}

/// Whether a parameter that the documentation gives this type takes a value of a type.
fn takes(documented: &str, found: &Type) -> bool {
    match documented {
        // Where the documentation says Object, collections are objects too.
        "Object" if *found == Type::Collection => true,
        "Integer" | "Real" | "Time" | "Text" | "Boolean" | "Date" | "Collection" | "Object" | "Pointer" => {
            Type::named(documented).is_none_or(|declared| accepts(&declared, found))
        }
        _ => !documented.starts_with("4D.") || !crate::check::conversions::has_no_members(found),
    }
}

fn with_noun(count: usize) -> String {
    format!("{count} {}", if count == 1 { "argument" } else { "arguments" })
}

/// How one type is made from another.
pub(crate) fn conversion(declared: &Type, found: &Type) -> String {
    use Type::{Boolean, Date, Integer, Real, Text, Time};
    match (declared, found) {
        (Text, Integer | Real | Boolean | Date | Time) => "convert it with `String`".to_owned(),
        (Integer | Real, Text) => "convert it with `Num`".to_owned(),
        (Date, Text) => "convert it with `Date`".to_owned(),
        (Time, Text) => "convert it with `Time`".to_owned(),
        (Boolean, Text) => "compare it with something, or convert it with `Bool`".to_owned(),
        (_, Type::Null) => {
            "a variable of this type cannot be Null; `CLEAR VARIABLE` gives it its first value".to_owned()
        }
        (Type::Collection, _) => "put it into a collection: `[…]`".to_owned(),
        (declared, Type::Pointer) => {
            format!("`->` after the pointer gives the value, which must be {}", with_article(declared))
        }
        (declared, _) => format!("pass {}", with_article(declared)),
    }
}
