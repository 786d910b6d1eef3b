//! Web sessions.

use crate::site::{PUBLIC, SETTINGS, settings, with_site};
use fourd_web::Request;

/// What a session says of one of its privileges, as a page about `Session` shows it.
const ACTION: &str = "Case of\n\
    : (Session#Null)\n\
    If (Session.hasPrivilege(\"CreateInvoices\"))\n\
    WEB SEND TEXT(\"may\")\nElse\nWEB SEND TEXT(\"may not\")\nEnd if\n\
    Else\nWEB SEND TEXT(\"none\")\nEnd case\n";

#[test]
fn a_method_sees_the_session_of_its_request() {
    let action = format!("{PUBLIC}{ACTION}");
    let login = format!("{PUBLIC}Session.setPrivileges(\"CreateInvoices\")\n");
    let roles = "{\"privileges\": [{\"privilege\": \"CreateInvoices\"}], \"permissions\": {\"allowed\": []}}";
    let without = settings("<configuration session_mode=\"2\"/>");
    let mut files = vec![
        ("Project/Sources/Methods/action_Session.4dm", &*action),
        ("Project/Sources/Methods/login.4dm", &*login),
        ("Project/Sources/roles.json", roles),
    ];
    with_site(&files, |site| {
        let browser = site.browser();
        assert_eq!(browser.get("/4DACTION/action_Session").1, "may not");
        browser.get("/4DACTION/login");
        assert_eq!(browser.get("/4DACTION/action_Session").1, "may");
        assert_eq!(site.get("/4DACTION/action_Session").1, "may not", "another browser is a guest");
    });
    files.push((SETTINGS, &without));
    with_site(&files, |site| {
        let response = site.handle(Request::new("GET", "/4DACTION/action_Session"));
        assert_eq!((crate::site::text(&response).as_str(), response.header("set-cookie")), ("none", None));
    });
}

#[test]
fn a_token_leads_another_browser_to_the_session() {
    with_site(&[("WebFolder/a.txt", "a")], |site| {
        let (first, second) = (site.browser(), site.browser());
        let id = first.value("Session.id");
        let token = || first.value("Session.createOTP()");
        let used = token();
        assert_eq!(second.value(&format!("Session.restore(\"{used}\")")), "True");
        assert_eq!(second.value("Session.id"), id);
        assert_ne!(first.cookie(), second.cookie(), "each browser has a value of its own");
        assert_eq!(site.value(&format!("Session.restore(\"{used}\")")), "False", "a token is used once");
        let in_url = token();
        let third = site.browser();
        let target = format!("/4DACTION/run?$4DSID={in_url}");
        site.get(&format!("/a.txt?$4DSID={in_url}"));
        site.handle(Request::new("HEAD", &target));
        third.handle(Request::new("POST", &target).with_body("WEB SEND TEXT(\"\")"));
        assert_eq!(third.value("Session.id"), id, "files and HEAD do not use it up");
        let fourth = site.browser();
        let response = fourth.handle(Request::new("POST", &target).with_body("WEB SEND TEXT(\"\")"));
        assert_eq!(response.status, 200);
        assert_ne!(fourth.value("Session.id"), id);
    });
}

#[test]
fn a_browser_joins_the_session_of_the_desktop() {
    let startup = "Use (Session.storage)\nSession.storage.who:=\"desktop\"\nEnd use\n\
                   Use (Storage)\nStorage.desktop:=New shared object(\"token\"; Session.createOTP(); \"id\"; Session.id)\nEnd use\n";
    with_site(&[("Project/Sources/DatabaseMethods/onStartup.4dm", startup)], |site| {
        let browser = site.browser();
        assert_eq!(browser.value("Session.restore(Storage.desktop.token)"), "True");
        assert_eq!(browser.value("Session.storage.who+\" \"+Session.info.type"), "desktop standalone");
        assert_eq!(browser.value("WEB Get current session ID=Storage.desktop.id"), "True");
        assert!(browser.cookie().is_some());
        // It can leave it by another token.
        let other = site.browser();
        let token = other.value("Session.createOTP()");
        assert_eq!(browser.value(&format!("Session.restore(\"{token}\")")), "True");
        assert_eq!(browser.value("Session.id"), other.value("Session.id"));
    });
}

