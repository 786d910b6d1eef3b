//! A site for a test: a project in a folder of its own, and browsers that visit it.

use fourd_project::{Project, ProjectNumber};
use fourd_runtime::run::{Options, Stay, run};
use fourd_runtime::{Libraries, Process, Program};
use fourd_web::{Overrides, Request, Response, Serve, Server, Servers, Values, handle};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

/// Hands the server of a run to the test.
struct Hands(Mutex<Sender<Arc<Server>>>);

impl Stay for Hands {
    fn begins(&self, process: &mut Process<'_>) -> bool {
        let server = Servers::of(process, ProjectNumber::HOST);
        if server.running().is_none() {
            server.start(Values::default(), true).expect("the server starts");
        }
        self.0.lock().unwrap().send(server).is_ok()
    }

    fn ends(&self, process: &mut Process<'_>) {
        Servers::all(process).iter().for_each(|server| {
            server.stop();
        });
    }
}

/// The first line of a method that a URL can call.
pub const PUBLIC: &str = "//%attributes = {\"publishedWeb\":true}\n";

/// A method that runs the code in the body of its request.
const RUN: &str = r#"//%attributes = {"publishedWeb":true}
var $code; $out : Text
WEB GET HTTP BODY($code)
PROCESS 4D TAGS("<!--#4DCODE\r"+$code+"\r-->"; $out)
"#;

/// A site that runs.
pub struct Site {
    pub server: Arc<Server>,
    pub folder: PathBuf,
}

/// A browser, which keeps the cookie of its session.
pub struct Browser<'s> {
    site: &'s Site,
    cookie: RefCell<Option<String>>,
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Runs a site of these files with the method `run`, and does something with it.
pub fn with_site(files: &[(&str, &str)], test: impl FnOnce(&Site)) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("fourd-rules-{}-{number}", std::process::id()));
    write(
        &folder,
        &[("Project/site.4DProject", "{\"compatibilityVersion\": 2140}"), ("Project/Sources/Methods/run.4dm", RUN)],
    );
    write(&folder, files);
    let libraries = Libraries::new(&[&fourd_commands::LIBRARY, &fourd_web::LIBRARY]);
    let program = Program::new(Project::open(&folder).unwrap(), libraries, None);
    let (sender, receiver) = channel();
    let (worlds, world) = channel();
    let runs = std::thread::spawn(move || {
        let options = Options { stay: Some(Arc::new(Hands(Mutex::new(sender)))), ..Options::default() };
        run(&program, options, |world| {
            Serve::prepare(&world, Overrides { port: Some(0), ..Overrides::default() });
            let _ = worlds.send(world);
        })
    });
    let server = receiver.recv().expect("the site runs");
    let site = Site { server, folder };
    test(&site);
    world.recv().unwrap().quit();
    runs.join().unwrap();
    fs::remove_dir_all(&site.folder).unwrap();
}

/// The settings of a site, with these elements of the web server.
pub fn settings(elements: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><preferences><com.4d><web><standalone_server>{elements}\
         </standalone_server></web></com.4d></preferences>"
    )
}

/// Where the settings are.
pub const SETTINGS: &str = "Project/Sources/settings.4DSettings";

pub fn text(response: &Response) -> String {
    String::from_utf8(response.bytes().to_vec()).unwrap()
}

impl Site {
    pub fn browser(&self) -> Browser<'_> {
        Browser { site: self, cookie: RefCell::default() }
    }

    /// The answer to a request.
    pub fn handle(&self, request: Request) -> Response {
        handle(&self.server, request)
    }

    /// Status and body of the answer to a visitor without a session.
    pub fn get(&self, target: &str) -> (u16, String) {
        self.browser().get(target)
    }

    /// What code sends for a visitor without a session.
    pub fn run(&self, code: &str) -> String {
        self.browser().run(code)
    }

    /// The value of an expression as a text.
    pub fn value(&self, expression: &str) -> String {
        self.browser().value(expression)
    }
}

impl Browser<'_> {
    /// The answer to a request with the cookie of the browser.
    pub fn handle(&self, request: Request) -> Response {
        let request = match &*self.cookie.borrow() {
            Some(cookie) => request.with("Cookie", cookie),
            None => request,
        };
        let response = self.site.handle(request);
        let mut cookies = response.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        if let Some((_, cookie)) = cookies.find(|(_, cookie)| cookie.starts_with("4DSID")) {
            *self.cookie.borrow_mut() = cookie.split(';').next().map(str::to_owned);
        }
        response
    }

    pub fn get(&self, target: &str) -> (u16, String) {
        let response = self.handle(Request::new("GET", target));
        (response.status, text(&response))
    }

    /// What code sends.
    pub fn run(&self, code: &str) -> String {
        text(&self.handle(Request::new("POST", "/4DACTION/run").with_body(code.to_owned())))
    }

    /// The value of an expression as a text.
    pub fn value(&self, expression: &str) -> String {
        self.run(&format!("WEB SEND TEXT(String({expression}); \"text/plain\")"))
    }

    /// The cookie of the session, name and value.
    pub fn cookie(&self) -> Option<String> {
        self.cookie.borrow().clone()
    }
}
