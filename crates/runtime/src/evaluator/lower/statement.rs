//! Statements.

use super::Lowering;
use crate::node::{BoxedNode, BoxedStep};
use crate::nodes::access::ValueSlot;
use crate::nodes::{assign, control, items, keys, loops, protect, variants};
use fourd_resolve::Type;
use fourd_resolve::typed::{Assignment, BinaryOperator, Block, Expression, Kind, Slot, Statement, StatementKind};
use fourd_source::Span;
use fourd_value::{Class, Error, PropertyCache, Text};
use std::cell::Cell;
use std::rc::Rc;

impl Lowering<'_> {
    /// The class of the function that is lowered.
    pub(crate) fn owner(&self) -> Option<Rc<Class>> {
        self.owner.clone()
    }

    /// The step of a statement.
    pub(crate) fn statement(&self, statement: &Statement) -> BoxedStep {
        self.deeper(|| self.step(statement))
    }

    fn step(&self, statement: &Statement) -> BoxedStep {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Expression(expression) => Box::new(control::Evaluate(self.expression(expression))),
            StatementKind::Assign(assignment) => self.assignment(assignment, span),
            StatementKind::Declare(places, declared) => Box::new(assign::Declare {
                places: places.iter().map(|place| self.needed_place(place)).collect(),
                declared: declared.clone(),
                span,
            }),
            StatementKind::If(condition, then, otherwise) => Box::new(control::If {
                condition: self.expression(condition),
                then: self.block(then),
                otherwise: self.block(otherwise),
            }),
            StatementKind::Case(branches, otherwise) => Box::new(control::Case {
                branches: branches
                    .iter()
                    .map(|(condition, body)| (self.condition(condition), self.block(body)))
                    .collect(),
                otherwise: self.block(otherwise),
            }),
            StatementKind::For { counter, first, last, step, body } => {
                self.counted(counter, first, last, step.as_ref(), body, span)
            }
            StatementKind::ForEach { item, source, begin, end, condition, body } => Box::new(loops::ForEach {
                slot: match &item.kind {
                    Kind::Local(id) => self.slot(*id).and_then(|(slot, declared)| loops::ItemSlot::of(slot, &declared)),
                    _ => None,
                },
                item: self.needed_place(item),
                source: self.expression(source),
                begin: begin.as_ref().map(|begin| self.expression(begin)),
                end: end.as_ref().map(|end| self.expression(end)),
                condition: condition.as_ref().map(|(word, condition)| (*word, self.expression(condition))),
                body: self.loop_body(body, None),
                span,
            }),
            StatementKind::While(condition, body) => {
                Box::new(loops::While { condition: self.expression(condition), body: self.loop_body(body, None), span })
            }
            StatementKind::Repeat(body, condition) => {
                Box::new(loops::Repeat { body: self.loop_body(body, Some(condition)), span })
            }
            StatementKind::Use(object, body) => {
                Box::new(protect::Use { object: self.expression(object), body: self.block(body), span })
            }
            StatementKind::Try(body, catch) => {
                Box::new(protect::Try { body: self.block(body), catch: self.block(catch) })
            }
            StatementKind::Return(None) => Box::new(control::Leave),
            StatementKind::Return(Some(value)) => Box::new(control::Return {
                value: self.expression(value),
                result: self.routine.result.and_then(|result| self.slot(result)),
                span,
            }),
            StatementKind::Break => Box::new(control::Break),
            StatementKind::Continue => Box::new(control::Continue),
            StatementKind::Invalid(invalid) => {
                Box::new(control::InvalidStep { error: Error::new(invalid.code, &*invalid.message), span })
            }
        }
    }

    fn counted(
        &self,
        counter: &Expression,
        first: &Expression,
        last: &Expression,
        step: Option<&Expression>,
        body: &Block,
        span: Span,
    ) -> BoxedStep {
        let step_node = step.map(|step| self.expression(step));
        let whole = |expression: &Expression| expression.declared == Type::Integer;
        if let (Kind::Local(id), true) = (&counter.kind, whole(last) && step.is_none_or(whole))
            && let Some((Slot::Raw(slot), Type::Integer)) = self.slot(*id)
        {
            return Box::new(loops::ForInteger {
                slot,
                first: self.expression(first),
                last: self.expression(last),
                step: step_node,
                body: self.loop_body(body, None),
                span,
            });
        }
        if let (Kind::Local(_), Type::Variant, Some(slot)) =
            (&counter.kind, &counter.declared, self.value_slot(counter))
        {
            return Box::new(loops::ForVariant {
                slot,
                first: self.expression(first),
                last: self.expression(last),
                step: step_node,
                body: self.loop_body(body, None),
                span,
            });
        }
        Box::new(loops::ForLocation {
            counter: self.needed_place(counter),
            first: self.expression(first),
            last: self.expression(last),
            step: step_node,
            body: self.loop_body(body, None),
            span,
        })
    }

    fn assignment(&self, assignment: &Assignment, span: Span) -> BoxedStep {
        let target = &assignment.target;
        match (&target.kind, assignment.operator) {
            (Kind::Local(id), operator) => {
                let compound = operator.map(|operator| self.compound(target, operator, &assignment.value, span));
                let value = compound.as_ref().unwrap_or(&assignment.value);
                if let Some(step) = self.assign_local(*id, value, span) {
                    return step;
                }
            }
            (Kind::Member(object, key), None) => {
                let (key, cache, value) =
                    (Text::from(&**key), PropertyCache::default(), self.expression(&assignment.value));
                let numeric = value.gives_numbers();
                return match self.value_slot(object) {
                    Some(slot) => {
                        let object = ValueSlot(slot);
                        Box::new(assign::AssignMember { object, key, cache, numeric, value, span })
                    }
                    None => {
                        let object = self.expression(object);
                        Box::new(assign::AssignMember { object, key, cache, numeric, value, span })
                    }
                };
            }
            (Kind::Element(base, index), None) if matches!(base.declared, Type::Array(_)) => {
                if let (Some(slot), Some(place)) = (self.value_slot(base), self.place(base)) {
                    let boolean = target.declared == Type::Boolean && assignment.value.declared == Type::Boolean;
                    let value = self.expression(&assignment.value);
                    let index = self.expression(index);
                    return Box::new(assign::AssignElement { slot, index, value, boolean, place, span });
                }
            }
            (Kind::Index(base, index), None) if Self::is_certain_text(index) => {
                if let Some(slot) = self.value_slot(base) {
                    let (name, value) = (self.expression(index), self.expression(&assignment.value));
                    return Box::new(keys::AssignKey { slot, name, value, place: target.span, span });
                }
            }
            (Kind::Index(base, index), None) if index.declared == Type::Integer && Self::is_quiet(index) => {
                if let Some(slot) = self.value_slot(base) {
                    let (position, value) = (self.expression(index), self.expression(&assignment.value));
                    return Box::new(items::AssignItem { slot, position, value, place: target.span, span });
                }
            }
            _ => {}
        }
        Box::new(assign::AssignLocation {
            place: self.needed_place(target),
            operator: assignment.operator,
            value: self.expression(&assignment.value),
            span,
        })
    }

    /// `$a+=b` of a local variable as `$a+b`: nothing of the target has an effect.
    fn compound(&self, target: &Expression, operator: BinaryOperator, value: &Expression, span: Span) -> Expression {
        let declared = fourd_resolve::operation_type(operator, &target.declared, &value.declared);
        Expression { kind: Kind::Binary(operator, Box::new(target.clone()), Box::new(value.clone())), declared, span }
    }

    fn assign_local(&self, id: u32, value: &Expression, span: Span) -> Option<BoxedStep> {
        let (slot, declared) = self.slot(id)?;
        let explicit = self.routine.variables.get(id as usize).is_some_and(|variable| variable.explicit);
        Some(match (slot, declared) {
            (Slot::Raw(slot), Type::Integer) => Box::new(assign::AssignInteger { slot, value: self.expression(value) }),
            (Slot::Raw(slot), Type::Real) => Box::new(assign::AssignReal { slot, value: self.expression(value) }),
            (Slot::Raw(slot), _) => Box::new(assign::AssignBoolean { slot, value: self.expression(value) }),
            (Slot::Value(slot), Type::Text) => {
                if let Some(tail) = Self::tail(id, value) {
                    let quiet = Self::is_quiet(&tail);
                    return Some(Box::new(assign::AppendText { slot, value: self.expression(&tail), quiet }));
                }
                if value.declared == Type::Text {
                    Box::new(assign::AssignText { slot, value: self.expression(value) })
                } else {
                    let (declared, value) = (Type::Text, self.expression(value));
                    Box::new(assign::AssignValue { slot, declared, explicit, numeric: Cell::new(false), value, span })
                }
            }
            (Slot::Value(slot), Type::Variant) if Self::is_boolean(value) => {
                Box::new(variants::AssignBoolean { slot, value: self.expression(value) })
            }
            (Slot::Value(slot), declared) => {
                let addend = self.untyped_addend(id, value);
                let value = self.expression(value);
                let numeric = Cell::new(declared == Type::Variant && value.gives_numbers());
                let assignment = assign::AssignValue { slot, declared, explicit, numeric, value, span };
                match addend {
                    Some(addend) => Box::new(variants::AddTo { addend, assignment }),
                    None => Box::new(assignment),
                }
            }
        })
    }

    /// What is added where a variable of any type gets itself with something that may be a text behind it.
    fn untyped_addend(&self, id: u32, value: &Expression) -> Option<BoxedNode> {
        let Kind::Binary(BinaryOperator::Add, left, right) = &value.kind else { return None };
        let may_be_text = matches!(right.declared, Type::Text | Type::Variant);
        let plain = left.kind == Kind::Local(id) && left.declared == Type::Variant && may_be_text;
        plain.then(|| self.expression(right))
    }

    /// The texts that a text variable gets behind itself, in one expression: `$text+a+b` is the same as `$text+(a+b)`.
    fn tail(id: u32, value: &Expression) -> Option<Expression> {
        let (mut rest, mut texts) = (value, vec![]);
        while let Kind::Binary(BinaryOperator::Add, left, right) = &rest.kind {
            if right.declared != Type::Text {
                return None;
            }
            texts.push(&**right);
            rest = left;
        }
        let joined = |left: Expression, right| Expression {
            kind: Kind::Binary(BinaryOperator::Add, Box::new(left), Box::new(right)),
            declared: Type::Text,
            span: value.span,
        };
        (rest.kind == Kind::Local(id)).then(|| texts.into_iter().rev().cloned().reduce(joined))?
    }
}
