#!/usr/bin/env bash
# Loads every format with the tools that it is for. Needs what `cargo test --test formats` wrote; installs pinned packages once into a cache.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${DEALGRAPH_INTEROP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/dealgraph-interop}
target=${CARGO_TARGET_DIR:-$(cd "$here/../.." && cargo metadata --format-version 1 --no-deps --locked | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')}
files=$target/tmp/interop

# What cannot run is told so that nobody overlooks it; DEALGRAPH_INTEROP=require makes it a failure.
skip() {
  echo "*** SKIPPED: $1" >&2
  echo "*** SKIPPED: $1"
  [ "${DEALGRAPH_INTEROP:-}" != require ] || exit 1
}

[ -d "$files/hostile-graph" ] || { echo "no files in $files: run cargo test --test formats first" >&2; exit 1; }
mkdir -p "$cache"
status=0

python_folder=$cache/python-$(sha256sum "$here/requirements.txt" | cut -c1-16)
if command -v python3 >/dev/null && python3 -c 'import venv, sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
  if [ ! -e "$python_folder/done" ]; then
    rm -rf "$python_folder"
    python3 -m venv "$python_folder" && "$python_folder/bin/pip" install --quiet --disable-pip-version-check --no-compile -r "$here/requirements.txt" && touch "$python_folder/done" || true
  fi
  if [ -e "$python_folder/done" ]; then
    for script in check_graphs.py check_annotations.py; do
      echo "--- $script"
      "$python_folder/bin/python" "$here/$script" "$files" || status=1
    done
  else
    skip "Python packages could not be installed; GraphML, GEXF, RDF, Cypher, spaCy, XMI and others were NOT loaded by their tools"
  fi
else
  skip "no Python 3.10 or later; the Python tools were NOT run"
fi

node_folder=$cache/node-$(sha256sum "$here/package-lock.json" | cut -c1-16)
if command -v npm >/dev/null && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
  if [ ! -e "$node_folder/done" ]; then
    rm -rf "$node_folder" && mkdir -p "$node_folder"
    cp "$here/package.json" "$here/package-lock.json" "$node_folder"
    (cd "$node_folder" && npm ci --silent --no-audit --no-fund) && touch "$node_folder/done" || true
  fi
  if [ -e "$node_folder/done" ]; then
    # Packages are looked for beside the script.
    cp "$here"/*.mjs "$node_folder"
    echo "--- check_graphs.mjs"
    node "$node_folder/check_graphs.mjs" "$files" || status=1
    chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
    if [ -z "$chromium" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >/dev/null 2>&1 || true
      chromium=$(command -v chromium || true)
    fi
    if [ -n "$chromium" ]; then
      echo "--- check_report.mjs"
      node "$node_folder/check_report.mjs" "$files" "$chromium" || status=1
    else
      skip "no Chromium; the HTML report was NOT opened"
    fi
  else
    skip "Node packages could not be installed; graphology, cytoscape, Graphviz, Mermaid and Chromium were NOT run"
  fi
else
  skip "no Node 20 or later; the Node tools and Chromium were NOT run"
fi
exit $status
