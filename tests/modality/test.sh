#!/bin/sh
# How the events of sentences stand to the world (run.py says how they are written): test.sh [BINARY]
cd "$(dirname "$0")" || exit 2
binary=$(realpath "${1:-../../build/extract}")
exec ./run.py --binary "$binary" --all zh.tsv en.tsv
