//! Sessions of the web, before there is a web server: processes that belong to such sessions run code, and the rules of
//! groups 4 and 5 (`docs/sessions.md`) hold for it.

#![allow(clippy::unwrap_used, clippy::panic)]

use fourd_privileges::{Action, Resource};
use fourd_project::Project;
use fourd_runtime::domain::Domain;
use fourd_runtime::interactive::{Answer, Conversation};
use fourd_runtime::machine::Machine;
use fourd_runtime::session::{Session, SessionKind, SessionStore};
use fourd_runtime::world::World;
use fourd_runtime::{Process, Program};
use fourd_value::{Text, Value};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const ROLES: &str = r#"{
    "privileges": [
        {"privilege": "Simple", "includes": []},
        {"privilege": "medium", "includes": ["simple"]},
        {"privilege": "admin", "includes": []},
        {"privilege": "super", "includes": []}
    ],
    "roles": [{"role": "Medium", "privileges": ["medium"]}],
    "permissions": {"allowed": [
        {"applyTo": "People", "type": "dataclass", "read": ["simple"]},
        {"applyTo": "Gate.promoted", "type": "singletonMethod", "promote": ["super"]}
    ]},
    "forceLogin": FORCE
}"#;

const GATE: &str = "singleton Class constructor\n\
    Function promoted : Boolean\n\treturn Session.hasPrivilege(\"super\")\n\
    Function promotedAgain : Integer\n\treturn Session.promote(\"super\")\n\
    Function plain : Boolean\n\treturn Session.hasPrivilege(\"super\")\n";

const WITHIN: &str = "#DECLARE : Text\n\
    var $id : Integer:=Session.promote(\"admin\")\n\
    var $second : Integer:=Session.promote(\"super\")\n\
    Session.clearPrivileges()\n\
    Session.demote($second)\n\
    Session.demote(77)\n\
    return String($id)+String($second)+String(Session.promote(\"admin\"))+String(Session.promote(\"none\"))+\" \"+\
    String(Session.hasPrivilege(\"admin\"))+String(Session.hasPrivilege(\"super\"))+\" \"+\
    Session.getPrivileges().join(\",\")\n";

/// A server with sessions, and a project with roles.
struct Server {
    program: Arc<Program>,
    machine: Arc<Machine>,
}

impl Server {
    fn new(edition: u32, force_login: bool) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sessions/{number}"));
        let _ = std::fs::remove_dir_all(&folder);
        let sources = folder.join("Project/Sources");
        let files = [
            ("../Web.4DProject", "{}"),
            ("roles.json", &*ROLES.replace("FORCE", &force_login.to_string())),
            ("Classes/Gate.4dm", GATE),
            ("Methods/within.4dm", WITHIN),
        ];
        for (path, text) in files {
            let path = sources.join(path);
            std::fs::create_dir_all(sources.join("Classes")).unwrap();
            std::fs::create_dir_all(sources.join("Methods")).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let project = Project::open(&folder).unwrap();
        let program = Program::new(project, fourd_commands::libraries(), Some(edition));
        assert!(program.project.roles_problem().is_none());
        Self { program, machine: Machine::server(World::new(Some(1))) }
    }

    fn session(&self, kind: SessionKind) -> Arc<Session> {
        let world = &self.machine.world;
        let session = Session::of_guest(kind, Text::from("::ffff:10.0.0.1"), world.identifier(), world.since_1970());
        self.machine.sessions.add(session.clone());
        session
    }

    /// Runs inputs one after the other in a process of a session that serves the web; gives what each returns.
    fn serve(&self, session: &Arc<Session>, inputs: &[&str]) -> Vec<String> {
        self.process(session, true, inputs, |_| ())
    }

