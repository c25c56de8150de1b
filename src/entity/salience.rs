//! How likely a party told before is whom a nominal or pronoun means: a sum of weighed features, as in Lappin and Leass (1994), "An algorithm for
//! pronominal anaphora resolution".

use crate::doc::Language;

/// How many features there are.
const FEATURES: usize = Feature::Lead as usize + 1;

/// What is weighed. Each is 0 or 1 unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// Sentences between, a number.
    Distance,
    /// Candidates nearer than this one, a number.
    Rank,
    /// The first party of its sentence.
    Subject,
    /// A verb follows it.
    Governs,
    /// It sends the notice that the clause before tells of.
    Informs,
    /// The place in "the Oakland company" stands near it.
    NearPlace,
    /// In the anaphor's clause, and not its subject.
    ClauseObject,
    /// The subject of the anaphor's clause, before "its", but not the first of its sentence.
    ClauseOwner,
    /// "Acme said it".
    Says,
    /// The noun stands behind a verb or a preposition, in a clause that opens right behind the candidate: "Acme, which owns 5% of the group".
    GovernedRelative,
    /// The noun stands behind a verb or a preposition, and the candidate is the clause's subject.
    GovernedSubject,
    /// Of the country that the noun's demonym tells.
    Demonym,
    /// Of the country that the noun's modifier tells.
    Country,
    /// Of another country.
    OtherCountry,
    /// How often the document names it, up to 7.
    Named,
    /// A government for "it", and not the first party of its sentence.
    Government,
    /// Named again in the rest of the clause.
    ClauseMate,
    /// In the clause of a noun.
    NounClause,
    /// In the clause of "it", without a verb behind it.
    ThingClause,
    /// The document calls it so.
    Called,
    /// Its name says that it is of the noun's kind: Lakeland Air for "the carrier".
    Kind,
    /// Its name says that it is of another kind.
    OtherKind,
    /// The company that the document names most.
    Main,
    /// The same, and the anaphor opens a paragraph.
    MainOpens,
    /// In the paragraph of the anaphor.
    Paragraph,
    /// The first party of the sentence before, and the anaphor opens its own.
    Parallel,
    /// Named in the first two sentences.
    Lead,
}

/// The features of one candidate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Features([f32; FEATURES]);

impl Features {
    pub(super) fn new() -> Self {
        Features([0.0; FEATURES])
    }

    /// Sets a feature that is there or not.
    pub(super) fn set(&mut self, feature: Feature, holds: bool) {
        self.put(feature, if holds { 1.0 } else { 0.0 });
    }

    pub(super) fn put(&mut self, feature: Feature, value: f32) {
        self.0[feature as usize] = value;
    }

    /// The weighed sum, for a noun or a pronoun of the language.
    pub(super) fn score(&self, language: Language, noun: bool) -> f32 {
        let weights = match (language, noun) {
            (Language::Zh, true) => &ZH_NOUN,
            (Language::Zh, false) => &ZH_PRONOUN,
            (_, true) => &EN_NOUN,
            (_, false) => &EN_PRONOUN,
        };
        1.0 + self.0.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f32>()
    }
}

type Weights = [f32; FEATURES];
const ZH_NOUN: Weights = [-0.35, -0.04, 0.4, 0.35, 1.2, 0.9, -0.7, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -0.7, -1.0, 0.0, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
const ZH_PRONOUN: Weights = [-0.35, -0.04, 0.4, 0.35, 1.2, 0.0, -0.7, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -0.7, 0.0, -0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
const EN_NOUN: Weights = [-0.35, -0.04, 0.4, 0.35, 1.2, 0.9, -0.7, 0.4, 0.0, -1.1, -0.7, 0.9, 0.3, -0.9, 0.03, -0.35, -0.7, -1.0, -0.3, 0.9, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
const EN_PRONOUN: Weights = [-0.35, -0.04, 0.4, 0.35, 1.2, 0.0, -0.7, 0.4, 0.8, 0.0, 0.0, 0.0, 0.0, 0.0, 0.03, -0.35, -0.7, 0.0, -0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
