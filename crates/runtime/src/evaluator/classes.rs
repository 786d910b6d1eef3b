//! Classes in one domain: those of the project, made when they are first named, and the built-in ones.

use crate::callee::Callee;
use crate::class::{MemberEntry, MemberRole};
use crate::domain::ClassId;
use crate::function::{NativeFunction, RoutineFunction};
use crate::methods;
use crate::parsed::ParsedFile;
use crate::process::Process;
use fourd_project::ProjectNumber;
use fourd_source::{Diagnostic, Span};
use fourd_syntax::tree::{self, Code, CodeKind, FunctionRole};
use fourd_value::parcel::Classes;
use fourd_value::{
    Blob, Class, ClassKind, ClassReference, Error, Function, Member, Object, Packed, SharedObject, Text, Travels,
    Value, error,
};
use std::rc::Rc;
use std::sync::Arc;

/// What a class of the project keeps besides its members.
pub struct ClassCode {
    /// The constructor, if one is written.
    pub constructor: Option<Rc<Callee>>,
    /// Gives the properties of `property` lines their first values.
    pub initializer: Option<Rc<Callee>>,
}

/// The built-in class of that name in this domain.
pub fn built_in(process: &Process<'_>, name: &str) -> Option<Rc<Class>> {
    if let Some(class) = process.domain.built_in.borrow().get(name) {
        return Some(class.clone());
    }
    let declared = process.domain.program.libraries.classes.get(name);
    let Some(entry) = declared.filter(|entry| !entry.plain) else { return documented_class(process, name) };
    if let Some(class) = process.domain.built_in.borrow().get(entry.name) {
        return Some(class.clone());
    }
    let superclass = match entry.superclass {
        Some(superclass) => built_in(process, superclass),
        None if entry.name == "Object" => None,
        None => built_in(process, "Object"),
    };
    let kind = ClassKind { built_in: true, ..ClassKind::default() };
    let class = Class::new(Text::from(entry.name), kind, superclass);
    process.domain.built_in.borrow_mut().insert(entry.name, class.clone());
    for member in entry.members() {
        let function =
            |member: &MemberEntry| -> Function { Rc::new(NativeFunction { name: member.name, run: member.run }) };
        let name = Text::from(member.name);
        match member.role {
            MemberRole::Function => class.define(name, Member::Function(function(member))),
            MemberRole::Getter => {
                let set = entry.member(MemberRole::Setter, member.name).map(function);
                class.define(name, Member::Computed { get: Some(function(member)), set });
            }
            MemberRole::Setter | MemberRole::Constructor => {}
        }
    }
    Some(class)
}

/// An object of a built-in class with its data; Null where the program has no class of that name.
pub fn native_object<T: 'static>(process: &Process<'_>, name: &str, data: T) -> Value {
    built_in(process, name).map_or(Value::Null, |class| Value::Object(Object::native(&class, data)))
}

/// A class that 4D has and this program does not have yet: code can ask whether an object belongs to it, and none does.
fn documented_class(process: &Process<'_>, name: &str) -> Option<Rc<Class>> {
    let known = fourd_catalog::class(name).filter(|known| known.in_class_store)?;
    if let Some(class) = process.domain.built_in.borrow().get(known.name) {
        return Some(class.clone());
    }
    let kind = ClassKind { built_in: true, ..ClassKind::default() };
    let class = Class::new(Text::from(known.name), kind, built_in(process, "Object"));
    process.domain.built_in.borrow_mut().insert(known.name, class.clone());
    Some(class)
}

/// The class that the whole program knows by this key: the name of a class of the host, or behind that of a component and
/// a dot the name of one of its classes.
///
/// # Errors
/// As [`project_class`].
pub fn class_with_key(process: &mut Process<'_>, key: &str, span: Span) -> Option<Rc<Class>> {
    match key.rsplit_once('.') {
        None => project_class(process, ProjectNumber::HOST, key, span),
        Some((component, name)) => {
            let project = process.domain.program.project.component_with_key(component)?;
            project_class(process, project, name, span)
        }
    }
}

