//! Parties that the text calls by what they are in the deal: 买方为X, X(作为卖方), 质权人X, "Norvik (as borrower)".

use super::attributes::Telling;
use super::frame::Frames;
use crate::doc::{Deal, DealType, Document, Entity, Filler, Id, Mention, Role};
use crate::lang::{Case, Kind, Mark, Piece, WINDOW};

/// The rule of a filler that a noun for its role brings.
const RULE: &str = "party-noun";
/// Bytes between a noun for a party and the word that makes it say who that is: 买方[均]为.
const REACH: u32 = 6;
/// Bytes of a predicate: 卖方为[申请破产保护不久的X].
const PREDICATE: u32 = 120;
/// Bytes in brackets about the noun: (作为「卖方」).
const SET_IN: u32 = 16;

/// Who is called by a noun for a party, and where the noun stands.
struct Called {
    at: usize,
    mentions: Vec<Id<Mention>>,
}

/// Seats the parties told by a noun in the nearest deal of the sentence that knows the role, else in the deal told last.
pub(super) fn seat(frames: &Frames, doc: &Document, pieces: &[Piece], tellings: &mut [Telling], before: Option<&mut Deal>) {
    let called = called(doc, pieces);
    if called.is_empty() {
        return;
    }
    let kinds = |at: usize| {
        let span = pieces[at].span;
        pieces[at..].iter().take_while(move |p| p.span.start == span.start).filter_map(move |p| match p.kind {
            Kind::Party(kind, role) if p.span == span => Some((kind, role)),
            _ => None,
        })
    };
    if tellings.is_empty() {
        let Some(deal) = before else { return };
        let ours: Vec<_> = called.iter().filter_map(|c| Some((kinds(c.at).find(|k| k.0 == deal.kind)?.1, &*c.mentions))).collect();
        place(frames, doc, deal, &ours);
        return;
    }
    for telling in 0..tellings.len() {
        let nearest = |at: usize, kind: DealType| {
            let of_kind = (0..tellings.len()).filter(|&t| tellings[t].deal.kind == kind);
            of_kind.min_by_key(|&t| tellings[t].at.abs_diff(at)) == Some(telling)
        };
        let kind = tellings[telling].deal.kind;
        let ours: Vec<_> = called.iter().filter(|c| nearest(c.at, kind)).filter_map(|c| Some((kinds(c.at).find(|k| k.0 == kind)?.1, &*c.mentions))).collect();
        let lacked = lacking(frames, &tellings[telling].deal);
        place(frames, doc, &mut tellings[telling].deal, &ours);
        let gained = lacked.saturating_sub(lacking(frames, &tellings[telling].deal));
        tellings[telling].missing = tellings[telling].missing.saturating_sub(gained);
    }
}

/// How many roles that its type must have are empty.
fn lacking(frames: &Frames, deal: &Deal) -> u8 {
    let filled = |i: usize| deal.roles.iter().any(|f| usize::from(f.role.0) == i);
    frames.frame(deal.kind).roles.iter().enumerate().filter(|&(i, rule)| rule.required && !filled(i)).count() as u8
}

/// Gives each role to those called by its noun, and takes them out of any other.
fn place(frames: &Frames, doc: &Document, deal: &mut Deal, called: &[(Role, &[Id<Mention>])]) {
    let entity = |m: &Id<Mention>| doc.mentions[m.index()].entity;
    let seated: Vec<Id<Entity>> = called.iter().flat_map(|(_, mentions)| mentions.iter().filter_map(entity)).collect();
    let fits = |role: Role, m: &Id<Mention>| entity(m).is_some_and(|e| frames.frame(deal.kind).role_rule(role).types.contains(&doc.entities[e.index()].kind));
    let mut fillers: Vec<Filler> = Vec::new();
    for &(role, mentions) in called {
        for &mention in mentions.iter().filter(|m| fits(role, m)) {
            let known = |f: &Filler| f.role == role && f.entity == entity(&mention);
            if !fillers.iter().any(known) {
                let span = doc.mentions[mention.index()].span;
                fillers.push(Filler { role, mention: Some(mention), entity: entity(&mention), span, case: RULE, score: 1.0 });
            }
        }
    }
    if fillers.is_empty() {
        return;
    }
    let is_seated = |f: &Filler| f.entity.is_some_and(|e| seated.contains(&e));
    deal.roles.retain(|f| f.case == RULE && !is_seated(f) || !is_seated(f) && !fillers.iter().any(|n| n.role == f.role));
    deal.roles.extend(fillers);
    deal.roles.sort_by_key(|f| (f.role, f.span.start));
}

fn called(doc: &Document, pieces: &[Piece]) -> Vec<Called> {
    let mut all: Vec<Called> = Vec::new();
    for at in 0..pieces.len() {
        // Several types may have a role of the same name.
        if !matches!(pieces[at].kind, Kind::Party(..)) || all.last().is_some_and(|c| pieces[c.at].span == pieces[at].span) {
            continue;
        }
        let mentions = of_itself(pieces, at)
            .or_else(|| bracketed(doc, pieces, at))
            .or_else(|| told_after(doc, pieces, at))
            .or_else(|| told_before(pieces, at))
            .unwrap_or_default();
        if !mentions.is_empty() {
            all.push(Called { at, mentions });
        }
    }
    all
}

