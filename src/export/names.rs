//! The closed sets of names in the wire format: how each inner value is written, and the same as enumerations of the schema.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::Unit;
use crate::doc::{AmountRole, Bound, EntityType, Flow, Form, Per, Status};

pub(crate) fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::About => "about",
        Bound::AtLeast => "at_least",
        Bound::AtMost => "at_most",
        Bound::Range => "range",
        Bound::Several => "several",
    }
}

pub(crate) fn per_name(per: Per) -> &'static str {
    match per {
        Per::Share => "share",
        Per::Year => "year",
        Per::Unit => "unit",
    }
}

pub(crate) fn form(form: Form) -> &'static str {
    match form {
        Form::Name => "name",
        Form::Alias => "alias",
        Form::Ticker => "ticker",
        Form::Nominal => "nominal",
        Form::Pronoun => "pronoun",
    }
}

fn one_of(names: &[&str]) -> Schema {
    json_schema!({ "type": "string", "enum": names })
}

/// Makes the functions that `schema_with` asks for, one a closed set.
macro_rules! sets {
    ($($function:ident: $names:expr;)*) => {
        $(pub(crate) fn $function(_: &mut SchemaGenerator) -> Schema { one_of(&$names) })*
    };
}

sets! {
    languages: ["zh", "en"];
    units: Unit::ALL.map(Unit::name);
    entity_types: EntityType::ALL.map(EntityType::name);
    forms: ["name", "alias", "ticker", "nominal", "pronoun"];
    bounds: ["exact", "about", "at_least", "at_most", "range", "several"];
    per: ["share", "year", "unit"];
    precisions: ["day", "week", "part_of_month", "month", "quarter", "half", "part_of_year", "year", "years", "range", "vague"];
    statuses: Status::ALL.map(Status::name);
    amount_roles: AmountRole::ALL.map(AmountRole::name);
    quote_kinds: ["direct", "indirect", "mixed"];
    speaker_classes: ["person", "organization", "group", "unnamed"];
    stances: ["positive", "negative", "neutral", "mixed"];
    flows: Flow::ALL.map(Flow::name);
    cycle_kinds: ["circular_financing", "mutual_holding", "other"];
}
