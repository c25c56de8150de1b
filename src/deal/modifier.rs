//! Names and nouns that only say who somebody else is: "Halden-backed Norvik", "the paint maker, Norvik,".

use crate::doc::{Document, Form, Language, Mention};
use crate::lang::{Kind, Mark, Piece, Shape};

/// "Halden-backed Norvik", "Halden unit Norvik": the first name says what the second is, and is no party of what that one does.
pub(super) fn mark(doc: &Document, pieces: &mut [Piece]) {
    let text = doc.text.folded.as_bytes();
    for i in 0..pieces.len() {
        let Piece { span, kind: Kind::Mention(_), mark: None, .. } = pieces[i] else { continue };
        let mut end = span.end;
        let mut words = 0;
        for piece in pieces[i + 1..].iter().take(24).filter(|p| p.span.start > span.start) {
            let hyphen = words == 0 && text.get(end as usize) == Some(&b'-');
            match piece.kind {
                Kind::Need(_) => {}
                _ if piece.span.end <= end => {}
                Kind::Trigger(_, Shape::Phrase) if hyphen && piece.span.start == end => (end, words) = (piece.span.end, words + 1),
                _ if piece.span.start != end + 1 => break,
                Kind::Trigger(_, shape) | Kind::Word(shape) if hyphen && shape.is_verb() => (end, words) = (piece.span.end, words + 1),
                Kind::Noun | Kind::Marker(Mark::Asset) | Kind::Trigger(_, Shape::Noun) if !hyphen => (end, words) = (piece.span.end, words + 1),
                Kind::Mention(_) if words > 0 => {
                    pieces[i].mark = Some(Mark::Kin);
                    break;
                }
                // Other words on those of the verb.
                _ if hyphen => {}
                _ => break,
            }
        }
    }
}

/// "the paint maker, Norvik,": the name between commas says whom the noun means.
pub(super) fn is_named_behind(doc: &Document, i: usize) -> bool {
    let mention = &doc.mentions[i];
    if doc.language != Language::En || mention.form != Form::Nominal {
        return false;
    }
    let is_name = |m: &&Mention| matches!(m.form, Form::Name | Form::Alias) && m.span.start == mention.span.end + 2;
    let Some(name) = doc.mentions.get(i + 1).filter(is_name) else { return false };
    let (between, rest) = (&doc.text.folded[mention.span.end as usize..name.span.start as usize], &doc.text.folded[name.span.end as usize..]);
    between == ", " && (rest.is_empty() || rest.starts_with(['.', '\n']) || rest.starts_with(", ") && !rest.starts_with(", or "))
}

/// 全资子公司X: the noun right before a name says what X is, and is no party beside it.
pub(super) fn is_apposed(doc: &Document, i: usize) -> bool {
    let touches = |m: &Mention| matches!(m.form, Form::Name | Form::Alias) && m.span.start == doc.mentions[i].span.end;
    doc.mentions[i].form == Form::Nominal && doc.mentions.get(i + 1).is_some_and(touches)
}
