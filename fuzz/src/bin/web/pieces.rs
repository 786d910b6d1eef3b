//! The checks, with what their inputs are made of.

use fourd_fuzz::web::Site;

/// A check with its inputs.
pub struct Check {
    /// Its name on the command line.
    pub name: &'static str,
    /// What must hold.
    pub check: fn(&Site, &[u8]),
    /// Inputs to begin with.
    pub seeds: &'static [&'static str],
    /// What mutations put in.
    pub pieces: &'static [&'static str],
}

/// All checks.
pub const CHECKS: &[Check] = &[
    Check { name: "request", check: Site::request, seeds: REQUESTS, pieces: FIELDS },
    Check { name: "cookies", check: Site::cookies, seeds: COOKIES, pieces: COOKIE_PIECES },
    Check { name: "multipart", check: Site::multipart, seeds: FORMS, pieces: FORM_PIECES },
    Check { name: "tags", check: Site::tags, seeds: PAGES, pieces: TAGS },
    Check { name: "wire", check: Site::wire, seeds: WIRES, pieces: FIELDS },
];

const REQUESTS: &[&str] = &[
    "GET /note.txt\r\nRange: bytes=0-3\r\nIf-None-Match: \"a\"\r\n\r\n",
    "GET /4DACTION/say/a%20b?x=1&y=2\r\nCookie: 4DSID_fuzz=0123\r\nAccept-Encoding: gzip\r\n\r\n",
    "POST /4DACTION/read?a=b\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na=1&b=%C3%A9&c=+",
    "POST /4DACTION/field/X-A\r\n\r\n",
    "POST /4DACTION/raw\r\n\r\nHTTP/1.1 201 Created\r\nX-A: 1\r\n\r\nbody",
    "POST /door/a/b?x=1&y=%0D%0A\r\nContent-Type: application/json\r\n\r\n{\"a\": [1, 2, {\"b\": null}]}",
    "GET /part.html\r\nIf-Modified-Since: Thu, 01 Jan 1970 00:00:01 GMT\r\nOrigin: http://a\r\n\r\n",
    "OPTIONS *\r\n\r\n",
    "GET /4DWEBTEST\r\nUser-Agent: a\r\n\r\n",
    "GET /?$4DSID=abc\r\nAuthorization: Basic YTpi\r\n\r\n",
];

const WIRES: &[&str] = &[
    "GET /note.txt HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /4DACTION/read HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\na=1&b",
    "POST /4DACTION/read HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "HEAD / HTTP/1.0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "GET http://a/note.txt HTTP/1.1\r\nHost: a\r\nConnection: close, upgrade\r\nUpgrade: websocket\r\n\r\n",
];

const FIELDS: &[&str] = &[
    "GET ",
    "POST ",
    "HEAD ",
    "OPTIONS ",
    "TRACE ",
    " HTTP/1.1\r\n",
    " HTTP/1.0\r\n",
    "\r\n",
    "\r\n\r\n",
    "Host: a\r\n",
    "Content-Length: 5\r\n",
    "Content-Length: 99999999999999999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "5\r\nabcde\r\n",
    "ffffffffffffffff\r\n",
    "0\r\n\r\n",
    "Connection: keep-alive\r\n",
    "Connection: close\r\n",
    "Expect: 100-continue\r\n",
    "Content-Encoding: gzip\r\n",
    "Accept-Encoding: gzip;q=0.5, deflate;q=x\r\n",
    "Range: bytes=1-\r\n",
    "Range: bytes=-9999999999\r\n",
    "If-Range: \"\"\r\n",
    "Cookie: 4DSID_fuzz=\r\n",
    "Content-Type: multipart/form-data; boundary=\r\n",
    "Content-Type: text/plain; charset=utf-16\r\n",
    "Authorization: Digest username=\"a\"\r\n",
    "Origin: null\r\n",
    "Access-Control-Request-Method: PUT\r\n",
    "/4DACTION/",
    "/4daction/say/",
    "/door",
    "/../",
    "%2e%2e%2f",
    "%00",
    "%",
    "%zz",
    "%F0%9F",
    "?",
    "&",
    "=",
    "$4DSID=",
    "#",
    "//",
    "\\",
    ";",
    "é",
    "\u{1F600}",
    "\u{202E}",
    "a/b",
    "/part.html",
    "/index.html",
    "/4DCACHECLEAR",
];

