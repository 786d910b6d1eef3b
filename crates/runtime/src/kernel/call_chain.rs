//! The calls that a process is in, as errors and reports keep them.

use crate::error_state::CallSite;
use crate::machine::FIRST_PROCESS;
use crate::process::Process;
use crate::stop::{StopReason, StoppedAt};
use fourd_source::{SourceMap, Span};

/// How many calls an error keeps at each end of a long call chain.
pub(crate) const CHAIN_END: usize = 8;

/// The calls around the routine that a chain begins with, innermost first.
pub(crate) fn call_lines(sources: &SourceMap, chain: &[CallSite], left_out: usize) -> Vec<String> {
    let shown = |span: Span| match sources.locate(span) {
        Some((file, line, _)) => format!(" at {}:{line}", fourd_source::shown_path(&file.path)),
        None => String::new(),
    };
    let mut lines = Vec::new();
    for (index, place) in chain.iter().enumerate().skip(1) {
        if left_out > 0 && index == CHAIN_END {
            lines.push(format!("… {left_out} more calls …"));
        }
        lines.push(format!("called from `{}`{}", place.routine, shown(place.span)));
    }
    lines
}

impl Process<'_> {
    /// The routines that are running, innermost first, with the place that each has reached.
    pub fn call_chain(&self, span: Span) -> Vec<CallSite> {
        (0..self.calls.len()).filter_map(|depth| self.call_site(depth, span)).collect()
    }

    /// As [`call_chain`](Self::call_chain), of a long chain only the two ends, and how many calls are left out between.
    pub(crate) fn ends_of_call_chain(&self, span: Span) -> (Vec<CallSite>, usize) {
        let count = self.calls.len();
        let left_out = count.saturating_sub(2 * CHAIN_END);
        let from = if left_out > 0 { CHAIN_END } else { count };
        let depths = (0..from).chain(from + left_out..count);
        (depths.filter_map(|depth| self.call_site(depth, span)).collect(), left_out)
    }

    /// The routine that many calls outside of the running one, and the place that it has reached.
    fn call_site(&self, depth: usize, span: Span) -> Option<CallSite> {
        let index = self.calls.len().checked_sub(depth + 1)?;
        let span = self.calls.get(index + 1).map_or(span, |inner| inner.call_span);
        let callee = &self.calls.get(index)?.callee;
        let text = callee.text.clone();
        Some(CallSite { routine: callee.name.clone(), project: callee.project, span, text })
    }

    /// A statement is left because the run is stopped: the first one is where the process was.
    #[cold]
    pub(crate) fn note_stop(&mut self, span: Span) {
        let world = self.domain.machine.world.clone();
        let reports = matches!(world.stop_reason(), Some(StopReason::Interrupted | StopReason::TimedOut(_)));
        if !reports || std::mem::replace(&mut self.stop_noted, true) {
            return;
        }
        let chain = self.call_chain(span);
        let place = StoppedAt {
            process: self.record.name.clone(),
            is_first: self.record.number == FIRST_PROCESS,
            span,
            _text: chain.first().and_then(|place| place.text.clone()),
            calls: call_lines(&self.domain.program.sources, &chain, 0),
        };
        world.note_stopped(place);
    }
}
