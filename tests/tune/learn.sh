#!/bin/bash
# Learns rules/learnt.weights.tsv:  learn.sh TUNE OUT. What is learnt of which corpus, and why, stands in tests/tune/README.md.
set -eu
cd "$(dirname "$0")/../.."
B=$(dirname "$1") DEV=${DEV:-../shared/dev} EPOCHS=4
mkdir -p "$B/tune-corpora"
for language in en zh; do
    tests/tune/spans.py "$DEV/raw/$language.jsonl" "tests/tune/$language.spans.tsv" > "$B/tune-corpora/$language.jsonl"
done
corpora=(person:"$B/tune-corpora/en.jsonl" person:"$B/tune-corpora/zh.jsonl")
for name in wikigold uner-en-ewt-dev cluener-train uner-zh-gsdsimp-train people-time-dev resume-dev weibo-train; do
    corpora+=(person:"$DEV/ner/$name.jsonl")
done
"$1" . "$EPOCHS" "${corpora[@]}" > "$2.new"
mv "$2.new" "$2"
