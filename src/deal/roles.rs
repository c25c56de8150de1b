//! From candidates to filled roles: every candidate is scored for the role that its case maps to, the best ones take them.

use super::frame::{Frame, Frames, RoleRule, Trigger};
use super::weights::Weights;
use crate::doc::{Document, Entity, EntityType, Filler, Form, Id, Language, Loser, Mention, Role};
use crate::lang::{Candidate, Case, Origin, Voice};

/// The rule of a filler that no clause brings.
pub(super) const TOPIC: &str = "topic";

/// The rule of a filler that is the firm or the shareholder that a text is about, unnamed.
pub(super) const OWN: &str = "zh.own";

/// Roles filled for one trigger.
#[derive(Default)]
pub(super) struct Assignment {
    pub(super) fillers: Vec<Filler>,
    pub(super) losers: Vec<Loser>,
    /// Sum of what was filled and what is missing.
    pub(super) score: f32,
    /// Enough for a deal.
    pub(super) holds: bool,
    /// Roles that must be filled and are not.
    pub(super) missing: u8,
}

struct Scored {
    candidate: usize,
    role: Role,
    score: f32,
}

/// Fills the roles of `trigger` from `candidates`.
pub(super) fn assign(
    doc: &Document,
    frames: &Frames,
    weights: &Weights,
    trigger: &Trigger,
    voice: Voice,
    candidates: &[Candidate],
    (topic, main, is_measured): (Option<Id<Mention>>, Option<Id<Entity>>, bool),
) -> Assignment {
    let frame = frames.frame(trigger.kind);
    let mut scored: Vec<Scored> = candidates
        .iter()
        .enumerate()
        .filter_map(|(i, c)| {
            let role = role_of(trigger, voice, c.case)?;
            Some(Scored { candidate: i, role, score: score(doc, weights, frame, role, c) })
        })
        .collect();
    // "a plan to merge Acme with Norvik": who plans it is neither.
    let stands = |s: &Scored, case: Case| {
        candidates[s.candidate].case == case && candidates[s.candidate].origin == Origin::Here && candidates[s.candidate].triggers == 0
    };
    let symmetric = trigger.role_of(Case::Object).is_some() && trigger.role_of(Case::Object) == trigger.role_of(Case::With);
    if doc.language == Language::En && symmetric && [Case::Object, Case::With].iter().all(|case| scored.iter().any(|s| stands(s, *case))) {
        scored.retain(|s| candidates[s.candidate].case != Case::Subject);
    }
    // Of two that score the same a name goes before "the miner", which may be taken for somebody that it is not.
    let is_noun = |s: &Scored| candidates[s.candidate].mention.is_some_and(|m| doc.mentions[m.index()].form == Form::Nominal);
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(is_noun(a).cmp(&is_noun(b))).then(a.candidate.cmp(&b.candidate)));
    let mut out = Assignment::default();
    // Which group and case fills a role.
    let mut taken: Vec<(Role, u32, Case)> = Vec::new();
    for one in &scored {
        let candidate = &candidates[one.candidate];
        let why = refusal(doc, frames, weights, frame, (&out.fillers, &taken), (one, candidate));
        if let Some(why) = why {
            name_filler(doc, &mut out.fillers, one, candidate);
            out.losers.push(Loser { role: one.role, span: candidate.span, case: candidate.rule, score: one.score, why });
            continue;
        }
        if !taken.iter().any(|t| t.0 == one.role && t.1 == candidate.group && t.2 == candidate.case) {
            out.score += one.score;
            taken.push((one.role, candidate.group, candidate.case));
        }
        let entity = candidate.mention.and_then(|m| doc.mentions[m.index()].entity);
        out.fillers.push(Filler { role: one.role, mention: candidate.mention, entity, span: candidate.span, case: candidate.rule, score: one.score });
    }
    fill_from_topic(doc, weights, (frame, trigger), candidates, (topic, main), &mut out);
    out.fillers.sort_by_key(|f| (f.role, f.span.start));
    // "raised a $40m loan": in English a sum stands for the side that is left unsaid.
    let named: rustc_hash::FxHashSet<Role> = out.fillers.iter().filter(|f| f.entity.is_some()).map(|f| f.role).collect();
    let measured = is_measured && frame.roles.iter().filter(|r| r.required).count() > 1;
    let lenient = doc.language == Language::En && (measured || named.len() > 1);
    let symmetric = frame.roles.len() == 1 && frame.roles[0].many && (doc.language != Language::En || frame.flow.is_some());
    for (i, rule) in frame.roles.iter().enumerate() {
        let filled = out.fillers.iter().filter(|f| usize::from(f.role.0) == i).count();
        if filled == 0 {
            out.score += if rule.required && !lenient { weights.deal.missing_required } else { weights.deal.missing_role };
            out.missing += u8::from(rule.required);
        } else if symmetric && filled < 2 {
            out.score += weights.deal.missing_required;
        }
    }
    let fills = |i: usize| out.fillers.iter().any(|f| usize::from(f.role.0) == i);
    let required = frame.roles.iter().enumerate().all(|(i, r)| !r.required || fills(i)) || lenient && (0..frame.roles.len()).any(fills);
    // 公司已累计回购1629万股: a filing need not name its company again.
    let is_own = |f: &Filler| f.case == OWN && is_measured;
    out.holds = required && out.fillers.iter().any(|f| f.entity.is_some() || is_own(f));
    out
}

