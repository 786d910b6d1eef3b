//! What the rest of a project must know of one file: gathered from every file before the first one is checked.

use crate::environment::{Environment, Signature};
use crate::expression::Meaning;
use crate::scope::{Resolver, role_of_name};
use crate::types::Type;
use crate::walk;
use fourd_catalog::{Command, Direction, Role};
use fourd_source::{Span, fold_name};
use fourd_syntax::tree::{
    self, Block, Code, Expression, ExpressionKind as E, FunctionRole, Module, Scope, StatementKind as S, Token,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// How callers may call a method, function or constructor.
#[derive(Debug, Clone)]
pub(crate) struct CallableFacts {
    /// The name with its case.
    pub(crate) name: Box<str>,
    /// Where it is declared.
    pub(crate) span: Span,
    pub(crate) signature: Arc<Signature>,
    /// Whether the parameters are declared by name and nothing in the body reads further ones.
    pub(crate) closed: bool,
}

/// What a class declares of a property.
#[derive(Debug, Clone, Default)]
pub(crate) struct PropertyFacts {
    /// What it gives; [`Type::Variant`] where that is not declared.
    pub(crate) read: Type,
    /// What it takes.
    pub(crate) write: Type,
    /// Where it is declared.
    pub(crate) span: Span,
    /// The functions of a computed property; none where the object holds the value.
    pub(crate) computed: Option<Accessors>,
}

/// Which functions a computed property has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Accessors {
    pub(crate) get: bool,
    pub(crate) set: bool,
}

/// What is known of a class file.
#[derive(Debug, Clone, Default)]
pub(crate) struct ClassFacts {
    /// The path after `Class extends`, dots included.
    pub(crate) extends: Option<Box<str>>,
    /// Where it is.
    pub(crate) extends_span: Option<Span>,
    pub(crate) constructor: Option<CallableFacts>,
    /// Plain functions.
    pub(crate) functions: FxHashMap<Box<str>, CallableFacts>,
    /// Properties, computed ones and aliases included.
    pub(crate) properties: FxHashMap<Box<str>, PropertyFacts>,
    pub(crate) singleton: bool,
    pub(crate) shared: bool,
    /// Its first spot.
    pub(crate) span: Span,
}

impl ClassFacts {
    /// Whether the class itself has a function or property of this name.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.functions.contains_key(name) || self.properties.contains_key(name)
    }
}

/// What is known of one file.
#[derive(Debug, Clone, Default)]
pub struct FileFacts {
    pub(crate) method: Option<CallableFacts>,
    pub(crate) class: Option<ClassFacts>,
    /// Bare names, folded, and how often they occur.
    pub(crate) names: FxHashMap<Box<str>, u32>,
    /// Bare names that something may give a value to, as first written, by folded name.
    pub(crate) written: FxHashMap<Box<str>, Box<str>>,
    /// Names that some object may have as a property: whatever is assigned, written as a key or as a text.
    pub(crate) properties: FxHashSet<Box<str>>,
    /// Whether commands of plug-ins are called.
    pub(crate) plugins: bool,
    /// Whether variables may be reached by names that are computed.
    pub(crate) indirect: bool,
}

/// Gathers what the rest of the project must know of a file.
pub fn facts(module: &Module, environment: Environment<'_>) -> FileFacts {
    let mut facts = FileFacts::default();
    match &module.code {
        Code::Method(routine) => {
            facts.block(&routine.body, environment);
            let span = routine.signature.as_ref().map_or(Span::new(module.file, 0, 0), |signature| signature.span);
            facts.method = Some(callable("", span, routine, environment));
        }
        Code::Class(class) => facts.class(class, module, environment),
    }
    facts
}

fn callable(name: &str, span: Span, routine: &tree::Routine, environment: Environment<'_>) -> CallableFacts {
    let mut closed = routine.signature.as_ref().is_some_and(|signature| signature.variadic.is_none());
    walk::expressions(&routine.body, &mut |part| match &part.kind {
        E::Parameter(number) if *number > 0 => closed = false,
        E::IndirectParameter(_) => closed = false,
        E::Name(name) => closed &= !reads_all_parameters(name),
        _ => {}
    });
    CallableFacts { name: name.into(), span, signature: Arc::new(Signature::of(routine, environment)), closed }
}

/// `Count parameters` or `Copy parameters`.
fn reads_all_parameters(name: &tree::Name) -> bool {
    role_of_name(name) == Some(Role::ParameterAccess)
}

/// The type that is written, or Variant.
fn declared_type(declared: Option<&tree::TypeName>, environment: Environment<'_>) -> Type {
    Resolver::new(environment).declared_type(declared)
}

impl FileFacts {
    /// Without what a file that does not parse only seems to declare.
    pub fn names_only(self) -> Self {
        Self { method: None, class: None, ..self }
    }

