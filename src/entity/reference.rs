//! Nominals and pronouns: 该公司, the chipmaker, 其, it. Each is linked to the most salient party before it that fits, or left out.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::salience::{Feature, Features};
use super::{around, called};
use crate::doc::{Document, Entity, EntityType, Form, Id, Language, Mention, Rule, Span};
use crate::lang::{en, zh};
use crate::lexicon::Lexicon;
use crate::mention::name::{Marks, NameTables, Scan};
use crate::mention::words::cuts_word;

/// What a nominal or pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seeks {
    /// A human being (他, he).
    Person,
    /// Anything but a human being (它, it).
    Thing,
    /// The subject of the clause, of whatever type (其).
    Subject,
    /// A party of this type; the words of the noun count (该芯片制造商).
    Kind(EntityType),
    /// The party that the document speaks of (本公司, 公司).
    Own,
    /// The first of two parties (前者).
    Former,
    /// The last party before (后者).
    Latter,
    /// The other of two parties (对方).
    Other,
    /// The party that the document defines the noun to mean.
    Defined(Id<Entity>),
}

/// A nominal or pronoun before it is linked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anaphor {
    /// Its words.
    pub(crate) span: Span,
    /// The noun in them, for a nominal.
    pub(crate) noun: Span,
    /// What it stands for.
    pub(crate) seeks: Seeks,
    /// Nominal or pronoun.
    pub(crate) form: Form,
}

/// Sentences that an antecedent may lie back.
const REACH: usize = 6;
/// Mentions from which a company may be what a document is about.
const MAIN_MENTIONS: u32 = 3;
/// Kinds of firm above which a noun for them tells one no longer.
const BROAD: u32 = 22;
/// Bytes at the head of a sentence.
const OPENING: u32 = 24;
/// Mentions that are weighed for one anaphor.
pub(super) const MOST: usize = 40;

/// Adds the nominals and pronouns that have an antecedent.
pub(super) fn find(lexicon: &Lexicon, tables: &NameTables, marks: &Marks, doc: &mut Document) {
    let scan = Scan { text: &doc.text.folded, lexicon, tables, marks, hits: &doc.hits };
    let mut anaphors = defined_nouns(&scan, doc);
    for sentence in &doc.sentences {
        let propose = if doc.language == Language::Zh { zh::reference::propose } else { en::reference::propose };
        propose(&scan, sentence.span, &mut anaphors);
    }
    anaphors.sort_by_key(|a| (a.span.start, std::cmp::Reverse(a.span.end)));
    let own = called::owner(&scan, doc);
    let mut nouns = called::introduced(&scan, doc);
    let mut countries = FxHashMap::default();
    if doc.language == Language::En {
        called::apposed_nouns(&scan, doc, &mut nouns);
        countries = called::countries(&scan, doc);
    }
    let mut named: FxHashMap<Id<Entity>, u32> = FxHashMap::default();
    for id in doc.mentions.iter().filter_map(|m| m.entity) {
        *named.entry(id).or_default() += 1;
    }
    let companies = named.iter().filter(|(id, n)| **n >= MAIN_MENTIONS && doc.entities[id.index()].kind == EntityType::Company);
    let main = companies.max_by_key(|(id, n)| (**n, std::cmp::Reverse(id.index()))).map(|(id, _)| *id);
    let lead_end = doc.sentences.get(1).or(doc.sentences.first()).map_or(0, |s| s.span.end);
    let lead = doc.mentions.iter().take_while(|m| m.span.start < lead_end).filter_map(|m| m.entity).collect();
    let kinds = vec![OnceCell::new(); doc.entities.len()];
    let governs = if anaphors.is_empty() { Vec::new() } else { doc.mentions.iter().map(|m| around::governs(&scan, doc.language, m)).collect() };
    let (found, found_governs) = Default::default();
    let mut resolver = Resolver { scan: &scan, doc, own, nouns, countries, named, main, kinds, lead, governs, found, found_governs };
    let mut last_end = 0;
    for anaphor in &anaphors {
        if anaphor.span.start >= last_end && resolver.resolve(anaphor) {
            last_end = anaphor.span.end;
        }
    }
    let found = resolver.found;
    doc.owner = own;
    // 这家ChatGPT开发商: the product inside gives way. Both lists are sorted.
    let mut nominals = found.iter().filter(|f| f.form == Form::Nominal).peekable();
    doc.mentions.retain(|m| {
        while nominals.next_if(|n| n.span.end <= m.span.start).is_some() {}
        !nominals.peek().is_some_and(|n| n.span.contains(m.span))
    });
    doc.mentions.extend(found);
    doc.mentions.sort_by_key(|m| (m.span.start, m.span.end));
}

