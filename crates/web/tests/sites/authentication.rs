//! On Web Authentication and its modes.

use crate::site::{SETTINGS, Site, settings, text, with_site};
use fourd_web::{Request, Response};
use md5::{Digest, Md5};
use sha2::Sha256;

const CONNECTION: (&str, &str) =
    ("Project/Sources/DatabaseMethods/onWebConnection.4dm", "WEB SEND TEXT(\"connected\")\n");
const AUTHENTICATION: &str = "Project/Sources/DatabaseMethods/onWebAuthentication.4dm";

/// The status for a visitor, with this method as On Web Authentication.
fn status(method: &str) -> u16 {
    let mut status = 0;
    with_site(&[CONNECTION, (AUTHENTICATION, method)], |site| status = site.get("/anything").0);
    status
}

#[test]
fn a_result_that_is_never_assigned_accepts() {
    let declared = |code: &str| {
        status(&format!(
            "#DECLARE($url : Text; $http : Text; $ip : Text; $server : Text; $user : Text; $pw : Text) -> $ok : Boolean\n{code}\n"
        ))
    };
    assert_eq!(declared(""), 200);
    assert_eq!(declared("If ($url=\"/other\")\n$ok:=False\nEnd if"), 200);
    assert_eq!(declared("$ok:=False"), 401);
    assert_eq!(declared("return False"), 401);
    assert_eq!(declared("JSON Parse(\"{\")"), 401, "an error refuses");
    assert_eq!(declared("ALERT(\"\")\n$ok:=True"), 401, "a dialog refuses");
    assert_eq!(status("C_BOOLEAN($0)\n"), 200);
    assert_eq!(status("C_TEXT($1)\nC_BOOLEAN($0)\n$0:=($1#\"/anything\")\n"), 401);
    assert_eq!(status("\n"), 200);
}

#[test]
fn basic_refuses_where_no_method_decides() {
    let basic = settings("<options><web_passwords kind=\"1\"/></options>");
    with_site(&[CONNECTION, (SETTINGS, &basic), ("WebFolder/a.txt", "a")], |site| {
        let response = site.handle(Request::new("GET", "/anything"));
        assert_eq!(response.status, 401);
        assert_eq!(response.header("www-authenticate"), Some("Basic realm=\"site\", charset=\"UTF-8\""));
        assert_eq!(site.get("/a.txt").0, 200);
    });
    let method = "#DECLARE($url : Text; $http : Text; $ip : Text; $server : Text; $user : Text; $pw : Text) -> $ok : Boolean\n\
                  $ok:=($user=\"ada\") & ($pw=\"a:b\")\n";
    with_site(&[CONNECTION, (SETTINGS, &basic), (AUTHENTICATION, method)], |site| {
        let status = |field: &str| site.handle(Request::new("GET", "/x").with("Authorization", field)).status;
        assert_eq!(status("Basic YWRhOmE6Yg=="), 200);
        for wrong in ["Basic YWRhOmE=", "Basic ?", "Basic", "Bearer YWRhOmE6Yg==", ""] {
            assert_eq!(status(wrong), 401, "{wrong}");
        }
    });
}

