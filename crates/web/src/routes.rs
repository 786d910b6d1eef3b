//! HTTP request handlers and HTTP rules: lists of entries with patterns for URLs
//! ([handlers](https://developer.4d.com/docs/WebServer/http-request-handler),
//! [rules](https://developer.4d.com/docs/WebServer/http-rules)).

use crate::message::is_status;
use crate::url;
use fancy_regex::{Regex, RegexBuilder};
use serde_json::Value as Json;
use std::borrow::Cow;
use std::sync::Arc;

/// How often a pattern may go back and try another way for one path.
const MOST_STEPS: usize = 100_000;

/// A path of a URL as patterns see it. All spellings of a path that lead to the same file are one path here, so that a rule holds
/// however its path is written.
pub struct Path<'p> {
    sent: &'p str,
    /// Without what leads nowhere; encoded only where the encoding matters.
    encoded: Cow<'p, str>,
    /// The same with all characters decoded, where that is another text.
    decoded: Option<String>,
}

impl<'p> Path<'p> {
    /// The path of a URL as it was sent.
    pub fn of(path: &'p str) -> Path<'p> {
        let encoded = url::normal(path);
        let decoded = encoded.contains('%').then(|| url::decode(&encoded));
        Path { sent: path, encoded, decoded }
    }

    fn spellings(&self) -> impl Iterator<Item = &str> {
        [Some(&*self.encoded), self.decoded.as_deref()].into_iter().flatten()
    }

    /// Whether a pattern fits; `unknown` where the pattern takes too many steps to say.
    fn fits(&self, pattern: &Regex, unknown: bool) -> bool {
        self.spellings().any(|path| pattern.is_match(path).unwrap_or(unknown))
    }
}

/// A function of a singleton that answers requests.
#[derive(Clone, Debug)]
pub struct Handler {
    /// The class.
    pub class: String,
    /// Its function.
    pub function: String,
    pattern: Regex,
    /// The methods in capitals; all where there are none.
    verbs: Vec<String>,
}

/// Which handler a request belongs to.
#[derive(Debug)]
pub enum Route<'h> {
    /// None.
    None,
    /// This one.
    Handler(&'h Handler),
    /// Handlers know the URL, but not with this method; the methods that they know.
    Refused(Vec<String>),
}

/// Begins the path, whatever it is anchored to.
fn from_start(pattern: &str) -> Result<Regex, String> {
    // The examples of the documentation begin with two slashes.
    let pattern = match pattern.strip_prefix("//") {
        Some(rest) => format!("/{rest}"),
        None => pattern.to_owned(),
    };
    let mut builder = RegexBuilder::new(&format!("^(?:{pattern})"));
    builder.backtrack_limit(MOST_STEPS).build().map_err(|problem| problem.to_string())
}

/// The text of a member.
fn text<'j>(entry: &'j Json, name: &str) -> Option<&'j str> {
    entry.get(name).and_then(Json::as_str)
}

/// The handlers of a list. What is wrong with one of them is a sentence, and that one is left out.
pub fn handlers(list: &[Json]) -> (Vec<Handler>, Vec<String>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (index, entry) in list.iter().enumerate() {
        match handler(entry) {
            Ok(handler) => found.push(handler),
            Err(problem) => problems.push(format!("HTTP handler {}: {problem}", index + 1)),
        }
    }
    (found, problems)
}

fn handler(entry: &Json) -> Result<Handler, String> {
    let needed = |name: &str| text(entry, name).ok_or_else(|| format!("expected a text in `{name}`, found none"));
    let pattern = match (text(entry, "regexPattern"), text(entry, "pattern")) {
        (Some(regex), _) => from_start(regex)?,
        (None, Some(path)) => from_start(&format!("/{}/", fancy_regex::escape(path.trim_matches('/'))))?,
        (None, None) => return Err("expected `pattern` or `regexPattern`, found neither".to_owned()),
    };
    let verbs = text(entry, "verbs").unwrap_or_default().split(',').map(|verb| verb.trim().to_ascii_uppercase());
    Ok(Handler {
        class: needed("class")?.to_owned(),
        function: needed("method")?.to_owned(),
        pattern,
        verbs: verbs.filter(|verb| !verb.is_empty()).collect(),
    })
}

impl Handler {
    fn fits(&self, path: &Path<'_>) -> bool {
        // What a handler makes of a part of the path may need it as it was sent.
        path.fits(&self.pattern, false) || self.pattern.is_match(path.sent).unwrap_or(false)
    }
}

