//! `4D.QuotaManager` ([API](https://developer.4d.com/docs/API/QuotaManagerClass)): limits of what REST requests of a session keep
//! in memory.

use fourd_macros::class;
use fourd_runtime::session::Session;
use fourd_runtime::{Process, classes};
use fourd_value::{Error, Object, Value, error};
use parking_lot::Mutex;
use std::sync::Arc;

/// After how many seconds without use an entity set is released, where the code says nothing.
const DEFAULT_TIMEOUT: i64 = 7200;

/// The limits of a session; nothing where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Limits {
    entity_sets: Option<i64>,
    default_timeout: Option<i64>,
    longest_timeout: Option<i64>,
}

/// The limits of a session as its state.
#[derive(Default)]
struct Quotas(Mutex<Limits>);

/// The quotas of a session as an object of the class has them.
struct Manager(Arc<Session>);

/// The quotas of a session as an object of the running domain.
pub(crate) fn object(process: &mut Process<'_>, session: Arc<Session>) -> Value {
    match classes::built_in(process, CLASS.name) {
        Some(class) => Value::Object(Object::native(&class, Manager(session))),
        None => Value::Null,
    }
}

/// A new limit; nothing for Undefined, which takes the limit away.
fn limit(value: &Value, name: &str) -> Result<Option<i64>, Error> {
    match value {
        Value::Undefined => Ok(None),
        Value::Real(number) if *number >= 1.0 => Ok(Some(*number as i64)),
        Value::Real(number) => {
            Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("`{name}`: expected a number above 0, found {number}")))
        }
        other => {
            let text = format!("`{name}`: expected a number, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

impl Manager {
    fn limits(&self) -> Limits {
        *self.0.state.get::<Quotas>().0.lock()
    }

    fn change(&self, change: impl FnOnce(&mut Limits)) {
        change(&mut self.0.state.get::<Quotas>().0.lock());
    }
}

fn shown(limit: Option<i64>) -> Value {
    limit.map_or(Value::Undefined, Value::integer)
}

/// Limits of what REST requests of a session keep in memory.
#[class("QuotaManager", native)]
impl Manager {
    /// What the session uses now: without entity sets, nothing.
    #[getter]
    fn current_values(&self) -> Object {
        Object::new()
    }

    /// After how many seconds without use an entity set is released; at most `maxEntitySetTimeout`.
    #[getter]
    fn default_entity_set_timeout(&self) -> Value {
        let limits = self.limits();
        let wanted = limits.default_timeout.unwrap_or(DEFAULT_TIMEOUT);
        Value::integer(limits.longest_timeout.map_or(wanted, |longest| wanted.min(longest)))
    }

    /// Sets it for entity sets that are made from now on; Undefined resets it.
    #[setter]
    fn set_default_entity_set_timeout(&self, seconds: Value) -> Result<(), Error> {
        let seconds = limit(&seconds, "defaultEntitySetTimeout")?;
        self.change(|limits| limits.default_timeout = seconds);
        Ok(())
    }

    /// The longest time in seconds that an entity set without use can stay; Undefined where there is no limit.
    #[getter]
    fn max_entity_set_timeout(&self) -> Value {
        shown(self.limits().longest_timeout)
    }

    /// Sets it for entity sets that are made from now on; Undefined resets it.
    #[setter]
    fn set_max_entity_set_timeout(&self, seconds: Value) -> Result<(), Error> {
        let seconds = limit(&seconds, "maxEntitySetTimeout")?;
        self.change(|limits| limits.longest_timeout = seconds);
        Ok(())
    }

    /// How many entity sets the session can have; Undefined where there is no limit.
    #[getter]
    fn nb_entity_sets(&self) -> Value {
        shown(self.limits().entity_sets)
    }

    /// Sets how many entity sets the session can have; Undefined takes the limit away.
    #[setter]
    fn set_nb_entity_sets(&self, count: Value) -> Result<(), Error> {
        let count = limit(&count, "nbEntitySets")?;
        self.change(|limits| limits.entity_sets = count);
        Ok(())
    }
}
