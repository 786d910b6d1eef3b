//! The code that a domain has made of texts: those used last are kept, so that repeated ones are compiled once.

use crate::callee::Callee;
use fourd_project::ProjectNumber;
use fourd_resolve::typed::Routine;
use fourd_value::{Error, Function, Text};
use lru::LruCache;
use rustc_hash::FxBuildHasher;
use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::rc::Rc;
use std::sync::Arc;

/// How many texts of a kind a domain keeps ready.
const MOST_KEPT: usize = 256;
/// How long the kept texts of a kind may be together, in bytes. What is made of a text takes many times its length.
const MOST_KEPT_BYTES: usize = 512 << 10;

/// What was made of the texts used last.
pub(crate) struct Recent<K: Eq + Hash, V> {
    made: RefCell<LruCache<K, (usize, V), FxBuildHasher>>,
    /// The length of the texts, in bytes.
    bytes: Cell<usize>,
}

impl<K: Eq + Hash, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self { made: RefCell::new(LruCache::unbounded_with_hasher(FxBuildHasher)), bytes: Cell::new(0) }
    }
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    pub(crate) fn get(&self, key: &K) -> Option<V> {
        self.made.borrow_mut().get(key).map(|(_, made)| made.clone())
    }

    /// Keeps what was made of a text of that length, in place of what was not used for longest.
    pub(crate) fn put(&self, key: K, length: usize, value: V) {
        if length > MOST_KEPT_BYTES {
            return;
        }
        let mut dropped = Vec::new();
        {
            let mut made = self.made.borrow_mut();
            let mut bytes = self.bytes.get() + length;
            dropped.extend(made.push(key, (length, value)).inspect(|(_, (length, _))| bytes -= length));
            while made.len() > MOST_KEPT || bytes > MOST_KEPT_BYTES {
                let Some(oldest) = made.pop_lru() else { break };
                bytes -= oldest.1.0;
                dropped.push(oldest);
            }
            self.bytes.set(bytes);
        }
        drop(dropped);
    }

    fn clear(&self) {
        self.bytes.set(0);
        let made = self.made.replace(LruCache::unbounded_with_hasher(FxBuildHasher));
        drop(made);
    }
}

/// A routine as a key: its address, which nothing else takes while this is kept.
pub(crate) struct ByAddress(pub(crate) Arc<Routine>);

impl PartialEq for ByAddress {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for ByAddress {}

impl Hash for ByAddress {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

/// The code that a domain has made of texts.
#[derive(Default)]
pub(crate) struct TextCode {
    pub(crate) formulas: Recent<(ProjectNumber, Text), Result<Function, Error>>,
    /// By project, text and name.
    pub(crate) methods: Recent<(ProjectNumber, Text, Text), Rc<Callee>>,
    /// By project, the routine that they run in, and text.
    pub(crate) lines: Recent<(ProjectNumber, ByAddress, Text), Rc<Callee>>,
}

impl TextCode {
    /// Forgets all of it.
    pub(crate) fn clear(&self) {
        self.formulas.clear();
        self.methods.clear();
        self.lines.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_texts_used_last_are_kept() {
        let recent: Recent<usize, usize> = Recent::default();
        for number in 0..10 * MOST_KEPT {
            recent.put(number, 10, number);
            assert_eq!(recent.get(&0), Some(0), "it is used all the time");
        }
        assert_eq!(recent.made.borrow().len(), MOST_KEPT);
        assert_eq!(recent.bytes.get(), 10 * MOST_KEPT);
        recent.put(0, 20, 1);
        assert_eq!((recent.get(&0), recent.bytes.get()), (Some(1), 10 * MOST_KEPT + 10));
        recent.put(1, MOST_KEPT_BYTES, 2);
        assert_eq!((recent.get(&1), recent.made.borrow().len()), (Some(2), 1));
        recent.put(2, MOST_KEPT_BYTES + 1, 3);
        assert_eq!(recent.get(&2), None);
    }
}
