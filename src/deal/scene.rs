//! A sentence as the case grammar sees it: the mentions, quantities, triggers, markers and punctuation in order, all else left out.

use super::composite::composite;
use super::frame::Frames;
use super::kinds::{Kinds, Use, tells};
use super::modifier;
use crate::doc::{Document, EntityType, Form, Id, Language, Mention, Span};
use crate::lang::{Case, Kind, Mark, Piece, Shape};
use crate::lexicon::{Hit, Lexicon};

/// The pieces of one sentence; reused from sentence to sentence.
#[derive(Default)]
pub(crate) struct Scene {
    /// In order of the text.
    pub(crate) pieces: Vec<Piece>,
    /// The sentence.
    pub(crate) span: Span,
    /// It ends with a stop, as headlines do not.
    pub(crate) is_prose: bool,
    /// Undo words and the deal type that they undo, while building.
    undone: Vec<(Span, u32)>,
    /// What the hits of the sentence are to the grammar, while building.
    raw: Vec<(Span, Kind)>,
    /// Whom 双方 means, where the sentence has not named two parties before it.
    pub(crate) both: Option<[Id<Mention>; 2]>,
}

/// Cursors into the document's columns, which are all sorted by start; sentences are visited in order.
#[derive(Default)]
pub(crate) struct Cursors {
    hit: usize,
    mention: usize,
    amount: usize,
    percent: usize,
    shares: usize,
    date: usize,
}

impl Scene {
    /// Fills the scene with the sentence `span`. Returns whether it has a trigger, or speaks of "the deal".
    pub(crate) fn build(&mut self, lexicon: &Lexicon, frames: &Frames, kinds: &Kinds, doc: &Document, span: Span, cursors: &mut Cursors) -> bool {
        self.span = span;
        self.pieces.clear();
        self.raw.clear();
        self.undone.clear();
        let hits = within(&doc.hits, |h| h.span, span, &mut cursors.hit);
        let mentions = within(&doc.mentions, |m| m.span, span, &mut cursors.mention);
        let amounts = within(&doc.amounts, |a| a.span, span, &mut cursors.amount);
        let percents = within(&doc.percents, |p| p.span, span, &mut cursors.percent);
        let shares = within(&doc.shares, |s| s.span, span, &mut cursors.shares);
        let dates = within(&doc.dates, |d| d.span, span, &mut cursors.date);
        let hits = &doc.hits[hits];
        if !hits.iter().any(|h| kinds.use_of(h) == Use::Tells) {
            return false;
        }
        self.is_prose = doc.text.get(span).trim_end().ends_with(['.', '。', '!', '?', '”', '"', ';', ')']);
        let undo = hits.iter().filter(|h| kinds.use_of(h) == Use::Undo);
        self.undone.extend(undo.map(|h| (h.span, lexicon.row(h.row).index)));
        let mut has_trigger = false;
        for hit in hits.iter().filter(|h| matches!(kinds.use_of(h), Use::Word | Use::Tells)) {
            if let Some(kind) = self.kind_of(frames, kinds, hit, doc.language == Language::En) {
                has_trigger |= tells(kind);
                self.raw.push((hit.span, kind));
            }
        }
        if !has_trigger {
            return false;
        }
        // Findings outrank words: what lies inside them is no trigger, marker or the like.
        let start = self.pieces.len();
        let plain = |span: Span, kind: Kind| Piece { span, kind, clause: 0, depth: 0, mark: None, noun: false };
        self.pieces.extend(mentions.filter(|&i| is_piece(doc, i)).map(|i| plain(doc.mentions[i].span, Kind::Mention(Id::new(i)))));
        self.pieces.extend(amounts.map(|i| plain(doc.amounts[i].span, Kind::Amount(Id::new(i)))));
        self.pieces.extend(percents.map(|i| plain(doc.percents[i].span, Kind::Percent(Id::new(i)))));
        self.pieces.extend(shares.map(|i| plain(doc.shares[i].span, Kind::Shares(Id::new(i)))));
        self.pieces.extend(dates.map(|i| plain(doc.dates[i].span, Kind::Date(Id::new(i)))));
        self.pieces[start..].sort_unstable_by_key(|p| (p.span.start, std::cmp::Reverse(p.span.end)));
        let findings = self.pieces.len();
        self.add_words(frames, doc, findings);
        self.add_punctuation(doc);
        self.add_bare_possessives(doc);
        self.pieces.sort_by_key(|p| (p.span.start, p.span.end));
        self.drop_agents();
        let mut set_in = Vec::new();
        if doc.language == Language::En {
            self.bracket_dashes(doc);
            set_in = self.figures_set_in(doc);
        }
        self.number_clauses(&set_in);
        if doc.language == Language::En {
            self.drop_owning_places();
        }
        self.pair();
        if doc.language == Language::En {
            modifier::mark(doc, &mut self.pieces);
        }
        self.pieces.iter().any(|p| tells(p.kind))
    }