/// Where the nouns stand that the document defines, its brackets apart.
fn defined_nouns(scan: &Scan, doc: &Document) -> Vec<Anaphor> {
    let terms = called::defined(scan, doc);
    let mut found = Vec::new();
    for (noun, &id) in &terms {
        for at in memchr::memmem::find_iter(scan.text.as_bytes(), noun) {
            let (front, end) = (&scan.text[..at], at + noun.len());
            let is_quoted = front.ends_with(['“', '"', '「']) || scan.text[end..].starts_with(['”', '"', '」']);
            if is_quoted || cuts_word(scan.text, at) || cuts_word(scan.text, end) || has_longer(scan, at, end) {
                continue;
            }
            let article = ["the ", "The "].iter().find(|the| front.ends_with(**the)).map_or(0, |the| the.len());
            let (span, noun) = (Span::new(at - article, end), Span::new(at, end));
            found.push(Anaphor { span, noun, seeks: Seeks::Defined(id), form: Form::Nominal });
        }
    }
    found
}

/// A longer noun holds the words: 标的公司|股东大会 does, 非标的公司 too.
fn has_longer(scan: &Scan, at: usize, end: usize) -> bool {
    scan.hits_at(at).any(|h| h.span.end as usize > end)
}

struct Resolver<'a, 'b> {
    scan: &'b Scan<'a>,
    doc: &'b Document,
    own: Option<Id<Entity>>,
    nouns: FxHashMap<Id<Entity>, Vec<Span>>,
    countries: FxHashMap<Id<Entity>, std::borrow::Cow<'a, str>>,
    /// How often the document names each.
    named: FxHashMap<Id<Entity>, u32>,
    /// The company that it names most.
    main: Option<Id<Entity>>,
    /// The kinds of firm that the name of each entity tells, worked out where a noun asks for them.
    kinds: Vec<OnceCell<u64>>,
    /// Whom its first sentences name.
    lead: Vec<Id<Entity>>,
    /// Which mentions have a verb behind them.
    governs: Vec<bool>,
    found: Vec<Mention>,
    /// The same for `found`.
    found_governs: Vec<bool>,
}

/// What stands about an anaphor.
struct Around<'a> {
    /// Entities named in the rest of its clause.
    mates: Vec<Id<Entity>>,
    /// It is a noun behind a verb or a preposition.
    governed: bool,
    /// The country that a modifier tells.
    country: Option<(&'a str, &'a str)>,
    /// "its", "his".
    owns: bool,
    /// "the company", and no more.
    plain: bool,
    /// What kinds of firm the noun says that it may be.
    kinds: Option<u64>,
    /// The noun means who is bought.
    is_target: bool,
    /// Entities named before it in its clause.
    clause: Vec<Id<Entity>>,
}

/// A mention before an anaphor.
#[derive(Clone, Copy)]
struct Before {
    id: Id<Entity>,
    /// Where its words begin.
    start: usize,
    /// Where its words end.
    end: usize,
    kind: EntityType,
    /// Sentences between.
    distance: usize,
    /// The first party of its sentence.
    subject: bool,
    /// In the clause of the anaphor.
    same_clause: bool,
    /// A verb follows it.
    governs: bool,
    /// The first party of the anaphor's clause, and its verb's subject.
    clause_subject: bool,
    /// The anaphor's clause opens right behind it: "Acme, which holds".
    opens_clause: bool,
    /// It says what the anaphor stands in: "Acme said it".
    says: bool,
    /// It ends the clause right before the anaphor as the sender of a notice: 收到股东X通知,其….
    informs: bool,
}

