//! Calls of methods, commands, member functions and function values.

use super::locations::LocationNode;
use crate::call::{self, CallResult, Passed};
use crate::callable::{Taking, taking};
use crate::callee::Callee;
use crate::class::NativeRun;
use crate::command::{Argument, Arguments, CommandEntry};
use crate::fault::Called;
use crate::node::{BoxedNode, Frame, MaybeNumber, Node};
use crate::process::Process;
use fourd_project::MethodId;
use fourd_source::Span;
use fourd_value::{Class, Error, Function, Member, Shape, ShapeCache, Text, Value, error};
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::rc::Rc;

/// A project method.
pub(crate) struct MethodCall {
    pub(crate) method: MethodId,
    pub(crate) arguments: Box<[BoxedNode]>,
    pub(crate) target: OnceCell<Rc<Callee>>,
    pub(crate) span: Span,
}

impl MethodCall {
    #[inline]
    fn call<R: CallResult>(&self, process: &mut Process<'_>, frame: Frame) -> R {
        if process.attention {
            return R::neutral();
        }
        if let Some(target) = self.target.get() {
            return call::call(process, target, None, &self.arguments, frame, self.span);
        }
        match crate::methods::method_identified(process, &self.method) {
            Ok(found) => {
                let target = self.target.get_or_init(|| found);
                call::call(process, target, None, &self.arguments, frame, self.span)
            }
            Err(error) => {
                process.raise(error, self.span);
                R::neutral()
            }
        }
    }
}