    /// "Italy's Marchetti", "the Dutch group's": an 's behind words that are nothing here says nothing of who owns what.
    fn drop_owning_places(&mut self) {
        let mut end = u32::MAX;
        self.pieces.retain(|p| {
            let owns = p.kind != Kind::Marker(Mark::Case(Case::Poss)) || p.span.len() > 2 || end == p.span.start;
            end = p.span.end;
            owns
        });
    }

    /// What a hit is to the case grammar, unless a longer word undoes it.
    fn kind_of(&self, frames: &Frames, kinds: &Kinds, hit: &Hit, english: bool) -> Option<Kind> {
        let kind = kinds.of(hit)?;
        if let Kind::Trigger(index, shape) = kind {
            // "IPO" is a word of both languages.
            if english && shape.is_zh() {
                return None;
            }
            let deal = u32::from(frames.trigger(index).kind.0);
            let before = self.undone.partition_point(|(s, _)| s.start <= hit.span.start);
            let undone = &self.undone[before.saturating_sub(6)..self.undone.len().min(before + 3)];
            // 港股|IPO募资总额: the longer word may begin within the trigger.
            let runs_past = |s: Span| hit.span.start < s.start && s.start < hit.span.end && hit.span.end < s.end;
            if undone.iter().any(|&(s, k)| k == deal && (s.contains(hit.span) && s.len() > hit.span.len() || runs_past(s))) {
                return None;
            }
        }
        Some(kind)
    }