/// A class of a project by name; case counts.
///
/// # Errors
/// There is no such class, it does not parse, or it extends itself.
pub fn project_class(process: &mut Process<'_>, project: ProjectNumber, name: &str, span: Span) -> Option<Rc<Class>> {
    let id: ClassId = (project, name.into());
    if let Some(class) = process.domain.project_classes.borrow().get(&id) {
        return Some(class.clone());
    }
    match process.with_room(|process| read_class(process, project, name, id, span)) {
        Ok(class) => class,
        Err(error) => {
            process.raise(error, span);
            None
        }
    }
}

/// A class of the project that a library makes.
fn provided_class(process: &mut Process<'_>, project: ProjectNumber, name: &str, id: ClassId) -> Option<Rc<Class>> {
    let libraries = process.domain.program.libraries.clone();
    let class = libraries.providers().find_map(|provider| provider.class(process, project, name))?;
    process.domain.project_classes.borrow_mut().insert(id, class.clone());
    Some(class)
}

fn read_class(
    process: &mut Process<'_>,
    project: ProjectNumber,
    name: &str,
    id: ClassId,
    span: Span,
) -> Option<Rc<Class>> {
    let program = process.domain.program.clone();
    let Some(file) = program.project.numbered(project).class(name) else {
        return provided_class(process, project, name, id);
    };
    let shown = Text::from(file.name.as_str());
    let parsed = match program.parse_file(&file.path, CodeKind::Class) {
        Ok(parsed) => parsed,
        Err(problem) => {
            process.raise(crate::program::broken(&problem), span);
            return None;
        }
    };
    let Code::Class(tree) = &parsed.module.code else { return None };
    if let Some(problem) = problem_of_class(process, &parsed, tree) {
        let problems: Vec<Diagnostic> = parsed.problems().cloned().collect();
        program.refuse(&problems);
        process.raise(crate::program::broken(problem), span);
        return None;
    }
    let superclass = match &tree.extends {
        Some(name) => match superclass(process, project, &file.name, name, span) {
            Some(class) => Some(class),
            None => {
                if !process.attention {
                    let shown: Vec<&str> = name.path.iter().map(|part| &*part.text).collect();
                    let shown = shown.join(".");
                    let text = format!("The class `{shown}`, which `{}` extends, does not exist", file.name);
                    process.raise(Error::with(error::CLASS_MISSING, text), span);
                }
                return None;
            }
        },
        None => built_in(process, "Object"),
    };
    let inherited = superclass.as_ref().map(|class| class.kind).unwrap_or_default();
    let kind = ClassKind {
        // Session singletons are shared without saying so.
        shared: tree.modifiers.shared || tree.modifiers.session || (inherited.shared && !inherited.built_in),
        singleton: tree.modifiers.singleton || tree.modifiers.session,
        session_singleton: tree.modifiers.session,
        built_in: false,
    };
    let key = Text::from(program.environment(project).class_key(project, &file.name));
    let class = Class::with_key(shown, key, kind, superclass);
    process.domain.project_classes.borrow_mut().insert(id, class.clone());
    define_members(process, project, &class, tree, &parsed);
    Some(class)
}

/// Whether a mistake stands in a function, from its head to its last statement.
fn is_in(function: &tree::Function, problem: &Diagnostic) -> bool {
    let end = function.routine.body.last().map_or(function.span.end, |last| last.span.end);
    problem.primary.as_ref().is_some_and(|label| (function.span.start..end).contains(&label.span.start))
}

/// The mistake that makes a class unusable as a whole. One in a function counts when that function is called, and a
/// function without a name, the word `Function` alone, can never be.
pub(crate) fn problem_of_class<'p>(
    process: &Process<'_>,
    parsed: &'p ParsedFile,
    tree: &tree::Class,
) -> Option<&'p Diagnostic> {
    let sources = &process.domain.program.sources;
    let is_nameless_function = |problem: &Diagnostic| {
        let place = problem.primary.as_ref().and_then(|label| sources.locate(label.span));
        place.is_some_and(|(file, line, _)| file.line(line).trim().eq_ignore_ascii_case("function"))
    };
    parsed.problems().find(|problem| {
        !tree.functions.iter().any(|function| is_in(function, problem)) && !is_nameless_function(problem)
    })
}

