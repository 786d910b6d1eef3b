//! The kinds of functions, and how each is called.

use crate::command::{Argument, Arguments};
use crate::compiled::Compiled;
use crate::process::Process;
use fourd_resolve::Type;
use fourd_resolve::typed::{Expression, Kind, Routine, Slot, Statement, StatementKind};
use fourd_source::Span;
use fourd_value::{Callable, Error, Function, Text, Value};
use std::any::Any;
use std::rc::Rc;

/// `Formula(…)`: code with the values of local variables that it took with it.
pub struct FormulaFunction {
    /// The code.
    pub compiled: Rc<Compiled>,
    /// Slot, type and value of the variables that were taken.
    pub captures: Vec<(Slot, Type, Value)>,
    /// The text.
    pub source: Text,
}

/// `Formula(method)`: a project method by name, which gets the arguments of the call.
pub struct MethodReference {
    /// Its folded name.
    pub folded: String,
    /// The text.
    pub source: Text,
}

impl MethodReference {
    /// The reference that a formula is, if it consists of the name of a method alone.
    pub(crate) fn of(routine: &Routine) -> Option<MethodReference> {
        match routine.body.as_slice() {
            [
                Statement {
                    kind: StatementKind::Return(Some(Expression { kind: Kind::CallMethod(folded, arguments), .. })),
                    ..
                },
            ] if arguments.is_empty() => Some(MethodReference { folded: folded.to_string(), source: Text::EMPTY }),
            _ => None,
        }
    }
}

impl Callable for MethodReference {
    fn name(&self) -> Text {
        Text::from(&self.folded)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn source(&self) -> Text {
        self.source.clone()
    }
}

/// A function of a class of the project, or a project method as a function.
pub struct RoutineFunction {
    /// The code.
    pub compiled: Rc<Compiled>,
}

/// A function whose text has a mistake, which is told when it is called.
pub struct BrokenFunction {
    /// Its name.
    pub name: Text,
    /// The mistake.
    pub error: Error,
}

/// Code of a function of a built-in class.
pub type NativeRun = fn(&mut Process<'_>, &Value, &mut Arguments) -> Result<Value, Error>;

/// A function of a built-in class.
pub struct NativeFunction {
    /// Its name.
    pub name: &'static str,
    /// Its code.
    pub run: NativeRun,
}

impl Callable for FormulaFunction {
    fn name(&self) -> Text {
        self.compiled.name.clone()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn source(&self) -> Text {
        self.source.clone()
    }
}

impl Callable for RoutineFunction {
    fn name(&self) -> Text {
        self.compiled.name.clone()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Callable for BrokenFunction {
    fn name(&self) -> Text {
        self.name.clone()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Callable for NativeFunction {
    fn name(&self) -> Text {
        Text::from(self.name)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Calls a function with values.
pub fn invoke(
    process: &mut Process<'_>,
    function: &Function,
    this: Option<Value>,
    arguments: Vec<Value>,
    span: Span,
) -> Value {
    let any = function.as_any();
    if let Some(formula) = any.downcast_ref::<FormulaFunction>() {
        let this = this.unwrap_or(Value::Null);
        return crate::call::call_with_captures(
            process,
            &formula.compiled,
            Some(this),
            arguments,
            &formula.captures,
            span,
        );
    }
    if let Some(routine) = any.downcast_ref::<RoutineFunction>() {
        return crate::call::call_with_values(process, &routine.compiled, this, arguments, span);
    }
    if let Some(method) = any.downcast_ref::<MethodReference>() {
        return match crate::program::method_folded(process, &method.folded) {
            Ok(compiled) => crate::call::call_with_values(process, &compiled, this, arguments, span),
            Err(error) => {
                process.raise(error, span);
                Value::Undefined
            }
        };
    }
    if let Some(native) = any.downcast_ref::<NativeFunction>() {
        let mut arguments = Arguments::new(arguments.into_iter().map(Argument::Value).collect(), span);
        return run_native(process, native, &this.unwrap_or(Value::Null), &mut arguments);
    }
    let error = match any.downcast_ref::<BrokenFunction>() {
        Some(broken) => broken.error.clone(),
        None => Error::of(fourd_value::error::NOT_A_FUNCTION),
    };
    process.raise(error, span);
    Value::Undefined
}

/// Calls a function of a built-in class; its error is recorded.
pub fn run_native(
    process: &mut Process<'_>,
    native: &NativeFunction,
    this: &Value,
    arguments: &mut Arguments,
) -> Value {
    arguments.surplus = true;
    match (native.run)(process, this, arguments) {
        Ok(value) => value,
        Err(error) => {
            process.raise(error, arguments.span);
            Value::Undefined
        }
    }
}
