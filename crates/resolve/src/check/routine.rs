//! One walk through the typed tree of a routine; each rule has a file of its own.

use crate::check::world::{FileRole, Knowledge};
use crate::typed::{Assignment, Block, Expression, Kind, Routine, Statement, StatementKind as S, VariableId};
use fourd_catalog::{Role, role};
use fourd_project::{Project, ProjectNumber};
use fourd_source::{Diagnostic, Span};
use fourd_syntax::tree;
use rustc_hash::FxHashMap;

/// Whose code is checked.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    /// The project that the code belongs to.
    pub(crate) project: ProjectNumber,
    pub(crate) place: &'a FileRole,
    /// What the program knows the class by that the function belongs to.
    pub(crate) class: Option<&'a str>,
    /// The name of the file, folded, without its extension.
    pub(crate) own_name: &'a str,
}

/// Checks one routine.
pub(crate) struct Checker<'a> {
    pub(crate) world: &'a Knowledge<'a>,
    pub(crate) subject: Subject<'a>,
    pub(crate) findings: &'a mut Vec<Diagnostic>,
    /// The variables that the numbers of locals mean: of the routine, or of the formula that the walk is in.
    pub(crate) variables: Vec<crate::typed::Variable>,
    /// How many of them are parameters.
    pub(crate) parameters: usize,
    /// The variable that holds the result.
    pub(crate) result: Option<VariableId>,
    /// Whether the types of locals can be relied on: none is declared with two types.
    pub(crate) reliable: bool,
    /// Whether the walk is inside a formula, where `This` is another object.
    pub(crate) in_formula: bool,
    /// A place where a name can only be a namespace of classes.
    pub(crate) namespaces: Vec<Span>,
    /// How many `Use` blocks the walk is in.
    pub(crate) uses: usize,
    /// Locals that hold a shared object or collection that no other code can reach, with the spot where it was made.
    pub(crate) own_shared: FxHashMap<VariableId, Span>,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(world: &'a Knowledge<'a>, subject: Subject<'a>, findings: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            world,
            subject,
            findings,
            variables: Vec::new(),
            parameters: 0,
            result: None,
            reliable: true,
            in_formula: false,
            namespaces: Vec::new(),
            uses: 0,
            own_shared: FxHashMap::default(),
        }
    }

    /// The project that the code belongs to.
    pub(crate) fn project(&self) -> &'a Project {
        self.world.host.numbered(self.subject.project)
    }

    /// Checks a routine by its two trees.
    pub(crate) fn routine(mut self, tree: &tree::Routine, routine: &Routine) {
        self.reliable = self.locals(tree);
        self.names(tree);
        self.texts(tree);
        self.long_names(tree);
        self.flow(&tree.body);
        self.variables.clone_from(&routine.variables);
        self.parameters = routine.parameters;
        self.result = routine.result;
        self.own_shared = crate::check::shared::own(routine);
        self.block(&routine.body);
    }

    fn block(&mut self, block: &Block) {
        for statement in block {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            S::Expression(expression) => self.expression(expression),
            S::Assign(assignment) => self.assign(assignment),
            S::Declare(..) | S::Break | S::Continue | S::Invalid(_) => {}
            S::If(condition, then, otherwise) => {
                self.condition(condition);
                self.expression(condition);
                self.block(then);
                self.block(otherwise);
            }
            S::Case(branches, otherwise) => {
                for (condition, body) in branches {
                    self.condition(condition);
                    self.expression(condition);
                    self.block(body);
                }
                self.block(otherwise);
            }
            S::For { counter, first, last, step, body } => {
                self.counter(counter);
                [first, last].into_iter().chain(step).for_each(|part| self.bound(part));
                [counter, first, last].into_iter().chain(step).for_each(|part| self.expression(part));
                self.block(body);
            }
            S::ForEach { item, source, begin, end, condition, body } => {
                self.source(source);
                begin.iter().chain(end).for_each(|part| self.bound(part));
                condition.iter().for_each(|(_, part)| self.condition(part));
                [item, source].into_iter().chain(begin).chain(end).for_each(|part| self.expression(part));
                condition.iter().for_each(|(_, part)| self.expression(part));
                self.block(body);
            }
            S::While(condition, body) => {
                self.condition(condition);
                self.expression(condition);
                self.block(body);
            }
            S::Repeat(body, condition) => {
                self.block(body);
                self.condition(condition);
                self.expression(condition);
            }
            S::Use(object, body) => {
                self.used(object);
                self.expression(object);
                self.uses += 1;
                self.block(body);
                self.uses -= 1;
            }
            S::Try(body, catch) => {
                self.block(body);
                self.block(catch);
            }
            S::Return(value) => value.iter().for_each(|value| self.return_value(value)),
        }
    }

    fn assign(&mut self, assignment: &Assignment) {
        self.assignment(assignment);
        self.shared_write(assignment);
        if !self.is_in_class_store(&assignment.target) {
            self.expression(&assignment.target);
        }
        self.expression(&assignment.value);
    }

    fn return_value(&mut self, value: &Expression) {
        self.returned(value);
        self.expression(value);
    }

    fn all(&mut self, expressions: &[Expression]) {
        expressions.iter().for_each(|each| self.expression(each));
    }

    fn expression(&mut self, node: &Expression) {
        match &node.kind {
            Kind::CallMethod(name, arguments) => {
                self.method_call(name, arguments);
                self.all(arguments);
            }
            Kind::CallCommand(number, arguments) => {
                self.command_call(*number, arguments, node.span);
                self.shared_command(*number, arguments, node.span);
                let of_class = role(*number) == Some(Role::InstanceOf);
                for argument in arguments {
                    // No object belongs to a class that is not there: the answer is right.
                    if !of_class || !self.is_built_in_class(argument) {
                        self.expression(argument);
                    }
                }
            }
            Kind::CallMember(object, name, arguments) => {
                self.member_call(object, name, arguments, node.span);
                self.shared_call(object, name, node.span);
                self.expression(object);
                self.all(arguments);
            }
            Kind::CallValue(callee, arguments) => {
                self.expression(callee);
                self.all(arguments);
            }
            Kind::SuperMember(name, arguments) => {
                self.super_call(name, arguments, node.span);
                self.all(arguments);
            }
            Kind::Member(object, name) => {
                self.member(object, name, node.span);
                self.expression(object);
            }
            Kind::Index(base, index) => {
                self.indexed(base, node.span);
                self.expression(base);
                self.expression(index);
            }
            Kind::Element(base, index) | Kind::Character(base, index) => {
                self.in_brackets(base, matches!(node.kind, Kind::Element(..)), node.span);
                self.expression(base);
                self.expression(index);
            }
            Kind::Binary(operator, left, right) => {
                self.operands(*operator, left, right, node.span);
                // `cs.Name=Null` checks whether there is such a class.
                let asks = |class: &Expression, value: &Expression| {
                    matches!(value.kind, Kind::Null) && self.is_in_class_store(class)
                };
                if asks(left, right) || asks(right, left) {
                    return;
                }
                self.expression(left);
                self.expression(right);
            }
            Kind::ShortCircuit(_, left, right) => {
                self.expression(left);
                self.expression(right);
            }
            Kind::Ternary(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().for_each(|part| self.expression(part));
            }
            Kind::Parameter(part)
            | Kind::Dereference(part)
            | Kind::PointerTo(part)
            | Kind::Unary(_, part)
            | Kind::Try(part) => self.expression(part),
            Kind::Object(entries) => entries.iter().for_each(|(_, value)| self.expression(value)),
            Kind::Collection(parts) | Kind::SuperCall(parts) => self.all(parts),
            Kind::Assign(assignment) => self.assign(assignment),
            Kind::Return(value) => value.iter().for_each(|value| self.return_value(value)),
            Kind::Formula(formula) => self.formula(&formula.routine),
            Kind::Number(_)
            | Kind::Text(_)
            | Kind::Date(..)
            | Kind::Time(_)
            | Kind::Boolean(_)
            | Kind::Null
            | Kind::Local(_)
            | Kind::Process(_)
            | Kind::Interprocess(_)
            | Kind::Table(..)
            | Kind::Field(..)
            | Kind::SuperProperty(_)
            | Kind::This
            | Kind::Star
            | Kind::Less
            | Kind::Greater
            | Kind::Operator(_)
            | Kind::Omitted
            | Kind::Invalid(_) => {}
        }
    }

    fn formula(&mut self, routine: &Routine) {
        let variables = std::mem::replace(&mut self.variables, routine.variables.clone());
        let parameters = std::mem::replace(&mut self.parameters, routine.parameters);
        let result = std::mem::replace(&mut self.result, routine.result);
        let own_shared = std::mem::take(&mut self.own_shared);
        let in_formula = std::mem::replace(&mut self.in_formula, true);
        self.block(&routine.body);
        self.variables = variables;
        self.parameters = parameters;
        self.result = result;
        self.own_shared = own_shared;
        self.in_formula = in_formula;
    }
}