const COOKIES: &[&str] =
    &["4DSID_fuzz=0123456789ABCDEF0123456789ABCDEF", "a=b; 4DSID_fuzz=\"0123\"; c", "4DSID_fuzz=; 4DSID_fuzz=1"];

const COOKIE_PIECES: &[&str] = &[
    "4DSID_fuzz=",
    "4DSID_fuzz",
    "; ",
    "=",
    "\"",
    "%00",
    "%",
    "é",
    "0123456789ABCDEF",
    "; Path=/",
    ",",
    "\\\"",
    "$Version=1",
];

const FORMS: &[&str] = &[
    "--cut\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nA\r\n--cut\r\nContent-Disposition: form-data; name=\"f\"; \
     filename=\"n.txt\"\r\nContent-Type: text/plain\r\n\r\nthe file\r\n--cut--\r\n",
    "--cut--\r\n",
    "--cut\r\n\r\n\r\n--cut--",
];

const FORM_PIECES: &[&str] = &[
    "--cut\r\n",
    "--cut--\r\n",
    "--cut",
    "\r\n",
    "\r\n\r\n",
    "Content-Disposition: form-data; ",
    "name=\"a\"",
    "filename=\"b\"",
    "filename*=UTF-8''%C3%A9",
    "name=",
    "\"",
    "\\\"",
    "Content-Type: text/plain; charset=utf-16\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Type: multipart/mixed; boundary=cut\r\n",
    "; ",
    "é",
    "\u{0}",
];

const PAGES: &[&str] = &[
    "<p><!--#4DTEXT 1+2--></p>",
    "<!--#4DIF (1=1)-->a<!--#4DELSEIF (False)-->b<!--#4DELSE-->c<!--#4DENDIF-->",
    "<!--#4DEACH $x in [1;2;3]--><!--#4DTEXT $x--><!--#4DENDEACH-->",
    "<!--#4DBASE a--><!--#4DINCLUDE part.html--><!--#4DENDBASE-->",
    "<!--#4DCODE\nvar $a : Integer\n$a:=5\n--><!--#4DHTML $a-->",
    "$4DTEXT(1+1) $4DEVAL(\"a\")",
    "<!--#4DSCRIPT/say/a--> <!--#4DEVAL (1)-->",
];

const TAGS: &[&str] = &[
    "<!--#4DTEXT ",
    "<!--#4DHTML ",
    "<!--#4DIF (",
    "<!--#4DELSE-->",
    "<!--#4DELSEIF (",
    "<!--#4DENDIF-->",
    "<!--#4DEACH $x in ",
    "<!--#4DENDEACH-->",
    "<!--#4DLOOP $x-->",
    "<!--#4DENDLOOP-->",
    "<!--#4DBASE ",
    "<!--#4DENDBASE-->",
    "<!--#4DINCLUDE ",
    "<!--#4DCODE\n",
    "<!--#4DEVAL ",
    "<!--#4DSCRIPT/",
    "<!--#4DSCRIPT/say",
    "-->",
    "--",
    "<!--",
    "<!--#",
    "#4D",
    "$4DTEXT(",
    "$4DEVAL(",
    ")",
    "(",
    "[1;2]",
    "{a: 1}",
    "$x",
    "$x.a",
    "\"",
    "\\",
    "1/0",
    "Null",
    "Current time",
    "JSON Parse(\"{\")",
    "part.html",
    "../",
    "\n",
    "\r\n",
    "é",
    ":=",
    ";",
    "$4D",
    "New collection",
    "4DTEXT",
    "&lt;",
    "\u{0}",
];
