//! The variables of one routine: found in its declarations before its statements are resolved.

use crate::check::suggest::nearest;
use crate::environment::{Environment, Signature};
use crate::typed::{self, Routine, Slot, Variable, VariableId};
use crate::types::{Element, Type};
use crate::walk;
use fourd_catalog::{Command, Role};
use fourd_source::{Diagnostic, Span, fold_variable};
use fourd_syntax::tree::{self, Expression, ExpressionKind, Scope, StatementKind, Token};
use rustc_hash::FxHashMap;

/// The types that declarations name, for those that are mistyped.
const TYPES: [&str; 12] = [
    "Variant",
    "Integer",
    "Real",
    "Boolean",
    "Text",
    "Date",
    "Time",
    "Object",
    "Collection",
    "Pointer",
    "Blob",
    "Picture",
];

/// The highest parameter number that a method may have; a larger one is read as a computed parameter.
const MAX_PARAMETERS: u32 = 128;

/// Resolves the variables and statements of one routine.
pub(crate) struct Resolver<'a> {
    pub(crate) environment: Environment<'a>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) by_name: FxHashMap<String, VariableId>,
    pub(crate) parameters: usize,
    pub(crate) result: Option<VariableId>,
    pub(crate) this: Option<u32>,
    pub(crate) variadic: Option<Type>,
    raw_slots: u32,
    value_slots: u32,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// How many loops the statement is in.
    pub(crate) loops: usize,
    /// Inside a formula: where captured variables come from.
    pub(crate) captures: Option<Vec<Capture>>,
}

/// A variable of the surrounding routine that a formula uses.
pub(crate) struct Capture {
    pub(crate) name: Box<str>,
    pub(crate) span: Span,
    pub(crate) inner: VariableId,
}

/// Resolves a project method, database method or script.
pub fn resolve_method(routine: &tree::Routine, environment: Environment<'_>) -> (Routine, Vec<Diagnostic>) {
    Resolver::new(environment).routine(routine, false)
}

/// Resolves what was typed at a prompt. Variable 0 is the result, which takes the value where the input is one expression;
/// the known local variables come next and so keep their numbers in each input. A variable that is declared anew with
/// another type takes that type.
pub fn resolve_input(
    routine: &tree::Routine,
    known: &[Variable],
    environment: Environment<'_>,
) -> (Routine, Vec<Diagnostic>) {
    let mut anew = Resolver::new(environment);
    anew.declarations(&routine.body);
    let mut resolver = Resolver::new(environment);
    resolver.reserve_this();
    resolver.result = Some(resolver.add("0", Type::Variant, Span::default(), false));
    for variable in known {
        let declared = anew.by_name.get(&fold_variable(&variable.name)).and_then(|id| anew.variables.get(*id as usize));
        let variable = declared.unwrap_or(variable);
        resolver.add_named(&variable.name, variable.declared.clone(), variable.span, variable.explicit);
    }
    resolver.declarations(&routine.body);
    let body = match routine.body.as_slice() {
        [tree::Statement { kind: StatementKind::Expression(expression), span }] if !is_declaration(expression) => {
            let value = resolver.expression(expression);
            vec![typed::Statement { kind: typed::StatementKind::Return(Some(value)), span: *span }]
        }
        body => resolver.block(&body.to_vec()),
    };
    resolver.finish(body)
}

fn is_declaration(expression: &Expression) -> bool {
    command_call(expression).is_some_and(|(number, _)| Type::of_declaration_command(number).is_some())
}

/// Resolves a function or constructor of a class; `This` is always there.
pub fn resolve_function(routine: &tree::Routine, environment: Environment<'_>) -> (Routine, Vec<Diagnostic>) {
    Resolver::new(environment).routine(routine, true)
}

/// Resolves one line as the body of a formula, as `Formula from string` takes it. Its value is the
/// routine's result.
pub fn resolve_line(statement: &tree::Statement, environment: Environment<'_>) -> (Routine, Vec<Diagnostic>) {
    let mut resolver = Resolver::new(environment);
    let mut parameters = 0;
    match &statement.kind {
        StatementKind::Expression(expression) => {
            walk::expression(expression, &mut |part| note_parameter(part, &mut parameters));
            resolver.formula_slots(parameters);
            resolver.formula_body(expression)
        }
        _ => {
            let block = vec![statement.clone()];
            walk::expressions(&block, &mut |part| note_parameter(part, &mut parameters));
            resolver.formula_slots(parameters);
            resolver.declarations(&block);
            let body = resolver.block(&block);
            resolver.finish(body)
        }
    }
}