impl Resolver<'_, '_> {
    fn resolve(&mut self, anaphor: &Anaphor) -> bool {
        if self.named_over(anaphor.span) {
            return false;
        }
        let apposed = if anaphor.form == Form::Nominal { self.apposed_to(anaphor.span) } else { None };
        let mut before = if apposed.is_none() { self.before(anaphor.span) } else { Vec::new() };
        if anaphor.form == Form::Pronoun && self.scan.text[anaphor.span.range()].ends_with('s') {
            let apposed = self.apposed_name(anaphor.span);
            before.retain(|b| Some(b.id) != apposed);
        }
        let chosen = apposed.or_else(|| self.choose(anaphor, &before));
        let (id, score) = match chosen {
            Some((id, score)) => (Some(id), score),
            // "It was bought by X in 2001.": a party for whom the text has no name.
            None if self.doc.language == Language::En && !matches!(anaphor.seeks, Seeks::Person) => (None, 0.3),
            None => return false,
        };
        let kind = id.map_or(EntityType::Company, |id| self.doc.entities[id.index()].kind);
        let rule = Rule::Named(if anaphor.form == Form::Nominal { "reference.nominal" } else { "reference.pronoun" });
        let mention = Mention { span: anaphor.span, kind, form: anaphor.form, entity: id, score, rule };
        self.found_governs.push(around::governs(self.scan, self.doc.language, &mention));
        self.found.push(mention);
        true
    }

    /// "Acme, its biggest shareholder": whose it is, Acme is not.
    fn apposed_name(&self, span: Span) -> Option<Id<Entity>> {
        let before = self.doc.mentions.partition_point(|m| m.span.end <= span.start).checked_sub(1).map(|i| &self.doc.mentions[i])?;
        (self.scan.text.get(before.span.end as usize..span.start as usize) == Some(", ")).then_some(before.entity).flatten()
    }

    /// "Acme, the Polish rail operator, issued": the noun between commas right behind a name is that name's.
    fn apposed_to(&self, span: Span) -> Option<(Id<Entity>, f32)> {
        let text = self.scan.text;
        let rest = text[span.end as usize..].trim_start();
        if !rest.starts_with(',') && !rest.starts_with("backed by") && !rest.starts_with("owned by") {
            return None;
        }
        let before = self.doc.mentions.partition_point(|m| m.span.end <= span.start).checked_sub(1).map(|i| &self.doc.mentions[i])?;
        let gap = text.get(before.span.end as usize..span.start as usize)?;
        let adjoins = matches!(gap, ", " | "), " | " ) , ") && before.kind.is_party() && before.kind != EntityType::Person;
        adjoins.then_some(before.entity).flatten().map(|id| (id, 0.95))
    }

    /// A named party overlaps, or follows in apposition.
    fn named_over(&self, span: Span) -> bool {
        let at = self.doc.mentions.partition_point(|m| m.span.end <= span.start);
        self.doc.mentions[at..].iter().take(2).any(|m| {
            let adjoins =
                m.span.start >= span.end && self.scan.text[span.end as usize..m.span.start as usize].chars().all(|c| c == ' ') && m.span.start - span.end <= 1;
            let covers = m.span.overlaps(span) && (m.kind.is_party() || !span.contains(m.span));
            covers || adjoins && m.form != Form::Ticker
        })
    }

    fn sentence_of(&self, at: u32) -> usize {
        self.doc.sentences.partition_point(|s| s.span.start <= at).saturating_sub(1)
    }

