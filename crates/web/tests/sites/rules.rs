//! Rules of `docs/sessions.md` about web sessions and the web server, one test for each.

use crate::site::{Browser, PUBLIC, SETTINGS, Site, settings, text, with_site};
use fourd_web::Request;

const ROLES: &str = "Project/Sources/roles.json";
const HANDLERS: &str = "Project/Sources/HTTPHandlers.json";
const CONNECTION: &str = "Project/Sources/DatabaseMethods/onWebConnection.4dm";
const AUTHENTICATION: &str = "Project/Sources/DatabaseMethods/onWebAuthentication.4dm";

/// Two privileges, of which one includes the other, and a role.
const TWO: &str = r#"{"forceLogin": true, "privileges": [{"privilege": "low"}, {"privilege": "high", "includes": ["low"]}],
    "roles": [{"role": "Chief", "privileges": ["high"]}], "permissions": {"allowed": []}}"#;

fn cookie_of(site: &Site, target: &str) -> Option<String> {
    site.handle(Request::new("GET", target)).header("set-cookie").map(str::to_owned)
}

/// What a function of the singleton `Door` gives, or the number of its error.
fn call(browser: &Browser<'_>, function: &str) -> String {
    browser.run(&format!(
        "var $text : Text\nTry\n$text:=cs.Door.me.{function}()\nCatch\n$text:=String(Last errors[0].errCode)\nEnd try\n\
         WEB SEND TEXT($text; \"text/plain\")"
    ))
}

/// A site with a singleton `Door` and these roles.
fn with_door(functions: &str, roles: &str, test: impl FnOnce(&Site)) {
    let class = format!("shared singleton Class constructor()\n{functions}");
    with_site(&[("Project/Sources/Classes/Door.4dm", &class), (ROLES, roles)], test);
}

#[test]
fn rule_1_7_all_web_code_has_the_session_of_its_request() {
    let keep = "#DECLARE($url : Text) -> $ok : Boolean\nUse (Session.storage)\nSession.storage.seen:=Session.id\nEnd use\n$ok:=True\n";
    let say = "WEB SEND TEXT(Session.id+Session.storage.seen; \"text/plain\")\n";
    let class = "shared singleton Class constructor()\nFunction id($request : 4D.IncomingMessage) : Text\n\treturn Session.id\n";
    let files = [
        (AUTHENTICATION, keep),
        (CONNECTION, say),
        ("WebFolder/page.shtml", "<!--#4DTEXT Session.id-->"),
        ("Project/Sources/Classes/H.4dm", class),
        (HANDLERS, "[{\"class\": \"H\", \"method\": \"id\", \"pattern\": \"id\"}]"),
    ];
    with_site(&files, |site| {
        let browser = site.browser();
        let id = browser.value("Session.id");
        assert_eq!(browser.get("/anything").1, format!("{id}{id}"));
        assert_eq!(browser.get("/page.shtml").1, id);
        assert_eq!(browser.get("/id/").1, id);
        assert_eq!(browser.value("Process info(Current process).sessionID"), id);
    });
}

#[test]
fn rule_1_8_without_scalable_sessions_there_is_none() {
    let none = settings("<configuration session_mode=\"2\"/>");
    with_site(&[(SETTINGS, &none)], |site| {
        assert_eq!(site.value("Session=Null"), "True");
        assert_eq!(site.value("WEB Get current session ID"), "");
    });
}

#[test]
fn rule_3_5_the_expiration_date_is_the_last_use_and_the_idle_timeout() {
    with_site(&[], |site| {
        let browser = site.browser();
        let date = browser.value("Session.expirationDate");
        assert!(date.len() == 24 && date.ends_with('Z') && date.as_bytes().get(10) == Some(&b'T'), "{date}");
        let later = browser.run("Session.idleTimeout:=120\nWEB SEND TEXT(Session.expirationDate; \"text/plain\")");
        assert!(later > date, "{later}");
    });
}

#[test]
fn rule_3_7_quotas() {
    with_site(&[], |site| {
        let browser = site.browser();
        assert_eq!(browser.value("Session.quotas.defaultEntitySetTimeout"), "7200");
        browser.run("Session.quotas.nbEntitySets:=50");
        assert_eq!(browser.value("Session.quotas.nbEntitySets"), "50");
        browser.run("var $none\nSession.quotas.nbEntitySets:=$none");
        assert_eq!(browser.value("Undefined(Session.quotas.nbEntitySets)"), "True");
        assert_eq!(browser.value("JSON Stringify(Session.quotas.currentValues)"), "{}");
    });
}

