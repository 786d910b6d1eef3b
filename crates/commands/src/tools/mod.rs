//! Tools ([theme](https://developer.4d.com/docs/commands/theme/Tools)): what works without data and windows. External
//! processes and transformation tags are in files of their own.

mod activity;
pub(crate) mod common;
pub(crate) mod external;
mod open_url;
mod password;
pub mod tags;

use activity::ACTIVITY_SNAPSHOT;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bcrypt::HashParts;
use common::Operand;
use external::{LAUNCH_EXTERNAL_PROCESS, SET_ENVIRONMENT_VARIABLE};
use fourd_macros::{command, theme};
use fourd_runtime::command::{Rest, Star};
use fourd_runtime::world::World;
use fourd_runtime::{Process, clock};
use fourd_source::Span;
use fourd_value::text::{MAXIMUM_UNITS, too_long};
use fourd_value::{Error, Object, Text, Value, error, memory, number};
use md5::Md5;
use open_url::OPEN_URL;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use std::str::FromStr;
use std::sync::Mutex;
use tags::PROCESS_4D_TAGS;
use uuid::{ContextV7, Timestamp, Uuid};

theme!("Tools":
    activity_snapshot, base64_decode, base64_encode, choose, generate_digest, generate_password_hash, generate_uuid,
    launch_external_process, open_url, process_4d_tags, set_environment_variable, verify_password_hash);

const INDIFFERENT: DecodePaddingMode = DecodePaddingMode::Indifferent;

/// Base64, padded; read with and without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(INDIFFERENT).with_decode_allow_trailing_bits(true),
);

/// Base64URL, without padding; read with and without it.
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(INDIFFERENT)
        .with_decode_allow_trailing_bits(true),
);

/// The engine that `*` chooses.
fn engine(url: Star) -> &'static GeneralPurpose {
    if url.0 { &BASE64_URL } else { &BASE64 }
}

/// Writes a text or Blob as Base64, with `*` as Base64URL without padding, into a second variable or in place of itself.
/// Of a text, the bytes in UTF-8 are taken.
///
/// ```4d
/// $text:="Hello"
/// BASE64 ENCODE($text)
/// $text  // "SGVsbG8="
/// ```
#[command(895, "BASE64 ENCODE", thread_safe)]
fn base64_encode(
    process: &mut Process<'_>,
    to_encode: Operand,
    encoded: Option<Operand>,
    url: Star,
    span: Span,
) -> Result<(), Error> {
    let bytes = to_encode.bytes()?;
    if bytes.len().div_ceil(3) * 4 > MAXIMUM_UNITS {
        return Err(too_long());
    }
    // The characters, and the text that is made of them.
    memory::expect(bytes.len().div_ceil(3) * 4 * 2)?;
    let text = engine(url).encode(bytes);
    encoded.as_ref().unwrap_or(&to_encode).write(process, text.into_bytes(), span)
}

/// Reads Base64, with `*` Base64URL, from a text or Blob into a second variable or in place of itself; a text gets the
/// bytes as UTF-8. Line ends and blanks are skipped; what is not Base64 gives an empty value.
///
/// ```4d
/// $text:="SGVsbG8="
/// BASE64 DECODE($text)
/// $text  // "Hello"
/// ```
#[command(896, "BASE64 DECODE", thread_safe)]
fn base64_decode(
    process: &mut Process<'_>,
    to_decode: Operand,
    decoded: Option<Operand>,
    url: Star,
    span: Span,
) -> Result<(), Error> {
    let mut source = to_decode.bytes()?;
    source.retain(|byte| !byte.is_ascii_whitespace());
    let bytes = engine(url).decode(source).unwrap_or_default();
    decoded.as_ref().unwrap_or(&to_decode).write(process, bytes, span)
}

/// One of the values that follow: the first for True and the second for False, or the one whose position, counted from 0,
/// a number is. Where there is none, the empty value of the first one's type. All values are evaluated.
///
/// ```4d
/// Choose(2; "a"; "b"; "c")  // "c"
/// Choose(True; "yes"; "no")  // "yes"
/// ```
#[command(955, "Choose", thread_safe)]
fn choose(criterion: Value, values: Rest) -> Result<Value, Error> {
    let mut values = values.0;
    if values.is_empty() {
        return Err(Error::with(error::ARGUMENT_MISSING, "Argument 2 is missing"));
    }
    let boolean = match criterion {
        Value::Boolean(value) => Some(value),
        // Without a value the type is that of the syntax with two values.
        Value::Undefined | Value::Null if values.len() == 2 => Some(false),
        _ => None,
    };
    if let Some(criterion) = boolean {
        if values.len() != 2 {
            let row = if values.len() < 2 { error::ARGUMENT_MISSING } else { error::ARGUMENTS_TOO_MANY };
            return Err(Error::with(row, "`Choose` with a Boolean takes two values"));
        }
        return Ok(values.swap_remove(usize::from(!criterion)));
    }
    let position = match &criterion {
        Value::Undefined | Value::Null => 0.0,
        value => value.as_real().ok_or_else(|| {
            let message = format!("Argument 1: expected a Boolean or a number, found {}", value.type_name());
            Error::with(error::INCOMPATIBLE_TYPES, message)
        })?,
    };
    match usize::try_from(number::to_integer64(position)) {
        Ok(position) if position < values.len() => Ok(values.swap_remove(position)),
        _ => Ok(values.swap_remove(0).emptied()),
    }
}

