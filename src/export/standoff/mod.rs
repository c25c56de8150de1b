//! Annotations in the formats of annotation tools: words with labels, lines between them. [`Layer`] is what they all write; one file a format.

pub(crate) mod brat;
pub(crate) mod conllu;
pub(crate) mod doccano;
pub(crate) mod label_studio;
pub(crate) mod spacy;
mod tokens;
pub(crate) mod web_annotation;
pub(crate) mod xmi;

use std::ops::Range;

use super::{View, names};
use crate::deal::Frames;
use crate::doc::{Deal, Document, Id, Mention, Quote, Span, Speaker};

/// What a mark is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A mention; the label is the entity's type.
    Entity,
    /// A sum, percent or number of shares.
    Quantity,
    /// A date or period.
    Date,
    /// The word that tells a deal; the label is the deal's type.
    Deal,
    /// An unnamed party of a deal.
    Party,
    /// Words said.
    Quote,
    /// The word that reports them.
    Cue,
    /// What names an unnamed speaker.
    Speaker,
}

impl Kind {
    /// All of them with the names that XMI types have and the facts that their marks carry; none is a word that Python or Java keeps for itself.
    pub(crate) const ALL: [(Kind, &'static str, &'static [&'static str]); 8] = [
        (Kind::Entity, "Entity", &["entity", "key", "name", "form"]),
        (Kind::Quantity, "Quantity", &["currency", "min", "max", "bound"]),
        (Kind::Date, "Date", &["first", "last", "precision"]),
        (Kind::Deal, "Deal", &["status", "hearsay", "confidence", "rule"]),
        (Kind::Party, "Party", &[]),
        (Kind::Quote, "Quote", &["kind", "stance"]),
        (Kind::Cue, "Cue", &[]),
        (Kind::Speaker, "Speaker", &["kind"]),
    ];
}

/// Words with a label.
pub(crate) struct Mark {
    /// `e1m2` the second mention of e1, `a1`, `d1`, `d1.2` its second telling, `q1`.
    pub(crate) id: String,
    /// What it is of.
    pub(crate) kind: Kind,
    /// `company`, `amount`, `investment`, `quote`.
    pub(crate) label: String,
    /// Bytes of the source.
    pub(crate) range: Range<usize>,
    /// Facts by the names of [`Kind::ALL`].
    pub(crate) facts: Vec<(&'static str, String)>,
}

impl Mark {
    /// A fact, if the mark has it.
    pub(crate) fn fact(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }
}

/// A line from one mark to another.
pub(crate) struct Arc {
    /// The role of a party, `amount`, `percent`, `shares`, `date`, `speaker`, `cue`, `continues`, `same_deal`.
    pub(crate) label: String,
    /// Position of a mark.
    pub(crate) from: usize,
    /// Position of another.
    pub(crate) to: usize,
}

/// Lines that every document may have, beside the roles of the frames.
pub(crate) const ARCS: [&str; 8] = ["amount", "percent", "shares", "date", "speaker", "cue", "continues", "same_deal"];

/// Labels that are neither entity types nor deal types.
pub(crate) const LABELS: [&str; 8] = ["amount", "percent", "shares", "date", "party", "quote", "cue", "speaker"];

/// All marks and lines of a document.
#[derive(Default)]
pub(crate) struct Layer {
    /// Mentions come first, in the order of the document's column.
    pub(crate) marks: Vec<Mark>,
    /// Between them.
    pub(crate) arcs: Vec<Arc>,
}

impl Layer {
    /// The findings of an annotated document.
    pub(crate) fn new(view: &View<'_>, document: &Document) -> Layer {
        let mut maker = Maker { view, document, layer: Layer::default() };
        maker.mentions();
        let quantities = maker.quantities();
        document.deals.iter().enumerate().for_each(|(i, d)| maker.deal(i, d, &quantities));
        document.quotes.iter().enumerate().for_each(|(i, q)| maker.quote(i, q));
        maker.layer
    }
}

/// Names of all roles of all deal types, each once, sorted.
pub(crate) fn roles(frames: &Frames) -> Vec<&str> {
    let mut roles: Vec<&str> = frames.iter().flat_map(|(_, f)| f.roles.iter().map(|r| r.name.as_str())).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// Where the marks of the quantities begin.
struct Starts {
    amounts: usize,
    percents: usize,
    shares: usize,
    dates: usize,
}

struct Maker<'v, 'a> {
    view: &'v View<'a>,
    document: &'v Document,
    layer: Layer,
}

impl Maker<'_, '_> {
    fn mark(&mut self, id: String, kind: Kind, label: &str, span: Span, facts: Vec<(&'static str, String)>) -> usize {
        let range = self.document.text.source_span(span);
        self.layer.marks.push(Mark { id, kind, label: label.to_owned(), range, facts });
        self.layer.marks.len() - 1
    }

    fn arc(&mut self, label: &str, from: usize, to: usize) {
        self.layer.arcs.push(Arc { label: label.to_owned(), from, to });
    }

    fn mentions(&mut self) {
        let document = self.document;
        let mut counts = vec![0; document.entities.len()];
        for mention in &document.mentions {
            let entity = mention.entity.and_then(|e| document.entities.get(e.index()).map(|entity| (e.index(), entity)));
            let (id, label, facts) = match entity {
                Some((index, entity)) => {
                    counts[index] += 1;
                    let facts = vec![
                        ("entity", format!("e{}", index + 1)),
                        ("key", entity.key.clone()),
                        ("name", entity.name.clone()),
                        ("form", names::form(mention.form).to_owned()),
                    ];
                    (format!("e{}m{}", index + 1, counts[index]), entity.kind.name(), facts)
                }
                None => (format!("m{}", self.layer.marks.len() + 1), mention.kind.name(), Vec::new()),
            };
            self.mark(id, Kind::Entity, label, mention.span, facts);
        }
    }

    fn quantities(&mut self) -> Starts {
        let document = self.document;
        let range = |range: &crate::doc::Range| {
            let bound = |name: &'static str, d: Option<rust_decimal::Decimal>| d.map(|d| (name, d.normalize().to_string()));
            [bound("min", range.min), bound("max", range.max), Some(("bound", names::bound(range.bound).to_owned()))].into_iter().flatten()
        };
        let amounts = self.layer.marks.len();
        for (i, amount) in document.amounts.iter().enumerate() {
            let facts = [("currency", amount.currency.code().to_owned())].into_iter().chain(range(&amount.range)).collect();
            self.mark(format!("a{}", i + 1), Kind::Quantity, "amount", amount.span, facts);
        }
        let percents = self.layer.marks.len();
        for (i, percent) in document.percents.iter().enumerate() {
            self.mark(format!("p{}", i + 1), Kind::Quantity, "percent", percent.span, range(&percent.range).collect());
        }
        let shares = self.layer.marks.len();
        for (i, share) in document.shares.iter().enumerate() {
            self.mark(format!("s{}", i + 1), Kind::Quantity, "shares", share.span, range(&share.range).collect());
        }
        let dates = self.layer.marks.len();
        for (i, date) in document.dates.iter().enumerate() {
            let day = |name: &'static str, d: Option<jiff::civil::Date>| d.map(|d| (name, d.to_string()));
            let facts = [day("first", date.from), day("last", date.to), Some(("precision", date.precision.name().to_owned()))];
            self.mark(format!("t{}", i + 1), Kind::Date, "date", date.span, facts.into_iter().flatten().collect());
        }
        Starts { amounts, percents, shares, dates }
    }

    fn deal(&mut self, index: usize, deal: &Deal, starts: &Starts) {
        let frame = self.view.frames.frame(deal.kind);
        let id = format!("d{}", index + 1);
        let mut first = None;
        for (i, evidence) in deal.evidence.iter().enumerate() {
            let facts = vec![
                ("status", deal.status.name().to_owned()),
                ("hearsay", deal.hearsay.to_string()),
                ("confidence", format!("{:.2}", deal.confidence)),
                ("rule", self.view.rule_name(evidence.rule, self.document.language)),
            ];
            let mark = self.mark(if i == 0 { id.clone() } else { format!("{id}.{}", i + 1) }, Kind::Deal, &frame.name, evidence.trigger, facts);
            match first {
                None => first = Some(mark),
                Some(first) => self.arc("same_deal", mark, first),
            }
        }
        let Some(first) = first else { return };
        for (i, filler) in deal.roles.iter().enumerate() {
            let to = match filler.mention {
                Some(mention) => mention.index(),
                None => self.mark(format!("{id}.party{}", i + 1), Kind::Party, "party", filler.span, Vec::new()),
            };
            self.arc(&frame.role_rule(filler.role).name, first, to);
        }
        deal.amounts.iter().for_each(|a| self.arc("amount", first, starts.amounts + a.amount.index()));
        deal.percent.iter().for_each(|p| self.arc("percent", first, starts.percents + p.index()));
        deal.shares.iter().for_each(|s| self.arc("shares", first, starts.shares + s.index()));
        deal.dates.iter().for_each(|d| self.arc("date", first, starts.dates + d.index()));
    }

    fn quote(&mut self, index: usize, quote: &Quote) {
        let id = format!("q{}", index + 1);
        let facts = || vec![("kind", quote.kind.name().to_owned()), ("stance", quote.stance.name().to_owned())];
        let mut first = None;
        for (i, &content) in quote.content.iter().enumerate() {
            let part = self.mark(if i == 0 { id.clone() } else { format!("{id}.{}", i + 1) }, Kind::Quote, "quote", content, facts());
            match first {
                None => first = Some(part),
                Some(first) => self.arc("continues", first, part),
            }
        }
        let Some(first) = first else { return };
        for (i, speaker) in quote.speakers.iter().enumerate() {
            if let Some(to) = self.speaker(format!("{id}.speaker{}", i + 1), speaker) {
                self.arc("speaker", first, to);
            }
        }
        if let Some(cue) = quote.cue {
            let cue = self.mark(format!("{id}.cue"), Kind::Cue, "cue", cue.span, Vec::new());
            self.arc("cue", first, cue);
        }
    }

    /// The mention that names the speaker, or a mark of its own for words that are none.
    fn speaker(&mut self, id: String, speaker: &Speaker) -> Option<usize> {
        let mention: Option<Id<Mention>> = speaker.mention;
        match (mention, speaker.span) {
            (Some(mention), _) => Some(mention.index()),
            (None, Some(span)) => Some(self.mark(id, Kind::Speaker, "speaker", span, vec![("kind", speaker.class.name().to_owned())])),
            (None, None) => None,
        }
    }
}
