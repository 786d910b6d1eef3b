//! Servers of the host and of components, their options.

use crate::site::{PUBLIC, SETTINGS, settings, text, with_site};
use fourd_web::{Request, Servers, handle};

#[test]
fn the_server_of_a_component_has_its_own_files_methods_and_handlers() {
    let shop = "Components/Shop.4dbase/";
    let start = "//%attributes = {\"shared\":true}\n#DECLARE($port : Integer) -> $result : Text\n\
        $result:=JSON Stringify(WEB Server(1).start({HTTPPort: $port; HTTPSEnabled: False; \
        handlers: [{class: \"Till\"; method: \"pay\"; pattern: \"pay\"}]}))\n";
    let paths = [
        "Project/Shop.4DProject",
        "Project/Sources/Methods/shopStart.4dm",
        "Project/Sources/Methods/own.4dm",
        "Project/Sources/Methods/say.4dm",
        "Project/Sources/Classes/Till.4dm",
        "Project/Sources/DatabaseMethods/onWebAuthentication.4dm",
        "Project/Sources/DatabaseMethods/onWebConnection.4dm",
        "WebFolder/index.html",
        "WebFolder/page.shtml",
    ]
    .map(|path| format!("{shop}{path}"));
    let (own, say) = (
        format!("{PUBLIC}#DECLARE -> $text : Text\n$text:=\"own method\"\n"),
        format!("{PUBLIC}WEB SEND TEXT(WEB Server(1).name+WEB Server(2).name+WEB Server(3).name; \"text/plain\")\n"),
    );
    let texts = [
        "{\"compatibilityVersion\": 2140}",
        start,
        &own,
        &say,
        "shared singleton Class constructor()\nFunction pay($request : 4D.IncomingMessage) : Text\n\treturn \"paid\"\n",
        "#DECLARE($url : Text) -> $ok : Boolean\n$ok:=($url#\"/refused\")\n",
        "#DECLARE($url : Text)\nWEB SEND TEXT(\"shop \"+$url; \"text/plain\")\n",
        "shop home",
        "<!--#4DTEXT own()-->, <!--#4DTEXT WEB Server(1).name-->",
    ];
    let mut files: Vec<(&str, &str)> = paths.iter().map(String::as_str).zip(texts).collect();
    files.push(("WebFolder/index.html", "host home"));
    with_site(&files, |site| {
        let machine = site.server.machine().unwrap();
        let (number, _) = site.server.program.project.numbered_components().next().unwrap();
        let shop = Servers::on(&machine, &site.server.program, number);
        // A port that is free now.
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let started = site.run(&format!("WEB SEND TEXT(shopStart({port}); \"text/plain\")"));
        assert_eq!(started, "{\"success\":true}");
        let get = |target: &str| {
            let response = handle(&shop, Request::new("GET", target));
            (response.status, text(&response))
        };
        assert_eq!(get("/"), (200, "shop home".to_owned()));
        assert_eq!(get("/page.shtml"), (200, "own method, Shop".to_owned()));
        assert_eq!(get("/4DACTION/say"), (200, "ShopsiteShop".to_owned()));
        assert_eq!(get("/4DACTION/run").0, 404, "methods of the host are not those of the component");
        assert_eq!(get("/x?y"), (200, "shop /x?y".to_owned()));
        assert_eq!(get("/refused").0, 401);
        assert_eq!(site.get("/").1, "host home");
        assert_eq!(site.get("/refused").0, 404);
        let cookie = handle(&shop, Request::new("GET", "/x")).header("set-cookie").unwrap().to_owned();
        assert!(cookie.starts_with("4DSID_Shop="), "{cookie}");
    });
}

#[test]
fn options_that_do_not_count_are_remembered() {
    with_site(&[], |site| {
        let option = |selector: u32, value: &str| {
            site.run(&format!(
                "var $value\nWEB SET OPTION({selector}; {value})\nWEB GET OPTION({selector}; $value)\n\
                 WEB SEND TEXT(JSON Stringify($value); \"text/plain\")"
            ))
        };
        assert_eq!(option(73, "\"mine\""), "\"mine\"");
        assert_eq!(site.value("WEB Server.sessionCookieName"), "4DSID_site", "scalable sessions leave it alone");
        assert_eq!(option(73, "\"\""), "\"4DSID_site\"");
        assert_eq!(option(23, "\"10.0.0.1\""), "\"10.0.0.1\"");
        assert_eq!(option(71, "0"), "100");
        assert_eq!(option(27, "500000"), "500000");
        assert_eq!(site.value("WEB Server.maxRequestSize"), "500000");
        assert_eq!(option(15, "8123"), "8123", "from the next start on");
        assert_ne!(site.value("WEB Server.HTTPPort"), "8123");
    });
}