    fn process(
        &self,
        session: &Arc<Session>,
        serves_web: bool,
        inputs: &[&str],
        after: impl FnOnce(&mut Process<'_>) + 'static,
    ) -> Vec<String> {
        let number = self.machine.world.conductor.as_ref().unwrap().new_domain();
        self.machine.domain_number.store(number, Ordering::SeqCst);
        let domain = Domain::new(self.program.clone(), self.machine.clone());
        let record = self.machine.add_process(Text::from("web"), false, false, Some(session.clone()));
        record.serves_web.store(serves_web, Ordering::SeqCst);
        let answers = Rc::new(RefCell::new(Vec::new()));
        let (inside, inputs): (_, Vec<String>) = (answers.clone(), inputs.iter().map(|&text| text.into()).collect());
        let work = move |process: &mut Process<'_>| {
            let mut conversation = Conversation::default();
            for input in inputs {
                let answer = match conversation.evaluate(process, "input", &input) {
                    Answer::Value(Some(Value::Text(text))) => text.to_string(),
                    Answer::Value(Some(Value::Boolean(value))) => value.to_string(),
                    Answer::Value(Some(Value::Real(value))) => value.to_string(),
                    Answer::Value(None) => continue,
                    Answer::Value(Some(other)) => other.type_name().to_string(),
                    Answer::Problems(problems) => format!("{problems:?}"),
                    Answer::Interrupted | Answer::Ended => panic!("{input} was ended"),
                };
                inside.borrow_mut().push(answer);
            }
            after(process);
        };
        domain.start(record, Box::new(work));
        domain.run().unwrap();
        answers.take()
    }
}

#[test]
fn privileges_of_a_web_session_count_in_every_edition() {
    for edition in [2080, 2140] {
        let server = Server::new(edition, true);
        let session = server.session(SessionKind::WEB);
        let answers = server.serve(
            &session,
            &[
                "Session.isGuest()",
                "Session.hasPrivilege(\"simple\")",
                "Session.setPrivileges(\"unknown, WebAdmin\")",
                "Session.getPrivileges().join(\",\")",
                "Session.isGuest()",
                "Session.setPrivileges({roles: \"medium\"; userName: \"Ann\"})",
                "Session.setPrivileges([\"ADMIN\"])",
                "Session.getPrivileges().join(\",\")",
                "Session.userName+\" \"+Session.info.userName",
                "Session.clearPrivileges()",
                "Session.getPrivileges().join(\",\")+String(Session.isGuest())",
            ],
        );
        let expected =
            ["true", "false", "true", "", "false", "true", "true", "Simple,medium,admin", "Ann Ann", "true", "False"];
        assert_eq!(answers, expected, "{edition}");
    }
}

#[test]
fn without_forced_login_a_session_without_privileges_is_a_guest() {
    let server = Server::new(2140, false);
    let session = server.session(SessionKind::WEB);
    let inputs = ["Session.setPrivileges(\"\")", "Session.isGuest()", "Session.setPrivileges(\"admin\")"];
    assert_eq!(server.serve(&session, &inputs), ["true", "true", "true"]);
    let inputs = ["Session.isGuest()", "Session.clearPrivileges()", "Session.isGuest()"];
    assert_eq!(server.serve(&session, &inputs), ["false", "true", "true"]);
}

#[test]
fn info_and_lifetime_of_a_web_session() {
    let server = Server::new(2140, false);
    let session = server.session(SessionKind::REST);
    let answers = server.serve(
        &session,
        &[
            "Session.info.type+\" \"+Session.info.hostType+\" \"+Session.info.IPAddress",
            "OB Keys(Session.info).join(\",\")",
            "Session.idleTimeout",
            "Session.idleTimeout:=30",
            "Session.idleTimeout",
            "Session.idleTimeout:=90",
            "Session.idleTimeout",
            "Session.expirationDate",
        ],
    );
    let iso = fourd_runtime::clock::iso(session.created() + Duration::from_secs(90 * 60)).to_string();
    let keys = "type,userName,IPAddress,hostType,creationDateTime,state,ID";
    let expected = ["rest browser ::ffff:10.0.0.1", keys, "60", "60", "90", &iso];
    assert_eq!(answers.iter().filter(|answer| *answer != "Undefined").collect::<Vec<_>>(), expected);
}

#[test]
fn a_promotion_lasts_as_long_as_the_function_and_only_in_web_processes() {
    let server = Server::new(2140, true);
    let session = server.session(SessionKind::WEB);
    let inputs = ["Session.setPrivileges(\"simple\")", "within", "Session.hasPrivilege(\"admin\")", "within"];
    let answers = server.serve(&session, &inputs);
    assert_eq!(answers, ["true", "1200 TrueFalse ", "false", "3400 TrueFalse "]);
    let inputs = ["Session.setPrivileges(\"simple\")", "within"];
    let answers = server.process(&session, false, &inputs, |_| ());
    assert_eq!(answers, ["true", "0000 FalseFalse "]);
}

#[test]
fn roles_json_promotes_functions() {
    let server = Server::new(2140, true);
    let session = server.session(SessionKind::WEB);
    let inputs = ["cs.Gate.me.promoted()", "cs.Gate.me.plain()", "cs.Gate.me.promotedAgain()"];
    assert_eq!(server.serve(&session, &inputs), ["true", "false", "1"]);
    assert_eq!(server.process(&session, false, &inputs, |_| ()), ["false", "false", "0"]);
}

