//! Keywords that look at one kind of value: types, numbers, texts, collections, objects.

use super::{Draft, Evaluated, Step, Validator, formats, invalid, schema};
use crate::json::common::compact;
use fourd_value::{Error, Object, Text, Value};

/// The text that a JSON value was; dates are texts in JSON.
pub(super) fn text_of(value: &Value) -> Option<Text> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Date(date) => Some(date.to_iso()),
        _ => None,
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => matches!(value, Value::Boolean(_)),
        "object" => matches!(value, Value::Object(_)),
        "array" => matches!(value, Value::Collection(_)),
        "number" => matches!(value, Value::Real(_) | Value::Time(_)),
        "integer" => value.as_real().is_some_and(|number| number.fract() == 0.0),
        "string" => matches!(value, Value::Text(_) | Value::Date(_)),
        _ => false,
    }
}

/// Whether two JSON values are the same, however deep.
fn same(left: &Value, right: &Value, depth: usize) -> bool {
    if depth > super::MAX_DEPTH {
        return false;
    }
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .entries()
                    .iter()
                    .all(|(key, value)| right.get(key).is_some_and(|other| same(value, &other, depth + 1)))
        }
        (Value::Collection(left), Value::Collection(right)) => {
            left.len() == right.len()
                && left.to_vec().iter().zip(right.to_vec()).all(|(left, right)| same(left, &right, depth + 1))
        }
        (Value::Boolean(left), Value::Boolean(right)) => left == right,
        (left, right) => match (text_of(left), text_of(right)) {
            (Some(left), Some(right)) => left == right,
            (None, None) => match (left.as_real(), right.as_real()) {
                (Some(left), Some(right)) => left == right,
                _ => left.is_null() && right.is_null(),
            },
            _ => false,
        },
    }
}

impl Validator<'_, '_> {
    /// `type`.
    pub(super) fn check_type(&mut self, value: &Value, schema: &Object) -> Result<(), Error> {
        const NAMES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
        let names = match schema.get_str("type") {
            None => return Ok(()),
            Some(Value::Text(name)) => vec![name],
            Some(names) => schema::texts(&names, "type")?,
        };
        if names.is_empty() || !names.iter().all(|name| NAMES.iter().any(|known| *name == *known)) {
            return Err(invalid("type", "the name of a type or an array of such names"));
        }
        if !names.iter().any(|name| has_type(value, &name.to_cow())) {
            let names = names.iter().map(|name| name.to_cow()).collect::<Vec<_>>().join(", ");
            self.fail(20, "type", format!("The value is not of the type {names}"));
        }
        Ok(())
    }

    /// `enum` and `const`.
    pub(super) fn check_choice(&mut self, value: &Value, schema: &Object) -> Result<(), Error> {
        if let Some(values) = schema::list(schema, "enum")?
            && !values.iter().any(|other| same(value, other, 0))
        {
            self.fail(19, "enum", format!("`{}` is none of the values of `enum`", compact(value)));
        }
        if let (Draft::Draft2020, Some(other)) = (self.draft, schema.get_str("const"))
            && !same(value, &other, 0)
        {
            self.fail(25, "const", format!("`{}` is not the value of `const`", compact(value)));
        }
        Ok(())
    }

    /// `multipleOf`, `maximum`, `minimum` and their exclusive forms.
    pub(super) fn check_number(&mut self, value: f64, schema: &Object) -> Result<(), Error> {
        if let Some(factor) = schema::number(schema, "multipleOf")? {
            if factor <= 0.0 {
                return Err(invalid("multipleOf", "a number above 0"));
            }
            let quotient = value / factor;
            let nearest = quotient.round();
            if (quotient - nearest).abs() > 1e-9 * nearest.abs().max(1.0) {
                self.fail(2, "multipleOf", format!("{value} is not a multiple of {factor}"));
            }
        }
        let flag = |keyword: &str| -> Result<bool, Error> {
            match schema.get_str(keyword) {
                None => Ok(false),
                Some(Value::Boolean(flag)) => Ok(flag),
                Some(_) => Err(invalid(keyword, "true or false")),
            }
        };
        let is_old = self.draft == Draft::Draft4;
        let (above, below) =
            if is_old { (flag("exclusiveMaximum")?, flag("exclusiveMinimum")?) } else { (false, false) };
        if let Some(limit) = schema::number(schema, "maximum")? {
            if above && value >= limit {
                self.fail(4, "exclusiveMaximum", format!("{value} is not less than {limit}"));
            } else if value > limit {
                self.fail(3, "maximum", format!("{value} is greater than {limit}"));
            }
        }
        if let Some(limit) = schema::number(schema, "minimum")? {
            if below && value <= limit {
                self.fail(6, "exclusiveMinimum", format!("{value} is not greater than {limit}"));
            } else if value < limit {
                self.fail(5, "minimum", format!("{value} is less than {limit}"));
            }
        }
        if is_old {
            return Ok(());
        }
        if let Some(limit) = schema::number(schema, "exclusiveMaximum")?
            && value >= limit
        {
            self.fail(4, "exclusiveMaximum", format!("{value} is not less than {limit}"));
        }
        if let Some(limit) = schema::number(schema, "exclusiveMinimum")?
            && value <= limit
        {
            self.fail(6, "exclusiveMinimum", format!("{value} is not greater than {limit}"));
        }
        Ok(())
    }