/// Resolves one line that runs inside a routine, as `EXECUTE FORMULA` takes it: it sees the variables, parameters and
/// result of the routine, which keep their numbers; its own variables come after them.
pub fn resolve_line_inside(
    statement: &tree::Statement,
    outer: &Routine,
    environment: Environment<'_>,
) -> (Routine, Vec<Diagnostic>) {
    let mut resolver = Resolver::new(environment);
    resolver.reserve_this();
    for variable in &outer.variables {
        resolver.add_named(&variable.name, variable.declared.clone(), variable.span, variable.explicit);
    }
    resolver.parameters = outer.parameters;
    resolver.result = outer.result;
    resolver.variadic = outer.variadic.clone();
    let block = vec![statement.clone()];
    resolver.declarations(&block);
    let body = resolver.block(&block);
    resolver.finish(body)
}

/// Raises `highest` to the number of a `$n`.
pub(crate) fn note_parameter(part: &Expression, highest: &mut u32) {
    if let ExpressionKind::Parameter(number) = part.kind
        && number <= MAX_PARAMETERS
    {
        *highest = (*highest).max(number);
    }
}

fn uses_this(part: &Expression) -> bool {
    matches!(&part.kind, ExpressionKind::Name(name) if matches!(role_of_name(name), Some(Role::This | Role::Super | Role::SuperCall)))
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(environment: Environment<'a>) -> Self {
        Self {
            environment,
            variables: Vec::new(),
            by_name: FxHashMap::default(),
            parameters: 0,
            result: None,
            this: None,
            variadic: None,
            raw_slots: 0,
            value_slots: 0,
            diagnostics: Vec::new(),
            loops: 0,
            captures: None,
        }
    }

    /// Adds a variable in a slot of its own.
    pub(crate) fn add(&mut self, name: &str, declared: Type, span: Span, explicit: bool) -> VariableId {
        let counter = if declared.is_raw() { &mut self.raw_slots } else { &mut self.value_slots };
        let number = *counter;
        *counter += 1;
        let slot = if declared.is_raw() { Slot::Raw(number) } else { Slot::Value(number) };
        let id = self.variables.len() as VariableId;
        self.variables.push(Variable { name: name.into(), declared, slot, span, explicit, lenient: false });
        id
    }

    pub(crate) fn add_named(&mut self, name: &str, declared: Type, span: Span, explicit: bool) -> VariableId {
        let id = self.add(name, declared, span, explicit);
        self.by_name.insert(fold_variable(name), id);
        id
    }

    /// `This` in the first value slot.
    pub(crate) fn reserve_this(&mut self) {
        self.this = Some(self.value_slots);
        self.value_slots += 1;
    }

    /// The slots of a formula: `This`, its parameters and its result.
    pub(crate) fn formula_slots(&mut self, parameters: u32) {
        self.reserve_this();
        for number in 1..=parameters {
            self.add(&number.to_string(), Type::Variant, Span::default(), false);
        }
        self.parameters = parameters as usize;
        self.result = Some(self.add("0", Type::Variant, Span::default(), false));
    }

    /// A formula of one expression: its value is the result.
    pub(crate) fn formula_body(mut self, expression: &Expression) -> (Routine, Vec<Diagnostic>) {
        let value = self.expression(expression);
        let span = value.span;
        let body = vec![typed::Statement { kind: typed::StatementKind::Return(Some(value)), span }];
        self.finish(body)
    }

    fn routine(mut self, routine: &tree::Routine, function: bool) -> (Routine, Vec<Diagnostic>) {
        let mut highest = 0;
        let mut this = function;
        walk::expressions(&routine.body, &mut |part| {
            note_parameter(part, &mut highest);
            this |= uses_this(part);
        });
        if this {
            self.reserve_this();
        }
        let declared = self.declared_parameters(routine, &mut highest);
        self.parameter_slots(routine, highest, &declared);
        self.declarations(&routine.body);
        let body = self.block(&routine.body);
        self.finish(body)
    }

    /// The types that old declarations (`C_TEXT($1)`) give to numbered parameters.
    fn declared_parameters(&mut self, routine: &tree::Routine, highest: &mut u32) -> FxHashMap<u32, (Type, Span)> {
        let mut found = FxHashMap::default();
        let mut variadic = None;
        walk::statements(&routine.body, &mut |statement| {
            if let StatementKind::Variables(declaration) = &statement.kind {
                for variable in &declaration.names {
                    let number = variable.name.text.parse::<u32>().ok().filter(|number| *number <= MAX_PARAMETERS);
                    match (variable.scope, number) {
                        (Scope::Parameter, Some(number)) => {
                            let declared = self.declared_type(declaration.declared.as_ref());
                            *highest = (*highest).max(number);
                            found.entry(number).or_insert((declared, variable.name.span));
                        }
                        (Scope::Parameters, _) => {
                            variadic = Some(self.declared_type(declaration.declared.as_ref()));
                        }
                        _ => {}
                    }
                }
            }
            let Some((declared, arguments)) = old_declaration(statement) else { return };
            for argument in arguments {
                match &argument.kind {
                    ExpressionKind::Parameter(number) if *number <= MAX_PARAMETERS => {
                        *highest = (*highest).max(*number);
                        found.entry(*number).or_insert((declared.clone(), argument.span));
                    }
                    ExpressionKind::IndirectParameter(_) => variadic = Some(declared.clone()),
                    _ => {}
                }
            }
        });
        self.variadic = variadic;
        found
    }

    fn parameter_slots(&mut self, routine: &tree::Routine, highest: u32, old: &FxHashMap<u32, (Type, Span)>) {
        let named = routine.signature.as_ref().map(|signature| signature.parameters.as_slice()).unwrap_or_default();
        let count = named.len().max(highest as usize);
        for index in 0..count {
            match named.get(index) {
                Some(parameter) => {
                    let declared = self.declared_type(parameter.declared.as_ref());
                    self.add_named(&parameter.name.text, declared, parameter.name.span, true);
                }
                None => {
                    let number = index as u32 + 1;
                    let (declared, span) = old.get(&number).cloned().unwrap_or_default();
                    let id = self.add(&number.to_string(), declared, span, old.contains_key(&number));
                    if let (true, Some(variable)) = (old.contains_key(&number), self.variables.get_mut(id as usize)) {
                        variable.lenient = true;
                    }
                }
            }
        }
        self.parameters = count;
        let Some(signature) = &routine.signature else {
            let (declared, span) = old.get(&0).cloned().unwrap_or_default();
            self.result = Some(self.add("0", declared, span, old.contains_key(&0)));
            return;
        };
        if let Some(variadic) = &signature.variadic {
            self.variadic = Some(self.declared_type(variadic.declared.as_ref()));
        }
        self.result = Some(match &signature.result {
            Some(result) => {
                let declared = self.declared_type(result.declared.as_ref());
                match &result.name {
                    Some(name) => self.add_named(&name.text, declared, name.span, true),
                    None => self.add("0", declared, signature.span, true),
                }
            }
            None => {
                let (declared, span) = old.get(&0).cloned().unwrap_or_default();
                self.add("0", declared, span, old.contains_key(&0))
            }
        });
    }

    /// The type that is written, or Variant; an unknown name is reported.
    pub(crate) fn declared_type(&mut self, name: Option<&tree::TypeName>) -> Type {
        let Some(name) = name else { return Type::Variant };
        if let Some(declared) = Type::declared(name) {
            return self.known_everywhere(declared);
        }
        let shown = name.path.first().map_or("", |part| &part.text);
        self.diagnostics.push(
            Diagnostic::error("resolve::unknown-type", format!("There is no type `{shown}`"))
                .at(name.span, "expected a type such as `Text`, `Object` or `cs.MyClass`, found a name that none has")
                .hint(match nearest(shown, TYPES) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("a class of the project is written `cs.{shown}`"),
                }),
        );
        Type::Variant
    }

    /// The type with the name by which the whole program knows its class: values travel between projects.
    fn known_everywhere(&self, declared: Type) -> Type {
        let Type::Object(Some(path)) = &declared else { return declared };
        let Some((store, class)) = path.split_once('.') else { return declared };
        if !store.eq_ignore_ascii_case("cs") {
            return declared;
        }
        match self.environment.class_key_of_path(class) {
            Some(key) => Type::Object(Some(format!("cs.{key}").into())),
            None => declared,
        }
    }

    /// Gives all local variables that are declared anywhere in the block their types and slots.
    pub(crate) fn declarations(&mut self, block: &tree::Block) {
        walk::statements(block, &mut |statement| match &statement.kind {
            StatementKind::Variables(declaration) => {
                let declared = match &declaration.declared {
                    Some(_) => self.declared_type(declaration.declared.as_ref()),
                    None => declaration.value.as_ref().map_or(Type::Variant, inferred),
                };
                for variable in declaration.names.iter().filter(|variable| variable.scope == Scope::Local) {
                    self.declare_local(&variable.name.text, declared.clone(), variable.name.span);
                }
            }
            StatementKind::Expression(expression) => {
                let Some((number, arguments)) = command_call(expression) else { return };
                if let Some(declared) = Type::of_declaration_command(number) {
                    for argument in arguments {
                        if let ExpressionKind::Local(name) = &argument.kind {
                            self.declare_local(name, declared.clone(), argument.span);
                        }
                    }
                } else if let Some(element) = Element::of_array_command(number)
                    && let Some(Expression { kind: ExpressionKind::Local(name), span }) = arguments.first()
                {
                    self.declare_local(name, Type::Array(element), *span);
                }
            }
            _ => {}
        });
    }

    fn declare_local(&mut self, name: &str, declared: Type, span: Span) {
        if !self.by_name.contains_key(&fold_variable(name)) {
            self.add_named(name, declared, span, true);
        }
    }

    /// The local variable of that name; one without a declaration is a Variant.
    pub(crate) fn local(&mut self, name: &str, span: Span) -> VariableId {
        let folded = fold_variable(name);
        if let Some(id) = self.by_name.get(&folded) {
            return *id;
        }
        let inner = self.add_named(name, Type::Variant, span, false);
        if let Some(captures) = &mut self.captures {
            captures.push(Capture { name: name.into(), span, inner });
        }
        inner
    }

    pub(crate) fn finish(self, body: typed::Block) -> (Routine, Vec<Diagnostic>) {
        let routine = Routine {
            variables: self.variables,
            parameters: self.parameters,
            result: self.result,
            variadic: self.variadic,
            this: self.this,
            raw_slots: self.raw_slots,
            value_slots: self.value_slots,
            body,
        };
        (routine, self.diagnostics)
    }
}

