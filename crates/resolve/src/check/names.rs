//! Unknown names: methods, commands, classes in declarations, variables; and what cannot be assigned to.

use crate::check::members::not_implemented;
use crate::check::routine::Checker;
use crate::check::suggest::{nearest, of_other_language};
use crate::check::world::Knowledge;
use crate::environment::{SYSTEM_VARIABLES, system_variable_type};
use crate::expression::Meaning;
use crate::scope::Resolver;
use crate::types::Type;
use crate::walk;
use fourd_catalog::ConstantValue;
use fourd_project::{Project, ProjectKind, ProjectNumber};
use fourd_source::{Diagnostic, Severity, Span, fold_name};
use fourd_syntax::tree::{self, Expression, ExpressionKind as E, Scope, StatementKind as S, TypeName};

/// How the methods of the components begin that every 4D has.
const COMPONENTS: [&str; 14] = [
    "svg",
    "vp ",
    "wp ",
    "progress",
    "quick",
    "widget",
    "datepicker",
    "timepicker",
    "dateentry",
    "timeentry",
    "searchpicker",
    "timedisplay",
    "4d",
    "label",
];

/// Of these all commands are known: 4D View Pro and 4D Write Pro.
const LISTED: [&str; 2] = ["vp ", "wp "];

/// The namespaces of the components that every 4D has.
const NAMESPACES: [&str; 8] = ["AIKit", "NetKit", "Progress", "QuickReport", "SVG", "ViewPro", "Widgets", "WritePro"];

/// Other names that 4D itself fills.
pub(crate) const FILLED: [&str; 5] = ["flushbuffers", "sql error", "undefined", "self", "form"];

impl<'a> Checker<'a> {
    /// All names of a routine.
    pub(crate) fn names(&mut self, routine: &tree::Routine) {
        if let Some(signature) = &routine.signature {
            let declared = signature.parameters.iter().map(|parameter| &parameter.declared);
            let variadic = signature.variadic.iter().map(|variadic| &variadic.declared);
            let result = signature.result.iter().map(|result| &result.declared);
            for name in declared.chain(variadic).chain(result).flatten() {
                type_name(name, self.world, self.subject.project, self.findings);
            }
        }
        walk::statements(&routine.body, &mut |statement| match &statement.kind {
            S::Variables(declaration) => {
                let project = self.subject.project;
                declaration.declared.iter().for_each(|name| type_name(name, self.world, project, self.findings));
                self.system_variables(declaration);
            }
            S::Assign(assignment) => self.target(&assignment.target),
            S::For(node) => self.target(&node.counter),
            S::ForEach(node) => self.target(&node.item),
            _ => {}
        });
        let mut callees: Vec<Span> = Vec::new();
        // Names that are whole lines, which do something only where they are methods or commands.
        let mut lone: Vec<Span> = Vec::new();
        walk::statements(&routine.body, &mut |statement| {
            if let S::Expression(Expression { kind: E::Name(name), .. }) = &statement.kind {
                lone.push(name.span);
            }
        });
        walk::expressions(&routine.body, &mut |part| match &part.kind {
            E::Call(call) => {
                if let E::Name(name) = &call.callee.kind {
                    callees.push(name.span);
                    self.called(name);
                }
            }
            E::Name(name) => {
                let called = callees.last() == Some(&name.span);
                match lone.contains(&name.span) && self.lone_name(name) {
                    true => {}
                    false => self.named(name, called),
                }
            }
            _ => {}
        });
    }

    /// System variables are there already, each with its type.
    fn system_variables(&mut self, declaration: &tree::VariableDeclaration) {
        let process = declaration.names.iter().filter(|variable| variable.scope == Scope::Process);
        let declared = declaration.declared.as_ref().map_or(Some(Type::Variant), Type::declared);
        let Some(declared) = declared.filter(|declared| *declared != Type::Variant) else { return };
        for name in process.map(|variable| &variable.name) {
            let Some(own) = system_variable_type(&name.text).filter(|own| *own != declared) else { continue };
            self.findings.push(
                Diagnostic::error(
                    "check::system-variable",
                    format!("The system variable `{}` is declared with another type", name.text),
                )
                .at(name.span, format!("expected the type {}, found {}", own.shown(), declared.shown()))
                .hint("use it without a declaration, or give another variable another name"),
            );
        }
    }

