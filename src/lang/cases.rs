//! The cases: the list that the grammars of the languages and the deal frames share.

/// How a party stands to the trigger of a deal. Each language says by its own signs which; frames map cases to roles and know no language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Case {
    /// Does it.
    Subject,
    /// It is done to.
    Object,
    /// 向X, 对X; to X, into X.
    To,
    /// 从X, 由X; from X.
    From,
    /// 与X; with X, between X.
    With,
    /// 被X, 获X; by X.
    By,
    /// X的; of X.
    Of,
    /// X's.
    Poss,
    /// 为X; for X.
    For,
    /// 于X; in X.
    In,
    /// 由X领投; led by X.
    LedBy,
    /// through X, under X: by way of somebody who is no party.
    Via,
}

impl Case {
    /// All of them.
    pub const ALL: [Case; 12] =
        [Case::Subject, Case::Object, Case::To, Case::From, Case::With, Case::By, Case::Of, Case::Poss, Case::For, Case::In, Case::LedBy, Case::Via];

    /// As it stands in frames and weights.
    pub fn name(self) -> &'static str {
        match self {
            Case::Subject => "subject",
            Case::Object => "object",
            Case::To => "to",
            Case::From => "from",
            Case::With => "with",
            Case::By => "by",
            Case::Of => "of",
            Case::Poss => "poss",
            Case::For => "for",
            Case::In => "in",
            Case::LedBy => "led_by",
            Case::Via => "via",
        }
    }

    /// Reads [`Case::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }
}
