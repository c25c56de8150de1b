//! Deal frames: `lexicons/deals/*.toml`, one file a type, read into tables.

mod files;
mod load;
mod need;
mod stored;

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::doc::{DealType, EntityType, Flow, Language, Role, Status};
use crate::lang::{Case, CaseSet};

pub(crate) use files::{is_weights, read};
pub use need::{Need, Needs};

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
    /// It has no price, and of the sums beside it only debts belong to it: a bankruptcy.
    pub(super) debts: bool,
    /// A relation that goes on: its verb's present, or a participle without an act, tells what is in effect (X supplies Y; notes guaranteed by X).
    pub lasting: bool,
    /// Once made it stands until it ends, so that a balance (截至6月末,累计质押…) tells it as in effect.
    pub stands: bool,
    /// What a plain Chinese verb tells where no word says how far the deal is; done, if nothing else.
    pub(super) usual: Option<Status>,
    /// What a lasting deal is where its sum is told: 由X供货,合同金额2亿元 is announced.
    pub(super) priced: Option<Status>,
    /// What a Chinese text that announces such a deal tells: nobody but the party itself has to agree to it.
    pub(super) declared: Option<Status>,
    /// What it is where a party is left unsaid.
    pub without: Vec<(Role, Becomes)>,
    /// Its roles, in the order of the file.
    pub roles: Vec<RoleRule>,
    /// From which percent on it is another type.
    pub upgrade: Option<Upgrade>,
    /// Another type that it is in English with a percent below one half: 4.1% of a firm bought.
    pub(super) minority: Option<Becomes>,
    /// Another type that it is in English where the verb's object is a bare noun: plates bought from somebody.
    pub(super) goods: Option<Becomes>,
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
    /// It says something of us only where the two share a party in such a role.
    pub(super) agree: bool,
    /// It is what we end: told as the object of our verb, it is no deal of its own.
    pub(super) ended: bool,
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
    /// Words in a name that does not have this role: 银行 of who pledges.
    pub(super) unlikely: Vec<String>,
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
    /// Each of several parties in one role does it for itself, against the others: rival bidders.
    pub rivals: bool,
    /// What must stand in the clause, by language; empty: nothing.
    pub need: [Needs; 2],
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
        let to_is_source = self.role_of(Case::To).is_some() && self.role_of(Case::To) == self.role_of(Case::From);
        CaseSet::new(self.cases.iter().map(|(case, _)| *case), self.relation, (to_is_object, to_is_source), self.assets)
    }
}

impl Frames {
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
