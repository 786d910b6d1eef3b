//! Pictures as values: encoded bytes that nothing changes, with how they are placed. What decodes them is not here.

use crate::text::Text;
use std::sync::Arc;

/// A picture or none ([Picture](https://developer.4d.com/docs/Concepts/picture)). Copies share the bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture(Option<Arc<Content>>);

/// What a picture holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Identifier of the format, such as `.png`; in lower case for formats that are known.
    pub codec: Text,
    /// The encoded picture.
    pub bytes: Arc<[u8]>,
    /// Default name of its file.
    pub file_name: Text,
    /// What was done to the picture since it was decoded, and can be undone.
    pub placement: Placement,
}

/// Transformations that leave the encoded picture as it is: it is flipped, then scaled, then moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// Factor of its width.
    pub horizontal_scale: f64,
    /// Factor of its height.
    pub vertical_scale: f64,
    /// Pixels to the right.
    pub left: f64,
    /// Pixels to the bottom.
    pub top: f64,
    /// Whether left and right are exchanged.
    pub flipped_horizontally: bool,
    /// Whether top and bottom are exchanged.
    pub flipped_vertically: bool,
}

impl Default for Placement {
    fn default() -> Self {
        Self {
            horizontal_scale: 1.0,
            vertical_scale: 1.0,
            left: 0.0,
            top: 0.0,
            flipped_horizontally: false,
            flipped_vertically: false,
        }
    }
}

impl Picture {
    /// A picture of encoded bytes; an empty one where there are none.
    pub fn new(codec: Text, bytes: Vec<u8>) -> Self {
        if bytes.is_empty() {
            return Self::default();
        }
        Self(Some(Arc::new(Content { codec, bytes: bytes.into(), ..Content::default() })))
    }

    /// What it holds, unless it is empty.
    pub fn content(&self) -> Option<&Content> {
        self.0.as_deref()
    }

    /// Whether there is no picture.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// How many bytes the encoded picture has.
    pub fn len(&self) -> usize {
        self.content().map_or(0, |content| content.bytes.len())
    }

    /// Changes what it holds in addition to the bytes, of this copy alone; nothing happens to an empty picture.
    pub fn change(&mut self, change: impl FnOnce(&mut Content)) {
        if let Some(content) = &mut self.0 {
            change(Arc::make_mut(content));
        }
    }
}
