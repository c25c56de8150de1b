//! Deals: typed, with roles, amounts, status and evidence.

use super::{Amount, Date, Entity, Id, Mention, Percent, Rule, ShareCount, Span};

/// Index of a deal type in the frames (`lexicons/deals/*.toml`, sorted by file name).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DealType(pub u8);

/// Index of a role in its deal type's frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role(pub u8);

/// How far a deal has come. Ordered by how much a later report outweighs an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Considering, in talks.
    Rumored,
    /// Intends, proposes.
    Planned,
    /// Agreed, signed, made public.
    Announced,
    /// A lasting relation.
    InEffect,
    /// Done.
    Completed,
    /// Called off.
    Terminated,
    /// A party says that it is not so.
    Denied,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 7] = [Status::Rumored, Status::Planned, Status::Announced, Status::InEffect, Status::Completed, Status::Terminated, Status::Denied];

    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            Status::Rumored => "rumored",
            Status::Planned => "planned",
            Status::Announced => "announced",
            Status::InEffect => "in_effect",
            Status::Completed => "completed",
            Status::Terminated => "terminated",
            Status::Denied => "denied",
        }
    }

    /// Reads [`Status::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// What an amount is to its deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AmountRole {
    /// The whole price or sum.
    Total,
    /// A part of it.
    Tranche,
    /// The price of one share.
    PerShare,
    /// What the target is valued at.
    Valuation,
    /// Debt taken over.
    Debt,
}

impl AmountRole {
    /// All of them.
    pub const ALL: [AmountRole; 5] = [AmountRole::Total, AmountRole::Tranche, AmountRole::PerShare, AmountRole::Valuation, AmountRole::Debt];

    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            AmountRole::Total => "total",
            AmountRole::Tranche => "tranche",
            AmountRole::PerShare => "per_share",
            AmountRole::Valuation => "valuation",
            AmountRole::Debt => "debt",
        }
    }
}

/// An amount of a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DealAmount {
    /// Which.
    pub amount: Id<Amount>,
    /// As what.
    pub role: AmountRole,
}

/// A party in a role.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Filler {
    /// Which role of the type.
    pub role: Role,
    /// The mention that fills it, if the party is one that the document names.
    pub mention: Option<Id<Mention>>,
    /// Who; `None` where the party is unnamed.
    pub entity: Option<Id<Entity>>,
    /// The words.
    pub span: Span,
    /// Why: the case rule.
    pub case: &'static str,
    /// The candidate's score.
    pub score: f32,
}

/// A candidate that did not get the role; kept for `explain` only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loser {
    /// The role that it stood for.
    pub role: Role,
    /// The candidate.
    pub span: Span,
    /// Its case.
    pub case: &'static str,
    /// Its score.
    pub score: f32,
    /// Why it lost.
    pub why: &'static str,
}

/// One telling of a deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The clause or sentence that tells it.
    pub span: Span,
    /// The word that set the frame off.
    pub trigger: Span,
    /// Which trigger of which frame.
    pub rule: Rule,
    /// Where the status comes from: the word and what it says.
    pub status_from: Option<(Span, Status)>,
    /// Candidates that lost, where they were asked for.
    pub losers: Vec<Loser>,
}

/// A deal between parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Deal {
    /// Which type.
    pub kind: DealType,
    /// How far.
    pub status: Status,
    /// The text itself gives it as report.
    pub hearsay: bool,
    /// The parties.
    pub roles: Vec<Filler>,
    /// Its sums.
    pub amounts: Vec<DealAmount>,
    /// The part of the whole that it concerns.
    pub percent: Option<Id<Percent>>,
    /// Shares dealt in.
    pub shares: Option<Id<ShareCount>>,
    /// Funding round as written.
    pub round: Option<Span>,
    /// When.
    pub dates: Vec<Id<Date>>,
    /// `vendor_financing` and the like.
    pub tags: Vec<&'static str>,
    /// Every telling, in order of the text.
    pub evidence: Vec<Evidence>,
    /// 0 to 1.
    pub confidence: f32,
}
