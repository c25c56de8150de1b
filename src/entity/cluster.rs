//! Joins named mentions: by the lexicon's key, by equal words, by short form, definition, translation, initials and stock code.

use rustc_hash::FxHashMap;

use crate::doc::{Document, Entity, EntityType, Form, Id, Language, Mention, Rule, Span};
use crate::lang::{en, zh};
use crate::lexicon::{Class, Hit, Lexicon};
use crate::mention::name::{DEFINITION, LEGAL, Marks, NameTables, Scan};
use crate::read::{has_han, is_han};

/// Gives every named mention its entity.
pub(super) fn join(lexicon: &Lexicon, tables: &NameTables, marks: &Marks, doc: &mut Document) {
    let Document { text, hits, mentions, entities, language, .. } = doc;
    let scan = Scan { text: &text.folded, lexicon, tables, marks, hits };
    let mut clusters = Clusters {
        scan: &scan,
        language: *language,
        entities,
        by_words: FxHashMap::default(),
        of_kind: FxHashMap::default(),
        by_concept: FxHashMap::default(),
        short_of: FxHashMap::default(),
        surnames: FxHashMap::default(),
    };
    clusters.known(mentions);
    clusters.full_names(mentions);
    clusters.rest(mentions);
    clusters.tickers(mentions);
}

/// Entities that initials are compared with, the last ones.
const MOST: usize = 200;
/// Begins what in a legal form tells firms of one house apart.
const TELLING: [char; 2] = ['集', '控'];
/// Entities that are kept of those that share a short form.
const MOST_BEARERS: usize = 8;

struct Clusters<'a, 'b> {
    scan: &'b Scan<'a>,
    language: Language,
    entities: &'b mut Vec<Entity>,
    by_words: FxHashMap<String, Id<Entity>>,
    /// Unknown names whose words are a name of another kind too.
    of_kind: FxHashMap<(EntityType, String), Id<Entity>>,
    by_concept: FxHashMap<u32, Id<Entity>>,
    /// Whose short form words may be, where several names have it (华曜 of 华曜集团 and 华曜新材料).
    short_of: FxHashMap<String, Vec<Id<Entity>>>,
    /// Short forms of persons, in order of the text: an ambiguous surname is the nearest before.
    surnames: FxHashMap<String, Vec<(u32, Id<Entity>)>>,
}

impl Clusters<'_, '_> {
    fn words(&self, span: Span) -> &str {
        &self.scan.text[span.range()]
    }

    /// Mentions that a lexicon row names.
    fn known(&mut self, mentions: &mut [Mention]) {
        for mention in mentions.iter_mut().filter(|m| m.form != Form::Ticker) {
            let Rule::Row(row) = mention.rule else { continue };
            let Some(id) = self.of_concept(row) else { continue };
            mention.entity = Some(id);
            self.learn(mention, id);
        }
    }

    /// The entity of what a row of the lexicon names.
    fn of_concept(&mut self, row: u32) -> Option<Id<Entity>> {
        let row = self.scan.lexicon.row(row);
        let concept = self.scan.lexicon.concept(row)?;
        let id = *self.by_concept.entry(row.index).or_insert_with(|| {
            self.entities.push(Entity {
                key: concept.key.to_string(),
                kind: concept.kind,
                name: concept.name(self.language).to_owned(),
                name_zh: concept.name_zh.as_deref().map(str::to_owned),
                name_en: concept.name_en.as_deref().map(str::to_owned),
                tickers: concept.tickers().map(str::to_owned).collect(),
                affiliations: Vec::new(),
            });
            Id::new(self.entities.len() - 1)
        });
        Some(id)
    }

    /// Halma PLC, 比亚迪股份有限公司: the firm that the lexicon knows by the name without its legal form.
    fn of_stem(&mut self, mention: &Mention) -> Option<Id<Entity>> {
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        if mention.kind != EntityType::Company || !self.scan.ends(end, LEGAL) {
            return None;
        }
        let class_of = |hit: &Hit| self.scan.lexicon.class_of(hit.row);
        let from = self.scan.hits.partition_point(|h| h.span.start <= mention.span.start);
        let inside = self.scan.hits[from..].iter().take_while(|h| h.span.start < mention.span.end);
        // 控股集团有限公司 tells one firm of a house from another.
        let is_form = |hit: &&Hit| hit.span.end as usize == end && class_of(hit) == Class::LegalForm && !self.scan.text[hit.span.range()].contains(TELLING);
        let known = inside.filter(is_form).find_map(|form| {
            let stem = self.scan.text[start..form.span.start as usize].trim_end_matches([' ', ',']);
            self.scan.hits_at(start).find(|h| h.span.len() == stem.len() && class_of(h) == Class::Concept)
        })?;
        let is_company = self.scan.lexicon.concept(self.scan.lexicon.row(known.row)).is_some_and(|c| c.kind == EntityType::Company);
        is_company.then(|| self.of_concept(known.row)).flatten()
    }