#[test]
fn rule_4_1_a_cookie_that_names_no_session_gives_a_new_guest() {
    with_site(&[], |site| {
        let browser = site.browser();
        let id = browser.value("Session.id");
        assert_eq!(browser.value("Session.id"), id, "the same session");
        let request = Request::new("POST", "/4DACTION/run").with("Cookie", "4DSID_site=00");
        let other = site.handle(request.with_body("WEB SEND TEXT(Session.id)"));
        assert!(text(&other) != id && other.header("set-cookie").is_some_and(|cookie| !cookie.contains("=00;")));
    });
}

#[test]
fn rule_4_2_sessions_end_with_the_server() {
    with_site(&[], |site| {
        let id = site.browser().value("Session.id");
        assert_eq!(site.value(&format!("Session info(\"{id}\").ID")), id);
        site.server.stop();
        site.server.start(fourd_web::Values::default(), false).unwrap();
        assert_eq!(site.value(&format!("Session info(\"{id}\")=Null")), "True");
    });
}

#[test]
fn rule_4_3_an_old_cookie_gives_a_guest_with_an_empty_storage() {
    with_site(&[(ROLES, TWO)], |site| {
        let browser = site.browser();
        browser.run("Session.setPrivileges(\"high\")\nUse (Session.storage)\nSession.storage.a:=1\nEnd use");
        let old = browser.cookie();
        site.server.stop();
        site.server.start(fourd_web::Values::default(), false).unwrap();
        assert_eq!(browser.value("Session.isGuest()"), "True");
        assert_eq!(browser.value("Session.hasPrivilege(\"high\")"), "False");
        assert_eq!(browser.value("JSON Stringify(Session.storage)"), "{}");
        assert_ne!(browser.cookie(), old);
    });
}

#[test]
fn rule_4_4_idle_timeouts_are_at_least_60_minutes() {
    with_site(&[], |site| {
        let browser = site.browser();
        let set = |minutes: &str| {
            browser.run(&format!("Session.idleTimeout:={minutes}\nWEB SEND TEXT(String(Session.idleTimeout))"))
        };
        assert_eq!((set("0"), set("59"), set("61")), ("60".into(), "60".into(), "61".into()));
        let cookie = site.handle(Request::new("POST", "/4DACTION/run").with_body("Session.idleTimeout:=120"));
        assert!(cookie.header("set-cookie").unwrap().contains("Max-Age=7200"));
    });
}

#[test]
fn rule_4_5_timeouts_of_legacy_sessions_do_not_count() {
    let start = "WEB SET OPTION(Web inactive session timeout; 1)\n";
    with_site(&[("Project/Sources/DatabaseMethods/onStartup.4dm", start)], |site| {
        assert_eq!(site.value("Session.idleTimeout"), "60");
        assert_eq!(site.value("Undefined(WEB Server.inactiveSessionTimeout)"), "True");
    });
}

#[test]
fn rule_4_6_no_command_closes_a_session() {
    with_site(&[], |site| {
        let browser = site.browser();
        let id = browser.value("Session.id");
        browser.run(&format!("WEB LEGACY CLOSE SESSION(\"{id}\")\nSession.clearPrivileges()"));
        assert_eq!(browser.value("Session.id"), id);
    });
}

#[test]
fn rule_4_10_restore_replaces_the_session_with_all_that_it_has() {
    with_site(&[(ROLES, TWO)], |site| {
        let (first, second) = (site.browser(), site.browser());
        first.run("Session.setPrivileges(New object(\"privileges\"; \"high\"; \"userName\"; \"Ada\"))\nUse (Session.storage)\nSession.storage.a:=1\nEnd use");
        let token = first.value("Session.createOTP()");
        assert_eq!(second.value(&format!("Session.restore(\"{token}\")")), "True");
        let shown = "Session.userName+String(Session.storage.a)+String(Session.hasPrivilege(\"low\"))";
        assert_eq!(second.value(shown), "Ada1True");
        assert_eq!(second.value("Session.restore(\"none\")"), "False");
        assert_eq!(second.value("Session.userName"), "Ada", "a wrong token changes nothing");
    });
}

#[test]
fn rule_4_11_tokens_in_urls_count_before_the_code() {
    let files = [("WebFolder/page.shtml", "<!--#4DTEXT Session.id-->")];
    with_site(&files, |site| {
        let first = site.browser();
        let id = first.value("Session.id");
        let token = first.value("Session.createOTP()");
        assert_eq!(site.get(&format!("/page.shtml?a=1&$4DSID={token}")).1, id);
        let token = first.value("Session.createOTP()");
        let target = format!("/4DACTION/run?%244DSID={token}");
        let response = site.handle(Request::new("POST", &target).with_body("WEB SEND TEXT(Session.id)"));
        assert_ne!(text(&response), id, "only the name as it is counts");
    });
}