#[test]
fn a_session_has_a_storage_singletons_quotas_and_a_description() {
    let class = "property count : Integer\nsession singleton Class constructor()\n\tThis.count:=0\n\
                 Function next() : Integer\n\tUse (This)\n\tThis.count+=1\n\tEnd use\n\treturn This.count\n";
    with_site(&[("Project/Sources/Classes/Counter.4dm", class)], |site| {
        let (first, second) = (site.browser(), site.browser());
        assert_eq!(
            (first.value("cs.Counter.me.next()"), first.value("cs.Counter.me.next()")),
            ("1".into(), "2".into())
        );
        assert_eq!(second.value("cs.Counter.me.next()"), "1");
        let id = first.value("Session.id");
        first.run("Use (Session.storage)\nSession.storage.name:=\"first\"\nEnd use");
        assert_eq!(second.value(&format!("Session storage(\"{id}\").name")), "first");
        assert_eq!(second.value(&format!("Session info(\"{id}\").type")), "web");
        assert_eq!(second.value("Session info(\"none\")=Null"), "True");
        assert_eq!(first.value("Session.idleTimeout"), "60");
        first.run("Session.idleTimeout:=5");
        assert_eq!(first.value("Session.idleTimeout"), "60", "the shortest one");
        first.run("Session.quotas.defaultEntitySetTimeout:=9000\nSession.quotas.maxEntitySetTimeout:=2400");
        assert_eq!(first.value("Session.quotas.defaultEntitySetTimeout"), "2400", "the longest one counts");
        assert_eq!(second.value("Session.quotas.defaultEntitySetTimeout"), "7200");
        assert_eq!(first.value("Undefined(Session.quotas.nbEntitySets)"), "True");
        let wrong = "Session.quotas.nbEntitySets:=0";
        let request = Request::new("POST", "/4DACTION/run").with_body(wrong);
        assert_eq!(site.handle(request).status, 500);
    });
}

#[test]
fn a_stopped_server_forgets_its_sessions() {
    with_site(&[], |site| {
        let browser = site.browser();
        let id = browser.value("Session.id");
        site.server.stop();
        site.server.start(fourd_web::Values::default(), false).unwrap();
        assert_ne!(browser.value("Session.id"), id);
        assert_eq!(browser.value(&format!("Session storage(\"{id}\")=Null")), "True");
    });
}

/// A browser whose cookie was planted gets a new one with its login; the old one leads to nothing of it.
#[test]
fn an_old_cookie_does_not_lead_to_a_session_with_new_privileges() {
    let roles = "{\"privileges\": [{\"privilege\": \"member\"}], \"permissions\": {\"allowed\": []}}";
    with_site(&[("Project/Sources/roles.json", roles)], |site| {
        let browser = site.browser();
        browser.run("Use (Session.storage)\nSession.storage.secret:=\"of the user\"\nEnd use");
        let old = browser.cookie().unwrap();
        browser.value("Session.setPrivileges(\"member\")");
        assert_ne!(browser.cookie().unwrap(), old);
        let with_old = |code: &str| {
            let request = Request::new("POST", "/4DACTION/run").with("Cookie", &old).with_body(code.to_owned());
            let response = site.handle(request);
            (crate::site::text(&response), response.header("set-cookie").map(str::to_owned))
        };
        let look =
            "WEB SEND TEXT(String(Session.storage.secret)+String(Session.hasPrivilege(\"member\")); \"text/plain\")";
        assert_eq!(with_old(look), ("False".to_owned(), None));
        let change =
            "Session.clearPrivileges()\nSession.setPrivileges(\"member\")\nWEB SEND TEXT(\"done\"; \"text/plain\")";
        assert_eq!(with_old(change), ("done".to_owned(), None), "it never gets a new cookie");
        assert_eq!(browser.run(look), "of the userTrue");
    });
}

#[test]
fn a_visitor_who_finds_nothing_gets_no_session() {
    let refuses = "#DECLARE($url : Text) -> $ok : Boolean\n$ok:=($url#\"/4DACTION/refused\")\n";
    let method = format!("{PUBLIC}WEB SEND TEXT(\"\")\n");
    let mut files = vec![("Project/Sources/Methods/refused.4dm", &*method), ("Project/Sources/Methods/hidden.4dm", "")];
    let look = |site: &crate::site::Site| {
        let sessions = site.server.machine().unwrap().sessions.all().len();
        for target in ["/4DACTION/none", "/4DACTION/hidden", "/none.html"] {
            let response = site.handle(Request::new("GET", target));
            assert_eq!((response.status, response.header("set-cookie")), (404, None), "{target}");
        }
        assert_eq!(site.server.machine().unwrap().sessions.all().len(), sessions);
    };
    with_site(&files, |site| {
        look(site);
        let browser = site.browser();
        let token = browser.value("Session.createOTP()");
        site.get(&format!("/4DACTION/none?$4DSID={token}"));
        assert_eq!(site.value(&format!("Session.restore(\"{token}\")")), "True", "nothing has used it up");
    });
    files.push(("Project/Sources/DatabaseMethods/onWebAuthentication.4dm", refuses));
    with_site(&files, |site| {
        look(site);
        let response = site.handle(Request::new("GET", "/4DACTION/refused"));
        assert_eq!((response.status, response.header("set-cookie")), (401, None));
    });
}
