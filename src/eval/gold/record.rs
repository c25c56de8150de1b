//! The records below the text: `entity`, `deal`, `quote`.

use super::link::is_key;
use super::{Mistake, value};
use crate::deal::{Frame, Frames};
use crate::doc::{AmountRole, Currency, EntityType, QuoteKind, Stance, Status};
use crate::export::gold::{DealField, DealRecord, EntityRecord, Gold, Party, QuoteField, QuoteRecord, Record, Value};

const QUOTE_KINDS: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
const STANCES: [Stance; 4] = [Stance::Positive, Stance::Negative, Stance::Neutral, Stance::Mixed];

/// Reads the records of `lines` from `first` on.
pub(super) fn records(lines: &[&str], first: usize, frames: &Frames, gold: &mut Gold) -> Result<(), Mistake> {
    for (i, line) in lines.iter().enumerate().skip(first).filter(|(_, l)| !l.trim().is_empty()) {
        let at = i + 1;
        let wrong = |message: String| (at, message);
        if let Some(part) = line.strip_prefix("> ") {
            let Some(Record::Quote(quote)) = gold.records.last_mut() else {
                return Err(wrong("content without a quote; expected \"quote KIND: …\" before it".into()));
            };
            quote.content.push(part.to_owned());
            continue;
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "entity" => {
                let record = entity(rest).map_err(wrong)?;
                if gold.entities().any(|e| e.key == record.key) {
                    return Err(wrong(format!("a second record for {:?}", record.key)));
                }
                gold.records.push(Record::Entity(record));
            }
            "deal" => gold.records.push(Record::Deal(deal(rest, at, frames).map_err(wrong)?)),
            "quote" => gold.records.push(Record::Quote(quote(rest, at).map_err(wrong)?)),
            _ => return Err(wrong(format!("{word:?}: expected entity, deal, quote or \"> words\""))),
        }
    }
    match gold.quotes().find(|q| q.content.is_empty()) {
        Some(quote) => Err((quote.line, "a quote without content; expected \"> words\" below it".into())),
        None => Ok(()),
    }
}

fn entity(rest: &str) -> Result<EntityRecord, String> {
    let (key, kind) = rest.split_once(' ').ok_or("expected entity KEY TYPE")?;
    if !is_key(key) {
        return Err(format!("{key:?} is no key; expected lower-case letters and hyphens"));
    }
    let kind = EntityType::parse(kind).ok_or_else(|| format!("unknown type {kind:?}; types are {}", EntityType::ALL.map(EntityType::name).join(", ")))?;
    Ok(EntityRecord { key: key.to_owned(), kind })
}

fn deal(rest: &str, line: usize, frames: &Frames) -> Result<DealRecord, String> {
    let (head, fields) = rest.split_once(": ").ok_or("expected deal TYPE STATUS: role=key; …")?;
    let mut words = head.split(' ');
    let kind = words.next().unwrap_or_default();
    let frame = frames.parse(kind).map(|k| frames.frame(k)).ok_or_else(|| {
        let names: Vec<_> = frames.iter().map(|(_, f)| f.name.as_str()).collect();
        format!("unknown deal type {kind:?}; types are {}", names.join(", "))
    })?;
    let status = words.next().unwrap_or_default();
    let status = Status::parse(status).ok_or_else(|| format!("unknown status {status:?}; statuses are {}", Status::ALL.map(Status::name).join(", ")))?;
    let mut record = DealRecord { kind: kind.to_owned(), status, hearsay: false, side: false, fields: Vec::new(), line };
    for word in words {
        match word {
            "hearsay" => record.hearsay = true,
            "side" => record.side = true,
            other => return Err(format!("{other:?}: expected hearsay, side or a colon")),
        }
    }
    for (name, words) in split_fields(fields)? {
        record.fields.push(deal_field(frame, name, words)?);
    }
    Ok(record)
}

