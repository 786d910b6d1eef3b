//! What can be done with pictures: recognize and convert formats, read sizes, transform and combine.
//!
//! A [`Picture`](fourd_value::Picture) stays encoded as long as it can. Whatever comes from outside is decoded within
//! [`MAX_PIXELS`] and [`MAX_SIDE`], so that a small file cannot become a huge picture.

#![forbid(unsafe_code)]

mod codec;
mod combine;
mod compare;
mod metadata;
mod render;
mod thumbnail;
mod transform;

pub use codec::{CODECS, Codec, codec_of_bytes, codec_of_name, convert, decodable};
pub use combine::{Combination, combine, moved, superimposed_inclusively};
pub use compare::compared;
pub use metadata::keywords;
pub use render::{MAX_PIXELS, MAX_SIDE, PictureError, encode, render, size};
pub use thumbnail::{Fit, thumbnail};
pub use transform::{crop, grey, scaled, transparent};
