//! English speech.
