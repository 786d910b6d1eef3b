//! The settings of a web server: one table of all properties with their defaults, the numbers that `WEB SET OPTION` has for
//! them, and where the settings file keeps them.

use fourd_project::Settings;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// What values a property takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// True or false; an option has 1 or 0.
    Boolean,
    /// A whole number from the first to the second.
    Number(i64, i64),
    /// A text.
    Text,
    /// A text or a number.
    TextOrNumber,
    /// A collection.
    List,
}

/// A property of `4D.WebServer`.
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Its number in `WEB SET OPTION`; 0 where it has none.
    pub option: u32,
    /// A change by an option counts from the next start on.
    pub needs_restart: bool,
    /// Scalable sessions do without it.
    pub legacy: bool,
    /// Element and attribute in the settings, below the settings of the server.
    setting: Option<(&'static str, &'static str)>,
}

const fn property(name: &'static str, takes: Takes, option: u32) -> Property {
    Property { name, takes, option, needs_restart: false, legacy: false, setting: None }
}

impl Property {
    const fn at_start(self) -> Property {
        Property { needs_restart: true, ..self }
    }

    const fn legacy(self) -> Property {
        Property { legacy: true, ..self }
    }

    /// Whether `start` leaves it alone.
    pub fn is_read_only(&self) -> bool {
        matches!(self.name, "sessionCookieName" | "clientIPAddressToListen")
    }

    const fn setting(self, element: &'static str, attribute: &'static str) -> Property {
        Property { setting: Some((element, attribute)), ..self }
    }
}

use Takes::{Boolean, List, Number, Text, TextOrNumber};

/// The folder of the files where nothing else is set, relative to the project.
pub const ROOT_FOLDER: &str = "WebFolder";

const PORT: Takes = Number(0, 65_535);
const ANY: Takes = Number(0, i32::MAX as i64);

/// All properties that can be set.
pub static PROPERTIES: &[Property] = &[
    property("CORSEnabled", Boolean, 92),
    property("CORSSettings", List, 93),
    property("HSTSEnabled", Boolean, 86).at_start(),
    property("HSTSMaxAge", ANY, 87),
    property("HTTPCompressionLevel", Number(-1, 9), 50),
    property("HTTPCompressionThreshold", ANY, 51),
    property("HTTPEnabled", Boolean, 88).at_start().setting("configuration", "allowHttp"),
    property("HTTPPort", PORT, 15).at_start().setting("configuration", "port_number"),
    property("HTTPSEnabled", Boolean, 89).at_start().setting("configuration", "allow_ssl"),
    property("HTTPSPort", PORT, 39).at_start().setting("configuration", "https_port_number"),
    property("HTTPTrace", Boolean, 85),
    property("IPAddressToListen", Text, 16).at_start().setting("configuration", "listening_address"),
    // The address of the web server of a remote client; here it is remembered and has no effect.
    property("clientIPAddressToListen", Text, 23).at_start(),
    property("certificateFolder", Text, 0).at_start().setting("configuration", "certificate_folder"),
    property("characterSet", TextOrNumber, 17),
    property("cipherSuite", Text, 0).at_start(),
    property("debugLog", Number(0, 7), 84).setting("log", "debug_log"),
    property("defaultHomepage", Text, 0).at_start().setting("configuration/hosts/host", "home_page"),
    property("handlers", List, 0).at_start(),
    property("inactiveProcessTimeout", ANY, 78).legacy(),
    property("inactiveSessionTimeout", ANY, 72).legacy(),
    property("keepSession", Boolean, 70).at_start(),
    property("logRecording", Number(0, 4), 29).setting("log", "format"),
    property("maxConcurrentProcesses", Number(10, 32_000), 18).setting("options/web_processes", "max_concurrent"),
    property("maxRequestSize", Number(500_000, 2_147_483_647), 27),
    property("maxSessions", ANY, 71).legacy(),
    property("minTLSVersion", Number(1, 4), 0).at_start(),
    property("rootFolder", Text, 0).at_start().setting("configuration/hosts/host", "html_root"),
    property("rules", List, 0).at_start(),
    property("scalableSession", Boolean, 90).at_start(),
    property("sessionCookieDomain", Text, 81),
    property("sessionCookieName", Text, 73),
    property("sessionCookiePath", Text, 82),
    property("sessionCookieSameSite", Text, 0),
    property("sessionIPAddressValidation", Boolean, 83),
];

