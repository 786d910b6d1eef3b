//! Names that nobody knows: methods, commands, classes in declarations, variables; and what cannot be assigned to.

use crate::check::facts::dotted;
use crate::check::routine::Checker;
use crate::check::suggest::nearest;
use crate::check::world::World;
use crate::expression::Meaning;
use crate::scope::Resolver;
use crate::walk;
use fourd_catalog::ConstantValue;
use fourd_project::ProjectKind;
use fourd_source::{Diagnostic, Severity, Span, fold_name};
use fourd_syntax::tree::{self, Expression, ExpressionKind as E, StatementKind as S, TypeName};

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

/// Variables that 4D itself fills, folded.
const SYSTEM: [&str; 19] = [
    "ok",
    "document",
    "error",
    "error method",
    "error line",
    "error formula",
    "keycode",
    "modifiers",
    "mousedown",
    "mousex",
    "mousey",
    "mouseproc",
    "flushbuffers",
    "fldelimit",
    "recdelimit",
    "sql error",
    "undefined",
    "self",
    "form",
];

impl Checker<'_> {
    /// All names of a routine.
    pub(crate) fn names(&mut self, routine: &tree::Routine) {
        if let Some(signature) = &routine.signature {
            let declared = signature.parameters.iter().map(|parameter| &parameter.declared);
            let variadic = signature.variadic.iter().map(|variadic| &variadic.declared);
            let result = signature.result.iter().map(|result| &result.declared);
            for name in declared.chain(variadic).chain(result).flatten() {
                type_name(name, self.world, self.findings);
            }
        }
        walk::statements(&routine.body, &mut |statement| match &statement.kind {
            S::Variables(declaration) => {
                declaration.declared.iter().for_each(|name| type_name(name, self.world, self.findings));
            }
            S::Assign(assignment) => self.target(&assignment.target),
            S::For(node) => self.target(&node.counter),
            S::ForEach(node) => self.target(&node.item),
            _ => {}
        });
        let mut callees: Vec<Span> = Vec::new();
        walk::expressions(&routine.body, &mut |part| match &part.kind {
            E::Call(call) => {
                if let E::Name(name) = &call.callee.kind {
                    callees.push(name.span);
                    self.called(name);
                }
            }
            E::Name(name) => {
                let called = callees.last() == Some(&name.span);
                self.named(name, called);
            }
            _ => {}
        });
    }

    fn meaning(&self, name: &tree::Name) -> Meaning {
        Resolver::new(self.world.environment()).meaning(name)
    }

    /// A target that is a bare name of something that is no variable.
    fn target(&mut self, target: &Expression) {
        let E::Name(name) = &target.kind else { return };
        let (id, what, hint) = match self.meaning(name) {
            Meaning::Constant(_) => {
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
            finding.id != "resolve::not-assignable"
                || finding.primary.as_ref().is_none_or(|label| label.span != target.span)
        });
        let title = format!("Nothing can be assigned to the {what} `{}`", name.text);
        let finding = Diagnostic::error(id, title).at(target.span, format!("expected a variable, found a {what}"));
        self.findings.push(finding.hint(hint));
    }

    /// A name that is called.
    fn called(&mut self, name: &tree::Name) {
        match self.meaning(name) {
            Meaning::Variable => {}
            Meaning::Constant(constant) => {
                let title = format!("The constant `{}` cannot be called", constant.name);
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
        if itself || COMPONENTS.iter().any(|start| folded.starts_with(start)) {
            return;
        }
        let methods = self.world.project.methods().map(|method| method.name.as_str());
        let commands =
            fourd_catalog::commands().iter().filter(|command| command.documented).map(|command| command.name);
        let near = nearest(&name.text, methods.chain(commands));
        let severity = if self.world.open { Severity::Hint } else { Severity::Error };
        let finding =
            Diagnostic::new(severity, "check::unknown-name", format!("There is no method or command `{}`", name.text))
                .at(name.span, "expected the name of a method or command, found one that nobody declares");
        self.findings.push(match near {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None if self.world.open => finding.hint("a component or plug-in that the project uses may bring it"),
            None if self.world.project.kind == ProjectKind::Loose => {
                finding.hint("write the method in a file of that name beside the script, or in its folder `Methods`")
            }
            None => finding.hint("write the method in the folder `Methods`, or add the component that brings it"),
        });
    }

    /// A bare name, called or not.
    fn named(&mut self, name: &tree::Name, called: bool) {
        match self.meaning(name) {
            Meaning::Plugin => {
                let title = format!("The command `{}` belongs to a plug-in", name.text);
                self.findings.push(
                    Diagnostic::warning("check::plugin-command", title)
                        .at(name.span, "expected a command of the language; an error is raised when this is reached")
                        .hint("plug-ins are not supported; replace it by commands of the language"),
                );
            }
            Meaning::Constant(constant) if matches!(constant.value, ConstantValue::Unknown) => {
                let title = format!("The value of the constant `{}` is not known", constant.name);
                self.findings.push(
                    Diagnostic::warning("check::constant-value", title)
                        .at(
                            name.span,
                            "expected a constant with a documented value; an error is raised when this is reached",
                        )
                        .hint("4D's documentation does not state the value; write it as a number or text"),
                );
            }
            Meaning::Variable if name.token.is_none() && !called => self.variable(name),
            _ => {}
        }
    }

    /// A process variable: a name that occurs once and that nothing gives a value to may be mistyped.
    fn variable(&mut self, name: &tree::Name) {
        let folded = fold_name(&name.text);
        let known = self.world.written.contains(&*folded) || SYSTEM.contains(&&*folded);
        if known || folded.len() < 5 || self.world.occurring.get(&*folded).is_some_and(|count| *count > 1) {
            return;
        }
        let methods = self.world.project.methods().map(|method| method.name.as_str());
        let constants = fourd_catalog::constants().iter().filter(|each| each.documented).map(|each| each.name);
        let commands = fourd_catalog::commands().iter().filter(|each| each.documented).map(|each| each.name);
        let Some(near) = nearest(&name.text, methods.chain(commands).chain(constants)) else { return };
        self.findings.push(
            Diagnostic::new(
                Severity::Hint,
                "check::unknown-variable",
                format!("Nothing gives a value to the variable `{}`", name.text),
            )
            .at(name.span, "expected a known name, found one that occurs only here")
            .hint(format!("did you mean `{near}`?")),
        );
    }
}

/// The types that the head of a class names.
pub(crate) fn types_of_class(class: &tree::Class, world: &World<'_>, findings: &mut Vec<Diagnostic>) {
    for name in class.properties.iter().filter_map(|property| property.declared.as_ref()) {
        type_name(name, world, findings);
    }
    let Some(extended) = &class.extends else { return };
    let path = dotted(extended);
    let name = path.strip_prefix("cs.").unwrap_or(&path);
    let built_in = matches!(name, "DataClass" | "Entity" | "EntitySelection" | "DataStoreImplementation" | "DataStore");
    if built_in || name.contains('.') || world.project.class(name).is_some() || world.is_data_class(name) {
        return;
    }
    let finding =
        Diagnostic::error("check::unknown-class", format!("The class `{name}` that is extended does not exist"))
            .at(extended.span, "expected a class of the project, found a name that no class has");
    findings.push(with_class(finding, name, world));
}

/// `cs.Name` and `4D.Name` in declarations.
fn type_name(name: &TypeName, world: &World<'_>, findings: &mut Vec<Diagnostic>) {
    let [store, class] = name.path.as_slice() else { return };
    let class = &*class.text;
    if world.open {
        return;
    }
    if store.text.eq_ignore_ascii_case("4D") {
        if fourd_catalog::class(class).is_some() {
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
        && world.project.class(class).is_none()
        && !world.is_data_class(class)
    {
        let finding = Diagnostic::warning("check::unknown-class", format!("There is no class `cs.{class}`"))
            .at(name.span, "expected a class of the project, found a name that none has");
        findings.push(with_class(finding, class, world));
    }
}

/// The finding with the class that is probably meant.
pub(crate) fn with_class(finding: Diagnostic, name: &str, world: &World<'_>) -> Diagnostic {
    let classes = || world.project.classes().map(|class| class.name.as_str());
    match classes().find(|class| class.eq_ignore_ascii_case(name)).or_else(|| nearest(name, classes())) {
        Some(near) if near.eq_ignore_ascii_case(name) => finding.hint(format!("did you mean `{near}`? Case counts")),
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint("write the class in a file of that name in the folder `Classes`"),
    }
}