/// The class that the class `own` extends.
///
/// # Errors
/// It belongs to another project, or extends `own` itself.
fn superclass(
    process: &mut Process<'_>,
    project: ProjectNumber,
    own: &str,
    name: &tree::TypeName,
    span: Span,
) -> Option<Rc<Class>> {
    let parts: Vec<&str> = name.path.iter().map(|part| &*part.text).collect();
    if let [store, class] = parts.as_slice()
        && store.eq_ignore_ascii_case("4d")
    {
        return built_in(process, class);
    }
    let Some(class) = of_same_project(name) else {
        let text = format!("`{own}` cannot extend `{}`, a class of another project", parts.join("."));
        process.raise(Error::with(error::CLASS_MISSING, text), span);
        return None;
    };
    let circle = process.with_room_to_read(|| circle(process, project, own, class));
    let circle = match circle {
        Ok(circle) => circle,
        Err(error) => {
            process.raise(error, span);
            return None;
        }
    };
    if let Some(between) = circle {
        let by_way_of = between.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let way = if between.is_empty() { String::new() } else { format!(" by way of {by_way_of}") };
        process.raise(Error::with(error::CLASS_MISSING, format!("The class `{own}` extends itself{way}")), span);
        return None;
    }
    let is_own = process.domain.program.project.numbered(project).class(class).is_some();
    match parts.as_slice() {
        // `Class extends File` (https://developer.4d.com/docs/API/ClassClass#superclass).
        [_] if !is_own => built_in(process, class),
        _ => project_class(process, project, class, span),
    }
}

/// The name of a class that belongs to the project of whoever names it.
fn of_same_project(name: &tree::TypeName) -> Option<&str> {
    match name.path.as_slice() {
        [class] => Some(&class.text),
        [store, class] if !store.text.eq_ignore_ascii_case("4d") => Some(&class.text),
        _ => None,
    }
}

/// How many classes may extend one another in a row.
const MOST_ANCESTORS: usize = 500;

/// The classes between `own` and itself where what it extends leads back to it.
///
/// # Errors
/// More than [`MOST_ANCESTORS`] classes extend each other.
fn circle(
    process: &Process<'_>,
    project: ProjectNumber,
    own: &str,
    parent: &str,
) -> Result<Option<Vec<String>>, Error> {
    let program = &process.domain.program;
    let is = |left: &str, right: &str| left.to_lowercase() == right.to_lowercase();
    let mut between: Vec<String> = Vec::new();
    let mut next = parent.to_owned();
    loop {
        if is(&next, own) {
            return Ok(Some(between));
        }
        if between.iter().any(|seen| is(seen, &next)) {
            return Ok(None);
        }
        if between.len() >= MOST_ANCESTORS {
            let text = format!("The class `{own}` extends a chain of more than {MOST_ANCESTORS} classes");
            return Err(Error::with(error::CLASS_MISSING, text));
        }
        let Some(file) = program.project.numbered(project).class(&next) else { return Ok(None) };
        between.push(file.name.clone());
        let Ok(parsed) = program.parse_file(&file.path, CodeKind::Class) else { return Ok(None) };
        let Code::Class(tree) = &parsed.module.code else { return Ok(None) };
        let Some(extended) = tree.extends.as_ref().and_then(of_same_project) else { return Ok(None) };
        next = extended.to_owned();
    }
}

pub(crate) fn define_members(
    process: &mut Process<'_>,
    project: ProjectNumber,
    class: &Rc<Class>,
    tree: &tree::Class,
    parsed: &ParsedFile,
) {
    for (index, function) in tree.functions.iter().enumerate() {
        let name = Text::from(&*function.name.text);
        let problems = || parsed.problems().filter(|problem| is_in(function, problem)).cloned().collect();
        let callee = methods::compile_function(process, project, class, function, (parsed, index), problems);
        let value: Function = Rc::new(RoutineFunction { callee });
        match function.role {
            FunctionRole::Get | FunctionRole::Set => {
                let (mut get, mut set) = match class.own_member(&name).or_else(|| class.member(&name)) {
                    Some(Member::Computed { get, set }) => (get, set),
                    _ => (None, None),
                };
                if function.role == FunctionRole::Get {
                    get = Some(value)
                } else {
                    set = Some(value)
                }
                class.define(name, Member::Computed { get, set });
            }
            FunctionRole::Query | FunctionRole::OrderBy => {}
            FunctionRole::Plain | FunctionRole::Event | FunctionRole::Constructor => {
                class.define(name, Member::Function(value));
            }
        }
    }
    let place = (parsed, tree.functions.len());
    let constructor = tree
        .constructor
        .as_ref()
        .map(|constructor| methods::compile_function(process, project, class, constructor, place, Vec::new));
    let initializer = methods::compile_initializer(process, project, class, tree, (parsed, place.1 + 1));
    let code = ClassCode { constructor, initializer };
    class.extra.replace(Some(Rc::new(code)));
}

