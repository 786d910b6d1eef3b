//! `4D.CryptoKey` ([API](https://developer.4d.com/docs/API/CryptoKeyClass)): a pair of keys that signs, verifies, encrypts and
//! decrypts, shared by all processes.

use super::blob::bytes_of;
use crate::secured_protocol::key::{Hash, Key};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::command::{Arguments, FromArgument, no_more};
use fourd_value::{Collection, Error, Object, SharedObject, Text, Value, error};

/// The name under which shared objects of the class are known in every domain.
const SHARED_NAME: &str = "4D.CryptoKey";
/// Bits of an RSA key where none are given.
const DEFAULT_BITS: f64 = 2048.0;

/// What an object of the class holds.
struct CryptoKey {
    key: Key,
    kind: &'static str,
}

fn key_of(this: &Value) -> Result<&CryptoKey, Error> {
    this.as_object()
        .and_then(|object| object.native_data::<CryptoKey>())
        .ok_or_else(|| Error::with(error::INCOMPATIBLE_TYPES, "expected an object of class 4D.CryptoKey"))
}

/// A property that is a text.
fn text_of(
    process: &mut Process<'_>,
    object: &Object,
    name: &str,
    arguments: &Arguments,
) -> Result<Option<Text>, Error> {
    match process.get_property(object, &Text::from(name), arguments.span) {
        Value::Undefined | Value::Null => Ok(None),
        Value::Text(text) => Ok(Some(text)),
        other => {
            let text = format!("`{name}`: expected a text, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

/// How bytes stand in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Base64,
    Base64Url,
    Utf8,
}

impl Encoding {
    fn write(self, bytes: &[u8]) -> Result<Text, Error> {
        match self {
            Encoding::Base64 => Ok(Text::from(STANDARD.encode(bytes))),
            Encoding::Base64Url => Ok(Text::from(URL_SAFE_NO_PAD.encode(bytes))),
            Encoding::Utf8 => std::str::from_utf8(bytes)
                .map(Text::from)
                .map_err(|_| Error::with(error::CRYPTOGRAPHY, "The message is not valid UTF-8")),
        }
    }

    fn read(self, text: &Text) -> Result<Vec<u8>, Error> {
        let text = text.to_cow();
        if self == Encoding::Utf8 {
            return Ok(text.into_owned().into_bytes());
        }
        let compact: String =
            text.chars().filter(|character| !character.is_whitespace() && *character != '=').collect();
        let plain = if self == Encoding::Base64Url { compact.replace('-', "+").replace('_', "/") } else { compact };
        base64::engine::general_purpose::STANDARD_NO_PAD
            .decode(plain)
            .map_err(|why| Error::with(error::CRYPTOGRAPHY, format!("The text is no valid Base64: {why}")))
    }
}

/// What the options of a function say.
struct Options {
    hash: Hash,
    probabilistic: bool,
    encrypted: Encoding,
    decrypted: Encoding,
    signature: Encoding,
}

impl Options {
    fn take(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Options, Error> {
        let options = Option::<Object>::from_argument(process, arguments)?.unwrap_or_default();
        no_more(arguments)?;
        let hash = match text_of(process, &options, "hash", arguments)? {
            None => Hash::Sha256,
            Some(name) => Hash::named(&name.to_cow())
                .ok_or_else(|| Error::with(error::CRYPTOGRAPHY, format!("`{name}` is no algorithm of digests")))?,
        };
        let pss = process.get_property(&options, &Text::from("pss"), arguments.span);
        let mut encoding = |name: &str, default: Encoding, with_text: bool| {
            let Some(value) = text_of(process, &options, name, arguments)? else { return Ok(default) };
            match &*value.to_cow().to_ascii_lowercase() {
                "base64" => Ok(Encoding::Base64),
                "base64url" => Ok(Encoding::Base64Url),
                "utf-8" if with_text => Ok(Encoding::Utf8),
                other => Err(Error::with(error::CRYPTOGRAPHY, format!("`{name}`: there is no encoding `{other}`"))),
            }
        };
        let encrypted = encoding("encodingEncrypted", Encoding::Base64, false)?;
        Ok(Options {
            hash,
            probabilistic: pss.as_boolean().unwrap_or(false),
            encrypted,
            decrypted: encoding("encodingDecrypted", Encoding::Utf8, true)?,
            signature: encoding("encoding", encrypted, false)?,
        })
    }
}

/// A message: the bytes of a Blob, or of a text in UTF-8.
fn message(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Vec<u8>, Error> {
    let value = Value::from_argument(process, arguments)?;
    match (&value, bytes_of(&value)) {
        (Value::Text(text), _) => Ok(text.to_cow().into_owned().into_bytes()),
        (Value::Undefined, _) => Ok(Vec::new()),
        (_, Some(blob)) => Ok(blob.to_vec()),
        (other, None) => {
            let text = format!("Argument 1: expected a text or a Blob, found {}", other.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        }
    }
}

/// What a function reports: whether it went well, its result or its error.
fn status(outcome: Result<Option<Text>, Error>) -> Value {
    let status = Object::new();
    status.put("success", Value::Boolean(outcome.is_ok()));
    match outcome {
        Ok(Some(result)) => status.put("result", Value::Text(result)),
        Ok(None) => {}
        Err(error) => {
            let entry = Object::new();
            entry.put("errCode", Value::integer(error.code));
            entry.put("message", Value::Text(error.message));
            entry.put("componentSignature", Value::text(error.component));
            status.put("errors", Value::Collection(Collection::new(vec![Value::Object(entry)])));
        }
    }
    Value::Object(status)
}

/// A key to encrypt, decrypt, sign and verify with.
#[class("CryptoKey", native)]
impl CryptoKey {
    /// Makes a key of the type `RSA` (with `size`) or `ECDSA` (with `curve`), or reads one from `pem`.
    #[constructor]
    fn new(process: &mut Process<'_>, settings: Object, arguments: &mut Arguments) -> Result<Object, Error> {
        let kind = text_of(process, &settings, "type", arguments)?.unwrap_or_default();
        let (key, kind) = match &*kind.to_cow().to_ascii_uppercase() {
            "RSA" => {
                let size = process.get_property(&settings, &Text::from("size"), arguments.span);
                let bits = match size {
                    Value::Undefined | Value::Null => DEFAULT_BITS,
                    value => value.as_real().ok_or_else(|| {
                        let text = format!("`size`: expected a number, found {}", value.type_name());
                        Error::with(error::INCOMPATIBLE_TYPES, text)
                    })?,
                };
                (Key::rsa(fourd_runtime::convert::whole(bits))?, "RSA")
            }
            "ECDSA" => {
                let curve = text_of(process, &settings, "curve", arguments)?;
                (Key::elliptic(&curve.unwrap_or_else(|| Text::from("prime256v1")).to_cow())?, "ECDSA")
            }
            "PEM" => {
                let pem = text_of(process, &settings, "pem", arguments)?.unwrap_or_default();
                (Key::from_pem(&pem.to_cow())?, "PEM")
            }
            other => {
                let text = format!("`{other}` is no type of keys: RSA, ECDSA or PEM is expected");
                return Err(Error::with(error::CRYPTOGRAPHY, text));
            }
        };
        Ok(Object::shared(SharedObject::native(SHARED_NAME.into(), CryptoKey { key, kind })))
    }

    /// Decrypts a text with the private key, by RSA-OAEP; gives `success` with `result` or `errors`.
    #[function]
    fn decrypt(&self, process: &mut Process<'_>, message: Text, arguments: &mut Arguments) -> Result<Value, Error> {
        let options = Options::take(process, arguments)?;
        let key = &self.key;
        let decrypted = options.encrypted.read(&message).and_then(|message| key.decrypt(&message, options.hash));
        Ok(status(decrypted.and_then(|message| options.decrypted.write(&message)).map(Some)))
    }

    /// Encrypts a text with the public key, by RSA-OAEP.
    #[function]
    fn encrypt(&self, process: &mut Process<'_>, message: Text, arguments: &mut Arguments) -> Result<Value, Error> {
        let options = Options::take(process, arguments)?;
        let encrypted = self.key.encrypt(&options.decrypted.read(&message)?, options.hash)?;
        options.encrypted.write(&encrypted).map(Value::Text)
    }

    /// The private key in PEM; an empty text without one.
    #[function]
    fn get_private_key(&self) -> Value {
        Value::text(&self.key.private_pem().unwrap_or_default())
    }

    /// The public key in PEM.
    #[function]
    fn get_public_key(&self) -> Value {
        Value::text(&self.key.public_pem().unwrap_or_default())
    }

    /// The signature of a text or Blob, in Base64 or Base64URL.
    #[function]
    fn sign(&self, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let message = message(process, arguments)?;
        let options = Options::take(process, arguments)?;
        let signature = self.key.sign(&message, options.hash, options.probabilistic)?;
        options.signature.write(&signature).map(Value::Text)
    }

    /// Whether a signature is that of a text or Blob, in the property `success`.
    #[function]
    fn verify(this: &Value, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let message = message(process, arguments)?;
        let signature = Text::from_argument(process, arguments)?;
        let options = Options::take(process, arguments)?;
        let key = &key_of(this)?.key;
        Ok(status(options.signature.read(&signature).and_then(|signature| {
            if key.verify(&message, &signature, options.hash, options.probabilistic) {
                Ok(None)
            } else {
                Err(Error::with(error::CRYPTOGRAPHY, "The signature is not that of the message with this key"))
            }
        })))
    }

    /// Name of the curve of an ECDSA key.
    #[getter]
    fn curve(&self) -> Value {
        self.key.curve().map_or(Value::Undefined, Value::text)
    }

    /// The key in PEM: the private part where there is one.
    #[getter]
    fn pem(&self) -> Value {
        let key = &self.key;
        Value::text(&key.private_pem().or_else(|| key.public_pem()).unwrap_or_default())
    }

    /// The number of bits of an RSA key.
    #[getter]
    fn size(&self) -> Value {
        self.key.bits().map_or(Value::Undefined, Value::from)
    }

    /// `RSA` or `ECDSA` for a key that was made, `PEM` for one that was read.
    #[getter("type")]
    fn kind(&self) -> Value {
        Value::text(self.kind)
    }
}