    /// `maxLength`, `minLength`, `pattern`, `format`.
    pub(super) fn check_text(&mut self, text: &Text, schema: &Object) -> Result<(), Error> {
        let written = text.to_cow();
        let length = written.chars().count();
        if schema::count(schema, "maxLength")?.is_some_and(|limit| length > limit) {
            self.fail(7, "maxLength", format!("The text has {length} characters, which is too many"));
        }
        if schema::count(schema, "minLength")?.is_some_and(|limit| length < limit) {
            self.fail(8, "minLength", format!("The text has {length} characters, which is too few"));
        }
        if let Some(pattern) = schema::text(schema, "pattern")?
            && !self.pattern(&pattern)?.is_match(&*written).unwrap_or_default()
        {
            self.fail(9, "pattern", format!("`{text}` does not fit the pattern `{pattern}`"));
        }
        if let Some(format) = schema::text(schema, "format")?
            && !formats::fits(&written, &format.to_cow())
        {
            self.fail(24, "format", format!("`{text}` does not have the format `{format}`"));
        }
        Ok(())
    }

    /// Keywords about collections.
    pub(super) fn check_collection(
        &mut self,
        elements: &[Value],
        schema: &Object,
        evaluated: &mut Evaluated,
    ) -> Result<(), Error> {
        if schema::count(schema, "maxItems")?.is_some_and(|limit| elements.len() > limit) {
            self.fail(11, "maxItems", format!("{} elements are too many", elements.len()));
        }
        if schema::count(schema, "minItems")?.is_some_and(|limit| elements.len() < limit) {
            self.fail(12, "minItems", format!("{} elements are too few", elements.len()));
        }
        if matches!(schema.get_str("uniqueItems"), Some(Value::Boolean(true))) {
            let twice = (1..elements.len()).find(|&position| {
                elements.iter().take(position).any(|other| elements.get(position).is_some_and(|it| same(it, other, 0)))
            });
            if let Some(element) = twice.and_then(|position| elements.get(position)) {
                self.fail(13, "uniqueItems", format!("`{}` occurs more than once", compact(element)));
            }
        }
        match self.draft {
            Draft::Draft4 => self.check_items_old(elements, schema),
            Draft::Draft2020 => self.check_items(elements, schema, evaluated),
        }
    }

    /// `items` and `additionalItems` of draft 4.
    fn check_items_old(&mut self, elements: &[Value], schema: &Object) -> Result<(), Error> {
        match schema.get_str("items") {
            None => Ok(()),
            Some(Value::Collection(schemas)) => {
                for (position, (element, schema)) in elements.iter().zip(schemas.to_vec()).enumerate() {
                    self.check_part(Step::Element(position), element, &schema, &["items", &position.to_string()])?;
                }
                let rest = elements.iter().enumerate().skip(schemas.len());
                match schema.get_str("additionalItems") {
                    None | Some(Value::Boolean(true)) => {}
                    Some(Value::Boolean(false)) => {
                        if elements.len() > schemas.len() {
                            let message = format!("{} elements are more than the schema describes", elements.len());
                            self.fail(10, "additionalItems", message);
                        }
                    }
                    Some(schema) => {
                        for (position, element) in rest {
                            self.check_part(Step::Element(position), element, &schema, &["additionalItems"])?;
                        }
                    }
                }
                Ok(())
            }
            Some(schema) => {
                for (position, element) in elements.iter().enumerate() {
                    self.check_part(Step::Element(position), element, &schema, &["items"])?;
                }
                Ok(())
            }
        }
    }

    /// `prefixItems`, `items` and `contains` of draft 2020-12.
    fn check_items(&mut self, elements: &[Value], schema: &Object, evaluated: &mut Evaluated) -> Result<(), Error> {
        let prefix = schema::list(schema, "prefixItems")?.unwrap_or_default();
        for (position, (element, schema)) in elements.iter().zip(&prefix).enumerate() {
            if self.fits(element, schema)?.is_none() {
                self.fail(35, "prefixItems", format!("The element {position} does not fit its schema"));
            }
            evaluated.elements.insert(position);
        }
        if let Some(rest) = schema.get_str("items") {
            if matches!(rest, Value::Boolean(false)) {
                if elements.len() > prefix.len() {
                    self.fail(10, "items", format!("{} elements are more than the schema describes", elements.len()));
                }
            } else {
                for (position, element) in elements.iter().enumerate().skip(prefix.len()) {
                    self.check_part(Step::Element(position), element, &rest, &["items"])?;
                }
            }
            evaluated.elements.extend(0..elements.len());
        }
        let Some(wanted) = schema.get_str("contains") else { return Ok(()) };
        let mut found = 0;
        for (position, element) in elements.iter().enumerate() {
            if self.fits(element, &wanted)?.is_some() {
                found += 1;
                evaluated.elements.insert(position);
            }
        }
        match schema::count(schema, "minContains")? {
            None if found == 0 => self.fail(29, "contains", "No element fits the schema of `contains`"),
            Some(least) if found < least => {
                self.fail(30, "minContains", format!("{found} elements fit `contains`, {least} must"));
            }
            _ => {}
        }
        if let Some(most) = schema::count(schema, "maxContains")?
            && found > most
        {
            self.fail(31, "maxContains", format!("{found} elements fit `contains`, {most} may"));
        }
        Ok(())
    }