impl Node for MethodCall {
    fn passed(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.call::<Passed>(process, frame).0
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        look(&self.call::<Passed>(process, frame).0);
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.call(process, frame)
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        self.call(process, frame)
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        self.call(process, frame)
    }
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        self.call(process, frame)
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        self.call(process, frame)
    }
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        self.call(process, frame)
    }
    fn run(&self, process: &mut Process<'_>, frame: Frame) {
        self.call(process, frame)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// An argument of a command as a node.
pub(crate) enum ArgumentNode {
    Value(BoxedNode),
    Location(Box<dyn LocationNode>),
    Star,
    Less,
    Greater,
    Omitted,
}

impl ArgumentNode {
    fn evaluate(&self, process: &mut Process<'_>, frame: Frame) -> Argument {
        match self {
            ArgumentNode::Value(node) => Argument::Value(node.passed(process, frame)),
            ArgumentNode::Location(place) => Argument::Location(place.place(process, frame)),
            ArgumentNode::Star => Argument::Star,
            ArgumentNode::Less => Argument::Less,
            ArgumentNode::Greater => Argument::Greater,
            ArgumentNode::Omitted => Argument::Omitted,
        }
    }
}

fn evaluate(arguments: &[ArgumentNode], process: &mut Process<'_>, frame: Frame, span: Span) -> Arguments {
    let mut items: SmallVec<[Argument; 4]> = SmallVec::new();
    for argument in arguments {
        items.push(argument.evaluate(process, frame));
    }
    Arguments::new(items, span)
}

/// A command.
pub(crate) struct CommandCall {
    pub(crate) entry: &'static CommandEntry,
    pub(crate) arguments: Box<[ArgumentNode]>,
    pub(crate) span: Span,
}

fn is_shared(argument: &Argument) -> bool {
    match argument {
        Argument::Value(Value::Object(object)) => object.as_shared().is_some(),
        Argument::Value(Value::Collection(collection)) => collection.as_shared().is_some(),
        _ => false,
    }
}

impl Node for CommandCall {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let mut arguments = evaluate(&self.arguments, process, frame, self.span);
        if process.seeded && !process.attention && (self.entry.effects.are_observable() || arguments.any(is_shared)) {
            process.observe();
        }
        if process.attention {
            return Value::Undefined;
        }
        let run = self.entry.run;
        let outcome = if let Err(error) = arguments.expect_memory(None) {
            Err(error)
        } else {
            Called::at(self.span, || match process.has_room() {
                true => run(process, &mut arguments),
                false => process.with_room(|process| run(process, &mut arguments)).and_then(|outcome| outcome),
            })
        };
        match outcome {
            Ok(value) => value,
            Err(error) => {
                process.raise(self.entry.named_error(error), self.span);
                Value::Undefined
            }
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `ASSERT`: nothing is evaluated while assertions are disabled.
pub(crate) struct Assertion(pub(crate) CommandCall);

impl Node for Assertion {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        if process.domain.machine.assertions_enabled(process.record.identity) {
            self.0.value(process, frame)
        } else {
            Value::Undefined
        }
    }
    fn span(&self) -> Span {
        self.0.span
    }
}

/// `receiver.name(…)`.
pub(crate) struct MemberCall {
    pub(crate) receiver: BoxedNode,
    pub(crate) name: Text,
    pub(crate) arguments: Box<[BoxedNode]>,
    pub(crate) stars: Box<[ArgumentNode]>,
    /// It is `push` with one value.
    pub(crate) appends: bool,
    /// The function of collections that the name stands for.
    pub(crate) of_collections: OnceCell<Function>,
    /// The routine that objects of a shape have.
    pub(crate) cache: ShapeCache<Rc<Callee>>,
    /// The code in Rust that objects of a shape have.
    pub(crate) natives: ShapeCache<NativeRun>,
    pub(crate) span: Span,
}

impl MemberCall {
    #[inline]
    fn call<R: CallResult>(&self, process: &mut Process<'_>, frame: Frame) -> R {
        let receiver = self.receiver.value(process, frame);
        if process.attention {
            return R::neutral();
        }
        if let Value::Object(object) = &receiver
            && let Some(callee) = self.cache.get(object)
        {
            return call::call(process, &callee, Some(receiver), &self.arguments, frame, self.span);
        }
        if self.appends
            && let (Value::Collection(collection), [argument]) = (&receiver, &*self.arguments)
            && collection.as_shared().is_none()
        {
            let value = argument.value(process, frame);
            if process.attention {
                return R::neutral();
            }
            if !matches!(value, Value::Real(_) | Value::Text(_) | Value::Object(_) | Value::Collection(_)) {
                return self.append_other(process, receiver, value);
            }
            if let Err(error) = collection.push(value, process.writer()) {
                process.raise(error, self.span);
                return R::neutral();
            }
            return R::from_value(process, receiver, self.span);
        }
        self.call_slowly(process, frame, receiver)
    }

    /// Appends a value that a collection does not hold as it is.
    #[cold]
    fn append_other<R: CallResult>(&self, process: &mut Process<'_>, receiver: Value, value: Value) -> R {
        let value = match process.member_function(&receiver, &self.name, self.span) {
            Some(function) => crate::function::invoke(process, &function, Some(receiver), vec![value], self.span),
            None => Value::Undefined,
        };
        R::from_value(process, value, self.span)
    }

    /// The function that the name stands for: those of collections never change.
    #[inline]
    fn function(&self, process: &mut Process<'_>, receiver: &Value) -> Option<Function> {
        if let (Value::Collection(_), Some(known)) = (receiver, self.of_collections.get()) {
            return Some(known.clone());
        }
        let found = process.member_function(receiver, &self.name, self.span)?;
        if receiver.as_collection().is_some() {
            let _ = self.of_collections.set(found.clone());
        }
        Some(found)
    }

    #[inline(never)]
    fn call_slowly<R: CallResult>(&self, process: &mut Process<'_>, frame: Frame, receiver: Value) -> R {
        if let Value::Object(object) = &receiver
            && let Some(run) = self.natives.get(object)
        {
            return self.call_native(process, frame, &receiver, run);
        }
        let Some(function) = self.function(process, &receiver) else { return R::neutral() };
        let value = match taking(&function) {
            Taking::Slots(callee) => {
                if let Some(shape) = self.shape_with(&receiver, &function) {
                    self.cache.put(shape, callee.clone());
                }
                return call::call(process, callee, Some(receiver), &self.arguments, frame, self.span);
            }
            Taking::Signs(run) => {
                if let Some(shape) = self.shape_with(&receiver, &function) {
                    self.natives.put(shape, run);
                }
                return self.call_native(process, frame, &receiver, run);
            }
            Taking::Values => {
                let arguments = values(&self.arguments, process, frame);
                if process.attention {
                    return R::neutral();
                }
                crate::function::invoke(process, &function, Some(receiver), arguments, self.span)
            }
        };
        R::from_value(process, value, self.span)
    }

    fn call_native<R: CallResult>(
        &self,
        process: &mut Process<'_>,
        frame: Frame,
        receiver: &Value,
        run: NativeRun,
    ) -> R {
        let mut arguments = evaluate(&self.stars, process, frame, self.span);
        if process.attention {
            return R::neutral();
        }
        let value = crate::function::run_native(process, run, receiver, &mut arguments);
        R::from_value(process, value, self.span)
    }

    /// The shape of an object whose class has this function, so that all objects of the shape have it; none where it can be a
    /// property of theirs.
    fn shape_with(&self, receiver: &Value, function: &Function) -> Option<Rc<Shape>> {
        let shape = receiver.as_object()?.shape()?;
        if shape.is_private() || shape.position(&self.name).is_some() {
            return None;
        }
        let Some(Member::Function(found)) = shape.class()?.member(&self.name) else { return None };
        Rc::ptr_eq(&found, function).then_some(shape)
    }
}

fn values(arguments: &[BoxedNode], process: &mut Process<'_>, frame: Frame) -> Vec<Value> {
    arguments.iter().map(|argument| argument.passed(process, frame)).collect()
}

impl Node for MemberCall {
    fn passed(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.call::<Passed>(process, frame).0
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        look(&self.call::<Passed>(process, frame).0);
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.call(process, frame)
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        self.call(process, frame)
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        self.call(process, frame)
    }
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        self.call(process, frame)
    }
    fn boolean(&self, process: &mut Process<'_>, frame: Frame) -> bool {
        self.call(process, frame)
    }
    fn text(&self, process: &mut Process<'_>, frame: Frame) -> Text {
        self.call(process, frame)
    }
    fn run(&self, process: &mut Process<'_>, frame: Frame) {
        self.call(process, frame)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `expression(…)`.
pub(crate) struct ValueCall {
    pub(crate) callee: BoxedNode,
    pub(crate) arguments: Box<[BoxedNode]>,
    pub(crate) span: Span,
}

impl Node for ValueCall {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let callee = self.callee.value(process, frame);
        let arguments = values(&self.arguments, process, frame);
        if process.attention {
            return Value::Undefined;
        }
        match process.function_of(&callee, &Text::from("the expression"), self.span) {
            Some(function) => crate::function::invoke(process, &function, None, arguments, self.span),
            None => Value::Undefined,
        }
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `object[name](…)`: a function of the object, as `object.name(…)` calls it
/// ([Function](https://developer.4d.com/docs/API/FunctionClass#executing-code-in-function-objects)). What a collection
/// holds belongs to no object.
pub(crate) struct IndexCall {
    pub(crate) base: BoxedNode,
    pub(crate) index: BoxedNode,
    pub(crate) arguments: Box<[BoxedNode]>,
    pub(crate) span: Span,
}

impl Node for IndexCall {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let base = self.base.value(process, frame);
        let index = self.index.value(process, frame);
        if process.attention {
            return Value::Undefined;
        }
        let (function, this) = match (base, &index) {
            (base @ Value::Object(_), Value::Text(name)) => {
                (process.member_function(&base, name, self.span), Some(base))
            }
            (base, index) => {
                let callee = process.index(&base, index, self.span);
                if process.attention {
                    return Value::Undefined;
                }
                (process.function_of(&callee, &Text::from("the expression"), self.span), None)
            }
        };
        let Some(function) = function else { return Value::Undefined };
        let arguments = values(&self.arguments, process, frame);
        if process.attention {
            return Value::Undefined;
        }
        crate::function::invoke(process, &function, this, arguments, self.span)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// The class whose members `Super` gives to the running function.
fn super_class(process: &mut Process<'_>, span: Span) -> Option<Rc<Class>> {
    let owner = process.calls.last().and_then(|call| call.callee.owner.get().cloned());
    let found = owner.and_then(|class| class.superclass());
    if found.is_none() {
        process.raise(
            Error::with(error::SUPER_TWICE, "`Super` has a meaning only in functions of a class that extends another"),
            span,
        );
    }
    found
}

/// `Super(…)`.
pub(crate) struct SuperCall {
    pub(crate) arguments: Box<[BoxedNode]>,
    pub(crate) this: Option<u32>,
    pub(crate) span: Span,
}

impl Node for SuperCall {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let Some(class) = super_class(process, self.span) else { return Value::Undefined };
        if let Some(call) = process.calls.last_mut()
            && std::mem::replace(&mut call.extras.get_or_insert_default().super_called, true)
        {
            process.raise(Error::of(error::SUPER_TWICE), self.span);
            return Value::Undefined;
        }
        let this = self.this.map(|slot| process.local(frame, slot).clone()).unwrap_or_default();
        let mut next = Some(class);
        while let Some(class) = next {
            if let Some(constructor) = crate::classes::code(&class).and_then(|code| code.constructor.clone()) {
                call::call::<()>(process, &constructor, Some(this), &self.arguments, frame, self.span);
                return Value::Undefined;
            }
            if let Err(error) = crate::classes::makes_no_others(process, &class) {
                process.raise(error, self.span);
                return Value::Undefined;
            }
            next = class.superclass();
        }
        Value::Undefined
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `Super.name(…)` and `Super.name`.
pub(crate) struct SuperMember {
    pub(crate) name: Text,
    /// `None` where no call is written.
    pub(crate) arguments: Option<Box<[BoxedNode]>>,
    pub(crate) this: Option<u32>,
    /// The function, once it was found: the superclass of a function's class does not change.
    pub(crate) found: OnceCell<Rc<Callee>>,
    pub(crate) span: Span,
}

impl SuperMember {
    fn call<R: CallResult>(&self, process: &mut Process<'_>, frame: Frame) -> R {
        let this = self.this.map(|slot| process.local(frame, slot).clone()).unwrap_or_default();
        if let (Some(callee), Some(arguments)) = (self.found.get(), &self.arguments) {
            return call::call(process, callee, Some(this), arguments, frame, self.span);
        }
        let Some(class) = super_class(process, self.span) else { return R::neutral() };
        match (class.member(&self.name), &self.arguments) {
            (Some(Member::Function(function)), Some(arguments)) => {
                if let Taking::Slots(callee) = taking(&function) {
                    let callee = self.found.get_or_init(|| callee.clone());
                    return call::call(process, callee, Some(this), arguments, frame, self.span);
                }
                let arguments = values(arguments, process, frame);
                let value = crate::function::invoke(process, &function, Some(this), arguments, self.span);
                R::from_value(process, value, self.span)
            }
            (Some(Member::Function(function)), None) => {
                let object = crate::classes::function_object(process, function);
                R::from_value(process, Value::Object(object), self.span)
            }
            (Some(Member::Computed { get: Some(get), .. }), None) => {
                let value = crate::function::invoke(process, &get, Some(this), Vec::new(), self.span);
                R::from_value(process, value, self.span)
            }
            _ => {
                let text = format!("The class `{}` has no function `{}`", class.name, self.name);
                process.raise(Error::with(error::NOT_A_FUNCTION, text), self.span);
                R::neutral()
            }
        }
    }
}

impl Node for SuperMember {
    fn passed(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.call::<Passed>(process, frame).0
    }
    fn look(&self, process: &mut Process<'_>, frame: Frame, look: &mut dyn FnMut(&Value)) {
        look(&self.call::<Passed>(process, frame).0);
    }
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        self.call(process, frame)
    }
    fn number(&self, process: &mut Process<'_>, frame: Frame) -> MaybeNumber {
        self.call(process, frame)
    }
    fn integer(&self, process: &mut Process<'_>, frame: Frame) -> i64 {
        self.call(process, frame)
    }
    fn real(&self, process: &mut Process<'_>, frame: Frame) -> f64 {
        self.call(process, frame)
    }
    fn span(&self) -> Span {
        self.span
    }
}