#[test]
fn checks_bind_code_that_serves_the_web_whatever_its_session() {
    let server = Server::new(2140, true);
    let read =
        |process: &Process<'_>, class: &str| process.check_privilege(Action::Read, Resource::Dataclass(class)).is_ok();
    for kind in [SessionKind::WEB, SessionKind::MOBILE, SessionKind::STORED_PROCEDURE] {
        let session = server.session(kind);
        server.process(&session, true, &[], move |process| {
            assert!(!read(process, "People") && read(process, "Others"));
        });
        server.process(&session, false, &[], move |process| assert!(read(process, "People")));
        server.process(&session, true, &["Session.setPrivileges(\"medium\")"], move |process| {
            assert!(read(process, "People"));
        });
    }
}

#[test]
fn restore_puts_the_session_of_a_token_in_place_of_the_own() {
    let server = Server::new(2140, true);
    let (first, second) = (server.session(SessionKind::WEB), server.session(SessionKind::WEB));
    let prepare = [
        "Session.setPrivileges({privileges: \"admin\"; userName: \"Ann\"})",
        "Use (Session.storage)\nSession.storage.basket:=5\nEnd use\n",
        "Session.createOTP()",
    ];
    let token = server.serve(&first, &prepare).pop().unwrap();
    let restore = format!("Session.restore(\"{token}\")");
    let inputs = [
        "$old:=Session",
        "Session.restore(\"0123\")",
        &restore,
        "Session.userName+String(Session.storage.basket)+String(Session.hasPrivilege(\"admin\"))",
        "Session.id#$old.id",
        "$old.userName+String($old.hasPrivilege(\"admin\"))",
        &restore,
        "Session.userName",
    ];
    let answers = server.serve(&second, &inputs);
    assert_eq!(answers.last_chunk::<7>().unwrap(), &["false", "true", "Ann5True", "true", "False", "false", "Ann"]);
    assert!(server.machine.sessions.get(&second.id).is_some(), "the replaced session lives on");
}

#[test]
fn only_sessions_of_the_web_are_replaced() {
    let server = Server::new(2140, true);
    let web = server.session(SessionKind::WEB);
    let desktop = server.machine.session.clone().unwrap();
    let token = server.process(&desktop, false, &["Session.createOTP()"], |_| ()).pop().unwrap();
    let restore = format!("Session.restore(\"{token}\")");
    assert_eq!(server.process(&desktop, false, &[&restore], |_| ()), ["false"]);
    // The refused attempt has not used the token up.
    assert_eq!(server.serve(&web, &[&restore, "Session.info.type"]), ["true", "storedProcedure"]);
}

#[test]
fn tokens_live_as_the_edition_says() {
    let cases = [
        (2080, SessionKind::WEB, "5", 10),
        (2140, SessionKind::WEB, "5", 5),
        (2140, SessionKind::WEB, "", 3600),
        (2100, SessionKind::STORED_PROCEDURE, "60", 10),
        (2140, SessionKind::STORED_PROCEDURE, "60", 60),
        (2140, SessionKind::STORED_PROCEDURE, "", 10),
    ];
    for (edition, kind, lifespan, seconds) in cases {
        let server = Server::new(edition, false);
        let session = server.session(kind);
        let create = format!("Session.createOTP({lifespan})");
        let tokens = server.serve(&session, &[&create, &create]);
        let redeemed = |token: &str, after: Duration| {
            let now = server.machine.world.since_1970() + after;
            session.touch(now);
            server.machine.sessions.redeem(&Text::from(token), now).is_some()
        };
        let (limit, moment) = (Duration::from_secs(seconds), Duration::from_millis(100));
        assert!(redeemed(&tokens[0], limit - moment), "{edition} {lifespan}");
        assert!(!redeemed(&tokens[1], limit + moment), "{edition} {lifespan}");
    }
}

#[test]
fn what_has_expired_is_forgotten_with_its_singletons() {
    let server = Server::new(2140, false);
    let session = server.session(SessionKind::WEB);
    server.serve(&session, &["cs.Gate.me"]);
    let later = server.machine.world.since_1970() + Duration::from_secs(3700);
    let expired: &dyn SessionStore = &*server.machine.sessions;
    assert_eq!(expired.expire(later).len(), 1);
    assert!(server.machine.sessions.storage(&session.id).is_none());
}
