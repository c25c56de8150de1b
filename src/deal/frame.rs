//! Deal frames: `lexicons/deals/*.toml`, one file a type, read into tables.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::inflect::Inflector;
use crate::doc::{DealType, EntityType, Flow, Language, Role, Status};
use crate::lang::{Case, CaseSet, Shape};
use crate::lexicon::{Builder, Class, LexiconError};

/// All frames with their triggers.
pub struct Frames {
    types: Vec<Frame>,
    triggers: Vec<Trigger>,
    /// Chinese trigger words with the blocks that list them.
    words: FxHashMap<String, Vec<u32>>,
    /// Words that only one kind of party has in its name.
    venues: BTreeSet<String>,
}

/// One deal type.
pub struct Frame {
    /// `investment`.
    pub name: String,
    /// Chinese label for people.
    pub label_zh: String,
    /// English label for people.
    pub label_en: String,
    /// What goes from whom to whom; `None` where only one party is in it.
    pub flow: Option<(Flow, Role, Role)>,
    /// A sum of money can be the deal's own; a holding has none.
    pub money: bool,
    /// A percent or a number of shares can be the deal's own; a loan's interest and a bond's coupon are not.
    pub shares: bool,
    /// A relation that goes on: its verb's present, or a participle without an act, tells what is in effect (X supplies Y; notes guaranteed by X).
    pub lasting: bool,
    /// What a plain Chinese verb tells where no word says how far the deal is; done, if nothing else.
    pub(super) usual: Option<Status>,
    /// What a lasting deal is where its sum is told: 由X供货,合同金额2亿元 is announced.
    pub(super) priced: Option<Status>,
    /// What it is where a party is left unsaid.
    pub without: Vec<(Role, Becomes)>,
    /// Its roles, in the order of the file.
    pub roles: Vec<RoleRule>,
    /// From which percent on it is another type.
    pub upgrade: Option<Upgrade>,
    /// Another type that it is in English with a percent below one half: 4.1% of a firm bought.
    pub(super) minority: Option<Becomes>,
    /// What a deal of another type told beside it says of its parties.
    pub(super) beside: Vec<Beside>,
    /// Sentences with the deal that they tell, run by the tests.
    pub examples: Vec<Example>,
    /// Sentences without a deal of this type, run by the tests.
    pub counters: Vec<Example>,
    /// Its file.
    pub file: String,
}

/// 把51%的股权卖给X: from some percent on a deal is told as one type and is another.
pub struct Upgrade {
    /// More than this percent.
    pub over: Decimal,
    /// The type that it is.
    pub to: Becomes,
}

/// Another type that a deal is, with that type's name for each of its roles.
pub struct Becomes {
    /// The type that it is.
    pub kind: String,
    /// Its roles by ours.
    pub roles: Vec<(Role, String)>,
}

/// 为该笔贷款提供担保: of a loan told beside a guarantee, the borrower is who is helped.
pub(super) struct Beside {
    /// The other type.
    pub(super) kind: String,
    /// Its roles, and ours that the same parties have.
    pub(super) roles: Vec<(String, Role)>,
    /// Its sum is ours too, if we have none.
    pub(super) same_sum: bool,
}

/// One role of a type.
pub struct RoleRule {
    /// `investor`.
    pub name: String,
    /// What fits.
    pub types: Vec<EntityType>,
    /// Several parties may share it.
    pub many: bool,
    /// Without it there is no deal.
    pub required: bool,
    /// Where nothing in the clause fills it, the topic of the sentence or the owner of the subject does (云南白药股东X减持).
    pub topic: bool,
    /// Words in a name that make it likely in this role: 银行 of a lender.
    pub(super) likely: Vec<String>,
    /// Words of which its name has one (交易所): such a party that a place word brings in has no other role.
    pub(super) named: Vec<String>,
}

/// A sentence of a frame file.
pub struct Example {
    /// Its words.
    pub text: String,
    /// Role, `amount`, `percent` or `status` → the accepted values; empty in a counter-example.
    pub deal: Vec<(String, Vec<String>)>,
    /// Known to fail: kept, and reported when it passes.
    pub fails: bool,
    /// Line of the file.
    pub line: usize,
}

/// A `[[trigger]]` block.
pub struct Trigger {
    /// Its type.
    pub kind: DealType,
    /// Case → role.
    pub cases: Vec<(Case, Role)>,
    /// A noun for a lasting relation (客户, subsidiary): X is Y's N, Y's N X.
    pub relation: bool,
    /// Says what is spent and leaves the deal to a later verb of the clause, if there is one: 斥资3亿元收购X.
    pub means: bool,
    /// What must stand in the clause, by language; empty: nothing.
    pub need: [Vec<Need>; 2],
    /// Strength; 1 for words that hardly mean anything else.
    pub weight: f32,
    /// The status that the word itself says.
    pub status: Option<Status>,
    /// A role that the topic of the sentence fills where nothing in the clause does, as for a role with `topic`.
    pub topic: Option<Role>,
    /// The needed word is the head of its phrase, and modifies no name or noun: "chips", not "chips maker Acme".
    pub head: bool,
    /// Tags of its deals.
    pub tags: Vec<&'static str>,
    /// What it is done to may be a thing (收购一座金矿).
    pub assets: bool,
    /// Position of the block in its file, from 1.
    pub number: usize,
    /// Line of the block in its file.
    pub line: u32,
}