/// The class of an object in this domain.
pub fn class_of(process: &mut Process<'_>, object: &Object) -> Option<Rc<Class>> {
    match object.as_shared() {
        None => object.class().or_else(|| built_in(process, "Object")),
        Some(shared) => match &shared.class {
            Some(name) => match name.strip_prefix("4D.") {
                Some(built_in_name) => built_in(process, built_in_name),
                None => class_with_key(process, name, Span::default()),
            },
            None => built_in(process, "Object"),
        },
    }
}

/// Name of an object's class for messages.
pub fn class_name(process: &mut Process<'_>, object: &Object) -> Text {
    class_of(process, object).map_or(Text::from("Object"), |class| class.name.clone())
}

/// Whether an object belongs to the class of that name or to one that extends it: `4D.File`, or `cs.` and the key of a
/// class.
pub fn is_instance(process: &mut Process<'_>, object: &Object, dotted: &str) -> bool {
    let Some(mut class) = class_of(process, object) else { return false };
    let (store, name) = match dotted.split_once('.') {
        Some((store, name)) => (store, name),
        None => ("cs", dotted),
    };
    let native = store.eq_ignore_ascii_case("4d");
    loop {
        if class.kind.built_in == native && class.key.to_cow().eq_ignore_ascii_case(name) {
            return true;
        }
        match class.superclass() {
            Some(next) => class = next,
            None => return false,
        }
    }
}

/// A value that holds a function: an object of class `4D.Function`, or of `4D.Formula`, which extends it.
pub fn function_object(process: &mut Process<'_>, function: Function) -> Object {
    match built_in(process, crate::callable::class_name(&function)) {
        Some(class) => Object::travelling(&class, function),
        None => Object::new(),
    }
}

/// A function of collections.
pub fn collection_function(process: &mut Process<'_>, name: &Text) -> Option<Function> {
    let class = (*process.domain.collection_class.borrow()).as_ref().map(|class| class.clone());
    let class = match class {
        Some(class) => class,
        None => {
            let class = built_in(process, "Collection")?;
            *process.domain.collection_class.borrow_mut() = Some(class.clone());
            class
        }
    };
    match class.member(name) {
        Some(Member::Function(function)) => Some(function),
        _ => None,
    }
}

/// A class as an object: what `cs.Person` gives. All processes of a machine have the same one, which is shared
/// ([Class object](https://developer.4d.com/docs/Concepts/classes#class-object)).
pub fn class_object(process: &mut Process<'_>, class: &Rc<Class>) -> Object {
    let known = &process.domain.class_objects;
    if let Some(object) = known.borrow().get(&(Rc::as_ptr(class) as usize)) {
        return object.clone();
    }
    let shared = process.domain.machine.class_object(class.reference());
    let object = Object::shared(shared.clone());
    known.borrow_mut().insert(Rc::as_ptr(class) as usize, object.clone());
    process.domain.classes_of_objects.borrow_mut().insert(Arc::as_ptr(&shared) as usize, class.clone());
    object
}

/// The class that a class object stands for, as this domain has it; `None` for any other object.
pub fn class_of_class_object(process: &mut Process<'_>, object: &Object) -> Option<Rc<Class>> {
    let shared = object.as_shared()?;
    let reference = shared.native_data::<ClassReference>()?;
    let address = Arc::as_ptr(shared) as usize;
    if let Some(class) = process.domain.classes_of_objects.borrow().get(&address) {
        return Some(class.clone());
    }
    let key = reference.key.to_cow();
    let class =
        if reference.built_in { built_in(process, &key) } else { class_with_key(process, &key, Span::default()) }?;
    process.domain.classes_of_objects.borrow_mut().insert(address, class.clone());
    Some(class)
}