    fn meaning(&self, name: &tree::Name) -> Meaning {
        Resolver::new(self.world.environment(self.subject.project)).meaning(name)
    }

    /// A target that is a bare name of something that is no variable.
    fn target(&mut self, target: &Expression) {
        let E::Name(name) = &target.kind else { return };
        let meaning = self.meaning(name);
        let (id, what, hint) = match &meaning {
            Meaning::Constant(_) | Meaning::Added(_) => {
                ("check::assignment-to-constant", "constant", "constants are part of the language; use a variable")
            }
            Meaning::Command(_) => ("check::assignment-to-command", "command", "use a variable with another name"),
            Meaning::Method(_) => (
                "check::assignment-to-method",
                "method",
                "a method gives its value with `return`; use a variable with another name",
            ),
            Meaning::Plugin | Meaning::Variable => return,
        };
        self.findings.retain(|finding| {
            finding.name != "resolve::not-assignable"
                || finding.primary.as_ref().is_none_or(|label| label.span != target.span)
        });
        let title = format!("Nothing can be assigned to the {what} `{}`", name.text);
        let finding = Diagnostic::error(id, title).at(target.span, format!("expected a variable, found a {what}"));
        let method = match &meaning {
            Meaning::Method(id) => self.world.methods.get(id),
            _ => None,
        };
        let finding = match method {
            Some(method) => finding.also(method.span, format!("the method `{}`", method.name)),
            None => finding,
        };
        self.findings.push(finding.hint(hint));
    }

    /// A name that is called.
    fn called(&mut self, name: &tree::Name) {
        match self.meaning(name) {
            Meaning::Variable => {}
            constant @ (Meaning::Constant(_) | Meaning::Added(_)) => {
                let shown = match &constant {
                    Meaning::Constant(constant) => constant.name,
                    _ => &*name.text,
                };
                let title = format!("The constant `{shown}` cannot be called");
                self.findings.push(
                    Diagnostic::error("check::constant-called", title)
                        .at(name.span, "expected a method or a command, found a constant")
                        .hint("leave out the parentheses"),
                );
                return;
            }
            _ => return,
        }
        let folded = fold_name(&name.text);
        // A script may call itself, though it is no method for the others.
        let itself = *self.subject.own_name == *folded;
        if itself || self.of_component_of_4d(name) {
            return;
        }
        let severity = if self.world.open { Severity::Hint } else { Severity::Error };
        if let Some(owner) = self.world.host.owner_of_private_method(self.subject.project, &folded) {
            self.findings.push(private(severity, name, owner));
            return;
        }
        let methods = self.visible_methods();
        let commands =
            fourd_catalog::commands().iter().filter(|command| command.documented).map(|command| command.name);
        let commands = commands.chain(fourd_catalog::view_pro_commands().iter().copied());
        let near = nearest(&name.text, methods.chain(commands));
        let finding =
            Diagnostic::new(severity, "check::unknown-name", format!("There is no method or command `{}`", name.text))
                .at(name.span, "expected the name of a method or command, found one that nobody declares");
        self.findings.push(match near {
            _ if of_other_language(&name.text).is_some() => {
                finding.hint(format!("write {}", of_other_language(&name.text).unwrap_or_default()))
            }
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None if self.world.open => finding.hint("a component or plug-in that the project uses may bring it"),
            None if self.world.host.kind == ProjectKind::Loose => {
                finding.hint("write the method in a file of that name beside the script, or in its folder `Methods`")
            }
            None => finding.hint("write the method in the folder `Methods`, or add the component that brings it"),
        });
    }

    /// A name that is called and belongs to a component that every 4D has, or seems to; reports it where that is certain.
    fn of_component_of_4d(&mut self, name: &tree::Name) -> bool {
        let folded = fold_name(&name.text);
        if let Some(known) = fourd_catalog::view_pro_commands().iter().find(|known| fold_name(known) == folded) {
            self.findings.push(not_implemented(&format!("The command `{known}`"), None).at(
                name.span,
                "expected a command that runs here, found one of 4D View Pro, which raises an error when it is reached",
            ));
            return true;
        }
        let complete = |start: &&str| LISTED.contains(start);
        COMPONENTS.iter().filter(|start| !complete(start)).any(|start| folded.starts_with(start))
    }

