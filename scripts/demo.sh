#!/bin/sh
# Read the samples into a fresh ledger, show what it holds, and end. Run by `make demo`, which puts `legation` on the path.
set -eu

ledger=out/demo/legation.db
rm -rf out/demo
mkdir -p out/demo

# Show each command as a person would type it, then run it.
run() {
    printf '\n$ %s\n\n' "$*"
    "$@"
}

run legation add samples --ledger "$ledger"
run legation dossier Russia Pakistan --ledger "$ledger"

pipeline=$(python scripts/pipeline.py "$ledger")
run legation matter "$pipeline" --ledger "$ledger"

printf '\nTo see it in a browser:\n\n    .venv/bin/legation serve --ledger %s\n\n' "$ledger"