    /// Adds the words that no finding covers and no longer word of the same sort holds. Needs stand beside everything, as they are no part of grammar.
    fn add_words(&mut self, frames: &Frames, doc: &Document, findings: usize) {
        let mut next_finding = 0;
        let mut trigger_end = 0;
        let mut word_end = 0;
        let mut last_trigger: Option<Span> = None;
        let mut light: Option<Span> = None;
        let mut article = 0;
        let (mut status_end, mut cue_end, mut case_end) = (0, 0, 0);
        let mut hidden: Vec<Span> = Vec::new();
        let (mut plain, mut noun) = (Span::default(), Span::default());
        for &(span, kind) in &self.raw {
            if kind == Kind::Noun && span.end > noun.end {
                noun = span;
            }
            while next_finding < findings && self.pieces[next_finding].span.end <= span.start {
                next_finding += 1;
            }
            // "released its pledge": the pronoun is part of the words.
            let is_phrase = matches!(kind, Kind::Trigger(..) | Kind::Status(_) | Kind::Marker(Mark::Then));
            let holds = |p: &Piece| is_phrase && span.len() > p.span.len() + 4 && span.contains(p.span) && is_pronoun(doc, p.kind);
            // 12|亿元控股: the words begin with the unit of the sum before them.
            let begins_in = |p: &Piece| is_phrase && p.span.start < span.start && p.span.end < span.end && matches!(p.kind, Kind::Amount(_));
            let covered = self.pieces[next_finding..findings].iter().take(4).any(|p| p.span.overlaps(span) && !holds(p) && !begins_in(p));
            match kind {
                // "Ostrander Holdings" has no holdings, 某某系统有限公司 no systems; a Chinese short form may well hold what is needed.
                Kind::Need(_) if covered && self.is_in_name(doc, next_finding..findings, span) => continue,
                Kind::Need(_) | Kind::Hearsay | Kind::Speech | Kind::SumCue(_) | Kind::Party(..) => {}
                // 公司 in 两家公司 is no mention of its own.
                Kind::Marker(Mark::Both) if self.pieces[next_finding..findings].iter().take(4).all(|p| !p.span.overlaps(span) || span.contains(p.span)) => {
                    hidden.push(span);
                    word_end = word_end.max(span.end);
                    if let Some(pair) = self.pair_before(doc, span).or(self.both) {
                        let kinds = [Kind::Mention(pair[0]), Kind::Marker(Mark::And), Kind::Mention(pair[1])];
                        self.pieces.extend(kinds.map(|kind| Piece { span, kind, clause: 0, depth: 0, mark: None, noun: false }));
                    }
                    continue;
                }
                // its, whose antecedent was found, is a party and its case in one.
                Kind::Marker(Mark::Case(Case::Poss)) if self.pieces[next_finding..findings].first().is_some_and(|p| p.span == span) => {}
                _ if covered => continue,
                // 计划 in 重整计划 says nothing of how far a deal is.
                Kind::Marker(Mark::Kin | Mark::Asset) if plain.contains(span) && plain.len() > span.len() => continue,
                Kind::Status(_) | Kind::Negation | Kind::Conditional if plain.contains(span) && plain.len() > span.len() => continue,
                Kind::Marker(Mark::Article) => {
                    article = span.end + 1;
                    word_end = word_end.max(span.end);
                    continue;
                }
                // "a consortium led by Halden": the words only say that Halden stands for several.
                Kind::Trigger(..) | Kind::Marker(_) if span.end < article => continue,
                // "the pension fund ATP": the verb's form is part of a noun for somebody.
                Kind::Trigger(_, shape) if shape.is_verb() && noun.len() > span.len() && noun.contains(span) => continue,
                // "state-backed": what somebody is like, unless it is who backs him ("SoftBank-backed").
                Kind::Trigger(..) if self.is_compound(doc, next_finding, span) => continue,
                // "the transfer", "a guaranteed loan"; but "the buying of".
                Kind::Trigger(_, shape) if article == span.start && shape.is_verb() && shape != Shape::Gerund => continue,
                // "Halden's listed cement arm"
                Kind::Trigger(_, Shape::Past | Shape::Participle) if is_owned(doc, span) => continue,
                Kind::Light => {
                    light = Some(span);
                    continue;
                }
                // 同意向X: 意向 begins within a word.
                Kind::Plain if span.start < word_end && span.end > word_end && !doc.text.get(span).is_ascii() => continue,
                Kind::Plain => {
                    word_end = word_end.max(span.end);
                    plain = if doc.text.get(span).is_ascii() { plain } else { span };
                    continue;
                }
                // "state-backed": what somebody is like.
                Kind::Noun if doc.text.folded[span.end as usize..].starts_with('-') => continue,
                // "in exchange for": the noun is part of the words.
                Kind::Noun if doc.language == Language::En && (span.end < article || span.end <= case_end) => continue,
                // 获得 and 持有 are markers too where a frame has them for triggers.
                // A tail is one only right behind a trigger; 给 of 转让给 says whose case it is that follows.
                Kind::Marker(Mark::Tail | Mark::Agent) if last_trigger.is_some_and(|t| t.end == span.start) => {}
                Kind::Marker(Mark::Tail | Mark::Agent) => continue,
                Kind::Marker(Mark::Give | Mark::Case(Case::To | Case::From | Case::In)) if last_trigger.is_some_and(|t| t.end == span.end && t != span) => {}
                // 已经: 经 is part of the word. "considering whether to buy": so is the condition.
                Kind::Marker(Mark::Case(Case::By)) | Kind::Conditional if span.end <= status_end => continue,
                // "from funds managed by X"
                Kind::Marker(Mark::Case(Case::By)) if span.end <= case_end && doc.language == Language::En => continue,
                Kind::Marker(Mark::Holds | Mark::Case(Case::By)) if last_trigger.is_none_or(|t| t == span || t.end <= span.start) => {}
                // Several frames may claim the same words; shorter words inside are not seen.
                Kind::Trigger(..) => {
                    let is_inside = doc.language == Language::En && span.end <= case_end;
                    if is_inside || span.end <= trigger_end && last_trigger != Some(span) {
                        continue;
                    }
                    let seen = last_trigger == Some(span);
                    trigger_end = span.end;
                    last_trigger = Some(span);
                    word_end = word_end.max(span.end);
                    let blocks = light.map_or(&[][..], |light| composite(frames, doc, light, span));
                    if !blocks.is_empty() {
                        if !seen {
                            self.pieces.retain(|p| !(matches!(p.kind, Kind::Trigger(..)) && light == Some(p.span)));
                            self.pieces.extend(blocks.iter().map(|&block| Piece {
                                span,
                                kind: Kind::Trigger(block, Shape::Zh),
                                clause: 0,
                                depth: 0,
                                mark: None,
                                noun: false,
                            }));
                        }
                        continue;
                    }
                }
                // 收入囊中: a cue within a deal word is none.
                Kind::AmountCue(None) if last_trigger.is_some_and(|t| t.contains(span) && t.len() > span.len()) => continue,
                // "expected to close" says that it is agreed, whatever "expected to" says.
                Kind::Status(_) if span.end <= status_end.max(cue_end) && doc.language == Language::En => continue,
                Kind::AmountCue(_) if span.end <= cue_end && doc.language == Language::En => continue,
                _ => {
                    match kind {
                        Kind::Status(_) => status_end = status_end.max(span.end),
                        Kind::AmountCue(_) => cue_end = cue_end.max(span.end),
                        Kind::Marker(Mark::Case(case)) if case != Case::LedBy => case_end = case_end.max(span.end),
                        _ => {}
                    }
                    if span.end <= word_end
                        && !matches!(kind, Kind::Marker(mark) if mark.describes())
                        && !matches!(kind, Kind::Status(_) | Kind::AmountCue(_) | Kind::Noun | Kind::Conditional | Kind::Negation)
                    {
                        continue;
                    }
                    word_end = word_end.max(span.end);
                }
            }
            self.pieces.push(Piece { span, kind, clause: 0, depth: 0, mark: None, noun: false });
        }
        if !hidden.is_empty() {
            self.pieces.retain(|p| !matches!(p.kind, Kind::Mention(_)) || hidden.iter().all(|&h| p.span == h || !h.contains(p.span)));
        }
    }

