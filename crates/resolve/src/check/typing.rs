//! Variables without a declaration, for a compiler that does not deduce types
//! ([Compile project](https://developer.4d.com/docs/commands/compile-project): `typeInference`).

use crate::check::names::FILLED;
use crate::check::world::Knowledge;
use crate::environment::SYSTEM_VARIABLES;
use crate::expression::Meaning;
use crate::scope::{Resolver, command_call};
use crate::types::{Element, Type};
use crate::walk;
use fourd_project::ProjectNumber;
use fourd_source::{Diagnostic, Span, fold_name, fold_variable};
use fourd_syntax::tree::{self, Code, Expression, ExpressionKind as E, Module, Scope, StatementKind as S};
use rustc_hash::FxHashSet;

/// Which variables must be declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// Process and interprocess variables; the types of local ones are deduced.
    Locals,
    /// All of them.
    None,
}

/// A variable by its scope and its folded name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Variable {
    Local(String),
    Process(String),
    Interprocess(String),
}

impl Variable {
    /// The variable that an expression is.
    fn of(expression: &Expression) -> Option<Self> {
        Some(match &expression.kind {
            E::Local(name) => Self::Local(fold_variable(name)),
            E::Parameter(number) => Self::Local(number.to_string()),
            E::Name(name) => Self::Process(fold_name(&name.text)),
            E::Interprocess(name) => Self::Interprocess(fold_name(name)),
            _ => return None,
        })
    }
}

/// The process and interprocess variables that the files of a project declare.
#[derive(Debug, Default)]
pub struct Declared(FxHashSet<Variable>);

impl Declared {
    /// Adds the declarations of a file.
    pub fn add(&mut self, module: &Module) {
        for routine in routines(module) {
            self.0.extend(declarations(routine).into_iter().filter(|found| !matches!(found, Variable::Local(_))));
        }
    }

    /// Adds the declarations of other files.
    pub fn merge(&mut self, other: Declared) {
        self.0.extend(other.0);
    }
}

fn routines(module: &Module) -> Vec<&tree::Routine> {
    match &module.code {
        Code::Method(routine) => vec![routine],
        Code::Class(class) => {
            class.functions.iter().chain(&class.constructor).map(|function| &function.routine).collect()
        }
    }
}

/// The variables that a routine declares, its parameters included.
fn declarations(routine: &tree::Routine) -> FxHashSet<Variable> {
    let mut found = FxHashSet::default();
    if let Some(signature) = &routine.signature {
        let named = signature.parameters.iter().map(|parameter| &parameter.name);
        let result = signature.result.iter().filter_map(|result| result.name.as_ref());
        found.extend(named.chain(result).map(|name| Variable::Local(fold_variable(&name.text))));
        // The numbers of declared parameters are other names for them.
        found.extend((0..=signature.parameters.len()).map(|number| Variable::Local(number.to_string())));
    }
    walk::statements(&routine.body, &mut |statement| match &statement.kind {
        S::Variables(node) => found.extend(node.names.iter().map(|variable| match variable.scope {
            Scope::Local | Scope::Parameter | Scope::Parameters => {
                Variable::Local(fold_variable(variable.name.text.trim_start_matches('$')))
            }
            Scope::Process => Variable::Process(fold_name(&variable.name.text)),
            Scope::Interprocess => Variable::Interprocess(fold_name(&variable.name.text)),
        })),
        S::Expression(expression) => {
            let Some((number, arguments)) = command_call(expression) else { return };
            let count = match (Type::of_declaration_command(number), Element::of_array_command(number)) {
                (Some(_), _) => arguments.len(),
                (None, Some(_)) => 1,
                (None, None) => return,
            };
            found.extend(arguments.iter().take(count).filter_map(Variable::of));
        }
        _ => {}
    });
    found
}

/// An error for each variable of each routine of a file that must be declared and is not, at its first occurrence.
pub fn undeclared(
    module: &Module,
    world: &Knowledge<'_>,
    project: ProjectNumber,
    declared: &Declared,
    typing: Typing,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for routine in routines(module) {
        let mut known = declarations(routine);
        let mut callees: Vec<Span> = Vec::new();
        walk::expressions(&routine.body, &mut |part| {
            if let E::Call(call) = &part.kind {
                callees.push(call.callee.span);
            }
            let Some(variable) = Variable::of(part).filter(|_| !callees.contains(&part.span)) else { return };
            let counts = match &variable {
                Variable::Local(_) => typing == Typing::None,
                Variable::Process(folded) => !is_known(part, folded, world, project),
                Variable::Interprocess(_) => true,
            };
            if counts && !declared.0.contains(&variable) && known.insert(variable) {
                findings.push(
                    Diagnostic::error(
                        "check::unknown-variable",
                        format!("The variable `{}` is not declared", shown(part)),
                    )
                    .at(part.span, "expected a declared variable, found one whose type would have to be deduced")
                    .hint("declare it with `var` and its type"),
                );
            }
        });
    }
    findings
}

/// Whether a bare name is something else than a variable of the project.
fn is_known(part: &Expression, folded: &str, world: &Knowledge<'_>, project: ProjectNumber) -> bool {
    let E::Name(name) = &part.kind else { return true };
    let system = SYSTEM_VARIABLES.iter().any(|known| fold_name(known) == folded);
    system
        || FILLED.contains(&folded)
        || !matches!(Resolver::new(world.environment(project)).meaning(name), Meaning::Variable)
}

/// A variable as in the source.
fn shown(part: &Expression) -> String {
    match &part.kind {
        E::Local(name) => format!("${name}"),
        E::Parameter(number) => format!("${number}"),
        E::Name(name) => name.text.to_string(),
        E::Interprocess(name) => format!("<>{name}"),
        _ => String::new(),
    }
}