impl Signature {
    /// The signature that a routine's text declares.
    pub fn of(routine: &tree::Routine, environment: Environment<'_>) -> Signature {
        let header = tree::Routine { signature: routine.signature.clone(), body: Vec::new() };
        let mut resolver = Resolver::new(environment);
        let mut highest = 0;
        let old = resolver.declared_parameters(routine, &mut highest);
        resolver.parameter_slots(&header, highest, &old);
        let result = match (&routine.signature, old.get(&0)) {
            (_, Some((declared, _))) => declared.clone(),
            (Some(signature), None) => match &signature.result {
                Some(result) => resolver.declared_type(result.declared.as_ref()),
                None => Type::Variant,
            },
            (None, None) => Type::Variant,
        };
        Signature {
            parameters: resolver.variables.iter().take(resolver.parameters).map(|each| each.declared.clone()).collect(),
            variadic: resolver.variadic,
            result,
        }
    }
}

/// The number and arguments of a call of a command, by its token or name.
pub(crate) fn command_call(expression: &Expression) -> Option<(u32, &[Expression])> {
    let ExpressionKind::Call(call) = &expression.kind else { return None };
    let ExpressionKind::Name(name) = &call.callee.kind else { return None };
    Some((named_command(name)?.number, &call.arguments))
}

