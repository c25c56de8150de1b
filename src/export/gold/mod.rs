//! The gold notation (`corpus/GUIDE.md`): an article whose findings are links, with records of its deals and quotes below. `--format gold` writes
//! it, so that annotating is correcting the tool's own output; `eval::gold` reads it.

mod convert;
mod print;
mod value;

use crate::doc::{AmountRole, Currency, EntityType, Form, QuoteKind, Span, Stance, Status};

pub(crate) use convert::write;
pub(crate) use value::suffix_power;
pub use value::{Period, Value};

/// A gold article, as it stands in its file: printing it gives the file back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gold {
    /// Keys and values of the header, in their order.
    pub header: Vec<(String, String)>,
    /// Line of the file at which the text begins, from 1; 0 where there is none.
    pub text_line: usize,
    /// The text with its links.
    pub pieces: Vec<Piece>,
    /// The records below it, in their order.
    pub records: Vec<Record>,
}

/// A record below the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A key with its type.
    Entity(EntityRecord),
    /// A deal.
    Deal(DealRecord),
    /// An attribution.
    Quote(QuoteRecord),
}

/// Text between links, or a link.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Plain text.
    Text(String),
    /// `[surface](target)`.
    Link(String, Target),
}

/// What a link says that its surface is.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// `key`, `key nominal`, `key pronoun`, `key ticker`.
    Entity(String, Form),
    /// `USD 20亿`.
    Money(Currency, Value),
    /// `% 7`.
    Percent(Value),
    /// `# 500万`.
    Shares(Value),
    /// `2025-10-14`, `2025-10`, `--10-14`, `?`.
    Date(Period),
}

/// `entity KEY TYPE`.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityRecord {
    /// Used in links and records.
    pub key: String,
    /// What it is.
    pub kind: EntityType,
}

/// `deal TYPE STATUS [hearsay] [side]: …`.
#[derive(Clone, Debug, PartialEq)]
pub struct DealRecord {
    /// The type's name.
    pub kind: String,
    /// How far.
    pub status: Status,
    /// The text gives it as report.
    pub hearsay: bool,
    /// Told only in passing: counts neither for nor against.
    pub side: bool,
    /// In the order of the file.
    pub fields: Vec<DealField>,
    /// Line of the file, from 1; 0 where there is none.
    pub line: usize,
}

/// A field of a `deal` record.
#[derive(Clone, Debug, PartialEq)]
pub enum DealField {
    /// `investor=qilan, fenghe`.
    Role(String, Vec<Party>),
    /// `amount=USD 10 per_share`.
    Amount(Vec<(Currency, Value, AmountRole)>),
    /// `percent=7`.
    Percent(Vec<Value>),
    /// `shares=500万`.
    Shares(Vec<Value>),
    /// `round=B轮`.
    Round(String),
    /// `date=2025-10-13`.
    Date(Vec<Period>),
    /// `tags=vendor_financing`.
    Tags(Vec<String>),
}

/// A party of a deal or a speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// An entity's key.
    Key(String),
    /// The words of the text, where it has no name.
    Words(String),
}

/// `quote KIND: …` with its lines of content.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteRecord {
    /// How the words are given.
    pub kind: QuoteKind,
    /// In the order of the file.
    pub fields: Vec<QuoteField>,
    /// The parts, exactly as in the plain text.
    pub content: Vec<String>,
    /// Where the parts stand in the plain text; empty where the record was not read from a file.
    pub spans: Vec<Span>,
    /// Line of the file, from 1; 0 where there is none.
    pub line: usize,
}

/// A field of a `quote` record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuoteField {
    /// One or more.
    Speaker(Vec<Party>),
    /// The reporting word.
    Cue(String),
    /// The speaker's title.
    Title(String),
    /// The speaker's employer.
    Affiliation(Vec<Party>),
    /// What the words make of their subject.
    Stance(Stance),
    /// Analyst, strategist or economist.
    Analyst(bool),
}

impl Gold {
    /// A value of the header.
    pub fn head(&self, key: &str) -> Option<&str> {
        self.header.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }

    /// The `entity` records.
    pub fn entities(&self) -> impl Iterator<Item = &EntityRecord> {
        self.records.iter().filter_map(|r| if let Record::Entity(entity) = r { Some(entity) } else { None })
    }

    /// The `deal` records.
    pub fn deals(&self) -> impl Iterator<Item = &DealRecord> {
        self.records.iter().filter_map(|r| if let Record::Deal(deal) = r { Some(deal) } else { None })
    }

    /// The `quote` records.
    pub fn quotes(&self) -> impl Iterator<Item = &QuoteRecord> {
        self.records.iter().filter_map(|r| if let Record::Quote(quote) = r { Some(quote) } else { None })
    }

    /// The article without links: what the tool is given.
    pub fn plain(&self) -> String {
        let words = |piece: &'_ Piece| match piece {
            Piece::Text(words) | Piece::Link(words, _) => words.clone(),
        };
        self.pieces.iter().map(words).collect()
    }

    /// The links with their places in the plain text, in bytes.
    pub fn links(&self) -> impl Iterator<Item = (Span, &str, &Target)> {
        let mut at = 0;
        self.pieces.iter().filter_map(move |piece| {
            let (words, target) = match piece {
                Piece::Text(words) => (words, None),
                Piece::Link(words, target) => (words, Some(target)),
            };
            let start = at;
            at += words.len();
            target.map(|t| (Span::new(start, at), words.as_str(), t))
        })
    }
}

impl DealRecord {
    /// Roles with their parties.
    pub fn roles(&self) -> impl Iterator<Item = (&str, &[Party])> {
        self.fields.iter().filter_map(|f| if let DealField::Role(name, parties) = f { Some((name.as_str(), parties.as_slice())) } else { None })
    }

    /// The sums.
    pub fn amounts(&self) -> &[(Currency, Value, AmountRole)] {
        self.fields.iter().find_map(|f| if let DealField::Amount(list) = f { Some(list.as_slice()) } else { None }).unwrap_or_default()
    }

    /// The percents.
    pub fn percents(&self) -> &[Value] {
        self.fields.iter().find_map(|f| if let DealField::Percent(list) = f { Some(list.as_slice()) } else { None }).unwrap_or_default()
    }
}

impl QuoteRecord {
    /// Who speaks.
    pub fn speakers(&self) -> &[Party] {
        self.fields.iter().find_map(|f| if let QuoteField::Speaker(list) = f { Some(list.as_slice()) } else { None }).unwrap_or_default()
    }

    /// The speaker's title.
    pub fn title(&self) -> Option<&str> {
        self.fields.iter().find_map(|f| if let QuoteField::Title(words) = f { Some(words.as_str()) } else { None })
    }

    /// The reporting word.
    pub fn cue(&self) -> Option<&str> {
        self.fields.iter().find_map(|f| if let QuoteField::Cue(words) = f { Some(words.as_str()) } else { None })
    }

    /// The speaker's employer.
    pub fn affiliation(&self) -> &[Party] {
        self.fields.iter().find_map(|f| if let QuoteField::Affiliation(list) = f { Some(list.as_slice()) } else { None }).unwrap_or_default()
    }
}
