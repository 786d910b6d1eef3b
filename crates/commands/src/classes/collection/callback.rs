//! Formulas, functions and methods that functions of collections call for elements.

use super::convert::to_boolean;
use super::missing;
use fourd_runtime::Process;
use fourd_runtime::command::Arguments;
use fourd_runtime::function::{RoutineFunction, invoke_for};
use fourd_runtime::methods;
use fourd_runtime::repeated::Repeated;
use fourd_source::Span;
use fourd_value::shape::plain_root;
use fourd_value::{Error, Function, Object, PropertyCache, Shape, Text, Value, error};
use std::rc::Rc;

/// What is called, with an object `$1` of `N` properties and the parameters that follow it.
pub(super) struct Callback<const N: usize> {
    function: Function,
    extra: Vec<Value>,
    shape: Rc<Shape>,
    /// `$1` of the last call; the next call takes it again unless somebody kept it.
    subject: Option<Object>,
    /// Where the property that the caller reads back stands in `$1`.
    cache: PropertyCache,
    span: Span,
    /// It is set up for calls in a row.
    repeated: Option<Repeated>,
}

/// Whether a value is a formula or another function.
pub(super) fn is_function(value: &Value) -> bool {
    value
        .as_object()
        .is_some_and(|object| object.native_data::<Function>().is_some() || methods::is_text_method(object))
}

impl<const N: usize> Callback<N> {
    /// What `value` names, a function or a method's name; `names` are the properties of `$1`.
    ///
    /// # Errors
    /// The value is neither, or there is no such method.
    pub(super) fn new(
        process: &mut Process<'_>,
        value: &Value,
        extra: Vec<Value>,
        names: [&str; N],
        span: Span,
    ) -> Result<Self, Error> {
        let function: Function = match value {
            Value::Text(name) => Rc::new(RoutineFunction { callee: methods::method(process, name)? }),
            Value::Object(object) => match methods::callable(process, object)? {
                Some(function) => function,
                None => return Err(not_callable(value)),
            },
            value => return Err(not_callable(value)),
        };
        let shape = names.iter().fold(plain_root(), |shape, name| shape.with(&Text::from(*name)));
        Ok(Self { function, extra, shape, subject: None, cache: PropertyCache::default(), span, repeated: None })
    }

    /// The callback of the next argument, all arguments behind it being its parameters.
    ///
    /// # Errors
    /// As [`Callback::new`].
    pub(super) fn take(process: &mut Process<'_>, arguments: &mut Arguments, names: [&str; N]) -> Result<Self, Error> {
        let value = arguments.take_value(process).ok_or_else(|| missing(arguments))?;
        let extra = arguments.forwarded(process);
        Self::new(process, &value, extra, names, arguments.span)
    }

    /// Does something that calls this callback in a row, and nothing else that runs 4D code.
    pub(super) fn in_a_row<R>(
        &mut self,
        process: &mut Process<'_>,
        work: impl FnOnce(&mut Process<'_>, &mut Self) -> R,
    ) -> R {
        if self.extra.is_empty() && self.repeated.is_none() {
            self.repeated = Repeated::begin(process, &self.function, self.span);
        }
        let result = work(process, self);
        if let Some(repeated) = self.repeated.take() {
            repeated.end(process);
        }
        result
    }

    /// Calls it with these values in `$1`; gives what it returned, or `$1.result` where it returned nothing. `None`: an
    /// error is on its way.
    pub(super) fn call(&mut self, process: &mut Process<'_>, values: [Value; N]) -> Option<Value> {
        let subject = match self.subject.take() {
            Some(subject) => match subject.refill(&self.shape, values) {
                Ok(()) => subject,
                Err(values) => Object::with_shape(self.shape.clone(), values.into()),
            },
            None => Object::with_shape(self.shape.clone(), values.into()),
        };
        let first = Value::Object(subject.clone());
        let returned = match &self.repeated {
            Some(repeated) => repeated.call(process, first),
            None => invoke_for(process, &self.function, first, &self.extra, self.span),
        };
        let subject = self.subject.insert(subject);
        if process.attention {
            return None;
        }
        Some(match returned {
            Value::Undefined if !subject.has_shape(&self.shape) => {
                subject.get(&Text::from("result")).unwrap_or_default()
            }
            returned => returned,
        })
    }

    /// As [`Callback::call`] with what comes back as a Boolean.
    pub(super) fn test(&mut self, process: &mut Process<'_>, values: [Value; N]) -> Option<bool> {
        self.call(process, values).map(|value| to_boolean(&value))
    }

    /// Whether the last call asked to stop.
    pub(super) fn stopped(&self) -> bool {
        self.subject.as_ref().is_some_and(|subject| {
            !subject.has_shape(&self.shape)
                && subject.get(&Text::from("stop")).is_some_and(|value| matches!(value, Value::Boolean(true)))
        })
    }

    /// A property of `$1` as the last call left it.
    pub(super) fn property(&self, name: &Text) -> Value {
        self.subject.as_ref().and_then(|subject| subject.look(name, &self.cache, Value::clone)).unwrap_or_default()
    }
}

fn not_callable(value: &Value) -> Error {
    let text = format!("expected a formula or the name of a method, found {}", value.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, text)
}