/// A property by its name.
pub fn named(name: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|property| property.name == name)
}

/// A property by its number in `WEB SET OPTION`.
pub fn numbered(option: u32) -> Option<&'static Property> {
    PROPERTIES.iter().find(|property| property.option == option && option != 0)
}

impl Property {
    /// A value as the property keeps it.
    ///
    /// # Errors
    /// A sentence that says what the property takes.
    pub fn accept(&self, value: &Json) -> Result<Json, String> {
        let name = self.name;
        let wrong = |expected: String| Err(format!("`{name}`: expected {expected}, found {value}"));
        match self.takes {
            Boolean => match value {
                Json::Bool(_) => Ok(value.clone()),
                Json::Number(number) if [Some(0.0), Some(1.0)].contains(&number.as_f64()) => {
                    Ok(Json::Bool(number.as_f64() == Some(1.0)))
                }
                _ => wrong("a Boolean".to_owned()),
            },
            Number(least, most) => match value.as_f64().map(|number| number as i64) {
                Some(number) if (least..=most).contains(&number) => Ok(json!(number)),
                _ => wrong(format!("a number from {least} to {most}")),
            },
            Text => match value.as_str() {
                Some(text) if self.name == SAME_SITE => match WAYS.iter().find(|way| way.eq_ignore_ascii_case(text)) {
                    Some(way) => Ok(json!(way)),
                    None => wrong("`Strict`, `Lax` or `None`".to_owned()),
                },
                Some(text) if self.name.starts_with("sessionCookie") && !is_for_attributes(text) => {
                    wrong("a text that a cookie can have".to_owned())
                }
                Some(_) => Ok(value.clone()),
                None => wrong("a text".to_owned()),
            },
            TextOrNumber if value.is_string() || value.is_number() => Ok(value.clone()),
            TextOrNumber => wrong("a text or a number".to_owned()),
            List if value.is_array() => Ok(value.clone()),
            List => wrong("a collection".to_owned()),
        }
    }
}

/// The property that says which pages of other sites send the cookie.
const SAME_SITE: &str = "sessionCookieSameSite";
/// Its values.
const WAYS: &[&str] = &["Strict", "Lax", "None"];

/// Whether an attribute of a cookie may have this value: nothing in it begins another one.
fn is_for_attributes(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..0x7F).contains(&byte) && byte != b';' && byte != b',')
}

/// Values of properties by name; what is not there has its value elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values(BTreeMap<&'static str, Json>);

impl Values {
    /// The default values, for a project of that name.
    pub fn defaults(project: &str) -> Values {
        let mut values = Values::default();
        let name: String = project.chars().map(|each| if is_for_cookies(each) { each } else { '_' }).collect();
        let all = [
            ("CORSEnabled", json!(false)),
            ("CORSSettings", json!([])),
            ("HSTSEnabled", json!(false)),
            ("HSTSMaxAge", json!(63_072_000)),
            ("HTTPCompressionLevel", json!(1)),
            ("HTTPCompressionThreshold", json!(1024)),
            ("HTTPEnabled", json!(true)),
            ("HTTPPort", json!(80)),
            ("HTTPSEnabled", json!(true)),
            ("HTTPSPort", json!(443)),
            ("HTTPTrace", json!(false)),
            ("IPAddressToListen", json!("")),
            ("clientIPAddressToListen", json!("")),
            ("certificateFolder", json!("")),
            ("characterSet", json!("UTF-8")),
            ("cipherSuite", json!("")),
            ("debugLog", json!(0)),
            ("defaultHomepage", json!("index.html")),
            ("handlers", json!([])),
            ("inactiveProcessTimeout", json!(480)),
            ("inactiveSessionTimeout", json!(480)),
            ("keepSession", json!(false)),
            ("logRecording", json!(0)),
            ("maxConcurrentProcesses", json!(100)),
            ("maxRequestSize", json!(2_000_000)),
            ("maxSessions", json!(100)),
            ("minTLSVersion", json!(3)),
            ("rootFolder", json!(ROOT_FOLDER)),
            ("rules", json!([])),
            ("scalableSession", json!(true)),
            ("sessionCookieDomain", json!("")),
            ("sessionCookieName", json!(format!("4DSID_{name}"))),
            ("sessionCookiePath", json!("/")),
            ("sessionCookieSameSite", json!("Strict")),
            ("sessionIPAddressValidation", json!(false)),
        ];
        values.0.extend(all);
        values
    }