    /// Mentions before `span`, nearest first: named ones and what was linked already.
    fn before(&self, span: Span) -> Vec<Before> {
        let here = self.sentence_of(span.start);
        let named_end = self.doc.mentions.partition_point(|m| m.span.start < span.start);
        let found_end = self.found.partition_point(|m| m.span.start < span.start);
        let named = self.doc.mentions[..named_end].iter().zip(&self.governs);
        let found = self.found[..found_end].iter().zip(&self.found_governs);
        let mut all: Vec<(&Mention, bool)> = named.rev().take(MOST).chain(found.rev().take(MOST)).map(|(m, governs)| (m, *governs)).collect();
        // "SoftBank-backed Norvik" speaks of Norvik.
        let modifies = |m: &Mention| self.doc.language == Language::En && self.scan.text[m.span.end as usize..].starts_with('-');
        all.retain(|(m, _)| m.form != Form::Ticker && m.kind.is_party() && !modifies(m));
        all.sort_by_key(|(m, _)| std::cmp::Reverse(m.span.start));
        let clause = around::clause_start(self.scan.text, span.start as usize);
        let english = self.doc.language == Language::En;
        let mut out: Vec<Before> = Vec::with_capacity(all.len());
        for (mention, governs) in all {
            let Some(id) = mention.entity else { continue };
            let sentence = self.sentence_of(mention.span.start);
            let distance = here - sentence;
            if distance > REACH {
                break;
            }
            if let Some(previous) = out.last_mut()
                && previous.distance == distance
            {
                previous.subject = false;
            }
            let same_clause = mention.span.start as usize >= clause;
            if same_clause && let Some(previous) = out.last_mut() {
                previous.clause_subject = false;
            }
            let informs = around::informs(self.scan.text, mention, span);
            let says = english && distance == 0 && !out.iter().any(|b| b.says) && around::says(self.scan, mention, span);
            let adjoins = || clause.saturating_sub(around::behind_bracket(self.scan.text, mention)) <= 2;
            let opens_clause = english && !same_clause && out.iter().all(|b| b.same_clause) && adjoins();
            let clause_subject = english && same_clause;
            out.push(Before {
                id,
                start: mention.span.start as usize,
                end: mention.span.end as usize,
                kind: mention.kind,
                distance,
                subject: true,
                same_clause,
                governs,
                clause_subject,
                opens_clause,
                says,
                informs,
            });
        }
        out
    }

    fn choose(&self, anaphor: &Anaphor, before: &[Before]) -> Option<(Id<Entity>, f32)> {
        match anaphor.seeks {
            Seeks::Own => self.own.map(|id| (id, 0.9)).or_else(|| self.best(anaphor, before, |b| b.kind == EntityType::Company)),
            Seeks::Former | Seeks::Latter => self.of_pair(anaphor, before),
            Seeks::Other => other_party(before),
            Seeks::Defined(id) => Some((id, 0.95)),
            Seeks::Person => self.best(anaphor, before, |b| b.kind == EntityType::Person),
            Seeks::Thing => self.best(anaphor, before, |b| b.kind != EntityType::Person),
            Seeks::Subject => self.best(anaphor, before, |_| true),
            Seeks::Kind(kind) => self.best(anaphor, before, |b| {
                b.kind == kind || kind == EntityType::Company && b.kind == EntityType::Organization && self.is_called(b.id, anaphor)
            }),
        }
    }

    /// The best scored of those that fit.
    fn best(&self, anaphor: &Anaphor, before: &[Before], fits: impl Fn(&Before) -> bool) -> Option<(Id<Entity>, f32)> {
        let english = self.doc.language == Language::En;
        let nominal = anaphor.form == Form::Nominal;
        let owns = english && !nominal && self.scan.text[anaphor.span.range()].ends_with('s');
        let bare = anaphor.noun.start - anaphor.span.start <= "the ".len() as u32;
        let noun = &self.scan.text[anaphor.noun.range()];
        let around = Around {
            is_target: nominal && matches!(noun, "target" | "takeover target" | "标的公司" | "目标公司" | "标的"),
            clause: before.iter().filter(|b| b.same_clause && b.distance == 0).map(|b| b.id).collect(),
            plain: nominal && bare && is_plain(noun),
            mates: around::clause_mates(self.doc, anaphor.span),
            governed: english && !owns && around::is_governed(self.scan.text, anaphor.span),
            country: if english && nominal { around::country(self.scan, anaphor) } else { None },
            owns,
            kinds: if nominal { self.scan.tables.kinds_of_noun(noun) } else { None },
        };
        let mut best: Option<(Id<Entity>, f32)> = None;
        for (rank, candidate) in before.iter().filter(|b| fits(b)).enumerate() {
            let score = self.features(anaphor, &around, (rank, candidate)).score(self.doc.language, nominal);
            if best.is_none_or(|(_, s)| score > s) {
                best = Some((candidate.id, score));
            }
        }
        best.filter(|&(_, s)| s > -0.9).map(|(id, s)| (id, s.clamp(0.3, 0.95)))
    }

