//! What the words make of their subject: signs of who speaks and how, with weights that a data file holds.
//!
//! Judging words alone tell little of an utterance that nobody wrote a lexicon for; that somebody speaks in marks, as a party or an onlooker, warns,
//! likens, or gives figures tells as much. Each sign is there or not; a stance is the one whose weights sum highest, neutral where none is above zero.

mod scales;
mod tables;

pub(crate) use tables::StanceTables;

use super::cue::Kind;
use crate::doc::{Document, Entity, Id, Language, Quote, QuoteKind, Sign, Signs, Span, Speaker, SpeakerClass};
use crate::lexicon::Lexicon;
use crate::read::has_han;
use scales::Scales;

/// What a character of Chinese says takes so many bytes of English.
const BYTES_OF_A_CHARACTER: usize = 3;

/// Characters of Chinese below which an utterance is short, and above which it is long.
const SHORT: usize = 14;
const LONG: usize = 45;

/// Bytes on either side of an utterance that are read for what the narrator makes of it.
const FRAME: u32 = 480;

/// Fills the stance of each quotation. Whom they speak of is settled by then; `tones` are those of their cues.
pub(super) fn find(lexicon: &Lexicon, tables: &StanceTables, doc: &mut Document, tones: &[Kind]) {
    let mut quotes = std::mem::take(&mut doc.quotes);
    let parties = parties(doc);
    let view = View { lexicon, tables, doc, parties: &parties };
    let mut frame_start = 0;
    for (quote, &tone) in quotes.iter_mut().zip(tones) {
        quote.signs = view.signs(quote, tone);
        view.add_frame(quote, frame_start);
        add_pairs(&mut quote.signs);
        quote.stance = tables.judge(quote.signs);
        frame_start = quote.content.last().map_or(frame_start, |part| part.end);
    }
    doc.quotes = quotes;
}

/// The entities that have a part in a deal, by number.
fn parties(doc: &Document) -> Vec<bool> {
    let mut is_party = vec![false; doc.entities.len()];
    for entity in doc.deals.iter().flat_map(|deal| &deal.roles).filter_map(|filler| filler.entity) {
        is_party[entity.index()] = true;
    }
    is_party
}

struct View<'a> {
    lexicon: &'a Lexicon,
    tables: &'a StanceTables,
    doc: &'a Document,
    parties: &'a [bool],
}

