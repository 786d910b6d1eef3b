//! Values of the 4D language, their conversions, comparisons and shared objects.
