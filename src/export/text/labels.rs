//! The words of the report that are not the document's own, in both languages.

use crate::doc::{CycleKind, Language, QuoteKind, SpeakerClass, Stance, Status};

/// One language's words.
pub(crate) struct Labels {
    pub(crate) deals: &'static str,
    pub(crate) quotes: &'static str,
    pub(crate) cycles: &'static str,
    pub(crate) entities: &'static str,
    pub(crate) notes: &'static str,
    pub(crate) hearsay: &'static str,
    pub(crate) analyst: &'static str,
    pub(crate) nobody: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) characters: &'static str,
    pub(crate) no_quotes: &'static str,
    pub(crate) about: &'static str,
    pub(crate) comma: &'static str,
    status: [&'static str; 7],
    stance: [&'static str; 4],
    quote: [&'static str; 3],
    class: [&'static str; 4],
    cycle: [&'static str; 3],
}

const ZH: Labels = Labels {
    deals: "交易",
    quotes: "引述",
    cycles: "循环",
    entities: "实体",
    notes: "备注",
    hearsay: "据报道",
    analyst: "分析师",
    nobody: "（未具名）",
    nothing: "没有发现交易或引述。",
    characters: "字",
    no_quotes: "没有发现引述。",
    about: "关于",
    comma: "、",
    status: ["传闻", "计划", "已宣布", "存续", "已完成", "已终止", "已否认"],
    stance: ["正面", "负面", "中性", "正反兼有"],
    quote: ["直接引语", "间接引语", "混合引语"],
    class: ["个人", "机构", "群体", "匿名"],
    cycle: ["循环融资", "交叉持股", "其他循环"],
};

const EN: Labels = Labels {
    deals: "Deals",
    quotes: "Quotes",
    cycles: "Cycles",
    entities: "Entities",
    notes: "Notes",
    hearsay: "hearsay",
    analyst: "analyst",
    nobody: "(unnamed)",
    nothing: "No deal and no quotation was found.",
    characters: "characters",
    no_quotes: "No quotation was found.",
    about: "about",
    comma: ", ",
    status: ["rumored", "planned", "announced", "in effect", "completed", "terminated", "denied"],
    stance: ["positive", "negative", "neutral", "mixed"],
    quote: ["direct", "indirect", "mixed"],
    class: ["person", "organization", "group", "unnamed"],
    cycle: ["circular financing", "mutual holding", "other cycle"],
};

impl Labels {
    /// The words of a language.
    pub(crate) fn of(language: Language) -> &'static Labels {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }

    pub(crate) fn status(&self, status: Status) -> &'static str {
        self.status[Status::ALL.iter().position(|&s| s == status).unwrap_or(0)]
    }

    pub(crate) fn stance(&self, stance: Stance) -> &'static str {
        match stance {
            Stance::Positive => self.stance[0],
            Stance::Negative => self.stance[1],
            Stance::Neutral => self.stance[2],
            Stance::Mixed => self.stance[3],
        }
    }

    pub(crate) fn quote(&self, kind: QuoteKind) -> &'static str {
        match kind {
            QuoteKind::Direct => self.quote[0],
            QuoteKind::Indirect => self.quote[1],
            QuoteKind::Mixed => self.quote[2],
        }
    }

    pub(crate) fn class(&self, class: SpeakerClass) -> &'static str {
        match class {
            SpeakerClass::Person => self.class[0],
            SpeakerClass::Organization => self.class[1],
            SpeakerClass::Group => self.class[2],
            SpeakerClass::Unnamed => self.class[3],
        }
    }

    pub(crate) fn cycle(&self, kind: CycleKind) -> &'static str {
        match kind {
            CycleKind::CircularFinancing => self.cycle[0],
            CycleKind::MutualHolding => self.cycle[1],
            CycleKind::Other => self.cycle[2],
        }
    }
}
