//! Privileges of code that serves the web.

use crate::site::with_site;

const ROLES: &str = r#"{"restrictedByDefault": true, "forceLogin": true,
    "privileges": [{"privilege": "member"}, {"privilege": "admin"}],
    "permissions": {"allowed": [
        {"applyTo": "Door.say", "type": "singletonMethod", "execute": ["member"]},
        {"applyTo": "Door.lift", "type": "singletonMethod", "execute": ["guest", "member"], "promote": ["member"]},
        {"applyTo": "Door.steal", "type": "singletonMethod", "execute": ["admin"], "promote": ["admin"]}]}}"#;
const DOOR: &str = "shared singleton Class constructor()\n\
    Function say() : Text\n\treturn \"said\"\n\
    Function lift() : Text\n\treturn This.say()\n\
    Function steal() : Text\n\treturn \"stolen\"\n\
    Function unlisted() : Text\n\treturn \"unlisted\"\n";

#[test]
fn functions_of_singletons_are_protected_in_all_web_code() {
    let files = [("Project/Sources/roles.json", ROLES), ("Project/Sources/Classes/Door.4dm", DOOR)];
    with_site(&files, |site| {
        let browser = site.browser();
        let call = |function: &str| {
            let code = format!(
                "var $text : Text\nTry\n$text:=cs.Door.me.{function}()\nCatch\n$text:=String(Last errors[0].errCode)\nEnd try\nWEB SEND TEXT($text; \"text/plain\")"
            );
            browser.run(&code)
        };
        assert_eq!(call("say"), "-30002");
        assert_eq!(call("lift"), "said", "the function promotes while it runs");
        assert_eq!(call("steal"), "-30002", "what a function promotes does not open it");
        assert_eq!(call("unlisted"), "-30002");
        assert_eq!(browser.value("Session.setPrivileges(\"member\")"), "True");
        assert_eq!(call("say"), "said");
        assert_eq!(call("unlisted"), "-30002");
        // Collection functions call without a frame of their own where they can.
        let mapped = "WEB SEND TEXT(JSON Stringify(New collection(New object).map(cs.Door.me.say)); \"text/plain\")";
        assert_eq!(browser.run(mapped), "[\"said\"]");
        assert_eq!(site.value("Try(cs.Door.me.say())"), "", "another browser has no privileges");
    });
}