/// "Acme announced its purchase": the party goes by its name rather than by "its".
fn name_filler(doc: &Document, fillers: &mut [Filler], one: &Scored, candidate: &Candidate) {
    let Some(mention) = candidate.mention.filter(|_| candidate.origin != Origin::Carried) else { return };
    let named = &doc.mentions[mention.index()];
    let is_pronoun = |f: &Filler| f.mention.is_some_and(|m| doc.mentions[m.index()].form == Form::Pronoun);
    if matches!(named.form, Form::Name | Form::Alias)
        && let Some(filler) = fillers.iter_mut().find(|f| f.role == one.role && f.entity.is_some() && f.entity == named.entity && is_pronoun(f))
    {
        (filler.mention, filler.span) = (Some(mention), named.span);
    }
}

/// Gives an empty topic role to the nearest candidate of a fitting type that has no role: the owner of the subject, or what the sentence is about.
fn fill_from_topic(
    doc: &Document,
    weights: &Weights,
    (frame, trigger): (&Frame, &Trigger),
    candidates: &[Candidate],
    (topic, main): (Option<Id<Mention>>, Option<Id<Entity>>),
    out: &mut Assignment,
) {
    // A Chinese filing leaves its company unsaid; English articles speak of the party named last.
    let carries_first = doc.language == Language::En;
    // "A partnership with Norvik was signed": with whom is told, whose it is not.
    let with_one = carries_first
        && frame.flow.is_some_and(|(_, from, to)| from == to)
        && matches!(out.fillers.as_slice(), [one] if candidates.iter().any(|c| c.case == Case::With && c.span == one.span));
    // 长沙银行的一笔借款: lent to whom the text is about, if by one that lends.
    let is_likely = |f: &Filler| {
        let likely = &frame.role_rule(f.role).likely;
        let name = f.entity.map(|e| doc.entities[e.index()].name.as_str()).unwrap_or_default();
        carries_first || likely.is_empty() || likely.iter().any(|word| name.contains(word.as_str()))
    };
    let is_told = |role: Role| trigger.topic == Some(role) && out.fillers.iter().all(is_likely);
    let told = (0..frame.roles.len()).filter(|&i| is_told(Role(i as u8))).fold(0u32, |set, i| set | 1 << i);
    let is_topic = |i: usize, rule: &RoleRule| rule.topic || told >> i & 1 == 1 || with_one && i == 0;
    for (i, rule) in frame.roles.iter().enumerate().filter(|&(i, r)| is_topic(i, r)) {
        let role = Role(i as u8);
        if out.fillers.is_empty() || !with_one && out.fillers.iter().any(|f| f.role == role) {
            continue;
        }
        let fits = |mention: Id<Mention>| {
            let entity = doc.mentions[mention.index()].entity?;
            let free = out.fillers.iter().all(|f| f.entity != Some(entity)) && rule.types.contains(&doc.entities[entity.index()].kind);
            free.then_some((mention, entity))
        };
        let here = candidates.iter().filter(|c| c.case == Case::Subject && c.origin != Origin::Carried).find_map(|c| fits(c.mention?));
        let about = || doc.mentions.iter().position(|m| m.entity.is_some() && m.entity == main && m.form != Form::Ticker).and_then(|i| fits(Id::new(i)));
        let carried = || candidates.iter().filter(|c| c.origin == Origin::Carried).find_map(|c| fits(c.mention?));
        let free = here.or_else(|| {
            if carries_first {
                carried().or_else(about).or_else(|| topic.and_then(fits))
            } else {
                about().or_else(carried).or_else(|| topic.filter(|_| told >> i & 1 == 1).and_then(fits))
            }
        });
        if let Some((mention, entity)) = free {
            let score = weights.source.topic;
            let span = doc.mentions[mention.index()].span;
            out.fillers.push(Filler { role, mention: Some(mention), entity: Some(entity), span, case: TOPIC, score });
            out.score += score;
        }
    }
}

