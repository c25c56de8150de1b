//! The `dealgraph` binary: all of it is `dealgraph::cli`.

fn main() -> std::process::ExitCode {
    dealgraph::cli::main()
}