#[test]
fn rule_4_12_an_invalid_token_is_no_error() {
    with_site(&[("WebFolder/page.shtml", "<!--#4DTEXT Session.id-->")], |site| {
        let browser = site.browser();
        let id = browser.value("Session.id");
        assert_eq!(browser.get("/page.shtml?$4DSID=none"), (200, id));
        assert_eq!(site.get("/page.shtml?$4DSID=").0, 200);
    });
}

#[test]
fn rule_4_13_tokens_are_those_of_scalable_sessions() {
    with_site(&[], |site| {
        let token = site.browser().value("Session.createOTP()");
        assert_eq!(token.len(), 32, "{token}");
        assert_eq!(site.browser().value(&format!("Session.restore(\"{token}\")")), "True");
    });
}

#[test]
fn rule_4_14_a_browser_joins_the_session_of_the_desktop() {
    let startup = "Use (Session.storage)\nSession.storage.who:=\"desktop\"\nEnd use\nUse (Storage)\n\
                   Storage.token:=New shared object(\"text\"; Session.createOTP())\nEnd use\n";
    with_site(&[("Project/Sources/DatabaseMethods/onStartup.4dm", startup)], |site| {
        let browser = site.browser();
        browser.value("Session.restore(Storage.token.text)");
        assert_eq!(browser.value("Session.storage.who+Session.info.type"), "desktopstandalone");
    });
}

#[test]
fn rule_5_1_roles_are_read_as_a_whole() {
    let roles = r#"{"privileges": [{"privilege": "a", "includes": []}], "roles": [{"role": "R", "privileges": ["a"]}],
        "permissions": {"allowed": [{"applyTo": "Door", "type": "singleton", "execute": ["a"]}]},
        "restrictedByDefault": false, "forceLogin": false}"#;
    with_door("Function in() : Text\n\treturn \"in\"\n", roles, |site| {
        let browser = site.browser();
        assert_eq!(call(&browser, "in"), "-30002");
        browser.value("Session.setPrivileges(New object(\"roles\"; \"R\"))");
        assert_eq!(call(&browser, "in"), "in");
    });
}

#[test]
fn rule_5_2_empty_lists_protect_nothing() {
    let roles = r#"{"privileges": [], "roles": [], "permissions": {"allowed": [{"applyTo": "ds", "type": "datastore",
        "read": [], "create": [], "update": [], "drop": [], "execute": [], "promote": []}]},
        "restrictedByDefault": false, "forceLogin": false}"#;
    with_door("Function in() : Text\n\treturn \"in\"\n", roles, |site| assert_eq!(call(&site.browser(), "in"), "in"));
}

#[test]
fn rule_5_7_clearing_takes_what_was_set() {
    with_site(&[(ROLES, TWO)], |site| {
        let browser = site.browser();
        browser.value("Session.setPrivileges(\"high\")");
        let code = "var $id : Integer\n$id:=Session.promote(\"low\")\nWEB SEND TEXT(String(Session.clearPrivileges())+\
                    String(Session.hasPrivilege(\"high\")); \"text/plain\")";
        assert_eq!(browser.run(code), "TrueFalse");
        let promoted = "var $id : Integer\n$id:=Session.promote(\"low\")\nSession.clearPrivileges()\n\
                        WEB SEND TEXT(String(Session.hasPrivilege(\"low\")); \"text/plain\")";
        assert_eq!(browser.run(promoted), "True");
    });
}

#[test]
fn rule_5_8_promoted_privileges_are_held_and_not_listed() {
    with_site(&[(ROLES, TWO)], |site| {
        let code = "Session.promote(\"high\")\nWEB SEND TEXT(String(Session.hasPrivilege(\"low\"))+JSON Stringify(Session.getPrivileges()); \"text/plain\")";
        assert_eq!(site.run(code), "True[]");
    });
}

