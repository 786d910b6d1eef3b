//! Sessions of all kinds, those of the web included, which only other parts of the program make.

#![allow(clippy::unwrap_used)]

use super::*;

const HOUR: Duration = Duration::from_secs(3600);
const SECOND: Duration = Duration::from_secs(1);

fn text(text: &str) -> Text {
    Text::from(text)
}

fn web(id: &str) -> Arc<Session> {
    Session::of_guest(SessionKind::WEB, text("10.0.0.1"), text(id), Duration::ZERO)
}

fn roles(force_login: bool) -> Roles {
    let text = r#"{
        "privileges": [
            {"privilege": "simple", "includes": []},
            {"privilege": "medium", "includes": ["simple"]},
            {"privilege": "other", "includes": []}
        ],
        "roles": [{"role": "Medium", "privileges": ["medium"]}],
        "permissions": {"allowed": []},
        "forceLogin": FORCE
    }"#;
    Roles::parse(&text.replace("FORCE", &force_login.to_string())).unwrap()
}

#[test]
fn a_token_leads_to_its_session_once_and_for_a_time() {
    let sessions = SessionsInMemory::default();
    let session = Session::new(SessionKind::REMOTE, text("anna"), text("machine"), text("A"), Duration::ZERO);
    sessions.add(session.clone());
    for token in ["1", "2", "3"] {
        sessions.add_token(text(token), text("A"), Duration::ZERO, 10 * SECOND);
    }
    assert!(Arc::ptr_eq(&sessions.redeem(&text("1"), SECOND).unwrap(), &session));
    assert!(sessions.redeem(&text("1"), SECOND).is_none(), "used");
    assert!(sessions.redeem(&text("2"), 10 * SECOND).is_none(), "expired");
    assert!(sessions.redeem(&text("4"), SECOND).is_none(), "unknown");
    sessions.remove(&text("A"));
    assert!(sessions.redeem(&text("3"), SECOND).is_none(), "ended");
}

#[test]
fn a_token_of_a_session_that_has_expired_leads_nowhere() {
    let sessions = SessionsInMemory::default();
    sessions.add(web("A"));
    sessions.add_token(text("1"), text("A"), Duration::ZERO, 5 * HOUR);
    assert!(sessions.redeem(&text("1"), 2 * HOUR).is_none());
}

#[test]
fn a_session_of_the_web_ends_after_an_hour_without_use() {
    let session = web("A");
    assert_eq!(session.expires_at(), Some(HOUR));
    session.touch(HOUR / 2);
    session.touch(HOUR / 4);
    assert!(!session.has_expired(HOUR + HOUR / 4) && session.has_expired(HOUR + HOUR / 2));
    session.set_idle_timeout(5);
    assert_eq!(session.idle_timeout(), Some(60), "at least an hour");
    session.set_idle_timeout(120);
    assert_eq!((session.idle_timeout(), session.expires_at()), (Some(120), Some(2 * HOUR + HOUR / 2)));
    let desktop = Session::new(SessionKind::STANDALONE, text("a"), text("m"), text("B"), Duration::ZERO);
    assert_eq!((desktop.idle_timeout(), desktop.expires_at()), (None, None));
    let sessions = SessionsInMemory::default();
    sessions.add(session);
    sessions.add(desktop);
    let expired: Vec<Text> = sessions.expire(3 * HOUR).iter().map(|session| session.id.clone()).collect();
    assert_eq!(expired, [text("A")]);
    assert_eq!(sessions.all().len(), 1);
}

#[test]
fn who_is_a_guest_depends_on_the_forced_login() {
    let (free, forced) = (roles(false), roles(true));
    let session = web("A");
    assert!(session.is_guest(&free) && session.is_guest(&forced));
    session.give(&forced, [""], []);
    assert!(session.is_guest(&free) && !session.is_guest(&forced), "nothing was given");
    session.give(&forced, ["simple"], []);
    assert!(!session.is_guest(&free));
    session.clear_privileges();
    assert!(session.is_guest(&free) && !session.is_guest(&forced));
    session.log_out();
    assert!(session.is_guest(&forced));
    let desktop = Session::new(SessionKind::STANDALONE, text("a"), text("m"), text("B"), Duration::ZERO);
    assert!(!desktop.is_guest(&free) && !desktop.is_guest(&forced));
}

#[test]
fn privileges_are_added_with_all_that_they_include() {
    let roles = roles(false);
    let listed = |session: &Session| roles.listed(&session.held(&roles)).map(str::to_owned).collect::<Vec<_>>();
    let session = web("A");
    session.give(&roles, ["unknown", "WebAdmin"], []);
    assert!(listed(&session).is_empty());
    session.give(&roles, ["OTHER"], []);
    session.give(&roles, [], ["medium"]);
    assert_eq!(listed(&session), ["simple", "medium", "other"]);
}

#[test]
fn both_sides_of_a_remote_session_have_one_user() {
    let roles = roles(false);
    let server = Session::new(SessionKind::REMOTE, text("anna"), text("m"), text("A"), Duration::ZERO);
    let client = server.client_side();
    server.give(&roles, ["simple"], []);
    client.set_alias(text("Ann"));
    assert!(roles.holds(&client.held(&roles), "simple"));
    assert_eq!((server.shown_user(), client.account()), (text("Ann"), text("anna")));
    assert!(!Arc::ptr_eq(&server.storage, &client.storage));
}