    /// A bare name, called or not.
    fn named(&mut self, name: &tree::Name, called: bool) {
        match self.meaning(name) {
            Meaning::Plugin => {
                let title = format!("The command `{}` belongs to a plug-in", name.text);
                self.findings.push(
                    Diagnostic::warning("check::plugin-command", title)
                        .at(
                            name.span,
                            "expected a command of the language, found one of a plug-in, which raises an error when it is reached",
                        )
                        .hint("plug-ins are not supported; replace it by commands of the language"),
                );
            }
            Meaning::Constant(constant) if matches!(constant.value, ConstantValue::Unknown) => {
                let title = format!("The value of the constant `{}` is not known", constant.name);
                self.findings.push(
                    Diagnostic::warning("check::constant-value", title)
                        .at(
                            name.span,
                            "expected a constant with a documented value, found one that raises an error when it is reached",
                        )
                        .hint("4D's documentation does not state the value; write it as a number or text"),
                );
            }
            Meaning::Variable if name.token.is_none() && !called => self.variable(name),
            _ => {}
        }
    }

    /// A name that is a whole line; returns whether it was reported.
    fn lone_name(&mut self, name: &tree::Name) -> bool {
        let found = match self.meaning(name) {
            Meaning::Constant(constant) if !matches!(constant.value, ConstantValue::Unknown) => "a constant",
            Meaning::Added(_) => "a constant",
            Meaning::Command(_) if ["true", "false", "null", "this"].contains(&&*fold_name(&name.text)) => "a value",
            Meaning::Variable if name.token.is_none() => "a variable",
            _ => return false,
        };
        let folded = fold_name(&name.text);
        if found == "a variable"
            && fourd_catalog::view_pro_commands().iter().any(|known| fold_name(known) == folded)
            && self.of_component_of_4d(name)
        {
            return true;
        }
        // Said when the name was resolved.
        if found == "a variable" && fourd_syntax::lone_word(&folded).is_some() {
            return true;
        }
        if fourd_syntax::is_remark(&name.text) {
            self.findings.push(
                Diagnostic::warning("syntax::foreign-comment", "A comment does not begin with `REM`")
                    .at(name.span, "expected `//` before a comment, found `REM`")
                    .hint("write `//` before a comment, or put it between `/*` and `*/`"),
            );
            return true;
        }
        let known = found != "a variable" || self.world.written.contains_key(&*folded) || is_system(&folded);
        // A component that is not there may bring a method of that name.
        let elsewhere = || {
            let of_component = COMPONENTS.iter().any(|start| folded.starts_with(start));
            of_component || self.world.named_in_text(&name.text) || self.world.is_named_in_forms(&folded)
        };
        if !known && (self.world.open || self.world.indirect || elsewhere()) {
            return false;
        }
        if self.world.host.owner_of_private_method(self.subject.project, &folded).is_some() {
            return false;
        }
        let commands = fourd_catalog::commands().iter().filter(|each| each.documented).map(|each| each.name);
        let near = match known {
            true => None,
            false => of_other_language(&name.text).map(|hint| format!("write {hint}")).or_else(|| {
                Some(format!("did you mean `{}`?", nearest(&name.text, self.visible_methods().chain(commands))?))
            }),
        };
        let hint = near.unwrap_or_else(|| match known && found == "a variable" {
            true => format!("write `{}:=…` to assign something, or remove the line", name.text),
            false => "remove the line, or write the method or command that was meant".to_owned(),
        });
        self.findings.push(
            Diagnostic::warning("syntax::no-effect", "This line does nothing")
                .at(name.span, format!("expected an assignment, a call or a keyword, found {found}"))
                .hint(hint),
        );
        true
    }

