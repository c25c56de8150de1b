"""Opens a store with pyarrow, DuckDB and SQLite: the same rows in all of them, and keys that lead somewhere."""

import json
import sqlite3

import duckdb
import pyarrow.parquet

from common import FOLDER, check, run

STORE = FOLDER / "store"
TABLES = sorted(path.stem for path in STORE.glob("*.parquet"))


def rows_of(cursor):
    columns = [c[0] for c in cursor.description]
    # SQLite has no truth values of its own.
    plain = [[int(cell) if isinstance(cell, bool) else cell for cell in row] for row in cursor.fetchall()]
    return sorted(json.dumps(dict(zip(columns, row)), ensure_ascii=False, sort_keys=True, default=str) for row in plain)


def check_tables():
    with open(STORE / "annotations.jsonl", encoding="utf-8") as file:
        annotations = [json.loads(line) for line in file]
    check("tables", len(TABLES) >= 8, True)
    database = sqlite3.connect(STORE / "dealgraph.sqlite")
    for table in TABLES:
        arrow = pyarrow.parquet.read_table(STORE / f"{table}.parquet")
        in_duckdb = duckdb.execute(f"SELECT * FROM '{STORE / table}.parquet'")
        found = rows_of(in_duckdb)
        check(f"{table}: rows", arrow.num_rows, len(found))
        check(f"{table}: SQLite", rows_of(database.execute(f"SELECT * FROM {table}")), found)
    counts = {table: pyarrow.parquet.read_metadata(STORE / f"{table}.parquet").num_rows for table in TABLES}
    check("documents", counts["documents"], len(annotations))
    check("deals", counts["deals"], sum(len(a["deals"]) for a in annotations))
    check("quotes", counts["quotes"], sum(len(a["quotes"]) for a in annotations))
    check("deals are there", counts["deals"] >= 3, True)


def check_sqlite_keys():
    database = sqlite3.connect(STORE / "dealgraph.sqlite")
    check("integrity", database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
    check("foreign keys", database.execute("PRAGMA foreign_key_check").fetchall(), [])


run(globals())
