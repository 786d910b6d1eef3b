//! `JSON Resolve pointers`: objects `{"$ref": "file#/pointer"}` replaced by what they refer to.

use super::read::parse;
use crate::file_system::read_whole;
use fourd_macros::command;
use fourd_runtime::Process;
use fourd_value::{Collection, Error, Object, Text, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};

/// How deep objects and collections, and pointers that lead to pointers, may nest.
const MAX_DEPTH: usize = 500;

/// Replaces the JSON pointers in an object, `{"$ref": "path#/pointer"}`, by what they refer to.
///
/// Paths are relative to the document in which they stand, those of the object itself to `rootFolder` of the options,
/// which is the folder Resources where it is missing. With `merge` an object that is referred to gets the other
/// properties of the pointer object. The result has `success`, `value` and, where pointers could not be resolved,
/// `errors` with `code`, `message`, `pointerURI` and `referredPath`; such pointers stay as they are.
#[command(1478, "JSON Resolve pointers", thread_safe, effects(files))]
fn json_resolve_pointers(process: &mut Process<'_>, object: Object, options: Option<Object>) -> Result<Object, Error> {
    let option = |name: &str| options.as_ref().and_then(|options| options.get_str(name));
    let folder = match option("rootFolder") {
        Some(Value::Text(folder)) => Some(PathBuf::from(&*folder.to_cow())),
        _ => None,
    };
    let resources = process.program().project.numbered(process.project()).resources();
    let folder = Some(folder.unwrap_or_else(|| resources.clone()));
    let merge = option("merge").and_then(|merge| merge.as_boolean()).unwrap_or_default();
    let root = Value::Object(object.clone());
    let mut resolver = Resolver {
        documents: vec![Document { path: PathBuf::new(), folder, root: root.clone() }],
        by_path: FxHashMap::default(),
        done: FxHashSet::default(),
        resolving: Vec::new(),
        resources,
        merge,
        writer: process.writer(),
        errors: Vec::new(),
    };
    let value = resolver.value(root, 0, 0)?;
    if let Value::Object(result) = &value
        && !result.same(&object)
    {
        for key in object.keys() {
            object.remove(&key, process.writer())?;
        }
        for (key, value) in result.entries() {
            object.set(&key, value, process.writer())?;
        }
    }
    let result = Object::new();
    result.put("success", Value::Boolean(resolver.errors.is_empty()));
    result.put("value", if value.as_object().is_some() { Value::Object(object) } else { value });
    if !resolver.errors.is_empty() {
        result.put("errors", Value::Collection(Collection::new(resolver.errors)));
    }
    Ok(result)
}

/// Why a pointer was not resolved: code and message.
#[derive(Clone, Copy)]
enum Failure {
    Missing,
    Circular,
    Unreadable,
    Invalid,
}

impl Failure {
    fn code(self) -> i64 {
        match self {
            Failure::Missing => 1,
            Failure::Circular => 2,
            Failure::Unreadable => 3,
            Failure::Invalid => 4,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Failure::Missing => "The pointer refers to nothing",
            Failure::Circular => "The pointer leads back to itself",
            Failure::Unreadable => "The document cannot be read",
            Failure::Invalid => "The document is not valid JSON",
        }
    }
}

struct Document {
    /// Empty for the object that was passed.
    path: PathBuf,
    folder: Option<PathBuf>,
    root: Value,
}

struct Resolver {
    documents: Vec<Document>,
    by_path: FxHashMap<PathBuf, usize>,
    /// Containers that were gone through, by identity.
    done: FxHashSet<usize>,
    /// Pointers that are being resolved.
    resolving: Vec<(usize, Text)>,
    /// What `/RESOURCES/` stands for.
    resources: PathBuf,
    merge: bool,
    writer: u32,
    errors: Vec<Value>,
}

impl Resolver {
    /// A value of a document with all pointers in it resolved.
    fn value(&mut self, value: Value, document: usize, depth: usize) -> Result<Value, Error> {
        if depth > MAX_DEPTH {
            return Err(Error::of(fourd_value::error::JSON_DEPTH));
        }
        match &value {
            Value::Object(object) => {
                if let Some(Value::Text(reference)) = object.get_str("$ref") {
                    return match self.follow(object, &reference, document, depth)? {
                        Some(found) => Ok(found),
                        None => Ok(value),
                    };
                }
                if self.done.insert(object.identity()) {
                    for (key, old) in object.entries() {
                        if old.is_container() {
                            let new = self.value(old, document, depth + 1)?;
                            object.set(&key, new, self.writer)?;
                        }
                    }
                }
            }
            Value::Collection(collection) if self.done.insert(collection.identity()) => {
                for (position, old) in collection.to_vec().into_iter().enumerate() {
                    if old.is_container() {
                        let new = self.value(old, document, depth + 1)?;
                        collection.set(position, new, self.writer)?;
                    }
                }
            }
            _ => {}
        }
        Ok(value)
    }