    /// The names of the methods that the code may call.
    fn visible_methods(&self) -> impl Iterator<Item = &'a str> {
        let own = self.subject.project;
        let others = self.world.host.numbered_components().filter(move |(number, _)| *number != own);
        let shared =
            others.flat_map(|(_, component)| component.project.methods()).filter(|file| file.attributes().shared);
        self.project().methods().chain(shared).map(|method| method.name.as_str())
    }

    /// A process variable that nothing in the project gives a value to.
    fn variable(&mut self, name: &tree::Name) {
        let folded = fold_name(&name.text);
        if self.world.written.contains_key(&*folded) || is_system(&folded) || FILLED.contains(&&*folded) {
            return;
        }
        if let Some(owner) = self.world.host.owner_of_private_method(self.subject.project, &folded) {
            self.findings.push(private(Severity::Warning, name, owner));
            return;
        }
        // Words for a value, or the console of JavaScript; others may well be names of variables.
        let foreign = ["nil", "none", "nothing", "nullptr", "yes", "no", "console"].contains(&&*folded);
        if let Some(hint) = of_other_language(&name.text).filter(|_| foreign) {
            let severity = if self.world.open { Severity::Hint } else { Severity::Warning };
            let title = format!("Nothing gives a value to the variable `{}`", name.text);
            self.findings.push(
                Diagnostic::new(severity, "check::unknown-variable", title)
                    .at(name.span, "expected a value of 4D, found a word of another language")
                    .hint(format!("write {hint}")),
            );
            return;
        }
        let of_component = || COMPONENTS.iter().any(|start| folded.starts_with(start));
        if self.world.named_in_text(&name.text) || of_component() || self.world.is_named_in_forms(&folded) {
            return;
        }
        // What is not known may give it a value: only a name that looks mistyped is worth a hint.
        let certain = !self.world.open && !self.world.indirect;
        let seldom = folded.len() >= 5 && self.world.occurring.get(&*folded).is_none_or(|count| *count <= 1);
        if !certain && !seldom {
            return;
        }
        let methods = self.visible_methods();
        let constants = fourd_catalog::constants().iter().filter(|each| each.documented).map(|each| each.name);
        let commands = fourd_catalog::commands().iter().filter(|each| each.documented).map(|each| each.name);
        let variables = self.world.written.values().map(|name| &**name);
        let near = nearest(&name.text, methods.chain(commands).chain(constants).chain(variables));
        let locals = self.variables.iter().map(|variable| &*variable.name);
        let local = near.is_none().then(|| nearest(&name.text, locals)).flatten();
        if !certain && near.is_none() {
            return;
        }
        let finding = Diagnostic::new(
            if certain { Severity::Warning } else { Severity::Hint },
            "check::unknown-variable",
            format!("Nothing gives a value to the variable `{}`", name.text),
        )
        .at(name.span, "expected a known name, found one that is only read");
        self.findings.push(match (near, local) {
            (Some(near), _) => finding.hint(format!("did you mean `{near}`?")),
            (None, Some(local)) => finding.hint(format!("did you mean `${local}`?")),
            (None, None) => finding.hint("assign to it before it is read; a text is written in quotation marks"),
        });
    }
}

/// A method of another project that this one does not see.
fn private(severity: Severity, name: &tree::Name, owner: &str) -> Diagnostic {
    Diagnostic::new(severity, "check::private-method", format!("The method `{}` of `{owner}` is not shared", name.text))
        .at(name.span, "expected a method that this code can call, found one that its project keeps to itself")
        .hint(super::suggest::SHARE_METHOD)
}

/// Whether it is the folded name of a system variable.
fn is_system(folded: &str) -> bool {
    SYSTEM_VARIABLES.iter().any(|name| name.eq_ignore_ascii_case(folded))
}

/// A method that no code can call, because a command has its name
/// ([Identifiers](https://developer.4d.com/docs/Concepts/identifiers#project-methods)).
pub(crate) fn hidden_method(
    module: &tree::Module,
    routine: &tree::Routine,
    folded: &str,
    findings: &mut Vec<Diagnostic>,
) {
    let command = fourd_catalog::command_named(folded).filter(|command| command.documented);
    let Some(command) = command.filter(|command| fold_name(command.name) == *folded) else { return };
    let start = routine.signature.as_ref().map_or(Span::new(module.file, 0, 0), |signature| signature.span);
    findings.push(
        Diagnostic::warning("check::hidden-method", format!("The command `{}` hides this method", command.name))
            .at(start, "expected a name of its own, found that of a command, which is what code calls by it")
            .hint("give the method another name"),
    );
}

/// The types that the properties of a class are declared with.
pub(crate) fn types_of_class(
    class: &tree::Class,
    world: &Knowledge<'_>,
    number: ProjectNumber,
    findings: &mut Vec<Diagnostic>,
) {
    for name in class.properties.iter().filter_map(|property| property.declared.as_ref()) {
        type_name(name, world, number, findings);
    }
}

