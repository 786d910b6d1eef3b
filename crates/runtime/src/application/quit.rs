//! The end of a program: `QUIT 4D`, On Exit and On Server Shutdown (rules 7.12 and 10.9).

use crate::inbox::InboxTask;
use crate::machine::{FIRST_PROCESS, Machine, MachineKind};
use crate::process::{Ending, Process};
use crate::record::process_type;
use crate::run::host_ends;
use crate::stop::StopReason;
use crate::waiting::{Key, WaitFor};
use crate::world::World;
use crate::{clients, scheduler};
use fourd_project::DatabaseMethod;
use fourd_source::Span;
use fourd_value::Text;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How long a program may take to quit after the signal TERM, On Exit included.
pub const QUITTING: Duration = Duration::from_secs(8);

/// Whether the application of a process ends.
pub(crate) fn is_quitting(process: &Process<'_>) -> bool {
    let machine = &process.domain.machine;
    machine.world.stopping.load(Ordering::Relaxed) || machine.settings.quit.load(Ordering::SeqCst)
}

/// Lets the other processes run until `ready` holds; false where the application ends first. A request to end this process
/// alone has no effect.
pub(crate) fn wait_until(process: &mut Process<'_>, mut ready: impl FnMut() -> bool) -> bool {
    while !scheduler::wait(process, None, || WaitFor::Listening, Span::default(), &mut ready) {
        if is_quitting(process) {
            return false;
        }
        process.record.abort.store(false, Ordering::SeqCst);
        process.ending = None;
        process.attention = false;
    }
    true
}

/// Runs something in a new process of the machine and waits for its end.
pub(crate) fn in_new_process(
    process: &mut Process<'_>,
    name: &str,
    kind: i32,
    work: impl FnOnce(&mut Process<'_>) + Send + 'static,
) {
    let machine = process.domain.machine.clone();
    let record = machine.add_process(Text::from(name), false, false, machine.session.clone());
    record.process_type.store(kind, Ordering::SeqCst);
    machine.send(InboxTask { record: record.clone(), work: Box::new(work) });
    let what = || WaitFor::Answer(Some(Key::End(record.identity)));
    scheduler::wait(process, None, what, Span::default(), || record.requests.has_ended());
}

/// `QUIT 4D`: the calling process of an application ends at once, the first one after On Exit. A server goes on for that
/// many seconds, or until all clients have left, and then ends.
pub fn quit(process: &mut Process<'_>, seconds: Option<f64>) {
    let machine = process.domain.machine.clone();
    if machine.kind == MachineKind::Server {
        server_quits(&machine, seconds);
        return;
    }
    machine.settings.quit.store(true, Ordering::SeqCst);
    if let Some(first) = machine.process(FIRST_PROCESS).filter(|first| first.number != process.record.number) {
        machine.abort(&first);
    }
    process.end(Ending::Stopped);
}

fn server_quits(machine: &Arc<Machine>, seconds: Option<f64>) {
    if !machine.settings.quit.swap(true, Ordering::SeqCst) {
        let record = machine.add_process(Text::from("Quit"), false, false, machine.session.clone());
        record.process_type.store(process_type::INTERNAL_SERVER, Ordering::SeqCst);
        machine.send(InboxTask { record, work: Box::new(move |process| end_server(process, seconds)) });
    }
}

/// Asks a machine from outside to quit, as `QUIT 4D` does from inside.
pub(crate) fn ask(machine: &Arc<Machine>) {
    if machine.kind == MachineKind::Server {
        return server_quits(machine, Some(0.0));
    }
    if !machine.settings.quit.swap(true, Ordering::SeqCst)
        && let Some(first) = machine.process(FIRST_PROCESS)
    {
        machine.abort(&first);
    }
}

/// What a server that quits does: waits, lets the remaining clients go, shuts down, ends all processes.
fn end_server(process: &mut Process<'_>, seconds: Option<f64>) {
    let machine = process.domain.machine.clone();
    if let Some(wait) = seconds.filter(|seconds| *seconds > 0.0) {
        let wait = Duration::try_from_secs_f64(wait).unwrap_or(Duration::MAX);
        if let Some(until) = scheduler::moment_after(process, wait) {
            scheduler::sleep(process, until);
        }
    }
    if seconds.is_some() {
        for session in remote_sessions(&machine) {
            clients::drop_user(&machine, &session);
        }
    }
    let all_left = || remote_sessions(&machine).is_empty();
    scheduler::wait(process, None, || WaitFor::Task(Some(Key::of(&machine))), Span::default(), all_left);
    shut_down(process);
    if let Some(first) = machine.process(FIRST_PROCESS) {
        machine.abort(&first);
    }
}

fn remote_sessions(machine: &Machine) -> Vec<Text> {
    let sessions = machine.sessions.all();
    sessions.iter().filter(|session| session.kind.is_connection).map(|session| session.id.clone()).collect()
}

/// On Server Shutdown, once, whoever asks first; the others wait for its end.
pub(crate) fn shut_down(process: &mut Process<'_>) {
    let machine: Arc<Machine> = process.domain.machine.clone();
    if machine.settings.shutting_down.swap(true, Ordering::SeqCst) {
        let done = || machine.settings.shut_down.load(Ordering::SeqCst);
        scheduler::wait(process, None, || WaitFor::Answer(Some(Key::of(&machine))), Span::default(), done);
        return;
    }
    host_ends(process, DatabaseMethod::OnServerShutdown);
    machine.settings.shut_down.store(true, Ordering::SeqCst);
    machine.world.signal(Key::of(&machine));
}

impl World {
    /// Lets the program quit as `QUIT 4D` does, with On Exit and On Server Shutdown; it is ended where that takes too long.
    pub fn quit(self: &Arc<Self>) {
        self.note_reason(StopReason::Terminated);
        let machines: Vec<Arc<Machine>> = Machine::all(self);
        for machine in &machines {
            // The server of clients ends after them.
            let serves = machine.kind == MachineKind::Server && machines.len() > 1;
            if !serves {
                ask(machine);
            }
        }
        self.after(QUITTING, |world| world.stop_because(StopReason::Terminated));
    }
}