#[test]
fn rule_5_9_guests() {
    with_site(&[(ROLES, TWO)], |site| {
        let browser = site.browser();
        assert_eq!(browser.value("Session.isGuest()"), "True");
        browser.value("Session.setPrivileges(\"\")");
        assert_eq!(browser.value("Session.isGuest()"), "False", "whatever was set");
        browser.value("Session.clearPrivileges()");
        assert_eq!(browser.value("Session.isGuest()"), "False");
    });
    let open = TWO.replace("\"forceLogin\": true", "\"forceLogin\": false");
    with_site(&[(ROLES, &open)], |site| {
        let browser = site.browser();
        browser.value("Session.setPrivileges(\"high\")");
        assert_eq!(browser.value("Session.isGuest()"), "False");
        browser.value("Session.clearPrivileges()");
        assert_eq!(browser.value("Session.isGuest()"), "True");
    });
}

#[test]
fn rule_5_10_promotions_end_with_their_function() {
    let lift = format!(
        "{PUBLIC}#DECLARE -> $text : Text\nvar $first; $second : Integer\n$first:=Session.promote(\"low\")\n$second:=Session.promote(\"high\")\n\
                $text:=String($first>0)+String($second>$first)+String(Session.promote(\"high\"))+String(Session.promote(\"none\"))\n\
                Session.demote($second)\nSession.demote(99)\n$text:=$text+String(Session.hasPrivilege(\"high\"))+String(Session.hasPrivilege(\"low\"))\n"
    );
    with_site(&[(ROLES, TWO), ("Project/Sources/Methods/lift.4dm", &lift)], |site| {
        let code = "var $text : Text\n$text:=lift()\nWEB SEND TEXT($text+String(Session.hasPrivilege(\"low\")); \"text/plain\")";
        assert_eq!(site.run(code), "TrueTrue00FalseTrueFalse");
    });
}

#[test]
fn rule_5_11_only_code_of_web_processes_is_checked() {
    let roles = r#"{"restrictedByDefault": true, "privileges": [], "permissions": {"allowed": []}}"#;
    let start = "Use (Storage)\nStorage.in:=New shared object(\"text\"; cs.Door.me.in())\nEnd use\n";
    let class = "shared singleton Class constructor()\nFunction in() : Text\n\treturn \"in\"\n";
    let files = [
        (ROLES, roles),
        ("Project/Sources/Classes/Door.4dm", class),
        ("Project/Sources/DatabaseMethods/onStartup.4dm", start),
    ];
    with_site(&files, |site| {
        assert_eq!(site.value("Storage.in.text"), "in");
        assert_eq!(call(&site.browser(), "in"), "-30002");
    });
}

#[test]
fn rule_5_12_a_permission_of_a_function_goes_before_that_of_its_singleton() {
    let roles = r#"{"privileges": [{"privilege": "a"}, {"privilege": "b"}], "permissions": {"allowed": [
        {"applyTo": "ds", "type": "datastore", "execute": ["b"]},
        {"applyTo": "Door", "type": "singleton", "execute": ["a"]},
        {"applyTo": "Door.both", "type": "singletonMethod", "execute": ["a", "b"]}]}}"#;
    let functions = "Function own() : Text\n\treturn \"own\"\nFunction both() : Text\n\treturn \"both\"\n";
    with_door(functions, roles, |site| {
        let browser = site.browser();
        browser.value("Session.setPrivileges(\"b\")");
        assert_eq!((call(&browser, "own"), call(&browser, "both")), ("-30002".into(), "both".into()));
        browser.value("Session.setPrivileges(\"a\")");
        assert_eq!(call(&browser, "own"), "own");
    });
}

#[test]
fn rule_5_13_what_nothing_is_declared_for() {
    for (restricted, expected) in [("true", "-30002"), ("false", "in")] {
        let roles = format!(
            "{{\"restrictedByDefault\": {restricted}, \"privileges\": [], \"permissions\": {{\"allowed\": []}}}}"
        );
        with_door("Function in() : Text\n\treturn \"in\"\n", &roles, |site| {
            assert_eq!(call(&site.browser(), "in"), expected);
        });
    }
}

#[test]
fn rule_5_14_a_refusal_is_an_error_and_a_status_of_handlers() {
    let roles = r#"{"privileges": [{"privilege": "a"}, {"privilege": "b"}], "permissions": {"allowed": [{"applyTo": "Door.in",
        "type": "singletonMethod", "execute": ["a"]}]}}"#;
    let class =
        "shared singleton Class constructor()\nFunction in($request : 4D.IncomingMessage) : Text\n\treturn \"in\"\n";
    let files = [
        (ROLES, roles),
        ("Project/Sources/Classes/Door.4dm", class),
        (HANDLERS, "[{\"class\": \"Door\", \"method\": \"in\", \"pattern\": \"in\"}]"),
    ];
    with_site(&files, |site| {
        let browser = site.browser();
        assert_eq!(browser.get("/in/").0, 401);
        browser.value("Session.setPrivileges(\"b\")");
        assert_eq!(browser.get("/in/").0, 403);
        browser.value("Session.setPrivileges(\"a\")");
        assert_eq!(browser.get("/in/"), (200, "in".to_owned()));
    });
}

