#!/bin/sh
# How the events of sentences stand to the world (run.py says how they are written): test.sh [BINARY]
folder=$(dirname "$0")
exec "$folder/run.py" --binary "${1:-$folder/../../build/extract}" --all "$folder/zh.tsv" "$folder/en.tsv"
