//! `dealgraph lexicon`: lists of others become lexicons that can be read, and doubts are told.

use dealgraph::Annotator;
use dealgraph::lexicon::Class;
use dealgraph::lexicon::import::{self, Columns};

fn annotator() -> Annotator {
    Annotator::new().expect("our own lexicons")
}

/// What is printed can be read, and the name is found in a text.
fn is_found(list: &str, text: &str, key: &str) {
    let annotator = Annotator::with_lexicons(&[("ours.tsv".to_owned(), list.to_owned())]).expect("a list that was printed");
    let mut document = dealgraph::Document::default();
    document.text.source = text.to_owned();
    annotator.annotate(&mut document, dealgraph::Options::default());
    let keys: Vec<&str> = document.entities.iter().map(|e| &*e.key).collect();
    assert!(keys.contains(&key), "{key} in {text:?}: found {keys:?}");
}

#[test]
fn what_the_build_read_is_what_the_files_say() {
    let empty = ("empty.tsv".to_owned(), "surface\tclass\tvalue\n".to_owned());
    let (built, read) = (annotator(), Annotator::with_lexicons(&[empty]).expect("a list without rows"));
    for &class in Class::ALL {
        let mut rows = built.lexicon().rows_of(class).zip(read.lexicon().rows_of(class));
        // The user's file stands before the frames among the files.
        let differing =
            rows.find(|(a, b)| (a.surface, a.value, a.index, a.language, a.needs_context) != (b.surface, b.value, b.index, b.language, b.needs_context));
        assert!(differing.is_none(), "{differing:?}");
        assert_eq!(built.lexicon().rows_of(class).count(), read.lexicon().rows_of(class).count(), "{class:?}");
    }
    let places = |annotator: &Annotator| (0..).step_by(97).take(900).map(|row| annotator.lexicon().place(row)).collect::<Vec<_>>();
    assert_eq!(places(&built), places(&read));
    let concepts = |annotator: &Annotator| annotator.lexicon().concepts().map(|c| format!("{c:?}")).collect::<Vec<_>>();
    assert_eq!(concepts(&built), concepts(&read));
    for (kind, frame) in built.frames().iter() {
        let other = read.frames().frame(kind);
        assert_eq!((&frame.name, frame.examples.len(), &frame.file), (&other.name, other.examples.len(), &other.file));
    }
}

#[test]
fn company_tickers_of_the_sec() {
    let annotator = annotator();
    let plain = r#"{"0": {"cik_str": 9999991, "ticker": "QZRV", "title": "QUILLMARK ROVANE INC"}}"#;
    let entries = import::sec(annotator.lexicon(), plain).expect("the form of the SEC");
    assert_eq!(entries[0].surface, "Quillmark Rovane");
    assert_eq!(entries[0].tickers, "US:QZRV");
    is_found(&import::print(&entries, "test"), "Quillmark Rovane said on Monday that it had bought Fell.", "cik-9999991");
    let rows = r#"{"fields": ["cik", "name", "ticker", "exchange"], "data": [[9999991, "Quillmark Rovane Inc.", "QZRV", "Nasdaq"]]}"#;
    assert_eq!(import::sec(annotator.lexicon(), rows).expect("the form with exchanges")[0].tickers, "NASDAQ:QZRV");
    assert!(import::sec(annotator.lexicon(), "[]").is_err());
}

#[test]
fn golden_copy_of_gleif() {
    let annotator = annotator();
    let text = "LEI,Entity.LegalName,Entity.LegalAddress.Country,Entity.EntityStatus\nZZZZ00TEST00000000X1,Volcanhaus AG,DE,ACTIVE\nZZZZ00TEST00000000X2,Gone AG,DE,INACTIVE\n";
    let entries = import::gleif(annotator.lexicon(), text).expect("the columns of GLEIF");
    let surfaces: Vec<&str> = entries.iter().map(|e| &*e.surface).collect();
    assert_eq!(surfaces, ["Volcanhaus", "Volcanhaus AG"]);
    assert_eq!(entries[0].country, "DE");
    assert!(import::gleif(annotator.lexicon(), "a,b\n1,2\n").is_err());
}

#[test]
fn table_of_an_exchange() {
    let annotator = annotator();
    let columns = Columns::parse("name=证券简称,code=证券代码,full=公司全称").expect("known fields");
    let text = "证券代码,证券简称,公司全称\n600999,琅 川岳,琅川岳科技股份有限公司\n";
    let entries = import::table(annotator.lexicon(), text, &columns, "SSE", "CN").expect("the columns are there");
    assert_eq!((&*entries[0].surface, &*entries[0].tickers, &*entries[0].key), ("琅川岳", "SSE:600999", "sse-600999"));
    is_found(&import::print(&entries, "test"), "据了解琅川岳今年没有新的计划。", "sse-600999");
    assert!(Columns::parse("code=x").is_err() && Columns::parse("colour=x").is_err());
    assert!(import::table(annotator.lexicon(), "a,b\n1,2\n", &columns, "SSE", "CN").is_err());
}

#[test]
fn doubts_are_told() {
    let ours = annotator();
    let text = "key\tsurface\tlang\tform\ttype\tcountry\ttickers\tflags\nx-one\t苹果\tzh\tname\tcompany\nx-two\t琅川岳\tzh\tname\tcompany\nx-three\t琅川岳\tzh\tname\tcompany\n";
    let with = Annotator::with_lexicons(&[("ours.tsv".to_owned(), text.to_owned())]).expect("a form without mistake");
    let lines: Vec<usize> = with.lexicon().doubts("ours.tsv", ours.lexicon()).iter().map(|d| d.line).collect();
    assert_eq!(lines, [2, 2, 4]);
}
