//! Words for people in both languages, and text made safe for HTML.

use rustc_hash::FxHashMap;

use crate::doc::{CycleKind, Language, QuoteKind, SpeakerClass, Stance, Status};
use crate::export::text::labels::Labels;
use crate::export::visible::for_xml;

/// The report's own words: `name⇥zh⇥en`.
pub(super) const LABELS: &str = include_str!("../../../assets/labels.tsv");

/// The report's words by name.
pub(super) struct Words(FxHashMap<&'static str, (&'static str, &'static str)>);

impl Words {
    pub(super) fn new() -> Self {
        let rows = LABELS.lines().filter(|l| !l.starts_with('#'));
        Words(
            rows.filter_map(|l| {
                let mut cells = l.split('\t');
                Some((cells.next()?, (cells.next()?, cells.next()?)))
            })
            .collect(),
        )
    }

    /// The words of a name in both languages; those of a user's own deal frames are shown as they are.
    pub(super) fn get(&self, name: &str) -> String {
        match self.0.get(name) {
            Some((zh, en)) => both(zh, en),
            None => escaped(name.split_once('.').map_or(name, |(_, rest)| rest)),
        }
    }

    /// The words in one language, for places that hold no elements.
    pub(super) fn plain(&self, name: &str) -> String {
        self.0.get(name).map_or_else(|| name.to_owned(), |(zh, en)| if zh == en { (*zh).to_owned() } else { format!("{zh} {en}") })
    }
}

/// Both languages, of which the page shows one.
pub(super) fn both(zh: &str, en: &str) -> String {
    format!("<span class=\"t\" lang=\"zh\">{}</span><span class=\"t\" lang=\"en\">{}</span>", escaped(zh), escaped(en))
}

/// The reports' words for one of their closed sets.
fn of_labels(words: impl Fn(&Labels) -> &'static str) -> String {
    both(words(Labels::of(Language::Zh)), words(Labels::of(Language::En)))
}

pub(super) fn status(status: Status) -> String {
    of_labels(|l| l.status(status))
}

pub(super) fn stance(stance: Stance) -> String {
    of_labels(|l| l.stance(stance))
}

pub(super) fn quote_kind(kind: QuoteKind) -> String {
    of_labels(|l| l.quote(kind))
}

pub(super) fn speaker_class(class: SpeakerClass) -> String {
    of_labels(|l| l.class(class))
}

pub(super) fn cycle(kind: CycleKind) -> String {
    of_labels(|l| l.cycle(kind))
}

/// Text as the content of an element or of a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in for_xml(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Words of the document within ours: whatever direction they have, they turn nothing outside.
pub(super) fn isolated(text: &str) -> String {
    format!("<bdi>{}</bdi>", escaped(text))
}