/// The digest of a text (its bytes in UTF-8) or Blob by the algorithm MD5, SHA1, SHA256 or SHA512, as hexadecimal digits, or
/// with `*` as Base64URL without padding.
///
/// ```4d
/// Generate digest("abc"; MD5 digest)  // "900150983cd24fb0d6963f7d28e17f72"
/// ```
#[command(1147, "Generate digest", thread_safe, missing = "the 4D REST digest")]
fn generate_digest(param: Operand, algorithm: i64, url: Star) -> Result<Text, Error> {
    let bytes = param.bytes()?;
    let digest: Vec<u8> = match algorithm {
        0 => Md5::digest(&bytes).to_vec(),
        1 => Sha1::digest(&bytes).to_vec(),
        2 => return Err(Error::not_implemented("4D REST digest")),
        3 => Sha256::digest(&bytes).to_vec(),
        4 => Sha512::digest(&bytes).to_vec(),
        other => {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no algorithm of digests")));
        }
    };
    if url.0 {
        return Ok(Text::from(BASE64_URL.encode(digest)));
    }
    Ok(Text::from(digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
}

/// The cost of a password hash where none is given.
const DEFAULT_COST: u32 = 10;
/// The costs that bcrypt has.
const COSTS: std::ops::RangeInclusive<f64> = 4.0..=31.0;

/// A hash of a password by bcrypt, with salt, so that each call gives another one; of the password, 72 bytes count. The
/// options are `algorithm` (`bcrypt`) and `cost` (4 to 31, 10 at first), each step of which doubles the time.
#[command(1533, "Generate password hash", thread_safe)]
fn generate_password_hash(process: &mut Process<'_>, password: &Text, options: Option<Object>) -> Result<Text, Error> {
    let option = |name: &str| options.as_ref().and_then(|options| options.get_str(name)).unwrap_or_default();
    match option("algorithm") {
        Value::Undefined => {}
        Value::Text(name) if name == *"bcrypt" => {}
        _ => return Err(Error::of(error::PASSWORD_ALGORITHM)),
    }
    let cost = match option("cost") {
        Value::Undefined => DEFAULT_COST,
        Value::Real(cost) if COSTS.contains(&cost) && cost.fract() == 0.0 => cost as u32,
        _ => return Err(Error::of(error::PASSWORD_COST)),
    };
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|problem| Error::with(error::PASSWORD_HASH, problem.to_string()))?;
    // A process that must end has no use for the result.
    Ok(password::hash(process, password.to_cow().as_bytes(), cost, salt).map(Text::from).unwrap_or_default())
}

/// Whether a password has a hash that `Generate password hash` made. A text that is no hash of bcrypt is an error.
#[command(1534, "Verify password hash", thread_safe)]
fn verify_password_hash(process: &mut Process<'_>, password: &Text, hash: &Text) -> Result<bool, Error> {
    let hash = hash.to_cow();
    if !["$2a$", "$2b$", "$2x$", "$2y$"].iter().any(|prefix| hash.starts_with(prefix)) {
        return Err(Error::of(error::PASSWORD_ALGORITHM));
    }
    let parts = HashParts::from_str(&hash).map_err(|_| Error::of(error::PASSWORD_HASH))?;
    let (cost, salt) = (parts.get_cost(), parts.get_salt_raw());
    if !COSTS.contains(&f64::from(cost)) {
        return Err(Error::of(error::PASSWORD_HASH));
    }
    let Some(own) = password::hash(process, password.to_cow().as_bytes(), cost, salt) else { return Ok(false) };
    // All bytes are looked at, so that the time tells nothing. The versions of bcrypt differ in their names only.
    let hash = parts.to_string();
    Ok(own.len() == hash.len() && own.bytes().zip(hash.bytes()).fold(0, |all, (own, given)| all | (own ^ given)) == 0)
}

/// Keeps identifiers of version 7 in order within one millisecond, for all machines of a world.
struct Ordered(Mutex<ContextV7>);

impl Default for Ordered {
    fn default() -> Self {
        Ordered(Mutex::new(ContextV7::new()))
    }
}

/// An identifier of version 7 from the virtual clock, which moves by more than one of its parts with every reading.
fn in_order_of_virtual_time(world: &World) -> Uuid {
    let now = world.since_1970();
    let part = u64::from(now.subsec_nanos()) % 1_000_000 * 4096 / 1_000_000;
    let mut rest = [0; 10];
    let (order, by_chance) = rest.split_at_mut(2);
    order.copy_from_slice(&(part as u16).to_be_bytes());
    by_chance.copy_from_slice(&world.chance(u64::MAX).to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(now.as_millis() as u64, &rest).into_uuid()
}

/// A new identifier of 32 hexadecimal digits: of version 4, by chance alone, or of version 7, which begins with the time, so
/// that later ones sort behind.
#[command(1066, "Generate UUID", thread_safe)]
fn generate_uuid(process: &mut Process<'_>, version: Option<i64>) -> Result<Text, Error> {
    let world = process.world();
    let identifier = match version.unwrap_or(4) {
        4 => return Ok(world.identifier()),
        7 if world.is_seeded() => in_order_of_virtual_time(world),
        7 => {
            let now = clock::now(process.world()).milliseconds().unsigned_abs();
            let nanoseconds = (now % 1000) as u32 * 1_000_000;
            let ordered = world.state.get::<Ordered>();
            let context = ordered.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            Uuid::new_v7(Timestamp::from_unix(&*context, now / 1000, nanoseconds))
        }
        other => {
            return Err(Error::with(error::INDEX_OUT_OF_RANGE, format!("{other} is no version: expected 4 or 7")));
        }
    };
    Ok(Text::from(format!("{:X}", identifier.simple())))
}