/// Whether all class objects have a member of that name.
pub(crate) fn is_member_of_classes(process: &Process<'_>, key: &Text) -> bool {
    built_in(process, "Class").is_some_and(|class| class.member(key).is_some())
}

/// Which classes a class store shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// `cs` in the code of a project.
    Project(ProjectNumber),
    /// `cs.namespace`: the classes of a component.
    Namespace(ProjectNumber),
    /// `4D`.
    BuiltIn,
}

/// A class store as an object.
pub fn class_store(process: &mut Process<'_>, store: Store) -> Object {
    match built_in(process, "ClassStore") {
        Some(class) => Object::travelling(&class, store),
        None => Object::new(),
    }
}

impl Packed for Store {
    fn class(&self) -> &str {
        "ClassStore"
    }
    fn unpack(self: Arc<Self>, class: &Rc<Class>, _classes: &mut Classes<'_>) -> Object {
        Object::travelling(class, *self)
    }
}

impl Travels for Store {
    fn pack(&self) -> Result<Arc<dyn Packed>, Error> {
        Ok(Arc::new(*self))
    }
}

/// The member of a class that holds its functions; the documentation does not name it, published code uses it.
const PROTOTYPE: &str = "__prototype";

/// The class of what `ds` gives.
const DATASTORE: &str = "DataStoreImplementation";

/// The functions of a class without those that it inherits, as an object.
fn prototype(process: &mut Process<'_>, class: &Rc<Class>) -> Object {
    let prototype = Object::new();
    for (name, member) in class.own_members() {
        if let Member::Function(function) = member {
            let function = function_object(process, function);
            prototype.put(name, Value::Object(function));
        }
    }
    prototype
}

/// Members that only some built-in classes compute: classes of a class store, functions of an instance of one.
pub fn dynamic_member(process: &mut Process<'_>, object: &Object, class: &Rc<Class>, key: &Text, span: Span) -> Value {
    if class.kind.built_in && class.name == *DATASTORE {
        process.raise(Error::needs(&format!("ds.{key}"), fourd_catalog::Need::Data.shown()), span);
        return Value::Undefined;
    }
    if key.as_ascii_str() == Some(PROTOTYPE)
        && let Some(class) = class_of_class_object(process, object)
    {
        return Value::Object(prototype(process, &class));
    }
    let Some(store) = object.native_data::<Store>().copied() else {
        let found = crate::class::behaviour(class).map(|behaviour| behaviour.get(process, object, key, span));
        return match found.transpose() {
            Ok(value) => value.flatten().unwrap_or_default(),
            Err(error) => {
                process.raise(error, span);
                Value::Undefined
            }
        };
    };
    let found = match store {
        Store::Project(project) => {
            let name = key.to_cow();
            let host = &process.domain.program.project;
            // A class of the project goes before a namespace.
            if host.numbered(project).class(&name).is_none()
                && let Some(owner) = host.number_with_namespace(&name)
            {
                return Value::Object(class_store(process, Store::Namespace(owner)));
            }
            project_class(process, project, &name, span)
        }
        Store::Namespace(component) => project_class(process, component, &key.to_cow(), span),
        // Case counts, as in the names of all properties.
        Store::BuiltIn => built_in(process, &key.to_cow()).filter(|class| class.name == *key),
    };
    match found {
        Some(class) => Value::Object(class_object(process, &class)),
        None => Value::Undefined,
    }
}