    /// The first two parties that the sentence names before 双方.
    fn pair_before(&self, doc: &Document, both: Span) -> Option<[Id<Mention>; 2]> {
        pair_in(
            doc,
            self.pieces.iter().take_while(|p| p.span.end <= both.start).filter_map(|p| match p.kind {
                Kind::Mention(mention) => Some(mention),
                _ => None,
            }),
        )
    }

    /// A hyphen joins the word to one before it that names nobody.
    fn is_compound(&self, doc: &Document, finding: usize, span: Span) -> bool {
        let joined = doc.text.folded[..span.start as usize].ends_with('-');
        joined && !self.pieces[finding.saturating_sub(2)..].iter().take(3).any(|p| p.span.end + 1 == span.start)
    }

    /// "the Tokyo exchange" is no name.
    fn is_in_name(&self, doc: &Document, findings: std::ops::Range<usize>, span: Span) -> bool {
        let is_formal = |words: &str| words.is_ascii() || words.ends_with("公司");
        let is_name = |kind: Kind| matches!(kind, Kind::Mention(m) if doc.mentions[m.index()].form != Form::Nominal && is_formal(doc.text.get(doc.mentions[m.index()].span)));
        self.pieces[findings].iter().take(4).any(|p| is_name(p.kind) && p.span.contains(span))
    }