    /// Remembers a mention's words and short forms.
    fn learn(&mut self, mention: &Mention, id: Id<Entity>) {
        let words = self.words(mention.span).to_owned();
        if self.language == Language::En {
            self.by_words.entry(words.to_uppercase()).or_insert(id);
        }
        if mention.kind == EntityType::Person
            && mention.form == Form::Name
            && let Some(surname) = self.scan.tables.surname_of(&words)
        {
            self.surnames.entry(surname.to_owned()).or_default().push((mention.span.start, id));
        }
        self.by_words.entry(words).or_insert(id);
        for (from, to) in self.short_forms(mention) {
            let form = self.scan.text[from..to].to_owned();
            if mention.kind == EntityType::Person {
                // A surname's particle opens a sentence with a capital (van Houten, Van Houten).
                if form.starts_with(|c: char| c.is_ascii_lowercase()) {
                    let opening = format!("{}{}", form[..1].to_ascii_uppercase(), &form[1..]);
                    self.surnames.entry(opening.clone()).or_default().push((mention.span.start, id));
                    self.by_words.entry(opening).or_insert(id);
                }
                self.surnames.entry(form.clone()).or_default().push((mention.span.start, id));
            }
            if self.language == Language::En {
                self.by_words.entry(form.to_uppercase()).or_insert(id);
            }
            if mention.kind != EntityType::Person {
                let bearers = self.short_of.entry(form.clone()).or_default();
                if bearers.len() < MOST_BEARERS && !bearers.contains(&id) {
                    bearers.push(id);
                }
            }
            self.by_words.entry(form).or_insert(id);
        }
    }

    fn short_forms(&self, mention: &Mention) -> Vec<(usize, usize)> {
        let forms = if has_han(self.words(mention.span)) { zh::name::short_forms } else { en::name::short_forms };
        forms(self.scan.tables, self.scan, mention.span, mention.kind)
    }