/// The parameter of a challenge.
fn parameter(challenge: &str, name: &str) -> String {
    let (_, rest) = challenge.split_once(&format!("{name}=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn hash(algorithm: &str, value: &str) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    match algorithm {
        "MD5" => hex(&Md5::digest(value.as_bytes())),
        _ => hex(&Sha256::digest(value.as_bytes())),
    }
}

/// What a browser answers to a challenge, the `count`-th time.
fn answer(challenge: &str, algorithm: &str, (user, password): (&str, &str), uri: &str, count: u32) -> String {
    let (realm, nonce) = (parameter(challenge, "realm"), parameter(challenge, "nonce"));
    let known = hash(algorithm, &format!("{user}:{realm}:{password}"));
    let asked = hash(algorithm, &format!("GET:{uri}"));
    let response = hash(algorithm, &format!("{known}:{nonce}:{count:08x}:salt:auth:{asked}"));
    format!(
        "Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{uri}\", algorithm={algorithm}, qop=auth, \
         nc={count:08x}, cnonce=\"salt\", response=\"{response}\""
    )
}

fn challenges(response: &Response) -> Vec<String> {
    let all = response.headers.iter().filter(|(name, _)| name == "WWW-Authenticate");
    all.map(|(_, value)| value.clone()).collect()
}

#[test]
fn digests_prove_that_a_browser_knows_the_password() {
    let method = "#DECLARE($url : Text; $http : Text; $ip : Text; $server : Text; $user : Text; $pw : Text) -> $ok : Boolean\n\
                  $ok:=($pw=\"\") & WEB Validate digest($user; \"secret of \"+$user)\n";
    let digest = settings("<options><web_passwords kind=\"2\"/></options>");
    with_site(&[CONNECTION, (SETTINGS, &digest), (AUTHENTICATION, method)], |site: &Site| {
        let asked = site.handle(Request::new("GET", "/a?b=c"));
        assert_eq!(asked.status, 401);
        let challenges = challenges(&asked);
        assert_eq!(challenges.len(), 2, "{challenges:?}");
        let with = |field: &str| site.handle(Request::new("GET", "/a?b=c").with("Authorization", field));
        for (count, (challenge, algorithm)) in challenges.iter().zip(["SHA-256", "MD5"]).enumerate() {
            assert!(challenge.contains(&format!("algorithm={algorithm}")), "{challenge}");
            let count = 10 * u32::try_from(count).unwrap();
            let ada = ("ada", "secret of ada");
            let right = answer(challenge, algorithm, ada, "/a?b=c", count);
            assert_eq!(text(&with(&right)), "connected");
            let again = with(&right);
            assert_eq!(again.status, 401, "what was heard on the way is of no use");
            assert!(self::challenges(&again).iter().all(|challenge| challenge.contains("stale=true")));
            assert_eq!(with(&answer(challenge, algorithm, ada, "/a?b=c", count + 1)).status, 200);
            assert_eq!(with(&answer(challenge, algorithm, ("ada", "other"), "/a?b=c", count + 2)).status, 401);
            assert_eq!(with(&answer(challenge, algorithm, ada, "/other", count + 3)).status, 401);
        }
        let foreign = "Digest realm=\"site\", nonce=\"1.2.3\"";
        assert_eq!(with(&answer(foreign, "MD5", ("ada", "secret of ada"), "/a?b=c", 1)).status, 401);
        for wrong in ["Basic YWRhOmE6Yg==", "Digest", "Digest username=\"ada\", nc=x", "Digest nc=1, nc=2"] {
            assert_eq!(with(wrong).status, 401, "{wrong}");
        }
    });
}

/// Whatever code a page runs, and in whichever of its files, On Web Authentication decides first, and once.
#[test]
fn code_of_pages_needs_an_accepted_request() {
    let refuses = "#DECLARE($url : Text) -> $ok : Boolean\nUse (Storage)\nStorage.calls:=New shared object(\"n\"; Num(Storage.calls.n)+1)\n\
                   End use\n$ok:=(Position(\"open\"; $url)>0)\n";
    let public = format!("{}#DECLARE($text : Text) -> $result : Text\n$result:=\"ran\"\n", crate::site::PUBLIC);
    let files = [
        (AUTHENTICATION, refuses),
        ("Project/Sources/Methods/pub.4dm", &*public),
        ("WebFolder/include.shtml", "<!--#4DINCLUDE part.html-->"),
        ("WebFolder/part.html", "<!--#4DSCRIPT/pub/x-->"),
        ("WebFolder/expression.shtml", "<!--#4DTEXT Session.id-->"),
        ("WebFolder/code.shtml", "<!--#4DCODE\nEXECUTE METHOD(\"pub\")\n-->"),
        ("WebFolder/condition.shtml", "<!--#4DIF (True)-->a<!--#4DENDIF-->"),
        ("WebFolder/plain.shtml", "<!--#4DINCLUDE text.txt-->"),
        ("WebFolder/text.txt", "a text"),
        ("WebFolder/open.shtml", "<!--#4DSCRIPT/pub/x--><!--#4DTEXT 1+1--><!--#4DINCLUDE part.html-->"),
    ];
    with_site(&files, |site| {
        for page in ["include", "expression", "code", "condition"] {
            assert_eq!(site.get(&format!("/{page}.shtml")).0, 401, "{page}");
        }
        assert_eq!(site.get("/plain.shtml"), (200, "a text".to_owned()), "nothing of it is code");
        assert_eq!(site.get("/open.shtml"), (200, "ran2ran".to_owned()));
        assert_eq!(site.get("/4DACTION/pub").0, 401);
    });
}
