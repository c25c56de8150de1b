//! Chinese speech.