/// The command that a bare name is by its token, or else by its text.
pub fn named_command(name: &tree::Name) -> Option<&'static Command> {
    match name.token {
        Some(Token::Command(number)) => fourd_catalog::command(number),
        Some(_) => None,
        None => fourd_catalog::command_named(&name.text),
    }
}

/// The role of the command that a bare name is.
pub(crate) fn role_of_name(name: &tree::Name) -> Option<Role> {
    named_command(name)?.role
}

fn old_declaration(statement: &tree::Statement) -> Option<(Type, &[Expression])> {
    let StatementKind::Expression(expression) = &statement.kind else { return None };
    let (number, arguments) = command_call(expression)?;
    Some((Type::of_declaration_command(number)?, arguments))
}

/// The type of a variable that is declared with a value and without a type
/// ([Variables](https://developer.4d.com/docs/Concepts/variables)).
fn inferred(value: &Expression) -> Type {
    match &value.kind {
        ExpressionKind::Number(_) => Type::Real,
        ExpressionKind::Text(_) => Type::Text,
        ExpressionKind::Date { .. } => Type::Date,
        ExpressionKind::Time(_) => Type::Time,
        ExpressionKind::Object(_) => Type::Object(None),
        ExpressionKind::Collection(_) => Type::Collection,
        ExpressionKind::Unary(_, operand) | ExpressionKind::Parenthesized(operand) => inferred(operand),
        _ => Type::Variant,
    }
}
