//! The wire format: the one place that turns a document into JSON or a report.
