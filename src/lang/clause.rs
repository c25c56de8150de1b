//! A sentence as the case grammar sees it, and what the grammar says of it. Each language's `case.rs` reads and writes these.

use crate::doc::{Amount, AmountRole, Date, DealType, Id, Mention, Percent, Role, ShareCount, Span, Status};

use super::Case;

/// How a surface of a trigger stands in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A Chinese word: verb and verbal noun at once.
    Zh,
    /// A Chinese noun for a lasting relation: 客户, 控股股东.
    ZhRelation,
    /// English base form, present.
    Base,
    /// English `-s`.
    Third,
    /// English past, which for regular verbs is the participle too.
    Past,
    /// English past participle where it differs from the past.
    Participle,
    /// English `-ing`.
    Gerund,
    /// English noun.
    Noun,
    /// English words that do not inflect.
    Phrase,
}

impl Shape {
    /// A form of an English verb.
    pub(crate) fn is_verb(self) -> bool {
        matches!(self, Shape::Base | Shape::Third | Shape::Past | Shape::Participle | Shape::Gerund)
    }

    /// A Chinese word.
    pub(crate) fn is_zh(self) -> bool {
        matches!(self, Shape::Zh | Shape::ZhRelation)
    }

    const ALL: [Shape; 9] =
        [Shape::Zh, Shape::ZhRelation, Shape::Base, Shape::Third, Shape::Past, Shape::Participle, Shape::Gerund, Shape::Noun, Shape::Phrase];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Shape::Zh => "zh",
            Shape::ZhRelation => "zh-relation",
            Shape::Base => "base",
            Shape::Third => "third",
            Shape::Past => "past",
            Shape::Participle => "participle",
            Shape::Gerund => "gerund",
            Shape::Noun => "noun",
            Shape::Phrase => "phrase",
        }
    }

    /// The shape that a trigger's lexicon row tells in its value.
    pub(crate) fn parse(name: &str) -> Shape {
        Self::ALL.into_iter().find(|s| s.name() == name).unwrap_or(Shape::Phrase)
    }
}

/// One thing in a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    /// Number of its clause in the sentence.
    pub(crate) clause: u16,
    /// How many brackets it stands in.
    pub(crate) depth: u8,
    /// The grammatical word that stands on the same words.
    pub(crate) mark: Option<Mark>,
    /// Is, or lies in, a common noun for a party.
    pub(crate) noun: bool,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Mention(Id<Mention>),
    Amount(Id<Amount>),
    Percent(Id<Percent>),
    Shares(Id<ShareCount>),
    Date(Id<Date>),
    /// Index of the trigger block and the shape of the word.
    Trigger(u32, Shape),
    /// An English deal word that lacks what it needs here: a plain verb or noun.
    Word(Shape),
    Marker(Mark),
    Status(Stage),
    Hearsay,
    Negation,
    Conditional,
    /// `None`: the amount beside it is no sum of a deal.
    AmountCue(Option<AmountRole>),
    /// The sum beside it belongs to a deal of this type.
    SumCue(DealType),
    /// Calls a party by its role: 买方, lessor.
    Party(DealType, Role),
    Round,
    Need(u32),
    /// A verb of saying: a person before it speaks, and is no party.
    Speech,
    /// A common noun for a party: 芯片制造商.
    Noun,
    /// A word that is nothing to the grammar; never a piece.
    Plain,
    /// 提供 of 提供…贷款; never a piece.
    Light,
    Comma,
    /// Begins what the words before it announce.
    Colon,
    /// Ends a clause for good: semicolon, dash.
    Stop,
    Bracket,
    Quote,
}

