//! Named mentions and their types. Nominals and pronouns show in the parties and speakers; a ticker that the gold leaves out is no mistake.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Sheet;
use crate::doc::{EntityType, Form};
use crate::eval::compare::overlap;
use crate::eval::pairing::pair;
use crate::eval::tally::Layer;
use crate::export::gold::Target;

fn is_scored(kind: EntityType) -> bool {
    matches!(kind, EntityType::Company | EntityType::Government | EntityType::Organization | EntityType::Person)
}

pub(super) fn score(sheet: &mut Sheet<'_>) {
    let (case, document) = (sheet.case, sheet.document);
    let mut golds: Vec<(Range<usize>, EntityType)> = Vec::new();
    let mut neutral: FxHashSet<Range<usize>> = FxHashSet::default();
    for (span, _, target) in case.gold.links() {
        let Target::Entity(key, form) = target else { continue };
        match case.entity_type(key).filter(|&k| is_scored(k)) {
            Some(kind) if matches!(form, Form::Name | Form::Alias) => golds.push((span.range(), kind)),
            _ => _ = neutral.insert(span.range()),
        }
    }
    let spans: FxHashSet<_> = golds.iter().map(|g| g.0.clone()).collect();
    let mut found: Vec<(Range<usize>, EntityType)> = Vec::new();
    for mention in &document.mentions {
        let kind = mention.entity.map_or(mention.kind, |e| document.entities[e.index()].kind);
        let range = document.text.source_span(mention.span);
        let is_name = match mention.form {
            Form::Name | Form::Alias => !neutral.contains(&range),
            Form::Ticker => spans.contains(&range),
            Form::Nominal | Form::Pronoun => false,
        };
        if is_name && is_scored(kind) {
            found.push((range, kind));
        }
    }
    let pairs = pair(&golds, &found, |g, f| overlap(&g.0, &f.0));
    let strict = pairs.iter().filter(|&&(i, j)| golds[i].0 == found[j].0).count();
    sheet.tally.add(Layer::EntitiesStrict, strict, found.len(), golds.len());
    sheet.tally.add(Layer::EntitiesOverlap, pairs.len(), found.len(), golds.len());
    let words = |range: &Range<usize>| &case.plain[range.clone()];
    let (mut gold_left, mut found_left) = (vec![true; golds.len()], vec![true; found.len()]);
    for &(i, j) in &pairs {
        (gold_left[i], found_left[j]) = (false, false);
        if golds[i].0 != found[j].0 {
            sheet.miss_at(Layer::EntitiesStrict, golds[i].0.start, format!("{:?} found as {:?}", words(&golds[i].0), words(&found[j].0)));
            continue;
        }
        let is_right = golds[i].1 == found[j].1;
        sheet.tally.judge(Layer::EntityType, is_right);
        if !is_right {
            sheet.miss_at(Layer::EntityType, golds[i].0.start, format!("{:?} is {}, found as {}", words(&golds[i].0), golds[i].1.name(), found[j].1.name()));
        }
    }
    for (gold, _) in golds.iter().zip(gold_left).filter(|(_, left)| *left) {
        sheet.miss_at(Layer::EntitiesOverlap, gold.0.start, format!("missed {:?}", words(&gold.0)));
    }
    for (wrong, _) in found.iter().zip(found_left).filter(|(_, left)| *left) {
        sheet.miss_at(Layer::EntitiesOverlap, wrong.0.start, format!("wrong {:?}", words(&wrong.0)));
    }
}