    fn features(&self, anaphor: &Anaphor, around: &Around<'_>, (rank, candidate): (usize, &Before)) -> Features {
        let english = self.doc.language == Language::En;
        let nominal = anaphor.form == Form::Nominal;
        let mut features = Features::new();
        features.put(Feature::Distance, candidate.distance as f32);
        features.put(Feature::Rank, rank as f32);
        features.set(Feature::Subject, candidate.subject);
        features.set(Feature::Governs, candidate.governs);
        features.set(Feature::Informs, candidate.informs);
        features.set(Feature::NearPlace, nominal && around::is_near_place(self.doc, candidate.id, anaphor));
        // "while Oracle sold its unit"
        let same_clause = candidate.same_clause && !(around.is_target && candidate.distance > 0);
        let own_subject = around.owns && candidate.clause_subject && candidate.governs;
        let clause_object = same_clause && !candidate.subject && anaphor.seeks != Seeks::Subject && !own_subject && !candidate.says;
        // "Acme has signed a loan with DBS, the developer said": it speaks of its own.
        let speaks = english && nominal && candidate.distance == 0 && around::speaks(self.scan, anaphor.span);
        features.set(Feature::Speaks, speaks && candidate.subject);
        features.set(Feature::ClauseObject, clause_object || speaks && !candidate.subject);
        features.set(Feature::ClauseOwner, own_subject && !candidate.subject);
        features.set(Feature::Says, !nominal && candidate.says);
        // "Halden has built a stake in the Dutch group"
        features.set(Feature::GovernedRelative, around.governed && candidate.opens_clause);
        // "AMD will invest $500 million in the company"
        let acts = || english && around.plain && rank == 0 && candidate.same_clause && around::acts_on(self.scan, candidate.end, anaphor.span.start as usize);
        let governed_subject = around.governed && !candidate.opens_clause && candidate.clause_subject && candidate.governs;
        let is_example = || english && nominal && candidate.distance == 0 && around::is_example(self.scan.text, candidate.end);
        // "Acme, which bid for Norvik, owns 5% of the target"
        let bids = english && around.is_target && (candidate.subject || around.clause.contains(&candidate.id));
        features.set(Feature::GovernedSubject, governed_subject || acts() || is_example() || bids);
        if let (Some((kind, asked)), Some(known)) = (around.country, self.countries.get(&candidate.id)) {
            let feature = match asked == known {
                true if kind == "demonym" => Feature::Demonym,
                true => Feature::Country,
                false => Feature::OtherCountry,
            };
            features.set(feature, true);
        }
        let named = self.named.get(&candidate.id).copied().unwrap_or(0).min(7) as f32;
        features.put(Feature::Named, named);
        // "accepted a petition against Acme. Its creditors": a court has none.
        let is_firms = || around.owns && around::owns_as_firm(&self.scan.text[anaphor.span.end as usize..]);
        let is_government = english && anaphor.seeks == Seeks::Thing && candidate.kind == EntityType::Government;
        let government = f32::from(u8::from(is_government && !candidate.subject)) + 2.0 * f32::from(u8::from(is_government && is_firms()));
        features.put(Feature::Government, government);
        features.set(Feature::ClauseMate, !clause_object && around.mates.contains(&candidate.id));
        let acted_on = || !english && anaphor.seeks == Seeks::Own && around::acts_on(self.scan, candidate.end, anaphor.span.start as usize);
        let bids_here = !english && around.is_target && around.clause.contains(&candidate.id);
        features.set(Feature::NounClause, bids_here || same_clause && (matches!(anaphor.seeks, Seeks::Kind(_)) || acted_on()));
        features.set(Feature::ThingClause, anaphor.seeks == Seeks::Thing && candidate.same_clause && !candidate.governs);
        // "has roped in Innolux: the Taiwanese panel maker"
        let is_explained = || self.scan.text.get(candidate.end..anaphor.span.start as usize).is_some_and(|gap| matches!(gap, ": " | ":" | " — " | "—" | " - "));
        features.set(Feature::Called, nominal && (self.is_called(candidate.id, anaphor) || is_explained()));
        if let Some(kinds) = around.kinds {
            let at = candidate.id.index();
            let (tables, entity) = (self.scan.tables, &self.doc.entities[at]);
            let told = *self.kinds[at].get_or_init(|| match tables.kinds_of_key(&entity.key) {
                0 => tables.kinds_of_name(&entity.name),
                known => known,
            });
            // "the startup" may be of most trades: it only says what it is not.
            let tells = kinds.count_ones() <= BROAD;
            features.set(Feature::Kind, told & kinds != 0 && tells);
            features.set(Feature::OtherKind, told != 0 && told & kinds == 0);
        }
        let (here, there) = (self.sentence_of(anaphor.span.start), self.sentence_of(anaphor.span.start) - candidate.distance);
        let sentence = &self.doc.sentences[here];
        let opens = anaphor.span.start - sentence.span.start < OPENING;
        features.set(Feature::Main, self.main == Some(candidate.id));
        features.set(Feature::Paragraph, self.doc.sentences[there].paragraph == sentence.paragraph);
        features.set(Feature::Parallel, opens && candidate.subject && candidate.distance == 1);
        let same_noun = || self.scan.text[candidate.start..candidate.end].eq_ignore_ascii_case(&self.scan.text[anaphor.span.range()]);
        features.set(Feature::SameNoun, nominal && candidate.distance <= 1 && same_noun());
        features.set(Feature::Lead, self.lead.contains(&candidate.id));
        features.put(Feature::PlainNamed, if around.plain { named } else { 0.0 });
        features
    }