#[test]
fn without_sessions_the_number_of_processes_is_limited() {
    let few = settings("<configuration session_mode=\"2\"/><options><web_processes max_concurrent=\"10\"/></options>");
    let wait =
        format!("{PUBLIC}While (Not(File(\"/PACKAGE/go\").exists))\nDELAY PROCESS(Current process; 1)\nEnd while\n");
    with_site(&[(SETTINGS, &few), ("Project/Sources/Methods/wait.4dm", &wait)], |site| {
        std::thread::scope(|scope| {
            let (sender, receiver) = std::sync::mpsc::channel();
            for _ in 0..20 {
                let sender = sender.clone();
                scope.spawn(move || sender.send(site.get("/4DACTION/wait").0).unwrap());
            }
            let next = || receiver.recv_timeout(std::time::Duration::from_secs(60)).unwrap_or_default();
            let refused: Vec<u16> = (0..11).map(|_| next()).collect();
            // Before anything else, so that no thread waits endlessly where the number is wrong.
            std::fs::write(site.folder.join("go"), "").unwrap();
            assert_eq!(refused, [503; 11]);
            let answered: Vec<u16> = (0..9).map(|_| next()).collect();
            assert_eq!(answered, [204; 9]);
        });
        assert_eq!(site.get("/4DACTION/wait").0, 204, "those that have ended do not count");
    });
}

#[test]
fn folders_can_be_settings_of_a_start() {
    with_site(&[("www/a.txt", "in www"), ("WebFolder/a.txt", "usual")], |site| {
        let root = |value: &str| {
            let code = format!(
                "WEB STOP SERVER\nvar $done : Object\n$done:=WEB Server.start({{rootFolder: {value}; HTTPSEnabled: False}})\nUse (Storage)\nStorage.done:=New shared object(\"success\"; $done.success; \"root\"; WEB Server.rootFolder)\nEnd use"
            );
            site.run(&code);
            assert_eq!(site.value("Storage.done.success"), "True", "{value}");
            (site.get("/a.txt").1, site.value("Storage.done.root"))
        };
        let www = format!("{}/www/", site.folder.display());
        for value in
            ["Folder(\"/PACKAGE/www\")", "\"/PACKAGE/www/\"", "\"www\"", "Folder(\"/PACKAGE/www\").platformPath"]
        {
            assert_eq!(root(value), ("in www".to_owned(), www.clone()), "{value}");
        }
        site.run("WEB STOP SERVER\nWEB START SERVER");
        assert_eq!(site.get("/a.txt").1, "usual", "settings of a start end with it");
    });
}

#[test]
fn what_a_start_refuses() {
    with_site(&[], |site| {
        site.run("WEB STOP SERVER\nvar $done : Object\nvar $all : Collection\n$all:=New collection()\nvar $each : Object\n\
            For each ($each; [{sessionCookieSameSite: \"other\"}; {sessionCookieDomain: \"a; b\"}; {IPAddressToListen: 3}; {maxRequestSize: 3}])\n\
            Try\n$done:=WEB Server.start($each)\n$all.push($done.success)\nCatch\n$all.push(Last errors[0].errCode)\nEnd try\nEnd for each\n\
            Use (Storage)\nStorage.all:=$all.copy(ck shared)\nEnd use\n$done:=WEB Server.start({sessionCookieName: \"mine\"; sessionCookieSameSite: \"lax\"})");
        assert_eq!(site.value("JSON Stringify(Storage.all)"), "[28,28,28,28]");
        assert_eq!(site.value("WEB Server.sessionCookieName+WEB Server.sessionCookieSameSite"), "4DSID_siteLax");
        assert_eq!(site.value("WEB Server.HTTPPort>0"), "True");
        let set =
            site.run("Try\nWEB Server.HTTPPort:=3\nWEB SEND TEXT(\"set\")\nCatch\nWEB SEND TEXT(\"error\")\nEnd try");
        assert_eq!(set, "error");
    });
}

/// REST has its URLs for itself, also where it is not there.
#[test]
fn handlers_never_get_the_urls_of_rest() {
    let class = "shared singleton Class constructor()\nFunction all($request : 4D.IncomingMessage) : Text\n\treturn \"handler\"\n";
    let handlers = "[{\"class\": \"H\", \"method\": \"all\", \"regexPattern\": \"/\"}]";
    let files = [
        ("Project/Sources/Classes/H.4dm", class),
        ("Project/Sources/HTTPHandlers.json", handlers),
        ("Project/Sources/DatabaseMethods/onWebConnection.4dm", "WEB SEND TEXT(\"connection\")\n"),
    ];
    with_site(&files, |site| {
        for reserved in ["/rest/$catalog", "/rest", "/REST/x", "/$lib/renderer/x", "/$shared"] {
            assert_eq!(site.get(reserved).1, "connection", "{reserved}");
        }
        for other in ["/restful", "/$lib/other", "/x/rest"] {
            assert_eq!(site.get(other).1, "handler", "{other}");
        }
    });
}

#[test]
fn what_is_known_of_the_server() {
    with_site(&[], |site| {
        let info = "WEB Get server info";
        assert_eq!(site.value(&format!("{info}.started")), "True");
        assert_eq!(site.value(&format!("{info}.options.webIPAddressToListen[0]")), "127.0.0.1");
        assert_eq!(site.value(&format!("{info}.options.webPortID=WEB Server.HTTPPort")), "True");
        assert_eq!(site.value(&format!("{info}.options.CORSEnabled")), "False");
        assert_eq!(site.value(&format!("OB Is defined({info}; \"cache\")")), "False");
        assert_eq!(site.value(&format!("OB Is defined({info}(True); \"cache\")")), "True");
        assert_eq!(site.value("WEB Server list.length"), "1");
    });
}