/// `cs.Name`, `cs.namespace.Name` and `4D.Name` in declarations.
fn type_name(name: &TypeName, world: &Knowledge<'_>, number: ProjectNumber, findings: &mut Vec<Diagnostic>) {
    let project = world.host.numbered(number);
    let (store, class) = match name.path.as_slice() {
        [store, class] => (store, &*class.text),
        [store, namespace, class] if store.text.eq_ignore_ascii_case("cs") => {
            let found = world.host.component_with_namespace(&namespace.text).map(|(_, component)| component);
            let Some(component) = found.filter(|_| project.class(&namespace.text).is_none()) else {
                let known = project.class(&namespace.text).is_some() || is_namespace_of_4d(&namespace.text);
                if !known && !world.open {
                    findings.push(unknown_namespace(&namespace.text, name.span, world.host));
                }
                return;
            };
            if component.project.class(&class.text).is_none() {
                let title = format!("The component `{}` has no class `{}`", component.name, class.text);
                let finding = Diagnostic::warning("check::unknown-class", title)
                    .at(name.span, "expected a class of the component, found a name that none has");
                findings.push(with_class(finding, &class.text, &component.project));
            }
            return;
        }
        _ => return,
    };
    if world.open {
        return;
    }
    if store.text.eq_ignore_ascii_case("4D") {
        if let Some(known) = fourd_catalog::class(class) {
            if known.name != class {
                let title = format!("There is no class `4D.{class}`");
                findings.push(
                    Diagnostic::warning("check::unknown-class", title)
                        .at(name.span, "expected a built-in class, found a name that differs from one in its case")
                        .hint(format!("did you mean `4D.{}`? Case counts", known.name)),
                );
            }
            return;
        }
        if world.available.other_class(class) {
            return;
        }
        let near = nearest(class, fourd_catalog::classes().iter().map(|class| class.name));
        let finding = Diagnostic::warning("check::unknown-class", format!("There is no class `4D.{class}`"))
            .at(name.span, "expected a built-in class, found a name that none has");
        findings.push(match near {
            Some(near) => finding.hint(format!("did you mean `4D.{near}`?")),
            None => finding.hint("write `Object` where any object may come"),
        });
    } else if store.text.eq_ignore_ascii_case("cs")
        && project.class(class).is_none()
        && !world.is_other_member_of_store(number, class)
    {
        let finding = Diagnostic::warning("check::unknown-class", format!("There is no class `cs.{class}`"))
            .at(name.span, "expected a class of the project, found a name that none has");
        findings.push(with_class(finding, class, project));
    }
}

/// Whether classes of a component that every 4D has are in a namespace of that name.
pub(crate) fn is_namespace_of_4d(name: &str) -> bool {
    NAMESPACES.contains(&name)
}

/// `cs.namespace.Name` where no component has the namespace.
pub(crate) fn unknown_namespace(name: &str, span: Span, host: &Project) -> Diagnostic {
    let namespaces = || host.components().iter().filter_map(|component| component.namespace.as_deref());
    let near = nearest(name, namespaces().chain(NAMESPACES));
    // The component may be added to the project elsewhere.
    let certain = near.is_some() || host.kind == ProjectKind::Loose;
    let finding = Diagnostic::new(
        if certain { Severity::Warning } else { Severity::Hint },
        "check::unknown-namespace",
        format!("No component has the namespace `{name}` of classes"),
    )
    .at(span, "expected the namespace of a component, found a name that none has");
    match near {
        Some(near) => finding.hint(format!("did you mean `cs.{near}`?")),
        None => {
            finding.hint("add the component that has it to the project, or write the class of the project as `cs.Name`")
        }
    }
}

/// The finding with the class of the project that is probably meant.
pub(crate) fn with_class(finding: Diagnostic, name: &str, project: &Project) -> Diagnostic {
    let classes = || project.classes().map(|class| class.name.as_str());
    match classes().find(|class| class.eq_ignore_ascii_case(name)).or_else(|| nearest(name, classes())) {
        Some(near) if near.eq_ignore_ascii_case(name) => finding.hint(format!("did you mean `{near}`? Case counts")),
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint("write the class in a file of that name in the folder `Classes`"),
    }
}