/// A grammatical word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Gives the mention beside it a case.
    Case(Case),
    /// 、and 及, and: joins parties in one role.
    And,
    /// 和: joins, or says with whom.
    WithAnd,
    /// 商, 方, 公司: makes the trigger right before it a word for somebody.
    Agent,
    /// 通过: where something is done, or who does it for another.
    Through,
    /// 累计: what follows adds up what was done before.
    Sum,
    /// 就: what follows is what two parties speak of.
    Over,
    /// 关于: what follows is a title's subject matter.
    About,
    /// 网络, 方案: makes the trigger right before it part of a noun.
    Tail,
    /// including, such as: examples of the noun before it follow.
    Such,
    /// the deal, the round: the deal told last.
    Deal,
    /// the, a: a verb's form right after it is a noun or an adjective; never a piece.
    Article,
    /// 给: for whom, or to whom where the trigger knows no "for": 给X的贷款 helps X, 向X贷款 does not.
    Give,
    /// 分别: to each party its own sum; never a piece of case.
    Each,
    /// 双方: the two parties told last; never a piece.
    Both,
    /// 等: ends a list.
    Etc,
    /// received, rejected: the subject is the one to whom the noun behind goes ("rejected an offer from X").
    Receives,
    /// repay: what was lent before is given back, and no new loan told.
    Settles,
    /// 是: X is Y.
    Copula,
    /// 子公司, 股东: who is meant is not the firm before it, but somebody of its own.
    Kin,
    /// 竞争对手, 供应商: the same of one that is nobody's.
    Rival,
    /// 股东, 高管: somebody who has shares of the firm.
    Owner,
    /// 厂房, 业务: a thing that is bought and sold as a whole.
    Asset,
    /// 股份: what stands before it is whose shares they are.
    Share,
    /// 公司, 大股东: whom the text is about, where nothing before it says who that is.
    Own,
    /// 一家, 某: somebody without a name follows.
    Some,
    /// 批准, cleared: what an authority does to the deals of others.
    Approves,
    /// 任配售代理, 担任保荐人: what one is for the deal of others.
    Serves,
    /// 签署, 达成: what one does with another, not beside him.
    Signs,
    /// was: makes a participle passive.
    Be,
    /// which, that, who.
    Relative,
    /// whose: what follows is of the party before it.
    Whose,
    /// after, while, 并: begins another clause.
    Then,
    /// 所持, 持有的: its subject owns what follows.
    Holds,
    /// 所: turns a verb into a modifier.
    Suo,
    /// 方式: what stands before it is how the deal is done, not a deal of its own.
    Manner,
    /// "edged out", "outbid": who follows wanted the same and did not get it.
    Beats,
}

/// What a status word says; some only together with another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Is(Status),
    /// 将, will: planned, but announced where somebody announces it.
    Future,
    /// has: completed with a participle.
    Perfect,
    /// 公告: makes known what may be done or planned; announced only together with 将.
    Disclosed,
}

impl Mark {
    pub(crate) fn parse(value: &str) -> Option<Mark> {
        Some(match value {
            "and" => Mark::And,
            "with-and" => Mark::WithAnd,
            "tail" => Mark::Tail,
            "agent" => Mark::Agent,
            "about" => Mark::About,
            "over" => Mark::Over,
            "sum" => Mark::Sum,
            "through" => Mark::Through,
            "such" => Mark::Such,
            "article" => Mark::Article,
            "deal" => Mark::Deal,
            "give" => Mark::Give,
            "each" => Mark::Each,
            "both" => Mark::Both,
            "etc" => Mark::Etc,
            "receives" => Mark::Receives,
            "settles" => Mark::Settles,
            "copula" => Mark::Copula,
            "kin" => Mark::Kin,
            "rival" => Mark::Rival,
            "owner" => Mark::Owner,
            "asset" => Mark::Asset,
            "share" => Mark::Share,
            "own" => Mark::Own,
            "some" => Mark::Some,
            "approves" => Mark::Approves,
            "serves" => Mark::Serves,
            "signs" => Mark::Signs,
            "be" => Mark::Be,
            "relative" => Mark::Relative,
            "whose" => Mark::Whose,
            "then" => Mark::Then,
            "holds" => Mark::Holds,
            "suo" => Mark::Suo,
            "manner" => Mark::Manner,
            "beats" => Mark::Beats,
            _ => Mark::Case(Case::parse(value)?),
        })
    }
}

impl Stage {
    pub(crate) fn parse(value: &str) -> Option<Stage> {
        Some(match value {
            "future" => Stage::Future,
            "perfect" => Stage::Perfect,
            "disclosed" => Stage::Disclosed,
            _ => Stage::Is(Status::parse(value)?),
        })
    }
}

/// Whether the subject acts or is acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// A acquires B.
    Active,
    /// B is acquired by A; B被A收购.
    Passive,
}

/// Where a candidate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Stands to the trigger itself in its case.
    Here,
    /// Modifies something that does: 英伟达的客户xAI, Nvidia's chief.
    Modifier,
    /// Says so: 游象贤表示,公司将承租.
    Speaker,
    /// The subject of an earlier sentence.
    Carried,
}

/// A party that may fill a role.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    /// `None` where the text does not name the party.
    pub(crate) mention: Option<Id<Mention>>,
    pub(crate) case: Case,
    /// The name of the grammar rule that says so.
    pub(crate) rule: &'static str,
    pub(crate) origin: Origin,
    /// Candidates joined by "and" share it.
    pub(crate) group: u32,
    /// Clause bounds, mentions and other triggers between it and the trigger.
    pub(crate) clauses: u8,
    pub(crate) mentions: u8,
    pub(crate) triggers: u8,
}

