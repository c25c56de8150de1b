//! The command line.

use std::io::Read as _;
use std::process::ExitCode;

/// Runs the program.
pub fn main() -> ExitCode {
    let annotator = crate::Annotator::new().expect("the embedded lexicons are tested");
    let mut document = crate::Document::default();
    std::io::stdin().read_to_string(&mut document.text.source).expect("UTF-8");
    annotator.annotate(&mut document);
    for h in &document.hits {
        println!("{:?} {} {:?}", h.span, document.text.get(h.span), annotator.lexicon().row(h.row));
    }
    ExitCode::SUCCESS
}