/// The role that a case has in the frame. In the passive the subject is acted on, and whoever stands with "by" acts, unless the frame says otherwise.
fn role_of(trigger: &Trigger, voice: Voice, case: Case) -> Option<Role> {
    let of = |case: Case| trigger.role_of(case);
    let turned = voice == Voice::Passive && (of(Case::By).is_none() || of(Case::By) == of(Case::Subject));
    match case {
        Case::By if turned => of(Case::Subject),
        Case::Subject if turned => of(Case::Object).or(of(Case::To)).or(of(Case::In)).or(of(Case::With)),
        Case::LedBy => of(Case::LedBy).or(of(Case::By)),
        Case::Poss => of(Case::Poss).or(of(Case::Subject)),
        _ => of(case),
    }
}

fn score(doc: &Document, weights: &Weights, frame: &Frame, role: Role, candidate: &Candidate) -> f32 {
    let rule = frame.role_rule(role);
    let mention = candidate.mention.map(|m| &doc.mentions[m.index()]);
    let kind = mention.and_then(|m| m.entity).map(|e| doc.entities[e.index()].kind).or(mention.map(|m| m.kind));
    let suits = kind.is_none_or(|k| rule.types.contains(&k));
    let origin = match candidate.origin {
        Origin::Here => 0.0,
        Origin::Modifier => weights.source.modifier,
        // A person that speaks is seldom a party; a firm that does is.
        Origin::Speaker if kind == Some(EntityType::Person) => weights.source.modifier,
        Origin::Speaker => 0.0,
        Origin::Carried => weights.source.carried_sentence,
    };
    let name = || mention.and_then(|m| m.entity).map(|e| doc.entities[e.index()].name.as_str()).unwrap_or_default();
    let is_likely = |rule: &RoleRule| rule.likely.iter().any(|word| name().contains(word.as_str()));
    let likely = if is_likely(rule) {
        weights.fit.likely
    } else if frame.roles.iter().any(is_likely) {
        -weights.fit.likely
    } else {
        0.0
    };
    likely
        + weights.of_case(candidate.case)
        + weights.between.clause * f32::from(candidate.clauses.min(6))
        + weights.between.mention * f32::from(candidate.mentions.min(6))
        + weights.between.trigger * f32::from(candidate.triggers.min(4))
        + if suits { weights.fit.suits } else { weights.fit.unsuited }
        + weights.of_form(mention.map(|m| m.form))
        + origin
}

/// What goes from one party in this role to another.
fn symmetric_role(frame: &Frame, role: Role) -> bool {
    frame.flow.is_some_and(|(_, from, to)| from == to && role == from)
}

/// 双方: the mention that it stands for is elsewhere.
fn is_collective(doc: &Document, candidate: &Candidate) -> bool {
    let elsewhere = |m: Id<Mention>| doc.mentions[m.index()].span != candidate.span;
    matches!(candidate.origin, Origin::Here | Origin::Modifier) && candidate.mention.is_some_and(elsewhere)
}

