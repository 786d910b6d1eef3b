//! The kinds of functions, and how each is called.

pub use crate::callable::invoke;
use crate::callable::{FUNCTION, Invoke, Taking, entry};
use crate::callee::{Callee, Origin, Resolved};
use crate::class::NativeRun;
use crate::command::{Argument, Arguments};
use crate::fault::Called;
use crate::methods;
use crate::process::Process;
use fourd_project::{MethodId, ProjectNumber};
use fourd_resolve::Type;
use fourd_resolve::typed::{Expression, Kind, Routine, Slot, Statement, StatementKind};
use fourd_source::Span;
use fourd_value::parcel::{Classes, cannot_travel};
use fourd_value::{Callable, Class, Error, Function, Member, Object, Packed, Parcel, Text, Value};
use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;

/// `Formula(…)`: code with the values of local variables that it took with it.
pub struct FormulaFunction {
    /// The code.
    pub callee: Rc<Callee>,
    /// Slot, type and value of the variables that were taken.
    pub captures: Vec<(Slot, Type, Value)>,
    /// The text.
    pub source: Text,
}

/// `Formula(method)`: a project method by name, which gets the arguments of the call.
#[derive(Clone)]
pub struct MethodReference {
    /// The method.
    pub method: MethodId,
    /// The text.
    pub source: Text,
}

impl MethodReference {
    /// The reference that a formula is, if it consists of the name of a method alone.
    pub(crate) fn of(routine: &Routine) -> Option<MethodReference> {
        match routine.body.as_slice() {
            [
                Statement {
                    kind: StatementKind::Return(Some(Expression { kind: Kind::CallMethod(method, arguments), .. })),
                    ..
                },
            ] if arguments.is_empty() => Some(MethodReference { method: method.clone(), source: Text::EMPTY }),
            _ => None,
        }
    }
}

impl Callable for MethodReference {
    fn name(&self) -> Text {
        Text::from(&*self.method.folded)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn entry(&self) -> &'static dyn Any {
        entry::<Self>()
    }
    fn source(&self) -> Text {
        self.source.clone()
    }
    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        Ok(Arc::new(SentMethod(self.clone())))
    }
}

/// A method reference on its way to another process.
struct SentMethod(MethodReference);

impl Packed for SentMethod {
    fn class(&self) -> &str {
        FORMULA
    }
    fn unpack(self: Arc<Self>, class: &Rc<Class>, _classes: &mut Classes<'_>) -> Object {
        let function: Function = Rc::new(self.0.clone());
        Object::travelling(class, function)
    }
    fn is_shareable(&self) -> bool {
        true
    }
}

/// The built-in class of formulas.
const FORMULA: &str = "Formula";
/// What the routine of a formula is called in a call chain.
pub const FORMULA_ROUTINE: &str = "Formula";

/// A formula on its way to another process: its code and the values that it took with it.
#[derive(Clone)]
pub struct SentFormula {
    resolved: Arc<Resolved>,
    captures: Vec<(Slot, Type, Parcel)>,
    name: Text,
    source: Text,
    project: ProjectNumber,
    origin: Origin,
}

impl SentFormula {
    /// Packs a formula.
    ///
    /// # Errors
    /// It took something with it that stays in its process.
    pub fn of(formula: &FormulaFunction) -> Result<SentFormula, Error> {
        let pack = |(slot, declared, value): &(Slot, Type, Value)| Ok((*slot, declared.clone(), Parcel::pack(value)?));
        Ok(SentFormula {
            resolved: formula.callee.resolved.clone(),
            captures: formula.captures.iter().map(pack).collect::<Result<_, Error>>()?,
            name: formula.callee.name.clone(),
            source: formula.source.clone(),
            project: formula.callee.project,
            origin: formula.callee.origin(),
        })
    }

    /// The formula in the process that it was sent to.
    pub fn arrive(&self, classes: &mut Classes<'_>) -> FormulaFunction {
        let callee = self.resolved.ready(self.name.clone(), self.project, self.origin.clone());
        let captures = self
            .captures
            .iter()
            .map(|(slot, declared, parcel)| (*slot, declared.clone(), parcel.clone().unpack(classes)))
            .collect();
        FormulaFunction { callee: Rc::new(callee), captures, source: self.source.clone() }
    }
}

impl Packed for SentFormula {
    fn class(&self) -> &str {
        FORMULA
    }
    fn unpack(self: Arc<Self>, class: &Rc<Class>, classes: &mut Classes<'_>) -> Object {
        let function: Function = Rc::new(self.arrive(classes));
        Object::travelling(class, function)
    }
    fn is_shareable(&self) -> bool {
        self.captures.iter().all(|(_, _, parcel)| parcel.stands_alone())
    }
}

/// A function of a class of the project, or a project method as a function.
pub struct RoutineFunction {
    /// The code.
    pub callee: Rc<Callee>,
}

/// A function of a built-in class.
pub struct NativeFunction {
    /// Its name.
    pub name: &'static str,
    /// Its code.
    pub run: NativeRun,
}

impl Callable for FormulaFunction {
    fn name(&self) -> Text {
        self.callee.name.clone()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn entry(&self) -> &'static dyn Any {
        entry::<Self>()
    }
    fn source(&self) -> Text {
        self.source.clone()
    }
    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        Ok(Arc::new(SentFormula::of(self)?))
    }
}

