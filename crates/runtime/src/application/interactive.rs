//! Code that is typed piece by piece: each input runs like a method of its own, and its local variables live on.

mod prompt_target;
mod view;

pub use prompt_target::PromptTarget;
pub use view::{MemberName, ProcessView, VariableView, computed_properties, documented, processes};

use crate::callee::{Callee, Resolved};
use crate::error_state::CallSite;
use crate::node::{Flow, Frame};
use crate::process::{Ending, Process};
use crate::quit;
use fourd_project::ProjectNumber;
use fourd_resolve::resolve_input;
use fourd_resolve::typed::{Kind, Routine, Slot, StatementKind, Variable};
use fourd_source::{Diagnostic, Severity, SourceText, Span};
use fourd_syntax::tree::{Code, CodeKind};
use fourd_value::{Text, Value};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What became of an input.
pub enum Answer {
    /// It ran; the value is there where the input is an expression or returned one.
    Value(Option<Value>),
    /// It does not parse, or ended by an error that was not handled.
    Problems(Vec<Diagnostic>),
    /// The process was asked to end while the input ran.
    Interrupted,
    /// The program ends.
    Ended,
}

/// A local variable between two inputs.
struct Kept {
    variable: Variable,
    raw: u64,
    value: Value,
    /// The type of its last value that had one, for a variable without a declaration.
    seen: Option<&'static str>,
    /// Whether its values had different types.
    mixed: bool,
}

/// The variable that holds the last value, without `$`.
const LAST: &str = "_";

/// The local variables of a prompt. `$_` is the value of the last input that had one.
#[derive(Default)]
pub struct Conversation {
    locals: Vec<Kept>,
    /// Serial of all its calls: pointers to its local variables stay good.
    serial: Option<u64>,
    /// The last input, which what is wrong with it refers to.
    input: Option<Arc<SourceText>>,
    /// The calls that the last input failed in, with the texts that its report refers to.
    failed: Vec<CallSite>,
}

impl Conversation {
    /// Runs one input in a process that runs nothing else. Reports call it by this name.
    pub fn evaluate(&mut self, process: &mut Process<'_>, name: &str, text: &str) -> Answer {
        let program = process.domain.program.clone();
        let source = program.sources.add_text(name, text.to_owned());
        let parsed = fourd_syntax::parse(source.id(), source.text(), CodeKind::Method);
        self.input = Some(source.clone());
        let mut errors: Vec<Diagnostic> =
            parsed.diagnostics.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
        let Code::Method(tree) = &parsed.module.code else { return Answer::Problems(errors) };
        if tree.body.len() == 1 {
            // Whoever types a comparison alone wants to know what it gives.
            errors.retain(|problem| problem.name != "syntax::comparison-as-statement");
        }
        if !errors.is_empty() {
            return Answer::Problems(errors);
        }
        let known: Vec<Variable> = self.locals.iter().map(|kept| kept.variable.clone()).collect();
        let (routine, _) = resolve_input(tree, &known, program.environment(ProjectNumber::HOST));
        let shown = shown_place(&routine);
        let variables = routine.variables.clone();
        let callee = Rc::new(Resolved::of(routine).ready(Text::from("prompt"), ProjectNumber::HOST, source));
        let value = self.run(process, &callee, &variables, shown);
        let answer = self.settle(process, value);
        if let Answer::Value(Some(value)) = &answer {
            self.keep_last(value);
        }
        answer
    }

    /// Sets `$_`. An array cannot be the value of a variable without a type, and nothing is no value.
    fn keep_last(&mut self, value: &Value) {
        if matches!(value, Value::Array(_) | Value::Undefined) {
            return;
        }
        let variable = Variable {
            name: LAST.into(),
            declared: fourd_resolve::Type::Variant,
            slot: Slot::Value(0),
            span: Span::default(),
            explicit: true,
            lenient: false,
        };
        let kept = Kept { variable, raw: 0, value: value.clone(), seen: None, mixed: false };
        match self.locals.iter_mut().find(|kept| &*kept.variable.name == LAST) {
            Some(last) => *last = kept,
            None => self.locals.push(kept),
        }
    }

    /// Makes the process ready for its next input, whatever happened in this one.
    fn settle(&mut self, process: &mut Process<'_>, value: Option<Value>) -> Answer {
        let (pending, ending) = (process.pending.take(), process.ending.take());
        process.attention = false;
        process.return_requested = false;
        process.error_handling.try_depth = 0;
        process.error_handling.handling = false;
        process.error_handling.interrupted = None;
        if quit::is_quitting(process) {
            process.end(Ending::Stopped);
            return Answer::Ended;
        }
        if process.record.abort.swap(false, Ordering::SeqCst) || ending == Some(Ending::Stopped) {
            return Answer::Interrupted;
        }
        match pending {
            Some(pending) => {
                crate::errors::note(process, ProjectNumber::HOST, &pending);
                let problems = crate::report::diagnostics(process, &pending);
                self.failed = pending.chain;
                Answer::Problems(problems)
            }
            None => Answer::Value(value),
        }
    }

