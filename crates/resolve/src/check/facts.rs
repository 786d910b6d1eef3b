//! What the rest of a project must know of one file: gathered from every file before the first one is checked.

use crate::environment::{Environment, Signature};
use crate::walk;
use fourd_source::{Span, fold_name};
use fourd_syntax::tree::{
    self, Block, Code, Expression, ExpressionKind as E, FunctionRole, Module, Scope, StatementKind as S, Token,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// How callers may call a method, function or constructor.
#[derive(Debug, Clone)]
pub(crate) struct CallableFacts {
    /// The name as it is written.
    pub(crate) name: Box<str>,
    /// Where it is declared.
    pub(crate) span: Span,
    pub(crate) signature: Arc<Signature>,
    /// Whether the parameters are declared by name and nothing in the body reads further ones.
    pub(crate) closed: bool,
}

/// What is known of a class file.
#[derive(Debug, Clone, Default)]
pub(crate) struct ClassFacts {
    /// The path behind `Class extends`, dots included.
    pub(crate) extends: Option<Box<str>>,
    /// Where it stands.
    pub(crate) extends_span: Option<Span>,
    pub(crate) constructor: Option<CallableFacts>,
    /// Plain functions.
    pub(crate) functions: FxHashMap<Box<str>, CallableFacts>,
    /// Properties, computed ones and aliases included.
    pub(crate) properties: FxHashSet<Box<str>>,
    pub(crate) singleton: bool,
    pub(crate) shared: bool,
    /// Its first spot.
    pub(crate) span: Span,
}

/// What is known of one file.
#[derive(Debug, Clone, Default)]
pub struct FileFacts {
    pub(crate) method: Option<CallableFacts>,
    pub(crate) class: Option<ClassFacts>,
    /// Bare names, folded, and how often they occur.
    pub(crate) names: FxHashMap<Box<str>, u32>,
    /// Bare names, folded, that something may give a value to.
    pub(crate) written: FxHashSet<Box<str>>,
    /// Names that some object may have as a property: whatever is assigned, written as a key or as a text.
    pub(crate) properties: FxHashSet<Box<str>>,
    /// Whether commands of plug-ins are called.
    pub(crate) plugins: bool,
}

/// Gathers what the rest of the project must know of a file.
pub fn facts(module: &Module, environment: Environment<'_>) -> FileFacts {
    let mut facts = FileFacts::default();
    match &module.code {
        Code::Method(routine) => {
            facts.block(&routine.body);
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
    match name.token {
        Some(Token::Command(number)) => matches!(number, 259 | 1790),
        Some(_) => false,
        None => matches!(fold_name(&name.text).as_str(), "count parameters" | "copy parameters"),
    }
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
            found.properties.extend(property.names.iter().map(|variable| variable.name.text.clone()));
            if let Some(value) = &property.value {
                walk::expression(value, &mut |part| self.expression(part));
            }
        }
        found.properties.extend(class.aliases.iter().map(|alias| alias.name.text.clone()));
        for function in class.functions.iter().chain(&class.constructor) {
            self.block(&function.routine.body);
            let facts = callable(&function.name.text, function.span, &function.routine, environment);
            match function.role {
                FunctionRole::Plain => {
                    found.functions.insert(function.name.text.clone(), facts);
                }
                FunctionRole::Constructor => found.constructor = Some(facts),
                FunctionRole::Get | FunctionRole::Set | FunctionRole::Query | FunctionRole::OrderBy => {
                    found.properties.insert(function.name.text.clone());
                }
                FunctionRole::Event => {}
            }
        }
        self.class = Some(found);
    }

    fn block(&mut self, block: &Block) {
        walk::expressions(block, &mut |part| self.expression(part));
        walk::statements(block, &mut |statement| match &statement.kind {
            S::Assign(assignment) => self.target(&assignment.target),
            S::For(node) => self.target(&node.counter),
            S::ForEach(node) => self.target(&node.item),
            S::Variables(declaration) => {
                for variable in declaration.names.iter().filter(|variable| variable.scope == Scope::Process) {
                    self.written.insert(fold_name(&variable.name.text).into());
                }
            }
            // Its text may name any variable.
            S::Sql(text) => self.written.extend(
                text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
                    .map(|word| fold_name(word).into()),
            ),
            _ => {}
        });
    }

    fn expression(&mut self, part: &Expression) {
        match &part.kind {
            E::Name(name) if name.token.is_none() => {
                *self.names.entry(fold_name(&name.text).into()).or_default() += 1;
            }
            E::Name(tree::Name { token: Some(Token::Plugin(..)), .. }) => self.plugins = true,
            E::Text(text) if text.len() <= 64 && !self.properties.contains(text) => {
                self.properties.insert(text.clone());
            }
            E::Object(entries) => self.properties.extend(entries.iter().map(|entry| entry.key.text.clone())),
            E::PointerTo(place) => self.target(place),
            E::Assign(assignment) => self.target(&assignment.target),
            // A command or method may fill what it is given, and old declarations are commands.
            E::Call(call) => call.arguments.iter().for_each(|argument| self.target(argument)),
            _ => {}
        }
    }

    /// Something that gets a value.
    fn target(&mut self, target: &Expression) {
        match &target.kind {
            E::Name(name) => {
                self.written.insert(fold_name(&name.text).into());
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

/// A type name with its dots.
pub(crate) fn dotted(name: &tree::TypeName) -> String {
    name.path.iter().map(|part| &*part.text).collect::<Vec<_>>().join(".")
}