impl Callable for RoutineFunction {
    fn name(&self) -> Text {
        self.callee.name.clone()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn entry(&self) -> &'static dyn Any {
        entry::<Self>()
    }
    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        let newest = self.callee.newest();
        let own = |member: &Member| match member {
            Member::Function(function) => {
                let routine = function.as_any().downcast_ref::<RoutineFunction>();
                routine.is_some_and(|routine| Rc::ptr_eq(&routine.callee, &newest))
            }
            Member::Computed { .. } => false,
        };
        let class = self.callee.owner.get().ok_or_else(|| cannot_travel("This function"))?;
        let found = class.own_members().into_iter().find(|(_, member)| own(member));
        let (function, _) = found.ok_or_else(|| cannot_travel("This function"))?;
        Ok(Arc::new(SentFunction { class: class.name.clone(), function }))
    }
}

/// A function of a class of the project on its way to another process, by the names of both.
struct SentFunction {
    class: Text,
    function: Text,
}

impl Packed for SentFunction {
    fn class(&self) -> &str {
        FUNCTION
    }
    fn unpack(self: Arc<Self>, class: &Rc<Class>, classes: &mut Classes<'_>) -> Object {
        match classes(&self.class).and_then(|owner| owner.own_member(&self.function)) {
            Some(Member::Function(function)) => Object::travelling(class, function),
            _ => Object::new(),
        }
    }
}

impl Callable for NativeFunction {
    fn name(&self) -> Text {
        Text::from(self.name)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn entry(&self) -> &'static dyn Any {
        entry::<Self>()
    }
}

impl Drop for FormulaFunction {
    fn drop(&mut self) {
        // Formulas may have taken formulas with them, in any number.
        fourd_value::value::drop_flat(self.captures.drain(..).map(|(_, _, value)| value).collect());
    }
}

impl FormulaFunction {
    fn call(
        &self,
        process: &mut Process<'_>,
        this: Option<Value>,
        count: usize,
        arguments: impl IntoIterator<Item = Value>,
        span: Span,
    ) -> Value {
        let this = Some(this.unwrap_or(Value::Null));
        crate::call::call_with_captures(process, &self.callee, this, count, arguments, &self.captures, span)
    }
}

/// Calls a function for one of many elements: with a first argument and others that are the same each time.
pub fn invoke_for(process: &mut Process<'_>, function: &Function, first: Value, others: &[Value], span: Span) -> Value {
    let count = 1 + others.len();
    let arguments = std::iter::once(first).chain(others.iter().cloned());
    match function.as_any().downcast_ref::<FormulaFunction>() {
        Some(formula) => formula.call(process, None, count, arguments, span),
        None => invoke(process, function, None, arguments.collect(), span),
    }
}

impl Invoke for FormulaFunction {
    fn invoke(&self, process: &mut Process<'_>, this: Option<Value>, arguments: Vec<Value>, span: Span) -> Value {
        self.call(process, this, arguments.len(), arguments, span)
    }
    fn taking(&self) -> Taking<'_> {
        if self.captures.is_empty() { Taking::Slots(&self.callee) } else { Taking::Values }
    }
    fn class_name(&self) -> &'static str {
        FORMULA
    }
}

impl Invoke for RoutineFunction {
    fn invoke(&self, process: &mut Process<'_>, this: Option<Value>, arguments: Vec<Value>, span: Span) -> Value {
        crate::call::call_with_values(process, &self.callee, this, arguments, span)
    }
    fn taking(&self) -> Taking<'_> {
        Taking::Slots(&self.callee)
    }
}

impl Invoke for MethodReference {
    fn invoke(&self, process: &mut Process<'_>, this: Option<Value>, arguments: Vec<Value>, span: Span) -> Value {
        match methods::method_identified(process, &self.method) {
            Ok(callee) => crate::call::call_with_values(process, &callee, this, arguments, span),
            Err(error) => {
                process.raise(error, span);
                Value::Undefined
            }
        }
    }
    fn class_name(&self) -> &'static str {
        FORMULA
    }
}

impl Invoke for NativeFunction {
    fn invoke(&self, process: &mut Process<'_>, this: Option<Value>, arguments: Vec<Value>, span: Span) -> Value {
        let mut arguments = Arguments::new(arguments.into_iter().map(Argument::Value).collect(), span);
        run_native(process, self.run, &this.unwrap_or(Value::Null), &mut arguments)
    }
    fn taking(&self) -> Taking<'_> {
        Taking::Signs(self.run)
    }
}

/// Calls a function of a built-in class; its error is recorded.
pub fn run_native(process: &mut Process<'_>, run: NativeRun, this: &Value, arguments: &mut Arguments) -> Value {
    arguments.surplus = true;
    match this {
        Value::Object(object) if object.is_plain() => {}
        Value::Object(_) => process.observe(),
        Value::Collection(collection) if collection.as_shared().is_some() => process.observe(),
        _ => {}
    }
    let span = arguments.span;
    let outcome = arguments
        .expect_memory(Some(this))
        .and_then(|()| Called::at(span, || process.with_room(|process| run(process, this, arguments))))
        .and_then(|outcome| outcome);
    match outcome {
        Ok(value) => value,
        Err(error) => {
            process.raise(error, arguments.span);
            Value::Undefined
        }
    }
}