    /// What the settings of a project say.
    pub fn of_settings(settings: &Settings) -> Values {
        let mut values = Values::default();
        let read = |element: &str, attribute: &str| {
            settings.value(&format!("com.4d/web/standalone_server/{element}"), attribute)
        };
        for property in PROPERTIES {
            let Some(text) = property.setting.and_then(|(element, attribute)| read(element, attribute)) else {
                continue;
            };
            let value = match property.takes {
                Boolean => json!(text == "true" || text == "1"),
                Number(..) => text.parse::<i64>().map_or(Json::Null, |number| json!(number)),
                _ => json!(text),
            };
            if let Ok(value) = property.accept(&value) {
                values.0.insert(property.name, value);
            }
        }
        // 1: scalable sessions, 2: none, 3: those of the past, which count as scalable.
        if read("configuration", "session_mode") == Some("2") {
            values.0.insert("scalableSession", json!(false));
        }
        if values.text("IPAddressToListen") == "::" {
            values.0.insert("IPAddressToListen", json!("0.0.0.0"));
        }
        values
    }

    /// These values, and others where they say nothing.
    #[must_use]
    pub fn over(mut self, others: &Values) -> Values {
        for (name, value) in &others.0 {
            self.0.entry(name).or_insert_with(|| value.clone());
        }
        self
    }

    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.get(name)
    }

    /// Sets the value of a property, which accepts it.
    pub fn set(&mut self, property: &Property, value: Json) {
        self.0.insert(property.name, value);
    }

    /// Whether a property is true.
    pub fn is(&self, name: &str) -> bool {
        self.get(name).and_then(Json::as_bool).unwrap_or(false)
    }

    /// The value of a number.
    pub fn number(&self, name: &str) -> i64 {
        self.get(name).and_then(Json::as_i64).unwrap_or(0)
    }

    /// The value of a text.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).and_then(Json::as_str).unwrap_or_default()
    }

    /// The elements of a collection.
    pub fn list(&self, name: &str) -> &[Json] {
        self.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Whether the settings of a project ask for sessions of the past, which count as scalable ones.
pub fn names_legacy_sessions(settings: &Settings) -> bool {
    let read = |attribute| settings.value("com.4d/web/standalone_server/configuration", attribute);
    match read("session_mode") {
        Some(mode) => mode == "3",
        None => read("automatic_session_management") == Some("true"),
    }
}

/// Whether the name of a cookie may have a character.
fn is_for_cookies(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_property_has_a_default_that_it_accepts() {
        let values = Values::defaults("My shop");
        for property in PROPERTIES {
            assert_eq!(
                property.accept(values.get(property.name).unwrap()).as_ref(),
                Ok(values.get(property.name).unwrap())
            );
        }
        assert_eq!(values.text("sessionCookieName"), "4DSID_My_shop");
    }

    #[test]
    fn what_is_nearer_to_the_code_goes_before() {
        let mut given = Values::default();
        given.set(named("HTTPPort").unwrap(), json!(8080));
        let values = given.over(&Values::defaults("a"));
        assert_eq!((values.number("HTTPPort"), values.number("HTTPSPort")), (8080, 443));
    }

    #[test]
    fn values_out_of_range_say_what_is_expected() {
        let problem = named("maxRequestSize").unwrap().accept(&json!(3)).unwrap_err();
        assert_eq!(problem, "`maxRequestSize`: expected a number from 500000 to 2147483647, found 3");
        let lax = named("sessionCookieSameSite").unwrap();
        assert_eq!((lax.accept(&json!("lax")), lax.accept(&json!("other")).is_err()), (Ok(json!("Lax")), true));
        for wrong in ["x; Domain=evil", "a\r\nb", "a,b", "\u{e9}"] {
            assert!(named("sessionCookiePath").unwrap().accept(&json!(wrong)).is_err(), "{wrong}");
        }
        assert!(named("IPAddressToListen").unwrap().accept(&json!(3)).is_err());
        assert_eq!(numbered(92).unwrap().accept(&json!(1)), Ok(json!(true)));
    }
}