    /// Unknown names, the longest first, so that short forms find their full ones.
    fn full_names(&mut self, mentions: &mut [Mention]) {
        let mut order: Vec<usize> = (0..mentions.len()).filter(|&i| mentions[i].entity.is_none() && mentions[i].form == Form::Name).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(mentions[i].span.len()), mentions[i].span.start));
        let definitions = self.definitions(mentions);
        for index in order {
            let mention = &mentions[index];
            let meant = definitions.get(self.words(mention.span)).and_then(|&before| mentions[before].entity);
            let id = match meant.or_else(|| self.of_stem(mention)) {
                Some(id) => {
                    self.learn(mention, id);
                    id
                }
                None => self.find_or_make(mention, mentions),
            };
            mentions[index].entity = Some(id);
        }
    }

    /// Words that a bracket defines, with the mention that they are short for: X(下称“Y”).
    fn definitions(&self, mentions: &[Mention]) -> FxHashMap<String, usize> {
        let mut found = FxHashMap::default();
        let mut before: Option<usize> = None;
        for (index, mention) in mentions.iter().enumerate().filter(|(_, m)| m.form != Form::Ticker) {
            if let Some(full) = before.replace(index)
                && self.defines(&mentions[full], mention)
            {
                found.entry(self.words(mention.span).to_owned()).or_insert(full);
            }
        }
        found
    }

    /// What stands between the mentions says that the second is short for the first; a name of its own needs a word for it.
    fn defines(&self, full: &Mention, short: &Mention) -> bool {
        const MOST: usize = 24;
        let is_body = |m: &Mention| matches!(m.kind, EntityType::Company | EntityType::Organization | EntityType::Government);
        let Some(gap) = self.scan.text.get(full.span.end as usize..short.span.start as usize) else { return false };
        let labelled = || (full.span.end..short.span.start + 1).any(|at| self.scan.ends(at as usize, DEFINITION));
        let is_alias = short.form == Form::Alias;
        let opens = match gap.trim_start().chars().next() {
            Some('(') => is_alias || labelled(),
            Some(',') => is_alias && labelled(),
            _ => false,
        };
        opens && gap.chars().count() <= MOST && !gap.contains([')', '。', ';']) && (full.kind == short.kind || is_body(full) && is_body(short))
    }

    /// Aliases, in order of the text.
    fn rest(&mut self, mentions: &mut [Mention]) {
        let mut times = vec![0u32; self.entities.len()];
        for id in mentions.iter().filter_map(|m| m.entity) {
            times[id.index()] += 1;
        }
        for index in 0..mentions.len() {
            let mention = &mentions[index];
            if mention.entity.is_none() && mention.form != Form::Ticker {
                let known = self.nearest_person(mention).or_else(|| self.defined(index, mentions)).or_else(|| self.likeliest(mention, &times));
                let id = match known {
                    Some(id) => {
                        // Found again further on.
                        self.by_words.entry(self.words(mention.span).to_owned()).or_insert(id);
                        id
                    }
                    None => self.find_or_make(mention, mentions),
                };
                mentions[index].entity = Some(id);
            }
        }
    }

    /// Of several whose short form it is, the one that the text names most often, at first the one named first.
    fn likeliest(&self, mention: &Mention, times: &[u32]) -> Option<Id<Entity>> {
        let bearers = self.short_of.get(self.words(mention.span)).filter(|bearers| bearers.len() > 1)?;
        let of_kind = bearers.iter().filter(|id| self.entities[id.index()].kind == mention.kind);
        of_kind.copied().max_by_key(|id| (times.get(id.index()).copied().unwrap_or(0), std::cmp::Reverse(id.index())))
    }

    /// The person of this surname that was named last before.
    fn nearest_person(&self, mention: &Mention) -> Option<Id<Entity>> {
        if mention.kind != EntityType::Person {
            return None;
        }
        let words = self.words(mention.span);
        let bearers = self.surnames.get(words).or_else(|| self.surnames.get(self.scan.tables.addressed_surname(words)?))?;
        let before = bearers.iter().filter(|(at, _)| *at <= mention.span.start).max_by_key(|(at, _)| *at);
        before.or_else(|| bearers.iter().min_by_key(|(at, _)| *at)).map(|&(_, id)| id)
    }

    /// X(以下简称“Y”), X (Y), X, formerly Y: the entity of the mention before the bracket or the defining words.
    fn defined(&self, index: usize, mentions: &[Mention]) -> Option<Id<Entity>> {
        let before = mentions[..index].iter().rev().take(3).find(|m| m.form != Form::Ticker && m.entity.is_some())?;
        self.defines(before, &mentions[index]).then_some(before.entity).flatten()
    }

    fn find_or_make(&mut self, mention: &Mention, mentions: &[Mention]) -> Id<Entity> {
        let words = self.words(mention.span).to_owned();
        if let Some(&id) = self.by_words.get(&words)
            && (self.entities[id.index()].kind == mention.kind || mention.form == Form::Alias)
        {
            self.learn(mention, id);
            return id;
        }
        let twin = (mention.kind, words);
        if let Some(&id) = self.of_kind.get(&twin) {
            return id;
        }
        let words = &twin.1;
        let id = self.bracketed(mention, mentions).or_else(|| self.initials(words)).unwrap_or_else(|| self.make(mention, words));
        self.learn(mention, id);
        self.of_kind.insert(twin, id);
        id
    }

    /// 科尔万(Korvane): a translation in a bracket right after or before a mention that has an entity.
    fn bracketed(&mut self, mention: &Mention, mentions: &[Mention]) -> Option<Id<Entity>> {
        let at = mentions.partition_point(|m| m.span.start < mention.span.start);
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        for other in neighbours.into_iter().flatten().filter_map(|i| mentions.get(i)) {
            let (first, second) = if other.span.start < mention.span.start { (other, mention) } else { (mention, other) };
            let (Some(id), true) = (other.entity, first.span.end < second.span.start) else { continue };
            let gap = &self.scan.text[first.span.end as usize..second.span.start as usize];
            let closed = self.scan.text[second.span.end as usize..].trim_start().starts_with([')', '"', '”']);
            let translated = has_han(self.words(first.span)) != has_han(self.words(second.span));
            if matches!(gap.trim(), "(" | "(\"" | "(“" | "( \"") && closed && (translated || second.span.len() < first.span.len()) && other.kind == mention.kind
            {
                return Some(id);
            }
        }
        None
    }

    /// SEC after Securities and Exchange Commission.
    fn initials(&self, words: &str) -> Option<Id<Entity>> {
        if !(2..=6).contains(&words.len()) || !words.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let fits = |entity: &(usize, &Entity)| {
            let capitals: String = entity.1.name.split([' ', '-']).filter(|w| w.starts_with(char::is_uppercase)).filter_map(|w| w.chars().next()).collect();
            capitals == words || capitals.len() > words.len() && capitals.starts_with(words) && words.len() >= 3
        };
        self.entities.iter().enumerate().rev().take(MOST).find(fits).map(|(i, _)| Id::new(i))
    }

    fn make(&mut self, mention: &Mention, words: &str) -> Id<Entity> {
        let is_chinese = words.chars().any(is_han);
        let (zh, en) = if is_chinese { (Some(words.to_owned()), None) } else { (None, Some(words.to_owned())) };
        let key = self.key(mention.span, words, is_chinese);
        self.entities.push(Entity { key, kind: mention.kind, name: words.to_owned(), name_zh: zh, name_en: en, tickers: Vec::new(), affiliations: Vec::new() });
        Id::new(self.entities.len() - 1)
    }

    /// The name without its legal form: Chinese as it is, Latin letters as lower-case words with hyphens.
    fn key(&self, span: Span, words: &str, is_chinese: bool) -> String {
        let end = span.end as usize;
        let bare = match self.scan.marks.suffix_before(end) {
            Some(cut) if self.scan.ends(end, LEGAL) && cut > span.start as usize + 2 => &self.scan.text[span.start as usize..cut],
            _ => words,
        };
        if is_chinese {
            return bare.trim().to_owned();
        }
        let mut key = String::with_capacity(bare.len());
        for c in bare.chars().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() {
                key.push(c);
            } else if !key.ends_with('-') && !key.is_empty() && c != '\'' {
                key.push('-');
            }
        }
        key.trim_end_matches('-').to_owned()
    }

    /// A code belongs to the name before its bracket, else to the concept that is listed under it.
    fn tickers(&mut self, mentions: &mut Vec<Mention>) {
        for index in 0..mentions.len() {
            if mentions[index].form != Form::Ticker {
                continue;
            }
            let code = self.words(mentions[index].span).to_owned();
            let before = index.checked_sub(1).map(|i| &mentions[i]);
            let near = before.filter(|b| self.scan.text[b.span.end as usize..mentions[index].span.start as usize].chars().count() <= 24);
            let after = mentions[index + 1..].iter().find(|m| m.form != Form::Ticker);
            let labels = after.filter(|a| before.is_none() && self.scan.text[mentions[index].span.end as usize..a.span.start as usize].chars().count() <= 12);
            let id = near.and_then(|b| b.entity).or_else(|| labels.and_then(|a| a.entity)).or_else(|| self.listed(&code));
            if let Some(id) = id {
                mentions[index].entity = Some(id);
                let entity = &mut self.entities[id.index()];
                let ticker = ticker_of(&code);
                if entity.tickers.is_empty() && entity.kind == EntityType::Company {
                    entity.tickers.push(ticker);
                }
            }
        }
        mentions.retain(|m| m.entity.is_some());
    }

    fn listed(&self, code: &str) -> Option<Id<Entity>> {
        let bare = code.rsplit(':').next().unwrap_or(code).trim();
        let bare = bare.split('.').next().unwrap_or(bare);
        let concept = self.scan.lexicon.concept_of_ticker(bare)?;
        self.by_concept.get(&concept).copied()
    }
}

/// `600519.SH` as `SSE:600519`; what has no known exchange stays as it is written.
fn ticker_of(code: &str) -> String {
    if let Some((exchange, symbol)) = code.split_once(':') {
        return format!("{}:{}", exchange.trim(), symbol.trim());
    }
    let (symbol, suffix) = code.split_once('.').unwrap_or((code, ""));
    let exchange = match suffix {
        "SH" | "SS" => "SSE",
        "SZ" => "SZSE",
        "BJ" => "BSE",
        "HK" => "HKEX",
        "O" | "OQ" => "NASDAQ",
        "N" => "NYSE",
        "L" => "LSE",
        "T" => "TSE",
        "KS" | "KQ" => "KRX",
        "TW" => "TWSE",
        "TWO" => "TPEX",
        "PA" => "EPA",
        "DE" => "XETRA",
        _ => return code.to_owned(),
    };
    let symbol = if exchange == "HKEX" { symbol.trim_start_matches('0') } else { symbol };
    format!("{exchange}:{symbol}")
}
