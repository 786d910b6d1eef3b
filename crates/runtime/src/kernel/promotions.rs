//! Privileges that a process has for some time: `promote` and `demote`
//! ([promote](https://developer.4d.com/docs/API/SessionClass#promote)).

use crate::process::Process;
use crate::session::Promotion;
use fourd_privileges::{Action, Held, Resource, Roles};
use fourd_value::{Error, Text, error};
use std::sync::atomic::Ordering;

impl Process<'_> {
    /// The privileges that the process holds: those of its session, and those that were promoted (rule 5.8).
    pub fn privileges(&self) -> Held {
        let roles = self.domain.program.project.roles();
        let mut held = self.record.session().map_or_else(|| roles.hold([], []), |session| session.held(roles));
        held.add_all(&self.promoted(roles));
        held
    }

    /// The privileges that the process holds for some time: by `promote`, and while functions run for which `roles.json`
    /// promotes some.
    fn promoted(&self, roles: &Roles) -> Held {
        let mut held = Held::default();
        if !self.record.serves_web.load(Ordering::Relaxed) {
            return held;
        }
        self.promotions.add_to(&mut held, roles, |serial| self.runs(serial));
        for call in self.calls.iter() {
            let Some(class) = call.callee.owner.get().filter(|class| class.kind.singleton) else { continue };
            let (class, routine) = (class.name.to_cow(), call.callee.name.to_cow());
            let function = routine.rsplit('.').next().unwrap_or_default();
            held.add_all(&roles.promoted_by(Resource::SingletonFunction(&class, function)));
        }
        held
    }

    fn runs(&self, serial: u64) -> bool {
        self.calls.iter().any(|call| call.serial == serial)
    }

    /// Promotes a privilege until the running routine ends. The number of the promotion; 0 where the process serves nobody of
    /// the web, the project declares no such privilege, or it is promoted already (rule 5.10).
    pub fn promote(&mut self, privilege: &Text) -> i64 {
        let project = &self.domain.program.project;
        let Some(call) = self.calls.last().map(|call| call.serial) else { return 0 };
        if !self.record.serves_web.load(Ordering::Relaxed) {
            return 0;
        }
        let mut promoted = self.promoted(project.roles());
        if !project.roles().promote(&mut promoted, &privilege.to_cow()) {
            return 0;
        }
        let lasting: Vec<u64> = self.calls.iter().map(|call| call.serial).collect();
        self.promotions.active.retain(|promotion| lasting.contains(&promotion.call));
        self.promotions.last += 1;
        let number = self.promotions.last;
        self.promotions.active.push(Promotion { number, privilege: privilege.clone(), call });
        number
    }

    /// Takes a promotion back; a number that means none changes nothing.
    pub fn demote(&mut self, number: i64) {
        self.promotions.active.retain(|promotion| promotion.number != number);
    }

    /// Whether the running code may do something: only code that serves the web is limited, whatever its session is
    /// (rule 5.11).
    ///
    /// # Errors
    /// It may not.
    pub fn check_privilege(&self, action: Action, resource: Resource<'_>) -> Result<(), Error> {
        let roles = self.domain.program.project.roles();
        if !self.record.serves_web.load(Ordering::Relaxed) || roles.allows(&self.privileges(), action, resource) {
            return Ok(());
        }
        Err(Error::of(error::PRIVILEGE))
    }
}
