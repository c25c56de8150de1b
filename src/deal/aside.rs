//! Who stands beside a deal and is no party to it: a newspaper that tells of it, an authority that decides on it, a person that speaks for a firm.

use crate::doc::{Document, EntityType, Form, Id, Mention, Span};
use crate::lang::{Candidate, Case, Kind, Mark, Origin, Piece, Shape};

/// Bytes between an authority and the word for what it decides.
const NEAR: u32 = 12;

/// Drops the candidates that only tell of the deal of the trigger (its span and shape, and whether it is a noun of relation), or decide on it. `outlets` says which entities report.
pub(super) fn drop(doc: &Document, pieces: &[Piece], (trigger, shape, is_relation): (Span, Shape, bool), outlets: &[bool], candidates: &mut Vec<Candidate>) {
    candidates.retain(|c| {
        let Some(mention) = c.mention.map(|m| &doc.mentions[m.index()]) else { return true };
        // 彭博社称,阿里巴巴拟出售其持有的股权; "(Reuters) - Norvik is to sweeten its offer": an agency makes none, so the pronoun is another's.
        let stands_for = mention.form == Form::Pronoun;
        let tells = mention.entity.is_some_and(|e| outlets[e.index()]) && (stands_for || is_aside(c, trigger, shape) || reports(doc, mention.span));
        // 英国云服务商X: where a firm is from.
        let is_origin = shape == Shape::ZhRelation && mention.kind == EntityType::Government && mention.span.end == trigger.start;
        let decides = mention.kind == EntityType::Government && is_authority(pieces, mention.span, trigger);
        // "whose creditors are pressing it": a noun of relation has no pronoun for its object.
        let is_pressed = is_relation && !shape.is_zh() && stands_for && c.case == Case::Object;
        !tells && !decides && !is_origin && !is_pressed && !serves(pieces, mention.span) && !(shape.is_zh() && is_told(pieces, mention.span, trigger))
    });
}

/// 财新获悉, "Reuters reported": far from the deal in words or clauses.
fn is_aside(candidate: &Candidate, trigger: Span, shape: Shape) -> bool {
    if shape.is_zh() {
        return candidate.origin == Origin::Speaker || candidate.case == Case::Subject && candidate.clauses > 0;
    }
    candidate.origin != Origin::Here || candidate.clauses > 0 || candidate.case == Case::Subject && is_far_subject(candidate, trigger, shape)
}

/// 瑞银任配售代理: an agent is no party.
fn serves(pieces: &[Piece], name: Span) -> bool {
    const REACH: u32 = 6;
    let at = pieces.partition_point(|p| p.span.start < name.end);
    pieces[at..].iter().take(4).any(|p| p.kind == Kind::Marker(Mark::Serves) && p.span.gap(name) <= REACH)
}

/// 向界面新闻透露, 对财联社记者表示: whom it is told.
fn is_told(pieces: &[Piece], name: Span, trigger: Span) -> bool {
    const REPORTER: u32 = 6;
    let at = pieces.partition_point(|p| p.span.start < name.start);
    let towards =
        pieces[at.saturating_sub(4)..at].iter().any(|p| matches!(p.kind, Kind::Marker(Mark::Case(Case::To) | Mark::Give)) && p.span.end == name.start);
    let is_said = |p: &Piece| p.kind == Kind::Speech && p.span.start >= name.end && p.span.start - name.end <= REPORTER && !p.span.overlaps(trigger);
    towards && pieces[at..].iter().take(8).any(is_said)
}

/// "Bloomberg News reported", 向财联社|记者: what follows the name says that it tells.
fn reports(doc: &Document, name: Span) -> bool {
    const VERBS: [&str; 14] =
        ["report", "said", "says", "wrote", "writes", "first reported", "earlier reported", "has reported", "记者", "报道", "获悉", "援引", "引述", "率先报道"];
    let rest = doc.text.folded[name.end as usize..].trim_start_matches([' ', '》']);
    VERBS.iter().any(|verb| rest.starts_with(verb))
}

/// 获证监会核准, "cleared by the CMA", "the CMA has blocked"; but "the ministry approved a loan", where the word itself tells the deal.
fn is_authority(pieces: &[Piece], span: Span, trigger: Span) -> bool {
    let at = pieces.partition_point(|p| p.span.start < span.start);
    let is_near = |p: &&Piece| p.kind == Kind::Marker(Mark::Approves) && !p.span.overlaps(trigger) && p.span.gap(span) <= NEAR;
    let goes_on = |p: &&Piece| !matches!(p.kind, Kind::Mention(_) | Kind::Comma | Kind::Stop);
    let after = pieces[at..].iter().skip_while(|p| p.span.start < span.end).take(6).take_while(goes_on);
    let before = || pieces[..at].iter().rev().take(4).take_while(goes_on);
    after.clone().any(|p| is_near(&p)) || before().any(|p| p.kind.is_case(Case::By)) && before().any(|p| is_near(&p))
}

/// "Reuters reported the purchase": no verb of its own follows the name.
fn is_far_subject(candidate: &Candidate, trigger: Span, shape: Shape) -> bool {
    const VERB_REACH: u32 = 24;
    !shape.is_verb() || candidate.triggers > 0 || candidate.span.gap(trigger) > VERB_REACH
}

/// 游象贤透露,…承租: a person that speaks does so for the firm.
pub(super) fn speak_for_employer(doc: &Document, first_mentions: &[Option<Id<Mention>>], candidate: &mut Candidate) {
    let Some(entity) = candidate.mention.and_then(|m| doc.mentions[m.index()].entity) else { return };
    let employer = doc.entities[entity.index()].affiliations.iter().filter(|a| !a.analyst).find_map(|a| a.organization);
    if let Some(mention) = employer.and_then(|e| first_mentions[e.index()]) {
        candidate.mention = Some(mention);
        candidate.span = doc.mentions[mention.index()].span;
        candidate.rule = "speaker's employer";
    }
}