/// The first handler whose pattern and method fit.
pub fn route<'h>(handlers: &'h [Handler], path: &Path<'_>, method: &str) -> Route<'h> {
    let mut known: Vec<String> = Vec::new();
    for handler in handlers.iter().filter(|handler| handler.fits(path)) {
        if handler.verbs.is_empty() || handler.verbs.iter().any(|verb| verb == method) {
            return Route::Handler(handler);
        }
        known.extend(handler.verbs.iter().cloned());
    }
    if known.is_empty() { Route::None } else { Route::Refused(known) }
}

/// Something that a rule does to an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Removes all fields of a name.
    Remove(String),
    /// Adds a field.
    Add(String, String),
    /// Sets a field.
    Set(String, String),
}

/// What happens for URLs that fit a pattern.
#[derive(Clone, Debug)]
pub struct Rule {
    pattern: Regex,
    deny: Option<bool>,
    redirect: Option<String>,
    status: Option<u16>,
    changes: Vec<Change>,
}

/// What rules decide before any code runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The answer is this one, with a place to go to.
    pub answer: Option<(u16, Option<String>)>,
    /// The status of the answer, whatever made it.
    pub status: Option<u16>,
}

/// The names of the actions of a rule.
const ACTIONS: &[&str] = &["removeHeaders", "addHeaders", "setHeaders", "denyAccess", "redirect", "status"];

/// The rules of a list. What is wrong with one of them is a sentence, and that one is left out.
pub fn rules(list: &[Json]) -> (Vec<Arc<Rule>>, Vec<String>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (index, entry) in list.iter().enumerate() {
        match rule(entry) {
            Ok(rule) => found.push(Arc::new(rule)),
            Err(problem) => problems.push(format!("HTTP rule {}: {problem}", index + 1)),
        }
    }
    (found, problems)
}

fn rule(entry: &Json) -> Result<Rule, String> {
    let pattern = text(entry, "regexPattern").or_else(|| text(entry, "RegExPattern"));
    let pattern = from_start(pattern.ok_or("expected a text in `regexPattern`, found none")?)?;
    let mut changes = Vec::new();
    // In the order in which they are written.
    for (name, value) in entry.as_object().into_iter().flatten().filter(|(name, _)| ACTIONS.contains(&name.as_str())) {
        match (name.as_str(), value) {
            ("removeHeaders", Json::String(name)) => changes.push(Change::Remove(name.clone())),
            ("removeHeaders", Json::Array(names)) => {
                changes.extend(names.iter().filter_map(Json::as_str).map(|name| Change::Remove(name.to_owned())));
            }
            ("addHeaders" | "setHeaders", Json::Object(fields)) => {
                for (field, value) in fields {
                    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    changes.push(match name.as_str() {
                        "addHeaders" => Change::Add(field.clone(), value),
                        _ => Change::Set(field.clone(), value),
                    });
                }
            }
            _ => {}
        }
    }
    let status = entry.get("status").and_then(Json::as_u64).and_then(|status| u16::try_from(status).ok());
    Ok(Rule {
        pattern,
        deny: entry.get("denyAccess").and_then(Json::as_bool),
        redirect: text(entry, "redirect").map(str::to_owned),
        status: status.filter(|status| is_status(*status)),
        changes,
    })
}

/// The rules for a path, in order.
pub fn matching(rules: &[Arc<Rule>], path: &Path<'_>) -> Vec<Arc<Rule>> {
    // What is denied stays denied where its pattern cannot be decided.
    rules.iter().filter(|rule| path.fits(&rule.pattern, rule.deny == Some(true))).cloned().collect()
}

/// What the rules for a path decide before any code runs: of several, the last one counts.
pub fn decide(matching: &[Arc<Rule>]) -> Decision {
    let mut decision = Decision::default();
    for rule in matching {
        match rule.deny {
            Some(true) => decision.answer = Some((403, None)),
            Some(false) if decision.answer == Some((403, None)) => decision.answer = None,
            _ => {}
        }
        match &rule.redirect {
            Some(target) => decision.answer = Some((rule.status.unwrap_or(302), Some(target.clone()))),
            None => decision.status = rule.status.or(decision.status),
        }
    }
    decision
}