/// The names of the classes in a class store, if the object is one.
pub fn store_names(process: &Process<'_>, object: &Object) -> Option<Vec<Text>> {
    Some(match object.native_data::<Store>()? {
        Store::Project(project) => {
            let host = &process.domain.program.project;
            let own = host.numbered(*project);
            let namespaces = host.components().iter().filter_map(|component| component.namespace.as_deref());
            let classes = own.classes().map(|class| class.name.as_str());
            classes.chain(namespaces.filter(|name| own.class(name).is_none())).map(Text::from).collect()
        }
        Store::Namespace(component) => {
            let classes = process.domain.program.project.numbered(*component).classes();
            classes.map(|class| Text::from(class.name.as_str())).collect()
        }
        Store::BuiltIn => {
            let own = process.domain.program.libraries.classes.iter().filter(|class| !class.plain);
            let own = own.map(|class| class.name);
            let documented =
                fourd_catalog::classes().iter().filter(|class| class.in_class_store).map(|class| class.name);
            let mut names: Vec<&str> = own.chain(documented).collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().map(Text::from).collect()
        }
    })
}

/// The names that a class store or the behaviour of a class lists; `None` where they are those that the object keeps.
fn listed_names(process: &Process<'_>, object: &Object) -> Option<Vec<Text>> {
    let behaviour = || crate::class::behaviour(&object.class()?)?.keys(object);
    store_names(process, object).or_else(behaviour)
}

/// The names of the properties of an object, or of the classes in a class store.
pub fn names(process: &Process<'_>, object: &Object) -> Vec<Text> {
    listed_names(process, object).unwrap_or_else(|| object.keys())
}

/// The properties of an object with their values, or the classes of a class store; those that cannot be read are left
/// out.
pub fn entries(process: &mut Process<'_>, object: &Object, span: Span) -> Vec<(Text, Value)> {
    let Some(names) = listed_names(process, object) else { return object.entries() };
    let mut entries = Vec::with_capacity(names.len());
    for name in names {
        match process.get_property(object, &name, span) {
            Value::Undefined => {}
            value => entries.push((name, value)),
        }
    }
    entries
}

/// `class.new(…)`.
pub fn construct(process: &mut Process<'_>, class: &Rc<Class>, arguments: Vec<Value>, span: Span) -> Value {
    if class.kind.built_in {
        let Some(constructor) =
            process.domain.program.libraries.classes.get(&class.name.to_cow()).and_then(|entry| entry.constructor())
        else {
            let missing = process.domain.program.libraries.classes.get(&class.name.to_cow()).is_none();
            let error = if missing {
                Error::not_implemented(&format!("4D.{}", class.name))
            } else {
                let text = format!("Objects of the class `4D.{}` cannot be made with `new()`", class.name);
                Error::with(error::CANNOT_CONSTRUCT, text)
            };
            process.raise(error, span);
            return Value::Undefined;
        };
        let this = Value::Object(class_object(process, class));
        let items = arguments.into_iter().map(crate::command::Argument::Value).collect();
        let mut arguments = crate::command::Arguments::new(items, span);
        return crate::function::run_native(process, constructor.run, &this, &mut arguments);
    }
    if class.kind.singleton {
        return singleton(process, class, arguments, span);
    }
    instantiate(process, class, arguments, span)
}

/// A built-in class whose `new()` makes its objects cannot make one of a class that extends it: user classes extend no
/// built-in ones ([Class extends](https://developer.4d.com/docs/Concepts/classes#class-extends-classname)).
///
/// # Errors
/// The class is such a one.
pub(crate) fn makes_no_others(process: &Process<'_>, class: &Class) -> Result<(), Error> {
    let libraries = &process.domain.program.libraries;
    let entry = libraries.classes.get(&class.name.to_cow()).filter(|_| class.kind.built_in);
    if entry.and_then(|entry| entry.constructor()).is_none() {
        return Ok(());
    }
    let text = format!(
        "`Super` cannot make an object of the class `4D.{name}`: only `4D.{name}.new()` does",
        name = class.name
    );
    Err(Error::with(error::CANNOT_CONSTRUCT, text))
}

