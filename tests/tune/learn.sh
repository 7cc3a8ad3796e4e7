#!/bin/bash
# Learns rules/learnt.weights.tsv:  learn.sh TUNE OUT. What is learnt of which corpus, and why, stands in tests/tune/README.md.
set -eu
cd "$(dirname "$0")/../.."
B=$(dirname "$1") DEV=${DEV:-../shared/dev} EPOCHS=4
mkdir -p "$B/tune-corpora"
for language in en zh; do
    tests/tune/spans.py "$DEV/raw/$language.jsonl" "tests/tune/$language.spans.tsv" > "$B/tune-corpora/$language.jsonl"
done
"$1" . "$EPOCHS" person,place:"$B/tune-corpora/en.jsonl" > "$2.new"
mv "$2.new" "$2"