/// Why a candidate does not get its role, if so.
fn refusal(
    doc: &Document,
    frames: &Frames,
    weights: &Weights,
    frame: &Frame,
    (fillers, taken): (&[Filler], &[(Role, u32, Case)]),
    (one, candidate): (&Scored, &Candidate),
) -> Option<&'static str> {
    if one.score < weights.deal.minimum_candidate {
        return Some("score below the minimum");
    }
    let entity = candidate.mention.and_then(|m| doc.mentions[m.index()].entity);
    if let Some(kind) = entity.map(|e| doc.entities[e.index()].kind)
        && !frame.role_rule(one.role).types.contains(&kind)
        && !matches!(kind, EntityType::Company | EntityType::Organization)
    {
        return Some("its type does not fit");
    }
    if entity.is_some_and(|e| frame.role_rule(one.role).unlikely.iter().any(|word| doc.entities[e.index()].name.contains(word.as_str()))) {
        return Some("its name speaks against the role");
    }
    // "set up a venture with X": what they set up has no name yet.
    let is_apart = symmetric_role(frame, frame.flow.map_or(one.role, |(_, from, _)| from)) && !symmetric_role(frame, one.role);
    if doc.language == Language::En && candidate.mention.is_none() && is_apart {
        return Some("has no name");
    }
    // "run by a venture of A and B": both sides are told by name.
    if doc.language == Language::En
        && candidate.mention.is_none()
        && symmetric_role(frame, one.role)
        && fillers.iter().filter(|f| f.entity.is_some()).count() > 1
    {
        return Some("both sides have names");
    }
    // 通过上海证券交易所增持: only where, not whose shares.
    let by_place = matches!(candidate.case, Case::In | Case::To | Case::From | Case::Of) || candidate.origin == Origin::Speaker;
    let has_venue = doc.language == Language::En && frame.roles.iter().any(|r| !r.named.is_empty());
    if (by_place || has_venue) && frame.role_rule(one.role).named.is_empty() && entity.is_some_and(|e| frames.is_venue(&doc.entities[e.index()].name)) {
        return Some("an exchange is where it happens");
    }
    let is_venue_role = !frame.role_rule(one.role).named.is_empty();
    if is_venue_role && entity.is_some_and(|e| !frames.is_venue(&doc.entities[e.index()].name)) {
        return Some("is no exchange");
    }
    if is_collective(doc, candidate) && !frame.flow.is_some_and(|(_, from, to)| from == to && one.role == from) {
        return Some("stands for two parties");
    }
    if entity.is_some() && fillers.iter().any(|f| f.entity == entity) {
        return Some("its entity has a role already");
    }
    let same_group = taken.iter().any(|t| t.0 == one.role && t.1 == candidate.group && t.2 == candidate.case);
    let role_taken = taken.iter().any(|t| t.0 == one.role);
    // "Analysts at Jefferies say that A could merge with B": a further party of the role stands to the deal itself.
    if doc.language == Language::En && role_taken && candidate.origin == Origin::Modifier && matches!(candidate.case, Case::Subject | Case::By) {
        return Some("only modifies");
    }
    // 为X申请贷款: who does it for X does not borrow.
    if doc.language == Language::Zh && candidate.case == Case::Subject && taken.iter().any(|t| t.0 == one.role && t.2 == Case::For) {
        return Some("it is done for another");
    }
    // 百度旗下萝卜快跑与X结盟: only whose it is.
    if role_taken && doc.language == Language::Zh && candidate.origin == Origin::Modifier && symmetric_role(frame, one.role) {
        return Some("its own party has the role");
    }
    // 宇树科技的IPO获批: the subject of the sentence before has no share in what its own clause tells.
    if role_taken && candidate.origin == Origin::Carried && !symmetric_role(frame, one.role) {
        return Some("another clause's subject");
    }
    let same_case = taken.iter().any(|t| t.0 == one.role && t.2 == candidate.case);
    // Parties of one role stand in one list, or beside each other with a case of their own: led by X, with Y.
    let beside = |case: Case| matches!(case, Case::With | Case::LedBy);
    let symmetric = frame.flow.is_none_or(|(_, from, to)| from == to);
    let joined = doc.language != Language::En || symmetric || beside(candidate.case) || taken.iter().any(|t| t.0 == one.role && beside(t.2));
    if role_taken && !same_group && (!frame.role_rule(one.role).many || same_case || !joined) {
        return Some("a better candidate has the role");
    }
    None
}
