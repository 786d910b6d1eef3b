//! What a program finds around it, and which world the running thread works for.
//!
//! Code that reaches files, the network or other programs, or that shows a number or a date, is called from everywhere and deep
//! inside libraries. It finds what holds for it through its thread: a domain enters its world on the thread that runs it, and a
//! thread that works for a process enters the world of the thread that starts it ([`spawn`]). A thread that has entered no
//! world may reach nothing.

use crate::world::World;
use fourd_host::{Host, System};
use fourd_value::locale::{self, Locale};
use std::cell::RefCell;
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread::JoinHandle;

/// The limit for unpacked content unless the command line gives another one, in bytes.
pub const DEFAULT_UNPACK_LIMIT: u64 = 1 << 30;

/// What a program finds around it; by default all of the system, in US English.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// What is outside of it, and what of that it may reach.
    pub host: Arc<dyn Host>,
    /// How numbers, dates and times are shown: the locale of the host.
    pub locale: &'static Locale,
    /// How large one compressed content may become in memory, in bytes.
    pub unpack_limit: u64,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self::of(Arc::new(System::new()))
    }
}

impl Surroundings {
    /// The surroundings that a host gives; in US English where its locale is not known.
    pub fn of(host: Arc<dyn Host>) -> Surroundings {
        let locale = locale::named(host.locale()).unwrap_or(&locale::EN_US);
        Surroundings { host, locale, unpack_limit: DEFAULT_UNPACK_LIMIT }
    }
}

thread_local! {
    /// The world that this thread works for.
    static ENTERED: RefCell<Option<Arc<World>>> = const { RefCell::new(None) };
}

/// Lets the running thread work for a world until it is dropped.
#[must_use]
pub struct Inside {
    before: Option<Arc<World>>,
    locale_before: &'static Locale,
    /// It must be dropped on the thread that has entered.
    thread: PhantomData<*const ()>,
}

impl World {
    /// Lets the running thread work for this world until the result is dropped: its rules, its locale and its state hold.
    pub fn enter(self: &Arc<World>) -> Inside {
        let locale_before = locale::set(self.surroundings.locale);
        Inside { before: ENTERED.replace(Some(self.clone())), locale_before, thread: PhantomData }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        locale::set(self.locale_before);
        // The world is dropped after the borrow has ended.
        drop(ENTERED.replace(self.before.take()));
    }
}

/// Looks at the world that the running thread works for, if it has entered one.
pub fn entered<R>(look: impl FnOnce(Option<&Arc<World>>) -> R) -> R {
    ENTERED.with_borrow(|world| look(world.as_ref()))
}

/// Starts a thread that works for the same world as the running one.
///
/// # Errors
/// The system starts no further thread.
pub fn spawn<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> io::Result<JoinHandle<T>> {
    let world = entered(|world| world.cloned());
    std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        let _inside = world.as_ref().map(World::enter);
        work()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_thread_works_for_the_world_that_it_entered_last() {
        let name = |tag: &str| World::within(None, Surroundings::of(Arc::new(System::new().in_locale(tag))));
        let (french, german) = (name("fr"), name("de"));
        let is_inside =
            |expected: &Arc<World>| entered(|world| world.is_some_and(|world| Arc::ptr_eq(world, expected)));
        assert!(entered(|world| world.is_none()));
        let outer = french.enter();
        assert_eq!((is_inside(&french), locale::current().tag), (true, "fr-fr"));
        let inner = german.enter();
        assert_eq!((is_inside(&german), locale::current().tag), (true, "de-de"));
        assert_eq!(spawn("test", || locale::current().tag).unwrap().join().unwrap(), "de-de");
        drop(inner);
        assert_eq!((is_inside(&french), locale::current().tag), (true, "fr-fr"));
        drop(outer);
        assert_eq!((entered(|world| world.is_none()), locale::current().tag), (true, "en-us"));
    }
}
