//! What a lexicon row is for. A row of a word file names its class; the room that reads the class says what the value means.

/// Whether the tries look for the rows of a class, or a room builds its own small table of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Found everywhere in the text; gives [`crate::lexicon::Hit`]s.
    Matched,
    /// Read by `Lexicon::rows_of` when the room's table is built.
    Listed,
}
use Use::{Listed, Matched};

macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $use:ident,)*) => {
        /// What a lexicon row is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class { $($(#[$doc])* $variant,)* }

        impl Class {
            /// All of them, in order.
            pub const ALL: &[Class] = &[$(Class::$variant,)*];

            /// As it stands in the second column of a word file.
            pub fn name(self) -> &'static str {
                match self { $(Class::$variant => $name,)* }
            }

            fn how_used(self) -> Use {
                match self { $(Class::$variant => $use,)* }
            }
        }
    };
}

classes! {
    // ---- not in word files: made from the concept files and the deal frames
    /// A name of a concept; `Row::index` is the concept.
    Concept "concept" Matched,
    /// A trigger of a deal frame; `Row::index` is the trigger.
    Trigger "trigger" Matched,
    /// A longer word that takes a trigger's meaning away.
    Undo "undo" Matched,
    /// A word that a trigger may need in its clause; `Row::index` numbers the distinct words.
    Need "need" Matched,

    /// Says of an amount beside it that it is of one type of deal (租金); `Row::index` is the type.
    SumCue "sum-cue" Matched,
    /// A noun for a party of a deal (买方, lessor); `Row::index` is the type and the role.
    Party "party-noun" Matched,

    // ---- deal
    /// Marks the case of the mention after it (before it, for postpositions); value: a case name.
    Marker "marker" Matched,
    /// A word that holds a marker but is none: 合同 has no 同.
    PlainWord "plain-word" Matched,
    /// A verb that lends itself to a noun: 提供…贷款 is 提供贷款.
    LightVerb "light-verb" Matched,
    /// Says how far a deal is; value: a status name.
    Status "status" Matched,
    /// Says that the text gives it as report.
    Hearsay "hearsay" Matched,
    /// Negates what follows.
    Negation "negation" Matched,
    /// Makes a clause hypothetical.
    Conditional "conditional" Matched,
    /// Says what an amount beside it is; value: an amount role, or `other` for sums that are no price.
    AmountCue "amount-cue" Matched,
    /// A funding round: B轮, Series B.
    Round "round" Matched,
    /// A newspaper, agency or data house, which tells of deals and is no party by standing near; value: empty for the whole name, or `ending`.
    Outlet "outlet" Listed,

    // ---- mention and entity
    /// A person's title; value: empty, `officer` (of a company, of the one spoken of where none is named), `analyst`, `honorific` (Mr, 先生), or `kind` for what tells no office (billionaire, 富豪).
    Title "title" Matched,
    /// A legal form at the end of a company name; value: an entity type.
    LegalForm "legal-form" Matched,
    /// A word at the end of a name that says what it names; value: an entity type.
    NameSuffix "name-suffix" Matched,
    /// A noun that stands for a party met before or before a name in apposition (芯片制造商, chipmaker); value: an entity type, after `bound` where
    /// it does so only right after a determiner (该行).
    Nominal "nominal" Matched,
    /// What kind of firm a noun means, or a word of a name tells; value: `noun` or `word`, and the kinds (carrier: `noun air telecom`, Airways: `word air`).
    NameKind "name-kind" Listed,
    /// A pronoun; value: `person`, `thing`, `subject` (其), `plural`, `former`, `latter`, `other` (对方), `own` (本公司).
    Pronoun "pronoun" Matched,
    /// A Chinese surname; value: empty, `rare`, `compound`, `japanese`, or `address-before`, `address-after` for a word of address beside one (老段, 何总).
    Surname "surname" Listed,
    /// Characters that transliterations are written with, in one run.
    Transliteration "transliteration" Listed,
    /// A given name (en); value: empty, or `rare` where it is also a word.
    GivenName "given-name" Matched,
    /// A word that is never a name nor at its edge; value: how it acts, see `mention::name::marks`.
    NotName "not-name" Matched,
    /// The first word of names that go on with a joiner: Bank of, Ministry of.
    NameHead "name-head" Matched,
    /// A word that makes the noun after it mean a party told of before (该, 这家).
    Determiner "determiner" Listed,
    /// An English word that is no name; value: empty, or `opening` where only its place at the head of a sentence or in a heading says so.
    CommonWord "common-word" Listed,
    /// A place name, at the front of many company names.
    Place "place" Matched,
    /// A word beside which a name stands; value: `opens` (收购, 向: a name follows), `closes` (股权, 领投: a name came before) or `both` (旗下).
    NameSlot "name-slot" Matched,
    /// A Chinese character that given names are written with.
    GivenCharacter "given-character" Listed,
    /// Before or after a bracketed definition: 以下简称, hereinafter.
    Definition "definition" Matched,
    /// What a context-bound name needs beside it.
    NameContext "name-context" Matched,

    // ---- quote
    /// A reporting word; value: its kind.
    Cue "cue" Matched,
    /// A collective source: 分析师, analysts.
    GroupSource "group-source" Matched,
    /// An unnamed source: 知情人士.
    UnnamedSource "unnamed-source" Matched,
    /// A document as source: 公告, filing.
    DocumentSource "document-source" Matched,
    /// A word with a judgement, or one that turns it; value: `positive`, `negative`, `harm` (negative, and what it is done to counts for nothing),
    /// `negate`, `contrast`, or `neutral` (hides the judging words within it).
    Stance "stance" Matched,
    /// A word of everyday grammar by which utterances differ; value: the sign that it is, see `doc/sign.rs`, or `onlooker`: in a title it tells one who looks on.
    ToneWord "tone-word" Listed,
    /// A sign of a stance; value: what it counts for positive, negative and mixed, in hundredths, against neutral.
    StanceWeight "stance-weight" Listed,
    /// A word of the speech grammar; value: its role, see `quote/tables.rs`.
    SpeechWord "speech-word" Listed,

    // ---- amounts
    /// A digit or number word; value: its number.
    Digit "digit" Listed,
    /// A power of ten: 亿, million; value: its number.
    Scale "scale" Listed,
    /// A currency word, symbol or code; value: ISO code, and where it may stand.
    Currency "currency" Listed,
    /// A word for a bound; value: `about`, `at_least`, `at_most` and where it stands.
    Bound "bound" Listed,
    /// A unit of shares.
    ShareUnit "share-unit" Listed,
    /// A percent sign or word; value: what one is worth in percent.
    PercentUnit "percent-unit" Listed,
    /// A word after which a number is no money, though it looks like it.
    QuantityGuard "quantity-guard" Listed,
    /// Joins two numbers or stands before a pair; value: `to`, `and`, `between`, `from`, `minus`.
    RangeWord "range-word" Listed,
    /// What a rate is counted by; value: `share`, `year` or `unit`, and `before` where it stands before the sum.
    PerWord "per-word" Listed,
    /// A word that tells where a document is at home; value: what currency words mean there (`dollar=HKD`).
    CurrencyCue "currency-cue" Listed,
    /// A word of money beside a number that has no currency; value: `before` where it stands before the number.
    MoneyCue "money-cue" Listed,

    // ---- words
    /// An English verb whose forms are not regular; value: past and participle, parted by a space.
    IrregularVerb "irregular-verb" Listed,
    /// A word whose full stop ends no sentence; value: `never`, or `may` where a sentence can end with it.
    Abbreviation "abbreviation" Listed,
    /// A capitalised word that begins a sentence and hardly a name.
    SentenceStarter "sentence-starter" Listed,

    // ---- dates
    /// A word of the date grammar; value: what it says, see `lexicons/*/dates.tsv`.
    DateWord "date-word" Listed,
}

impl Class {
    /// Reads [`Class::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.name() == name)
    }

    /// The tries look for its rows.
    pub(crate) fn is_matched(self) -> bool {
        self.how_used() == Matched
    }

    /// Made from concept files and frames, so that no word file may hold it.
    pub(crate) fn is_derived(self) -> bool {
        matches!(self, Class::Concept | Class::Trigger | Class::Undo | Class::Need | Class::SumCue | Class::Party)
    }
}