#[test]
fn rule_8_1_the_cookie_of_a_session() {
    let lax = "WEB SET OPTION(Web session cookie path; \"/4DACTION\")\nWEB SET OPTION(Web session cookie domain; \"example.com\")\n";
    with_site(&[("Project/Sources/Methods/hello.4dm", PUBLIC)], |site| {
        let cookie = cookie_of(site, "/4DACTION/hello").unwrap();
        assert!(cookie.starts_with("4DSID_site="), "{cookie}");
        for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=3600"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        site.run(lax);
        let cookie = cookie_of(site, "/4DACTION/hello").unwrap();
        assert!(cookie.contains("Path=/4DACTION") && cookie.contains("Domain=example.com"), "{cookie}");
        let secure = Request { secure: true, ..Request::new("GET", "/4DACTION/hello") };
        assert!(site.handle(secure).header("set-cookie").unwrap().contains("Secure"));
    });
}

#[test]
fn rule_8_2_who_answers_a_request() {
    let class = "shared singleton Class constructor()\nFunction file($request : 4D.IncomingMessage) : Text\n\treturn \"handler\"\n";
    let files = [
        ("WebFolder/a.txt", "file"),
        ("WebFolder/b.txt", "file"),
        (CONNECTION, "#DECLARE($url : Text)\nWEB SEND TEXT(\"connection \"+$url; \"text/plain\")\n"),
        ("Project/Sources/Classes/H.4dm", class),
        (
            HANDLERS,
            "[{\"class\": \"H\", \"method\": \"file\", \"regexPattern\": \"/b.txt\"}, {\"class\": \"H\", \"method\": \"file\", \"regexPattern\": \"/4DACTION/\"}]",
        ),
    ];
    with_site(&files, |site| {
        assert_eq!(site.get("/a.txt").1, "file");
        assert_eq!(site.get("/b.txt").1, "handler");
        assert_eq!(site.get("/c.txt?d").1, "connection /c.txt?d");
        assert_eq!(site.get("/4DACTION/none").0, 404, "no handler gets it");
        for own in ["/4DWEBTEST", "/4dstats", "/4DHtmlStats", "/4DCACHECLEAR", "/4DBLANK"] {
            let (status, body) = site.get(own);
            assert!(status == 200 && !body.contains("connection"), "{own}");
        }
    });
}

#[test]
fn rule_8_3_methods_that_urls_call() {
    let method = format!("{PUBLIC}#DECLARE($text : Text)\nWEB SEND TEXT(\"[\"+$text+\"]\"; \"text/plain\")\n");
    let files = [
        ("Project/Sources/Methods/shown.4dm", &*method),
        ("Project/Sources/Methods/hidden.4dm", "WEB SEND TEXT(\"\")\n"),
    ];
    with_site(&files, |site| {
        assert_eq!(site.get("/4DACTION/shown/a%20b/c?d=e").1, "[a b/c]");
        assert_eq!(site.get("/4DACTION/shown").1, "[]");
        assert_eq!(site.get("/4DACTION/shown/?a=b").1, "[]");
        assert_eq!(site.get("/4DACTION/hidden").0, 404);
        assert_eq!(text(&site.handle(Request::new("PATCH", "/4daction/SHOWN/x"))), "[x]");
    });
}

#[test]
fn rule_8_4_urls_of_the_past_are_ordinary() {
    with_site(&[(CONNECTION, "#DECLARE($url : Text)\nWEB SEND TEXT($url; \"text/plain\")\n")], |site| {
        assert_eq!(site.get("/4DCGI/a").1, "/4DCGI/a");
        assert_eq!(site.get("/4DSYNC/a").1, "/4DSYNC/a");
    });
}

#[test]
fn rule_8_5_on_web_authentication_gets_six_texts() {
    let method = "#DECLARE($url : Text; $http : Text; $ip : Text; $server : Text; $user : Text; $pw : Text) -> $ok : Boolean\n\
        Use (Storage)\nStorage.got:=New shared object(\"all\"; $url+\"|\"+String(Length($http))+\"|\"+$ip+\"|\"+$server+\"|\"+$user+\"|\"+$pw)\nEnd use\n$ok:=True\n";
    let say = "WEB SEND TEXT(Storage.got.all; \"text/plain\")\n";
    with_site(&[(AUTHENTICATION, method), (CONNECTION, say), ("WebFolder/a.txt", "a")], |site| {
        let request = Request::new("POST", "/x?y").with("Authorization", "Basic YTpi").with_body("b".repeat(50_000));
        assert_eq!(text(&site.handle(request)), "/x?y|32768|::ffff:127.0.0.1|::ffff:127.0.0.1||");
        site.run("Use (Storage)\nStorage.got.all:=\"\"\nEnd use");
    });
}