    /// The document calls the entity by the noun, or its name holds the noun's first word (衡澜芯片: 该芯片制造商).
    fn is_called(&self, id: Id<Entity>, anaphor: &Anaphor) -> bool {
        let noun = &self.scan.text[anaphor.noun.range()];
        if is_plain(noun) {
            return noun == "集团" && self.doc.entities[id.index()].name.contains("集团");
        }
        let stem: String = noun.chars().take(if noun.is_ascii() { 5 } else { 2 }).collect();
        let name = self.doc.entities[id.index()].name.to_lowercase();
        self.nouns.get(&id).into_iter().flatten().any(|span| self.scan.text[span.range()].to_lowercase().contains(&stem.to_lowercase()))
            || name.contains(&stem.to_lowercase())
    }

    /// 前者, 后者: the first two parties of the sentence where both words stand in it, else the last two before.
    fn of_pair(&self, anaphor: &Anaphor, before: &[Before]) -> Option<(Id<Entity>, f32)> {
        let companies: Vec<&Before> = before.iter().filter(|b| b.distance <= 1).collect();
        let nearest = companies.first()?.distance;
        let mut order: Vec<Id<Entity>> = Vec::new();
        for candidate in companies.iter().rev().filter(|b| b.distance == nearest) {
            if !order.contains(&candidate.id) {
                order.push(candidate.id);
            }
        }
        let at = self.doc.sentences.partition_point(|s| s.span.start <= anaphor.span.start).saturating_sub(1);
        let sentence = self.doc.sentences.get(at).map_or("", |s| &self.scan.text[s.span.range()]);
        let both = sentence.contains("前者") && sentence.contains("后者") || sentence.contains("former") && sentence.contains("latter");
        let chosen = match (anaphor.seeks, both) {
            (Seeks::Former, true) => order.first(),
            (Seeks::Latter, true) => order.get(1).or(order.first()),
            (Seeks::Former, false) => order.iter().rev().nth(1).or(order.first()),
            _ => order.last(),
        };
        chosen.map(|&id| (id, 0.8))
    }
}

/// A noun for any firm.
fn is_plain(noun: &str) -> bool {
    matches!(noun, "公司" | "企业" | "集团" | "company" | "firm" | "group" | "business")
}

/// 对方: the last party before that is not the subject of the sentence.
fn other_party(before: &[Before]) -> Option<(Id<Entity>, f32)> {
    let nearest = before.first()?.distance;
    let subject = before.iter().rfind(|b| b.distance == nearest)?.id;
    before.iter().filter(|b| b.distance <= nearest + 1 && b.id != subject).map(|b| (b.id, 0.6)).next()
}