    /// Runs the routine with the variables that were kept, and keeps them again.
    fn run(
        &mut self,
        process: &mut Process<'_>,
        callee: &Rc<Callee>,
        variables: &[Variable],
        shown: Shown,
    ) -> Option<Value> {
        let frame = Frame { raw: process.raw.len() as u32, values: process.values.len() as u32 };
        process.values.push(Value::Undefined);
        crate::call::prepare(process, callee, frame);
        let kept = std::mem::take(&mut self.locals);
        let before: Vec<(Option<&'static str>, bool)> = kept.iter().map(|kept| (kept.seen, kept.mixed)).collect();
        for (kept, variable) in kept.into_iter().zip(variables.iter().skip(1)) {
            if kept.variable.declared == variable.declared {
                restore(process, frame, variable.slot, kept);
            }
        }
        let serial = *self.serial.get_or_insert_with(|| {
            process.serial += 1;
            process.serial
        });
        let call_span = Span::default();
        process.calls.enter(callee, frame, serial, 0, call_span);
        let mut flow = Flow::Unwind;
        process.guarded(|process| match crate::lower::body(process, callee) {
            Ok(body) => flow = body.run(process, frame),
            Err(error) => process.raise(error, Span::default()),
        });
        let value = match (&shown, flow) {
            (_, Flow::Unwind) => None,
            (Shown::Result { procedure }, _) => {
                let declared = fourd_resolve::Type::Variant;
                let slot = callee.result_slot().map(|(slot, _)| slot);
                let value = slot.map_or(Value::Undefined, |slot| process.slot_value(frame, slot, &declared));
                (!procedure || !matches!(value, Value::Undefined)).then_some(value)
            }
            (Shown::Local(id), _) => {
                variables.get(*id as usize).map(|each| process.slot_value(frame, each.slot, &each.declared))
            }
            (Shown::Process(number), _) => Some(process.variable(*number).clone()),
            (Shown::Interprocess(number), _) => Some(process.domain.interprocess(*number)),
        };
        if process.calls.last().is_some_and(|call| call.extras.is_some()) {
            crate::call::end_extras(process, call_span);
        }
        let before = before.into_iter().chain(std::iter::repeat((None, false)));
        let kept =
            variables.iter().skip(1).zip(before).map(|(variable, before)| keep(process, frame, variable, before));
        self.locals = kept.collect();
        process.calls.leave();
        process.raw.truncate(frame.raw as usize);
        process.values.truncate(frame.values as usize);
        value
    }
}

/// The place of the value that an input shows.
enum Shown {
    /// In the result; a procedure that gives nothing shows nothing.
    Result { procedure: bool },
    /// In a local variable, which may hold an array.
    Local(u32),
    /// In a process variable.
    Process(u32),
    /// In an interprocess variable.
    Interprocess(u32),
}

fn shown_place(routine: &Routine) -> Shown {
    let [fourd_resolve::typed::Statement { kind: StatementKind::Return(Some(expression)), .. }] =
        routine.body.as_slice()
    else {
        return Shown::Result { procedure: true };
    };
    match &expression.kind {
        Kind::Local(id) => Shown::Local(*id),
        Kind::Process(number) => Shown::Process(*number),
        Kind::Interprocess(number) => Shown::Interprocess(*number),
        kind => Shown::Result {
            procedure: matches!(
                kind,
                Kind::CallMethod(..)
                    | Kind::CallCommand(..)
                    | Kind::CallMember(..)
                    | Kind::CallValue(..)
                    | Kind::SuperCall(_)
                    | Kind::SuperMember(..)
            ),
        },
    }
}

fn restore(process: &mut Process<'_>, frame: Frame, slot: Slot, kept: Kept) {
    match slot {
        Slot::Raw(slot) => {
            if let Some(target) = process.raw.get_mut((frame.raw + slot) as usize) {
                *target = kept.raw;
            }
        }
        Slot::Value(slot) => {
            if let Some(target) = process.values.get_mut((frame.values + slot) as usize) {
                *target = kept.value;
            }
        }
    }
}

fn keep(
    process: &mut Process<'_>,
    frame: Frame,
    variable: &Variable,
    (seen, mixed): (Option<&'static str>, bool),
) -> Kept {
    let mut kept = Kept { variable: variable.clone(), raw: 0, value: Value::Undefined, seen, mixed };
    match variable.slot {
        Slot::Raw(slot) => kept.raw = process.raw.get((frame.raw + slot) as usize).copied().unwrap_or(0),
        Slot::Value(slot) => {
            if let Some(value) = process.values.get_mut((frame.values + slot) as usize) {
                kept.value = std::mem::take(value);
            }
        }
    }
    if !matches!(kept.value, Value::Undefined) {
        let now = kept.value.type_name();
        kept.mixed |= kept.seen.is_some_and(|seen| seen != now);
        kept.seen = Some(now);
    }
    kept
}
