//! `4D.Class` ([API](https://developer.4d.com/docs/API/ClassClass)).

use fourd_macros::class;
use fourd_runtime::command::Arguments;
use fourd_runtime::{Process, classes};
use fourd_source::Span;
use fourd_value::Text;
use fourd_value::{Class, Error, Value, error};
use std::rc::Rc;

fn class_of(process: &mut Process<'_>, this: &Value) -> Result<Rc<Class>, Error> {
    this.as_object()
        .and_then(|object| classes::class_of_class_object(process, object))
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected a class"))
}

/// The members of the class.
struct Members;

/// A class as an object.
#[class("Class")]
impl Members {
    /// Makes an object of the class.
    #[function]
    fn new(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let class = class_of(process, this)?;
        let span = arguments.span;
        let values = arguments.forwarded(process);
        Ok(classes::construct(process, &class, values, span))
    }

    /// Whether each session has one object of the class.
    #[getter]
    fn is_session_singleton(this: &Value, process: &mut Process<'_>) -> Result<bool, Error> {
        Ok(class_of(process, this)?.kind.session_singleton)
    }

    /// Whether the objects of the class are shared.
    #[getter]
    fn is_shared(this: &Value, process: &mut Process<'_>) -> Result<bool, Error> {
        Ok(class_of(process, this)?.kind.shared)
    }

    /// Whether the class has one object.
    #[getter]
    fn is_singleton(this: &Value, process: &mut Process<'_>) -> Result<bool, Error> {
        Ok(class_of(process, this)?.kind.singleton)
    }

    /// The one object of a singleton class; undefined for another class.
    #[getter]
    fn me(this: &Value, process: &mut Process<'_>, span: Span) -> Result<Value, Error> {
        let class = class_of(process, this)?;
        if !class.kind.singleton {
            return Ok(Value::Undefined);
        }
        Ok(classes::singleton(process, &class, Vec::new(), span))
    }

    /// The name of the class.
    #[getter]
    fn name(this: &Value, process: &mut Process<'_>) -> Result<Text, Error> {
        Ok(class_of(process, this)?.name.clone())
    }

    /// The class that it extends; Null where it extends none.
    #[getter]
    fn superclass(this: &Value, process: &mut Process<'_>) -> Result<Value, Error> {
        let class = class_of(process, this)?;
        Ok(match class.superclass() {
            Some(superclass) => Value::Object(classes::class_object(process, &superclass)),
            None => Value::Null,
        })
    }
}
