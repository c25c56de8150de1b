//! Signs of a stance: what of a quotation speaks for or against, as its set.

macro_rules! signs {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// One thing about a quotation that its stance is judged by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Sign { $($(#[$doc])* $variant,)* }

        impl Sign {
            /// All of them, in order.
            pub const ALL: &[Sign] = &[$(Sign::$variant,)*];

            /// As it stands in `stance-weights.tsv` and in an explanation.
            pub fn name(self) -> &'static str {
                match self { $(Sign::$variant => $name,)* }
            }
        }
    };
}

signs! {
    /// Every quotation has it.
    Any "any",
    /// The words are Chinese.
    Chinese "chinese",

    /// All of it stands in marks.
    Direct "direct",
    /// Some of it does.
    Mixed "mixed",
    /// None does.
    Indirect "indirect",
    /// The cue parts it, or it goes on over paragraphs.
    Parted "parted",

    /// Who speaks holds an office in a firm or body.
    Officer "officer",
    /// Analysts and economists.
    Analyst "analyst",
    /// Professors, lawyers, unionists, investors: who looks on.
    Onlooker "onlooker",
    /// A person without any title.
    Untitled "untitled",
    /// A company or body speaks.
    House "house",
    /// A group, unnamed people.
    Unnamed "unnamed",
    /// The house that speaks, or for which the speaker does, is a party of a deal that the text tells.
    Party "party",
    /// Direct or partly so, by an officer.
    OfficerDirect "officer-direct",
    /// Direct or partly so, by analysts and others who look on.
    OnlookerDirect "onlooker-direct",
    /// Direct or partly so, by a party of a deal.
    PartyDirect "party-direct",

    /// Denied, rejected.
    Denies "denies",
    /// Warned, feared.
    Warns "warns",
    /// Criticised, complained.
    Blames "blames",
    /// Praised, hailed.
    Praises "praises",
    /// Believes, argues.
    Thinks "thinks",
    /// Expects, estimates.
    Expects "expects",
    /// Asks, urges.
    Asks "asks",
    /// Promises.
    Promises "promises",
    /// Insists, stresses, answers.
    Defends "defends",
    /// Admits.
    Admits "admits",
    /// Jokes, calls, compares.
    Quips "quips",
    /// Reports, shows, discloses.
    Reports "reports",

    /// A word in favour.
    Good "good",
    /// More than one.
    VeryGood "very-good",
    /// A word against.
    Bad "bad",
    /// More than one.
    VeryBad "very-bad",
    /// A bad word turned: not worried.
    BadTurned "bad-turned",
    /// A good word turned: no confidence.
    GoodTurned "good-turned",
    /// Words of both sorts.
    Both "both",
    /// But.
    Contrast "contrast",
    /// Words of both sorts with but between.
    BothContrast "both-contrast",
    /// The last judging word is good.
    EndsGood "ends-good",
    /// The last judging word is bad.
    EndsBad "ends-bad",
    /// A good word after but.
    GoodAfter "good-after",
    /// A bad word after but.
    BadAfter "bad-after",

    /// A short utterance.
    Short "short",
    /// A long one.
    Long "long",
    /// Holds figures.
    Figures "figures",
    /// Holds figures, in marks.
    FiguresDirect "figures-direct",
    /// Ends in a question.
    Question "question",
    /// Asks on the way.
    Asking "asking",
    /// Names somebody.
    Names "names",
    /// Tells of a deal.
    TellsDeal "tells-deal",

    /// We, our company.
    Oneself "oneself",
    /// You.
    Addressed "addressed",
    /// They, people.
    Others "others",
    /// Never, nobody, all.
    Absolute "absolute",
    /// Too, very, more.
    Degree "degree",
    /// Only, hardly.
    Restricted "restricted",
    /// Must, should.
    Norm "norm",
    /// Will, plans, considers, may.
    Plan "plan",
    /// If, unless.
    Condition "condition",
    /// Is a, like a.
    Likens "likens",
    /// Than, rather.
    Compares "compares",
    /// Hopes, wants.
    Wishes "wishes",
    /// Not, no.
    Not "not",
    /// Still, again, at last.
    Still "still",
    /// We, by an officer.
    OfficerOneself "officer-oneself",
    /// Not, by an officer.
    OfficerNot "officer-not",
    /// They, by an officer.
    OfficerOthers "officer-others",
    /// Not, in marks.
    DirectNot "direct-not",

    /// What the narrator says around it has a word in favour.
    FramedGood "framed-good",
    /// What the narrator says around it has a word against.
    FramedBad "framed-bad",
    /// A word in favour, in marks.
    GoodDirect "good-direct",
    /// A word against, in marks.
    BadDirect "bad-direct",
    /// A word against beside figures.
    BadFigures "bad-figures",
    /// Never, no such plan, untrue: an answer to a rumour.
    Disclaims "disclaims",
    /// The same by an officer or a house.
    OwnDisclaims "own-disclaims",
    /// Years ago, at that time.
    Past "past",
}

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Signs(u128);

impl Signs {
    /// Adds one.
    pub fn add(&mut self, sign: Sign) {
        self.0 |= 1 << sign as u8;
    }

    /// Adds one where `is` holds.
    pub fn add_if(&mut self, is: bool, sign: Sign) {
        self.0 |= u128::from(is) << sign as u8;
    }

    /// Whether it is among them.
    pub fn has(self, sign: Sign) -> bool {
        self.0 >> sign as u8 & 1 == 1
    }

    /// All of them, in order.
    pub fn iter(self) -> impl Iterator<Item = Sign> {
        Sign::ALL.iter().copied().filter(move |&sign| self.has(sign))
    }
}
