//! Members of values: properties, computed properties, class functions, `length` of collections.

use crate::classes;
use crate::methods;
use crate::process::Process;
use fourd_catalog::MemberKind;
use fourd_source::Span;
use fourd_value::{
    Class, ClassReference, Collection, Error, Function, Member, Object, PropertyCache, Text, Value, error,
};

impl Process<'_> {
    /// `value.key` as it is read.
    pub fn get_member(&mut self, value: &Value, key: &Text, cache: &PropertyCache, span: Span) -> Value {
        match value {
            Value::Object(object) if object.as_shared().is_some() => self.get_property(object, key, span),
            Value::Object(object) => match object.look(key, cache, Value::clone) {
                Some(value) => value,
                None => self.get_class_member(object, key, span),
            },
            Value::Collection(collection) => self.get_collection_member(collection, key),
            Value::Undefined | Value::Unassigned => Value::Undefined,
            Value::Pointer(pointer) => {
                let place = self.target(pointer, span);
                let target = self.read(&place, span);
                if matches!(target, Value::Pointer(_)) {
                    Value::Undefined
                } else {
                    self.get_member(&target, key, cache, span)
                }
            }
            other => {
                let text = format!("The member `{key}` was asked of a value of type {}", other.type_name());
                self.raise(Error::with(error::NOT_AN_OBJECT, text), span);
                Value::Undefined
            }
        }
    }

    fn get_collection_member(&mut self, collection: &Collection, key: &Text) -> Value {
        if collection.as_shared().is_some() {
            self.observe();
        }
        if key.as_ascii_str() == Some("length") {
            return Value::from(collection.len());
        }
        match classes::collection_function(self, key) {
            Some(function) => Value::Object(classes::function_object(self, function)),
            None => Value::Undefined,
        }
    }

    /// A property that the object itself does not have.
    fn get_class_member(&mut self, object: &Object, key: &Text, span: Span) -> Value {
        if object.is_plain() {
            return Value::Undefined;
        }
        let Some(class) = classes::class_of(self, object) else { return Value::Undefined };
        match class.member(key) {
            Some(Member::Function(function)) => Value::Object(classes::function_object(self, function)),
            Some(Member::Computed { get: Some(get), .. }) => {
                crate::function::invoke(self, &get, Some(Value::Object(object.clone())), Vec::new(), span)
            }
            Some(Member::Computed { get: None, .. }) => Value::Undefined,
            None => classes::dynamic_member(self, object, &class, key, span),
        }
    }

    /// A property by name, as an expression reads it.
    pub fn get_property(&mut self, object: &Object, key: &Text, span: Span) -> Value {
        if object.as_shared().is_some() {
            // What a class itself has is always the same.
            if object.native_data::<ClassReference>().is_some() && classes::is_member_of_classes(self, key) {
                return self.get_class_member(object, key, span);
            }
            self.observe();
        }
        match object.get(key) {
            Some(value) => value,
            None => self.get_class_member(object, key, span),
        }
    }

    /// Sets a property as an assignment does: computed properties run their function.
    pub fn set_property(&mut self, object: &Object, key: &Text, value: Value, span: Span) {
        let value = self.contained(value);
        if let (false, Some(class)) = (object.is_plain(), classes::class_of(self, object)) {
            match class.member(key) {
                Some(Member::Computed { set: Some(set), .. }) => {
                    crate::function::invoke(self, &set, Some(Value::Object(object.clone())), vec![value], span);
                    return;
                }
                Some(Member::Computed { set: None, .. }) => {
                    self.raise(Object::read_only(key), span);
                    return;
                }
                // `cs` and `4D` have their classes and nothing else.
                _ if object.native_data::<classes::Store>().is_some() => {
                    self.raise(Object::read_only(key), span);
                    return;
                }
                _ => {}
            }
            if let Some(behaviour) = crate::class::behaviour(&class) {
                match behaviour.set(self, object, key, &value, span) {
                    Ok(false) => {}
                    Ok(true) => return,
                    Err(error) => {
                        self.raise(error, span);
                        return;
                    }
                }
            }
        }
        if object.as_shared().is_some() {
            self.observe();
        }
        if let Err(error) = crate::shared_use::set_property(self, object, key, value, span) {
            self.raise(error, span);
        }
    }

    /// The function that `value.key(…)` calls.
    pub fn member_function(&mut self, value: &Value, key: &Text, span: Span) -> Option<Function> {
        match value {
            Value::Object(object) => {
                if let Some(found) = object.get(key) {
                    return self.function_of(&found, key, span);
                }
                let class = classes::class_of(self, object);
                match class.as_ref().and_then(|class| class.member(key)) {
                    Some(Member::Function(function)) => Some(function),
                    Some(Member::Computed { .. }) => {
                        let found = self.get_class_member(object, key, span);
                        self.function_of(&found, key, span)
                    }
                    None => {
                        let found = match &class {
                            Some(class) => classes::dynamic_member(self, object, class, key, span),
                            None => Value::Undefined,
                        };
                        if let (Value::Undefined, Some(missing)) =
                            (&found, class.and_then(|class| not_there(&class, key)))
                        {
                            self.raise(missing, span);
                        }
                        self.function_of(&found, key, span)
                    }
                }
            }
            Value::Collection(_) => {
                let function = classes::collection_function(self, key);
                if function.is_none() {
                    let text = format!("Collections have no function `{key}`");
                    self.raise(Error::with(error::NOT_A_FUNCTION, text), span);
                }
                function
            }
            Value::Pointer(pointer) => {
                let place = self.target(pointer, span);
                let target = self.read(&place, span);
                if matches!(target, Value::Pointer(_)) { None } else { self.member_function(&target, key, span) }
            }
            other => {
                if !self.attention {
                    let receiver = match other {
                        Value::Undefined => "something that does not exist".to_owned(),
                        other => format!("a value of type {}", other.type_name()),
                    };
                    let text = format!("The function `{key}` was called on {receiver}");
                    self.raise(Error::with(error::NOT_AN_OBJECT, text), span);
                }
                None
            }
        }
    }

    /// The function that a value is.
    pub fn function_of(&mut self, value: &Value, name: &Text, span: Span) -> Option<Function> {
        if let Value::Object(object) = value {
            match methods::callable(self, object) {
                Ok(Some(function)) => return Some(function),
                Ok(None) => {}
                Err(error) => {
                    self.raise(error, span);
                    return None;
                }
            }
        }
        if !self.attention {
            let text = format!("`{name}` is not a function but a value of type {}", value.type_name());
            self.raise(Error::with(error::NOT_A_FUNCTION, text), span);
        }
        None
    }
}

/// The error for a function that 4D documents for a built-in class and that this program lacks.
fn not_there(class: &Class, key: &Text) -> Option<Error> {
    let name = class.name.to_cow();
    let documented = fourd_catalog::class(&name).filter(|_| class.kind.built_in)?;
    let function = documented.member(&key.to_cow()).filter(|member| member.kind == MemberKind::Function)?;
    let shown = format!("{name}.{}", function.name);
    Some(match documented.need() {
        Some(need) => Error::needs(&shown, need.shown()),
        None => Error::not_implemented(&shown),
    })
}