    fn class(&mut self, class: &tree::Class, module: &Module, environment: Environment<'_>) {
        let mut found = ClassFacts {
            extends: class.extends.as_ref().map(|name| dotted(name).into()),
            extends_span: class.extends.as_ref().map(|name| name.span),
            shared: class.modifiers.shared || class.modifiers.session,
            singleton: class.modifiers.singleton || class.modifiers.session,
            span: Span::new(module.file, 0, 0),
            ..ClassFacts::default()
        };
        for property in &class.properties {
            let declared = declared_type(property.declared.as_ref(), environment);
            for variable in &property.names {
                let (read, write, span) = (declared.clone(), declared.clone(), variable.name.span);
                let property = PropertyFacts { read, write, span, computed: None };
                found.properties.insert(variable.name.text.clone(), property);
            }
            if let Some(value) = &property.value {
                walk::expression(value, &mut |part| self.expression(part, environment));
            }
        }
        for alias in &class.aliases {
            let property = PropertyFacts { span: alias.name.span, ..PropertyFacts::default() };
            found.properties.insert(alias.name.text.clone(), property);
        }
        for function in class.functions.iter().chain(&class.constructor) {
            self.block(&function.routine.body, environment);
            let facts = callable(&function.name.text, function.span, &function.routine, environment);
            match function.role {
                FunctionRole::Plain => {
                    found.functions.insert(function.name.text.clone(), facts);
                }
                FunctionRole::Constructor => found.constructor = Some(facts),
                FunctionRole::Get | FunctionRole::Set | FunctionRole::Query | FunctionRole::OrderBy => {
                    let property = found.properties.entry(function.name.text.clone()).or_default();
                    let accessors = property.computed.get_or_insert_default();
                    property.span = function.span;
                    match function.role {
                        FunctionRole::Get => {
                            accessors.get = true;
                            property.read = facts.signature.result.clone();
                        }
                        FunctionRole::Set => {
                            accessors.set = true;
                            property.write = facts.signature.parameters.first().cloned().unwrap_or_default();
                        }
                        _ => {}
                    }
                }
                FunctionRole::Event => {}
            }
        }
        self.class = Some(found);
    }

    fn block(&mut self, block: &Block, environment: Environment<'_>) {
        walk::expressions(block, &mut |part| self.expression(part, environment));
        walk::statements(block, &mut |statement| match &statement.kind {
            S::Assign(assignment) => self.target(&assignment.target),
            S::For(node) => self.target(&node.counter),
            S::ForEach(node) => self.target(&node.item),
            S::Variables(declaration) => {
                for variable in declaration.names.iter().filter(|variable| variable.scope == Scope::Process) {
                    self.writes(&variable.name.text);
                }
            }
            // Its text may name any variable.
            S::Sql(text) => words(text).for_each(|word| self.writes(word)),
            _ => {}
        });
    }

    fn expression(&mut self, part: &Expression, environment: Environment<'_>) {
        match &part.kind {
            E::Name(name) if name.token.is_none() => {
                *self.names.entry(fold_name(&name.text).into()).or_default() += 1;
            }
            E::Name(tree::Name { token: Some(Token::Plugin(..)), .. }) => self.plugins = true,
            E::Text(text) => {
                // A formula, or code of 4D tags, which may assign.
                if text.contains(":=") {
                    words(text).for_each(|word| self.writes(word));
                }
                if text.len() <= 64 && !self.properties.contains(text) {
                    self.properties.insert(text.clone());
                }
            }
            E::Object(entries) => self.properties.extend(entries.iter().map(|entry| entry.key.text.clone())),
            E::PointerTo(place) => self.target(place),
            E::Assign(assignment) => self.target(&assignment.target),
            E::Call(call) => {
                self.indirect |= names_computed_variables(call);
                if call.arguments.iter().any(is_place) && may_fill(call, environment) {
                    call.arguments.iter().for_each(|argument| self.target(argument));
                }
            }
            _ => {}
        }
    }

    fn writes(&mut self, name: &str) {
        self.written.entry(fold_name(name).into()).or_insert_with(|| name.into());
    }

    /// Something that gets a value.
    fn target(&mut self, target: &Expression) {
        match &target.kind {
            E::Name(name) => {
                self.writes(&name.text);
            }
            E::Member(member) => {
                self.properties.insert(member.name.text.clone());
            }
            E::Index(index) | E::Element(index) | E::Character(index) => self.target(&index.base),
            E::Parenthesized(inner) => self.target(inner),
            _ => {}
        }
    }
}

/// The words of a text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter(|word| !word.is_empty())
}

/// Whether a call may give values to the variables among its arguments: that of a command that fills some, or that is not
/// documented, or of something that is not known. Methods and functions get values.
pub(crate) fn may_fill(call: &tree::Call, environment: Environment<'_>) -> bool {
    let E::Name(name) = &call.callee.kind else { return false };
    match Resolver::new(environment).meaning(name) {
        Meaning::Command(number) => fourd_catalog::command(number).is_none_or(fills),
        Meaning::Method(_) => false,
        Meaning::Constant(_) | Meaning::Added(_) | Meaning::Plugin | Meaning::Variable => true,
    }
}

fn fills(command: &Command) -> bool {
    let names_variable = |types: &[&str]| types.iter().any(|each| each.contains("ariable") || each.contains("rray"));
    command.syntax.is_empty()
        || command.parameters.iter().any(|each| each.direction != Direction::In || names_variable(each.types))
}

/// Whether a command reaches variables by names that are not written here.
fn names_computed_variables(call: &tree::Call) -> bool {
    let literal = |argument: &Expression| matches!(argument.kind, E::Text(_));
    matches!(role_of_call(call), Some(Role::AccessByName { .. })) && !call.arguments.first().is_some_and(literal)
}

/// The role of the command that a call calls.
pub(crate) fn role_of_call(call: &tree::Call) -> Option<Role> {
    match &call.callee.kind {
        E::Name(name) => role_of_name(name),
        _ => None,
    }
}

/// Whether an argument is a place that a command may fill, and not only an element of an object.
fn is_place(argument: &Expression) -> bool {
    match &argument.kind {
        E::Name(name) => name.token.is_none(),
        E::Member(_) => true,
        E::Index(index) | E::Element(index) | E::Character(index) => is_place(&index.base),
        E::Parenthesized(inner) => is_place(inner),
        _ => false,
    }
}

/// A type name with its dots.
pub(crate) fn dotted(name: &tree::TypeName) -> String {
    name.path.iter().map(|part| &*part.text).collect::<Vec<_>>().join(".")
}