/// What rules do to the header fields of an answer, in order.
pub fn changes(matching: &[Arc<Rule>]) -> impl Iterator<Item = &Change> {
    matching.iter().flat_map(|rule| &rule.changes)
}

/// A text of JSON in which comments that begin with `//` are left out.
pub fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let (mut quoted, mut escaped, mut end) = (false, false, line.len());
        for (index, character) in line.char_indices() {
            match character {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                '/' if !quoted && line[index..].starts_with("//") => {
                    end = index;
                    break;
                }
                _ => {}
            }
        }
        kept.push_str(&line[..end]);
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_handler_that_fits_answers() {
        let list = json!([
            {"class": "A", "method": "a", "pattern": "docs", "verbs": "get, Post"},
            {"class": "B", "method": "b", "regexPattern": "/docs"},
            {"class": "C", "method": "c", "regexPattern": "^/only$", "verbs": "PUT"},
            {"class": "D", "method": "d", "regexPattern": "("},
            {"method": "e", "pattern": "x"},
        ]);
        let (handlers, problems) = handlers(list.as_array().unwrap());
        assert_eq!(problems.len(), 2, "{problems:?}");
        let class = |path: &str, method: &str| match route(&handlers, &Path::of(path), method) {
            Route::Handler(handler) => handler.class.clone(),
            Route::Refused(verbs) => format!("{verbs:?}"),
            Route::None => String::new(),
        };
        assert_eq!(class("/docs/1", "GET"), "A");
        assert_eq!(class("/docs", "GET"), "B", "the pattern has both slashes");
        assert_eq!(class("/docs/1", "PUT"), "B");
        assert_eq!(class("/only", "GET"), "[\"PUT\"]");
        assert_eq!(class("/only/1", "PUT"), "");
        assert_eq!(class("/a/docs/", "GET"), "");
    }

    #[test]
    fn of_several_rules_the_last_one_counts() {
        let list = json!([
            {"regexPattern": "/(.*)", "setHeaders": {"X-A": "1"}},
            {"RegExPattern": "/private/", "denyAccess": true},
            {"regexPattern": "/private/open", "denyAccess": false, "removeHeaders": ["X-A"]},
            {"regexPattern": "/old", "redirect": "/new", "status": 301},
            {"regexPattern": "/closed", "status": 503},
        ]);
        let (rules, problems) = rules(list.as_array().unwrap());
        assert!(problems.is_empty());
        let decided = |path: &str| decide(&matching(&rules, &Path::of(path)));
        assert_eq!(decided("/private/x").answer, Some((403, None)));
        assert_eq!(decided("/private/open").answer, None);
        assert_eq!(decided("/old").answer, Some((301, Some("/new".to_owned()))));
        assert_eq!(decided("/closed").status, Some(503));
        let found: Vec<_> = changes(&matching(&rules, &Path::of("/private/open"))).cloned().collect();
        assert_eq!(found, [Change::Set("X-A".to_owned(), "1".to_owned()), Change::Remove("X-A".to_owned())]);
    }

    #[test]
    fn a_rule_holds_for_all_spellings_of_its_path() {
        let list = json!([{"regexPattern": "/private/", "denyAccess": true}, {"regexPattern": "/a b\\.html$", "denyAccess": true}]);
        let (rules, _) = rules(list.as_array().unwrap());
        let paths = [
            "//private/a.html",
            "/%70rivate/a.html",
            "/./private/a.html",
            "/open/../private/a.html",
            "/open/%2E%2e/private//a.html",
            "/a%20b.html",
            "//a%20b%2ehtml",
        ];
        for path in paths {
            assert_eq!(decide(&matching(&rules, &Path::of(path))).answer, Some((403, None)), "{path}");
        }
        assert_eq!(decide(&matching(&rules, &Path::of("/private/../open/a.html"))).answer, None);
    }

    #[test]
    fn what_is_denied_stays_denied_where_its_pattern_takes_too_long() {
        let list = json!([{"regexPattern": "^(?!/open/)(/.*)*/private/", "denyAccess": true}]);
        let (rules, _) = rules(list.as_array().unwrap());
        let path = format!("/private/{}a", "b/".repeat(40));
        assert_eq!(decide(&matching(&rules, &Path::of(&path))).answer, Some((403, None)));
    }

    #[test]
    fn comments_end_with_their_line() {
        assert_eq!(without_comments("[ // all\n\"http://a\\\"//\"]"), "[ \n\"http://a\\\"//\"]\n");
    }
}
