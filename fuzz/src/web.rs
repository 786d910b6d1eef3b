//! What must hold for every request: it is answered in time, by an answer that can be sent, and the server lives on.

use fourd_project::{Project, ProjectNumber};
use fourd_runtime::run::{Options, Stay, run};
use fourd_runtime::{Libraries, Process, Program};
use fourd_web::{Given, Overrides, Request, Response, Server, Servers, Values, handle};
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// The files of the site.
const SITE: &[(&str, &str)] = &[
    ("Project/fuzz.4DProject", "{\"compatibilityVersion\": 2140}"),
    ("WebFolder/index.html", "home"),
    ("WebFolder/note.txt", "a note"),
    ("WebFolder/part.html", "part <!--#4DTEXT 1-->"),
    ("Project/Sources/Methods/say.4dm", "#DECLARE($text : Text)\nWEB SEND TEXT(\"said \"+$text)\n"),
    (
        "Project/Sources/Methods/read.4dm",
        "var $body : Blob\nvar $type; $file : Text\nvar $i : Integer\nARRAY TEXT($names; 0)\nARRAY TEXT($values; 0)\n\
         WEB GET HTTP HEADER($names; $values)\nWEB GET VARIABLES($names; $values)\nWEB GET HTTP BODY($body)\n\
         For ($i; 1; WEB Get body part count)\nWEB GET BODY PART($i; $body; $file; $type)\nEnd for\n\
         WEB SEND TEXT(String(Size of array($names)))\n",
    ),
    (
        "Project/Sources/Methods/tags.4dm",
        "var $page; $made : Text\nWEB GET HTTP BODY($page)\nPROCESS 4D TAGS($page; $made)\nWEB SEND TEXT($made)\n",
    ),
    (
        "Project/Sources/Methods/field.4dm",
        "#DECLARE($text : Text)\nWEB SET HTTP HEADER($text)\nWEB SEND TEXT($text; $text)\n",
    ),
    ("Project/Sources/Methods/raw.4dm", "var $body : Blob\nWEB GET HTTP BODY($body)\nWEB SEND RAW DATA($body)\n"),
    (
        "Project/Sources/Methods/count.4dm",
        "Use (Session.storage)\nSession.storage.n:=Num(Session.storage.n)+1\nEnd use\nWEB SEND TEXT(String(Session.storage.n))\n",
    ),
    (
        "Project/Sources/Classes/Door.4dm",
        "shared singleton Class constructor()\n\nFunction enter($request : 4D.IncomingMessage) : 4D.OutgoingMessage\n\
         var $out : 4D.OutgoingMessage\nvar $key : Text\n$out:=4D.OutgoingMessage.new()\n\
         For each ($key; $request.urlQuery)\n$out.setHeader($key; String($request.urlQuery[$key]))\nEnd for each\n\
         $out.setBody({json: Try($request.getJSON()); text: Try($request.getText()); path: $request.urlPath})\nreturn $out\n",
    ),
    (
        "Project/Sources/HTTPHandlers.json",
        "[{\"class\": \"Door\", \"method\": \"enter\", \"regexPattern\": \"/door(/.*)?\"}]",
    ),
];

/// A site that runs in this process.
pub struct Site {
    server: Arc<Server>,
    address: SocketAddr,
}

/// Gives the server of a run to the checks.
struct Hands(Sender<Arc<Server>>);

impl Stay for Hands {
    fn begins(&self, process: &mut Process<'_>) -> bool {
        let server = Servers::of(process, ProjectNumber::HOST);
        server.start(Values::default(), true).is_ok() && self.0.send(server).is_ok()
    }

    fn ends(&self, process: &mut Process<'_>) {
        Servers::all(process).iter().for_each(|server| drop(server.stop()));
    }
}

impl Site {
    /// Starts the site in this folder; it runs until the end of the program.
    pub fn start(folder: &Path) -> Site {
        for (path, text) in SITE {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            let is_method = path.to_string_lossy().contains("/Methods/");
            let line = if is_method { "//%attributes = {\"publishedWeb\":true}\n" } else { "" };
            std::fs::write(path, format!("{line}{text}")).expect("a file can be written");
        }
        let libraries = Libraries::new(&[&fourd_commands::LIBRARY, &fourd_web::LIBRARY]);
        let program = Program::new(Project::open(folder).expect("the project can be opened"), libraries, None);
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let options = Options { stay: Some(Arc::new(Hands(sender))), ..Options::default() };
            run(&program, options, |world| {
                let time = Some(Duration::from_secs(5));
                *world.state.get::<Given>().0.lock() =
                    Overrides { port: Some(0), client_time: time, ..Overrides::default() };
            })
        });
        let server = receiver.recv().expect("the site runs");
        let port = u16::try_from(server.values().number("HTTPPort")).expect("a port");
        Site { server, address: SocketAddr::from(([127, 0, 0, 1], port)) }
    }

    /// An answer that can be sent, within the time.
    fn answer(&self, request: Request) -> Response {
        let (server, (sender, receiver)) = (self.server.clone(), channel());
        std::thread::spawn(move || drop(sender.send(handle(&server, request))));
        let response = receiver.recv_timeout(PATIENCE).expect("an answer in time");
        assert!((100..600).contains(&response.status), "status {}", response.status);
        for (name, value) in &response.headers {
            let is_clean = |text: &str| !text.contains(['\r', '\n', '\0']);
            assert!(!name.is_empty() && is_clean(name) && is_clean(value), "{name:?}: {value:?}");
        }
        response
    }

    /// A request whose first line is method and target, followed by header fields, an empty line and a body.
    pub fn request(&self, bytes: &[u8]) {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let (head, body) = bytes.split_at(end);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.split("\r\n");
        let (method, target) = lines.next().and_then(|line| line.split_once(' ')).unwrap_or(("GET", "/"));
        let mut request = Request::new(method, target);
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            request = request.with(name, value.trim());
        }
        self.answer(request.with_body(body.get(4..).unwrap_or_default().to_vec()));
    }

    /// Cookies, after which a session of the server counts.
    pub fn cookies(&self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let request = Request::new("GET", "/4DACTION/count").with("Cookie", &text);
        let response = self.answer(request);
        assert_eq!((response.status, &*response.bytes()), (200, b"1".as_slice()), "a session from outside: {text:?}");
    }

    /// A body of several parts, read by code.
    pub fn multipart(&self, bytes: &[u8]) {
        let request = Request::new("POST", "/4DACTION/read").with("Content-Type", "multipart/form-data; boundary=cut");
        assert_eq!(self.answer(request.with_body(bytes.to_vec())).status, 200);
    }

    /// A page with tags.
    pub fn tags(&self, bytes: &[u8]) {
        let request = Request::new("POST", "/4DACTION/tags").with("Content-Type", "text/plain");
        let status = self.answer(request.with_body(bytes.to_vec())).status;
        assert!([200, 500].contains(&status), "status {status}");
    }

    /// Bytes on a connection, all of whose answers begin as answers do.
    pub fn wire(&self, bytes: &[u8]) {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time can be set");
        // The server may close before it has read all.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        match stream.read_to_end(&mut answer) {
            Err(problem) if problem.kind() == std::io::ErrorKind::WouldBlock => panic!("the connection is not closed"),
            Ok(_) | Err(_) => {}
        }
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "{:?}", String::from_utf8_lossy(&answer));
    }

    /// The site still answers as it should.
    pub fn is_well(&self) {
        let response = self.answer(Request::new("GET", "/4DACTION/say/hello"));
        assert_eq!((response.status, &*response.bytes()), (200, b"said hello".as_slice()));
    }
}
