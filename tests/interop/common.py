"""What the checks share: the folder with the files, a count of what holds, and how XML shows what it cannot hold."""

import json
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
ARTICLES = ["en-chip-financing", "zh-compute-loop"]
passed, failures = 0, []


def read(case, name):
    # Without translation of line ends: offsets count them.
    with open(FOLDER / case / name, encoding="utf-8", newline="") as file:
        return file.read()


def expected(case):
    return json.loads(read(case, "expected.json"))


def check(what, found, wanted):
    global passed
    if found == wanted:
        passed += 1
    else:
        failures.append(f"{what}:\n  found  {str(found)[:600]}\n  wanted {str(wanted)[:600]}")


def visible(text):
    """Control characters as the formats show them that cannot hold them."""
    def one(c):
        code = ord(c)
        if code < 0x20 and c not in "\t\n\r":
            return chr(0x2400 + code)
        if code == 0x7F:
            return "\u2421"
        if 0x80 <= code < 0xA0 or code in (0xFFFE, 0xFFFF):
            return " " if code == 0x85 else "\ufffd"
        return c
    return "".join(map(one, text))


def run(cases):
    """Runs every function of a module whose name begins with `check_`."""
    for name, function in sorted(cases.items()):
        if name.startswith("check_"):
            before = len(failures)
            try:
                function()
            except Exception as error:  # a reader that refuses the file
                failures.append(f"{name}: {type(error).__name__}: {error}")
            print(f"{'ok' if len(failures) == before else 'FAILED'} {name[6:]}", flush=True)
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)