impl View<'_> {
    fn signs(&self, quote: &Quote, tone: Kind) -> Signs {
        let mut signs = Signs::default();
        signs.add(Sign::Any);
        signs.add_if(quote.content.len() > 1, Sign::Parted);
        signs.add(match quote.kind {
            QuoteKind::Direct => Sign::Direct,
            QuoteKind::Mixed => Sign::Mixed,
            QuoteKind::Indirect => Sign::Indirect,
        });
        add_tone(tone, &mut signs);
        if let Some(speaker) = quote.speakers.first() {
            self.add_speaker(speaker, &mut signs);
        }
        self.add_words(quote, &mut signs);
        self.add_judgements(quote, &mut signs);
        signs.add_if(!quote.entities.is_empty(), Sign::Names);
        signs.add_if(!quote.deals.is_empty(), Sign::TellsDeal);
        signs
    }

    /// Adds what the narrator's words say that stand around the utterance, in its sentence and the one before, past `from`.
    fn add_frame(&self, quote: &mut Quote, from: u32) {
        let (Some(first), Some(last)) = (quote.content.first(), quote.content.last()) else { return };
        let sentences = &self.doc.sentences;
        let index = sentences.partition_point(|s| s.span.start <= first.start).saturating_sub(1);
        let nearest = first.start.saturating_sub(FRAME).max(from).min(first.start);
        let start = sentences.get(index.saturating_sub(1)).map_or(first.start, |s| s.span.start).clamp(nearest, first.start);
        let index = sentences.partition_point(|s| s.span.end < last.end);
        let end = sentences.get(index).map_or(last.end, |s| s.span.end).min(last.end.saturating_add(FRAME));
        let text = &self.doc.text.folded;
        let before = text.get(text.ceil_char_boundary(start as usize)..first.start as usize).unwrap_or("");
        let start = first.start - before.rfind('\n').map_or(before.len(), |at| before.len() - at - 1) as u32;
        let mut scales = Scales::default();
        for (start, end) in [(start, first.start), (last.end, end)] {
            scales.weigh(self.lexicon, self.doc, Span { start, end: end.max(start) });
        }
        let (good, bad) = scales.sides();
        quote.signs.add_if(good > bad, Sign::FramedGood);
        quote.signs.add_if(bad > good, Sign::FramedBad);
    }

    fn add_speaker(&self, speaker: &Speaker, signs: &mut Signs) {
        let title = speaker.title.map(|title| &self.doc.text.folded[title.range()]);
        signs.add(match speaker.class {
            _ if speaker.analyst => Sign::Analyst,
            _ if title.is_some_and(|title| self.tables.is_onlooker(title)) => Sign::Onlooker,
            _ if title.is_some() => Sign::Officer,
            SpeakerClass::Person => Sign::Untitled,
            SpeakerClass::Organization => Sign::House,
            SpeakerClass::Group | SpeakerClass::Unnamed => Sign::Unnamed,
        });
        let is_party = |entity: Option<Id<Entity>>| entity.is_some_and(|entity| self.parties[entity.index()]);
        signs.add_if(is_party(speaker.entity) || is_party(speaker.affiliation), Sign::Party);
    }

    fn add_words(&self, quote: &Quote, signs: &mut Signs) {
        let mut length = 0;
        for part in &quote.content {
            let text = &self.doc.text.folded[part.range()];
            let language = if has_han(text) { Language::Zh } else { Language::En };
            signs.add_if(language == Language::Zh, Sign::Chinese);
            self.tables.read(text, language, signs);
            signs.add_if(text.bytes().any(|b| b.is_ascii_digit()), Sign::Figures);
            signs.add_if(text.contains('?'), Sign::Asking);
            length += if language == Language::Zh { text.chars().count() } else { text.len() / BYTES_OF_A_CHARACTER };
        }
        signs.add_if(length < SHORT, Sign::Short);
        signs.add_if(length > LONG, Sign::Long);
        let last = quote.content.last().map_or("", |part| &self.doc.text.folded[part.range()]);
        signs.add_if(last.trim_end_matches(['"', '”', '’', '」', '』', ' ']).ends_with('?'), Sign::Question);
    }

    fn add_judgements(&self, quote: &Quote, signs: &mut Signs) {
        let mut scales = Scales::default();
        for &part in &quote.content {
            scales.weigh(self.lexicon, self.doc, part);
        }
        let (good, bad) = scales.sides();
        let has_both = good > 0 && bad > 0;
        for (is, sign) in [
            (good > 0, Sign::Good),
            (good > 1, Sign::VeryGood),
            (bad > 0, Sign::Bad),
            (bad > 1, Sign::VeryBad),
            (scales.bad_turned > 0, Sign::BadTurned),
            (scales.good_turned > 0, Sign::GoodTurned),
            (has_both, Sign::Both),
            (scales.contrast, Sign::Contrast),
            (has_both && scales.contrast, Sign::BothContrast),
            (scales.last_is_good == Some(true), Sign::EndsGood),
            (scales.last_is_good == Some(false), Sign::EndsBad),
            (scales.good_after > 0, Sign::GoodAfter),
            (scales.bad_after > 0, Sign::BadAfter),
        ] {
            signs.add_if(is, sign);
        }
    }
}

fn add_tone(tone: Kind, signs: &mut Signs) {
    let sign = match tone {
        Kind::Say => return,
        Kind::Report => Sign::Reports,
        Kind::Think => Sign::Thinks,
        Kind::Expect => Sign::Expects,
        Kind::Deny => Sign::Denies,
        Kind::Warn => Sign::Warns,
        Kind::Blame => Sign::Blames,
        Kind::Praise => Sign::Praises,
        Kind::Ask => Sign::Asks,
        Kind::Promise => Sign::Promises,
        Kind::Defend => Sign::Defends,
        Kind::Admit => Sign::Admits,
        Kind::Quip => Sign::Quips,
    };
    signs.add(sign);
}

/// Signs that mean something else together.
fn add_pairs(signs: &mut Signs) {
    let s = *signs;
    let in_marks = s.has(Sign::Direct) || s.has(Sign::Mixed);
    let looks_on = s.has(Sign::Analyst) || s.has(Sign::Onlooker);
    for (is, sign) in [
        (in_marks && s.has(Sign::Officer), Sign::OfficerDirect),
        (in_marks && looks_on, Sign::OnlookerDirect),
        (in_marks && s.has(Sign::Party), Sign::PartyDirect),
        (in_marks && s.has(Sign::Figures), Sign::FiguresDirect),
        (in_marks && s.has(Sign::Not), Sign::DirectNot),
        (s.has(Sign::Officer) && s.has(Sign::Oneself), Sign::OfficerOneself),
        (s.has(Sign::Officer) && s.has(Sign::Not), Sign::OfficerNot),
        (s.has(Sign::Officer) && s.has(Sign::Others), Sign::OfficerOthers),
        (in_marks && s.has(Sign::Good), Sign::GoodDirect),
        (in_marks && s.has(Sign::Bad), Sign::BadDirect),
        (s.has(Sign::Bad) && s.has(Sign::Figures), Sign::BadFigures),
        (s.has(Sign::Disclaims) && (s.has(Sign::Officer) || s.has(Sign::House)), Sign::OwnDisclaims),
    ] {
        signs.add_if(is, sign);
    }
}
