//! What commands and members reach outside of their process, and that they declare it.
//!
//! `#[command(…, effects(files))]` says it once. Help, pages and the deterministic scheduler read the declaration. That it is
//! complete is checked in development builds, wherever a command reaches the host of its program
//! ([`Outside`](crate::access::Outside)).

#[cfg(debug_assertions)]
use std::cell::Cell;

/// What a command or member reaches outside of its process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Other processes can see what it does, or it sees what they do, in another way than by files, network and programs, and
    /// whatever its arguments.
    pub shared: bool,
    /// It reads, writes or looks at files and folders.
    pub files: bool,
    /// It makes, accepts or looks up connections.
    pub network: bool,
    /// It starts other programs.
    pub programs: bool,
}

impl Effects {
    /// Nothing.
    pub const NONE: Effects = Effects { shared: false, files: false, network: false, programs: false };

    /// Whether other processes can see what it does, or it sees what they do. With a seed, the process gives its turn away
    /// before.
    pub const fn are_observable(self) -> bool {
        self.shared || self.files || self.network || self.programs
    }

    /// What it reaches of what is outside of the program, as the rules of a sandbox name it: `files, network`.
    pub fn outside(self) -> String {
        let named = [(self.files, "files"), (self.network, "network"), (self.programs, "programs")];
        let named: Vec<&str> = named.iter().filter(|(reached, _)| *reached).map(|(_, name)| *name).collect();
        named.join(", ")
    }
}

#[cfg(debug_assertions)]
thread_local! {
    /// The command or member that runs on this thread with what it declares; nothing where other code runs.
    static DECLARED: Cell<Option<Declared>> = const { Cell::new(None) };
}

/// The name of a command or member with its effects.
#[cfg(debug_assertions)]
type Declared = (&'static str, Effects);

/// Sets back what was declared before.
#[cfg(debug_assertions)]
struct Before(Option<Declared>);

#[cfg(debug_assertions)]
impl Drop for Before {
    fn drop(&mut self) {
        DECLARED.set(self.0);
    }
}

/// Runs the code of a command or member that declares these effects. The macros of declarations call it.
#[inline(always)]
#[cfg_attr(not(debug_assertions), allow(unused_variables))]
pub fn during<R>(name: &'static str, effects: Effects, run: impl FnOnce() -> R) -> R {
    #[cfg(debug_assertions)]
    let _before = Before(DECLARED.replace(Some((name, effects))));
    run()
}

/// Called where the host is reached: the command that runs must have declared it.
#[inline(always)]
#[cfg_attr(not(debug_assertions), allow(unused_variables))]
pub(crate) fn reach(what: &str, declares: fn(Effects) -> bool) {
    #[cfg(debug_assertions)]
    if let Some((name, effects)) = DECLARED.get() {
        assert!(declares(effects), "`{name}` reaches {what} and does not declare `effects({what})`");
    }
}

/// What is declared on the running thread, between two turns of a process.
#[derive(Default)]
pub(crate) struct Turn {
    #[cfg(debug_assertions)]
    declared: Option<Declared>,
}

impl Turn {
    /// Changes over to what was declared when the process gave its turn away, or back from it.
    #[inline(always)]
    pub(crate) fn change(&mut self) {
        #[cfg(debug_assertions)]
        {
            self.declared = DECLARED.replace(self.declared);
        }
    }
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_declared_cannot_be_reached() {
        let files = Effects { files: true, ..Effects::NONE };
        let reaches =
            |declared| std::panic::catch_unwind(|| during("x", declared, || reach("files", |found| found.files)));
        assert!(reaches(files).is_ok());
        assert!(reaches(Effects::NONE).is_err());
        assert_eq!(DECLARED.get(), None);
        // Code that no command calls is not held to anything.
        reach("files", |found| found.files);
    }

    #[test]
    fn each_process_keeps_what_runs_in_it() {
        let mut turn = Turn::default();
        during("outer", Effects::NONE, || {
            turn.change();
            assert_eq!(DECLARED.get(), None);
            turn.change();
            assert_eq!(DECLARED.get().map(|declared| declared.0), Some("outer"));
        });
    }
}
