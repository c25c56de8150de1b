//! Reads the frame files: TOML into frames and triggers, and their words into the lexicon, with errors that name file and line.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::{Becomes, Beside, Example, Frame, Frames, Need, RoleRule, Trigger, Upgrade};
use crate::deal::inflect::Inflector;
use crate::doc::{DealType, EntityType, Flow, Language, Role, Status};
use crate::lang::{Case, Shape};
use crate::lexicon::{Builder, Class, LexiconError};

/// The tags that the contract names or that follow its manner.
const TAGS: [&str; 6] = ["vendor_financing", "tender_offer", "private_placement", "leveraged_buyout", "framework", "exclusive"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    r#type: String,
    label: Label,
    flow: Option<FlowText>,
    #[serde(default = "yes")]
    money: bool,
    #[serde(default = "yes")]
    shares: bool,
    #[serde(default)]
    lasting: bool,
    #[serde(default)]
    debts: bool,
    #[serde(default)]
    stands: bool,
    usual: Option<String>,
    priced: Option<String>,
    declared: Option<String>,
    upgrade: Option<UpgradeText>,
    minority: Option<UpgradeText>,
    goods: Option<UpgradeText>,
    #[serde(default)]
    beside: toml::Table,
    /// Words that say of a sum beside them that it is this type's: 租金.
    #[serde(default)]
    sum: Words,
    /// Nouns that call a party by its role: 买方, lessor.
    #[serde(default)]
    parties: BTreeMap<String, Words>,
    #[serde(default)]
    without: Vec<WithoutText>,
    roles: toml::Table,
    #[serde(default, rename = "trigger")]
    triggers: Vec<Spanned<TriggerText>>,
    #[serde(default)]
    undo: Words,
    #[serde(default, rename = "example")]
    examples: Vec<Spanned<ExampleText>>,
    #[serde(default, rename = "counter")]
    counters: Vec<Spanned<ExampleText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UpgradeText {
    over: Option<u32>,
    to: String,
    roles: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WithoutText {
    role: String,
    to: String,
    roles: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Label {
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowText {
    kind: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleText {
    types: Vec<String>,
    #[serde(default)]
    many: bool,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    topic: bool,
    #[serde(default)]
    named: Vec<String>,
    #[serde(default)]
    likely: Vec<String>,
    #[serde(default)]
    unlikely: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    zh: Vec<Spanned<String>>,
    en: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggerText {
    #[serde(default)]
    zh: Vec<Spanned<String>>,
    #[serde(default)]
    verb: Vec<Spanned<String>>,
    #[serde(default)]
    noun: Vec<Spanned<String>>,
    #[serde(default)]
    phrase: Vec<Spanned<String>>,
    #[serde(default)]
    need: Words,
    roles: toml::Table,
    #[serde(default = "one")]
    weight: f32,
    status: Option<String>,
    #[serde(default)]
    relation: bool,
    #[serde(default)]
    means: bool,
    #[serde(default)]
    rivals: bool,
    topic: Option<String>,
    #[serde(default)]
    head: bool,
    #[serde(default)]
    tags: Vec<String>,
}

fn yes() -> bool {
    true
}

fn one() -> f32 {
    1.0
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleText {
    text: String,
    #[serde(default)]
    deal: toml::Table,
    #[serde(default)]
    fails: bool,
}

impl Frames {
    /// Reads the frame files, given as (name, text), and adds their words to `builder`.
    ///
    /// # Errors
    /// At the first mistake, with file and line.
    pub fn load<'a>(files: impl Iterator<Item = (&'a str, &'a str)>, builder: &mut Builder) -> Result<Self, LexiconError> {
        let inflector = Inflector::new(builder.rows_of(Class::IrregularVerb));
        let mut loader = Loader {
            frames: Frames { types: Vec::new(), triggers: Vec::new(), words: FxHashMap::default(), venues: BTreeSet::new() },
            needs: FxHashMap::default(),
            inflector,
        };
        for (name, text) in files {
            loader.file(name, text, builder)?;
        }
        loader.frames.venues = loader.frames.types.iter().flat_map(|f| &f.roles).flat_map(|r| r.named.iter().cloned()).collect();
        Ok(loader.frames)
    }
}

struct Loader {
    frames: Frames,
    /// Number of each distinct needed word.
    needs: FxHashMap<String, u32>,
    inflector: Inflector,
}

/// Where in which file, for errors and rows.
struct Place<'a> {
    file: u16,
    name: &'a str,
    /// Offsets of the line breaks.
    breaks: Vec<usize>,
}

impl Place<'_> {
    fn line(&self, offset: usize) -> usize {
        1 + self.breaks.partition_point(|&at| at < offset)
    }

    fn error(&self, offset: usize, message: String) -> LexiconError {
        LexiconError::new(self.name, self.line(offset), message)
    }
}

impl Loader {
    fn file(&mut self, name: &str, text: &str, builder: &mut Builder) -> Result<(), LexiconError> {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
        let place = Place { file: builder.add_place(name), name, breaks };
        let file: File = toml::from_str(text).map_err(|e| place.error(e.span().map_or(0, |s| s.start), e.message().to_owned()))?;
        let roles = read_roles(&file.roles).map_err(|m| place.error(0, m))?;
        let status = |name: Option<&str>| {
            let unknown = |name: &str| place.error(0, format!("unknown status {name:?}; statuses are {}", Status::ALL.map(Status::name).join(", ")));
            name.map(|name| Status::parse(name).ok_or_else(|| unknown(name))).transpose()
        };
        let mut frame = Frame {
            name: file.r#type,
            label_zh: file.label.zh,
            label_en: file.label.en,
            flow: None,
            money: file.money,
            shares: file.shares,
            debts: file.debts,
            lasting: file.lasting,
            stands: file.stands,
            usual: status(file.usual.as_deref())?,
            priced: status(file.priced.as_deref())?,
            declared: status(file.declared.as_deref())?,
            upgrade: None,
            minority: None,
            goods: None,
            beside: Vec::new(),
            without: Vec::new(),
            roles,
            examples: Vec::new(),
            counters: Vec::new(),
            file: name.to_owned(),
        };
        if let Some(flow) = file.flow {
            let kind = Flow::parse(&flow.kind).ok_or_else(|| place.error(0, format!("unknown flow {:?}", flow.kind)))?;
            let role = |r: &str| frame.role(r).ok_or_else(|| place.error(0, unknown_role(&frame, r)));
            frame.flow = Some((kind, role(&flow.from)?, role(&flow.to)?));
        }
        let becomes = |kind: String, table: &toml::Table| -> Result<Becomes, LexiconError> {
            let mut roles = Vec::new();
            for (ours, theirs) in table {
                let ours = frame.role(ours).ok_or_else(|| place.error(0, unknown_role(&frame, ours)))?;
                roles.push((ours, theirs.as_str().unwrap_or_default().to_owned()));
            }
            Ok(Becomes { kind, roles })
        };
        let upgrade = file.upgrade.map(|text| Ok(Upgrade { over: Decimal::from(text.over.unwrap_or(50)), to: becomes(text.to, &text.roles)? })).transpose()?;
        let without = file
            .without
            .into_iter()
            .map(|text| {
                let role = frame.role(&text.role).ok_or_else(|| place.error(0, unknown_role(&frame, &text.role)))?;
                Ok((role, becomes(text.to, &text.roles)?))
            })
            .collect::<Result<Vec<_>, LexiconError>>()?;
        let minority = file.minority.map(|text| becomes(text.to, &text.roles)).transpose()?;
        let goods = file.goods.map(|text| becomes(text.to, &text.roles)).transpose()?;
        (frame.upgrade, frame.without, frame.minority, frame.goods) = (upgrade, without, minority, goods);
        for (kind, value) in &file.beside {
            let beside = read_beside(&frame, kind, value).map_err(|m| place.error(0, m))?;
            frame.beside.push(beside);
        }
        let examples = |list: Vec<Spanned<ExampleText>>| -> Vec<Example> {
            list.into_iter()
                .map(|e| (place.line(e.span().start), e.into_inner()))
                .map(|(line, e)| Example { text: e.text, deal: example_values(&e.deal), fails: e.fails, line })
                .collect()
        };
        frame.examples = examples(file.examples);
        frame.counters = examples(file.counters);
        let kind = DealType(u8::try_from(self.frames.types.len()).map_err(|_| place.error(0, "more than 256 deal types".into()))?);
        for (number, spanned) in file.triggers.into_iter().enumerate() {
            let at = spanned.span().start;
            self.trigger(spanned.into_inner(), (number + 1, at), kind, &frame, &place, builder)?;
        }
        for (name, words) in &file.parties {
            let role = frame.role(name).ok_or_else(|| place.error(0, unknown_role(&frame, name)))?;
            let index = u32::from_le_bytes([role.0, kind.0, 0, 0]);
            for (words, language) in [(&words.zh, Language::Zh), (&words.en, Language::En)] {
                for word in words {
                    builder.add_word(word.get_ref(), Class::Party, "", index, language, (place.file, place.line(word.span().start) as u32));
                }
            }
        }
        for (words, language) in [(&file.undo.zh, Language::Zh), (&file.undo.en, Language::En)] {
            for word in words {
                builder.add_word(word.get_ref(), Class::Undo, "", u32::from(kind.0), language, (place.file, place.line(word.span().start) as u32));
            }
        }
        for (words, language) in [(&file.sum.zh, Language::Zh), (&file.sum.en, Language::En)] {
            for word in words {
                builder.add_word(word.get_ref(), Class::SumCue, "", u32::from(kind.0), language, (place.file, place.line(word.span().start) as u32));
            }
        }
        self.frames.types.push(frame);
        Ok(())
    }

    fn trigger(
        &mut self,
        text: TriggerText,
        (number, at): (usize, usize),
        kind: DealType,
        frame: &Frame,
        place: &Place<'_>,
        builder: &mut Builder,
    ) -> Result<(), LexiconError> {
        let index = self.frames.triggers.len() as u32;
        let mut cases = Vec::new();
        for (case, role) in &text.roles {
            let names = || Case::ALL.map(Case::name).join(", ");
            let case = Case::parse(case).ok_or_else(|| place.error(at, format!("unknown case {case:?}; cases are {}", names())))?;
            let role = role.as_str().unwrap_or_default();
            cases.push((case, frame.role(role).ok_or_else(|| place.error(at, unknown_role(frame, role)))?));
        }
        let status = match text.status.as_deref() {
            None => None,
            Some(name) => Some(
                Status::parse(name)
                    .ok_or_else(|| place.error(at, format!("unknown status {name:?}; statuses are {}", Status::ALL.map(Status::name).join(", "))))?,
            ),
        };
        let topic = text.topic.as_deref().map(|r| frame.role(r).ok_or_else(|| place.error(at, unknown_role(frame, r)))).transpose()?;
        let mut tags = Vec::new();
        for tag in &text.tags {
            tags.push(*TAGS.iter().find(|t| *t == tag).ok_or_else(|| place.error(at, format!("unknown tag {tag:?}; tags are {}", TAGS.join(", "))))?);
        }
        let need = [(&text.need.zh, Language::Zh), (&text.need.en, Language::En)]
            .map(|(words, language)| words.iter().map(|w| self.need(w, language, place, builder)).collect());
        let zh = if text.relation { Shape::ZhRelation } else { Shape::Zh };
        for (words, shape) in [(&text.zh, zh), (&text.verb, Shape::Base), (&text.noun, Shape::Noun), (&text.phrase, Shape::Phrase)] {
            for word in words {
                let line = place.line(word.span().start) as u32;
                let language = if shape.is_zh() { Language::Zh } else { Language::En };
                if language == Language::Zh {
                    self.frames.words.entry(word.get_ref().clone()).or_default().push(index);
                }
                for (form, shape) in self.inflector.forms(word.get_ref(), shape) {
                    builder.add_word(&form, Class::Trigger, shape.name(), index, language, (place.file, line));
                }
            }
        }
        let english = text.zh.is_empty();
        let takes_things = |(case, role): &(Case, Role)| {
            (*case == Case::Object || english && *case == Case::Of) && frame.role_rule(*role).types.contains(&EntityType::Product)
        };
        self.frames.triggers.push(Trigger {
            kind,
            assets: cases.iter().any(takes_things),
            cases,
            relation: text.relation,
            means: text.means,
            rivals: text.rivals,
            need,
            weight: text.weight,
            status,
            topic,
            head: text.head,
            tags,
            number,
            line: place.line(at) as u32,
        });
        Ok(())
    }

    fn need(&mut self, word: &Spanned<String>, language: Language, place: &Place<'_>, builder: &mut Builder) -> Need {
        match word.get_ref().as_str() {
            "%" => Need::Percent,
            "money" => Need::Money,
            "shares" if language == Language::Zh => Need::Shares,
            "copula" => Need::Copula,
            words => {
                let next = self.needs.len() as u32;
                let index = *self.needs.entry(words.to_owned()).or_insert_with(|| {
                    builder.add_word(words, Class::Need, "", next, language, (place.file, place.line(word.span().start) as u32));
                    next
                });
                Need::Word(index)
            }
        }
    }
}

fn unknown_role(frame: &Frame, name: &str) -> String {
    let names: Vec<_> = frame.roles.iter().map(|r| r.name.as_str()).collect();
    format!("unknown role {name:?}; roles are {}", names.join(", "))
}

fn read_beside(frame: &Frame, kind: &str, value: &toml::Value) -> Result<Beside, String> {
    let table = value.as_table().ok_or_else(|| format!("beside {kind:?}: expected a table"))?;
    let mut beside = Beside { kind: kind.to_owned(), roles: Vec::new(), same_sum: false, agree: false, ended: false };
    for (theirs, ours) in table {
        match theirs.as_str() {
            "same_sum" => beside.same_sum = ours.as_bool().unwrap_or_default(),
            "agree" => beside.agree = ours.as_bool().unwrap_or_default(),
            "ended" => beside.ended = ours.as_bool().unwrap_or_default(),
            _ => {
                let ours = ours.as_str().unwrap_or_default();
                beside.roles.push((theirs.clone(), frame.role(ours).ok_or_else(|| unknown_role(frame, ours))?));
            }
        }
    }
    Ok(beside)
}

fn read_roles(table: &toml::Table) -> Result<Vec<RoleRule>, String> {
    let mut roles = Vec::new();
    for (name, value) in table {
        let text: RoleText = value.clone().try_into().map_err(|e: toml::de::Error| format!("role {name:?}: {}", e.message()))?;
        let types =
            text.types.iter().map(|t| EntityType::parse(t).ok_or_else(|| format!("role {name:?}: unknown entity type {t:?}"))).collect::<Result<_, _>>()?;
        let RoleText { many, required, topic, named, likely, unlikely, .. } = text;
        roles.push(RoleRule { name: name.clone(), types, many, required, topic, likely, unlikely, named });
    }
    Ok(roles)
}

fn example_values(table: &toml::Table) -> Vec<(String, Vec<String>)> {
    let words = |v: &toml::Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    table.iter().map(|(k, v)| (k.clone(), v.as_array().map_or_else(|| vec![words(v)], |list| list.iter().map(words).collect()))).collect()
}
