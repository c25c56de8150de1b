//! The printer of the notation.

use std::fmt::{Display, Formatter, Result};

use super::{DealField, DealRecord, Gold, Party, Piece, QuoteField, QuoteRecord, Record, Target};
use crate::doc::{AmountRole, Form};

impl Display for Gold {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("---\n")?;
        for (key, value) in &self.header {
            writeln!(f, "{key}: {value}")?;
        }
        f.write_str("---\n\n")?;
        for piece in &self.pieces {
            match piece {
                Piece::Text(words) => write_escaped(f, words)?,
                Piece::Link(surface, target) => {
                    f.write_str("[")?;
                    write_escaped(f, surface)?;
                    write!(f, "]({target})")?;
                }
            }
        }
        f.write_str("\n\n---\n")?;
        for record in &self.records {
            match record {
                Record::Entity(entity) => writeln!(f, "entity {} {}", entity.key, entity.kind.name())?,
                Record::Deal(deal) => writeln!(f, "{deal}")?,
                Record::Quote(quote) => {
                    writeln!(f, "{quote}")?;
                    for part in &quote.content {
                        writeln!(f, "> {part}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// `[`, `]` and `\` with a backslash; so is a line that would end the text.
fn write_escaped(f: &mut Formatter<'_>, words: &str) -> Result {
    for (i, line) in words.split('\n').enumerate() {
        if i > 0 {
            f.write_str("\n")?;
        }
        if line == "---" {
            f.write_str("\\")?;
        }
        for c in line.chars() {
            if matches!(c, '[' | ']' | '\\') {
                f.write_str("\\")?;
            }
            write!(f, "{c}")?;
        }
    }
    Ok(())
}

impl Display for Target {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Target::Entity(key, Form::Name | Form::Alias) => f.write_str(key),
            Target::Entity(key, form) => write!(f, "{key} {}", crate::export::names::form(*form)),
            Target::Money(currency, value) => write!(f, "{} {}", currency.code(), value.words),
            Target::Percent(value) => write!(f, "% {}", value.words),
            Target::Shares(value) => write!(f, "# {}", value.words),
            Target::Date(period) => f.write_str(&period.words),
        }
    }
}

impl Display for DealRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "deal {} {}", self.kind, self.status.name())?;
        if self.hearsay {
            f.write_str(" hearsay")?;
        }
        if self.side {
            f.write_str(" side")?;
        }
        f.write_str(": ")?;
        write_list(f, "; ", &self.fields)
    }
}

impl Display for DealField {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut list = |name: &str, items: Vec<&str>| write!(f, "{name}={}", items.join(", "));
        match self {
            DealField::Percent(values) => list("percent", values.iter().map(|v| v.words.as_str()).collect()),
            DealField::Shares(values) => list("shares", values.iter().map(|v| v.words.as_str()).collect()),
            DealField::Date(periods) => list("date", periods.iter().map(|p| p.words.as_str()).collect()),
            DealField::Tags(tags) => list("tags", tags.iter().map(String::as_str).collect()),
            DealField::Round(words) => list("round", vec![words]),
            DealField::Role(name, parties) => {
                write!(f, "{name}=")?;
                write_list(f, ", ", parties)
            }
            DealField::Amount(amounts) => {
                for (i, (currency, value, role)) in amounts.iter().enumerate() {
                    f.write_str(if i == 0 { "amount=" } else { ", " })?;
                    write!(f, "{} {}", currency.code(), value.words)?;
                    if *role != AmountRole::Total {
                        write!(f, " {}", role.name())?;
                    }
                }
                Ok(())
            }
        }
    }
}

impl Display for Party {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Party::Key(key) => f.write_str(key),
            Party::Words(words) => write!(f, "\"{words}\""),
        }
    }
}

impl Display for QuoteRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "quote {}: ", self.kind.name())?;
        write_list(f, "; ", &self.fields)
    }
}

impl Display for QuoteField {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            QuoteField::Speaker(parties) => {
                f.write_str("speaker=")?;
                write_list(f, ", ", parties)
            }
            QuoteField::Affiliation(parties) => {
                f.write_str("affiliation=")?;
                write_list(f, ", ", parties)
            }
            QuoteField::Cue(words) => write!(f, "cue={words}"),
            QuoteField::Title(words) => write!(f, "title={words}"),
            QuoteField::Stance(stance) => write!(f, "stance={}", stance.name()),
            QuoteField::Analyst(is) => write!(f, "analyst={is}"),
        }
    }
}

fn write_list<T: Display>(f: &mut Formatter<'_>, separator: &str, items: &[T]) -> Result {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}