/// 卖方, where the document has said who that is.
fn of_itself(pieces: &[Piece], at: usize) -> Option<Vec<Id<Mention>>> {
    let span = pieces[at].span;
    pieces[at.saturating_sub(6)..pieces.len().min(at + 7)].iter().find_map(|p| match p.kind {
        Kind::Mention(mention) if p.span == span => Some(vec![mention]),
        _ => None,
    })
}

/// X(作为卖方), X、Y(「买方」), "Norvik (as borrower)".
fn bracketed(doc: &Document, pieces: &[Piece], at: usize) -> Option<Vec<Id<Mention>>> {
    let span = pieces[at].span;
    let open = (at.saturating_sub(8)..at).rev().find(|&i| pieces[i].kind == Kind::Bracket)?;
    let inner = &pieces[open + 1..at];
    if span.start - pieces[open].span.end > SET_IN || inner.iter().any(|p| matches!(p.kind, Kind::Mention(_) | Kind::Amount(_) | Kind::Comma)) {
        return None;
    }
    let closes = doc.text.folded[span.end as usize..].trim_start_matches(['”', '"', '」', '』', '’', '\'', ' ']).starts_with(')');
    let mut mentions = Vec::new();
    let mut end = pieces[open].span.start;
    for piece in pieces[open.saturating_sub(WINDOW)..open].iter().rev() {
        match piece.kind {
            Kind::Mention(mention) if end.saturating_sub(piece.span.end) <= 1 => mentions.push(mention),
            Kind::Marker(Mark::And) if end == piece.span.end && !mentions.is_empty() => {}
            // 集团 within a name.
            _ if piece.kind.is_transparent() => continue,
            _ => break,
        }
        end = piece.span.start;
    }
    (closes && !mentions.is_empty()).then_some(mentions)
}

/// Verbs that tell some of the parties.
const INCLUDES: [&str; 3] = ["包括", "包含", "涵盖"];

/// 买方为X、Y, 质权人:X, 卖方是持股多年的X, 卖方X.
fn told_after(doc: &Document, pieces: &[Piece], at: usize) -> Option<Vec<Id<Mention>>> {
    let span = pieces[at].span;
    let after = pieces[at + 1..].iter().take(WINDOW).filter(|p| p.span.start >= span.end && p.depth == pieces[at].depth);
    let mut after = after.filter(|p| matches!(p.kind, Kind::Bracket | Kind::Speech) || !p.kind.is_transparent());
    let first = after.next()?;
    // 质权人包括X、Y
    let includes = INCLUDES.iter().find(|verb| doc.text.folded[span.end as usize..].starts_with(**verb)).map(|verb| span.end + verb.len() as u32);
    if let Kind::Mention(mention) = first.kind
        && includes.is_none()
    {
        // "lender Norvik Bank"
        let apart = u32::from(doc.text.get(span).is_ascii());
        return (first.span.start - span.end <= apart).then(|| vec![mention]);
    }
    let is_predicate = matches!(first.kind, Kind::Marker(Mark::Copula | Mark::Case(Case::For)) | Kind::Colon) && first.span.start - span.end <= REACH;
    if !is_predicate && includes.is_none() {
        return None;
    }
    let open = includes.unwrap_or(first.span.end);
    let after = includes.map(|_| first).into_iter().chain(after);
    // The last names of the clause. 担保人为X提供担保 helps X: a predicate ends its clause.
    let mut mentions: Vec<Id<Mention>> = Vec::new();
    let mut end = 0;
    let mut joined = false;
    // X、Y,以及Z
    let joins = |q: &Piece, comma: &Piece| q.kind == Kind::Marker(Mark::And) && q.span.start == comma.span.end;
    let goes_on = |p: &Piece| p.kind == Kind::Comma && pieces[at..].iter().take(WINDOW * 2).any(|q| joins(q, p));
    for piece in after.take_while(|p| !matches!(p.kind, Kind::Comma | Kind::Stop | Kind::Colon | Kind::Bracket) || goes_on(p)) {
        match piece.kind {
            Kind::Mention(mention) => {
                if !joined {
                    mentions.clear();
                }
                mentions.push(mention);
                end = piece.span.end;
            }
            Kind::Marker(Mark::And | Mark::WithAnd) => joined = piece.span.start == end,
            Kind::Trigger(..) | Kind::Speech if piece.span.start >= end => mentions.clear(),
            _ => {}
        }
        joined &= matches!(piece.kind, Kind::Marker(_));
        end = if piece.kind == Kind::Comma { piece.span.end } else { end };
    }
    (!mentions.is_empty() && end - open <= PREDICATE).then_some(mentions)
}

/// X作为买方, X为质权人.
fn told_before(pieces: &[Piece], at: usize) -> Option<Vec<Id<Mention>>> {
    let span = pieces[at].span;
    let mut before = pieces[at.saturating_sub(WINDOW)..at].iter().rev().filter(|p| p.span.end <= span.start && p.depth == pieces[at].depth);
    let copula = before.next().filter(|p| matches!(p.kind, Kind::Marker(Mark::Copula | Mark::Case(Case::For))) && span.start - p.span.end <= REACH)?;
    let owner = before.find(|p| !matches!(p.kind, Kind::Need(_) | Kind::Status(_) | Kind::Noun))?;
    match owner.kind {
        Kind::Mention(mention) if copula.span.start - owner.span.end <= REACH => Some(vec![mention]),
        _ => None,
    }
}
