//! Code that changes while it runs: routines of a text that is outdated, and those that take their place.

use crate::callable::{Taking, taking};
use crate::callee::Callee;
use crate::classes::{self, ClassCode};
use crate::methods;
use crate::parsed::ParsedFile;
use crate::process::Process;
use crate::program::broken;
use crate::room::READING_ROOM;
use fourd_project::{MethodId, ProjectNumber};
use fourd_source::fold_name;
use fourd_syntax::tree::{Code, CodeKind};
use fourd_value::{Class, Error, Function, Member, error};
use std::rc::Rc;
use std::sync::Arc;

/// Gives the domain of a process new routines, since the text of the program has changed
/// ([`Program::reload`](crate::Program::reload)).
pub(crate) fn reload(process: &mut Process<'_>) {
    let done = process.with_stack_of(READING_ROOM, |process| {
        let domain = process.domain.clone();
        domain.methods.take().values().for_each(|method| method.outdate(None));
        // They are looked up for each call: no place in the code remembers one.
        domain.database_methods.take();
        // What was made of texts may call methods in the way that they were declared before.
        domain.text_code.clear();
        let mut classes: Vec<_> =
            domain.project_classes.borrow().iter().map(|(id, class)| (id.clone(), class.clone())).collect();
        // A class takes getters, setters and the need for `Super` from the class that it extends.
        classes.sort_by_key(|(_, class)| ancestors(class));
        for ((project, name), class) in classes {
            reload_class(process, project, &name, &class);
        }
    });
    if let Err(error) = done {
        process.raise(error, process.calls.last().map(|call| call.call_span).unwrap_or_default());
    }
}

/// How many classes a class extends, one after the other.
fn ancestors(class: &Rc<Class>) -> usize {
    std::iter::successors(class.superclass(), |class| class.superclass()).count()
}

/// Gives a class its new members. Calls of those of a class that cannot be understood any more are errors.
fn reload_class(process: &mut Process<'_>, project: ProjectNumber, name: &str, class: &Rc<Class>) {
    let before = Routines::of(class);
    if let Ok(parsed) = read_class(process, project, name)
        && let Code::Class(tree) = &parsed.module.code
    {
        class.clear_members();
        classes::define_members(process, project, class, tree, &parsed);
        before.make_way_for(class);
    } else {
        before.all().for_each(|routine| routine.outdate(None));
    }
}

/// The file of a class.
///
/// # Errors
/// It is gone, cannot be read, or has a mistake that makes the class unusable as a whole.
fn read_class(process: &Process<'_>, project: ProjectNumber, name: &str) -> Result<Arc<ParsedFile>, Error> {
    let program = &process.domain.program;
    let missing = || Error::with(error::CLASS_MISSING, format!("There is no class `{name}` any more"));
    let file = program.project.numbered(project).class(name).ok_or_else(missing)?;
    let parsed = program.parse_file(&file.path, CodeKind::Class).map_err(|problem| broken(&problem))?;
    let Code::Class(tree) = &parsed.module.code else { return Err(missing()) };
    if let Some(problem) = classes::problem_of_class(process, &parsed, tree) {
        let all: Vec<_> = parsed.problems().cloned().collect();
        program.refuse(&all);
        return Err(broken(problem));
    }
    Ok(parsed)
}

/// The routine that has taken the place of another one.
///
/// # Errors
/// There is none any more, or its text cannot be read.
pub(crate) fn successor(process: &Process<'_>, callee: &Rc<Callee>) -> Result<Rc<Callee>, Error> {
    let newest = callee.newest();
    if !newest.is_outdated() {
        return Ok(newest);
    }
    if let Some(class) = newest.owner.get() {
        read_class(process, newest.project, &class.name.to_cow())?;
        let text = format!("The function `{}` was removed while the program ran", newest.name);
        return Err(Error::with(error::NOT_A_FUNCTION, text));
    }
    let folded = fold_name(&newest.name.to_cow()).into();
    let found = methods::method_identified(process, &MethodId { project: newest.project, folded })?;
    newest.outdate(Some(found.clone()));
    Ok(found)
}

/// The routines of a class.
struct Routines {
    members: Vec<(fourd_value::Text, Member)>,
    code: Option<Rc<ClassCode>>,
}

impl Routines {
    fn of(class: &Rc<Class>) -> Self {
        Self { members: class.own_members(), code: classes::code(class) }
    }

    /// All of them.
    fn all(&self) -> impl Iterator<Item = Rc<Callee>> {
        let members = self.members.iter().flat_map(|(_, member)| match member {
            Member::Function(function) => [Some(function), None],
            Member::Computed { get, set } => [get.as_ref(), set.as_ref()],
        });
        let code = self.code.iter().flat_map(|code| [code.constructor.clone(), code.initializer.clone()]);
        members.flatten().filter_map(routine).chain(code.flatten())
    }

    /// Those that the class has now take the places of these.
    fn make_way_for(&self, class: &Rc<Class>) {
        for (name, member) in &self.members {
            let now = class.own_member(name);
            match (member, now) {
                (Member::Function(old), Some(Member::Function(new))) => replace(Some(old), Some(&new)),
                (Member::Computed { get, set }, Some(Member::Computed { get: new_get, set: new_set })) => {
                    replace(get.as_ref(), new_get.as_ref());
                    replace(set.as_ref(), new_set.as_ref());
                }
                (Member::Function(old), _) => replace(Some(old), None),
                (Member::Computed { get, set }, _) => {
                    replace(get.as_ref(), None);
                    replace(set.as_ref(), None);
                }
            }
        }
        let Some(old) = &self.code else { return };
        let new = classes::code(class);
        if let Some(constructor) = &old.constructor {
            constructor.outdate(new.as_ref().and_then(|code| code.constructor.clone()));
        }
        if let Some(initializer) = &old.initializer {
            initializer.outdate(new.as_ref().and_then(|code| code.initializer.clone()));
        }
    }
}

/// The routine that a function runs.
fn routine(function: &Function) -> Option<Rc<Callee>> {
    match taking(function) {
        Taking::Slots(callee) => Some(callee.clone()),
        _ => None,
    }
}

fn replace(old: Option<&Function>, new: Option<&Function>) {
    let (Some(old), new) = (old.and_then(routine), new.and_then(routine)) else { return };
    // A getter or setter that the class has taken from the class that it extends may be the same one.
    if new.as_ref().is_none_or(|new| !Rc::ptr_eq(&old, new)) {
        old.outdate(new);
    }
}