    /// Keywords about objects.
    pub(super) fn check_properties(
        &mut self,
        value: &Value,
        object: &Object,
        schema: &Object,
        evaluated: &mut Evaluated,
    ) -> Result<(), Error> {
        let names = self.names(object);
        if schema::count(schema, "maxProperties")?.is_some_and(|limit| names.len() > limit) {
            self.fail(14, "maxProperties", format!("{} properties are too many", names.len()));
        }
        if schema::count(schema, "minProperties")?.is_some_and(|limit| names.len() < limit) {
            self.fail(15, "minProperties", format!("{} properties are too few", names.len()));
        }
        if let Some(required) = schema.get_str("required") {
            for name in schema::texts(&required, "required")? {
                if self.property(object, &name).is_none() {
                    self.fail(16, "required", format!("The property `{name}` is missing"));
                }
            }
        }
        let described = schema::object(schema, "properties")?;
        let patterns =
            schema::object(schema, "patternProperties")?.map(|schemas| schemas.entries()).unwrap_or_default();
        let mut additional = Vec::new();
        let own = names.len();
        let of_class = described.iter().filter(|_| !object.is_plain()).flat_map(Object::keys);
        let of_class: Vec<Text> = of_class.filter(|name| object.get(name).is_none()).collect();
        for (position, name) in names.into_iter().chain(of_class).enumerate() {
            let value = if position < own { object.get(&name) } else { self.property(object, &name) };
            let Some(value) = value else { continue };
            let mut known = false;
            if let Some(schema) = described.as_ref().and_then(|schemas| schemas.get(&name)) {
                known = true;
                self.check_part(Step::Property(name.clone()), &value, &schema, &["properties", &name.to_cow()])?;
            }
            for (pattern, schema) in &patterns {
                if self.pattern(pattern)?.is_match(&*name.to_cow()).unwrap_or_default() {
                    known = true;
                    let keyword = ["patternProperties", &pattern.to_cow()];
                    self.check_part(Step::Property(name.clone()), &value, schema, &keyword)?;
                }
            }
            if known {
                evaluated.properties.insert(name);
            } else {
                additional.push((name, value));
            }
        }
        match schema.get_str("additionalProperties") {
            None => {}
            Some(Value::Boolean(false)) if !additional.is_empty() => {
                let names = additional.iter().map(|(name, _)| name.to_cow()).collect::<Vec<_>>().join(", ");
                self.fail(17, "additionalProperties", format!("These properties are not allowed: {names}"));
            }
            Some(schema) => {
                for (name, value) in additional {
                    let step = Step::Property(name.clone());
                    self.check_part(step, &value, &schema, &["additionalProperties"])?;
                    evaluated.properties.insert(name);
                }
            }
        }
        self.check_dependencies(value, object, schema, evaluated)
    }

    /// `dependencies`, `dependentRequired`, `dependentSchemas`, `propertyNames`.
    fn check_dependencies(
        &mut self,
        value: &Value,
        object: &Object,
        schema: &Object,
        evaluated: &mut Evaluated,
    ) -> Result<(), Error> {
        let (by_name, by_schema, code) = match self.draft {
            Draft::Draft4 => ("dependencies", "dependencies", 18),
            Draft::Draft2020 => ("dependentRequired", "dependentSchemas", 32),
        };
        let present = |entries: Option<Object>| {
            let entries = entries.map(|entries| entries.entries()).unwrap_or_default();
            entries.into_iter().filter(|(name, _)| object.get(name).is_some())
        };
        for (name, needs) in present(schema::object(schema, by_name)?) {
            if needs.as_collection().is_none() {
                continue;
            }
            for other in schema::texts(&needs, by_name)? {
                if object.get(&other).is_none() {
                    self.fail(code, by_name, format!("The property `{name}` requires the property `{other}`"));
                }
            }
        }
        for (name, needs) in present(schema::object(schema, by_schema)?) {
            if needs.as_collection().is_some() {
                continue;
            }
            if self.draft == Draft::Draft4 {
                self.check_below(value, &needs, &[by_schema, &name.to_cow()])?;
            } else if let Some(found) = self.fits(value, &needs)? {
                evaluated.add(found);
            } else {
                self.fail(36, by_schema, format!("With the property `{name}` the object does not fit its schema"));
            }
        }
        if let (Draft::Draft2020, Some(schema)) = (self.draft, schema.get_str("propertyNames")) {
            for name in self.names(object) {
                if self.fits(&Value::Text(name.clone()), &schema)?.is_none() {
                    self.fail(28, "propertyNames", format!("The name `{name}` does not fit its schema"));
                }
            }
        }
        Ok(())
    }
}