impl Trigger {
    /// The role that a case has.
    pub fn role_of(&self, case: Case) -> Option<Role> {
        self.cases.iter().find(|(c, _)| *c == case).map(|(_, role)| *role)
    }

    /// What the case grammar needs to know of it.
    pub(super) fn case_set(&self) -> CaseSet {
        let to_is_object = self.role_of(Case::To).is_some() && self.role_of(Case::To) == self.role_of(Case::Object);
        CaseSet::new(self.cases.iter().map(|(case, _)| *case), self.relation, to_is_object, self.assets)
    }
}

/// Something that a trigger needs in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A word: the index of its [`Class::Need`] row.
    Word(u32),
    /// Any percent.
    Percent,
    /// Any sum of money.
    Money,
    /// Any share count.
    Shares,
}

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
    usual: Option<String>,
    priced: Option<String>,
    upgrade: Option<UpgradeText>,
    minority: Option<UpgradeText>,
    #[serde(default)]
    beside: toml::Table,
    /// Words that say of a sum beside them that it is this type's: 租金.
    #[serde(default)]
    sum: Words,
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

    /// The type that a frame file is of, read from its line `type = "…"`; `None` where it has none.
    pub(crate) fn type_of(text: &str) -> Option<&str> {
        let rest = text.lines().find_map(|line| line.strip_prefix("type")?.trim_start().strip_prefix('='))?;
        rest.trim().strip_prefix('"')?.strip_suffix('"')
    }

    /// The frame of a type.
    pub fn frame(&self, kind: DealType) -> &Frame {
        &self.types[usize::from(kind.0)]
    }

    /// All frames with their types.
    pub fn iter(&self) -> impl Iterator<Item = (DealType, &Frame)> {
        (0u8..).map(DealType).zip(&self.types)
    }

    /// A name holds a word that only one kind of party has: 交易所.
    pub(super) fn is_venue(&self, name: &str) -> bool {
        self.venues.iter().any(|word| name.contains(word.as_str()))
    }

    /// The type of a name.
    pub fn parse(&self, name: &str) -> Option<DealType> {
        self.iter().find(|(_, f)| f.name == name).map(|(kind, _)| kind)
    }

    /// A trigger block.
    pub fn trigger(&self, index: u32) -> &Trigger {
        &self.triggers[index as usize]
    }

    /// The blocks that list a Chinese word.
    pub(super) fn blocks_of(&self, word: &str) -> &[u32] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// `investment.zh.1`.
    pub fn rule_name(&self, index: u32, language: Language) -> String {
        let trigger = self.trigger(index);
        format!("{}.{}.{}", self.frame(trigger.kind).name, language.name(), trigger.number)
    }

    /// `lexicons/deals/investment.toml:14`.
    pub fn place(&self, index: u32) -> String {
        let trigger = self.trigger(index);
        format!("{}:{}", self.frame(trigger.kind).file, trigger.line)
    }
}

impl Frame {
    /// The role of a name.
    pub fn role(&self, name: &str) -> Option<Role> {
        self.roles.iter().position(|r| r.name == name).map(|i| Role(i as u8))
    }

    /// The rule of a role.
    pub fn role_rule(&self, role: Role) -> &RoleRule {
        &self.roles[usize::from(role.0)]
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
            lasting: file.lasting,
            usual: status(file.usual.as_deref())?,
            priced: status(file.priced.as_deref())?,
            upgrade: None,
            minority: None,
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
        frame.minority = file.minority.map(|text| becomes(text.to, &text.roles)).transpose()?;
        (frame.upgrade, frame.without) = (upgrade, without);
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
        // Sorted, for a quick look.
        let need = [(&text.need.zh, Language::Zh), (&text.need.en, Language::En)]
            .map(|(words, language)| words.iter().map(|w| self.need(w, language, place, builder)).collect::<BTreeSet<Need>>().into_iter().collect());
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
        let takes_things = |(case, role): &(Case, Role)| *case == Case::Object && frame.role_rule(*role).types.contains(&EntityType::Product);
        self.frames.triggers.push(Trigger {
            kind,
            assets: cases.iter().any(takes_things),
            cases,
            relation: text.relation,
            means: text.means,
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
    let mut beside = Beside { kind: kind.to_owned(), roles: Vec::new(), same_sum: false };
    for (theirs, ours) in table {
        if theirs == "same_sum" {
            beside.same_sum = ours.as_bool().unwrap_or_default();
            continue;
        }
        let ours = ours.as_str().unwrap_or_default();
        beside.roles.push((theirs.clone(), frame.role(ours).ok_or_else(|| unknown_role(frame, ours))?));
    }
    Ok(beside)
}

fn read_roles(table: &toml::Table) -> Result<Vec<RoleRule>, String> {
    let mut roles = Vec::new();
    for (name, value) in table {
        let text: RoleText = value.clone().try_into().map_err(|e: toml::de::Error| format!("role {name:?}: {}", e.message()))?;
        let types =
            text.types.iter().map(|t| EntityType::parse(t).ok_or_else(|| format!("role {name:?}: unknown entity type {t:?}"))).collect::<Result<_, _>>()?;
        roles.push(RoleRule { name: name.clone(), types, many: text.many, required: text.required, topic: text.topic, named: text.named, likely: text.likely });
    }
    Ok(roles)
}

fn example_values(table: &toml::Table) -> Vec<(String, Vec<String>)> {
    let words = |v: &toml::Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
    table.iter().map(|(k, v)| (k.clone(), v.as_array().map_or_else(|| vec![words(v)], |list| list.iter().map(words).collect()))).collect()
}