#[test]
fn rule_8_6_on_web_connection_gets_the_texts_of_what_no_file_answers() {
    let method = "#DECLARE($url : Text; $http : Text; $ip : Text)\nWEB SEND TEXT($url+\"|\"+Split string($http; \"\\r\\n\")[0]+\"|\"+$ip; \"text/plain\")\n";
    with_site(&[(CONNECTION, method), ("WebFolder/a/b.html", "file")], |site| {
        assert_eq!(site.get("/a/b").1, "/a/b|GET /a/b HTTP/1.1|::ffff:127.0.0.1");
        assert_eq!(site.get("/a/b.html").1, "file");
        assert!(site.get("/").1.starts_with("/|"));
    });
    with_site(&[(CONNECTION, "\n")], |site| assert_eq!(site.get("/x").0, 404, "nothing was sent"));
}

#[test]
fn rule_8_7_where_tags_run() {
    let tag = "<!--#4DTEXT 1+1-->";
    let send = format!(
        "{PUBLIC}#DECLARE($how : Text)\nvar $data : Blob\nCase of\n: ($how=\"file\")\nWEB SEND FILE(\"a.html\")\n\
        : ($how=\"text\")\nWEB SEND TEXT(\"{tag}$4DTEXT(1+1)\"; \"text/plain\")\n\
        Else\nTEXT TO BLOB(\"{tag}\"; $data; UTF8 text without length)\nWEB SEND BLOB($data; $how)\nEnd case\n"
    );
    let files = [
        ("WebFolder/a.html", tag),
        ("WebFolder/a.shtml", "<!--#4DTEXT 1+1-->$4DTEXT(1+1)"),
        ("WebFolder/a.xml", tag),
        ("Project/Sources/Methods/send.4dm", &*send),
    ];
    with_site(&files, |site| {
        assert_eq!(site.get("/a.html").1, tag);
        assert_eq!((site.get("/a.shtml").1, site.get("/a.xml").1), ("22".into(), "2".into()));
        assert_eq!(site.get("/4DACTION/send/file").1, "2");
        assert_eq!(site.get("/4DACTION/send/text").1, "2$4DTEXT(1+1)");
        assert_eq!(site.get("/4DACTION/send/text%2Fhtml").1, "2");
        assert_eq!(site.get("/4DACTION/send/text%2Fplain").1, tag);
    });
}

#[test]
fn rule_8_8_methods_in_tags() {
    let method = "#DECLARE($text : Text) -> $result : Text\n$result:=\"<\"+$text+\">\"\n";
    let shown = format!("{PUBLIC}{method}");
    let page = "<!--#4DSCRIPT/shown/x-->|<!--#4DTEXT hidden(\"a\")-->|<!--#4DCODE\n$a:=hidden(\"b\")\n--><!--#4DTEXT $a-->|<!--#4DHTML 1/4-->";
    let files = [
        ("Project/Sources/Methods/shown.4dm", &*shown),
        ("Project/Sources/Methods/hidden.4dm", method),
        ("WebFolder/page.shtml", page),
    ];
    with_site(&files, |site| {
        let (_, body) = site.get("/page.shtml");
        let parts: Vec<&str> = body.split('|').collect();
        assert_eq!((parts[0], parts[2], parts[3]), ("&lt;/x&gt;", "&lt;b&gt;", "0.25"));
        assert!(parts[1].starts_with("<!--#4DTEXT hidden(\"a\")--> : ## error # "), "{body}");
    });
}

#[test]
fn rule_8_9_the_root_folder() {
    let other =
        settings("<configuration><hosts><host home_page=\"start.txt\" html_root=\"./www/\"/></hosts></configuration>");
    let files =
        [(SETTINGS, &*other), ("www/start.txt", "start"), ("WebFolder/index.html", "usual"), ("secret.txt", "secret")];
    with_site(&files, |site| {
        assert_eq!(site.get("/").1, "start");
        assert_eq!(site.get("/index.html").0, 404);
        assert_eq!(site.get("/%2e%2e/secret.txt").0, 404);
    });
    with_site(&files[2..], |site| assert_eq!(site.get("/").1, "usual"));
}