fn deal_field(frame: &Frame, name: &str, words: &str) -> Result<DealField, String> {
    let values = || words.split(", ").map(value::value).collect::<Result<Vec<Value>, _>>();
    Ok(match name {
        "amount" => DealField::Amount(words.split(", ").map(amount).collect::<Result<_, _>>()?),
        "percent" => DealField::Percent(values()?),
        "shares" => DealField::Shares(values()?),
        "round" => DealField::Round(words.to_owned()),
        "tags" => DealField::Tags(words.split(", ").map(str::to_owned).collect()),
        "date" => {
            let period = |w| value::period(w).ok_or_else(|| format!("{w:?} is no date; expected 2025-10-14, 2025-10, 2025, FROM..TO, --10-14 or ?"));
            DealField::Date(words.split(", ").map(period).collect::<Result<_, _>>()?)
        }
        role if frame.role(role).is_some() => DealField::Role(role.to_owned(), parties(words)?),
        other => {
            let roles: Vec<_> = frame.roles.iter().map(|r| r.name.as_str()).collect();
            return Err(format!("unknown role {other:?}; roles are {}; further fields are amount, percent, shares, round, date, tags", roles.join(", ")));
        }
    })
}

/// `USD 10 per_share`.
fn amount(words: &str) -> Result<(Currency, Value, AmountRole), String> {
    let mut parts = words.split(' ');
    let code = parts.next().unwrap_or_default();
    let currency = Currency::parse(code).ok_or_else(|| format!("{code:?} is no currency; expected an ISO code such as USD, or XXX"))?;
    let value = value::value(parts.next().unwrap_or_default())?;
    let role = match parts.next() {
        None => AmountRole::Total,
        Some(name) => {
            let names = || AmountRole::ALL.map(AmountRole::name).join(", ");
            AmountRole::ALL.into_iter().find(|r| r.name() == name).ok_or_else(|| format!("unknown role {name:?} of an amount; roles are {}", names()))?
        }
    };
    Ok((currency, value, role))
}

fn quote(rest: &str, line: usize) -> Result<QuoteRecord, String> {
    let (kind, fields) = rest.split_once(':').ok_or("expected quote KIND: speaker=key; …")?;
    let kind = QUOTE_KINDS.into_iter().find(|k| k.name() == kind).ok_or_else(|| format!("unknown kind {kind:?}; expected direct, indirect or mixed"))?;
    let fields = split_fields(fields.trim())?.into_iter().map(|(name, words)| quote_field(name, words)).collect::<Result<_, _>>()?;
    Ok(QuoteRecord { kind, fields, content: Vec::new(), spans: Vec::new(), line })
}

fn quote_field(name: &str, words: &str) -> Result<QuoteField, String> {
    Ok(match name {
        "speaker" => QuoteField::Speaker(parties(words)?),
        "affiliation" => QuoteField::Affiliation(parties(words)?),
        "cue" => QuoteField::Cue(words.to_owned()),
        "title" => QuoteField::Title(words.to_owned()),
        "stance" => {
            let stance = STANCES.into_iter().find(|s| s.name() == words);
            QuoteField::Stance(stance.ok_or_else(|| format!("unknown stance {words:?}; expected positive, negative, neutral or mixed"))?)
        }
        "analyst" => QuoteField::Analyst(words.parse().map_err(|_| format!("analyst={words}: expected true or false"))?),
        other => return Err(format!("unknown field {other:?}; fields are speaker, cue, title, affiliation, stance, analyst")),
    })
}

/// `name=words; name=words`, where words in quotation marks may hold a semicolon.
fn split_fields(text: &str) -> Result<Vec<(&str, &str)>, String> {
    let mut fields = Vec::new();
    for field in split_outside_quotes(text, "; ").into_iter().filter(|f| !f.is_empty()) {
        fields.push(field.split_once('=').ok_or_else(|| format!("{field:?}: expected name=value"))?);
    }
    Ok(fields)
}

fn parties(words: &str) -> Result<Vec<Party>, String> {
    let party = |w: &str| match w.strip_prefix('"').and_then(|w| w.strip_suffix('"')) {
        Some(words) => Ok(Party::Words(words.to_owned())),
        None if is_key(w) => Ok(Party::Key(w.to_owned())),
        None => Err(format!("{w:?} is no key; expected lower-case letters and hyphens, or words in quotation marks")),
    };
    split_outside_quotes(words, ", ").into_iter().map(party).collect()
}

fn split_outside_quotes<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let (mut parts, mut start, mut inside) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if c == '"' {
            inside = !inside;
        } else if !inside && at >= start && text[at..].starts_with(separator) {
            parts.push(&text[start..at]);
            start = at + separator.len();
        }
    }
    parts.push(&text[start..]);
    parts
}
