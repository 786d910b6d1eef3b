//! A cache that keeps what was used last, up to a number of entries and of bytes.

use lru::LruCache;
use rustc_hash::FxBuildHasher;
use std::cell::{Cell, RefCell};
use std::hash::Hash;

/// What was made last or used since, by keys. One thread at a time uses it; a `Mutex` around it lets several do so in turn.
pub struct Recent<K: Eq + Hash, V> {
    made: RefCell<LruCache<K, (usize, V), FxBuildHasher>>,
    bytes: Cell<usize>,
    most: usize,
    most_bytes: usize,
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    /// An empty cache for at most so many entries, which may be so many bytes together.
    pub fn new(most: usize, most_bytes: usize) -> Self {
        let made = RefCell::new(LruCache::unbounded_with_hasher(FxBuildHasher));
        Self { made, bytes: Cell::new(0), most, most_bytes }
    }

    /// What is kept by a key, which counts as a use.
    pub fn get(&self, key: &K) -> Option<V> {
        self.made.borrow_mut().get(key).map(|(_, made)| made.clone())
    }

    /// Keeps something that counts for so many bytes, in place of what was not used for longest. What is larger than the
    /// whole cache is not kept.
    pub fn put(&self, key: K, bytes: usize, value: V) {
        if bytes > self.most_bytes {
            return;
        }
        let mut dropped = Vec::new();
        {
            let mut made = self.made.borrow_mut();
            let mut all = self.bytes.get() + bytes;
            dropped.extend(made.push(key, (bytes, value)).inspect(|(_, (bytes, _))| all -= bytes));
            while made.len() > self.most || all > self.most_bytes {
                let Some(oldest) = made.pop_lru() else { break };
                all -= oldest.1.0;
                dropped.push(oldest);
            }
            self.bytes.set(all);
        }
        // Without the borrow: dropping a value can run code that uses the cache.
        drop(dropped);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.bytes.set(0);
        let made = self.made.replace(LruCache::unbounded_with_hasher(FxBuildHasher));
        drop(made);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_used_last_is_kept() {
        let recent: Recent<usize, usize> = Recent::new(256, 4096);
        for number in 0..2560 {
            recent.put(number, 10, number);
            assert_eq!(recent.get(&0), Some(0), "it is used all the time");
        }
        assert_eq!((recent.made.borrow().len(), recent.bytes.get()), (256, 2560));
        recent.put(0, 20, 1);
        assert_eq!((recent.get(&0), recent.bytes.get()), (Some(1), 2570));
        recent.put(1, 4096, 2);
        assert_eq!((recent.get(&1), recent.made.borrow().len()), (Some(2), 1));
        recent.put(2, 4097, 3);
        assert_eq!(recent.get(&2), None);
    }
}