    /// What a pointer object stands for; none where that could not be found out, which is noted.
    fn follow(
        &mut self,
        object: &Object,
        reference: &Text,
        document: usize,
        depth: usize,
    ) -> Result<Option<Value>, Error> {
        let place = (document, reference.clone());
        if self.resolving.contains(&place) {
            self.note(Failure::Circular, reference, document);
            return Ok(None);
        }
        self.resolving.push(place);
        let found = self.target(reference, document, depth);
        self.resolving.pop();
        let Some(found) = found? else { return Ok(None) };
        match (&found, self.merge) {
            (Value::Object(target), true) => {
                let merged = Object::new();
                for (key, value) in target.entries() {
                    merged.put(key, value);
                }
                for (key, value) in object.entries() {
                    if key != "$ref" {
                        let value = self.value(value, document, depth + 1)?;
                        merged.put(key, value);
                    }
                }
                Ok(Some(Value::Object(merged)))
            }
            _ => Ok(Some(found)),
        }
    }

    fn note(&mut self, failure: Failure, reference: &Text, document: usize) {
        let path = self.documents.get(document).map(|document| document.path.to_string_lossy().into_owned());
        let error = Object::new();
        error.put("code", Value::integer(failure.code()));
        error.put("message", Value::text(failure.message()));
        error.put("pointerURI", Value::Text(reference.clone()));
        error.put("referredPath", Value::Text(Text::from(path.unwrap_or_default())));
        self.errors.push(Value::Object(error));
    }

    /// The resolved value that a reference in a document leads to.
    fn target(&mut self, reference: &Text, document: usize, depth: usize) -> Result<Option<Value>, Error> {
        let written = reference.to_cow();
        let (file, pointer) = written.split_once('#').unwrap_or((&written, ""));
        let document = if file.is_empty() {
            document
        } else {
            match self.open(file, document) {
                Ok(document) => document,
                Err((failure, path)) => {
                    self.note(failure, reference, document);
                    if let Some(Value::Object(error)) = self.errors.last() {
                        error.put("referredPath", Value::Text(Text::from(path.to_string_lossy().into_owned())));
                    }
                    return Ok(None);
                }
            }
        };
        let mut value = self.documents.get(document).map(|document| document.root.clone()).unwrap_or_default();
        for step in steps(pointer) {
            if let Value::Object(object) = &value
                && let Some(Value::Text(inner)) = object.get_str("$ref")
            {
                match self.follow(&object.clone(), &inner, document, depth + 1)? {
                    Some(found) => value = found,
                    None => return Ok(None),
                }
            }
            let next = match &value {
                Value::Object(object) => object.get(&Text::from(&step)),
                Value::Collection(collection) => {
                    let is_index =
                        step == "0" || (!step.starts_with('0') && step.bytes().all(|byte| byte.is_ascii_digit()));
                    step.parse::<usize>().ok().filter(|_| is_index).and_then(|index| collection.get(index))
                }
                _ => None,
            };
            let Some(next) = next else {
                self.note(Failure::Missing, reference, document);
                return Ok(None);
            };
            value = next;
        }
        self.value(value, document, depth + 1).map(Some)
    }

    fn open(&mut self, file: &str, from: usize) -> Result<usize, (Failure, PathBuf)> {
        let folder = self.documents.get(from).and_then(|document| document.folder.clone()).unwrap_or_default();
        let path = match file.strip_prefix("/RESOURCES/") {
            Some(rest) => self.resources.join(rest),
            None => folder.join(file),
        };
        if let Some(document) = self.by_path.get(&path) {
            return Ok(*document);
        }
        let Some(text) = read_whole(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return Err((Failure::Unreadable, path));
        };
        let Ok(root) = parse(&Text::from(text)) else { return Err((Failure::Invalid, path)) };
        let document = self.documents.len();
        let folder = path.parent().map(Path::to_path_buf);
        self.documents.push(Document { path: path.clone(), folder, root });
        self.by_path.insert(path, document);
        Ok(document)
    }
}

/// The steps of a JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)) in the fragment of a URI.
pub(super) fn steps(pointer: &str) -> Vec<String> {
    let mut steps = pointer.split('/');
    steps.next();
    steps.map(|step| percent_decoded(step).replace("~1", "/").replace("~0", "~")).collect()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high << 4 | low) as u8);
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn steps_as_in_the_standard() {
        assert!(steps("").is_empty());
        assert_eq!(steps("/"), [""]);
        assert_eq!(steps("/a~1b/m~0n/%25"), ["a/b", "m~n", "%"]);
        assert_eq!(steps("/~01/%zz"), ["~1", "%zz"]);
    }
}