    /// 租赁商, 收购方: the trigger is part of a word for somebody.
    fn drop_agents(&mut self) {
        let agents: Vec<u32> = self.pieces.iter().filter(|p| p.kind == Kind::Marker(Mark::Agent)).map(|p| p.span.start).collect();
        if !agents.is_empty() {
            self.pieces.retain(|p| !(matches!(p.kind, Kind::Trigger(_, shape) if shape.is_zh()) && agents.binary_search(&p.span.end).is_ok()));
        }
    }

    /// Tells each piece which grammatical word stands on its words, and whether they are, or lie in, a noun for a party.
    fn pair(&mut self) {
        for at in 0..self.pieces.len() {
            let Piece { span, kind, .. } = self.pieces[at];
            if !matches!(kind, Kind::Marker(_) | Kind::Noun) {
                continue;
            }
            let end = self.pieces.len().min(at + 7);
            for beside in &mut self.pieces[at.saturating_sub(6)..end] {
                match kind {
                    Kind::Marker(mark) if beside.span == span && (mark == Mark::Settles || !mark.describes()) => beside.mark = beside.mark.or(Some(mark)),
                    Kind::Noun => beside.noun |= span.contains(beside.span),
                    _ => {}
                }
            }
        }
    }
}

/// The first two firms or bodies that differ among some mentions.
pub(super) fn pair_in(doc: &Document, mentions: impl Iterator<Item = Id<Mention>>) -> Option<[Id<Mention>; 2]> {
    let entity = |m: Id<Mention>| doc.mentions[m.index()].entity;
    let mut bodies = mentions.filter(|&m| {
        let kind = entity(m).map(|e| doc.entities[e.index()].kind);
        matches!(kind, Some(EntityType::Company | EntityType::Organization | EntityType::Government))
    });
    let first = bodies.next()?;
    let second = bodies.find(|&m| entity(m) != entity(first))?;
    Some([first, second])
}

/// Parties and what may be one; an index or a place beside a name is none.
fn is_piece(doc: &Document, i: usize) -> bool {
    let mention = &doc.mentions[i];
    mention.form != Form::Ticker
        && !matches!(mention.kind, EntityType::Index | EntityType::Location)
        && !modifier::is_apposed(doc, i)
        && !modifier::is_named_behind(doc, i)
}

/// An owner's mark stands right before, and no contraction ("it's bought").
fn is_owned(doc: &Document, span: Span) -> bool {
    const CONTRACTED: [&str; 6] = ["it", "It", "he", "she", "who", "that"];
    let before = doc.text.folded[..span.start as usize].strip_suffix(' ');
    before.and_then(|b| b.strip_suffix("'s")).is_some_and(|b| !CONTRACTED.contains(&b.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()))
}

fn is_pronoun(doc: &Document, kind: Kind) -> bool {
    matches!(kind, Kind::Mention(mention) if doc.mentions[mention.index()].form == Form::Pronoun)
}

/// The range of a sorted column that starts within `span`; moves the cursor on.
fn within<T>(column: &[T], span_of: impl Fn(&T) -> Span, span: Span, cursor: &mut usize) -> std::ops::Range<usize> {
    while *cursor < column.len() && span_of(&column[*cursor]).start < span.start {
        *cursor += 1;
    }
    let start = *cursor;
    while *cursor < column.len() && span_of(&column[*cursor]).start < span.end {
        *cursor += 1;
    }
    start..*cursor
}