/// The instance of a singleton class, made where there is none yet.
pub fn singleton(process: &mut Process<'_>, class: &Rc<Class>, arguments: Vec<Value>, span: Span) -> Value {
    if class.kind.shared || class.kind.session_singleton {
        process.observe();
        let machine = process.domain.machine.clone();
        let key = if class.kind.session_singleton {
            (process.record.session().map(|session| session.id.clone()), class.key.clone())
        } else {
            (None, class.key.clone())
        };
        if let Some(found) = machine.singletons.lock().get(&key) {
            return Value::Object(Object::shared(found.clone()));
        }
        let made = instantiate(process, class, arguments, span);
        if let Value::Object(object) = &made
            && let (Some(shared), false) = (object.as_shared(), process.attention)
        {
            let kept = machine.singletons.lock().entry(key).or_insert_with(|| shared.clone()).clone();
            return Value::Object(Object::shared(kept));
        }
        return made;
    }
    let found = process.singletons.get(&(Rc::as_ptr(class) as usize)).cloned();
    if let Some(object) = found {
        return Value::Object(object);
    }
    let made = instantiate(process, class, arguments, span);
    if let (Value::Object(object), false) = (&made, process.attention) {
        process.singletons.insert(Rc::as_ptr(class) as usize, object.clone());
    }
    made
}

fn instantiate(process: &mut Process<'_>, class: &Rc<Class>, arguments: Vec<Value>, span: Span) -> Value {
    let object = if class.kind.shared {
        let shared = SharedObject::of_class((&*class.key.to_cow()).into());
        shared.group().try_lock(process.writer());
        Object::shared(shared)
    } else {
        Object::of_class(class)
    };
    initialize(process, class, &object, span);
    if !process.attention {
        construct_with(process, class, &object, arguments, span);
    }
    if let Some(shared) = object.as_shared() {
        shared.group().unlock(process.writer());
    }
    if process.attention { Value::Undefined } else { Value::Object(object) }
}

/// Gives properties their first values, those of the superclass first.
fn initialize(process: &mut Process<'_>, class: &Rc<Class>, object: &Object, span: Span) {
    if let Some(superclass) = class.superclass() {
        initialize(process, &superclass, object, span);
    }
    if let Some(initializer) = code(class).and_then(|code| code.initializer.clone()) {
        crate::call::call_with_values(process, &initializer, Some(Value::Object(object.clone())), Vec::new(), span);
    }
}

/// What a class of the project keeps.
pub fn code(class: &Rc<Class>) -> Option<Rc<ClassCode>> {
    class.extra.borrow().clone()?.downcast::<ClassCode>().ok()
}

/// Whether a class or one that it extends has a constructor of its own.
pub(crate) fn has_constructor(class: Option<Rc<Class>>) -> bool {
    let mut next = class;
    while let Some(class) = next {
        if code(&class).is_some_and(|code| code.constructor.is_some()) {
            return true;
        }
        next = class.superclass();
    }
    false
}

/// Runs the constructor of a class, or the nearest inherited one, on an object.
pub fn construct_with(
    process: &mut Process<'_>,
    class: &Rc<Class>,
    object: &Object,
    arguments: Vec<Value>,
    span: Span,
) {
    let mut next = Some(class.clone());
    while let Some(class) = next {
        if let Some(constructor) = code(&class).and_then(|code| code.constructor.clone()) {
            crate::call::call_with_values(process, &constructor, Some(Value::Object(object.clone())), arguments, span);
            return;
        }
        next = class.superclass();
    }
}

/// A value that holds a formula: an object of class `4D.Function`.
pub fn formula_object(process: &mut Process<'_>, function: Function) -> Object {
    function_object(process, function)
}

/// Whether an object has elements by position: the numbers of a vector, the bytes of a `4D.Blob`.
pub fn is_indexable(object: &Object) -> bool {
    object.native_data::<Vec<f64>>().is_some() || object.native_data::<Blob>().is_some()
}

/// The element of such an object.
pub fn indexed(process: &mut Process<'_>, object: &Object, index: &Value, span: Span) -> Value {
    let position = index.as_real().map(crate::convert::whole).and_then(|position| usize::try_from(position).ok());
    let element = position.and_then(|position| match object.native_data::<Vec<f64>>() {
        Some(items) => items.get(position).copied(),
        None => object.native_data::<Blob>()?.byte(position).map(f64::from),
    });
    match element {
        Some(element) => Value::Real(element),
        None => {
            process.raise(Error::of(error::INDEX_OUT_OF_RANGE), span);
            Value::Undefined
        }
    }
}
