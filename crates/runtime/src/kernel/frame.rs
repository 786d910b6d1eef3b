//! Frames: where the slots of a call are.

/// Where the slots of a call begin in the stacks of its process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// First raw slot.
    pub raw: u32,
    /// First value slot.
    pub values: u32,
}