impl Candidate {
    /// A candidate with nothing between it and the trigger.
    pub(crate) fn new(span: Span, mention: Option<Id<Mention>>, case: Case, rule: &'static str, origin: Origin, group: u32) -> Self {
        Candidate { span, mention, case, rule, origin, group, clauses: 0, mentions: 0, triggers: 0 }
    }

    /// A party that the text does not name.
    pub(crate) fn unnamed(span: Span, case: Case, rule: &'static str, origin: Origin) -> Self {
        Candidate::new(span, None, case, rule, origin, u32::MAX)
    }
}

/// What the case grammar needs to know of a trigger's frame: which cases it maps to roles, and whether it is a noun of relation.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CaseSet {
    bits: u16,
    /// A noun for a lasting relation (客户, subsidiary): X is Y's N, Y's N X.
    pub(crate) relation: bool,
    /// 向X is the same role as the object (对X的收购), so that with an object it is the source instead (向X收购Y).
    pub(crate) to_is_object: bool,
    /// 向X is where it comes from (向X借款), so that 对X in the same clause is another (对X的贷款).
    pub(crate) to_is_source: bool,
    /// Its object may be a thing without a name (收购一座金矿).
    pub(crate) assets: bool,
}

impl CaseSet {
    pub(crate) fn new(cases: impl Iterator<Item = Case>, relation: bool, (to_is_object, to_is_source): (bool, bool), assets: bool) -> Self {
        CaseSet { bits: cases.fold(0, |set, case| set | 1 << case as u16), relation, to_is_object, to_is_source, assets }
    }

    pub(crate) fn has(self, case: Case) -> bool {
        self.bits & (1 << case as u16) != 0
    }
}

/// No rule looks further than this many pieces from its trigger, so that a sentence of any length takes linear time.
pub(crate) const WINDOW: usize = 48;

/// Looks from a piece over those that the grammar does not count: nouns in apposition, cues, needed words, names in brackets.
pub(crate) fn previous(pieces: &[Piece], mut at: usize) -> Option<usize> {
    let depth = pieces[at].depth;
    for _ in 0..WINDOW {
        at = at.checked_sub(1)?;
        if pieces[at].depth == depth && !pieces[at].kind.is_transparent() {
            return Some(at);
        }
    }
    None
}

/// The same to the right.
pub(crate) fn next(pieces: &[Piece], mut at: usize) -> Option<usize> {
    let depth = pieces[at].depth;
    for _ in 0..WINDOW {
        at += 1;
        let piece = pieces.get(at)?;
        if piece.depth == depth && !piece.kind.is_transparent() {
            return Some(at);
        }
    }
    None
}

impl Mark {
    /// Says what a party or a thing is, or how it stands; it governs nothing and may stand on the words of something that does.
    pub(crate) fn describes(self) -> bool {
        use Mark::*;
        matches!(self, Kin | Rival | Owner | Asset | Share | Own | Some | Approves | Serves | Signs | Settles | Sum)
    }
}

/// The grammatical word at a piece; a trigger may be one too (获得, 持有), then both stand there with the same span.
pub(crate) fn mark_at(pieces: &[Piece], at: usize) -> Option<Mark> {
    pieces[at].mark
}

/// A trigger that governs parties: no grammatical word at the same time, and no noun for somebody (供应商, 子公司).
pub(crate) fn is_plain_trigger(pieces: &[Piece], at: usize) -> bool {
    matches!(pieces[at].kind, Kind::Trigger(..)) && pieces[at].mark.is_none() && !pieces[at].noun
}

impl Kind {
    /// Nothing to the grammar: it stands beside or within what counts.
    pub(crate) fn is_transparent(self) -> bool {
        let describes = matches!(self, Kind::Marker(mark) if mark.describes());
        describes
            || matches!(
                self,
                Kind::Noun
                    | Kind::Marker(Mark::Each)
                    | Kind::Status(_)
                    | Kind::Need(_)
                    | Kind::Hearsay
                    | Kind::AmountCue(_)
                    | Kind::SumCue(_)
                    | Kind::Party(..)
                    | Kind::Speech
                    | Kind::Round
                    | Kind::Bracket
                    | Kind::Quote
            )
    }

    /// The shape of a deal word, whether or not it tells a deal here.
    pub(crate) fn shape(self) -> Option<Shape> {
        match self {
            Kind::Trigger(_, shape) | Kind::Word(shape) => Some(shape),
            _ => None,
        }
    }

    pub(crate) fn is_case(self, case: Case) -> bool {
        self == Kind::Marker(Mark::Case(case))
    }
}
