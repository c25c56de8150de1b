//! Which of the files of knowledge holds what, and in which order they are read.

use super::Frames;
use crate::lexicon::{Builder, Lexicon, LexiconError};

/// Numbers that candidates are scored with.
pub(crate) fn is_weights(name: &str) -> bool {
    name.ends_with("weights.toml")
}

fn is_frame(name: &str) -> bool {
    name.ends_with(".toml") && !is_weights(name)
}

/// Reads `own` files and the user's, whose names and frames win over ours, both as (name, text).
pub(crate) fn read(own: &[(&str, &str)], user: &[(String, String)]) -> Result<(Lexicon, Frames), LexiconError> {
    let mut builder = Builder::default();
    for (name, text) in own.iter().filter(|(name, _)| name.ends_with(".tsv") && !name.starts_with("lexicons/fold/") && !name.ends_with("/fx.tsv")) {
        builder.add_file(name, text)?;
    }
    for (name, text) in user.iter().filter(|(name, _)| !is_frame(name) && !is_weights(name)) {
        builder.add_user_file(name, text)?;
    }
    let user_frames = user.iter().filter(|(name, _)| is_frame(name)).map(|(name, text)| (name.as_str(), text.as_str()));
    // A user's frame takes the place of ours of its type.
    let replaced: Vec<&str> = user_frames.clone().filter_map(|(_, text)| Frames::type_of(text)).collect();
    let is_kept = |text: &str| Frames::type_of(text).is_none_or(|kind| !replaced.contains(&kind));
    let own_frames = own.iter().copied().filter(|(name, text)| name.starts_with("lexicons/deals/") && is_frame(name) && is_kept(text));
    let frames = Frames::load(own_frames.chain(user_frames), &mut builder)?;
    Ok((builder.build(), frames))
}
