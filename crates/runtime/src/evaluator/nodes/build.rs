//! Object and collection literals, and formulas.

use crate::callee::Callee;
use crate::function::{FormulaFunction, MethodReference};
use crate::node::{BoxedNode, Frame, Node};
use crate::process::Process;
use fourd_project::MethodId;
use fourd_resolve::Type;
use fourd_resolve::typed::{Slot, VariableId};
use fourd_source::Span;
use fourd_value::{Collection, Function, Object, Shape, Text, Value};
use std::cell::OnceCell;
use std::rc::Rc;

/// `{key: value; …}`.
pub(crate) struct ObjectLiteral {
    pub(crate) entries: Vec<(Text, BoxedNode)>,
    /// The shape with all names, where no name stands twice.
    pub(crate) shape: OnceCell<Option<Rc<Shape>>>,
    pub(crate) span: Span,
}

impl ObjectLiteral {
    fn shape(&self) -> Option<Rc<Shape>> {
        let mut shape = fourd_value::shape::plain_root();
        for (key, _) in &self.entries {
            if shape.position(key).is_some() {
                return None;
            }
            shape = shape.with(key);
        }
        (!shape.is_private()).then_some(shape)
    }
}

impl Node for ObjectLiteral {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let mut values = Vec::with_capacity(self.entries.len());
        let mut complete = true;
        for (_, node) in &self.entries {
            let value = node.value(process, frame);
            complete &= !matches!(value, Value::Undefined | Value::Array(_));
            values.push(process.contained(value));
        }
        if process.attention {
            return Value::Undefined;
        }
        if complete && let Some(shape) = self.shape.get_or_init(|| self.shape()) {
            return Value::Object(Object::with_shape(shape.clone(), values));
        }
        let object = Object::new();
        for ((key, _), value) in self.entries.iter().zip(values) {
            match value {
                // An undefined value makes no property.
                Value::Undefined => {}
                // The name of an array stands for the number of its current element.
                Value::Array(array) => object.put(key.clone(), Value::Real(f64::from(array.current()))),
                value => object.put(key.clone(), value),
            }
        }
        Value::Object(object)
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `[value; …]`.
pub(crate) struct CollectionLiteral {
    pub(crate) items: Vec<BoxedNode>,
    pub(crate) span: Span,
}

impl Node for CollectionLiteral {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let mut values = Vec::with_capacity(self.items.len());
        for item in &self.items {
            values.push(match item.value(process, frame) {
                Value::Undefined => Value::Null,
                Value::Array(array) => Value::Collection(array.to_collection()),
                value => process.contained(value),
            });
        }
        Value::Collection(Collection::new(values))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `Formula(…)`.
pub(crate) struct FormulaLiteral {
    pub(crate) callee: Rc<Callee>,
    pub(crate) captures: Vec<(VariableId, VariableId)>,
    pub(crate) source: Text,
    pub(crate) span: Span,
}

impl Node for FormulaLiteral {
    fn value(&self, process: &mut Process<'_>, frame: Frame) -> Value {
        let mut captures: Vec<(Slot, Type, Value)> = Vec::with_capacity(self.captures.len());
        for (outer, inner) in &self.captures {
            let place = process.local_location(frame, *outer);
            let value = process.read(&place, self.span);
            if let Some(local) = self.callee.variables.get(*inner as usize) {
                captures.push((local.slot, local.declared.clone(), value));
            }
        }
        let function: Function =
            Rc::new(FormulaFunction { callee: self.callee.clone(), captures, source: self.source.clone() });
        Value::Object(crate::classes::formula_object(process, function))
    }
    fn span(&self) -> Span {
        self.span
    }
}

/// `Formula(method)`: a method alone gets the arguments of the formula's call.
pub(crate) struct MethodLiteral {
    pub(crate) method: MethodId,
    pub(crate) source: Text,
    pub(crate) span: Span,
}

impl Node for MethodLiteral {
    fn value(&self, process: &mut Process<'_>, _frame: Frame) -> Value {
        let function: Function = Rc::new(MethodReference { method: self.method.clone(), source: self.source.clone() });
        Value::Object(crate::classes::formula_object(process, function))
    }
    fn span(&self) -> Span {
        self.span
    }
}
