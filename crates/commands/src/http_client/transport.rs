//! Options of requests and agents that concern the connection.

use crate::classes::asynchronous::is_nothing;
use crate::classes::item;
use crate::file_system::location::Location;
use crate::network::tls::{TlsOptions, Trust};
use fourd_runtime::Process;
use fourd_source::Span;
use fourd_value::{Error, Object, Text, Value, error};
use std::path::PathBuf;

/// What an object of options says about the connection.
#[derive(Clone, Default)]
pub(crate) struct Transport {
    /// `certificatesFolder`.
    pub(crate) certificates: Option<Location>,
    /// `minTLSVersion`.
    pub(crate) least_tls: Option<Text>,
    /// `protocol`.
    pub(crate) protocol: Option<Text>,
    /// `validateTLSCertificate`.
    pub(crate) validate: Option<bool>,
}

/// A property of options, none where it is Null or missing.
pub(crate) fn option(process: &mut Process<'_>, options: &Object, name: &str, span: Span) -> Option<Value> {
    Some(process.get_property(options, &Text::from(name), span)).filter(|value| !is_nothing(value))
}

/// The error for an option of the wrong type.
pub(crate) fn wrong_option(name: &str, expected: &str, found: &Value) -> Error {
    let text = format!("Option `{name}`: expected {expected}, found {}", found.type_name());
    Error::with(error::INCOMPATIBLE_TYPES, text)
}

/// The error for an option with a value that is none of those that are known.
pub(crate) fn unknown_value(name: &str, value: &Text) -> Error {
    Error::with(error::INDEX_OUT_OF_RANGE, format!("Option `{name}`: `{value}` is not known"))
}

/// An option that is a text.
///
/// # Errors
/// It is something else.
pub(crate) fn text_option(
    process: &mut Process<'_>,
    options: &Object,
    name: &str,
    span: Span,
) -> Result<Option<Text>, Error> {
    match option(process, options, name, span) {
        None => Ok(None),
        Some(Value::Text(text)) => Ok(Some(text)),
        Some(other) => Err(wrong_option(name, "a text", &other)),
    }
}

/// An option that is true or false.
///
/// # Errors
/// It is something else.
pub(crate) fn boolean_option(
    process: &mut Process<'_>,
    options: &Object,
    name: &str,
    span: Span,
) -> Result<Option<bool>, Error> {
    match option(process, options, name, span) {
        None => Ok(None),
        Some(value) => match value.as_boolean() {
            Some(value) => Ok(Some(value)),
            None => Err(wrong_option(name, "a Boolean", &value)),
        },
    }
}

/// An option that is a number.
///
/// # Errors
/// It is something else.
pub(crate) fn number_option(
    process: &mut Process<'_>,
    options: &Object,
    name: &str,
    span: Span,
) -> Result<Option<f64>, Error> {
    match option(process, options, name, span) {
        None => Ok(None),
        Some(value) => match value.as_real() {
            Some(number) => Ok(Some(number)),
            None => Err(wrong_option(name, "a number", &value)),
        },
    }
}

impl Transport {
    /// Reads options.
    ///
    /// # Errors
    /// One of them is not valid, or not available here.
    pub(crate) fn read(process: &mut Process<'_>, options: &Object, span: Span) -> Result<Transport, Error> {
        let certificates = match option(process, options, "certificatesFolder", span) {
            None => None,
            Some(folder) => Some(item::location_of(&folder)?.clone()),
        };
        let least_tls = text_option(process, options, "minTLSVersion", span)?;
        if let Some(version) = &least_tls
            && !["tlsv1_0", "tlsv1_1", "tlsv1_2", "tlsv1_3"].contains(&&*version.to_cow().to_ascii_lowercase())
        {
            return Err(unknown_value("minTLSVersion", version));
        }
        let protocol = text_option(process, options, "protocol", span)?;
        if let Some(protocol) = &protocol
            && !["auto", "http1"].contains(&&*protocol.to_cow().to_ascii_lowercase())
        {
            return Err(unknown_value("protocol", protocol));
        }
        if option(process, options, "storeCertificateName", span).is_some() {
            return Err(Error::not_implemented("storeCertificateName"));
        }
        let validate = boolean_option(process, options, "validateTLSCertificate", span)?;
        Ok(Transport { certificates, least_tls, protocol, validate })
    }

    /// These options, and where they say nothing those of an agent.
    pub(crate) fn or(self, agent: &Transport) -> Transport {
        Transport {
            certificates: self.certificates.or_else(|| agent.certificates.clone()),
            least_tls: self.least_tls.or_else(|| agent.least_tls.clone()),
            protocol: self.protocol.or_else(|| agent.protocol.clone()),
            validate: self.validate.or(agent.validate),
        }
    }

    /// How TLS is used; `folder` is that of the certificates where nothing is said.
    pub(crate) fn tls(&self, folder: PathBuf) -> TlsOptions {
        TlsOptions {
            trust: if self.validate == Some(false) { Trust::Anything } else { Trust::Authorities },
            // Versions before 1.2 are never used.
            only_newest: self.least_tls.as_ref().is_some_and(|version| version.to_cow().ends_with('3')),
            certificates: Some(self.certificates.as_ref().map_or(folder, Location::disk)),
        }
    }
}
