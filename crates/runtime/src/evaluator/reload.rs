//! Code that changes while it runs: routines of a text that is outdated, and those that take their place.

use crate::callee::Callee;
use crate::classes::{self, ClassCode};
use crate::function::RoutineFunction;
use crate::methods;
use crate::process::Process;
use fourd_project::MethodId;
use fourd_source::fold_name;
use fourd_syntax::tree::{Code, CodeKind};
use fourd_value::{Class, Error, Function, Member, error};
use std::rc::Rc;

/// Gives the domain of a process new routines, since the text of the program has changed
/// ([`Program::reload`](crate::Program::reload)).
pub(crate) fn reload(process: &mut Process<'_>) {
    let domain = process.domain.clone();
    domain.methods.take().values().for_each(|method| method.outdate(None));
    domain.database_methods.take().values().for_each(|method| method.outdate(None));
    // What was made of texts may call methods in the way that they were declared before.
    domain.text_code.clear();
    let classes: Vec<_> =
        domain.project_classes.borrow().iter().map(|(id, class)| (id.clone(), class.clone())).collect();
    for ((project, name), class) in classes {
        let program = domain.program.clone();
        let Some(file) = program.project.numbered(project).class(&name) else { continue };
        // A class that cannot be read any more, or no more be understood, keeps its members.
        let Ok(parsed) = program.parse_file(&file.path, CodeKind::Class) else { continue };
        let Code::Class(tree) = &parsed.module.code else { continue };
        if let Some(_problem) = classes::problem_of_class(process, &parsed, tree) {
            let problems: Vec<_> = parsed.problems().cloned().collect();
            problems
                .iter()
                .for_each(|problem| crate::print::print(program.surroundings.host.as_ref(), problem, &program.sources));
            continue;
        }
        let before = Routines::of(&class);
        before.members.iter().for_each(|(name, _)| class.remove(name));
        classes::define_members(process, project, &class, tree, &parsed);
        before.make_way_for(&class);
    }
}

/// The routine that has taken the place of another one.
///
/// # Errors
/// There is none any more, or its text cannot be read.
pub(crate) fn successor(process: &Process<'_>, callee: &Rc<Callee>) -> Result<Rc<Callee>, Error> {
    let mut newest = callee.clone();
    while newest.is_outdated() {
        newest = match (newest.successor(), newest.owner.get()) {
            (Some(successor), _) => successor.clone(),
            (None, Some(_)) => {
                let text = format!("The function `{}` was removed while the program ran", newest.name);
                return Err(Error::with(error::NOT_A_FUNCTION, text));
            }
            (None, None) => {
                let folded = fold_name(&newest.name.to_cow()).into();
                methods::method_identified(process, &MethodId { project: newest.project, folded })?
            }
        };
    }
    Ok(newest)
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

fn replace(old: Option<&Function>, new: Option<&Function>) {
    let routine = |function: &Function| {
        function.as_any().downcast_ref::<RoutineFunction>().map(|function| function.callee.clone())
    };
    if let Some(old) = old.and_then(routine) {
        old.outdate(new.and_then(routine));
    }
}
