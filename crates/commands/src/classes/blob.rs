//! `4D.Blob` ([API](https://developer.4d.com/docs/API/BlobClass)): bytes that cannot be changed, as an object.

use fourd_macros::class;
use fourd_runtime::Process;
use fourd_runtime::class::wrong_receiver;
use fourd_runtime::command::Arguments;
use fourd_value::{Blob, Error, Value, error};

pub(crate) use fourd_runtime::command::blob_of as bytes_of;

/// The members of the class.
struct Members;

/// Bytes that cannot be changed, as an object.
#[class("Blob")]
impl Members {
    /// Makes an object with a copy of the bytes of another Blob, or an empty one.
    #[constructor]
    fn new(process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let blob = match arguments.take_value(process) {
            None | Some(Value::Undefined | Value::Null) => Blob::default(),
            Some(value) => bytes_of(&value).ok_or_else(|| wrong_receiver("an object of class 4D.Blob"))?,
        };
        Ok(process.blob_object(&blob))
    }

    /// An object with the bytes from a start on and before an end; negative numbers count from the end.
    #[function]
    fn slice(this: Blob, process: &mut Process<'_>, arguments: &mut Arguments) -> Result<Value, Error> {
        let length = this.len() as f64;
        let mut bound = |default: f64| match arguments.take_value(process) {
            None | Some(Value::Undefined | Value::Null) => Ok(default as usize),
            Some(value) => {
                let bound = value.as_real().ok_or_else(|| {
                    Error::with(error::INCOMPATIBLE_TYPES, format!("expected a number, found {}", value.type_name()))
                })?;
                let bound = bound.trunc();
                Ok(if bound < 0.0 { length + bound } else { bound }.clamp(0.0, length) as usize)
            }
        };
        let (start, end) = (bound(0.0)?, bound(length)?);
        let bytes = this.with(|bytes| bytes.get(start..end.max(start)).unwrap_or_default().to_vec());
        Ok(process.blob_object(&Blob::new(bytes)))
    }

    /// How many bytes there are.
    #[getter]
    fn size(this: Blob) -> Value {
        Value::from(this.len())
    }
}