#[test]
fn rule_8_10_pages_of_errors() {
    let files = [
        ("WebFolder/404.html", "mine"),
        ("WebFolder/5xx.html", "all of them"),
        ("Project/Sources/Methods/bad.4dm", &*format!("{PUBLIC}JSON Parse(\"{{\")\n")),
    ];
    with_site(&files, |site| {
        assert_eq!(site.get("/none"), (404, "mine".to_owned()));
        assert_eq!(site.get("/4DACTION/bad"), (500, "all of them".to_owned()));
        assert!(text(&site.handle(Request::new("TRACE", "/"))).contains("405"));
    });
}

#[test]
fn rule_8_11_handlers() {
    let class = "shared singleton Class constructor()\nFunction say($request : 4D.IncomingMessage) : Text\n\treturn $request.verb+JSON Stringify($request.urlPath)\n";
    let handlers = "[ // the first one that fits\n{\"class\": \"H\", \"method\": \"say\", \"pattern\": \"a/b\", \"verbs\": \"get, Put\"},\n\
        {\"class\": \"H\", \"method\": \"none\", \"pattern\": \"none\"}, {\"class\": \"None\", \"method\": \"say\", \"pattern\": \"class\"},\n\
        {\"class\": \"H\", \"method\": \"say\", \"pattern\": \"x\", \"regexPattern\": \"^/only$\"}]";
    with_site(&[("Project/Sources/Classes/H.4dm", class), (HANDLERS, handlers)], |site| {
        assert_eq!(site.get("/a/b/c").1, "GET[\"a\",\"b\",\"c\"]");
        assert_eq!(text(&site.handle(Request::new("PUT", "/a/b/"))), "PUT[\"a\",\"b\"]");
        let refused = site.handle(Request::new("POST", "/a/b/"));
        assert_eq!((refused.status, refused.header("allow")), (405, Some("GET, PUT")));
        assert_eq!((site.get("/a/b").0, site.get("/only").0, site.get("/x/").0), (404, 200, 404));
        assert!(site.get("/none/").1.contains("Cannot find singleton function"));
        assert!(site.get("/class/").1.contains("Cannot find singleton"));
    });
}

#[test]
fn rule_8_12_messages_of_handlers() {
    let class = "shared singleton Class constructor()\nFunction echo($in : 4D.IncomingMessage) : 4D.OutgoingMessage\n\
        \tvar $out : 4D.OutgoingMessage\n\t$out:=4D.OutgoingMessage.new()\n\
        \t$out.setBody({url: $in.url; path: $in.urlPath; query: $in.urlQuery; verb: $in.verb; header: $in.getHeader(\"X-a\"); lower: $in.headers[\"x-a\"]; text: $in.getText(); json: $in.getJSON()})\n\
        \t$out.setHeader(\"X-B\"; \"2\")\n\t$out.setStatus(201)\n\treturn $out\n";
    let files = [
        ("Project/Sources/Classes/H.4dm", class),
        (HANDLERS, "[{\"class\": \"H\", \"method\": \"echo\", \"pattern\": \"echo\"}]"),
    ];
    with_site(&files, |site| {
        let request = Request::new("POST", "/echo/a%20b?p='[1]'&q=x+y").with("X-A", "1").with_body("{\"n\":3}");
        let response = site.handle(request);
        assert_eq!((response.status, response.header("x-b")), (201, Some("2")));
        assert!(response.header("content-type").unwrap().starts_with("application/json"));
        let expected = "{\"url\":\"/echo/a%20b?p='[1]'&q=x+y\",\"path\":[\"echo\",\"a b\"],\"query\":{\"p\":\"[1]\",\"q\":\"x y\"},\"verb\":\"POST\",\
            \"header\":\"1\",\"lower\":\"1\",\"text\":\"{\\\"n\\\":3}\",\"json\":{\"n\":3}}";
        assert_eq!(text(&response), expected);
    });
}

