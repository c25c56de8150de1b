//! What the words of the lexicon are to the case grammar.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::doc::{AmountRole, DealType, Language, Role, Status};
use crate::lang::{Kind, Mark, Shape, Stage};
use crate::lexicon::{Class, Hit, Lexicon, Row};

/// What the lexicon is to the deal room, worked out once.
pub(crate) struct Kinds {
    /// What rows are to the case grammar; the first is nothing.
    kinds: Vec<Option<Kind>>,
    /// Where each row's kind stands.
    places: Vec<u32>,
    /// What one must know of each row first; most are nothing.
    uses: Vec<Use>,
    outlets: FxHashSet<Box<str>>,
    /// By their last byte, as most names end otherwise.
    outlet_endings: FxHashMap<u8, Vec<Box<str>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Nothing,
    Undo,
    /// Has a kind.
    Word,
    /// Its kind makes a scene worth looking at.
    Tells,
}

impl Kinds {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let rows = lexicon.classes().len();
        let (mut kinds, mut places, mut uses) = (vec![None], vec![0; rows], vec![Use::Nothing; rows]);
        // Most rows are names, which are nothing to the grammar.
        for (at, _) in lexicon.classes().iter().enumerate().filter(|(_, class)| **class != Class::Concept) {
            let row = lexicon.row(at as u32);
            let kind = kind_of_row(row);
            uses[at] = match kind {
                _ if row.class == Class::Undo => Use::Undo,
                None => Use::Nothing,
                Some(kind) if tells(kind) => Use::Tells,
                Some(_) => Use::Word,
            };
            if kind.is_some() {
                places[at] = kinds.len() as u32;
                kinds.push(kind);
            }
        }
        let (endings, names): (Vec<_>, Vec<_>) = lexicon.rows_of(Class::Outlet).partition(|row| row.value == "ending");
        let mut outlet_endings: FxHashMap<u8, Vec<Box<str>>> = FxHashMap::default();
        for row in endings {
            outlet_endings.entry(row.surface.bytes().next_back().unwrap_or(0)).or_default().push(row.surface.into());
        }
        Kinds { kinds, places, uses, outlets: names.into_iter().map(|row| row.surface.into()).collect(), outlet_endings }
    }

    #[inline]
    pub(super) fn use_of(&self, hit: &Hit) -> Use {
        self.uses[hit.row as usize]
    }

    pub(super) fn of(&self, hit: &Hit) -> Option<Kind> {
        self.kinds[self.places[hit.row as usize] as usize]
    }

    /// The name is a newspaper's or an agency's.
    pub(super) fn is_outlet(&self, name: &str) -> bool {
        let endings = name.bytes().next_back().and_then(|last| self.outlet_endings.get(&last));
        self.outlets.contains(name) || endings.into_iter().flatten().any(|ending| name.ends_with(&**ending))
    }
}

fn kind_of_row(row: Row<'_>) -> Option<Kind> {
    Some(match row.class {
        Class::Trigger => Kind::Trigger(row.index, Shape::parse(row.value)),
        Class::PlainWord => Kind::Plain,
        Class::LightVerb => Kind::Light,
        Class::Marker => Kind::Marker(Mark::parse(row.value)?),
        Class::Status => Kind::Status(Stage::parse(row.value)?),
        Class::Hearsay => Kind::Hearsay,
        Class::Negation => Kind::Negation,
        Class::Conditional => Kind::Conditional,
        Class::AmountCue => Kind::AmountCue(AmountRole::ALL.into_iter().find(|r| r.name() == row.value)),
        Class::SumCue => Kind::SumCue(DealType(u8::try_from(row.index).ok()?)),
        Class::Cue if row.language == Language::Zh && !matches!(row.value, "none" | "promise comma") => Kind::Speech,
        Class::Party => party_of(row.index),
        Class::Round => Kind::Round,
        Class::Need => Kind::Need(row.index),
        Class::Nominal => Kind::Noun,
        _ => return None,
    })
}

/// The type and the role that a row of [`Class::Party`] holds in its index.
fn party_of(index: u32) -> Kind {
    let [role, kind, ..] = index.to_le_bytes();
    Kind::Party(DealType(kind), Role(role))
}

/// A sentence with one of these may tell a deal, or go on with the one before.
pub(super) fn tells(kind: Kind) -> bool {
    matches!(kind, Kind::Trigger(..) | Kind::Party(..) | Kind::Marker(Mark::Deal) | Kind::Status(Stage::Is(Status::Denied)))
}
