//! The numbers of `lexicons/deals/weights.toml`.

use serde::Deserialize;

use crate::doc::Form;
use crate::lang::Case;
use crate::lexicon::LexiconError;

/// What each abstract feature of a candidate, and of a deal, is worth.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    case: Cases,
    pub(super) between: Between,
    pub(super) source: Source,
    pub(super) fit: Fit,
    form: Forms,
    pub(super) deal: Whole,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    subject: f32,
    object: f32,
    to: f32,
    from: f32,
    with: f32,
    by: f32,
    of: f32,
    poss: f32,
    r#for: f32,
    r#in: f32,
    led_by: f32,
}

/// For each thing that stands between candidate and trigger.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Between {
    pub(super) clause: f32,
    pub(super) mention: f32,
    pub(super) trigger: f32,
}

/// Where the candidate comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) carried_sentence: f32,
    pub(super) modifier: f32,
    pub(super) topic: f32,
}

/// How the candidate's type suits the role.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fit {
    pub(super) suits: f32,
    pub(super) unsuited: f32,
    pub(super) likely: f32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    name: f32,
    nominal: f32,
    pronoun: f32,
    unnamed: f32,
}

/// What a whole deal is worth.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Whole {
    pub(super) need: f32,
    pub(super) missing_required: f32,
    pub(super) missing_role: f32,
    pub(super) minimum_candidate: f32,
    pub(super) minimum_deal: f32,
}

impl Weights {
    /// Reads the file.
    ///
    /// # Errors
    /// Where a field is missing, unknown or no number.
    pub fn parse(name: &str, text: &str) -> Result<Self, LexiconError> {
        toml::from_str(text).map_err(|e| {
            let line = e.span().map_or(1, |s| 1 + text[..s.start].matches('\n').count());
            LexiconError::new(name, line, e.message())
        })
    }

    pub(super) fn of_case(&self, case: Case) -> f32 {
        let c = &self.case;
        match case {
            Case::Subject => c.subject,
            Case::Object => c.object,
            Case::To => c.to,
            Case::From => c.from,
            Case::With => c.with,
            Case::By => c.by,
            Case::Of => c.of,
            Case::Poss => c.poss,
            Case::For => c.r#for,
            Case::In => c.r#in,
            Case::LedBy => c.led_by,
            Case::Via => c.of,
        }
    }

    /// `None`: a party that the text does not name.
    pub(super) fn of_form(&self, form: Option<Form>) -> f32 {
        match form {
            Some(Form::Name | Form::Alias | Form::Ticker) => self.form.name,
            Some(Form::Nominal) => self.form.nominal,
            Some(Form::Pronoun) => self.form.pronoun,
            None => self.form.unnamed,
        }
    }
}