#[test]
fn rule_8_13_rules_of_answers() {
    let rules = "[{\"regexPattern\": \"/\", \"addHeaders\": {\"X-A\": \"1\"}}, {\"regexPattern\": \"/private\", \"denyAccess\": true},\
        {\"regexPattern\": \"/old\", \"redirect\": \"/new\"}, {\"regexPattern\": \"/a.txt\", \"setHeaders\": {\"X-A\": \"2\", \"Date\": \"never\"}, \"removeHeaders\": \"Server\"}]";
    let files = [("Project/Sources/HTTPRules.json", rules), ("WebFolder/a.txt", "a"), ("WebFolder/b.txt", "b")];
    with_site(&files, |site| {
        let get = |target: &str| site.handle(Request::new("GET", target));
        let response = get("/a.txt");
        assert_eq!((response.header("x-a"), response.header("server")), (Some("2"), None));
        assert_ne!(response.header("date"), Some("never"));
        assert_eq!(get("/b.txt").header("x-a"), Some("1"));
        assert_eq!(get("/private/x").status, 403);
        assert_eq!(
            (get("/old").status, get("/old").header("location").map(str::to_owned)),
            (302, Some("/new".to_owned()))
        );
    });
}

#[test]
fn rule_8_14_commands_for_answers() {
    with_site(&[("WebFolder/a.txt", "file")], |site| {
        let run = |code: &str| site.handle(Request::new("POST", "/4DACTION/run?a=1&b=%20x").with_body(code.to_owned()));
        let away = run("WEB SEND HTTP REDIRECT(\"/a b\")\nWEB SEND TEXT(\"x\")");
        assert_eq!((away.status, away.header("location")), (302, Some("/a%20b")));
        assert_eq!(text(&run("WEB SEND FILE(\"a.txt\")\nIf (OK=0)\nWEB SEND TEXT(\"none\")\nEnd if")), "file");
        let names = "ARRAY TEXT($names; 0)\nARRAY TEXT($values; 0)\n";
        let shown = "WEB SEND TEXT($names{1}+$values{1}+$names{2}+$values{2}; \"text/plain\")";
        assert_eq!(text(&run(&format!("{names}WEB GET VARIABLES($names; $values)\n{shown}"))), "a1b x");
        let head = text(&run(&format!("{names}WEB GET HTTP HEADER($names; $values)\n{shown}")));
        assert_eq!(head, "X-METHODPOSTX-URL/4DACTION/run?a=1&b=%20x");
        let status = "ARRAY TEXT($names; 1)\nARRAY TEXT($values; 1)\n$names{1}:=\"X-STATUS\"\n$values{1}:=\"404 Not here\"\n\
                      WEB SET HTTP HEADER($names; $values)\nWEB SEND TEXT(\"mine\")";
        let response = run(status);
        assert_eq!((response.status, text(&response)), (404, "mine".to_owned()));
    });
}

#[test]
fn rule_8_17_limits() {
    with_site(&[], |site| {
        let large = Request::new("POST", "/4DACTION/run").with_body(vec![b' '; 2_000_001]);
        assert_eq!(site.handle(large).status, 413);
        assert_eq!(site.handle(Request::new("TRACE", "/")).status, 405);
        let again = site.value("JSON Stringify(WEB Server.start())");
        assert!(again.contains("\"success\":false") && again.contains("errCode"), "{again}");
        assert_eq!(site.run("WEB START SERVER\nWEB SEND TEXT(String(OK))"), "1");
    });
}

#[test]
fn rule_8_18_compiler_web_runs_before_each_dynamic_request() {
    let compiler = "C_LONGINT(count)\ncount:=count+1\n";
    let say = format!("{PUBLIC}WEB SEND TEXT(String(count); \"text/plain\")\n");
    let files = [
        ("Project/Sources/Methods/COMPILER_WEB.4dm", compiler),
        ("Project/Sources/Methods/say.4dm", &*say),
        (CONNECTION, "WEB SEND TEXT(String(count); \"text/plain\")\n"),
        ("WebFolder/page.shtml", "<!--#4DTEXT count-->"),
    ];
    with_site(&files, |site| {
        for target in ["/4DACTION/say", "/4DACTION/say", "/other", "/page.shtml"] {
            assert_eq!(site.get(target).1, "1", "{target}");
        }
    });
}

#[test]
fn rule_9_5_settings() {
    let own = settings(
        "<configuration port_number=\"8123\" session_mode=\"3\"/><options><web_passwords kind=\"1\"/></options><unknown a=\"b\"/>",
    );
    let nearer = settings("<configuration port_number=\"8124\"/>");
    let files = [(SETTINGS, &*own), ("Settings/settings.4DSettings", &*nearer)];
    with_site(&files, |site| {
        assert!(site.server.values().is("scalableSession"), "sessions of the past count as scalable");
        assert_eq!(site.handle(Request::new("GET", "/none")).status, 401, "BASIC");
        site.server.stop();
        assert_eq!(site.server.values().number("HTTPPort"), 8124);
    });
}
